"""People of one role: a pool over SimPy that makes an event only when a case must wait.

`simpy.Resource` costs three events a step; here a case that finds somebody free and the role open takes them at once.
First come, first served within a priority. A closed role takes no case before it opens.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

from simpy import Environment, Event
from simpy.events import NORMAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simpy.events import EventPriority

    from simulate.plan import Jadwal


class Saat(Event):
    """An event that is sure to happen, without a value; after it has happened it can be set again."""

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._ok = True
        self._value = None


class Linimasa(Environment):
    """A SimPy environment with absolute instants: `now + (t - now)` need not be `t` in floating point.

    An instant that misses a closing time by a hair's breadth would start work outside office hours.
    """

    def set(
        self, saat: Saat, waktu: float, actions: list[Callable[[Event], None]], urgency: EventPriority = NORMAL
    ) -> None:
        """Let an event, new or past, happen at exactly the given minute, and do the actions then.

        Among the events of one minute the urgent ones come first, then those that were set first.

        Raises:
            ValueError: If the minute is past, or not a number.
        """
        if not waktu >= self._now:
            raise ValueError(f"an event at {waktu} cannot be set at {self._now}")
        saat.callbacks = actions
        heappush(self._queue, (waktu, urgency, next(self._eid), saat))

    def at(self, waktu: float, *actions: Callable[[Event], None]) -> Event:
        """Return a new event that happens at exactly the given minute.

        Raises:
            ValueError: If the minute is past, or not a number.
        """
        saat = Saat(self)
        self.set(saat, waktu, list(actions))
        return saat

    def pending(self) -> Iterator[Event]:
        """Yield the events that have yet to happen, in no order."""
        return (event for *_, event in self._queue)


@dataclass(frozen=True, slots=True)
class KinerjaPeran:
    """What one role did in a run. Minutes are calendar minutes unless they are called working minutes.

    Attributes:
        peran: The role.
        staf: Its people.
        dilayani: Cases' steps that were taken on.
        sibuk: Working minutes spent on steps, summed over people.
        tertahan: Working minutes in which people, already reserved, waited for the other roles of a joint step.
        menunggu: Minutes that the steps taken on had waited for this role, closed hours included.
        luas_antrean: The queue's length integrated over time; equals `menunggu` once nobody waits any longer.
        antrean_terpanjang: The longest queue.
        puncak: The most people held at once.
    """

    peran: str
    staf: int
    dilayani: int
    sibuk: float
    tertahan: float
    menunggu: float
    luas_antrean: float
    antrean_terpanjang: int
    puncak: int


class Kumpulan:
    """The people of one role.

    Args:
        env: The run's time line.
        nama: The role.
        kapasitas: How many people, at least one.
        jadwal: Their calendar; None is always open.

    Raises:
        ValueError: If there is nobody.
    """

    __slots__ = (
        "_antrean",
        "_bangun",
        "_bebas",
        "_dilayani",
        "_env",
        "_jadwal",
        "_luas",
        "_nomor",
        "_puncak",
        "_sejak",
        "_sibuk",
        "_terpanjang",
        "_tertahan",
        "_tunggu",
        "kapasitas",
        "nama",
    )

    def __init__(self, env: Linimasa, nama: str, kapasitas: int, jadwal: Jadwal | None = None) -> None:
        if kapasitas < 1:
            raise ValueError(f"peran {nama!r} tidak punya staf")
        self.nama = nama
        self.kapasitas = kapasitas
        self._env = env
        self._jadwal = jadwal
        self._bebas = kapasitas
        self._puncak = 0
        self._antrean: list[tuple[int, int, float, Event]] = []
        self._nomor = count()
        self._bangun = -math.inf
        self._dilayani = 0
        self._sibuk: list[float] = []
        self._tertahan: list[float] = []
        self._tunggu: list[float] = []
        self._luas: list[float] = []
        self._sejak = 0.0
        self._terpanjang = 0

    @property
    def dipakai(self) -> int:
        """People held now."""
        return self.kapasitas - self._bebas

    @property
    def antrean(self) -> int:
        """Requests waiting now."""
        return len(self._antrean)

    def request(self, prioritas: int = 0) -> Event | None:
        """Ask for one person.

        Args:
            prioritas: The smaller, the sooner; whoever is being served is never interrupted.

        Returns:
            None if the person is held from now on, else the event that says so later.
        """
        now = self._env.now
        if self._bebas and not self._antrean and (self._jadwal is None or self._jadwal.next_open(now) <= now):
            self._take()
            return None
        event = Event(self._env)
        self._integrate()
        heappush(self._antrean, (prioritas, next(self._nomor), now, event))
        self._serve()
        self._terpanjang = max(self._terpanjang, len(self._antrean))
        return event

    def release(self) -> None:
        """Give one person back, who turns to the next in the queue at once, or when the role opens.

        Raises:
            ValueError: If nobody is held.
        """
        if self._bebas == self.kapasitas:
            raise ValueError(f"peran {self.nama!r}: tidak ada staf yang sedang dipakai")
        self._bebas += 1
        if self._antrean:
            self._serve()

    def release_at(self, waktu: float) -> None:
        """Give one person back at a later minute."""
        self._env.at(waktu, lambda _: self.release())

    def record_work(self, menit: float) -> None:
        """Count working minutes that a person spends on a step."""
        self._sibuk.append(menit)

    def record_idle(self, menit: float) -> None:
        """Count working minutes that a reserved person waits for others."""
        self._tertahan.append(menit)

    def summary(self) -> KinerjaPeran:
        """Return what the role did from the start until now."""
        self._integrate()
        return KinerjaPeran(
            peran=self.nama,
            staf=self.kapasitas,
            dilayani=self._dilayani,
            sibuk=math.fsum(self._sibuk),
            tertahan=math.fsum(self._tertahan),
            menunggu=math.fsum(self._tunggu),
            luas_antrean=math.fsum(self._luas),
            antrean_terpanjang=self._terpanjang,
            puncak=self._puncak,
        )

    def _take(self) -> None:
        self._bebas -= 1
        self._dilayani += 1
        held = self.kapasitas - self._bebas
        if held > self._puncak:  # noqa: PLR1730 - the inner loop; max() takes four times as long
            self._puncak = held

    def _serve(self, _: Event | None = None) -> None:
        """Hand free people to those who wait; while the role is closed, come back when it opens."""
        if not (self._bebas and self._antrean):
            return
        now = self._env.now
        if self._jadwal is not None:
            opens = self._jadwal.next_open(now)
            if opens > now:
                if self._bangun != opens:
                    self._bangun = opens
                    self._env.at(opens, self._serve)
                return
        self._integrate()
        while self._bebas and self._antrean:
            _prioritas, _nomor, since, event = heappop(self._antrean)
            self._take()
            self._tunggu.append(now - since)
            event.succeed()

    def _integrate(self) -> None:
        now = self._env.now
        if self._antrean:
            self._luas.append(len(self._antrean) * (now - self._sejak))
        self._sejak = now
