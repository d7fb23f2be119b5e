"""The steps of a process's SOPs side by side, as cells of a page: one column an office, or one a variant."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from markupsafe import escape

from katalog.comparison.differences import KOLOM
from katalog.comparison.phrases import listed
from katalog.comparison.process import BERTANDA, TIDAK_TERBACA, JenisBaris
from katalog.render.comparison_words import INFERRED, NAMA_BARIS, NAMA_KOLOM, common_words, letters
from katalog.render.marks import Tanda

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from katalog.checking import Telaah
    from katalog.comparison.process import BarisProses, SelProses, TabelProses

MAKS_LAJUR: Final = 8
"""Columns of a matrix; more SOPs are shown as variants: those that say the same share a column."""
MAKS_RAGAM: Final = 6
"""Wordings of one row that are shown where even the variants are too many for columns."""
_TERDAFTAR: Final = 12
_SEBUT: Final = 3
"""Offices that a row's first cell names."""


def columns(found: TabelProses, label: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the columns: one for each SOP, or, where there are many, one for each group that says the same."""
    if len(found.sop) <= MAKS_LAJUR:
        return [
            {"judul": label[one], "wakil": one, "sop": [one], "lain": 0, "banyak": 1, "semua": []} for one in found.sop
        ]
    return [
        {
            "judul": f"Varian {letters(number)}",
            "wakil": group[0],
            "sop": [label[one] for one in group[:_SEBUT]],
            "lain": max(0, len(group) - _SEBUT),
            "banyak": len(group),
            "semua": [{"label": label[one], "sop": one} for one in group],
        }
        for number, group in enumerate(found.ragam)
    ]


def rows(
    telaah: Telaah, found: TabelProses, lanes: Sequence[Mapping[str, Any]], label: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return the rows of the matrix; a row that is the same everywhere has one cell for all."""
    result = []
    for number, row in enumerate(found.baris, start=1):
        same = row.jenis in {JenisBaris.SAMA, JenisBaris.EJAAN}
        shown = [lane["wakil"] for lane in lanes][: 1 if same else None]
        result.append(
            {
                **_head(row, number, label),
                "sama": same,
                "tautan": [
                    {"label": label[one], "sop": one, "langkah": row.sel[one].langkah}
                    for one in (lane["wakil"] for lane in lanes)
                ]
                if same
                else [],
                "sel": [_cell(telaah, row, one) if one in row.sel else None for one in shown],
            }
        )
    return result


def variants(telaah: Telaah, found: TabelProses, label: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the rows with the wordings of each, the most frequent first."""
    result = []
    for number, row in enumerate(found.baris, start=1):
        groups = row.ragam
        result.append(
            {
                **_head(row, number, label),
                "sama": row.jenis in {JenisBaris.SAMA, JenisBaris.EJAAN},
                "ragam": [
                    {
                        "nama": letters(at),
                        "banyak": len(group),
                        "sel": _cell(telaah, row, group[0]),
                        "sop": [label[one] for one in group[:_TERDAFTAR]],
                        "lain": max(0, len(group) - _TERDAFTAR),
                    }
                    for at, group in enumerate(groups[:MAKS_RAGAM])
                ],
                "ragam_lain": max(0, len(groups) - MAKS_RAGAM),
                "sop_lain": sum(len(group) for group in groups[MAKS_RAGAM:]),
            }
        )
    return result


def _head(row: BarisProses, number: int, label: Mapping[str, str]) -> dict[str, Any]:
    there, missing = [[label[one] for one in ids] for ids in (row.sel, row.tidak_ada)]
    if missing:
        fewer = min((there, missing), key=len)
        named = listed(fewer) if len(fewer) <= _SEBUT else f"{len(fewer)} dari {len(there) + len(missing)} SOP"
        who = f"{'hanya' if fewer is there else 'tidak ada'} di {named}"
    elif row.jenis is JenisBaris.SAMA:
        who = "sama di semua"
    else:
        who = NAMA_BARIS[row.jenis]
    return {
        "nomor": number,
        "jenis": row.jenis.value,
        "kata": who,
        "berbeda": [NAMA_KOLOM[column].casefold() for column in row.berbeda],
    }


def _cell(telaah: Telaah, row: BarisProses, id_sop: str) -> dict[str, Any]:
    sel = row.sel[id_sop]
    sop = telaah.katalog[id_sop].sop
    address, marks = f"../../sop/{id_sop}/", Tanda(sop)
    inferred = partial(marks.of_steps, sel.langkah, alamat=address)
    fields = []
    for column in KOLOM:
        if column in {"kegiatan", "pelaksana"}:
            continue
        text = sel.isi[column]
        if text is None and column not in row.berbeda:
            continue
        words = common_words(sel.kata[column]) if column in BERTANDA else escape(text or "")
        fields.append(
            {
                "nama": NAMA_KOLOM[column],
                "teks": words if text else None,
                "tanda": inferred(INFERRED.get(column, ())),
                "beda": column in row.berbeda,
                "catatan": None,
            }
        )
    return {
        "sop": id_sop,
        "langkah": sel.langkah,
        "pindah": _moved(row, sel) if id_sop in row.pindah else None,
        "bersama": sel.bersama,
        "kegiatan": common_words(sel.kata["kegiatan"]),
        "oleh": sel.isi["pelaksana"]
        or ("pelaksana tidak terbaca" if sel.kunci["pelaksana"] == TIDAK_TERBACA else "tanpa pelaksana"),
        "tanda": inferred(("pelaksana",)),
        "oleh_beda": "pelaksana" in row.berbeda,
        "isi": fields,
    }


def _moved(row: BarisProses, sel: SelProses) -> str:
    """Say from where a step moved: its number in an SOP that has it in the row's place."""
    usual = next((cell.langkah for one, cell in row.sel.items() if one not in row.pindah and cell.langkah), ())
    own = ", ".join(map(str, sel.langkah))
    return f"langkah {usual[0]} → {own}" if usual else f"langkah {own}"
