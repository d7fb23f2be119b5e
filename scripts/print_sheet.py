"""The official sheet as PDF: the page that the site shows, printed by Chromium."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from katalog.checking import Telaah

PERAMBAN: Final = "TATALAKSANA_CHROMIUM"
"""Environment variable that names the browser to print with, where it is not on the search path."""
KERTAS: Final = ("a4", "f4")
BATAS_DETIK: Final = 120
_NAMA = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_ASET = Path(__file__).resolve().parent.parent / "docs" / "aset" / "lembar"
_TANGGAL = re.compile(rb"(?<=Date \(D:)\d{14}[+-]\d\d'\d\d'(?=\))")
_UNSUR = re.compile(rb"\(node\d{8}\)")
_BUTIR_INDEKS = re.compile(_UNSUR.pattern + rb" \d+ 0 R")
_INDEKS = re.compile(
    rb"/Limits \[%b %b\](?P<sela>\s)/Names \[(?P<butir>%b(?: %b)*)\]"
    % (_UNSUR.pattern, _UNSUR.pattern, _BUTIR_INDEKS.pattern, _BUTIR_INDEKS.pattern)
)
_TETAP = b"19700101000000+00'00'"


class PrintError(Exception):
    """No PDF could be made; the message is for people."""


def print_sheet(telaah: Telaah, id_sop: str, kertas: str = "a4") -> bytes:
    """Return the official sheet of one SOP as a PDF, tagged, with selectable text.

    The same catalogue gives the same bytes with the same browser and fonts; see `normalised`.

    Args:
        telaah: the analysed catalogue.
        id_sop: the SOP, `<opd>/<slug>`.
        kertas: `a4` or `f4`, both landscape.

    Raises PrintError where there is no Chromium, where it fails, or where it takes longer than `BATAS_DETIK`;
    KeyError where there is no such SOP; ValueError for other paper.
    """
    if kertas not in KERTAS:
        raise ValueError(kertas)
    try:
        from katalog.render.sheet_page import sheet_page  # noqa: PLC0415 - other forms of export need no templates
    except ModuleNotFoundError as error:
        raise PrintError('Pencetakan belum terpasang: pip install -e ".[situs]".') from error
    document = telaah.katalog[id_sop]
    browser = find_browser()
    with tempfile.TemporaryDirectory(prefix="lembar-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        page = root / "sop" / document.opd / document.slug / "lembar.html"
        page.parent.mkdir(parents=True)
        page.write_text(sheet_page(telaah, document, "../../../"), encoding="utf-8")
        if not _ASET.is_dir():
            raise PrintError(f"Folder gaya lembar {_ASET} tidak ada. Jalankan dari salinan proyek yang lengkap.")
        shutil.copytree(_ASET, root / "aset" / "lembar")
        target = root / "lembar.pdf"
        _print(browser, f"{page.as_uri()}?kertas={kertas}", target, root / "profil")
        return normalised(target.read_bytes())


def find_browser() -> str:
    """Return the path of the browser to print with; raises PrintError where there is none."""
    named = os.environ.get(PERAMBAN)
    if named:
        found = shutil.which(named)
        if found is None:
            raise PrintError(f"Peramban {named} (dari {PERAMBAN}) tidak ditemukan atau tidak dapat dijalankan.")
        return found
    for name in _NAMA:
        found = shutil.which(name)
        if found:
            return found
    raise PrintError(
        "PDF dibuat dengan Chromium, dan peramban itu tidak ada di komputer ini. Pasang Chromium atau Google Chrome, "
        f"atau tulis letaknya pada variabel {PERAMBAN}. Lembar resmi di situs juga dapat dicetak dari peramban lain."
    )


def normalised(pdf: bytes) -> bytes:
    """Return a PDF without what differs from one run of Chromium to the next; nothing in it moves.

    The dates of creation and change become a constant. The names of tagged elements carry numbers that the browser
    counts up while it runs: they are numbered anew as they appear, and their index is sorted by the new names, as the
    format asks.
    """
    fixed = _TANGGAL.sub(_TETAP, pdf)
    names = {name: b"(node%08d)" % number for number, name in enumerate(dict.fromkeys(_UNSUR.findall(fixed)), start=1)}
    renamed = _UNSUR.sub(lambda match: names[match[0]], fixed)
    return _INDEKS.sub(_sorted_index, renamed)


def _sorted_index(match: re.Match[bytes]) -> bytes:
    entries = sorted(_BUTIR_INDEKS.findall(match["butir"]))
    first, last = (_UNSUR.findall(entries[end])[0] for end in (0, -1))
    return b"/Limits [%b %b]%b/Names [%b]" % (first, last, match["sela"], b" ".join(entries))


def _print(browser: str, address: str, target: Path, profile: Path) -> None:
    """Print a page. Its script draws everything before the page has loaded, and Chromium prints after that."""
    command = [
        browser,
        "--headless",
        "--disable-gpu",
        "--disable-extensions",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--no-default-browser-check",
        "--no-pdf-header-footer",
        "--generate-pdf-document-outline",
        "--lang=id",
        f"--user-data-dir={profile}",
        f"--print-to-pdf={target}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--no-sandbox")  # Chromium refuses to run as root with it
    try:
        process = subprocess.Popen(
            [*command, address],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise PrintError(f"{browser} tidak dapat dijalankan ({error.strerror}).") from error
    try:
        _, said = process.communicate(timeout=BATAS_DETIK)
    except subprocess.TimeoutExpired as error:
        raise PrintError(f"Chromium belum selesai mencetak sesudah {BATAS_DETIK} detik, lalu dihentikan.") from error
    finally:
        _stop(process)
    if process.returncode != 0 or not target.is_file() or not target.read_bytes().startswith(b"%PDF"):
        last = said.decode(errors="replace").strip().splitlines()[-1:] or ["tanpa keterangan"]
        raise PrintError(f"Chromium gagal mencetak (kode {process.returncode}): {last[0][:300]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a browser and the processes that it started."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()
