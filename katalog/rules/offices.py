"""Telling an SOP's own office from others in running text: names with and without region, abbreviations, kinds."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from katalog.naming import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katalog.references import OPD

Kata = tuple[str, ...]
"""Words of a name, case folded."""

KINDS: Final = frozenset({"dinas", "badan", "kecamatan", "kelurahan", "kantor", "lembaga", "teknis"})
"""Words that name a kind of which a region has many: alone they tell no office."""
NAMED_KINDS: Final = frozenset({"inspektorat", "sekretariat", "satuan", "rumah", "upt", "uptd", "unit", "puskesmas"})
"""Words that begin the name of one certain office."""
_REGION_WORDS: Final = frozenset({"kota", "kabupaten", "kab", "provinsi", "propinsi", "prov"})
_FILLER: Final = frozenset(
    {
        "daerah", "pemerintah", "di", "pada", "lingkungan", "dan", "se", "lingkup", "wilayah", "dalam", "satuan",
        "kerja", "perangkat", "organisasi", "unit", "pelaksana", "serta"
    }
)  # fmt: skip
_COMPASS: Final = frozenset({"utara", "timur", "selatan", "barat", "tengah", "tenggara", "daya"})
_ALIKE: Final = 0.9


def own_names(opd: OPD) -> tuple[Kata, ...]:
    """Return the names of an office that tell it apart, each with and without its region."""
    names = {_plain(words(name)) for name in (opd.nama, opd.singkatan, *opd.sebutan)}
    return tuple(
        sorted(name for full in names for name in {full, strip_region(full, opd)} if name and set(name) - KINDS)
    )


def _plain(name: Iterable[str]) -> Kata:
    return tuple(word for word in name if word != "dan")


def strip_region(name: Kata, opd: OPD) -> Kata:
    """Return a name without the office's region at its end."""
    region = words(opd.daerah.nama)
    if name[-len(region) :] != region:
        return name
    name = name[: -len(region)]
    return name[:-1] if name and name[-1] in _REGION_WORDS else name


def is_own(name: Kata, opd: OPD) -> bool:
    """Tell whether the words name this office, in whole or in part, possibly among others."""
    name = _plain(name)
    bare = strip_region(name, opd)
    return any(
        _within(own, name, opd) or (set(bare) - KINDS and own[: len(bare)] == bare) or _alike(own, bare)
        for own in own_names(opd)
    )


def _within(own: Kata, name: Kata, opd: OPD) -> bool:
    ends = (at + len(own) for at in range(len(name) - len(own) + 1) if name[at : at + len(own)] == own)
    return any(not _other_region(name[end:], opd) for end in ends)


def _other_region(rest: Kata, opd: OPD) -> bool:
    """Tell whether the words behind a name take it to another region of the same office."""
    region = words(opd.daerah.nama)
    if rest[:1] and rest[0] in _REGION_WORDS and len(rest) > 1 and rest[1] not in _REGION_WORDS:
        rest = rest[1:]
        if rest[: len(region)] != region:
            return True
    if rest[: len(region)] == region:
        rest = rest[len(region) :]
    return bool(rest) and rest[0] in _COMPASS


def _alike(own: Kata, name: Kata) -> bool:
    """Tell whether a name is a misprint of the office's own."""
    left, right = " ".join(own), " ".join(name)
    if abs(len(left) - len(right)) > 4 or left[:1] != right[:1]:
        return False
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= _ALIKE


def office_in_title(title: Kata) -> Kata:
    """Return the words of a title from the first office on; () where it names none."""
    for at, word in enumerate(title):
        if word in KINDS or word in NAMED_KINDS:
            return title[at:]
    return ()


def names_kind_only(name: Kata, opd: OPD) -> Kata | None:
    """Return the kinds of office that the words name where they name no certain office, else None."""
    region = set(words(opd.daerah.nama))
    rest = [word for word in name if word not in _FILLER | _REGION_WORDS | region]
    return tuple(rest) if set(rest) <= KINDS else None


def without_own_name(name: Kata, opd: OPD | None) -> Kata:
    """Return a heading without the office's own name at its end."""
    if opd is None:
        return name
    suffixes = {words(text) for text in (opd.nama, opd.singkatan, *opd.sebutan)}
    for suffix in sorted(suffixes, key=len, reverse=True):
        if set(suffix) - KINDS and len(suffix) < len(name) and name[-len(suffix) :] == suffix:
            return name[: -len(suffix)]
    return name
