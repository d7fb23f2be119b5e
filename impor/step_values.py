"""From the rows of the step table to the values of `langkah`, with what is inferred and what is not to be seen."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from impor.branches import answer_in, decisions, printed_labels, write_branches
from impor.directions import read_direction
from impor.labels import unit_in
from impor.performers import column_keys, named_keys
from katalog.naming import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from impor.draft import Draf
    from impor.step_rows import BarisLangkah, TabelLangkah

_KOLOM: Final = ("kelengkapan", "waktu", "output")
_BARE = re.compile(r"[\s.,:/½¼¾–-]*\d[\d\s.,:/½¼¾–-]*")
"""A number alone, or a time of day as Excel stores thirty minutes."""


def write_steps(table: TabelLangkah, draf: Draf, known: Iterable[str], *, susunan: bool) -> None:
    """Put `pelaksana`, `langkah` and `jumlah_waktu` into the draft."""
    steps = table.langkah
    keys = column_keys(table.kepala, draf)
    names: dict[str, str] = dict(draf.isi["pelaksana"])
    if table.kepala.column("pelaksana") is not None:
        performers, more = named_keys(steps, known, draf)
        names |= more
        draf.isi["pelaksana"] = names
        for place, step in enumerate(steps):
            if not performers.get(place):
                reason = "Kolom pelaksana pada baris ini kosong pada naskah."
                draf.unreadable(("langkah", place, "pelaksana"), f"langkah.{step.urut}.pelaksana", reason)
    else:
        performers = {place: _shown(place, step, keys, names, draf) for place, step in enumerate(steps)}
    deciding = decisions(steps)
    counted = Counter(step.urut for step in steps)
    heading = table.kepala.label.get("waktu", "")
    said: list[dict[str, Any]] = []
    for place, step in enumerate(steps):
        value: dict[str, Any] = {"urut": step.urut, "kegiatan": step.words("kegiatan") or None}
        chosen = performers.get(place, ())
        value["pelaksana"] = None if not chosen else chosen[0] if len(chosen) == 1 else list(chosen)
        value |= _ends(place, step, steps, draf, decides=place in deciding)
        value["mutu_baku"] = _quality(place, step, steps, draf, heading=heading, susunan=susunan)
        lanjut = _onward(place, steps, deciding, performers, names, draf)
        if lanjut is not None:
            value["lanjut"] = lanjut
        value |= _symbols(step)
        if step.halaman_baru:
            value["halaman_baru"] = True
        value["keterangan"] = step.words("keterangan") or None
        said.append(value)
        _doubts(place, step, steps[place - 1] if place else None, draf, counted)
    draf.isi["langkah"] = said
    draf.isi["jumlah_waktu"] = total = table.jumlah_waktu
    if total and _BARE.fullmatch(total):
        draf.doubt(("jumlah_waktu",), _unitless(total, heading))


def _shown(
    place: int, step: BarisLangkah, keys: Mapping[int, str], names: Mapping[str, str], draf: Draf
) -> tuple[str, ...]:
    """Return the performers whose columns carry a symbol in this row."""
    jalur, bidang = ("langkah", place, "pelaksana"), f"langkah.{step.urut}.pelaksana"
    shown = [column for column in sorted(step.tanda) if step.tanda[column].bersimbol]
    if not shown:
        written = [column for column in step.tanda if step.tanda[column].sisa]
        if len(written) == 1 and not printed_labels(step):
            name = names[keys[written[0]]]
            reason = f'Tidak ada simbol; yang tertulis "{step.tanda[written[0]].sisa[:60]}" pada kolom {name}.'
            draf.infer(jalur, bidang, reason)
            return (keys[written[0]],)
        rest = [f'"{_trace(step, column)}" pada kolom {names[keys[column]]}' for column in sorted(step.tanda)]
        reason = "Tidak ada simbol pelaksana yang terbaca pada baris ini."
        if rest:
            reason += f" Yang tersisa: {'; '.join(rest)}."
        draf.unreadable(jalur, bidang, reason)
        return ()
    chosen = tuple(keys[column] for column in shown)
    if step.geser:
        reason = (
            f"Simbol tampak pada sel pelaksana ke-{sorted(keys).index(shown[0]) + 1}, tetapi baris ini hanya memuat "
            f"{len(keys) - step.geser} sel untuk {len(keys)} kolom pelaksana."
        )
        draf.infer(jalur, bidang, reason)
    wide = [names[keys[at]] for column in shown for at in (column, *step.selebar[column]) if step.selebar[column]]
    if wide:
        draf.doubt(
            jalur, f"Simbol berada pada sel yang menyatukan kolom {' dan '.join(wide)}; periksa siapa pelaksananya."
        )
    more = [
        f'"{step.tanda[column].sisa[:60]}" pada kolom {names[keys[column]]}'
        for column in sorted(step.tanda)
        if step.tanda[column].sisa
    ]
    if more:
        draf.doubt(jalur, f"Tertulis juga {'; '.join(more)}.")
    kinds = {step.tanda[column].keputusan for column in shown}
    if len(shown) > 1 and len(kinds) > 1:
        draf.doubt(jalur, "Simbol yang berlainan tampak pada beberapa kolom; periksa siapa yang bekerja bersama.")
    return chosen


def _trace(step: BarisLangkah, column: int) -> str:
    marks = step.tanda[column]
    return " ".join([*marks.label, *(["panah"] if marks.panah else []), marks.sisa]).strip()[:60]


def _ends(
    place: int, step: BarisLangkah, steps: Sequence[BarisLangkah], draf: Draf, *, decides: bool
) -> dict[str, bool]:
    """Return `mulai` and `selesai` of a step. Where no symbol is left, the first begins and the last ends."""
    said = step.words("simbol")
    marks = step.tanda.values()
    shown = any(one.bersimbol for one in marks) or bool(said)
    capsule = any(one.kapsul and not one.mulai and not one.selesai for one in marks)
    last = place == len(steps) - 1
    begins = any(one.mulai for one in marks) or "mulai" in words(said) or (capsule and place == 0)
    ends = any(one.selesai for one in marks) or "selesai" in words(said) or (capsule and place > 0 and last)
    result: dict[str, bool] = {}
    if begins:
        result["mulai"] = True
    elif place == 0 and not shown:
        result["mulai"] = True
        draf.infer_begin(place, step.urut)
    if ends and not decides:
        result["selesai"] = True
    elif last and not shown and not decides:
        result["selesai"] = True
        draf.infer_end(place, step.urut)
    return result


def _quality(
    place: int, step: BarisLangkah, steps: Sequence[BarisLangkah], draf: Draf, *, heading: str, susunan: bool
) -> dict[str, Any]:
    quality: dict[str, Any] = {name: step.words(name) or None for name in _KOLOM}
    shared = step.words("waktu_bersama")
    if shared.isdecimal() and shared.isascii():
        quality = {"kelengkapan": quality["kelengkapan"], "waktu_bersama": int(shared), "output": quality["output"]}
    elif "waktu" in step.tergabung and quality["waktu"] is None and place:
        first = place - 1
        while first and "waktu" in steps[first].tergabung and not steps[first].words("waktu"):
            first -= 1
        quality = {
            "kelengkapan": quality["kelengkapan"],
            "waktu_bersama": steps[first].urut,
            "output": quality["output"],
        }
    elif quality["waktu"] and _BARE.fullmatch(quality["waktu"]):
        draf.doubt(("langkah", place, "mutu_baku", "waktu"), _unitless(quality["waktu"], heading))
    elif quality["waktu"] is None and heading and not susunan:
        draf.doubt(
            ("langkah", place, "mutu_baku", "waktu"), "Sel waktu kosong pada naskah; mungkin hilang pada salinan."
        )
    return quality


def _unitless(time: str, heading: str) -> str:
    if ":" not in time and (unit := unit_in(heading)):
        return f'Satuannya hanya ada pada judul kolom "{heading}"; bila berlaku di sini, tulis "{time} {unit.lower()}".'
    return f'Tercetak "{time}" tanpa satuan; tulis satuannya bila tampak pada naskah.'


def _onward(
    place: int,
    steps: Sequence[BarisLangkah],
    deciding: Mapping[int, list[str]],
    performers: Mapping[int, tuple[str, ...]],
    names: Mapping[str, str],
    draf: Draf,
) -> Any:
    step = steps[place]
    said = step.words("arah")
    following = steps[place + 1].urut if place + 1 < len(steps) else None
    if said:
        lanjut, readable = read_direction(said, step.urut, following)
        if not readable:
            draf.doubt(("langkah", place), f'Arah "{said[:80]}" tidak dapat dibaca; tulis sendiri lanjut-nya.')
        return lanjut
    if place in deciding:
        return write_branches(place, deciding[place], steps, performers, names, draf)
    # A label right below a decision belongs to its arrow.
    labels = [] if place and place - 1 in deciding else printed_labels(step)
    if labels:
        words = f'Tercetak "{", ".join(labels)}", tetapi simbol keputusan tidak tampak; periksa alurnya.'
        draf.doubt(("langkah", place), words)
    elif answer := answer_in(step):
        words = f'Tertulis "{answer[:80]}", tetapi cabang tidak tampak; tulis lanjut-nya bila ini keputusan.'
        draf.doubt(("langkah", place), words)
    return None


def _symbols(step: BarisLangkah) -> dict[str, list[str]]:
    """Return `simbol` where a row has more than one."""
    said = words(step.words("simbol"))
    if "keputusan" in said and "kegiatan" in said:
        return {
            "simbol": ["keputusan", "proses"]
            if said.index("keputusan") < said.index("kegiatan")
            else ["proses", "keputusan"]
        }
    both = [one for one in step.tanda.values() if one.keputusan and one.kotak]
    if both:
        return {"simbol": ["keputusan", "proses"] if both[0].keputusan_dahulu else ["proses", "keputusan"]}
    return {}


def _doubts(place: int, step: BarisLangkah, before: BarisLangkah | None, draf: Draf, counted: Counter[int]) -> None:
    here = ("langkah", place)
    if counted[step.urut] > 1:
        draf.doubt((*here, "urut"), f"Nomor {step.urut} tercetak lebih dari satu kali.")
    if before is not None and counted[step.urut] == 1 and step.urut != before.urut + 1:
        words = f"Nomor {step.urut} tercetak sesudah {before.urut}; periksa apakah ada langkah yang hilang."
        draf.doubt((*here, "urut"), words)
    if not step.tercetak:
        draf.doubt((*here, "urut"), "Nomor tidak tercetak; diberi menurut urutan baris.")
    if not step.words("kegiatan"):
        reason = "Uraian kegiatan tidak terbaca pada naskah."
        draf.unreadable((*here, "kegiatan"), f"langkah.{step.urut}.kegiatan", reason)
    if step.geser:
        draf.doubt(
            (*here, "mutu_baku"),
            "Baris ini kehilangan sel pada naskah; isi kolom sesudah pelaksana digeser ke tempatnya.",
        )
    if step.sambungan:
        draf.doubt(
            (*here, "kegiatan"), f"{step.sambungan} baris tanpa nomor digabung ke langkah ini; periksa sambungannya."
        )
    for role in (*_KOLOM, "keterangan"):
        jalur = (*here, role) if role == "keterangan" else (*here, "mutu_baku", role)
        if role in step.tergabung and role != "waktu" and not step.words(role):
            words = "langkah di atasnya; tulis ulang bila berlaku juga di sini."
            draf.doubt(jalur, f"Sel {role.capitalize()} tergabung dengan {words}")
        if role in step.menyamping:
            words = "sel di kirinya; bagi isinya bila perlu."
            draf.doubt(jalur, f"Sel {role.capitalize()} tergabung dengan {words}")
