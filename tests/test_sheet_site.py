"""Sheets as part of the site: found from the SOP's page, drawn under a strict policy, readable without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from katalog.flow import build_flow
from katalog.render.sheet_flow import sheet_flow
from tests.sheet_support import READ, eroded_borders, faults, hugging, shared_pieces
from tests.site_support import _Quiet, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from katalog.checking import Telaah

pytestmark = pytest.mark.situs

STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
SOPS = (
    "dinkes-kota-tangerang/penjenjangan-kinerja",
    "dp3ap2kb-kota-tangerang/penjenjangan-kinerja",
    "kecamatan-neglasari/penyusunan-perjanjian-kinerja",
    "dinkes-kab-balangan/pengumpulan-data-kinerja",
    "dinkes-kab-mojokerto/pengukuran-kinerja",
)
LABELS = """() => [...document.querySelectorAll('.lb-label')].map(g =>
    [...g.querySelectorAll('text')].map(t => t.firstChild.data || '').join(' '))"""


class _WithPolicy(_Quiet):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()


@pytest.fixture(scope="module")
def ketat(situs: Path) -> Iterator[str]:
    """The address of the real site under a strict policy."""
    with served(situs, _WithPolicy) as address:
        yield address


class Strict:
    """A browser page that remembers every fault and every request to elsewhere."""

    def __init__(self, browser: Browser, base: str, **options: Any) -> None:
        self.context = browser.new_context(viewport={"width": 1400, "height": 900}, **options)
        self.base, self.faults = base, list[str]()
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", self._asked_by_dialog)
        self.page.on("request", self._asked)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith(self.base + "/"):
            self.faults.append(f"outside: {request.url}")

    def _asked_by_dialog(self, dialog: Any) -> None:
        self.faults.append(dialog.message)
        dialog.dismiss()

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page


@pytest.mark.parametrize("kertas", ["a4", "f4"])
@pytest.mark.parametrize("sop", SOPS)
def test_sheet_is_drawn(browser: Browser, ketat: str, telaah: Telaah, sop: str, kertas: str):
    strict = Strict(browser, ketat, color_scheme="dark")
    page = strict.open(f"/sop/{sop}/lembar.html?kertas={kertas}")
    assert page.evaluate("document.documentElement.dataset.lembar") == "siap"
    papers = page.evaluate(READ)
    assert faults(papers) == []
    drawn_on = [paper for paper in papers if paper["baris"]]
    assert [(shared_pieces(paper), hugging(paper), eroded_borders(paper)) for paper in drawn_on] == [
        ([], [], []) for _ in drawn_on
    ]
    # neither notes nor a signature stand on a page of their own
    assert papers[-1]["baris"]
    document = telaah.katalog[sop].sop
    drawing = sheet_flow(document, build_flow(document))
    drawn = {line["id"] for paper in papers for line in paper["garis"]}
    assert drawn == {str(index) for index in range(len(drawing.garis))}
    arrows = {line["id"] for paper in papers for line in paper["garis"] if line["jenis"] == "alur"}
    flow = telaah.turunan[sop].alur
    assert len(arrows) == len(flow.panah) + len(flow.tanpa_tujuan)
    said = sorted(text for text in page.evaluate(LABELS) if text.strip() and not text.startswith("†"))
    assert said == sorted(line.label for line in drawing.garis if line.label)
    # paper is white, and its size is the printer's
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.lb-kertas')).backgroundColor") == "rgb(255, 255, 255)"
    )
    active = page.locator("link[data-kertas][media=print]")
    assert [link.get_attribute("data-kertas") for link in active.all()] == [kertas]
    # every page of the flowchart repeats the head
    assert {paper["kepala"] for paper in papers if paper["baris"]} == {2}
    assert strict.faults == []
    strict.context.close()


def test_words_are_large_enough_to_read(browser: Browser, ketat: str):
    strict = Strict(browser, ketat)
    page = strict.open(f"/sop/{SOPS[3]}/lembar.html")
    small = page.evaluate(
        """() => [...document.querySelectorAll('.lb-kertas *')].filter(e => !e.closest('svg, .lb-tanda') &&
            [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) &&
            parseFloat(getComputedStyle(e).fontSize) < 8 * 96 / 72 - 0.01).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []
    strict.context.close()


def test_sheet_is_found_from_the_page_and_leads_back(browser: Browser, alamat: str):
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.goto(f"{alamat}/sop/{SOPS[0]}/")
    page.get_by_role("link", name="Lembar resmi (cetak)").click()
    assert page.url == f"{alamat}/sop/{SOPS[0]}/lembar.html"
    page.get_by_role("link", name="F4 (folio)").press("Enter")
    assert page.url.endswith("?kertas=f4")
    assert page.get_by_role("link", name="F4 (folio)").get_attribute("aria-current") == "true"
    assert abs(page.evaluate("document.querySelector('.lb-kertas').offsetWidth") - 330 * 96 / 25.4) < 1
    page.get_by_role("link", name="A4", exact=True).click()
    assert abs(page.evaluate("document.querySelector('.lb-kertas').offsetWidth") - 297 * 96 / 25.4) < 1
    page.get_by_role("link", name="Kembali ke halaman SOP").click()
    assert page.url == f"{alamat}/sop/{SOPS[0]}/"
    context.close()


def test_print_shows_paper_alone(browser: Browser, ketat: str):
    strict = Strict(browser, ketat)
    page = strict.open(f"/sop/{SOPS[0]}/lembar.html")
    page.evaluate("window.print = () => { document.title = 'dicetak'; }")
    page.get_by_role("button", name="Cetak").click()
    assert page.title() == "dicetak"
    page.emulate_media(media="print")
    assert page.locator(".lb-bilah").is_hidden()
    paper = "(e => [e.offsetLeft, e.offsetTop, e.offsetWidth, e.offsetHeight])(document.querySelector('.lb-kertas'))"
    assert page.locator("#lembar > :not(.lb-kertas)").count() == 0
    assert page.evaluate(paper) == [0, 0, round(297 * 96 / 25.4), round(210 * 96 / 25.4)]
    strict.context.close()


def test_readable_without_scripts(browser: Browser, ketat: str):
    strict = Strict(browser, ketat, java_script_enabled=False)
    page = strict.open(f"/sop/{SOPS[0]}/lembar.html")
    assert page.locator("tr[data-baris]").count() == 6
    assert page.locator("[data-simpul=s4]").is_visible()
    assert page.get_by_text("Sekretaris; arah: Ya → langkah 6; Tidak → kembali ke langkah 4").is_visible()
    assert page.get_by_text("bukan naskah asli yang ditandatangani").is_visible()
    assert page.get_by_role("button", name="Cetak").count() == 0
    assert strict.faults == []
    strict.context.close()


def test_failing_script_leaves_the_plain_sheet(browser: Browser, alamat: str):
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.add_init_script("Element.prototype.getBoundingClientRect = () => { throw new Error('rusak'); };")
    page.goto(f"{alamat}/sop/{SOPS[0]}/lembar.html")
    assert page.evaluate("document.documentElement.dataset.lembar") == "gagal"
    assert page.locator("tr[data-baris]").count() == 6
    assert page.get_by_text("Sekretaris; arah: Ya → langkah 6; Tidak → kembali ke langkah 4").is_visible()
    assert any("rusak" in text for text in said)
    context.close()


def test_attacks_stay_text(browser: Browser, situs_jahat: Path):
    with served(situs_jahat, _WithPolicy) as address:
        look_at_attacks(Strict(browser, address))


def look_at_attacks(strict: Strict) -> None:
    page = strict.open("/sop/dinas-contoh/serangan/lembar.html")
    assert page.evaluate("document.documentElement.dataset.lembar") == "siap"
    assert page.evaluate("window.jebol") is None
    assert faults(page.evaluate(READ)) == []
    text = " ".join((page.locator("#lembar").text_content() or "").split())
    for words in (
        "</title></h1><script>window.jebol=1</script>",
        "{{ 7*7 }} {% raw %} ${7*7} <b>tebal</b>",
        "<b>Tidak</b>",
    ):
        assert words in text
    assert page.locator("#lembar script, #lembar iframe, #lembar img, #lembar style").count() == 0
    assert strict.faults == []
    strict.context.close()
