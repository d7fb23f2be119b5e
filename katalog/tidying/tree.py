"""A YAML text as a tree that keeps its comments and blank lines, each where it belongs.

A comment is what stands between two events of the reader, from a `#` to the end of its line. A round-trip library
would be less code, but the one there is drops comments inside `{…}` and `[…]`, and leaves those before a key with the
key above it when keys change places.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


@dataclass(frozen=True, slots=True)
class Komentar:
    """A comment with its `#`. `kolom` is where it stood, `lurus` tells that it was set apart to stand in a column."""

    teks: str
    kolom: int
    lurus: bool = False


Baris: TypeAlias = Komentar | None
"""A line of its own between values: a comment, or None for a blank line."""


@dataclass(slots=True)
class Simpul:
    """A value or a key. `akhir` is what stands behind it on its line, `buka` what stands behind an opening bracket."""

    jenis: Literal["skalar", "peta", "daftar"]
    kolom: int
    isi: str = ""
    gaya: str = ""
    mentah: str = ""
    sebaris: bool = False
    butir: list[Butir] = field(default_factory=list)
    buka: Komentar | None = None
    akhir: Komentar | None = None
    ekor: list[Baris] = field(default_factory=list)


@dataclass(slots=True)
class Butir:
    """A pair of a mapping or an item of a list, with the lines before it."""

    sebelum: list[Baris]
    kunci: Simpul | None = None
    nilai: Simpul | None = None


def read_tree(parsed: str, written: str) -> Simpul | None:
    """Return the tree of one document, None where there is no value.

    `parsed` is what the reader sees; `written` is the same text, place by place, with the comments as written.
    """
    return _Pembaca(parsed, written).read()


def comments_of(node: Simpul) -> Iterator[str]:
    """Yield every comment of a tree."""
    for comment in (node.buka, node.akhir, *node.ekor):
        if comment is not None:
            yield comment.teks
    for entry in node.butir:
        yield from (line.teks for line in entry.sebelum if line is not None)
        for part in (entry.kunci, entry.nilai):
            if part is not None:
                yield from comments_of(part)


class _Pembaca:
    """Walks over the reader's events and gives the comments between two of them to the value that they belong to."""

    def __init__(self, parsed: str, written: str) -> None:
        self.parsed, self.written = parsed, written
        self.starts = [0, *(match.end() for match in re.finditer("\n", parsed))]
        self.done = 0
        self.waiting: list[Baris] = []
        self.open: list[Simpul] = []
        self.last: Simpul | None = None
        self.last_line = -1
        self.last_opens = False
        self.root: Simpul | None = None

    def read(self) -> Simpul | None:
        events: Iterator[Any] = yaml.parse(self.parsed, Loader=yaml.SafeLoader)
        for event in events:
            begin, end = event.start_mark.index, event.end_mark.index
            self._gap(begin)
            if isinstance(event, yaml.DocumentStartEvent):
                self.done = max(self.done, end if event.explicit else 0)
            elif isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._start(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._end(event)
            elif isinstance(event, yaml.DocumentEndEvent) and event.explicit:
                self.done = max(self.done, end)
        self._gap(len(self.parsed))
        if self.root is not None:
            self.root.ekor.extend(self.waiting)
        return self.root

    def _line_of(self, index: int) -> int:
        return bisect_right(self.starts, index) - 1

    def _gap(self, until: int) -> None:
        """Take the comments and blank lines up to a place; the rest of its line is not looked at yet."""
        if until <= self.done:
            return
        first = self._line_of(self.done)
        for number in range(first, self._line_of(until) + 1):
            begin = max(self.starts[number], self.done)
            end = self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.parsed)
            piece = self.parsed[begin : min(end, until)]
            if piece.startswith("%") and begin == self.starts[number]:
                continue
            mark = piece.find("#")
            if mark >= 0:
                self._comment(number, begin + mark, end)
            elif not piece.strip() and begin == self.starts[number] and end < until:
                self.waiting.append(None)
        self.done = until

    def _comment(self, number: int, index: int, end: int) -> None:
        comment = self._comment_at(number, index, end)
        before = self.parsed[self.starts[number] : index]
        if before.strip() and self.last is not None and self.last_line == number:
            if self.last_opens:
                self.last.buka = comment
            else:
                self.last.akhir = comment
        else:
            self.waiting.append(comment)

    def _comment_at(self, number: int, index: int, end: int) -> Komentar:
        before = self.parsed[self.starts[number] : index]
        gap = len(before) - len(before.rstrip())
        return Komentar(self.written[index:end].rstrip(), len(before), gap > 2)

    def _scalar(self, event: Any) -> None:
        begin, end = event.start_mark.index, event.end_mark.index
        raw = self.parsed[begin:end]
        node = Simpul("skalar", event.start_mark.column, event.value, event.style or "", raw)
        self._put(node)
        if node.gaya in ("|", ">"):
            header, _, _ = raw.partition("\n")
            mark = header.find("#")
            if mark >= 0:
                node.akhir = self._comment_at(event.start_mark.line, begin + mark, begin + len(header))
            node.mentah = _BLOCK_HEADER.match(raw)[0]  # type: ignore[index]
            end = begin + len(raw.rstrip())
        self._seen(node, end, opens=False)

    def _start(self, event: Any) -> None:
        kind: Literal["peta", "daftar"] = "peta" if isinstance(event, yaml.MappingStartEvent) else "daftar"
        node = Simpul(kind, event.start_mark.column, sebaris=bool(event.flow_style))
        self._put(node)
        self.open.append(node)
        if node.sebaris:
            self._seen(node, event.end_mark.index, opens=True)

    def _end(self, event: Any) -> None:
        node = self.open.pop()
        if node.sebaris:
            node.ekor.extend(self.waiting)
            self.waiting = []
            self._seen(node, event.end_mark.index, opens=False)
            return
        if not self.open:
            return  # what follows the last value belongs to the end of the file
        taken = 0
        for index, line in enumerate(self.waiting):
            if line is None:
                continue
            if line.kolom <= event.start_mark.column or line.kolom < node.kolom:
                break
            taken = index + 1
        node.ekor.extend(self.waiting[:taken])
        self.waiting = self.waiting[taken:]

    def _seen(self, node: Simpul, end: int, *, opens: bool) -> None:
        self.done = max(self.done, end)
        self.last, self.last_opens = node, opens
        self.last_line = self._line_of(end)

    def _put(self, node: Simpul) -> None:
        """Hang a node where it belongs, with the lines that wait for it."""
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        entry = parent.butir[-1] if parent.butir else None
        if parent.jenis == "peta" and (entry is None or entry.nilai is not None):
            parent.butir.append(Butir(self._take(), kunci=node))
            return
        if parent.jenis == "daftar" or entry is None:
            parent.butir.append(Butir(self._take(), nilai=node))
            return
        entry.nilai = node
        if node.jenis == "skalar" or node.sebaris:
            entry.sebelum.extend(self._take())  # between a key and what is written on its line there is no room

    def _take(self) -> list[Baris]:
        taken, self.waiting = self.waiting, []
        return taken
