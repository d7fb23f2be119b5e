"""Replications of one question: each is a case in an office at work, or a year of cases, from streams of its own.

Everything an experiment needs is in one frozen value, and one replication is a pure function of it and its number.
So replications may run in any process, on any machine, in any order, and give the same figures.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from math import floor, inf
from typing import TYPE_CHECKING, Final, NamedTuple

from simulate.arrivals import ArusTertentu, merged
from simulate.chance import Aliran
from simulate.engine import run
from simulate.plan import Kedatangan
from simulate.record import Hasil

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from simulate.arrivals import Arus
    from simulate.calendar import Kalender
    from simulate.plan import Rencana
    from simulate.record import KunjunganLangkah
    from simulate.routine import Rutin


UTAMA: Final = "utama"
"""The name of the luck of the procedure asked about, whatever its id: equal procedures have equal answers."""


@dataclass(frozen=True, slots=True)
class Percobaan:
    """One question, ready to be replicated. All times are calendar minutes from minute 0.

    Attributes:
        rencana: What runs.
        utama: The procedure that is asked about.
        prioritas: The priority of the case that is followed.
        benih: The seed.
        kantor: The office's calendar, for starts and for working time, whatever calendars the plan uses.
        dari: First minute at which a measured case may begin.
        sampai: Minute before which the last measured case begins.
        pemanasan: Minutes of work in the office before the case that is followed.
        arus: Where other cases come from; those of the procedure itself too where one case is followed.
        rutin: Other work of the roles, where nobody goes before another.
        kasus: The procedure's own cases, all of which are measured from `dari` on; None follows one case a
            replication, begun at a random working minute.
        kembali: By step that decides, the targets to which it sends back.
        menit_per_hari: The minutes as which a working day is counted, however long it is.
    """

    rencana: Rencana
    utama: str
    prioritas: int
    benih: int
    kantor: Kalender
    dari: float
    sampai: float
    pemanasan: float
    arus: tuple[Arus, ...]
    rutin: tuple[Rutin, ...]
    kasus: Arus | None
    kembali: Mapping[int, frozenset[int]]
    menit_per_hari: float


class UkuranKasus(NamedTuple):
    """One measured case."""

    mulai: float
    """When it began, in calendar minutes from minute 0."""
    lama: float
    """Calendar minutes from arrival to end."""
    kerja: float
    """The office's working days within them, each counted as so many minutes as the experiment says."""
    tunggu: Mapping[str, float]
    """Calendar minutes that it waited for each role, closed hours included."""
    langkah: Mapping[int, tuple[int, float, float, float]]
    """By step: visits, and over all of them minutes waited, minutes from begin to end, working minutes of these."""
    kembali: Mapping[int, int]
    """By step that decides: how often it sent the case back."""


class UkuranPeran(NamedTuple):
    """One role in one replication."""

    sibuk: float
    """Working minutes, summed over people."""
    tersedia: float
    """Open minutes times people."""
    antrean_terpanjang: int


class UkuranUlangan(NamedTuple):
    """What is kept of one replication."""

    kasus: tuple[UkuranKasus, ...]
    peran: Mapping[str, UkuranPeran]


def replicate(percobaan: Percobaan, ulangan: int) -> UkuranUlangan:
    """Run one replication and measure it.

    Raises:
        HorizonError: If a calendar ends before the cases do.
        SimulasiError: If the plan cannot go on.
    """
    return _measured(percobaan, *simulated(percobaan, ulangan))


def packed(percobaan: Percobaan) -> bytes:
    """Return an experiment as bytes: made once, and unpacked once by each worker, however many tasks it is given."""
    return pickle.dumps(percobaan, pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=4)
def _unpacked(isi: bytes) -> Percobaan:
    found: Percobaan = pickle.loads(isi)  # noqa: S301 - made by `packed` in this very run
    return found


def replicate_batch(tugas: tuple[bytes, int, int]) -> tuple[UkuranUlangan, ...]:
    """Run the replications from a number up to another, which is not included: the unit of work of an executor."""
    isi, first, last = tugas
    percobaan = _unpacked(isi)
    return tuple(replicate(percobaan, ulangan) for ulangan in range(first, last))


def simulated(percobaan: Percobaan, ulangan: int) -> tuple[Hasil, float, frozenset[int]]:
    """Run one replication; returns its record, the minute at which it begins, and the numbers of measured cases."""
    aliran = Aliran(percobaan.benih, ulangan)
    own: tuple[Kedatangan, ...]
    if percobaan.kasus is None:
        own = (_followed(percobaan, aliran),)
        begins = max(own[0].waktu - percobaan.pemanasan, 0.0)
    else:
        begins = max(percobaan.dari - percobaan.pemanasan, 0.0)
        known = isinstance(percobaan.kasus, ArusTertentu)
        own = tuple(_before(percobaan.kasus.since(begins, aliran), inf if known else percobaan.sampai))
    keys = frozenset(case.kunci for case in own if case.waktu >= percobaan.dari and case.kunci is not None)
    others = [arus.since(begins, aliran) for arus in percobaan.arus]
    if not keys:  # a period in which, by chance, nothing came
        return Hasil((), (), {}, begins), begins, frozenset()
    numbers: set[int] = set()

    def noted() -> Iterator[Kedatangan]:
        for nomor, arrival in enumerate(merged([own, *others])):
            if arrival.kunci in keys:
                numbers.add(nomor)
            yield arrival

    routine = {one.peran: one.since(begins, aliran) for one in percobaan.rutin}
    hasil = run(percobaan.rencana, noted(), aliran, hingga=keys, rutin=routine)
    return hasil, begins, frozenset(numbers)


def _followed(percobaan: Percobaan, aliran: Aliran) -> Kedatangan:
    """Return the case that is followed, begun at a random working minute: a Poisson arrival sees the office so.

    It begins on a whole minute, so that sums of whole minutes stay exact.
    """
    first = percobaan.kantor.working_between(0, percobaan.dari)
    open_time = percobaan.kantor.working_between(percobaan.dari, percobaan.sampai)
    at = percobaan.kantor.at_working_minute(first + aliran.untuk(UTAMA, "mulai").random() * open_time)
    return Kedatangan(float(floor(at)), percobaan.utama, percobaan.prioritas, UTAMA)


def _before(arrivals: Iterable[Kedatangan], sampai: float) -> Iterator[Kedatangan]:
    for arrival in arrivals:
        if arrival.waktu >= sampai:
            return
        yield arrival


def _measured(percobaan: Percobaan, hasil: Hasil, dari: float, nomor: frozenset[int]) -> UkuranUlangan:
    wanted = {case.kasus: case for case in hasil.kasus if case.kasus in nomor and case.selesai is not None}
    passes: dict[int, list[KunjunganLangkah]] = defaultdict(list)
    for visit in hasil.kunjungan:
        if visit.kasus in wanted:
            passes[visit.kasus].append(visit)
    kantor, akhir = percobaan.kantor, hasil.akhir
    cases = tuple(
        UkuranKasus(
            case.mulai,
            case.selesai - case.mulai,
            kantor.days_between(case.mulai, case.selesai) * percobaan.menit_per_hari,
            _waits(passes[case.kasus]),
            _steps(passes[case.kasus], kantor),
            _returns(passes[case.kasus], percobaan.kembali),
        )
        for case in wanted.values()
        if case.selesai is not None
    )
    roles = {
        peran: UkuranPeran(
            done.sibuk,
            done.staf * percobaan.rencana.kalender_peran[peran].working_between(dari, akhir),
            done.antrean_terpanjang,
        )
        for peran, done in hasil.peran.items()
    }
    return UkuranUlangan(cases, roles)


def _waits(visits: list[KunjunganLangkah]) -> dict[str, float]:
    result: dict[str, float] = defaultdict(float)
    for visit in visits:
        for peran in visit.peran:
            result[peran] += visit.mulai - visit.siap
    return dict(result)


def _steps(visits: list[KunjunganLangkah], kantor: Kalender) -> dict[int, tuple[int, float, float, float]]:
    result: dict[int, tuple[int, float, float, float]] = {}
    for visit in visits:
        count, waited, lasted, worked = result.get(visit.urut, (0, 0.0, 0.0, 0.0))
        result[visit.urut] = (
            count + 1,
            waited + visit.mulai - visit.siap,
            lasted + visit.selesai - visit.mulai,
            worked + kantor.working_between(visit.mulai, visit.selesai),
        )
    return result


def _returns(visits: list[KunjunganLangkah], kembali: Mapping[int, frozenset[int]]) -> dict[int, int]:
    """Count how often each decision sent the case back: its next visit, begun where the decision ended, is a return."""
    begun: dict[float, set[int]] = defaultdict(set)
    for visit in visits:
        begun[visit.siap].add(visit.urut)
    result = dict.fromkeys(kembali, 0)
    for visit in visits:
        targets = kembali.get(visit.urut)
        if targets and targets & begun[visit.selesai]:
            result[visit.urut] += 1
    return result
