"""The first sheet of a workbook: what it is, what its columns mean, how far to trust it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from katalog.conventions import KONVENSI
from katalog.export.table import Kolom, Tabel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAMA: Final = "Baca dulu"
KEPERCAYAAN: Final = (
    (
        "Asal",
        (
            "Teks SOP disalin kata demi kata dari salinan dokumen OPD, salah cetak pun disalin. "
            "Yang berlaku adalah naskah yang ditandatangani."
        ),
    ),
    (
        "Sel kosong",
        (
            "Dokumen tidak memuatnya, atau tidak dapat dihitung. Yang kemungkinan tercetak tetapi tidak terbaca pada "
            "salinan disebut pada kolom Tidak terbaca."
        ),
    ),
    (
        "Status SOP",
        (
            "SOP yang dicabut atau digantikan tetap dimuat. Saring kolom Status SOP sebelum menghitung; yang kosong "
            "tidak dinyatakan OPD dan dianggap berlaku."
        ),
    ),
    (
        "Disimpulkan",
        (
            "Yang tidak tampak pada dokumen dan disimpulkan penyalin ditandai pada kolom Disimpulkan, "
            "dengan alasannya. Cocokkan dengan naskah asli sebelum dipakai."
        ),
    ),
    *((f"Konvensi {konvensi.nama}", konvensi.keterangan) for konvensi in KONVENSI),
    (
        "Pilihan konvensi",
        "Tidak ada peraturan yang menetapkan arti minggu dan bulan pada SOP. Sebut konvensinya bila mengutip angkanya.",
    ),
    (
        "Waktu realistis",
        (
            "P50, P90 dan peluang tepat waktu adalah hasil simulasi dengan asumsi pada skenario yang disebut, bukan "
            "hasil pengukuran. Kosong bila SOP tidak disimulasikan."
        ),
    ),
    (
        "Status peraturan",
        "Status menurut daftar acuan pada tanggal pencocokannya; baca bersama keyakinannya. Ini bukan nasihat hukum.",
    ),
    (
        "Temuan",
        "Hasil pemeriksaan program. SOP tanpa temuan belum tentu baik, dan saran belum tentu kesalahan.",
    ),
)
"""What to know before using the figures, heading by heading."""


def with_notes(tabel: Sequence[Tabel], isi: str, catatan: Iterable[tuple[str, str]] = KEPERCAYAAN) -> list[Tabel]:
    """Return the tables with a sheet "Baca dulu" before them.

    Args:
        tabel: the tables; what their columns mean is taken from `Kolom.arti`.
        isi: what the workbook is, in a sentence or two.
        catatan: what to know before using it, as pairs of a heading and a text.
    """
    rows = [("Berkas ini", "", isi), *(("Sebelum memakai", heading, text) for heading, text in catatan)]
    for one in tabel:
        rows.append((f"Lembar {one.nama}", "", one.keterangan))
        rows += [(f"Lembar {one.nama}", kolom.judul, kolom.arti) for kolom in one.kolom if kolom.arti]
    columns = (
        Kolom("Tentang", lebar=24),
        Kolom("Kolom atau pokok", lebar=34),
        Kolom("Arti", lebar=100),
    )
    return [Tabel(NAMA, "Keterangan tentang berkas ini.", columns, tuple(rows)), *tabel]
