"""Earlier states of a catalogue file, where the catalogue is kept in git."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class GitError(Exception):
    """Git is not there, or has no such state; the message is one Indonesian line."""


@dataclass(frozen=True, slots=True)
class Revisi:
    """One commit that changed a file: its short name, its day (YYYY-MM-DD), and its subject."""

    nama: str
    tanggal: str
    judul: str


def revisions(akar: Path, berkas: str) -> tuple[Revisi, ...]:
    """Return the commits that changed a file of the catalogue folder, the newest first.

    Raises:
        GitError: If git is not installed, or the folder is not kept in git.
    """
    text = _git(akar, "log", "--format=%h%x00%cs%x00%s", "--", f"./{berkas}").decode("utf-8", "replace")
    return tuple(Revisi(*line.split("\0", 2)) for line in text.splitlines())


def content_at(akar: Path, berkas: str, revisi: str) -> bytes:
    """Return a file of the catalogue folder as it was at a commit.

    Raises:
        GitError: If git is not installed, there is no such commit, or the file was not there.
    """
    try:
        commit = _git(akar, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revisi}^{{commit}}")
    except GitError as error:
        raise GitError(f'Tidak ada versi "{revisi}": bukan berkas versi lama dan bukan revisi git.') from error
    try:
        return _git(akar, "show", f"{commit.decode().strip()}:./{berkas}")
    except GitError as error:
        raise GitError(f"{berkas} belum ada pada revisi {revisi}.") from error


def _git(akar: Path, *words: str) -> bytes:
    program = shutil.which("git")
    if program is None:
        raise GitError("Git tidak terpasang, jadi versi lama dalam git tidak dapat dibaca.")
    done = subprocess.run([program, *words], cwd=akar, capture_output=True, check=False)
    if done.returncode != 0:
        raise GitError(f"Folder {akar} tidak disimpan dengan git.")
    return done.stdout
