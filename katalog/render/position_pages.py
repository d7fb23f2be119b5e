"""One page for each position: every step that it performs, in every SOP in which it has a lane."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from katalog.naming import slugify
from katalog.render.list_page import list_page
from katalog.render.marks import Tanda
from katalog.render.templating import render
from katalog.render.views import office, performers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.checking import Telaah


def position_pages(telaah: Telaah) -> Iterator[tuple[str, str]]:
    """Yield the page of each registered position, and their list."""
    lanes = _lanes(telaah)
    rows = []
    for key, jabatan in sorted(telaah.katalog.acuan.jabatan.items()):
        groups = [_group(telaah, id_sop, keys) for id_sop, keys in lanes[key].items()]
        known = sum(len(group["langkah"]) for group in groups)
        doubt = any(group["tidak_terbaca"] for group in groups)
        rows.append(
            [
                {"teks": jabatan.nama, "alamat": f"jabatan/{key}/"},
                {"teks": ", ".join(sebutan.teks for sebutan in jabatan.sebutan)},
                {"teks": str(len(groups))},
                {"teks": (f"{known}, mungkin lebih" if known else "belum diketahui") if doubt else str(known)},
            ]
        )
        values = {
            "akar": "../../",
            "jabatan": jabatan,
            "sebutan": [sebutan.teks for sebutan in jabatan.sebutan],
            "kelompok": groups,
        }
        yield f"jabatan/{key}.md", render("jabatan.md.j2", values)
    yield (
        "jabatan/index.md",
        list_page(
            "Jabatan",
            "Jabatan yang sama dapat tercetak dengan sebutan berbeda; halaman jabatan mengumpulkan semua langkahnya.",
            ["Jabatan", "Sebutan yang dikenali", "SOP", "Langkah"],
            rows,
        ),
    )


def _lanes(telaah: Telaah) -> dict[str, dict[str, list[str]]]:
    """Return, for each position, the SOPs in which it has a lane, with the keys of its lanes."""
    lanes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for document in telaah.katalog.dokumen:
        for key, position in telaah.turunan[document.id].jabatan.items():
            if position:
                lanes[position][document.id].append(key)
    return lanes


def _group(telaah: Telaah, id_sop: str, keys: list[str]) -> dict[str, Any]:
    document = telaah.katalog[id_sop]
    marks, names = Tanda(document.sop), document.sop.nama_pelaksana
    rows = [
        {
            "urut": step.urut,
            "tanda": marks.mark(f"langkah.{step.urut}.pelaksana", f"../../sop/{id_sop}/"),
            "kegiatan": step.kegiatan,
            "kelengkapan": step.mutu_baku.kelengkapan,
            "waktu": step.mutu_baku.waktu,
            "output": step.mutu_baku.output,
            "bersama": performers(document, [other for other in step.pelaksana if other not in keys]),
        }
        for step in document.sop.langkah
        if any(key in step.pelaksana for key in keys)
    ]
    return {
        "sop": id_sop,
        "nama": document.sop.nama,
        "nama_opd": office(telaah, document.opd).singkatan,
        "sebagai": [names[key] for key in keys],
        "jangkar": slugify(id_sop),
        "langkah": rows,
        "tidak_terbaca": sorted(document.sop.pelaksana_tidak_terbaca),
    }
