"""Review dates as an iCalendar file (RFC 5545), for the calendar of the people who have to do the review.

The duty returns every six months and every year, and nobody prints when it was done: each event therefore repeats
from its first date on, so that a calendar taken over once reminds for good. No clock is read: an event was last
changed (DTSTAMP) on the date that it counts from.
"""

from __future__ import annotations

import unicodedata
from calendar import monthrange
from typing import TYPE_CHECKING, Final

from katalog.dates import long_date
from katalog.fields import collapse
from katalog.naming import bare_name
from katalog.render.views import office
from katalog.reviews import BULAN_EVALUASI, BULAN_PEMANTAUAN, NAMA_TANGGAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from katalog.checking import Telaah
    from katalog.reviews import Tinjauan
    from katalog.scorecard import RaporSOP

_TAHUN_BIASA: Final = 2023
"""A year that is no leap year."""
BARIS: Final = 75
"""Most octets of a line, its end aside (RFC 5545, 3.1)."""
DASAR_PEMANTAUAN: Final = "setiap enam bulan (PermenPANRB 35/2012)"
DASAR_EVALUASI: Final = "sedikitnya setiap tahun (belum diverifikasi)"
_JENIS: Final = (
    # name, field of Tinjauan, months between two of them, why
    ("Pemantauan", "pemantauan", BULAN_PEMANTAUAN, DASAR_PEMANTAUAN),
    ("Evaluasi", "evaluasi", BULAN_EVALUASI, DASAR_EVALUASI),
)


_KOSONG: Final = (
    "BEGIN:VTIMEZONE",
    "TZID:Etc/UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""What a calendar without any event holds: one with nothing in it is none (RFC 5545, 3.6)."""


def calendar_file(telaah: Telaah, nama: str, sop: Iterable[RaporSOP]) -> bytes:
    """Return a calendar with the reviews of some SOPs; it shows nothing where none of them prints a date.

    Args:
        telaah: the catalogue, for the names of offices.
        nama: what calendar programs call it.
        sop: the SOPs, in the order of the file.
    """
    events = [line for one in sop if one.tinjauan for line in _events(telaah, one, one.tinjauan)]
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tatalaksana//Tinjauan SOP//ID",
        "CALSCALE:GREGORIAN",
        f"NAME:{text_value(nama)}",
        f"X-WR-CALNAME:{text_value(nama)}",
    ]
    return "".join(fold(line) for line in [*head, *(events or _KOSONG), "END:VCALENDAR"]).encode()


def _events(telaah: Telaah, sop: RaporSOP, review: Tinjauan) -> Iterator[str]:
    singkatan = office(telaah, sop.opd).singkatan
    name = telaah.katalog[sop.id].id_pertama.replace("/", ".")
    inferred = " (disimpulkan penyalin)" if sop.tanggal_disimpulkan else ""
    since = f"{NAMA_TANGGAL[review.bidang].lower()} {long_date(review.sejak)}{inferred}"
    for nama, field, months, why in _JENIS:
        about = (
            f"{nama} SOP {why}.\nDihitung dari {since}, tanggal terakhir pada dokumen; dokumen tidak menyebut "
            f"kapan SOP terakhir ditinjau.\nHalaman pada situs Tatalaksana: sop/{sop.id}/"
        )
        yield "BEGIN:VEVENT"
        yield f"UID:{field}.{name}@tatalaksana"
        yield f"DTSTAMP:{_day(review.sejak)}T000000Z"
        yield f"DTSTART;VALUE=DATE:{_day(getattr(review, field))}"
        yield f"RRULE:{recurrence(review.sejak, months)}"
        yield f"SUMMARY:{text_value(f'{nama} SOP {bare_name(sop.nama) or sop.nama} ({singkatan})')}"
        yield f"DESCRIPTION:{text_value(about)}"
        yield f"CATEGORIES:{nama} SOP"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"


def _day(value: date) -> str:
    return f"{value.year:04}{value.month:02}{value.day:02}"


def recurrence(since: date, months: int) -> str:
    """Return the rule of a date that returns every 6 or 12 months, counted from `since`.

    A calendar leaves out a month that has no such day. Where that can happen, the rule asks for the last of the days
    from the 28th on that the month has: the date that `add_months` gives.
    """
    every = "FREQ=YEARLY" if months == BULAN_EVALUASI else f"FREQ=MONTHLY;INTERVAL={months}"
    met = {since.month, (since.month + months - 1) % 12 + 1}
    if all(since.day <= monthrange(_TAHUN_BIASA, month)[1] for month in met):
        return every
    days = ",".join(str(day) for day in range(28, since.day + 1))
    month = f";BYMONTH={since.month}" if months == BULAN_EVALUASI else ""
    return f"{every}{month};BYMONTHDAY={days};BYSETPOS=-1"


def text_value(text: str) -> str:
    r"""Return a text as a value of type TEXT: `\`, `;` and `,` escaped, line ends as `\n`, no control characters."""
    lines = [collapse(line) for line in text.split("\n")]
    plain = "\n".join(map(_without_controls, lines))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _without_controls(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(char for char in line if unicodedata.category(char) != "Cc")


def fold(line: str) -> str:
    """Return a content line with its end, folded so that no line is longer than 75 octets; no character is torn."""
    if len(line) <= BARIS and line.isascii():
        return f"{line}\r\n"
    folded, size = [], 0
    for char in line:
        width = len(char.encode())
        if size + width > BARIS:
            folded.append("\r\n ")
            size = 1
        folded.append(char)
        size += width
    return "".join([*folded, "\r\n"])
