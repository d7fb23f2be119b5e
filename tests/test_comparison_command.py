"""`sop banding A B` as people call it, and the rows for spreadsheets."""

from __future__ import annotations

import json

import pytest

from katalog.comparison.process import compare_process
from katalog.comparison.rows import KEPALA_PASANGAN, comparison_rows, process_rows
from katalog.comparison.words import mark
from scripts.cli import sop
from scripts.comparison_report import comparison_text, marked
from scripts.indonesian import run
from scripts.simulation_report import Laporan
from tests.catalogue_support import make_catalogue
from tests.comparison_support import DUA, SATU, A, B, compared, constructed, sides
from tests.site_support import ROOT

AKAR = ["--akar", str(ROOT / "sops")]


def call(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = run(sop, "sop", ["banding", *args])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_real_pair_in_words(capsys: pytest.CaptureFixture[str]):
    code, out, err = call(capsys, SATU, DUA, *AKAR)
    assert (code, err) == (0, "")
    assert out.endswith("{+Perwal Kota Tangerang 99/2023+} hanya pada B\n")
    for words in (
        "Nama SOP: [-Penjenjangan-] {+Penjurangan+} Kinerja",
        "Sama: langkah 1, 2, 3, 5; 2 di antaranya lain ejaan atau tanda bacanya.",
        "{+Renstra,+} Renstra",
        "[-Dinkes-]{+Bappeda+}",
        "Sama: 9 peraturan.",
        "[-Perwal Kota Tangerang 131/2021-] hanya pada A",
    ):
        assert words in out
    assert "CSF" not in out  # spelling alone is counted, not told
    assert max(map(len, out.splitlines())) <= 100
    assert "\x1b" not in out


def test_every_kind_of_difference_in_words():
    text = comparison_text(compared(constructed(), A, B), Laporan(100, warna=False))
    for words in (
        "Langkah 2 pada A, langkah 8 pada B: pindah",
        "Langkah 3: hanya ada pada B",
        "Langkah 4 pada A dipecah menjadi langkah 4 dan 5 pada B",
        "Pelaksana: [-Kasubag Program-] {+Staf+}",
        "Arah alur: [-Ya → langkah 7; Tidak → langkah 5-] {+Ya → langkah 8; Tidak → langkah 4+}",
        "Waktu: [-1 hari-] {+24 jam+} (sama lama menurut konvensi kalender)",
        "Langkah 7: hanya ada pada A",
        "Langkah 8 dan 9 pada A digabung menjadi langkah 9 pada B",
        "Butir 1: Mampu mengolah data {+kinerja+}",
        "Butir 2: [-Printer-] hanya pada A",
        "Butir 3: {+Alat tulis+} hanya pada B",
    ):
        assert words in text
    assert max(map(len, text.splitlines())) <= 100


def test_colours_where_they_are_wanted():
    text = comparison_text(compared(constructed(), A, B), Laporan(100, warna=True))
    assert "\x1b[31m[-Printer-]" in text
    assert "\x1b[32m{+Alat tulis+}" in text


def test_marks_keep_words_apart():
    assert marked(mark("olah data", "olah data kinerja")).plain == "olah data {+kinerja+}"
    assert marked(mark("olah data kinerja", "olah data")).plain == "olah data [-kinerja-]"
    assert marked(mark("a b c", "a x c")).plain == "a [-b-] {+x+} c"


def test_json_is_the_record(capsys: pytest.CaptureFixture[str]):
    code, out, _ = call(capsys, SATU, DUA, "--format", "json", *AKAR)
    assert code == 0
    value = json.loads(out)
    assert list(value) == [
        *("versi", "a", "b", "kemiripan", "ringkasan", "konvensi", "identitas", "langkah", "pelaksana"),
        *("dasar_hukum", "kotak", "jumlah_waktu", "jumlah_langkah", "waktu_realistis"),
    ]
    step = value["langkah"][5]
    assert (step["hubungan"], step["a"], step["b"]) == ("sejajar", [6], [6])
    assert [isi["bidang"] for isi in step["isi"] if isi["jenis"] == "berbeda"] == ["kegiatan"]
    assert value["jumlah_waktu"]["menit_a"] == [67693.0, 67693.0]
    assert value["dasar_hukum"]["hanya_b"][0]["kunci"] == "perwal-kota-tangerang-2023-99"


def test_one_sop_with_itself(capsys: pytest.CaptureFixture[str]):
    code, out, _ = call(capsys, SATU, SATU, *AKAR)
    assert code == 0
    assert "Keduanya SOP yang sama" in out
    assert "Dasar hukum" not in out


def test_sops_of_different_processes(capsys: pytest.CaptureFixture[str]):
    code, out, _ = call(capsys, SATU, "kecamatan-neglasari/penyusunan-perjanjian-kinerja", *AKAR)
    assert code == 0
    assert "Langkah kedua SOP umumnya lain" in out


@pytest.mark.parametrize("ids", [("tidak/ada", SATU), (SATU, "tidak/ada")])
def test_an_unknown_sop_is_wrong_use(capsys: pytest.CaptureFixture[str], ids: tuple[str, str]):
    code, out, err = call(capsys, *ids, *AKAR)
    assert (code, out) == (2, "")
    assert 'Tidak ada SOP dengan id "tidak/ada"' in err


def test_an_sop_with_a_fault_says_the_fault(capsys: pytest.CaptureFixture[str], tmp_path):
    akar = make_catalogue(tmp_path, {"dinkes-kota-tangerang/rusak.yaml": "nama: [\n"})
    code, out, err = call(capsys, "dinkes-kota-tangerang/rusak", "x/y", "--akar", str(akar))
    assert (code, out) == (1, "")
    assert "rusak.yaml" in err


def test_rows_of_a_process():
    found = compare_process(sides(constructed(), A, B))
    header, *rows = process_rows(found, {A: "Tangerang", B: "Mojokerto"}, {A: {1: ["pelaksana"]}})
    assert header[:5] == ("Baris", "Status", "Isian yang berbeda", "Mojokerto: langkah", "Mojokerto: pelaksana")
    assert {len(row) for row in rows} == {len(header)}
    assert all(value is None or isinstance(value, str | int) for row in rows for value in row)
    assert [row[0] for row in rows] == list(range(1, len(found.baris) + 1))
    second = header.index("Tangerang: langkah")
    assert second == 3 + 10
    assert [row[second + 9] for row in rows if row[second] == 1] == ["pelaksana"]
    assert ("2 (pindah)" in [row[second] for row in rows]) or ("2 (pindah)" in [row[3] for row in rows])
    assert "baris di atas" in [row[second] for row in rows]


def test_rows_of_a_pair():
    header, *rows = comparison_rows(compared(constructed(), A, B))
    assert header == KEPALA_PASANGAN
    assert {len(row) for row in rows} == {len(header)}
    assert ("Langkah", 5, 6, "sejajar", "waktu", "berbeda", "1 hari", "7 hari") in rows
    assert ("Dasar hukum", None, None, None, "peraturan", "hanya-a", "PP 12/2019", None) in rows
    assert ("Peralatan", None, None, None, "peralatan", "hanya-b", None, "Alat tulis") in rows
    assert ("Langkah", 4, "4, 5", "dipecah", "waktu", "setara", "3 hari", "2 hari + 1 hari") in rows
    assert all(row[5] != "sama" or row[3] == "pindah" for row in rows)


def test_rows_of_a_pair_say_once_that_a_step_stands_alone():
    found = compared(constructed(), A, B)
    whole, brief = comparison_rows(found), comparison_rows(found, ringkas=True)
    alone = [row for row in brief if str(row[3]) in {"hanya-a", "hanya-b"}]
    assert alone
    assert {row[4] for row in alone} == {"kegiatan"}
    assert len({row[1:3] for row in alone}) == len(alone)
    assert [row for row in whole if row not in brief] == [
        row for row in whole if str(row[3]) in {"hanya-a", "hanya-b"} and row[4] != "kegiatan"
    ]
