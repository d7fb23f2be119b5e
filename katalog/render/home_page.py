"""The home page: every SOP of a small catalogue, every office of a large one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from katalog.render.templating import render
from katalog.render.views import counts, office

if TYPE_CHECKING:
    from katalog.checking import Telaah


MAKS_KARTU = 24
"""Most SOPs that the home page shows one by one; a larger catalogue is shown by office."""


def home_page(telaah: Telaah, cards: dict[str, dict[str, Any]]) -> str:
    """Return the Markdown of the home page."""
    few = len(cards) <= MAKS_KARTU
    ended = telaah.katalog.tidak_berlaku
    values = {
        "akar": "",
        "judul_daftar": "SOP dalam katalog" if few else "OPD dalam katalog",
        "kartu": list(cards.values()) if few else [],
        "opd": []
        if few
        else [
            {
                "kunci": key,
                "nama": office(telaah, key).nama,
                "jumlah": len(valid := [one for one in ids if one not in ended]),
                "tidak_berlaku": len(ids) - len(valid),
                "hitungan": counts(temuan for id_sop in valid for temuan in telaah.temuan_sop[id_sop]),
            }
            for key, ids in telaah.indeks.menurut_opd.items()
        ],
        "tidak_berlaku": len(ended),
        "jumlah_sop": len(cards),
        "jumlah_opd": len(telaah.indeks.menurut_opd),
    }
    return render("beranda.md.j2", values)
