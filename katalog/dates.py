"""Saying dates in Indonesian."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

BULAN: Final = (
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
"""The names of the months, January first."""


def long_date(value: date | None) -> str:
    """Return "28 November 2023"; an en dash where there is no date."""
    return "–" if value is None else f"{value.day} {say_month(value.year, value.month)}"


def say_month(year: int, month: int) -> str:
    """Return "November 2023"."""
    return f"{BULAN[month - 1]} {year}"
