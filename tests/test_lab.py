"""The planner's laboratory: each answer against what is known, and each mistake in one line."""

import doctest
import re
import shutil
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import lab as package
from lab import Lab, LabError, readable, staffing
from lab.faults import told
from lab.staffing import _stays_best
from lab.style import ACUAN, DASAR, KATA, LEBIH, MUDA, NAIK, TURUN
from simulate.asking import compare, simulate
from simulate.scenario_file import load_scenario

ROOT = Path(__file__).parents[1]
PENJENJANGAN = "dinkes-kota-tangerang/penjenjangan-kinerja"
PERJANJIAN = "kecamatan-neglasari/penyusunan-perjanjian-kinerja"


@pytest.fixture(scope="module")
def lab() -> Lab:
    return Lab(ROOT / "sops", ulangan=40)


def test_example_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    found = doctest.testmod(package)
    assert found.attempted > 2
    assert found.failed == 0


def test_catalogue_is_listed_with_its_totals(lab):
    frame = lab.sop
    assert len(frame) == 5
    assert frame.loc[PENJENJANGAN, "menit"] == 67_693
    assert frame.loc[PERJANJIAN, "jumlah_waktu"] == "5 Hari 6 Jam 35 Menit"
    assert PERJANJIAN in lab._repr_html_()
    assert list(lab.positions(PENJENJANGAN).index)[:2] == ["kepala-perangkat-daerah", "sekretaris"]


def test_a_question_may_name_an_id_of_before(lab, tmp_path):
    renamed = "dinkes-kota-tangerang/pohon-kinerja"
    shutil.copytree(ROOT / "sops", tmp_path / "sops")
    old = tmp_path / f"sops/{PENJENJANGAN}.yaml"
    text = old.read_text("utf-8").replace("\nlangkah:", f"\nid_lama: [{PENJENJANGAN}]\nlangkah:")
    old.unlink()
    (tmp_path / f"sops/{renamed}.yaml").write_text(text, "utf-8")
    with Lab(tmp_path / "sops", ulangan=40) as later:
        jawaban = later.what_if(PENJENJANGAN, staf={"sekretaris": 2})
        assert jawaban.to_frame().equals(lab.what_if(PENJENJANGAN, staf={"sekretaris": 2}).to_frame())
        with pytest.raises(LabError, match="tidak ada dalam katalog"):
            later.how_long("dinkes-kota-tangerang/pohon")


def test_an_answer_is_the_commands_own(lab):
    jawaban = lab.how_long(PENJENJANGAN, tangga=True)
    record = simulate(lab.telaah, PENJENJANGAN, "dasar", ulangan=40, sumbatan=False)
    assert jawaban.catatan == record
    assert record.waktu is not None
    assert record.tepat is not None
    frame = jawaban.to_frame()
    assert frame.loc["p90", "menit"] == record.waktu.p90.nilai
    assert frame.loc["peluang_tepat", "peluang_atas"] == record.tepat.atas
    assert list(jawaban.to_frame("tangga")["kunci"]) == [
        "tertulis",
        "jam-kerja",
        "reviu",
        "variasi",
        "antrean",
        "kantor",
    ]
    assert len(jawaban.to_frame("langkah")) == 6
    assert {"tunggu", "tunggu_bawah", "tunggu_atas"} <= set(jawaban.to_frame("peran").columns)
    assert "47 Hari 13 menit" in jawaban.kalimat


def test_written_time_is_the_documents_own_sum(lab):
    assert lab.how_long(PERJANJIAN, "tertulis").catatan.waktu.p95.nilai == 7_595


def test_a_change_is_the_paired_difference_and_none_is_exactly_none(lab):
    nothing = lab.what_if(PENJENJANGAN, peluang_kembali=0.3)
    assert set(nothing.to_frame()["selisih"]) == {0.0}
    assert "tidak berubah: tetap" in nothing.kalimat
    less = lab.what_if(PENJENJANGAN, peluang_kembali=0.0)
    assert less.catatan.selisih.rata_rata.atas < 0
    assert "lebih singkat" in less.kalimat
    text = less.scenario_file("Tanpa pengembalian", "Bila tidak pernah dikembalikan.")
    assert "peluang_kembali: 0.0" in text


def test_a_change_written_to_a_file_says_the_same_to_the_command(lab, tmp_path):
    tried = lab.what_if(PENJENJANGAN, staf={"sekretaris": 2})
    path = tmp_path / "dua.yaml"
    path.write_text(tried.scenario_file("Dua", "Dua sekretaris."), "utf-8")
    by_file = compare(lab.telaah, PENJENJANGAN, "dasar", path, ulangan=40)
    assert by_file.selisih == tried.catatan.selisih
    assert lab.compare(PENJENJANGAN, "dasar", path).catatan.selisih == by_file.selisih
    with pytest.raises(LabError, match="tidak ada perubahan"):
        lab.compare(PENJENJANGAN, "dasar", path).scenario_file("x", "x")


def test_pictures_are_the_same_bytes_and_say_what_they_show(lab, tmp_path):
    jawaban = lab.how_long(PENJENJANGAN, tangga=True)
    for picture in (jawaban.plot(), jawaban.plot("tangga"), lab.what_if(PENJENJANGAN, susut=1).plot()):
        assert picture.to_svg() == picture.to_svg()
        assert len(picture.keterangan) > 40
        assert f'alt="{picture.keterangan[:20]}' in picture._repr_html_()
    assert jawaban.plot().to_svg() == lab.how_long(PENJENJANGAN, tangga=True).plot().to_svg()
    jawaban.plot().save(tmp_path / "a.png")
    jawaban.plot().save(str(tmp_path / "a.svg"))
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert "<svg" in (tmp_path / "a.svg").read_text("utf-8")
    for berkas, said in (("a.pdf", "berakhiran .svg atau .png"), (tmp_path / "tiada" / "a.svg", "tidak dapat ditulis")):
        with pytest.raises(LabError, match=said):
            jawaban.plot().save(berkas)


def test_colours_are_the_sites():
    css = (ROOT / "docs/aset/tatalaksana.css").read_text("utf-8")
    first = dict(reversed(re.findall(r"--tl-g-(\w+): (#\w{6})", css)))
    names = {"dasar": DASAR, "muda": MUDA, "naik": NAIK, "turun": TURUN, "lebih": LEBIH, "acuan": ACUAN, "kata": KATA}
    assert first == names


def test_text_of_documents_is_escaped(lab):
    record = lab.how_long(PERJANJIAN, "tertulis").catatan
    hostile = record.model_copy(update={"acuan": record.acuan.model_copy(update={"teks": "<script>alert(1)</script>"})})
    assert "<script" not in package.Lama(hostile)._repr_html_()


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda lab: lab.how_long("dinkes-kota-tangerang/penjenjangan"), f'Maksudnya "{PENJENJANGAN}"?'),
        (lambda lab: lab.what_if(PENJENJANGAN, peluang_kembali=3), '"peluang_kembali" terlalu besar. Paling besar 1.'),
        (lambda lab: lab.what_if(PENJENJANGAN, peluang=0.1), 'Maksudnya "peluang_kembali"?'),
        (lambda lab: lab.what_if(PENJENJANGAN, staf={"sekertaris": 2}), 'Tidak ada jabatan "sekertaris"'),
        (lambda lab: lab.what_if(PENJENJANGAN, beban_lain=0.98), "kelebihan beban"),
        (lambda lab: lab.tornado(PENJENJANGAN, beban_lain=0.98), "diminta bekerja"),
        (lambda lab: lab.precision(PENJENJANGAN, beban_lain=0.98), "melebihi waktunya"),
        (lambda lab: lab.how_long(PENJENJANGAN, "tidak-ada"), "Berkas skenario tidak ada"),
        (lambda lab: lab.how_long(PENJENJANGAN).plot("tangga"), "tangga=True"),
        (lambda lab: lab.how_long(PENJENJANGAN).plot("kue"), "pilih sebaran atau tangga"),
        (lambda lab: lab.how_long(PENJENJANGAN).to_frame("kue"), "pilih waktu, tangga"),
        (lambda lab: lab.staffing(PENJENJANGAN, sasaran=9), "di antara 0 dan 1"),
        (lambda lab: lab.staffing(PENJENJANGAN, sasaran="90%"), 'sasaran harus berupa angka, bukan "90%"'),
        (lambda lab: lab.staffing(PENJENJANGAN, tambahan="dua"), 'tambahan harus berupa angka, bukan "dua"'),
        (lambda lab: lab.staffing(PENJENJANGAN, batas=[60]), 'lama waktu, misalnya "60 hari"'),
        (lambda lab: lab.how_long(), "tulis how_long(id_sop, [skenario], [tangga], [sumbatan], …)"),
        (lambda lab: lab.staffing(PENJENJANGAN, batas="nanti"), "tidak terbaca sebagai lama waktu"),
        (lambda lab: lab.staffing(PENJENJANGAN, batas=-1.0), "lebih dari nol menit"),
        (lambda lab: lab.staffing(PENJENJANGAN, biaya={"camat": 2}), 'jabatan "camat" tidak ada pada SOP ini'),
        (lambda lab: lab.staffing(PENJENJANGAN, biaya={"sekretaris": 0}), "harus lebih dari nol"),
        (lambda lab: lab.staffing(PENJENJANGAN, "tertulis"), "tambahkan antrean ke unsur"),
        (lambda lab: lab.screen(PENJENJANGAN, titik=12), "pangkat dua"),
        (lambda lab: lab.screen(PENJENJANGAN, "tertulis"), "dua asumsi berangka atau lebih"),
        (lambda _: Lab("tidak-ada"), 'folder katalog "tidak-ada" tidak ada'),
        (lambda _: Lab(ROOT / "sops", pekerja=0), "pekerja harus bilangan bulat"),
    ],
)
def test_a_mistake_is_one_indonesian_line(lab, ask, said):
    with pytest.raises(LabError) as raised:
        ask(lab)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)
    assert raised.value._render_traceback_() == [f"Tidak dapat dijawab: {raised.value}"]


def test_a_fault_of_the_program_keeps_its_traceback():
    @told
    def broken() -> None:
        raise TypeError("salah program")

    with pytest.raises(TypeError):
        broken()


def test_tornado_and_screen_agree_on_what_plays_no_part(lab):
    only = {"unsur": ["alur", "jam-kerja", "reviu"]}
    bars = lab.tornado(PENJENJANGAN, **only)
    assert bars.catatan.kepekaan[0].asumsi == "Peluang dikembalikan"
    found = lab.screen(PENJENJANGAN, titik=8, **only)
    assert {one.asumsi for one in found.bagian} == {"Peluang dikembalikan", "Bagian yang dikerjakan ulang"}
    assert found.titik == 8 * 4
    assert found.bagian[0].total > 0.3
    again = lab.screen(PENJENJANGAN, titik=8, **only)
    assert again == found
    assert len(found.to_frame()) == 2
    assert "perlu diukur" in found.kalimat


def test_precision_is_that_of_the_answer_and_shrinks_with_the_root(lab):
    found = lab.precision(PENJENJANGAN)
    assert [one.ulangan for one in found.titik] == [25, 40]
    assert found.titik[-1].rata_rata.nilai == lab.how_long(PENJENJANGAN).catatan.waktu.rata_rata.nilai
    half = (found.titik[-1].rata_rata.atas - found.titik[-1].rata_rata.bawah) / 2
    assert found.needed(half / 2) == pytest.approx(160, abs=1)
    assert found.needed(half) == pytest.approx(40, abs=1)
    assert "satu ulangan sudah cukup" in lab.precision(PERJANJIAN, "tertulis").kalimat


def crowded(lab: Lab, **how):
    """A case every working hour or so: what is late is late for want of people."""
    return lab.staffing(
        PERJANJIAN,
        **{"unsur": ["alur", "jam-kerja", "antrean"], "kasus_per_tahun": 90, "batas": "8 hari", "tambahan": 2, **how},
    )


def test_the_proposal_is_the_cheapest_that_reaches_the_goal(lab, tmp_path):
    found = crowded(lab, sasaran=0.4)
    assert [one.biaya for one in found.terbaik] == [0, 1, 2]
    assert found.usulan is not None
    chances = [one.tepat.nilai for one in found.terbaik]
    assert all(chance < 0.4 for chance in chances[: found.usulan])
    assert chances[found.usulan] >= 0.4
    for before, after in pairwise(found.terbaik):  # what a row adds is what lies between it and the row above
        assert after.naik is not None
        assert after.naik.nilai == pytest.approx(after.tepat.nilai - before.tepat.nilai)
        assert after.naik.bawah <= after.naik.nilai <= after.naik.atas
    assert (found.pasti is None) == all(one.tepat.bawah < 0.4 for one in found.terbaik)
    assert "Orang tambahan" in found._repr_html_()
    path = tmp_path / "usulan.yaml"
    path.write_text(found.scenario_file("Diminta bagian organisasi."), "utf-8")
    assert load_scenario(path).skenario.staf.jabatan.items() >= dict(found.terbaik[found.usulan].staf).items()


def test_search_and_grid_find_the_same(lab, monkeypatch):
    grid = crowded(lab, tambahan=1)
    monkeypatch.setattr(staffing, "KISI", 0)
    found = crowded(lab, tambahan=1)
    assert [one.staf for one in found.terbaik] == [one.staf for one in grid.terbaik]


def test_who_costs_more_than_there_is_does_not_come(lab):
    usual = crowded(lab, tambahan=1).terbaik[1]
    (first,) = [key for key, count in usual.tambahan.items() if count]
    without = crowded(lab, tambahan=1, biaya={first: 9}).terbaik[1]
    assert without.tambahan[first] == 0
    assert without.biaya == 1


def test_out_of_reach_is_said(lab):
    found = lab.staffing(PENJENJANGAN, batas="1 hari", tambahan=0)
    assert found.usulan is None
    assert "Bahkan dengan orang tak terbatas" in found.kalimat
    with pytest.raises(LabError, match="sasaran tidak tercapai"):
        found.scenario_file("x")


@pytest.mark.parametrize(
    ("rivals", "sure"),
    [
        ([[1, 1, 9, 9], [1, 1, 9, 9]], 0.5),
        ([[1, 1, 1, 1], [9, 9, 9, 9]], 1.0),
        ([[1, 2, 3, 4]], 1.0),
        ([[1, 1, 1, 2], [1, 1, 1, 3]], 0.5 + 0.5 * (1 - 0.75**4)),
    ],
)
def test_how_sure_the_best_is_best(rivals, sure):
    assert _stays_best(rivals, 0, 5.0, 1) == pytest.approx(sure, abs=0.03)


def test_a_frame_is_read_without_the_words_of_programs():
    frame = pd.DataFrame({"a_b": [True, None], "c": [1234.5, float("nan")], "d": ["<b>", 2]})
    html = readable(frame.rename_axis("id"), 1)._repr_html_()
    cells = [cell.get_text() for cell in BeautifulSoup(html, "html.parser").find_all(["th", "td"])]
    assert cells == ["Id", "A b", "C", "D", "0", "ya", "1.234,5", "<b>", "1", "–", "–", "2"]
