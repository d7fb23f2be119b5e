"""B112 and on, T114 and on: whether an SOP is in force, what it was called before, and its old versions."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from katalog.dates import long_date
from katalog.findings import Temuan, Tingkat
from katalog.model import Status
from katalog.rules.base import AturanSOP, Konteks

if TYPE_CHECKING:
    from collections.abc import Iterator


class StatusTidakSejalan(AturanSOP):
    """Status dan keterangannya tidak sejalan.

    Pembaca SOP yang digantikan perlu tahu penggantinya. Sebaliknya, pengganti atau tanggal tanpa status tidak
    menjelaskan apakah SOP itu masih boleh dipakai.

    Perbaikan: Tulis status digantikan bersama digantikan_oleh, dan status_sejak hanya bila statusnya ditulis. Bila
    penggantinya belum ada di katalog, tulis status dicabut.

    LULUS::

        status: dicabut
        status_sejak: "2024-07-04"

    GAGAL::

        status: digantikan
        status_sejak: "2024-07-04"
    """

    kode = "B112"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look at the three fields together."""
        sop = konteks.dokumen.sop
        replaced = sop.status is Status.DIGANTIKAN
        if replaced and sop.digantikan_oleh is None:
            yield self.finding(
                konteks,
                ("status",),
                "SOP ini digantikan, tetapi penggantinya tidak disebut.",
                "Tulis id penggantinya pada digantikan_oleh.",
            )
        if sop.digantikan_oleh is not None and not replaced:
            said = f'"{sop.status}"' if sop.status else "tidak ditulis"
            yield self.finding(
                konteks,
                ("digantikan_oleh",),
                f"Penggantinya disebut, tetapi statusnya {said}.",
                "Tulis status: digantikan, atau hapus digantikan_oleh.",
            )
        if sop.status_sejak is not None and sop.status is None:
            yield self.finding(
                konteks,
                ("status_sejak",),
                "Tanggal status ditulis, tetapi statusnya tidak.",
                "Tulis status: berlaku, digantikan, atau dicabut.",
            )


class StatusTanpaTanggal(AturanSOP):
    """Tanggal pencabutan atau penggantian tidak ditulis.

    Yang mengikuti perubahan lewat umpan atau daftar menurut tahun hanya melihat peristiwa yang bertanggal.
    Pencabutan atau penggantian tanpa tanggal tidak masuk ke sana.

    Perbaikan: Tulis status_sejak menurut keputusan pencabutannya, atau tanggal berlakunya SOP pengganti. Bila tanggal
    itu memang tidak diketahui, biarkan kosong.

    LULUS::

        status: dicabut
        status_sejak: "2024-07-04"

    GAGAL::

        status: dicabut
    """

    kode = "B116"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Ask for the day of an end."""
        sop = konteks.dokumen.sop
        if not sop.masih_berlaku and sop.status_sejak is None:
            yield self.finding(
                konteks,
                ("status",),
                f"SOP ini {sop.status}, tetapi sejak kapan tidak ditulis.",
                "Tulis status_sejak bila tanggalnya diketahui.",
            )


class RiwayatTidakUrut(AturanSOP):
    """Riwayat tidak urut waktu.

    Riwayat dibaca dari perubahan yang paling lama. Tiap versi lama dibandingkan dengan versi sesudahnya; urutan yang
    keliru membandingkan versi yang keliru.

    Perbaikan: Urutkan butir riwayat menurut tanggalnya, atau betulkan tanggal yang salah ketik.

    LULUS::

        riwayat:
          - {tanggal: "2022-02-01", perubahan: Langkah verifikasi ditambahkan}
          - {tanggal: "2024-07-04", perubahan: Waktu penyusunan dipersingkat}

    GAGAL::

        riwayat:
          - {tanggal: "2024-07-04", perubahan: Waktu penyusunan dipersingkat}
          - {tanggal: "2022-02-01", perubahan: Langkah verifikasi ditambahkan}
    """

    kode = "B113"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Compare each date with the one before it."""
        for index, (before, after) in enumerate(pairwise(konteks.dokumen.sop.riwayat), 1):
            if after.tanggal < before.tanggal:
                yield self.finding(
                    konteks,
                    ("riwayat", index, "tanggal"),
                    f"Perubahan {long_date(after.tanggal)} ditulis sesudah perubahan {long_date(before.tanggal)}.",
                    "Urutkan dari yang paling lama.",
                )


class RevisiTanpaRiwayat(AturanSOP):
    """Tanggal revisi tidak ada dalam riwayat.

    SOP ini punya riwayat, tetapi revisi yang tanggalnya tercetak tidak ada di sana. Pembaca tidak tahu apa yang
    berubah pada revisi itu.

    Perbaikan: Tambahkan butir riwayat dengan tanggal revisi itu, atau cocokkan tanggalnya dengan dokumen.

    LULUS::

        tanggal_revisi: "2024-07-04"
        riwayat:
          - {tanggal: "2024-07-04", perubahan: Waktu penyusunan dipersingkat}

    GAGAL::

        tanggal_revisi: "2024-07-04"
        riwayat:
          - {tanggal: "2022-02-01", perubahan: Langkah verifikasi ditambahkan}
    """

    kode = "B114"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look for the printed date of revision among the changes."""
        sop = konteks.dokumen.sop
        if sop.tanggal_revisi and sop.riwayat and sop.tanggal_revisi not in {one.tanggal for one in sop.riwayat}:
            yield self.finding(
                konteks,
                ("tanggal_revisi",),
                f"Revisi {long_date(sop.tanggal_revisi)} tidak ada dalam riwayat.",
                "Tambahkan butir riwayat dengan tanggal itu.",
            )


class IdLamaBentrok(AturanSOP):
    """Id lama masih dipakai.

    Alamat lama dialihkan ke SOP yang menyebutnya. Id yang masih dipakai SOP lain, atau disebut dua kali, tidak dapat
    dialihkan ke satu tempat.

    Perbaikan: Hapus id itu dari id_lama, kecuali pada satu SOP yang memang pernah memakainya.

    LULUS::

        id_lama: [dinkes-kota-tangerang/cascading-kinerja]

    GAGAL::

        id_lama: [dinkes-kota-tangerang/contoh]
    """

    kode = "T114"
    tingkat = Tingkat.GALAT

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look for each old id among the SOPs and among the other old ids."""
        for index, old in enumerate(konteks.dokumen.sop.id_lama):
            claims = konteks.indeks.pewaris[old]
            if old in konteks.indeks.semua:
                said = f'Id lama "{old}" masih dipakai SOP yang ada.'
            elif len(claims) > 1:
                said = f'Id lama "{old}" disebut {len(claims)} kali: {", ".join(sorted(set(claims)))}.'
            else:
                continue
            yield self.finding(konteks, ("id_lama", index), said, "Satu id lama hanya milik satu SOP.")


class VersiLamaTidakAda(AturanSOP):
    """Berkas versi lama tidak ada.

    Versi lama ditampilkan berdampingan dengan versi sesudahnya. Berkas yang tidak ada, atau disebut dua kali, tidak
    dapat dibandingkan dengan benar.

    Perbaikan: Simpan berkasnya di sops/_riwayat/<opd>/<nama>/, perbaiki namanya, atau tulis null.

    LULUS::

        # sops/_riwayat/dinkes-kota-tangerang/penjenjangan-kinerja/2022.yaml
        nomor: "800/0123-Sekret/I/2022"

        # sops/dinkes-kota-tangerang/penjenjangan-kinerja.yaml
        riwayat:
          - {tanggal: "2024-07-04", perubahan: Waktu dipersingkat, versi_lama: 2022.yaml}

    GAGAL::

        riwayat:
          - {tanggal: "2024-07-04", perubahan: Waktu dipersingkat, versi_lama: 2022.yaml}
    """

    kode = "T115"
    tingkat = Tingkat.GALAT

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look each file up in the SOP's folder of old versions."""
        seen: set[str] = set()
        for index, one in enumerate(konteks.dokumen.sop.riwayat):
            if one.versi_lama is None:
                continue
            place = f"_riwayat/{konteks.dokumen.id}/"
            if one.versi_lama not in konteks.versi:
                said, helped = f'Versi lama "{one.versi_lama}" tidak ada di {place}.', self._place(konteks, place)
            elif one.versi_lama in seen:
                said, helped = f'Versi lama "{one.versi_lama}" disebut dua kali.', "Satu berkas untuk satu perubahan."
            else:
                seen.add(one.versi_lama)
                continue
            yield self.finding(konteks, ("riwayat", index, "versi_lama"), said, helped)

    @staticmethod
    def _place(konteks: Konteks, place: str) -> str:
        """Say where the file belongs; an SOP of another id before may have left it there."""
        former = " atau ".join(f"_riwayat/{old}/" for old in konteks.dokumen.sop.id_lama)
        if not former or konteks.versi:
            return f"Simpan berkasnya di {place}."
        return f"Simpan berkasnya di {place}. Bila masih ada di {former}, pindahkan folder itu menjadi {place}."


class VersiLamaTanpaRiwayat(AturanSOP):
    """Versi lama tidak disebut dalam riwayat.

    Berkas versi lama disimpan, tetapi riwayat SOP tidak menyebutnya: pembaca tidak akan melihatnya.

    Perbaikan: Sebut berkas itu sebagai versi_lama pada perubahan yang menggantikannya, atau hapus berkasnya.

    LULUS::

        # sops/_riwayat/dinkes-kota-tangerang/penjenjangan-kinerja/2022.yaml
        nomor: "800/0123-Sekret/I/2022"

        # sops/dinkes-kota-tangerang/penjenjangan-kinerja.yaml
        riwayat:
          - {tanggal: "2024-07-04", perubahan: Waktu dipersingkat, versi_lama: 2022.yaml}

    GAGAL::

        # sops/_riwayat/dinkes-kota-tangerang/penjenjangan-kinerja/2022.yaml
        nomor: "800/0123-Sekret/I/2022"

        # sops/dinkes-kota-tangerang/penjenjangan-kinerja.yaml
        riwayat:
          - {tanggal: "2024-07-04", perubahan: Waktu dipersingkat}
    """

    kode = "T116"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look for each stored file among the changes."""
        named = {one.versi_lama for one in konteks.dokumen.sop.riwayat}
        for name in sorted(konteks.versi - named):
            yield self.finding(
                konteks,
                ("riwayat",),
                f'Versi lama "{name}" disimpan, tetapi tidak disebut dalam riwayat.',
                f"Tulis versi_lama: {name} pada perubahan yang menggantikannya.",
            )


HISTORY_RULES: tuple[type[AturanSOP], ...] = (
    StatusTidakSejalan,
    RiwayatTidakUrut,
    RevisiTanpaRiwayat,
    StatusTanpaTanggal,
    IdLamaBentrok,
    VersiLamaTidakAda,
    VersiLamaTanpaRiwayat,
)
"""The rules about history, by code."""
