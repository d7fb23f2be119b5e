"""Every rule's own page is held true: its passing example passes, its failing example fails."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
import yaml

from katalog.checking import Telaah, analyse
from katalog.loading import load_catalogue
from katalog.rules import ALL_RULES
from katalog.rules.base import Aturan, AturanAcuan, AturanSOP
from tests.rule_support import BASE, OPD, SLUG, SOPS, merge

if TYPE_CHECKING:
    from pathlib import Path

RULES = [pytest.param(rule, id=rule.kode) for rule in ALL_RULES]
REGULATIONS = BASE.with_name("peraturan.yaml")
_FILE = re.compile(r"^# sops/(.+)\n", re.MULTILINE)


def files_of(fragment: str) -> dict[str, str]:
    """Split an example at the lines that name a file; without any it is the one SOP."""
    _, *named = _FILE.split(fragment + "\n")
    return dict(zip(named[::2], named[1::2], strict=True)) or {f"{OPD}/{SLUG}.yaml": fragment}


def with_entries(text: str, fragment: str) -> str:
    """Add entries to a reference file; the keys of each replace those of the faultless regulation of that name."""
    base = yaml.safe_load(REGULATIONS.read_text("utf-8"))
    entries = {key: {**base.get(key, {}), **entry} for key, entry in yaml.safe_load(fragment).items()}
    return text + "\n" + yaml.safe_dump(entries, allow_unicode=True, sort_keys=False)


def telaah_of(rule: type[Aturan] | None, fragment: str, akar: Path) -> Telaah:
    """Analyse a catalogue of the faultless SOP and the real references, changed by the fragment."""
    shutil.copytree(SOPS / "_acuan", akar / "_acuan")
    sops = files_of(fragment)
    if rule is not None and rule.berkas:
        reference = akar / "_acuan" / f"{rule.berkas}.yaml"
        whole = not issubclass(rule, AturanAcuan)
        reference.write_text(fragment if whole else with_entries(reference.read_text("utf-8"), fragment), "utf-8")
        sops = files_of("")
    for name, part in sops.items():
        path = akar / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = merge(BASE.read_text("utf-8"), part)
        path.write_bytes(text.encode().replace(rb"\xe9", b"\xe9"))
    return analyse(load_catalogue(akar))


def ids_of(rule: type[Aturan], fragment: str) -> list[str]:
    names = files_of("" if rule.berkas else fragment)
    return sorted(name.removesuffix(".yaml") for name in names if not name.startswith("_"))


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
    assert sorted(telaah.katalog.menurut_id) == ids_of(rule, rule.page().lulus), "the example cannot be read"
    assert not telaah.katalog.temuan_baca, "the example cannot be read in full"


@pytest.mark.parametrize("rule", RULES)
def test_failing_example_fails(rule: type[Aturan], tmp_path: Path) -> None:
    telaah = telaah_of(rule, rule.page().gagal, tmp_path)
    assert rule.kode in codes(telaah), f"found only {sorted(codes(telaah))}"


@pytest.mark.parametrize("rule", RULES)
def test_page_is_complete(rule: type[Aturan]) -> None:
    page = rule.page()
    assert rule.kode not in page.judul
    assert not page.judul.endswith(".")
    assert 1 <= len(page.uraian) <= 3
    assert page.perbaikan
    assert page.lulus != page.gagal


@pytest.mark.parametrize("rule", RULES)
def test_failing_example_points_at_a_place_and_helps(rule: type[Aturan], tmp_path: Path) -> None:
    if not issubclass(rule, (AturanSOP, AturanAcuan)):
        return  # what reading finds is tested with the reading
    telaah = telaah_of(rule, rule.page().gagal, tmp_path)
    for temuan in telaah.temuan_kode[rule.kode]:
        assert temuan.jalur or rule.berkas == "opd", temuan  # a folder's name stands nowhere in the SOP
        assert temuan.pesan[0].isupper() or not temuan.pesan[0].isalpha(), temuan
        assert temuan.pesan.rstrip('"').endswith((".", "?", "!")), temuan
        assert temuan.tingkat is rule.tingkat or temuan.tingkat.urutan > rule.tingkat.urutan, temuan


def test_codes_are_unique() -> None:
    kodes = [rule.kode for rule in ALL_RULES]
    assert len(set(kodes)) == len(kodes)
