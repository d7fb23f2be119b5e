"""The catalogue in memory: every SOP that could be read, the shared references, and what reading found."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from katalog.positions import TANPA_LETAK, PetaLetak

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katalog.findings import Temuan
    from katalog.model import SOP
    from katalog.references import OPD, Istilah, Jabatan, Peraturan, Proses


@dataclass(frozen=True, slots=True)
class Dokumen:
    """One SOP with where it came from. `berkas` is relative to the catalogue folder, with forward slashes."""

    opd: str
    slug: str
    berkas: str
    sop: SOP
    letak: PetaLetak = TANPA_LETAK

    @property
    def id(self) -> str:
        """The id, `<opd>/<slug>`."""
        return f"{self.opd}/{self.slug}"

    @property
    def id_pertama(self) -> str:
        """The oldest id that is known: what has to outlast a new name is called by it."""
        return self.sop.id_lama[0] if self.sop.id_lama else self.id


@dataclass(frozen=True, slots=True)
class Acuan:
    """The shared references by key, and where each entry stands."""

    opd: Mapping[str, OPD]
    peraturan: Mapping[str, Peraturan]
    proses: Mapping[str, Proses]
    jabatan: Mapping[str, Jabatan]
    istilah: Mapping[str, Istilah]
    letak: Mapping[str, PetaLetak]
    """Positions by file stem: "opd", "peraturan", "proses", "jabatan", "istilah"."""

    def present_office(self, kunci: str) -> str | None:
        """Return the office that has this key, or that alone had it before; None where there is no such office."""
        if kunci in self.opd:
            return kunci
        heirs = [key for key, opd in self.opd.items() if kunci in opd.id_lama]
        return heirs[0] if len(heirs) == 1 else None


ACUAN_KOSONG = Acuan(*(MappingProxyType({}) for _ in range(6)))
"""References of a catalogue that has none."""


@dataclass(frozen=True)
class Katalog:
    """All SOPs, in order of their id.

    `temuan_baca` are the findings met while reading; a file that has a `galat` among them is not in `dokumen`.
    `sumber` are the names of the files in `_sumber/`. `versi` holds the old versions below `_riwayat/`, by the id of
    their SOP and the name of their file; an old version is a document with an id of its own, `<id>/riwayat/<name>`.
    """

    dokumen: tuple[Dokumen, ...]
    acuan: Acuan = ACUAN_KOSONG
    temuan_baca: tuple[Temuan, ...] = ()
    sumber: frozenset[str] = frozenset()
    versi: Mapping[str, Mapping[str, Dokumen]] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def menurut_id(self) -> Mapping[str, Dokumen]:
        """Documents by id."""
        return MappingProxyType({dokumen.id: dokumen for dokumen in self.dokumen})

    @cached_property
    def berlaku(self) -> tuple[Dokumen, ...]:
        """The SOPs in force: those of which nobody said that they were replaced or revoked."""
        return tuple(dokumen for dokumen in self.dokumen if dokumen.sop.masih_berlaku)

    @cached_property
    def tidak_berlaku(self) -> frozenset[str]:
        """The ids of the SOPs that were replaced or revoked: no figure counts them."""
        return frozenset(dokumen.id for dokumen in self.dokumen if not dokumen.sop.masih_berlaku)

    @cached_property
    def tidak_berlaku_menurut_proses(self) -> Mapping[str, tuple[Dokumen, ...]]:
        """The SOPs that were replaced or revoked, by the process that they were for."""
        groups: dict[str, list[Dokumen]] = {}
        for dokumen in self.dokumen:
            if not dokumen.sop.masih_berlaku:
                groups.setdefault(dokumen.sop.proses, []).append(dokumen)
        return MappingProxyType({key: tuple(found) for key, found in groups.items()})

    def __getitem__(self, id_sop: str) -> Dokumen:
        """Return one SOP by its id; raises KeyError."""
        return self.menurut_id[id_sop]

    def __len__(self) -> int:
        return len(self.dokumen)
