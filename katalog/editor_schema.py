"""What an editor makes of a schema: short Indonesian titles, faults in Indonesian, one plain type where it can be.

`title`, `description` and `examples` are JSON Schema; `errorMessage`, `patternErrorMessage` and `defaultSnippets` are
words of the YAML language server, which every validator is free to pass over. A value of several kinds is written as
one list of types wherever that means the same: for `anyOf` the server words some faults itself, in English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from katalog.fields import FILE_NAME, SLUG

if TYPE_CHECKING:
    from collections.abc import Mapping

_KINDS: Final = {
    "string": "teks",
    "integer": "bilangan bulat",
    "number": "angka",
    "boolean": "true atau false",
    "array": "daftar",
    "object": "pasangan kunci: isi",
    "null": "null",
}
_HELP: Final = {
    "string": "Apit teks dengan tanda kutip bila isinya angka, tanggal, atau kata true, false, null.",
    "integer": "Tulis angka saja, tanpa tanda kutip.",
    "number": "Tulis angka saja, tanpa tanda kutip; pecahan memakai titik.",
    "boolean": "Tulis tanpa tanda kutip.",
    "array": "Tulis tiap butir pada baris sendiri, diawali tanda hubung dan spasi.",
    "object": "Tulis kunci, titik dua, spasi, lalu isinya, dua spasi lebih menjorok.",
}
_PATTERNS: Final = (
    (f"{SLUG.pattern}/", 'Harus id SOP: <opd>/<nama>, misalnya "dinkes-kota-tangerang/penjenjangan-kinerja".'),
    (SLUG.pattern, 'Harus huruf kecil, angka, dan tanda hubung, misalnya "penjenjangan-kinerja".'),
    (FILE_NAME.pattern, "Harus nama berkas saja: huruf, angka, titik, _ dan -, tanpa folder."),
    ("https://", "Harus alamat yang diawali https:// tanpa spasi."),
)
_DATE: Final = 'Harus tanggal: tahun-bulan-hari dalam tanda kutip, misalnya "2023-11-28".'
_NAMED: Final = ("properties", "$defs", "patternProperties")
_DATA: Final = ("examples", "enum", "required", "defaultSnippets")
_SOMETHING: Final = r"\S"
_FEW: Final = 12
_EMPTY: Final = "Tidak boleh kosong."
_NULL: Final = "Tulis null bila dokumen tidak memuatnya."
_SHORT: Final = {"nip": "NIP", "sop": "SOP", "opd": "OPD"}


def for_editor(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with the words and the shape that help in an editor; it accepts what it accepted before.

    Defaults are left out: an editor would type them, and the server stumbles over those that are null.
    """
    result: dict[str, Any] = _shown(schema, schema.get("$defs", {}))
    return result


def _shown(node: Any, definitions: Mapping[str, Any]) -> Any:
    if isinstance(node, list):
        return [_shown(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    result: dict[str, Any] = {}
    for key, value in _one_type(node, definitions).items():
        if key in _NAMED:
            result[key] = {name: _shown(part, definitions) for name, part in value.items()}
        elif key != "default":
            result[key] = value if key in _DATA else _shown(value, definitions)
    if result.get("pattern") == _SOMETHING:
        result.pop("minLength", None)  # says the same, in words that the server does not let us choose
    if "properties" in result:
        result["properties"] = {key: {"title": _title(key), **part} for key, part in result["properties"].items()}
    return {**result, **{key: said for key, said in _faults(result).items() if key not in result}}


def _title(key: str) -> str:
    words = key.split("_")
    return " ".join(_SHORT.get(word, word.capitalize() if not index else word) for index, word in enumerate(words))


def _one_type(node: dict[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """Join alternatives of different types into one list of types, where no keyword of theirs gets in another's way."""
    if not isinstance(node.get("anyOf"), list):
        return node
    joined: dict[str, Any] = {key: value for key, value in node.items() if key != "anyOf"}
    kinds: list[str] = []
    for part in (_typed(part, definitions) for part in node["anyOf"]):
        words = {key: value for key, value in part.items() if key not in ("type", *_FAULTS)}
        if not isinstance(part.get("type"), str) or part["type"] in kinds or words.keys() & joined.keys():
            return node
        kinds.append(part["type"])
        joined |= words
    if "enum" in joined:
        if set(kinds) != {"string", "null"}:
            return node
        joined["enum"] = [*joined["enum"], None]
    if "items" in joined and {"string", "integer"} & set(kinds):
        joined["allOf"] = [{"items": joined.pop("items")}]  # beside the type, the server would begin a list by itself
    # The server takes the first type for the usual one.
    return {**joined, "type": sorted(kinds, key=lambda kind: kind == "null")}


def _typed(part: dict[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """Return an alternative with its type: what it refers to, and a constant word as a text of one pattern."""
    if "$ref" in part:
        return dict(definitions[part["$ref"].rpartition("/")[2]])
    if isinstance(part.get("const"), str):
        word = part["const"]
        return {"type": "string", "pattern": f"^{word}$", "examples": [word]}
    return part


_FAULTS: Final = ("errorMessage", "patternErrorMessage")


def _faults(node: dict[str, Any]) -> dict[str, str]:
    """Return the words for what can be wrong with a value."""
    kinds = [node["type"]] if isinstance(node.get("type"), str) else list(node.get("type", ()))
    if isinstance(node.get("enum"), list):
        return {"errorMessage": f"Pilihan: {', '.join('null' if one is None else str(one) for one in node['enum'])}."}
    if not kinds or kinds == ["null"]:
        return {}
    words = {"errorMessage": node.get("errorMessage", _wanted(node, kinds))}
    if node.get("format") == "date":
        words = dict.fromkeys(_FAULTS, _DATE)
    elif node.get("pattern") == _SOMETHING:
        words["patternErrorMessage"] = f"{_EMPTY} {_NULL}" if "null" in kinds else _EMPTY
    elif "pattern" in node:
        known = (said for part, said in _PATTERNS if part in node["pattern"])
        words["patternErrorMessage"] = next(known, words["errorMessage"])
    return words


def _wanted(node: dict[str, Any], kinds: list[str]) -> str:
    if isinstance(node.get("properties"), dict) and "object" in kinds:
        needed = list(node.get("required", ()))
        others = [key for key in node["properties"] if key not in needed]
        said = f" Wajib ada: {', '.join(needed)}." if needed else ""
        more = f" Kunci lain yang dikenal: {', '.join(others)}." if 0 < len(others) <= _FEW else ""
        return f"Bagian ini berisi pasangan kunci: isi.{said}{more}"
    help_text = f" {_HELP[kinds[0]]}" if len(kinds) == 1 or kinds[1:] == ["null"] else ""
    return f"Harus berupa {', atau '.join(_KINDS[kind] for kind in kinds)}.{help_text}"
