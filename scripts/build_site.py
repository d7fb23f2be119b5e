"""Build the website beside the last good one and put it in its place in one move."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

AKAR = Path(__file__).resolve().parent.parent


def build_site(akar: Path = AKAR) -> int:
    """Build `site/` from `sops/`; returns 0, or MkDocs' exit code with the last good `site/` untouched."""
    fresh, old, site = akar / "site.baru", akar / "site.lama", akar / "site"
    shutil.rmtree(fresh, ignore_errors=True)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(fresh)]
    done = subprocess.run(command, cwd=akar, env=environment, check=False)
    if done.returncode != 0:
        shutil.rmtree(fresh, ignore_errors=True)
        return done.returncode
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    fresh.rename(site)
    shutil.rmtree(old, ignore_errors=True)
    print(f"Situs selesai dibangun: {site}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(build_site())
