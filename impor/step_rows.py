"""The rows of the step table as steps, still as printed: cells by role, marks by performer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from impor.blocks import BUKAN_TABEL, Baris, Sel
from impor.labels import is_label
from impor.marks import Tanda, read_marks
from impor.step_header import Kepala, find_header, headings_in, is_numbering
from katalog.durations import parse_duration
from katalog.naming import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NUMBER = re.compile(r"(\d{1,3})\s*[.)]?")
_TEXT: Final = (
    "kegiatan",
    "kelengkapan",
    "waktu",
    "output",
    "keterangan",
    "pelaksana",
    "simbol",
    "arah",
    "waktu_bersama",
)
_MAKS_GESER: Final = 2
_MAKS_TERPOTONG: Final = 2
"""How many rows may stand above the first number of a page: the rest of a row that the page before began."""
_TOTAL = re.compile(r"\s*(?:jumlah|total)\b", re.IGNORECASE)


@dataclass(slots=True)
class BarisLangkah:
    """One step as printed.

    Attributes:
        urut: Its number.
        tercetak: Whether the number is printed.
        sel: The words of its cells by role.
        tergabung: Roles whose cell is one with the step above.
        menyamping: Roles whose cell is one with the cell to its left.
        tanda: Marks by column of performer.
        selebar: The further performers' columns over which a cell with marks reaches, by its column.
        geser: How many cells the row has lost before its quality standard.
        sambungan: How many rows were joined to it.
        halaman_baru: Whether a page begins before it.
        lain: Words that stand in no column of the form, each with its column.
    """

    urut: int
    tercetak: bool
    sel: dict[str, list[str]] = field(default_factory=dict)
    tergabung: set[str] = field(default_factory=set)
    menyamping: set[str] = field(default_factory=set)
    tanda: dict[int, Tanda] = field(default_factory=dict)
    selebar: dict[int, list[int]] = field(default_factory=dict)
    geser: int = 0
    sambungan: int = 0
    halaman_baru: bool = False
    lain: list[tuple[int, str]] = field(default_factory=list)

    def words(self, role: str) -> str:
        """Return the words of a cell on one line."""
        return " ".join(self.sel.get(role, ()))


@dataclass(slots=True)
class TabelLangkah:
    """The whole step table.

    `terpakai` are the indexes of the rows that it took; `ada_lain` tells that another table follows, of another SOP;
    `judul_lain` that a heading below names other columns; `jumlah_lain` are the words beside the first total, and of
    the rows of further ones.
    """

    kepala: Kepala
    langkah: list[BarisLangkah] = field(default_factory=list)
    jumlah_waktu: str | None = None
    jumlah_lain: list[str] = field(default_factory=list)
    terpakai: set[int] = field(default_factory=set)
    ada_lain: bool = False
    judul_lain: bool = False


def read_steps(rows: Sequence[Baris], *, susunan: bool) -> TabelLangkah | None:
    """Return the first step table that has steps; None where the document has none."""
    start = 0
    while (header := find_header(rows, start)) is not None:
        found = _read(rows, header, susunan=susunan)
        if found.langkah:
            return found
        start = header.isi
    return None


def _read(rows: Sequence[Baris], header: Kepala, *, susunan: bool) -> TabelLangkah:
    table = TabelLangkah(header, terpakai=set(range(header.awal, header.isi)))
    own = {rows[header.awal].tabel}
    page = False
    index = header.isi
    while index < len(rows):
        row = rows[index]
        if row.tabel == BUKAN_TABEL:
            index += 1
            continue
        page = page or row.halaman_baru or row.lembar != rows[index - 1].lembar
        if _repeats(row, header):
            again = find_header(rows, index)
            if again is not None and again.awal == index:
                if _starts_anew(rows, again, table):
                    table.ada_lain = True
                    break
                table.terpakai |= set(range(index, again.isi))
                table.judul_lain = table.judul_lain or not _same_columns(header, again)
                own.add(row.tabel)
                index, page = again.isi, True
                continue
        if row.tabel not in own and (not susunan or row.tabel != rows[index - 1].tabel):
            own |= {row.tabel} if _continues(rows, index, table) else set()
        count = len(table.langkah)
        if is_numbering(row) or (row.tabel in own and _take(table, row, page=page, susunan=susunan)):
            table.terpakai.add(index)
            page = page and len(table.langkah) == count
        index += 1
    return table


def _continues(rows: Sequence[Baris], index: int, table: TabelLangkah) -> bool:
    """Tell whether the table of a row goes on with the steps, though it has no heading: its numbers tell.

    A number that is not the next one counts only in a row that is as wide and says what is done.
    """
    if not table.langkah:
        return False
    header, last = table.kepala, table.langkah[-1].urut
    for place in range(index, min(index + _MAKS_TERPOTONG + 1, len(rows))):
        row = rows[place]
        if row.tabel != rows[index].tabel or "urut" in headings_in(row):
            return False
        if _total(row, header) is not None:
            continue
        cells = _by_role(row, header, 0)
        number, printed = _number(row, table, cells)
        if number is not None and printed:
            alike = len(row.sel) == header.lebar and bool(cells.get("kegiatan", Sel()).kata)
            return (number == last + 1 and place == index) or (number >= last and alike)
    return False


def _same_columns(header: Kepala, again: Kepala) -> bool:
    """Tell whether a heading below names the same columns in the same places."""
    return dict(header.peran) == dict(again.peran) and all(
        normalise(name) == normalise(again.aktor[column]) for column, name in header.aktor.items()
    )


def _starts_anew(rows: Sequence[Baris], again: Kepala, table: TabelLangkah) -> bool:
    """Tell whether the rows below a second heading count from one again."""
    column = again.column("urut")
    if column is None or again.isi >= len(rows) or column >= len(rows[again.isi].sel) or not table.langkah:
        return False
    found = _NUMBER.fullmatch(rows[again.isi].teks[column])
    return found is not None and int(found[1]) == 1


def _repeats(row: Baris, header: Kepala) -> bool:
    named = headings_in(row)
    return "kegiatan" in named and len(named & set(header.label)) > 1


def _take(table: TabelLangkah, row: Baris, *, page: bool, susunan: bool) -> bool:
    """Take a row as a step, as the rest of one, or as the total; False where it is none of them."""
    header = table.kepala
    total = _total(row, header)
    if total is not None:
        if total:
            table.jumlah_waktu = table.jumlah_waktu or total[0]
            table.jumlah_lain += [words for words in total if words not in (table.jumlah_waktu, *table.jumlah_lain)]
        return True
    shift = 0 if susunan else _shift(row, header)
    cells = _by_role(row, header, shift)
    number, printed = _number(row, table, cells)
    if number is None:
        if not table.langkah or not any(sel.kata or sel.ke_bawah for sel in row.sel):
            return False
        _join(table.langkah[-1], cells, row, header, shift)
        return True
    step = BarisLangkah(number, printed, geser=shift, halaman_baru=page and bool(table.langkah))
    for role, sel in cells.items():
        if sel.kata:
            step.sel[role] = [sel.kata]
        if sel.ke_bawah:
            step.tergabung.add(role)
        elif sel.ke_samping:
            step.menyamping.add(role)
    step.tanda = dict(_marks(row, header, shift))
    step.selebar = {column: _further(row, header, column) for column in step.tanda}
    step.lain = list(_others(row, header, shift))
    if not step.words("kegiatan") and "kegiatan" not in step.tergabung and len(step.sel) == 0:
        return False
    table.langkah.append(step)
    return True


def _number(row: Baris, table: TabelLangkah, cells: dict[str, Sel]) -> tuple[int | None, bool]:
    """Return the number of the step that a row begins, and whether it is printed; None where it begins none."""
    column = table.kepala.column("urut")
    previous = table.langkah[-1].urut if table.langkah else 0
    doing = cells.get("kegiatan", Sel())
    if column is None:
        return (previous + 1 if doing.kata and not doing.ke_bawah else None), False
    sel = row.sel[column] if column < len(row.sel) else Sel()
    found = _NUMBER.fullmatch(sel.kata)
    if found and 1 <= int(found[1]) <= 999:
        return int(found[1]), True
    if sel.bernomor and not sel.kata and doing.kata and not doing.ke_bawah:
        return previous + 1, True
    begins = doing.kata[:1].isupper() and not sel.ke_bawah and not sel.kata and cells.get("waktu", Sel()).kata
    return (previous + 1 if begins and not doing.ke_bawah else None), False


def _by_role(row: Baris, header: Kepala, shift: int) -> dict[str, Sel]:
    """Return the cells of a row by role; those after the performers moved left by `shift`."""
    actors = [column for column, role in header.peran.items() if role == "aktor"]
    after = max(actors, default=-1)
    cells = {}
    for column, role in header.peran.items():
        if role in _TEXT:
            place = column - shift if column > after >= 0 else column
            if 0 <= place < len(row.sel):
                cells[role] = row.sel[place]
    return cells


def _shift(row: Baris, header: Kepala) -> int:
    """Return how many cells a row of text has lost among its performers, by what its cells then say."""
    actors = sorted(column for column, role in header.peran.items() if role == "aktor")
    if not actors or header.column("waktu") is None:
        return 0

    def doubtful(shift: int) -> float:
        cells = _by_role(row, header, shift)
        time = cells.get("waktu", Sel()).kata
        cost = 0.0 if parse_duration(time).terukur else 1.0 if not time else 3.0
        cost += sum(0.0 if cells.get(role, Sel()).kata else 1.0 for role in ("kelengkapan", "output"))
        inside = [column for column in actors if column <= actors[-1] - shift]
        cost += sum(3.0 for column in inside if column < len(row.sel) and read_marks(row.sel[column]).sisa)
        beyond = row.sel[header.lebar - shift :] if shift > 0 else ()
        return cost + sum(3.0 for sel in beyond if sel.kata) + shift * 0.5

    return min(range(min(_MAKS_GESER, len(actors) - 1) + 1), key=doubtful)


def _marks(row: Baris, header: Kepala, shift: int) -> Iterator[tuple[int, Tanda]]:
    actors = [column for column, role in header.peran.items() if role == "aktor"]
    for column in actors[: len(actors) - shift]:
        if column < len(row.sel):
            marks = read_marks(row.sel[column])
            if not marks.kosong:
                yield column, marks


def _further(row: Baris, header: Kepala, column: int) -> list[int]:
    """Return the performers' columns after one over which its cell reaches."""
    cells = enumerate(row.sel[column + 1 :], start=column + 1)
    return [at for at, _ in takewhile(lambda one: one[1].ke_samping and header.peran.get(one[0]) == "aktor", cells)]


def _others(row: Baris, header: Kepala, shift: int) -> Iterator[tuple[int, str]]:
    """Yield the words of a row that stand in no column of the form, each with the column of the heading above it."""
    last = max((column for column, role in header.peran.items() if role == "aktor"), default=-1)
    for place, sel in enumerate(row.sel):
        column = place + shift if shift and place > last - shift else place
        role = header.peran.get(column, "lain")
        if sel.kata and (role in ("lain", "mutu_baku") or (role == "urut" and not _NUMBER.fullmatch(sel.kata))):
            yield column, sel.kata


def _total(row: Baris, header: Kepala) -> list[str] | None:
    """Return what a row of a total states, the time first; [] where it is left blank; None where the row is another."""
    column = header.column("urut")
    words = [word for word in row.teks if word]
    if not words or (column is not None and column < len(row.sel) and _NUMBER.fullmatch(row.teks[column])):
        return None
    label = next(
        (word for word in words[:2] if is_label(word.rstrip(" :"), "jumlah_waktu") or _TOTAL.match(word)), None
    )
    if label is None:
        return None
    rest = [word for word in words if word != label]
    measured = [word for word in rest if parse_duration(word).terukur]
    if rest:
        return list(dict.fromkeys([*measured, *rest]))
    tail = _TOTAL.sub("", label).removeprefix(" waktu").removeprefix(" Waktu").strip(" :")
    return [tail] if parse_duration(tail).terukur else []


def _join(step: BarisLangkah, cells: dict[str, Sel], row: Baris, header: Kepala, shift: int) -> None:
    """Join a row without a number to the step above it."""
    for role, sel in cells.items():
        if sel.kata:
            step.sel.setdefault(role, []).append(sel.kata)
    for column, marks in _marks(row, header, shift):
        if column in step.tanda and (marks.sisa or marks.label):
            step.lain.append((column, row.sel[column].kata))
        step.tanda.setdefault(column, marks)
        step.selebar.setdefault(column, _further(row, header, column))
    step.lain += _others(row, header, shift)
    step.sambungan += any(sel.kata for sel in row.sel)
