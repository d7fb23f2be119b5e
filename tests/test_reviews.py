"""Review dates: from the latest printed date, by calendar months."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from katalog.model import Status
from katalog.reviews import TanggalTerakhir, Tinjauan, add_months, latest_date, review_dates

if TYPE_CHECKING:
    from katalog import Telaah


def test_dates_count_from_the_latest_printed_one(telaah: Telaah):
    signed = telaah.katalog["dinkes-kota-tangerang/penjenjangan-kinerja"].sop
    assert review_dates(signed) == Tinjauan(
        "tanggal_pengesahan", date(2023, 11, 28), date(2024, 5, 28), date(2024, 11, 28)
    )
    revised = telaah.katalog["dp3ap2kb-kota-tangerang/penjenjangan-kinerja"].sop
    assert review_dates(revised) == Tinjauan("tanggal_revisi", date(2024, 7, 4), date(2025, 1, 4), date(2025, 7, 4))
    assert review_dates(revised.model_copy(update={"tanggal_efektif": date(2025, 1, 1)})) == Tinjauan(
        "tanggal_efektif", date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1)
    )


def test_no_date_no_review(telaah: Telaah):
    sop = telaah.katalog["dinkes-kota-tangerang/penjenjangan-kinerja"].sop
    assert review_dates(sop.model_copy(update={"tanggal_pengesahan": None})) is None
    assert review_dates(sop.model_copy(update={"tanggal_pengesahan": date(9999, 12, 31)})) is None


def test_what_is_no_longer_in_force_keeps_its_date_and_is_never_due(telaah: Telaah):
    sop = telaah.katalog["dinkes-kota-tangerang/penjenjangan-kinerja"].sop
    for status in (Status.DICABUT, Status.DIGANTIKAN):
        ended = sop.model_copy(update={"status": status})
        assert review_dates(ended) is None
        assert latest_date(ended) == TanggalTerakhir("tanggal_pengesahan", date(2023, 11, 28))
    assert review_dates(sop.model_copy(update={"status": Status.BERLAKU})) == review_dates(sop)


def test_short_months_end_on_their_last_day():
    assert add_months(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2024, 12, 31), 6) == date(2025, 6, 30)


@given(st.dates(max_value=date(9990, 1, 1)), st.integers(0, 60))
def test_months_add_up(day: date, months: int):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
    assert later.day == day.day or (
        later.day >= 28 and add_months(later.replace(day=1), 1).toordinal() - later.toordinal() == 1
    )
