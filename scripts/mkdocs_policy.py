"""The hook that leaves no script in the text of a page, so that the server's Content-Security-Policy may be strict.

Without it every page works as well, but only under a policy that allows scripts in the text.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkdocs.plugins import event_priority
from mkdocs.utils import get_relative_url

from scripts.inline_scripts import moved_out

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

TEMPAT: Final = "aset/sisip/"
"""Where the scripts lie, below the site's root."""


@event_priority(-200)  # after the plugins that put scripts into pages
def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Move the scripts of a page into files."""
    return _moved(output, get_relative_url(TEMPAT, page.url), config)


@event_priority(-200)
def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Move the scripts of the page for missing pages; it has to name them from the site's root."""
    return _moved(output, f"/{TEMPAT}", config) if template_name.endswith(".html") else output


def _moved(output: str, folder: str, config: MkDocsConfig) -> str:
    html, files = moved_out(output, folder)
    place = Path(config.site_dir) / TEMPAT
    for name, content in files.items():
        target = place / name
        if not target.exists():
            place.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    return html
