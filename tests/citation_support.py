"""What the tests of the citations share."""

from __future__ import annotations

from dataclasses import replace

from katalog.citations import (
    Daerah,
    Sitasi,
    parse_citation,
)

TANGERANG = Daerah("kota", "Tangerang")
BALANGAN = Daerah("kabupaten", "Balangan")
MOJOKERTO = Daerah("kabupaten", "Mojokerto")


def parsed(teks: str) -> Sitasi:
    sitasi = parse_citation(teks)
    assert sitasi is not None, teks
    return sitasi


def bare(sitasi: Sitasi) -> Sitasi:
    """The citation without its printed text, at every depth."""
    perubahan = sitasi.perubahan
    if perubahan is not None:
        perubahan = replace(perubahan, dengan=tuple(bare(inner) for inner in perubahan.dengan))
    return replace(sitasi, teks="", perubahan=perubahan)


def key(teks: str, daerah: Daerah | None = None) -> str | None:
    kunci = parsed(teks).kunci(daerah)
    return kunci.nilai if kunci else None
