"""The panel in a real browser: seen, quiet, reachable, on a phone and on paper; attacks stay text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.simulation_support import (
    KELEBIHAN,
    PENJENJANGAN,
    TANPA_TOTAL,
    TERLAMPAUI,
    build_with,
    catatan_semua,
    serangan,
)
from tests.site_support import ROOT, opened, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.situs


@pytest.fixture(scope="module")
def alamat_simulasi(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose records are fixtures; the fifth SOP's is an attack."""
    evil = serangan("dinkes-kab-mojokerto/pengukuran-kinerja")
    site = build_with(
        tmp_path_factory.mktemp("simulasi") / "proyek", ROOT / "sops", {**catatan_semua(), evil.sop: evil}
    )
    with served(site) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_panel_is_seen_and_its_link_leads_there(browser: Browser, alamat_simulasi: str, faults: list[str], scheme: Any):
    page = opened(
        browser,
        f"{alamat_simulasi}/sop/{PENJENJANGAN}/",
        faults,
        viewport={"width": 1300, "height": 900},
        color_scheme=scheme,
    )
    page.locator('.tl-waktu a[href="#waktu-realistis"]').click()
    assert page.url.endswith("#waktu-realistis")
    heading = page.locator("#waktu-realistis")
    assert heading.is_visible()
    assert 0 <= heading.evaluate("e => e.getBoundingClientRect().top") <= 300
    for number in range(page.locator("svg.tl-grafik").count()):
        drawing = page.locator("svg.tl-grafik").nth(number)
        assert drawing.is_visible()
        box = drawing.bounding_box()
        assert box is not None
        assert box["width"] > 300
        assert box["height"] > 100
    # Words are drawn in a colour of their own, not in the background's.
    colours = page.evaluate(
        """() => { const t = document.querySelector('svg.tl-grafik text');
                   return [getComputedStyle(t).fill, getComputedStyle(document.body).backgroundColor]; }"""
    )
    assert colours[0] != colours[1]
    assert page.get_by_role("img", name="Sebaran lama kasus").count() == 1
    assert faults == []
    page.context.close()


def outside_words(page: Page) -> list[str]:
    """Words of a drawing that leave it sideways, by more than a few pixels."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('svg.tl-grafik')].flatMap(svg => {
            const box = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text')].filter(t => {
                const own = t.getBoundingClientRect();
                return own.left < box.left - 4 || own.right > box.right + 4;
            }).map(t => t.textContent);
        })"""
    )
    return found


@pytest.mark.parametrize(
    "path",
    [f"/sop/{sop}/" for sop in (PENJENJANGAN, KELEBIHAN, TANPA_TOTAL, TERLAMPAUI)]
    + ["/sop/dinkes-kab-mojokerto/pengukuran-kinerja/", "/simulasi/", "/panduan/waktu/", "/panduan/perencana/"],
)
def test_phone_does_not_scroll_sideways(browser: Browser, alamat_simulasi: str, faults: list[str], path: str):
    page = opened(
        browser,
        alamat_simulasi + path,
        faults,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
    )
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if "mojokerto" not in path:
        assert outside_words(page) == []
    assert faults == []
    page.context.close()


def test_table_opens_by_keyboard_without_javascript(browser: Browser, alamat_simulasi: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{alamat_simulasi}/sop/{PENJENJANGAN}/")
    assert page.locator("#grafik-tangga-judul").count() == 1
    page.locator("summary", has_text="Tangga sebagai tabel").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("region", name="Tangga").is_visible()
    context.close()


def test_attacks_in_a_record_stay_text(browser: Browser, alamat_simulasi: str, faults: list[str]):
    for path in ("/sop/dinkes-kab-mojokerto/pengukuran-kinerja/", "/simulasi/"):
        page = opened(browser, alamat_simulasi + path, faults)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("window.jebol") is None
        bad = page.evaluate(
            "() => [...document.querySelectorAll('.md-content *')].flatMap(e => [...e.attributes]"
            ".filter(a => /^on/i.test(a.name)).map(a => a.name))"
        )
        assert bad == []
        assert "{{ 7*7 }} {% raw %}" in " ".join((page.locator(".md-content").text_content() or "").split())
        assert page.locator("h1").count() == 1
        page.context.close()
    assert faults == []


def test_print_keeps_the_drawings_and_leaves_out_the_long_table(
    browser: Browser, alamat_simulasi: str, faults: list[str]
):
    page = opened(browser, f"{alamat_simulasi}/sop/{PENJENJANGAN}/", faults, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.locator("svg.tl-grafik").first.is_visible()
    assert page.locator("details.tl-layar-saja").is_hidden()
    dark = page.evaluate("getComputedStyle(document.querySelector('svg.tl-grafik text.tl-g-nama')).fill")
    assert dark == "rgb(20, 38, 43)"
    page.context.close()
