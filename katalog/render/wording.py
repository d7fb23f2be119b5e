"""How values are said on a page: dates, counts, officials, in Indonesian."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from katalog.conventions import KALENDER, KERJA, Cocok, Konvensi, express, to_minutes
from katalog.durations import Durasi

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katalog.durations import Bagian


def in_convention(parts: tuple[Bagian, ...], konvensi: Konvensi) -> str:
    """Return a sum said in one convention, as one amount or a range; an en dash for nothing."""
    if not parts:
        return "–"
    low, high = to_minutes(Durasi(None, parts, ()), konvensi)
    first, last = express(low, konvensi), express(high, konvensi)
    return first if first == last else f"{first} sampai {last}"


CONVENTIONS = (KALENDER, KERJA)

_NUMBERED = re.compile(
    r"^(langkah|dasar_hukum|kualifikasi_pelaksana|keterkaitan|peralatan|peringatan|pencatatan)\.(\d+)"
)
_SPOKEN = {"lanjut": "arah alur", "mulai": "simbol mulai", "selesai": "simbol selesai", "nip": "NIP"}


def field_name(bidang: str, kolom: Mapping[str, str] = MappingProxyType({})) -> str:
    """Say the name of a field: `langkah.6.pelaksana` is "langkah 6, pelaksana".

    `kolom` holds the printed names of the performers' columns by their keys, so that a column goes by its name.
    """
    part, _, key = bidang.partition(".")
    if part == "pelaksana" and key in kolom:
        return f"kolom {kolom[key]}"
    spoken = _NUMBERED.sub(lambda match: f"{match[1]} {match[2]}", bidang)
    words = spoken.replace("mutu_baku.", "").replace("_", " ").split(".")
    return ", ".join(_SPOKEN.get(word, word) for word in words)


def time_conclusion(total: Durasi, cocok: Cocok) -> str:
    """Say in one sentence how the stated total relates to the steps."""
    if total.teks is None:
        return "Dokumen tidak mencantumkan jumlah waktu."
    if cocok.cocok:
        return f"Jumlah waktu semua langkah sama dengan yang tertulis {cocok.phrase().removeprefix('sama ')}."
    return f"Jumlah waktu semua langkah {cocok.phrase()}."
