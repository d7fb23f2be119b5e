"""How an answer shows itself in a notebook: a sentence, a table, a picture. All text is escaped."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from html import escape
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from katalog.render.amounts import short_number
from lab.faults import LabError
from lab.style import RC

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd
    from matplotlib.figure import Figure

_TABLE: Final = "border-collapse:collapse;margin:.6em 0;font-variant-numeric:tabular-nums"
_CELL: Final = "border-bottom:1px solid #d5dcdf;padding:.25em .8em .25em 0;text-align:left;vertical-align:top"


def sentence(text: str) -> str:
    """Return a paragraph of HTML."""
    return f'<p style="max-width:60em;line-height:1.5">{escape(text)}</p>'


def table(judul: Sequence[str], baris: Iterable[Sequence[str]], keterangan: str = "") -> str:
    """Return an HTML table: the first cell of each row is its heading."""
    head = "".join(f'<th scope="col" style="{_CELL}">{escape(one)}</th>' for one in judul)
    rows = []
    for first, *rest in baris:
        cells = "".join(f'<td style="{_CELL}">{escape(one)}</td>' for one in rest)
        rows.append(f'<tr><th scope="row" style="{_CELL};font-weight:400">{escape(first)}</th>{cells}</tr>')
    caption = f'<caption style="text-align:left;color:#4c5a60">{escape(keterangan)}</caption>' if keterangan else ""
    return f'<table style="{_TABLE}">{caption}<thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


@dataclass(frozen=True, slots=True)
class Tabel:
    """A frame of pandas as people read it: decimal commas, words for yes and no, a dash for what is missing.

    Attributes:
        isi: The frame.
        desimal: Most decimals of its numbers.
    """

    isi: pd.DataFrame
    desimal: int = 2

    def _repr_html_(self) -> str:
        rows = [
            tuple(self._said(cell) for cell in row)
            for row in self.isi.reset_index().astype(object).itertuples(index=False)
        ]
        names = [*self.isi.index.names, *self.isi.columns]
        return table([str(name or "nomor").replace("_", " ").capitalize() for name in names], rows)

    def _said(self, value: Any) -> str:
        if value is None or value != value:  # noqa: PLR0124 - what is missing is not even equal to itself
            return "–"
        if str(value) in ("True", "False"):
            return "ya" if value else "tidak"
        return short_number(float(value), self.desimal) if isinstance(value, Real) else str(value)


def readable(isi: pd.DataFrame, desimal: int = 2) -> Tabel:
    """Return a frame of pandas as a table for readers; the frame itself stays as it is.

    Args:
        isi: The frame.
        desimal: Most decimals of its numbers.
    """
    return Tabel(isi, desimal)


@dataclass(frozen=True, slots=True)
class Gambar:
    """A picture that shows itself in a notebook and can be taken along for a report.

    Attributes:
        figure: The matplotlib figure, for whoever wants to change it.
        keterangan: What it says, in words, for those who do not see it.
    """

    figure: Figure
    keterangan: str

    def to_svg(self) -> str:
        """Return the picture as SVG, the same each time."""
        stream = io.BytesIO()
        self._write(stream, "svg")
        return stream.getvalue().decode()

    def save(self, berkas: str | Path) -> None:
        """Write the picture for a report: `.svg` or `.png`, by the name; the same bytes each time.

        Raises:
            LabError: If the name ends in neither, or the file cannot be written.
        """
        path = Path(berkas)
        bentuk = path.suffix.lower().removeprefix(".")
        if bentuk not in ("svg", "png"):
            raise LabError(f'nama gambar harus berakhiran .svg atau .png, bukan "{path.name}".')
        try:
            with path.open("wb") as stream:
                self._write(stream, bentuk)
        except OSError as error:
            raise LabError(
                f"{path} tidak dapat ditulis; periksa letak foldernya, dan apakah berkasnya sedang dibuka."
            ) from error

    def _write(self, stream: BinaryIO, bentuk: str) -> None:
        import matplotlib as mpl  # noqa: PLC0415 - slow to import

        metadata = {"Date": None} if bentuk == "svg" else {"Software": None}
        with mpl.rc_context(RC):
            self.figure.savefig(stream, format=bentuk, dpi=200, metadata=metadata)

    def _repr_html_(self) -> str:
        data = base64.b64encode(self.to_svg().encode()).decode()
        return f'<img alt="{escape(self.keterangan)}" src="data:image/svg+xml;base64,{data}" style="max-width:100%">'
