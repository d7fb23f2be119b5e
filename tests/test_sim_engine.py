import itertools
import math
import statistics
from collections.abc import Iterator, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulate.calendar import ALWAYS, HorizonError, Kalender
from simulate.chance import Aliran, Pengacak
from simulate.distributions import Eksponensial, Sebaran, Segitiga
from simulate.engine import PUTARAN_TERBANYAK, SimulasiError, run
from simulate.estimates import mean_interval
from simulate.plan import (
    Cabang,
    Jadwal,
    JenisKerja,
    Keluar,
    Pekerjaan,
    Rencana,
    RencanaError,
    RencanaLangkah,
    RencanaSOP,
    intersect,
)
from simulate.record import Hasil, KunjunganLangkah
from tests.queueing_theory import cobham_waits, loop_mean, loop_passes, mg1_wait, mmc_wait

OFFICE = Kalender.from_blocks(
    [(day * 1440 + start, day * 1440 + end) for day in range(2000) for start, end in ((480, 720), (780, 960))
     if day % 7 < 5]
)  # fmt: skip
LATE = Kalender.from_blocks([(day * 1440 + 600, day * 1440 + 1000) for day in range(2000) if day % 7 < 5])
BOTH = Kalender.from_blocks(intersect(OFFICE.blok, LATE.blok))
EFFORT, DAYS, ELAPSED = JenisKerja.UPAYA, JenisKerja.HARI_KERJA, JenisKerja.BERLALU
LUCK = Aliran(7, 0)


def step(  # noqa: PLR0913 - a step has as many parts
    urut: int,
    work: Sebaran | float,
    *to: int,
    roles: str = "a",
    kind: JenisKerja = EFFORT,
    share: float = 1.0,
    redo: float = 1.0,
    out: Keluar | None = None,
) -> RencanaLangkah:
    return RencanaLangkah(urut, tuple(roles), Pekerjaan(kind, work, share), out or Keluar(to), redo)


def sop(
    *steps: RencanaLangkah,
    start: tuple[int, ...] = (1,),
    joins: Mapping[tuple[int, ...], int] | None = None,
    name: str = "s",
) -> RencanaSOP:
    return RencanaSOP(name, start, {one.urut: one for one in steps}, joins or {})


def plan(
    *sops: RencanaSOP,
    staff: int = 1,
    calendar: Kalender = ALWAYS,
    calendars: Mapping[str, Kalender] | None = None,
    together: Mapping[tuple[str, ...], Kalender] | None = None,
) -> Rencana:
    roles = sorted({role for one in sops for each in one.langkah.values() for role in each.peran})
    hours = dict.fromkeys(roles, calendar) | dict(calendars or {})
    return Rencana(sops, dict.fromkeys(roles, staff), hours, calendar, together or {})


def once(a_plan: Rencana, at: float = 0.0) -> Hasil:
    return run(a_plan, [(at, a_plan.sop[0].id, 0)], LUCK)


def times(result: Hasil) -> list[tuple[int, float, float, float]]:
    return [(visit.urut, visit.siap, visit.mulai, visit.selesai) for visit in result.kunjungan]


def lengths(result: Hasil) -> list[float]:
    assert all(case.lama is not None for case in result.kasus)
    return [case.lama for case in result.kasus if case.lama is not None]


def review(p: float, *, redo: float = 1.0, decay: float = 1.0, cap: int | None = None) -> RencanaSOP:
    back = Keluar(cabang=(Cabang("Tidak", (1,), p, kembali=True), Cabang("Ya", (), 1 - p)), susut=decay, batas=cap)
    return sop(step(1, 10, roles="", redo=redo, out=back))


# Sums without chance


def test_steps_add_up_exactly():
    result = once(plan(sop(step(1, 3, 2), step(2, 4320, 3, kind=ELAPSED), step(3, 3, 4, kind=DAYS), step(4, 0.25))), 5)
    assert times(result) == [(1, 5, 5, 8), (2, 8, 8, 4328), (3, 4328, 4328, 8648), (4, 8648, 8648, 8648.25)]
    assert result.kasus[0].lama == result.akhir - 5 == 8643.25
    assert result.peran["a"].sibuk == 8643.25


def test_effort_pauses_at_lunch_and_at_night():
    result = once(plan(sop(step(1, 250, 2), step(2, 170, 3, roles="b"), step(3, 5)), calendar=OFFICE), 470)
    assert times(result) == [(1, 470, 480, 790), (2, 790, 790, 960), (3, 960, 1920, 1925)]


def test_days_are_the_offices_and_elapsed_time_runs_through_the_night():
    steps = (step(1, 1, 2, kind=DAYS, roles=""), step(2, 1000, 3, kind=ELAPSED, roles=""), step(3, 10, 4, roles=""),
             step(4, 10))  # fmt: skip
    result = once(plan(sop(*steps), calendar=OFFICE, calendars={"a": LATE}), 540)
    assert times(result) == [(1, 540, 540, 1980), (2, 1980, 1980, 2980), (3, 2980, 3360, 3370), (4, 3370, 3480, 3490)]


def test_people_are_free_for_others_beyond_their_share_of_a_long_step():
    result = run(plan(sop(step(1, 100, share=0.25))), [(0, "s", 0), (0, "s", 0)], LUCK)
    assert times(result) == [(1, 0, 0, 100), (1, 0, 25, 125)]
    assert result.peran["a"].sibuk == 50


def test_the_share_of_elapsed_time_counts_working_minutes_only():
    result = once(plan(sop(step(1, 2880, kind=ELAPSED, share=0.5)), calendar=OFFICE), 480)
    assert result.peran["a"].sibuk == 420
    assert result.kasus[0].selesai == 480 + 2880


# Branches and joint steps


def test_parallel_branches_join_once_when_the_last_has_come():
    steps = (
        step(1, 1, 2, 3),
        step(2, 10, 4, roles="b"),
        step(3, 5, 5, roles="c"),
        step(5, 20, 4, roles="c"),
        step(4, 2),
    )
    result = once(plan(sop(*steps, joins={(2, 3): 4})))
    assert times(result) == [(1, 0, 0, 1), (3, 1, 1, 6), (2, 1, 1, 11), (5, 6, 6, 26), (4, 26, 26, 28)]


def test_a_branch_may_be_the_meeting_itself():
    result = once(plan(sop(step(1, 1, 2, 3), step(2, 10, 3), step(3, 2), joins={(2, 3): 3})))
    assert times(result) == [(1, 0, 0, 1), (2, 1, 1, 11), (3, 11, 11, 13)]


def test_nested_branches_meet_inside_out():
    steps = (step(1, 1, 2, 3, roles=""), step(2, 1, 4, 5, roles=""), step(3, 50, 7, roles=""), step(4, 2, 6, roles=""),
             step(5, 3, 6, roles=""), step(6, 1, 7, roles=""), step(7, 1, roles=""))  # fmt: skip
    result = once(plan(sop(*steps, joins={(2, 3): 7, (4, 5): 6})))
    assert [(urut, end) for urut, _, _, end in times(result)] == [
        (1, 1),
        (2, 2),
        (4, 4),
        (5, 5),
        (6, 6),
        (3, 51),
        (7, 52),
    ]


def test_inner_branches_that_meet_only_outside_wait_there():
    steps = (step(1, 1, 2, 3, roles=""), step(2, 1, 4, 5, roles=""), step(3, 1, 6, roles=""), step(4, 2, 6, roles=""),
             step(5, 9, 6, roles=""), step(6, 1, roles=""))  # fmt: skip
    result = once(plan(sop(*steps, joins={(2, 3): 6})))
    assert times(result)[-1] == (6, 11, 11, 12)
    assert len(result.kunjungan) == 6


def test_branches_that_never_meet_end_the_case_with_the_last():
    result = once(plan(sop(step(1, 1, 2, 3), step(2, 5, roles="b"), step(3, 7, roles="c"))))
    assert result.kasus[0].selesai == 8


def test_several_starts_run_side_by_side():
    result = once(plan(sop(step(1, 4, 3), step(2, 6, 3, roles="b"), step(3, 1), start=(1, 2), joins={(1, 2): 3})))
    assert times(result) == [(1, 0, 0, 4), (2, 0, 0, 6), (3, 6, 6, 7)]


def test_a_branch_can_return_to_before_the_parting():
    back = Keluar(cabang=(Cabang("Tidak", (1,), 1.0, kembali=True), Cabang("Ya", (4,), 0.0)), batas=2)
    steps = (step(1, 1, 2, 3, roles=""), step(2, 1, roles="", out=back), step(3, 10, 4, roles=""), step(4, 1, roles=""))
    result = once(plan(sop(*steps, joins={(2, 3): 4})))
    assert [(visit.urut, visit.putaran, visit.selesai) for visit in result.kunjungan] == [
        (1, 1, 1), (2, 1, 2), (1, 2, 3), (2, 2, 4), (3, 1, 11), (3, 2, 13), (4, 1, 14),
    ]  # fmt: skip


def test_a_joint_step_reserves_in_a_fixed_order_and_counts_idle_people():
    one, two = sop(step(1, 10, roles="ba")), sop(step(1, 30, roles="b"), name="t")
    result = run(plan(one, two), [(0, "t", 0), (5, "s", 0)], LUCK)
    assert times(result) == [(1, 0, 0, 30), (1, 5, 30, 40)]
    assert (result.peran["a"].tertahan, result.peran["a"].sibuk, result.peran["b"].sibuk) == (25, 10, 40)


def test_a_joint_step_needs_hours_in_common():
    joint = sop(step(1, 100, roles="ab"))
    result = once(plan(joint, calendar=OFFICE, calendars={"b": LATE}, together={("a", "b"): BOTH}), 480)
    assert times(result) == [(1, 480, 600, 700)]
    assert result.peran["a"].tertahan == 120
    with pytest.raises(RencanaError, match=r"jam kerja a, b berbeda"):
        plan(joint, calendar=OFFICE, calendars={"b": LATE})


def test_crossing_joint_steps_do_not_lock_each_other():
    one = sop(step(1, 3, 2, roles="abc"), step(2, 2, 3, roles="cb"), step(3, 4, roles="ca"))
    result = run(plan(one), [(n, "s", n % 3) for n in range(60)], LUCK)
    assert all(case.selesai is not None for case in result.kasus)


# Decisions


@pytest.mark.parametrize(("decay", "cap", "redo"), [(1.0, None, 1.0), (0.5, None, 0.3), (1.0, 3, 1.0), (0.8, 2, 0.0)])
def test_loops_have_the_mean_of_the_geometric_series(decay, cap, redo):
    result = run(plan(review(0.4, redo=redo, decay=decay, cap=cap)), [(0.0, "s", 0)] * 20_000, Aliran(11, 0))
    found = mean_interval(lengths(result), 0.99)
    assert found.bawah <= loop_mean(10, 0.4, redo, decay, cap) <= found.atas
    passes = mean_interval([float(max(own)) for own in passes_by_case(result)], 0.99)
    assert passes.bawah <= loop_passes(0.4, decay, cap) <= passes.atas


def passes_by_case(result: Hasil) -> Iterator[list[int]]:
    ordered = sorted(result.kunjungan, key=lambda visit: visit.kasus)
    for _, visits in itertools.groupby(ordered, key=lambda visit: visit.kasus):
        yield [visit.putaran for visit in visits]


def test_the_ends_of_probability():
    assert once(plan(review(0.0))).kasus[0].selesai == 10
    assert once(plan(review(1.0, cap=4))).kasus[0].selesai == 40
    assert once(plan(review(1.0, decay=0.0))).kasus[0].selesai == 20
    with pytest.raises(RencanaError, match=r"langkah 1 prosedur tidak pernah selesai"):
        review(1.0)


def test_a_loop_that_almost_never_ends_is_stopped():
    with pytest.raises(SimulasiError, match=rf"lebih dari {PUTARAN_TERBANYAK} kali"):
        once(plan(review(1 - 1e-9)))


def test_a_smaller_chance_of_return_never_means_more_passes():
    few, many = (run(plan(review(p)), [(0.0, "s", 0)] * 300, LUCK) for p in (0.3, 0.35))
    pairs = list(zip(lengths(few), lengths(many), strict=True))
    assert all(one <= other for one, other in pairs)
    assert statistics.fmean(one == other for one, other in pairs) > 0.8


def test_returning_branches_lie_lowest_wherever_they_stand():
    def ways(p: float) -> list[tuple[int, ...]]:
        rest = (1 - p) / 2
        branches = (Cabang("Ya", (), rest), Cabang("Tidak", (1,), p, kembali=True), Cabang("Sebagian", (2,), rest))
        return [Keluar(cabang=branches).choose(1, u / 100) for u in range(100)]

    assert [way == (1,) for way in ways(0.25)] == [u < 25 for u in range(100)]
    assert [way == (1,) for way in ways(0.5)] == [u < 50 for u in range(100)]
    assert ways(0.5).count((2,)) == 25


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=5), st.floats(0, 1),
       st.none() | st.integers(1, 5), st.integers(1, 8), st.floats(0, 1, exclude_max=True))  # fmt: skip
def test_probabilities_always_sum_to_one(weights, decay, cap, putaran, u):
    total = sum(weight for weight, _ in weights)
    if not total or all(back for _, back in weights):
        return
    out = Keluar(
        cabang=tuple(Cabang("x", (n,), w / total, b) for n, (w, b) in enumerate(weights)), susut=decay, batas=cap
    )
    chances = out.probabilities(putaran)
    assert math.isclose(math.fsum(chances), 1, abs_tol=1e-9)
    assert chances[out.choose(putaran, u)[0]] > 0
    if cap is not None and putaran >= cap:
        assert not any(p for p, (_, back) in zip(chances, weights, strict=True) if back)


# Queues against theory


def waits(work: Sebaran, rate: float, *, staff: int = 1, classes: tuple[int, ...] = (0,)) -> dict[int, list[float]]:
    """Return the mean wait of each class in each replication, the first cases left out."""
    one = plan(sop(step(1, work)), staff=staff)
    found: dict[int, list[float]] = {kind: [] for kind in classes}
    for number in range(20):
        luck = Aliran(3, number)
        rng = luck.untuk("", "kedatangan")
        clock = itertools.accumulate(-math.log(1 - rng.random()) / rate for _ in range(4000))
        arrivals = [(minute, "s", classes[int(rng.random() * len(classes))]) for minute in clock]
        visits = [visit for visit in run(one, arrivals, luck).kunjungan if visit.kasus >= 500]
        for kind, means in found.items():
            means.append(statistics.fmean(v.mulai - v.siap for v in visits if arrivals[v.kasus][2] == kind))
    return found


def agrees(means: list[float], theory: float) -> bool:
    found = mean_interval(means, 0.99)
    return found.bawah <= theory <= found.atas and (found.atas - found.bawah) < 0.5 * theory


@pytest.mark.parametrize(("staff", "rate"), [(1, 0.07), (3, 0.24)])
def test_waits_in_mmc_are_erlangs(staff, rate):
    assert agrees(waits(Eksponensial(10), rate, staff=staff)[0], mmc_wait(rate, 0.1, staff))


def test_waits_in_mg1_are_those_of_pollaczek_and_khinchine():
    work = Segitiga(0, 0, 30)
    assert agrees(waits(work, 0.07)[0], mg1_wait(0.07, work.mean, work.variance))


def test_waits_by_priority_are_cobhams():
    found = waits(Eksponensial(10), 0.07, classes=(1, 2))
    urgent, other = cobham_waits([(0.035, 10, 100), (0.035, 10, 100)])
    assert agrees(found[1], urgent)
    assert agrees(found[2], other)


def test_plain_queues_equal_lindleys_recursion():
    work = Eksponensial(10)
    arrivals = [(12.0 * n, "s", 0) for n in range(500)]
    result = run(plan(sop(step(1, work))), arrivals, LUCK)
    free = 0.0
    for visit in result.kunjungan:
        start = max(arrivals[visit.kasus][0], free)
        free = start + work.sample(LUCK.ringan(f"s#{visit.kasus}", "lama"))
        assert (visit.mulai, visit.selesai) == (start, free)


# What holds on every run


@st.composite
def plans(draw: st.DrawFn) -> tuple[Rencana, list[tuple[float, str, int]], Aliran]:
    """Draw an SOP of review loops, forward jumps and joint steps, then staff, arrivals and a seed."""
    size = draw(st.integers(1, 6))
    steps = []
    for urut in range(1, size + 1):
        on = (urut + 1,) if urut < size else ()
        out = Keluar(on)
        if draw(st.booleans()):
            back = Cabang("Tidak", (draw(st.integers(1, urut)),), draw(st.sampled_from([0.0, 0.3, 0.6])), kembali=True)
            out = Keluar(cabang=(back, Cabang("Ya", on, 1 - back.peluang)), batas=draw(st.sampled_from([None, 1, 3])))
        kind = draw(st.sampled_from(JenisKerja))
        days: list[Sebaran | float] = [0.0, 0.5, 1.0, 2.0]
        minutes: list[Sebaran | float] = [0.0, 45.5, 480.0, Eksponensial(37), Segitiga(1, 20, 90)]
        work = draw(st.sampled_from(days if kind is DAYS else minutes))
        roles = draw(st.sampled_from(["", "a", "b", "ab", "bc", "abc"]))
        steps.append(
            step(urut, work, roles=roles, kind=kind, share=draw(st.sampled_from([1.0, 0.3])), redo=0.5, out=out)
        )
    together = {pair: BOTH for n in (2, 3) for pair in itertools.combinations("abc", n) if "b" in pair}
    staff = draw(st.integers(1, 3))
    hours = {"b": LATE, "c": OFFICE, "a": OFFICE}
    one = Rencana((sop(*steps),), dict.fromkeys("abc", staff), hours, OFFICE, together)
    arrivals = [
        (float(draw(st.integers(0, 8000))), "s", draw(st.integers(0, 1))) for _ in range(draw(st.integers(1, 12)))
    ]
    return one, arrivals, Aliran(draw(st.integers(0, 99)), 0)


@settings(max_examples=150, deadline=None)
@given(plans())
def test_identities_of_every_run(drawn):
    one, arrivals, luck = drawn
    result = run(one, arrivals, luck)
    assert result == run(one, arrivals, luck)
    # Conservation: every case ends, once, and its visits follow each other without a gap.
    assert [case.mulai for case in result.kasus] == [arrival[0] for arrival in arrivals]
    for case in result.kasus:
        own = [visit for visit in result.kunjungan if visit.kasus == case.kasus]
        assert own[0].siap == case.mulai
        assert own[-1].selesai == case.selesai
        assert all(before.selesai == after.siap for before, after in itertools.pairwise(own))
    for role, known in result.peran.items():
        mine = [visit for visit in result.kunjungan if role in visit.peran]
        calendar = one.kalender_peran[role]
        assert known.dilayani == len(mine)
        assert known.puncak <= known.staf
        # Little: the queue integrated over time is the sum of the waits.
        assert known.luas_antrean == pytest.approx(known.menunggu, rel=1e-9, abs=1e-6)
        # Nobody works more than there is open time, and nothing begins while the role is closed.
        assert known.sibuk + known.tertahan <= known.staf * calendar.working_between(0, max(result.akhir, 480)) + 1e-6
        assert all(calendar.next_open(visit.mulai) == visit.mulai for visit in mine)
        held(one, mine, calendar, known.staf)


def held(one: Rencana, visits: list[KunjunganLangkah], calendar: Jadwal, staff: int) -> None:
    """Check by a sweep that no more people than there are hold steps that take them to the end."""
    whole = [v for v in visits if one.sop[0].langkah[v.urut].pekerjaan.keterlibatan == 1 and v.selesai > v.mulai]
    changes = sorted([(v.selesai, -1) for v in whole] + [(v.mulai, 1) for v in whole])
    assert max(itertools.accumulate((change for _, change in changes), initial=0)) <= staff
    for visit in whole:
        if one.sop[0].langkah[visit.urut].pekerjaan.jenis is EFFORT:
            assert calendar.next_open(math.nextafter(visit.selesai, 0)) < visit.selesai  # ends while it is open


def test_others_do_not_change_the_luck_of_a_case():
    back = Keluar(cabang=(Cabang("Tidak", (1,), 0.5, kembali=True), Cabang("Ya", (), 0.5)))
    mine = sop(step(1, Eksponensial(9), 2), step(2, Segitiga(1, 2, 3), out=back))
    arrivals = [(n * 50.0, "s", 0) for n in range(40)]
    alone = run(plan(mine), arrivals, LUCK)
    other = sop(step(1, Eksponensial(30)), name="t")
    shared = run(
        plan(mine, other), [each for n, own in enumerate(arrivals) for each in ((n * 49.0, "t", 0), own)], LUCK
    )

    def work(result: Hasil, name: str) -> list[tuple[int, int, int, float]]:
        number = {case.kasus: n for n, case in enumerate(case for case in result.kasus if case.sop == name)}
        found = [
            (number[v.kasus], v.urut, v.putaran, v.selesai - v.mulai) for v in result.kunjungan if v.kasus in number
        ]
        return sorted(found)

    for (*one, took), (*two, again) in zip(work(alone, "s"), work(shared, "s"), strict=True):
        assert one == two
        assert took == pytest.approx(again)


# Stopping and refusing


def test_a_run_can_stop_before_the_end():
    result = run(plan(sop(step(1, 60))), [(0, "s", 0), (10, "s", 0), (20, "s", 0)], LUCK, sampai=100)
    assert [case.selesai for case in result.kasus] == [60, None, None]
    known = result.peran["a"]
    assert (known.sibuk, known.menunggu, known.luas_antrean) == (100, 50, 50 + 80)
    assert result.akhir == 100


def test_a_calendar_that_ends_too_soon_is_an_error():
    short = Kalender.from_blocks([(0, 100)])
    with pytest.raises(HorizonError):
        once(plan(sop(step(1, 60, 2), step(2, 60)), calendar=short))


@pytest.mark.parametrize("arrival", [(-1, "s", 0), (math.nan, "s", 0), (math.inf, "s", 0), (0, "tidak ada", 0)])
def test_arrivals_outside_the_plan_are_refused(arrival):
    with pytest.raises(SimulasiError, match=r"kedatangan ke-1"):
        run(plan(sop(step(1, 1))), [arrival], LUCK)


class Rusak:
    mean = variance = 0.0

    def sample(self, rng: Pengacak) -> float:
        return -rng.random()


def test_a_negative_draw_is_refused():
    with pytest.raises(SimulasiError, match=r"s, langkah 1: lama pekerjaan yang terundi"):
        once(plan(sop(step(1, Rusak()))))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Pekerjaan(EFFORT, -1),
        lambda: Pekerjaan(EFFORT, math.nan),
        lambda: Pekerjaan(EFFORT, 1, 0),
        lambda: Pekerjaan(EFFORT, 1, 1.1),
        lambda: Keluar((2,), (Cabang("Ya", (2,), 1),)),
        lambda: Keluar(cabang=(Cabang("Ya", (2,), 0.5),)),
        lambda: Keluar(cabang=(Cabang("Ya", (2,), 1.5), Cabang("Tidak", (1,), -0.5))),
        lambda: Keluar(cabang=(Cabang("Tidak", (1,), 1, kembali=True),), batas=2),
        lambda: Keluar((2,), batas=0),
        lambda: Keluar((2,), susut=1.1),
        lambda: step(1, 1, roles="aa"),
        lambda: step(1, 1, redo=-1),
        lambda: sop(step(1, 1, 2)),
        lambda: sop(step(1, 1), start=()),
        lambda: sop(step(1, 1, 2), step(2, 1, 1)),
        lambda: RencanaSOP("s", (1,), {1: step(2, 1)}),
        lambda: plan(sop(step(1, 1)), sop(step(1, 1))),
        lambda: plan(sop(step(1, 1)), staff=0),
        lambda: Rencana((sop(step(1, 1)),), {"a": 1}, {}, ALWAYS),
    ],
)
def test_plans_that_cannot_run_are_refused(make):
    with pytest.raises(RencanaError):
        make()


BLOCKS = st.lists(st.integers(0, 60), min_size=2, max_size=12, unique=True).map(
    lambda edges: list(zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False))
)


@given(st.lists(BLOCKS, min_size=1, max_size=3))
def test_common_hours_are_the_minutes_in_all_calendars(calendars):
    def minutes(blocks: Sequence[tuple[float, float]]) -> set[int]:
        return {minute for start, end in blocks for minute in range(int(start), int(end))}

    assert minutes(intersect(*calendars)) == set.intersection(*map(minutes, calendars))
    assert intersect() == ()
