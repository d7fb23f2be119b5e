"""Calendars from scenarios: weekly patterns, holidays, leave, Ramadan, and hours in which nothing can be done."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from simulate.calendar import ALWAYS, Kalender
from simulate.national_holidays import libur_nasional, ramadan_days
from simulate.procedures import all_procedures
from simulate.scenario_file import SkenarioError
from simulate.working_hours import beginning, make_calendar, warnings
from tests.scenario_support import KEPALA, NEGLASARI, measured, prepared, scenario, written

if TYPE_CHECKING:
    from pathlib import Path

    from katalog import Telaah

HARI = 1440
FULL = {"senin": "08.00-16.00", "selasa": "08.00-16.00", "rabu": "08.00-16.00", "kamis": "08.00-16.00",
        "jumat": "08.00-11.30, 13.00-16.00", "sabtu": "08.00-12.00"}  # fmt: skip
FREE = {"pola": "mingguan", "mingguan": FULL, "libur_nasional": False, "cuti_bersama": False}


def at(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type] # noqa: DTZ001 - local wall-clock time, as everywhere here


def calendar(jam: dict[str, Any], first: str, last: str, cuti: tuple[date, ...] = ()) -> Kalender:
    section = scenario(jam_kerja={**jam, "alasan": "Uji."}).skenario.jam_kerja
    return make_calendar(section, datetime.fromisoformat(first), date.fromisoformat(last), cuti)


def opened(found: Kalender, first: str) -> dict[str, str]:
    """Open hours by date, in words."""
    days: dict[str, list[str]] = {}
    for start, end in found.blok:
        day = date.fromisoformat(first) + timedelta(days=int(start // HARI))
        hours = [f"{int(edge % HARI) // 60:02}.{int(edge % HARI) % 60:02}" for edge in (start, end)]
        days.setdefault(day.isoformat(), []).append("-".join(hours))
    return {day: ", ".join(blocks) for day, blocks in days.items()}


def test_a_weekly_pattern_is_what_is_written():
    assert opened(calendar(FREE, "2026-01-05", "2026-01-11"), "2026-01-05") == {
        "2026-01-05": "08.00-16.00",
        "2026-01-06": "08.00-16.00",
        "2026-01-07": "08.00-16.00",
        "2026-01-08": "08.00-16.00",
        "2026-01-09": "08.00-11.30, 13.00-16.00",
        "2026-01-10": "08.00-12.00",
    }


def test_dates_of_their_own_stand_above_the_week_and_closed_ones_above_all():
    jam = {
        **FREE,
        "khusus": {"2026-01-06": "10.00-12.00", "2026-01-07": "", "2026-01-11": "00.00-24.00"},
        "tutup": ["2026-01-08"],
    }
    found = opened(calendar(jam, "2026-01-05", "2026-01-11", (date(2026, 1, 9),)), "2026-01-05")
    assert found == {
        "2026-01-05": "08.00-16.00",
        "2026-01-06": "10.00-12.00",
        "2026-01-10": "08.00-12.00",
        "2026-01-11": "00.00-00.00",
    }


def test_the_five_day_week_of_the_regulation():
    dasar = scenario().skenario.jam_kerja.model_dump(mode="json", exclude={"alasan"}, exclude_none=True)
    found = opened(calendar(dasar, "2026-01-05", "2026-01-11"), "2026-01-05")
    assert found == {
        **dict.fromkeys(("2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08"), "07.30-12.00, 13.00-16.00"),
        "2026-01-09": "07.30-11.30, 13.00-16.30",
    }
    assert calendar(dasar, "2026-01-05", "2026-01-11").working_between(0, 7 * HARI) == 37.5 * 60
    # The first whole week of Ramadan 1447 (Idul Fitri on 21 March 2026), without a holiday in it.
    assert calendar(dasar, "2026-02-23", "2026-03-01").working_between(0, 7 * HARI) == 32.5 * 60


def test_holidays_and_joint_leave_are_left_out_one_by_one():
    known = libur_nasional(2026)
    weekdays = {day for day in known if day.weekday() < 6}
    assert known.cuti_bersama & weekdays
    for national in (False, True):
        for joint in (False, True):
            jam = {**FREE, "libur_nasional": national, "cuti_bersama": joint}
            found = set(opened(calendar(jam, "2026-01-01", "2026-12-31"), "2026-01-01"))
            public = {day.isoformat() for day in weekdays - known.cuti_bersama}
            leave = {day.isoformat() for day in weekdays & known.cuti_bersama}
            assert public.isdisjoint(found) == national
            assert leave.isdisjoint(found) == joint
            assert len(found) == 313 - len(public) * national - len(leave) * joint


def test_ramadan_has_its_own_hours_for_as_long_as_it_lasts():
    fasting = dict.fromkeys(("senin", "selasa", "rabu", "kamis", "jumat"), "09.00-12.00")
    for length in (29, 30):
        jam = {**FREE, "mingguan_ramadan": fasting, "hari_ramadan": {"2026-03-21": length}}
        found = opened(calendar(jam, "2026-01-01", "2026-12-31"), "2026-01-01")
        short = {day for day, hours in found.items() if hours == "09.00-12.00"}
        first = date(2026, 3, 21) - timedelta(days=length)
        days = [first + timedelta(days=number) for number in range(length)]
        assert short == {day.isoformat() for day in days if day.weekday() < 5}
        assert not {day.isoformat() for day in days if day.weekday() == 5} & set(found)  # no Saturday was named
        assert set(days) == ramadan_days([2026], panjang={date(2026, 3, 21): length})


def test_a_length_of_ramadan_for_a_date_that_is_no_feast_is_refused():
    with pytest.raises(ValueError, match="bukan Idul Fitri"):
        calendar({**FREE, "mingguan_ramadan": FULL, "hari_ramadan": {"2026-03-01": 29}}, "2026-01-01", "2026-12-31")


def test_always_open_is_open_on_holidays_too():
    assert calendar({"pola": "selalu-buka"}, "2026-01-01", "2026-12-31", (date(2026, 1, 1),)) is ALWAYS


def test_minute_nought_is_the_midnight_before_the_warm_up():
    rentang = scenario(rentang={"mulai": "2026-03-01", "alasan": "Uji."}).skenario.rentang
    assert beginning(rentang, 28) == at(2026, 2, 1)
    assert beginning(rentang, 0) == at(2026, 3, 1)


def test_what_is_uncertain_of_a_year_is_said():
    assert warnings([2025]) == ()
    assert any("cuti bersama tahun 2028" in one for one in warnings([2028]))


# ---- in an experiment

SHORT = ("urut: 1, pelaksana: kepala, mulai: true, mutu_baku: {waktu: 1 jam}",)


def begun(tmp_path: Path, **changes: Any) -> tuple[datetime, datetime]:
    """When the case of the first replication begins and ends."""
    susunan = prepared(written(tmp_path, *SHORT), scenario("jam-kerja", **changes))
    ((case,),) = (one.kasus for one in measured(susunan))
    return (susunan.mulai + timedelta(minutes=case.mulai), susunan.mulai + timedelta(minutes=case.mulai + case.lama))


def known(*dates: str) -> dict[str, Any]:
    return {"bentuk": "tanggal", "tanggal": list(dates), "alasan": "Uji."}


def test_a_case_of_saturday_night_begins_on_monday(tmp_path: Path):
    assert begun(tmp_path, kedatangan=known("2026-01-10")) == (at(2026, 1, 12, 7, 30), at(2026, 1, 12, 8, 30))
    rentang = {"mulai": "2026-01-10", "sampai": "2026-01-12", "alasan": "Mulai hari Sabtu."}
    assert begun(tmp_path / "2", rentang=rentang)[0].date() == date(2026, 1, 12)


def test_a_case_before_a_long_holiday_is_done_after_it(tmp_path: Path):
    # Friday 20 to Tuesday 24 March 2026 are holidays and joint leave around Idul Fitri; so is Thursday the 19th.
    begins, ends = begun(tmp_path, kedatangan=known("2026-03-19"))
    assert begins == at(2026, 3, 25, 7, 30)
    assert ends == at(2026, 3, 25, 8, 30)


def test_leave_of_a_position_stops_its_steps(tmp_path: Path):
    cuti = {KEPALA: {"cuti": [{"mulai": "2026-01-12", "sampai": "2026-01-16"}], "alasan": "Uji."}}
    begins, ends = begun(tmp_path, kedatangan=known("2026-01-12"), kalender_jabatan=cuti)
    assert begins == at(2026, 1, 12, 7, 30)  # the office is open
    assert ends == at(2026, 1, 19, 8, 30)


def test_hours_of_a_position_replace_those_of_the_office(tmp_path: Path):
    night = {"pola": "mingguan", "mingguan": {"senin": "20.00-22.00"}, "alasan": "Uji."}
    own = {KEPALA: {"jam_kerja": night, "alasan": "Uji."}}
    assert begun(tmp_path, kedatangan=known("2026-01-05"), kalender_jabatan=own)[1] == at(2026, 1, 5, 21)
    always = {KEPALA: {"jam_kerja": {"pola": "selalu-buka", "alasan": "Uji."}, "alasan": "Uji."}}
    assert begun(tmp_path / "2", kedatangan=known("2026-01-05"), kalender_jabatan=always)[1] == at(2026, 1, 5, 8, 30)


def test_an_office_that_never_closes_counts_every_minute(tmp_path: Path):
    always = {"pola": "selalu-buka", "alasan": "Uji."}
    assert begun(tmp_path, kedatangan=known("2026-03-21"), jam_kerja=always) == (at(2026, 3, 21), at(2026, 3, 21, 1))
    susunan = prepared(written(tmp_path / "2", *SHORT), scenario(jam_kerja=always))
    assert susunan.percobaan.kantor.days_between(0, 3 * HARI) == 3


def test_known_arrivals_hold_their_case_once(tmp_path: Path):
    dates = {**known("2026-01-05", "2026-01-06"), "banyak": 3}
    susunan = prepared(written(tmp_path, *SHORT), scenario("antrean", kedatangan=dates))
    (one,) = measured(susunan)
    assert susunan.setahun
    assert len(one.kasus) == 6
    assert sorted({susunan.mulai + timedelta(minutes=case.mulai) for case in one.kasus}) == [
        at(2026, 1, 5, 7, 30),
        at(2026, 1, 6, 7, 30),
    ]


# ---- hours in which nothing can be done

WHOLE_YEAR = [(date(2026, 1, 1) + timedelta(days=number)).isoformat() for number in range(365)]


def refused(telaah: Telaah, kunci: str = "dasar", **changes: Any) -> list[tuple[str, tuple[str | int, ...], str]]:
    semua = all_procedures(telaah)
    with pytest.raises(SkenarioError) as error:
        prepared(semua[NEGLASARI], scenario(kunci, **changes))
    return [(one.kode, one.jalur, one.pesan) for one in error.value.temuan]


CLOSED = "tidak buka satu hari pun dari rentang.mulai sampai rentang.sampai."


@pytest.mark.parametrize("kunci", ["tertulis", "jam-kerja", "dasar"])
def test_a_year_of_nothing_but_holidays_is_refused(kunci: str, telaah: Telaah):
    found = refused(telaah, kunci, jam_kerja={"tutup": WHOLE_YEAR, "alasan": "Uji."})
    assert found == [("S006", ("jam_kerja",), f"Kantor {CLOSED}")]


def test_a_calendar_without_one_open_day_is_refused(telaah: Telaah):
    rentang = {"mulai": "2026-03-21", "sampai": "2026-03-22", "kalender_sampai": "2026-03-23", "alasan": "Uji."}
    changes: dict[str, Any] = {"rentang": rentang, "rancangan": {"pemanasan_hari": 0, "alasan": "Uji."}}
    ((kode, jalur, pesan),) = refused(telaah, **changes)
    assert (kode, jalur) == ("S006", ("jam_kerja",))
    assert pesan.startswith("Jam kerja tidak dapat dipakai: kalender tanpa jam buka")


def test_a_weekend_alone_is_refused(telaah: Telaah):
    rentang = {"mulai": "2026-01-10", "sampai": "2026-01-11", "alasan": "Sabtu dan Minggu."}
    assert refused(telaah, rentang=rentang) == [("S006", ("rentang",), f"Kantor {CLOSED}")]


def test_a_position_on_leave_all_year_is_refused(telaah: Telaah):
    cuti = {"sekretaris": {"cuti": [{"mulai": "2026-01-01", "sampai": "2026-12-31"}], "alasan": "Uji."}}
    found = refused(telaah, kalender_jabatan=cuti)
    assert found == [("S006", ("kalender_jabatan", "sekretaris"), f"Jabatan sekretaris {CLOSED}")]


@pytest.mark.parametrize(
    ("jam", "words"),
    [
        ({"istirahat": {"jumat": "07.30"}}, "istirahat 07.30–09.00 berada di luar jam kerja"),
        ({"hari_ramadan": {"2026-03-02": 29}}, "2 Maret 2026 bukan Idul Fitri"),
        ({"khusus": {"2026-01-05": "08.00-12.00"}, "tutup": ["2026-01-05"]}, "2026-01-05 disebut tutup dan juga"),
    ],
)
def test_hours_that_contradict_each_other_are_refused(jam: dict[str, Any], words: str, telaah: Telaah):
    ((kode, jalur, pesan),) = refused(telaah, jam_kerja={**jam, "alasan": "Uji."})
    assert (kode, jalur) == ("S006", ("jam_kerja",))
    assert pesan.startswith("Jam kerja tidak dapat dipakai: ")
    assert words in pesan


def test_arrivals_that_no_opening_follows_are_refused(telaah: Telaah):
    rentang = {"sampai": "2026-12-27", "alasan": "Uji."}
    found = refused(telaah, kedatangan=known("2026-12-27"), rentang=rentang)
    assert found == [
        ("S006", ("kedatangan",), "Ada kasus yang datang sesudah kantor terakhir kali buka dalam rentang.")
    ]
    found = refused(telaah, kedatangan=known("2027-01-04"))
    assert found == [("S006", ("kedatangan",), "1 kasus datang di luar rentang 2026-01-01 sampai 2026-12-31.")]
