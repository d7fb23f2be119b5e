"""Settings of a what-if: the same as scenario values, as a file, and in every front end."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulate.scenario_file import SkenarioError, load_scenario, with_values
from simulate.what_if import changes, scenario_text

if TYPE_CHECKING:
    from pathlib import Path

SOP = "dinkes-kota-tangerang/penjenjangan-kinerja"
SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "staf": st.integers(1, 9) | st.just("tak-terbatas") | st.dictionaries(st.just("sekretaris"), st.integers(1, 9)),
        "peluang_kembali": st.floats(0, 1),
        "susut": st.floats(0, 1),
        "batas": st.integers(1, 9),
        "bagian_ulang": st.floats(0, 9),
        "variasi": st.tuples(st.floats(0, 1), st.floats(1, 2), st.floats(2, 9)),
        "beban_lain": st.floats(0, 0.9),
        "kasus_per_tahun": st.floats(0.5, 500),
        "pola": st.sampled_from(["asn-lima-hari", "selalu-buka"]),
        "libur_nasional": st.booleans(),
        "cuti_bersama": st.booleans(),
        "mulai": st.just("2026-02-01"),
        "sampai": st.just("2026-03-31"),
        "sop_lain": st.sampled_from(["tidak", "se-opd"]),
        "unsur": st.just(["alur", "jam-kerja", "reviu"]),
        "langkah": st.dictionaries(st.integers(1, 6), st.just({"lama": "3 hari kerja"}), min_size=1),
    },
)


@given(SETTINGS)
def test_a_downloaded_file_says_what_was_tried(tmp_path_factory, pengaturan):
    perubahan = changes(SOP, pengaturan)
    path: Path = tmp_path_factory.mktemp("s") / "coba.yaml"
    path.write_text(scenario_text("Coba: satu", "Apa jika?", "dasar", perubahan), "utf-8")
    tried, read = with_values(load_scenario("dasar"), perubahan).skenario, load_scenario(path).skenario
    own = {"nama", "keterangan"}
    assert tried.model_dump(exclude=own) == read.model_dump(exclude=own)
    assert (read.nama, read.keterangan) == ("Coba: satu", "Apa jika?")


def test_settings_change_what_they_name_and_nothing_else():
    before = load_scenario("dasar").skenario
    after = with_values(
        load_scenario("dasar"), changes(SOP, {"staf": {"sekretaris": 3}, "susut": None}, "Uji.")
    ).skenario
    assert after.staf.jabatan == {"staf": 2, "sekretaris": 3}
    assert after.staf.alasan == "Uji."
    assert after.model_dump(exclude={"staf"}) == before.model_dump(exclude={"staf"})


def test_cases_and_steps_are_of_the_sop_alone():
    rule = changes(SOP, {"kasus_per_tahun": 12, "langkah": {5: {"lama": "3 hari kerja"}}})["sop"][SOP]
    assert rule["kedatangan"]["per_tahun"] == 12
    assert rule["langkah"][5]["lama"] == "3 hari kerja"


@pytest.mark.parametrize(
    ("pengaturan", "said"),
    [
        ({"peluang_kembal": 0.1}, 'pengaturan "peluang_kembal" tidak dikenal. Maksudnya "peluang_kembali"?'),
        ({"variasi": 2}, "variasi memerlukan tiga angka: terendah, modus, tertinggi; misalnya (0.75, 1, 2)."),
        (
            {"langkah": {5: "3 hari"}},
            'langkah memerlukan aturan menurut nomor, misalnya {5: {"lama": "3 hari kerja"}}.',
        ),
    ],
)
def test_a_setting_of_the_wrong_shape_is_said(pengaturan, said):
    with pytest.raises(ValueError) as raised:
        changes(SOP, pengaturan)
    assert str(raised.value) == said


@pytest.mark.parametrize(
    "pengaturan", [{"peluang_kembali": 3}, {"staf": "dua"}, {"unsur": 3}, {"mulai": 3}, {"pola": []}]
)
def test_a_value_out_of_range_is_a_fault_of_the_scenario(pengaturan):
    with pytest.raises(SkenarioError):
        with_values(load_scenario("dasar"), changes(SOP, pengaturan))
