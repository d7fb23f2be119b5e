"""What the step table leaves unused: said as doubts, so that nothing of the document vanishes in silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from impor.blocks import Baris
    from impor.draft import Draf
    from impor.form_parts import Bagian
    from impor.step_rows import TabelLangkah

_BERNOMOR = re.compile(r"\d{1,3}\s*[.)]?\s+(?:\S+\s+)?[^\W\d_]{2,}\s+\S*[^\W\d_]{2}")


def mark_unused(table: TabelLangkah, parts: Bagian, draf: Draf, rows: Sequence[Baris]) -> None:
    """Say which columns, rows and totals of the document went into no step."""
    _columns(table, draf, rows[table.kepala.awal].teks)
    _rows(parts, draf, after=table.kepala.awal)
    if table.judul_lain:
        words = "Judul kolom pada halaman berikutnya berbeda; isinya dibaca menurut judul yang pertama."
        draf.doubt(("langkah",), words)
    if table.jumlah_lain:
        said = ", ".join(f'"{words[:60]}"' for words in table.jumlah_lain)
        draf.doubt(("jumlah_waktu",), f"Naskah memuat jumlah lain lagi: {said}.")


def _columns(table: TabelLangkah, draf: Draf, words: tuple[str, ...]) -> None:
    unused = [words[column] for column, role in table.kepala.peran.items() if role == "lain" and column < len(words)]
    said = ", ".join(word for word in unused if word)
    if said:
        draf.doubt(("langkah",), f"Kolom naskah yang tidak dipakai: {said[:300]}.")


def _rows(parts: Bagian, draf: Draf, *, after: int) -> None:
    """Say which unused words below the heading of the steps look like a step: a number, and a sentence."""
    lines: dict[int, list[str]] = {}
    for index, words, _ in parts.sisa:
        if index > after:
            lines.setdefault(index, []).append(words)
    found = [said for pieces in lines.values() if _BERNOMOR.match(said := " ".join(pieces))]
    if found:
        more = f", dan {len(found) - 1} baris lain" if len(found) > 1 else ""
        said = f'"{found[0][:100]}"{more}'
        draf.doubt(("langkah",), f"Di bawah tabel ada baris bernomor yang tidak diimpor: {said}; lihat akhir draf.")
