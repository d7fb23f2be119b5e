"""How sure an answer is: its intervals after few and after many replications, and how many a narrower one needs."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf, isfinite
from typing import TYPE_CHECKING, Final

from katalog.render.amounts import duration, number, share_with_interval
from lab.faults import LabError
from lab.pictures import narrowing
from lab.promise import stated
from lab.showing import Gambar, sentence, table
from lab.style import days
from simulate.answers import interval

if TYPE_CHECKING:
    import pandas as pd

    from katalog.simulation_record import Selang
    from simulate.estimates import Taksiran
    from simulate.scenario_file import SkenarioTerbaca
    from simulate.session import Sesi

MULAI: Final = 25
"""The fewest replications that are looked at; the number is doubled from there."""


@dataclass(frozen=True, slots=True)
class Titik:
    """The answer after some replications; times are calendar minutes."""

    ulangan: int
    rata_rata: Taksiran
    p90: Taksiran
    tepat: Taksiran


@dataclass(frozen=True, slots=True)
class Ketelitian:
    """How estimates settle as replications are added; each point holds the replications of the one before.

    Attributes:
        titik: The points.
    """

    titik: tuple[Titik, ...]

    @property
    def kalimat(self) -> str:
        """How wide the interval is now, and what halving it costs."""
        last = self.titik[-1]
        half = half_width(last.rata_rata)
        if half == 0:
            return "Tidak ada yang acak dalam skenario ini: satu ulangan sudah cukup."
        return (
            f"Sesudah {number(last.ulangan)} ulangan, rata-ratanya {duration(last.rata_rata.nilai)}, "
            f"lebih kurang {duration(half)}. Untuk selang setengahnya perlu sekitar "
            f"{number(self.needed(half / 2))} ulangan: empat kali lipat."
        )

    def needed(self, menit: float) -> int:
        """Return about how many replications bring the mean to plus or minus so many calendar minutes.

        The half-width of a t interval shrinks with the square root of the replications.

        Raises:
            LabError: If it is not a positive number.
        """
        if not (isfinite(menit) and menit > 0):
            raise LabError("ketelitian harus lebih dari nol menit.")
        last = self.titik[-1]
        return max(2, ceil(last.ulangan * (half_width(last.rata_rata) / menit) ** 2))

    def to_frame(self) -> pd.DataFrame:
        """Return mean and P90 in calendar minutes and the chance, with their 95 % intervals, by replications."""
        import pandas as pd  # noqa: PLC0415 - slow to import

        rows = []
        for one in self.titik:
            row: dict[str, float] = {"ulangan": one.ulangan}
            for name, guess in (("rata_rata", one.rata_rata), ("p90", one.p90), ("tepat", one.tepat)):
                row |= {name: guess.nilai, f"{name}_bawah": guess.bawah, f"{name}_atas": guess.atas}
            rows.append(row)
        return pd.DataFrame(rows).set_index("ulangan")

    def plot(self) -> Gambar:
        """Return how the mean and its interval settle, in calendar days."""
        points = [
            (one.ulangan, days(one.rata_rata.nilai), days(one.rata_rata.bawah), days(one.rata_rata.atas))
            for one in self.titik
        ]
        return Gambar(narrowing(points, "rata-rata, hari kalender"), self.kalimat)

    def _repr_html_(self) -> str:
        rows = [
            (
                number(one.ulangan),
                f"{duration(one.rata_rata.nilai)} ± {duration(half_width(one.rata_rata))}",
                _p90(interval(one.p90)),
                share_with_interval(interval(one.tepat)),
            )
            for one in self.titik
        ]
        return sentence(self.kalimat) + table(("Ulangan", "Rata-rata", "P90, selang 95 %", "Peluang tepat"), rows)


def half_width(taksiran: Taksiran) -> float:
    """Return half of an interval's width; infinite where an end is open."""
    width = taksiran.atas - taksiran.bawah
    return width / 2 if isfinite(width) else inf


def _p90(selang: Selang) -> str:
    ends = [duration(end) if end is not None else "tak terbatas" for end in (selang.bawah, selang.atas)]
    return f"{duration(selang.nilai)} ({ends[0]} sampai {ends[1]})"


def settle(sesi: Sesi, terbaca: SkenarioTerbaca) -> Ketelitian:
    """Return the answer after 25, 50, 100 … replications, up to those of the scenario.

    Raises:
        LabError: If a role has more work than time.
        SkenarioError: With every fault of the scenario.
    """
    susunan = sesi.build(terbaca)
    if any(one.peran in susunan.peran for one in susunan.kelebihan):
        raise LabError("ada peran yang diminta bekerja melebihi waktunya, sehingga tidak ada waktu yang menetap.")
    ulangan = terbaca.skenario.ulangan
    batas = stated(sesi)
    found = sesi.ask(terbaca, susunan, ulangan, "Ketelitian")
    counts = [MULAI * 2**power for power in range(ulangan.bit_length()) if MULAI * 2**power < ulangan]
    points = []
    for count in (*counts, ulangan):
        spread = found.lama.first(count).estimate((batas[1] if batas else inf,), terbaca.skenario.benih)
        points.append(Titik(count, spread.rata_rata, spread.persentil[2], spread.tepat[0]))
    return Ketelitian(tuple(points))
