"""One replication of a plan: cases arrive, walk through their steps, wait for people, and leave a record.

Nothing is interrupted at closing time: the calendar says when work will be done.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simpy.events import URGENT

from simulate.plan import Kedatangan, Rencana
from simulate.pool import Kumpulan, Linimasa, Saat
from simulate.record import Hasil, HasilKasus, KunjunganLangkah
from simulate.routine import KumpulanSibuk
from simulate.walk import PUTARAN_TERBANYAK, Alur, Jalan, Kasus, SimulasiError, SumberAcak

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from simpy import Event

    from simulate.routine import Tugas

__all__ = ["PUTARAN_TERBANYAK", "Datang", "SimulasiError", "SumberAcak", "run"]

Datang = tuple[float, str, int] | Kedatangan
"""An arrival: a `Kedatangan`, or just (minute, SOP, priority)."""
_Tiba = tuple[float, int, Alur, int, str]
"""An arrival that was checked: minute, number, procedure, priority and name."""


def run(
    rencana: Rencana,
    kedatangan: Sequence[Datang] | Iterator[Datang],
    aliran: SumberAcak,
    *,
    sampai: float = math.inf,
    hingga: Collection[str] = (),
    rutin: Mapping[str, Iterator[Tugas]] | None = None,
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
        rutin: Routine work by role, in order of time. Such a role serves cases and tasks as they come; priorities do
            not count there.

    Raises:
        SimulasiError: If an arrival is not part of the plan, not within the run or not in order, no case is the one
            that ends the run, a draw is negative or infinite, or a case returns to a step without end.
        HorizonError: If a calendar ends too soon.
    """
    return _Mesin(rencana, aliran, sampai, hingga, rutin or {}).run(kedatangan)


class _Mesin:
    """The state of one run."""

    def __init__(
        self,
        rencana: Rencana,
        aliran: SumberAcak,
        sampai: float,
        hingga: Collection[str],
        rutin: Mapping[str, Iterator[Tugas]],
    ) -> None:
        self.env = Linimasa()
        self.aliran = aliran
        self.kantor = rencana.kalender_kantor
        self.kunjungan: list[KunjunganLangkah] = []
        self._sampai = sampai
        self._hingga = set(hingga)
        """Cases that have to be done before the run ends."""
        self._ketuk = Saat(self.env)
        """The next arrival."""
        self._on_arrival: list[Callable[[Event], None]] = [self._arrive]
        self._selesai: dict[int, float] = {}
        self._tercatat: list[tuple[int, str, int, float]] = []
        self._datang: Iterator[_Tiba] = iter(())
        self._berikut: _Tiba | None = None
        self._ditunggu = set(hingga)
        """Those of them that have yet to come."""
        self._pools = {
            peran: KumpulanSibuk(self.env, peran, rencana.staf[peran], jadwal, rutin[peran])
            if peran in rutin
            else Kumpulan(self.env, peran, rencana.staf[peran], jadwal)
            for peran, jadwal in rencana.kalender_peran.items()
            if rencana.staf.get(peran, 0) > 0
        }
        self._alur = {sop.id: Alur(sop, rencana, self._pools) for sop in rencana.sop}

    def run(self, kedatangan: Sequence[Datang] | Iterator[Datang]) -> Hasil:
        arrivals = self._checked(kedatangan)
        self._datang = iter(sorted(arrivals)) if isinstance(kedatangan, Sequence) else self._in_order(arrivals)
        self._berikut = next(self._datang, None)
        self._arrive()
        if self._sampai < math.inf:
            self.env.set(Saat(self.env), self._sampai, [self.env.stop], URGENT)
        self.env.proceed()
        akhir = self.env.now
        for event in self.env.pending():
            if isinstance(event, Jalan) and event.at_work:
                event.record_work(akhir)
        cases = [HasilKasus(*case, self._selesai.get(case[0])) for case in self._tercatat]
        return Hasil(
            kasus=tuple(sorted(cases, key=lambda case: case.kasus)),
            kunjungan=tuple(self.kunjungan),
            peran={peran: pool.summary() for peran, pool in self._pools.items()},
            akhir=akhir,
        )

    def end(self, kasus: Kasus) -> None:
        """Note that a case is done, and stop the run where that was waited for."""
        if kasus.alur.catat:
            self._selesai[kasus.nomor] = self.env.now
        if kasus.kunci in self._hingga:
            self._hingga.discard(kasus.kunci)
            if self._hingga:
                return
            self.env.stop()

    def _checked(self, kedatangan: Iterable[Datang]) -> Iterator[_Tiba]:
        known = self._alur
        latest = self._sampai if isinstance(kedatangan, Sequence) else math.inf
        for nomor, (waktu, sop, prioritas, *named) in enumerate(kedatangan):
            alur = known.get(sop)
            if alur is None:
                raise SimulasiError(f"kedatangan ke-{nomor + 1}: SOP {sop!r} tidak ada dalam rencana")
            if not 0 <= waktu < math.inf or waktu >= latest:
                raise SimulasiError(f"kedatangan ke-{nomor + 1}: menit {waktu} di luar waktu simulasi")
            kunci = named[0] if named else None
            if kunci is None:
                kunci = f"{sop}#{alur.urutan}"
                alur.urutan += 1
            yield waktu, nomor, alur, prioritas, kunci

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
        now = self.env.now
        coming = self._berikut
        while coming is not None and coming[0] <= now:
            waktu, nomor, alur, prioritas, kunci = coming
            coming = next(self._datang, None)
            if alur.catat:
                self._tercatat.append((nomor, alur.id, prioritas, waktu))
            self._ditunggu.discard(kunci)
            kasus = Kasus(nomor, prioritas, alur, kunci)
            if alur.acak:
                kasus.draw_first(self.aliran)
            Jalan(self, kasus).go(alur.plan.mulai)
        self._berikut = coming
        if coming is not None:
            self.env.set(self._ketuk, coming[0], self._on_arrival)
        elif self._ditunggu:
            lost = min(self._ditunggu)
            raise SimulasiError(f"tidak ada kedatangan berkunci {lost!r}, yang seharusnya mengakhiri simulasi")
