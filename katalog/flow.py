"""The flow of an SOP as a graph: who follows whom, what loops, what can never be reached, where branches join."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from katalog.model import SELESAI, SOP, Langkah

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Panah:
    """An arrow between two steps; `ke` is None where the procedure ends with this branch."""

    dari: int
    ke: int | None
    label: str | None
    sejajar: bool
    tersirat: bool

    @property
    def mundur(self) -> bool:
        """Whether the arrow returns to the same or an earlier step."""
        return self.ke is not None and self.ke <= self.dari


@dataclass(frozen=True)
class Alur:
    """The graph of one SOP. Steps are named by their printed number (`urut`)."""

    langkah: tuple[int, ...]
    panah: tuple[Panah, ...]
    mulai: tuple[int, ...]
    akhir: tuple[int, ...]
    """Steps with which the procedure can end."""
    tanpa_tujuan: tuple[tuple[int, str | None], ...]
    """Branches whose target is not known: step and label."""
    tujuan_hilang: tuple[tuple[int, str | None, int], ...]
    """Branches to a step that does not exist: step, label, target."""

    @cached_property
    def keluar(self) -> Mapping[int, tuple[Panah, ...]]:
        """Arrows out of each step."""
        result: dict[int, list[Panah]] = {urut: [] for urut in self.langkah}
        for panah in self.panah:
            result[panah.dari].append(panah)
        return {urut: tuple(arrows) for urut, arrows in result.items()}

    @cached_property
    def masuk(self) -> Mapping[int, tuple[Panah, ...]]:
        """Arrows into each step."""
        result: dict[int, list[Panah]] = {urut: [] for urut in self.langkah}
        for panah in self.panah:
            if panah.ke is not None:
                result[panah.ke].append(panah)
        return {urut: tuple(arrows) for urut, arrows in result.items()}

    @cached_property
    def terjangkau(self) -> frozenset[int]:
        """Steps that can be reached from a start (from the first step where no start is marked)."""
        return self._spread(self.mulai or self.langkah[:1], forward=True)

    @cached_property
    def dapat_selesai(self) -> frozenset[int]:
        """Steps from which an end, or a branch with an unknown target, can be reached."""
        return self._spread((*self.akhir, *(urut for urut, _ in self.tanpa_tujuan)), forward=False)

    @cached_property
    def panah_mundur(self) -> tuple[Panah, ...]:
        """Arrows that return to an earlier step: the review loops."""
        return tuple(panah for panah in self.panah if panah.mundur)

    def _spread(self, seeds: Iterable[int], *, forward: bool) -> frozenset[int]:
        return frozenset(self._walk(seeds, forward=forward))

    def _walk(self, seeds: Iterable[int], *, forward: bool) -> tuple[int, ...]:
        """Return the seeds and what can be reached from them, the nearest first."""
        seen = dict.fromkeys(seeds)
        queue = deque(seen)
        while queue:
            urut = queue.popleft()
            arrows = self.keluar[urut] if forward else self.masuk[urut]
            for panah in arrows:
                other = panah.ke if forward else panah.dari
                if other is not None and other not in seen:
                    seen[other] = None
                    queue.append(other)
        return tuple(seen)

    def reachable_from(self, urut: int) -> frozenset[int]:
        """Return the step and every step that can follow it."""
        return self._spread((urut,), forward=True)

    def join_of(self, cabang: tuple[int, ...]) -> int | None:
        """Return the step at which parallel branches meet, None where they never do.

        It is the nearest step that every way out of every branch must pass (the branches' common
        post-dominator), found by trying the common successors, the nearest to the first branch first. It may be
        one of the branches, where all others run into that one.
        """
        common = frozenset.intersection(*(self.reachable_from(urut) for urut in cabang))
        for candidate in self._walk(cabang[:1], forward=True):
            if candidate in common and all(self._must_pass(urut, candidate) for urut in cabang):
                return candidate
        return None

    def entry_into(self, cabang: int, saudara: frozenset[int], selain: frozenset[int]) -> Panah | None:
        """Return the arrow by which a parallel branch first runs into one of its siblings, None where it does not.

        Args:
            cabang: the first step of the branch.
            saudara: the first steps of the other branches.
            selain: steps to stop at: where they part, and where they meet. Arrows that return are not followed.
        """
        seen = {cabang, *selain}
        queue = deque([cabang])
        while queue:
            for panah in self.keluar[queue.popleft()]:
                if panah.ke is None or panah.mundur or panah.ke in seen:
                    continue
                if panah.ke in saudara:
                    return panah
                seen.add(panah.ke)
                queue.append(panah.ke)
        return None

    def _must_pass(self, urut: int, gate: int) -> bool:
        """Tell whether no end can be reached from `urut` without passing `gate`."""
        if urut == gate:
            return True
        seen = {urut, gate}
        queue = deque([urut])
        while queue:
            current = queue.popleft()
            if current in self.akhir:
                return False
            for panah in self.keluar[current]:
                if panah.ke is not None and panah.ke not in seen:
                    seen.add(panah.ke)
                    queue.append(panah.ke)
        return True


def build_flow(sop: SOP) -> Alur:
    """Return the flow of an SOP; targets that do not exist are set apart, never followed.

    Where two steps carry the same number, the first one counts.
    """
    steps: dict[int, Langkah] = {}
    for step in sop.langkah:
        steps.setdefault(step.urut, step)
    order = tuple(steps)
    arrows: list[Panah] = []
    unknown: list[tuple[int, str | None]] = []
    lost: list[tuple[int, str | None, int]] = []
    for index, (urut, step) in enumerate(steps.items()):
        if step.lanjut is None:
            if not step.selesai and index + 1 < len(order):
                arrows.append(Panah(urut, order[index + 1], None, sejajar=False, tersirat=True))
            continue
        for cabang in step.lanjut:
            if not cabang.ke:
                unknown.append((urut, cabang.label))
            for target in cabang.ke:
                if target == SELESAI:
                    arrows.append(Panah(urut, None, cabang.label, sejajar=len(cabang.ke) > 1, tersirat=False))
                elif target in steps:
                    arrows.append(Panah(urut, target, cabang.label, sejajar=len(cabang.ke) > 1, tersirat=False))
                else:
                    lost.append((urut, cabang.label, target))
    return Alur(
        langkah=order,
        panah=tuple(arrows),
        mulai=tuple(urut for urut, step in steps.items() if step.mulai),
        akhir=tuple(urut for urut, step in steps.items() if step.berakhir),
        tanpa_tujuan=tuple(unknown),
        tujuan_hilang=tuple(lost),
    )
