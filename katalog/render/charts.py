"""Where the parts of a chart stand: pure geometry, no words of its own, no colour.

Across, everything is in per cent of the drawing's width, so that a chart fits a phone and a sheet of paper while its
letters keep their size; down, in pixels. Colours belong to the style sheet, which knows light, dark and paper.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from katalog.render.amounts import HARI, JAM, short_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Jangkar = Literal["start", "middle", "end"]
PENUH: Final = 100.0
SETIPIS: Final = 0.4
"""Narrowest bar, so that a zero can be seen."""
MAKS_TANDA: Final = 6
BARIS: Final = 40.0
TINGGI_BATANG: Final = 13.0
LEBAR_HURUF: Final = 1.75
"""How wide a letter is on a phone, in per cent of the drawing."""
BARIS_PENANDA: Final = 17.0
MAKS_BEBAN: Final = 2.0
"""Load at which a bar is cut; its number stands beside it."""


@dataclass(frozen=True, slots=True)
class Batang:
    """A bar: x and width in per cent, y and height in pixels; `judul` shows when a mouse rests on it."""

    x: float
    y: float
    lebar: float
    tinggi: float
    kelas: str
    judul: str = ""


@dataclass(frozen=True, slots=True)
class Garis:
    """A line: x in per cent, y in pixels."""

    x1: float
    y1: float
    x2: float
    y2: float
    kelas: str


@dataclass(frozen=True, slots=True)
class Tulisan:
    """Words: x in per cent, y of the base line in pixels."""

    x: float
    y: float
    teks: str
    kelas: str
    jangkar: Jangkar = "start"


@dataclass(frozen=True, slots=True)
class Gambar:
    """A chart: its height in pixels, and its parts in the order in which they are drawn."""

    tinggi: float
    batang: tuple[Batang, ...] = ()
    garis: tuple[Garis, ...] = ()
    tulisan: tuple[Tulisan, ...] = ()


@dataclass(frozen=True, slots=True)
class Penanda:
    """A value that a chart marks with a line and a few words."""

    nilai: float
    teks: str
    kelas: str


@dataclass(frozen=True, slots=True)
class Anak:
    """One rung of the ladder for drawing: the mean time once it is counted, and what is said beside it."""

    nama: str
    sampai: float
    teks: str


@dataclass(frozen=True, slots=True)
class Ayunan:
    """One assumption for drawing: how far the mean moves at its low and at its high value."""

    nama: str
    rendah: float
    tinggi: float
    teks: str


@dataclass(frozen=True, slots=True)
class Beban:
    """One role for drawing: load computed and share used, 1 = full."""

    nama: str
    beban: float
    terpakai: float | None
    teks: str


@dataclass(frozen=True, slots=True)
class Sumbu:
    """A scale from `awal` to `akhir`, with the values that it marks and what they are called."""

    awal: float
    akhir: float
    satuan: str
    tanda: tuple[tuple[float, str], ...]

    def at(self, value: float) -> float:
        """Return where a value stands, in per cent; beyond the scale at its end."""
        return _round(min(max((value - self.awal) / (self.akhir - self.awal), 0.0), 1.0) * PENUH)


def finite(values: Iterable[float]) -> tuple[float, ...]:
    """Return the values that can be drawn."""
    return tuple(value for value in values if math.isfinite(value))


def _round(value: float) -> float:
    return round(value, 3)


def _nice(rough: float, steps: Sequence[float]) -> float:
    """Return the smallest comfortable step that is not smaller than `rough`."""
    for step in steps:
        if step >= rough:
            return step
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= rough * (1 - 1e-9))


_STEPS: Final = {"hari": (0.5, 1.0), "jam": (0.5, 1.0, 2.0, 3.0, 6.0, 12.0), "menit": ()}


def time_axis(values: Iterable[float], *, from_zero: bool) -> Sumbu:
    """Return a scale in days, hours or minutes that holds all values (minutes); never of no width.

    Raises:
        ValueError: If a value is not finite, or there is none.
    """
    known = [float(value) for value in values]
    if not known or not all(map(math.isfinite, known)):
        raise ValueError("a scale needs finite values")
    low, high = min(known), max(known)
    if from_zero or low < 0.4 * high:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low < 1e-9 * max(abs(low), abs(high), 1.0):
        pad = max(abs(high) * 0.05, 1.0)
        low, high = (low, high + pad) if from_zero else (max(low - pad, min(low, 0.0)), high + pad)
    rim = (high - low) * 0.02
    low, high = (low - rim if low else low), (high + rim if high else high)
    size, name = next(
        ((size, name) for size, name in ((HARI, "hari"), (JAM, "jam")) if max(abs(low), abs(high)) >= 2 * size),
        (1, "menit"),
    )
    step = size * _nice((high - low) / size / MAKS_TANDA, _STEPS[name])
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    decimals = 0 if step >= size else max(0, math.ceil(-math.log10(step / size)))
    ticks = tuple((count * step, short_number(count * step / size, decimals)) for count in range(first, last + 1))
    return Sumbu(low, high, name, ticks)


def _edge(x: float) -> Jangkar:
    """Return how words under a point are anchored so that they stay inside the drawing."""
    return "start" if x < 4 else "end" if x > 96 else "middle"


def _scale(axis: Sumbu, top: float, bottom: float, caption: str) -> tuple[list[Garis], list[Tulisan]]:
    """Draw the scale: fine lines from top to bottom, numbers below, and what they count."""
    lines, words = [], []
    for value, text in axis.tanda:
        x = axis.at(value)
        lines.append(Garis(x, top, x, bottom, "tl-g-kisi"))
        words.append(Tulisan(x, bottom + 15, text, "tl-g-angka", _edge(x)))
    words.append(Tulisan(PENUH, bottom + 32, caption, "tl-g-angka", "end"))
    return lines, words


def _marks(axis: Sumbu, marks: Sequence[Penanda], bottom: float) -> tuple[list[Garis], list[Tulisan]]:
    """Draw marks, each with its words on a line of its own above the plot.

    Words stand to the right of their line, leftmost on top, so that no line crosses the words of another; those that
    would leave the drawing there stand to the left, below the others, rightmost first.
    """
    placed = []
    for mark in marks:
        x = axis.at(mark.nilai)
        left = x > PENUH / 2 and x + len(mark.teks) * LEBAR_HURUF > PENUH
        placed.append((left, -x if left else x, x, mark))
    lines, words = [], []
    for row, (left, _, x, mark) in enumerate(sorted(placed, key=lambda one: one[:2])):
        y = BARIS_PENANDA * row
        lines.append(Garis(x, y + 2, x, bottom, mark.kelas))
        anchor: Jangkar = "end" if left else "start"
        words.append(Tulisan(_round(x - 1 if left else x + 1), y + 12, mark.teks, mark.kelas, anchor))
    return lines, words


def _bar(axis: Sumbu, ends: tuple[float, float], place: tuple[float, float], kelas: str, judul: str = "") -> Batang:
    left, right = sorted(map(axis.at, ends))
    if right - left < SETIPIS:
        left = _round(min(max((left + right - SETIPIS) / 2, 0.0), PENUH - SETIPIS))
        right = left + SETIPIS
    return Batang(left, place[0], _round(right - left), place[1], kelas, judul)


def histogram(
    edges: Sequence[float], counts: Sequence[int], marks: Sequence[Penanda], say: Callable[[float, float, int], str]
) -> Gambar | None:
    """Draw how cases spread: areas stand for cases, so that classes of unequal width compare fairly.

    `say` words one class by its edges and count. None where there is nothing to draw.
    """
    if len(edges) != len(counts) + 1 or not any(counts) or not all(map(math.isfinite, edges)):
        return None
    marks = [mark for mark in marks if math.isfinite(mark.nilai)]
    axis = time_axis([*edges, *(mark.nilai for mark in marks)], from_zero=False)
    least = (axis.akhir - axis.awal) * SETIPIS / PENUH
    density = [count / max(high - low, least) for (low, high), count in zip(pairwise(edges), counts, strict=True)]
    highest = max(density)
    top, plot = BARIS_PENANDA * len(marks) + 4, 130.0
    bars = tuple(
        _bar(axis, ends, (_round(top + plot - tall), _round(tall)), "tl-g-sebaran", say(*ends, count))
        for ends, count, tall in zip(
            pairwise(edges), counts, (plot * value / highest for value in density), strict=True
        )
        if count
    )
    grid, numbers = _scale(axis, top, top + plot, f"{axis.satuan} sejak kasus masuk")
    lines, words = _marks(axis, marks, top + plot)
    return Gambar(top + plot + 36, bars, (*grid, *lines), (*numbers, *words))


def waterfall(rungs: Sequence[Anak], total: tuple[str, str], reference: Penanda | None) -> Gambar | None:
    """Draw the ladder: each rung begins where the one before ended; the last bar is the whole.

    `total` names that bar and its value. None where there is no rung, or a time is not finite.
    """
    if not rungs or not all(math.isfinite(rung.sampai) for rung in rungs):
        return None
    marks = [reference] if reference is not None and math.isfinite(reference.nilai) else []
    axis = time_axis([*(rung.sampai for rung in rungs), *(mark.nilai for mark in marks)], from_zero=True)
    top = BARIS_PENANDA * len(marks) + 6
    rows = [*rungs, Anak(total[0], rungs[-1].sampai, total[1])] if len(rungs) > 1 else list(rungs)
    bottom = top + BARIS * len(rows) + 4
    bars, links, words = [], [], []
    before = 0.0
    for index, rung in enumerate(rows):
        whole = index == 0 or index == len(rungs)
        start = 0.0 if whole else before
        kelas = "tl-g-dasar" if whole else "tl-g-turun" if rung.sampai < start else "tl-g-naik"
        y = top + BARIS * index
        bars.append(_bar(axis, (start, rung.sampai), (y + 18, TINGGI_BATANG), kelas))
        words += _row_words(y + 13, rung.nama, rung.teks)
        if index + 1 < len(rows):
            x = axis.at(rung.sampai)
            links.append(Garis(x, y + 18 + TINGGI_BATANG, x, y + BARIS + 18, "tl-g-sambung"))
        before = rung.sampai
    grid, numbers = _scale(axis, top, bottom, axis.satuan)
    lines, said = _marks(axis, marks, bottom)
    return Gambar(bottom + 36, tuple(bars), (*grid, *links, *lines), (*numbers, *words, *said))


def _row_words(y: float, name: str, value: str) -> list[Tulisan]:
    words = [Tulisan(0.0, y, name, "tl-g-nama")]
    if value:
        words.append(Tulisan(PENUH, y, value, "tl-g-nilai", "end"))
    return words


def loads(roles: Sequence[Beban], full: str) -> Gambar | None:
    """Draw how busy each role is: load computed and, below it, the share used; a load above 200 % is cut."""
    if not roles:
        return None
    shares = [share for role in roles for share in (role.beban, role.terpakai) if share is not None]
    high = MAKS_BEBAN if max(shares) > 1.5 else 1.5 if max(shares) > 1 else 1.15
    axis = Sumbu(0.0, high, "", tuple((step / 4, f"{step * 25}") for step in range(0, int(high * 4) + 1, 2)))
    top, row = 18.0, BARIS + 6
    bottom = top + row * len(roles) + 2
    bars, words = [], []
    for index, role in enumerate(roles):
        y = top + row * index
        beban = role.beban if math.isfinite(role.beban) else high
        bars.append(
            _bar(axis, (0.0, beban), (y + 18, TINGGI_BATANG), "tl-g-lebih" if role.beban >= 1 else "tl-g-dasar")
        )
        if role.terpakai is not None:
            bars.append(_bar(axis, (0.0, role.terpakai), (y + 18 + TINGGI_BATANG, 6.0), "tl-g-terpakai"))
        words += _row_words(y + 13, role.nama, role.teks)
    grid, numbers = _scale(axis, top, bottom, "% waktu kerja")
    lines, said = _marks(axis, [Penanda(1.0, full, "tl-g-penuh")], bottom)
    return Gambar(bottom + 36, tuple(bars), (*grid, *lines), (*numbers, *words, *said))


def tornado(swings: Sequence[Ayunan]) -> Gambar | None:
    """Draw what moves the mean most, widest swing first; None where there is nothing finite to draw."""
    known = [swing for swing in swings if math.isfinite(swing.rendah) and math.isfinite(swing.tinggi)]
    if not known:
        return None
    axis = time_axis([0.0, *(end for swing in known for end in (swing.rendah, swing.tinggi))], from_zero=True)
    top, row = 4.0, BARIS + 8
    bottom = top + row * len(known) + 2
    bars, words = [], []
    for index, swing in enumerate(known):
        y = top + row * index
        bars.append(_bar(axis, (0.0, swing.rendah), (y + 18, 9.0), "tl-g-rendah"))
        bars.append(_bar(axis, (0.0, swing.tinggi), (y + 28, 9.0), "tl-g-tinggi"))
        words += _row_words(y + 13, swing.nama, swing.teks)
    grid, numbers = _scale(axis, top, bottom, f"perubahan rata-rata, {axis.satuan}")
    zero = Garis(axis.at(0.0), top, axis.at(0.0), bottom, "tl-g-nol")
    return Gambar(bottom + 36, tuple(bars), (*grid, zero), (*numbers, *words))


def time_span(axis: Sumbu, p50: float, p90: float, stated: float | None) -> Gambar | None:
    """Draw one SOP on a scale that it shares with others: half of the cases to nine of ten, and what is stated."""
    if not math.isfinite(p50) or not math.isfinite(p90):
        return None
    base = Garis(0.0, 12, PENUH, 12, "tl-g-kisi")
    bars = (_bar(axis, (p50, p90), (6, 12), "tl-g-sebaran"),)
    if stated is None or not math.isfinite(stated):
        return Gambar(24, bars, (base,))
    x = axis.at(stated)
    return Gambar(24, bars, (base, Garis(x, 1, x, 23, "tl-g-acuan")))
