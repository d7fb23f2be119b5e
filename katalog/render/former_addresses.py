"""Addresses from before an SOP was renamed: pages there lead on, and files lie there as well."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from katalog.render.templating import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from katalog.catalogue import Dokumen

_TEMPAT_SOP: Final = re.compile(r"(?:api/v1/)?sop/(?P<kunci>[^/]+/[^/.]+)(?=[/.])")
PINDAH: Final = "Halaman ini pindah alamat."


@dataclass(frozen=True, slots=True)
class Terdahulu:
    """What was called otherwise before.

    Attributes:
        tempat: Finds its key, as the group `kunci`, in the path of a file.
        kunci: By the present key: what readers call it, and its former keys.
    """

    tempat: re.Pattern[str]
    kunci: Mapping[str, tuple[str, tuple[str, ...]]]


def former_sops(documents: Iterable[Dokumen]) -> Terdahulu:
    """Return the former ids of some SOPs."""
    renamed = {one.id: (one.sop.nama, one.sop.id_lama) for one in documents if one.sop.id_lama}
    return Terdahulu(_TEMPAT_SOP, renamed)


def with_former(files: Iterable[tuple[str, bytes]], *dahulu: Terdahulu) -> Iterator[tuple[str, bytes]]:
    """Yield files and, after each, what lies at its former addresses: a page that leads on, or the file once more."""
    for path, content in files:
        yield path, content
        for place, name in _former(path, dahulu):
            yield leading_page(place, path, name) if path.endswith((".md", ".html")) else (place, content)


def _former(path: str, dahulu: Iterable[Terdahulu]) -> Iterator[tuple[str, str]]:
    """Yield where a file lay before, each with what readers call it now."""
    for one in dahulu:
        match = one.tempat.match(path)
        if match is None or match["kunci"] not in one.kunci:
            continue
        start, end = match.span("kunci")
        name, keys = one.kunci[match["kunci"]]
        for key in keys:
            yield f"{path[:start]}{key}{path[end:]}", name


def leading_page(place: str, path: str, nama: str, sebab: str = PINDAH) -> tuple[str, bytes]:
    """Return the page that leads from the address of one page to that of another.

    Args:
        place: The page that is no longer there, as a path below `docs/`.
        path: The page to be shown, likewise.
        nama: What readers call it.
        sebab: Why it is shown.
    """
    here, there = _html(place), _html(path)
    values = {
        "akar": "../" * here.count("/"),
        "alamat": posixpath.relpath(there, posixpath.dirname(here)),
        "nama": nama,
        "sebab": sebab,
    }
    return here, render("alih.html.j2", values).encode()


def _html(path: str) -> str:
    """Return the file that a browser is shown for a page."""
    return f"{path.removesuffix('.md')}/index.html" if path.endswith(".md") else path
