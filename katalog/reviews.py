"""When an SOP is due for review: monitoring every six months, evaluation every year (PermenPANRB 35/2012).

The yearly evaluation is belum diverifikasi. Nobody prints when a review took place, so all that is known is the last
date on the document: both dates count from it. Whether a date has passed is for the reader's clock to tell.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from katalog.model import SOP

BULAN_PEMANTAUAN: Final = 6
BULAN_EVALUASI: Final = 12
NAMA_TANGGAL: Final = {
    "tanggal_revisi": "Tanggal revisi",
    "tanggal_pengesahan": "Tanggal pengesahan",
    "tanggal_efektif": "Tanggal efektif",
    "tanggal_pembuatan": "Tanggal pembuatan",
}
"""The dates that an SOP may print, by field: of equal ones the first counts."""


@dataclass(frozen=True, slots=True)
class TanggalTerakhir:
    """The latest date that an SOP prints, and the field that it stands in."""

    bidang: str
    tanggal: date


@dataclass(frozen=True, slots=True)
class Tinjauan:
    """The dates of the next reviews, and the field of the SOP that they count from."""

    bidang: str
    sejak: date
    pemantauan: date
    """First monitoring due."""
    evaluasi: date
    """First evaluation due."""


def latest_date(sop: SOP) -> TanggalTerakhir | None:
    """Return the latest date that an SOP prints, whether it is in force or not; None where it prints none.

    A date in the calendar's last two years, surely a slip of the pen, counts as none. Of fields with the same date
    the first of revision, approval, effect and making names it.
    """
    printed = [(value, field) for field in NAMA_TANGGAL if _usable(value := getattr(sop, field))]
    if not printed:
        return None
    since = max(value for value, _ in printed)
    return TanggalTerakhir(next(field for value, field in printed if value == since), since)


def review_dates(sop: SOP) -> Tinjauan | None:
    """Return when the SOP is due, counted from the latest date that it prints.

    None where it prints none, and where it is no longer in force: what was replaced or revoked is never due.
    """
    last = latest_date(sop)
    if last is None or not sop.masih_berlaku:
        return None
    since = last.tanggal
    return Tinjauan(last.bidang, since, add_months(since, BULAN_PEMANTAUAN), add_months(since, BULAN_EVALUASI))


def _usable(value: date | None) -> bool:
    return value is not None and value.year < date.max.year - 1


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day where it has no such day.

    Raises ValueError past the year 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
