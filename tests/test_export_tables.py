"""Workbooks and CSV: read back cell by cell, harmless whatever the text, and the same bytes everywhere."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from katalog.checking import analyse
from katalog.conventions import KALENDER, KERJA, to_minutes
from katalog.export.csv_text import PENANGKAL, csv_bytes
from katalog.export.files import catalogue_csv, catalogue_tables, catalogue_workbook, sop_csv, sop_workbook
from katalog.export.safe_text import PENGGANTI, looks_like_formula, printable
from katalog.export.table import Jenis, Kolom, Tabel
from katalog.export.workbook import DIPOTONG, MAKS_BARIS, MAKS_HURUF, sheet_names, workbook_bytes
from katalog.loading import load_catalogue
from tests.catalogue_support import ROOT, make_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

JAHAT = ROOT / "tests" / "fixtures" / "jahat" / "sops"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1", "'=1", "=cmd|'/C calc'!A0", "-")


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def sheet(content: bytes, name: str) -> Worksheet:
    return opened(content)[name]


def table_of(*rows: tuple[Any, ...], kolom: tuple[Kolom, ...] | None = None) -> Tabel:
    columns = kolom or tuple(Kolom(f"Kolom {index}") for index in range(len(rows[0])))
    return Tabel("Uji", "Tabel uji.", columns, rows)


def cells_of(*values: Any) -> list[Cell]:
    """Write one row and read its cells back."""
    rows = sheet(workbook_bytes([table_of(values)], "Uji"), "Uji")
    return [rows.cell(2, index) for index in range(1, len(values) + 1)]  # type: ignore[misc]  # no merged cells


def widths_of(rows: Worksheet) -> list[int]:
    """The columns' widths as Excel shows them; the file adds the cell's padding and names equal neighbours once."""
    return [int(one.width) for one in rows.column_dimensions.values() for _ in range(one.min or 0, (one.max or 0) + 1)]


def texts_of(content: bytes) -> dict[str, str]:
    """The texts of the first sheet by cell, as Excel shows them: `_x0041_` is a code there, which openpyxl garbles."""
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        strings, cells = (
            ET.fromstring(archive.read(name))  # noqa: S314 - our own file
            for name in ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")
        )
    texts = ["".join(unescape(piece.text or "") for piece in one.iter(f"{main}t")) for one in strings]
    return {
        cell.attrib["r"]: texts[int(cell.findtext(f"{main}v") or "")]
        for cell in cells.iter(f"{main}c")
        if cell.get("t") == "s"
    }


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


# ---- the workbook of the catalogue


def test_sheets_are_formatted_for_work(telaah) -> None:
    tables = catalogue_tables(telaah)
    book = opened(catalogue_workbook(tables))
    assert book.sheetnames == [
        "Baca dulu",
        "SOP",
        "Langkah",
        "Dasar hukum",
        "Temuan",
        "Penilaian",
        "Jabatan",
        "Peraturan",
    ]
    for table in tables.values():
        rows: Any = book[table.nama]
        last = f"{get_column_letter(len(table.kolom))}{len(table.baris) + 1}"
        assert rows.dimensions == rows.auto_filter.ref == f"A1:{last}"
        assert rows.freeze_panes == f"{get_column_letter(table.beku + 1)}2"
        assert rows.print_title_rows == "$1:$1"
        assert widths_of(rows) == list(table.lebar)
        for index, column in enumerate(table.kolom, start=1):
            head = rows.cell(1, index)
            assert head.value == column.judul
            assert head.font.bold
            assert head.fill.fill_type == "solid"
            assert head.alignment.wrap_text
        texts = [cell for row in rows.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)]
        assert texts
        assert all(cell.alignment.wrap_text and cell.alignment.vertical == "top" for cell in texts)


def test_every_cell_is_read_back(telaah) -> None:
    tables = catalogue_tables(telaah)
    book = opened(catalogue_workbook(tables))
    for table in tables.values():
        rows: Any = book[table.nama]
        for number, row in enumerate(table.baris, start=2):
            for index, value in enumerate(row, start=1):
                cell = rows.cell(number, index)
                if isinstance(value, str):
                    assert (cell.data_type, cell.value) == ("s", value)
                elif isinstance(value, date):
                    assert cell.value == datetime(value.year, value.month, value.day)  # noqa: DTZ001 - Excel has no zones
                    assert cell.number_format == "yyyy\\-mm\\-dd"
                elif value is None:
                    assert cell.value is None
                else:
                    assert (cell.data_type, cell.value) == ("n", value)
                    decimal = table.kolom[index - 1].jenis is Jenis.DESIMAL or isinstance(value, float)
                    assert cell.number_format == ("#,##0.00" if decimal else "#,##0")


def test_first_sheet_explains_every_column(telaah) -> None:
    tables = catalogue_tables(telaah)
    rows = list(sheet(catalogue_workbook(tables), "Baca dulu").iter_rows(min_row=2, values_only=True))
    for table in tables.values():
        explained = {row[1] for row in rows if row[0] == f"Lembar {table.nama}" and row[2]}
        assert {column.judul for column in table.kolom} <= explained
    said = " ".join(str(row[2]) for row in rows)
    for words in (KALENDER.keterangan, KERJA.keterangan, "naskah yang ditandatangani", "bukan hasil pengukuran"):
        assert words in said


def test_figures_are_those_of_the_analysis(telaah) -> None:
    tables = catalogue_tables(telaah)
    heads = [column.bidang for column in tables["sop"].kolom]
    assert len(set(heads)) == len(heads)
    for row in tables["sop"].baris:
        entry = dict(zip(heads, row, strict=True))
        document = telaah.katalog[str(entry["sop"])]
        derived = telaah.turunan[document.id]
        for konvensi, name, day in ((KALENDER, "kalender", 1440), (KERJA, "kerja", 450)):
            parts = [to_minutes(durasi, konvensi) for durasi in derived.durasi if durasi.terukur]
            assert entry[f"jumlah_menit_{name}_minimum"] == sum(low for low, _ in parts)
            assert entry[f"jumlah_menit_{name}_maksimum"] == sum(high for _, high in parts)
            assert entry[f"jumlah_hari_{name}_maksimum"] == pytest.approx(
                float(sum(high for _, high in parts)) / day, abs=0.005
            )
        standing = [temuan for temuan in telaah.temuan_sop[document.id] if temuan.diterima is None]
        assert [entry[key] for key in ("galat", "peringatan", "saran")] == [
            sum(temuan.tingkat.value == key for temuan in standing) for key in ("galat", "peringatan", "saran")
        ]
        assert entry["p50_hari"] is None
        assert entry["jumlah_langkah"] == len(document.sop.langkah)
    steps = [(row[0], row[4]) for row in tables["langkah"].baris]
    assert steps == [(one.id, step.urut) for one in telaah.katalog.dokumen for step in one.sop.langkah]
    assert len(tables["temuan"].baris) == len(telaah.temuan)


def test_inferred_and_unread_stay_apart_from_the_words(telaah) -> None:
    table = catalogue_tables(telaah)["langkah"]
    heads = [column.bidang for column in table.kolom]
    rows = {(row[0], row[4]): dict(zip(heads, row, strict=True)) for row in table.baris}
    for document in telaah.katalog.dokumen:
        for step in document.sop.langkah:
            row = rows[document.id, step.urut]
            begin = f"langkah.{step.urut}."
            inferred = [note for note in document.sop.disimpulkan if note.bidang.startswith(begin)]
            assert row["disimpulkan"] == ("ya" if inferred else "tidak")
            assert all(note.alasan in str(row["yang_disimpulkan"]) for note in inferred)
            if step.urut in document.sop.pelaksana_tidak_terbaca:
                assert row["pelaksana"] is None
                assert "pelaksana:" in str(row["tidak_terbaca"])


def test_simulated_days_are_those_of_the_record(telaah) -> None:
    from katalog.simulation_record import CatatanSimulasi

    path = ROOT / "tests/fixtures/emas/kecamatan-neglasari.penyusunan-perjanjian-kinerja.json"
    record = CatatanSimulasi.model_validate_json(path.read_bytes())
    assert record.waktu is not None
    table = catalogue_tables(telaah, {record.sop: record})["sop"]
    heads = [column.bidang for column in table.kolom]
    rows = {str(row[0]): dict(zip(heads, row, strict=True)) for row in table.baris}
    mine = rows.pop(record.sop)
    assert mine["p50_hari"] == round(record.waktu.p50.nilai / 1440, 2)
    assert mine["p90_hari"] == round(record.waktu.p90.nilai / 1440, 2)
    assert mine["skenario"] == record.nama_skenario
    assert all(row["p90_hari"] is None for row in rows.values())


def test_one_sop_as_a_workbook(telaah) -> None:
    for document in telaah.katalog.dokumen:
        book = opened(sop_workbook(telaah, document))
        assert book.sheetnames == ["Baca dulu", "Identitas", "Langkah", "Dasar hukum", "Temuan"]
        identity: Any = book["Identitas"]
        values = {identity.cell(row, 1).value: identity.cell(row, 2).value for row in range(2, identity.max_row + 1)}
        assert values["Nama SOP"] == document.sop.nama
        assert values["Nomor SOP"] == document.sop.nomor
        steps: Any = book["Langkah"]
        assert steps.max_row == len(document.sop.langkah) + 1


# ---- text that attacks


def test_no_cell_of_the_hostile_catalogue_is_a_formula() -> None:
    telaah = analyse(load_catalogue(JAHAT))
    document = telaah.katalog["dinas-contoh/serangan"]
    for content in (catalogue_workbook(catalogue_tables(telaah)), sop_workbook(telaah, document)):
        cells = [cell for rows in opened(content) for row in rows.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                text = archive.read(name).decode()
                assert "<f>" not in text
                assert "<f " not in text
                assert "hyperlink" not in text
                ET.fromstring(text)  # noqa: S314 - our own file
    for content in (*catalogue_csv(catalogue_tables(telaah)).values(), sop_csv(telaah, document)):
        assert not [
            cell for row in rows_of(content) for cell in row if looks_like_formula(cell) and not is_number(cell)
        ]


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("text", FORMULAS)
def test_text_like_a_formula_stays_text(text: str) -> None:
    (cell,) = cells_of(text)
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert texts_of(workbook_bytes([table_of((text,))], "Uji"))["A2"] == text
    row = rows_of(csv_bytes(table_of((text,))))[1]
    assert row == [PENANGKAL + text]


TEXT = st.text(st.characters(exclude_categories=()), max_size=60) | st.sampled_from(
    [*FORMULAS, "_x0041_", "_x005F_", "\x00\x0b", "\ud800", "\U0001f600" * 5, "\ufffe", "a\r\nb", " ruang ", '"', ",;"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4))
def test_any_text_survives_both_ways(rows: list[tuple[str, str]]) -> None:
    table = table_of(*rows)
    content = workbook_bytes([table], "Uji")
    shown, texts = sheet(content, "Uji"), texts_of(content)
    read = rows_of(csv_bytes(table))[1:]
    for number, row in enumerate(rows):
        for index, text in enumerate(row):
            cell: Any = shown.cell(number + 2, index + 1)
            assert cell.data_type == ("s" if text else "n")
            assert texts.get(cell.coordinate, "") == printable(text)
            assert read[number][index].removeprefix(PENANGKAL) == printable(text)
            assert not looks_like_formula(read[number][index])
    assert workbook_bytes([table], "Uji") == content


@pytest.mark.parametrize(
    "text",
    [
        "<r></r>",
        "<r><t>tebal</t></r>",
        "<r></t></is></c><c><f>1+1</f></c></r>",
        "<r>_x0041_\n _x0042_ </r>",
        "_x0041_x0042_x0043_",
        "_x005F_x0041_",
        " _x0041_x0042_\n",
        "_x0041_\r_x0042_",
    ],
)
def test_marks_of_the_writer_are_text(text: str) -> None:
    for whole in (text, f"={text}", f"{text}x"):
        content = workbook_bytes([Tabel("Uji", "", (Kolom(whole),), ((whole,),))], "Uji")
        assert texts_of(content) == {"A1": whole, "A2": whole}
        shown = sheet(content, "Uji")
        assert [shown.cell(row, 1).data_type for row in (1, 2)] == ["s", "s"]
        assert shown.cell(2, 1).quotePrefix == whole.startswith("=")
        assert (shown.max_row, shown.max_column) == (2, 1)


def test_unprintable_characters_are_replaced_in_sight() -> None:
    (cell,) = cells_of("a\x00b\x0bc\ud800d\ufffe")
    assert cell.value == f"a{PENGGANTI}b{PENGGANTI}c{PENGGANTI}d{PENGGANTI}"
    assert rows_of(csv_bytes(table_of(("a\x00b",))))[1] == [f"a{PENGGANTI}b"]


@pytest.mark.parametrize("letter", ["x", "\U0001f600"])
def test_text_beyond_the_limit_of_a_cell_is_cut_and_says_so(letter: str) -> None:
    whole, longer = letter * (MAKS_HURUF // (2 if ord(letter) > 0xFFFF else 1)), letter * 40_000
    cells = cells_of(whole, longer)
    assert cells[0].value == whole
    cut = str(cells[1].value)
    assert cut.endswith(DIPOTONG)
    assert len(cut.encode("utf-16-le")) // 2 in {MAKS_HURUF, MAKS_HURUF - 1}


# ---- any table


def test_values_of_every_kind() -> None:
    cells = cells_of(7, 2.5, date(2024, 2, 29), date(1900, 1, 1), 10**17, float("inf"), True, None, "")  # noqa: FBT003
    assert [cell.value for cell in cells] == [
        7,
        2.5,
        datetime(2024, 2, 29),  # noqa: DTZ001 - Excel has no zones
        "1900-01-01",
        str(10**17),
        "inf",
        "ya",
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Skor", "skor", "SKOR"], ["Skor", "skor 2", "SKOR 3"]),
        (["a/b[c]:*?\\d", "'kutip'"], ["a b c     d", "kutip"]),
        (["", "   ", "History"], ["Lembar", "Lembar 2", "History 2"]),
        (["x" * 40, "x" * 31], ["x" * 31, "x" * 29 + " 2"]),
        (["\U0001f600" * 20], ["\U0001f600" * 15]),
    ],
)
def test_sheet_names_are_what_excel_accepts(names: list[str], expected: list[str]) -> None:
    assert sheet_names(names) == expected
    tables = [Tabel(name, "", (Kolom("A"),), ()) for name in names]
    assert opened(workbook_bytes(tables, "Uji")).sheetnames == expected


def test_a_table_of_others_needs_no_more_than_headings_and_rows() -> None:
    table = Tabel("Perbandingan", "", tuple(map(Kolom, ("Bidang", "Dinkes", "Dp3"))), (("Langkah", 6, None),))
    rows = sheet(workbook_bytes([table], "Perbandingan"), "Perbandingan")
    assert [cell.value for cell in rows[2]] == ["Langkah", 6, None]
    assert rows.column_dimensions["A"].width >= 8
    assert rows_of(csv_bytes(table)) == [["bidang", "dinkes", "dp3"], ["Langkah", "6", ""]]


def test_what_cannot_be_a_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one sheet"):
        workbook_bytes([], "Uji")
    with pytest.raises(ValueError, match="no columns"):
        workbook_bytes([Tabel("Uji", "", (), ())], "Uji")
    with pytest.raises(ValueError, match="more rows"):
        workbook_bytes([Tabel("Uji", "", (Kolom("A"),), (("x",),) * MAKS_BARIS)], "Uji")
    with pytest.raises(ValueError, match="another length"):
        workbook_bytes([Tabel("Uji", "", (Kolom("A"),), (("x", "y"),))], "Uji")


def test_csv_has_the_lines_of_the_standard(telaah) -> None:
    tables = catalogue_tables(telaah)
    for name, content in catalogue_csv(tables).items():
        table = tables[name.removesuffix(".csv")]
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")
        rows = rows_of(content)
        assert rows[0] == [column.bidang for column in table.kolom]
        assert len(rows) == len(table.baris) + 1
        for row, values in zip(rows[1:], table.baris, strict=True):
            for text, value in zip(row, values, strict=True):
                if isinstance(value, str):
                    assert text.removeprefix(PENANGKAL) == value
                else:
                    assert text == ("" if value is None else str(value))


def test_same_bytes_whatever_the_surroundings(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from katalog import analyse, load_catalogue\n"
        "from katalog.export import files; from katalog.export.bpmn import bpmn_text\n"
        "telaah = analyse(load_catalogue(sys.argv[1])); tables = files.catalogue_tables(telaah)\n"
        "out = [files.catalogue_workbook(tables), *files.catalogue_csv(tables).values()]\n"
        "for one in telaah.katalog.dokumen:\n"
        "    out += [files.sop_workbook(telaah, one), files.sop_csv(telaah, one), bpmn_text(telaah, one).encode()]\n"
        "Path(sys.argv[2]).write_bytes(b''.join(out))\n"
    )
    results = []
    surroundings = (("1", "Asia/Jakarta", "C", ""), ("4242", "America/Lima", "C.UTF-8", "lxml"))
    for seed, zone, language, missing in surroundings:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "PYTHONPATH": str(ROOT)}
        target = tmp_path / seed
        absent = f"import sys; sys.modules[{missing!r}] = None\n" if missing else ""
        command = [sys.executable, "-c", absent + code, str(ROOT / "sops"), str(target)]
        subprocess.run(command, check=True, env=environment, cwd=tmp_path)
        results.append(target.read_bytes())
    assert results[0] == results[1]


def test_an_empty_catalogue_gives_empty_tables(tmp_path: Path) -> None:
    telaah = analyse(load_catalogue(make_catalogue(tmp_path, {})))
    book = opened(catalogue_workbook(catalogue_tables(telaah)))
    assert book["SOP"].max_row == 1
