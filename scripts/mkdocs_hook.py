"""The hook that lets a bare `mkdocs build` or `mkdocs serve` work: it fetches Mermaid and generates the pages.

All of it happens before MkDocs reads the pages or touches `site/`; nothing is made inside the engine.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import Abort

from scripts.fetch_mermaid import FetchError, fetch_mermaid
from scripts.generate import CatalogueError, generate

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the diagram library in place, before the plugin looks for it."""
    try:
        fetch_mermaid(Path(config.docs_dir))
    except FetchError as error:
        raise _stop(str(error)) from error
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Generate the pages; a `galat` stops the build here, with the last good site untouched."""
    root = Path(config.config_file_path).parent
    try:
        generate(root / "sops", Path(config.docs_dir))
    except CatalogueError as error:
        print(error.report, file=sys.stderr)
        raise _stop("Pembangunan situs dihentikan; situs yang terakhir tidak diubah.") from error


def _stop(message: str) -> Abort:
    """Say why on stderr: MkDocs ends without a word on Abort."""
    print(message, file=sys.stderr)
    return Abort(message)
