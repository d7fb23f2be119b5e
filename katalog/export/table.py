"""A plain table: what spreadsheets and CSV files are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import cached_property
from typing import TypeAlias

from katalog.naming import slugify

Sel: TypeAlias = str | int | float | date | None
"""A cell; None is an empty one. Truth values are said as "ya" and "tidak" before they get here."""


class Jenis(Enum):
    """What a column holds; it decides how its numbers look and how wide it is."""

    TEKS = auto()
    BILANGAN = auto()
    DESIMAL = auto()
    TANGGAL = auto()


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column.

    `judul` is the heading for people, `kunci` the name for programs (made from the heading where empty), `arti` one
    sentence about what it holds, `lebar` the width in characters (made from the cells where None).
    """

    judul: str
    arti: str = ""
    kunci: str = ""
    jenis: Jenis = Jenis.TEKS
    lebar: int | None = None

    @property
    def bidang(self) -> str:
        """The column's name for programs: `nama_opd`."""
        return self.kunci or slugify(self.judul).replace("-", "_")


@dataclass(frozen=True)
class Tabel:
    """A table with rows of as many cells as it has columns. `beku` columns stay in sight when one scrolls."""

    nama: str
    keterangan: str
    kolom: tuple[Kolom, ...]
    baris: tuple[tuple[Sel, ...], ...]
    beku: int = 1

    @cached_property
    def lebar(self) -> tuple[int, ...]:
        """Widths of the columns in characters: as stated, else by what the first rows hold."""
        sample = self.baris[:200]
        return tuple(
            kolom.lebar
            if kolom.lebar is not None
            else min(60, max([len(kolom.judul) + 4, 8, *(len(_shown(row[index])) + 2 for row in sample)]))
            for index, kolom in enumerate(self.kolom)
        )


def _shown(value: Sel) -> str:
    return "" if value is None else str(value)
