"""SOPs that the last site had: the build says which are gone, and not those that were renamed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from katalog.loading import load_catalogue
from scripts import made_pages, mkdocs_hook
from scripts.generate import generate
from scripts.lost_sops import lost_sops, said_lost
from scripts.made_pages import CATATAN, noted_sops
from tests.catalogue_support import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from katalog.checking import Telaah
    from katalog.simulation_record import CatatanSimulasi

HILANG = "dinkes-kab-mojokerto/pengukuran-kinerja"
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
    assert lost_sops(noted_sops(note), load_catalogue(akar)) == (HILANG,)
    note.write_bytes(note.read_bytes().replace(f'"sop {HILANG}"'.encode(), b'"sop ../x\\u001b"'))
    assert lost_sops(noted_sops(note), load_catalogue(akar)) == ()
    note.write_bytes(b"{")
    assert noted_sops(note) == noted_sops(docs / "tidak-ada") == frozenset()


def test_many_are_named_in_part():
    said = said_lost([f"opd/nama-{one}" for one in range(12)])
    assert "12 SOP yang ada pada situs sebelumnya tidak ada lagi: opd/nama-0, " in said
    assert "opd/nama-9, dan 2 lagi.\n" in said
