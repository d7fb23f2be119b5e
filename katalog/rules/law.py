"""H1xx: rules about the legal bases of an SOP. Titles, changes and gazettes have modules of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.findings import Temuan, Tingkat
from katalog.naming import normalise, words
from katalog.regulation_kinds import RAGAM, region_of_kind
from katalog.rules.base import AturanSOP, Konteks, Tempat
from katalog.rules.law_changes import CHANGE_RULES
from katalog.rules.law_common import (
    clipped,
    item_unreadable,
    name_of_citation,
    own_region,
)
from katalog.rules.law_gazettes import GAZETTE_RULES
from katalog.rules.law_titles import TITLE_RULES
from katalog.rules.offices import is_own, names_kind_only, office_in_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.citations import Sitasi
    from katalog.references import OPD


class DasarHukumGanda(AturanSOP):
    """Dasar hukum ganda.

    Peraturan yang sama tercantum dua kali. Biasanya satu baris tersalin dua kali, dan peraturan yang seharusnya ada di
    baris kedua justru hilang.

    Perbaikan: Hapus salah satunya, atau ganti dengan peraturan yang semula dimaksud.

    LULUS::

        dasar_hukum:
          - Undang-Undang Nomor 2 Tahun 1993 tentang Pembentukan Kotamadya Daerah Tingkat II Tangerang
          - Undang-Undang Nomor 23 Tahun 2000 tentang Pembentukan Propinsi Banten

    GAGAL::

        dasar_hukum:
          - Undang-Undang Nomor 2 Tahun 1993 tentang Pembentukan Kotamadya Daerah Tingkat II Tangerang
          - UU No. 2 Tahun 1993 tentang Pembentukan Kotamadya Daerah Tingkat II Tangerang;
    """

    kode = "H101"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Compare the regulations that the items cite; items that cannot be read are compared by their words."""
        first: dict[str, int] = {}
        for basis in konteks.turunan.dasar_hukum:
            utama = basis.utama
            key = utama.kunci if utama and utama.kunci else normalise(basis.teks)
            if key in first:
                nama = name_of_citation(utama.sitasi) if utama else f'"{clipped(basis.teks)}"'
                yield self.finding(
                    konteks,
                    ("dasar_hukum", basis.butir),
                    f"{nama} tercantum dua kali: butir {first[key] + 1} dan butir {basis.butir + 1}.",
                    "Hapus salah satunya, atau ganti dengan peraturan yang semula dimaksud.",
                )
            else:
                first[key] = basis.butir


class PeraturanTanpaDaerah(AturanSOP):
    """Peraturan daerah atau kepala daerah tanpa nama daerah.

    Setiap daerah mempunyai peraturan dengan nomor dan tahun yang sama. Tanpa nama daerahnya, kutipan hanya dapat
    dipahami dari OPD yang memakainya, dan menjadi keliru ketika SOP disalin oleh daerah lain.

    Katalog menyimpulkan daerahnya dari OPD dan menandainya sebagai kesimpulan.

    Perbaikan: Tulis nama daerahnya sesudah jenis peraturan, misalnya "Peraturan Wali Kota Tangerang Nomor …".

    LULUS::

        dasar_hukum:
          - >-
            Peraturan Wali Kota Tangerang Nomor 33 Tahun 2014 tentang Pedoman Penyusunan Standar Operasional Prosedur
            Administrasi Pemerintahan

    GAGAL::

        dasar_hukum:
          - >-
            Peraturan Wali Kota Nomor 33 Tahun 2014 tentang Pedoman Penyusunan Standar Operasional Prosedur Administrasi
            Pemerintahan
    """

    kode = "H110"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report regional regulations that name no region; amendments share the region of what they amend."""
        own = own_region(konteks)
        for tempat in konteks.sitasi:
            sitasi = tempat.sitasi
            if not tempat.utama or sitasi.daerah or sitasi.jenis not in RAGAM:
                continue
            if region_of_kind(sitasi.jenis) == "nasional":
                continue
            pesan = f"{name_of_citation(sitasi)} dikutip tanpa nama daerah"
            if tempat.rujukan.disimpulkan and own:
                pesan += f"; dari OPD-nya disimpulkan {own.lengkap}."
                bantuan = f"Bila benar, tulis {own.lengkap} sesudah jenis peraturannya."
            else:
                pesan += ", dan daerahnya tidak dapat disimpulkan dari OPD."
                bantuan = "Tulis nama daerahnya sesudah jenis peraturannya."
            yield self.finding(konteks, tempat.jalur, pesan, bantuan)


class PeraturanBelumDikenal(AturanSOP):
    """Peraturan belum ada di daftar acuan.

    Judul, status, dan perubahan peraturan hanya dapat diperiksa bila peraturan itu tercatat di daftar acuan. Kutipannya
    sendiri belum tentu keliru; dapat juga nomor atau tahunnya salah ketik sehingga tidak dikenali.

    Perbaikan: Periksa nomor dan tahunnya, lalu tambahkan peraturan itu ke _acuan/peraturan.yaml.

    LULUS::

        dasar_hukum:
          - Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah

    GAGAL::

        dasar_hukum:
          - Peraturan Presiden Nomor 990 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah
    """

    kode = "H111"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report each unknown regulation once, where it is first cited."""
        reported: set[str] = set()
        for tempat in konteks.sitasi:
            kunci = tempat.rujukan.kunci
            if kunci is None or tempat.peraturan is not None or kunci in reported:
                continue
            reported.add(kunci)
            yield self.finding(
                konteks,
                tempat.jalur,
                f"{name_of_citation(tempat.sitasi)} belum ada di daftar acuan; judul dan statusnya belum diperiksa.",
                f'Periksa nomor dan tahunnya, lalu tambahkan "{kunci}" ke _acuan/peraturan.yaml.',
            )


class BukanKutipanPeraturan(AturanSOP):
    """Butir dasar hukum tidak dapat dibaca sebagai peraturan.

    Dasar hukum menyebut jenis, nomor, dan tahun peraturan. Butir tanpa salah satunya tidak menunjuk peraturan mana pun
    dengan pasti: pembaca tidak dapat mencarinya, dan katalog tidak dapat menautkannya.

    Perbaikan: Lengkapi jenis, nomor, dan tahunnya. Dokumen yang bukan peraturan dipindahkan ke kotak Keterkaitan atau
    Peralatan/Perlengkapan.

    LULUS::

        dasar_hukum:
          - Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah

    GAGAL::

        dasar_hukum:
          - Peraturan Presiden tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah
    """

    kode = "H112"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report items without any citation, and citations without number or year."""
        for basis in konteks.turunan.dasar_hukum:
            teks = clipped(basis.teks)
            if not basis.rujukan:
                yield self._report(konteks, basis.butir, f'"{teks}" tidak dapat dibaca sebagai kutipan peraturan')
            for rujukan in basis.rujukan:
                missing = _missing_parts(rujukan.sitasi)
                if missing:
                    yield self._report(konteks, basis.butir, f'"{clipped(rujukan.sitasi.teks)}" tidak memuat {missing}')

    def _report(self, konteks: Konteks, butir: int, pesan: str) -> Temuan:
        unreadable = item_unreadable(konteks, butir)
        return self.finding(
            konteks,
            ("dasar_hukum", butir),
            f"{pesan}; butir ini tidak terbaca seluruhnya pada salinan." if unreadable else f"{pesan}.",
            "Cocokkan dengan dokumen aslinya." if unreadable else "Tulis jenis, nomor, dan tahun peraturannya.",
            tingkat=Tingkat.SARAN if unreadable else self.tingkat,
        )


def _missing_parts(sitasi: Sitasi) -> str:
    # The constitution has no number; its year is part of its name.
    if sitasi.jenis == "uud":
        return ""
    parts = [name for name, value in (("nomor", sitasi.nomor), ("tahun", sitasi.tahun)) if not value]
    return " dan ".join(parts)


class OrganisasiOPDLain(AturanSOP):
    """Dasar hukum tentang organisasi OPD lain.

    Peraturan tentang kedudukan dan susunan organisasi memberi wewenang kepada satu OPD. Bila yang dikutip adalah
    peraturan untuk OPD lain, SOP ini kemungkinan disalin dari OPD itu dan belum disesuaikan.

    Perbaikan: Ganti dengan peraturan tentang kedudukan dan susunan organisasi OPD sendiri.

    LULUS::

        dasar_hukum:
          - >-
            Peraturan Wali Kota Tangerang Nomor 131 Tahun 2021 tentang Kedudukan, Susunan Organisasi, Tugas dan Fungsi
            Tata Kerja Dinas Kesehatan Kota Tangerang

    GAGAL::

        dasar_hukum:
          - >-
            Peraturan Wali Kota Tangerang Nomor 148 Tahun 2021 tentang Kedudukan, Susunan Organisasi, Tugas dan Fungsi
            Tata Kerja Badan Perencanaan Pembangunan Daerah
    """

    kode = "H113"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Compare the office in the title with the SOP's own."""
        opd = konteks.opd
        if opd is None:
            return
        for tempat, printed in foreign_organisations(konteks, opd):
            yield self.finding(
                konteks,
                tempat.jalur,
                f"{name_of_citation(tempat.sitasi)} mengatur organisasi {printed}, bukan {opd.nama}.",
                f"Kutip peraturan tentang kedudukan dan susunan organisasi {opd.nama}.",
            )


def foreign_organisations(konteks: Konteks, opd: OPD) -> Iterator[tuple[Tempat, str]]:
    """Yield the citations of regulations on another office's organisation, and that office as printed."""
    for tempat in konteks.sitasi:
        judul = words(tempat.sitasi.judul or "")
        if not tempat.utama or not _is_organisation(judul):
            continue
        office = office_in_title(judul[judul.index("organisasi") + 1 :])
        kinds = names_kind_only(office, opd)
        if not office or (kinds is not None and (not kinds or opd.jenis in kinds)):
            continue
        if is_own(judul, opd) or is_own(office, opd):
            continue
        yield tempat, _as_printed(tempat.sitasi.judul or "", len(office))


def _is_organisation(judul: tuple[str, ...]) -> bool:
    return any(judul[at : at + 2] == ("susunan", "organisasi") for at in range(len(judul)))


def _as_printed(judul: str, count: int) -> str:
    """Return the last words of a title as printed."""
    printed = judul.split()
    while len(printed) > 1 and len(words(" ".join(printed[1:]))) >= count:
        printed.pop(0)
    return " ".join(printed).strip(" .,;")


class PeraturanLebihBaru(AturanSOP):
    """Peraturan lebih baru dari tanggal SOP.

    SOP tidak mungkin bersandar pada peraturan yang belum ada ketika SOP disahkan. Tahun peraturan atau tanggal SOP
    salah ketik, atau dasar hukumnya diperbarui tanpa mengesahkan ulang SOP.

    Yang dipakai adalah tahun terbaru di antara tanggal pengesahan, tanggal efektif, dan tanggal revisi.

    Perbaikan: Periksa tahun peraturan dan tanggal SOP. Bila dasar hukumnya memang diperbarui, isi tanggal revisi dan
    sahkan kembali.

    LULUS::

        tanggal_pembuatan: null
        tanggal_revisi: null
        tanggal_efektif: null
        tanggal_pengesahan: "2021-12-30"
        dasar_hukum:
          - Peraturan Menteri PANRB Nomor 89 Tahun 2021 tentang Penjenjangan Kinerja Instansi Pemerintah

    GAGAL::

        tanggal_pembuatan: null
        tanggal_revisi: null
        tanggal_efektif: null
        tanggal_pengesahan: "2020-12-30"
        dasar_hukum:
          - Peraturan Menteri PANRB Nomor 89 Tahun 2021 tentang Penjenjangan Kinerja Instansi Pemerintah
    """

    kode = "H114"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Compare years: the day of a regulation is not part of its citation."""
        sop = konteks.dokumen.sop
        dates = [date for date in (sop.tanggal_pengesahan, sop.tanggal_efektif, sop.tanggal_revisi) if date]
        if not dates:
            return
        year = max(dates).year
        for tempat in konteks.sitasi:
            tahun = tempat.sitasi.tahun
            if tahun is not None and tahun > year:
                unreadable = item_unreadable(konteks, tempat.butir)
                pesan = f"{name_of_citation(tempat.sitasi)} terbit sesudah SOP ini ditetapkan ({year})."
                yield self.finding(
                    konteks,
                    tempat.jalur,
                    f"{pesan} Butir ini tidak terbaca seluruhnya pada salinan." if unreadable else pesan,
                    "Periksa tahun peraturan dan tanggal SOP.",
                    tingkat=Tingkat.SARAN if unreadable else self.tingkat,
                )


_OWN_RULES: tuple[type[AturanSOP], ...] = (
    DasarHukumGanda,
    PeraturanTanpaDaerah,
    PeraturanBelumDikenal,
    BukanKutipanPeraturan,
    OrganisasiOPDLain,
    PeraturanLebihBaru,
)

LAW_RULES: tuple[type[AturanSOP], ...] = tuple(
    sorted((*_OWN_RULES, *TITLE_RULES, *CHANGE_RULES, *GAZETTE_RULES), key=lambda rule: rule.kode)
)
"""The rules about law, by code."""
