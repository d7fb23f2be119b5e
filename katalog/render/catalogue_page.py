"""The page `/sop/`: every SOP in one table, and beside it what the script `saringan.js` filters and sorts by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from katalog.conventions import KALENDER
from katalog.render.amounts import duration
from katalog.render.catalogue_facets import TIDAK_DISIMULASIKAN, TIDAK_TERJAWAB, catalogue_data, realistic_minutes
from katalog.render.escaping import json_in_html
from katalog.render.marks import Tanda
from katalog.render.templating import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.simulation_record import CatatanSimulasi

BARIS_PERTAMA: Final = 50
"""Rows of the table that a browser with scripts draws at once; the others it reads as text until they are asked for."""
_BIDANG: Final = {
    "nama": "nama",
    "nomor": "nomor",
    "jumlah_waktu": "jumlah_waktu",
    "disahkan": "tanggal_pengesahan",
}
"""Fields of a row that the document prints, by their name in the row."""
_TANPA: Final = {"nama": "", "nomor": "tanpa nomor", "jumlah_waktu": "tidak tercantum", "disahkan": "–"}
_TAK_TERBACA: Final = {**dict.fromkeys(_BIDANG, "tidak terbaca"), "nomor": "nomor tidak terbaca"}


def catalogue_page(
    telaah: Telaah, cards: Mapping[str, Mapping[str, Any]], simulasi: Mapping[str, CatatanSimulasi]
) -> str:
    """Return the Markdown of the page; without the script it is the whole table, in the order of the ids."""
    rows = [
        {**cards[document.id], **_cells(telaah, document, cards[document.id], simulasi.get(document.id))}
        for document in telaah.katalog.dokumen
    ]
    data = Markup(json_in_html(catalogue_data(telaah, simulasi)))  # noqa: S704 - json_in_html escapes
    return render(
        "daftar_sop.md.j2",
        {"akar": "../", "baris": rows[:BARIS_PERTAMA], "lanjutan": rows[BARIS_PERTAMA:], "data": data},
    )


def _cells(
    telaah: Telaah, document: Dokumen, card: Mapping[str, Any], record: CatatanSimulasi | None
) -> dict[str, Any]:
    """Return what a row says besides its card: marks of what was inferred, words for what is missing, the two times."""
    marks = Tanda(document.sop)
    derived, realistic = telaah.turunan[document.id], realistic_minutes(record)
    missing = {name: (_TAK_TERBACA if bidang in marks.unreadable else _TANPA)[name] for name, bidang in _BIDANG.items()}
    return {
        "tanda": {name: marks.mark(bidang, f"{document.id}/") for name, bidang in _BIDANG.items()},
        "tanpa": {**missing, "realistis": (TIDAK_DISIMULASIKAN if record is None else TIDAK_TERJAWAB)[1]},
        "jumlah_langkah": None if derived.total.terukur or not derived.jumlah else card["dihitung"][KALENDER.nama],
        "realistis": duration(realistic) if realistic is not None else None,
    }
