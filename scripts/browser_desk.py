"""What the browser's worker calls: an office is opened, and questions in JSON are answered in JSON, piece by piece.

It stands where a command stands, above the simulation and the words for it. Nothing here raises for what a user did:
such an answer has `jenis` "galat" and one message.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from katalog.loading import load_catalogue
from katalog.render.what_if_words import changes, shown
from simulate.piecemeal import Kemajuan
from simulate.procedures import unchecked_procedures
from simulate.scenario_file import SkenarioError
from simulate.what_if_session import Kantor, Pertanyaan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.simulation_record import CatatanSimulasi

DISEBUT: Final = 3
"""Most faults that are said at once."""


class Meja:
    """One office at which questions are asked."""

    def __init__(self, akar: Path, folder: Path) -> None:
        self._katalog = load_catalogue(akar)
        self._kantor = Kantor(unchecked_procedures(self._katalog), folder)

    def usual(self, id_sop: str) -> str:
        """Return what the default scenario assumes for an SOP."""
        return json.dumps(self._kantor.usual(id_sop))

    def ask(self, pertanyaan: str) -> Iterator[str]:
        """Yield how far the answer is, and its stages."""
        try:
            asked = _question(pertanyaan)
            dokumen = self._katalog[asked.sop]
            for piece in self._kantor.ask(asked):
                if isinstance(piece, Kemajuan):
                    yield _said("kemajuan", **asdict(piece))
                    continue
                yield _said(
                    "jawaban",
                    akhir=piece.akhir,
                    utuh=piece.catatan.ulangan == asked.ulangan,
                    hasil=shown(piece.catatan, dokumen),
                    perubahan=changes(piece.perbandingan) if piece.perbandingan else None,
                    naskah=asked.naskah,
                    catatan=_printed(piece.catatan) if piece.akhir else None,
                )
        except SkenarioError as error:
            yield _said("galat", pesan=_faults(error))

    def trail(self, pertanyaan: str, nomor: int) -> str:
        """Return the way of one case."""
        try:
            return _said("jejak", **asdict(self._kantor.trail(_question(pertanyaan), nomor)))
        except SkenarioError as error:
            return _said("galat", pesan=_faults(error))


def open_office(berkas: str, folder: str) -> Meja:
    """Lay the office's files out as a catalogue, and open it.

    Args:
        berkas: The texts of the files as JSON, by their place in the catalogue.
        folder: An empty folder.
    """
    akar = Path(folder) / "sops"
    for name, text in json.loads(berkas).items():
        path = akar / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Meja(akar, Path(folder))


def _question(naskah: str) -> Pertanyaan:
    return Pertanyaan(**json.loads(naskah))


def _faults(error: SkenarioError) -> str:
    said = [f"{one.pesan} {one.bantuan or ''}".strip() for one in error.temuan[:DISEBUT]]
    more = len(error.temuan) - DISEBUT
    return " ".join([*said, f"(dan {more} kesalahan lain)"] if more > 0 else said)


def _printed(catatan: CatatanSimulasi) -> str:
    """Return a record as `sop simulasi --format json` prints it."""
    return json.dumps(catatan.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def _said(jenis: str, **isi: Any) -> str:
    return json.dumps({"jenis": jenis, **isi})
