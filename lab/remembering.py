"""A session that remembers what experiments said: who changes one thing after another waits for the change alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from simulate.experiment import packed
from simulate.session import Sesi

if TYPE_CHECKING:
    from simulate.measures import Himpunan
    from simulate.office_plan import Susunan

DIINGAT: Final = 32
"""Experiments that are remembered; of more, what was asked for longest ago is forgotten."""


@dataclass(slots=True)
class SesiIngat(Sesi):
    """One SOP of a laboratory.

    Attributes:
        ingatan: What experiments said, the one asked for last at the end; a replication is a function of its
            experiment, so the same one says the same.
    """

    ingatan: dict[str, Himpunan] = field(default_factory=dict)

    def gather(self, susunan: Susunan, ulangan: int, judul: str) -> Himpunan:
        """Return what an experiment says, run only where it is not remembered."""
        kunci = f"{sha256(packed(susunan.percobaan)).hexdigest()} {ulangan}"
        found = self.ingatan.pop(kunci, None) or Sesi.gather(self, susunan, ulangan, judul)
        self.ingatan[kunci] = found
        if len(self.ingatan) > DIINGAT:
            del self.ingatan[next(iter(self.ingatan))]
        return found
