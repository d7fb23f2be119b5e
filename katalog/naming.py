"""Comparing names as people read them: without case, punctuation and the words that every heading carries."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_HEADING = re.compile(
    r"^(?:uraian\s+prosedur|standar\s+operasional\s+prosedur(?:\s*\(\s*sop\s*\))?|prosedur\s+tetap|sop)\b[\s:.\-–]*",
    re.IGNORECASE,
)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, case folded, without punctuation."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


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
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return "-".join(re.findall(r"[a-z0-9]+", plain))
