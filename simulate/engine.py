"""One replication of a plan: cases arrive, walk through their steps, wait for people, and leave a record.

A case is a walker along its path, and parallel branches are walkers of their own. A walker is a SimPy event that is
set anew for the end of each step: that takes a third of the time of a SimPy process with a new event a step.
Durations and decisions come from streams that belong to the case, so that a case keeps its luck whatever others do.
Nothing is interrupted at closing time: the calendar says when work will be done.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Final, Protocol

from simpy.events import URGENT

from simulate.plan import JenisKerja, Kedatangan, Rencana, RencanaLangkah, RencanaSOP
from simulate.pool import Kumpulan, Linimasa, Saat
from simulate.record import Hasil, HasilKasus, KunjunganLangkah

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from simpy import Event

    from simulate.chance import Pengacak
    from simulate.plan import Jadwal

PUTARAN_TERBANYAK: Final = 10_000
"""Passes of one case through one step beyond which the plan is taken to be at fault."""


class SimulasiError(ValueError):
    """A run that cannot go on; the message is Indonesian."""


class SumberAcak(Protocol):
    """Where streams come from: `simulate.chance.Aliran`."""

    def ringan(self, kasus: int | str, tujuan: str, /) -> Pengacak:
        """Return the stream of a case for a purpose; the same names always give the same numbers."""


Datang = tuple[float, str, int] | Kedatangan
"""An arrival: a `Kedatangan`, or just (minute, SOP, priority)."""
_Tiba = tuple[float, int, str, int, str]
"""An arrival that was checked: minute, number, SOP, priority and name."""


def run(
    rencana: Rencana,
    kedatangan: Sequence[Datang] | Iterator[Datang],
    aliran: SumberAcak,
    *,
    sampai: float = math.inf,
    hingga: Collection[str] = (),
) -> Hasil:
    """Run one replication until every case is done, until `sampai`, or until the cases `hingga` are done.

    The streams of a case bear its `kunci`. Without one it is `<sop>#<n>` for the n-th such case of its SOP (from 0),
    so that cases of other SOPs, and cases that bear a name, can join without changing its luck. Its purposes are
    "lama" (the first pass of every step, in the order of the plan, one number each), "ulang <urut>" (later passes)
    and "keputusan <urut>" (one number a pass).

    Args:
        rencana: The plan.
        kedatangan: The cases. A sequence may be in any order; equal minutes keep its order. An iterator is in order
            of time and may be infinite where the run is stopped: it is asked for one arrival more than has come.
        aliran: The streams of this replication.
        sampai: The minute before which the run stops; what happens from then on is not part of the record, busy time
            is cut there, and cases still under way have no end. Arrivals of an iterator from then on are left.
        hingga: The `kunci` of cases; the last of them to be done ends the run, at once, as `sampai` does: nothing
            else that would have happened in that minute is part of the record, nor are cases that had not come.

    Raises:
        SimulasiError: If an arrival is not part of the plan, not within the run or not in order, no case is the one
            that ends the run, a draw is negative or infinite, or a case returns to a step without end.
        HorizonError: If a calendar ends too soon.
    """
    return _Mesin(rencana, aliran, sampai, hingga).run(kedatangan)


class _Langkah:
    """A step made ready for one run: its pools in the one order in which all steps take them, against deadlock."""

    __slots__ = ("holds", "jadwal", "jenis", "keterlibatan", "plan", "pool", "pools", "targets", "tetap")

    def __init__(self, plan: RencanaLangkah, rencana: Rencana, pools: Mapping[str, Kumpulan]) -> None:
        self.plan = plan
        self.jadwal = rencana.calendar_of(plan)
        self.pools = tuple((pools[peran], rencana.kalender_peran[peran]) for peran in sorted(plan.peran))
        self.pool = self.pools[0][0] if len(self.pools) == 1 else None
        self.jenis = plan.pekerjaan.jenis
        self.keterlibatan = plan.pekerjaan.keterlibatan
        self.holds = self.jenis is JenisKerja.UPAYA and self.keterlibatan == 1
        """Whether people work from beginning to end, so that their working time is the amount itself."""
        amount = plan.pekerjaan.sebaran
        self.tetap = float(amount) if isinstance(amount, int | float) else None
        self.targets = None if plan.keluar.cabang else plan.keluar.ke


class _Alur:
    """A procedure made ready for one run."""

    __slots__ = ("acak", "langkah", "plan")

    def __init__(self, plan: RencanaSOP, rencana: Rencana, pools: Mapping[str, Kumpulan]) -> None:
        self.plan = plan
        self.langkah = {urut: _Langkah(step, rencana, pools) for urut, step in plan.langkah.items()}
        self.acak = any(step.tetap is None for step in self.langkah.values())


class _Kasus:
    """A case under way: its passes, and the chance that belongs to it."""

    __slots__ = ("alur", "awal", "kunci", "nomor", "prioritas", "putaran", "streams", "uniforms")

    def __init__(self, nomor: int, prioritas: int, alur: _Alur, kunci: str) -> None:
        self.nomor = nomor
        self.prioritas = prioritas
        self.alur = alur
        self.kunci = kunci
        self.putaran: dict[int, int] = {}
        self.awal: dict[int, float] = {}
        """Amounts of the first pass of the steps that vary."""
        self.streams: dict[str, Pengacak] = {}
        self.uniforms: dict[int, list[float]] = {}
        """Numbers drawn for each decision, by pass."""

    def draw_first(self, aliran: SumberAcak) -> None:
        """Draw the first pass of every step, one number a step, whether it varies and is ever reached or not."""
        rng = aliran.ringan(self.kunci, "lama")
        for urut, step in self.alur.langkah.items():
            amount = step.plan.pekerjaan.sebaran
            if isinstance(amount, int | float):
                rng.random()
            else:
                self.awal[urut] = amount.sample(rng)

    def amount(self, step: _Langkah, putaran: int, aliran: SumberAcak) -> float:
        """Return the minutes or days of a pass."""
        urut = step.plan.urut
        amount = step.plan.pekerjaan.sebaran
        if putaran > PUTARAN_TERBANYAK:
            raise SimulasiError(
                f"{self.alur.plan.id}, langkah {urut}: satu kasus melewatinya lebih dari {PUTARAN_TERBANYAK} kali; "
                "beri batas putaran atau perkecil peluang kembali"
            )
        if isinstance(amount, int | float):
            drawn = float(amount)
        elif putaran == 1:
            drawn = self.awal[urut]
        else:
            drawn = amount.sample(self._stream(f"ulang {urut}", aliran))
        if not 0 <= drawn < math.inf:
            raise SimulasiError(f"{self.alur.plan.id}, langkah {urut}: lama pekerjaan yang terundi, {drawn}, tidak sah")
        return drawn if putaran == 1 else drawn * step.plan.bagian_ulang

    def decide(self, step: _Langkah, putaran: int, aliran: SumberAcak) -> tuple[int, ...]:
        """Choose a branch by the number that belongs to this decision and pass."""
        urut = step.plan.urut
        numbers = self.uniforms.setdefault(urut, [])
        stream = self._stream(f"keputusan {urut}", aliran)
        while len(numbers) < putaran:
            numbers.append(stream.random())
        return step.plan.keluar.choose(putaran, numbers[putaran - 1])

    def _stream(self, tujuan: str, aliran: SumberAcak) -> Pengacak:
        if tujuan not in self.streams:
            self.streams[tujuan] = aliran.ringan(self.kunci, tujuan)
        return self.streams[tujuan]


class _Pertemuan:
    """Parallel branches under way, and the walker that goes on when the last of them has come."""

    __slots__ = ("gabung", "induk", "met", "pending")

    def __init__(self, induk: _Jalan, gabung: int | None, pending: int) -> None:
        self.induk = induk
        self.gabung = gabung
        self.pending = pending
        self.met: set[int] = set()

    def arrive(self, urut: int | None) -> None:
        """Note that a branch stopped before a step, or ended."""
        if urut is not None:
            self.met.add(urut)
        self.pending -= 1
        if not self.pending:
            meeting = self.gabung if self.gabung in self.met else min(self.met, default=None)
            self.induk.go(() if meeting is None else (meeting,))


class _Jalan(Saat):
    """A walker: a case, or one of its parallel branches, on the way from step to step."""

    def __init__(self, mesin: _Mesin, kasus: _Kasus, henti: frozenset[int], pertemuan: _Pertemuan | None) -> None:
        super().__init__(mesin.env)
        self._mesin = mesin
        self._env = mesin.env
        self._kasus = kasus
        self._henti = henti
        self._pertemuan = pertemuan
        self._reserved: list[float] = []
        self._freed: list[float] = []
        self._on_end: list[Callable[[Event], None]] = [self._end]

    def go(self, targets: tuple[int, ...]) -> None:
        """Enter the next step, part into branches, or stop: at an end, or where other branches meet this one."""
        if not targets or (len(targets) == 1 and targets[0] in self._henti):
            self._stop(targets[0] if targets else None)
        elif len(targets) > 1:
            gabung = self._kasus.alur.plan.gabung.get(targets)
            henti = self._henti if gabung is None else self._henti | {gabung}
            pertemuan = _Pertemuan(self, gabung, len(targets))
            for target in targets:
                _Jalan(self._mesin, self._kasus, henti, pertemuan).go((target,))
        else:
            self._enter(targets[0])

    def _stop(self, urut: int | None) -> None:
        self._on_end.clear()  # a list that holds a method of its holder would wait for the garbage collector
        if self._pertemuan is not None:
            self._pertemuan.arrive(urut)
        else:
            self._mesin.end(self._kasus)

    def _enter(self, urut: int) -> None:
        kasus = self._kasus
        self._step = step = kasus.alur.langkah[urut]
        self._putaran = kasus.putaran[urut] = kasus.putaran.get(urut, 0) + 1
        self._siap = self._env.now
        if step.pool is None:
            self._gather()
            return
        waiting = step.pool.request(kasus.prioritas)
        if waiting is None:
            self._begin(self._siap)
        else:
            waiting.callbacks.append(self._served)

    def _served(self, _: Event) -> None:
        self._begin(self._env.now)

    def _gather(self, _: Event | None = None) -> None:
        """Reserve one person of each role in the fixed order, then wait until all of them are at work."""
        now = self._env.now
        step, reserved = self._step, self._reserved
        if _ is not None and len(reserved) < len(step.pools):
            reserved.append(now)
        while len(reserved) < len(step.pools):
            waiting = step.pools[len(reserved)][0].request(self._kasus.prioritas)
            if waiting is not None:
                waiting.callbacks.append(self._gather)
                return
            reserved.append(now)
        if reserved or step.jenis is JenisKerja.UPAYA:
            opens = step.jadwal.next_open(now)
            if opens > now:
                self._env.at(opens, self._gather)
                return
        for (pool, jadwal), since in zip(step.pools, reserved, strict=True):
            if since < now:
                pool.record_idle(jadwal.working_between(since, now))
        reserved.clear()
        self._begin(now)

    def _begin(self, now: float) -> None:
        step, mesin = self._step, self._mesin
        amount = step.tetap
        if amount is None or self._putaran > 1:
            amount = self._kasus.amount(step, self._putaran, mesin.aliran)
        if step.jenis is JenisKerja.UPAYA:
            selesai = step.jadwal.finish(now, amount)
        elif step.jenis is JenisKerja.HARI_KERJA:
            selesai = mesin.kantor.finish_days(now, amount)
        else:
            selesai = now + amount
        if step.keterlibatan < 1:
            self._freed = [self._free_early(selesai, amount, pool, own) for pool, own in step.pools]
        self._amount = amount
        self._mulai = now
        self._selesai = selesai
        self._env.set(self, selesai, self._on_end)

    def _free_early(self, selesai: float, amount: float, pool: Kumpulan, own: Jadwal) -> float:
        """Set when a person is free again whom the step does not take until its end."""
        step, mulai = self._step, self._env.now
        effort = step.jenis is JenisKerja.UPAYA
        jadwal = step.jadwal if effort else own
        work = amount if effort else jadwal.working_between(mulai, selesai)
        freed = min(jadwal.finish(mulai, step.keterlibatan * work), selesai)
        pool.release_at(freed)
        return freed

    def record_work(self, sampai: float) -> None:
        """Count the people's working time on this step, as far as it was spent before a minute."""
        step = self._step
        if step.holds and self._selesai <= sampai:
            for pool, _ in step.pools:
                pool.record_work(self._amount)
            return
        effort = step.jenis is JenisKerja.UPAYA
        freed = self._freed if step.keterlibatan < 1 else repeat(self._selesai)
        for (pool, own), until in zip(step.pools, freed, strict=False):
            pool.record_work((step.jadwal if effort else own).working_between(self._mulai, min(until, sampai)))

    def _end(self, _: Event) -> None:
        step, kasus, putaran = self._step, self._kasus, self._putaran
        self.record_work(self._selesai)
        if step.keterlibatan == 1:
            for pool, _jadwal in step.pools:
                pool.release()
        if kasus.alur.plan.catat:
            plan = step.plan
            visit = (kasus.nomor, plan.urut, putaran, self._siap, self._mulai, self._selesai, plan.peran)
            self._mesin.kunjungan.append(visit)
        self.go(step.targets if step.targets is not None else kasus.decide(step, putaran, self._mesin.aliran))


class _Mesin:
    """The state of one run."""

    def __init__(self, rencana: Rencana, aliran: SumberAcak, sampai: float, hingga: Collection[str]) -> None:
        self.env = Linimasa()
        self.aliran = aliran
        self.kantor = rencana.kalender_kantor
        self.kunjungan: list[tuple[int, int, int, float, float, float, tuple[str, ...]]] = []
        self._sampai = sampai
        self._hingga = set(hingga)
        """Cases that have to be done before the run ends."""
        self._henti = Saat(self.env)
        self._selesai: dict[int, float] = {}
        self._tercatat: list[tuple[int, str, int, float]] = []
        self._datang: Iterator[_Tiba] = iter(())
        self._berikut: _Tiba | None = None
        self._ditunggu = set(hingga)
        """Those of them that have yet to come."""
        self._urutan: Counter[str] = Counter()
        self._pools = {
            peran: Kumpulan(self.env, peran, rencana.staf[peran], jadwal)
            for peran, jadwal in rencana.kalender_peran.items()
            if rencana.staf.get(peran, 0) > 0
        }
        self._alur = {sop.id: _Alur(sop, rencana, self._pools) for sop in rencana.sop}

    def run(self, kedatangan: Sequence[Datang] | Iterator[Datang]) -> Hasil:
        arrivals = self._checked(kedatangan)
        self._datang = iter(sorted(arrivals)) if isinstance(kedatangan, Sequence) else self._in_order(arrivals)
        self._berikut = next(self._datang, None)
        self._arrive()
        stops = self._sampai < math.inf or bool(self._hingga)
        if self._sampai < math.inf:
            self.env.set(self._henti, self._sampai, [], URGENT)
        self.env.run(self._henti if stops else None)
        akhir = self.env.now
        for event in self.env.pending():
            if isinstance(event, _Jalan):
                event.record_work(akhir)
        cases = [HasilKasus(*case, self._selesai.get(case[0])) for case in self._tercatat]
        return Hasil(
            kasus=tuple(sorted(cases, key=lambda case: case.kasus)),
            kunjungan=tuple(map(KunjunganLangkah._make, self.kunjungan)),
            peran={peran: pool.summary() for peran, pool in self._pools.items()},
            akhir=akhir,
        )

    def end(self, kasus: _Kasus) -> None:
        """Note that a case is done, and stop the run where that was waited for."""
        if kasus.alur.plan.catat:
            self._selesai[kasus.nomor] = self.env.now
        if kasus.kunci in self._hingga:
            self._hingga.discard(kasus.kunci)
            if self._hingga:
                return
            self.env.set(self._henti, self.env.now, self._henti.callbacks or [], URGENT)

    def _checked(self, kedatangan: Iterable[Datang]) -> Iterator[_Tiba]:
        for nomor, (waktu, sop, prioritas, *named) in enumerate(kedatangan):
            if sop not in self._alur:
                raise SimulasiError(f"kedatangan ke-{nomor + 1}: SOP {sop!r} tidak ada dalam rencana")
            if not 0 <= waktu < math.inf or (waktu >= self._sampai and isinstance(kedatangan, Sequence)):
                raise SimulasiError(f"kedatangan ke-{nomor + 1}: menit {waktu} di luar waktu simulasi")
            kunci = named[0] if named else None
            if kunci is None:
                kunci = f"{sop}#{self._urutan[sop]}"
                self._urutan[sop] += 1
            yield waktu, nomor, sop, prioritas, kunci

    def _in_order(self, arrivals: Iterator[_Tiba]) -> Iterator[_Tiba]:
        """Pass on what comes before the run stops, one by one."""
        before = 0.0
        for one in arrivals:
            waktu, nomor, *_ = one
            if waktu < before:
                raise SimulasiError(
                    f"kedatangan ke-{nomor + 1}: menit {waktu} mendahului menit {before} sebelumnya; "
                    "urutkan menurut waktu"
                )
            if waktu >= self._sampai:
                self._ditunggu.clear()  # the run stops before they come
                return
            before = waktu
            yield one

    def _arrive(self, _: Event | None = None) -> None:
        """Send the cases of this minute on their way, and come back for the next."""
        while self._berikut is not None and self._berikut[0] <= self.env.now:
            waktu, nomor, sop, prioritas, kunci = self._berikut
            self._berikut = next(self._datang, None)
            kasus = _Kasus(nomor, prioritas, self._alur[sop], kunci)
            if kasus.alur.plan.catat:
                self._tercatat.append((nomor, sop, prioritas, waktu))
            self._ditunggu.discard(kunci)
            if kasus.alur.acak:
                kasus.draw_first(self.aliran)
            _Jalan(self, kasus, frozenset(), None).go(kasus.alur.plan.mulai)
        if self._berikut is not None:
            self.env.at(self._berikut[0], self._arrive)
        elif self._ditunggu:
            lost = min(self._ditunggu)
            raise SimulasiError(f"tidak ada kedatangan berkunci {lost!r}, yang seharusnya mengakhiri simulasi")
