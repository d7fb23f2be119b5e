"""From a document and a scenario to an answer, all the way: identities that hold exactly, and theory as an oracle."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from katalog import Telaah, analyse, load_catalogue
from simulate import SkenarioError, compare, load_scenario, simulate
from simulate.asking import prepare
from simulate.experiment import replicate, simulated
from simulate.scenario_file import SkenarioTerbaca, with_values
from tests.catalogue_support import OPD, make_catalogue

if TYPE_CHECKING:
    from katalog.simulation_record import CatatanSimulasi

PENJENJANGAN = "dinkes-kota-tangerang/penjenjangan-kinerja"
PENJURANGAN = "dp3ap2kb-kota-tangerang/penjenjangan-kinerja"
KECAMATAN = "kecamatan-neglasari/penyusunan-perjanjian-kinerja"
BALANGAN = "dinkes-kab-balangan/pengumpulan-data-kinerja"
EMAS = Path(__file__).parent / "fixtures" / "emas"
WHY = "Untuk pengujian."


def changed(dasar: str = "dasar", **bagian: Any) -> SkenarioTerbaca:
    """Return a shipped scenario with sections changed, each with a reason."""
    values = {key: {**value, "alasan": WHY} if isinstance(value, dict) else value for key, value in bagian.items()}
    return with_values(load_scenario(dasar), values)


def one_step(folder: Path, waktu: str) -> Telaah:
    """Return a catalogue of one SOP with one step by one role."""
    text = f"""\
nama: Satu Langkah
proses: pengumpulan-data-kinerja
nomor: "1"
pelaksana: {{kepala: Kepala Dinas}}
langkah:
  - {{urut: 1, kegiatan: Memeriksa, pelaksana: kepala, mulai: true, selesai: true, mutu_baku: {{waktu: {waktu}}}}}
jumlah_waktu: null
sumber: {{jenis: contoh}}
"""
    return analyse(load_catalogue(make_catalogue(folder, {f"{OPD}/satu.yaml": text})))


def means(record: CatatanSimulasi) -> dict[str, float]:
    return {rung.kunci: rung.rata_rata.nilai for rung in record.tangga}


def test_same_question_same_bytes_from_one_process_or_two(telaah: Telaah):
    one = simulate(telaah, KECAMATAN, ulangan=30, kepekaan=True)
    again = simulate(telaah, KECAMATAN, ulangan=30, kepekaan=True)
    other = simulate(telaah, KECAMATAN, ulangan=30, kepekaan=True, pekerja=2)
    assert one.model_dump_json() == again.model_dump_json() == other.model_dump_json()
    assert simulate(telaah, KECAMATAN, ulangan=30, benih=1).waktu != one.waktu


def test_equal_procedures_of_two_offices_have_equal_answers(telaah: Telaah):
    one, other = (simulate(telaah, id_sop, ulangan=30) for id_sop in (PENJENJANGAN, PENJURANGAN))
    assert one.waktu == other.waktu
    assert one.tangga == other.tangga
    assert [role.tunggu for role in one.peran] == [role.tunggu for role in other.peran]


def test_ladder_goes_from_the_documents_sum_to_the_answer(telaah: Telaah):
    for id_sop, stated in ((PENJENJANGAN, 67_693.0), (KECAMATAN, 7_595.0), (BALANGAN, 175_862.0)):
        record = simulate(telaah, id_sop, ulangan=40, sumbatan=False)
        assert [rung.kunci for rung in record.tangga] == [
            "tertulis", "jam-kerja", "reviu", "variasi", "antrean", "kantor",
        ]  # fmt: skip
        first, last = record.tangga[0], record.tangga[-1]
        assert (first.rata_rata.nilai, first.p50.nilai, first.p90.nilai) == (stated, stated, stated)
        assert first.tepat is not None
        assert first.tepat.nilai == 1
        assert record.waktu is not None
        assert (last.rata_rata, last.p50, last.p90, last.tepat) == (
            record.waktu.rata_rata, record.waktu.p50, record.waktu.p90, record.tepat,
        )  # fmt: skip
        for below, rung in zip(record.tangga, record.tangga[1:], strict=False):
            assert rung.tambahan is not None
            assert rung.rata_rata.nilai == pytest.approx(below.rata_rata.nilai + rung.tambahan.nilai, abs=1e-6)


def test_what_adds_nothing_adds_exactly_nothing(telaah: Telaah):
    nothing = changed(
        reviu={"peluang_kembali": 0},
        variasi={"bentuk": "tetap", "rata_rata": 1},
        staf={"baku": "tak-terbatas", "jabatan": {"staf": "tak-terbatas"}},
        beban_lain={"bagian": 0},
    )
    record = simulate(telaah, KECAMATAN, nothing, ulangan=40)
    found = means(record)
    assert found["jam-kerja"] == found["reviu"] == found["variasi"] == found["antrean"] == found["kantor"]
    assert all(rung.tambahan is None or rung.tambahan.nilai == 0 for rung in record.tangga[2:])
    assert all(role.tambah_satu is None for role in record.peran)
    assert all(loop.rata_rata == 0 and loop.terbanyak == 0 for loop in record.putaran)


def test_with_people_without_limit_only_closed_hours_are_waited_for(telaah: Telaah):
    record = simulate(telaah, KECAMATAN, changed(staf={"baku": "tak-terbatas"}, beban_lain={"bagian": 0}), ulangan=40)
    assert means(record)["kantor"] == means(record)["variasi"]
    for role in record.peran:
        assert role.beban < 0.001
        assert role.antrean_terpanjang <= 1  # the case itself, at a closed door


def test_a_decision_that_always_returns_runs_to_its_cap(telaah: Telaah):
    always = changed("reviu", reviu={"peluang_kembali": 1, "susut": 1, "batas": 3})
    record = simulate(telaah, PENJENJANGAN, always, ulangan=10, tangga=False)
    assert {step.urut: step.kunjungan for step in record.langkah} == {1: 1, 2: 1, 3: 1, 4: 3, 5: 3, 6: 1}
    assert [(loop.dari, loop.rata_rata, loop.terbanyak) for loop in record.putaran] == [(5, 2, 2)]
    with pytest.raises(SkenarioError, match="tidak pernah selesai"):
        simulate(
            telaah, PENJENJANGAN, changed("reviu", reviu={"peluang_kembali": 1, "susut": 1, "batas": None}), ulangan=2
        )


def test_returns_follow_the_geometric_law(telaah: Telaah):
    free = changed("reviu", reviu={"peluang_kembali": 0.4, "susut": 1, "batas": None, "bagian_ulang": 1})
    record = simulate(telaah, PENJENJANGAN, free, ulangan=2000, tangga=False)
    (loop,) = record.putaran
    p = 0.4
    slack = 4 * math.sqrt(p / (1 - p) ** 2 / 2000)
    assert loop.rata_rata == pytest.approx(p / (1 - p), abs=slack)
    assert loop.kasus_kembali.bawah is not None
    assert loop.kasus_kembali.atas is not None
    assert loop.kasus_kembali.bawah <= p <= loop.kasus_kembali.atas


def test_one_server_waits_as_the_theory_says(tmp_path: Path):
    """M/M/1 through the whole pipeline: document, scenario, arrivals on the working axis, one case followed."""
    telaah = one_step(tmp_path, "1 jam")
    per_tahun = 0.6 * 365.25 * 24  # a load of 0.6 with an hour each
    queue = changed(
        jam_kerja={"pola": "selalu-buka"},
        variasi={"bentuk": "eksponensial", "rata_rata": 1},
        beban_lain={"bagian": 0},
        kedatangan={"bentuk": "acak", "per_tahun": per_tahun},
        rancangan={"pemanasan_hari": 4},
    )
    record = simulate(telaah, f"{OPD}/satu", queue, ulangan=1500, tangga=False, sumbatan=False)
    assert record.waktu is not None
    mean = record.waktu.rata_rata
    assert mean.bawah is not None
    assert mean.atas is not None
    assert mean.bawah < 60 / (1 - 0.6) < mean.atas
    (role,) = record.peran
    assert role.beban == pytest.approx(0.6, rel=1e-3)
    assert role.terpakai == pytest.approx(0.6, abs=0.02)
    # Time in an M/M/1 system is exponential: P90 is the mean times ln 10.
    assert record.waktu.p90.bawah is not None
    assert record.waktu.p90.atas is not None
    assert record.waktu.p90.bawah < 150 * math.log(10) < record.waktu.p90.atas


def test_too_much_work_is_named_and_what_can_be_said_is_said(telaah: Telaah):
    flood = changed(kedatangan={"bentuk": "acak", "per_tahun": 2000})
    record = simulate(telaah, KECAMATAN, flood, ulangan=20)
    assert record.waktu is None
    assert record.tepat is None
    assert record.histogram is None
    assert [rung.kunci for rung in record.tangga] == ["tertulis", "jam-kerja", "reviu", "variasi"]
    worst = max(record.peran, key=lambda role: role.beban)
    assert worst.beban >= 1
    assert any(worst.nama in words and f"{worst.beban * 100:.0f} %" in words for words in record.peringatan)
    with pytest.raises(SkenarioError, match="kelebihan beban"):
        compare(telaah, KECAMATAN, "dasar", flood, ulangan=4)


def test_comparison_of_a_scenario_with_itself_is_nothing(telaah: Telaah):
    same = compare(telaah, KECAMATAN, "dasar", "kantor", ulangan=40)
    assert same.asumsi_berbeda == ()
    for part in (same.selisih.rata_rata, same.selisih.p50, same.selisih.p90, same.selisih_tepat):
        assert (part.nilai, part.bawah, part.atas) == (0, 0, 0)


def test_less_other_work_is_faster_and_the_difference_names_it(telaah: Telaah):
    quiet = changed(beban_lain={"bagian": 0.1})
    found = compare(telaah, KECAMATAN, "dasar", quiet, ulangan=100)
    assert found.selisih.rata_rata.atas is not None
    assert found.selisih.rata_rata.atas < 0
    assert [one.bidang for one in found.asumsi_berbeda] == ["Pekerjaan di luar SOP"]
    assert found.selisih.rata_rata.nilai == pytest.approx(
        found.waktu_b.rata_rata.nilai - found.waktu_a.rata_rata.nilai, abs=1e-6
    )


def test_a_batch_waits_for_itself(telaah: Telaah):
    batch = changed("antrean", kedatangan={"bentuk": "tanggal", "tanggal": ["2026-01-05"], "banyak": 30})
    record = simulate(telaah, KECAMATAN, batch, ulangan=6)
    assert record.rancangan == "semua kasus dalam rentang"
    assert record.kasus == 6 * 30
    assert record.waktu is not None
    assert means(record)["antrean"] > means(record)["variasi"]
    assert max(role.antrean_terpanjang for role in record.peran) == 29  # the first is taken at once
    rungs = {rung.kunci: rung for rung in record.tangga}
    assert rungs["antrean"].tambahan is not None
    assert rungs["antrean"].tambahan.bawah is not None
    assert rungs["antrean"].tambahan.bawah > 0


def test_a_known_batch_ends_some_day_however_large(telaah: Telaah):
    batch = changed("antrean", kedatangan={"bentuk": "tanggal", "tanggal": ["2026-01-05"], "banyak": 60})
    record = simulate(telaah, PENJENJANGAN, batch, ulangan=2, tangga=False, sumbatan=False)
    assert record.kasus == 120
    assert max(role.beban for role in record.peran) > 1
    assert record.waktu is not None


def test_working_days_are_counted_as_days_however_long(telaah: Telaah):
    six = "07.30-12.00, 12.30-13.30"
    week = dict.fromkeys(("senin", "selasa", "rabu", "kamis", "jumat", "sabtu"), six)
    hours = {"pola": "mingguan", "mingguan": week}
    record = simulate(telaah, PENJENJANGAN, changed("jam-kerja", jam_kerja=hours), ulangan=40, tangga=False)
    assert record.waktu_kerja is not None
    days = record.waktu_kerja.p50.nilai / record.menit_per_hari_kerja
    assert days == pytest.approx(33, abs=0.2)  # 3 + 5 + 20 + 5 working days, whatever hours they have
    assert record.acuan.hari_kerja == 33 * 450 + 13


def test_a_step_in_working_days_waits_for_the_leave_of_who_does_it(telaah: Telaah):
    leave = {"sekretaris": {"cuti": [{"mulai": "2026-06-09", "sampai": "2026-06-22"}], "alasan": WHY}}
    start = {"bentuk": "sekali", "tanggal": ["2026-06-08"]}
    ends = []
    for calendars in ({}, leave):
        own = with_values(changed("jam-kerja", kedatangan=start), {"kalender_jabatan": calendars})
        _, susunan = prepare(telaah, PENJENJANGAN, own)
        hasil, _, _ = simulated(susunan.percobaan, 0)
        ends.append(next(visit.selesai for visit in hasil.kunjungan if visit.urut == 2))
    assert ends[1] - ends[0] == 14 * 1440


def test_a_case_handed_in_on_saturday_night_begins_on_monday(telaah: Telaah):
    # 3 January 2026 is a Saturday; the office opens on Monday at 07.30, and the first step takes three minutes.
    night = changed("jam-kerja", kedatangan={"bentuk": "sekali", "tanggal": ["2026-01-03"]})
    _, susunan = prepare(telaah, PENJENJANGAN, night)
    hasil, _, _ = simulated(susunan.percobaan, 0)
    first = hasil.kunjungan[0]
    monday = (5 - 1) * 1440 + 28 * 1440 + 7 * 60 + 30
    assert (first.siap, first.mulai, first.selesai) == (monday, monday, monday + 3)


def test_arrivals_from_a_file(telaah: Telaah, tmp_path: Path):
    (tmp_path / "berkas.csv").write_text("mulai;prioritas\n2026-02-02T09:00;1\n2026-03-02;\n", "utf-8")
    scenario = tmp_path / "nyata.yaml"
    scenario.write_text(
        "nama: Nyata\nketerangan: Dari catatan.\nberdasar: antrean\n"
        "kedatangan: {bentuk: csv, berkas: berkas.csv, alasan: Buku agenda.}\n",
        "utf-8",
    )
    record = simulate(telaah, KECAMATAN, scenario, ulangan=5, tangga=False)
    assert record.kasus == 10
    assert record.skenario == "nyata"
    assert any(one.nilai == "menurut berkas berkas.csv" and one.alasan == "Buku agenda." for one in record.asumsi)


def test_cases_that_never_come_are_said(telaah: Telaah):
    away = changed("antrean", kedatangan={"bentuk": "tanggal", "tanggal": ["2025-12-31", "2026-01-05"]})
    with pytest.raises(SkenarioError, match="1 kasus datang di luar rentang 2026-01-01 sampai 2026-12-31"):
        simulate(telaah, KECAMATAN, away, ulangan=2)
    rare = changed("antrean", kedatangan={"per_tahun": 0.0001}, rancangan={"bentuk": "setahun"})
    with pytest.raises(SkenarioError, match="hampir tidak ada kasus yang datang") as caught:
        simulate(telaah, KECAMATAN, rare, ulangan=3)
    assert caught.value.temuan[0].jalur == ("kedatangan",)


def test_a_years_load_measures_all_cases(telaah: Telaah):
    year = changed("antrean", kedatangan={"per_tahun": 40}, rancangan={"bentuk": "setahun"})
    record = simulate(telaah, KECAMATAN, year, ulangan=20, tangga=False)
    # A Poisson count of 20 years at 40 a year.
    assert record.kasus == pytest.approx(800, abs=4 * math.sqrt(800))
    assert record.rancangan == "semua kasus dalam rentang"


def test_conservation_and_capacity_in_a_working_office(telaah: Telaah):
    _, susunan = prepare(telaah, KECAMATAN, load_scenario("dasar"))
    plan = susunan.percobaan.rencana
    for ulangan in range(10):
        hasil, begins, numbers = simulated(susunan.percobaan, ulangan)
        assert [case.kasus for case in hasil.kasus if case.kasus in numbers and case.selesai is not None] == list(
            numbers
        )
        ukuran = replicate(susunan.percobaan, ulangan)
        (case,) = ukuran.kasus
        assert 0 < case.kerja < case.lama
        assert begins >= 0
        for peran, done in hasil.peran.items():
            assert done.puncak <= plan.staf[peran]
            assert done.sibuk <= ukuran.peran[peran].tersedia + 1e-6


def test_calendar_that_ends_too_soon_is_the_scenarios_fault(telaah: Telaah):
    short = changed(rentang={"mulai": "2026-01-01", "sampai": "2026-12-30", "kalender_sampai": "2026-12-31"})
    with pytest.raises(SkenarioError, match="kalender berakhir") as caught:
        simulate(telaah, PENJENJANGAN, short, ulangan=30)
    (temuan,) = caught.value.temuan
    assert temuan.jalur == ("rentang", "kalender_sampai")


def test_one_more_person_helps_where_the_queue_is(telaah: Telaah):
    busy = changed(beban_lain={"bagian": 0.05, "jabatan": {"sekretaris": 0.85}})
    record = simulate(telaah, KECAMATAN, busy, ulangan=200, tangga=False)
    effect = {role.peran.split("/")[1]: role.tambah_satu for role in record.peran}
    sekretaris = effect["sekretaris"]
    assert sekretaris is not None
    assert sekretaris.atas is not None
    assert sekretaris.atas < 0
    assert all(one is None or one.nilai >= sekretaris.nilai for one in effect.values())


def test_tornado_moves_in_the_right_direction(telaah: Telaah):
    record = simulate(telaah, PENJENJANGAN, "variasi", ulangan=150, tangga=False, kepekaan=True)
    bars = {bar.asumsi: bar for bar in record.kepekaan}
    assert set(bars) == {"Peluang dikembalikan", "Bagian yang dikerjakan ulang", "Keterlambatan terburuk"}
    for bar in bars.values():
        assert bar.selisih_rendah.nilai < 0 < bar.selisih_tinggi.nilai
    sizes = [max(abs(bar.selisih_rendah.nilai), abs(bar.selisih_tinggi.nilai)) for bar in record.kepekaan]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("id_sop", [PENJENJANGAN, KECAMATAN, BALANGAN])
def test_golden_answers(telaah: Telaah, id_sop: str):
    """The answers of a fixed seed, kept: a change of the method shows here, and must be meant.

    Written anew by `python -m tests.golden`.
    """
    stored = json.loads((EMAS / f"{id_sop.replace('/', '.')}.json").read_text("utf-8"))
    record = simulate(telaah, id_sop, ulangan=50, benih=7).model_dump(mode="json")
    for key in ("perangkat", "sidik"):
        stored.pop(key)
        record.pop(key)
    assert record == stored
