"""What each group of pages below `docs/` was made from the last time, so that only what has changed is made again.

The note is no copy of the pages: it says which digest of its inputs a group had, and which digest each of its files.
A group whose inputs are the same and whose files lie there unchanged is left alone. A note that is missing, damaged or
of another version of the program costs time and nothing else.
"""

from __future__ import annotations

import json
import platform
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError

import katalog
from katalog.fields import is_sop_id
from katalog.site import Jenis

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katalog.site import Kelompok

CATATAN: Final = ".halaman.json"
"""Name of the note, below `docs/`; MkDocs and git leave it alone."""
PERANGKAT: Final = ("jinja2", "markupsafe", "pydantic", "pyyaml", "xlsxwriter")
"""What decides the bytes of a page beside this program and its inputs."""


@dataclass(frozen=True, slots=True)
class Dibuat:
    """A group as it was made: the digest of its inputs, and those of its files by their path below `docs/`."""

    bahan: str
    berkas: dict[str, str]


_CATATAN: Final = TypeAdapter(tuple[str, dict[str, Dibuat]])
_NAMA: Final = TypeAdapter(tuple[Any, dict[str, Any]])
"""What notes of every version of the program have in common."""


def read_note(path: Path) -> Mapping[str, Dibuat]:
    """Return the groups of a note by their name; none where this program cannot rely on it."""
    try:
        program, groups = _CATATAN.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return {}
    return groups if program == program_digest() else {}


def noted_sops(path: Path) -> frozenset[str]:
    """Return the ids of the SOPs in a note, whatever version of the program wrote it; none where it is damaged."""
    try:
        _, groups = _NAMA.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return frozenset()
    names = (name.partition(" ") for name in groups)
    return frozenset(key for kind, _, key in names if kind == Jenis.SOP and is_sop_id(key))


def write_note(path: Path, groups: Mapping[str, Dibuat]) -> None:
    """Write a note in one move."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(_CATATAN.dump_json((program_digest(), dict(groups))))
    part.replace(path)


def lies_unchanged(docs: Path, made: Dibuat) -> bool:
    """Tell whether every file of a group lies below `docs` as it was written."""
    try:
        return all(content_digest((docs / name).read_bytes()) == digest for name, digest in made.berkas.items())
    except OSError:
        return False


def make(group: Kelompok, docs: Path) -> tuple[Dibuat, int]:
    """Make the files of a group below `docs`, one at a time, and return them with how many were written."""
    berkas: dict[str, str] = {}
    written = 0
    for name, content in group.buat():
        if name in berkas:
            raise ValueError(f"two pages at {name}")
        written += write_changed(docs, {name: content})
        berkas[name] = content_digest(content)
    return Dibuat(group.bahan or "", berkas), written


def write_changed(docs: Path, files: Mapping[str, bytes]) -> int:
    """Write the files that are not there as they should be; returns how many."""
    written = 0
    for name, content in files.items():
        target = docs / name
        if target.is_file() and target.read_bytes() == content:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        # In one move: who reads meanwhile never reads half. What a stopped run leaves is hidden from MkDocs by its dot.
        part = target.with_name(f".{target.name}.part")
        part.write_bytes(content)
        part.replace(target)
        written += 1
    return written


def content_digest(content: bytes) -> str:
    """Return the digest of a file's content."""
    return blake2b(content, digest_size=16).hexdigest()


@cache
def program_digest() -> str:
    """Return a digest of the program that makes pages: its modules and templates, its libraries, and Python."""
    root = Path(katalog.__file__).parent
    digest = blake2b(digest_size=16)
    for path in sorted(path for path in root.rglob("*") if path.suffix in {".py", ".j2"}):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    versions = [platform.python_version(), *(metadata.version(name) for name in PERANGKAT)]
    digest.update(json.dumps(versions).encode())
    return digest.hexdigest()
