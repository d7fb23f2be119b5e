"""Asking in pieces: the same answers as at one go, with a breath between any two replications.

Where there is one thread and somebody watching it, such as a browser's worker, a question must be interruptible. So
an answer is a stream: each `next` does a few replications and says how far it is, and whoever has heard enough
closes the stream. What was run is remembered: the next question runs only what differs from the last ones.
"""

from __future__ import annotations

import copy
from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Final, TypeVar

from simulate.calendar import HorizonError
from simulate.executors import SerialExecutor
from simulate.experiment import packed, replicate
from simulate.measures import Himpunan
from simulate.session import Sesi

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from simulate.office_plan import Susunan
    from simulate.procedures import Prosedur
    from simulate.scenario_file import SkenarioTerbaca

T = TypeVar("T")
SEKALI: Final = 10
"""Replications in one piece: some hundredths of a second."""
DIINGAT: Final = 80
"""Most experiments that are remembered; the one that was not asked for longest is forgotten first."""


@dataclass(frozen=True, slots=True)
class Kemajuan:
    """How far an answer is: what is under way, replications done, and out of how many."""

    judul: str
    selesai: int
    dari: int


class _Belum(Exception):  # noqa: N818 - no fault: it says what to run
    """An experiment was asked for that has not been run."""

    def __init__(self, kunci: tuple[str, int], susunan: Susunan, judul: str) -> None:
        super().__init__(judul)
        self.kunci, self.susunan, self.judul = kunci, susunan, judul


class _Ingatan(OrderedDict[str, T]):
    """What was made before, the most recently used last."""

    def recall(self, kunci: str) -> T | None:
        if kunci in self:
            self.move_to_end(kunci)
        return self.get(kunci)

    def keep(self, kunci: str, value: T) -> None:
        self[kunci] = value
        self.move_to_end(kunci)
        while len(self) > DIINGAT:
            self.popitem(last=False)


@dataclass(slots=True)
class Ingatan:
    """What was run and built before, for any SOP and scenario.

    Attributes:
        himpunan: What experiments said, or how they failed, by experiment and number of replications.
        susunan: Experiments by the scenario that they were built from.
    """

    himpunan: _Ingatan[Himpunan | HorizonError] = field(default_factory=_Ingatan)
    susunan: _Ingatan[Susunan] = field(default_factory=_Ingatan)


@dataclass(slots=True)
class SesiBertahap(Sesi):
    """One SOP that is asked about in pieces, with a memory that outlives the question."""

    ingatan: Ingatan

    def build(self, terbaca: SkenarioTerbaca) -> Susunan:
        """Return an experiment, built anew only where its scenario was not met before."""
        known = terbaca.skenario.model_dump_json(exclude={"nama", "keterangan", "ulangan"})
        kunci = f"{self.id_sop}\n{known}"
        found = self.ingatan.susunan.recall(kunci)
        if found is None:
            found = Sesi.build(self, terbaca)
            self.ingatan.susunan.keep(kunci, found)
        return found

    def gather(self, susunan: Susunan, ulangan: int, judul: str) -> Himpunan:
        """Return what an experiment said; raises _Belum where it was not run, as it failed where it failed."""
        kunci = sha256(packed(susunan.percobaan)).hexdigest()
        found = self.ingatan.himpunan.recall(f"{kunci} {ulangan}")
        if found is None:
            raise _Belum((kunci, ulangan), susunan, judul)
        if isinstance(found, HorizonError):
            raise found
        return found

    def streamed(self, question: Callable[[], T]) -> Generator[Kemajuan, None, T]:
        """Yield how far the answer to a question is; the generator returns the answer.

        The question is put again after each experiment that it lacked; so it must ask this session alone, and always
        the same.
        """
        while True:
            try:
                return question()
            except _Belum as lacking:
                need = lacking
            yield from self._run(need)

    def _run(self, need: _Belum) -> Iterator[Kemajuan]:
        kunci, ulangan = need.kunci
        result, done = self._begun(kunci, ulangan)
        try:
            while done < ulangan:
                yield Kemajuan(need.judul, done, ulangan)
                for nomor in range(done, min(done + SEKALI, ulangan)):
                    result.add(replicate(need.susunan.percobaan, nomor), need.susunan.peran)
                    done = nomor + 1
        except HorizonError as error:
            self.ingatan.himpunan.keep(f"{kunci} {ulangan}", error)
            return
        finally:  # also where the stream was closed: the next question goes on from here
            if done:
                self.ingatan.himpunan.keep(f"{kunci} {done}", result)
        yield Kemajuan(need.judul, ulangan, ulangan)

    def _begun(self, kunci: str, ulangan: int) -> tuple[Himpunan, int]:
        """Return a copy of the longest shorter run of the same experiment: the first replications are the same."""
        known = [
            (int(number), found)
            for name, found in self.ingatan.himpunan.items()
            if (number := name.removeprefix(f"{kunci} ")) != name and isinstance(found, Himpunan)
        ]
        done, found = max(((n, one) for n, one in known if n < ulangan), default=(0, None), key=lambda pair: pair[0])
        return (copy.deepcopy(found), done) if found is not None else (Himpunan(), 0)


def piecemeal(semua: dict[str, Prosedur], id_sop: str, ingatan: Ingatan) -> SesiBertahap:
    """Return a session that asks about an SOP in pieces."""
    return SesiBertahap(semua, id_sop, SerialExecutor(), None, ingatan)
