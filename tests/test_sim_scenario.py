"""Scenario files: every fault is named at its place, with a way to mend it; good files mean what they say."""

from __future__ import annotations

import copy
import json
import re
import shutil
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from katalog.findings import sort_findings
from katalog.validation import Asal, validate
from katalog.yaml_source import MAKS_BITA, read_yaml
from simulate import arrivals_file
from simulate.office_plan import build_experiment
from simulate.procedures import all_procedures
from simulate.scenario import MAKS_KASUS, TANPA_BATAS, Skenario
from simulate.scenario_file import (
    BAWAAN,
    DASAR,
    TANGGA,
    SkenarioError,
    _merged,
    load_scenario,
    with_overlay,
    with_values,
)
from simulate.scenario_schema import BERKAS, scenario_schemas
from tests.scenario_support import BAIK, KEPALA, NEGLASARI, SALAH, lines, scenario

if TYPE_CHECKING:
    from katalog import Telaah
    from katalog.findings import Temuan

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "simulate" / "scenarios"
KINDS = sorted(path.name for path in SALAH.iterdir())
GOOD = sorted(BAIK.glob("*.yaml"))
HEAD = "nama: Uji\nketerangan: Skenario uji.\nberdasar: dasar\n"


def faults_of(path: Path, telaah: Telaah) -> tuple[Temuan, ...]:
    """Every fault of a file, also those that only show with an SOP."""
    try:
        terbaca = load_scenario(path)
    except SkenarioError as error:
        return error.temuan
    semua = all_procedures(telaah)
    return sort_findings(build_experiment(semua[NEGLASARI], semua, terbaca)[1])


def refusal(path: Path) -> list[str]:
    with pytest.raises(SkenarioError) as error:
        load_scenario(path)
    return lines(error.value.temuan)


def write(folder: Path, text: str | bytes, name: str = "uji.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# ---- faults


@pytest.mark.parametrize("kind", KINDS)
def test_every_fault_is_named_at_its_place(kind: str, telaah: Telaah, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(SALAH / kind)
    expected = Path("harapan.txt").read_text("utf-8").splitlines()
    assert expected
    assert lines(faults_of(Path("skenario.yaml"), telaah)) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_every_stored_place_is_where_something_is_written(kind: str):
    for line in (SALAH / kind / "harapan.txt").read_text("utf-8").splitlines():
        name, row, column = line.split(" ")[0].split(":")
        text = (SALAH / kind / name).read_text("utf-8", errors="replace").split("\n")
        assert len(text[int(row) - 1]) >= int(column) - 1


def test_stored_faults_cover_every_code_and_speak_indonesian():
    said = [line for kind in KINDS for line in (SALAH / kind / "harapan.txt").read_text("utf-8").splitlines()]
    codes = {line.split(" ")[1] for line in said}
    assert codes >= {
        "B001",
        "B003",
        "B004",
        "B006",
        "B007",
        "B008",
        "B009",
        "S001",
        "S002",
        "S003",
        "S004",
        "S005",
        "S006",
    }
    for line in said:
        assert re.fullmatch(r"\S+?:\d+:\d+ [BS]\d{3} [^|]+ \| .+[.?]", line), line
        assert not re.search(r"\b(should|Input|valid|expected|value|None|dict|tuple|int|str|literal)\b", line), line


def test_the_message_of_the_error_names_the_first_place_and_counts_the_rest(tmp_path: Path):
    path = write(tmp_path, HEAD + "ulangan: 1\nbenih: -1\n")
    with pytest.raises(SkenarioError) as error:
        load_scenario(path)
    assert str(error.value) == f'{path.as_posix()}:4:10: "ulangan" terlalu kecil. (dan 1 lagi)'


def test_files_that_cannot_be_read(tmp_path: Path):
    shipped = ", ".join(BAWAAN)
    bantuan = f"Periksa nama berkasnya, atau pakai skenario bawaan: {shipped}."
    missing = f"Berkas skenario tidak ada atau tidak dapat dibuka. | {bantuan}"
    assert refusal(tmp_path / "tidak-ada.yaml") == [f"{(tmp_path / 'tidak-ada.yaml').as_posix()}:1:1 B001 {missing}"]
    assert refusal(tmp_path) == [f"{tmp_path.as_posix()}:1:1 B001 {missing}"]
    large = write(tmp_path, HEAD + "#" * MAKS_BITA)
    assert refusal(large) == [
        f"{large.as_posix()}:1:1 B010 Berkas lebih dari 256 KB. | Tulis kedatangan yang banyak dalam berkas CSV."
    ]
    latin = write(tmp_path, HEAD.encode() + b"benih: 1 # caf\xe9\n")
    assert refusal(latin)[0].startswith(f"{latin.as_posix()}:4:15 B002 Berkas bukan UTF-8")
    deep = write(tmp_path, HEAD + "sop: " + "{a: " * 20 + "1" + "}" * 20 + "\n")
    assert "B010 Susunan terlalu dalam" in refusal(deep)[0]


def test_a_name_without_folder_is_a_shipped_scenario_and_a_path_is_a_file(tmp_path: Path):
    path = write(tmp_path, HEAD + "ulangan: 77\n", "dasar.yaml")
    assert load_scenario("dasar").skenario.ulangan == 1000
    found = load_scenario(path)
    assert found.skenario.ulangan == 77
    assert found.kunci == "dasar.yaml"  # never taken for the shipped scenario of that name, nor for a rung
    assert load_scenario(write(tmp_path, HEAD)).kunci == "uji"


def test_a_chain_that_is_too_long_is_refused(tmp_path: Path):
    for number in range(25):
        write(tmp_path, f"nama: A\nketerangan: A.\nberdasar: s{number + 1}\n", f"s{number}.yaml")
    (line,) = refusal(tmp_path / "s0.yaml")
    assert line.startswith(f"{(tmp_path / 's19.yaml').as_posix()}:3:11 S001 Rantai berdasar berputar.")


def test_values_of_a_program_need_no_reason_but_must_be_right():
    assert (
        with_values(load_scenario("dasar"), {"reviu": {"peluang_kembali": 0.1}}).skenario.reviu.peluang_kembali == 0.1
    )
    with pytest.raises(SkenarioError) as error:
        with_values(load_scenario("dasar"), {"reviu": {"peluang_kembali": 3}})
    assert lines(error.value.temuan) == ['ubahan:1:1 B009 "peluang_kembali" terlalu besar. | Paling besar 1.']


# ---- CSV files of arrivals


def at(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type] # noqa: DTZ001 - local wall-clock time, as everywhere here


def csv_faults(folder: Path, raw: bytes | str) -> list[str]:
    write(folder, raw, "kasus.csv")
    rows, faults = arrivals_file.read_arrivals(folder, "kasus.csv")
    assert bool(faults) == any("S003" in line for line in lines(faults))
    return [line.removeprefix(f"{folder.as_posix()}/") for line in lines(faults)] or [str(len(rows))]


def test_arrivals_are_read_as_offices_save_them():
    rows = load_scenario(BAIK / "csv.yaml").kedatangan["kasus.csv"]
    assert rows == (
        (at(2026, 1, 5), 1),
        (at(2026, 1, 5), None),
        (at(2026, 1, 5, 8), 0),
        (at(2026, 3, 2, 9, 30), None),
    )


def test_seconds_are_dropped_and_columns_may_stand_anywhere(tmp_path: Path):
    write(tmp_path, "prioritas,x,MULAI\n3,,2026-01-05T08:15:59\n", "kasus.csv")
    assert arrivals_file.read_arrivals(tmp_path, "kasus.csv") == (((at(2026, 1, 5, 8, 15), 3),), ())


def test_files_of_arrivals_that_are_too_large(tmp_path: Path):
    row = "2026-01-05\n"
    assert csv_faults(tmp_path, "mulai\n" + row * arrivals_file.MAKS_BARIS) == [str(arrivals_file.MAKS_BARIS)]
    assert csv_faults(tmp_path, "mulai\n" + row * (arrivals_file.MAKS_BARIS + 1)) == [
        "kasus.csv:100002:1 S003 Lebih dari 100.000 kasus. | Bagi berkasnya."
    ]
    # The cut after the last byte that is read may lie within a letter.
    assert csv_faults(tmp_path, ("mulai\n" + "é" * arrivals_file.MAKS_BITA).encode()) == [
        "kasus.csv:1:1 S003 Berkas lebih dari 8 MB. | Bagi menjadi beberapa berkas."
    ]


def test_faults_without_number_are_cut(tmp_path: Path):
    found = csv_faults(tmp_path, "mulai\n" + "besok\n" * 1000)
    assert len(found) == arrivals_file.MAKS_CACAT + 1
    assert found[-1] == "kasus.csv:52:1 S003 Baris selanjutnya tidak diperiksa. | Perbaiki dahulu."


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00",
        b"mulai\n\x00\n",
        b'mulai\n"2026-01-05\n2026-01-06\n',
        b"mulai\n" + b"1" * 200_000,
        b"\xff\xfem\x00",
        b"\n\n",
    ],
)
def test_hostile_files_of_arrivals_are_faults(raw: bytes, tmp_path: Path):
    (line,) = csv_faults(tmp_path, raw)
    assert " S003 " in line


@pytest.mark.parametrize(
    "name", ["../x.csv", "/etc/passwd", "a/b.csv", "..", ".x.csv", "a\\b.csv", "C:x.csv", "", "a\nb", "x" * 200]
)
def test_names_that_are_paths_are_refused(name: str, tmp_path: Path):
    rows, faults = arrivals_file.read_arrivals(tmp_path, name)
    assert rows == ()
    assert [one.pesan.endswith("bukan nama berkas saja.") for one in faults] == [True]


def test_a_folder_is_no_file_of_arrivals(tmp_path: Path):
    (tmp_path / "kasus.csv").mkdir()
    _, (fault,) = arrivals_file.read_arrivals(tmp_path, "kasus.csv")
    assert fault.pesan == 'Berkas kedatangan "kasus.csv" tidak ada atau tidak dapat dibuka.'


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=200) | st.text('mulai,;\n"2026-01 prt59T:\ufeff', max_size=200).map(str.encode))
def test_any_bytes_are_arrivals_or_faults(raw: bytes, tmp_path: Path):
    write(tmp_path, b"mulai,prioritas\n" + raw, "kasus.csv")
    rows, faults = arrivals_file.read_arrivals(tmp_path, "kasus.csv")
    assert rows or faults
    assert list(rows) == sorted(rows, key=lambda row: row.mulai)


# ---- what good files say


def test_shipped_scenarios_are_the_ladder():
    counted = [set(load_scenario(kunci).skenario.unsur) for kunci in TANGGA]
    assert counted[0] == set()
    assert all(below < above for below, above in pairwise(counted))
    assert counted[-1] == set(load_scenario(DASAR).skenario.unsur)
    assert len({load_scenario(kunci).skenario.nama for kunci in BAWAAN}) == len(BAWAAN)


def test_rungs_change_nothing_but_what_they_count():
    dasar = load_scenario(DASAR).skenario
    for kunci in TANGGA[1:]:
        rung = load_scenario(kunci).skenario
        same = {
            name: getattr(rung, name) for name in Skenario.model_fields if name not in ("nama", "keterangan", "unsur")
        }
        assert same == {name: getattr(dasar, name) for name in same}


def test_a_rung_over_an_own_scenario_keeps_its_assumptions():
    own = load_scenario(BAIK / "pengecualian.yaml")
    rung = with_overlay(own, "reviu")
    assert rung.kunci == "reviu"
    assert rung.skenario.unsur == load_scenario("reviu").skenario.unsur
    assert rung.skenario.sop == own.skenario.sop
    assert rung.skenario.staf == own.skenario.staf
    assert with_overlay(own, "tertulis").skenario.waktu_kosong == load_scenario("tertulis").skenario.waktu_kosong


def test_the_nearest_file_wins_and_the_rest_is_kept():
    found = load_scenario(BAIK / "pengecualian.yaml")
    assert [layer.berkas.rpartition("/")[2] for layer in found.lapis] == [
        "pengecualian.yaml",
        "dua-kasubag.yaml",
        "skenario bawaan dasar",
    ]
    assert found.skenario.nama == "Pengecualian langkah"
    assert dict(found.skenario.staf.jabatan) == {"staf": 2, "kepala-subbagian-perencanaan": 2}
    assert found.skenario.staf.alasan == "Usulan penambahan jabatan."
    assert found.skenario.reviu == load_scenario(DASAR).skenario.reviu
    assert found.is_own(("staf", "jabatan", "kepala-subbagian-perencanaan"))
    assert not found.is_own(("staf", "jabatan", "staf"))


def test_every_field_means_what_is_written():
    rule = load_scenario(BAIK / "pengecualian.yaml").skenario.sop[NEGLASARI]
    assert rule.prioritas == 1
    assert rule.kedatangan is not None
    assert (rule.kedatangan.bentuk, rule.kedatangan.per_tahun) == ("teratur", 12)
    assert (rule.langkah["7"].lama, rule.langkah["7"].keterlibatan, rule.langkah["7"].bagian_ulang) == (
        "3 hari kerja",
        0.5,
        0.25,
    )
    assert (dict(rule.langkah["8"].peluang), rule.langkah["8"].susut, rule.langkah["8"].batas) == ({"Tidak": 0.1}, 1, 2)
    assert dict(rule.langkah["9"].tujuan) == {"Tidak": 8}
    jam = load_scenario(BAIK / "jam-sendiri.yaml").skenario.jam_kerja
    assert jam.mingguan is not None
    assert jam.mingguan.days == (
        ((450, 720), (750, 870)),
        ((450, 870),),
        ((450, 870),),
        ((450, 870),),
        ((450, 690),),
        ((450, 780),),
        (),
    )
    assert dict(jam.khusus) == {date(2026, 1, 2): ((480, 1440),), date(2026, 1, 3): ()}
    assert (jam.libur_nasional, jam.cuti_bersama, jam.tutup) == (True, False, (date(2026, 2, 28),))
    assert dict(jam.hari_ramadan) == {date(2026, 3, 21): 29}
    assert load_scenario(BAIK / "tak-terbatas.yaml").skenario.staf.baku == TANPA_BATAS


def test_a_whole_scenario_without_base_is_the_base():
    whole, dasar = load_scenario(BAIK / "lengkap.yaml").skenario, load_scenario(DASAR).skenario
    assert whole.model_copy(update={"nama": dasar.nama}) == dasar


def test_the_largest_known_arrivals_are_accepted():
    dates = {"bentuk": "tanggal", "banyak": 10_000, "tanggal": [f"2026-03-{day:02}" for day in range(1, 11)]}
    section = scenario(kedatangan={**dates, "alasan": "Uji."}).skenario.kedatangan
    assert len(section.tanggal) * section.banyak == MAKS_KASUS


@pytest.mark.parametrize("path", [*GOOD, *sorted(SHIPPED.glob("*.yaml"))], ids=lambda path: path.stem)
def test_what_is_read_can_be_written_and_read_again(path: Path):
    read = load_scenario(path).skenario
    data = read.model_dump(mode="json", exclude_none=True)
    again, faults = validate(data, Skenario, Asal("ulang", read_yaml(b"{}").letak))
    assert faults == ()
    assert again == read


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_files_are_good_for_an_sop_too(path: Path, telaah: Telaah):
    assert faults_of(path, telaah) == ()


# ---- merging

SHAPES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from(["a", ""])
    | st.lists(st.integers(0, 2), max_size=2),
    lambda inner: st.dictionaries(st.sampled_from("abcd"), inner, max_size=3),
    max_leaves=8,
)
MAPPINGS = st.dictionaries(st.sampled_from("abcd"), SHAPES, max_size=4)


@given(base=MAPPINGS, own=MAPPINGS)
def test_merging_is_idempotent_and_keeps_both(base: dict[str, Any], own: dict[str, Any]):
    before = json.dumps([base, own])
    merged = _merged(base, own)
    assert _merged(merged, own) == merged
    assert _merged(base, base) == base
    assert _merged(base, {}) == base
    assert set(merged) == set(base) | set(own)
    assert all(merged[key] == own[key] for key in own if not isinstance(own[key], dict))
    assert json.dumps([base, own]) == before


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_saying_the_same_again_changes_nothing(path: Path):
    read = load_scenario(path)
    data = {key: value for key, value in read.lapis[0].data.items() if key != "berdasar"}
    assert with_values(read, data).skenario == read.skenario


# ---- anything else is a finding or a scenario, never a traceback


def paths_of(data: Any, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path for key, value in items for path in [(*before, key), *paths_of(value, (*before, key))]]


STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(-2, 40),
    st.floats(0, 3).map(lambda value: round(value, 3)),
    st.sampled_from(
        [
            *(
                "",
                " ",
                "selesai",
                "dasar",
                "tak-terbatas",
                "0 menit",
                "3 hari",
                "2026-05-05",
                "2026-02-30",
                "08.00-12.00",
            ),
            *(
                "24.00",
                "{}",
                "{x}",
                "%s",
                "null",
                "1e9",
                "٣ hari",
                "nan",
                "../x",
                "asn-lima-hari",
                "mingguan",
                "csv",
                "empiris",
            ),
            *([], [1], {}, {"a": 1}, {"alasan": "a"}, [[]], [{}], {"1": {"alasan": "a"}}, ["2026-01-05"]),
        ]
    ).map(copy.deepcopy),
    st.text(max_size=8),
)


@st.composite
def mutations(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A good file with up to three values taken out, replaced, or set beside others."""
    path = draw(st.sampled_from([*GOOD, *sorted(SHIPPED.glob("*.yaml"))]))
    data = json.loads(json.dumps(read_yaml(path.read_bytes()).data))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(paths_of(data) or [("nama",)]))
        holder = data
        for part in place[:-1]:
            holder = holder[part]
        match draw(st.sampled_from(["hapus", "ganti", "tambah"])):
            case "hapus":
                holder.pop(place[-1])
            case "ganti":
                holder[place[-1]] = draw(STRANGE)
            case "tambah" if isinstance(holder, dict):
                holder[draw(st.sampled_from(sorted(Skenario.model_fields)) | st.text(max_size=6))] = draw(STRANGE)
    return path.stem, data


def well_told(faults: tuple[Temuan, ...]) -> None:
    assert faults
    for one in faults:
        assert one.pesan
        assert one.bantuan
        assert "\n" not in one.pesan + one.bantuan
        assert "Input should" not in one.pesan
        assert one.letak.baris >= 1
        assert one.letak.kolom >= 1


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutation=mutations())
def test_a_changed_scenario_is_a_scenario_or_its_faults(
    mutation: tuple[str, dict[str, Any]], telaah: Telaah, tmp_path: Path
):
    name, data = mutation
    for path in BAIK.iterdir():
        shutil.copy(path, tmp_path)
    path = write(tmp_path, json.dumps(data, ensure_ascii=False), f"{name}.yaml")
    try:
        terbaca = load_scenario(path)
    except SkenarioError as error:
        well_told(error.temuan)
        return
    semua = all_procedures(telaah)
    susunan, faults = build_experiment(semua[NEGLASARI], semua, terbaca)
    if susunan is None:
        well_told(faults)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_broken_text_is_a_scenario_or_its_faults(data: st.DataObject, tmp_path: Path):
    raw = (BAIK / "jam-sendiri.yaml").read_bytes()
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(start + 10, len(raw))))
    middle = data.draw(
        st.binary(max_size=4) | st.sampled_from([b"\t", b"\n", b": ", b"- ", b"'", b'"', b"{", b"]", b"&a ", b"*a"])
    )
    path = write(tmp_path, raw[:start] + middle + raw[end:])
    try:
        load_scenario(path)
    except SkenarioError as error:
        well_told(error.temuan)


# ---- the schema for editors

SCHEMA = json.loads(scenario_schemas()[BERKAS])
EDITOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
BEYOND_SCHEMA = {
    "kedatangan-tanpa-tanggal": "what one key needs of another may stand in the base",
    "kedatangan-terlalu-banyak": "a product",
    "pola-tanpa-istirahat": "what one key needs of another may stand in the base",
    "pola-tanpa-jam": "what one key needs of another may stand in the base",
    "tahun-terlalu-jauh": "an order",
    "tanggal-tidak-urut": "an order",
    "unsur-tidak-cukup": "one value needs another",
    "variasi-tidak-lengkap": "what one key needs of another may stand in the base",
    "variasi-tidak-urut": "an order",
    "dasar-tidak-ada": "which files there are",
    "dasar-diri-sendiri": "which files there are",
    "dasar-berputar": "which files there are",
}


def editor_refuses(path: Path) -> bool:
    naskah = read_yaml(path.read_bytes())
    return not isinstance(naskah.data, dict) or bool(naskah.cacat) or not EDITOR.is_valid(naskah.data)


def test_the_schema_is_stored():
    assert (ROOT / "schema" / BERKAS).read_text("utf-8") == scenario_schemas()[BERKAS]
    assert BERKAS == "skenario.schema.json"


def test_the_schema_is_one_and_closed():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    models = [SCHEMA, *(node for node in SCHEMA["$defs"].values() if node.get("type") == "object")]
    assert len(models) > 20
    assert all(node["additionalProperties"] is False for node in models)
    assert set(SCHEMA["properties"]) == {*Skenario.model_fields, "berdasar"}


def test_the_schema_shows_no_english_and_no_default_of_its_own():
    text = json.dumps(SCHEMA)
    titles = set(re.findall(r'"title": "([^"]*)"', text))
    keys = {key for node in (SCHEMA, *SCHEMA["$defs"].values()) for key in node.get("properties", ())}
    assert {one.lower().replace(" ", "_") for one in titles} == {"skenario", *keys}
    assert '"default"' not in text
    said = re.findall(r'"description": "([^"]*)"', text)
    assert len(said) > 30
    assert not [one for one in said if re.search(r"\b(the|of|which|What|How|When)\b", one)]


@pytest.mark.parametrize("path", [*GOOD, *sorted(SHIPPED.glob("*.yaml"))], ids=lambda path: path.stem)
def test_the_schema_accepts_good_files(path: Path):
    assert [error.message for error in EDITOR.iter_errors(read_yaml(path.read_bytes()).data)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_refuses_what_the_loader_refuses_for_its_shape(kind: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(SALAH / kind)
    said = Path("harapan.txt").read_text("utf-8").splitlines()
    own = {line.split(" ")[1] for line in said if line.startswith("skenario.yaml:")}
    wrong_shape = any(code.startswith("B") for code in own) or own & {"S001", "S002"}
    assert editor_refuses(Path("skenario.yaml")) == (bool(wrong_shape) and kind not in BEYOND_SCHEMA)


@settings(max_examples=120, deadline=None)
@given(mutation=mutations())
def test_what_the_schema_refuses_the_loader_refuses(
    mutation: tuple[str, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
):
    _, data = mutation
    folder = tmp_path_factory.getbasetemp() / "skema"
    folder.mkdir(exist_ok=True)
    for path in BAIK.iterdir():
        shutil.copy(path, folder)
    try:
        load_scenario(write(folder, json.dumps(data, ensure_ascii=False)))
    except SkenarioError:
        return
    assert [error.message for error in EDITOR.iter_errors(data)] == []


def test_a_step_of_a_role_nobody_has_is_no_fault_of_the_shipped_scenario(telaah: Telaah):
    # The shipped scenarios name `staf`, which not every catalogue has: only a planner's own file is held to it.
    semua = {NEGLASARI: all_procedures(telaah)[NEGLASARI]}
    assert "staf" not in semua[NEGLASARI].jabatan.values()
    assert build_experiment(semua[NEGLASARI], semua, load_scenario(DASAR))[1] == ()
    own = scenario(staf={"jabatan": {"staf": 3}, "alasan": "Uji."})
    (fault,) = build_experiment(semua[NEGLASARI], semua, own)[1]
    assert (fault.kode, fault.pesan) == ("S004", 'Tidak ada jabatan "staf" dalam katalog.')
    assert KEPALA in str(fault.bantuan)
