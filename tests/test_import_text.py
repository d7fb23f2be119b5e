"""Any text may come in: nothing crashes, the draft is YAML, words stay as they were, doubts point at their lines."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impor.assemble import import_draft
from impor.blocks import ImporGagal, Sel, clean
from impor.draft import Draf
from impor.formats import read_document
from impor.items import split_items
from impor.marks import read_marks
from impor.officials import read_date, read_official
from impor.plain_text import plain
from impor.yaml_text import draft_text
from katalog.catalogue import ACUAN_KOSONG
from katalog.doubts import TANDA, marked_lines
from katalog.yaml_source import read_yaml

WORDS = st.text(st.characters(codec="utf-8"), max_size=60)
CELLS = st.one_of(
    WORDS,
    st.sampled_from(
        [
            "Mulai",
            "{ } Ya",
            "[ ]",
            "Tidak",
            "x",
            "1",
            "2.",
            "3 hari",
            "No",
            "Kegiatan",
            "Pelaksana",
            "Waktu",
            "Output",
            "Dasar Hukum",
            "Nomor SOP",
            "NIP. 1",
            "Mengetahui,",
            "Jumlah Waktu",
            "Nama SOP",
            "SOP UJI",
            "1. a 2. b",
            "-",
        ]
    ),
)
TABLE = st.lists(st.lists(CELLS, min_size=1, max_size=9).map("\t".join), max_size=14).map("\n".join)
HEADED = TABLE.map(lambda rows: f"No\tKegiatan\tPelaksana\t\tWaktu\tOutput\n\t\tA\tB\t\t\n1\tMenyusun\n{rows}")


@settings(max_examples=150, deadline=None)
@given(st.one_of(WORDS, TABLE, HEADED))
def test_any_text_is_a_draft_or_a_clear_line(text: str):
    try:
        draf = import_draft(read_document(text.encode()), ACUAN_KOSONG)
    except ImporGagal as error:
        assert "\n" not in str(error)  # noqa: PT017 - most texts hold no table, and a draft is as good
        return
    written, places = draft_text(draf, "naskah")
    naskah = read_yaml(written.encode())
    assert naskah.cacat == ()
    assert naskah.data == draf.isi
    lines = written.split("\n")
    assert written.count(f"# {TANDA}: ") == len(marked_lines(written.encode())) == len(places)
    for line, _ in places:
        assert lines[line - 1].strip()
        assert not lines[line - 1].lstrip().startswith("#")


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS.map(clean).filter(bool), min_size=1, max_size=4), st.booleans())
def test_every_string_is_read_back_as_it_was(texts: list[str], nested: bool):  # noqa: FBT001 - hypothesis passes it
    value = {"kegiatan": texts[0], "mutu_baku": {"waktu": texts[-1], "output": texts[0]}, "lanjut": {"Ya": None}}
    draf = Draf({"nama": texts[0], "dasar_hukum": texts, "pelaksana": {"a": texts[-1]}, "langkah": [value]})
    if nested:
        draf.isi["langkah"][0]["lanjut"] = {texts[0]: 1, f"{texts[-1]}!": "selesai"}
        draf.doubt(("langkah", 0, "lanjut"), texts[0])
        draf.sisa = texts
    written, _ = draft_text(draf, texts[0])
    assert read_yaml(written.encode()).data == draf.isi


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.text(string.ascii_letters + " ,()", min_size=3).map(clean).filter(lambda text: len(text) > 2), max_size=12
    )
)
def test_numbered_items_are_found_again(items: list[str]):
    items = [f"B{item}z" for item in items]
    text = "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))
    assert split_items(text, paragraf=True)[0] == items
    glued = " ".join(f"{number}. {item}" for number, item in enumerate(items, 1))
    assert split_items(glued, paragraf=True)[0] == items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("", []),
        ("Tidak ada", ["Tidak ada"]),
        ("5. Lima;6. Enam", ["Lima;", "Enam"]),
        ("1. UU Nomor 2. Lama 2. PP", ["UU Nomor 2. Lama", "PP"]),
        ("- satu\n- dua\ntiga", ["satu", "dua tiga"]),
        ("a. Satu\nb. Dua", ["Satu", "Dua"]),
        ("Komputer\nATK\ndan lainnya", ["Komputer", "ATK dan lainnya"]),
    ],
)
def test_items(text: str, items: list[str]):
    assert split_items(text, paragraf=True)[0] == items


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ()),
        ("Mulai", ("mulai",)),
        ("([Selesai])", ("selesai", "kapsul")),
        ("{ } Ya", ("keputusan", "label")),
        ("graph TD A{ } -- Ya --> B([Selesai])", ("selesai", "kapsul", "keputusan", "panah", "label")),
        ("graph LR A{ } --> B[ ]", ("kotak", "keputusan", "panah", "keputusan_dahulu")),
        ("√", ("centang",)),
        ("↑", ("panah",)),
        ("Tidak Lengkap", ("label",)),
        ("Sekretaris", ("sisa",)),
    ],
)
def test_marks(text: str, told: tuple[str, ...]):
    marks = read_marks(Sel(text))
    assert tuple(name for name in marks.__slots__ if getattr(marks, name)) == told


@pytest.mark.parametrize(
    ("text", "date"),
    [("28 November 2023", "2023-11-28"), ("4/7/2024", "2024-07-04"), ("1-Agt-2022", "2022-08-01"), ("-", None)],
)
def test_dates(text: str, date: str | None):
    assert read_date(text) == (date, True)


@pytest.mark.parametrize("text", ["31 Februari 2024", "November 2023", "dua hari sesudah 1 Mei 2024 atau lebih lama"])
def test_what_is_no_date(text: str):
    assert read_date(text) == (None, False)


def test_officials():
    assert read_official("Kepala Dinas\nttd\nSITI, S.E.\nPembina Tk. I\nNIP. 19800101 200501 2 001", ()) == (
        {
            "jabatan": "Kepala Dinas",
            "nama": "SITI, S.E.",
            "pangkat": "Pembina Tk. I",
            "nip": "19800101 200501 2 001",
            "tanda_tangan": "ttd",
        },
        [],
    )
    official, doubts = read_official("Plt. Camat Budi Contoh, S.STP", ["Camat"])
    assert official == {"jabatan": "Plt. Camat", "nama": "Budi Contoh, S.STP"}
    assert doubts


def test_plain_words_of_marked_up_text():
    assert plain("<b>Kepala</b> <i>Dinas</i>") == "Kepala\nDinas"
    assert plain("a &lt; b<br/>**c**") == "a < b\nc"
    assert plain("Jika a < b dan b > c") == "Jika a < b dan b > c"
