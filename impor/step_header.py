"""The heading of the step table: which column is what, in one row of headings or in several."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from impor.labels import KOLOM, is_label, unit_in
from katalog.naming import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from impor.blocks import Baris

_MAKS_JUDUL: Final = 5
_MUTU: Final = ("kelengkapan", "waktu", "output", "keterangan")
_SENDIRI: Final = {
    "simbol": "simbol",
    "arah": "arah",
    "menyatu dengan langkah": "waktu_bersama",
}
"""Headings of the workbook that `sop ekspor` writes."""
_NUMBER = re.compile(r"\d{1,3}\s*[.)]?")


@dataclass(frozen=True, slots=True)
class Kepala:
    """The columns of a step table.

    Attributes:
        awal: The index of its first row of headings.
        isi: The index of the first row below them.
        peran: The role of each column by index: a field, "aktor", or "lain".
        aktor: The printed name of each performer's column; "" where none is printed.
        label: Printed headings by field.
        lain: Printed headings of the columns that are no field.
        diduga: Whether the performers' columns stand under no heading of their own.
    """

    awal: int
    isi: int
    peran: Mapping[int, str]
    aktor: Mapping[int, str]
    label: Mapping[str, str]
    lain: Mapping[int, str]
    diduga: bool = False

    def column(self, role: str) -> int | None:
        """Return the column of a role."""
        return next((index for index, name in self.peran.items() if name == role), None)

    @property
    def lebar(self) -> int:
        """How many columns there are."""
        return max(self.peran) + 1


@lru_cache(maxsize=16_384)
def field_of(text: str) -> str | None:
    """Return the column that a heading names."""
    own = _SENDIRI.get(normalise(text))
    return own or next((field for field in KOLOM if is_label(text, field)), None)


def headings_in(row: Baris) -> set[str]:
    """Return the columns that a row names."""
    return {field for word in row.teks if (field := field_of(word))}


def find_header(rows: Sequence[Baris], start: int = 0) -> Kepala | None:
    """Return the first step table's heading at or after a row; None where there is none."""
    for index in range(start, len(rows)):
        row = rows[index]
        if len(row.sel) < 3:
            continue
        named = headings_in(row)
        if "kegiatan" not in named and not ("urut" in named and named & {"mutu_baku", "pelaksana"}):
            continue
        last = _last_heading(rows, index)
        union = {field for one in rows[index : last + 1] for field in headings_in(one)}
        if "kegiatan" in union and union & {"waktu", "output", "kelengkapan", "mutu_baku", "pelaksana"}:
            return _columns(rows, index, last)
    return None


def _last_heading(rows: Sequence[Baris], first: int) -> int:
    """Return the last row that still belongs to the heading that begins at `first`."""
    last = first
    numbers, doing = (
        next((column for column, word in enumerate(rows[first].teks) if field_of(word) == field), None)
        for field in ("urut", "kegiatan")
    )
    for index in range(first + 1, min(first + _MAKS_JUDUL, len(rows))):
        row = rows[index]
        if row.tabel != rows[first].tabel or is_numbering(row):
            break
        words = row.teks
        if numbers is not None and numbers < len(words) and _NUMBER.fullmatch(words[numbers]):
            break
        if doing is not None and doing < len(words):
            cell = row.sel[doing]
            if words[doing] and not cell.ke_bawah and field_of(words[doing]) != "kegiatan":
                break
        if not headings_in(row) and not any(sel.ke_bawah for sel in row.sel) and index > first + 1:
            break
        last = index
    return last


def is_numbering(row: Baris) -> bool:
    """Tell whether a row counts the columns, 1 2 3 and so on."""
    words = [word for word in row.teks if word]
    if len(words) < 4 or not (words[0].isdecimal() and words[0].isascii() and len(words[0]) < 3):
        return False
    return words == [str(int(words[0]) + place) for place in range(len(words))]


def _columns(rows: Sequence[Baris], first: int, last: int) -> Kepala:
    band = rows[first : last + 1]
    width = max(len(row.sel) for row in band)
    groups = _groups(band[0], width)
    leaves = [_leaf(band, column) for column in range(width)]
    roles: dict[int, str] = {}
    actors: dict[int, str] = {}
    labels: dict[str, str] = {}
    named = {field_of(leaf) for leaf in leaves}
    guessed = False
    doing = next((column for column, leaf in enumerate(leaves) if field_of(leaf) == "kegiatan"), 0)
    quality = [
        column for column, leaf in enumerate(leaves) if column > doing and field_of(leaf) in (*_MUTU, "mutu_baku")
    ]
    for column, leaf in enumerate(leaves):
        field, group = field_of(leaf), field_of(groups[column]) if groups[column] else None
        if group in ("pelaksana", "mutu_baku"):
            labels.setdefault(group, groups[column])
        if field == "pelaksana" and group == "pelaksana" and len(band) > 1 and _spans(groups, column):
            roles[column], actors[column] = "aktor", ""
        elif field and field != "mutu_baku" and field not in roles.values():
            roles[column] = field
            labels.setdefault(field, leaf)
        elif group == "pelaksana" and (leaf or _spans(groups, column)):
            roles[column], actors[column] = "aktor", "" if leaf == groups[column] else leaf
        elif "pelaksana" not in named and group is None and leaf and doing < column < min(quality, default=0):
            roles[column], actors[column], guessed = "aktor", leaf, True
        else:
            roles[column] = "lain"
    below = last + 1
    while below < len(rows) and rows[below].tabel == band[0].tabel and is_numbering(rows[below]):
        below += 1
    others = {column: leaves[column] or groups[column] for column, role in roles.items() if role == "lain"}
    return Kepala(first, below, roles, actors, labels, others, guessed)


def _groups(row: Baris, width: int) -> list[str]:
    """Return the heading of the first row above each column: an empty cell belongs to the one on its left."""
    groups: list[str] = []
    for column in range(width):
        word = row.teks[column] if column < len(row.sel) else ""
        inherits = bool(groups) and not word and field_of(groups[-1]) in ("pelaksana", "mutu_baku")
        groups.append(groups[-1] if inherits else word)
    return groups


def _spans(groups: Sequence[str], column: int) -> bool:
    """Tell whether a group has more than this column."""
    near = groups[max(column - 1, 0) : column + 2]
    return sum(word == groups[column] for word in near) > 1


def _leaf(band: Sequence[Baris], column: int) -> str:
    """Return a column's own heading: the lowest that is printed, with the one above where it is but its unit."""
    words = [row.teks[column] for row in band if column < len(row.sel) and row.teks[column]]
    above = " ".join(words[-2:])
    return above if unit_in(above) and field_of(above) else words[-1] if words else ""
