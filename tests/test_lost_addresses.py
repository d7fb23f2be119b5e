"""What the last site had: the build says which SOPs and offices are gone, and not those that were renamed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from katalog.catalogue import ACUAN_KOSONG, Katalog
from katalog.loading import load_catalogue
from katalog.references import OPD, DaerahOPD
from scripts import made_pages, mkdocs_hook
from scripts.generate import generate
from scripts.lost_addresses import lost_words
from scripts.made_pages import CATATAN, noted_sops
from tests.catalogue_support import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from katalog.checking import Telaah
    from katalog.simulation_record import CatatanSimulasi

HILANG = "dinkes-kab-mojokerto/pengukuran-kinerja"
DINAS = OPD(nama="Dinas", singkatan="Dinas", jenis="dinas", daerah=DaerahOPD(jenis="kota", nama="Contoh"))
LAMA = "dp3ap2kb-kota-tangerang/penjenjangan-kinerja"


@pytest.fixture
def proyek(tmp_path: Path) -> tuple[Path, Path]:
    """A catalogue and the folder of its pages; afterwards one SOP was deleted and one renamed."""
    akar, docs = tmp_path / "sops", tmp_path / "docs"
    shutil.copytree(ROOT / "sops", akar)
    generate(akar, docs)
    (akar / f"{HILANG}.yaml").unlink()
    renamed = (akar / f"{LAMA}.yaml").rename(akar / f"{LAMA}-kerja.yaml")
    renamed.write_text(f"{renamed.read_text('utf-8')}\nid_lama: [{LAMA}]\n", "utf-8")
    return akar, docs


def test_the_end_of_a_build_says_what_is_gone(
    proyek: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def without_records(*_: object) -> Mapping[str, CatatanSimulasi]:
        return {}

    def checked(telaah: Telaah) -> Mapping[str, CatatanSimulasi]:
        return mkdocs_hook._checked(proyek[1], telaah)

    monkeypatch.setattr(mkdocs_hook, "site_records", without_records)
    monkeypatch.setattr(made_pages, "program_digest", lambda: "another version of the program")
    said = []
    for _ in range(2):
        generate(*proyek, simulasi=checked)
        mkdocs_hook.on_post_build()
        said.append(capsys.readouterr().err)
    first, second = said
    assert first.startswith(f"Perhatian: 1 SOP yang ada pada situs sebelumnya tidak ada lagi: {HILANG}.\n")
    assert second == ""


def test_a_damaged_note_names_nothing(proyek: tuple[Path, Path]):
    akar, docs = proyek
    note = docs / CATATAN
    katalog = load_catalogue(akar)
    assert [said.count(HILANG) for said in lost_words(noted_sops(note), katalog)] == [1]
    note.write_bytes(note.read_bytes().replace(f'"sop {HILANG}"'.encode(), b'"sop ../x\\u001b"'))
    assert lost_words(noted_sops(note), katalog) == []
    note.write_bytes(b"{")
    assert noted_sops(note) == noted_sops(docs / "tidak-ada") == frozenset()


def test_offices_are_said_and_many_names_in_part():
    katalog = Katalog((), replace(ACUAN_KOSONG, opd={"baru": DINAS.model_copy(update={"id_lama": ("lama",)})}))
    sops, offices = lost_words([f"lama/nama-{one}" for one in range(12)] + ["kantor/a"], katalog)
    assert "13 SOP yang ada pada situs sebelumnya tidak ada lagi: kantor/a, lama/nama-0, " in sops
    assert ", dan 3 lagi.\n" in sops
    assert "1 OPD yang ada pada situs sebelumnya tidak ada lagi: kantor.\n" in offices
