from __future__ import annotations

import math
import statistics
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulate.chance import Aliran
from simulate.estimates import (
    SEDIKIT,
    Taksiran,
    binomial_interval,
    bootstrap,
    bootstrap_difference,
    mean_interval,
    paired_difference,
    percentile,
    percentile_interval,
)
from simulate.special_functions import beta_quantile, incomplete_beta, t_quantile
from tests.queueing_theory import mm1_sojourn_quantile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from random import Random

TIMES = st.integers(0, 50).map(float)
REPLICATIONS = st.lists(st.lists(TIMES, max_size=8), min_size=2, max_size=6).filter(any)
SHARES = st.integers(0, 100).map(lambda percent: percent / 100)


def covers(taksiran: Taksiran, truth: float) -> bool:
    return taksiran.bawah <= truth <= taksiran.atas


# Special functions


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 64))
def test_incomplete_beta_is_a_binomial_tail(a, b, eighth):
    """I_x(a, b) = P(Bin(a + b - 1, x) >= a), summed in exact fractions (DLMF 8.17.5)."""
    x, n = Fraction(eighth, 64), a + b - 1
    tail = sum((math.comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1)), Fraction())
    assert incomplete_beta(a, b, float(x)) == pytest.approx(float(tail), rel=1e-11, abs=1e-14)


@given(st.floats(0.1, 500), st.floats(0.1, 500), st.integers(0, 2**20))
def test_incomplete_beta_is_symmetric(a, b, part):
    x = part / 2**20  # so that 1 - x is exact
    assert incomplete_beta(a, b, x) + incomplete_beta(b, a, 1 - x) == pytest.approx(1, abs=1e-9)


def test_incomplete_beta_known_values():
    assert incomplete_beta(0.5, 0.5, 0.25) == pytest.approx(1 / 3)  # the arcsine law
    assert incomplete_beta(1, 3, 0.2) == pytest.approx(1 - 0.8**3)
    assert incomplete_beta(2.5, 1, 0.7) == pytest.approx(0.7**2.5)
    assert incomplete_beta(2, 2, -1) == 0
    assert incomplete_beta(2, 2, 2) == 1
    with pytest.raises(ValueError):
        incomplete_beta(0, 1, 0.5)


@given(st.floats(0.5, 300), st.floats(0.5, 300), st.floats(0.001, 0.999))
def test_beta_quantile_inverts(a, b, p):
    x = beta_quantile(p, a, b)
    assert incomplete_beta(a, b, x * (1 - 1e-11)) <= p + 1e-9
    assert incomplete_beta(a, b, min(1.0, x * (1 + 1e-11))) >= p - 1e-9


def test_beta_quantile_ends():
    assert (beta_quantile(0, 2, 3), beta_quantile(1, 2, 3)) == (0, 1)
    with pytest.raises(ValueError):
        beta_quantile(1.1, 2, 3)


@pytest.mark.parametrize(
    ("df", "p", "table"),
    [
        (1, 0.95, 6.314),
        (1, 0.975, 12.706),
        (1, 0.995, 63.657),
        (2, 0.975, 4.303),
        (3, 0.9, 1.638),
        (4, 0.999, 7.173),
        (5, 0.975, 2.571),
        (9, 0.975, 2.262),
        (10, 0.95, 1.812),
        (19, 0.975, 2.093),
        (29, 0.975, 2.045),
        (30, 0.995, 2.750),
        (60, 0.975, 2.000),
        (120, 0.975, 1.980),
        (999, 0.975, 1.962),
    ],
)
def test_t_quantile_agrees_with_the_printed_tables(df, p, table):
    assert t_quantile(p, df) == pytest.approx(table, abs=5.1e-4)
    assert t_quantile(1 - p, df) == pytest.approx(-table, abs=5.1e-4)


@pytest.mark.parametrize("p", [1e-6, 0.025, 0.3, 0.5, 0.51, 0.7, 0.9, 0.975, 0.9999999])
def test_t_quantile_agrees_with_its_closed_forms(p):
    assert t_quantile(p, 1) == pytest.approx(math.tan(math.pi * (p - 0.5)), rel=1e-8, abs=1e-12)
    assert t_quantile(p, 2) == pytest.approx((2 * p - 1) / math.sqrt(2 * p * (1 - p)), rel=1e-8, abs=1e-12)
    assert t_quantile(p, 10**7) == pytest.approx(statistics.NormalDist().inv_cdf(p), rel=1e-5, abs=1e-12)


@pytest.mark.parametrize(("p", "df"), [(0, 5), (1, 5), (0.5, 0), (math.nan, 5)])
def test_t_quantile_refuses(p, df):
    with pytest.raises(ValueError):
        t_quantile(p, df)


# Means


def test_mean_interval_by_hand():
    # Mean 3, s² = 2.5, t(0.975; 4) = 2.776.
    assert mean_interval([1, 2, 3, 4, 5]).nilai == 3
    assert mean_interval([1, 2, 3, 4, 5]).atas == pytest.approx(3 + 2.776445 * math.sqrt(0.5), abs=1e-6)
    assert mean_interval([1, 2, 3, 4, 5]).bawah == pytest.approx(3 - 2.776445 * math.sqrt(0.5), abs=1e-6)
    assert mean_interval([7.5, 7.5]) == Taksiran(7.5, 7.5, 7.5, 0.95, 2)


def test_mean_interval_covers_as_often_as_it_says():
    """Normal means with 5 replications: exact in theory; 2,000 experiments, so within 4 standard errors of 95 %."""
    rng = Aliran(1, 0).untuk("", "cakupan")
    normal = statistics.NormalDist(100, 15)
    hits = sum(covers(mean_interval([normal.inv_cdf(rng.random() or 0.5) for _ in range(5)]), 100) for _ in range(2000))
    assert hits / 2000 == pytest.approx(0.95, abs=4 * math.sqrt(0.95 * 0.05 / 2000))


@given(st.lists(st.tuples(TIMES, TIMES), min_size=2, max_size=9))
def test_a_paired_difference_is_the_mean_of_the_differences(pairs):
    before, after = zip(*pairs, strict=True)
    there = paired_difference(before, after)
    back = paired_difference(after, before)
    assert there.nilai == pytest.approx(statistics.fmean(after) - statistics.fmean(before))
    assert (there.nilai, there.bawah, there.atas) == pytest.approx((-back.nilai, -back.atas, -back.bawah))
    assert paired_difference(before, before) == Taksiran(0, 0, 0, 0.95, len(pairs))


def test_pairs_see_what_two_intervals_do_not():
    """A gain of 2 ± 0.1 on replications that differ by hundreds: the pairs know it, the two bars overlap."""
    luck = [100.0 * index for index in range(10)]
    after = [value - 2 + 0.1 * (-1) ** index for index, value in enumerate(luck)]
    difference = paired_difference(luck, after)
    assert difference.atas < 0
    assert mean_interval(after).atas > mean_interval(luck).bawah


# Shares


@pytest.mark.parametrize(
    ("kena", "cacah", "lower", "upper"),
    [
        (0, 10, 0, 0.3085),  # printed tables of exact binomial limits, 95 %
        (1, 10, 0.0025, 0.4450),
        (5, 10, 0.1871, 0.8129),
        (4, 20, 0.0573, 0.4366),
        (10, 10, 0.6915, 1),
        (0, 1, 0, 0.975),
    ],
)
def test_binomial_interval_agrees_with_the_tables(kena, cacah, lower, upper):
    found = binomial_interval(kena, cacah)
    assert (found.bawah, found.atas) == pytest.approx((lower, upper), abs=5.1e-5)
    assert (found.nilai, found.cacah) == (kena / cacah, cacah)


@given(
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.sampled_from((0.8, 0.95, 0.99))
)
def test_binomial_interval_is_where_the_tails_are_small(case, tingkat):
    """By its definition: at the lower end P(X >= k) is the tail, at the upper end P(X <= k)."""
    kena, cacah = case
    found = binomial_interval(kena, cacah, tingkat)

    def between(p: float, first: int, last: int) -> float:
        return math.fsum(math.comb(cacah, k) * p**k * (1 - p) ** (cacah - k) for k in range(first, last + 1))

    if kena:
        assert between(found.bawah, kena, cacah) == pytest.approx((1 - tingkat) / 2, rel=1e-8)
    if kena < cacah:
        assert between(found.atas, 0, kena) == pytest.approx((1 - tingkat) / 2, rel=1e-8)
    assert found.bawah <= found.nilai <= found.atas


@pytest.mark.parametrize("cacah", [1, 7, 30, 100])
def test_binomial_interval_covers_at_least_what_it_says(cacah):
    """Without chance: the coverage at a true p is a sum over the outcomes."""
    intervals = [binomial_interval(k, cacah) for k in range(cacah + 1)]
    for p in (n / 200 for n in range(1, 200)):
        coverage = math.fsum(
            math.comb(cacah, k) * p**k * (1 - p) ** (cacah - k) for k, found in enumerate(intervals) if covers(found, p)
        )
        assert coverage >= 0.95 - 1e-12


def test_binomial_interval_of_many_trials():
    found = binomial_interval(90_000, 100_000)
    assert (found.bawah, found.atas) == pytest.approx((0.8981, 0.9019), abs=1e-4)


# Percentiles


def naive_percentile(values: Sequence[float], p: float) -> float:
    """The definition in words: the first value with enough values not above it."""
    return min(v for v in values if sum(other <= v for other in values) * 100 >= round(p * 100) * len(values))


@given(st.lists(TIMES, min_size=1, max_size=40), SHARES)
def test_percentile_is_its_definition(values, p):
    assert percentile(values, p) == naive_percentile(values, p)


def test_percentile_of_a_hundred():
    values = [float(n) for n in range(100, 0, -1)]
    assert [percentile(values, p) for p in (0, 0.01, 0.07, 0.29, 0.5, 0.8, 0.95, 1)] == [1, 1, 7, 29, 50, 80, 95, 100]


def naive_percentile_interval(values: Sequence[float], p: float, tail: float) -> tuple[float, float]:
    n, ordered = len(values), sorted(values)

    def less_than(k: int) -> float:
        return math.fsum(math.comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(k))

    below = [k for k in range(1, n + 1) if less_than(k) <= tail]
    above = [k for k in range(1, n + 1) if 1 - less_than(k) <= tail]
    return (ordered[max(below) - 1] if below else -math.inf, ordered[min(above) - 1] if above else math.inf)


@given(st.lists(TIMES, min_size=1, max_size=60), st.sampled_from((0.1, 0.5, 0.8, 0.9, 0.97)))
def test_percentile_interval_is_its_definition(values, p):
    found = percentile_interval(values, p)
    assert (found.bawah, found.atas) == naive_percentile_interval(values, p, 0.025)
    assert found.bawah <= found.nilai <= found.atas


def test_few_cases_do_not_bound_a_high_percentile():
    assert percentile_interval([float(n) for n in range(20)], 0.95).atas == math.inf
    assert percentile_interval([float(n) for n in range(1000)], 0.95).atas < 970


def test_percentile_interval_of_independent_cases_covers():
    rng = Aliran(2, 0).untuk("", "cakupan")
    hits = sum(covers(percentile_interval([rng.random() for _ in range(200)], 0.9), 0.9) for _ in range(1000))
    assert hits / 1000 >= 0.95 - 4 * math.sqrt(0.95 * 0.05 / 1000)


# Bootstrap


def naive_bootstrap(
    replications: Sequence[Sequence[float]], compute: Callable[[Sequence[float]], float], benih: int, tarikan: int
) -> tuple[float, float] | None:
    """Pool the cases of resampled replications, as the method says, from the same stream."""
    rng = Aliran(benih, 0).untuk("", "bootstrap")
    n = len(replications)
    drawn: list[float] = []
    for _ in range(tarikan):
        pooled = [value for index in [int(rng.random() * n) for _ in range(n)] for value in replications[index]]
        if pooled:
            drawn.append(compute(pooled))
    return (percentile(drawn, 0.025), percentile(drawn, 0.975)) if drawn else None


@given(REPLICATIONS, SHARES, TIMES, st.integers(0, 99), st.sampled_from([0, SEDIKIT]))
def test_bootstrap_is_its_definition(replications, p, limit, benih, few):
    with pytest.MonkeyPatch.context() as patch:  # counted by landmarks, and case by case
        patch.setattr("simulate.estimates.SEDIKIT", few)
        found = bootstrap(replications, benih=benih, persentil=(p,), batas=(limit,), tarikan=25)
    pooled = [value for values in replications for value in values]
    (at,), (share,) = found.persentil, found.peluang
    assert at.nilai == percentile(pooled, p)
    assert share.nilai == pytest.approx(sum(value <= limit for value in pooled) / len(pooled))
    expected = naive_bootstrap(replications, lambda cases: percentile(cases, p), benih, 25)
    if expected:
        assert (at.bawah, at.atas) == expected
    if expected and 0 < share.nilai < 1:
        shares = naive_bootstrap(
            replications, lambda cases: sum(value <= limit for value in cases) / len(cases), benih, 25
        )
        assert (share.bawah, share.atas) == pytest.approx(shares)


def test_bootstrap_says_the_same_with_the_same_seed_only():
    rng = Aliran(4, 0).untuk("", "kasus")
    replications = [[rng.expovariate(1) for _ in range(30)] for _ in range(8)]
    one, again, other = (bootstrap(replications, benih=benih, batas=(1.0,), tarikan=200) for benih in (1, 1, 2))
    assert one == again
    assert one != other
    assert [t.nilai for t in one.persentil] == [t.nilai for t in other.persentil]


def test_a_certain_share_is_not_said_to_be_certain():
    """Twenty replications, all in time: no resample differs, but twenty trials leave room for 17 %."""
    share = bootstrap([[1.0, 2.0]] * 20 + [[]], benih=1, persentil=(), batas=(5, 0.5), tarikan=10).peluang
    assert (share[0].nilai, share[0].bawah, share[0].atas) == pytest.approx((1, 0.8316, 1), abs=1e-4)
    assert (share[1].nilai, share[1].bawah, share[1].atas) == pytest.approx((0, 0, 0.1684), abs=1e-4)


@given(REPLICATIONS, st.integers(1, 9))
def test_a_difference_of_a_fixed_shift_is_that_shift(replications, shift):
    later = [[value + shift for value in values] for values in replications]
    found = bootstrap_difference(replications, later, benih=1, persentil=(0.5, 0.9), batas=(25,), tarikan=20)
    for difference in found.persentil:
        assert (difference.nilai, difference.bawah, difference.atas) == (shift, shift, shift)
    assert found.peluang[0].nilai <= 0


def mm1_times(rng: Random, cases: int, arrival: float, service: float) -> Iterator[float]:
    """Times in M/M/1 by Lindley's recursion from the steady state, so that every one is exponential (μ - λ)."""
    wait = rng.expovariate(service - arrival) if rng.random() < arrival / service else 0.0
    for _ in range(cases):
        work = rng.expovariate(service)
        yield wait + work
        wait = max(0.0, wait + work - rng.expovariate(arrival))


def test_bootstrap_covers_where_order_statistics_do_not():
    """M/M/1 at 80 %: 300 experiments of 30 replications of 100 cases, P90 and P(T <= true P80).

    About 90 % is what so few and so short replications give, the mean's t interval no more: the times are skewed.
    300 experiments know it to 1.7 %, so 85 % is the bar, three standard errors below. The interval for independent
    cases, which these are not, must fail by far: that is why the bootstrap is there.
    """
    rng = Aliran(20261121, 0).untuk("", "antrean")
    true_p80, true_p90 = (mm1_sojourn_quantile(0.8, 1, p) for p in (0.8, 0.9))
    hits = {"P90": 0, "P(T <= x)": 0, "order statistics": 0, "mean": 0}
    for experiment in range(300):
        replications = [list(mm1_times(rng, 100, 0.8, 1)) for _ in range(30)]
        found = bootstrap(replications, benih=experiment, persentil=(0.9,), batas=(true_p80,), tarikan=200)
        hits["P90"] += covers(found.persentil[0], true_p90)
        hits["P(T <= x)"] += covers(found.peluang[0], 0.8)
        hits["order statistics"] += covers(percentile_interval([t for r in replications for t in r], 0.9), true_p90)
        hits["mean"] += covers(mean_interval([statistics.fmean(values) for values in replications]), 5)
    rates = {name: count / 300 for name, count in hits.items()}
    assert 0.85 <= rates["P90"] <= 0.99, rates
    assert 0.85 <= rates["P(T <= x)"] <= 0.99, rates
    assert 0.85 <= rates["mean"] <= 0.99, rates
    assert rates["order statistics"] <= 0.6, rates


def test_common_luck_narrows_the_difference():
    """The same cases with 5 % less work: pairs resampled together against replications of other luck."""

    def offices(factor: float, seeds: Iterable[int]) -> list[list[float]]:
        return [[factor * t for t in mm1_times(Aliran(seed, 0).untuk("", "antrean"), 80, 0.8, 1)] for seed in seeds]

    before = offices(1.0, range(30))
    paired = bootstrap_difference(before, offices(0.95, range(30)), benih=1, persentil=(0.9,), tarikan=300)
    strangers = bootstrap_difference(before, offices(0.95, range(30, 60)), benih=1, persentil=(0.9,), tarikan=300)
    width, wide = (found.persentil[0].atas - found.persentil[0].bawah for found in (paired, strangers))
    assert paired.persentil[0].atas < 0
    assert width < wide / 5


# Refusals


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: mean_interval([1]), "selang rata-rata memerlukan dua ulangan atau lebih"),
        (lambda: mean_interval([1, 2], 1.0), "tingkat kepercayaan harus di antara 0 dan 1, tertulis 1.0"),
        (
            lambda: paired_difference([1, 2], [1]),
            "perbandingan berpasangan memerlukan ulangan yang sama: 2 dan 1",
        ),
        (
            lambda: binomial_interval(3, 2),
            "banyaknya kejadian harus di antara 0 dan banyaknya percobaan: 3 dari 2",
        ),
        (
            lambda: binomial_interval(0, 0),
            "banyaknya kejadian harus di antara 0 dan banyaknya percobaan: 0 dari 0",
        ),
        (lambda: percentile([], 0.5), "persentil memerlukan satu nilai atau lebih"),
        (lambda: percentile([1], 1.5), "persentil harus di antara 0 dan 1, tertulis 1.5"),
        (lambda: percentile_interval([1], 1.0), "persentil harus lebih dari 0 dan kurang dari 1, tertulis 1.0"),
        (lambda: bootstrap([[1.0]], benih=1), "bootstrap memerlukan dua ulangan atau lebih"),
        (lambda: bootstrap([[], []], benih=1), "tidak ada kasus yang selesai dalam ulangan mana pun"),
        (lambda: bootstrap([[1], [2]], benih=1, tarikan=0), "bootstrap memerlukan satu tarikan atau lebih, tertulis 0"),
        (
            lambda: bootstrap_difference([[1], [2]], [[1]], benih=1),
            "perbandingan berpasangan memerlukan ulangan yang sama: 2 dan 1",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(make, message):
    with pytest.raises(ValueError) as error:
        make()
    assert str(error.value) == message
