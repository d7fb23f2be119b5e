"""Findings as plain values and JSON, the shape that the site's API uses too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from katalog.findings import Temuan
    from katalog.report.excerpts import Kutip


def finding_value(temuan: Temuan) -> dict[str, Any]:
    """Return one finding as JSON-ready values under its own names."""
    return {
        "kode": temuan.kode,
        "tingkat": temuan.tingkat.value,
        "pesan": temuan.pesan,
        "bantuan": temuan.bantuan,
        "sop": temuan.sop,
        "berkas": temuan.berkas,
        "baris": temuan.letak.baris,
        "kolom": temuan.letak.kolom,
        "bidang": temuan.bidang,
        "diterima": temuan.diterima,
    }


def to_json(findings: tuple[Temuan, ...], kutip: Kutip) -> str:  # noqa: ARG001 - JSON carries places, not lines
    """Return `{"temuan": [...]}`."""
    return to_json_text({"temuan": [finding_value(temuan) for temuan in findings]})


def to_json_text(value: Any) -> str:
    """Return JSON for people and programs alike: indented, UTF-8, one line end at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
