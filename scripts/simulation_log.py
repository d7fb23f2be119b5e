"""Writing the event log of a simulation beside its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulate.asking import prepare
from simulate.event_log import Keterangan, write_event_log
from simulate.experiment import simulated
from simulate.procedures import all_procedures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from katalog.checking import Telaah
    from simulate.record import Hasil
    from simulate.scenario_file import SkenarioTerbaca


def write_log(telaah: Telaah, id_sop: str, terbaca: SkenarioTerbaca, ulangan: int, berkas: Path) -> None:
    """Write the cases of the first replications as CSV or XES, by the file's suffix; whole, or not at all.

    Raises:
        SkenarioError: As `simulate.simulate`.
        ValueError: If the suffix is neither .csv nor .xes.
    """
    _, susunan = prepare(telaah, id_sop, terbaca)
    steps = {
        (dokumen.id, step.urut): step.kegiatan for dokumen in telaah.katalog.dokumen for step in dokumen.sop.langkah
    }
    roles = {peran: nama for one in all_procedures(telaah).values() for peran, nama in one.nama_peran.items()}

    def replications() -> Iterator[tuple[int, Hasil]]:
        for nomor in range(ulangan):
            yield nomor, simulated(susunan.percobaan, nomor)[0]

    write_event_log(berkas, replications(), Keterangan(susunan.mulai, steps, roles))
