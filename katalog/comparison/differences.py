"""Two SOPs, compared in everything that the form holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from katalog.citations import short_name
from katalog.comparison.alignment import align
from katalog.comparison.clones import resemblance, shingles
from katalog.comparison.fields import compare_items, compare_text, compare_time, unreadable
from katalog.comparison.record import (
    BedaHukum,
    BedaIsi,
    BedaKotak,
    BedaLangkah,
    ButirHukum,
    Jenis,
    Perbandingan,
    Pihak,
    WaktuRealistis,
)
from katalog.comparison.similarity import Ciri, features, role_keys, weights
from katalog.comparison.summary import summarise
from katalog.conventions import KALENDER
from katalog.derivation import region
from katalog.durations import Durasi, format_parts, sum_parts
from katalog.naming import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from katalog.catalogue import Acuan, Dokumen
    from katalog.comparison.alignment import Blok
    from katalog.comparison.clones import Rangkaian
    from katalog.derivation import Turunan
    from katalog.flow import Panah
    from katalog.model import Langkah
    from katalog.references import OPD
    from katalog.simulation_record import CatatanSimulasi

KOTAK: Final = ("kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan")
"""The boxes of the form that hold items."""
KOLOM: Final = ("pelaksana", "kegiatan", "kelengkapan", "waktu", "output", "keterangan", "arah", "mulai_selesai")
"""What is compared of each step, in this order."""


@dataclass(frozen=True)
class Sisi:
    """One SOP with what follows from it; `catatan` is its simulation, where there is one.

    `sebutan` is what it is called where the office does not tell the two sides apart: "versi lama".
    """

    dokumen: Dokumen
    turunan: Turunan
    opd: OPD | None
    catatan: CatatanSimulasi | None = None
    sebutan: str | None = None

    @property
    def nama_opd(self) -> str:
        """The office's short name, its folder's where it is not registered; `sebutan` where there is one."""
        if self.sebutan is not None:
            return self.sebutan
        return self.opd.singkatan if self.opd else self.dokumen.opd

    @cached_property
    def ciri(self) -> tuple[Ciri, ...]:
        """What is compared of each step."""
        return tuple(features(self.dokumen, self.turunan, step) for step in self.dokumen.sop.langkah)

    @cached_property
    def rangkaian(self) -> Rangkaian:
        """The runs of words of all steps."""
        return shingles(self.dokumen.sop)


def side(
    dokumen: Dokumen, turunan: Mapping[str, Turunan], acuan: Acuan, simulasi: Mapping[str, CatatanSimulasi]
) -> Sisi:
    """Return one SOP of a catalogue, ready to be compared."""
    return Sisi(dokumen, turunan[dokumen.id], acuan.opd.get(dokumen.opd), simulasi.get(dokumen.id))


def compare(a: Sisi, b: Sisi) -> Perbandingan:
    """Return in what two SOPs differ. Neither is taken as the model; any two may be compared, also one with itself."""
    left, right = a.ciri, b.ciri
    blocks = align(left, right, weights((left, right)))
    one, two = a.dokumen.sop, b.dokumen.sop
    law = compare_law(a, b)
    steps = tuple(_Pasangan(a, b, blocks).compare(block) for block in blocks)
    identity = (
        compare_text("nama", one.nama, two.nama),
        compare_text("judul", one.judul, two.judul),
    )
    boxes = tuple(BedaKotak(key, compare_items(key, getattr(one, key), getattr(two, key))) for key in KOTAK)
    total = compare_time("jumlah_waktu", a.turunan.total, b.turunan.total)
    lanes = _compare_lanes(a, b)
    found = Perbandingan(
        a=Pihak(a.dokumen.id, one.nama, a.nama_opd),
        b=Pihak(b.dokumen.id, two.nama, b.nama_opd),
        kemiripan=resemblance(a.rangkaian, b.rangkaian),
        ringkasan=(),
        konvensi=KALENDER.nama,
        identitas=identity,
        langkah=steps,
        pelaksana=lanes,
        dasar_hukum=law,
        kotak=boxes,
        jumlah_waktu=total,
        jumlah_langkah=compare_time("jumlah_langkah", _sum_of(a), _sum_of(b)),
        waktu_realistis=_simulated(a, b),
    )
    return summarise(found)


def _sum_of(side: Sisi) -> Durasi:
    parts = side.turunan.jumlah
    return Durasi(format_parts(parts) or None, parts)


def _simulated(a: Sisi, b: Sisi) -> WaktuRealistis | None:
    if a.catatan is None and b.catatan is None:
        return None
    times = [side.catatan.waktu if side.catatan else None for side in (a, b)]
    values = [(time.p50.nilai, time.p90.nilai) if time else (None, None) for time in times]
    return WaktuRealistis(*values[0], *values[1])


def _compare_lanes(a: Sisi, b: Sisi) -> tuple[BedaIsi, ...]:
    """Pair the printed roles of both by the position that they stand for."""
    right: dict[frozenset[str], list[str]] = {}
    for key, name in b.dokumen.sop.pelaksana:
        right.setdefault(role_keys(b.dokumen, b.turunan, (key,)), []).append(name)
    result = []
    for key, name in a.dokumen.sop.pelaksana:
        same = right.get(role_keys(a.dokumen, a.turunan, (key,)))
        other = same.pop(0) if same else None
        result.append(_same_role(name, other) if other else BedaIsi("pelaksana", Jenis.HANYA_A, name, None))
    rest = [name for names in right.values() for name in names]
    order = [name for _, name in b.dokumen.sop.pelaksana]
    return (
        *result,
        *(BedaIsi("pelaksana", Jenis.HANYA_B, None, name) for name in sorted(rest, key=order.index)),
    )


def _same_role(a: str, b: str) -> BedaIsi:
    """Return two titles of one position."""
    text = compare_text("pelaksana", a, b)
    return BedaIsi("pelaksana", Jenis.SETARA, a, b, text.potongan) if text.jenis is Jenis.BERBEDA else text


def law_items(side: Sisi) -> dict[str, ButirHukum]:
    """Return the regulations that an SOP cites, by key; words that are no citation go by themselves."""
    found: dict[str, ButirHukum] = {}
    for basis in side.turunan.dasar_hukum:
        first = basis.utama
        key = first.kunci if first else None
        if first is not None and key:
            sitasi = first.sitasi
            own = region(side.opd.daerah) if side.opd and first.disimpulkan else None
            name = short_name(sitasi.jenis, sitasi.daerah or own, sitasi.nomor, sitasi.tahun)
        else:
            name = basis.teks
        known = found.get(key or normalise(basis.teks))
        items = (*known.butir, basis.butir + 1) if known else (basis.butir + 1,)
        found[key or normalise(basis.teks)] = ButirHukum(key, known.nama if known else name, items)
    return found


def compare_law(a: Sisi, b: Sisi) -> BedaHukum:
    """Return which regulations both cite, and which only one does."""
    left, right = law_items(a), law_items(b)
    return BedaHukum(
        sama=tuple(item for key, item in left.items() if key in right),
        hanya_a=tuple(item for key, item in left.items() if key not in right),
        hanya_b=tuple(item for key, item in right.items() if key not in left),
    )


class _Pasangan:
    """Comparing the steps of one block; arrows are followed through the alignment."""

    def __init__(self, a: Sisi, b: Sisi, blocks: Sequence[Blok]) -> None:
        self.a, self.b = a, b
        left, right = (side.dokumen.sop.langkah for side in (a, b))
        self.counterpart: dict[int, frozenset[int]] = {}
        for block in blocks:
            for i in block.a:
                self.counterpart.setdefault(left[i].urut, frozenset(right[j].urut for j in block.b))

    def compare(self, block: Blok) -> BedaLangkah:
        """Return every column of the steps of a block."""
        left = [self.a.dokumen.sop.langkah[i] for i in block.a]
        right = [self.b.dokumen.sop.langkah[j] for j in block.b]
        return BedaLangkah(
            block.hubungan,
            tuple(step.urut for step in left),
            tuple(step.urut for step in right),
            round(block.kemiripan, 4),
            (
                self._roles(left, right),
                self._text("kegiatan", left, right),
                self._text("kelengkapan", left, right),
                self._time(block),
                self._text("output", left, right),
                self._text("keterangan", left, right),
                self._arrows(left, right),
                compare_text("mulai_selesai", ends(left), ends(right)),
            ),
        )

    def _text(self, bidang: str, left: Sequence[Langkah], right: Sequence[Langkah]) -> BedaIsi:
        one, two = words_of(bidang, left), words_of(bidang, right)
        if _unreadable(self.a, left, bidang) or _unreadable(self.b, right, bidang):
            return unreadable(bidang, one, two)
        return compare_text(bidang, one, two)

    def _time(self, block: Blok) -> BedaIsi:
        one = joined_time(self.a, block.a)
        two = joined_time(self.b, block.b)
        return compare_time("waktu", one, two)

    def _roles(self, left: Sequence[Langkah], right: Sequence[Langkah]) -> BedaIsi:
        one, two = role_words(self.a, left), role_words(self.b, right)
        if (one is None and _role_unreadable(self.a, left)) or (two is None and _role_unreadable(self.b, right)):
            return unreadable("pelaksana", one, two)
        text = compare_text("pelaksana", one, two)
        if text.jenis is not Jenis.BERBEDA:
            return text
        keys = [
            frozenset().union(*(role_keys(side.dokumen, side.turunan, step.pelaksana) for step in steps))
            for side, steps in ((self.a, left), (self.b, right))
        ]
        kind = Jenis.SETARA if keys[0] == keys[1] else Jenis.BERBEDA
        return BedaIsi("pelaksana", kind, one, two, text.potongan)

    def _arrows(self, left: Sequence[Langkah], right: Sequence[Langkah]) -> BedaIsi:
        """Compare where the steps lead; the plain next step is no difference, wherever it is."""
        one, two = ways_out(self.a, left), ways_out(self.b, right)
        from_a, from_b = arrow_words(one), arrow_words(two)
        if not left or not right or (not one and not two):
            return compare_text("arah", from_a, from_b)
        same = all(any(self._same_way(way, other) for other in two) for way in one) and all(
            any(self._same_way(way, other) for way in one) for other in two
        )
        kind = Jenis.SAMA if same else Jenis.BERBEDA
        if not same and (not from_a or not from_b):
            kind = Jenis.HANYA_A if from_a else Jenis.HANYA_B
        return BedaIsi("arah", kind, from_a, from_b)

    def _same_way(self, way: Arah, other: Arah) -> bool:
        if normalise(way.label or "") != normalise(other.label or ""):
            return False
        if way.ke is None or other.ke is None:
            return way.ke == other.ke and way.tampak == other.tampak
        return other.ke in self.counterpart.get(way.ke, frozenset())


@dataclass(frozen=True, slots=True)
class Arah:
    """A way out of a step that its document draws; `ke` None is the end, or what the document does not show."""

    label: str | None
    ke: int | None
    tampak: bool = True


def ways_out(side: Sisi, steps: Sequence[Langkah]) -> tuple[Arah, ...]:
    """Return the ways out of some steps; plain ones to the next step, or within the group, are left out."""
    flow = side.turunan.alur
    own = {step.urut for step in steps}
    following = dict(zip(flow.langkah, flow.langkah[1:], strict=False))

    def told(panah: Panah) -> bool:
        plain = panah.label is None and not panah.sejajar
        return not panah.tersirat and not (plain and (panah.ke in own or panah.ke == following.get(panah.dari)))

    result = [Arah(panah.label, panah.ke) for step in steps for panah in flow.keluar[step.urut] if told(panah)]
    return (*result, *(Arah(label, None, tampak=False) for urut, label in flow.tanpa_tujuan if urut in own))


def arrow_words(ways: Sequence[Arah]) -> str | None:
    """Say ways out: "Ya → langkah 6; Tidak → langkah 4"; None where there is nothing to say."""
    said = []
    for way in ways:
        target = "arah tidak tampak" if not way.tampak else "selesai" if way.ke is None else f"langkah {way.ke}"
        said.append(f"{way.label} → {target}" if way.label else f"→ {target}")
    return "; ".join(said) or None


def ends(steps: Sequence[Langkah]) -> str | None:
    """Say whether the procedure begins or ends in some steps, by their symbols."""
    said = [
        word
        for word, marked in (
            ("mulai", any(step.mulai for step in steps)),
            ("selesai", any(step.selesai for step in steps)),
        )
        if marked
    ]
    return " dan ".join(said) or None


def words_of(bidang: str, steps: Sequence[Langkah]) -> str | None:
    """Return one column of some steps, the texts of several joined, each once."""
    texts = [
        getattr(step, bidang) if bidang in {"kegiatan", "keterangan"} else getattr(step.mutu_baku, bidang)
        for step in steps
    ]
    return " + ".join(dict.fromkeys(text for text in texts if text)) or None


def role_words(side: Sisi, steps: Sequence[Langkah]) -> str | None:
    """Return the printed roles of some steps, each once; None where nobody is named."""
    names = side.dokumen.sop.nama_pelaksana
    return ", ".join(dict.fromkeys(names.get(key, key) for step in steps for key in step.pelaksana)) or None


def joined_time(side: Sisi, indexes: Sequence[int]) -> Durasi:
    """Return the time of some steps; that of several as their sum, where all can be read."""
    durations = [side.turunan.durasi[index] for index in indexes]
    if len(durations) == 1:
        return durations[0]
    texts = [durasi.teks for durasi in durations if durasi.teks]
    parts = sum_parts(durations) if durations and all(durasi.terukur for durasi in durations) else ()
    return Durasi(" + ".join(texts) or None, parts)


def _unreadable(side: Sisi, steps: Sequence[Langkah], bidang: str) -> bool:
    noted = {catatan.bidang for catatan in side.dokumen.sop.tidak_terbaca}
    return bool(noted) and any(
        f"langkah.{step.urut}{part}.{bidang}" in noted for step in steps for part in ("", ".mutu_baku")
    )


def _role_unreadable(side: Sisi, steps: Sequence[Langkah]) -> bool:
    return any(step.urut in side.dokumen.sop.pelaksana_tidak_terbaca for step in steps)
