"""Scripts that stand in a page's text, moved into files: a server can then forbid every script that is no file."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

_SCRIPT: Final = re.compile(r"<script(?P<atribut>[^>]*)>(?P<isi>.*?)</script>", re.DOTALL | re.IGNORECASE)
_SRC: Final = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_TYPE: Final = re.compile(r"\stype\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_RUN: Final = frozenset({"module", "text/javascript", "application/javascript"})
"""Types of elements that a browser runs; one without a type is run too, one of another type is data."""


def moved_out(html: str, folder: str) -> tuple[str, dict[str, bytes]]:
    """Return a page whose scripts are all files, and the files by name.

    Args:
        html: The page.
        folder: Leads from the page to the folder of the files, with a slash at the end.

    A file is named after what it holds: pages share what they have in common.
    """
    files: dict[str, bytes] = {}

    def replaced(match: re.Match[str]) -> str:
        attributes, code = match["atribut"], match["isi"]
        kind = _TYPE.search(attributes)
        if _SRC.search(attributes) or (kind and kind[1].lower() not in _RUN):
            return match[0]
        content = code.encode()
        name = f"{sha256(content).hexdigest()[:16]}.js"
        files[name] = content
        return f'<script{attributes} src="{folder}{name}"></script>'

    return _SCRIPT.sub(replaced, html), files
