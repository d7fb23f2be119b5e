"""What every kind of document is reduced to: rows, in reading order. A line of text is a row of one cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from katalog.fields import collapse
from katalog.yaml_source import visible

if TYPE_CHECKING:
    from katalog.model import Simbol

BUKAN_TABEL: Final = 0
"""The table number of a line of text."""
MAKS_BARIS: Final = 4_000
"""Most rows of a document; a long SOP has some 300."""


class ImporGagal(Exception):  # noqa: N818 - said in the words of the house
    """A document that cannot be imported; its words are for the user, on one line."""


@dataclass(frozen=True, slots=True)
class Sel:
    """One cell.

    Attributes:
        teks: Its words; line breaks are those of the document.
        simbol: Symbols drawn in it as shapes, which are no text.
        ke_bawah: Whether it continues a cell that begins in a row above.
        ke_samping: Whether it continues the cell to its left.
        bernomor: Whether the program that wrote the document prints a number before it.
    """

    teks: str = ""
    simbol: tuple[Simbol, ...] = ()
    ke_bawah: bool = False
    ke_samping: bool = False
    bernomor: bool = False

    @property
    def kata(self) -> str:
        """Its words on one line."""
        return clean(self.teks)


@dataclass(frozen=True, slots=True)
class Baris:
    """One row of a table, or one line of text.

    Attributes:
        sel: Its cells.
        tabel: The number of its table; `BUKAN_TABEL` for text.
        jarak: Blank lines before it.
        halaman_baru: Whether the document says that a page begins here.
        lembar: The number of the sheet, for spreadsheets.
        judul: Whether the document marks the line as its first heading.
    """

    sel: tuple[Sel, ...]
    tabel: int = BUKAN_TABEL
    jarak: int = 0
    halaman_baru: bool = False
    lembar: int = 0
    judul: bool = False

    @property
    def teks(self) -> tuple[str, ...]:
        """The words of each cell."""
        return tuple(sel.kata for sel in self.sel)

    @property
    def isi(self) -> str:
        """All words of the row, cells apart."""
        return " | ".join(word for word in self.teks if word)


@dataclass(frozen=True, slots=True)
class Naskah:
    """A document as rows. `susunan` tells whether its cells are certain: those of Word and Excel are, tabs are not."""

    baris: tuple[Baris, ...]
    jenis: str
    susunan: bool


def too_long() -> ImporGagal:
    """Return the refusal of a document with more than `MAKS_BARIS` rows."""
    return ImporGagal(f"terlalu panjang untuk satu SOP: lebih dari {MAKS_BARIS:,} baris.".replace(",", "."))


def clean(text: str) -> str:
    """Return words as they can stand in a catalogue: verbatim, but on one line and without hidden characters."""
    return collapse(visible(collapse(text)))


def line(text: str, jarak: int = 0, *, halaman_baru: bool = False) -> Baris:
    """Return a line of text."""
    return Baris((Sel(text),), BUKAN_TABEL, jarak, halaman_baru)
