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


def shown_keys(node: Any, part: dict[str, Any], definitions: dict[str, Any]) -> set[str]:
    """The keys that a value shows, by the title of the part of the schema that they stand in."""
    part = definitions[part["$ref"].rpartition("/")[2]] if "$ref" in part else part
    if isinstance(node, list):
        return {key for item in node for key in shown_keys(item, part.get("items", {}), definitions)}
    if not isinstance(node, dict) or "properties" not in part:
        return set()
    known = part["properties"]
    own = {f"{sorted(known)}: {key}" for key in node}
    return own | {key for name, value in node.items() for key in shown_keys(value, known[name], definitions)}


def all_keys(part: Any) -> set[str]:
    """Every key of every model in a schema."""
    if isinstance(part, list):
        return {key for item in part for key in all_keys(item)}
    if not isinstance(part, dict):
        return set()
    known = part.get("properties")
    own = {f"{sorted(known)}: {key}" for key in known} if isinstance(known, dict) else set()
    return own | {key for inner in part.values() for key in all_keys(inner)}


def test_shows_every_key_of_the_schema():
    schema = json.loads((ROOT / "schema" / "sop.schema.json").read_text("utf-8"))
    assert shown_keys(read_yaml(EXAMPLE.read_bytes()).data, schema, schema["$defs"]) == all_keys(schema)


def test_is_tidy_and_says_that_it_is_made_up():
    raw = EXAMPLE.read_bytes()
    assert tidy(raw, SOP).isi == raw
    assert b"karangan" in raw


def test_stands_on_the_page_to_the_letter():
    page = (ROOT / "docs" / "panduan" / "penyusun.md").read_text("utf-8")
    assert f"```yaml\n{EXAMPLE.read_text('utf-8')}```\n" in page
