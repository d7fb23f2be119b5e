"""`sop ekspor --ke pdf`: a tagged PDF on the right paper, the same bytes each time, and plain words where it fails."""

from __future__ import annotations

import os
import re
import stat
import sys
import time
import zlib
from typing import TYPE_CHECKING

import pytest

from scripts import print_sheet as module
from scripts.cli import sop
from scripts.indonesian import run
from scripts.print_sheet import PERAMBAN, PrintError, find_browser, normalised, print_sheet
from tests.sheet_support import read_sheet, write_sheets
from tests.site_support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from katalog.checking import Telaah

ID = "dinkes-kab-balangan/pengumpulan-data-kinerja"
AKAR = ["--akar", str(ROOT / "sops")]
TITIK = 72 / 25.4
UKURAN = {"a4": (297, 210), "f4": (330, 215)}


def media(pdf: bytes) -> list[tuple[float, float]]:
    """The width and height of each page, in points."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(float(width), float(height)) for width, height in boxes]


def unpacked(pdf: bytes) -> bytes:
    streams = re.findall(rb"/FlateDecode.*?stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return b"\n".join(zlib.decompress(stream) for stream in streams)


def letters(pdf: bytes) -> set[str]:
    """The characters that the fonts' tables give back: what can be selected and searched."""
    found = set()
    for kind, block in re.findall(rb"beginbf(char|range)(.*?)endbf", unpacked(pdf), re.DOTALL):
        for row in block.strip().splitlines():
            codes = [int(code, 16) for code in re.findall(rb"<([0-9A-F]+)>", row)]
            last = codes[-1] + (codes[1] - codes[0] if kind == b"range" else 0)
            found |= {chr(code) for code in range(codes[-1], last + 1)}
    return found


@pytest.mark.situs
@pytest.mark.parametrize("kertas", ["a4", "f4"])
def test_pdf_is_on_the_right_paper(telaah: Telaah, browser: Browser, tmp_path: Path, kertas: str):
    pdf = print_sheet(telaah, ID, kertas)
    width, height = (side * TITIK for side in UKURAN[kertas])
    pages = media(pdf)
    assert all(abs(w - width) < 1 and abs(h - height) < 1 for w, h in pages)
    # as many pages as the screen shows sheets of paper
    address = write_sheets(tmp_path, {"sama": telaah.katalog[ID].sop})["sama"]
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    papers = read_sheet(page, f"{address}?kertas={kertas}")
    page.close()
    assert len(pages) == len(papers) > 1
    assert all(abs(one["ukuran"][0] - UKURAN[kertas][0]) < 0.3 for one in papers)
    assert all(abs(one["ukuran"][1] - UKURAN[kertas][1]) < 0.3 for one in papers)
    assert b"/MarkInfo" in pdf
    assert b"/Lang (id)" in pdf
    assert b"/Title (Lembar SOP Pengumpulan Data Kinerja" in pdf
    assert {*"PengumpulandataKinerja†‡"} <= letters(pdf)
    assert b"file:" not in pdf + unpacked(pdf)


@pytest.mark.situs
def test_pdf_has_the_same_bytes_each_time(telaah: Telaah):
    first = print_sheet(telaah, ID)
    assert print_sheet(telaah, ID) == first
    assert first.count(b"Date (D:19700101000000+00'00')") == 2


def test_dates_become_a_constant_in_place():
    pdf = b"<</CreationDate (D:20261121074235+00'00')\n/ModDate (D:20261121074235-07'30')>> (D:20261121074235+00'00')"
    fixed = normalised(pdf)
    assert len(fixed) == len(pdf)
    assert fixed == (
        b"<</CreationDate (D:19700101000000+00'00')\n/ModDate (D:19700101000000+00'00')>> (D:20261121074235+00'00')"
    )


def test_names_of_elements_are_numbered_anew_and_indexed_in_order():
    pdf = (
        b"/ID (node00000140) /Headers [(node00000037)] node00000140\n"
        b"<</Limits [(node00000037) (node00000140)]\n/Names [(node00000037) 12 0 R (node00000140) 2 0 R]>>"
    )
    assert normalised(pdf) == (
        b"/ID (node00000001) /Headers [(node00000002)] node00000140\n"
        b"<</Limits [(node00000001) (node00000002)]\n/Names [(node00000001) 2 0 R (node00000002) 12 0 R]>>"
    )


@pytest.mark.situs
def test_command_writes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    target = tmp_path / "lembar.pdf"
    code = run(sop, "sop", ["ekspor", ID, "--ke", "pdf", "--kertas", "f4", "--keluaran", str(target), *AKAR])
    assert (code, *capsys.readouterr()) == (0, "", f"Ditulis: {target}\n")
    assert target.read_bytes().startswith(b"%PDF")
    assert media(target.read_bytes())[0][0] > 930


def fake(folder: Path, script: str) -> str:
    """A program that stands in for the browser."""
    path = folder / "peramban"
    path.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_no_browser_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.delenv(PERAMBAN, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PrintError, match="Pasang Chromium"):
        find_browser()
    assert run(sop, "sop", ["ekspor", ID, "--ke", "pdf", "--keluaran", str(tmp_path / "x.pdf"), *AKAR]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Galat: PDF dibuat dengan Chromium")
    assert not (tmp_path / "x.pdf").exists()


def test_named_browser_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv(PERAMBAN, fake(tmp_path, ""))
    assert find_browser() == str(tmp_path / "peramban")
    monkeypatch.setenv(PERAMBAN, str(tmp_path / "tidak-ada"))
    with pytest.raises(PrintError, match="tidak-ada"):
        find_browser()


def test_failing_browser_is_said_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, telaah: Telaah):
    monkeypatch.setenv(PERAMBAN, fake(tmp_path, "import sys; sys.exit('layar tidak ada')"))
    with pytest.raises(PrintError, match="gagal mencetak \\(kode 1\\): layar tidak ada"):
        print_sheet(telaah, ID)
    monkeypatch.setenv(PERAMBAN, fake(tmp_path, ""))
    with pytest.raises(PrintError, match="gagal mencetak \\(kode 0\\): tanpa keterangan"):
        print_sheet(telaah, ID)


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="process groups are POSIX")
def test_hanging_browser_is_stopped_with_its_children(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, telaah: Telaah):
    note = tmp_path / "anak"
    script = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(note)!r}, 'w').write(str(child.pid))\n"
        "time.sleep(60)\n"
    )
    monkeypatch.setenv(PERAMBAN, fake(tmp_path, script))
    monkeypatch.setattr(module, "BATAS_DETIK", 2)
    with pytest.raises(PrintError, match="sesudah 2 detik"):
        print_sheet(telaah, ID)
    assert not _alive(int(note.read_text("utf-8")))


def _alive(pid: int) -> bool:
    """Whether a process still runs; one that has ended may take a moment to go."""
    for _ in range(50):
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8") as status:  # noqa: PTH123 - no file of ours
                if status.read().rpartition(")")[2].split()[0] == "Z":
                    return False
        except OSError:
            return False
        time.sleep(0.1)
    return True


def test_other_paper_is_refused(telaah: Telaah):
    with pytest.raises(ValueError, match="a3"):
        print_sheet(telaah, ID, "a3")
    assert run(sop, "sop", ["ekspor", ID, "--ke", "pdf", "--kertas", "a3", *AKAR]) == 2
