"""Comparing in a real browser: the switch, keyboard, narrow screens, and pages without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from katalog.checking import analyse
from katalog.loading import load_catalogue
from katalog.site import site_files
from tests.comparison_catalogue import PROSES as BANYAK
from tests.comparison_catalogue import write_many
from tests.comparison_support import DUA, SATU
from tests.site_support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

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


@pytest.fixture
def matrix(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The steps of five offices side by side, the third of which words its step 3 as the second does not."""
    telaah = analyse(load_catalogue(write_many(tmp_path / "sops", 5, 2)))
    made = dict(site_files(telaah, lambda name: (tmp_path / "sops" / name).read_bytes()))
    shown = BeautifulSoup(made[f"proses/{BANYAK}.md"], "html.parser").select_one("[data-banding]")
    folder = tmp_path / "halaman"
    folder.mkdir()
    for kind in ("css", "js"):
        (folder / f"banding.{kind}").write_bytes((ROOT / "docs" / "aset" / f"banding.{kind}").read_bytes())
    (folder / "index.html").write_text(
        f'<meta charset="utf-8"><link rel="stylesheet" href="banding.css">{shown}<script src="banding.js"></script>',
        "utf-8",
    )
    page = browser.new_page()
    page.goto((folder / "index.html").as_uri())
    yield page
    page.close()


def columns_shown(page: Page) -> list[str]:
    return [str(head.get_attribute("data-nama")) for head in page.locator("th[data-kolom]").all() if head.is_visible()]


def rows_shown(page: Page) -> list[int]:
    rows = page.locator(".tl-b-matriks tbody tr").all()
    return [number for number, row in enumerate(rows, start=1) if row.is_visible()]


def test_any_two_columns_can_be_put_side_by_side(matrix: Page):
    every = columns_shown(matrix)
    assert every == ["Dinas A0", "Dinas B1", "Dinas C2", "Dinas D3", "Dinas E4"]
    same = matrix.locator(".tl-b-baris-sama td").first
    for name in every[1:4]:
        matrix.get_by_role("checkbox", name=name).press("Space")
    assert columns_shown(matrix) == ["Dinas A0", "Dinas E4"]
    assert same.get_attribute("colspan") == "2"
    matrix.get_by_role("checkbox", name="Hanya baris yang berbeda").check()
    assert rows_shown(matrix) == []  # both say the same, though others differ
    matrix.get_by_role("checkbox", name="Dinas B1").check()
    assert rows_shown(matrix) == [3]
    assert "baris yang sama disembunyikan" in (matrix.locator("[role=status]").text_content() or "")


def test_one_column_stays_and_all_come_back(matrix: Page):
    boxes = matrix.locator(".tl-b-pilih input")
    for at in range(4):
        boxes.nth(at).uncheck()
    assert boxes.nth(4).is_disabled()
    boxes.nth(0).check()
    assert boxes.nth(4).is_enabled()
    for at in range(1, 4):
        boxes.nth(at).check()
    assert len(columns_shown(matrix)) == 5
    assert matrix.locator(".tl-b-terpilih-sama").count() == 0


def test_an_address_holds_the_columns(matrix: Page):
    keys = [str(head.get_attribute("data-kolom")) for head in matrix.locator("th[data-kolom]").all()]
    matrix.goto(f"{matrix.url}?kolom={keys[1]}&kolom={keys[3]}&kolom=tidak/ada")
    assert columns_shown(matrix) == ["Dinas B1", "Dinas D3"]
    matrix.get_by_role("checkbox", name="Dinas A0").check()
    matrix.goto(f"{matrix.url.partition('?')[0]}?kolom=tidak/ada")
    assert len(columns_shown(matrix)) == 5
