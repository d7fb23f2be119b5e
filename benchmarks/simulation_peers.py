"""The ten-step model in other simulators. Each function returns the mean days that a case takes, and its rows if known.

Peers are imported where they are used: they belong to the extra `bench`, and whoever lacks one still gets the others.
"""

from __future__ import annotations

import json
import random
import tempfile
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any, NamedTuple

import simpy

from benchmarks.simulation_model import HARI, JAM, MENIT, PERAN, SEHARI, STAF, role, walk
from simulate.chance import Aliran
from simulate.engine import run

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from benchmarks.simulation_model import Soal

Baris = dict[tuple[int, int], tuple[float, float, float]]
"""(ready, start, end) in minutes by case and step, both from 0."""


class Jawaban(NamedTuple):
    """What a simulator found."""

    hari: float
    """The mean calendar days from arrival to end."""
    baris: Callable[[], Baris] | None = None
    """Its task rows, made when they are asked for, not on the clock."""


def tatalaksana(soal: Soal) -> Callable[[], Jawaban]:
    """Prepare this project's engine."""
    rencana = soal.plan()
    arrivals = [(minute, "sop", 0) for minute in soal.kedatangan]

    def simulate() -> Jawaban:
        hasil = run(rencana, arrivals, Aliran(1, 0))
        return Jawaban(
            fmean(case.lama or 0 for case in hasil.kasus) / SEHARI,
            lambda: {(v.kasus, v.urut - 1): (v.siap, v.mulai, v.selesai) for v in hasil.kunjungan},
        )

    return simulate


def resource(soal: Soal, finish: Callable[[float, float], float]) -> Callable[[], Jawaban]:
    """Prepare a plain SimPy model: a process a case, a `Resource` a role, a timeout a step."""

    def simulate() -> Jawaban:
        env = simpy.Environment()
        pools = {peran: simpy.Resource(env, STAF) for peran in PERAN}
        rng = random.Random(1)
        rows: list[tuple[int, int, float, float, float]] = []
        took: list[float] = []

        def case(number: int) -> Generator[simpy.Event, Any, None]:
            began = env.now
            for n, menit in enumerate(MENIT):
                ready = env.now
                with pools[role(n)].request() as request:
                    yield request
                    start = env.now
                    yield env.timeout(finish(start, rng.expovariate(1 / menit) if soal.acak else menit) - start)
                rows.append((number, n, ready, start, env.now))
            took.append(env.now - began)

        def arrive() -> Generator[simpy.Event, Any, None]:
            for number, minute in enumerate(soal.kedatangan):
                yield env.timeout(max(0.0, minute - env.now))
                env.process(case(number))

        env.process(arrive())
        env.run()
        return Jawaban(fmean(took) / SEHARI)

    return simulate


def resource_walk(soal: Soal) -> Callable[[], Jawaban]:
    """Prepare plain SimPy with a calendar that walks day by day."""
    return resource(soal, walk)


def resource_calendar(soal: Soal) -> Callable[[], Jawaban]:
    """Prepare plain SimPy with this project's calendar."""
    return resource(soal, soal.kalender.finish)


def ciw(soal: Soal) -> Callable[[], Jawaban]:
    """Prepare Ciw: nodes with server schedules, work resumed after closing."""
    import ciw as peer  # noqa: PLC0415 - see above

    counts, ends = [], []
    for day in range(7):
        for start, end in JAM if day < HARI else ():
            counts += [0, STAF]
            ends += [day * SEHARI + start, day * SEHARI + end]
    counts.append(0)
    ends.append(7 * SEHARI)
    gaps = [late - early for early, late in zip((0.0, *soal.kedatangan), soal.kedatangan, strict=False)]
    route = [n % len(PERAN) + 1 for n in range(len(MENIT))]

    class Langkah(peer.dists.Distribution):  # type: ignore[misc]  # no types there
        """The work of whichever step the case has come to."""

        def sample(self, t: float | None = None, ind: Any = None) -> float:  # noqa: ARG002 - called by these names
            menit = MENIT[len(MENIT) - 1 - len(ind.route)]
            return float(random.expovariate(1 / menit) if soal.acak else menit)

    def simulate() -> Jawaban:
        peer.seed(1)
        network = peer.create_network(
            arrival_distributions=[peer.dists.Sequential([*gaps, float("inf")]), *[None] * (len(PERAN) - 1)],
            service_distributions=[Langkah() for _ in PERAN],
            routing=peer.routing.ProcessBased(lambda _ind, _simulation: route[1:]),
            number_of_servers=[
                peer.Schedule(numbers_of_servers=counts, shift_end_dates=ends, preemption="resume") for _ in PERAN
            ],
        )
        simulation = peer.Simulation(network)
        simulation.simulate_until_max_customers(len(soal.kedatangan), method="Finish")
        first: dict[int, float] = {}
        last: dict[int, float] = {}
        for record in simulation.get_all_records(only=["service"]):
            number = record.id_number
            first[number] = min(first.get(number, record.arrival_date), record.arrival_date)
            last[number] = max(last.get(number, 0), record.exit_date)
        return Jawaban(fmean(last[number] - first[number] for number in first) / SEHARI)

    return simulate


def salabim(soal: Soal) -> Callable[[], Jawaban]:
    """Prepare salabim, with this project's calendar."""
    import salabim as peer  # noqa: PLC0415 - see above

    finish = soal.kalender.finish
    took: list[float] = []
    rng = random.Random(1)

    class Kasus(peer.Component):  # type: ignore[misc]  # no types there
        """One case."""

        def process(self) -> Generator[Any, None, None]:
            env = self.env
            began = env.now()
            for n, menit in enumerate(MENIT):
                pool = env.pools[role(n)]
                yield self.request(pool)
                yield self.hold(till=finish(env.now(), rng.expovariate(1 / menit) if soal.acak else menit))
                self.release(pool)
            took.append(env.now() - began)

    def simulate() -> Jawaban:
        took.clear()
        env = peer.Environment(trace=False, yieldless=False, time_unit="minutes")
        env.pools = {peran: peer.Resource(peran, capacity=STAF, monitor=False) for peran in PERAN}
        for minute in soal.kedatangan:
            Kasus(at=minute)
        env.run()
        return Jawaban(fmean(took) / SEHARI)

    return simulate


AWAL = datetime(2026, 1, 5, tzinfo=timezone.utc)  # noqa: UP017 - Prosimos wants this very spelling of UTC
"""A Monday, minute 0 of what Prosimos simulates."""
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def prosimos(soal: Soal) -> Callable[[], Jawaban]:
    """Prepare Prosimos; what it reads from files is read before the clock starts."""
    from prosimos.simulation_engine import SimDiffSetup, run_simpy_simulation  # noqa: PLC0415 - see above

    days = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"]
    week = {"from": days[0], "to": days[HARI - 1]}
    hours = [week | {"beginTime": _clock(start), "endTime": _clock(end)} for start, end in JAM]

    def duration(minutes: float) -> dict[str, Any]:
        if not soal.acak:
            return {"distribution_name": "fix", "distribution_params": [{"value": minutes * 60}]}
        limits = [{"value": 0.0}, {"value": 1e9}]
        return {"distribution_name": "expon", "distribution_params": [{"value": minutes * 60}, *limits]}

    settings = {
        "resource_profiles": [
            {
                "id": peran,
                "name": peran,
                "resource_list": [
                    {"id": peran, "name": peran, "amount": STAF, "cost_per_hour": 0, "calendar": "jam"},
                ],
            }
            for peran in PERAN
        ],
        "resource_calendars": [{"id": "jam", "name": "jam", "time_periods": hours}],
        "arrival_time_calendar": [{"from": "MONDAY", "to": "SUNDAY", "beginTime": "00:00", "endTime": "23:59:59"}],
        "arrival_time_distribution": {"distribution_name": "fix", "distribution_params": [{"value": 1}]},
        "gateway_branching_probabilities": [],
        "task_resource_distribution": [
            {"task_id": f"t{n}", "resources": [{"resource_id": role(n), **duration(menit)}]}
            for n, menit in enumerate(MENIT)
        ],
    }
    arrivals = [minute * 60 for minute in soal.kedatangan]
    with tempfile.TemporaryDirectory() as scratch:
        bpmn, parameters = Path(scratch) / "model.bpmn", Path(scratch) / "model.json"
        bpmn.write_text(_bpmn(), encoding="utf-8")
        parameters.write_text(json.dumps(settings), encoding="utf-8")
        setups = iter([SimDiffSetup(str(bpmn), str(parameters), False, len(arrivals)) for _ in range(20)])  # noqa: FBT003 - theirs

    def simulate() -> Jawaban:
        setup = next(setups)  # one is spent by a run
        setup.set_starting_datetime(AWAL)
        traces = run_simpy_simulation(setup, None, None, arrivals).log_info.trace_list
        return Jawaban(
            fmean((trace.event_list[-1].completed_datetime - trace.started_at) / DAY for trace in traces),
            lambda: {
                (trace.p_case, int(event.task_id[1:])): (
                    (event.enabled_datetime - AWAL) / MINUTE,
                    (event.started_datetime - AWAL) / MINUTE,
                    (event.completed_datetime - AWAL) / MINUTE,
                )
                for trace in traces
                for event in trace.event_list
            },
        )

    return simulate


def _clock(minute: float) -> str:
    return f"{int(minute) // 60:02}:{int(minute) % 60:02}:00"


def _bpmn() -> str:
    """Return the ten tasks in a row as BPMN."""
    nodes = ["start", *(f"t{n}" for n in range(len(MENIT))), "end"]
    tasks = "".join(f'<task id="{node}" name="{node}"/>' for node in nodes[1:-1])
    flows = "".join(
        f'<sequenceFlow id="f{n}" sourceRef="{one}" targetRef="{other}"/>'
        for n, (one, other) in enumerate(pairwise(nodes))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
        f'<process id="p"><startEvent id="start" name="start"/>{tasks}<endEvent id="end" name="end"/>{flows}</process>'
        "</definitions>"
    )
