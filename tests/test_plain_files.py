"""Links and other things that are no files below docs/: the build refuses them before it writes anything."""

from __future__ import annotations

import os
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from mkdocs.exceptions import Abort

from scripts import mkdocs_hook
from scripts.build_site import BuildError, build_site
from scripts.plain_files import strange_files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def proyek(tmp_path: Path) -> Path:
    """A project with pages, and a folder beside it that is nobody's business."""
    (tmp_path / "luar").mkdir()
    (tmp_path / "luar" / "rahasia.md").write_text("rahasia", "utf-8")
    folder = tmp_path / "proyek"
    (folder / "docs" / "panduan").mkdir(parents=True)
    (folder / "docs" / "panduan" / "a.md").write_text("a", "utf-8")
    return folder


def config(proyek: Path) -> Any:
    return SimpleNamespace(
        docs_dir=str(proyek / "docs"), site_dir=str(proyek / "site"), config_file_path=str(proyek / "mkdocs.yml")
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.is_symlink()}


def test_plain_files_are_no_fault(proyek: Path):
    assert list(strange_files(proyek / "docs")) == []


@pytest.mark.parametrize("name", ["sop", "panduan/luar", "aset", "index.md", ".index.md.part"])
def test_link_is_refused_before_anything_is_written(proyek: Path, name: str, capsys: pytest.CaptureFixture[str]):
    luar = proyek.parent / "luar"
    (proyek / "docs" / name).symlink_to(luar / "rahasia.md" if name.endswith((".md", ".part")) else luar)
    before = tree(proyek.parent)
    with pytest.raises(Abort):
        mkdocs_hook.on_config(config(proyek))
    said = capsys.readouterr().err
    assert f"docs/{name}: tautan simbolik tidak diikuti." in said
    assert "situs yang terakhir tidak diubah" in said
    assert tree(proyek.parent) == before


@pytest.mark.parametrize("name", [".cache", ".cache/simulasi", ".cache/situs.kunci"])
def test_linked_store_is_refused_before_anything_is_written(
    name: str, proyek: Path, capsys: pytest.CaptureFixture[str]
):
    luar = proyek.parent / "luar"
    (proyek / "mkdocs.yml").write_text("site_name: Uji\n", "utf-8")
    (proyek / name).parent.mkdir(exist_ok=True)
    (proyek / name).symlink_to(luar / "rahasia.md" if name.endswith("kunci") else luar)
    before = tree(proyek.parent)
    with pytest.raises(Abort):
        mkdocs_hook.on_config(config(proyek))
    assert f"{name}: tautan simbolik" in capsys.readouterr().err
    with pytest.raises(BuildError, match=f"^{re.escape(name)}: tautan simbolik"):
        build_site(proyek)
    assert tree(proyek.parent) == before


def test_linked_docs_and_a_linked_site_are_refused(proyek: Path, capsys: pytest.CaptureFixture[str]):
    (proyek / "docs").rename(proyek.parent / "halaman")
    (proyek / "docs").symlink_to(proyek.parent / "halaman")
    (proyek / "site").symlink_to(proyek.parent / "luar")
    with pytest.raises(Abort):
        mkdocs_hook.on_config(config(proyek))
    said = capsys.readouterr().err
    assert said.startswith("docs: tautan simbolik")
    assert "\nsite: tautan simbolik" in said
    assert (proyek.parent / "luar" / "rahasia.md").read_text("utf-8") == "rahasia"


def test_pipe_does_not_hang_the_build(proyek: Path):
    os.mkfifo(proyek / "docs" / "panduan" / "pipa")
    assert list(strange_files(proyek / "docs")) == ["docs/panduan/pipa: bukan berkas biasa. Hapus dari folder ini."]


def test_names_are_said_without_what_nobody_sees(proyek: Path):
    (proyek / "docs" / "a\u202eb\nc").symlink_to(proyek)
    assert next(iter(strange_files(proyek / "docs"))).startswith("docs/ab c: ")
