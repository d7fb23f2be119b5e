"""The root of a word: forms of one word share it, and what only looks like an affix stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.stemming import MAJEMUK, known_roots, stem, stem_map

FAMILIES = {
    "susun": "menyusun penyusunan disusun tersusun susunan penyusunnya menyusunlah",
    "kumpul": "mengumpulkan pengumpulan dikumpulkan terkumpul kumpulan",
    "ukur": "mengukur pengukuran diukur terukur ukuran",
    "jenjang": "menjenjangkan penjenjangan",
    "janji": "perjanjian menjanjikan dijanjikan",
    "setuju": "menyetujui persetujuan disetujui",
    "perintah": "memerintahkan diperintahkan perintahnya",
    "pemerintah": "pemerintahan",
    "sah": "pengesahan disahkan mengesahkan",
    "kinerja": "kinerjanya",
    "ketik": "mengetik pengetikan diketik",
    "aju": "mengajukan diajukan pengajuan",
    "awas": "pengawasan mengawasi diawasi",
    "olah": "mengolah pengolahan diolah",
    "tahu": "mengetahui diketahui",
    "sosialisasi": "mensosialisasikan disosialisasikan",
    "tandatangan": "menandatangani ditandatangani penandatanganan",
    "tanggungjawab": "pertanggungjawaban dipertanggungjawabkan",
    "dayaguna": "pendayagunaan",
    "ajar": "belajar pelajaran",
    "pegawai": "kepegawaian",
    "alat": "peralatan",
    "ubah": "perubahan mengubah diubah",
}
STAY = "sekretaris perangkat kecamatan kelurahan daerah dokumen penduduk kadis dp3ap2kb 2014 pedoman pejabat"


@pytest.mark.parametrize(("root", "form"), [(root, form) for root, forms in FAMILIES.items() for form in forms.split()])
def test_forms_of_a_word_share_its_root(root: str, form: str):
    assert stem(form, known_roots()) == root


@pytest.mark.parametrize("word", STAY.split())
def test_words_that_only_look_derived_stay(word: str):
    assert stem(word, known_roots()) == word


def test_an_abbreviation_is_no_word_with_affixes():
    assert stem_map(["perpres"])["perpres"] == "pres"
    assert "perpres" not in stem_map(["perpres"], kept=["perpres"])


def test_a_word_of_the_text_may_be_the_root_of_another():
    assert stem_map(["rebranding", "direbranding", "merebrandingkan"]) == {
        "direbranding": "rebranding",
        "merebrandingkan": "rebranding",
    }


def test_roots_of_two_words_are_known_as_one():
    assert all(pair.replace(" ", "") in known_roots() for pair in MAJEMUK)


def test_only_other_roots_are_written_in_order():
    found = stem_map({"susun", "penyusunan", "menyusun"})
    assert list(found) == ["menyusun", "penyusunan"]


@given(st.text(alphabet="abcdefghijklmnoprstuy", min_size=1, max_size=24))
def test_a_root_is_the_word_itself_or_a_known_root(word: str):
    root = stem(word, known_roots())
    assert root == word or root in known_roots()
    assert stem(root, known_roots()) == root


@given(st.text(max_size=20))
def test_no_text_is_a_fault(text: str):
    root = stem(text, known_roots())
    assert root == text or re.fullmatch("[a-z]+", root)
