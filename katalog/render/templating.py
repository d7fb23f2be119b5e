"""The template environment: HTML escaped by default, pages as plain Markdown."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from katalog.dates import long_date
from katalog.fields import collapse
from katalog.render.escaping import front_matter, isolated, markdown
from katalog.render.wording import field_name

if TYPE_CHECKING:
    from collections.abc import Mapping

# Begins with letters that stand there: Python then searches many times faster than with `\n{3,}`.
_BLANK_LINES: Final = re.compile(r"\n\n\n+")

_METHODS: Final = frozenset(dir(dict))


def _as_shown(value: Any) -> Any:
    """Return text as a page can hold it, before it is escaped; an address stays as it is.

    On one line, since a line of its own could begin with a mark that Markdown reads, and with words from right to left
    kept apart from their neighbours.
    """
    if type(value) is not str:
        return value
    if "\n" in value or "\r" in value:
        value = collapse(value)
    return value if value.isascii() or value.startswith("https://") else isolated(value)


def _lines(text: str) -> Markup:
    """Return text for `<pre>` with its line ends as entities, so that no line of it stands alone."""
    return Markup(str(escape(text)).replace("\n", "&#10;"))  # noqa: S704 - escaped on the same line


class _Environment(Environment):
    """Looks into mappings first: nearly all that templates ask for stands in one."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what `obj.attribute` means; a mapping's own methods go before its keys, as Jinja has it."""
        if type(obj) is dict and attribute in obj and attribute not in _METHODS:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def environment() -> Environment:
    """Return the one environment; templates are part of the package."""
    env = _Environment(
        loader=PackageLoader("katalog.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_as_shown,
        auto_reload=False,
    )
    env.filters["matter"] = lambda text: Markup(front_matter(text))  # noqa: S704 - front_matter escapes
    env.filters["md"] = lambda text: Markup(markdown(text))  # noqa: S704 - markdown escapes
    env.filters["tanggal"] = long_date
    env.filters["baris"] = _lines
    env.filters["bidang"] = field_name
    return env


def render(template: str, values: Mapping[str, Any]) -> str:
    """Return a page; raises jinja2.UndefinedError where a template asks for what is not there."""
    text = environment().get_template(template).render(values)
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"
