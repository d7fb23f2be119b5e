"""The scorecard in a real browser: the reader's clock, sorting, filtering, phone, and numbers that lead to findings."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from katalog import analyse, load_catalogue
from katalog.scorecard import PARTS, score
from scripts.npm_package import AXE, kept
from tests.test_site_browser import Watched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from katalog import Telaah

pytestmark = pytest.mark.situs

OPD = "dinkes-kota-tangerang"
PAGES = ("/penilaian/", f"/penilaian/{OPD}/", "/penilaian/dasar-hukum/", "/penilaian/tinjauan/")
REVIEWS = "#tabel-tinjauan tbody tr"


@pytest.fixture
def watched(browser: Browser, alamat: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1300, "height": 900}, timezone_id="Asia/Jakarta")
    yield Watched(context.new_page(), alamat)
    context.close()


def at(watched: Watched, moment: datetime, path: str) -> Page:
    watched.page.clock.set_fixed_time(moment)
    watched.open(path)
    return watched.page


def clean(text: str | None) -> str:
    return " ".join((text or "").split())


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [390, 1300])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_open_without_fault_and_are_accessible(browser: Browser, alamat: str, path: str, width: int, scheme: Any):
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    watched = Watched(context.new_page(), alamat)
    watched.open(path)
    assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert (watched.outside, watched.faults) == ([], [])
    watched.page.evaluate(kept(AXE).read_text("utf-8"))
    found = watched.page.evaluate("axe.run('.md-content').then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
    assert found == []
    context.close()


def test_numbers_lead_to_exactly_their_findings(situs: Path, telaah: Telaah):
    rapor = score(telaah)
    numbers = 0
    for key, office in rapor.opd.items():
        page = BeautifulSoup((situs / "penilaian" / key / "index.html").read_text("utf-8"), "html.parser")
        rows = page.select(".tl-rapor")[0].select("tbody tr")
        assert len(rows) == len(office.sop)
        for row, one in zip(rows, office.sop, strict=True):
            for bagian, cell in zip(PARTS, row.select("td"), strict=False):
                assert cell["data-nilai"] == str(one.temuan[bagian].jumlah)
                link = cell.select_one("a")
                assert (link is None) == (one.temuan[bagian].jumlah == one.temuan[bagian].diterima == 0)
                if link is None:
                    continue
                assert str(link["href"]).endswith(f"sop/{one.id}/#{bagian.jangkar}")
                sop = BeautifulSoup((situs / "sop" / one.id / "index.html").read_text("utf-8"), "html.parser")
                heading = sop.find(id=bagian.jangkar)
                assert heading
                listed = heading.find_next("ul", class_="tl-daftar-temuan")
                assert listed
                assert len(listed.select(":scope > li:not(.tl-diterima)")) == one.temuan[bagian].jumlah
                codes = [code.text for code in listed.select(".tl-kode")]
                assert all(code.startswith(bagian.keluarga) for code in codes)
                numbers += 1
    assert numbers > 15


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2024, 5, 27, 3, tzinfo=UTC), "dalam 1 hari"),
        (datetime(2024, 5, 27, 16, 59, tzinfo=UTC), "dalam 1 hari"),  # 23.59 in Jakarta
        (datetime(2024, 5, 27, 17, 0, tzinfo=UTC), "jatuh tempo hari ini"),  # midnight there
        (datetime(2024, 5, 29, 3, tzinfo=UTC), "lewat 1 hari"),
        (datetime(2027, 5, 28, 3, tzinfo=UTC), "lewat 1.095 hari"),
    ],
)
def test_marks_turn_with_the_readers_clock(watched: Watched, moment: datetime, said: str):
    page = at(watched, moment, "/penilaian/tinjauan/")
    row = page.locator(REVIEWS).first  # the earliest of all: 28 May 2024
    assert clean(row.locator("td").nth(2).text_content()) == f"28 Mei 2024 {said}"
    assert watched.faults == []


def test_counts_and_age_turn_too(watched: Watched):
    page = at(watched, datetime(2024, 7, 10, 3, tzinfo=UTC), "/penilaian/tinjauan/")
    office = page.locator(f"tr:has(a[href$='/penilaian/{OPD}/#tinjauan'])")
    assert "1 jatuh tempo" in clean(office.locator("td").nth(2).text_content())
    assert "0 jatuh tempo" in clean(office.locator("td").nth(3).text_content())
    row = page.locator(REVIEWS).first
    assert "7 bulan lalu" in clean(row.locator("td").nth(1).text_content())
    page = at(watched, datetime(2026, 12, 1, 3, tzinfo=UTC), "/penilaian/")
    total = clean(page.locator(".tl-rapor tfoot td").last.text_content())
    assert "4 dari 5 bertanggal" in total
    assert "4 evaluasi jatuh tempo" in total


def test_only_what_is_due(watched: Watched):
    page = at(watched, datetime(2024, 7, 10, 3, tzinfo=UTC), "/penilaian/tinjauan/")
    control = page.locator("[data-saring-tenggat]")
    assert clean(control.locator("output").text_content()) == "4 dari 4 SOP"
    page.get_by_label("Tampilkan yang jatuh tempo saja").focus()
    page.keyboard.press("Space")
    assert clean(control.locator("output").text_content()) == "3 dari 4 SOP"
    assert page.locator(f"{REVIEWS}:visible").count() == 3
    assert page.locator(f"{REVIEWS}:visible", has_text="Penjurangan").count() == 0  # due in January 2025
    page.keyboard.press("Space")
    assert page.locator(f"{REVIEWS}:visible").count() == 4


def test_sorting_by_keyboard(watched: Watched):
    page = at(watched, datetime(2026, 12, 1, 3, tzinfo=UTC), "/penilaian/")
    table = page.locator(".tl-rapor").first

    def values(column: int) -> list[float]:
        cells = table.locator(f"tbody tr td:nth-of-type({column})")
        return [float(cells.nth(n).get_attribute("data-nilai") or "nan") for n in range(cells.count())]

    def names() -> list[str]:
        return [clean(text) for text in table.locator("tbody th").all_text_contents()]

    before = names()
    heading = table.locator("thead th").nth(3)
    heading.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "descending"
    assert values(3) == sorted(values(3), reverse=True)
    page.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "ascending"
    assert values(3) == sorted(values(3))
    table.locator("thead th").first.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") is None
    assert names() == sorted(before, key=str.casefold)
    assert table.locator("tfoot th").text_content() == "Semua"


def test_rows_without_a_value_stand_last(watched: Watched):
    page = at(watched, datetime(2026, 12, 1, 3, tzinfo=UTC), "/penilaian/tinjauan/")
    table = page.locator(".tl-rapor").first
    button = table.locator("thead th").nth(3).get_by_role("button")
    for _ in range(2):
        button.click()
        assert clean(table.locator("tbody th").last.text_content()) == "Dinkes Kabupaten Mojokerto"


def test_readable_without_javascript(browser: Browser, alamat: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{alamat}/penilaian/tinjauan/")
    assert page.get_by_text("28 Mei 2024").last.is_visible()
    assert page.locator("[data-saring-tenggat]").is_hidden()
    assert page.locator(".tl-cacah-tenggat:visible").count() == 0
    assert page.locator("table button").count() == 0
    page.goto(f"{alamat}/penilaian/")
    page.locator(".tl-rapor tbody td a").first.click()
    assert "/penilaian/" in page.url
    assert "#temuan-format" in page.url
    context.close()


def test_headings_of_the_matrix_stay_in_sight(browser: Browser, alamat: str):
    context = browser.new_context(viewport={"width": 390, "height": 500})
    page = context.new_page()
    page.goto(f"{alamat}/penilaian/dasar-hukum/")
    place = page.evaluate(
        """() => {
            const box = document.querySelector('.tl-matriks');
            box.scrollTo(120, 200);
            const at = box.getBoundingClientRect();
            const head = box.querySelector('thead th:nth-child(5)').getBoundingClientRect();
            const row = box.querySelector('tbody tr:last-child th').getBoundingClientRect();
            return [box.scrollTop > 100, box.scrollLeft > 50, head.top - at.top, row.left - at.left];
        }"""
    )
    assert place[:2] == [True, True]
    assert 0 <= place[2] <= 2
    assert 0 <= place[3] <= 2
    context.close()


def test_office_links_to_its_scorecard_and_the_home_page_to_all(watched: Watched):
    watched.open(f"/opd/{OPD}/")
    watched.page.get_by_role("link", name="Penilaian menurut bagian").click()
    assert watched.page.url.endswith(f"/penilaian/{OPD}/")
    watched.open("/")
    watched.page.get_by_role("link", name="Saya penilai reformasi birokrasi").click()
    assert watched.page.url.endswith("/penilaian/")
    assert watched.page.locator(".md-tabs__item--active").text_content() is not None


def test_calendar_is_served_as_written(situs: Path, telaah: Telaah):
    from katalog.render.review_pages import calendar_files

    for path, content in calendar_files(telaah, score(telaah)):
        assert (situs / path).read_bytes() == content


def test_attacks_stay_text(browser: Browser, alamat_jahat: str, situs_jahat: Path):
    context = browser.new_context()
    watched = Watched(context.new_page(), alamat_jahat)
    paths = [*PAGES[:1], *PAGES[2:], "/penilaian/dinas-contoh/"]
    hostile = score(analyse(load_catalogue(situs_jahat.parent / "sops")))
    assert "dinas-contoh" in hostile.opd
    for path in paths:
        watched.open(path)
        assert watched.page.evaluate("window.jebol") is None, path
        assert watched.page.locator(".md-content :is(script, iframe, img, style)").count() == 0, path
        bad = watched.page.evaluate(
            "() => [...document.querySelectorAll('.md-content *')].flatMap(e => [...e.attributes])"
            ".filter(a => /^on/i.test(a.name) || /^\\s*javascript:/i.test(a.value)).map(a => a.name + '=' + a.value)"
        )
        assert bad == [], path
    assert "</title></h1><script>window.jebol=1</script>" in (watched.page.locator(".md-content").text_content() or "")
    assert (watched.outside, watched.faults) == ([], [])
    context.close()
