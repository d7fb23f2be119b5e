"""How values are said on a page: dates, counts, officials, in Indonesian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.conventions import KALENDER, KERJA, Cocok, Konvensi, express, to_minutes
from katalog.durations import Durasi

if TYPE_CHECKING:
    from datetime import date

    from katalog.durations import Bagian

BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def long_date(value: date | None) -> str:
    """Return "28 November 2023"; an en dash where there is no date."""
    return "–" if value is None else f"{value.day} {BULAN[value.month - 1]} {value.year}"


def in_convention(parts: tuple[Bagian, ...], konvensi: Konvensi) -> str:
    """Return a sum said in one convention, as one amount or a range; an en dash for nothing."""
    if not parts:
        return "–"
    low, high = to_minutes(Durasi(None, parts, ()), konvensi)
    first, last = express(low, konvensi), express(high, konvensi)
    return first if first == last else f"{first} sampai {last}"


CONVENTIONS = (KALENDER, KERJA)


def time_conclusion(total: Durasi, cocok: Cocok) -> str:
    """Say in one sentence how the stated total relates to the steps."""
    if total.teks is None:
        return "Dokumen tidak menyatakan jumlah waktu."
    if cocok.cocok:
        return f"Waktu semua langkah berjumlah sama dengan yang tertulis {cocok.phrase().removeprefix('sama ')}."
    return f"Waktu semua langkah {cocok.phrase()}."
