"""How large the page `/apa-jika/` is, how soon it answers, and how Python in the browser compares with Python here.

`python -m benchmarks.what_if_browser site` opens the page in a built site in Chromium, starts it, moves a slider, and
prints a table; then it puts the same questions to the same session in this process.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from katalog.loading import load_catalogue
from scripts.browser_bundle import FOLDER
from simulate.piecemeal import Kemajuan
from simulate.procedures import unchecked_procedures
from simulate.what_if_session import Kantor, Pertanyaan
from tests.site_support import ROOT, chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

SOP: Final = "kecamatan-neglasari/penyusunan-perjanjian-kinerja"
ULANGAN: Final = 1000
UBAHAN: Final = {"beban_lain": {"bagian": 0.3}}
_BATAS: Final = 600_000.0
_SIAP: Final = "() => !document.querySelector('[data-kendali]').disabled"
_PERTAMA: Final = "() => document.querySelector('[data-isi] svg')"
_SELESAI: Final = "() => /^Selesai/.test(document.querySelector('[data-status]').textContent)"
_GESER: Final = """() => new Promise(done => {
    const from = performance.now(), slider = document.getElementById('aj-lain');
    new MutationObserver((_, seen) => {
        seen.disconnect();
        requestAnimationFrame(() => done((performance.now() - from) / 1000));
    }).observe(document.querySelector('[data-isi]'), {childList: true});
    slider.value = 0.3;
    slider.dispatchEvent(new Event('input', {bubbles: true}));
})"""


def sizes(situs: Path) -> tuple[int, int]:
    """Return the bytes that the page adds to a site, as they are and gzipped."""
    files = [*(situs / FOLDER).iterdir(), *(situs / "aset/apajika").iterdir(), situs / "aset/apajika.css"]
    files += [path for path in (situs / "apa-jika").rglob("*") if path.is_file()]
    content = [path.read_bytes() for path in files]
    return sum(map(len, content)), sum(len(gzip.compress(one, 9)) for one in content)


def in_browser(page: Page, address: str) -> dict[str, float]:
    """Return seconds of each thing that a reader waits for."""
    opd, slug = SOP.split("/")
    page.set_default_timeout(_BATAS)
    page.goto(f"{address}/apa-jika/{opd}/?sop={slug}&ulangan={ULANGAN}")
    start = time.perf_counter()
    page.get_by_role("button", name="Mulai menghitung").click()
    result: dict[str, float] = {}
    for name, wanted in (
        ("ready", _SIAP),
        ("first answer", _PERTAMA),
        ("whole answer", _SELESAI),
    ):
        page.wait_for_function(wanted)
        result[name] = time.perf_counter() - start
    start = time.perf_counter()
    result["slider to picture"] = page.evaluate(_GESER)
    page.wait_for_function(_SELESAI)
    result["slider to whole answer"] = time.perf_counter() - start
    return result


def here() -> dict[str, float]:
    """Return seconds of the same questions in this process."""
    procedures = unchecked_procedures(load_catalogue(ROOT / "sops"))
    result: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        kantor = Kantor(procedures, Path(scratch))
        for first, whole, changes in (
            ("first answer", "whole answer", {}),
            ("slider to picture", "slider to whole answer", UBAHAN),
        ):
            start = time.perf_counter()
            for piece in kantor.ask(Pertanyaan(SOP, changes, "Diukur.", ULANGAN, 2026)):
                if not isinstance(piece, Kemajuan):
                    result.setdefault(first, time.perf_counter() - start)
            result[whole] = time.perf_counter() - start
    return result


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("situs", type=Path)
    situs: Path = parser.parse_args().situs
    raw, packed = sizes(situs)
    print(f"{raw / 1e6:.1f} MB, {packed / 1e6:.1f} MB gzipped\n")
    with served(situs) as address, chromium() as browser:
        seen = in_browser(browser.new_page(), address)
    native = here()
    loading = seen["ready"]
    print("| seconds | browser | this process | ratio |\n|---|--:|--:|--:|")
    for name, seconds in seen.items():
        own = seconds - loading if name in {"first answer", "whole answer"} else seconds
        known = native.get(name)
        ratio = f"{known:.2f} | {own / known:.1f}" if known else "– | –"
        print(f"| {name} | {own:.2f} | {ratio} |")


if __name__ == "__main__":
    main()
