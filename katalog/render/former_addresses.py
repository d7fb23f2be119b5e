"""Addresses from before an SOP or an office was renamed: pages there lead on, and files lie there as well.

Whoever follows a feed or a calendar goes on getting it, under the name that it had.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

from katalog.render.pair_pages import pair_address
from katalog.render.scorecard_parts import office_slug
from katalog.render.templating import render
from katalog.render.views import office

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.references import OPD

_TEMPAT_SOP: Final = re.compile(r"(?:api/v1/)?sop/(?P<kunci>[^/]+/[^/.]+)(?=[/.])")
_TEMPAT_OPD: Final = re.compile(r"(?:opd|apa-jika|perubahan/opd|api/v1/beban|jabatan/[^/.]+)/(?P<kunci>[^/.]+)(?=[/.])")
_TEMPAT_PENILAIAN: Final = re.compile(r"penilaian/(?P<kunci>[^/.]+)(?=[/.])")
_PASANGAN: Final = re.compile(r"banding/(?P<a>[^/.]+/[^/.]+)/(?P<b>[^/.]+/[^/.]+)\.md")
PINDAH: Final = "Halaman ini pindah alamat."
TANPA_SOP: Final = "Tidak ada lagi SOP yang berlaku untuk jabatan ini di OPD ini."


@dataclass(frozen=True, slots=True)
class Terdahulu:
    """What was called otherwise before.

    Attributes:
        tempat: Finds its key, as the group `kunci`, in the path of a file.
        kunci: By the present key: what readers call it, and its former keys.
    """

    tempat: re.Pattern[str]
    kunci: Mapping[str, tuple[str, tuple[str, ...]]]

    def places(self, path: str) -> Iterator[tuple[str, str]]:
        """Yield where a file lay before, each with what readers call it now."""
        match = self.tempat.match(path)
        if match is not None and match["kunci"] in self.kunci:
            start, end = match.span("kunci")
            name, keys = self.kunci[match["kunci"]]
            for key in keys:
                yield f"{path[:start]}{key}{path[end:]}", name


@dataclass(frozen=True, slots=True)
class PasanganTerdahulu:
    """Pairs of SOPs of which one or both had another id before.

    Attributes:
        id_lama: The former ids by the present one.
    """

    id_lama: Mapping[str, tuple[str, ...]]

    def places(self, path: str) -> Iterator[tuple[str, str]]:
        """Yield where the page of a pair lay before, each with what readers call it."""
        match = _PASANGAN.fullmatch(path)
        if match is None:
            return
        for one, two in product(*((key, *self.id_lama.get(key, ())) for key in match.group("a", "b"))):
            place = f"{pair_address(one, two).rstrip('/')}.md"
            if place != path:
                yield place, "Perbandingan SOP"


def former_sops(documents: Iterable[Dokumen]) -> Terdahulu:
    """Return the former ids of some SOPs."""
    renamed = {one.id: (one.sop.nama, one.sop.id_lama) for one in documents if one.sop.id_lama}
    return Terdahulu(_TEMPAT_SOP, renamed)


def former_offices(offices: Mapping[str, OPD]) -> tuple[Terdahulu, ...]:
    """Return the former keys of offices: those of their pages and files, and those of their scorecards."""
    renamed = {key: (opd.nama, opd.id_lama) for key, opd in offices.items() if opd.id_lama}
    scorecards = {office_slug(key): (name, tuple(map(office_slug, old))) for key, (name, old) in renamed.items()}
    return Terdahulu(_TEMPAT_OPD, renamed), Terdahulu(_TEMPAT_PENILAIAN, scorecards)


def left_positions(telaah: Telaah) -> Iterator[tuple[str, bytes]]:
    """Yield pages that lead to an office from the tasks of a position for which it has no SOP in force any longer.

    Which positions an office of before had is not known any longer: all of them lead on.
    """
    katalog = telaah.katalog

    def held(documents: Iterable[Dokumen]) -> set[tuple[str, str]]:
        named = ((document.opd, telaah.turunan[document.id].jabatan.values()) for document in documents)
        return {(position, opd) for opd, positions in named for position in positions if position}

    now = held(katalog.berlaku)
    left = {(position, key): key for position, key in held(katalog.dokumen) - now}
    for key, opd in katalog.acuan.opd.items():
        positions = [one for one in katalog.acuan.jabatan if (one, key) not in now]
        left |= {(position, old): key for old in opd.id_lama for position in positions}
    for (position, place), key in sorted(left.items()):
        yield leading_page(f"jabatan/{position}/{place}.md", f"opd/{key}.md", office(telaah, key).nama, TANPA_SOP)


def former_pairs(documents: Iterable[Dokumen]) -> PasanganTerdahulu:
    """Return the former ids of SOPs that are compared."""
    return PasanganTerdahulu({one.id: one.sop.id_lama for one in documents if one.sop.id_lama})


def with_former(
    files: Iterable[tuple[str, bytes]], *dahulu: Terdahulu | PasanganTerdahulu
) -> Iterator[tuple[str, bytes]]:
    """Yield files and, after each, what lies at its former addresses: a page that leads on, or the file once more."""
    for path, content in files:
        yield path, content
        for place, name in (former for one in dahulu for former in one.places(path)):
            yield leading_page(place, path, name) if path.endswith((".md", ".html")) else (place, content)


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
