"""Working hours of each role, month by month, as one replication of an office at work spends them.

Work is asked for when a case comes to a step, and done while the people are held by it. Over all months both are the
same minutes; what has been asked and is not yet done is what the people still have before them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import inf
from pickle import HIGHEST_PROTOCOL, dumps, loads
from typing import TYPE_CHECKING, NamedTuple

from simulate.arrivals import merged
from simulate.chance import Aliran
from simulate.engine import run
from simulate.plan import JenisKerja

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from simulate.experiment import Percobaan
    from simulate.plan import Jadwal, Kedatangan, Rencana, RencanaLangkah
    from simulate.record import Hasil, KunjunganLangkah


class JamBulanan(NamedTuple):
    """Working minutes of one role in one replication; place 0 is before the first month, the last is after the last."""

    diminta: tuple[float, ...]
    """By the month in which a case came to the step."""
    dikerjakan: tuple[float, ...]
    """By the month in which the work was done."""


@dataclass(frozen=True, slots=True)
class Tahun:
    """An experiment of a whole office, and the minutes at which its months begin.

    Attributes:
        percobaan: All its procedures, with every stream of cases.
        batas: The first minute of each month, and that after the last.
    """

    percobaan: Percobaan
    batas: tuple[float, ...]


def packed(tahun: Tahun) -> bytes:
    """Return the question as bytes: made once, and unpacked once by each worker."""
    return dumps(tahun, HIGHEST_PROTOCOL)


@lru_cache(maxsize=2)
def _unpacked(isi: bytes) -> Tahun:
    found: Tahun = loads(isi)  # noqa: S301 - made by `packed` in this very run
    return found


def measure_batch(tugas: tuple[bytes, int, int]) -> tuple[dict[str, JamBulanan], ...]:
    """Run the replications from a number up to another, which is not included: the unit of work of an executor."""
    isi, first, last = tugas
    tahun = _unpacked(isi)
    return tuple(measure(tahun, number) for number in range(first, last))


def measure(tahun: Tahun, ulangan: int) -> dict[str, JamBulanan]:
    """Run one replication: cases come until the last month is over, and each of them is brought to its end.

    Raises:
        HorizonError: If a calendar ends before the cases do.
        SimulasiError: If the plan cannot go on.
    """
    return by_month(tahun.percobaan.rencana, worked_through(tahun, ulangan), tahun.batas)


def worked_through(tahun: Tahun, ulangan: int) -> Hasil:
    """Return the record of one replication."""
    percobaan, until = tahun.percobaan, tahun.batas[-1]
    aliran = Aliran(percobaan.benih, ulangan)
    begins = max(percobaan.dari - percobaan.pemanasan, 0.0)
    own = () if percobaan.kasus is None else (percobaan.kasus,)
    streams = [_before(arus.since(begins, aliran), until) for arus in (*own, *percobaan.arus)]
    routine = {one.peran: one.since(begins, aliran) for one in percobaan.rutin}
    return run(percobaan.rencana, merged(streams), aliran, rutin=routine)


def by_month(rencana: Rencana, hasil: Hasil, batas: Sequence[float]) -> dict[str, JamBulanan]:
    """Return what a record asks of each role and what is done, by month."""
    steps = {(sop.id, urut): step for sop in rencana.sop for urut, step in sop.langkah.items()}
    sops = {case.kasus: case.sop for case in hasil.kasus}
    asked = {peran: [0.0] * (len(batas) + 1) for peran in rencana.staf}
    done = {peran: [0.0] * (len(batas) + 1) for peran in rencana.staf}
    for visit in hasil.kunjungan:
        step = steps[sops[visit.kasus], visit.urut]
        for peran in visit.peran:
            calendar, until = _held(rencana, step, visit, peran)
            for month, minutes in _split(calendar, visit.mulai, until, batas):
                done[peran][month] += minutes
                asked[peran][bisect_right(batas, visit.siap)] += minutes
    return {peran: JamBulanan(tuple(asked[peran]), tuple(done[peran])) for peran in asked}


def _held(rencana: Rencana, step: RencanaLangkah, visit: KunjunganLangkah, peran: str) -> tuple[Jadwal, float]:
    """Return the calendar by which a step takes a role's time, and until when it does; as the engine frees people."""
    own = rencana.kalender_peran[peran]
    calendar = rencana.calendar_of(step) if step.pekerjaan.jenis is JenisKerja.UPAYA else own
    share = step.pekerjaan.keterlibatan
    if share == 1:
        return calendar, visit.selesai
    work = calendar.working_between(visit.mulai, visit.selesai)
    return calendar, min(calendar.finish(visit.mulai, share * work), visit.selesai)


def _split(calendar: Jadwal, mulai: float, sampai: float, batas: Sequence[float]) -> Iterator[tuple[int, float]]:
    edges = (-inf, *batas, inf)
    for month in range(bisect_right(batas, mulai), bisect_right(batas, sampai) + 1):
        yield month, calendar.working_between(max(mulai, edges[month]), min(sampai, edges[month + 1]))


def _before(arrivals: Iterable[Kedatangan], sampai: float) -> Iterator[Kedatangan]:
    for arrival in arrivals:
        if arrival.waktu >= sampai:
            return
        yield arrival


def left_over(one: JamBulanan) -> tuple[float, ...]:
    """Return what has been asked and is not yet done, at the beginning of the first month and the end of each."""
    result, open_work = [], 0.0
    for asked, done in zip(one.diminta[:-1], one.dikerjakan[:-1], strict=True):
        open_work += asked - done
        result.append(open_work)
    return tuple(result)


def available(
    calendars: Mapping[str, Jadwal], staf: Mapping[str, int], batas: Sequence[float]
) -> dict[str, list[float]]:
    """Return the working minutes of all people of each role in each month."""
    return {
        peran: [staf[peran] * calendar.working_between(a, b) for a, b in pairwise(batas)]
        for peran, calendar in calendars.items()
    }
