"""How large a built site is, and how long its readers wait: for the first result of a search, and for a diagram.

`python -m benchmarks.site_in_browser FOLDER` serves a built site on this machine, opens it in Chromium, and prints
JSON. Every figure is the median of several openings, each in a context of its own, with nothing kept from before.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.search_quality import KotakCari
from scripts.search_index import INDEKS, KATA, URUTAN
from tests.site_support import chromium, served

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

TANYA: Final = "menyusun laporan"
KALI: Final = 5
_BATAS: Final = 180_000.0
"""Milliseconds that the slowest first result may take."""


def measure(site: Path) -> dict[str, float]:
    """Return sizes in megabytes, and seconds."""
    files = [path for path in site.rglob("*") if path.is_file()]
    index = [site / name for name in (INDEKS, KATA, URUTAN) if (site / name).is_file()]
    pages = sorted(path for path in (site / "sop").glob("*/*/index.html"))
    shown = [pages[at * (len(pages) - 1) // (KALI - 1)] for at in range(KALI)]
    with chromium() as browser, served(site) as alamat:
        return {
            "files": len(files),
            "megabytes": _megabytes(sum(path.stat().st_size for path in files)),
            "index_megabytes": _megabytes(sum(path.stat().st_size for path in index)),
            "index_megabytes_gzipped": _megabytes(sum(len(gzip.compress(path.read_bytes())) for path in index)),
            "sop_page_kilobytes": round(statistics.median(path.stat().st_size for path in pages) / 1000, 1),
            "first_result": _timed([lambda: _search(browser, alamat)] * KALI),
            "diagram": _timed([_diagram(browser, f"{alamat}/{page.parent.relative_to(site)}/") for page in shown]),
        }


def _search(browser: Browser, alamat: str) -> float:
    """Open the home page and ask at once; seconds from before the first request to the first results."""
    context = browser.new_context()
    start = time.perf_counter()
    found = KotakCari(context.new_page(), alamat).results(TANYA, _BATAS)
    seconds = time.perf_counter() - start
    context.close()
    if not found:
        raise ValueError(f"nothing found for {TANYA!r}")
    return seconds


def _diagram(browser: Browser, address: str) -> Callable[[], float]:
    def opened() -> float:
        context = browser.new_context()
        page = context.new_page()
        start = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.locator(".mermaid svg").first.wait_for()
        seconds = time.perf_counter() - start
        context.close()
        return seconds

    return opened


def _timed(runs: list[Callable[[], float]]) -> float:
    return round(statistics.median(run() for run in runs), 2)


def _megabytes(size: int) -> float:
    return round(size / 1e6, 1)


def main() -> None:
    """Read the argument, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site_in_browser", description=__doc__)
    parser.add_argument("site", type=Path, help="folder of a built site")
    print(json.dumps(measure(parser.parse_args().site)))


if __name__ == "__main__":
    main()
