"""From a printed duration to what a step takes: working minutes, working days, or elapsed time.

The largest unit decides how a duration runs. Minutes and hours are effort. Working days run on the office calendar,
calendar days elapse. What a bare hari, minggu or bulan is, the convention says: `kerja` makes them 1, 5 and 20
working days, `kalender` 1, 7 and 30 elapsed days (SIMULATION.md §1). A range counts by its upper end.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from katalog.conventions import KALENDER, KERJA, Konvensi, StatusCocok, to_minutes
from katalog.durations import Satuan
from simulate.plan import JenisKerja

if TYPE_CHECKING:
    from katalog.conventions import Cocok
    from katalog.durations import Durasi

MENIT_HARI_KERJA: Final = KERJA.menit_per_hari
"""Minutes of an ordinary working day: 450."""
_EFFORT: Final = (Satuan.DETIK, Satuan.MENIT, Satuan.JAM)


@dataclass(frozen=True, slots=True)
class Takaran:
    """An amount of work: working minutes for `upaya`, working days for `hari kerja`, calendar minutes for `berlalu`."""

    jenis: JenisKerja
    jumlah: float

    @property
    def hari(self) -> float:
        """The amount in days: working days, or elapsed days."""
        if self.jenis is JenisKerja.HARI_KERJA:
            return self.jumlah
        return self.jumlah / float(MENIT_HARI_KERJA if self.jenis is JenisKerja.UPAYA else KALENDER.menit_per_hari)


def own_convention(cocok: Cocok) -> Konvensi:
    """Return the elapsed-time convention by which a document adds up.

    It is `kalender`, with days per week and month of its own only where the printed total needs them.
    """
    if cocok.status is not StatusCocok.DENGAN_KONVENSI or not cocok.penetapan:
        return KALENDER
    options = [dict(found) for found in cocok.penetapan]
    week, month = KALENDER.hari_per_minggu, KALENDER.hari_per_bulan
    if any(o.get("hari_per_minggu", week) == week and o.get("hari_per_bulan", month) == month for o in options):
        return KALENDER
    first = options[0]
    week, month = int(first.get("hari_per_minggu", week)), int(first.get("hari_per_bulan", month))
    return Konvensi(
        "dokumen",
        KALENDER.menit_per_hari,
        week,
        month,
        KALENDER.sebutan_hari,
        f"Menurut jumlah dokumen sendiri: satu hari 24 jam, satu minggu {week} hari, satu bulan {month} hari.",
    )


def elapsed(durasi: Durasi, konvensi: Konvensi) -> Takaran:
    """Return a duration as plain elapsed time, as a document adds it up."""
    return Takaran(JenisKerja.BERLALU, float(to_minutes(durasi, konvensi)[1]))


def amount(durasi: Durasi, konvensi: Konvensi) -> Takaran:
    """Return what a readable duration takes under a convention.

    Raises:
        ValueError: If the duration is unquantified.
    """
    if not durasi.terukur:
        raise ValueError(f"unquantified duration: {durasi.teks!r}")
    units = {part.satuan for part in durasi.bagian}
    if units <= set(_EFFORT):
        return Takaran(JenisKerja.UPAYA, float(to_minutes(durasi, KERJA)[1]))
    working = konvensi is KERJA or Satuan.HARI_KERJA in units
    if Satuan.HARI_KALENDER in units or not working:
        return elapsed(durasi, KALENDER if konvensi is KERJA else konvensi)
    days = Fraction()
    for part in durasi.bagian:
        days += part.maksimum * (KERJA.minutes_per(part.satuan) / MENIT_HARI_KERJA)
    return Takaran(JenisKerja.HARI_KERJA, float(days))
