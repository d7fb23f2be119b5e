"""The root of an Indonesian word: affixes are taken off only where a known root remains.

"menyusun", "penyusunan" and "disusun" all have the root "susun". The roots are the word list of Sastrawi (KBBI's
basic words); its stemmer is not used, because it takes a fifth of a second a word and reads "kinerja" as "kerja".
`docs/aset/cari/kata.js` takes the same affixes off the words that readers type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

MAJEMUK: Final = (
    "beri tahu",
    "daya guna",
    "hasil guna",
    "ikut serta",
    "kerja sama",
    "salah guna",
    "sebar luas",
    "serah terima",
    "tanda tangan",
    "tanggung jawab",
    "tindak lanjut",
)
"""Roots of two words, written as one word between affixes: "menandatangani", "pertanggungjawaban"."""

TAMBAHAN: Final = frozenset(
    {
        # Derived long ago: what they mean is no longer what their root means.
        "kecamatan",
        "kelurahan",
        "kinerja",
        "pegawai",
        "pejabat",
        "pemerintah",
        "penduduk",
        "perangkat",
        "setuju",
        # Used by every office, not in the list.
        "cascading",
        "entri",
        "input",
        "publikasi",
        "sinkronisasi",
        "unggah",
        "unduh",
        "upload",
        "download",
        *(pair.replace(" ", "") for pair in MAJEMUK),
    }
)
"""Roots that the word list lacks."""

_DIBUANG: Final = frozenset({"keduduk", "kesah", "sahan", "sahkan"})
"""Roots of the list that office words only seem to have: "pengesahan" is of "sah", "kedudukan" of "duduk"."""

_DIUTAMAKAN: Final = frozenset({"kalah", "kandung", "karang", "kenal", "ketik", "rupa"})
"""Roots that win over another that the same letters allow: "mengetik" is of "ketik", not of "etik"."""

_TERPENDEK: Final = 3
_LAPIS: Final = 3
"""How many prefixes a word may carry: "mempertanggungjawabkan" has two."""
_BERHURUF: Final = re.compile(r"[a-z]+")
_AKHIRAN: Final = (("lah", "kah", "tah", "pun"), ("ku", "mu", "nya"), ("kan", "an", "i"))
_TURUNAN: Final = _AKHIRAN[-1]


@dataclass(frozen=True, slots=True)
class Awalan:
    """A prefix: before which letters it stands, and what it swallowed of the root.

    `kelas` groups the shapes of one prefix; `ragu` is 1 for a reading that gives way to a plainer one.
    """

    bentuk: str
    kelas: str
    sebelum: str
    """The letters that may follow the prefix."""
    hilang: str = ""
    """The root's first letter, where the prefix swallowed it: "menyusun" is meny- and (s)usun."""
    ragu: int = 0


_VOKAL: Final = "aiueo"
_SEMUA: Final = "abcdefghijklmnopqrstuvwxyz"


def _nasal(huruf: str) -> tuple[Awalan, ...]:
    """Return the shapes of me- or pe- (`huruf` is its first letter)."""
    kelas = huruf + "e"
    return (
        Awalan(kelas, kelas, "lmnrwy", ragu=int(huruf == "p")),
        Awalan(kelas + "m", kelas, "bfvp"),
        Awalan(kelas + "m", kelas, _VOKAL, "p"),
        Awalan(kelas + "n", kelas, "cdjzst"),
        Awalan(kelas + "n", kelas, _VOKAL, "t"),
        Awalan(kelas + "ng", kelas, _VOKAL + "ghk"),
        Awalan(kelas + "ng", kelas, _VOKAL, "k", ragu=1),
        Awalan(kelas + "ny", kelas, _VOKAL, "s"),
        Awalan(kelas + "nge", kelas, _SEMUA),
    )


_AWALAN: Final = (
    Awalan("di", "di", _SEMUA),
    Awalan("ke", "ke", _SEMUA),
    Awalan("se", "se", _SEMUA, ragu=1),
    *(Awalan(kelas + "r", kelas, _SEMUA) for kelas in ("be", "te", "pe")),
    *(Awalan(kelas, kelas, _SEMUA, ragu=1) for kelas in ("be", "te", "pe")),
    *(Awalan(kelas + "l", kelas, "a") for kelas in ("be", "pe")),
    *_nasal("m"),
    *_nasal("p"),
)
_TIDAK_BERTEMU: Final = frozenset(
    {
        ("be", "i"),
        ("di", "an"),
        ("ke", "i"),
        ("ke", "kan"),
        ("me", "an"),
        ("se", "an"),
        ("se", "i"),
        ("se", "kan"),
        ("te", "an"),
    }
)
"""Outer prefixes and suffixes that no word has together: "diajukan" is di-aju-kan, never di-ajuk-an."""


@cache
def known_roots() -> frozenset[str]:
    """Return the roots that are always known."""
    words = StemmerFactory().get_words()
    listed = {word for word in words if len(word) >= _TERPENDEK and _BERHURUF.fullmatch(word)}
    return frozenset((listed - _DIBUANG) | TAMBAHAN)


def _without_suffixes(word: str) -> Iterator[tuple[str, str]]:
    """Yield the word, and what remains when its suffixes go, with the derivational suffix that went ("" for none)."""
    forms = [word]
    for layer in _AKHIRAN[:-1]:
        forms += [form.removesuffix(suffix) for form in forms for suffix in layer if form.endswith(suffix)]
    for form in forms:
        yield form, ""
        for suffix in _TURUNAN:
            if form.endswith(suffix):
                yield form.removesuffix(suffix), suffix


def _without_prefixes(word: str, akhiran: str) -> Iterator[tuple[str, int]]:
    """Yield the word, and what remains when one to three prefixes go, with how doubtful the reading is."""
    layer = [(word, 0)]
    yield word, 0
    for depth in range(_LAPIS):
        shorter = []
        for form, doubt in layer:
            for awalan in _AWALAN:
                rest = form.removeprefix(awalan.bentuk)
                if (
                    rest == form
                    or rest[:1] not in awalan.sebelum
                    or (depth == 0 and (awalan.kelas, akhiran) in _TIDAK_BERTEMU)
                ):
                    continue
                if len(rest) + len(awalan.hilang) >= _TERPENDEK:
                    shorter.append((awalan.hilang + rest, doubt + awalan.ragu))
        yield from shorter
        layer = shorter


def stem(word: str, roots: Collection[str]) -> str:
    """Return the root of a lower-case word: one of `roots` that its affixes leave, else the word itself.

    Of several roots the plainest reading wins, then the longest, then the first in the alphabet.
    """
    if word in roots or not _BERHURUF.fullmatch(word):
        return word
    left = [
        (form not in _DIUTAMAKAN, doubt, -len(form), form)
        for base, suffix in _without_suffixes(word)
        for form, doubt in _without_prefixes(base, suffix)
        if form in roots
    ]
    return min(left)[-1] if left else word


def stem_map(words: Iterable[str], kept: Iterable[str] = ()) -> Mapping[str, str]:
    """Return the root of every word that has another one than itself, in alphabetical order.

    Args:
        words: the distinct words of a text, in lower case.
        kept: words that are roots whatever they look like, such as abbreviations ("kadis" is not kad + -is).
    """
    known = known_roots() | frozenset(kept)
    found = {word: stem(word, known) for word in words}
    # A word of the text that has no root of its own may be the root of another: "upload" of "diupload".
    own = {word for word, root in found.items() if word == root and len(word) > _TERPENDEK and word not in known}
    more = {word: stem(word, own - {word}) for word in own}
    merged = {word: more.get(root, root) for word, root in found.items()}
    return {word: merged[word] for word in sorted(merged) if merged[word] != word}
