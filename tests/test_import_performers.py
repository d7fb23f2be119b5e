"""Who performs, where the document is not clear about it: read as it stands, and marked."""

from __future__ import annotations

import io

import pytest
from docx import Document

from impor.assemble import import_draft
from impor.formats import read_document
from katalog.catalogue import ACUAN_KOSONG

HEADING = ("No", "Kegiatan", "Pelaksana", "", "Kelengkapan", "Waktu", "Output")
NAMES = ("", "", "Kepala", "Staf", "", "", "")
STEP = ("1", "Menyusun konsep", "V", "", "surat", "1 jam", "konsep")


def test_mark_in_a_cell_over_two_performers_and_words_over_two_columns_are_marked():
    document = Document()
    table = document.add_table(3, 7)
    for row, words in zip(table.rows, (HEADING, NAMES, STEP), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(2, 2).merge(table.cell(2, 3))
    table.cell(2, 5).text = ""
    table.cell(2, 4).merge(table.cell(2, 5))
    stream = io.BytesIO()
    document.save(stream)
    draf = import_draft(read_document(stream.getvalue()), ACUAN_KOSONG)
    (step,) = draf.isi["langkah"]
    assert (step["pelaksana"], step["mutu_baku"]["waktu"]) == ("kepala", None)
    marked = {jalur: words for jalur, words in draf.ragu if jalur[:2] == ("langkah", 0)}
    assert marked == {
        ("langkah", 0, "pelaksana"): (
            "Simbol berada pada sel yang menyatukan kolom Kepala dan Staf; periksa siapa pelaksananya."
        ),
        ("langkah", 0, "mutu_baku", "waktu"): "Sel Waktu tergabung dengan sel di kirinya; bagi isinya bila perlu.",
    }


def test_words_beside_a_mark_are_marked():
    text = "\n".join("\t".join(row) for row in (HEADING, NAMES, (*STEP[:2], "V", "bila cuti", *STEP[4:])))
    draf = import_draft(read_document(text.encode()), ACUAN_KOSONG)
    assert draf.isi["langkah"][0]["pelaksana"] == "kepala"
    assert (("langkah", 0, "pelaksana"), 'Tertulis juga "bila cuti" pada kolom Staf.') in draf.ragu


CELLS = {
    "Kasi / Camat": (["kasi", "camat"], '"Kasi / Camat" dibaca sebagai pelaksana bersama; periksa apakah hanya'),
    "Kasi, Camat": (["kasi", "camat"], ""),
    "Kasi dan Camat": (["kasi", "camat"], ""),
    "Kasi/Lurah": ("kasi_lurah", '"Kasi/Lurah" dibaca sebagai satu pelaksana;'),
    "Lurah dan Kasi": ("lurah_dan_kasi", '"Lurah dan Kasi" dibaca sebagai satu pelaksana;'),
    "Sekretaris": ("sekretaris", ""),
}


@pytest.mark.parametrize("cell", CELLS)
def test_several_names_in_one_cell(cell: str):
    keys, words = CELLS[cell]
    rows = [("No", "Kegiatan", "Pelaksana", "Waktu", "Output")]
    rows += [(str(n), "Menyusun", name, "1 jam", "a") for n, name in enumerate(("Kasi", "Camat", cell), 1)]
    draf = import_draft(read_document("\n".join("\t".join(row) for row in rows).encode()), ACUAN_KOSONG)
    assert draf.isi["langkah"][2]["pelaksana"] == keys
    marked = [said for jalur, said in draf.ragu if jalur == ("langkah", 2, "pelaksana")]
    assert [said.startswith(words) for said in marked] == ([True] if words else [])
