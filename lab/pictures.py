"""The laboratory's pictures, drawn by matplotlib in the site's colours. Times come in calendar minutes."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from katalog.render.amounts import difference, duration, exact_duration, percent
from lab.style import ACUAN, DASAR, GARIS, KATA, LEBIH, MUDA, NAIK, REDUP, TURUN, canvas, comma, days, in_days

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from katalog.simulation_record import Histogram

_LANGKAH: Final = 0.42
"""Inches for a bar that lies."""
_SEJAJAR: Final = 3
"""Small pictures side by side."""


def histogram(sebaran: Histogram, tanda: Mapping[str, float], acuan: tuple[str, float] | None) -> Figure:
    """Return how cases spread over time, with percentiles and the stated total marked."""
    with canvas() as (figure, axes):
        left = [days(edge) for edge in sebaran.tepi[:-1]]
        width = days(sebaran.tepi[1] - sebaran.tepi[0])
        axes.bar(left, sebaran.cacah, width, align="edge", color=MUDA, edgecolor=DASAR, linewidth=0.5)
        axes.set_ylabel("kasus")
        axes.set_ylim(0, max(sebaran.cacah) * 1.25)
        for name, menit in tanda.items():
            _mark(axes, days(menit), f"{name}: {duration(menit)}", DASAR)
        _stated(axes, acuan)
        in_days(axes)
    return figure


def curves(kurva: Mapping[str, Histogram], acuan: tuple[str, float] | None) -> Figure:
    """Return the share of cases that are done by each day; the first curve is what the others are held against."""
    with canvas(tinggi=3.6, tepi=(0.1, 0.14, 0.98, 0.9)) as (figure, axes):
        for (name, sebaran), colour, dash in zip(kurva.items(), (REDUP, DASAR, NAIK), ("--", "-", "-"), strict=False):
            total = sum(sebaran.cacah)
            shares = [0.0, *(count / total for count in accumulate(sebaran.cacah))]
            axes.plot([days(edge) for edge in sebaran.tepi], shares, dash, color=colour, label=name, linewidth=1.8)
        axes.axhline(0.9, color=GARIS, linewidth=1, zorder=0)
        axes.set_ylim(0, 1.12)
        axes.set_yticks([0, 0.25, 0.5, 0.75, 0.9, 1], [percent(one) for one in (0, 0.25, 0.5, 0.75, 0.9, 1)])
        axes.set_ylabel("kasus yang sudah selesai")
        _stated(axes, acuan)
        axes.legend(frameon=False, loc="lower right")
        in_days(axes)
    return figure


def waterfall(anak: Sequence[tuple[str, float, float]], acuan: tuple[str, float] | None) -> Figure:
    """Return the ladder: for each rung its name, what it adds, and the mean that it reaches."""
    with canvas(tinggi=1 + _LANGKAH * len(anak)) as (figure, axes):
        names = [name for name, _, _ in anak]
        for place, (_, added, reached) in enumerate(anak):
            first = place == 0
            start = 0.0 if first else reached - added
            colour = DASAR if first else NAIK if added >= 0 else TURUN
            axes.barh(place, days(reached - start), left=days(start), color=colour, height=0.62)
            said = duration(reached) if first else f"{difference(added)} → {duration(reached)}"
            axes.annotate(said, (days(max(reached, start)), place), (4, 0), textcoords="offset points", va="center")
        axes.set_yticks(range(len(anak)), names)
        axes.invert_yaxis()
        axes.set_xlim(0, max(days(reached) for _, _, reached in anak) * 1.35 or 1)
        if acuan is not None:
            axes.axvline(days(acuan[1]), color=ACUAN, linestyle=":", linewidth=1.4)
            axes.set_title(f"Garis titik-titik: {acuan[0]}, {exact_duration(acuan[1])}", color=ACUAN, fontsize=9)
        in_days(axes, "rata-rata, hari kalender")
    return figure


def spans(batang: Sequence[tuple[str, float, float, str]]) -> Figure:
    """Return how far cases go beyond what is promised: name, the middle and the most as multiples of it, and words."""
    with canvas(tinggi=1.1 + 1.3 * _LANGKAH * len(batang)) as (figure, axes):
        for place, (_, half, most, words) in enumerate(batang):
            axes.plot([1, most], [place, place], color=GARIS, linewidth=5, solid_capstyle="round", zorder=1)
            axes.plot([half, most], [place, place], color=MUDA, linewidth=5, solid_capstyle="round", zorder=2)
            axes.plot(half, place, "o", color=DASAR, markersize=7)
            axes.plot(most, place, "o", color=NAIK, markersize=7)
            axes.annotate(words, (max(1, most), place), (9, 0), textcoords="offset points", va="center")
        axes.axvline(1, color=ACUAN, linestyle=":", linewidth=1.4)
        axes.set_title("Garis titik-titik: waktu tertulis. Titik: separuh kasus, lalu 9 dari 10 kasus", fontsize=9)
        axes.set_yticks(range(len(batang)), [name for name, *_ in batang])
        axes.invert_yaxis()
        axes.margins(y=0.15)
        axes.set_xlim(0, max(1, *(most for _, _, most, _ in batang)) * 1.45)
        axes.xaxis.set_major_formatter(comma)
        axes.set_xlabel("kali waktu tertulis")
    return figure


def swings(ayunan: Sequence[tuple[str, float, float]]) -> Figure:
    """Return a tornado: for each assumption what its low and its high value change, in minutes."""
    with canvas(tinggi=1 + _LANGKAH * max(len(ayunan), 1)) as (figure, axes):
        for place, (_, low, high) in enumerate(ayunan):
            axes.barh(place, days(low), color=TURUN if low < 0 else NAIK, height=0.62, alpha=0.75)
            axes.barh(place, days(high), color=TURUN if high < 0 else NAIK, height=0.62)
        axes.axvline(0, color=KATA, linewidth=1)
        axes.set_yticks(range(len(ayunan)), [name for name, _, _ in ayunan])
        axes.invert_yaxis()
        in_days(axes, "perubahan rata-rata, hari kalender")
    return figure


def shares(batang: Sequence[tuple[str, float, float, float]], keterangan: str) -> Figure:
    """Return bars of shares with their intervals: name, share, lower and upper end."""
    with canvas(tinggi=1 + _LANGKAH * max(len(batang), 1)) as (figure, axes):
        for place, (_, share, low, high) in enumerate(batang):
            axes.barh(place, share, color=DASAR, height=0.62)
            axes.plot([max(low, 0), max(high, 0)], [place, place], color=KATA, linewidth=1.4)
        axes.set_yticks(range(len(batang)), [name for name, _, _, _ in batang])
        axes.invert_yaxis()
        axes.xaxis.set_major_formatter(lambda value, _: percent(value))
        axes.set_xlim(left=0)
        axes.set_xlabel(keterangan)
    return figure


def months(judul: Sequence[str], lapis: Mapping[str, Sequence[float]], batas: Sequence[float], satuan: str) -> Figure:
    """Return stacked bars by month against what there is, as a stepped line; the last layer is what is beyond it."""
    with canvas() as (figure, axes):
        bottom = [0.0] * len(judul)
        for (name, values), colour in zip(lapis.items(), (MUDA, DASAR, NAIK, LEBIH), strict=False):
            axes.bar(judul, values, bottom=bottom, color=colour, label=name, width=0.7)
            bottom = [low + value for low, value in zip(bottom, values, strict=True)]
        places = [place - 0.5 for place in range(len(judul) + 1)]
        axes.step(places, [*batas, batas[-1]], where="post", color=KATA, linewidth=1.4, label="tersedia")
        axes.set_ylim(0, max([*bottom, *batas]) * 1.3)
        axes.yaxis.set_major_formatter(comma)
        axes.set_ylabel(satuan)
        axes.legend(frameon=False, ncols=4, loc="upper center")
    return figure


def frontier(titik: Sequence[tuple[str, float, float, float]], sasaran: float, satuan: str) -> Figure:
    """Return the chance that each further unit buys: label, chance, and both ends of its interval."""
    with canvas(tinggi=3.4) as (figure, axes):
        places = range(len(titik))
        middle = [chance for _, chance, _, _ in titik]
        axes.vlines(places, [low for _, _, low, _ in titik], [high for *_, high in titik], color=MUDA, linewidth=5)
        axes.plot(places, middle, "o-", color=DASAR)
        axes.axhline(sasaran, color=ACUAN, linestyle=":", linewidth=1.4)
        axes.annotate(f"sasaran {percent(sasaran)}", (0, sasaran), (0, 3), textcoords="offset points", color=ACUAN)
        axes.set_xticks(places, [label for label, _, _, _ in titik])
        axes.set_ylim(0, 1.05)
        axes.yaxis.set_major_formatter(lambda value, _: percent(value))
        axes.set_xlabel(satuan)
        axes.set_ylabel("peluang tepat")
    return figure


def narrowing(titik: Sequence[tuple[int, float, float, float]], satuan: str) -> Figure:
    """Return how an estimate and its interval settle as replications are added: number, value, and both ends."""
    with canvas() as (figure, axes):
        number = [count for count, _, _, _ in titik]
        axes.fill_between(number, [low for _, _, low, _ in titik], [high for *_, high in titik], color=MUDA, alpha=0.6)
        axes.plot(number, [value for _, value, _, _ in titik], color=DASAR, linewidth=1.8)
        axes.xaxis.set_major_formatter(comma)
        axes.yaxis.set_major_formatter(comma)
        axes.set_xlabel("ulangan")
        axes.set_ylabel(satuan)
    return figure


def fits(panel: Sequence[tuple[str, Sequence[float], Callable[[Sequence[float]], Sequence[float]]]]) -> Figure:
    """Return assumed shapes against observed values: title, values in rising order, and the share below a value."""
    rows = -(-len(panel) // _SEJAJAR)
    with canvas(tinggi=0.5 + 2.0 * rows) as (figure, first):
        first.remove()
        for place, (title, values, below) in enumerate(panel):
            axes = figure.add_subplot(rows, min(_SEJAJAR, len(panel)), place + 1)
            span = max(values[-1], 1.0) * 1.05
            points = [span * step / 200 for step in range(201)]
            axes.plot(points, below(points), color=DASAR, linewidth=1.4, zorder=3)
            shares = [(rank + 0.5) / len(values) for rank in range(len(values))]
            axes.plot(values, shares, "o", color=NAIK, alpha=0.45, markersize=4, markeredgewidth=0)
            axes.axvline(1, color=ACUAN, linestyle=":", linewidth=1.2)
            axes.set_title(title, fontsize=9)
            axes.set_xlim(0, span)
            axes.set_yticks([0, 0.5, 1], [percent(share) for share in (0, 0.5, 1)])
            axes.xaxis.set_major_formatter(comma)
        figure.supxlabel("kali waktu tertulis (garis titik-titik: tepat seperti tertulis)", fontsize=9, color=REDUP)
        figure.supylabel("pengerjaan yang sudah selesai", fontsize=9, color=REDUP)
    return figure


def desks(
    lajur: Sequence[str],
    banyak: int,
    lintasan: Sequence[tuple[int, int, int, int, int]],
    tutup: Sequence[tuple[int, int]],
    panjang: int,
) -> Figure:
    """Return where cases lay: a row a desk, in it a line a case, empty while waiting and filled while worked on.

    Args:
        lajur: The desks.
        banyak: How many cases.
        lintasan: Each pass: desk, case, and the minutes of its coming, of the beginning of work, and of its end.
        tutup: When the office is closed, from minute to minute.
        panjang: Minutes until the last case is done.
    """
    with canvas(tinggi=1 + (_LANGKAH + 0.06 * banyak) * len(lajur)) as (figure, axes):
        for start, end in tutup:
            if end - start >= panjang / 400:
                axes.axvspan(days(start), days(end), color=GARIS, alpha=0.5, linewidth=0)
        thick = 0.76 / banyak
        for lane, kasus, came, began, done in lintasan:
            y = lane - 0.38 + (kasus + 0.5) * thick
            axes.barh(y, days(began - came), left=days(came), height=thick * 0.9, color="white", edgecolor=NAIK)
            axes.barh(y, days(done - began), left=days(began), height=thick * 0.9, color=DASAR)
        axes.set_yticks(range(len(lajur)), lajur)
        axes.set_ylim(len(lajur) - 0.5, -0.5)
        axes.set_xlim(0, days(panjang))
        axes.set_title("Penuh: dikerjakan; kosong: menunggu giliran; kelabu: kantor tutup", color=REDUP, fontsize=9)
        in_days(axes, "hari kalender sejak mulai")
    return figure


def _stated(axes: Axes, acuan: tuple[str, float] | None) -> None:
    if acuan is not None:
        axes.axvline(days(acuan[1]), color=ACUAN, linestyle=":", linewidth=1.4)
        axes.set_title(f"Garis titik-titik: {acuan[0]}, {exact_duration(acuan[1])}", color=ACUAN, fontsize=9)
        axes.set_xlim(left=min(axes.get_xlim()[0], days(acuan[1]) * 0.95))


def _mark(axes: Axes, x: float, text: str, colour: str) -> None:
    axes.axvline(x, color=colour, linewidth=1.2)
    top = axes.get_ylim()[1]
    axes.annotate(text, (x, top), (3, -3), textcoords="offset points", va="top", color=colour, fontsize=8.5)
