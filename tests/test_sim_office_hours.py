import random
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulate.calendar import HorizonError
from simulate.office_hours import (
    JUMAT,
    JUMAT_RAMADAN,
    SENIN_KAMIS,
    SENIN_KAMIS_RAMADAN,
    TUTUP,
    Istirahat,
    JamKerja,
    PolaKerja,
    asn_lima_hari,
    build,
    minute_of_day,
)

BREAKS = Istirahat(
    senin_kamis=minute_of_day(12),
    jumat=minute_of_day(11, 30),
    senin_kamis_ramadan=minute_of_day(12),
    jumat_ramadan=minute_of_day(11, 30),
)
ASN = asn_lima_hari(BREAKS)
# Dates of 2026 as decreed in part; enough for a year that has holidays, each kind of week, and Ramadan.
LIBUR = frozenset(
    date.fromisoformat(day)
    for day in ("2026-01-01", "2026-01-16", "2026-02-17", "2026-03-19", "2026-03-20", "2026-03-23", "2026-03-24")
)
RAMADAN = frozenset(date(2026, 2, 19) + timedelta(days=n) for n in range(30))
MONDAY = datetime.fromisoformat("2026-01-05T00:00")
LAST = date(2026, 12, 31)
YEAR = build(ASN, MONDAY, LAST, LIBUR, RAMADAN)


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - reproducible inputs, no secrets


def at(text: str, zero: datetime = MONDAY) -> float:
    return (datetime.fromisoformat(text) - zero).total_seconds() / 60


def when(minute: float, zero: datetime = MONDAY) -> str:
    return (zero + timedelta(minutes=minute)).isoformat(" ", "minutes")


class DayWalk:
    """Day by day over real dates and clock times, written down from the decree without the module's help."""

    def __init__(self, zero: datetime, last: date, libur: frozenset[date], ramadan: frozenset[date]):
        self.zero, self.last, self.libur, self.ramadan = zero, last, libur, ramadan

    def hours(self, day: date) -> list[tuple[datetime, datetime]]:
        if day.weekday() > 4 or day in self.libur:
            return []
        friday = day.weekday() == 4
        if day in self.ramadan:
            clock = ("08:00", "11:30", "12:30", "15:30") if friday else ("08:00", "12:00", "12:30", "15:00")
        else:
            clock = ("07:30", "11:30", "13:00", "16:30") if friday else ("07:30", "12:00", "13:00", "16:00")
        times = [datetime.fromisoformat(f"{day}T{c}") for c in clock]
        return [(times[0], times[1]), (times[2], times[3])]

    def finish(self, start: float, effort: float) -> float | None:
        now, left = self.zero + timedelta(minutes=start), timedelta(minutes=effort)
        day = now.date()
        while day <= self.last:
            for opening, closing in self.hours(day):
                begin = max(now, opening)
                if begin < closing:
                    if begin + left <= closing:
                        return (begin + left - self.zero).total_seconds() / 60
                    left -= closing - begin
            day += timedelta(days=1)
        return None


def test_finish_agrees_with_a_walk_day_by_day():
    rng = chance(2026)
    libur = LIBUR | {date(2026, 1, 1) + timedelta(days=rng.randrange(365)) for _ in range(15)}
    beyond = 0
    for zero in (MONDAY, datetime.fromisoformat("2026-02-14T22:10"), datetime.fromisoformat("2026-03-04T10:05")):
        kalender, walk = build(ASN, zero, LAST, libur, RAMADAN), DayWalk(zero, LAST, libur, RAMADAN)
        minutes = int(at("2026-12-31T16:00", zero))
        for _ in range(5_000):
            start = rng.choice([rng.randrange(minutes), at(f"2026-06-0{rng.randint(1, 9)}T16:00", zero)])
            effort = rng.choice([rng.randint(1, 60), rng.randint(1, 3_000), 450 * rng.randint(1, 120)])
            expected = walk.finish(start, effort)
            if expected is None:
                beyond += 1
                with pytest.raises(HorizonError):
                    kalender.finish(start, effort)
            else:
                assert kalender.finish(start, effort) == expected
    assert 100 < beyond < 7_500


def test_whole_days_agree_with_busday_offset():
    rng = chance(3)
    libur = LIBUR | {date(2026, 1, 1) + timedelta(days=rng.randrange(365)) for _ in range(20)}
    kalender = build(ASN, MONDAY, LAST, libur, ())
    holidays = np.array(sorted(libur), dtype="datetime64[D]")
    for _ in range(10_000):
        day = date(2026, 1, 5) + timedelta(days=rng.randrange(250))
        days = rng.randint(1, 60)
        ahead = np.busday_offset(day, days, roll="forward", holidays=holidays).astype(object)
        if np.is_busday(day, holidays=holidays):
            # Before both breaks the clocks of all days agree: the same clock time, so many working days later.
            minute = rng.randint(451, 690)
            expected = at(f"{ahead}T00:00") + minute
        else:
            # A closed day waits for the next opening; whole days from there end at closing time, a day before.
            minute = rng.randrange(1440)
            last = np.busday_offset(day, days - 1, roll="forward", holidays=holidays).astype(object)
            expected = at(f"{last}T00:00") + (990 if last.weekday() == 4 else 960)
        assert kalender.finish_days(at(f"{day}T00:00") + minute, days) == expected


def test_whole_days_of_effort_agree_with_busday_offset():
    rng = chance(4)
    holidays = np.array(sorted(LIBUR), dtype="datetime64[D]")
    kalender = build(ASN, MONDAY, LAST, LIBUR, ())
    for _ in range(5_000):
        day = np.busday_offset(
            date(2026, 1, 5) + timedelta(days=rng.randrange(250)), 0, roll="forward", holidays=holidays
        ).astype(object)
        days = rng.randint(1, 60)
        ahead = np.busday_offset(day, days, holidays=holidays).astype(object)
        minute = rng.randint(451, 690)
        assert kalender.finish(at(f"{day}T00:00") + minute, 450 * days) == at(f"{ahead}T00:00") + minute


def test_the_weeks_have_the_hours_of_the_perpres():
    assert 4 * SENIN_KAMIS.menit_kerja + JUMAT.menit_kerja == 37.5 * 60
    assert 4 * SENIN_KAMIS_RAMADAN.menit_kerja + JUMAT_RAMADAN.menit_kerja == 32.5 * 60
    for ramadan, hours in ((False, 37.5), (True, 32.5)):
        blocks = [block for day in ASN.week(ramadan=ramadan) for block in day]
        assert sum(end - start for start, end in blocks) == hours * 60
    assert ASN.mingguan[0] == ((450, 720), (780, 960))
    assert ASN.mingguan[4] == ((450, 690), (780, 990))
    assert ASN.week(ramadan=True)[3] == ((480, 720), (750, 900))
    assert ASN.week(ramadan=True)[4] == ((480, 690), (750, 930))


@pytest.mark.parametrize(
    ("start", "effort", "end"),
    [
        ("2026-01-05T15:30", 30, "2026-01-05 16:00"),  # exactly at closing time
        ("2026-01-05T15:30", 31, "2026-01-06 07:31"),
        ("2026-01-09T16:00", 30, "2026-01-09 16:30"),  # Friday closes later
        ("2026-01-09T16:00", 31, "2026-01-12 07:31"),  # and then comes the weekend
        ("2026-01-10T23:00", 30, "2026-01-12 08:00"),  # Saturday night
        ("2026-01-10T23:00", 0, "2026-01-10 23:00"),
        ("2026-01-09T11:00", 60, "2026-01-09 13:30"),  # over the longer break of Friday
        ("2026-01-15T15:00", 90, "2026-01-19 08:00"),  # over a holiday on Friday
        ("2026-02-18T15:30", 60, "2026-02-19 08:30"),  # into Ramadan: opens at 08.00
        ("2026-02-19T14:30", 60, "2026-02-20 08:30"),  # in Ramadan: closes at 15.00
        ("2026-02-20T11:00", 60, "2026-02-20 13:00"),
        ("2026-03-18T14:30", 60, "2026-03-25 08:00"),  # over Nyepi, Idul Fitri and cuti bersama, out of Ramadan
    ],
)
def test_from_one_time_to_another(start, effort, end):
    assert when(YEAR.finish(at(start), effort)) == end


def test_a_day_into_ramadan_is_the_same_share_of_the_shorter_day():
    # 10.30 is 180 of 450 minutes, 40 %; of 390 minutes that is 156: 10.36.
    assert when(YEAR.finish_days(at("2026-02-18T10:30"), 1)) == "2026-02-19 10:36"
    assert when(YEAR.finish_days(at("2026-02-19T10:36"), 1)) == "2026-02-20 10:36"
    assert when(YEAR.finish_days(at("2026-03-18T10:36"), 1)) == "2026-03-25 10:30"


def test_a_holiday_year_has_no_open_time():
    whole_year = {date(2026, 1, 1) + timedelta(days=n) for n in range(365)}
    with pytest.raises(ValueError, match="kalender tanpa jam buka"):
        build(ASN, MONDAY, LAST, whole_year, ())
    kalender = build(ASN, MONDAY, date(2027, 1, 31), whole_year, ())
    assert when(kalender.finish(0, 30)) == "2027-01-01 08:00"
    with pytest.raises(HorizonError):
        kalender.finish(0, 450 * 30)


@pytest.mark.parametrize(
    ("zero", "opens"),
    [
        ("2026-01-10T23:10", "2026-01-12 07:30"),  # Saturday night
        ("2026-01-05T00:00", "2026-01-05 07:30"),
        ("2026-01-05T07:30", "2026-01-05 07:30"),
        ("2026-01-05T10:00", "2026-01-05 10:00"),  # in the middle of a working day
        ("2026-01-05T12:30", "2026-01-05 13:00"),  # in the break
        ("2026-01-05T16:00", "2026-01-06 07:30"),  # at closing time
    ],
)
def test_minute_0_is_the_start(zero, opens):
    start = datetime.fromisoformat(zero)
    kalender = build(ASN, start, LAST, LIBUR, RAMADAN)
    assert when(kalender.next_open(0), start) == opens
    assert when(kalender.at_working_minute(0), start) == opens
    assert kalender.mulai == -(start.hour * 60 + start.minute)
    assert kalender.akhir == at("2027-01-01T00:00", start)


def test_a_day_begun_at_the_start_of_the_scenario_is_a_whole_day():
    start = datetime.fromisoformat("2026-01-05T10:00")
    assert when(build(ASN, start, LAST, LIBUR, RAMADAN).finish_days(0, 1), start) == "2026-01-06 10:00"


@given(st.integers(0, 400_000), st.integers(0, 20_000), st.integers(1, 100_000))
def test_the_start_of_the_scenario_changes_nothing_but_the_numbers(start, effort, shift):
    later = MONDAY + timedelta(minutes=shift)
    kalender = build(ASN, later, LAST, LIBUR, RAMADAN)
    start = max(start, shift)
    assert kalender.finish(start - shift, effort) + shift == YEAR.finish(start, effort)


def test_what_stands_above_what():
    monday, tuesday, wednesday = (date(2026, 1, day) for day in (5, 6, 7))
    half = ((450, 720),)
    pola = replace(ASN, khusus=((monday, half), (date(2026, 1, 10), half)), tutup=frozenset({tuesday}))
    kalender = build(pola, MONDAY, LAST, {monday, wednesday}, {monday, tuesday, wednesday}, cuti={date(2026, 1, 8)})

    def open_on(day: date) -> float:
        start = at(f"{day}T00:00")
        return kalender.working_between(start, start + 1440)

    assert open_on(monday) == 270  # hours of its own stand above the holiday and Ramadan
    assert open_on(tuesday) == 0  # closed by the office
    assert open_on(wednesday) == 0  # a holiday
    assert open_on(date(2026, 1, 8)) == 0  # on leave
    assert open_on(date(2026, 1, 9)) == 450
    assert open_on(date(2026, 1, 10)) == 270  # a Saturday worked
    away = build(pola, MONDAY, LAST, (), (), cuti={monday})
    assert away.next_open(0) == at("2026-01-07T07:30")  # leave stands above all


def test_six_days_and_round_the_clock():
    morning = ((480, 840),)
    pola = PolaKerja("puskesmas", (*(morning,) * 4, ((480, 690),), ((480, 780),), TUTUP))
    kalender = build(pola, MONDAY, LAST, LIBUR, RAMADAN)
    assert when(kalender.finish(at("2026-01-09T11:00"), 60)) == "2026-01-10 08:30"
    assert when(kalender.finish(at("2026-01-10T12:30"), 60)) == "2026-01-12 08:30"
    assert pola.week(ramadan=True) == pola.mingguan
    always = build(PolaKerja("jaga", (((0, 1440),),) * 7), MONDAY, LAST, (), ())
    assert always.finish(100, 5000) == 5100
    assert always.finish_days(100, 3) == 4420


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: minute_of_day(24, 1), "bukan jam dalam sehari: 24.01"),
        (lambda: minute_of_day(7, 60), "bukan jam"),
        (lambda: JamKerja(960, 450, 60), "tidak sah"),
        (lambda: JamKerja(450, 960, 510), "tidak sah"),
        (lambda: SENIN_KAMIS.with_break_at(minute_of_day(7)), "07.00–08.00 berada di luar"),
        (lambda: SENIN_KAMIS.with_break_at(minute_of_day(15)), "di luar jam kerja 07.30–16.00, istirahat 60 menit"),
        (lambda: PolaKerja("p", ASN.mingguan[:6]), "7 hari, bukan 6"),  # type: ignore[arg-type]
        (lambda: PolaKerja("p", (((500, 400),), *(TUTUP,) * 6)), "08.20–06.40"),
        (lambda: PolaKerja("p", (((400, 500), (490, 600)), *(TUTUP,) * 6)), "bertumpang tindih"),
        (lambda: PolaKerja("p", (((400, 1500),), *(TUTUP,) * 6)), "bertumpang tindih"),
        (lambda: PolaKerja("p", (TUTUP,) * 7, khusus=((LAST, ((5, 5),)),)), "tidak urut"),
        (lambda: PolaKerja("p", (TUTUP,) * 7, khusus=((LAST, TUTUP), (LAST, TUTUP))), "dua kali"),
        (
            lambda: PolaKerja("p", (TUTUP,) * 7, khusus=((LAST, TUTUP),), tutup=frozenset({LAST})),
            "2026-12-31 disebut tutup",
        ),
        (lambda: build(ASN, MONDAY, date(2026, 1, 4), (), ()), "mendahului"),
        (lambda: build(ASN, MONDAY.replace(second=1), LAST, (), ()), "tanpa detik"),
        (lambda: build(ASN, datetime.fromisoformat("2026-01-05T00:00+07:00"), LAST, (), ()), "tanpa zona waktu"),
    ],
)
def test_bad_hours_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_a_day_without_a_break_is_one_block():
    assert JamKerja(480, 780, 0).with_break_at(600) == ((480, 780),)
