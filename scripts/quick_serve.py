"""`mkdocs serve` with a large catalogue: an edited SOP is shown before the whole site is built again.

A session remembers what the last full build made: the analysed catalogue, and the engine's own state. Where nothing
but a few SOPs has changed since, those are read, checked and rendered alone, and their pages are built by the engine
as it built them before. What other pages say of them follows with the next full build, and the editor is told so.
"""

from __future__ import annotations

import gc
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkdocs.commands import build as engine
from mkdocs.exceptions import Abort
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.pages import Page

from katalog.checking import renew
from katalog.findings import has_errors
from katalog.loading import load_document
from katalog.site import sop_files
from scripts.alone import BusyError, alone, when_free
from scripts.generate import CatalogueError, grave_report
from scripts.made_pages import write_changed
from scripts.sources import SourceReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from katalog.checking import Telaah

PALING_BANYAK: Final = 20
"""Most SOPs that are built alone: with more, a full build is soon the shorter way."""
SUSUL_SEGERA: Final = 150
"""Most SOPs of a catalogue whose full build follows at once: it takes about half a minute."""

SIBUK_MENYAJIKAN: Final = (
    "Situs ini sedang dibangun oleh perintah lain; halaman yang tampil belum berubah. Perubahan tampil sendiri sesudah "
    "perintah itu selesai."
)
"""What the editor is told whose change cannot be built now."""
TAK_TERBACA: Final = (
    "SOP ini tidak terbaca sejak perubahan terakhir; halaman ini dari keadaan sebelumnya. Lihat pesan di terminal."
)
"""What stands on the pages of an SOP with a `galat`."""
TERHENTI: Final = (
    "Situs tidak dapat dibangun sejak perubahan terakhir; halaman ini dari keadaan sebelumnya. Lihat pesan di terminal."
)
"""What stands on every page where a full build has stopped."""


class StoppedError(Abort):
    """A build that ends before it has touched the site; why was said on stderr."""


Jejak = dict[str, tuple[int, int]]
"""When each file was changed, and its size."""


@dataclass
class EngineState:
    """What the engine made of the last full build."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment


class ServeSession:
    """What is remembered between the builds of one `mkdocs serve`."""

    def __init__(self, stamp: Path) -> None:
        self._stamp = stamp
        self._nav: Navigation | None = None
        self._watched: tuple[Path, ...] = ()
        self._seen: Jejak = {}
        self._waiting = self._stopped = False
        self._broken: frozenset[str] = frozenset()
        self.telaah: Telaah | None = None
        self.state: EngineState | None = None

    def begin(self, watched: Iterable[Path]) -> None:
        """A full build begins; the first of `watched` is the catalogue."""
        self.telaah = self.state = None
        gc.collect()  # the pages of the last one refer to each other, and this process hardly looks for that by itself
        self._watched = tuple(watched)
        self._seen = footprint(self._watched[:1])

    def navigated(self, nav: Navigation) -> None:
        """The engine has its navigation."""
        self._nav = nav

    def prepared(self, config: MkDocsConfig, files: Files, env: Environment) -> None:
        """The engine has read all pages."""
        if self._nav is not None:
            self.state = EngineState(config, files, self._nav, env)

    def finished(self) -> None:
        """A full build is done; what it wrote itself among the watched places is no change."""
        self._broken, self._stopped = frozenset(), False
        self._seen |= footprint(self._watched[1:])

    def builder(self, full: Callable[[], None], lock: Path) -> Callable[[], None]:
        """Return what the server calls on a change, instead of the builder `full`; `lock` keeps other builds away."""

        def build() -> None:
            try:
                with alone(lock):
                    shown = self.show_changes()
            except BusyError:
                print(SIBUK_MENYAJIKAN, file=sys.stderr)
                self.build_when_free(lock)
                return
            except CatalogueError as error:
                print(f"{error.report}\nHalaman yang terakhir tidak diubah.", file=sys.stderr)
                return
            if not shown:
                try:
                    full()
                except StoppedError:  # the server would let every page wait for the next build
                    self._stopped = True
            elif self.telaah is not None and len(self.telaah.katalog) <= SUSUL_SEGERA:
                print(f"{_named(shown)} sudah tampil; halaman lain sedang dibangun.", file=sys.stderr)
                self._ask()
            else:
                print(
                    f"{_named(shown)} sudah tampil, tanpa hasil simulasi. Daftar, temuan, perbandingan, jabatan, dan "
                    "pencarian masih seperti semula. Simpan mkdocs.yml untuk membangun semuanya.",
                    file=sys.stderr,
                )

        return build

    def notice(self, path: str) -> str | None:
        """Return what the page at a path has to say of its own state; None where it is up to date."""
        if any(f"/sop/{id_sop}/" in path for id_sop in self._broken):
            return TAK_TERBACA
        return TERHENTI if self._stopped else None

    def build_when_free(self, lock: Path) -> None:
        """Have the server build once more as soon as nobody holds the lock any longer."""
        if not self._waiting:
            self._waiting = True
            when_free(lock, self._free)

    def _free(self) -> None:
        self._waiting = False
        self._ask()

    def _ask(self) -> None:
        """Ask the server, which watches the stamp, for another build."""
        self._stamp.parent.mkdir(parents=True, exist_ok=True)
        self._stamp.touch()

    def show_changes(self) -> tuple[str, ...]:
        """Build the pages of the SOPs that have changed, and return their ids; none where all must be built.

        Raises CatalogueError, with nothing changed, where one of them has a `galat`.
        """
        telaah, state = self.telaah, self.state
        if telaah is None or state is None:
            return ()
        now = footprint(self._watched)
        changed = _changed_sops(self._seen, now, self._watched[0], telaah)
        if not 0 < len(changed) <= PALING_BANYAK:
            return ()
        akar = self._watched[0]
        self._seen = now
        read_anew = {id_sop: load_document(akar / f"{id_sop}.yaml", akar) for id_sop in changed}
        documents = {id_sop: document for id_sop, (document, _) in read_anew.items() if document}
        findings = {id_sop: met for id_sop, (_, met) in read_anew.items()}
        if len(documents) == len(changed):
            telaah = renew(telaah, documents, [temuan for met in findings.values() for temuan in met])
            findings = {id_sop: telaah.temuan_sop[id_sop] for id_sop in changed}
        faulty = {id_sop for id_sop in changed if has_errors(findings[id_sop])}
        self._broken = (self._broken - {*changed}) | faulty
        if faulty:
            raise CatalogueError(grave_report([temuan for met in findings.values() for temuan in met], akar))
        self.telaah = telaah
        read = SourceReader(akar).read
        files = {
            name: content for id_sop in changed for name, content in sop_files(telaah, telaah.katalog[id_sop], read)
        }
        write_changed(Path(state.config.docs_dir), files)
        _build(state, files)
        return changed


def footprint(watched: Iterable[Path]) -> Jejak:
    """Return the footprint of every file in or at the given places."""
    found: Jejak = {}
    for place in watched:
        for path in (place, *place.rglob("*")) if place.is_dir() else (place,):
            try:
                seen = path.stat()
            except OSError:
                continue
            if not path.is_dir():
                found[str(path)] = (seen.st_mtime_ns, seen.st_size)
    return found


def _changed_sops(before: Jejak, now: Jejak, akar: Path, telaah: Telaah) -> tuple[str, ...]:
    """Return the ids of the SOPs whose files have changed; none where anything else has, too."""
    if before.keys() != now.keys():
        return ()
    by_path = {str(akar / document.berkas): document.id for document in telaah.katalog.dokumen}
    changed = [path for path, mark in now.items() if before[path] != mark]
    if not all(path in by_path for path in changed):
        return ()
    return tuple(sorted(by_path[path] for path in changed))


def _build(state: EngineState, files: Mapping[str, bytes]) -> None:
    """Let the engine build the pages among these files, and copy the others."""
    pages = state.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
    for name in files:
        file = state.files.get_file_from_path(name)
        if file is None:
            continue
        if not file.is_documentation_page():
            file.copy_file()
            continue
        page = Page(None, file, state.config)
        engine._populate_page(page, state.config, state.files)  # noqa: SLF001 - the engine offers no other way
        engine._build_page(page, state.config, pages, state.nav, state.env)  # noqa: SLF001


def _named(changed: tuple[str, ...]) -> str:
    return changed[0] if len(changed) == 1 else f"{changed[0]} dan {len(changed) - 1} SOP lain"
