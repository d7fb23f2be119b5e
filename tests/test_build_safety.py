"""A build that is killed, meets a full disk or a second build leaves the last good site whole, and poisons nothing."""

from __future__ import annotations

import fcntl
import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from scripts import build_site as builder
from scripts import mkdocs_hook
from scripts.alone import alone
from scripts.build_site import DIPEGANG, KUNCI, SIBUK, BuildError, build_site
from scripts.cli import sop
from scripts.indonesian import run
from scripts.npm_package import MERMAID, kept
from scripts.site_simulation import ULANGAN
from tests.catalogue_support import SOP_TEXT
from tests.killed_build import KALI, manifest

ROOT = Path(__file__).parents[1]
OPD = "dinas-contoh"
# The theme of the site costs seconds and plays no part: what is tested is what is written, and when.
KECIL = """\
site_name: Uji
theme: {name: mkdocs}
plugins: [search]
hooks: [scripts/mkdocs_hook.py]
markdown_extensions: [attr_list, md_in_html, tables]
validation: {links: {not_found: ignore, anchors: ignore, unrecognized_links: ignore}}
"""


@pytest.fixture
def proyek(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one SOP, quick to build, and a last good site; what is fetched once is there already."""
    kept(MERMAID)
    monkeypatch.setenv(ULANGAN, "0")
    monkeypatch.setenv("TATALAKSANA_TANPA_APAJIKA", "1")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    folder = tmp_path / "proyek"
    shutil.copytree(ROOT / "tests" / "fixtures" / "jahat" / "sops" / "_acuan", folder / "sops" / "_acuan")
    (folder / "sops" / OPD).mkdir()
    (folder / "sops" / OPD / "data.yaml").write_text(SOP_TEXT.replace("pengumpulan-data-kinerja", "serangan"), "utf-8")
    (folder / "mkdocs.yml").write_text(KECIL, "utf-8")
    (folder / "docs").mkdir()
    (folder / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "mkdocs_hook.py", folder / "scripts")
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("situs terakhir yang baik", "utf-8")
    return folder


@pytest.mark.situs
def test_killed_at_any_moment(proyek: Path):
    command = [sys.executable, "-m", "tests.killed_build", str(proyek), str(proyek / "sops" / OPD / "data.yaml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    *killed, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(killed) == KALI
    assert [one for one in killed if not one["utuh"]] == []
    assert sum(one["akhir"] == 9 for one in killed) >= KALI // 2  # the others had fewer writes to make
    assert last == {"akhir": 0, "situs": True, "docs": True, "sisa": []}


@pytest.mark.situs
@pytest.mark.parametrize("bita", [6_000, 150_000], ids=["halaman", "tema"])
def test_full_disk(proyek: Path, bita: int, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """A limit on the size of a file fails as a full disk does: first while pages are made, then within MkDocs."""
    real: Any = subprocess.run

    def limited(*args: Any, **kwargs: Any) -> Any:
        return real(*args, **kwargs, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bita, bita)))

    before = manifest(proyek / "site")
    monkeypatch.setattr(subprocess, "run", limited)
    assert build_site(proyek) != 0
    said = capfd.readouterr().err
    assert "ruang penyimpanan habis" in said
    assert "Situs yang terakhir tidak diubah." in said
    assert "Traceback" not in said
    assert manifest(proyek / "site") == before
    assert [path.name for path in proyek.glob("site.*")] == []
    monkeypatch.setattr(subprocess, "run", real)
    assert build_site(proyek) == 0
    assert not list((proyek / "docs").rglob("*.part"))


def test_second_build_is_told_to_wait(proyek: Path):
    before = manifest(proyek)
    with alone(proyek / KUNCI), pytest.raises(BuildError, match="sedang dibangun oleh perintah lain"):
        build_site(proyek)
    (proyek / KUNCI).unlink()
    assert manifest(proyek) == before


def test_bare_mkdocs_takes_the_same_lock(
    proyek: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """`mkdocs build` and `mkdocs serve` write the same pages as `sop situs` does."""
    monkeypatch.delenv(DIPEGANG, raising=False)
    config = load_config(str(proyek / "mkdocs.yml"), site_dir=str(proyek / "site"))
    with alone(proyek / KUNCI), pytest.raises(Abort):
        mkdocs_hook.on_config(config)
    assert SIBUK in capsys.readouterr().err
    mkdocs_hook.on_config(config)
    with pytest.raises(BuildError, match="sedang dibangun"):
        build_site(proyek)
    mkdocs_hook.on_build_error()
    with alone(proyek / KUNCI):
        pass


def test_builder_that_outlives_its_command_keeps_others_away(proyek: Path):
    """SIGKILL ends the command alone; MkDocs goes on writing into the folder that the next build would use."""
    pipe = proyek / "pipa"
    os.mkfifo(pipe)
    hook = f"def on_pre_build(config):\n    open({str(pipe)!r}).read()\n    raise SystemExit(3)\n"
    (proyek / "tunggu.py").write_text(hook, "utf-8")
    (proyek / "mkdocs.yml").write_text("site_name: x\nhooks: [tunggu.py]\n", "utf-8")
    code = "import sys, pathlib, scripts.build_site as b; b.build_site(pathlib.Path(sys.argv[1]))"
    command = subprocess.Popen([sys.executable, "-c", code, str(proyek)])
    with pipe.open("w"):  # opens once MkDocs reads
        command.kill()
        command.wait()
        with pytest.raises(BuildError, match="sedang dibangun"):
            build_site(proyek)
    with (proyek / KUNCI).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # waits until MkDocs has ended
    with alone(proyek / KUNCI):
        pass
    assert (proyek / "site" / "index.html").read_text("utf-8") == "situs terakhir yang baik"


@pytest.fixture
def dua(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A new site, the last good one, and where it is put aside."""
    for name in ("baru", "baik"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name, "utf-8")
    return tmp_path / "baru", tmp_path / "baik", tmp_path / "lama"


@pytest.mark.parametrize("bertukar", [True, False], ids=["bertukar", "berganti"])
def test_swap(dua: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch, bertukar: bool):  # noqa: FBT001
    fresh, site, old = dua
    if not bertukar:
        monkeypatch.setattr(builder, "_exchange", lambda *_: False)
    builder._swap(fresh, site, old)
    assert (site / "index.html").read_text("utf-8") == "baru"
    assert not fresh.exists()
    assert not old.exists()


def test_new_site_is_on_the_disk_before_it_takes_its_place(
    dua: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
):
    fresh, site, old = dua
    seen: list[str] = []
    monkeypatch.setattr(os, "sync", lambda: seen.append((site / "index.html").read_text("utf-8")))
    builder._swap(fresh, site, old)
    assert seen == ["baik"]


def test_swap_on_linux_leaves_no_moment_without_a_site(dua: tuple[Path, Path, Path]):
    fresh, site, _ = dua
    assert builder._exchange(fresh, site)
    assert [(folder / "index.html").read_text("utf-8") for folder in (fresh, site)] == ["baik", "baru"]


def test_new_site_that_cannot_be_put_in_place(dua: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch):
    fresh, site, old = dua
    monkeypatch.setattr(builder, "_exchange", lambda *_: False)
    real = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path == fresh:
            raise PermissionError(13, "Permission denied", str(target))
        return real(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(BuildError, match="Situs yang terakhir tidak diubah"):
        builder._swap(fresh, site, old)
    assert (site / "index.html").read_text("utf-8") == "baik"


@pytest.mark.parametrize("ke", ["json", "csv"])
def test_export_to_a_full_disk(tmp_path: Path, ke: str):
    target = tmp_path / "keluaran"
    target.mkdir()
    (target / f"katalog.{ke}").write_text("yang lama", "utf-8")
    code = "from resource import *; setrlimit(RLIMIT_FSIZE, (500, 500)); from scripts.cli import main; main()"
    command = [sys.executable, "-c", code, "ekspor", "--semua", "--ke", ke, "--akar", str(ROOT / "sops")]
    done = subprocess.run(
        [*command, "--keluaran", str(target)], capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("Galat: ruang penyimpanan habis")
    assert {path.name: path.read_text("utf-8") for path in target.iterdir()} == {f"katalog.{ke}": "yang lama"}


def test_words_for_what_cannot_be_written(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    (tmp_path / "folder").write_text("berkas", "utf-8")
    assert run(sop, "sop", ["skema", str(tmp_path / "folder" / "x")]) == 2
    assert "Traceback" not in capsys.readouterr().err
