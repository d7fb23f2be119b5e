"""Word documents as rows. python-docx opens the package and knows tables; it resolves no entities and runs nothing.

Words are collected here from the XML itself, because python-docx leaves out text that is marked as inserted, and
shapes: the symbols of a flowchart are drawn over the cells of its table.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from docx import Document
from docx.oxml.ns import qn

from impor.blocks import MAKS_BARIS, Baris, ImporGagal, Naskah, Sel, line, too_long
from katalog.model import Simbol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SHAPES: Final[Mapping[str, Simbol]] = {
    **dict.fromkeys(("flowChartTerminator", "roundRect", "flowChartAlternateProcess", "ellipse"), Simbol.TERMINATOR),
    **dict.fromkeys(("flowChartProcess", "rect"), Simbol.PROSES),
    **dict.fromkeys(("flowChartDecision", "diamond"), Simbol.KEPUTUSAN),
}
_GEOMETRY: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}prstGeom"
_TEXT_BOX: Final = qn("w:txbxContent")
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED: Final = frozenset({_FALLBACK, qn("w:del"), qn("w:moveFrom")})
_BREAKS: Final[Mapping[str, str]] = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def read_word(raw: bytes) -> Naskah:
    """Read a Word document; raises ImporGagal where the package is damaged."""
    try:
        rows = tuple(_rows(Document(io.BytesIO(raw)).element.body))
    except ImporGagal:
        raise
    except Exception as error:  # python-docx and lxml raise many kinds for damaged packages
        raise ImporGagal("dokumen Word ini rusak: tidak dapat dibaca.") from error
    return Naskah(rows, "docx", susunan=True)


def _rows(body: Any) -> Iterator[Baris]:
    table, count, blank, page = 0, 0, 0, False
    for child in _blocks(body):
        page = page or _begins_page(child)
        if child.tag == qn("w:p"):
            words = [part for part in _words(child, boxes=True).split("\n") if part.strip()]
            for part in words:
                yield line(part.strip(), blank, halaman_baru=page)
                blank, page = 0, False
            blank += not words
            count += len(words)
        else:
            table += 1
            for cells in _table_rows(child):
                count += 1
                yield Baris(cells, table, blank, page)
                blank, page = 0, False
        if count > MAKS_BARIS:
            raise too_long()


def _blocks(body: Any) -> Iterator[Any]:
    """Yield paragraphs and tables, those inside content controls included."""
    for child in body:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag == qn("w:sdt"):
            for content in child.iterchildren(qn("w:sdtContent")):
                yield from _blocks(content)


def _begins_page(element: Any) -> bool:
    if element.tag != qn("w:p"):
        return False
    return any(one.get(qn("w:type")) == "page" for one in element.iter(qn("w:br"))) or any(
        True for _ in element.iter(qn("w:pageBreakBefore"))
    )


def _words(element: Any, *, boxes: bool = False) -> str:
    """Return the words below an element in their order; those of text boxes where `boxes` is set."""
    found: list[str] = []
    stack = [iter(element)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif node.tag == qn("w:t"):
            found.append(node.text or "")
        elif node.tag in _BREAKS:
            found.append(_BREAKS[node.tag])
        elif node.tag not in _SKIPPED and (boxes or node.tag != _TEXT_BOX):
            if node.tag == _TEXT_BOX:
                found.append("\n")
            stack.append(iter(node))
    return "".join(found)


def _table_rows(element: Any) -> Iterator[tuple[Sel, ...]]:
    for row in element.tr_lst:
        cells: list[Sel] = [Sel()] * min(row.grid_before, 63)
        for cell in row.tc_lst:
            cells.append(_cell(cell, continued=cell.vMerge == "continue"))
            cells += [Sel(ke_samping=True)] * (min(cell.grid_span, 64) - 1)
        yield tuple(cells)


def _cell(cell: Any, *, continued: bool) -> Sel:
    lines, symbols = [], []
    for paragraph in cell.iter(qn("w:p")):
        if any(True for _ in paragraph.iterancestors(_TEXT_BOX, _FALLBACK)):
            continue
        lines.append(_words(paragraph))
        boxes = [
            _words(box) for box in paragraph.iter(_TEXT_BOX) if not any(True for _ in box.iterancestors(_FALLBACK))
        ]
        lines += boxes
        symbols += [_SHAPES[shape.get("prst")] for shape in paragraph.iter(_GEOMETRY) if shape.get("prst") in _SHAPES]
    numbered = any(True for _ in cell.iter(qn("w:numPr")))
    text = "\n".join(part.strip() for part in lines if part.strip())
    return Sel(text, tuple(symbols), continued, bernomor=numbered)
