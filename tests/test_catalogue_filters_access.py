"""The filters of the catalogue page for everybody: by keyboard alone, by screen reader, on a phone."""

from __future__ import annotations

import re

import pytest

from tests.catalogue_page_support import TANGERANG, query, status, unfold

pytestmark = pytest.mark.situs


def test_keyboard_alone(open_page, alamat: str):
    page = open_page(f"{alamat}/sop/")
    field = page.get_by_label("Nama, nomor, atau OPD")
    field.focus()
    keys = page.keyboard

    def walk(words: str, most: int = 60) -> None:
        """Press Tab until the focus stands on something so named, and see that it shows."""
        for _ in range(most):
            keys.press("Tab")
            here = page.evaluate(
                """() => { const e = document.activeElement, box = e.closest('label') || e;
                    const line = getComputedStyle(e);
                    return [`${box.textContent.trim()}|${e.getAttribute('aria-label') || ''}`, line.outlineStyle]; }"""
            )
            if words in here[0]:
                assert here[1] != "none", here
                return
        raise AssertionError(words)

    walk("Jabatan")
    keys.press("Enter")
    page.get_by_role("group", name="Jabatan").locator("li").first.wait_for()
    walk("Sekretaris")
    keys.press("Space")
    assert query(page) == "jabatan=sekretaris"
    assert page.evaluate("document.activeElement.checked") is True
    walk("Tahun")
    keys.press("Enter")
    page.get_by_role("group", name="Tahun").locator("li").first.wait_for()
    walk("2023")
    keys.press("Space")
    assert status(page) == "1 dari 5 SOP cocok"
    page.locator("[data-saringan]").evaluate("box => box.querySelector('.tl-saring-tombol').focus()")
    walk("Hapus saringan Jabatan: Sekretaris")
    keys.press("Enter")
    assert query(page) == "tahun=2023"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Hapus saringan Tahun: 2023"
    keys.press("Enter")
    assert page.evaluate("document.activeElement.type") == "search"
    walk("Temuan", 120)
    assert status(page) == "5 SOP"


def test_names_for_screen_readers(open_page, alamat: str):
    page = open_page(f"{alamat}/sop/?opd={TANGERANG}")
    assert page.locator(".tl-saring-jumlah").get_attribute("role") == "status"
    assert page.get_by_role("checkbox", name=re.compile(r"Dinkes Kota Tangerang .* 1 SOP")).is_checked()
    assert page.get_by_role("group", name="OPD").is_visible()
    assert page.get_by_role("list", name="Saringan yang dipakai").get_by_role("button").count() == 1
    assert page.get_by_role("rowheader").count() == 1
    assert page.locator("input:not([type=checkbox]), select").evaluate_all(
        "all => all.every(e => e.closest('label') || e.getAttribute('aria-label') || !e.closest('[data-saringan]'))"
    )


@pytest.mark.parametrize("asked", ["", f"?opd={TANGERANG}&hukum=uu-2014-23&cari=kinerja", "?opd=" + "x" * 300])
def test_phone(open_page, alamat: str, asked: str):
    page = open_page(f"{alamat}/sop/{asked}", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    fits = "document.documentElement.scrollWidth <= innerWidth"
    panel = page.locator(".tl-saring-panel")
    assert page.evaluate(fits)
    assert panel.get_attribute("open") is None
    panel.locator("summary").first.tap()
    unfold(page)
    assert page.evaluate(fits)
    assert page.get_by_role("group", name="Dasar hukum").is_visible()
    page.get_by_role("button", name=re.compile(r"Lihat \d SOP")).tap()
    assert panel.get_attribute("open") is None
    card = page.locator("tbody tr").first
    assert card.evaluate("e => getComputedStyle(e).display") == "block"
    label = card.locator("td").nth(2).evaluate("e => getComputedStyle(e, '::before').content")
    assert label == '"Jumlah waktu tertulis: "'
    assert page.locator(".tl-daftar-sop").evaluate("e => e.scrollWidth <= e.parentNode.clientWidth")
    page.get_by_label("Urutkan").select_option("temuan-turun")
    assert "urut=temuan-turun" in query(page)


@pytest.mark.parametrize(("width", "folded"), [(700, True), (1000, True), (1219, True), (1220, False)])
def test_between_phone_and_desk(open_page, alamat: str, width: int, folded: bool):  # noqa: FBT001 - a value of a table
    page = open_page(f"{alamat}/sop/", viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".tl-daftar-sop").evaluate("e => e.scrollWidth <= e.parentNode.clientWidth")
    assert page.get_by_role("group", name="OPD").is_hidden() == folded
