"""A catalogue on disk in which many offices have SOPs of one process, in few or in many variants."""

from __future__ import annotations

import copy
import shutil
from typing import TYPE_CHECKING

import yaml

from tests.catalogue_support import REFERENCES
from tests.comparison_support import SOPS

if TYPE_CHECKING:
    from pathlib import Path

PROSES = "pengukuran-kinerja"


def write_many(akar: Path, many: int, variants: int) -> Path:
    """Write `many` offices with SOPs of one process in so many variants; returns the catalogue's folder."""
    shutil.copytree(REFERENCES, akar / "_acuan")
    base = yaml.safe_load((SOPS / "dinkes-kota-tangerang" / f"{PROSES}.yaml").read_text("utf-8"))
    offices = yaml.safe_load((akar / "_acuan" / "opd.yaml").read_text("utf-8"))
    for at in range(many):
        key, name = f"dinas-{at:02}", f"Dinas {chr(ord('A') + at % 26)}{at}"
        offices[key] = {
            "nama": f"{name} Kota Tangerang",
            "singkatan": name,
            "jenis": "dinas",
            "daerah": {"jenis": "kota", "nama": "Tangerang"},
        }
        sop = copy.deepcopy(base)
        variant = at % variants
        if variant:
            sop["langkah"][2]["kegiatan"] += f" tahap {variant}"
        (akar / key).mkdir()
        (akar / key / f"{PROSES}.yaml").write_text(yaml.safe_dump(sop, allow_unicode=True, sort_keys=False), "utf-8")
    (akar / "_acuan" / "opd.yaml").write_text(yaml.safe_dump(offices, allow_unicode=True, sort_keys=False), "utf-8")
    return akar
