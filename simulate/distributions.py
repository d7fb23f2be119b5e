"""How durations vary: six shapes, drawn by inversion from one uniform number each.

Amounts are in the unit that the caller means (minutes, or days), never negative. Every draw takes exactly one
uniform number and never falls when that number rises, so that scenarios with other shapes stay comparable case by
case. Shapes that need logarithms are rounded to a fine grid (a power of two, between 2⁻²⁵ and 2⁻²⁴ of the mean or of
the range): it swallows the last bits, in which the C libraries of different machines differ.
"""

from __future__ import annotations

import math
import statistics
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final, Protocol

from simulate.special_functions import incomplete_beta

if TYPE_CHECKING:
    from simulate.chance import Pengacak

_NORMAL: Final = statistics.NormalDist()
_CELLS: Final = 512
"""Cells of the table by which a PERT shape is inverted."""


class Sebaran(Protocol):
    """A distribution of durations."""

    @property
    def mean(self) -> float:
        """The expected value, in the unit of the amounts."""
        ...

    @property
    def variance(self) -> float:
        """The variance, in the square of that unit."""
        ...

    def sample(self, rng: Pengacak) -> float:
        """Draw a value; takes one number from the stream."""
        ...


def _grid(scale: float) -> float:
    """Return the power of two between 2⁻²⁵ and 2⁻²⁴ of a scale."""
    return math.ldexp(1.0, math.frexp(scale)[1] - 25)


def _check_order(nama: str, terendah: float, modus: float, tertinggi: float) -> None:
    if not 0 <= terendah <= modus <= tertinggi < math.inf:
        raise ValueError(
            f"{nama}: harus berurutan 0 ≤ terendah ≤ modus ≤ tertinggi, tertulis {terendah}, {modus}, {tertinggi}"
        )


@dataclass(frozen=True, slots=True)
class Tetap:
    """Always the same value (`tetap`), exactly as given.

    Raises:
        ValueError: If the value is negative or not finite.
    """

    nilai: float

    def __post_init__(self) -> None:
        if not 0 <= self.nilai < math.inf:
            raise ValueError(f"tetap: nilai tidak boleh negatif, tertulis {self.nilai}")

    @property
    def mean(self) -> float:
        """The value."""
        return self.nilai

    @property
    def variance(self) -> float:
        """Nought."""
        return 0.0

    def sample(self, rng: Pengacak) -> float:
        """Return the value; the number that other shapes would use is taken and left."""
        rng.random()
        return self.nilai


@dataclass(frozen=True, slots=True)
class Segitiga:
    """The triangular distribution (`segitiga`) between `terendah` and `tertinggi`, most likely at `modus`.

    Source: the inverse of its cumulative distribution function (Law, Simulation Modeling and Analysis, §8.3.15).

    Raises:
        ValueError: If the three are not in order, negative or not finite.
    """

    terendah: float
    modus: float
    tertinggi: float

    def __post_init__(self) -> None:
        _check_order("segitiga", self.terendah, self.modus, self.tertinggi)

    @property
    def mean(self) -> float:
        """(a + m + b) / 3."""
        return math.fsum((self.terendah, self.modus, self.tertinggi)) / 3

    @property
    def variance(self) -> float:
        """((b - a)² - (m - a)(b - m)) / 18."""
        width, rise, fall = self.tertinggi - self.terendah, self.modus - self.terendah, self.tertinggi - self.modus
        return (width * width - rise * fall) / 18

    def sample(self, rng: Pengacak) -> float:
        """Draw a value between `terendah` and `tertinggi`; only square roots are needed, which are exact anywhere."""
        drawn = rng.random()
        width, rise, fall = self.tertinggi - self.terendah, self.modus - self.terendah, self.tertinggi - self.modus
        if drawn * width < rise:
            return min(self.terendah + math.sqrt(drawn * width * rise), self.modus)
        return max(self.tertinggi - math.sqrt((1 - drawn) * width * fall), self.modus)


@lru_cache(maxsize=256)
def _beta_table(alpha: float, beta: float) -> tuple[float, ...]:
    """Return the cumulative distribution of Beta(alpha, beta) at 0, 1/512, …, 1."""
    return tuple(accumulate((incomplete_beta(alpha, beta, cell / _CELLS) for cell in range(_CELLS + 1)), max))


@dataclass(frozen=True, slots=True)
class PERT:
    """The PERT distribution (`PERT`): a beta between `terendah` and `tertinggi`, most likely at `modus`.

    Its shape is Beta(1 + k(m - a)/(b - a), 1 + k(b - m)/(b - a)) with k = `bobot`, 4 as of old (Malcolm et al., 1959;
    Vose, Risk Analysis, for other k). It is inverted by a table of 512 cells, even within a cell: every draw is
    within 1/512 of the range of the exact quantile, the mean within 2·10⁻⁶ of the range where `bobot` is 4.

    Attributes:
        terendah: The least value.
        modus: The most likely value.
        tertinggi: The greatest value.
        bobot: How strongly the values gather around `modus`; above 0.

    Raises:
        ValueError: If the three are not in order, negative or not finite, or the weight is not above 0.
    """

    terendah: float
    modus: float
    tertinggi: float
    bobot: float = 4.0
    _alpha: float = field(init=False, repr=False, compare=False)
    _beta: float = field(init=False, repr=False, compare=False)
    _kisi: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        _check_order("PERT", self.terendah, self.modus, self.tertinggi)
        if not 0 < self.bobot < math.inf:
            raise ValueError(f"PERT: bobot harus lebih besar dari 0, tertulis {self.bobot}")
        width = self.tertinggi - self.terendah
        rise = (self.modus - self.terendah) / width if width else 0.5
        # Rounded, so that multiples of one shape share one table.
        object.__setattr__(self, "_alpha", round(1 + self.bobot * rise, 10))
        object.__setattr__(self, "_beta", round(1 + self.bobot * (1 - rise), 10))
        object.__setattr__(self, "_kisi", _grid(width))

    @property
    def mean(self) -> float:
        """(a + k m + b) / (k + 2)."""
        total = math.fsum((self.terendah, self.bobot * self.modus, self.tertinggi))
        return total / (self.bobot + 2)

    @property
    def variance(self) -> float:
        """(mean - a)(b - mean) / (k + 3)."""
        mean = self.mean
        return max(0.0, (mean - self.terendah) * (self.tertinggi - mean) / (self.bobot + 3))

    def sample(self, rng: Pengacak) -> float:
        """Draw a value between `terendah` and `tertinggi`."""
        drawn = rng.random()
        width = self.tertinggi - self.terendah
        if not width:
            return self.modus
        table = _beta_table(self._alpha, self._beta)
        cell = bisect_right(table, drawn) - 1  # the table runs from 0 to 1, and drawn < 1
        low, high = table[cell], table[cell + 1]
        part = (cell + (drawn - low) / (high - low)) / _CELLS
        return min(self.terendah + round(part * width / self._kisi) * self._kisi, self.tertinggi)


@dataclass(frozen=True, slots=True)
class Lognormal:
    """The lognormal distribution (`lognormal`) by its mean and coefficient of variation.

    With c the coefficient of variation, the median is mean/√(1 + c²) and the logarithm has variance ln(1 + c²)
    (Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1, chapter 14).

    Attributes:
        rata_rata: The mean; above 0.
        koefisien_variasi: Standard deviation over mean; 0 gives the mean itself.

    Raises:
        ValueError: If the mean is not above 0, the coefficient negative, or one of them not finite.
    """

    rata_rata: float
    koefisien_variasi: float
    _median: float = field(init=False, repr=False, compare=False)
    _sigma: float = field(init=False, repr=False, compare=False)
    _kisi: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not 0 < self.rata_rata < math.inf:
            raise ValueError(f"lognormal: rata-rata harus lebih besar dari 0, tertulis {self.rata_rata}")
        if not 0 <= self.koefisien_variasi < math.inf:
            raise ValueError(f"lognormal: koefisien variasi tidak boleh negatif, tertulis {self.koefisien_variasi}")
        spread = self.koefisien_variasi * self.koefisien_variasi
        object.__setattr__(self, "_median", self.rata_rata / math.sqrt(1 + spread))
        object.__setattr__(self, "_sigma", math.sqrt(math.log1p(spread)))
        object.__setattr__(self, "_kisi", _grid(self.rata_rata))

    @property
    def mean(self) -> float:
        """The mean as given."""
        return self.rata_rata

    @property
    def variance(self) -> float:
        """(mean · c)²."""
        deviation = self.rata_rata * self.koefisien_variasi
        return deviation * deviation

    def sample(self, rng: Pengacak) -> float:
        """Draw a value."""
        drawn = rng.random() or 2.0**-54  # an exact 0 would be minus infinity
        if not self._sigma:
            return self.rata_rata
        value = self._median * math.exp(self._sigma * _NORMAL.inv_cdf(drawn))
        return round(value / self._kisi) * self._kisi


@dataclass(frozen=True, slots=True)
class Eksponensial:
    """The exponential distribution (`eksponensial`) by its mean.

    Raises:
        ValueError: If the mean is not above 0 or not finite.
    """

    rata_rata: float
    _kisi: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not 0 < self.rata_rata < math.inf:
            raise ValueError(f"eksponensial: rata-rata harus lebih besar dari 0, tertulis {self.rata_rata}")
        object.__setattr__(self, "_kisi", _grid(self.rata_rata))

    @property
    def mean(self) -> float:
        """The mean as given."""
        return self.rata_rata

    @property
    def variance(self) -> float:
        """The square of the mean."""
        return self.rata_rata * self.rata_rata

    def sample(self, rng: Pengacak) -> float:
        """Draw a value."""
        value = -self.rata_rata * math.log(1 - rng.random())
        return round(value / self._kisi) * self._kisi


@dataclass(frozen=True, slots=True)
class Empiris:
    """One of the values that were observed (`empiris`), each as likely as the next; a repeated value counts again.

    Attributes:
        nilai: The observed values, kept in rising order.

    Raises:
        ValueError: If there is no value, or one is negative or not finite.
    """

    nilai: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.nilai or not all(0 <= value < math.inf for value in self.nilai):
            raise ValueError(f"empiris: perlu satu nilai atau lebih, tidak ada yang negatif, tertulis {self.nilai}")
        object.__setattr__(self, "nilai", tuple(sorted(self.nilai)))

    @property
    def mean(self) -> float:
        """The mean of the values."""
        return statistics.fmean(self.nilai)

    @property
    def variance(self) -> float:
        """The variance of the values themselves (divided by their number, not by one less)."""
        mean = self.mean
        return math.fsum((value - mean) ** 2 for value in self.nilai) / len(self.nilai)

    def sample(self, rng: Pengacak) -> float:
        """Draw one of the values."""
        return self.nilai[int(rng.random() * len(self.nilai))]
