"""The official sheet of one SOP: the paper form of PermenPANRB 35/2012 as an HTML page of its own.

The page is complete without scripts: identity, boxes, and the table with its symbols and the direction of the flow
in words. In a browser the scripts of `docs/aset/lembar/` cut it into sheets of paper and draw the arrows.
"""

from __future__ import annotations

import json
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

from katalog.dates import long_date
from katalog.render.directions import direction, symbol_name
from katalog.render.escaping import shorten
from katalog.render.marks import Tanda
from katalog.render.sheet_flow import BaganLembar, Gambar, fits_at_arrow, sheet_flow
from katalog.render.status_words import KataStatus, ended_words
from katalog.render.templating import render
from katalog.render.views import office, page_title, performed_by, successor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.model import SOP, Langkah

KOTAK: Final = (
    (("dasar_hukum", "Dasar Hukum"), ("kualifikasi_pelaksana", "Kualifikasi Pelaksana")),
    (("keterkaitan", "Keterkaitan"), ("peralatan", "Peralatan/Perlengkapan")),
    (("peringatan", "Peringatan"), ("pencatatan", "Pencatatan dan Pendataan")),
)
"""The boxes of the form, two side by side."""
SKRIP: Final = (
    *("ukuran", "kolom", "potong", "halaman", "baris", "alir"),
    *("kisi", "jalur", "label", "bentuk", "kata", "gambar", "mulai"),
)
"""The scripts of `docs/aset/lembar/`, each after those that it uses."""
MAKS_JUDUL_LAJUR = 60
"""Characters of a performer's name that head its narrow column; a longer one is said in full in a note."""


def sheet_page(telaah: Telaah, dokumen: Dokumen, akar: str, versi_lama: KataStatus | None = None) -> str:
    """Return the HTML of an SOP's official sheet.

    Args:
        telaah: the analysed catalogue.
        dokumen: the SOP, or an old version of one.
        akar: leads from the page's address to the site's root.
        versi_lama: what is said of an old version beside the form.
    """
    sop = dokumen.sop
    alur = telaah.turunan[dokumen.id].alur
    drawing = sheet_flow(sop, alur)
    marks = TandaLembar(sop)
    letters = _letters(drawing)
    groups = merged_time_cells(sop)
    lanes = max(len(sop.pelaksana) + drawing.lajur_tambahan, 1)
    nobody = {step.urut for step in sop.langkah if not step.pelaksana}
    values: dict[str, Any] = {
        "akar": akar,
        "skrip": SKRIP,
        "dokumen": dokumen,
        "sop": sop,
        "opd": office(telaah, dokumen.opd),
        "judul_halaman": page_title(telaah, dokumen),
        "versi_lama": versi_lama is not None,
        "status": versi_lama or ended_words(dokumen, successor(telaah, dokumen)),
        "tanggal": tuple(_dates(sop)),
        "kotak": [[(key, title, getattr(sop, key)) for key, title in pair] for pair in KOTAK],
        "lajur": [(key, shorten(name, MAKS_JUDUL_LAJUR)) for key, name in sop.pelaksana],
        "lajur_panjang": [name for _, name in sop.pelaksana if shorten(name, MAKS_JUDUL_LAJUR) != name],
        "judul_tambahan": "pelaksana tidak terbaca" if nobody <= sop.pelaksana_tidak_terbaca else "tanpa pelaksana",
        "banyak_lajur": lanes,
        "langkah": [
            {
                "isi": step,
                "oleh": performed_by(dokumen, step),
                "arah": direction(alur, step)[0],
                "sel": [_cell(drawing.cell(index, lane), marks, step) for lane in range(lanes)],
                "kata_simbol": " dan ".join(symbol_name(step, simbol) for simbol in step.simbol_tergambar),
                "waktu": groups[index],
            }
            for index, step in enumerate(sop.langkah)
        ],
        "garis": _lines(drawing, marks, letters),
        "label_panjang": [(letter, label) for label, letter in letters.items()],
        "ada_bersama": any(one.bersama for one in drawing.gambar),
        "ada_tanpa_arah": any(one.bentuk == "tanpa-arah" for one in drawing.gambar),
        "tanda": marks.mark,
        "isi": marks.value,
        "label": sop.label.get,
    }
    return render("lembar.html.j2", values)


class TandaLembar(Tanda):
    """Marks on paper: † for what was inferred, ‡ for what the copy does not show, with the number of the note."""

    def text(self, *bidang: str) -> str:
        """Return the marks of some fields as one text: "†3", "†3,4", "‡1"; "" for none."""
        inferred = sorted({number for key in bidang for number in self.numbers.get(key, ())})
        unread = sorted({self.unreadable[key] for key in bidang if key in self.unreadable})
        return " ".join(
            sign + ",".join(map(str, numbers)) for sign, numbers in (("†", inferred), ("‡", unread)) if numbers
        )

    def mark(self, bidang: str, alamat: str = "") -> Markup:
        """Return the marks of a field, raised; `alamat` does not matter on paper."""
        text = self.text(bidang) if bidang in self.numbers or bidang in self.unreadable else ""
        return Markup('{}<sup class="lb-tanda">{}</sup>').format(alamat, text) if text else Markup()

    def value(self, bidang: str, text: str | None, alamat: str = "") -> Markup:
        """Return a field's words and marks; what is missing stays blank, what the copy does not show is said."""
        if text is not None:
            return escape(text) + self.mark(bidang, alamat)
        words = Markup('<span class="lb-tiada">tidak terbaca</span>') if bidang in self.unreadable else Markup("")
        return words + self.mark(bidang, alamat)


def _dates(sop: SOP) -> Iterator[tuple[str, str, str | None]]:
    """Yield the rows of dates: the form's three, and the date of approval where the document prints that instead."""
    rows = [("tanggal_pembuatan", "TANGGAL PEMBUATAN"), ("tanggal_revisi", "TANGGAL REVISI")]
    noted = {catatan.bidang for catatan in (*sop.tidak_terbaca, *sop.disimpulkan)}
    approved = sop.tanggal_pengesahan is not None or "tanggal_pengesahan" in noted
    if sop.tanggal_efektif is not None or "tanggal_efektif" in noted or not approved:
        rows.append(("tanggal_efektif", "TANGGAL EFEKTIF"))
    if approved:
        rows.append(("tanggal_pengesahan", "TANGGAL PENGESAHAN"))
    for key, title in rows:
        value = getattr(sop, key)
        yield key, title, long_date(value) if value else None


def merged_time_cells(sop: SOP) -> tuple[dict[str, Any], ...]:
    """Return for each row its cell of Waktu: rows spanned (0 where a cell above covers it), step, and words.

    A cell that is printed over rows that follow one another spans them; one that is shared with a row elsewhere
    names that row.
    """
    result: list[dict[str, Any]] = []
    steps = sop.langkah
    start = 0
    while start < len(steps):
        end = start + 1
        while end < len(steps) and _shares_time(steps[start:end], steps[end]):
            end += 1
        group = steps[start:end]
        own = next((step for step in group if step.mutu_baku.waktu is not None), group[0])
        elsewhere = own.mutu_baku.waktu_bersama if own.mutu_baku.waktu is None and len(group) == 1 else None
        result.append({"rentang": len(group), "urut": own.urut, "teks": own.mutu_baku.waktu, "menyatu": elsewhere})
        result += [{"rentang": 0, "urut": own.urut, "teks": None, "menyatu": None} for _ in group[1:]]
        start = end
    return tuple(result)


def _shares_time(group: tuple[Langkah, ...], step: Langkah) -> bool:
    if step.mutu_baku.waktu_bersama in {other.urut for other in group}:
        return True
    return any(other.mutu_baku.waktu_bersama == step.urut for other in group)


def _cell(gambar: tuple[Gambar, ...], marks: TandaLembar, step: Langkah) -> list[dict[str, Any]]:
    """Return the symbols of one cell; the row's first one carries the marks of what it says."""
    said = marks.text(*(f"langkah.{step.urut}.{key}" for key in ("pelaksana", "mulai", "simbol", "selesai")))
    return [{"gambar": one, "tanda": said if one.kunci == f"s{one.baris}" else ""} for one in gambar]


def _letters(drawing: BaganLembar) -> dict[str, str]:
    """Return a letter for each label that is too long for its arrow, in drawn order."""
    long = dict.fromkeys(line.label for line in drawing.garis if line.label and not fits_at_arrow(line.label))
    return {label: _letter(index) for index, label in enumerate(long)}


def _letter(index: int) -> str:
    """Return the letters of a number from 0: a to z, then aa, ab and so on."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, len(ascii_lowercase))
        text = ascii_lowercase[rest] + text
    return text


def _lines(drawing: BaganLembar, marks: TandaLembar, letters: dict[str, str]) -> str:
    """Return the lines as JSON, for an attribute: the script draws them."""
    rows = []
    passed = {line.ke for line in drawing.garis if line.jenis == "dalam" and line.label is not None}
    for line in drawing.garis:
        label = letters[line.label] + ")" if line.label in letters else line.label
        marked = (line.jenis == "alur" or line.label is not None) and line.dari not in passed
        mark = marks.text(f"langkah.{line.langkah}.lanjut") if marked else ""
        rows.append(
            {
                "dari": line.dari,
                "ke": line.ke,
                "jenis": line.jenis,
                "label": label,
                "tanda": mark,
                "mundur": line.mundur,
            }
        )
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
