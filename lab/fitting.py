"""Which distribution a set of observed multiples follows: lognormal, PERT, or the observations themselves.

Both shapes are fitted by maximum likelihood; the smaller AICc is chosen (Burnham and Anderson 2002, §2.4). The chosen
one is then held against the data by a Cramér-von Mises test whose critical value comes from samples of the fitted
shape, each fitted again: with parameters taken from the data the tabulated values would let too much pass (Stute,
González Manteiga and Presedo Quindimil 1993). Where it is refused, what was observed is taken as it is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import optimize, special, stats

from lab.criteria import BANGKITAN, CONTOH, CUKUP, TARAF
from simulate.estimates import Taksiran, mean_interval

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Larik = NDArray[np.float64]

LEBIH_JAUH: Final = 10
"""Samples further off than the data after which no more are needed (Besag and Clifford 1991)."""
TERBANYAK: Final = 50
"""Most values that an empirical assumption holds; of more, as many evenly spaced percentiles."""
SAMA: Final = 1e-6
"""Relative spread below which all values are one."""


@dataclass(frozen=True, slots=True)
class Sesuaian:
    """What was fitted.

    Attributes:
        bentuk: "tetap", "lognormal", "PERT" or "empiris".
        isi: The rest of a scenario's `variasi`.
        rata_rata: The mean with its 95 % interval.
        koefisien_variasi: Standard deviation over mean, with its 95 % interval.
        cocok: The share of samples of the shape that are as far off as the data, or further; None without a test.
        nilai: The observations that were looked at, in rising order.
    """

    bentuk: str
    isi: dict[str, Any]
    rata_rata: Taksiran
    koefisien_variasi: Taksiran
    cocok: float | None
    nilai: tuple[float, ...]

    @property
    def variasi(self) -> dict[str, Any]:
        """The assumption as a scenario holds it."""
        return {"bentuk": self.bentuk, **self.isi}

    def below(self, x: Sequence[float]) -> list[float]:
        """Return the share of work that takes at most so many multiples."""
        points = np.asarray(x, float)
        if self.bentuk == "lognormal":
            spread = math.sqrt(math.log1p(self.isi["koefisien_variasi"] ** 2))
            middle = math.log(self.isi["rata_rata"]) - spread**2 / 2
            shares = special.ndtr((np.log(np.maximum(points, 1e-300)) - middle) / spread)
        elif self.bentuk == "PERT":
            shares = _pert_below(points, (self.isi["terendah"], self.isi["modus"], self.isi["tertinggi"]))
        else:
            shares = np.searchsorted(self.nilai, points, "right") / len(self.nilai)
        return [float(share) for share in shares]


def fit(nilai: Sequence[float], benih: int) -> Sesuaian | None:
    """Return the shape that positive observations follow; None where there are too few.

    Args:
        nilai: Multiples of the printed time, each above 0.
        benih: Seed of the samples that test the fit.
    """
    if len(nilai) < CUKUP:
        return None
    rng = np.random.default_rng(benih)
    x = np.asarray(nilai, float)
    x = np.sort(x if len(x) <= CONTOH else rng.choice(x, CONTOH, replace=False))
    values = tuple(float(one) for one in x)
    mean = mean_interval(values)
    if x[-1] - x[0] <= SAMA * x[-1]:
        nought = Taksiran(0.0, 0.0, 0.0, 0.95, len(x))
        return Sesuaian("tetap", {"rata_rata": _rounded(mean.nilai)}, mean, nought, None, values)
    logs = _log_fit(x)
    pert = _pert_fit(x)
    if _aicc(_log_likelihood(x, logs), 2, len(x)) <= _aicc(-_pert_cost(x, pert), 3, len(x)):
        share = _test_lognormal(x, logs, rng)
        if share >= TARAF:
            return _as_lognormal(values, logs, share)
    else:
        share = _test_pert(x, pert, rng)
        if share >= TARAF:
            low, mode, high = map(_rounded, pert)
            isi = {"terendah": low, "modus": min(max(mode, low), high), "tertinggi": high}
            return Sesuaian("PERT", isi, mean, _variation(x, rng), share, values)
    kept = values if len(values) <= TERBANYAK else tuple(np.quantile(x, (np.arange(TERBANYAK) + 0.5) / TERBANYAK))
    observed = {"nilai": [_rounded(float(one)) for one in kept]}
    return Sesuaian("empiris", observed, mean, _variation(x, rng), share, values)


def _rounded(value: float) -> float:
    return round(value, 4)


def _aicc(likelihood: float, parameters: int, n: int) -> float:
    return 2 * parameters - 2 * likelihood + 2 * parameters * (parameters + 1) / (n - parameters - 1)


def _distance(shares: Larik) -> float:
    """Return the Cramér-von Mises statistic of sorted probabilities."""
    n = len(shares)
    return float(1 / (12 * n) + np.sum((np.arange(0.5, n) / n - shares) ** 2))


def _log_fit(x: Larik) -> tuple[float, float]:
    logs = np.log(x)
    return float(logs.mean()), float(logs.std())


def _log_likelihood(x: Larik, fitted: tuple[float, float]) -> float:
    middle, spread = fitted
    return float(np.sum(stats.norm.logpdf(np.log(x), middle, spread) - np.log(x)))


def _test_lognormal(x: Larik, fitted: tuple[float, float], rng: np.random.Generator) -> float:
    def off(sample: Larik) -> float:
        logs = np.sort(np.log(sample))
        return _distance(special.ndtr((logs - logs.mean()) / logs.std()))

    return _as_far(off(x), lambda: off(np.exp(rng.normal(*fitted, len(x)))))


def _as_lognormal(values: tuple[float, ...], fitted: tuple[float, float], share: float) -> Sesuaian:
    """Return mean and variation, with Cox's interval of the mean (Zhou and Gao 1997) and the exact one of variation."""
    n, middle = len(values), fitted[0]
    variance = fitted[1] ** 2 * n / (n - 1)
    half = float(stats.t.ppf(0.975, n - 1)) * math.sqrt(variance / n + variance**2 / (2 * (n - 1)))
    mean = middle + variance / 2
    ends = [(n - 1) * variance / float(stats.chi2.ppf(one, n - 1)) for one in (0.975, 0.025)]
    low, high = (math.sqrt(math.expm1(one)) for one in ends)
    variation = Taksiran(math.sqrt(math.expm1(variance)), low, high, 0.95, n)
    isi = {"rata_rata": _rounded(math.exp(mean)), "koefisien_variasi": _rounded(variation.nilai)}
    around = Taksiran(math.exp(mean), math.exp(mean - half), math.exp(mean + half), 0.95, n)
    return Sesuaian("lognormal", isi, around, variation, share, values)


def _variation(x: Larik, rng: np.random.Generator) -> Taksiran:
    """Return the coefficient of variation with the percentile interval of a bootstrap."""
    drawn = x[rng.integers(0, len(x), (999, len(x)))]
    made = drawn.std(axis=1, ddof=1) / drawn.mean(axis=1)
    low, high = np.quantile(made, (0.025, 0.975))
    return Taksiran(float(x.std(ddof=1) / x.mean()), float(low), float(high), 0.95, len(x))


def _pert_shape(pert: tuple[float, float, float]) -> tuple[float, float]:
    low, mode, high = pert
    rise = (mode - low) / (high - low)
    return 1 + 4 * rise, 5 - 4 * rise


def _pert_below(x: Larik, pert: tuple[float, float, float]) -> Larik:
    part = np.clip((x - pert[0]) / (pert[2] - pert[0]), 0, 1)
    return np.asarray(special.betainc(*_pert_shape(pert), part))


def _pert_cost(x: Larik, pert: tuple[float, float, float]) -> float:
    """Return the negative log-likelihood."""
    low, _, high = pert
    alpha, beta = _pert_shape(pert)
    ends = (alpha - 1) * np.log(np.maximum(x - low, 1e-300)) + (beta - 1) * np.log(np.maximum(high - x, 1e-300))
    return float(len(x) * (special.betaln(alpha, beta) + 5 * math.log(high - low)) - np.sum(ends))


def _pert_fit(x: Larik) -> tuple[float, float, float]:
    """Return lowest, most frequent and highest: the lowest is not below nought, and all observations lie between."""
    first, last = float(x.min()), float(x.max())
    span = last - first

    def ends(point: Larik, /) -> tuple[float, float, float]:
        low = first * float(special.expit(point[0]))
        high = last + span * math.exp(min(point[1], 3.0))
        return low, low + (high - low) * float(special.expit(point[2])), high

    low = max(first - 0.1 * span, 0.05 * first)
    high = last + 0.1 * span
    mode = min(max((6 * float(x.mean()) - low - high) / 4, low + 0.05 * span), high - 0.05 * span)
    begin = np.array([special.logit(low / first), math.log(0.1), special.logit((mode - low) / (high - low))])

    def cost(point: Larik, /) -> float:
        return _pert_cost(x, ends(point))

    found = optimize.minimize(cost, begin, method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-3})
    return ends(found.x)


def _test_pert(x: Larik, fitted: tuple[float, float, float], rng: np.random.Generator) -> float:
    low, _, high = fitted

    def off() -> float:
        sample = np.sort(low + (high - low) * rng.beta(*_pert_shape(fitted), len(x)))
        return _distance(_pert_below(sample, _pert_fit(sample)))

    return _as_far(_distance(_pert_below(x, fitted)), off)


def _as_far(seen: float, draw: Callable[[], float]) -> float:
    """Return the share of samples that are as far off as the data, from no more samples than are needed."""
    count = 0
    for drawn in range(1, BANGKITAN + 1):
        count += draw() >= seen
        if count == LEBIH_JAUH:
            return LEBIH_JAUH / drawn
    return (1 + count) / (BANGKITAN + 1)
