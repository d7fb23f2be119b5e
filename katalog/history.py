"""What happened to SOPs over time: what a document or its office states, and the versions that were kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from katalog.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from katalog.catalogue import Dokumen, Katalog
    from katalog.model import Perubahan


class JenisPeristiwa(StrEnum):
    """What happened to an SOP."""

    DISAHKAN = "disahkan"
    DIREVISI = "direvisi"
    DIUBAH = "diubah"
    DIGANTIKAN = "digantikan"
    DICABUT = "dicabut"


@dataclass(frozen=True, slots=True)
class Peristiwa:
    """One thing that happened to an SOP, on a day that somebody states.

    Attributes:
        tanggal: The day.
        jenis: What happened.
        sop: The SOP's id.
        uraian: What changed, in the office's words; None where nobody says.
        alasan: Why; None where nobody says.
        versi_lama: The id of the version before, where it was kept.
        disimpulkan: Whether the transcriber inferred the date.
    """

    tanggal: date
    jenis: JenisPeristiwa
    sop: str
    uraian: str | None = None
    alasan: str | None = None
    versi_lama: str | None = None
    disimpulkan: bool = False


@dataclass(frozen=True, slots=True)
class PasanganVersi:
    """An old version beside the next one that is kept: another old one, or the SOP as it is.

    `perubahan` are the changes between the two, the oldest first; never empty.
    """

    lama: Dokumen
    baru: Dokumen
    perubahan: tuple[Perubahan, ...]


_TERCETAK: Final = (
    ("tanggal_pengesahan", JenisPeristiwa.DISAHKAN),
    ("tanggal_revisi", JenisPeristiwa.DIREVISI),
)
_AKHIR: Final = {Status.DIGANTIKAN: JenisPeristiwa.DIGANTIKAN, Status.DICABUT: JenisPeristiwa.DICABUT}


def events(dokumen: Dokumen, versi: Mapping[str, Dokumen]) -> tuple[Peristiwa, ...]:
    """Return what happened to one SOP, the oldest first.

    A printed date of revision that the history tells of is not told twice. `versi` are the old versions by the name
    of their file.
    """
    sop = dokumen.sop
    noted = {catatan.bidang for catatan in sop.disimpulkan}
    told = {one.tanggal for one in sop.riwayat}
    found = []
    for field, kind in _TERCETAK:
        day = getattr(sop, field)
        if day is not None and not (kind is JenisPeristiwa.DIREVISI and day in told):
            found.append(Peristiwa(day, kind, dokumen.id, disimpulkan=field in noted))
    for one in sop.riwayat:
        old = versi.get(one.versi_lama or "")
        kept = old.id if old else None
        found.append(Peristiwa(one.tanggal, JenisPeristiwa.DIUBAH, dokumen.id, one.perubahan, one.alasan, kept))
    if sop.status_sejak and sop.status in _AKHIR:
        found.append(Peristiwa(sop.status_sejak, _AKHIR[sop.status], dokumen.id))
    return tuple(sorted(found, key=lambda one: one.tanggal))


def all_events(katalog: Katalog) -> tuple[Peristiwa, ...]:
    """Return what happened to any SOP, the newest first, then in order of the ids."""
    found = [one for document in katalog.dokumen for one in events(document, katalog.versi.get(document.id, {}))]
    return tuple(sorted(found, key=lambda one: (-one.tanggal.toordinal(), one.sop)))


def version_pairs(katalog: Katalog, dokumen: Dokumen) -> tuple[PasanganVersi, ...]:
    """Return each old version of an SOP with the next one, the oldest first."""
    kept = katalog.versi.get(dokumen.id, {})
    found: list[PasanganVersi] = []
    changes: list[Perubahan] = []
    newer = dokumen
    for one in reversed(dokumen.sop.riwayat):
        changes.insert(0, one)
        old = kept.get(one.versi_lama or "")
        if old is not None:
            found.append(PasanganVersi(old, newer, tuple(changes)))
            newer, changes = old, []
    return tuple(reversed(found))
