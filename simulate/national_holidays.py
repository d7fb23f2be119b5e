"""National holidays, cuti bersama and Ramadan, from the `holidays` library.

Dates that lie ahead are partly unknown: cuti bersama is decreed year by year, and Islamic dates are estimated until
they are announced. What is not certain comes back as a warning in Indonesian, to be shown with every result.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import holidays

from katalog.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

CUTI_BERSAMA_LENGKAP: Final = range(2023, 2028)
"""Years whose cuti bersama in the library was found complete."""
TAHUN_DIDUKUNG: Final = range(1990, 2077)
"""Years for which the library has a date of Idul Fitri in that year and the next."""
LAMA_RAMADAN: Final = 30
"""Days of Ramadan where nobody says otherwise."""

_IDUL_FITRI: Final = "Hari Raya Idul Fitri"
_PERKIRAAN: Final = "(perkiraan)"


@dataclass(frozen=True, slots=True)
class LiburNasional:
    """The holidays of some years; also a collection of their dates.

    Attributes:
        nama: Each date with what is celebrated, Indonesian, in order.
        cuti_bersama: The dates that are cuti bersama and no public holiday.
        perkiraan: The dates that are estimated.
        peringatan: What is uncertain, one Indonesian sentence each.
    """

    nama: tuple[tuple[date, str], ...]
    cuti_bersama: frozenset[date]
    perkiraan: frozenset[date]
    peringatan: tuple[str, ...]

    @property
    def tanggal(self) -> frozenset[date]:
        """All dates."""
        return frozenset(day for day, _ in self.nama)

    def __iter__(self) -> Iterator[date]:
        return (day for day, _ in self.nama)

    def __len__(self) -> int:
        return len(self.nama)

    def __contains__(self, day: object) -> bool:
        return any(day == known for known, _ in self.nama)


def libur_nasional(*tahun: int) -> LiburNasional:
    """Return the public holidays and cuti bersama of some years, and what is uncertain about them.

    Cuti bersama binds government offices; a service that stays open leaves out `cuti_bersama`.

    Raises:
        ValueError: If a year is outside of what the library covers.
    """
    years = _supported(tahun)
    public = _names(years, "public")
    joint = _names(years, "government")
    named = {day: "; ".join(dict.fromkeys((*public.get(day, ()), *joint.get(day, ())))) for day in {*public, *joint}}
    return LiburNasional(
        nama=tuple(sorted(named.items())),
        cuti_bersama=frozenset(joint.keys() - public.keys()),
        perkiraan=frozenset(day for day, name in named.items() if _PERKIRAAN in name),
        peringatan=tuple(warning for year in years for warning in _warnings(year, named, joint)),
    )


def ramadan_days(years: Iterable[int], *, panjang: Mapping[date, int] | None = None) -> frozenset[date]:
    """Return the days of Ramadan that fall in some years.

    The library does not know when Ramadan begins in Indonesia, only Idul Fitri, and a month of the Islamic calendar
    has 29 or 30 days by sighting. Decided so: Ramadan is the 30 days before Idul Fitri, unless `panjang` says 29.
    Where that is wrong, one day has the shorter hours that should have the ordinary ones: an hour of work.

    Args:
        years: Calendar years. Ramadan may begin in the year before its Idul Fitri, and a year may hold two.
        panjang: By the date of Idul Fitri, the number of days of the Ramadan before it.

    Raises:
        ValueError: If a year is outside of what the library covers, a length is neither 29 nor 30, or its date is
            no Idul Fitri of these years or the next.
    """
    wanted = _supported(years)
    feasts = _feasts({near for year in wanted for near in (year, year + 1)})
    lengths = dict.fromkeys(feasts, LAMA_RAMADAN)
    for feast, length in (panjang or {}).items():
        if length not in (29, 30):
            raise ValueError(f"Ramadan sebelum {long_date(feast)} tidak mungkin {length} hari, hanya 29 atau 30")
        if feast not in lengths:
            raise ValueError(f"{long_date(feast)} bukan Idul Fitri menurut data libur nasional")
        lengths[feast] = length
    days = (feast - timedelta(days=back) for feast, length in lengths.items() for back in range(1, length + 1))
    return frozenset(day for day in days if day.year in wanted)


def _supported(years: Iterable[int]) -> tuple[int, ...]:
    found = tuple(sorted(set(years)))
    for year in found:
        if year not in TAHUN_DIDUKUNG:
            raise ValueError(
                f"libur nasional tahun {year} tidak diketahui: data mencakup tahun "
                f"{TAHUN_DIDUKUNG[0]} sampai {TAHUN_DIDUKUNG[-1]}"
            )
    return found


def _names(years: Iterable[int], category: str) -> dict[date, tuple[str, ...]]:
    """Return what is celebrated on each date; several may fall on one."""
    found = holidays.country_holidays("ID", years=list(years), categories=(category,), language="id", expand=False)
    return {day: tuple(found.get_list(day)) for day in sorted(found)}


def _feasts(years: Iterable[int]) -> tuple[date, ...]:
    """Return the dates of Idul Fitri, its first day; mostly one a year."""
    wanted = {_IDUL_FITRI, f"{_IDUL_FITRI} {_PERKIRAAN}"}
    return tuple(day for day, names in _names(years, "public").items() if wanted.intersection(names))


def _warnings(year: int, named: Mapping[date, str], joint: Iterable[date]) -> Iterator[str]:
    if not any(day.year == year for day in joint):
        yield (
            f"Data cuti bersama tahun {year} belum ada, sehingga hari-hari itu dihitung sebagai hari kerja; "
            "hasil tahun tersebut cenderung terlalu cepat."
        )
    elif year not in CUTI_BERSAMA_LENGKAP:
        yield f"Kelengkapan data cuti bersama tahun {year} belum diperiksa."
    if guesses := [day for day, name in sorted(named.items()) if day.year == year and _PERKIRAAN in name]:
        yield f"Tanggal libur berikut masih perkiraan: {', '.join(map(long_date, guesses))}."
