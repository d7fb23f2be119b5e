"""How values are said on a page: dates, counts, officials, in Indonesian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.conventions import KALENDER, KERJA, Cocok, Konvensi, express, to_minutes
from katalog.durations import Durasi

if TYPE_CHECKING:
    from katalog.durations import Bagian


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
        return "Dokumen tidak mencantumkan jumlah waktu."
    if cocok.cocok:
        return f"Jumlah waktu semua langkah sama dengan yang tertulis {cocok.phrase().removeprefix('sama ')}."
    return f"Jumlah waktu semua langkah {cocok.phrase()}."
