"""What the cells of a notebook showed, as HTML that a page can hold: known elements alone, tables and pictures framed.

Answers escape the texts of the documents themselves; that nothing but these elements comes through is held here too.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WIDGET: Final = "application/vnd.jupyter.widget-view+json"

_DIBUANG: Final = ["style", "script", "template", "iframe", "object", "svg", "math", "noscript", "title"]
_BOLEH: Final[Mapping[str, frozenset[str]]] = {
    "p": frozenset(),
    "table": frozenset(),
    "caption": frozenset(),
    "thead": frozenset(),
    "tbody": frozenset(),
    "tr": frozenset(),
    "th": frozenset({"scope", "colspan", "rowspan"}),
    "td": frozenset({"colspan", "rowspan"}),
    "img": frozenset({"alt", "src"}),
    **{name: frozenset() for name in ("div", "ul", "ol", "li", "em", "strong", "code", "pre", "br")},
}
_GAMBAR = re.compile(r"data:image/(?:svg\+xml|png);base64,[A-Za-z0-9+/=\s]+")
_LINES = re.compile(r"\s*\n\s*")


def shown(output: Mapping[str, object]) -> str:
    """Return one output of a cell as a line of HTML; nothing for what speaks to the terminal alone."""
    kind = output.get("output_type")
    if kind == "stream":
        return _plain(_text(output.get("text"))) if output.get("name") == "stdout" else ""
    data = output.get("data")
    if not isinstance(data, dict):
        return ""
    if "text/html" in data:
        return _framed(_text(data["text/html"]))
    if WIDGET in data:
        return ""
    if "image/png" in data:
        src = f"data:image/png;base64,{_text(data['image/png']).strip()}"
        return _framed(f'<img alt="Gambar dari sel di atas" src="{escape(src)}">')
    return _plain(_text(data["text/plain"])) if "text/plain" in data else ""


def _text(value: object) -> str:
    return "".join(str(part) for part in value) if isinstance(value, list) else str(value)


def _plain(text: str) -> str:
    said = escape(text.rstrip()).replace("\n", "&#10;")
    return f'<pre class="tl-buku-teks" tabindex="0">{said}</pre>' if said else ""


def _framed(html: str) -> str:
    """Return HTML with known elements and attributes alone, on one line."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(_DIBUANG):
        tag.decompose()
    for tag in soup.find_all(name=True):
        allowed = _BOLEH.get(tag.name)
        if allowed is None:
            tag.unwrap()
            continue
        tag.attrs = {name: value for name, value in tag.attrs.items() if name in allowed}
        if tag.name == "img" and not _GAMBAR.fullmatch(str(tag.get("src", ""))):
            tag.decompose()
    for text in list(soup.find_all(string=True)):
        if isinstance(text, PreformattedString):  # comments and the like
            text.extract()
        elif not text.find_parent("pre"):
            text.replace_with(NavigableString(_LINES.sub(" ", text)))
    for head in soup.find_all("thead"):
        _one_row(head)
    _wrap(soup, soup.find_all("table"), {"class": "tl-tabel tl-buku-tabel", "aria-label": "Tabel jawaban"})
    _wrap(soup, soup.find_all("img"), {"class": "tl-buku-gambar", "aria-label": "Gambar jawaban"})
    said = str(soup).strip().replace("\n", "&#10;")
    return f'<div class="tl-buku-jawaban">{said}</div>' if said else ""


def _one_row(head: Tag) -> None:
    """Put the index's name, which pandas gives a row of its own, where it is a column's heading."""
    rows = head.find_all("tr")
    if len(rows) == 2:
        (first, *_), (name, *rest) = (row.find_all("th") for row in rows)
        if not first.get_text(strip=True) and not any(one.get_text(strip=True) for one in rest):
            first.string = name.get_text(strip=True)
            rows[1].decompose()


def _wrap(soup: BeautifulSoup, tags: Iterable[Tag], attrs: Mapping[str, str]) -> None:
    """Put each element into a box that scrolls by itself, also by keyboard."""
    for tag in list(tags):
        tag.wrap(soup.new_tag("div", attrs={**attrs, "tabindex": "0", "role": "group"}))
