"""What follows from one SOP and the references: its flow, its durations and sums, its citations and positions."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from katalog.citations import Daerah, Sitasi, all_citations, parse_citation
from katalog.conventions import Cocok, reproducing_conventions
from katalog.durations import Bagian, Durasi, parse_duration, sum_parts
from katalog.flow import Alur, build_flow
from katalog.naming import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katalog.catalogue import Acuan, Dokumen
    from katalog.model import SOP
    from katalog.references import OPD, DaerahOPD


@dataclass(frozen=True, slots=True)
class Rujukan:
    """A citation with the key that it resolves to; `disimpulkan` where the region was taken from the office."""

    sitasi: Sitasi
    kunci: str | None
    disimpulkan: bool


@dataclass(frozen=True, slots=True)
class DasarHukum:
    """One item of the legal bases: its words, and the citations in them (the regulation first, then what amends it).

    `butir` counts from 0; `rujukan` is empty where the words are no citation.
    """

    butir: int
    teks: str
    rujukan: tuple[Rujukan, ...]

    @property
    def utama(self) -> Rujukan | None:
        """The regulation that the item cites."""
        return self.rujukan[0] if self.rujukan else None


@dataclass(frozen=True, slots=True)
class Turunan:
    """Everything computed from one SOP. `durasi` stands in the order of `langkah`."""

    alur: Alur
    durasi: tuple[Durasi, ...]
    total: Durasi
    jumlah: tuple[Bagian, ...]
    cocok: Cocok
    dasar_hukum: tuple[DasarHukum, ...]
    jabatan: Mapping[str, str | None]
    """Position (key of `jabatan.yaml`) by key of `pelaksana`; None where the printed role is not registered."""


def derive(dokumen: Dokumen, acuan: Acuan, jabatan: Mapping[str, str]) -> Turunan:
    """Return what follows from one document.

    Args:
        dokumen: the SOP.
        acuan: the references.
        jabatan: position by normalised printed role, from `role_index`.
    """
    sop = dokumen.sop
    opd = acuan.opd.get(dokumen.opd)
    durations = tuple(parse_duration(step.mutu_baku.waktu) for step in sop.langkah)
    counted = counted_durations(sop, durations)
    total = parse_duration(sop.jumlah_waktu)
    return Turunan(
        alur=build_flow(sop),
        durasi=durations,
        total=total,
        jumlah=sum_parts(counted),
        cocok=reproducing_conventions(counted, total),
        dasar_hukum=tuple(
            _legal_basis(index, text, region(opd.daerah) if opd else None) for index, text in enumerate(sop.dasar_hukum)
        ),
        jabatan=MappingProxyType({key: _position(name, opd, jabatan) for key, name in sop.pelaksana}),
    )


def counted_durations(sop: SOP, durations: tuple[Durasi, ...]) -> tuple[Durasi, ...]:
    """Return the durations that the sum counts: a cell printed over several steps counts once."""
    return tuple(
        durasi for step, durasi in zip(sop.langkah, durations, strict=True) if step.mutu_baku.waktu_bersama is None
    )


def region(daerah: DaerahOPD) -> Daerah:
    """Return an office's region in the terms of a citation."""
    return Daerah(daerah.jenis, daerah.nama)


def role_index(acuan: Acuan) -> Mapping[str, str]:
    """Return the position of every registered printed role, by its normalised words."""
    return MappingProxyType(
        {normalise(sebutan.teks): key for key, jabatan in acuan.jabatan.items() for sebutan in jabatan.sebutan}
    )


def _position(name: str, opd: OPD | None, jabatan: Mapping[str, str]) -> str | None:
    """Find a printed role, also where the office's own name follows it ("Kepala Dinas Kesehatan Kota …")."""
    wanted = normalise(name)
    if wanted in jabatan or opd is None:
        return jabatan.get(wanted)
    for own in (opd.nama, opd.singkatan, *opd.sebutan):
        suffix = normalise(own)
        for tail in (suffix, suffix.partition(" ")[2]):
            if tail and wanted.endswith(" " + tail):
                found = jabatan.get(wanted.removesuffix(" " + tail))
                if found:
                    return found
    return None


def _legal_basis(index: int, text: str, own: Daerah | None) -> DasarHukum:
    citation = parse_citation(text)
    if citation is None:
        return DasarHukum(index, text, ())
    references = []
    for part in all_citations(citation):
        key = part.kunci(own)
        references.append(Rujukan(part, key.nilai if key else None, bool(key and key.disimpulkan)))
    return DasarHukum(index, text, tuple(references))
