"""Asking many things of one SOP: its time, the ladder, one more person, the tornado, and two scenarios side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from katalog.dates import long_date
from katalog.simulation_record import (
    AnakTangga,
    CatatanSimulasi,
    Kepekaan,
    PerbandinganSimulasi,
    SelisihAsumsi,
    Waktu,
)
from simulate.answers import histogram, interval, limits, loops, reference, roles, rung, steps, times
from simulate.assumptions import assumptions
from simulate.calendar import HorizonError
from simulate.executors import run_ordered
from simulate.experiment import packed, replicate_batch
from simulate.fingerprint import fingerprint, versions
from simulate.measures import Himpunan, mean_difference, percentile_differences
from simulate.office_plan import Susunan, build_experiment
from simulate.scenario import TANPA_BATAS, Unsur
from simulate.scenario_file import TANGGA, SkenarioError, SkenarioTerbaca, with_overlay, with_values
from simulate.sensitivity import moves
from simulate.working_hours import warnings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from concurrent.futures import Executor

    from katalog.findings import Temuan
    from simulate.estimates import Taksiran
    from simulate.load_check import BebanPeran
    from simulate.measures import Sebaran
    from simulate.procedures import Prosedur

    Kemajuan = Callable[[str, int, int], None]
    """Told what is under way, how many replications are done, and out of how many."""

SEKELOMPOK: Final = 25
"""Replications in one task of an executor; always the same, so that every executor does the same."""
SEMUA: Final = MappingProxyType({"tangga": True, "sumbatan": True, "kepekaan": False})
"""What the site asks."""
ULANGAN_SAMPING: Final = 400
"""Most replications of the questions beside the main one: one more person, and the tornado."""


def built(prosedur: Prosedur, semua: dict[str, Prosedur], terbaca: SkenarioTerbaca) -> Susunan:
    """Return the experiment of a procedure under a scenario; raises SkenarioError with every fault."""
    susunan, faults = build_experiment(prosedur, semua, terbaca)
    if susunan is None:
        raise SkenarioError(faults)
    return susunan


@dataclass(slots=True)
class Sesi:
    """One SOP, and the means to ask about it."""

    semua: dict[str, Prosedur]
    id_sop: str
    executor: Executor
    kemajuan: Kemajuan | None

    @property
    def prosedur(self) -> Prosedur:
        """The procedure that is asked about."""
        return self.semua[self.id_sop]

    def build(self, terbaca: SkenarioTerbaca) -> Susunan:
        """Return its experiment under a scenario; raises SkenarioError with every fault."""
        return built(self.prosedur, self.semua, terbaca)

    def gather(self, susunan: Susunan, ulangan: int, judul: str) -> Himpunan:
        """Run an experiment; replications are taken in their order, whoever ran them."""
        isi = packed(susunan.percobaan)
        tasks = ((isi, first, min(first + SEKELOMPOK, ulangan)) for first in range(0, ulangan, SEKELOMPOK))
        result = Himpunan()
        done = 0
        for batch in run_ordered(self.executor, replicate_batch, tasks):
            for ukuran in batch:
                result.add(ukuran, susunan.peran)
            done += len(batch)
            if self.kemajuan is not None:
                self.kemajuan(judul, done, ulangan)
        return result

    def ask(self, terbaca: SkenarioTerbaca, susunan: Susunan, ulangan: int, judul: str) -> Himpunan:
        """Run an experiment; a calendar that ends too soon is a fault of the scenario."""
        try:
            found = self.gather(susunan, ulangan, judul)
        except HorizonError as error:
            place = ("rentang", "kalender_sampai")
            until = long_date(terbaca.skenario.rentang.kalender_sampai)
            pesan = f"{self.id_sop}: kalender berakhir {until}, sebelum kasus selesai."
            raise SkenarioError([terbaca.fault("S007", place, pesan, "Tulis tanggal yang lebih akhir.")]) from error
        if len(found.lama.means()) < 2:
            pesan = (
                f"{self.id_sop}: hampir tidak ada kasus yang datang dalam rentang, jadi tidak ada yang dapat diukur."
            )
            bantuan = "Perbanyak kasus atau ulangan, atau perpanjang rentang."
            raise SkenarioError([terbaca.fault("S009", ("kedatangan",), pesan, bantuan)])
        return found

    def answer(self, terbaca: SkenarioTerbaca, *, tangga: bool, sumbatan: bool, kepekaan: bool) -> CatatanSimulasi:
        """Return the record; see `simulate.simulate`."""
        skenario, susunan, acuan = terbaca.skenario, self.build(terbaca), reference(self.prosedur)
        ulangan = skenario.ulangan
        calendar, working = limits(acuan)
        overloaded = [one for one in susunan.kelebihan if one.peran in susunan.peran]
        himpunan: Himpunan | None = None
        sebaran: Sebaran | None = None
        kerja: Sebaran | None = None
        if not overloaded:
            himpunan = self.ask(terbaca, susunan, ulangan, skenario.nama)
            sebaran = himpunan.lama.estimate((calendar,), skenario.benih)
            kerja = himpunan.kerja.estimate((working,), skenario.benih)
        tambah = self._one_more(terbaca, susunan, himpunan) if sumbatan and himpunan is not None else {}
        moved: tuple[Kepekaan, ...] = ()
        skipped: tuple[str, ...] = ()
        if kepekaan and himpunan is not None:
            moved, skipped = self._sensitivity(terbaca, himpunan)
        pilihan = {"tangga": tangga, "sumbatan": sumbatan, "kepekaan": kepekaan}
        return CatatanSimulasi(
            sop=self.id_sop,
            skenario=terbaca.kunci,
            nama_skenario=skenario.nama,
            benih=skenario.benih,
            ulangan=ulangan,
            kasus=himpunan.kasus if himpunan is not None else 0,
            rancangan="semua kasus dalam rentang" if susunan.setahun else "satu kasus tiap ulangan",
            acuan=acuan,
            waktu=times(sebaran) if sebaran is not None else None,
            waktu_kerja=times(kerja) if kerja is not None else None,
            tepat=interval(sebaran.tepat[0]) if sebaran is not None else None,
            tepat_kerja=(interval(kerja.tepat[0]) if kerja is not None and acuan.hari_kerja is not None else None),
            histogram=histogram(himpunan.lama.values) if himpunan is not None else None,
            tangga=self._ladder(terbaca, calendar, himpunan, sebaran) if tangga else (),
            peran=roles(self.prosedur, susunan, himpunan, tambah),
            langkah=steps(self.prosedur, himpunan) if himpunan is not None else (),
            putaran=loops(himpunan) if himpunan is not None else (),
            kepekaan=moved,
            menit_per_hari_kerja=susunan.percobaan.menit_per_hari,
            peringatan=(*self._warnings(terbaca, susunan, himpunan), *skipped),
            asumsi=assumptions(self.prosedur, skenario, susunan),
            perangkat=dict(versions()),  # type: ignore[arg-type] # written as a mapping, held as frozen pairs
            sidik=self._fingerprint(terbaca, susunan, pilihan),
        )

    def fingerprint(self, terbaca: SkenarioTerbaca, pilihan: Mapping[str, bool]) -> str:
        """Return the fingerprint that an answer will have."""
        return self._fingerprint(terbaca, self.build(terbaca), pilihan)

    def _fingerprint(self, terbaca: SkenarioTerbaca, susunan: Susunan, pilihan: Mapping[str, bool]) -> str:
        beside = [self.semua[key] for key in susunan.sop_lain]
        return fingerprint(self.prosedur, beside, terbaca.skenario, terbaca.skenario.ulangan, pilihan)

    def _warnings(self, terbaca: SkenarioTerbaca, susunan: Susunan, himpunan: Himpunan | None) -> Iterator[str]:
        skenario = terbaca.skenario
        for one in susunan.kelebihan:
            nama = self._role_name(one.peran)
            if one.peran in susunan.peran:
                yield (
                    f"{nama} diminta bekerja {_percent(one.beban)} dari waktu kerjanya (staf {one.staf}). Antreannya "
                    "terus bertambah, sehingga tidak ada waktu penyelesaian yang dapat dinyatakan; yang dapat dijawab "
                    "hanya anak tangga tanpa antrean."
                )
            else:
                yield f"{nama} pada SOP lain kelebihan beban ({_percent(one.beban)} dari waktu kerjanya)."
        jam = skenario.jam_kerja
        if Unsur.JAM_KERJA in skenario.unsur and jam.pola != "selalu-buka" and (jam.libur_nasional or jam.cuti_bersama):
            last = himpunan.akhir_terlama if himpunan is not None else susunan.percobaan.sampai
            end = susunan.mulai + timedelta(minutes=last)
            yield from warnings(range(skenario.rentang.mulai.year, end.year + 1))

    def _role_name(self, peran: str) -> str:
        return next((one.nama_peran[peran] for one in self.semua.values() if peran in one.nama_peran), peran)

    def _ladder(
        self, terbaca: SkenarioTerbaca, batas: float, himpunan: Himpunan | None, sebaran: Sebaran | None
    ) -> tuple[AnakTangga, ...]:
        """Run the rungs that lie below the scenario, with its own assumptions and luck; the last is the scenario."""
        rungs: list[AnakTangga] = []
        below: Himpunan | None = None
        counted = set(terbaca.skenario.unsur)
        reached = False
        for kunci in TANGGA:
            level = terbaca if terbaca.kunci == kunci else with_overlay(terbaca, kunci)
            if not set(level.skenario.unsur) <= counted:
                continue
            reached = set(level.skenario.unsur) == counted
            if reached and (kunci != TANGGA[0] or terbaca.kunci == kunci):
                found, spread = himpunan, sebaran
            else:
                susunan = self.build(level)
                if [one for one in susunan.kelebihan if one.peran in susunan.peran]:
                    break
                found = self.ask(level, susunan, terbaca.skenario.ulangan, level.skenario.nama)
                spread = found.lama.estimate((batas,), terbaca.skenario.benih)
            if found is None or spread is None:
                break
            rungs.append(rung(kunci, level.skenario.nama, found, spread, below))
            below = found
        if not reached and himpunan is not None and sebaran is not None:
            rungs.append(rung(terbaca.kunci, terbaca.skenario.nama, himpunan, sebaran, below))
        return tuple(rungs)

    def _one_more(self, terbaca: SkenarioTerbaca, susunan: Susunan, himpunan: Himpunan) -> dict[str, Taksiran]:
        """Return by how much one more person in each role changes P90, other work as it is."""
        result: dict[str, Taksiran] = {}
        ulangan = min(terbaca.skenario.ulangan, ULANGAN_SAMPING)
        plan = susunan.percobaan.rencana
        for peran in susunan.peran:
            if plan.staf[peran] >= TANPA_BATAS:
                continue
            more = replace(plan, staf={**plan.staf, peran: plan.staf[peran] + 1})
            changed = replace(susunan, percobaan=replace(susunan.percobaan, rencana=more))
            other = self.ask(terbaca, changed, ulangan, f"Tambah satu: {self._role_name(peran)}")
            (difference,), _ = percentile_differences(
                himpunan.lama.first(ulangan), other.lama, (0.9,), (), terbaca.skenario.benih
            )
            result[peran] = difference
        return result

    def _sensitivity(
        self, terbaca: SkenarioTerbaca, himpunan: Himpunan
    ) -> tuple[tuple[Kepekaan, ...], tuple[str, ...]]:
        """Move each assumption down and up; returns the bars, the longest first, and what could not be tried."""
        ulangan = min(terbaca.skenario.ulangan, ULANGAN_SAMPING)
        base = himpunan.lama.first(ulangan)
        found: list[tuple[float, Kepekaan]] = []
        skipped: list[str] = []
        for move in moves(terbaca.skenario):
            ends = []
            for side, change in ((move.rendah, move.ubahan_rendah), (move.tinggi, move.ubahan_tinggi)):
                changed = with_values(terbaca, change)
                susunan = self.build(changed)
                if [one for one in susunan.kelebihan if one.peran in susunan.peran]:
                    skipped.append(f"{move.asumsi} = {side} tidak dapat dicoba: ada peran yang kelebihan beban.")
                    break
                other = self.ask(changed, susunan, ulangan, f"{move.asumsi}: {side}")
                ends.append(mean_difference(base, other.lama))
            if len(ends) == 2:
                low, high = ends
                bar = Kepekaan(
                    asumsi=move.asumsi,
                    rendah=move.rendah,
                    tinggi=move.tinggi,
                    selisih_rendah=interval(low),
                    selisih_tinggi=interval(high),
                )
                found.append((max(abs(low.nilai), abs(high.nilai)), bar))
        found.sort(key=lambda pair: -pair[0])
        return tuple(bar for _, bar in found), tuple(skipped)

    def difference(self, one: SkenarioTerbaca, other: SkenarioTerbaca) -> PerbandinganSimulasi:
        """Return what the second scenario changes; see `simulate.compare`."""
        calendar, _ = limits(reference(self.prosedur))
        ulangan, benih = one.skenario.ulangan, one.skenario.benih
        built = [self.build(terbaca) for terbaca in (one, other)]
        for terbaca, susunan in zip((one, other), built, strict=True):
            faults = [self._overload(terbaca, load) for load in susunan.kelebihan if load.peran in susunan.peran]
            if faults:
                raise SkenarioError(faults)
        before, after = (
            self.ask(terbaca, susunan, ulangan, terbaca.skenario.nama)
            for terbaca, susunan in zip((one, other), built, strict=True)
        )
        spread_a, spread_b = (found.lama.estimate((calendar,), benih) for found in (before, after))
        shares, (on_time,) = percentile_differences(before.lama, after.lama, (0.5, 0.8, 0.9, 0.95), (calendar,), benih)
        p50, p80, p90, p95 = map(interval, shares)
        mean = interval(mean_difference(before.lama, after.lama))
        return PerbandinganSimulasi(
            sop=self.id_sop,
            a=one.skenario.nama,
            b=other.skenario.nama,
            benih=benih,
            ulangan=ulangan,
            waktu_a=times(spread_a),
            waktu_b=times(spread_b),
            tepat_a=interval(spread_a.tepat[0]),
            tepat_b=interval(spread_b.tepat[0]),
            selisih=Waktu(rata_rata=mean, p50=p50, p80=p80, p90=p90, p95=p95),
            selisih_tepat=interval(on_time),
            asumsi_berbeda=tuple(self._different(one, built[0], other, built[1])),
            histogram_a=histogram(before.lama.values),
            histogram_b=histogram(after.lama.values),
        )

    def _overload(self, terbaca: SkenarioTerbaca, load: BebanPeran) -> Temuan:
        pesan = f"{self._role_name(load.peran)} kelebihan beban ({_percent(load.beban)} dari waktu kerjanya)."
        return terbaca.fault("S008", ("staf",), pesan, "Tambah orang, atau kurangi kasus dan pekerjaan lain.")

    def _different(
        self, one: SkenarioTerbaca, built_one: Susunan, other: SkenarioTerbaca, built_other: Susunan
    ) -> Iterator[SelisihAsumsi]:
        a = {each.bidang: each.nilai for each in assumptions(self.prosedur, one.skenario, built_one)}
        b = {each.bidang: each.nilai for each in assumptions(self.prosedur, other.skenario, built_other)}
        for bidang in dict.fromkeys((*a, *b)):
            if a.get(bidang) != b.get(bidang):
                yield SelisihAsumsi(bidang=bidang, a=a.get(bidang), b=b.get(bidang))


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"
