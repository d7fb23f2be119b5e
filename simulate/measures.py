"""Gathering replications one by one into few numbers, and estimating from them."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from simulate.estimates import (
    PERSENTIL,
    Taksiran,
    binomial_interval,
    bootstrap,
    bootstrap_difference,
    mean_interval,
    paired_difference,
    percentile_interval,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulate.experiment import UkuranUlangan

SELISIH_SAMA: Final = 1e-6
"""Minutes within which a case counts as done in time: rounding is no lateness."""


@dataclass(frozen=True, slots=True)
class Sebaran:
    """Estimates of a time over all cases, in minutes.

    Attributes:
        rata_rata: Mean.
        persentil: P50, P80, P90 and P95.
        tepat: For each limit that was asked for, the probability to be done within it.
    """

    rata_rata: Taksiran
    persentil: tuple[Taksiran, ...]
    tepat: tuple[Taksiran, ...]


class Deret:
    """One number a case, kept by replication."""

    __slots__ = ("counts", "values")

    def __init__(self) -> None:
        self.values = array("d")
        self.counts = array("l")

    def add(self, values: Sequence[float]) -> None:
        """Take the cases of the next replication."""
        self.values.extend(values)
        self.counts.append(len(values))

    def first(self, banyak: int) -> Deret:
        """Return the first replications alone."""
        result = Deret()
        for values in self.replications()[:banyak]:
            result.add(values)
        return result

    def replications(self) -> list[array[float]]:
        """Return the cases of each replication."""
        result, start = [], 0
        for count in self.counts:
            result.append(self.values[start : start + count])
            start += count
        return result

    def means(self) -> list[float]:
        """Return the mean of each replication that has a case."""
        return [math.fsum(values) / len(values) for values in self.replications() if values]

    @property
    def single(self) -> bool:
        """Whether every replication has exactly one case, so that cases are independent."""
        return len(self.counts) == len(self.values) and all(count == 1 for count in self.counts)

    def estimate(self, batas: Sequence[float], benih: int) -> Sebaran:
        """Estimate mean, percentiles, and P(T <= limit).

        Independent cases have exact binomial intervals; cases that share a replication are resampled with it
        (SIMULATION.md §5).

        Raises:
            ValueError: If fewer than two replications have a case.
        """
        mean = mean_interval(self.means())
        if self.single:
            within = [sum(value <= limit + SELISIH_SAMA for value in self.values) for limit in batas]
            return Sebaran(
                mean,
                tuple(percentile_interval(self.values, p) for p in PERSENTIL),
                tuple(binomial_interval(count, len(self.values)) for count in within),
            )
        found = bootstrap(self.replications(), benih=benih, batas=[limit + SELISIH_SAMA for limit in batas])
        return Sebaran(mean, found.persentil, found.peluang)


def mean_difference(dasar: Deret, ubahan: Deret) -> Taksiran:
    """Return the paired difference of means, `ubahan` less `dasar`.

    Replications without a case on either side are left out.

    Raises:
        ValueError: If fewer than two pairs are left.
    """
    pairs = [
        (math.fsum(one) / len(one), math.fsum(other) / len(other))
        for one, other in zip(dasar.replications(), ubahan.replications(), strict=True)
        if one and other
    ]
    return paired_difference([one for one, _ in pairs], [other for _, other in pairs])


def percentile_differences(
    dasar: Deret, ubahan: Deret, persentil: Sequence[float], batas: Sequence[float], benih: int
) -> tuple[tuple[Taksiran, ...], tuple[Taksiran, ...]]:
    """Return paired differences of percentiles and of P(T <= limit), `ubahan` less `dasar`."""
    found = bootstrap_difference(
        dasar.replications(),
        ubahan.replications(),
        benih=benih,
        persentil=persentil,
        batas=[limit + SELISIH_SAMA for limit in batas],
    )
    return found.persentil, found.peluang


@dataclass(slots=True)
class Himpunan:
    """What all replications of one experiment say together."""

    lama: Deret = field(default_factory=Deret)
    kerja: Deret = field(default_factory=Deret)
    tunggu: dict[str, Deret] = field(default_factory=dict)
    sibuk: dict[str, float] = field(default_factory=dict)
    tersedia: dict[str, float] = field(default_factory=dict)
    antrean: dict[str, int] = field(default_factory=dict)
    langkah: dict[int, tuple[int, float, float, float]] = field(default_factory=dict)
    kembali: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    """By step that decides: returns, cases returned at least once, most returns of one case."""
    akhir_terlama: float = 0.0

    def add(self, ukuran: UkuranUlangan, peran: Sequence[str]) -> None:
        """Take the next replication; waits are kept for the roles that are named."""
        self.lama.add([case.lama for case in ukuran.kasus])
        self.kerja.add([case.kerja for case in ukuran.kasus])
        for role in peran:
            self.tunggu.setdefault(role, Deret()).add([case.tunggu.get(role, 0.0) for case in ukuran.kasus])
        for role, done in ukuran.peran.items():
            self.sibuk[role] = self.sibuk.get(role, 0.0) + done.sibuk
            self.tersedia[role] = self.tersedia.get(role, 0.0) + done.tersedia
            self.antrean[role] = max(self.antrean.get(role, 0), done.antrean_terpanjang)
        for case in ukuran.kasus:
            self.akhir_terlama = max(self.akhir_terlama, case.mulai + case.lama)
            for urut, (count, waited, lasted, worked) in case.langkah.items():
                old = self.langkah.get(urut, (0, 0.0, 0.0, 0.0))
                self.langkah[urut] = (old[0] + count, old[1] + waited, old[2] + lasted, old[3] + worked)
            for urut, times in case.kembali.items():
                total, touched, most = self.kembali.get(urut, (0, 0, 0))
                self.kembali[urut] = (total + times, touched + bool(times), max(most, times))

    @property
    def kasus(self) -> int:
        """Cases measured."""
        return len(self.lama.values)
