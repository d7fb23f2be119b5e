"""Guesses at what a wrong word was meant to be: right for the first mistakes, and no cost that a file can drive up."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import pytest

from katalog.checking import analyse
from katalog.guessing import MAKS_BANDING, MAKS_HURUF, Tebakan
from katalog.loading import load_catalogue
from katalog.validation import MAKS_CACAT
from tests.catalogue_support import OPD, SOP_TEXT, make_catalogue

if TYPE_CHECKING:
    from pathlib import Path

FILE = f"{OPD}/data.yaml"
BANYAK = 3_000
_KOLOM = SOP_TEXT.replace("pelaksana:\n", "pelaksana:\n" + "".join(f"  k{i:04}: x\n" for i in range(BANYAK)), 1)
WRONG = {
    "B006": (
        SOP_TEXT.replace("jumlah_waktu", "jumlah_wktu") + "".join(f"q{i}: x\n" for i in range(BANYAK)),
        MAKS_CACAT,
    ),
    "B108": (SOP_TEXT + "kecuali:\n  B1004: x\n" + "".join(f"  q{i}: x\n" for i in range(BANYAK)), BANYAK + 1),
    "B109": (
        _KOLOM
        + "disimpulkan:\n- {bidang: pelaksana.kepal, alasan: x}\n"
        + "".join(f"- {{bidang: pelaksana.q{i}, alasan: x}}\n" for i in range(BANYAK)),
        BANYAK + 1,
    ),
    "A104": (
        _KOLOM.replace("pelaksana: tim", f"pelaksana: [timm, {', '.join(f'q{i}' for i in range(BANYAK))}]"),
        BANYAK + 1,
    ),
}
"""A file with thousands of words that are wrong, the first of them by a letter, and how often the rule speaks."""


@pytest.mark.parametrize("kode", WRONG)
def test_thousands_of_wrong_words_cost_no_more_than_a_few(kode: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    compared = 0

    def counted(word: str, known: list[str], **more: Any) -> Any:
        nonlocal compared
        compared += len(known)
        return get_close_matches(word, known, **more)

    monkeypatch.setattr("katalog.guessing.get_close_matches", counted)
    text, expected = WRONG[kode]
    found = [
        temuan
        for temuan in analyse(load_catalogue(make_catalogue(tmp_path, {FILE: text}))).temuan
        if temuan.kode == kode and temuan.berkas == FILE
    ]
    assert abs(len(found) - expected) <= 1
    assert str(found[0].bantuan).startswith("Maksudnya ")
    assert max(len(temuan.pesan) + len(str(temuan.bantuan)) for temuan in found) < 1_000
    assert 0 < compared <= 2 * MAKS_BANDING


def test_guesses_end_when_the_budget_is_spent():
    tebakan = Tebakan()
    known = [f"kata-{i}" for i in range(MAKS_BANDING // 2)]
    assert [tebakan.closest("kata-1x", known) for _ in range(3)] == ["kata-1", "kata-1", None]


def test_no_guess_at_words_that_take_long_to_compare():
    assert Tebakan().closest("a" * (MAKS_HURUF + 1), ["a" * MAKS_HURUF]) is None
    assert Tebakan().closest("a" * MAKS_HURUF, ["a" * (MAKS_HURUF + 1)]) is None


def test_reference_file_of_nothing_but_faults_is_said_in_part_and_read_whole(tmp_path: Path):
    akar = make_catalogue(tmp_path, {FILE: SOP_TEXT})
    bad = "".join(f"k{i}: {{teks: a, padanan: [b], ketr: x}}\n" for i in range(MAKS_CACAT + 200))
    (akar / "_acuan" / "istilah.yaml").write_text(f"{bad}akhir: {{teks: a, padanan: [b]}}\n", "utf-8")
    katalog = load_catalogue(akar)
    faults = [temuan for temuan in katalog.temuan_baca if temuan.berkas == "_acuan/istilah.yaml"]
    assert len(faults) == MAKS_CACAT + 1
    assert sum(temuan.kode == "B010" for temuan in faults) == 1
    assert list(katalog.acuan.istilah) == ["akhir"]
