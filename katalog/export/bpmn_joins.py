"""Where parallel branches meet again, so surely that a gateway may wait for all of them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from katalog.flow import Alur

Daerah: TypeAlias = frozenset[int]
"""The steps of a branch from the split to the meeting step, both left out; empty where it leads there at once."""


@dataclass(frozen=True, slots=True)
class Panah:
    """An arrow on its way to a step: from which step and node it comes, and out of which split."""

    asal: int
    simpul: str
    label: str | None
    ke: int
    belah: int | None = None


@dataclass(frozen=True, slots=True)
class Belah:
    """A split into parallel branches: the step, and the steps with which the branches begin."""

    nomor: int
    asal: int
    cabang: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gabungan:
    """A meeting of the branches of one split before the step `ke`; one region a branch."""

    belah: Belah
    ke: int
    kelompok: tuple[Daerah, ...]

    def holds(self, panah: Panah, daerah: Daerah) -> bool:
        """Tell whether an arrow brings the token of this branch."""
        if daerah:
            return panah.asal in daerah
        return panah.belah == self.belah.nomor


def find_joins(
    alur: Alur, panah: Sequence[Panah], belah: Sequence[Belah]
) -> tuple[tuple[Gabungan, ...], frozenset[int]]:
    """Return the meetings, inner ones first, and the steps whose branches meet but not surely.

    A meeting is sure where each branch keeps to steps of its own, into which nothing leads but the split and in
    which nothing can end: then every branch brings one token, however often it loops.
    """
    met: list[Gabungan] = []
    doubtful: set[int] = set()
    for split in belah:
        if len(split.cabang) < 2:
            continue
        meeting = alur.join_of(split.cabang)
        if meeting is not None:
            met.append(Gabungan(split, meeting, tuple(_region(alur, urut, meeting) for urut in split.cabang)))
        elif not _apart([alur.reachable_from(urut) for urut in split.cabang]):
            doubtful.add(split.asal)
    sure: list[Gabungan] = []
    unjoined = {split.nomor: split.asal for split in belah}
    for join in sorted(met, key=lambda join: (sum(map(len, join.kelompok)), join.belah.nomor)):
        others = {asal for nomor, asal in unjoined.items() if nomor != join.belah.nomor}
        if _sure(alur, join, others, panah):
            sure.append(join)
            del unjoined[join.belah.nomor]
        else:
            doubtful.add(join.belah.asal)
    return tuple(sure), frozenset(doubtful)


def _region(alur: Alur, urut: int, meeting: int) -> Daerah:
    if urut == meeting:
        return frozenset()
    seen, queue = {urut}, deque([urut])
    while queue:
        for panah in alur.keluar[queue.popleft()]:
            if panah.ke is not None and panah.ke != meeting and panah.ke not in seen:
                seen.add(panah.ke)
                queue.append(panah.ke)
    return frozenset(seen)


def _apart(regions: Sequence[Daerah]) -> bool:
    return sum(map(len, regions)) == len(frozenset().union(*regions))


def _sure(alur: Alur, join: Gabungan, unjoined: set[int], panah: Sequence[Panah]) -> bool:
    """Tell whether each branch brings one token; `unjoined` are steps of splits whose branches do not meet so."""
    inside = frozenset().union(*join.kelompok)
    stops = {*alur.akhir, *(alur.mulai or alur.langkah[:1]), *unjoined, join.belah.asal}
    stops.update(urut for urut, _ in alur.tanpa_tujuan)
    stops.update(urut for urut, _, _ in alur.tujuan_hilang)
    if inside & stops or not _apart(join.kelompok) or any(not alur.keluar[urut] for urut in inside):
        return False
    return all(
        any(arrow.asal in region and arrow.ke in region for region in join.kelompok) or arrow.belah == join.belah.nomor
        for arrow in panah
        if arrow.ke in inside
    )
