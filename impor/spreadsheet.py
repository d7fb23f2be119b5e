"""Excel workbooks as rows. openpyxl reads stored values alone: no formula is computed and no macro is run."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from openpyxl import load_workbook

from impor.blocks import MAKS_BARIS, Baris, ImporGagal, Naskah, Sel, too_long
from katalog.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEMBAR_KATALOG: Final = frozenset({"Baca dulu", "Temuan"})
"""Sheets that `sop ekspor` adds: about the catalogue, not part of the SOP."""
_KOLOM_KATALOG: Final = {"Identitas": 2}
"""Columns of its sheets that hold the SOP's own words; the next one explains them."""
_MAKS_SEL: Final = 400_000
_MAKS_KOLOM: Final = 120


def read_workbook(raw: bytes) -> Naskah:
    """Read a workbook; raises ImporGagal where it is damaged or far too large."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl says what it leaves out: styles, drawings, validations
            book = load_workbook(io.BytesIO(raw), data_only=True, keep_vba=False, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.title not in _LEMBAR_KATALOG]
        rows = tuple(row for number, sheet in enumerate(sheets, start=1) for row in _sheet(sheet, number))
    except ImporGagal:
        raise
    except Exception as error:  # openpyxl raises many kinds for damaged packages
        raise ImporGagal("buku kerja Excel ini rusak: tidak dapat dibaca.") from error
    return Naskah(rows, "xlsx", susunan=True)


def _sheet(sheet: Any, number: int) -> Iterator[Baris]:
    # max_row and max_column count cells that are only coloured, of whole columns at times.
    filled = [place for place, cell in sheet._cells.items() if cell.value is not None]  # noqa: SLF001
    height = max((row for row, _ in filled), default=0)
    columns = min(max((column for _, column in filled), default=1), _MAKS_KOLOM)
    if height > MAKS_BARIS:
        raise too_long()
    if sheet.title in _KOLOM_KATALOG and sheet.cell(1, 1).value == "Bidang":
        columns = min(columns, _KOLOM_KATALOG[sheet.title])
    below, beside = _merged(sheet)
    breaks = {one.id for one in sheet.row_breaks.brk}
    blank, previous = 0, 0
    for index, values in enumerate(sheet.iter_rows(max_row=height, max_col=columns, values_only=True), start=1):
        cells = tuple(
            Sel(_said(value), (), (index, column) in below, (index, column) in beside)
            for column, value in enumerate(values, start=1)
        )
        if not any(sel.teks.strip() or sel.ke_bawah for sel in cells):
            blank += 1
            continue
        page = any(previous <= row < index for row in breaks) if previous else False
        yield Baris(cells, number, blank, page, number)
        blank, previous = 0, index


def _merged(sheet: Any) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return the places that continue a merged cell: from above, and from the left."""
    below: set[tuple[int, int]] = set()
    beside: set[tuple[int, int]] = set()
    for area in sheet.merged_cells.ranges:
        if (area.max_row - area.min_row + 1) * (area.max_col - area.min_col + 1) > _MAKS_SEL:
            continue
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                if column > area.min_col:
                    beside.add((row, column))
                elif row > area.min_row:
                    below.add((row, column))
    return below, beside


def _said(value: Any) -> str:
    """Return a stored value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, dt.datetime | dt.date):
        return long_date(value)
    if isinstance(value, float) and value.is_integer():
        # Beyond fifteen digits a workbook holds no more than these: int() would make up the others.
        return str(int(value)) if abs(value) < 10**15 else f"{Decimal(repr(value)):f}"
    return str(value)
