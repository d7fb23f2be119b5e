"""Where a value stands in its file: lines and columns for every key and value of a YAML document."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias, cast

Jalur: TypeAlias = tuple[str | int, ...]
"""A path into a document: keys of mappings and zero-based indexes of lists."""


@dataclass(frozen=True, slots=True, order=True)
class Letak:
    """A place in a text file; both numbers count from 1, columns in characters."""

    baris: int
    kolom: int


AWAL = Letak(1, 1)
"""The beginning of a file: where a finding stands that concerns the file as a whole."""


Simpul: TypeAlias = list[Any]
"""One node of the tree of places, as JSON holds it: line and column of the value, line and column of its key (0 where
it has none), and for a mapping or list its children by key or in order."""

_KEY, _CHILDREN = 2, 4


@dataclass(frozen=True, slots=True)
class PetaLetak:
    """Positions of a whole document, as a tree that mirrors its data.

    The tree is held as JSON text and unfolded when it is asked: few are, and as objects the places of a large
    catalogue would weigh more than its words.
    """

    teks: str = "[1,1,0,0]"

    @staticmethod
    def of_tree(akar: Simpul) -> PetaLetak:
        """Return the positions that a tree holds."""
        return PetaLetak(json.dumps(akar, separators=(",", ":")))

    @property
    def akar(self) -> Simpul:
        """The tree; nobody may change it."""
        return _unfolded(self.teks)

    @property
    def berisi(self) -> bool:
        """Whether anything stands in the document, so that its values have places of their own."""
        return any(self.akar[_CHILDREN:])

    def _closest(self, jalur: Jalur) -> tuple[Simpul, bool]:
        node = self.akar
        for part in jalur:
            child = _child(node, part)
            if child is None:
                return node, False
            node = child
        return node, True

    def of_value(self, jalur: Jalur) -> Letak:
        """Return where the value at `jalur` begins, or its nearest existing ancestor's key or value."""
        node, exact = self._closest(jalur)
        return _place(node) if exact or not node[_KEY] else _place(node[_KEY:])

    def of_key(self, jalur: Jalur) -> Letak:
        """Return where the key of `jalur` begins; list items have none, so their value's place counts."""
        node, _ = self._closest(jalur)
        return _place(node[_KEY:]) if node[_KEY] else _place(node)


def _place(parts: Simpul) -> Letak:
    return Letak(parts[0], parts[1])


def _child(node: Simpul, part: str | int) -> Simpul | None:
    children = node[_CHILDREN] if len(node) > _CHILDREN else None
    if isinstance(children, dict):
        return children.get(part)
    if isinstance(children, list) and isinstance(part, int) and 0 <= part < len(children):
        return cast("Simpul", children[part])
    return None


@lru_cache(maxsize=16)
def _unfolded(teks: str) -> Simpul:
    return cast("Simpul", json.loads(teks))


TANPA_LETAK = PetaLetak()
"""The map of a document that was not read from a file."""
