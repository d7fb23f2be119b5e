"""What may lie in `_sumber/`, and how files are opened for reports: links and pipes never are."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from katalog import load_catalogue
from katalog.findings import Tingkat
from scripts.build_site import BuildError, build_site
from scripts.cli import sop
from scripts.generate import CatalogueError, generate
from scripts.indonesian import run
from scripts.sources import SourceReader

ROOT = Path(__file__).parents[1]
SOPS = ROOT / "sops"


@pytest.fixture
def katalog(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOPS, tmp_path / "sops"))


@pytest.mark.parametrize(
    "name", ["jahat.md", "halaman.html", "gambar.svg", "index.htm", "nama berkas.txt", "naskah.TXT", "tanpa-akhiran"]
)
def test_source_that_could_become_a_page_is_refused(katalog: Path, tmp_path: Path, name: str):
    (katalog / "_sumber" / name).write_text("<script>window.jebol=1</script>", "utf-8")
    found = load_catalogue(katalog)
    assert [(temuan.kode, temuan.tingkat) for temuan in found.temuan_baca] == [("B012", Tingkat.GALAT)]
    assert name not in found.sumber
    with pytest.raises(CatalogueError):
        generate(katalog, tmp_path / "docs")
    assert not (tmp_path / "docs").exists()


def test_hidden_file_in_sources_is_left_alone(katalog: Path):
    (katalog / "_sumber" / ".gitkeep").touch()
    found = load_catalogue(katalog)
    assert found.temuan_baca == ()
    assert ".gitkeep" not in found.sumber


@pytest.mark.parametrize("key", ["proses", "opd", "jabatan"])
def test_index_is_no_key(katalog: Path, key: str):
    path = katalog / "_acuan" / f"{key}.yaml"
    entry = path.read_text("utf-8")
    path.write_text(entry + "\nindex: {}\n", "utf-8")
    assert "B009" in {temuan.kode for temuan in load_catalogue(katalog).temuan_baca}


def test_index_is_no_name_of_an_sop(katalog: Path):
    folder = katalog / "dinkes-kota-tangerang"
    shutil.copy(folder / "penjenjangan-kinerja.yaml", folder / "index.yaml")
    assert [temuan.kode for temuan in load_catalogue(katalog).temuan_baca] == ["B012"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders, and links need rights there")
class TestStrangeFiles:
    def test_pipe_does_not_hang_the_report(self, katalog: Path):
        os.mkfifo(katalog / "dinkes-kota-tangerang" / "pipa.yaml")
        command = [sys.executable, "-c", "from scripts.cli import main; main()", "periksa", "--akar", str(katalog)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 1
        assert "B012" in done.stdout

    def test_link_is_not_quoted(self, katalog: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        secret = tmp_path / "rahasia.txt"
        secret.write_text("kata sandi", "utf-8")
        (katalog / "dinkes-kota-tangerang" / "tautan.yaml").symlink_to(secret)
        (katalog / "_sumber" / "tautan.txt").symlink_to(secret)
        assert run(sop, "sop", ["periksa", "--akar", str(katalog)]) == 1
        said = capsys.readouterr().out
        assert said.count("Tautan simbolik") == 2
        assert "kata sandi" not in said
        reader = SourceReader(katalog)
        assert reader.line("_sumber/tautan.txt", 1) is None
        with pytest.raises(OSError, match=r"symbolic|link|regular"):
            reader.read("_sumber/tautan.txt")


def test_lines_of_every_kind_of_ending(tmp_path: Path):
    (tmp_path / "a.yaml").write_bytes(b"satu\r\ndua\rtiga\nempat")
    reader = SourceReader(tmp_path)
    assert [reader.line("a.yaml", number) for number in range(6)] == [None, "satu", "dua", "tiga", "empat", None]


def test_interrupted_swap_is_put_right(tmp_path: Path):
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins: [tidak-ada]\n", "utf-8")
    (tmp_path / "site.lama").mkdir()
    (tmp_path / "site.lama" / "index.html").write_text("baik", "utf-8")
    assert build_site(tmp_path) != 0
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "baik"


def test_failed_swap_keeps_the_last_good_site(tmp_path: Path):
    from scripts import build_site as module

    fresh, site, old = tmp_path / "site.baru", tmp_path / "site", tmp_path / "site.lama"
    site.mkdir()
    (site / "index.html").write_text("baik", "utf-8")
    with pytest.raises(BuildError, match="Situs yang terakhir tidak diubah"):
        module._swap(fresh, site, old)  # there is no new site: its rename fails
    assert (site / "index.html").read_text("utf-8") == "baik"


def test_site_is_built_where_mkdocs_yml_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sops").mkdir()
    assert run(sop, "sop", ["situs"]) != 0
    assert "Tidak ada mkdocs.yml" in capsys.readouterr().err


def test_unwritable_target_is_said_in_one_line(capsys: pytest.CaptureFixture[str]):
    assert run(sop, "sop", ["skema", "/proc/tidak-ada"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Galat: berkas /proc/tidak-ada")
    assert "Traceback" not in said
