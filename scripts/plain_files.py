"""Links where a build writes: MkDocs would publish or overwrite what is outside, and so would what builds keep."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from katalog.yaml_source import clip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIMPANAN: Final = ".cache"
"""Folder of a project in which builds and commands keep what they made."""
_KE_LUAR: Final = "tautan simbolik; simpanan akan ditulis ke luar folder ini. Hapus tautan itu."


def strange_files(folder: Path) -> Iterator[str]:
    """Yield a sentence for each symbolic link at or below `folder`, and for what is neither file nor folder there."""
    if folder.is_symlink():
        yield _said(folder.name, "tautan simbolik tidak diikuti. Salin folder aslinya ke sini.")
        return
    yield from _below(str(folder), folder.name)


def linked_stores(proyek: Path) -> Iterator[str]:
    """Yield a sentence for `.cache` of a project, or else for each of its entries, that is a symbolic link."""
    folder = proyek / SIMPANAN
    if not folder.is_symlink():
        entries = sorted(folder.iterdir()) if folder.is_dir() else []
        yield from (_said(f"{SIMPANAN}/{one.name}", _KE_LUAR) for one in entries if one.is_symlink())
    else:
        yield _said(SIMPANAN, _KE_LUAR)


def _below(folder: str, name: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        own = f"{name}/{entry.name}"
        if entry.is_symlink():
            yield _said(own, "tautan simbolik tidak diikuti. Salin berkas atau folder aslinya ke sini.")
        elif entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, own)
        elif not entry.is_file(follow_symlinks=False):
            yield _said(own, "bukan berkas biasa. Hapus dari folder ini.")


def _said(name: str, fault: str) -> str:
    return f"{clip(name, 200)}: {fault}"
