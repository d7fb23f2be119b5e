"""Build the website beside the last good one and put it in its place."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from scripts.alone import BusyError, alone
from scripts.indonesian import file_fault
from scripts.plain_files import linked_stores

if TYPE_CHECKING:
    from pathlib import Path

AKAR_KATALOG = "TATALAKSANA_AKAR"
"""Environment variable by which the MkDocs hook learns the catalogue folder; `sops` beside mkdocs.yml without it."""
KUNCI: Final = ".cache/situs.kunci"
"""What a build of a project holds, below its folder."""
DIPEGANG: Final = "TATALAKSANA_KUNCI_DIPEGANG"
"""Environment variable that tells MkDocs that its command holds the lock for it."""
SIBUK: Final = "Situs ini sedang dibangun oleh perintah lain. Tunggu sampai selesai, lalu ulangi."
"""What the second of two builds is told."""


class BuildError(Exception):
    """The site could not be put in place; the message is for people."""


def build_site(proyek: Path, akar: Path | None = None) -> int:
    """Build `site/` in the folder that holds mkdocs.yml.

    Returns 0, or the builder's exit code with the last good `site/` untouched. A site that an interrupted run left
    aside is put back first. Raises BuildError where there is no mkdocs.yml, `.cache` leads elsewhere, another build is
    under way, or the new site cannot take its place.
    """
    if not (proyek / "mkdocs.yml").is_file():
        raise BuildError("Tidak ada mkdocs.yml di folder ini; jalankan di folder proyek.")
    if linked := next(linked_stores(proyek), None):
        raise BuildError(linked)
    try:
        with alone(proyek / KUNCI) as lock:
            return _build(proyek, akar, lock)
    except BusyError:
        raise BuildError(SIBUK) from None


def _build(proyek: Path, akar: Path | None, lock: int) -> int:
    fresh, old, site = proyek / "site.baru", proyek / "site.lama", proyek / "site"
    if old.exists() and not site.exists():
        old.rename(site)
    _remove(fresh)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0", DIPEGANG: "1"}
    if akar is not None:
        environment[AKAR_KATALOG] = str(akar.resolve())
    command = [sys.executable, "-m", __name__, "build", "--quiet", "--strict", "--site-dir", str(fresh)]
    # The builder holds the lock too: where this process is killed, it works on until it ends.
    inherited = () if sys.platform == "win32" else (lock,)
    done = subprocess.run(command, cwd=proyek, env=environment, check=False, pass_fds=inherited)
    if done.returncode != 0:
        _remove(fresh)
        return done.returncode
    _swap(fresh, site, old)
    print(f"Situs selesai dibangun: {site}", file=sys.stderr)
    return 0


def _swap(fresh: Path, site: Path, old: Path) -> None:
    """Put the new site in place; the last good one is gone only when the new one stands."""
    _remove(old)
    if hasattr(os, "sync"):
        os.sync()  # a power cut after the swap must not find the new names with nothing in the files
    try:
        if not (site.exists() and _exchange(fresh, site)):
            if site.exists():
                site.rename(old)
            fresh.rename(site)
    except OSError as error:
        if old.exists() and not site.exists():
            old.rename(site)
        raise BuildError(f"Situs baru tidak dapat dipasang ({error}). Situs yang terakhir tidak diubah.") from error
    _remove(fresh)
    _remove(old)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one instant, so that there is no moment without a site.

    Returns False, with nothing done, where the system or the file system cannot (Linux can).
    """
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    here, swap = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return rename is not None and rename(here, os.fsencode(one), here, os.fsencode(other), swap) == 0


def _remove(folder: Path) -> None:
    """Remove a folder, or a link to one, as far as that can be done."""
    if folder.is_symlink():
        folder.unlink()
    else:
        shutil.rmtree(folder, ignore_errors=True)


def _run_mkdocs() -> None:
    """Run MkDocs, in a process of its own: what it cannot write is said in words, not as a traceback."""
    from mkdocs.__main__ import cli  # noqa: PLC0415 - the process that waits for this one needs none of it

    try:
        cli(prog_name="mkdocs")
    except OSError as error:
        sys.exit(f"Situs tidak selesai dibangun: {file_fault(error)} Situs yang terakhir tidak diubah.")


if __name__ == "__main__":
    _run_mkdocs()
