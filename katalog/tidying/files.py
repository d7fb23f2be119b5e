"""Which model a file follows: what its schema line names, else where it lies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import GenericAlias
from typing import TYPE_CHECKING

from katalog.model import SOP
from katalog.references import REFERENCES

if TYPE_CHECKING:
    from pathlib import Path

    from katalog.tidying.order import Bentuk

_SCHEMA = re.compile(r"^#\s*yaml-language-server:\s*\$schema=\S*?([a-z-]+)\.schema\.json\s*$", re.MULTILINE)


def model_of(path: Path, text: str, lain: Mapping[str, Bentuk]) -> Bentuk | None:
    """Return the model of a file, or a mapping of models; None where it is none of the catalogue's.

    `lain` holds models of one's own by the name of their schema.
    """
    named = _SCHEMA.search(text)
    name = named[1] if named else path.stem if path.parent.name == "_acuan" else "sop"
    if name == "sop":
        return SOP
    if name in REFERENCES:
        return GenericAlias(Mapping, (str, REFERENCES[name]))
    return lain.get(name)
