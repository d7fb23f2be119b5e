"""The hook with shortcuts through the engine. Taken out of mkdocs.yml, the build gives the same pages more slowly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.quick_pages import NAMA, QuickPages

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the shortcuts to this build's plugins."""
    shortcuts = QuickPages()
    shortcuts.extend(config)
    config.plugins[NAMA] = shortcuts
    return config
