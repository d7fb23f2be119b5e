"""Tables as an Excel workbook (Office Open XML): a formatted sheet each, the same bytes for the same tables.

XlsxWriter writes it: under dates that one sets, with the mark of a text that looks like a formula, and some 90,000
cells a second. openpyxl, which reads it back in the tests, writes the current time, and some 20,000 cells a second; a
catalogue of 4,000 SOPs has 1.5 million.
"""

from __future__ import annotations

import io
import math
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from katalog.export.safe_text import looks_like_formula, printable
from katalog.export.table import Jenis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from katalog.export.table import Sel, Tabel

MAKS_BARIS: Final = 1_048_576
"""Rows of a sheet, the heading included."""
MAKS_HURUF: Final = 32_767
"""Characters of a cell, counted in UTF-16."""
DIPOTONG: Final = "… [dipotong: isi melampaui batas sel Excel, 32.767 huruf]"
_MAKS_NAMA: Final = 31
_MAKS_ANGKA: Final = 10**15
"""Excel keeps fifteen digits of a number."""
_TANGGAL_PERTAMA: Final = date(1900, 3, 1)
"""Before it Excel counts a 29 February 1900 that never was."""
_WAKTU: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - written as UTC
"""Created and modified: a file that tells when it was made would differ from run to run."""
_PILIHAN: Final = {
    # No temporary files, and each text once: three quarters of the size and less time than with `constant_memory`, for
    # some 300 MB of memory at 4,000 SOPs.
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
# Codes of characters that share an underscore; XlsxWriter would guard the first of them alone.
_CODES = re.compile(r"_x[0-9A-Fa-f]{4}(?:_x[0-9A-Fa-f]{4}_|\r)")
_WITHIN_CODE = re.compile(r"(?<=_)(?=x[0-9A-Fa-f]{4}_)")
_LINE_END = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class _Isi:
    """A text as its cell holds it."""

    teks: str
    gaya: Format
    berpotong: bool
    """Whether it is written in pieces, because XlsxWriter would take the whole for its own marks."""

    @classmethod
    def of(cls, text: str, gaya: Format) -> _Isi:
        text = _cell_text(text)
        return cls(text, gaya, text.startswith("<r>") or ("_x" in text and _CODES.search(text) is not None))


@dataclass(frozen=True, slots=True)
class _Gaya:
    """The formats of one workbook, and its texts: most stand in several cells, and each is looked at once."""

    judul: Format
    teks: Format
    teks_saja: Format
    """Text that begins like a formula: editing the cell leaves it text (quotePrefix)."""
    bilangan: Format
    desimal: Format
    tanggal: Format
    huruf: Format
    """The plain font, between the pieces of a text."""
    isi: dict[str, _Isi] = field(default_factory=dict)

    def of(self, text: str) -> _Isi:
        """Return what a cell holds of a text."""
        known = self.isi.get(text)
        if known is None:
            guarded = looks_like_formula(text) or text.startswith("'")
            known = self.isi[text] = _Isi.of(text, self.teks_saja if guarded else self.teks)
        return known


def workbook_bytes(tabel: Sequence[Tabel], judul: str) -> bytes:
    """Return a workbook with one sheet a table, in their order, and `judul` as its title.

    Heading bold on colour, frozen together with the first `beku` columns; a filter over the whole; text wrapped;
    dates and numbers as such. Text never becomes a formula: every text cell is a string, and one that begins like a
    formula is marked as text for the case that somebody edits it. Characters that XML forbids are replaced by U+FFFD,
    text beyond Excel's limit ends in `DIPOTONG`. Any `Tabel` will do: its name becomes the sheet's, shortened and
    numbered as Excel demands.

    Raises:
        ValueError: Without a table, for a table without columns or with more rows than a sheet holds, and for a row
            of another length than the heading.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - slow to load, and most commands write no workbook

    _check(tabel)
    stream = io.BytesIO()
    with Workbook(stream, _PILIHAN) as book:
        book.set_properties({"title": printable(judul), "author": "Tatalaksana", "created": _WAKTU})
        style = _styles(book)
        for name, one in zip(sheet_names([one.nama for one in tabel]), tabel, strict=True):
            _write(book.add_worksheet(name), one, style)
    return stream.getvalue()


def _check(tabel: Sequence[Tabel]) -> None:
    if not tabel:
        raise ValueError("a workbook has at least one sheet")
    for one in tabel:
        if not one.kolom:
            raise ValueError(f"no columns: {one.nama}")
        if len(one.baris) >= MAKS_BARIS:
            raise ValueError(f"more rows than a sheet holds: {one.nama}")
        if any(len(row) != len(one.kolom) for row in one.baris):
            raise ValueError(f"a row of another length than the heading: {one.nama}")


def sheet_names(names: Sequence[str]) -> list[str]:
    """Return names that Excel accepts for these sheets: no forbidden sign, at most 31 characters, no two alike."""
    result: list[str] = []
    taken: set[str] = {"history"}  # Excel keeps this name for itself
    for name in names:
        plain = _FORBIDDEN.sub(" ", printable(name)).strip(" '") or "Lembar"
        number, candidate = 1, _cut(plain, _MAKS_NAMA).strip(" '")
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{_cut(plain, _MAKS_NAMA - len(str(number)) - 1).strip()} {number}"
        taken.add(candidate.casefold())
        result.append(candidate)
    return result


def _styles(book: Workbook) -> _Gaya:
    def style(**properties: Any) -> Format:
        return book.add_format({"bottom": 1, "bottom_color": "#BFBFBF", "valign": "top", **properties})

    return _Gaya(
        judul=style(bold=True, font_color="#FFFFFF", bg_color="#1F4E5F", valign="vcenter", text_wrap=True),
        teks=style(text_wrap=True),
        teks_saja=style(text_wrap=True, quote_prefix=True),
        bilangan=style(num_format="#,##0"),
        desimal=style(num_format="#,##0.00"),
        tanggal=style(num_format="yyyy\\-mm\\-dd", align="left"),
        huruf=book.add_format(),
    )


def _write(sheet: Worksheet, tabel: Tabel, style: _Gaya) -> None:
    width, height = len(tabel.kolom), len(tabel.baris)
    sheet.freeze_panes(1, min(tabel.beku, width - 1))
    sheet.autofilter(0, 0, height, width - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(0.5, 0.5, 0.5, 0.5)
    sheet.fit_to_pages(1, 0)
    for index, columns in enumerate(tabel.lebar):
        sheet.set_column(index, index, columns)
    for index, kolom in enumerate(tabel.kolom):
        _write_text(sheet, 0, index, _Isi.of(kolom.judul, style.judul), style.huruf)
    for number, row in enumerate(tabel.baris, start=1):
        for index, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, str):
                _write_text(sheet, number, index, style.of(value), style.huruf)
            elif isinstance(value, date) and value >= _TANGGAL_PERTAMA:
                sheet.write_datetime(number, index, datetime.combine(value, time.min), style.tanggal)
            elif _is_number(value):
                whole = isinstance(value, int) and tabel.kolom[index].jenis is not Jenis.DESIMAL
                sheet.write_number(number, index, value, style.bilangan if whole else style.desimal)
            else:
                _write_text(sheet, number, index, style.of(_words(value)), style.huruf)


def _is_number(value: Sel) -> TypeGuard[float]:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
        and abs(value) < _MAKS_ANGKA
    )


def _words(value: float | date) -> str:
    """Return what stands for a value that Excel has no cell for."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return value.isoformat() if isinstance(value, date) else str(value)


def _write_text(sheet: Worksheet, row: int, column: int, isi: _Isi, plain: Format) -> None:
    """Write a text; an empty one leaves its cell empty."""
    if isi.berpotong:
        between = [part for piece in _pieces(isi.teks) for part in (plain, piece)]
        sheet.write_rich_string(row, column, *between[1:], isi.gaya)
    elif isi.teks:
        sheet.write_string(row, column, isi.teks, isi.gaya)


def _pieces(text: str) -> list[str]:
    """Return the text in pieces, at least two, none of them a code of a character (`_x000A_`) or XML as a whole.

    XlsxWriter writes `<r>…</r>` as the XML of a formatted text, and of two codes that share an underscore the second
    as it stands. In a piece it guards a carriage return twice, so that here every line end becomes a plain one.
    """
    pieces = _WITHIN_CODE.split(_LINE_END.sub("\n", text))
    return pieces if len(pieces) > 1 else [pieces[0][:1], pieces[0][1:]]


def _cell_text(text: str) -> str:
    text = printable(text)
    if len(text) * 2 <= MAKS_HURUF or _units(text) <= MAKS_HURUF:
        return text
    return _cut(text, MAKS_HURUF - len(DIPOTONG)) + DIPOTONG


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, units: int) -> str:
    """Return the beginning of a text, at most so many UTF-16 units long."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
