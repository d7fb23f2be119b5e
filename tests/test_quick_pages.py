"""The shortcuts through the engine: without them a build gives the same site, search entries and diagrams included."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from katalog.render.search_entries import BERKAS
from katalog.site import site_files
from scripts.quick_pages import QuickPages
from scripts.search_index import INDEKS, KATA, URUTAN
from scripts.sources import SourceReader

if TYPE_CHECKING:
    from katalog import Telaah

ROOT = Path(__file__).parents[1]
SATU = "dinkes-kota-tangerang/penjenjangan-kinerja"
HALAMAN = (f"sop/{SATU}.md", "proses/penjenjangan-kinerja.md", "hukum/uu-2014-23.md", "temuan/h101.md", "index.md")
HOOKS = {"cepat": ("mkdocs_search.py", "mkdocs_quick.py"), "lambat": ("mkdocs_search.py",)}


class Isi(HTMLParser):
    """What a browser would make of a page: elements with their attributes, and words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, ...]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, *sorted(f"{key}={' '.join((value or '').split())}" for key, value in attrs)))

    def handle_data(self, data):
        words = tuple(data.split())
        if words and self.found and self.found[-1][:1] == ("",):
            self.found[-1] += words
        elif words:
            self.found.append(("", *words))


def read(path: Path) -> list[tuple[str, ...]]:
    parser = Isi()
    parser.feed(path.read_text("utf-8"))
    parser.close()
    return parser.found


@pytest.fixture(scope="module")
def sites(telaah: Telaah, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    project = tmp_path_factory.mktemp("cepat")
    docs, tema = project / "docs", ROOT / "docs" / "tema"
    shutil.copytree(tema, docs / "tema")
    for name, content in site_files(telaah, SourceReader(ROOT / "sops").read):
        if name in {*HALAMAN, BERKAS}:
            target = docs / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    library = docs / "aset" / "pustaka" / "mermaid.tiny.js"
    library.parent.mkdir(parents=True)
    library.write_text("")
    shutil.copy(ROOT / "mkdocs.yml", project)
    for name, hooks in HOOKS.items():
        wanted = json.dumps([str(ROOT / "scripts" / hook) for hook in hooks])
        (project / f"{name}.yml").write_text(f"INHERIT: mkdocs.yml\nnav: []\nhooks: {wanted}\n", "utf-8")
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", f"{name}.yml", "-d", name]
        subprocess.run(command, cwd=project, check=True, capture_output=True)
    return {name: project / name for name in HOOKS}


def test_pages_are_the_same(sites: dict[str, Path]):
    pages = sorted(path.relative_to(sites["lambat"]) for path in sites["lambat"].rglob("*.html"))
    assert len(pages) > len(HALAMAN)
    for page in pages:
        assert read(sites["cepat"] / page) == read(sites["lambat"] / page), page


def test_search_is_the_same(sites: dict[str, Path]):
    for name in (INDEKS, KATA, URUTAN):
        assert (sites["cepat"] / name).read_bytes() == (sites["lambat"] / name).read_bytes()


def test_diagrams_are_drawn_by_the_local_library(sites: dict[str, Path]):
    page = (sites["cepat"] / "sop" / SATU / "index.html").read_text("utf-8")
    assert page.count('<script src="../../../aset/pustaka/mermaid.tiny.js"></script>') == 1
    assert "mermaid.initialize({" in page
    assert '<div  class="mermaid">' in page, "mermaid2 has written this page itself: is it unlike what is known of it?"
    assert "\x00" not in page
    assert "mermaid.initialize" not in (sites["cepat"] / "hukum" / "uu-2014-23" / "index.html").read_text("utf-8")


def test_pages_keep_their_search_entries_where_nothing_is_merged(tmp_path: Path):
    from mkdocs.config import load_config
    from mkdocs.structure.files import Files

    (tmp_path / "docs" / "cari").mkdir(parents=True)
    (tmp_path / "docs" / BERKAS).write_text('{"halaman": {"sop/a/b/": []}}', "utf-8")
    shutil.copy(ROOT / "scripts" / "mkdocs_search.py", tmp_path)
    for hooks, known in (("[]", frozenset()), ("[mkdocs_search.py]", {"sop/a/b/"})):
        (tmp_path / "mkdocs.yml").write_text(f"site_name: x\nhooks: {hooks}\n", "utf-8")
        shortcuts = QuickPages()
        shortcuts.on_files(Files([]), config=load_config(str(tmp_path / "mkdocs.yml")))
        assert shortcuts._known == known
