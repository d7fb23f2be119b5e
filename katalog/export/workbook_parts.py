"""The XML of a workbook that is not cells: its frame, its styles, head and tail of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from katalog.export.safe_text import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GAYA_TEKS: Final = 1
GAYA_TEKS_SAJA: Final = 2
"""Text that begins like a formula: editing the cell leaves it text (quotePrefix)."""
GAYA_BILANGAN: Final = 3
GAYA_DESIMAL: Final = 4
GAYA_TANGGAL: Final = 5
GAYA_JUDUL: Final = 6

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_WAKTU = "2000-01-01T00:00:00Z"
"""Created and modified: a file that tells when it was made would differ from run to run."""

_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FF1F4E5F"/><bgColor indexed="64"/></patternFill></fill>'
    "</fills>"
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
    '<border><left/><right/><top/><bottom style="thin"><color rgb="FFBFBFBF"/></bottom><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="7">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" quotePrefix="1" applyBorder="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="3" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" '
    'applyAlignment="1"><alignment vertical="top"/></xf>'
    '<xf numFmtId="4" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" '
    'applyAlignment="1"><alignment vertical="top"/></xf>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" '
    'applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" '
    'applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>'
    "</cellXfs>"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def frame(names: Sequence[str], areas: Sequence[str], judul: str) -> Iterator[tuple[str, str]]:
    """Yield the parts that every workbook has, by their name in the archive; `areas` are the sheets' filled ranges."""
    sheets = range(1, len(names) + 1)
    yield "[Content_Types].xml", _content_types(sheets)
    yield (
        "_rels/.rels",
        _relations(
            [
                (f"{_REL}/officeDocument", "xl/workbook.xml"),
                (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                (f"{_REL}/extended-properties", "docProps/app.xml"),
            ]
        ),
    )
    yield "docProps/core.xml", _core(judul)
    application = (
        f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Tatalaksana</Application></Properties>"
    )
    yield "docProps/app.xml", application
    yield "xl/workbook.xml", _workbook(names, areas)
    targets = [(f"{_REL}/worksheet", f"worksheets/sheet{number}.xml") for number in sheets]
    yield "xl/_rels/workbook.xml.rels", _relations([*targets, (f"{_REL}/styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES


def _content_types(sheets: range) -> str:
    overrides = [
        ("/xl/workbook.xml", f"{_TYPE}.sheet.main+xml"),
        *((f"/xl/worksheets/sheet{number}.xml", f"{_TYPE}.worksheet+xml") for number in sheets),
        ("/xl/styles.xml", f"{_TYPE}.styles+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    ]
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
        + "</Types>"
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(targets, start=1)
        )
        + "</Relationships>"
    )


def _core(judul: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(judul)}</dc:title><dc:creator>Tatalaksana</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_WAKTU}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_WAKTU}</dcterms:modified></cp:coreProperties>'
    )


def _workbook(names: Sequence[str], areas: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    filters, titles = [], []
    for index, (name, area) in enumerate(zip(names, areas, strict=True)):
        quoted = escape("'" + name.replace("'", "''") + "'!")
        filters.append(
            f'<definedName name="_xlnm._FilterDatabase" localSheetId="{index}" hidden="1">'
            f"{quoted}{_absolute(area)}</definedName>"
        )
        titles.append(f'<definedName name="_xlnm.Print_Titles" localSheetId="{index}">{quoted}$1:$1</definedName>')
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><bookViews><workbookView activeTab="0"/></bookViews>'
        f"<sheets>{sheets}</sheets><definedNames>{''.join(filters + titles)}</definedNames></workbook>"
    )


def _absolute(area: str) -> str:
    """Return a range with dollar signs: `A1:F10` is `$A$1:$F$10`."""
    first, last = ((corner.rstrip("0123456789"), corner) for corner in area.split(":"))
    return ":".join(f"${letters}${corner.removeprefix(letters)}" for letters, corner in (first, last))


def sheet_head(area: str, widths: Sequence[int], frozen: int, letters: str, *, first: bool) -> str:
    """Return a sheet up to its rows: `frozen` columns and the heading stay in sight, `letters` is the next column."""
    across = f'xSplit="{frozen}" ' if frozen else ""
    corner = "bottomRight" if frozen else "bottomLeft"
    selected = 'tabSelected="1" ' if first else ""
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, start=1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="{area}"/>'
        f'<sheetViews><sheetView {selected}workbookViewId="0">'
        f'<pane {across}ySplit="1" topLeftCell="{letters}2" activePane="{corner}" state="frozen"/>'
        f'<selection pane="{corner}"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>"
    )


def sheet_tail(area: str) -> str:
    """Return a sheet from its rows on: the filter, and pages that fit in width."""
    return (
        f'</sheetData><autoFilter ref="{area}"/>'
        '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )
