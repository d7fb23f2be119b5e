"""SOPs that the last site had and that the catalogue no longer accounts for: a file deleted by mistake is not missed.

An SOP that was renamed is accounted for by its former ids, and one that is no longer in force by its status.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from katalog.catalogue import Katalog

_TERBANYAK: Final = 10
"""Most names that one sentence holds."""


def lost_sops(before: Iterable[str], katalog: Katalog) -> tuple[str, ...]:
    """Return the ids among `before` that are neither an SOP's nor were one's, in order."""
    former = {old for document in katalog.dokumen for old in document.sop.id_lama}
    return tuple(sorted({*before} - former - katalog.menurut_id.keys()))


def said_lost(lost: Sequence[str]) -> str:
    """Say which SOPs are gone, and what to do."""
    return (
        f"Perhatian: {len(lost)} SOP yang ada pada situs sebelumnya tidak ada lagi: {_listed(lost)}.\n"
        "Bila pindah nama, tulis id itu pada id_lama SOP-nya. Bila tidak berlaku lagi, kembalikan berkasnya dan tulis "
        "status: dicabut atau digantikan."
    )


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _TERBANYAK
    return ", ".join(names[:_TERBANYAK]) + (f", dan {more} lagi" if more > 0 else "")
