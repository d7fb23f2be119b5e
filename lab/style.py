"""The site's colours and the language of its pictures, for matplotlib."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from katalog.render.amounts import short_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DASAR: Final = "#0f7f94"
MUDA: Final = "#8cc3ce"
NAIK: Final = "#b86a00"
TURUN: Final = "#2e7d4f"
LEBIH: Final = "#b3261e"
ACUAN: Final = "#a3191c"
KATA: Final = "#14262b"
REDUP: Final = "#4c5a60"
GARIS: Final = "#d5dcdf"
"""The colours of the site's own charts (`--tl-g-*` in docs/aset/tatalaksana.css; a test holds both equal)."""

MENIT_HARI: Final = 1440.0

RC: Final[Any] = {  # matplotlib's own type names each of its keys
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "axes.edgecolor": GARIS,
    "axes.labelcolor": REDUP,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "axes.titlecolor": KATA,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9,
    "text.color": KATA,
    "xtick.color": REDUP,
    "ytick.color": KATA,
    "svg.hashsalt": "tatalaksana",
    "svg.fonttype": "none",
}


@contextmanager
def canvas(
    lebar: float = 7.5, tinggi: float = 3.2, *, tepi: tuple[float, float, float, float] | None = None
) -> Iterator[tuple[Figure, Axes]]:
    """Open a figure in the site's style, in inches; it is drawn by no global state and shows itself in a notebook.

    Args:
        lebar: Its width.
        tinggi: Its height.
        tepi: Left, bottom, right and top end of the axes, as shares; a picture whose labels are known beforehand is
            drawn in half the time with them. By default there is room made for what is written.
    """
    import matplotlib as mpl  # noqa: PLC0415 - slow to import; an answer that is only read needs no picture
    from matplotlib.figure import Figure  # noqa: PLC0415 - the same

    with mpl.rc_context(RC):
        figure = Figure(figsize=(lebar, tinggi), layout="constrained" if tepi is None else None)
        if tepi is not None:
            left, bottom, right, top = tepi
            figure.subplots_adjust(left, bottom, right, top)
        axes = figure.add_subplot()
        yield figure, axes
        if tepi is None:
            figure.draw_without_rendering()
            figure.set_layout_engine("none")  # laid out once: each further drawing would move things a little


def days(menit: float) -> float:
    """Return calendar minutes as days of 24 hours."""
    return menit / MENIT_HARI


def comma(value: float, _: object = None) -> str:
    """Return a number of an axis with a decimal comma."""
    return short_number(value, 2)


def in_days(axes: Axes, label: str = "hari kalender") -> None:
    """Name the horizontal axis, with a decimal comma."""
    axes.set_xlabel(label)
    axes.xaxis.set_major_formatter(comma)
