"""The incomplete beta function, its inverse, and Student's t: what exact intervals need beyond the standard library.

Quantiles are rounded to twelve significant digits: more than any use needs, and few enough that the mathematical
libraries of different machines agree on them.
"""

import math
from functools import lru_cache
from typing import Final

_TINY: Final = 1e-300
_EPSILON: Final = 1e-16
_MAX_TERMS: Final = 100_000


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b), the distribution function of Beta(a, b) at x.

    Source: its continued fraction, NIST Digital Library of Mathematical Functions 8.17.22, which converges fast
    below (a + 1)/(a + b + 2); above it by the symmetry I_x(a, b) = 1 - I_(1-x)(b, a).

    Args:
        a: The first shape; above 0.
        b: The second shape; above 0.
        x: Where; values outside [0, 1] count as 0 and 1.

    Raises:
        ValueError: If a shape is not above 0 or not finite.
        ArithmeticError: If the fraction does not converge, which no sensible shape brings about.
    """
    if not (0 < a < math.inf and 0 < b < math.inf):
        raise ValueError(f"shapes of a beta distribution must be above 0: {a}, {b}")
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x),
    )
    if x < (a + 1) / (a + b + 2):
        return min(1.0, front * _fraction(a, b, x) / a)
    return max(0.0, 1 - front * _fraction(b, a, 1 - x) / b)


def _fraction(a: float, b: float, x: float) -> float:
    """Evaluate the continued fraction by the modified method of Lentz (Thompson and Barnett, 1986)."""
    c = 1.0
    d = 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _MAX_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) <= 4 * _EPSILON:
            return value
    raise ArithmeticError(f"incomplete beta function does not converge: {a}, {b}, {x}")


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def beta_quantile(p: float, a: float, b: float) -> float:
    """Return the x with I_x(a, b) = p, by halving; twelve significant digits.

    Args:
        p: A probability.
        a: The first shape; above 0.
        b: The second shape; above 0.

    Raises:
        ValueError: If p is not between 0 and 1, or a shape not above 0.
    """
    return _twelve_digits(_beta_root(p, a, b))


def _beta_root(p: float, a: float, b: float) -> float:
    if not 0 <= p <= 1:
        raise ValueError(f"not a probability: {p}")
    low, high = 0.0, 1.0
    if p in (low, high):
        return p
    while high - low > 1e-15 * high:
        middle = (low + high) / 2
        if incomplete_beta(a, b, middle) < p:
            low = middle
        else:
            high = middle
    return high


@lru_cache(maxsize=256)
def t_quantile(p: float, df: float) -> float:
    """Return the p-quantile of Student's t distribution; twelve significant digits.

    Source: t²/(df + t²) is distributed as Beta(1/2, df/2) (Johnson, Kotz and Balakrishnan, Continuous Univariate
    Distributions 2, chapter 28).

    Args:
        p: A probability, 0 < p < 1.
        df: Degrees of freedom; above 0, finite.

    Raises:
        ValueError: If p is not strictly between 0 and 1, or df is not above 0.
    """
    if not 0 < p < 1:
        raise ValueError(f"not a probability between 0 and 1: {p}")
    if not 0 < df < math.inf:
        raise ValueError(f"degrees of freedom must be above 0: {df}")
    beyond = 2 * min(p, 1 - p)
    if beyond < 0.5:  # in the tails 1 - t²/(df + t²) is the small part, and known well
        rest = _beta_root(beyond, df / 2, 0.5)
        size = math.sqrt(df * (1 - rest) / rest)
    else:
        part = _beta_root(1 - beyond, 0.5, df / 2)
        size = math.sqrt(df * part / (1 - part))
    return _twelve_digits(math.copysign(size, p - 0.5))


def _twelve_digits(value: float) -> float:
    return float(f"{value:.12g}")
