"""The catalogue of SOPs: model, reading, checks, and rendering. It knows no simulation and no website engine.

The names below are loaded when they are first used: who only reads a catalogue needs no rules.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from katalog.catalogue import Katalog
    from katalog.checking import Telaah, analyse
    from katalog.loading import load_catalogue

__all__ = ["Katalog", "Telaah", "analyse", "load_catalogue"]

_HOME = {
    "Katalog": "katalog.catalogue",
    "Telaah": "katalog.checking",
    "analyse": "katalog.checking",
    "load_catalogue": "katalog.loading",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
