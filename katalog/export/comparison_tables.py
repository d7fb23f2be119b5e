"""What the spreadsheets hold of a comparison: the SOPs of a process row by row, and pairs value by value."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from katalog.comparison.alignment import Hubungan
from katalog.comparison.process import JenisBaris
from katalog.comparison.record import Jenis as JenisIsi
from katalog.comparison.rows import KEPALA_PASANGAN, comparison_rows, process_rows
from katalog.export.notes import with_notes
from katalog.export.table import Jenis, Kolom, Tabel
from katalog.export.tables import legal_table, sop_table
from katalog.export.workbook import workbook_bytes
from katalog.render.comparison_words import NAMA_BARIS, NAMA_JENIS, SEPADAN
from katalog.render.views import process

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from katalog.checking import Telaah
    from katalog.comparison.process import TabelProses
    from katalog.comparison.record import Perbandingan
    from katalog.comparison.rows import Barisan
    from katalog.model import SOP
    from katalog.render.process_pages import ProsesTerbanding
    from katalog.simulation_record import CatatanSimulasi

_ARTI: Final = {
    "Bagian": "Bagian SOP tempat bedanya.",
    "Langkah A": "Nomor langkah pada A; beberapa nomor bila langkahnya dipecah atau digabung.",
    "Langkah B": "Nomor langkah pada B; beberapa nomor bila langkahnya dipecah atau digabung.",
    "Hubungan": "Bagaimana langkah kedua SOP berpadanan: sejajar, pindah, dipecah, digabung, hanya di A atau di B.",
    "Isian": "Kolom atau isian yang berbeda.",
    "Jenis": (
        "berbeda; hanya di A; hanya di B; sama, ejaan lain: hanya huruf besar, spasi, atau tanda baca yang lain; "
        "setara: kata lain untuk hal yang sama; tidak terbaca pada salinan."
    ),
    "A": "Seperti tercetak pada A.",
    "B": "Seperti tercetak pada B.",
}
_KATA: Final[Mapping[type, Mapping[Any, str]]] = {JenisBaris: NAMA_BARIS, Hubungan: SEPADAN, JenisIsi: NAMA_JENIS}
_NAMA: Final = {"lanjut": "arah alur", "mulai": "mulai/selesai", "selesai": "mulai/selesai", "": "seluruh langkah"}
_STATUS: Final = (
    "sama; sama, ejaan lain (hanya huruf besar, spasi, atau tanda baca); berbeda; hanya sebagian (tidak ada pada "
    "sebagian SOP); hanya satu (hanya pada satu SOP)."
)


def _said(row: Barisan) -> Barisan:
    """Return a row with the site's words for how rows, steps and values relate."""
    return tuple(_KATA[type(cell)][cell] if type(cell) in _KATA else cell for cell in row)


def process_table(telaah: Telaah, found: TabelProses, label: Mapping[str, str]) -> Tabel:
    """Return the steps of the SOPs of a process side by side; `label` is what each SOP is called, by its id."""
    inferred = {id_sop: _inferred(telaah.katalog[id_sop].sop) for id_sop in found.sop}
    header, *rows = process_rows(found, label, inferred)
    columns = [
        Kolom("Baris", "Satu baris satu pekerjaan; langkah yang sepadan sejajar.", jenis=Jenis.BILANGAN, lebar=8),
        Kolom("Status", _STATUS, lebar=16),
        Kolom("Isian yang berbeda", "Kolom yang isinya tidak sama di semua SOP pada baris ini.", lebar=26),
    ]
    columns += [Kolom(str(name)) for name in header[len(columns) :]]
    said = tuple(_said(row) for row in rows)
    return Tabel("Langkah berdampingan", "Langkah semua SOP proses ini, berdampingan.", tuple(columns), said, 3)


def _inferred(sop: SOP) -> dict[int, list[str]]:
    """Return the names of the fields that the transcriber inferred, by printed number of the step."""
    found: dict[int, list[str]] = defaultdict(list)
    for note in sop.disimpulkan:
        part, _, rest = note.bidang.partition(".")
        number, _, name = rest.partition(".")
        if part == "langkah" and number.isdecimal():
            found[int(number)].append(_NAMA.get(name, name.rpartition(".")[2].replace("_", " ")))
    return found


def pair_table(compared: Sequence[Perbandingan], label: Mapping[str, str]) -> Tabel:
    """Return everything in which pairs of SOPs differ, one value a row; `label` is what an SOP is called, by its id.

    Of a step that one of the two alone has there is one row: its other values stand in the sheet of the steps.
    """
    rows = []
    for found in compared:
        a, b = label[found.a.id], label[found.b.id]
        rows += [(a, b, *_said(row)) for row in comparison_rows(found, ringkas=True)[1:]]
    columns = (
        Kolom("SOP A", "SOP yang disebut A; tidak ada yang dijadikan patokan."),
        Kolom("SOP B", "SOP yang disebut B."),
        *(Kolom(name, _ARTI[name], lebar=60 if name in {"A", "B"} else None) for name in KEPALA_PASANGAN),
    )
    return Tabel(
        "Beda tiap pasangan",
        "Satu baris satu isian yang berbeda. Langkah yang hanya ada pada satu SOP mendapat satu baris; "
        "isian lainnya, dan yang disimpulkan, ada pada lembar Langkah berdampingan.",
        columns,
        tuple(rows),
        beku=2,
    )


def process_workbook(telaah: Telaah, terbanding: ProsesTerbanding, simulasi: Mapping[str, CatatanSimulasi]) -> bytes:
    """Return the comparison of a process as a workbook: its SOPs, their steps side by side, pairs, legal bases."""
    documents = [telaah.katalog[id_sop] for id_sop in terbanding.tabel.sop]
    tables = [
        sop_table(telaah, documents, simulasi),
        process_table(telaah, terbanding.tabel, terbanding.label),
        pair_table(terbanding.pasangan, terbanding.label),
        legal_table(telaah, documents),
    ]
    name = process(telaah, terbanding.proses).nama
    return workbook_bytes(with_notes(tables, f"Perbandingan {len(documents)} SOP, proses {name}."), name)
