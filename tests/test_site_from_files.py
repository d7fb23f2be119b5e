"""The site read from a folder without any web server: pages, diagrams and filters work, the rest says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.situs

SOP = "sop/dinkes-kota-tangerang/penjenjangan-kinerja"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    yield context.new_page()
    context.close()


def test_links_lead_from_page_to_page_and_diagrams_are_drawn(page: Page, situs: Path):
    page.goto((situs / "index.html").as_uri())
    page.get_by_role("link", name="Lihat semua SOP").click()
    page.wait_for_url("**/sop/index.html")
    page.get_by_label("Dinkes Kabupaten Balangan").check()
    page.locator("tbody tr:visible").first.wait_for()
    page.locator("tbody a", has_text="Pengumpulan Data Kinerja").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/pengumpulan-data-kinerja/index.html")
    page.locator("[data-bagan] svg .node").first.wait_for()
    assert "Putar ulang memerlukan server web" in page.locator(".tl-luring").first.inner_text()


def test_what_cannot_work_says_so_and_what_to_use_instead(page: Page, situs: Path):
    page.goto((situs / "index.html").as_uri())
    note = page.locator(".tl-hero .tl-luring")
    note.wait_for()
    assert not page.locator(".md-search__input").is_visible()
    note.get_by_role("link", name="daftar semua SOP").click()
    page.wait_for_url("**/sop/index.html")
    page.goto((situs / "apa-jika" / "dinkes-kota-tangerang" / "index.html").as_uri())
    assert "memerlukan server web" in page.locator("[data-apajika] .tl-luring").inner_text()


def test_the_official_sheet_is_drawn(page: Page, situs: Path):
    page.goto((situs / SOP / "lembar.html").as_uri())
    page.locator("svg").first.wait_for()


def test_a_web_server_makes_no_such_remarks(page: Page, alamat: str):
    page.goto(f"{alamat}/{SOP}/")
    page.locator("[data-bagan] svg .node").first.wait_for()
    assert page.locator(".tl-luring").count() == 0
