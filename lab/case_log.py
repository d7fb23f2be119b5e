"""A log of real cases from a CSV file: which step of which case was begun and ended when.

Two forms are read: what `sop simulasi --log` writes, and the least that an office can note down: the columns `kasus`,
`langkah`, `mulai`, `selesai`, and `pelaksana` where it is known. The text is untrusted; every fault is named with its
line and how to mend it, all at once.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from katalog.yaml_source import clip
from lab.faults import LabError
from simulate.scenario import TAHUN_PERTAMA, TAHUN_TERAKHIR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

MAKS_BITA: Final = 8_000_000
"""Bytes in one file."""
MAKS_BARIS: Final = 100_000
"""Rows in one file."""
MAKS_CACAT: Final = 50
"""Faults that are named; who made more of them has made one of them often."""
MAKS_HARI: Final = 3660
"""Days that a log may span: calendars are made for all of them."""
WAJIB: Final = ("kasus", "langkah", "mulai", "selesai")

_CONTOH: Final = "2026-01-05 08:30 atau 05/01/2026 08.30"
_PEMISAH: Final = re.compile(r"sep=.[ \t]*\r?\n", re.IGNORECASE)
"""The line by which Excel is told a separator; it holds no column."""
_MOMENT: Final = re.compile(
    r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/-](\d{1,2})[/-](\d{4}))"
    r"(?:[T ]+(\d{1,2})[.:](\d{2})(?:[.:](\d{2})(?:[.,](\d{1,6}))?)?)?",
    re.ASCII,
)


class CatatanError(LabError):
    """A log that cannot be used; `baris` are all its faults, a line each: file:line, what is wrong, how to mend it."""

    def __init__(self, baris: Iterable[str]) -> None:
        self.baris = tuple(baris)
        more = f" (dan {len(self.baris) - 1} kesalahan lagi)" if len(self.baris) > 1 else ""
        super().__init__(f"{self.baris[0]}{more}")

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows instead of a traceback."""
        return ["Catatan kasus tidak dapat dipakai:", *self.baris]


class Kunjungan(NamedTuple):
    """One pass of a case through a step; wall-clock time of the office."""

    kasus: str
    langkah: int
    siap: datetime | None
    """When the case came to the step, where the log says so."""
    mulai: datetime
    selesai: datetime
    pelaksana: str
    baris: int
    """The line of the file."""


@dataclass(frozen=True, slots=True)
class CatatanKasus:
    """A log that was read.

    Attributes:
        berkas: The name of the file, without its folder.
        kasus: The passes of each case by its name, in order of time.
        lain: How many rows belong to other SOPs and were left out.
        bersiap: Whether every row says when the case came to the step.
        berulang: Whether the rows come from several replications of a simulation, each a time of its own.
    """

    berkas: str
    kasus: Mapping[str, tuple[Kunjungan, ...]]
    lain: int
    bersiap: bool
    berulang: bool

    @property
    def kunjungan(self) -> Iterator[Kunjungan]:
        """All passes, case by case."""
        return (visit for visits in self.kasus.values() for visit in visits)

    @property
    def awal(self) -> datetime:
        """The first time in the log."""
        return min(visit.siap or visit.mulai for visit in self.kunjungan)

    @property
    def akhir(self) -> datetime:
        """The last time in the log."""
        return max(visit.selesai for visit in self.kunjungan)


def read_case_log(berkas: str | Path, id_sop: str, langkah: Collection[int]) -> CatatanKasus:
    """Read a log of the cases of one SOP.

    Args:
        berkas: The CSV file.
        id_sop: The SOP; rows whose column `sop` names another are left out.
        langkah: The numbers of its steps.

    Raises:
        CatatanError: With every fault.
    """
    path = Path(berkas)
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAKS_BITA + 1)
    except (OSError, ValueError):
        pesan = "berkas catatan tidak ada atau tidak dapat dibuka. Periksa letak dan ejaannya."
        raise CatatanError([f"{clip(str(path), 200)}: {pesan}"]) from None
    return parse_case_log(raw, path.name, id_sop, langkah)


def parse_case_log(isi: bytes, nama: str, id_sop: str, langkah: Collection[int]) -> CatatanKasus:
    """Return the log that the bytes of a file hold; see `read_case_log`."""
    return _Pembaca(clip(nama, 100), id_sop, frozenset(langkah)).parse(isi)


class _Pembaca:
    """The work in progress on one file."""

    def __init__(self, nama: str, id_sop: str, langkah: frozenset[int]) -> None:
        self.nama = nama
        self.id_sop = id_sop
        self.langkah = langkah
        self.faults: list[str] = []
        self.found: dict[str, list[Kunjungan]] = {}
        self.seen: dict[tuple[str, int, datetime], int] = {}
        self.lain = 0
        self.bersiap = True
        self.ulangan: set[str] = set()

    def fault(self, baris: int, pesan: str, bantuan: str) -> None:
        self.faults.append(f"{self.nama}:{baris}: {pesan} {bantuan}")

    def parse(self, isi: bytes) -> CatatanKasus:
        if len(isi) > MAKS_BITA:
            self.fault(1, f"Berkas lebih dari {MAKS_BITA // 1_000_000} MB.", "Bagi menjadi beberapa berkas.")
            raise CatatanError(self.faults)
        try:
            text = isi.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.fault(line, "Berkas bukan teks UTF-8.", "Simpan ulang sebagai CSV UTF-8.")
            raise CatatanError(self.faults) from None
        self._rows(text)
        if not self.faults and not self.found:
            hint = (
                f'Ada {self.lain} baris SOP lain; periksa kolom sop: "{self.id_sop}".'
                if self.lain
                else "Tulis satu baris untuk tiap langkah yang dikerjakan."
            )
            self.fault(1, "Tidak ada satu pun kasus SOP ini.", hint)
        if self.faults:
            raise CatatanError(self.faults)
        cases = {
            name: tuple(sorted(visits, key=lambda one: (one.mulai, one.selesai, one.baris)))
            for name, visits in self.found.items()
        }
        found = CatatanKasus(self.nama, cases, self.lain, self.bersiap, len(self.ulangan) > 1)
        if (found.akhir - found.awal).days > MAKS_HARI:
            pesan = f"Catatan merentang {(found.akhir - found.awal).days} hari."
            raise CatatanError([f"{self.nama}:1: {pesan} Periksa tahunnya, atau bagi menjadi beberapa berkas."])
        return found

    def _rows(self, text: str) -> None:
        skipped = _PEMISAH.match(text)
        text = text[skipped.end() :] if skipped else text
        first = text.partition("\n")[0]
        mark = next((mark for mark in ";\t" if mark in first), ",")
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        before = line = 1 + bool(skipped)
        try:
            head = [name.strip().casefold() for name in next(reader, [])]
            if not self._has_columns(head):
                return
            count = 0
            line = reader.line_num + before
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    count += 1
                    if count > MAKS_BARIS:
                        self.fault(line, "Lebih dari 100.000 baris.", "Bagi menjadi beberapa berkas.")
                        return
                    self._row(line, head, cells)
                if len(self.faults) >= MAKS_CACAT:
                    self.fault(line, "Baris selanjutnya tidak diperiksa.", "Perbaiki dahulu yang di atas.")
                    return
                line = reader.line_num + before
        except csv.Error:
            self.fault(line, "Baris tidak dapat dibaca sebagai CSV.", "Periksa tanda kutipnya, atau simpan ulang.")

    def _has_columns(self, head: Sequence[str]) -> bool:
        if missing := [name for name in WAJIB if name not in head]:
            there = ", ".join(name for name in head if name)
            pesan = f"Kolom {', '.join(missing)} tidak ada; yang ada: {clip(there) or 'tidak satu pun'}."
            self.fault(1, pesan, f"Baris pertama berisi nama kolom: {', '.join(WAJIB)}; pelaksana dan siap bila ada.")
        if twice := sorted({name for name in head if name and head.count(name) > 1}):
            self.fault(1, f"Kolom {clip(', '.join(twice))} tertulis dua kali.", "Hapus salah satunya.")
        return not self.faults

    def _row(self, baris: int, head: Sequence[str], cells: Sequence[str]) -> None:
        if len(cells) > len(head):
            self.fault(
                baris, f"Ada {len(cells)} sel untuk {len(head)} kolom.", "Apit sel yang memuat pemisah dengan kutip."
            )
            return
        row = {name: cell.strip() for name, cell in zip(head, cells, strict=False)}
        if row.get("sop") and row["sop"].removeprefix("'") != self.id_sop:
            self.lain += 1
            return
        before = len(self.faults)
        kasus = row.get("kasus", "")
        if not kasus:
            self.fault(baris, "Kolom kasus kosong.", "Tulis nomor atau nama kasus, sama pada semua langkahnya.")
        urut = self._step(baris, row.get("langkah", ""))
        mulai = self._moment(baris, "mulai", row.get("mulai", ""))
        selesai = self._moment(baris, "selesai", row.get("selesai", ""))
        siap = self._moment(baris, "siap", row["siap"]) if row.get("siap") else None
        if mulai and selesai and selesai < mulai:
            self.fault(baris, "Selesai mendahului mulai.", "Periksa kedua waktunya; mungkin tertukar.")
        if siap and mulai and mulai < siap:
            self.fault(baris, "Mulai mendahului siap.", "Siap adalah saat berkas tiba; kosongkan bila tidak diketahui.")
        if mulai and kasus and (earlier := self.seen.setdefault((kasus, urut, mulai), baris)) != baris:
            self.fault(baris, f"Sama dengan baris {earlier}: kasus, langkah, dan mulainya.", "Hapus salah satunya.")
        if mulai is None or selesai is None or len(self.faults) > before:
            return
        pelaksana = row.get("pelaksana") or row.get("peran") or ""
        self.found.setdefault(kasus, []).append(Kunjungan(kasus, urut, siap, mulai, selesai, pelaksana, baris))
        self.bersiap = self.bersiap and siap is not None
        self.ulangan.add(row.get("ulangan", ""))

    def _step(self, baris: int, text: str) -> int:
        urut = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0
        if urut not in self.langkah:
            pesan = f'Langkah "{clip(text)}" tidak ada pada SOP ini.' if text else "Kolom langkah kosong."
            self.fault(baris, pesan, f"Nomor langkahnya: {', '.join(map(str, sorted(self.langkah)))}.")
        return urut

    def _moment(self, baris: int, kolom: str, text: str) -> datetime | None:
        if not text:
            pesan = f"Kolom {kolom} kosong."
            self.fault(
                baris,
                pesan,
                "Hapus baris langkah yang belum selesai." if kolom == "selesai" else f"Tulis misalnya {_CONTOH}.",
            )
            return None
        match = _MOMENT.fullmatch(text)
        if match is None:
            self.fault(
                baris,
                f'{kolom.capitalize()} "{clip(text)}" tidak terbaca sebagai tanggal dan jam.',
                f"Tulis misalnya {_CONTOH}.",
            )
            return None
        year, month, day = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
        if match[7] is None:
            self.fault(baris, f'{kolom.capitalize()} "{clip(text)}" tanpa jam.', f"Tulis misalnya {_CONTOH}.")
            return None
        clock = (int(match[7]), int(match[8]), int(match[9] or 0), int((match[10] or "").ljust(6, "0")))
        try:
            moment = datetime(int(year), int(month), int(day), *clock)  # noqa: DTZ001 - the office's wall clock
        except ValueError:
            bantuan = "Tulis tahun-bulan-hari, atau hari/bulan/tahun."
            self.fault(baris, f'{kolom.capitalize()} "{clip(text)}" tidak ada pada kalender.', bantuan)
            return None
        if not TAHUN_PERTAMA <= moment.year <= TAHUN_TERAKHIR:
            bantuan = f"Tahun yang didukung {TAHUN_PERTAMA} sampai {TAHUN_TERAKHIR}."
            self.fault(baris, f"Tahun {moment.year} tidak didukung.", bantuan)
            return None
        return moment
