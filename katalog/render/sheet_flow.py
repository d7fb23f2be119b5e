"""What is drawn on the official sheet: the symbols in the cells of each row, and the lines between them.

It says what is joined to what; where the lines run is measured and drawn in the browser (`docs/aset/lembar/`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from katalog.fields import collapse
from katalog.model import Simbol

if TYPE_CHECKING:
    from katalog.flow import Alur, Panah
    from katalog.model import SOP, Langkah

MAKS_LABEL = 24
"""Characters of a branch's label that are written at its arrow; a longer one gets a letter and a note."""
_MAKS_KATA = 12

Bentuk = Literal["terminator", "proses", "keputusan", "tanpa-arah"]
Jenis = Literal["alur", "dalam", "bersama"]


@dataclass(frozen=True, slots=True)
class Gambar:
    """One symbol in a cell. `baris` and `lajur` count from 0; `kunci` is unique on the sheet.

    `bersama` is a companion: another performer of the same step. `kata` is written inside where it fits.
    """

    kunci: str
    baris: int
    lajur: int
    bentuk: Bentuk
    kata: str = ""
    bersama: bool = False


@dataclass(frozen=True, slots=True)
class Garis:
    """One line between two symbols.

    `alur` is an arrow of the flow, `dalam` an arrow between two symbols of one row, `bersama` the plain line that
    joins the performers of one step. `label` is verbatim; `langkah` is the printed number that the arrow leaves.
    """

    dari: str
    ke: str
    jenis: Jenis
    label: str | None = None
    mundur: bool = False
    langkah: int = 0


@dataclass(frozen=True, slots=True)
class BaganLembar:
    """Everything that is drawn; `lajur_tambahan` where a step names no performer and needs a column of its own."""

    gambar: tuple[Gambar, ...]
    garis: tuple[Garis, ...]
    lajur_tambahan: bool

    def cell(self, baris: int, lajur: int) -> tuple[Gambar, ...]:
        """Return the symbols of one cell, in drawn order."""
        return tuple(gambar for gambar in self.gambar if gambar.baris == baris and gambar.lajur == lajur)


def fits_at_arrow(label: str) -> bool:
    """Tell whether a label is short enough to stand at its arrow."""
    text = collapse(label)
    return len(text) <= MAKS_LABEL and all(len(word) <= _MAKS_KATA for word in text.split(" "))


def sheet_flow(sop: SOP, alur: Alur) -> BaganLembar:
    """Return the symbols and lines of an SOP.

    Every arrow of the flow and every branch without a known target becomes one line of the kind `alur`. Where two
    rows carry the same number, the first one has the arrows, as in the flow. A branch that ends the procedure leads
    to a terminator of its own in the same cell, one with an unknown target to a "?".
    """
    lanes = {key: index for index, (key, _) in enumerate(sop.pelaksana)}
    rows = [_Row(index, step, lanes, len(sop.pelaksana)) for index, step in enumerate(sop.langkah)]
    first: dict[int, _Row] = {}
    for row in rows:
        first.setdefault(row.step.urut, row)
    for row in rows:
        row.draw_symbols()
        if first[row.step.urut] is row:
            row.draw_ends(alur)
        row.draw_companions()
    lines = [line for row in rows for line in row.lines]
    lines += [first[panah.dari].arrow(panah, first[panah.ke].entry) for panah in alur.panah if panah.ke is not None]
    return BaganLembar(
        tuple(symbol for row in rows for symbol in row.symbols),
        tuple(lines),
        any(row.lane == len(sop.pelaksana) for row in rows),
    )


class _Row:
    """One row while it is being drawn."""

    def __init__(self, index: int, step: Langkah, lanes: dict[str, int], homeless: int) -> None:
        self.index, self.step = index, step
        own = [lanes[key] for key in step.pelaksana if key in lanes]
        self.lane = own[0] if own else homeless
        self.companions = own[1:]
        self.entry = f"s{index}"
        self.exit = self.entry
        self.passed: dict[str | None, str] = {}
        """The box that a branch passes first, where one row has a decision and then a box."""
        self.symbols: list[Gambar] = []
        self.lines: list[Garis] = []

    def _symbol(self, kunci: str, bentuk: Bentuk, kata: str = "") -> str:
        self.symbols.append(Gambar(kunci, self.index, self.lane, bentuk, kata))
        return kunci

    def _line(self, dari: str, ke: str, jenis: Jenis, label: str | None = None) -> None:
        self.lines.append(Garis(dari, ke, jenis, label, langkah=self.step.urut))

    def draw_symbols(self) -> None:
        """Draw the row's own symbols, one below the other."""
        first, *others = self.step.simbol_tergambar
        self._symbol(self.entry, _shape(first), self._words(first))
        for number, simbol in enumerate(others):
            if simbol is Simbol.TERMINATOR and self.step.berakhir:
                continue  # the end that `draw_ends` draws
            name = f"{self.entry}k{number}"
            self._symbol(name, _shape(simbol), self._words(simbol))
            decided = first is Simbol.KEPUTUSAN and simbol is Simbol.PROSES and self.step.keputusan
            if decided and self.step.lanjut and not self.passed:
                label = self.step.lanjut[0].label
                self._line(self.entry, name, "dalam", label)
                self.passed[label] = name
            else:
                self._line(self.exit, name, "dalam")
                self.exit = name

    def _words(self, simbol: Simbol) -> str:
        if simbol is not Simbol.TERMINATOR:
            return ""
        return "Mulai" if self.step.mulai else "Selesai"

    def draw_ends(self, alur: Alur) -> None:
        """Draw the end and the unknown where arrows of this row lead there."""
        urut = self.step.urut
        ending = [panah for panah in alur.keluar[urut] if panah.ke is None]
        symbols = self.step.simbol_tergambar
        apart = self.step.selesai and (self.step.keputusan or Simbol.TERMINATOR in symbols[1:])
        if ending or apart:
            self._symbol(f"{self.entry}e", "terminator", "Selesai")
        for panah in ending:
            self.lines.append(self.arrow(panah, f"{self.entry}e"))
        if apart and not ending:
            self._line(self.exit, f"{self.entry}e", "dalam")
        unknown = [label for dari, label in alur.tanpa_tujuan if dari == urut]
        unknown += [label for dari, label, _ in alur.tujuan_hilang if dari == urut]
        if unknown:
            self._symbol(f"{self.entry}q", "tanpa-arah", "?")
        for label in unknown:
            start, rest = self._leaving(label)
            self._line(start, f"{self.entry}q", "alur", rest)

    def draw_companions(self) -> None:
        """Draw the same symbol for each other performer, and join them in the order of the columns."""
        bentuk = self.symbols[0].bentuk
        places = {self.lane: self.entry}
        for number, lane in enumerate(self.companions):
            places[lane] = f"{self.entry}b{number}"
            self.symbols.append(Gambar(places[lane], self.index, lane, bentuk, bersama=True))
        ordered = [places[lane] for lane in sorted(places)]
        for left, right in pairwise(ordered):
            self._line(left, right, "bersama")

    def _leaving(self, label: str | None) -> tuple[str, str | None]:
        """Return where a branch's arrow begins, and its label where that is not written before."""
        box = self.passed.get(label)
        return (box, None) if box else (self.exit, label)

    def arrow(self, panah: Panah, ke: str) -> Garis:
        """Return an arrow of the flow as a line to the symbol `ke`."""
        start, label = self._leaving(panah.label)
        return Garis(start, ke, "alur", label, panah.mundur, self.step.urut)


def _shape(simbol: Simbol) -> Bentuk:
    if simbol is Simbol.TERMINATOR:
        return "terminator"
    return "proses" if simbol is Simbol.PROSES else "keputusan"
