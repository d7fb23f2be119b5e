"""B115: quotation marks that a word processor made, taken for part of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from katalog.fields import Beku
from katalog.findings import Temuan, Tingkat
from katalog.rules.base import AturanSOP, Konteks
from katalog.rules.phrases import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.positions import Jalur

_MARKS: Final = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb"


class KutipLengkung(AturanSOP):
    """Teks diapit tanda kutip lengkung.

    Word mengganti tanda kutip lurus (") dengan tanda kutip lengkung (“ ”). Dalam berkas ini hanya tanda kutip lurus
    yang mengapit teks; tanda kutip lengkung terbaca sebagai bagian dari isinya, lalu tampil di situs dan membuat waktu
    atau nomor tidak dikenali.

    Perbaikan: Ganti dengan tanda kutip lurus, atau hapus. Bila dokumen memang mencetak teks itu di antara tanda kutip,
    terima temuan ini pada kecuali.

    LULUS::

        nomor: "800/0123-Sekret/I/2024"
        peringatan: [Formulir “Surat Masuk” diisi lengkap]

    GAGAL::

        nomor: “800/0123-Sekret/I/2024”
        peringatan: [Formulir diisi lengkap]
    """

    kode = "B115"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look at the ends of every text."""
        for path, text in _texts(konteks.dokumen.sop, ()):
            if text[0] in _MARKS and len(text) > 1 and text[-1] in _MARKS and not _marks_within(text):
                yield self.finding(
                    konteks,
                    path,
                    f"Tanda kutip lengkung pada {quote(text)} terbaca sebagai bagian dari isinya.",
                    f'Ganti {text[0]} dan {text[-1]} dengan tanda kutip lurus ("), atau hapus.',
                )


def _marks_within(text: str) -> bool:
    """Tell whether there are more marks between the first and the last: then these two need not be a pair."""
    return any(mark in text[1:-1] for mark in _MARKS)


def _texts(value: Any, path: Jalur) -> Iterator[tuple[Jalur, str]]:
    """Yield every text of a part of an SOP with its path; labels of branches are keys, and no texts."""
    if isinstance(value, Beku):
        for name in type(value).model_fields:
            if name != "lanjut":
                yield from _texts(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            if isinstance(item, tuple):
                yield from _texts(item[1], (*path, item[0]))
            else:
                yield from _texts(item, (*path, index))
    elif type(value) is str and value:
        yield path, value
