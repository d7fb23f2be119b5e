"""What the tests of the rules share: the faultless SOP, and replacing parts of it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from katalog.catalogue import Acuan, Dokumen, Katalog
from katalog.checking import analyse
from katalog.loading import load_references
from katalog.model import SOP
from katalog.validation import read_model

if TYPE_CHECKING:
    from katalog.findings import Temuan

ROOT = Path(__file__).parents[1]
SOPS = ROOT / "sops"
BASE = Path(__file__).parent / "fixtures" / "aturan" / "dasar.yaml"
OPD, SLUG = "dinkes-kota-tangerang", "contoh"

_KEY = re.compile(r"^([^\s#-][^:]*):", re.MULTILINE)


def blocks(text: str) -> list[tuple[str, str]]:
    """Split a YAML text into its top-level keys and their text; comments belong to the key above them."""
    starts = [(match[1], match.start()) for match in _KEY.finditer(text)]
    ends = [start for _, start in starts[1:]] + [len(text)]
    return [(key, text[start:end].rstrip("\n") + "\n") for (key, start), end in zip(starts, ends, strict=False)]


def merge(base: str, fragment: str) -> str:
    """Replace the top-level keys of the fragment in the base text, word for word; add those that it lacks.

    A key that the fragment holds twice is twice in the result.
    """
    new: dict[str, str] = {}
    for key, text in blocks(fragment):
        new[key] = new.get(key, "") + text
    old = [(key, new.pop(key, text)) for key, text in blocks(base)]
    return "".join([*(text for _, text in old), *new.values()])


@lru_cache(maxsize=1)
def references() -> Acuan:
    acuan, findings = load_references(SOPS)
    assert findings == ()
    return acuan


def findings_of(kode: str, fragment: str = "") -> list[Temuan]:
    """Return the findings of one rule in the faultless SOP with the fragment's keys replaced."""
    berkas = f"{OPD}/{SLUG}.yaml"
    text = merge(BASE.read_text("utf-8"), fragment)
    sop, letak, faults = read_model(text.encode(), SOP, berkas, f"{OPD}/{SLUG}")
    assert sop is not None, faults
    katalog = Katalog((Dokumen(OPD, SLUG, berkas, sop, letak),), references())
    return [temuan for temuan in analyse(katalog).temuan if temuan.kode == kode]
