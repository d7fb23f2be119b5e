"""Every generated file of the website, as pairs of a path below `docs/` and its bytes."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from katalog.references import Keyakinan
from katalog.render.api import api_files
from katalog.render.list_page import list_page
from katalog.render.marks import Tanda
from katalog.render.position_pages import position_pages
from katalog.render.simulation_pages import simulation_page
from katalog.render.sop_page import sop_page
from katalog.render.templating import render
from katalog.render.views import (
    card,
    counts,
    office,
    performed_by,
    portal,
    position_name,
    process,
    regulation_long_name,
    regulation_name,
    show_findings,
)
from katalog.render.wording import CONVENTIONS
from katalog.rules import ALL_RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from katalog.checking import Telaah
    from katalog.simulation_record import CatatanSimulasi

FOLDER = ("api", "hukum", "jabatan", "opd", "proses", "simulasi", "sop", "sumber", "temuan")
"""Folders below `docs/` that hold generated files alone; `index.md` stands beside them."""
_TANPA_SIMULASI: Mapping[str, CatatanSimulasi] = MappingProxyType({})


def site_files(
    telaah: Telaah, read: Callable[[str], bytes], simulasi: Mapping[str, CatatanSimulasi] = _TANPA_SIMULASI
) -> Iterator[tuple[str, bytes]]:
    """Yield every generated file.

    Args:
        telaah: the analysed catalogue.
        read: returns the bytes of a file of the catalogue folder by its relative path.
        simulasi: records by the id of their SOP; an SOP without one is shown as not simulated.
    """
    cards = {document.id: card(telaah, document) for document in telaah.katalog.dokumen}
    for path, text in _pages(telaah, cards, simulasi):
        yield path, text.encode()
    for document in telaah.katalog.dokumen:
        yield f"sop/{document.id}.yaml", read(document.berkas)
    for name in sorted(telaah.katalog.sumber):
        yield f"sumber/{name}", read(f"_sumber/{name}")
    yield from api_files(telaah, simulasi)


def _pages(
    telaah: Telaah, cards: dict[str, dict[str, Any]], simulasi: Mapping[str, CatatanSimulasi]
) -> Iterator[tuple[str, str]]:
    yield "index.md", render("beranda.md.j2", _home(telaah, cards))
    yield "sop/index.md", render("daftar_sop.md.j2", {"akar": "../", "kartu": list(cards.values())})
    for document in telaah.katalog.dokumen:
        yield f"sop/{document.id}.md", sop_page(telaah, document, "../../../", simulasi.get(document.id))
    yield "simulasi/index.md", simulation_page(telaah, simulasi, cards)
    yield from _offices(telaah, cards)
    yield from _processes(telaah, cards)
    yield from _regulations(telaah)
    yield from position_pages(telaah)
    yield from _rules(telaah, cards)


MAKS_KARTU = 24
"""Most SOPs that the home page shows one by one; a larger catalogue is shown by office."""


def _home(telaah: Telaah, cards: dict[str, dict[str, Any]]) -> dict[str, Any]:
    few = len(cards) <= MAKS_KARTU
    return {
        "akar": "",
        "judul_daftar": "SOP dalam katalog" if few else "OPD dalam katalog",
        "kartu": list(cards.values()) if few else [],
        "opd": []
        if few
        else [
            {
                "kunci": key,
                "nama": office(telaah, key).nama,
                "jumlah": len(ids),
                "hitungan": counts(temuan for id_sop in ids for temuan in telaah.temuan_sop[id_sop]),
            }
            for key, ids in telaah.indeks.menurut_opd.items()
        ],
        "jumlah_sop": len(cards),
        "jumlah_opd": len(telaah.indeks.menurut_opd),
    }


def _offices(telaah: Telaah, cards: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    keys = sorted({*telaah.katalog.acuan.opd, *telaah.indeks.menurut_opd})
    rows: list[list[dict[str, Any]]] = []
    for key in keys:
        opd, ids = office(telaah, key), telaah.indeks.menurut_opd.get(key, ())
        own = [temuan for id_sop in ids for temuan in telaah.temuan_sop[id_sop]]
        rows.append(
            [
                {"teks": opd.nama, "alamat": f"opd/{key}/"},
                {"teks": f"{opd.daerah.jenis.capitalize()} {opd.daerah.nama}"},
                {"teks": str(len(ids))},
                {"hitungan": counts(own)},
            ]
        )
        positions: dict[str, None] = {}
        regulations: set[str] = set()
        for id_sop in ids:
            derived = telaah.turunan[id_sop]
            positions.update(dict.fromkeys(position for position in derived.jabatan.values() if position))
            regulations.update(ref.kunci for basis in derived.dasar_hukum for ref in basis.rujukan if ref.kunci)
        yield (
            f"opd/{key}.md",
            render(
                "opd.md.j2",
                {
                    "akar": "../../",
                    "opd": opd,
                    "kartu": [cards[id_sop] for id_sop in ids],
                    "hitungan": counts(own),
                    "jabatan": [(position, position_name(telaah, position)) for position in positions],
                    "peraturan": [(rule, regulation_name(telaah, rule)) for rule in sorted(regulations)],
                },
            ),
        )
    yield (
        "opd/index.md",
        list_page(
            "OPD",
            "Organisasi perangkat daerah yang SOP-nya ada dalam katalog.",
            ["OPD", "Daerah", "SOP", "Temuan"],
            rows,
        ),
    )


def _processes(telaah: Telaah, cards: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    keys = sorted({*telaah.katalog.acuan.proses, *telaah.indeks.menurut_proses})
    rows = []
    for key in keys:
        proses, ids = process(telaah, key), telaah.indeks.menurut_proses.get(key, ())
        rows.append(
            [
                {"teks": proses.nama, "alamat": f"proses/{key}/"},
                {"teks": proses.keterangan},
                {"teks": ", ".join(cards[id_sop]["nama_opd"] for id_sop in ids) or "–"},
            ]
        )
        yield (
            f"proses/{key}.md",
            render(
                "proses.md.j2",
                {
                    "akar": "../../",
                    "proses": proses,
                    "sop": [cards[id_sop] for id_sop in ids],
                    "konvensi": CONVENTIONS,
                    "baris_langkah": _step_rows(telaah, ids),
                    "baris_hukum": _law_rows(telaah, ids),
                },
            ),
        )
    yield (
        "proses/index.md",
        list_page(
            "Proses",
            "Proses yang sama dapat memiliki SOP pada beberapa OPD; halaman proses menaruhnya berdampingan.",
            ["Proses", "Hasil", "SOP dari"],
            rows,
        ),
    )


def _step_rows(telaah: Telaah, ids: tuple[str, ...]) -> list[tuple[int, list[dict[str, Any] | None]]]:
    """Return, for each printed number, the step of each SOP, None where it has none."""
    columns: list[dict[int, dict[str, Any]]] = []
    for id_sop in ids:
        document = telaah.katalog[id_sop]
        columns.append(
            {
                step.urut: {
                    "sop": id_sop,
                    "kegiatan": step.kegiatan,
                    "oleh": performed_by(document, step),
                    "tanda": Tanda(document.sop).mark(f"langkah.{step.urut}.pelaksana", f"../../sop/{id_sop}/"),
                    "waktu": step.mutu_baku.waktu,
                    "output": step.mutu_baku.output,
                }
                for step in document.sop.langkah
            }
        )
    numbers = sorted({number for column in columns for number in column})
    return [(number, [column.get(number) for column in columns]) for number in numbers]


def _law_rows(telaah: Telaah, ids: tuple[str, ...]) -> list[tuple[str, str, list[list[int]]]]:
    """Return, for each regulation, its items (from 1) in each SOP."""
    columns: list[dict[str, list[int]]] = []
    for id_sop in ids:
        column: dict[str, list[int]] = defaultdict(list)
        for basis in telaah.turunan[id_sop].dasar_hukum:
            if basis.utama and basis.utama.kunci:
                column[basis.utama.kunci].append(basis.butir + 1)
        columns.append(column)
    keys = sorted({key for column in columns for key in column})
    return [(key, regulation_name(telaah, key), [column.get(key, []) for column in columns]) for key in keys]


_RELASI = (
    ("mengubah", "Mengubah"),
    ("diubah_oleh", "Diubah oleh"),
    ("mencabut", "Mencabut"),
    ("dicabut_oleh", "Dicabut oleh"),
)


def _regulations(telaah: Telaah) -> Iterator[tuple[str, str]]:
    known = telaah.katalog.acuan.peraturan
    keys = sorted({*known, *telaah.indeks.pengutip})
    rows: list[list[dict[str, Any]]] = []
    for key in keys:
        name, entry = regulation_name(telaah, key), known.get(key)
        citing = telaah.indeks.pengutip.get(key, ())
        rows.append(
            [
                {"teks": name, "alamat": f"hukum/{key}/"},
                {"teks": entry.judul if entry else "judul belum ada di daftar acuan"},
                {"status": entry.status, "ragu": entry.keyakinan_status is Keyakinan.BELUM_DIVERIFIKASI}
                if entry
                else {"teks": "belum ada di daftar acuan"},
                {"teks": entry.keyakinan_status.keterangan if entry else "belum diverifikasi"},
                {"teks": str(len({kutipan.sop for kutipan in citing}))},
            ]
        )
        yield (
            f"hukum/{key}.md",
            render(
                "hukum.md.j2",
                {
                    "akar": "../../",
                    "nama": name,
                    "nama_panjang": regulation_long_name(telaah, key),
                    "judul": entry.judul if entry else None,
                    "peraturan": entry,
                    "portal": portal(telaah, key),
                    "relasi": [
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
                    ],
                    "pengutip": [
                        {
                            "sop": kutipan.sop,
                            "nama": telaah.katalog[kutipan.sop].sop.nama,
                            "nama_opd": office(telaah, kutipan.sop.partition("/")[0]).singkatan,
                            "butir": kutipan.butir + 1,
                            "bersarang": kutipan.bersarang,
                            "disimpulkan": kutipan.disimpulkan,
                            "teks": telaah.katalog[kutipan.sop].sop.dasar_hukum[kutipan.butir],
                        }
                        for kutipan in citing
                    ],
                },
            ),
        )
    yield (
        "hukum/index.md",
        list_page(
            "Dasar hukum",
            "Peraturan yang dikutip SOP dalam katalog, beserta statusnya dan seberapa yakin status itu.",
            ["Peraturan", "Tentang", "Status", "Keyakinan", "Dikutip SOP"],
            rows,
        ),
    )


def _rules(telaah: Telaah, cards: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    def sop_name(id_sop: str) -> str:
        document = telaah.katalog[id_sop]
        return f"{document.sop.nama} ({office(telaah, document.opd).singkatan})"

    summary = []
    for rule in ALL_RULES:
        findings = telaah.temuan_kode.get(rule.kode, ())
        standing = [temuan for temuan in findings if temuan.diterima is None]
        page = rule.page()
        summary.append(
            {
                "kode": rule.kode,
                "judul": page.judul,
                "tingkat": rule.tingkat,
                "jumlah": len(standing),
                "diterima": len(findings) - len(standing),
                "ada": bool(findings),
                "jumlah_sop": len({temuan.sop for temuan in standing if temuan.sop}),
            }
        )
        yield (
            f"temuan/{rule.kode.lower()}.md",
            render(
                "aturan.md.j2",
                {
                    "akar": "../../",
                    "kode": rule.kode,
                    "tingkat": rule.tingkat,
                    "halaman": page,
                    "temuan": show_findings(findings),
                    "nama_sop": sop_name,
                },
            ),
        )
    yield (
        "temuan/index.md",
        render(
            "temuan.md.j2",
            {
                "akar": "../",
                "aturan": summary,
                "jumlah_sop": len(cards),
                "kartu": list(cards.values()),
                "hitungan": counts(telaah.temuan),
                "temuan_acuan": show_findings(temuan for temuan in telaah.temuan if temuan.sop is None),
                "nama_sop": sop_name,
            },
        ),
    )
