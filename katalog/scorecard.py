"""The scorecard for reviewers: findings counted by the part of the SOP that is at fault, never summed to a grade.

Reviewers of reformasi birokrasi name the part that is wrong: format, alur, waktu, dasar hukum, keterkaitan. Each
finding belongs to exactly one part, by the family of its rule. What an SOP knowingly accepts is counted apart.
Figures over several SOPs count those in force; what was replaced or revoked is held apart.
Whether a review is due is for the reader's clock to tell: only dates are held here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from katalog.completeness import Isian, Keadaan, form_parts
from katalog.findings import Tingkat
from katalog.legal_doubts import DasarRagu, JenisKeraguan, doubtful_bases
from katalog.reviews import TanggalTerakhir, Tinjauan, latest_date, review_dates
from katalog.rules import ALL_RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.findings import Temuan
    from katalog.model import Status


class BagianRapor(StrEnum):
    """The part of an SOP that a reviewer names, in the order of the scorecard."""

    FORMAT = "format"
    ALUR = "alur"
    WAKTU = "waktu"
    DASAR_HUKUM = "dasar_hukum"
    KETERKAITAN = "keterkaitan"
    PERBANDINGAN = "perbandingan"

    @property
    def nama(self) -> str:
        """The heading, for readers."""
        return _BAGIAN[self][1]

    @property
    def keterangan(self) -> str:
        """What the part covers, for readers."""
        return _BAGIAN[self][2]

    @property
    def keluarga(self) -> str:
        """The letter with which the codes of its rules begin."""
        return _BAGIAN[self][0]

    @property
    def jangkar(self) -> str:
        """The anchor of its findings on the page of an SOP and of an office."""
        return f"temuan-{self.value.replace('_', '-')}"


_BAGIAN: Final = {
    BagianRapor.FORMAT: ("B", "Format", "bagian formulir: identitas, tanggal, pengesahan, kotak, dan kolom"),
    BagianRapor.ALUR: ("A", "Alur", "langkah, panah, keputusan, pelaksana, dan bunyi kegiatan"),
    BagianRapor.WAKTU: ("W", "Waktu", "waktu tiap langkah dan jumlah waktu"),
    BagianRapor.DASAR_HUKUM: ("H", "Dasar hukum", "kutipan peraturan, judul, status, dan perubahannya"),
    BagianRapor.KETERKAITAN: ("T", "Keterkaitan dan nama", "SOP terkait, nama OPD, proses, jabatan, dan SOP"),
    BagianRapor.PERBANDINGAN: ("P", "Perbandingan", "perbedaan dengan SOP lain untuk proses yang sama"),
}
_MENURUT_KELUARGA: Final = {keluarga: bagian for bagian, (keluarga, *_) in _BAGIAN.items()}


def part_of(kode: str) -> BagianRapor:
    """Return the part that a rule's findings count to, by the family of its code; KeyError for no known family."""
    return _MENURUT_KELUARGA[kode[:1]]


PARTS: Final = tuple(bagian for bagian in BagianRapor if any(part_of(rule.kode) is bagian for rule in ALL_RULES))
"""The parts that some rule looks at."""


@dataclass(frozen=True, slots=True)
class Hitungan:
    """How many findings of one part: by severity without the accepted ones, which stand apart."""

    galat: int = 0
    peringatan: int = 0
    saran: int = 0
    diterima: int = 0

    @property
    def jumlah(self) -> int:
        """How many stand, accepted ones aside."""
        return self.galat + self.peringatan + self.saran

    @property
    def menurut_tingkat(self) -> dict[Tingkat, int]:
        """The standing ones by severity, gravest first, zeros included."""
        return {tingkat: getattr(self, tingkat.value) for tingkat in Tingkat}

    def __add__(self, other: Hitungan) -> Hitungan:
        return Hitungan(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(Hitungan)))


PerBagian: TypeAlias = "Mapping[BagianRapor, Hitungan]"


@dataclass(frozen=True, slots=True)
class RaporSOP:
    """What the scorecard says of one SOP. `temuan` has an entry for every part of `PARTS`."""

    id: str
    opd: str
    nama: str
    masih_berlaku: bool
    status: Status | None
    status_sejak: date | None
    digantikan_oleh: str | None
    temuan: PerBagian
    isian: tuple[Isian, ...]
    terakhir: TanggalTerakhir | None
    """The latest date that the document prints, whether the SOP is in force or not."""
    tinjauan: Tinjauan | None
    """When it is due; None where it is no longer in force, and where it prints no date."""
    tanggal_disimpulkan: bool
    """Whether its latest date was inferred by the transcriber."""
    dasar_ragu: tuple[DasarRagu, ...]

    @property
    def terisi(self) -> int:
        """How many parts of the form are filled, by the document itself."""
        return len(self.isian_menurut(Keadaan.TERISI))

    def isian_menurut(self, keadaan: Keadaan) -> tuple[Isian, ...]:
        """Return the parts of the form in one state, in the order of the form; of a column only those steps."""
        found = []
        for isian in self.isian:
            if isian.keadaan is keadaan:
                found.append(isian)
            found += [replace(isian, keadaan=state, langkah=steps) for state, steps in isian.juga if state is keadaan]
        return tuple(found)

    def butir_ragu(self, jenis: JenisKeraguan) -> int:
        """Count the items of its legal bases that are doubtful for one reason."""
        return sum(any(sebab.jenis is jenis for sebab in dasar.sebab) for dasar in self.dasar_ragu)


@dataclass(frozen=True, slots=True)
class BagianOPD:
    """One part over the SOPs of an office in force: the findings, and how many SOPs have any that stands."""

    temuan: Hitungan
    sop: int


@dataclass(frozen=True, slots=True)
class RaporOPD:
    """What the scorecard says of one office: its SOPs in order of their id, and each part over those in force."""

    opd: str
    sop: tuple[RaporSOP, ...]
    """Those in force, which all figures count."""
    tidak_berlaku: tuple[RaporSOP, ...]
    """Those that were replaced or revoked."""
    bagian: Mapping[BagianRapor, BagianOPD]

    def sop_ragu(self, jenis: JenisKeraguan) -> int:
        """Count the SOPs with an item of the legal bases that is doubtful for one reason."""
        return sum(sop.butir_ragu(jenis) > 0 for sop in self.sop)


@dataclass(frozen=True, slots=True)
class Sebaran:
    """How widespread the findings of one rule are among the SOPs in force, accepted ones aside."""

    kode: str
    temuan: int
    sop: int
    opd: int


@dataclass(frozen=True, slots=True)
class Rapor:
    """The scorecard of a catalogue. Every SOP and every office that has SOPs is there, in order of the id.

    `sop` holds those that are no longer in force too; figures count `berlaku`.
    """

    sop: Mapping[str, RaporSOP]
    opd: Mapping[str, RaporOPD]
    sebaran: tuple[Sebaran, ...]
    """Rules with findings in SOPs in force: those found in most SOPs first, then in order of the code."""

    @property
    def berlaku(self) -> tuple[RaporSOP, ...]:
        """The SOPs in force."""
        return tuple(sop for sop in self.sop.values() if sop.masih_berlaku)

    @property
    def tidak_berlaku(self) -> tuple[RaporSOP, ...]:
        """The SOPs that were replaced or revoked."""
        return tuple(sop for sop in self.sop.values() if not sop.masih_berlaku)


def score(telaah: Telaah) -> Rapor:
    """Return the scorecard of an analysed catalogue; linear in its size."""
    sop = {document.id: _score_sop(telaah, document) for document in telaah.katalog.dokumen}
    opd = {key: _score_office(key, tuple(sop[id_sop] for id_sop in ids)) for key, ids in _offices(telaah)}
    return Rapor(MappingProxyType(sop), MappingProxyType(opd), _spread(telaah))


def _offices(telaah: Telaah) -> Iterable[tuple[str, tuple[str, ...]]]:
    return telaah.indeks.menurut_opd.items()


def group_by_part(findings: Iterable[Temuan]) -> Mapping[BagianRapor, tuple[Temuan, ...]]:
    """Return findings by part, in the order of the scorecard and each group in the given order; no empty groups."""
    groups: dict[BagianRapor, list[Temuan]] = defaultdict(list)
    for temuan in findings:
        groups[part_of(temuan.kode)].append(temuan)
    return MappingProxyType({bagian: tuple(groups[bagian]) for bagian in BagianRapor if bagian in groups})


def tally(findings: Iterable[Temuan]) -> Hitungan:
    """Count findings by severity, accepted ones apart."""
    standing = dict.fromkeys(Tingkat, 0)
    accepted = 0
    for temuan in findings:
        if temuan.diterima is None:
            standing[temuan.tingkat] += 1
        else:
            accepted += 1
    return Hitungan(**{tingkat.value: number for tingkat, number in standing.items()}, diterima=accepted)


def _score_sop(telaah: Telaah, document: Dokumen) -> RaporSOP:
    groups = group_by_part(telaah.temuan_sop[document.id])
    sop, last = document.sop, latest_date(document.sop)
    return RaporSOP(
        id=document.id,
        opd=document.opd,
        nama=sop.nama,
        masih_berlaku=sop.masih_berlaku,
        status=sop.status,
        status_sejak=sop.status_sejak,
        digantikan_oleh=sop.digantikan_oleh,
        temuan=MappingProxyType({bagian: tally(groups.get(bagian, ())) for bagian in PARTS}),
        isian=form_parts(sop),
        terakhir=last,
        tinjauan=review_dates(sop),
        tanggal_disimpulkan=last is not None and any(catatan.bidang == last.bidang for catatan in sop.disimpulkan),
        dasar_ragu=doubtful_bases(telaah.turunan[document.id].dasar_hukum, telaah.katalog.acuan),
    )


def _score_office(opd: str, sop: tuple[RaporSOP, ...]) -> RaporOPD:
    valid = tuple(one for one in sop if one.masih_berlaku)
    parts = {
        bagian: BagianOPD(
            temuan=sum((one.temuan[bagian] for one in valid), Hitungan()),
            sop=sum(one.temuan[bagian].jumlah > 0 for one in valid),
        )
        for bagian in PARTS
    }
    ended = tuple(one for one in sop if not one.masih_berlaku)
    return RaporOPD(opd, valid, ended, MappingProxyType(parts))


def _spread(telaah: Telaah) -> tuple[Sebaran, ...]:
    found = []
    valid = telaah.temuan_sop.keys() - telaah.katalog.tidak_berlaku
    for kode, findings in telaah.temuan_kode.items():
        standing = [temuan.sop for temuan in findings if temuan.sop in valid and temuan.diterima is None]
        sops = {id_sop for id_sop in standing if id_sop}
        if sops:
            found.append(Sebaran(kode, len(standing), len(sops), len({id_sop.partition("/")[0] for id_sop in sops})))
    return tuple(sorted(found, key=lambda sebaran: (-sebaran.sop, sebaran.kode)))
