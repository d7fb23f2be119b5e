"""One page for each process, with the SOPs of all offices side by side, and their list."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from katalog.render.list_page import list_page
from katalog.render.marks import Tanda
from katalog.render.templating import render
from katalog.render.views import performed_by, process, regulation_name
from katalog.render.wording import CONVENTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.checking import Telaah


def process_pages(telaah: Telaah, cards: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the page of each process, and their list."""
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
