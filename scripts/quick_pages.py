"""Shortcuts through the engine for pages that are mostly finished HTML; without them every page comes out the same.

Three of the engine's parts parse all tags of every page: Markdown to find what it has to read, the search plugin to
make entries, mermaid2 to put two script elements at the end. Blocks of finished HTML are taken past the first, and
past the second where the search has no use for them; the script elements are put in as text. Where anything is
unlike what is known of mermaid2, it does its work itself.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from mermaid2 import pyjs
from mermaid2.plugin import MarkdownMermaidPlugin
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority

from katalog.render.search_entries import BERKAS
from scripts.raw_blocks import anchors, pieces
from scripts.search_index import known_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown import Markdown
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

NAMA: Final = "tatalaksana-cepat"
GABUNGAN: Final = "mkdocs_search.py"
"""The hook that merges the entries."""
_SEBELUM_HTML: Final = 24
"""After the fences (25), before anything that reads raw HTML (21 and 20)."""
_WAKIL: Final = '<div data-tl-blok="{}"></div>'
_CARI_WAKIL: Final = re.compile(r'<div data-tl-blok="(\d+)"></div>')
_SETELAN_CARI: Final = re.compile(r'\s?data-search-\w+="[^"]+"')
"""What the search plugin takes out of every page that it has read."""
_BAGAN: Final = re.compile(r'<div\s+class="mermaid">')
_BAGAN_LAIN: Final = re.compile(r'<code\b[^>]*class="[^"]*mermaid')
_KATA: Final = "mermaid"
_SAMARAN: Final = "mer\x00maid"
"""mermaid2 leaves a page alone that does not hold its name."""


class _TakeOut(Preprocessor):
    """Take blocks of finished HTML out of a page before Markdown reads it."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.hidden: list[str] = []
        self.anchors: set[str] = set()

    def run(self, lines: list[str]) -> list[str]:
        """Put a mark in the place of each block; those that the search does not need come back after it."""
        self.hidden.clear()
        self.anchors.clear()
        parts: list[str] = []
        for piece in pieces("\n".join(lines)):
            if isinstance(piece, str):
                parts.append(piece)
                continue
            self.anchors |= anchors(piece.html)
            html = piece.html
            if piece.tersembunyi:
                self.hidden.append(html.removesuffix("\n"))
                html = _WAKIL.format(len(self.hidden) - 1) + "\n" * html.endswith("\n")
            parts.append(f"\n{self.md.htmlStash.store(html)}\n\n")
        return "".join(parts).split("\n")


class BlockExtension(Extension):
    """What takes finished HTML past Markdown; knows of the page that was converted last."""

    def __init__(self) -> None:
        super().__init__()
        self.latest: _TakeOut | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        """Put the shortcut before the parsers of raw HTML."""
        self.latest = _TakeOut(md)
        md.preprocessors.register(self.latest, "tatalaksana_blok", _SEBELUM_HTML)

    def restored(self, html: str) -> str:
        """Return the page that was converted last with all that was hidden from the search in its place."""
        return put_back(html, self.latest.hidden if self.latest else ())


def put_back(html: str, hidden: Sequence[str]) -> str:
    """Return a page with its hidden blocks in the place of their marks."""
    return _CARI_WAKIL.sub(lambda mark: hidden[int(mark[1])], html)


class _Settings(Config):
    """There is nothing to set."""


class QuickPages(BasePlugin[_Settings]):
    """The shortcuts of one build."""

    def __init__(self) -> None:
        self._extension = BlockExtension()
        self._hidden: dict[str, tuple[str, ...]] = {}
        self._known: frozenset[str] = frozenset()
        self._settings: str | None = None

    def extend(self, config: MkDocsConfig) -> None:
        """Let Markdown take finished HTML out; called once, when the configuration is known."""
        extensions: list[Any] = config.markdown_extensions  # names, and as Markdown has it, instances too
        extensions.append(self._extension)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Learn which pages have search entries of their own, where those are merged into the index."""
        if any(Path(name).name == GABUNGAN for name in config.hooks):
            self._known = frozenset(known_pages(Path(config.docs_dir) / BERKAS))
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, **_: object) -> str:
        """Spare the search plugin pages whose entries are made elsewhere."""
        if page.url in self._known:
            page.meta["search"] = {**(page.meta.get("search") or {}), "exclude": True}
        return markdown

    def on_page_content(self, html: str, *, page: Page, **_: object) -> str:
        """Keep what was taken out of this page, and tell the engine which anchors are in it."""
        latest = self._extension.latest
        if latest is not None:
            if latest.hidden:
                self._hidden[page.file.src_uri] = tuple(latest.hidden)
            page.present_anchor_ids = (page.present_anchor_ids or set()) | latest.anchors
        return html

    @event_priority(-100)  # after the search plugin
    def on_page_context(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        """Put back what the search plugin had no use for."""
        del context, config, nav
        hidden = self._hidden.pop(page.file.src_uri, ())
        if hidden and page.content is not None:
            page.content = put_back(page.content, [_SETELAN_CARI.sub("", html) for html in hidden])

    @event_priority(100)
    def _before_mermaid(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Put in what mermaid2 would, and hide its name from it."""
        plugin: Any = config.plugins.get("mermaid2")
        if not _BAGAN.search(output) or _BAGAN_LAIN.search(output) or not _usual(plugin):
            return output
        before, body, after = output.rpartition("</body>")
        if not body:
            return output
        if self._settings is None:
            self._settings = f"mermaid.initialize({pyjs.dumps(plugin.mermaid_args)});"
        library = posixpath.relpath(plugin.javascript.strip(), posixpath.dirname(page.url))
        scripts = f'<script src="{library}"></script><script>{self._settings}</script>'
        return f"{before}{scripts}{body}{after}".replace(_KATA, _SAMARAN)

    @event_priority(-100)
    def _after_mermaid(self, output: str, **_: object) -> str:
        return output.replace(_SAMARAN, _KATA)

    on_post_page = CombinedEvent(_before_mermaid, _after_mermaid)


def _usual(plugin: Any) -> bool:
    """Tell whether mermaid2 would put in a local script and its settings, and nothing else."""
    return bool(
        type(plugin) is MarkdownMermaidPlugin
        and plugin.extra_javascript is None
        and not plugin.activate_custom_loader
        and not plugin.javascript.strip().startswith("http")
        and not plugin.javascript.strip().endswith(".mjs")
    )
