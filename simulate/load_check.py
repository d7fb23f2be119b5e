"""The load of each role before anything runs: how often steps are visited, and how much of the people's time they ask.

Visits solve the visit equations of the flow by letting the probability of one case run through it until nothing is
left: v = e + vP where decisions do not change from pass to pass (the traffic equations of an open network; Kleinrock,
Queueing Systems 1, §4.8), and its own state for each pass where decay and cap make them change.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Final, NamedTuple

from simulate.plan import JenisKerja

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulate.plan import Rencana, RencanaLangkah, RencanaSOP

_FORGET: Final = 1e-9
"""Probability below which a way through the flow is left out."""
_MANY: Final = 6
"""Decisions with passes of their own beyond which ways multiply, so that less is followed: 10⁻⁶."""
_MOVES: Final = 100_000
"""Moves after which a flow is taken never to end."""


class Kunjungan(NamedTuple):
    """How often a case visits a step."""

    rata_rata: float
    """Expected visits."""
    pernah: float
    """Probability of at least one."""


class KerjaLangkah(NamedTuple):
    """What one step asks of one role."""

    kunjungan: float
    """Expected visits of one case."""
    per_kasus: float
    """Working minutes that one case asks of the role, redo included."""
    setahun: float
    """Working minutes that all cases of a year ask of it."""


@dataclass(frozen=True, slots=True)
class BebanPeran:
    """The load of one role.

    Attributes:
        peran: The role.
        staf: Its people.
        beban: ρ: the time asked, over the time there is; 1 and more can never be served in the long run.
        menurut_sop: The part of each procedure in it.
        tersedia: Working minutes of all its people in a year.
        menurut_langkah: What each step asks, by procedure and number.
    """

    peran: str
    staf: int
    beban: float
    menurut_sop: Mapping[str, float]
    tersedia: float
    menurut_langkah: Mapping[tuple[str, int], KerjaLangkah]


def visits(sop: RencanaSOP) -> dict[int, Kunjungan]:
    """Return how often one case visits each step.

    What is left out of any figure is below 10⁻⁶, or below 1 % of it where more than six decisions have decay or cap.
    """
    usual = _Aliran(sop).visits()

    def ever(urut: int) -> float:
        if urut not in usual:
            return 0.0
        return 1.0 if _is_certain(sop, urut) else min(_Aliran(sop, urut).visits().get(urut, 0.0), 1.0)

    return {urut: Kunjungan(usual.get(urut, 0.0), ever(urut)) for urut in sop.langkah}


def _is_certain(sop: RencanaSOP, urut: int) -> bool:
    """Tell whether no case can end without having come to a step."""
    ways = {one: tuple(step.keluar.possible()) for one, step in sop.langkah.items() if one != urut}
    without: set[int] = set()
    while more := {one for one in ways.keys() - without if any(without.issuperset(way) for way in ways[one])}:
        without |= more
    return not without.issuperset(sop.mulai)


_State = tuple[int, tuple[int, ...], frozenset[int]]
"""A step, the passes of the decisions that change from pass to pass, and where a parallel branch stops."""


class _Aliran:
    """The probability of one case on its way through a flow, which may go no further than one step."""

    def __init__(self, sop: RencanaSOP, until: int | None = None) -> None:
        self.sop = sop
        self.until = until
        self.changing = sorted(
            urut
            for urut, step in sop.langkah.items()
            if step.keluar.cabang and (step.keluar.batas is not None or step.keluar.susut < 1)
        )
        self.forget = _FORGET if len(self.changing) <= _MANY else _FORGET * 1000
        self.found: dict[int, float] = defaultdict(float)
        self.waiting: dict[_State, float] = defaultdict(float)

    def visits(self) -> dict[int, float]:
        """Return expected visits by step."""
        self._enter(self.sop.mulai, (0,) * len(self.changing), frozenset(), 1.0)
        for _ in range(_MOVES):
            moving, self.waiting = self.waiting, defaultdict(float)
            if not moving:
                break
            for (urut, passes, halts), chance in moving.items():
                if chance >= self.forget:
                    self._visit(urut, passes, halts, chance)
        return self.found

    def _visit(self, urut: int, passes: tuple[int, ...], halts: frozenset[int], chance: float) -> None:
        self.found[urut] += chance
        if urut == self.until:
            return
        keluar = self.sop.langkah[urut].keluar
        if not keluar.cabang:
            self._enter(keluar.ke, passes, halts, chance)
            return
        putaran = 1
        if urut in self.changing:
            place = self.changing.index(urut)
            putaran = passes[place] + 1
            passes = (*passes[:place], putaran, *passes[place + 1 :])
        for branch, share in zip(keluar.cabang, keluar.probabilities(putaran), strict=True):
            if share:
                self._enter(branch.ke, passes, halts, chance * share)

    def _enter(self, way: tuple[int, ...], passes: tuple[int, ...], halts: frozenset[int], chance: float) -> None:
        """Go on to the next step; of parallel branches each goes its way, and one goes on where they meet."""
        if len(way) == 1:
            if way[0] not in halts:
                self.waiting[way[0], passes, halts] += chance
        elif way:
            meeting = self.sop.gabung.get(way)
            inside = halts if meeting is None else halts | {meeting}
            for target in way:
                self._enter((target,), passes, inside, chance)
            if meeting is not None:
                self._enter((meeting,), passes, halts, chance)


def held_minutes(step: RencanaLangkah, menit_per_hari: float, bagian_buka: float) -> float:
    """Return the working minutes that the first pass of a step asks of each of its people, on average.

    Args:
        step: The step.
        menit_per_hari: Working minutes of an ordinary day of theirs.
        bagian_buka: The share of calendar time in which they work.
    """
    amount = step.pekerjaan.sebaran
    mean = float(amount) if isinstance(amount, int | float) else amount.mean
    jenis = step.pekerjaan.jenis
    per = {JenisKerja.UPAYA: 1.0, JenisKerja.HARI_KERJA: menit_per_hari, JenisKerja.BERLALU: bagian_buka}[jenis]
    return mean * per * step.pekerjaan.keterlibatan


def work_per_case(sop: RencanaSOP, jam: Mapping[str, tuple[float, float, float]]) -> dict[str, float]:
    """Return the working minutes that one case asks of each role, redo included; `jam` as in `loads`."""
    result: dict[str, list[float]] = defaultdict(list)
    for (peran, _), work in work_per_step(sop, jam).items():
        result[peran].append(work.per_kasus)
    return {peran: fsum(parts) for peran, parts in result.items()}


def work_per_step(
    sop: RencanaSOP, jam: Mapping[str, tuple[float, float, float]], laju: float = 0.0
) -> dict[tuple[str, int], KerjaLangkah]:
    """Return what each step asks, by role and number, at so many cases a year; `jam` as in `loads`."""
    result = {}
    for urut, kunjungan in visits(sop).items():
        step = sop.langkah[urut]
        passes = kunjungan.pernah + (kunjungan.rata_rata - kunjungan.pernah) * step.bagian_ulang
        for peran in step.peran:
            _, sehari, bagian = jam[peran]
            minutes = passes * held_minutes(step, sehari, bagian)
            result[peran, urut] = KerjaLangkah(kunjungan.rata_rata, minutes, laju * minutes)
    return result


def loads(
    rencana: Rencana, laju: Mapping[str, float], jam: Mapping[str, tuple[float, float, float]]
) -> dict[str, BebanPeran]:
    """Return the load of every role.

    Args:
        rencana: The plan.
        laju: Cases a year of each procedure.
        jam: By role: its open minutes a year, its working minutes a day, and its open share of calendar time.

    Returns:
        The loads by role, in the order of the staff.
    """
    steps: dict[str, dict[tuple[str, int], KerjaLangkah]] = {peran: {} for peran in rencana.staf}
    asked: dict[str, dict[str, list[float]]] = {peran: defaultdict(list) for peran in rencana.staf}
    for sop in rencana.sop:
        for (peran, urut), work in work_per_step(sop, jam, laju.get(sop.id, 0.0)).items():
            steps[peran][sop.id, urut] = work
            asked[peran][sop.id].append(work.per_kasus)
    result = {}
    for peran, staf in rencana.staf.items():
        there = staf * jam[peran][0]
        parts = {key: laju.get(key, 0.0) * fsum(minutes) / there for key, minutes in asked[peran].items()}
        result[peran] = BebanPeran(peran, staf, fsum(parts.values()), parts, there, steps[peran])
    return result
