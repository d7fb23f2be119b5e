"""Reading the catalogue's files for reports and for the site."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from katalog.yaml_source import MAKS_BITA_ACUAN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katalog.findings import Temuan

# A link leads out of the catalogue and a pipe never ends: neither is opened. Windows knows neither flag.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class SourceReader:
    """Reads files of one catalogue folder by their relative path."""

    def __init__(self, akar: Path) -> None:
        self._akar = akar
        self._lines = lru_cache(maxsize=64)(self._read_lines)

    def read(self, berkas: str) -> bytes:
        """Return a file's bytes; raises OSError, also for a link and for what is no regular file."""
        return self._read(berkas, None)

    def line(self, berkas: str, baris: int) -> str | None:
        """Return one line (from 1) of a file, None where it cannot be shown."""
        lines = self._lines(berkas)
        return lines[baris - 1] if 0 < baris <= len(lines) else None

    def _read(self, berkas: str, batas: int | None) -> bytes:
        path = self._akar / berkas
        with os.fdopen(os.open(path, _FLAGS), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise OSError(f"not a regular file: {path}")
            return stream.read() if batas is None else stream.read(batas)

    def _read_lines(self, berkas: str) -> tuple[str, ...]:
        try:
            raw = self._read(berkas, MAKS_BITA_ACUAN + 1)
        except OSError:
            return ()
        if len(raw) > MAKS_BITA_ACUAN:
            return ()
        return tuple(re.split(r"\r\n|\r|\n", raw.decode("utf-8-sig", errors="replace")))


def from_here(findings: Iterable[Temuan], akar: Path) -> tuple[Temuan, ...]:
    """Return the findings with their files named from the working folder, as editors and people open them."""
    whole, here = akar.resolve(), Path.cwd()
    prefix = (whole.relative_to(here) if whole.is_relative_to(here) else akar).as_posix()
    return tuple(replace(temuan, berkas=f"{prefix}/{temuan.berkas}") for temuan in findings)
