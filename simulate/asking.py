"""Asking: how long does this procedure take, what makes it longer, what would change it. The door of the package."""

from __future__ import annotations

from concurrent.futures import Executor
from contextlib import nullcontext
from typing import TYPE_CHECKING

from katalog.checking import Telaah, analyse
from simulate.executors import open_executor
from simulate.procedures import Prosedur, all_procedures
from simulate.scenario_file import SkenarioError, SkenarioTerbaca, load_scenario, with_values
from simulate.session import SEMUA, Sesi, built

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from katalog.catalogue import Katalog
    from katalog.simulation_record import CatatanSimulasi, PerbandinganSimulasi
    from simulate.office_plan import Susunan
    from simulate.session import Kemajuan


def simulate(  # noqa: PLR0913 - what to ask, and how; all but the first three by name
    katalog: Katalog | Telaah,
    id_sop: str,
    skenario: str | Path | SkenarioTerbaca = "dasar",
    *,
    ulangan: int | None = None,
    benih: int | None = None,
    pekerja: int | str | Executor = 1,
    tangga: bool = True,
    sumbatan: bool = True,
    kepekaan: bool = False,
    kemajuan: Kemajuan | None = None,
) -> CatatanSimulasi:
    """Return how long an SOP takes under a scenario, against what it says, and why.

    Args:
        katalog: The catalogue.
        id_sop: `<opd>/<slug>`.
        skenario: The name of a shipped scenario, a file, or a scenario already read.
        ulangan: Replications, 2 or more; by default what the scenario says.
        benih: Seed, 0 or more; by default what the scenario says.
        pekerja: Processes, the address of a Dask cluster ("tcp://…"), or any executor, which is left open. The answer
            is the same from any.
        tangga: Whether to explain the time rung by rung.
        sumbatan: Whether to try one more person in each role.
        kepekaan: Whether to move each assumption down and up.
        kemajuan: Told of progress.

    Returns:
        The record; all times in calendar minutes unless a field says working minutes. Where a role has more work than
        time, its `waktu` is None and the ladder goes as far as it can.

    Raises:
        KeyError: If there is no such SOP.
        SkenarioError: With every fault of the scenario, or where it does not answer what the SOP leaves open.
        ValueError: If an argument is out of range, or workers are not to be had.
    """
    terbaca = _settled(skenario, ulangan, benih)
    with _executor(pekerja) as executor:
        sesi = Sesi(all_procedures(_analysed(katalog)), id_sop, executor, kemajuan)
        return sesi.answer(terbaca, tangga=tangga, sumbatan=sumbatan, kepekaan=kepekaan)


def compare(  # noqa: PLR0913 - as above
    katalog: Katalog | Telaah,
    id_sop: str,
    a: str | Path | SkenarioTerbaca,
    b: str | Path | SkenarioTerbaca,
    *,
    ulangan: int | None = None,
    benih: int | None = None,
    pekerja: int | str | Executor = 1,
    kemajuan: Kemajuan | None = None,
) -> PerbandinganSimulasi:
    """Return what scenario `b` changes against `a`, with the same luck in both: replications and seed of `a`.

    Raises:
        KeyError: If there is no such SOP.
        SkenarioError: With every fault of a scenario, or where a role has more work than time.
        ValueError: If an argument is out of range, or workers are not to be had.
    """
    one = _settled(a, ulangan, benih)
    other = _settled(b, one.skenario.ulangan, one.skenario.benih)
    with _executor(pekerja) as executor:
        return Sesi(all_procedures(_analysed(katalog)), id_sop, executor, kemajuan).difference(one, other)


def simulate_all(
    katalog: Katalog | Telaah,
    ids: Iterable[str],
    skenario: SkenarioTerbaca,
    *,
    pekerja: int | str | Executor = 1,
    simpanan: Callable[[str], CatatanSimulasi | None] = lambda _: None,
) -> Iterator[tuple[str, CatatanSimulasi | SkenarioError]]:
    """Yield the answer for each of many SOPs, all but the tornado; a fault of one does not stop the others.

    Args:
        katalog: The catalogue.
        ids: The SOPs.
        skenario: The scenario.
        pekerja: As for `simulate`.
        simpanan: Returns what is kept under a fingerprint, if anything: such an answer is not computed again.

    Raises:
        KeyError: If there is no such SOP.
        ValueError: If workers are not to be had.
    """
    telaah = _analysed(katalog)
    semua = all_procedures(telaah)
    with _executor(pekerja) as executor:
        for id_sop in ids:
            sesi = Sesi(semua, id_sop, executor, None)
            try:
                kept = simpanan(sesi.fingerprint(skenario, SEMUA))
                yield id_sop, kept or sesi.answer(skenario, tangga=True, sumbatan=True, kepekaan=False)
            except SkenarioError as error:
                yield id_sop, error


def prepare(katalog: Katalog | Telaah, id_sop: str, terbaca: SkenarioTerbaca) -> tuple[Prosedur, Susunan]:
    """Return a procedure and its experiment: for logs, and for asking what the engine is asked.

    Raises:
        KeyError: If there is no such SOP.
        SkenarioError: Where the scenario does not answer what the SOP leaves open.
    """
    semua = all_procedures(_analysed(katalog))
    return semua[id_sop], built(semua[id_sop], semua, terbaca)


def settle(
    skenario: str | Path | SkenarioTerbaca, ulangan: int | None = None, benih: int | None = None
) -> SkenarioTerbaca:
    """Return a scenario, read where it must be, with replications and seed of one's own; raises as `simulate`."""
    return _settled(skenario, ulangan, benih)


def _settled(skenario: str | Path | SkenarioTerbaca, ulangan: int | None, benih: int | None) -> SkenarioTerbaca:
    terbaca = skenario if isinstance(skenario, SkenarioTerbaca) else load_scenario(skenario)
    changes = {key: value for key, value in (("ulangan", ulangan), ("benih", benih)) if value is not None}
    return with_values(terbaca, changes, terbaca.kunci) if changes else terbaca


def _executor(pekerja: int | str | Executor) -> AbstractContextManager[Executor]:
    return nullcontext(pekerja) if isinstance(pekerja, Executor) else open_executor(pekerja)


def _analysed(katalog: Katalog | Telaah) -> Telaah:
    return katalog if isinstance(katalog, Telaah) else analyse(katalog)
