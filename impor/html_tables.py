"""Tables that OCR programs write as HTML, turned into lines with tabs."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_TABLE = re.compile(r"<table\b.*?(?:</table\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_MAKS_RENTANG: Final = 50
_BLOCKS: Final = frozenset({"br", "p", "li", "div"})


class _Rows(HTMLParser):
    """Collects the cells of one table; what spans columns or rows is followed by empty cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.inside = False
        self._current = 0
        self._below: dict[int, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a row or a cell."""
        if tag == "tr" or (tag in ("td", "th") and not self.rows):
            self.rows.append([])
            self.inside = False
        if tag in ("td", "th"):
            row, said = self.rows[-1], dict(attrs)
            self._pass_over(row)
            self._current = len(row)
            width, height = (_span(said.get(name)) for name in ("colspan", "rowspan"))
            if height > 1:
                self._below |= dict.fromkeys(range(len(row), len(row) + width), height - 1)
            row += [""] * width
            self.inside = True
        elif tag in _BLOCKS and self.inside:
            self.rows[-1][self._current] += " <br> "

    def _pass_over(self, row: list[str]) -> None:
        """Leave the places empty into which cells of rows above reach down."""
        while self._below.get(len(row), 0):
            self._below[len(row)] -= 1
            row.append("")

    def handle_endtag(self, tag: str) -> None:
        """Close a cell, or a row."""
        if tag == "tr" and self.rows:
            self._pass_over(self.rows[-1])
        if tag in ("td", "th", "tr"):
            self.inside = False

    def handle_data(self, data: str) -> None:
        """Take the words of a cell."""
        if self.inside:
            self.rows[-1][self._current] += data.replace("<", "&lt;")


def _span(said: str | None) -> int:
    return min(max(int(said), 1), _MAKS_RENTANG) if said and said.isdecimal() and len(said) < 5 else 1


def table_lines(text: str) -> str:
    """Return the text with each HTML table as lines with a tab between cells."""
    return _TABLE.sub(lambda found: _as_lines(found[0]), text)


def _as_lines(markup: str) -> str:
    reader = _Rows()
    reader.feed(markup)
    reader.close()
    return "\n" + "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in reader.rows) + "\n"
