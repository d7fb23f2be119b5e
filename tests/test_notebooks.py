"""The planner's notebooks: each runs from its first cell to its last, is stored clean, and becomes a harmless page."""

from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

from katalog.render.escaping import markdown
from lab.replications import LINGKUNGAN
from scripts import notebook_run, notebook_site
from scripts.notebook_files import clean
from scripts.notebook_outputs import WIDGET, shown
from scripts.notebook_pages import Buku, body, described, index_page, notebook_page
from scripts.notebook_run import NotebookError, executed
from scripts.notebook_site import write_notebooks
from scripts.site_simulation import ULANGAN

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def notebook(*sources: str) -> str:
    cells = [
        nbformat.v4.new_markdown_cell(one) if one.startswith("#") else nbformat.v4.new_code_cell(one) for one in sources
    ]
    return clean(nbformat.writes(nbformat.v4.new_notebook(cells=cells)))


@each
def test_stored_clean(path):
    text = path.read_text("utf-8")
    assert clean(text) == text, f"jalankan: python -m scripts.notebook_files notebooks/{path.name}"


@each
def test_runs_and_becomes_a_page(path, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "sops", tmp_path / "sops")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    monkeypatch.setenv(LINGKUNGAN, "20")
    found = executed(tmp_path / "notebooks" / path.name)
    buku = described(path.stem, found)
    assert buku.judul != path.stem
    assert buku.tanya
    page = BeautifulSoup(notebook_page(buku, body(found), (buku,)), "html.parser")
    assert not page.find_all(["script", "style", "svg"])
    assert not page.find_all(style=True)
    assert all(len(str(picture["alt"])) > 20 for picture in page.find_all("img"))
    assert all(table.parent and "tl-tabel" in table.parent["class"] for table in page.find_all("table"))
    assert str(tmp_path) not in str(page)
    outputs = [output for cell in found.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.get("name") == "stderr"]


@pytest.mark.parametrize(
    ("ended", "said"),
    [
        ("dinkes-kab-mojokerto/pengukuran-kinerja", None),
        ("kecamatan-neglasari/penyusunan-perjanjian-kinerja", "memerlukan SOP perjanjian kinerja yang berlaku"),
    ],
)
def test_one_office_goes_on_without_an_sop_that_has_ended(ended, said, tmp_path, monkeypatch):
    monkeypatch.setenv(LINGKUNGAN, "4")
    shutil.copytree(ROOT / "sops", tmp_path / "sops")
    with (tmp_path / "sops" / f"{ended}.yaml").open("a", encoding="utf-8") as file:
        file.write("status: dicabut\n")
    (whole,) = (path for path in NOTEBOOKS if path.stem.startswith("4-"))
    found = nbformat.read(whole, as_version=4)
    first = next(at for at, cell in enumerate(found.cells) if "merata = " in cell.source)
    (tmp_path / "notebooks").mkdir()
    place = tmp_path / "notebooks" / whole.name
    nbformat.write(nbformat.v4.new_notebook(cells=found.cells[: first + 1]), place)
    if said:
        with pytest.raises(NotebookError, match=said):
            executed(place)
        return
    printed = [output.get("text", "") for cell in executed(place).cells for output in cell.get("outputs", ())]
    assert f"{ended} sudah dicabut atau digantikan, jadi tidak ikut dihitung.\n" in printed


def test_laboratory_hears_the_variable_of_the_site():
    assert LINGKUNGAN == ULANGAN


def test_cleaning_forgets_what_a_run_left():
    text = notebook("# Judul", "1 + 1")
    dirty = nbformat.reads(text, as_version=4)
    dirty.metadata["language_info"] = {"name": "python", "version": "3.99"}
    dirty.cells[1].outputs = [nbformat.v4.new_output("stream", text="2")]
    dirty.cells[1].execution_count = 7
    dirty.cells[1].metadata["trusted"] = True
    assert clean(nbformat.writes(dirty)) == text
    with pytest.raises(ValueError):
        clean('{"cells": [{"cell_type": "salah"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')


def html(content: str) -> str:
    return shown({"output_type": "display_data", "data": {"text/html": content, "text/plain": "x"}})


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<p onclick='a()' style='color:red'>a</p><script>b()</script>", "<p>a</p>"),
        ("<style scoped>th {}</style><p>a<!-- b --></p>", "<p>a</p>"),
        ('<p><a href="javascript:b()">a</a></p><iframe src="//b"></iframe>', "<p>a</p>"),
        ('<p>a</p><img src="https://b/c.png" alt="d"><svg onload="b()"></svg>', "<p>a</p>"),
        ("<p>&lt;script&gt;\n\n# a</p>", "<p>&lt;script&gt; # a</p>"),
    ],
)
def test_only_harmless_html_comes_through(given, kept):
    assert html(given) == f'<div class="tl-buku-jawaban">{kept}</div>'


def test_tables_and_pictures_are_framed_and_text_is_text():
    frame = html(
        "<table><thead><tr><th></th><th>a</th></tr><tr><th>id</th><th></th></tr></thead><tbody></tbody></table>"
    )
    assert "<tr><th>id</th><th>a</th></tr></thead>" in frame
    assert 'class="tl-tabel tl-buku-tabel"' in frame
    assert 'alt="b" src="data:image/svg+xml;base64,aaaa"' in html('<img src="data:image/svg+xml;base64,aaaa" alt="b">')
    png = shown({"output_type": "display_data", "data": {"image/png": "aaaa", "text/plain": "x"}})
    assert 'src="data:image/png;base64,aaaa"' in png
    text = shown({"output_type": "stream", "name": "stdout", "text": "<b>\n\n# a\n"})
    assert text == '<pre class="tl-buku-teks" tabindex="0">&lt;b&gt;&#10;&#10;# a</pre>'
    assert shown({"output_type": "stream", "name": "stderr", "text": "a"}) == ""
    assert shown({"output_type": "display_data", "data": {WIDGET: {}, "text/plain": "VBox()"}}) == ""


def test_pages_name_their_neighbours_and_their_file():
    semua = (Buku("1-a", "A <b>", "Apa?"), Buku("2-b", "B", "Berapa?"))
    page = notebook_page(semua[0], "isi", semua)
    assert 'href="../1-a.ipynb" download' in page
    assert "(2-b.md)" in page
    assert "<b>" not in page
    listed = index_page(semua, ["3-c<i>.ipynb", "4-d.ipynb"])
    assert "Buku 2: [B](2-b.md)" in listed
    assert "<i>" not in listed
    assert f"{markdown('4-d.ipynb')}: tidak dapat dijalankan sampai selesai dengan katalog ini." in listed
    assert "Tidak disertakan" not in index_page(semua, [])


@pytest.fixture
def project(tmp_path, monkeypatch):
    for name in (LINGKUNGAN, notebook_site.BUKU):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "sops").mkdir()
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "1-baik.ipynb").write_text(notebook("# Baik\n\nApa?", "print(1 + 1)"), "utf-8")
    return tmp_path


def write(project: Path, akar: str = "sops") -> int:
    return write_notebooks(project, project / "docs", project / akar, project / "simpanan")


def test_runs_for_a_caller_with_a_loop_of_its_own(project):
    async def asks() -> str:
        found = executed(project / "notebooks" / "1-baik.ipynb")
        return str(found.cells[1].outputs[0].text)

    with ThreadPoolExecutor(1) as alone:  # a browser test may have a loop running in this thread
        assert alone.submit(asyncio.run, asks()).result() == "2\n"


def test_second_build_runs_nothing_and_a_change_runs_its_own(project, monkeypatch, capsys):
    (project / "notebooks" / "2-rusak.ipynb").write_text(notebook("# Rusak\n\nApa?", "1 / 0"), "utf-8")
    assert write(project) == 3
    pages = project / "docs" / "panduan" / "buku"
    assert sorted(path.name for path in pages.iterdir()) == ["1-baik.ipynb", "1-baik.md", "index.md"]
    assert ">2</pre>" in (pages / "1-baik.md").read_text("utf-8")
    assert "2-rusak.ipynb berhenti pada ZeroDivisionError" in capsys.readouterr().err
    listed = (pages / "index.md").read_text("utf-8")
    assert f"{markdown('2-rusak.ipynb')}: tidak dapat dijalankan" in listed
    assert "ZeroDivisionError" not in listed  # what a reader can do nothing with
    ran: list[str] = []

    def fails(path: Path) -> None:
        ran.append(path.name)
        raise NotebookError(f"{path.name} berhenti.")

    monkeypatch.setattr(notebook_run, "executed", fails)
    write(project)
    assert ran == ["2-rusak.ipynb"]
    (project / "sops" / "baru.yaml").write_text("nama: baru\n", "utf-8")
    write(project)
    assert ran[1:] == ["1-baik.ipynb", "2-rusak.ipynb"] or ran[1:] == ["2-rusak.ipynb", "1-baik.ipynb"]
    assert [path.name for path in pages.iterdir()] == ["index.md"]


def test_data_beside_the_notebooks_counts_as_part_of_them(project, capsys):
    write(project)
    assert "dijalankan: 1-baik.ipynb" in capsys.readouterr().err
    write(project)
    assert "dijalankan" not in capsys.readouterr().err
    (project / "notebooks" / "data").mkdir()
    (project / "notebooks" / "data" / "catatan.csv").write_text("kasus\n", "utf-8")
    write(project)
    assert "dijalankan: 1-baik.ipynb" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "akar", "said"),
    [
        ({notebook_site.BUKU: "0"}, "sops", "TATALAKSANA_BUKU=0"),
        ({ULANGAN: "0"}, "sops", "TATALAKSANA_ULANGAN=0"),
        ({}, "lain", "katalog lain"),
    ],
)
def test_left_out_with_a_clear_note(project, monkeypatch, capsys, environment, akar, said):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    write(project, akar)
    assert said in capsys.readouterr().err
    assert said in (project / "docs" / "panduan" / "buku" / "index.md").read_text("utf-8").replace("\\", "")


def test_left_out_without_the_extra(project, monkeypatch, capsys):
    monkeypatch.setattr(notebook_site, "PERANGKAT", ("ipywidgets", "paket_yang_tidak_ada"))
    write(project)
    assert "paket paket_yang_tidak_ada belum dipasang" in capsys.readouterr().err
