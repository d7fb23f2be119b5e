"""Replications over any `concurrent.futures.Executor`: in this process, over its processors, or over a cluster.

Every executor gives the same bytes, because a replication depends on its number alone and results come back in the
order of the numbers, whoever was done first.
"""

from __future__ import annotations

import re
from collections import deque
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from itertools import islice
from threading import Thread
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from distributed import Client

T = TypeVar("T")
R = TypeVar("R")
P = ParamSpec("P")

BATAS_SAMBUNGAN: Final = 10.0
"""Seconds within which a cluster must answer, and again as many within which it must have a worker."""

PER_PEKERJA: Final = 4
"""Tasks in flight for each worker: enough that nobody idles while the next result in order is still being made."""

_TANYA: Final = 0.5
"""Seconds between looking whether a cluster is still there."""

_TANPA_LEBAR: Final = 8
"""Workers assumed of an executor that does not say how many it has."""

_ALAMAT = re.compile(r"(?:tcp|tls)://[^\s/]+:\d{1,5}")


class PelaksanaError(RuntimeError):
    """Workers that are missing, out of reach, or dead; the message is Indonesian."""


class SerialExecutor(Executor):
    """An executor that does each task in this process, at once, when it is submitted.

    Attributes:
        lebar: Tasks done at the same time: one.
    """

    lebar: Final = 1

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Do the task and return its future, which is already done; an interrupt passes through."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - the error belongs to the future, as in every executor
            future.set_exception(error)
        return future


class _Banyak(Executor):
    """Another executor, which whoever opened it also ends, with the number of its workers.

    Attributes:
        lebar: Its workers.
    """

    def __init__(self, executor: Executor, lebar: int) -> None:
        self._executor = executor
        self.lebar = lebar

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        return self._executor.submit(fn, *args, **kwargs)


class _Klaster(_Banyak):
    """A cluster's executor; its futures hold what `_enclosed` returns, to be opened by `_cluster_result`.

    Attributes:
        terhubung: Tells whether the cluster is there.
    """

    def __init__(self, executor: Executor, lebar: int, terhubung: Callable[[], bool]) -> None:
        super().__init__(executor, lebar)
        self.terhubung = terhubung

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        return cast("Future[R]", self._executor.submit(_enclosed, fn, *args, **kwargs))


def _enclosed(fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> tuple[bool, R | Exception]:
    """Return whether a function returned, and what it returned or raised: so its errors differ from the cluster's."""
    try:
        return True, fn(*args, **kwargs)
    except Exception as error:  # noqa: BLE001 - raised again where the result is asked for
        return False, error


def open_executor(pekerja: int | str) -> AbstractContextManager[Executor]:
    """Return an executor to be opened by `with`; leaving it cancels what has not begun.

    Args:
        pekerja: 1 for this process, a greater number for as many processes of this machine, or the address of a Dask
            scheduler, `tcp://host:port` or `tls://host:port` (certificates as Dask is configured). A number may be
            written as text. A cluster is obeyed and obeys without a password over tcp: whoever reaches its port can
            run programs on it and on its clients, so let it listen to your own network alone. Its workers need this
            package in the same version.

    Raises:
        ValueError: At once, if it is none of these.
        PelaksanaError: On entering, if Dask is missing, or the cluster does not answer, or has no worker, each within
            `BATAS_SAMBUNGAN` seconds.
    """
    if isinstance(pekerja, str) and _ALAMAT.fullmatch(pekerja.strip()):
        return _cluster(pekerja.strip())
    number = pekerja
    if isinstance(pekerja, str) and re.fullmatch(r"\s*[0-9]{1,9}\s*", pekerja):
        number = int(pekerja)
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise ValueError(f"pekerja harus bilangan bulat mulai dari 1, atau alamat tcp://host:port, bukan {pekerja!r}")
    return SerialExecutor() if number == 1 else _processes(number)


def run_ordered(
    executor: Executor,
    function: Callable[[T], R],
    items: Iterable[T],
    *,
    on_done: Callable[[int], object] | None = None,
) -> Iterator[R]:
    """Apply a function to each item and yield the results in the order of the items.

    Items are taken, and results are held, `PER_PEKERJA` a worker at most, so memory stays flat however many there
    are; in this process there is one at a time. When the consumer stops (closes the generator), or the function
    raises, what has not begun is cancelled; what has begun runs to its end unseen.

    Args:
        executor: From `open_executor`, or any other.
        function: Importable by its name where workers are other processes; so must be what it takes and returns.
        items: What it is applied to, each taken only when it is its turn.
        on_done: Called, in this thread, with the number of results so far, just before each is yielded.

    Yields:
        The results.

    Raises:
        PelaksanaError: If a worker died or the cluster was lost; what the function itself raises comes unchanged.
    """
    waiting = iter(items)
    flight: deque[Future[R]] = deque()
    try:
        for item in islice(waiting, _room(executor)):
            flight.append(_submit(executor, function, item))
        done = 0
        while flight:
            result = _result(executor, flight.popleft())
            done += 1
            if on_done is not None:
                on_done(done)
            yield result
            del result  # nothing here keeps it alive while the next is being waited for
            for item in islice(waiting, 1):
                flight.append(_submit(executor, function, item))
    finally:
        for future in flight:
            future.cancel()


def _room(executor: Executor) -> int:
    """Return how many tasks may be in flight."""
    width: int | None = getattr(executor, "lebar", None)
    if width is None:
        width = _TANPA_LEBAR
    return 1 if isinstance(executor, SerialExecutor) else PER_PEKERJA * width


def _submit(executor: Executor, function: Callable[[T], R], item: T) -> Future[R]:
    try:
        return executor.submit(function, item)
    except BrokenExecutor as error:
        raise _dead() from error


def _result(executor: Executor, future: Future[R]) -> R:
    """Wait for a result; a cluster that went away may never say so, so it is asked now and then whether it is there."""
    try:
        if isinstance(executor, _Klaster):
            return cast("R", _cluster_result(executor, future))
        return future.result()
    except BrokenExecutor as error:
        raise _dead() from error
    except CancelledError as error:  # nobody here cancels what is still awaited
        raise PelaksanaError("pekerjaan dibatalkan oleh klaster atau hubungan dengannya terputus; ulangi") from error


def _cluster_result(executor: _Klaster, future: Future[Any]) -> object:
    """Return what the function returned or raise what it raised; what the future itself raises is the cluster's."""
    try:
        _await_connected(future, executor.terhubung)
        done, outcome = future.result()
    except (PelaksanaError, CancelledError):
        raise
    except Exception as error:  # of many types: losing a cluster at the wrong moment is a TypeError within Dask
        raise PelaksanaError(f"klaster gagal menyelesaikan pekerjaan: {error}") from error
    if done:
        return outcome
    raise outcome


def _await_connected(future: Future[Any], terhubung: Callable[[], bool]) -> None:
    """Return when a future is done; give up when the cluster has been away for `BATAS_SAMBUNGAN` seconds."""
    away = 0.0
    while not wait([future], timeout=_TANYA).done:
        away = 0.0 if terhubung() else away + _TANYA
        if away >= BATAS_SAMBUNGAN:
            raise PelaksanaError("hubungan dengan klaster terputus; periksa penjadwalnya, lalu ulangi")


def _dead() -> PelaksanaError:
    return PelaksanaError(
        "proses pekerja mati sebelum selesai: memori habis, dihentikan dari luar, atau skrip yang menjalankan simulasi "
        'belum dijaga dengan `if __name__ == "__main__":`; kurangi jumlah pekerja atau pakai 1'
    )


@contextmanager
def _processes(pekerja: int) -> Iterator[Executor]:
    from simulate.processes import open_pool  # noqa: PLC0415 - a browser's Python cannot import it

    try:
        pool = open_pool(pekerja)
    except ValueError as error:  # Windows waits for 61 processes at most
        raise ValueError(f"jumlah pekerja {pekerja} melebihi kemampuan sistem operasi ini: {error}") from error
    try:
        yield _Banyak(pool, pekerja)
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _cluster(alamat: str) -> Iterator[Executor]:
    client = _connect(alamat)
    try:
        # Not "pure": Dask would name a task after a hash of its arguments, and objects of ours have no stable one.
        executor: Executor = client.get_executor(pure=False)  # type: ignore[no-untyped-call]  # Dask's own gap
        threads: dict[str, int] = client.nthreads()  # type: ignore[no-untyped-call]  # the same
        yield _Klaster(executor, sum(threads.values()), lambda: client.status == "running")
    finally:  # the scheduler forgets what nobody asks for any longer
        client.close(timeout=BATAS_SAMBUNGAN)  # type: ignore[no-untyped-call]  # the same


def _connect(alamat: str) -> Client:
    """Return a client of a cluster that has at least one worker."""
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, needed only here
    except ImportError as error:
        raise PelaksanaError('klaster memerlukan Dask; pasang dengan: pip install -e ".[klaster]"') from error
    client: Client = _within(
        BATAS_SAMBUNGAN,
        lambda: Client(alamat, timeout=BATAS_SAMBUNGAN, set_as_default=False),  # type: ignore[no-untyped-call]
        f"klaster di {alamat} tidak menjawab dalam {BATAS_SAMBUNGAN:g} detik; periksa alamat, jaringan, dan penjadwal",
    )
    try:
        client.wait_for_workers(1, timeout=BATAS_SAMBUNGAN)
    except TimeoutError as error:
        client.close(timeout=BATAS_SAMBUNGAN)  # type: ignore[no-untyped-call]  # Dask's own gap
        raise PelaksanaError(
            f"klaster di {alamat} tidak punya pekerja; jalankan `dask worker {alamat}` di mesin pekerja"
        ) from error
    return client


def _within(detik: float, action: Callable[[], Any], pesan: str) -> Any:
    """Do something in a thread of its own, since Dask waits without end for a port that accepts and stays silent.

    Raises:
        PelaksanaError: With the message, if it is not done in time or fails.
    """
    outcome: Future[Any] = Future()

    def act() -> None:
        try:
            outcome.set_result(action())
        except Exception as error:  # noqa: BLE001 - told to whoever waits
            outcome.set_exception(error)

    Thread(target=act, name="sambungan klaster", daemon=True).start()
    try:
        return outcome.result(detik)
    except Exception as error:
        raise PelaksanaError(f"{pesan} ({error})" if str(error) else pesan) from error
