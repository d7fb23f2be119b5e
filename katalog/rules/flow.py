"""A107 to A110: starts, ends, and what can be reached."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from katalog.findings import Temuan, Tingkat
from katalog.rules.base import AturanSOP, Konteks
from katalog.rules.branches import BRANCH_RULES
from katalog.rules.parallel import PARALLEL_RULES
from katalog.rules.phrases import HELP_UNREADABLE, enumerate_numbers, not_readable
from katalog.rules.steps import STEP_RULES
from katalog.rules.wording import WORDING_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.flow import Alur
    from katalog.model import SOP


def _index_of(sop: SOP) -> dict[int, int]:
    """Return where each step stands; of two with the same number, the first."""
    places: dict[int, int] = {}
    for index, step in enumerate(sop.langkah):
        places.setdefault(step.urut, index)
    return places


class TanpaMulai(AturanSOP):
    """Tidak ada langkah mulai.

    Bagan alir dimulai dengan simbol kapsul. Dalam praktik, simbol itu adalah langkah pertama, di kolom
    pelaksananya. Tanpa tanda mulai, pembaca tidak tahu siapa yang memulai pekerjaan.

    Perbaikan: Gambarkan simbol mulai pada langkah pertama, lalu tulis mulai: true di sini.

    LULUS::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - {urut: 2, kegiatan: Memeriksa data, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 1 hari}}

    GAGAL::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mutu_baku: {waktu: 3 hari}}
          - {urut: 2, kegiatan: Memeriksa data, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 1 hari}}
    """

    kode = "A107"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Ask for one start at least; several are in use."""
        alur = konteks.turunan.alur
        if alur.mulai:
            return
        reason = konteks.unreadable(f"langkah.{alur.langkah[0]}.mulai")
        if reason:
            said = not_readable("Simbol mulai", reason)
            yield self.finding(konteks, ("langkah", 0), said, HELP_UNREADABLE, tingkat=Tingkat.SARAN)
        else:
            yield self.finding(
                konteks,
                ("langkah", 0),
                "Tidak ada langkah yang bertanda mulai.",
                "Tulis mulai: true pada langkah yang memulai prosedur.",
            )


class TanpaSelesai(AturanSOP):
    """Tidak ada langkah selesai.

    Bagan alir berakhir dengan simbol kapsul, atau dengan cabang yang menuju selesai. Tanpa itu, tidak jelas
    hasil mana yang menutup prosedur.

    Perbaikan: Gambarkan simbol selesai pada langkah terakhir, lalu tulis selesai: true di sini.

    LULUS::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - {urut: 2, kegiatan: Memeriksa data, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 1 hari}}

    GAGAL::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - {urut: 2, kegiatan: Memeriksa data, pelaksana: sekretaris, mutu_baku: {waktu: 1 hari}}
    """

    kode = "A108"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Ask for one end at least; several are in use."""
        alur = konteks.turunan.alur
        if alur.akhir:
            return
        path = ("langkah", len(konteks.dokumen.sop.langkah) - 1)
        reason = konteks.unreadable(f"langkah.{alur.langkah[-1]}.selesai")
        if reason:
            said = not_readable("Simbol selesai", reason)
            yield self.finding(konteks, path, said, HELP_UNREADABLE, tingkat=Tingkat.SARAN)
        else:
            yield self.finding(
                konteks,
                path,
                "Tidak ada langkah yang bertanda selesai.",
                "Tulis selesai: true pada langkah yang mengakhiri prosedur.",
            )


class TidakTerjangkau(AturanSOP):
    """Langkah tidak terjangkau.

    Langkah yang tidak dapat dicapai dari langkah mulai tidak akan pernah dikerjakan. Biasanya sebuah panah
    melompati langkah itu, atau langkah itu terlupa disambungkan.

    Perbaikan: Arahkan panah ke langkah itu, beri tanda mulai bila ia memang titik mulai lain, atau hapus
    langkahnya.

    LULUS::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 2 hari}}
          - {urut: 2, kegiatan: Memeriksa data, pelaksana: sekretaris, mutu_baku: {waktu: 1 hari}}
          - {urut: 3, kegiatan: Menyimpan data, pelaksana: kasubag, selesai: true, mutu_baku: {waktu: 1 hari}}

    GAGAL::

        langkah:
          - urut: 1
            kegiatan: Menyusun data
            pelaksana: kasubag
            mulai: true
            mutu_baku: {waktu: 2 hari}
            lanjut: 3
          - {urut: 2, kegiatan: Memeriksa data, pelaksana: sekretaris, mutu_baku: {waktu: 1 hari}}
          - {urut: 3, kegiatan: Menyimpan data, pelaksana: kasubag, selesai: true, mutu_baku: {waktu: 1 hari}}
    """

    kode = "A109"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report the first step of each stretch that nothing leads to, with those that follow it."""
        alur = konteks.turunan.alur
        places = _index_of(konteks.dokumen.sop)
        doubt = any(urut in alur.terjangkau for urut, _ in alur.tanpa_tujuan)
        for head, others in _stretches(alur):
            said = f"Langkah {head} tidak dapat dicapai dari langkah mulai"
            if others:
                said += f", begitu pula langkah {enumerate_numbers(others)} sesudahnya"
            if doubt:
                said += "; mungkin lewat cabang yang arahnya tidak diketahui"
            yield self.finding(
                konteks,
                ("langkah", places[head]),
                f"{said}.",
                "Arahkan panah (lanjut) ke langkah ini, atau beri mulai: true.",
                tingkat=Tingkat.SARAN if doubt else None,
            )


def _stretches(alur: Alur) -> Iterator[tuple[int, list[int]]]:
    """Yield steps out of reach by where they begin: a step that no arrow enters, else the first of a loop."""
    lost = set(alur.langkah) - alur.terjangkau
    entered = [urut for urut in alur.langkah if urut in lost and alur.masuk[urut]]
    free = [urut for urut in alur.langkah if urut in lost and not alur.masuk[urut]]
    for head in chain(free, entered):
        if head in lost:
            others = (alur.reachable_from(head) & lost) - {head}
            lost -= others | {head}
            yield head, sorted(others)


class TanpaJalanKeluar(AturanSOP):
    """Jalur tanpa jalan keluar.

    Dari setiap langkah harus ada jalan menuju selesai. Putaran yang tidak pernah dapat ditinggalkan, atau
    langkah buntu yang bukan akhir, membuat pekerjaan tidak pernah tuntas.

    Perbaikan: Tambahkan cabang yang meninggalkan putaran, atau tandai langkah buntu dengan selesai: true.

    LULUS::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - urut: 2
            kegiatan: Memeriksa data
            pelaksana: sekretaris
            mutu_baku: {waktu: 1 hari}
            lanjut: {Ya: selesai, Tidak: 1}

    GAGAL::

        langkah:
          - urut: 1
            kegiatan: Menyusun data
            pelaksana: kasubag
            mulai: true
            mutu_baku: {waktu: 2 hari}
            lanjut: {Baru: 2, Lama: 4}
          - {urut: 2, kegiatan: Memeriksa data, pelaksana: sekretaris, mutu_baku: {waktu: 1 hari}}
          - {urut: 3, kegiatan: Memperbaiki data, pelaksana: kasubag, mutu_baku: {waktu: 1 hari}, lanjut: 2}
          - {urut: 4, kegiatan: Menyimpan data, pelaksana: kasubag, selesai: true, mutu_baku: {waktu: 1 hari}}
    """

    kode = "A110"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report each loop or dead end once; where no end is marked at all, A108 has said so."""
        alur = konteks.turunan.alur
        if not alur.akhir and not alur.tanpa_tujuan:
            return
        places = _index_of(konteks.dokumen.sop)
        for group in _traps(alur):
            first = group[0]
            loops = len(group) > 1 or any(panah.ke == first for panah in alur.keluar[first])
            yield self.finding(
                konteks,
                ("langkah", places[first]),
                f"Langkah {enumerate_numbers(group)} berputar tanpa jalan keluar."
                if loops
                else f"Langkah {first} buntu: tidak ada langkah sesudahnya, dan bukan langkah selesai.",
                "Tambahkan cabang yang meninggalkan putaran ini."
                if loops
                else "Tulis selesai: true, atau arahkan panahnya (lanjut).",
            )


def _traps(alur: Alur) -> Iterator[list[int]]:
    """Yield the groups of steps that lead to each other and nowhere else, never to an end.

    Groups with an arrow to a step that does not exist are left out: that arrow is the fault.
    """
    stuck = alur.terjangkau - alur.dapat_selesai
    broken = {urut for urut, _, _ in alur.tujuan_hilang}
    reach = {urut: alur.reachable_from(urut) for urut in stuck}
    done: set[int] = set()
    for urut in alur.langkah:
        if urut not in stuck or urut in done:
            continue
        group = reach[urut]
        if all(len(reach[other]) == len(group) for other in group) and not group & broken:
            done |= group
            yield sorted(group)


FLOW_RULES: tuple[type[AturanSOP], ...] = tuple(
    sorted(
        (
            *STEP_RULES,
            TanpaMulai,
            TanpaSelesai,
            TidakTerjangkau,
            TanpaJalanKeluar,
            *WORDING_RULES,
            *BRANCH_RULES,
            *PARALLEL_RULES,
        ),
        key=lambda rule: rule.kode,
    )
)
"""Every A rule, by code: of the whole flow here, of single steps, words and branches in their own modules."""
