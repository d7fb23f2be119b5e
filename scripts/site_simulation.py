"""The simulations that the site shows: answered once, and again only when what they were made from changes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from pydantic import ValidationError

from katalog.simulation_record import CatatanSimulasi
from simulate.asking import settle, simulate_all
from simulate.fingerprint import program
from simulate.scenario_file import DASAR, SkenarioError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from katalog.checking import Telaah

ULANGAN = "TATALAKSANA_ULANGAN"
"""Environment variable: replications of each simulation of the site; 0 leaves simulations out."""


def site_records(telaah: Telaah, simpanan: Path) -> Mapping[str, CatatanSimulasi]:
    """Return the record of every SOP under the default scenario; one that cannot be simulated is left out, and said.

    Args:
        telaah: The catalogue.
        simpanan: Folder in which records are kept from build to build.

    Raises:
        ValueError: If the environment asks for a number of replications that is none.
    """
    ulangan = os.environ.get(ULANGAN, "")
    if ulangan == "0":
        return {}
    if ulangan and not (ulangan.isascii() and ulangan.isdigit() and 2 <= int(ulangan) <= 1_000_000):
        raise ValueError(f"{ULANGAN} harus 0, atau bilangan 2 sampai 1000000, bukan {ulangan[:20]!r}.")
    folder = simpanan / program()
    result: dict[str, CatatanSimulasi] = {}
    kept: set[str] = set()

    def known(sidik: str) -> CatatanSimulasi | None:
        try:
            record = CatatanSimulasi.model_validate_json((folder / f"{sidik}.json").read_bytes())
        except (OSError, ValidationError):
            return None
        kept.add(record.sop)
        return record

    terbaca = settle(DASAR, int(ulangan) if ulangan else None)
    workers = os.cpu_count() or 1
    for id_sop, found in simulate_all(telaah, telaah.katalog.menurut_id, terbaca, pekerja=workers, simpanan=known):
        if isinstance(found, SkenarioError):
            print(f"{id_sop} tidak disimulasikan: {found}", file=sys.stderr)
            continue
        if id_sop not in kept:
            _keep(folder, found)
        result[id_sop] = found
    return result


def _keep(folder: Path, record: CatatanSimulasi) -> None:
    """Write a record in one move, so that a stopped build leaves no half of it."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{record.sidik}.part"
    part.write_text(record.model_dump_json(), encoding="utf-8")
    part.replace(folder / f"{record.sidik}.json")
