"""The parts of a printed citation: the head up to its year, the gazettes, the edges of a title.

Everything here reads a copy of the text with plain dashes and quotes, of the same length as the text itself,
so that positions hold for both. Every pattern is bounded: reading takes linear time on any text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, cast

from katalog.regulation_kinds import classify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.regulation_kinds import Daerah

Seri = Literal["LN", "TLN", "BN", "TBN", "LD", "TLD", "BD"]


@dataclass(frozen=True, slots=True)
class Terbitan:
    """One reference to a gazette: LN 1993/18, or TLN 3518, which has no year."""

    seri: Seri
    tahun: int | None
    nomor: str

    def __str__(self) -> str:
        """Return the short form: "LN 1993/18", "TLN 3518"."""
        return f"{self.seri} {self.tahun}/{self.nomor}" if self.tahun else f"{self.seri} {self.nomor}"


PLAIN: Final = str.maketrans("‐‑‒–—−’‘`´“”", "------''''\"\"")
FLAGS: Final = re.IGNORECASE | re.ASCII
_YYYY: Final = r"(?:1[89]|20)[0-9]{2}(?![0-9])"
_TAHUN: Final = r"(?:tahun|thn|th)[ .:]{0,3}"
_NOMOR: Final = (
    r"(?!(?:tahun|thn|th|tentang|ttg)\b)(?:(?-i:[A-Z][A-Z.]{0,9})[ ](?=[0-9]))?"
    r"[0-9A-Z]{1,30}(?:(?:[ ]?/[ ]?|[-_.&]|[ ]-[ ](?=[0-9]))[0-9A-Z]{1,30}){0,15}"
    r"(?:[ ](?-i:[A-Z])(?=[ ]tahun\b))?(?![0-9A-Za-z])"
)
# The words before the number hold no digits, so the first number ends them.
_KEPALA: Final = re.compile(
    rf"""(?P<awal>[A-Z][A-Z\ &/,.'-]{{0,159}}?)
    (?:\ ?(?<![A-Z])no(?:mor|mer)?(?![A-Z])[ .:…_-]{{0,60}}(?P<nomor>{_NOMOR})?
      |[ .]?(?=[0-9])(?P<angka>{_NOMOR}))
    (?:[ ,._…-]{{0,20}}?{_TAHUN}(?P<tahun>{_YYYY}))?
    (?:,?\ (?:tanggal|tgl\.?)\ [0-9]{{1,2}}[ ][A-Z]{{3,9}}[ ](?P<tanggal>{_YYYY}))?""",
    FLAGS | re.VERBOSE,
)
_UUD: Final = re.compile(
    r"(?:undang[ -]{0,3}undang dasar|uud)(?: negara)?(?: republik indonesia| n?ri)?"
    r"(?: tahun)? (?P<tahun>1945)(?![0-9])",
    FLAGS,
)
MULA: Final = re.compile(
    r"(?<![A-Z0-9/-])(?:undang|uu|uudrt|uud|pp|pmk|kmk|s[ek]|surat|edaran|qanun|ketetapan|tap|per[a-z]+|kep[a-z]+"
    r"|in(?:pres|gub|bup|wal|men|struksi)[a-z]*)(?![a-z])",
    FLAGS,
)
BUTIR: Final = re.compile(r"(?:[-*•\"]|\(?[0-9]{1,2}[.)]|[a-z][.)])? ?", FLAGS)
_SPLIT_NOMOR: Final = re.compile(rf"([0-9]{{1,6}}[A-Z]?)/({_YYYY})", FLAGS)
TAHUN_EKOR: Final = re.compile(rf".*[/.-]({_YYYY})", FLAGS)
TENTANG: Final = re.compile(
    r"[ ,.:]{0,4}(?:(?:republik indonesia|r\.?i\.?|tahun [^ ]{1,8}) )?(?:tentang|ttg|perihal)\b[ .:]{0,4}",
    FLAGS,
)
_SERI: Final = (
    r"\b(?:(?:tambahan )?(?:lembaran|berita) (?:negara|daerah)\b"
    r"|(?:t?ln|t?bn|t?ld|bd)(?:ri)?\b(?=[ .:]{0,3}(?:ri\b|[0-9]|no|t)))"
)
_SERI_URAI: Final = re.compile(_SERI, FLAGS)
_TERBIT: Final = re.compile(
    rf"\( ?(?={_SERI})"
    rf"|(?=\b(?:lembaran|berita) (?:negara|daerah)\b[^()0-9,;]{{0,60}}?\btahun {_YYYY},? no(?:mor)?\b)",
    FLAGS,
)
_TERBIT_ISI: Final = re.compile(
    rf"""[^0-9]{{0,80}}?(?:(?:tahun\ )?(?P<tahun>{_YYYY})[ ,./-]{{0,3}})?(?:no(?:mor)?[ .:]{{0,3}})?
    (?<!tahun\ )(?<![0-9])(?P<nomor>[0-9][0-9A-Z]{{0,20}}(?:[./-][0-9A-Z]{{1,20}}){{0,5}})
    (?:\ tahun\ (?P<akhir>{_YYYY}))?""",
    FLAGS | re.VERBOSE,
)
_KURUNG: Final = re.compile(r"[()]")
_SPACED: Final = re.compile(r" ?([/-]) ?")


@dataclass(frozen=True, slots=True)
class Kepala:
    """The head of a citation; `akhir` is the position after its year."""

    akhir: int
    jenis: str
    daerah: Daerah | None
    nomor: str | None
    tahun: int | None


def read_head(kerja: str, awal: int) -> Kepala | None:
    """Read the head of a citation that begins exactly at `awal`."""
    if uud := _UUD.match(kerja, awal):
        return Kepala(uud.end(), "uud", None, None, int(uud["tahun"]))
    m = _KEPALA.match(kerja, awal) if MULA.match(kerja, awal) else None
    kind = classify(m["awal"]) if m else None
    if m is None or kind is None:
        return None
    nomor: str | None = _SPACED.sub(r"\1", m["nomor"] or m["angka"] or "")
    if nomor is None or not any(c.isdigit() for c in nomor):
        nomor = None
    printed = m["tahun"] or m["tanggal"]
    tahun = int(printed) if printed else None
    if nomor:
        simple = _SPLIT_NOMOR.fullmatch(nomor)
        tail = TAHUN_EKOR.fullmatch(nomor)
        if simple and tahun in {None, int(simple[2])}:
            nomor, tahun = simple[1], int(simple[2])
        elif tail and tahun is None:
            tahun = int(tail[1])
    # Without the word Nomor only a number with its year makes a citation; without a number, the year must do.
    if tahun is None and (nomor is None or m["angka"]):
        return None
    return Kepala(m.end(), *kind, nomor, tahun)


def _gazette_entries(isi: str) -> Iterator[Terbitan]:
    """Read the references inside one pair of gazette parentheses."""
    starts = list(_SERI_URAI.finditer(isi))
    ends = [m.start() for m in starts[1:]] + [len(isi)]
    for start, end in zip(starts, ends, strict=True):
        word = start[0].lower()
        seri = word.removesuffix("ri").upper()
        if " " in word:
            first, second = word.removeprefix("tambahan ").split()
            seri = ("T" if word.startswith("tambahan") else "") + f"{first[0]}{second[0]}".upper()
        m = _TERBIT_ISI.match(isi[start.end() : end])
        if m is None or seri == "TBD":
            continue
        nomor, tahun = m["nomor"], m["tahun"] or m["akhir"]
        if tahun is None and (simple := _SPLIT_NOMOR.fullmatch(nomor)):
            nomor, tahun = simple[1], simple[2]
        yield Terbitan(cast("Seri", seri), int(tahun) if tahun else None, nomor)


def read_gazettes(kerja: str, awal: int, akhir: int) -> tuple[int, tuple[Terbitan, ...]]:
    """Find where the gazettes of a citation begin, and read them; they stand side by side."""
    begin, found = akhir, list[Terbitan]()
    at = _TERBIT.search(kerja, awal, akhir)
    while at is not None:
        closing = _KURUNG.search(kerja, at.end(), akhir)
        end = closing.start() if closing else akhir
        entries = list(_gazette_entries(kerja[at.end() : end]))
        if entries and not found:
            begin = at.start()
        found += entries
        if closing and closing[0] == ")":
            end += 1
        if not found:
            at = _TERBIT.search(kerja, end, akhir)
            continue
        while end < akhir and kerja[end] in " ,;.":
            end += 1
        at = _TERBIT.match(kerja, end, akhir)
    return begin, tuple(found)


def trim(text: str, awal: int, akhir: int) -> str | None:
    """Cut punctuation and an unmatched parenthesis from both ends."""
    while awal < akhir and text[awal] in " ,;.:":
        awal += 1
    excess = text.count(")", awal, akhir) - text.count("(", awal, akhir)
    while awal < akhir:
        last = text[akhir - 1]
        if last == ")" and excess > 0:
            excess -= 1
        elif last == "(":
            excess += 1
        elif last not in " ,;.:":
            break
        akhir -= 1
    return text[awal:akhir] or None
