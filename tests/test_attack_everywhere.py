"""An attack in every text that the model has, made from its schema: no built page holds any of them as markup.

A field that is added to the model is attacked from the same day on: whoever adds one that this file does not know how
to fill is told so.
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
from scripts.browser_bundle import TANPA
from tests.catalogue_support import grave_lines
from tests.site_support import build

pytestmark = pytest.mark.situs

JAHAT = Path(__file__).parent / "fixtures" / "jahat" / "sops"
SCHEMA = SOP.model_json_schema()
ID = "dinas-contoh/semua-bidang"
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
    "jenis": "contoh",
}
"""Fields that hold a key, a name of a file, or one of few words: a text of any kind is refused there."""
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
        )

    def fill(self, schema: dict[str, Any], jalur: str) -> Any:
        """Return a value of the schema with an attack in each of its texts."""
        key = jalur.rpartition(".")[2]
        if key in TETAP and jalur != "pelaksana":
            return TETAP[key]
        if "$ref" in schema:
            return self.fill(SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], jalur)
        if kinds := schema.get("anyOf"):
            return self.fill(next(kind for kind in kinds if kind.get("type") != "null"), jalur)
        if "properties" in schema:
            return {name: self.fill(part, f"{jalur}.{name}".lstrip(".")) for name, part in schema["properties"].items()}
        return self._simple(schema, jalur, key)

    def _simple(self, schema: dict[str, Any], jalur: str, key: str) -> Any:
        kind = schema["type"]
        if kind == "object":
            return {KUNCI.get(key, "kepala"): self.text(jalur)}
        if kind == "array":
            return [self.fill(schema["items"], jalur)]
        if kind == "string":
            if schema.get("format") == "date":
                return "2024-01-02"
            assert schema.get("pattern") == r"\S", f"{jalur}: this test does not know how to fill {schema}"
            return self.text(jalur)
        return {"integer": schema.get("minimum", 1), "boolean": True}[kind]


def attacked() -> tuple[dict[str, Any], Serangan]:
    """Return an SOP with an attack in each text: two steps, a decision whose labels attack too."""
    attack = Serangan()
    sop = attack.fill(SCHEMA, "")
    first, second = sop["langkah"][0], attack.fill(SCHEMA["$defs"]["Langkah"], "langkah")
    first |= {"urut": 1, "pelaksana": "kepala", "lanjut": {attack.text("lanjut"): 2, attack.text("lanjut"): 1}}
    second |= {"urut": 2, "pelaksana": "kepala", "lanjut": None, "selesai": True, "simbol": None, "halaman_baru": True}
    first["selesai"] = second["mulai"] = first["halaman_baru"] = False
    return {**sop, "langkah": [first, second]}, attack


@pytest.fixture(scope="module")
def akar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue of attacks written by hand, with two more SOPs: one in force, for comparing, and one revoked."""
    akar = tmp_path_factory.mktemp("bidang") / "sops"
    shutil.copytree(JAHAT, akar)
    sop, _ = attacked()
    for name, status in ((ID, "dicabut"), ("kantor-lain/semua-bidang", "berlaku")):
        own = {**sop, "status": status, "id_lama": sop["id_lama"] if status == "dicabut" else []}
        (akar / f"{name}.yaml").write_text(yaml.safe_dump(own, allow_unicode=True, sort_keys=False), "utf-8")
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


def test_no_attack_is_markup_on_any_page(situs_bidang: Path):
    pages = [path for path in situs_bidang.rglob("*.html") if path.is_file()]
    assert situs_bidang / "sop" / ID / "index.html" in pages
    said = 0
    for path in pages:
        soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        said += "window.jebol=" in soup.get_text()
        for tag in soup.find_all():
            assert not [name for name in tag.attrs if name.startswith("on")], (path, tag)
            assert tag.name not in {"iframe", "object", "embed", "base"}, (path, tag)
            for name in ("href", "src", "action", "formaction", "xlink:href"):
                assert not re.match(r"\s*(javascript|data:text|vbscript)", str(tag.get(name, "")), re.IGNORECASE), path
            assert tag.name != "img" or tag.get("src") != "x", (path, tag)
            if tag.name == "script" and not tag.get("src"):
                assert tag.get("type") == "application/json", (path, tag)
                json.loads(tag.string or "")
    assert said > 10  # the attacks are there, as words


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
