"""Plain text as rows: what Word and Excel paste (tabs), Markdown tables, and what OCR leaves of both.

Markdown is read by lines on purpose: OCR breaks tables over pages and mixes pipes, tabs and HTML, and a true
parser takes half of that for paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Final

from impor.blocks import BUKAN_TABEL, MAKS_BARIS, Baris, Naskah, Sel, too_long
from impor.html_tables import table_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

_HALAMAN: Final = 3
"""So many blank lines stand for the end of a page."""
_MAKS_SAMBUNG: Final = 60
_ATTRIBUTES = r"""(?:\s+[\w:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=]+))*\s*/?"""
_BREAKS = re.compile(
    rf"<(?:br|p|div|li|ol|ul|h[1-6]){_ATTRIBUTES}>|</(?:b|strong|p|div|li|ol|ul|h[1-6])\s*>", re.IGNORECASE
)
_TAGS = re.compile(
    r"</?(?:b|strong|i|em|u|s|sup|sub|span|font|pre|code|center|a|img|table|thead|tbody|tr|td|th|colgroup|col|hr|html"
    rf"|body|head|meta|section|article|figure){_ATTRIBUTES}>",
    re.IGNORECASE,
)
_ROW = re.compile(r"\s*\d{1,3}\s*[.)]?\s*\t")
_HEAD = re.compile(r"\s*#\s+\S")
_MIN_KOLOM: Final = 3
_PIPE = re.compile(r"\s*(?:[-*+]\s+)?\|")
_RULE = re.compile(r"[\s|:\-–—+=_]*")
_SPLIT_PIPE = re.compile(r"(?<!\\)\|")


def read_text(text: str) -> Naskah:
    """Read a text; one without tables is lines. Raises ImporGagal for one that is far too long."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if sum(1 for part in text.split("\n") if part.strip()) > MAKS_BARIS:
        raise too_long()
    rows: list[Baris] = []
    table, blank, page, in_table = 0, 0, False, False
    for raw in _whole_rows(list(_logical_lines(table_lines(text)))):
        if "\f" in raw:
            page = True
        cells = _cells(raw.replace("\f", ""))
        if not any(sel.teks for sel in cells):
            blank += "\t" not in raw and "|" not in raw
            in_table = in_table and blank == 0
            continue
        if len(cells) > 1:
            table += not in_table
            in_table = True
            rows.append(Baris(cells, table, blank, page or blank >= _HALAMAN))
        else:
            in_table = False
            for number, part in enumerate(cells[0].teks.split("\n")):
                if part.strip():
                    jarak = blank if number == 0 else 0
                    new = page or jarak >= _HALAMAN
                    head = _HEAD.match(raw) is not None
                    rows.append(Baris((Sel(part.strip()),), BUKAN_TABEL, jarak, new, judul=head))
        blank, page = 0, False
        if len(rows) > MAKS_BARIS:
            raise too_long()
    return Naskah(tuple(_with_columns(rows)), "teks", susunan=False)


def _logical_lines(text: str) -> Iterator[str]:
    """Yield lines, those joined whose cell is in quotes over several lines, as spreadsheets paste it."""
    lines = text.split("\n")
    index = 0
    while index < len(lines):
        whole = lines[index]
        if _open_quote(whole):
            for last in range(index + 1, min(index + _MAKS_SAMBUNG, len(lines))):
                joined = "\n".join(lines[index : last + 1])
                if not _open_quote(joined):
                    if "\t" in joined:
                        whole, index = joined, last
                    break
        yield whole
        index += 1


def _whole_rows(lines: list[str]) -> Iterator[str]:
    """Yield lines, those joined that are one row: Word pastes a cell of several paragraphs as several lines.

    A row begins with its number; it goes on while its columns are fewer than those of the table, and is joined only
    where they then come out exactly.
    """
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and lines[end].strip():
            end += 1
        columns = max((part.count("\t") for part in lines[index:end]), default=0)
        while index < end:
            last = _row_end(lines, index, end, columns)
            yield "\n".join(lines[index : last + 1])
            index = last + 1
        if end < len(lines):
            yield lines[end]
            index = end + 1


def _row_end(lines: list[str], begin: int, end: int, columns: int) -> int:
    """Return the last line of the row that begins at a line."""
    count = lines[begin].count("\t")
    if columns < _MIN_KOLOM or not 0 < count < columns or not _ROW.match(lines[begin]):
        return begin
    for last in range(begin + 1, min(end, begin + _MAKS_SAMBUNG)):
        if _ROW.match(lines[last]):
            break
        count += lines[last].count("\t")
        if count >= columns:
            return last if count == columns else begin
    return begin


def _open_quote(row: str) -> bool:
    """Tell whether some cell of a row begins with a quotation mark that is not closed in it."""
    return any(cell.startswith('"') and cell.count('"') % 2 for cell in row.split("\t"))


def _cells(raw: str) -> tuple[Sel, ...]:
    if "\t" in raw:
        parts = [_unquoted(part) for part in raw.split("\t")]
    elif _PIPE.match(raw):
        if _RULE.fullmatch(raw):
            return ()
        inner = raw.strip().lstrip("-*+ ").removeprefix("|")
        parts = [part.replace("\\|", "|") for part in _SPLIT_PIPE.split(inner.removesuffix("|"))]
    else:
        parts = [raw]
    if len(parts) > 1 and all(_RULE.fullmatch(part) and len(part.strip()) != 1 for part in parts):
        return ()
    return tuple(Sel(plain(part)) for part in parts)


def _unquoted(part: str) -> str:
    """Return a cell as it was before a spreadsheet put it into quotes."""
    inside = part.strip(" ")
    if len(inside) > 1 and inside[0] == inside[-1] == '"' and ("\n" in inside or '""' in inside or "\t" in inside):
        return inside[1:-1].replace('""', '"')
    return part


def plain(text: str) -> str:
    """Return the words of a cell or line: without tags and Markdown's marks, with a line break for each block."""
    text = _BREAKS.sub("\n", text)
    text = unescape(_TAGS.sub(" ", text))
    text = re.sub(r"\*\*|__(?=\S)|(?<=\S)__", "", text)
    text = re.sub(r"(?m)^\s*#{1,6}\s+", "", text)
    # Words that stand apart by more than one space were apart on paper.
    lines = (part.strip() for part in re.split(r"\n|[ \u00a0]{2,}", text))
    return "\n".join(part for part in lines if part)


def _with_columns(rows: list[Baris]) -> Iterator[Baris]:
    """Yield the rows, those of a table that lost its last empty cells with as many as its widest."""
    widest: dict[int, int] = {}
    for row in rows:
        widest[row.tabel] = max(widest.get(row.tabel, 0), len(row.sel))
    for row in rows:
        short = widest[row.tabel] - len(row.sel)
        yield row if row.tabel == BUKAN_TABEL or not short else replace(row, sel=row.sel + (Sel(),) * short)
