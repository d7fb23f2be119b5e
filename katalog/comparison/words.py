"""Words of a text: keys for comparison, crude Indonesian roots, and which words two texts do not share.

What counts as the same word is narrow where words are shown (case, punctuation and spacing aside, nothing else) and
wide where steps are matched (roots, spellings of the same word, verbs that offices use for each other).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from katalog.naming import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD: Final = re.compile(r"[^\W_]+")
_MAX_PRODUCT: Final = 250_000
"""Words of one text times words of the other; beyond it only what both ends share is looked for."""

_STOP: Final = frozenset(
    {
        "dan", "atau", "yang", "untuk", "dengan", "serta", "dari", "ke", "di", "pada", "oleh", "dalam", "kepada",
        "agar", "guna", "atas", "terhadap", "sebagai", "sesuai", "secara", "maka", "jika", "bila", "apabila",
        "selanjutnya", "kemudian", "lalu", "tersebut", "ini", "itu", "para", "adalah", "akan", "telah", "sudah", "sdh",
        "yg", "dgn"
    }
)  # fmt: skip
_ALIKE: Final = {
    variant: group[0]
    for group in (
        # One word in several spellings, and verbs that one office writes for another's.
        ("tim", "team"),
        ("staf", "staff"),
        ("konsep", "draf", "draft", "rancangan", "rancang"),
        ("unggah", "mengunggah", "upload", "mengupload"),
        ("unduh", "download", "mendownload"),
        ("susun", "menyusun", "penyusunan", "membuat", "pembuatan", "buat"),
        ("periksa", "memeriksa", "pemeriksaan", "mengoreksi", "koreksi", "meneliti", "mereviu", "reviu", "review"),
        ("tandatangan", "ditandatangani", "menandatangani", "penandatanganan", "tanda", "ttd"),
        ("kirim", "mengirim", "mengirimkan", "menyampaikan", "menyerahkan", "mengajukan", "diajukan", "pengajuan"),
        ("perintah", "memerintahkan", "menugaskan", "menginstruksikan"),
        ("himpun", "menghimpun", "mengumpulkan", "pengumpulan"),
        ("arsip", "mengarsipkan", "pengarsipan", "mendokumentasikan", "pendokumentasian"),
    )
    for variant in group
}
_PREFIX: Final = re.compile(r"(?:di|ter|ber|per(?![aeiou])|(?:me|pe)(?:ny|ng|m|n)?|se|ke)(?=\w{4})")
_SUFFIX: Final = re.compile(r"(?<=\w{4})(?:kannya|annya|nya|kan|an|i)$")
# The nasal of a prefix swallows these: menyusun and susun, mengirim and kirim, memeriksa and periksa meet without them.
_SWALLOWED: Final = re.compile(r"^[ktps](?=[aeiou])")


@lru_cache(maxsize=65_536)
def root(word: str) -> str:
    """Return a key under which the forms of an Indonesian word mostly meet; crude, and for matching alone."""
    if word in _ALIKE:
        return _ALIKE[word]
    bare = _SUFFIX.sub("", word)
    bare = _SUFFIX.sub("", _PREFIX.sub("", bare, count=1)) if _PREFIX.match(bare) else bare
    return _ALIKE.get(bare) or _SWALLOWED.sub("", bare)


@lru_cache(maxsize=16_384)
def roots(text: str | None) -> frozenset[str]:
    """Return the roots of a text's words, those that mean nothing by themselves left out."""
    return frozenset(root(word) for word in words(text or "") if word not in _STOP)


@lru_cache(maxsize=16_384)
def compact(text: str | None) -> str:
    """Return a text's letters and digits alone: what is left is the same where only spelling signs differ."""
    return "".join(words(text or ""))


class JenisKata(StrEnum):
    """How a run of words relates to the other text; `ejaan` is punctuation, spacing or capitals alone."""

    SAMA = "sama"
    EJAAN = "ejaan"
    HAPUS = "hapus"
    TAMBAH = "tambah"
    GANTI = "ganti"


@dataclass(frozen=True, slots=True)
class Potongan:
    """A run of words on both sides, verbatim. All `a` joined are the first text, all `b` the second."""

    jenis: JenisKata
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class _Teks:
    """A text cut into its words; each piece keeps the signs and spaces around its word."""

    kunci: tuple[str, ...]
    potong: tuple[str, ...]


def split(text: str) -> tuple[tuple[str, str], ...]:
    """Return a text as pairs of a word's key and its printed piece; the pieces joined are the text.

    A text without any word is one piece with an empty key.
    """
    found = list(_WORD.finditer(text))
    if not found:
        return (("", text),)
    cuts = [0]
    for left, right in pairwise(found):
        between = text[left.end() : right.start()]
        # Signs behind the last space open the next word; without a space all of them close the one before.
        space = max((at for at, sign in enumerate(between) if sign.isspace()), default=len(between) - 1)
        cuts.append(left.end() + space + 1)
    cuts.append(len(text))
    return tuple(
        (unicodedata.normalize("NFKC", match[0]).casefold(), text[start:end])
        for match, (start, end) in zip(found, pairwise(cuts), strict=True)
    )


def _cut(text: str) -> _Teks:
    parts = split(text)
    return _Teks(tuple(key for key, _ in parts), tuple(piece for _, piece in parts))


def mark(a: str, b: str) -> tuple[Potongan, ...]:
    """Return what two texts share and do not share, word by word."""
    if a == b:
        return (Potongan(JenisKata.SAMA, a, b),)
    if not compact(a) or not compact(b):
        kind = JenisKata.EJAAN if compact(a) == compact(b) else JenisKata.GANTI
        return (Potongan(kind, a, b),)
    left, right = _cut(a), _cut(b)
    return tuple(_joined(_pieces(left, right)))


def _pieces(left: _Teks, right: _Teks) -> Iterator[Potongan]:
    for shared, i, k, j, m in _runs(left.kunci, right.kunci):
        if shared:
            for one, other in zip(left.potong[i:k], right.potong[j:m], strict=True):
                yield Potongan(JenisKata.SAMA if one == other else JenisKata.EJAAN, one, other)
            continue
        gone, new = "".join(left.potong[i:k]), "".join(right.potong[j:m])
        if compact(gone) == compact(new):
            kind = JenisKata.EJAAN
        else:
            kind = JenisKata.GANTI if gone and new else JenisKata.HAPUS if gone else JenisKata.TAMBAH
        yield Potongan(kind, gone, new)


def _runs(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Yield runs of words: whether both share them, and where they stand on both sides."""
    if len(left) * len(right) <= _MAX_PRODUCT:
        for kind, i, k, j, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
            yield kind == "equal", i, k, j, m
        return
    shortest = min(len(left), len(right))
    head = next((at for at in range(shortest) if left[at] != right[at]), shortest)
    tail = next((at for at in range(shortest - head) if left[-1 - at] != right[-1 - at]), shortest - head)
    middle = (head, len(left) - tail, head, len(right) - tail)
    yield True, 0, head, 0, head
    if middle[0] < middle[1] or middle[2] < middle[3]:
        yield False, *middle
    yield True, len(left) - tail, len(left), len(right) - tail, len(right)


def _joined(pieces: Iterator[Potongan]) -> Iterator[Potongan]:
    last: Potongan | None = None
    for piece in pieces:
        if last is not None and last.jenis is piece.jenis:
            last = Potongan(last.jenis, last.a + piece.a, last.b + piece.b)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
