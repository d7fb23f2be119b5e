"""Trying assumptions out in a real browser: the numbers of the command, a slider, a stop, a fault, and attacks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from scripts.cli import sop
from scripts.indonesian import run
from scripts.npm_package import AXE, kept
from tests.site_support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.situs

SOP = "dinkes-kota-tangerang/penjenjangan-kinerja"
SABAR = 240_000
"""Milliseconds: Python in a browser on a busy machine."""


class Halaman:
    """The page with its worker, and what went wrong on it."""

    def __init__(self, page: Page, base: str, query: str) -> None:
        self.page, self.faults = page, list[str]()
        page.set_default_timeout(SABAR)
        page.on("console", lambda m: self.faults.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith((base, "data:", "blob:")) else self.faults.append(r.url))
        page.goto(base + query, wait_until="load")

    def start(self) -> None:
        self.page.get_by_role("button", name="Mulai menghitung").click()

    @property
    def status(self) -> Any:
        return self.page.locator("[data-status]")

    def done(self) -> None:
        self.page.wait_for_function("/^Selesai/.test(document.querySelector('[data-status]').textContent)")

    def downloaded(self, button: str, folder: Path) -> Path:
        with self.page.expect_download() as found:
            self.page.get_by_role("button", name=button).click()
        target = folder / found.value.suggested_filename
        found.value.save_as(target)
        return target


@pytest.fixture(scope="module")
def halaman(browser: Browser, alamat: str) -> Iterator[Halaman]:
    """One page for all tests: Python is loaded once."""
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    opened = Halaman(
        context.new_page(), alamat, "/apa-jika/dinkes-kota-tangerang/?sop=penjenjangan-kinerja&ulangan=200&kembali=0.1"
    )
    assert opened.page.evaluate("performance.getEntriesByType('resource').every(e => !/pyodide/.test(e.name))")
    opened.start()
    opened.done()
    yield opened
    context.close()


def test_the_numbers_are_those_of_the_command_to_the_byte(
    halaman: Halaman, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    scenario = halaman.downloaded("Unduh skenario (YAML)", tmp_path)
    answer = halaman.downloaded("Unduh hasil (JSON)", tmp_path)
    asked = ["simulasi", SOP, "--akar", str(ROOT / "sops"), "--skenario", str(scenario), "--tangga", "--format", "json"]
    assert run(sop, "sop", [*asked, "--pekerja", "1"]) == 0
    assert answer.read_text("utf-8") == capsys.readouterr().out
    assert "peluang_kembali: 0.1\n  alasan: Dicoba di halaman apa-jika pada situs." in scenario.read_text("utf-8")


def test_drawings_are_taken_along_for_a_report(halaman: Halaman, tmp_path: Path):
    text = halaman.downloaded("SVG: unduh gambar Sebaran lama kasus", tmp_path).read_text("utf-8")
    assert "<rect" in text
    assert f"SOP {SOP}, 200 ulangan, benih 2026." in text
    assert "→ peluang dikembalikan 10" in text
    content = halaman.downloaded("PNG: unduh gambar Beban tiap peran", tmp_path).read_bytes()
    assert content.startswith(b"\x89PNG")


def test_a_slider_answers_by_key_and_its_setting_is_in_the_address(halaman: Halaman):
    page = halaman.page
    before = page.locator(".tl-aj-utama").text_content()
    page.get_by_label("Sekretaris", exact=True).press("ArrowRight")
    page.wait_for_function("location.search.includes('staf.sekretaris=2')")
    halaman.done()
    assert parse_qs(urlsplit(page.url).query) == {
        "sop": ["penjenjangan-kinerja"],
        "ulangan": ["200"],
        "kembali": ["0.1"],
        "staf.sekretaris": ["2"],
    }
    assert page.locator(".tl-aj-utama").text_content() != before
    assert "2 orang (dasar 1 orang)" in (page.locator("output", has_text="dasar 1 orang").text_content() or "")
    assert (page.locator(".tl-aj-perubahan p").text_content() or "").startswith("Dibandingkan dengan skenario Dasar")
    for name in ("Sebaran lama kasus", "Beban tiap peran"):
        drawing = page.get_by_role("img", name=re.compile(name))
        assert drawing.locator("rect").count() >= 4
        assert drawing.locator("desc").text_content()


def test_what_needs_another_thing_goes_with_it(halaman: Halaman):
    page = halaman.page
    page.get_by_label("Jam kerja dan hari libur").uncheck()
    assert not page.get_by_label("Antrean pada orang yang sama").is_checked()
    assert not page.get_by_label("SOP lain dan pekerjaan lain").is_checked()
    halaman.done()
    page.get_by_label("SOP lain dan pekerjaan lain").check()
    assert page.get_by_label("Jam kerja dan hari libur").is_checked()
    page.get_by_role("button", name="Kembalikan semua ke dasar").click()
    page.wait_for_function("location.search === '?sop=penjenjangan-kinerja'")


def test_too_much_work_and_bad_hours_are_said_in_words(halaman: Halaman):
    page = halaman.page
    page.get_by_label("Ulangan").select_option("200")
    page.get_by_label("Bagian waktu untuk pekerjaan di luar SOP").fill("0.95")
    halaman.done()
    assert "Lama kasus tidak dapat dijawab" in (page.locator("[data-ringkas]").text_content() or "")
    assert "diminta bekerja" in (page.locator(".tl-simulasi-awas").text_content() or "")
    page.get_by_label("Pola").select_option("mingguan")
    page.get_by_label("Tutup pukul").fill("07:00")
    page.wait_for_function("/Bukan jam buka/.test(document.querySelector('[data-status]').textContent)")
    assert "Traceback" not in (halaman.status.text_content() or "")
    page.get_by_role("button", name="Kembalikan semua ke dasar").click()
    page.wait_for_function("location.search === '?sop=penjenjangan-kinerja'")


def test_a_run_can_be_stopped_and_goes_on_when_asked_again(halaman: Halaman):
    page = halaman.page
    page.get_by_label("Benih").fill("7")
    page.get_by_label("Ulangan").select_option("5000")
    page.get_by_role("button", name="Berhenti").click()  # before the change was asked about, or after
    assert (halaman.status.text_content() or "").startswith("Dihentikan")
    page.get_by_label("Ulangan").select_option("2000")
    page.wait_for_function("location.search.includes('ulangan=2000')")
    page.wait_for_function("document.querySelector('[data-kemajuan]').value > 0")
    page.get_by_role("button", name="Berhenti").click()
    assert (halaman.status.text_content() or "").startswith("Dihentikan")
    page.get_by_label("Ulangan").select_option("200")
    page.wait_for_function("/^Selesai: 200 ulangan, benih 7/.test(document.querySelector('[data-status]').textContent)")


def test_the_answer_is_accessible_and_fits_a_phone(halaman: Halaman):
    page = halaman.page
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate(kept(AXE).read_text("utf-8"))
    found: Any = page.evaluate(
        "axe.run(document.querySelector('.md-content')).then(r => r.violations.map(v => [v.id, v.nodes[0].html]))"
    )
    assert found == []
    assert halaman.faults == []


def test_an_office_full_of_attacks_is_text(browser: Browser, alamat_jahat: str, situs_jahat: Path):
    context = browser.new_context()
    opd = next(iter(sorted((situs_jahat / "apa-jika").glob("*.json")))).stem
    opened = Halaman(
        context.new_page(),
        alamat_jahat,
        f"/apa-jika/{opd}/?ulangan=200&__proto__=1&toString=1&alasan=<img src=x onerror=jebol()>",
    )
    opened.start()
    opened.page.wait_for_function(
        "/^(Selesai|.*kesalahan|.*belum ada)/.test(document.querySelector('[data-status]').textContent)"
    )
    assert opened.page.evaluate("window.jebol") is None
    assert opened.page.locator("[data-hasil] :is(script, iframe, img)").count() == 0
    assert opened.faults == []
    context.close()
