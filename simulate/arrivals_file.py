"""Arrivals of real cases from a CSV file: the column `mulai`, and `prioritas` where it matters."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from katalog.fields import is_file_name
from katalog.findings import Temuan, Tingkat
from katalog.positions import Letak
from katalog.yaml_source import clip

if TYPE_CHECKING:
    from pathlib import Path

MAKS_BARIS: Final = 100_000
"""Arrivals in one file."""
MAKS_BITA: Final = 8_000_000
"""Bytes in one file: that many arrivals with columns to spare."""
MAKS_CACAT: Final = 50
"""Faults that are named; who made more of them has made one of them often."""


class Baris(NamedTuple):
    """One arrival: local wall-clock time, and its priority (None: that of the scenario)."""

    mulai: datetime
    prioritas: int | None


def read_arrivals(folder: Path, berkas: str) -> tuple[tuple[Baris, ...], tuple[Temuan, ...]]:
    """Read a file beside a scenario; returns its arrivals in order of time, and every fault.

    Faults that concern the name itself name no file: they belong where the name is written.

    Args:
        folder: Where the scenario file is.
        berkas: The name of the file; a path is refused.
    """
    if not is_file_name(berkas):
        pesan = f'"{clip(berkas)}" bukan nama berkas saja.'
        return (), (_named(pesan, "Taruh berkas CSV di samping berkas skenario, dan tulis namanya saja."),)
    path = folder / berkas
    try:
        if not path.is_file():  # a pipe never ends
            raise FileNotFoundError(path)
        with path.open("rb") as stream:
            raw = stream.read(MAKS_BITA + 1)
    except OSError:
        pesan = f'Berkas kedatangan "{berkas}" tidak ada atau tidak dapat dibuka.'
        return (), (_named(pesan, "Taruh di samping berkas skenario, dan periksa ejaannya."),)
    if len(raw) > MAKS_BITA:
        return (), (_row(path, 1, f"Berkas lebih dari {MAKS_BITA // 1_000_000} MB.", "Bagi menjadi beberapa berkas."),)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return (), (_row(path, line, "Berkas bukan teks UTF-8.", "Simpan ulang sebagai CSV UTF-8."),)
    return _parse(path, text)


def _parse(path: Path, text: str) -> tuple[tuple[Baris, ...], tuple[Temuan, ...]]:
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[Baris] = []
    faults: list[Temuan] = []
    try:
        head = [name.strip().casefold() for name in next(reader, [])]
        if "mulai" not in head:
            pesan, bantuan = 'Kolom "mulai" tidak ada.', 'Baris pertama berisi nama kolom, misalnya "mulai".'
            return (), (_row(path, 1, pesan, bantuan),)
        for cells in reader:
            if len(rows) >= MAKS_BARIS:
                pesan = f"Lebih dari {MAKS_BARIS:,} kasus.".replace(",", ".")
                faults.append(_row(path, reader.line_num, pesan, "Bagi berkasnya."))
                break
            if len(faults) >= MAKS_CACAT:
                faults.append(_row(path, reader.line_num, "Baris selanjutnya tidak diperiksa.", "Perbaiki dahulu."))
                break
            if any(cell.strip() for cell in cells):
                _take(path, reader.line_num, dict(zip(head, cells, strict=False)), rows, faults)
    except csv.Error:
        faults.append(_row(path, reader.line_num, "Baris tidak dapat dibaca sebagai CSV.", "Simpan ulang sebagai CSV."))
    if not rows and not faults:
        faults.append(_row(path, 1, "Tidak ada satu pun kasus.", "Tulis satu baris per kasus."))
    return tuple(sorted(rows, key=lambda row: row.mulai)), tuple(faults)


def _take(path: Path, line: int, row: dict[str, str], rows: list[Baris], faults: list[Temuan]) -> None:
    start, priority = row.get("mulai", "").strip(), row.get("prioritas", "").strip()
    moment = _moment(start)
    if moment is None:
        pesan = f'"{clip(start)}" bukan tanggal atau waktu setempat.' if start else "Kolom mulai kosong."
        faults.append(_row(path, line, pesan, "Tulis misalnya 2026-01-05 atau 2026-01-05T09:30."))
        return
    if priority and not (priority.isascii() and priority.isdigit() and len(priority) <= 3 and int(priority) <= 100):
        pesan = f'Prioritas "{clip(priority)}" bukan angka 0 sampai 100.'
        faults.append(_row(path, line, pesan, "Kosongkan bila sama dengan prioritas baku."))
        return
    rows.append(Baris(moment.replace(second=0, microsecond=0), int(priority) if priority else None))


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if moment.tzinfo is not None else moment


def _named(pesan: str, bantuan: str) -> Temuan:
    return Temuan("S003", Tingkat.GALAT, pesan, "", bantuan=bantuan)


def _row(path: Path, line: int, pesan: str, bantuan: str) -> Temuan:
    return Temuan("S003", Tingkat.GALAT, pesan, path.as_posix(), Letak(line, 1), bantuan=bantuan)
