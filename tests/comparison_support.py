"""The constructed pair of tests/fixtures/banding, and steps made of a few words for properties."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from katalog.checking import Telaah, analyse
from katalog.comparison.differences import Sisi, compare, side
from katalog.comparison.similarity import Ciri
from katalog.comparison.words import compact, roots
from katalog.loading import load_catalogue
from tests.rule_support import references

if TYPE_CHECKING:
    from katalog.comparison.record import Perbandingan

SOPS = Path(__file__).parent / "fixtures" / "banding" / "sops"
A, B = "dinkes-kota-tangerang/pengukuran-kinerja", "dinkes-kab-mojokerto/pengukuran-kinerja"
SATU = "dinkes-kota-tangerang/penjenjangan-kinerja"
DUA = "dp3ap2kb-kota-tangerang/penjenjangan-kinerja"


@lru_cache(maxsize=1)
def constructed() -> Telaah:
    """Return the constructed pair, analysed with the real references."""
    katalog = load_catalogue(SOPS)
    assert katalog.temuan_baca == ()
    return analyse(replace(katalog, acuan=references()))


def sides(telaah: Telaah, *ids: str) -> tuple[Sisi, ...]:
    return tuple(side(telaah.katalog[one], telaah.turunan, telaah.katalog.acuan, {}) for one in ids)


def compared(telaah: Telaah, a: str, b: str) -> Perbandingan:
    return compare(*sides(telaah, a, b))


WORDS = (
    *("menyusun", "memeriksa", "menetapkan", "mengarsipkan", "mengunggah", "laporan", "kinerja", "surat", "berkas"),
    *("disposisi", "anggaran", "bidang", "data", "format", "rapat", "undangan", "dokumen", "indikator", "capaian"),
)
ROLES = ("kepala", "sekretaris", "staf")


def step(text: str, role: str = "staf") -> Ciri:
    return Ciri(f"{compact(text)}\t{role}", roots(text), frozenset(), frozenset(), frozenset({role}))


STEP = st.builds(
    lambda chosen, role: step(" ".join(chosen), role),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8),
    st.sampled_from(ROLES),
)
STEPS = st.lists(STEP, max_size=10)
