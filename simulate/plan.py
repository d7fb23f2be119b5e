"""The compiled model that the engine runs: steps, ways out, staff and calendars, checked once when it is made.

A plan knows nothing of documents or scenario files; whoever compiles it has already decided every assumption. It is
frozen and holds no state, so that one plan serves any number of replications and processes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from simulate.distributions import Sebaran

_SLACK = 1e-9
"""How far the probabilities of a decision may be from a sum of one."""


class RencanaError(ValueError):
    """A plan that cannot be run; the message is Indonesian and names the SOP, step or role."""


class Jadwal(Protocol):
    """What the engine asks of a calendar. All times are calendar minutes from the scenario's start."""

    def finish(self, start: float, effort: float, /) -> float:
        """Return when `effort` working minutes begun at `start` are done."""

    def finish_days(self, start: float, n: float, /) -> float:
        """Return when `n` working days begun at `start` are over."""

    def next_open(self, t: float, /) -> float:
        """Return the first open minute from `t` on; `t` itself where it is open."""

    def block(self, t: float, /) -> tuple[float, float]:
        """Return the open block, from opening to closing, in which `t` lies, or the next one."""

    def working_between(self, a: float, b: float, /) -> float:
        """Return the working minutes from `a` to `b`."""

    def at_working_minute(self, w: float, /) -> float:
        """Return the open minute before which `w` working minutes have passed since minute 0."""


class Kedatangan(NamedTuple):
    """One case that comes."""

    waktu: float
    """The minute, from the scenario's start."""
    sop: str
    """The procedure."""
    prioritas: int = 0
    """The smaller, the sooner."""
    kunci: str | None = None
    """The name of its luck: cases of the same name draw the same numbers. None is `<sop>#<n>`, see the engine."""


class JenisKerja(StrEnum):
    """How a duration runs."""

    UPAYA = "upaya"
    """Working minutes: holds staff, pauses at closing time."""
    HARI_KERJA = "hari kerja"
    """Working days of the office."""
    BERLALU = "berlalu"
    """Calendar minutes, whether anybody works or not."""


@dataclass(frozen=True, slots=True)
class Pekerjaan:
    """What a step takes.

    Attributes:
        jenis: How the duration runs.
        sebaran: Its amount: a distribution, or a number where it is fixed. Working minutes for `upaya`, working days
            for `hari kerja`, calendar minutes for `berlalu`.
        keterlibatan: The share (0–1] of their working time that the step takes from its people. They are held from
            the beginning until that share of the step's working time is spent, then free for other cases while the
            step itself goes on.

    Raises:
        RencanaError: If the amount or the share is out of range.
    """

    jenis: JenisKerja
    sebaran: Sebaran | float
    keterlibatan: float = 1.0

    def __post_init__(self) -> None:
        if not 0 < self.keterlibatan <= 1:
            raise RencanaError(f"keterlibatan harus lebih dari 0 dan paling besar 1, bukan {self.keterlibatan}")
        if isinstance(self.sebaran, int | float) and not 0 <= self.sebaran < math.inf:
            raise RencanaError(f"lama pekerjaan harus 0 atau lebih dan terhingga, bukan {self.sebaran}")


@dataclass(frozen=True, slots=True)
class Cabang:
    """One labelled way out of a decision.

    Attributes:
        label: The label, e.g. "Tidak".
        ke: Where it leads: several targets are parallel branches, none is the end.
        peluang: Its probability on the first pass.
        kembali: Whether it sends the case back; decay and cap of the decision apply to such branches alone.
    """

    label: str
    ke: tuple[int, ...]
    peluang: float
    kembali: bool = False


@dataclass(frozen=True, slots=True)
class Keluar:
    """How a case leaves a step: straight on (`ke`), or by a decision (`cabang`).

    Attributes:
        ke: Without `cabang`: the next step; several are parallel branches, none is the end.
        cabang: The branches of a decision.
        susut: Decay: on pass n of the step, returning branches have `susut**(n - 1)` of their probability.
        batas: Cap, 1 or more: the pass after which no case returns, so that the step is passed at most so often
            because of this decision.

    What decay and cap take from the returning branches goes to the others in proportion to their probabilities, in
    equal parts where all of those are zero.

    Raises:
        RencanaError: If both or contradictory ways are given, or probabilities do not sum to one.
    """

    ke: tuple[int, ...] = ()
    cabang: tuple[Cabang, ...] = ()
    susut: float = 1.0
    batas: int | None = None

    def __post_init__(self) -> None:
        if self.ke and self.cabang:
            raise RencanaError("langkah berlanjut langsung atau bercabang, tidak keduanya")
        if not 0 <= self.susut <= 1:
            raise RencanaError(f"susut harus antara 0 dan 1, bukan {self.susut}")
        if self.batas is not None and self.batas < 1:
            raise RencanaError(f"batas putaran harus 1 atau lebih, bukan {self.batas}")
        if not self.cabang:
            return
        for cabang in self.cabang:
            if not 0 <= cabang.peluang <= 1:
                raise RencanaError(f"peluang cabang {cabang.label!r} harus antara 0 dan 1, bukan {cabang.peluang}")
        total = math.fsum(cabang.peluang for cabang in self.cabang)
        if abs(total - 1) > _SLACK:
            raise RencanaError(f"jumlah peluang cabang harus 1, bukan {total:g}")
        if self._limited and all(cabang.kembali for cabang in self.cabang):
            raise RencanaError("susut atau batas memerlukan sekurang-kurangnya satu cabang yang tidak kembali")

    @property
    def _limited(self) -> bool:
        return self.batas is not None or self.susut < 1

    def probabilities(self, putaran: int) -> tuple[float, ...]:
        """Return the probability of each branch on a pass (from 1), in the order of `cabang`."""
        shut = self.batas is not None and putaran >= self.batas
        kept = 0.0 if shut else self.susut ** (putaran - 1)
        if kept == 1:
            return tuple(cabang.peluang for cabang in self.cabang)
        back = math.fsum(cabang.peluang for cabang in self.cabang if cabang.kembali) * kept
        others = [cabang.peluang for cabang in self.cabang if not cabang.kembali]
        weight = math.fsum(others)
        return tuple(
            cabang.peluang * kept
            if cabang.kembali
            else (1 - back) * (cabang.peluang / weight if weight else 1 / len(others))
            for cabang in self.cabang
        )

    def edges(self, putaran: int) -> tuple[tuple[float, tuple[int, ...]], ...]:
        """Return the possible branches of a pass as (edge, targets): each goes from the edge before it to its own.

        Returning branches lie lowest, so that with the same numbers a smaller chance of return never sends back a
        case that a greater one lets through.
        """
        pairs = sorted(zip(self.cabang, self.probabilities(putaran), strict=True), key=lambda one: not one[0].kembali)
        taken = [(cabang.ke, chance) for cabang, chance in pairs if chance > 0]
        return tuple(zip(accumulate(chance for _, chance in taken), (ke for ke, _ in taken), strict=True))

    def choose(self, putaran: int, u: float) -> tuple[int, ...]:
        """Return the targets of the branch that a uniform number chooses on a pass.

        Args:
            putaran: The pass, from 1.
            u: A number in [0, 1).
        """
        edges = self.edges(putaran)
        return next((ke for edge, ke in edges if u < edge), edges[-1][1])

    def possible(self) -> Iterator[tuple[int, ...]]:
        """Yield the targets of every way that some case can take."""
        if not self.cabang:
            yield self.ke
            return
        first, later = self.probabilities(1), self.probabilities(self.batas or 2)
        for cabang, chances in zip(self.cabang, zip(first, later, strict=True), strict=True):
            if any(chances):
                yield cabang.ke


@dataclass(frozen=True, slots=True)
class RencanaLangkah:
    """One step.

    Attributes:
        urut: Its number.
        peran: Who does it, each role with one person at once; none where it waits for an outside party.
        pekerjaan: What it takes.
        keluar: How the case goes on.
        bagian_ulang: The share of the work that every pass after the first takes (0 or more).

    Raises:
        RencanaError: If a role stands twice, or the share is out of range.
    """

    urut: int
    peran: tuple[str, ...]
    pekerjaan: Pekerjaan
    keluar: Keluar = Keluar()
    bagian_ulang: float = 1.0

    def __post_init__(self) -> None:
        if len(set(self.peran)) < len(self.peran):
            raise RencanaError(f"langkah {self.urut}: peran yang sama disebut dua kali")
        if not 0 <= self.bagian_ulang < math.inf:
            raise RencanaError(f"langkah {self.urut}: bagian_ulang harus 0 atau lebih, bukan {self.bagian_ulang}")


@dataclass(frozen=True, slots=True)
class RencanaSOP:
    """One procedure.

    Attributes:
        id: Its identity, `<opd>/<slug>`.
        mulai: The steps with which a case begins; several begin side by side.
        langkah: The steps by number.
        gabung: Where parallel branches meet: their first steps (as in `ke` or `mulai`) to the step that is done once,
            when all of them have come. Branches without an entry never meet; the case ends with the last of them.
        catat: Whether its cases and their visits are part of the record. Without them, as for the many small cases of
            other work, the roles' figures still count it.

    Raises:
        RencanaError: If a target does not exist, or from some step that a case can reach no end can be reached.
    """

    id: str
    mulai: tuple[int, ...]
    langkah: Mapping[int, RencanaLangkah]
    gabung: Mapping[tuple[int, ...], int] = field(default_factory=dict)
    catat: bool = True

    def __post_init__(self) -> None:
        if not self.mulai:
            raise RencanaError(f"{self.id}: tidak ada langkah mulai")
        named = {*self.mulai, *self.gabung.values()}
        for urut, step in self.langkah.items():
            if urut != step.urut:
                raise RencanaError(f"{self.id}: langkah {step.urut} tercatat sebagai langkah {urut}")
            named.update(step.keluar.ke, *(cabang.ke for cabang in step.keluar.cabang))
        for target in sorted(named - set(self.langkah)):
            raise RencanaError(f"{self.id}: langkah {target} dituju, tetapi tidak ada")
        self._check_ends()

    def _check_ends(self) -> None:
        """Refuse a step from which no case can ever leave: every one of parallel branches must be able to end."""
        ways = {urut: tuple(step.keluar.possible()) for urut, step in self.langkah.items()}
        reached: set[int] = set()
        fresh = set(self.mulai)
        while fresh:
            reached |= fresh
            fresh = {target for urut in fresh for way in ways[urut] for target in way} - reached
        ending: set[int] = set()
        while more := {urut for urut in reached - ending if any(ending.issuperset(way) for way in ways[urut])}:
            ending |= more
        if stuck := sorted(reached - ending):
            raise RencanaError(
                f"{self.id}: dari langkah {stuck[0]} prosedur tidak pernah selesai; "
                "beri batas putaran atau peluang kembali kurang dari 1"
            )


@dataclass(frozen=True, slots=True)
class Rencana:
    """Everything that runs together on the same staff.

    Attributes:
        sop: The procedures.
        staf: People by role.
        kalender_peran: The calendar of each role.
        kalender_kantor: The calendar that counts working days, and the hours of effort without a role.
        kalender_bersama: For steps of several roles whose calendars differ: the hours in which all of them work, by
            the roles in sorted order (see `intersect`).

    Raises:
        RencanaError: If an SOP stands twice, or a role lacks staff or a calendar.
    """

    sop: tuple[RencanaSOP, ...]
    staf: Mapping[str, int]
    kalender_peran: Mapping[str, Jadwal]
    kalender_kantor: Jadwal
    kalender_bersama: Mapping[tuple[str, ...], Jadwal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len({sop.id for sop in self.sop}) < len(self.sop):
            raise RencanaError("SOP yang sama disebut dua kali dalam satu rencana")
        for sop in self.sop:
            for step in sop.langkah.values():
                for peran in step.peran:
                    place = f"{sop.id}, langkah {step.urut}"
                    if self.staf.get(peran, 0) < 1:
                        raise RencanaError(f"{place}: peran {peran!r} tidak punya staf")
                    if peran not in self.kalender_peran:
                        raise RencanaError(f"{place}: peran {peran!r} tidak punya kalender")
                self.calendar_of(step)

    def calendar_of(self, step: RencanaLangkah) -> Jadwal:
        """Return the calendar by which a step's effort is done.

        Raises:
            RencanaError: If its roles keep different hours and no joint calendar is given.
        """
        if not step.peran:
            return self.kalender_kantor
        roles = tuple(sorted(step.peran))
        if len(roles) > 1 and roles in self.kalender_bersama:
            return self.kalender_bersama[roles]
        first, *others = (self.kalender_peran[peran] for peran in roles)
        if any(other is not first and other != first for other in others):
            raise RencanaError(f"langkah {step.urut}: jam kerja {', '.join(roles)} berbeda; beri kalender bersama")
        return first


def intersect(*calendars: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Return the blocks in which every one of some calendars is open.

    Args:
        *calendars: The open blocks (start, end) of each, sorted and apart, in minutes.
    """
    if not calendars:
        return ()
    common = tuple(calendars[0])
    for other in calendars[1:]:
        merged: list[tuple[float, float]] = []
        one = two = 0
        while one < len(common) and two < len(other):
            start, end = max(common[one][0], other[two][0]), min(common[one][1], other[two][1])
            if start < end:
                merged.append((start, end))
            if common[one][1] < other[two][1]:
                one += 1
            else:
                two += 1
        common = tuple(merged)
    return common
