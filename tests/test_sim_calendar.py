import pickle
import random
from bisect import bisect_right
from fractions import Fraction
from itertools import pairwise
from math import inf, nan

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from simulate.calendar import ALWAYS, KETELITIAN, HorizonError, Kalender

# Two days, 08.00-12.00 and 13.00-16.00 on both, the second day without its afternoon.
DUA_HARI = Kalender.from_blocks([(480, 720), (780, 960), (1920, 2160)], akhir=2880)


Blocks = list[tuple[int, int]]


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - reproducible inputs, no secrets


def random_blocks(rng: random.Random, *, last: int, longest: int) -> Blocks:
    """Blocks of whole minutes that may touch."""
    blocks: Blocks = []
    t = rng.randint(0, longest)
    while t < last or not blocks:
        end = t + rng.randint(1, longest)
        blocks.append((t, end))
        t = end + rng.choice([0, rng.randint(1, longest)])
    return blocks


class MinuteWalk:
    """The definition, minute by minute: no bisection, no arithmetic on working time."""

    def __init__(self, blocks: Blocks):
        self.open = [False] * blocks[-1][1]
        for start, end in blocks:
            for minute in range(start, end):
                self.open[minute] = True

    def finish(self, start: int, effort: int) -> int | None:
        t = start
        while effort > 0:
            if t >= len(self.open):
                return None
            effort -= self.open[t]
            t += 1
        return t

    def next_open(self, t: int) -> int | None:
        return next((minute for minute in range(t, len(self.open)) if self.open[minute]), None)

    def working_between(self, a: int, b: int) -> int:
        return sum(self.open[a:b])


def exact_finish(blocks: Blocks, start: float, effort: float) -> Fraction | None:
    """Block by block in exact fractions, for amounts that are no whole minutes."""
    left = Fraction(effort)
    for opening, closing in blocks:
        begin = max(Fraction(start), Fraction(opening))
        if begin >= closing:
            continue
        if begin + left <= closing:
            return begin + left
        left -= closing - begin
    return None


def test_finish_agrees_with_a_walk_minute_by_minute():
    rng = chance(20260105)
    compared = beyond = 0
    for _ in range(300):
        blocks = random_blocks(rng, last=rng.randint(1, 1500), longest=rng.choice([3, 20, 200]))
        kalender, walk = Kalender.from_blocks(blocks), MinuteWalk(blocks)
        for _ in range(100):
            start = rng.choice([rng.randint(0, blocks[-1][1] - 1), *rng.choice(blocks)])
            effort = rng.choice([rng.randint(1, 12), rng.randint(1, 500), rng.randint(1, 1500)])
            expected = walk.finish(start, effort)
            if expected is None:
                beyond += 1
                with pytest.raises(HorizonError):
                    kalender.finish(start, effort)
            else:
                compared += 1
                assert kalender.finish(start, effort) == expected
    assert compared > 12_000
    assert beyond > 3_000


def test_the_other_questions_agree_with_a_walk_minute_by_minute():
    rng = chance(7)
    for _ in range(200):
        blocks = random_blocks(rng, last=rng.randint(1, 600), longest=rng.choice([3, 20, 100]))
        kalender, walk = Kalender.from_blocks(blocks), MinuteWalk(blocks)
        for _ in range(30):
            a, b = sorted(rng.randint(0, blocks[-1][1] - 1) for _ in range(2))
            assert kalender.is_open(a) is walk.open[a]
            assert kalender.next_open(a) == walk.next_open(a)
            assert kalender.working_between(a, b) == walk.working_between(a, b)
            w = rng.randint(0, walk.working_between(0, len(walk.open)) - 1)
            assert kalender.at_working_minute(w) == [t for t, is_open in enumerate(walk.open) if is_open][w]


def test_finish_agrees_with_exact_fractions_on_fractional_minutes():
    rng = chance(11)
    for _ in range(200):
        blocks = random_blocks(rng, last=20_000, longest=500)
        kalender = Kalender.from_blocks(blocks)
        for _ in range(50):
            start, effort = rng.uniform(0, 10_000), rng.expovariate(1 / 300)
            expected = exact_finish(blocks, start, effort)
            assert expected is not None
            assert kalender.finish(start, effort) == pytest.approx(float(expected), abs=KETELITIAN)


@pytest.mark.parametrize(
    ("start", "effort", "end"),
    [
        (480, 240, 720),  # to the break, not past it
        (480, 241, 781),
        (720, 1, 781),  # begun when the break begins
        (720, 0, 720),  # nothing to do is done at once, open or not
        (0, 0, 0),
        (0, 30, 510),  # begun while closed
        (900, 60, 960),  # to closing time, not to the next morning
        (900, 61, 1921),
        (960, 1, 1921),
        (480, 420, 960),
        (480, 660, 2160),  # to the end of the last block
        (2159.5, 0.5, 2160),
    ],
)
def test_edges(start, effort, end):
    assert DUA_HARI.finish(start, effort) == end


def test_rounding_never_turns_closing_time_into_the_next_morning():
    thirds = sum([0.1] * 3)
    assert thirds > 0.3
    assert DUA_HARI.finish(900, 200 * thirds) == 960
    assert DUA_HARI.finish(900, 60 + 1e-9) == 960
    assert DUA_HARI.finish(480, 420 + 1e-9) == 960
    assert DUA_HARI.finish(900, 60.001) == pytest.approx(1920.001)


def test_nothing_is_done_before_it_is_begun():
    assert DUA_HARI.finish(960, 1e-9) >= 1920
    assert DUA_HARI.finish(1000, 1e-9) >= 1920
    assert DUA_HARI.finish_days(1000, 1e-12) >= 1920
    assert DUA_HARI.finish_days(730, 1e-12) >= 780


@pytest.mark.parametrize(
    "ask",
    [
        lambda k: k.finish(480, 661),
        lambda k: k.finish(2160, 1),
        lambda k: k.finish(5000, 1),
        lambda k: k.finish(5000, 0),
        lambda k: k.finish(-1, 1),
        lambda k: k.finish(nan, 1),
        lambda k: k.finish(480, inf),
        lambda k: k.next_open(2160),
        lambda k: k.next_open(-1),
        lambda k: k.is_open(2881),
        lambda k: k.is_open(-1),
        lambda k: k.working_between(0, 2881),
        lambda k: k.at_working_minute(660),
        lambda k: k.finish_days(480, 2.01),
        lambda k: k.finish_days(2160, 1),
        lambda k: k.finish_days(0, inf),
    ],
)
def test_past_the_horizon_is_an_error(ask):
    with pytest.raises(HorizonError, match="perpanjang rentang waktunya"):
        ask(DUA_HARI)


def test_the_horizon_error_says_how_much_is_missing():
    with pytest.raises(HorizonError) as caught:
        DUA_HARI.finish(480, 700)
    assert str(caught.value) == (
        "pekerjaan belum selesai ketika kalender berakhir pada menit ke-2880: masih kurang 40 menit kerja; "
        "perpanjang rentang waktunya"
    )


def test_after_the_last_block_it_is_closed_until_the_horizon():
    assert not DUA_HARI.is_open(2500)
    assert DUA_HARI.working_between(0, 2880) == 660
    assert (DUA_HARI.mulai, DUA_HARI.akhir) == (0, 2880)


@pytest.mark.parametrize("kalender", [DUA_HARI, ALWAYS])
@pytest.mark.parametrize("amount", [-1, nan])
def test_no_negative_work(kalender, amount):
    for ask in (kalender.at_working_minute, lambda n: kalender.finish(0, n), lambda n: kalender.finish_days(0, n)):
        with pytest.raises(ValueError, match="tidak boleh kurang dari nol"):
            ask(amount)
    with pytest.raises(ValueError, match="mendahului"):
        kalender.working_between(1, 0)


@pytest.mark.parametrize(
    ("blocks", "message"),
    [
        ([], "tanpa jam buka"),
        ([(5, 5)], "tidak sah"),
        ([(5, 4)], "tidak sah"),
        ([(0, inf)], "tidak sah"),
        ([(nan, 4)], "tidak sah"),
        ([(0, 10), (9, 12)], "bertumpang tindih"),
        ([(0, 10), (2, 4)], "bertumpang tindih"),
    ],
)
def test_bad_blocks_are_refused(blocks, message):
    with pytest.raises(ValueError, match=message):
        Kalender.from_blocks(blocks)


def test_blocks_outside_of_the_horizon_are_refused():
    for limits in ({"mulai": 1}, {"akhir": 9}):
        with pytest.raises(ValueError, match="di luar rentang"):
            Kalender.from_blocks([(0, 10)], **limits)


def test_always_is_plain_addition():
    assert ALWAYS.finish(-3.5, 10) == 6.5
    assert ALWAYS.finish_days(100, 2.5) == 3700
    assert ALWAYS.next_open(1e9) == 1e9
    assert ALWAYS.at_working_minute(42) == 42
    assert ALWAYS.working_between(-5, 37) == 42
    assert ALWAYS.is_open(0)
    assert (ALWAYS.mulai, ALWAYS.akhir) == (-inf, inf)
    assert isinstance(ALWAYS, Kalender)


def test_calendars_travel_to_other_processes_and_compare():
    for kalender in (DUA_HARI, ALWAYS):
        again = pickle.loads(pickle.dumps(kalender))  # noqa: S301 - our own bytes
        assert again == kalender
        assert hash(again) == hash(kalender)
        assert again.finish(480, 30) == 510


# Working days -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (600, 1, 1440 + 480 + 120 * 240 / 420),  # the same share of the shorter day
        (480, 1, 960),  # a day begun at opening time ends at closing time
        (0, 1, 960),
        (960, 1, 2160),  # closing time to closing time
        (480, 0.5, 690),
        (480, 2, 2160),
        (480, 0, 480),
        (730, 0, 730),
        (0, 1e-12, 480),
        (960, 1e-12, 1920),
        (480, 1 - 1e-12, 960),
    ],
)
def test_days_on_two_days(start, days, end):
    assert DUA_HARI.finish_days(start, days) == pytest.approx(end, abs=KETELITIAN)


def test_a_shift_past_midnight_belongs_to_the_day_it_begins():
    kalender = Kalender.from_blocks((day * 1440 + 1320, day * 1440 + 1800) for day in range(5))
    assert kalender.finish_days(1320 + 300, 1) == 1440 + 1320 + 300
    assert kalender.finish_days(1320, 2) == 1440 + 1800


def test_midnight_may_lie_before_the_start():
    # The scenario starts at 07.30; 30 minutes on either side of midnight are two days.
    kalender = Kalender.from_blocks([(930, 990), (990, 1050)], tengah_malam=-450)
    assert kalender.finish_days(960, 1) == 1020
    assert Kalender.from_blocks([(930, 990), (990, 1050)]).finish_days(960, 0.5) == 1020


def exact_finish_days(blocks: Blocks, start: int, days: float) -> Fraction | None:
    """The definition in exact fractions: position of `start`, plus days, back to the earliest such minute."""
    lengths: dict[int, Blocks] = {}
    for opening, closing in blocks:
        lengths.setdefault(opening // 1440, []).append((opening, closing))
    working = sorted(lengths)

    def length(day: int) -> int:
        return sum(closing - opening for opening, closing in lengths[day])

    passed = Fraction()
    for day in working:
        done = sum(min(max(start - opening, 0), closing - opening) for opening, closing in lengths[day])
        passed += Fraction(done, length(day))
    target = passed + Fraction(days)
    day, share = divmod(target, 1)
    if share == 0:
        day, share = day - 1, Fraction(1)
    if day >= len(working):
        return None
    left = share * length(working[day])
    for opening, closing in lengths[working[day]]:
        if left <= closing - opening:
            return opening + left
        left -= closing - opening
    raise AssertionError


def random_days(rng: random.Random) -> Blocks:
    """Ten dates, some closed, each open one with one to three blocks of its own."""
    blocks: Blocks = []
    for day in range(10):
        if rng.random() < 0.7 or day == 9:
            edges = sorted(rng.sample(range(1441), 2 * rng.randint(1, 3)))
            blocks += [(day * 1440 + a, day * 1440 + b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return blocks


def test_finish_days_agrees_with_its_definition_in_exact_fractions():
    rng = chance(5)
    compared = 0
    for _ in range(400):
        blocks = random_days(rng)
        kalender = Kalender.from_blocks(blocks)
        for _ in range(40):
            start = rng.choice([rng.randint(0, blocks[-1][0]), *rng.choice(blocks)])
            days = rng.choice([rng.randint(1, 5), rng.randint(1, 40) / 8])
            expected = exact_finish_days(blocks, start, days)
            if expected is None:
                with pytest.raises(HorizonError):
                    kalender.finish_days(start, days)
            else:
                compared += 1
                assert kalender.finish_days(start, days) == pytest.approx(float(expected), abs=1e-5)
    assert compared > 8_000


# Properties ---------------------------------------------------------------------------------------------------

LONG = Kalender.from_blocks(
    (day * 1440 + a, day * 1440 + b)
    for day in range(60)
    if day % 7 < 5
    for a, b in (((450, 720), (780, 960)) if day % 7 < 4 else ((450, 690), (780, 990)))
)
starts = st.one_of(
    st.floats(0, 20_000), st.integers(0, 20_000), st.sampled_from([e for b in LONG.blok[:28] for e in b])
)
efforts = st.one_of(st.floats(0, 4000), st.integers(0, 4000), st.sampled_from([210, 240, 270, 450, 900]))
days_ahead = st.one_of(st.floats(0, 9), st.integers(0, 9))


@given(starts, efforts)
def test_exactly_the_effort_is_worked_and_never_while_closed(start, effort):
    end = LONG.finish(start, effort)
    assert end >= start
    assert LONG.working_between(start, end) == pytest.approx(effort, abs=2 * KETELITIAN)
    index = bisect_right([opening for opening, _ in LONG.blok], end) - 1
    if effort > 2 * KETELITIAN:
        assert LONG.blok[index][0] <= end <= LONG.blok[index][1]


@given(starts, efforts, efforts)
def test_more_work_is_never_done_earlier(start, one, other):
    less, more = sorted((one, other))
    assert LONG.finish(start, less) <= LONG.finish(start, more)


@given(starts, starts, efforts)
def test_a_later_start_is_never_done_earlier(one, other, effort):
    assume(effort > 0)
    early, late = sorted((one, other))
    assert LONG.finish(early, effort) <= LONG.finish(late, effort) + KETELITIAN


@given(st.integers(0, 20_000), st.integers(0, 2000), st.integers(0, 2000))
def test_work_in_two_parts_ends_as_in_one(start, one, other):
    assert LONG.finish(LONG.finish(start, one), other) == LONG.finish(start, one + other)


@given(starts, st.integers(1, 36).map(lambda n: n / 8), st.integers(1, 36).map(lambda n: n / 8))
def test_days_add_up(start, one, other):
    worked = LONG.working_between(0, LONG.finish_days(LONG.finish_days(start, one), other))
    assert worked == pytest.approx(LONG.working_between(0, LONG.finish_days(start, one + other)), abs=1e-4)


@given(starts, days_ahead)
def test_days_end_while_open_and_not_before_they_begin(start, days):
    end = LONG.finish_days(start, days)
    assert end >= start
    if days > 0:
        assert end >= LONG.next_open(start) or LONG.working_between(start, end) == pytest.approx(450 * days, abs=1e-5)
        assert any(opening <= end <= closing for opening, closing in LONG.blok)


@given(starts, days_ahead)
def test_where_all_days_are_alike_a_day_is_its_working_minutes(start, days):
    assert LONG.working_between(start, LONG.finish_days(start, days)) == pytest.approx(450 * days, abs=1e-5)


@given(st.one_of(st.integers(0, 18_899), st.floats(0, 18_899)))
def test_the_working_axis_is_the_inverse_of_working_time(w):
    t = LONG.at_working_minute(w)
    assert LONG.is_open(t)
    assert LONG.next_open(t) == t
    assert LONG.working_between(0, t) == pytest.approx(w, abs=2 * KETELITIAN)


def test_the_working_axis_starts_with_the_scenario_not_with_its_first_block():
    kalender = Kalender.from_blocks([(-60, 60), (100, 200)])
    assert kalender.at_working_minute(0) == 0
    assert kalender.at_working_minute(59) == 59
    assert kalender.at_working_minute(60) == 100
    with pytest.raises(HorizonError, match="hanya memuat 160 menit kerja"):
        kalender.at_working_minute(160)
    assert all(b > a for a, b in pairwise(kalender.at_working_minute(w) for w in range(160)))


def test_rounding_never_lets_a_case_arrive_at_closing_time():
    assert DUA_HARI.at_working_minute(240 - 1e-9) == 780
    assert DUA_HARI.at_working_minute(420 - 1e-9) == 1920


@given(st.integers(0, 2**32), st.integers(0, 40))
def test_days_between_is_the_inverse_of_finish_days(seed: int, quarters: int):
    office = Kalender.from_blocks(random_blocks(chance(seed), last=60 * 1440, longest=500))
    start = chance(seed).randint(0, 10 * 1440)
    end = office.finish_days(start, quarters / 4)
    assert office.days_between(start, end) == pytest.approx(quarters / 4, abs=1e-6)
    assert office.days_between(start, start) == 0
    assert ALWAYS.days_between(100, 100 + 3 * 1440) == 3
    with pytest.raises(ValueError, match="mendahului"):
        office.days_between(2.0, 1.0)
