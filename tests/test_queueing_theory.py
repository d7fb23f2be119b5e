"""The oracles themselves, held against textbook values, special cases and other derivations."""

import math
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import queueing_theory as theory

LOADS = st.floats(0.01, 0.99)


@pytest.mark.parametrize(
    ("servers", "offered", "waits"),
    [
        (1, 0.8, 0.8),
        (2, 1.0, 1 / 3),
        (3, 2.0, 4 / 9),
        (2, 1.6, 32 / 45),
        (10, 8.0, 0.409),  # the tables of Erlang C, three digits
        (5, 4.0, 0.554),
    ],
)
def test_erlang_c(servers, offered, waits):
    assert theory.erlang_c(servers, offered) == pytest.approx(waits, abs=6e-4 if waits == round(waits, 3) else 1e-12)


@given(st.integers(1, 30), LOADS)
def test_erlang_c_is_the_sum_of_its_states(servers, load):
    a = Fraction(load) * servers
    below = sum((a**k / math.factorial(k) for k in range(servers)), Fraction())
    top = a**servers / math.factorial(servers) / (1 - Fraction(load))
    assert theory.erlang_c(servers, float(a)) == pytest.approx(float(top / (below + top)), rel=1e-9)


def test_mmc_wait():
    assert theory.mmc_wait(0.8, 1, 1) == pytest.approx(4)
    assert theory.mmc_wait(1.6, 1, 2) == pytest.approx(32 / 45 / 0.4)
    # GSTH example 2.3: an eye clinic, λ = 6/h, μ = 3/h, three doctors: 4/27 h in the queue (28.9 min in all).
    assert theory.mmc_wait(6, 3, 3) == pytest.approx(4 / 27)
    assert 60 * (theory.mmc_wait(6, 3, 3) + 1 / 3) == pytest.approx(28.9, abs=0.02)


@given(LOADS, st.integers(1, 8))
def test_the_tail_of_the_wait_integrates_to_its_mean(load, servers):
    arrival = load * servers
    at_zero = theory.mmc_wait_beyond(arrival, 1, servers, 0)
    rate = -math.log(theory.mmc_wait_beyond(arrival, 1, servers, 1) / at_zero)
    assert at_zero == pytest.approx(theory.erlang_c(servers, arrival))
    assert at_zero / rate == pytest.approx(theory.mmc_wait(arrival, 1, servers), rel=1e-6)


def test_the_quantile_of_the_time_in_mm1():
    assert theory.mm1_sojourn_quantile(0.8, 1, 0.9) == pytest.approx(math.log(10) * 5)


@given(LOADS)
def test_pollaczek_khinchine(load):
    assert theory.mg1_wait(load, 1, 1) == pytest.approx(theory.mmc_wait(load, 1, 1))
    assert theory.mg1_wait(load, 1, 0) == pytest.approx(theory.mg1_wait(load, 1, 1) / 2)


def test_cobham_by_hand():
    # R = (0.3·2 + 0.4·2)/2 = 0.7; W1 = 0.7/0.7, W2 = 0.7/(0.7·0.3).
    assert theory.cobham_waits([(0.3, 1, 1), (0.4, 1, 1)]) == pytest.approx([1, 10 / 3])
    assert theory.cobham_waits_many([0.3, 0.4], 1, 1) == pytest.approx([1, 10 / 3])


@given(st.lists(st.tuples(st.floats(0.01, 1), st.floats(0.1, 5), st.floats(0, 9)), min_size=1, max_size=5), LOADS)
def test_priorities_conserve_the_waiting_work(classes, load):
    scale = load / math.fsum(rate * mean for rate, mean, _ in classes)
    scaled = [(rate * scale, mean, variance) for rate, mean, variance in classes]
    residual = math.fsum(rate * (variance + mean**2) for rate, mean, variance in scaled) / 2
    weighted = math.fsum(
        rate * mean * wait for (rate, mean, _), wait in zip(scaled, theory.cobham_waits(scaled), strict=True)
    )
    assert weighted == pytest.approx(load * residual / (1 - load), rel=1e-9)


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=4), st.integers(1, 6), LOADS)
def test_priorities_of_many_servers_share_the_plain_wait(rates, servers, load):
    scaled = [rate * load * servers / math.fsum(rates) for rate in rates]
    waits = theory.cobham_waits_many(scaled, 1, servers)
    assert waits == sorted(waits)
    mean = math.fsum(rate * wait for rate, wait in zip(scaled, waits, strict=True)) / math.fsum(scaled)
    assert mean == pytest.approx(theory.mmc_wait(math.fsum(scaled), 1, servers), rel=1e-9)


def test_loops():
    assert theory.loop_mean(30, 0.2) == pytest.approx(37.5)
    assert theory.loop_mean(30, 0.5, redo=0.5) == pytest.approx(45)
    assert theory.loop_mean(30, 1, cap=3) == pytest.approx(90)
    assert theory.loop_mean(30, 0.5, cap=2) == pytest.approx(45)
    assert theory.loop_passes(0.5, decay=0.5) == pytest.approx(
        1 + 1 / 2 + 1 / 8 + 1 / 64 + 1 / 1024 + 1 / 2**15, abs=1e-6
    )
    assert theory.loop_passes(0) == 1
    assert theory.loop_variance(30, 0.2) == pytest.approx(900 * 0.2 / 0.64)
    with pytest.raises(ValueError):
        theory.loop_passes(1)


@given(st.floats(0, 0.9), st.integers(1, 20))
def test_a_capped_loop_is_the_sum_of_its_first_passes(back, cap):
    assert theory.loop_passes(back, cap=cap) == pytest.approx(sum(back**k for k in range(cap)))


@given(st.floats(0, 0.9), st.floats(0, 0.9))
def test_a_network_visits_a_loop_as_often_as_the_loop_says(back, other):
    routes = {("kerja", "periksa"): 1.0, ("periksa", "kerja"): back, ("periksa", "periksa"): other * (1 - back)}
    found = theory.visits({"kerja": 1, "periksa": 0}, routes)
    assert found["kerja"] == pytest.approx(1 + back * found["periksa"])
    assert found["periksa"] * (1 - back - other * (1 - back)) == pytest.approx(1)


def test_jackson_by_hand():
    # λ = 0.5; half of what leaves the second station returns to the first: both carry 1 a unit; T = 2(1/(2-1))/0.5 · 1.
    routes = {("a", "b"): 1.0, ("b", "a"): 0.5}
    assert theory.visits({"a": 0.5, "b": 0}, routes) == pytest.approx({"a": 1, "b": 1})
    assert theory.jackson_sojourn({"a": 0.5, "b": 0}, routes, {"a": (2, 1), "b": (2, 1)}) == pytest.approx(4)
    assert theory.jackson_sojourn({"a": 0.8}, {}, {"a": (1, 1)}) == pytest.approx(5)


def test_no_steady_state_is_refused():
    for impossible in (
        lambda: theory.erlang_c(2, 2),
        lambda: theory.mg1_wait(1, 1, 0),
        lambda: theory.cobham_waits([(0.5, 1, 1), (0.5, 1, 1)]),
        lambda: theory.mm1_sojourn_quantile(1, 1, 0.5),
        lambda: theory.visits({"a": 1}, {("a", "a"): 1.0}),
    ):
        with pytest.raises(ValueError):
            impossible()


def test_a_busier_office_waits_longer():
    waits = [theory.mmc_wait(load / 10 * 3, 1, 3) for load in range(1, 10)]
    assert all(less < more for less, more in pairwise(waits))
