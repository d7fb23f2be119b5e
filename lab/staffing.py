"""The smallest staffing that keeps a promise, what each further person buys, and how sure that is.

The search is a sample-average approximation (Kleywegt, Shapiro and Homem-de-Mello 2002): all staffings are tried with
the same luck, so that they differ by their people alone. Few are tried one by one; of many, SciPy's differential
evolution with whole numbers finds the good ones, beside a path that adds the best person each time. What the search
liked is then asked again with luck of its own, for whoever is chosen for being best was also lucky.
"""

from __future__ import annotations

from itertools import product
from math import comb, isfinite
from random import Random
from typing import TYPE_CHECKING, Final

from katalog.yaml_source import clip
from lab.faults import LabError
from lab.staff_proposal import Tawaran, UsulanStaf
from simulate.estimates import binomial_interval, mean_interval
from simulate.measures import SELISIH_SAMA
from simulate.scenario import TANPA_BATAS
from simulate.scenario_file import with_values
from simulate.what_if import changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from simulate.estimates import Taksiran
    from simulate.scenario_file import SkenarioTerbaca
    from simulate.session import Sesi

    Susunan = tuple[int, ...]
    """People beyond those of the scenario, by position."""

KISI: Final = 150
"""Most staffings that are tried one by one."""
LANJUT: Final = 3
"""Staffings of each cost that are asked again with luck of their own."""
TARIKAN: Final = 2000
"""Resamples that tell how sure the best is best."""
PERBANYAK: Final = 2
"""How many more replications the second asking has."""


def propose(
    sesi: Sesi,
    terbaca: SkenarioTerbaca,
    sasaran: float,
    batas: tuple[str, float],
    anggaran: float,
    biaya: Mapping[str, float],
) -> UsulanStaf:
    """Return the smallest staffing that reaches a goal; see `Lab.staffing`.

    Raises:
        LabError: If an argument is out of range or names a position that the SOP has not.
        SkenarioError: With every fault of the scenario.
    """
    for name, value in (("sasaran", sasaran), ("tambahan", anggaran), *((f"biaya {key}", biaya[key]) for key in biaya)):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise LabError(
                f'{name} harus berupa angka, bukan "{clip(str(value))}"; pecahan memakai titik, misalnya 0.9.'
            )
    search = _Pencarian(sesi, terbaca, batas[1], anggaran, biaya)
    if not 0 < sasaran < 1:
        raise LabError(f"sasaran harus di antara 0 dan 1, misalnya 0.9, bukan {sasaran}.")
    liked = search.liked()
    return search.confirmed(liked, sasaran, batas)


class _Pencarian:
    """One search: what was tried, with the luck of the scenario's seed."""

    def __init__(
        self, sesi: Sesi, terbaca: SkenarioTerbaca, batas: float, anggaran: float, biaya: Mapping[str, float]
    ) -> None:
        susunan = sesi.build(terbaca)
        people = susunan.percobaan.rencana.staf
        roles = {sesi.prosedur.jabatan[role]: role for role in susunan.peran if people[role] < TANPA_BATAS}
        if not roles:
            raise LabError("skenario ini tidak membatasi orang: tambahkan antrean ke unsur.")
        for key, cost in biaya.items():
            if key not in roles:
                raise LabError(f'biaya: jabatan "{key}" tidak ada pada SOP ini; yang ada: {", ".join(roles)}.')
            if not (isfinite(cost) and cost > 0):
                raise LabError(f"biaya {key} harus lebih dari nol.")
        if not (isfinite(anggaran) and anggaran >= 0):
            raise LabError("tambahan tidak boleh kurang dari nol.")
        self.sesi = sesi
        self.terbaca = terbaca
        self.batas = batas
        self.anggaran = anggaran
        self.jabatan = tuple(roles)
        self.awal = {key: people[role] for key, role in roles.items()}
        self.nama = {key: sesi.prosedur.nama_peran[role] for key, role in roles.items()}
        self.biaya = {key: float(biaya.get(key, 1)) for key in roles}
        self.most = tuple(int(anggaran // self.biaya[key]) for key in self.jabatan)
        self.tried: dict[Susunan, tuple[float, float]] = {}

    def cost(self, tambahan: Susunan) -> float:
        return sum(self.biaya[key] * count for key, count in zip(self.jabatan, tambahan, strict=True))

    def staff(self, tambahan: Susunan) -> dict[str, int]:
        return {key: self.awal[key] + count for key, count in zip(self.jabatan, tambahan, strict=True)}

    def times(self, staf: Mapping[str, int | str], ulangan: int, benih: int) -> list[float]:
        """Return the mean time of each replication under a staffing."""
        values = {**changes(self.sesi.id_sop, {"staf": dict(staf)}), "benih": benih}
        changed = with_values(self.terbaca, values)
        return self.sesi.ask(changed, self.sesi.build(changed), ulangan, "Susunan staf").lama.means()

    def score(self, tambahan: Susunan) -> tuple[float, float]:
        """Return chance and mean with the luck of the search; asked once for each staffing."""
        if tambahan not in self.tried:
            skenario = self.terbaca.skenario
            times = self.times(self.staff(tambahan), skenario.ulangan, skenario.benih)
            self.tried[tambahan] = _share(times, self.batas), sum(times) / len(times)
        return self.tried[tambahan]

    def rank(self, tambahan: Susunan) -> tuple[float, float]:
        """Return a key by which the better of two staffings is the smaller: by chance, then by mean."""
        chance, mean = self.score(tambahan)
        return -chance, mean

    def liked(self) -> dict[float, list[Susunan]]:
        """Return the best few staffings of each cost that the search came upon."""
        if self._count() <= KISI:
            for tambahan in self._grid():
                self.score(tambahan)
        else:
            self._climb()
            self._evolve()
        by_cost: dict[float, list[Susunan]] = {}
        for tambahan in sorted(self.tried, key=self.rank):
            group = by_cost.setdefault(self.cost(tambahan), [])
            if len(group) < LANJUT:
                group.append(tambahan)
        return dict(sorted(by_cost.items()))

    def _count(self) -> int:
        """Return at most how many staffings there are; exact where all cost the same."""
        return comb(sum(self.most) // max(len(self.most), 1) + len(self.most), len(self.most))

    def _grid(self) -> Iterator[Susunan]:
        for tambahan in product(*(range(most + 1) for most in self.most)):
            if self.cost(tambahan) <= self.anggaran:
                yield tambahan

    def _climb(self) -> None:
        """From nobody on, add the person who helps most, as long as there is money."""
        here: Susunan = (0,) * len(self.jabatan)
        self.score(here)
        while nearby := [one for one in _one_more(here) if self.cost(one) <= self.anggaran]:
            here = min(nearby, key=self.rank)

    def _evolve(self) -> None:
        """Search all positions together, for staffings that no path of single steps finds."""
        import numpy as np  # noqa: PLC0415 - needed for large questions alone
        from scipy.optimize import Bounds, LinearConstraint, differential_evolution  # noqa: PLC0415 - the same

        scale = max(mean for _, mean in self.tried.values()) or 1.0

        def poor(point: NDArray[np.float64], /) -> float:
            chance, mean = self.score(tuple(round(value) for value in point))
            return -chance + 1e-3 * mean / scale

        costs = np.array([[self.biaya[key] for key in self.jabatan]])
        differential_evolution(
            poor,
            bounds=Bounds([0] * len(self.most), list(self.most)),
            constraints=LinearConstraint(costs, -np.inf, self.anggaran),
            integrality=[True] * len(self.jabatan),
            rng=np.random.default_rng(self.terbaca.skenario.benih),
            popsize=6,
            maxiter=12,
            polish=False,
        )

    def confirmed(
        self, liked: Mapping[float, Sequence[Susunan]], sasaran: float, batas: tuple[str, float]
    ) -> UsulanStaf:
        """Ask the liked ones again, more often and with new luck, and say how sure the best are best."""
        skenario = self.terbaca.skenario
        ulangan, benih = skenario.ulangan * PERBANYAK, skenario.benih + 1
        best: list[Tawaran] = []
        before: list[float] = []
        sure: list[float] = []
        for cost, group in liked.items():
            found = {one: self.times(self.staff(one), ulangan, benih) for one in group}
            chosen = min(group, key=lambda one: (-_share(found[one], self.batas), sum(found[one])))
            best.append(self._offer(chosen, cost, found[chosen], before))
            before = found[chosen]
            sure.append(_stays_best([found[one] for one in group], group.index(chosen), self.batas, benih))
        unlimited = self.times(dict.fromkeys(self.jabatan, "tak-terbatas"), ulangan, benih)
        reached = [place for place, one in enumerate(best) if one.tepat.nilai >= sasaran]
        return UsulanStaf(
            sop=self.sesi.id_sop,
            sasaran=sasaran,
            batas=batas,
            terbaik=tuple(best),
            yakin=tuple(sure),
            usulan=reached[0] if reached else None,
            tak_terbatas=_chance(unlimited, self.batas),
            dicoba=len(self.tried),
            ulangan=ulangan,
            berdasar=self.terbaca.kunci,
            nama=self.nama,
        )

    def _offer(self, tambahan: Susunan, cost: float, times: Sequence[float], before: Sequence[float]) -> Tawaran:
        added = dict(zip(self.jabatan, tambahan, strict=True))
        mean = sum(times) / len(times)
        return Tawaran(
            self.staff(tambahan), added, cost, _chance(times, self.batas), mean, _gain(times, before, self.batas)
        )


def _one_more(tambahan: Susunan) -> Iterator[Susunan]:
    for place, count in enumerate(tambahan):
        yield (*tambahan[:place], count + 1, *tambahan[place + 1 :])


def _within(times: Sequence[float], batas: float) -> int:
    return sum(time <= batas + SELISIH_SAMA for time in times)


def _share(times: Sequence[float], batas: float) -> float:
    return _within(times, batas) / len(times)


def _chance(times: Sequence[float], batas: float) -> Taksiran:
    return binomial_interval(_within(times, batas), len(times))


def _gain(times: Sequence[float], before: Sequence[float], batas: float) -> Taksiran | None:
    """Return what a staffing adds to the chance, replication by replication; None where none is before it."""
    if not before:
        return None
    return mean_interval(
        [_within([now], batas) - _within([then], batas) for now, then in zip(times, before, strict=True)]
    )


def _stays_best(rivals: Sequence[Sequence[float]], chosen: int, batas: float, benih: int) -> float:
    """Return in what share of resamples of the replications, the same for all rivals, the chosen one stays best.

    Rivals with an equal chance are told apart by their means, and equal ones share.
    """
    if len(rivals) == 1:
        return 1.0
    luck, count = Random(benih), len(rivals[0])  # noqa: S311 - chance for resampling, not for secrets
    wins = 0.0
    for _ in range(TARIKAN):
        drawn = luck.choices(range(count), k=count)
        scores = [
            (-_within(picked, batas), sum(picked)) for picked in ([one[index] for index in drawn] for one in rivals)
        ]
        best = min(scores)
        if scores[chosen] == best:
            wins += 1 / scores.count(best)
    return wins / TARIKAN
