"""The simulation of SOPs in calendar time: how long they really take, how sure that is, and what holds them up.

The names below are loaded when they are first used: a worker process needs the engine alone, without the catalogue.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulate.asking import compare, simulate
    from simulate.scenario_file import SkenarioError, load_scenario

__all__ = ["SkenarioError", "compare", "load_scenario", "simulate"]

_HOME = {
    "SkenarioError": "simulate.scenario_file",
    "compare": "simulate.asking",
    "load_scenario": "simulate.scenario_file",
    "simulate": "simulate.asking",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
