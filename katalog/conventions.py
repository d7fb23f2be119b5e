"""What a day, a week and a month are worth: conventions, conversion, and which reproduce a stated total.

No regulation says what "1 minggu" or "1 bulan" in an SOP means in hours, so no conversion is made without
naming its convention. Amounts are exact fractions of a minute.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Final

from katalog.durations import BY_DEFINITION, Bagian, Durasi, Satuan, add, format_parts, sum_parts
from katalog.numerals import format_number

_DAYS: Final = (Satuan.HARI, Satuan.HARI_KERJA, Satuan.HARI_KALENDER)


@dataclass(frozen=True)
class Konvensi:
    """One way of counting: every kind of day is one day; triwulan, semester and tahun are 3, 6 and 12 bulan.

    Attributes:
        nama: Short name, Indonesian.
        menit_per_hari: Minutes in a day.
        hari_per_minggu: Days in a week.
        hari_per_bulan: Days in a month.
        sebutan_hari: The unit in which this convention says its days.
        keterangan: The convention in one Indonesian sentence.
    """

    nama: str
    menit_per_hari: Fraction
    hari_per_minggu: int
    hari_per_bulan: int
    sebutan_hari: Satuan
    keterangan: str

    def minutes_per(self, satuan: Satuan) -> Fraction:
        """Minutes in one of a unit."""
        return self._minutes[satuan]

    @cached_property
    def _minutes(self) -> Mapping[Satuan, Fraction]:
        return {satuan: self._worth(satuan) for satuan in Satuan}

    def _worth(self, satuan: Satuan) -> Fraction:
        if satuan in _DAYS:
            return self.menit_per_hari
        if satuan is Satuan.MINGGU:
            return self.menit_per_hari * self.hari_per_minggu
        base, factor = BY_DEFINITION[satuan]
        if base is Satuan.BULAN:
            return self.menit_per_hari * self.hari_per_bulan * factor
        return Fraction(factor, 60)


KALENDER: Final = Konvensi(
    nama="kalender",
    menit_per_hari=Fraction(24 * 60),
    hari_per_minggu=7,
    hari_per_bulan=30,
    sebutan_hari=Satuan.HARI,
    keterangan="Satu hari dihitung 24 jam, satu minggu 7 hari, dan satu bulan 30 hari; "
    "hari kerja dihitung sebagai satu hari.",
)
KERJA: Final = Konvensi(
    nama="kerja",
    menit_per_hari=Fraction(15, 2) * 60,
    hari_per_minggu=5,
    hari_per_bulan=20,
    sebutan_hari=Satuan.HARI_KERJA,
    keterangan="Satu hari dihitung sebagai satu hari kerja dengan 7,5 jam kerja, satu minggu 5 hari kerja, "
    "dan satu bulan 20 hari kerja; hari kalender tidak punya padanan jam kerja yang tetap "
    "sehingga dihitung sebagai satu hari kerja.",
)
KONVENSI: Final = (KALENDER, KERJA)


def _in_minutes(parts: Iterable[Bagian], konvensi: Konvensi) -> tuple[Fraction, Fraction]:
    known = [(part, konvensi.minutes_per(part.satuan)) for part in parts]
    return (
        add(_times(part.minimum, factor) for part, factor in known),
        add(_times(part.maksimum, factor) for part, factor in known),
    )


def _times(amount: Fraction, factor: Fraction) -> Fraction:
    """Multiply; nearly always two whole numbers, which is many times faster than fractions."""
    if amount.denominator == factor.denominator == 1:
        return Fraction(amount.numerator * factor.numerator)
    return amount * factor


def to_minutes(durasi: Durasi, konvensi: Konvensi) -> tuple[Fraction, Fraction]:
    """Convert to minutes under a convention: (minimum, maximum). Amounts count as printed; sifat does not.

    Raises:
        ValueError: If the duration is unquantified.
    """
    if not durasi.terukur:
        raise ValueError(f"unquantified duration: {durasi.teks!r}")
    return _in_minutes(durasi.bagian, konvensi)


def express(minutes: Fraction, konvensi: Konvensi) -> str:
    """Say minutes in the days, hours and minutes of a convention: 67693 under KALENDER is "47 hari 13 menit".

    Raises:
        ValueError: If the minutes are negative.
    """
    if minutes < 0:
        raise ValueError(f"negative minutes: {minutes}")
    days, rest = divmod(minutes, konvensi.menit_per_hari)
    hours, left = divmod(rest, 60)
    amounts = ((Fraction(days), konvensi.sebutan_hari), (Fraction(hours), Satuan.JAM), (left, Satuan.MENIT))
    return format_parts(Bagian(amount, amount, satuan) for amount, satuan in amounts if amount) or "0 menit"


class StatusCocok(StrEnum):
    """How the sum of the steps relates to the stated total."""

    TANPA_KONVERSI = "tanpa konversi"
    DENGAN_KONVENSI = "dengan konvensi"
    TIDAK_COCOK = "tidak cocok"
    TIDAK_TERBANDINGKAN = "tidak terbandingkan"


Penetapan = tuple[tuple[str, Fraction], ...]
"""Values that make sum and total equal, for the dimensions that matter only: (("hari_per_minggu", 7), …)."""

_GRID: Final[Mapping[str, tuple[Fraction, ...]]] = {
    "hari_per_minggu": tuple(map(Fraction, (5, 6, 7))),
    "hari_per_bulan": tuple(map(Fraction, (20, 21, 22, 25, 26, 28, 30, 31))),
    "jam_per_hari": tuple(map(Fraction, ("5", "5.5", "6", "6.5", "7", "7.5", "8", "24"))),
}
_NOMINAL: Final[Mapping[Satuan, str]] = {
    Satuan.HARI_KERJA: "hari_per_hari_kerja",
    Satuan.HARI_KALENDER: "hari_per_hari_kalender",
}


@dataclass(frozen=True, slots=True)
class Selisih:
    """Sum of the steps less the stated total, in minutes, at both ends (negative: the steps fall short)."""

    konvensi: Konvensi
    minimum: Fraction
    maksimum: Fraction

    def phrase(self) -> str:
        """The difference in Indonesian."""
        ends = [
            f"{express(abs(end), self.konvensi)} {'lebih' if end > 0 else 'kurang'}" if end else "sama"
            for end in (self.minimum, self.maksimum)
        ]
        if self.minimum == self.maksimum:
            return f"menurut konvensi {self.konvensi.nama} {ends[0]}"
        return f"menurut konvensi {self.konvensi.nama} {ends[0]} (batas bawah) dan {ends[1]} (batas atas)"


@dataclass(frozen=True, slots=True)
class Cocok:
    """Whether the steps add up to the stated total, and by which conventions.

    Attributes:
        status: The verdict.
        penetapan: For `DENGAN_KONVENSI`, every assignment of the searched grid that makes both equal.
        sebutan_hari: The kind of day that the assignments speak of.
        selisih: Where both could be computed but are not equal, the difference under each of `KONVENSI`.
        langkah_kosong: Steps without any waktu; they are left out of the sum.
        alasan: For `TIDAK_TERBANDINGKAN`, why, in Indonesian; otherwise "".
    """

    status: StatusCocok
    penetapan: tuple[Penetapan, ...] = ()
    sebutan_hari: Satuan = Satuan.HARI
    selisih: tuple[Selisih, ...] = ()
    langkah_kosong: int = 0
    alasan: str = ""

    @property
    def cocok(self) -> bool:
        """Whether sum and total are equal under something."""
        return self.status in {StatusCocok.TANPA_KONVERSI, StatusCocok.DENGAN_KONVENSI}

    def phrase(self) -> str:
        """The verdict in Indonesian, e.g. "hanya dengan 1 minggu = 7 hari dan 1 bulan = 30 hari"."""
        match self.status:
            case StatusCocok.TANPA_KONVERSI:
                said = "sama tanpa konversi"
            case StatusCocok.DENGAN_KONVENSI:
                ways = [_join([self._equation(*pair) for pair in penetapan]) for penetapan in self.penetapan]
                said = f"{'hanya ' if len(ways) == 1 else ''}dengan {', atau dengan '.join(ways)}"
            case StatusCocok.TIDAK_COCOK:
                differences = "; ".join(selisih.phrase() for selisih in self.selisih)
                said = f"tidak sama dengan konvensi mana pun yang dicoba; jumlah langkah {differences}"
            case StatusCocok.TIDAK_TERBANDINGKAN:
                return f"tidak dapat dibandingkan: {self.alasan}"
        if self.langkah_kosong:
            said += f"; {self.langkah_kosong} langkah tanpa waktu tidak ikut dihitung"
        return said

    def _equation(self, name: str, value: Fraction) -> str:
        amount = format_number(value)
        if name == "jam_per_hari":
            return f"1 {self.sebutan_hari} = {amount} jam"
        unit = name.removeprefix("hari_per_").replace("_", " ")
        return f"1 {unit} = {amount} {self.sebutan_hari}"


def _join(words: Sequence[str]) -> str:
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


_Net = Mapping[Satuan, Fraction]


def _net(steps: Iterable[Bagian], total: Durasi) -> tuple[_Net, _Net]:
    """Sum less total at both ends, in menit, bulan and the units not related to those by definition."""
    lower = dict.fromkeys((*_DAYS, Satuan.MENIT, Satuan.MINGGU, Satuan.BULAN), Fraction())
    upper = dict(lower)
    for sign, parts in ((1, steps), (-1, total.bagian)):
        for part in parts:
            base, factor = BY_DEFINITION.get(part.satuan, (part.satuan, 1))
            unit = Satuan.MENIT if base is Satuan.DETIK else base
            worth = sign * Fraction(factor, 60 if base is Satuan.DETIK else 1)
            lower[unit] += worth * part.minimum
            upper[unit] += worth * part.maksimum
    return lower, upper


def _assignments(ends: tuple[_Net, _Net]) -> tuple[tuple[Penetapan, ...], Satuan]:
    """Search the grid over the dimensions that matter: those of units that do not cancel out."""

    def matters(satuan: Satuan) -> bool:
        return any(net[satuan] for net in ends)

    kinds = [satuan for satuan in _DAYS if matters(satuan)]
    spoken = kinds[0] if len(kinds) == 1 else Satuan.HARI
    options: dict[str, tuple[Fraction, ...]] = {
        _NOMINAL[satuan]: (Fraction(1),) for satuan in kinds if satuan in _NOMINAL and satuan is not spoken
    }
    for satuan, name in (
        (Satuan.MINGGU, "hari_per_minggu"),
        (Satuan.BULAN, "hari_per_bulan"),
        (Satuan.MENIT, "jam_per_hari"),
    ):
        if matters(satuan):
            options[name] = _GRID[name]

    def vanishes(net: _Net, values: Mapping[str, Fraction]) -> bool:
        days = sum((net[satuan] for satuan in _DAYS), Fraction())
        days += net[Satuan.MINGGU] * values.get("hari_per_minggu", 0)
        days += net[Satuan.BULAN] * values.get("hari_per_bulan", 0)
        return days * values.get("jam_per_hari", 1) * 60 + net[Satuan.MENIT] == 0

    combinations = (tuple(zip(options, values, strict=True)) for values in product(*options.values()))
    return tuple(pairs for pairs in combinations if all(vanishes(net, dict(pairs)) for net in ends)), spoken


def _is_blank(durasi: Durasi) -> bool:
    """Whether nothing is said at all: no cell, or only signs such as "-"."""
    return not any(character.isalnum() for character in durasi.teks or "") and not durasi.terukur


def _obstacle(steps: Sequence[Durasi], total: Durasi) -> str:
    """Why steps and total cannot be compared, in Indonesian; "" if they can."""
    unread = sum(not step.terukur and not _is_blank(step) for step in steps)
    if _is_blank(total):
        return "jumlah waktu tidak dinyatakan"
    if not total.terukur:
        return f"jumlah waktu \u201c{total.teks}\u201d tidak terukur"
    if unread:
        return f"waktu {unread} langkah tidak terukur"
    if not any(step.terukur for step in steps):
        return "tidak ada langkah yang waktunya terukur"
    return ""


def reproducing_conventions(steps: Sequence[Durasi], total: Durasi) -> Cocok:
    """Find the conventions that make the sum of the steps equal the stated total, ranges at both their ends.

    Sifat plays no part. Blank steps are left out; if the others do not make the total, nothing can be
    concluded, as the blanks may hold the rest. Different kinds of day are taken as one day each, and the
    result then names that assumption too.
    """
    blanks = sum(_is_blank(step) for step in steps)
    if obstacle := _obstacle(steps, total):
        return Cocok(StatusCocok.TIDAK_TERBANDINGKAN, langkah_kosong=blanks, alasan=obstacle)
    summed = sum_parts(steps)
    ends = _net(summed, total)
    if not any(any(net.values()) for net in ends):
        return Cocok(StatusCocok.TANPA_KONVERSI, langkah_kosong=blanks)
    found, spoken = _assignments(ends)
    if found:
        return Cocok(StatusCocok.DENGAN_KONVENSI, found, spoken, langkah_kosong=blanks)
    differences: list[Selisih] = []
    for konvensi in KONVENSI:
        (sum_low, sum_high) = _in_minutes(summed, konvensi)
        (total_low, total_high) = to_minutes(total, konvensi)
        differences.append(Selisih(konvensi, sum_low - total_low, sum_high - total_high))
    return Cocok(
        StatusCocok.TIDAK_TERBANDINGKAN if blanks else StatusCocok.TIDAK_COCOK,
        selisih=tuple(differences),
        langkah_kosong=blanks,
        alasan=f"{blanks} langkah tanpa waktu, dan langkah lainnya tidak berjumlah sama" if blanks else "",
    )
