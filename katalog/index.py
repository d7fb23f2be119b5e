"""What only the whole catalogue can tell: who cites what, which office has what, which related SOP exists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from katalog.citations import parse_citation
from katalog.comparison.clones import nearly_equal, shingles
from katalog.derivation import region
from katalog.naming import bare_name, normalise

if TYPE_CHECKING:
    from katalog.catalogue import Dokumen, Katalog
    from katalog.comparison.clones import Rangkaian, Serupa
    from katalog.derivation import Turunan


@dataclass(frozen=True, slots=True)
class Kutipan:
    """A place where a regulation is cited: an item of an SOP's legal bases (counted from 0)."""

    sop: str
    butir: int
    bersarang: bool
    """Whether the regulation is only named as one that amends the item's regulation."""
    disimpulkan: bool


@dataclass(frozen=True, slots=True)
class Tautan:
    """What a related SOP or regulation ("SOP Surat Masuk", "Perwal SOTK") leads to."""

    teks: str
    sop: str | None = None
    peraturan: str | None = None
    di_opd_lain: tuple[str, ...] = ()
    """SOPs of the same name in other offices, where this office has none."""

    @property
    def menyebut_sop(self) -> bool:
        """Whether the words name an SOP."""
        return _NAMES_SOP.match(self.teks) is not None


@dataclass(frozen=True, slots=True)
class Indeks:
    """Cross references over the whole catalogue; every list is in a fixed order."""

    pengutip: Mapping[str, tuple[Kutipan, ...]]
    """Citations by key of the regulation."""
    menurut_opd: Mapping[str, tuple[str, ...]]
    menurut_proses: Mapping[str, tuple[str, ...]]
    """SOPs in force by process: what was replaced or revoked is compared with nothing."""
    menurut_nomor: Mapping[tuple[str, str], tuple[str, ...]]
    """SOPs by office and number (as `number_key` writes it), in order of their id; no entry for SOPs without one."""
    keterkaitan: Mapping[str, tuple[Tautan, ...]]
    """Links of the box Keterkaitan by SOP, in printed order."""
    keterangan: Mapping[str, Mapping[int, Tautan]]
    """Links in the column Keterangan by SOP and index of the step, where the words name an SOP."""
    semua: frozenset[str]
    """The ids of all SOPs."""
    tidak_berlaku: Mapping[str, Dokumen]
    """The SOPs that were replaced or revoked, by id."""
    pewaris: Mapping[str, tuple[str, ...]]
    """SOPs by each id that they had before, in order of their id: more than one is a fault."""
    serupa: Mapping[str, tuple[Serupa, ...]]
    """Nearly equal SOPs of other offices in the same process, the nearest first; SOPs without any are left out."""
    rangkaian: Mapping[str, Rangkaian]
    """The runs of words of each SOP in force, by which they are compared."""

    def present_id(self, id_sop: str) -> str | None:
        """Return the id of the SOP that has this id, or that alone had it before; None where there is no such SOP."""
        if id_sop in self.semua:
            return id_sop
        heirs = self.pewaris.get(id_sop, ())
        return heirs[0] if len(heirs) == 1 else None


_NAMES_SOP = re.compile(r"\s*SOP\b", re.IGNORECASE)
_NICKNAME = re.compile(r"\s*(perwal|perwali|perbup|pergub|perda)\.?\s+SOTK\s*", re.IGNORECASE)
_ORGANISATION = re.compile(r"\bsusunan\s+organisasi\b", re.IGNORECASE)

_SIGN = re.compile(r"\s*([^\w\s])\s*")

_Nama = Mapping[str, tuple[str, ...]]
"""Ids of SOPs by a name that they go by."""

K = TypeVar("K", str, tuple[str, str])
T = TypeVar("T")


def _frozen(groups: Mapping[K, list[T]]) -> Mapping[K, tuple[T, ...]]:
    return MappingProxyType({key: tuple(groups[key]) for key in sorted(groups)})


def number_key(nomor: str | None) -> str:
    """Return an SOP's number as a key for comparison, case and spacing aside; "" where none is printed."""
    if not any(character.isalnum() for character in nomor or ""):
        return ""
    return _SIGN.sub(r"\1", " ".join((nomor or "").split())).casefold()


def build_index(
    katalog: Katalog, turunan: Mapping[str, Turunan], rangkaian: Mapping[str, Rangkaian] = MappingProxyType({})
) -> Indeks:
    """Return the cross references of a catalogue; linear in its size.

    Args:
        katalog: the catalogue.
        turunan: what follows from each SOP, by id.
        rangkaian: runs of words by id, where they are known already, of SOPs that have not changed.
    """
    citing: dict[str, list[Kutipan]] = defaultdict(list)
    offices: dict[str, list[str]] = defaultdict(list)
    processes: dict[str, list[str]] = defaultdict(list)
    numbers: dict[tuple[str, str], list[str]] = defaultdict(list)
    heirs: dict[str, list[str]] = defaultdict(list)
    names = _names(katalog)
    own_names = _by_office(names)
    links: dict[str, tuple[Tautan, ...]] = {}
    notes: dict[str, Mapping[int, Tautan]] = {}
    for document in katalog.dokumen:
        derived = turunan[document.id]
        offices[document.opd].append(document.id)
        if document.sop.masih_berlaku:
            processes[document.sop.proses].append(document.id)
        for old in document.sop.id_lama:
            heirs[old].append(document.id)
        if number := number_key(document.sop.nomor):
            numbers[document.opd, number].append(document.id)
        for basis in derived.dasar_hukum:
            for depth, reference in enumerate(basis.rujukan):
                if reference.kunci:
                    citing[reference.kunci].append(Kutipan(document.id, basis.butir, depth > 0, reference.disimpulkan))
        links[document.id] = tuple(
            _link(text, document, derived, names, own_names, katalog) for text in document.sop.keterkaitan
        )
        notes[document.id] = MappingProxyType(
            {
                index: _link(step.keterangan, document, derived, names, own_names, katalog)
                for index, step in enumerate(document.sop.langkah)
                if step.keterangan and _NAMES_SOP.match(step.keterangan)
            }
        )
    runs = {one.id: rangkaian.get(one.id) or shingles(one.sop) for one in katalog.berlaku}
    return Indeks(
        pengutip=_frozen(citing),
        menurut_opd=_frozen(offices),
        menurut_proses=_frozen(processes),
        menurut_nomor=_frozen({key: sorted(ids) for key, ids in numbers.items()}),
        keterkaitan=MappingProxyType(links),
        keterangan=MappingProxyType(notes),
        semua=frozenset(document.id for document in katalog.dokumen),
        tidak_berlaku=MappingProxyType({one.id: one for one in katalog.dokumen if not one.sop.masih_berlaku}),
        pewaris=_frozen(heirs),
        serupa=MappingProxyType(nearly_equal(katalog.berlaku, runs)),
        rangkaian=MappingProxyType(runs),
    )


def _names(katalog: Katalog) -> _Nama:
    """Return the ids of SOPs by every name that they go by, those in force first."""
    names: dict[str, list[str]] = defaultdict(list)
    for document in sorted(katalog.dokumen, key=lambda one: not one.sop.masih_berlaku):
        process = katalog.acuan.proses.get(document.sop.proses)
        known = [document.sop.nama, document.sop.judul or ""]
        if process:
            known += [process.nama, *process.sebutan]
        for name in dict.fromkeys(normalise(bare_name(text)) for text in known):
            if name:
                names[name].append(document.id)
    return _frozen(names)


def _by_office(names: _Nama) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the ids of SOPs by name and office, in the order of the names."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, ids in names.items():
        for id_sop in ids:
            found[name, id_sop.partition("/")[0]].append(id_sop)
    return _frozen(found)


def _link(
    teks: str,
    document: Dokumen,
    turunan: Turunan,
    names: _Nama,
    own_names: Mapping[tuple[str, str], tuple[str, ...]],
    katalog: Katalog,
) -> Tautan:
    if _NAMES_SOP.match(teks):
        name = normalise(bare_name(teks))
        own = own_names.get((name, document.opd), ())
        if another := next((id_sop for id_sop in own if id_sop != document.id), None):
            return Tautan(teks, sop=another)
        # One tuple for all who name what hundreds of other offices have: copies would grow with the square.
        found = names.get(name, ())
        return Tautan(teks, di_opd_lain=tuple(one for one in found if one != document.id) if own else found)
    nickname = _NICKNAME.fullmatch(teks)
    if nickname:
        kind = "perwal" if nickname[1].casefold() == "perwali" else nickname[1].casefold()
        for basis in turunan.dasar_hukum:
            first = basis.utama
            if first and first.sitasi.jenis == kind and _ORGANISATION.search(first.sitasi.judul or ""):
                return Tautan(teks, peraturan=first.kunci)
        return Tautan(teks)
    citation = parse_citation(teks)
    if citation is not None:
        opd = katalog.acuan.opd.get(document.opd)
        key = citation.kunci(region(opd.daerah) if opd else None)
        return Tautan(teks, peraturan=key.nilai if key else None)
    return Tautan(teks)
