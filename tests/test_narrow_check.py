"""A report on some SOPs says of them what the report on the whole catalogue says."""

from __future__ import annotations

from pathlib import Path

from benchmarks.synthetic import write_catalogue
from katalog.checking import analyse
from katalog.loading import load_catalogue


def test_checking_one_says_what_checking_all_says_of_it(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "sops", 40, 3)
    for akar in (tmp_path / "sops", Path(__file__).parents[1] / "sops"):
        katalog = load_catalogue(akar)
        whole = analyse(katalog)
        assert whole.temuan
        for wanted in katalog.dokumen:
            alone = analyse(katalog, wanted.__eq__)
            assert alone.temuan_sop[wanted.id] == whole.temuan_sop[wanted.id]
            assert {one for one in alone.temuan if one.sop is None} == {one for one in whole.temuan if one.sop is None}
            assert alone.indeks == whole.indeks
