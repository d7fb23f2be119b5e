"""The model that all peers run: ten steps of effort by five roles, each twice, with office hours and lunch.

One office week repeats; there are no holidays, because some peers know only weeks.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import Final

from simulate.calendar import Kalender
from simulate.distributions import Eksponensial
from simulate.plan import JenisKerja, Keluar, Pekerjaan, Rencana, RencanaLangkah, RencanaSOP

SEHARI: Final = 1440.0
JAM: Final = ((480.0, 720.0), (780.0, 960.0))
"""Opening and closing of each block of a working day, in minutes after midnight. Minute 0 is a Monday's midnight."""
HARI: Final = 5
PERAN: Final = ("loket", "verifikator", "analis", "kasi", "kadis")
STAF: Final = 2
MENIT: Final = (12.0, 25.0, 18.0, 30.0, 9.0, 22.0, 15.0, 28.0, 11.0, 31.0)
"""Working minutes of each step; step n is done by role n modulo 5."""
SIBUK: Final = 0.8
"""How busy the busiest role is."""


def role(step: int) -> str:
    """Return the role of a step, from 0."""
    return PERAN[step % len(PERAN)]


@dataclass(frozen=True)
class Soal:
    """What is to be simulated.

    Attributes:
        kedatangan: Arrivals in calendar minutes, whole seconds, in order.
        kalender: The office hours, long enough.
        acak: Whether durations vary (exponential, of the same mean) or are fixed.
    """

    kedatangan: tuple[float, ...]
    kalender: Kalender
    acak: bool

    def plan(self) -> Rencana:
        """Return the model as the engine's plan."""
        steps = {
            n + 1: RencanaLangkah(
                n + 1,
                (role(n),),
                Pekerjaan(JenisKerja.UPAYA, Eksponensial(menit) if self.acak else menit),
                Keluar((n + 2,) if n + 1 < len(MENIT) else ()),
            )
            for n, menit in enumerate(MENIT)
        }
        sop = RencanaSOP("sop", (1,), steps)
        return Rencana((sop,), dict.fromkeys(PERAN, STAF), dict.fromkeys(PERAN, self.kalender), self.kalender)


def make(cases: int, seed: int, *, acak: bool) -> Soal:
    """Return the task for a number of cases: a Poisson stream over the open minutes."""
    rng = random.Random(seed)
    load = max(MENIT[n] + MENIT[n + len(PERAN)] for n in range(len(PERAN)))
    rate = SIBUK * STAF / load
    open_minutes = sum(end - start for start, end in JAM)
    weeks = math.ceil(1.3 * cases / rate / open_minutes / HARI) + 20
    kalender = Kalender.from_blocks(
        (day * SEHARI + start, day * SEHARI + end) for day in range(7 * weeks) for start, end in JAM if day % 7 < HARI
    )
    worked = 0.0
    arrivals = []
    for _ in range(cases):
        worked -= math.log(1 - rng.random()) / rate
        arrivals.append(round(kalender.at_working_minute(worked) * 60) / 60)
    return Soal(tuple(arrivals), kalender, acak)


def make_apart(cases: int) -> Soal:
    """Return cases that never meet, at every fifth minute of the day by turns: many touch a closing time exactly."""
    days = [day for day in range(0, 3 * cases, 3) if day % 7 < HARI]
    minutes = [day * SEHARI + JAM[0][0] + 5 * n % (JAM[-1][1] - JAM[0][0]) for n, day in enumerate(days)]
    blocks = [(day * SEHARI + start, day * SEHARI + end) for day in range(days[-1] + 30) for start, end in JAM]
    return Soal(tuple(minutes), Kalender.from_blocks(b for b in blocks if b[0] // SEHARI % 7 < HARI), acak=False)


def walk(start: float, effort: float) -> float:
    """Return when work is done, by going through the days one by one: what most models do."""
    day = math.floor(start / SEHARI)
    left = effort
    while True:
        if day % 7 < HARI:
            for opening, closing in JAM:
                begin = max(start, day * SEHARI + opening)
                end = day * SEHARI + closing
                if begin < end:
                    if left <= end - begin:
                        return begin + left
                    left -= end - begin
        day += 1
