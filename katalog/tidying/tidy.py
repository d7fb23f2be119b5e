"""Tidying one text: read, write anew, and prove that nothing but the form changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from katalog.tidying.layout import write_tree
from katalog.tidying.order import in_order
from katalog.tidying.tree import comments_of, read_tree
from katalog.yaml_source import MAKS_BITA_ACUAN, decoded, read_yaml, spaced

if TYPE_CHECKING:
    from katalog.tidying.order import Bentuk
    from katalog.yaml_source import Naskah

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Rapi:
    """A text after tidying. `isi` is None where it could not be read; `naskah` then says why."""

    isi: bytes | None
    naskah: Naskah


class TakDapatDirapikan(Exception):  # noqa: N818 - what it says, in the domain's words
    """Tidying would have changed more than the form; nothing of it may be kept."""


def tidy(raw: bytes, bentuk: Bentuk, batas: int = MAKS_BITA_ACUAN) -> Rapi:
    """Return the text with its keys in the model's order and its lines in the catalogue's style.

    Raises TakDapatDirapikan where the result would not read as the same values with the same comments.
    """
    naskah = read_yaml(raw, batas)
    if naskah.cacat:
        return Rapi(None, naskah)
    text = decoded(raw)
    tree = read_tree(spaced(text), text)
    if tree is None or tree.jenis == "skalar":
        return Rapi(raw, naskah)
    wanted = Counter(comments_of(tree))
    lines = write_tree(tree, bentuk)
    end = "\r\n" if b"\r\n" in raw else "\n"
    result = (_BOM if raw.startswith(_BOM) else b"") + "".join(line + end for line in lines).encode()
    again = read_yaml(result, batas)
    if again.cacat or in_order(again.data, bentuk) != in_order(naskah.data, bentuk):
        raise TakDapatDirapikan
    kept = read_tree(spaced(decoded(result)), decoded(result))
    if kept is None or Counter(comments_of(kept)) != wanted:
        raise TakDapatDirapikan
    return Rapi(result, naskah)
