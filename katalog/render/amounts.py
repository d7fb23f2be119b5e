"""Amounts said for people, in Indonesian: times, differences, shares, and the interval of each."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from katalog.conventions import KALENDER, express

if TYPE_CHECKING:
    from collections.abc import Callable

    from katalog.simulation_record import Selang

JAM: Final = 60
HARI: Final = 24 * JAM
TANPA_BATAS: Final = "tidak terbatas"
_MINUS: Final = "\u2212"
_PERSEN: Final = "\u00a0%"
"""A per cent sign stays with its number."""


def number(value: float, decimals: int = 0) -> str:
    """Return a number with thousands in groups and a decimal comma: "1.234,5"."""
    text = f"{abs(value):,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    return _MINUS + text if value < 0 and any(digit in "123456789" for digit in text) else text


def short_number(value: float, decimals: int) -> str:
    """Return a number without idle zeros behind the comma: 3.0 is "3"."""
    text = number(value, decimals)
    return text.rstrip("0").rstrip(",") if "," in text else text


def duration(menit: float) -> str:
    """Return calendar minutes as people say them: "20 menit", "3 jam 20 menit", "3 hari 4 jam", "69 hari"."""
    if not math.isfinite(menit):
        return TANPA_BATAS if menit > 0 else "–"
    if menit < 0:
        return _MINUS + duration(-menit)
    if menit < 1:
        return "kurang dari 1 menit" if menit else "0 menit"
    minutes = round(menit)
    if minutes < HARI:
        return _two((minutes // JAM, "jam"), (minutes % JAM, "menit"))
    hours = round(menit / JAM)
    if hours < 10 * 24:
        return _two((hours // 24, "hari"), (hours % 24, "jam"))
    return f"{number(menit / HARI)} hari"


def _two(large: tuple[int, str], small: tuple[int, str]) -> str:
    return " ".join(f"{amount} {unit}" for amount, unit in (large, small) if amount)


def exact_duration(menit: float) -> str:
    """Return what a document states to the minute ("47 hari 13 menit"); rounded where it is no whole number."""
    if math.isfinite(menit) and menit >= 0 and menit == round(menit):
        return express(Fraction(round(menit)), KALENDER)
    return duration(menit)


def difference(menit: float) -> str:
    """Return a difference with its sign: "+12 hari", "−3 jam 20 menit"."""
    said = duration(abs(menit))
    if abs(menit) < 1 or not math.isfinite(menit):
        return said
    return f"{'+' if menit > 0 else _MINUS}{said}"


def working_time(menit: float, menit_per_hari: float) -> str:
    """Return working minutes in working days ("33 hari kerja"); less than one day in hours and minutes."""
    days = menit / menit_per_hari if menit_per_hari > 0 else 0.0
    if not math.isfinite(days) or round(abs(days), 1) < 1:
        return f"{duration(menit)} kerja" if math.isfinite(menit) else duration(menit)
    return f"{short_number(days, 1) if abs(days) < 10 else number(days)} hari kerja"


def percent(share: float, decimals: int | None = None) -> str:
    """Return a share as a percentage; near nothing and near all with a decimal, so that neither is promised."""
    amount = 100 * share
    if not math.isfinite(amount):
        return TANPA_BATAS if share > 0 else "–"
    if 0 < amount < 0.1 / 2:
        return f"kurang dari 0,1{_PERSEN}"
    if 100 - 0.1 / 2 < amount < 100:
        return f"lebih dari 99,9{_PERSEN}"
    if decimals is None:
        decimals = 1 if 0 < amount < 1 or 99 < amount < 100 else 0
    return short_number(amount, decimals) + _PERSEN


def duration_range(low: float, high: float) -> str:
    """Return two times as one range: "67–71 hari", "3 hari 2 jam sampai 3 hari 7 jam"."""
    first, last = duration(low), duration(high)
    if low == high:
        return first
    if first == last:
        unit, name = (HARI, "hari") if high >= HARI else (JAM, "jam") if high >= JAM else (1, "menit")
        for decimals in (1, 2):
            ends = number(low / unit, decimals), number(high / unit, decimals)
            if ends[0] != ends[1]:
                return f"{ends[0]}–{ends[1]} {name}"
        return f"sekitar {first}"
    return _joined(first, last, " ")


def working_range(low: float, high: float, menit_per_hari: float) -> str:
    """Return two working times as one range: "31–35 hari kerja"."""
    first, last = working_time(low, menit_per_hari), working_time(high, menit_per_hari)
    if first != last or low == high:
        return first if first == last else _joined(first, last, " ")
    ends = number(low / menit_per_hari, 1), number(high / menit_per_hari, 1)
    return f"{ends[0]}–{ends[1]} hari kerja" if ends[0] != ends[1] and low >= menit_per_hari else f"sekitar {first}"


def difference_range(low: float, high: float) -> str:
    """Return two differences as one range: "+9 hari sampai +14 hari"."""
    first, last = difference(low), difference(high)
    return first if first == last else f"{first} sampai {last}"


def percent_range(low: float, high: float) -> str:
    """Return two shares as one range: "10–14 %"."""
    first, last = percent(low), percent(high)
    if first == last and low != high:
        first, last = percent(low, 1), percent(high, 1)
    return first if first == last else _joined(first, last, _PERSEN)


def _joined(first: str, last: str, separator: str) -> str:
    """Join two amounts; the unit is said once where it is one unit: "67–71 hari"."""
    number_1, _, unit_1 = first.partition(separator)
    number_2, _, unit_2 = last.partition(separator)
    if unit_1 == unit_2 and all(part.replace(",", "").replace(".", "").isdigit() for part in (number_1, number_2)):
        return f"{number_1}–{last}"
    return f"{first} sampai {last}"


def interval(selang: Selang, say: Callable[[float], str], say_range: Callable[[float, float], str]) -> str | None:
    """Return the interval's words, "paling sedikit …" where one end is open; None where it says nothing."""
    low = selang.bawah if selang.bawah is not None and math.isfinite(selang.bawah) else None
    high = selang.atas if selang.atas is not None and math.isfinite(selang.atas) else None
    if low is None:
        return None if high is None else f"paling banyak {say(high)}"
    return f"paling sedikit {say(low)}" if high is None else say_range(low, high)


def with_interval(selang: Selang, say: Callable[[float], str], say_range: Callable[[float, float], str]) -> str:
    """Return an estimate and its interval: "12 % (selang 95 %: 10–14 %)"; an exact one stands alone."""
    if selang.bawah == selang.nilai == selang.atas:
        return say(selang.nilai)
    ends = interval(selang, say, say_range)
    words = f"selang 95{_PERSEN}: {ends}" if ends else f"selang 95{_PERSEN} tidak terbatas, kasusnya terlalu sedikit"
    return f"{say(selang.nilai)} ({words})"


def share_with_interval(selang: Selang) -> str:
    """Return a share and its interval."""
    return with_interval(selang, percent, percent_range)


def duration_with_interval(selang: Selang) -> str:
    """Return a time and its interval."""
    return with_interval(selang, duration, duration_range)


def difference_with_interval(selang: Selang) -> str:
    """Return a difference and its interval."""
    return with_interval(selang, difference, difference_range)
