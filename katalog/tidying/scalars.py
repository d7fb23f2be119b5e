"""How a text is written: as the author quoted it where it fits on its line, folded where it does not."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import yaml
from yaml.emitter import Emitter

from katalog.yaml_source import read_yaml

if TYPE_CHECKING:
    from katalog.tidying.tree import Simpul

MUAT: Final = 110
"""A text whose line would be longer is folded."""
LIPAT: Final = 104
"""Longest line of a folded text."""

_BREAK = re.compile(r"(?<=\S) (?=\S)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NULL = frozenset({"", "~"})


@dataclass(frozen=True, slots=True)
class Tulisan:
    """A written scalar: what stands on the key's line, and the lines below it without their indentation."""

    kepala: str
    badan: tuple[str, ...] = ()


def write_scalar(node: Simpul, before: int, indent: int) -> Tulisan:
    """Return a scalar that stands behind `before` characters, its folded lines below at `indent`."""
    if node.gaya == "" and node.mentah in _NULL:
        return Tulisan("null")
    if node.gaya == "|" and "\n" in node.isi:
        return _checked(_literal(node), node.isi)
    if "\n" in node.isi and (node.gaya == ">" or "\n" in node.mentah):
        return _checked(_paragraphs(node.isi, indent), node.isi)
    if before + len(node.isi) > MUAT and _foldable(node.isi):
        return Tulisan(">-", tuple(wrap(node.isi, LIPAT - indent)))
    return Tulisan(inline_scalar(node))


def inline_scalar(node: Simpul) -> str:
    """Return a scalar on one line, quoted as the author did it."""
    if node.gaya == "" and node.mentah in _NULL:
        return "null"
    if node.gaya == "" and "\n" not in node.mentah:
        return node.mentah
    if node.gaya == '"' and "\n" not in node.mentah:
        return node.mentah
    if node.gaya != '"' and _plain_again(node):
        return node.isi
    return _quoted(node.isi)


def wrap(text: str, width: int) -> list[str]:
    """Break a text at single spaces into lines of at most `width` characters, where its words allow it."""
    lines = [""]
    for word in _BREAK.split(text):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines


def _foldable(text: str) -> bool:
    return not _CONTROL.search(text) and text == text.strip(" ") and _BREAK.search(text) is not None


def _plain_again(node: Simpul) -> bool:
    """Tell whether a text that was folded, or plain over several lines, may stand without quotes on one."""
    if node.gaya == "'" or "\n" in node.isi:
        return False
    if node.gaya == "" and not node.sebaris:
        return True
    analysis = Emitter(io.StringIO(), allow_unicode=True).analyze_scalar(node.isi)
    return bool(analysis.allow_block_plain) and read_yaml(f"a: {node.isi}".encode()).data == {"a": node.isi}


def _quoted(text: str) -> str:
    if _CONTROL.search(text):
        return json.dumps(text, ensure_ascii=False)
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _literal(node: Simpul) -> Tulisan:
    text, end = node.isi, "-"
    if text.endswith("\n"):
        text, end = text[:-1], ""
    return Tulisan("|" + end, tuple(text.split("\n")))


def _paragraphs(text: str, indent: int) -> Tulisan:
    end = "-"
    if text.endswith("\n"):
        text, end = text[:-1], ""
    lines: list[str] = []
    for number, paragraph in enumerate(text.split("\n")):
        lines.extend([""] if number else [])
        lines.extend(wrap(paragraph, LIPAT - indent))
    return Tulisan(">" + end, tuple(lines))


def _checked(tulisan: Tulisan, text: str) -> Tulisan:
    """Return what was written where it reads as the same text, else the text in quotes."""
    body = "".join(f"  {line}\n" if line else "\n" for line in tulisan.badan)
    try:
        same = yaml.load(f"a: {tulisan.kepala}\n{body}b: c\n", Loader=yaml.BaseLoader) == {"a": text, "b": "c"}  # noqa: S506 - strings alone
    except yaml.YAMLError:
        same = False
    return tulisan if same else Tulisan(json.dumps(text, ensure_ascii=False))
