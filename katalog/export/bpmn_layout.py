"""Where the shapes of a BPMN diagram stand: lanes as bands, every node in a column of its own, from left to right.

Because a column holds the nodes of one lane alone, a line that runs up or down in a column meets nothing but the node
that it leads to; because each lane keeps a strip free above and below its nodes, a line that runs along such a strip
meets nothing at all. `bpmn_routes` draws on that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from katalog.export.bpmn_model import Jenis

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katalog.export.bpmn_model import Proses, Simpul

LEBAR_TUGAS: Final = 170
TINGGI_TUGAS: Final = 64
"""Least height of a task; it grows with its words."""
PERISTIWA: Final = 36
GERBANG: Final = 50
JARAK: Final = 50
"""Between columns."""
BARIS: Final = 15
"""Height of a line of text."""
LEBAR_LABEL: Final = 84
KEPALA: Final = 30
"""Width of the heading of pool and lane."""
TEPI: Final = 20
JARAK_JALUR: Final = 12
"""Between two lines that run along the same strip."""


@dataclass(frozen=True, slots=True)
class Kotak:
    """A rectangle."""

    x: int
    y: int
    lebar: int
    tinggi: int

    @property
    def kanan(self) -> int:
        """The right side."""
        return self.x + self.lebar

    @property
    def bawah(self) -> int:
        """The bottom."""
        return self.y + self.tinggi

    @property
    def tengah_x(self) -> int:
        """The middle from left to right."""
        return self.x + self.lebar // 2

    @property
    def tengah_y(self) -> int:
        """The middle from top to bottom."""
        return self.y + self.tinggi // 2


@dataclass(frozen=True, slots=True)
class Susunan:
    """What is known before the lines are routed: columns, sizes, and how far nodes reach from a lane's middle."""

    kolom: Mapping[str, int]
    """Column by node; a node that hangs under a gateway shares its column."""
    ukuran: Mapping[str, tuple[int, int]]
    x: Mapping[str, int]
    """Left side of each node."""
    kanan: int
    """Right end of the last column."""
    atas: tuple[int, ...]
    """How far each lane's nodes reach above its middle line."""
    bawah: tuple[int, ...]
    """How far below."""


def text_width(text: str) -> int:
    """Return about how wide a text is at 12 pixels; exact widths depend on the reader's fonts."""
    return round(sum(3.6 if char in " .,:;'ijl|!()-" else 8.6 if char.isupper() else 6.6 for char in text))


def text_lines(text: str, width: int) -> int:
    """Return in about how many lines a text is broken; line breaks in it are kept."""
    lines = 0
    for paragraph in text.split("\n"):
        lines += 1
        left = width
        for word in paragraph.split():
            need = text_width(word + " ")
            if need > left and left < width:
                lines += 1
                left = width
            while need > left:
                lines += 1
                need -= left
                left = width
            left -= need
    return lines


def arrange(proses: Proses) -> Susunan:
    """Return columns and sizes of a process."""
    sizes = {node.id: _size(node) for node in proses.simpul}
    label_room = _label_room(proses)
    columns: dict[str, int] = {}
    lefts: dict[str, int] = {}
    x, number = TEPI + 2 * KEPALA + 30, 0
    for node in proses.simpul:
        width = sizes[node.id][0]
        if node.di_bawah is not None:
            columns[node.id] = columns[node.di_bawah]
            lefts[node.id] = lefts[node.di_bawah] + (GERBANG - width) // 2
            continue
        room = max(width, LEBAR_LABEL) if node.jenis.peristiwa else width
        columns[node.id] = number
        lefts[node.id] = x + (room - width) // 2
        x += room + max(JARAK, label_room.get(node.id, 0))
        number += 1
    above = [TINGGI_TUGAS // 2 for _ in proses.lajur]
    below = [TINGGI_TUGAS // 2 for _ in proses.lajur]
    for node in proses.simpul:
        up, down = _reach(node, sizes[node.id][1], _labels_up(proses, node))
        above[node.lajur] = max(above[node.lajur], up)
        below[node.lajur] = max(below[node.lajur], down)
    return Susunan(columns, sizes, lefts, x - 10, tuple(above), tuple(below))


def _size(node: Simpul) -> tuple[int, int]:
    if node.jenis is Jenis.TUGAS:
        return LEBAR_TUGAS, max(TINGGI_TUGAS, text_lines(node.nama, LEBAR_TUGAS - 20) * BARIS + 20)
    side = GERBANG if node.jenis.gerbang else PERISTIWA
    return side, side


def label_size(text: str) -> tuple[int, int]:
    """Return width and height of the label of an event or a flow."""
    width = min(LEBAR_LABEL, text_width(text) + 8)
    return width, text_lines(text, width) * BARIS


def _label_room(proses: Proses) -> dict[str, int]:
    """Return how much room the labels of flows need to the right of their nodes."""
    room: dict[str, int] = {}
    for flow in proses.arus:
        if flow.nama:
            room[flow.dari] = max(room.get(flow.dari, 0), label_size(flow.nama)[0] + 36)
    return room


def _labels_up(proses: Proses, node: Simpul) -> int:
    """Return how high the labels of a gateway's ways out can pile up."""
    if not node.jenis.gerbang:
        return 0
    return sum(label_size(flow.nama)[1] + 4 for flow in proses.arus if flow.dari == node.id and flow.nama)


HANG: Final = 34
"""From a gateway down to the end that hangs under it."""


def _reach(node: Simpul, height: int, labels: int) -> tuple[int, int]:
    """Return how far a node reaches above and below its lane's middle line, labels included."""
    half = height // 2
    if node.di_bawah is not None:
        return 0, GERBANG // 2 + HANG + PERISTIWA + 4 + label_size(node.nama)[1]
    if node.jenis.peristiwa:
        return half, half + 4 + label_size(node.nama)[1]
    return half + labels, half + labels


def lane_height(name: str, needed: int) -> int:
    """Return a lane's height: what its nodes need, and enough for its name, written upright in two lines at most."""
    width = text_width(name)
    return max(needed, 90, min(width + 30, 220), width * 6 // 10 + 30)
