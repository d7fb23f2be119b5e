"""Finished HTML in a page's Markdown, found without parsing it.

Most of a generated page is HTML that Markdown has nothing to do with, yet three parsers look at each of its tags.
A block that begins at the start of a line and whose end is beyond doubt can be taken out in one piece. Whatever is in
doubt is left where it is: the slow way reads it as ever.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_MULAI: Final = re.compile(
    r"^(?:<(?P<tag>details|div|dl|figure|form|h[1-6]|nav|noscript|ol|p|section|table|ul)(?=[ >\n])"
    r"|(?P<judul>#{1,6} .*))",
    re.MULTILINE,
)
"""Where a block may begin, or a heading stands: a section of the search ends with the next heading."""
_RAGU: Final = re.compile(r"<(?:script|style|textarea|pre|[!?])|\smarkdown\b|[\x02\x03]", re.IGNORECASE)
"""What makes a block doubtful: content with rules of its own, Markdown inside, marks that stand for something else."""
_JUDUL: Final = re.compile(r"<h[1-6]\b", re.IGNORECASE)
_JANGKAR: Final = re.compile(r'\sid="([^"]+)"')
_BARIS_KOSONG: Final = re.compile(r"(?: *\n){2}")
_TERKECUALI: Final = "data-search-exclude"


@dataclass(frozen=True)
class Blok:
    """A piece of finished HTML; `tersembunyi` where the search has no use for any of it."""

    html: str
    tersembunyi: bool


def pieces(text: str) -> Iterator[str | Blok]:
    """Yield the text in order, as blocks of finished HTML and what stands between them."""
    at = kept = 0
    excluded = False
    while begin := _MULAI.search(text, at):
        if begin["judul"]:
            excluded, at = _TERKECUALI in begin["judul"], begin.end()
            continue
        end = _end(text, begin.start(), begin["tag"])
        if end is None:
            break  # Markdown takes all that follows for a part of it
        at, html = end, text[begin.start() : end]
        heading = _JUDUL.search(html)
        excluded = excluded and not heading  # a heading in HTML opens a section of its own
        if text[end : end + 1] not in {"", "\n"} or _RAGU.search(html):
            continue
        yield text[kept : begin.start()]
        opening = html[: html.index(">")]
        # Where a blank line follows, Markdown counts its line end to the block.
        ended = f"{html}\n" if _BARIS_KOSONG.match(text, end) else html
        yield Blok(ended, (excluded or _TERKECUALI in opening) and not heading)
        kept = end
    yield text[kept:]


def _end(text: str, start: int, tag: str) -> int | None:
    """Return where the element that begins at `start` ends; None where it does not."""
    depth = 0
    for mark in re.compile(rf"<(/?){tag}(?=[\s/>])", re.IGNORECASE).finditer(text, start):
        depth += -1 if mark[1] else 1
        if depth == 0:
            closed = text.find(">", mark.end())
            return None if closed < 0 else closed + 1
    return None


def anchors(html: str) -> frozenset[str]:
    """Return the ids in a block: other pages may lead to them."""
    return frozenset(unescape(name) for name in _JANGKAR.findall(html))
