"""A log of cases: read as untrusted text, and its known truth found again."""

import csv
import io
import re
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab import CatatanError, Lab, LabError
from lab.case_log import MAKS_BITA, MAKS_CACAT, parse_case_log
from lab.fitting import fit
from scripts.simulation_log import write_log
from simulate.asking import simulate
from simulate.distributions import PERT, Lognormal
from simulate.estimates import Taksiran
from simulate.scenario_file import load_scenario

ROOT = Path(__file__).parents[1]
PERJANJIAN = "kecamatan-neglasari/penyusunan-perjanjian-kinerja"
KOLOM = "kasus,langkah,mulai,selesai\n"


@pytest.fixture(scope="module")
def lab() -> Lab:
    return Lab(ROOT / "sops", ulangan=40)


@pytest.fixture(scope="module")
def truth(lab, tmp_path_factory):
    """Two years of cases from known assumptions, and what is learnt from them."""
    folder = tmp_path_factory.mktemp("catatan")
    (folder / "benar.yaml").write_text(
        """
nama: Yang sebenarnya
keterangan: Asumsi yang diketahui.
berdasar: dasar
rancangan: {bentuk: setahun, pemanasan_hari: 0, alasan: uji}
rentang: {mulai: "2024-01-01", sampai: "2025-12-31", kalender_sampai: "2027-12-31", alasan: uji}
reviu: {peluang_kembali: 0.35, alasan: uji}
variasi: {bentuk: lognormal, rata_rata: 1.4, koefisien_variasi: 0.5, alasan: uji}
beban_lain: {bagian: 0.2, alasan: uji}
kedatangan: {bentuk: acak, per_tahun: 100, alasan: uji}
""",
        "utf-8",
    )
    terbaca = lab.scenario(PERJANJIAN, folder / "benar.yaml")
    write_log(lab.telaah, PERJANJIAN, terbaca, 1, folder / "benar.csv")
    return folder / "benar.csv", lab.calibrate(PERJANJIAN, folder / "benar.csv")


def holds(one: Taksiran, value: float) -> bool:
    return one.bawah <= value <= one.atas


def test_known_assumptions_come_back_within_their_intervals(truth):
    _, found = truth
    fitted = [one.sesuaian for one in found.langkah]
    assert [one.bentuk for one in fitted].count("lognormal") >= 8
    # Of 18 intervals at 95 %, more than three miss once in 500 times.
    inside = [holds(one.rata_rata, 1.4) for one in fitted] + [holds(one.koefisien_variasi, 0.5) for one in fitted]
    assert sum(inside) >= len(inside) - 3
    assert [(one.urut, one.label, one.dipakai) for one in found.kembali] == [(8, "Tidak", True), (9, "Tidak", True)]
    assert all(holds(one.peluang, 0.35) for one in found.kembali)
    assert holds(found.kedatangan, 100)
    assert all(one.tunggu is not None for one in found.langkah)


def test_what_is_written_is_a_scenario_with_a_reason_for_each_section(lab, truth, tmp_path):
    berkas, found = truth
    path = tmp_path / "kantor.yaml"
    path.write_text(found.scenario_file("Kantor kami", "Dari catatan 2024 dan 2025."), "utf-8")
    rule = load_scenario(path).skenario.sop[PERJANJIAN]
    cases = len(found.catatan.kasus)
    for section in (rule.kedatangan, *rule.langkah.values()):
        assert section is not None
        assert f"Ditaksir dari {berkas.name}, {cases} kasus, " in section.alasan
    assert rule.langkah["8"].peluang["Tidak"] == round(found.kembali[0].peluang.nilai, 4)
    by_file = simulate(lab.telaah, PERJANJIAN, path, ulangan=40, tangga=False, sumbatan=False)
    assert by_file.waktu == lab.how_long(PERJANJIAN, found.skenario).catatan.waktu


def test_the_answer_shows_itself(truth):
    _, found = truth
    frame = found.to_frame()
    assert list(frame.index) == list(range(1, 10))
    assert frame.loc[4, "rata_rata_bawah"] < frame.loc[4, "rata_rata"] < frame.loc[4, "rata_rata_atas"]
    assert list(found.to_frame("kembali")["langkah"]) == [8, 9]
    assert len(found.to_frame("kedatangan")) == 1
    html = found._repr_html_()
    assert "AICc" in html
    assert "Banyaknya orang dan pekerjaan lain" in html
    assert found.plot().to_svg() == found.plot().to_svg()
    with pytest.raises(LabError, match="pilih langkah, kembali, atau kedatangan"):
        found.to_frame("kue")


def minimal(source: Path, cases: int | None = None) -> str:
    """Return a log as an office would note it: four columns, semicolons, Indonesian dates, whole minutes."""
    with source.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    kept = list(dict.fromkeys(row["kasus"] for row in rows))[:cases]
    lines = ["Kasus;Langkah;Mulai;Selesai;Pelaksana"]
    for row in rows:
        if row["kasus"] in kept:
            times = (datetime.fromisoformat(row[key]).strftime("%d/%m/%Y %H.%M") for key in ("mulai", "selesai"))
            lines.append(
                ";".join(
                    (f"Kasus {kept.index(row['kasus']) + 1}", row["langkah"], *times, row["peran"].replace(";", ","))
                )
            )
    return "\n".join(lines)


def test_four_columns_are_enough_and_the_rest_is_said_to_be_missing(lab, truth, tmp_path):
    source, full = truth
    path = tmp_path / "sedikit.csv"
    path.write_text(minimal(source), "utf-8")
    found = lab.calibrate(PERJANJIAN, path)
    assert found.kembali[0].peluang == full.kembali[0].peluang
    # Printed times of two hours and more hardly feel that minutes were rounded.
    for urut in (2, 4, 7):
        assert found.to_frame().loc[urut, "rata_rata"] == pytest.approx(
            full.to_frame().loc[urut, "rata_rata"], rel=0.01
        )
    assert {one.tunggu for one in found.langkah} == {None}
    assert any("Kolom siap" in one.perlu for one in found.tidak_dipelajari)


def test_the_stored_example_is_what_its_scenario_makes(lab, tmp_path):
    data = ROOT / "notebooks/data"
    write_log(lab.telaah, PERJANJIAN, lab.scenario(PERJANJIAN, data / "contoh-buatan.yaml"), 1, tmp_path / "log.csv")
    assert (data / "contoh-buatan.csv").read_text("utf-8") == minimal(tmp_path / "log.csv") + "\n"


def test_too_few_cases_leave_the_assumptions_alone(lab, truth, tmp_path):
    path = tmp_path / "sedikit.csv"
    path.write_text(minimal(truth[0], 12), "utf-8")
    found = lab.calibrate(PERJANJIAN, path)
    assert found.perubahan == {}
    assert found.skenario == lab.scenario(PERJANJIAN)
    assert found.kedatangan is None
    assert [one.dipakai for one in found.kembali] == [False, False]
    said = " ".join(one.apa for one in found.tidak_dipelajari)
    assert "Waktu langkah 3: baru 12 pengerjaan." in said
    assert "Banyaknya kasus setahun: baru 12 kasus." in said
    for ask in (lambda: found.scenario_file("x", "x"), found.plot):
        with pytest.raises(LabError):
            ask()


def log(rows) -> str:
    return KOLOM + "".join(f"{one},{urut},{mulai},{selesai}\n" for one, urut, mulai, selesai in rows)


def test_work_outside_office_hours_and_replications_teach_nothing(lab, tmp_path):
    nights = [(f"k{n}", 3, f"2025-03-{n + 1:02} 20:00", f"2025-03-{n + 1:02} 21:00") for n in range(25)]
    path = tmp_path / "malam.csv"
    path.write_text(log(nights), "utf-8")
    said = " ".join(one.apa for one in lab.calibrate(PERJANJIAN, path).tidak_dipelajari)
    assert "Waktu langkah 3: 25 pengerjaan tanpa waktu kerja." in said
    assert "25 kasus yang belum selesai" in said
    rows = [f"{n:04d}-x#0,{PERJANJIAN},{n},1,2025-03-03 09:00,2025-03-03 09:{n + 10}\n" for n in range(30)]
    path.write_text("kasus,sop,ulangan,langkah,mulai,selesai\n" + "".join(rows), "utf-8")
    found = lab.calibrate(PERJANJIAN, path)
    assert found.kedatangan is None
    assert "beberapa ulangan simulasi" in " ".join(one.apa for one in found.tidak_dipelajari)
    assert found.langkah[0].sesuaian is not None


@pytest.mark.parametrize("shape", [Lognormal(1.3, 0.4), PERT(0.75, 1, 2)])
def test_intervals_of_a_fit_cover_the_truth(shape):
    covered = []
    for seed in range(15):
        luck = Random(seed)  # noqa: S311 - a sample, no secret
        found = fit([shape.sample(luck) for _ in range(60)], seed)
        assert found is not None
        covered += [
            holds(found.rata_rata, shape.mean),
            holds(found.koefisien_variasi, shape.variance**0.5 / shape.mean),
        ]
    assert sum(covered) >= 25


def test_a_fit_knows_its_shape():
    luck = Random(7)  # noqa: S311 - a sample, no secret
    pert, lognormal = PERT(0.75, 1, 2), Lognormal(1.2, 0.6)
    found = fit([pert.sample(luck) for _ in range(400)], 1)
    assert found is not None
    assert found.bentuk == "PERT"
    assert found.isi == pytest.approx({"terendah": 0.75, "modus": 1, "tertinggi": 2}, abs=0.15)
    other = fit([lognormal.sample(luck) for _ in range(400)], 1)
    assert other is not None
    assert other.bentuk == "lognormal"
    two = fit([luck.gauss(1, 0.03) + 2 * (luck.random() < 0.5) for _ in range(60)], 1)
    assert two is not None
    assert two.bentuk == "empiris"
    assert two.cocok is not None
    assert two.cocok < 0.05
    assert two.below([0.5, 2, 9]) == pytest.approx([0, 0.5, 1], abs=0.15)
    same = fit([1.5] * 30, 1)
    assert same is not None
    assert same.variasi == {"bentuk": "tetap", "rata_rata": 1.5}
    assert fit([1.0] * 19, 1) is None
    many = fit([lognormal.sample(luck) for _ in range(20_000)], 1)
    assert many is not None
    assert len(many.nilai) == 2000
    assert holds(many.rata_rata, 1.2)


@pytest.mark.parametrize("kepala", ["sep=;\r\nKasus;Langkah;Mulai;Selesai\r\n", "Kasus\tLangkah\tMulai\tSelesai\r\n"])
def test_what_excel_writes_is_read_and_its_lines_are_counted(kepala):
    mark = ";" if ";" in kepala else "\t"
    row = mark.join(("A", "1", "05/01/2026 08.00", "05/01/2026 08.25")) + "\r\n"
    found = parse_case_log((kepala + row).encode(), "c.csv", PERJANJIAN, range(1, 10))
    assert [(visit.langkah, visit.baris) for visit in found.kunjungan] == [(1, kepala.count("\n") + 1)]


def refused(isi: str | bytes) -> tuple[str, ...]:
    raw = isi.encode() if isinstance(isi, str) else isi
    with pytest.raises(CatatanError) as raised:
        parse_case_log(raw, "c.csv", PERJANJIAN, range(1, 10))
    assert raised.value._render_traceback_() == ["Catatan kasus tidak dapat dipakai:", *raised.value.baris]
    return raised.value.baris


def test_every_fault_is_named_at_once_with_its_line_and_how_to_mend_it():
    lines = refused(
        KOLOM
        + ",1,2026-01-05 08:00,2026-01-05 09:00\n"
        + "a,12,2026-01-05 08:00,2026-01-05 09:00\n"
        + "a,x,5 Januari,2026-01-05 09:00\n"
        + "\n"
        + "a,2,2026-01-05,2026-13-05 09:00\n"
        + "a,3,05/01/2026 10.00,2026-01-05 09:00\n"
        + "a,4,2026-01-05 08:00,\n"
        + "a,5,2026-01-05 08:00,2026-01-05 09:00,lebih\n"
        + "a,5,2026-01-05 08:00,2026-01-05 09:00\n"
        + "a,5,2026-01-05T08:00:00,2026-01-05 10:00\n"
        + "a,6,1899-01-05 08:00,2026-01-05 10:00\n"
    )
    assert lines == (
        "c.csv:2: Kolom kasus kosong. Tulis nomor atau nama kasus, sama pada semua langkahnya.",
        'c.csv:3: Langkah "12" tidak ada pada SOP ini. Nomor langkahnya: 1, 2, 3, 4, 5, 6, 7, 8, 9.',
        'c.csv:4: Langkah "x" tidak ada pada SOP ini. Nomor langkahnya: 1, 2, 3, 4, 5, 6, 7, 8, 9.',
        (
            'c.csv:4: Mulai "5 Januari" tidak terbaca sebagai tanggal dan jam. '
            "Tulis misalnya 2026-01-05 08:30 atau 05/01/2026 08.30."
        ),
        'c.csv:6: Mulai "2026-01-05" tanpa jam. Tulis misalnya 2026-01-05 08:30 atau 05/01/2026 08.30.',
        'c.csv:6: Selesai "2026-13-05 09:00" tidak ada pada kalender. Tulis tahun-bulan-hari, atau hari/bulan/tahun.',
        "c.csv:7: Selesai mendahului mulai. Periksa kedua waktunya; mungkin tertukar.",
        "c.csv:8: Kolom selesai kosong. Hapus baris langkah yang belum selesai.",
        "c.csv:9: Ada 5 sel untuk 4 kolom. Apit sel yang memuat pemisah dengan kutip.",
        "c.csv:11: Sama dengan baris 10: kasus, langkah, dan mulainya. Hapus salah satunya.",
        "c.csv:12: Tahun 1899 tidak didukung. Tahun yang didukung 2000 sampai 2076.",
    )


@pytest.mark.parametrize(
    ("isi", "said"),
    [
        ("", "c.csv:1: Kolom kasus, langkah, mulai, selesai tidak ada; yang ada: tidak satu pun."),
        ("kasus,langkah,mulai\n", "c.csv:1: Kolom selesai tidak ada; yang ada: kasus, langkah, mulai."),
        ("kasus,kasus,langkah,mulai,selesai\n", "c.csv:1: Kolom kasus tertulis dua kali."),
        (KOLOM, "c.csv:1: Tidak ada satu pun kasus SOP ini."),
        (KOLOM.strip() + ",sop\na,1,2026-01-05 08:00,2026-01-05 09:00,lain/sop\n", "Ada 1 baris SOP lain"),
        (KOLOM.encode() + b"\xff\n", "c.csv:2: Berkas bukan teks UTF-8."),
        (KOLOM + 'a,"1,2026\n', "c.csv:2: Baris tidak dapat dibaca sebagai CSV."),
        (b"a" * (MAKS_BITA + 1), "c.csv:1: Berkas lebih dari 8 MB."),
        (
            log([("a", 1, "2001-01-05 08:00", "2001-01-05 09:00"), ("b", 1, "2026-01-05 08:00", "2026-01-05 09:00")]),
            "Catatan merentang 9131 hari.",
        ),
        (KOLOM + "a,1,2026-01-05 08:00\n" * 60, "c.csv:27: Baris selanjutnya tidak diperiksa."),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(isi, said):
    lines = refused(isi)
    assert any(said in line for line in lines)
    assert len(lines) <= MAKS_CACAT + 3


def test_a_missing_file_and_a_wrong_sop_are_one_line(lab, tmp_path):
    with pytest.raises(LabError, match="berkas catatan tidak ada"):
        lab.calibrate(PERJANJIAN, tmp_path / "tiada.csv")
    with pytest.raises(LabError, match="Maksudnya"):
        lab.calibrate("kecamatan-neglasari/perjanjian", tmp_path / "tiada.csv")


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=8)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2025, 12, 31)).map(lambda one: one.replace(microsecond=0))  # noqa: DTZ001 - the office's wall clock
VISITS = st.lists(
    st.tuples(NAMES, st.integers(1, 9), MOMENTS, st.integers(0, 100_000), NAMES),
    min_size=1,
    max_size=20,
    unique_by=lambda one: one[:3],
)


@given(
    VISITS,
    st.sampled_from([",", ";"]),
    st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H.%M.%S"]),
)
@settings(max_examples=60, deadline=None)
def test_what_was_noted_is_read(visits, pemisah, bentuk):
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=pemisah)
    writer.writerow(["kasus", "langkah", "mulai", "selesai", "pelaksana"])
    wanted = []
    for name, urut, mulai, menit, siapa in visits:
        selesai = mulai + timedelta(minutes=menit)
        writer.writerow([name, urut, mulai.strftime(bentuk), selesai.strftime(bentuk), siapa])
        wanted.append((name, urut, mulai, selesai, siapa))
    found = parse_case_log(stream.getvalue().encode(), "c.csv", PERJANJIAN, range(1, 10))
    read = [(one.kasus, one.langkah, one.mulai, one.selesai, one.pelaksana) for one in found.kunjungan]
    assert sorted(read) == sorted(wanted)
    assert not found.bersiap


@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=300).map(lambda text: (KOLOM + text).encode("utf-8", "replace"))
    )
)
@settings(max_examples=150, deadline=None)
def test_any_file_is_read_or_refused_in_lines(isi):
    lines: tuple[str, ...] = ()
    try:
        assert parse_case_log(isi, "c.csv", PERJANJIAN, range(1, 10)).kasus
    except CatatanError as error:
        lines = error.baris
    assert all(re.fullmatch(r"c\.csv:\d+: [^\n\r\x00]+", line) for line in lines)
