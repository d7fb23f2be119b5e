"""The site for everyone: axe-core finds no serious fault, all is reached by keyboard, much works without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from jinja2 import Environment, FileSystemLoader

from scripts.npm_package import AXE, kept
from tests.site_support import KINDS, ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.situs

SOP = "/sop/kecamatan-neglasari/penyusunan-perjanjian-kinerja/"
PAGES = (
    SOP,
    "/sop/dinkes-kota-tangerang/penjenjangan-kinerja/",
    "/sop/dinkes-kota-tangerang/penjenjangan-kinerja/lembar.html",
    *KINDS,
)
VIEWS: dict[str, dict[str, Any]] = {
    "terang": {"viewport": {"width": 1300, "height": 900}, "color_scheme": "light"},
    "gelap": {"viewport": {"width": 1300, "height": 900}, "color_scheme": "dark"},
    "ponsel": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
SERIOUS = {"serious", "critical"}


def axe_faults(page: Any) -> list[str]:
    """Run axe-core on the page as it stands; returns each serious fault with the first places of it."""
    page.add_script_tag(path=str(kept(AXE)))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {violation['help']} {[node['html'][:160] for node in violation['nodes'][:3]]}"
        for violation in found["violations"]
        if violation["impact"] in SERIOUS
    ]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(browser: Browser, alamat: str, path: str, view: str):
    context = browser.new_context(**VIEWS[view], reduced_motion="reduce")
    page = context.new_page()
    page.goto(alamat + path)
    page.wait_for_function("[...document.querySelectorAll('.mermaid')].every(d => d.querySelector('svg'))")
    assert axe_faults(page) == []
    context.close()


def test_axe_finds_nothing_serious_in_search(browser: Browser, alamat: str):
    context = browser.new_context(**VIEWS["terang"], reduced_motion="reduce")
    page = context.new_page()
    page.goto(alamat + "/")
    page.locator("[data-cari]").click()
    page.keyboard.type("kinerja")
    page.locator(".md-search-result__item a").first.wait_for()
    page.wait_for_timeout(400)
    assert axe_faults(page) == []
    context.close()


def test_axe_would_find_a_fault(browser: Browser, alamat: str):
    page = browser.new_page()
    page.goto(alamat + "/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x><button></button>')")
    assert {fault.partition(":")[0] for fault in axe_faults(page)} >= {"image-alt", "button-name"}
    page.close()


def report_text(href: str) -> str:
    """Return what a report link writes into the mail."""
    assert href.startswith("mailto:?subject=")
    return unquote(href)


def test_mistakes_are_reported_with_page_and_step(browser: Browser, alamat: str):
    page = browser.new_page()
    page.goto(alamat + SOP)
    whole = report_text(
        page.get_by_role("link", name="Laporkan kesalahan pada halaman ini").get_attribute("href") or ""
    )
    assert "Penyusunan Perjanjian Kinerja, Kecamatan Neglasari" in whole
    assert f"Alamat: {alamat}{SOP}\n" in whole
    step = page.get_by_role("link", name="Laporkan kesalahan pada langkah 5", exact=True)
    told = report_text(step.get_attribute("href") or "")
    assert f"Alamat: {alamat}{SOP}#langkah-5\nLangkah: 5\n" in told
    assert page.locator(".tl-lapor-langkah").count() == page.locator("tr[id^=langkah-]").count()
    page.close()


def test_mistakes_are_reported_without_javascript(browser: Browser, alamat: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(alamat + SOP)
    told = report_text(page.get_by_role("link", name="Laporkan kesalahan pada halaman ini").get_attribute("href") or "")
    assert "Halaman: Penyusunan Perjanjian Kinerja, Kecamatan Neglasari (sop/kecamatan-neglasari/" in told
    context.close()


@pytest.mark.parametrize(
    ("laporan", "href"),
    [
        ("", None),
        (
            "https://lapor.contoh/?h={halaman}&j={judul}&l={langkah}",
            "https://lapor.contoh/?h=sop/a/&amp;j=A%20%26%20B&amp;l=",
        ),
        ("mailto:sop@kantor.contoh?subject={judul}", "mailto:sop@kantor.contoh?subject=A%20%26%20B"),
        ("mailto:?subject={judul}", "mailto:?subject=A%20%26%20B"),
    ],
)
def test_report_address_is_configured(laporan: str, href: str | None):
    template = Environment(loader=FileSystemLoader(ROOT / "docs" / "tema"), autoescape=True).get_template(
        "partials/lapor.html"
    )
    html = template.render(config={"extra": {"laporan": laporan}}, page={"title": "A &amp; B", "url": "sop/a/"})
    assert html.strip() == "" if href is None else f'href="{href}"' in html
    assert ("belum punya alamat tujuan" in html) == laporan.startswith("mailto:?")


@pytest.mark.parametrize("path", [path for path in PAGES[:-1] if not path.endswith("lembar.html")])
def test_readable_without_javascript(browser: Browser, alamat: str, path: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(alamat + path)
    assert page.locator("h1").is_visible()
    assert page.locator(".md-content a:visible").count() >= 2
    # No control that nothing would answer.
    assert (
        page.locator(".md-content button:visible, .md-content input:visible, .md-content select:visible").count() == 0
    )
    for table in page.locator(".md-content > article > .tl-tabel").all():
        assert table.locator("tbody tr").first.is_visible()
    context.close()


def test_keyboard_reaches_content_search_and_tables(browser: Browser, alamat: str):
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    page = context.new_page()
    page.goto(alamat + SOP)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-skip')")
    page.keyboard.press("/")
    page.keyboard.insert_text("perjanjia")
    page.keyboard.press("n")  # one key, one answer: a later one would take away the result in focus
    page.locator(".md-search-result__item a").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('.md-search-result__item') !== null")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    summary = page.locator(".tl-kata > summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".tl-alur-kata").is_visible()
    table = page.locator(".tl-tabel", has=page.locator(".tl-langkah"))
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    context.close()


def test_focus_is_seen(browser: Browser, alamat: str):
    page = browser.new_page()
    page.goto(alamat + SOP)
    page.locator(".tl-fakta a").first.focus()
    page.keyboard.press("Tab")
    shown = page.evaluate("(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle })()")
    assert shown != "none"
    page.close()
