"""The laboratory: a catalogue on the table, and the questions that a planner asks about it."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from katalog.checking import analyse
from katalog.conventions import KALENDER
from katalog.durations import parse_duration
from katalog.findings import has_errors
from katalog.loading import load_catalogue
from lab.calibration import Kalibrasi, calibrated
from lab.case_log import read_case_log
from lab.faults import LabError, known, told
from lab.impact import Dampak
from lab.office_month import BebanBulanan, month_by_month, with_cases
from lab.one_office import NAMA, assumption, joined_office
from lab.overview import Ikhtisar
from lab.precision import Ketelitian, settle
from lab.promise import stated
from lab.remembering import SesiIngat
from lab.replayed import PutarUlang
from lab.replications import by_default
from lab.sensitivity import Saringan, Tornado, screened
from lab.showing import sentence, table
from lab.sliders import SEKALI_GESER, Penggeser, start_of
from lab.staffing import propose
from lab.time_answer import Lama
from simulate.asking import settle as read_scenario
from simulate.executors import open_executor
from simulate.procedures import all_procedures
from simulate.replay import replay
from simulate.scenario_file import SkenarioTerbaca, with_values
from simulate.what_if import changes
from simulate.work_amounts import elapsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType

    import pandas as pd

    from katalog.catalogue import Dokumen
    from katalog.simulation_record import CatatanSimulasi
    from lab.staff_proposal import UsulanStaf

SkenarioApaPun = str | Path | SkenarioTerbaca
"""A scenario by the name of a shipped one, as a file, or already read."""


class Lab:
    """A catalogue, opened once, to be asked many times; the same question has the same answer each time.

    Settings of a what-if are named as in `simulate.what_if.changes`: `staf={"sekretaris": 2}`,
    `peluang_kembali=0.15`, `beban_lain=0.3`, `kasus_per_tahun=12`, and so on.
    """

    @told
    def __init__(
        self,
        akar: str | Path = "sops",
        *,
        ulangan: int | None = None,
        benih: int | None = None,
        pekerja: int | str = 1,
    ) -> None:
        """Read a catalogue.

        Args:
            akar: Its folder.
            ulangan: Replications of each answer; by default those of `lab.replications`.
            benih: Seed; by default that of the scenario.
            pekerja: Processes, or the address of a Dask cluster; the answers are the same.

        Raises:
            LabError: If there is no catalogue, or it holds faults that forbid its use.
        """
        try:
            self.telaah = analyse(load_catalogue(akar))
        except NotADirectoryError as error:
            raise LabError(f'folder katalog "{akar}" tidak ada; tulis letak folder sops.') from error
        self.ulangan = by_default() if ulangan is None else ulangan
        self.benih = benih
        self.asumsi = ""
        """What the office is, where it is made up."""
        self._semua = all_procedures(self.telaah)
        self._sesi: dict[str, SesiIngat] = {}
        self._stack = ExitStack()
        self._executor = self._stack.enter_context(open_executor(pekerja))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the worker processes, where there are any."""
        self._stack.close()

    @property
    def sop(self) -> pd.DataFrame:
        """All SOPs: id, name, office, process, number of steps, the printed total and its calendar minutes."""
        import pandas as pd  # noqa: PLC0415 - slow to import

        rows = []
        for dokumen in self._documents():
            turunan = self.telaah.turunan[dokumen.id]
            rows.append(
                {
                    "id": dokumen.id,
                    "nama": dokumen.sop.nama,
                    "opd": dokumen.opd,
                    "proses": dokumen.sop.proses,
                    "langkah": len(dokumen.sop.langkah),
                    "jumlah_waktu": dokumen.sop.jumlah_waktu,
                    "menit": elapsed(turunan.total, KALENDER).jumlah if turunan.total.terukur else None,
                }
            )
        return pd.DataFrame(rows).set_index("id")

    @told
    def positions(self, id_sop: str) -> pd.DataFrame:
        """Return the positions of an SOP, by the keys that `staf` takes, with their names and people in `dasar`."""
        import pandas as pd  # noqa: PLC0415 - slow to import

        sesi = self._session(id_sop)
        susunan = sesi.build(self.scenario(id_sop))
        staf = susunan.percobaan.rencana.staf
        rows = [
            {"jabatan": sesi.prosedur.jabatan[role], "nama": sesi.prosedur.nama_peran[role], "staf": staf[role]}
            for role in susunan.peran
        ]
        return pd.DataFrame(rows).set_index("jabatan")

    @told
    def scenario(self, id_sop: str, skenario: SkenarioApaPun = "dasar", **pengaturan: Any) -> SkenarioTerbaca:
        """Return a scenario with some settings changed; raises LabError where it is not valid."""
        terbaca = read_scenario(skenario, self.ulangan, self.benih)
        perubahan = changes(self._current(id_sop), pengaturan)
        return with_values(terbaca, perubahan, terbaca.kunci) if perubahan else terbaca

    @told
    def how_long(
        self,
        id_sop: str,
        skenario: SkenarioApaPun = "dasar",
        *,
        tangga: bool = False,
        sumbatan: bool = False,
        **pengaturan: Any,
    ) -> Lama:
        """Return how long an SOP takes, in calendar minutes, against what it says.

        Args:
            id_sop: `<opd>/<slug>`.
            skenario: The scenario.
            tangga: Whether to explain the time rung by rung (six times the work).
            sumbatan: Whether to try one more person in each role.
            **pengaturan: Settings to change.

        Raises:
            LabError: If the SOP, the scenario or a setting is wrong.
        """
        terbaca = self.scenario(id_sop, skenario, **pengaturan)
        return Lama(self._session(id_sop).answer(terbaca, tangga=tangga, sumbatan=sumbatan, kepekaan=False))

    @told
    def overview(self, skenario: SkenarioApaPun = "dasar", *, tangga: bool = False, **pengaturan: Any) -> Ikhtisar:
        """Return how long every SOP takes, against what it says; one that cannot be asked about is named with why.

        Args:
            skenario: The scenario.
            tangga: Whether to explain each time rung by rung (six times the work).
            **pengaturan: Settings to change in each.

        Raises:
            LabError: If the scenario or a setting is wrong whatever the SOP.
        """
        read_scenario(skenario, self.ulangan, self.benih)
        answers: dict[str, Lama] = {}
        refused: dict[str, str] = {}
        for dokumen in self._documents():
            try:
                answers[dokumen.id] = self.how_long(dokumen.id, skenario, tangga=tangga, **pengaturan)
            except LabError as error:
                refused[dokumen.id] = str(error)
        if not answers:
            raise LabError(next(iter(refused.values()), "katalog ini tidak memuat SOP."))
        return Ikhtisar(answers, self._titles(), refused)

    @told
    def what_if(self, id_sop: str, skenario: SkenarioApaPun = "dasar", **pengaturan: Any) -> Dampak:
        """Return what changed settings do, with the same luck for each case before and after.

        Raises:
            LabError: If the SOP, the scenario or a setting is wrong, or a role has more work than time.
        """
        before = self.scenario(id_sop, skenario)
        perubahan = changes(self._current(id_sop), pengaturan)
        return self._impact(id_sop, before, self.scenario(id_sop, skenario, **pengaturan), perubahan)

    @told
    def compare(self, id_sop: str, a: SkenarioApaPun, b: SkenarioApaPun) -> Dampak:
        """Return what scenario `b` changes against `a`; raises LabError as `what_if`."""
        return self._impact(id_sop, self.scenario(id_sop, a), self.scenario(id_sop, b), {})

    @told
    def tornado(self, id_sop: str, skenario: SkenarioApaPun = "dasar", **pengaturan: Any) -> Tornado:
        """Return what each assumption does to the mean when it alone is halved or raised; minutes.

        Raises:
            LabError: If the SOP, the scenario or a setting is wrong, or a role has more work than time.
        """
        terbaca = self.scenario(id_sop, skenario, **pengaturan)
        found = self._session(id_sop).answer(terbaca, tangga=False, sumbatan=False, kepekaan=True)
        self._answered(found)
        return Tornado(found)

    @told
    def screen(
        self, id_sop: str, skenario: SkenarioApaPun = "dasar", *, titik: int = 32, **pengaturan: Any
    ) -> Saringan:
        """Return the share of the mean's variance that each assumption owns when all move at once (Sobol).

        Args:
            id_sop: `<opd>/<slug>`.
            skenario: The scenario around whose assumptions is moved.
            titik: Base points, a power of two; the model is run `titik` times the number of assumptions plus two.
            **pengaturan: Settings to change.

        Raises:
            LabError: If the SOP, the scenario or a setting is wrong.
        """
        return screened(self._session(id_sop), self.scenario(id_sop, skenario, **pengaturan), titik)

    @told
    def staffing(
        self,
        id_sop: str,
        skenario: SkenarioApaPun = "dasar",
        *,
        sasaran: float = 0.9,
        batas: str | float | None = None,
        tambahan: int = 3,
        biaya: Mapping[str, float] | None = None,
        **pengaturan: Any,
    ) -> UsulanStaf:
        """Return the smallest staffing with which a share of the cases is done within a limit.

        Args:
            id_sop: `<opd>/<slug>`.
            skenario: The scenario; its people are where the search begins.
            sasaran: The share of cases, 0 to 1.
            batas: The limit: words such as "60 hari", or calendar minutes; by default what the document promises.
            tambahan: How much may be spent: people, or the unit of `biaya`.
            biaya: What one person of each position costs; 1 where it is not said.
            **pengaturan: Settings to change.

        Raises:
            LabError: If the SOP, the scenario, a setting or an argument is wrong.
        """
        sesi, terbaca = self._session(id_sop), self.scenario(id_sop, skenario, **pengaturan)
        return propose(sesi, terbaca, sasaran, self._limit(id_sop, batas), tambahan, dict(biaya or {}))

    @told
    def precision(self, id_sop: str, skenario: SkenarioApaPun = "dasar", **pengaturan: Any) -> Ketelitian:
        """Return how sure the answer is after few and after many replications, up to those of this laboratory.

        Raises:
            LabError: If the SOP, the scenario or a setting is wrong, or a role has more work than time.
        """
        terbaca = self.scenario(id_sop, skenario, **pengaturan)
        return settle(self._session(id_sop), terbaca)

    @told
    def replay(self, id_sop: str, skenario: SkenarioApaPun = "dasar", **pengaturan: Any) -> PutarUlang:
        """Return a usual case, a slow one and a crowded week, from desk to desk.

        Raises:
            LabError: If the SOP, the scenario or a setting is wrong, or a role has more work than time.
        """
        sesi, terbaca = self._session(id_sop), self.scenario(id_sop, skenario, **pengaturan)
        answer = sesi.answer(terbaca, tangga=False, sumbatan=False, kepekaan=False)
        found = replay(sesi, terbaca, answer)
        if found is None:
            raise LabError(" ".join(answer.peringatan))
        return PutarUlang(found)

    @told
    def one_office(self, ids: Iterable[str], nama: str = NAMA) -> Lab:
        """Return a laboratory of an office that does not exist: it runs some SOPs with people of its own.

        Equal positions are the same people there, whatever office an SOP was issued by. All questions can be asked of
        it. It shares the worker processes of this laboratory.

        Args:
            ids: The SOPs, two or more.
            nama: What the office is called; letters of it are its key in a scenario (`staf.opd`).

        Raises:
            LabError: If an SOP is not known, or fewer than two are named.
        """
        office = copy(self)
        office._stack = ExitStack()  # noqa: SLF001 - of this class; the processes stay the first laboratory's
        office._sesi = {}  # noqa: SLF001 - the same; its people are others
        office._semua = joined_office(self._semua, ids, nama)  # noqa: SLF001 - the same
        office.asumsi = assumption(nama, (self._semua[key].opd for key in office._semua), office._semua)  # noqa: SLF001
        return office

    @told
    def by_month(
        self,
        skenario: SkenarioApaPun = "dasar",
        *,
        opd: str | None = None,
        kasus: Mapping[str, Any] | None = None,
        **pengaturan: Any,
    ) -> BebanBulanan:
        """Return the hours that all SOPs of an office ask of each position, month by month, against those there are.

        Args:
            skenario: The scenario; its `rentang` says which months.
            opd: The office; may be left out where there is but one.
            kasus: By SOP the cases a year, spread at random, or a section `kedatangan` as in a scenario, such as
                `{"tanggal": ["2026-01-05"], "banyak": 20}`.
            **pengaturan: Settings to change; `kasus_per_tahun` and `langkah` speak of one SOP and have no place here.

        Raises:
            LabError: If the office, the scenario or a setting is wrong, or a role has more work than time.
        """
        offices = sorted({one.opd for one in self._semua.values() if one.sop.masih_berlaku})
        named = opd and (self.telaah.katalog.acuan.present_office(opd) or opd)
        if (chosen := named or (offices[0] if len(offices) == 1 else None)) not in offices:
            raise LabError(f"sebutkan kantornya dengan opd=…: {', '.join(offices)}.")
        if single := {"kasus_per_tahun", "langkah", "sop_lain"} & pengaturan.keys():
            raise LabError(
                f"{min(single)} tidak dipakai untuk satu kantor; banyaknya kasus tiap SOP: kasus={{id: 12}}."
            )
        mine = {key: one for key, one in self._semua.items() if one.opd == chosen and one.sop.masih_berlaku}
        for key in mine:
            self._session(key)
        terbaca = self.scenario(next(iter(mine)), skenario, **pengaturan)
        return month_by_month(mine, with_cases(terbaca, mine, kasus or {}), self._executor, self.asumsi)

    @told
    def calibrate(
        self, id_sop: str, berkas: str | Path, skenario: SkenarioApaPun = "dasar", **pengaturan: Any
    ) -> Kalibrasi:
        """Return what a log of real cases teaches: times of steps, returns, and cases a year.

        Args:
            id_sop: The SOP.
            berkas: A CSV file as `sop simulasi --log` writes it, or with the columns kasus, langkah, mulai, selesai,
                and pelaksana and siap where they are known.
            skenario: The scenario whose hours the log is measured by, and whose assumptions are replaced.
            **pengaturan: Settings to change.

        Raises:
            CatatanError: With every fault of the log.
            LabError: If the SOP, the scenario or a setting is wrong.
        """
        sesi, terbaca = self._session(id_sop), self.scenario(id_sop, skenario, **pengaturan)
        steps = [step.urut for step in sesi.prosedur.sop.langkah]
        return calibrated(sesi, terbaca, read_case_log(berkas, sesi.id_sop, steps))

    def _documents(self) -> list[Dokumen]:
        return [one for one in self.telaah.katalog.dokumen if one.id in self._semua]

    @told
    def sliders(self, id_sop: str, skenario: SkenarioApaPun = "dasar") -> Penggeser:
        """Return sliders for a notebook: each movement is answered at once, against the scenario as it was.

        Raises:
            LabError: If the SOP or the scenario is wrong.
        """
        before = read_scenario(skenario, min(self.ulangan, SEKALI_GESER), self.benih)

        def asked(pengaturan: Mapping[str, Any]) -> Dampak:
            perubahan = changes(self._current(id_sop), pengaturan)
            after = with_values(before, perubahan, before.kunci) if perubahan else before
            return self._impact(id_sop, before, after, perubahan)

        return Penggeser(start_of(self._session(id_sop), before), told(asked))

    def _impact(self, id_sop: str, a: SkenarioTerbaca, b: SkenarioTerbaca, perubahan: Mapping[str, Any]) -> Dampak:
        sesi = self._session(id_sop)
        return Dampak(sesi.difference(a, b), a.kunci, perubahan, stated(sesi))

    def _limit(self, id_sop: str, batas: str | float | None) -> tuple[str, float]:
        if batas is None:
            promised = stated(self._session(id_sop))
            if promised is None:
                raise LabError('dokumen tidak menyebut waktu; tulis batasnya sendiri, misalnya batas="60 hari".')
            return promised
        if isinstance(batas, str):
            durasi = parse_duration(batas)
            if not durasi.terukur:
                raise LabError(f'batas "{batas}" tidak terbaca sebagai lama waktu; tulis misalnya "60 hari".')
            return "batas yang diminta", elapsed(durasi, KALENDER).jumlah
        if isinstance(batas, bool) or not isinstance(batas, (int, float)):
            raise LabError('batas harus lama waktu, misalnya "60 hari", atau angka dalam menit kalender.')
        if not batas > 0:
            raise LabError("batas harus lebih dari nol menit.")
        return "batas yang diminta", float(batas)

    def _titles(self) -> dict[str, str]:
        """Return what each SOP is called; where offices name theirs alike, with the office."""
        documents = self.telaah.katalog.dokumen
        names = Counter(dokumen.sop.nama for dokumen in documents)
        offices = self.telaah.katalog.acuan.opd
        return {
            one.id: one.sop.nama
            if names[one.sop.nama] == 1
            else f"{one.sop.nama} ({offices[one.opd].singkatan or offices[one.opd].nama})"
            for one in documents
        }

    def _current(self, id_sop: str) -> str:
        """Return the present id of the SOP that had this one before, where exactly one did; else the same."""
        heirs = self.telaah.indeks.pewaris.get(str(id_sop), ())
        return heirs[0] if len(heirs) == 1 and id_sop not in self._semua else id_sop

    def _session(self, id_sop: str) -> SesiIngat:
        key = known(self._current(id_sop), self._semua)
        if has_errors(self.telaah.temuan_sop[key]):
            raise LabError(f"SOP {key} memuat galat, jadi hitungannya akan keliru; lihat `sop periksa`.")
        return self._sesi.setdefault(key, SesiIngat(self._semua, key, self._executor, None))

    def _answered(self, catatan: CatatanSimulasi) -> None:
        if catatan.waktu is None:
            raise LabError(" ".join(catatan.peringatan))

    def _repr_html_(self) -> str:
        rows = [
            (dokumen.id, dokumen.sop.nama, str(len(dokumen.sop.langkah)), dokumen.sop.jumlah_waktu or "–")
            for dokumen in self._documents()
        ]
        said = self.asumsi or f"Katalog dengan {len(rows)} SOP."
        return sentence(said) + table(("Id", "Nama", "Langkah", "Jumlah waktu"), rows)
