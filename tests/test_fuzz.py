"""Fuzzing, small and the same each time: what reads untrusted input never breaks. `benchmarks.fuzz` searches longer."""

from __future__ import annotations

import random
import re
import subprocess
import sys

import pytest

from benchmarks.fuzz import mutated
from benchmarks.fuzz_targets import SASARAN
from benchmarks.fuzz_values import MAKS_BITA, TEMUAN

BANYAK = {"halaman": 6, "isi_acuan": 8, "apa_jika": 12, "acuan": 12}
"""Inputs of targets that make pages or read scenarios; the others get a hundred."""
_HABIS_WAKTU = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
from benchmarks.fuzz_patterns import hostile
hostile()
"""


@pytest.mark.parametrize("nama", SASARAN)
def test_changed_input_breaks_nothing(nama: str) -> None:
    target, seeds = SASARAN[nama]
    corpus = [seed for seed in seeds() if len(seed) <= MAKS_BITA]
    chance = random.Random(nama)  # noqa: S311 - the same inputs each time
    for _ in range(BANYAK.get(nama, 100)):
        target(mutated(chance.choice(corpus), chance, corpus))


@pytest.mark.parametrize("path", sorted(TEMUAN.rglob("*/*")), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_once_broke_something_does_so_no_more(path) -> None:
    SASARAN[path.parent.name][0](path.read_bytes())


def test_no_pattern_is_slow_on_any_text() -> None:
    """A text of 20,000 characters, the longest that is read, against every pattern: seconds, not minutes."""
    done = subprocess.run([sys.executable, "-c", _HABIS_WAKTU], capture_output=True, text=True, check=False)
    tried = re.findall(r"(?m)^(\S+) ", done.stdout)
    assert done.returncode == 0, f"{tried[-1:]}: {done.stderr[-500:]}"
    assert len(tried) > 60
