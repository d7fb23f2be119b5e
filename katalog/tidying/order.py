"""The order of keys: that of the model's fields wherever a mapping is a model; all other mappings keep their own."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import get_annotations
from typing import Any, TypeAlias, get_args, get_origin

from pydantic import BaseModel

Bentuk: TypeAlias = Any
"""What a value is meant to be: a model, a type built of models, or None where no model is involved."""

_HOLDERS: tuple[Any, ...] = (tuple, list, dict, Mapping)


def fields_of(bentuk: Bentuk) -> tuple[str, ...]:
    """Return the keys of a mapping in their order; none where the author's own order counts.

    What a model shares with others comes after its own fields: an assumption first, then its reason.
    """
    if not _is_model(bentuk):
        return ()
    declared = (name for model in bentuk.__mro__ for name in get_annotations(model) if name in bentuk.model_fields)
    return tuple(dict.fromkeys(declared))


def inner(bentuk: Bentuk, kunci: str | None) -> Bentuk:
    """Return what stands below a key, or inside a list where `kunci` is None."""
    if kunci is None:
        return next((found for part in _parts(bentuk, tuple, list) for found in [_model(part)] if found), None)
    if _is_model(bentuk):
        known = bentuk.model_fields.get(kunci)
        return known.annotation if known else None
    return next((parts[-1] for parts in _arguments(bentuk, Mapping, dict)), None)


def as_mapping(bentuk: Bentuk) -> Bentuk:
    """Return what a mapping at this place is: a model, a mapping of models, or nothing known."""
    found = _model(bentuk)
    if found is not None:
        return found
    return bentuk if next(_arguments(bentuk, Mapping, dict), None) else None


def in_order(data: Any, bentuk: Bentuk) -> Any:
    """Return data as nested pairs in which only an order that means nothing is evened out."""
    if isinstance(data, dict):
        shape = as_mapping(bentuk)
        pairs = [(key, in_order(value, inner(shape, key))) for key, value in data.items()]
        return ("peta", tuple(sorted(pairs, key=lambda pair: pair[0]) if fields_of(shape) else pairs))
    if isinstance(data, list):
        return ("daftar", tuple(in_order(item, inner(bentuk, None)) for item in data))
    return (type(data).__name__, data)


def _is_model(bentuk: Bentuk) -> bool:
    return isinstance(bentuk, type) and issubclass(bentuk, BaseModel)


def _model(bentuk: Bentuk) -> type[BaseModel] | None:
    """Return the model among the choices of a type, not one inside a list or a mapping."""
    if _is_model(bentuk):
        return bentuk  # type: ignore[no-any-return]
    if get_origin(bentuk) in _HOLDERS:
        return None
    return next((found for part in get_args(bentuk) for found in [_model(part)] if found), None)


def _arguments(bentuk: Bentuk, *origins: Any) -> Any:
    """Yield the arguments of every choice of a type whose origin is one of `origins`."""
    if get_origin(bentuk) in origins:
        yield get_args(bentuk)
    elif get_origin(bentuk) not in (None, *_HOLDERS):
        for part in get_args(bentuk):
            yield from _arguments(part, *origins)


def _parts(bentuk: Bentuk, *origins: Any) -> Any:
    for arguments in _arguments(bentuk, *origins):
        yield from arguments
