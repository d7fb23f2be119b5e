"""What an NIP tells about itself: 18 digits, made of birth date, month of appointment, gender and serial."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from katalog.dates import long_date, say_month
from katalog.rules.phrases import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABEL: Final = re.compile(r"^\s*NIP\b[\s.:]*", re.IGNORECASE)
_OTHER_NUMBER: Final = re.compile(r"^\s*(?:NRP|NIK|NIDN|NIPPPK|NI\s+PPPK)\b", re.IGNORECASE)
_SEPARATORS: Final = re.compile(r"[\s.]+")
_NO_NIP: Final = re.compile(
    r"^(?:(?:plt|pj|pjs|plh)\b\.?\s*)?(?:wakil\s+)?(?:bupati|wali\s?kota|gubernur|menteri|presiden|ketua\s+dprd)\b",
    re.IGNORECASE,
)
_CONTRACT: Final = 21
"""Stands in the place of the month in the numbers of contract employees; no calendar month, but no fault."""


def needs_nip(jabatan: str) -> bool:
    """Tell whether the holder of a position has an NIP: elected and appointed heads of a region have none."""
    return _NO_NIP.match(jabatan) is None


def nip_faults(text: str, signed: date | None) -> tuple[str, ...]:
    """Return why a printed NIP is impossible, in Indonesian; empty where nothing speaks against it.

    Args:
        text: the NIP as printed, with or without spaces and dots.
        signed: the day on which the SOP was signed, where known.
    """
    if _OTHER_NUMBER.match(text):
        return ()
    digits = _SEPARATORS.sub("", _LABEL.sub("", text))
    if re.fullmatch(r"[0-9]+", digits) is None:
        return ("memuat huruf atau tanda selain angka",)
    if len(digits) != 18:
        return (f"terdiri atas {len(digits)} angka, seharusnya 18",)
    return tuple(_faults_of_parts(digits, signed))


def _faults_of_parts(digits: str, signed: date | None) -> Iterator[str]:
    try:
        born = date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}")
    except ValueError:
        born = None
        yield f"delapan angka pertama ({quote(digits[:8])}) bukan tanggal lahir"
    year, month = int(digits[8:12]), int(digits[12:14])
    if digits[14] not in "12":
        yield f"angka ke-15 ({quote(digits[14])}) seharusnya 1 atau 2 (jenis kelamin)"
    if 1 <= month <= 12:
        yield from _faults_of_dates(born, year, month, signed)
    elif month != _CONTRACT:
        yield f"angka ke-13 dan ke-14 ({quote(digits[12:14])}) bukan bulan pengangkatan"


def _faults_of_dates(born: date | None, year: int, month: int, signed: date | None) -> Iterator[str]:
    appointed = say_month(year, month)
    if born is not None:
        age = (year - born.year) * 12 + month - born.month
        if age < 15 * 12:
            yield f"diangkat {appointed}, padahal lahir {long_date(born)} (belum 15 tahun)"
        elif age > 60 * 12:
            yield f"diangkat {appointed}, padahal lahir {long_date(born)} (lebih dari 60 tahun)"
    if signed is None:
        return
    if born is not None and born > signed:
        yield f"lahir {long_date(born)}, sesudah SOP disahkan pada {long_date(signed)}"
    if (year, month) > (signed.year, signed.month):
        yield f"diangkat {appointed}, sesudah SOP disahkan pada {long_date(signed)}"
