"""Open time as sorted blocks: when is work done that pauses whenever the office is closed.

All times are minutes from the scenario's start instant (minute 0), by the calendar: nights, weekends and holidays
count. Working minutes count open time only. Nothing walks day by day: cumulative working minutes are kept beside
the blocks and looked up by bisection, so that a year costs no more than a day.

Amounts may be floats, whose rounding must not turn "done at closing time" into "done the next morning". Whatever
lies within `KETELITIAN` of the edge of a block is therefore taken to lie on it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise
from math import floor, inf, isfinite, modf
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

KETELITIAN: Final = 1e-6
"""A millionth of a minute: far below what an office can measure, far above the rounding of floats."""
MENIT_SEHARI: Final = 1440


class HorizonError(ValueError):
    """The calendar is asked about time that it does not cover; the message is Indonesian."""


@dataclass(frozen=True, slots=True)
class Kalender:
    """The open time of an office, a role or a person.

    A block is open from its start, inclusive, to its end, exclusive. Between blocks it is closed. Outside of
    `mulai` to `akhir` nothing is known, and asking is an error.

    A working day is a date on which at least one block begins. Dates change at `tengah_malam` and every 1,440
    minutes before and after.

    Attributes:
        blok: Open blocks (start, end) in calendar minutes, sorted; they may touch but not overlap.
        mulai: First calendar minute that is covered.
        akhir: Last calendar minute that is covered: the horizon.
        tengah_malam: Calendar minute of any midnight, 0 where the scenario starts at midnight.

    Raises:
        ValueError: If there is no block, or blocks are empty, infinite, unsorted, overlapping or not covered.
    """

    blok: tuple[tuple[float, float], ...]
    mulai: float
    akhir: float
    tengah_malam: float = 0
    _buka: tuple[float, ...] = field(init=False, repr=False, compare=False, default_factory=tuple)
    _tutup: tuple[float, ...] = field(init=False, repr=False, compare=False, default_factory=tuple)
    _sebelum: tuple[float, ...] = field(init=False, repr=False, compare=False, default_factory=tuple)
    """Working minutes before each block."""
    _sampai: tuple[float, ...] = field(init=False, repr=False, compare=False, default_factory=tuple)
    """Working minutes by the end of each block."""
    _hari_sebelum: tuple[float, ...] = field(init=False, repr=False, compare=False, default_factory=tuple)
    """Working minutes before each working day."""
    _hari_sampai: tuple[float, ...] = field(init=False, repr=False, compare=False, default_factory=tuple)
    """Working minutes by the end of each working day."""

    def __post_init__(self) -> None:
        _check(self.blok, self.mulai, self.akhir)
        upto = tuple(accumulate(end - start for start, end in self.blok))
        before = (0, *upto[:-1])

        def date(index: int) -> int:
            return floor((self.blok[index][0] - self.tengah_malam) / MENIT_SEHARI)

        days = [tuple(group) for _, group in groupby(range(len(self.blok)), date)]
        derived: dict[str, tuple[float, ...]] = {
            "_buka": tuple(start for start, _ in self.blok),
            "_tutup": tuple(end for _, end in self.blok),
            "_sebelum": before,
            "_sampai": upto,
            "_hari_sebelum": tuple(before[day[0]] for day in days),
            "_hari_sampai": tuple(upto[day[-1]] for day in days),
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    @classmethod
    def from_blocks(
        cls,
        blocks: Iterable[tuple[float, float]],
        *,
        mulai: float | None = None,
        akhir: float | None = None,
        tengah_malam: float = 0,
    ) -> Self:
        """Make a calendar from open blocks in any order.

        Args:
            blocks: (start, end) in calendar minutes.
            mulai: First minute covered; by default minute 0, or the first block's start where that is earlier.
            akhir: Last minute covered; by default the last block's end.
            tengah_malam: Calendar minute of any midnight.

        Raises:
            ValueError: As for the class.
        """
        blok = tuple(sorted(blocks))
        first, last = (blok[0][0], blok[-1][1]) if blok else (0, 0)
        return cls(
            blok,
            min(0, first) if mulai is None else mulai,
            last if akhir is None else akhir,
            tengah_malam,
        )

    def finish(self, start: float, effort: float) -> float:
        """Return the calendar minute at which work is done.

        Work begun while closed waits for the next opening; work in progress pauses while closed. Work that ends
        exactly at closing time ends then, not at the next opening. No effort is done at `start`, open or not.

        Args:
            start: Calendar minute at which the work is begun.
            effort: Working minutes that it takes.

        Raises:
            HorizonError: If the work is begun outside of the calendar or is not done by its last block.
            ValueError: If the effort is negative or not a number.
        """
        if not effort > 0:
            return self._without_effort(start, effort)
        index = bisect_right(self._tutup, start)
        if index == len(self._tutup):
            raise self._beyond(start)
        opening = self._buka[index]
        if start < opening:
            if start < self.mulai:
                raise self._beyond(start)
            start = opening
        end = start + effort
        if end <= self._tutup[index]:
            return end
        return self._at(self._sebelum[index] + (start - opening) + effort, index)

    def finish_days(self, start: float, days: float) -> float:
        """Return the calendar minute that lies a number of working days after `start`.

        Each working day of this calendar counts as 1, however long it is; a position within it is the share of its
        working minutes that has passed. The result has the position of `start` plus `days`. Hence:

        - n whole days after 10.00 is 10.00 on the n-th working day after, where both days keep the same hours;
          where hours differ (Ramadan), it is the same share of the day.
        - A whole day begun at opening time, or before it, ends at closing time of the same day: closing time and
          the next opening are the same position, and as with `finish` the earlier is the answer.
        - Days add up: a days and then b days are a + b days. No days at all are `start`, open or not.

        Args:
            start: Calendar minute.
            days: Working days, fractions allowed.

        Raises:
            HorizonError: If `start` is outside of the calendar or the end would be.
            ValueError: If the number of days is negative or not a number.
        """
        if not days > 0:
            return self._without_effort(start, days)
        if not isfinite(days):
            raise self._beyond(days)
        worked = self._worked(self.next_open(start))
        first = bisect_right(self._hari_sampai, worked)
        length = self._hari_sampai[first] - self._hari_sebelum[first]
        part, whole = modf(days)
        day = first + int(whole)
        position = worked - self._hari_sebelum[first] + part * length
        if position > length + KETELITIAN:
            day, position = day + 1, position - length
        elif position <= KETELITIAN:
            if day == first:
                return self.next_open(start)
            day, position = day - 1, length
        position = min(position, length)
        if day >= len(self._hari_sampai):
            raise self._beyond(start + days * MENIT_SEHARI)
        before, upto = self._hari_sebelum[day], self._hari_sampai[day]
        opening = max(bisect_right(self._sebelum, before) - 1, bisect_right(self._tutup, start))
        return self._at(before + position * (upto - before) / length, opening)

    def next_open(self, t: float) -> float:
        """Return `t` where it is open, otherwise the next opening, in calendar minutes.

        Raises:
            HorizonError: If `t` is outside of the calendar or no block follows.
        """
        index = bisect_right(self._tutup, t)
        if index == len(self._tutup) or t < self.mulai:
            raise self._beyond(t)
        opening = self._buka[index]
        return max(t, opening)

    def block(self, t: float) -> tuple[float, float]:
        """Return the block in which calendar minute `t` lies, or the next one, as (opening, closing).

        Work begun within the block is done at its beginning plus its effort, if that is not beyond the closing:
        whoever keeps the block need not ask `next_open` and `finish` until then.

        Raises:
            HorizonError: If `t` is outside of the calendar or no block follows.
        """
        index = bisect_right(self._tutup, t)
        if index == len(self._tutup) or t < self.mulai:
            raise self._beyond(t)
        return self.blok[index]

    def is_open(self, t: float) -> bool:
        """Tell whether calendar minute `t` is open; closing time itself is not.

        Raises:
            HorizonError: If `t` is outside of the calendar.
        """
        self._check_covered(t)
        index = bisect_right(self._tutup, t)
        return index < len(self._buka) and self._buka[index] <= t

    def working_between(self, a: float, b: float) -> float:
        """Return the working minutes from calendar minute `a` to calendar minute `b`.

        Raises:
            HorizonError: If either is outside of the calendar.
            ValueError: If `b` lies before `a`.
        """
        self._check_covered(a)
        self._check_covered(b)
        if b < a:
            raise ValueError(f"akhir rentang (menit {b:.12g}) mendahului awalnya (menit {a:.12g})")
        return self._worked(b) - self._worked(a)

    def days_between(self, a: float, b: float) -> float:
        """Return the working days from calendar minute `a` to calendar minute `b`, parts of days included.

        A working day counts as 1, however long it is: the inverse of `finish_days`.

        Raises:
            HorizonError: If either is outside of the calendar.
            ValueError: If `b` lies before `a`.
        """
        self.working_between(a, b)  # refuses what is not covered
        return self._day_position(b) - self._day_position(a)

    def _day_position(self, t: float) -> float:
        worked = self._worked(t)
        day = min(bisect_right(self._hari_sampai, worked), len(self._hari_sampai) - 1)
        before = self._hari_sebelum[day]
        return day + (worked - before) / (self._hari_sampai[day] - before)

    def at_working_minute(self, w: float) -> float:
        """Return the open calendar minute before which `w` working minutes have passed since minute 0.

        This is the inverse of `working_between(0, t)`. Where closing time and the next opening both fit, it is the
        opening: what happens on the working axis, such as an arrival, happens while it is open.

        Raises:
            HorizonError: If the calendar holds no more than `w` working minutes.
            ValueError: If `w` is negative or not a number.
        """
        if not w >= 0:
            raise ValueError(f"menit kerja tidak boleh kurang dari nol: {w!r}")
        worked = self._worked(0) + w
        index = bisect_right(self._sampai, worked + KETELITIAN)
        if index == len(self._sampai):
            raise HorizonError(
                f"kalender hanya memuat {self._sampai[-1] - self._worked(0):.12g} menit kerja sejak awal skenario, "
                f"diminta menit kerja ke-{w:.12g}; perpanjang rentang waktunya"
            )
        return self._buka[index] + max(0, worked - self._sebelum[index])

    def _worked(self, t: float) -> float:
        """Return the working minutes from the first block to `t`."""
        index = bisect_right(self._tutup, t)
        if index == len(self._tutup):
            return self._sampai[-1]
        return self._sebelum[index] + max(0, t - self._buka[index])

    def _at(self, worked: float, first: int) -> float:
        """Return the earliest calendar minute, from block `first` on, by which so many working minutes have passed."""
        index = bisect_left(self._sampai, worked - KETELITIAN, first)
        if index == len(self._sampai):
            raise HorizonError(
                f"pekerjaan belum selesai ketika kalender berakhir pada menit ke-{self.akhir:.12g}: "
                f"masih kurang {worked - self._sampai[-1]:.12g} menit kerja; perpanjang rentang waktunya"
            )
        return min(self._buka[index] + (worked - self._sebelum[index]), self._tutup[index])

    def _without_effort(self, start: float, amount: float) -> float:
        if amount != 0:
            raise ValueError(f"lama pekerjaan tidak boleh kurang dari nol: {amount!r}")
        self._check_covered(start)
        return start

    def _check_covered(self, t: float) -> None:
        if not self.mulai <= t <= self.akhir:
            raise self._beyond(t)

    def _beyond(self, t: float) -> HorizonError:
        return HorizonError(
            f"tidak ada jam buka pada atau sesudah menit ke-{t:.12g}: kalender mencakup menit ke-{self.mulai:.12g} "
            f"sampai ke-{self.akhir:.12g}; perpanjang rentang waktunya"
        )


@dataclass(frozen=True, slots=True)
class SelaluBuka(Kalender):
    """A calendar that is always open and never ends: finish = start + effort, and a working day is 1,440 minutes."""

    blok: tuple[tuple[float, float], ...] = ((-inf, inf),)
    mulai: float = -inf
    akhir: float = inf

    def __post_init__(self) -> None:
        """There is nothing to derive."""

    def finish(self, start: float, effort: float) -> float:
        """Return `start` + `effort`, in calendar minutes."""
        if not effort >= 0:
            return self._without_effort(start, effort)
        return start + effort

    def finish_days(self, start: float, days: float) -> float:
        """Return `start` + 1,440 minutes a day."""
        return self.finish(start, days * MENIT_SEHARI)

    def next_open(self, t: float) -> float:
        """Return `t`."""
        return t

    def block(self, t: float) -> tuple[float, float]:  # noqa: ARG002 - the answer never depends on the time
        """Return all time."""
        return self.blok[0]

    def is_open(self, t: float) -> bool:  # noqa: ARG002 - the answer never depends on the time
        """Tell that it is open."""
        return True

    def _day_position(self, t: float) -> float:
        return t / MENIT_SEHARI

    def at_working_minute(self, w: float) -> float:
        """Return `w`: every minute is a working minute."""
        if not w >= 0:
            raise ValueError(f"menit kerja tidak boleh kurang dari nol: {w!r}")
        return w

    def _worked(self, t: float) -> float:
        return t


ALWAYS: Final = SelaluBuka()
"""Always open: for elapsed time and for roles without office hours."""


def _check(blok: tuple[tuple[float, float], ...], mulai: float, akhir: float) -> None:
    if not blok:
        raise ValueError("kalender tanpa jam buka: tidak ada satu pun blok waktu kerja")
    for start, end in blok:
        if not (isfinite(start) and isfinite(end) and end - start > KETELITIAN):
            raise ValueError(f"blok waktu kerja tidak sah: {start!r} sampai {end!r}")
    for (_, end), (start, _) in pairwise(blok):
        if start < end:
            raise ValueError(f"blok waktu kerja tidak urut atau bertumpang tindih: {start!r} mendahului {end!r}")
    if not (mulai <= blok[0][0] and blok[-1][1] <= akhir):
        raise ValueError(f"blok waktu kerja berada di luar rentang kalender {mulai!r} sampai {akhir!r}")
