"""Field types that the models share: verbatim text, slugs, dates, and mappings held as frozen pairs."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What an id may look like: safe in an address, a file name and a key."""
MAKS_SLUG = 100
MAKS_TEKS = 20_000


class Beku(BaseModel):
    """Base of every model: frozen, strict, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


def collapse(text: str) -> str:
    """Return the text with every run of white space as one space: line breaks belong to the paper, not the words."""
    return " ".join(text.split())


def _verbatim(text: str) -> str:
    text = collapse(text)
    if not text:
        raise PydanticCustomError("teks_kosong", "Teks kosong.")
    if len(text) > MAKS_TEKS:
        raise PydanticCustomError("teks_panjang", "Teks lebih dari {maks} huruf.", {"maks": MAKS_TEKS})
    return text


Teks: TypeAlias = Annotated[
    str,
    AfterValidator(_verbatim),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAKS_TEKS, "pattern": r"\S"}),
]
"""Words as printed, white space collapsed, never empty."""


BELUM_DIISI = "Belum diisi"
NAMA_BELUM_DIISI = "Nama belum diisi"
"""What stands in a skeleton where an activity, or a performer's name, is required and nobody has written one."""
_DISIMPAN = r"index|con|prn|aux|nul|com[0-9]|lpt[0-9]"
"""What is no id: `index` is the name of every folder's own page, the others are no names of files on Windows."""
_RESERVED = re.compile(rf"(?:{_DISIMPAN})(?:\..*)?", re.IGNORECASE)


def is_slug(text: str) -> bool:
    """Tell whether a text may be an id."""
    return len(text) <= MAKS_SLUG and SLUG.fullmatch(text) is not None and _RESERVED.fullmatch(text) is None


def _slug(text: str) -> str:
    if not is_slug(text):
        raise PydanticCustomError(
            "slug", 'Harus berupa huruf kecil, angka dan tanda hubung, misalnya "penjenjangan-kinerja".'
        )
    return text


Slug: TypeAlias = Annotated[
    str,
    AfterValidator(_slug),
    WithJsonSchema({"type": "string", "pattern": f"^(?!(?:{_DISIMPAN})$){SLUG.pattern}$", "maxLength": MAKS_SLUG}),
]
"""A key or id: lower-case letters, digits and single hyphens."""


def is_sop_id(text: str) -> bool:
    """Tell whether a text may be the id of an SOP."""
    opd, _, slug = text.partition("/")
    return is_slug(opd) and is_slug(slug)


def _sop_id(text: str) -> str:
    if not is_sop_id(text):
        raise PydanticCustomError(
            "id_sop", 'Harus berupa id SOP, misalnya "dinkes-kota-tangerang/penjenjangan-kinerja".'
        )
    return text


IdSOP: TypeAlias = Annotated[
    str,
    AfterValidator(_sop_id),
    WithJsonSchema({"type": "string", "pattern": f"^{SLUG.pattern}/(?!index$){SLUG.pattern}$"}),
]
"""The id of an SOP: `<opd>/<slug>`."""


def _iso_date(value: Any) -> Any:
    if isinstance(value, str):
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, flags=re.ASCII):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        raise PydanticCustomError("tanggal", 'Bukan tanggal: tulis tahun-bulan-hari, misalnya "2023-11-28".')
    return value


Tanggal: TypeAlias = Annotated[date, BeforeValidator(_iso_date), WithJsonSchema({"type": "string", "format": "date"})]
"""A calendar date, written "YYYY-MM-DD" in quotes."""


FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,119}")
"""What the name of a source file may look like: safe in an address, and never a path."""


def is_file_name(text: str) -> bool:
    """Tell whether a text may be the name of a source file, on every system."""
    return FILE_NAME.fullmatch(text) is not None and _RESERVED.fullmatch(text) is None and not text.endswith(".")


def _file_name(text: str) -> str:
    if not is_file_name(text):
        raise PydanticCustomError("nama_berkas", "Harus nama berkas saja: huruf, angka, titik, _ dan -, tanpa folder.")
    return text


NamaBerkas: TypeAlias = Annotated[
    str, AfterValidator(_file_name), WithJsonSchema({"type": "string", "pattern": f"^{FILE_NAME.pattern}$"})
]
"""The name of a file, never a path."""


def _pairs(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(value.items())
    raise PydanticCustomError("dict_type", "Harus berupa pasangan kunci: nilai.")


Peta: TypeAlias = Annotated[
    tuple[tuple[str, Teks], ...],
    BeforeValidator(_pairs),
    PlainSerializer(dict, return_type=dict[str, str]),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "string"}}),
]
"""A mapping of text to text, kept in written order as frozen pairs."""
