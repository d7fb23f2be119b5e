"""B1xx: the shape of the form: what is missing, misprinted or impossible in the identity block."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from katalog.dates import long_date
from katalog.findings import Temuan, Tingkat
from katalog.guessing import Tebakan
from katalog.rules.base import AturanSOP, Konteks
from katalog.rules.columns import KolomKosong
from katalog.rules.exceptions import KodeKecualiTidakDikenal
from katalog.rules.fieldpaths import path_fault
from katalog.rules.headings import misprint_of
from katalog.rules.nip import needs_nip, nip_faults
from katalog.rules.phrases import (
    HELP_UNREADABLE,
    is_blank,
    not_readable,
    quote,
)
from katalog.rules.quotation import KutipLengkung

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.model import SOP, Pejabat


class NomorTidakAda(AturanSOP):
    """Nomor SOP tidak ada.

    Nomor SOP membedakan satu SOP dari SOP lain dan dari terbitan sebelumnya. Tanpa nomor, SOP sulit dirujuk,
    dicari di arsip, dan dibuktikan berlakunya.

    Perbaikan: Mintakan nomor kepada unit yang mencatat naskah dinas, lalu tulis di blok identitas dan di
    berkas ini.

    LULUS::

        nomor: "800/0123-Sekret/I/2024"

    GAGAL::

        nomor: null
    """

    kode = "B101"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look at the number alone."""
        if not is_blank(konteks.dokumen.sop.nomor):
            return
        if reason := konteks.unreadable("nomor"):
            said = not_readable("Nomor SOP", reason)
            yield self.finding(konteks, ("nomor",), said, HELP_UNREADABLE, tingkat=Tingkat.SARAN)
        else:
            yield self.finding(
                konteks, ("nomor",), "Nomor SOP tidak ada.", 'Tulis nomor dalam tanda kutip: nomor: "…".'
            )


class TanggalTidakAda(AturanSOP):
    """Tanggal pengesahan dan tanggal efektif tidak ada.

    Sebuah SOP berlaku sejak disahkan atau sejak tanggal efektifnya. Bila keduanya tidak ada, pembaca tidak
    tahu apakah SOP itu sudah berlaku dan sejak kapan. Banyak OPD hanya mencantumkan salah satunya; itu cukup.

    Perbaikan: Cantumkan tanggal pengesahan, tanggal efektif, atau keduanya.

    LULUS::

        tanggal_pengesahan: "2024-01-10"
        tanggal_efektif: null

    GAGAL::

        tanggal_pengesahan: null
        tanggal_efektif: null
    """

    kode = "B102"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Accept either of the two dates."""
        sop = konteks.dokumen.sop
        if sop.tanggal_pengesahan or sop.tanggal_efektif:
            return
        path = ("tanggal_pengesahan",)
        if reason := konteks.unreadable("tanggal_pengesahan") or konteks.unreadable("tanggal_efektif"):
            said = not_readable("Tanggal pengesahan atau tanggal efektif", reason)
            yield self.finding(konteks, path, said, HELP_UNREADABLE, tingkat=Tingkat.SARAN)
        else:
            yield self.finding(
                konteks,
                path,
                "Tanggal pengesahan dan tanggal efektif keduanya tidak ada.",
                'Tulis salah satunya, misalnya tanggal_pengesahan: "2024-01-10".',
            )


class PengesahTidakLengkap(AturanSOP):
    """Pejabat yang mengesahkan tidak lengkap.

    Pengesahan menyebut jabatan, nama, dan NIP pejabatnya, supaya jelas siapa yang bertanggung jawab. Nama dan
    NIP boleh berada di blok Disahkan Oleh atau pada tanda tangan di akhir dokumen. Dari kepala
    daerah, wakilnya, dan menteri, NIP tidak diminta.

    Perbaikan: Lengkapi nama dan NIP pejabat pada blok Disahkan Oleh.

    LULUS::

        disahkan_oleh: {jabatan: Kepala Dinas Kesehatan, nama: "Siti Contoh, S.K.M.", nip: "197805122005012004"}

    GAGAL::

        disahkan_oleh: {jabatan: Kepala Dinas Kesehatan}
    """

    kode = "B103"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Take what is on the front and at the end of the document together."""
        sop = konteks.dokumen.sop
        if sop.disahkan_oleh is None:
            yield self._lacking(konteks, ("disahkan_oleh",), "Pejabat yang mengesahkan")
            return
        officials = [official for official in (sop.disahkan_oleh, sop.mengetahui) if official]
        if all(is_blank(official.nama) for official in officials):
            yield self._lacking(konteks, ("disahkan_oleh", "nama"), "Nama pejabat yang mengesahkan")
        if all(is_blank(official.nip) and needs_nip(official.jabatan) for official in officials):
            yield self._lacking(konteks, ("disahkan_oleh", "nip"), "NIP pejabat yang mengesahkan")

    def _lacking(self, konteks: Konteks, path: tuple[str, ...], subject: str) -> Temuan:
        if reason := konteks.unreadable(".".join(path)):
            said = not_readable(subject, reason)
            return self.finding(konteks, path, said, HELP_UNREADABLE, tingkat=Tingkat.SARAN)
        help_text = "Lengkapi disahkan_oleh: {jabatan: …, nama: …, nip: …}."
        return self.finding(konteks, path, f"{subject} tidak disebutkan.", help_text)


_BOXES: Final = {
    "dasar_hukum": "Dasar Hukum",
    "kualifikasi_pelaksana": "Kualifikasi Pelaksana",
    "keterkaitan": "Keterkaitan",
    "peralatan": "Peralatan/Perlengkapan",
    "peringatan": "Peringatan",
    "pencatatan": "Pencatatan dan Pendataan",
}


class KotakKosong(AturanSOP):
    """Kotak formulir kosong.

    Penilai SOP memeriksa apakah semua kotak formulir terisi. Kotak yang kosong juga menyisakan pertanyaan:
    memang tidak ada isinya, atau terlupa?

    Perbaikan: Isi kotaknya. Bila memang tidak ada isinya, tulis satu butir "Tidak ada".

    LULUS::

        peringatan: [Tidak ada]

    GAGAL::

        peringatan: []
    """

    kode = "B104"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report each empty box by itself; a box that only holds "-" is empty too."""
        for field, heading in _BOXES.items():
            if not all(is_blank(item) for item in getattr(konteks.dokumen.sop, field)):
                continue
            if reason := konteks.unreadable(field):
                yield self.finding(konteks, (field,), not_readable(f"Kotak {heading}", reason), HELP_UNREADABLE)
            else:
                yield self.finding(
                    konteks, (field,), f"Kotak {heading} kosong.", 'Isi kotaknya, atau tulis "Tidak ada".'
                )


class LabelSalahCetak(AturanSOP):
    """Judul kotak atau kolom salah cetak.

    Judul yang salah cetak sering ikut tersalin dari SOP ke SOP, misalnya MUTU BUKU untuk Mutu Baku. Sebutan
    lain yang lazim, seperti Uraian Prosedur untuk Kegiatan, Keluaran untuk Output, atau huruf besar semua,
    bukan kesalahan.

    Perbaikan: Betulkan judulnya pada dokumen; sesudah dokumen diterbitkan ulang, betulkan juga di berkas ini.

    LULUS::

        label_tercetak: {kegiatan: URAIAN PROSEDUR, keterangan: KET, kelengkapan: Kelengkapan dan Peralatan}

    GAGAL::

        label_tercetak: {mutu_baku: MUTU BUKU}
    """

    kode = "B105"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Compare each printed heading with those accepted for its field."""
        for field, printed in konteks.dokumen.sop.label_tercetak:
            wanted = misprint_of(field, printed)
            if wanted is None:
                continue
            doubt = konteks.unreadable(f"label_tercetak.{field}") is not None
            yield self.finding(
                konteks,
                ("label_tercetak", field),
                f"Judul tercetak {quote(printed)}, seharusnya {quote(wanted)}.",
                HELP_UNREADABLE if doubt else f"Betulkan menjadi {quote(wanted)} pada dokumen.",
                tingkat=Tingkat.SARAN if doubt else None,
            )


class UrutanTanggal(AturanSOP):
    """Urutan tanggal tidak mungkin.

    SOP dibuat dahulu, lalu disahkan, lalu berlaku; revisi datang sesudah pembuatan. Tanggal yang terbalik
    biasanya salah ketik atau tersisa dari SOP yang disalin.

    Perbaikan: Cocokkan tanggal-tanggal itu dengan naskah yang ditandatangani.

    LULUS::

        tanggal_pembuatan: "2024-01-10"
        tanggal_pengesahan: "2024-01-10"
        tanggal_efektif: "2024-01-15"
        tanggal_revisi: "2024-07-04"

    GAGAL::

        tanggal_pembuatan: "2024-01-20"
        tanggal_pengesahan: "2024-01-10"
    """

    kode = "B106"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Compare the dates in pairs; the same day is in order."""
        sop = konteks.dokumen.sop
        made, signed, effective = sop.tanggal_pembuatan, sop.tanggal_pengesahan, sop.tanggal_efektif
        pairs = [
            ("pembuatan", made, "pengesahan", signed),
            ("pengesahan", signed, "efektif", effective),
            ("pembuatan", made, "revisi", sop.tanggal_revisi),
        ]
        if signed is None:
            pairs.append(("pembuatan", made, "efektif", effective))
        for first, earlier, second, later in pairs:
            if earlier is not None and later is not None and earlier > later:
                yield self.finding(
                    konteks,
                    (f"tanggal_{second}",),
                    f"Tanggal {second} ({long_date(later)}) mendahului tanggal {first} ({long_date(earlier)}).",
                    "Cocokkan kedua tanggal dengan naskah yang ditandatangani.",
                )


class NIPTidakMungkin(AturanSOP):
    """NIP tidak mungkin.

    NIP terdiri atas 18 angka: tanggal lahir, tahun dan bulan pengangkatan, jenis kelamin, dan nomor urut.
    Karena itu salah ketik sering dapat dikenali: tanggal lahir yang tidak ada, bulan ke-13, atau pengangkatan
    sesudah SOP disahkan.

    Perbaikan: Cocokkan NIP dengan data kepegawaian. Bila NIP pada dokumen memang salah, betulkan saat SOP
    diterbitkan ulang.

    LULUS::

        disahkan_oleh: {jabatan: Kepala Dinas, nama: Siti Contoh, nip: "19780512 200501 2 004"}

    GAGAL::

        disahkan_oleh: {jabatan: Kepala Dinas, nama: Siti Contoh, nip: "197813122005012004"}
    """

    kode = "B107"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Check both officials."""
        sop = konteks.dokumen.sop
        signed = sop.tanggal_pengesahan or sop.tanggal_efektif
        for field, official in _officials(sop):
            if official.nip is None or is_blank(official.nip):
                continue
            faults = nip_faults(official.nip, signed)
            if not faults:
                continue
            path = (field, "nip")
            said = f"NIP {quote(official.nip)} tidak mungkin: {'; '.join(faults)}."
            if konteks.unreadable(".".join(path)):
                yield self.finding(konteks, path, said, HELP_UNREADABLE, tingkat=Tingkat.SARAN)
            else:
                yield self.finding(konteks, path, said, "Cocokkan dengan data kepegawaian.")


def _officials(sop: SOP) -> Iterator[tuple[str, Pejabat]]:
    """Yield those who sign, with the field that holds them."""
    if sop.disahkan_oleh:
        yield "disahkan_oleh", sop.disahkan_oleh
    if sop.mengetahui:
        yield "mengetahui", sop.mengetahui


class BidangCatatanTidakAda(AturanSOP):
    """Catatan penyalin menunjuk bidang yang tidak ada.

    Catatan pada disimpulkan dan tidak_terbaca tampil di samping bidang yang ditunjuknya. Bila bidangnya salah
    tulis, catatan itu tidak tampil di mana pun, dan isi yang disimpulkan terbaca seolah-olah tercetak.

    Perbaikan: Tulis jalan menuju bidangnya dengan titik, misalnya disahkan_oleh.nip, dasar_hukum.3 (butir
    ketiga), atau langkah.6.mutu_baku.waktu (langkah bernomor 6).

    LULUS::

        disimpulkan:
          - {bidang: langkah.3.lanjut, alasan: Panahnya hilang pada salinan.}
          - {bidang: dasar_hukum.2, alasan: Nomornya kabur pada salinan.}

    GAGAL::

        disimpulkan:
          - {bidang: langkah.30.lanjut, alasan: Panahnya hilang pada salinan.}
    """

    kode = "B109"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Follow each path through the SOP."""
        sop, tebakan = konteks.dokumen.sop, Tebakan()
        notes = chain(
            (("disimpulkan", index, note) for index, note in enumerate(sop.disimpulkan)),
            (("tidak_terbaca", index, note) for index, note in enumerate(sop.tidak_terbaca)),
        )
        for field, index, note in notes:
            fault = path_fault(sop, note.bidang)
            if fault is None:
                continue
            yield self.finding(
                konteks,
                (field, index, "bidang"),
                f"Bidang {quote(note.bidang)} tidak ada: {fault.pesan}.",
                fault.advice(tebakan),
            )


SHAPE_RULES: tuple[type[AturanSOP], ...] = (
    NomorTidakAda,
    TanggalTidakAda,
    PengesahTidakLengkap,
    KotakKosong,
    LabelSalahCetak,
    UrutanTanggal,
    NIPTidakMungkin,
    KodeKecualiTidakDikenal,
    BidangCatatanTidakAda,
    KolomKosong,
    KutipLengkung,
)
