"""Building a website from a catalogue in a folder of its own, serving it on loopback, and opening it in Chromium."""

from __future__ import annotations

import http.server
import shutil
import threading
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from katalog.site import FOLDER
from scripts.build_site import build_site
from scripts.made_pages import CATATAN
from scripts.site_simulation import ULANGAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser, Dialog, Page

ROOT = Path(__file__).parents[1]
GENERATED = (*FOLDER, "index.md", CATATAN)
HARI_INI = "2024-08-01T10:00:00+07:00"
"""The day on which pages are read whose answers depend on it."""
BUKU = ("2-tertulis-dan-realistis", "3-apa-jika")
"""Notebooks on the site of the tests: tables, pictures, text, code, and sliders that stand still."""
KINDS = (
    "/",
    "/sop/",
    "/opd/",
    "/opd/dinkes-kota-tangerang/",
    "/proses/",
    "/proses/penjenjangan-kinerja/",
    "/banding/dinkes-kota-tangerang/penjenjangan-kinerja/dp3ap2kb-kota-tangerang/penjenjangan-kinerja/",
    "/hukum/",
    "/hukum/uu-2014-23/",
    "/jabatan/",
    "/jabatan/sekretaris/",
    "/jabatan/sekretaris/dinkes-kota-tangerang/",
    "/istilah/",
    "/apa-jika/dinkes-kota-tangerang/",
    "/penilaian/",
    "/penilaian/dinkes-kota-tangerang/",
    "/penilaian/dasar-hukum/",
    "/penilaian/tinjauan/",
    "/unduhan/",
    "/temuan/",
    "/temuan/h101/",
    "/temuan/b001/",
    "/simulasi/",
    "/panduan/",
    "/panduan/penyusun/",
    "/panduan/penerbitan/",
    "/perubahan/",
    "/panduan/buku/",
    *(f"/panduan/buku/{nama}/" for nama in BUKU),
    "/tidak-ada/",
)
"""One page of each kind but those of single SOPs; the last does not exist."""


def project_copy(target: Path, sops: Path) -> Path:
    """Copy what a build needs, with another catalogue: the repository's own `docs/` and `site/` stay untouched."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", target)

    def generated(folder: str, names: list[str]) -> set[str]:
        made = {
            ROOT / "docs": GENERATED,
            ROOT / "docs" / "aset": ("pustaka",),
            ROOT / "docs" / "panduan": ("buku",),
        }.get(Path(folder), ())
        return {name for name in names if name in made}

    shutil.copytree(ROOT / "docs", target / "docs", ignore=generated)
    shutil.copytree(sops, target / "sops", symlinks=True)
    (target / "scripts").mkdir()
    for hook in (ROOT / "scripts").glob("mkdocs_*.py"):
        shutil.copy(hook, target / "scripts")
    return target


def build(target: Path, sops: Path, buku: Iterable[str] = ()) -> Path:
    """Build a site from the catalogue `sops`, each SOP simulated a few times; returns the site's folder.

    Args:
        target: Where.
        sops: The catalogue.
        buku: The notebooks that it shows; each is run.
    """
    project = project_copy(target, sops)
    (project / "notebooks").mkdir()
    for nama in buku:
        shutil.copy(ROOT / "notebooks" / f"{nama}.ipynb", project / "notebooks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ULANGAN, "20")
        assert build_site(project) == 0
    return project / "site"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's own, as a web server on the intranet does."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
        pass


@contextmanager
def served(folder: Path, handler: type[_Quiet] = _Quiet) -> Iterator[str]:
    """Serve a folder on loopback; yields its address, without a slash at the end."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium; fails with a plain word where it is not installed."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "Chromium is not installed: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        try:
            yield browser
        finally:
            browser.close()


def watch(page: Page, address: str, faults: list[str]) -> None:
    """Keep every fault, dialog and request that leaves the site of this address."""
    base = "/".join(address.split("/")[:3])

    def dismissed(dialog: Dialog) -> None:
        faults.append(f"dialog {dialog.message}")
        dialog.dismiss()

    page.on("console", lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", dismissed)
    page.on(
        "request",
        lambda request: None if request.url.startswith((base, "data:", "blob:")) else faults.append(request.url),
    )


def opened(browser: Browser, address: str, faults: list[str], **context: Any) -> Page:
    """Open an address in a context of its own; what goes wrong there is added to `faults`."""
    page = browser.new_context(**{"viewport": {"width": 1300, "height": 900}, **context}).new_page()
    watch(page, address, faults)
    page.goto(address, wait_until="load")
    return page
