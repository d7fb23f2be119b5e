"""Arrivals by sequence and by iterator, cases that end the run, and procedures that leave no record."""

import itertools
import math
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulate.calendar import ALWAYS, Kalender
from simulate.chance import Aliran
from simulate.distributions import Eksponensial
from simulate.engine import SimulasiError, run
from simulate.plan import JenisKerja, Kedatangan, Keluar, Pekerjaan, Rencana, RencanaLangkah, RencanaSOP
from simulate.pool import KinerjaPeran
from simulate.record import Hasil

OFFICE = Kalender.from_blocks(
    [(day * 1440 + start, day * 1440 + end) for day in range(400) for start, end in ((480, 720), (780, 960))]
)
LUCK = Aliran(5, 0)


def sop(name: str, *works: tuple[str, Eksponensial | float], recorded: bool = True, share: float = 1.0) -> RencanaSOP:
    """Return a procedure of effort in a row, by (role, amount)."""
    steps = {
        n: RencanaLangkah(
            n, tuple(role), Pekerjaan(JenisKerja.UPAYA, work, share), Keluar((n + 1,) if n < len(works) else ())
        )
        for n, (role, work) in enumerate(works, 1)
    }
    return RencanaSOP(name, (1,), steps, catat=recorded)


def plan(*sops: RencanaSOP, staff: int = 1, calendar: Kalender = ALWAYS) -> Rencana:
    return Rencana(sops, dict.fromkeys("ab", staff), dict.fromkeys("ab", calendar), calendar)


LONG = sop("s", ("a", Eksponensial(30)), ("b", Eksponensial(50)), ("a", 10))
ROUTINE = sop("latar", ("a", Eksponensial(20)), recorded=False)
BOTH = plan(LONG, ROUTINE, calendar=OFFICE)


def routine(every: float = 45.0) -> Iterator[Kedatangan]:
    """Routine work without end."""
    return (Kedatangan(n * every, "latar") for n in itertools.count())


def joined(arrivals: Iterator[Kedatangan], *more: Kedatangan) -> Iterator[Kedatangan]:
    """Merge arrivals by time; what was asked for last goes last within a minute."""
    rest = sorted(more)
    for one in arrivals:
        while rest and rest[0].waktu < one.waktu:
            yield rest.pop(0)
        yield one


def test_an_iterator_runs_as_the_sequence_does():
    arrivals = [Kedatangan(n * 37.5, "latar" if n % 3 else "s", n % 2) for n in range(200)]
    assert run(BOTH, iter(arrivals), LUCK) == run(BOTH, arrivals, LUCK)


def test_plain_tuples_are_arrivals_without_a_name():
    plain = [(n * 40.0, "s", 0) for n in range(30)]
    named = [Kedatangan(minute, name, priority, f"{name}#{n}") for n, (minute, name, priority) in enumerate(plain)]
    assert run(BOTH, plain, LUCK) == run(BOTH, named, LUCK)


def test_a_name_decides_the_luck_and_moves_nobody_elses():
    alone = run(BOTH, [Kedatangan(n * 9999.0, "s") for n in range(5)], LUCK)
    first = [Kedatangan(0, "s", kunci="tamu"), *(Kedatangan((n + 1) * 9999.0, "s") for n in range(5))]
    joined = run(BOTH, first, LUCK)
    twins = run(BOTH, [Kedatangan(n * 9999.0, "s", kunci="tamu") for n in range(2)], LUCK)

    def works(result: Hasil, case: int) -> list[float]:
        return [OFFICE.working_between(visit.mulai, visit.selesai) for visit in result.kunjungan if visit.kasus == case]

    assert works(joined, 3) == pytest.approx(works(alone, 2))
    assert works(twins, 0) == pytest.approx(works(twins, 1))
    assert works(twins, 0) == pytest.approx(works(joined, 0))
    assert works(joined, 0) != pytest.approx(works(alone, 0))


def test_the_awaited_case_ends_the_run_though_arrivals_never_do():
    mine = Kedatangan(5000.0, "s", 0, "saya")
    result = run(BOTH, joined(routine(), mine), LUCK, hingga={"saya"})
    (case,) = result.kasus
    assert (case.mulai, case.selesai, case.sop) == (5000.0, result.akhir, "s")
    assert result.kunjungan[-1].selesai == result.akhir
    assert len(result.kunjungan) == 3
    # The number counts the routine work that came before.
    assert case.kasus == {visit.kasus for visit in result.kunjungan}.pop() == math.floor(5000 / 45) + 1


def test_the_run_stops_at_once_and_counts_no_more_than_sampai_does():
    def figures(result: Hasil) -> dict[str, KinerjaPeran]:
        return dict(result.peran)

    mine = Kedatangan(700.0, "s", 0, "saya")
    result = run(BOTH, joined(routine(12.5), mine), LUCK, hingga={"saya"})
    # The end of the awaited case falls on no other event, so that stopping there is stopping a hair's breadth after.
    after = run(BOTH, joined(routine(12.5), mine), LUCK, sampai=math.nextafter(result.akhir, math.inf))
    assert figures(after)["a"].sibuk == pytest.approx(result.peran["a"].sibuk, abs=1e-9)
    assert (after.kasus, after.kunjungan) == (result.kasus, result.kunjungan)
    assert after.peran["a"].dilayani - result.peran["a"].dilayani in {0, 1}  # who is taken next, in that very minute


def test_busy_time_is_cut_at_the_stopping_minute():
    # Two of four people of "a" are at work when the other case ends: one fully, one by half.
    whole, half = sop("utuh", ("a", 1000.0)), sop("paruh", ("a", 1000.0), share=0.5)
    quick = sop("cepat", ("b", 100.0))
    arrivals = [Kedatangan(0, "utuh"), Kedatangan(10, "paruh"), Kedatangan(20, "cepat", kunci="x")]
    result = run(plan(whole, half, quick, staff=4), arrivals, LUCK, hingga={"x"})
    assert result.akhir == 120
    assert result.peran["a"].sibuk == 120 + 110
    assert [case.selesai for case in result.kasus] == [None, None, 120]
    assert [visit.kasus for visit in result.kunjungan] == [2]
    # Later the half of the second is spent, and the first goes on.
    later = run(plan(whole, half, quick, staff=4), [*arrivals, Kedatangan(600, "cepat", kunci="y")], LUCK, hingga={"y"})
    assert (later.akhir, later.peran["a"].sibuk) == (700, 700 + 500)


def test_cases_that_had_not_come_are_not_in_the_record():
    arrivals = [Kedatangan(9000, "s"), Kedatangan(0, "s", kunci="x"), Kedatangan(20_000, "s")]
    result = run(BOTH, arrivals, LUCK, hingga={"x"})
    assert [case.kasus for case in result.kasus] == [1]


def test_the_default_name_can_be_awaited():
    result = run(BOTH, [(n * 10.0, "s", 0) for n in range(9)], LUCK, hingga={"s#2"})
    assert result.kasus[2].selesai == result.akhir
    assert result.kasus[8].selesai is None


def test_a_case_without_a_record_can_be_awaited():
    result = run(BOTH, routine(), LUCK, hingga={"latar#10"})
    assert result.akhir > 480
    assert not result.kasus
    assert not result.kunjungan


def test_sampai_ends_an_iterator_and_comes_before_a_case_that_takes_too_long():
    result = run(BOTH, routine(), LUCK, sampai=3000.0)
    assert result.akhir == 3000
    late = run(BOTH, joined(routine(), Kedatangan(2990, "s", 0, "x")), LUCK, sampai=3000.0, hingga={"x"})
    assert (late.akhir, late.kasus[0].selesai) == (3000, None)
    never = run(BOTH, joined(routine(), Kedatangan(3100, "s", 0, "x")), LUCK, sampai=3000.0, hingga={"x"})
    assert (never.akhir, never.kasus) == (3000, ())


def test_procedures_without_a_record_still_take_people():
    arrivals = [Kedatangan(n * 20.0, "s" if n % 4 == 0 else "latar") for n in range(400)]
    seen = plan(LONG, sop("latar", ("a", Eksponensial(20))), calendar=OFFICE)
    recorded, silent = run(seen, arrivals, LUCK), run(BOTH, arrivals, LUCK)
    assert silent.peran == recorded.peran
    assert silent.akhir == recorded.akhir
    assert silent.kasus == tuple(case for case in recorded.kasus if case.sop == "s")
    numbers = {case.kasus for case in silent.kasus}
    assert silent.kunjungan == tuple(visit for visit in recorded.kunjungan if visit.kasus in numbers)


def test_an_iterator_is_asked_for_one_arrival_more_than_has_come():
    asked: list[float] = []

    def watched() -> Iterator[Kedatangan]:
        for one in routine(50):
            asked.append(one.waktu)
            yield one

    result = run(BOTH, watched(), LUCK, hingga={"latar#3"})
    assert max(asked) <= result.akhir + 50


def test_an_iterator_out_of_order_is_refused():
    with pytest.raises(SimulasiError, match=r"kedatangan ke-3: menit 4\.5 mendahului menit 5"):
        run(BOTH, iter([Kedatangan(5, "s"), Kedatangan(5, "s"), Kedatangan(4.5, "s")]), LUCK)


@pytest.mark.parametrize("lazily", [False, True])
def test_a_case_that_never_comes_cannot_end_the_run(lazily):
    arrivals = [Kedatangan(n, "s") for n in range(3)]
    with pytest.raises(SimulasiError, match=r"tidak ada kedatangan berkunci 'x'"):
        run(BOTH, iter(arrivals) if lazily else arrivals, LUCK, hingga={"x"})


@pytest.mark.parametrize("arrival", [(-1, "s", 0), (math.nan, "s", 0), (math.inf, "s", 0), (0, "tidak ada", 0)])
def test_arrivals_of_an_iterator_are_checked_too(arrival):
    with pytest.raises(SimulasiError, match=r"kedatangan ke-1"):
        run(BOTH, iter([arrival]), LUCK)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3000), st.sampled_from(["s", "latar"])), min_size=1, max_size=25), st.data())
def test_stopping_early_changes_nothing_before(drawn, data):
    arrivals = [Kedatangan(float(minute), name, 0, f"k{n}") for n, (minute, name) in enumerate(sorted(drawn))]
    awaited = data.draw(st.sampled_from(arrivals)).kunci
    whole, part = run(BOTH, arrivals, LUCK), run(BOTH, iter(arrivals), LUCK, hingga={awaited})
    assert part.kunjungan == whole.kunjungan[: len(part.kunjungan)]
    for case in part.kasus:
        full = next(one for one in whole.kasus if one.kasus == case.kasus)
        assert case.selesai in {full.selesai, None}
    assert all(known.sibuk <= whole.peran[role].sibuk + 1e-9 for role, known in part.peran.items())
    for role, known in part.peran.items():
        assert known.sibuk <= OFFICE.working_between(0, max(part.akhir, 480)) + 1e-9, role
