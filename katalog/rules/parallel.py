"""A115 and A118: branches that run in parallel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from katalog.findings import Temuan, Tingkat
from katalog.model import SELESAI
from katalog.rules.base import AturanSOP, Konteks
from katalog.rules.phrases import HELP_UNREADABLE, enumerate_numbers
from katalog.rules.steps import branch_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.flow import Panah
    from katalog.positions import Jalur


@dataclass(frozen=True, slots=True)
class Pencabangan:
    """A step from which branches run in parallel; `temu` is where they meet, None where they never do."""

    dari: int
    jalur: Jalur
    tujuan: tuple[int, ...]
    temu: int | None


def _forks(konteks: Konteks) -> Iterator[Pencabangan]:
    """Yield the branches with several targets; those with a target that does not exist are A103's."""
    alur = konteks.turunan.alur
    for index, step in enumerate(konteks.dokumen.sop.langkah):
        for branch in step.lanjut or ():
            targets = tuple(target for target in branch.ke if target != SELESAI and target in alur.keluar)
            if len(targets) >= 2 and len(targets) == len(branch.ke):
                yield Pencabangan(step.urut, branch_path(index, branch)[:-1], targets, alur.join_of(targets))


class CabangTidakBertemu(AturanSOP):
    """Cabang sejajar tidak pernah bertemu.

    Pekerjaan yang berjalan sejajar biasanya bertemu lagi di satu langkah, tempat hasilnya digabungkan. Bila
    tidak pernah bertemu, pembaca tidak tahu kapan keseluruhan pekerjaan selesai. Beberapa akhir memang dapat
    benar; karena itu ini hanya saran.

    Perbaikan: Arahkan cabang-cabang itu ke satu langkah bersama, atau biarkan bila masing-masing memang
    berakhir sendiri.

    LULUS::

        langkah:
          - urut: 1
            kegiatan: Membagi tugas
            pelaksana: kepala
            mulai: true
            mutu_baku: {waktu: 1 hari}
            lanjut: [2, 3]
          - {urut: 2, kegiatan: Menyusun data, pelaksana: kasubag, mutu_baku: {waktu: 1 hari}, lanjut: 4}
          - {urut: 3, kegiatan: Menyusun anggaran, pelaksana: kepala, mutu_baku: {waktu: 1 hari}, lanjut: 4}
          - {urut: 4, kegiatan: Menggabungkan, pelaksana: kasubag, selesai: true, mutu_baku: {waktu: 1 hari}}

    GAGAL::

        langkah:
          - urut: 1
            kegiatan: Membagi tugas
            pelaksana: kepala
            mulai: true
            mutu_baku: {waktu: 1 hari}
            lanjut: [2, 3]
          - {urut: 2, kegiatan: Menyusun data, pelaksana: kasubag, selesai: true, mutu_baku: {waktu: 1 hari}}
          - {urut: 3, kegiatan: Menyusun anggaran, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 1 hari}}
    """

    kode = "A115"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look for the step at which they meet; it may be one of the branches."""
        for fork in _forks(konteks):
            if fork.temu is not None:
                continue
            yield self.finding(
                konteks,
                fork.jalur,
                f"Cabang sejajar dari langkah {fork.dari} ke langkah {enumerate_numbers(sorted(fork.tujuan))} "
                "tidak pernah bertemu di satu langkah.",
                "Arahkan semuanya ke satu langkah bersama, bila memang digabungkan.",
            )


class CabangMengalirKeCabang(AturanSOP):
    """Cabang sejajar mengalir ke cabang lain.

    Cabang sejajar dikerjakan bersamaan, lalu bertemu di langkah sesudahnya. Bila satu cabang mengalir ke langkah
    pertama cabang lain, keduanya tidak lagi sejajar: langkah itu dikerjakan dua kali, atau harus menunggu. Biasanya
    lanjut pada langkah terakhir cabang itu terlupa ditulis, sehingga cabangnya berlanjut ke langkah berikutnya.

    Bila panahnya memang ditulis demikian, ini hanya saran: mungkin cabang lain itu memang tempat bertemu.

    Perbaikan: Tulis lanjut pada langkah terakhir cabang itu, menuju langkah tempat cabang-cabang bertemu.

    LULUS::

        langkah:
          - urut: 1
            kegiatan: Membagi tugas
            pelaksana: kepala
            mulai: true
            mutu_baku: {waktu: 1 hari}
            lanjut: [2, 3]
          - {urut: 2, kegiatan: Menyusun data, pelaksana: kasubag, mutu_baku: {waktu: 1 hari}, lanjut: 4}
          - {urut: 3, kegiatan: Menyusun anggaran, pelaksana: sekretaris, mutu_baku: {waktu: 1 hari}}
          - {urut: 4, kegiatan: Menggabungkan, pelaksana: kasubag, selesai: true, mutu_baku: {waktu: 1 hari}}

    GAGAL::

        langkah:
          - urut: 1
            kegiatan: Membagi tugas
            pelaksana: kepala
            mulai: true
            mutu_baku: {waktu: 1 hari}
            lanjut: [2, 3]
          - {urut: 2, kegiatan: Menyusun data, pelaksana: kasubag, mutu_baku: {waktu: 1 hari}}
          - {urut: 3, kegiatan: Menyusun anggaran, pelaksana: sekretaris, mutu_baku: {waktu: 1 hari}}
          - {urut: 4, kegiatan: Menggabungkan, pelaksana: kasubag, selesai: true, mutu_baku: {waktu: 1 hari}}
    """

    kode = "A118"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Follow each branch until it meets a sibling; point at the step from which it does."""
        alur = konteks.turunan.alur
        for fork in _forks(konteks):
            siblings = frozenset(fork.tujuan)
            stops = frozenset(stop for stop in (fork.dari, fork.temu) if stop is not None) - siblings
            for branch in dict.fromkeys(fork.tujuan):
                arrow = alur.entry_into(branch, siblings - {branch}, stops)
                if arrow is not None:
                    yield self._report(konteks, fork, branch, arrow)

    def _report(self, konteks: Konteks, fork: Pencabangan, branch: int, arrow: Panah) -> Temuan:
        steps = konteks.dokumen.sop.langkah
        index = next(index for index, step in enumerate(steps) if step.urut == arrow.dari)
        through = f" lewat langkah {arrow.dari}" if arrow.dari != branch else ""
        said = f"Cabang ke langkah {branch}{through} mengalir ke langkah {arrow.ke}, yang juga cabang sejajar"
        said += f" dari langkah {fork.dari}"
        if konteks.unreadable(f"langkah.{arrow.dari}.lanjut"):
            said += f"; lanjut pada langkah {arrow.dari} tidak terbaca pada salinan."
            return self.finding(konteks, ("langkah", index), said, HELP_UNREADABLE, tingkat=Tingkat.SARAN)
        if arrow.tersirat:
            help_text = f"Tulis lanjut pada langkah {arrow.dari}: nomor langkah tempat cabang bertemu, atau selesai."
            return self.finding(konteks, ("langkah", index), f"{said}.", help_text)
        help_text = f"Betulkan lanjut pada langkah {arrow.dari}, bila langkah {arrow.ke} bukan tempat cabang bertemu."
        path: Jalur = ("langkah", index, "lanjut")
        return self.finding(konteks, path, f"{said}.", help_text, tingkat=Tingkat.SARAN)


PARALLEL_RULES: tuple[type[AturanSOP], ...] = (CabangTidakBertemu, CabangMengalirKeCabang)
"""Rules about parallel branches."""
