"""A112 to A114: how the activities are worded."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from katalog.fields import BELUM_DIISI
from katalog.findings import Temuan, Tingkat
from katalog.naming import normalise
from katalog.rules.base import AturanSOP, Konteks
from katalog.rules.phrases import HELP_UNREADABLE, quote
from katalog.rules.verbs import begins_with_verb, decides, first_word, is_passive, without_prefix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.positions import Jalur


class KeputusanTersembunyi(AturanSOP):
    """Kegiatan berbunyi seperti keputusan, tetapi tidak bercabang.

    Kegiatan yang memuat "jika … tidak …", "bila … dikembalikan", atau "apakah" memutuskan jalan selanjutnya.
    Pada bagan alir, keputusan digambar dengan belah ketupat dan paling sedikit dua panah berlabel; kalau
    tidak, pembaca bagan tidak melihat bahwa pekerjaan dapat kembali.

    Perbaikan: Gambarkan keputusannya, lalu tulis cabangnya, misalnya lanjut: {Ya: 6, Tidak: 4}.

    LULUS::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - urut: 2
            kegiatan: Memeriksa data; jika tidak lengkap, dikembalikan
            pelaksana: sekretaris
            mutu_baku: {waktu: 1 hari}
            lanjut: {Ya: selesai, Tidak: 1}

    GAGAL::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - urut: 2
            kegiatan: Memeriksa data; jika tidak lengkap, dikembalikan
            pelaksana: sekretaris
            selesai: true
            mutu_baku: {waktu: 1 hari}
    """

    kode = "A112"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look at steps without labelled branches."""
        for index, step in enumerate(konteks.dokumen.sop.langkah):
            words = None if step.keputusan else decides(step.kegiatan)
            if words is None:
                continue
            doubt = konteks.unreadable(f"langkah.{step.urut}.lanjut")
            yield self.finding(
                konteks,
                ("langkah", index, "kegiatan"),
                f"Kegiatan langkah {step.urut} berbunyi seperti keputusan ({quote(words)}), tetapi tidak bercabang.",
                HELP_UNREADABLE if doubt else "Tulis cabangnya, misalnya lanjut: {Ya: 6, Tidak: 4}.",
                tingkat=Tingkat.SARAN if doubt else None,
            )


class BukanKataKerja(AturanSOP):
    """Kegiatan tidak diawali kata kerja aktif.

    Pedoman SOP administrasi pemerintahan meminta kegiatan diawali kata kerja aktif, misalnya "Menyusun",
    supaya jelas apa yang harus dikerjakan. "Penyusunan laporan" menyebut nama pekerjaan, bukan perintah
    kerjanya; "Disusun" tidak menyebut siapa yang mengerjakan.

    Perbaikan: Ubah kata pertama menjadi kata kerja aktif: "Penyusunan laporan" menjadi "Menyusun laporan".

    LULUS::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - {urut: 2, kegiatan: Berkoordinasi, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 1 hari}}

    GAGAL::

        langkah:
          - {urut: 1, kegiatan: Penyusunan data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - {urut: 2, kegiatan: Berkas diterima, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 1 hari}}
    """

    kode = "A113"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Leave out activities that begin with their subject: those have a rule of their own."""
        for index, step in enumerate(konteks.dokumen.sop.langkah):
            if begins_with_verb(step.kegiatan) or _subject(konteks, step.kegiatan) is not None:
                continue
            path: Jalur = ("langkah", index, "kegiatan")
            if step.kegiatan == BELUM_DIISI:
                said = f"Kegiatan langkah {step.urut} belum diisi."
                yield self.finding(konteks, path, said, "Salin kegiatannya dari dokumen.")
                continue
            word = first_word(step.kegiatan)
            said = f"diawali {quote(word)}, bukan kata kerja aktif" if word else "tidak memuat kata"
            help_text = (
                "Ubah bentuk pasif menjadi aktif, misalnya Dilakukan menjadi Melakukan."
                if is_passive(word)
                else "Awali dengan kata kerja aktif, misalnya Menyusun, Memeriksa, Menyampaikan."
            )
            yield self.finding(konteks, path, f"Kegiatan langkah {step.urut} {said}.", help_text)


class DiawaliPelaku(AturanSOP):
    """Kegiatan diawali pelakunya.

    Pelaksana sudah mempunyai kolom sendiri pada bagan alir. Menyebutnya lagi di awal kegiatan membuat uraian
    panjang, dan dapat bertentangan dengan kolomnya.

    Perbaikan: Hapus pelakunya dan awali dengan kata kerja: "Sekretaris memeriksa konsep" menjadi "Memeriksa
    konsep".

    LULUS::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - {urut: 2, kegiatan: Memeriksa data, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 1 hari}}

    GAGAL::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - urut: 2
            kegiatan: Sekretaris memeriksa data
            pelaksana: sekretaris
            selesai: true
            mutu_baku: {waktu: 1 hari}
    """

    kode = "A114"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look for a role at the very beginning."""
        for index, step in enumerate(konteks.dokumen.sop.langkah):
            if begins_with_verb(step.kegiatan):
                continue
            subject = _subject(konteks, step.kegiatan)
            if subject is None:
                continue
            rest = without_prefix(step.kegiatan)[len(subject) :].lstrip(" ,:;.-–")
            begin = rest[:1].upper() + rest[1:]
            yield self.finding(
                konteks,
                ("langkah", index, "kegiatan"),
                f"Kegiatan langkah {step.urut} diawali pelakunya, {quote(subject)}.",
                f"Awali dengan kata kerja: {quote(begin)}."
                if begins_with_verb(begin)
                else "Awali dengan kata kerja; pelaku sudah ada di kolom Pelaksana.",
            )


_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(normalise(text).split())


def _subject(konteks: Konteks, kegiatan: str) -> str | None:
    """Return the role with which an activity begins, as printed; the longest one where several fit."""
    text = without_prefix(kegiatan)
    begin = tuple(normalise(text[:200]).split())
    if not begin:
        return None
    names = chain(
        (name for _, name in konteks.dokumen.sop.pelaksana),
        (sebutan.teks for jabatan in konteks.acuan.jabatan.values() for sebutan in jabatan.sebutan),
    )
    fitting = (len(words) for name in names if (words := _words(name)) and begin[: len(words)] == words)
    length = max(fitting, default=0)
    return _cut(text, length) if length else None


def _cut(text: str, count: int) -> str:
    """Return the beginning of a text that holds its first `count` words."""
    ends = [match.end() for match in islice(_WORD.finditer(text), count)]
    return text[: ends[-1]] if ends else text


WORDING_RULES: tuple[type[AturanSOP], ...] = (KeputusanTersembunyi, BukanKataKerja, DiawaliPelaku)
