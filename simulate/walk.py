"""How a case walks through its steps: the inner loop of the engine.

A case is a walker along its path, and parallel branches are walkers of their own. A walker is a SimPy event that is
set anew for the end of each step, and for being served where it has to queue: that takes a fraction of the time of a
SimPy process with new events for every step. What happens then is a plain function of the walker, in a list that all
walkers share. Durations and decisions come from streams that belong to the case, so that a case keeps its luck
whatever others do.
"""

from __future__ import annotations

import math
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING, Final, Protocol, cast

from simulate.distributions import Tetap
from simulate.plan import JenisKerja, Rencana, RencanaLangkah, RencanaSOP
from simulate.pool import Kumpulan, Linimasa, Saat
from simulate.record import KunjunganLangkah

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simpy import Event

    from simulate.chance import Pengacak
    from simulate.plan import Jadwal
    from simulate.pool import Actions

_VISIT: Final = partial(tuple.__new__, KunjunganLangkah)
"""Makes a visit of its values at once; `_make` calls back into Python for each."""
PUTARAN_TERBANYAK: Final = 10_000
"""Passes of one case through one step beyond which the plan is taken to be at fault."""


class SimulasiError(ValueError):
    """A run that cannot go on; the message is Indonesian."""


class SumberAcak(Protocol):
    """Where streams come from: `simulate.chance.Aliran`."""

    def ringan(self, kasus: int | str, tujuan: str, /) -> Pengacak:
        """Return the stream of a case for a purpose; the same names always give the same numbers."""


class Panggung(Protocol):
    """What walkers need of the run that they are part of."""

    env: Linimasa
    aliran: SumberAcak
    kantor: Jadwal
    kunjungan: list[KunjunganLangkah]

    def end(self, kasus: Kasus, /) -> None:
        """Note that a case is done."""


class Langkah:
    """A step made ready for one run: its pools in the one order in which all steps take them, against deadlock."""

    __slots__ = (
        "edges",
        "holds",
        "jadwal",
        "jenis",
        "keluar",
        "keterlibatan",
        "lanjut",
        "peran",
        "plan",
        "pool",
        "pools",
        "sebaran",
        "targets",
        "tempat",
        "tetap",
        "urut",
    )

    def __init__(self, tempat: int, plan: RencanaLangkah, rencana: Rencana, pools: Mapping[str, Kumpulan]) -> None:
        self.tempat = tempat
        """Its place in the procedure, from 0."""
        self.plan = plan
        self.urut = plan.urut
        self.peran = plan.peran
        self.jadwal = rencana.calendar_of(plan)
        self.pools = tuple((pools[peran], rencana.kalender_peran[peran]) for peran in sorted(plan.peran))
        self.pool = self.pools[0][0] if len(self.pools) == 1 else None
        self.jenis = plan.pekerjaan.jenis
        self.keterlibatan = plan.pekerjaan.keterlibatan
        whole = self.jenis is JenisKerja.UPAYA and self.keterlibatan == 1
        self.holds = self.pool if whole else None
        """Its only pool, if its people work from beginning to end: the common case, which has a short way."""
        amount = plan.pekerjaan.sebaran
        self.tetap = float(amount) if isinstance(amount, int | float) else None
        self.sebaran = Tetap(amount) if isinstance(amount, int | float) else amount
        self.keluar = plan.keluar
        self.targets = None if plan.keluar.cabang else plan.keluar.ke
        self.lanjut: Langkah | None = None
        """The next step, where it is always the same and the only one."""
        self.edges: dict[int, tuple[tuple[float, tuple[int, ...]], ...]] = {}
        """The edges of the decision, by pass."""


class Alur:
    """A procedure made ready for one run."""

    __slots__ = ("acak", "catat", "id", "langkah", "plan", "samples", "urutan")

    def __init__(self, plan: RencanaSOP, rencana: Rencana, pools: Mapping[str, Kumpulan]) -> None:
        self.plan = plan
        self.id = plan.id
        self.catat = plan.catat
        self.langkah = {
            urut: Langkah(tempat, step, rencana, pools) for tempat, (urut, step) in enumerate(plan.langkah.items())
        }
        for step in self.langkah.values():
            if step.targets is not None and len(step.targets) == 1:
                step.lanjut = self.langkah[step.targets[0]]
        self.acak = any(step.tetap is None for step in self.langkah.values())
        self.samples = tuple(step.sebaran.sample for step in self.langkah.values())
        """How to draw each step's first pass, in the order of the plan."""
        self.urutan = 0
        """How many cases without a name have come."""


class Kasus:
    """A case under way: its passes, and the chance that belongs to it."""

    __slots__ = ("alur", "awal", "kunci", "nomor", "prioritas", "putaran", "streams", "uniforms")

    def __init__(self, nomor: int, prioritas: int, alur: Alur, kunci: str) -> None:
        self.nomor = nomor
        self.prioritas = prioritas
        self.alur = alur
        self.kunci = kunci
        self.putaran = [0] * len(alur.langkah)
        """How often it came to each step, by the step's place."""
        self.awal: list[float] = []
        """Amounts of the first pass, by the step's place."""
        self.streams: dict[str, Pengacak] | None = None
        self.uniforms: dict[int, list[float]] | None = None
        """Numbers drawn for each decision, by pass."""

    def draw_first(self, aliran: SumberAcak) -> None:
        """Draw the first pass of every step, one number a step, whether it varies and is ever reached or not."""
        rng = aliran.ringan(self.kunci, "lama")
        self.awal = [sample(rng) for sample in self.alur.samples]

    def amount_again(self, step: Langkah, putaran: int, aliran: SumberAcak) -> float:
        """Return the minutes or days of a pass after the first."""
        if putaran > PUTARAN_TERBANYAK:
            raise SimulasiError(
                f"{self.alur.id}, langkah {step.urut}: satu kasus melewatinya lebih dari {PUTARAN_TERBANYAK} kali; "
                "beri batas putaran atau perkecil peluang kembali"
            )
        drawn = step.tetap
        if drawn is None:
            drawn = step.sebaran.sample(self._stream(f"ulang {step.urut}", aliran))
        drawn *= step.plan.bagian_ulang
        if not 0 <= drawn < math.inf:
            raise self.invalid(step, drawn)
        return drawn

    def invalid(self, step: Langkah, drawn: float) -> SimulasiError:
        """Return the error about an amount that cannot be."""
        return SimulasiError(f"{self.alur.id}, langkah {step.urut}: lama pekerjaan yang terundi, {drawn}, tidak sah")

    def decide(self, step: Langkah, putaran: int, aliran: SumberAcak) -> tuple[int, ...]:
        """Choose a branch by the number that belongs to this decision and pass."""
        if self.uniforms is None:
            self.uniforms = {}
        numbers = self.uniforms.setdefault(step.urut, [])
        stream = self._stream(f"keputusan {step.urut}", aliran)
        while len(numbers) < putaran:
            numbers.append(stream.random())
        edges = step.edges.get(putaran)
        if edges is None:
            edges = step.edges[putaran] = step.keluar.edges(putaran)
        drawn = numbers[putaran - 1]
        for edge, targets in edges:
            if drawn < edge:
                return targets
        return edges[-1][1]

    def _stream(self, tujuan: str, aliran: SumberAcak) -> Pengacak:
        if self.streams is None:
            self.streams = {}
        if tujuan not in self.streams:
            self.streams[tujuan] = aliran.ringan(self.kunci, tujuan)
        return self.streams[tujuan]


class Pertemuan:
    """Parallel branches under way, and the walker that goes on when the last of them has come."""

    __slots__ = ("gabung", "induk", "met", "pending")

    def __init__(self, induk: Jalan, gabung: int | None, pending: int) -> None:
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


class Jalan(Saat):
    """A walker: a case, or one of its parallel branches, on the way from step to step."""

    _pertemuan: Pertemuan | None = None
    _henti: frozenset[int] | None = None
    """Steps before which this walker stops, because other branches meet it there."""
    _step: Langkah
    _putaran: int
    _siap: float
    _mulai: float
    _selesai: float
    _amount: float
    _reserved: list[float]
    _freed: list[float]

    def __init__(self, panggung: Panggung, kasus: Kasus) -> None:
        self.env: Linimasa = panggung.env
        self._panggung = panggung
        self._kasus = kasus

    def go(self, targets: tuple[int, ...]) -> None:
        """Enter the next step, part into branches, or stop: at an end, or where other branches meet this one."""
        henti = self._henti
        if not targets or (henti and len(targets) == 1 and targets[0] in henti):
            self._stop(targets[0] if targets else None)
        elif len(targets) > 1:
            gabung = self._kasus.alur.plan.gabung.get(targets)
            pertemuan = Pertemuan(self, gabung, len(targets))
            for target in targets:
                branch = Jalan(self._panggung, self._kasus)
                branch._pertemuan = pertemuan
                branch._henti = henti if gabung is None else (henti or frozenset()) | {gabung}
                branch.go((target,))
        else:
            self._enter(self._kasus.alur.langkah[targets[0]])

    def _stop(self, urut: int | None) -> None:
        if self._pertemuan is not None:
            self._pertemuan.arrive(urut)
        else:
            self._panggung.end(self._kasus)

    def _enter(self, step: Langkah) -> None:
        kasus = self._kasus
        self._step = step
        putaran = kasus.putaran
        self._putaran = putaran[step.tempat] = putaran[step.tempat] + 1
        self._siap = self.env._now  # noqa: SLF001 - the inner loop; the property takes three times as long
        pool = step.pool
        if pool is None:
            self._reserved = []
            self._gather()
        elif pool.take():
            self._begin()
        else:
            self.callbacks = _WHEN_SERVED
            pool.wait(self, kasus.prioritas)

    def _gather(self, _: Event | None = None) -> None:
        """Reserve one person of each role in the fixed order, then wait until all of them are at work."""
        now = self.env.now
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
                self.env.at(opens, self._gather)
                return
        for (pool, jadwal), since in zip(step.pools, reserved, strict=True):
            if since < now:
                pool.record_idle(jadwal.working_between(since, now))
        self._begin()

    def _begin(self) -> None:
        step = self._step
        self._mulai = now = self.env._now  # noqa: SLF001 - the inner loop
        amount = step.tetap
        if self._putaran > 1:
            amount = self._kasus.amount_again(step, self._putaran, self._panggung.aliran)
        elif amount is None:
            amount = self._kasus.awal[step.tempat]
            if not 0 <= amount < math.inf:
                raise self._kasus.invalid(step, amount)
        self._amount = amount
        if step.holds is not None:
            selesai = now + amount
            if selesai > step.holds.tutup:
                selesai = step.jadwal.finish(now, amount)
        elif step.jenis is JenisKerja.UPAYA:
            selesai = step.jadwal.finish(now, amount)
        elif step.jenis is JenisKerja.HARI_KERJA:
            selesai = step.jadwal.finish_days(now, amount)
        else:
            selesai = now + amount
        self._selesai = selesai
        if step.keterlibatan < 1:
            self._freed = [self._free_early(selesai, amount, pool, own) for pool, own in step.pools]
        self.env.set(self, selesai, _AT_END)

    def _free_early(self, selesai: float, amount: float, pool: Kumpulan, own: Jadwal) -> float:
        """Set when a person is free again whom the step does not take until its end."""
        step, mulai = self._step, self._mulai
        effort = step.jenis is JenisKerja.UPAYA
        jadwal = step.jadwal if effort else own
        work = amount if effort else jadwal.working_between(mulai, selesai)
        freed = min(jadwal.finish(mulai, step.keterlibatan * work), selesai)
        pool.release_at(freed)
        return freed

    @property
    def at_work(self) -> bool:
        """Whether the walker is set for the end of a step, not for being served."""
        return self.callbacks is _AT_END

    def record_work(self, sampai: float) -> None:
        """Count the people's working time on this step, as far as it was spent before a minute."""
        step = self._step
        effort = step.jenis is JenisKerja.UPAYA
        if effort and step.keterlibatan == 1 and self._selesai <= sampai:
            for pool, _ in step.pools:
                pool.record_work(self._amount)
            return
        freed = self._freed if step.keterlibatan < 1 else repeat(self._selesai)
        for (pool, own), until in zip(step.pools, freed, strict=False):
            pool.record_work((step.jadwal if effort else own).working_between(self._mulai, min(until, sampai)))

    def _end(self) -> None:
        step, kasus, panggung = self._step, self._kasus, self._panggung
        if step.holds is not None:
            step.holds.finish_work(self._amount)
        else:
            self.record_work(self._selesai)
            if step.keterlibatan == 1:
                for pool, _ in step.pools:
                    pool.release()
        if kasus.alur.catat:
            visit = (kasus.nomor, step.urut, self._putaran, self._siap, self._mulai, self._selesai, step.peran)
            panggung.kunjungan.append(_VISIT(visit))
        if step.lanjut is not None and not self._henti:
            self._enter(step.lanjut)
        elif step.targets is not None:
            self.go(step.targets)
        else:
            self.go(kasus.decide(step, self._putaran, panggung.aliran))


# Actions get the event that happened, which is the walker itself. Lists that hold bound methods would have to be made
# for every walker, and would wait for the garbage collector.
_AT_END: Final = cast("Actions", [Jalan._end])  # noqa: SLF001 - of this module
_WHEN_SERVED: Final = cast("Actions", [Jalan._begin])  # noqa: SLF001 - of this module
