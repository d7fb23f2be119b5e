"""Routine work by Lindley's recursion, held beside the same tasks walking through the engine one by one."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulate.calendar import ALWAYS, Kalender
from simulate.chance import Aliran
from simulate.distributions import Eksponensial
from simulate.engine import run
from simulate.estimates import mean_interval
from simulate.plan import JenisKerja, Kedatangan, Keluar, Pekerjaan, Rencana, RencanaLangkah, RencanaSOP
from simulate.routine import Rutin
from tests.queueing_theory import mmc_wait

if TYPE_CHECKING:
    from simulate.record import Hasil

OFFICE = Kalender.from_blocks(
    [(day * 1440 + start, day * 1440 + end) for day in range(400) for start, end in ((480, 720), (780, 960))
     if day % 7 < 5]
)  # fmt: skip
LUCK = Aliran(7, 0)
EFFORT, ELAPSED = JenisKerja.UPAYA, JenisKerja.BERLALU

# Tasks come while it is open, never at the same moment as a case or as somebody is free again (each has a
# fraction of a minute of its own): who is first then is nobody's promise.
tasks = st.lists(st.tuples(st.integers(0, 1200), st.integers(1, 400)), max_size=25).map(
    lambda drawn: sorted((at + (n + 1) / 64, menit) for n, (at, menit) in enumerate(drawn))
)
cases = st.lists(st.integers(0, 3000), min_size=1, max_size=6, unique=True)


def procedure(joint: bool, share: float, lasts: int) -> RencanaSOP:  # noqa: FBT001 - a flag of the case at hand
    second = ("a", "b") if joint else ("b",)
    return RencanaSOP(
        "s",
        (1,),
        {
            1: RencanaLangkah(1, ("a",), Pekerjaan(EFFORT, 50.0), Keluar((2,))),
            2: RencanaLangkah(2, second, Pekerjaan(EFFORT, float(lasts), share), Keluar((3,))),
            3: RencanaLangkah(3, ("a",), Pekerjaan(ELAPSED, 300.0, share), Keluar()),
        },
    )


def walked(
    sop: RencanaSOP, staff: dict[str, int], work: list[tuple[float, int]], came: list[int], until: float
) -> Hasil:
    """Run the tasks as procedures of one step each, which are not recorded."""
    small = [
        RencanaSOP(f"t{n}", (1,), {1: RencanaLangkah(1, ("a",), Pekerjaan(EFFORT, float(menit)))}, catat=False)
        for n, (_, menit) in enumerate(work)
    ]
    plan = Rencana((sop, *small), staff, dict.fromkeys(staff, OFFICE), OFFICE)
    arrivals = [Kedatangan(OFFICE.at_working_minute(at), f"t{n}") for n, (at, _) in enumerate(work)]
    arrivals += [Kedatangan(at + 0.5 + n / 1024, "s", kunci=f"s#{n}") for n, at in enumerate(came)]
    return run(plan, sorted(arrivals), LUCK, sampai=until)


def worked_off(
    sop: RencanaSOP, staff: dict[str, int], work: list[tuple[float, int]], came: list[int], until: float
) -> Hasil:
    """Run the same tasks as routine."""
    plan = Rencana((sop,), staff, dict.fromkeys(staff, OFFICE), OFFICE)
    arrivals = [Kedatangan(at + 0.5 + n / 1024, "s", kunci=f"s#{n}") for n, at in enumerate(came)]
    routine = iter([(at, float(menit)) for at, menit in work])
    return run(plan, sorted(arrivals), LUCK, sampai=until, rutin={"a": routine})


def passes(hasil: Hasil) -> list[tuple[float, ...]]:
    """Return step, pass and times of every visit, to a millionth of a minute."""
    return sorted(
        (visit.urut, visit.putaran, *(round(at, 6) for at in (visit.siap, visit.mulai, visit.selesai)))
        for visit in hasil.kunjungan
    )


@settings(max_examples=300, deadline=None)
@given(
    work=tasks,
    came=cases,
    people=st.integers(1, 3),
    joint=st.booleans(),
    share=st.sampled_from([1.0, 0.3]),
    lasts=st.integers(1, 900),
    until=st.sampled_from([30_000.0, 2000.5, 700.5]),
)
def test_cases_see_the_same_as_beside_tasks_that_walk(  # noqa: PLR0913, PLR0917 - everything that may differ
    work: list[tuple[float, int]],
    came: list[int],
    people: int,
    joint: bool,  # noqa: FBT001 - drawn, not passed
    share: float,
    lasts: int,
    until: float,
):
    sop = procedure(joint, share, lasts)
    staff = {"a": people, "b": 1}
    came = [at for at in came if at + 0.6 < until]
    work = [task for task in work if OFFICE.at_working_minute(task[0]) < until]
    one, other = (play(sop, staff, work, sorted(came), until) for play in (walked, worked_off))
    assert passes(one) == passes(other)
    before, after = one.peran["a"], other.peran["a"]
    assert after.sibuk == pytest.approx(before.sibuk, abs=1e-6)
    assert after.antrean_terpanjang <= before.antrean_terpanjang  # that also counts who waits for the door
    assert after.puncak <= people
    assert one.peran["b"].sibuk == pytest.approx(other.peran["b"].sibuk, abs=1e-6)


def test_cases_wait_as_the_theory_says():
    """M/M/2 with cases so rare and short that they do not matter: their mean wait is Erlang's."""
    routine = Rutin("a", "rutin", 60 / (2 * 0.7), Eksponensial(60.0), ALWAYS)
    probe = RencanaSOP("s", (1,), {1: RencanaLangkah(1, ("a",), Pekerjaan(EFFORT, 0.001))})
    plan = Rencana((probe,), {"a": 2}, {"a": ALWAYS}, ALWAYS)
    waits = []
    for ulangan in range(60):
        luck = Aliran(3, ulangan)
        came = itertools.islice(Rutin("a", "kasus", 500.0, Eksponensial(1.0), ALWAYS).since(2000.0, luck), 100)
        hasil = run(plan, [(at, "s", 0) for at, _ in came], luck, rutin={"a": routine.since(0, luck)})
        waits.append(math.fsum(visit.mulai - visit.siap for visit in hasil.kunjungan) / 100)
    found = mean_interval(waits, 0.999)
    assert found.bawah < mmc_wait(0.7 * 2 / 60, 1 / 60, 2) < found.atas
    assert found.atas - found.bawah < 0.25 * found.nilai


def test_same_luck_same_tasks():
    routine = Rutin("a", "rutin", 40.0, Eksponensial(20.0), OFFICE)
    one, other = (list(itertools.islice(routine.since(600.0, Aliran(1, 2)), 50)) for _ in range(2))
    assert one == other
    assert one != list(itertools.islice(routine.since(600.0, Aliran(1, 3)), 50))
    assert [at for at, _ in one] == sorted(at for at, _ in one)
    assert one[0][0] > OFFICE.working_between(0, 600.0)
