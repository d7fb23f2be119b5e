"""Documents made from SOPs, in the layouts that offices use, for the importer to read back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document
from openpyxl import Workbook

from katalog.fields import collapse
from katalog.model import SELESAI

if TYPE_CHECKING:
    from katalog.model import SOP, Langkah

FIELDS = ("kelengkapan", "waktu", "output")
BOXES = (
    ("dasar_hukum", "Dasar Hukum"),
    ("kualifikasi_pelaksana", "Kualifikasi Pelaksana"),
    ("keterkaitan", "Keterkaitan"),
    ("peralatan", "Peralatan/Perlengkapan"),
    ("peringatan", "Peringatan"),
    ("pencatatan", "Pencatatan dan Pendataan"),
)


def mark(step: Langkah, key: str) -> str:
    """What stands in a performer's cell."""
    if key not in step.pelaksana:
        return ""
    if step.mulai or step.selesai:
        return "Mulai" if step.mulai else "Selesai"
    labels = [cabang.label for cabang in step.lanjut or () if cabang.label]
    ends = any(SELESAI in cabang.ke for cabang in step.lanjut or ())
    return f"◇ {' '.join(labels)}{' Selesai' if ends else ''}" if labels else "□"


def step_rows(sop: SOP) -> list[list[str]]:
    """The flowchart part: two rows of headings, the steps, the total."""
    count = len(sop.pelaksana)
    rows = [
        ["No", "Kegiatan", "Pelaksana", *[""] * (count - 1), "Mutu Baku", "", "", "Keterangan"],
        ["", "", *(name for _, name in sop.pelaksana), "Kelengkapan", "Waktu", "Output", ""],
    ]
    for step in sop.langkah:
        quality = [getattr(step.mutu_baku, name) or "" for name in FIELDS]
        marks = [mark(step, key) for key, _ in sop.pelaksana]
        rows.append([f"{step.urut}.", step.kegiatan, *marks, *quality, step.keterangan or ""])
    rows.append(["", "Jumlah Waktu", *[""] * count, "", sop.jumlah_waktu or "", "", ""])
    return rows


def box_rows(sop: SOP) -> list[list[str]]:
    """The six boxes, two beside each other: a row of headings, a row of numbered items."""
    rows: list[list[str]] = []
    for left, right in zip(BOXES[::2], BOXES[1::2], strict=True):
        rows.append([left[1], right[1]])
        rows.append(["\n".join(f"{n}. {text}" for n, text in enumerate(getattr(sop, k), 1)) for k, _ in (left, right)])
    return rows


def identity_rows(sop: SOP) -> list[list[str]]:
    """The identity block: the office, then label and value."""
    official = sop.disahkan_oleh
    assert official is not None
    nip = official.nip and f"NIP. {official.nip}"
    signed = "\n".join(part for part in (official.jabatan, official.tanda_tangan, official.nama, nip) if part)
    rows = [
        ["Nomor SOP", f": {sop.nomor or ''}"],
        ["Tanggal Pengesahan", ": 10-01-2024"],
        ["Disahkan Oleh", signed],
        ["Nama SOP", sop.nama],
    ]
    return [[sop.satuan_kerja or "" if place == 0 else "", *row] for place, row in enumerate(rows)]


def as_docx(sop: SOP) -> bytes:
    """A Word document: tables with merged headings."""
    document = Document()
    document.add_heading(f"SOP {sop.nama.upper()}", 1)
    for rows in (identity_rows(sop), box_rows(sop), step_rows(sop)):
        document.add_paragraph("")
        table = document.add_table(len(rows), len(rows[0]))
        for row, words in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, words, strict=True):
                cell.text = text
    count = len(sop.pelaksana)
    table.cell(0, 2).merge(table.cell(0, 1 + count))
    table.cell(0, 2 + count).merge(table.cell(0, 4 + count))
    for column in (0, 1, 5 + count):
        table.cell(0, column).merge(table.cell(1, column))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_xlsx(sop: SOP) -> bytes:
    """A workbook of one sheet: blocks below each other, merged headings."""
    book = Workbook()
    sheet: Any = book.active
    for rows in (identity_rows(sop), box_rows(sop)):
        for row in rows:
            sheet.append(row)
        sheet.append([])
    top = sheet.max_row + 2
    for place, row in enumerate(step_rows(sop)):
        for column, text in enumerate(row, 1):
            sheet.cell(top + place, column, text or None)
    count = len(sop.pelaksana)
    sheet.merge_cells(start_row=top, end_row=top, start_column=3, end_column=2 + count)
    sheet.merge_cells(start_row=top, end_row=top, start_column=3 + count, end_column=5 + count)
    for column in (1, 2, 6 + count):
        sheet.merge_cells(start_row=top, end_row=top + 1, start_column=column, end_column=column)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""')) if "\n" in text else text


def as_tsv(sop: SOP) -> bytes:
    """What a spreadsheet pastes: tabs, and quotes around cells of several lines."""
    parts = ["\n".join("\t".join(map(_quoted, row)) for row in rows) for rows in (identity_rows(sop), box_rows(sop))]
    parts.append("\n".join("\t".join(row) for row in step_rows(sop)))
    return "\n\n".join(parts).encode()


def as_markdown(sop: SOP) -> bytes:
    """Markdown tables; line breaks as tags."""

    def table(rows: list[list[str]]) -> str:
        lines = [
            "| " + " | ".join(text.replace("|", "\\|").replace("\n", "<br>") for text in row) + " |" for row in rows
        ]
        return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])

    return "\n\n".join(["# SOP", *map(table, (identity_rows(sop), box_rows(sop), step_rows(sop)))]).encode()


FORMS = {"docx": as_docx, "xlsx": as_xlsx, "tsv": as_tsv, "md": as_markdown}


def told_steps(sop: SOP, *, arah: bool) -> list[tuple[object, ...]]:
    """What of the steps a document of these layouts shows; with `arah`, also where they lead."""
    names = sop.nama_pelaksana
    last = sop.langkah[-1].urut
    return [
        (
            step.urut,
            collapse(step.kegiatan),
            tuple(names[key] for key in step.pelaksana),
            *(getattr(step.mutu_baku, name) for name in FIELDS),
            step.keterangan,
            step.mulai,
            step.selesai,
            [(cabang.label, cabang.ke if arah or SELESAI in cabang.ke else None) for cabang in step.lanjut or ()]
            if step.keputusan or (arah and step.urut != last)
            else [],
        )
        for step in sop.langkah
    ]
