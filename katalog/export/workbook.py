"""Tables as an Excel workbook (Office Open XML): a formatted sheet each, the same bytes for the same tables.

Written here and not by openpyxl, which reads it back in the tests: openpyxl writes the current time, other bytes
where lxml is installed, and some 30,000 cells a second; a catalogue of 4,000 SOPs has more than a million.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from katalog.export import workbook_parts as parts
from katalog.export.safe_text import escape, looks_like_formula, printable
from katalog.export.table import Jenis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from katalog.export.table import Sel, Tabel

MAKS_BARIS: Final = 1_048_576
"""Rows of a sheet, the heading included."""
MAKS_HURUF: Final = 32_767
"""Characters of a cell, counted in UTF-16."""
DIPOTONG: Final = "… [dipotong: isi melampaui batas sel Excel, 32.767 huruf]"
_MAKS_NAMA: Final = 31
_MAKS_ANGKA: Final = 10**15
"""Excel keeps fifteen digits of a number."""
_AWAL: Final = date(1899, 12, 30)
_TANGGAL_PERTAMA: Final = date(1900, 3, 1)
"""Before it Excel counts a 29 February 1900 that never was."""
_SEKALI_TULIS: Final = 500

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_CODE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


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
    if not tabel:
        raise ValueError("a workbook has at least one sheet")
    names = sheet_names([one.nama for one in tabel])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.frame(names, [_area(one) for one in tabel], judul):
            with archive.open(_entry(name), "w") as target:
                target.write(text.encode())
        texts: dict[str, tuple[int, str]] = {}
        for index, one in enumerate(tabel):
            with archive.open(_entry(f"xl/worksheets/sheet{index + 1}.xml"), "w") as target:
                for chunk in _sheet(one, texts, first=index == 0):
                    target.write(chunk.encode())
    return stream.getvalue()


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


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an archive entry that tells nothing of when and where it was made."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return entry


def _area(tabel: Tabel) -> str:
    return f"A1:{column_letters(len(tabel.kolom) - 1)}{len(tabel.baris) + 1}"


@cache
def column_letters(index: int) -> str:
    """Return the letters of a column, counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _sheet(tabel: Tabel, texts: dict[str, tuple[int, str]], *, first: bool) -> Iterator[str]:
    width = len(tabel.kolom)
    if not width:
        raise ValueError(f"no columns: {tabel.nama}")
    if len(tabel.baris) >= MAKS_BARIS:
        raise ValueError(f"more rows than a sheet holds: {tabel.nama}")
    frozen = min(tabel.beku, width - 1)
    yield parts.sheet_head(_area(tabel), tabel.lebar, frozen, column_letters(frozen), first=first)
    letters = [column_letters(index) for index in range(width)]
    heading = "".join(
        _text_cell(f'<c r="{letter}1" s="', (parts.GAYA_JUDUL, _inline(_cell_text(kolom.judul))))
        for letter, kolom in zip(letters, tabel.kolom, strict=True)
    )
    yield f'<row r="1">{heading}</row>'
    decimal = [kolom.jenis is Jenis.DESIMAL for kolom in tabel.kolom]
    for begin in range(0, len(tabel.baris), _SEKALI_TULIS):
        yield "".join(
            _row(number, row, letters, decimal, texts)
            for number, row in enumerate(tabel.baris[begin : begin + _SEKALI_TULIS], start=begin + 2)
        )
    yield parts.sheet_tail(_area(tabel))


def _row(
    number: int, row: tuple[Sel, ...], letters: list[str], decimal: list[bool], texts: dict[str, tuple[int, str]]
) -> str:
    cells = [f'<row r="{number}">']
    for letter, value, is_decimal in zip(letters, row, decimal, strict=True):
        if value is None or value == "":
            continue
        begin = f'<c r="{letter}{number}" s="'
        if isinstance(value, str):
            known = texts.get(value)
            if known is None:
                known = texts[value] = _styled(value)
            cells.append(_text_cell(begin, known))
        else:
            cells.append(_other_cell(begin, value, is_decimal=is_decimal))
    cells.append("</row>")
    return "".join(cells)


def _text_cell(begin: str, known: tuple[int, str]) -> str:
    return f'{begin}{known[0]}" t="inlineStr">{known[1]}</c>'


def _other_cell(begin: str, value: float | date, *, is_decimal: bool) -> str:
    if isinstance(value, date):
        if value < _TANGGAL_PERTAMA:
            return _text_cell(begin, _styled(value.isoformat()))
        return f'{begin}{parts.GAYA_TANGGAL}"><v>{(value - _AWAL).days}</v></c>'
    if isinstance(value, bool):
        return _text_cell(begin, _styled("ya" if value else "tidak"))
    if not math.isfinite(value) or abs(value) >= _MAKS_ANGKA:
        return _text_cell(begin, _styled(str(value)))
    style = parts.GAYA_BILANGAN if isinstance(value, int) and not is_decimal else parts.GAYA_DESIMAL
    return f'{begin}{style}"><v>{value!r}</v></c>'


def _styled(text: str) -> tuple[int, str]:
    style = parts.GAYA_TEKS_SAJA if looks_like_formula(text) or text.startswith("'") else parts.GAYA_TEKS
    return style, _inline(_cell_text(text))


def _inline(text: str) -> str:
    """Return the XML of an inline string; Excel reads `_x000A_` as a code, so a text that has one is written so too."""
    keep = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<is><t{keep}>{escape(_CODE_LIKE.sub('_x005F_', text))}</t></is>"


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
