"""The first page of the form: which words stand in which box."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from impor.blocks import BUKAN_TABEL, clean
from impor.items import first_number
from impor.labels import DAFTAR, IDENTITAS, is_label, label_at_end, label_before_value, label_of, value_text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from impor.blocks import Baris

_TITLE = re.compile(r"(?:SOP|STANDAR OPERASIONAL PROSEDUR|URAIAN PROSEDUR|PROSEDUR)\b.+")
_TITLE_HEAD = re.compile(r"SOP\b\W*\w.*", re.IGNORECASE)
_TITLE_ANY_CASE = re.compile(r"(?:standar(?:d)? operasional prosedur|uraian prosedur)\b.*", re.IGNORECASE)
_NIP = re.compile(r"NIP\b", re.IGNORECASE)
_MAKS_IDENTITAS: Final = 6
_MAKS_PEJABAT: Final = 4
_ALONGSIDE: Final = "Beberapa judul kotak tercetak berturut-turut; pembagian isinya menurut nomor dan baris kosong."


_Temu: TypeAlias = tuple[int, str, tuple[str, str, str] | None]
"""A cell: its column, its words, and the label with which it begins."""


@dataclass(slots=True)
class Kotak:
    """The words of one box, piece by piece. `paragraf` tells whether its line breaks are the author's."""

    potongan: list[str] = field(default_factory=list)
    paragraf: bool = True
    ragu: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Bagian:
    """What the pages around the step table say.

    Attributes:
        identitas: Values of the identity block by field.
        daftar: The boxes by field.
        label: Labels as printed, by field.
        sisa: Rows that belong to no box: (index, words, whether in a table).
        judul: Lines that look like the SOP's title, in their order.
        ragu: Doubts by field.
    """

    identitas: dict[str, str] = field(default_factory=dict)
    daftar: dict[str, Kotak] = field(default_factory=dict)
    label: dict[str, str] = field(default_factory=dict)
    sisa: list[tuple[int, str, bool]] = field(default_factory=list)
    judul: list[str] = field(default_factory=list)
    ragu: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Pembaca:
    """Walks down the rows: boxes are open below their heading until the next heading.

    `pejabat` is the column of the label Disahkan Oleh, and how many rows below it may still name the official.
    """

    bagian: Bagian = field(default_factory=Bagian)
    kolom: dict[int, str] = field(default_factory=dict)
    judul: list[str] = field(default_factory=list)
    isi: list[tuple[int, str]] = field(default_factory=list)
    menunggu: str | None = None
    tabel: int = BUKAN_TABEL
    pejabat: tuple[int, int] | None = None
    terakhir: dict[str, int] = field(default_factory=dict)

    def label(self, name: str, printed: str) -> None:
        self.bagian.label.setdefault(name, printed)

    def put(self, name: str, text: str, *, paragraf: bool) -> None:
        """Add words to a box."""
        if text := value_text(text):
            box = self.bagian.daftar.setdefault(name, Kotak(paragraf=paragraf))
            box.potongan.append(text)
            box.paragraf = box.paragraf and paragraf

    def close(self) -> None:
        """End the boxes that lines of text have filled."""
        if self.judul and self.isi:
            for name, groups in _shares(self.judul, self.isi):
                for text in groups:
                    self.put(name, text, paragraf=False)
                if len(self.judul) > 1 and name in self.bagian.daftar:
                    self.bagian.daftar[name].ragu.append(_ALONGSIDE)
            self.judul, self.isi = [], []

    def end(self) -> None:
        """End all that is open: something else begins."""
        self.close()
        self.judul, self.kolom, self.menunggu, self.pejabat = [], {}, None, None


def read_parts(rows: Sequence[Baris], taken: Collection[int]) -> Bagian:
    """Read identity block and boxes from all rows that the step table did not take."""
    reader = _Pembaca()
    for index, row in enumerate(rows):
        if index in taken:
            reader.end()
        elif row.tabel == BUKAN_TABEL:
            _take_line(reader, index, row)
        else:
            _take_row(reader, index, row)
    reader.close()
    return reader.bagian


def _take_row(reader: _Pembaca, index: int, row: Baris) -> None:
    """Take a row of a table: labels with their values beside them, headings with their boxes below."""
    reader.close()
    reader.judul, reader.menunggu = [], None
    if row.tabel != reader.tabel:
        reader.tabel, reader.pejabat = row.tabel, None
    cells = [(column, sel.teks.strip()) for column, sel in enumerate(row.sel) if sel.kata]
    # A row of many cells is the heading of some table: the words below stand in its columns.
    fields = DAFTAR if len(cells) > _MAKS_IDENTITAS else (*IDENTITAS, *DAFTAR)
    found = [(column, text, label_of(text, fields)) for column, text in cells]
    heads = [(column, label) for column, _, label in found if label and label[0] in DAFTAR]
    if heads:
        reader.kolom = dict.fromkeys((column for column, _ in cells), "")
    used: set[int] = set()
    for place, (column, _, label) in enumerate(found):
        if label is not None:
            used |= {
                column,
                *_take_label(reader, found, place, alone=len(heads) == 1 and len(cells) <= _MAKS_IDENTITAS),
            }
    if used:
        at = next((column for column, _, label in found if label and label[0] == "disahkan_oleh"), None)
        said = reader.bagian.identitas.get("disahkan_oleh", "")
        reader.pejabat = (at, _MAKS_PEJABAT) if at is not None and not _NIP.search(said) else None
    else:
        used = _take_official(reader, cells)
    for column, text in cells:
        if column not in used:
            _take_loose(reader, index, column, text, labelled=bool(used))


def _take_official(reader: _Pembaca, cells: Sequence[tuple[int, str]]) -> set[int]:
    """Take the name or NIP that stands in a row of its own below the position; returns the columns it stood in."""
    if reader.pejabat is None or any(_is_title(clean(text)) for _, text in cells):
        reader.pejabat = None
        return set()
    label, left = reader.pejabat
    nip = next((column for column, text in cells if column >= label and _NIP.match(text)), None)
    here = [(column, text) for column, text in cells if column > label or column == nip]
    if not here:
        return set()
    parts = reader.bagian
    said = " ".join(text for _, text in here)
    parts.identitas["disahkan_oleh"] = f"{parts.identitas.get('disahkan_oleh', '')}\n{value_text(said)}".strip()
    parts.ragu.setdefault("disahkan_oleh", "Nama atau NIP diambil dari baris di bawah jabatan; periksa.")
    reader.pejabat = (label, left - 1) if left > 1 and nip is None else None
    return {column for column, _ in here}


def _take_label(reader: _Pembaca, found: Sequence[_Temu], place: int, *, alone: bool) -> set[int]:
    """Take a label with its value; returns the columns in which that stood beside it."""
    column, _, label = found[place]
    name, printed, rest = label or ("", "", "")
    beside = [(at, text) for at, text, other in itertools.takewhile(lambda one: one[2] is None, found[place + 1 :])]
    if name in DAFTAR:
        reader.label(name, printed)
        reader.put(name, rest, paragraf=True)
        reader.kolom[column] = name
        filled = next((one for one in beside if value_text(one[1])), None) if alone else None
        if filled is None:
            return set()
        reader.put(name, filled[1], paragraf=True)
        return {at for at, _ in beside if at <= filled[0]}
    value, taken = value_text(rest), set()
    for at, text in beside:
        if value:
            break
        taken.add(at)
        value = value_text(text)
    _identity(reader, name, printed, value)
    return taken


def _take_loose(reader: _Pembaca, index: int, column: int, text: str, *, labelled: bool) -> None:
    """Take a cell that carries no label: it belongs to the box that is open above it."""
    if not value_text(text):
        return
    above = [one for one in reader.kolom if one <= column]
    name = reader.kolom[max(above)] if above else ""
    if name and not labelled and not _is_title(clean(text)):
        reader.put(name, text, paragraf=True)
        return
    _leave(reader, index, text, table=True)


def _leave(reader: _Pembaca, index: int, text: str, *, table: bool) -> None:
    for part in text.split("\n"):
        said = clean(part)
        if _is_title(said):
            reader.bagian.judul.append(said)
        if said:
            reader.bagian.sisa.append((index, said, table))


def _is_title(text: str) -> bool:
    return (text.isupper() and _TITLE.fullmatch(text) is not None) or _TITLE_ANY_CASE.fullmatch(text) is not None


def _identity(reader: _Pembaca, name: str, printed: str, value: str) -> None:
    reader.label(name, printed)
    known = reader.bagian.identitas.get(name)
    if known and value and clean(known) != clean(value):
        reader.bagian.ragu[name] = f'Naskah memuat isi lain lagi: "{clean(value)[:80]}".'
    elif value or known is None:
        reader.bagian.identitas[name] = value


def _take_line(reader: _Pembaca, index: int, row: Baris) -> None:
    """Take a line of text."""
    text = row.sel[0].teks.strip()
    said = clean(text)
    if not said:
        return
    if heading := label_of(text, DAFTAR):
        _open_box(reader, *heading)
    elif label := label_before_value(text, IDENTITAS):
        reader.end()
        value = value_text(label[2])
        _identity(reader, label[0], label[1], value)
        reader.menunggu = label[0] if label[0] == "disahkan_oleh" or not value else None
    elif row.judul and _TITLE_HEAD.fullmatch(said):
        reader.end()
        reader.bagian.judul.append(said)
        reader.bagian.sisa.append((index, said, False))
    elif _is_title(said) or is_label(said.rstrip(",:"), "mengetahui"):
        reader.end()
        _leave(reader, index, text, table=False)
    elif ending := label_at_end(text, IDENTITAS):
        reader.end()
        _leave(reader, index, ending[1], table=False)
    else:
        _take_words(reader, index, row.jarak, text)


def _open_box(reader: _Pembaca, name: str, printed: str, rest: str) -> None:
    """Open a box under a heading. Headings without words between them wait for their words together."""
    if reader.isi or rest:
        reader.close()
    if reader.isi or rest or not reader.judul:
        reader.end()
    reader.kolom = {}
    reader.label(name, printed)
    reader.judul.append(name)
    if rest:
        reader.isi.append((0, rest))


def _take_words(reader: _Pembaca, index: int, jarak: int, text: str) -> None:
    """Take a line without label: it goes on with what stands above it."""
    name = reader.menunggu
    if reader.judul:
        reader.isi.append((jarak, text))
    elif name is not None and jarak < (3 if name == "disahkan_oleh" else 1):
        said = reader.bagian.identitas.get(name, "")
        reader.bagian.identitas[name] = f"{said}\n{value_text(text)}".strip()
        reader.menunggu = name if name == "disahkan_oleh" else None
    elif any(reader.kolom.values()) and first_number(text) is not None:
        box = next(name for name in reader.kolom.values() if name)
        reader.put(box, text, paragraf=True)
        reader.bagian.daftar[box].ragu.append("Sebagian isinya tercetak di luar kotaknya pada naskah.")
    else:
        _leave(reader, index, text, table=False)


def _shares(names: Sequence[str], lines: Sequence[tuple[int, str]]) -> list[tuple[str, list[str]]]:
    """Share lines out between headings that were printed one after the other, as OCR reads two columns."""
    if len(names) == 1:
        return [(names[0], [_running(lines)])]
    restarts = [index for index, (_, text) in enumerate(lines) if index == 0 or first_number(text) == 1]
    if len(restarts) == len(names) and first_number(lines[0][1]) == 1:
        bounds = restarts
    else:
        gaps = [index for index, (blank, _) in enumerate(lines) if index == 0 or blank]
        bounds = gaps[: len(names)]
    ends = [*bounds[1:], len(lines)]
    groups = [lines[begin:end] for begin, end in zip(bounds, ends, strict=True)]
    return [(name, [_running(group)]) for name, group in zip(names, groups, strict=False)]


def _running(lines: Sequence[tuple[int, str]]) -> str:
    """Return lines as one text. A blank line ends an item where nothing else does."""
    return "\n".join(text for _, text in lines)
