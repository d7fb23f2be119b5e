"""From SOPs to plans: every shape of flow, every form of time, every assumption, run to the end."""

from __future__ import annotations

import math
import statistics
from typing import TYPE_CHECKING

import pytest

from katalog.conventions import KALENDER, KERJA, to_minutes
from katalog.derivation import counted_durations
from katalog.durations import Satuan, parse_duration
from simulate.calendar import ALWAYS, Kalender
from simulate.compiling import compile_sop, convention
from simulate.distributions import PERT, Eksponensial, Empiris, Lognormal, Segitiga
from simulate.experiment import simulated
from simulate.plan import JenisKerja
from simulate.procedures import all_procedures
from simulate.scenario_file import BAWAAN, TANGGA, SkenarioError
from simulate.work_amounts import Takaran, amount, elapsed
from tests.flow_support import SHAPES
from tests.scenario_support import (
    NEGLASARI,
    duration,
    measured,
    prepared,
    procedures,
    record,
    scenario,
    steps_changed,
    stored_flow,
    written,
)

if TYPE_CHECKING:
    from pathlib import Path

    from katalog import Telaah
    from simulate.compiling import SOPTersusun
    from simulate.distributions import Sebaran
    from simulate.plan import RencanaLangkah
    from simulate.procedures import Prosedur
    from simulate.scenario_file import SkenarioTerbaca

UPAYA, HARI, BERLALU = JenisKerja.UPAYA, JenisKerja.HARI_KERJA, JenisKerja.BERLALU
OPEN = {"pola": "selalu-buka", "alasan": "Uji."}
HARI_MENIT = 1440


def compiled(prosedur: Prosedur, terbaca: SkenarioTerbaca) -> SOPTersusun:
    found, faults = compile_sop(prosedur, terbaca)
    assert [one.pesan for one in faults] == []
    assert found is not None
    return found


def steps(prosedur: Prosedur, terbaca: SkenarioTerbaca) -> dict[int, RencanaLangkah]:
    return dict(compiled(prosedur, terbaca).rencana.langkah)


def work(prosedur: Prosedur, terbaca: SkenarioTerbaca) -> dict[int, tuple[JenisKerja, float]]:
    """Kind and mean of every step."""
    return {
        urut: (step.pekerjaan.jenis, mean_of(step.pekerjaan.sebaran)) for urut, step in steps(prosedur, terbaca).items()
    }


def mean_of(shape: Sebaran | float) -> float:
    return float(shape) if isinstance(shape, int | float) else shape.mean


def chances(step: RencanaLangkah) -> dict[str, float]:
    return {branch.label: branch.peluang for branch in step.keluar.cabang}


def visited(prosedur: Prosedur, terbaca: SkenarioTerbaca, ulangan: int = 0) -> list[int]:
    hasil, _, own = simulated(prepared(prosedur, terbaca).percobaan, ulangan)
    return [visit.urut for visit in hasil.kunjungan if visit.kasus in own]


# ---- every shape, every rung


@pytest.mark.parametrize("kunci", BAWAAN)
@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_runs_to_its_end(name: str, kunci: str, tmp_path: Path):
    prosedur = stored_flow(tmp_path, name)
    susunan = prepared(prosedur, scenario(kunci))
    for ukuran in measured(susunan, 3):
        (case,) = ukuran.kasus
        assert 0 <= case.lama < math.inf
        assert set(case.langkah) <= set(susunan.tersusun.rencana.langkah)


WAYS = {
    # what a case can pass, in the rung that follows the flow without returns
    "beberapa-pelaksana": {(1, 2, 3)},
    "rapat-semua": {(1, 2, 3)},
    "dua-mulai": {(1, 2, 3)},
    "tiga-akhir": {(1, 2), (1, 3), (1, 4)},
    "cabang-lain": {(1, 2), (1, 2, 3)},
    "tidak-maju": {(1, 2, 3, 4), (1, 2, 4)},
    "proses-dan-keputusan": {(1, 2, 3)},
    "waktu-tergabung": {(1, 2, 3, 4)},
    "ganti-halaman": {(1, 2, 3, 4)},
    "sejajar": {(1, 2, 3, 4)},
    "tanpa-pelaksana": {(1, 2, 3)},
    "cabang-selesai": {(1, 2)},
    "tujuan-tidak-diketahui": {(1, 2, 3)},
    "putaran-sendiri": {(1, 2, 3)},
    "bentuk-waktu": {tuple(range(1, 17))},
}


def test_ways_are_told_for_every_shape():
    assert sorted(WAYS) == SHAPES


@pytest.mark.parametrize("name", SHAPES)
def test_a_case_follows_the_flow(name: str, tmp_path: Path):
    prosedur = stored_flow(tmp_path, name)
    assert {tuple(sorted(visited(prosedur, scenario("jam-kerja"), luck))) for luck in range(40)} == WAYS[name]


@pytest.mark.parametrize("name", SHAPES)
def test_the_document_alone_passes_every_step_once_in_order(name: str, tmp_path: Path):
    prosedur = stored_flow(tmp_path, name)
    assert visited(prosedur, scenario("tertulis")) == [step.urut for step in prosedur.sop.langkah]


BACK = {"rapat-semua": {2: {1}}, "cabang-lain": {2: {1}}, "proses-dan-keputusan": {2: {1}}, "cabang-selesai": {2: {1}},
        "ganti-halaman": {3: {2}}, "putaran-sendiri": {2: {2}}, "tujuan-tidak-diketahui": {2: {2}}}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_what_sends_back_is_known(name: str, tmp_path: Path):
    found = compiled(stored_flow(tmp_path, name), scenario("reviu"))
    assert {urut: set(targets) for urut, targets in found.kembali.items() if targets} == BACK.get(name, {})
    for urut, step in found.rencana.langkah.items():
        for branch in step.keluar.cabang:
            assert branch.kembali == (urut in BACK.get(name, {}) and set(branch.ke) == BACK[name][urut])


# ---- the first rung is the document's own sum


def sum_of_steps(prosedur: Prosedur) -> float:
    counted = counted_durations(prosedur.sop, prosedur.durasi)
    return float(sum(to_minutes(one, KALENDER)[1] for one in counted if one.terukur))


@pytest.mark.parametrize(
    ("id_sop", "menit"),
    [
        ("dinkes-kota-tangerang/penjenjangan-kinerja", 67_693),  # 47 hari 13 menit
        ("dp3ap2kb-kota-tangerang/penjenjangan-kinerja", 67_693),
        (NEGLASARI, 5 * 1440 + 6 * 60 + 35),
        ("dinkes-kab-balangan/pengumpulan-data-kinerja", 122 * 1440 + 15 + 30 + 2 + 30 + 30 + 60 + 15),
        ("dinkes-kab-mojokerto/pengukuran-kinerja", 7 * 1440 + 20),
    ],
)
def test_the_first_rung_is_the_printed_sum_to_the_minute(id_sop: str, menit: int, telaah: Telaah):
    prosedur = all_procedures(telaah)[id_sop]
    susunan = prepared(prosedur, scenario("tertulis"))
    assert [case.lama for one in measured(susunan, 5) for case in one.kasus] == [menit] * 5
    assert sum_of_steps(prosedur) == menit
    if prosedur.total.terukur:
        assert to_minutes(prosedur.total, convention(prosedur, scenario("tertulis").skenario))[1] == menit


def test_exceptions_of_a_step_do_not_touch_the_documents_sum(telaah: Telaah):
    prosedur = all_procedures(telaah)[NEGLASARI]
    changed = steps_changed(prosedur, {7: {"lama": "30 hari"}, 9: {"lama": "2 hari"}}, "tertulis")
    assert duration(prosedur, changed) == 7595


@pytest.mark.parametrize(
    ("times", "total", "menit"),
    [
        (("1 minggu", "1 hari"), "6 hari", 6 * 1440),  # a week of five
        (("1 minggu", "1 hari"), "7 hari", 7 * 1440),  # of six
        (("1 minggu", "1 hari"), "8 hari", 8 * 1440),
        (("1 bulan", "1 hari"), "21 hari", 21 * 1440),  # a month of twenty
        (("1 bulan", "1 hari"), "23 hari", 23 * 1440),
        (("1 bulan", "1 hari"), "31 hari", 31 * 1440),
        (("1 bulan", "1 minggu"), "27 hari", 27 * 1440),  # 22 + 5, the first pair of the search that fits
        (("2 minggu",), "2 minggu", 14 * 1440),  # equal in any convention: the calendar's
        (("1 minggu", "1 hari"), "100 hari", 8 * 1440),  # nothing fits
        (("1 minggu", "1 hari"), "null", 8 * 1440),
        (("1 minggu", "1 – 3 hari"), "8 – 10 hari", 10 * 1440),  # ranges count by their upper end
    ],
)
def test_the_document_counts_as_its_total_needs(times: tuple[str, ...], total: str, menit: int, tmp_path: Path):
    rows = [f"urut: {urut}, pelaksana: tim, mutu_baku: {{waktu: {waktu}}}" for urut, waktu in enumerate(times, start=1)]
    prosedur = written(tmp_path, *rows, jumlah_waktu=total)
    assert duration(prosedur, scenario("tertulis")) == menit


def test_a_months_reading_holds_for_the_other_steps_too(tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 1, pelaksana: tim, mutu_baku: {waktu: 1 bulan}",
        "urut: 2, pelaksana: tim, mutu_baku: {waktu: 1 triwulan}",
        jumlah_waktu="80 hari",
    )
    assert work(prosedur, scenario("tertulis")) == {1: (BERLALU, 20 * 1440), 2: (BERLALU, 60 * 1440)}


# ---- what a duration is


@pytest.mark.parametrize(
    ("words", "kerja", "kalender"),
    [
        ("30 menit", (UPAYA, 30), (UPAYA, 30)),
        ("30 detik", (UPAYA, 0.5), (UPAYA, 0.5)),
        ("2 Jam", (UPAYA, 120), (UPAYA, 120)),
        ("1 x 24 Jam", (UPAYA, 1440), (UPAYA, 1440)),
        ("3 hari", (HARI, 3), (BERLALU, 3 * 1440)),
        ("3 hari kerja", (HARI, 3), (HARI, 3)),
        ("3 hari kalender", (BERLALU, 3 * 1440), (BERLALU, 3 * 1440)),
        ("1 minggu", (HARI, 5), (BERLALU, 7 * 1440)),
        ("1 bulan", (HARI, 20), (BERLALU, 30 * 1440)),
        ("satu triwulan", (HARI, 60), (BERLALU, 90 * 1440)),
        ("1 – 20 Hari Kerja", (HARI, 20), (HARI, 20)),
        ("10 - 15 menit", (UPAYA, 15), (UPAYA, 15)),
        ("maksimal 3 hari kerja", (HARI, 3), (HARI, 3)),
        ("2 hari 3 jam", (HARI, 2 + 180 / 450), (BERLALU, 2 * 1440 + 180)),
        ("1 minggu 2 hari kerja", (HARI, 7), (HARI, 7)),
    ],
)
def test_what_a_duration_takes_under_each_convention(
    words: str, kerja: tuple[JenisKerja, float], kalender: tuple[JenisKerja, float]
):
    durasi = parse_duration(words)
    assert amount(durasi, KERJA) == Takaran(*kerja)
    assert amount(durasi, KALENDER) == Takaran(*kalender)
    assert elapsed(durasi, KALENDER).jenis is BERLALU


def test_an_amount_in_days():
    assert Takaran(HARI, 3).hari == 3
    assert Takaran(UPAYA, 900).hari == 2
    assert Takaran(BERLALU, 2880).hari == 2
    with pytest.raises(ValueError, match="unquantified"):
        amount(parse_duration("secepatnya"), KERJA)


def test_every_form_of_time_is_read_or_assumed(tmp_path: Path):
    prosedur = stored_flow(tmp_path, "bentuk-waktu")
    found = compiled(prosedur, scenario("reviu"))
    assert found.waktu_kosong == (14, 15, 16)
    days = {urut: value for urut, (kind, value) in work(prosedur, scenario("reviu")).items() if kind is HARI}
    assert days == {1: 5, 2: 3, 3: 5, 5: 20, 8: 20, 9: 3, 10: 7, 11: 5, 13: 60}
    assert work(prosedur, scenario("reviu"))[7] == (BERLALU, 14 * 1440)
    assert work(prosedur, scenario("reviu"))[15] == (UPAYA, 30)


def test_a_cell_over_several_steps_counts_once(tmp_path: Path):
    prosedur = stored_flow(tmp_path, "waktu-tergabung")
    for kunci in BAWAAN:
        assert work(prosedur, scenario(kunci))[3][1] == 0
    assert work(prosedur, scenario("reviu"))[2] == (HARI, 3)
    assert compiled(prosedur, scenario("reviu")).waktu_kosong == (1, 4)
    assert duration(prosedur, scenario("tertulis")) == 3 * 1440
    assert work(prosedur, steps_changed(prosedur, {3: {"lama": "1 jam"}}, "reviu"))[3] == (UPAYA, 60)


@pytest.mark.parametrize(("konvensi", "hari"), [("kalender", 3), ("kerja", 3 * 1)], ids=["kalender", "kerja"])
def test_a_convention_moves_the_days(konvensi: str, hari: int, tmp_path: Path):
    prosedur = written(tmp_path, "urut: 1, pelaksana: tim, mutu_baku: {waktu: 3 hari}")
    terbaca = scenario("jam-kerja", konvensi={"nama": konvensi, "alasan": "Uji."}, jam_kerja=OPEN)
    assert duration(prosedur, terbaca) == hari * 1440  # in an office that never closes both are the same


def test_working_days_skip_what_calendar_days_do_not(tmp_path: Path):
    def lasted(words: str) -> float:
        prosedur = written(tmp_path / words, f"urut: 1, pelaksana: tim, mutu_baku: {{waktu: {words}}}")
        rentang = {"mulai": "2026-01-05", "sampai": "2026-01-05", "alasan": "Hari Senin."}
        return duration(prosedur, scenario("jam-kerja", rentang=rentang))

    # Begun on a Monday: five working days are over on the Monday after, unless a case begins at the very opening.
    assert 4 * HARI_MENIT < lasted("5 hari kerja") <= 7 * HARI_MENIT
    assert lasted("5 hari") == lasted("5 hari kerja") == lasted("1 minggu")
    assert lasted("5 hari kalender") == 5 * HARI_MENIT
    assert lasted("1 bulan") == lasted("20 hari kerja") > 27 * HARI_MENIT


# ---- who does it


def test_null_performers_work_in_office_hours_without_waiting(tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 1, pelaksana: kepala, mulai: true, mutu_baku: {waktu: 2 jam}",
        "urut: 2, pelaksana: null, mutu_baku: {waktu: 3 hari}",
        "urut: 3, mutu_baku: {waktu: 10 menit}",
    )
    found = compiled(prosedur, scenario())
    assert found.tanpa_pelaksana == (2, 3)
    assert found.rencana.langkah[2].peran == ()
    assert found.rencana.langkah[2].pekerjaan.keterlibatan == 1  # nobody's time is taken
    assert compiled(prosedur, scenario("tertulis")).tanpa_pelaksana == ()
    for visit in record(prepared(prosedur, scenario())).kunjungan:
        assert visit.urut == 1 or visit.mulai == visit.siap or visit.urut == 3  # only closed hours are waited for


def test_two_columns_of_one_position_are_two_people(tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 1, pelaksana: [kasi_a, kasi_b], mutu_baku: {waktu: 1 jam}",
        pelaksana="{kasi_a: Kepala Dinas, kasi_b: Kepala Dinas Kesehatan, tim: Tim Kinerja}",
    )
    roles = steps(prosedur, scenario())[1].peran
    assert roles == ("dinkes-kota-tangerang/kasi_a", "dinkes-kota-tangerang/kasi_b")
    assert {prosedur.jabatan[peran] for peran in roles} == {"kepala-perangkat-daerah"}
    assert {prosedur.nama_peran[peran] for peran in roles} == {"Kepala Dinas", "Kepala Dinas Kesehatan"}
    assert prepared(
        prosedur, scenario(staf={"jabatan": {"kepala-perangkat-daerah": 3}})
    ).percobaan.rencana.staf == dict.fromkeys(roles, 3)


def test_a_column_that_is_called_like_a_position_is_not_that_position(tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 1, pelaksana: [kepala-perangkat-daerah, a], mutu_baku: {waktu: 1 jam}",
        pelaksana="{kepala-perangkat-daerah: Panitia Entah, a: Kepala Dinas}",
    )
    assert len(set(steps(prosedur, scenario())[1].peran)) == 2


def test_a_meeting_waits_for_hours_that_all_keep(tmp_path: Path):
    prosedur = written(tmp_path, "urut: 1, pelaksana: [kepala, tim], mutu_baku: {waktu: 1 jam}")
    afternoons = dict.fromkeys(("senin", "selasa", "rabu", "kamis", "jumat"), "14.00-15.00")
    own = {"jam_kerja": {"pola": "mingguan", "mingguan": afternoons, "alasan": "Uji."}, "alasan": "Uji."}
    terbaca = scenario("jam-kerja", kalender_jabatan={"kepala-perangkat-daerah": own})
    susunan = prepared(prosedur, terbaca)
    plan = susunan.percobaan.rencana
    (together,) = plan.kalender_bersama.values()
    assert isinstance(together, Kalender)
    assert {(start % 1440, end % 1440) for start, end in together.blok} == {(840, 900)}
    for luck in range(10):
        (visit,) = record(susunan, luck).kunjungan
        assert 840 <= visit.mulai % 1440 < 900
        assert together.working_between(visit.mulai, visit.selesai) == 60

    never = {**own, "jam_kerja": {**own["jam_kerja"], "mingguan": {"senin": "05.00-06.00"}}}  # type: ignore[dict-item]
    with pytest.raises(SkenarioError) as error:
        prepared(prosedur, scenario("jam-kerja", kalender_jabatan={"kepala-perangkat-daerah": never}))
    assert [one.pesan for one in error.value.temuan] == [
        "dinkes-kota-tangerang/contoh: pelaksana langkah 1 tidak pernah bekerja pada jam yang sama."
    ]


def test_long_steps_take_a_share_of_their_people(tmp_path: Path):
    rows = [
        f"urut: {urut}, pelaksana: tim, mutu_baku: {{waktu: {words}}}"
        for urut, words in enumerate(("1 hari", "7 jam", "2 hari", "20 hari", "21 hari", "2 bulan"), start=1)
    ]
    prosedur = written(tmp_path, *rows)
    found = [step.pekerjaan.keterlibatan for step in steps(prosedur, scenario()).values()]
    assert found == pytest.approx([1, 1, 1.25 / 2, 5.75 / 20, 5.85 / 21, 7.75 / 40])
    held = [share * days for share, days in zip(found, (1, 7 / 7.5, 2, 20, 21, 40), strict=True)]
    assert held[2:] == sorted(held[2:])  # a longer step never takes less of its people
    assert {step.pekerjaan.keterlibatan for step in steps(prosedur, scenario("variasi")).values()} == {1}
    changed = steps_changed(prosedur, {5: {"keterlibatan": 0.7}})
    assert steps(prosedur, changed)[5].pekerjaan.keterlibatan == 0.7


# ---- decisions


MULTI = (
    "urut: 1, pelaksana: tim, mulai: true, mutu_baku: {waktu: 1 jam}",
    "urut: 2, pelaksana: tim, mutu_baku: {waktu: 1 jam}, lanjut: {A: 3, B: 4, C: 5, Ulang: 1, Ganti: 2}",
    "urut: 3, pelaksana: tim, selesai: true, mutu_baku: {waktu: 1 jam}",
    "urut: 4, pelaksana: tim, selesai: true, mutu_baku: {waktu: 1 jam}",
    "urut: 5, pelaksana: tim, selesai: true, mutu_baku: {waktu: 1 jam}",
)


@pytest.mark.parametrize(
    ("stated", "cara", "expected"),
    [
        ({}, "merata", {"A": 0.7 / 3, "B": 0.7 / 3, "C": 0.7 / 3, "Ulang": 0.15, "Ganti": 0.15}),
        ({}, "cabang-pertama", {"A": 0.7, "B": 0, "C": 0, "Ulang": 0.15, "Ganti": 0.15}),
        ({"A": 0.5}, "merata", {"A": 0.5, "B": 0.1, "C": 0.1, "Ulang": 0.15, "Ganti": 0.15}),
        ({"A": 0.5}, "cabang-pertama", {"A": 0.5, "B": 0.2, "C": 0, "Ulang": 0.15, "Ganti": 0.15}),
        ({"Ulang": 0.6}, "merata", {"A": 0.25 / 3, "B": 0.25 / 3, "C": 0.25 / 3, "Ulang": 0.6, "Ganti": 0.15}),
        ({"A": 0.5, "B": 0.3, "C": 0.1}, "merata", {"A": 0.5, "B": 0.3, "C": 0.1, "Ulang": 0.05, "Ganti": 0.05}),
        (
            {"A": 0.5, "B": 0.1, "C": 0.1, "Ulang": 0.1},
            "merata",
            {"A": 0.5, "B": 0.1, "C": 0.1, "Ulang": 0.1, "Ganti": 0.2},
        ),
        ({"Ulang": 0, "Ganti": 0, "A": 1}, "merata", {"A": 1, "B": 0, "C": 0, "Ulang": 0, "Ganti": 0}),
    ],
)
def test_branches_share_what_nobody_states(
    stated: dict[str, float], cara: str, expected: dict[str, float], tmp_path: Path
):
    prosedur = written(tmp_path, *MULTI)
    rules = {"langkah": {"2": {"peluang": stated, "alasan": "Uji."}}}
    changes = {"sop": {prosedur.id: rules}, "pilihan": {"cara": cara, "alasan": "Uji."}}
    assert chances(steps(prosedur, scenario("reviu", **changes))[2]) == pytest.approx(expected)
    # Without returns, the cases that are not sent back go on as they do with them.
    onward = {label: chance for label, chance in expected.items() if label in "ABC"}
    total = sum(onward.values())
    plain = chances(steps(prosedur, scenario("jam-kerja", **changes))[2])
    assert plain == pytest.approx(
        {**{label: chance / total for label, chance in onward.items()}, "Ulang": 0, "Ganti": 0}
    )


@pytest.mark.parametrize(
    "stated", [{"A": 0.9, "Ulang": 0.9}, {"A": 1.0}, {"A": 0.2, "B": 0.2, "C": 0.2, "Ulang": 0.2, "Ganti": 0.1}]
)
def test_probabilities_that_contradict_each_other_are_faults_in_every_rung(stated: dict[str, float], tmp_path: Path):
    prosedur = written(tmp_path, *MULTI)
    for kunci in TANGGA[1:]:
        found, faults = compile_sop(prosedur, steps_changed(prosedur, {2: {"peluang": stated}}, kunci))
        assert found is None
        assert [(one.kode, one.pesan) for one in faults] == [
            ("S006", f"{prosedur.id}: jumlah peluang cabang langkah 2 bukan 1.")
        ]


def test_frequencies_of_branches_are_as_stated(tmp_path: Path):
    prosedur = written(tmp_path, *MULTI)
    terbaca = steps_changed(prosedur, {2: {"peluang": {"A": 0.5, "B": 0.2, "Ulang": 0, "Ganti": 0}}}, "reviu")
    n = 1500
    ends = [max(case.langkah) for one in measured(prepared(prosedur, terbaca), n) for case in one.kasus]
    for urut, chance in ((3, 0.5), (4, 0.2), (5, 0.3)):
        assert abs(ends.count(urut) / n - chance) < 4 * math.sqrt(chance * (1 - chance) / n)


def test_decay_cap_and_redo(tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 1, pelaksana: tim, mulai: true, mutu_baku: {waktu: 20 hari kerja}",
        "urut: 2, pelaksana: tim, mutu_baku: {waktu: 1 jam}, lanjut: {Ya: selesai, Tidak: 1}",
    )
    first, second = steps(prosedur, scenario("reviu")).values()
    assert (second.keluar.susut, second.keluar.batas) == (0.5, 4)
    assert first.bagian_ulang == 5 / 20  # no longer than a working week
    assert second.bagian_ulang == 0.3
    changed = steps_changed(prosedur, {1: {"bagian_ulang": 2}, 2: {"susut": 0.9, "batas": 7}}, "reviu")
    first, second = steps(prosedur, changed).values()
    assert (first.bagian_ulang, second.keluar.susut, second.keluar.batas) == (2, 0.9, 7)
    unlimited = scenario("reviu", reviu={"ulang_terlama": None, "batas": None, "susut": 1, "bagian_ulang": 1})
    first, second = steps(prosedur, unlimited).values()
    assert (first.bagian_ulang, second.keluar.susut, second.keluar.batas) == (1, 1, None)


def test_passes_end_at_the_cap(tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 1, pelaksana: tim, mulai: true, mutu_baku: {waktu: 2 jam}",
        "urut: 2, pelaksana: kepala, mutu_baku: {waktu: 1 jam}, lanjut: {Ya: selesai, Tidak: 1}",
    )
    reviu = {"peluang_kembali": 1, "susut": 1, "batas": 3, "bagian_ulang": 0.5, "alasan": "Uji."}
    terbaca = scenario("reviu", reviu=reviu, jam_kerja=OPEN)
    assert visited(prosedur, terbaca) == [1, 2] * 3
    assert duration(prosedur, terbaca) == 180 + 2 * 90


def test_a_decision_that_only_sends_back_is_a_fault(tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 1, pelaksana: tim, mulai: true, mutu_baku: {waktu: 2 jam}",
        "urut: 2, pelaksana: tim, mutu_baku: {waktu: 2 jam}, lanjut: {Ya: selesai, Tidak: null}",
        "urut: 3, pelaksana: tim, mutu_baku: {waktu: 2 jam}, lanjut: {A: 1, B: 2}",
        "urut: 4, pelaksana: tim, selesai: true, mutu_baku: {waktu: 2 jam}",
    )
    found, faults = compile_sop(prosedur, scenario("reviu"))
    assert found is None
    assert [one.pesan for one in faults] == [f"{prosedur.id}: semua cabang langkah 3 kembali."]


@pytest.mark.parametrize(("ke", "target"), [("langkah-ini", (4,)), ("langkah-sebelumnya", (2,)), ("selesai", ())])
def test_branches_without_target_go_where_the_scenario_says(ke: str, target: tuple[int, ...], tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 2, pelaksana: tim, mulai: true, mutu_baku: {waktu: 2 jam}",
        "urut: 4, pelaksana: tim, mutu_baku: {waktu: 2 jam}, lanjut: {Ya: 7, Tidak: null}",
        "urut: 7, pelaksana: tim, selesai: true, mutu_baku: {waktu: 2 jam}",
    )
    found = compiled(prosedur, scenario("reviu", tanpa_tujuan={"ke": ke, "alasan": "Uji."}))
    assert found.tanpa_tujuan == ((4, "Tidak"),)
    assert {branch.label: branch.ke for branch in found.rencana.langkah[4].keluar.cabang} == {
        "Ya": (7,),
        "Tidak": target,
    }
    own = compiled(prosedur, steps_changed(prosedur, {4: {"tujuan": {"Tidak": 2}}}))
    assert own.rencana.langkah[4].keluar.cabang[1].ke == (2,)
    ends = compiled(prosedur, steps_changed(prosedur, {4: {"tujuan": {"Tidak": "selesai"}}}))
    assert ends.rencana.langkah[4].keluar.cabang[1].ke == ()


def test_numbers_need_not_begin_at_one(tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 5, pelaksana: tim, mutu_baku: {waktu: 2 jam}",
        "urut: 9, pelaksana: tim, mutu_baku: {waktu: 1 jam}, lanjut: {Ya: 12, Tidak: 5}",
        "urut: 12, pelaksana: tim, mutu_baku: {waktu: 1 jam}",
    )
    for kunci in BAWAAN:
        assert set(visited(prosedur, scenario(kunci))) == {5, 9, 12}
    assert compiled(prosedur, scenario()).rencana.mulai == (5,)
    (fault,) = compile_sop(prosedur, steps_changed(prosedur, {1: {"lama": "1 jam"}}))[1]
    assert (fault.pesan, fault.bantuan) == (f"{prosedur.id}: tidak ada langkah 1.", "Nomor langkahnya: 5, 9, 12.")


# ---- parallel branches


def test_parallel_branches_last_as_long_as_the_longest(tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 1, pelaksana: kepala, mulai: true, mutu_baku: {waktu: 10 menit}, lanjut: [2, 3]",
        "urut: 2, pelaksana: tim, mutu_baku: {waktu: 7 menit}, lanjut: 4",
        "urut: 3, pelaksana: sekretaris, mutu_baku: {waktu: 20 menit}",
        "urut: 4, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 5 menit}",
    )
    assert compiled(prosedur, scenario("jam-kerja")).rencana.gabung == {(2, 3): 4}
    assert duration(prosedur, scenario("jam-kerja", jam_kerja=OPEN)) == 35
    assert duration(prosedur, scenario("tertulis")) == 42  # the document adds all of them


def test_a_parallel_branch_that_only_ends_waits_for_nobody(tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 1, pelaksana: kepala, mulai: true, mutu_baku: {waktu: 10 menit}, lanjut: [2, selesai]",
        "urut: 2, pelaksana: tim, selesai: true, mutu_baku: {waktu: 7 menit}",
    )
    assert visited(prosedur, scenario("jam-kerja", jam_kerja=OPEN)) == [1, 2]
    assert duration(prosedur, scenario("jam-kerja", jam_kerja=OPEN)) == 17


def test_parallel_branches_that_never_meet_end_with_the_last(tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 1, pelaksana: kepala, mulai: true, mutu_baku: {waktu: 10 menit}, lanjut: [2, 3]",
        "urut: 2, pelaksana: tim, selesai: true, mutu_baku: {waktu: 7 menit}",
        "urut: 3, pelaksana: sekretaris, selesai: true, mutu_baku: {waktu: 20 menit}",
    )
    assert compiled(prosedur, scenario("jam-kerja")).rencana.gabung == {}
    assert duration(prosedur, scenario("jam-kerja", jam_kerja=OPEN)) == 30


def test_a_decision_may_part_into_parallel_branches(tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 1, pelaksana: kepala, mulai: true, mutu_baku: {waktu: 10 menit}, lanjut: {Ya: [2, 3], Tidak: 1}",
        "urut: 2, pelaksana: tim, mutu_baku: {waktu: 7 menit}, lanjut: 4",
        "urut: 3, pelaksana: sekretaris, mutu_baku: {waktu: 20 menit}",
        "urut: 4, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 5 menit}",
    )
    terbaca = steps_changed(prosedur, {1: {"peluang": {"Ya": 1, "Tidak": 0}}}, "reviu")
    assert sorted(visited(prosedur, terbaca)) == [1, 2, 3, 4]


def test_several_starts_begin_side_by_side(tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 1, pelaksana: sekretaris, mulai: true, mutu_baku: {waktu: 30 menit}, lanjut: 3",
        "urut: 2, pelaksana: tim, mulai: true, mutu_baku: {waktu: 50 menit}",
        "urut: 3, pelaksana: kepala, selesai: true, mutu_baku: {waktu: 5 menit}",
    )
    found = compiled(prosedur, scenario("jam-kerja"))
    assert (found.rencana.mulai, found.rencana.gabung) == ((1, 2), {(1, 2): 3})
    assert duration(prosedur, scenario("jam-kerja", jam_kerja=OPEN)) == 55
    assert compiled(prosedur, scenario("tertulis")).rencana.mulai == (1,)


# ---- how times vary


@pytest.mark.parametrize(
    ("bentuk", "expected"),
    [
        ({"bentuk": "tetap", "rata_rata": 1.5}, 90.0),
        ({"bentuk": "segitiga", "terendah": 0.5, "modus": 1, "tertinggi": 3}, Segitiga(30, 60, 180)),
        ({"bentuk": "PERT", "terendah": 0.5, "modus": 1, "tertinggi": 3}, PERT(30, 60, 180)),
        ({"bentuk": "lognormal", "koefisien_variasi": 0.5}, Lognormal(60, 0.5)),
        ({"bentuk": "eksponensial", "rata_rata": 2}, Eksponensial(120)),
        ({"bentuk": "empiris", "nilai": [1, 0.5, 2]}, Empiris((30, 60, 120))),
    ],
)
def test_variation_is_a_multiple_of_the_printed_time(bentuk: dict[str, object], expected: object, tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 1, pelaksana: tim, mutu_baku: {waktu: 1 jam}",
        "urut: 2, pelaksana: tim, mutu_baku: {waktu: 0 menit}",
    )
    varied = steps(prosedur, scenario("variasi", variasi={**bentuk, "alasan": "Uji."}))
    assert varied[1].pekerjaan.sebaran == expected
    assert varied[2].pekerjaan.sebaran == 0
    assert steps(prosedur, scenario("reviu", variasi={**bentuk, "alasan": "Uji."}))[1].pekerjaan.sebaran == 60
    own = steps_changed(prosedur, {1: {"variasi": bentuk}}, "variasi")
    assert steps(prosedur, own)[1].pekerjaan.sebaran == expected


def test_the_mean_of_what_varies_is_simulated(tmp_path: Path):
    prosedur = written(tmp_path, "urut: 1, pelaksana: tim, mutu_baku: {waktu: 1 jam}")
    values = [
        case.lama
        for one in measured(prepared(prosedur, scenario("variasi", jam_kerja=OPEN)), 1500)
        for case in one.kasus
    ]
    shape = PERT(45, 60, 120)
    assert abs(statistics.fmean(values) - shape.mean) < 4 * math.sqrt(shape.variance / len(values))


def test_what_the_planner_states_of_a_step_counts(tmp_path: Path):
    prosedur = written(
        tmp_path,
        "urut: 1, pelaksana: tim, mutu_baku: {waktu: null}",
        "urut: 2, pelaksana: tim, mutu_baku: {waktu: 1 jam}",
    )
    found = compiled(prosedur, steps_changed(prosedur, {1: {"lama": "2 jam"}, 2: {"lama": "3 hari kerja"}}, "reviu"))
    assert found.waktu_kosong == ()
    assert [step.pekerjaan.sebaran for step in found.rencana.langkah.values()] == [120, 3]
    assert found.rencana.langkah[2].pekerjaan.jenis is HARI


# ---- the rungs


def test_each_rung_counts_one_thing_more(telaah: Telaah):
    prosedur = all_procedures(telaah)[NEGLASARI]
    found = {kunci: prepared(prosedur, scenario(kunci)).percobaan for kunci in TANGGA}
    assert {kunci: one.rencana.kalender_kantor is ALWAYS for kunci, one in found.items() if kunci == "tertulis"} == {
        "tertulis": True
    }
    staff = {kunci: set(one.rencana.staf.values()) for kunci, one in found.items()}
    assert staff == {"tertulis": set(), "jam-kerja": {1_000_000}, "reviu": {1_000_000}, "variasi": {1_000_000},
                     "antrean": {1}, "kantor": {1}}  # fmt: skip
    assert {kunci: (len(one.arus), len(one.rutin)) for kunci, one in found.items()} == {
        "tertulis": (0, 0), "jam-kerja": (0, 0), "reviu": (0, 0), "variasi": (0, 0), "antrean": (1, 0),
        "kantor": (1, 3),
    }  # fmt: skip
    first = {"sop": {NEGLASARI: {"prioritas": 1, "alasan": "Uji."}}}
    before_others = prepared(prosedur, scenario("kantor", **first)).percobaan  # who goes first meets each task
    assert (len(before_others.arus), len(before_others.rutin)) == (4, 0)


def test_units_that_no_convention_knows_are_left_to_the_scenario():
    assert Satuan.HARI_KALENDER in {part.satuan for part in parse_duration("14 hari kalender").bagian}
    assert not parse_duration("Sebelum periode revisi bulan berjalan").terukur


def test_other_work_of_unlimited_people_is_left_out(telaah: Telaah):
    susunan = prepared(all_procedures(telaah)[NEGLASARI], scenario(staf={"baku": "tak-terbatas", "alasan": "Uji."}))
    assert [arus.sop for arus in susunan.percobaan.arus] == [NEGLASARI]
    assert all(load.beban < 1e-3 for load in susunan.beban.values())
    assert len(measured(susunan, 3)) == 3


def test_procedures_of_a_catalogue_are_found(tmp_path: Path):
    prosedur = written(tmp_path, "urut: 1, pelaksana: tim")
    assert procedures(tmp_path / "sops") == {prosedur.id: prosedur}
