"""Findings (temuan): what a check has to say about one place in one file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from katalog.positions import AWAL, Jalur, Letak

if TYPE_CHECKING:
    from collections.abc import Iterable


class Tingkat(StrEnum):
    """Severity; only `galat` stops a build."""

    GALAT = "galat"
    PERINGATAN = "peringatan"
    SARAN = "saran"

    @property
    def urutan(self) -> int:
        """Rank for sorting: the gravest is 0."""
        return list(Tingkat).index(self)


@dataclass(frozen=True, slots=True)
class Temuan:
    """One finding.

    `berkas` is relative to the catalogue folder with forward slashes, so that the same catalogue gives the
    same bytes on every machine. `jalur` names the value in the document, `letak` its place in the file.
    `diterima` holds the reason where the SOP itself accepts the finding (`kecuali`), else None. `urut` is the
    printed number of the step that the finding is about, else None.
    """

    kode: str
    tingkat: Tingkat
    pesan: str
    berkas: str
    letak: Letak = AWAL
    jalur: Jalur = ()
    bantuan: str | None = None
    sop: str | None = None
    diterima: str | None = None
    urut: int | None = None

    @property
    def bidang(self) -> str:
        """The field in the words of `disimpulkan`: list items count from 1, a step goes by its printed number."""
        parts = [str(part + 1) if isinstance(part, int) else part for part in self.jalur]
        if self.urut is not None and len(parts) > 1:
            parts[1] = str(self.urut)
        return ".".join(parts)

    @property
    def kunci_urut(self) -> tuple[str, int, int, str, str]:
        """Order of a report: by place, then by code and words."""
        return (self.berkas, self.letak.baris, self.letak.kolom, self.kode, self.pesan)

    def accepted(self, alasan: str) -> Temuan:
        """Return the same finding, knowingly accepted for `alasan`."""
        return replace(self, diterima=alasan)


def sort_findings(findings: Iterable[Temuan]) -> tuple[Temuan, ...]:
    """Return the findings in the order of a report, each once."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda temuan: temuan.kunci_urut))


def has_errors(findings: Iterable[Temuan]) -> bool:
    """Tell whether any finding stops a build."""
    return any(temuan.tingkat is Tingkat.GALAT for temuan in findings)


def at_least(findings: Iterable[Temuan], tingkat: Tingkat) -> tuple[Temuan, ...]:
    """Return the findings of this severity and graver ones."""
    return tuple(temuan for temuan in findings if temuan.tingkat.urutan <= tingkat.urutan)


def count_by_severity(findings: Iterable[Temuan]) -> dict[Tingkat, int]:
    """Count the findings that are not accepted, by severity, gravest first, zeros included."""
    counts = dict.fromkeys(Tingkat, 0)
    for temuan in findings:
        if temuan.diterima is None:
            counts[temuan.tingkat] += 1
    return counts
