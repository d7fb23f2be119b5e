"""The boxes of the form as items: by printed numbers, by bullets, by paragraphs."""

from __future__ import annotations

import itertools
import re
from typing import Final

from impor.blocks import clean

# OCR glues a number to the word before it: "program2. Mengetahui".
_NUMBER = re.compile(r"(?:(?<=^)|(?<=[\s;.,):\]])|(?<=[^\W\d_]))(\d{1,2})\s*[.)]\s*(?=[^\W\d_]|[\"“(])")
_AFTER_NUMBER_WORD = re.compile(r"\b(?:nomor|no\.?|tahun|pasal|angka|ayat|bab|huruf|km\.?)\s*$", re.IGNORECASE)
_BULLET = re.compile(r"\s*(?:[-–—•▪●◦*·➢✓o\uf0b7\uf0a7\uf0d8]\s+|[•▪●◦·➢\uf0b7\uf0a7\uf0d8])")
_LETTER = re.compile(r"\s*([a-z])\s*[.)]\s+")


SATU_BARIS: Final = "Butir-butirnya menyambung dalam satu baris pada naskah; periksa batas antarbutir."
TANPA_NOMOR: Final = "Naskah tidak bernomor; batas antarbutir diambil dari awal baris."
SISA: Final = "Butir ini tercetak tanpa nomor sesudah butir bernomor; mungkin lanjutan butir sebelumnya."


def split_items(text: str, *, paragraf: bool) -> tuple[list[str], list[tuple[int | None, str]]]:
    """Return the items of a box, and doubts: (index of an item, or None for the whole box, what is doubtful).

    `paragraf` tells that line breaks are the author's paragraphs; otherwise they are where the paper ended.
    """
    text = text.strip()
    marks = _numbers(text)
    if marks:
        return _numbered(text, marks, paragraf=paragraf)
    lines = [part.strip() for part in text.split("\n") if part.strip()]
    for pattern in (_BULLET, _LETTER):
        if lines and pattern.match(lines[0]) and (pattern is _BULLET or _consecutive(lines)):
            return _marked(lines, pattern), []
    return _by_lines(lines)


def first_number(text: str) -> int | None:
    """Return the number that a text begins with, as items of a list do."""
    found = _NUMBER.match(text.strip())
    return int(found[1]) if found else None


def _numbers(text: str) -> list[re.Match[str]]:
    """Return the marks of a running count that the text begins with."""
    marks: list[re.Match[str]] = []
    for found in _NUMBER.finditer(text):
        if not marks:
            if found.start() > 0:
                return []
            marks.append(found)
        elif int(found[1]) == int(marks[-1][1]) + 1 and not _AFTER_NUMBER_WORD.search(
            text[max(found.start() - 12, 0) : found.start()]
        ):
            marks.append(found)
    return marks


def _numbered(
    text: str, marks: list[re.Match[str]], *, paragraf: bool
) -> tuple[list[str], list[tuple[int | None, str]]]:
    items: list[str] = []
    doubts: list[tuple[int | None, str]] = []
    ends = [*(found.start() for found in marks[1:]), len(text)]
    for found, end in zip(marks, ends, strict=True):
        part = text[found.end() : end]
        lines = [one.strip() for one in part.split("\n") if one.strip()]
        if not paragraf or len(lines) < 2:
            items.append(clean(part))
            continue
        own, extra = _joined(lines)
        items += own
        if extra:
            doubts += [(len(items) - index, SISA) for index in range(extra, 0, -1)]
    if any("\n" not in text[first.start() : second.start()] for first, second in itertools.pairwise(marks)):
        doubts.insert(0, (None, SATU_BARIS))
    return [item for item in items if item], doubts


def _joined(lines: list[str]) -> tuple[list[str], int]:
    """Join lines that go on; returns the items and how many of them follow the first."""
    items = [lines[0]]
    for part in lines[1:]:
        if part[0].isupper() and not items[-1].endswith((",", "-", "(", ":")):
            items.append(part)
        else:
            items[-1] += f" {part}"
    return [clean(item) for item in items], len(items) - 1


def _consecutive(lines: list[str]) -> bool:
    letters = [found[1] for part in lines if (found := _LETTER.match(part))]
    return letters[0] == "a" and letters == [chr(ord("a") + index) for index in range(len(letters))]


def _marked(lines: list[str], pattern: re.Pattern[str]) -> list[str]:
    items: list[str] = []
    for part in lines:
        found = pattern.match(part)
        if found or not items:
            items.append(part[found.end() :] if found else part)
        else:
            items[-1] += f" {part}"
    return [word for item in items if (word := clean(item))]


def _by_lines(lines: list[str]) -> tuple[list[str], list[tuple[int | None, str]]]:
    if len(lines) < 2:
        return [word for part in lines if (word := clean(part))], []
    items, _ = _joined(lines)
    return [item for item in items if item], ([(None, TANPA_NOMOR)] if len(items) > 1 else [])
