"""The pages of positions: their list, where a position works, and for each office its own part of every SOP.

A position may stand in every SOP of every office. So `/jabatan/<slug>/` is where a reader chooses the office, and
`/jabatan/<slug>/<opd>/` holds the steps; with more than `MAKS_SOP_LEMBAR` SOPs the rest stands on further sheets.
"""

from __future__ import annotations

from collections import defaultdict
from math import fsum
from typing import TYPE_CHECKING, Any, Final

from katalog.naming import normalise
from katalog.render.duties import BagianSOP, part
from katalog.render.templating import render
from katalog.render.views import office
from katalog.render.workload_words import BebanOPD, heaviest, load_cell, monthly, role_row, severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from katalog.checking import Telaah
    from katalog.references import Jabatan
    from katalog.simulation_record import BebanKantor

MAKS_SATU_HALAMAN: Final = 12
"""Most SOPs of a position in all offices whose steps its first page shows as well."""
MAKS_SOP_LEMBAR: Final = 25
"""Most SOPs whose steps stand on one sheet."""
MAKS_BELUM_TERDAFTAR: Final = 100
"""Most printed performers without a registered position that the list names."""


def position_pages(telaah: Telaah, beban: Mapping[str, BebanKantor]) -> Iterator[tuple[str, str]]:
    """Yield the list of positions, the page of each registered one, and its sheets for each office.

    Args:
        telaah: The analysed catalogue.
        beban: The load of offices by their key; one without it is shown as not computed.
    """
    lajur = _columns(telaah)
    loads = {opd: BebanOPD(kantor) for opd, kantor in beban.items()}
    rows = []
    for key, jabatan in sorted(telaah.katalog.acuan.jabatan.items()):
        groups = {
            opd: tuple(part(telaah, telaah.katalog[id_sop], keys) for id_sop, keys in ids.items())
            for opd, ids in sorted(lajur[key].items())
        }
        rows.append(_list_row(telaah, key, jabatan, groups))
        yield f"jabatan/{key}.md", _overview(telaah, key, jabatan, groups, loads)
        for opd, parts in groups.items():
            yield from _sheets(telaah, (key, jabatan), opd, parts, loads.get(opd))
    yield (
        "jabatan/index.md",
        render(
            "jabatan_daftar.md.j2",
            {"akar": "../", "baris": rows, **_unregistered(telaah)},
        ),
    )


def _columns(telaah: Telaah) -> Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]:
    """Return the keys of each position's columns, by position, by office, by SOP."""
    found: dict[str, dict[str, dict[str, tuple[str, ...]]]] = defaultdict(lambda: defaultdict(dict))
    for document in telaah.katalog.berlaku:
        for key, position in telaah.turunan[document.id].jabatan.items():
            if position:
                own = found[position][document.opd]
                own[document.id] = (*own.get(document.id, ()), key)
    return found


def _count(parts: Iterable[BagianSOP]) -> dict[str, Any]:
    """Count SOPs and steps; where the copy hides who performs a step, there may be more."""
    parts = tuple(parts)
    known = sum(len(one.tugas) for one in parts)
    doubt = any(one.dokumen.sop.pelaksana_tidak_terbaca for one in parts)
    return {
        "sop": len(parts),
        "langkah": known,
        "kata_langkah": (f"{known}, mungkin lebih" if known else "belum diketahui") if doubt else str(known),
        "kalimat_langkah": (f"Sekurang-kurangnya {known} langkah" if known else "Langkahnya belum diketahui")
        if doubt
        else f"{known} langkah",
    }


def _list_row(
    telaah: Telaah, key: str, jabatan: Jabatan, groups: Mapping[str, tuple[BagianSOP, ...]]
) -> dict[str, Any]:
    return {
        "kunci": key,
        "nama": jabatan.nama,
        "sebutan": ", ".join(sebutan.teks for sebutan in jabatan.sebutan),
        "opd": office(telaah, next(iter(groups))).singkatan
        if len(groups) == 1
        else f"{len(groups)} OPD"
        if groups
        else "–",
        "satu_opd": next(iter(groups)) if len(groups) == 1 else None,
        **_count(one for parts in groups.values() for one in parts),
    }


def _unregistered(telaah: Telaah) -> dict[str, Any]:
    """Return the printed performers who are no registered position, the most frequent first."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for document in telaah.katalog.berlaku:
        names = document.sop.nama_pelaksana
        for key, position in telaah.turunan[document.id].jabatan.items():
            if position is None:
                found[normalise(names[key])].append((names[key], document.id))
    order = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return {
        "belum_terdaftar": [
            {"nama": uses[0][0], "sop": len({id_sop for _, id_sop in uses}), "contoh": uses[0][1],
             "nama_contoh": telaah.katalog[uses[0][1]].sop.nama,
             "opd_contoh": office(telaah, telaah.katalog[uses[0][1]].opd).singkatan}
            for _, uses in order[:MAKS_BELUM_TERDAFTAR]
        ],
        "belum_terdaftar_lain": max(len(order) - MAKS_BELUM_TERDAFTAR, 0),
    }  # fmt: skip


def _overview(
    telaah: Telaah,
    key: str,
    jabatan: Jabatan,
    groups: Mapping[str, tuple[BagianSOP, ...]],
    loads: Mapping[str, BebanOPD],
) -> str:
    total = sum(len(parts) for parts in groups.values())
    akar = "../../"
    rows = []
    for opd, parts in groups.items():
        rows.append(
            {
                "kunci": opd,
                "nama": office(telaah, opd).nama,
                "singkatan": office(telaah, opd).singkatan,
                **_count(parts),
                "beban": _brief_load(parts, loads.get(opd)),
                "bagian": [one.values(akar, loads.get(opd)) for one in parts] if total <= MAKS_SATU_HALAMAN else [],
            }
        )
    return render(
        "jabatan.md.j2",
        {
            "akar": akar,
            "kunci": key,
            "jabatan": jabatan,
            "sebutan": [sebutan.teks for sebutan in jabatan.sebutan],
            "opd": rows,
            "ada_beban": any(row["beban"] for row in rows),
            "semua_di_sini": total <= MAKS_SATU_HALAMAN,
            **_count(one for parts in groups.values() for one in parts),
        },
    )


def _columns_of(parts: Iterable[BagianSOP]) -> Iterator[tuple[str, tuple[str, ...]]]:
    return ((one.dokumen.id, one.lajur) for one in parts)


def _brief_load(parts: tuple[BagianSOP, ...], load: BebanOPD | None) -> dict[str, str] | None:
    """Return the hours of a position in one office, and the load of its busiest role there."""
    roles = load.roles(_columns_of(parts)) if load else ()
    top = heaviest(roles)
    if load is None or top is None:
        return None
    hours = fsum(load.of_sop(id_sop, keys)["angka"] for id_sop, keys in _columns_of(parts))
    return {"jam": monthly(hours), "beban": load_cell(top.beban), "tingkat": severity(top.beban)}


def _sheets(
    telaah: Telaah, jabatan: tuple[str, Jabatan], opd: str, parts: tuple[BagianSOP, ...], load: BebanOPD | None
) -> Iterator[tuple[str, str]]:
    """Yield the sheets of a position in one office; the first one lists all its SOPs."""
    key, entry = jabatan
    sheets = [parts[first : first + MAKS_SOP_LEMBAR] for first in range(0, len(parts), MAKS_SOP_LEMBAR)]
    roles = load.roles(_columns_of(parts)) if load else ()
    for number, sheet in enumerate(sheets, start=1):
        akar = "../../../" if number == 1 else "../../../../"
        values: dict[str, Any] = {
            "akar": akar,
            "kunci": key,
            "jabatan": entry,
            "kunci_opd": opd,
            "opd": office(telaah, opd),
            "lembar": number,
            "banyak_lembar": len(sheets),
            "bagian": [one.values(akar, load) for one in sheet],
            "daftar": [_entry(one, load, index // MAKS_SOP_LEMBAR + 1) for index, one in enumerate(parts)]
            if number == 1
            else [],
            "peran": [role_row(role) for role in roles] if number == 1 else [],
            "tanpa_waktu": sum(role.tanpa_waktu for role in roles),
            "dihitung": load is not None,
            "skenario": load.kantor.nama_skenario if load else None,
            "asumsi": load.kantor.asumsi if load else (),
            **_count(parts),
        }
        path = f"jabatan/{key}/{opd}.md" if number == 1 else f"jabatan/{key}/{opd}/lembar-{number}.md"
        yield path, render("jabatan_opd.md.j2", values)


def _entry(one: BagianSOP, load: BebanOPD | None, lembar: int) -> dict[str, Any]:
    return {
        "nama": one.dokumen.sop.nama,
        "jangkar": one.jangkar,
        "lembar": lembar,
        "langkah": [tugas.langkah.urut for tugas in one.tugas],
        "beban": load.of_sop(one.dokumen.id, one.lajur) if load else None,
    }
