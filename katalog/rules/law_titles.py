"""H102 to H104: rules about the titles under which an SOP cites its regulations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.findings import Temuan, Tingkat
from katalog.naming import words
from katalog.rules.base import AturanSOP, Konteks, Tempat
from katalog.rules.law_common import UNSURE, clipped, item_unreadable, name_of_citation
from katalog.rules.title_comparison import Banding, compare_titles, wrong_citations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.references import Peraturan


def _official(konteks: Konteks) -> Iterator[tuple[Tempat, str, Peraturan]]:
    """Yield the citations whose printed title can be compared, each once an item, with what the title should be."""
    for tempat in konteks.sitasi:
        entry = tempat.peraturan
        if entry is not None and tempat.sitasi.judul and entry.judul_lengkap and entry.keyakinan_judul not in UNSURE:
            yield tempat, tempat.sitasi.judul, entry


def _compare(judul: str, entry: Peraturan) -> Banding:
    """Compare the titles; where a regulation inside the title is wrong, that is all there is to say (H104)."""
    if wrong_citations(judul, entry.judul):
        return Banding.SAMA
    region = words(f"{entry.daerah.jenis} {entry.daerah.nama}") if entry.daerah else ()
    return compare_titles(judul, entry.judul, region)


class JudulKeliru(AturanSOP):
    """Judul peraturan keliru.

    Judul yang tercetak berbeda dari judul resmi peraturan dengan nomor dan tahun itu. Bisa jadi judulnya milik
    peraturan lain, bisa jadi nomor atau tahunnya yang salah ketik; pembaca tidak tahu peraturan mana yang dimaksud.

    Huruf besar, tanda baca, dan singkatan dalam kurung tidak diperhitungkan. Judul yang hanya disingkat, juga dengan
    singkatan yang lazim seperti SOP atau SAKIP, dilaporkan tersendiri, sebagai saran.

    Perbaikan: Buka naskah resminya. Bila nomor dan tahunnya benar, salin judul resminya; bila judulnya yang benar,
    perbaiki nomor dan tahunnya.

    LULUS::

        dasar_hukum:
          - Undang-Undang Nomor 23 Tahun 2000 tentang Pembentukan Propinsi Banten

    GAGAL::

        dasar_hukum:
          - Undang-Undang Nomor 23 Tahun 2000 tentang Pembentukan Daerah-Daerah Kota dalam Lingkungan Provinsi Banten
    """

    kode = "H102"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report titles that are another title, not merely a shorter or misspelt one."""
        for tempat, judul, entry in _official(konteks):
            if _compare(judul, entry) is not Banding.BEDA:
                continue
            nama = name_of_citation(tempat.sitasi)
            if item_unreadable(konteks, tempat.butir):
                pesan = f'Judul {nama} tidak terbaca seluruhnya pada salinan; yang terbaca "{clipped(judul)}".'
                tingkat = Tingkat.SARAN
            else:
                pesan = f'Judul {nama} tercetak "{clipped(judul)}", sedangkan judul resminya "{entry.judul}".'
                tingkat = self.tingkat
            bantuan = f"Periksa nomor dan tahunnya; bila benar, pakai judul resmi: {entry.judul}."
            yield self.finding(konteks, tempat.jalur, pesan, bantuan, tingkat=tingkat)


class JudulDisingkat(AturanSOP):
    """Judul peraturan disingkat atau berbeda ejaan.

    Judul yang tercetak adalah bagian dari judul resmi, memakai singkatan yang lazim (SOP, SAKIP, RKPD, APBD, dan
    sebagainya), atau berbeda sedikit ejaannya. Peraturannya masih dapat
    dikenali, tetapi pencarian dengan judul lengkap tidak akan menemukannya, dan judul yang terpotong mudah tertukar
    dengan peraturan lain yang awal judulnya sama.

    Perbaikan: Salin judul resmi selengkapnya dari naskah peraturan.

    LULUS::

        dasar_hukum:
          - Peraturan Menteri PANRB Nomor 89 Tahun 2021 tentang Penjenjangan Kinerja Instansi Pemerintah

    GAGAL::

        dasar_hukum:
          - Peraturan Menteri PANRB Nomor 89 Tahun 2021 tentang Penjenjangan Kinerja
    """

    kode = "H103"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report titles that leave words out or spell them otherwise, and regulations cited without any title."""
        for tempat, judul, entry in _official(konteks):
            hasil = _compare(judul, entry)
            if hasil not in {Banding.SINGKAT, Banding.EJAAN}:
                continue
            nama = name_of_citation(tempat.sitasi)
            bantuan = f"Judul resmi selengkapnya: {entry.judul}."
            if item_unreadable(konteks, tempat.butir):
                pesan = f'Sebagian judul {nama} tidak terbaca pada salinan; yang terbaca "{clipped(judul)}".'
                bantuan = f"Cocokkan dengan dokumen aslinya. {bantuan}"
            elif hasil is Banding.SINGKAT:
                pesan = f'Judul {nama} disingkat menjadi "{clipped(judul)}".'
            else:
                pesan = f'Ejaan judul {nama} berbeda dari judul resminya: "{clipped(judul)}".'
            yield self.finding(konteks, tempat.jalur, pesan, bantuan)
        yield from self._without_title(konteks)

    def _without_title(self, konteks: Konteks) -> Iterator[Temuan]:
        for tempat in konteks.sitasi:
            if not tempat.utama or tempat.sitasi.judul or tempat.peraturan is None:
                continue
            nama, judul = name_of_citation(tempat.sitasi), tempat.peraturan.judul
            tidak_terbaca = item_unreadable(konteks, tempat.butir)
            keadaan = "tidak terbaca pada salinan" if tidak_terbaca else "tidak dicantumkan"
            bantuan = f'Tulis judulnya sesudah kata "tentang": {judul}.'
            yield self.finding(konteks, tempat.jalur, f"Judul {nama} {keadaan}.", bantuan)


class NomorDalamJudulKeliru(AturanSOP):
    """Nomor peraturan di dalam judul keliru.

    Judul peraturan perubahan atau penetapan menyebut peraturan lain: nomor dan tahunnya adalah bagian dari judul. Bila
    nomor itu keliru, judulnya menunjuk peraturan yang lain, atau peraturan yang tidak pernah ada.

    Perbaikan: Salin nomor dan tahun di dalam judul dari naskah resmi, tanpa melewatkan bagian "Perubahan atas …".

    LULUS::

        dasar_hukum:
          - >-
            Peraturan Pemerintah Nomor 72 Tahun 2019 tentang Perubahan atas Peraturan Pemerintah Nomor 18 Tahun 2016
            tentang Perangkat Daerah

    GAGAL::

        dasar_hukum:
          - >-
            Peraturan Pemerintah Nomor 72 Tahun 2019 tentang Perubahan atas Peraturan Pemerintah Nomor 41 Tahun 2007
            tentang Perangkat Daerah
    """

    kode = "H104"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report each regulation inside a title that the official title names otherwise."""
        for tempat, judul, entry in _official(konteks):
            for salah, benar in wrong_citations(judul, entry.judul):
                resmi = " atau ".join(name_of_citation(sitasi) for sitasi in benar)
                pesan = (
                    f"Di dalam judul {name_of_citation(tempat.sitasi)} tercetak {name_of_citation(salah)}, "
                    f"resminya {resmi}."
                )
                unreadable = item_unreadable(konteks, tempat.butir)
                if unreadable:
                    pesan += " Butir ini tidak terbaca seluruhnya pada salinan."
                yield self.finding(
                    konteks,
                    tempat.jalur,
                    pesan,
                    f"Judul resmi selengkapnya: {entry.judul}.",
                    tingkat=Tingkat.SARAN if unreadable else self.tingkat,
                )


TITLE_RULES: tuple[type[AturanSOP], ...] = (JudulKeliru, JudulDisingkat, NomorDalamJudulKeliru)
"""The rules of this module, by code."""
