"""Write the generated pages below `docs/`: only what changed, and nothing that is no longer generated stays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from katalog.checking import analyse
from katalog.findings import Tingkat, has_errors
from katalog.report.text import to_text
from katalog.site import FOLDER, site_groups
from scripts.made_pages import CATATAN, lies_unchanged, read_note, write_note
from scripts.page_workers import Bersama, make_together
from scripts.reading_store import read_catalogue
from scripts.sources import SourceReader, from_here

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from katalog.checking import Telaah
    from katalog.findings import Temuan
    from katalog.replay_record import CatatanPutar
    from katalog.simulation_record import BebanKantor, CatatanSimulasi
    from katalog.site import Kelompok
    from scripts.made_pages import Dibuat


class CatalogueError(Exception):
    """The catalogue has a `galat`; `report` says all of them, for people."""

    def __init__(self, report: str) -> None:
        super().__init__(report)
        self.report = report


def generate(
    akar: Path,
    docs: Path,
    *,
    simulasi: Callable[[Telaah], Mapping[str, CatatanSimulasi]] | None = None,
    beban: Callable[[Telaah], Mapping[str, BebanKantor]] | None = None,
    paket: int | None = None,
    putar: Callable[[Telaah, Mapping[str, CatatanSimulasi]], Mapping[str, CatatanPutar]] | None = None,
) -> int:
    """Generate every page of the catalogue `akar` into `docs`; returns how many files were written.

    `simulasi` is asked for the records by the id of their SOP, once the catalogue is known to have no `galat`;
    without it the site says of each SOP that it was not simulated. `beban` is asked likewise for the loads by the key
    of their office, and `putar`, with the records, for the cases to be played again. `paket` is the size of Python for
    the browser, None where the site is built without. A note in `docs` remembers what the pages of each SOP and each
    process were made from: those of which nothing has changed are not made again.

    Raises CatalogueError, before anything is written, where the catalogue has a `galat`, and
    NotADirectoryError where `akar` is no folder.
    """
    telaah = analyse(read_catalogue(akar))
    source = SourceReader(akar)
    if has_errors(telaah.temuan):
        raise CatalogueError(grave_report(telaah.temuan, akar))
    records, loads = simulasi(telaah) if simulasi else {}, beban(telaah) if beban else {}
    replays = putar(telaah, records) if putar else {}
    before = read_note(docs / CATATAN)
    made: dict[str, Dibuat] = {}
    stale: list[Kelompok] = []
    written = 0
    for group in site_groups(telaah, source.read, records, loads, paket, replays):
        known = before.get(group.nama)
        if known is None or known.bahan != group.bahan or not lies_unchanged(docs, known):
            stale.append(group)
        else:
            made[group.nama] = known
    for name, group_made, count in make_together(stale, Bersama(akar, docs, telaah, records, replays)):
        made[name] = group_made
        written += count
    current: dict[str, str] = {}
    for group_name, one in made.items():
        for name in one.berkas:
            if current.setdefault(name, group_name) != group_name:
                raise ValueError(f"two pages at {name}")
    _remove_stale(docs, frozenset(current))
    write_note(docs / CATATAN, {name: made[name] for name in sorted(made) if made[name].bahan})
    return written


def grave_report(findings: Iterable[Temuan], akar: Path) -> str:
    """Say every `galat` among the findings, for people."""
    grave = tuple(temuan for temuan in findings if temuan.tingkat is Tingkat.GALAT)
    return to_text(from_here(grave, akar), SourceReader(Path()).line)


def _remove_stale(docs: Path, current: frozenset[str]) -> None:
    for folder in FOLDER:
        for path in sorted((docs / folder).rglob("*"), reverse=True):
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.relative_to(docs).as_posix() not in current:
                path.unlink()
