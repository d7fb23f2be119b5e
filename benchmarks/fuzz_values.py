"""Hostile values of the right shape: a JSON Schema is walked, and bytes choose what stands in each of its fields.

A field that is added to a model is attacked from the same day on, without a word here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from katalog.yaml_source import clip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TEMUAN: Final = Path(__file__).resolve().parent.parent / "tests" / "fixtures" / "kabur"
"""Where inputs that broke something are kept, a folder for each target."""
MAKS_BITA: Final = 60_000
"""Bytes of an input."""
TEKS: Final = (
    "<script>window.jebol=1</script>",
    '"><img src=x onerror=window.jebol=2>',
    "</script><!--<script>",
    "[klik](javascript:window.jebol=3)",
    '![x](https://contoh.invalid/a.png "t")',
    "<https://contoh.invalid/>",
    "{{ 7*7 }}{% raw %}",
    "%%{init: {'securityLevel': 'loose'}}%%",
    'x"] --> y; click s1 call alert(1)',
    "{: onclick=window.jebol=4 }",
    '--8<-- "mkdocs.yml"',
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "]]>&#x3c;svg onload=window.jebol=5>",
    "a\nBEGIN:VEVENT",
    "%0A::error file=a::b",
    "_x000D__x000a_",
    "<r><t>x</t></r>",
    "שלום ١٢٣ عربي",
    "Z̵̢̛͙a̸l̵g̴o",
    "\U0001f468 kerja",
    "ﷺ" * 40,
    "Undang-Undang Nomor 23 Tahun 2014 tentang X sebagaimana telah beberapa kali diubah terakhir dengan ",
    "Peraturan Bupati Nomor 1 Tahun 2020 (Lembaran Daerah Tahun 2020 Nomor 1)",
    "SOP Penyusunan; lihat langkah 3 dan langkah 999",
    "1-3 hari kerja (satu sampai tiga)",
    "0,5 jam + ½ hari",
    "99999999999999 tahun",
    "https://contoh.invalid/javascript:alert(1)",
    "197705012005012010",
    "langkah.1.pelaksana",
    "kepala",
    "w" * 300,
    "-",
    "…",
)
"""What a text is made of: attacks on every language that the outputs speak, and the words that parsers look for."""
KUNCI: Final = ("kepala", "staf", "tim-kerja", "serangan", "a", "uu-2014-23")
"""Slugs: some are known to the references, some are not."""
TANGGAL: Final = ("2024-02-29", "0001-01-01", "9999-12-31", "2023-11-28", "1899-12-31", "2024-07-04")
WAKTU: Final = ("1 hari", "-", "3 Hari kerja", "30 menit – 1 jam", "2 x 1 jam", "100000 tahun", "0 menit", "maks. 5 HK")
_BIDANG: Final[Mapping[str, Sequence[str]]] = {
    "waktu": WAKTU,
    "jumlah_waktu": WAKTU,
    "bidang": (
        "nama",
        "langkah.1.waktu",
        "langkah.2.lanjut",
        "langkah.99.pelaksana",
        "x..y",
        "langkah.1.mutu_baku.waktu",
    ),
}
"""Fields whose words are parsed: they hold something to parse half of the time."""


class Pilihan:
    """A stream of choices, taken from bytes; where they are used up, the first of all choices is taken."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._next = 0

    def below(self, n: int) -> int:
        """Return a number from 0 to n - 1."""
        if self._next >= len(self._raw) or n < 2:
            return 0
        self._next += 1
        return self._raw[self._next - 1] % n

    def one(self, items: Sequence[Any]) -> Any:
        """Return one of the items."""
        return items[self.below(len(items))]

    def text(self) -> str:
        """Return some pieces of hostile text, or what the bytes themselves spell."""
        if self.below(4) == 3:
            raw = bytes(self.below(256) for _ in range(self.below(24)))
            text = raw.decode("utf-8", "replace")
            return text if self.below(16) == 15 else clip(text) or "x"
        return " ".join(str(self.one(TEKS)) for _ in range(1 + self.below(3)))


def value(schema: Mapping[str, Any], pilihan: Pilihan, definitions: Mapping[str, Any], nama: str = "") -> Any:
    """Return a value that the schema allows, or nearly.

    Args:
        schema: A part of a JSON Schema as pydantic writes it.
        pilihan: What chooses.
        definitions: The `$defs` of the whole.
        nama: The key under which the value stands.
    """
    if "$ref" in schema:
        return value(definitions[schema["$ref"].rpartition("/")[2]], pilihan, definitions, nama)
    if "const" in schema or "enum" in schema:
        return pilihan.one(schema.get("enum", (schema.get("const"),)))
    if kinds := schema.get("anyOf") or schema.get("oneOf"):
        return value(pilihan.one(kinds), pilihan, definitions, nama)
    kind = schema.get("type")
    if kind == "object":
        return _object(schema, pilihan, definitions)
    if kind == "array":
        low, high = schema.get("minItems", 0), min(schema.get("maxItems", 3), 4)
        count = low + pilihan.below(max(high - low, 0) + 1)
        return [value(schema.get("items", {"type": "string"}), pilihan, definitions, nama) for _ in range(count)]
    if kind == "string":
        return _string(schema, pilihan, nama)
    if kind == "integer":
        low, high = schema.get("minimum", 1), schema.get("maximum", 999)
        return pilihan.one((0, -1, 10**14)) if pilihan.below(16) == 15 else pilihan.one((low, high, low + 1))
    if kind == "number":
        return pilihan.one((1, 0.5, 0, -1, 1e-9, 1e12, schema.get("maximum", 3)))
    return pilihan.one((True, False)) if kind == "boolean" else None


def _object(schema: Mapping[str, Any], pilihan: Pilihan, definitions: Mapping[str, Any]) -> dict[str, Any]:
    required = set(schema.get("required", ()))
    result = {
        key: value(part, pilihan, definitions, key)
        for key, part in schema.get("properties", {}).items()
        if key in required or pilihan.below(3)
    }
    for pattern, part in schema.get("patternProperties", {}).items():
        names = ("1", "2", "7") if pattern.startswith(("^[0-9", "^[1-9")) else KUNCI
        result |= {str(pilihan.one(names)): value(part, pilihan, definitions) for _ in range(pilihan.below(3))}
    if isinstance(extra := schema.get("additionalProperties"), dict):
        for _ in range(1 + pilihan.below(3)):
            key = str(pilihan.one(KUNCI)) if pilihan.below(3) else pilihan.text()
            result[key] = value(extra, pilihan, definitions)
    return result


def _string(schema: Mapping[str, Any], pilihan: Pilihan, nama: str) -> str:
    if schema.get("format") == "date":
        return str(pilihan.one(TANGGAL))
    if "pattern" in schema and schema["pattern"] != r"\S":
        return pilihan.text() if pilihan.below(16) == 15 else str(pilihan.one(KUNCI))
    if nama in _BIDANG and pilihan.below(2):
        return str(pilihan.one(_BIDANG[nama]))
    return pilihan.text()


def sop_value(schema: Mapping[str, Any], raw: bytes) -> dict[str, Any]:
    """Return an SOP whose numbers, roles and arrows fit each other, so that most are read to the end."""
    pilihan = Pilihan(raw)
    sop: dict[str, Any] = value(schema, pilihan, schema.get("$defs", {}))
    sop["proses"] = "serangan"
    steps = [*sop["langkah"]] or [{"kegiatan": "x"}]
    keys = list(sop["pelaksana"])
    for index, step in enumerate(steps):
        step["urut"] = index + 1
        if step.get("pelaksana") is not None:
            step["pelaksana"] = keys[pilihan.below(len(keys))]
        if step.get("lanjut") is not None:
            step["lanjut"] = _arrows(step["lanjut"], len(steps), pilihan)
    sop["langkah"] = steps
    return sop


def _arrows(lanjut: Any, steps: int, pilihan: Pilihan) -> Any:
    if isinstance(lanjut, dict):
        return {str(label): _arrows(target, steps, pilihan) for label, target in lanjut.items()}
    if isinstance(lanjut, list):
        return list({1 + pilihan.below(steps) for _ in lanjut})
    return lanjut if lanjut in ("selesai", None) else 1 + pilihan.below(steps)
