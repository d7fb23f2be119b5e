"""A draft as the text of a YAML file, in the style of `sops/`, each doubt as a comment right above its line."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Any, Final

from impor.blocks import clean
from katalog.doubts import TANDA
from katalog.yaml_source import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from impor.draft import Draf, Jalur

SKEMA: Final = "# yaml-language-server: $schema=../../schema/sop.schema.json"
_BARIS: Final = 110
_LIPAT: Final = 104
_SELALU_KUTIP: Final = frozenset(
    {"nomor", "nip", "waktu", "jumlah_waktu", "berkas", "tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif"}
    | {"tanggal_pengesahan"}
)


class _Penulis:
    """Writes lines; remembers the line of each doubt."""

    def __init__(self, ragu: Iterable[tuple[Jalur, str]]) -> None:
        self.lines: list[str] = []
        self.places: list[tuple[int, str]] = []
        self._doubts: dict[Jalur, list[str]] = {}
        for jalur, words in ragu:
            self._doubts.setdefault(jalur, []).append(words)

    def doubts(self, indent: int, *places: Jalur) -> None:
        """Write the comments of places; they belong to the line that follows."""
        found = [words for jalur in places for words in self._doubts.pop(jalur, [])]
        for words in found:
            self.comment(f"{TANDA}: {clean(words)}", indent)
        self.places += [(len(self.lines) + 1, clean(words)) for words in found]

    def comment(self, words: str, indent: int) -> None:
        """Write a comment, over several lines where it is long."""
        space = " " * indent
        for number, part in enumerate(_wrapped(words, _LIPAT - indent - 2)):
            self.lines.append(f"{space}# {'' if number == 0 else '  '}{part}")

    def mapping(self, data: Mapping[str, Any], jalur: Jalur, indent: int, first: str | None = None) -> None:
        """Write a mapping; `first` stands before its first key, the dash of a list's item."""
        for number, (key, value) in enumerate(data.items()):
            if number or first is None:
                self.doubts(indent, (*jalur, key))
            lead = first if number == 0 and first is not None else " " * indent
            self.pair(f"{lead}{key}:", key, value, (*jalur, key), indent)

    def pair(self, lead: str, key: str, value: Any, jalur: Jalur, indent: int) -> None:
        """Write a key with its value."""
        if isinstance(value, dict):
            flow = _flow(value) if key in ("sumber", "lanjut") or not value else None
            if flow is not None and len(lead) + len(flow) < _BARIS:
                self.lines.append(f"{lead} {flow}")
                return
            self.lines.append(lead)
            self.mapping(value, jalur, indent + 2)
        elif isinstance(value, list):
            if not value or key in ("pelaksana", "lanjut", "simbol"):
                self.lines.append(f"{lead} [{', '.join(scalar(item) for item in value)}]")
                return
            self.lines.append(lead)
            for number, item in enumerate(value):
                self.item(item, (*jalur, number), indent + 2)
        else:
            self.scalar(lead, value, indent + 2, quoted=key in _SELALU_KUTIP)

    def item(self, value: Any, jalur: Jalur, indent: int) -> None:
        """Write an item of a list."""
        lead = f"{' ' * indent}- "
        first = [(*jalur, next(iter(value)))] if isinstance(value, dict) else []
        self.doubts(indent, jalur, *first)
        if isinstance(value, dict):
            self.mapping(value, jalur, indent + 2, first=lead)
        else:
            self.scalar(lead.rstrip(), value, indent + 2)

    def scalar(self, lead: str, value: Any, indent: int, *, quoted: bool = False) -> None:
        """Write a value that is no container: on its line, or folded below where it is long."""
        said = json.dumps(value, ensure_ascii=False) if quoted and isinstance(value, str) else scalar(value)
        if len(lead) + 1 + len(said) <= _BARIS or not isinstance(value, str):
            self.lines.append(f"{lead} {said}")
            return
        self.lines.append(f"{lead} >-")
        self.lines += [f"{' ' * indent}{part}" for part in _wrapped(value, _LIPAT - indent)]


def _wrapped(words: str, width: int) -> list[str]:
    return textwrap.wrap(
        words, max(width, 20), break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    ) or [""]


def _flow(value: Mapping[str, Any]) -> str | None:
    """Return a small mapping on one line; None where a value is a mapping itself."""
    parts = []
    for key, item in value.items():
        if isinstance(item, dict):
            return None
        if isinstance(item, list):
            said = f"[{', '.join(scalar(one, flow=True) for one in item)}]"
        elif key in _SELALU_KUTIP and isinstance(item, str):
            said = json.dumps(item, ensure_ascii=False)
        else:
            said = scalar(item, flow=True)
        parts.append(f"{scalar(key, flow=True)}: {said}")
    return f"{{{', '.join(parts)}}}"


def scalar(value: Any, *, flow: bool = False) -> str:
    """Return a value as YAML: without quotes where it then reads the same."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    if flow and any(letter in text for letter in "[]{},"):
        return json.dumps(text, ensure_ascii=False)
    plain = bool(text) and (text[0].isalnum() or text[0] in "(/.") and ": " not in text and " #" not in text
    if plain and not text.endswith(":") and read_yaml(f"k: {text}".encode()).data == {"k": text}:
        return text
    return json.dumps(text, ensure_ascii=False)


def draft_text(draf: Draf, asal: str) -> tuple[str, list[tuple[int, str]]]:
    """Return the text of a draft, and its doubts by line.

    Args:
        draf: The draft.
        asal: What the document is called, for the heading.
    """
    # What belongs to no key stands above the first.
    ragu = [(_existing(draf.isi, jalur) or (next(iter(draf.isi)),), words) for jalur, words in draf.ragu]
    writer = _Penulis(ragu)
    count = len(ragu)
    writer.lines.append(SKEMA)
    writer.comment(f"Draf hasil impor dari {clean(asal)[:120]}.", 0)
    writer.comment(
        f"{count} hal ditandai {TANDA}: cocokkan dengan naskah, perbaiki, lalu hapus tandanya."
        if count
        else "Tidak ada yang ditandai ragu; tetap cocokkan dengan naskah.",
        0,
    )
    writer.mapping(draf.isi, (), 0)
    if draf.sisa:
        writer.comment("Teks naskah yang tidak dipakai dalam draf ini:", 0)
        for words in draf.sisa:
            writer.comment(f"| {words}", 0)
    return "\n".join(writer.lines) + "\n", writer.places


def _existing(isi: Mapping[str, Any], jalur: Jalur) -> Jalur:
    """Return the nearest place that is written, at or above a way."""
    data: Any = isi
    for depth, part in enumerate(jalur):
        places = data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
        if part not in places:
            return jalur[:depth]
        data = data[part]
        inline = part in ("sumber", "lanjut", "pelaksana", "simbol") and depth == len(jalur) - 2
        if inline and not (part == "pelaksana" and depth == 0):
            return jalur[: depth + 1]
    return jalur
