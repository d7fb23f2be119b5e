"""An SOP as a BPMN process: lanes, tasks, gateways and events, without places on paper.

The form's terminator is a step with work in it, so a start event stands before such a task and an end event after it.
The form's decision holds work too: it becomes a task, whose words stay verbatim, and a gateway with the printed labels
on its ways out. Parallel branches part at a gateway, and meet at one where the document's arrows leave no doubt that
every branch brings exactly one token there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

from katalog.export.bpmn_joins import Belah, Gabungan, Panah, find_joins
from katalog.export.bpmn_words import (
    documentation,
    lane_documentation,
    process_documentation,
    step_annotation,
    step_name,
)
from katalog.model import SELESAI
from katalog.render.escaping import shorten
from katalog.render.status_words import ended_words
from katalog.render.swimlane import nobody_lane
from katalog.render.views import office, successor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.flow import Alur
    from katalog.model import SOP, Langkah

TAK_TAMPAK: Final = "Arah tidak tampak pada dokumen"
TAK_BERLANJUT: Final = "Akhir tidak tampak pada dokumen"
MAKS_NAMA_LAJUR: Final = 120


class Jenis(Enum):
    """The kinds of flow node, by their name in BPMN."""

    MULAI = "startEvent"
    TUGAS = "task"
    KEPUTUSAN = "exclusiveGateway"
    SEJAJAR = "parallelGateway"
    SELESAI = "endEvent"

    @property
    def gerbang(self) -> bool:
        """Whether it is a gateway."""
        return self in {Jenis.KEPUTUSAN, Jenis.SEJAJAR}

    @property
    def peristiwa(self) -> bool:
        """Whether it is an event."""
        return self in {Jenis.MULAI, Jenis.SELESAI}


@dataclass(frozen=True, slots=True)
class Simpul:
    """A flow node. `lajur` is the index of its lane; `di_bawah` the gateway that it hangs under in the drawing."""

    id: str
    jenis: Jenis
    nama: str
    lajur: int
    dokumentasi: str = ""
    di_bawah: str | None = None


@dataclass(frozen=True, slots=True)
class Arus:
    """A sequence flow; `nama` is the printed label of a branch."""

    id: str
    dari: str
    ke: str
    nama: str | None


@dataclass(frozen=True, slots=True)
class Anotasi:
    """A text annotation on a node."""

    id: str
    simpul: str
    teks: str


@dataclass(frozen=True, slots=True)
class Lajur:
    """A lane."""

    id: str
    nama: str
    dokumentasi: str


@dataclass(frozen=True, slots=True)
class Proses:
    """A whole process; `simpul` stand in the order in which they are drawn, from left to right."""

    id: str
    nama: str
    peserta: str
    dokumentasi: str
    lajur: tuple[Lajur, ...]
    simpul: tuple[Simpul, ...]
    arus: tuple[Arus, ...]
    anotasi: tuple[Anotasi, ...]


@dataclass(slots=True)
class _Bangunan:
    """The process while it is being built."""

    sebelum: dict[int, list[Simpul]] = field(default_factory=dict)
    """Nodes before each step's task, and the task."""
    sesudah: dict[int, list[Simpul]] = field(default_factory=dict)
    """Nodes after it."""
    arus: list[Arus] = field(default_factory=list)
    panah: list[Panah] = field(default_factory=list)
    belah: list[Belah] = field(default_factory=list)
    _terpakai: dict[str, int] = field(default_factory=dict)

    def unique(self, name: str) -> str:
        """Return the name as an id; a second one of the same name gets a number."""
        count = self._terpakai.get(name, 0) + 1
        self._terpakai[name] = count
        return name if count == 1 else f"{name}_{count}"

    def flow(self, dari: str, ke: str, nama: str | None = None) -> None:
        self.arus.append(Arus(self.unique(f"Arus_{dari}_{ke}"), dari, ke, nama))


Tujuan: TypeAlias = int | str
"""The number of a step, or the name of the end that a way leads to."""


@dataclass(frozen=True, slots=True)
class _Jalan:
    """A way out of a step: its label and where it leads; several targets are parallel."""

    label: str | None
    tujuan: tuple[Tujuan, ...]


def build_process(telaah: Telaah, dokumen: Dokumen) -> Proses:
    """Return the process of an SOP. Of steps with the same number the first counts, as in its flow."""
    sop, alur = dokumen.sop, telaah.turunan[dokumen.id].alur
    steps: dict[int, Langkah] = {}
    for step in sop.langkah:
        steps.setdefault(step.urut, step)
    lanes = _lanes(sop)
    place = {key: index for index, (key, _) in enumerate(sop.pelaksana)}
    homes = {
        urut: next((place[key] for key in step.pelaksana if key in place), len(place)) for urut, step in steps.items()
    }
    built = _Bangunan()
    starts = alur.mulai or alur.langkah[:1]
    for urut, step in steps.items():
        task = Simpul(f"Langkah_{urut}", Jenis.TUGAS, step_name(step), homes[urut], documentation(dokumen, step))
        built.sebelum[urut] = [task]
        if urut in starts:
            start = Simpul(f"Mulai_{urut}", Jenis.MULAI, "Mulai", homes[urut])
            built.sebelum[urut].insert(0, start)
            built.flow(start.id, task.id)
        built.sesudah[urut] = []
        _ways_out(built, step, alur, homes[urut])
    joins, doubtful = find_joins(alur, built.panah, built.belah)
    arrows = _join(built, joins, homes)
    for panah in arrows:
        built.flow(panah.simpul, f"Langkah_{panah.ke}", panah.label)
    entered = {flow.ke for flow in built.arus}
    annotations = []
    for urut, step in steps.items():
        remarks = []
        if urut in starts and not step.mulai:
            remarks.append("Simbol mulai tidak tampak pada dokumen; langkah pertama digambar sebagai awal.")
        if f"Langkah_{urut}" not in entered:
            remarks.append("Tidak ada arah menuju langkah ini pada dokumen.")
        if urut in doubtful:
            remarks.append("Pada dokumen tidak jelas di mana cabang sejajar ini bertemu kembali.")
        text = step_annotation(dokumen, step, remarks)
        if text:
            annotations.append(Anotasi(f"Catatan_{urut}", f"Langkah_{urut}", text))
    status = ended_words(dokumen, successor(telaah, dokumen))
    nodes = tuple(node for urut in steps for node in (*built.sebelum[urut], *built.sesudah[urut]))
    return Proses(
        id=f"SOP_{dokumen.opd}.{dokumen.slug}",
        nama=sop.nama,
        peserta=office(telaah, dokumen.opd).nama + (f" – {status.pendek}" if status else ""),
        dokumentasi=process_documentation(sop, len(sop.langkah) - len(steps), status),
        lajur=lanes,
        simpul=nodes,
        arus=tuple(built.arus),
        anotasi=tuple(annotations),
    )


def _lanes(sop: SOP) -> tuple[Lajur, ...]:
    lanes = [
        Lajur(f"Lajur_{number}", shorten(name, MAKS_NAMA_LAJUR), lane_documentation(sop, key, name))
        for number, (key, name) in enumerate(sop.pelaksana, start=1)
    ]
    known = {key for key, _ in sop.pelaksana}
    if not lanes or any(not known.intersection(step.pelaksana) for step in sop.langkah):
        lanes.append(Lajur("Lajur_tanpa_pelaksana", nobody_lane(sop), ""))
    return tuple(lanes)


def _ways(step: Langkah, alur: Alur) -> Iterator[_Jalan]:
    """Yield the ways out of a step; every step has one, be it an end that the document does not show."""
    if step.lanjut is None:
        onward = tuple(panah.ke for panah in alur.keluar[step.urut] if panah.ke is not None)
        if onward:
            yield _Jalan(None, onward)
        elif not step.selesai:
            yield _Jalan(None, (TAK_BERLANJUT,))
    for cabang in step.lanjut or ():
        yield _Jalan(cabang.label, tuple(_target(ke, alur) for ke in cabang.ke) or (TAK_TAMPAK,))
    if step.selesai and not any(SELESAI in cabang.ke for cabang in step.lanjut or ()):
        yield _Jalan(None, ("Selesai",))


def _target(ke: int | str, alur: Alur) -> Tujuan:
    if isinstance(ke, str):
        return "Selesai"
    return ke if ke in alur.masuk else f"Langkah {ke} tidak ada pada dokumen"


def _ways_out(built: _Bangunan, step: Langkah, alur: Alur, lane: int) -> None:
    urut, after = step.urut, built.sesudah[step.urut]
    ways = tuple(_ways(step, alur))
    source = f"Langkah_{urut}"
    gate = None
    if len(ways) > 1:
        gate = Simpul(f"Keputusan_{urut}", Jenis.KEPUTUSAN, "", lane)
        after.append(gate)
        built.flow(source, gate.id)
        source = gate.id
    free = gate is not None
    for way in ways:
        begin, label, split = source, way.label, None
        if len(way.tujuan) > 1:
            fork = Simpul(built.unique(f"Sejajar_{urut}"), Jenis.SEJAJAR, "", lane)
            after.append(fork)
            built.flow(source, fork.id, label)
            branches = tuple(ke for ke in way.tujuan if isinstance(ke, int))
            split = len(built.belah)
            built.belah.append(Belah(split, urut, branches))
            begin, label = fork.id, None
        for ke in way.tujuan:
            if isinstance(ke, int):
                built.panah.append(Panah(urut, begin, label, ke, split))
                continue
            below = gate.id if free and gate is not None and split is None else None
            free = free and below is None
            end = Simpul(built.unique(f"Selesai_{urut}"), Jenis.SELESAI, ke, lane, di_bawah=below)
            after.append(end)
            built.flow(begin, end.id, label)


def _join(built: _Bangunan, joins: tuple[Gabungan, ...], homes: dict[int, int]) -> list[Panah]:
    """Put the gateways at which branches meet before their steps; returns the arrows that are left for tasks."""
    waiting = list(built.panah)
    for join in joins:
        lane, before = homes[join.ke], built.sebelum[join.ke]
        meet = Simpul(built.unique(f"Temu_{join.ke}"), Jenis.SEJAJAR, "", lane)
        merges = []
        for group in join.kelompok:
            arrows = [panah for panah in waiting if panah.ke == join.ke and join.holds(panah, group)]
            target = meet.id
            if len(arrows) > 1:
                merge = Simpul(built.unique(f"Gabung_{join.ke}"), Jenis.KEPUTUSAN, "", lane)
                merges.append(merge)
                built.flow(merge.id, meet.id)
                target = merge.id
            for panah in arrows:
                built.flow(panah.simpul, target, panah.label)
                waiting.remove(panah)
        task = next(index for index, node in enumerate(before) if node.jenis is Jenis.TUGAS)
        before[task:task] = [*merges, meet]
        waiting.append(Panah(join.belah.asal, meet.id, None, join.ke))
    return waiting
