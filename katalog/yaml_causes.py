"""What most often stands behind a text that is no YAML, where the reader gave up on a line that is sound.

A reader complains where it can go no further; the mistake stands before it. Each cause is looked for in the lines up
to there, in one pass over them at most.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from katalog.positions import Letak

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Sebab:
    """A mistake that explains what the reader met: its place, what is wrong and how to mend it."""

    letak: Letak
    pesan: str
    bantuan: str


_FAR = 50
"""Most lines above the reader's complaint in which a strange space is looked for."""
_RETYPE = "Hapus, lalu ketik ulang dengan bilah spasi."
_GIT = re.compile(r"(?:<{7}|>{7})(?: |$)")
_STRANGE_SPACE = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
# Where only spaces may stand: before the first word, behind the hyphen of an item, behind the colon of a key.
_SPACE_IN_STRUCTURE = re.compile(
    rf" *(?:- +){{0,8}}(?:-?(?=[{_STRANGE_SPACE}])|[A-Za-z_]\w{{0,40}}:(?=[{_STRANGE_SPACE}]))"
)
_DASH = re.compile(r" *([\u2010-\u2015\u2212\u2022\u25cf\u25aa\u25e6\u2023\u00b7])(?: |$)")
_KEY = r"[A-Za-z_][\w /-]{0,60}"
_LINE_WITH_KEY = re.compile(rf"(?P<awal> *(?:- +){{0,8}}){_KEY}:(?P<isi> +\S.*)?")
_UP_TO_COLON = re.compile(rf" *(?:- +){{0,8}}{_KEY}")
_GLUED = re.compile(r" *(?:- +){0,8}(?P<kunci>[A-Za-z_]\w{0,60}):(?P<isi>[^\s:/]\S{0,60})")
_START = re.compile(r" *(?:- +){0,8}")


def cause_of(lines: Sequence[str], baris: int, awal: int | None, problem: str, kolom: int) -> Sebab | None:
    """Return what stands behind a problem, where it is one of the usual mistakes.

    Args:
        lines: The lines of the text.
        baris: The line, from 1, where the reader gave up.
        awal: The line where what it was reading began, if it says so.
        problem: Its words.
        kolom: The column, from 1, where it gave up.
    """
    baris = min(baris, len(lines))
    if found := _git_marks(lines) or _strange_space(lines, baris):
        return found
    before = _line_before(lines, baris)
    if found := _dash(lines, (baris, before if "mapping values" in problem else None, awal)):
        return found
    if "could not find expected ':'" in problem and awal is not None:
        return _without_colon(lines, awal)
    if "mapping values" in problem and _UP_TO_COLON.fullmatch(lines[baris - 1][: kolom - 1]) and before is not None:
        return _under_a_text(lines, baris, before)
    return None


def _git_marks(lines: Sequence[str]) -> Sebab | None:
    for index, line in enumerate(lines):
        if _GIT.match(line):
            return Sebab(
                Letak(index + 1, 1),
                "Sisa penggabungan git: tanda <<<<<<<, ======= dan >>>>>>> belum dibereskan.",
                "Pilih salah satu dari kedua isi itu, lalu hapus ketiga baris tandanya.",
            )
    return None


def _strange_space(lines: Sequence[str], baris: int) -> Sebab | None:
    for index in range(baris - 1, max(-1, baris - 1 - _FAR), -1):
        if match := _SPACE_IN_STRUCTURE.match(lines[index]):
            char = lines[index][match.end()]
            return Sebab(
                Letak(index + 1, match.end() + 1),
                f"Ini bukan spasi biasa, melainkan U+{ord(char):04X}, biasanya dari Word atau halaman web.",
                _RETYPE,
            )
    return None


def _dash(lines: Sequence[str], suspects: Sequence[int | None]) -> Sebab | None:
    for baris in suspects:
        if baris is not None and (match := _DASH.match(lines[baris - 1])):
            return Sebab(Letak(baris, match.start(1) + 1), *_dash_words(match[1]))
    return None


def _dash_words(char: str) -> tuple[str, str]:
    """Say that a list's item begins with another sign than the hyphen."""
    return (
        f'Butir daftar diawali tanda "{char}" (U+{ord(char):04X}), bukan tanda hubung.',
        f'Ganti "{char}" dengan tanda hubung (-) dari papan ketik dan satu spasi.',
    )


def sign_advice(text: str) -> str | None:
    """Say what to type where a text was meant to be a list or keys, and begins with a look-alike of their signs."""
    if match := _DASH.match(text):
        return _dash_words(match[1])[1]
    if match := _SPACE_IN_STRUCTURE.match(text):
        return f"Spasi U+{ord(text[match.end()]):04X} di sini bukan spasi biasa. {_RETYPE}"
    return None


def _line_before(lines: Sequence[str], baris: int) -> int | None:
    """Return the number of the last line before `baris` that says something."""
    for number in range(baris - 1, 0, -1):
        line = lines[number - 1].strip()
        if line and not line.startswith("#"):
            return number
    return None


def _without_colon(lines: Sequence[str], baris: int) -> Sebab:
    line = lines[baris - 1]
    start = _START.match(line)
    letak = Letak(baris, (start.end() if start else 0) + 1)
    if glued := _GLUED.match(line):
        return Sebab(
            Letak(baris, glued.end("kunci") + 2),
            "Kurang spasi sesudah titik dua (:).",
            f"Tulis satu spasi sesudah titik dua: {glued['kunci']}: …",
        )
    return Sebab(
        letak,
        "Kunci tanpa tanda titik dua (:).",
        "Tulis titik dua dan satu spasi sesudah kunci; bila ini lanjutan teks di atasnya, satukan dengan baris itu.",
    )


def _under_a_text(lines: Sequence[str], baris: int, before: int) -> Sebab | None:
    """Explain a sound key below a line that the reader took for the beginning of a text."""
    holder = before
    while holder and not _LINE_WITH_KEY.fullmatch(lines[holder - 1]):
        holder -= 1
    match = _LINE_WITH_KEY.fullmatch(lines[holder - 1]) if holder else None
    if match is not None and (holder == before or _indent(lines[before - 1]) > len(match["awal"])):
        if match["isi"] is None:
            return _without_colon(lines, before) if holder != before else None
        return Sebab(
            Letak(baris, _indent(lines[baris - 1]) + 1),
            f"Baris ini terbaca sebagai lanjutan teks pada baris {holder}, tetapi memuat titik dua (:).",
            "Bila ini kunci baru, luruskan dengan kunci di atasnya; bila lanjutan teks, apit teksnya dengan kutip.",
        )
    return _without_colon(lines, before)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
