"""A101 to A106: the numbers of the steps, where they lead, and who performs them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from katalog.findings import Temuan, Tingkat
from katalog.guessing import Tebakan
from katalog.model import SELESAI
from katalog.naming import normalise
from katalog.rules.base import AturanSOP, Konteks
from katalog.rules.phrases import (
    HELP_UNREADABLE,
    enumerate_numbers,
    enumerate_words,
    not_readable,
    quote,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.model import SOP, Cabang
    from katalog.positions import Jalur


_LISTED: Final = 12
"""Most names that a message repeats."""
_BETWEEN: Final = re.compile(r"[,;/&+]| dan ")


def branch_path(index: int, cabang: Cabang, target: int = 0) -> Jalur:
    """Return the path of a branch's target; `target` counts from 0."""
    path: Jalur = ("langkah", index, "lanjut")
    if cabang.label is not None:
        path += (cabang.label,)
    return (*path, target) if len(cabang.ke) > 1 else path


class NomorGanda(AturanSOP):
    """Nomor langkah ganda.

    Panah, alamat halaman, dan rujukan dari SOP lain menunjuk langkah dengan nomornya. Bila dua langkah
    memakai nomor yang sama, tidak jelas langkah mana yang dimaksud.

    Perbaikan: Beri setiap langkah nomor sendiri, lalu sesuaikan arah panahnya (lanjut).

    LULUS::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - {urut: 2, kegiatan: Memeriksa data, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 1 hari}}

    GAGAL::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - {urut: 1, kegiatan: Memeriksa data, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 1 hari}}
    """

    kode = "A101"
    tingkat = Tingkat.GALAT

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Point at each step whose number occurred before."""
        seen: set[int] = set()
        for index, step in enumerate(konteks.dokumen.sop.langkah):
            if step.urut in seen:
                yield self.finding(
                    konteks,
                    ("langkah", index, "urut"),
                    f"Nomor langkah {step.urut} sudah dipakai langkah sebelumnya.",
                    "Beri langkah ini nomor sendiri.",
                )
            seen.add(step.urut)


class NomorTidakUrut(AturanSOP):
    """Nomor langkah tidak urut.

    Langkah dibaca menurut nomornya. Nomor yang melompat menimbulkan pertanyaan apakah ada langkah yang hilang
    saat disalin; nomor yang mundur membuat bagan sulit diikuti.

    Perbaikan: Urutkan nomornya mulai dari 1 tanpa lompatan, atau salin langkah yang terlewat.

    LULUS::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - {urut: 2, kegiatan: Memeriksa data, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 1 hari}}

    GAGAL::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - {urut: 3, kegiatan: Memeriksa data, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 1 hari}}
    """

    kode = "A102"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report numbers that are nowhere, at the step that follows the gap, and numbers that go back."""
        steps = konteks.dokumen.sop.langkah
        present = {step.urut for step in steps}
        highest = 0
        for index, step in enumerate(steps):
            path: Jalur = ("langkah", index, "urut")
            missing = [number for number in range(highest + 1, step.urut) if number not in present]
            if missing:
                yield self.finding(
                    konteks,
                    path,
                    f"Nomor langkah melompat ke {step.urut}: tidak ada langkah {enumerate_numbers(missing)}.",
                    "Salin langkah yang terlewat, atau urutkan nomornya.",
                )
            if index and step.urut < steps[index - 1].urut:
                yield self.finding(
                    konteks,
                    path,
                    f"Langkah {step.urut} tertulis sesudah langkah {steps[index - 1].urut}.",
                    "Tulis langkah menurut urutan nomornya.",
                )
            highest = max(highest, step.urut)


class TujuanTidakAda(AturanSOP):
    """Panah menuju langkah yang tidak ada.

    Arah panah (lanjut) menyebut nomor langkah tujuan. Bila nomor itu tidak ada, alur terputus dan bagan tidak
    dapat digambar.

    Perbaikan: Tulis nomor langkah yang ada, kata selesai, atau null bila arah cabang tidak tampak pada
    dokumen.

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
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - urut: 2
            kegiatan: Memeriksa data
            pelaksana: sekretaris
            mutu_baku: {waktu: 1 hari}
            lanjut: {Ya: selesai, Tidak: 11}
    """

    kode = "A103"
    tingkat = Tingkat.GALAT

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Point at each target that is no step."""
        steps = konteks.dokumen.sop.langkah
        present = {step.urut for step in steps}
        for index, step in enumerate(steps):
            for branch in step.lanjut or ():
                for position, target in enumerate(branch.ke):
                    if target == SELESAI or target in present:
                        continue
                    label = f" ({branch.label})" if branch.label else ""
                    yield self.finding(
                        konteks,
                        branch_path(index, branch, position),
                        f"Langkah {step.urut}{label} menuju langkah {target} yang tidak ada.",
                        f"Langkah yang ada: {enumerate_numbers(sorted(present))}.",
                    )


class PelaksanaTidakDikenal(AturanSOP):
    """Pelaksana langkah tidak ada di daftar pelaksana.

    Setiap langkah menunjuk kolom pelaksana dengan kuncinya. Kunci yang tidak ada di daftar pelaksana tidak
    menunjuk kolom mana pun.

    Perbaikan: Pakai kunci dari daftar pelaksana, atau tambahkan kolomnya ke daftar itu.

    LULUS::

        pelaksana: {kepala: Kepala Dinas, kasubag: Kasubag Program}
        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - {urut: 2, kegiatan: Memeriksa data, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 1 hari}}

    GAGAL::

        pelaksana: {kepala: Kepala Dinas, kasubag: Kasubag Program}
        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubbag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - {urut: 2, kegiatan: Memeriksa data, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 1 hari}}
    """

    kode = "A104"
    tingkat = Tingkat.GALAT

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Point at each key that is no column, with the one that was probably meant."""
        sop = konteks.dokumen.sop
        names = sop.nama_pelaksana
        columns, tebakan = _columns(sop), Tebakan()
        for index, step in enumerate(sop.langkah):
            for position, key in enumerate(step.pelaksana):
                if key in names:
                    continue
                path: Jalur = ("langkah", index, "pelaksana")
                several = _several(key, columns) if len(step.pelaksana) == 1 else None
                meant = columns.get(normalise(key)) or (None if several else tebakan.closest(key, names))
                yield self.finding(
                    konteks,
                    (*path, position) if len(step.pelaksana) > 1 else path,
                    f"Pelaksana {quote(key)} pada langkah {step.urut} tidak ada di daftar pelaksana.",
                    several or (f'Maksudnya "{meant}"?' if meant else _known(names)),
                )


def _columns(sop: SOP) -> dict[str, str]:
    """Return each column by what an author may have written for its key: the same in capitals, or the printed name."""
    found: dict[str, str] = {}
    for known, name in sop.pelaksana:
        for word in (known, name):
            found.setdefault(normalise(word), known)
    return found


def _several(text: str, columns: dict[str, str]) -> str | None:
    """Say how several performers are written, where a text names them as one."""
    keys = [columns.get(normalise(part)) for part in _BETWEEN.split(text)]
    found = [key for key in dict.fromkeys(keys) if key is not None]
    if None in keys or len(found) < 2:
        return None
    return f"Beberapa pelaksana ditulis di dalam kurung siku: [{', '.join(found)}]."


def _known(names: dict[str, str]) -> str:
    if not names:
        return "Daftar pelaksana masih kosong."
    return f"Kunci yang ada: {enumerate_words(names)}." if len(names) <= _LISTED else "Lihat daftar pelaksana SOP ini."


class TanpaPelaksana(AturanSOP):
    """Langkah tanpa pelaksana.

    Setiap kegiatan mempunyai pelaksana. Langkah tanpa pelaksana tidak menjadi tugas siapa pun, dan tidak
    muncul pada daftar tugas jabatan mana pun.

    Perbaikan: Letakkan simbol langkah itu di kolom pelaksananya, lalu tulis kuncinya di sini.

    LULUS::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - {urut: 2, kegiatan: Memeriksa data, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 1 hari}}

    GAGAL::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - {urut: 2, kegiatan: Memeriksa data, pelaksana: null, selesai: true, mutu_baku: {waktu: 1 hari}}
    """

    kode = "A105"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look at each step."""
        for index, step in enumerate(konteks.dokumen.sop.langkah):
            if step.pelaksana:
                continue
            path: Jalur = ("langkah", index, "pelaksana")
            if reason := konteks.unreadable(f"langkah.{step.urut}.pelaksana"):
                said = not_readable(f"Pelaksana langkah {step.urut}", reason)
                yield self.finding(konteks, path, said, HELP_UNREADABLE, tingkat=Tingkat.SARAN)
            else:
                yield self.finding(
                    konteks,
                    path,
                    f"Langkah {step.urut} tidak mempunyai pelaksana.",
                    "Tulis kunci pelaksananya, misalnya pelaksana: sekretaris.",
                )


class KolomTidakDipakai(AturanSOP):
    """Kolom pelaksana tidak pernah dipakai.

    Kolom pelaksana yang kosong dari atas sampai bawah biasanya tersisa dari SOP yang disalin, atau simbolnya
    terlupa digambar.

    Perbaikan: Hapus kolomnya, atau letakkan langkah yang menjadi tugasnya.

    LULUS::

        pelaksana: {kepala: Kepala Dinas, sekretaris: Sekretaris, kasubag: Kasubag Program}

    GAGAL::

        pelaksana: {kepala: Kepala Dinas, sekretaris: Sekretaris, kasubag: Kasubag Program, tim: Tim Penyusun}
    """

    kode = "A106"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Point at each column without a step; a step whose performer is unknown may be its own."""
        sop = konteks.dokumen.sop
        used = {key for step in sop.langkah for key in step.pelaksana}
        open_steps = [step.urut for step in sop.langkah if not step.pelaksana]
        for key, name in sop.pelaksana:
            if key in used:
                continue
            said = f"Kolom pelaksana {quote(name)} tidak dipakai langkah mana pun"
            if open_steps:
                said += f"; pelaksana langkah {enumerate_numbers(sorted(set(open_steps)))} belum diketahui"
            help_text = (
                "Tentukan dahulu pelaksana langkah itu."
                if open_steps
                else "Hapus kolomnya, atau letakkan langkah yang menjadi tugasnya."
            )
            yield self.finding(konteks, ("pelaksana", key), f"{said}.", help_text, kunci=True)


STEP_RULES: tuple[type[AturanSOP], ...] = (
    NomorGanda,
    NomorTidakUrut,
    TujuanTidakAda,
    PelaksanaTidakDikenal,
    TanpaPelaksana,
    KolomTidakDipakai,
)
