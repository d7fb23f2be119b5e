"""What changed: old versions beside those that followed, and the list of all changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from katalog.checking import Telaah
from katalog.comparison.differences import compare, side
from katalog.derivation import derive, role_index
from katalog.history import JenisPeristiwa, all_events, events, undated_end, version_pairs
from katalog.render.pair_pages import pair_values
from katalog.render.sheet_page import sheet_page
from katalog.render.status_words import old_version_words, told_apart
from katalog.render.templating import render
from katalog.render.views import card, office, successor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from katalog.catalogue import Dokumen
    from katalog.history import PasanganVersi, Peristiwa

TERBARU: Final = 50
"""Changes on the first page."""
MAKS_LEMBAR: Final = 300
"""Changes on one page of a year."""
NAMA_PERISTIWA: Final = {
    JenisPeristiwa.DISAHKAN: "Disahkan",
    JenisPeristiwa.EFEKTIF: "Mulai berlaku",
    JenisPeristiwa.DIREVISI: "Direvisi",
    JenisPeristiwa.DIUBAH: "Diubah",
    JenisPeristiwa.DIGANTIKAN: "Digantikan",
    JenisPeristiwa.DICABUT: "Dicabut",
}
_AKAR_VERSI: Final = "../../../../../"


def history_values(telaah: Telaah, dokumen: Dokumen) -> dict[str, Any]:
    """Return what the page of an SOP says of its status and its history."""
    sop, newer, akar = dokumen.sop, successor(telaah, dokumen), "../../../"
    return {
        "status": sop.status,
        "sejak": sop.status_sejak,
        "pengganti": _follower(telaah, newer, dokumen, akar) if newer else None,
        "id_lama": sop.id_lama,
        "peristiwa": [
            *_undated(telaah, [dokumen], akar),
            *(_told(telaah, one, akar) for one in reversed(events(dokumen, telaah.katalog.versi.get(dokumen.id, {})))),
        ],
    }


def _follower(telaah: Telaah, newer: Dokumen, old: Dokumen, akar: str) -> dict[str, str]:
    return {"alamat": f"{akar}sop/{newer.id}/", "nama": newer.sop.nama, "ciri": _apart(telaah, newer, old)}


def _apart(telaah: Telaah, newer: Dokumen, old: Dokumen) -> str:
    """Return what tells the SOP that followed from the one that it replaced: mostly they have the same name."""
    told = told_apart(newer.sop)
    parts = [] if newer.opd == old.opd else [office(telaah, newer.opd).singkatan]
    parts += [told] if told else []
    if not told or told == told_apart(old.sop):
        parts.append(f"id {newer.id}")
    return ", ".join(parts)


def _told(telaah: Telaah, one: Peristiwa, akar: str) -> dict[str, Any]:
    return _said(telaah, telaah.katalog[one.sop], one.jenis, akar) | {
        "tanggal": one.tanggal,
        "uraian": one.uraian,
        "alasan": one.alasan,
        "versi": f"{akar}sop/{one.versi_lama}/" if one.versi_lama else None,
        "tertulis": f"{akar}sop/{one.tertulis_pada}/" if one.tertulis_pada else None,
        "disimpulkan": one.disimpulkan,
    }


def _undated(telaah: Telaah, documents: Iterable[Dokumen], akar: str) -> list[dict[str, Any]]:
    """Return those SOPs that ended nobody says when, as the things that happened are told."""
    ends = ((document, undated_end(document.sop)) for document in documents)
    return [_said(telaah, document, kind, akar) for document, kind in ends if kind]


def _said(telaah: Telaah, document: Dokumen, kind: JenisPeristiwa, akar: str) -> dict[str, Any]:
    """Return what happened to which SOP, without a day and without more words."""
    replaced = successor(telaah, document) if kind is JenisPeristiwa.DIGANTIKAN else None
    return {
        "tanggal": None,
        "jenis": NAMA_PERISTIWA[kind],
        "kunci": kind.value,
        "sop": document.id,
        "nama": document.sop.nama,
        "opd": document.opd,
        "nama_opd": office(telaah, document.opd).singkatan,
        "uraian": None,
        "alasan": None,
        "pengganti": _follower(telaah, replaced, document, akar) if replaced else None,
        "versi": None,
        "tertulis": None,
        "disimpulkan": False,
    }


def change_pages(telaah: Telaah) -> Iterator[tuple[str, str]]:
    """Yield the list of the newest changes, and the pages of each year."""
    found = all_events(telaah.katalog)
    undated = _undated(telaah, telaah.katalog.dokumen, "../")
    years: dict[int, list[Peristiwa]] = defaultdict(list)
    for one in found:
        years[one.tanggal.year].append(one)
    yield (
        "perubahan/index.md",
        render(
            "perubahan.md.j2",
            {
                "akar": "../",
                "judul": "Perubahan SOP",
                "tahun": None,
                "semua_tahun": [(year, len(years[year])) for year in sorted(years, reverse=True)],
                "opd": [(key, office(telaah, key).singkatan) for key in telaah.indeks.menurut_opd],
                "peristiwa": [_told(telaah, one, "../") for one in found[:TERBARU]],
                "tanpa_tanggal": undated[:MAKS_LEMBAR],
                "tanpa_tanggal_lain": len(undated[MAKS_LEMBAR:]),
                "lembar": (),
                "ini": 1,
            },
        ),
    )
    for year, mine in sorted(years.items()):
        yield from _year(telaah, year, mine)


def _year(telaah: Telaah, year: int, mine: Sequence[Peristiwa]) -> Iterator[tuple[str, str]]:
    sheets = [mine[start : start + MAKS_LEMBAR] for start in range(0, len(mine), MAKS_LEMBAR)]
    for number, sheet in enumerate(sheets, 1):
        place = f"perubahan/{year}" if number == 1 else f"perubahan/{year}/lembar-{number}"
        akar = "../../" if number == 1 else "../../../"
        values = {
            "akar": akar,
            "judul": f"Perubahan SOP tahun {year}" + (f", lembar {number}" if number > 1 else ""),
            "tahun": year,
            "semua_tahun": [],
            "opd": [],
            "peristiwa": [_told(telaah, one, akar) for one in sheet],
            "tanpa_tanggal": [],
            "lembar": range(1, len(sheets) + 1) if len(sheets) > 1 else (),
            "ini": number,
        }
        yield f"{place}.md", render("perubahan.md.j2", values)


def version_files(telaah: Telaah, read: Callable[[str], bytes]) -> Iterator[tuple[str, str | bytes]]:
    """Yield for each old version its page beside the version that followed, its official sheet, and its data."""
    roles = role_index(telaah.katalog.acuan)
    for document in telaah.katalog.dokumen:
        for pair in version_pairs(telaah.katalog, document):
            both = _beside(telaah, pair, roles)
            place = f"sop/{pair.lama.id}"
            yield f"{place}.md", _version_page(both, pair, document)
            held = old_version_words(pair.perubahan[0].tanggal, document.sop)
            yield f"{place}/lembar.html", sheet_page(both, pair.lama, _AKAR_VERSI, held)
            yield f"{place}.yaml", read(pair.lama.berkas)


def _beside(telaah: Telaah, pair: PasanganVersi, roles: Mapping[str, str]) -> Telaah:
    """Return a catalogue of the two versions alone, with the references and the cross references of the whole."""
    documents = (pair.lama, pair.baru)
    derived = {one.id: derive(one, telaah.katalog.acuan, roles) for one in documents}
    return Telaah(replace(telaah.katalog, dokumen=documents, temuan_baca=()), derived, telaah.indeks, ())


def _version_page(telaah: Telaah, pair: PasanganVersi, dokumen: Dokumen) -> str:
    both = (
        replace(side(one, telaah.turunan, telaah.katalog.acuan, {}), sebutan=called)
        for one, called in ((pair.lama, "versi lama"), (pair.baru, "versi sesudahnya"))
    )
    found = compare(*both)
    cards = {one.id: card(telaah, one) for one in (pair.lama, pair.baru)}
    values = pair_values(telaah, found, cards)
    values["versi"] = {
        "judul": dokumen.sop.nama,
        "sop": dokumen.id,
        "kunci_opd": dokumen.opd,
        "opd": office(telaah, dokumen.opd).singkatan,
        "lama": pair.lama.id,
        "naskah": pair.lama.sop,
        "baru": pair.baru.id,
        "sampai": pair.perubahan[0].tanggal,
        "perubahan": pair.perubahan,
    }
    return render("versi.md.j2", values)
