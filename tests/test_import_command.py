"""`sop impor` as people call it: drafts where they belong, doubts on stderr with their lines, nothing half done."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from katalog import analyse, load_catalogue
from katalog.findings import has_errors
from scripts.cli import sop
from scripts.indonesian import run
from tests.catalogue_support import REFERENCES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = ROOT / "sops" / "_sumber"
KECAMATAN = SOURCES / "002_e736489f8f464928.txt"
TABLE = "No\tKegiatan\tPelaksana\tWaktu\tOutput\n1\tMenyusun\tStaf\t1 hari\tKonsep\n"


@pytest.fixture
def akar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(REFERENCES, tmp_path / "sops" / "_acuan")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "sops"


def files(akar: Path) -> list[str]:
    return sorted(path.relative_to(akar).as_posix() for path in akar.rglob("*") if "_acuan" not in path.parts)


def call(capfd: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    code = run(sop, "sop", ["impor", *map(str, args)])
    out, err = capfd.readouterr()
    return code, out, err


def test_draft_stands_where_the_document_says_and_passes_the_check(akar: Path, capfd: pytest.CaptureFixture[str]):
    sources = sorted(SOURCES.glob("00[0123]_*.txt"))
    code, out, err = call(capfd, *sources)
    assert (code, out) == (0, "")
    assert files(akar) == [
        "dinkes-kab-balangan",
        "dinkes-kab-balangan/pengumpulan-data-kinerja.yaml",
        "dinkes-kota-tangerang",
        "dinkes-kota-tangerang/penjenjangan-kinerja.yaml",
        "dp3ap2kb-kota-tangerang",
        "dp3ap2kb-kota-tangerang/penjurangan-kinerja.yaml",
        "kecamatan-neglasari",
        "kecamatan-neglasari/penyusunan-perjanjian-kinerja.yaml",
    ]
    telaah = analyse(load_catalogue(akar))
    assert not has_errors(telaah.temuan)
    assert not [temuan for temuan in telaah.temuan if temuan.kode == "B109"]
    assert [temuan.sop for temuan in telaah.temuan_kode["B013"]] == [document.id for document in telaah.katalog.dokumen]
    places = re.findall(r"(?m)^(sops/\S+\.yaml):(\d+): ragu: (.+)$", err)
    assert len(places) == err.count(": ragu: ") > 20
    for name, line, _ in places:
        lines = (akar.parent / name).read_text("utf-8").split("\n")
        assert lines[int(line) - 2].lstrip().startswith("#")
        assert not lines[int(line) - 1].lstrip().startswith("#")


def test_source_that_is_kept_is_named(akar: Path, capfd: pytest.CaptureFixture[str]):
    (akar / "_sumber").mkdir()
    kept = akar / "_sumber" / KECAMATAN.name
    kept.write_bytes(KECAMATAN.read_bytes())
    code, out, _ = call(capfd, kept, "--ke", "-")
    assert code == 0
    assert f'sumber: {{berkas: "{KECAMATAN.name}", jenis: teks}}\n' in out
    assert files(akar) == ["_sumber", f"_sumber/{KECAMATAN.name}"]


def test_draft_to_a_file_of_ones_own(akar: Path, capfd: pytest.CaptureFixture[str]):
    code, _, err = call(capfd, KECAMATAN, "--ke", "draf.yaml", "--proses", "pengukuran-kinerja")
    assert code == 0
    assert "Ditulis: draf.yaml (9 langkah, " in err
    place = "sops/kecamatan-neglasari/penyusunan-perjanjian-kinerja.yaml"
    assert err.endswith(f"Cocokkan dengan naskah, pindahkan ke {place}, lalu periksa: sop periksa {place}\n")
    assert "\nproses: pengukuran-kinerja\n" in (akar.parent / "draf.yaml").read_text("utf-8")
    code, _, err = call(capfd, KECAMATAN, "--ke", "draf.yaml")
    assert code == 2
    assert err.startswith("Galat: draf.yaml sudah ada dan tidak ditimpa.")


def test_screen_takes_an_office_as_the_file_would(akar: Path, capfd: pytest.CaptureFixture[str]):
    code, out, _ = call(capfd, KECAMATAN, "--ke", "-", "--opd", "kecamatan-neglasari")
    assert code == 0
    assert "\nlangkah:\n" in out
    assert files(akar) == []


WRONG: dict[str, tuple[list[object], str]] = {
    "tanpa berkas": ([], "Galat: BERKAS... belum ditulis."),
    "berkas tidak ada": (
        ["tidak-ada.txt"],
        'Galat: BERKAS...: berkas atau folder "tidak-ada.txt" tidak ditemukan atau tidak dapat dibaca.',
    ),
    "opd tidak dikenali": (["tabel.txt"], "Galat: tabel.txt: OPD-nya tidak dikenali; tulis --opd."),
    "nama tidak terbaca": (
        ["tabel.txt", "--opd", "kecamatan-neglasari"],
        "Galat: tabel.txt: nama SOP-nya tidak terbaca; tulis --slug.",
    ),
    "opd salah": (
        ["tabel.txt", "--opd", "kecamatan-neglasar"],
        'Galat: OPD "kecamatan-neglasar" belum terdaftar. Maksud',
    ),
    "slug salah": (["tabel.txt", "--slug", "A B"], 'Galat: --slug "A B": pakai huruf kecil'),
    "proses salah": (["tabel.txt", "--proses", "lain"], 'Galat: Proses "lain" belum terdaftar.'),
    "dua tujuan": (
        ["tabel.txt", "--ke", "a", "--opd", "b"],
        "Galat: Tulis --ke, atau --opd dan --slug, jangan keduanya.",
    ),
    "slug dua berkas": (["tabel.txt", "kosong.txt", "--slug", "a"], "Galat: --ke dan --slug hanya untuk satu berkas."),
    "kosong": (["kosong.txt"], "Galat: kosong.txt: berkas kosong."),
    "folder belum ada": (["tabel.txt", "--ke", "x/y.yaml"], 'Galat: --ke x/y.yaml: folder "x" belum ada.'),
    "satu di antara dua": (
        [KECAMATAN, "kosong.txt"],
        "Galat: kosong.txt: berkas kosong.",
    ),
    "dua tujuan sama": ([KECAMATAN, KECAMATAN], f"Galat: {KECAMATAN}: tujuannya sops/kecamatan-neglasari/penyusunan"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_wrong_use_writes_nothing(kind: str, akar: Path, capfd: pytest.CaptureFixture[str]):
    args, words = WRONG[kind]
    (akar.parent / "tabel.txt").write_text(TABLE)
    (akar.parent / "kosong.txt").write_text(" ")
    code, out, err = call(capfd, *args)
    assert (code, out) == (2, "")
    assert err.startswith(words)
    assert files(akar) == []
    assert sorted(path.name for path in akar.parent.iterdir()) == ["kosong.txt", "sops", "tabel.txt"]
