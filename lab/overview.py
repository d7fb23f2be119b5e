"""All SOPs side by side: what each document promises, and how long its cases take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from katalog.render.amounts import duration, exact_duration, percent
from katalog.render.simulation_words import added, heaviest, joined, reference
from lab.faults import LabError
from lab.pictures import spans
from lab.showing import Gambar, sentence, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from katalog.simulation_record import AnakTangga
    from lab.time_answer import Lama


@dataclass(frozen=True, slots=True)
class Ikhtisar:
    """The time of every SOP under one scenario.

    Attributes:
        jawaban: The answer of each SOP, by its id.
        nama: What each SOP is called.
        ditolak: SOPs without an answer, by id, and why.
    """

    jawaban: Mapping[str, Lama]
    nama: Mapping[str, str]
    ditolak: Mapping[str, str]

    @property
    def kalimat(self) -> str:
        """How many documents promise a time, and in how many of them most cases keep it."""
        known = {key: reference(one.catatan) for key, one in self.jawaban.items()}
        kept = [
            key
            for key, menit in known.items()
            if menit is not None and (waktu := self.jawaban[key].catatan.waktu) and waktu.p90.nilai <= menit
        ]
        silent = [self.nama[key] for key, one in self.jawaban.items() if one.catatan.acuan.teks is None]
        words = [f"Ada {len(self.jawaban)} SOP yang dihitung."]
        if silent:
            words.append(
                f"{len(silent)} di antaranya tidak mencantumkan jumlah waktu ({joined(silent)}); sebagai gantinya "
                "dipakai jumlah waktu langkah-langkahnya."
            )
        if kept:
            where = "semua SOP" if len(kept) == len(known) else f"{len(kept)} SOP"
            words.append(f"Pada {where}, 9 dari 10 kasus selesai dalam waktu itu.")
        else:
            words.append("Tidak ada SOP yang 9 dari 10 kasusnya selesai dalam waktu itu.")
        words.extend(f"{self.nama[key]} tidak dapat dihitung: {why}" for key, why in self.ditolak.items())
        return " ".join(words)

    def to_frame(self) -> pd.DataFrame:
        """Return by SOP the promised and the realistic time in calendar minutes, and what adds most where it is known.

        Where the document gives no total, `tertulis` is the sum of its steps.
        """
        import pandas as pd  # noqa: PLC0415 - slow to import

        rows = []
        for key, one in self.jawaban.items():
            waktu, tepat = one.catatan.waktu, one.catatan.tepat
            rung = _greatest(one)
            rows.append(
                {
                    "id": key,
                    "nama": self.nama[key],
                    "tertulis": reference(one.catatan),
                    "p50": waktu and waktu.p50.nilai,
                    "p90": waktu and waktu.p90.nilai,
                    "peluang_tepat": tepat and tepat.nilai,
                    "penambah_terbesar": rung and rung[0].nama,
                    "tambahan_terbesar": rung and rung[1],
                }
            )
        return pd.DataFrame(rows).set_index("id")

    def plot(self) -> Gambar:
        """Return the promised time of each SOP beside the middle and the most of its cases, as multiples of it.

        Raises:
            LabError: If no SOP has both.
        """
        bars = []
        for key, one in self.jawaban.items():
            menit, waktu = reference(one.catatan), one.catatan.waktu
            if menit and waktu is not None:
                words = f"{exact_duration(menit)} → {duration(waktu.p90.nilai)}"
                bars.append((self.nama[key], waktu.p50.nilai / menit, waktu.p90.nilai / menit, words))
        if not bars:
            raise LabError("tidak ada SOP yang waktu tertulisnya dapat dibandingkan.")
        return Gambar(spans(bars), self.kalimat)

    def _repr_html_(self) -> str:
        rows = []
        for key, one in self.jawaban.items():
            menit, waktu, tepat, rung = reference(one.catatan), one.catatan.waktu, one.catatan.tepat, _greatest(one)
            rows.append(
                (
                    self.nama[key],
                    "–" if menit is None else exact_duration(menit),
                    "–" if waktu is None else duration(waktu.p50.nilai),
                    "–" if waktu is None else duration(waktu.p90.nilai),
                    "–" if tepat is None else percent(tepat.nilai),
                    *(() if rung is None else (f"{rung[0].nama}, {duration(rung[1])}",)),
                )
            )
        judul = ["SOP", "Tertulis", "Separuh kasus", "9 dari 10 kasus", "Peluang tepat"]
        if any(len(row) > len(judul) for row in rows):
            judul.append("Penambah terbesar, rata-rata")
        return sentence(self.kalimat) + table(judul, rows)


def _greatest(lama: Lama) -> tuple[AnakTangga, float] | None:
    """Return the rung that adds most, and what it adds; None where the ladder was not asked for."""
    rungs, rung = lama.catatan.tangga, heaviest(lama.catatan)
    return None if rung is None else (rung, added(rung, rungs[rungs.index(rung) - 1]))
