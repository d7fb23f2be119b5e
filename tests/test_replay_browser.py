"""Playing cases again in a real browser: it plays, pauses, steps and is set by hand; attacks stay text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site_support import opened
from tests.test_site_access import axe_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.situs

SOP = "/sop/dinkes-kota-tangerang/penjenjangan-kinerja/"


def opened_player(page: Page) -> None:
    page.get_by_role("button", name="Putar ulang", exact=True).click()
    page.locator(".tl-p-token").first.wait_for()


@pytest.fixture(scope="module")
def faults_of_module() -> list[str]:
    return []


@pytest.fixture(scope="module")
def page(browser: Browser, alamat: str, faults_of_module: list[str]) -> Iterator[Page]:
    page = opened(browser, alamat + SOP, faults_of_module, accept_downloads=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_function("document.querySelector('[data-bagan] svg .node')")
    assert not [url for url in asked if "putar" in url]
    opened_player(page)
    yield page
    page.context.close()
    assert faults_of_module == []


def chosen(page: Page, kunci: str) -> None:
    page.get_by_label("Kasus", exact=True).select_option(kunci)


def slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="Waktu yang ditampilkan")


def status(page: Page) -> Locator:
    return page.locator(".tl-pemutar [role=status]")


def now(page: Page) -> int:
    return int(slider(page).get_attribute("aria-valuenow") or "")


def test_steps_go_from_event_to_event_and_say_where_the_file_lies(page: Page):
    chosen(page, "biasa")
    start = now(page)
    said = status(page)
    assert page.locator(".tl-p-kini").inner_text().startswith("Di meja Kepala Badan, langkah 1:")
    for _ in range(3):
        page.get_by_role("button", name="Kejadian berikutnya").click()
    assert now(page) > start
    assert re.match(r"(Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu), \d+ \w+ \d{4}, \d\d\.\d\d", said.inner_text())
    assert "waktu yang tertulis 47 Hari 13 menit" in said.inner_text()
    assert page.locator(".tl-p-token").count() == 1
    assert page.locator(".tl-p-token text").text_content() == "1"
    for _ in range(3):
        page.get_by_role("button", name="Kejadian sebelumnya").click()
    assert now(page) == start


def test_strip_is_the_slider(page: Page):
    chosen(page, "biasa")
    slider(page).focus()
    page.keyboard.press("End")
    assert now(page) == int(slider(page).get_attribute("aria-valuemax") or "")
    assert page.locator(".tl-p-kini").inner_text().startswith("Selesai dalam ")
    page.keyboard.press("PageDown")
    assert now(page) == int(slider(page).get_attribute("aria-valuemax") or "") - 1440
    page.keyboard.press("Home")
    first = now(page)
    page.keyboard.press("ArrowRight")
    assert now(page) > first
    box = slider(page).bounding_box()
    assert box is not None
    slider(page).click(position={"x": box["width"] / 2, "y": 40})
    last = int(slider(page).get_attribute("aria-valuemax") or "")
    assert abs(now(page) - (first + last) / 2) < (last - first) * 0.02


def test_plays_pauses_and_keeps_quiet_meanwhile(page: Page):
    chosen(page, "ramai")
    assert page.locator(".tl-p-daftar li").count() == 8
    assert "Asumsi" in page.locator(".tl-p-tentang").first.inner_text()
    page.get_by_label("Kecepatan").select_option("4")
    clock = page.locator(".tl-p-jam").inner_text()
    page.get_by_role("button", name="Putar", exact=True).click()
    assert status(page).text_content() == ""
    page.wait_for_function("before => document.querySelector('.tl-p-jam').textContent !== before", arg=clock)
    page.wait_for_function("document.querySelectorAll('.tl-p-token').length === 8")
    assert status(page).text_content() == ""
    page.get_by_role("button", name="Jeda", exact=True).click()
    stopped = page.locator(".tl-p-jam").inner_text()
    assert status(page).inner_text().startswith(stopped)
    numbers = page.locator(".tl-p-token text").all_text_contents()
    assert sorted(map(int, numbers)) == list(range(1, 9))


def test_tokens_stand_on_the_symbol_of_their_step(page: Page):
    chosen(page, "biasa")
    page.get_by_role("button", name="Kejadian berikutnya").click()
    page.get_by_role("button", name="Kejadian berikutnya").click()
    step = re.search(r"langkah (\d+)", page.locator(".tl-p-kini").inner_text())
    assert step is not None
    page.wait_for_function(
        """number => {
            const token = document.querySelector('.tl-p-token').getBoundingClientRect();
            const node = [...document.querySelectorAll('[data-bagan] svg .node')]
                .find(one => new RegExp(`-s${number}-\\\\d+$`).test(one.id)).getBoundingClientRect();
            const [x, y] = [token.x + token.width / 2, token.y + token.height / 2];
            return x >= node.left && x <= node.right && Math.abs(y - node.top) < 3;
        }""",
        arg=step[1],
    )


def test_tokens_of_parallel_branches_keep_to_their_branch(page: Page):
    """Step 1 splits into 2 and 4; 2 goes on to 3 while 4 lasts; then both are one again in 5."""
    found = page.evaluate(
        """import('/aset/putar/keadaan.js').then(({ pasangkan }) => {
            const [satu, dua, empat, tiga, lima] =
                [[0, 10], [10, 30], [10, 90], [30, 50], [90, 99]].map(([siap, selesai]) => ({ siap, selesai }));
            const [a, b] = [{ nama: 'a', lintasan: satu }, { nama: 'b', lintasan: empat }];
            const shown = pairs => pairs.map(({ token, asal }) => [token?.nama ?? null, asal?.nama ?? null]);
            const split = shown(pasangkan([a], [dua, empat]));
            a.lintasan = dua;
            const along = shown(pasangkan([a, b], [empat, tiga])), back = shown(pasangkan([a, b], [satu]));
            a.lintasan = tiga;
            const joined = shown(pasangkan([a, b], [lima])), jumped = shown(pasangkan([a], [lima]));
            return { split, along, back, joined, jumped };
        })"""
    )
    assert found["split"] == [["a", "a"], [None, "a"]]
    assert found["along"] == [["b", "a"], ["a", "a"]]
    assert found["back"][0][0] == "a"
    assert found["joined"][0][0] == "b"
    assert found["jumped"] == [["a", "a"]]


def test_table_has_every_pass(page: Page):
    chosen(page, "lambat")
    passes = page.evaluate("fetch('putar.json').then(a => a.json()).then(a => a.pilihan[1].kasus[0].lintasan.length)")
    page.get_by_text("Kejadian sebagai tabel", exact=True).click()
    assert page.locator(".tl-pemutar tbody tr").count() == passes
    page.get_by_text("Kejadian sebagai tabel", exact=True).click()


def test_pictures_are_taken_along(page: Page, tmp_path: Path):
    chosen(page, "biasa")
    for button, suffix in (("Gambar ini (SVG)", "svg"), ("Gambar ini (PNG)", "png"), ("Jalur waktu (SVG)", "svg")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=button).click()
        name = waiting.value.suggested_filename
        assert name.startswith("dinkes-kota-tangerang-penjenjangan-kinerja-biasa-")
        assert name.endswith(suffix)
        waiting.value.save_as(tmp_path / name)
        content = (tmp_path / name).read_bytes()
        if suffix == "png":
            assert content.startswith(b"\x89PNG")
            continue
        text = content.decode()
        assert "Penjenjangan Kinerja" in text
        assert "<script" not in text
        assert "href=" not in text
        assert ("Menghimpun" in text) == button.startswith("Gambar")


def test_player_has_no_serious_fault_of_access_and_closes(page: Page):
    assert axe_faults(page) == []
    page.get_by_role("button", name="Tutup putar ulang").click()
    assert not slider(page).is_visible()
    assert page.locator(".tl-p-token").count() == 0
    opened_player(page)


def test_on_a_phone_without_motion_it_goes_from_event_to_event(browser: Browser, alamat: str, faults: list[str]):
    page = opened(
        browser,
        alamat + SOP,
        faults,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        color_scheme="dark",
        reduced_motion="reduce",
    )
    opened_player(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    events = page.evaluate(
        """fetch('putar.json').then(a => a.json()).then(a => a.pilihan[0].kasus[0].lintasan
            .flatMap(one => [one.siap, one.mulai, one.selesai]))"""
    )
    page.get_by_label("Kecepatan").select_option("4")
    before = now(page)
    page.get_by_role("button", name="Putar", exact=True).click()
    clock = page.locator(".tl-p-jam").inner_text()
    page.wait_for_function("before => document.querySelector('.tl-p-jam').textContent !== before", arg=clock)
    page.get_by_role("button", name="Jeda", exact=True).click()
    assert now(page) > before
    assert now(page) in events
    page.context.close()
    assert faults == []


def test_attacks_stay_text(browser: Browser, alamat_jahat: str, situs_jahat: Path, faults: list[str]):
    found = sorted(situs_jahat.glob("sop/*/*/putar.json"))
    assert found
    page = opened(browser, f"{alamat_jahat}/{found[0].parent.relative_to(situs_jahat).as_posix()}/", faults)
    opened_player(page)
    page.get_by_text("Kejadian sebagai tabel", exact=True).click()
    page.get_by_role("button", name="Kejadian berikutnya").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Gambar ini (SVG)").click()
    assert "<script" not in Path(waiting.value.path()).read_text("utf-8")
    assert page.evaluate("window.jebol") is None
    assert page.locator(".tl-pemutar :is(script, img, iframe)").count() == 0
    page.context.close()
    assert [fault for fault in faults if "404" not in fault] == []


def test_nothing_is_offered_without_javascript(browser: Browser, alamat: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(alamat + SOP)
    assert page.locator("[data-putar]").is_hidden()
    context.close()
