"""Reading the catalogue's files for reports and for the site."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from katalog.yaml_source import MAKS_BITA_ACUAN

if TYPE_CHECKING:
    from pathlib import Path


class SourceReader:
    """Reads files of one catalogue folder by their relative path."""

    def __init__(self, akar: Path) -> None:
        self._akar = akar
        self._lines = lru_cache(maxsize=64)(self._read_lines)

    def read(self, berkas: str) -> bytes:
        """Return a file's bytes; raises OSError."""
        return (self._akar / berkas).read_bytes()

    def line(self, berkas: str, baris: int) -> str | None:
        """Return one line (from 1) of a file, None where it cannot be shown."""
        lines = self._lines(berkas)
        return lines[baris - 1] if 0 < baris <= len(lines) else None

    def _read_lines(self, berkas: str) -> tuple[str, ...]:
        try:
            with (self._akar / berkas).open("rb") as stream:
                raw = stream.read(MAKS_BITA_ACUAN + 1)
        except OSError:
            return ()
        if len(raw) > MAKS_BITA_ACUAN:
            return ()
        return tuple(re.split(r"\r\n|\r|\n", raw.decode("utf-8-sig", errors="replace")))
