"""Which legal bases of an SOP are revoked or doubtful, why, and how sure that is.

An item is judged by the regulation that it cites first; what it names as an amendment is not a basis of its own.
Everything comes from the registry. An earlier amendment need not be named where a later one is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from katalog.references import Keyakinan, Relasi, Status
from katalog.rules.law_changes import is_later
from katalog.rules.law_common import UNSURE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.catalogue import Acuan
    from katalog.derivation import DasarHukum, Rujukan
    from katalog.references import Peraturan


class JenisKeraguan(StrEnum):
    """Why a legal basis cannot be relied upon as it is; the gravest first."""

    DICABUT = "dicabut"
    DICABUT_SEBAGIAN = "dicabut_sebagian"
    DIUBAH = "diubah"
    TIDAK_DIKETAHUI = "tidak_diketahui"
    BELUM_PASTI = "belum_pasti"
    TIDAK_TERDAFTAR = "tidak_terdaftar"
    TIDAK_DIKENALI = "tidak_dikenali"

    @property
    def keterangan(self) -> str:
        """A badge's words, for readers."""
        return _KETERANGAN[self][0]

    @property
    def arti(self) -> str:
        """What the badge means, in one sentence."""
        return _KETERANGAN[self][1]


_KETERANGAN: Final = {
    JenisKeraguan.DICABUT: (
        "Dicabut",
        "Peraturannya dicabut seluruhnya menurut daftar acuan; seberapa yakin tertulis pada daftarnya.",
    ),
    JenisKeraguan.DICABUT_SEBAGIAN: ("Dicabut sebagian", "Sebagian isi peraturannya sudah dicabut."),
    JenisKeraguan.DIUBAH: (
        "Perubahan tidak disebut",
        "Peraturannya telah diubah, dan perubahan yang terakhir tidak disebut di dasar hukum SOP.",
    ),
    JenisKeraguan.TIDAK_DIKETAHUI: ("Status belum diketahui", "Belum ada keterangan apakah peraturannya berlaku."),
    JenisKeraguan.BELUM_PASTI: ("Status belum pasti", "Statusnya ada di daftar acuan, tetapi belum diverifikasi."),
    JenisKeraguan.TIDAK_TERDAFTAR: ("Belum ada di daftar acuan", "Peraturannya dikutip, tetapi belum dicatat."),
    JenisKeraguan.TIDAK_DIKENALI: (
        "Tidak dikenali",
        "Butir itu tidak menyebut jenis, nomor, dan tahun, jadi peraturannya tidak dapat ditentukan.",
    ),
}


@dataclass(frozen=True, slots=True)
class Keraguan:
    """One reason to doubt: `oleh` are the regulations that revoke or amend, `keyakinan` how sure the status is."""

    jenis: JenisKeraguan
    oleh: tuple[Relasi, ...] = ()
    keyakinan: Keyakinan | None = None


@dataclass(frozen=True, slots=True)
class DasarRagu:
    """A doubtful item of the legal bases: `butir` counts from 0, `kunci` is None where no regulation is recognised."""

    butir: int
    kunci: str | None
    sebab: tuple[Keraguan, ...]
    """Why, gravest first; never empty."""


def doubtful_bases(dasar_hukum: tuple[DasarHukum, ...], acuan: Acuan) -> tuple[DasarRagu, ...]:
    """Return the doubtful items of one SOP's legal bases, in printed order."""
    everywhere = tuple(rujukan for basis in dasar_hukum for rujukan in basis.rujukan if rujukan.kunci)
    found = []
    for basis in dasar_hukum:
        reasons = tuple(_reasons(basis, acuan, everywhere))
        if reasons:
            found.append(DasarRagu(basis.butir, basis.utama.kunci if basis.utama else None, reasons))
    return tuple(found)


def _reasons(basis: DasarHukum, acuan: Acuan, everywhere: tuple[Rujukan, ...]) -> Iterator[Keraguan]:
    """Yield what the registry holds against an item, as this SOP cites it."""
    first = basis.utama
    if first is None or first.kunci is None:
        yield Keraguan(JenisKeraguan.TIDAK_DIKENALI)
        return
    entry = acuan.peraturan.get(first.kunci)
    if entry is None:
        yield Keraguan(JenisKeraguan.TIDAK_TERDAFTAR)
        return
    sure = entry.keyakinan_status
    whole = tuple(relasi for relasi in entry.dicabut_oleh if not relasi.sebagian)
    if entry.status is Status.DICABUT or whole:
        yield Keraguan(JenisKeraguan.DICABUT, whole, sure)
        return
    part = tuple(relasi for relasi in entry.dicabut_oleh if relasi.sebagian)
    if part:
        yield Keraguan(JenisKeraguan.DICABUT_SEBAGIAN, part, sure)
    amended = entry.status is Status.DIUBAH and not entry.diubah_oleh and first.sitasi.perubahan is None
    unnamed = _unnamed_amendments(entry, basis, acuan, everywhere)
    if unnamed or amended:
        yield Keraguan(JenisKeraguan.DIUBAH, unnamed, sure)
    if entry.status is Status.TIDAK_DIKETAHUI:
        yield Keraguan(JenisKeraguan.TIDAK_DIKETAHUI, (), sure)
    elif sure in UNSURE:
        yield Keraguan(JenisKeraguan.BELUM_PASTI, (), sure)


def _unnamed_amendments(
    entry: Peraturan, basis: DasarHukum, acuan: Acuan, everywhere: tuple[Rujukan, ...]
) -> tuple[Relasi, ...]:
    """Return the amendments that the SOP does not name and that are later than every one that it does."""
    keys = {relasi.kunci for relasi in entry.diubah_oleh}
    if not keys:
        return ()
    named = [*basis.rujukan[1:], *(rujukan for rujukan in everywhere if rujukan.kunci in keys)]
    known = {rujukan.kunci for rujukan in named}
    unnamed = []
    for relasi in entry.diubah_oleh:
        other = acuan.peraturan.get(relasi.kunci)
        later = not named or (other is not None and all(is_later(other, rujukan.sitasi) for rujukan in named))
        if relasi.kunci not in known and later:
            unnamed.append(relasi)
    return tuple(unnamed)
