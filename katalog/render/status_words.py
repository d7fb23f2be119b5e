"""What is said of an SOP that is no longer in force: on paper, on its page, and in what is taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from katalog.dates import long_date
from katalog.model import Status
from katalog.render.escaping import shorten

if TYPE_CHECKING:
    from datetime import date

    from katalog.catalogue import Dokumen
    from katalog.model import SOP

MAKS_NAMA: Final = 60
"""Characters of the name of the SOP that followed, where there is one line for everything."""
MAKS_NOMOR: Final = 40


@dataclass(frozen=True, slots=True)
class KataStatus:
    """That a document is no longer in force, in a few words and as a sentence of one line."""

    pendek: str
    lengkap: str


def ended_words(dokumen: Dokumen, newer: Dokumen | None) -> KataStatus | None:
    """Say that an SOP was revoked or replaced, since when and by what; None for one that is in force.

    `newer` is the SOP that followed, where the catalogue has it.
    """
    sop = dokumen.sop
    if sop.masih_berlaku:
        return None
    short = f"{str(sop.status).upper()}{_since(sop)}"
    if newer is None or sop.status is not Status.DIGANTIKAN:
        return KataStatus(short, f"{short}. Jangan dipakai sebagai pedoman.")
    told = told_apart(newer.sop)
    name = shorten(newer.sop.nama, MAKS_NAMA)
    return KataStatus(short, f"{short} oleh {name}" + (f" ({told})." if told else "."))


def old_version_words(until: date, now: SOP) -> KataStatus:
    """Say until when an old version held, and that the SOP itself has ended since, where it has."""
    short = f"VERSI LAMA, berlaku sampai {long_date(until)}"
    return KataStatus(short, f"{short}." if now.masih_berlaku else f"{short}; SOP ini kini {now.status}{_since(now)}.")


def status_mark(sop: SOP) -> str | None:
    """Return the words of the mark beside an SOP's name in a list: "dicabut sejak 4 Juli 2024"; None while in force."""
    return None if sop.masih_berlaku else f"{sop.status}{_since(sop)}"


def in_force_words(valid: int, ended: int) -> str:
    """Return how many SOPs are in force, and how many others there are besides: "3, dan 1 yang tidak berlaku lagi"."""
    return f"{valid}, dan {ended} yang tidak berlaku lagi" if ended else str(valid)


def told_apart(sop: SOP) -> str:
    """Return what tells an SOP from another one of the same name: its number and date; "" where it has neither."""
    parts = [f"nomor {shorten(sop.nomor, MAKS_NOMOR)}"] if sop.nomor else []
    if sop.tanggal_pengesahan:
        parts.append(f"disahkan {long_date(sop.tanggal_pengesahan)}")
    elif sop.tanggal_efektif:
        parts.append(f"efektif {long_date(sop.tanggal_efektif)}")
    elif sop.tahun:
        parts.append(f"tahun {sop.tahun}")
    return ", ".join(parts)


def _since(sop: SOP) -> str:
    return f" sejak {long_date(sop.status_sejak)}" if sop.status_sejak else ""
