"""What the step table leaves unused: said as doubts, so that nothing of the document vanishes in silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from impor.draft import Draf
    from impor.form_parts import Bagian
    from impor.step_header import Kepala
    from impor.step_rows import TabelLangkah

_TURUNAN: Final = frozenset(
    {"ID SOP", "OPD", "Nama SOP", "Jabatan"}
    | {f"Menit {kind}, paling {end}" for kind in ("kalender", "kerja") for end in ("sedikit", "banyak")}
)
"""Columns that `sop ekspor` derives from the others: nothing is lost with them."""
_MAKS_SISA: Final = 60
_MUTU: Final = ("kelengkapan", "waktu", "output")
_BERNOMOR = re.compile(r"\d{1,3}\s*[.)]?\s+(?:\S+\s+)?[^\W\d_]{2,}\s+\S*[^\W\d_]{2}")


def write_unused(table: TabelLangkah | None, parts: Bagian, draf: Draf) -> None:
    """Keep the words that went nowhere, and say which columns, rows and totals of the steps are among them."""
    draf.sisa = [words for _, words, _ in parts.sisa if words][:_MAKS_SISA]
    if len(parts.sisa) > _MAKS_SISA:
        draf.sisa.append(f"… dan {len(parts.sisa) - _MAKS_SISA} baris lain.")
    if table is None:
        return
    _columns(table, draf)
    _missing(table.kepala, draf)
    _rows(parts, draf, after=table.kepala.awal)
    if table.judul_lain:
        words = "Judul kolom pada halaman berikutnya berbeda; isinya dibaca menurut judul yang pertama."
        draf.doubt(("langkah",), words)
    if table.jumlah_lain:
        said = ", ".join(f'"{words[:60]}"' for words in table.jumlah_lain)
        draf.doubt(("jumlah_waktu",), f"Baris jumlah memuat isi lain lagi: {said[:300]}.")
        draf.sisa += [f"Baris jumlah: {words}" for words in table.jumlah_lain]


def _columns(table: TabelLangkah, draf: Draf) -> None:
    """Say which columns are unused, and keep their words at the end of the draft, step by step."""
    header = table.kepala
    derived = _TURUNAN if header.column("arah") is not None else frozenset()
    names = {column: heading for column, heading in header.lain.items() if heading and heading not in derived}
    held = False
    for step in table.langkah:
        for column, words in step.lain:
            if header.lain.get(column) not in derived:
                heading = header.aktor.get(column) or names.get(column) or f"kolom ke-{column + 1}"
                if header.peran.get(column, "lain") == "lain":
                    held, names[column] = True, heading
                draf.sisa.append(f"Langkah {step.urut}, {heading}: {words}")
    if names:
        said = ", ".join(dict.fromkeys(names[column] for column in sorted(names)))
        where = "; isinya ada di akhir draf" if held else ""
        draf.doubt(("langkah",), f"Kolom naskah yang tidak dipakai: {said[:300]}{where}.")


def _missing(header: Kepala, draf: Draf) -> None:
    """Say which columns of the quality standard the table does not have."""
    roles = set(header.peran.values())
    if "waktu_bersama" in roles:
        roles.add("waktu")
    said = ", ".join(name.capitalize() for name in _MUTU if name not in roles)
    if said:
        draf.doubt(("langkah",), f"Kolom yang tidak ditemukan pada tabel: {said}.")


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
