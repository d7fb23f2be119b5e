"""How alike whole SOPs are, cheaply: by the runs of three words that their steps share.

The measure is Dice's coefficient over sets of shingles (A. Z. Broder, On the resemblance and containment of documents,
1997). The nearest SOPs are looked for within one process; where it has very many, only among those that share one of a
few sampled shingles (his bottom-k sketch), so that the work grows with the number of SOPs and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from katalog.naming import MAKS_INGAT, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from katalog.catalogue import Dokumen
    from katalog.model import SOP

_RANGKAIAN: Final = 3
_CUPLIKAN: Final = 16
"""Shingles of the sketch: two SOPs that share half of theirs miss each other about once in 65,000 times."""
_SEMUA: Final = 100
"""Up to so many SOPs of one process each is compared with every other."""
_MAKS_SEKELOMPOK: Final = 64
"""SOPs looked at for each shingle of the sketch."""
SERUPA: Final = 0.75
"""From this similarity on an SOP counts as nearly the same as another."""
MAKS_SERUPA: Final = 3
"""Nearly equal SOPs that are kept for each SOP: the nearest ones."""

Rangkaian = frozenset[int]
"""The shingles of one SOP, as numbers that are the same on every machine."""


@dataclass(frozen=True, slots=True)
class Serupa:
    """Another office's SOP of the same process, and how alike it is, 0 to 1."""

    sop: str
    kemiripan: float


def shingles(sop: SOP) -> Rangkaian:
    """Return the runs of three words of each step's kegiatan, kelengkapan and output; shorter texts as they are."""
    found: set[int] = set()
    for step in sop.langkah:
        for text in (step.kegiatan, step.mutu_baku.kelengkapan, step.mutu_baku.output):
            if text:
                found.update(_known_runs(text) if len(text) <= MAKS_INGAT else _runs(text))
    return frozenset(found)


def _runs(text: str) -> tuple[int, ...]:
    parts = words(text)
    runs = (" ".join(parts[at : at + _RANGKAIAN]) for at in range(max(1, len(parts) - _RANGKAIAN + 1) if parts else 0))
    return tuple(int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) for run in runs)


_known_runs = lru_cache(maxsize=8192)(_runs)


def resemblance(left: Rangkaian, right: Rangkaian) -> float:
    """Return how alike two SOPs are, 0 to 1: the share of runs of words that both have."""
    total = len(left) + len(right)
    return round(2 * len(left & right) / total, 4) if total else 1.0


def nearest(
    runs: Mapping[str, Rangkaian], least: float, most: int, *, same_office: bool = True
) -> Mapping[str, tuple[Serupa, ...]]:
    """Return for each SOP the others most like it, the nearest first.

    Args:
        runs: shingles by id, of SOPs that may be compared with each other.
        least: the smallest similarity that counts.
        most: how many are kept for each SOP.
        same_office: whether SOPs of one office are compared with each other.
    """
    candidates = _candidates(runs)
    result = {}
    for id_sop in sorted(runs):
        office = id_sop.partition("/")[0]
        found = [
            Serupa(other, resemblance(runs[id_sop], runs[other]))
            for other in candidates(id_sop)
            if other != id_sop and (same_office or other.partition("/")[0] != office)
        ]
        kept = sorted((one for one in found if one.kemiripan >= least), key=lambda one: (-one.kemiripan, one.sop))
        result[id_sop] = tuple(kept[:most])
    return result


def _candidates(runs: Mapping[str, Rangkaian]) -> Callable[[str], Iterable[str]]:
    """Return a function that gives the SOPs worth comparing one with."""
    if len(runs) <= _SEMUA:
        return lambda _: runs
    buckets: dict[int, list[str]] = defaultdict(list)
    for id_sop in sorted(runs):
        for run in _sketch(runs[id_sop]):
            if len(buckets[run]) < _MAKS_SEKELOMPOK:
                buckets[run].append(id_sop)
    return lambda id_sop: {other for run in _sketch(runs[id_sop]) for other in buckets[run]}


def _sketch(runs: Rangkaian) -> Sequence[int]:
    return sorted(runs)[:_CUPLIKAN]


def nearly_equal(dokumen: Iterable[Dokumen], runs: Mapping[str, Rangkaian]) -> Mapping[str, tuple[Serupa, ...]]:
    """Return for each SOP the nearly equal ones of other offices within its process; SOPs without any are left out.

    Args:
        dokumen: the SOPs to compare.
        runs: the shingles of each of them, by id.
    """
    processes: dict[str, dict[str, Rangkaian]] = defaultdict(dict)
    for document in dokumen:
        processes[document.sop.proses][document.id] = runs[document.id]
    return {
        id_sop: found
        for own in processes.values()
        if len(own) > 1
        for id_sop, found in nearest(own, SERUPA, MAKS_SERUPA, same_office=False).items()
        if found
    }
