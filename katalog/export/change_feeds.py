"""Feeds of what changed: one of the whole catalogue, and one of each office."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from katalog.export.atom_feed import Butir, atom_feed
from katalog.history import all_events
from katalog.render.history_pages import NAMA_PERISTIWA
from katalog.render.views import office

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from katalog.checking import Telaah
    from katalog.history import Peristiwa

BUTIR: Final = 50
"""Most changes in the feed of all offices."""
BUTIR_OPD: Final = 300
"""Most changes in the feed of one office: enough that an old SOP, copied only now, is among them."""


def change_feeds(telaah: Telaah) -> Iterator[tuple[str, bytes]]:
    """Yield the feeds with the newest changes: `perubahan/semua.atom`, and each office's `perubahan/opd/<opd>.atom`."""
    found = all_events(telaah.katalog)
    offices: dict[str, list[Peristiwa]] = defaultdict(list)
    for one in found:
        offices[telaah.katalog[one.sop].opd].append(one)
    yield "perubahan/semua.atom", _feed(telaah, "perubahan/semua", "Perubahan SOP", found[:BUTIR])
    for key in telaah.indeks.menurut_opd:
        name = office(telaah, key).singkatan
        own = offices[key][:BUTIR_OPD]
        yield f"perubahan/opd/{key}.atom", _feed(telaah, f"perubahan/opd/{key}", f"Perubahan SOP {name}", own)


def _feed(telaah: Telaah, nama: str, judul: str, found: Sequence[Peristiwa]) -> bytes:
    akar = "../" * nama.count("/")
    return atom_feed(nama, judul, f"{akar}perubahan/", _entries(telaah, akar, found))


def _entries(telaah: Telaah, akar: str, found: Sequence[Peristiwa]) -> list[Butir]:
    told: Counter[str] = Counter()
    entries = []
    for one in found:
        document = telaah.katalog[one.sop]
        key = f"{document.id_pertama}:{one.tanggal.isoformat()}:{one.jenis.value}"
        told[key] += 1
        why = f"Alasan: {one.alasan}" if one.alasan else None
        entries.append(
            Butir(
                id=key if told[key] == 1 else f"{key}:{told[key]}",
                judul=f"{NAMA_PERISTIWA[one.jenis]}: {document.sop.nama} ({office(telaah, document.opd).singkatan})",
                tanggal=one.tanggal,
                alamat=f"{akar}sop/{one.sop}/",
                isi=" ".join(filter(None, (one.uraian, why))),
            )
        )
    return entries
