from datetime import date, datetime, timedelta

import pytest

from simulate.national_holidays import CUTI_BERSAMA_LENGKAP, TAHUN_DIDUKUNG, _feasts, libur_nasional, ramadan_days
from simulate.office_hours import Istirahat, asn_lima_hari, build


def test_both_categories_are_held():
    libur = libur_nasional(2025)
    names = dict(libur.nama)
    assert names[date(2025, 3, 31)] == "Hari Raya Idul Fitri"
    assert names[date(2025, 4, 2)] == "Cuti Bersama Hari Raya Idul Fitri"
    assert date(2025, 4, 2) in libur.cuti_bersama
    assert date(2025, 3, 31) not in libur.cuti_bersama
    assert not libur.perkiraan
    assert not libur.peringatan


def test_it_is_a_collection_of_its_dates():
    libur = libur_nasional(2025, 2024)
    assert set(libur) == libur.tanggal
    assert len(libur) == len(libur.tanggal) == len(libur.nama)
    assert list(libur) == sorted(libur)
    assert date(2024, 8, 17) in libur
    assert date(2024, 8, 18) not in libur
    assert {day.year for day in libur} == {2024, 2025}


@pytest.mark.parametrize("year", CUTI_BERSAMA_LENGKAP)
def test_a_year_has_about_240_working_days(year):
    istirahat = Istirahat(senin_kamis=720, jumat=690, senin_kamis_ramadan=720, jumat_ramadan=690)
    start, last = datetime.combine(date(year, 1, 1), datetime.min.time()), date(year, 12, 31)
    kalender = build(asn_lima_hari(istirahat), start, last, libur_nasional(year), ramadan_days([year]))
    midnights = range(0, int(kalender.akhir), 1440)
    worked = [minutes for t in midnights if (minutes := kalender.working_between(t, t + 1440))]
    assert 237 <= len(worked) <= 242
    assert set(worked) == {450, 390}
    assert 15 <= worked.count(390) <= 22


@pytest.mark.parametrize("year", [2028, 2040])
def test_a_year_without_cuti_bersama_warns(year):
    libur = libur_nasional(year)
    assert not libur.cuti_bersama
    assert libur.peringatan[0] == (
        f"Data cuti bersama tahun {year} belum ada, sehingga hari-hari itu dihitung sebagai hari kerja; "
        "hasil tahun tersebut cenderung terlalu cepat."
    )


def test_only_the_year_in_question_warns():
    assert libur_nasional(2025, 2026, 2028).peringatan == libur_nasional(2028).peringatan
    assert libur_nasional(2022).peringatan == ("Kelengkapan data cuti bersama tahun 2022 belum diperiksa.",)


def test_estimated_dates_are_named():
    libur = libur_nasional(2027)
    assert libur.perkiraan == {date(2027, 3, 10), date(2027, 3, 11), date(2027, 5, 17)}
    assert libur.peringatan == ("Tanggal libur berikut masih perkiraan: 10 Maret 2027, 11 Maret 2027, 17 Mei 2027.",)


def test_ramadan_is_the_30_days_before_idul_fitri_unless_told_otherwise():
    days = ramadan_days([2024])
    assert (min(days), max(days), len(days)) == (date(2024, 3, 11), date(2024, 4, 9), 30)
    shorter = ramadan_days([2024], panjang={date(2024, 4, 10): 29})
    assert days - shorter == {date(2024, 3, 11)}
    assert shorter < days


def test_an_idul_fitri_that_shares_its_date_is_found():
    # In 2021 it fell on the day of the Ascension, and the library names both in one.
    assert max(ramadan_days([2021])) == date(2021, 5, 12)
    assert dict(libur_nasional(2021).nama)[date(2021, 5, 13)].count(";") == 1


def test_ramadan_over_the_turn_of_the_year_and_twice_a_year():
    assert min(ramadan_days([2031])) == date(2031, 1, 1)
    assert {day.year for day in ramadan_days([2030])} == {2030}
    assert date(2030, 12, 31) in ramadan_days([2030])
    whole = ramadan_days([2030, 2031])
    before_2031 = {date(2031, 1, 24) - timedelta(days=n) for n in range(30)}
    assert before_2031 <= whole
    assert whole == ramadan_days([2030]) | ramadan_days([2031])
    assert len(ramadan_days([2033])) == 32  # two days in January, thirty before 23 December


def test_every_supported_year_has_an_idul_fitri():
    for year in TAHUN_DIDUKUNG:
        assert len(_feasts([year])) in (1, 2)
        assert 29 <= len(ramadan_days([year])) <= 60


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: libur_nasional(2026, 1989), "libur nasional tahun 1989 tidak diketahui"),
        (lambda: ramadan_days([2077]), "mencakup tahun 1990 sampai 2076"),
        (lambda: ramadan_days([2024], panjang={date(2024, 4, 10): 28}), "10 April 2024 tidak mungkin 28 hari"),
        (lambda: ramadan_days([2024], panjang={date(2024, 4, 11): 29}), "11 April 2024 bukan Idul Fitri"),
    ],
)
def test_what_is_not_known_is_refused(ask, message):
    with pytest.raises(ValueError, match=message):
        ask()


def test_no_years_are_no_holidays():
    assert len(libur_nasional()) == 0
    assert ramadan_days([]) == frozenset()
