"""The list of abbreviations and terms that the search box takes for one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.render.list_page import list_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.checking import Telaah


def term_pages(telaah: Telaah) -> Iterator[tuple[str, str]]:
    """Yield the one page of all registered terms, in alphabetical order."""
    terms = sorted(telaah.katalog.acuan.istilah.items(), key=lambda item: (item[1].teks.casefold(), item[0]))
    rows = [
        [{"teks": istilah.teks}, {"teks": "; ".join(istilah.padanan)}, {"teks": istilah.keterangan or "–"}]
        for _, istilah in terms
    ]
    yield (
        "istilah/index.md",
        list_page(
            "Singkatan dan istilah",
            "Kotak pencarian menganggap kata pada satu baris sama artinya: mencari yang satu juga menemukan yang lain.",
            ["Istilah", "Sama artinya dengan", "Keterangan"],
            rows,
        ),
    )
