"""All SOPs of one process in one table: a row for each piece of work, a cell for each office.

No SOP is the template. The one most like all others comes first, then always the one most like those already there;
each is aligned with the rows so far (progressive alignment). Ties go to the smaller id, so the order in which SOPs
are given changes nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from katalog.comparison.alignment import Hubungan, in_order, moved
from katalog.comparison.similarity import Bobot, weights

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from katalog.comparison.similarity import Ciri

_RAGAM: Final = 3
"""Wordings of a row that a new step is compared with: the most frequent ones."""


@dataclass(frozen=True, slots=True)
class Sel:
    """The steps of one SOP in one row, by index; `pindah` where they stand elsewhere in their own SOP.

    `bersama` says that the step stands in the row above because this SOP does both rows in one step.
    """

    langkah: tuple[int, ...]
    pindah: bool = False
    bersama: bool = False

    @property
    def hubungan(self) -> Hubungan:
        """How the cell relates to the row."""
        if self.pindah:
            return Hubungan.PINDAH
        return Hubungan.DIPECAH if len(self.langkah) > 1 else Hubungan.SEJAJAR


@dataclass(frozen=True, slots=True)
class Baris:
    """One piece of work: a cell by id of each SOP that does it."""

    sel: Mapping[str, Sel]


@dataclass(frozen=True, slots=True)
class Jajaran:
    """Several SOPs side by side: ids in their order, and rows. Every step of every SOP is in exactly one cell."""

    sop: tuple[str, ...]
    baris: tuple[Baris, ...]


@dataclass(slots=True)
class _Baris:
    sel: dict[str, Sel] = field(default_factory=dict)
    ragam: Counter[int] = field(default_factory=Counter)
    """How many SOPs have each wording, by number of the wording."""

    def frequent(self) -> list[int]:
        return [number for number, _ in sorted(self.ragam.items(), key=lambda one: (-one[1], one[0]))[:_RAGAM]]


def guide_order(ids: Sequence[str], alike: Callable[[str, str], float]) -> tuple[str, ...]:
    """Return SOPs in the order of joining: the most central first, then always the one nearest to those before."""
    rest = sorted(ids)
    if len(rest) < 3:
        return tuple(rest)
    first = min(rest, key=lambda one: (-sum(alike(one, other) for other in rest if other != one), one))
    order = [first]
    rest.remove(first)
    near = {one: alike(first, one) for one in rest}
    while rest:
        chosen = min(rest, key=lambda one: (-near[one], one))
        order.append(chosen)
        rest.remove(chosen)
        for one in rest:
            near[one] = max(near[one], alike(chosen, one))
    return tuple(order)


def align_all(ciri: Mapping[str, Sequence[Ciri]], alike: Callable[[str, str], float]) -> Jajaran:
    """Return the SOPs of one process in rows.

    Args:
        ciri: what is compared of each step, by id of the SOP.
        alike: how alike two SOPs are as a whole, by their ids; it decides the order of joining.
    """
    joined = _Jajaran(weights([ciri[one] for one in sorted(ciri)]))
    for id_sop in guide_order(tuple(ciri), alike):
        joined.add(id_sop, ciri[id_sop])
    return Jajaran(tuple(sorted(ciri)), tuple(Baris(dict(sorted(row.sel.items()))) for row in joined.rows))


class _Jajaran:
    """The rows so far. Wordings are numbered in order of first meeting, so that each pair is compared once."""

    def __init__(self, bobot: Bobot) -> None:
        self.bobot = bobot
        self.rows: list[_Baris] = []
        self.wordings: list[Ciri] = []
        self.numbers: dict[str, int] = {}

    def _number(self, step: Ciri) -> int:
        if step.kunci not in self.numbers:
            self.numbers[step.kunci] = len(self.wordings)
            self.wordings.append(step)
        return self.numbers[step.kunci]

    def add(self, id_sop: str, steps: Sequence[Ciri]) -> None:
        """Align one more SOP with the rows and put each of its steps into a cell."""
        rows, similarity = self.rows, self.bobot.similarity
        frequent = [[self.wordings[number] for number in row.frequent()] for row in rows]

        def one(i: int, j: int) -> float:
            return max([similarity(wording, steps[j]) for wording in frequent[i]], default=0.0)

        def split(i: int, j: int) -> float:
            both = steps[j].joined(steps[j + 1])
            return max((similarity(wording, both) for wording in frequent[i]), default=0.0)

        def merge(i: int, j: int) -> float:
            return max((similarity(both, steps[j]) for both in self._pairs(rows[i], rows[i + 1])), default=0.0)

        blocks = in_order(len(rows), len(steps), one, split, merge)
        lost = [block.a[0] for block in blocks if not block.b]
        new = [block.b[0] for block in blocks if not block.a]
        elsewhere = {j: i for i, j, _ in moved(lost, new, one)}
        result: list[_Baris] = []
        for block in blocks:
            if block.a:
                result += [rows[i] for i in block.a]
                if block.b:
                    first, *others = block.a
                    self._place(rows[first], id_sop, steps, Sel(block.b))
                    for i in others:
                        rows[i].sel[id_sop] = Sel((), bersama=True)
            elif block.b[0] in elsewhere:
                self._place(rows[elsewhere[block.b[0]]], id_sop, steps, Sel(block.b, pindah=True))
            else:
                fresh = _Baris()
                self._place(fresh, id_sop, steps, Sel(block.b))
                result.append(fresh)
        self.rows = result

    def _place(self, row: _Baris, id_sop: str, steps: Sequence[Ciri], sel: Sel) -> None:
        row.sel[id_sop] = sel
        whole = steps[sel.langkah[0]]
        for index in sel.langkah[1:]:
            whole = whole.joined(steps[index])
        row.ragam[self._number(whole)] += 1

    def _pairs(self, one: _Baris, other: _Baris) -> list[Ciri]:
        """Return the most frequent wordings of two rows as one step, for an SOP that does both at once."""
        left, right = one.frequent(), other.frequent()
        return [
            self.wordings[number].joined(self.wordings[next_number])
            for number, next_number in zip(left, right, strict=False)
        ]
