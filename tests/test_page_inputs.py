"""Groups of files of the site: whose digest stays the same has the same files, whatever else of a catalogue changes."""

from __future__ import annotations

import copy
import shutil
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from katalog.checking import analyse
from katalog.findings import has_errors
from katalog.loading import load_catalogue
from katalog.site import Jenis, Kelompok, site_groups
from scripts import made_pages
from scripts.generate import generate
from scripts.made_pages import CATATAN
from tests.catalogue_support import ROOT, SOP_TEXT, grave_lines
from tests.simulation_support import catatan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from katalog.checking import Telaah

SOPS = ROOT / "sops"
SATU = "dinkes-kota-tangerang/penjenjangan-kinerja"
LAIN = "dinkes-kota-tangerang/surat-masuk"
USAI = "kecamatan-neglasari/surat-masuk.yaml"
"""The file of an SOP that is no longer in force."""
SELALU = ["unduhan", "jabatan", "semua"]
"""Groups that are made in every run."""

Jalur = tuple[str | int, ...]
Naskah = dict[str, Any]
"""A catalogue's YAML files by name, as data."""


@pytest.fixture(scope="module")
def naskah() -> Naskah:
    """The real catalogue and SOPs that lean on each other: by name, by succession, by regulations nobody registered."""
    files: Naskah = {
        path.relative_to(SOPS).as_posix(): yaml.safe_load(path.read_bytes()) for path in sorted(SOPS.rglob("*.yaml"))
    }
    files[f"{LAIN}.yaml"] = yaml.safe_load(SOP_TEXT) | {
        "nama": "Surat Masuk",
        "id_lama": ["dinkes-kota-tangerang/agenda-surat"],
        "keterkaitan": ["SOP Penjenjangan Kinerja", "SOP Pengukuran Kinerja", "Perwal SOTK"],
        "dasar_hukum": ["Peraturan Gubernur Banten Nomor 7 Tahun 2031 tentang Kearsipan", "UU Nomor 77 Tahun 1997"],
    }
    files[USAI] = yaml.safe_load(SOP_TEXT) | {
        "nama": "Surat Masuk",
        "status": "digantikan",
        "digantikan_oleh": LAIN,
        "dasar_hukum": ["Pergub Banten No. 7 Tahun 2031"],
    }
    old = copy.deepcopy(files[f"{SATU}.yaml"])
    files[f"{SATU}.yaml"]["riwayat"] = [{"tanggal": "2022-01-05", "perubahan": "Disusun.", "versi_lama": "2021.yaml"}]
    files[f"_riwayat/{SATU}/2021.yaml"] = old
    files[f"{SATU}.yaml"]["langkah"][1]["keterangan"] = "SOP Surat Masuk"
    return files


def analysed(akar: Path, files: Naskah) -> Telaah:
    shutil.rmtree(akar, ignore_errors=True)
    for name, data in files.items():
        (akar / name).parent.mkdir(parents=True, exist_ok=True)
        (akar / name).write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000), "utf-8")
    shutil.copytree(SOPS / "_sumber", akar / "_sumber")
    return analyse(load_catalogue(akar))


def digests(telaah: Telaah, akar: Path, **more: Any) -> dict[str, tuple[str | None, Callable[[], Iterator[Any]]]]:
    groups = site_groups(telaah, lambda name: (akar / name).read_bytes(), **more)
    return {group.nama: (group.bahan, group.buat) for group in groups if group.bahan is not None}


def places(data: Any, jalur: Jalur = ()) -> Iterator[Jalur]:
    """Yield the place of every text and number in plain data."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from places(value, (*jalur, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from places(value, (*jalur, index))
    elif isinstance(data, str | int) and not isinstance(data, bool):
        yield jalur


def kinds(name: str, data: Any) -> Iterator[Jalur]:
    """Yield one place of each kind: items of a list are of one kind, and entries of a file of references are."""
    seen = set()
    for jalur in places(data):
        kind = tuple(
            "*" if isinstance(part, int) or (at == 0 and name[0] == "_") else part for at, part in enumerate(jalur)
        )
        if kind not in seen:
            seen.add(kind)
            yield jalur


def changed(value: str | int) -> str | int:
    """Return another value of the same form as far as that can be told."""
    if isinstance(value, int):
        return value + 1
    if len(value) == 10 and value[4:5] == value[7:8] == "-":
        return f"{int(value[:4]) - 1}{value[4:]}"
    return f"{value} yang lain" if " " in value or value[:1].isupper() else f"{value}x"


def with_change(files: Naskah, name: str, jalur: Jalur) -> Naskah:
    result = {**files, name: copy.deepcopy(files[name])}
    at = result[name]
    for part in jalur[:-1]:
        at = at[part]
    at[jalur[-1]] = changed(at[jalur[-1]])
    return result


def edits(files: Naskah) -> Iterator[tuple[str, Naskah]]:
    """Yield catalogues with one thing changed each: a value of every kind, a file gone, a file more."""
    for name in (
        f"{SATU}.yaml",
        f"{LAIN}.yaml",
        f"_riwayat/{SATU}/2021.yaml",
        *(one for one in files if one[:6] == "_acuan"),
    ):
        for jalur in kinds(name, files[name]):
            yield f"{name}: {jalur}", with_change(files, name, jalur)
    for name in files:
        if name[0] != "_":
            yield f"{name}: hilang", {one: data for one, data in files.items() if one != name}
    yield "id pengganti berganti", renamed(files)
    ended = files[USAI]
    yield f"{USAI}: nama", with_change(files, USAI, ("nama",))
    yield f"{USAI}: dicabut", {**files, USAI: {**ended, "status": "dicabut", "digantikan_oleh": None}}
    yield f"{USAI}: berlaku", {**files, USAI: {**ended, "status": "berlaku", "digantikan_oleh": None}}
    yield "satu lagi", {**files, "dinkes-kab-balangan/surat-masuk.yaml": files[f"{LAIN}.yaml"]}


def renamed(files: Naskah) -> Naskah:
    """Return the catalogue with the SOP that replaced another under a new id, the old one noted."""
    result = {name: data for name, data in files.items() if name != f"{LAIN}.yaml"}
    return {**result, f"{LAIN}-baru.yaml": {**files[f"{LAIN}.yaml"], "id_lama": [LAIN]}}


def test_same_digest_same_files_whatever_changes(tmp_path: Path, naskah: Naskah):
    akar = tmp_path / "sops"
    telaah = analysed(akar, naskah)
    assert not grave_lines(telaah.temuan)
    before = digests(telaah, akar)
    files = {name: dict(make()) for name, (_, make) in before.items()}
    tried = 0
    for edit, edited in edits(naskah):
        telaah = analysed(akar, edited)
        if has_errors(telaah.temuan):
            continue
        tried += 1
        now = digests(telaah, akar)
        same = [name for name in now if name in before and now[name][0] == before[name][0]]
        wrong = [name for name in same if dict(now[name][1]()) != files[name]]
        assert not wrong, f"{edit}: {wrong}"
    assert tried > 60


def test_a_simulation_changes_its_sop_and_its_process_alone(tmp_path: Path, naskah: Naskah):
    akar = tmp_path / "sops"
    telaah = analysed(akar, naskah)
    before = digests(telaah, akar)
    record = catatan(SATU)
    for records in ({SATU: record}, {SATU: record.model_copy(update={"sidik": "0" * 16})}):
        now = digests(telaah, akar, simulasi=records)
        assert {name for name in now if now[name][0] != before[name][0]} == {
            f"sop {SATU}",
            "proses penjenjangan-kinerja",
        }
        before = now


@pytest.fixture
def proyek(tmp_path: Path, naskah: Naskah) -> tuple[Path, Path]:
    """A catalogue and the folder of its pages, generated once."""
    akar, docs = tmp_path / "sops", tmp_path / "docs"
    analysed(akar, naskah)
    generate(akar, docs)
    return akar, docs


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the groups that are made from now on."""
    names: list[str] = []
    original = Kelompok.__init__

    def noting(self: Kelompok, jenis: Jenis, kunci: str, bahan: str | None, buat: Callable[[], Iterator[Any]]) -> None:
        def make() -> Iterator[Any]:
            names.append(f"{jenis} {kunci}".strip())
            return buat()

        original(self, jenis, kunci, bahan, make)

    monkeypatch.setattr(Kelompok, "__init__", noting)
    return names


def pages(docs: Path) -> dict[str, bytes]:
    return {path.relative_to(docs).as_posix(): path.read_bytes() for path in docs.rglob("*") if path.is_file()}


def test_one_changed_sop_costs_its_own_pages(proyek: tuple[Path, Path], tmp_path: Path, made: list[str]):
    akar, docs = proyek
    generate(akar, docs)
    assert made == SELALU
    made.clear()
    file = akar / f"{LAIN}.yaml"
    file.write_text(file.read_text("utf-8").replace("Mengumpulkan data", "Menghimpun data"), "utf-8")
    generate(akar, docs)
    assert made == [*SELALU, "proses pengumpulan-data-kinerja", f"sop {LAIN}"]
    generate(akar, tmp_path / "dari-awal")
    assert pages(docs) == pages(tmp_path / "dari-awal")


def test_pages_that_somebody_touched_are_made_again(proyek: tuple[Path, Path], made: list[str]):
    akar, docs = proyek
    before = pages(docs)
    (docs / f"sop/{SATU}.md").write_text("coretan", "utf-8")
    (docs / f"sop/{LAIN}.yaml").unlink()
    generate(akar, docs)
    assert made == [*SELALU, f"sop {SATU}", f"sop {LAIN}"]
    assert pages(docs) == before


@pytest.mark.parametrize("note", ["", "{", "[]", '["x", {}]', '["x", {"sop a": {"bahan": 1}}]', "\udcff"])
def test_a_note_that_cannot_be_relied_on_costs_only_time(proyek: tuple[Path, Path], made: list[str], note: str):
    akar, docs = proyek
    before = pages(docs)
    (docs / CATATAN).write_bytes(note.encode("utf-8", "surrogateescape"))
    generate(akar, docs)
    assert f"sop {SATU}" in made
    assert pages(docs) == before


def test_another_program_makes_every_page_anew(
    proyek: tuple[Path, Path], made: list[str], monkeypatch: pytest.MonkeyPatch
):
    akar, docs = proyek
    monkeypatch.setattr(made_pages, "program_digest", lambda: "lain")
    generate(akar, docs)
    assert f"sop {SATU}" in made
