"""Search for input that breaks a reader: `python -m benchmarks.fuzz sop --detik 300`.

Inputs are changed at random, from a seed; `benchmarks.fuzz_guided` is led by what the program reaches. An input that
broke something is kept below `tests/fixtures/kabur/<target>/`, where the tests run it for ever after.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
import traceback
from typing import TYPE_CHECKING, Final

from benchmarks.fuzz_targets import SASARAN
from benchmarks.fuzz_values import MAKS_BITA, TEMUAN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_LAMBAT: Final = 5.0
"""Seconds of the processor from which on an input counts as a find."""


def mutated(seed: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Return an input with a few changes: bytes turned, pieces doubled, removed, or taken from another input."""
    raw = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at, size = chance.randrange(len(raw) + 1), chance.choice((1, 2, 8, 40))
        match chance.randrange(5):
            case 0:
                raw[at : at + 1] = bytes((chance.randrange(256),))
            case 1:
                raw[at:at] = raw[at : at + size] * chance.choice((1, 3, 200))
            case 2:
                del raw[at : at + size]
            case 3:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                raw[at:at] = other[start : start + size]
            case _:
                raw[at:at] = chance.choice(
                    (b"\n", b"  ", b"- ", b": ", b"[", b"{", b'"', b"'", b"#", b"\xe2\x80\x8b", b"99")
                )
    return bytes(raw[:MAKS_BITA])


def keep(nama: str, raw: bytes) -> Path:
    """Store an input that broke something."""
    path = TEMUAN / nama / hashlib.sha256(raw).hexdigest()[:16]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


def search(nama: str, detik: float, benih: int) -> int:
    """Change inputs at random for some seconds; returns how many broke something."""
    target, seeds = SASARAN[nama]
    chance, corpus = random.Random(benih), [seed for seed in seeds() if len(seed) <= MAKS_BITA]
    end, runs, kinds = time.monotonic() + detik, 0, set[str]()
    slowest = 0.0
    while time.monotonic() < end:
        raw = mutated(chance.choice(corpus), chance, corpus)
        runs, began = runs + 1, time.process_time()
        try:
            target(raw)
        except Exception as error:  # noqa: BLE001 - whatever breaks is what is searched for
            place = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} {place.filename}:{place.lineno}"
            if kind not in kinds:
                kinds.add(kind)
                print(f"{nama}: {kind}: {str(error)[:200]}\n  {keep(nama, raw)}", flush=True)
        taken = time.process_time() - began
        if taken > _LAMBAT:
            kinds.add(f"slow {runs}")
            print(f"{nama}: {taken:.1f} s\n  {keep(nama, raw)}", flush=True)
        slowest = max(slowest, taken)
    print(f"{nama}: {runs} inputs, slowest {slowest:.2f} s, {len(kinds)} kinds of finds", file=sys.stderr)
    return len(kinds)


def main() -> int:
    """Run one target, or one after the other."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sasaran", nargs="*", choices=[*SASARAN, []], help="targets; all of them where none is named")
    parser.add_argument("--detik", type=float, default=60, help="seconds for each target")
    parser.add_argument("--benih", type=int, default=1, help="seed")
    chosen = parser.parse_args()
    return int(sum(search(nama, chosen.detik, chosen.benih) for nama in chosen.sasaran or SASARAN) > 0)


if __name__ == "__main__":
    sys.exit(main())
