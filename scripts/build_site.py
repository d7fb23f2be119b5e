"""Build the website beside the last good one and put it in its place."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

AKAR_KATALOG = "TATALAKSANA_AKAR"
"""Environment variable by which the MkDocs hook learns the catalogue folder; `sops` beside mkdocs.yml without it."""


class BuildError(Exception):
    """The site could not be put in place; the message is for people."""


def build_site(proyek: Path, akar: Path | None = None) -> int:
    """Build `site/` in the folder that holds mkdocs.yml.

    Returns 0, or the builder's exit code with the last good `site/` untouched. A site that an interrupted run left
    aside is put back first. Raises BuildError where there is no mkdocs.yml or the new site cannot take its place.
    """
    if not (proyek / "mkdocs.yml").is_file():
        raise BuildError("Tidak ada mkdocs.yml di folder ini; jalankan di folder proyek.")
    fresh, old, site = proyek / "site.baru", proyek / "site.lama", proyek / "site"
    if old.exists() and not site.exists():
        old.rename(site)
    shutil.rmtree(fresh, ignore_errors=True)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}
    if akar is not None:
        environment[AKAR_KATALOG] = str(akar.resolve())
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(fresh)]
    done = subprocess.run(command, cwd=proyek, env=environment, check=False)
    if done.returncode != 0:
        shutil.rmtree(fresh, ignore_errors=True)
        return done.returncode
    _swap(fresh, site, old)
    print(f"Situs selesai dibangun: {site}", file=sys.stderr)
    return 0


def _swap(fresh: Path, site: Path, old: Path) -> None:
    """Put the new site in place; the last good one is gone only when the new one stands."""
    shutil.rmtree(old, ignore_errors=True)
    try:
        if site.exists():
            site.rename(old)
        fresh.rename(site)
    except OSError as error:
        if old.exists() and not site.exists():
            old.rename(site)
        raise BuildError(f"Situs baru tidak dapat dipasang ({error}). Situs yang terakhir tidak diubah.") from error
    shutil.rmtree(old, ignore_errors=True)
