"""An office month by month: the hours that its SOPs ask of each position, against the hours that there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import fmean
from typing import TYPE_CHECKING, Any, Final

from katalog.dates import long_date, say_month
from katalog.render.amounts import number, percent, short_number
from katalog.render.simulation_words import joined
from katalog.yaml_source import clip
from lab.faults import LabError
from lab.month_hours import JamBulanan, Tahun, available, left_over, measure_batch, packed
from lab.pictures import months
from lab.showing import Gambar, sentence, table
from simulate.calendar import HorizonError
from simulate.estimates import mean_interval
from simulate.executors import run_ordered
from simulate.office_plan import LAIN, build_experiment
from simulate.scenario import TANPA_BATAS, Unsur
from simulate.scenario_file import SkenarioError, with_values
from simulate.session import SEKELOMPOK
from simulate.what_if import ALASAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from concurrent.futures import Executor

    import pandas as pd

    from simulate.estimates import Taksiran
    from simulate.office_plan import Susunan
    from simulate.procedures import Prosedur
    from simulate.scenario import Rentang
    from simulate.scenario_file import SkenarioTerbaca

PEMANASAN: Final = 365
"""Days of work before the first month: what was begun in the year before is still on the desks."""
MENIT_SEJAM: Final = 60.0
BULAN_TERBANYAK: Final = 36
SESAAT: Final = 0.01
"""Hours below which a queue is no queue."""


@dataclass(frozen=True, slots=True)
class BulanJabatan:
    """One position in one month; hours, each estimate with its 95 % interval over the replications.

    Attributes:
        bulan: Its first day.
        jabatan: The position's key.
        nama: What it is called.
        tersedia: Working hours of all its people, holidays, Ramadan and cuti bersama taken off.
        lain: Work beside the SOPs: what the scenario assumes.
        sisa_lalu: What SOPs had asked before the month and was not done when it began.
        diminta: What SOPs ask: the work of the steps to which cases come in this month.
        dikerjakan: What is done for SOPs in this month.
        sisa: What is not done when the month ends.
        bertambah: Whether that has grown, beyond chance: with all months and positions together at 95 %.
    """

    bulan: date
    jabatan: str
    nama: str
    tersedia: float
    lain: float
    sisa_lalu: float
    diminta: Taksiran
    dikerjakan: Taksiran
    sisa: Taksiran
    bertambah: bool

    @property
    def beban(self) -> float:
        """All that waits to be done in this month, over the hours that there are."""
        wanted = self.lain + self.sisa_lalu + self.diminta.nilai
        return wanted / self.tersedia if self.tersedia else float("inf") if wanted else 0.0


@dataclass(frozen=True, slots=True)
class BebanBulanan:
    """What the SOPs of an office ask of its people, month by month.

    Attributes:
        baris: Every position in every month, position by position.
        rumus: Hours a month that the closed form of the workload (`simulate.workload`) gives each position.
        kasus: Cases a year by SOP.
        skenario: The scenario with these cases, to be asked further questions.
        ulangan: Replications.
        asumsi: What the office is, where it is made up; empty otherwise.
    """

    baris: tuple[BulanJabatan, ...]
    rumus: Mapping[str, float]
    kasus: Mapping[str, float]
    skenario: SkenarioTerbaca
    ulangan: int
    asumsi: str

    @property
    def terpadat(self) -> BulanJabatan:
        """The position and month with the greatest load."""
        return max(self.baris, key=lambda one: one.beban)

    @property
    def kalimat(self) -> str:
        """The fullest month, and where the queue grows."""
        most = self.terpadat
        words = (
            f"Bulan terpadat: {say_month(most.bulan.year, most.bulan.month)}, jabatan {most.nama}. SOP meminta "
            f"{_hours(most.diminta)}, pekerjaan lain {number(most.lain)} jam, dan sisa bulan sebelumnya "
            f"{number(most.sisa_lalu)} jam: seluruhnya {percent(most.beban)} dari {number(most.tersedia)} jam kerja "
            "yang tersedia."
        )
        grown = [one for one in self.baris if one.bertambah]
        if not grown:
            return f"{words} Tidak ada bulan yang antreannya bertambah lebih dari kebetulan."
        by_name: dict[str, list[str]] = {}
        for one in grown:
            by_name.setdefault(one.nama, []).append(say_month(one.bulan.year, one.bulan.month))
        where = "; ".join(f"{name} pada {joined(months)}" for name, months in by_name.items())
        return f"{words} Antrean bertambah: {where}."

    def to_frame(self) -> pd.DataFrame:
        """Return all positions and months in hours; estimates with their 95 % interval in `…_bawah` and `…_atas`."""
        import pandas as pd  # noqa: PLC0415 - slow to import

        rows = []
        for one in self.baris:
            row: dict[str, Any] = {"jabatan": one.jabatan, "bulan": f"{one.bulan:%Y-%m}"}
            row |= {"tersedia": one.tersedia, "lain": one.lain, "sisa_lalu": one.sisa_lalu}
            for name, guess in (("diminta", one.diminta), ("dikerjakan", one.dikerjakan), ("sisa", one.sisa)):
                row |= {name: guess.nilai, f"{name}_bawah": guess.bawah, f"{name}_atas": guess.atas}
            rows.append({**row, "beban": one.beban, "bertambah": one.bertambah})
        return pd.DataFrame(rows).set_index(["jabatan", "bulan"])

    def plot(self, jabatan: str | None = None) -> Gambar:
        """Return the months of one position, by default the fullest: what waits to be done against what there is.

        Raises:
            LabError: If there is no such position.
        """
        wanted = jabatan or self.terpadat.jabatan
        rows = [one for one in self.baris if one.jabatan == wanted]
        if not rows:
            raise LabError(f'jabatan "{clip(wanted)}" tidak ada; pilih {", ".join(self.rumus)}.')
        layers = {
            "pekerjaan lain": [one.lain for one in rows],
            "diminta SOP": [one.diminta.nilai for one in rows],
            "sisa bulan lalu": [one.sisa_lalu for one in rows],
        }
        labels = [say_month(one.bulan.year, one.bulan.month)[:3] for one in rows]
        if rows[0].bulan.year != rows[-1].bulan.year:
            labels = [f"{one.bulan:%m/%y}" for one in rows]
        most = max(rows, key=lambda one: one.beban)
        said = (
            f"{rows[0].nama}: jam kerja per bulan. Terpadat {say_month(most.bulan.year, most.bulan.month)}, "
            f"{percent(most.beban)} dari {number(most.tersedia)} jam yang tersedia."
        )
        figure = months(labels, layers, [one.tersedia for one in rows], f"jam kerja, {rows[0].nama}")
        return Gambar(figure, said)

    def _repr_html_(self) -> str:
        parts = [sentence(self.asumsi)] if self.asumsi else []
        parts.append(sentence(self.kalimat))
        rows = []
        for key in self.rumus:
            mine = [one for one in self.baris if one.jabatan == key]
            most = max(mine, key=lambda one: one.beban)
            rows.append(
                (
                    most.nama,
                    f"{say_month(most.bulan.year, most.bulan.month)}: {percent(most.beban)}",
                    _hours(most.diminta),
                    f"{short_number(fmean(one.diminta.nilai for one in mine), 1)} jam",
                    f"{short_number(self.rumus[key], 1)} jam",
                    joined(say_month(one.bulan.year, one.bulan.month) for one in mine if one.bertambah) or "–",
                )
            )
        load = ("Bulan terpadat", "Diminta SOP bulan itu", "Rata-rata sebulan", "Menurut rumus")
        head = ("Jabatan", *load, "Antrean bertambah")
        said = f"Jam kerja; {self.ulangan} ulangan. Persennya juga menghitung pekerjaan lain dan sisa bulan lalu."
        cases = [(key, f"{short_number(count, 1)} kasus setahun") for key, count in self.kasus.items()]
        return "".join((*parts, table(head, rows, said), table(("SOP", "Banyaknya (asumsi)"), cases)))


def with_cases(terbaca: SkenarioTerbaca, semua: Mapping[str, Prosedur], kasus: Mapping[str, Any]) -> SkenarioTerbaca:
    """Return a scenario in which SOPs have so many cases a year, or cases on dates as `kedatangan` says them.

    Raises:
        LabError: If an SOP is not among those of the office, or its cases are neither.
        SkenarioError: With every fault of the scenario.
    """
    own: dict[str, Any] = {}
    for key, amount in kasus.items():
        if key not in semua:
            raise LabError(f'SOP "{clip(str(key))}" tidak dikerjakan kantor ini; yang ada: {", ".join(semua)}.')
        if isinstance(amount, dict):
            bentuk = "tanggal" if "tanggal" in amount else "acak"
            own[key] = {"kedatangan": {"bentuk": bentuk, "alasan": ALASAN, **amount}}
        elif isinstance(amount, (int, float)) and not isinstance(amount, bool):
            own[key] = {"kedatangan": {"bentuk": "acak", "per_tahun": amount, "alasan": ALASAN}}
        else:
            raise LabError(
                'kasus memerlukan angka setahun, atau tanggalnya: {"tanggal": ["2026-01-05"], "banyak": 20}.'
            )
    return with_values(terbaca, {"sop": own}, terbaca.kunci) if own else terbaca


def month_by_month(
    semua: Mapping[str, Prosedur], terbaca: SkenarioTerbaca, executor: Executor, asumsi: str
) -> BebanBulanan:
    """Return what an office is asked, month by month.

    Args:
        semua: Its procedures, and no others.
        terbaca: The scenario.
        executor: Who runs the replications.
        asumsi: What the reader must know of the office.

    Raises:
        LabError: If the scenario knows no queue, a role has more work than time, or has people without limit.
        SkenarioError: With every fault of the scenario.
    """
    if Unsur.KANTOR not in terbaca.skenario.unsur:
        raise LabError('beban bulanan hanya dapat dihitung dengan unsur "kantor", misalnya skenario dasar.')
    whole = {"kantor": {"sop_lain": "se-opd"}, "rancangan": {"bentuk": "setahun", "pemanasan_hari": PEMANASAN}}
    asked = with_values(terbaca, whole, terbaca.kunci)
    susunan, faults = build_experiment(next(iter(semua.values())), semua, asked)
    if susunan is None:
        raise SkenarioError(faults)
    _check(susunan, semua)
    first = _months(asked.skenario.rentang)
    batas = tuple((datetime.combine(day, datetime.min.time()) - susunan.mulai).total_seconds() / 60 for day in first)
    measured = _run(Tahun(susunan.percobaan, batas), asked, executor)
    plan = susunan.percobaan.rencana
    there = available(plan.kalender_peran, plan.staf, batas)
    names = {peran: name for one in semua.values() for peran, name in one.nama_peran.items()}
    other = {peran: one.menurut_sop.get(f"{LAIN}{peran}", 0.0) for peran, one in susunan.beban.items()}
    level = 1 - 0.05 / (len(there) * (len(batas) - 1))
    rows = [
        row
        for peran, hours in there.items()
        for row in _position(peran, names[peran], other[peran], hours, (first, measured[peran], level))
    ]
    formula = {
        _key(peran): one.tersedia * (one.beban - other[peran]) / (12 * MENIT_SEJAM)
        for peran, one in susunan.beban.items()
    }
    cases = {key: susunan.laju[key] for key in semua}
    return BebanBulanan(tuple(rows), formula, cases, terbaca, terbaca.skenario.ulangan, asumsi)


def _key(peran: str) -> str:
    return peran.rpartition("/")[2]


def _position(
    peran: str,
    nama: str,
    lain: float,
    tersedia: Sequence[float],
    terukur: tuple[Sequence[date], Sequence[JamBulanan], float],
) -> Iterable[BulanJabatan]:
    first, replications, level = terukur
    left = [left_over(one) for one in replications]
    for month, minutes in enumerate(tersedia):
        ends = [one[month + 1] / MENIT_SEJAM for one in left]
        starts = [one[month] / MENIT_SEJAM for one in left]
        grown = mean_interval([end - start for start, end in zip(starts, ends, strict=True)], level)
        yield BulanJabatan(
            bulan=first[month],
            jabatan=_key(peran),
            nama=nama,
            tersedia=minutes / MENIT_SEJAM,
            lain=lain * minutes / MENIT_SEJAM,
            sisa_lalu=max(fmean(starts), 0.0),
            diminta=mean_interval([one.diminta[month + 1] / MENIT_SEJAM for one in replications]),
            dikerjakan=mean_interval([one.dikerjakan[month + 1] / MENIT_SEJAM for one in replications]),
            sisa=mean_interval(ends),
            bertambah=grown.bawah > SESAAT,
        )


def _check(susunan: Susunan, semua: Mapping[str, Prosedur]) -> None:
    names = {peran: name for one in semua.values() for peran, name in one.nama_peran.items()}
    if full := susunan.kelebihan:
        worst = full[0]
        raise LabError(
            f"{names[worst.peran]} diminta bekerja {percent(worst.beban)} dari waktunya sepanjang tahun, jadi "
            "antreannya tidak pernah habis; tambah staf, atau kurangi kasus dan pekerjaan lain."
        )
    for peran, staf in susunan.percobaan.rencana.staf.items():
        if staf >= TANPA_BATAS:
            raise LabError(f"{names[peran]} tak terbatas orangnya, jadi tidak ada jam tersedia untuk dibandingkan.")


def _run(tahun: Tahun, terbaca: SkenarioTerbaca, executor: Executor) -> dict[str, list[JamBulanan]]:
    isi, ulangan = packed(tahun), terbaca.skenario.ulangan
    tasks = ((isi, start, min(start + SEKELOMPOK, ulangan)) for start in range(0, ulangan, SEKELOMPOK))
    found: dict[str, list[JamBulanan]] = {peran: [] for peran in tahun.percobaan.rencana.staf}
    try:
        for batch in run_ordered(executor, measure_batch, tasks):
            for replication in batch:
                for peran, hours in replication.items():
                    found[peran].append(hours)
    except HorizonError as error:
        until = long_date(terbaca.skenario.rentang.kalender_sampai)
        pesan = f"kalender berakhir {until}, sebelum semua kasus selesai; perpanjang rentang.kalender_sampai."
        raise LabError(pesan) from error
    return found


def _months(rentang: Rentang) -> tuple[date, ...]:
    """Return the first day of each month, the first and the last cut to the range, and the day after the last."""
    days = [rentang.mulai]
    while (later := (days[-1].replace(day=1) + timedelta(days=32)).replace(day=1)) <= rentang.sampai:
        days.append(later)
    if len(days) > BULAN_TERBANYAK:
        raise LabError(f"rentang memuat {len(days)} bulan; paling banyak {BULAN_TERBANYAK}.")
    return (*days, rentang.sampai + timedelta(days=1))


def _hours(one: Taksiran) -> str:
    if one.bawah == one.atas:
        return f"{number(one.nilai)} jam"
    return f"{number(one.nilai)} jam (selang 95 %: {number(max(one.bawah, 0.0))}–{number(one.atas)} jam)"
