"""An office that has another key now: commands go on with it and say so, findings name it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import click
import pytest

from katalog.checking import analyse
from katalog.loading import load_catalogue
from lab import Lab, LabError
from scripts.cli import sop
from scripts.indonesian import run
from simulate.office_plan import build_experiment
from simulate.procedures import all_procedures
from tests.catalogue_support import OPD, SOP_TEXT, call_formerly, make_catalogue
from tests.scenario_support import scenario

if TYPE_CHECKING:
    from pathlib import Path

LAMA = "kantor-kesehatan"
PROSES = "pengumpulan-data-kinerja"
KINI = f'"{LAMA}" adalah kunci OPD yang lama; kini "{OPD}".'


@pytest.fixture
def akar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    akar = make_catalogue(tmp_path, {f"{OPD}/data.yaml": SOP_TEXT, f"{OPD}/lain.yaml": SOP_TEXT})
    call_formerly(akar, OPD, LAMA)
    return akar


def call(capfd: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = run(sop, "sop", list(args))
    out, err = capfd.readouterr()
    return code, out, err


@pytest.mark.parametrize(
    "words",
    [
        ["periksa", f"{LAMA}/data"],
        ["periksa", LAMA],
        ["periksa", f"sops/{LAMA}/"],
        ["periksa", f"sops/{LAMA}/data.yaml"],
        ["rapi", LAMA, "--beda"],
        ["ekspor", f"{LAMA}/data", "--ke", "json"],
        ["riwayat", f"{LAMA}/data"],
        ["banding", f"{LAMA}/data", f"{OPD}/lain"],
        ["simulasi", f"{LAMA}/data", "--skenario", "tertulis", "--ulangan", "2"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("akar")
def test_commands_go_on_with_the_office_of_now(words: list[str], capfd: pytest.CaptureFixture[str]):
    code, told, said = call(capfd, *words)
    _, same, other = call(capfd, *(word.replace(LAMA, OPD) for word in words))
    assert (code, said.count(KINI)) == (0, 1)
    assert told == same
    assert said.replace(f"{KINI}\n", "") == other


def test_new_sops_go_to_the_office_of_now(
    akar: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    code, _, said = call(capfd, "baru", f"{LAMA}/pengukuran-kinerja")
    assert (code, said.splitlines()[:2]) == (0, [KINI, f"Ditulis: sops/{OPD}/pengukuran-kinerja.yaml"])
    (akar.parent / "naskah.txt").write_text(
        "No\tKegiatan\tPelaksana\tWaktu\tOutput\n1\tMenyusun\tStaf\t1 hari\tSurat\n"
    )
    code, _, said = call(capfd, "impor", "naskah.txt", "--opd", LAMA, "--slug", "surat-masuk", "--proses", PROSES)
    assert (code, said.count(KINI)) == (0, 1)
    assert (akar / OPD / "surat-masuk.yaml").is_file()
    assert not (akar / LAMA).exists()

    answers = iter([LAMA, "Surat Keluar", "surat-keluar", "1", "1", "Kepala Dinas", ""])
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(answers))
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    code, _, said = call(capfd, "baru")
    assert (code, f"  Dinas Kesehatan Kota Tangerang ({OPD})\n" in said) == (0, True)
    assert (akar / OPD / "surat-keluar.yaml").is_file()


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["ekspor", f"{LAMA}/dta", "--ke", "json"], f'Tidak ada SOP dengan id "{OPD}/dta"'),
        (["periksa", f"{LAMA}/dta"], f'"{LAMA}/dta" bukan berkas, folder, atau id SOP.'),
    ],
    ids=["ekspor", "periksa"],
)
@pytest.mark.usefixtures("akar")
def test_an_sop_that_the_office_has_not_is_asked_after_there(
    words: list[str], wrong: str, capfd: pytest.CaptureFixture[str]
):
    code, _, said = call(capfd, *words)
    assert code == 2
    assert KINI in said
    assert wrong in said
    assert f'Maksudnya "{OPD}/data"?' in said


def test_an_id_of_before_leads_further_than_the_key_of_before(akar: Path, capfd: pytest.CaptureFixture[str]):
    (akar / OPD / "lain.yaml").write_text(f"{SOP_TEXT}id_lama: [{LAMA}/data]\n", "utf-8")
    _, told, said = call(capfd, "ekspor", f"{LAMA}/data", "--ke", "json")
    assert said == f'"{LAMA}/data" adalah id lama; SOP itu kini "{OPD}/lain".\n'
    assert f'"{OPD}/lain"' in told


def test_findings_name_the_office_of_now(akar: Path):
    folder = akar / LAMA
    folder.mkdir()
    (akar / OPD / "lain.yaml").rename(folder / "lain.yaml")
    for slug, target in (("satu", "data"), ("dua", "tidak-ada")):
        text = f"{SOP_TEXT}status: digantikan\ndigantikan_oleh: {LAMA}/{target}\n"
        (akar / OPD / f"{slug}.yaml").write_text(text, "utf-8")
    telaah = analyse(load_catalogue(akar))
    (strange,) = telaah.temuan_kode["T101"]
    assert strange.bantuan == (
        f'Itu kunci lama OPD "{OPD}". Pindahkan berkas ini ke {OPD}/lain.yaml, dan tulis {LAMA}/lain pada id_lama-nya.'
    )
    helped = {temuan.sop: temuan.bantuan for temuan in telaah.temuan_kode["T113"]}
    begin = f'"{LAMA}" adalah kunci lama OPD "{OPD}".'
    assert helped == {
        f"{OPD}/satu": f"{begin} Tulis digantikan_oleh: {OPD}/data.",
        f"{OPD}/dua": f"{begin} Sebut SOP di OPD itu.",
    }


def test_scenarios_and_notebooks_are_told_the_names_of_now(akar: Path):
    (akar / OPD / "lain.yaml").write_text(f"{SOP_TEXT}id_lama: [{OPD}/dahulu]\n", "utf-8")
    telaah = analyse(load_catalogue(akar))
    semua = all_procedures(telaah)
    own = scenario(staf={"opd": {LAMA: {}}, "alasan": "Uji."}, sop={f"{OPD}/dahulu": {"alasan": "Uji."}})
    faults = build_experiment(semua[f"{OPD}/data"], semua, own)[1]
    assert {(one.kode, one.bantuan) for one in faults} == {
        ("S004", f'Itu nama lama; kini "{OPD}".'),
        ("S004", f'Itu nama lama; kini "{OPD}/lain".'),
    }
    with Lab(akar, ulangan=2) as lab, pytest.raises(LabError, match="langkah tidak dipakai"):
        lab.by_month(opd=LAMA, langkah={})
