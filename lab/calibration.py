"""From real records to assumptions: what a log of cases says of times, returns and arrivals, and what it cannot say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import fmean
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from katalog.dates import long_date
from katalog.render.amounts import number, share_with_interval, short_number
from katalog.render.simulation_words import joined
from katalog.yaml_source import clip
from lab.case_measures import arrivals_a_year, measured
from lab.criteria import CUKUP, KRITERIA, TARAF, TERJAUH
from lab.faults import LabError
from lab.pictures import fits
from lab.showing import Gambar, sentence, table
from simulate.answers import interval
from simulate.estimates import binomial_interval
from simulate.scenario_file import with_values
from simulate.what_if import scenario_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from lab.case_log import CatatanKasus
    from lab.case_measures import Ukuran, UkuranLangkah
    from lab.fitting import Sesuaian
    from simulate.estimates import Taksiran
    from simulate.office_plan import Susunan
    from simulate.scenario_file import SkenarioTerbaca
    from simulate.session import Sesi


NAMA: Final = "Dari catatan"
"""What the scenario with what was learnt is called in pictures."""


class Kekurangan(NamedTuple):
    """What a log does not teach."""

    apa: str
    """What is not known."""
    perlu: str
    """What the log would have to hold, and what is assumed instead."""


@dataclass(frozen=True, slots=True)
class LangkahTerukur:
    """One step in the log.

    Attributes:
        urut: Its number.
        tertulis: Its printed time; None where the document states none.
        cacah: First passes that could be measured.
        sesuaian: How they vary, as multiples of the printed time; None where that was not learnt.
        tunggu: Mean hours that cases waited for it, calendar time; None where the log does not say.
    """

    urut: int
    tertulis: str | None
    cacah: int
    sesuaian: Sesuaian | None
    tunggu: float | None


@dataclass(frozen=True, slots=True)
class KembaliTerukur:
    """One way back in the log.

    Attributes:
        urut: The step that decides.
        label: The branch.
        peluang: Its share among first passes, with the exact interval of Clopper and Pearson.
        kena: How often it was taken.
        dipakai: Whether there are cases enough to assume it.
    """

    urut: int
    label: str
    peluang: Taksiran
    kena: int
    dipakai: bool


@dataclass(frozen=True, slots=True)
class Kalibrasi:
    """What a log of cases teaches.

    Attributes:
        sop: The SOP.
        catatan: The log.
        langkah: Its steps, in the order of the document.
        kembali: Its ways back.
        kedatangan: Cases a year; None where that was not learnt.
        tidak_dipelajari: What the log does not say, and what it would have to hold.
        perubahan: What was learnt, in the shape of a scenario file, each section with its reason.
        berdasar: The scenario that it changes.
        skenario: The scenario with what was learnt.
    """

    sop: str
    catatan: CatatanKasus
    langkah: tuple[LangkahTerukur, ...]
    kembali: tuple[KembaliTerukur, ...]
    kedatangan: Taksiran | None
    tidak_dipelajari: tuple[Kekurangan, ...]
    perubahan: dict[str, Any]
    berdasar: SkenarioTerbaca
    skenario: SkenarioTerbaca

    @property
    def kalimat(self) -> str:
        """What was learnt, and what differs most from the document."""
        learnt = [one for one in self.langkah if one.sesuaian]
        words = (
            f"Dari {number(len(self.catatan.kasus))} kasus ({_period(self.catatan)}) dapat ditaksir waktu "
            f"{len(learnt)} dari {len(self.langkah)} langkah dan {sum(one.dipakai for one in self.kembali)} dari "
            f"{len(self.kembali)} peluang pengembalian; banyaknya kasus setahun "
            f"{'juga' if self.kedatangan else 'belum'}."
        )
        off = [(one.urut, one.sesuaian.rata_rata) for one in learnt if one.sesuaian]
        if off:
            urut, mean = max(off, key=lambda one: abs(one[1].nilai - 1))
            words += f" Paling jauh dari yang tertulis: langkah {urut}, rata-rata {_times(mean)} waktu tertulis."
        return words

    def to_frame(self, isi: str = "langkah") -> pd.DataFrame:
        """Return a part for pandas: "langkah" (multiples of the printed time), "kembali" or "kedatangan".

        Raises:
            LabError: If there is no such part.
        """
        import pandas as pd  # noqa: PLC0415 - slow to import

        if isi == "langkah":
            return pd.DataFrame([_step_row(one) for one in self.langkah]).set_index("langkah")
        if isi == "kembali":
            rows = [
                {"langkah": one.urut, "cabang": one.label, "kena": one.kena, **_cells("peluang", one.peluang)}
                | {"cacah": one.peluang.cacah, "dipakai": one.dipakai}
                for one in self.kembali
            ]
            return pd.DataFrame(rows)
        if isi == "kedatangan":
            return pd.DataFrame([_cells("per_tahun", self.kedatangan)] if self.kedatangan else [])
        raise LabError(f'bagian "{clip(isi)}" tidak ada; pilih langkah, kembali, atau kedatangan.')

    def plot(self) -> Gambar:
        """Return, for each step that was learnt, the shape that is assumed against what was observed.

        Raises:
            LabError: If no step was learnt.
        """
        learnt = [(one.urut, one.sesuaian) for one in self.langkah if one.sesuaian]
        if not learnt:
            raise LabError("belum ada langkah yang waktunya dapat ditaksir, jadi tidak ada yang digambar.")
        panels = [(f"Langkah {urut}: {found.bentuk}", found.nilai, found.below) for urut, found in learnt]
        return Gambar(fits(panels), f"{self.kalimat} Garis: asumsi; titik-titik: pengerjaan yang tercatat.")

    def scenario_file(self, nama: str, keterangan: str) -> str:
        """Return what was learnt as a scenario file for `sop simulasi --skenario`.

        Raises:
            LabError: If nothing was learnt.
        """
        if not self.perubahan:
            raise LabError("catatannya belum cukup untuk menaksir satu asumsi pun; tidak ada yang ditulis.")
        return scenario_text(nama, keterangan, self.berdasar.kunci, self.perubahan)

    def _repr_html_(self) -> str:
        steps = [
            (
                f"Langkah {one.urut}",
                one.tertulis or "tidak tertulis",
                number(one.cacah),
                _shape(one.sesuaian) if one.sesuaian else "dibiarkan",
                _times(one.sesuaian.rata_rata) if one.sesuaian else "–",
                "–" if one.tunggu is None else f"{short_number(one.tunggu, 1)} jam",
            )
            for one in self.langkah
        ]
        back = [
            (
                f"Langkah {one.urut}: {one.label}",
                f"{one.kena} dari {one.peluang.cacah}",
                share_with_interval(interval(one.peluang)),
                "dipakai" if one.dipakai else "dibiarkan",
            )
            for one in self.kembali
        ]
        parts = [sentence(self.kalimat)]
        head = ("Langkah", "Tertulis", "Pengerjaan", "Bentuk", "Kali waktu tertulis", "Rata-rata menunggu")
        parts.append(table(head, steps, KRITERIA))
        if back:
            parts.append(table(("Keputusan", "Dikembalikan", "Peluang dan selang 95 %", "Asumsi"), back))
        if self.kedatangan:
            parts.append(sentence(f"Banyaknya kasus: {_yearly(self.kedatangan)} setahun."))
        parts.append(table(("Yang tidak dapat dipelajari", "Yang diperlukan"), self.tidak_dipelajari))
        return "".join(parts)


def calibrated(sesi: Sesi, terbaca: SkenarioTerbaca, catatan: CatatanKasus) -> Kalibrasi:
    """Return what a log says of an SOP's assumptions under a scenario.

    Raises:
        SkenarioError: With every fault of the scenario.
    """
    from lab.fitting import fit  # noqa: PLC0415 - SciPy is slow to import

    plain = _plain(sesi.id_sop, terbaca, catatan)
    susunan = sesi.build(plain)
    found = measured(catatan, susunan)
    benih = terbaca.skenario.benih % 2**32
    unlearnt = list(_unlearnt(catatan, found))
    steps = []
    for urut, one in found.langkah.items():
        sesuaian = fit(one.kali, benih) if one.kali and max(one.kali) <= TERJAUH else None
        if sesuaian is None:
            unlearnt.append(_why_not(urut, one))
        waiting = fmean(one.tunggu) if one.tunggu else None
        printed = next(step.mutu_baku.waktu for step in sesi.prosedur.sop.langkah if step.urut == urut)
        steps.append(LangkahTerukur(urut, printed, len(one.kali), sesuaian, waiting))
    back = []
    for urut, decided in found.keputusan.items():
        enough = decided.cacah >= CUKUP
        if not enough:
            unlearnt.append(
                Kekurangan(
                    f"Peluang dikembalikan pada langkah {urut}: baru {decided.cacah} kasus yang jelas arahnya.",
                    f"{CUKUP} kasus atau lebih, dengan langkah sesudahnya; asumsinya dibiarkan.",
                )
            )
        if decided.cacah:
            back += [
                KembaliTerukur(urut, label, binomial_interval(kena, decided.cacah), kena, enough)
                for label, kena in decided.kembali.items()
            ]
    arrivals, lacking = _arrivals(catatan, susunan)
    unlearnt += lacking
    changed = _changes(sesi.id_sop, catatan, steps, back, arrivals)
    learnt = with_values(terbaca, {"nama": NAMA, **changed}, "kalibrasi") if changed else terbaca
    return Kalibrasi(
        sesi.id_sop, catatan, tuple(steps), tuple(back), arrivals, tuple(unlearnt), changed, terbaca, learnt
    )


def _arrivals(catatan: CatatanKasus, susunan: Susunan) -> tuple[Taksiran | None, list[Kekurangan]]:
    if catatan.berulang:
        apa = "Banyaknya kasus setahun: catatan berasal dari beberapa ulangan simulasi."
        return None, [Kekurangan(apa, "Catatan dari satu masa saja; asumsinya dibiarkan.")]
    if len(catatan.kasus) < CUKUP:
        apa = f"Banyaknya kasus setahun: baru {len(catatan.kasus)} kasus."
        return None, [Kekurangan(apa, f"{CUKUP} kasus atau lebih; asumsinya dibiarkan.")]
    found = arrivals_a_year(catatan, susunan.percobaan.kantor, susunan)
    if found is None:
        apa = "Banyaknya kasus setahun: semua kasus mulai pada saat yang sama."
        return None, [Kekurangan(apa, "Kedatangan bentuk tanggal, bila memang serentak; asumsinya dibiarkan.")]
    arrivals, even = found
    if even >= TARAF:
        return arrivals, []
    apa = "Kapan kasus datang: tidak merata sepanjang masa catatan, jadi kedatangan acak kurang tepat."
    return arrivals, [Kekurangan(apa, "Untuk tanggal yang diketahui, kedatangan bentuk tanggal atau csv.")]


def _plain(id_sop: str, terbaca: SkenarioTerbaca, catatan: CatatanKasus) -> SkenarioTerbaca:
    """Return the scenario over the dates of the log, without variation and queues: its amounts are the printed ones."""
    last = catatan.akhir.date()
    return with_values(
        terbaca,
        {
            "unsur": ["alur", "jam-kerja", "reviu"],
            "rancangan": {"bentuk": "satu-kasus", "pemanasan_hari": 0},
            "rentang": {
                "mulai": f"{catatan.awal:%Y-%m-%d}",
                "sampai": f"{last:%Y-%m-%d}",
                "kalender_sampai": f"{last + timedelta(days=31):%Y-%m-%d}",
            },
            "sop": {id_sop: {"kedatangan": {"bentuk": "acak", "per_tahun": 1, "alasan": "Tidak dipakai."}}},
        },
        terbaca.kunci,
    )


def _changes(
    id_sop: str,
    catatan: CatatanKasus,
    steps: list[LangkahTerukur],
    back: list[KembaliTerukur],
    kedatangan: Taksiran | None,
) -> dict[str, Any]:
    source = f"Ditaksir dari {catatan.berkas}, {number(len(catatan.kasus))} kasus, {_period(catatan)}"
    rules: dict[str, dict[str, Any]] = {}
    for one in steps:
        if one.sesuaian is not None:
            rules[str(one.urut)] = {
                "variasi": one.sesuaian.variasi,
                "alasan": f"{source}: {one.cacah} pengerjaan pertama, rata-rata {_times(one.sesuaian.rata_rata)} "
                f"{'waktu tertulis' if one.tertulis else 'waktu yang diasumsikan'}.",
            }
    for way in back:
        if way.dipakai:
            rule = rules.setdefault(str(way.urut), {"alasan": f"{source}."})
            rule.setdefault("peluang", {})[way.label] = round(way.peluang.nilai, 4)
            rule["alasan"] += (
                f" Cabang {way.label}: {way.kena} dari {way.peluang.cacah} kasus pada putaran pertama, "
                f"{share_with_interval(interval(way.peluang))}."
            )
    own: dict[str, Any] = {"langkah": rules} if rules else {}
    if kedatangan is not None:
        own["kedatangan"] = {
            "bentuk": "acak",
            "per_tahun": round(kedatangan.nilai, 4),
            "alasan": f"{source}: {_yearly(kedatangan)} setahun.",
        }
    return {"sop": {id_sop: own}} if own else {}


def _unlearnt(catatan: CatatanKasus, found: Ukuran) -> Iterator[Kekurangan]:
    """Yield what no such log can say, or this one does not."""
    if not catatan.bersiap:
        begun = " Hampir semua langkah mulai tepat saat langkah sebelumnya selesai." if found.bersambung else ""
        yield Kekurangan(
            f"Menunggu dan bekerja tidak terpisah dengan pasti.{begun}",
            "Kolom siap (saat berkas tiba di meja) di samping mulai (saat sungguh dikerjakan). Bila mulai berisi saat "
            "diterima, waktu kerja di sini memuat waktu menunggu.",
        )
    if found.keputusan:
        yield Kekurangan(
            "Susut dan batas pengembalian, serta bagian yang dikerjakan ulang.",
            "Tetap menurut skenario; peluang yang ditaksir berlaku untuk putaran pertama.",
        )
    yield Kekurangan(
        "Banyaknya orang dan pekerjaan lain mereka.", "Daftar pegawai dan catatan kegiatan harian, di luar catatan ini."
    )
    if found.belum_selesai:
        yield Kekurangan(
            f"Akhir {number(found.belum_selesai)} kasus yang belum selesai; langkah yang lama kurang terwakili.",
            "Catatan yang diperbarui sesudah kasus itu selesai.",
        )
    if catatan.lain:
        yield Kekurangan(f"{number(catatan.lain)} baris SOP lain, yang tidak dipakai.", "Kalibrasi SOP itu sendiri.")


def _why_not(urut: int, one: UkuranLangkah) -> Kekurangan:
    if one.kali and max(one.kali) > TERJAUH:
        return Kekurangan(f"Waktu langkah {urut}: ada yang lebih dari 1.000 kali tertulis.", "Tanggal yang benar.")
    if one.tanpa_kerja > len(one.kali):
        return Kekurangan(
            f"Waktu langkah {urut}: {number(one.tanpa_kerja)} pengerjaan tanpa waktu kerja.",
            "Waktu yang tertulis pada dokumen, dan mulai serta selesai pada jam kantor; asumsinya dibiarkan.",
        )
    return Kekurangan(
        f"Waktu langkah {urut}: baru {number(len(one.kali))} pengerjaan.",
        f"{CUKUP} pengerjaan atau lebih; asumsinya dibiarkan.",
    )


def _period(catatan: CatatanKasus) -> str:
    return joined([long_date(catatan.awal.date()), long_date(catatan.akhir.date())]).replace(" dan ", " sampai ")


def _times(one: Taksiran) -> str:
    middle, low, high = (short_number(value, 2) for value in (one.nilai, one.bawah, one.atas))
    return f"{middle} kali" if low == high else f"{middle} kali (selang 95 %: {low}–{high})"


def _yearly(one: Taksiran) -> str:
    return f"{short_number(one.nilai, 1)} kasus (selang 95 %: {short_number(one.bawah, 1)}–{short_number(one.atas, 1)})"


def _shape(one: Sesuaian) -> str:
    return one.bentuk if one.cocok is None else f"{one.bentuk}, p = {short_number(one.cocok, 2)}"


def _cells(nama: str, one: Taksiran) -> dict[str, float]:
    return {nama: one.nilai, f"{nama}_bawah": one.bawah, f"{nama}_atas": one.atas}


def _step_row(one: LangkahTerukur) -> dict[str, Any]:
    found = one.sesuaian
    row: dict[str, Any] = {"langkah": one.urut, "tertulis": one.tertulis, "cacah": one.cacah}
    row["bentuk"] = found.bentuk if found else None
    for name, guess in (("rata_rata", "rata_rata"), ("koefisien_variasi", "koefisien_variasi")):
        row |= _cells(name, getattr(found, guess)) if found else dict.fromkeys((name, f"{name}_bawah", f"{name}_atas"))
    return {**row, "cocok": found.cocok if found else None, "tunggu_jam": one.tunggu}
