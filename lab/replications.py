"""How many replications a laboratory asks for where nobody says: the one place that also hears the environment."""

from __future__ import annotations

import os
from typing import Final

from lab.faults import LabError

LINGKUNGAN: Final = "TATALAKSANA_ULANGAN"
"""Environment variable: replications by default, as for the site's simulations; tests run the notebooks with few."""
BAKU: Final = 200
"""Replications where the variable is not set: an answer within about a second; the site's answers have 1,000."""


def by_default() -> int:
    """Return how many replications to ask for; raises LabError where the environment says no number of them."""
    said = os.environ.get(LINGKUNGAN, "")
    if not said:
        return BAKU
    if said.isascii() and said.isdigit() and 2 <= int(said) <= 1_000_000:
        return int(said)
    raise LabError(f"{LINGKUNGAN} harus bilangan 2 sampai 1000000, bukan {said[:20]!r}.")
