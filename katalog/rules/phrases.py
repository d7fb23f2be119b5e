"""Words that the messages of several rules share: lists, quotations, what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def is_blank(text: str | None) -> bool:
    """Tell whether a cell says nothing: it is empty, or holds only signs such as "-"."""
    return not any(character.isalnum() for character in text or "")


def enumerate_words(items: Iterable[object]) -> str:
    """Join as a sentence does: "1", "1 dan 2", "1, 2, dan 3"."""
    words = [str(item) for item in items]
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


def enumerate_numbers(numbers: Sequence[int]) -> str:
    """Join ascending numbers, with runs of three or more shortened: "2, 5–8, dan 10"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said: list[str] = []
    for run in runs:
        said.extend([f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run))
    return enumerate_words(said)


def quote(text: str, limit: int = 60) -> str:
    """Quote printed words, a long text shortened."""
    return f'"{text[: limit - 1].rstrip()}…"' if len(text) > limit else f'"{text}"'


def not_readable(subject: str, reason: str) -> str:
    """Say that the copy, not the office, is to blame."""
    return f"{subject} tidak terbaca pada salinan. {reason[:1].upper()}{reason[1:].rstrip('. ')}."


HELP_UNREADABLE: Final = "Cocokkan dengan naskah asli, isi bagian itu, lalu hapus catatan tidak_terbaca-nya."
