"""`sop baru`: a skeleton that explains itself, is never written over another, and passes the check."""

from __future__ import annotations

import io
import re
import shutil
from typing import TYPE_CHECKING

import click
import pytest

from katalog import analyse, load_catalogue
from katalog.fields import NAMA_BELUM_DIISI
from katalog.findings import has_errors
from katalog.model import SOP
from scripts.cli import sop
from scripts.indonesian import run
from scripts.new_command import performers
from scripts.registers import references
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
        assert written.pelaksana == (("pelaksana_1", NAMA_BELUM_DIISI),)
        said = {temuan.pesan for temuan in telaah.temuan_sop[ID]}
        assert {"Kegiatan langkah 1 belum diisi.", 'Nama pelaksana "pelaksana_1" belum diisi.'} <= said
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
    "nama milik Windows": (["dinkes-kota-tangerang/con"], '"con" nama milik sistem, pakai nama lain.'),
    "nama dengan spasi": (
        ["dinkes-kota-tangerang/Surat Keluar"],
        'pakai huruf kecil, angka dan tanda hubung, misalnya "surat-keluar".',
    ),
    "tanpa garis miring": (["Kecamatan Neglasari"], "garis miringnya belum ada."),
    "proses apa yang ada": (["dinkes-kota-tangerang/a"], "daftarkan prosesnya dahulu di sops/_acuan/proses.yaml"),
    "kunci berangka": ([ID, "--pelaksana", "1=x"], 'Kunci pelaksana "1": awali dengan huruf, misalnya pelaksana_1.'),
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
    assert err.startswith("Galat: ")
    assert words in err
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
            "",
            "dinkes-kota-tangeran",
            "Dinas Kesehatan Kota Tangerang",
            "",
            "Surat Masuk",
            "Surat",
            "surat",
            "pengukurann",
            "2",
            "nol",
            "2",
            "Kepala Dinas",
            "kepala_dinas=Lain",
            "staf=Staf Umum",
            "",
        ]
    )

    def answer(question: str, **words: object) -> str:
        asked.append(f"{question} [{words['default']}]")
        return next(answers)

    monkeypatch.setattr(click, "prompt", answer)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    code, err = call(capfd)
    assert code == 0
    assert 'Maksudnya "pengukuran-kinerja"?' in err
    assert "Tulis bilangan dari 1 sampai 99." in err
    assert "   1. Dinas Kesehatan Kota Tangerang (dinkes-kota-tangerang)\n" in err
    assert err.count("Belum diisi.") == 2
    assert '"Surat": pakai huruf kecil, angka dan tanda hubung, misalnya "surat".' in err
    written = load_catalogue(akar)["dinkes-kota-tangerang/surat"].sop
    assert written.proses == list(references(akar).proses)[1]
    assert (written.nama, len(written.langkah)) == ("Surat Masuk", 2)
    assert written.pelaksana == (("kepala_dinas", "Kepala Dinas"), ("staf", "Staf Umum"))
    assert asked[:3] == ["OPD, nomor atau kuncinya []"] * 3
    assert asked[5:7] == ["Nama berkas [surat-masuk]"] * 2


def test_performers_get_keys_of_their_own():
    assert performers(("Kepala Dinas", "Kepala Dinas", "staf=Staf")) == {
        "kepala_dinas": "Kepala Dinas",
        "kepala_dinas_2": "Kepala Dinas",
        "staf": "Staf",
    }
