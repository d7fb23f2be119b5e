"""`sop rapi`: files in place, nothing half written, every fault in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scripts.cli import sop
from scripts.indonesian import run
from tests.catalogue_support import OPD, ROOT, SOP_TEXT, make_catalogue

if TYPE_CHECKING:
    from pathlib import Path

UNTIDY = SOP_TEXT.replace("nama: Pengumpulan Data Kinerja\n", "") + "nama: Pengumpulan Data Kinerja # asli\n"
TIDY = SOP_TEXT.replace("Kinerja\n", "Kinerja  # asli\n", 1)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_catalogue(tmp_path, {f"{OPD}/a.yaml": UNTIDY, f"{OPD}/b.yaml": SOP_TEXT})
    monkeypatch.chdir(tmp_path)
    return tmp_path / "sops" / OPD


def test_tidies_in_place_and_only_what_needs_it(here: Path, capfd: pytest.CaptureFixture[str]):
    file, other = here / "a.yaml", here / "b.yaml"
    file.chmod(0o640)
    before = other.stat()
    assert run(sop, "sop", ["rapi"]) == 0
    assert file.read_text("utf-8") == TIDY
    assert file.stat().st_mode & 0o777 == 0o640
    assert other.stat().st_mtime_ns == before.st_mtime_ns
    assert sorted(path.name for path in here.iterdir()) == ["a.yaml", "b.yaml"]
    out, err = capfd.readouterr()
    assert out == ""
    assert err.splitlines() == [f"dirapikan: sops/{OPD}/a.yaml", "1 berkas dirapikan, 6 sudah rapi."]
    assert run(sop, "sop", ["rapi", "--periksa"]) == 0


def test_checks_and_shows_without_writing(here: Path, capfd: pytest.CaptureFixture[str]):
    assert run(sop, "sop", ["rapi", f"{OPD}/a", "--periksa", "--beda"]) == 1
    out, err = capfd.readouterr()
    assert f"--- sops/{OPD}/a.yaml\n" in out
    assert "+nama: Pengumpulan Data Kinerja  # asli\n" in out
    assert err.splitlines()[-1] == "1 berkas belum rapi, 0 sudah rapi."
    assert run(sop, "sop", ["rapi", str(here / "a.yaml"), "--beda"]) == 0
    assert (here / "a.yaml").read_text("utf-8") == UNTIDY


def test_names_every_fault_and_leaves_those_files(here: Path, capfd: pytest.CaptureFixture[str]):
    (here / "b.yaml").write_text("nama: [a\n", "utf-8")
    (here / "c.yaml").write_text("nama: a\nnama: b\n", "utf-8")
    (here / "d.yaml").write_text("# yaml-language-server: $schema=lain.schema.json\nb: 1\n", "utf-8")
    (here / "e.yaml").symlink_to(here / "a.yaml")
    assert run(sop, "sop", ["rapi", *(f"sops/{OPD}/{name}.yaml" for name in "abcde")]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert f"sops/{OPD}/b.yaml:1:7: galat B001:" in err
    assert f"sops/{OPD}/c.yaml:2:1: galat B003:" in err
    assert f"sops/{OPD}/d.yaml:1:1: galat B012: Baris skema" in err
    assert f"sops/{OPD}/e.yaml:1:1: galat B012: Tautan" in err
    assert (here / "a.yaml").read_text("utf-8") == TIDY
    assert (here / "b.yaml").read_text("utf-8") == "nama: [a\n"


def test_a_scenario_has_an_order_too(here: Path):
    file = here.parents[1] / "kantor.yaml"
    schema = "# yaml-language-server: $schema=../schema/skenario.schema.json\n"
    file.write_text(schema + "ulangan: 20\nberdasar: dasar\nketerangan: K\nnama: N # a\n", "utf-8")
    assert run(sop, "sop", ["rapi", "kantor.yaml"]) == 0
    lines = file.read_text("utf-8").splitlines()
    assert lines == [schema.strip(), "nama: N  # a", "keterangan: K", "berdasar: dasar", "ulangan: 20"]


def test_unknown_path_is_wrong_use(here: Path):
    assert here.is_dir()
    assert run(sop, "sop", ["rapi", "tidak-ada"]) == 2


def test_shipped_scenarios_are_tidy(capfd: pytest.CaptureFixture[str]):
    files = [str(path) for path in (ROOT / "simulate" / "scenarios").glob("*.yaml")]
    assert run(sop, "sop", ["rapi", "--periksa", "--akar", str(ROOT / "sops"), *files]) == 0
    assert capfd.readouterr().err.splitlines()[-1] == "0 berkas belum rapi, 7 sudah rapi."
