"""P1xx: rules that compare an SOP with those of other offices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from katalog.comparison.words import split
from katalog.findings import Temuan, Tingkat
from katalog.naming import words
from katalog.rules.base import AturanSOP, Konteks
from katalog.rules.law import foreign_organisations
from katalog.rules.offices import is_own, own_names
from katalog.rules.phrases import enumerate_words, quote
from katalog.rules.roles import foreign_lanes, foreign_titles
from katalog.rules.websites import foreign_websites, step_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.positions import Jalur
    from katalog.references import OPD

_MAKS_CIRI: Final = 4
"""Words that give a copy away and are told; of more, how many."""
_KOTAK: Final = ("kualifikasi_pelaksana", "peralatan", "peringatan", "pencatatan")


class SalinanBelumDisesuaikan(AturanSOP):
    """Hampir sama dengan SOP OPD lain dan memuat kata yang menunjuk OPD lain.

    SOP yang sama di beberapa OPD itu wajar, malah sering dianjurkan; kesamaan saja tidak dilaporkan. Yang dilaporkan
    ialah SOP yang langkah-langkahnya hampir sama dengan SOP OPD lain dan masih memuat kata dari luar: nama OPD atau
    daerah lain, situs OPD lain, sebutan jabatan dari jenis OPD lain, atau dasar hukum organisasi OPD lain. Naskahnya
    mungkin disalin dan belum seluruhnya disesuaikan, jadi bagian lain pun patut diperiksa.

    Yang dibandingkan ialah kegiatan, kelengkapan, dan output semua langkah dalam proses yang sama. Aturan ini tidak
    mengatakan siapa menyalin dari siapa: keduanya dapat berasal dari naskah ketiga.

    Perbaikan: Ganti kata-kata itu dengan milik OPD sendiri, lalu baca bagian lain dengan pertanyaan yang sama.

    LULUS::

        # sops/dinkes-kota-tangerang/pengumpulan-data-kinerja.yaml
        kualifikasi_pelaksana: [Memahami tugas dan fungsi Dinas Kesehatan]

        # sops/dp3ap2kb-kota-tangerang/pengumpulan-data-kinerja.yaml
        kualifikasi_pelaksana: [Memahami tugas dan fungsi DP3AP2KB]

    GAGAL::

        # sops/dinkes-kota-tangerang/pengumpulan-data-kinerja.yaml
        kualifikasi_pelaksana: [Memahami tugas dan fungsi Dinas Kesehatan]

        # sops/dp3ap2kb-kota-tangerang/pengumpulan-data-kinerja.yaml
        kualifikasi_pelaksana: [Memahami tugas dan fungsi Dinas Kesehatan]
    """

    kode = "P101"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look for giveaway words where another office's SOP of the process is nearly the same."""
        opd = konteks.opd
        twins = konteks.indeks.serupa.get(konteks.dokumen.id, ())
        if opd is None or not twins:
            return
        others = [other for twin in twins if (other := konteks.acuan.opd.get(twin.sop.partition("/")[0])) is not None]
        clues: dict[str, tuple[str, list[Jalur]]] = {}
        for jalur, word in _clues(konteks, opd, others):
            clues.setdefault(" ".join(words(word)), (word, []))[1].append(jalur)
        if not clues:
            return
        nearest = twins[0]
        office = konteks.acuan.opd.get(nearest.sop.partition("/")[0])
        name = office.singkatan if office else nearest.sop.partition("/")[0]
        told = [f"{quote(word)} pada {_places(konteks, paths)}" for word, paths in clues.values()]
        more = len(told) - _MAKS_CIRI
        if more > 0:
            told = [*told[:_MAKS_CIRI], f"{more} lainnya"]
        yield self.finding(
            konteks,
            next(iter(clues.values()))[1][0],
            f"Langkah-langkahnya {int(nearest.kemiripan * 100)} % sama dengan SOP {name}, dan ada kata yang menunjuk "
            f"OPD lain: {enumerate_words(told)}.",
            "SOP yang sama itu wajar; sesuaikan kata-kata itu dengan OPD sendiri, lalu periksa bagian lainnya.",
        )


def _clues(konteks: Konteks, opd: OPD, others: list[OPD]) -> Iterator[tuple[Jalur, str]]:
    """Yield words that give a copy away, with their place; what other rules look for is asked of them."""
    for jalur, office in foreign_websites(konteks, opd):
        yield jalur, office
    for key, name, _, _ in foreign_lanes(konteks, opd):
        yield ("pelaksana", key), name
    for jalur, title, _ in foreign_titles(konteks, opd):
        yield jalur, title.teks
    for tempat, office in foreign_organisations(konteks, opd):
        yield tempat.jalur, office
    yield from _names(konteks, opd, others)


def _names(konteks: Konteks, opd: OPD, others: list[OPD]) -> Iterator[tuple[Jalur, str]]:
    """Yield where the texts name an office with the same SOP, or its region, that is not the SOP's own."""
    regions = {words(other.daerah.nama) for other in others} - {words(opd.daerah.nama)}
    offices = {name for other in others for name in own_names(other) if not is_own(name, opd)}
    foreign = sorted(offices | regions, key=lambda name: (-len(name), name))
    if not foreign:
        return
    for jalur, text in _texts(konteks):
        pieces = [(key, piece) for key, piece in split(text) if key != "dan"]  # names of offices come without it
        said = tuple(key for key, _ in pieces)
        for name in foreign:
            at = next((at for at in range(len(said)) if said[at : at + len(name)] == name), None)
            if at is not None:
                yield jalur, "".join(piece for _, piece in pieces[at : at + len(name)]).strip(" ,.;:()")
                break


def _texts(konteks: Konteks) -> Iterator[tuple[Jalur, str]]:
    yield from step_texts(konteks)
    for key in _KOTAK:
        for at, text in enumerate(getattr(konteks.dokumen.sop, key)):
            yield (key, at), text


def _places(konteks: Konteks, paths: list[Jalur]) -> str:
    return enumerate_words(dict.fromkeys(_place(konteks, jalur) for jalur in paths))


def _place(konteks: Konteks, jalur: Jalur) -> str:
    match jalur:
        case ("langkah", int(at), *_):
            return f"langkah {konteks.dokumen.sop.langkah[at].urut}"
        case ("pelaksana", *_):
            return "kolom pelaksana"
        case (str(key), int(at), *_):
            return f"{key.replace('_', ' ')} butir {at + 1}"
        case _:
            return ".".join(map(str, jalur))


COMPARISON_RULES: tuple[type[AturanSOP], ...] = (SalinanBelumDisesuaikan,)
"""The rules that compare, by code."""
