"""The comments with which an imported draft marks what is doubtful, until a person has looked at it."""

from __future__ import annotations

import re
from typing import Final

TANDA: Final = "RAGU"
"""The word with which a doubt's comment begins; people search for it."""
_MARK = re.compile(rf"(?:^|\s)#\s*{TANDA}\b".encode(), re.MULTILINE)


def marked_lines(raw: bytes) -> tuple[int, ...]:
    """Return the lines, from 1, whose comment marks a doubt. Takes the bytes of an SOP, for YAML keeps no comment."""
    if TANDA.encode() not in raw:
        return ()
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return tuple(number for number, line in enumerate(lines, start=1) if _MARK.search(line))
