"""The working hours that the site shows: computed office by office, and again only where something changed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pydantic import ValidationError

from katalog.simulation_record import BebanKantor
from simulate.asking import settle
from simulate.fingerprint import fingerprint, program
from simulate.procedures import all_procedures
from simulate.scenario_file import DASAR, SkenarioError
from simulate.workload import office_load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from katalog.checking import Telaah


def site_loads(telaah: Telaah, simpanan: Path) -> Mapping[str, BebanKantor]:
    """Return the load of every office under the default scenario; what cannot be computed is left out, and said.

    Args:
        telaah: The catalogue.
        simpanan: Folder in which loads are kept from build to build.
    """
    terbaca = settle(DASAR)
    semua = {key: one for key, one in all_procedures(telaah).items() if one.sop.masih_berlaku}
    folder = simpanan / program()
    result: dict[str, BebanKantor] = {}
    for opd, ids in telaah.indeks.menurut_opd.items():
        mine = [semua[key] for key in ids if key in semua]
        if not mine:
            continue
        first, *others = mine
        sidik = fingerprint(first, others, terbaca.skenario, 0, {"beban": opd})
        load = _known(folder / f"beban-{sidik}.json")
        if load is None:
            try:
                load = office_load(semua, opd, terbaca)
            except SkenarioError as error:
                print(f"Beban kerja {opd} tidak dihitung: {error}", file=sys.stderr)
                continue
            _keep(folder / f"beban-{sidik}.json", load)
        for left in load.tidak_dihitung:
            print(f"{left.sop} tidak ikut dalam beban kerja: {left.alasan}", file=sys.stderr)
        result[opd] = load
    return result


def _known(path: Path) -> BebanKantor | None:
    try:
        return BebanKantor.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _keep(path: Path, load: BebanKantor) -> None:
    """Write a load in one move, so that a stopped build leaves no half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(load.model_dump_json(), encoding="utf-8")
    part.replace(path)
