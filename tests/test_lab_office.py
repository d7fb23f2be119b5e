"""An office that runs many SOPs, month by month: against the closed form, the engine's own sums, and the calendar."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from lab import Lab, LabError
from lab.month_hours import Tahun, by_month, left_over, worked_through
from lab.one_office import joined_office
from simulate.office_plan import build_experiment
from simulate.procedures import all_procedures
from simulate.workload import office_load

ROOT = Path(__file__).parents[1]
PERJANJIAN = "kecamatan-neglasari/penyusunan-perjanjian-kinerja"
PENJENJANGAN = "dinkes-kota-tangerang/penjenjangan-kinerja"
PENGUKURAN = "dinkes-kab-mojokerto/pengukuran-kinerja"
SEMUA = [PERJANJIAN, PENJENJANGAN, PENGUKURAN]


@pytest.fixture(scope="module")
def lab() -> Lab:
    return Lab(ROOT / "sops", ulangan=25)


@pytest.fixture(scope="module")
def kantor(lab: Lab) -> Lab:
    return lab.one_office(SEMUA, nama="Kantor Contoh")


@pytest.fixture(scope="module")
def januari(kantor):
    serentak = {"tanggal": ["2026-01-05"], "banyak": 50}
    return kantor.by_month(kasus={PERJANJIAN: serentak, PENJENJANGAN: 2, PENGUKURAN: 4})


def test_equal_positions_are_the_same_people_and_the_text_calls_it_an_assumption(lab, kantor):
    semua = kantor._semua
    assert {one.opd for one in semua.values()} == {"kantor-contoh"}
    assert all("kantor-contoh/sekretaris" in one.jabatan for one in semua.values())
    assert list(kantor.sop.index) == sorted(SEMUA)
    for said in (kantor.asumsi, kantor._repr_html_()):
        assert "Kantor Contoh adalah asumsi, bukan kantor yang ada: 3 SOP dari 3 OPD" in said
    assert lab.asumsi == ""
    assert len(lab.sop) == 5
    assert {one.opd for one in lab._semua.values()} > {"dinkes-kota-tangerang"}


def test_two_columns_of_one_position_stay_two_roles(lab):
    one = all_procedures(lab.telaah)[PERJANJIAN]
    twice = dict.fromkeys(one.jabatan, "sekretaris")
    semua = {**lab._semua, PERJANJIAN: replace(one, jabatan=twice)}
    moved = joined_office(semua, [PERJANJIAN, PENGUKURAN], "K")[PERJANJIAN]
    assert len(set(moved.peran.values())) == len(set(one.peran.values()))


def test_every_question_can_be_asked_of_it(kantor):
    alone = kantor.how_long(PERJANJIAN, sop_lain="tidak").catatan
    assert alone.waktu.rata_rata.nilai < kantor.how_long(PERJANJIAN).catatan.waktu.rata_rata.nilai
    assert list(kantor.positions(PENJENJANGAN).index)[:2] == ["kepala-perangkat-daerah", "sekretaris"]


def experiment(kantor: Lab, **pengaturan) -> Tahun:
    terbaca = kantor.scenario(PERJANJIAN, kasus_per_tahun=20, **pengaturan)
    susunan, faults = build_experiment(kantor._semua[PERJANJIAN], kantor._semua, terbaca)
    assert susunan is not None, faults
    starts = [datetime(2026 + month // 12, month % 12 + 1, 1) for month in range(13)]  # noqa: DTZ001 - wall clock
    return Tahun(susunan.percobaan, tuple((one - susunan.mulai).total_seconds() / 60 for one in starts))


@pytest.mark.parametrize("ulangan", [0, 1])
def test_hours_by_month_add_up_to_what_the_engine_counts(kantor, ulangan):
    tahun = experiment(kantor, beban_lain=0.0)
    hasil = worked_through(tahun, ulangan)
    found = by_month(tahun.percobaan.rencana, hasil, tahun.batas)
    assert sum(sum(one.diminta) for one in found.values()) > 1000
    for peran, hours in found.items():
        assert sum(hours.diminta) == pytest.approx(sum(hours.dikerjakan))
        assert sum(hours.dikerjakan) == pytest.approx(hasil.peran[peran].sibuk)
        assert min(left_over(hours)) >= -1e-6
        end = hours.diminta[-1] - hours.dikerjakan[-1] + left_over(hours)[-1]
        assert end == pytest.approx(0, abs=1e-6)


def test_a_years_mean_is_that_of_the_closed_form(kantor):
    kasus = {PERJANJIAN: 40, PENJENJANGAN: 2, PENGUKURAN: 12}
    found = kantor.by_month(kasus=kasus, beban_lain=0.1)
    load = {one.jabatan: one for one in office_load(kantor._semua, "kantor-contoh", found.skenario).peran}
    assert set(found.rumus) == set(load)
    for jabatan, formula in found.rumus.items():
        rows = [one for one in found.baris if one.jabatan == jabatan]
        year = sum(one.diminta.nilai for one in rows)
        assert year == pytest.approx(12 * formula * 365 / 365.25, rel=0.12), jabatan
        assert sum(one.tersedia for one in rows) == pytest.approx(load[jabatan].tersedia * 12 * 365 / 365.25)
        if not load[jabatan].tanpa_waktu:
            assert formula == pytest.approx(load[jabatan].dari_sop)


def test_a_crowd_in_january_is_seen_in_january(januari):
    frame = januari.to_frame()
    first, last = frame.loc[("kepala-subbagian-perencanaan", "2026-01")], frame.loc["kepala-subbagian-perencanaan"]
    assert first["diminta_bawah"] > 60
    assert last["diminta"].iloc[4:].max() < 1
    assert first["bertambah"]
    assert first["sisa_bawah"] > 0
    assert not frame.loc["tim", "bertambah"].any()
    assert januari.terpadat.bulan.month == 1
    assert "Kepala subbagian perencanaan pada Januari 2026" in januari.kalimat


def test_ramadan_and_holidays_leave_fewer_hours(januari):
    there = januari.to_frame().loc["sekretaris", "tersedia"]
    assert there["2026-03"] == min(there)
    assert there["2026-07"] == max(there)
    assert januari.to_frame().loc["staf", "tersedia"]["2026-03"] == 2 * there["2026-03"]


def test_the_answer_shows_itself(kantor, januari):
    html = januari._repr_html_()
    assert "Kantor Contoh adalah asumsi" in html
    assert "50 kasus setahun" in html
    picture = januari.plot("sekretaris")
    assert picture.keterangan.startswith("Sekretaris: jam kerja per bulan.")
    assert picture.to_svg() == januari.plot("sekretaris").to_svg()
    again = kantor.how_long(PERJANJIAN, januari.skenario)
    assert again.catatan.rancangan == "semua kasus dalam rentang"


def test_an_office_of_the_catalogue_is_no_assumption_and_processes_say_the_same(lab):
    found = lab.by_month(opd="kecamatan-neglasari")
    assert found.asumsi == ""
    assert len(found.baris) == 3 * 12
    with Lab(ROOT / "sops", ulangan=27, pekerja=2) as many:
        assert (
            many.by_month(opd="kecamatan-neglasari").baris
            == Lab(ROOT / "sops", ulangan=27).by_month(opd="kecamatan-neglasari").baris
        )


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda kantor: kantor.one_office([PERJANJIAN]), "dua SOP atau lebih"),
        (lambda kantor: kantor.one_office(PERJANJIAN), "daftar id SOP"),
        (lambda kantor: kantor.one_office(SEMUA, nama="—"), "tidak memuat huruf"),
        (lambda kantor: kantor.one_office([PERJANJIAN, "dinkes-kota-tangerang/penjenjangan"]), "Maksudnya"),
        (lambda kantor: kantor.by_month(kasus={"lain/sop": 2}), 'SOP "lain/sop" tidak dikerjakan'),
        (lambda kantor: kantor.by_month(kasus={PERJANJIAN: "banyak"}), "kasus memerlukan angka"),
        (lambda kantor: kantor.by_month(kasus={PERJANJIAN: {"tanggal": ["2027-01-05"]}}), "di luar rentang"),
        (lambda kantor: kantor.by_month(kasus_per_tahun=3), "kasus={id: 12}"),
        (lambda kantor: kantor.by_month("antrean"), 'unsur "kantor"'),
        (lambda kantor: kantor.by_month(kasus={PERJANJIAN: 2000}), "tidak pernah habis"),
        (lambda kantor: kantor.by_month(staf="tak-terbatas"), "tak terbatas orangnya"),
        (lambda kantor: kantor.by_month(opd="dinkes"), "sebutkan kantornya"),
        (lambda kantor: kantor.by_month(sampai="2029-12-30", beban_lain=0.1), "paling banyak 36"),
    ],
)
def test_a_mistake_is_one_indonesian_line(kantor, ask, said):
    with pytest.raises(LabError) as raised:
        ask(kantor)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_position_that_nobody_holds_cannot_be_drawn(januari):
    with pytest.raises(LabError, match='jabatan "camat" tidak ada'):
        januari.plot("camat")
