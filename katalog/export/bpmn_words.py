"""The words of a BPMN process: names, documentation and annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from katalog.export.step_table import other_notes, step_notes
from katalog.render.directions import symbol_name
from katalog.render.escaping import shorten
from katalog.render.views import performed_by, performers
from katalog.render.wording import field_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katalog.catalogue import Dokumen
    from katalog.model import SOP, Langkah
    from katalog.render.status_words import KataStatus

MAKS_NAMA: Final = 240
"""Characters of a step's words that its box shows; its documentation has them all."""
MAKS_CATATAN: Final = 160
"""Characters of one remark in an annotation; the documentation has it whole."""

CARA_BACA: Final = (
    "Simbol mulai dan selesai pada formulir adalah langkah yang berisi pekerjaan; di sini langkah itu menjadi tugas, "
    "dan tanda mulai atau selesai berdiri di sebelahnya. Keputusan menjadi tugas yang diikuti gerbang. "
    "Penghubung halaman tidak digambar."
)
"""How the form's symbols became BPMN's."""


def step_name(step: Langkah) -> str:
    """Return the words in a step's box: number and activity."""
    return f"{step.urut}. {shorten(step.kegiatan, MAKS_NAMA)}"


def documentation(dokumen: Dokumen, step: Langkah) -> str:
    """Return all that the row says, one heading a line; what is missing is said to be missing."""
    quality, sop = step.mutu_baku, dokumen.sop
    unread = {note.bidang for note in sop.tidak_terbaca}

    def said(field: str, text: str | None) -> str:
        if text is not None:
            return text
        return "tidak terbaca pada salinan" if f"langkah.{step.urut}.{field}" in unread else "tidak ada"

    waktu = said("mutu_baku.waktu", quality.waktu)
    if quality.waktu_bersama is not None:
        waktu = f"menyatu dengan langkah {quality.waktu_bersama}"
    lines = [
        f"Kegiatan: {step.kegiatan}",
        f"Pelaksana: {performed_by(dokumen, step)}",
        f"Simbol: {' dan '.join(symbol_name(step, simbol) for simbol in step.simbol_tergambar)}",
        f"Kelengkapan: {said('mutu_baku.kelengkapan', quality.kelengkapan)}",
        f"Waktu: {waktu}",
        f"Output: {said('mutu_baku.output', quality.output)}",
        f"Keterangan: {said('keterangan', step.keterangan)}",
        *(f"Disimpulkan penyalin, {note}" for note in step_notes(sop.disimpulkan, step.urut)),
        *(f"Tidak terbaca pada salinan, {note}" for note in step_notes(sop.tidak_terbaca, step.urut)),
    ]
    return "\n".join(lines)


def step_annotation(dokumen: Dokumen, step: Langkah, remarks: Iterable[str]) -> str:
    """Return what must be seen beside a step: who works with its performer, what was inferred; "" for nothing."""
    sop = dokumen.sop
    others = [key for key in step.pelaksana if key in sop.nama_pelaksana][1:]
    lines = [f"Bersama: {performers(dokumen, others)}"] if others else []
    lines += [f"Disimpulkan, {note}" for note in step_notes(sop.disimpulkan, step.urut)]
    lines += [f"Tidak terbaca, {note}" for note in step_notes(sop.tidak_terbaca, step.urut)]
    return "\n".join(shorten(line, MAKS_CATATAN) for line in (*lines, *remarks))


def lane_documentation(sop: SOP, key: str, name: str) -> str:
    """Return a lane's full name, and what was inferred about it."""
    notes = [note.alasan for note in sop.disimpulkan if note.bidang == f"pelaksana.{key}"]
    return "\n".join([f"Pelaksana: {name}", *(f"Disimpulkan penyalin: {note}" for note in notes)])


def process_documentation(sop: SOP, doubled: int, status: KataStatus | None = None) -> str:
    """Return where the process comes from, and what no single step says.

    `doubled` steps were left out; `status` comes first where the SOP is no longer in force.
    """
    lines = [
        *([status.lengkap] if status else ()),
        f"Nama SOP: {sop.nama}",
        f"Nomor SOP: {sop.nomor or 'tidak ada'}",
        f"Jumlah waktu tertulis: {sop.jumlah_waktu or 'tidak ada'}",
        "Disalin dari salinan dokumen OPD. Yang berlaku adalah naskah yang ditandatangani.",
        CARA_BACA,
        *(f"Disimpulkan penyalin, {note}" for note in other_notes(sop)),
        *(
            f"Tidak terbaca pada salinan, {field_name(note.bidang)}: {note.alasan}"
            for note in sop.tidak_terbaca
            if not note.bidang.startswith("langkah.")
        ),
    ]
    if doubled:
        lines.append(f"{doubled} langkah tidak digambar karena nomornya sama dengan langkah sebelumnya.")
    return "\n".join(lines)
