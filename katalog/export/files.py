"""What is taken away, as whole files: of one SOP, and of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from katalog.export.csv_text import csv_bytes
from katalog.export.notes import with_notes
from katalog.export.scorecard_table import scorecard_table
from katalog.export.step_table import step_table
from katalog.export.table import Kolom, Tabel
from katalog.export.tables import (
    TANPA_SIMULASI,
    finding_table,
    legal_table,
    position_table,
    regulation_table,
    sop_table,
)
from katalog.export.workbook import workbook_bytes
from katalog.render.views import office, show_findings
from katalog.scorecard import score

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.scorecard import Rapor
    from katalog.simulation_record import CatatanSimulasi

BUKU: Final = "katalog.xlsx"
"""The whole catalogue as a workbook."""


def catalogue_tables(
    telaah: Telaah, simulasi: Mapping[str, CatatanSimulasi] = TANPA_SIMULASI, rapor: Rapor | None = None
) -> Mapping[str, Tabel]:
    """Return the tables of the whole catalogue by the name of their file without suffix.

    Args:
        telaah: the analysed catalogue.
        simulasi: simulation records by SOP; without them those columns are empty.
        rapor: the scorecard, if it is at hand.
    """
    documents = telaah.katalog.dokumen
    return {
        "sop": sop_table(telaah, documents, simulasi),
        "langkah": step_table(telaah, documents),
        "dasar-hukum": legal_table(telaah, documents),
        "temuan": finding_table(telaah, telaah.temuan),
        "penilaian": scorecard_table(telaah, rapor or score(telaah)),
        "jabatan": position_table(telaah),
        "peraturan": regulation_table(telaah),
    }


def catalogue_csv(tabel: Mapping[str, Tabel]) -> dict[str, bytes]:
    """Return each table as a CSV file, by the file's name."""
    return {f"{name}.csv": csv_bytes(one) for name, one in tabel.items()}


def catalogue_workbook(tabel: Mapping[str, Tabel]) -> bytes:
    """Return the whole catalogue as one workbook, from its tables."""
    isi = (
        f"Katalog SOP: {len(tabel['sop'].baris)} SOP dengan langkah, dasar hukum, temuan, penilaian, jabatan, dan "
        "peraturannya."
    )
    return workbook_bytes(with_notes(list(tabel.values()), isi), "Katalog SOP")


def sop_workbook(telaah: Telaah, document: Dokumen) -> bytes:
    """Return one SOP as a workbook: identity, steps, legal bases, findings."""
    tables = [
        _identity(sop_table(telaah, [document])),
        step_table(telaah, [document]),
        legal_table(telaah, [document]),
        finding_table(telaah, show_findings(telaah.temuan_sop[document.id])),
    ]
    name = f"{document.sop.nama}, {office(telaah, document.opd).singkatan}"
    return workbook_bytes(with_notes(tables, f"SOP {name}."), name)


def sop_csv(telaah: Telaah, document: Dokumen) -> bytes:
    """Return the steps of one SOP as CSV."""
    return csv_bytes(step_table(telaah, [document]))


def _identity(tabel: Tabel) -> Tabel:
    """Turn the one row of an SOP into rows of heading, value and meaning, for reading downwards."""
    (row,) = tabel.baris
    rows = tuple((kolom.judul, value, kolom.arti) for kolom, value in zip(tabel.kolom, row, strict=True))
    columns = (Kolom("Bidang", lebar=34), Kolom("Isi", lebar=60), Kolom("Arti", lebar=80))
    return Tabel("Identitas", "Satu baris satu bidang.", columns, rows)
