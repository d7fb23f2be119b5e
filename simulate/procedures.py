"""What a simulation takes from the catalogue: one procedure with its flow, its durations and its positions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from katalog.derivation import derive, role_index

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from katalog.catalogue import Dokumen, Katalog
    from katalog.checking import Telaah
    from katalog.conventions import Cocok
    from katalog.derivation import Turunan
    from katalog.durations import Durasi
    from katalog.flow import Alur
    from katalog.model import SOP


@dataclass(frozen=True, slots=True)
class Prosedur:
    """One SOP as the simulation sees it.

    Attributes:
        id: `<opd>/<slug>`.
        opd: The office.
        sop: The document.
        alur: Its flow.
        durasi: The printed duration of each step, in the order of `sop.langkah`.
        total: The printed total.
        cocok: Which convention makes the sum of the steps the printed total.
        peran: The role of each key of `pelaksana`: `<opd>/<jabatan>`.
        nama_peran: What each role is called.
        jabatan: The position of each role, for look-ups in a scenario.
        opd_lama: Keys that the office had before.
    """

    id: str
    opd: str
    sop: SOP
    alur: Alur
    durasi: tuple[Durasi, ...]
    total: Durasi
    cocok: Cocok
    peran: Mapping[str, str]
    nama_peran: Mapping[str, str]
    jabatan: Mapping[str, str]
    opd_lama: tuple[str, ...] = ()


def procedure(telaah: Telaah, id_sop: str) -> Prosedur:
    """Return one SOP of a catalogue; raises KeyError where there is none.

    A printed role that the references know is the position, so that all SOPs of an office share its people. One that
    they do not know goes by its own key, and two columns of one SOP that are the same position (two heads of section)
    are two roles.
    """
    return _made(telaah.katalog, telaah.katalog[id_sop], telaah.turunan[id_sop])


def _made(katalog: Katalog, dokumen: Dokumen, turunan: Turunan) -> Prosedur:
    known = [key for key in turunan.jabatan.values() if key is not None]
    own_keys = {kolom for kolom, position in turunan.jabatan.items() if position is None}
    jabatan: dict[str, str] = {}
    peran: dict[str, str] = {}
    nama: dict[str, str] = {}
    for kolom, tercetak in dokumen.sop.pelaksana:
        position = turunan.jabatan.get(kolom)
        shared = position is not None and known.count(position) == 1 and position not in own_keys
        own = position if shared else kolom
        role = f"{dokumen.opd}/{own}"
        peran[kolom] = role
        jabatan[role] = position or kolom
        entry = katalog.acuan.jabatan.get(position) if position else None
        nama[role] = entry.nama if entry is not None and own == position else tercetak
    known_office = katalog.acuan.opd.get(dokumen.opd)
    return Prosedur(
        dokumen.id,
        dokumen.opd,
        dokumen.sop,
        turunan.alur,
        turunan.durasi,
        turunan.total,
        turunan.cocok,
        peran,
        nama,
        jabatan,
        known_office.id_lama if known_office else (),
    )


def all_procedures(telaah: Telaah) -> dict[str, Prosedur]:
    """Return every SOP of a catalogue by its id."""
    return {dokumen.id: procedure(telaah, dokumen.id) for dokumen in telaah.katalog.dokumen}


def former_names(semua: Iterable[Prosedur]) -> dict[str, set[str]]:
    """Return the present names of SOPs and offices by each id or key that they had before."""
    found: dict[str, set[str]] = {}
    for one in semua:
        for now, before in ((one.id, one.sop.id_lama), (one.opd, one.opd_lama)):
            for old in before:
                found.setdefault(old, set()).add(now)
    return found


def unchecked_procedures(katalog: Katalog) -> dict[str, Prosedur]:
    """Return the same of a catalogue that was checked elsewhere."""
    roles = role_index(katalog.acuan)
    return {one.id: _made(katalog, one, derive(one, katalog.acuan, roles)) for one in katalog.dokumen}
