"""The cases that the site plays again: taken from the simulation once, and again only where something changed."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from pydantic import ValidationError

from katalog.replay_record import CatatanPutar
from simulate.asking import settle
from simulate.executors import open_executor
from simulate.fingerprint import program
from simulate.procedures import all_procedures
from simulate.replay import replay
from simulate.scenario_file import DASAR
from simulate.session import Sesi

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Executor
    from pathlib import Path

    from katalog.checking import Telaah
    from katalog.simulation_record import CatatanSimulasi


def site_replays(telaah: Telaah, simulasi: Mapping[str, CatatanSimulasi], simpanan: Path) -> Mapping[str, CatatanPutar]:
    """Return the cases to be played again of every SOP that was simulated and has a time.

    Args:
        telaah: The catalogue.
        simulasi: The records of the simulations under the default scenario.
        simpanan: Folder in which they are kept from build to build.
    """
    folder = simpanan / program()
    result: dict[str, CatatanPutar] = {}
    with ExitStack() as stack:
        executor: Executor | None = None
        semua = all_procedures(telaah)
        for id_sop, catatan in simulasi.items():
            if catatan.waktu is None:
                continue
            path = folder / f"putar-{catatan.sidik}.json"
            found = _known(path)
            if found is None:
                executor = executor or stack.enter_context(open_executor(1))
                terbaca = settle(DASAR, catatan.ulangan, catatan.benih)
                found = replay(Sesi(semua, id_sop, executor, None), terbaca, catatan)
                if found is None:
                    continue
                _keep(path, found)
            result[id_sop] = found
    return result


def _known(path: Path) -> CatatanPutar | None:
    try:
        return CatatanPutar.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _keep(path: Path, record: CatatanPutar) -> None:
    """Write a record in one move, so that a stopped build leaves no half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(record.model_dump_json(), encoding="utf-8")
    part.replace(path)
