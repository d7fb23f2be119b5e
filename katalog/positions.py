"""Where a value stands in its file: lines and columns for every key and value of a YAML document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Jalur: TypeAlias = tuple[str | int, ...]
"""A path into a document: keys of mappings and zero-based indexes of lists."""


@dataclass(frozen=True, slots=True, order=True)
class Letak:
    """A place in a text file; both numbers count from 1, columns in characters."""

    baris: int
    kolom: int


AWAL = Letak(1, 1)
"""The beginning of a file: where a finding stands that concerns the file as a whole."""


@dataclass(slots=True)
class SimpulLetak:
    """One node of the position tree; children are keyed like the data that they mirror."""

    nilai: Letak
    kunci: Letak | None = None
    anak: dict[str | int, SimpulLetak] | None = None


@dataclass(frozen=True, slots=True)
class PetaLetak:
    """Positions of a whole document, as a tree that mirrors its data."""

    akar: SimpulLetak

    def _closest(self, jalur: Jalur) -> tuple[SimpulLetak, bool]:
        node = self.akar
        for part in jalur:
            child = node.anak.get(part) if node.anak else None
            if child is None:
                return node, False
            node = child
        return node, True

    def of_value(self, jalur: Jalur) -> Letak:
        """Return where the value at `jalur` begins, or its nearest existing ancestor's key or value."""
        node, exact = self._closest(jalur)
        return node.nilai if exact or node.kunci is None else node.kunci

    def of_key(self, jalur: Jalur) -> Letak:
        """Return where the key of `jalur` begins; list items have none, so their value's place counts."""
        node, _ = self._closest(jalur)
        return node.kunci or node.nilai


TANPA_LETAK = PetaLetak(SimpulLetak(AWAL))
"""The map of a document that was not read from a file."""
