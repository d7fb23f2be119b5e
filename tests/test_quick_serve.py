"""While serving, an edited SOP is built alone: its page is what a full build makes of it, and nothing else changes."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from katalog import Telaah, analyse, load_catalogue
from katalog.checking import renew
from katalog.loading import load_document
from scripts.alone import alone
from scripts.build_site import KUNCI
from scripts.quick_serve import TAK_TERBACA, TERHENTI, ServeSession, footprint
from scripts.serve_notice import with_notice
from tests.site_support import project_copy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

ROOT = Path(__file__).parents[1]
SATU = "dinkes-kab-balangan/pengumpulan-data-kinerja"
LAIN = "kecamatan-neglasari/penyusunan-perjanjian-kinerja"

PAGES = {"/ada/": '<body dir="ltr">é</body>'.encode(), "/ada/lembar.html": b"<body></body>"}


class Serving:
    """What `mkdocs serve` does, without a server."""

    def __init__(self, project: Path) -> None:
        self.akar, self.site, self.full = project / "sops", project / "site", 0
        self._config = project / "mkdocs.yml"
        self.config().plugins.on_startup(command="serve", dirty=False)
        hooks: Any = self.config().hooks  # by name, whatever its type says
        (self.session,) = hooks["scripts/mkdocs_hook.py"]._sesi
        self.lock = project / KUNCI
        self.build = self.session.builder(self._build, self.lock)

    def config(self) -> MkDocsConfig:
        from mkdocs.config import load_config

        return load_config(str(self._config), site_dir=str(self.site))

    def _build(self) -> None:
        from mkdocs.commands.build import build

        self.full += 1
        build(self.config(), serve_url="http://127.0.0.1/")

    def edit(self, id_sop: str, before: str, after: str) -> None:
        path = self.akar / f"{id_sop}.yaml"
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), "utf-8")

    def page(self, id_sop: str) -> str:
        return (self.site / "sop" / id_sop / "index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("layan")
    project = project_copy(folder / "proyek", ROOT / "sops")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("ULANGAN", "0"), ("BUKU", "0"), ("TANPA_APAJIKA", "1")):
            patch.setenv(f"TATALAKSANA_{name}", value)
        patch.chdir(project)
        gone = project / "docs" / "aset" / "pustaka" / "pyodide" / "lama.js"  # the build without it takes it away
        gone.parent.mkdir(parents=True)
        gone.write_text("", "utf-8")
        here = Serving(project)
        here.build()
        assert here.full == 1
        assert not gone.exists()
        yield here


def test_an_edit_is_shown_without_a_full_build(serving: Serving, capsys: pytest.CaptureFixture[str]):
    other = (serving.site / "sop" / LAIN / "index.html").stat().st_mtime_ns
    serving.edit(SATU, "nama: ", "nama: Uji Tampil Segera ")
    serving.build()
    assert serving.full == 1
    assert "Uji Tampil Segera" in serving.page(SATU)
    assert "aset/pustaka/mermaid.tiny.js" in serving.page(SATU)
    assert "Uji Tampil Segera" in (serving.site / "sop" / SATU / "lembar.html").read_text("utf-8")
    assert "Uji Tampil Segera" in (serving.site / "api" / "v1" / "sop" / f"{SATU}.json").read_text("utf-8")
    assert (serving.site / "sop" / LAIN / "index.html").stat().st_mtime_ns == other
    assert f"{SATU} sudah tampil; halaman lain sedang dibangun." in capsys.readouterr().err
    quick = serving.page(SATU)
    serving.build()  # what the stamp asks for
    assert serving.full == 2
    assert serving.page(SATU) == quick
    assert "Uji Tampil Segera" in (serving.site / "sop" / "index.html").read_text("utf-8")


def test_a_fault_is_told_and_the_page_stays(serving: Serving, capsys: pytest.CaptureFixture[str]):
    before, full = serving.page(SATU), serving.full
    serving.edit(SATU, "nama: ", "namaa: ")
    serving.build()
    assert f"{SATU}.yaml:" in capsys.readouterr().err
    assert (serving.page(SATU), serving.full) == (before, full)
    notice = serving.session.notice
    assert (notice(f"/sop/{SATU}/"), notice(f"/sop/{SATU}-lain/"), notice("/")) == (TAK_TERBACA, None, None)
    serving.edit(LAIN, "nama: ", "nama: ")
    serving.build()
    assert (notice(f"/sop/{SATU}/"), notice(f"/sop/{LAIN}/")) == (TAK_TERBACA, None)
    serving.edit(SATU, "namaa: ", "nama: ")
    serving.build()
    assert (serving.page(SATU), serving.full) == (before, full)
    assert notice(f"/sop/{SATU}/") is None


def test_an_edit_waits_until_another_command_has_built(
    serving: Serving, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    before, full, asked = serving.page(SATU), serving.full, Event()
    monkeypatch.setattr(serving.session, "_ask", asked.set)
    serving.edit(SATU, "nama: ", "nama: Sambil Menunggu ")
    with alone(serving.lock):
        serving.build()
        assert "Perubahan tampil sendiri sesudah perintah itu selesai." in capsys.readouterr().err
        with pytest.raises(SystemExit):  # a full build is refused as well
            serving._build()
        assert "Perubahan tampil sendiri" in capsys.readouterr().err
        assert serving.page(SATU) == before
        assert not asked.is_set()
    assert asked.wait(60)
    serving.build()  # what the server was asked for
    assert "Sambil Menunggu" in serving.page(SATU)
    serving.full = full
    asked.clear()
    serving.edit(SATU, "nama: Sambil Menunggu ", "nama: ")
    serving.build()


def test_the_editor_hears_what_waits_where_the_catalogue_is_large(
    serving: Serving, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("scripts.quick_serve.SUSUL_SEGERA", 0)
    serving.edit(SATU, "Uji Tampil Segera", "Uji Kedua")
    serving.build()
    assert "Uji Kedua" in serving.page(SATU)
    assert "Simpan mkdocs.yml untuk membangun semuanya." in capsys.readouterr().err


def test_everything_is_built_where_more_than_sops_changed(serving: Serving):
    for path in ("_acuan/jabatan.yaml", f"{LAIN}.yaml"):
        os.utime(serving.akar / path, ns=(1, 1))
    assert serving.session.show_changes() == ()


def test_a_fault_in_the_references_leaves_the_pages_where_they_are(
    serving: Serving, capsys: pytest.CaptureFixture[str]
):
    """An exception would let the server keep every reader waiting until the fault is mended."""
    path, before = serving.akar / "_acuan" / "opd.yaml", serving.page(SATU)
    text = path.read_text("utf-8")
    path.write_text(text.replace("jenis: kecamatan", "jenis: kecamtan"), "utf-8")
    serving.build()
    said = capsys.readouterr().err
    assert "opd.yaml:" in said
    assert "situs yang terakhir tidak diubah" in said
    assert serving.page(SATU) == before
    assert serving.session.notice("/") == serving.session.notice(f"/sop/{SATU}/") == TERHENTI
    path.write_text(text, "utf-8")
    full = serving.full
    serving.build()
    assert serving.full == full + 1
    assert serving.session.notice("/") is None


def test_pages_say_that_they_are_old_while_serving():
    def app(environ: Any, start_response: Any) -> list[bytes]:
        content = PAGES.get(environ["PATH_INFO"])
        if content is None:
            start_response("302 Found", [("Location", "/ada/")])
            return []
        start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(content)))])
        return [content[:9], content[9:]]

    def answer(path: str, said: str | None) -> tuple[str, dict[str, str], bytes]:
        heads: list[Any] = []

        def begin(*head: Any) -> Any:
            heads.append(head)

        content = b"".join(with_notice(app, lambda _: said)({"PATH_INFO": path}, begin))
        ((status, headers),) = heads
        return status, dict(headers), content

    for path, content in PAGES.items():
        assert answer(path, None)[2] == content
    status, headers, content = answer("/ada/", "Lama <b>")
    assert content == '<body dir="ltr"><p class="tl-terhenti" role="status">Lama &lt;b&gt;</p>é</body>'.encode()
    assert (status, headers["Content-Length"]) == ("200 OK", str(len(content)))
    assert answer("/ada/lembar.html", "Lama")[2] == PAGES["/ada/lembar.html"]
    assert answer("/pindah/", "Lama")[:2] == ("302 Found", {"Location": "/ada/", "Content-Length": "0"})


def test_nothing_is_shown_before_a_full_build(tmp_path: Path):
    assert ServeSession(tmp_path / "susul").show_changes() == ()


def test_a_footprint_tells_changes_and_files_that_come_and_go(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.yaml").write_text("1")
    before = footprint([tmp_path])
    assert footprint([tmp_path]) == before
    (tmp_path / "a" / "b.yaml").write_text("12")
    assert footprint([tmp_path]) != before
    assert footprint([tmp_path / "tidak-ada"]) == {}


def test_a_renewed_analysis_is_that_of_the_whole_catalogue(telaah: Telaah):
    again = {id_sop: load_document(ROOT / "sops" / f"{id_sop}.yaml", ROOT / "sops")[0] for id_sop in (SATU, LAIN)}
    documents = {id_sop: document for id_sop, document in again.items() if document is not None}
    assert renew(telaah, documents) == analyse(load_catalogue(ROOT / "sops"))
    renamed = replace(documents[SATU], sop=documents[SATU].sop.model_copy(update={"nama": "Lain"}))
    renewed = renew(telaah, {SATU: renamed})
    whole = analyse(replace(telaah.katalog, dokumen=renewed.katalog.dokumen))
    assert renewed.temuan_sop[SATU] == whole.temuan_sop[SATU]
    assert renewed.indeks == whole.indeks
