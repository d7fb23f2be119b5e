"""What the rules of law share: what is known of an item, and calling a regulation by its short name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from katalog.citations import Daerah, short_name
from katalog.derivation import region
from katalog.references import Keyakinan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katalog.citations import Sitasi
    from katalog.references import Peraturan, Relasi
    from katalog.rules.base import Konteks


UNSURE: Final = frozenset({Keyakinan.BELUM_DIVERIFIKASI, Keyakinan.TERCETAK})
"""What the registry itself does not know for certain."""


def own_region(konteks: Konteks) -> Daerah | None:
    """Return the region of the SOP's office, where the office is registered."""
    return region(konteks.opd.daerah) if konteks.opd else None


def name_of_citation(sitasi: Sitasi) -> str:
    """Return the short name of a cited regulation: "UU 23/2014"."""
    return short_name(sitasi.jenis, sitasi.daerah, sitasi.nomor, sitasi.tahun)


def name_of_key(kunci: str, peraturan: Mapping[str, Peraturan]) -> str:
    """Return the short name of a registered regulation, else its key."""
    entry = peraturan.get(kunci)
    if entry is None:
        return kunci
    daerah = Daerah(entry.daerah.jenis, entry.daerah.nama) if entry.daerah else None
    return short_name(entry.jenis, daerah, entry.nomor, entry.tahun)


def list_relations(relasi: tuple[Relasi, ...], peraturan: Mapping[str, Peraturan]) -> str:
    """Return the regulations of some relations in words, each with how sure it is."""
    return ", ".join(f"{name_of_key(item.kunci, peraturan)} ({item.keyakinan.keterangan})" for item in relasi)


def item_unreadable(konteks: Konteks, butir: int) -> str | None:
    """Return why an item of the legal bases could not be read in full, else None."""
    return konteks.unreadable(f"dasar_hukum.{butir + 1}")


def clipped(text: str, limit: int = 160) -> str:
    """Return a text short enough for a message."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
