"""Replications over any executor: the same bytes, flat memory, and an end to everything that can hang."""

import io
import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from dataclasses import asdict
from datetime import datetime
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulate import executors
from simulate.calendar import Kalender
from simulate.chance import Aliran
from simulate.distributions import Segitiga
from simulate.engine import run
from simulate.event_log import Keterangan, write_xes
from simulate.executors import PER_PEKERJA, PelaksanaError, SerialExecutor, open_executor, run_ordered
from simulate.plan import Cabang, JenisKerja, Keluar, Pekerjaan, Rencana, RencanaLangkah, RencanaSOP
from simulate.record import Hasil

ROOT = Path(__file__).parents[1]


def replication(nomor: int) -> Hasil:
    """A small real run: two roles, a loop, office hours."""
    office = Kalender.from_blocks([(day * 1440 + 480, day * 1440 + 960) for day in range(90)])
    back = Keluar((), (Cabang("Ya", (), 0.7), Cabang("Tidak", (1,), 0.3, kembali=True)))
    steps = {
        1: RencanaLangkah(1, ("a",), Pekerjaan(JenisKerja.UPAYA, Segitiga(5, 10, 40)), Keluar((2,))),
        2: RencanaLangkah(2, ("a", "b"), Pekerjaan(JenisKerja.UPAYA, Segitiga(1, 2, 9)), back),
    }
    plan = Rencana(
        (RencanaSOP("s", (1,), steps, {}),), {"a": 2, "b": 1}, {"a": office, "b": office}, office, {("a", "b"): office}
    )
    return run(plan, [(480.0 + 13 * n, "s", 0) for n in range(20)], Aliran(3, nomor))


def broken(nomor: int) -> int:
    if nomor == 2:
        raise ValueError("salah di pekerja")
    return nomor


def dies(nomor: int) -> int:
    if nomor == 1:
        os._exit(3)
    return nomor


def slow(nomor: int) -> int:
    time.sleep(0.02)
    return nomor


def as_bytes(results: Iterator[Hasil]) -> bytes:
    """The records, and the event log made of them, as bytes."""
    kept = list(results)
    names = Keterangan(datetime(2026, 1, 5), {("s", 1): "Terima", ("s", 2): "Paraf"}, {"a": "A", "b": "B"})  # noqa: DTZ001 - the office's wall clock
    stream = io.BytesIO()
    write_xes(enumerate(kept), names, stream)
    return json.dumps([asdict(hasil) for hasil in kept]).encode() + stream.getvalue()


def local_cluster(workers: int, *, processes: bool) -> Any:
    """A real Dask cluster on this machine's loopback alone: no dashboard, any free port."""
    from distributed import LocalCluster

    return LocalCluster(  # type: ignore[no-untyped-call]  # Dask's own gap
        n_workers=workers,
        threads_per_worker=1,
        processes=processes,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",  # None would take the fixed port 8787 for its metrics
        silence_logs=logging.CRITICAL,
    )


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    import dask

    # A worker that dies is not worth three more of them in a test.
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}), local_cluster(2, processes=True) as running:
        yield running.scheduler_address


@pytest.fixture(scope="module")
def pool() -> Iterator[Executor]:
    with open_executor("2") as executor:
        yield executor


@pytest.fixture(scope="module")
def serial_bytes() -> bytes:
    with open_executor(1) as executor:
        return as_bytes(run_ordered(executor, replication, range(12)))


def test_processes_give_the_same_bytes_as_this_process(pool, serial_bytes):
    assert as_bytes(run_ordered(pool, replication, range(12))) == serial_bytes


def test_a_cluster_gives_the_same_bytes_as_this_process(cluster, serial_bytes):
    with open_executor(cluster) as executor:
        assert as_bytes(run_ordered(executor, replication, range(12))) == serial_bytes


def test_a_cluster_keeps_order_bound_and_errors(cluster):
    taken: list[int] = []
    with open_executor(f" {cluster} ") as executor:
        results = run_ordered(executor, slow, noted(count(), taken))
        for expected in range(10):
            assert next(results) == expected
            assert len(taken) - expected <= 2 * PER_PEKERJA + 1
        results.close()  # type: ignore[attr-defined]  # a generator
        with pytest.raises(ValueError, match="salah di pekerja"):
            list(run_ordered(executor, broken, range(50)))
        assert list(run_ordered(executor, slow, range(3))) == [0, 1, 2]


def test_a_cluster_whose_worker_dies_is_said(cluster):
    with open_executor(cluster) as executor, pytest.raises(PelaksanaError, match="klaster gagal menyelesaikan pekerja"):
        list(run_ordered(executor, dies, range(4)))


def test_a_process_that_dies_is_said():
    with open_executor(2) as executor:
        with pytest.raises(PelaksanaError, match="proses pekerja mati sebelum selesai"):
            list(run_ordered(executor, dies, [1]))
        with pytest.raises(PelaksanaError, match="proses pekerja mati sebelum selesai"):
            list(run_ordered(executor, slow, range(4)))


def test_a_process_pool_hands_errors_on_and_stays_usable(pool):
    done: list[int] = []
    with pytest.raises(ValueError, match="salah di pekerja"):
        list(run_ordered(pool, broken, range(50), on_done=done.append))
    assert done == [1, 2]
    assert list(run_ordered(pool, slow, range(9))) == list(range(9))


SCRIPT = """
from simulate.executors import open_executor, run_ordered

def main():
    with open_executor(2) as executor:
        print(*run_ordered(executor, abs, [-45]))  # one task starts one worker

"""
GUARDED = SCRIPT + "if __name__ == '__main__':\n    main()\n"
BARE = SCRIPT + "main()\n"


def python(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False, capture_output=True, text=True)


def test_processes_work_from_a_script_and_without_one_and_a_bare_script_is_told_why_not(tmp_path):
    (tmp_path / "skrip.py").write_text(GUARDED, "utf-8")
    (tmp_path / "telanjang.py").write_text(BARE, "utf-8")
    calls = [[str(tmp_path / "skrip.py")], ["-c", BARE], [str(tmp_path / "telanjang.py")]]
    with ThreadPoolExecutor(len(calls)) as threads:
        script, without, bare = threads.map(python, calls)
    assert (script.stdout, script.stderr) == (without.stdout, without.stderr) == ("45\n", "")
    assert bare.returncode == 1
    assert 'belum dijaga dengan `if __name__ == "__main__":`' in bare.stderr.splitlines()[-1]


def noted(items: Iterator[int], taken: list[int]) -> Iterator[int]:
    for item in items:
        taken.append(item)
        yield item


def test_this_process_does_one_task_at_a_time_when_its_result_is_asked_for():
    trail: list[str] = []

    def note(nomor: int) -> int:
        trail.append(f"kerja {nomor} di {threading.current_thread() is threading.main_thread()}")
        return nomor

    with open_executor(1) as executor:
        results = run_ordered(executor, note, count(), on_done=lambda n: trail.append(f"selesai {n}"))
        assert trail == []
        assert list(islice(results, 2)) == [0, 1]
    assert trail == ["kerja 0 di True", "selesai 1", "kerja 1 di True", "selesai 2"]


class Held(Executor):
    """Does nothing of itself; after each submission it asks what is to be done.

    Args:
        lebar: The workers that it claims to have.
        then: Called with this executor.
    """

    def __init__(self, lebar: int, then: Callable[["Held"], object] = id) -> None:
        self.lebar = lebar
        self.then = then
        self.tasks: list[tuple[Future[Any], Callable[[], Any]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.tasks.append((future, lambda: fn(*args, **kwargs)))
        self.then(self)
        return future

    def do(self, place: int) -> None:
        future, task = self.tasks[place]
        try:
            future.set_result(task())
        except ValueError as error:
            future.set_exception(error)

    def do_first(self) -> None:
        if len(self.tasks) == 1:
            self.do(0)

    def cancel_last(self) -> None:
        self.tasks[-1][0].cancel()


@given(st.integers(0, 40), st.integers(1, 3), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_results_come_in_order_whoever_is_done_first(many, width, luck):
    def do_all(held: Held) -> None:
        """When as many tasks wait as may, or the last has come, do all of them in a random order."""
        if len(held.tasks) >= min(many, PER_PEKERJA * width):
            flight = [place for place, (future, _) in enumerate(held.tasks) if not future.done()]
            luck.shuffle(flight)
            for place in flight:
                held.do(place)

    executor = Held(width, do_all)
    taken: list[int] = []
    done: list[int] = []
    found: list[str] = []
    results = run_ordered(executor, str, noted(iter(range(many)), taken), on_done=done.append)
    assert taken == []
    for result in results:
        assert len(taken) - len(found) <= PER_PEKERJA * width
        found.append(result)
    assert found == [str(item) for item in range(many)]
    assert done == list(range(1, many + 1))


@given(st.lists(st.integers(0, 2), max_size=25), st.integers(1, 4))
@settings(max_examples=25, deadline=None)
def test_results_come_in_order_from_threads(delays, width):
    def wait(place: int) -> int:
        time.sleep(delays[place] / 1000)
        return place

    with ThreadPoolExecutor(width) as executor:
        assert list(run_ordered(executor, wait, range(len(delays)))) == list(range(len(delays)))


@pytest.mark.parametrize("how", ["closed", "forgotten", "raised"])
def test_what_is_pending_is_cancelled(how):
    executor = Held(2, Held.do_first)
    results = run_ordered(executor, broken, iter(range(1, 99)))
    assert next(results) == 1
    if how == "closed":
        results.close()  # type: ignore[attr-defined]  # a generator
    elif how == "forgotten":
        del results
    else:
        executor.do(1)
        with pytest.raises(ValueError, match="salah di pekerja"):
            next(results)
        assert next(results, None) is None
    untold = [future for future, _ in executor.tasks if not future.done()]
    assert untold == []
    assert sum(future.cancelled() for future, _ in executor.tasks) >= 2 * PER_PEKERJA - 1


def test_an_error_of_the_items_cancels_what_is_pending():
    def items() -> Iterator[int]:
        yield from (5, 6)
        raise KeyError("habis")

    executor = Held(2)
    with pytest.raises(KeyError, match="habis"):
        next(run_ordered(executor, str, items()))
    assert [future.cancelled() for future, _ in executor.tasks] == [True, True]


def test_a_task_that_somebody_else_cancels_is_said():
    with pytest.raises(PelaksanaError, match="dibatalkan oleh klaster atau hubungan dengannya terputus"):
        next(run_ordered(Held(1, Held.cancel_last), str, [1]))


def test_the_serial_executor_keeps_errors_in_the_future_and_lets_interrupts_pass():
    def interrupted() -> None:
        raise KeyboardInterrupt

    executor = SerialExecutor()
    assert isinstance(executor.submit(broken, 2).exception(), ValueError)
    assert executor.submit(divmod, 7, 2).result() == (3, 1)
    with pytest.raises(KeyboardInterrupt):
        executor.submit(interrupted)


@pytest.mark.parametrize(
    "value",
    [0, -1, True, 2.0, None, "", "0", "-3", "1.5", "dua", "host:8786", "http://host:80", "tcp://", "tcp://host",
     "tcp://host:x", "tcp://:1", "inproc://a/b:1", "tcp://a:1 tcp://b:2"],
)  # fmt: skip
def test_other_workers_are_refused_at_once(value):
    with pytest.raises(ValueError) as raised:
        open_executor(value)
    assert str(raised.value) == (
        f"pekerja harus bilangan bulat mulai dari 1, atau alamat tcp://host:port, bukan {value!r}"
    )


@pytest.mark.parametrize("value", [1, "1", " 1 "])
def test_one_worker_is_this_process(value):
    assert isinstance(open_executor(value), SerialExecutor)


def test_the_missing_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(PelaksanaError) as raised, open_executor("tcp://127.0.0.1:8786"):
        pass
    assert str(raised.value) == 'klaster memerlukan Dask; pasang dengan: pip install -e ".[klaster]"'


@pytest.mark.parametrize("listens", [True, False], ids=["silent", "closed"])
def test_a_cluster_that_does_not_answer_is_said_in_bounded_time(listens, monkeypatch):
    monkeypatch.setattr(executors, "BATAS_SAMBUNGAN", 0.5)
    begun = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        if not listens:
            server.close()
        with pytest.raises(PelaksanaError) as raised, open_executor(address):
            pass
    assert str(raised.value).startswith(f"klaster di {address} tidak menjawab dalam 0.5 detik; periksa alamat")
    assert time.monotonic() - begun < 20


def test_a_cluster_without_workers_is_said_in_bounded_time(monkeypatch):
    monkeypatch.setattr(executors, "BATAS_SAMBUNGAN", 2.0)
    with local_cluster(0, processes=False) as empty:
        address = empty.scheduler_address
        with pytest.raises(PelaksanaError) as raised, open_executor(address):
            pass
    assert str(raised.value) == (
        f"klaster di {address} tidak punya pekerja; jalankan `dask worker {address}` di mesin pekerja"
    )


def test_a_cluster_that_goes_away_is_said(monkeypatch):
    monkeypatch.setattr(executors, "BATAS_SAMBUNGAN", 2.0)
    leaving = local_cluster(1, processes=False)
    leaves = threading.Timer(0.1, leaving.close)  # alone: two closings at a time are one too many for Dask
    with open_executor(leaving.scheduler_address) as executor:
        results = run_ordered(executor, slow, count())
        assert next(results) == 0
        leaves.start()
        try:
            with pytest.raises(PelaksanaError, match="klaster"):
                list(results)
        finally:
            leaves.join()


@pytest.mark.parametrize("raised", [TypeError("cannot unpack non-iterable int object"), CancelledError()])
def test_a_result_lost_at_the_wrong_moment_is_the_clusters_fault(raised):
    """Dask hands a finished result on as a failure, and trips over that, when the cluster goes just then."""
    losing = Held(1, lambda held: held.tasks[0][0].set_exception(raised))
    with pytest.raises(PelaksanaError, match="klaster"):
        list(run_ordered(executors._Klaster(losing, 1, lambda: True), abs, [-1]))
