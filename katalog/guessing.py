"""Guessing which known word a misspelt one was meant to be, at a cost that no file can drive up."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

MAKS_BANDING: Final = 10_000
"""Most pairs of words that are compared for one report: enough for the first hundred mistakes, about half a second."""
MAKS_HURUF: Final = 100
"""Longest word that is guessed at; comparing takes the product of both lengths."""


class Tebakan:
    """The guesses of one report. Comparing each of many wrong words with each of many known ones would take hours.

    Once MAKS_BANDING pairs were compared there are no more guesses: the first mistakes have theirs, and nobody reads
    those of the thousandth.
    """

    def __init__(self) -> None:
        self._left = MAKS_BANDING

    def closest(self, word: str, known: Collection[str]) -> str | None:
        """Return the known word that is most like `word`, if any is."""
        if len(word) > MAKS_HURUF or len(known) > self._left:
            return None
        self._left -= len(known)
        found = get_close_matches(word, [one for one in known if len(one) <= MAKS_HURUF], n=1)
        return found[0] if found else None
