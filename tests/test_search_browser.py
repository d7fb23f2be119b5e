"""The search box in a real browser: what is found, how well, how it is shown, and what happens when things fail."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from benchmarks.search_quality import KotakCari, answers, parts, questions
from scripts.search_index import INDEKS, JENIS, KATA, URUTAN
from scripts.stemming import stem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

    from benchmarks.search_quality import Nilai

pytestmark = pytest.mark.situs

NEGLASARI = "sop/kecamatan-neglasari/penyusunan-perjanjian-kinerja/"
TANGERANG = "sop/dinkes-kota-tangerang/penjenjangan-kinerja/"

# A little below what was measured; benchmarks/README.md has the figures, and those of the theme's own search.
LANTAI = {
    "semua, halaman": {"recall_1": 0.92, "recall_5": 0.95, "recall_10": 0.96, "mrr": 0.93},
    "semua, langkah": {"recall_1": 0.88, "recall_5": 0.96, "recall_10": 0.97, "mrr": 0.92},
    "disimpan, halaman": {"recall_1": 0.86, "recall_10": 0.94, "mrr": 0.90},
    "disimpan, langkah": {"recall_1": 0.88, "recall_10": 0.94, "mrr": 0.90},
    "bentuk-kata, halaman": {"mrr": 0.92},
    "singkatan, halaman": {"mrr": 0.94},
    "sinonim, halaman": {"mrr": 0.88},
    "salah-ketik, halaman": {"mrr": 0.95},
    "kantor, halaman": {"mrr": 0.95},
    "peraturan, halaman": {"mrr": 0.88},
    "jabatan, halaman": {"mrr": 0.95},
    "panduan, halaman": {"mrr": 0.84},
}
"""Floors by part of the question set and figure."""

ODD = [
    *("uu 23/2014", "tanda-tangan", "w102:", "(SOP", "+", "-sop", "^~*", "sop^", "sop~9", "a:b", "judul:sop"),
    *('"', '"pk', "\\", "'", "*", "**", "<script>window.jebol=1</script>", "&amp;", "%00", "{{7*7}}", "__proto__"),
    *("constructor", "toString", "..", "ɡ", "١٢٣", "😀", "a" * 3_000, "sop " * 400),
]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def box(page: Page, alamat: str) -> KotakCari:
    return KotakCari(page, alamat)


@pytest.fixture(scope="module")
def figures(browser: Browser, alamat: str) -> dict[str, Nilai]:
    return parts(tuple(answers(browser, alamat, questions())))


def pages(found: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(location.partition("#")[0] for location in found))


@pytest.mark.parametrize("part", LANTAI)
def test_questions_are_answered_as_well_as_measured(figures: dict[str, Nilai], part: str):
    measured = vars(figures[part])
    low = {name: (round(measured[name], 3), floor) for name, floor in LANTAI[part].items() if measured[name] < floor}
    assert not low


def test_question_set_is_split_in_two_parts():
    held = [question for question in questions() if question.disimpan]
    assert 0.25 < len(held) / len(questions()) < 0.42
    assert {question.tingkat for question in held} == {"halaman", "langkah"}


def test_forms_of_a_word_find_each_other(box: KotakCari):
    found = {form: set(box.results(f"{form} perjanjian kinerja")[:4]) for form in ("menyusun", "penyusunan", "disusun")}
    assert all(NEGLASARI in locations for locations in found.values())
    steps = [{location for location in locations if "#langkah" in location} for locations in found.values()]
    assert steps[0] == steps[1] == steps[2]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("pk", NEGLASARI),
        ("perjanjian kinerja", NEGLASARI),
        ("kontrak kinerja", NEGLASARI),
        ("sekcam", "jabatan/sekretaris/"),
        ("uu 23/2014", "hukum/uu-2014-23/"),
        ("permenpan 53 tahun 2014", "hukum/permenpanrb-2014-53/"),
        ("w102:", "temuan/w102/"),
        ("penjenjanagn kinerja", TANGERANG),
        ("singkatan dan istilah", "istilah/"),
    ],
)
def test_first_pages(box: KotakCari, asked: str, first: str):
    assert first in pages(box.results(asked))[:2]


def test_small_words_do_not_sink_a_question(box: KotakCari):
    plain, natural = (
        box.results("memaraf penjenjangan kinerja"),
        box.results("siapa yang memaraf penjenjangan kinerja?"),
    )
    assert plain[0] == natural[0]
    assert plain[0].endswith("penjenjangan-kinerja/#langkah-5")


def test_what_nobody_wrote_finds_nothing(box: KotakCari):
    assert box.results("zxqwv") == ()
    assert box.page.locator(".md-search-result__meta").text_content() == "Tidak ada yang sesuai"
    advice = box.page.locator(".tl-cari-saran")
    advice.get_by_role("link", name="daftar semua SOP").wait_for()
    assert (advice.text_content() or "").startswith("Periksa ejaannya")
    box.results("perjanjian kinerja")
    advice.wait_for(state="hidden")


def test_count_is_of_what_answers(box: KotakCari):
    meta = box.page.locator(".md-search-result__meta")
    found = pages(box.results("permenpan 53 tahun 2014"))
    assert meta.text_content() == f"{len(found)} hasil"
    assert len(found) < 10
    box.results("sop")
    assert meta.text_content() == "50 hasil teratas; tambahkan kata untuk mempersempit"


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("unggah dokumen website", "Langkah SOP"),
        ("penyusunan perjanjian kinerja neglasari", "SOP"),
        ("sekcam", "Jabatan"),
        ("uu 23/2014", "Peraturan"),
        ("w102", "Temuan"),
        ("cara mencetak sop", "Panduan"),
    ],
)
def test_results_say_what_kind_of_page_they_are(box: KotakCari, asked: str, kind: str):
    box.results(asked)
    assert box.page.locator(".md-search-result__item").first.locator(".tl-cari-jenis").all_text_contents() == [kind]


def test_every_page_that_is_found_has_a_kind(situs: Path):
    docs = json.loads((situs / INDEKS).read_text("utf-8"))["docs"]
    assert {doc["location"].partition("#")[0].partition("/")[0] for doc in docs} <= set(JENIS)


def test_whole_words_alone_are_marked(page: Page, alamat: str):
    page.goto(f"{alamat}/panduan/pembaca/?h=cetak+halaman")
    page.locator("mark[data-md-highlight]").first.wait_for()
    marks = page.evaluate(
        "[...document.querySelectorAll('mark[data-md-highlight]')].map(mark => [mark.previousSibling, mark,"
        " mark.nextSibling].map(node => node ? node.textContent : ''))"
    )
    assert {text.lower() for _, text, _ in marks} == {"cetak", "halaman"}
    assert not [mark for mark in marks if mark[0][-1:].isalnum() or mark[2][:1].isalnum()]


@pytest.mark.parametrize("asked", ODD)
def test_nothing_that_people_type_is_a_fault(box: KotakCari, asked: str):
    faults: list[str] = []
    box.page.on("console", lambda message: faults.append(message.text))
    box.page.on("pageerror", lambda error: faults.append(str(error)))
    box.results(asked)
    assert box.results("perjanjian kinerja")
    assert faults == []
    assert box.page.evaluate("window.jebol") is None


def test_a_step_is_shown_with_its_sop_and_marked_words(box: KotakCari):
    assert box.results("unggah dokumen website")[0] == f"{TANGERANG}#langkah-6"
    first = box.page.locator(".md-search-result__item").first
    assert "Penjenjangan Kinerja, Dinkes Kota Tangerang" in (first.locator(".tl-cari-asal").text_content() or "")
    assert {"upload", "website"} <= {words.lower() for words in first.locator("mark").all_text_contents()}


def test_a_step_is_reached_and_marked(box: KotakCari):
    box.results("unggah dokumen website")
    box.page.locator(".md-search-result__link").first.click()
    box.page.wait_for_url(re.compile(r"penjenjangan-kinerja/\?h=.*#langkah-6$"))
    row = box.page.locator("#langkah-6")
    row.locator("mark").first.wait_for(timeout=10_000)
    assert "upload" in " ".join(row.locator("mark").all_text_contents()).lower()
    box.page.wait_for_function(
        "(() => { const r = document.querySelector('#langkah-6').getBoundingClientRect();"
        " return r.top >= 0 && r.top < innerHeight; })()",
        timeout=10_000,
    )


def test_search_works_by_keyboard(page: Page, alamat: str):
    box = KotakCari(page, alamat, "/opd/")
    page.wait_for_function("document.getElementById('__search').checked")  # a key before that closes nothing
    page.keyboard.press("Escape")
    page.wait_for_function("!document.getElementById('__search').checked")
    while not page.evaluate("document.activeElement.matches('.md-search__input')"):
        page.keyboard.press("/")  # the box folds away before it takes a key again
    page.wait_for_function("document.getElementById('__search').checked")
    page.keyboard.insert_text("menyetujui pk tim kerj")  # no key, no question yet: none is answered by half
    page.keyboard.press("a")
    page.locator('.md-search-result__item a[href*="#langkah-8"]').first.wait_for()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("document.activeElement.matches('.md-search-result__link')")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"{re.escape(NEGLASARI)}\?h=.*#langkah-8$"))
    assert box.page is page


def test_enter_opens_what_stands_first(box: KotakCari):
    for asked in ("dinas kesehatan mojokerto", "penilaian sakip", "konvensi kalender"):
        found = box.results(asked)
        assert box.entered() in found[:2], asked


def test_last_word_is_completed(box: KotakCari):
    box.results("perjanjian kiner")
    offered = box.page.locator("[data-md-component=search-suggest]")
    expect(offered).to_have_text("perjanjian kinerja")


def test_no_page_loads_the_index_before_a_question(page: Page, alamat: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(alamat)))
    box = KotakCari(page, alamat)
    page.wait_for_timeout(300)
    loaded = {f"/{name}" for name in (INDEKS, KATA, URUTAN)}
    assert loaded.isdisjoint(asked)
    assert box.results("pk")
    assert loaded <= set(asked)


@pytest.mark.parametrize("missing", [KATA, URUTAN, "aset/cari/hasil.js", "aset/cari/tanya.js"])
def test_the_themes_own_search_takes_over(browser: Browser, alamat: str, missing: str):
    context = browser.new_context()
    context.route(f"**/{missing}", lambda route: route.abort())
    box = KotakCari(context.new_page(), alamat)
    assert NEGLASARI in box.results("perjanjian kinerja")
    assert any("#langkah-" in link for link in box.results("upload dokumen website"))
    assert box.results("dinas kesehatan")
    context.close()


def test_a_fault_while_answering_is_mended_by_the_theme(browser: Browser, alamat: str):
    context = browser.new_context()
    body = "self.tlCari.hasil = { groups: function () { throw new Error('rusak'); }, suggestion: function () {} };"
    context.route("**/aset/cari/hasil.js", lambda route: route.fulfill(body=body, content_type="text/javascript"))
    box = KotakCari(context.new_page(), alamat)
    assert NEGLASARI in box.results("perjanjian kinerja")
    context.close()


def test_an_index_that_cannot_be_had_is_asked_for_again(browser: Browser, alamat: str):
    context = browser.new_context()
    context.route("**/search/indeks.json", lambda route: route.abort())
    box = KotakCari(context.new_page(), alamat)
    assert box.results("perjanjian kinerja") == ()
    context.unroute("**/search/indeks.json")
    assert NEGLASARI in box.results("perjanjian")
    context.close()


@pytest.mark.parametrize("stale", [1, 9])
def test_files_of_two_builds_are_not_read_together(browser: Browser, alamat: str, situs: Path, stale: int):
    other = {**json.loads((situs / URUTAN).read_text("utf-8")), "versi": "lama"}
    asked: list[str] = []

    def give(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) <= stale:
            route.fulfill(body=json.dumps(other), content_type="application/json")
        else:
            route.continue_()

    context = browser.new_context()
    context.route(f"**/{URUTAN}", give)
    box = KotakCari(context.new_page(), alamat)
    said: list[str] = []
    box.page.on("console", lambda message: said.append(message.text))
    assert NEGLASARI in box.results("perjanjian kinerja")
    assert len(asked) == 2
    assert any("pembangunan yang berbeda" in line for line in said) is (stale > 1)
    context.close()


def test_results_of_attacks_are_text(browser: Browser, alamat_jahat: str):
    context = browser.new_context()
    page, outside, faults = context.new_page(), [], []
    page.on(
        "request", lambda request: outside.append(request.url) if not request.url.startswith(alamat_jahat) else None
    )
    page.on("pageerror", lambda error: faults.append(str(error)))
    box = KotakCari(page, alamat_jahat)
    shown = 0
    for asked in ("jebol", "script", "serangan", "onerror", "<img src=x", "javascript:", "langkah", "kepala", "dinas"):
        shown += len(box.results(asked))
        assert page.evaluate("window.jebol") is None, asked
        listed = page.locator(".md-search-result__list")
        allowed = {"a", "article", "div", "h1", "h2", "p", "mark", "small", "span", "details", "summary", "del", "li"}
        shown_as: Any = listed.evaluate(
            "list => [...list.querySelectorAll('*')].map(element => element.localName)",
        )
        assert set(shown_as) <= allowed, asked
        attributes: Any = listed.evaluate(
            "list => [...list.querySelectorAll('*')].flatMap(e => [...e.attributes].map(a => a.name))"
            ".filter(n => !['class', 'href', 'tabindex', 'data-md-score', 'open'].includes(n))"
        )
        assert attributes == [], asked
    assert shown > 10
    page.locator(".md-search-result__link").first.click()
    page.wait_for_load_state()
    assert page.evaluate("window.jebol") is None
    assert (outside, faults) == ([], [])
    context.close()


def test_worker_and_build_take_the_same_affixes_off(page: Page, alamat: str, situs: Path):
    roots = json.loads((situs / KATA).read_text("utf-8"))["akar"]
    page.goto(alamat)
    page.add_script_tag(url=f"{alamat}/aset/cari/kata.js")
    known = sorted(set(roots.values()))
    words = [word for word in roots if word not in known]
    found = page.evaluate(
        """([words, known]) => {
          const set = new Set(known);
          return words.map(word => tlCari.kata.strip(word, form => set.has(form)));
        }""",
        [words, known],
    )
    expected = [stem(word, set(known)) for word in words]
    differing = [(word, one, other) for word, one, other in zip(words, found, expected, strict=True) if one != other]
    # The build prefers a few roots by name ("ketik" before "etik"); where both are on the site, the worker does not.
    assert len(differing) <= len(words) // 200, differing


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("kinreja", "kinerja", True),
        ("perjajian", "perjanjian", True),
        ("triwulam", "triwulan", True),
        ("sekertaris", "sekretaris", True),
        ("disposissi", "disposisi", True),
        ("kinerja", "kinerja", False),
        ("kerja", "kinerja", False),
        ("abcd", "badc", False),
        ("pk", "", False),
    ],
)
def test_one_slip_of_the_finger(page: Page, alamat: str, one: str, other: str, near: object):
    page.goto(alamat)
    page.add_script_tag(url=f"{alamat}/aset/cari/kata.js")
    assert page.evaluate("([a, b]) => tlCari.kata.near(a, b)", [one, other]) is near
    assert page.evaluate("([a, b]) => tlCari.kata.near(b, a)", [one, other]) is near
