"""What is no plain file below `docs/`: MkDocs follows a link, and would publish or overwrite what is outside."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from katalog.yaml_source import clip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def strange_files(folder: Path) -> Iterator[str]:
    """Yield a sentence for each symbolic link at or below `folder`, and for what is neither file nor folder there."""
    if folder.is_symlink():
        yield _said(folder.name, "tautan simbolik tidak diikuti. Salin folder aslinya ke sini.")
        return
    yield from _below(str(folder), folder.name)


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
