import math
from collections.abc import Generator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simpy import Event

from simulate.calendar import Kalender
from simulate.pool import Kumpulan, Linimasa

MORNINGS = Kalender.from_blocks([(day * 100 + 20, day * 100 + 60) for day in range(400)])


Requests = Sequence[tuple[float, float, int]]


def serve(
    requests: Requests, capacity: int, calendar: Kalender | None = None
) -> tuple[list[float], list[float], Kumpulan]:
    """Run (arrival, hold, priority) through a pool; holds are working minutes. Return starts, ends and the pool."""
    env = Linimasa()
    pool = Kumpulan(env, "staf", capacity, calendar)
    starts: dict[int, float] = {}
    ends: dict[int, float] = {}

    def case(number: int, arrival: float, hold: float, priority: int) -> Generator[Event, None, None]:
        yield env.at(arrival)
        waiting = pool.request(priority)
        if waiting is not None:
            yield waiting
        starts[number] = env.now
        ends[number] = env.now + hold if calendar is None else calendar.finish(env.now, hold)
        yield env.at(ends[number])
        pool.release()

    for number, request in enumerate(requests):
        env.process(case(number, *request))
    env.run()
    return [starts[n] for n in range(len(requests))], [ends[n] for n in range(len(requests))], pool


def reference(requests: Requests, capacity: int, calendar: Kalender | None = None) -> list[float]:
    """Naive: whenever something changes, the most urgent of those who wait gets a free person, if it is open."""
    starts: dict[int, float] = {}
    ends: dict[int, float] = {}
    moments = {arrival for arrival, _, _ in requests}
    while len(starts) < len(requests):
        now = min(moments)
        moments.discard(now)
        opens = now if calendar is None else calendar.next_open(now)
        if opens > now:
            moments.add(opens)
            continue
        waiting = sorted((p, a, n) for n, (a, _, p) in enumerate(requests) if a <= now and n not in starts)
        free = capacity - len([n for n in starts if ends[n] > now])
        for _, _, n in waiting[:free]:
            starts[n] = now
            ends[n] = now + requests[n][1] if calendar is None else calendar.finish(now, requests[n][1])
            moments.add(ends[n])
    return [starts[n] for n in range(len(requests))]


def test_a_free_person_takes_no_event():
    env = Linimasa()
    pool = Kumpulan(env, "staf", 2)
    assert pool.request() is None
    assert pool.request() is None
    waiting = pool.request()
    assert waiting is not None
    assert (pool.dipakai, pool.antrean) == (2, 1)
    assert env.peek() == math.inf
    pool.release()
    assert waiting.triggered
    assert (pool.dipakai, pool.antrean) == (2, 0)


def test_first_come_first_served_within_a_priority():
    starts, _, _ = serve([(0, 10, 1), (1, 10, 1), (2, 10, 1), (3, 10, 0)], 1)
    assert starts == [0, 20, 30, 10]


def test_a_closed_role_takes_no_case_before_it_opens():
    starts, ends, _ = serve([(0, 30, 0), (50, 30, 0), (70, 5, 0)], 1, MORNINGS)
    assert starts == [20, 50, 140]
    assert ends == [50, 140, 145]


def test_work_that_ends_at_closing_time_leaves_the_next_case_to_the_morning():
    starts, ends, _ = serve([(20, 40, 0), (30, 10, 0)], 1, MORNINGS)
    assert ends[0] == 60
    assert starts[1] == 120


def test_at_opening_the_most_urgent_goes_first_however_late_it_came():
    assert serve([(0, 10, 5), (10, 10, 1)], 1, MORNINGS)[0] == [30, 20]


def test_who_comes_at_the_very_opening_passes_nobody():
    env = Linimasa()
    pool = Kumpulan(env, "staf", 1, MORNINGS)
    late: list[Event | None] = []
    env.at(20, lambda _: late.append(pool.request()))  # set before the pool sets its own opening
    early = pool.request()
    env.run(until=21)
    assert early is not None
    assert early.processed
    assert late[0] is not None
    assert not late[0].triggered


def test_statistics_of_a_small_queue():
    pool = serve([(0, 10, 0), (4, 10, 0), (5, 10, 0)], 1)[2]
    pool.record_work(30)
    pool.record_idle(2)
    known = pool.summary()
    assert (known.dilayani, known.sibuk, known.tertahan) == (3, 30, 2)
    assert known.menunggu == known.luas_antrean == 6 + 15
    assert (known.antrean_terpanjang, known.puncak) == (2, 1)


def test_queue_area_counts_those_who_still_wait():
    env = Linimasa()
    pool = Kumpulan(env, "staf", 1)
    pool.request()
    pool.request()
    env.run(until=7)
    known = pool.summary()
    assert (known.menunggu, known.luas_antrean) == (0, 7)


def test_nobody_is_refused():
    with pytest.raises(ValueError, match="tidak punya staf"):
        Kumpulan(Linimasa(), "camat", 0)


def test_more_cannot_be_given_back_than_was_taken():
    pool = Kumpulan(Linimasa(), "staf", 1)
    with pytest.raises(ValueError, match="tidak ada staf yang sedang dipakai"):
        pool.release()


def test_a_person_can_be_given_back_later():
    env = Linimasa()
    pool = Kumpulan(env, "staf", 1)
    pool.request()
    pool.release_at(5)
    env.run(until=4.9)
    assert pool.dipakai == 1
    env.run(until=5.1)
    assert pool.dipakai == 0


@pytest.mark.parametrize("waktu", [0.9, math.nan])
def test_the_past_cannot_be_scheduled(waktu):
    env = Linimasa(1)
    with pytest.raises(ValueError):
        env.at(waktu)


@given(st.floats(0, 1e7), st.floats(0, 1e7))
def test_instants_are_exact(one, other):
    early, late = sorted((one, other))
    env = Linimasa()
    seen: list[float] = []

    def again(_: Event) -> None:
        env.at(late, lambda _: seen.append(env.now))

    env.at(early, again)
    env.run()
    assert seen == [late]


DISTINCT = st.lists(
    st.tuples(st.integers(0, 400), st.integers(1, 90), st.integers(0, 2)),
    min_size=1, max_size=25, unique_by=lambda request: request[0],
)  # fmt: skip


@given(DISTINCT, st.integers(1, 4), st.sampled_from([None, MORNINGS]))
def test_service_equals_the_naive_reference(requests, capacity, calendar):
    # Fractions of a minute of their own never coincide with an opening or an end, where either order would be right.
    requests = [
        (arrival + 0.1 * (n + 1) / (len(requests) + 1), hold, p) for n, (arrival, hold, p) in enumerate(requests)
    ]
    expected = reference(requests, capacity, calendar)
    starts, ends, pool = serve(requests, capacity, calendar)
    assert starts == pytest.approx(expected, abs=1e-6)
    changes = sorted([(t, 1) for t in starts] + [(t, -1) for t in ends])
    held = peak = 0
    for _, change in changes:
        held += change
        peak = max(peak, held)
    assert peak <= capacity
    known = pool.summary()
    assert known.dilayani == len(requests)
    assert known.puncak <= capacity
    assert known.menunggu == pytest.approx(math.fsum(s - r[0] for s, r in zip(starts, requests, strict=True)), abs=1e-6)
    assert known.luas_antrean == pytest.approx(known.menunggu, abs=1e-6)
