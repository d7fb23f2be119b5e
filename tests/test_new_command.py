"""`sop baru`: a skeleton that explains itself, is never written over another, and passes the check."""

from __future__ import annotations

import io
import re
import shutil
from typing import TYPE_CHECKING

import click
import pytest

from katalog import analyse, load_catalogue
from katalog.findings import has_errors
from katalog.model import SOP
from scripts.cli import sop
from scripts.indonesian import run
from scripts.new_command import performers
from tests.catalogue_support import REFERENCES

if TYPE_CHECKING:
    from pathlib import Path

# What may be found in an SOP that nobody has filled in: nothing but that.
UNFILLED = {"A105", "A106", "A113", "B101", "B102", "B103", "B104", "B110", "T105", "W101", "W102"}
ID = "dinkes-kota-tangerang/pengukuran-kinerja"


@pytest.fixture
def akar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(REFERENCES, tmp_path / "sops" / "_acuan")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "sops"


def call(capfd: pytest.CaptureFixture[str], *args: str) -> tuple[int, str]:
    code = run(sop, "sop", ["baru", *args])
    out, err = capfd.readouterr()
    assert out == ""
    return code, err


FLAGS = {
    "baku": [],
    "lengkap": [
        "--nama",
        'SOP: "Uji" #1',
        "--proses",
        "penjenjangan-kinerja",
        "--langkah",
        "5",
        "--pelaksana",
        "kepala=Kepala Dinas",
        "--pelaksana",
        "Tim: Kerja",
    ],
    "satu langkah": ["--langkah", "1", "--nama", "1"],
}


@pytest.mark.parametrize("kind", FLAGS)
def test_skeleton_passes_the_check(kind: str, akar: Path, capfd: pytest.CaptureFixture[str]):
    code, err = call(capfd, ID, *FLAGS[kind])
    assert (code, err.splitlines()[0]) == (0, f"Ditulis: sops/{ID}.yaml")
    telaah = analyse(load_catalogue(akar))
    assert not has_errors(telaah.temuan)
    assert {temuan.kode for temuan in telaah.temuan_sop[ID]} <= UNFILLED
    written = telaah.katalog[ID].sop
    text = (akar / f"{ID}.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../schema/sop.schema.json\n")
    assert [path.name for path in (akar / "dinkes-kota-tangerang").iterdir()] == ["pengukuran-kinerja.yaml"]
    if kind == "lengkap":
        assert (written.nama, written.proses) == ('SOP: "Uji" #1', "penjenjangan-kinerja")
        assert written.pelaksana == (("kepala", "Kepala Dinas"), ("tim_kerja", "Tim: Kerja"))
        assert len(written.langkah) == 5
    else:
        assert written.pelaksana == (("pelaksana_1", "Pelaksana 1"),)
    # Every key of the model is there, or is named.
    assert [name for name in SOP.model_fields if not re.search(rf"\b{name}\b", text)] == []


WRONG = {
    "tanpa id": ([], "Galat: OPD/NAMA belum ditulis, misalnya: sop baru "),
    "bukan id": (["penjenjangan-kinerja"], 'Galat: "penjenjangan-kinerja" bukan <opd>/<nama>'),
    "jalan keluar": (["../penjenjangan-kinerja"], 'Galat: "../penjenjangan-kinerja" bukan <opd>/<nama>'),
    "opd": (
        ["dinkes-kota-tangeran/a"],
        'Galat: OPD "dinkes-kota-tangeran" belum terdaftar. Maksudnya "dinkes-kota-tang',
    ),
    "opd jauh": (["xyz/a"], 'Galat: OPD "xyz" belum terdaftar. Yang ada: dinkes-kota-tangerang, '),
    "proses": (
        ["dinkes-kota-tangerang/a", "--proses", "pengukuran"],
        'Galat: Proses "pengukuran" belum terdaftar. Maksudnya "pengukuran-kinerja"? Proses baru didaftarkan di ',
    ),
    "proses belum": (["dinkes-kota-tangerang/a"], "Galat: --proses belum ditulis. Yang ada: penjenjangan-kinerja, "),
    "langkah": ([ID, "--langkah", "0"], "Galat: --langkah harus bilangan bulat dari 1 sampai 99."),
    "pelaksana": ([ID, "--pelaksana", "kepala="], 'Galat: --pelaksana "kepala=": tulis kunci=Nama'),
    "kunci": ([ID, "--pelaksana", "Kepala D=x"], 'Galat: Kunci pelaksana "Kepala D": pakai huruf kecil'),
    "kunci dua": ([ID, "--pelaksana", "a=x", "--pelaksana", "a=y"], 'Galat: Kunci pelaksana "a" ditulis dua kali.'),
    "nama": ([ID, "--nama", " "], "Galat: --nama kosong."),
}


@pytest.mark.parametrize("kind", WRONG)
def test_wrong_use_writes_nothing(
    kind: str, akar: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    args, words = WRONG[kind]
    code, err = call(capfd, *args)
    assert code == 2
    assert err.startswith(words)
    assert [path.name for path in akar.iterdir()] == ["_acuan"]


def test_what_is_there_is_not_written_over(akar: Path, capfd: pytest.CaptureFixture[str]):
    target = akar / f"{ID}.yaml"
    target.parent.mkdir()
    target.write_text("tetap")
    code, err = call(capfd, ID)
    assert code == 2
    assert err.startswith(f"Galat: sops/{ID}.yaml sudah ada dan tidak ditimpa.")
    assert target.read_text() == "tetap"


def test_questions_at_a_terminal(akar: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    answers = iter(
        [
            "salah",
            "dinkes-kota-tangerang/surat",
            "Surat Masuk",
            "pengukuran",
            "pengukuran-kinerja",
            "nol",
            "2",
            "Kepala Dinas",
            "kepala_dinas=Lain",
            "staf=Staf Umum",
            "",
        ]
    )

    def answer(question: str, **_: object) -> str:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr(click, "prompt", answer)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    code, err = call(capfd)
    assert code == 0
    assert 'Maksudnya "pengukuran-kinerja"?' in err
    assert "Tulis bilangan dari 1 sampai 99." in err
    written = load_catalogue(akar)["dinkes-kota-tangerang/surat"].sop
    assert (written.nama, len(written.langkah)) == ("Surat Masuk", 2)
    assert written.pelaksana == (("kepala_dinas", "Kepala Dinas"), ("staf", "Staf Umum"))
    assert asked[:2] == ["OPD dan nama berkas, <opd>/<nama>"] * 2


def test_performers_get_keys_of_their_own():
    assert performers(("Kepala Dinas", "Kepala Dinas", "staf=Staf")) == {
        "kepala_dinas": "Kepala Dinas",
        "kepala_dinas_2": "Kepala Dinas",
        "staf": "Staf",
    }
