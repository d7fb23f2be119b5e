"""Worker processes that end with the one that started them."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def open_pool(pekerja: int, prepare: Callable[..., None] | None = None, *args: Any) -> ProcessPoolExecutor:
    """Return a pool of so many worker processes, each of which first calls `prepare` with `args`.

    They are spawned, on every system. "fork" would copy the locks of whatever threads a notebook, a server or a Dask
    client runs, and a worker may then wait for ever; "forkserver" does not exist on Windows. A spawned worker imports
    what it is sent by name: functions of a module work from a script and from a notebook alike, and a script must guard
    its own doings by `if __name__ == "__main__":`. The price is an interpreter's start for each worker.

    Raises:
        ValueError: Where the system cannot have so many (Windows waits for 61 at most).
    """
    return ProcessPoolExecutor(pekerja, get_context("spawn"), _begin, (prepare, args))


def is_worker() -> bool:
    """Tell whether this process was itself started to share another's work."""
    return parent_process() is not None


def _begin(prepare: Callable[..., None] | None, args: tuple[Any, ...]) -> None:
    """Leave Ctrl+C to the parent, which stops its workers in order; end where the parent is gone.

    Workers hold both ends of the pipe that they read their tasks from. One whose parent was killed would wait for the
    next task for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    if prepare is not None:
        prepare(*args)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
