"""Broken catalogues: every fault is named, at its place, in one run, in every format, and nothing is built."""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from katalog.checking import analyse
from katalog.loading import load_catalogue
from katalog.report import FORMAT
from katalog.validation import MAKS_CACAT
from katalog.yaml_source import MAKS_BITA
from scripts.cli import main
from scripts.generate import CatalogueError, generate
from tests.catalogue_support import OPD, SALAH, SOP_TEXT, grave_lines, make_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KINDS = sorted(path.name for path in SALAH.iterdir() if path.is_dir())
FILE = f"{OPD}/data.yaml"
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Hasil:
    """What a command left behind."""

    kode: int
    keluaran: str
    pesan: str


@pytest.fixture
def sop(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Hasil]:
    """The command `sop` as it is installed."""

    def run(*args: str) -> Hasil:
        monkeypatch.setattr(sys, "argv", ["sop", *args])
        with pytest.raises(SystemExit) as exit_info:
            main()
        captured = capfd.readouterr()
        assert "Traceback" not in captured.out + captured.err
        assert isinstance(exit_info.value.code, int)
        return Hasil(exit_info.value.code, captured.out, captured.err)

    return run


def expected_of(kind: str) -> list[str]:
    return (SALAH / kind / "harapan.txt").read_text("utf-8").splitlines()


def findings_of(akar: Path) -> list[str]:
    return grave_lines(analyse(load_catalogue(akar)).temuan)


# ---- every stored kind


def test_there_are_many_kinds() -> None:
    assert len(KINDS) >= 24
    assert all(expected_of(kind) for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_all_faults_are_found_at_their_places(kind: str, tmp_path: Path) -> None:
    akar = make_catalogue(tmp_path, SALAH / kind / "sops")
    assert findings_of(akar) == expected_of(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_reports_all_of_them(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sop: Callable[..., Hasil]
) -> None:
    make_catalogue(tmp_path, SALAH / kind / "sops")
    monkeypatch.chdir(tmp_path)
    expected = [f"sops/{line}" for line in expected_of(kind)]
    readers = {"teks": grave_in_text, "json": grave_in_json, "sarif": grave_in_sarif, "github": grave_in_github}
    for bentuk, reader in readers.items():
        hasil = sop("periksa", "--akar", "sops", "--format", bentuk)
        assert hasil.kode == 1
        assert hasil.pesan == ""
        assert reader(hasil.keluaran) == expected, bentuk
    shown = sop("periksa", "--akar", "sops", "--format", "gitlab").keluaran
    assert grave_in_gitlab(shown) == [re.sub(r"^(.+?:\d+):\d+ ", r"\1 ", line) for line in expected]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_written(kind: str, tmp_path: Path) -> None:
    akar = make_catalogue(tmp_path, SALAH / kind / "sops")
    docs = tmp_path / "docs"
    (docs / "sop" / OPD).mkdir(parents=True)
    (docs / "sop" / OPD / "data.md").write_text("terbitan sebelumnya\n")
    (docs / "index.md").write_text("beranda\n")
    before = snapshot(docs)
    with pytest.raises(CatalogueError) as error:
        generate(akar, docs)
    assert snapshot(docs) == before
    assert grave_in_text(error.value.report) == [f"{akar.as_posix()}/{line}" for line in expected_of(kind)]


def snapshot(folder: Path) -> dict[str, tuple[bytes | None, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes() if path.is_file() else None, path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
    }


# ---- reading each format back


def grave_in_text(text: str) -> list[str]:
    pattern = re.compile(r"^(\S.*?:\d+:\d+): galat ([A-Z]\d+): (.*)$", re.MULTILINE)
    blocks = pattern.findall(text)
    counted = int(re.findall(r"^(\d+) galat, ", text, re.MULTILINE)[-1])
    assert counted == len(blocks)
    return [f"{place} {kode} {pesan}" for place, kode, pesan in blocks]


def grave_in_json(text: str) -> list[str]:
    findings: list[dict[str, Any]] = json.loads(text)["temuan"]
    return [
        f"{item['berkas']}:{item['baris']}:{item['kolom']} {item['kode']} {item['pesan']}"
        for item in findings
        if item["tingkat"] == "galat"
    ]


def grave_in_sarif(text: str) -> list[str]:
    log = json.loads(text)
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"]
    assert [rule["id"] for rule in rules] == sorted({result["ruleId"] for result in run["results"]})
    lines = []
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        uri, region = physical["artifactLocation"]["uri"], physical["region"]
        assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri), "not a URI reference"
        assert region["startLine"] >= 1
        assert region["startColumn"] >= 1
        if result["level"] == "error":
            message, _, _ = result["message"]["text"].partition(" Perbaikan: ")
            berkas = uri.replace("%20", " ").replace("%3F", "?")
            lines.append(f"{berkas}:{region['startLine']}:{region['startColumn']} {result['ruleId']} {message}")
    return lines


CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "pattern": "^[A-Z]\\d+$"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./|/)"},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"minimum": 1}}},
                },
            },
        },
    },
}
"""What GitLab asks of a Code Quality report."""


def grave_in_gitlab(text: str) -> list[str]:
    issues = json.loads(text)
    jsonschema.validate(issues, CODE_QUALITY)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    return [
        f"{issue['location']['path']}:{issue['location']['lines']['begin']} {issue['check_name']} "
        + issue["description"].partition(" Perbaikan: ")[0]
        for issue in issues
        if issue["severity"] == "critical"
    ]


def test_gitlab_knows_a_finding_again_where_it_only_moved(tmp_path: Path) -> None:
    def issues(folder: str, text: str) -> list[tuple[str, int]]:
        akar = make_catalogue(tmp_path / folder, {FILE: text})
        report = FORMAT["gitlab"](analyse(load_catalogue(akar)).temuan, lambda _berkas, _baris: None)
        own = [issue for issue in json.loads(report) if issue["location"]["path"] == FILE]
        return sorted((issue["fingerprint"], issue["location"]["lines"]["begin"]) for issue in own)

    before, after = issues("a", SOP_TEXT), issues("b", f"# satu baris lagi\n{SOP_TEXT}")
    assert before
    assert after == [(name, line + 1) for name, line in before]


def grave_in_github(text: str) -> list[str]:
    pattern = re.compile(r"::(error|warning|notice) file=([^,:]+),line=(\d+),col=(\d+),title=([A-Z]\d+)::(.*)")
    lines = []
    for line in text.removesuffix("\n").split("\n"):
        match = pattern.fullmatch(line)
        assert match, f"not a workflow command: {line!r}"
        assert "\r" not in line
        assert not re.search(r"%(?!25|0D|0A|3A|2C)", line), f"a bare percent sign: {line!r}"
        level, berkas, baris, kolom, kode, data = match.groups()
        if level == "error":
            message = data.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%").partition("\nPerbaikan: ")[0]
            lines.append(f"{berkas}:{baris}:{kolom} {kode} {message}")
    return lines


# ---- what git would spoil is written here


def one(content: bytes | str) -> dict[str, bytes | str]:
    return {FILE: content}


GENERATED: dict[str, tuple[dict[str, bytes | str], list[str]]] = {
    "bukan UTF-8": (
        one(SOP_TEXT.replace("Mengumpulkan data", "Mengumpulkan dàta").encode("latin-1")),
        [f"{FILE}:8:39 B002 Berkas bukan UTF-8: bita 0xe0 tidak dapat dibaca."],
    ),
    "bukan UTF-8 sesudah BOM": (
        one(BOM + "nama: ééé\xff".encode("latin-1").replace(b"\xe9", "é".encode())),
        [f"{FILE}:1:10 B002 Berkas bukan UTF-8: bita 0xff tidak dapat dibaca."],
    ),
    "UTF-16": (
        one(SOP_TEXT.encode("utf-16")),
        [f"{FILE}:1:1 B002 Berkas tersimpan sebagai UTF-16, bukan UTF-8."],
    ),
    "bita nol": (
        one(SOP_TEXT.replace("Tim", "T\0m").encode()),
        [f"{FILE}:6:9 B001 Teks memuat karakter kendali yang tidak terlihat."],
    ),
    "terlalu besar": (
        one(SOP_TEXT + "#" * 2 * MAKS_BITA),
        [f"{FILE}:1:1 B010 Berkas terlalu besar: lebih dari 262.144 bita."],
    ),
    "nama berkas bukan ASCII": (
        {f"{OPD}/datá.yaml": SOP_TEXT, f"{OPD}/a\nb.yaml": SOP_TEXT, "dinkes\x1b[31m/a.yaml": SOP_TEXT},
        [
            f"{OPD}/a?b.yaml:1:1 B012 Nama berkas tidak sah.",
            f"{OPD}/dat?.yaml:1:1 B012 Nama berkas tidak sah.",
            "dinkes?[31m:1:1 B012 Nama folder OPD tidak sah.",
        ],
    ),
    "nama berkas terlalu panjang": (
        {f"{OPD}/{'a' * 101}.yaml": SOP_TEXT},
        [f"{OPD}/{'a' * 101}.yaml:1:1 B012 Nama berkas tidak sah."],
    ),
    "nama yang dipakai Windows": (
        {f"{OPD}/con.yaml": SOP_TEXT, f"{OPD}/lpt1.yaml": SOP_TEXT, "nul/a.yaml": SOP_TEXT, "_sumber/Aux.txt": "x"},
        [
            "_sumber/Aux.txt:1:1 B012 Nama berkas naskah tidak sah.",
            f"{OPD}/con.yaml:1:1 B012 Nama berkas tidak sah.",
            f"{OPD}/lpt1.yaml:1:1 B012 Nama berkas tidak sah.",
            "nul:1:1 B012 Nama folder OPD tidak sah.",
        ],
    ),
    "nama yang hanya beda huruf besar": (
        one(SOP_TEXT) | {"_sumber/Naskah.txt": "x", "_sumber/naskah.txt": "y"},
        ["_sumber/naskah.txt:1:1 B012 Nama ini hanya beda huruf besar dan kecil dengan nama lain."],
    ),
    "acuan bukan UTF-8": (
        one(SOP_TEXT) | {"_acuan/opd.yaml": b"\xff", "_acuan/proses.yaml": "[" * 20},
        [
            "_acuan/opd.yaml:1:1 B002 Berkas bukan UTF-8: bita 0xff tidak dapat dibaca.",
            "_acuan/proses.yaml:1:17 B010 Susunan terlalu dalam: lebih dari 16 tingkat.",
            f'{FILE}:1:1 T101 Folder "{OPD}" tidak terdaftar sebagai OPD.',
            f'{FILE}:2:9 T102 Proses "pengumpulan-data-kinerja" tidak terdaftar.',
        ],
    ),
}


@pytest.mark.parametrize("kind", GENERATED)
def test_generated_kinds(kind: str, tmp_path: Path) -> None:
    files, expected = GENERATED[kind]
    assert findings_of(make_catalogue(tmp_path, files)) == expected


@pytest.mark.parametrize(
    "content",
    [
        SOP_TEXT,
        SOP_TEXT.replace("\n", "\r\n"),
        SOP_TEXT.replace("\n", "\r"),
        BOM + SOP_TEXT.replace("\n", "\r\n").encode(),
        BOM + BOM + SOP_TEXT.encode(),
        SOP_TEXT.rstrip("\n"),
        "\n# komentar\n\n" + SOP_TEXT,
        "---\n" + SOP_TEXT + "...\n",
        SOP_TEXT.replace("Mengumpulkan data", "Mengumpulkan\tdata  \t"),
        SOP_TEXT.replace("Tim Kinerja", "Tim Kinerja\t# keterangan"),
    ],
    ids=["polos", "CRLF", "CR", "BOM+CRLF", "BOM ganda", "tanpa akhir baris", "komentar", "---", "tab", "tab akhir"],
)
def test_harmless_habits_of_editors_are_no_fault(content: bytes | str, tmp_path: Path) -> None:
    katalog = load_catalogue(make_catalogue(tmp_path, one(content)))
    assert grave_lines(analyse(katalog).temuan) == []
    plain = load_catalogue(make_catalogue(tmp_path / "polos", one(SOP_TEXT)))
    assert katalog[f"{OPD}/data"].sop == plain[f"{OPD}/data"].sop


def test_symbolic_links_are_refused_not_followed(tmp_path: Path) -> None:
    akar = make_catalogue(tmp_path, one(SOP_TEXT) | {"_sumber/asli.txt": "naskah"})
    secret = tmp_path / "rahasia.yaml"
    secret.write_text(SOP_TEXT)
    (akar / OPD / "tautan.yaml").symlink_to(secret)
    (akar / OPD / "buntu.yaml").symlink_to(tmp_path / "tidak-ada")
    (akar / "kecamatan-neglasari").symlink_to(akar / OPD)
    (akar / "_sumber" / "passwd.txt").symlink_to(secret)
    (akar / "_acuan" / "jabatan.yaml").unlink()
    (akar / "_acuan" / "jabatan.yaml").symlink_to(secret)
    assert findings_of(akar) == [
        "_acuan/jabatan.yaml:1:1 B012 Tautan simbolik tidak diikuti.",
        "_sumber/passwd.txt:1:1 B012 Tautan simbolik tidak diikuti.",
        f"{OPD}/buntu.yaml:1:1 B012 Tautan simbolik tidak diikuti.",
        f"{OPD}/tautan.yaml:1:1 B012 Tautan simbolik tidak diikuti.",
        "kecamatan-neglasari:1:1 B012 Tautan simbolik tidak diikuti.",
    ]
    katalog = load_catalogue(akar)
    assert list(katalog.menurut_id) == [f"{OPD}/data"]
    assert katalog.sumber == {"asli.txt"}
    assert katalog.acuan.jabatan == {}


def test_linked_reference_folders_are_refused(tmp_path: Path) -> None:
    akar = make_catalogue(tmp_path, one(SOP_TEXT))
    (akar / "_acuan").rename(tmp_path / "acuan")
    (akar / "_acuan").symlink_to(tmp_path / "acuan")
    (akar / "_sumber").symlink_to(tmp_path)
    lines = findings_of(akar)
    assert lines[:2] == [
        "_acuan:1:1 B012 Tautan simbolik tidak diikuti.",
        "_sumber:1:1 B012 Tautan simbolik tidak diikuti.",
    ]
    assert load_catalogue(akar).sumber == frozenset()


def test_a_pipe_does_not_hang_the_check(tmp_path: Path) -> None:
    akar = make_catalogue(tmp_path, one(SOP_TEXT))
    os.mkfifo(akar / OPD / "pipa.yaml")
    assert findings_of(akar) == [f"{OPD}/pipa.yaml:1:1 B012 Bukan berkas biasa."]


def test_a_file_that_may_not_be_opened_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    akar = make_catalogue(tmp_path, one(SOP_TEXT))
    real = type(akar).open

    def refuse(path: Path, *args: Any, **kwargs: Any) -> Any:
        if path.name in {"data.yaml", "jabatan.yaml"}:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *args, **kwargs)

    monkeypatch.setattr(type(akar), "open", refuse)
    assert findings_of(akar) == [
        "_acuan/jabatan.yaml:1:1 B001 Berkas tidak dapat dibuka.",
        f"{FILE}:1:1 B001 Berkas tidak dapat dibuka.",
    ]


def test_a_file_of_nothing_but_faults_is_said_in_part(tmp_path: Path) -> None:
    akar = make_catalogue(tmp_path, one(SOP_TEXT + f"peringatan: [{'1, ' * 80_000}]\n"))
    lines = findings_of(akar)
    assert len(lines) == MAKS_CACAT + 1
    assert f"{FILE}:1:1 B010 Lebih dari 1.000 kesalahan dalam satu berkas; sisanya tidak ditampilkan." in lines


def test_a_number_of_a_regulation_that_is_no_name_of_a_file(tmp_path: Path) -> None:
    """So long a key would be neither an address nor, on any system, the name of a file."""
    nomor = "/".join(["A" * 29 + "1"] * 14)
    text = f"{SOP_TEXT}dasar_hukum: [Undang-Undang Nomor {nomor} Tahun 2020 tentang Contoh]\n"
    akar = make_catalogue(tmp_path, one(text))
    assert generate(akar, tmp_path / "docs") > 100
    assert max(len(path.name) for path in (tmp_path / "docs").rglob("*")) < 110


def test_an_alias_bomb_costs_nothing(tmp_path: Path) -> None:
    akar = make_catalogue(tmp_path, SALAH / "bom-alias" / "sops")
    assert {temuan.kode for temuan in load_catalogue(akar).temuan_baca} >= {"B004"}


def test_unknown_keys_are_answered_with_a_guess(tmp_path: Path, sop: Callable[..., Hasil]) -> None:
    akar = make_catalogue(tmp_path, SALAH / "kunci-tidak-dikenal" / "sops")
    text = sop("periksa", "--akar", str(akar)).keluaran
    assert 'Maksudnya "keterkaitan"?' in text
    assert 'Maksudnya "mulai"?' in text
    assert "Kunci yang dikenal: nama, judul, " in text


def test_checking_one_sop_by_its_id_or_its_office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sop: Callable[..., Hasil]
) -> None:
    make_catalogue(tmp_path, SALAH / "slug-proses-salah" / "sops")
    monkeypatch.chdir(tmp_path)
    by_path = sop("periksa", f"sops/{FILE}")
    assert "B009" in by_path.keluaran
    assert sop("periksa", FILE.removesuffix(".yaml")) == sop("periksa", OPD) == by_path


def test_a_source_is_not_said_to_be_free_of_findings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sop: Callable[..., Hasil]
) -> None:
    akar = make_catalogue(tmp_path, one(SOP_TEXT))
    (akar / "_sumber").mkdir()
    (akar / "_sumber" / "naskah.txt").write_text("isi")
    monkeypatch.chdir(tmp_path)
    said = sop("periksa", "sops/_sumber/naskah.txt").pesan
    assert said == "sops/_sumber/naskah.txt adalah naskah; isinya tidak diperiksa. Belum ada SOP yang memakainya.\n"
    assert sop("ekspor", f"sops/{FILE}", "--ke", "json") == sop("ekspor", FILE.removesuffix(".yaml"), "--ke", "json")


@pytest.mark.parametrize("lowest", ["galat", "peringatan", "saran"])
def test_lighter_findings_can_be_left_out(lowest: str, tmp_path: Path, sop: Callable[..., Hasil]) -> None:
    akar = make_catalogue(tmp_path, SALAH / "slug-proses-salah" / "sops")
    (akar / OPD / "lain.yaml").write_text(
        "nama: A\nproses: penjenjangan-kinerja\nnomor: null\npelaksana: {a: Kepala}\n"
        "langkah: [{urut: 1, kegiatan: Menulis, pelaksana: a, mulai: true, selesai: true}]\n"
        "jumlah_waktu: null\nsumber: {jenis: contoh}\n"
    )
    report = sop("periksa", "--akar", str(akar), "--tingkat", lowest)
    shown = set(re.findall(r": (galat|peringatan|saran) [A-Z]\d", report.keluaran))
    levels = ["galat", "peringatan", "saran"]
    assert (report.kode, shown) == (1, set(levels[: levels.index(lowest) + 1]))
    assert ("tidak ditampilkan" in report.keluaran) == (lowest != "saran")
    told = json.loads(sop("periksa", "--akar", str(akar), "--tingkat", lowest, "--format", "json").keluaran)
    assert {one["tingkat"] for one in told["temuan"]} == shown


def test_the_list_of_commands_is_not_cut_off(sop: Callable[..., Hasil]) -> None:
    said = " ".join(sop("--help").keluaran.split())
    assert "…" not in said
    assert "..." not in said.partition("Perintah:")[2]
    assert "dalam bentuk yang dapat dibuka program lain." in said


def test_the_text_report_shows_the_line_with_a_caret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sop: Callable[..., Hasil]
) -> None:
    make_catalogue(tmp_path, SALAH / "slug-proses-salah" / "sops")
    monkeypatch.chdir(tmp_path)
    text = sop("periksa", "--akar", "sops", f"sops/{FILE}").keluaran
    assert text.startswith(
        f'sops/{FILE}:2:9: galat B009: "proses": Harus berupa huruf kecil, angka dan tanda hubung, '
        'misalnya "penjenjangan-kinerja".\n'
        "  2 | proses: Pengumpulan Data\n"
        "    |         ^\n"
        '  = perbaikan: Ganti menjadi "pengumpulan-data".\n'
    )


def test_one_bad_file_leaves_the_others_readable(tmp_path: Path) -> None:
    katalog = load_catalogue(make_catalogue(tmp_path, SALAH / "beberapa-berkas" / "sops"))
    assert list(katalog.menurut_id) == [f"{OPD}/c", "kecamatan-neglasari/a"]


# ---- wrong use


WRONG_USE = {
    "pilihan tidak dikenal": (["periksa", "--formt", "json"], "Galat: Pilihan --formt tidak dikenal."),
    "perintah tidak dikenal": (["priksa"], "Galat: Perintah 'priksa' tidak dikenal."),
    "tanpa perintah": ([], "Pemakaian: sop"),
    "ID belum ditulis": (["ekspor", "--ke", "json"], "Galat: ID belum ditulis."),
    "ID tidak ada": (["ekspor", "opd/tidak-ada", "--ke", "json"], 'Galat: Tidak ada SOP dengan id "opd/tidak-ada"'),
    "pilihan wajib": (["ekspor", f"{OPD}/data"], "Galat: --ke belum ditulis."),
    "bentuk tidak dikenal": (
        ["periksa", "--format", "xml"],
        "Galat: --format tidak dikenal. Yang ada: teks, json, sarif, github, gitlab.",
    ),
    "PATH tidak ada": (["periksa", "sops/tidak-ada"], 'Galat: "sops/tidak-ada" bukan berkas, folder, atau id SOP.'),
    "akar tidak ada": (["periksa", "--akar", "tidak-ada"], "Galat: --akar: berkas atau folder tidak ditemukan"),
    "id yang mirip": (
        ["periksa", f"{OPD}/dat"],
        f'Galat: "{OPD}/dat" bukan berkas, folder, atau id SOP. Maksudnya "{OPD}/data"?',
    ),
    "folder yang mirip": (
        ["periksa", f"sops/{OPD[:-1]}"],
        f'Galat: "sops/{OPD[:-1]}" bukan berkas, folder, atau id SOP. Maksudnya "{OPD}"?',
    ),
    "berkas yang mirip": (
        ["ekspor", f"sops/{OPD}/dat.yaml", "--ke", "json"],
        f'Galat: Tidak ada SOP dengan id "{OPD}/dat" di sops. Maksudnya "{OPD}/data"?',
    ),
    "folder skema": (["skema", "belum/ada"], 'Galat: FOLDER belum/ada: folder "belum" belum ada. Buat dahulu'),
    "folder log": (
        ["simulasi", f"{OPD}/data", "--log", "belum/kasus.csv"],
        'Galat: --log belum/kasus.csv: folder "belum" belum ada.',
    ),
    "di luar katalog": (["periksa", "luar.yaml"], "Galat: luar.yaml tidak berada di dalam folder katalog sops."),
}


@pytest.mark.parametrize("kind", WRONG_USE)
def test_wrong_use_exits_2_in_indonesian(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sop: Callable[..., Hasil]
) -> None:
    args, words = WRONG_USE[kind]
    make_catalogue(tmp_path, one(SOP_TEXT))
    (tmp_path / "luar.yaml").write_text(SOP_TEXT)
    monkeypatch.chdir(tmp_path)
    hasil = sop(*args)
    assert hasil.kode == 2
    assert hasil.keluaran == ""
    assert hasil.pesan.startswith(words)
    assert not re.search(r"\b(Error|Usage|Invalid|option|No such|Missing|Options|Commands)\b", hasil.pesan)


def test_a_command_outside_the_main_folder_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sop: Callable[..., Hasil]
) -> None:
    monkeypatch.chdir(tmp_path)
    hasil = sop("periksa")
    assert (hasil.kode, hasil.keluaran) == (2, "")
    assert hasil.pesan.startswith("Galat: Folder sops tidak ada di sini. Pindah ke folder utama")


def test_exporting_a_broken_sop_says_why(tmp_path: Path, sop: Callable[..., Hasil]) -> None:
    akar = make_catalogue(tmp_path, SALAH / "ya-tidak" / "sops")
    hasil = sop("ekspor", f"{OPD}/data", "--ke", "mermaid", "--akar", str(akar))
    assert hasil.kode == 1
    assert hasil.keluaran == ""
    assert grave_in_text(hasil.pesan) == [f"{akar.as_posix()}/{line}" for line in expected_of("ya-tidak")]
