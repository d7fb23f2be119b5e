"""Office hours: weekly patterns, Ramadan, holidays and leave, made into a calendar of open blocks.

Perpres 21/2023 gives when the day begins and ends and how long its break is, not when the break is taken, and lets
each region set its daily hours. So the moment of each break, and every other pattern, is passed in: an assumption of
the scenario, with its reason, never of this module.

Times of the day are whole minutes since midnight, local time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from simulate.calendar import MENIT_SEHARI, Kalender

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Harian = tuple[tuple[int, int], ...]
"""The open blocks of one day, sorted; none on a closed day."""
Mingguan = tuple[Harian, Harian, Harian, Harian, Harian, Harian, Harian]
"""Monday to Sunday."""

TUTUP: Final[Harian] = ()


def minute_of_day(hour: int, minute: int = 0) -> int:
    """Return the minute of the day of a clock time; 24.00 is 1,440.

    Raises:
        ValueError: If there is no such time.
    """
    if not (0 <= hour <= 24 and 0 <= minute < 60 and hour * 60 + minute <= MENIT_SEHARI):
        raise ValueError(f"bukan jam dalam sehari: {hour:02}.{minute:02}")
    return hour * 60 + minute


@dataclass(frozen=True, slots=True)
class JamKerja:
    """What a regulation says of a day: when it begins and ends, and how long the break within it is, in minutes.

    Raises:
        ValueError: If the break leaves no working time or the times are no day.
    """

    masuk: int
    pulang: int
    istirahat: int

    def __post_init__(self) -> None:
        if not (0 <= self.masuk < self.pulang <= MENIT_SEHARI and 0 <= self.istirahat < self.pulang - self.masuk):
            raise ValueError(f"jam kerja tidak sah: {self}")

    @property
    def menit_kerja(self) -> int:
        """Working minutes of the day, without the break."""
        return self.pulang - self.masuk - self.istirahat

    def with_break_at(self, minute: int) -> Harian:
        """Return the open blocks of the day where its break begins at a minute of the day.

        Raises:
            ValueError: If the break does not lie within the working day.
        """
        resume = minute + self.istirahat
        if not self.masuk < minute <= resume < self.pulang:
            raise ValueError(f"istirahat {_clock(minute)}–{_clock(resume)} berada di luar jam kerja {self}")
        return ((self.masuk, minute), (resume, self.pulang)) if self.istirahat else ((self.masuk, self.pulang),)

    def __str__(self) -> str:
        return f"{_clock(self.masuk)}–{_clock(self.pulang)}, istirahat {self.istirahat} menit"


# Perpres 21/2023, as quoted by other public documents: 37.5 working hours a week, 32.5 in Ramadan.
SENIN_KAMIS: Final = JamKerja(minute_of_day(7, 30), minute_of_day(16), 60)
JUMAT: Final = JamKerja(minute_of_day(7, 30), minute_of_day(16, 30), 90)
SENIN_KAMIS_RAMADAN: Final = JamKerja(minute_of_day(8), minute_of_day(15), 30)
JUMAT_RAMADAN: Final = JamKerja(minute_of_day(8), minute_of_day(15, 30), 60)


@dataclass(frozen=True, slots=True)
class Istirahat:
    """When the breaks begin, in minutes of the day. The Perpres does not say; the scenario does."""

    senin_kamis: int
    jumat: int
    senin_kamis_ramadan: int
    jumat_ramadan: int


@dataclass(frozen=True, slots=True)
class PolaKerja:
    """When it is open, before holidays and leave.

    Attributes:
        nama: What the pattern is called, Indonesian.
        mingguan: Open blocks of each day, Monday to Sunday.
        ramadan: The same in Ramadan; None where Ramadan changes nothing.
        khusus: Dates with hours of their own (half a day, a Saturday worked): they stand above week, Ramadan and
            holiday.
        tutup: Dates on which this office is closed, whatever else is said.

    Raises:
        ValueError: If blocks are not sorted within the day, or a date is given twice.
    """

    nama: str
    mingguan: Mingguan
    ramadan: Mingguan | None = None
    khusus: tuple[tuple[date, Harian], ...] = ()
    tutup: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        for week in (self.mingguan, self.ramadan):
            if week is not None and len(week) != 7:
                raise ValueError(f"pola {self.nama!r}: satu minggu terdiri atas 7 hari, bukan {len(week)}")
            for blocks in week or ():
                _check_day(blocks, self.nama)
        for _, blocks in self.khusus:
            _check_day(blocks, self.nama)
        special = [day for day, _ in self.khusus]
        if len(set(special)) < len(special):
            raise ValueError(f"pola {self.nama!r}: ada tanggal khusus yang disebut dua kali")
        if both := self.tutup.intersection(special):
            raise ValueError(f"pola {self.nama!r}: {min(both)} disebut tutup dan juga diberi jam khusus")

    def week(self, *, ramadan: bool) -> Mingguan:
        """Return the blocks of an ordinary week, or of one in Ramadan."""
        return self.ramadan if ramadan and self.ramadan is not None else self.mingguan


def asn_lima_hari(istirahat: Istirahat) -> PolaKerja:
    """Return the five-day week of Perpres 21/2023, with the breaks where the scenario puts them.

    Raises:
        ValueError: If a break does not lie within its day.
    """
    usual = SENIN_KAMIS.with_break_at(istirahat.senin_kamis)
    usual_ramadan = SENIN_KAMIS_RAMADAN.with_break_at(istirahat.senin_kamis_ramadan)
    return PolaKerja(
        nama="ASN lima hari kerja (Perpres 21/2023)",
        mingguan=(*(usual,) * 4, JUMAT.with_break_at(istirahat.jumat), TUTUP, TUTUP),
        ramadan=(*(usual_ramadan,) * 4, JUMAT_RAMADAN.with_break_at(istirahat.jumat_ramadan), TUTUP, TUTUP),
    )


def build(
    pola: PolaKerja,
    mulai: datetime,
    sampai: date,
    libur: Collection[date],
    ramadan: Collection[date],
    cuti: Collection[date] = (),
) -> Kalender:
    """Make the calendar of a scenario that starts at `mulai`, which becomes minute 0.

    Whether a date is open is decided by the first that applies: personal leave (closed), the pattern's closed dates,
    its hours for that date, a holiday (closed), the hours of Ramadan, the ordinary week. The date of `mulai` is
    covered from midnight, before minute 0, so that it is a whole working day; `sampai` is covered to its end.

    Args:
        pola: The weekly pattern.
        mulai: Local wall-clock time, whole minutes, without a time zone.
        sampai: The last date covered.
        libur: Holidays, cuti bersama included where the office keeps it.
        ramadan: The days of Ramadan.
        cuti: Personal leave, whole days.

    Raises:
        ValueError: If `mulai` has a time zone or seconds, `sampai` lies before it, or no date is open.
    """
    if mulai.tzinfo is not None or mulai.second or mulai.microsecond:
        raise ValueError(f"waktu mulai harus waktu setempat tanpa zona waktu dan tanpa detik: {mulai.isoformat()}")
    first = mulai.date()
    if sampai < first:
        raise ValueError(f"akhir kalender ({sampai}) mendahului awalnya ({first})")
    midnight = -minute_of_day(mulai.hour, mulai.minute)
    closed = frozenset(cuti) | pola.tutup
    holidays, fasting, special = frozenset(libur), frozenset(ramadan), dict(pola.khusus)

    def blocks_on(day: date) -> Harian:
        if day in closed:
            return TUTUP
        if day in special:
            return special[day]
        return TUTUP if day in holidays else pola.week(ramadan=day in fasting)[day.weekday()]

    def blocks() -> Iterator[tuple[int, int]]:
        for number in range((sampai - first).days + 1):
            shift = midnight + number * MENIT_SEHARI
            for start, end in blocks_on(first + timedelta(days=number)):
                yield start + shift, end + shift

    return Kalender.from_blocks(
        blocks(),
        mulai=midnight,
        akhir=midnight + ((sampai - first).days + 1) * MENIT_SEHARI,
        tengah_malam=midnight,
    )


def _check_day(blocks: Harian, nama: str) -> None:
    edges = [edge for block in blocks for edge in block]
    inside = all(0 <= edge <= MENIT_SEHARI for edge in edges)
    if not (inside and all(start < end for start, end in blocks) and all(a <= b for a, b in pairwise(edges))):
        raise ValueError(f"pola {nama!r}: jam buka tidak urut atau bertumpang tindih: {_say(blocks)}")


def _say(blocks: Harian) -> str:
    return ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in blocks)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}.{minute % 60:02}"
