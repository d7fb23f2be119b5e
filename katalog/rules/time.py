"""W102, W103, W107 to W109: the column Waktu; `totals` holds the rules about the printed total."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final

from katalog.durations import Durasi, Satuan
from katalog.findings import Temuan, Tingkat
from katalog.numerals import format_number
from katalog.rules.base import AturanSOP, Konteks
from katalog.rules.phrases import HELP_UNREADABLE, enumerate_words, is_blank, not_readable, quote
from katalog.rules.totals import TOTAL_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from katalog.model import SOP, Langkah
    from katalog.positions import Jalur


def _waktu(index: int) -> Jalur:
    """Return the path of a step's time."""
    return ("langkah", index, "mutu_baku", "waktu")


def _unreadable(konteks: Konteks, step: Langkah) -> str | None:
    """Return why a step's time could not be read in the source, if so."""
    return konteks.unreadable(f"langkah.{step.urut}.mutu_baku.waktu")


class WaktuKosong(AturanSOP):
    """Waktu langkah kosong.

    Setiap langkah memerlukan waktu baku. Langkah tanpa waktu tidak dapat dipantau, dan jumlah waktu seluruh
    prosedur menjadi tidak pasti. Langkah yang sel waktunya tergabung dengan langkah lain (waktu_bersama)
    tidak termasuk.

    Perbaikan: Tetapkan waktu langkah itu bersama pelaksananya.

    LULUS::

        langkah:
          - urut: 1
            kegiatan: Menyusun laporan
            pelaksana: [kepala, sekretaris, kasubag]
            mulai: true
            mutu_baku: {waktu: 4 hari 30 menit}
          - urut: 2
            kegiatan: Menandatangani laporan
            pelaksana: kepala
            selesai: true
            mutu_baku: {waktu_bersama: 1}

    GAGAL::

        langkah:
          - urut: 1
            kegiatan: Menyusun laporan
            pelaksana: [kepala, sekretaris, kasubag]
            mulai: true
            mutu_baku: {waktu: 4 hari 30 menit}
          - urut: 2
            kegiatan: Menandatangani laporan
            pelaksana: kepala
            selesai: true
            mutu_baku: {waktu: "-"}
    """

    kode = "W102"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look at steps whose cell stands alone."""
        for index, step in enumerate(konteks.dokumen.sop.langkah):
            if not is_blank(step.mutu_baku.waktu) or step.mutu_baku.waktu_bersama is not None:
                continue
            if reason := _unreadable(konteks, step):
                said = not_readable(f"Waktu langkah {step.urut}", reason)
                yield self.finding(konteks, _waktu(index), said, HELP_UNREADABLE, tingkat=Tingkat.SARAN)
                continue
            printed = f' (tercetak "{step.mutu_baku.waktu}")' if step.mutu_baku.waktu else ""
            yield self.finding(
                konteks,
                _waktu(index),
                f"Waktu langkah {step.urut} kosong{printed}.",
                "Tulis waktunya, atau waktu_bersama bila selnya tergabung dengan langkah lain.",
            )


class WaktuTidakTerukur(AturanSOP):
    """Waktu langkah tidak dapat diukur.

    Waktu yang berupa uraian, misalnya "sebelum akhir bulan", dan waktu yang dapat dibaca dengan dua cara,
    misalnya "2 x 1 minggu" atau "5 HK", tidak dapat dijumlahkan. Kadang uraian memang lebih tepat; karena itu
    ini hanya saran.

    Perbaikan: Bila dapat, tulis angka dan satuannya: menit, jam, hari, hari kerja, minggu, atau bulan.

    LULUS::

        langkah:
          - urut: 1
            kegiatan: Menyusun laporan
            pelaksana: [kepala, sekretaris, kasubag]
            mulai: true
            selesai: true
            mutu_baku: {waktu: maksimal 5 hari kerja}
        jumlah_waktu: 5 hari kerja

    GAGAL::

        langkah:
          - urut: 1
            kegiatan: Menyusun laporan
            pelaksana: [kepala, sekretaris, kasubag]
            mulai: true
            selesai: true
            mutu_baku: {waktu: Sebelum akhir bulan berjalan}
    """

    kode = "W103"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report printed words from which no amount can be read."""
        sop = konteks.dokumen.sop
        for index, (step, durasi) in enumerate(zip(sop.langkah, konteks.turunan.durasi, strict=True)):
            if durasi.terukur or durasi.teks is None or is_blank(durasi.teks):
                continue
            help_text = (
                HELP_UNREADABLE if _unreadable(konteks, step) else "Tulis angka dan satuannya, misalnya 5 hari kerja."
            )
            yield self.finding(
                konteks,
                _waktu(index),
                f"Waktu langkah {step.urut}, {quote(durasi.teks)}, tidak dapat diukur.",
                help_text,
            )


_REACH: Final = 2
_FACTOR: Final = 10


class WaktuJanggal(AturanSOP):
    """Waktu langkah janggal di antara tetangganya.

    Satu angka yang hilang atau berlebih membuat waktu sebuah langkah sepuluh kali lebih pendek atau lebih
    panjang daripada langkah di sekitarnya, misalnya 2 menit di antara 30 menit. Yang dibandingkan paling
    banyak dua langkah sebelum dan dua langkah sesudahnya yang memakai satuan yang sama.

    Perbaikan: Cocokkan angkanya dengan naskah dan dengan pelaksananya. Bila memang benar, catat pada kecuali
    beserta alasannya.

    LULUS::

        langkah:
          - {urut: 1, kegiatan: Mencatat data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 30 menit}}
          - {urut: 2, kegiatan: Mengolah data, pelaksana: kasubag, mutu_baku: {waktu: 20 menit}}
          - {urut: 3, kegiatan: Memeriksa data, pelaksana: sekretaris, mutu_baku: {waktu: 30 menit}}
          - {urut: 4, kegiatan: Menyetujui data, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 15 menit}}
        jumlah_waktu: 95 menit

    GAGAL::

        langkah:
          - {urut: 1, kegiatan: Mencatat data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 30 menit}}
          - {urut: 2, kegiatan: Mengolah data, pelaksana: kasubag, mutu_baku: {waktu: 2 menit}}
          - {urut: 3, kegiatan: Memeriksa data, pelaksana: sekretaris, mutu_baku: {waktu: 30 menit}}
          - {urut: 4, kegiatan: Menyetujui data, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 15 menit}}
        jumlah_waktu: 77 menit
    """

    kode = "W107"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Compare each time with the middle one of its neighbours; a range must lie outside as a whole."""
        sop, durations = konteks.dokumen.sop, konteks.turunan.durasi
        for index, (step, durasi) in enumerate(zip(sop.langkah, durations, strict=True)):
            if len(durasi.bagian) != 1:
                continue
            part = durasi.bagian[0]
            near = tuple(_neighbours(sop, durations, index, part.satuan))
            if len(near) < 2:
                continue
            middle = median(amount for _, amount in near)
            if not middle or (middle / _FACTOR < part.maksimum and part.minimum < middle * _FACTOR):
                continue
            doubt = _unreadable(konteks, step)
            numbers = enumerate_words(number for number, _ in near)
            amounts = enumerate_words(format_number(amount) for _, amount in near)
            yield self.finding(
                konteks,
                _waktu(index),
                f"Waktu langkah {step.urut}, {quote(durasi.teks or '')}, janggal: "
                f"langkah {numbers} di sekitarnya {amounts} {part.satuan}.",
                HELP_UNREADABLE if doubt else "Periksa apakah ada angka yang hilang atau berlebih.",
                tingkat=Tingkat.SARAN if doubt else None,
            )


def _neighbours(sop: SOP, durations: tuple[Durasi, ...], index: int, satuan: Satuan) -> Iterator[tuple[int, Fraction]]:
    """Yield numbers and amounts of the steps around one in the same unit; a range counts by its middle."""
    for other in range(max(0, index - _REACH), min(len(durations), index + _REACH + 1)):
        parts = durations[other].bagian
        if other != index and len(parts) == 1 and parts[0].satuan is satuan:
            yield sop.langkah[other].urut, (parts[0].minimum + parts[0].maksimum) / 2


class WaktuBersamaKeliru(AturanSOP):
    """Waktu bersama menunjuk langkah yang keliru.

    waktu_bersama berarti sel waktu langkah ini tergabung dengan sel waktu langkah lain, sehingga waktunya
    dihitung satu kali saja, pada langkah yang ditunjuk. Karena itu langkah yang ditunjuk harus ada, bukan
    langkah itu sendiri, dan memuat waktunya; sedangkan langkah ini tidak memuat waktu lagi.

    Perbaikan: Tulis waktu hanya pada langkah pertama dari sel yang tergabung; langkah lainnya menunjuk ke
    sana.

    LULUS::

        langkah:
          - urut: 1
            kegiatan: Menyusun laporan
            pelaksana: [kepala, sekretaris, kasubag]
            mulai: true
            mutu_baku: {waktu: 4 hari 30 menit}
          - urut: 2
            kegiatan: Menandatangani laporan
            pelaksana: kepala
            selesai: true
            mutu_baku: {waktu_bersama: 1}

    GAGAL::

        langkah:
          - urut: 1
            kegiatan: Menyusun laporan
            pelaksana: [kepala, sekretaris, kasubag]
            mulai: true
            mutu_baku: {waktu: 4 hari 30 menit}
          - urut: 2
            kegiatan: Menandatangani laporan
            pelaksana: kepala
            selesai: true
            mutu_baku: {waktu_bersama: 11}
    """

    kode = "W108"
    tingkat = Tingkat.GALAT

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look at both ends of each reference."""
        steps: dict[int, Langkah] = {}
        for step in konteks.dokumen.sop.langkah:
            steps.setdefault(step.urut, step)
        for index, step in enumerate(konteks.dokumen.sop.langkah):
            target = step.mutu_baku.waktu_bersama
            if target is None:
                continue
            fault = _shared_fault(konteks, steps, step, target)
            if fault:
                yield self.finding(
                    konteks,
                    ("langkah", index, "mutu_baku", "waktu_bersama"),
                    f"Waktu bersama pada langkah {step.urut} menunjuk {fault}.",
                    "Tunjuk langkah yang memuat waktu untuk sel gabungan ini.",
                )
            if step.mutu_baku.waktu is not None:
                yield self.finding(
                    konteks,
                    _waktu(index),
                    f"Langkah {step.urut} memuat waktu {quote(step.mutu_baku.waktu)} sekaligus waktu_bersama.",
                    "Hapus salah satunya, supaya waktunya tidak dihitung dua kali atau terlewat.",
                )


def _shared_fault(konteks: Konteks, steps: dict[int, Langkah], step: Langkah, target: int) -> str | None:
    """Say what is wrong with the step that shares its time, if anything is."""
    if target == step.urut:
        return "langkah itu sendiri"
    other = steps.get(target)
    if other is None:
        return f"langkah {target} yang tidak ada"
    if other.mutu_baku.waktu is None and not _unreadable(konteks, other):
        return f"langkah {target} yang tidak memuat waktu"
    return None


_KINDS: Final = (Satuan.HARI, Satuan.HARI_KERJA, Satuan.HARI_KALENDER)


class HariBercampur(AturanSOP):
    """Satuan hari bercampur.

    Bila satu SOP memakai "hari" dan juga "hari kerja" atau "hari kalender", pembaca tidak tahu apakah "hari"
    yang polos berarti hari kerja. "Hari kerja" dan "hari kalender" dalam satu SOP jelas bedanya dan tidak
    dipersoalkan.

    Perbaikan: Pilih satu sebutan dan pakai di semua langkah serta pada jumlah waktu.

    LULUS::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - {urut: 2, kegiatan: Memeriksa data, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 1 hari}}
        jumlah_waktu: 4 hari

    GAGAL::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - {urut: 2, kegiatan: Memeriksa data, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 1 hari kerja}}
    """

    kode = "W109"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Gather where each kind of day is used, the total included; point at the first bare one."""
        sop, derived = konteks.dokumen.sop, konteks.turunan
        places: dict[Satuan, list[tuple[str, Jalur]]] = {satuan: [] for satuan in _KINDS}
        for index, (step, durasi) in enumerate(zip(sop.langkah, derived.durasi, strict=True)):
            for part in durasi.bagian:
                if part.satuan in places:
                    places[part.satuan].append((f"langkah {step.urut}", _waktu(index)))
        for part in derived.total.bagian:
            if part.satuan in places:
                places[part.satuan].append(("jumlah waktu", ("jumlah_waktu",)))
        used = [satuan for satuan in _KINDS if places[satuan]]
        if Satuan.HARI not in used or len(used) < 2:
            return
        said = "; ".join(f'"{satuan}" pada {enumerate_words(place for place, _ in places[satuan])}' for satuan in used)
        yield self.finding(
            konteks,
            places[Satuan.HARI][0][1],
            f"Satuan hari bercampur: {said}.",
            "Pilih satu sebutan untuk seluruh SOP.",
        )


TIME_RULES: tuple[type[AturanSOP], ...] = (
    *TOTAL_RULES,
    WaktuKosong,
    WaktuTidakTerukur,
    WaktuJanggal,
    WaktuBersamaKeliru,
    HariBercampur,
)
"""Every W rule."""
