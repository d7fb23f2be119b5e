"""The command `sop simulasi`: how long an SOP really takes, against what it says."""

from __future__ import annotations

import json
import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from katalog.report import FORMAT
from scripts.simulation_log import write_log
from scripts.simulation_report import Laporan, comparison_report, report
from scripts.sources import SourceReader
from simulate.asking import compare, settle, simulate
from simulate.executors import PelaksanaError
from simulate.scenario_file import SkenarioError, SkenarioTerbaca

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic import BaseModel

    from katalog.checking import Telaah

PEKERJA_TERBANYAK = 8
"""Processes unless told otherwise; more of them start slower than they help."""
AKHIRAN_LOG = (".csv", ".xes")
"""Formats of an event log."""
ULANGAN_LOG = 100
"""Most replications in an event log."""


def answer(telaah: Telaah, id_sop: str, pilihan: dict[str, Any]) -> int:
    """Ask as the command line says, and print; returns the exit code: 1 for a scenario with faults."""
    bentuk = pilihan["bentuk"]
    try:
        with _progress(shown=sys.stderr.isatty()) as kemajuan:
            text = _asked(telaah, id_sop, pilihan, kemajuan)
    except SkenarioError as error:
        click.echo(FORMAT["teks"](error.temuan, SourceReader(Path()).line), err=True, nl=False)
        return 1
    except PelaksanaError as error:
        raise click.ClickException(str(error)) from error
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    click.echo(text, nl=bentuk == "teks" and not text.endswith("\n"))
    return 0


def _asked(telaah: Telaah, id_sop: str, pilihan: dict[str, Any], kemajuan: Callable[[str, int, int], None]) -> str:
    sop = telaah.katalog[id_sop].sop
    laporan = Laporan(_width(), warna=sys.stdout.isatty())
    pekerja = _workers(pilihan["pekerja"])
    if pilihan["bandingkan"]:
        a, b = (settle(_scenario(one), pilihan["ulangan"], pilihan["benih"]) for one in pilihan["bandingkan"])
        found = compare(telaah, id_sop, a, b, pekerja=pekerja, kemajuan=kemajuan)
        return _json(found) if pilihan["bentuk"] == "json" else comparison_report(found, sop.nama, laporan)
    terbaca = settle(_scenario(pilihan["skenario"]), pilihan["ulangan"], pilihan["benih"])
    if pilihan["log"] is not None and pilihan["log"].suffix.lower() not in AKHIRAN_LOG:
        raise click.UsageError(f"Catatan kejadian ditulis ke berkas {' atau '.join(AKHIRAN_LOG)}.")
    record = simulate(
        telaah,
        id_sop,
        terbaca,
        pekerja=pekerja,
        sumbatan=not pilihan["tangga"],
        kepekaan=pilihan["kepekaan"],
        kemajuan=kemajuan,
    )
    if pilihan["log"] is not None:
        _log(telaah, id_sop, terbaca, pilihan["log"])
    if pilihan["bentuk"] == "json":
        return _json(record)
    steps = {step.urut: step.kegiatan for step in sop.langkah}
    return report(record, sop.nama, steps, laporan, rinci=pilihan["tangga"])


def _scenario(nama: str) -> str | Path:
    """Tell a shipped name from a file: a file has a suffix or a folder."""
    return Path(nama) if nama.endswith((".yaml", ".yml")) or "/" in nama or os.sep in nama else nama


def _log(telaah: Telaah, id_sop: str, terbaca: SkenarioTerbaca, berkas: Path) -> None:
    ulangan = min(terbaca.skenario.ulangan, ULANGAN_LOG)
    write_log(telaah, id_sop, terbaca, ulangan, berkas)
    click.echo(f"Catatan kejadian {ulangan} ulangan pertama: {berkas}", err=True)


def _workers(pekerja: str | None) -> int | str:
    if pekerja is None:
        return min(os.cpu_count() or 1, PEKERJA_TERBANYAK)
    return int(pekerja) if pekerja.isascii() and pekerja.isdigit() else pekerja


def _width() -> int | None:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _json(found: BaseModel) -> str:
    return json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


@contextmanager
def _progress(*, shown: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Show one bar a question on stderr, where somebody looks."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not shown) as progress:
        bars: dict[str, TaskID] = {}

        def kemajuan(judul: str, selesai: int, dari: int) -> None:
            if judul not in bars:
                bars[judul] = progress.add_task(judul, total=dari)
            progress.update(bars[judul], completed=selesai)

        yield kemajuan
