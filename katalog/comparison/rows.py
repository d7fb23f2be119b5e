"""Comparisons as plain rows for a spreadsheet: a header and then the rows, of texts, whole numbers and blanks.

How rows, steps and values relate stands as the member that says so; whoever shows them puts words in its place.
Texts are as printed; whoever writes them into a file keeps programs from reading them as formulas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from katalog.comparison.alignment import Hubungan
from katalog.comparison.differences import KOLOM
from katalog.comparison.phrases import capital, field_name
from katalog.comparison.record import Jenis

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from katalog.comparison.process import SelProses, TabelProses
    from katalog.comparison.record import BedaIsi, BedaLangkah, Perbandingan

Nilai = str | int | None
Barisan = tuple[Nilai, ...]

KEPALA_PASANGAN: Final = ("Bagian", "Langkah A", "Langkah B", "Hubungan", "Isian", "Jenis", "A", "B")


def process_rows(
    found: TabelProses, label: Mapping[str, str], disimpulkan: Mapping[str, Mapping[int, Sequence[str]]]
) -> tuple[Barisan, ...]:
    """Return the SOPs of a process side by side: a row for each piece of work, ten columns for each SOP.

    Args:
        found: the table of the process.
        label: what each SOP is called in the header, by its id.
        disimpulkan: fields of a step that the transcriber inferred, by SOP and printed number.
    """
    header: list[Nilai] = ["Baris", "Status", "Isian yang berbeda"]
    for id_sop in found.sop:
        header += [f"{label[id_sop]}: {name}" for name in ("langkah", *map(field_name, KOLOM), "disimpulkan")]
    rows: list[Barisan] = [tuple(header)]
    for number, row in enumerate(found.baris, start=1):
        cells: list[Nilai] = [number, row.jenis, ", ".join(field_name(column) for column in row.berbeda) or None]
        for id_sop in found.sop:
            cells += _cell(row.sel.get(id_sop), disimpulkan.get(id_sop, {}))
        rows.append(tuple(cells))
    return tuple(rows)


def _cell(sel: SelProses | None, disimpulkan: Mapping[int, Sequence[str]]) -> list[Nilai]:
    if sel is None:
        return [None] * (len(KOLOM) + 2)
    if sel.bersama:
        return ["baris di atas", *([None] * (len(KOLOM) + 1))]
    moved = " (pindah)" if sel.hubungan is Hubungan.PINDAH else ""
    inferred = dict.fromkeys(name for urut in sel.langkah for name in disimpulkan.get(urut, ()))
    return [_numbers(sel.langkah, moved), *(sel.isi[column] for column in KOLOM), ", ".join(inferred) or None]


def _numbers(numbers: tuple[int, ...], note: str = "") -> Nilai:
    """Return one number as a number; several, or one with a remark, as text."""
    if not numbers:
        return None
    return numbers[0] if len(numbers) == 1 and not note else ", ".join(map(str, numbers)) + note


def comparison_rows(found: Perbandingan, *, ringkas: bool = False) -> tuple[Barisan, ...]:
    """Return everything in which two SOPs differ, spelling included, one value a row; A and B hold what is printed.

    A step that one SOP alone has gives a row for each of its values, or, `ringkas`, one for what is done.
    """
    return (KEPALA_PASANGAN, *_rows(found, ringkas=ringkas))


def _rows(found: Perbandingan, *, ringkas: bool) -> Iterator[Barisan]:
    yield from _values("Identitas", (*found.identitas, found.jumlah_waktu))
    for step in found.langkah:
        alone = step.hubungan in {Hubungan.HANYA_A, Hubungan.HANYA_B}
        yield from _step(step, (isi for isi in step.isi if isi.bidang == "kegiatan") if ringkas and alone else step.isi)
    yield from _values("Kolom pelaksana", found.pelaksana)
    for kind, items in ((Jenis.HANYA_A, found.dasar_hukum.hanya_a), (Jenis.HANYA_B, found.dasar_hukum.hanya_b)):
        for item in items:
            sides = (item.nama, None) if kind is Jenis.HANYA_A else (None, item.nama)
            yield "Dasar hukum", None, None, None, "peraturan", kind, *sides
    for box in found.kotak:
        yield from _values(capital(field_name(box.bidang)), box.butir)


def _values(part: str, values: Iterable[BedaIsi]) -> Iterator[Barisan]:
    for isi in values:
        if isi.jenis is not Jenis.SAMA:
            yield part, None, None, None, field_name(isi.bidang), isi.jenis, isi.a, isi.b


def _step(step: BedaLangkah, values: Iterable[BedaIsi]) -> Iterator[Barisan]:
    head = ("Langkah", _numbers(step.a), _numbers(step.b), step.hubungan)
    differing = [isi for isi in values if isi.jenis is not Jenis.SAMA]
    for isi in differing:
        yield *head, field_name(isi.bidang), isi.jenis, isi.a, isi.b
    if not differing and step.hubungan is not Hubungan.SEJAJAR:
        yield *head, None, Jenis.SAMA, None, None
