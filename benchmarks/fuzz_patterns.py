"""Every regular expression of the program against texts that make backtracking cost most."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import TYPE_CHECKING, Any, Final

from katalog.fields import MAKS_TEKS, collapse

if TYPE_CHECKING:
    from collections.abc import Iterator

PAKET: Final = ("katalog", "simulate", "lab")
POTONGAN: Final = (
    *(
        "a",
        "A ",
        "1",
        "- ",
        "a ",
        "1 ",
        "/",
        "#",
        "&",
        "<",
        "_",
        "(",
        "((",
        "%",
        '"',
        "x",
        "ber",
        "é",
        "-1",
        "1.",
        "a@",
    ),
    *("dan ", "telah diubah ", "sebagaimana ", "tahun 2020 ", "Nomor 1 ", "a,", "a.", "lembaran negara ", "s.d "),
    *("berita daerah ", "undang-undang ", "kepala ", "SOP ", "1 hari ", "apabila ", "tanggal 1 ", "http://a.", "dr. "),
)
"""Pieces that the patterns look for: repeated, they make each of them begin again and again."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every compiled pattern with the name of its module and its own."""
    for package in PAKET:
        found = importlib.import_module(package)
        for module in pkgutil.walk_packages(found.__path__, f"{package}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                for pattern in _within(value, 0):
                    yield f"{module.name}.{name}", pattern


def _within(value: Any, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, (tuple, list, frozenset)) and depth < 3:
        for item in value:
            yield from _within(item, depth + 1)


def hostile() -> None:
    """Match every pattern with every text as long as a model takes, white space collapsed; the name comes first."""
    for name, pattern in patterns():
        print(name, flush=True, end=" ")
        for piece in POTONGAN:
            text = collapse((piece * MAKS_TEKS)[:MAKS_TEKS]) + "\N{WHITE SQUARE}"
            pattern.match(text)
            pattern.fullmatch(text)
        print("ok", flush=True)
