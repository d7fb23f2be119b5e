"""An office that does not exist: SOPs of several offices, run by one set of people who share their positions."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from katalog.yaml_source import clip
from lab.faults import LabError, known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulate.procedures import Prosedur

NAMA: Final = "Kantor rekaan"
"""What an office is called that nobody named."""


def joined_office(semua: Mapping[str, Prosedur], ids: Iterable[str], nama: str) -> dict[str, Prosedur]:
    """Return procedures as one office runs them: equal positions are the same people.

    Two columns of one SOP that are the same position stay two roles, as in an office of its own. The ids, and with
    them everything that a scenario says of an SOP, stay as they are.

    Raises:
        LabError: If an SOP is not known, or fewer than two are named.
    """
    if isinstance(ids, str):
        raise LabError("satu kantor memerlukan daftar id SOP, misalnya [id_pertama, id_kedua].")
    chosen = dict.fromkeys(known(one, semua) for one in ids)
    if len(chosen) < 2:
        raise LabError("satu kantor memerlukan dua SOP atau lebih; untuk satu SOP pakailah how_long atau what_if.")
    opd = office_key(nama)
    return {key: _moved(semua[key], opd) for key in chosen}


def office_key(nama: str) -> str:
    """Return the key by which a scenario may name the office (`staf.opd`).

    Raises:
        LabError: If the name holds no letter and no figure.
    """
    key = "-".join(re.findall(r"[a-z0-9]+", nama.casefold()))[:60].strip("-")
    if not key:
        raise LabError(f'nama kantor "{clip(nama)}" tidak memuat huruf; tulis misalnya "Kantor contoh".')
    return key


def _moved(one: Prosedur, opd: str) -> Prosedur:
    positions = list(one.jabatan.values())
    moved = {
        role: f"{opd}/{position if positions.count(position) == 1 else role.rpartition('/')[2]}"
        for role, position in one.jabatan.items()
    }
    return replace(
        one,
        opd=opd,
        peran={column: moved[role] for column, role in one.peran.items()},
        nama_peran={moved[role]: name for role, name in one.nama_peran.items()},
        jabatan={moved[role]: position for role, position in one.jabatan.items()},
    )


def assumption(nama: str, asal: Iterable[str], semua: Mapping[str, Prosedur]) -> str:
    """Return what the reader must know: the office is made up, and how.

    Args:
        nama: Its name.
        asal: The offices that the SOPs come from.
        semua: Its procedures.
    """
    shared: dict[str, set[str]] = {}
    for one in semua.values():
        for role in {one.peran[column] for step in one.sop.langkah for column in step.pelaksana}:
            shared.setdefault(role, set()).add(one.id)
    common = sum(len(users) > 1 for users in shared.values())
    return (
        f"{clip(nama)} adalah asumsi, bukan kantor yang ada: {len(semua)} SOP dari {len(set(asal))} OPD diasumsikan "
        f"dikerjakan oleh satu kantor dengan orangnya sendiri. Jabatan yang sama dianggap orang yang sama; "
        f"{common} dari {len(shared)} jabatan mengerjakan lebih dari satu SOP."
    )
