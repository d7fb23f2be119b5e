"""What the page `/apa-jika/` shows of an answer, and how it says what a change did."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from katalog.render.amounts import (
    difference,
    difference_range,
    duration,
    duration_range,
    duration_with_interval,
    interval,
    number,
    percent,
    percent_range,
)
from katalog.render.simulation_panel import BAGIAN_WAKTU, panel, split
from katalog.simulation_record import Selang

if TYPE_CHECKING:
    from katalog.catalogue import Dokumen
    from katalog.simulation_record import CatatanSimulasi, PerbandinganSimulasi

_TAKEN: Final = ("kesimpulan", "kesimpulan_kerja", "nama_acuan", "peringatan", "waktu", "kasus", "ulangan")
_DRAWN: Final = ("sebaran", "tangga", "peran")


def shown(record: CatatanSimulasi, dokumen: Dokumen) -> dict[str, Any]:
    """Return what the page shows of a record, ready for JSON: words, tables, and the parts of the drawings."""
    found = panel(record, dokumen) or {}
    headline = None
    if record.waktu is not None:
        headline = {
            "p50": split(record.waktu.p50, duration, duration_range),
            "p80": split(record.waktu.p80, duration, duration_range),
            "p90": split(record.waktu.p90, duration, duration_range),
            "tepat": split(record.tepat, percent, percent_range),
        }
    return {
        **{key: found[key] for key in _TAKEN},
        **{key: _plain(found[key]) for key in _DRAWN},
        "utama": headline,
        "asumsi": [asumsi.model_dump() for asumsi in record.asumsi],
        "benih": record.benih,
    }


def _plain(part: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return a part of the panel with its drawing as plain data."""
    if part is None:
        return None
    drawing = part["gambar"]
    return {**part, "gambar": asdict(drawing) if drawing is not None else None}


def changes(found: PerbandinganSimulasi) -> dict[str, Any]:
    """Return what changed against the first scenario, as a sentence and as a table."""
    rows = [
        {
            "nama": name,
            "dasar": duration(getattr(found.waktu_a, key).nilai),
            "coba": duration(getattr(found.waktu_b, key).nilai),
            "selisih": split(getattr(found.selisih, key), difference, difference_range),
        }
        for key, name in BAGIAN_WAKTU
    ]
    rows.append(
        {
            "nama": "Peluang selesai dalam waktu dokumen",
            "dasar": percent(found.tepat_a.nilai),
            "coba": percent(found.tepat_b.nilai),
            "selisih": split(found.selisih_tepat, _points, _points_range),
        }
    )
    different = [
        f"{one.bidang}: {one.a or 'tidak dipakai'} → {one.b or 'tidak dipakai'}" for one in found.asumsi_berbeda
    ]
    return {"kalimat": change_sentence(found), "baris": rows, "asumsi": different}


def change_sentence(found: PerbandinganSimulasi) -> str:
    """Say what the change does to nine of ten cases, and to the chance to be done in time."""
    chance = (
        f"Peluang selesai dalam waktu dokumen: {percent(found.tepat_a.nilai)} menjadi {percent(found.tepat_b.nilai)}."
    )
    if found.tepat_a.nilai == found.tepat_b.nilai:
        chance = f"Peluang selesai dalam waktu dokumen tetap {percent(found.tepat_b.nilai)}."
    return f"Dibandingkan dengan skenario {found.a} untuk kasus yang sama, {_effect(found.selisih.p90)} {chance}"


def _effect(change: Selang) -> str:
    what = "waktu yang cukup bagi 9 dari 10 kasus"
    if change.nilai == change.bawah == change.atas == 0:
        return f"{what} tidak berubah."
    if change.bawah is not None and change.bawah > 0:
        return f"{what} lebih lama {duration_with_interval(change)}."
    if change.atas is not None and change.atas < 0:
        least = None if change.bawah is None else -change.bawah
        shorter = Selang(nilai=-change.nilai, bawah=-change.atas, atas=least)
        return f"{what} lebih singkat {duration_with_interval(shorter)}."
    ends = interval(change, difference, difference_range)
    said = f": selang perubahannya memuat nol ({ends})" if ends else ""
    return f"{what} belum terbukti berubah{said}."


def _points(share: float) -> str:
    """Return a difference of shares: "+12 poin"."""
    sign = "+" if share > 0 else ""
    return f"{sign}{number(share * 100, 1)} poin"


def _points_range(low: float, high: float) -> str:
    return f"{_points(low)} sampai {_points(high)}"
