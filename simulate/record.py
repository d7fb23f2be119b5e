"""What a run leaves behind: its cases, their passes through the steps, and what each role did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulate.pool import KinerjaPeran


class KunjunganLangkah(NamedTuple):
    """One finished pass of a case through a step; times are calendar minutes from the scenario's start.

    A named tuple, because a run makes ten of them a case and a frozen dataclass takes several times as long.
    """

    kasus: int
    """The case, as in `HasilKasus`."""
    urut: int
    """The step."""
    putaran: int
    """The pass: 1 for the first time."""
    siap: float
    """When the case came to the step."""
    mulai: float
    """When the work began."""
    selesai: float
    """When the step was over."""
    peran: tuple[str, ...]
    """Who did it."""


class HasilKasus(NamedTuple):
    """One case; times are calendar minutes from the scenario's start."""

    kasus: int
    """Its place among all arrivals, from 0. Those that are not recorded count, so that numbers may be missing."""
    sop: str
    """The procedure."""
    prioritas: int
    """Its priority; the smaller, the sooner."""
    mulai: float
    """When it arrived."""
    selesai: float | None
    """When its last step was over; None where the run stopped before."""

    @property
    def lama(self) -> float | None:
        """Calendar minutes from arrival to end."""
        return None if self.selesai is None else self.selesai - self.mulai


@dataclass(frozen=True, slots=True)
class Hasil:
    """The record of one replication.

    Attributes:
        kasus: The cases that arrived, in the order of the arrivals, without those of procedures that are not recorded.
        kunjungan: Their finished passes through steps, in the order in which they ended.
        peran: What each role did, for the cases that are not recorded too.
        akhir: The minute of the last event, or the minute at which the run was stopped.
    """

    kasus: tuple[HasilKasus, ...]
    kunjungan: tuple[KunjunganLangkah, ...]
    peran: Mapping[str, KinerjaPeran]
    akhir: float
