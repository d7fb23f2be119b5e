from __future__ import annotations

import pytest

from katalog.findings import Tingkat
from tests.rule_support import findings_of


def steps(*times: str, total: str | None = None) -> str:
    """Write a straight SOP with these cells Waktu; each is the text of a `mutu_baku`."""
    lines = ["langkah:"]
    for number, time in enumerate(times, start=1):
        lines.append(f"  - {{urut: {number}, kegiatan: Menyusun data, pelaksana: kepala, mutu_baku: {{{time}}}}}")
    return "\n".join([*lines, f"jumlah_waktu: {total or 'null'}"])


def waktu(*texts: str, total: str | None = None) -> str:
    return steps(*(f'waktu: "{text}"' for text in texts), total=total)


def test_missing_total_says_what_the_steps_add_up_to() -> None:
    (temuan,) = findings_of("W101", waktu("3 hari", "1 minggu", "2 hari"))
    assert temuan.bantuan == "Waktu langkah yang terbaca berjumlah 1 minggu 5 hari."


def test_total_that_is_only_a_dash_is_missing() -> None:
    assert len(findings_of("W101", 'jumlah_waktu: "-"')) == 1
    assert findings_of("W104", 'jumlah_waktu: "-"') == []


def test_unreadable_total() -> None:
    (temuan,) = findings_of(
        "W101", "jumlah_waktu: null\ntidak_terbaca:\n  - {bidang: jumlah_waktu, alasan: Terpotong.}"
    )
    assert temuan.tingkat is Tingkat.SARAN
    fragment = "jumlah_waktu: 4 hr 3x\ntidak_terbaca:\n  - {bidang: jumlah_waktu, alasan: Terpotong.}"
    (temuan,) = findings_of("W104", fragment)
    assert temuan.tingkat is Tingkat.SARAN


def test_blank_times() -> None:
    found = findings_of("W102", steps("waktu: 1 hari", "output: Surat", 'waktu: "-"', "waktu_bersama: 1"))
    assert [temuan.pesan for temuan in found] == [
        "Waktu langkah 2 kosong.",
        'Waktu langkah 3 kosong (tercetak "-").',
    ]


def test_unreadable_time() -> None:
    for bidang in ("langkah.2.mutu_baku.waktu", "langkah.2.mutu_baku", "langkah.2"):
        fragment = steps("waktu: 1 hari", "output: Surat") + f"\ntidak_terbaca: [{{bidang: {bidang}, alasan: Sobek.}}]"
        (temuan,) = findings_of("W102", fragment)
        assert temuan.tingkat is Tingkat.SARAN
        assert temuan.pesan == "Waktu langkah 2 tidak terbaca pada salinan. Sobek."


def test_free_text_is_not_blank_but_unmeasured() -> None:
    fragment = waktu("Sebelum periode revisi bulan berjalan", "5 HK", "1 hari", "-")
    assert [temuan.jalur[1] for temuan in findings_of("W103", fragment)] == [0, 1]
    assert [temuan.jalur[1] for temuan in findings_of("W102", fragment)] == [3]


def test_wrong_total_names_sum_total_and_differences() -> None:
    (temuan,) = findings_of("W105", waktu("3 hari", "1 hari", total="3 hari"))
    assert temuan.pesan == (
        'Langkah-langkah berjumlah 4 hari, tetapi tercetak "3 hari"; jumlah langkah itu '
        "menurut konvensi kalender 1 hari lebih; menurut konvensi kerja 1 hari kerja lebih."
    )
    assert temuan.jalur == ("jumlah_waktu",)


def test_total_with_blank_steps_is_not_compared() -> None:
    assert findings_of("W105", waktu("3 hari", "-", total="4 hari")) == []


def test_wrong_total_where_a_time_could_not_be_read() -> None:
    fragment = waktu("3 hari", "1 hari", total="3 hari")
    (temuan,) = findings_of(
        "W105", f"{fragment}\ntidak_terbaca: [{{bidang: langkah.1.mutu_baku.waktu, alasan: Kabur.}}]"
    )
    assert temuan.tingkat is Tingkat.SARAN


def test_minutes_and_hours_need_no_convention() -> None:
    fragment = waktu("30 menit", "90 menit", total="2 jam")
    assert findings_of("W105", fragment) == []
    assert findings_of("W106", fragment) == []


def test_shared_time_counts_once() -> None:
    fragment = steps("waktu: 3 hari", "waktu_bersama: 1", total="3 hari")
    assert findings_of("W105", fragment) == []
    assert findings_of("W106", fragment) == []


def test_total_by_convention_says_what_it_is_in_working_days() -> None:
    fragment = waktu("3 Menit", "3 Hari", "1 minggu", "1 bulan", "1 minggu", "10 menit", total="47 Hari 13 menit")
    (temuan,) = findings_of("W106", fragment)
    assert "hanya dengan 1 minggu = 7 hari dan 1 bulan = 30 hari" in temuan.pesan
    assert temuan.pesan.endswith("berjumlah 33 hari kerja 13 menit.")
    assert findings_of("W105", fragment) == []


def test_range_by_convention_shows_both_ends() -> None:
    (temuan,) = findings_of("W106", waktu("1 - 2 minggu", total="5 - 10 hari kerja"))
    assert temuan.pesan.endswith("berjumlah 5 hari kerja sampai 10 hari kerja.")


@pytest.mark.parametrize(
    ("times", "odd"),
    [
        (("15 Menit", "30 Menit", "2 Menit", "30 Menit", "30 Menit"), [2]),
        (("15 menit", "20 menit", "150 menit", "15 menit"), [2]),
        (("3 menit", "30 menit", "30 menit"), [0]),
        (("30 menit", "30 menit", "3 menit"), [2]),
        (("30 menit", "30 menit", "4 menit"), []),  # less, but not ten times
        (("30 menit", "2 menit"), []),  # one neighbour tells nothing
        (("30 menit", "2 hari", "30 menit"), []),  # another unit
        (("2 menit", "1 hari", "1 hari", "30 menit", "30 menit"), []),  # too far away
        (("30 hari", "30 hari", "3 hari kerja"), []),  # another kind of day
        (("30 menit", "1 - 40 menit", "30 menit", "30 menit"), []),  # the range holds the middle
        (("30 menit", "1 - 2 menit", "30 menit", "30 menit"), [1]),
        (("1 jam 5 menit", "30 menit", "30 menit"), []),  # mixed units are not compared
        (("0 menit", "0 menit", "0 menit"), []),
        (("segera", "30 menit", "30 menit"), []),
    ],
)
def test_odd_times(times: tuple[str, ...], odd: list[int]) -> None:
    assert [temuan.jalur[1] for temuan in findings_of("W107", waktu(*times))] == odd


def test_odd_time_names_its_neighbours() -> None:
    (temuan,) = findings_of("W107", waktu("15 Menit", "30 Menit", "2 Menit", "30 Menit", "30 Menit"))
    assert temuan.pesan == (
        'Waktu langkah 3, "2 Menit", janggal: langkah 1, 2, 4, dan 5 di sekitarnya 15, 30, 30, dan 30 menit.'
    )


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("waktu: 1 hari", "waktu_bersama: 9"), ["Waktu bersama pada langkah 2 menunjuk langkah 9 yang tidak ada."]),
        (("waktu: 1 hari", "waktu_bersama: 2"), ["Waktu bersama pada langkah 2 menunjuk langkah itu sendiri."]),
        (
            ("output: A", "waktu_bersama: 1"),
            ["Waktu bersama pada langkah 2 menunjuk langkah 1 yang tidak memuat waktu."],
        ),
        (
            ("waktu: 1 hari", "waktu_bersama: 1", "waktu_bersama: 2"),
            ["Waktu bersama pada langkah 3 menunjuk langkah 2 yang tidak memuat waktu."],
        ),
        (
            ("waktu: 1 hari", "waktu: 2 hari, waktu_bersama: 1"),
            ['Langkah 2 memuat waktu "2 hari" sekaligus waktu_bersama.'],
        ),
        (("waktu: 1 hari", "waktu_bersama: 1", "waktu_bersama: 1"), []),
        (("waktu_bersama: 2", "waktu: 1 hari"), []),
    ],
)
def test_shared_times(cells: tuple[str, ...], said: list[str]) -> None:
    found = findings_of("W108", steps(*cells))
    assert [temuan.pesan for temuan in found] == said
    assert all(temuan.tingkat is Tingkat.GALAT for temuan in found)


def test_shared_time_of_a_step_that_could_not_be_read_is_no_error() -> None:
    fragment = steps("output: A", "waktu_bersama: 1")
    note = "tidak_terbaca: [{bidang: langkah.1.mutu_baku.waktu, alasan: Kabur.}]"
    assert findings_of("W108", f"{fragment}\n{note}") == []


@pytest.mark.parametrize(
    ("fragment", "count"),
    [
        (waktu("1 hari", "1 hari kerja"), 1),
        (waktu("1 hari", "2 hari kalender"), 1),
        (waktu("1 hari kerja", "2 hari kalender"), 0),
        (waktu("1 hari kerja", total="1 hari"), 1),
        (waktu("1 hari kerja", "2 minggu"), 0),
        (waktu("1 hari", "2 hari", "maksimal 3 hari", total="6 hari"), 0),
    ],
)
def test_kinds_of_day(fragment: str, count: int) -> None:
    assert len(findings_of("W109", fragment)) == count


def test_mixed_days_name_their_places() -> None:
    (temuan,) = findings_of("W109", waktu("1 hari kerja", "1 hari", "2 hari", total="4 hari"))
    assert temuan.pesan == (
        'Satuan hari bercampur: "hari" pada langkah 2, langkah 3, dan jumlah waktu; "hari kerja" pada langkah 1.'
    )
    assert temuan.jalur == ("langkah", 1, "mutu_baku", "waktu")
