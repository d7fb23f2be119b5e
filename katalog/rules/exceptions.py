"""B108 and B111: the findings that an SOP accepts (`kecuali`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.findings import Temuan, Tingkat
from katalog.guessing import Tebakan
from katalog.rules.base import AturanSOP, Konteks
from katalog.rules.phrases import quote

if TYPE_CHECKING:
    from collections.abc import Iterator


class KodeKecualiTidakDikenal(AturanSOP):
    """Kode pada kecuali tidak dikenal.

    Bagian kecuali mencatat temuan yang sudah diketahui dan diterima, beserta alasannya. Kode yang tidak ada
    tidak mengecualikan apa pun; biasanya salah ketik.

    Perbaikan: Tulis kode seperti pada temuannya, misalnya B104, atau hapus barisnya.

    LULUS::

        peringatan: []
        kecuali: {B104: Dokumen lama; kotak dilengkapi pada revisi berikutnya}

    GAGAL::

        peringatan: []
        kecuali: {B1004: Dokumen lama; kotak dilengkapi pada revisi berikutnya}
    """

    kode = "B108"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Compare the codes with those of all rules."""
        known, tebakan = konteks.kode_dikenal, Tebakan()
        for code, _ in konteks.dokumen.sop.kecuali:
            if code in known:
                continue
            meant = tebakan.closest(code.strip().upper(), known)
            yield self.finding(
                konteks,
                ("kecuali", code),
                f"Kode {quote(code)} pada kecuali tidak ada di antara aturan katalog.",
                f'Maksudnya "{meant}"?' if meant else "Hapus baris ini.",
                kunci=True,
            )


class KecualiTidakTerpakai(AturanSOP):
    """Kecuali menerima temuan yang sudah tidak ada.

    Bagian kecuali menerima temuan yang sudah diketahui. Bila SOP sudah diperbaiki dan temuannya hilang, baris
    itu tidak berguna lagi, dan kelak dapat menutupi temuan baru yang kodenya sama.

    Perbaikan: Hapus baris itu dari kecuali.

    LULUS::

        peringatan: []
        kecuali: {B104: Dokumen lama; kotak dilengkapi pada revisi berikutnya}

    GAGAL::

        peringatan: [Bila tidak dilaksanakan, laporan kinerja terlambat.]
        kecuali: {B104: Dokumen lama; kotak dilengkapi pada revisi berikutnya}
    """

    kode = "B111"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Compare the codes with those found in this SOP; accepting this very rule is left alone."""
        for code, _ in konteks.dokumen.sop.kecuali:
            if code in konteks.kode_ditemukan or code not in konteks.kode_dikenal or code == self.kode:
                continue
            yield self.finding(
                konteks,
                ("kecuali", code),
                f"Temuan {code} yang diterima pada kecuali sudah tidak ada pada SOP ini.",
                "Hapus baris ini.",
                kunci=True,
            )


CLOSING_RULES: tuple[type[AturanSOP], ...] = (KecualiTidakTerpakai,)
"""Rules that run after all others of an SOP and look at what those found (`Konteks.kode_ditemukan`)."""
