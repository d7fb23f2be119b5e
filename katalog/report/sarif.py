"""Findings as SARIF 2.1.0, which code scanners and editors read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from katalog.findings import Tingkat
from katalog.rules import RULES_BY_CODE

if TYPE_CHECKING:
    from katalog.findings import Temuan
    from katalog.report.excerpts import Kutip

_LEVEL = {Tingkat.GALAT: "error", Tingkat.PERINGATAN: "warning", Tingkat.SARAN: "note"}


def to_sarif(findings: tuple[Temuan, ...], kutip: Kutip) -> str:  # noqa: ARG001 - SARIF carries places, not lines
    """Return one SARIF log with one run; accepted findings carry a suppression with its reason."""
    codes = sorted({temuan.kode for temuan in findings})
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "sop periksa", "rules": [_rule(code) for code in codes]}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(temuan, codes) for temuan in findings],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    rule = RULES_BY_CODE[code]
    page = rule.page()
    return {
        "id": code,
        "name": rule.__name__,
        "shortDescription": {"text": page.judul},
        "fullDescription": {"text": " ".join(page.uraian)},
        "help": {"text": page.perbaikan},
        "defaultConfiguration": {"level": _LEVEL[rule.tingkat]},
    }


def _result(temuan: Temuan, codes: list[str]) -> dict[str, Any]:
    message = temuan.pesan if temuan.bantuan is None else f"{temuan.pesan} Perbaikan: {temuan.bantuan}"
    result: dict[str, Any] = {
        "ruleId": temuan.kode,
        "ruleIndex": codes.index(temuan.kode),
        "level": _LEVEL[temuan.tingkat],
        "message": {"text": message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(temuan.berkas)},
                    "region": {"startLine": temuan.letak.baris, "startColumn": temuan.letak.kolom},
                }
            }
        ],
    }
    if temuan.diterima is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": temuan.diterima}]
    return result
