"""The headings of the form, and which printed ones are near misses of them.

The accepted wordings are those of the form of PermenPANRB 35/2012 and the variants that offices use
on purpose.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from katalog.naming import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping

ACCEPTED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "satuan_kerja": ("Nama Satuan Kerja", "Satuan Kerja", "Unit Kerja", "Nama Unit Kerja"),
        "nomor": ("Nomor SOP", "No. SOP", "Nomor", "No.", "Nomor Dokumen", "No. Dokumen"),
        "tanggal_pembuatan": ("Tanggal Pembuatan", "Tgl. Pembuatan", "Tanggal Dibuat", "Tanggal Penyusunan"),
        "tanggal_revisi": ("Tanggal Revisi", "Tgl. Revisi"),
        "tanggal_efektif": ("Tanggal Efektif", "Tgl. Efektif", "Tanggal Berlaku", "Tanggal Mulai Berlaku"),
        "tanggal_pengesahan": (
            "Tanggal Pengesahan",
            "Tgl. Pengesahan",
            "Tanggal Disahkan",
            "Tanggal Penetapan",
            "Tanggal Ditetapkan",
        ),
        "disahkan_oleh": ("Disahkan Oleh", "Disahkan", "Ditetapkan Oleh", "Ditetapkan"),
        "mengetahui": ("Mengetahui", "Menyetujui", "Mengesahkan"),
        "nama": ("Nama SOP", "Judul SOP", "Nama/Judul SOP", "Judul", "Nama", "Nama Prosedur"),
        "judul": ("Judul SOP", "Judul", "Nama SOP"),
        "dasar_hukum": ("Dasar Hukum",),
        "kualifikasi_pelaksana": ("Kualifikasi Pelaksana", "Kualifikasi"),
        "keterkaitan": ("Keterkaitan", "Keterkaitan SOP", "Keterkaitan dengan SOP Lain"),
        "peralatan": (
            "Peralatan/Perlengkapan",
            "Perlengkapan/Peralatan",
            "Peralatan dan Perlengkapan",
            "Perlengkapan dan Peralatan",
            "Peralatan",
            "Perlengkapan",
        ),
        "peringatan": ("Peringatan",),
        "pencatatan": (
            "Pencatatan dan Pendataan",
            "Pencatatan/Pendataan",
            "Pencatatan & Pendataan",
            "Pencatatan",
        ),
        "pelaksana": ("Pelaksana", "Pelaku", "Unit Pelaksana"),
        "urut": ("No.", "Nomor", "No. Urut", "Nomor Urut"),
        "kegiatan": (
            "Kegiatan",
            "Uraian Kegiatan",
            "Uraian Prosedur",
            "Uraian",
            "Prosedur",
            "Aktivitas",
            "Uraian Aktivitas",
            "Tahapan Kegiatan",
            "Langkah Kegiatan",
        ),
        "langkah": ("Kegiatan", "Uraian Kegiatan", "Uraian Prosedur", "Langkah", "Langkah-Langkah"),
        "mutu_baku": ("Mutu Baku", "Baku Mutu"),
        "kelengkapan": (
            "Kelengkapan",
            "Perlengkapan",
            "Persyaratan",
            "Kelengkapan dan Peralatan",
            "Persyaratan/Kelengkapan",
            "Kelengkapan/Persyaratan",
            "Persyaratan/Perlengkapan",
            "Persyaratan dan Perlengkapan",
            "Persyaratan dan Kelengkapan",
        ),
        "waktu": ("Waktu", "Jangka Waktu", "Waktu Penyelesaian"),
        "output": ("Output", "Keluaran", "Hasil"),
        "keterangan": ("Keterangan", "Ket."),
        "jumlah_waktu": ("Jumlah Waktu", "Total Waktu", "Jumlah", "Total"),
    }
)
"""Headings that are right, by field; upper case and punctuation do not matter."""

_SHORT = 8


def misprint_of(field: str, printed: str) -> str | None:
    """Return the heading that `printed` misspells; None where it is right, or another word altogether.

    A near miss is one slip of the pen away, or two in a heading of eight letters or more.
    """
    accepted = ACCEPTED.get(field.rpartition(".")[2], (field.replace("_", " ").title(),))
    said = normalise(printed)
    wanted = {normalise(heading): heading for heading in accepted}
    if said in wanted:
        return None
    near = [
        (distance, heading)
        for words, heading in wanted.items()
        if (distance := _distance(said, words, limit=1 if len(words) < _SHORT else 2)) is not None
    ]
    return min(near)[1] if near else None


def _distance(first: str, second: str, limit: int) -> int | None:
    """Return how many letters differ (Levenshtein), None where more than `limit`."""
    if abs(len(first) - len(second)) > limit or min(len(first), len(second)) <= 3:
        return None
    row = list(range(len(second) + 1))
    for index, letter in enumerate(first, start=1):
        previous, row = row, [index]
        for column, other in enumerate(second, start=1):
            row.append(min(previous[column] + 1, row[-1] + 1, previous[column - 1] + (letter != other)))
    return row[-1] if row[-1] <= limit else None
