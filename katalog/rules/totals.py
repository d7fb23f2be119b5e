"""W101, W104 to W106: the printed total against the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.conventions import KERJA, StatusCocok, express, to_minutes
from katalog.durations import Durasi, format_parts
from katalog.findings import Temuan, Tingkat
from katalog.rules.base import AturanSOP, Konteks
from katalog.rules.phrases import HELP_UNREADABLE, is_blank, not_readable, quote

if TYPE_CHECKING:
    from collections.abc import Iterator


class JumlahWaktuTidakAda(AturanSOP):
    """Jumlah waktu tidak dinyatakan.

    Pembaca ingin tahu berapa lama seluruh prosedur berlangsung. Tanpa jumlah waktu, setiap orang menghitung
    sendiri, dan hasilnya dapat berbeda bila satuannya bercampur.

    Perbaikan: Cantumkan baris Jumlah Waktu di akhir bagan, dengan satuan yang sama seperti pada
    langkah-langkahnya.

    LULUS::

        jumlah_waktu: 4 hari 30 menit

    GAGAL::

        jumlah_waktu: null
    """

    kode = "W101"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Say what the steps add up to, so that the total can be filled in."""
        if not is_blank(konteks.dokumen.sop.jumlah_waktu):
            return
        path = ("jumlah_waktu",)
        if reason := konteks.unreadable("jumlah_waktu"):
            said = not_readable("Jumlah waktu", reason)
            yield self.finding(konteks, path, said, HELP_UNREADABLE, tingkat=Tingkat.SARAN)
            return
        total = format_parts(konteks.turunan.jumlah)
        help_text = (
            f"Waktu langkah yang terbaca berjumlah {total}."
            if total
            else "Isi dahulu waktu tiap langkah, lalu tulis jumlahnya, misalnya jumlah_waktu: 5 hari 6 jam."
        )
        yield self.finding(konteks, path, "Jumlah waktu tidak dinyatakan.", help_text)


class JumlahWaktuTidakTerbaca(AturanSOP):
    """Jumlah waktu tidak dapat dibaca sebagai waktu.

    Jumlah waktu tercetak, tetapi bukan angka dan satuan yang dapat dibandingkan dengan waktu
    langkah-langkahnya.

    Perbaikan: Tulis jumlahnya dengan angka dan satuan, dari yang terbesar, misalnya 5 hari 6 jam 35 menit.

    LULUS::

        jumlah_waktu: 4 hari 30 menit

    GAGAL::

        jumlah_waktu: menyesuaikan kebutuhan
    """

    kode = "W104"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report a printed total from which no amount can be read."""
        total = konteks.turunan.total
        if total.terukur or total.teks is None or is_blank(total.teks):
            return
        path, said = ("jumlah_waktu",), f"Jumlah waktu {quote(total.teks)} tidak dapat dibaca sebagai waktu."
        if konteks.unreadable("jumlah_waktu"):
            yield self.finding(konteks, path, said, HELP_UNREADABLE, tingkat=Tingkat.SARAN)
        else:
            yield self.finding(konteks, path, said, "Tulis angka dan satuannya, misalnya 5 hari 6 jam 35 menit.")


class JumlahWaktuTidakCocok(AturanSOP):
    """Jumlah waktu tidak sama dengan jumlah langkahnya.

    Jumlah yang tercetak tidak tercapai dengan cara menghitung mana pun yang lazim: minggu 5, 6 atau 7 hari,
    bulan 20 sampai 31 hari, hari 5 sampai 8 jam atau 24 jam. Biasanya sebuah langkah diubah dan jumlahnya
    tertinggal, atau satu angka salah ketik. Bila ada langkah tanpa waktu, jumlah tidak dibandingkan.

    Perbaikan: Hitung ulang jumlahnya, dan periksa waktu tiap langkah.

    LULUS::

        jumlah_waktu: 4 hari 30 menit

    GAGAL::

        jumlah_waktu: 3 hari 30 menit
    """

    kode = "W105"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report a total that no convention reproduces, with the difference under each named one."""
        derived = konteks.turunan
        if derived.cocok.status is not StatusCocok.TIDAK_COCOK:
            return
        differences = "; ".join(selisih.phrase() for selisih in derived.cocok.selisih)
        doubt = _any_unreadable(konteks)
        yield self.finding(
            konteks,
            ("jumlah_waktu",),
            f"Langkah-langkah berjumlah {format_parts(derived.jumlah)}, "
            f"tetapi tercetak {quote(derived.total.teks or '')}; jumlah langkah itu {differences}.",
            HELP_UNREADABLE if doubt else "Hitung ulang jumlahnya, dan periksa waktu tiap langkah.",
            tingkat=Tingkat.SARAN if doubt else None,
        )


def _any_unreadable(konteks: Konteks) -> bool:
    """Tell whether any time of the document is in doubt because the copy could not be read."""
    return konteks.unreadable("jumlah_waktu") is not None or any(
        konteks.unreadable(f"langkah.{step.urut}.mutu_baku.waktu") for step in konteks.dokumen.sop.langkah
    )


class JumlahWaktuBersyarat(AturanSOP):
    """Jumlah waktu hanya cocok dengan cara menghitung tertentu.

    Tidak ada ketentuan resmi tentang berapa hari dalam satu minggu atau satu bulan pada SOP. Bila jumlahnya
    hanya tercapai dengan, misalnya, 1 minggu = 7 hari, pembaca yang menghitung dengan 5 hari kerja mendapat
    jumlah lain. Ini bukan kesalahan, tetapi sebaiknya dijelaskan.

    Perbaikan: Tulis cara menghitungnya pada kolom Keterangan, atau pakai satu satuan saja di semua langkah.

    LULUS::

        jumlah_waktu: 4 hari 30 menit

    GAGAL::

        langkah:
          - urut: 1
            kegiatan: Menyusun laporan
            pelaksana: [kepala, sekretaris, kasubag]
            mulai: true
            selesai: true
            mutu_baku: {waktu: 1 minggu}
        jumlah_waktu: 7 hari
    """

    kode = "W106"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Name the conventions that reproduce the total, and what the steps are in working days."""
        derived = konteks.turunan
        if derived.cocok.status is not StatusCocok.DENGAN_KONVENSI:
            return
        yield self.finding(
            konteks,
            ("jumlah_waktu",),
            f"Jumlah waktu {quote(derived.total.teks or '')} cocok {derived.cocok.phrase()}. "
            f"Menurut konvensi kerja (1 minggu = 5 hari kerja, 1 bulan = 20 hari kerja), langkah-langkahnya "
            f"berjumlah {_in_working_days(Durasi(None, derived.jumlah))}.",
            "Tulis cara menghitungnya pada kolom Keterangan, atau pakai satu satuan saja.",
        )


def _in_working_days(durasi: Durasi) -> str:
    """Say a sum in working days, a range with both its ends."""
    ends = dict.fromkeys(to_minutes(durasi, KERJA))
    return " sampai ".join(express(end, KERJA) for end in ends)


TOTAL_RULES = (JumlahWaktuTidakAda, JumlahWaktuTidakTerbaca, JumlahWaktuTidakCocok, JumlahWaktuBersyarat)
"""Rules about the printed total."""
