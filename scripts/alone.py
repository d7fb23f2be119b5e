"""A lock on a folder's work: whoever comes second is told so, and a process that died holds nothing."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


_JEDA: Final = 0.5
"""Seconds between two looks at a lock that another holds: neither system can be asked to wait for it everywhere."""


class BusyError(Exception):
    """Somebody else is at work."""


@contextmanager
def alone(berkas: Path) -> Iterator[int]:
    """Hold the lock `berkas`; yields its descriptor, for a child that is to hold it too until it ends.

    The lock is the system's, not the file's being there: nothing has to be cleaned up after a crash.

    Raises:
        BusyError: If another process holds it.
    """
    berkas.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(berkas, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            if sys.platform == "win32":
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyError from error
        yield descriptor
    finally:
        os.close(descriptor)


def when_free(berkas: Path, act: Callable[[], None]) -> None:
    """Call `act` once, from another thread, as soon as nobody holds the lock `berkas`; waits as long as this runs."""

    def wait() -> None:
        pause = Event()
        while True:
            try:
                with alone(berkas):
                    break
            except BusyError:
                pause.wait(_JEDA)
        act()

    Thread(target=wait, daemon=True).start()
