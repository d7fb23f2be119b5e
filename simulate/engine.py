"""One replication of a plan: cases arrive, walk through their steps, wait for people, and leave a record.

A case is a walker along its path, and parallel branches are walkers of their own. A walker is a SimPy event that is
set anew for the end of each step: that takes a third of the time of a SimPy process with a new event a step.
Durations and decisions come from streams that belong to the case, so that a case keeps its luck whatever others do.
Nothing is interrupted at closing time: the calendar says when work will be done.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Final, Protocol

from simulate.plan import JenisKerja, Rencana, RencanaLangkah, RencanaSOP
from simulate.pool import Kumpulan, Linimasa, Saat
from simulate.record import Hasil, HasilKasus, KunjunganLangkah

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from simpy import Event

    from simulate.chance import Pengacak

PUTARAN_TERBANYAK: Final = 10_000
"""Passes of one case through one step beyond which the plan is taken to be at fault."""


class SimulasiError(ValueError):
    """A run that cannot go on; the message is Indonesian."""


class SumberAcak(Protocol):
    """Where streams come from: `simulate.chance.Aliran`."""

    def ringan(self, kasus: int | str, tujuan: str, /) -> Pengacak:
        """Return the stream of a case for a purpose; the same names always give the same numbers."""


def run(
    rencana: Rencana,
    kedatangan: Sequence[tuple[float, str, int]],
    aliran: SumberAcak,
    *,
    sampai: float = math.inf,
) -> Hasil:
    """Run one replication until every case is done, or until `sampai`.

    The streams of a case are named `<sop>#<n>` for the n-th case of its SOP in the list (from 0), so that cases of
    other SOPs can join without changing its luck. Its purposes are "lama" (the first pass of every step, in the order
    of the plan, one number each), "ulang <urut>" (later passes) and "keputusan <urut>" (one number a pass).

    Args:
        rencana: The plan.
        kedatangan: (minute, SOP, priority) of each case, in any order; equal minutes keep the order of the list.
        aliran: The streams of this replication.
        sampai: The minute before which the run stops; what happens from then on is not part of the record, busy time
            is cut there, and cases still under way have no end.

    Raises:
        SimulasiError: If an arrival is not part of the plan or not within the run, a draw is negative or infinite, or
            a case returns to a step without end.
        HorizonError: If a calendar ends too soon.
    """
    return _Mesin(rencana, aliran, sampai).run(kedatangan)


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

    def __init__(self, nomor: int, prioritas: int, alur: _Alur, urutan: int) -> None:
        self.nomor = nomor
        self.prioritas = prioritas
        self.alur = alur
        self.kunci = f"{alur.plan.id}#{urutan}"
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
            self._mesin.selesai[self._kasus.nomor] = self._env.now

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
        if step.holds and selesai <= mesin.sampai:
            for pool, _ in step.pools:
                pool.record_work(amount)
        else:
            self._engage(now, selesai, amount)
        self._mulai = now
        self._selesai = selesai
        self._env.set(self, selesai, self._on_end)

    def _engage(self, mulai: float, selesai: float, amount: float) -> None:
        """Count the people's working time and free those whom the step does not take until its end."""
        step = self._step
        effort = step.jenis is JenisKerja.UPAYA
        for pool, own in step.pools:
            jadwal = step.jadwal if effort else own
            freed = selesai
            if step.keterlibatan < 1:
                work = amount if effort else jadwal.working_between(mulai, selesai)
                freed = min(jadwal.finish(mulai, step.keterlibatan * work), selesai)
                pool.release_at(freed)
            pool.record_work(jadwal.working_between(mulai, min(freed, self._mesin.sampai)))

    def _end(self, _: Event) -> None:
        step, kasus, putaran = self._step, self._kasus, self._putaran
        if step.keterlibatan == 1:
            for pool, _jadwal in step.pools:
                pool.release()
        plan = step.plan
        visit = (kasus.nomor, plan.urut, putaran, self._siap, self._mulai, self._selesai, plan.peran)
        self._mesin.kunjungan.append(visit)
        self.go(step.targets if step.targets is not None else kasus.decide(step, putaran, self._mesin.aliran))


class _Mesin:
    """The state of one run."""

    def __init__(self, rencana: Rencana, aliran: SumberAcak, sampai: float) -> None:
        self.env = Linimasa()
        self.aliran = aliran
        self.sampai = sampai
        self.kantor = rencana.kalender_kantor
        self.selesai: dict[int, float] = {}
        self._belum: list[tuple[float, int, str, int, int]] = []
        self.kunjungan: list[tuple[int, int, int, float, float, float, tuple[str, ...]]] = []
        self._pools = {
            peran: Kumpulan(self.env, peran, rencana.staf[peran], jadwal)
            for peran, jadwal in rencana.kalender_peran.items()
            if rencana.staf.get(peran, 0) > 0
        }
        self._alur = {sop.id: _Alur(sop, rencana, self._pools) for sop in rencana.sop}

    def run(self, kedatangan: Sequence[tuple[float, str, int]]) -> Hasil:
        numbers: Counter[str] = Counter()
        arrivals: list[tuple[float, int, str, int, int]] = []
        for nomor, (waktu, sop, prioritas) in enumerate(kedatangan):
            if sop not in self._alur:
                raise SimulasiError(f"kedatangan ke-{nomor + 1}: SOP {sop!r} tidak ada dalam rencana")
            if not (0 <= waktu < self.sampai and waktu < math.inf):
                raise SimulasiError(f"kedatangan ke-{nomor + 1}: menit {waktu} di luar waktu simulasi")
            arrivals.append((waktu, nomor, sop, prioritas, numbers[sop]))
            numbers[sop] += 1
        self._belum = sorted(arrivals, reverse=True)
        self._arrive()
        self.env.run(None if self.sampai == math.inf else self.sampai)
        return Hasil(
            kasus=tuple(
                HasilKasus(nomor, sop, prioritas, waktu, self.selesai.get(nomor))
                for nomor, (waktu, sop, prioritas) in enumerate(kedatangan)
            ),
            kunjungan=tuple(map(KunjunganLangkah._make, self.kunjungan)),
            peran={peran: pool.summary() for peran, pool in self._pools.items()},
            akhir=self.env.now,
        )

    def _arrive(self, _: Event | None = None) -> None:
        """Send the cases of this minute on their way, and come back for the next."""
        belum = self._belum
        while belum and belum[-1][0] <= self.env.now:
            _waktu, nomor, sop, prioritas, urutan = belum.pop()
            kasus = _Kasus(nomor, prioritas, self._alur[sop], urutan)
            if kasus.alur.acak:
                kasus.draw_first(self.aliran)
            _Jalan(self, kasus, frozenset(), None).go(kasus.alur.plan.mulai)
        if belum:
            self.env.at(belum[-1][0], self._arrive)
