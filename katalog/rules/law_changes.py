"""H105, H106, H109: rules that compare a citation with what the registry knows about the regulation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.citations import all_citations
from katalog.findings import Temuan, Tingkat
from katalog.references import Relasi, Status
from katalog.rules.base import AturanSOP, Konteks
from katalog.rules.law_common import (
    UNSURE,
    list_relations,
    name_of_citation,
    name_of_key,
    own_region,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from katalog.citations import Sitasi
    from katalog.references import Peraturan


def _rank(nomor: str | None) -> int:
    digits = (nomor or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


def is_later(entry: Peraturan, named: Sitasi) -> bool:
    """Tell whether a registered regulation is surely later than a cited one."""
    if named.tahun is None or entry.tahun != named.tahun:
        return named.tahun is not None and entry.tahun > named.tahun
    return entry.jenis == named.jenis and _rank(entry.nomor) > _rank(named.nomor) > 0


class BukanPerubahanTerakhir(AturanSOP):
    """Bukan perubahan yang terakhir.

    Kutipan menyatakan bahwa peraturan "terakhir" diubah dengan peraturan tertentu, padahal daftar acuan mengenal
    perubahan yang lebih baru. Pembaca akan memakai ketentuan yang sudah tidak berlaku.

    Tiap perubahan disebut bersama sumber keterangannya. Yang bertanda "belum diverifikasi" perlu dicocokkan lebih
    dahulu dengan naskah peraturannya. Bila semua perubahan yang lebih baru terbit sesudah tahun pengesahan SOP, temuan
    ini hanya saran untuk peninjauan berikutnya.

    Perbaikan: Sebutkan perubahan yang benar-benar terakhir, atau hapus kata "terakhir" bila tidak dapat dipastikan.

    LULUS::

        dasar_hukum:
          - >-
            Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah sebagaimana telah beberapa kali diubah
            terakhir dengan Undang-Undang Nomor 6 Tahun 2023

    GAGAL::

        dasar_hukum:
          - >-
            Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah sebagaimana telah beberapa kali diubah
            terakhir dengan Undang-Undang Nomor 9 Tahun 2015
    """

    kode = "H105"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look for amendments that are later than every one that the citation names."""
        for tempat in konteks.sitasi:
            perubahan = tempat.sitasi.perubahan
            if tempat.peraturan is None or perubahan is None or not (perubahan.terakhir and perubahan.dengan):
                continue
            later = _later_amendments(tempat.peraturan, perubahan.dengan, konteks)
            if not later:
                continue
            acuan = konteks.acuan.peraturan
            pesan = (
                f'{name_of_citation(tempat.sitasi)} disebut "diubah terakhir" dengan '
                f"{name_of_citation(perubahan.dengan[-1])}, padahal daftar acuan mengenal perubahan yang lebih baru: "
                f"{list_relations(later, acuan)}."
            )
            tingkat = self.tingkat
            sah = konteks.dokumen.sop.tanggal_pengesahan
            if sah and all(acuan[item.kunci].tahun > sah.year for item in later):
                pesan += f" Perubahan itu terbit sesudah SOP disahkan ({sah.year})."
                tingkat = Tingkat.SARAN
            bantuan = (
                f"Sebutkan {name_of_key(later[-1].kunci, acuan)} sebagai perubahan terakhir sesudah mencocokkannya."
            )
            yield self.finding(konteks, tempat.jalur, pesan, bantuan, tingkat=tingkat)


def _later_amendments(entry: Peraturan, dengan: tuple[Sitasi, ...], konteks: Konteks) -> tuple[Relasi, ...]:
    """Return the amendments that the registry knows and that are later than every one that the citation names."""
    named = [sitasi for top in dengan for sitasi in all_citations(top)]
    own = own_region(konteks)
    keys = {key.nilai for sitasi in named if (key := sitasi.kunci(own))}
    acuan = konteks.acuan.peraturan
    later = [
        item
        for item in entry.diubah_oleh
        if item.kunci in acuan
        and item.kunci not in keys
        and all(is_later(acuan[item.kunci], sitasi) for sitasi in named)
    ]
    return tuple(sorted(later, key=lambda item: (acuan[item.kunci].tahun, _rank(acuan[item.kunci].nomor))))


class PerubahanTidakDisebut(AturanSOP):
    """Perubahan peraturan tidak disebut.

    Daftar acuan mengenal perubahan atas peraturan ini, tetapi tidak satu pun disebut di dasar hukum. Kutipannya tidak
    salah, hanya belum menunjukkan bahwa sebagian isinya telah diubah.

    Perbaikan: Tambahkan "sebagaimana telah diubah dengan …", atau "sebagaimana telah beberapa kali diubah, terakhir
    dengan …", sesudah judul peraturan.

    LULUS::

        dasar_hukum:
          - >-
            Peraturan Pemerintah Nomor 18 Tahun 2016 tentang Perangkat Daerah sebagaimana telah diubah dengan Peraturan
            Pemerintah Nomor 72 Tahun 2019

    GAGAL::

        dasar_hukum:
          - Peraturan Pemerintah Nomor 18 Tahun 2016 tentang Perangkat Daerah
    """

    kode = "H106"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report amended regulations of which no amendment is cited anywhere among the legal bases."""
        everywhere = {tempat.rujukan.kunci for tempat in konteks.sitasi}
        for tempat in konteks.sitasi:
            entry, perubahan = tempat.peraturan, tempat.sitasi.perubahan
            if not tempat.utama or entry is None or not entry.diubah_oleh or (perubahan and perubahan.dengan):
                continue
            if any(item.kunci in everywhere for item in entry.diubah_oleh):
                continue
            nama = name_of_citation(tempat.sitasi)
            known = list_relations(entry.diubah_oleh, konteks.acuan.peraturan)
            yield self.finding(
                konteks,
                tempat.jalur,
                f"{nama} telah diubah, tetapi perubahannya tidak disebut: {known}.",
                'Tambahkan "sebagaimana telah diubah dengan …" sesudah judul peraturan.',
            )


class DasarHukumDicabut(AturanSOP):
    """Dasar hukum sudah dicabut.

    Peraturan yang sudah dicabut tidak lagi menjadi dasar. Penilai biasanya menjadikannya catatan pertama, dan langkah
    SOP yang bersandar padanya perlu diperiksa kembali.

    Temuan ini menyebut peraturan yang mencabutnya dan dari mana keterangan itu diperoleh. Peraturan yang hanya sebagian
    isinya dicabut tidak dilaporkan.

    Perbaikan: Ganti dengan peraturan yang berlaku, lalu periksa apakah langkah SOP masih sesuai. Bila keterangannya
    "belum diverifikasi", cocokkan dahulu dengan naskah peraturan.

    LULUS::

        dasar_hukum:
          - >-
            Peraturan Menteri PANRB Nomor 53 Tahun 2014 tentang Petunjuk Teknis Perjanjian Kinerja, Pelaporan Kinerja,
            dan Tata Cara Reviu atas Laporan Kinerja Instansi Pemerintah

    GAGAL::

        dasar_hukum:
          - >-
            Peraturan Menteri PANRB Nomor 29 Tahun 2010 tentang Pedoman Penyusunan Penetapan Kinerja dan Pelaporan
            Akuntabilitas Kinerja Instansi Pemerintah
    """

    kode = "H109"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report regulations that are revoked as a whole."""
        acuan = konteks.acuan.peraturan
        for tempat in konteks.sitasi:
            entry = tempat.peraturan
            if entry is None or not tempat.utama:
                continue
            oleh = tuple(item for item in entry.dicabut_oleh if not item.sebagian)
            if entry.status is not Status.DICABUT and not oleh:
                continue
            pencabut = f" oleh {list_relations(oleh, acuan)}" if oleh else ""
            pesan = f"{name_of_citation(tempat.sitasi)} menurut daftar acuan sudah dicabut{pencabut}."
            unsure = entry.keyakinan_status in UNSURE
            if unsure and not any(item.keyakinan in UNSURE for item in oleh):
                pesan += " Status ini belum diverifikasi."
            tingkat = Tingkat.SARAN if unsure else self.tingkat
            yield self.finding(konteks, tempat.jalur, pesan, _replacement(oleh, acuan), tingkat=tingkat)


def _replacement(oleh: tuple[Relasi, ...], acuan: Mapping[str, Peraturan]) -> str:
    if not oleh:
        return "Ganti dengan peraturan yang berlaku."
    nama = " atau ".join(name_of_key(item.kunci, acuan) for item in oleh)
    return f"Pertimbangkan {nama} sebagai gantinya, sesudah memastikan pencabutannya."


CHANGE_RULES: tuple[type[AturanSOP], ...] = (
    BukanPerubahanTerakhir,
    PerubahanTidakDisebut,
    DasarHukumDicabut,
)
"""The rules of this module, by code."""
