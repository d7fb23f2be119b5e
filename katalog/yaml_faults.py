"""Faults of a text that is no YAML: where, what is wrong in an author's words, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from katalog.positions import Letak
from katalog.yaml_causes import cause_of

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
        "Indentasi tidak lurus.",
        "Luruskan awal baris dengan baris lain yang setingkat; butir daftar diawali tanda hubung (-) dan spasi.",
    ),
)


def syntax_fault(error: yaml.YAMLError | ValueError, text: str, kutipan: Any = None) -> Cacat:
    """Word what a reader of YAML could not read in a text; `kutipan` is the last scalar, unless plain."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None)
    if mark is not None:
        awal = None if context_mark is None else context_mark.line + 1
        if sebab := cause_of(text.split("\n"), mark.line + 1, awal, problem, mark.column + 1):
            return Cacat("B001", sebab.letak, sebab.pesan, sebab.bantuan)
        quoted = kutipan is not None and kutipan.style in "'\"" and kutipan.end_mark.line == mark.line
        if quoted and "end of stream" not in problem:
            return _after_a_quote(kutipan, Letak(mark.line + 1, mark.column + 1))
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


def _after_a_quote(kutipan: Any, letak: Letak) -> Cacat:
    """Word what goes on behind a closing quote: where that is lines below, the quote was meant to close earlier."""
    start = kutipan.start_mark
    if start.line == kutipan.end_mark.line:
        return Cacat(
            "B001",
            letak,
            "Teks berlanjut sesudah tanda kutip penutup.",
            "Apit seluruh teks dengan satu pasang tanda kutip.",
        )
    return Cacat(
        "B001",
        Letak(start.line + 1, start.column + 1),
        f"Tanda kutip dibuka tetapi tidak ditutup; teksnya terbaca sampai baris {letak.baris}.",
        "Tutup tanda kutip pada akhir teks.",
    )
