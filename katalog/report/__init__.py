"""Findings written out: for people (teks), programs (json), code scanners (sarif), annotations of GitHub and GitLab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.report.github import to_github
from katalog.report.gitlab import to_gitlab
from katalog.report.sarif import to_sarif
from katalog.report.text import to_text
from katalog.report.values import to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from katalog.findings import Temuan
    from katalog.report.excerpts import Kutip

FORMAT: Mapping[str, Callable[[tuple[Temuan, ...], Kutip], str]] = {
    "teks": to_text,
    "json": to_json,
    "sarif": to_sarif,
    "github": to_github,
    "gitlab": to_gitlab,
}
"""Writers by name; each takes the findings in order and a reader of source lines, and returns the whole output."""

__all__ = ["FORMAT"]
