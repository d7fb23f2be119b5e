"""From a procedure, its office and a scenario to an experiment: calendars, people, other work, arrivals and loads."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from math import fsum
from typing import TYPE_CHECKING, Final

from katalog.conventions import KERJA
from katalog.durations import parse_duration
from katalog.guessing import Tebakan
from katalog.yaml_source import clip
from simulate.arrivals import ArusAcak, ArusTeratur, ArusTertentu
from simulate.calendar import ALWAYS, MENIT_SEHARI, Kalender
from simulate.compiling import SOPTersusun, compile_sop
from simulate.distributions import Eksponensial, Tetap
from simulate.experiment import UTAMA, Percobaan
from simulate.load_check import BebanPeran, loads
from simulate.plan import JenisKerja, Pekerjaan, Rencana, RencanaLangkah, RencanaSOP, intersect
from simulate.procedures import former_names
from simulate.routine import Rutin
from simulate.scenario import TANPA_BATAS, AturanSOP, Kedatangan, Unsur
from simulate.work_amounts import MENIT_HARI_KERJA, amount
from simulate.working_hours import beginning, make_calendar

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from katalog.findings import Temuan
    from katalog.positions import Jalur
    from simulate.arrivals import Arus
    from simulate.distributions import Sebaran
    from simulate.procedures import Prosedur
    from simulate.scenario import JamKerja, Skenario
    from simulate.scenario_file import SkenarioTerbaca

LAIN: Final = "lain:"
"""Prefix of the procedures that stand for other work of a role."""
HARI_SETAHUN: Final = 365.25


@dataclass(frozen=True, slots=True)
class Susunan:
    """An experiment with what a reader must know about it.

    Attributes:
        percobaan: The experiment.
        tersusun: The procedure that is asked about.
        beban: The load of each role of the whole plan.
        tak_berhenti: The part of it that comes from streams without end; a known list of cases is always done some day.
        peran: The roles of the procedure, in printed order.
        mulai: The wall-clock time of minute 0.
        setahun: Whether all cases of a period are measured, rather than one case a replication.
        sop_lain: Other procedures that run along.
        laju: Cases a year of each procedure.
    """

    percobaan: Percobaan
    tersusun: SOPTersusun
    beban: Mapping[str, BebanPeran]
    tak_berhenti: Mapping[str, float]
    peran: tuple[str, ...]
    mulai: datetime
    setahun: bool
    sop_lain: tuple[str, ...]
    laju: Mapping[str, float]

    @property
    def kelebihan(self) -> tuple[BebanPeran, ...]:
        """Roles of the plan that are asked without end for more time than they have, the worst first."""
        full = (one for one in self.beban.values() if self.tak_berhenti[one.peran] >= 1)
        return tuple(sorted(full, key=lambda one: -one.beban))


def build_experiment(
    prosedur: Prosedur, semua: Mapping[str, Prosedur], terbaca: SkenarioTerbaca
) -> tuple[Susunan | None, tuple[Temuan, ...]]:
    """Return the experiment that asks how long a procedure takes under a scenario, or None and every fault.

    Args:
        prosedur: The procedure asked about.
        semua: All procedures of the catalogue by id.
        terbaca: The scenario.
    """
    return _Kantor(prosedur, semua, terbaca).build()


@dataclass(slots=True)
class _Kantor:
    """The work in progress on one experiment."""

    prosedur: Prosedur
    semua: Mapping[str, Prosedur]
    terbaca: SkenarioTerbaca
    faults: list[Temuan] = field(default_factory=list)
    hours: dict[str, Kalender] = field(default_factory=dict)
    tebakan: Tebakan = field(default_factory=Tebakan)
    lama: Mapping[str, set[str]] | None = None

    @property
    def skenario(self) -> Skenario:
        return self.terbaca.skenario

    def counts(self, unsur: Unsur) -> bool:
        return unsur in self.skenario.unsur

    def fault(self, kode: str, jalur: Jalur, pesan: str, bantuan: str, *, kunci: bool = False) -> None:
        self.faults.append(self.terbaca.fault(kode, jalur, pesan, bantuan, kunci=kunci))

    def _close(self, key: str, known: Collection[str]) -> str:
        """Suggest what was meant by a name that is not known: what is called otherwise now, else what is near."""
        if self.lama is None:
            self.lama = former_names(self.semua.values())
        if len(now := self.lama.get(key, ())) == 1:
            return f'Itu nama lama; kini "{min(now)}".'
        meant = self.tebakan.closest(key, known)
        return f'Maksudnya "{meant}"?' if meant else "Periksa ejaannya."

    def build(self) -> tuple[Susunan | None, tuple[Temuan, ...]]:
        skenario = self.skenario
        self._check_names()
        warm_up = skenario.rancangan.pemanasan_hari if self.counts(Unsur.ANTREAN) else 0
        start = beginning(skenario.rentang, skenario.rancangan.pemanasan_hari)
        office = self._office(start)
        beside = self._beside() if self.counts(Unsur.KANTOR) else ()
        compiled: dict[str, SOPTersusun] = {}
        for one in (self.prosedur, *beside):
            result, faults = compile_sop(one, self.terbaca)
            self.faults.extend(faults)
            if result is not None:
                compiled[one.id] = result
        first = float((skenario.rentang.mulai - start.date()).days * MENIT_SEHARI)
        last = float(((skenario.rentang.sampai - start.date()).days + 1) * MENIT_SEHARI)
        if office is not None:
            self._check_open(("jam_kerja",), "Kantor", office, first, last)
        if self.faults or office is None:
            return None, tuple(dict.fromkeys(self.faults))
        roles = self._roles((self.prosedur, *beside), compiled)
        plan = self._plan(compiled, roles, office, start)
        if plan is None:
            return None, tuple(dict.fromkeys(self.faults))
        for peran, (_, position) in roles.items():
            calendar = plan.kalender_peran[peran]
            if position in self.hours and isinstance(calendar, Kalender):
                self._check_open(("kalender_jabatan", position), f"Jabatan {position}", calendar, first, last)
        own = self._arrivals(self.prosedur, office, start, first, last)
        whole = skenario.rancangan.bentuk == "setahun" or isinstance(own, ArusTertentu)
        streams: list[Arus] = [] if whole or not self.counts(Unsur.ANTREAN) else [own]
        streams += [self._arrivals(one, office, start, first, last) for one in beside]
        other = self._other_work(plan, roles)
        steady = self._one_priority(beside)
        percobaan = Percobaan(
            rencana=_without_other(plan) if steady else plan,
            utama=self.prosedur.id,
            prioritas=self._priority(self.prosedur.id),
            benih=skenario.benih,
            kantor=office,
            dari=first,
            sampai=last,
            pemanasan=float(warm_up * MENIT_SEHARI),
            arus=tuple(streams) if steady else (*streams, *other),
            rutin=tuple(self._routine(arus) for arus in other) if steady else (),
            kasus=own if whole else None,
            kembali=compiled[self.prosedur.id].kembali,
            menit_per_hari=float(MENIT_HARI_KERJA),
        )
        if self.faults:
            return None, tuple(dict.fromkeys(self.faults))
        rates = self._rates([*streams, *other], own, first, last)
        beban = self._loads(plan, rates, first, last) if self.counts(Unsur.ANTREAN) else {}
        known = {arus.sop for arus in (own, *streams) if isinstance(arus, ArusTertentu)}
        return Susunan(
            percobaan=percobaan,
            tersusun=compiled[self.prosedur.id],
            beban=beban,
            tak_berhenti={
                peran: fsum(share for key, share in one.menurut_sop.items() if key not in known)
                for peran, one in beban.items()
            },
            peran=tuple(dict.fromkeys(r for s in compiled[self.prosedur.id].rencana.langkah.values() for r in s.peran)),
            mulai=start,
            setahun=whole,
            sop_lain=tuple(one.id for one in beside),
            laju=rates,
        ), ()

    def _check_open(self, jalur: Jalur, who: str, calendar: Kalender, first: float, last: float) -> None:
        """Refuse hours in which nobody is ever there: no case could begin, and no time be shared out."""
        if not calendar.working_between(first, last):
            if not self.terbaca.is_own(jalur):
                jalur = ("rentang",)
            pesan = f"{who} tidak buka satu hari pun dari rentang.mulai sampai rentang.sampai."
            self.fault("S006", jalur, pesan, "Periksa jam kerja, hari tutup, cuti, dan rentang.")

    def _check_names(self) -> None:
        """Refuse SOPs and positions that nobody has, where a planner's own file names them."""
        for key in self.skenario.sop:
            if key not in self.semua:
                pesan = f'Tidak ada SOP "{clip(key)}" dalam katalog.'
                self.fault("S004", ("sop", key), pesan, self._close(key, self.semua), kunci=True)
        known = {position for one in self.semua.values() for position in one.jabatan.values()}
        named: list[tuple[Jalur, str]] = [(("staf", "jabatan", key), key) for key in self.skenario.staf.jabatan]
        named += [(("beban_lain", "jabatan", key), key) for key in self.skenario.beban_lain.jabatan]
        named += [(("kalender_jabatan", key), key) for key in self.skenario.kalender_jabatan]
        offices = {one.opd for one in self.semua.values()}
        for opd, staff in self.skenario.staf.opd.items():
            if opd not in offices:
                pesan = f'Tidak ada OPD "{clip(opd)}" dalam katalog.'
                self.fault("S004", ("staf", "opd", opd), pesan, self._close(opd, offices), kunci=True)
            named += [(("staf", "opd", opd, key), key) for key in staff]
        for jalur, key in named:
            if key not in known and self.terbaca.is_own(jalur):
                some = ", ".join(sorted(set(self.prosedur.jabatan.values())))
                pesan = f'Tidak ada jabatan "{clip(key)}" dalam katalog.'
                self.fault("S004", jalur, pesan, f"Jabatan SOP ini: {some}.", kunci=True)

    def _office(self, start: datetime) -> Kalender | None:
        return self._calendar(("jam_kerja",), self.skenario.jam_kerja, start, ())

    def _calendar(self, jalur: Jalur, jam: JamKerja, start: datetime, leave: tuple[date, ...]) -> Kalender | None:
        try:
            return make_calendar(jam, start, self.skenario.rentang.kalender_sampai, leave)
        except ValueError as error:
            self.fault(
                "S006", jalur, f"Jam kerja tidak dapat dipakai: {error}.", "Periksa jam, istirahat, dan rentang."
            )
            return None

    def _beside(self) -> tuple[Prosedur, ...]:
        wanted = self.skenario.kantor.sop_lain
        if wanted == "tidak":
            return ()
        if wanted == "se-opd":
            return tuple(
                one
                for one in self.semua.values()
                if one.opd == self.prosedur.opd and one.id != self.prosedur.id and one.sop.masih_berlaku
            )
        for index, key in enumerate(wanted):
            if key not in self.semua:
                pesan = f'Tidak ada SOP "{clip(key)}" dalam katalog.'
                self.fault("S004", ("kantor", "sop_lain", index), pesan, self._close(key, self.semua))
        return tuple(self.semua[key] for key in dict.fromkeys(wanted) if key in self.semua and key != self.prosedur.id)

    def _roles(
        self, procedures: tuple[Prosedur, ...], compiled: Mapping[str, SOPTersusun]
    ) -> dict[str, tuple[str, str]]:
        """Return office and position of every role that some step needs."""
        needed = {peran for one in compiled.values() for step in one.rencana.langkah.values() for peran in step.peran}
        return {peran: (one.opd, one.jabatan[peran]) for one in procedures for peran in one.jabatan if peran in needed}

    def _plan(
        self,
        compiled: Mapping[str, SOPTersusun],
        roles: Mapping[str, tuple[str, str]],
        office: Kalender,
        start: datetime,
    ) -> Rencana | None:
        working = self.counts(Unsur.JAM_KERJA)
        calendars = {peran: self._hours_of(position, office, start) if working else ALWAYS
                     for peran, (_, position) in roles.items()}  # fmt: skip
        people = {
            peran: self.skenario.staf.people(opd, position) if self.counts(Unsur.ANTREAN) else TANPA_BATAS
            for peran, (opd, position) in roles.items()
        }
        procedures = [one.rencana for one in compiled.values()]
        if self.counts(Unsur.KANTOR):
            procedures += [self._other(peran) for peran, (_, position) in roles.items()
                           if self._other_share(position) and people[peran] < TANPA_BATAS]  # fmt: skip
        together = self._together(compiled, calendars)
        if self.faults:
            return None
        return Rencana(tuple(procedures), people, calendars, office if working else ALWAYS, together)

    def _hours_of(self, position: str, office: Kalender, start: datetime) -> Kalender:
        own = self.skenario.kalender_jabatan.get(position)
        if own is None:
            return office
        if position not in self.hours:
            leave = tuple(
                span.mulai + timedelta(days=n) for span in own.cuti for n in range((span.sampai - span.mulai).days + 1)
            )
            place: Jalur = ("kalender_jabatan", position)
            made = self._calendar(place, own.jam_kerja or self.skenario.jam_kerja, start, leave)
            self.hours[position] = made or office
        return self.hours[position]

    def _together(
        self, compiled: Mapping[str, SOPTersusun], calendars: Mapping[str, Kalender]
    ) -> dict[tuple[str, ...], Kalender]:
        result: dict[tuple[str, ...], Kalender] = {}
        for key, one in compiled.items():
            for step in one.rencana.langkah.values():
                roles = tuple(sorted(step.peran))
                first, *others = [calendars[peran] for peran in roles] or [ALWAYS]
                if roles in result or all(other is first for other in others):
                    continue
                shared = intersect(*(calendars[peran].blok for peran in roles))
                if not shared:
                    pesan = f"{key}: pelaksana langkah {step.urut} tidak pernah bekerja pada jam yang sama."
                    self.fault("S006", ("kalender_jabatan",), pesan, "Samakan sebagian jam kerjanya.")
                    continue
                result[roles] = Kalender.from_blocks(
                    shared, mulai=first.mulai, akhir=first.akhir, tengah_malam=first.tengah_malam
                )
        return result

    def _other_share(self, position: str) -> float:
        lain = self.skenario.beban_lain
        return lain.jabatan.get(position, lain.bagian)

    def _other_minutes(self) -> float:
        return amount(parse_duration(self.skenario.beban_lain.lama), KERJA).hari * float(MENIT_HARI_KERJA)

    def _other(self, peran: str) -> RencanaSOP:
        """Return the procedure that stands for a role's other work: one step, nothing recorded."""
        step = RencanaLangkah(1, (peran,), Pekerjaan(JenisKerja.UPAYA, self._other_spread()))
        return RencanaSOP(f"{LAIN}{peran}", (1,), {1: step}, catat=False)

    def _other_spread(self) -> Sebaran:
        mean = self._other_minutes()
        return Eksponensial(mean) if self.skenario.beban_lain.bentuk == "eksponensial" else Tetap(mean)

    def _one_priority(self, beside: tuple[Prosedur, ...]) -> bool:
        """Tell whether nobody goes before another: then other work need not walk task by task."""
        usual = self.skenario.prioritas
        rows = (row.prioritas for rows in self.terbaca.kedatangan.values() for row in rows)
        known = {self._priority(one.id) for one in (self.prosedur, *beside)} | {own for own in rows if own is not None}
        return known <= {usual}

    def _routine(self, arus: ArusAcak) -> Rutin:
        return Rutin(arus.sop.removeprefix(LAIN), arus.nama, arus.jeda, self._other_spread(), arus.kalender)

    def _other_work(self, plan: Rencana, roles: Mapping[str, tuple[str, str]]) -> list[ArusAcak]:
        """Return its arrivals: so many an hour that they take their share of the time of all people of the role."""
        if not self.counts(Unsur.KANTOR):
            return []
        return [
            ArusAcak(
                f"{LAIN}{peran}",
                f"{LAIN}{self._luck(peran)}",
                self._other_minutes() / (self._other_share(position) * plan.staf[peran]),
                plan.kalender_peran[peran],  # type: ignore[arg-type] # the calendars made here are Kalender
                self.skenario.prioritas,
            )
            for peran, (_, position) in roles.items()
            if self._other_share(position) and plan.staf[peran] < TANPA_BATAS
        ]

    def _luck(self, nama: str) -> str:
        """Return the name of the luck of an SOP or a role: without the office, so that equal ones draw equally."""
        return UTAMA if nama == self.prosedur.id else nama.removeprefix(f"{self.prosedur.opd}/")

    def _priority(self, id_sop: str) -> int:
        own = self.skenario.sop.get(id_sop, AturanSOP()).prioritas
        return self.skenario.prioritas if own is None else own

    def _arrivals(self, one: Prosedur, office: Kalender, start: datetime, first: float, last: float) -> Arus:
        section = self.skenario.sop.get(one.id, AturanSOP()).kedatangan or self.skenario.kedatangan
        priority = self._priority(one.id)
        if section.per_tahun is not None and section.bentuk in ("acak", "teratur"):
            gap = _open_a_year(office, first, last) / section.per_tahun
            kind = ArusAcak if section.bentuk == "acak" else ArusTeratur
            return kind(one.id, self._luck(one.id), gap, office, priority)
        own = self.skenario.sop.get(one.id, AturanSOP()).kedatangan is not None
        place: Jalur = ("sop", one.id, "kedatangan") if own else ("kedatangan",)
        return ArusTertentu(
            one.id, self._luck(one.id), self._known(section, office, start, priority, (first, last), place)
        )

    def _known(
        self,
        section: Kedatangan,
        office: Kalender,
        start: datetime,
        priority: int,
        period: tuple[float, float],
        place: Jalur,
    ) -> tuple[tuple[float, int], ...]:
        """Return arrivals at known times; a date stands for the first opening on it or after."""
        if section.bentuk == "csv":
            rows = self.terbaca.kedatangan[section.berkas or ""]
            moments = [((row.mulai - start).total_seconds() / 60, row.prioritas) for row in rows]
        else:
            dates = [
                (datetime.combine(day, datetime.min.time()) - start).total_seconds() / 60 for day in section.tanggal
            ]
            moments = [(moment, None) for moment in dates for _ in range(section.banyak)]
        outside = sum(not period[0] <= moment < period[1] for moment, _ in moments)
        if outside:
            rentang = self.skenario.rentang
            pesan = f"{outside} kasus datang di luar rentang {rentang.mulai} sampai {rentang.sampai}."
            self.fault("S006", place, pesan, "Sesuaikan rentang.mulai dan rentang.sampai, atau hapus kasusnya.")
            return ()
        if not all(office.working_between(when, period[1]) for when, _ in moments):
            pesan = "Ada kasus yang datang sesudah kantor terakhir kali buka dalam rentang."
            self.fault("S006", place, pesan, "Mundurkan rentang.sampai, atau ajukan tanggal kasusnya.")
            return ()
        return tuple(sorted((office.next_open(when), priority if own is None else own) for when, own in moments))

    def _rates(self, others: Sequence[Arus], own: Arus, first: float, last: float) -> dict[str, float]:
        """Return cases a year by procedure."""
        years = (last - first) / (HARI_SETAHUN * MENIT_SEHARI)
        result: dict[str, float] = {}
        for arus in (own, *others):
            if isinstance(arus, ArusTertentu):
                result[arus.sop] = sum(first <= moment < last for moment, _ in arus.saat) / years
            elif isinstance(arus, ArusAcak | ArusTeratur):
                result[arus.sop] = _open_a_year(arus.kalender, first, last) / arus.jeda
        return result

    def _loads(self, plan: Rencana, rates: Mapping[str, float], first: float, last: float) -> dict[str, BebanPeran]:
        hours = {}
        for peran, calendar in plan.kalender_peran.items():
            if isinstance(calendar, Kalender):
                open_time = calendar.working_between(first, last)
                hours[peran] = (
                    _open_a_year(calendar, first, last),
                    _minutes_a_day(calendar, first, last),
                    open_time / (last - first),
                )
        return loads(plan, rates, hours)


def _without_other(plan: Rencana) -> Rencana:
    return replace(plan, sop=tuple(sop for sop in plan.sop if not sop.id.startswith(LAIN)))


def _open_a_year(calendar: Kalender, first: float, last: float) -> float:
    return calendar.working_between(first, last) * HARI_SETAHUN * MENIT_SEHARI / (last - first)


def _minutes_a_day(calendar: Kalender, first: float, last: float) -> float:
    """Return the working minutes of an average working day."""
    if calendar is ALWAYS:
        return float(MENIT_SEHARI)
    days = {int((start - calendar.tengah_malam) // MENIT_SEHARI) for start, _ in calendar.blok if first <= start < last}
    return calendar.working_between(first, last) / len(days) if days else float(MENIT_HARI_KERJA)
