"""The hook that completes the search index after the build: it holds what the engine read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from katalog.render.search_entries import BERKAS
from scripts.search_index import write_search

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


@event_priority(-100)  # after the search plugin has written its index
def on_post_build(config: MkDocsConfig) -> None:
    """Put the steps and the roots of all words into the search index; without it, the theme's own search answers."""
    try:
        write_search(Path(config.site_dir), Path(config.docs_dir) / BERKAS)
    except (OSError, ValueError) as error:
        print(f"Indeks pencarian tidak dapat dibuat: {error}", file=sys.stderr)  # a build ends without a word on Abort
        raise Abort("") from error
