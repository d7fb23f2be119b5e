"""Handing over: from whom a performer of an SOP gets each of its steps, and to whom the step goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from katalog.flow import Alur, Panah
    from katalog.model import SOP, Langkah


@dataclass(frozen=True, slots=True)
class Serah:
    """One arrow into or out of a step, seen from that step.

    Attributes:
        panah: The arrow.
        langkah: The step at its other end; None where the procedure ends.
        sendiri: Whether whoever performs this step performs that one too.
        lain: Keys of the other performers of that step, in printed order.
        serentak: Other steps that are begun by the same branch at the same time, by number.
    """

    panah: Panah
    langkah: Langkah | None
    sendiri: bool
    lain: tuple[str, ...]
    serentak: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tugas:
    """One step of a performer, with what comes before it and after it.

    Attributes:
        indeks: Its place in `SOP.langkah`, from 0.
        langkah: The step.
        sebagai: Keys of the performer's own columns that perform it.
        bersama: Keys of the others who perform it together with them.
        awal: Whether the procedure begins with it.
        dari: The arrows that lead here, in printed order of where they come from.
        menunggu: Parallel branches that meet here: for each split, or for several starts, their first steps.
        kepada: The arrows that lead on.
        tanpa_tujuan: Labels of branches whose target the document does not show.
        tujuan_hilang: Labels and numbers of branches to a step that does not exist.
    """

    indeks: int
    langkah: Langkah
    sebagai: tuple[str, ...]
    bersama: tuple[str, ...]
    awal: bool
    dari: tuple[Serah, ...]
    menunggu: tuple[tuple[int, ...], ...]
    kepada: tuple[Serah, ...]
    tanpa_tujuan: tuple[str | None, ...]
    tujuan_hilang: tuple[tuple[str | None, int], ...]


def tasks(sop: SOP, alur: Alur, lajur: Collection[str]) -> tuple[Tugas, ...]:
    """Return the steps that some columns of an SOP perform, in printed order.

    Args:
        sop: The SOP.
        alur: Its flow, from `build_flow`.
        lajur: Keys of `pelaksana`; several where one position has several columns. Who performs a step is told by
            the column, so that two columns of one position hand over to each other.

    Returns:
        One entry a step. Where two steps carry one number, the arrows belong to the first, as in the flow.
    """
    first: dict[int, Langkah] = {}
    for step in sop.langkah:
        first.setdefault(step.urut, step)
    starts = alur.mulai or alur.langkah[:1]
    meetings = _meetings(alur, starts)
    result = []
    for indeks, step in enumerate(sop.langkah):
        own = tuple(key for key in step.pelaksana if key in lajur)
        if not own:
            continue
        flows = first[step.urut] is step
        inward = alur.masuk[step.urut] if flows else ()
        onward = alur.keluar[step.urut] if flows else ()
        result.append(
            Tugas(
                indeks=indeks,
                langkah=step,
                sebagai=own,
                bersama=tuple(key for key in step.pelaksana if key not in lajur),
                awal=flows and step.urut in starts,
                dari=tuple(_handover(panah, first[panah.dari], own, alur) for panah in inward),
                menunggu=meetings.get(step.urut, ()) if flows else (),
                kepada=tuple(
                    _handover(panah, None if panah.ke is None else first[panah.ke], own, alur) for panah in onward
                ),
                tanpa_tujuan=tuple(label for urut, label in alur.tanpa_tujuan if flows and urut == step.urut),
                tujuan_hilang=tuple(
                    (label, target) for urut, label, target in alur.tujuan_hilang if flows and urut == step.urut
                ),
            )
        )
    return tuple(result)


def _handover(panah: Panah, other: Langkah | None, own: tuple[str, ...], alur: Alur) -> Serah:
    keys = other.pelaksana if other is not None else ()
    oneself = bool(own) and set(own) <= set(keys)
    beside = tuple(
        one.ke
        for one in alur.keluar[panah.dari]
        if panah.sejajar and one.sejajar and one.label == panah.label and one.ke is not None and one.ke != panah.ke
    )
    return Serah(panah, other, oneself, tuple(key for key in keys if not (oneself and key in own)), beside)


def _meetings(alur: Alur, starts: tuple[int, ...]) -> dict[int, tuple[tuple[int, ...], ...]]:
    """Return, by step, the parallel branches that meet there; each entry holds their first steps."""
    found: dict[int, list[tuple[int, ...]]] = {}
    for branches in dict.fromkeys((*_splits(alur), *((starts,) if len(starts) > 1 else ()))):
        meeting = alur.join_of(branches)
        if meeting is not None:
            found.setdefault(meeting, []).append(branches)
    return {urut: tuple(branches) for urut, branches in found.items()}


def _splits(alur: Alur) -> Iterator[tuple[int, ...]]:
    for arrows in alur.keluar.values():
        parallel: dict[str | None, list[int]] = {}
        for panah in arrows:
            if panah.sejajar and panah.ke is not None:
                parallel.setdefault(panah.label, []).append(panah.ke)
        yield from (tuple(branches) for branches in parallel.values() if len(branches) > 1)
