"""What the browser's worker calls and loads, without a browser."""

from __future__ import annotations

import ast
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from scripts import browser_bundle
from scripts.browser_desk import Meja, open_office
from scripts.sources import SourceReader
from simulate import simulate
from tests.site_support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from katalog import Telaah

SOP = "kecamatan-neglasari/penyusunan-perjanjian-kinerja"


@pytest.fixture
def meja(tmp_path: Path) -> Meja:
    read = SourceReader(ROOT / "sops").read
    names = ("_acuan/jabatan.yaml", "_acuan/opd.yaml", f"{SOP}.yaml")
    return open_office(json.dumps({name: read(name).decode() for name in names}), str(tmp_path))


def asked(meja: Meja, **ubahan: Any) -> list[dict[str, Any]]:
    question = {"sop": SOP, "ubahan": ubahan, "alasan": "Coba.", "ulangan": 20, "benih": 2026}
    return [json.loads(piece) for piece in meja.ask(json.dumps(question))]


def test_an_answer_is_what_the_command_prints_for_the_file(meja: Meja, telaah: Telaah, tmp_path: Path):
    *_, last = asked(meja, reviu={"peluang_kembali": 0.1})
    file = tmp_path / "unduhan" / "apa-jika.yaml"
    file.parent.mkdir()
    file.write_text(last["naskah"], "utf-8")
    record = simulate(telaah, SOP, file, sumbatan=False)
    assert last["catatan"] == json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
    assert last["perubahan"]["kalimat"].startswith("Dibandingkan dengan skenario Dasar")
    assert last["hasil"]["sebaran"]["gambar"]["batang"]


def test_faults_are_one_line_with_their_remedy(meja: Meja):
    (piece,) = asked(meja, unsur=["kantor"], reviu={"peluang_kembali": 2, "bagian_ulang": -1, "susut": 7, "batas": 0})
    assert piece["jenis"] == "galat"
    assert "terlalu besar" in piece["pesan"]
    assert piece["pesan"].endswith("kesalahan lain)")
    assert "\n" not in piece["pesan"]


def test_the_archive_is_whole_safe_and_the_same_each_time():
    content = browser_bundle.archive()
    assert content == browser_bundle.archive()
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert names == sorted(set(names))
    assert not [name for name in names if name.startswith("/") or ".." in name.split("/")]
    assert {"scripts/browser_desk.pyc", "simulate/scenarios/dasar.yaml", "holidays/countries/indonesia.pyc"} <= {*names}
    assert len([name for name in names if name.startswith("holidays/countries/")]) == 2
    assert [name for name in names if name.endswith(".so")] == ["pydantic_core/" + one for one in _compiled(names)]
    assert len([name for name in names if name.startswith("tatalaksana-") and name.endswith("METADATA")]) == 1


def test_pythons_own_library_is_compiled_and_has_all_that_is_imported():
    names = zipfile.ZipFile(io.BytesIO(browser_bundle.library())).namelist()
    assert {"os.pyc", "typing.pyc", "json/__init__.pyc"} <= {*names}
    assert not [name for name in names if name.endswith(".py")]
    left_out = {name.rstrip("/").removesuffix(".py") for name in browser_bundle.TAK_DIPAKAI}
    own = {name.removesuffix(".py").replace("/", ".").removesuffix(".__init__") for name, _ in browser_bundle.own()}
    modules = [raw for name, raw in (*browser_bundle.libraries(), *browser_bundle.own()) if name.endswith(".py")]
    imported = {name for raw in modules for name in _imported(ast.parse(raw).body)}
    assert not {name.partition(".")[0] for name in imported} & left_out
    assert {name for name in imported if name.startswith(("katalog.", "simulate."))} <= own


def _imported(statements: list[ast.stmt]) -> Iterator[str]:
    for one in statements:
        if isinstance(one, ast.Import):
            yield from (alias.name for alias in one.names)
        elif isinstance(one, ast.ImportFrom) and not one.level:
            yield one.module or ""


def _compiled(names: list[str]) -> list[str]:
    return [name.rpartition("/")[2] for name in names if "wasm32" in name]


def test_python_for_the_browser_can_be_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / browser_bundle.FOLDER
    folder.mkdir(parents=True)
    (folder / browser_bundle.PAKET).write_bytes(b"lama")
    monkeypatch.setenv(browser_bundle.TANPA, "1")
    assert browser_bundle.write_bundle(tmp_path) is None
    assert not folder.exists()
