"""What the last site had and the catalogue no longer accounts for: a file deleted by mistake is not missed.

An SOP or an office that was renamed is accounted for by its former ids; an SOP that is no longer in force stays where
it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katalog.catalogue import Katalog

_TERBANYAK: Final = 10
"""Most names that one sentence holds."""


def lost_words(before: Iterable[str], katalog: Katalog) -> list[str]:
    """Say which SOPs and offices are gone, and what to do; a sentence each, none where nothing is.

    Args:
        before: The ids of the SOPs that the last site had.
        katalog: The catalogue now.
    """
    ids = frozenset(before)
    sops = ids - katalog.menurut_id.keys() - {old for one in katalog.dokumen for old in one.sop.id_lama}
    offices = {one.partition("/")[0] for one in ids} - {one.opd for one in katalog.dokumen}
    offices -= katalog.acuan.opd.keys() | {old for opd in katalog.acuan.opd.values() for old in opd.id_lama}
    found = []
    if sops:
        found.append(
            f"Perhatian: {len(sops)} SOP yang ada pada situs sebelumnya tidak ada lagi: {_listed(sops)}.\n"
            "Bila pindah nama, tulis id itu pada id_lama SOP-nya. Bila tidak berlaku lagi, kembalikan berkasnya dan "
            "tulis status: dicabut atau digantikan."
        )
    if offices:
        found.append(
            f"Perhatian: {len(offices)} OPD yang ada pada situs sebelumnya tidak ada lagi: {_listed(offices)}.\n"
            "Bila berganti nama atau bergabung, tulis kuncinya pada id_lama OPD yang meneruskannya, dalam "
            "_acuan/opd.yaml."
        )
    return found


def _listed(names: Iterable[str]) -> str:
    names = sorted(names)
    more = len(names) - _TERBANYAK
    return ", ".join(names[:_TERBANYAK]) + (f", dan {more} lagi" if more > 0 else "")
