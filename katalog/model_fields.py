"""Fields of the models by the path of a value, for messages that say what may stand there."""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType
from typing import TYPE_CHECKING, Any, get_origin

from pydantic import BaseModel

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo


def sibling_fields(model: type[BaseModel], loc: tuple[str | int, ...]) -> Mapping[str, FieldInfo]:
    """Return the fields of the part at a path, by key; none where the path leads to no model."""
    current: type[BaseModel] | None = model
    keyed = 0
    for part in loc:
        if current is None:
            return {}
        if isinstance(part, int):
            continue
        if keyed:
            keyed -= 1  # the key of a mapping whose values are models
            continue
        field = current.model_fields.get(part)
        current = model_in(field.annotation) if field else None
        keyed = _mappings_in(field.annotation) if field else 0
    return current.model_fields if current else {}


def field_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> FieldInfo | None:
    """Return the field whose value stands at a path; None for an item of a list or mapping."""
    return sibling_fields(model, loc[:-1]).get(str(loc[-1])) if loc and isinstance(loc[-1], str) else None


def takes_null(field: FieldInfo) -> bool:
    """Tell whether a field may be null."""
    return field.annotation is NoneType or NoneType in getattr(field.annotation, "__args__", ())


def model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model that an annotation holds, if any."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = model_in(inner)
        if found is not None:
            return found
    return None


def _mappings_in(annotation: Any) -> int:
    """Count the mappings around a model: how many keys stand between a field and the model's own."""
    around = int(get_origin(annotation) is Mapping)
    return around + sum(_mappings_in(inner) for inner in getattr(annotation, "__args__", ()))
