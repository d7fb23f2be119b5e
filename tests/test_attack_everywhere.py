"""An attack in every text that a catalogue has, made from the schemas: no built page holds any of them as markup.

SOPs, their old versions, and every file of `_acuan/`. A field that is added to a model is attacked from the same day
on: whoever adds one that this file does not know how to fill is told so.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup

from katalog.checking import analyse
from katalog.loading import load_catalogue
from katalog.model import SOP
from katalog.references import REFERENCES
from scripts.browser_bundle import TANPA
from tests.catalogue_support import grave_lines
from tests.site_support import build, chromium, opened, served

pytestmark = pytest.mark.situs

JAHAT = Path(__file__).parent / "fixtures" / "jahat" / "sops"
SCHEMA = SOP.model_json_schema()
ID = "dinas-contoh/semua-bidang"
BERLAKU = "kantor-lain/semua-bidang"
VERSI = "2020.yaml"
"""The old version of the SOP that is in force."""
TETAP: dict[str, Any] = {
    "proses": "serangan",
    "pelaksana": None,  # of a step; filled below
    "lanjut": None,
    "berkas": None,
    "versi_lama": None,
    "bidang": "nama",
    "digantikan_oleh": None,
    "status": "dicabut",
    "id_lama": ["dinas-contoh/dahulu"],
    "waktu_bersama": None,
    "simbol": ["proses", "keputusan"],
}
"""Fields of an SOP that hold a key, a name of a file, or one of few words: a text of any kind is refused there."""
LAIN = "uu-1999-1"
"""A second regulation, without an address of its own: one is made of its number."""
TETAP_ACUAN: dict[str, dict[str, Any]] = {
    "opd": {"id_lama": ["kantor-dahulu"]},
    "peraturan": {
        "peraturan.jenis": "uu",
        "peraturan.nomor": "\"'>=1<!--",  # the key is made of it
        "peraturan.tahun": 2020,
        "peraturan.status": "diubah",
        "kunci": LAIN,
        "alamat_resmi": "https://contoh.invalid/javascript:jebol(0)[k](javascript:jebol){{7*7}}{:onclick=jebol}",
    },
    "proses": {},
    "jabatan": {},
    "istilah": {},
}
"""The same for an entry of each file of `_acuan/`."""
KUNCI_ACUAN = {
    "opd": "kantor-lain",
    "peraturan": "uu-2020-1",
    "proses": "serangan",
    "jabatan": "kepala",
    "istilah": "semua-bidang",
}
"""The entry of each file that is attacked in every text: one that SOPs lean on, so that pages show it."""
TAK_TAMPIL = {"kecuali", "opd.sebutan", "proses.sebutan"}
"""Texts that no page shows here: an exception to a finding that is not there, and names that only lead to something."""
KANAN = "\u05e9\u05dc\u05d5\u05dd"
"""A word that is written from right to left: each attack ends with it."""
KUNCI = {"kecuali": "B101", "label_tercetak": "mutu_baku"}
"""Keys of mappings whose keys are few."""


class Serangan:
    """Numbers each attack, so that one that comes through says which it was."""

    def __init__(self) -> None:
        self.at: list[str] = []

    def text(self, jalur: str) -> str:
        self.at.append(jalur)
        n = len(self.at)
        return (
            f'=S{n} "\'><img src=x onerror="window.jebol={n}"></script></title><script>window.jebol={n}</script>'
            f"[k](javascript:jebol={n}) {{{{ 7*7 }}}} {{: onclick=jebol{n} }} %%{{init: {{}}}}%% <!-- `--8<--` ]]> &lt;"
            f" {KANAN}"
        )

    def model(self, schema: dict[str, Any], tetap: dict[str, Any], jalur: str = "") -> Any:
        """Return a value of a model's schema with an attack in each of its texts."""
        return _Pengisi(self, schema.get("$defs", {}), tetap).fill(schema, jalur)


class _Pengisi:
    """Fills one model."""

    def __init__(self, attack: Serangan, defs: dict[str, Any], tetap: dict[str, Any]) -> None:
        self.attack, self.defs, self.tetap = attack, defs, tetap

    def fill(self, schema: dict[str, Any], jalur: str) -> Any:
        key = jalur.rpartition(".")[2]
        if jalur in self.tetap and jalur != "pelaksana":
            return self.tetap[jalur]
        if key in self.tetap and jalur != "pelaksana":
            return self.tetap[key]
        if "$ref" in schema:
            return self.fill(self.defs[schema["$ref"].rpartition("/")[2]], jalur)
        if kinds := schema.get("anyOf"):
            kinds = [kind for kind in kinds if kind.get("type") != "null"]
            return self.fill(next((kind for kind in kinds if "$ref" in kind), kinds[0]), jalur)
        if "properties" in schema:
            return {name: self.fill(part, f"{jalur}.{name}".lstrip(".")) for name, part in schema["properties"].items()}
        return self._simple(schema, jalur, key)

    def _simple(self, schema: dict[str, Any], jalur: str, key: str) -> Any:
        if words := schema.get("enum"):
            return words[-1]
        kind = schema["type"]
        if kind == "object":
            return {KUNCI.get(key, "kepala"): self.attack.text(jalur)}
        if kind == "array":
            return [self.fill(schema["items"], jalur)]
        if kind == "string":
            if schema.get("format") == "date":
                return "2024-01-02"
            assert schema.get("pattern") == r"\S", f"{jalur}: this test does not know how to fill {schema}"
            return self.attack.text(jalur)
        return {"integer": schema.get("minimum", 1), "boolean": True}[kind]


def attacked() -> tuple[dict[str, Any], Serangan]:
    """Return an SOP with an attack in each text: two steps, a decision whose labels attack too."""
    attack = Serangan()
    sop = attack.model(SCHEMA, TETAP)
    step = {"$defs": SCHEMA["$defs"], "$ref": "#/$defs/Langkah"}
    first, second = sop["langkah"][0], attack.model(step, TETAP, "langkah")
    first |= {"urut": 1, "pelaksana": "kepala", "lanjut": {attack.text("lanjut"): 2, attack.text("lanjut"): 1}}
    second |= {"urut": 2, "pelaksana": "kepala", "lanjut": None, "selesai": True, "simbol": None, "halaman_baru": True}
    first["selesai"] = second["mulai"] = first["halaman_baru"] = False
    return {**sop, "langkah": [first, second]}, attack


def attacked_references(attack: Serangan) -> dict[str, Any]:
    """Return an entry of each file of `_acuan/` with an attack in each text."""
    return {name: attack.model(REFERENCES[name].model_json_schema(), TETAP_ACUAN[name], name) for name in REFERENCES}


def write(path: Path, data: Any) -> None:
    """Write a file of the catalogue; as JSON, which is YAML without anchors."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")


@pytest.fixture(scope="module")
def akar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue of attacks written by hand, with two more SOPs: one in force, for comparing, and one revoked.

    What these lean on in `_acuan/` attacks as well, and so does the old version that the first one names.
    """
    akar = tmp_path_factory.mktemp("bidang") / "sops"
    shutil.copytree(JAHAT, akar)
    sop, attack = attacked()
    others = attacked_references(attack)
    others["jabatan"]["sebutan"] += [sop["pelaksana"]["kepala"], attack.text("jabatan.sebutan")]
    for name, entry in others.items():
        path = akar / "_acuan" / f"{name}.yaml"
        entries = yaml.safe_load(path.read_text("utf-8")) | {KUNCI_ACUAN[name]: entry}
        if name == "peraturan":
            entries[LAIN] = {**entry, "tahun": 1999, "alamat_resmi": None}
        write(path, entries)
    law = f"Undang-Undang Nomor 1 Tahun 2020 tentang {attack.text('dasar_hukum')}"
    sop["dasar_hukum"] += [law, f"Undang-Undang Nomor 1 Tahun 1999 tentang {attack.text('dasar_hukum')}"]
    for name, status in ((ID, "dicabut"), (BERLAKU, "berlaku")):
        own = {**sop, "status": status, "id_lama": sop["id_lama"] if status == "dicabut" else []}
        if status == "berlaku":
            own["riwayat"] = [{**one, "versi_lama": VERSI} for one in sop["riwayat"]]
            write(akar / "_riwayat" / name / VERSI, {**own, "riwayat": [], "nama": attack.text("nama")})
        write(akar / f"{name}.yaml", own)
    return akar


@pytest.fixture(scope="module")
def situs_bidang(akar: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(TANPA, "1")
        return build(tmp_path_factory.mktemp("situs-bidang") / "proyek", akar)


def test_every_text_of_the_model_is_attacked(akar: Path):
    sop, attack = attacked()
    assert grave_lines(analyse(load_catalogue(akar)).temuan) == []
    assert set(SCHEMA["properties"]) == set(sop)
    assert len(set(attack.at)) > 35


def test_every_text_of_the_references_is_attacked(akar: Path):
    katalog = load_catalogue(akar)
    for name in REFERENCES:
        entry = getattr(katalog.acuan, name)[KUNCI_ACUAN[name]]
        assert set(entry.model_fields_set) == set(type(entry).model_fields)
    assert list(katalog.versi[BERLAKU]) == [VERSI]


def test_no_attack_is_markup_on_any_page(situs_bidang: Path):
    pages = [path for path in situs_bidang.rglob("*.html") if path.is_file()]
    assert situs_bidang / "sop" / ID / "index.html" in pages
    said: set[int] = set()
    for path in pages:
        soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        said.update(map(int, re.findall(r"=S(\d+) \"", soup.get_text())))
        for tag in soup.find_all():
            assert not [name for name in tag.attrs if name.startswith("on")], (path, tag)
            assert tag.name not in {"iframe", "object", "embed", "base"}, (path, tag)
            for name in ("href", "src", "action", "formaction", "xlink:href"):
                assert not re.match(r"\s*(javascript|data:text|vbscript)", str(tag.get(name, "")), re.IGNORECASE), path
            assert tag.name != "img" or tag.get("src") != "x", (path, tag)
            if tag.name == "script" and not tag.get("src"):
                assert tag.get("type") == "application/json", (path, tag)
                json.loads(tag.string or "")
    _, attack = attacked()
    attacked_references(attack)
    unsaid = {jalur for number, jalur in enumerate(attack.at, 1) if number not in said}
    assert unsaid == TAK_TAMPIL  # all others are there, as words


INLINE = """kanan => {
  const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode, parent = text.parentElement, style = getComputedStyle(parent);
    if (text.data.includes(kanan) && parent.namespaceURI.endsWith("xhtml") && !parent.closest("script, template")) {
      found.push([style.display !== "inline" || /isolate|plaintext/.test(style.unicodeBidi), parent.outerHTML]);
    }
  }
  return found;
}"""


NUMBERS = """kanan => {
  document.querySelectorAll("details").forEach(one => { one.open = true; });
  const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const box = (text, from, to) => {
    const range = document.createRange();
    range.setStart(text, from);
    range.setEnd(text, to);
    return range.getBoundingClientRect();
  };
  while (texts.nextNode()) {
    const text = texts.currentNode, match = new RegExp(kanan + "\\\\W+(\\\\d+)(?=;|$)").exec(text.data.trimEnd());
    if (!match) continue;
    const end = match.index + match[0].length;
    const word = box(text, match.index, match.index + kanan.length), number = box(text, end - match[1].length, end);
    if (word.width) found.push(number.left >= word.right - 1 || number.top >= word.bottom - 1);
  }
  return found;
}"""
"""Whether each number stands to the right of the word before it, or below it."""


def test_words_from_right_to_left_stay_in_their_places(situs_bidang: Path):
    faults: list[str] = []
    with served(situs_bidang) as base, chromium() as browser:
        for page in (f"sop/{BERLAKU}/", f"sop/{BERLAKU}/lembar.html", "penilaian/kantor-lain/", "hukum/", "opd/"):
            texts = opened(browser, f"{base}/{page}", faults).evaluate(INLINE, KANAN)
            assert texts, page
            assert [html for alone, html in texts if not alone] == [], page
        placed = opened(browser, f"{base}/sop/{BERLAKU}/", faults).evaluate(NUMBERS, KANAN)
    assert placed
    assert all(placed)
    assert faults == []


def test_no_script_of_the_site_holds_an_attack(situs_bidang: Path):
    for path in situs_bidang.rglob("*.js"):
        if "cari" not in path.parts:
            assert "jebol" not in path.read_text("utf-8"), path


def test_files_for_programs_stay_what_they_are(situs_bidang: Path):
    for path in situs_bidang.rglob("*.json"):
        json.loads(path.read_text("utf-8"))
    for suffix in ("bpmn", "atom", "xml"):
        for path in situs_bidang.rglob(f"*.{suffix}"):
            ET.parse(path)  # noqa: S314 - reads what this program wrote
    for path in situs_bidang.rglob("*.csv"):
        for row in csv.reader(path.read_text("utf-8-sig").splitlines()):
            assert not [cell for cell in row if re.match(r"[=+@\t\r]", cell)], (path, row)
    for path in situs_bidang.rglob("*.mmd"):
        text = path.read_text("utf-8")
        assert text.find("%%{", 1) == -1  # the first line may hold the settings of the drawing itself
        assert "<script" not in text
    for path in situs_bidang.rglob("*.ics"):
        assert not re.search(r"(?m)^[^A-Z \r]", path.read_text("utf-8")), path
