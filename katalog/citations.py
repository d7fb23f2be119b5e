"""Citations of Indonesian regulations: read from printed text, written in one canonical form.

A legal basis names a kind, a region, a number, a year, a title, the gazettes it was published in and the
regulations that changed it. "tentang" recurs inside amendment clauses and titles hold commas and parentheses,
so the text is first cut at the clauses that really lead to another citation; each part then reads on its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from katalog.citation_parts import (
    BUTIR,
    FLAGS,
    MULA,
    PLAIN,
    TAHUN_EKOR,
    TENTANG,
    Kepala,
    Seri,
    Terbitan,
    read_gazettes,
    read_head,
    trim,
)
from katalog.fields import is_slug
from katalog.naming import MAKS_INGAT, slugify
from katalog.regulation_kinds import PORTAL_KINDS, Daerah, full_label, region_of_kind, short_label

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Daerah", "Kunci", "Perubahan", "Seri", "Sitasi", "Terbitan", "all_citations", "format_citation",
    "inner_citations", "parse_citation", "portal_url", "short_name",
]  # fmt: skip

MAX_KEDALAMAN: Final = 8
"""Amendments nest this deep; deeper ones are listed side by side at the last level."""
MAX_SITASI_JUDUL: Final = 16
"""A title names at most this many other regulations."""


@dataclass(frozen=True, slots=True)
class Kunci:
    """The registry key of a regulation; `disimpulkan` when the region was taken from the OPD."""

    nilai: str
    disimpulkan: bool = False

    def __str__(self) -> str:
        """Return the bare key."""
        return self.nilai


@dataclass(frozen=True, slots=True)
class Perubahan:
    """What a citation says about later amendments; `dengan` is empty where it names none."""

    beberapa_kali: bool
    terakhir: bool
    dengan: tuple[Sitasi, ...]


@dataclass(frozen=True, slots=True)
class Sitasi:
    """One cited regulation.

    Attributes:
        teks: The printed text, white space collapsed; of a nested citation its own part of it.
        jenis: The kind, for instance `uu`, `permenpanrb`, `perwal`, `permen-<ministry>`.
        daerah: The region as printed; None for national kinds and where the text leaves it out.
        nomor: The number as printed, composite numbers included; None where it is blank.
        tahun: The year, also from the tail of a composite number; None where the text has none.
        judul: The title without gazettes and without the amendment clause.
        terbitan: The gazettes that follow the title.
        perubahan: The amendment clause, None where there is none.
    """

    teks: str
    jenis: str
    daerah: Daerah | None
    nomor: str | None
    tahun: int | None
    judul: str | None = None
    terbitan: tuple[Terbitan, ...] = ()
    perubahan: Perubahan | None = None

    def kunci(self, daerah_opd: Daerah | None = None) -> Kunci | None:
        """Return the registry key, such as `uu-2014-23` or `perwal-kota-tangerang-2021-131`.

        Args:
            daerah_opd: The region of the OPD whose document cites; it stands in for a region left out, if it
                is of the kind that issues such regulations.

        Returns:
            The key, or None where number, year or the region of a regional regulation is missing, or where they
            are so long that they can be neither an address nor the name of a file.
        """
        nomor = _key_number(self.nomor, self.tahun)
        if not nomor or self.tahun is None:
            return None
        wilayah = region_of_kind(self.jenis)
        parts = [slugify(self.jenis)]
        inferred = False
        if wilayah != "nasional":
            daerah = self.daerah
            if daerah is None and daerah_opd is not None and wilayah in {"daerah", daerah_opd.jenis}:
                daerah, inferred = daerah_opd, True
            if daerah is None or not daerah.slug:
                return None
            parts.append(daerah.slug)
        key = "-".join([*parts, str(self.tahun), nomor])
        return Kunci(key, inferred) if is_slug(key) else None


def _key_number(nomor: str | None, tahun: int | None) -> str:
    """Return the number as part of a key: no leading zeros, no year repeated at its end."""
    slug = slugify(nomor or "")
    if tahun is not None:
        slug = slug.removesuffix(f"-{tahun}")
    return (slug.lstrip("0") or "0") if slug.isdigit() else slug


_KATA: Final = (
    r"(?:telah|sudah|pernah|untuk|beberapa|kali|kalinya|pertama|kedua|ketiga|keempat|kelima|yang|dan|diubah|dirubah"
    r"|terakhir)(?:[ ]?,[ ]?|[ ])"
)
_UBAH: Final = re.compile(
    rf"(?<![a-z])(?:(?:(?:dan|serta)[ ])?(?:(?P<bagaimana>sebagaimana|yang)[ ])?{_KATA}(?:{_KATA}){{0,11}}"
    rf"(?:dengan|oleh|dalam|melalui)[ ]|(?:jo|juncto|junto|yo)(?:\.[ ]?|[ ]))",
    FLAGS,
)
_UBAH_TANPA: Final = re.compile(
    rf"\bsebagaimana (?:{_KATA}){{0,8}}?(?:diubah|dirubah)\b"
    r"(?:(?: ?, ?| )(?:beberapa|kali|terakhir)\b){0,4}",
    FLAGS,
)
_SAMBUNG: Final = re.compile(r" ?(?:,|;)? ?(?:dan |serta )?", FLAGS)
_MENJADI: Final = re.compile(r" menjadi undang[ -]{0,3}undang[ .;]{0,3}$", FLAGS)


@dataclass(frozen=True, slots=True)
class _Bagian:
    """A stretch of text that holds one citation, and how its clause joins it to the one before."""

    awal: int
    akhir: int
    kepala: Kepala
    tingkat: int = 0
    beberapa_kali: bool = False
    terakhir: bool = False


def _read(teks: str, kerja: str, bagian: _Bagian, akhir: int, perubahan: Perubahan | None) -> Sitasi:
    """Read title and gazettes of one part; `akhir` is where its last amendment ends."""
    kepala, batas = bagian.kepala, bagian.akhir
    if bare := _UBAH_TANPA.search(kerja, kepala.akhir, batas):
        batas = bare.start()
        if bagian.tingkat == 0:
            words = bare[0].lower()
            perubahan = Perubahan(
                beberapa_kali="beberapa" in words or bool(perubahan and perubahan.beberapa_kali),
                terakhir="terakhir" in words or bool(perubahan and perubahan.terakhir),
                dengan=perubahan.dengan if perubahan else (),
            )
    tentang = TENTANG.match(kerja, kepala.akhir, batas)
    awal = tentang.end() if tentang else kepala.akhir
    begin, terbitan = read_gazettes(kerja, awal, batas)
    judul = trim(teks, awal, begin) if tentang else None
    own = teks[bagian.awal : akhir].rstrip(" ,;(")
    return Sitasi(own, kepala.jenis, kepala.daerah, kepala.nomor, kepala.tahun, judul, terbitan, perubahan)


def _continued(kerja: str, bagian: _Bagian, batas: int) -> Iterator[_Bagian]:
    """Split "dengan A dan B" where A has no title of its own."""
    current = bagian
    while True:
        pos = current.kepala.akhir
        link = _SAMBUNG.match(kerja, pos, batas)
        after = read_head(kerja, link.end()) if link and link.end() > pos and current.tingkat else None
        if link is None or after is None or after.akhir > batas:
            yield replace(current, akhir=batas)
            return
        yield replace(current, akhir=pos)
        current = _Bagian(link.end(), batas, after, current.tingkat)


def _parts(kerja: str, awal: int, kepala: Kepala) -> list[_Bagian]:
    """Cut the text at the amendment clauses that lead to another citation."""
    open_parts: list[tuple[int, _Bagian]] = [(awal, _Bagian(awal, len(kerja), kepala))]
    tingkat = 0
    for m in _UBAH.finditer(kerja, kepala.akhir):
        words = m[0].lower()
        linked = words.startswith(("jo", "ju", "yo"))
        if not (linked or "ubah" in words or "terakhir" in words):
            continue
        if m.start() < open_parts[-1][1].kepala.akhir or (next_head := read_head(kerja, m.end())) is None:
            continue
        # "sebagaimana" opens a clause on the regulation just named; "dan", "jo." and a last amendment go on
        # with the clause that is open.
        terakhir = "terakhir" in words
        deeper = m["bagaimana"] is not None and not words.startswith(("dan ", "serta ")) and not terakhir
        tingkat = min(tingkat + 1, MAX_KEDALAMAN) if deeper else max(tingkat, 1)
        part = _Bagian(m.end(), len(kerja), next_head, tingkat, "beberapa" in words, terakhir)
        open_parts.append((m.start(), part))
    ends = [start for start, _ in open_parts[1:]] + [len(kerja)]
    return [piece for (_, p), end in zip(open_parts, ends, strict=True) for piece in _continued(kerja, p, end)]


def parse_citation(text: str) -> Sitasi | None:
    """Read a citation with its gazettes and amendments.

    Args:
        text: One printed item; numbering before it and a semicolon or full stop after it are allowed.

    Returns:
        The citation, or None if the text does not begin with one. Never raises.
    """
    teks = " ".join(text.split())
    return _known(teks) if len(teks) <= MAKS_INGAT else _parsed(teks)


def _parsed(teks: str) -> Sitasi | None:
    kerja = teks.translate(PLAIN)
    bullet = BUTIR.match(kerja)
    awal = bullet.end() if bullet else 0
    kepala = read_head(kerja, awal)
    if kepala is None:
        return None
    parts = _parts(kerja, awal, kepala)
    # Depth never falls from one part to the next: only the last citation of a level is amended itself.
    perubahan: Perubahan | None = None
    for tingkat in range(parts[-1].tingkat, 0, -1):
        level = [p for p in parts if p.tingkat == tingkat]
        perubahan = Perubahan(
            beberapa_kali=any(p.beberapa_kali for p in level),
            terakhir=any(p.terakhir for p in level),
            dengan=(
                *(_read(teks, kerja, p, p.akhir, None) for p in level[:-1]),
                _read(teks, kerja, level[-1], len(teks), perubahan),
            ),
        )
    return replace(_read(teks, kerja, parts[0], len(teks), perubahan), teks=teks)


_known = lru_cache(maxsize=4096)(_parsed)  # every office cites the same laws


def inner_citations(judul: str) -> tuple[Sitasi, ...]:
    """Find the citations inside a title, in printed order, each with the rest of the title as its own.

    "Penetapan Perppu Nomor 2 … tentang Perubahan atas UU Nomor 23 …" gives the Perppu and the UU;
    " menjadi Undang-Undang" at the end belongs to neither.
    """
    teks = " ".join(judul.split())
    kerja = teks.translate(PLAIN)
    found: list[Sitasi] = []
    batas = m.start() if (m := _MENJADI.search(kerja)) else len(kerja)
    pos = 0
    while len(found) < MAX_SITASI_JUDUL and (start := MULA.search(kerja, pos, batas)):
        kepala = read_head(kerja, start.start())
        if kepala is None or kepala.akhir > batas:
            pos = start.end()
            continue
        found.append(_read(teks, kerja, _Bagian(start.start(), batas, kepala, tingkat=1), batas, None))
        pos = kepala.akhir
    return tuple(found)


def all_citations(sitasi: Sitasi) -> tuple[Sitasi, ...]:
    """Return the citation and every amendment nested in it, depth first."""
    nested = sitasi.perubahan.dengan if sitasi.perubahan else ()
    return (sitasi, *(found for inner in nested for found in all_citations(inner)))


_SERI_NAMA: Final = {
    "LN": "Lembaran Negara Republik Indonesia",
    "TLN": "Tambahan Lembaran Negara Republik Indonesia",
    "BN": "Berita Negara Republik Indonesia",
    "TBN": "Tambahan Berita Negara Republik Indonesia",
    "LD": "Lembaran Daerah",
    "TLD": "Tambahan Lembaran Daerah",
    "BD": "Berita Daerah",
}


def _head_text(sitasi: Sitasi) -> str:
    if sitasi.jenis == "uud":
        return f"Undang-Undang Dasar Negara Republik Indonesia Tahun {sitasi.tahun}"
    text = f"{full_label(sitasi.jenis, sitasi.daerah)} Nomor {sitasi.nomor or '…'}"
    tail = TAHUN_EKOR.fullmatch(sitasi.nomor or "")
    year_in_number = tail is not None and sitasi.tahun == int(tail[1])
    return text if sitasi.tahun is None or year_in_number else f"{text} Tahun {sitasi.tahun}"


def format_citation(sitasi: Sitasi) -> str:
    """Write a citation in the canonical Indonesian form, amendments included."""
    text = _head_text(sitasi)
    if sitasi.judul:
        text += f" tentang {sitasi.judul}"
    if sitasi.terbitan:
        printed = (
            _SERI_NAMA[t.seri] + (f" Tahun {t.tahun}" if t.tahun else "") + f" Nomor {t.nomor}" for t in sitasi.terbitan
        )
        text += f" ({', '.join(printed)})"
    if (perubahan := sitasi.perubahan) is None:
        return text
    last = len(perubahan.dengan) - 1
    text += ", sebagaimana telah " + ("beberapa kali diubah" if perubahan.beberapa_kali else "diubah")
    if perubahan.terakhir and last < 1:
        text += " terakhir"
    for position, amendment in enumerate(perubahan.dengan):
        if position:
            text += ", dan terakhir diubah" if perubahan.terakhir and position == last else ", dan diubah"
        text += f" dengan {format_citation(amendment)}"
    return text


def short_name(jenis: str, daerah: Daerah | None, nomor: str | None, tahun: int | None) -> str:
    """Return the short form for lists and links: "UU 23/2014", "Perwal Kota Tangerang 131/2021"."""
    label = "UUD" if jenis == "uud" else short_label(jenis, daerah)
    if nomor is None:
        return label if tahun is None else f"{label} {tahun}"
    if nomor.isdecimal():
        nomor = nomor.lstrip("0") or "0"
    if tahun is None or nomor.endswith((f"/{tahun}", f".{tahun}", f"-{tahun}")):
        return f"{label} {nomor}"
    return f"{label} {nomor} Tahun {tahun}" if "/" in nomor else f"{label} {nomor}/{tahun}"


def portal_url(jenis: str, nomor: str | None, tahun: int | None) -> str | None:
    """Return the address on the official portal, where it follows from kind, number and year alone."""
    if jenis not in PORTAL_KINDS or nomor is None or tahun is None or not 1900 <= tahun <= 2099:
        return None
    if re.fullmatch(r"[0-9]{1,5}", nomor) is None:
        return None
    return f"https://peraturan.go.id/id/{jenis}-no-{int(nomor)}-tahun-{tahun}"
