"""From what replications say to the record that readers see: estimates with intervals, the ladder, roles and steps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from katalog.conventions import KERJA, to_minutes
from katalog.simulation_record import (
    Acuan,
    AnakTangga,
    HasilLangkah,
    Histogram,
    KinerjaJabatan,
    Putaran,
    Selang,
    Waktu,
)
from simulate.estimates import binomial_interval, mean_interval
from simulate.measures import mean_difference
from simulate.work_amounts import elapsed, own_convention

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulate.estimates import Taksiran
    from simulate.measures import Himpunan, Sebaran
    from simulate.office_plan import Susunan
    from simulate.procedures import Prosedur

KELAS = 40
"""Most bars of a histogram."""
_STEPS = (1, 2, 5, 10, 15, 20, 30)


def interval(taksiran: Taksiran) -> Selang:
    """Return an estimate as the record holds it; an end that is not bounded is None."""
    return Selang(
        nilai=taksiran.nilai,
        bawah=taksiran.bawah if math.isfinite(taksiran.bawah) else None,
        atas=taksiran.atas if math.isfinite(taksiran.atas) else None,
    )


def times(sebaran: Sebaran) -> Waktu:
    """Return the estimates of a time as the record holds them."""
    p50, p80, p90, p95 = (interval(one) for one in sebaran.persentil)
    return Waktu(rata_rata=interval(sebaran.rata_rata), p50=p50, p80=p80, p90=p90, p95=p95)


def reference(prosedur: Prosedur) -> Acuan:
    """Return what the document says: its printed total and the sum of its own steps, in minutes.

    A document's own arithmetic counts days of 24 hours; the same steps read as working days are working minutes.
    """
    konvensi = own_convention(prosedur.cocok)
    steps = [
        durasi
        for step, durasi in zip(prosedur.sop.langkah, prosedur.durasi, strict=True)
        if step.mutu_baku.waktu_bersama is None and durasi.terukur
    ]
    stated = prosedur.total if prosedur.total.terukur else None
    working = math.fsum(float(to_minutes(durasi, KERJA)[1]) for durasi in steps)
    return Acuan(
        teks=prosedur.sop.jumlah_waktu,
        menit=None if stated is None else elapsed(stated, konvensi).jumlah,
        jumlah_langkah=math.fsum(elapsed(durasi, konvensi).jumlah for durasi in steps),
        konvensi=konvensi.keterangan,
        hari_kerja=working if steps else None,
    )


def limits(acuan: Acuan) -> tuple[float, float]:
    """Return the limits against which cases are held: calendar minutes, and working minutes.

    It is the printed total, and where there is none that can be read, the sum of the steps.
    """
    calendar = acuan.jumlah_langkah if acuan.menit is None else acuan.menit
    return calendar, math.inf if acuan.hari_kerja is None else acuan.hari_kerja


def rung(kunci: str, nama: str, himpunan: Himpunan, sebaran: Sebaran, below: Himpunan | None) -> AnakTangga:
    """Return one rung; what it adds is the paired difference to the rung below."""
    return AnakTangga(
        kunci=kunci,
        nama=nama,
        rata_rata=interval(sebaran.rata_rata),
        p50=interval(sebaran.persentil[0]),
        p90=interval(sebaran.persentil[2]),
        tambahan=None if below is None else interval(mean_difference(below.lama, himpunan.lama)),
        tepat=interval(sebaran.tepat[0]),
    )


def histogram(values: Sequence[float]) -> Histogram | None:
    """Return how values spread over some 40 classes of a round width; None where there is no value."""
    if not values:
        return None
    low, high = min(values), max(values)
    width = _round_width((high - low) / KELAS)
    first = math.floor(low / width)
    count = max(math.floor(high / width) - first + 1, 1)
    cacah = [0] * count
    for value in values:
        cacah[min(max(math.floor(value / width) - first, 0), count - 1)] += 1
    return Histogram(tepi=tuple((first + index) * width for index in range(count + 1)), cacah=tuple(cacah))


def _round_width(least: float) -> float:
    """Return a width that people count in: minutes, then hours, then days."""
    for unit in (1, 60, 1440, 1440 * 30):
        for step in _STEPS:
            if step * unit >= least:
                return float(step * unit)
    return least


def roles(
    prosedur: Prosedur, susunan: Susunan, himpunan: Himpunan | None, tambah: Mapping[str, Taksiran]
) -> tuple[KinerjaJabatan, ...]:
    """Return what each role of the procedure does; measured figures are None where nothing was measured."""
    result = []
    for peran in susunan.peran:
        load = susunan.beban.get(peran)
        if load is None:
            continue
        waits = himpunan.tunggu[peran].means() if himpunan is not None and peran in himpunan.tunggu else []
        available = himpunan.tersedia.get(peran, 0.0) if himpunan is not None else 0.0
        result.append(
            KinerjaJabatan(
                peran=peran,
                nama=prosedur.nama_peran[peran],
                staf=load.staf,
                beban=load.beban,
                terpakai=himpunan.sibuk[peran] / available if himpunan is not None and available else None,
                tunggu=interval(mean_interval(waits)) if len(waits) > 1 else None,
                antrean_terpanjang=himpunan.antrean.get(peran, 0) if himpunan is not None else 0,
                tambah_satu=interval(tambah[peran]) if peran in tambah else None,
            )
        )
    return tuple(result)


def steps(prosedur: Prosedur, himpunan: Himpunan) -> tuple[HasilLangkah, ...]:
    """Return the averages of each step over all cases, in printed order."""
    cases = himpunan.kasus
    result = []
    for urut in prosedur.alur.langkah:
        count, waited, lasted, worked = himpunan.langkah.get(urut, (0, 0.0, 0.0, 0.0))
        result.append(
            HasilLangkah(
                urut=urut, kunjungan=count / cases, tunggu=waited / cases, lama=lasted / cases, kerja=worked / cases
            )
        )
    return tuple(result)


def loops(himpunan: Himpunan) -> tuple[Putaran, ...]:
    """Return the review loops; the interval takes cases as independent trials."""
    return tuple(
        Putaran(
            dari=urut,
            kasus_kembali=interval(binomial_interval(touched, himpunan.kasus)),
            rata_rata=total / himpunan.kasus,
            terbanyak=most,
        )
        for urut, (total, touched, most) in sorted(himpunan.kembali.items())
    )
