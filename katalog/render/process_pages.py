"""One page for each process: what its SOPs of all offices share, where they differ, and their list."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from katalog.comparison.clones import nearest
from katalog.comparison.differences import compare, side
from katalog.comparison.process import compare_process
from katalog.comparison.process_summary import summarise_process
from katalog.render.amounts import duration
from katalog.render.comparison_words import share
from katalog.render.list_page import list_page
from katalog.render.pair_pages import pair_address, pair_page
from katalog.render.process_matrix import MAKS_LAJUR, columns, rows, variants
from katalog.render.status_words import status_mark
from katalog.render.templating import render
from katalog.render.views import also_cited, office, process, regulation_name
from katalog.render.wording import CONVENTIONS
from katalog.rules.clones import SalinanBelumDisesuaikan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from katalog.checking import Telaah
    from katalog.comparison.differences import Sisi
    from katalog.comparison.process import TabelProses
    from katalog.comparison.record import Perbandingan
    from katalog.simulation_record import CatatanSimulasi

MAKS_SEMUA_PASANGAN: Final = 4
"""Up to so many SOPs of a process every pair has a page; of more, each SOP with the one nearest to it.

So a process of 40 offices has at most 40 pages of pairs, not 780, and the pages of an SOP do not grow in number with
the catalogue. Any other two are compared in the columns of the process's own page, or by the command.
"""
_MAKS_KEMIRIPAN: Final = 12
"""Up to so many SOPs of a process the page says how alike any two are."""
_MAKS_SALINAN: Final = 5
"""Likely copies that are listed; all of them stand on the rule's page."""
_TERDAFTAR: Final = 12
"""SOPs that are named one by one where a row of a long list tells who does or does not."""


@dataclass(frozen=True, slots=True)
class ProsesTerbanding:
    """The SOPs of one process, compared: all of them in rows, and the pairs that have a page one by one."""

    proses: str
    sisi: Mapping[str, Sisi]
    label: Mapping[str, str]
    """What each SOP is called beside the others."""
    tabel: TabelProses
    pasangan: tuple[Perbandingan, ...]


def process_keys(telaah: Telaah) -> list[str]:
    """Return the keys of all processes, registered or named by an SOP, in order."""
    return sorted({*telaah.katalog.acuan.proses, *telaah.indeks.menurut_proses})


def compare_one(
    telaah: Telaah, key: str, cards: Mapping[str, Mapping[str, Any]], simulasi: Mapping[str, CatatanSimulasi]
) -> ProsesTerbanding:
    """Return the comparison of the SOPs of one process."""
    ids = telaah.indeks.menurut_proses.get(key, ())
    sides = {one: side(telaah.katalog[one], telaah.turunan, telaah.katalog.acuan, simulasi) for one in ids}
    found = compare_process(tuple(sides.values()))
    pairs = tuple(compare(sides[a], sides[b]) for a, b in pairs_with_page(found))
    return ProsesTerbanding(key, sides, labels([cards[one] for one in ids]), found, pairs)


def process_list(telaah: Telaah, cards: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the list of processes."""
    listed = []
    for key in process_keys(telaah):
        proses, ids = process(telaah, key), telaah.indeks.menurut_proses.get(key, ())
        listed.append(
            [
                {"teks": proses.nama, "alamat": f"proses/{key}/"},
                {"teks": proses.keterangan},
                {"teks": ", ".join(cards[id_sop]["nama_opd"] for id_sop in ids) or _nobody(telaah, key)},
            ]
        )
    return list_page(
        "Proses",
        "Proses yang sama dapat memiliki SOP pada beberapa OPD; halaman proses menaruhnya berdampingan.",
        ["Proses", "Hasil", "SOP dari"],
        listed,
    )


def _nobody(telaah: Telaah, key: str) -> str:
    return "tidak ada SOP yang berlaku" if key in telaah.katalog.tidak_berlaku_menurut_proses else "–"


def process_pages(
    telaah: Telaah, terbanding: ProsesTerbanding, cards: dict[str, dict[str, Any]]
) -> Iterator[tuple[str, str]]:
    """Yield the page of a process and those of its pairs."""
    key, sides, label, found = terbanding.proses, terbanding.sisi, terbanding.label, terbanding.tabel
    ids = found.sop
    proses = process(telaah, key)
    for one in terbanding.pasangan:
        yield f"{pair_address(one.a.id, one.b.id)[:-1]}.md", pair_page(telaah, one, (key, proses.nama), cards)
    summary: Sequence[str] = terbanding.pasangan[0].ringkasan if len(ids) == 2 else ()
    if len(ids) > 2:
        summary = summarise_process(found, label)
    copies = [temuan for one in ids for temuan in telaah.temuan_sop[one] if temuan.kode == SalinanBelumDisesuaikan.kode]
    wide = len(ids) > MAKS_LAJUR
    lanes = columns(found, label)
    values = {
        "akar": "../../",
        "proses": proses,
        "kunci": key,
        "ada_unduhan": bool(terbanding.pasangan),
        "sop": [{**cards[one], "label": label[one], **_realistic(sides[one])} for one in ids],
        "ada_simulasi": any(sides[one].catatan for one in ids),
        "tidak_berlaku": [
            {
                "id": one.id,
                "nama": one.sop.nama,
                "nama_opd": office(telaah, one.opd).singkatan,
                "status": status_mark(one.sop),
            }
            for one in telaah.katalog.tidak_berlaku_menurut_proses.get(key, ())
        ],
        "ringkasan": summary,
        "konvensi": CONVENTIONS,
        "lebar": wide,
        "lajur": lanes,
        "baris": rows(telaah, found, lanes, label) if len(lanes) <= MAKS_LAJUR else None,
        "ragam": variants(telaah, found, label) if len(lanes) > MAKS_LAJUR else None,
        "baris_hukum": _law_rows(telaah, ids, label),
        "kemiripan": _similarities(found, label, {(one.a.id, one.b.id) for one in terbanding.pasangan}),
        "semua_kemiripan": len(ids) <= _MAKS_KEMIRIPAN,
        "semua_pasangan": len(ids) <= MAKS_SEMUA_PASANGAN,
        "salinan": copies[:_MAKS_SALINAN],
        "salinan_lain": max(0, len(copies) - _MAKS_SALINAN),
        "nama_sop": lambda one: label[one],
    }
    yield f"proses/{key}.md", render("proses.md.j2", values)


def labels(cards: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return what each SOP of a process is called: its office, with its own name where an office has several."""
    offices = Counter(card["nama_opd"] for card in cards)
    return {
        card["id"]: card["nama_opd"] if offices[card["nama_opd"]] == 1 else f"{card['nama_opd']}: {card['nama']}"
        for card in cards
    }


def pairs_with_page(found: TabelProses) -> tuple[tuple[str, str], ...]:
    """Return the pairs of SOPs that have a page, each once, the smaller id first."""
    if len(found.sop) <= MAKS_SEMUA_PASANGAN:
        return tuple((a, b) for at, a in enumerate(found.sop) for b in found.sop[at + 1 :])
    near = nearest(found.rangkaian, 0.0, 1)
    return tuple(sorted({(min(a, b.sop), max(a, b.sop)) for a, others in near.items() for b in others}))


def _realistic(one: Sisi) -> dict[str, str | None]:
    time = one.catatan.waktu if one.catatan else None
    return {
        "p50": duration(time.p50.nilai) if time else None,
        "p90": duration(time.p90.nilai) if time else None,
    }


def _similarities(
    found: TabelProses, label: Mapping[str, str], paired: Collection[tuple[str, str]]
) -> list[dict[str, Any]]:
    """Return for each SOP how alike the others are: all of them, or those it is paired with where there are many."""
    result = []
    for one in found.sop:
        cells = [
            {
                "label": label[other],
                "nilai": share(found.similarity(one, other)) if other != one else None,
                "alamat": pair_address(one, other) if has_page else None,
                "bagian": int(found.similarity(one, other) * 10),
            }
            for other in found.sop
            if (has_page := (min(one, other), max(one, other)) in paired) or len(found.sop) <= _MAKS_KEMIRIPAN
        ]
        result.append({"label": label[one], "id": one, "sel": cells})
    return result


def _law_rows(telaah: Telaah, ids: Sequence[str], label: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return each regulation with its items (from 1) in each SOP, and who cites it or does not, whoever are fewer."""
    items: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for id_sop in ids:
        for basis in telaah.turunan[id_sop].dasar_hukum:
            if basis.utama and basis.utama.kunci:
                items[basis.utama.kunci].setdefault(id_sop, []).append(basis.butir + 1)
    besides = {one: also_cited(telaah, one) for one in ids}
    result = []
    for key in sorted(items):
        users = items[key]
        named = {other["kunci"]: other["nama"] for one in users for other in besides[one].get(key, ())}
        fewer = [one for one in ids if one not in users] if len(users) * 2 > len(ids) else list(users)
        result.append(
            {
                "kunci": key,
                "nama": regulation_name(telaah, key),
                "sel": [{"butir": users.get(one, []), "pula": besides[one].get(key, [])} for one in ids],
                "pula": [
                    {
                        "kunci": other,
                        "nama": name,
                        "jumlah": sum(other in {also["kunci"] for also in besides[one].get(key, ())} for one in users),
                    }
                    for other, name in sorted(named.items())
                ],
                "sama": len(users) == len(ids),
                "jumlah": len(users),
                "hanya": len(users) * 2 <= len(ids),
                "sop": [label[one] for one in fewer[:_TERDAFTAR]],
                "lain": max(0, len(fewer) - _TERDAFTAR),
            }
        )
    return result
