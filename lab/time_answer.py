"""How long a procedure takes: the answer of one simulation, as a sentence, tables, frames and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from katalog.render.amounts import duration, duration_with_interval, percent, share_with_interval
from katalog.render.simulation_words import (
    added,
    conclusion,
    histogram_description,
    ladder_description,
    ladder_sentence,
    reference,
    reference_name,
)
from lab.faults import LabError
from lab.pictures import histogram, waterfall
from lab.showing import Gambar, sentence, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from katalog.simulation_record import CatatanSimulasi, Selang, Waktu

PERSENTIL: Final = (
    ("rata_rata", "Rata-rata"),
    ("p50", "P50: separuh kasus"),
    ("p80", "P80: 8 dari 10 kasus"),
    ("p90", "P90: 9 dari 10 kasus"),
    ("p95", "P95: 95 dari 100 kasus"),
)
_ASUMSI: Final = "asumsi skenario {}"


@dataclass(frozen=True, slots=True)
class Lama:
    """The time of one procedure under one scenario.

    Attributes:
        catatan: The record, as the site and `sop simulasi --format json` give it; calendar minutes.
    """

    catatan: CatatanSimulasi

    @property
    def kalimat(self) -> str:
        """What the document promises and what the model finds, in a few sentences."""
        words = [
            conclusion(self.catatan, _ASUMSI.format(self.catatan.nama_skenario)),
            ladder_sentence(self.catatan) if self.catatan.tangga else None,
        ]
        return " ".join(word for word in words if word)

    def to_frame(self, isi: str = "waktu") -> pd.DataFrame:
        """Return a part of the answer for pandas.

        Args:
            isi: "waktu" (mean and percentiles), "tangga", "peran", "langkah" or "asumsi". Times are calendar minutes;
                each estimate has its 95 % interval in the columns `…_bawah` and `…_atas`.

        Raises:
            LabError: If there is no such part.
        """
        import pandas as pd  # noqa: PLC0415 - slow to import

        catatan = self.catatan
        if isi == "waktu":
            rows = [{"ukuran": key, **spread("menit", selang)} for key, selang in _estimates(catatan.waktu).items()]
            if catatan.tepat is not None:
                rows.append({"ukuran": "peluang_tepat", **spread("peluang", catatan.tepat)})
            return pd.DataFrame(rows).set_index("ukuran") if rows else pd.DataFrame()
        parts = {"tangga": catatan.tangga, "peran": catatan.peran, "langkah": catatan.langkah, "asumsi": catatan.asumsi}
        if isi not in parts:
            raise LabError(f'bagian "{isi}" tidak ada; pilih waktu, {", ".join(parts)}.')
        flat = [
            {key: value for name, one in row.model_dump().items() for key, value in _cells(name, one).items()}
            for row in parts[isi]
        ]
        return pd.DataFrame(flat)

    def plot(self, isi: str = "sebaran") -> Gambar:
        """Return a picture: "sebaran" (how the cases spread, against the stated total) or "tangga" (why so long).

        Raises:
            LabError: If there is nothing to draw, or no such picture.
        """
        catatan = self.catatan
        if isi == "tangga":
            if not catatan.tangga:
                raise LabError("tangga tidak dihitung; tanyakan dengan tangga=True.")
            steps = [
                (rung.nama, 0.0 if before is None else added(rung, before), rung.rata_rata.nilai)
                for rung, before in zip(catatan.tangga, (None, *catatan.tangga), strict=False)
            ]
            return Gambar(waterfall(steps, self._stated()), ladder_description(catatan))
        if isi != "sebaran":
            raise LabError(f'gambar "{isi}" tidak ada; pilih sebaran atau tangga.')
        if catatan.histogram is None or catatan.waktu is None:
            raise LabError(self.kalimat)
        marks = {"P50": catatan.waktu.p50.nilai, "P90": catatan.waktu.p90.nilai}
        return Gambar(histogram(catatan.histogram, marks, self._stated()), histogram_description(catatan))

    def _stated(self) -> tuple[str, float] | None:
        menit = reference(self.catatan)
        return None if menit is None else (reference_name(self.catatan), menit)

    def _repr_html_(self) -> str:
        catatan = self.catatan
        parts = [sentence(self.kalimat)]
        if catatan.waktu is not None:
            rows = [
                (label, duration_with_interval(selang))
                for (_, label), selang in zip(PERSENTIL, _estimates(catatan.waktu).values(), strict=True)
            ]
            if catatan.tepat is not None:
                rows.append((f"Peluang selesai dalam {reference_name(catatan)}", share_with_interval(catatan.tepat)))
            said = f"{catatan.nama_skenario}; {catatan.ulangan} ulangan, benih {catatan.benih}."
            parts.append(table(("Ukuran", "Nilai dan selang 95 %"), rows, said))
        if catatan.tangga:
            rungs = zip(catatan.tangga, (None, *catatan.tangga), strict=False)
            parts.append(
                table(
                    ("Tangga: satu hal demi satu hal", "Rata-rata", "Tambahan", "Peluang tepat"),
                    [
                        (
                            rung.nama,
                            duration(rung.rata_rata.nilai),
                            "" if before is None else duration(added(rung, before)),
                            "" if rung.tepat is None else percent(rung.tepat.nilai),
                        )
                        for rung, before in rungs
                    ],
                )
            )
        parts.extend(sentence(f"Perhatian: {one}") for one in catatan.peringatan)
        return "".join(parts)


def _estimates(waktu: Waktu | None) -> dict[str, Selang]:
    return {} if waktu is None else {key: getattr(waktu, key) for key, _ in PERSENTIL}


def spread(nama: str, selang: Selang | Mapping[str, float | None]) -> dict[str, float | None]:
    """Return an estimate as three cells: the value and both ends of its interval."""
    one = selang if isinstance(selang, dict) else selang.model_dump()  # type: ignore[union-attr]  # a model or its dump
    return {nama: one["nilai"], f"{nama}_bawah": one["bawah"], f"{nama}_atas": one["atas"]}


def _cells(nama: str, value: object) -> dict[str, object]:
    if isinstance(value, dict) and set(value) == {"nilai", "bawah", "atas"}:
        return dict(spread(nama, value))
    return {nama: value}
