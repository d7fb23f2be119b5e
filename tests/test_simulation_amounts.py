"""Amounts as people say them, and the sentences of a simulation's record."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog.render import amounts
from katalog.render import simulation_words as words
from katalog.simulation_record import Selang
from tests.simulation_support import (
    HARI,
    KERJA,
    catatan,
    kelebihan_beban,
    selang,
    serangan,
    tanpa_total,
    tercapai,
    waktu,
)


def plain(text: str | None) -> str:
    return " ".join((text or "").split())


@pytest.mark.parametrize(
    ("menit", "said"),
    [
        (0, "0 menit"),
        (0.4, "kurang dari 1 menit"),
        (1, "1 menit"),
        (59.6, "1 jam"),
        (200, "3 jam 20 menit"),
        (1_439.7, "1 hari"),
        (4 * HARI + 190, "4 hari 3 jam"),
        (3 * HARI, "3 hari"),
        (10 * HARI - 10, "10 hari"),
        (69.4 * HARI, "69 hari"),
        (12_345 * HARI, "12.345 hari"),
        (-200, "−3 jam 20 menit"),
        (math.inf, "tidak terbatas"),
        (math.nan, "–"),
    ],
)
def test_duration(menit: float, said: str):
    assert amounts.duration(menit) == said


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_every_amount_can_be_said(value: float):
    for say in (amounts.duration, amounts.exact_duration, amounts.difference, amounts.percent):
        assert "nan" not in say(value)
        assert "inf" not in say(value)
    assert amounts.working_time(value, 450)
    assert amounts.working_time(value, 0)


@given(st.floats(0, 1e7), st.floats(0, 1e7))
def test_longer_is_never_said_to_be_shorter(first: float, second: float):
    low, high = sorted((first, second))

    def read(said: str) -> float:
        if said.startswith("kurang"):
            return 0.5
        units = {"menit": 1, "jam": 60, "hari": 1440}
        parts = said.replace(".", "").split()
        return sum(int(amount) * units[unit] for amount, unit in zip(parts[::2], parts[1::2], strict=True))

    assert read(amounts.duration(low)) <= read(amounts.duration(high))
    assert abs(read(amounts.duration(low)) - low) <= max(0.5, 30 if low >= 1440 else 0, 720 if low >= 14_000 else 0)


@pytest.mark.parametrize(
    ("menit", "said"),
    [
        (33 * KERJA, "33 hari kerja"),
        (3.55 * KERJA, "3,5 hari kerja"),
        (KERJA, "1 hari kerja"),
        (200, "3 jam 20 menit kerja"),
    ],
)
def test_working_time(menit: float, said: str):
    assert amounts.working_time(menit, KERJA) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0 %"),
        (0.0003, "kurang dari 0,1 %"),
        (0.004, "0,4 %"),
        (0.12, "12 %"),
        (0.995, "99,5 %"),
        (0.9999, "lebih dari 99,9 %"),
        (1, "100 %"),
        (1.31, "131 %"),
    ],
)
def test_percent_promises_neither_nothing_nor_all(share: float, said: str):
    assert plain(amounts.percent(share)) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (67 * HARI, 71 * HARI, "67–71 hari"),
        (68.9 * HARI, 69.3 * HARI, "68,9–69,3 hari"),
        (3 * HARI + 120, 3 * HARI + 420, "3 hari 2 jam sampai 3 hari 7 jam"),
        (10, 20, "10–20 menit"),
        (30, 2 * HARI, "30 menit sampai 2 hari"),
        (500, 500, "8 jam 20 menit"),
    ],
)
def test_range(low: float, high: float, said: str):
    assert amounts.duration_range(low, high) == said


def test_percent_range():
    assert plain(amounts.percent_range(0.10, 0.14)) == "10–14 %"
    assert plain(amounts.percent_range(0.121, 0.124)) == "12,1–12,4 %"
    assert plain(amounts.percent_range(0, 0.0037)) == "0–0,4 %"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (None, None, "69 hari (selang 95 % tidak terbatas, kasusnya terlalu sedikit)"),
        (67 * HARI, None, "69 hari (selang 95 %: paling sedikit 67 hari)"),
        (None, 71 * HARI, "69 hari (selang 95 %: paling banyak 71 hari)"),
        (67 * HARI, math.inf, "69 hari (selang 95 %: paling sedikit 67 hari)"),
        (69 * HARI, 69 * HARI, "69 hari"),
    ],
)
def test_open_intervals_are_said(low: float | None, high: float | None, said: str):
    assert plain(amounts.duration_with_interval(Selang(nilai=69 * HARI, bawah=low, atas=high))) == said


def test_conclusion():
    record = catatan(waktu=waktu(69, 95), tepat=Selang(nilai=0.12, bawah=0.1, atas=0.14))
    assert plain(words.conclusion(record)) == (
        "Dokumen menjanjikan 47 Hari 13 menit. Dengan asumsi di bawah, separuh kasus selesai dalam 69 hari "
        "dan 9 dari 10 kasus dalam 95 hari; peluang selesai dalam waktu yang tertulis 12 % (selang 95 %: 10–14 %)."
    )
    assert plain(words.working_conclusion(record)).startswith(
        "Bila waktu langkah-langkahnya dibaca sebagai hari kerja (minggu 5, bulan 20), "
        "jumlahnya 33 hari kerja 13 menit. "
        "Separuh kasus memerlukan paling lama 52 hari kerja; peluang selesai dalam jumlah itu"
    )


def test_conclusion_without_an_answer_names_the_role():
    said = plain(words.conclusion(kelebihan_beban()))
    assert "tidak dapat dijawab" in said
    assert "Sekretaris (131 % dari waktu kerjanya)" in said
    assert "Kepala" not in said
    assert words.working_conclusion(kelebihan_beban()) is None
    other = catatan(waktu=None, tepat=None)
    assert "sebabnya ada pada peringatan" in words.conclusion(other)


def test_conclusion_without_a_printed_total():
    said = plain(words.conclusion(tanpa_total()))
    assert said.startswith("Dokumen tidak mencantumkan jumlah waktu; waktu langkah-langkahnya berjumlah 14 hari.")
    assert "yang tertulis" not in said
    assert "dari 1.000 kasus yang dihitung, tidak satu pun selesai" in said
    assert "(selang 95 % peluangnya: 0–0,4 %)" in said


def test_conclusion_where_all_cases_are_in_time_promises_no_certainty():
    said = plain(words.conclusion(tercapai()))
    assert "dari 1.000 kasus yang dihitung, semuanya selesai dalam waktu yang tertulis" in said
    assert "99,6–100 %" in said


def test_conclusion_with_a_total_that_cannot_be_read():
    record = catatan()
    acuan = record.acuan.model_copy(update={"teks": "sesuai kebutuhan", "menit": None, "hari_kerja": None})
    said = words.conclusion(catatan(acuan=acuan, tepat=None, tepat_kerja=None))
    assert "“sesuai kebutuhan”, tidak dapat dibaca sebagai lama waktu; waktu langkah-langkahnya" in said
    assert "peluang" not in said


def test_chance_against_the_sum_where_no_total_is_printed():
    acuan = catatan().acuan.model_copy(update={"teks": None, "menit": None})
    record = catatan(acuan=acuan)
    assert words.reference(record) == acuan.jumlah_langkah
    assert "peluang selesai dalam jumlah waktu langkah-langkahnya 2" in words.conclusion(record)


def test_a_sum_of_no_steps_is_not_called_a_promise():
    acuan = catatan().acuan.model_copy(update={"teks": None, "menit": None, "jumlah_langkah": 0.0})
    assert "tidak ada langkah yang waktunya terukur" in words.stated(catatan(acuan=acuan))


def test_ladder_names_what_adds_most():
    assert plain(words.ladder_sentence(catatan())).startswith(
        "Penambah terbesar: pekerjaan lain di kantor, rata-rata +11 hari (selang 95 %:"
    )
    falling = catatan().tangga[:1] + catatan().tangga[4:5]
    assert words.heaviest(catatan(tangga=falling)) is None
    assert words.ladder_sentence(catatan(tangga=falling)) == "Tidak ada anak tangga yang menambah waktu rata-rata."
    assert words.ladder_sentence(catatan(tangga=())) is None


def test_bottleneck_is_the_role_that_helps_most_and_only_if_sure():
    assert "Paling menentukan: Sekretaris." in (words.bottleneck(catatan()) or "")
    assert "lebih singkat 6 hari 1 jam" in (words.bottleneck(catatan()) or "")
    unsure = tuple(role.model_copy(update={"tambah_satu": selang(-10.0, 90.0)}) for role in catatan().peran)
    assert "tidak tampak mempercepat" in (words.bottleneck(catatan(peran=unsure)) or "")
    unasked = tuple(role.model_copy(update={"tambah_satu": None}) for role in catatan().peran)
    assert words.bottleneck(catatan(peran=unasked)) is None


def test_loop():
    assert plain(words.loop_words(catatan().putaran[0])) == (
        "mengembalikan 30 % (selang 95 %: 27–33 %) kasus sekurang-kurangnya sekali; rata-rata 0,42 kali per kasus, "
        "paling banyak 4 kali."
    )
    never = catatan().putaran[0].model_copy(update={"terbanyak": 0})
    assert words.loop_words(never) == "tidak mengembalikan satu kasus pun."


def test_command_repeats_the_run_and_quotes_what_a_shell_would_read():
    assert words.command(catatan()) == (
        "sop simulasi dinkes-kota-tangerang/penjenjangan-kinerja --skenario dasar --ulangan 1000 --benih 2026"
    )
    import shlex

    assert shlex.split(words.command(serangan()))[4] == serangan().skenario
