"""A bar at the top of pages that `mkdocs serve` shows although what they are made from cannot be read now."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import TracebackType
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    Kepala = list[tuple[str, str]]
    Galat = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None] | None

_TUBUH: Final = re.compile(rb"<body\b[^>]*>")


def with_notice(app: WSGIApplication, notice: Callable[[str], str | None]) -> WSGIApplication:
    """Return a server's application with a bar in the pages for which there is a notice.

    Args:
        app: The application that serves the site.
        notice: Returns what to say on the page at a path; None for nothing.
    """

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        said = notice(path) if path.endswith("/") else None  # a page's address; files and sheets are left as they are
        if said is None:
            return app(environ, start_response)
        started: list[tuple[str, Kepala]] = []

        def begin(status: str, headers: Kepala, _: Galat = None, /) -> Callable[[bytes], object]:
            started.append((status, headers))
            return lambda _: None

        bar = f'<p class="tl-terhenti" role="status">{escape(said)}</p>'.encode()
        content = _TUBUH.sub(lambda body: body[0] + bar, b"".join(app(environ, begin)), count=1)
        for status, headers in started[:1]:
            kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
            start_response(status, [*kept, ("Content-Length", str(len(content)))])
        return [content]

    return serve
