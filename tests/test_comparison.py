"""Comparing SOPs: properties of the alignment, the constructed pair, and the two real SOPs of one process."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from katalog.comparison.alignment import Blok, Hubungan, align
from katalog.comparison.clones import nearest, resemblance, shingles
from katalog.comparison.fields import compare_items, compare_text, compare_time
from katalog.comparison.multiple import align_all, guide_order
from katalog.comparison.process import JenisBaris, compare_process
from katalog.comparison.record import Jenis
from katalog.comparison.similarity import weights
from katalog.comparison.words import JenisKata, compact, mark, root, split
from katalog.durations import parse_duration
from tests.comparison_support import DUA, SATU, STEPS, A, B, compared, constructed, sides, step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from katalog.comparison.similarity import Ciri

TEXT = st.text(alphabet="abAB  .,-(é½1\n", max_size=30)


# --- words -------------------------------------------------------------------------------------------------------
@settings(deadline=None)
@given(TEXT, TEXT)
def test_marks_lose_nothing(a: str, b: str):
    pieces = mark(a, b)
    assert "".join(piece.a for piece in pieces) == a
    assert "".join(piece.b for piece in pieces) == b
    changed = {JenisKata.HAPUS, JenisKata.TAMBAH, JenisKata.GANTI}
    if not any(piece.jenis in changed for piece in pieces):
        assert compact(a) == compact(b)


@settings(deadline=None)
@given(TEXT)
def test_pieces_are_the_text(text: str):
    assert "".join(piece for _, piece in split(text)) == text


def test_marks_of_very_long_texts_are_cheap():
    a, b = "kata " * 3000, "awal " + "kata " * 2999 + "akhir"
    pieces = mark(a, b)
    assert "".join(piece.b for piece in pieces) == b


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("CSF (Critical", "CSF(Critical"),
        ("Memeriksa, lalu", "Memeriksa , lalu"),
        ("10 Menit", "10 menit"),
        ("Sub Bagian", "Subbagian"),
        ("-", None),
        (None, "–"),
    ],
)
def test_spelling_is_no_difference(a: str | None, b: str | None):
    found = compare_text("kegiatan", a, b)
    assert found.jenis is Jenis.EJAAN
    assert not found.nyata


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Renstra, Renja", "Renstra, Renstra, Renja", Jenis.BERBEDA),
        ("pengukura", "pengukuran", Jenis.BERBEDA),
        ("ada", None, Jenis.HANYA_A),
        ("-", "ada", Jenis.HANYA_B),
        ("sama", "sama", Jenis.SAMA),
        (None, None, Jenis.SAMA),
    ],
)
def test_words_are_a_difference(a: str | None, b: str | None, kind: Jenis):
    assert compare_text("kegiatan", a, b).jenis is kind


@pytest.mark.parametrize(
    "forms",
    [
        ("menyusun", "penyusunan", "disusun", "susun"),
        ("mengirim", "mengirimkan", "kirim"),
        ("menetapkan", "penetapan", "tetap"),
        ("merencanakan", "perencanaan", "rencana"),
        ("melaksanakan", "pelaksanaan"),
        ("team", "tim"),
        ("draft", "rancangan", "konsep"),
    ],
)
def test_forms_of_a_word_meet(forms: tuple[str, ...]):
    assert len({root(form) for form in forms}) == 1


# --- times and items -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("a", "b", "kind", "note"),
    [
        ("60 menit", "1 jam", Jenis.SETARA, None),
        ("7 hari", "1 minggu", Jenis.BERBEDA, "sama lama menurut konvensi kalender"),
        ("1 bulan", "2 minggu", Jenis.BERBEDA, None),
        ("1 hari", "maksimal 1 hari", Jenis.BERBEDA, None),
        ("menyesuaikan", "1 hari", Jenis.BERBEDA, None),
        (None, "1 hari", Jenis.HANYA_B, None),
    ],
)
def test_times(a: str | None, b: str | None, kind: Jenis, note: str | None):
    found = compare_time("waktu", parse_duration(a), parse_duration(b))
    assert (found.jenis, found.catatan) == (kind, note)


def test_time_carries_minutes_where_it_can_be_read():
    found = compare_time("waktu", parse_duration("1-2 jam"), parse_duration("secukupnya"))
    assert (found.menit_a, found.menit_b) == ((60.0, 120.0), None)


def test_items_are_paired_whatever_their_order():
    found = compare_items("peralatan", ["Komputer", "Printer laser"], ["Printer", "komputer", "Kertas"])
    assert [(one.jenis, one.a, one.b) for one in found] == [
        (Jenis.EJAAN, "Komputer", "komputer"),
        (Jenis.BERBEDA, "Printer laser", "Printer"),
        (Jenis.HANYA_B, None, "Kertas"),
    ]


@settings(deadline=None)
@given(st.lists(TEXT, max_size=6), st.lists(TEXT, max_size=6))
def test_every_item_is_used_once(a: list[str], b: list[str]):
    found = compare_items("peralatan", a, b)
    assert [one.a for one in found if one.a is not None] == a
    assert sorted(one.b for one in found if one.b is not None) == sorted(b)


# --- alignment -----------------------------------------------------------------------------------------------------
def aligned(a: Sequence[Ciri], b: Sequence[Ciri]) -> tuple[Blok, ...]:
    return align(a, b, weights((a, b)))


@settings(deadline=None)
@given(STEPS)
def test_a_list_with_itself_is_identity(steps: list[Ciri]):
    assert [(block.a, block.b) for block in aligned(steps, steps)] == [((i,), (i,)) for i in range(len(steps))]


@settings(deadline=None)
@given(STEPS, st.data())
def test_deleting_steps_leaves_exactly_them_missing(steps: list[Ciri], data: st.DataObject):
    gone = data.draw(st.sets(st.sampled_from(range(len(steps)))) if steps else st.just(set()))
    rest = [one for at, one in enumerate(steps) if at not in gone]
    kinds = [block.hubungan for block in aligned(steps, rest)]
    assert kinds.count(Hubungan.HANYA_A) == len(gone)
    assert kinds.count(Hubungan.SEJAJAR) == len(rest)


@settings(deadline=None)
@given(STEPS, STEPS)
def test_both_ways_are_one_comparison(a: list[Ciri], b: list[Ciri]):
    there = {(block.a, block.b, block.pindah) for block in aligned(a, b)}
    back = {(block.b, block.a, block.pindah) for block in aligned(b, a)}
    assert there == back


@settings(deadline=None)
@given(STEPS, STEPS)
def test_every_step_is_in_one_block(a: list[Ciri], b: list[Ciri]):
    blocks = aligned(a, b)
    assert sorted(i for block in blocks for i in block.a) == list(range(len(a)))
    assert sorted(j for block in blocks for j in block.b) == list(range(len(b)))
    assert blocks == aligned(a, b)
    starts = [block.a[0] for block in blocks if block.a]
    assert starts == sorted(starts)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("abcdefg"), STEPS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_every_step_of_each_is_in_one_cell(sops: dict[str, list[Ciri]], chance: random.Random):
    def alike(one: str, other: str) -> float:
        left, right = ({step.kunci for step in sops[name]} for name in (one, other))
        return len(left & right) / (len(left | right) or 1)

    found = align_all(sops, alike)
    for name, steps in sops.items():
        placed = [index for row in found.baris if name in row.sel for index in row.sel[name].langkah]
        assert sorted(placed) == list(range(len(steps)))
    names = list(sops)
    chance.shuffle(names)
    assert align_all({name: sops[name] for name in names}, alike) == found


@settings(deadline=None)
@given(STEPS, st.integers(2, 6))
def test_equal_sops_make_one_row_a_step(steps: list[Ciri], many: int):
    found = align_all({str(at): steps for at in range(many)}, lambda *_: 1.0)
    assert [len(row.sel) for row in found.baris] == [many] * len(steps)


def test_guide_order_begins_in_the_middle():
    near = {frozenset("ab"): 0.9, frozenset("ac"): 0.2, frozenset("bc"): 0.8}
    assert guide_order("cab", lambda one, other: near[frozenset((one, other))]) == ("b", "a", "c")


def test_one_word_alone_matches_nothing_else():
    blocks = aligned([step("-")], [step("Menyusun laporan")])
    assert [block.hubungan for block in blocks] == [Hubungan.HANYA_B, Hubungan.HANYA_A]


# --- the constructed pair --------------------------------------------------------------------------------------------
def test_each_change_is_called_what_it_is():
    found = compared(constructed(), A, B)
    assert [(one.hubungan, one.a, one.b) for one in found.langkah] == [
        (Hubungan.SEJAJAR, (1,), (1,)),
        (Hubungan.PINDAH, (2,), (8,)),
        (Hubungan.SEJAJAR, (3,), (2,)),
        (Hubungan.HANYA_B, (), (3,)),
        (Hubungan.DIPECAH, (4,), (4, 5)),
        (Hubungan.SEJAJAR, (5,), (6,)),
        (Hubungan.SEJAJAR, (6,), (7,)),
        (Hubungan.HANYA_A, (7,), ()),
        (Hubungan.DIGABUNG, (8, 9), (9,)),
    ]
    by_first = {one.a[0]: one for one in found.langkah if one.a}
    assert by_first[1].berbeda == ()
    assert by_first[3].of("kegiatan").jenis is Jenis.EJAAN
    assert by_first[2].of("waktu").jenis is Jenis.SETARA
    assert [isi.bidang for isi in by_first[5].berbeda] == ["pelaksana", "kegiatan", "waktu"]
    assert by_first[5].of("waktu").menit_a == (1440.0, 1440.0)
    assert by_first[6].of("pelaksana").jenis is Jenis.SETARA  # Sekretaris, Sekretaris Dinas
    assert by_first[6].of("arah").jenis is Jenis.BERBEDA
    assert by_first[6].of("arah").b == "Ya → langkah 8; Tidak → langkah 4"
    assert by_first[4].of("waktu").jenis is Jenis.SETARA  # 3 hari, 2 hari + 1 hari


def test_each_change_seen_from_the_other_side():
    found = compared(constructed(), B, A)
    kinds = {one.hubungan: (one.a, one.b) for one in found.langkah if one.hubungan is not Hubungan.SEJAJAR}
    assert kinds == {
        Hubungan.HANYA_A: ((3,), ()),
        Hubungan.HANYA_B: ((), (7,)),
        Hubungan.PINDAH: ((8,), (2,)),
        Hubungan.DIGABUNG: ((4, 5), (4,)),
        Hubungan.DIPECAH: ((9,), (8, 9)),
    }


def test_law_and_boxes_of_the_constructed_pair():
    found = compared(constructed(), A, B)
    assert [one.nama for one in found.dasar_hukum.sama] == ["Perpres 29/2014"]
    assert [one.nama for one in found.dasar_hukum.hanya_a] == ["PP 12/2019"]
    assert [one.nama for one in found.dasar_hukum.hanya_b] == ["UU 25/2004"]
    differing = {box.bidang: [(one.a, one.b) for one in box.berbeda] for box in found.kotak if box.berbeda}
    assert differing == {
        "kualifikasi_pelaksana": [("Mampu mengolah data", "Mampu mengolah data kinerja")],
        "peralatan": [("Printer", None), (None, "Alat tulis")],
    }


def test_summary_of_the_constructed_pair():
    text = " ".join(compared(constructed(), A, B).ringkasan)
    assert "langkah 4 dipecah menjadi langkah 4 dan 5 pada Dinkes Kabupaten Mojokerto" in text
    assert "langkah 8 dan 9 digabung menjadi langkah 9" in text
    assert "langkah 2 menjadi langkah 8" in text
    assert "hal lain" in text


def test_rows_of_the_constructed_process():
    found = compare_process(sides(constructed(), A, B))
    rows = [(row.jenis, {one: (cell.langkah, cell.bersama) for one, cell in row.sel.items()}) for row in found.baris]
    assert (JenisBaris.SATU, {B: ((3,), False)}) in rows
    assert (JenisBaris.BERBEDA, {A: ((), True), B: ((5,), False)}) in rows  # A does rows 4 and 5 in one step
    assert (JenisBaris.BERBEDA, {A: ((8, 9), False), B: ((9,), False)}) in rows
    (moved,) = [row for row in found.baris if row.pindah]
    assert {one: cell.langkah for one, cell in moved.sel.items()} == {A: (2,), B: (8,)}
    assert found == compare_process(sides(constructed(), B, A))


# --- the real pair ---------------------------------------------------------------------------------------------------
def test_the_two_real_sops_differ_in_exactly_this(telaah):
    found = compared(telaah, SATU, DUA)
    assert all(one.hubungan is Hubungan.SEJAJAR for one in found.langkah)
    differing = {
        one.a[0]: [(isi.bidang, isi.jenis) for isi in one.isi if isi.jenis is not Jenis.SAMA] for one in found.langkah
    }
    assert differing == {
        1: [],
        2: [],
        3: [("kegiatan", Jenis.EJAAN), ("output", Jenis.EJAAN)],
        4: [("kelengkapan", Jenis.BERBEDA)],
        5: [("kegiatan", Jenis.EJAAN)],
        6: [("kegiatan", Jenis.BERBEDA)],
    }
    assert found.identitas[0].nyata
    assert found.identitas[1].jenis is Jenis.SAMA
    assert [one.nama for one in found.dasar_hukum.hanya_a] == ["Perwal Kota Tangerang 131/2021"]
    assert [one.nama for one in found.dasar_hukum.hanya_b] == ["Perwal Kota Tangerang 99/2023"]
    assert not any(box.berbeda for box in found.kotak)
    assert not any(one.nyata for one in found.pelaksana)
    assert (found.jumlah_waktu.jenis, found.jumlah_langkah.jenis) == (Jenis.SAMA, Jenis.SAMA)
    text = " ".join(found.ringkasan)
    assert text.startswith("Banyak dan urutan langkah, pelaksana, waktu, dan arah alur sama. Yang berbeda, Dinkes Kota")
    assert "kegiatan langkah 6 (“website Dinkes” dibanding “system ESR dan website Bappeda”)" in text
    assert "nama SOP (“Penjenjangan” dibanding “Penjurangan”)" in text
    assert "dasar hukum (Perwal Kota Tangerang 131/2021 dibanding Perwal Kota Tangerang 99/2023)" in text
    assert "kelengkapan langkah 4 (“Renstra” hanya pada DP3AP2KB Kota Tangerang)" in text


def test_an_sop_with_itself(telaah):
    for document in telaah.katalog.dokumen:
        found = compared(telaah, document.id, document.id)
        assert found.berkas_sama
        assert found.kemiripan == 1.0
        assert not any(one.berbeda or one.hubungan is not Hubungan.SEJAJAR for one in found.langkah)
        assert found.ringkasan == ("Keduanya SOP yang sama, jadi tidak ada yang berbeda.",)


def test_what_a_copy_does_not_show_is_no_difference(telaah):
    one = "kecamatan-neglasari/penyusunan-perjanjian-kinerja"
    found = compared(telaah, one, one)
    assert {step.a[0] for step in found.langkah if step.of("pelaksana").jenis is Jenis.TIDAK_TERBACA} == {6, 7}


# --- whole documents -------------------------------------------------------------------------------------------------
def test_resemblance_is_a_share(telaah):
    runs = {document.id: shingles(document.sop) for document in telaah.katalog.dokumen}
    assert 0.9 < resemblance(runs[SATU], runs[DUA]) < 1
    assert resemblance(runs[SATU], runs[SATU]) == 1.0
    assert resemblance(frozenset(), frozenset()) == 1.0


def test_nearest_of_very_many_finds_the_clone():
    chance = random.Random(7)  # noqa: S311 - numbers to draw from, the same every time
    runs = {f"opd-{at:03}/x": frozenset(chance.sample(range(100_000), 150)) for at in range(300)}
    twin = sorted(runs["opd-007/x"])
    runs["opd-900/x"] = frozenset([*twin[:140], *range(200_000, 200_010)])
    found = nearest(runs, 0.75, 3)
    assert [one.sop for one in found["opd-007/x"]] == ["opd-900/x"]
    assert found["opd-008/x"] == ()


def test_nearly_equal_sops_of_one_office_are_not_clones(telaah):
    assert [one.sop for one in telaah.indeks.serupa[SATU]] == [DUA]
    assert set(telaah.indeks.serupa) == {SATU, DUA}
