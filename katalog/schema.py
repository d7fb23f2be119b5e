"""JSON Schema of the catalogue's files, for editors: emitted from the models, never written by hand."""

from __future__ import annotations

import json
from typing import Any

from katalog.fields import SLUG
from katalog.model import SOP
from katalog.references import REFERENCES
from katalog.replay_record import CatatanPutar
from katalog.rules import ALL_RULES
from katalog.rules.headings import ACCEPTED
from katalog.simulation_record import CatatanSimulasi

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """Return every schema as JSON text by file name (`sop.schema.json`, `opd.schema.json`, …).

    `simulasi` describes what a simulation prints and `putar` the cases that a page plays again; the others describe
    files that people write.
    """
    sop = SOP.model_json_schema(mode="validation")
    sop["properties"]["kecuali"]["propertyNames"] = {"enum": [rule.kode for rule in ALL_RULES]}
    sop["properties"]["label_tercetak"]["propertyNames"] = {"enum": list(ACCEPTED)}
    result = {
        "sop.schema.json": _text(sop),
        "simulasi.schema.json": _text(CatatanSimulasi.model_json_schema(mode="serialization")),
        "putar.schema.json": _text(CatatanPutar.model_json_schema(mode="serialization")),
    }
    for name, model in REFERENCES.items():
        inner = model.model_json_schema(mode="validation")
        definitions = inner.pop("$defs", {})
        outer = {
            "title": f"_acuan/{name}.yaml",
            "type": "object",
            "propertyNames": {"pattern": f"^{SLUG.pattern}$"},
            "additionalProperties": inner,
        }
        if definitions:
            outer["$defs"] = definitions
        result[f"{name}.schema.json"] = _text(outer)
    return result


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
