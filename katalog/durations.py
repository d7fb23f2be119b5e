"""Durations as printed in the column `waktu`: read, sum, write.

A duration keeps the printed words. Its amount is read only where the grammar below consumes the whole text:

    durasi   = {sifat [":"]} isi {sifat | "(" sifat ")"} ["."]
    isi      = sisi [sampai sisi]                 the units equal, printed once, or related by definition
    sisi     = suku {["," | "dan" | "+"] suku}    units strictly descending: "5 hari 6 jam 35 menit"
    suku     = "sehari" | "sejam" | … | angka [satuan] | angka "x" angka ("jam" | "menit" | "detik")
    angka    = bilangan ["(" bilangan [sampai bilangan] ")"]    both must agree
    bilangan = "1.000" | "1,5" | "1/2" | "1 ½" | "dua puluh lima" | "setengah" | "satu setengah"

Whatever two readers could read in two ways stays unquantified: "5 HK" (kerja or kalender), "1,000 menit"
(one or a thousand), "2 x 1 minggu" (an amount or a frequency), "30 menit 1 jam" (a sum, or a range that lost
its dash). Nothing here converts between units other than by definition (menit and jam, bulan and tahun); for
the rest see `katalog.conventions`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Final

from katalog.numerals import ONES, SPELLED, format_number, is_writable, read_number


class Satuan(StrEnum):
    """A unit of time as printed, from the smallest to the largest."""

    DETIK = "detik"
    MENIT = "menit"
    JAM = "jam"
    HARI = "hari"
    HARI_KERJA = "hari kerja"
    HARI_KALENDER = "hari kalender"
    MINGGU = "minggu"
    BULAN = "bulan"
    TRIWULAN = "triwulan"
    SEMESTER = "semester"
    TAHUN = "tahun"


class Sifat(StrEnum):
    """How firmly an amount is meant."""

    MAKSIMAL = "maksimal"
    MINIMAL = "minimal"
    KIRA_KIRA = "kira-kira"


@dataclass(frozen=True, slots=True)
class Bagian:
    """One amount (both ends equal) or range of a single unit.

    Raises:
        ValueError: If an end is negative or the range is reversed.
    """

    minimum: Fraction
    maksimum: Fraction
    satuan: Satuan

    def __post_init__(self) -> None:
        if not 0 <= self.minimum <= self.maksimum:
            raise ValueError(f"not a range of time: {self.minimum} to {self.maksimum} {self.satuan}")


@dataclass(frozen=True, slots=True)
class Durasi:
    """A duration: the printed words (`teks`, None for a blank) and what can be read from them."""

    teks: str | None
    bagian: tuple[Bagian, ...] = ()
    sifat: tuple[Sifat, ...] = ()

    @property
    def terukur(self) -> bool:
        """Whether an amount could be read."""
        return bool(self.bagian)


RANK: Final[Mapping[Satuan, int]] = {satuan: rank for rank, satuan in enumerate(Satuan)}
"""Size order of the units; the three kinds of day follow each other."""

BY_DEFINITION: Final[Mapping[Satuan, tuple[Satuan, int]]] = {
    Satuan.DETIK: (Satuan.DETIK, 1),
    Satuan.MENIT: (Satuan.DETIK, 60),
    Satuan.JAM: (Satuan.DETIK, 3600),
    Satuan.BULAN: (Satuan.BULAN, 1),
    Satuan.TRIWULAN: (Satuan.BULAN, 3),
    Satuan.SEMESTER: (Satuan.BULAN, 6),
    Satuan.TAHUN: (Satuan.BULAN, 12),
}
"""Units whose relation needs no convention: unit -> (base unit, how many of it). Days and weeks do."""

_CLOCK: Final = frozenset({Satuan.DETIK, Satuan.MENIT, Satuan.JAM})
_MAX_LENGTH: Final = 200  # no amount worth reading is longer; keeps hostile input cheap

_UNIT_WORDS: Final[Mapping[str, Satuan]] = {
    **{satuan.value: satuan for satuan in Satuan},
    **dict.fromkeys(("dtk", "dtk."), Satuan.DETIK),
    **dict.fromkeys(("mnt", "mnt."), Satuan.MENIT),
    **dict.fromkeys(("hr", "hr."), Satuan.HARI),
    **dict.fromkeys(("harikerja", "hr kerja", "hr. kerja"), Satuan.HARI_KERJA),
    **dict.fromkeys(("hari kalendar", "hr kalender", "hr. kalender"), Satuan.HARI_KALENDER),
    **dict.fromkeys(("pekan", "mgg", "mgg."), Satuan.MINGGU),
    **dict.fromkeys(("bln", "bln."), Satuan.BULAN),
    "tri wulan": Satuan.TRIWULAN,
    **dict.fromkeys(("thn", "thn."), Satuan.TAHUN),
}
_ONE_UNIT_WORDS: Final[Mapping[str, Satuan]] = {
    f"se{word}": _UNIT_WORDS[word] for word in ("detik", "menit", "jam", "hari", "minggu", "pekan", "bulan", "tahun")
}
_MODIFIER_WORDS: Final[Mapping[str, Sifat]] = {
    **dict.fromkeys(("maksimal", "maksimum", "maks", "maks.", "max", "max."), Sifat.MAKSIMAL),
    **dict.fromkeys(("paling lama", "paling lambat", "paling banyak", "selama-lamanya"), Sifat.MAKSIMAL),
    **dict.fromkeys(("selambat-lambatnya", "selambat lambatnya"), Sifat.MAKSIMAL),
    **dict.fromkeys(("tidak lebih dari", "tidak melebihi"), Sifat.MAKSIMAL),
    **dict.fromkeys(("minimal", "minimum", "min", "min."), Sifat.MINIMAL),
    **dict.fromkeys(("paling cepat", "paling singkat", "paling sedikit", "paling kurang"), Sifat.MINIMAL),
    **dict.fromkeys(("sekurang-kurangnya", "sekurang kurangnya", "sedikitnya"), Sifat.MINIMAL),
    **dict.fromkeys(("kurang lebih", "lebih kurang", "sekitar", "kira-kira", "kira kira"), Sifat.KIRA_KIRA),
}
_MODIFIER_SIGNS: Final[Mapping[str, Sifat]] = {
    **dict.fromkeys(("≤", "<="), Sifat.MAKSIMAL),
    **dict.fromkeys(("≥", ">="), Sifat.MINIMAL),
    **dict.fromkeys(("±", "+/-", "+-", "~", "≈"), Sifat.KIRA_KIRA),
}
_PART_SIGNS: Final[Mapping[str, Fraction]] = {
    "½": Fraction(1, 2),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
}
_PART_WORDS: Final[Mapping[str, Fraction]] = {"setengah": Fraction(1, 2), "seperempat": Fraction(1, 4)}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_END: Final = r"(?![^\W\d_])"  # a word ends where no letter follows
_TENS: Final = "belas|puluh|ratus"
_TOKEN: Final = re.compile(
    rf"""\ ?(?:
    (?P<angka>[0-9]+(?:[.,][0-9]+)*)
    |(?P<sifat>(?:{_any_of(_MODIFIER_WORDS)}){_END}|{_any_of(_MODIFIER_SIGNS)})
    |(?P<sampai>[-‐‑‒–—―−]|(?:s\ ?/\ ?d|s\.\ ?d|sd){_END}\.?|(?:sampai\ dengan|sampai|hingga){_END})
    |(?P<satuan>(?:{_any_of(_UNIT_WORDS)}){_END})
    |(?P<sesatuan>(?:{_any_of(_ONE_UNIT_WORDS)}){_END})
    |(?P<pecahan>(?:{_any_of(_PART_WORDS)}){_END}|{_any_of(_PART_SIGNS)})
    |(?P<bilangan>(?:{_any_of({*ONES, "sepuluh", "sebelas", "seratus"})}|{_TENS})(?:(?={_TENS})|{_END}))
    |(?P<kali>x{_END}|[×*])
    |(?P<dan>,\ ?dan{_END}|dan{_END}|[,+&])
    |(?P<garis>[/⁄])|(?P<buka>\()|(?P<tutup>\))|(?P<titikdua>:)|(?P<titik>\.)
    )""",
    re.VERBOSE,
)
_NUMBER_START: Final = frozenset({"angka", "pecahan", "bilangan", "sesatuan"})

_Term = tuple[Fraction, Satuan | None]


class _UnreadableError(Exception):
    """The text is not, as a whole, an amount of time."""


def _tokens(text: str) -> list[tuple[str, str]]:
    """Split lower-case text with single spaces; anything unknown makes the whole text unreadable."""
    found: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _UnreadableError
        kind = match.lastgroup or ""
        found.append((kind, match.group(kind)))
        position = match.end()
    return found


def _size(satuan: Satuan | None) -> int:
    """Rank a unit by size; the kinds of day have no order among themselves."""
    if satuan is None:
        return -1
    return RANK[Satuan.HARI] if satuan in {Satuan.HARI_KERJA, Satuan.HARI_KALENDER} else RANK[satuan]


class _Parser:
    """Recursive descent over the tokens of one text: one method per rule of the module's grammar."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._next = 0

    def _peek(self, ahead: int = 0) -> str:
        """The kind of a coming token, "" behind the last."""
        position = self._next + ahead
        return self._tokens[position][0] if position < len(self._tokens) else ""

    def _take(self, kind: str) -> str:
        """The words of the coming token if it is of that kind, else "" with nothing consumed."""
        if self._peek() != kind:
            return ""
        self._next += 1
        return self._tokens[self._next - 1][1]

    def _need(self, kind: str) -> str:
        words = self._take(kind)
        if not words:
            raise _UnreadableError
        return words

    def durasi(self) -> tuple[tuple[Bagian, ...], tuple[Sifat, ...]]:
        sifat: set[Sifat] = set()
        while self._peek() == "sifat":
            sifat.add(self._sifat())
            self._take("titikdua")
        bagian = self._isi()
        while self._peek() in {"sifat", "buka"}:
            bracket = self._take("buka")
            sifat.add(self._sifat())
            if bracket:
                self._need("tutup")
        self._take("titik")
        if self._peek() or {Sifat.MAKSIMAL, Sifat.MINIMAL} <= sifat:
            raise _UnreadableError
        return bagian, tuple(known for known in Sifat if known in sifat)

    def _sifat(self) -> Sifat:
        words = self._need("sifat")
        return _MODIFIER_SIGNS.get(words) or _MODIFIER_WORDS[words]

    def _isi(self) -> tuple[Bagian, ...]:
        left = self._sisi()
        if not self._take("sampai"):
            return tuple(_part(amount, amount, satuan) for amount, satuan in left)
        (lower, unit), *rest = left
        right = self._sisi(lower if unit is None else None)
        if unit is None and len(right) == 1:
            return (_part(lower, *right[0]),)
        if not rest and len(right) == 1 and unit == right[0][1]:
            return (_part(lower, *right[0]),)
        return (_common_range(left, right),)

    def _sisi(self, lower: Fraction | None = None) -> list[_Term]:
        terms = [self._suku(lower)]
        while terms[-1][1] is not None and (self._take("dan") or self._peek() in _NUMBER_START):
            terms.append(self._suku(None))
        units = [satuan for _, satuan in terms]
        falls = all(_size(later) <= _size(earlier) for earlier, later in pairwise(units))
        if not falls or len(set(units)) < len(units):
            raise _UnreadableError
        return terms

    def _suku(self, lower: Fraction | None) -> _Term:
        if one := self._take("sesatuan"):
            return Fraction(1), _ONE_UNIT_WORDS[one]
        amount = self._angka(lower)
        times = bool(self._take("kali"))
        if times:
            amount *= self._angka(None)
        satuan = _UNIT_WORDS.get(self._take("satuan"))
        if times and satuan not in _CLOCK:
            raise _UnreadableError
        return amount, satuan

    def _angka(self, lower: Fraction | None) -> Fraction:
        """A number and, in brackets, the same number or the range it ends ("1 – 3 (satu sampai tiga)")."""
        amount = self._bilangan()
        if self._take("buka"):
            first = last = self._bilangan()
            if self._take("sampai"):
                last = self._bilangan()
            self._need("tutup")
            if (first, last) not in {(amount, amount), (lower, amount)}:
                raise _UnreadableError
        return amount

    def _bilangan(self) -> Fraction:
        if sign := self._take("pecahan"):
            return _PART_SIGNS.get(sign) or _PART_WORDS[sign]
        if self._peek() == "bilangan":
            words: list[str] = []
            while word := self._take("bilangan"):
                words.append(word)
            spelled = SPELLED.get(" ".join(words))
            if spelled is None:
                raise _UnreadableError
            whole = Fraction(spelled)
        else:
            whole = self._numeral()
            if self._peek() == "garis":
                return self._per(whole)
        if self._peek() == "pecahan":
            part = self._bilangan()
        elif self._peek() == "angka" and self._peek(1) == "garis":
            part = self._per(self._numeral())
        else:
            return whole
        if whole.denominator != 1:
            raise _UnreadableError
        return whole + part

    def _numeral(self) -> Fraction:
        number = read_number(self._need("angka"))
        if number is None:
            raise _UnreadableError
        return number

    def _per(self, numerator: Fraction) -> Fraction:
        self._need("garis")
        denominator = self._numeral()
        if not 0 < numerator < denominator or numerator.denominator != 1 or denominator.denominator != 1:
            raise _UnreadableError
        return numerator / denominator


def _part(lower: Fraction, upper: Fraction, satuan: Satuan | None) -> Bagian:
    """Build a part that can be written down and read again."""
    if satuan is None or lower > upper or not (is_writable(lower) and is_writable(upper)):
        raise _UnreadableError
    return Bagian(lower, upper, satuan)


def _common_range(left: list[_Term], right: list[_Term]) -> Bagian:
    """Join two ends of different units ("30 menit - 1 jam") in the smallest, if related by definition."""
    units = [unit for _, unit in (*left, *right) if unit and unit in BY_DEFINITION]
    if len(units) < len(left) + len(right) or len({BY_DEFINITION[unit][0] for unit in units}) > 1:
        raise _UnreadableError
    smallest = min(units, key=RANK.__getitem__)

    def amount(side: list[_Term]) -> Fraction:
        in_base = (number * BY_DEFINITION[unit][1] for number, unit in side if unit)
        return sum(in_base, Fraction()) / BY_DEFINITION[smallest][1]

    return _part(amount(left), amount(right), smallest)


def parse_duration(text: str | None) -> Durasi:
    """Read a printed duration; takes time linear in the length of the text and never raises.

    Returns:
        The printed words, white space collapsed, and the amount if the whole text is one; else unquantified.
    """
    teks = " ".join((text or "").split()) or None
    return Durasi(teks) if teks is None or len(teks) > _MAX_LENGTH else _parsed(teks)


@lru_cache(maxsize=4096)
def _parsed(teks: str) -> Durasi:
    """Read words that are short enough; a catalogue of thousands prints the same few hundred again and again."""
    try:
        return Durasi(teks, *_Parser(_tokens(teks.lower())).durasi())
    except _UnreadableError:
        return Durasi(teks)


def _format_ends(part: Bagian) -> str:
    first = format_number(part.minimum)
    return first if part.minimum == part.maksimum else f"{first}–{format_number(part.maksimum)}"


def format_parts(parts: Iterable[Bagian]) -> str:
    """Write parts in the given order: "5 hari 6 jam 35 menit", "1–20 hari kerja"; "" for none."""
    return " ".join(f"{_format_ends(part)} {part.satuan}" for part in parts)


def format_duration(durasi: Durasi) -> str:
    """Write a duration the one canonical way; an unquantified one as printed, "" for a blank."""
    if not durasi.terukur:
        return durasi.teks or ""
    return " ".join((*durasi.sifat, format_parts(durasi.bagian)))


def sum_parts(durations: Iterable[Durasi]) -> tuple[Bagian, ...]:
    """Sum unit by unit, nothing converted, the largest unit first.

    An unquantified duration adds nothing: whoever shows the sum must say how many were left out (`terukur`).
    """
    parts: dict[Satuan, list[Bagian]] = defaultdict(list)
    for durasi in durations:
        for part in durasi.bagian:
            parts[part.satuan].append(part)
    return tuple(
        Bagian(add(one.minimum for one in parts[satuan]), add(one.maksimum for one in parts[satuan]), satuan)
        for satuan in sorted(parts, key=RANK.__getitem__, reverse=True)
    )


def add(amounts: Iterable[Fraction]) -> Fraction:
    """Add amounts; most are whole numbers, which add up many times faster than fractions."""
    whole, broken = 0, Fraction()
    for amount in amounts:
        if amount.denominator == 1:
            whole += amount.numerator
        else:
            broken += amount
    return broken + whole if broken else Fraction(whole)
