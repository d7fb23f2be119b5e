"""Moving assumptions: a few plain settings become changes of a scenario, or a scenario file of their own.

A notebook takes the settings as keywords, the website as JSON, and both mean the same.
"""

from __future__ import annotations

from difflib import get_close_matches
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

import yaml

from katalog.yaml_source import clip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ALASAN: Final = "Dicoba untuk melihat akibatnya; belum didukung catatan kantor."
"""The reason of a change for which the planner gives none."""


def changes(id_sop: str, pengaturan: Mapping[str, Any], alasan: str = ALASAN) -> dict[str, Any]:
    """Return settings as values for `scenario_file.with_values`, each section with the reason.

    A setting that is None changes nothing; fractions are rounded to four decimals. The values themselves are checked
    with the scenario.

    Args:
        id_sop: The SOP that `kasus_per_tahun` and `langkah` speak of.
        pengaturan: By name: `staf` (people for all roles, or by position), `peluang_kembali`, `susut`, `batas`,
            `bagian_ulang`, `variasi` (lowest, most frequent and highest multiple of the printed time),
            `beban_lain` (share of working time), `kasus_per_tahun`, `pola`, `jam_buka` (open hours from Monday to
            Friday, or by day), `libur_nasional`, `cuti_bersama`,
            `mulai` and `sampai` (dates as text), `sop_lain`, `unsur`, and `langkah` (rules by number of the step).
        alasan: Why.

    Raises:
        ValueError: If a setting is unknown, or has not the shape that it needs; the message is Indonesian.
    """
    result: dict[str, Any] = {}
    for nama, nilai in pengaturan.items():
        if nama not in _PENGATURAN:
            near = get_close_matches(nama, _PENGATURAN, 1)
            hint = f' Maksudnya "{near[0]}"?' if near else f" Yang dikenal: {', '.join(_PENGATURAN)}."
            raise ValueError(f'pengaturan "{clip(nama)}" tidak dikenal.{hint}')
        if nilai is None:
            continue
        for section, values in _PENGATURAN[nama](nilai, alasan).items():
            if section == "sop":
                result.setdefault("sop", {}).setdefault(id_sop, {}).update(values)
            elif isinstance(values, dict):
                result.setdefault(section, {}).update({**values, "alasan": alasan})
            else:
                result[section] = values
    return {section: _rounded(values) for section, values in result.items()}


def _rounded(value: Any) -> Any:
    """Return a value as a file can hold it: nobody assumes more than four decimals."""
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(one) for one in value]
    return round(value, 4) if isinstance(value, float) and isfinite(value) else value


def scenario_text(nama: str, keterangan: str, berdasar: str, perubahan: Mapping[str, Any]) -> str:
    """Return changes as a scenario file that extends another, ready for `sop simulasi --skenario`.

    Args:
        nama: Its name.
        keterangan: What it answers.
        berdasar: The scenario that it extends, as a file would name it.
        perubahan: What `changes` returns.
    """
    content = {"nama": nama, "keterangan": keterangan, "berdasar": berdasar, **perubahan}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)


def reasoned(perubahan: Mapping[str, Any], alasan: str) -> dict[str, Any]:
    """Return changes in the shape of a scenario with one reason wherever a scenario wants one.

    That is in each section, and for SOPs in the sections of each. What has not that shape stays for the scenario to
    refuse.

    Args:
        perubahan: What differs, without reasons.
        alasan: Why.
    """
    return {
        key: {sop: _sections(own, alasan) for sop, own in value.items()}
        if key == "sop" and isinstance(value, dict)
        else _with_reason(value, alasan)
        for key, value in perubahan.items()
    }


def _sections(own: Any, alasan: str) -> Any:
    return {key: _with_reason(value, alasan) for key, value in own.items()} if isinstance(own, dict) else own


def _with_reason(section: Any, alasan: str) -> Any:
    return {**section, "alasan": alasan} if isinstance(section, dict) else section


def _staff(nilai: Any, _: str) -> dict[str, Any]:
    return {"staf": {"jabatan": dict(nilai)} if isinstance(nilai, dict) else {"baku": nilai}}


def _varying(nilai: Any, _: str) -> dict[str, Any]:
    if not isinstance(nilai, (list, tuple)) or len(nilai) != 3:
        raise ValueError("variasi memerlukan tiga angka: terendah, modus, tertinggi; misalnya (0.75, 1, 2).")
    low, mode, high = nilai
    return {"variasi": {"bentuk": "PERT", "terendah": low, "modus": mode, "tertinggi": high}}


def _cases(nilai: Any, alasan: str) -> dict[str, Any]:
    own = {"bentuk": "acak", "per_tahun": nilai, "alasan": alasan}
    return {"sop": {"kedatangan": own}}


def _rules(nilai: Any, alasan: str) -> dict[str, Any]:
    if not isinstance(nilai, dict) or not all(isinstance(rule, dict) for rule in nilai.values()):
        raise ValueError('langkah memerlukan aturan menurut nomor, misalnya {5: {"lama": "3 hari kerja"}}.')
    return {"sop": {"langkah": {urut: {"alasan": alasan, **rule} for urut, rule in nilai.items()}}}


def _open_hours(nilai: Any, _: str) -> dict[str, Any]:
    by_day = dict(nilai) if isinstance(nilai, dict) else dict.fromkeys(_HARI_KERJA, nilai)
    return {"jam_kerja": {"pola": "mingguan", "mingguan": by_day}}


def _in_section(section: str, key: str) -> Callable[[Any, str], dict[str, Any]]:
    return lambda nilai, _: {section: {key: nilai}}


_HARI_KERJA: Final = ("senin", "selasa", "rabu", "kamis", "jumat")
_PENGATURAN: Final[Mapping[str, Callable[[Any, str], dict[str, Any]]]] = {
    "staf": _staff,
    "peluang_kembali": _in_section("reviu", "peluang_kembali"),
    "susut": _in_section("reviu", "susut"),
    "batas": _in_section("reviu", "batas"),
    "bagian_ulang": _in_section("reviu", "bagian_ulang"),
    "variasi": _varying,
    "beban_lain": _in_section("beban_lain", "bagian"),
    "kasus_per_tahun": _cases,
    "pola": _in_section("jam_kerja", "pola"),
    "jam_buka": _open_hours,
    "libur_nasional": _in_section("jam_kerja", "libur_nasional"),
    "cuti_bersama": _in_section("jam_kerja", "cuti_bersama"),
    "mulai": _in_section("rentang", "mulai"),
    "sampai": _in_section("rentang", "sampai"),
    "sop_lain": _in_section("kantor", "sop_lain"),
    "unsur": lambda nilai, _: {"unsur": list(nilai) if isinstance(nilai, tuple) else nilai},
    "langkah": _rules,
}
