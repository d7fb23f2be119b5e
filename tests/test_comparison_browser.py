"""Comparing in a real browser: the switch, keyboard, narrow screens, and pages without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.comparison_support import DUA, SATU

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.situs

PROSES = "/proses/penjenjangan-kinerja/"
PASANGAN = f"/banding/{SATU}/{DUA}/"


@pytest.mark.parametrize("path", [PROSES, PASANGAN])
def test_switch_leaves_only_what_differs(browser: Browser, alamat: str, path: str):
    page = browser.new_page()
    page.goto(alamat + path)
    rows = page.locator(".tl-b-matriks tbody tr")
    assert [row.is_visible() for row in rows.all()] == [True] * 6
    switch = page.get_by_role("checkbox", name="Hanya baris yang berbeda")
    switch.focus()
    page.keyboard.press("Space")
    assert [row.is_visible() for row in rows.all()] == [False, False, False, True, False, True]
    assert page.locator(".tl-b-saring [role=status]").text_content() == "4 baris yang sama disembunyikan"
    page.keyboard.press("Space")
    assert [row.is_visible() for row in rows.all()] == [True] * 6
    page.close()


def test_from_an_sop_to_the_pair_and_back_to_a_step(browser: Browser, alamat: str):
    page = browser.new_page()
    page.goto(f"{alamat}/sop/{SATU}/")
    page.get_by_role("link", name="Bandingkan dengan OPD lain").click()
    assert page.url.endswith(f"{PROSES}#langkah")
    page.get_by_role("link", name="96 %").first.click()
    assert page.url.endswith(PASANGAN)
    page.locator(".tl-b-matriks td").last.get_by_role("link", name="6", exact=True).click()
    assert page.url.endswith(f"/sop/{DUA}/#langkah-6")
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [PROSES, PASANGAN])
def test_narrow_screen_scrolls_inside_the_frame_alone(browser: Browser, alamat: str, path: str, scheme):
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, color_scheme=scheme)
    page = context.new_page()
    page.goto(alamat + path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    frame = page.locator(".tl-b-bingkai", has=page.locator(".tl-b-matriks")).first
    frame.evaluate("e => e.scrollLeft = 120")
    first, box = frame.locator("tbody th").first.bounding_box(), frame.bounding_box()
    assert first is not None
    assert box is not None
    assert abs(first["x"] - box["x"]) < 2  # the first column stays
    context.close()


@pytest.mark.parametrize("path", [PROSES, PASANGAN])
def test_everything_shows_without_javascript(browser: Browser, alamat: str, path: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(alamat + path)
    assert page.locator(".tl-b-matriks tbody tr").count() == 6
    assert page.get_by_text("system ESR dan").last.is_visible()
    assert page.locator(".tl-b-saring").count() == 0
    context.close()


def test_pair_pages_stay_out_of_the_search(situs):
    assert "banding/dinkes" not in (situs / "search" / "search_index.json").read_text("utf-8")
