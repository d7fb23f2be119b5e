"""Two lists of steps laid side by side: what corresponds, what moved, what one office does in two steps.

An alignment that keeps the order is found by dynamic programming, as in S. B. Needleman and C. D. Wunsch (1970); that
one step may stand against two is taken from W. A. Gale and K. W. Church's alignment of sentences (1993). Steps that
are left over on both sides and are very much alike have moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from katalog.comparison.similarity import Bobot, Ciri

SEPADAN: Final = 0.42
"""Two steps correspond from this similarity on."""
PINDAH: Final = 0.7
"""Steps out of order correspond from this similarity on."""
BAGI: Final = 0.08
"""What one step against two must gain over one against one."""
_LEBAR: Final = 150
"""Steps farther than this from their proportional place are not matched; shorter lists are searched in full."""


class Hubungan(StrEnum):
    """How a group of steps of A relates to a group of B."""

    SEJAJAR = "sejajar"
    PINDAH = "pindah"
    DIPECAH = "dipecah"
    DIGABUNG = "digabung"
    HANYA_A = "hanya-a"
    HANYA_B = "hanya-b"


@dataclass(frozen=True, slots=True)
class Blok:
    """Steps that belong together, by index: one against one, one against two, two against one, or one alone."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    kemiripan: float = 0.0
    pindah: bool = False

    @property
    def hubungan(self) -> Hubungan:
        """What became of the steps of A in B."""
        if not self.b:
            return Hubungan.HANYA_A
        if not self.a:
            return Hubungan.HANYA_B
        if self.pindah:
            return Hubungan.PINDAH
        if len(self.b) > 1:
            return Hubungan.DIPECAH
        return Hubungan.DIGABUNG if len(self.a) > 1 else Hubungan.SEJAJAR

    def flipped(self) -> Blok:
        """Return the same group seen from B."""
        return Blok(self.b, self.a, self.kemiripan, self.pindah)


def in_order(
    n: int,
    m: int,
    one: Callable[[int, int], float],
    split: Callable[[int, int], float],
    merge: Callable[[int, int], float],
) -> tuple[Blok, ...]:
    """Return the best alignment that keeps the order; every index of both sides is in exactly one block.

    Args:
        n: length of A.
        m: length of B.
        one: similarity of `a[i]` and `b[j]`.
        split: similarity of `a[i]` and `b[j]` with `b[j + 1]`; asked only where both have something of `a[i]`.
        merge: similarity of `a[i]` with `a[i + 1]` and `b[j]`; asked likewise.
    """
    alike = [[one(i, j) if abs(i * m - j * n) <= _LEBAR * max(n, m) else 0.0 for j in range(m)] for i in range(n)]

    def gained(joined: Callable[[int, int], float], i: int, j: int, other: float) -> float:
        """Return how alike one step is to two; nothing where one of the two explains it about as well."""
        if not alike[i][j] or not other:
            return 0.0
        both = joined(i, j)
        return both if both >= max(alike[i][j], other) + BAGI else 0.0

    def options(i: int, j: int) -> Iterator[_Langkah]:
        if i < n and j < m and alike[i][j]:
            yield 1, 1, alike[i][j], alike[i][j] - SEPADAN
            if j + 1 < m:
                yield 1, 2, (both := gained(split, i, j, alike[i][j + 1])), both - SEPADAN - BAGI
            if i + 1 < n:
                yield 2, 1, (both := gained(merge, i, j, alike[i + 1][j])), both - SEPADAN - BAGI
        if i < n:
            yield 1, 0, 0.0, 0.0
        if j < m:
            yield 0, 1, 0.0, 0.0

    chosen = _best_steps(n, m, options)
    blocks: list[Blok] = []
    i = j = 0
    while i < n or j < m:
        di, dj, score, _ = chosen[i][j]
        blocks.append(Blok(tuple(range(i, i + di)), tuple(range(j, j + dj)), score))
        i, j = i + di, j + dj
    return tuple(blocks)


_Langkah = tuple[int, int, float, float]
"""How both lists go on from one place: steps taken of each, how alike they are, and what that is worth."""


def _best_steps(n: int, m: int, options: Callable[[int, int], Iterator[_Langkah]]) -> list[list[_Langkah]]:
    """Return for every place how to go on from there so that all that follows is worth most; ties go to the first."""
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    chosen: list[list[_Langkah]] = [[(0, 0, 0.0, 0.0)] * (m + 1) for _ in range(n + 1)]
    for i in range(n, -1, -1):
        for j in range(m, -1, -1):
            score = -1.0
            for option in options(i, j):
                di, dj, _, worth = option
                total = best[i + di][j + dj] + worth
                if worth >= 0 and total > score:
                    score, chosen[i][j] = total, option
            best[i][j] = max(score, 0.0)
    return chosen


def moved(
    left: Sequence[int], right: Sequence[int], alike: Callable[[int, int], float]
) -> tuple[tuple[int, int, float], ...]:
    """Pair what is left over on both sides and very much alike, the likest first; each at most once."""
    found = [(alike(i, j), i, j) for i in left for j in right]
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    result = []
    for score, i, j in sorted(found, key=lambda one: (-one[0], one[1] + one[2], one[1])):
        if score < PINDAH:
            break
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            result.append((i, j, score))
    return tuple(result)


def align(a: Sequence[Ciri], b: Sequence[Ciri], bobot: Bobot) -> tuple[Blok, ...]:
    """Return two lists of steps side by side, in the order of A; steps of B alone stand where B has them.

    Looking from B gives the same blocks, flipped.
    """
    if [step.kunci for step in a] > [step.kunci for step in b]:
        return _as_seen_from(tuple(block.flipped() for block in align(b, a, bobot)))
    blocks = in_order(
        len(a),
        len(b),
        lambda i, j: bobot.similarity(a[i], b[j]),
        lambda i, j: bobot.similarity(a[i], b[j].joined(b[j + 1])),
        lambda i, j: bobot.similarity(a[i].joined(a[i + 1]), b[j]),
    )
    lost = [block.a[0] for block in blocks if not block.b]
    new = [block.b[0] for block in blocks if not block.a]
    pairs = moved(lost, new, lambda i, j: bobot.similarity(a[i], b[j]))
    target = {i: (j, score) for i, j, score in pairs}
    gone = {j for _, j, _ in pairs}
    result = []
    for block in blocks:
        if not block.b and block.a[0] in target:
            j, score = target[block.a[0]]
            result.append(Blok(block.a, (j,), score, pindah=True))
        elif block.a or block.b[0] not in gone:
            result.append(block)
    return _as_seen_from(tuple(result))


def _as_seen_from(blocks: tuple[Blok, ...]) -> tuple[Blok, ...]:
    """Put blocks into the order of A; what B alone has follows the step of B before it."""
    after: dict[int, list[Blok]] = {}
    place = {j: min(block.a) for block in blocks if block.a and block.b and not block.pindah for j in block.b}
    for block in blocks:
        if not block.a:
            before = [at for j, at in place.items() if j < block.b[0]]
            after.setdefault(max(before, default=-1), []).append(block)
    result = sorted(after.get(-1, ()), key=lambda block: block.b)
    for block in sorted((block for block in blocks if block.a), key=lambda block: block.a):
        result.append(block)
        result += sorted(after.get(block.a[0], ()), key=lambda one: one.b)
    return tuple(result)
