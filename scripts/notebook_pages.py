"""Notebooks as pages of the guide: pure functions from an executed notebook to Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

import nbformat
from nbconvert.exporters import MarkdownExporter

from katalog.render.escaping import front_matter, markdown
from scripts.notebook_outputs import WIDGET, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbformat import NotebookNode

_JUDUL = re.compile(r"\A#\s+(.+)$", re.MULTILINE)
_DIAM: Final = (
    '<p class="tl-buku-diam">Pada halaman ini penggeser tidak dapat digeser: yang tampak adalah letak dan jawabannya '
    "saat situs dibangun. Untuk menggeser, unduh buku ini dan buka dengan JupyterLab, atau "
    '<a href="../../perencana/#apa-jika">coba asumsinya di peramban</a>.</p>'
)


@dataclass(frozen=True, slots=True)
class Buku:
    """A notebook as lists name it.

    Attributes:
        nama: The file's name without its ending; also the page's address.
        judul: Its heading.
        tanya: The question that it answers: its first paragraph.
    """

    nama: str
    judul: str
    tanya: str


def described(nama: str, notebook: NotebookNode) -> Buku:
    """Return what lists say of a notebook; without a heading, its name."""
    first = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), "")
    found = _JUDUL.search(first)
    paragraphs = [part for part in re.split(r"\n\s*\n", first) if part.strip() and not part.startswith("#")]
    return Buku(nama, found[1].strip() if found else nama, " ".join(paragraphs[0].split()) if paragraphs else "")


def body(notebook: NotebookNode) -> str:
    """Return an executed notebook as Markdown, its first heading left out."""
    page: Any = nbformat.from_dict(notebook)  # a copy of its own
    for cell in page.cells:
        if cell.cell_type == "code":
            cell.outputs = [_as_html(html) for html in map(shown, cell.outputs) if html] + [
                _as_html(_DIAM) for output in cell.outputs if WIDGET in output.get("data", {})
            ]
    text, _ = MarkdownExporter().from_notebook_node(page)
    return re.sub(r"\n{3,}", "\n\n", _JUDUL.sub("", text.lstrip(), count=1)).strip() + "\n"


def _as_html(html: str) -> Any:
    return nbformat.v4.new_output("display_data", {"text/html": html})


def notebook_page(buku: Buku, isi: str, semua: Sequence[Buku]) -> str:
    """Return the page of a notebook: where it stands, how to get it, what it answers, and its neighbours."""
    place = [one.nama for one in semua].index(buku.nama)
    beside = [
        f"[{word} {markdown(one.judul)}]({one.nama}.md)"
        for word, one in (
            *[("←", one) for one in semua[max(place - 1, 0) : place]],
            *[("→", one) for one in semua[place + 1 : place + 2]],
        )
    ]
    return (
        "\n\n".join(
            (
                f"---\ntitle: {front_matter(buku.judul)}\n---",
                _crumbs("../../../", (("Panduan", "panduan/"), ("Buku catatan", "panduan/buku/"))),
                f"# {markdown(buku.judul)}",
                _origin(buku.nama),
                isi.strip(),
                "---",
                " · ".join(beside) if beside else "[Semua buku catatan](index.md)",
            )
        ).rstrip()
        + "\n"
    )


def _origin(nama: str) -> str:
    berkas = f"{escape(nama)}.ipynb"
    return (
        '<p class="tl-buku-asal">Halaman ini adalah buku catatan Jupyter yang dijalankan saat situs dibangun. '
        f'<a href="../{berkas}" download>Unduh bukunya ({berkas})</a> untuk mengubah dan menjalankannya sendiri; '
        '<a href="../#menjalankan">caranya</a>.</p>'
    )


_TERHENTI = (
    "{}: tidak dapat dijalankan sampai selesai dengan katalog ini. Buku ditulis untuk SOP tertentu; bila SOP itu sudah "
    "tidak ada, atau isinya berubah, bukunya perlu disesuaikan. Sebabnya tertulis pada layar ketika situs dibangun."
)


def index_page(semua: Sequence[Buku], terhenti: Sequence[str]) -> str:
    """Return the list of notebooks, the names of those that could not be run to their end, and how to run them."""
    rows = [f"- {_number(one.nama)}[{markdown(one.judul)}]({one.nama}.md)  \n  {markdown(one.tanya)}" for one in semua]
    notes = (
        [f'!!! note "Tidak disertakan"\n\n    {_TERHENTI.format(markdown(", ".join(terhenti)))}'] if terhenti else []
    )
    return (
        "\n\n".join(
            (
                f"---\ntitle: {front_matter('Buku catatan')}\n---",
                _crumbs("../../", (("Panduan", "panduan/"),)),
                "# Buku catatan perencana",
                _PEMBUKA,
                *notes,
                "\n".join(rows),
                _CARA,
            )
        )
        + "\n"
    )


def _number(nama: str) -> str:
    """Return the number that the name begins with, as the notebooks call each other."""
    number = nama.partition("-")[0]
    return f"Buku {number}: " if number.isdigit() else ""


def _crumbs(akar: str, bagian: Sequence[tuple[str, str]]) -> str:
    parts = "".join(
        f' <span aria-hidden="true">›</span> <a href="{akar}{alamat}">{escape(judul)}</a>' for judul, alamat in bagian
    )
    return f'<nav class="tl-remah" aria-label="Posisi halaman"><a href="{akar}">Beranda</a>{parts}</nav>'


_PEMBUKA: Final = (
    "Setiap buku menjawab satu pertanyaan perencana, langkah demi langkah: pertanyaannya, perintahnya, jawabannya, dan "
    "artinya. Semua angka dihitung saat situs dibangun. Angka itu hasil model dengan asumsi, bukan hasil pengukuran."
)
_CARA: Final = """## Menjalankannya sendiri { #menjalankan }

1. Pada komputer yang mempunyai salinan katalog, jalankan `make lab` di folder utamanya. JupyterLab
   terbuka dengan semua buku.
2. Bukalah satu buku, lalu pilih *Run*, kemudian *Run All Cells*.
3. Gantilah SOP atau angkanya, lalu jalankan lagi selnya dengan *Shift+Enter*.

Buku yang diunduh dari sini disimpan dalam folder `notebooks` di samping folder `sops`. Semua
pertanyaan yang dapat diajukan ada di [Merencanakan](../perencana.md#lab)."""
