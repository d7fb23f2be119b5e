"""The drawn sheet in a real browser: arrows from symbol to symbol, through nothing, on pages that hold them."""

from __future__ import annotations

import random
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from katalog.flow import build_flow
from katalog.render.sheet_flow import fits_at_arrow, sheet_flow
from tests.flow_support import SHAPES, flows, shape, sop_of
from tests.sheet_support import faults, read_sheet, shared_pieces, write_sheets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from katalog.model import SOP

pytestmark = pytest.mark.situs

WORDS = (
    *(
        "menyusun",
        "memeriksa",
        "menelaah",
        "rancangan",
        "laporan",
        "kinerja",
        "triwulan",
        "kepada",
        "pejabat",
        "terkait",
    ),
    *("sesuai", "perundang-undangan", "dan", "menyampaikan", "hasil", "koreksi", "penyempurnaan", "dokumen"),
)
ROLES = (
    "Kepala Dinas",
    "Sekretaris",
    "Kepala Bidang Perencanaan",
    "Staf Penyusun Evaluasi Kinerja",
    "Tim",
    "Inspektorat",
)


@pytest.fixture(scope="module")
def kertas(browser: Browser) -> Iterator[Page]:
    """A browser page that fails on any console fault."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


def hold(sop: SOP, pages: list[dict[str, Any]]) -> None:
    """Assert what holds for every sheet of every SOP."""
    assert faults(pages) == []
    drawing = sheet_flow(sop, build_flow(sop))
    # every row stands once, in order; every symbol once
    assert [row for page in pages for row in page["baris"]] == list(range(len(sop.langkah)))
    assert sorted(name for page in pages for name in page["simpul"]) == sorted(one.kunci for one in drawing.gambar)
    # every line is there: whole on one page, or in two halves with a pair of connectors
    where = {name: number for number, page in enumerate(pages) for name in page["simpul"]}
    drawn = [(number, line) for number, page in enumerate(pages) for line in page["garis"]]
    for index, line in enumerate(drawing.garis):
        parts = [(number, one) for number, one in drawn if one["id"] == str(index)]
        if where[line.dari] == where[line.ke]:
            assert [(number, one["dari"], one["ke"]) for number, one in parts] == [
                (where[line.dari], line.dari, line.ke)
            ]
        else:
            assert {number for number, _ in parts} == {where[line.dari], where[line.ke]}
            assert len(parts) == 2
        if line.label is not None:
            said = [one["kata"] for one in pages[where[line.dari]]["label"] if one["id"] == str(index)]
            assert len(said) == 1
            assert said[0] == line.label or not fits_at_arrow(line.label)
    leaving = {
        one["huruf"]: (number, one["kata"])
        for number, page in enumerate(pages)
        for one in page["halaman"]
        if one["arah"] == "keluar"
    }
    coming = {
        one["huruf"]: (number, one["kata"])
        for number, page in enumerate(pages)
        for one in page["halaman"]
        if one["arah"] == "masuk"
    }
    crossing = sum(where[line.dari] != where[line.ke] for line in drawing.garis)
    assert leaving.keys() == coming.keys()
    assert len(leaving) == crossing
    assert sum(len(page["halaman"]) for page in pages) == 2 * crossing
    for letter, (number, words) in leaving.items():
        other, back = coming[letter]
        assert words == f"{letter}hal. {other + 1}"
        assert back == f"{letter}hal. {number + 1}"
    # feet are numbered
    assert [page["kaki"].rpartition("Halaman ")[2] for page in pages] == [
        f"{n}/{len(pages)}" for n in range(1, len(pages) + 1)
    ]


def words(chance: random.Random, least: int, most: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(least, most))).capitalize()


def kinds(chance: random.Random, urut: int, steps: int, keys: list[str]) -> list[dict[str, Any]]:
    """What can be special about a step; plain ones are as likely as all others together."""
    onward = min(urut + 1, steps)
    back = max(1, urut - chance.choice((1, 2, 5)))
    special: list[dict[str, Any]] = [
        {"lanjut": {"Ya": onward, "Tidak": back}},
        {"lanjut": {"Tidak": back, "Ya": onward}},
        {"lanjut": {"Setuju": onward, "Perlu perbaikan kecil": max(1, urut - 2), "Ditolak": min(steps, urut + 4)}},
        {"lanjut": {"Ya": "selesai", "Tidak": None}},
        {"lanjut": sorted({onward, min(steps, urut + 2)})},
        {"pelaksana": chance.sample(keys, min(len(keys), 3))},
        {"simbol": ["keputusan", "proses"], "lanjut": {"Ya": onward, "Tidak": back}},
        {"mutu_baku": {"waktu_bersama": max(1, urut - 1)}},
        {"pelaksana": None},
        {"lanjut": {"Disetujui dengan catatan yang harus dipenuhi": onward, "Tidak": back}},
    ]
    return special + [{}] * len(special)


def hard(seed: int, lanes: int, steps: int) -> SOP:
    """An SOP of every shape: decisions, loops over many steps, parallel branches, joint work, ends in the middle."""
    chance = random.Random(seed)  # noqa: S311 - reproducible inputs, no secrets
    keys = [f"p{index}" for index in range(lanes)]
    rows = [
        {
            "kegiatan": words(chance, 3, 25),
            "pelaksana": chance.choice(keys),
            "mutu_baku": {"kelengkapan": words(chance, 1, 8), "waktu": "3 hari kerja", "output": words(chance, 1, 8)},
            **(chance.choice(kinds(chance, urut, steps, keys)) if 1 < urut < steps else {}),
        }
        for urut in range(1, steps + 1)
    ]
    rows[0]["mulai"] = rows[-1]["selesai"] = True
    names = {key: f"{ROLES[index % len(ROLES)]} {index // len(ROLES) or ''}".strip() for index, key in enumerate(keys)}
    return sop_of(*rows, pelaksana=names, jumlah_waktu="30 hari", judul="SOP CONTOH")


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("ukuran", ["a4", "f4"])
def test_stored_shapes_are_drawn(kertas: Page, tmp_path: Path, name: str, ukuran: str):
    sop = shape(name, tmp_path)
    pages = read_sheet(kertas, f"{write_sheets(tmp_path, {'bentuk': sop})['bentuk']}?kertas={ukuran}")
    hold(sop, pages)
    assert [shared_pieces(page) for page in pages] == [[] for _ in pages]


@pytest.mark.parametrize(
    ("seed", "lanes", "steps"), [(1, 12, 40), (2, 12, 25), (3, 5, 30), (4, 3, 40), (5, 1, 16), (6, 20, 12), (7, 8, 30)]
)
def test_hard_flows_are_drawn(kertas: Page, tmp_path: Path, seed: int, lanes: int, steps: int):
    sop = hard(seed, lanes, steps)
    pages = read_sheet(kertas, write_sheets(tmp_path, {"berat": sop})["berat"])
    hold(sop, pages)
    assert sum(len(shared_pieces(page)) for page in pages) <= len(sheet_flow(sop, build_flow(sop)).garis) // 15


def test_random_flows_are_drawn(kertas: Page, tmp_path: Path):
    number = count()

    @given(sop=flows())
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def drawn(sop: SOP) -> None:
        name = f"acak-{next(number)}"
        hold(sop, read_sheet(kertas, write_sheets(tmp_path, {name: sop})[name]))

    drawn()


def test_text_longer_than_a_page_goes_on(kertas: Page, tmp_path: Path):
    long = " ".join(f"kata{number}" for number in range(2_000))
    sop = sop_of(
        {
            "pelaksana": "kepala",
            "mulai": True,
            "kegiatan": long,
            "mutu_baku": {"waktu": "1 hari", "output": long[:3_000].strip()},
        },
        {"pelaksana": "tim", "mutu_baku": {"waktu_bersama": 1}},
        {"pelaksana": "kepala", "selesai": True},
        dasar_hukum=[long, "Butir kedua"],
        disimpulkan=[{"bidang": "langkah.1.mulai", "alasan": long}],
    )
    pages = read_sheet(kertas, write_sheets(tmp_path, {"panjang": sop})["panjang"])
    hold(sop, pages)
    text = " ".join(" ".join(page["teks"] for page in pages).split())
    assert text.count("kata1999") == 3
    assert all(f"kata{number}" in text for number in range(2_000))
    assert len(pages) > 6


@pytest.mark.parametrize("steps", [5, 7, 8, 9, 10])
def test_signature_and_notes_stay_with_the_last_row(kertas: Page, tmp_path: Path, steps: int):
    rows = [{"pelaksana": "kepala", "mutu_baku": {"waktu": "1 hari"}} for _ in range(steps)]
    sop = sop_of(
        *rows[:-1],
        rows[-1] | {"selesai": True},
        mengetahui={"jabatan": "Plt. Sekretaris", "nama": "Siti"},
        disimpulkan=[{"bidang": "langkah.1.pelaksana", "alasan": f"Alasan {number}."} for number in range(9)],
    )
    pages = read_sheet(kertas, write_sheets(tmp_path, {"ttd": sop})["ttd"])
    hold(sop, pages)
    assert pages[-1]["baris"][-1] == steps - 1
    assert "Plt. Sekretaris" in pages[-1]["teks"]
    assert all(f"Alasan {number}." in pages[-1]["teks"] for number in range(9))


def test_notes_that_go_on_have_their_heading_again(kertas: Page, tmp_path: Path):
    notes = [{"bidang": "langkah.1.pelaksana", "alasan": f"Alasan {number}."} for number in range(90)]
    sop = sop_of({"pelaksana": "kepala", "selesai": True}, disimpulkan=notes)
    pages = read_sheet(kertas, write_sheets(tmp_path, {"panjang": sop})["panjang"])
    hold(sop, pages)
    assert not pages[-1]["baris"]
    assert pages[-1]["teks"].startswith("† Disimpulkan penyalin: (lanjutan)")


def test_same_sheet_is_drawn_the_same(kertas: Page, tmp_path: Path):
    address = write_sheets(tmp_path, {"sama": hard(8, 6, 20)})["sama"]
    assert read_sheet(kertas, address) == read_sheet(kertas, address)


def test_narrow_screen_shows_the_same_paper(browser: Browser, kertas: Page, tmp_path: Path):
    sop = hard(9, 6, 12)
    address = write_sheets(tmp_path, {"sempit": sop})["sempit"]
    context = browser.new_context(viewport={"width": 390, "height": 844})
    narrow = context.new_page()
    narrow.goto(address)
    assert narrow.evaluate("document.documentElement.scrollWidth <= innerWidth")
    path = "[...document.querySelectorAll('.lb-garis path')].map(p => p.getAttribute('d'))"
    drawn = narrow.evaluate(path)
    context.close()
    kertas.goto(address)
    assert kertas.evaluate(path) == drawn
    assert drawn


def test_every_page_of_what_was_revoked_says_so_above_and_below_the_form(kertas: Page, tmp_path: Path):
    steps = [{"kegiatan": "Menyusun laporan kinerja triwulan", "pelaksana": "tim"} for _ in range(40)]
    ended = sop_of(*steps, status="dicabut", status_sejak="2024-07-04")
    addresses = write_sheets(tmp_path, {"cabut": ended, "berlaku": sop_of(*steps)})
    pages = read_sheet(kertas, addresses["berlaku"])
    assert kertas.locator(".lb-status").count() == 0
    marked = read_sheet(kertas, addresses["cabut"])
    hold(ended, marked)
    assert [page["baris"] for page in marked] == [page["baris"] for page in pages]  # nothing of the form moves
    said = kertas.locator(".lb-kertas > .lb-status").all_inner_texts()
    assert said == ["DICABUT sejak 4 Juli 2024. Jangan dipakai sebagai pedoman."] * len(pages)
    feet = kertas.locator(".lb-kaki strong").all_inner_texts()
    assert feet == ["DICABUT sejak 4 Juli 2024"] * len(pages)
    clear = """() => [...document.querySelectorAll('.lb-kertas')].every(page =>
        page.querySelector('.lb-status').getBoundingClientRect().bottom
            <= page.querySelector('.lb-isi').getBoundingClientRect().top
        && page.querySelector('.lb-kaki').getBoundingClientRect().top
            >= page.querySelector('.lb-isi').getBoundingClientRect().bottom)"""
    assert kertas.evaluate(clear)
