"""Untrusted text on its way into files that other programs open."""

from __future__ import annotations

import re
from typing import Final

PENGGANTI: Final = "\N{REPLACEMENT CHARACTER}"
"""Stands for a character that no XML file may hold."""

# XML 1.0 knows no control characters but tab and line ends, no half of a surrogate pair and no U+FFFE, U+FFFF.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Full-width signs count as the plain ones in some versions of Excel.
_FORMULA = re.compile("[ \u00a0]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def printable(text: str) -> str:
    """Return the text with every character that XML forbids replaced in sight, so that its loss can be seen."""
    return text if text.isprintable() else _UNPRINTABLE.sub(PENGGANTI, text)


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet could take the text for a formula when it is typed or imported (OWASP's list)."""
    return _FORMULA.match(text) is not None


def escape(text: str) -> str:
    """Return text for XML content and for attributes in double quotes; line ends stay what they are in both."""
    text = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")
