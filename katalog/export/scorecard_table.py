"""The scorecard as a table for spreadsheets: one row an SOP."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final

from katalog.completeness import Keadaan
from katalog.export.columns import ID, NAMA, NAMA_OPD, STATUS
from katalog.export.table import Jenis, Kolom, Sel, Tabel
from katalog.legal_doubts import JenisKeraguan
from katalog.naming import slugify
from katalog.render.views import office
from katalog.reviews import NAMA_TANGGAL
from katalog.scorecard import PARTS, BagianRapor, Hitungan

if TYPE_CHECKING:
    from katalog.checking import Telaah
    from katalog.scorecard import Rapor, RaporSOP

_KURANG: Final = (Keadaan.KOSONG, Keadaan.TIDAK_TERBACA, Keadaan.DISIMPULKAN)
_TINGKAT: Final = tuple(field.name for field in fields(Hitungan))


def scorecard_table(telaah: Telaah, rapor: Rapor) -> Tabel:
    """Return the scorecard: findings by part, what the form lacks, review dates, doubtful legal bases."""
    return Tabel(
        "Penilaian",
        "Satu baris satu SOP: temuan menurut bagian, isian, tinjauan, dan dasar hukum yang diragukan. Bukan nilai.",
        (
            ID,
            NAMA_OPD,
            NAMA,
            *STATUS,
            *(_finding_column(bagian, name) for bagian in PARTS for name in _TINGKAT),
            Kolom("Isian terisi", "Banyaknya bagian formulir yang terisi menurut dokumen.", jenis=Jenis.BILANGAN),
            Kolom("Isian yang diminta", "Banyaknya bagian formulir yang diminta.", jenis=Jenis.BILANGAN),
            *(Kolom(f"Isian {state.keterangan}", "Nama bagian formulirnya.") for state in _KURANG),
            Kolom("Tanggal terakhir", "Tanggal terakhir yang tercetak.", jenis=Jenis.TANGGAL),
            Kolom("Asal tanggal", "Isian yang memuat tanggal itu."),
            Kolom(
                "Pemantauan pertama",
                "Enam bulan sesudah tanggal terakhir; kosong bila SOP tidak berlaku lagi.",
                jenis=Jenis.TANGGAL,
            ),
            Kolom(
                "Evaluasi pertama",
                "Setahun sesudah tanggal terakhir; belum diverifikasi. Kosong bila SOP tidak berlaku lagi.",
                jenis=Jenis.TANGGAL,
            ),
            *(_doubt_column(kind) for kind in JenisKeraguan),
        ),
        tuple(_row(telaah, one) for one in rapor.sop.values()),
        beku=3,
    )


def _finding_column(bagian: BagianRapor, name: str) -> Kolom:
    meaning = "Temuan yang diterima dengan sadar." if name == "diterima" else f"Temuan tingkat {name} pada bagian ini."
    return Kolom(f"{bagian.nama}: {name}", meaning, f"{bagian.value}_{name}", Jenis.BILANGAN)


def _doubt_column(kind: JenisKeraguan) -> Kolom:
    name = kind.keterangan.lower()
    return Kolom(
        f"Butir dasar hukum: {name}",
        "Banyaknya butir; seberapa yakin statusnya tertulis pada lembar Dasar hukum.",
        f"butir_{slugify(name).replace('-', '_')}",
        Jenis.BILANGAN,
    )


def _row(telaah: Telaah, one: RaporSOP) -> tuple[Sel, ...]:
    review, last = one.tinjauan, one.terakhir
    return (
        one.id,
        office(telaah, one.opd).singkatan,
        one.nama,
        one.status,
        one.status_sejak,
        one.digantikan_oleh,
        *(getattr(one.temuan[bagian], name) for bagian in PARTS for name in _TINGKAT),
        one.terisi,
        len(one.isian),
        *("; ".join(isian.nama for isian in one.isian_menurut(state)) or None for state in _KURANG),
        *((last.tanggal, NAMA_TANGGAL[last.bidang]) if last else (None, None)),
        *((review.pemantauan, review.evaluasi) if review else (None, None)),
        *(one.butir_ragu(kind) for kind in JenisKeraguan),
    )
