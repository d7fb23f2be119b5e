"""What the files of an SOP, and those of a process, are made from, as digests: the same things, the same files.

A digest covers more than the files show rather than less; `tests/test_page_inputs.py` changes every kind of thing that
a catalogue holds, and compares what is made anew for it with a catalogue made from nothing.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from katalog.render.status_words import status_mark, told_apart
from katalog.render.views import regulation_name, successor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.index import Tautan
    from katalog.replay_record import CatatanPutar
    from katalog.simulation_record import CatatanSimulasi


class Bahan:
    """Digests of what the files of one analysed catalogue are made from."""

    def __init__(
        self,
        telaah: Telaah,
        read: Callable[[str], bytes],
        simulasi: Mapping[str, CatatanSimulasi],
        putar: Mapping[str, CatatanPutar],
    ) -> None:
        self._telaah, self._read, self._simulasi, self._putar = telaah, read, simulasi, putar
        acuan = telaah.katalog.acuan
        self._acuan = _digest(map(repr, (acuan.opd, acuan.peraturan, acuan.proses, acuan.jabatan, acuan.istilah)))
        self._known: dict[str, str] = {}

    def sop(self, document: Dokumen) -> str:
        """Return the digest for the files of one SOP."""
        if document.id not in self._known:
            self._known[document.id] = _digest(self._of_sop(document))
        return self._known[document.id]

    def proses(self, kunci: str) -> str:
        """Return the digest for the files of one process: its page, its pairs, its workbook."""
        katalog, ids = self._telaah.katalog, self._telaah.indeks.menurut_proses.get(kunci, ())
        ended = [
            (one.id, one.sop.nama, status_mark(one.sop)) for one in katalog.tidak_berlaku_menurut_proses.get(kunci, ())
        ]
        members = (part for one in ids for part in (one, self.sop(katalog[one])))
        return _digest((self._acuan, kunci, repr(ended), *members))

    def _of_sop(self, document: Dokumen) -> Iterator[str | bytes]:
        """Yield everything that the files of an SOP say, or say differently for: all else follows from these."""
        telaah, sop = self._telaah, document.sop
        yield self._acuan
        yield document.id
        yield self._read(document.berkas)
        for old in telaah.katalog.versi.get(document.id, {}).values():
            yield old.id
            yield self._read(old.berkas)
        yield repr(telaah.temuan_sop[document.id])
        yield repr(sop.sumber.berkas in telaah.katalog.sumber)
        yield repr(sum(other != document.id for other in telaah.indeks.menurut_proses.get(sop.proses, ())))
        links = (*telaah.indeks.keterkaitan[document.id], *telaah.indeks.keterangan[document.id].values())
        yield repr((telaah.indeks.keterkaitan[document.id], dict(telaah.indeks.keterangan[document.id])))
        yield repr([self._named(one) for one in self._linked(document, links)])
        yield repr([(key, regulation_name(telaah, key)) for key in self._cited(document, links)])
        for record in (self._simulasi.get(document.id), self._putar.get(document.id)):
            yield record.model_dump_json() if record is not None else "-"

    def _named(self, one: str) -> tuple[str | None, ...]:
        other = self._telaah.katalog[one].sop
        return one, other.nama, told_apart(other), status_mark(other)

    def _linked(self, document: Dokumen, links: Iterable[Tautan]) -> list[str]:
        """Return the SOPs whose names the page says."""
        newer = successor(self._telaah, document)
        named = {newer.id if newer else None, *(link.sop for link in links)}
        return sorted(one for one in named if one and one in self._telaah.katalog.menurut_id)

    def _cited(self, document: Dokumen, links: Iterable[Tautan]) -> list[str]:
        """Return the regulations whose names may come from another SOP's citation: those that are not registered."""
        bases = self._telaah.turunan[document.id].dasar_hukum
        named = {rujukan.kunci for basis in bases for rujukan in basis.rujukan} | {link.peraturan for link in links}
        return sorted(key for key in named if key and key not in self._telaah.katalog.acuan.peraturan)


def _digest(parts: Iterable[str | bytes]) -> str:
    """Return a digest of parts, each after its length: no two lists of parts run together into one."""
    digest = blake2b(digest_size=16)
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()
