"""The search index of the built site: the theme's own, with an entry for every step and the roots of all words.

The theme's plugin writes `search/search_index.json`, which every page loads whole. Here the pages of SOPs and rules
get the entries that `katalog.render.search_entries` made, and pages get their other names; all of it goes to
`search/indeks.json`, which is loaded with the first question. `search/kata.json` says which words have which root,
which mean the same, and which say nothing; `search/urutan.json` holds the words of all entries in their order, so that
no browser has to read millions of them first. Without this the site is searched as the theme does it.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from collections import Counter, defaultdict
from functools import cache
from hashlib import blake2b
from html import unescape
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from katalog.naming import normalise
from scripts.stemming import MAJEMUK, stem_map

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

TEMA: Final = "search/search_index.json"
"""What every page of the site loads: after the merge it holds the settings alone."""
INDEKS: Final = "search/indeks.json"
"""What the search worker loads with the first question."""
KATA: Final = "search/kata.json"
URUTAN: Final = "search/urutan.json"
PEKERJA: Final = "aset/cari/pekerja.js"
_KATA_HENTI: Final = """
ada adalah agar akan antara apa apakah atas atau bagi bahwa banyak belum berapa bila bisa boleh dalam dan dapat dari
dengan di harus hingga ini itu jadi jika juga kalau kami kapan karena ke kepada kita lagi lalu mana maka masih oleh pada
para per pun saat saja sampai sangat saya sebagai sebuah sedang sehingga sejak seperti serta siapa suatu sudah supaya
tanpa telah tentang terhadap tersebut tetapi tidak tiap untuk yaitu yakni yang
"""
HENTI: Final = tuple(_KATA_HENTI.split())
"""Words that say nothing about what is looked for; a question of nothing else is asked as it stands."""
KONTEKS: Final[Mapping[str, tuple[str, ...]]] = {
    "hukum": ("peraturan", "dasar hukum"),
    "istilah": ("istilah", "singkatan", "kepanjangan"),
    "jabatan": ("jabatan", "tugas"),
    "opd": ("OPD", "kantor"),
    "panduan": ("panduan", "cara", "arti", "bagaimana", "mengapa", "kenapa"),
    "proses": ("proses", "SOP"),
    "simulasi": ("simulasi",),
    "sop": ("SOP",),
    "temuan": ("temuan", "aturan"),
}
"""Words that are said with the pages of a folder: "tugas sekretaris" asks for the page of a position."""
JENIS: Final[Mapping[str, str]] = {
    "": "Beranda",
    "hukum": "Peraturan",
    "istilah": "Istilah",
    "jabatan": "Jabatan",
    "opd": "OPD",
    "panduan": "Panduan",
    "penilaian": "Penilaian",
    "proses": "Proses",
    "simulasi": "Simulasi",
    "sop": "SOP",
    "temuan": "Temuan",
    "unduhan": "Unduhan",
}
"""What a result is called by the folder of its page; a step is called so by the worker."""
PETUNJUK: Final = ("arti", "bagaimana", "cara", "kenapa", "mengapa", "tugas")
"""Words that mostly say what kind of page is wanted: they count for half."""
MAKS_TEKS: Final = 1_200
"""Characters kept of the text of a generated page: it could grow with the catalogue. Guides are kept whole."""
MAKS_DAFTAR: Final = 160
"""Characters kept of the text of a list: what is on it is found by its own page."""
_UTUH: Final = "panduan"

_EXAMPLE: Final = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
"""Code in a guide: its made-up names would be found as if they were real."""
_TAG: Final = re.compile(r"<[^>]*>")
_WORD: Final = re.compile(r"[^\W_]+")
_TERPENDEK: Final = 3
"""Letters of the shortest word that is taken apart."""
_SPASI: Final = 0x20
_PENGGANTI_PERTAMA: Final = 0xD800
"""The first of the codes that stand for half a character."""
_PENGGANTI: Final = 0x800
"""How many there are of them."""


def plain(markup: str) -> str:
    """Return the words of an entry's text without its markup."""
    return unescape(_TAG.sub(" ", markup))


def words(text: str) -> list[str]:
    """Return the words of a plain text in lower case, as `docs/aset/cari/kata.js` reads them."""
    return [word.lower() for word in _WORD.findall(text)]


def known_pages(entries: Path) -> tuple[str, ...]:
    """Return the addresses of pages that have entries in the file `entries`; none where there is no such file."""
    if not entries.is_file():
        return ()
    return tuple(json.loads(entries.read_text("utf-8"))["halaman"])


def merge(theme: Mapping[str, Any], entries: Mapping[str, Any]) -> dict[str, Any]:
    """Return the search index: the theme's, with the pages of `entries` in the place of its own.

    Args:
        theme: what the theme's plugin wrote: `config` and `docs`.
        entries: what `search_entries` made: `halaman`, `nama`, `istilah`.
    """
    replaced: Mapping[str, list[dict[str, Any]]] = entries["halaman"]
    names: Mapping[str, list[str]] = entries["nama"]
    docs = [dict(doc) for doc in _folded(theme["docs"]) if _page(doc["location"]) not in replaced]
    for doc in docs:
        folder = doc["location"].partition("/")[0]
        if "#" not in doc["location"]:
            if doc["location"] in names:
                doc["nama"] = names[doc["location"]]
            if folder in KONTEKS:
                doc["konteks"] = list(KONTEKS[folder])
        doc["text"] = _EXAMPLE.sub(" ", doc["text"])
        if folder != _UTUH:
            doc["text"] = _shortened(doc["text"], MAKS_DAFTAR if doc["location"] == f"{folder}/" else MAKS_TEKS)
    for page in sorted(replaced):
        first, *sections = replaced[page]
        folder = page.partition("/")[0]
        docs.append({**first, "konteks": [*first.get("konteks", ()), *KONTEKS.get(folder, ())]})
        docs.extend(sections)
    return {"config": theme["config"], "docs": docs}


def _page(location: str) -> str:
    return location.partition("#")[0]


def _folded(docs: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the theme's entries with a page and the section under its main heading as one.

    Where anything stands before the main heading (here: the trail of links above it), the theme makes two.
    """
    page: dict[str, Any] | None = None
    for doc in docs:
        if "#" not in doc["location"]:
            if page is not None:
                yield page
            page = dict(doc)
        elif page and doc["location"].startswith(page["location"] + "#") and _same(doc["title"], page["title"]):
            yield {**page, "text": doc["text"]}
            page = None
        else:
            if page is not None:
                yield page
                page = None
            yield doc
    if page is not None:
        yield page


def _same(one: str, other: str) -> bool:
    return normalise(plain(one)) == normalise(plain(other))


def _shortened(text: str, most: int) -> str:
    """Return a text of bounded length; a shortened one loses its markup, or a mark could stay open."""
    if len(text) <= most:
        return text
    kept = " ".join(plain(text).split())[:most].rpartition(" ")[0]
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + " …"


def word_order(docs: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the words of all entries in their order, for `docs/aset/cari/indeks.js`.

    `kata`: all words, the most frequent first. `urutan`: one character for each word of a text, a space behind each
    field; fields are the title, the other names, what is said with them, and the text of each entry. The character of
    the word at place n of `kata` is U+0021 + n, or 0x800 above that from U+D800 on, where characters are halves of
    others. So the most frequent words take one byte, and nearly all others two.

    Raises ValueError for more words than there are characters.
    """
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    read = array("L")
    gap = numbers[""]

    @cache
    def numbered(text: str) -> array[int]:
        return array("L", (*(numbers[word] for word in words(plain(text))), gap))

    for doc in docs:
        read.extend(numbered(doc["title"]))
        for name in (*doc.get("nama", ()), *doc.get("konteks", ())):
            read.extend(numbered(name))
        read.extend(numbered(doc["text"]))
    often = Counter(read)
    known = sorted((word for word in numbers if word), key=lambda word: (-often[numbers[word]], word))
    if len(known) > sys.maxunicode - _SPASI - _PENGGANTI:
        raise ValueError(f"more words than characters: {len(known)}")
    signs = {gap: chr(_SPASI), **{numbers[word]: _sign(place) for place, word in enumerate(known, start=1)}}
    return {"kata": known, "urutan": "".join(map(signs.__getitem__, read))}


def _sign(place: int) -> str:
    code = _SPASI + place
    return chr(code if code < _PENGGANTI_PERTAMA else code + _PENGGANTI)


def vocabulary(found: Iterable[str], terms: Iterable[Iterable[str]]) -> dict[str, Any]:
    """Return what the search needs to know of the words `found` on the site.

    `akar`: the root of each word that has another one; `istilah`: groups of words that mean the same; `henti`: words
    that say nothing; `petunjuk`: words that say little; `jenis`: what the pages of each folder are.
    """
    groups = [*(tuple(group) for group in terms), *((pair.replace(" ", ""), pair) for pair in MAJEMUK)]
    every = {*found, *(word for group in groups for form in group for word in words(form))}
    roots = stem_map((word for word in every if len(word) >= _TERPENDEK), kept=_abbreviations(groups))
    return {
        "akar": dict(roots),
        "istilah": [list(group) for group in groups],
        "henti": list(HENTI),
        "petunjuk": list(PETUNJUK),
        "jenis": dict(JENIS),
    }


def _abbreviations(groups: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the single words that stand for several: "perpres" is no word with the prefix per-."""
    for group in groups:
        forms = [words(form) for form in group]
        if any(len(form) > 1 for form in forms):
            yield from (form[0] for form in forms if len(form) == 1)


def write_search(site: Path, entries: Path) -> None:
    """Write the index of the built site, merged with the file `entries`, and the words beside it.

    The files that are read together carry the same `versi`, which changes with what they say. Where the site's pages do
    not ask our worker, all of it goes into the theme's own index, which they load. Raises
    OSError where the site has no index or there are no entries, ValueError where one is no JSON.
    """
    value = json.loads(entries.read_text("utf-8"))
    theme = json.loads((site / TEMA).read_text("utf-8"))
    index = merge(theme, value)
    written: Mapping[str, Any] = {TEMA: index}
    if PEKERJA in (site / "index.html").read_text("utf-8"):
        order = word_order(index["docs"])
        known = vocabulary(order["kata"], value["istilah"])
        mark = {"versi": blake2b(_text([index, known]), digest_size=8).hexdigest()}
        written = {INDEKS: {**mark, **index}, URUTAN: {**mark, **order}, KATA: {**mark, **known}}
        written = {**written, TEMA: {**theme, "docs": []}}
    for name, content in written.items():
        (site / name).write_bytes(_text(content) + b"\n")


def _text(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
