"""Open queueing networks with returns: product forms against the simulation, over independent replications."""

import math
import statistics
from functools import cache

import pytest

from simulate.calendar import ALWAYS
from simulate.chance import Aliran
from simulate.distributions import Eksponensial
from simulate.engine import run
from simulate.estimates import Taksiran, mean_interval
from simulate.plan import Cabang, JenisKerja, Kedatangan, Keluar, Pekerjaan, Rencana, RencanaLangkah, RencanaSOP
from simulate.record import Hasil, KunjunganLangkah
from tests.queueing_theory import jackson_sojourn, jackson_station, visits

STATIONS = {"a": (1 / 6, 1), "b": (1 / 12, 2), "c": (1 / 5, 1)}
"""Service rate and people of each role: loads of 0.58, 0.66 and 0.41, with the second procedure 0.58, 0.75 and 0.47."""
RATES = {"s": 0.07, "t": 0.015}
ENTRY = {"s": "a", "t": "b"}
ROUTES = {
    "s": {("a", "b"): 1.0, ("b", "a"): 0.25, ("b", "c"): 0.75, ("c", "b"): 0.15},
    "t": {("b", "c"): 0.6, ("c", "c"): 0.2},
}
WARM, LAST, END = 3000.0, 27_000.0, 29_000.0
"""What happens between the first two counts; cases come until the third, so that the second is as busy."""


def procedure(name: str) -> RencanaSOP:
    """Return the procedure that moves as the routes say; the rest of every decision leaves."""
    numbers = {role: n for n, role in enumerate(STATIONS, 1)}
    steps = {}
    for role, number in numbers.items():
        ways: dict[tuple[int, ...], float] = {
            (numbers[to],): p for (origin, to), p in ROUTES[name].items() if origin == role
        }
        rest = 1 - math.fsum(ways.values())
        if rest > 1e-12:
            ways[()] = rest
        branches = tuple(Cabang(str(to), to, p, kembali=bool(to) and to[0] <= number) for to, p in ways.items())
        work = Pekerjaan(JenisKerja.UPAYA, Eksponensial(1 / STATIONS[role][0]))
        steps[number] = RencanaLangkah(number, (role,), work, Keluar(cabang=branches))
    return RencanaSOP(name, (numbers[ENTRY[name]],), steps)


@cache
def replications(names: str) -> tuple[Hasil, ...]:
    staff = {role: people for role, (_, people) in STATIONS.items()}
    plan = Rencana(tuple(map(procedure, names)), staff, dict.fromkeys(STATIONS, ALWAYS), ALWAYS)
    return tuple(run(plan, arrivals(names, luck), luck) for luck in (Aliran(2, number) for number in range(12)))


def arrivals(names: str, luck: Aliran) -> list[Kedatangan]:
    found = []
    for name in names:
        rng = luck.untuk("", f"kedatangan {name}")
        minute = -math.log(1 - rng.random()) / RATES[name]
        while minute < END:
            found.append(Kedatangan(minute, name))
            minute -= math.log(1 - rng.random()) / RATES[name]
    return found


def agrees(means: list[float], theory: float) -> bool:
    found: Taksiran = mean_interval(means, 0.99)
    assert found.atas - found.bawah < 0.4 * theory  # narrow enough to tell
    return found.bawah <= theory <= found.atas


def inside(known: list[KunjunganLangkah]) -> float:
    """Return the mean number of cases at a role over the window."""
    return math.fsum(max(0.0, min(v.selesai, LAST) - max(v.siap, WARM)) for v in known) / (LAST - WARM)


@pytest.mark.parametrize("names", ["s", "st"])
def test_roles_and_cases_agree_with_jackson(names):
    """One procedure with returns, then two of other ways and entries that share the same people."""
    entry = {name: {role: float(role == ENTRY[name]) for role in STATIONS} for name in names}
    passes = {name: visits(entry[name], ROUTES[name]) for name in names}
    flow = {role: math.fsum(RATES[name] * passes[name][role] for name in names) for role in STATIONS}
    theory = {role: jackson_station(flow[role], *STATIONS[role]) for role in STATIONS}
    waits: dict[str, list[float]] = {role: [] for role in STATIONS}
    numbers: dict[str, list[float]] = {role: [] for role in STATIONS}
    sojourns: dict[str, list[float]] = {name: [] for name in names}
    for result in replications(names):
        for role in STATIONS:
            own = [visit for visit in result.kunjungan if visit.peran == (role,)]
            waits[role].append(statistics.fmean(v.mulai - v.siap for v in own if WARM <= v.siap < LAST))
            numbers[role].append(inside(own))
        for name in names:
            taken = [case.lama for case in result.kasus if case.sop == name and WARM <= case.mulai < LAST]
            sojourns[name].append(statistics.fmean(length for length in taken if length is not None))
    for role, (wait, number) in theory.items():
        assert agrees(waits[role], wait), role
        assert agrees(numbers[role], number), role
    for name in names:
        whole = math.fsum(passes[name][role] * (theory[role][0] + 1 / STATIONS[role][0]) for role in STATIONS)
        assert agrees(sojourns[name], whole), name
    if names == "s":
        outside = {role: RATES["s"] * share for role, share in entry["s"].items()}
        assert whole == pytest.approx(jackson_sojourn(outside, ROUTES["s"], STATIONS))


def test_visits_are_those_of_the_traffic_equations():
    expected = visits({"a": 1.0, "b": 0.0, "c": 0.0}, ROUTES["s"])
    found: dict[str, list[float]] = {role: [] for role in STATIONS}
    for result in replications("s"):
        for role, means in found.items():
            means.append(sum(visit.peran == (role,) for visit in result.kunjungan) / len(result.kasus))
    assert all(agrees(means, expected[role]) for role, means in found.items())
