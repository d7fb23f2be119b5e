"""How fast the simulation is beside its peers, what the calendar costs, and whether an outside simulator agrees.

`python -m benchmarks.simulation_scale 2000` runs the ten-step model for 2,000 cases in every simulator that is
installed (`pip install -c requirements.lock -e '.[simulasi,bench]'`), prints Markdown, and writes the same as JSON to
`benchmarks/hasil/`.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import random
import sys
import time
from bisect import bisect_right
from collections import Counter
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from benchmarks import simulation_model, simulation_peers
from simulate.chance import Aliran
from simulate.distributions import Eksponensial
from simulate.engine import run
from simulate.plan import JenisKerja, Pekerjaan, Rencana, RencanaLangkah, RencanaSOP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.simulation_model import Soal
    from benchmarks.simulation_peers import Baris, Jawaban

HASIL: Final = Path(__file__).resolve().parent / "hasil"
DASAR: Final = "Tatalaksana"
LAWAN: Final[dict[str, tuple[Callable[[Soal], Callable[[], Jawaban]], str | None]]] = {
    # name: how to prepare it, and the package that it needs beside the project's own
    DASAR: (simulation_peers.tatalaksana, None),
    "SimPy Resource, our calendar": (simulation_peers.resource_calendar, None),
    "SimPy Resource, day-by-day calendar": (simulation_peers.resource_walk, None),
    "salabim, our calendar": (simulation_peers.salabim, "salabim"),
    "Ciw, its own schedules": (simulation_peers.ciw, "ciw"),
    "Prosimos, its own calendars": (simulation_peers.prosimos, "prosimos"),
}


_Found = TypeVar("_Found")


def _timed(action: Callable[[], _Found]) -> tuple[float, _Found]:
    """Return the processor seconds of an action, and what it found."""
    gc.collect()
    begin = time.process_time()
    found = action()
    return time.process_time() - begin, found


def compare(soal: Soal, rounds: int) -> list[dict[str, Any]]:
    """Run every installed simulator once a round, so that a disturbance meets all of them; the best counts."""
    ready: dict[str, Callable[[], Jawaban]] = {}
    for name, (prepare, package) in LAWAN.items():
        try:
            if package:
                version(package)
            ready[name] = prepare(soal)
        except (PackageNotFoundError, ImportError) as lacking:
            print(f"{name}: left out, {lacking}; it belongs to the extra `bench`", file=sys.stderr)
    best = dict.fromkeys(ready, math.inf)
    answers: dict[str, Jawaban] = {}
    for _ in range(rounds):
        for name, simulate in ready.items():
            seconds, answers[name] = _timed(simulate)
            best[name] = min(best[name], seconds)
            print(f"{best[name]:8.3f} CPU s  {answers[name].hari:.6f} days  {name}", file=sys.stderr, flush=True)
    theirs, ours = answers.get("Prosimos, its own calendars"), answers[DASAR]
    if theirs and theirs.baris and ours.baris and not soal.acak:
        print("Task rows beside Prosimos, to the second (ready, begin, end), in a busy office:\n")
        print(rows_compared(ours.baris(), theirs.baris(), soal))
        print("\nThe same for cases that never meet, on every fifth minute:\n")
        print(oracle(), end="\n\n")
    cases = len(soal.kedatangan)
    return [
        {"model": name, "varying": soal.acak, "cases": cases, "cpu_seconds": seconds, "days": answers[name].hari}
        for name, seconds in best.items()
    ]


def rows_compared(ours: Baris, theirs: Baris, soal: Soal) -> str:
    """Return how the task rows of two simulators differ, to the second, as a Markdown list."""
    found = Counter(_difference(ours[key], theirs[key], soal) for key in ours.keys() & theirs.keys())
    found["missing in one of them"] = len(ours.keys() ^ theirs.keys())
    return "\n".join(f"- {count:,} of {len(ours):,} task rows: {what}" for what, count in found.most_common() if count)


def _difference(ours: Sequence[float], theirs: Sequence[float], soal: Soal) -> str:
    closing = soal.kalender.blok[bisect_right(soal.kalender.blok, (theirs[1], math.inf)) - 1][1]
    ready, begin, end = (abs(one - other) < 0.5 / 60 for one, other in zip(ours, theirs, strict=True))
    if ready and begin and end:
        return "equal"
    if end and theirs[1] == closing and ours[1] == soal.kalender.next_open(closing):
        return "Prosimos begins at the closing minute, we at the next opening; same end"
    if begin and ours[2] == closing < theirs[2]:
        return "we end at the closing minute, Prosimos at a later midnight or opening"
    if begin and end:
        return "ready at another minute, because of the row before; same begin and end"
    return "otherwise different"


def oracle() -> str:
    """Return how the rows of cases that never meet agree with Prosimos: no ties, but many closing minutes."""
    soal = simulation_model.make_apart(2000)
    ours, theirs = simulation_peers.tatalaksana(soal)(), simulation_peers.prosimos(soal)()
    return rows_compared(ours.baris(), theirs.baris(), soal) if ours.baris and theirs.baris else ""


def table(found: Sequence[dict[str, Any]]) -> str:
    """Return the figures as a Markdown table, ratios beside the absolute values."""
    lines = [
        "| model | durations | cases | CPU s | cases/s | ours is × faster | mean days |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    base = {one["varying"]: one["cpu_seconds"] for one in found if one["model"] == DASAR}
    lines += [
        f"| {one['model']} | {'exponential' if one['varying'] else 'fixed'} | {one['cases']:,} "
        f"| {one['cpu_seconds']:.3f} | {one['cases'] / one['cpu_seconds']:,.0f} "
        f"| {one['cpu_seconds'] / base[one['varying']]:.1f} | {one['days']:.3f} |"
        for one in found
    ]
    return "\n".join(lines)


def _call_all(finish: Callable[[float, float], float], starts: Sequence[float], effort: float) -> None:
    for start in starts:
        finish(start, effort)


def calendar_cost(soal: Soal, rounds: int, calls: int = 20_000) -> dict[str, float]:
    """Return microseconds a call: `finish`, and a walk day by day, for work of an hour and of ten days."""
    rng = random.Random(1)
    starts = [rng.choice(soal.kedatangan) for _ in range(calls)]
    cost: dict[str, float] = {}
    for label, effort in (("an hour", 60.0), ("ten days", 4200.0)):
        for name, finish in (("finish", soal.kalender.finish), ("day by day", simulation_model.walk)):
            calls_made = partial(_call_all, finish, starts, effort)
            cost[f"{name}, {label}"] = min(_timed(calls_made)[0] for _ in range(rounds)) / calls * 1e6
    return cost


def background(soal: Soal, rounds: int) -> float:
    """Return cases a second of routine work: one varying step, one role, no record."""
    step = RencanaLangkah(1, ("loket",), Pekerjaan(JenisKerja.UPAYA, Eksponensial(37.0)))
    plan = Rencana(
        (RencanaSOP("rutin", (1,), {1: step}, catat=False),), {"loket": 2}, {"loket": soal.kalender}, soal.kalender
    )
    arrivals = [(minute, "rutin", 0) for minute in soal.kedatangan]
    return len(arrivals) / min(_timed(lambda: run(plan, iter(arrivals), Aliran(1, 0)))[0] for _ in range(rounds))


def main() -> None:
    """Read the arguments, measure, print, and write the JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulation_scale", description=__doc__)
    parser.add_argument("cases", nargs="?", type=int, default=2000, help="number of cases (2000)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the arrivals")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each simulator; the best counts")
    options = parser.parse_args()
    found: list[dict[str, Any]] = []
    for acak in (False, True):
        found += compare(simulation_model.make(options.cases, options.seed, acak=acak), options.rounds)
    print(table(found))
    soal = simulation_model.make(options.cases, options.seed, acak=True)
    cost = calendar_cost(soal, options.rounds)
    routine = background(simulation_model.make(5 * options.cases, options.seed, acak=True), options.rounds)
    print("\n" + "\n".join(f"- {what}: {value:.2f} µs a call" for what, value in cost.items()))
    print(f"- routine work of one varying step, without record: {routine:,.0f} cases/s")
    HASIL.mkdir(exist_ok=True)
    result = {"seed": options.seed, "python": sys.version.split()[0], "measured": found, "calendar": cost}
    (HASIL / "simulation_scale.json").write_text(
        json.dumps({**result, "routine_cases_per_second": routine}, indent=2) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
