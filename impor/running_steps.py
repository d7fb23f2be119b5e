"""Steps of a text whose table was read across its columns: only numbers and times can be told apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from impor.blocks import clean
from impor.step_header import field_of
from katalog.durations import parse_duration
from katalog.naming import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from impor.blocks import Baris
    from impor.draft import Draf

_STEP = re.compile(r"(\d{1,3})\s*[.)]\s+(\S.*)")
_TIME = re.compile(
    r"(?<![\w,.])\d{1,3}(?:\s*[-–]\s*\d{1,3})?(?:\s*\([^()]{1,20}\))?\s+"
    r"(?:menit|jam|hari kerja|hari kalender|hari|minggu|bulan|triwulan|semester|tahun)\b",
    re.IGNORECASE,
)
_MENYATU: Final = (
    "Kolom-kolom baris ini menyatu pada naskah. Pindahkan bagian yang termasuk kelengkapan, output, dan keterangan."
)
_TERPOTONG: Final = "Isi sel tidak dapat dipisahkan dari kolom lain pada naskah."
_MIN_LANGKAH: Final = 2


def find_running(rows: Sequence[Baris]) -> tuple[int, int] | None:
    """Return where such a table begins (its heading) and ends; None where the text has none."""
    for index, row in enumerate(rows):
        said = set(words(row.isi))
        if not {"no", "kegiatan"} <= said and not {"no", "uraian"} <= said:
            continue
        begin = index
        while begin and {"pelaksana", "mutu"} & set(words(rows[begin - 1].isi)):
            begin -= 1
        found = _starts(rows, index + 1)
        if len(found) >= _MIN_LANGKAH and any(_TIME.search(_whole(rows, found, place)) for place in range(len(found))):
            return begin, _end(rows, found[-1])
    return None


def _starts(rows: Sequence[Baris], begin: int) -> list[int]:
    """Return the rows in which steps 1, 2, 3 … begin."""
    found: list[int] = []
    for index in range(begin, len(rows)):
        match = _STEP.match(rows[index].isi)
        if match and int(match[1]) == len(found) + 1:
            found.append(index)
    return found


def _end(rows: Sequence[Baris], last: int) -> int:
    """Return the row after the last step: it goes on to the next blank line."""
    index = last + 1
    while index < len(rows) and not rows[index].jarak:
        index += 1
    return index


def _whole(rows: Sequence[Baris], starts: Sequence[int], place: int) -> str:
    end = starts[place + 1] if place + 1 < len(starts) else _end(rows, starts[place])
    return "\n".join(row.isi for row in rows[starts[place] : end])


def running_labels(rows: Sequence[Baris], begin: int) -> dict[str, str]:
    """Return the headings of columns that are one word, by field."""
    first = next(index for index in range(begin, len(rows)) if "no" in words(rows[index].isi))
    said = [word for row in rows[begin : _starts(rows, first + 1)[0]] for word in row.isi.split()]
    return {name: word for word in reversed(said) if (name := field_of(word))}


def write_running(rows: Sequence[Baris], begin: int, draf: Draf) -> None:
    """Put the steps of such a table into the draft: number, time, and all other words as they stand."""
    first = next(index for index in range(begin, len(rows)) if "no" in words(rows[index].isi))
    starts = _starts(rows, first + 1)
    heading = " / ".join(row.isi for row in rows[begin : starts[0]])
    draf.isi["pelaksana"] = {}
    draf.doubt(("pelaksana",), f'Kolom pelaksana tidak terpisah pada naskah. Yang tercetak: "{clean(heading)[:300]}".')
    steps = []
    for place in range(len(starts)):
        text = _whole(rows, starts, place)
        match = _STEP.match(text)
        number = place + 1
        body = clean(text[match.start(2) :] if match else text)
        time = _TIME.search(body)
        jalur = ("langkah", place)
        value = {"urut": number, "kegiatan": body, "pelaksana": None}
        if place == 0:
            value["mulai"] = True
            draf.infer_begin(place, number)
        if place == len(starts) - 1:
            value["selesai"] = True
            draf.infer_end(place, number)
        measured = time and parse_duration(time[0]).terukur
        value["mutu_baku"] = {"kelengkapan": None, "waktu": time[0] if time and measured else None, "output": None}
        value["keterangan"] = None
        draf.doubt(jalur, _MENYATU)
        draf.unreadable(
            (*jalur, "pelaksana"), f"langkah.{number}.pelaksana", "Kolom pelaksana tidak terbaca pada naskah."
        )
        for name in ("kelengkapan", "output"):
            draf.tidak_terbaca.append((f"langkah.{number}.mutu_baku.{name}", _TERPOTONG))
        if not measured:
            draf.doubt((*jalur, "mutu_baku", "waktu"), "Waktu tidak terbaca pada naskah.")
        said = {word for word in words(body) if word in ("ya", "tidak")}
        if len(said) > 1:
            draf.doubt(jalur, 'Kata "Ya" dan "Tidak" tercetak pada baris ini; tulis lanjut-nya bila ini keputusan.')
        steps.append(value)
    draf.isi["langkah"] = steps
