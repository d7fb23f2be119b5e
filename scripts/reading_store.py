"""How the SOPs of a catalogue read, kept in `.cache/` beside it from run to run, by the content of their files.

Kept is what the YAML of a faultless file says, as JSON, and where it says it: the same for the same bytes, wherever the
file lies and whatever it is called. Models, rules and references play no part; what is kept is validated like YAML.

What lies there is only ever data. JSON cannot run anything when it is read (a pickle can), and what it says passes the
same model as a file of the catalogue. Each entry carries a digest of itself; what is damaged, half written, or made by
another version of the reader is read anew and written over. Who may write into `.cache/` can at most forge what a file
says, and may then write into the catalogue, too.

A small catalogue is read faster than it is worth a folder: nothing is kept of fewer than `PALING_SEDIKIT` SOPs.
"""

from __future__ import annotations

import json
import os
import platform
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from katalog import positions, yaml_causes, yaml_faults, yaml_source
from katalog.loading import RIWAYAT, load_catalogue
from katalog.yaml_source import MAKS_BITA, read_yaml
from scripts.rare_collection import collect_rarely

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from katalog.catalogue import Katalog

PALING_SEDIKIT: Final = 100
"""Fewest SOPs of which anything is kept."""
PALING_SEDIKIT_BERSAMA: Final = 800
"""Fewest unknown files that are read by several processes: with less, starting them takes longer."""
PALING_BANYAK_PEKERJA: Final = 8
_SEKALI: Final = 50
"""Files that a process reads at a time."""
_LACI: Final = frozenset(f"{number:02x}" for number in range(256))
"""Names of the files: the first two digits of the digests in them. A changed SOP costs writing one or two of them."""

Isi = dict[str, tuple[str, str]]
"""Data and places by the digest of the bytes that they were read from."""


def read_catalogue(akar: Path) -> Katalog:
    """Read a catalogue with what is kept of it, and keep what is new; the same as `load_catalogue`."""
    store = ReadingStore(_folder(akar))
    with suppress(OSError):  # the catalogue's reader says what cannot be opened
        store.read_together([file.read_bytes() for file in _files(akar) if file.stat().st_size <= MAKS_BITA])
    katalog = load_catalogue(akar, store)
    if len(katalog) >= PALING_SEDIKIT:
        store.save()
    return katalog


def _folder(akar: Path) -> Path:
    whole = akar.resolve()
    return whole.parent / ".cache" / "bacaan" / whole.name


def _files(akar: Path) -> Iterable[Path]:
    """Yield the files that are most likely SOPs; that none of them is opened wrongly is for the catalogue's reader."""
    for pattern in ("[a-z0-9]*/*.yaml", f"{RIWAYAT}/*/*/*.yaml"):
        yield from (file for file in sorted(akar.glob(pattern)) if file.is_file() and not file.is_symlink())


class ReadingStore:
    """Remembers how files read; `save` writes down what was asked for since it was made, and drops everything else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._found: dict[str, Isi] = {}
        self._used: dict[str, Isi] = {}

    def get(self, raw: bytes) -> tuple[str, str] | None:
        """Return data and places of these bytes, where they are known."""
        key = _digest(raw)
        drawer = key[:2]
        entry = self._used.get(drawer, {}).get(key) or self._drawer(drawer).get(key)
        if entry is not None:
            self._used.setdefault(drawer, {})[key] = entry
        return entry

    def put(self, raw: bytes, data: str, letak: str) -> None:
        """Remember data and places of these bytes."""
        key = _digest(raw)
        self._used.setdefault(key[:2], {})[key] = (data, letak)

    def read_together(self, texts: Sequence[bytes]) -> None:
        """Read texts that are not known by several processes, where there are enough of them and processors.

        What comes back is only remembered: whoever reads the catalogue does so in its own order, finds the faults
        there, and reads what has none here. A pool that breaks leaves all of that to it.
        """
        unknown = [raw for raw in texts if self.get(raw) is None]
        workers = min(os.cpu_count() or 1, PALING_BANYAK_PEKERJA)
        if workers < 2 or len(unknown) < PALING_SEDIKIT_BERSAMA:
            return
        for raw, entry in zip(unknown, _read_by(workers, unknown), strict=False):
            if entry is not None:
                self.put(raw, *entry)

    def save(self) -> None:
        """Write every file whose entries have changed, each in one move. What cannot be written is not kept."""
        # The catalogue's folder, `bacaan` and `.cache`: a link would have it written elsewhere.
        if any(one.is_symlink() for one in (self._folder, *self._folder.parents[:2])):
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            if not (mark := self._folder / ".gitignore").exists():
                mark.write_text("*\n", encoding="utf-8")
            for name in sorted(_LACI):
                used = self._used.get(name, {})
                if used.keys() != self._drawer(name).keys():
                    self._write(name, used)
            for path in self._folder.glob("*.part"):
                path.unlink()  # of a run that was stopped; one that still runs then keeps nothing

    def _write(self, name: str, entries: Isi) -> None:
        target = self._folder / name
        if not entries:
            target.unlink(missing_ok=True)
            return
        lines = [_sidik(), *("\t".join((key, _check(key, *entry), *entry)) for key, entry in sorted(entries.items()))]
        part = self._folder / f"{name}.{os.getpid()}.part"
        part.write_text("\n".join(lines), encoding="utf-8")
        part.replace(target)

    def _drawer(self, name: str) -> Isi:
        if name not in self._found:
            self._found[name] = dict(_entries(self._folder / name))
        return self._found[name]


def _entries(path: Path) -> Iterable[tuple[str, tuple[str, str]]]:
    """Yield the whole entries of a file that this reader wrote."""
    try:
        first, *lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError):
        return
    if first != _sidik():
        return
    for line in lines:
        match line.split("\t"):
            case [key, check, data, letak] if check == _check(key, data, letak):
                yield key, (data, letak)
            case _:
                continue


def _digest(raw: bytes) -> str:
    return blake2b(raw, digest_size=20).hexdigest()


def _check(*parts: str) -> str:
    return blake2b("\t".join(parts).encode(), digest_size=8).hexdigest()


@cache
def _sidik() -> str:
    """Return a fingerprint of what reads YAML: this program's own reader, its library, and Python."""
    sources: Mapping[str, object] = {
        module.__name__: Path(module.__file__ or "").read_text("utf-8")
        for module in (yaml_source, yaml_faults, yaml_causes, positions)
    }
    versions = (
        metadata.version("pyyaml"),
        yaml_source.CEPAT,
        platform.python_implementation(),
        platform.python_version(),
    )
    return blake2b(json.dumps([sources, versions]).encode(), digest_size=16).hexdigest()


def _read_by(workers: int, texts: Sequence[bytes]) -> Iterable[tuple[str, str] | None]:
    """Yield how the texts read, in their order; stops early where the processes cannot go on. A worker starts none."""
    from concurrent.futures import BrokenExecutor  # noqa: PLC0415 - most runs share nothing out

    from simulate.processes import is_worker, open_pool  # noqa: PLC0415 - the same

    if is_worker():
        return
    pool = open_pool(workers, collect_rarely)
    try:
        with suppress(BrokenExecutor, OSError):
            yield from pool.map(_read, texts, chunksize=_SEKALI)
    finally:
        pool.shutdown(cancel_futures=True)


def _read(raw: bytes) -> tuple[str, str] | None:
    """Return data and places of a text without faults."""
    naskah = read_yaml(raw)
    if naskah.cacat or not isinstance(naskah.data, dict):
        return None
    return json.dumps(naskah.data), naskah.letak.teks
