"""What a document promises, as the limit that cases are held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.render.amounts import exact_duration
from simulate.answers import reference

if TYPE_CHECKING:
    from simulate.session import Sesi


def stated(sesi: Sesi) -> tuple[str, float] | None:
    """Return the limit's name and its calendar minutes: the printed total, else the sum of the steps, else None."""
    acuan = reference(sesi.prosedur)
    if acuan.menit is not None:
        return "waktu yang tertulis", acuan.menit
    return ("jumlah waktu langkah-langkahnya", acuan.jumlah_langkah) if acuan.jumlah_langkah > 0 else None


def promised(acuan: tuple[str, float]) -> str:
    """Return the limit in words: its name, and how long it is."""
    return f"{acuan[0]} ({exact_duration(acuan[1])})"
