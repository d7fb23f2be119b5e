"""`sop simulasi` as people call it: answers on stdout, the rest on stderr, no traceback for a mistake."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from katalog.simulation_record import CatatanSimulasi, PerbandinganSimulasi
from scripts.cli import sop
from scripts.indonesian import run
from tests.catalogue_support import make_catalogue
from tests.site_support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

KECAMATAN = "kecamatan-neglasari/penyusunan-perjanjian-kinerja"
BALANGAN = "dinkes-kab-balangan/pengumpulan-data-kinerja"
AKAR = ["--akar", str(ROOT / "sops")]


def call(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = run(sop, "sop", ["simulasi", *args, *AKAR])
    out, err = capsys.readouterr()
    return code, out, err


def test_answer_in_words(capsys: pytest.CaptureFixture[str]):
    code, out, err = call(capsys, KECAMATAN, "--ulangan", "30", "--pekerja", "1")
    assert (code, err) == (0, "")
    for words in (
        "Dokumen menjanjikan 5 Hari 6 Jam 35 Menit.",
        "Mengapa lebih lama",
        "Siapa yang sibuk",
        "P90 bila tambah satu",
        "Pengembalian berkas",
        "Asumsi",
        "UU 23/2014",
        "bukan hasil pengukuran",
    ):
        assert words in out
    assert max(map(len, out.splitlines())) <= 100
    assert "\x1b" not in out


def test_ladder_in_full(capsys: pytest.CaptureFixture[str]):
    code, out, _ = call(capsys, KECAMATAN, "--ulangan", "20", "--tangga", "--pekerja", "1")
    assert code == 0
    assert "Selang tambahan" in out
    assert "tambah satu" not in out


def test_answer_as_json_is_the_record(capsys: pytest.CaptureFixture[str]):
    code, out, _ = call(capsys, KECAMATAN, "--ulangan", "20", "--format", "json", "--pekerja", "1", "--benih", "5")
    record = CatatanSimulasi.model_validate_json(out)
    assert (code, record.sop, record.benih, record.ulangan) == (0, KECAMATAN, 5, 20)
    assert json.loads(out)["perangkat"].keys() == {"tatalaksana", "simpy", "holidays"}


def test_comparison(capsys: pytest.CaptureFixture[str]):
    words = ["--bandingkan", "reviu", "variasi", "--ulangan", "20", "--pekerja", "1"]
    code, out, _ = call(capsys, KECAMATAN, *words)
    assert code == 0
    assert "Keragaman waktu langkah: A tidak dipakai; B 0,75 sampai 2 kali" in out
    code, out, _ = call(capsys, KECAMATAN, *words, "--format", "json")
    assert PerbandinganSimulasi.model_validate_json(out).b == "Keragaman waktu"


def test_overload_is_answered_as_far_as_it_goes(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    scenario = tmp_path / "banjir.yaml"
    scenario.write_text(
        "nama: Banjir\nketerangan: Terlalu banyak.\nberdasar: dasar\n"
        "kedatangan: {bentuk: acak, per_tahun: 5000, alasan: Coba.}\n",
        "utf-8",
    )
    code, out, _ = call(capsys, KECAMATAN, "--skenario", str(scenario), "--ulangan", "10", "--pekerja", "1")
    assert code == 0
    assert "Lama satu kasus tidak dapat dijawab" in out
    assert "Keragaman waktu" in out
    assert "Antreannya" in out


@pytest.mark.parametrize("suffix", [".csv", ".xes"])
def test_event_log(capsys: pytest.CaptureFixture[str], tmp_path: Path, suffix: str):
    target = tmp_path / f"log{suffix}"
    code, _, err = call(capsys, KECAMATAN, "--ulangan", "5", "--log", str(target), "--pekerja", "1", "--tangga")
    assert code == 0
    assert str(target) in err
    if suffix == ".csv":
        rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
        assert {row["ulangan"] for row in rows} <= set("012345")
        assert {row["langkah"] for row in rows} == set("123456789")
    else:
        assert ET.parse(target).getroot().tag.endswith("log")  # noqa: S314 - our own file
    assert list(tmp_path.iterdir()) == [target]


def test_mistakes_are_said_in_indonesian(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    bad = tmp_path / "salah.yaml"
    bad.write_text("nama: X\nketerangan: Y\nberdasar: dasar\nreviu: {peluang_kembali: 3, alasan: z}\n", "utf-8")
    for args, code, words in (
        (["x/y"], 2, 'Tidak ada SOP dengan id "x/y"'),
        ([KECAMATAN, "--ulangan", "1"], 2, "--ulangan harus bilangan bulat dari 2 sampai 1000000."),
        ([KECAMATAN, "--skenario", "entah"], 1, "skenario bawaan: dasar, tertulis"),
        ([KECAMATAN, "--skenario", str(bad)], 1, f'{bad}:4:26: galat B009: "peluang_kembali" terlalu besar.'),
        ([KECAMATAN, "--log", str(tmp_path / "log.txt")], 2, ".csv atau .xes"),
        ([KECAMATAN, "--pekerja", "nol"], 2, "nol"),
        ([KECAMATAN, "--bandingkan", "dasar", "entah"], 1, "entah"),
    ):
        found, out, err = call(capsys, *args)
        assert (found, out) == (code, ""), args
        assert words in err
        assert "Traceback" not in err


def test_two_processes_from_the_command_line_say_the_same():
    entry = [sys.executable, "-c", "from scripts.cli import main; main()"]
    outs = [
        subprocess.run(
            [
                *entry,
                "simulasi",
                BALANGAN,
                "--ulangan",
                "50",
                "--tangga",
                "--pekerja",
                workers,
                "--format",
                "json",
                *AKAR,
            ],
            check=True,
            capture_output=True,
            cwd=ROOT,
        ).stdout
        for workers in ("1", "2")
    ]
    assert outs[0] == outs[1]


def test_an_sop_with_a_grave_fault_is_not_simulated(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    akar = make_catalogue(tmp_path, ROOT / "sops")
    file = akar / f"{KECAMATAN}.yaml"
    file.write_text(file.read_text("utf-8").replace("{Ya: 9, Tidak: 7}", "{Ya: 9, Tidak: 77}"), "utf-8")
    assert run(sop, "sop", ["simulasi", KECAMATAN, "--akar", str(akar)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "galat" in err
    assert "77" in err
