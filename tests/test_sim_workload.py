"""The hours that an office's SOPs ask of its people: by hand on small cases, and against simulated years."""

from __future__ import annotations

from dataclasses import replace
from math import fsum
from typing import TYPE_CHECKING, Any

import pytest

from katalog.checking import analyse
from katalog.loading import load_catalogue
from simulate.estimates import mean_interval
from simulate.experiment import replicate
from simulate.procedures import all_procedures
from simulate.scenario_file import SkenarioError
from simulate.workload import office_load
from tests.catalogue_support import OPD, make_catalogue
from tests.queueing_theory import loop_mean
from tests.scenario_support import KEPALA, prepared, procedures, scenario, written
from tests.site_support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from katalog.simulation_record import BebanKantor, BebanKerja
    from simulate.procedures import Prosedur

JAM_SEBULAN = 365.25 * 24 / 12
PENJENJANGAN = "dinkes-kota-tangerang/penjenjangan-kinerja"
PENGUKURAN = "dinkes-kab-mojokerto/pengukuran-kinerja"
ALWAYS: dict[str, Any] = {
    "jam_kerja": {"pola": "selalu-buka", "alasan": "Uji."},
    "variasi": {"bentuk": "tetap", "rata_rata": 1.0, "alasan": "Uji."},
    "kedatangan": {"bentuk": "acak", "per_tahun": 24, "alasan": "Uji."},
}


def load_of(prosedur: Prosedur, **changes: Any) -> BebanKantor:
    return office_load({prosedur.id: prosedur}, prosedur.opd, scenario(**{**ALWAYS, **changes}))


def role(beban: BebanKantor, jabatan: str) -> BebanKerja:
    (found,) = (one for one in beban.peran if one.jabatan == jabatan)
    return found


# ---- by hand


def test_one_step_by_hand(tmp_path: Path):
    prosedur = written(tmp_path, "urut: 1, pelaksana: kepala, mulai: true, selesai: true, mutu_baku: {waktu: 90 menit}")
    beban = load_of(prosedur)
    kepala = role(beban, KEPALA)
    assert kepala.dari_sop == pytest.approx(24 * 1.5 / 12)  # 24 cases of an hour and a half a year
    assert kepala.tersedia == pytest.approx(JAM_SEBULAN)
    assert kepala.lain == pytest.approx(JAM_SEBULAN / 2)  # half of the time, as `dasar` assumes
    assert kepala.beban == pytest.approx((3 + JAM_SEBULAN / 2) / JAM_SEBULAN)
    assert [(step.urut, step.pelaksana, step.kunjungan) for step in kepala.langkah] == [(1, "kepala", 1)]
    assert kepala.langkah[0].menit_per_kasus == pytest.approx(90)
    assert {one.sop: one.per_tahun for one in beban.kasus} == pytest.approx({prosedur.id: 24})
    assert len(beban.peran) == 1  # nobody else has a step


@pytest.mark.parametrize("ulang", [0.0, 0.5, 1.0])
def test_a_review_loop_by_hand(ulang: float, tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 1, pelaksana: tim, mulai: true, mutu_baku: {waktu: 2 jam}",
        "urut: 2, pelaksana: kepala, mutu_baku: {waktu: 1 jam}, lanjut: {Ya: selesai, Tidak: 1}",
    )
    reviu = {"peluang_kembali": 0.2, "susut": 1.0, "batas": None, "bagian_ulang": ulang, "ulang_terlama": None}
    beban = load_of(prosedur, reviu={**reviu, "alasan": "Uji."})
    tim, kepala = role(beban, "tim"), role(beban, KEPALA)
    assert tim.langkah[0].kunjungan == pytest.approx(1 / 0.8)
    assert tim.dari_sop == pytest.approx(24 / 12 * loop_mean(2, 0.2, ulang), rel=1e-6)
    assert kepala.dari_sop == pytest.approx(24 / 12 * loop_mean(1, 0.2, ulang), rel=1e-6)


def test_a_joint_step_asks_each_of_its_people_and_staff_share_it(tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 1, pelaksana: [kepala, tim], mulai: true, mutu_baku: {waktu: 3 jam}",
        "urut: 2, pelaksana: tim, selesai: true, mutu_baku: {waktu: 1 jam}",
    )
    beban = load_of(prosedur, staf={"baku": 1, "jabatan": {"tim": 4}, "alasan": "Uji."})
    tim = role(beban, "tim")
    assert role(beban, KEPALA).dari_sop == pytest.approx(6)
    assert tim.dari_sop == pytest.approx(8)
    assert tim.staf == 4
    assert tim.tersedia == pytest.approx(4 * JAM_SEBULAN)
    assert tim.beban == pytest.approx(0.5 + 8 / (4 * JAM_SEBULAN))


def test_long_steps_take_their_share_of_a_working_day(tmp_path: Path):
    prosedur = written(tmp_path, "urut: 1, pelaksana: tim, mulai: true, selesai: true, mutu_baku: {waktu: 5 hari}")
    own = {"variasi": ALWAYS["variasi"], "kedatangan": ALWAYS["kedatangan"]}
    (tim,) = office_load({prosedur.id: prosedur}, OPD, scenario(**own)).peran
    # Five working days of about 7.3 hours in 2026 (Ramadan is shorter): one whole, four with a quarter of the time.
    days = tim.dari_sop * 12 / 24 / 2
    assert 7.0 < days < 7.5
    assert tim.tersedia == pytest.approx(148.5, abs=0.5)


def test_a_step_without_a_time_is_not_counted_and_a_shared_cell_counts_once(tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 1, pelaksana: tim, mulai: true, mutu_baku: {waktu: 1 jam}",
        "urut: 2, pelaksana: tim, mutu_baku: {waktu_bersama: 1}",
        "urut: 3, pelaksana: tim, mutu_baku: {waktu: menyesuaikan}",
        "urut: 4, pelaksana: tim, selesai: true",
    )
    (tim,) = load_of(prosedur).peran
    assert tim.tanpa_waktu == 2
    assert [(step.urut, step.jam) for step in tim.langkah] == [(1, pytest.approx(2)), (2, 0), (3, None), (4, None)]
    assert tim.dari_sop == pytest.approx(2)
    # The load that the simulation goes by counts half an hour for each of the two.
    simulated = prepared(prosedur, scenario(**ALWAYS)).beban[tim.peran].beban
    assert simulated == pytest.approx(tim.beban + 2 / JAM_SEBULAN)


SOP = """\
nama: {nama}
proses: pengumpulan-data-kinerja
nomor: "800/{nama}/2024"
pelaksana: {{kepala: Kepala Dinas, {kolom}}}
langkah:
{langkah}
jumlah_waktu: null
sumber: {{jenis: contoh}}
"""
ENDS = "  - {urut: 1, kegiatan: Menyusun, pelaksana: kepala, mulai: true, selesai: true, mutu_baku: {waktu: 1 jam}}"
NEVER = """\
  - {urut: 1, kegiatan: Menyusun, pelaksana: kepala, mulai: true}
  - {urut: 2, kegiatan: Memeriksa, pelaksana: kepala, lanjut: {Ya: 1, Tidak: 1}}"""


def office_of(folder: Path, **texts: str) -> dict[str, Prosedur]:
    """Return procedures of one office by slug, and one of another office."""
    files = {f"{OPD}/{slug}.yaml": text for slug, text in texts.items()}
    files["kecamatan-neglasari/lain.yaml"] = SOP.format(nama="Lain", kolom="tim: Tim", langkah=ENDS)
    return procedures(make_catalogue(folder, files))


def test_all_sops_of_an_office_share_its_people_and_no_others(tmp_path: Path):
    one = SOP.format(nama="Satu", kolom="tim: Tim", langkah=ENDS)
    two = SOP.format(nama="Dua", kolom="tim: Tim", langkah=ENDS.replace("1 jam", "2 jam"))
    semua = office_of(tmp_path, satu=one, dua=two)
    beban = office_load(semua, OPD, scenario(**ALWAYS))
    kepala = role(beban, KEPALA)
    assert kepala.dari_sop == pytest.approx(2 * (1 + 2))
    assert {step.sop for step in kepala.langkah} == {f"{OPD}/satu", f"{OPD}/dua"}
    alone = office_load(semua, OPD, scenario(kantor={"sop_lain": "tidak", "alasan": "Uji."}, **ALWAYS))
    assert alone.peran == beban.peran  # they share the people, whatever one simulation leaves out


def test_an_sop_that_never_ends_is_left_out_and_named(tmp_path: Path):
    semua = office_of(
        tmp_path,
        satu=SOP.format(nama="Satu", kolom="tim: Tim", langkah=ENDS),
        buntu=SOP.format(nama="Buntu", kolom="tim: Tim", langkah=NEVER),
    )
    beban = office_load(semua, OPD, scenario(**ALWAYS))
    assert [(one.sop, one.alasan) for one in beban.tidak_dihitung] == [
        (f"{OPD}/buntu", "semua cabang langkah 2 kembali.")
    ]
    assert role(beban, KEPALA).dari_sop == pytest.approx(2)
    assert [one.sop for one in beban.kasus] == [f"{OPD}/satu"]
    only = {key: one for key, one in semua.items() if key == f"{OPD}/buntu"}
    assert office_load(only, OPD, scenario(**ALWAYS)).peran == ()


def test_a_scenario_without_other_work_is_refused(tmp_path: Path):
    prosedur = written(tmp_path, "urut: 1, pelaksana: tim, mutu_baku: {waktu: 1 jam}")
    with pytest.raises(SkenarioError, match="kantor"):
        office_load({prosedur.id: prosedur}, OPD, scenario("antrean"))


def test_assumptions_are_said_with_their_reasons(tmp_path: Path):
    prosedur = written(tmp_path, "urut: 1, pelaksana: tim, mutu_baku: {waktu: 1 jam}")
    lain = {"bagian": 0.4, "lama": "1 jam", "jabatan": {"tim": 0.7}, "alasan": "Catatan kami."}
    rule = {prosedur.id: {"kedatangan": {"bentuk": "acak", "per_tahun": 6, "alasan": "Buku agenda."}}}
    beban = load_of(prosedur, beban_lain=lain, sop=rule)
    said = {one.bidang: (one.nilai, one.alasan) for one in beban.asumsi}
    assert said["Pekerjaan di luar SOP"] == (
        "40 % waktu kerja tiap orang, tiap pekerjaan rata-rata 1 jam; Tim Kinerja 70 %",
        "Catatan kami.",
    )
    assert said[f"Kasus {prosedur.id}"] == ("6 setahun, pada saat acak", "Buku agenda.")
    assert said["Banyaknya orang"][0] == "Tim Kinerja 1"
    (tim,) = beban.peran
    assert tim.lain == pytest.approx(0.7 * tim.tersedia)
    assert tim.dari_sop == pytest.approx(6 / 12)


# ---- against simulated years of real SOPs


@pytest.fixture(scope="module")
def asli() -> dict[str, Prosedur]:
    return all_procedures(analyse(load_catalogue(ROOT / "sops")))


YEAR: dict[str, Any] = {
    "rancangan": {"bentuk": "setahun", "pemanasan_hari": 0, "alasan": "Uji."},
    "kedatangan": {"bentuk": "acak", "per_tahun": 12, "alasan": "Uji."},
    # What they are busy with is then the procedure alone, and each replication ends with its last case.
    "beban_lain": {"bagian": 0, "lama": "2 jam", "alasan": "Uji."},
}


@pytest.mark.parametrize("id_sop", [PENJENJANGAN, PENGUKURAN])
def test_busy_time_of_a_simulated_year_is_foretold(asli: dict[str, Prosedur], id_sop: str):
    terbaca = scenario(**YEAR)
    beban = office_load(asli, asli[id_sop].opd, terbaca)
    susunan = prepared(asli[id_sop], terbaca)
    runs = [replicate(susunan.percobaan, number) for number in range(60)]
    assert sum(len(run.kasus) for run in runs) > 500
    for one in beban.peran:
        expected = fsum(step.menit_per_kasus or 0.0 for step in one.langkah)
        beyond = mean_interval(
            [run.peran[one.peran].sibuk - expected * len(run.kasus) for run in runs if run.kasus], 0.9999
        )
        assert beyond.bawah <= 0 <= beyond.atas, one.peran
        cases = sum(len(run.kasus) for run in runs) / len(runs)
        assert beyond.atas - beyond.bawah < 0.2 * expected * cases, one.peran  # so that a wrong figure would show
        assert one.dari_sop == pytest.approx(expected * 12 / 12 / 60, rel=1e-9)


@pytest.mark.parametrize("id_sop", [PENJENJANGAN, PENGUKURAN])
def test_visits_and_work_of_each_step_are_those_of_the_record(asli: dict[str, Prosedur], id_sop: str):
    terbaca = scenario()
    beban = office_load(asli, asli[id_sop].opd, terbaca)
    susunan = prepared(asli[id_sop], terbaca)
    # Other work changes when a step is done, not how much it asks.
    quiet = replace(susunan.percobaan, rutin=(), arus=())
    cases = [case for number in range(600) for case in replicate(quiet, number).kasus]
    for one in beban.peran:
        for step in one.langkah:
            passes = [case.langkah.get(step.urut, (0, 0.0, 0.0, 0.0)) for case in cases]
            visited = mean_interval([float(count) for count, *_ in passes], 0.9999)
            assert visited.bawah - 1e-9 <= step.kunjungan <= visited.atas + 1e-9, step
            # The record tells the office's working time within the step; people are held for a share of it.
            share = susunan.percobaan.rencana.sop[0].langkah[step.urut].pekerjaan.keterlibatan
            worked = mean_interval([work * share for *_, work in passes], 0.9999)
            assert step.menit_per_kasus is not None
            assert worked.bawah <= step.menit_per_kasus <= worked.atas, step
            assert worked.atas - worked.bawah < 0.2 * step.menit_per_kasus, step
