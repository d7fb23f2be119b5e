"""Generating the pages: only what changed is written, what is gone is removed, the same input gives the same bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.build_site import build_site
from scripts.generate import generate
from scripts.npm_package import MERMAID, BerkasNpm, FetchError, place
from tests.site_support import project_copy

ROOT = Path(__file__).parents[1]
SOPS = ROOT / "sops"
ONE = "dinkes-kota-tangerang/penjenjangan-kinerja.yaml"


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_second_run_writes_nothing(tmp_path: Path):
    assert generate(SOPS, tmp_path) > 100
    assert generate(SOPS, tmp_path) == 0


def test_change_costs_its_own_pages_and_gone_pages_go(tmp_path: Path):
    sops, docs = tmp_path / "sops", tmp_path / "docs"
    shutil.copytree(SOPS, sops)
    generate(sops, docs)
    (docs / "catatan-sendiri.md").write_text("# tetap\n", "utf-8")
    text = (sops / ONE).read_text("utf-8")
    (sops / ONE).write_text(text.replace("Membentuk team kerja", "Membentuk team kerja baru"), "utf-8")
    written = generate(sops, docs)
    assert (
        0 < written < 24
    )  # its page, sheet, data and files, what lists or compares it, and the catalogue's own tables
    assert "Membentuk team kerja baru" in (docs / "sop" / ONE.replace(".yaml", ".md")).read_text("utf-8")
    (sops / ONE).unlink()
    generate(sops, docs)
    assert not (docs / "sop" / ONE.replace(".yaml", ".md")).exists()
    assert not (docs / "api" / "v1" / "sop" / ONE.replace(".yaml", ".json")).exists()
    assert not (docs / "sop" / "dinkes-kota-tangerang").exists()
    assert (docs / "catatan-sendiri.md").exists()


def test_same_bytes_whatever_the_surroundings(tmp_path: Path):
    code = "import sys, pathlib, scripts.generate as g; g.generate(*map(pathlib.Path, sys.argv[1:]))"
    results = []
    for seed, zone, language in (("1", "Asia/Jakarta", "C"), ("4242", "America/Lima", "C.UTF-8")):
        target = tmp_path / seed
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "PYTHONUTF8": "1"}
        subprocess.run([sys.executable, "-c", code, str(SOPS), str(target)], check=True, env=environment, cwd=tmp_path)
        results.append(tree(target))
    assert results[0] == results[1]


@pytest.mark.situs
def test_galat_leaves_the_last_good_site_untouched(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    project = project_copy(tmp_path / "proyek", SOPS)
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("situs terakhir yang baik", "utf-8")
    path = project / "sops" / ONE
    path.write_text(path.read_text("utf-8").replace("lanjut:", "lanjutt:"), "utf-8")
    assert build_site(project) != 0
    said = capfd.readouterr().err
    assert tree(project / "site") == {"index.html": b"situs terakhir yang baik"}
    assert not (project / "site.baru").exists()
    assert "lanjutt" in said
    assert "B006" in said
    assert 'Maksudnya "lanjut"?' in said
    assert "Traceback" not in said


def test_library_is_taken_from_the_cache_and_checked(tmp_path: Path):
    target = tmp_path / "a" / "mermaid.tiny.js"
    assert place(MERMAID, target) == target
    target.write_bytes(b"rusak")
    assert place(MERMAID, target).stat().st_size > 1_000_000


@pytest.mark.parametrize(
    ("berkas", "said"),
    [(MERMAID.berkas, "tidak sesuai dengan sidik"), ("package/dist/tidak-ada.js", "tidak memuat")],
)
def test_wrong_library_is_refused(tmp_path: Path, berkas: str, said: str):
    wrong = BerkasNpm(MERMAID.paket, berkas, "0" * 64)
    with pytest.raises(FetchError, match=said):
        place(wrong, tmp_path / "pustaka.js", simpanan=tmp_path / "simpanan")
    assert not (tmp_path / "pustaka.js").exists()


def test_serving_watches_sources_and_not_what_is_generated(tmp_path: Path):
    from types import SimpleNamespace

    from scripts.mkdocs_hook import on_serve

    project = project_copy(tmp_path / "proyek", SOPS)
    generate(project / "sops", project / "docs")
    watched: set[str] = {str(project / "docs")}
    server = SimpleNamespace(watch=lambda path, **_: watched.add(path), unwatch=watched.discard)
    config = SimpleNamespace(docs_dir=str(project / "docs"), config_file_path=str(project / "mkdocs.yml"))
    on_serve(server, config)  # type: ignore[arg-type]  # the two attributes are all that the hook reads
    own = {"aset", "panduan", "tema"}
    assert watched == {*(str(project / "docs" / name) for name in own), str(project / "sops")}
