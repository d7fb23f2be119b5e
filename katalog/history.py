"""What happened to SOPs over time: what a document or its office states, and the versions that were kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from katalog.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from katalog.catalogue import Dokumen, Katalog
    from katalog.model import SOP, Perubahan


class JenisPeristiwa(StrEnum):
    """What happened to an SOP."""

    DISAHKAN = "disahkan"
    EFEKTIF = "efektif"
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
        tertulis_pada: The id of the old version that states the date; None where the SOP as it is states it.
        disimpulkan: Whether the transcriber inferred the date.
    """

    tanggal: date
    jenis: JenisPeristiwa
    sop: str
    uraian: str | None = None
    alasan: str | None = None
    versi_lama: str | None = None
    tertulis_pada: str | None = None
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
    ("tanggal_efektif", JenisPeristiwa.EFEKTIF),
    ("tanggal_revisi", JenisPeristiwa.DIREVISI),
)
_AKHIR: Final = {Status.DIGANTIKAN: JenisPeristiwa.DIGANTIKAN, Status.DICABUT: JenisPeristiwa.DICABUT}
_URUTAN: Final = {kind: place for place, kind in enumerate(JenisPeristiwa)}
"""Which of two things on one day comes first."""


def events(dokumen: Dokumen, versi: Mapping[str, Dokumen]) -> tuple[Peristiwa, ...]:
    """Return what happened to one SOP, the oldest first.

    The old versions that the history names tell their dates too: a revision makes nothing undone. What several of them
    state, and a printed date of revision that the history tells of, is told once. An old version that calls itself
    replaced means itself, not the SOP. `versi` are the old versions by the name of their file.
    """
    changes = [(one, versi.get(one.versi_lama or "")) for one in dokumen.sop.riwayat]
    changed = {one.tanggal for one, _ in changes}
    stated: dict[tuple[date, JenisPeristiwa], Peristiwa] = {}
    for stating in (dokumen, *(old for _, old in reversed(changes) if old)):
        for one in _stated(stating, dokumen.id):
            if not (one.jenis is JenisPeristiwa.DIREVISI and one.tanggal in changed):
                stated.setdefault((one.tanggal, one.jenis), one)
    told = [
        Peristiwa(one.tanggal, JenisPeristiwa.DIUBAH, dokumen.id, one.perubahan, one.alasan, old.id if old else None)
        for one, old in changes
    ]
    sop = dokumen.sop
    if sop.status_sejak and sop.status in _AKHIR:
        told.append(Peristiwa(sop.status_sejak, _AKHIR[sop.status], dokumen.id))
    return tuple(sorted((*stated.values(), *told), key=lambda one: (one.tanggal, _URUTAN[one.jenis])))


def _stated(dokumen: Dokumen, id_sop: str) -> Iterator[Peristiwa]:
    """Yield what the printed dates of one document say: those of the SOP as it is, or of an old version.

    The form has both a date of effect and one of approval, and many offices print one in the other's place: the first
    counts where the second is missing.
    """
    sop = dokumen.sop
    noted = {catatan.bidang for catatan in sop.disimpulkan}
    place = dokumen.id if dokumen.id != id_sop else None
    for field, kind in _TERCETAK:
        day = getattr(sop, field)
        if day is not None and not (kind is JenisPeristiwa.EFEKTIF and sop.tanggal_pengesahan):
            yield Peristiwa(day, kind, id_sop, tertulis_pada=place, disimpulkan=field in noted)


def undated_end(sop: SOP) -> JenisPeristiwa | None:
    """Return how an SOP ended where nobody says when; None where it is in force or the day is known."""
    return _AKHIR.get(sop.status) if sop.status and sop.status_sejak is None else None


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
