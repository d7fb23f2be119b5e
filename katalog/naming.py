"""Comparing names as people read them: without case, punctuation and the words that every heading carries."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_HEADING = re.compile(
    r"^(?:uraian\s+prosedur|standar\s+operasional\s+prosedur(?:\s*\(\s*sop\s*\))?|prosedur\s+tetap|sop)\b[\s:.\-–]*",
    re.IGNORECASE,
)


MAKS_INGAT = 1_000
"""Longest text whose reading is remembered by those who read the same words again and again, in letters."""


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, case folded, without punctuation."""
    return _known_words(text) if len(text) <= MAKS_INGAT else _words(text)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


_known_words = lru_cache(maxsize=8192)(_words)


def normalise(text: str) -> str:
    """Return the text as a key for comparison: its words joined by single spaces."""
    return " ".join(words(text))


def bare_name(text: str) -> str:
    """Return an SOP's name without the words of its heading ("SOP", "Standar Operasional Prosedur (SOP)", …)."""
    previous = None
    while previous != text:
        previous, text = text, _HEADING.sub("", text.strip())
    return text.strip()


def slugify(text: str) -> str:
    """Return lower-case ASCII words joined by hyphens; "" where nothing is left."""
    return _known_slug(text) if len(text) <= MAKS_INGAT else _slug(text)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


_known_slug = lru_cache(maxsize=8192)(_slug)
