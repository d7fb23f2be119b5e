"""Every rule of the catalogue. A code is never reused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.rules.clones import COMPARISON_RULES
from katalog.rules.exceptions import CLOSING_RULES
from katalog.rules.flow import FLOW_RULES
from katalog.rules.history import HISTORY_RULES
from katalog.rules.law import LAW_RULES
from katalog.rules.links import LINK_RULES
from katalog.rules.reading import READING_RULES
from katalog.rules.references import REFERENCE_RULES
from katalog.rules.shape import SHAPE_RULES
from katalog.rules.succession import SUCCESSION_RULES
from katalog.rules.time import TIME_RULES

if TYPE_CHECKING:
    from katalog.rules.base import Aturan, AturanSOP

SOP_RULES: tuple[type[AturanSOP], ...] = (
    *SHAPE_RULES,
    *FLOW_RULES,
    *TIME_RULES,
    *LAW_RULES,
    *LINK_RULES,
    *HISTORY_RULES,
    *SUCCESSION_RULES,
    *COMPARISON_RULES,
)
"""Rules about one SOP, in the order in which they run; the closing rules follow."""

ALL_RULES: tuple[type[Aturan], ...] = tuple(
    sorted((*READING_RULES, *SOP_RULES, *CLOSING_RULES, *REFERENCE_RULES), key=lambda rule: rule.kode)
)
"""Every rule, by code."""

RULES_BY_CODE = {rule.kode: rule for rule in ALL_RULES}

__all__ = ["ALL_RULES", "CLOSING_RULES", "REFERENCE_RULES", "RULES_BY_CODE", "SOP_RULES"]
