"""Showing a source line with a caret under the place."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TypeAlias

Kutip: TypeAlias = Callable[[str, int], str | None]
"""Returns line number `baris` (from 1) of file `berkas`, without its end, or None where there is none."""

_WIDTH = 100


def excerpt(line: str, kolom: int) -> tuple[str, str]:
    """Return a printable cut of the line around `kolom` (from 1), and the caret line below it."""
    shown = "".join(char if char.isprintable() else "·" if char != "\t" else " " for char in line)
    start = 0 if len(shown) <= _WIDTH else max(0, min(kolom - 1 - 20, len(shown) - _WIDTH))
    cut = shown[start : start + _WIDTH]
    left, right = ("…" if start else ""), ("…" if start + _WIDTH < len(shown) else "")
    offset = min(kolom - 1 - start, len(cut))
    wide = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in left + cut[:offset])
    return left + cut + right, " " * wide + "^"
