"""How much of the form an SOP fills: every part of it as filled, inferred by the transcriber, unreadable, or empty.

The parts are those of the form of PermenPANRB 35/2012. Two may rightly stay empty and are not counted: the date of
revision of an SOP that was never revised, and the column Keterangan. Of the dates of effect and of approval, offices
print either; rank and NIP are not asked of heads of a region.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from katalog.rules.nip import needs_nip
from katalog.rules.phrases import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from katalog.model import SOP, Catatan, Langkah

_KOTAK: Final = {
    "dasar_hukum": "Dasar hukum",
    "kualifikasi_pelaksana": "Kualifikasi pelaksana",
    "keterkaitan": "Keterkaitan",
    "peralatan": "Peralatan/Perlengkapan",
    "peringatan": "Peringatan",
    "pencatatan": "Pencatatan dan Pendataan",
}
_KOLOM: Final = {
    "kegiatan": "Kegiatan",
    "pelaksana": "Pelaksana",
    "mutu_baku.kelengkapan": "Kelengkapan",
    "mutu_baku.waktu": "Waktu",
    "mutu_baku.output": "Output",
}


class Keadaan(StrEnum):
    """What is known of one part of the form; the order is from good to bad."""

    TERISI = "terisi"
    DISIMPULKAN = "disimpulkan"
    TIDAK_TERBACA = "tidak_terbaca"
    KOSONG = "kosong"

    @property
    def keterangan(self) -> str:
        """The word, for readers."""
        return _KEADAAN[self]


_KEADAAN: Final = {
    Keadaan.TERISI: "terisi",
    Keadaan.DISIMPULKAN: "disimpulkan penyalin",
    Keadaan.TIDAK_TERBACA: "tidak terbaca pada salinan",
    Keadaan.KOSONG: "kosong",
}
_DARI_BAIK: Final = tuple(Keadaan)


@dataclass(frozen=True, slots=True)
class Isian:
    """One part of the form.

    `bidang` is its field; a column of the steps goes by its name alone ("mutu_baku.output"). Of a column `langkah`
    holds the printed numbers of the steps that make it what it is, where it is anything but filled.
    """

    bidang: str
    nama: str
    keadaan: Keadaan
    langkah: tuple[int, ...] = ()
    juga: tuple[tuple[Keadaan, tuple[int, ...]], ...] = ()
    """Of a column: the steps where it is not filled either, in a better state than the worst."""


def form_parts(sop: SOP) -> tuple[Isian, ...]:
    """Return every part of the form that is asked of this SOP, in the order of the form."""
    return tuple(_parts(sop, _Catatan(sop)))


class _Catatan:
    """What the transcriber noted, by field."""

    def __init__(self, sop: SOP) -> None:
        self._inferred = _fields(sop.disimpulkan)
        self._unreadable = _fields(sop.tidak_terbaca)

    def state(self, bidang: str, *, filled: bool) -> Keadaan:
        """Return what is known of one field."""
        if filled:
            return Keadaan.DISIMPULKAN if bidang in self._inferred else Keadaan.TERISI
        return Keadaan.TIDAK_TERBACA if _under(bidang, self._unreadable) else Keadaan.KOSONG

    def whole(self, bidang: str, *, filled: bool) -> Keadaan:
        """Return what is known of a field that is one value: where a note says so, what can be read is but a part."""
        if filled and bidang in self._unreadable:
            return Keadaan.TIDAK_TERBACA
        return self.state(bidang, filled=filled)


def _fields(catatan: Iterable[Catatan]) -> frozenset[str]:
    return frozenset(note.bidang for note in catatan)


def _under(bidang: str, noted: frozenset[str]) -> bool:
    """Tell whether a field, or something that it is part of, is noted."""
    parts = bidang.split(".")
    return any(".".join(parts[:length]) in noted for length in range(1, len(parts) + 1))


def _parts(sop: SOP, catatan: _Catatan) -> Iterator[Isian]:
    def single(nama: str, *fields: tuple[str, str | object | None]) -> Isian:
        """Take the best of some fields, any of which is enough; the first gives its name."""
        states = [catatan.whole(bidang, filled=value is not None and value != "") for bidang, value in fields]
        return Isian(fields[0][0], nama, min(states, key=_DARI_BAIK.index))

    yield single("Nama satuan kerja", ("satuan_kerja", _said(sop.satuan_kerja)))
    yield single("Nomor SOP", ("nomor", _said(sop.nomor)))
    yield single("Tanggal pembuatan", ("tanggal_pembuatan", sop.tanggal_pembuatan))
    yield single(
        "Tanggal pengesahan atau tanggal efektif",
        ("tanggal_pengesahan", sop.tanggal_pengesahan),
        ("tanggal_efektif", sop.tanggal_efektif),
    )
    front, end = sop.disahkan_oleh, sop.mengetahui
    yield single("Jabatan pejabat yang mengesahkan", ("disahkan_oleh.jabatan", _said(front.jabatan) if front else None))
    officials = [(key, official) for key, official in (("disahkan_oleh", front), ("mengetahui", end)) if official]
    asked = {"nama": "Nama pejabat yang mengesahkan"}
    if all(needs_nip(official.jabatan) for _, official in officials):
        asked |= {"pangkat": "Pangkat pejabat yang mengesahkan", "nip": "NIP pejabat yang mengesahkan"}
    for field, nama in asked.items():
        printed = [(f"{key}.{field}", _said(getattr(official, field))) for key, official in officials]
        yield single(nama, *(printed or [(f"disahkan_oleh.{field}", None)]))
    yield single("Nama SOP", ("nama", _said(sop.nama)))
    for field, nama in _KOTAK.items():
        yield Isian(field, nama, _box(field, getattr(sop, field), catatan))
    for field, nama in _KOLOM.items():
        yield _column(field, nama, sop.langkah, catatan)


def _said(text: str | None) -> str | None:
    return None if is_blank(text) else text


def _box(field: str, items: tuple[str, ...], catatan: _Catatan) -> Keadaan:
    """Return what is known of a box: the best of its items, or why it has none."""
    own = catatan.state(field, filled=any(not is_blank(item) for item in items))
    if own is not Keadaan.TERISI:
        return own
    states = [catatan.state(f"{field}.{n}", filled=True) for n, item in enumerate(items, 1) if not is_blank(item)]
    return min(states, key=_DARI_BAIK.index)


def _column(field: str, nama: str, steps: tuple[Langkah, ...], catatan: _Catatan) -> Isian:
    """Return what is known of a column: the worst of its cells, and the steps where they are so."""
    states = {step.urut: catatan.state(f"langkah.{step.urut}.{field}", filled=_cell(step, field)) for step in steps}
    worst = max(states.values(), key=_DARI_BAIK.index)
    if worst is Keadaan.TERISI:
        return Isian(field, nama, worst)
    steps_by_state = {
        one: tuple(urut for urut, state in states.items() if state is one)
        for one in _DARI_BAIK
        if one is not Keadaan.TERISI
    }
    own = steps_by_state.pop(worst)
    return Isian(field, nama, worst, own, tuple((one, found) for one, found in steps_by_state.items() if found))


def _cell(step: Langkah, field: str) -> bool:
    """Tell whether a cell is filled, as the rules A105, B110 and W102 see it."""
    quality = step.mutu_baku
    match field:
        case "mutu_baku.waktu":
            return quality.waktu_bersama is not None or not is_blank(quality.waktu)
        case "mutu_baku.kelengkapan":
            return quality.kelengkapan is not None
        case "mutu_baku.output":
            return quality.output is not None
        case "pelaksana":
            return bool(step.pelaksana)
        case _:
            return not is_blank(step.kegiatan)
