"""Which assumptions matter: one at a time (tornado), and all at once (Sobol's total indices, by SALib)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from katalog.render.amounts import difference_with_interval, percent, percent_range
from katalog.render.simulation_words import joined
from lab.faults import LabError
from lab.pictures import shares, swings
from lab.showing import Gambar, sentence, table
from simulate.scenario_file import with_values
from simulate.sensitivity import moves

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from katalog.simulation_record import CatatanSimulasi
    from simulate.scenario import Skenario
    from simulate.scenario_file import SkenarioTerbaca
    from simulate.session import Sesi

ULANGAN_SARING: Final = 40
"""Replications of each run of the screen: with the same luck everywhere they differ by the assumptions alone."""


@dataclass(frozen=True, slots=True)
class Tornado:
    """What each assumption does alone.

    Attributes:
        catatan: The record, whose `kepekaan` holds the bars, the longest first; calendar minutes.
    """

    catatan: CatatanSimulasi

    @property
    def kalimat(self) -> str:
        """Which assumption moves the mean most."""
        bars = self.catatan.kepekaan
        if not bars:
            return "Tidak ada asumsi berangka yang ikut dalam skenario ini."
        first = bars[0]
        return (
            f"Yang paling menentukan rata-rata: {first.asumsi.lower()}. Dengan {first.rendah} rata-ratanya berubah "
            f"{difference_with_interval(first.selisih_rendah)}, dengan {first.tinggi} "
            f"{difference_with_interval(first.selisih_tinggi)}."
        )

    def to_frame(self) -> pd.DataFrame:
        """Return the bars: both values tried, and the change of the mean in minutes with its 95 % interval."""
        import pandas as pd  # noqa: PLC0415 - slow to import

        rows = [
            {
                "asumsi": bar.asumsi,
                "rendah": bar.rendah,
                "tinggi": bar.tinggi,
                **{f"selisih_rendah_{key}": value for key, value in bar.selisih_rendah.model_dump().items()},
                **{f"selisih_tinggi_{key}": value for key, value in bar.selisih_tinggi.model_dump().items()},
            }
            for bar in self.catatan.kepekaan
        ]
        return pd.DataFrame(rows)

    def plot(self) -> Gambar:
        """Return the tornado, in calendar days."""
        bars = [
            (f"{bar.asumsi}: {bar.rendah} … {bar.tinggi}", bar.selisih_rendah.nilai, bar.selisih_tinggi.nilai)
            for bar in self.catatan.kepekaan
        ]
        return Gambar(swings(bars), self.kalimat)

    def _repr_html_(self) -> str:
        rows = [
            (
                bar.asumsi,
                f"{bar.rendah}: {difference_with_interval(bar.selisih_rendah)}",
                f"{bar.tinggi}: {difference_with_interval(bar.selisih_tinggi)}",
            )
            for bar in self.catatan.kepekaan
        ]
        skipped = "".join(sentence(one) for one in self.catatan.peringatan if "tidak dapat dicoba" in one)
        return sentence(self.kalimat) + table(("Asumsi", "Nilai rendah", "Nilai tinggi"), rows) + skipped


@dataclass(frozen=True, slots=True)
class BagianRagam:
    """One assumption of the screen.

    Attributes:
        asumsi: What is assumed.
        rendah: The lowest value tried.
        tinggi: The highest.
        total: The share of variance that would vanish if it were known (Sobol's total index).
        galat: Half of its 95 % interval, by bootstrap over the sample.
    """

    asumsi: str
    rendah: float
    tinggi: float
    total: float
    galat: float


@dataclass(frozen=True, slots=True)
class Saringan:
    """Which assumptions own the uncertainty, when all move at once between their low and high values.

    Attributes:
        bagian: The assumptions, the most important first.
        titik: How often the model was run.
        penuh: In how many of these runs a role had more work than time.
    """

    bagian: tuple[BagianRagam, ...]
    titik: int
    penuh: int

    @property
    def kalimat(self) -> str:
        """What to measure first, and what may stay a guess."""
        first = self.bagian[0]
        idle = [one.asumsi.lower() for one in self.bagian if one.total + one.galat < 0.1]
        words = (
            f"Yang pertama perlu diukur: {first.asumsi.lower()}; ragam yang bergantung padanya {percent(first.total)}."
        )
        if idle:
            words += f" Yang tetap boleh berupa perkiraan: {joined(idle)}."
        if self.penuh:
            words += f" Pada {self.penuh} dari {self.titik} percobaan ada peran yang kelebihan beban."
        return words

    def to_frame(self) -> pd.DataFrame:
        """Return the assumptions with their ranges and Sobol's total index, with half its 95 % interval."""
        import pandas as pd  # noqa: PLC0415 - slow to import

        rows = [(one.asumsi, one.rendah, one.tinggi, one.total, one.galat) for one in self.bagian]
        return pd.DataFrame(rows, columns=["asumsi", "rendah", "tinggi", "indeks_total", "galat"])

    def plot(self) -> Gambar:
        """Return the shares with their intervals."""
        bars = [(one.asumsi, one.total, one.total - one.galat, one.total + one.galat) for one in self.bagian]
        return Gambar(shares(bars, "bagian ragam yang bergantung padanya (indeks total Sobol)"), self.kalimat)

    def _repr_html_(self) -> str:
        rows = [
            (one.asumsi, percent(one.total), percent_range(max(one.total - one.galat, 0), one.total + one.galat))
            for one in self.bagian
        ]
        return sentence(self.kalimat) + table(("Asumsi", "Indeks total", "Selang 95 %"), rows)


@dataclass(frozen=True, slots=True)
class _Angka:
    """One numeric assumption and where it stands in a scenario."""

    asumsi: str
    bagian: str
    kunci: str
    rendah: float
    tinggi: float

    def at(self, nilai: float) -> dict[str, Any]:
        return {self.bagian: {self.kunci: float(nilai)}}


def screened(sesi: Sesi, terbaca: SkenarioTerbaca, titik: int) -> Saringan:
    """Return Sobol's total indices of the mean over all numeric assumptions, each even between its ends.

    Saltelli's design and Jansen's estimator as SALib has them (Saltelli et al. 2010); the seed is the scenario's.

    Raises:
        LabError: If the number of points is no power of two of 8 or more, or fewer than two assumptions play a part.
        SkenarioError: With every fault of the scenario.
    """
    import numpy as np  # noqa: PLC0415 - needed here alone
    from SALib.analyze import sobol  # noqa: PLC0415 - the same
    from SALib.sample import sobol as design  # noqa: PLC0415 - the same

    if titik < 8 or titik & (titik - 1):
        raise LabError(f"titik harus pangkat dua mulai dari 8 (8, 16, 32, …), bukan {titik}.")
    inputs = list(_numbers(terbaca.skenario))
    if len(inputs) < 2:
        raise LabError("saringan memerlukan dua asumsi berangka atau lebih; skenario ini tidak memilikinya.")
    problem = {
        "num_vars": len(inputs),
        "names": [one.asumsi for one in inputs],
        "bounds": [[one.rendah, one.tinggi] for one in inputs],
    }
    benih = terbaca.skenario.benih % 2**32
    sample = design.sample(problem, titik, calc_second_order=False, seed=benih)
    means, full = [], 0
    for row in sample:
        changed = terbaca
        for one, value in zip(inputs, row, strict=True):
            changed = with_values(changed, one.at(value))
        susunan = sesi.build(changed)
        full += bool(susunan.kelebihan)
        found = sesi.ask(changed, susunan, min(ULANGAN_SARING, terbaca.skenario.ulangan), "Saringan")
        means.append(found.lama.estimate((), terbaca.skenario.benih).rata_rata.nilai)
    indices = sobol.analyze(problem, np.array(means), calc_second_order=False, seed=benih)
    parts = [
        BagianRagam(one.asumsi, one.rendah, one.tinggi, float(total), float(error))
        for one, total, error in zip(inputs, indices["ST"], indices["ST_conf"], strict=True)
    ]
    return Saringan(tuple(sorted(parts, key=lambda one: -one.total)), len(means), full)


def _numbers(skenario: Skenario) -> Iterator[_Angka]:
    """Yield the assumptions that the tornado moves and that are plain numbers."""
    for move in moves(skenario):
        (section, low), (_, high) = (next(iter(ends.items())) for ends in (move.ubahan_rendah, move.ubahan_tinggi))
        key = next(name for name in low if name != "alasan")
        if isinstance(low[key], (int, float)) and low[key] < high[key]:
            yield _Angka(move.asumsi, section, key, float(low[key]), float(high[key]))
