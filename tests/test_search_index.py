"""The search index as it is built: an entry for every step, other names, roots, terms; attacks stay text."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog import Telaah, analyse, load_catalogue
from katalog.catalogue import Katalog
from katalog.references import Istilah
from katalog.render.search_entries import BERKAS, search_entries
from katalog.render.term_pages import term_pages
from scripts.search_index import (
    HENTI,
    INDEKS,
    KATA,
    MAKS_DAFTAR,
    MAKS_TEKS,
    PEKERJA,
    TEMA,
    URUTAN,
    merge,
    plain,
    vocabulary,
    word_order,
    words,
    write_search,
)

JAHAT = Path(__file__).parent / "fixtures" / "jahat" / "sops"
NEGLASARI = "sop/kecamatan-neglasari/penyusunan-perjanjian-kinerja/"


def entries(telaah: Telaah) -> dict[str, Any]:
    path, text = search_entries(telaah)
    assert path == BERKAS
    value = json.loads(text)
    assert isinstance(value, dict)
    return value


def theme(*docs: tuple[str, str, str]) -> dict[str, Any]:
    return {
        "config": {"separator": r"\s"},
        "docs": [{"location": location, "title": title, "text": text} for location, title, text in docs],
    }


NOTHING: dict[str, Any] = {"halaman": {}, "nama": {}, "istilah": []}


def test_every_step_has_an_entry_at_its_place(telaah: Telaah):
    pages = entries(telaah)["halaman"]
    for document in telaah.katalog.dokumen:
        here = [entry["location"] for entry in pages[f"sop/{document.id}/"]]
        assert here[0] == f"sop/{document.id}/"
        steps = [f"sop/{document.id}/#langkah-{step.urut}" for step in document.sop.langkah]
        assert [location for location in here if "#langkah-" in location] == steps
        assert len(set(here)) == len(here)


def test_a_step_says_all_that_its_row_says(telaah: Telaah):
    by_place = {entry["location"]: entry for entry in entries(telaah)["halaman"][NEGLASARI]}
    step = by_place[f"{NEGLASARI}#langkah-2"]
    assert step["title"] == "Langkah 2: Membuat format pengumpulan data dan informasi Perjanjian Kinerja"
    assert step["text"] == (
        "Pelaksana: Kasubag Perenkeu · Kelengkapan: Format Perjanjian kinerja, DPA, Renstra · Waktu: 2 Jam · "
        "Output: Format Perjanjian kinerja · Keterangan: SOP Pengumpulan Data"
    )
    assert step["konteks"] == ["Kepala subbagian perencanaan"]
    assert "Pelaksana" not in by_place[f"{NEGLASARI}#langkah-6"]["text"]
    assert by_place[f"{NEGLASARI}#langkah-6"]["text"].startswith("Membuat format pengumpulan data")


def test_pages_have_their_other_names(telaah: Telaah):
    names = entries(telaah)["nama"]
    assert "Sekcam" in names["jabatan/sekretaris/"]
    assert "DINKES-BLG" in names["opd/dinkes-kab-balangan/"]
    assert names["hukum/uu-2014-23/"] == ["Undang-Undang Nomor 23 Tahun 2014", "Pemerintahan Daerah"]
    assert entries(telaah)["halaman"][NEGLASARI][0]["nama"] == ["Penyusunan Perjanjian Kinerja"]


def test_terms_come_from_the_references_and_the_kinds_of_regulations(telaah: Telaah):
    groups = entries(telaah)["istilah"]
    assert ["PK", "perjanjian kinerja", "penetapan kinerja", "tapkin", "kontrak kinerja"] in groups
    assert ["PP", "Peraturan Pemerintah"] in groups


def test_registered_terms_are_sound(telaah: Telaah):
    terms = telaah.katalog.acuan.istilah
    assert len(terms) >= 30
    for key, istilah in terms.items():
        forms = [words(form) for form in (istilah.teks, *istilah.padanan)]
        assert all(forms), key
        assert len({tuple(form) for form in forms}) == len(forms), key


def test_term_page_lists_every_term(telaah: Telaah):
    ((path, text),) = term_pages(telaah)
    assert path == "istilah/index.md"
    assert text.count("<tr><td>") == len(telaah.katalog.acuan.istilah)


def test_empty_catalogue_has_entries_of_rules_alone():
    value = entries(analyse(Katalog(())))
    assert value["nama"] == {}
    assert all(page.startswith("temuan/") for page in value["halaman"])


def test_attacks_are_escaped():
    telaah = analyse(load_catalogue(JAHAT))
    assert isinstance(telaah.katalog.acuan.istilah["serangan"], Istilah)
    for page in entries(telaah)["halaman"].values():
        for entry in page:
            assert "<" not in entry["title"] + entry["text"]
    ((_, text),) = term_pages(telaah)
    assert "<script>window.jebol=40" not in text
    assert "&lt;img src=x onerror=window.jebol=41&gt;" in text


def test_page_and_section_of_one_heading_become_one():
    docs = theme(
        ("opd/a/", "Dinas A", "Beranda › OPD"),
        ("opd/a/#dinas-a", "Dinas <em>A</em>", "Singkatan DA"),
        ("opd/a/#sop", "SOP", "Surat"),
        ("panduan/", "Panduan", "Isi"),
        ("panduan/#satu", "Satu", "Teks"),
    )
    found = merge(docs, NOTHING)["docs"]
    assert [(doc["location"], doc["text"]) for doc in found] == [
        ("opd/a/", "Singkatan DA"),
        ("opd/a/#sop", "Surat"),
        ("panduan/", "Isi"),
        ("panduan/#satu", "Teks"),
    ]
    assert found[0]["konteks"] == ["OPD", "kantor"]


def test_generated_entries_take_the_place_of_the_themes():
    docs = theme(("sop/a/b/", "B", "remah"), ("sop/a/b/#langkah", "Langkah", "tabel"), ("", "Beranda", "x"))
    own = [
        {"location": "sop/a/b/", "title": "B", "text": "fakta", "konteks": ["A"]},
        {"location": "sop/a/b/#langkah-1", "title": "Langkah 1", "text": "y"},
    ]
    found = merge(docs, {**NOTHING, "halaman": {"sop/a/b/": own}})["docs"]
    assert [doc["location"] for doc in found] == ["", "sop/a/b/", "sop/a/b/#langkah-1"]
    assert found[1]["konteks"] == ["A", "SOP"]


def test_long_texts_are_cut_but_for_guides():
    long = "<p>" + "kata &amp; kata " * 400 + "</p>"
    found = merge(theme(("opd/", "OPD", long), ("opd/a/", "A", long), ("panduan/x/", "X", long)), NOTHING)["docs"]
    assert len(found[0]["text"]) <= MAKS_DAFTAR * 2
    assert len(found[1]["text"]) <= MAKS_TEKS * 2
    assert found[1]["text"].endswith(" …")
    assert "<p>" not in found[1]["text"]
    assert "&amp;" in found[1]["text"]
    assert found[2]["text"] == long


def test_examples_in_guides_are_not_found():
    text = "<p>Begini:</p> <pre><code>opd: bappeda-contoh</code></pre> <p>Selesai.</p>"
    (doc,) = merge(theme(("panduan/penyusun/", "Menyusun", text)), NOTHING)["docs"]
    assert "bappeda" not in doc["text"]
    assert "Selesai" in doc["text"]


def test_vocabulary_knows_roots_terms_and_stop_words():
    index = merge(theme(("x/", "Penyusunan", "disusun menurut Perpres; ditandatangani")), NOTHING)
    found = word_order(index["docs"])["kata"]
    known = vocabulary(found, [["Perpres", "peraturan presiden"], ["SK", "surat keputusan"]])
    assert known["akar"]["penyusunan"] == known["akar"]["disusun"] == "susun"
    assert known["akar"]["ditandatangani"] == "tandatangan"
    assert known["akar"]["keputusan"] == "putus"
    assert "perpres" not in known["akar"]
    assert ["tandatangan", "tanda tangan"] in known["istilah"]
    assert "yang" in known["henti"]


def read_order(order: dict[str, Any]) -> list[list[str]]:
    """Return the words of each field, read as the browser does: by code points, halves of characters left out."""
    codes = [ord(sign) for sign in order["urutan"]]
    numbers = [code - 0x20 if code < 0xD800 else code - 0x820 for code in codes]
    fields: list[list[str]] = [[]]
    for number in numbers:
        if number:
            fields[-1].append(order["kata"][number - 1])
        else:
            fields.append([])
    assert fields.pop() == []
    return fields


def test_order_holds_the_words_of_every_field():
    page = {
        "location": "x/",
        "title": "A &amp; B",
        "nama": ["Sebutan Lain"],
        "konteks": ["SOP"],
        "text": "<p>satu b</p>",
    }
    part = {"location": "x/#y", "title": "", "text": "b"}
    order = word_order([page, part])
    assert read_order(order) == [["a", "b"], ["sebutan", "lain"], ["sop"], ["satu", "b"], [], ["b"]]
    assert order["kata"] == ["b", "a", "lain", "satu", "sebutan", "sop"]


def test_order_knows_more_words_than_there_are_characters_before_the_halves():
    many = [f"k{number}" for number in range(0xD800)]
    order = word_order([{"location": "", "title": " ".join(many), "text": ""}])
    assert read_order(order) == [many, []]
    assert json.loads(json.dumps(order["urutan"], ensure_ascii=False).encode()) == order["urutan"]


@given(st.text())
def test_order_reads_any_text_as_words_does(text: str):
    order = word_order([{"location": "", "title": "", "text": escape(text)}])
    assert read_order(order) == [[], words(text)]


def test_stop_words_are_single_plain_words():
    assert len(set(HENTI)) == len(HENTI)
    assert all(words(word) == [word] for word in HENTI)


@pytest.mark.parametrize(
    ("markup", "text"), [("<p>a &amp; b</p>", " a & b "), ("&lt;b&gt;", "<b>"), ("tanpa tanda", "tanpa tanda")]
)
def test_plain_takes_markup_off_once(markup: str, text: str):
    assert plain(markup) == text


def site(folder: Path, page: str) -> Path:
    (folder / "search").mkdir(parents=True)
    (folder / "index.html").write_text(page, "utf-8")
    (folder / TEMA).write_text(json.dumps(theme(("x/", "X", "y"))), "utf-8")
    (folder / "entri.json").write_text(json.dumps(NOTHING), "utf-8")
    return folder


def test_pages_load_the_settings_alone(tmp_path: Path):
    here = site(tmp_path, f'{{"search": "{PEKERJA}?polos=x"}}')
    write_search(here, here / "entri.json")
    assert json.loads((here / TEMA).read_text("utf-8")) == {"config": {"separator": r"\s"}, "docs": []}
    assert len(json.loads((here / INDEKS).read_text("utf-8"))["docs"]) == 1
    first = (here / KATA).read_bytes()
    assert read_order(json.loads((here / URUTAN).read_text("utf-8"))) == [["x"], ["y"]]
    assert set(json.loads(first)) == {"versi", "akar", "istilah", "henti", "petunjuk", "jenis"}
    versions = {json.loads((here / name).read_text("utf-8"))["versi"] for name in (INDEKS, KATA, URUTAN)}
    assert len(versions) == 1
    (here / TEMA).write_text(json.dumps(theme(("x/", "X", "z"))), "utf-8")
    write_search(here, here / "entri.json")
    assert json.loads((here / KATA).read_text("utf-8"))["versi"] not in versions


def test_index_stays_whole_where_the_pages_ask_the_theme(tmp_path: Path):
    here = site(tmp_path, '{"search": "assets/javascripts/workers/search.js"}')
    write_search(here, here / "entri.json")
    assert len(json.loads((here / TEMA).read_text("utf-8"))["docs"]) == 1
    assert not (here / KATA).exists()
    assert not (here / URUTAN).exists()


def test_no_entries_are_a_plain_fault(tmp_path: Path):
    here = site(tmp_path, PEKERJA)
    with pytest.raises(OSError, match="tidak-ada"):
        write_search(here, here / "tidak-ada.json")
    (here / "entri.json").write_text("{", "utf-8")
    with pytest.raises(ValueError, match="Expecting"):
        write_search(here, here / "entri.json")
