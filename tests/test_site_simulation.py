"""The site's simulations: answered once, and again only where something changed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from katalog import Telaah, analyse, load_catalogue
from scripts.site_simulation import ULANGAN, site_records
from simulate.session import Sesi
from tests.site_support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PENJENJANGAN = "dinkes-kota-tangerang/penjenjangan-kinerja"
KECAMATAN = "kecamatan-neglasari/penyusunan-perjanjian-kinerja"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every SOP that is simulated from here on, with few replications."""
    monkeypatch.setenv(ULANGAN, "5")
    found: list[str] = []
    answer = Sesi.answer

    def noted(self: Sesi, *args, **kwargs):
        found.append(self.id_sop)
        return answer(self, *args, **kwargs)

    monkeypatch.setattr(Sesi, "answer", noted)
    return found


def catalogue(folder: Path) -> Path:
    akar = folder / "sops"
    shutil.copytree(ROOT / "sops", akar)
    return akar


def analysed(akar: Path) -> Telaah:
    return analyse(load_catalogue(akar))


def test_only_what_changed_is_simulated_again(tmp_path: Path, asked: list[str]):
    akar = catalogue(tmp_path)
    first = site_records(analysed(akar), tmp_path / "simpanan")
    assert asked == list(first)
    assert len(asked) == 5
    again = site_records(analysed(akar), tmp_path / "simpanan")
    assert len(asked) == 5
    assert again == first

    file = akar / f"{KECAMATAN}.yaml"
    file.write_text(file.read_text("utf-8").replace('waktu: "2 Jam"', 'waktu: "4 Jam"'), "utf-8")
    changed = site_records(analysed(akar), tmp_path / "simpanan")
    assert asked[5:] == [KECAMATAN]
    assert changed[KECAMATAN].sidik != first[KECAMATAN].sidik
    assert {key for key in changed if changed[key] != first[key]} == {KECAMATAN}


def test_a_record_that_was_cut_short_is_made_anew(tmp_path: Path, asked: list[str]):
    akar = catalogue(tmp_path)
    first = site_records(analysed(akar), tmp_path / "simpanan")
    kept = next((tmp_path / "simpanan").rglob(f"{first[PENJENJANGAN].sidik}.json"))
    kept.write_bytes(kept.read_bytes()[:100])
    assert site_records(analysed(akar), tmp_path / "simpanan") == first
    assert asked[5:] == [PENJENJANGAN]
    assert not list((tmp_path / "simpanan").rglob("*.part"))


def test_simulations_can_be_left_out(tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(ULANGAN, "0")
    assert site_records(analysed(ROOT / "sops"), tmp_path / "simpanan") == {}
    assert asked == []
    monkeypatch.setenv(ULANGAN, "banyak")
    with pytest.raises(ValueError, match=f"{ULANGAN} harus 0, atau bilangan 2 sampai 1000000"):
        site_records(analysed(ROOT / "sops"), tmp_path / "simpanan")


def test_an_sop_without_a_way_on_is_left_out_and_said(
    tmp_path: Path, asked: list[str], capsys: pytest.CaptureFixture[str]
):
    akar = catalogue(tmp_path)
    file = akar / f"{PENJENJANGAN}.yaml"
    text = file.read_text("utf-8")
    assert "lanjut: {Ya: 6, Tidak: 4}" in text
    file.write_text(text.replace("lanjut: {Ya: 6, Tidak: 4}", "lanjut: {Ya: 3, Tidak: 4}"), "utf-8")
    found = site_records(analysed(akar), tmp_path / "simpanan")
    assert PENJENJANGAN not in found
    assert len(found) == 4
    assert f"{PENJENJANGAN} tidak disimulasikan" in capsys.readouterr().err
    assert PENJENJANGAN not in asked
