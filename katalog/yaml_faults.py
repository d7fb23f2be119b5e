"""Faults of a text that is no YAML: where, what is wrong in an author's words, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from katalog.positions import Letak

if TYPE_CHECKING:
    import yaml


@dataclass(frozen=True, slots=True)
class Cacat:
    """A fault met while reading: the code of its rule, its place, what is wrong and how to mend it."""

    kode: str
    letak: Letak
    pesan: str
    bantuan: str


def place_after(text: str) -> Letak:
    """Return the place behind a text."""
    return Letak(text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1)


_SYNTAX = (
    # words of the reader's message -> what is wrong, how to mend it
    ("'\\t'", "Tab dipakai untuk indentasi.", "Ganti tab dengan spasi (dua spasi tiap tingkat)."),
    (
        "mapping values are not allowed",
        "Tanda titik dua (:) di tempat yang tidak semestinya.",
        "Bila titik dua itu bagian dari teks, apit seluruh teks dengan tanda kutip.",
    ),
    (
        "could not find expected ':'",
        "Kunci tanpa tanda titik dua (:).",
        "Tulis titik dua dan satu spasi sesudah kunci; teks yang panjang diapit tanda kutip.",
    ),
    (
        "found unexpected end of stream",
        "Tanda kutip dibuka tetapi tidak ditutup.",
        "Tutup tanda kutip pada akhir teks.",
    ),
    ("expected ',' or ']'", "Kurung siku [ dibuka tetapi tidak ditutup.", "Tutup dengan ] atau tambahkan koma."),
    ("expected ',' or '}'", "Kurung kurawal { dibuka tetapi tidak ditutup.", "Tutup dengan } atau tambahkan koma."),
    (
        "unknown escape character",
        "Garis miring terbalik (\\) yang tidak dikenal di dalam kutip ganda.",
        "Pakai kutip tunggal, atau tulis \\\\.",
    ),
    (
        "special characters are not allowed",
        "Teks memuat karakter kendali yang tidak terlihat.",
        "Hapus karakter itu: ketik ulang baris tersebut tanpa menyalin-tempel.",
    ),
    (
        "cannot start any token",
        "Teks diawali tanda yang punya arti khusus dalam YAML.",
        "Apit teks itu dengan tanda kutip.",
    ),
    (
        "sequence entries are not allowed",
        "Butir daftar (-) di tempat yang tidak semestinya.",
        "Mulai daftar pada baris baru di bawah kuncinya, tiap butir pada baris sendiri.",
    ),
    ("expected the node content", "Nilai tidak lengkap di sini.", "Lengkapi nilainya, atau tulis null."),
    (
        "expected '<document start>'",
        "Ada teks di luar susunan kunci dan nilai.",
        "Hapus teks itu, atau jadikan komentar dengan tanda # di awal baris.",
    ),
    (
        "expected alphabetic or numeric character",
        "Teks diawali tanda yang punya arti khusus dalam YAML.",
        "Apit teks itu dengan tanda kutip.",
    ),
    (
        "expected a comment or a line break",
        "Teks ditulis sebaris dengan tanda | atau >.",
        "Mulai teks pada baris berikutnya, menjorok dua spasi.",
    ),
    (
        "expected <block end>",
        "Indentasi tidak lurus, atau teks berlanjut sesudah tanda kutip penutup.",
        "Luruskan awal baris dengan baris lain yang setingkat; apit seluruh teks dengan satu pasang tanda kutip.",
    ),
)


def syntax_fault(error: yaml.YAMLError | ValueError, text: str) -> Cacat:
    """Word what a reader of YAML could not read in a text."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None)
    if ("end of stream" in problem or "expected ','" in problem) and context_mark is not None:
        mark = context_mark  # where the quote or bracket was opened helps; where the reader gave up does not
    if mark is not None:
        letak = Letak(mark.line + 1, mark.column + 1)
    else:
        position = getattr(error, "position", 0)
        letak = place_after(text[:position])
    for words, pesan, bantuan in _SYNTAX:
        if words in problem:
            return Cacat("B001", letak, pesan, bantuan)
    return Cacat(
        "B001",
        letak,
        "YAML tidak dapat dibaca di sini.",
        "Periksa tanda kutip, titik dua dan indentasi pada baris ini dan baris sebelumnya.",
    )
