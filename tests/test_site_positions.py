""" "Tugas saya" in a real browser: found by typing, read on a phone, pinned to a wall, quiet under attack."""

from __future__ import annotations

import io
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.catalogue_support import OPD
from tests.site_support import ROOT, build, opened, served
from tests.test_position_pages import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.situs

SHEET = "/jabatan/sekretaris/dinkes-kota-tangerang/"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def alamat_ramai(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose office has more SOPs than one sheet holds, and a secretary with far too much to do."""
    folder = tmp_path_factory.mktemp("ramai")
    sops = folder / "sops"
    shutil.copytree(ROOT / "sops", sops)
    for number in range(30):
        text = text_of(f"Contoh Ramai {number:02}").replace("Menghimpun, pelaksana: sekretaris", _LONG)
        (sops / OPD / f"ramai-{number:02}.yaml").write_text(text, "utf-8")
    with served(build(folder / "proyek", sops)) as address:
        yield address


_LONG = "Menghimpun, pelaksana: sekretaris, mutu_baku: {waktu: 2 bulan}"


def shown(page: Page, table: str) -> list[str]:
    names: list[str] = page.locator(f"#{table} tbody tr:visible th").all_inner_texts()
    return names


def test_a_position_is_found_by_typing_any_of_its_names(browser: Browser, alamat: str, faults: list[str]):
    page = opened(browser, f"{alamat}/jabatan/", faults)
    everything = len(shown(page, "daftar-jabatan"))
    assert everything > 8
    page.get_by_label("Cari jabatan saya").focus()
    page.keyboard.type("SEKDIN")
    assert shown(page, "daftar-jabatan") == ["Sekretaris"]
    assert page.locator(".tl-saring output").inner_text() == f"1 dari {everything}"
    page.keyboard.press("Escape")
    assert len(shown(page, "daftar-jabatan")) == everything
    page.keyboard.type("program kasubag")  # words in any order
    assert shown(page, "daftar-jabatan") == ["Kepala subbagian perencanaan"]
    page.keyboard.type("zzz")
    assert shown(page, "daftar-jabatan") == []
    elsewhere = page.locator(".tl-cari-situs a")
    assert (elsewhere.text_content(), elsewhere.get_attribute("href")) == (
        *("Cari “program kasubagzzz” di seluruh situs", "?q=program+kasubagzzz"),
    )
    assert page.locator(".tl-saring output").inner_text() == "Tidak ada yang cocok."
    assert faults == []
    page.context.close()


def test_from_the_list_to_the_sheet_by_keyboard_alone(browser: Browser, alamat: str, faults: list[str]):
    page = opened(browser, f"{alamat}/jabatan/", faults)
    page.get_by_label("Cari jabatan saya").focus()
    page.keyboard.type("kepala")
    page.keyboard.press("ArrowDown")
    focused = "document.activeElement.textContent"
    assert page.evaluate(focused) == "Kepala bidang"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "Kepala perangkat daerah"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.tagName") == "INPUT"
    page.keyboard.press("Control+A")
    page.keyboard.type("sekretaris dinas")
    assert shown(page, "daftar-jabatan") == ["Sekretaris"]  # not whoever is both Sekretaris Daerah and Kepala Dinas
    page.keyboard.press("Control+A")
    page.keyboard.type("sekretaris")
    assert len(shown(page, "daftar-jabatan")) > 1
    page.keyboard.press("Enter")  # the one that is called so comes first
    page.wait_for_url("**/jabatan/sekretaris/")
    page.get_by_role("link", name="Dinas Kesehatan Kota Tangerang", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{SHEET}")
    assert page.locator("h1").inner_text().startswith("Tugas saya: Sekretaris")
    assert page.get_by_text("Ketua Tim Kerja Sekretariat (kembali ke langkah 4, bila Tidak)").is_visible()
    assert faults == []
    page.context.close()


def test_everything_is_there_without_javascript(browser: Browser, alamat: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{alamat}/jabatan/")
    assert page.locator("#daftar-jabatan tbody tr:visible").count() > 8
    assert page.locator(".tl-saring").first.is_hidden()
    page.get_by_role("link", name="Sekretaris", exact=True).click()
    page.get_by_role("link", name="Dinas Kesehatan Kota Tangerang", exact=True).click()
    page.wait_for_url(f"**{SHEET}", wait_until="load")  # with its styles: they hide what only a script can do
    assert page.locator(".tl-tugas tbody tr").count() == 2
    assert page.get_by_role("button", name="Cetak tugas saya").count() == 0
    context.close()


@pytest.mark.parametrize("path", ["/jabatan/", "/jabatan/sekretaris/", SHEET, "/jabatan/staf/dinkes-kab-balangan/"])
def test_a_phone_shows_cards_and_never_scrolls_sideways(browser: Browser, alamat: str, faults: list[str], path: str):
    page = opened(browser, alamat + path, faults, **PHONE)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = page.evaluate(
        "[...document.querySelectorAll('.tl-tabel')].filter(one => one.scrollWidth > one.clientWidth + 1).length"
    )
    assert wide == 0
    for cell in page.locator(".tl-tugas tbody td").all()[:8]:
        assert cell.evaluate("e => getComputedStyle(e).display") == "block"
    assert faults == []
    page.context.close()


def test_print_is_a_sheet_for_the_wall(browser: Browser, alamat: str, faults: list[str]):
    page = opened(browser, alamat + SHEET, faults, color_scheme="dark")
    page.evaluate("window.print = () => { window.dicetak = true; }")
    page.get_by_role("button", name="Cetak tugas saya").click()
    assert page.evaluate("window.dicetak")
    page.emulate_media(media="print")
    for gone in (".md-header", ".md-footer", ".md-tabs", ".tl-remah", ".tl-tugas-alat"):
        assert page.locator(gone).count() == 0 or page.locator(gone).first.is_hidden(), gone
    assert page.locator("h1").is_visible()
    assert page.locator(".tl-tugas").is_visible()
    # What a screen folds away or links to stands on the paper.
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.tl-lipat-asumsi li").first.is_visible()
    assert page.locator(".tl-tugas-catatan").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    document = page.pdf(prefer_css_page_size=True)
    if shutil.which("pdfinfo"):
        said = subprocess.run(["pdfinfo", "-"], input=document, capture_output=True, check=True).stdout.decode()
        sizes = next(line for line in said.splitlines() if line.startswith("Page size")).split()
        assert float(sizes[2]) > float(sizes[4])  # landscape
    else:
        assert io.BytesIO(document).read(5) == b"%PDF-"
    assert faults == []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_too_much_work_is_seen_at_once_and_says_what_it_rests_on(
    browser: Browser, alamat_ramai: str, faults: list[str], scheme: Any
):
    page = opened(browser, alamat_ramai + SHEET, faults, color_scheme=scheme)
    badge = page.locator("a.tl-galat").first
    assert badge.inner_text().startswith("kelebihan beban: ")
    assert badge.bounding_box()["y"] < 900  # type: ignore[index]  # on the first screen
    badge.click()
    assert page.url.endswith("#beban")
    assert page.get_by_text("pekerjaan yang diminta melebihi waktu yang ada").is_visible()
    page.get_by_text("Asumsi di balik angka ini").click()
    assert page.get_by_text("50 % waktu kerja tiap orang").is_visible()
    assert page.locator("#beban ~ p a", has_text="Simulasi").get_attribute("href") == "../../../simulasi/"
    colours = badge.evaluate("e => [getComputedStyle(e).color, getComputedStyle(e.parentElement).color]")
    link = page.locator(".tl-tugas-alat a").first.evaluate("e => getComputedStyle(e).color")
    assert colours[0] not in {colours[1], link}  # a badge keeps its own colour where it is a link
    page.emulate_media(media="print")
    assert page.locator("#daftar-sop").is_hidden()
    assert page.locator(".tl-tugas").first.is_visible()
    assert faults == []
    page.context.close()


def test_the_list_of_a_crowded_office_leads_to_the_right_sheet(browser: Browser, alamat_ramai: str, faults: list[str]):
    page = opened(browser, alamat_ramai + SHEET, faults)
    assert page.locator("#daftar-sop tbody tr").count() == 31
    page.get_by_label("Cari SOP").fill("ramai 29")
    assert shown(page, "daftar-sop") == ["Contoh Ramai 29"]
    page.get_by_label("Cari SOP").press("Enter")
    page.wait_for_url("**/lembar-2/#dinkes-kota-tangerang--ramai-29")
    heading = page.get_by_role("heading", name="Contoh Ramai 29")
    assert 0 <= heading.evaluate("e => e.getBoundingClientRect().top") < 900
    page.get_by_role("link", name="1", exact=True).click()
    page.wait_for_url(f"**{SHEET}")
    assert faults == []
    page.context.close()


def test_attacks_stay_text(browser: Browser, alamat_jahat: str, situs_jahat: Path, faults: list[str]):
    paths = sorted(f"/{page.relative_to(situs_jahat).parent.as_posix()}/"
                   for page in (situs_jahat / "jabatan").rglob("index.html"))  # fmt: skip
    assert len(paths) >= 3
    for path in paths:
        page = opened(browser, alamat_jahat + path, faults)
        assert page.evaluate("window.jebol") is None, path
        bad = page.evaluate(
            """() => [...document.querySelectorAll('.md-content *')].flatMap(e => [...e.attributes]
                .filter(a => /^on/i.test(a.name) || (/^(href|src|action|xlink:href)$/i.test(a.name) &&
                             /^\\s*(javascript|vbscript|data:text)/i.test(a.value)))
                .map(a => a.name + '=' + a.value))"""
        )
        assert bad == [], path
        assert page.locator(".md-content script, .md-content iframe, .md-content img").count() == 0
        field = page.locator(".tl-saring input")
        if field.count():
            field.first.fill('"><script>window.jebol=9</script>')
            assert page.evaluate("window.jebol") is None
        page.context.close()
    assert faults == []
