"""The event log of simulated cases: CSV for a spreadsheet, XES (IEEE 1849-2016) for process mining.

Both are written as the replications come, one replication in memory at a time, and the same replications give the
same bytes. Each finished pass through a step is a row of the CSV and a pair of events (start, complete) of the XES.

Times are rounded to the millisecond. The scenario knows the wall clock of the office but not whether that is WIB, WITA
or WIT, so a naive start is written without an offset: a lawful `xs:dateTime` that says "local time, zone not stated".
PM4Py then labels the same wall clock UTC, and OpenXES (ProM) takes it for the reader's own zone: 08.00 stays 08.00 in
both, where a "Z" would be a claim that nobody made and would show as 15.00 in Jakarta. An aware start carries its
offset into every timestamp.

Names are brought to one line: white space in a row becomes one space, and what XML 1.0 cannot hold (control
characters, lone surrogates) becomes U+FFFD, in both formats, so that an activity has the same name in either.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from io import TextIOWrapper
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from simulate.record import Hasil, KunjunganLangkah

KOLOM: Final = (
    "kasus",
    "sop",
    "ulangan",
    "langkah",
    "kegiatan",
    "putaran",
    "peran",
    "siap",
    "mulai",
    "selesai",
    "menunggu_menit",
    "lama_menit",
)
"""The columns of the CSV. Minutes are calendar minutes, with a point before the decimals."""

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write, not even as a character reference."""

_FORMULA = re.compile(r'(^|;[\s"]*)(?=[=+\-@＝＋－＠\t\r])')
"""Where a spreadsheet may see a formula: at the beginning of a cell, in full-width form too, and after a semicolon,
because a spreadsheet with Indonesian settings splits lines there, whatever the quotes of a comma-separated file say."""

_HEAD: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<global scope="trace">
<string key="concept:name" value=""/>
<string key="sop" value=""/>
<int key="ulangan" value="0"/>
<boolean key="tuntas" value="false"/>
</global>
<global scope="event">
<string key="concept:name" value=""/>
<string key="concept:instance" value=""/>
<string key="lifecycle:transition" value="complete"/>
<date key="time:timestamp" value="1970-01-01T00:00:00.000"/>
<int key="langkah" value="0"/>
<int key="putaran" value="1"/>
</global>
<classifier name="Kegiatan" scope="event" keys="concept:name"/>
<classifier name="KegiatanDanPeralihan" scope="event" keys="concept:name lifecycle:transition"/>
<string key="concept:name" value="Simulasi SOP"/>
<string key="lifecycle:model" value="standard"/>
"""


@dataclass(frozen=True, slots=True)
class Keterangan:
    """What turns minutes and keys into dates and names.

    Attributes:
        mulai: The wall clock at minute 0, naive where the office's zone is not known.
        langkah: (SOP, step) → the name of its activity.
        peran: Role → its name.
    """

    mulai: datetime
    langkah: Mapping[tuple[str, int], str]
    peran: Mapping[str, str]


class _Kunjungan(NamedTuple):
    """A finished pass, named; times are milliseconds from the scenario's start."""

    urut: int
    putaran: int
    kegiatan: str
    peran: tuple[str, ...]
    siap: int
    mulai: int
    selesai: int


class _Kasus(NamedTuple):
    """A case with at least one finished pass; passes in the order in which they ended."""

    nama: str
    sop: str
    ulangan: int
    tuntas: bool
    kunjungan: list[_Kunjungan]


def write_event_log(berkas: Path, ulangan: Iterable[tuple[int, Hasil]], keterangan: Keterangan) -> int:
    """Write the log in the format that the file's suffix names: `.csv` or `.xes`.

    The file appears only once it is whole; until then a neighbour with the suffix `.sebagian` is written.

    Returns:
        The number of finished passes.

    Raises:
        ValueError: If the suffix is another one, or as `write_csv` does.
        OSError: If the file cannot be written.
    """
    writers: dict[str, Callable[[Iterable[tuple[int, Hasil]], Keterangan, BinaryIO], int]]
    writers = {".csv": write_csv, ".xes": write_xes}
    write = writers.get(berkas.suffix.lower())
    if write is None:
        raise ValueError(f"log peristiwa ditulis sebagai .csv atau .xes, bukan {berkas.name!r}")
    sebagian = berkas.with_name(f"{berkas.name}.sebagian")
    try:
        with sebagian.open("wb") as stream:
            count = write(ulangan, keterangan, stream)
        sebagian.replace(berkas)
    finally:
        sebagian.unlink(missing_ok=True)
    return count


def write_csv(ulangan: Iterable[tuple[int, Hasil]], keterangan: Keterangan, stream: BinaryIO) -> int:
    """Write one row for each finished pass: by replication, case, start, and end.

    UTF-8 with a byte order mark: without it Excel takes the file for the code page of the machine and garbles every
    letter beyond ASCII; pandas and PM4Py skip it. Texts that a spreadsheet would take for a formula get an
    apostrophe; numbers and times are left alone.

    Args:
        ulangan: (number of the replication, its record), numbers rising from 0 or more.
        keterangan: Dates and names.
        stream: Where the bytes go; it stays open.

    Returns:
        The number of rows below the heading.

    Raises:
        ValueError: If the numbers do not rise, a step or role has no name, or a date is past the year 9999.
    """
    stream.write(codecs.BOM_UTF8)
    text = TextIOWrapper(stream, encoding="utf-8", newline="")
    count = 0
    try:
        writer = csv.writer(text)
        writer.writerow(KOLOM)
        for kasus in _cases(ulangan, keterangan):
            passes = sorted(kasus.kunjungan, key=lambda one: one.mulai)  # stable: then by their end
            writer.writerows(_row(kasus, one, keterangan.mulai) for one in passes)
            count += len(passes)
    finally:
        text.detach()  # it also flushes; else the stream would be closed with its wrapper
    return count


def write_xes(ulangan: Iterable[tuple[int, Hasil]], keterangan: Keterangan, stream: BinaryIO) -> int:
    """Write a trace for each case with a finished pass, and a start and a complete event for each such pass.

    The two events of a pass share `concept:instance` ("<step>.<pass>"). `org:role` names the roles that did it. There
    is no `org:resource`: the simulation knows how many people a role has, not who. `tuntas` of a trace says whether
    the case reached its end before the run did; a start event's `siap` is when the case came to the step.

    Args:
        ulangan: (number of the replication, its record), numbers rising from 0 or more.
        keterangan: Dates and names.
        stream: Where the bytes go; it stays open.

    Returns:
        The number of passes, half the number of events.

    Raises:
        ValueError: If the numbers do not rise, a step or role has no name, or a date is past the year 9999.
    """
    zone = keterangan.mulai.tzname() or "waktu setempat, zona tidak dinyatakan"
    stream.write(f"{_HEAD}{_text('zona_waktu', zone)}".encode())
    count = 0
    for kasus in _cases(ulangan, keterangan):
        stream.write("".join(_trace(kasus, keterangan.mulai)).encode())
        count += len(kasus.kunjungan)
    stream.write(b"</log>\n")
    return count


def _cases(ulangan: Iterable[tuple[int, Hasil]], keterangan: Keterangan) -> Iterator[_Kasus]:
    """Name the cases that have something to tell, in the order of their arrivals.

    A case is named "<replication>-<SOP>#<n>": the n-th recorded case of its SOP, from 0. So the name stays when cases
    of other SOPs join, and logs of two scenarios with the same arrivals can be compared case by case.
    """
    last = -1
    for nomor, hasil in ulangan:
        if nomor <= last:
            raise ValueError(f"nomor ulangan harus menaik mulai dari 0; {nomor} datang setelah {last}")
        last = nomor
        passes: defaultdict[int, list[KunjunganLangkah]] = defaultdict(list)
        for visit in hasil.kunjungan:
            passes[visit.kasus].append(visit)
        numbers: Counter[str] = Counter()
        for kasus in hasil.kasus:
            sop, urutan = kasus.sop, numbers[kasus.sop]
            numbers[sop] += 1
            if mine := passes.get(kasus.kasus):
                done = [_named(sop, visit, keterangan) for visit in mine]
                name = _clean(sop)
                yield _Kasus(f"{nomor:04d}-{name}#{urutan}", name, nomor, kasus.selesai is not None, done)


def _named(sop: str, visit: KunjunganLangkah, keterangan: Keterangan) -> _Kunjungan:
    kegiatan = keterangan.langkah.get((sop, visit.urut))
    if kegiatan is None:
        raise ValueError(f"{sop}: langkah {visit.urut} tidak punya nama untuk log peristiwa")
    for peran in visit.peran:
        if peran not in keterangan.peran:
            raise ValueError(f"peran {peran!r} tidak punya nama untuk log peristiwa")
    roles = tuple(_clean(keterangan.peran[peran]) for peran in visit.peran)
    times = (round(menit * 60_000) for menit in (visit.siap, visit.mulai, visit.selesai))
    return _Kunjungan(visit.urut, visit.putaran, _clean(kegiatan), roles, *times)


@lru_cache(maxsize=4096)
def _clean(text: str) -> str:
    """Bring a name to one line of characters that both formats can hold."""
    return " ".join(_FORBIDDEN.sub("\ufffd", text).split())


@lru_cache(maxsize=4096)
def _harmless(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return _FORMULA.sub(r"\1'", text)


def _moment(mulai: datetime, milidetik: int) -> str:
    """Return a date and time as ISO 8601 writes it."""
    try:
        return (mulai + timedelta(milliseconds=milidetik)).isoformat(timespec="milliseconds")
    except OverflowError:
        raise ValueError(f"waktu simulasi melewati tahun 9999: {milidetik} milidetik sejak {mulai}") from None


def _minutes(milidetik: int) -> str:
    """Write minutes so that the milliseconds can be read back."""
    return f"{milidetik / 60_000:.6f}".rstrip("0").rstrip(".")


def _row(kasus: _Kasus, one: _Kunjungan, mulai: datetime) -> tuple[str | int, ...]:
    return (
        _harmless(kasus.nama),
        _harmless(kasus.sop),
        kasus.ulangan,
        one.urut,
        _harmless(one.kegiatan),
        one.putaran,
        _harmless("; ".join(one.peran)),
        _moment(mulai, one.siap),
        _moment(mulai, one.mulai),
        _moment(mulai, one.selesai),
        _minutes(one.mulai - one.siap),
        _minutes(one.selesai - one.mulai),
    )


def _trace(kasus: _Kasus, mulai: datetime) -> Iterator[str]:
    """Write a case: its events by time, those of one instant in the order in which the passes ended.

    So a pass that takes no time is over before the next begins, and never complete before its own start.
    """
    yield f"<trace>\n{_text('concept:name', kasus.nama)}{_text('sop', kasus.sop)}"
    yield f'<int key="ulangan" value="{kasus.ulangan}"/>\n<boolean key="tuntas" value="{str(kasus.tuntas).lower()}"/>\n'
    ends = [(one.selesai, index, True) for index, one in enumerate(kasus.kunjungan)]
    starts = [(one.mulai, index, False) for index, one in enumerate(kasus.kunjungan)]
    for waktu, index, over in sorted(starts + ends):
        one = kasus.kunjungan[index]
        yield (
            f"<event>\n{_text('concept:name', one.kegiatan)}"
            f'<string key="concept:instance" value="{one.urut}.{one.putaran}"/>\n'
            f'<string key="lifecycle:transition" value="{"complete" if over else "start"}"/>\n'
            f'<date key="time:timestamp" value="{_moment(mulai, waktu)}"/>\n'
        )
        if one.peran:
            yield _text("org:role", "; ".join(one.peran))
        if not over:
            yield f'<date key="siap" value="{_moment(mulai, one.siap)}"/>\n'
        yield f'<int key="langkah" value="{one.urut}"/>\n<int key="putaran" value="{one.putaran}"/>\n</event>\n'
    yield "</trace>\n"


@lru_cache(maxsize=4096)
def _text(key: str, value: str) -> str:
    """Write a string attribute."""
    return f'<string key="{key}" value={quoteattr(value)}/>\n'
