from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog.conventions import (
    KALENDER,
    KERJA,
    KONVENSI,
    Cocok,
    StatusCocok,
    express,
    reproducing_conventions,
    to_minutes,
)
from katalog.durations import Bagian, Durasi, Satuan, parse_duration

PENJENJANGAN = ["3 Menit", "3 Hari", "1 minggu", "1 bulan", "1 minggu", "10 menit"]
PERJANJIAN = ["10 Menit", "2 Jam", "1 Jam", "2 Jam", "15 Menit", "10 Menit", "5 Hari", "1 Jam"]


def compare(steps: Sequence[str | None], total: str | None) -> Cocok:
    return reproducing_conventions([parse_duration(step) for step in steps], parse_duration(total))


@pytest.mark.parametrize(
    ("printed", "calendar", "working"),
    [
        ("30 detik", Fraction(1, 2), Fraction(1, 2)),
        ("10 menit", 10, 10),
        ("1,5 jam", 90, 90),
        ("1 hari", 1440, 450),
        ("1 hari kerja", 1440, 450),
        ("1 hari kalender", 1440, 450),
        ("1 minggu", 7 * 1440, 5 * 450),
        ("1 bulan", 30 * 1440, 20 * 450),
        ("1 triwulan", 90 * 1440, 60 * 450),
        ("1 semester", 180 * 1440, 120 * 450),
        ("1 tahun", 360 * 1440, 240 * 450),
        ("47 Hari 13 menit", 67_693, 47 * 450 + 13),
    ],
)
def test_minutes(printed, calendar, working):
    durasi = parse_duration(printed)
    assert to_minutes(durasi, KALENDER) == (Fraction(calendar), Fraction(calendar))
    assert to_minutes(durasi, KERJA) == (Fraction(working), Fraction(working))


def test_a_range_has_two_ends():
    assert to_minutes(parse_duration("1 – 20 hari kerja"), KERJA) == (Fraction(450), Fraction(9000))


@pytest.mark.parametrize("printed", [None, "-", "menyesuaikan"])
def test_no_minutes_without_an_amount(printed):
    with pytest.raises(ValueError):
        to_minutes(parse_duration(printed), KALENDER)


@given(st.fractions(0, 10_000), st.fractions(0, 10_000), st.sampled_from(Satuan), st.sampled_from(KONVENSI))
def test_more_is_never_fewer_minutes(one, other, satuan, konvensi):
    low, high = sorted((one, other))
    less, more = (to_minutes(Durasi(None, (Bagian(n, n, satuan),)), konvensi)[0] for n in (low, high))
    assert (less < more) if low < high else (less == more)


@pytest.mark.parametrize(
    ("minutes", "konvensi", "said"),
    [
        (67_693, KALENDER, "47 hari 13 menit"),
        (33 * 450 + 13, KERJA, "33 hari kerja 13 menit"),
        (5 * 1440 + 395, KALENDER, "5 hari 6 jam 35 menit"),
        (449, KERJA, "7 jam 29 menit"),
        (Fraction(1, 2), KALENDER, "0,5 menit"),
        (0, KERJA, "0 menit"),
    ],
)
def test_express(minutes, konvensi, said):
    assert express(Fraction(minutes), konvensi) == said


@given(st.fractions(0, 1_000_000, max_denominator=60), st.sampled_from(KONVENSI))
def test_what_is_said_is_the_same_amount(minutes, konvensi):
    assert to_minutes(parse_duration(express(minutes, konvensi)), konvensi) == (minutes, minutes)


def test_express_refuses_negative_minutes():
    with pytest.raises(ValueError):
        express(Fraction(-1), KALENDER)


def test_penjenjangan_adds_up_by_one_convention_only():
    result = compare(PENJENJANGAN, "47 Hari 13 menit")
    assert result.status is StatusCocok.DENGAN_KONVENSI
    assert result.cocok
    assert result.penetapan == ((("hari_per_minggu", Fraction(7)), ("hari_per_bulan", Fraction(30))),)
    assert result.phrase() == "hanya dengan 1 minggu = 7 hari dan 1 bulan = 30 hari"
    steps = [parse_duration(step) for step in PENJENJANGAN]
    assert sum(to_minutes(step, KALENDER)[0] for step in steps) == 67_693
    assert express(sum((to_minutes(step, KERJA)[0] for step in steps), Fraction()), KERJA) == "33 hari kerja 13 menit"


def test_perjanjian_adds_up_without_conversion():
    result = compare(PERJANJIAN, "5 Hari 6 Jam 35 Menit")
    assert result.status is StatusCocok.TANPA_KONVERSI
    assert result.phrase() == "sama tanpa konversi"


@pytest.mark.parametrize("blank", [None, "", "-"])
def test_a_blank_step_is_named_when_the_others_make_the_total(blank):
    result = compare([*PERJANJIAN, blank], "5 Hari 6 Jam 35 Menit")
    assert result.status is StatusCocok.TANPA_KONVERSI
    assert result.langkah_kosong == 1
    assert result.phrase() == "sama tanpa konversi; 1 langkah tanpa waktu tidak ikut dihitung"


@pytest.mark.parametrize(
    ("steps", "total", "phrase"),
    [
        (["30 menit", "45 menit"], "1 jam 15 menit", "sama tanpa konversi"),
        (["3 bulan", "9 bulan"], "1 tahun", "sama tanpa konversi"),
        (["30 detik", "30 detik"], "1 menit", "sama tanpa konversi"),
        (["1-2 hari", "3 hari"], "4 – 5 hari", "sama tanpa konversi"),
        (["2 minggu", "1 hari"], "2 minggu 1 hari", "sama tanpa konversi"),
        (["4 jam", "4 jam"], "1 hari", "hanya dengan 1 hari = 8 jam"),
        (["7 jam", "30 menit"], "1 hari kerja", "hanya dengan 1 hari kerja = 7,5 jam"),
        (["1 minggu"], "5 hari kerja", "hanya dengan 1 minggu = 5 hari kerja"),
        (["2 hari", "3 hari kerja"], "5 hari", "hanya dengan 1 hari kerja = 1 hari"),
        (
            ["4 minggu"],
            "1 bulan",
            ("dengan 1 minggu = 5 hari dan 1 bulan = 20 hari, atau dengan 1 minggu = 7 hari dan 1 bulan = 28 hari"),
        ),
        (
            ["1 bulan", "2 minggu", "2 hari kerja"],
            "46 hari",
            "hanya dengan 1 hari kerja = 1 hari, 1 minggu = 7 hari, dan 1 bulan = 30 hari",
        ),
    ],
)
def test_conventions_found(steps, total, phrase):
    assert compare(steps, total).phrase() == phrase


def test_none_found_states_the_difference():
    result = compare(["1 minggu", "2 jam"], "10 hari")
    assert result.status is StatusCocok.TIDAK_COCOK
    assert not result.cocok
    assert [(s.konvensi, s.minimum, s.maksimum) for s in result.selisih] == [
        (KALENDER, Fraction(-3 * 1440 + 120), Fraction(-3 * 1440 + 120)),
        (KERJA, Fraction(-5 * 450 + 120), Fraction(-5 * 450 + 120)),
    ]
    assert result.phrase() == (
        "tidak sama dengan konvensi mana pun yang dicoba; jumlah langkah menurut konvensi kalender "
        "2 hari 22 jam kurang; menurut konvensi kerja 4 hari kerja 5 jam 30 menit kurang"
    )


def test_the_difference_of_ranges_has_two_ends():
    result = compare(["1-3 hari"], "1 hari")
    assert result.status is StatusCocok.TIDAK_COCOK
    assert result.selisih[0].phrase() == "menurut konvensi kalender sama (batas bawah) dan 2 hari lebih (batas atas)"


@pytest.mark.parametrize(
    ("steps", "total", "reason"),
    [
        (["1 hari"], None, "jumlah waktu tidak dinyatakan"),
        (["1 hari"], "menyesuaikan", "jumlah waktu “menyesuaikan” tidak terukur"),
        (["1 hari", "menyesuaikan"], "1 hari", "waktu 1 langkah tidak terukur"),
        ([], "1 hari", "tidak ada langkah yang waktunya terukur"),
        ([None, "-"], "1 hari", "tidak ada langkah yang waktunya terukur"),
        (["1 hari", None], "2 hari", "1 langkah tanpa waktu, dan langkah lainnya tidak berjumlah sama"),
    ],
)
def test_not_comparable(steps, total, reason):
    result = compare(steps, total)
    assert result.status is StatusCocok.TIDAK_TERBANDINGKAN
    assert not result.cocok
    assert result.alasan == reason
    assert result.phrase() == f"tidak dapat dibandingkan: {reason}"


@given(st.lists(st.sampled_from(["3 menit", "2 jam", "1 hari", "1 minggu", "2 bulan", "1 semester", None]), max_size=6))
def test_every_convention_found_really_makes_both_equal(steps):
    total = parse_duration("2 bulan 1 hari 3 menit")
    read = [parse_duration(step) for step in steps]
    for assignment in reproducing_conventions(read, total).penetapan:
        values = dict(assignment)
        worth = {
            Satuan.MENIT: Fraction(1),
            Satuan.JAM: Fraction(60),
            Satuan.HARI: (day := values.get("jam_per_hari", Fraction(24)) * 60),
            Satuan.MINGGU: day * values.get("hari_per_minggu", 7),
            Satuan.BULAN: (month := day * values.get("hari_per_bulan", 30)),
            Satuan.SEMESTER: 6 * month,
        }
        both = [
            sum(part.minimum * worth[part.satuan] for durasi in side for part in durasi.bagian)
            for side in (read, [total])
        ]
        assert both[0] == both[1]
