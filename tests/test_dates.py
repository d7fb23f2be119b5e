from __future__ import annotations

from datetime import date

from katalog.dates import BULAN, long_date, say_month


def test_dates_are_said_in_indonesian():
    assert long_date(date(2023, 11, 28)) == "28 November 2023"
    assert long_date(date(2024, 5, 1)) == "1 Mei 2024"
    assert long_date(None) == "–"
    assert [say_month(2024, month) for month in (1, 12)] == ["Januari 2024", "Desember 2024"]
    assert len(BULAN) == 12
