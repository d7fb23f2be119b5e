"""How alike two steps are: by the words of what is done, a little by what goes in and out, and by who does it."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from katalog.comparison.words import compact, roots
from katalog.naming import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from katalog.catalogue import Dokumen
    from katalog.derivation import Turunan
    from katalog.model import Langkah

_KEGIATAN: Final = 0.6
_OUTPUT: Final = 0.15
_KELENGKAPAN: Final = 0.1
_PELAKSANA: Final = 0.15
TANPA_KATA_SAMA: Final = 0.25
"""Steps whose kegiatan shares less than this are different steps, whoever does them and whatever comes out."""


@dataclass(frozen=True, slots=True)
class Ciri:
    """What of a step is compared. Equal `kunci` means the same step, spelling aside."""

    kunci: str
    kegiatan: frozenset[str]
    output: frozenset[str]
    kelengkapan: frozenset[str]
    pelaksana: frozenset[str]

    def joined(self, other: Ciri) -> Ciri:
        """Return two steps as one: what both say, done by all who do them."""
        return Ciri(
            f"{self.kunci}\n{other.kunci}",
            self.kegiatan | other.kegiatan,
            self.output | other.output,
            self.kelengkapan | other.kelengkapan,
            self.pelaksana | other.pelaksana,
        )


def role_keys(dokumen: Dokumen, turunan: Turunan, keys: Iterable[str]) -> frozenset[str]:
    """Return who performs, comparable between offices: the position where it is registered, else the printed name."""
    names = dokumen.sop.nama_pelaksana
    return frozenset(turunan.jabatan.get(key) or normalise(names.get(key, key)) for key in keys)


def features(dokumen: Dokumen, turunan: Turunan, step: Langkah) -> Ciri:
    """Return what of a step is compared."""
    quality = step.mutu_baku
    roles = role_keys(dokumen, turunan, step.pelaksana)
    texts = (step.kegiatan, quality.output, quality.kelengkapan)
    return Ciri(
        "\t".join([*(compact(text) for text in texts), *sorted(roles)]),
        roots(step.kegiatan),
        roots(quality.output),
        roots(quality.kelengkapan),
        roles,
    )


@dataclass(frozen=True)
class Bobot:
    """Weights of words within the steps that are compared: a word that most of them carry tells little."""

    langkah: int
    pemakaian: Mapping[str, int]
    _nilai: dict[tuple[str, str], float] = field(default_factory=dict, repr=False, compare=False)
    _jumlah: dict[frozenset[str], float] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _berat(self) -> dict[str, float]:
        most = math.log1p(max(self.langkah, 1))
        return {word: math.log1p(self.langkah / count) / most for word, count in self.pemakaian.items()}

    def _dice(self, left: frozenset[str], right: frozenset[str]) -> float:
        """Return the weight of the words that both have, as a share of the weight of all (Dice's coefficient)."""
        total = self._weight(left) + self._weight(right)
        return 2 * self._weight(left & right) / total if total else 1.0

    def _weight(self, found: frozenset[str]) -> float:
        known = self._jumlah.get(found)
        if known is None:
            weight = self._berat
            known = self._jumlah[found] = math.fsum(weight.get(word, 1.0) for word in found)
        return known

    def similarity(self, left: Ciri, right: Ciri) -> float:
        """Return how alike two steps are, 0 to 1; the same both ways."""
        if left.kunci == right.kunci:
            return 1.0
        if left.kegiatan.isdisjoint(right.kegiatan):
            return 0.0
        pair = (left.kunci, right.kunci) if left.kunci < right.kunci else (right.kunci, left.kunci)
        known = self._nilai.get(pair)
        if known is None:
            known = self._nilai[pair] = self._similarity(left, right)
        return known

    def _similarity(self, left: Ciri, right: Ciri) -> float:
        done = self._dice(left.kegiatan, right.kegiatan)
        if done < TANPA_KATA_SAMA:
            return 0.0
        score, weight = _KEGIATAN * done, _KEGIATAN
        for share, one, other in (
            (_OUTPUT, left.output, right.output),
            (_KELENGKAPAN, left.kelengkapan, right.kelengkapan),
        ):
            if one or other:
                score, weight = score + share * self._dice(one, other), weight + share
        # A role that one side leaves open says nothing for or against.
        if left.pelaksana and right.pelaksana:
            shared = len(left.pelaksana & right.pelaksana) / len(left.pelaksana | right.pelaksana)
            score, weight = score + _PELAKSANA * shared, weight + _PELAKSANA
        return round(score / weight, 6)


def weights(groups: Iterable[Sequence[Ciri]]) -> Bobot:
    """Return the weights of all words within some SOPs' steps."""
    count: Counter[str] = Counter()
    steps = 0
    for group in groups:
        for step in group:
            steps += 1
            count.update(step.kegiatan | step.output | step.kelengkapan)
    return Bobot(steps, count)
