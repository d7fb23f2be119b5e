"""Who signed, and when: the official's cell taken apart, and dates as people write them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from impor.blocks import clean
from katalog.dates import BULAN
from katalog.naming import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NIP = re.compile(r"\bNIP\b\s*[.:]?\s*((?:\d[ .]?){8,18})|(?<!\d)(\d{8} ?\d{6} ?\d ?\d{3})(?!\d)", re.IGNORECASE)
_SIGNED = re.compile(r"(?<!\w)(?:ttd\.?|tertanda|\(?dto\)?)(?!\w)", re.IGNORECASE)
_RANK = re.compile(r"(?:Pembina|Penata|Pengatur|Juru)\b.*", re.IGNORECASE)
_DEGREE = re.compile(r"(?<!\w)(?:dr|drg|Dr|Ir|Drs|Dra|Prof|H|Hj)\.\s*(?=[A-Z])")
_DATE = re.compile(r"(\d{1,2})\s*[-/. ]\s*([^\W\d_]+|\d{1,2})\s*[-/. ]\s*(\d{4})")
_ANGKA_NIP: Final = 18
_BLANK: Final = frozenset({"", "-", "–", "—", "…", "...", "--", ".", ".."})
_MONTHS: Final = {
    **{name.casefold(): number for number, name in enumerate(BULAN, start=1)},
    **{name.casefold()[:3]: number for number, name in enumerate(BULAN, start=1)},
    "agt": 8,
    "agst": 8,
    "sept": 9,
    "nop": 11,
    "nopember": 11,
    "pebruari": 2,
    "peb": 2,
    "desembar": 12,
    "okt": 10,
}


def read_date(text: str) -> tuple[str | None, bool]:
    """Return a date as YYYY-MM-DD and whether the text could be read; a dash is read as no date."""
    said = clean(text)
    if said in _BLANK:
        return None, True
    found = _DATE.search(said)
    if not found or len(said) - len(found[0]) > 20:
        return None, False
    month = int(found[2]) if found[2].isdecimal() else _MONTHS.get(found[2].casefold())
    try:
        return date(int(found[3]), month or 0, int(found[1])).isoformat(), True
    except ValueError:
        return None, False


def is_blank(text: str) -> bool:
    """Tell whether a value is one of the marks that stand for nothing."""
    return clean(text) in _BLANK


def bare_name_of(text: str) -> tuple[str, str]:
    """Return what stands before a name's first title, and the name from there on."""
    found = _DEGREE.search(text)
    return (text[: found.start()].strip(), text[found.start() :]) if found else ("", text)


def read_official(
    text: str, positions: Iterable[str], *, berjabatan: bool = True
) -> tuple[dict[str, str | None], list[str]]:
    """Return jabatan, nama, pangkat, nip and tanda_tangan of an official, and what is doubtful.

    Args:
        text: The cell; where it has several lines, the first is the position.
        positions: Registered names of positions, to part a position from a name on one line.
        berjabatan: Whether the text holds the position.
    """
    doubts: list[str] = []
    nip = signed = rank = None
    if found := _NIP.search(text):
        nip = clean(found[1] or found[2]).strip(" .")
        text = f"{text[: found.start()]}\n{text[found.end() :]}"
        if len(nip) == _ANGKA_NIP and nip.endswith("000"):
            doubts.append("Excel menyimpan 15 angka pertama saja; cocokkan tiga angka terakhir NIP ini.")
    if found := _SIGNED.search(text):
        signed = clean(found[0])
        text = f"{text[: found.start()]}\n{text[found.end() :]}"
    lines = [word for part in text.split("\n") if (word := clean(part).strip(" ,:"))]
    for part in lines[1:]:
        if _RANK.fullmatch(part):
            rank = part
            lines.remove(part)
            break
    position, name = _parted(lines, positions, doubts) if berjabatan else (None, " ".join(lines) or None)
    whole = {"jabatan": position, "nama": name, "pangkat": rank, "nip": nip, "tanda_tangan": signed}
    return {key: value for key, value in whole.items() if value is not None or key == "jabatan"}, doubts


def _parted(lines: Sequence[str], positions: Iterable[str], doubts: list[str]) -> tuple[str | None, str | None]:
    if not lines:
        return None, None
    if len(lines) > 2:
        doubts.append("Isinya lebih dari dua baris; periksa mana jabatan dan mana nama.")
    if len(lines) > 1:
        return " ".join(lines[:-1]), lines[-1]
    only = lines[0].split()
    for known in sorted({words(position) for position in positions}, key=len, reverse=True):
        for start in (0, 1):
            end = start + len(known)
            if words(" ".join(only[start:end])) == known and (
                start == 0 or words(only[0]) in {("plt",), ("plh",), ("pj",)}
            ):
                if only[end:]:
                    doubts.append("Jabatan dan nama menyambung pada naskah; batasnya menurut daftar jabatan.")
                return " ".join(only[:end]), " ".join(only[end:]) or None
    if len(only) > 4 or "," in lines[0]:
        doubts.append("Jabatan dan nama mungkin menyambung; pisahkan.")
    return lines[0], None
