"""B110: columns of the quality standard that are left empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from katalog.findings import Temuan, Tingkat
from katalog.rules.base import AturanSOP, Konteks
from katalog.rules.phrases import enumerate_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLUMNS: Final = {"kelengkapan": "Kelengkapan", "output": "Output"}


class KolomKosong(AturanSOP):
    """Kolom Kelengkapan atau Output kosong.

    Kelengkapan menyebut apa yang harus tersedia sebelum sebuah langkah dikerjakan, Output menyebut hasilnya. Sel yang
    kosong menyisakan pertanyaan: memang tidak ada, atau terlupa? Penilai SOP memeriksa apakah semuanya terisi.

    Sel yang tercetak "-" dianggap terisi: OPD menyatakan bahwa memang tidak ada. Sel yang tidak terbaca pada salinan
    tidak dilaporkan.

    Perbaikan: Isi selnya; bila memang tidak ada, tulis "-".

    LULUS::

        langkah:
          - urut: 1
            kegiatan: Menyusun data
            pelaksana: kasubag
            mulai: true
            mutu_baku: {kelengkapan: "-", waktu: 3 hari, output: Konsep data}
          - urut: 2
            kegiatan: Menandatangani data
            pelaksana: kepala
            selesai: true
            mutu_baku: {kelengkapan: Konsep data, waktu: 1 hari, output: Data}

    GAGAL::

        langkah:
          - urut: 1
            kegiatan: Menyusun data
            pelaksana: kasubag
            mulai: true
            mutu_baku: {kelengkapan: "-", waktu: 3 hari, output: null}
          - urut: 2
            kegiatan: Menandatangani data
            pelaksana: kepala
            selesai: true
            mutu_baku: {kelengkapan: Konsep data, waktu: 1 hari, output: Data}
    """

    kode = "B110"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report each column once, at the first step whose cell is empty."""
        steps = konteks.dokumen.sop.langkah
        for field, heading in _COLUMNS.items():
            empty = [
                index
                for index, step in enumerate(steps)
                if getattr(step.mutu_baku, field) is None
                and not konteks.unreadable(f"langkah.{step.urut}.mutu_baku.{field}")
            ]
            if not empty:
                continue
            numbers = enumerate_numbers(sorted({steps[index].urut for index in empty}))
            where = "semua langkah" if len(empty) == len(steps) > 1 else f"langkah {numbers}"
            yield self.finding(
                konteks,
                ("langkah", empty[0], "mutu_baku", field),
                f"Kolom {heading} kosong pada {where}.",
                f'Isi mutu_baku.{field}, atau tulis "-" bila memang tidak ada.',
            )
