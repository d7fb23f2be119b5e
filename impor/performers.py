"""The performers of an SOP: their keys, and which of them a step shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from katalog.naming import normalise, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from impor.draft import Draf
    from impor.step_header import Kepala
    from impor.step_rows import BarisLangkah

_KATA_KUNCI: Final = 3
_ALWAYS = re.compile(r"\n|;|•")
_PERHAPS = re.compile(r"[,/&+]|\b(?:dan|atau|serta)\b", re.IGNORECASE)
_EITHER = re.compile(r"/|\batau\b", re.IGNORECASE)


def key_for(name: str, taken: Iterable[str]) -> str:
    """Return a key for a performer: the first words of the name, and a number where that is taken."""
    plain = ["".join(letter for letter in word if letter.isascii() and letter.isalnum()) for word in words(name)]
    base = "_".join([word for word in plain if word][:_KATA_KUNCI]) or "pelaksana"
    if base[0].isdigit() or base in ("null", "true", "false"):
        base = f"p_{base}"
    known = set(taken)
    key, number = base, 2
    while key in known:
        key, number = f"{base}_{number}", number + 1
    return key


def column_keys(header: Kepala, draf: Draf) -> dict[int, str]:
    """Give each performer's column a key and its printed name."""
    keys: dict[int, str] = {}
    names: dict[str, str] = {}
    for number, (column, name) in enumerate(sorted(header.aktor.items()), start=1):
        key = key_for(name or f"pelaksana {number}", names)
        keys[column], names[key] = key, name or f"Kolom pelaksana ke-{number}"
        if not name:
            draf.infer(
                ("pelaksana", key), f"pelaksana.{key}", "Judul kolom ini tidak tercetak atau tidak terbaca pada naskah."
            )
        elif header.diduga:
            draf.doubt(
                ("pelaksana", key), "Kolom ini tidak berada di bawah judul Pelaksana; periksa apakah memang pelaksana."
            )
    draf.isi["pelaksana"] = names
    return keys


def named_keys(
    steps: Sequence[BarisLangkah], known: Iterable[str], draf: Draf
) -> tuple[Mapping[int, tuple[str, ...]], dict[str, str]]:
    """Return the keys of each step, by its place, where one column prints the performers' names.

    A cell is taken apart at line breaks and semicolons, and at commas, strokes and "dan" or "atau" only where every
    part is a performer somewhere else: as a cell of its own, or among `known` names.
    """
    cells = [
        [part.strip() for piece in step.sel.get("pelaksana", ()) for part in _ALWAYS.split(piece)] for step in steps
    ]
    registered = {normalise(name) for name in known}
    alone = registered | {normalise(part) for parts in cells for part in parts if part and not _PERHAPS.search(part)}
    names: dict[str, str] = {}
    by_name: dict[str, str] = {}
    result: dict[int, tuple[str, ...]] = {}
    for place, parts in enumerate(cells):
        single: list[str] = []
        for part in parts:
            pieces = [one for piece in _PERHAPS.split(part) if (one := piece.strip())]
            whole = normalise(part) in registered
            if len(pieces) > 1 and not whole and all(normalise(one) in alone for one in pieces):
                single += pieces
                if _EITHER.search(part):
                    words = f'"{part}" dibaca sebagai pelaksana bersama; periksa apakah hanya salah satu.'
                    draf.doubt(("langkah", place, "pelaksana"), words)
            elif part and part not in ("-", "–"):
                single.append(part)
                if len(pieces) > 1 and not whole:
                    draf.doubt(
                        ("langkah", place, "pelaksana"),
                        f'"{part}" dibaca sebagai satu pelaksana; bila beberapa, tulis sebagai daftar.',
                    )
        keys = []
        for name in single:
            said = normalise(name)
            if said not in by_name:
                by_name[said] = key_for(name, names)
                names[by_name[said]] = name
            keys.append(by_name[said])
        if keys:
            result[place] = tuple(dict.fromkeys(keys))
    return result, names
