"""Closed forms of queueing theory, the oracles of the simulation. Rates and times in any one unit of time.

Waits are times in the queue, before service. Sources: Gross, Shortle, Thompson and Harris, Fundamentals of Queueing
Theory (4th ed.), "GSTH"; Cobham, Operations Research 2 (1954).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def erlang_c(servers: int, offered: float) -> float:
    """Return the probability that a case must wait in M/M/c; `offered` = λ/μ < c (GSTH §2.3, from Erlang B)."""
    _stable(offered / servers)
    blocking = 1.0
    for k in range(1, servers + 1):
        blocking = offered * blocking / (k + offered * blocking)
    return blocking / (1 - offered / servers * (1 - blocking))


def mmc_wait(arrival: float, service: float, servers: int) -> float:
    """Return the mean wait in M/M/c: C/(cμ - λ)."""
    return erlang_c(servers, arrival / service) / (servers * service - arrival)


def mmc_wait_beyond(arrival: float, service: float, servers: int, time: float) -> float:
    """Return P(wait > time) in M/M/c under FCFS: C·exp(-(cμ - λ)t)."""
    return erlang_c(servers, arrival / service) * math.exp(-(servers * service - arrival) * time)


def mm1_sojourn_quantile(arrival: float, service: float, p: float) -> float:
    """Return the p-quantile of the whole time in M/M/1 under FCFS, which is exponential with rate μ - λ."""
    _stable(arrival / service)
    return -math.log1p(-p) / (service - arrival)


def mg1_wait(arrival: float, mean: float, variance: float) -> float:
    """Return the mean wait in M/G/1: λE[S²]/(2(1 - ρ)) (Pollaczek and Khinchine; GSTH §5.1)."""
    load = arrival * mean
    _stable(load)
    return arrival * (variance + mean * mean) / (2 * (1 - load))


def cobham_waits(classes: Sequence[tuple[float, float, float]]) -> list[float]:
    """Return the mean wait of each class in M/G/1 with priorities that do not interrupt (Cobham; GSTH §3.4).

    Args:
        classes: arrival rate, mean and variance of the service of each class, the most urgent first.
    """
    residual = math.fsum(rate * (variance + mean * mean) for rate, mean, variance in classes) / 2
    waits: list[float] = []
    above = 0.0
    for rate, mean, _ in classes:
        load = above + rate * mean
        _stable(load)
        waits.append(residual / ((1 - above) * (1 - load)))
        above = load
    return waits


def cobham_waits_many(rates: Sequence[float], service: float, servers: int) -> list[float]:
    """Return the mean wait of each class in M/M/c with priorities that do not interrupt, one service rate for all.

    Cobham's second result: W_k = (C/(cμ)) / ((1 - σ_(k-1))(1 - σ_k)), with σ_k the load of the classes up to k.
    """
    capacity = servers * service
    first = erlang_c(servers, math.fsum(rates) / service) / capacity
    waits: list[float] = []
    above = 0.0
    for rate in rates:
        load = above + rate / capacity
        waits.append(first / ((1 - above) * (1 - load)))
        above = load
    return waits


def loop_passes(back: float, decay: float = 1.0, cap: int | None = None) -> float:
    """Return the mean number of passes through a loop.

    Args:
        back: Probability to return after the first pass.
        decay: By what the probability is multiplied after each return.
        cap: The pass after which no case returns; None for no cap.
    """
    if back == 1 == decay and cap is None:
        raise ValueError("this loop never ends")
    if decay == 1 and cap is None:
        return 1 / (1 - back)
    total, still, passes = 0.0, 1.0, 0
    while still > 1e-18 and (cap is None or passes < cap):
        total += still
        still *= back * decay**passes
        passes += 1
    return total


def loop_mean(work: float, back: float, redo: float = 1.0, decay: float = 1.0, cap: int | None = None) -> float:
    """Return the mean work in a loop: a on the first pass, a·redo on each further one; a/(1 - p) in the plain case."""
    return work * (1 + redo * (loop_passes(back, decay, cap) - 1))


def loop_variance(work: float, back: float) -> float:
    """Return the variance of the work in a plain loop of fixed work: a²p/(1 - p)²."""
    return work * work * back / (1 - back) ** 2


def visits(entry: Mapping[str, float], routes: Mapping[tuple[str, str], float]) -> dict[str, float]:
    """Solve the visit equations v_j = e_j + Σ v_i p_ij of an open network (GSTH §4.2) by elimination.

    Args:
        entry: What comes from outside, for every station.
        routes: Probability to go from one station to another; the rest leaves.
    """
    names = list(entry)
    rows = [
        [(i == j) - routes.get((other, name), 0.0) for j, other in enumerate(names)] + [entry[name]]
        for i, name in enumerate(names)
    ]
    size = len(names)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        if abs(rows[pivot][column]) < 1e-12:
            raise ValueError("a case can never leave this network")
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(size):
            if row != column:
                factor = rows[row][column] / rows[column][column]
                rows[row] = [value - factor * lead for value, lead in zip(rows[row], rows[column], strict=True)]
    return {name: rows[index][size] / rows[index][index] for index, name in enumerate(names)}


def jackson_sojourn(
    entry: Mapping[str, float],
    routes: Mapping[tuple[str, str], float],
    stations: Mapping[str, tuple[float, int]],
) -> float:
    """Return the mean time of a case in an open Jackson network, returns included (GSTH §4.2, Little's law).

    Args:
        entry: Poisson arrivals from outside at every station, as rates.
        routes: Probability to go from one station to another; the rest leaves.
        stations: Service rate and servers of every station.
    """
    flow = visits(entry, routes)
    inside = math.fsum(
        rate * (mmc_wait(rate, *stations[name]) + 1 / stations[name][0]) for name, rate in flow.items() if rate
    )
    return inside / math.fsum(entry.values())


def _stable(load: float) -> None:
    if not 0 <= load < 1:
        raise ValueError(f"no steady state at a load of {load}")


def jackson_station(flow: float, service: float, servers: int) -> tuple[float, float]:
    """Return the mean wait and the mean number of cases (served ones too) at a station of a Jackson network.

    Every station behaves as an M/M/c of its own (Jackson's theorem; GSTH §4.2). With several classes of cases, that
    holds for their joint flow where all of them have one and the same service rate there (Kelly; GSTH §4.2.1).

    Args:
        flow: What comes to the station, from outside and from others, as `visits` solves it.
        service: Rate of one server.
        servers: How many.
    """
    wait = mmc_wait(flow, service, servers)
    return wait, flow * (wait + 1 / service)
