"""T1xx: rules about links and names: the office, the process, related SOPs, roles and sources."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from katalog.findings import Temuan, Tingkat
from katalog.index import number_key
from katalog.naming import bare_name, normalise, words
from katalog.rules.base import AturanSOP, Konteks
from katalog.rules.law_common import clipped
from katalog.rules.offices import without_own_name
from katalog.rules.roles import ROLE_RULES
from katalog.rules.websites import SitusOPDLain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.index import Tautan
    from katalog.positions import Jalur


class OPDTidakTerdaftar(AturanSOP):
    """Folder OPD tidak terdaftar.

    Nama folder adalah kunci OPD. Bila kunci itu tidak ada di daftar acuan, katalog tidak mengetahui nama, jenis, dan
    daerah OPD-nya: halaman OPD tidak dapat dibuat, dan peraturan tanpa nama daerah tidak dapat ditautkan.

    Kedua contoh adalah isi _acuan/opd.yaml untuk katalog dengan folder dinkes-kota-tangerang.

    Perbaikan: Tambahkan OPD itu ke _acuan/opd.yaml, atau perbaiki nama foldernya. Bila itu kunci lama suatu OPD
    (id_lama), pindahkan berkasnya ke folder OPD itu.

    LULUS::

        dinkes-kota-tangerang:
          nama: Dinas Kesehatan Kota Tangerang
          singkatan: Dinkes Kota Tangerang
          jenis: dinas
          daerah: {jenis: kota, nama: Tangerang}

    GAGAL::

        dinkes-tangerang:
          nama: Dinas Kesehatan Kota Tangerang
          singkatan: Dinkes Kota Tangerang
          jenis: dinas
          daerah: {jenis: kota, nama: Tangerang}
    """

    kode = "T101"
    tingkat = Tingkat.GALAT
    berkas = "opd"

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look the folder up among the offices."""
        if konteks.opd is None:
            folder = konteks.dokumen.opd
            now = konteks.acuan.present_office(folder)
            helped = f'Tambahkan "{folder}" ke _acuan/opd.yaml, atau perbaiki nama foldernya.'
            if now is not None:
                new, old = f"{now}/{konteks.dokumen.slug}.yaml", konteks.dokumen.id
                helped = f'Itu kunci lama OPD "{now}". Pindahkan berkas ini ke {new}, dan tulis {old} pada id_lama-nya.'
            yield self.finding(konteks, (), f'Folder "{folder}" tidak terdaftar sebagai OPD.', helped)


class ProsesTidakTerdaftar(AturanSOP):
    """Proses tidak terdaftar.

    Kunci proses menghubungkan SOP yang sama di berbagai OPD, supaya dapat dibandingkan. Kunci yang tidak ada di daftar
    acuan menunjuk halaman yang tidak ada.

    Perbaikan: Pakai kunci dari _acuan/proses.yaml, atau tambahkan proses baru di sana.

    LULUS::

        proses: penjenjangan-kinerja

    GAGAL::

        proses: penjenjangan-kinerja-tanpa-acuan
    """

    kode = "T102"
    tingkat = Tingkat.GALAT

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look the process up among the processes."""
        proses = konteks.dokumen.sop.proses
        if proses not in konteks.acuan.proses:
            yield self.finding(
                konteks,
                ("proses",),
                f'Proses "{proses}" tidak terdaftar.',
                "Pakai kunci dari _acuan/proses.yaml, atau tambahkan proses baru di sana.",
            )


_NEAR: Final = 0.8
_MAX_COMPARED: Final = 300


class NomorSOPGanda(AturanSOP):
    """Nomor SOP sama dengan SOP lain.

    Nomor SOP membedakan satu SOP dari SOP lain di OPD yang sama. Nomor yang sama pada dua SOP biasanya terbawa ketika
    dokumennya disalin; surat atau temuan yang menyebut nomor itu lalu tidak jelas maksudnya.

    Huruf besar dan spasi tidak diperhitungkan. Temuan ditulis pada SOP yang belakangan menurut alamatnya; yang keliru
    dapat juga SOP yang pertama.

    Perbaikan: Cocokkan kedua nomor dengan buku pencatatan naskah dinas, lalu betulkan yang keliru.

    LULUS::

        # sops/dinkes-kota-tangerang/pengukuran-kinerja.yaml
        nomor: "800/0123-Sekret/I/2024"

        # sops/dinkes-kota-tangerang/penjenjangan-kinerja.yaml
        nomor: "800/0124-Sekret/I/2024"

    GAGAL::

        # sops/dinkes-kota-tangerang/pengukuran-kinerja.yaml
        nomor: "800/0123-Sekret/I/2024"

        # sops/dinkes-kota-tangerang/penjenjangan-kinerja.yaml
        nomor: "800/0123-SEKRET/I/2024"
    """

    kode = "T112"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look the number up among those of the office."""
        document = konteks.dokumen
        nomor = document.sop.nomor or ""
        first, *_ = konteks.indeks.menurut_nomor.get((document.opd, number_key(nomor)), (document.id,))
        if first == document.id:
            return
        unreadable = konteks.unreadable("nomor")
        yield self.finding(
            konteks,
            ("nomor",),
            f'Nomor "{clipped(nomor)}" sama dengan nomor SOP "{first}".'
            + (" Nomor ini tidak terbaca seluruhnya pada salinan." if unreadable else ""),
            "Cocokkan kedua nomor dengan naskah aslinya, lalu betulkan yang keliru.",
            tingkat=Tingkat.SARAN if unreadable else None,
        )


class NamaBedaDariJudul(AturanSOP):
    """Nama SOP berbeda dari judulnya.

    Nama pada blok identitas dan judul pada sampul atau di atas bagan alir menyebut SOP yang sama, jadi kata-katanya pun
    sama. Perbedaan kecil biasanya salah eja; perbedaan besar menunjukkan bahwa salah satunya terbawa dari SOP lain.

    Huruf besar, tanda baca, kata seperti "SOP", dan nama OPD di belakang judul tidak diperhitungkan.

    Perbaikan: Tentukan nama yang benar, lalu samakan pada blok identitas, sampul, dan bagan alir.

    LULUS::

        nama: Penjenjangan Kinerja
        judul: "STANDAR OPERASIONAL PROSEDUR (SOP) PENJENJANGAN KINERJA"

    GAGAL::

        nama: Penjurangan Kinerja
        judul: SOP PENJENJANGAN KINERJA
    """

    kode = "T103"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Compare the words; one name inside the other is the same name."""
        sop = konteks.dokumen.sop
        if sop.judul is None:
            return
        nama, judul = (without_own_name(words(bare_name(text)), konteks.opd) for text in (sop.nama, sop.judul))
        if _contains(nama, judul) or _contains(judul, nama):
            return
        left, right = (" ".join(name)[:_MAX_COMPARED] for name in (nama, judul))
        alike = SequenceMatcher(None, left, right, autojunk=False).ratio() >= _NEAR
        pesan = (
            f'Nama SOP "{clipped(sop.nama)}" tampaknya salah eja: judulnya "{clipped(sop.judul)}".'
            if alike
            else f'Nama SOP "{clipped(sop.nama)}" lain dari judulnya, "{clipped(sop.judul)}".'
        )
        unreadable = konteks.unreadable("nama") or konteks.unreadable("judul")
        if unreadable:
            pesan += " Salah satunya tidak terbaca pada salinan."
        yield self.finding(
            konteks,
            ("nama",),
            pesan,
            "Samakan nama pada blok identitas, sampul, dan bagan alir.",
            tingkat=Tingkat.SARAN if unreadable else self.tingkat,
        )


def _contains(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return f" {' '.join(part)} " in f" {' '.join(whole)} "


class SOPTerkaitTidakAda(AturanSOP):
    """SOP terkait tidak ada di katalog.

    Kotak Keterkaitan atau kolom Keterangan menyebut SOP lain. Pembaca ingin membukanya, tetapi OPD ini belum memuat SOP
    dengan nama itu. Bisa jadi SOP-nya belum disusun, belum disalin ke katalog, atau namanya ditulis lain.

    Perbaikan: Tambahkan SOP itu ke katalog, atau samakan namanya dengan SOP yang sudah ada.

    LULUS::

        keterkaitan:
          - >-
            Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah

    GAGAL::

        keterkaitan:
          - SOP Penyusunan Contoh yang Belum Ada
    """

    kode = "T107"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report each related SOP, in its box or in the notes of the steps, that this office does not have."""
        sop, id_sop = konteks.dokumen.sop, konteks.dokumen.id
        places: list[tuple[Jalur, Tautan]] = [
            *((("keterkaitan", at), link) for at, link in enumerate(konteks.indeks.keterkaitan.get(id_sop, ()))),
            *(
                (("langkah", at, "keterangan"), link)
                for at, link in sorted(konteks.indeks.keterangan.get(id_sop, {}).items())
            ),
        ]
        # An SOP may name itself; and a name that is missing is missing only once.
        reported = {normalise(bare_name(text)) for text in (sop.nama, sop.judul or "")}
        for jalur, tautan in places:
            name = normalise(bare_name(tautan.teks))
            if not tautan.menyebut_sop or tautan.sop or name in reported:
                continue
            reported.add(name)
            pesan = f'"{clipped(tautan.teks)}" tidak ditemukan di antara SOP OPD ini.'
            bantuan = "Tambahkan SOP itu ke katalog, atau samakan namanya dengan SOP yang sudah ada."
            if tautan.di_opd_lain:
                pesan += f" SOP dengan nama itu ada pada {_offices(tautan.di_opd_lain, konteks)}."
                bantuan = "SOP OPD lain itu dapat menjadi contoh untuk menyusun SOP sendiri."
            yield self.finding(konteks, jalur, pesan, bantuan)


_MAX_NAMED: Final = 3


def _offices(ids: tuple[str, ...], konteks: Konteks) -> str:
    keys = dict.fromkeys(id_sop.partition("/")[0] for id_sop in ids[:_MAX_NAMED])
    named = [opd.singkatan if (opd := konteks.acuan.opd.get(key)) else key for key in keys]
    more = len(ids) - _MAX_NAMED
    return ", ".join(named) + (f", dan {more} lainnya" if more > 0 else "")


_NOTHING: Final = re.compile(r"\W*(?:tidak ada|nihil)?\W*", re.IGNORECASE)


class KeterkaitanTanpaTautan(AturanSOP):
    """Keterkaitan tidak dapat ditautkan.

    Butir pada kotak Keterkaitan tidak menyebut SOP dan tidak menyebut peraturan yang dikenal, sehingga pembaca tidak
    dapat dibawa ke sana.

    Perbaikan: Awali dengan kata "SOP" bila yang dimaksud SOP; tulis jenis, nomor, dan tahun bila yang dimaksud
    peraturan. Dokumen lain dipindahkan ke kotak Peralatan/Perlengkapan.

    LULUS::

        keterkaitan:
          - >-
            Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah

    GAGAL::

        keterkaitan:
          - Dokumen Perencanaan
    """

    kode = "T108"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report items that name neither an SOP nor a registered regulation."""
        for at, tautan in enumerate(konteks.indeks.keterkaitan.get(konteks.dokumen.id, ())):
            if tautan.menyebut_sop or tautan.sop or _NOTHING.fullmatch(tautan.teks):
                continue
            teks = clipped(tautan.teks)
            if tautan.peraturan is None:
                pesan = f'"{teks}" tidak menyebut SOP atau peraturan yang dikenal.'
                bantuan = 'Awali dengan kata "SOP", atau tulis jenis, nomor, dan tahun peraturannya.'
            elif tautan.peraturan not in konteks.acuan.peraturan:
                pesan = f'"{teks}" menyebut peraturan yang belum ada di daftar acuan.'
                bantuan = f'Periksa nomor dan tahunnya, lalu tambahkan "{tautan.peraturan}" ke _acuan/peraturan.yaml.'
            else:
                continue
            yield self.finding(konteks, ("keterkaitan", at), pesan, bantuan)


class BerkasSumberTidakAda(AturanSOP):
    """Berkas sumber tidak ada.

    Naskah asli disimpan di folder _sumber supaya siapa pun dapat memeriksa salinannya. SOP ini menyebut berkas yang
    tidak ada di sana, sehingga tautannya buntu.

    Perbaikan: Taruh berkasnya di _sumber/, perbaiki namanya, atau tulis null bila naskahnya memang tidak disimpan.

    LULUS::

        sumber: {berkas: null, jenis: contoh}

    GAGAL::

        sumber: {berkas: berkas-yang-tidak-ada.txt, jenis: ocr}
    """

    kode = "T109"
    tingkat = Tingkat.GALAT

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look the file up in the folder of sources."""
        berkas = konteks.dokumen.sop.sumber.berkas
        if berkas is not None and berkas not in konteks.sumber:
            yield self.finding(
                konteks,
                ("sumber", "berkas"),
                f'Berkas sumber "{berkas}" tidak ada di folder _sumber.',
                "Taruh berkasnya di _sumber/, perbaiki namanya, atau tulis null.",
            )


LINK_RULES: tuple[type[AturanSOP], ...] = tuple(
    sorted(
        (
            OPDTidakTerdaftar,
            ProsesTidakTerdaftar,
            NamaBedaDariJudul,
            SitusOPDLain,
            SOPTerkaitTidakAda,
            KeterkaitanTanpaTautan,
            BerkasSumberTidakAda,
            NomorSOPGanda,
            *ROLE_RULES,
        ),
        key=lambda rule: rule.kode,
    )
)
"""The rules about links and names, by code."""
