"""Abbreviations that titles of regulations are often printed with, where only one expansion is possible."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from katalog.naming import words

if TYPE_CHECKING:
    from collections.abc import Mapping

_EXPANSIONS: Final = {
    # "AP" alone could be anything.
    "SOP AP": "Standar Operasional Prosedur Administrasi Pemerintahan",
    "Standar Operasional Prosedur AP": "Standar Operasional Prosedur Administrasi Pemerintahan",
    "SOP": "Standar Operasional Prosedur",
    "SAKIP": "Sistem Akuntabilitas Kinerja Instansi Pemerintah",
    "AKIP": "Akuntabilitas Kinerja Instansi Pemerintah",
    "LAKIP": "Laporan Akuntabilitas Kinerja Instansi Pemerintah",
    "LKjIP": "Laporan Kinerja Instansi Pemerintah",
    "SPIP": "Sistem Pengendalian Intern Pemerintah",
    "SPBE": "Sistem Pemerintahan Berbasis Elektronik",
    "RPJPN": "Rencana Pembangunan Jangka Panjang Nasional",
    "RPJMN": "Rencana Pembangunan Jangka Menengah Nasional",
    "RPJPD": "Rencana Pembangunan Jangka Panjang Daerah",
    "RPJMD": "Rencana Pembangunan Jangka Menengah Daerah",
    "RKPD": "Rencana Kerja Pemerintah Daerah",
    "OPD": "Organisasi Perangkat Daerah",
    "SKPD": "Satuan Kerja Perangkat Daerah",
    "APBN": "Anggaran Pendapatan dan Belanja Negara",
    "APBD": "Anggaran Pendapatan dan Belanja Daerah",
    "DPRD": "Dewan Perwakilan Rakyat Daerah",
    "ASN": "Aparatur Sipil Negara",
    "PNS": "Pegawai Negeri Sipil",
}
ABBREVIATIONS: Final[Mapping[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {words(short): words(full) for short, full in _EXPANSIONS.items()}
)
"""The words of each expansion by those of its abbreviation, the longer abbreviation first."""


def expand(tokens: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[tuple[str, ...]]]:
    """Return words with every abbreviation spelled out, and the abbreviations that stood there.

    An abbreviation beside its own expansion ("Standar Operasional Prosedur (SOP)") only repeats it and is dropped.
    """
    found: list[str] = []
    met: set[tuple[str, ...]] = set()
    at = 0
    while at < len(tokens):
        short = next((short for short in ABBREVIATIONS if tokens[at : at + len(short)] == short), None)
        if short is None:
            found.append(tokens[at])
            at += 1
            continue
        full = ABBREVIATIONS[short]
        at += len(short)
        if tokens[at : at + len(full)] != full and tuple(found[-len(full) :]) != full:
            found.extend(full)
            met.add(short)
    return tuple(found), frozenset(met)
