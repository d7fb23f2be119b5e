"""Sliders, moved in Python: what they ask is what `what_if` answers, and only the changed side is simulated."""

from pathlib import Path
from typing import Any

import pytest

from lab import Lab, LabError
from lab.replications import BAKU, LINGKUNGAN, by_default
from simulate.session import Sesi

ROOT = Path(__file__).parents[1]
PENJENJANGAN = "dinkes-kota-tangerang/penjenjangan-kinerja"
PERJANJIAN = "kecamatan-neglasari/penyusunan-perjanjian-kinerja"


@pytest.fixture(scope="module")
def lab() -> Lab:
    return Lab(ROOT / "sops", ulangan=20)


def test_sliders_stand_where_the_scenario_stands(lab):
    geser = lab.sliders(PENJENJANGAN)
    assert geser.papan["staf.sekretaris"].value == 1
    assert geser.papan["peluang_kembali"].value == 30
    assert geser.papan["peluang_kembali"].description.endswith("(%)")
    assert geser.papan["libur_nasional"].value is True
    assert not any(getattr(one, "continuous_update", False) for one in geser.papan.values())
    assert geser.pengaturan == {}
    assert "Belum ada yang digeser" in geser.kalimat
    assert "selang 95" in geser.kalimat
    assert "waktu yang tertulis (47 hari 13 menit)" in geser.kalimat


def test_a_movement_is_the_answer_of_what_if(lab):
    geser = lab.sliders(PENJENJANGAN)
    geser.papan["staf.sekretaris"].value = 2
    geser.papan["peluang_kembali"].value = 10 + 1e-9  # with the dust of a browser's steps
    geser.papan["cuti_bersama"].value = False
    expected = {"staf": {"sekretaris": 2}, "peluang_kembali": 0.1, "cuti_bersama": False}
    assert geser.pengaturan == expected
    assert geser.jawaban == lab.what_if(PENJENJANGAN, **expected)
    assert geser.kalimat == geser.jawaban.kalimat
    geser.reset()
    assert geser.pengaturan == {}
    assert "Belum ada yang digeser" in geser.kalimat


def test_only_the_changed_side_is_simulated(monkeypatch):
    asked: list[int] = []
    gather = Sesi.gather

    def noted(self: Sesi, *rest: Any) -> Any:
        asked.append(1)
        return gather(self, *rest)

    monkeypatch.setattr(Sesi, "gather", noted)
    geser = Lab(ROOT / "sops", ulangan=4).sliders(PERJANJIAN)
    assert len(asked) == 1
    geser.papan["beban_lain"].value = 30
    geser.papan["kasus_per_tahun"].value = 3
    assert len(asked) == 3
    geser.reset()
    assert len(asked) == 3


def test_a_movement_by_command_begins_where_the_scenario_stands(lab):
    geser = lab.sliders(PENJENJANGAN)
    geser.move(peluang_kembali=0.1)
    geser.move(staf={"sekretaris": 2}, jam_buka="Senin–Sabtu 08.00–14.00")
    assert geser.papan["peluang_kembali"].value == 30
    assert geser.pengaturan["staf"] == {"sekretaris": 2}
    assert geser.pengaturan["jam_buka"]["sabtu"] == "08.00-14.00"
    assert geser.jawaban == lab.what_if(PENJENJANGAN, **geser.pengaturan)


@pytest.mark.parametrize(
    ("pengaturan", "said"),
    [
        ({"peluang_kembali": 3}, 'Peluang dikembalikan dapat digeser dari 0 sampai 0.9, bukan "3".'),
        ({"staf": {"sekretaris": -2}}, 'Orang: Sekretaris dapat digeser dari 1 sampai 6, bukan "-2".'),
        ({"staf": {"sekertaris": 2}}, 'penggeser "staf.sekertaris" tidak ada'),
        ({"jam_buka": "malam"}, 'Jam kantor: pilih seperti skenarionya; .* bukan "malam"'),
        ({"cuti_bersama": "ya"}, "tulis True .ya. atau False"),
    ],
)
def test_a_movement_out_of_reach_is_one_line_and_moves_nothing(lab, pengaturan, said):
    geser = lab.sliders(PENJENJANGAN)
    with pytest.raises(LabError, match=said):
        geser.move(**{"beban_lain": 0.3, **pengaturan})
    assert geser.pengaturan == {}


def test_too_much_work_is_said_and_taken_back(lab):
    geser = lab.sliders(PENJENJANGAN)
    geser.papan["beban_lain"].value = 90
    geser.papan["kasus_per_tahun"].value = 24
    assert geser.jawaban is None
    assert geser.kalimat.startswith("Tidak dapat dijawab: ")
    assert geser.kalimat.count("Tambah orang") == 1
    geser.reset()
    assert geser.jawaban is not None


def test_only_what_the_scenario_counts_can_be_moved(lab):
    assert list(lab.sliders(PENJENJANGAN, "tertulis").papan) == []
    assert set(lab.sliders(PENJENJANGAN, "jam-kerja").papan) == {"jam_buka", "libur_nasional", "cuti_bersama"}


def test_a_page_shows_where_they_stand(lab):
    shown = lab.sliders(PERJANJIAN)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in shown
    assert "Peluang dikembalikan" in shown["text/html"]
    assert "<img alt=" in shown["text/html"]


def test_all_sops_stand_side_by_side(lab):
    semua = lab.overview("jam-kerja")
    frame = semua.to_frame()
    assert list(frame.index) == list(lab.sop.index)
    assert frame.loc[PENJENJANGAN, "tertulis"] == 67_693
    assert frame.loc[PENJENJANGAN, "p90"] == lab.how_long(PENJENJANGAN, "jam-kerja").catatan.waktu.p90.nilai
    assert "tidak mencantumkan jumlah waktu" in semua.kalimat
    assert "Penambah terbesar" not in semua._repr_html_()
    assert semua.plot().to_svg() == semua.plot().to_svg()
    assert "Pada semua SOP" in lab.overview("tertulis").kalimat
    with pytest.raises(LabError, match="Berkas skenario tidak ada"):
        lab.overview("tidak-ada")


def test_replications_by_default(monkeypatch):
    monkeypatch.delenv(LINGKUNGAN, raising=False)
    assert by_default() == BAKU
    monkeypatch.setenv(LINGKUNGAN, "12")
    assert Lab(ROOT / "sops").ulangan == 12
    monkeypatch.setenv(LINGKUNGAN, "banyak")
    with pytest.raises(LabError, match="bilangan 2 sampai 1000000"):
        Lab(ROOT / "sops")
