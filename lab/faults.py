"""Mistakes of a planner, each said in one Indonesian line: no traceback where nobody has to read code."""

from __future__ import annotations

from difflib import get_close_matches
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from katalog.yaml_source import clip
from simulate.executors import PelaksanaError
from simulate.scenario_file import SkenarioError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from katalog.findings import Temuan

P = ParamSpec("P")
R = TypeVar("R")


class LabError(ValueError):
    """A question that cannot be answered as it was asked; the message is Indonesian and fits one line."""

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows instead of a traceback."""
        return [f"Tidak dapat dijawab: {self}"]


def told(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function whose mistakes of the planner come as LabError."""
    form = signature(function)

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            form.bind(*args, **kwargs)
        except TypeError:
            raise LabError(_form(function.__name__, form)) from None
        try:
            return function(*args, **kwargs)
        except LabError:
            raise
        except SkenarioError as error:
            raise LabError(_said(error.temuan)) from error
        except (PelaksanaError, ValueError) as error:
            raise LabError(str(error)) from error

    return asked


def known(id_sop: str, ada: Iterable[str]) -> str:
    """Return the id of an SOP; raises LabError, with the nearest one, where there is none."""
    names = sorted(ada)
    if id_sop in names:
        return id_sop
    near = get_close_matches(str(id_sop), names, 1, 0.4)
    hint = f' Maksudnya "{near[0]}"?' if near else ""
    raise LabError(f'SOP "{clip(str(id_sop))}" tidak ada dalam katalog.{hint}')


def _said(temuan: Sequence[Temuan]) -> str:
    """Say what is wrong, and then each way to mend it once."""
    wrong = (f"{_place(one)}{one.pesan}" for one in temuan)
    return " ".join(dict.fromkeys((*wrong, *(one.bantuan or "" for one in temuan)))).strip()


def _form(nama: str, form: Signature) -> str:
    """Say how a question is asked."""
    names = [
        name if one.default is Parameter.empty else f"[{name}]"
        for name, one in form.parameters.items()
        if name != "self" and one.kind is not Parameter.VAR_KEYWORD
    ]
    more = ", …" if any(one.kind is Parameter.VAR_KEYWORD for one in form.parameters.values()) else ""
    return f"isian {nama} kurang, berlebih, atau salah nama; tulis {nama}({', '.join(names)}{more})."


def _place(temuan: Temuan) -> str:
    return f"{temuan.berkas}:{temuan.letak.baris}: " if temuan.berkas.endswith((".yaml", ".csv")) else ""
