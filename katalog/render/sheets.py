"""Lists that grow with the catalogue, on sheets of a bounded length: a page stays one that an old machine can open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T")


@dataclass(frozen=True)
class Lembar(Generic[T]):
    """One sheet of a list that belongs to the page `alamat`; the first is that page itself."""

    alamat: str
    nomor: int
    banyak: int
    isi: tuple[T, ...]

    @property
    def berkas(self) -> str:
        """The file of the sheet below `docs/`."""
        return f"{self.alamat.removesuffix('/')}.md" if self.nomor == 1 else f"{self.alamat}lembar-{self.nomor}.md"

    @property
    def akar(self) -> str:
        """The way back to the site's root."""
        return "../" * (self.alamat.count("/") + (self.nomor > 1))


def sheets(alamat: str, items: Sequence[T], most: int) -> Iterator[Lembar[T]]:
    """Yield the sheets of a list, `most` items on each; an empty list has one."""
    many = max(1, -(-len(items) // most))
    for index in range(many):
        yield Lembar(alamat, index + 1, many, tuple(items[index * most : (index + 1) * most]))


def sheet_address(alamat: str, index: int, most: int) -> str:
    """Return the address of the sheet on which the item `index` (from 0) of a list stands."""
    return alamat if index < most else f"{alamat}lembar-{index // most + 1}/"
