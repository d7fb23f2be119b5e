"""Tables that OCR programs write as HTML, turned into lines with tabs."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_TABLE = re.compile(r"<table\b.*?(?:</table\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_MAKS_RENTANG: Final = 50
_BLOCKS: Final = frozenset({"br", "p", "li", "div"})


class _Rows(HTMLParser):
    """Collects the cells of one table; what spans columns is followed by empty cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.inside = False
        self._current = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a row or a cell."""
        if tag == "tr":
            self.rows.append([])
            self.inside = False
        elif tag in ("td", "th"):
            if not self.rows:
                self.rows.append([])
            span = dict(attrs).get("colspan") or ""
            width = min(max(int(span), 1), _MAKS_RENTANG) if span.isdecimal() and len(span) < 5 else 1
            self._current = len(self.rows[-1])
            self.rows[-1] += [""] * width
            self.inside = True
        elif tag in _BLOCKS and self.inside:
            self.rows[-1][self._current] += " <br> "

    def handle_endtag(self, tag: str) -> None:
        """Close a cell."""
        if tag in ("td", "th", "tr"):
            self.inside = False

    def handle_data(self, data: str) -> None:
        """Take the words of a cell."""
        if self.inside:
            self.rows[-1][self._current] += data.replace("<", "&lt;")


def table_lines(text: str) -> str:
    """Return the text with each HTML table as lines with a tab between cells."""
    return _TABLE.sub(lambda found: _as_lines(found[0]), text)


def _as_lines(markup: str) -> str:
    reader = _Rows()
    reader.feed(markup)
    reader.close()
    return "\n" + "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in reader.rows) + "\n"
