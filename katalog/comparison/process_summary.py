"""In what the SOPs of one process differ most, in a few sentences."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from katalog.comparison.phrases import field_name, listed
from katalog.comparison.process import JenisBaris

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from katalog.comparison.process import TabelProses

_SEBUT = 3
"""Columns, or SOPs, that are told by name."""


def summarise_process(found: TabelProses, label: Mapping[str, str]) -> tuple[str, ...]:
    """Return what three or more SOPs of one process share and do not share.

    Args:
        found: the SOPs side by side.
        label: what each SOP is called, by its id.
    """
    return tuple(_sentences(found, label))


def _sentences(found: TabelProses, label: Mapping[str, str]) -> Iterator[str]:
    many, rows = len(found.sop), len(found.baris)
    largest = found.ragam[0]
    if len(largest) == many:
        yield f"Langkah-langkah semua {many} SOP sama."
        return
    same = sum(1 for row in found.baris if row.jenis in {JenisBaris.SAMA, JenisBaris.EJAAN})
    if same:
        yield f"Dari {rows} langkah yang disejajarkan, {same} sama pada semua {many} SOP."
    else:
        yield f"Dari {rows} langkah yang disejajarkan, tidak satu pun sama pada semua {many} SOP."
    if len(largest) > 1:
        others = f" ({listed(label[one] for one in largest)})" if len(largest) <= _SEBUT else ""
        yield f"{len(largest)} SOP{others} sama dalam semua langkah."
    columns = Counter(column for row in found.baris for column in row.berbeda)
    if columns:
        told = [f"{field_name(column)} ({count} langkah)" for column, count in columns.most_common(_SEBUT)]
        yield f"Paling sering berbeda: {listed(told)}."
    alone = Counter(next(iter(row.sel)) for row in found.baris if row.jenis is JenisBaris.SATU)
    if alone:
        total = sum(alone.values())
        who = (
            f", terbanyak pada {label[alone.most_common(1)[0][0]]}"
            if len(alone) > 1
            else f", yaitu {label[next(iter(alone))]}"
        )
        yield f"{total} langkah hanya ada pada satu SOP{who}."
