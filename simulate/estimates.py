"""What a set of replications says, and how sure it is: every estimate comes with its interval.

Two designs (SIMULATION.md §5). One case in an idle office: the replications are independent cases, so shares and
percentiles have exact binomial intervals. A year's load: the cases of one replication hang together, so means go by
Student's t over the replications, and percentiles and shares by a bootstrap that resamples whole replications.

One definition of a percentile everywhere: the smallest observed value that at least the share p of the observed
values does not exceed (the inverse of the empirical distribution function; type 1 of Hyndman and Fan, 1996). So at
least 80 of 100 cases are done within P80, and P80 is a time that a case really took.
"""

from __future__ import annotations

import math
import statistics
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from operator import mul
from typing import TYPE_CHECKING, Final

from simulate.chance import Aliran
from simulate.special_functions import beta_quantile, incomplete_beta, t_quantile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

TINGKAT: Final = 0.95
"""The level of confidence unless told otherwise."""
PERSENTIL: Final = (0.5, 0.8, 0.9, 0.95)
"""The percentiles that an answer states, as shares."""
TARIKAN: Final = 1000
"""Resamples of a bootstrap unless told otherwise."""
SEDIKIT: Final = 8
"""Cases a replication up to which a resample is counted case by case."""


@dataclass(frozen=True, slots=True)
class Taksiran:
    """An estimate with its interval, in the unit of the observations (minutes, days, or a share).

    Attributes:
        nilai: The estimate.
        bawah: Lower end of the interval; minus infinity where so few observations bound nothing.
        atas: Upper end of the interval; infinity where so few observations bound nothing.
        tingkat: The level of confidence that the interval aims at.
        cacah: Independent observations behind it: replications, pairs, or trials.
    """

    nilai: float
    bawah: float
    atas: float
    tingkat: float
    cacah: int


@dataclass(frozen=True, slots=True)
class HasilBootstrap:
    """Percentiles and shares by bootstrap, each in the order in which they were asked for."""

    persentil: tuple[Taksiran, ...]
    peluang: tuple[Taksiran, ...]


def _check_level(tingkat: float) -> None:
    if not 0 < tingkat < 1:
        raise ValueError(f"tingkat kepercayaan harus di antara 0 dan 1, tertulis {tingkat}")


def _rank(p: float, n: int) -> int:
    """Return which of n sorted values is the p-percentile, from 1; 0.07 of 100 is the seventh, rounding apart."""
    if not 0 <= p <= 1:
        raise ValueError(f"persentil harus di antara 0 dan 1, tertulis {p}")
    return max(1, math.ceil(round(n * p, 9)))


def percentile(values: Sequence[float], p: float) -> float:
    """Return the smallest value that at least the share `p` of the values does not exceed; p = 0 is the least.

    Raises:
        ValueError: If there are no values, or p is not between 0 and 1.
    """
    if not values:
        raise ValueError("persentil memerlukan satu nilai atau lebih")
    return sorted(values)[_rank(p, len(values)) - 1]


def mean_interval(values: Sequence[float], tingkat: float = TINGKAT) -> Taksiran:
    """Return the mean of independent observations, such as replication means, with Student's t interval.

    Raises:
        ValueError: If there are fewer than two values, or the level is not between 0 and 1.
    """
    _check_level(tingkat)
    n = len(values)
    if n < 2:
        raise ValueError("selang rata-rata memerlukan dua ulangan atau lebih")
    mean = statistics.fmean(values)
    squares = math.fsum((value - mean) ** 2 for value in values)
    half = t_quantile((1 + tingkat) / 2, n - 1) * math.sqrt(squares / (n - 1) / n)
    return Taksiran(mean, mean - half, mean + half, tingkat, n)


def paired_difference(dasar: Sequence[float], ubahan: Sequence[float], tingkat: float = TINGKAT) -> Taksiran:
    """Return the mean of `ubahan` less `dasar`, replication by replication, with Student's t interval.

    Raises:
        ValueError: If the two differ in length, there are fewer than two pairs, or the level is out of range.
    """
    if len(dasar) != len(ubahan):
        raise ValueError(f"perbandingan berpasangan memerlukan ulangan yang sama: {len(dasar)} dan {len(ubahan)}")
    return mean_interval([after - before for before, after in zip(dasar, ubahan, strict=True)], tingkat)


def binomial_interval(kena: int, cacah: int, tingkat: float = TINGKAT) -> Taksiran:
    """Return the share of successes in independent trials with the exact interval of Clopper and Pearson (1934).

    It covers at least the level, whatever the true probability: its ends are quantiles of
    Beta(k, n - k + 1) and Beta(k + 1, n - k).

    Args:
        kena: Successes.
        cacah: Trials; one or more.
        tingkat: Level of confidence.

    Raises:
        ValueError: If the successes are not between 0 and the trials, there is no trial, or the level is out of range.
    """
    _check_level(tingkat)
    if cacah < 1 or not 0 <= kena <= cacah:
        raise ValueError(f"banyaknya kejadian harus di antara 0 dan banyaknya percobaan: {kena} dari {cacah}")
    tail = (1 - tingkat) / 2
    lower = beta_quantile(tail, kena, cacah - kena + 1) if kena else 0.0
    upper = beta_quantile(1 - tail, kena + 1, cacah - kena) if kena < cacah else 1.0
    return Taksiran(kena / cacah, lower, upper, tingkat, cacah)


def percentile_interval(values: Sequence[float], p: float, tingkat: float = TINGKAT) -> Taksiran:
    """Return a percentile of **independent** observations with the exact interval of order statistics.

    The values not above the true percentile are binomial, so two of the sorted values bound it with at least the
    level (David and Nagaraja, Order Statistics, §7.1). Not for cases that share a replication: there it covers far
    too little.

    Raises:
        ValueError: If there are no values, p is not strictly between 0 and 1, or the level is out of range.
    """
    _check_level(tingkat)
    if not 0 < p < 1:
        raise ValueError(f"persentil harus lebih dari 0 dan kurang dari 1, tertulis {p}")
    value = percentile(values, p)
    ordered, n, tail = sorted(values), len(values), (1 - tingkat) / 2

    def at_least(k: int) -> float:
        """P(at least k of n are not above the percentile), falling in k."""
        return incomplete_beta(k, n - k + 1, p) if 0 < k <= n else float(k <= 0)

    # The greatest k with P(X < k) <= tail, and the least k with P(X >= k) <= tail; from 1, where 0 and n + 1 are none.
    below = bisect_right(range(1, n + 1), tail, key=lambda k: 1 - at_least(k))
    above = bisect_left(range(1, n + 1), -tail, key=lambda k: -at_least(k)) + 1
    lower = ordered[below - 1] if below else -math.inf
    upper = ordered[above - 1] if above <= n else math.inf
    return Taksiran(value, lower, upper, tingkat, n)


def _weighted(weights: Sequence[int], counts: Sequence[int]) -> int:
    total: int = sum(map(mul, weights, counts))
    return total


class _Pool:
    """The cases of all replications, sorted once, so that a resample needs only how often each replication counts."""

    def __init__(self, replications: Sequence[Sequence[float]]) -> None:
        pairs = sorted((value, owner) for owner, values in enumerate(replications) for value in values)
        if not pairs:
            raise ValueError("tidak ada kasus yang selesai dalam ulangan mana pun")
        self.values = [value for value, _ in pairs]
        self.owners = [owner for _, owner in pairs]
        self.sizes = [len(values) for values in replications]
        # Landmarks: how many of the first 0, s, 2s, … values belong to each replication.
        self.stride = math.isqrt(len(pairs)) + 1
        self.landmarks: list[tuple[int, ...]] = []
        counts = [0] * len(replications)
        for index, owner in enumerate(self.owners):
            if index % self.stride == 0:
                self.landmarks.append(tuple(counts))
            counts[owner] += 1

    def cases(self, weights: Sequence[int]) -> int:
        """Return how many cases a resample pools."""
        return _weighted(weights, self.sizes)

    def percentile(self, weights: Sequence[int], p: float) -> float:
        """Return the percentile of a resample that has cases."""
        rank = _rank(p, self.cases(weights))
        block = bisect_left(self.landmarks, rank, key=lambda counts: _weighted(weights, counts)) - 1
        reached = _weighted(weights, self.landmarks[block])
        index = block * self.stride - 1
        while reached < rank:
            index += 1
            reached += weights[self.owners[index]]
        return self.values[index]

    def within(self, limit: float) -> list[int]:
        """Return how many cases of each replication do not exceed a limit."""
        counts = [0] * len(self.sizes)
        for owner in self.owners[: bisect_right(self.values, limit)]:
            counts[owner] += 1
        return counts

    def share(self, weights: Sequence[int], within: Sequence[int]) -> float:
        """Return the share of cases of a resample within a limit."""
        return _weighted(weights, within) / self.cases(weights)

    def calculation(self, persentil: Sequence[float], batas: Sequence[float]) -> Callable[[Sequence[int]], list[float]]:
        """Return what computes the percentiles and then the shares of a resample."""
        if len(self.values) <= SEDIKIT * len(self.sizes):
            return self._counting(persentil, [bisect_right(self.values, limit) for limit in batas])
        limits = [self.within(limit) for limit in batas]
        return lambda weights: [
            *(self.percentile(weights, p) for p in persentil),
            *(self.share(weights, within) for within in limits),
        ]

    def _counting(self, persentil: Sequence[float], within: Sequence[int]) -> Callable[[Sequence[int]], list[float]]:
        """Return the same by counting through the cases once: sooner where a replication has few of them."""
        values, owners = self.values, self.owners

        def compute(weights: Sequence[int]) -> list[float]:
            reached = list(accumulate(map(weights.__getitem__, owners)))
            cases = reached[-1]
            return [
                *(values[bisect_left(reached, _rank(p, cases))] for p in persentil),
                *(reached[index - 1] / cases if index else 0.0 for index in within),
            ]

        return compute


def _resamples(n: int, benih: int, tarikan: int) -> Iterator[list[int]]:
    """Draw n replications out of n with replacement, again and again: how often each one counts."""
    rng = Aliran(benih, 0).untuk("", "bootstrap")
    for _ in range(tarikan):
        weights = [0] * n
        for _ in range(n):
            weights[int(rng.random() * n)] += 1
        yield weights


def _check_bootstrap(n: int, tarikan: int, tingkat: float) -> None:
    _check_level(tingkat)
    if n < 2:
        raise ValueError("bootstrap memerlukan dua ulangan atau lebih")
    if tarikan < 1:
        raise ValueError(f"bootstrap memerlukan satu tarikan atau lebih, tertulis {tarikan}")


def _estimates(whole: Sequence[float], drawn: Sequence[Sequence[float]], tingkat: float, n: int) -> list[Taksiran]:
    """Pair each statistic of the whole with the percentile interval of its resamples (Efron and Tibshirani, §13.3)."""
    tail = (1 - tingkat) / 2
    return [
        Taksiran(value, percentile(column, tail), percentile(column, 1 - tail), tingkat, n)
        for value, column in zip(whole, zip(*drawn, strict=True), strict=True)
    ]


def bootstrap(
    ulangan: Sequence[Sequence[float]],
    *,
    benih: int,
    persentil: Sequence[float] = PERSENTIL,
    batas: Sequence[float] = (),
    tarikan: int = TARIKAN,
    tingkat: float = TINGKAT,
) -> HasilBootstrap:
    """Estimate percentiles of T and P(T <= x) from replications whose cases hang together.

    Whole replications are drawn with replacement and their cases pooled. Where every case, or none, is within a
    limit, no resample can differ; the interval is then that of Clopper and Pearson with one trial a replication,
    which is cautious: cases that hang together tell at least that much. A resample without any case is passed over.

    Measured on M/M/1 at a load of 0.8 with 100 cases a replication, 95 % intervals cover: P50 and P90 92 and 90 % from
    30 replications, 94 and 94 % from 100; P95 only 85 and 88 %. Few replications promise too much.

    Args:
        ulangan: The observations (minutes, say) of each replication; a replication may have none.
        benih: Seed; the same gives the same intervals.
        persentil: Percentiles as shares.
        batas: The limits x, in the unit of the observations; a case at the limit is within it.
        tarikan: Number of resamples.
        tingkat: Level of confidence.

    Raises:
        ValueError: If there are fewer than two replications or no case at all, or another argument is out of range.
    """
    n = len(ulangan)
    _check_bootstrap(n, tarikan, tingkat)
    pool = _Pool(ulangan)
    compute = pool.calculation(persentil, batas)
    whole = compute([1] * n)
    drawn = [compute(weights) for weights in _resamples(n, benih, tarikan) if pool.cases(weights)]
    estimates = _estimates(whole, drawn or [whole], tingkat, n)
    trials = sum(1 for size in pool.sizes if size)
    shares = tuple(
        binomial_interval(trials if share.nilai else 0, trials, tingkat) if share.nilai in (0, 1) else share
        for share in estimates[len(persentil) :]
    )
    return HasilBootstrap(tuple(estimates[: len(persentil)]), shares)


def bootstrap_difference(  # noqa: PLR0913 - what to estimate, and how; all but the first two by name
    dasar: Sequence[Sequence[float]],
    ubahan: Sequence[Sequence[float]],
    *,
    benih: int,
    persentil: Sequence[float] = PERSENTIL,
    batas: Sequence[float] = (),
    tarikan: int = TARIKAN,
    tingkat: float = TINGKAT,
) -> HasilBootstrap:
    """Estimate by how much `ubahan` differs from `dasar` in percentiles and in P(T <= x), as `ubahan` less `dasar`.

    Replication i of both must come from the same luck (common random numbers): pairs are resampled together. An
    interval of no width means that every resample gave that difference. A resample that leaves either side without
    a case is passed over.

    Args:
        dasar: The observations of each replication as things are.
        ubahan: The observations of the same replications with the change.
        benih: Seed; the same gives the same intervals.
        persentil: Percentiles as shares.
        batas: The limits x; a case at the limit is within it.
        tarikan: Number of resamples.
        tingkat: Level of confidence.

    Raises:
        ValueError: If the two differ in length, or for the reasons of `bootstrap`.
    """
    n = len(dasar)
    if n != len(ubahan):
        raise ValueError(f"perbandingan berpasangan memerlukan ulangan yang sama: {n} dan {len(ubahan)}")
    _check_bootstrap(n, tarikan, tingkat)
    pools = _Pool(dasar), _Pool(ubahan)
    before, after = (pool.calculation(persentil, batas) for pool in pools)

    def compute(weights: Sequence[int]) -> list[float]:
        return [late - early for early, late in zip(before(weights), after(weights), strict=True)]

    whole = compute([1] * n)
    drawn = [compute(w) for w in _resamples(n, benih, tarikan) if all(pool.cases(w) for pool in pools)]
    estimates = _estimates(whole, drawn or [whole], tingkat, n)
    return HasilBootstrap(tuple(estimates[: len(persentil)]), tuple(estimates[len(persentil) :]))
