"""JSON Schema of the catalogue's files, for editors: emitted from the models, never written by hand."""

from __future__ import annotations

import json
from typing import Any

from katalog.editor_schema import for_editor
from katalog.fields import SLUG
from katalog.model import SOP
from katalog.references import REFERENCES
from katalog.replay_record import CatatanPutar
from katalog.rules import ALL_RULES
from katalog.rules.headings import ACCEPTED
from katalog.simulation_record import CatatanSimulasi

_DRAFT = "https://json-schema.org/draft/2020-12/schema"

_COLUMNS = {"kelengkapan": "$4", "waktu": "$5", "output": "$6"}
_STEPS: list[dict[str, Any]] = [
    {
        "label": "langkah",
        "description": "Satu langkah dengan kolom-kolomnya.",
        "body": {"urut": "$1", "kegiatan": "$2", "pelaksana": "$3", "mutu_baku": _COLUMNS},
    },
    {
        "label": "keputusan",
        "description": "Langkah dengan dua jalan: Ya dan Tidak.",
        "body": {
            "urut": "$1",
            "kegiatan": "$2",
            "pelaksana": "$3",
            "mutu_baku": _COLUMNS,
            "lanjut": {"Ya": "$7", "Tidak": "$8"},
        },
    },
]
"""What an editor offers for an item of `langkah`."""
_MANY_KINDS: dict[str, dict[str, Any]] = {
    "pelaksana": {
        "errorMessage": "Tulis kunci pelaksana (sekretaris), daftar kunci ([sekretaris, tim]), atau null.",
    },
    "lanjut": {
        "errorMessage": (
            "Tulis nomor langkah (6), daftar nomor ([3, 4]), cabang ({Ya: 6, Tidak: 4}), selesai, atau null."
        ),
        "defaultSnippets": [
            {"label": "nomor langkah", "body": "$1"},
            {"label": "keputusan", "body": {"Ya": "$1", "Tidak": "$2"}},
        ],
    },
}
"""What an editor says of fields that may be of many kinds, and what it offers for them."""


def schemas() -> dict[str, str]:
    """Return every schema as JSON text by file name (`sop.schema.json`, `opd.schema.json`, …).

    `simulasi` describes what a simulation prints and `putar` the cases that a page plays again; the others describe
    files that people write.
    """
    sop = SOP.model_json_schema(mode="validation")
    sop["properties"]["kecuali"]["propertyNames"] = {"enum": [rule.kode for rule in ALL_RULES]}
    sop["properties"]["label_tercetak"]["propertyNames"] = {"enum": list(ACCEPTED)}
    sop["$defs"]["Langkah"]["defaultSnippets"] = _STEPS
    for key, words in _MANY_KINDS.items():
        sop["$defs"]["Langkah"]["properties"][key] |= words
    result = {
        "sop.schema.json": _written("SOP", sop),
        "simulasi.schema.json": _text(CatatanSimulasi.model_json_schema(mode="serialization")),
        "putar.schema.json": _text(CatatanPutar.model_json_schema(mode="serialization")),
    }
    for name, model in REFERENCES.items():
        inner = model.model_json_schema(mode="validation")
        definitions = inner.pop("$defs", {})
        outer: dict[str, Any] = {
            "type": "object",
            "propertyNames": {"pattern": f"^{SLUG.pattern}$"},
            "additionalProperties": inner,
        }
        if definitions:
            outer["$defs"] = definitions
        result[f"{name}.schema.json"] = _written(f"_acuan/{name}.yaml", outer)
    return result


def _written(judul: str, schema: dict[str, Any]) -> str:
    """Return the schema of a file that people write."""
    return (
        json.dumps({"$schema": _DRAFT, "title": judul, **for_editor(_cleaned(schema))}, ensure_ascii=False, indent=2)
        + "\n"
    )


def _text(schema: dict[str, Any]) -> str:
    return json.dumps({"$schema": _DRAFT, **_cleaned(schema)}, ensure_ascii=False, indent=2) + "\n"


def _cleaned(node: Any) -> Any:
    """Drop what pydantic takes from English docstrings: what an editor shows is Indonesian."""
    if isinstance(node, list):
        return [_cleaned(item) for item in node]
    if not isinstance(node, dict):
        return node
    is_model = (node.get("type") == "object" and "properties" in node) or "enum" in node
    return {
        key: _cleaned(value)
        for key, value in node.items()
        if not (is_model and key == "description") and not (key == "title" and isinstance(value, str))
    }
