"""One page for each regulation that is known or cited, and their list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from katalog.references import Keyakinan
from katalog.render.list_page import list_page
from katalog.render.sheets import sheet_address, sheets
from katalog.render.status_words import in_force_words, status_mark
from katalog.render.templating import render
from katalog.render.views import citing_sops, office, portal, regulation_long_name, regulation_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from katalog.checking import Telaah
    from katalog.index import Kutipan

MAKS_KUTIPAN: Final = 200
"""Most citations on one sheet of a regulation's page."""
_RELASI = (
    ("mengubah", "Mengubah"),
    ("diubah_oleh", "Diubah oleh"),
    ("mencabut", "Mencabut"),
    ("dicabut_oleh", "Dicabut oleh"),
)


def regulation_pages(telaah: Telaah) -> Iterator[tuple[str, str]]:
    """Yield the page of each regulation, and their list."""
    known = telaah.katalog.acuan.peraturan
    keys = sorted({*known, *telaah.indeks.pengutip})
    rows: list[list[dict[str, Any]]] = []
    for key in keys:
        name, entry = regulation_name(telaah, key), known.get(key)
        citing = telaah.indeks.pengutip.get(key, ())
        anchors = _first_of_each_office(citing)
        rows.append(
            [
                {"teks": name, "alamat": f"hukum/{key}/"},
                {"teks": entry.judul if entry else "judul belum ada di daftar acuan"},
                {"status": entry.status, "ragu": entry.keyakinan_status is Keyakinan.BELUM_DIVERIFIKASI}
                if entry
                else {"teks": "belum ada di daftar acuan"},
                {"teks": entry.keyakinan_status.keterangan if entry else "belum diverifikasi"},
                {"teks": in_force_words(*map(len, citing_sops(telaah, key)))},
            ]
        )
        values = {
            "kunci": key,
            "nama": name,
            "nama_panjang": regulation_long_name(telaah, key),
            "judul": entry.judul if entry else None,
            "peraturan": entry,
            "portal": portal(telaah, key),
            "relasi": _relations(telaah, key),
            "banyak_kutipan": len(citing),
        }
        for lembar in sheets(f"hukum/{key}/", citing, MAKS_KUTIPAN):
            shown = [
                {**_citing(telaah, kutipan), "jangkar": anchors.get((kutipan.sop, kutipan.butir))}
                for kutipan in lembar.isi
            ]
            page = {**values, "akar": lembar.akar, "lembar": lembar, "pengutip": shown}
            yield lembar.berkas, render("hukum.md.j2", page)
    yield (
        "hukum/index.md",
        list_page(
            "Dasar hukum",
            "Peraturan yang dikutip SOP dalam katalog, beserta statusnya dan seberapa yakin status itu.",
            ["Peraturan", "Tentang", "Status", "Keyakinan", "Dikutip SOP"],
            rows,
        ),
    )


def _relations(telaah: Telaah, kunci: str) -> list[tuple[str, dict[str, Any]]]:
    known = telaah.katalog.acuan.peraturan
    entry = known.get(kunci)
    return [
        (
            words,
            {
                "kunci": relasi.kunci,
                "ada": relasi.kunci in known,
                "nama": regulation_name(telaah, relasi.kunci),
                "sebagian": relasi.sebagian,
                "keyakinan": relasi.keyakinan,
            },
        )
        for field, words in _RELASI
        for relasi in (getattr(entry, field) if entry else ())
    ]


def _citing(telaah: Telaah, kutipan: Kutipan) -> dict[str, Any]:
    sop = telaah.katalog[kutipan.sop].sop
    return {
        "sop": kutipan.sop,
        "nama": sop.nama,
        "status": status_mark(sop),
        "nama_opd": office(telaah, kutipan.sop.partition("/")[0]).singkatan,
        "butir": kutipan.butir + 1,
        "bersarang": kutipan.bersarang,
        "disimpulkan": kutipan.disimpulkan,
        "teks": sop.dasar_hukum[kutipan.butir],
    }


def citing_places(telaah: Telaah, kunci: str) -> dict[str, str]:
    """Return where the page of a regulation shows the first citation of each office, by office."""
    found: dict[str, str] = {}
    for index, kutipan in enumerate(telaah.indeks.pengutip.get(kunci, ())):
        opd = kutipan.sop.partition("/")[0]
        found.setdefault(opd, f"{sheet_address(f'hukum/{kunci}/', index, MAKS_KUTIPAN)}#opd-{opd}")
    return found


def _first_of_each_office(citing: Iterable[Kutipan]) -> dict[tuple[str, int], str]:
    """Return an anchor for the first place where each office cites a regulation."""
    first: dict[str, tuple[str, int]] = {}
    for kutipan in citing:
        first.setdefault(kutipan.sop.partition("/")[0], (kutipan.sop, kutipan.butir))
    return {place: f"opd-{opd}" for opd, place in first.items()}
