"""Step tables that go on: over pages, over sheets, under headings that differ. No row is lost without a mark."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from openpyxl import Workbook

from impor.assemble import import_draft
from impor.formats import read_document
from impor.yaml_text import draft_text
from katalog.catalogue import ACUAN_KOSONG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from impor.draft import Draf

HEADING = ("No", "Kegiatan", "Kepala", "Staf", "Waktu", "Output")
TANPA_KELENGKAPAN = "Kolom yang tidak ditemukan pada tabel: Kelengkapan."
FIRST = (("1", "Menyusun konsep", "", "V", "1 jam", "konsep"), ("2", "Memeriksa konsep", "V", "", "2 jam", "hasil"))
REST = ("", "dan mengembalikan kepada staf", "", "", "", "")


def step(number: int) -> tuple[str, ...]:
    return (str(number), f"Mengerjakan hal ke-{number}", "", "V", f"{number} jam", f"hasil {number}")


def word(*tables: Sequence[Sequence[str]]) -> bytes:
    """A Word document with tables one after the other, a page each."""
    document = Document()
    for rows in tables:
        table = document.add_table(len(rows), len(rows[0]))
        for row, words in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, words, strict=True):
                cell.text = text
        document.add_paragraph("").add_run().add_break(WD_BREAK.PAGE)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def workbook(*sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook of one table a sheet."""
    book = Workbook()
    for number, rows in enumerate(sheets):
        sheet: Any = book.create_sheet(f"Hal {number}")
        for row in rows:
            sheet.append([value or None for value in row])
    del book["Sheet"]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def drafted(raw: bytes) -> Draf:
    return import_draft(read_document(raw), ACUAN_KOSONG)


def numbers(draf: Draf) -> list[int]:
    return [one["urut"] for one in draf.isi["langkah"]]


def doubts(draf: Draf, *jalur: str | int) -> list[str]:
    return [words for place, words in draf.ragu if place == jalur]


PAGES = {
    "tanpa judul, melompat": ((step(4), step(5)), [1, 2, 4, 5], {2: "Nomor 4 tercetak sesudah 2;"}),
    "tanpa judul, terulang": ((step(2), step(3)), [1, 2, 2, 3], {2: "Nomor 2 tercetak lebih dari satu kali."}),
    "berjudul, salah nomor": (
        (HEADING, step(6), step(4)),
        [1, 2, 6, 4],
        {2: "Nomor 6 tercetak sesudah 2;", 3: "Nomor 4 tercetak sesudah 6;"},
    ),
    "berjudul, sambungan": ((HEADING, REST, step(3)), [1, 2, 3], {}),
    "tanpa judul, sambungan": ((REST, step(3)), [1, 2, 3], {}),
}


@pytest.mark.parametrize("make", [word, workbook], ids=["docx", "xlsx"])
@pytest.mark.parametrize("kind", PAGES)
def test_next_page_goes_on_and_what_is_odd_about_it_is_marked(kind: str, make: Any):
    page, urut, marked = PAGES[kind]
    draf = drafted(make((HEADING, *FIRST), page))
    assert numbers(draf) == urut
    assert draf.isi["langkah"][2]["halaman_baru"]
    for place, words in marked.items():
        assert [one for one in doubts(draf, "langkah", place, "urut") if one.startswith(words)]
    joined = REST in page
    assert draf.isi["langkah"][1]["kegiatan"] == "Memeriksa konsep" + f" {REST[1]}" * joined
    assert len(doubts(draf, "langkah", 1, "kegiatan")) == joined
    assert draf.sisa == []


def test_table_of_something_else_below_is_no_step_but_is_marked():
    other = (("No", "Nama formulir", "Kode", "Warna", "Rangkap", "Arsip"), step(1), step(2), step(3))
    draf = drafted(word((HEADING, *FIRST), other))
    assert numbers(draf) == [1, 2]
    assert "Mengerjakan hal ke-3" in draf.sisa
    missing, said = doubts(draf, "langkah")
    assert missing == TANPA_KELENGKAPAN
    assert said.startswith('Di bawah tabel ada baris bernomor yang tidak diimpor: "1 Mengerjakan hal ke-1 V 1 jam')
    assert said.endswith('", dan 2 baris lain; lihat akhir draf.')


def test_second_heading_with_other_columns_is_marked():
    draf = drafted(word((HEADING, *FIRST), ((*HEADING[:2], "Staf", "Kepala", *HEADING[4:]), step(3))))
    assert numbers(draf) == [1, 2, 3]
    assert doubts(draf, "langkah") == [
        TANPA_KELENGKAPAN,
        "Judul kolom pada halaman berikutnya berbeda; isinya dibaca menurut judul yang pertama.",
    ]


def test_other_totals_and_words_beside_a_total_are_marked():
    totals = [("", "Jumlah", "", "", "3 jam", "2 surat"), ("", "Total", "", "", "6 jam", "")]
    draf = drafted(word((HEADING, *FIRST, totals[0]), (step(3), totals[1])))
    assert draf.isi["jumlah_waktu"] == "3 jam"
    assert doubts(draf, "jumlah_waktu") == ['Baris jumlah memuat isi lain lagi: "2 surat", "6 jam".']
    assert draf.sisa == ["Baris jumlah: 2 surat", "Baris jumlah: 6 jam"]


def test_words_of_rows_without_a_number_stand_in_the_draft_wherever_their_column_is():
    rows = [tuple(f"sisa {row}{place}" if place == at else "" for place in range(6)) for row in "ab" for at in range(6)]
    draf = drafted(workbook((HEADING, FIRST[0], *rows, FIRST[1])))
    text, _ = draft_text(draf, "naskah")
    text = " ".join(text.replace("#", " ").split())
    assert [words for row in rows for words in row if words and words not in text] == []
    assert doubts(draf, "langkah", 0, "kegiatan") == [
        "12 baris tanpa nomor digabung ke langkah ini; periksa sambungannya."
    ]


UNITS = ("Waktu (menit)", "Waktu/Menit", "Lama Waktu [jam]", "DURASI (hari kerja)", "Waktu dalam menit")


@pytest.mark.parametrize("heading", UNITS)
@pytest.mark.parametrize("make", [word, workbook], ids=["docx", "xlsx"])
def test_time_whose_unit_stands_in_the_heading_is_read_and_marked(heading: str, make: Any):
    rows = (
        (*HEADING[:4], heading, "Output"),
        ("1", "Menyusun", "", "V", "5", "a"),
        ("2", "Memeriksa", "V", "", "1 jam", "b"),
    )
    draf = drafted(make((*rows, ("", "Jumlah", "", "", "65", ""))))
    assert [one["mutu_baku"]["waktu"] for one in draf.isi["langkah"]] == ["5", "1 jam"]
    assert draf.isi["label_tercetak"]["waktu"] == heading
    said = f'Satuannya hanya ada pada judul kolom "{heading}"; bila berlaku di sini, tulis '
    assert doubts(draf, "langkah", 0, "mutu_baku", "waktu")[0].startswith(f'{said}"5 ')
    assert doubts(draf, "langkah", 1, "mutu_baku", "waktu") == []
    assert doubts(draf, "jumlah_waktu")[0].startswith(f'{said}"65 ')


@pytest.mark.parametrize("time", ["5", "00:30:00"])
def test_time_without_any_unit_is_marked(time: str):
    draf = drafted(word((HEADING, ("1", "Menyusun", "", "V", time, "a"))))
    assert draf.isi["langkah"][0]["mutu_baku"]["waktu"] == time
    assert doubts(draf, "langkah", 0, "mutu_baku", "waktu") == [
        f'Tercetak "{time}" tanpa satuan; tulis satuannya bila tampak pada naskah.'
    ]


def test_columns_that_the_form_does_not_have_are_named_and_their_words_kept():
    text = (
        "No\tKegiatan\tPelaksana\t\tMutu Baku\t\t\n\t\tKepala\tStaf\tBiaya\tOutput\tRisiko\n"
        "1\tMenyusun\t\tV\tRp5.000\tkonsep\tterlambat\n2\tMemeriksa\tV\t\t\thasil\t\n"
    )
    draf = drafted(text.encode())
    assert doubts(draf, "langkah") == [
        "Kolom naskah yang tidak dipakai: Biaya, Risiko; isinya ada di akhir draf.",
        "Kolom yang tidak ditemukan pada tabel: Kelengkapan, Waktu.",
    ]
    assert draf.sisa == ["Langkah 1, Biaya: Rp5.000", "Langkah 1, Risiko: terlambat"]
    assert doubts(draf, "langkah", 0, "mutu_baku", "waktu") == []


def test_official_whose_name_and_number_stand_in_rows_of_their_own():
    head = (
        ("Nomor SOP", "", "017/2024"),
        ("Disahkan Oleh", "", "Camat Contoh"),
        ("", "", "Budi Contoh, S.Sos"),
        ("NIP", "", 1.97008171995031e17),
        ("Nama SOP", "", "Legalisasi Surat"),
    )
    draf = drafted(workbook(head, (HEADING, *FIRST)))
    assert draf.isi["disahkan_oleh"] == {
        "jabatan": "Camat Contoh",
        "nama": "Budi Contoh, S.Sos",
        "nip": "197008171995031000",
    }
    assert draf.isi["nama"] == "Legalisasi Surat"
    assert doubts(draf, "disahkan_oleh") == [
        "Excel menyimpan 15 angka pertama saja; cocokkan tiga angka terakhir NIP ini.",
        "Nama atau NIP diambil dari baris di bawah jabatan; periksa.",
    ]
    assert draf.sisa == []
