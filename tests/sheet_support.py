"""Official sheets on disk for tests, and what is read back from one that the browser has drawn."""

from __future__ import annotations

import shutil
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from katalog.catalogue import Dokumen, Katalog
from katalog.checking import analyse
from katalog.render.sheet_page import sheet_page
from tests.site_support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from katalog.model import SOP

READ = """() => {
  const MM = 96 / 25.4;
  const rounded = v => Math.round(v * 100) / 100;
  const box = (rect, origin) => [rect.left - origin.left, rect.top - origin.top,
                                 rect.right - origin.left, rect.bottom - origin.top].map(v => rounded(v / MM));
  const points = d => d.slice(1).split("L").map(p => p.split(" ").map(Number));
  return [...document.querySelectorAll(".lb-kertas")].map(paper => {
    const inner = paper.querySelector(".lb-isi"), alas = paper.querySelector(".lb-alas");
    const result = {
      kaki: paper.querySelector(".lb-kaki").textContent,
      ukuran: [paper.offsetWidth / MM, paper.offsetHeight / MM],
      lebih: Math.max(...[...inner.children].map(c => c.getBoundingClientRect().bottom)) -
             inner.getBoundingClientRect().bottom,
      teks: inner.textContent, baris: [], simpul: {}, garis: [], label: [], halaman: [], gagal: 0,
    };
    if (!alas) return result;
    const origin = alas.getBoundingClientRect();
    result.gagal = Number(alas.dataset.gagal);
    result.kepala = alas.querySelectorAll("thead tr").length;
    result.baris = [...alas.querySelectorAll("tr[data-baris]")].map(row => Number(row.dataset.baris));
    result.lajur = [...alas.querySelectorAll("thead .lb-lajur")].map(c => box(c.getBoundingClientRect(), origin));
    alas.querySelectorAll("[data-simpul]").forEach(s => {
      result.simpul[s.dataset.simpul] = box(s.getBoundingClientRect(), origin);
    });
    alas.querySelectorAll(".lb-halaman").forEach(g => {
      const p = points(g.querySelector("path").getAttribute("d").replace("Z", ""));
      const xs = p.map(q => q[0]), ys = p.map(q => q[1]);
      result.halaman.push({huruf: g.dataset.huruf, arah: g.dataset.arah, kata: g.textContent,
        kotak: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]});
    });
    alas.querySelectorAll(".lb-garis").forEach(g => {
      const tip = g.querySelector(".lb-kepala-panah");
      result.garis.push({id: g.dataset.garis, dari: g.dataset.dari, ke: g.dataset.ke,
        jenis: /lb-garis-(\\w+)/.exec(g.getAttribute("class"))[1],
        titik: points(g.querySelector("path:not(.lb-kepala-panah)").getAttribute("d")),
        ujung: tip ? points(tip.getAttribute("d").replace("Z", ""))[0] : null});
    });
    alas.querySelectorAll(".lb-label").forEach(g => {
      result.label.push({id: g.dataset.garis, kata: [...g.querySelectorAll("text")].map(t => t.textContent).join(" "),
        kotak: box(g.getBoundingClientRect(), origin)});
    });
    return result;
  });
}"""
"""What stands on each page of paper, in millimetres from the table's corner."""


def write_sheets(folder: Path, sops: dict[str, SOP]) -> dict[str, str]:
    """Write the sheets of some SOPs with their assets; returns the file address of each by its name."""
    documents = tuple(Dokumen("uji", name, f"uji/{name}.yaml", sop) for name, sop in sorted(sops.items()))
    telaah = analyse(Katalog(documents))
    aset = folder / "aset"
    if not aset.exists():
        shutil.copytree(ROOT / "docs" / "aset" / "lembar", aset / "lembar")
        shutil.copy(ROOT / "docs" / "aset" / "ikon.svg", aset)
    addresses = {}
    for document in documents:
        page = folder / "sop" / "uji" / document.slug / "lembar.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(sheet_page(telaah, document, "../../../"), encoding="utf-8")
        addresses[document.slug] = page.as_uri()
    return addresses


def read_sheet(page: Page, address: str) -> list[dict[str, Any]]:
    """Open a sheet and return what was drawn on each page; fails where drawing failed."""
    page.goto(address)
    assert page.evaluate("document.documentElement.dataset.lembar") == "siap"
    result: list[dict[str, Any]] = page.evaluate(READ)
    return result


def segments(line: dict[str, Any]) -> list[tuple[float, float, float, float]]:
    """Return the straight pieces of a line up to the tip of its arrow, each from its upper left end."""
    ends = [*line["titik"][:-1], line["ujung"] or line["titik"][-1]]
    return [(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in pairwise(ends)]


def boxes(page: dict[str, Any]) -> dict[str, list[float]]:
    """Return the boxes of all symbols of a page, its page connectors too."""
    connectors = {f"halaman-{one['huruf']}-{one['arah']}": one["kotak"] for one in page["halaman"]}
    return {**page["simpul"], **connectors}


def meet(a: tuple[float, ...] | list[float], b: tuple[float, ...] | list[float], margin: float = 0.0) -> bool:
    """Tell whether two boxes share more than `margin` millimetres in both directions."""
    return a[0] < b[2] - margin and a[2] > b[0] + margin and a[1] < b[3] - margin and a[3] > b[1] + margin


def faults(pages: list[dict[str, Any]]) -> list[str]:
    """Return what is wrong with a drawn sheet: lines through symbols, loose ends, covered words, full pages."""
    found = []
    for number, page in enumerate(pages, start=1):
        where = f"page {number}: "
        symbols = boxes(page)
        if page["lebih"] > 1:
            found.append(f"{where}{page['lebih']:.0f} px below the paper's foot")
        if page["gagal"]:
            found.append(f"{where}{page['gagal']} lines not laid")
        for line in page["garis"]:
            for piece in segments(line):
                if abs(piece[0] - piece[2]) > 0.02 and abs(piece[1] - piece[3]) > 0.02:
                    found.append(f"{where}line {line['id']} is slanted")
                found += [
                    f"{where}line {line['id']} runs through {name}"
                    for name, box in symbols.items()
                    if meet(piece, box, 0.12)
                ]
            for name, point in ((line["dari"], line["titik"][0]), (line["ke"], line["ujung"] or line["titik"][-1])):
                box = page["simpul"].get(name)
                if box and not _on_border(point, box):
                    found.append(f"{where}line {line['id']} does not touch {name}: {point} {box}")
        for index, label in enumerate(page["label"]):
            found += [
                f"{where}words {label['kata']} over {name}"
                for name, box in symbols.items()
                if meet(label["kotak"], box, 0.5)
            ]
            found += [
                f"{where}words {label['kata']} over {other['kata']}"
                for other in page["label"][:index]
                if meet(label["kotak"], other["kotak"], 0.5)
            ]
    return found


def _on_border(point: list[float], box: list[float]) -> bool:
    inside = box[0] - 0.2 <= point[0] <= box[2] + 0.2 and box[1] - 0.2 <= point[1] <= box[3] + 0.2
    near = min(abs(point[0] - box[0]), abs(point[0] - box[2]), abs(point[1] - box[1]), abs(point[1] - box[3]))
    return inside and near <= 0.2


def shared_pieces(page: dict[str, Any]) -> list[tuple[str, str]]:
    """Return pairs of lines that run along each other though they share neither source nor target."""
    found = []
    lines = page["garis"]
    for index, line in enumerate(lines):
        for other in lines[:index]:
            if {line["dari"], line["ke"]} & {other["dari"], other["ke"]}:
                continue
            if any(_along(a, b) for a in segments(line) for b in segments(other)):
                found.append((line["id"], other["id"]))
    return found


def hugging(page: dict[str, Any]) -> list[tuple[str, str]]:
    """Return lines that run along the edge of a symbol so near that they seem to touch it."""
    found = []
    for line in page["garis"]:
        for name, box in boxes(page).items():
            for a in segments(line):
                upright = abs(a[0] - a[2]) < 0.05
                near = (
                    (box[0] - 0.5, box[1], box[2] + 0.5, box[3])
                    if upright
                    else (box[0], box[1] - 0.5, box[2], box[3] + 0.5)
                )
                outside = a[0] < box[0] or a[0] > box[2] if upright else a[1] < box[1] or a[1] > box[3]
                if outside and _length_within(a, near, upright=upright) > 0.5:
                    found.append((line["id"], name))
    return found


def eroded_borders(page: dict[str, Any]) -> list[str]:
    """Return the words, narrow enough for half a column, that stand on a border of the columns or right beside it."""
    found = []
    borders = {edge for lane in page["lajur"] for edge in (lane[0], lane[2])}
    half = (page["lajur"][0][2] - page["lajur"][0][0]) / 2
    for label in page["label"]:
        left, _, right, _ = label["kotak"]
        if right - left < half and any(left - 0.2 < border < right + 0.2 for border in borders):
            found.append(label["kata"])
    return found


def _length_within(piece: tuple[float, ...], box: tuple[float, ...], *, upright: bool) -> float:
    """Return how many millimetres of an upright or a level piece lie in a box."""
    across, along = (0, 1) if upright else (1, 0)
    if not box[across] < piece[across] < box[across + 2]:
        return 0.0
    return min(piece[along + 2], box[along + 2]) - max(piece[along], box[along])


def _along(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    across = max(a[0], b[0]) - min(a[2], b[2]), max(a[1], b[1]) - min(a[3], b[3])
    return any(across[i] < -0.5 and abs(across[1 - i]) < 0.05 for i in (0, 1))
