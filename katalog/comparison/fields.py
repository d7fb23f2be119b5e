"""Comparing single values: texts, times, performers, and items of a list."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from katalog.comparison.record import BedaIsi, Jenis, Rentang
from katalog.comparison.words import compact, mark, roots
from katalog.conventions import KALENDER, KONVENSI, Konvensi, to_minutes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from katalog.durations import Durasi

_SEPADAN: Final = 0.5
"""Two items of a list correspond from this share of common words on."""
_MAKS_DIBANDINGKAN: Final = 4_000
"""Pairs of items of one box that are compared by their words; more are compared as wholes alone."""


def compare_text(bidang: str, a: str | None, b: str | None) -> BedaIsi:
    """Compare two texts; one that holds nothing but signs ("-") counts as empty."""
    if a == b:
        return BedaIsi(bidang, Jenis.SAMA, a, b)
    left, right = compact(a), compact(b)
    if left == right:
        kind = Jenis.EJAAN
    elif left and right:
        kind = Jenis.BERBEDA
    else:
        kind = Jenis.HANYA_A if left else Jenis.HANYA_B
    marks = mark(a, b) if a is not None and b is not None else ()
    return BedaIsi(bidang, kind, a, b, marks)


def unreadable(bidang: str, a: str | None, b: str | None) -> BedaIsi:
    """Return a value that a copy does not show on at least one side."""
    return BedaIsi(bidang, Jenis.TIDAK_TERBACA, a, b)


@lru_cache(maxsize=4096)
def minutes(durasi: Durasi, konvensi: Konvensi = KALENDER) -> Rentang | None:
    """Return a duration in minutes of a convention, None where it cannot be read."""
    if not durasi.terukur:
        return None
    low, high = to_minutes(durasi, konvensi)
    return float(low), float(high)


def compare_time(bidang: str, a: Durasi, b: Durasi) -> BedaIsi:
    """Compare two times by their words and, where both can be read, by their length under every convention."""
    text = compare_text(bidang, a.teks, b.teks)
    left, right = minutes(a), minutes(b)
    kind, note = text.jenis, None
    if text.jenis is Jenis.BERBEDA and left is not None and right is not None and a.sifat == b.sifat:
        equal = [konvensi.nama for konvensi in KONVENSI if minutes(a, konvensi) == minutes(b, konvensi)]
        if len(equal) == len(KONVENSI):
            kind = Jenis.SETARA
        elif equal:
            note = f"sama lama menurut konvensi {' dan '.join(equal)}"
    return BedaIsi(bidang, kind, a.teks, b.teks, text.potongan, left, right, note)


def compare_items(bidang: str, a: Sequence[str], b: Sequence[str]) -> tuple[BedaIsi, ...]:
    """Pair the items of two lists, whatever their order: equal ones first, then those that share most words.

    The result is in the order of A; what B alone has comes last. No item is used twice.
    """
    partner: dict[int, int] = {}
    free = dict.fromkeys(range(len(b)))
    by_words: dict[str, list[int]] = {}
    for j, text in enumerate(b):
        by_words.setdefault(compact(text), []).append(j)
    for i, text in enumerate(a):
        same = by_words.get(compact(text))
        if same:
            partner[i] = same.pop(0)
            free.pop(partner[i])
    open_items = [i for i in range(len(a)) if i not in partner]
    if len(open_items) * len(free) <= _MAKS_DIBANDINGKAN:
        left = {i: roots(a[i]) for i in open_items}
        right = {j: roots(b[j]) for j in free}
        found = sorted((-_shared(left[i], right[j]), i + j, i, j) for i in open_items for j in free)
        for score, _, i, j in found:
            if -score < _SEPADAN:
                break
            if i not in partner and j in free:
                partner[i] = j
                free.pop(j)
    pairs = [
        compare_text(bidang, text, b[partner[i]]) if i in partner else BedaIsi(bidang, Jenis.HANYA_A, text, None)
        for i, text in enumerate(a)
    ]
    return (*pairs, *(BedaIsi(bidang, Jenis.HANYA_B, None, b[j]) for j in free))


def _shared(left: frozenset[str], right: frozenset[str]) -> float:
    total = len(left) + len(right)
    return 2 * len(left & right) / total if total else 0.0
