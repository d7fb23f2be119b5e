"""Earlier states of a catalogue file, where the catalogue is kept in git."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path


_DISEBUT: Final = 5
"""Commits that a message names at most."""


class GitError(Exception):
    """Git is not there, or has no such state; the message is one Indonesian line."""


@dataclass(frozen=True, slots=True)
class Revisi:
    """One commit that changed a file: its short name, its day (YYYY-MM-DD), and its subject."""

    nama: str
    tanggal: str
    judul: str


def revisions(akar: Path, berkas: tuple[str, ...]) -> tuple[Revisi, ...]:
    """Return the commits that changed a file of the catalogue folder under any of its names, the newest first.

    Raises:
        GitError: If git is not installed, or the folder is not kept in git.
    """
    places = [f"./{one}" for one in berkas]
    text = _git(akar, "log", "--format=%h%x00%cs%x00%s", "--", *places).decode("utf-8", "replace")
    return tuple(Revisi(*line.split("\0", 2)) for line in text.splitlines())


def content_at(akar: Path, berkas: tuple[str, ...], revisi: str) -> bytes:
    """Return a file of the catalogue folder as it was at a commit, under the first of its names that was there.

    Raises:
        GitError: If git is not installed, there is no such commit, or the file was not there.
    """
    try:
        commit = _git(akar, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revisi}^{{commit}}")
    except GitError as error:
        said = f'Tidak ada versi "{revisi}": bukan berkas versi lama dan bukan revisi git.'
        raise GitError(said + _known(akar, berkas)) from error
    for one in berkas:
        with suppress(GitError):
            return _git(akar, "show", f"{commit.decode().strip()}:./{one}")
    raise GitError(f"{' dan '.join(berkas)} belum ada pada revisi {revisi}.{_known(akar, berkas)}")


def _known(akar: Path, berkas: tuple[str, ...]) -> str:
    """Return a sentence that names the newest commits of a file; nothing where there is none."""
    try:
        found = revisions(akar, berkas)
    except GitError:
        return ""
    named = ", ".join(f"{one.nama} ({one.tanggal})" for one in found[:_DISEBUT])
    return f" Revisi git SOP ini: {named}{' dan sebelumnya' if len(found) > _DISEBUT else ''}." if found else ""


def _git(akar: Path, *words: str) -> bytes:
    program = shutil.which("git")
    if program is None:
        raise GitError("Git tidak terpasang, jadi versi lama dalam git tidak dapat dibaca.")
    done = subprocess.run([program, *words], cwd=akar, capture_output=True, check=False)
    if done.returncode != 0:
        raise GitError(f"Folder {akar} tidak disimpan dengan git.")
    return done.stdout
