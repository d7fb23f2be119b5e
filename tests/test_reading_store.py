"""What is kept of reading changes nothing but the time: the same catalogue with it, without it, and by processes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from katalog.loading import load_catalogue
from katalog.model import SOP
from katalog.validation import read_model
from katalog.yaml_source import read_yaml
from scripts import reading_store
from scripts.reading_store import ReadingStore, read_catalogue
from simulate import processes
from tests.catalogue_support import SALAH

SOPS = Path(__file__).parents[1] / "sops"
RUSAK = ("dua-dokumen", "karakter-tersembunyi", "kunci-ganda", "kutip-tidak-ditutup", "tag-khusus", "tanggal-mustahil")
ENTRY = ("{}", "[1,1,0,0,{}]")


@pytest.fixture
def akar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The real catalogue, with broken files in an office of its own; anything is kept of it."""
    monkeypatch.setattr(reading_store, "PALING_SEDIKIT", 1)
    folder = tmp_path / "sops"
    shutil.copytree(SOPS, folder)
    (folder / "rusak").mkdir()
    for kind in RUSAK:
        file = next(file for file in (SALAH / kind / "sops").glob("[a-z]*/*.yaml"))
        shutil.copyfile(file, folder / "rusak" / f"{kind}.yaml")
    (folder / "rusak" / "kosong.yaml").write_bytes(b"")
    (folder / "rusak" / "bukan-utf8.yaml").write_bytes(b"nama: \xff\n")
    return folder


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The bytes that were read as YAML by this process, to be an SOP."""
    seen: list[bytes] = []

    def read(raw: bytes) -> object:
        seen.append(raw)
        return read_yaml(raw)

    monkeypatch.setattr("katalog.validation.read_yaml", read)
    return seen


def kept(akar: Path) -> dict[str, bytes]:
    folder = akar.parent / ".cache" / "bacaan" / "sops"
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_kept_or_not_the_catalogue_is_the_same(akar: Path, parsed: list[bytes]) -> None:
    plain = load_catalogue(akar)
    assert plain.temuan_baca
    assert len(plain) >= 5
    everything = len(parsed)
    assert read_catalogue(akar) == plain
    del parsed[:]
    assert read_catalogue(akar) == plain
    assert 0 < len(parsed) < everything, "only what has faults is read again"
    places = [document.letak.of_value(("langkah", 0, "kegiatan")) for document in read_catalogue(akar).dokumen]
    assert places == [document.letak.of_value(("langkah", 0, "kegiatan")) for document in plain.dokumen]


def test_a_changed_file_is_read_and_its_old_entry_dropped(akar: Path, parsed: list[bytes]) -> None:
    read_catalogue(akar)
    before, always = kept(akar), len({*parsed})
    file = next(akar / one.berkas for one in load_catalogue(akar).dokumen)
    file.write_bytes(file.read_bytes() + b"# catatan\n")
    del parsed[:]
    assert read_catalogue(akar) == load_catalogue(akar)
    assert file.read_bytes() in parsed
    after = kept(akar)
    assert sum(len(raw.splitlines()) - 1 for name, raw in after.items() if name != ".gitignore") == sum(
        len(raw.splitlines()) - 1 for name, raw in before.items() if name != ".gitignore"
    )
    assert 1 <= len(set(before.items()) ^ set(after.items())) <= 4, "one changed file, at most two rewritten"
    assert always > 1


def test_a_moved_file_is_not_read_again(akar: Path, parsed: list[bytes]) -> None:
    read_catalogue(akar)
    file = next(akar / one.berkas for one in load_catalogue(akar).dokumen)
    target = file.rename(file.with_name("nama-lain.yaml"))
    del parsed[:]
    katalog = read_catalogue(akar)
    assert f"{target.parent.name}/nama-lain" in katalog.menurut_id
    assert target.read_bytes() not in parsed


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw.replace(b"[1,1", b"[9,9"),
        lambda raw: raw.replace(b"nama", b"nema"),
        lambda raw: raw.replace(b"\t", b" "),
        lambda _: b"\x80\x04N.",
        lambda _: b"",
    ],
)
def test_what_is_damaged_is_read_anew(akar: Path, damage: object, parsed: list[bytes]) -> None:
    read_catalogue(akar)
    folder, whole = akar.parent / ".cache" / "bacaan" / "sops", kept(akar)
    for path in folder.iterdir():
        path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]  # one of the functions above
    del parsed[:]
    assert read_catalogue(akar) == load_catalogue(akar)
    assert len(set(parsed)) >= 5
    assert {name: raw for name, raw in kept(akar).items() if name != ".gitignore"} == {
        name: raw for name, raw in whole.items() if name != ".gitignore"
    }


def test_another_version_of_the_reader_believes_nothing(
    akar: Path, parsed: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_catalogue(akar)
    monkeypatch.setattr(reading_store, "_sidik", lambda: "lain")
    del parsed[:]
    assert read_catalogue(akar) == load_catalogue(akar)
    assert all(raw.startswith(b"lain\n") for name, raw in kept(akar).items() if name != ".gitignore")


def test_what_is_kept_is_validated(akar: Path) -> None:
    """Whole in itself, yet no SOP: then the file counts."""
    store = ReadingStore(akar.parent / "lain")
    file = next(akar / one.berkas for one in load_catalogue(akar).dokumen)
    store.put(file.read_bytes(), *ENTRY)
    raw = file.read_bytes()
    assert read_model(raw, SOP, "a/b.yaml", "a/b", store) == read_model(raw, SOP, "a/b.yaml", "a/b")


def test_of_a_small_catalogue_nothing_is_kept(akar: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_store, "PALING_SEDIKIT", 1000)
    read_catalogue(akar)
    assert not (akar.parent / ".cache").exists()


def test_where_nothing_can_be_written_nothing_is_kept(akar: Path) -> None:
    (akar.parent / ".cache").write_text("bukan folder", encoding="utf-8")
    assert read_catalogue(akar) == load_catalogue(akar)


@pytest.mark.parametrize("name", [".cache", ".cache/bacaan", ".cache/bacaan/sops"])
def test_a_link_is_not_written_through(name: str, akar: Path, tmp_path: Path) -> None:
    (tmp_path / "di-luar").mkdir()
    (akar.parent / name).parent.mkdir(parents=True, exist_ok=True)
    (akar.parent / name).symlink_to(tmp_path / "di-luar", target_is_directory=True)
    read_catalogue(akar)
    assert not list((tmp_path / "di-luar").iterdir())


def test_two_runs_at_once_leave_one_whole(akar: Path) -> None:
    """Each wrote its own parts; whoever moves last wins, and parts of a stopped run go."""
    folder = akar.parent / ".cache" / "bacaan" / "sops"
    folder.mkdir(parents=True)
    (folder / "00.1.part").write_text("setengah", encoding="utf-8")
    one, two = ReadingStore(folder), ReadingStore(folder)
    load_catalogue(akar, one)
    load_catalogue(akar, two)
    one.save()
    whole = kept(akar)
    two.save()
    assert kept(akar) == whole
    assert not list(folder.glob("*.part"))


def _die(_: bytes) -> None:
    os._exit(1)


@pytest.mark.parametrize("work", [reading_store._read, _die], ids=["bersama", "pekerja mati"])
def test_processes_change_nothing(
    akar: Path, parsed: list[bytes], monkeypatch: pytest.MonkeyPatch, work: object
) -> None:
    plain = load_catalogue(akar)
    monkeypatch.setattr(reading_store, "PALING_SEDIKIT_BERSAMA", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(reading_store, "_read", work)
    del parsed[:]
    assert read_catalogue(akar) == plain
    sound = {(akar / one.berkas).read_bytes() for one in plain.dokumen}
    assert sound.isdisjoint(parsed) is (work is not _die)


def test_a_worker_starts_no_workers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(reading_store, "PALING_SEDIKIT_BERSAMA", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(processes, "is_worker", lambda: True)
    monkeypatch.setattr(processes, "open_pool", lambda *_: pytest.fail("workers of a worker"))
    ReadingStore(tmp_path).read_together([b"nama: a\n"])


entries = st.dictionaries(
    st.binary(max_size=20), st.tuples(st.text(max_size=20).map(ascii), st.text(max_size=9).map(ascii))
)


@settings(deadline=None, max_examples=30)
@given(known=entries)
def test_what_was_put_comes_back(known: dict[bytes, tuple[str, str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("bacaan")
    store = ReadingStore(folder)
    for raw, entry in known.items():
        store.put(raw, *entry)
    store.save()
    again = ReadingStore(folder)
    assert {raw: again.get(raw) for raw in known} == known
    again.save()
    assert again.get(b"bytes that nobody put, longer than any of them") is None
