"""The working hours that an office's SOPs ask of its people, said for the page of a position."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import TYPE_CHECKING, Any, Final

from katalog.render.amounts import number, percent, short_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from katalog.model import Langkah
    from katalog.simulation_record import BebanKantor, BebanKerja, BebanLangkah

PENUH: Final = 1.0
HAMPIR_PENUH: Final = 0.85
"""The load from which queues grow long, though they still come to an end."""


def monthly(jam: float) -> str:
    """Return hours a month as people say them: "24 menit", "3,5 jam", "148 jam"."""
    if jam < 1:
        minutes = round(jam * 60)
        return f"{minutes} menit" if minutes or not jam else "kurang dari 1 menit"
    return f"{short_number(jam, 1) if jam < 99.95 else number(jam)} jam"


def severity(beban: float) -> str:
    """Return the severity of a load, as badges are coloured."""
    return "galat" if beban >= PENUH else "peringatan" if beban >= HAMPIR_PENUH else "bersih"


def load_words(beban: float) -> str:
    """Say a load in words and figure."""
    said = _share(beban)
    if beban >= PENUH:
        return f"kelebihan beban: {said}"
    return f"hampir penuh: {said}" if beban >= HAMPIR_PENUH else f"beban {said} (asumsi)"


def load_cell(beban: float) -> str:
    """Say a load in a column that is headed "Beban": the figure first."""
    note = ", kelebihan beban" if beban >= PENUH else ", hampir penuh" if beban >= HAMPIR_PENUH else " (asumsi)"
    return f"{_share(beban)}{note}"


def _share(beban: float) -> str:
    return f"{number(100 * beban)} %" if beban >= 10 else percent(beban)


@dataclass(frozen=True)
class BebanOPD:
    """The load of one office, found by step and column."""

    kantor: BebanKantor

    @cached_property
    def _steps(self) -> Mapping[tuple[str, str], Mapping[int, tuple[BebanKerja, BebanLangkah]]]:
        result: dict[tuple[str, str], dict[int, tuple[BebanKerja, BebanLangkah]]] = {}
        for role in self.kantor.peran:
            for step in role.langkah:
                result.setdefault((step.sop, step.pelaksana), {})[step.urut] = (role, step)
        return result

    @cached_property
    def _rates(self) -> Mapping[str, float]:
        return {one.sop: one.per_tahun for one in self.kantor.kasus}

    @cached_property
    def _left_out(self) -> Mapping[str, str]:
        return {one.sop: one.alasan for one in self.kantor.tidak_dihitung}

    def roles(self, lajur: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[BebanKerja, ...]:
        """Return the roles behind some columns, given as an SOP and its keys, in the order of the office."""
        found = {
            role.peran
            for id_sop, keys in lajur
            for key in keys
            for role, _ in self._steps.get((id_sop, key), {}).values()
        }
        return tuple(role for role in self.kantor.peran if role.peran in found)

    def of_step(self, id_sop: str, step: Langkah, keys: Iterable[str]) -> dict[str, Any]:
        """Return what one step asks of some columns together in a month, or why there is no figure."""
        if id_sop in self._left_out:
            return {"jam": None, "mengapa": "tidak dihitung", "kunjungan": None}
        found = [one for key in keys if (one := self._steps.get((id_sop, key), {}).get(step.urut)) is not None]
        hours = [work.jam for _, work in found if work.jam is not None]
        bersama = step.mutu_baku.waktu_bersama
        if bersama is not None and not any(hours):
            return {"jam": None, "mengapa": f"dihitung pada langkah {bersama}", "kunjungan": None}
        if not hours:
            return {"jam": None, "mengapa": "waktu tidak diketahui, tidak dihitung", "kunjungan": None}
        return {"jam": monthly(fsum(hours)), "mengapa": None, "kunjungan": visit_words(found[0][1].kunjungan)}

    def of_sop(self, id_sop: str, keys: Iterable[str]) -> dict[str, Any]:
        """Return what an SOP asks of some columns together in a month, and how often it is assumed to run."""
        if id_sop in self._left_out:
            return {"jam": None, "angka": 0.0, "mengapa": self._left_out[id_sop], "kasus": None, "tanpa_waktu": 0}
        steps = [step for key in keys for _, step in self._steps.get((id_sop, key), {}).values()]
        known = [step.jam for step in steps if step.jam is not None]
        hours = fsum(known)
        return {
            "jam": monthly(hours) if known else None,
            "angka": hours,
            "mengapa": None if known else "belum ada langkah yang dapat dihitung",
            "kasus": short_number(self._rates[id_sop], 1),
            "tanpa_waktu": sum(step.jam is None for step in steps),
        }


def visit_words(kunjungan: float) -> str | None:
    """Say how often a case comes by, where it is not once."""
    return None if abs(kunjungan - 1) < 0.005 else f"rata-rata {short_number(kunjungan, 2)} kali tiap kasus"


def role_row(role: BebanKerja) -> dict[str, Any]:
    """Return a role's load for a table and a bar; the bar's scale ends at the load or at 100 %, whichever is more."""
    full = max(role.dari_sop + role.lain, role.tersedia)
    return {
        "nama": role.nama,
        "staf": number(role.staf),
        "dari_sop": monthly(role.dari_sop),
        "lain": monthly(role.lain),
        "tersedia": monthly(role.tersedia),
        "beban": load_words(role.beban),
        "beban_sel": load_cell(role.beban),
        "tingkat": severity(role.beban),
        "tanpa_waktu": role.tanpa_waktu,
        "batang": {
            "sop": round(100 * role.dari_sop / full, 2),
            "lain": round(100 * role.lain / full, 2),
            "penuh": round(100 * role.tersedia / full, 2),
        },
    }


def heaviest(roles: Iterable[BebanKerja]) -> BebanKerja | None:
    """Return the role with the greatest load, None where there is none."""
    return max(roles, key=lambda role: role.beban, default=None)
