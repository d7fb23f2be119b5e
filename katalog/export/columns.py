"""Columns that several tables have: which SOP a row is about, and whether it is in force."""

from __future__ import annotations

from typing import Final

from katalog.export.table import Jenis, Kolom

ID: Final = Kolom("ID SOP", "<opd>/<nama berkas>; sama dengan alamat halaman SOP.", "sop", lebar=34)
NAMA_OPD: Final = Kolom("OPD", "Nama pendek OPD.", "nama_opd", lebar=24)
NAMA: Final = Kolom("Nama SOP", "Kata demi kata dari blok identitas, salah cetak pun disalin.", "nama", lebar=34)

STATUS_SOP: Final = Kolom(
    "Status SOP", "Kosong bila OPD tidak menyatakannya: dianggap berlaku.", "status_sop", lebar=13
)
STATUS: Final = (
    Kolom("Status SOP", "Kosong bila OPD tidak menyatakannya: dianggap berlaku.", "status", lebar=13),
    Kolom("Status sejak", "Sejak kapan statusnya demikian.", jenis=Jenis.TANGGAL, lebar=13),
    Kolom("Digantikan oleh", "ID SOP penggantinya.", lebar=34),
)
"""Whether an SOP is in force, under the names of its data."""
