"""What a comparison of two SOPs says. Field names are Indonesian: they are the keys of `sop banding --format json`.

A and B have no rank: neither is the model of the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from katalog.comparison.alignment import Hubungan
    from katalog.comparison.words import Potongan


class Jenis(StrEnum):
    """How a value of A relates to that of B."""

    SAMA = "sama"
    EJAAN = "ejaan"
    """Only capitals, spacing or punctuation differ."""
    SETARA = "setara"
    """Other words for the same: the same position under another title, the same length of time in another unit."""
    BERBEDA = "berbeda"
    HANYA_A = "hanya-a"
    HANYA_B = "hanya-b"
    TIDAK_TERBACA = "tidak-terbaca"
    """A copy does not show it, so nothing can be said."""

    @property
    def nyata(self) -> bool:
        """Whether this is a difference of substance."""
        return self in {Jenis.BERBEDA, Jenis.HANYA_A, Jenis.HANYA_B}


Rentang = tuple[float, float]
"""Smallest and largest number of minutes; equal where the document states one amount."""


@dataclass(frozen=True, slots=True)
class BedaIsi:
    """One value on both sides, verbatim; None where a side has none.

    `potongan` marks the words where both sides have text and it is not the same. Minutes stand beside times that can
    be read, by the convention that `Perbandingan.konvensi` names.
    """

    bidang: str
    jenis: Jenis
    a: str | None
    b: str | None
    potongan: tuple[Potongan, ...] = ()
    menit_a: Rentang | None = None
    menit_b: Rentang | None = None
    catatan: str | None = None

    @property
    def nyata(self) -> bool:
        """Whether this is a difference of substance."""
        return self.jenis.nyata


@dataclass(frozen=True, slots=True)
class BedaLangkah:
    """Steps that belong together, by printed number, and every column of both."""

    hubungan: Hubungan
    a: tuple[int, ...]
    b: tuple[int, ...]
    kemiripan: float
    isi: tuple[BedaIsi, ...]

    @property
    def berbeda(self) -> tuple[BedaIsi, ...]:
        """The columns that differ in substance."""
        return tuple(isi for isi in self.isi if isi.nyata)

    def of(self, bidang: str) -> BedaIsi:
        """Return one column; raises KeyError for one that a step does not have."""
        for isi in self.isi:
            if isi.bidang == bidang:
                return isi
        raise KeyError(bidang)


@dataclass(frozen=True, slots=True)
class ButirHukum:
    """A regulation that one side cites: its key (None where the words are no citation), short name, items from 1."""

    kunci: str | None
    nama: str
    butir: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BedaHukum:
    """Legal bases, compared by the regulations that they cite."""

    sama: tuple[ButirHukum, ...]
    """Regulations of both; items are those of A."""
    hanya_a: tuple[ButirHukum, ...]
    hanya_b: tuple[ButirHukum, ...]


@dataclass(frozen=True, slots=True)
class BedaKotak:
    """One box of the form: its items, paired by their words."""

    bidang: str
    butir: tuple[BedaIsi, ...]

    @property
    def berbeda(self) -> tuple[BedaIsi, ...]:
        """The items that differ in substance."""
        return tuple(isi for isi in self.butir if isi.nyata)


@dataclass(frozen=True, slots=True)
class WaktuRealistis:
    """Simulated times of both, calendar minutes; None where there is no answer."""

    p50_a: float | None
    p90_a: float | None
    p50_b: float | None
    p90_b: float | None


@dataclass(frozen=True, slots=True)
class Pihak:
    """One of the two SOPs."""

    id: str
    nama: str
    nama_opd: str


@dataclass(frozen=True, slots=True)
class Perbandingan:
    """Everything in which two SOPs differ, and everything in which they do not."""

    a: Pihak
    b: Pihak
    kemiripan: float
    """The share of runs of three words in the steps that both have, 0 to 1."""
    ringkasan: tuple[str, ...]
    konvensi: str
    """The convention of the minutes."""
    identitas: tuple[BedaIsi, ...]
    langkah: tuple[BedaLangkah, ...]
    pelaksana: tuple[BedaIsi, ...]
    dasar_hukum: BedaHukum
    kotak: tuple[BedaKotak, ...]
    jumlah_waktu: BedaIsi
    jumlah_langkah: BedaIsi
    """The sum of the steps' times."""
    waktu_realistis: WaktuRealistis | None

    @property
    def berkas_sama(self) -> bool:
        """Whether an SOP was compared with itself."""
        return self.a.id == self.b.id
