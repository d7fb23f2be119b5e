"""Search led by coverage: `python -m benchmarks.fuzz_guided sop FOLDER --detik 300`.

Needs the package `atheris` (`pip install atheris`; wheels for Linux and Python 3.11 on), which nothing else needs. The
search ends at the first find; FOLDER keeps the inputs that reached something new, for the next run to begin from.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

import atheris

from benchmarks.fuzz_values import MAKS_BITA, TEMUAN

with atheris.instrument_imports(include=["katalog", "simulate", "lab"]):
    from benchmarks.fuzz_targets import SASARAN


def main() -> None:
    """Search; libFuzzer ends the process itself."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sasaran", choices=SASARAN)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--detik", type=int, default=60, help="seconds")
    parser.add_argument("--benih", type=int, default=1, help="seed")
    chosen = parser.parse_args()
    target, seeds = SASARAN[chosen.sasaran]
    corpus, kept = chosen.folder / chosen.sasaran, TEMUAN / chosen.sasaran
    corpus.mkdir(parents=True, exist_ok=True)
    kept.mkdir(parents=True, exist_ok=True)
    for seed in seeds():
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    limits = (f"-max_total_time={chosen.detik}", f"-max_len={MAKS_BITA}", "-timeout=20", "-rss_limit_mb=3000")
    arguments = [sys.argv[0], str(corpus), *limits, f"-seed={chosen.benih}", f"-artifact_prefix={kept}/"]
    atheris.Setup(arguments, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
