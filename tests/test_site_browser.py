"""The site in a real browser: no outside request, no console fault, every diagram drawn; attacks stay text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.site_support import KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.situs

SOPS = (
    "dinkes-kota-tangerang/penjenjangan-kinerja",
    "dp3ap2kb-kota-tangerang/penjenjangan-kinerja",
    "kecamatan-neglasari/penyusunan-perjanjian-kinerja",
    "dinkes-kab-balangan/pengumpulan-data-kinerja",
    "dinkes-kab-mojokerto/pengukuran-kinerja",
)


class Watched:
    """A browser page that remembers every request, console fault and dialog."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.outside: list[str] = []
        self.faults: list[str] = []
        page.on("request", self._request)
        page.on("console", lambda message: self._fault(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self._fault(str(error)))
        page.on("dialog", self._dialog)

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.outside.append(request.url)

    def _dialog(self, dialog: Any) -> None:
        self._fault(f"dialog {dialog.message}")
        dialog.dismiss()

    def _fault(self, text: str) -> None:
        self.faults.append(text)

    def open(self, path: str) -> None:
        self.page.goto(self.base + path, wait_until="load")

    def wait_for_diagrams(self) -> int:
        self.page.wait_for_function(
            "[...document.querySelectorAll('.mermaid')].every(d => d.querySelector('svg'))", timeout=20_000
        )
        return self.page.locator(".mermaid").count()


@pytest.fixture
def watched(browser: Browser, alamat: str):
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    yield Watched(context.new_page(), alamat)
    context.close()


@pytest.mark.parametrize("path", KINDS)
def test_page_kind_opens_without_fault(watched: Watched, path: str):
    watched.open(path)
    assert watched.page.locator("h1").count() == 1
    assert watched.page.locator("html").get_attribute("lang") == "id"
    assert watched.outside == []
    missing = [fault for fault in watched.faults if not (path == "/tidak-ada/" and "404" in fault)]
    assert missing == []
    assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sop", SOPS)
def test_swimlane_is_drawn(browser: Browser, alamat: str, telaah, sop: str, scheme: Any):
    context = browser.new_context(viewport={"width": 1300, "height": 900}, color_scheme=scheme)
    watched = Watched(context.new_page(), alamat)
    watched.open(f"/sop/{sop}/")
    assert watched.wait_for_diagrams() >= 1
    assert watched.outside == []
    assert watched.faults == []
    assert watched.page.locator("svg[aria-roledescription=error]").count() == 0
    diagram = watched.page.locator("[data-bagan] .mermaid svg")
    document = telaah.katalog[sop].sop
    words = diagram.text_content() or ""
    for _, name in document.pelaksana:
        assert "".join(name.split()) in "".join(words.split())  # a narrow lane breaks its title
    # One row a step, in printed order: the top of each symbol lies below the top of the one before.
    tops = watched.page.evaluate(
        """urutan => urutan.map(n => {
            const svg = document.querySelector('[data-bagan] .mermaid svg');
            const node = [...svg.querySelectorAll('.node')].find(e => new RegExp(`-s${n}-\\\\d+$`).test(e.id));
            return node ? node.getBoundingClientRect().top : null;
        })""",
        [step.urut for step in document.langkah],
    )
    assert None not in tops
    assert tops == sorted(tops)
    assert len(set(tops)) == len(tops)
    assert diagram.get_attribute("aria-labelledby")
    context.close()


def test_symbol_leads_to_its_step(watched: Watched):
    watched.open(f"/sop/{SOPS[0]}/")
    watched.wait_for_diagrams()
    watched.page.locator("[data-bagan] .mermaid svg a").nth(4).click()
    assert watched.page.url.endswith("#langkah-5")
    assert watched.page.locator("#langkah-5").is_visible()


def test_zoom_by_button_and_key(watched: Watched):
    watched.open(f"/sop/{SOPS[0]}/")
    watched.wait_for_diagrams()
    svg = watched.page.locator("[data-bagan] .mermaid svg")

    def width() -> float:
        return float(svg.evaluate("e => e.getBoundingClientRect().width"))

    before = width()
    watched.page.get_by_role("button", name="Perbesar bagan").click()
    larger = width()
    assert larger > before * 1.2
    watched.page.locator(".tl-bagan-layar").focus()
    watched.page.keyboard.press("+")
    assert width() > larger * 1.2
    watched.page.keyboard.press("0")
    assert abs(width() - before) < 2


def test_search_finds_an_sop(watched: Watched):
    watched.open("/")
    watched.page.locator("[data-cari]").click()
    watched.page.keyboard.type("penjenjangan")
    place = "/sop/dinkes-kota-tangerang/penjenjangan-kinerja/"
    watched.page.locator(f'.md-search-result__item a[href*="{place}"]').first.wait_for()
    assert watched.outside == []


@pytest.mark.parametrize(
    "path", ["/", f"/sop/{SOPS[0]}/", f"/sop/{SOPS[4]}/", "/proses/penjenjangan-kinerja/", "/hukum/"]
)
def test_phone_width_does_not_scroll_sideways(browser: Browser, alamat: str, path: str):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    watched = Watched(context.new_page(), alamat)
    watched.open(path)
    assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert watched.faults == []
    context.close()


def test_readable_without_javascript(browser: Browser, alamat: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{alamat}/sop/{SOPS[0]}/")
    assert page.locator("#langkah-6").is_visible()
    page.locator("text=Alur dalam kata-kata").click()
    assert page.get_by_text("Tidak → kembali ke langkah 4").first.is_visible()
    assert page.locator("[data-bagan]").is_hidden()
    context.close()


def test_print_shows_one_diagram_a_page_with_connectors(browser: Browser, alamat: str):
    context = browser.new_context()
    watched = Watched(context.new_page(), alamat)
    watched.open(f"/sop/{SOPS[0]}/")
    watched.wait_for_diagrams()
    watched.page.emulate_media(media="print")
    assert watched.page.locator("[data-bagan]").is_hidden()
    printed = watched.page.locator(".tl-bagan-cetak .mermaid svg")
    assert printed.count() == 2
    assert "ke langkah 6, hal. 2" in re.sub(r"\s+", " ", printed.nth(0).text_content() or "")
    assert "dari langkah 5, hal. 1" in re.sub(r"\s+", " ", printed.nth(1).text_content() or "")
    context.close()


def hostile_paths(site: Path) -> list[str]:
    return sorted(
        "/" + page.relative_to(site).as_posix().removesuffix("index.html") for page in site.rglob("index.html")
    )


def test_attacks_stay_text(browser: Browser, alamat_jahat: str, situs_jahat: Path):
    context = browser.new_context()
    watched = Watched(context.new_page(), alamat_jahat)
    own = ("/", "/sop/", "/opd/", "/proses/", "/hukum/", "/jabatan/", "/temuan/")
    visited = 0
    for path in hostile_paths(situs_jahat):
        if not (path in own or path.startswith(("/sop/", "/opd/", "/proses/", "/hukum/", "/jabatan/", "/banding/"))):
            continue
        watched.open(path)
        if path.startswith("/sop/d"):
            assert watched.wait_for_diagrams() == 3
            assert watched.page.locator("svg[aria-roledescription=error]").count() == 0
        assert watched.page.evaluate("window.jebol") is None, path
        bad = watched.page.evaluate(
            """() => [...document.querySelectorAll('*')].flatMap(e => [...e.attributes]
                .filter(a => /^on/i.test(a.name) || (/^(href|src|action|xlink:href)$/i.test(a.name) &&
                             /^\\s*(javascript|vbscript|data:text)/i.test(a.value)))
                .map(a => `${e.tagName} ${a.name}=${a.value}`))"""
        )
        assert bad == [], path
        assert watched.page.locator(".md-content iframe, .md-content script:not([src])").count() <= 1, path
        visited += 1
    assert visited >= 10
    assert watched.outside == []
    assert [fault for fault in watched.faults if "404" not in fault] == []
    context.close()


def test_attack_words_are_shown_verbatim(browser: Browser, alamat_jahat: str):
    context = browser.new_context()
    watched = Watched(context.new_page(), alamat_jahat)
    watched.open("/sop/dinas-contoh/serangan/")
    assert watched.page.locator("h1").count() == 1
    heading = watched.page.locator("h1").text_content() or ""
    assert "</title></h1><script>window.jebol=1</script>" in heading
    body = " ".join((watched.page.locator(".md-content").text_content() or "").split())
    for words in ("{{ 7*7 }} {% raw %} ${7*7} <b>tebal</b>", "&lt;script&gt; &#60;script&#62;", "<!-- komentar"):
        assert words in body
    assert "49" not in (watched.page.locator(".tl-fakta").text_content() or "")
    context.close()


def test_search_shows_attacks_as_text(browser: Browser, alamat_jahat: str):
    context = browser.new_context()
    watched = Watched(context.new_page(), alamat_jahat)
    watched.open("/")
    watched.page.locator("[data-cari]").click()
    watched.page.keyboard.type("jebol")
    watched.page.locator(".md-search-result__item").first.wait_for(timeout=10_000)
    watched.page.wait_for_timeout(500)
    assert watched.page.evaluate("window.jebol") is None
    assert (
        watched.page.locator(".md-search-result img, .md-search-result script, .md-search-result iframe").count() == 0
    )
    assert watched.outside == []
    context.close()
