"""The example for authors: it loads without a galat, shows every key, is tidy, and stands on the guide's page."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from katalog.checking import analyse
from katalog.findings import Tingkat
from katalog.loading import load_catalogue
from katalog.model import SOP
from katalog.tidying import tidy
from katalog.yaml_source import read_yaml
from tests.catalogue_support import REFERENCES, ROOT, make_catalogue

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = ROOT / "docs" / "panduan" / "contoh-sop.yaml"
OPD = """\
dinkes-kota-contoh:
  nama: Dinas Kesehatan Kota Contoh
  singkatan: Dinkes Kota Contoh
  jenis: dinas
  daerah: {jenis: kota, nama: Contoh}
"""


def test_loads_without_a_galat_or_a_warning(tmp_path: Path):
    akar = make_catalogue(
        tmp_path,
        {
            "dinkes-kota-contoh/penjenjangan-kinerja.yaml": EXAMPLE.read_bytes(),
            "_acuan/opd.yaml": OPD,
        },
    )
    for name in ("peraturan", "proses", "jabatan", "istilah"):
        shutil.copy(REFERENCES / f"{name}.yaml", akar / "_acuan")
    telaah = analyse(load_catalogue(akar))
    own = telaah.temuan_sop["dinkes-kota-contoh/penjenjangan-kinerja"]
    grave = [
        (temuan.kode, temuan.pesan) for temuan in own if temuan.tingkat is not Tingkat.SARAN and not temuan.diterima
    ]
    assert grave == []
    assert [temuan.kode for temuan in own if temuan.diterima] == ["B105"]


def keys_of(schema: dict[str, Any], node: Any, definitions: dict[str, Any]) -> set[str]:
    """The keys of a schema that a value reaches, as `Model.key`; those that nobody shows are missing."""
    found: set[str] = set()
    for part in (schema, *schema.get("anyOf", ())):
        if "$ref" in part:
            name = part["$ref"].rpartition("/")[2]
            if isinstance(node, dict):
                for key, value in node.items():
                    found |= {f"{name}.{key}"} | keys_of(definitions[name]["properties"][key], value, definitions)
        elif part.get("type") == "array" and isinstance(node, list):
            for item in node:
                found |= keys_of(part["items"], item, definitions)
    return found


def test_shows_every_key_of_the_schema():
    schema = json.loads((ROOT / "schema" / "sop.schema.json").read_text("utf-8"))
    definitions = {**schema["$defs"], "SOP": schema}
    models = {name: part for name, part in definitions.items() if "properties" in part}
    data = read_yaml(EXAMPLE.read_bytes()).data
    shown = keys_of({"$ref": "#/$defs/SOP"}, data, definitions)
    assert shown == {f"{name}.{key}" for name, part in models.items() for key in part["properties"]}


def test_is_tidy_and_says_that_it_is_made_up():
    raw = EXAMPLE.read_bytes()
    assert tidy(raw, SOP).isi == raw
    assert b"karangan" in raw


def test_stands_on_the_page_to_the_letter():
    page = (ROOT / "docs" / "panduan" / "penyusun.md").read_text("utf-8")
    assert f"```yaml\n{EXAMPLE.read_text('utf-8')}```\n" in page
