"""When cases arrive: streams on the working axis, drawn lazily, each with its own luck.

Random arrivals are drawn in working minutes and then mapped to the calendar. Drawn in calendar time and moved to the
next opening, half of them would come at eight in the morning (SIMULATION.md §1).
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Protocol

from simulate.calendar import HorizonError
from simulate.plan import Kedatangan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simulate.calendar import Kalender
    from simulate.chance import Aliran


class Arus(Protocol):
    """A stream of arrivals of one SOP.

    Its name is that of its luck, and of its cases': equal procedures of different offices draw equal numbers.
    """

    @property
    def sop(self) -> str:
        """The SOP."""
        ...

    def since(self, mulai: float, aliran: Aliran, /) -> Iterator[Kedatangan]:
        """Yield its arrivals from a calendar minute on, in order of time."""


@dataclass(frozen=True, slots=True)
class ArusAcak:
    """Poisson arrivals on the working axis.

    Attributes:
        sop: The SOP.
        nama: The name of its luck.
        jeda: Mean working minutes between arrivals; above 0.
        kalender: The hours in which they arrive.
        prioritas: Their priority.
    """

    sop: str
    nama: str
    jeda: float
    kalender: Kalender
    prioritas: int

    def since(self, mulai: float, aliran: Aliran) -> Iterator[Kedatangan]:
        """Yield arrivals as far as the calendar goes."""
        rng = aliran.untuk(self.nama, "kedatangan")
        first = self.kalender.working_between(0, mulai)

        def moments() -> Iterator[float]:
            at = first
            while True:
                at -= self.jeda * math.log(1 - rng.random())
                yield at

        return _mapped(self.sop, self.nama, self.prioritas, self.kalender, moments())


@dataclass(frozen=True, slots=True)
class ArusTeratur:
    """Arrivals at equal distances on the working axis; the first at a random part of the first distance.

    Attributes:
        sop: The SOP.
        nama: The name of its luck.
        jeda: Working minutes between arrivals; above 0.
        kalender: The hours in which they arrive.
        prioritas: Their priority.
    """

    sop: str
    nama: str
    jeda: float
    kalender: Kalender
    prioritas: int

    def since(self, mulai: float, aliran: Aliran) -> Iterator[Kedatangan]:
        """Yield arrivals as far as the calendar goes."""
        first = self.kalender.working_between(0, mulai) + self.jeda * aliran.untuk(self.nama, "kedatangan").random()
        return _mapped(self.sop, self.nama, self.prioritas, self.kalender, (first + n * self.jeda for n in count()))


def _mapped(sop: str, nama: str, prioritas: int, kalender: Kalender, moments: Iterator[float]) -> Iterator[Kedatangan]:
    """Yield arrivals at working minutes; where the calendar ends, nothing arrives any more."""
    for nomor, moment in enumerate(moments):
        try:
            waktu = kalender.at_working_minute(moment)
        except HorizonError:
            return
        yield Kedatangan(waktu, sop, prioritas, f"{nama}~{nomor}")


@dataclass(frozen=True, slots=True)
class ArusTertentu:
    """Arrivals at known minutes.

    Attributes:
        sop: The SOP.
        nama: The name of its luck.
        saat: (calendar minute, priority), in order.
    """

    sop: str
    nama: str
    saat: tuple[tuple[float, int], ...]

    def since(self, mulai: float, aliran: Aliran) -> Iterator[Kedatangan]:  # noqa: ARG002 - nothing is left to chance
        """Yield those that are not before a minute; a case keeps its name whatever is left out before it."""
        for nomor, (waktu, prioritas) in enumerate(self.saat):
            if waktu >= mulai:
                yield Kedatangan(waktu, self.sop, prioritas, f"{self.nama}@{nomor}")


def merged(streams: Iterable[Iterable[Kedatangan]]) -> Iterator[Kedatangan]:
    """Yield the arrivals of several streams in order of time, lazily; equal times keep the order of the streams."""
    return heapq.merge(*streams, key=lambda arrival: arrival.waktu)
