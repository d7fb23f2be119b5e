"""The scorecard: every finding counts to exactly one part, and every number has something behind it."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog import Telaah, analyse, load_catalogue
from katalog.export.scorecard_table import scorecard_table
from katalog.findings import Temuan, Tingkat
from katalog.legal_doubts import JenisKeraguan
from katalog.render.scorecard_pages import share
from katalog.rules import ALL_RULES
from katalog.scorecard import PARTS, BagianRapor, Hitungan, group_by_part, part_of, score, tally
from tests.catalogue_support import SOP_TEXT, make_catalogue

JAHAT = Path(__file__).parent / "fixtures" / "jahat" / "sops"
BASE = Path(__file__).parent / "fixtures" / "aturan" / "dasar.yaml"
BROKEN = SOP_TEXT.replace('nomor: "800/1/2024"', "nomor: null").replace("pelaksana: tim,", "pelaksana: null,")


@pytest.fixture
def small(tmp_path: Path) -> Telaah:
    """Three SOPs of two offices: one as good as it gets, one with faults, one that accepts some of the same faults."""
    accepted = BROKEN + "kecuali: {B101: Nomornya menyusul., A105: Diisi saat revisi.}\n"
    files: dict[str, bytes | str] = {
        "dinkes-kota-tangerang/baik.yaml": BASE.read_text("utf-8"),
        "dinkes-kota-tangerang/kurang.yaml": BROKEN,
        "kecamatan-neglasari/diterima.yaml": accepted,
    }
    return analyse(load_catalogue(make_catalogue(tmp_path, files)))


def check_sums(telaah: Telaah) -> None:
    rapor = score(telaah)
    own = [temuan for temuan in telaah.temuan if temuan.sop in rapor.sop]
    standing = Counter((temuan.sop, part_of(temuan.kode), temuan.tingkat) for temuan in own if temuan.diterima is None)
    accepted = Counter((temuan.sop, part_of(temuan.kode)) for temuan in own if temuan.diterima is not None)
    for id_sop, one in rapor.sop.items():
        assert tuple(one.temuan) == PARTS
        for bagian, count in one.temuan.items():
            assert count.menurut_tingkat == {tingkat: standing[id_sop, bagian, tingkat] for tingkat in Tingkat}
            assert count.diterima == accepted[id_sop, bagian]
    everything = [count for one in rapor.sop.values() for count in one.temuan.values()]
    assert sum(count.jumlah + count.diterima for count in everything) == len(own)
    assert list(rapor.opd) == list(telaah.indeks.menurut_opd)
    for key, office in rapor.opd.items():
        assert sorted(one.id for one in (*office.sop, *office.tidak_berlaku)) == list(telaah.indeks.menurut_opd[key])
        for bagian in PARTS:
            assert office.bagian[bagian].temuan == sum((one.temuan[bagian] for one in office.sop), Hitungan())
            assert office.bagian[bagian].sop == len([one for one in office.sop if one.temuan[bagian].jumlah])


def test_counts_add_up_to_the_findings(telaah: Telaah, small: Telaah):
    for catalogue in (telaah, small, analyse(load_catalogue(JAHAT))):
        check_sums(catalogue)


def test_every_rule_belongs_to_a_part_and_no_part_is_empty():
    assert {part_of(rule.kode) for rule in ALL_RULES} == set(PARTS)
    assert [bagian.keluarga for bagian in BagianRapor] == ["B", "A", "W", "H", "T", "P"]
    assert len({bagian.jangkar for bagian in BagianRapor}) == len(BagianRapor)
    with pytest.raises(KeyError):
        part_of("X101")


def test_accepted_findings_stand_apart(small: Telaah):
    rapor = score(small)
    open_, accepted = rapor.sop["dinkes-kota-tangerang/kurang"], rapor.sop["kecamatan-neglasari/diterima"]
    assert open_.temuan[BagianRapor.ALUR].peringatan == 1
    assert open_.temuan[BagianRapor.ALUR].diterima == 0
    assert accepted.temuan[BagianRapor.ALUR] == Hitungan(saran=open_.temuan[BagianRapor.ALUR].saran, diterima=1)
    assert accepted.temuan[BagianRapor.FORMAT].diterima == 1
    assert accepted.temuan[BagianRapor.FORMAT].jumlah == open_.temuan[BagianRapor.FORMAT].jumlah - 1
    codes = {sebaran.kode: sebaran for sebaran in rapor.sebaran}
    assert (codes["B101"].temuan, codes["B101"].sop, codes["B101"].opd) == (1, 1, 1)


def test_spread_is_in_order_and_counts_each_sop_once(telaah: Telaah):
    sebaran = score(telaah).sebaran
    assert [-one.sop for one in sebaran] == sorted(-one.sop for one in sebaran)
    for one in sebaran:
        standing = [temuan for temuan in telaah.temuan_kode[one.kode] if temuan.sop and temuan.diterima is None]
        assert one.temuan == len(standing)
        assert one.sop == len({temuan.sop for temuan in standing})
        assert one.opd == len({str(temuan.sop).partition("/")[0] for temuan in standing})
    found = {temuan.kode for temuan in telaah.temuan if temuan.sop and temuan.diterima is None}
    assert {one.kode for one in sebaran} == found


@given(
    st.lists(
        st.builds(
            Temuan,
            kode=st.sampled_from([rule.kode for rule in ALL_RULES]),
            tingkat=st.sampled_from(list(Tingkat)),
            pesan=st.text(max_size=3),
            berkas=st.just("a/b.yaml"),
            diterima=st.none() | st.just("alasan"),
        )
    )
)
def test_parts_divide_any_findings(findings: list[Temuan]):
    groups = group_by_part(findings)
    assert Counter(id(temuan) for group in groups.values() for temuan in group) == Counter(map(id, findings))
    assert list(groups) == [bagian for bagian in BagianRapor if bagian in groups]
    whole = sum((tally(group) for group in groups.values()), Hitungan())
    assert whole == tally(findings)
    assert whole.jumlah + whole.diterima == len(findings)


def test_empty_catalogue_has_an_empty_scorecard(tmp_path: Path):
    rapor = score(analyse(load_catalogue(make_catalogue(tmp_path, {"catatan.txt": "kosong"}))))
    assert (dict(rapor.sop), dict(rapor.opd), rapor.sebaran) == ({}, {}, ())


def test_table_for_a_spreadsheet_says_the_same(telaah: Telaah):
    rapor = score(telaah)
    table = scorecard_table(telaah, rapor)
    names = [column.bidang for column in table.kolom]
    assert len(set(names)) == len(names)
    named = [dict(zip(names, row, strict=True)) for row in table.baris]
    for cells, one in zip(named, rapor.sop.values(), strict=True):
        assert cells["sop"] == one.id
        for bagian in PARTS:
            for field in fields(Hitungan):
                assert cells[f"{bagian.value}_{field.name}"] == getattr(one.temuan[bagian], field.name)
        assert cells["isian_terisi"] == one.terisi
        assert cells["butir_dicabut"] == one.butir_ragu(JenisKeraguan.DICABUT)
    first = {cells["sop"]: cells for cells in named}
    assert first["dinkes-kota-tangerang/penjenjangan-kinerja"]["evaluasi_pertama"] == date(2024, 11, 28)
    assert first["dinkes-kab-mojokerto/pengukuran-kinerja"]["evaluasi_pertama"] is None


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 5, "0 %"), (1, 3, "33 %"), (5, 5, "100 %"), (1, 4000, "< 1 %"), (3999, 4000, "> 99 %"), (0, 0, "0 %")],
)
def test_share_never_rounds_something_to_nothing_or_all(part: int, whole: int, said: str):
    assert share(part, whole).replace("\u00a0", " ") == said
