"""A proposal of staff: the smallest staffing that keeps a promise, and what each further person buys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from katalog.render.amounts import duration, exact_duration, number, percent, share_with_interval, short_number
from katalog.render.simulation_words import joined
from lab.faults import LabError
from lab.impact import points_with_interval
from lab.pictures import frontier
from lab.showing import Gambar, sentence, table
from simulate.answers import interval
from simulate.what_if import changes, scenario_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from simulate.estimates import Taksiran


@dataclass(frozen=True, slots=True)
class Tawaran:
    """One staffing, asked with luck that the search had not seen.

    Attributes:
        staf: People by position, those of the scenario included.
        tambahan: People beyond the scenario's, by position.
        biaya: What they cost.
        tepat: The chance to be done within the limit.
        rata_rata: Mean calendar minutes.
        naik: How much of the chance it adds to that of the offer before it, with the same luck; None for the first.
    """

    staf: Mapping[str, int]
    tambahan: Mapping[str, int]
    biaya: float
    tepat: Taksiran
    rata_rata: float
    naik: Taksiran | None


@dataclass(frozen=True, slots=True)
class UsulanStaf:
    """The smallest staffing that reaches a goal, and the best for each cost below and above it.

    Attributes:
        sop: The SOP.
        sasaran: The share of cases that should be done in time.
        batas: The limit: its name, and calendar minutes.
        terbaik: The best staffing of each cost, the cheapest first.
        yakin: For each of these, in what share of resamples it stays best among those of its cost.
        usulan: Where in `terbaik` the goal is first reached; None where it is not.
        tak_terbatas: The chance with as many people as could be wished for.
        dicoba: How many staffings the search tried.
        ulangan: Replications of the second asking.
        berdasar: The scenario.
        nama: What the positions are called.
    """

    sop: str
    sasaran: float
    batas: tuple[str, float]
    terbaik: tuple[Tawaran, ...]
    yakin: tuple[float, ...]
    usulan: int | None
    tak_terbatas: Taksiran
    dicoba: int
    ulangan: int
    berdasar: str
    nama: Mapping[str, str]

    @property
    def pasti(self) -> int | None:
        """Where in `terbaik` the lower end of the interval first reaches the goal too; None where it does not."""
        return next((place for place, one in enumerate(self.terbaik) if one.tepat.bawah >= self.sasaran), None)

    @property
    def satuan(self) -> str:
        """What is spent: people, or costs where people do not cost alike."""
        return "orang" if all(one.biaya == sum(one.tambahan.values()) for one in self.terbaik) else "biaya"

    @property
    def kalimat(self) -> str:
        """What is proposed, how sure that is, and what remains out of reach."""
        name, menit = self.batas
        goal = f"{percent(self.sasaran)} kasus selesai dalam {exact_duration(menit)} ({name})"
        if self.usulan is None:
            best = max(self.terbaik, key=lambda one: one.tepat.nilai)
            words = (
                f"Sasaran {goal} tidak tercapai dengan tambahan sampai {self._cost(self.terbaik[-1])}: peluang terbaik "
                f"{share_with_interval(interval(best.tepat))}."
            )
            if self.tak_terbatas.atas < self.sasaran:
                words += (
                    " Bahkan dengan orang tak terbatas peluangnya hanya "
                    f"{share_with_interval(interval(self.tak_terbatas))}; yang perlu diubah bukan banyaknya orang."
                )
            return words
        chosen = self.terbaik[self.usulan]
        if not chosen.biaya:
            return f"Sasaran {goal} sudah tercapai tanpa tambahan: {share_with_interval(interval(chosen.tepat))}."
        sure = percent(self.yakin[self.usulan])
        words = (
            f"Untuk {goal} cukup ditambah {self._people(chosen)}: peluangnya "
            f"{share_with_interval(interval(chosen.tepat))}. Di antara susunan yang sama mahalnya, susunan ini tetap "
            f"terbaik dalam {sure} penarikan ulang."
        )
        if chosen.tepat.bawah < self.sasaran:
            words += " Batas bawah selangnya masih di bawah sasaran, jadi usulan ini belum pasti; perbanyak ulangan"
            if self.pasti is None:
                return f"{words} sebelum memutuskan."
            safe = self.terbaik[self.pasti]
            words += (
                f", atau pakailah yang batas bawahnya juga mencapai sasaran: ditambah {self._people(safe)}, peluangnya "
                f"{share_with_interval(interval(safe.tepat))}."
            )
        return words

    def to_frame(self) -> pd.DataFrame:
        """Return the best staffing of each cost: people by position, chance and gain with intervals, minutes."""
        import pandas as pd  # noqa: PLC0415 - slow to import

        rows = [
            {
                "biaya": one.biaya,
                **one.staf,
                "tepat": one.tepat.nilai,
                "tepat_bawah": one.tepat.bawah,
                "tepat_atas": one.tepat.atas,
                **dict(zip(("naik", "naik_bawah", "naik_atas"), _ends(one.naik), strict=True)),
                "rata_rata_menit": one.rata_rata,
                "tetap_terbaik": sure,
            }
            for one, sure in zip(self.terbaik, self.yakin, strict=True)
        ]
        return pd.DataFrame(rows)

    def plot(self) -> Gambar:
        """Return the chance that each further cost buys, against the goal."""
        points = [
            (f"+{short_number(one.biaya, 1)}", one.tepat.nilai, one.tepat.bawah, one.tepat.atas) for one in self.terbaik
        ]
        return Gambar(frontier(points, self.sasaran, f"{self.satuan} tambahan"), self.kalimat)

    def scenario_file(self, alasan: str) -> str:
        """Return the proposal as a scenario file for `sop simulasi --skenario`, with the planner's reason.

        Raises:
            LabError: If the goal was not reached.
        """
        if self.usulan is None:
            raise LabError("sasaran tidak tercapai, jadi tidak ada usulan untuk ditulis.")
        chosen = self.terbaik[self.usulan]
        values = changes(self.sop, {"staf": dict(chosen.staf)}, alasan)
        return scenario_text("Usulan susunan staf", self.kalimat, self.berdasar, values)

    def _cost(self, tawaran: Tawaran) -> str:
        amount = short_number(tawaran.biaya, 1)
        return f"{amount} orang" if self.satuan == "orang" else f"biaya {amount}"

    def _bought(self, place: int) -> str:
        """Say what one point of the chance costs, where it is beyond chance that it rose at all."""
        one = self.terbaik[place]
        if one.naik is None or one.naik.bawah <= 0:
            return "–"
        price = (one.biaya - self.terbaik[place - 1].biaya) / (one.naik.nilai * 100)
        return f"{short_number(price, 2)} {self.satuan}"

    def _people(self, tawaran: Tawaran) -> str:
        return joined(f"{count} {self.nama[key]}" for key, count in tawaran.tambahan.items() if count) or "tidak ada"

    def _repr_html_(self) -> str:
        rows = []
        for place, (one, sure) in enumerate(zip(self.terbaik, self.yakin, strict=True)):
            mark = " ← usulan" if place == self.usulan else ""
            chance = share_with_interval(interval(one.tepat))
            cost = f"+{short_number(one.biaya, 1)}{mark}"
            rows.append(
                (
                    cost,
                    self._people(one),
                    chance,
                    "–" if one.naik is None else points_with_interval(interval(one.naik)),
                    self._bought(place),
                    duration(one.rata_rata),
                    percent(sure),
                )
            )
        price = "Harga tiap poin"
        judul = (
            f"{self.satuan.capitalize()} tambahan",
            "Siapa",
            "Peluang tepat",
            "Naik dari baris di atasnya",
            price,
            "Rata-rata",
            "Tetap terbaik dalam",
        )
        said = (
            f"{number(self.dicoba)} susunan dicoba; angka di sini dari {number(self.ulangan)} ulangan baru. {price}: "
            f"berapa {self.satuan} untuk menaikkan peluang satu poin; kosong bila kenaikannya belum pasti."
        )
        return sentence(self.kalimat) + table(judul, rows, said)


def _ends(one: Taksiran | None) -> tuple[float | None, float | None, float | None]:
    return (None, None, None) if one is None else (one.nilai, one.bawah, one.atas)
