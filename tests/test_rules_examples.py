"""Every rule's own page is held true: its passing example passes, its failing example fails."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from katalog.checking import Telaah, analyse
from katalog.loading import load_catalogue
from katalog.rules import ALL_RULES
from katalog.rules.base import Aturan, AturanAcuan, AturanSOP
from tests.rule_support import BASE, OPD, SLUG, SOPS, merge

if TYPE_CHECKING:
    from pathlib import Path

ABOUT_NAMES = {"B012", "T101"}
"""Rules about the name of a file or folder: no YAML shows it, so they are tested by themselves."""
RULES = [pytest.param(rule, id=rule.kode) for rule in ALL_RULES if rule.kode not in ABOUT_NAMES]


def telaah_of(rule: type[Aturan] | None, fragment: str, akar: Path) -> Telaah:
    """Analyse a catalogue of the faultless SOP and the real references, changed by the fragment."""
    shutil.copytree(SOPS / "_acuan", akar / "_acuan")
    sop = akar / OPD / f"{SLUG}.yaml"
    sop.parent.mkdir()
    shutil.copy(BASE, sop)
    target = sop
    if rule is not None and issubclass(rule, AturanAcuan):
        target = akar / "_acuan" / f"{getattr(rule, 'berkas').removesuffix('.yaml')}.yaml"  # noqa: B009
    text = merge(target.read_text("utf-8"), fragment)
    target.write_bytes(text.encode().replace(rb"\xe9", b"\xe9"))
    return analyse(load_catalogue(akar))


def codes(telaah: Telaah) -> set[str]:
    return {temuan.kode for temuan in telaah.temuan}


def test_the_faultless_sop_is_faultless(tmp_path: Path) -> None:
    telaah = telaah_of(None, "", tmp_path)
    assert [temuan for temuan in telaah.temuan if not temuan.berkas.startswith("_acuan/")] == []
    assert list(telaah.katalog.menurut_id) == [f"{OPD}/{SLUG}"]


@pytest.mark.parametrize("rule", RULES)
def test_passing_example_passes(rule: type[Aturan], tmp_path: Path) -> None:
    telaah = telaah_of(rule, rule.page().lulus, tmp_path)
    assert rule.kode not in codes(telaah), [temuan for temuan in telaah.temuan if temuan.kode == rule.kode]
    assert list(telaah.katalog.menurut_id) == [f"{OPD}/{SLUG}"], "the example cannot be read"


@pytest.mark.parametrize("rule", RULES)
def test_failing_example_fails(rule: type[Aturan], tmp_path: Path) -> None:
    telaah = telaah_of(rule, rule.page().gagal, tmp_path)
    assert rule.kode in codes(telaah), f"found only {sorted(codes(telaah))}"


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.kode) for rule in ALL_RULES])
def test_page_is_complete(rule: type[Aturan]) -> None:
    page = rule.page()
    assert rule.kode not in page.judul
    assert not page.judul.endswith(".")
    assert 1 <= len(page.uraian) <= 3
    assert page.perbaikan
    assert page.lulus != page.gagal or rule.kode in ABOUT_NAMES


@pytest.mark.parametrize("rule", RULES)
def test_failing_example_points_at_a_place_and_helps(rule: type[Aturan], tmp_path: Path) -> None:
    if not issubclass(rule, (AturanSOP, AturanAcuan)):
        return  # what reading finds is tested with the reading
    telaah = telaah_of(rule, rule.page().gagal, tmp_path)
    for temuan in telaah.temuan_kode[rule.kode]:
        assert temuan.jalur, temuan
        assert temuan.pesan[0].isupper() or not temuan.pesan[0].isalpha(), temuan
        assert temuan.pesan.rstrip('"').endswith((".", "?", "!")), temuan
        assert temuan.tingkat is rule.tingkat or temuan.tingkat.urutan > rule.tingkat.urutan, temuan


def test_codes_are_unique() -> None:
    kodes = [rule.kode for rule in ALL_RULES]
    assert len(set(kodes)) == len(kodes)
