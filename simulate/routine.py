"""Routine work beside the cases: what a role's people do all day, walked without an event for each task.

Thousands of small tasks that nobody asks about matter only in that they keep people busy. As long as all come first,
first served, their times follow by Lindley's recursion (1952): a task begins when it has come and the next person is
free. On the role's own working axis, where night and holidays do not exist, that is a maximum and a sum. So a role's
routine is worked off only when a case asks for the role, up to that minute, and costs a small fraction of tasks that
walk through the engine. What cases see is the same, to the minute (a test holds both side by side).
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from heapq import heappop, heappush, heapreplace
from typing import TYPE_CHECKING

from simulate.calendar import KETELITIAN
from simulate.pool import KinerjaPeran, Kumpulan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simpy import Event

    from simulate.calendar import Kalender
    from simulate.chance import Aliran
    from simulate.distributions import Sebaran
    from simulate.plan import Jadwal
    from simulate.pool import Linimasa

Tugas = tuple[float, float]
"""A task: the working minute of its role at which it comes, counted from minute 0, and the minutes that it takes."""
_RAPIKAN = 64
"""Entries of the tail after which those that are over are forgotten."""


@dataclass(frozen=True, slots=True)
class Rutin:
    """The routine of one role: Poisson arrivals on its working axis.

    Attributes:
        peran: The role.
        nama: The name of its luck.
        jeda: Mean working minutes between tasks; above 0.
        lama: How long they take, in working minutes.
        kalender: The hours of the role.
    """

    peran: str
    nama: str
    jeda: float
    lama: Sebaran
    kalender: Kalender

    def since(self, mulai: float, aliran: Aliran) -> Iterator[Tugas]:
        """Yield tasks from a calendar minute on, in order of time, without end."""
        rng = aliran.untuk(self.nama, "rutin")
        at = self.kalender.working_between(0, mulai)
        jeda, sample, draw, log = self.jeda, self.lama.sample, rng.random, math.log
        while True:
            at -= jeda * log(1 - draw())
            yield at, sample(rng)


class KumpulanSibuk(Kumpulan):
    """The people of one role who have routine work to do; first come, first served, cases and tasks alike.

    Its figures count busy time and the longest queue of both, and everything else of cases alone. Who waits for the
    door, and not for a person, is no queue here: on the working axis no time passes.

    Args:
        env: The run's time line.
        nama: The role.
        kapasitas: How many people, at least one.
        jadwal: Their calendar.
        tugas: Their routine, in order of time.
    """

    __slots__ = ("_antre", "_berikut", "_ekor", "_kasus", "_mulai", "_siap", "_sibuk_rutin", "_tugas")

    def __init__(self, env: Linimasa, nama: str, kapasitas: int, jadwal: Jadwal, tugas: Iterator[Tugas]) -> None:
        super().__init__(env, nama, kapasitas, jadwal)
        self._tugas = tugas
        self._berikut = next(tugas, (math.inf, 0.0))
        self._siap = [0.0] * kapasitas
        """The working minute at which each person is free whom no case holds."""
        self._antre: deque[tuple[float, float, float, Event | None]] = deque()
        """Who has come and has nobody yet: the working minute, a task's minutes, and a case's minute and event."""
        self._kasus = 0
        """How many of them are cases."""
        self._mulai: deque[float] = deque()
        """When those begin who were still waiting when the last one came."""
        self._ekor: list[tuple[float, float]] = []
        """Begin and end of tasks that may not be over."""
        self._sibuk_rutin = 0.0

    @property
    def dipakai(self) -> int:
        """People whom cases hold, or are promised to."""
        return self.kapasitas - len(self._siap)

    @property
    def antrean(self) -> int:
        """Cases and tasks that have nobody yet."""
        return len(self._antre)

    def take(self) -> bool:
        """Hold one person from now on, if one is free, the role is open, and nobody waits."""
        now = self._env.now
        worked = self._work_off(now)
        if self._antre or not self._siap or self._siap[0] > worked + KETELITIAN:
            return False
        if now >= self.tutup:
            self._buka, self.tutup = self._jadwal.block(now)
        if now < self._buka:
            return False
        heappop(self._siap)
        self._langsung += 1
        self._puncak = max(self._puncak, self.dipakai)
        return True

    def wait(self, event: Event, prioritas: int) -> None:  # noqa: ARG002 - all have the same priority here
        """Queue for one person, who is held from the moment at which the event is set to happen."""
        now = self._env.now
        self._antre.append((self._jadwal.working_between(0, now), 0.0, now, event))
        self._kasus += 1
        self._serve()

    def release(self) -> None:
        """Give one person back, who turns to the next in the queue.

        Raises:
            ValueError: If nobody is held.
        """
        if len(self._siap) == self.kapasitas:
            raise ValueError(f"peran {self.nama!r}: tidak ada staf yang sedang dipakai")
        heappush(self._siap, self._work_off(self._env.now))
        if self._antre:
            self._serve()

    def finish_work(self, menit: float) -> None:
        """Count working minutes of a person and give the person back."""
        self._sibuk.append(menit)
        self.release()

    def summary(self) -> KinerjaPeran:
        """Return what the role did from the start until now, its routine included."""
        now = self._env.now
        worked = self._work_off(now)
        beyond = math.fsum(end - max(start, worked) for start, end in self._ekor if end > worked)
        for came, *_ in self._antre:
            self._note_queue(came, math.inf)
        waiting = math.fsum(now - since for _, _, since, event in self._antre if event is not None)
        waited = math.fsum(self._tunggu)
        return KinerjaPeran(
            peran=self.nama,
            staf=self.kapasitas,
            dilayani=self._langsung + len(self._tunggu),
            sibuk=math.fsum((*self._sibuk, self._sibuk_rutin, -beyond)),
            tertahan=math.fsum(self._tertahan),
            menunggu=waited,
            luas_antrean=waited + waiting,
            antrean_terpanjang=self._terpanjang,
            puncak=self._puncak,
        )

    def _work_off(self, now: float) -> float:
        """Take on the tasks that have come before a minute; returns the working minute that it is.

        A task goes to the next free person. While cases hold others, who may be free sooner, it goes only to one who
        is free by now.
        """
        worked = self._jadwal.working_between(0, now)
        certain = worked + KETELITIAN  # the same instant, rounded on its way between the two axes
        siap, tasks = self._siap, self._tugas
        came, menit = self._berikut
        if self._antre:
            self._assign(worked)
        while came < worked:
            if self._antre or not siap or (siap[0] > certain and len(siap) < self.kapasitas):
                self._antre.append((came, menit, 0.0, None))
            else:
                free = siap[0]
                start = free if free > came else came  # noqa: FURB136 - the inner loop; max() takes four times as long
                self._note_task(came, start, start + menit, worked)
                heapreplace(siap, start + menit)
            came, menit = next(tasks, (math.inf, 0.0))
        self._berikut = came, menit
        return worked

    def _assign(self, worked: float) -> None:
        """Give people to those who wait, in their order, as far as it is certain who gets whom."""
        antre, siap = self._antre, self._siap
        while antre and siap:
            came, menit, since, event = antre[0]
            start = max(came, siap[0])
            if start > worked + KETELITIAN and len(siap) < self.kapasitas:
                return
            antre.popleft()
            if event is None:
                self._note_task(came, start, start + menit, worked)
                heapreplace(siap, start + menit)
            else:
                heappop(siap)
                self._kasus -= 1
                self._note_queue(came, start)
                self._promise(since, self._jadwal.at_working_minute(start), event)

    def _promise(self, since: float, waktu: float, event: Event) -> None:
        """Give a person to a case from a minute on."""
        waktu = max(waktu, self._env.now)
        self._tunggu.append(waktu - since)
        self._puncak = max(self._puncak, self.dipakai)
        self._env.trigger(event, waktu)

    def _serve(self, _: Event | None = None) -> None:
        """Give people to those who wait; while a case waits for somebody who is not sure, come back for it."""
        self._assign(self._work_off(self._env.now))
        if self._kasus and self._siap:
            looks = self._jadwal.at_working_minute(max(self._antre[0][0], self._siap[0]))
            if self._bangun != looks and looks > self._env.now:
                self._bangun = looks
                self._env.at(looks, self._serve)

    def _note_task(self, came: float, start: float, end: float, worked: float) -> None:
        self._sibuk_rutin += end - start
        if end > worked:
            if len(self._ekor) > _RAPIKAN:
                self._ekor = [task for task in self._ekor if task[1] > worked]
            self._ekor.append((start, end))
        if start > came:
            self._note_queue(came, start)

    def _note_queue(self, came: float, start: float) -> None:
        """Keep the longest queue: those that have come and not begun."""
        waiting = self._mulai
        while waiting and waiting[0] <= came:
            waiting.popleft()
        if came < start:
            waiting.append(start)
            self._terpanjang = max(self._terpanjang, len(waiting))
