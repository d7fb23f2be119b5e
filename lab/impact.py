"""What a change does: two scenarios with the same luck, and the difference with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from katalog.render.amounts import (
    difference,
    difference_range,
    difference_with_interval,
    duration,
    interval,
    number,
    percent,
    share_with_interval,
    with_interval,
)
from lab.faults import LabError
from lab.pictures import curves
from lab.promise import promised
from lab.showing import Gambar, sentence, table
from lab.time_answer import PERSENTIL, spread
from simulate.what_if import ALASAN, scenario_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from katalog.simulation_record import PerbandinganSimulasi, Selang


@dataclass(frozen=True, slots=True)
class Dampak:
    """What scenario B changes against scenario A, case by case.

    Attributes:
        catatan: The comparison, as `sop simulasi --bandingkan` gives it; calendar minutes.
        berdasar: The scenario that was changed.
        perubahan: The changed values, in the shape of a scenario file; empty where two files were compared.
        acuan: What the document promises: its words' name, and calendar minutes.
    """

    catatan: PerbandinganSimulasi
    berdasar: str
    perubahan: Mapping[str, Any]
    acuan: tuple[str, float] | None

    @property
    def kalimat(self) -> str:
        """What changes, and how sure that is, in two sentences."""
        one = self.catatan
        middle = one.selisih.p90
        before, after = duration(one.waktu_a.p90.nilai), duration(one.waktu_b.p90.nilai)
        if middle.bawah == middle.nilai == middle.atas == 0:
            time = f"Waktu bagi 9 dari 10 kasus tidak berubah: tetap {before}."
        elif not _clear(middle):
            ends = interval(middle, difference, difference_range)
            time = (
                f"Waktu bagi 9 dari 10 kasus tidak tampak berubah: {before} menjadi {after}, "
                f"dan selang 95 % selisihnya{f' ({ends})' if ends else ''} masih memuat nol."
            )
        else:
            word = "lebih singkat" if middle.nilai < 0 else "lebih lama"
            time = (
                f"Waktu bagi 9 dari 10 kasus menjadi {word}: dari {before} menjadi {after}, "
                f"berubah {difference_with_interval(middle)}."
            )
        chance = f"Peluang selesai dalam {promised(self.acuan)}" if self.acuan else "Peluang tepat waktu"
        return f"{time} {chance}: dari {percent(one.tepat_a.nilai)} menjadi {percent(one.tepat_b.nilai)}."

    def to_frame(self) -> pd.DataFrame:
        """Return mean, percentiles and chance of both, and their paired differences with the 95 % interval, minutes."""
        import pandas as pd  # noqa: PLC0415 - slow to import

        one = self.catatan
        rows = [
            {
                "ukuran": key,
                "a": getattr(one.waktu_a, key).nilai,
                "b": getattr(one.waktu_b, key).nilai,
                **spread("selisih", getattr(one.selisih, key)),
            }
            for key, _ in PERSENTIL
        ]
        chance = {"a": one.tepat_a.nilai, "b": one.tepat_b.nilai, **spread("selisih", one.selisih_tepat)}
        rows.append({"ukuran": "peluang_tepat", **chance})
        return pd.DataFrame(rows).set_index("ukuran")

    def plot(self) -> Gambar:
        """Return both curves of cases done by day, against the stated total; raises LabError where there is none."""
        one = self.catatan
        if one.histogram_a is None or one.histogram_b is None:
            raise LabError("tidak ada kasus yang dapat digambar.")
        after = "sesudah perubahan" if self.perubahan else one.b
        kurva = {f"{one.a} (semula)": one.histogram_a, after: one.histogram_b}
        return Gambar(curves(kurva, self.acuan), self.kalimat)

    def scenario_file(self, nama: str, keterangan: str) -> str:
        """Return the change as a scenario file for `sop simulasi --skenario`.

        Raises:
            LabError: If two files were compared: the scenario is the second of them.
        """
        if not self.perubahan:
            raise LabError("yang dibandingkan dua skenario yang sudah ada; tidak ada perubahan untuk ditulis.")
        return scenario_text(nama, keterangan, self.berdasar, self.perubahan)

    def _repr_html_(self) -> str:
        one = self.catatan
        rows = [
            (
                label,
                duration(getattr(one.waktu_a, key).nilai),
                duration(getattr(one.waktu_b, key).nilai),
                difference_with_interval(getattr(one.selisih, key)),
            )
            for key, label in PERSENTIL
        ]
        points = points_with_interval(one.selisih_tepat)
        rows.append(("Peluang tepat", share_with_interval(one.tepat_a), share_with_interval(one.tepat_b), points))
        said = f"{one.ulangan} ulangan, benih {one.benih}; tiap kasus memakai keberuntungan yang sama pada keduanya."
        changed = [(each.bidang, each.a or "–", each.b or "–") for each in one.asumsi_berbeda]
        return "".join(
            (
                sentence(self.kalimat),
                table(("Ukuran", "Semula", "Sesudah", "Selisih dan selang 95 %"), rows, said),
                table(("Asumsi yang berubah", "Semula", "Sesudah"), changed) if changed else "",
                sentence(f"Alasan perubahan: {ALASAN}") if _unreasoned(self.perubahan) else "",
            )
        )


def _clear(selang: Selang) -> bool:
    """Tell whether an interval lies on one side of zero."""
    return (selang.bawah is not None and selang.bawah > 0) or (selang.atas is not None and selang.atas < 0)


def points_with_interval(selang: Selang) -> str:
    """Return a difference of shares in points, and its interval."""
    return with_interval(selang, lambda one: f"{_points(one)} poin", lambda a, b: f"{_points(a)} sampai {_points(b)}")


def _points(share: float) -> str:
    return ("+" if share > 0 else "") + number(share * 100, 1)


def _unreasoned(perubahan: Mapping[str, Any]) -> bool:
    return any(isinstance(values, dict) and values.get("alasan") == ALASAN for values in perubahan.values())
