"""From the hours that a scenario states to calendars: holidays, cuti bersama, Ramadan and leave included."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from simulate.calendar import ALWAYS, Kalender
from simulate.national_holidays import LiburNasional, libur_nasional, ramadan_days
from simulate.office_hours import Istirahat, PolaKerja, asn_lima_hari, build

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulate.scenario import JamKerja, Rentang


def beginning(rentang: Rentang, pemanasan_hari: int) -> datetime:
    """Return the wall-clock time of minute 0: the midnight before the warm-up of the first possible case."""
    return datetime.combine(rentang.mulai - timedelta(days=pemanasan_hari), datetime.min.time())


def make_calendar(jam: JamKerja, mulai: datetime, sampai: date, cuti: Iterable[date] = ()) -> Kalender:
    """Return the calendar of an office or a position.

    Args:
        jam: Its hours.
        mulai: Minute 0, a midnight.
        sampai: The last date covered.
        cuti: Dates of leave.

    Raises:
        ValueError: If a break does not lie within its day, a year is not covered, or no date is open.
    """
    if jam.pola == "selalu-buka":
        return ALWAYS
    years = tuple(range(mulai.year, sampai.year + 1))
    closed: set[date] = set()
    if jam.libur_nasional or jam.cuti_bersama:
        known = _holidays(years)
        if jam.libur_nasional:
            closed |= known.tanggal - known.cuti_bersama
        if jam.cuti_bersama:
            closed |= known.cuti_bersama
    pattern = _pattern(jam)
    fasting = ramadan_days(years, panjang=dict(jam.hari_ramadan)) if pattern.ramadan is not None else frozenset()
    return build(pattern, mulai, sampai, closed, fasting, frozenset(cuti))


def warnings(tahun: Iterable[int]) -> tuple[str, ...]:
    """Return what is uncertain about the holidays of some years, Indonesian."""
    return _holidays(tuple(sorted(set(tahun)))).peringatan


@lru_cache(maxsize=16)
def _holidays(years: tuple[int, ...]) -> LiburNasional:
    return libur_nasional(*years)


def _pattern(jam: JamKerja) -> PolaKerja:
    own = (tuple(jam.khusus.items()), frozenset(jam.tutup))
    if jam.istirahat is not None and jam.pola == "asn-lima-hari":
        breaks = jam.istirahat
        usual = asn_lima_hari(
            Istirahat(breaks.senin_kamis, breaks.jumat, breaks.senin_kamis_ramadan, breaks.jumat_ramadan)
        )
        return PolaKerja(usual.nama, usual.mingguan, usual.ramadan, *own)
    if jam.mingguan is None:
        raise ValueError("pola mingguan memerlukan jam buka")
    fasting = jam.mingguan_ramadan.days if jam.mingguan_ramadan is not None else None
    return PolaKerja("jam sendiri", jam.mingguan.days, fasting, *own)
