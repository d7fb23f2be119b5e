"""`sop ekspor` as people call it: files and standard output, whole or not at all, no traceback for a mistake."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from katalog.export.bpmn import bpmn_text
from katalog.export.files import catalogue_csv, catalogue_tables, catalogue_workbook, sop_workbook
from katalog.render.api import sop_value
from katalog.render.swimlane import swimlane
from scripts import export_command
from scripts.cli import sop
from scripts.export_command import BENTUK, form
from scripts.indonesian import run
from tests.catalogue_support import OPD, ROOT, SALAH, make_catalogue

if TYPE_CHECKING:
    from pathlib import Path

KECAMATAN = "kecamatan-neglasari/penyusunan-perjanjian-kinerja"
AKAR = ["--akar", str(ROOT / "sops")]


def call(capfdbinary: pytest.CaptureFixture[bytes], *args: str) -> tuple[int, bytes, str]:
    code = run(sop, "sop", ["ekspor", *args])
    out, err = capfdbinary.readouterr()
    return code, out, err.decode()


@pytest.mark.parametrize("ke", BENTUK)
def test_one_sop_to_standard_output_and_to_a_file(
    ke: str, tmp_path: Path, telaah, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, out, err = call(capfdbinary, KECAMATAN, "--ke", ke, *AKAR)
    assert (code, err) == (0, "")
    assert out == form(ke, "a4").satu(telaah, telaah.katalog[KECAMATAN])
    (tmp_path / "baru").mkdir()
    target = tmp_path / "baru" / f"satu.{ke}"
    code, nothing, err = call(capfdbinary, KECAMATAN, "--ke", ke, "--keluaran", str(target), *AKAR)
    assert (code, nothing, err) == (0, b"", f"Ditulis: {target}\n")
    assert target.read_bytes() == out
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_forms_are_what_they_say(telaah) -> None:
    document = telaah.katalog[KECAMATAN]
    assert form("mermaid", "a4").satu(telaah, document).decode() == swimlane(
        document.sop, telaah.turunan[document.id].alur
    )
    assert form("bpmn", "a4").satu(telaah, document).decode() == bpmn_text(telaah, document)
    assert json.loads(form("json", "a4").satu(telaah, document)) == json.loads(json.dumps(sop_value(telaah, document)))
    assert form("xlsx", "a4").satu(telaah, document) == sop_workbook(telaah, document)


def test_whole_catalogue(tmp_path: Path, telaah, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    def ask(ke: str, target: Path) -> str:
        code, out, err = call(capfdbinary, "--semua", "--ke", ke, "--keluaran", str(target), *AKAR)
        assert (code, out) == (0, b"")
        return err

    tables = catalogue_tables(telaah)
    ask("xlsx", tmp_path / "semua.xlsx")
    assert (tmp_path / "semua.xlsx").read_bytes() == catalogue_workbook(tables)
    (tmp_path / "map").mkdir()
    assert ask("xlsx", tmp_path / "map") == f"Ditulis: {tmp_path / 'map' / 'katalog.xlsx'}\n"
    assert ask("csv", tmp_path / "csv") == f"Ditulis: 7 berkas di {tmp_path / 'csv'}\n"
    assert {path.name: path.read_bytes() for path in (tmp_path / "csv").iterdir()} == catalogue_csv(tables)
    ask("json", tmp_path / "semua.json")
    found = json.loads((tmp_path / "semua.json").read_bytes())
    assert [one["id"] for one in found["sop"]] == list(telaah.katalog.menurut_id)
    ask("bpmn", tmp_path / "bpmn")
    for document in telaah.katalog.dokumen:
        assert (tmp_path / "bpmn" / f"{document.id}.bpmn").read_text("utf-8") == bpmn_text(telaah, document)


WRONG = {
    "keduanya": ([KECAMATAN, "--semua", "--ke", "csv"], "Galat: Tulis ID satu SOP atau --semua, jangan keduanya."),
    "tanpa keluaran": (["--semua", "--ke", "csv"], "Galat: --semua memerlukan --keluaran"),
    "bentuk": ([KECAMATAN, "--ke", "docx"], "Galat: --ke tidak dikenal. Yang ada: mermaid, json, bpmn, xlsx, csv"),
    "folder": ([KECAMATAN, "--ke", "csv", "--keluaran", "."], "Galat: --keluaran . adalah folder"),
    "berkas": (["--semua", "--ke", "csv", "--keluaran", "ada.txt"], "Galat: --keluaran ada.txt adalah berkas"),
    "folder belum ada": (
        [KECAMATAN, "--ke", "csv", "--keluaran", "belum/x.csv"],
        'Galat: --keluaran belum/x.csv: folder "belum" belum ada. Buat dahulu',
    ),
    "folder di folder": (
        ["--semua", "--ke", "csv", "--keluaran", "a/b"],
        'Galat: --keluaran a/b: folder "a" belum ada.',
    ),
    "folder bernama berkas": (
        ["--semua", "--ke", "pdf", "--keluaran", "x.pdf"],
        "Galat: --keluaran x.pdf adalah nama berkas: dengan --semua bentuk pdf ditulis ke folder.",
    ),
    "kertas": ([KECAMATAN, "--ke", "xlsx", "--kertas", "f4"], "Galat: --kertas hanya untuk --ke pdf;"),
    "tak tertulis": ([KECAMATAN, "--ke", "csv", "--keluaran", "ada.txt/x.csv"], "Galat: berkas"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_wrong_use(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    args, words = WRONG[kind]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ada.txt").write_text("tetap")
    code, out, err = call(capfdbinary, *args, *AKAR)
    assert (code, out) == (2, b"")
    assert err.startswith(words)
    assert [path.name for path in tmp_path.iterdir()] == ["ada.txt"]
    assert (tmp_path / "ada.txt").read_text() == "tetap"


def test_workbook_is_not_thrown_at_a_screen(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    code, out, err = call(capfdbinary, KECAMATAN, "--ke", "xlsx", *AKAR)
    assert (code, out) == (2, b"")
    assert err.startswith("Galat: Bentuk xlsx tidak dapat ditampilkan di layar: tambahkan --keluaran NAMA.xlsx.")


def test_catalogue_that_cannot_be_read_whole_is_not_exported_in_part(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    akar = make_catalogue(tmp_path, SALAH / "beberapa-berkas" / "sops")
    target = tmp_path / "semua.xlsx"
    code, out, err = call(capfdbinary, "--semua", "--ke", "xlsx", "--keluaran", str(target), "--akar", str(akar))
    assert (code, out) == (1, b"")
    assert f"{OPD}/a.yaml" in err
    assert not target.exists()


def test_stopped_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, telaah) -> None:
    target = tmp_path / "lama.csv"
    target.write_bytes(b"lama")
    monkeypatch.setattr(type(target), "replace", lambda *_: (_ for _ in ()).throw(OSError("penuh")))
    with pytest.raises(OSError, match="penuh"):
        export_command.export_one(telaah, KECAMATAN, form("csv", "a4"), target)
    assert target.read_bytes() == b"lama"
    assert [path.name for path in tmp_path.iterdir()] == ["lama.csv"]


def test_exporting_needs_nothing_of_the_website() -> None:
    code = (
        "import sys\n"
        "for name in ('jinja2', 'markupsafe', 'mkdocs', 'simpy', 'xlsxwriter', 'openpyxl'): sys.modules[name] = None\n"
        "import scripts.export_command\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


@pytest.mark.parametrize("asked", ["kecamatan-neglasari/penyusunan-perjanjian", "penyusunan-perjanjian-kinerj"])
def test_near_miss_is_answered_with_what_was_meant(asked: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, err = call(capfdbinary, asked, "--ke", "json", *AKAR)
    assert (code, out) == (2, b"")
    assert f'Maksudnya "{KECAMATAN}"?' in err


def test_an_sop_with_a_grave_fault_is_not_exported(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    akar = tmp_path / "sops"
    shutil.copytree(ROOT / "sops", akar)
    file = akar / f"{KECAMATAN}.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("lanjut: {Ya: 9, Tidak: 7}", "lanjut: {Ya: 99, Tidak: 7}"), "utf-8")
    for args in ([KECAMATAN, "--ke", "csv"], ["--semua", "--ke", "csv", "--keluaran", str(tmp_path / "csv")]):
        code, out, err = call(capfdbinary, *args, "--akar", str(akar))
        assert (code, out) == (1, b"")
        assert "A103" in err
    assert not (tmp_path / "csv").exists()
