"""What readers take away: files beside each SOP's page, files of the whole catalogue, and the page that lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from katalog.export.bpmn import bpmn_text
from katalog.export.files import (
    BUKU,
    catalogue_csv,
    catalogue_tables,
    catalogue_workbook,
    sop_csv,
)
from katalog.render.amounts import number, short_number
from katalog.render.swimlane import swimlane
from katalog.render.templating import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.scorecard import Rapor
    from katalog.simulation_record import CatatanSimulasi

FOLDER: Final = "unduhan"


def sop_downloads(telaah: Telaah, document: Dokumen) -> Iterator[tuple[str, bytes]]:
    """Yield the files beside the page of one SOP."""
    place = f"sop/{document.id}"
    yield f"{place}.csv", sop_csv(telaah, document)
    yield f"{place}.bpmn", bpmn_text(telaah, document).encode()
    yield f"{place}.mmd", swimlane(document.sop, telaah.turunan[document.id].alur).encode()


def download_files(
    telaah: Telaah, simulasi: Mapping[str, CatatanSimulasi], rapor: Rapor
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the whole catalogue, and the page that lists them."""
    tables = catalogue_tables(telaah, simulasi, rapor)
    files = {BUKU: catalogue_workbook(tables), **catalogue_csv(tables)}
    for name, content in files.items():
        yield f"{FOLDER}/{name}", content
    values = {
        "akar": "../",
        "buku": (BUKU, size(len(files[BUKU]))),
        "lembar": [(one.nama, one.keterangan, number(len(one.baris))) for one in tables.values()],
        "csv": [
            (f"{name}.csv", one.keterangan, number(len(one.baris)), size(len(files[f"{name}.csv"])))
            for name, one in tables.items()
        ],
        "jumlah_sop": len(telaah.katalog.dokumen),
    }
    yield f"{FOLDER}/index.md", render("unduhan.md.j2", values).encode()


def size(count: int) -> str:
    """Return a file's size for people: "37 KB", "4,5 MB" (1 KB is 1,000 bytes)."""
    if count < 1_000_000:
        return f"{number(max(1, round(count / 1000)))} KB"
    return f"{short_number(count / 1_000_000, 1)} MB"
