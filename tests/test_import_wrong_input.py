"""What is no document of an SOP: one clear line each, and nothing harmful is opened."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx import Document

from impor import formats
from impor.assemble import import_draft
from impor.blocks import ImporGagal
from impor.formats import read_document
from katalog.catalogue import ACUAN_KOSONG

if TYPE_CHECKING:
    from collections.abc import Mapping


def archive(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return stream.getvalue()


def word(*rows: tuple[str, ...]) -> bytes:
    document = Document()
    table = document.add_table(max(len(rows), 1), len(rows[0]) if rows else 1)
    for row, words in zip(table.rows, rows, strict=False):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
WRONG = {
    "kosong": (b" \n", "berkas kosong."),
    "kata sandi": (OLE + b"\0" * 8 + "EncryptedPackage".encode("utf-16-le"), "dilindungi kata sandi. Buka dengan"),
    "office lama": (OLE + b"\0" * 600, "bentuk Office lama (.doc atau .xls) tidak dibaca."),
    "pdf": (b"%PDF-1.7 ...", "PDF tidak dibaca."),
    "rtf": (b"{\\rtf1 halo}", "RTF tidak dibaca."),
    "gambar": (b"\x89PNG\r\n", "gambar tidak dibaca."),
    "biner": (b"abc\x00\x01\x02", "bukan dokumen yang dikenal."),
    "zip": (archive({"a.txt": b"a"}), "arsip zip ini bukan dokumen Word atau Excel."),
    "odt": (archive({"mimetype": b"application/vnd.oasis"}), "bentuk OpenDocument tidak dibaca."),
    "zip rusak": (archive({"word/document.xml": b"<a/>" * 99})[:60], "rusak: tidak dapat diurai."),
    "docx rusak": (archive({"word/document.xml": b"<a"}), "dokumen Word ini rusak: tidak dapat dibaca."),
    "xlsx rusak": (archive({"xl/workbook.xml": b"<a"}), "buku kerja Excel ini rusak: tidak dapat dibaca."),
    "entitas": (archive({"word/document.xml": ENTITY}), "memuat deklarasi XML yang tidak dipakai Word atau Excel;"),
    "entitas utf-16": (
        archive({"word/document.xml": ENTITY.decode().encode("utf-16")}),
        "memuat deklarasi XML yang tidak dipakai Word atau Excel;",
    ),
    "bom zip": (archive({"word/document.xml": b" " * (formats._MAKS_XML + 1)}), "isinya terlalu besar bila diurai."),
    "tanpa tabel": (b"Surat undangan rapat\nHari Senin", "tabel langkah tidak ditemukan."),
    "tabel kosong": (word(), "tabel langkah tidak ditemukan."),
    "tabel lain": (word(("Nama", "NIP", "Paraf"), ("Siti", "1", "")), "tabel langkah tidak ditemukan."),
    "judul saja": (
        word(
            ("No", "Kegiatan", "Waktu", "Output"),
        ),
        "tabel langkah tidak ditemukan.",
    ),
}


@pytest.mark.parametrize("kind", WRONG)
def test_one_clear_line(kind: str):
    raw, words = WRONG[kind]
    with pytest.raises(ImporGagal) as caught:
        import_draft(read_document(raw), ACUAN_KOSONG)
    assert str(caught.value).startswith(words)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("limit", ["MAKS_BITA", "MAKS_TEKS"])
def test_size_is_limited(limit: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(formats, limit, 10)
    with pytest.raises(ImporGagal, match="terlalu besar"):
        read_document(b"lebih dari sepuluh bita")


def test_many_parts_are_refused_before_any_is_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(formats, "_check_xml", lambda *_: pytest.fail("opened"))
    with pytest.raises(ImporGagal, match="terlalu besar bila diurai"):
        read_document(archive({f"{number}.xml": b"" for number in range(formats._MAKS_BAGIAN + 1)}))
