"""The whole site is the same to the byte wherever, whenever and by whomever it is built."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from scripts.site_simulation import ULANGAN
from tests.site_support import ROOT, project_copy

if TYPE_CHECKING:
    from pathlib import Path

# Another day for whatever asks the module: gzip and zip headers, above all.
GESER = "import time\n_now = time.time\ntime.time = lambda: _now() + 400 * 86400\n"
KODE = """
import os, pathlib, sys
from scripts.build_site import build_site
os.umask(0o077)
sys.exit(build_site(pathlib.Path(sys.argv[1])))
"""


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.situs
def test_whole_site(situs_jahat: Path, tmp_path: Path):
    project = project_copy(tmp_path / "folder lain" / "proyek", situs_jahat.parent / "sops")
    (tmp_path / "geser").mkdir()
    (tmp_path / "geser" / "sitecustomize.py").write_text(GESER, "utf-8")
    surroundings = {
        ULANGAN: "20",
        "PYTHONPATH": os.pathsep.join((str(tmp_path / "geser"), str(ROOT))),
        "PYTHONHASHSEED": "4242",
        "TZ": "America/Lima",
        "LC_ALL": "C",
        "LANG": "C",
    }
    subprocess.run([sys.executable, "-c", KODE, str(project)], check=True, env={**os.environ, **surroundings})
    here, there = tree(situs_jahat), tree(project / "site")
    assert set(here) == set(there)
    assert [name for name in sorted(here) if here[name] != there[name]] == []
