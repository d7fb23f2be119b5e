"""The hook that lets a bare `mkdocs build` or `mkdocs serve` work: it fetches Mermaid and generates the pages.

All of it happens before MkDocs reads the pages or touches `site/`; nothing is made inside the engine.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import Abort

from katalog.site import FOLDER
from scripts.browser_bundle import write_bundle
from scripts.build_site import AKAR_KATALOG
from scripts.generate import CatalogueError, generate
from scripts.notebook_site import write_notebooks
from scripts.npm_package import MERMAID, FetchError, place
from scripts.site_replay import site_replays
from scripts.site_simulation import site_records
from scripts.site_workload import site_loads

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

PUSTAKA_MERMAID = "aset/pustaka/mermaid.tiny.js"
"""Where the diagram library lies, below `docs/`; mkdocs.yml names the same place."""
_SIMPANAN = Path(__file__).resolve().parent.parent / ".cache" / "simulasi"
_SIMPANAN_BUKU = _SIMPANAN.with_name("buku")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the diagram library in place, before the plugin looks for it."""
    try:
        place(MERMAID, Path(config.docs_dir) / PUSTAKA_MERMAID)
    except FetchError as error:
        raise _stop(str(error)) from error
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Generate the pages; a `galat` stops the build here, with the last good site untouched."""
    akar, docs = _catalogue_folder(config), Path(config.docs_dir)
    try:
        generate(
            akar,
            docs,
            paket=write_bundle(docs),
            simulasi=lambda telaah: site_records(telaah, _SIMPANAN),
            beban=lambda telaah: site_loads(telaah, _SIMPANAN),
            putar=lambda telaah, records: site_replays(telaah, records, _SIMPANAN),
        )
    except (FetchError, ValueError) as error:
        raise _stop(str(error)) from error
    except NotADirectoryError as error:
        raise _stop(f"Folder katalog {akar} tidak ada.") from error
    except CatalogueError as error:
        raise _stop(f"{error.report}\nPembangunan situs dihentikan; situs yang terakhir tidak diubah.") from error
    write_notebooks(Path(config.config_file_path).parent, docs, akar, _SIMPANAN_BUKU)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: object) -> LiveReloadServer:
    """Watch the catalogue and the hand-written pages; watching generated ones would build everything twice."""
    docs = Path(config.docs_dir)
    server.unwatch(str(docs))
    for path in docs.iterdir():
        if path.name not in {*FOLDER, "index.md"}:
            server.watch(str(path), recursive=path.name != "panduan")
    server.watch(str(_catalogue_folder(config)))
    notebooks = Path(config.config_file_path).parent / "notebooks"
    if notebooks.is_dir():
        server.watch(str(notebooks))
    return server


def _catalogue_folder(config: MkDocsConfig) -> Path:
    named = os.environ.get(AKAR_KATALOG)
    return Path(named) if named else Path(config.config_file_path).parent / "sops"


def _stop(message: str) -> Abort:
    """Say why on stderr: a build ends without a word on Abort."""
    print(message, file=sys.stderr)
    return Abort("")
