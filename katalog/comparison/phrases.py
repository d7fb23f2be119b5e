"""Words that comparisons share: names of fields, lists, quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from katalog.comparison.words import JenisKata

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from katalog.comparison.words import Potongan

NAMA_BIDANG: Final[Mapping[str, str]] = {
    "nama": "nama SOP",
    "judul": "judul",
    "pelaksana": "pelaksana",
    "kegiatan": "kegiatan",
    "kelengkapan": "kelengkapan",
    "waktu": "waktu",
    "output": "output",
    "keterangan": "keterangan",
    "arah": "arah alur",
    "mulai_selesai": "simbol mulai atau selesai",
    "dasar_hukum": "dasar hukum",
    "kualifikasi_pelaksana": "kualifikasi pelaksana",
    "keterkaitan": "keterkaitan",
    "peralatan": "peralatan",
    "peringatan": "peringatan",
    "pencatatan": "pencatatan",
    "jumlah_waktu": "jumlah waktu tertulis",
    "jumlah_langkah": "jumlah waktu langkah",
}
"""What readers call each field, in running text."""


def field_name(bidang: str) -> str:
    """Return what readers call a field."""
    return NAMA_BIDANG[bidang]


def listed(items: Iterable[str]) -> str:
    """Join as a sentence does: "a", "a dan b", "a, b, dan c"."""
    words = list(items)
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


def steps(numbers: Sequence[int]) -> str:
    """Name steps: "langkah 4", "langkah 4 dan 5"."""
    return f"langkah {listed(map(str, numbers))}"


def quoted(text: str, limit: int = 60) -> str:
    """Quote printed words, a long text shortened at a word's end."""
    text = text.strip()
    if len(text) > limit:
        cut = text[: limit + 1].rpartition(" ")[0] or text[:limit]
        text = f"{cut.rstrip(' ,;:')}…"
    return f"“{text}”"


def capital(text: str) -> str:
    """Begin a sentence."""
    return text[:1].upper() + text[1:]


_DEKAT: Final = 3


def changed_span(pieces: Sequence[Potongan]) -> tuple[str, str] | None:
    """Return the words that differ on both sides, with the few between them; None where they stand far apart."""
    changed = [
        at for at, piece in enumerate(pieces) if piece.jenis in {JenisKata.HAPUS, JenisKata.TAMBAH, JenisKata.GANTI}
    ]
    if not changed:
        return None
    span = pieces[changed[0] : changed[-1] + 1]
    between = sum(len(piece.a.split()) for piece in span if piece.jenis in {JenisKata.SAMA, JenisKata.EJAAN})
    if between > _DEKAT:
        return None
    return "".join(piece.a for piece in span).strip(" ,.;:"), "".join(piece.b for piece in span).strip(" ,.;:")
