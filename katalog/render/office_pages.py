"""One page for each office, and their list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from katalog.render.list_page import list_page
from katalog.render.scorecard_parts import office_slug
from katalog.render.status_words import in_force_words
from katalog.render.templating import render
from katalog.render.views import counts, office, position_name, regulation_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.checking import Telaah


def office_pages(telaah: Telaah, cards: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the page of each office, and their list."""
    keys = sorted({*telaah.katalog.acuan.opd, *telaah.indeks.menurut_opd})
    rows: list[list[dict[str, Any]]] = []
    for key in keys:
        opd, ids = office(telaah, key), telaah.indeks.menurut_opd.get(key, ())
        valid = [id_sop for id_sop in ids if id_sop not in telaah.katalog.tidak_berlaku]
        own = [temuan for id_sop in valid for temuan in telaah.temuan_sop[id_sop]]
        rows.append(
            [
                {"teks": opd.nama, "alamat": f"opd/{key}/"},
                {"teks": f"{opd.daerah.jenis.capitalize()} {opd.daerah.nama}"},
                {"teks": in_force_words(len(valid), len(ids) - len(valid))},
                {"hitungan": counts(own)} if valid else {"teks": "–"},
            ]
        )
        positions: dict[str, None] = {}
        regulations: set[str] = set()
        for id_sop in valid:
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
                    "penilaian": office_slug(key),
                    "kartu": [cards[id_sop] for id_sop in ids],
                    "hitungan": counts(own) if valid else None,
                    "jabatan": [(f"{position}/{key}", position_name(telaah, position)) for position in positions],
                    "peraturan": [(rule, regulation_name(telaah, rule)) for rule in sorted(regulations)],
                },
            ),
        )
    yield (
        "opd/index.md",
        list_page(
            "OPD",
            "Organisasi perangkat daerah dalam daftar acuan, dan berapa SOP-nya yang ada dalam katalog.",
            ["OPD", "Daerah", "SOP", "Temuan"],
            rows,
        ),
    )
