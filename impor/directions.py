"""The column Arah of an exported workbook, read back."""

from __future__ import annotations

import re
from typing import Any

_TARGET = re.compile(r"(?:kembali ke )?langkah (\d{1,3})")
_ARROW = re.compile(r"(.+?) → (.+)")


def read_direction(text: str, urut: int, following: int | None) -> tuple[Any, bool]:
    """Return what `lanjut` says for the words of a direction, and whether they could be read.

    None stands for the next step. `urut` is the step's own number, `following` that of the next.
    """
    text = text.strip()
    if text in ("", "selesai", "tidak berlanjut"):
        return None, True
    if text.startswith("serentak: "):
        targets = [_target(part, urut) for part in text.removeprefix("serentak: ").split(" dan ")]
        return (None, False) if None in targets else (targets, True)
    parts = text.split("; ")
    if len(parts) == 1 and " → " not in text:
        target = _target(text, urut)
        return (None if target == following else target), target is not None
    branches: dict[str, Any] = {}
    for part in parts:
        found = _ARROW.fullmatch(part)
        if not found:
            return None, False
        label, words = found[1], found[2]
        target = None if words == "arah tidak tampak" else _target(words, urut)
        if target is None and words != "arah tidak tampak":
            return None, False
        if label in branches:
            earlier = branches[label]
            branches[label] = [*(earlier if isinstance(earlier, list) else [earlier]), target]
        else:
            branches[label] = target
    return branches, True


def _target(words: str, urut: int) -> Any:
    words = words.strip()
    if words == "selesai":
        return "selesai"
    if words == "mengulang langkah ini":
        return urut
    found = _TARGET.fullmatch(words)
    return int(found[1]) if found else None
