"""Marks of doubt are found as comments, wherever they stand on a line, and said once for each SOP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from katalog.doubts import marked_lines
from katalog.findings import Tingkat
from katalog.loading import load_document
from tests.rule_support import BASE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("nama: a\n", ()),
        ("# RAGU: nama\nnama: a\n", (1,)),
        ("langkah:\r\n  # RAGU waktu\r\n  - urut: 1 #RAGU\r\n", (2, 3)),
        ("nama: tanpa#RAGU\n", ()),
        ("# hal ditandai RAGU: cocokkan\n# RAGUKAN\n", ()),
    ],
)
def test_marks_are_comments_that_begin_with_the_word(text: str, lines: tuple[int, ...]) -> None:
    assert marked_lines(text.encode()) == lines


def test_a_draft_is_read_and_reminded_of_once(tmp_path: Path) -> None:
    akar = tmp_path / "sops"
    (akar / "dinas").mkdir(parents=True)
    text = BASE.read_text("utf-8").replace("\nlangkah:", "\n# RAGU: langkah\nlangkah:")
    (akar / "dinas/a.yaml").write_text(f"# RAGU: nama\n{text}", "utf-8")
    document, findings = load_document(akar / "dinas/a.yaml", akar)
    assert document is not None
    (found,) = findings
    assert (found.kode, found.tingkat, found.sop) == ("B013", Tingkat.PERINGATAN, "dinas/a")
    place = text[: text.index("# RAGU: langkah")].count("\n") + 2
    assert found.pesan == f"Masih ada 2 tanda RAGU dari draf impor, pada baris 1, {place}."
