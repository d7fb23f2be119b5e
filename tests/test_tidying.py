"""Tidying: no comment is lost, no value changes, a second run changes nothing, whatever an author wrote."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from katalog.model import SOP
from katalog.tidying import model_of, tidy
from katalog.tidying.order import fields_of
from simulate.scenario import JamKerja, Variasi

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "sops").glob("*/*.yaml"))


def tidied(text: str) -> str:
    result = tidy(text.encode(), SOP).isi
    assert result is not None
    assert tidy(result, SOP).isi == result
    return result.decode()


def test_catalogue_is_tidy():
    for path in FILES:
        raw = path.read_bytes()
        assert tidy(raw, model_of(path, raw.decode(), {})).isi == raw, path


def test_what_a_model_shares_with_others_comes_last():
    assert fields_of(Variasi)[0] == "bentuk"
    assert fields_of(Variasi)[-1] == fields_of(JamKerja)[-1] == "alasan"
    assert set(fields_of(Variasi)) == set(Variasi.model_fields)


def test_a_misspelt_key_stays_where_it_was_written():
    assert tidied("nomer: x\nproses: a\nprosez: b\nnama: N\n") == "nomer: x\nnama: N\nproses: a\nprosez: b\n"


UNTIDY = """\
# nama di tempat lain
# yaml-language-server: $schema=../../schema/sop.schema.json
# tentang berkas ini

# sebelum nomor
nomor: '1/A'      # akhir nomor


pelaksana: {tim: Tim,   # akhir tim
  # sebelum kepala
  kepala: "Kepala" } # akhir pelaksana
nama: Contoh
  yang disambung   # akhir nama
langkah: # akhir langkah
- # sesudah tanda hubung
  kegiatan:
    Menyusun  # akhir kegiatan
  # sebelum urut
  urut: 1
  lanjut: [
    2, 3 ]
  # ekor langkah 1
-   {urut: 2, kegiatan: Menandatangani,
     mutu_baku: {waktu: "3 hari", output: }, selesai: true}
  # ekor daftar
# sebelum proses
proses: contoh
catatan:
    - >  # akhir catatan
      Paragraf satu

      paragraf dua
    - |-
      baris satu
        baris dua
dasar_hukum: [Undang-Undang Nomor 25 Tahun 2004 tentang Sistem Perencanaan Nasional, "Peraturan Dua, dan tiga"]
keterkaitan: []
jumlah_waktu: ~
sumber: {jenis: contoh}
...
# sesudah dokumen
"""

TIDY = """\
# yaml-language-server: $schema=../../schema/sop.schema.json
# nama di tempat lain
# tentang berkas ini

nama: Contoh yang disambung  # akhir nama
# sebelum proses
proses: contoh
# sebelum nomor
nomor: "1/A"      # akhir nomor
dasar_hukum:
  - Undang-Undang Nomor 25 Tahun 2004 tentang Sistem Perencanaan Nasional
  - "Peraturan Dua, dan tiga"
keterkaitan: []

pelaksana:  # akhir pelaksana
  tim: Tim              # akhir tim
  # sebelum kepala
  kepala: "Kepala"
langkah:  # akhir langkah
  # sesudah tanda hubung
  # sebelum urut
  - urut: 1
    kegiatan: Menyusun  # akhir kegiatan
    lanjut: [2, 3]
    # ekor langkah 1
  - {urut: 2, kegiatan: Menandatangani, selesai: true, mutu_baku: {waktu: "3 hari", output: null}}
  # ekor daftar
jumlah_waktu: null
sumber: {jenis: contoh}
catatan:
  - >  # akhir catatan
    Paragraf satu

    paragraf dua
  - |-
    baris satu
      baris dua
# sesudah dokumen
"""


def test_order_and_comments():
    assert tidied(UNTIDY) == TIDY


def test_long_text_is_folded_and_a_short_one_is_not():
    long = " ".join(["Menyusun"] * 14)
    text = f'nama: "{long}" # a\nalamat: >- # b\n  Jalan\n  Contoh: 1\nnomor: >-\n  satu\n  dua\n'
    assert tidied(text).splitlines() == [
        "nama: >-  # a",
        "  " + " ".join(["Menyusun"] * 11),
        "  " + " ".join(["Menyusun"] * 3),
        'alamat: "Jalan Contoh: 1"  # b',
        "nomor: satu dua",
    ]


def test_line_ends_and_byte_order_mark_stay():
    raw = b"\xef\xbb\xbfnomor: null\r\n# a\r\nnama: A\r\n"
    assert tidy(raw, SOP).isi == b"\xef\xbb\xbf# a\r\nnama: A\r\nnomor: null\r\n"


@pytest.mark.parametrize("text", ["", "# hanya komentar\n", "satu kata # a\n"])
def test_what_holds_no_keys_stays(text: str):
    assert tidy(text.encode(), SOP).isi == text.encode()


@pytest.mark.parametrize("text", ["nama: [a\n", "nama: a\nnama: b\n", "nama: &a b\n", "nama: !!str b\n", "a: \xff"])
def test_a_faulty_text_is_not_touched(text: str):
    result = tidy(text.encode("latin-1"), SOP)
    assert result.isi is None
    assert result.naskah.cacat


# ---- whatever an author writes

WORD = st.sampled_from(
    ["Menyusun", "rencana", "kinerja", "SOP:x", "a#b", "kata's", 'kutip"', "3", "-", "1.5", "C:\\", "[x]", "&", "é–"]
)
TEXT = st.lists(WORD, min_size=1, max_size=30).map(" ".join)


class Penulis:
    """Writes values as a careless author would: any style, any order, comments everywhere."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - the seed is Hypothesis's
        self.count = 0
        self.folded = False

    def seldom(self) -> bool:
        return self.chance.random() < 0.25

    def comment(self) -> str:
        self.count += 1
        return f"# k{self.count};"

    def behind(self) -> str:
        return self.chance.choice([" ", "   ", " " * 20]) + self.comment() if self.seldom() else ""

    def own_lines(self, indent: int) -> str:
        kinds = ["", "#", "#"] if self.folded else ["", "#", "->"]  # deeper, it would be part of a folded text
        lines = self.chance.choices(kinds, k=self.chance.randint(1, 3)) if self.seldom() else []
        shift = {"#": 0, "->": 2}
        return "".join(" " * (indent + shift[line]) + self.comment() + "\n" if line else "\n" for line in lines)

    def scalar(self, value: Any, indent: int, *, flow: bool) -> str:
        """Return the text of a scalar, its line end included outside brackets."""
        self.folded = False
        end = "" if flow else self.behind() + "\n"
        if not isinstance(value, str):
            return json.dumps(value) + end
        double = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        single = "'" + value.replace("'", "''") + "'"
        pad = "\n" + " " * (indent + 2)
        style = self.chance.choice(["double", "single", "broken", "plain", "folded"])
        if style == "plain" and re.fullmatch(r"[A-Za-z][A-Za-z ]*", value):
            return value.replace(" ", " " if flow else pad, 1) + end
        if style == "broken":
            return single.replace(" ", pad, 1) + end
        if style == "folded" and not flow:
            self.folded = True
            return ">-" + self.behind() + pad + value.replace(" ", pad, 2) + "\n"
        return (single if style == "single" else double) + end

    def value(self, value: Any, indent: int, *, flow: bool = False) -> str:
        if not isinstance(value, (dict, list)):
            return self.scalar(value, indent, flow=flow)
        if flow or not value or self.seldom():
            inside = self.flow(value, indent)
            self.folded = False
            return inside if flow else inside + self.behind() + "\n"
        self.folded = False
        return self.behind() + "\n" + self.block(value, indent + self.chance.choice([2, 4]))

    def flow(self, value: Any, indent: int) -> str:
        parts = [
            (f"{key}: " if isinstance(value, dict) else "") + self.value(item, indent, flow=True)
            for key, item in self.entries(value)
        ]
        text = ",".join(self.in_flow(indent) + part for part in parts) + self.in_flow(indent)
        return "{" + text + "}" if isinstance(value, dict) else "[" + text + "]"

    def in_flow(self, indent: int) -> str:
        if not self.seldom():
            return " "
        self.folded = True
        return f"{self.behind()}\n{self.own_lines(indent + 1)}{' ' * (indent + 1)}"

    def entries(self, value: Any) -> list[tuple[Any, Any]]:
        if isinstance(value, list):
            return list(enumerate(value))
        pairs = list(value.items())
        if not set(value) & {"kepala", "Ya"}:  # elsewhere the order means nothing
            self.chance.shuffle(pairs)
        return pairs

    def block(self, value: Any, indent: int) -> str:
        text = ""
        for key, item in self.entries(value):
            text += self.own_lines(indent) + " " * indent
            text += (f"{key}: " if isinstance(value, dict) else "- ") + self.value(item, indent)
        return text + self.own_lines(indent)


STEP = st.fixed_dictionaries(
    {"urut": st.integers(1, 9), "kegiatan": TEXT},
    optional={
        "pelaksana": st.sampled_from(["kepala", ["kepala", "tim"], None]),
        "mulai": st.booleans(),
        "mutu_baku": st.fixed_dictionaries({}, optional={"waktu": TEXT, "output": TEXT, "waktu_bersama": st.just(1)}),
        "lanjut": st.sampled_from([2, [2, 3], {"Ya": 3, "Tidak": [1, 2]}, "selesai"]),
        "keterangan": TEXT,
    },
)
DOCUMENT = st.fixed_dictionaries(
    {
        "nama": TEXT,
        "proses": st.just("contoh"),
        "nomor": st.none() | TEXT,
        "pelaksana": st.just({"tim": "Tim", "kepala": "Kepala"}),
        "langkah": st.lists(STEP, min_size=1, max_size=3),
        "jumlah_waktu": st.none() | TEXT,
        "sumber": st.just({"jenis": "contoh"}),
    },
    optional={"dasar_hukum": st.lists(TEXT, max_size=3), "catatan": st.lists(TEXT, max_size=2)},
)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), document=DOCUMENT)
def test_nothing_but_the_form_changes(seed: int, document: dict[str, Any]):
    text = Penulis(seed).block(document, 0)
    assert yaml.load(text, Loader=yaml.SafeLoader) == document
    after = tidied(text)
    assert yaml.load(after, Loader=yaml.SafeLoader) == document
    assert sorted(re.findall(r"# k\d+;", after)) == sorted(re.findall(r"# k\d+;", text))
    assert list(yaml.load(after, Loader=yaml.SafeLoader)) == [key for key in SOP.model_fields if key in document]
    assert list(yaml.load(after, Loader=yaml.SafeLoader)["pelaksana"]) == ["tim", "kepala"]
