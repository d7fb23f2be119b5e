"""The command `sop ekspor`: one SOP, or the whole catalogue, in a form that other programs open."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click

from katalog.export.bpmn import bpmn_text
from katalog.export.files import (
    BUKU,
    catalogue_csv,
    catalogue_tables,
    catalogue_workbook,
    sop_csv,
    sop_workbook,
)
from katalog.render.api import sop_value
from katalog.render.swimlane import swimlane
from katalog.report.values import to_json_text
from scripts.print_sheet import PrintError, print_sheet
from scripts.targets import make_folder, require_folder, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah

Berkas = tuple[str, bytes]
"""A file: its name below the folder, with forward slashes, and its content."""


@dataclass(frozen=True, slots=True)
class Bentuk:
    """A form of export.

    `satu` returns one SOP. `semua` returns the catalogue as files below a folder, or as the content of one file;
    where it is None, the catalogue is a folder with one file an SOP. `satu_berkas` tells whether it is one file.
    """

    akhiran: str
    satu: Callable[[Telaah, Dokumen], bytes]
    semua: Callable[[Telaah], Mapping[str, bytes] | bytes] | None = None
    biner: bool = False
    satu_berkas: bool = False


def _json_one(telaah: Telaah, document: Dokumen) -> bytes:
    return to_json_text(sop_value(telaah, document)).encode()


def _json_all(telaah: Telaah) -> bytes:
    return to_json_text({"sop": [sop_value(telaah, document) for document in telaah.katalog.dokumen]}).encode()


_BENTUK: Final[Mapping[str, Bentuk]] = {
    "mermaid": Bentuk("mmd", lambda telaah, dokumen: swimlane(dokumen.sop, telaah.turunan[dokumen.id].alur).encode()),
    "json": Bentuk("json", _json_one, _json_all, satu_berkas=True),
    "bpmn": Bentuk("bpmn", lambda telaah, dokumen: bpmn_text(telaah, dokumen).encode()),
    "xlsx": Bentuk(
        "xlsx",
        sop_workbook,
        lambda telaah: catalogue_workbook(catalogue_tables(telaah)),
        biner=True,
        satu_berkas=True,
    ),
    "csv": Bentuk("csv", sop_csv, lambda telaah: catalogue_csv(catalogue_tables(telaah))),
}
BENTUK: Final = (*_BENTUK, "pdf")
"""The names that the option `--ke` knows."""
_AKHIRAN: Final = frozenset({".pdf", *(f".{bentuk.akhiran}" for bentuk in _BENTUK.values())})


def form(ke: str, kertas: str) -> Bentuk:
    """Return a form by its name; `kertas` is the paper of a PDF. Raises KeyError for a name not in `BENTUK`."""
    if ke == "pdf":
        return Bentuk("pdf", lambda telaah, dokumen: _printed(telaah, dokumen, kertas), biner=True)
    return _BENTUK[ke]


def _printed(telaah: Telaah, document: Dokumen, kertas: str) -> bytes:
    try:
        return print_sheet(telaah, document.id, kertas)
    except PrintError as error:
        raise click.ClickException(str(error)) from error


def check_target(bentuk: Bentuk, keluaran: Path | None, *, semua: bool) -> None:
    """Refuse a target that cannot be meant, before anything is read or printed."""
    if keluaran is None:
        return
    if semua and not bentuk.satu_berkas and not keluaran.is_dir() and keluaran.suffix.lower() in _AKHIRAN:
        raise click.UsageError(
            f"--keluaran {keluaran} adalah nama berkas: dengan --semua bentuk {bentuk.akhiran} ditulis ke folder."
        )
    require_folder(keluaran, "--keluaran")


def export_one(telaah: Telaah, id_sop: str, bentuk: Bentuk, keluaran: Path | None) -> int:
    """Write one SOP to a file, or to standard output where none is named; returns the exit code."""
    if keluaran is None and bentuk.biner and sys.stdout.isatty():
        raise click.UsageError(
            f"Bentuk {bentuk.akhiran} tidak dapat ditampilkan di layar: tambahkan --keluaran NAMA.{bentuk.akhiran}."
        )
    content = bentuk.satu(telaah, telaah.katalog[id_sop])
    if keluaran is None:
        click.echo(content, nl=False)
        return 0
    if keluaran.is_dir():
        raise click.UsageError(f"--keluaran {keluaran} adalah folder: tulis nama berkasnya.")
    write_whole(keluaran, content)
    click.echo(f"Ditulis: {keluaran}", err=True)
    return 0


def export_all(telaah: Telaah, bentuk: Bentuk, keluaran: Path | None) -> int:
    """Write the whole catalogue to a file, or to a folder where it is more than one; returns the exit code."""
    if keluaran is None:
        raise click.UsageError(
            "--semua memerlukan --keluaran: berkas untuk xlsx dan json, folder untuk bentuk lainnya."
        )
    content = bentuk.semua(telaah) if bentuk.semua else dict(_each(telaah, bentuk))
    if isinstance(content, bytes):
        if keluaran.is_dir():
            keluaran = keluaran / (BUKU if bentuk.akhiran == "xlsx" else f"katalog.{bentuk.akhiran}")
        write_whole(keluaran, content)
        click.echo(f"Ditulis: {keluaran}", err=True)
        return 0
    if keluaran.exists() and not keluaran.is_dir():
        raise click.UsageError(f"--keluaran {keluaran} adalah berkas: bentuk ini ditulis ke folder.")
    make_folder(keluaran, "--keluaran")
    for name, part in content.items():
        (keluaran / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(keluaran / name, part)
    click.echo(f"Ditulis: {len(content)} berkas di {keluaran}", err=True)
    return 0


def _each(telaah: Telaah, bentuk: Bentuk) -> Iterable[Berkas]:
    for document in telaah.katalog.dokumen:
        yield f"{document.id}.{bentuk.akhiran}", bentuk.satu(telaah, document)
