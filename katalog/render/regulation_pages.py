"""One page for each regulation that is known or cited, and their list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from katalog.references import Keyakinan
from katalog.render.list_page import list_page
from katalog.render.templating import render
from katalog.render.views import office, portal, regulation_long_name, regulation_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from katalog.checking import Telaah
    from katalog.index import Kutipan


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
                {"teks": str(len({kutipan.sop for kutipan in citing}))},
            ]
        )
        yield (
            f"hukum/{key}.md",
            render(
                "hukum.md.j2",
                {
                    "akar": "../../",
                    "kunci": key,
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
                            "jangkar": anchors.get((kutipan.sop, kutipan.butir)),
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


def _first_of_each_office(citing: Iterable[Kutipan]) -> dict[tuple[str, int], str]:
    """Return an anchor for the first place where each office cites a regulation."""
    first: dict[str, tuple[str, int]] = {}
    for kutipan in citing:
        first.setdefault(kutipan.sop.partition("/")[0], (kutipan.sop, kutipan.butir))
    return {place: f"opd-{opd}" for opd, place in first.items()}
