"""What a log of cases measures: multiples of printed times, decisions that send back, and the distances of arrivals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from simulate.estimates import Taksiran
from simulate.plan import JenisKerja

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from lab.case_log import CatatanKasus, Kunjungan
    from simulate.calendar import Kalender
    from simulate.office_plan import Susunan
    from simulate.plan import Keluar, RencanaLangkah

BERSAMBUNG: Final = 0.95
"""Share of passes begun the very moment the one before ended, from which on `mulai` looks like a handover."""


@dataclass(frozen=True, slots=True)
class UkuranLangkah:
    """What the log says of one step.

    Attributes:
        kali: First passes, as multiples of the time that the plan gives them.
        tanpa_kerja: First passes without any working time: all of it lay outside office hours, or it took none.
        ulang: Later passes.
        tunggu: Hours from `siap` to `mulai` of every pass, calendar time; empty where the log does not say.
    """

    kali: tuple[float, ...]
    tanpa_kerja: int
    ulang: int
    tunggu: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class UkuranKeputusan:
    """How often a decision sent cases back when they came to it for the first time.

    Attributes:
        kembali: By the label of the branch.
        cacah: Cases whose way on from the decision is known.
        tak_jelas: Cases whose way on the log does not show.
    """

    kembali: Mapping[str, int]
    cacah: int
    tak_jelas: int


@dataclass(frozen=True, slots=True)
class Ukuran:
    """All that a log measures.

    Attributes:
        langkah: By step of the plan.
        keputusan: By step that can send back.
        belum_selesai: Cases that the log does not bring to an end.
        bersambung: Whether nearly every pass begins the moment the one before it ends.
    """

    langkah: Mapping[int, UkuranLangkah]
    keputusan: Mapping[int, UkuranKeputusan]
    belum_selesai: int
    bersambung: bool


def measured(catatan: CatatanKasus, susunan: Susunan) -> Ukuran:
    """Return what a log says, by the calendars of a plan without variation, whose amounts are the printed times."""
    plan = susunan.tersusun.rencana
    first: dict[int, list[float]] = {urut: [] for urut in plan.langkah}
    idle, again = dict.fromkeys(plan.langkah, 0), dict.fromkeys(plan.langkah, 0)
    waits: dict[int, list[float]] = {urut: [] for urut in plan.langkah}
    joined = handovers = unfinished = 0
    for visits in catatan.kasus.values():
        seen: set[int] = set()
        for visit in visits:
            if visit.siap is not None:
                waits[visit.langkah].append((visit.mulai - visit.siap) / timedelta(hours=1))
            if visit.langkah in seen:
                again[visit.langkah] += 1
                continue
            seen.add(visit.langkah)
            amount = spent(visit, plan.langkah[visit.langkah], susunan)
            printed = plan.langkah[visit.langkah].pekerjaan.sebaran
            if amount > 0 and isinstance(printed, (int, float)) and printed > 0:
                first[visit.langkah].append(amount / printed)
            else:
                idle[visit.langkah] += 1
        ends = {visit.selesai for visit in visits}
        joined += sum(visit.mulai in ends for visit in visits[1:])
        handovers += len(visits) - 1
        last = max(visits, key=lambda one: (one.selesai, one.mulai))
        unfinished += () not in plan.langkah[last.langkah].keluar.possible()
    steps = {
        urut: UkuranLangkah(tuple(first[urut]), idle[urut], again[urut], tuple(waits[urut])) for urut in plan.langkah
    }
    decisions = {
        urut: _decided(catatan, urut, step.keluar)
        for urut, step in plan.langkah.items()
        if any(branch.kembali for branch in step.keluar.cabang)
    }
    return Ukuran(steps, decisions, unfinished, handovers > 0 and joined / handovers >= BERSAMBUNG)


def spent(visit: Kunjungan, step: RencanaLangkah, susunan: Susunan) -> float:
    """Return what a pass took in the unit of its step: working minutes, working days, or calendar minutes."""
    start, end = (_minute(susunan, moment) for moment in (visit.mulai, visit.selesai))
    if step.pekerjaan.jenis is JenisKerja.UPAYA:
        return susunan.percobaan.rencana.calendar_of(step).working_between(start, end)
    if step.pekerjaan.jenis is JenisKerja.HARI_KERJA:
        return susunan.percobaan.kantor.days_between(start, end)
    return end - start


def _minute(susunan: Susunan, moment: datetime) -> float:
    return (moment - susunan.mulai) / timedelta(minutes=1)


def _decided(catatan: CatatanKasus, urut: int, keluar: Keluar) -> UkuranKeputusan:
    counts = {branch.label: 0 for branch in keluar.cabang if branch.kembali}
    known = unclear = 0
    for visits in catatan.kasus.values():
        place = next((index for index, visit in enumerate(visits) if visit.langkah == urut), None)
        if place is None:
            continue
        taken = _branch(visits, place, keluar)
        if taken is None:
            unclear += 1
            continue
        known += 1
        if taken in counts:
            counts[taken] += 1
    return UkuranKeputusan(counts, known, unclear)


def _branch(visits: Sequence[Kunjungan], place: int, keluar: Keluar) -> str | None:
    """Return the label of the branch by which a case left a decision; None where the log does not show it."""
    decided = visits[place].selesai
    targets = {target for branch in keluar.cabang for target in branch.ke}
    after = next((one for one in visits[place + 1 :] if one.mulai >= decided and one.langkah in targets), None)
    found = [branch.label for branch in keluar.cabang if (after.langkah in branch.ke if after else not branch.ke)]
    return found[0] if len(found) == 1 else None


def arrivals_a_year(catatan: CatatanKasus, kantor: Kalender, susunan: Susunan) -> tuple[Taksiran, float] | None:
    """Return cases a year with their 95 % interval, and how well they fit arrivals at random.

    The working time between the first and the last arrival holds one distance less than there are cases; of random
    arrivals it is gamma distributed, so the interval is exact (Cox and Lewis 1966, §2.2). Given first and last, the
    others then lie evenly between: that is tested (Kolmogorov-Smirnov). None where all came at once.
    """
    from scipy import stats  # noqa: PLC0415 - slow to import

    begun = sorted(min(visit.siap or visit.mulai for visit in visits) for visits in catatan.kasus.values())
    worked = [kantor.working_between(0, _minute(susunan, moment)) for moment in begun]
    gaps, length = len(worked) - 1, worked[-1] - worked[0]
    if not length:
        return None
    days = susunan.percobaan.sampai - susunan.percobaan.dari
    year = kantor.working_between(susunan.percobaan.dari, susunan.percobaan.sampai) * 365.25 * 1440 / days
    ends = [float(stats.chi2.ppf(share, 2 * gaps)) / 2 for share in (0.025, 0.975)]
    low, middle, high = (count * year / length for count in (ends[0], gaps, ends[1]))
    even = stats.kstest([(one - worked[0]) / length for one in worked[1:-1]], "uniform")
    return Taksiran(middle, low, high, 0.95, len(worked)), float(even.pvalue)
