"""Where the lines of a BPMN diagram run: at right angles, and through no shape.

A line to the next column goes straight across. Any other leaves its node at the top (backwards) or at the bottom
(forwards), runs along the free strip of its own lane, and comes down or up in its target's column.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from katalog.export.bpmn_layout import (
    BARIS,
    GERBANG,
    HANG,
    JARAK_JALUR,
    KEPALA,
    LEBAR_TUGAS,
    PERISTIWA,
    TEPI,
    Kotak,
    Susunan,
    arrange,
    label_size,
    lane_height,
    text_lines,
)
from katalog.export.bpmn_model import Jenis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from katalog.export.bpmn_model import Arus, Proses, Simpul

Titik: TypeAlias = tuple[int, int]
Sisi: TypeAlias = Literal["atas", "bawah"]
_JALUR_PERTAMA: Final = 14
"""From the nodes' zone to the first line along a strip."""


@dataclass(frozen=True, slots=True)
class Gambar:
    """A diagram: rectangles by id, lines and labels by the id of their flow or annotation."""

    kolam: Kotak
    lajur: tuple[Kotak, ...]
    bentuk: Mapping[str, Kotak]
    """Nodes and annotations."""
    label: Mapping[str, Kotak]
    """Labels of events and of flows that have a name."""
    garis: Mapping[str, tuple[Titik, ...]]
    """Flows by their own id, associations by that of their annotation."""


@dataclass(frozen=True, slots=True)
class _Loncat:
    """A line along a strip: which side of which lane, from where to where."""

    arus: Arus
    lajur: int
    sisi: Sisi
    dari_x: int
    ke_x: int
    masuk: Sisi
    bersama: bool = False
    """Whether other lines leave by the same corner: then its label stands where it is alone."""
    jalur: int = 0


@dataclass(frozen=True, slots=True)
class _Pinggir:
    """The free strip on one side of a lane: from the nodes' zone outwards, how far to the first line, how many."""

    jangkauan: int
    """How far the zone reaches from the lane's middle line."""
    awal: int
    jalur: int

    @property
    def tebal(self) -> int:
        """How thick the strip is."""
        return self.awal + self.jalur * JARAK_JALUR


def draw(proses: Proses) -> Gambar:
    """Return the places of everything that a process shows."""
    plan = arrange(proses)
    nodes = {node.id: node for node in proses.simpul}
    straight, jumps = _sort_out(proses, plan, nodes)
    jumps, tracks = _assign_tracks(jumps)
    strips = _strips(proses, plan, jumps, tracks)
    pool, lanes, middles = _bands(proses, plan, strips)
    shapes = {node.id: _place(node, plan, middles) for node in proses.simpul}
    lines: dict[str, tuple[Titik, ...]] = {}
    labels: dict[str, Kotak] = {
        node.id: _below(shapes[node.id], node.nama) for node in proses.simpul if node.jenis.peristiwa and node.nama
    }
    for flow in straight:
        lines[flow.id] = _across(shapes[flow.dari], shapes[flow.ke], hanging=nodes[flow.ke].di_bawah == flow.dari)
        if flow.nama:
            labels[flow.id] = _label_across(flow, shapes[flow.dari], lines[flow.id])
    lead = {flow.dari: labels[flow.id].tinggi for flow in straight if flow.nama}
    beside: dict[tuple[str, int, Sisi], int] = defaultdict(int)
    for jump in jumps:
        flow, middle = jump.arus, middles[jump.lajur]
        strip = strips[jump.lajur, jump.sisi]
        lines[flow.id] = _along(jump, shapes[flow.dari], shapes[flow.ke], middle, strip)
        if flow.nama and jump.bersama:
            # Labels of lines that turn to the same target stand side by side.
            corner = (flow.ke, jump.lajur, jump.sisi)
            labels[flow.id] = _label_far(jump, lines[flow.id][2], strip, beside[corner])
            beside[corner] += labels[flow.id].lebar + 6
        elif flow.nama:
            labels[flow.id] = _label_near(jump, lines[flow.id][0], lead.get(flow.dari, 0))
    top = pool.bawah + 30
    for note in proses.anotasi:
        task = shapes[note.simpul]
        height = text_lines(note.teks, LEBAR_TUGAS - 14) * BARIS + 12
        shapes[note.id] = Kotak(task.x, top, LEBAR_TUGAS, height)
        lines[note.id] = ((task.x + 15, task.bawah), (task.x + 15, top))
    return Gambar(pool, lanes, shapes, labels, lines)


def _sort_out(proses: Proses, plan: Susunan, nodes: Mapping[str, Simpul]) -> tuple[list[Arus], list[_Loncat]]:
    """Tell lines to the next column, and to an end that hangs below, from those that run along a strip."""
    straight: list[Arus] = []
    jumps: list[_Loncat] = []
    used: set[str] = set()
    hanging = {node.di_bawah for node in proses.simpul}
    entries: dict[tuple[str, Sisi], int] = defaultdict(int)
    for flow in proses.arus:
        source, target = nodes[flow.dari], nodes[flow.ke]
        if target.di_bawah == source.id:
            straight.append(flow)
            continue
        if plan.kolom[target.id] == plan.kolom[source.id] + 1 and source.id not in used:
            used.add(source.id)
            straight.append(flow)
            continue
        back = plan.kolom[target.id] <= plan.kolom[source.id]
        up = back or source.id in hanging or target.jenis is Jenis.SELESAI
        side: Sisi = "atas" if up else "bawah"
        enter: Sisi = _entry(source.lajur, target.lajur, side)
        count = entries[target.id, enter]
        entries[target.id, enter] += 1
        begin, end = _exit_x(source, plan), _entry_x(target, plan, count)
        jumps.append(_Loncat(flow, source.lajur, side, begin, end, enter))
    corners = Counter((jump.arus.dari, jump.sisi) for jump in jumps)
    return straight, [replace(jump, bersama=corners[jump.arus.dari, jump.sisi] > 1) for jump in jumps]


def _entry(source: int, target: int, side: Sisi) -> Sisi:
    """Tell on which side a line from a strip reaches its target: the one that faces the strip."""
    if source == target:
        return side
    return "bawah" if target < source else "atas"


def _exit_x(node: Simpul, plan: Susunan) -> int:
    middle = plan.x[node.id] + plan.ukuran[node.id][0] // 2
    return middle + 40 if node.jenis is Jenis.TUGAS else middle


def _entry_x(node: Simpul, plan: Susunan, count: int) -> int:
    """Return where a line comes into a column: at a task each a little further left, at others in the middle."""
    middle = plan.x[node.id] + plan.ukuran[node.id][0] // 2
    return middle - 10 * (count % 5) if node.jenis is Jenis.TUGAS else middle


def _assign_tracks(jumps: Sequence[_Loncat]) -> tuple[list[_Loncat], Mapping[tuple[int, Sisi], int]]:
    """Give lines that would cover each other along a strip different tracks; short lines lie nearest to the nodes."""
    taken: dict[tuple[int, Sisi], list[list[tuple[int, int]]]] = defaultdict(list)
    result = []
    for jump in sorted(jumps, key=lambda one: (abs(one.dari_x - one.ke_x), one.arus.id)):
        low, high = sorted((jump.dari_x, jump.ke_x))
        rows = taken[jump.lajur, jump.sisi]
        track = next(
            (index for index, row in enumerate(rows) if all(high + 8 < begin or end + 8 < low for begin, end in row)),
            len(rows),
        )
        if track == len(rows):
            rows.append([])
        rows[track].append((low, high))
        result.append(replace(jump, jalur=track))
    return result, {key: len(rows) for key, rows in taken.items()}


def _strips(
    proses: Proses, plan: Susunan, jumps: Sequence[_Loncat], tracks: Mapping[tuple[int, Sisi], int]
) -> Mapping[tuple[int, Sisi], _Pinggir]:
    """Return the strips of every lane, wide enough for their lines and for the labels that stand at them."""
    room: dict[tuple[int, Sisi], int] = defaultdict(int)
    for jump in jumps:
        if jump.bersama and jump.arus.nama:
            key = (jump.lajur, jump.sisi)
            room[key] = max(room[key], label_size(jump.arus.nama)[1] + 4)
    sides: tuple[Sisi, Sisi] = ("atas", "bawah")
    return {
        (lane, side): _Pinggir(
            plan.atas[lane] if side == "atas" else plan.bawah[lane],
            _JALUR_PERTAMA + room[lane, side],
            tracks.get((lane, side), 0),
        )
        for lane in range(len(proses.lajur))
        for side in sides
    }


def _bands(
    proses: Proses, plan: Susunan, strips: Mapping[tuple[int, Sisi], _Pinggir]
) -> tuple[Kotak, tuple[Kotak, ...], list[int]]:
    """Return the pool, its lanes, and the height at which each lane's nodes stand."""
    x, y = TEPI + KEPALA, TEPI
    lanes, middles = [], []
    for index, lane in enumerate(proses.lajur):
        above = plan.atas[index] + strips[index, "atas"].tebal
        below = plan.bawah[index] + strips[index, "bawah"].tebal
        height = lane_height(lane.nama, above + below)
        spare = height - above - below
        middles.append(y + above + spare // 2)
        lanes.append(Kotak(x, y, plan.kanan - x, height))
        y += height
    pool = Kotak(TEPI, TEPI, plan.kanan - TEPI, max(y - TEPI, lane_height(proses.peserta, 0)))
    if pool.bawah > y:
        last = lanes[-1]
        lanes[-1] = replace(last, tinggi=last.tinggi + pool.bawah - y)
    return pool, tuple(lanes), middles


def _place(node: Simpul, plan: Susunan, middles: Sequence[int]) -> Kotak:
    width, height = plan.ukuran[node.id]
    middle = middles[node.lajur]
    top = middle + GERBANG // 2 + HANG if node.di_bawah is not None else middle - height // 2
    return Kotak(plan.x[node.id], top, width, height)


def _below(shape: Kotak, text: str) -> Kotak:
    width, height = label_size(text)
    return Kotak(shape.tengah_x - width // 2, shape.bawah + 4, width, height)


def _across(source: Kotak, target: Kotak, *, hanging: bool) -> tuple[Titik, ...]:
    if hanging:
        return (source.tengah_x, source.bawah), (target.tengah_x, target.y)
    begin, end = (source.kanan, source.tengah_y), (target.x, target.tengah_y)
    if begin[1] == end[1]:
        return begin, end
    # Close to the target, so that a label beside the source has room.
    turn = target.x - 22
    return begin, (turn, begin[1]), (turn, end[1]), end


def _along(jump: _Loncat, source: Kotak, target: Kotak, middle: int, strip: _Pinggir) -> tuple[Titik, ...]:
    away = strip.jangkauan + strip.awal + jump.jalur * JARAK_JALUR
    up = jump.sisi == "atas"
    y = middle - away if up else middle + away
    begin = (jump.dari_x, source.y if up else source.bawah)
    end = (jump.ke_x, target.y if jump.masuk == "atas" else target.bawah)
    return begin, (jump.dari_x, y), (jump.ke_x, y), end


def _label_across(flow: Arus, source: Kotak, line: tuple[Titik, ...]) -> Kotak:
    width, height = label_size(flow.nama or "")
    (x, y), (x2, _) = line[0], line[1]
    if x == x2:  # down to an end that hangs below, clear of its circle
        return Kotak(x + PERISTIWA // 2 + 2, source.bawah + 4, width, height)
    return Kotak(x + 4, y - height - 3, width, height)


def _label_near(jump: _Loncat, begin: Titik, lead: int) -> Kotak:
    """Put a label beside the line where it leaves its node, above the label (`lead` high) of the line straight on."""
    width, height = label_size(jump.arus.nama or "")
    x, y = begin
    top = y - 4 - height - max(0, lead - 2 * BARIS + 8) if jump.sisi == "atas" else y + 4
    return Kotak(x + 6, top, width, height)


def _label_far(jump: _Loncat, corner: Titik, strip: _Pinggir, right: int) -> Kotak:
    """Put a label at the far end of the strip, beside the line as it turns to its target."""
    width, height = label_size(jump.arus.nama or "")
    x, y = corner
    inward = jump.sisi == jump.masuk
    zone = strip.awal + jump.jalur * JARAK_JALUR
    rest = (strip.jalur - jump.jalur) * JARAK_JALUR
    if jump.sisi == "atas":
        top = y + zone - height - 2 if inward else y - rest - height - 2
    else:
        top = y - zone + 2 if inward else y + rest + 2
    return Kotak(x + 6 + right, top, width, height)
