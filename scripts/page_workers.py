"""The pages of a large catalogue, made by several processes: each makes whole groups of files and writes them itself.

What the processes get is the analysed catalogue, once, as a pickle from this program to its own children; what comes
back is which files there are now. Few groups, or a machine with one processor, are served by this process alone.
"""

from __future__ import annotations

import io
import os
import pickle
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from katalog.site import Jenis, Kelompok, process_files, sop_files
from scripts.made_pages import make
from scripts.rare_collection import collect_rarely
from scripts.sources import SourceReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from katalog.checking import Telaah
    from katalog.replay_record import CatatanPutar
    from katalog.simulation_record import CatatanSimulasi
    from scripts.made_pages import Dibuat

PALING_SEDIKIT_BERSAMA: Final = 400
"""Fewest groups that are made by several processes: fewer are done before these have started."""
PALING_BANYAK_PEKERJA: Final = 4
"""Each holds the whole catalogue in memory; with more, what this process makes itself takes longest."""
_SEKALI: Final = 20
"""SOPs that a process makes at a time."""

Hasil = tuple[str, "Dibuat", int]
"""A group's name, its files, and how many of them were written."""


@dataclass(frozen=True, slots=True)
class Bersama:
    """What groups are made from: the catalogue's folder, `docs`, the analysis, records and replays by id of the SOP."""

    akar: Path
    docs: Path
    telaah: Telaah
    simulasi: Mapping[str, CatatanSimulasi]
    putar: Mapping[str, CatatanPutar]


@dataclass(frozen=True, slots=True)
class _Tugas:
    """Groups for a process, with the records and replays that they are made from."""

    kelompok: tuple[tuple[Jenis, str, str | None], ...]
    simulasi: Mapping[str, CatatanSimulasi]
    putar: Mapping[str, CatatanPutar]


def make_together(groups: Sequence[Kelompok], bersama: Bersama) -> Iterator[Hasil]:
    """Make groups and yield what became of each; those of SOPs and processes by several processes if there are many.

    A process that dies leaves its groups to this one. What goes wrong in a process goes wrong here: OSError where a
    file cannot be written.
    """
    many = [group for group in groups if group.jenis in {Jenis.PROSES, Jenis.SOP}]
    workers = min(os.cpu_count() or 1, PALING_BANYAK_PEKERJA)
    if workers < 2 or len(many) < PALING_SEDIKIT_BERSAMA:
        yield from _alone(groups, bersama.docs)
        return
    done = set()
    for result in _shared(workers, groups, many, bersama):
        done.add(result[0])
        yield result
    yield from _alone([group for group in groups if group.nama not in done], bersama.docs)


def _alone(groups: Sequence[Kelompok], docs: Path) -> Iterator[Hasil]:
    for group in groups:
        yield group.nama, *make(group, docs)


def _shared(workers: int, groups: Sequence[Kelompok], many: Sequence[Kelompok], bersama: Bersama) -> Iterator[Hasil]:
    """Yield what processes made of `many`, and this one meanwhile of the rest; stops early where they cannot go on."""
    from concurrent.futures import BrokenExecutor  # noqa: PLC0415 - most runs share nothing out

    from simulate.processes import is_worker, open_pool  # noqa: PLC0415 - the same

    if is_worker():
        return
    pool = open_pool(workers, _prepare, bersama.akar, bersama.docs, _pickled(bersama.telaah))
    try:
        futures: list[Future[list[Hasil]]] = []
        with suppress(BrokenExecutor, OSError):
            futures += [pool.submit(_work, task) for task in _tasks(many, bersama)]
        yield from _alone([group for group in groups if group.jenis not in {Jenis.PROSES, Jenis.SOP}], bersama.docs)
        with suppress(BrokenExecutor):
            for future in futures:
                yield from future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _tasks(groups: Sequence[Kelompok], bersama: Bersama) -> Iterator[_Tugas]:
    """Yield the processes, those with the most SOPs first so that none of them is left for the end, then the SOPs."""
    members = bersama.telaah.indeks.menurut_proses
    processes = [group for group in groups if group.jenis is Jenis.PROSES]
    for group in sorted(processes, key=lambda group: -len(members.get(group.kunci, ()))):
        yield _task([group], members.get(group.kunci, ()), bersama.simulasi, {})
    sops = [group for group in groups if group.jenis is Jenis.SOP]
    for at in range(0, len(sops), _SEKALI):
        some = sops[at : at + _SEKALI]
        yield _task(some, [group.kunci for group in some], bersama.simulasi, bersama.putar)


def _task(
    groups: Sequence[Kelompok],
    ids: Sequence[str],
    simulasi: Mapping[str, CatatanSimulasi],
    putar: Mapping[str, CatatanPutar],
) -> _Tugas:
    return _Tugas(
        tuple((group.jenis, group.kunci, group.bahan) for group in groups),
        {one: simulasi[one] for one in ids if one in simulasi},
        {one: putar[one] for one in ids if one in putar},
    )


class _Pickler(pickle.Pickler):
    """Pickles read-only mappings, which `pickle` itself refuses."""

    def reducer_override(self, obj: Any) -> Any:
        return (_frozen, (dict(obj),)) if type(obj) is MappingProxyType else NotImplemented


def _frozen(content: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(content)


def _pickled(telaah: Telaah) -> bytes:
    stream = io.BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(telaah)
    return stream.getvalue()


class _Meja:
    """What a worker process works with, from its start."""

    akar: Path
    docs: Path
    telaah: Telaah


def _prepare(akar: Path, docs: Path, pickled: bytes) -> None:
    collect_rarely()
    _Meja.akar, _Meja.docs = akar, docs
    _Meja.telaah = pickle.loads(pickled)  # noqa: S301 - what the parent process pickled, through its own pipe


def _work(task: _Tugas) -> list[Hasil]:
    return list(_alone([_group(task, *one) for one in task.kelompok], _Meja.docs))


def _group(task: _Tugas, jenis: Jenis, kunci: str, bahan: str | None) -> Kelompok:
    telaah = _Meja.telaah
    if jenis is Jenis.PROSES:
        return Kelompok(jenis, kunci, bahan, partial(process_files, telaah, kunci, task.simulasi))
    read = SourceReader(_Meja.akar).read
    own = (task.simulasi.get(kunci), task.putar.get(kunci))
    return Kelompok(jenis, kunci, bahan, partial(sop_files, telaah, telaah.katalog[kunci], read, *own))
