"""Running a notebook from its first cell to its last, in a fresh kernel with this very program."""

from __future__ import annotations

import asyncio
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

if TYPE_CHECKING:
    from nbformat import NotebookNode

PROGRAM: Final = Path(__file__).resolve().parent.parent
BATAS: Final = 900
"""Seconds that one cell may take."""
_WARNA = re.compile(r"\x1b\[[0-9;]*m")


class NotebookError(Exception):
    """A notebook that could not be run to its end; the message is one Indonesian line."""


def executed(path: Path) -> NotebookNode:
    """Return a notebook with its outputs; it runs in its own folder.

    The conversation with the kernel has a thread of its own, so that a caller may have an event loop running.

    Raises:
        NotebookError: If a cell fails, takes too long, or the kernel dies.
    """
    notebook: NotebookNode = nbformat.reads(path.read_text("utf-8"), as_version=4)
    client = NotebookClient(
        notebook,
        timeout=BATAS,
        kernel_name="python3",
        extra_arguments=["--IPKernelApp.log_level=40"],  # what goes wrong comes as an error of the cell
    )
    paths = os.pathsep.join(filter(None, (str(PROGRAM), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": paths, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}

    def talk() -> None:
        asyncio.run(client.async_execute(cwd=str(path.parent), env=environment))

    try:
        with ThreadPoolExecutor(1) as alone:
            alone.submit(talk).result()
    except CellExecutionError as error:
        said = _WARNA.sub("", f"{error.ename}: {error.evalue}".strip())
        raise NotebookError(f"{path.name} berhenti pada {' '.join(said.split())[:300]}") from error
    except (CellTimeoutError, DeadKernelError) as error:
        raise NotebookError(f"{path.name} tidak selesai dijalankan: kernel berhenti atau terlalu lama.") from error
    return notebook
