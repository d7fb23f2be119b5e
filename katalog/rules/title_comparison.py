"""Comparing the printed title of a regulation with the official one.

Titles are compared as words without case, punctuation and the ways of writing a citation inside a title
("Peraturan Pemerintah Nomor 18 Tahun 2016" and "PP 18/2016" are the same words), with well-known abbreviations spelled
out. What remains different is then
weighed by one alignment: a word left out of the official title is a shortening, a word nearly alike is a spelling,
a word that the official title does not have is a difference.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from katalog.citations import inner_citations
from katalog.naming import words
from katalog.rules.abbreviations import expand

if TYPE_CHECKING:
    from katalog.citations import Sitasi


class Banding(Enum):
    """How a printed title stands to the official one."""

    SAMA = "sama"
    EJAAN = "ejaan"
    SINGKAT = "singkat"
    BEDA = "beda"


Biaya = tuple[int, int, int]
"""The cost of an alignment, gravest first: words that differ, words left out, words spelled otherwise."""

_SAMA: Final[Biaya] = (0, 0, 0)
_EJAAN: Final[Biaya] = (0, 0, 1)
_HILANG: Final[Biaya] = (0, 1, 0)
_BEDA: Final[Biaya] = (1, 0, 0)

_FUNCTION_WORDS: Final = frozenset(
    {
        "dan", "serta", "di", "ke", "dari", "dalam", "pada", "atas", "untuk", "yang", "bagi", "dengan", "oleh",
        "tentang", "atau", "sebagai"
    }
)  # fmt: skip
_ABBREVIATION: Final = re.compile(r"\(\s*[A-Z][A-Za-z0-9-]{0,15}(?:\s+[A-Z]{2,6})?\s*\)")
_KINDS: Final = (
    (("peraturan", "pemerintah", "pengganti", "undang", "undang"), "perppu"),
    (("undang", "undang"), "uu"),
    (("peraturan", "pemerintah"), "pp"),
    (("peraturan", "presiden"), "perpres"),
    (("peraturan", "daerah"), "perda"),
    (("wali", "kota"), "walikota"),
    (("perpu",), "perppu"),
    (("republik", "indonesia"), ""),
)
_COUNTED: Final = {"nomor": 0, "no": 0, "tahun": 4, "thn": 4}
_MAX_WORDS: Final = 150
_ALIKE: Final = 0.8


@lru_cache(maxsize=4096)
def compare_titles(tercetak: str, resmi: str, daerah: tuple[str, ...] = ()) -> Banding:
    """Return how the printed title stands to the official one.

    Args:
        tercetak: the title as the SOP prints it.
        resmi: the official title.
        daerah: the words of the region of a regional regulation; with or without them is the same title.
    """
    printed, shorts = expand(_title_words(tercetak, daerah))
    official, official_shorts = expand(_title_words(resmi, daerah))
    result = _compare_words(printed, official)
    if result in {Banding.SAMA, Banding.EJAAN} and shorts - official_shorts:
        return Banding.SINGKAT
    return Banding.EJAAN if result is Banding.SAMA and official_shorts - shorts else result


def _compare_words(printed: tuple[str, ...], official: tuple[str, ...]) -> Banding:
    if printed == official:
        return Banding.SAMA
    if not printed or not official:
        return Banding.BEDA if printed else Banding.SINGKAT
    if "".join(printed) == "".join(official):
        return Banding.EJAAN
    if "".join(official).startswith("".join(printed)):
        return Banding.SINGKAT
    if max(len(printed), len(official)) > _MAX_WORDS:
        return Banding.BEDA
    beda, hilang, _ = _align(printed, official)
    if beda:
        return Banding.BEDA
    # Few words picked from the middle no longer tell which regulation is meant: an amending law would pass
    # under the title of the law that it amends.
    same_start = "".join(official).startswith(printed[0]) or _alike(printed[0], official[0])
    if hilang and not same_start and 2 * len(printed) < len(official):
        return Banding.BEDA
    return Banding.SINGKAT if hilang else Banding.EJAAN


def _title_words(title: str, daerah: tuple[str, ...]) -> tuple[str, ...]:
    tokens = list(words(_ABBREVIATION.sub(" ", title)))
    found: list[str] = []
    at = 0
    while at < len(tokens):
        if daerah and tuple(tokens[at : at + len(daerah)]) == daerah:
            at += len(daerah)
            continue
        for phrase, short in _KINDS:
            if tuple(tokens[at : at + len(phrase)]) == phrase:
                found += [short] if short else []
                at += len(phrase)
                break
        else:
            if not _counts(tokens, at):
                found.append(tokens[at])
            at += 1
    return tuple(found)


def _counts(tokens: list[str], at: int) -> bool:
    """Tell whether the word only announces the number or the year that follows."""
    digits = _COUNTED.get(tokens[at])
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    return digits is not None and following[:1].isdigit() and (digits == 0 or len(following) == digits)


def _add(left: Biaya, right: Biaya) -> Biaya:
    return (left[0] + right[0], left[1] + right[1], left[2] + right[2])


def _align(printed: tuple[str, ...], official: tuple[str, ...]) -> Biaya:
    """Return the least cost of reading the printed words as the official ones."""
    rows: list[list[Biaya]] = []
    for i in range(len(printed) + 1):
        row: list[Biaya] = []
        for j in range(len(official) + 1):
            ways: list[Biaya] = [] if i or j else [_SAMA]
            if i:
                ways.append(_add(rows[i - 1][j], _EJAAN if printed[i - 1] in _FUNCTION_WORDS else _BEDA))
            if j:
                ways.append(_add(row[j - 1], _EJAAN if official[j - 1] in _FUNCTION_WORDS else _HILANG))
            if i and j:
                ways.append(_add(rows[i - 1][j - 1], _pair(printed[i - 1], official[j - 1])))
            if i and j > 1 and printed[i - 1] == official[j - 2] + official[j - 1]:
                ways.append(_add(rows[i - 1][j - 2], _EJAAN))
            if i > 1 and j and printed[i - 2] + printed[i - 1] == official[j - 1]:
                ways.append(_add(rows[i - 2][j - 1], _EJAAN))
            row.append(min(ways))
        rows.append(row)
    return rows[-1][-1]


def _pair(printed: str, official: str) -> Biaya:
    if printed == official:
        return _SAMA
    return _EJAAN if _alike(printed, official) else _BEDA


@lru_cache(maxsize=8192)
def _alike(left: str, right: str) -> bool:
    """Tell whether two words are spellings of one; numbers never are."""
    if left.isdigit() or right.isdigit() or left[0] != right[0] or abs(len(left) - len(right)) > 2:
        return False
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= _ALIKE


Nama = tuple[str, str, int]
"""A regulation as a title names it: kind, number, year."""


def _named(title: str) -> dict[Nama, Sitasi]:
    return {
        (sitasi.jenis, sitasi.nomor.lstrip("0"), sitasi.tahun): sitasi
        for sitasi in inner_citations(title)
        if sitasi.nomor and sitasi.tahun
    }


@lru_cache(maxsize=4096)
def wrong_citations(tercetak: str, resmi: str) -> tuple[tuple[Sitasi, tuple[Sitasi, ...]], ...]:
    """Return the regulations that a printed title names wrongly, each with those that the official title names.

    Only a regulation of a kind that the official title names too can be wrong: the rest is another title.
    """
    printed, official = _named(tercetak), _named(resmi)
    found = []
    for name, sitasi in printed.items():
        if name in official:
            continue
        same_kind = [key for key in official if key[0] == name[0]]
        missing = [key for key in same_kind if key not in printed] or same_kind
        if missing:
            found.append((sitasi, tuple(official[key] for key in missing)))
    return tuple(found)
