"""Writing a tree: two spaces a level, every comment where it stood, short lists and mappings on one line as written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.tidying.order import as_mapping, fields_of, inner
from katalog.tidying.scalars import MUAT, inline_scalar, write_scalar
from katalog.tidying.tree import Komentar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katalog.tidying.order import Bentuk
    from katalog.tidying.tree import Baris, Butir, Simpul

BARIS_SKEMA = "# yaml-language-server:"
_TINGKAT = 2
_EMPTY = {"peta": "{}", "daftar": "[]"}


def write_tree(root: Simpul, bentuk: Bentuk) -> list[str]:
    """Return the lines of a document: what stands before the first value, the values, what stands behind them."""
    head: list[Baris] = []
    if root.butir:
        head, root.butir[0].sebelum = _head(root.butir[0].sebelum)
    lines: list[str] = []
    _write_lines(lines, head, 0)
    if root.sebaris and (short := _on_one_line(root, bentuk)) is not None and len(short) <= MUAT:
        lines.append(_with_comment(short, root.akhir))
    else:
        ends = [line for line in (root.buka, root.akhir) if line is not None]
        root.ekor[:0] = ends
        lines.extend(_write_block(root, bentuk, 0))
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _head(lines: list[Baris]) -> tuple[list[Baris], list[Baris]]:
    """Part what stands over the whole file from what stands before its first key; the schema's line comes first."""
    schema = [line for line in lines if line is not None and line.teks.startswith(BARIS_SKEMA)]
    blank = max((index for index, line in enumerate(lines) if line is None), default=-1)
    over = [line for line in lines[: blank + 1] if line not in schema]
    rest = [line for line in lines[blank + 1 :] if line not in schema]
    while over and over[0] is None and not schema:
        over = over[1:]
    return [*schema, *over], rest


def _write_lines(lines: list[str], more: Iterable[Baris], indent: int) -> None:
    """Write comments and blank lines; one blank line is enough, and none opens a file."""
    for line in more:
        if line is not None:
            lines.append(" " * indent + line.teks)
        elif lines and lines[-1]:
            lines.append("")


def _write_block(node: Simpul, bentuk: Bentuk, indent: int) -> list[str]:
    lines: list[str] = []
    shape = as_mapping(bentuk) if node.jenis == "peta" else bentuk
    for entry in _ordered(node, shape):
        _write_entry(lines, entry, _below(entry, shape), indent)
    _write_lines(lines, node.ekor, indent)
    return lines


def _below(entry: Butir, shape: Bentuk) -> Bentuk:
    return inner(shape, entry.kunci.isi if entry.kunci else None)


def _ordered(node: Simpul, shape: Bentuk) -> list[Butir]:
    """Return the entries in the model's order; a key that it does not know stays behind the one it was written after.

    It is a slip of the pen more often than not, and is found where it was made.
    """
    fields = fields_of(shape) if node.jenis == "peta" else ()
    if not fields:
        return node.butir
    place = {name: index for index, name in enumerate(fields)}
    ranks: list[int] = []
    for entry in node.butir:
        ranks.append(place.get(entry.kunci.isi if entry.kunci else "", ranks[-1] if ranks else -1))
    return [entry for _, entry in sorted(zip(ranks, node.butir, strict=True), key=lambda pair: pair[0])]


def _write_entry(lines: list[str], entry: Butir, bentuk: Bentuk, indent: int) -> None:
    start = len(lines)
    before = list(entry.sebelum)
    value = entry.nilai
    assert value is not None  # noqa: S101 - the reader gives every key a value
    if entry.kunci is None:
        written = _write_item(value, bentuk, indent, before)
    else:
        written = _write_value(f"{_key(entry.kunci)}:", value, entry.kunci.akhir, indent, before, bentuk)
    if not start:
        while before and before[0] is None and indent:
            before.pop(0)
    _write_lines(lines, before, indent)
    lines.extend(written)


def _write_item(value: Simpul, bentuk: Bentuk, indent: int, before: list[Baris]) -> list[str]:
    """Return an item of a list; the first line of what it holds stands behind its hyphen."""
    if not _is_block(value, bentuk, indent + _TINGKAT):
        return _write_value("-", value, None, indent, before, bentuk)
    before.extend(line for line in (value.buka, value.akhir) if line is not None)
    inside = _write_block(value, bentuk, indent + _TINGKAT)
    while inside[0].lstrip().startswith("#") or not inside[0]:
        if inside[0]:
            before.append(Komentar(inside[0].strip(), indent))
        inside.pop(0)
    inside[0] = " " * indent + "- " + inside[0][indent + _TINGKAT :]
    return inside


def _write_value(
    opening: str, value: Simpul, behind_key: Komentar | None, indent: int, before: list[Baris], bentuk: Bentuk
) -> list[str]:
    """Return the lines of a value behind its key or hyphen; a comment that finds no room there goes to `before`."""
    pad = " " * indent
    prefix = f"{pad}{opening} "
    comments = [line for line in (behind_key, value.buka, value.akhir) if line is not None]
    if value.jenis != "skalar" and _is_block(value, bentuk, len(prefix)):
        first, rest = (comments[0], comments[1:]) if comments else (None, [])
        before.extend(rest)
        return [_with_comment(prefix.rstrip(), first), *_write_block(value, bentuk, indent + _TINGKAT)]
    if value.jenis == "skalar":
        written = write_scalar(value, len(prefix), indent + _TINGKAT)
        head, body = written.kepala, [f"{pad}  {line}" if line else "" for line in written.badan]
    else:
        comments.extend(line for line in value.ekor if line is not None)
        head, body = _on_one_line(value, bentuk) or _EMPTY[value.jenis], []
    before.extend(comments[:-1])
    return [_with_comment(prefix + head, comments[-1] if comments else None), *body]


def _is_block(value: Simpul, bentuk: Bentuk, before: int) -> bool:
    """Tell whether a list or mapping takes lines of its own."""
    if not value.butir:
        return False
    if not value.sebaris:
        return True
    short = _on_one_line(value, bentuk)
    return short is None or before + len(short) > MUAT


def _on_one_line(node: Simpul, bentuk: Bentuk) -> str | None:
    """Return a value as it stands inside brackets, None where a comment or a line break needs lines of its own."""
    if node.jenis == "skalar":
        return None if "\n" in node.isi else inline_scalar(node)
    if node.buka is not None or any(line is not None for line in node.ekor):
        return None
    shape = as_mapping(bentuk) if node.jenis == "peta" else bentuk
    parts: list[str] = []
    for entry in _ordered(node, shape):
        pieces = [piece for piece in (entry.kunci, entry.nilai) if piece is not None]
        if any(line is not None for line in entry.sebelum) or any(piece.akhir is not None for piece in pieces):
            return None
        value = _on_one_line(pieces[-1], _below(entry, shape))
        if value is None:
            return None
        parts.append(value if entry.kunci is None else f"{_key(entry.kunci)}: {value}")
    return "{" + ", ".join(parts) + "}" if node.jenis == "peta" else "[" + ", ".join(parts) + "]"


def _key(node: Simpul) -> str:
    return '""' if node.gaya == "" and not node.mentah else inline_scalar(node)


def _with_comment(text: str, comment: Komentar | None) -> str:
    """Set a comment behind a line: in its column where the author aligned it, else two spaces away."""
    if comment is None:
        return text
    room = comment.kolom - len(text) if comment.lurus and comment.kolom <= MUAT else 0
    return text + " " * max(room, 2) + comment.teks
