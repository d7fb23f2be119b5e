"""The hook that lets a bare `mkdocs build` or `mkdocs serve` work: it fetches Mermaid and generates the pages.

All of it happens before MkDocs reads the pages or touches `site/`; nothing is made inside the engine.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority

from katalog.site import FOLDER
from scripts.alone import BusyError, alone
from scripts.browser_bundle import write_bundle
from scripts.build_site import AKAR_KATALOG, DIPEGANG, KUNCI, SIBUK
from scripts.generate import CatalogueError, generate
from scripts.lost_addresses import lost_words
from scripts.made_pages import CATATAN, noted_sops
from scripts.notebook_site import write_notebooks
from scripts.npm_package import MERMAID, FetchError, place
from scripts.plain_files import linked_stores, strange_files
from scripts.quick_serve import SIBUK_MENYAJIKAN, ServeSession, StoppedError
from scripts.rare_collection import collect_rarely
from scripts.serve_notice import with_notice
from scripts.site_replay import site_replays
from scripts.site_simulation import site_records
from scripts.site_workload import site_loads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from katalog.checking import Telaah
    from katalog.simulation_record import CatatanSimulasi

PUSTAKA_MERMAID = "aset/pustaka/mermaid.tiny.js"
"""Where the diagram library lies, below `docs/`; mkdocs.yml names the same place."""
_SIMPANAN = Path(__file__).resolve().parent.parent / ".cache" / "simulasi"
_SIMPANAN_BUKU = _SIMPANAN.with_name("buku")
_SUSUL = ".cache/serve/susul"
"""File below the project whose change lets `mkdocs serve` build everything."""
_TERBANYAK = 20
"""Most files that one message names."""
_sesi: list[ServeSession] = []
"""The session of `mkdocs serve`, for as long as this process lives; none while building."""


_dipegang = ExitStack()
"""The lock, while a build is under way."""
_hilang: list[str] = []
"""What is gone since the last build, in words; said when this one ends."""


def on_startup(command: str, **_: object) -> None:
    """Set this process up for a large catalogue; remember from build to build while serving."""
    collect_rarely()
    _sesi[:] = [ServeSession(Path(_SUSUL).resolve())] if command == "serve" else []


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Refuse links, keep other builds away, and put the diagram library in place before the plugin looks for it."""
    _refuse_links(config)
    _hold_lock(config)
    try:
        place(MERMAID, Path(config.docs_dir) / PUSTAKA_MERMAID)
    except FetchError as error:
        raise _stop(str(error)) from error
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Generate the pages; a `galat` stops the build here, with the last good site untouched."""
    akar, docs = _catalogue_folder(config), Path(config.docs_dir)
    for sesi in _sesi:
        sesi.begin((akar, *_own_places(config)))
    try:
        generate(
            akar,
            docs,
            paket=write_bundle(docs),
            simulasi=partial(_checked, docs),
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


def _checked(docs: Path, telaah: Telaah) -> Mapping[str, CatatanSimulasi]:
    """Return the records of a catalogue without `galat`; nothing is written yet, so the note knows the last site."""
    _hilang[:] = lost_words(noted_sops(docs / CATATAN), telaah.katalog)
    for sesi in _sesi:
        sesi.telaah = telaah
    return site_records(telaah, _SIMPANAN)


def on_nav(nav: Navigation, **_: object) -> None:
    """Let the session know the navigation."""
    for sesi in _sesi:
        sesi.navigated(nav)


@event_priority(-100)  # the environment as the others leave it
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Let the session know what the engine has read."""
    for sesi in _sesi:
        sesi.prepared(config, files, env)


@event_priority(-200)  # when everything is written
def on_post_build(**_: object) -> None:
    """Let the session know that everything is built."""
    for sesi in _sesi:
        sesi.finished()
    _say_lost()
    _dipegang.close()


def on_build_error(**_: object) -> None:
    """Let others build."""
    _say_lost()
    _dipegang.close()


def _say_lost() -> None:
    """Say what is gone, at the end, where it is read; the next build no longer knows of it."""
    for said in _hilang:
        print(said, file=sys.stderr)
    _hilang.clear()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: object) -> LiveReloadServer:
    """Watch the catalogue and the hand-written pages; watching generated ones would build everything twice."""
    docs = Path(config.docs_dir)
    server.unwatch(str(docs))
    for path in _own_places(config):
        server.watch(str(path), recursive=path != docs / "panduan")
    server.watch(str(_catalogue_folder(config)))
    for sesi in _sesi:
        stamp = Path(_SUSUL).resolve()
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.touch()
        server.watch(str(stamp.parent))
        server.builder = sesi.builder(server.builder, _lock_of(config))
        server.set_app(with_notice(server.serve_request, sesi.notice))
    return server


def _lock_of(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / KUNCI


def _hold_lock(config: MkDocsConfig) -> None:
    """Hold the lock until this build ends, unless its command does; stop where somebody else builds this site."""
    _dipegang.close()
    if DIPEGANG in os.environ:
        return
    try:
        _dipegang.enter_context(alone(_lock_of(config)))
    except BusyError:
        # A change while serving is built later; before the first page, the command is repeated.
        serving = [sesi for sesi in _sesi if sesi.telaah is not None]
        for sesi in serving:
            sesi.build_when_free(_lock_of(config))
        raise _stop(SIBUK_MENYAJIKAN if serving else SIBUK) from None


def _refuse_links(config: MkDocsConfig) -> None:
    """Stop before anything is written where a link would lead out of `docs/`, of the site, or of what is kept."""
    site = Path(config.site_dir)
    found = [*islice(strange_files(Path(config.docs_dir)), _TERBANYAK)]
    for proyek in dict.fromkeys((Path(config.config_file_path).resolve().parent, _SIMPANAN.parent.parent)):
        found += islice(linked_stores(proyek), _TERBANYAK)
    if site.is_symlink():
        found.append(f"{site.name}: tautan simbolik; isi folder tujuannya akan terhapus. Hapus tautan itu.")
    if found:
        raise _stop("\n".join([*found, "Pembangunan situs dihentikan; situs yang terakhir tidak diubah."]))


def _own_places(config: MkDocsConfig) -> list[Path]:
    """Return what people write besides the catalogue: pages, styles, notebooks."""
    docs, notebooks = Path(config.docs_dir), Path(config.config_file_path).parent / "notebooks"
    found = [path for path in sorted(docs.iterdir()) if path.name not in {*FOLDER, "index.md"} and path.name[0] != "."]
    return [*found, *([notebooks] if notebooks.is_dir() else [])]


def _catalogue_folder(config: MkDocsConfig) -> Path:
    named = os.environ.get(AKAR_KATALOG)
    return Path(named) if named else Path(config.config_file_path).parent / "sops"


def _stop(message: str) -> StoppedError:
    """Say why on stderr: a build ends without a word on Abort."""
    print(message, file=sys.stderr)
    return StoppedError("")
