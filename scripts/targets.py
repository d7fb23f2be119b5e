"""Where commands write: into folders that exist, so that a slip of the pen in a name does not become a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path


def require_folder(target: Path, nama: str) -> None:
    """Refuse to write where the folder above is missing; `nama` is what the command line calls the target."""
    folder = target.parent
    if not folder.exists():
        raise click.UsageError(f'{nama} {target}: folder "{folder}" belum ada. Buat dahulu, atau periksa ejaannya.')


def make_folder(folder: Path, nama: str) -> None:
    """Make a folder that is itself the target, unless it is there; nothing above it."""
    require_folder(folder, nama)
    folder.mkdir(exist_ok=True)


def write_whole(target: Path, content: bytes) -> None:
    """Write in one move, so that a stopped run leaves no half of a file."""
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(content)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def refuse_existing(target: Path, bantuan: str) -> None:
    """Refuse to write over what somebody wrote; `bantuan` says what to do instead."""
    if target.exists() or target.is_symlink():
        raise click.UsageError(f"{target} sudah ada dan tidak ditimpa. {bantuan}")
