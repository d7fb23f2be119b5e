"""Findings as a Code Quality report of GitLab (the format of Code Climate), which annotates a merge request."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from katalog.findings import Tingkat
from katalog.report.values import to_json_text

if TYPE_CHECKING:
    from katalog.findings import Temuan
    from katalog.report.excerpts import Kutip

_SEVERITY = {Tingkat.GALAT: "critical", Tingkat.PERINGATAN: "major", Tingkat.SARAN: "minor"}


def to_gitlab(findings: tuple[Temuan, ...], kutip: Kutip) -> str:  # noqa: ARG001 - GitLab shows the lines itself
    """Return a list of the findings that are not accepted.

    A fingerprint names a finding by its file, rule, field and words, not by its line: what only moves is not new.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    issues = []
    for temuan in findings:
        if temuan.diterima is None:
            key = (temuan.berkas, temuan.kode, temuan.bidang, temuan.pesan)
            seen[key] += 1
            issues.append(_issue(temuan, (*key, str(seen[key]))))
    return to_json_text(issues)


def _issue(temuan: Temuan, key: tuple[str, ...]) -> dict[str, Any]:
    words = temuan.pesan if temuan.bantuan is None else f"{temuan.pesan} Perbaikan: {temuan.bantuan}"
    return {
        "description": words,
        "check_name": temuan.kode,
        "fingerprint": hashlib.sha256("\0".join(key).encode()).hexdigest(),
        "severity": _SEVERITY[temuan.tingkat],
        "location": {"path": temuan.berkas, "lines": {"begin": temuan.letak.baris}},
    }
