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

from simulate.calendar import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simpy.events import EventPriority

    Actions = list[Callable[[Event], None]]

    from simulate.plan import Jadwal


class Saat(Event):
    """An event that is sure to happen, without a value; after it has happened it can be set again."""

    _ok = True
    _value = None

    def __init__(self, env: Environment, actions: Actions | None = None) -> None:
        self.env = env
        self.callbacks = actions  # type: ignore[assignment]  # SimPy has None there too, once it has happened


class Linimasa(Environment):
    """A SimPy environment with absolute instants: `now + (t - now)` need not be `t` in floating point.

    An instant that misses a closing time by a hair's breadth would start work outside office hours.
    """

    def __init__(self, initial_time: float = 0) -> None:
        super().__init__(initial_time)
        self._stopped = False

    def set(self, saat: Event, waktu: float, actions: Actions, urgency: EventPriority = NORMAL) -> None:
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

    def trigger(self, event: Event, waktu: float | None = None) -> None:
        """Let an event happen at a minute, now by default, after whatever is already set for it."""
        event._ok = True  # noqa: SLF001 - as `Event.succeed` does
        event._value = None  # noqa: SLF001
        heappush(self._queue, (self._now if waktu is None else waktu, NORMAL, next(self._eid), event))

    def pending(self) -> Iterator[Event]:
        """Yield the events that have yet to happen, in no order."""
        return (event for *_, event in self._queue)

    def proceed(self) -> None:
        """Let happen whatever is set, until nothing is left or `stop` is called.

        As `run` does, in one loop instead of three calls an event. Events that fail are not looked after: there are
        none where everything is a `Saat` or a request.
        """
        queue = self._queue
        while queue and not self._stopped:
            self._now, _, _, event = heappop(queue)
            actions, event.callbacks = event.callbacks, None  # type: ignore[assignment]  # as SimPy marks it done
            for action in actions:
                action(event)

    def stop(self, _: Event | None = None) -> None:
        """Let nothing more happen."""
        self._stopped = True


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
        "_buka",
        "_env",
        "_jadwal",
        "_langsung",
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
        "tutup",
    )

    def __init__(self, env: Linimasa, nama: str, kapasitas: int, jadwal: Jadwal | None = None) -> None:
        if kapasitas < 1:
            raise ValueError(f"peran {nama!r} tidak punya staf")
        self.nama = nama
        self.kapasitas = kapasitas
        self._env = env
        self._jadwal = ALWAYS if jadwal is None else jadwal
        self._bebas = kapasitas
        self._puncak = 0
        self._antrean: list[tuple[int, int, float, Event]] = []
        self._nomor = count()
        self._bangun = -math.inf
        self._buka = math.inf
        self.tutup = -math.inf
        """When the block closes in which somebody was last asked for or served; until then it need not be looked up."""
        self._langsung = 0
        """How many were taken on without waiting."""
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
        if self.take():
            return None
        event = Event(self._env)
        self.wait(event, prioritas)
        return event

    def take(self) -> bool:
        """Hold one person from now on, if one is free, the role is open, and nobody waits."""
        if not self._bebas or self._antrean:
            return False
        now = self._env._now  # noqa: SLF001 - the inner loop; the property takes three times as long
        if now >= self.tutup:
            self._buka, self.tutup = self._jadwal.block(now)
        if now < self._buka:
            return False
        self._bebas -= 1
        self._langsung += 1
        if self.kapasitas - self._bebas > self._puncak:  # noqa: PLR1730 - max() takes four times as long
            self._puncak = self.kapasitas - self._bebas
        return True

    def wait(self, event: Event, prioritas: int) -> None:
        """Queue for one person, who is held from the moment at which the event is set to happen.

        To be called where `take` has refused.
        """
        now = self._env._now  # noqa: SLF001 - as in `take`
        antrean = self._antrean
        if antrean and now > self._sejak:
            self._luas.append(len(antrean) * (now - self._sejak))
        self._sejak = now
        heappush(antrean, (prioritas, next(self._nomor), now, event))
        if self._bebas:
            self._serve()
        if len(antrean) > self._terpanjang:  # noqa: PLR1730 - as in `take`
            self._terpanjang = len(antrean)

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

    def finish_work(self, menit: float) -> None:
        """Count working minutes of a person and give the person back."""
        self._sibuk.append(menit)
        self._bebas += 1
        if self._antrean:
            self._serve()

    def record_work(self, menit: float) -> None:
        """Count working minutes that a person spends on a step."""
        self._sibuk.append(menit)

    def record_idle(self, menit: float) -> None:
        """Count working minutes that a reserved person waits for others."""
        self._tertahan.append(menit)

    def summary(self) -> KinerjaPeran:
        """Return what the role did from the start until now."""
        now = self._env.now
        if self._antrean:
            self._luas.append(len(self._antrean) * (now - self._sejak))
            self._sejak = now
        return KinerjaPeran(
            peran=self.nama,
            staf=self.kapasitas,
            dilayani=self._langsung + len(self._tunggu),
            sibuk=math.fsum(self._sibuk),
            tertahan=math.fsum(self._tertahan),
            menunggu=math.fsum(self._tunggu),
            luas_antrean=math.fsum(self._luas),
            antrean_terpanjang=self._terpanjang,
            puncak=self._puncak,
        )

    def _serve(self, _: Event | None = None) -> None:
        """Hand free people to those who wait; while the role is closed, come back when it opens."""
        antrean = self._antrean
        if not (self._bebas and antrean):
            return
        env = self._env
        now = env._now  # noqa: SLF001 - as in `take`
        if now >= self.tutup:
            self._buka, self.tutup = self._jadwal.block(now)
        if now < self._buka:
            if self._bangun != self._buka:
                self._bangun = self._buka
                env.at(self._buka, self._serve)
            return
        if now > self._sejak:
            self._luas.append(len(antrean) * (now - self._sejak))
            self._sejak = now
        while self._bebas and antrean:
            _prioritas, _nomor, since, event = heappop(antrean)
            self._bebas -= 1
            self._tunggu.append(now - since)
            env.trigger(event)
        if self.kapasitas - self._bebas > self._puncak:  # noqa: PLR1730 - max() takes four times as long
            self._puncak = self.kapasitas - self._bebas
