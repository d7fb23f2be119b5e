"""The flowchart of an SOP as Mermaid text: one lane a performer, one row a step, the symbols of the form.

Mermaid keeps the steps in rows of their own, in order, only where every step is declared before the lanes, which
then list the steps by id alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from katalog.model import SELESAI, Simbol
from katalog.render.escaping import mermaid_label, mermaid_line, shorten

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from katalog.flow import Alur, Panah
    from katalog.model import SOP, Langkah

MAKS_LABEL = 90
"""Characters of a step's words that its symbol shows; the table below the diagram has them all."""

MAKS_LABEL_KEPUTUSAN = 45
"""The same for a decision: a rhombus grows with its words in both directions."""

_JARAK_LEBAR = '%%{init: {"flowchart": {"nodeSpacing": 50}}}%%'
"""Wider spaces between symbols where some steps have companions: these stand in the arrows' way, and two arrows that go
around them in one narrow space merge into one line."""

_TANPA_PELAKSANA = "\0"


@dataclass(slots=True)
class _Gambar:
    """The parts of a diagram while it is being drawn."""

    simpul: list[str] = field(default_factory=list)
    lajur: dict[str, list[str]] = field(default_factory=dict)
    panah: list[str] = field(default_factory=list)
    mundur: list[int] = field(default_factory=list)
    kelas: dict[str, list[str]] = field(default_factory=dict)
    klik: list[str] = field(default_factory=list)
    keluar: dict[int, str] = field(default_factory=dict)
    """Which node a step's arrows leave from."""
    lewat: dict[tuple[int, str | None], str] = field(default_factory=dict)
    """The box that a decision's branch passes first, where one row has both symbols."""

    def exit_of(self, urut: int, label: str | None) -> str:
        """Return what a branch's arrow begins with: its node, and its label where that is not yet written."""
        box = self.lewat.get((urut, label))
        return f"{box} -->" if box else f"{self.keluar[urut]} {_labelled(label)}"

    def node(self, name: str, shape: str, lane: str, classes: tuple[str, ...] = ()) -> None:
        self.simpul.append(f"{name}{shape}")
        self.lajur[lane].append(name)
        for kelas in classes:
            self.kelas.setdefault(kelas, []).append(name)

    def arrow(self, line: str, *, mundur: bool = False) -> None:
        if mundur:
            self.mundur.append(len(self.panah))
        self.panah.append(line)

    def beneath(self, above: str, below: str) -> None:
        """Keep a node in a row below another's: an invisible link, which no arrow has to keep clear of."""
        self.panah.append(f"{above} ~~~ {below}")


def pages(sop: SOP) -> tuple[tuple[int, ...], ...]:
    """Return the printed numbers of the steps by printed page of the flowchart."""
    result: list[list[int]] = [[]]
    for step in sop.langkah:
        if step.halaman_baru and result[-1]:
            result.append([])
        result[-1].append(step.urut)
    return tuple(tuple(page) for page in result)


def swimlane(sop: SOP, alur: Alur, halaman: int | None = None) -> str:
    """Return the Mermaid text of a flow.

    Args:
        sop: the SOP.
        alur: its flow.
        halaman: draw this printed page alone (from 0), with page connectors where arrows leave it; None draws
            everything, without connectors, each symbol linked to its row in the table.
    """
    drawing = _Gambar(lajur={key: [] for key, _ in sop.pelaksana})
    parts = pages(sop)
    page_of = {urut: index for index, part in enumerate(parts) for urut in part}
    inferred = {catatan.bidang.split(".")[1] for catatan in sop.disimpulkan if catatan.bidang.startswith("langkah.")}
    steps: dict[int, Langkah] = {}
    for step in sop.langkah:
        if halaman is None or page_of[step.urut] == halaman:
            steps.setdefault(step.urut, step)
    for urut, step in steps.items():
        if halaman is not None:
            _connectors_in(drawing, step, alur, page_of, halaman)
        before = [panah.dari for panah in alur.masuk[urut] if panah.dari in drawing.keluar]
        _step(drawing, step, str(urut) in inferred, max(before, default=None), linked=halaman is None)
        ends = []
        for index, panah in enumerate(alur.keluar[urut]):
            _ending(drawing, step, panah, index, page_of, steps)
            if panah.ke is None:
                ends.append(f"e{urut}x{index}")
        for index, label in enumerate(label for dari, label in alur.tanpa_tujuan if dari == urut):
            drawing.node(f"q{urut}x{index}", '["?"]', _lane(drawing, step), ("disimpulkan",))
            drawing.arrow(f"{drawing.exit_of(urut, label)} q{urut}x{index}")
            ends.append(f"q{urut}x{index}")
        for above, below in pairwise(ends):
            drawing.beneath(above, below)
    _arrows_between(drawing, alur, steps)
    _fill_empty_lanes(drawing)
    return "\n".join(_text(drawing, sop, alur, halaman, len(parts))) + "\n"


def _arrows_between(drawing: _Gambar, alur: Alur, steps: Container[int]) -> None:
    for panah in alur.panah:
        if panah.ke is not None and panah.dari in steps and panah.ke in steps:
            drawing.arrow(f"{drawing.exit_of(panah.dari, panah.label)} s{panah.ke}", mundur=panah.mundur)


def _fill_empty_lanes(drawing: _Gambar) -> None:
    """Put an invisible node into each empty lane: Mermaid draws a lane without nodes upright, beside the others."""
    for index, nodes in enumerate(drawing.lajur.values()):
        if not nodes:
            drawing.simpul.append(f'z{index}[" "]')
            drawing.kelas.setdefault("kosong", []).append(f"z{index}")
            nodes.append(f"z{index}")


def _lane(drawing: _Gambar, step: Langkah) -> str:
    for key in step.pelaksana:
        if key in drawing.lajur:
            return key
    drawing.lajur.setdefault(_TANPA_PELAKSANA, [])
    return _TANPA_PELAKSANA


def _step(drawing: _Gambar, step: Langkah, inferred: bool, previous: int | None, *, linked: bool) -> None:  # noqa: FBT001
    """Draw a step: its symbols in the first performer's lane, a companion in the lane of each other one."""
    lane, name = _lane(drawing, step), f"s{step.urut}"
    classes = ("disimpulkan",) if inferred else () if step.pelaksana else ("takterbaca",)
    symbols = step.simbol_tergambar
    width = MAKS_LABEL_KEPUTUSAN if symbols[0] is Simbol.KEPUTUSAN else MAKS_LABEL
    words = mermaid_label(f"{step.urut}. {shorten(step.kegiatan, width)}")
    if step.mutu_baku.waktu and step.mutu_baku.waktu != "-":
        words += f"<br/>({mermaid_label(shorten(step.mutu_baku.waktu, 40))})"
    drawing.node(name, _shape(symbols[0], words), lane, classes)
    drawing.keluar[step.urut] = name
    if len(symbols) > 1:
        _second_symbol(drawing, step, (lane, classes))
    if step.selesai and step.keputusan and not any(SELESAI in cabang.ke for cabang in step.lanjut or ()):
        drawing.node(f"e{step.urut}", '(["Selesai"])', lane, classes)
        drawing.arrow(f"{drawing.keluar[step.urut]} --> e{step.urut}")
    if linked:
        drawing.klik.append(f'click {name} href "#langkah-{step.urut}" "Ke langkah {step.urut}"')
    for index, other in enumerate(key for key in step.pelaksana if key != lane and key in drawing.lajur):
        companion = f"{name}b{index}"
        drawing.node(companion, f'["{step.urut}. bersama"]', other, (*classes, "bersama"))
        if previous is not None:
            drawing.beneath(drawing.keluar[previous], companion)
        if linked:
            drawing.klik.append(f'click {companion} href "#langkah-{step.urut}" "Ke langkah {step.urut}"')


def _second_symbol(drawing: _Gambar, step: Langkah, place: tuple[str, tuple[str, ...]]) -> None:
    """Draw the second symbol of a row. Branches leave from the decision, wherever it stands in the row."""
    first, second = step.simbol_tergambar[:2]
    name = f"s{step.urut}k"
    if second is Simbol.KEPUTUSAN:
        drawing.node(name, _shape(second, f"{step.urut}"), *place)
        drawing.arrow(f"s{step.urut} --> {name}")
        drawing.keluar[step.urut] = name
    elif first is Simbol.KEPUTUSAN and second is Simbol.PROSES and step.lanjut and step.keputusan:
        label = step.lanjut[0].label
        words = mermaid_label(f"{step.urut}. ({shorten(label or 'lanjut', 40)})")
        drawing.node(name, _shape(second, words), *place)
        drawing.arrow(f"s{step.urut} {_labelled(label)} {name}")
        drawing.lewat[step.urut, label] = name
    # A terminator after another symbol is the end that the flow draws anyway.


def _shape(simbol: Simbol, words: str) -> str:
    if simbol is Simbol.TERMINATOR:
        return f'(["{words}"])'
    if simbol is Simbol.KEPUTUSAN:
        return f'{{"{words}"}}'
    return f'["{words}"]'


def _labelled(label: str | None) -> str:
    return "-->" if label is None else f'-- "{mermaid_label(shorten(label, 40))}" -->'


def _ending(
    drawing: _Gambar, step: Langkah, panah: Panah, index: int, page_of: dict[int, int], shown: Container[int]
) -> None:
    """Draw what an arrow needs besides its two steps: the end, or the connector to another page."""
    if panah.ke is None:
        name = f"e{step.urut}x{index}"
        drawing.node(name, '(["Selesai"])', _lane(drawing, step))
    elif panah.ke in shown:
        return
    else:
        name = f"p{step.urut}x{index}"
        words = f"ke langkah {panah.ke}, hal. {page_of[panah.ke] + 1}"
        drawing.node(name, f'@{{shape: notch-pent, label: "{words}"}}', _lane(drawing, step))
    drawing.arrow(f"{drawing.exit_of(step.urut, panah.label)} {name}")


def _connectors_in(drawing: _Gambar, step: Langkah, alur: Alur, page_of: dict[int, int], halaman: int) -> None:
    for index, panah in enumerate(alur.masuk[step.urut]):
        if page_of[panah.dari] != halaman:
            name = f"m{step.urut}x{index}"
            words = f"dari langkah {panah.dari}, hal. {page_of[panah.dari] + 1}"
            drawing.node(name, f'@{{shape: notch-pent, label: "{words}"}}', _lane(drawing, step))
            drawing.arrow(f"{name} --> s{step.urut}")


def nobody_lane(sop: SOP) -> str:
    """Return the title of the lane of steps that name no performer."""
    alone = {step.urut for step in sop.langkah if not step.pelaksana}
    return "Pelaksana tidak terbaca" if alone <= sop.pelaksana_tidak_terbaca else "Tanpa pelaksana"


def _text(drawing: _Gambar, sop: SOP, alur: Alur, halaman: int | None, count: int) -> Iterator[str]:
    if "bersama" in drawing.kelas:
        yield _JARAK_LEBAR
    yield "swimlane-beta TB"
    suffix = "" if halaman is None else f" (halaman {halaman + 1} dari {count})"
    yield f"accTitle: {mermaid_line('Bagan alir ' + sop.nama)}{suffix}"
    loops = len(alur.panah_mundur)
    yield (
        f"accDescr: {len(sop.langkah)} langkah oleh {len(sop.pelaksana)} pelaksana"
        f"{f', {loops} kali dapat kembali ke langkah sebelumnya' if loops else ''}. "
        "Uraian lengkap ada pada tabel langkah."
    )
    yield from drawing.simpul
    names = sop.nama_pelaksana
    for index, (key, nodes) in enumerate(drawing.lajur.items()):
        title = names.get(key) or nobody_lane(sop)
        yield f'subgraph L{index}["{mermaid_label(title)}"]'
        yield from nodes
        yield "end"
    yield from drawing.panah
    if drawing.mundur:
        yield f"linkStyle {','.join(map(str, drawing.mundur))} stroke:#b3261e,stroke-width:2px"
    for kelas, nodes in drawing.kelas.items():
        yield f"class {','.join(nodes)} {kelas}"
    if "disimpulkan" in drawing.kelas:
        yield "classDef disimpulkan stroke-dasharray:5 3"
    if "kosong" in drawing.kelas:
        yield "classDef kosong fill:none,stroke:none"
    if "bersama" in drawing.kelas:
        yield "classDef bersama stroke-dasharray:1 3"
    yield from drawing.klik
