"""Every generated file of the website, as pairs of a path below `docs/` and its bytes, and what is made together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from katalog.export.change_feeds import change_feeds
from katalog.export.comparison_tables import process_workbook
from katalog.export.download_files import download_files, sop_downloads
from katalog.render.api import common_files, load_files, sop_file
from katalog.render.catalogue_page import catalogue_page
from katalog.render.former_addresses import former_offices, former_pairs, former_sops, left_positions, with_former
from katalog.render.history_pages import change_pages, version_files
from katalog.render.home_page import home_page
from katalog.render.office_pages import office_pages
from katalog.render.page_inputs import Bahan
from katalog.render.position_pages import position_pages
from katalog.render.process_pages import compare_one, process_keys, process_list, process_pages
from katalog.render.regulation_pages import regulation_pages
from katalog.render.review_pages import calendar_files
from katalog.render.rule_pages import rule_pages
from katalog.render.scorecard_pages import scorecard_pages
from katalog.render.search_entries import search_entries
from katalog.render.sheet_page import sheet_page
from katalog.render.simulation_pages import simulation_page
from katalog.render.sop_page import sop_page
from katalog.render.term_pages import term_pages
from katalog.render.views import card
from katalog.render.what_if_pages import what_if_pages
from katalog.scorecard import score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.replay_record import CatatanPutar
    from katalog.scorecard import Rapor
    from katalog.simulation_record import BebanKantor, CatatanSimulasi

FOLDER = (
    "apa-jika",
    "api",
    "banding",
    "cari",
    "hukum",
    "istilah",
    "jabatan",
    "opd",
    "penilaian",
    "perubahan",
    "proses",
    "simulasi",
    "sop",
    "sumber",
    "temuan",
    "unduhan",
)
"""Folders below `docs/` that hold generated files alone; `index.md` stands beside them."""
_TANPA_SIMULASI: Mapping[str, CatatanSimulasi] = MappingProxyType({})
_TANPA_BEBAN: Mapping[str, BebanKantor] = MappingProxyType({})
_TANPA_PUTAR: Mapping[str, CatatanPutar] = MappingProxyType({})


class Jenis(StrEnum):
    """What files are made together."""

    SEMUA = "semua"
    JABATAN = "jabatan"
    UNDUHAN = "unduhan"
    PROSES = "proses"
    SOP = "sop"


@dataclass(frozen=True, slots=True)
class Kelompok:
    """Files that are made together, from the same things."""

    jenis: Jenis
    kunci: str
    """Which SOP, or which process; empty for what tells of the whole catalogue."""
    bahan: str | None
    """A digest of what they are made from: what was made from the same need not be made again. None where each run
    makes them."""
    buat: Callable[[], Iterator[tuple[str, bytes]]]

    @property
    def nama(self) -> str:
        """What no other group of the site is called."""
        return f"{self.jenis} {self.kunci}".rstrip()


def site_files(
    telaah: Telaah,
    read: Callable[[str], bytes],
    simulasi: Mapping[str, CatatanSimulasi] = _TANPA_SIMULASI,
    beban: Mapping[str, BebanKantor] = _TANPA_BEBAN,
    paket: int | None = None,
    putar: Mapping[str, CatatanPutar] = _TANPA_PUTAR,
) -> Iterator[tuple[str, bytes]]:
    """Yield every generated file; takes what `site_groups` takes."""
    for group in site_groups(telaah, read, simulasi, beban, paket, putar):
        yield from group.buat()


def site_groups(
    telaah: Telaah,
    read: Callable[[str], bytes],
    simulasi: Mapping[str, CatatanSimulasi] = _TANPA_SIMULASI,
    beban: Mapping[str, BebanKantor] = _TANPA_BEBAN,
    paket: int | None = None,
    putar: Mapping[str, CatatanPutar] = _TANPA_PUTAR,
) -> Iterator[Kelompok]:
    """Yield the generated files in groups: those of each SOP, those of each process, and what tells of all.

    Args:
        telaah: the analysed catalogue.
        read: returns the bytes of a file of the catalogue folder by its relative path.
        simulasi: records by the id of their SOP; an SOP without one is shown as not simulated.
        beban: loads by the key of their office; an office without one is shown as not computed.
        paket: bytes of Python for the browser, where it lies below `docs/`; without it no page computes anything.
        putar: cases to be played again by the id of their SOP; the page of an SOP without them does not offer it.
    """
    cards = {document.id: card(telaah, document) for document in telaah.katalog.dokumen}
    rapor = score(telaah)
    bahan = Bahan(telaah, read, simulasi, putar)
    yield Kelompok(Jenis.UNDUHAN, "", None, partial(download_files, telaah, simulasi, rapor))
    common = partial(_common, telaah, read, cards, simulasi, paket, rapor)
    yield Kelompok(Jenis.JABATAN, "", None, partial(_everywhere, telaah, partial(_of_positions, telaah, beban)))
    yield Kelompok(Jenis.SEMUA, "", None, partial(_everywhere, telaah, common))
    for key in process_keys(telaah):
        yield Kelompok(Jenis.PROSES, key, bahan.proses(key), partial(process_files, telaah, key, simulasi))
    for document in telaah.katalog.dokumen:
        own = (simulasi.get(document.id), putar.get(document.id))
        make = partial(sop_files, telaah, document, read, *own)
        yield Kelompok(Jenis.SOP, document.id, bahan.sop(document), make)


def _common(
    telaah: Telaah,
    read: Callable[[str], bytes],
    cards: dict[str, dict[str, Any]],
    simulasi: Mapping[str, CatatanSimulasi],
    paket: int | None,
    rapor: Rapor,
) -> Iterator[tuple[str, bytes]]:
    """Yield the files that tell of the whole catalogue, or of much of it, and are soon made."""
    yield from _encoded(partial(_pages, telaah, cards, simulasi, rapor))
    for path, text in what_if_pages(telaah, cards, read, paket):
        yield path, text.encode()
    for name in sorted(telaah.katalog.sumber):
        yield f"sumber/{name}", read(f"_sumber/{name}")
    yield from calendar_files(telaah, rapor)
    yield from common_files(telaah, simulasi, rapor)
    yield from _encoded(partial(version_files, telaah, read))
    yield from change_feeds(telaah)
    path, text = search_entries(telaah)
    yield path, text.encode()


def _of_positions(telaah: Telaah, beban: Mapping[str, BebanKantor]) -> Iterator[tuple[str, bytes]]:
    """Yield what tells of positions and of the load of their offices."""
    yield from _encoded(partial(position_pages, telaah, beban))
    yield from load_files(beban)
    yield from left_positions(telaah)


def _everywhere(telaah: Telaah, make: Callable[[], Iterator[tuple[str, bytes]]]) -> Iterator[tuple[str, bytes]]:
    """Yield files that tell of many SOPs and offices, and what lies at the former addresses of these."""
    former = (former_sops(telaah.katalog.dokumen), *former_offices(telaah.katalog.acuan.opd))
    yield from with_former(make(), *former)


def _encoded(make: Callable[[], Iterator[tuple[str, str | bytes]]]) -> Iterator[tuple[str, bytes]]:
    for path, content in make():
        yield path, content.encode() if isinstance(content, str) else content


def process_files(
    telaah: Telaah, key: str, simulasi: Mapping[str, CatatanSimulasi] = _TANPA_SIMULASI
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one process: its page, those of its pairs, their former addresses, and its workbook."""
    documents = [telaah.katalog[one] for one in telaah.indeks.menurut_proses.get(key, ())]
    cards = {one.id: card(telaah, one) for one in documents}
    terbanding = compare_one(telaah, key, cards, simulasi)
    yield from with_former(_encoded(partial(process_pages, telaah, terbanding, cards)), former_pairs(documents))
    if terbanding.pasangan:
        yield f"proses/{key}.xlsx", process_workbook(telaah, terbanding, simulasi)


def sop_files(
    telaah: Telaah,
    document: Dokumen,
    read: Callable[[str], bytes],
    simulasi: CatatanSimulasi | None = None,
    putar: CatatanPutar | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one SOP, and what lies at its former addresses."""
    yield from with_former(_own_files(telaah, document, read, simulasi, putar), former_sops([document]))


def _own_files(
    telaah: Telaah,
    document: Dokumen,
    read: Callable[[str], bytes],
    simulasi: CatatanSimulasi | None,
    putar: CatatanPutar | None,
) -> Iterator[tuple[str, bytes]]:
    """Yield the page of an SOP, the official sheet, its data, and what readers take away."""
    yield f"sop/{document.id}.md", sop_page(telaah, document, "../../../", simulasi, putar=putar).encode()
    yield f"sop/{document.id}/lembar.html", sheet_page(telaah, document, "../../../").encode()
    yield f"sop/{document.id}.yaml", read(document.berkas)
    if putar is not None:
        yield f"sop/{document.id}/putar.json", putar.model_dump_json().encode()
    yield sop_file(telaah, document, simulasi)
    yield from sop_downloads(telaah, document)


def _pages(
    telaah: Telaah,
    cards: dict[str, dict[str, Any]],
    simulasi: Mapping[str, CatatanSimulasi],
    rapor: Rapor,
) -> Iterator[tuple[str, str | bytes]]:
    yield "index.md", home_page(telaah, cards)
    yield "sop/index.md", catalogue_page(telaah, cards, simulasi)
    yield "simulasi/index.md", simulation_page(telaah, simulasi, cards)
    yield from office_pages(telaah, cards)
    yield "proses/index.md", process_list(telaah, cards)
    yield from regulation_pages(telaah)
    yield from rule_pages(telaah, cards)
    yield from scorecard_pages(telaah, rapor)
    yield from change_pages(telaah)
    yield from term_pages(telaah)
