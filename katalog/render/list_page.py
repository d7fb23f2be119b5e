"""A page that lists things of one kind in a table."""

from __future__ import annotations

from typing import Any

from katalog.render.templating import render


def list_page(judul: str, pengantar: str, kolom: list[str], baris: list[list[dict[str, Any]]]) -> str:
    """Return the Markdown of a list; a cell has `teks` and may have `alamat`, `status`, `hitungan` or `tingkat`."""
    rows = [[{"alamat": None, "status": None, "tingkat": None, "ragu": False, **cell} for cell in row] for row in baris]
    return render(
        "daftar.md.j2", {"akar": "../", "judul": judul, "pengantar": pengantar, "kolom": kolom, "baris": rows}
    )
