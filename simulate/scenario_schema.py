"""JSON Schema of scenario files, for editors: emitted from the model, never written by hand.

A file may extend another (`berdasar`) and then says only what differs, so that hardly any key is required; but who
changes a section gives a reason of their own. A file that extends nothing must be complete.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from katalog.editor_schema import for_editor
from simulate.scenario import Skenario
from simulate.scenario_file import BAWAAN, NAMA

if TYPE_CHECKING:
    from collections.abc import Iterator

BERKAS: Final = "skenario.schema.json"
_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_DEFINITIONS: Final = "#/$defs/"
_BASE: Final = {
    "anyOf": [
        {"enum": list(BAWAAN)},
        {"type": "string", "pattern": "^(?!index(?:\\.yaml)?$)[a-z0-9]+(?:-[a-z0-9]+)*(?:\\.yaml)?$"},
        {"type": "null"},
    ],
    "description": (
        "Skenario yang dilanjutkan: nama skenario bawaan, atau berkas .yaml di folder yang sama. "
        "Yang tidak ditulis di sini berlaku seperti di sana."
    ),
}
_REASON: Final = "alasan"


def scenario_schemas() -> dict[str, str]:
    """Return the schema of scenario files as JSON text by file name, as `katalog.schema.schemas` does."""
    model = Skenario.model_json_schema(mode="validation")
    sections: dict[str, dict[str, Any]] = model.pop("$defs")
    needed = [key for key in model.pop("required") if key not in NAMA]
    whole = {
        key: {"required": sections[name]["required"]}
        for key in needed
        if (name := model["properties"][key].get("$ref", "").removeprefix(_DEFINITIONS)) in sections
    }
    listed = set(_listed(sections))
    schema = {
        **model,
        "$defs": {name: section if name in listed else _partial(section) for name, section in sections.items()},
        "properties": {**model["properties"], "berdasar": _BASE},
        "required": list(NAMA),
        "if": {"properties": {"berdasar": {"type": "string"}}, "required": ["berdasar"]},
        "else": {"required": needed, "properties": whole},
    }
    for part in (schema, *schema["$defs"].values()):
        part.pop("description", None)  # English: the docstring of a model
    shown = {"$schema": _DRAFT, "title": "Skenario", **for_editor(_cleaned(schema))}
    return {BERKAS: json.dumps(shown, ensure_ascii=False, indent=2) + "\n"}


def _partial(section: dict[str, Any]) -> dict[str, Any]:
    """Let a section say only what differs; where it says anything and the model wants a reason, it gives one."""
    if "required" not in section:
        return section
    relaxed = {key: value for key, value in section.items() if key != "required"}
    if _REASON in section["required"]:
        relaxed |= {"if": {"minProperties": 1}, "then": {"required": [_REASON]}}
    return relaxed


def _listed(node: Any) -> Iterator[str]:
    """Find the models that stand in lists: a list replaces that of the base, so that its items are whole."""
    if isinstance(node, dict):
        if isinstance(node.get("items"), dict) and "$ref" in node["items"]:
            yield node["items"]["$ref"].removeprefix(_DEFINITIONS)
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from _listed(inner)


def _cleaned(node: Any) -> Any:
    """Drop what pydantic makes of names and of the model's own defaults: what is not written is as in the base.

    Nor may any key stand beside those of a pattern.
    """
    if isinstance(node, list):
        return [_cleaned(item) for item in node]
    if not isinstance(node, dict):
        return node
    closed = {"additionalProperties": False} if "patternProperties" in node else {}
    return {
        **{key: _cleaned(value) for key, value in node.items() if key not in ("title", "default")},
        **closed,
    }
