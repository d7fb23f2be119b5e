"""The pages that compare: which there are, what they say, and how they stay readable with many offices."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup
from openpyxl import load_workbook

from katalog.checking import Telaah, analyse
from katalog.comparison.process import Kata
from katalog.comparison.words import mark
from katalog.export.comparison_tables import process_workbook
from katalog.loading import load_catalogue
from katalog.render.comparison_words import NAMA_JENIS, SEPADAN, common_words, letters, share, side_words
from katalog.render.pair_pages import pair_address
from katalog.render.process_pages import compare_one, labels, process_keys, process_list, process_pages
from katalog.render.views import card
from tests.comparison_catalogue import PROSES, write_many
from tests.comparison_support import DUA, SATU, A, B, constructed

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook


def files(telaah: Telaah) -> dict[str, str | bytes]:
    cards = {one.id: card(telaah, one) for one in telaah.katalog.dokumen}
    made: dict[str, str | bytes] = {"proses/index.md": process_list(telaah, cards)}
    for key in process_keys(telaah):
        one = compare_one(telaah, key, cards, {})
        made.update(process_pages(telaah, one, cards))
        if one.pasangan:
            made[f"proses/{one.proses}.xlsx"] = process_workbook(telaah, one, {})
    return made


def pages(telaah: Telaah) -> dict[str, str]:
    return {path: content for path, content in files(telaah).items() if isinstance(content, str)}


@lru_cache(maxsize=1)
def constructed_pages() -> dict[str, str]:
    return pages(constructed())


def many(tmp_path: Path, count: int, variants: int) -> dict[str, str]:
    return pages(analyse(load_catalogue(write_many(tmp_path / "sops", count, variants))))


def words(text: str) -> str:
    return " ".join(BeautifulSoup(text, "html.parser").get_text(" ").split())


def test_a_pair_has_one_page_whatever_the_order():
    assert pair_address(SATU, DUA) == pair_address(DUA, SATU) == f"banding/{SATU}/{DUA}/"


def test_the_process_page_of_the_real_pair(telaah):
    page = pages(telaah)["proses/penjenjangan-kinerja.md"]
    said = words(page)
    assert "Banyak dan urutan langkah, pelaksana, waktu, dan arah alur sama." in said
    assert "96 %" in said
    soup = BeautifulSoup(page, "html.parser")
    assert [mark.get_text().removeprefix("tidak umum: ") for mark in soup.select("td mark")] == [
        *("Renstra,", "Dinkes", "system ESR dan", "Bappeda")
    ]
    rows = soup.select(".tl-b-matriks tbody tr")
    assert [row.select_one(".tl-lencana").get_text() for row in rows] == [  # type: ignore[union-attr]
        *("sama di semua", "sama di semua", "sama, ejaan lain", "berbeda", "sama, ejaan lain", "berbeda")
    ]
    assert [len(row.select("td")) for row in rows] == [1, 1, 1, 2, 1, 2]
    assert soup.select(f'a[href="../../{pair_address(SATU, DUA)}"]')
    assert soup.select(f'a[href="../../sop/{SATU}/#langkah-6"]')
    assert "Mungkin disalin dan belum disesuaikan" in said
    assert "†2" in said  # who performs step 6 was inferred


def test_the_pair_page_of_the_real_pair(telaah):
    page = pages(telaah)[f"banding/{SATU}/{DUA}.md"]
    soup = BeautifulSoup(page, "html.parser")
    assert [mark.get_text() for mark in soup.select("td del")] == [
        "tidak ada pada DP3AP2KB Kota Tangerang: Penjenjangan",
        "tidak ada pada DP3AP2KB Kota Tangerang: Dinkes",
    ]
    assert [mark.get_text().partition(": ")[2] for mark in soup.select("td ins")] == [
        *("Penjurangan", "Renstra,", "system ESR dan", "Bappeda")
    ]
    assert {one.get_text() for one in soup.select("td .tl-b-ejaan")} == {
        *("CSF (Critical ", "CSF(Critical ", "pendukung, ", "pendukung,", "Memeriksa, ", "Memeriksa , ")
    }
    assert "Perwal Kota Tangerang 131/2021" in soup.select_one('section[aria-labelledby="hukum-a"]').get_text()  # type: ignore[union-attr]


def test_what_an_item_cites_besides_its_regulation_is_told(telaah: Telaah):
    made = pages(telaah)
    cells = BeautifulSoup(made["proses/penjenjangan-kinerja.md"], "html.parser").select("td:has(> small)")
    told = [words(str(cell)) for cell in cells if "mengutip pula" in cell.get_text()]
    assert {one.partition(" mengutip pula ")[2] for one in told} == {"PP 72/2019", "UU 2/2015"}
    both = BeautifulSoup(made[f"banding/{SATU}/{DUA}.md"], "html.parser").select_one(
        'section[aria-labelledby="hukum-sama"]'
    )
    assert both is not None
    assert both.select('a[href$="hukum/pp-2019-72/"]')
    assert "mengutip pula UU 2/2015" in words(str(both))
    assert "tidak dihitung tersendiri" in made["proses/penjenjangan-kinerja.md"]


def test_every_kind_of_difference_has_a_name_on_the_pair_page():
    page = constructed_pages()[f"banding/{B}/{A}.md"]
    said = [one.get_text() for one in BeautifulSoup(page, "html.parser").select(".tl-b-matriks th .tl-lencana")]
    assert said == [
        *("sama, ejaan lain", "sama, ejaan lain", "hanya di Dinkes Kabupaten Mojokerto"),
        *("digabung: langkah 4 dan 5 → 4", "berbeda", "berbeda", "hanya di Dinkes Kota Tangerang"),
        *("pindah: langkah 8 → 2", "dipecah: langkah 9 → 8 dan 9"),
    ]


def test_moved_and_joined_steps_on_the_process_page():
    said = words(constructed_pages()[f"proses/{PROSES}.md"])
    assert "pindah: langkah 8 → 2" in said or "pindah: langkah 2 → 8" in said
    assert "sudah termasuk dalam langkah di atas" in said
    assert "hanya di Dinkes Kota Tangerang" in said
    assert "tidak ada" in said


def test_one_sop_has_nothing_to_compare(telaah):
    said = words(pages(telaah)["proses/pengukuran-kinerja.md"])
    assert "Baru satu SOP dalam katalog untuk proses ini" in said
    assert "Kemiripan" not in said


def pair_pages_of(found: dict[str, str]) -> set[str]:
    return {f"{path.removesuffix('.md')}/" for path in found if path.startswith("banding/")}


def pairs_linked(found: dict[str, str]) -> set[str]:
    soup = BeautifulSoup(found[f"proses/{PROSES}.md"], "html.parser")
    return {str(link["href"]).removeprefix("../../") for link in soup.select('a[href^="../../banding/"]')}


def test_up_to_four_every_pair_has_a_page(tmp_path: Path):
    found = many(tmp_path, 4, 2)
    assert len(pair_pages_of(found)) == 6
    assert pairs_linked(found) == pair_pages_of(found)
    assert len(BeautifulSoup(found[f"proses/{PROSES}.md"], "html.parser").select(".tl-b-kemiripan td a")) == 4 * 3
    assert "sop banding A B" not in found[f"proses/{PROSES}.md"]


def test_above_four_each_is_paired_with_the_nearest_and_the_page_says_so(tmp_path: Path):
    found = many(tmp_path, 7, 5)
    assert 4 <= len(pair_pages_of(found)) <= 7
    assert pairs_linked(found) == pair_pages_of(found)
    page = found[f"proses/{PROSES}.md"]
    assert "memilih kolomnya pada" in page
    assert "sop banding A B" in page
    soup = BeautifulSoup(page, "html.parser")
    assert len([cell for cell in soup.select(".tl-b-kemiripan td") if "%" in cell.get_text()]) == 7 * 6
    assert len({head["data-kolom"] for head in soup.select(".tl-b-matriks th[data-kolom]")}) == 7


def test_pages_of_pairs_grow_with_the_sops_not_with_their_pairs(tmp_path: Path):
    found = many(tmp_path, 40, 3)
    assert 20 <= len(pair_pages_of(found)) <= 40
    assert pairs_linked(found) == pair_pages_of(found)
    page = found[f"proses/{PROSES}.md"]
    assert "memilih kolomnya" not in page
    assert "sop banding A B" in page
    soup = BeautifulSoup(page, "html.parser")
    heads = [" ".join(head.get_text(" ").split()) for head in soup.select(".tl-b-matriks thead th")]
    assert [head.partition(")")[0] for head in heads[1:]] == [
        *("Varian A (14 SOP", "Varian B (13 SOP", "Varian C (13 SOP")
    ]
    assert len(page) < 120_000


def test_many_variants_are_told_row_by_row_and_capped(tmp_path: Path):
    page = many(tmp_path, 40, 30)[f"proses/{PROSES}.md"]
    soup = BeautifulSoup(page, "html.parser")
    rows = soup.select(".tl-b-ragam tbody tr")
    assert len(rows) == 9
    third = rows[2]
    assert len(third.select(".tl-b-satu-ragam")) == 6
    assert "dan 24 ragam lagi pada 28 SOP" in third.get_text(" ")
    assert sum(1 for row in rows if "tl-b-baris-sama" in (row.get("class") or [])) == 8
    assert len(page) < 150_000


def test_an_office_with_two_sops_is_told_apart():
    cards = [{"id": "a/x", "nama_opd": "A", "nama": "X"}, {"id": "a/y", "nama_opd": "A", "nama": "Y"}]
    assert labels([*cards, {"id": "b/x", "nama_opd": "B", "nama": "X"}]) == {"a/x": "A: X", "a/y": "A: Y", "b/x": "B"}


def test_marks_escape_and_keep_spaces_outside():
    pieces = mark("unggah <b>di</b> sini", "unggah <i>di</i> sana")
    assert "<b>" not in side_words(pieces, "a", '"><script>')
    assert "<script>" not in side_words(pieces, "a", '"><script>')
    assert common_words([Kata("satu ", umum=True), Kata("dua ", umum=False)]) == Markup(
        'satu <mark class="tl-b-kata"><span class="tl-samar">tidak umum: </span>dua</mark> '
    )


@pytest.mark.parametrize(("number", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB")])
def test_variants_have_letters(number: int, name: str):
    assert letters(number) == name


def test_only_equal_is_a_hundred_per_cent():
    assert (share(0.9999), share(1.0)) == ("99\u00a0%", "100\u00a0%")


def sheet_rows(book: Workbook, name: str) -> list[tuple[Any, ...]]:
    return list(book[name].iter_rows(values_only=True))


def test_the_workbook_of_a_process_holds_what_its_page_says(telaah: Telaah):
    content = files(telaah)["proses/penjenjangan-kinerja.xlsx"]
    assert isinstance(content, bytes)
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Baca dulu", "SOP", "Langkah berdampingan", "Beda tiap pasangan", "Dasar hukum"]
    steps = sheet_rows(book, "Langkah berdampingan")
    assert len(steps) == 1 + 6
    assert [row[1] for row in steps[1:]] == [
        *("sama", "sama", "sama, ejaan lain", "berbeda", "sama, ejaan lain", "berbeda")
    ]
    assert steps[6][2] == "kegiatan"
    header = list(steps[0])
    assert steps[6][header.index("Dinkes Kota Tangerang: disimpulkan")] == "pelaksana, mulai/selesai"
    assert steps[1][header.index("Dinkes Kota Tangerang: disimpulkan")] is None
    differences = {(row[2], row[3], row[6], row[7]) for row in sheet_rows(book, "Beda tiap pasangan")[1:]}
    assert ("Langkah", 6, "kegiatan", "berbeda") in differences
    assert ("Dasar hukum", None, "peraturan", "hanya di A") in differences
    assert {row[5] for row in sheet_rows(book, "Beda tiap pasangan")[1:]} <= {None, *SEPADAN.values()}
    assert {row[7] for row in sheet_rows(book, "Beda tiap pasangan")[1:]} <= set(NAMA_JENIS.values())
    assert book["Beda tiap pasangan"].freeze_panes == "C2"
    assert book["Beda tiap pasangan"].auto_filter.ref


def test_a_process_of_one_sop_has_no_workbook(telaah: Telaah):
    assert {path for path in files(telaah) if path.endswith(".xlsx")} == {"proses/penjenjangan-kinerja.xlsx"}


def test_the_workbook_of_many_compares_the_pairs_that_have_a_page(tmp_path: Path):
    made = files(analyse(load_catalogue(write_many(tmp_path / "sops", 4, 4))))
    content = made[f"proses/{PROSES}.xlsx"]
    assert isinstance(content, bytes)
    rows = sheet_rows(load_workbook(io.BytesIO(content)), "Beda tiap pasangan")[1:]
    assert len({row[:2] for row in rows}) == sum(path.startswith("banding/") for path in made) == 6
