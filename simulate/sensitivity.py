"""Which assumptions are worth moving, one at a time, and how far: the bars of the tornado."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from katalog.conventions import KERJA
from katalog.durations import parse_duration
from simulate.scenario import Unsur
from simulate.work_amounts import MENIT_HARI_KERJA, amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from simulate.scenario import Skenario

_ALASAN = "Dicoba untuk melihat kepekaan hasil."


@dataclass(frozen=True, slots=True)
class Goyangan:
    """One assumption at a low and a high value, in the shape of a scenario file."""

    asumsi: str
    rendah: str
    tinggi: str
    ubahan_rendah: Mapping[str, Any]
    ubahan_tinggi: Mapping[str, Any]


def moves(skenario: Skenario) -> Iterator[Goyangan]:
    """Yield the numeric assumptions that play a part, each halved and raised by half or doubled."""
    unsur = skenario.unsur
    if Unsur.REVIU in unsur:
        reviu = skenario.reviu
        yield _move(
            "Peluang dikembalikan", "reviu", "peluang_kembali", _around(reviu.peluang_kembali, 0.5, 1.5, 1), "%"
        )
        yield _move(
            "Bagian yang dikerjakan ulang", "reviu", "bagian_ulang", _around(reviu.bagian_ulang, 0.5, 2, 100), "%"
        )
    variasi = skenario.variasi
    shaped = variasi.bentuk in ("segitiga", "PERT")  # what another shape keeps of its base plays no part
    if Unsur.VARIASI in unsur and shaped and variasi.modus is not None and variasi.tertinggi is not None:
        half = (variasi.tertinggi - variasi.modus) / 2
        yield _move(
            "Keterlambatan terburuk",
            "variasi",
            "tertinggi",
            (variasi.tertinggi - half, min(variasi.tertinggi + half, 1000)),
            "kali",
        )
    elif Unsur.VARIASI in unsur and variasi.bentuk == "lognormal" and variasi.koefisien_variasi is not None:
        yield _move(
            "Keragaman waktu", "variasi", "koefisien_variasi", _around(variasi.koefisien_variasi, 0.5, 1.5, 10), ""
        )
    if Unsur.ANTREAN in unsur:
        share, arrivals = skenario.keterlibatan.lebih_sehari, skenario.kedatangan.per_tahun
        random = skenario.kedatangan.bentuk in ("acak", "teratur")
        yield _move("Waktu orang sesudah hari pertama", "keterlibatan", "lebih_sehari", _around(share, 0.5, 2, 1), "%")
        beyond = skenario.keterlibatan.lebih_sebulan
        yield _move("Waktu orang sesudah sebulan", "keterlibatan", "lebih_sebulan", _around(beyond, 0.5, 2, 1), "%")
        if random and arrivals is not None:
            yield _move("Kasus setahun", "kedatangan", "per_tahun", _around(arrivals, 0.5, 2, 100_000), "")
    if Unsur.KANTOR in unsur:
        busy = skenario.beban_lain.bagian
        yield _move("Pekerjaan di luar SOP", "beban_lain", "bagian", (max(busy - 0.2, 0), min(busy + 0.2, 0.9)), "%")
        minutes = amount(parse_duration(skenario.beban_lain.lama), KERJA).hari * float(MENIT_HARI_KERJA)
        low, high = (f"{round(minutes * factor)} menit" for factor in (0.5, 2))
        change = ({"beban_lain": {"lama": words, "alasan": _ALASAN}} for words in (low, high))
        if minutes >= 2:
            yield Goyangan("Lama satu pekerjaan lain", low, high, *change)


def _around(value: float, down: float, up: float, most: float) -> tuple[float, float]:
    return value * down, min(value * up, most)


def _move(asumsi: str, section: str, key: str, ends: tuple[float, float], unit: str) -> Goyangan:
    low, high = (round(end, 10) for end in ends)
    return Goyangan(
        asumsi,
        _say(low, unit),
        _say(high, unit),
        {section: {key: low, "alasan": _ALASAN}},
        {section: {key: high, "alasan": _ALASAN}},
    )


def _say(value: float, unit: str) -> str:
    shown = f"{value * 100 if unit == '%' else value:.4g}".replace(".", ",")
    return f"{shown} {unit}".strip()
