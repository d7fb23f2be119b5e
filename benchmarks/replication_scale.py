"""Replications per second and memory of the real catalogue's questions: `python -m benchmarks.replication_scale`.

Each line is measured in this one run. Memory is that of a process of its own for each number of replications.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING

from katalog import analyse, load_catalogue
from simulate.asking import prepare, settle, simulate
from simulate.scenario_file import load_scenario, with_values

if TYPE_CHECKING:
    from katalog import Telaah
    from simulate.scenario_file import SkenarioTerbaca

AKAR = Path(__file__).parents[1] / "sops"
SOP = "dinkes-kota-tangerang/penjenjangan-kinerja"


def _telaah() -> Telaah:
    return analyse(load_catalogue(AKAR))


def whole_year() -> SkenarioTerbaca:
    """Return the scenario of a year in which all SOPs of the catalogue run side by side, all own cases measured."""
    ids = [dokumen.id for dokumen in load_catalogue(AKAR).dokumen]
    change = {
        "rancangan": {"bentuk": "setahun", "alasan": "Diukur."},
        "kantor": {"sop_lain": ids, "alasan": "Diukur."},
    }
    return with_values(load_scenario("dasar"), change, "setahun")


def speed(skenario: SkenarioTerbaca | str, ulangan: int, pekerja: int) -> float:
    """Return replications per second of the question itself, without the ladder, on so many processes."""
    telaah = _telaah()
    start = time.perf_counter()
    simulate(telaah, SOP, skenario, ulangan=ulangan, pekerja=pekerja, tangga=False, sumbatan=False)
    return ulangan / (time.perf_counter() - start)


def _measure(ulangan: int, result: multiprocessing.Queue[int]) -> None:
    simulate(_telaah(), SOP, "variasi", ulangan=ulangan, tangga=False, sumbatan=False)
    result.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def peak_kilobytes(ulangan: int) -> int:
    """Return the greatest memory of a fresh process that runs so many replications."""
    context = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[int] = context.Queue()
    process = context.Process(target=_measure, args=(ulangan, queue))
    process.start()
    found = queue.get()
    process.join()
    return found


def main() -> None:
    """Measure and print tables in Markdown."""
    cores = os.cpu_count() or 1
    year = whole_year()
    cases = len(prepare(_telaah(), SOP, settle(year))[1].percobaan.rencana.sop)
    print(f"| question | workers | replications/s | against one worker |\n|---|--:|--:|--:|  <!-- {cores} cores -->")
    for name, scenario, count in (
        ("one case in an idle office (`variasi`)", "variasi", 20_000),
        ("one case in a working office (`dasar`)", "dasar", 5000),
        (f"a year of the whole catalogue ({cases} procedures, other work included)", year, 300),
    ):
        base = 0.0
        for workers in sorted({1, 2, cores}):
            rate = speed(scenario, count, workers)
            base = base or rate
            print(f"| {name} | {workers} | {rate:,.0f} | {rate / base:.2f} |", flush=True)
    print("\n| replications | peak memory, MB |\n|--:|--:|")
    for count in (100, 1000, 10_000):
        print(f"| {count:,} | {peak_kilobytes(count) / 1024:.0f} |", flush=True)
    start = time.perf_counter()
    simulate(_telaah(), SOP, pekerja=cores)
    print(f"\nDefault answer (1,000 replications, ladder, one more person): {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
