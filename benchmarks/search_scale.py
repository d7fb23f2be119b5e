"""How large the search index is and how soon the first result stands, by the size of the catalogue.

`python -m benchmarks.search_scale 500 2000` builds the site of a synthetic catalogue (0 stands for the real one) in a
temporary folder without simulations, opens its home page in Chromium and types a question at once: with the theme's
own search, then with ours. It prints a table.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.search_quality import KotakCari
from benchmarks.synthetic import write_catalogue
from scripts.search_index import INDEKS, KATA, PEKERJA, TEMA, write_search
from tests.site_support import ROOT, chromium, project_copy, served

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser

TANYA: Final = ("pengelolaan surat masuk", "menyusun laporan", "kepala dinas", "permendagri 86", "verifikasi berkas")
_SETTINGS: Final = "INHERIT: mkdocs.yml\nplugins:\n  - search: {lang: en, pipeline: [trimmer]}\n"
"""Diagrams are left out: they take most of a build, and the search leaves them out anyway."""
_BATAS: Final = 180_000.0
"""Milliseconds that the slowest first result may take."""


@dataclass(frozen=True)
class Ukuran:
    """What was measured of one search at one size; seconds and kilobytes."""

    sops: int
    search: str
    every_page: float
    on_search: float
    first: float
    """From opening the page to the first results of a question typed at once."""
    next: float
    """From a question to its results, the index at hand: the median."""


def _build(folder: Path, sops: int) -> Path:
    """Build a site whose pages ask the theme's own search."""
    akar = ROOT / "sops"
    if sops:
        akar = folder / "katalog"
        write_catalogue(akar, sops, benih=1)
    project = project_copy(folder / "proyek", akar)
    (project / "docs" / "tema" / "main.html").unlink()
    (project / "mkdocs-cari.yml").write_text(_SETTINGS, "utf-8")
    environment = {**os.environ, "TATALAKSANA_ULANGAN": "0", "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", "mkdocs-cari.yml"]
    subprocess.run(command, cwd=project, env=environment, check=True)
    return project


def _use_ours(project: Path) -> float:
    """Let the home page ask our worker, and write its index; returns the seconds that this takes."""
    home = project / "site" / "index.html"
    mark = '"search": "'
    before, _, after = home.read_text("utf-8").partition(mark)
    home.write_text(f"{before}{mark}{PEKERJA}?polos={after}", "utf-8")
    start = time.perf_counter()
    write_search(project / "site", project / "docs" / "cari" / "entri.json")
    return time.perf_counter() - start


def _ask(browser: Browser, project: Path, sops: int, search: str, runs: int) -> Ukuran:
    firsts, nexts = [], []
    with served(project / "site") as alamat:
        for _ in range(runs):
            context = browser.new_context()
            start = time.perf_counter()
            box = KotakCari(context.new_page(), alamat)
            box.results(TANYA[0], _BATAS)
            firsts.append(time.perf_counter() - start)
            for tanya in TANYA[1:]:
                start = time.perf_counter()
                box.results(tanya, _BATAS)
                nexts.append(time.perf_counter() - start)
            context.close()
    site = project / "site"
    every = (site / TEMA).stat().st_size / 1000
    more = sum((site / name).stat().st_size / 1000 for name in (INDEKS, KATA) if (site / name).is_file())
    return Ukuran(sops, search, every, more, min(firsts), statistics.median(nexts))


def measure(sops: int, runs: int) -> list[Ukuran]:
    """Measure both searches on one catalogue; 0 is the real one."""
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        project = _build(Path(scratch), sops)
        found = [_ask(browser, project, sops, "theme", runs)]
        seconds = _use_ours(project)
        print(f"{sops} SOPs: {seconds:.1f} s for merging and stemming", file=sys.stderr)
        return [*found, _ask(browser, project, sops, "ours", runs)]


def table(found: Sequence[Ukuran]) -> str:
    """Return the figures as a Markdown table."""
    lines = [
        "| SOPs | search | KB on every page | KB with the first question | s to the first result | s to the next |",
        "|--:|---|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {one.sops or 'real (5)'} | {one.search} | {one.every_page:,.0f} | {one.on_search:,.0f} "
        f"| {one.first:.2f} | {one.next:.2f} |"
        for one in found
    ]
    return "\n".join(lines)


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search_scale", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[0, 500, 2000], help="numbers of SOPs (0 500 2000)")
    parser.add_argument("--runs", type=int, default=2, help="times that each page is opened; the quickest counts")
    options = parser.parse_args()
    print(table([one for sops in options.sizes for one in measure(sops, options.runs)]))


if __name__ == "__main__":
    main()
