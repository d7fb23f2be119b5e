"""A table as CSV for programs: RFC 4180 with commas, UTF-8 with a mark at its beginning.

Comma, decimal point and ISO dates are what programs expect, wherever they run. The mark (BOM) lets Excel read the
letters right. People with an Indonesian Excel, whose separator is the semicolon, take the workbook instead: a file
with semicolons would be misread by everybody else, and a line "sep=," makes Excel forget the mark.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING, Final

from katalog.export.safe_text import looks_like_formula, printable

if TYPE_CHECKING:
    from katalog.export.table import Sel, Tabel

BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
PENANGKAL: Final = "'"
"""Stands before text that a spreadsheet could take for a formula, and before text that begins with this sign itself:
whoever removes one from every text that begins with it has the words again."""


def csv_bytes(tabel: Tabel) -> bytes:
    """Return the table: a line of `bidang` names, then one line a row, ends of line CRLF; an empty cell is nothing."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([_guarded(kolom.bidang) for kolom in tabel.kolom])
    writer.writerows([_cell(value) for value in row] for row in tabel.baris)
    return (BOM + stream.getvalue()).encode()


def _cell(value: Sel) -> str | int | float | None:
    if isinstance(value, str):
        return _guarded(value)
    return value.isoformat() if isinstance(value, date) else value


def _guarded(text: str) -> str:
    text = printable(text)
    return PENANGKAL + text if text.startswith(PENANGKAL) or looks_like_formula(text) else text
