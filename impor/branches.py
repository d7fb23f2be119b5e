"""Decisions: which steps decide, under which labels, and where their branches can be told to lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from impor.marks import is_refusal
from katalog.naming import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from impor.draft import Draf
    from impor.step_rows import BarisLangkah

_RETURN = re.compile(
    r"\b(?:dikembalikan|kembali|mengembalikan|diserahkan kembali)\s+(?:lagi\s+)?(?:ke|kepada|kpd|pada)\s+(.+)",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\b(?:(?:jika|bila|apabila|kalau)\s+(?:\S+\s+){0,3}?(?:tidak|tdk|belum)\b.*"
    r"|(?:dikembalikan|kembali)\s+(?:lagi\s+)?(?:ke|kepada|kpd|pada)\b.*|dikembalikan\b.*)",
    re.IGNORECASE,
)
_STEP = re.compile(r"(?:langkah|kegiatan|tahap|nomor|no\.?|angka)\s+(?:ke-?\s*)?(\d{1,3})\b", re.IGNORECASE)


def printed_labels(step: BarisLangkah) -> list[str]:
    """Return the labels printed in the row of a step, from left to right."""
    return list(dict.fromkeys(label for column in sorted(step.tanda) for label in step.tanda[column].label))


def _decides(step: BarisLangkah) -> bool:
    return any(marks.keputusan for marks in step.tanda.values())


def decisions(steps: Sequence[BarisLangkah]) -> dict[int, list[str]]:
    """Return the labels of each step that decides, by its place.

    A step decides where its symbol shows it, where an answer and its refusal are printed in its row, or where one
    of the two is printed in its row and the other in the next: the label of an arrow that leads down.
    """
    found: dict[int, list[str]] = {}
    given: set[int] = set()
    for place, step in enumerate(steps):
        labels = [] if place in given else printed_labels(step)
        if _decides(step) or {is_refusal(label) for label in labels} == {True, False}:
            found[place] = labels
        elif len(labels) == 1 and place + 1 < len(steps) and not _decides(steps[place + 1]):
            below = printed_labels(steps[place + 1])
            if len(below) == 1 and is_refusal(below[0]) != is_refusal(labels[0]):
                found[place] = [*labels, *below]
                given.add(place + 1)
    return found


def write_branches(
    place: int,
    labels: Sequence[str],
    steps: Sequence[BarisLangkah],
    performers: Mapping[int, tuple[str, ...]],
    names: Mapping[str, str],
    draf: Draf,
) -> Any:
    """Return `lanjut` of a decision, and note what of it is inferred and what is not to be seen."""
    step = steps[place]
    jalur, bidang = ("langkah", place, "lanjut"), f"langkah.{step.urut}.lanjut"
    good = [label for label in labels if not is_refusal(label)]
    bad = [label for label in labels if is_refusal(label)]
    reasons = []
    if not good:
        reasons.append('Cabang "Ya" tidak tercetak.')
    if not bad:
        reasons.append('Cabang "Tidak" tidak tercetak.')
    good, bad = good or ["Ya"], bad or ["Tidak"]
    targets: dict[str, Any] = {}
    ends = any(marks.selesai for marks in step.tanda.values())
    following = steps[place + 1].urut if place + 1 < len(steps) else None
    if ends:
        targets[good[0]] = "selesai"
        reasons.append(f'"{good[0]}" tercetak bersama simbol Selesai.')
    else:
        targets[good[0]] = following
        if following is not None:
            reasons.append(f'"{good[0]}" dibaca menuju langkah berikutnya, {following}.')
    back, why = _way_back(place, steps, performers, names)
    targets[bad[0]] = back
    if back is not None:
        reasons.append(why)
    for label in (*good[1:], *bad[1:]):
        targets[label] = None
    if reasons:
        draf.infer(jalur, bidang, " ".join(["Panah tidak terbaca pada naskah.", *reasons]))
    hidden = [label for label, target in targets.items() if target is None]
    if hidden:
        said = " dan ".join(f'"{label}"' for label in hidden)
        draf.unreadable(jalur, bidang, f"Arah cabang {said} tidak tampak pada naskah.")
    return targets


def answer_in(step: BarisLangkah) -> str | None:
    """Return the words of a step that tell of a second way: a condition with "tidak", or a return."""
    found = (_ANSWER.search(step.words(role)) for role in ("kegiatan", "keterangan"))
    return next((one[0] for one in found if one), None)


def _way_back(
    place: int,
    steps: Sequence[BarisLangkah],
    performers: Mapping[int, tuple[str, ...]],
    names: Mapping[str, str],
) -> tuple[int | None, str]:
    """Return the step to which the words of a decision send back, and why."""
    said_in = {"Uraiannya": steps[place].words("kegiatan"), "Keterangannya": steps[place].words("keterangan")}
    ways = [(where, found) for where, text in said_in.items() if (found := _RETURN.search(text))]
    if not ways:
        return None, ""
    earlier = {step.urut for step in steps[:place]}
    for where, found in ways:
        numbered = _STEP.match(found[1])
        if numbered and int(numbered[1]) in earlier:
            return int(numbered[1]), f"{where} menyebut kembali ke langkah {int(numbered[1])}."
    found = ways[0][1]
    said = words(found[1])
    matching = {key: words(name) for key, name in names.items()}
    fitting = [key for key, name in matching.items() if name and said[: len(name)] == name]
    if not fitting:
        return None, ""
    key = max(fitting, key=lambda one: len(matching[one]))
    for before in range(place - 1, -1, -1):
        if key in performers.get(before, ()):
            urut = steps[before].urut
            why = f"Menurut uraiannya dikembalikan kepada {names[key]}, pelaksana langkah {urut}."
            return urut, why
    return None, ""
