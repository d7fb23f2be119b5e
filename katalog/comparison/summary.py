"""In what two SOPs differ most, in a sentence or two."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from katalog.comparison.alignment import Hubungan
from katalog.comparison.phrases import capital, changed_span, field_name, listed, quoted, steps
from katalog.comparison.record import Jenis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from katalog.comparison.record import BedaIsi, BedaLangkah, ButirHukum, Perbandingan, Pihak

_RINCI: Final = 6
"""Differences that are told; of more, only how many more there are."""
_SEBUT: Final = 2
"""Steps or regulations of one kind that are told one by one."""
_SEDIKIT: Final = 0.3
"""Where less of the longer SOP than this has a counterpart, that comes first."""
_UTAMA: Final = ("kegiatan", "pelaksana", "waktu", "arah")
_LAIN: Final = ("output", "kelengkapan", "keterangan", "mulai_selesai")


def summarise(found: Perbandingan) -> Perbandingan:
    """Return the comparison with its summary."""
    return replace(found, ringkasan=tuple(_sentences(found)))


def _sentences(found: Perbandingan) -> Iterator[str]:
    if found.berkas_sama:
        yield "Keduanya SOP yang sama, jadi tidak ada yang berbeda."
        return
    paired = [step for step in found.langkah if step.a and step.b]
    counted = [sum(len(side) for side in sides) for sides in zip(*((s.a, s.b) for s in found.langkah), strict=True)]
    if len(paired) < _SEDIKIT * max(counted):
        how = f"hanya {len(paired)} yang sepadan" if paired else "tidak satu pun sepadan"
        yield (
            f"Langkah kedua SOP umumnya lain: dari {counted[0]} langkah pada {name(found.a, found)} dan "
            f"{counted[1]} langkah pada {name(found.b, found)}, {how}."
        )
        rest = list(_documents(found))
        if rest:
            yield f"{capital(_told(rest))} juga berbeda." if len(rest) < 2 else f"Berbeda juga: {_told(rest)}."
        return
    same = list(_same(found, paired))
    differences = [*_structure(found), *_columns(found, paired, _UTAMA), *_documents(found)]
    differences += list(_columns(found, paired, _LAIN))
    if not differences:
        groups = [*(step.isi for step in found.langkah), found.identitas, *(box.butir for box in found.kotak)]
        spelling = any(isi.jenis is Jenis.EJAAN for group in groups for isi in group)
        but = ", kecuali ejaan dan tanda baca." if spelling else " dalam semua hal yang dibandingkan."
        yield f"Kedua SOP sama{but}"
        return
    if same:
        yield f"{capital(listed(same))} sama."
    yield f"Yang berbeda, {name(found.a, found)} dibanding {name(found.b, found)}: {_told(differences)}."


def _told(differences: Sequence[str]) -> str:
    if len(differences) <= _RINCI:
        return listed(differences) if not any("," in one for one in differences) else "; ".join(differences)
    return "; ".join([*differences[:_RINCI], f"dan {len(differences) - _RINCI} hal lain"])


def name(side: Pihak, found: Perbandingan) -> str:
    """Return what tells the two sides apart: the office, or the SOP's name where the office is one."""
    return side.nama_opd if found.a.nama_opd != found.b.nama_opd else quoted(side.nama)


def _same(found: Perbandingan, paired: Sequence[BedaLangkah]) -> Iterator[str]:
    if all(step.hubungan is Hubungan.SEJAJAR for step in found.langkah):
        yield "banyak dan urutan langkah"
    for column in _UTAMA:
        if not any(step.of(column).nyata for step in paired):
            yield field_name(column)


def _structure(found: Perbandingan) -> Iterator[str]:
    """Tell which steps are missing, moved, split or merged."""
    for kind, side, other in ((Hubungan.HANYA_A, found.a, "a"), (Hubungan.HANYA_B, found.b, "b")):
        alone = [step for step in found.langkah if step.hubungan is kind]
        if len(alone) > _SEBUT:
            numbers = [number for step in alone for number in getattr(step, other)]
            yield f"{steps(numbers)} hanya ada pada {name(side, found)}"
        else:
            for step in alone:
                words = getattr(step.of("kegiatan"), other) or ""
                yield f"{steps(getattr(step, other))} ({quoted(words)}) hanya ada pada {name(side, found)}"
    second = name(found.b, found)
    for step in found.langkah:
        if step.hubungan is Hubungan.PINDAH:
            yield f"{steps(step.a)} menjadi {steps(step.b)} pada {second} (urutannya lain)"
        elif step.hubungan is Hubungan.DIPECAH:
            yield f"{steps(step.a)} dipecah menjadi {steps(step.b)} pada {second}"
        elif step.hubungan is Hubungan.DIGABUNG:
            yield f"{steps(step.a)} digabung menjadi {steps(step.b)} pada {second}"


def _columns(found: Perbandingan, paired: Sequence[BedaLangkah], columns: Sequence[str]) -> Iterator[str]:
    for column in columns:
        differing = [step for step in paired if step.of(column).nyata and step.hubungan is not Hubungan.DIPECAH]
        differing = [step for step in differing if step.hubungan is not Hubungan.DIGABUNG]
        if len(differing) > _SEBUT:
            yield f"{field_name(column)} {steps([number for step in differing for number in step.a])}"
            continue
        for step in differing:
            yield f"{field_name(column)} {steps(step.a)}{_words(step.of(column), found)}"


def _words(isi: BedaIsi, found: Perbandingan) -> str:
    """Tell the differing words in brackets, where they are few."""
    one, two = name(found.a, found), name(found.b, found)
    if isi.a is None or isi.b is None:
        return f" (hanya pada {one}: {quoted(isi.a)})" if isi.a else f" (hanya pada {two}: {quoted(isi.b or '')})"
    if isi.bidang in {"waktu", "pelaksana", "arah"}:
        note = f"; {isi.catatan}" if isi.catatan else ""
        return f" ({quoted(isi.a)} dibanding {quoted(isi.b)}{note})"
    span = changed_span(isi.potongan)
    if span is None:
        return ""
    left, right = span
    if left and right:
        return f" ({quoted(left)} dibanding {quoted(right)})"
    return f" ({quoted(left)} hanya pada {one})" if left else f" ({quoted(right)} hanya pada {two})"


def _documents(found: Perbandingan) -> Iterator[str]:
    if found.identitas[0].nyata:
        yield f"nama SOP{_words(found.identitas[0], found)}"
    law = found.dasar_hukum
    parts = [*_laws(law.hanya_a, name(found.a, found)), *_laws(law.hanya_b, name(found.b, found))]
    if len(law.hanya_a) == len(law.hanya_b) == 1:
        left, right = (_law_name(*items) for items in (law.hanya_a, law.hanya_b))
        yield f"dasar hukum ({left} dibanding {right})"
    elif parts:
        yield f"dasar hukum ({', '.join(parts)})"
    boxes = [field_name(box.bidang) for box in found.kotak if box.berbeda]
    if boxes:
        yield f"isi kotak {listed(boxes)}"
    if found.jumlah_waktu.nyata:
        yield f"jumlah waktu tertulis{_words(replace(found.jumlah_waktu, bidang='waktu'), found)}"


def _laws(items: Sequence[ButirHukum], office: str) -> Iterator[str]:
    if len(items) > _SEBUT:
        yield f"{len(items)} peraturan hanya pada {office}"
    elif items:
        yield f"{listed(map(_law_name, items))} hanya pada {office}"


def _law_name(item: ButirHukum) -> str:
    return item.nama if item.kunci else quoted(item.nama)
