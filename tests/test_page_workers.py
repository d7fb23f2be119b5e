"""Pages that several processes make are those that one makes, and what goes wrong in one is not lost."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path
from types import MappingProxyType

import pytest

from katalog.site import Jenis, Kelompok
from scripts import page_workers
from scripts.generate import generate
from scripts.made_pages import CATATAN, Dibuat, make
from tests.simulation_support import catatan

SOPS = Path(__file__).parents[1] / "sops"
RECORDED = "dinkes-kota-tangerang/penjenjangan-kinerja"


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _die(task: page_workers._Tugas) -> list[page_workers.Hasil]:
    if task.kelompok[0][0] is Jenis.SOP:
        os._exit(1)
    return _PLAIN(task)


_PLAIN = page_workers._work


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_workers, "PALING_SEDIKIT_BERSAMA", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)


@pytest.fixture
def made_alone(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Groups that this process makes itself."""
    names: list[str] = []

    def noting(group: Kelompok, docs: Path) -> tuple[Dibuat, int]:
        names.append(str(group.jenis))
        return make(group, docs)

    monkeypatch.setattr(page_workers, "make", noting)
    return names


@pytest.mark.usefixtures("shared")
def test_processes_write_what_one_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made_alone: list[str]):
    with monkeypatch.context() as plain:
        plain.setattr("os.cpu_count", lambda: 1)
        written = generate(SOPS, tmp_path / "sendiri", simulasi=lambda _: {RECORDED: catatan()})
    made_alone.clear()
    assert generate(SOPS, tmp_path / "bersama", simulasi=lambda _: {RECORDED: catatan()}) == written
    assert tree(tmp_path / "bersama") == tree(tmp_path / "sendiri")
    assert made_alone == [Jenis.UNDUHAN, Jenis.JABATAN, Jenis.SEMUA]
    assert generate(SOPS, tmp_path / "bersama", simulasi=lambda _: {RECORDED: catatan()}) == 0


@pytest.mark.usefixtures("shared")
def test_groups_of_a_process_that_dies_are_made_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made_alone: list[str]
):
    generate(SOPS, tmp_path / "utuh")
    monkeypatch.setattr(page_workers, "_work", _die)
    made_alone.clear()
    generate(SOPS, tmp_path / "mati")
    assert tree(tmp_path / "mati") == tree(tmp_path / "utuh")
    assert Jenis.SOP in made_alone


@pytest.mark.usefixtures("shared")
def test_a_file_that_a_process_cannot_write_stops_the_run(tmp_path: Path):
    (tmp_path / "sop").mkdir(parents=True)
    (tmp_path / "sop/dinkes-kota-tangerang").write_text("berkas di tempat folder", "utf-8")
    with pytest.raises(OSError, match="dinkes-kota-tangerang"):
        generate(SOPS, tmp_path)
    assert not (tmp_path / CATATAN).exists()


def test_few_groups_start_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("simulate.processes.open_pool", lambda *_: pytest.fail("a process for a few groups"))
    assert generate(SOPS, tmp_path) > 100


def test_read_only_mappings_come_back_as_such():
    whole = MappingProxyType({"a": MappingProxyType({"b": (1, 2)})})
    again = pickle.loads(page_workers._pickled(whole))  # type: ignore[arg-type]  # noqa: S301 - its own
    assert again == whole
    assert type(again) is type(again["a"]) is MappingProxyType


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows knows no SIGKILL")
def test_workers_end_with_a_parent_that_is_killed():
    """They hold both ends of their own pipe; nobody else tells them that nothing more will come."""
    code = (
        "import os, sys\n"
        "from simulate.processes import open_pool\n"
        "if __name__ == '__main__':\n"
        "    pool = open_pool(2)\n"
        "    print(*{pool.submit(os.getpid).result() for _ in range(9)}, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    # The workers hold what is written to as well: the end of it comes when the last of them is gone.
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert done.stdout.split()
