"""A simulation's answer for people at a terminal, in Indonesian: conclusion first, assumptions last."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from katalog.render.amounts import (
    HARI,
    JAM,
    duration,
    number,
    percent,
    share_with_interval,
    short_number,
    working_time,
)
from katalog.render.simulation_words import (
    MODEL,
    bottleneck,
    conclusion,
    ladder_sentence,
    loop_words,
    working_conclusion,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from katalog.simulation_record import CatatanSimulasi, PerbandinganSimulasi, Selang

LEBAR = 100
"""Columns of a report that does not go to a terminal."""


class Laporan:
    """Text, headings and tables one after another; words from documents are never read as markup."""

    def __init__(self, lebar: int | None, *, warna: bool) -> None:
        self._stream = StringIO()
        self._console = Console(
            file=self._stream,
            width=lebar or LEBAR,
            force_terminal=warna,
            no_color=not warna,
            markup=False,
            highlight=False,
            emoji=False,
        )

    def text(self) -> str:
        """Return everything said so far; lines carry no idle spaces at their end."""
        return "\n".join(line.rstrip() for line in self._stream.getvalue().split("\n"))

    def heading(self, words: str) -> None:
        """Begin a part."""
        self._console.print(Text(f"\n{words}", style="bold"))

    def say(self, words: str | None, style: str = "") -> None:
        """Write a paragraph; None is none."""
        if words:
            self._console.print(Text(words, style=style))

    def items(self, items: Iterable[str]) -> None:
        """Write a list."""
        table = Table.grid(padding=(0, 1))
        for item in items:
            table.add_row("•", Text(item))
        self._console.print(table)

    def lines(self, lines: Iterable[Text], indent: int = 0) -> None:
        """Write lines one below the other; long ones go on below their beginning."""
        for line in lines:
            self._console.print(Padding(line, (0, 0, 0, indent)))

    def table(self, headings: Mapping[str, bool], rows: Iterable[Iterable[str]]) -> None:
        """Write a table: headings with whether their column holds figures."""
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for name, figures in headings.items():
            table.add_column(name, justify="right" if figures else "left", no_wrap=figures)
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        self._console.print(table)


def report(
    record: CatatanSimulasi, nama: str, kegiatan: Mapping[int, str], laporan: Laporan, *, rinci: bool = False
) -> str:
    """Return the answer in words and tables.

    Args:
        record: The answer.
        nama: The SOP's name.
        kegiatan: What each step is.
        laporan: Where to write.
        rinci: Whether each rung of the ladder shows all its figures.
    """
    laporan.say(f"{nama} ({record.sop})", "bold")
    laporan.say(
        f"Skenario {record.nama_skenario} · {number(record.ulangan)} ulangan · benih {record.benih} · "
        f"sidik {record.sidik}"
    )
    laporan.heading("Tertulis dan realistis")
    laporan.say(conclusion(record))
    laporan.say(working_conclusion(record))
    if record.waktu is not None:
        _times(record, laporan)
    if record.tangga:
        laporan.heading("Mengapa lebih lama")
        laporan.say(ladder_sentence(record))
        _ladder(record, laporan, rinci=rinci)
    if record.peran:
        laporan.heading("Siapa yang sibuk (beban: jangka panjang; sibuk: selama kasus ini)")
        laporan.say(bottleneck(record))
        _roles(record, laporan)
    if record.langkah:
        laporan.heading("Langkah (rata-rata per kasus; waktu kalender, malam dan libur termasuk)")
        _steps(record, kegiatan, laporan)
    if record.putaran:
        laporan.heading("Pengembalian berkas")
        laporan.items(f"Langkah {loop.dari} {loop_words(loop)}" for loop in record.putaran)
    if record.kepekaan:
        laporan.heading("Bila asumsinya lain (perubahan rata-rata)")
        _sensitivity(record, laporan)
    if record.peringatan:
        laporan.heading("Perhatikan")
        laporan.items(record.peringatan)
    laporan.heading("Asumsi")
    laporan.items(f"{one.bidang}: {one.nilai.rstrip('.')}. {one.alasan}" for one in record.asumsi)
    laporan.say(f"\n{MODEL}")
    return laporan.text()


def _brief(menit: float) -> str:
    """Return a time short enough for a table, and no more exact than a simulation can be: "9,1 hari", "21 jam"."""
    size = abs(menit)
    if size >= 10 * HARI:
        return f"{number(menit / HARI)} hari"
    if size >= HARI:
        return f"{number(menit / HARI, 1)} hari"
    return f"{number(menit / JAM)} jam" if size >= 3 * JAM else duration(menit)


def _signed(menit: float) -> str:
    return f"+{_brief(menit)}" if menit >= 1 else _brief(menit)


def _times(record: CatatanSimulasi, laporan: Laporan) -> None:
    waktu, kerja = record.waktu, record.waktu_kerja
    if waktu is None or kerja is None:
        return
    rows = []
    for name, calendar, working in (
        ("Rata-rata", waktu.rata_rata, kerja.rata_rata),
        ("Separuh kasus (P50)", waktu.p50, kerja.p50),
        ("8 dari 10 kasus (P80)", waktu.p80, kerja.p80),
        ("9 dari 10 kasus (P90)", waktu.p90, kerja.p90),
        ("95 dari 100 kasus (P95)", waktu.p95, kerja.p95),
    ):
        rows.append(
            (
                name,
                _brief(calendar.nilai),
                _between(calendar),
                working_time(working.nilai, record.menit_per_hari_kerja),
            )
        )
    laporan.table(
        {"Selesai dalam": False, "Waktu kalender": True, "Selang 95 %": True, "Hari kerja kantor": True}, rows
    )


def _between(selang: Selang) -> str:
    if selang.bawah is None or selang.atas is None or selang.bawah == selang.atas:
        return "–"
    return _ends(selang.bawah, selang.atas, "–", sign="")


def _ends(low: float, high: float, between: str, sign: str) -> str:
    """Return two times with their unit said once: "+2,3 … +4,2 hari"."""
    size = max(abs(low), abs(high))
    unit, name = (HARI, "hari") if size >= HARI else (JAM, "jam") if size >= 3 * JAM else (1, "menit")
    decimals = int(unit == HARI and size < 10 * HARI)
    said = [f"{sign if end > 0 else ''}{number(end / unit, decimals)}" for end in (low, high)]
    return f"{said[0]}{between}{said[1]} {name}"


def _ladder(record: CatatanSimulasi, laporan: Laporan, *, rinci: bool) -> None:
    headings = {"Yang dihitung": False, "Rata-rata": True, "Tambahan": True}
    if rinci:
        headings |= {"Selang tambahan": True, "P50": True, "P90": True}
    headings |= {"Tepat waktu": True}
    rows = []
    for rung in record.tangga:
        row = [rung.nama, _brief(rung.rata_rata.nilai), _signed(rung.tambahan.nilai) if rung.tambahan else ""]
        if rinci:
            row += [_signed_range(rung.tambahan), _brief(rung.p50.nilai), _brief(rung.p90.nilai)]
        rows.append([*row, percent(rung.tepat.nilai) if rung.tepat else "–"])
    laporan.table(headings, rows)


def _signed_range(selang: Selang | None) -> str:
    if selang is None or selang.bawah is None or selang.atas is None or selang.bawah == selang.atas:
        return ""
    return _ends(selang.bawah, selang.atas, " … ", sign="+")


def _roles(record: CatatanSimulasi, laporan: Laporan) -> None:
    headings = {"Peran": False, "Orang": True, "Beban": True, "Sibuk": True, "Menunggu": True}
    tried = any(role.tambah_satu is not None for role in record.peran)
    rows = []
    for role in record.peran:
        row = [
            role.nama,
            number(role.staf),
            percent(role.beban) + (" !" if role.beban >= 1 else ""),
            "–" if role.terpakai is None else percent(role.terpakai),
            "–" if role.tunggu is None else _brief(role.tunggu.nilai),
        ]
        if tried:
            row += [_signed(role.tambah_satu.nilai) if role.tambah_satu else "–", _signed_range(role.tambah_satu)]
        rows.append(row)
    laporan.table(headings | ({"P90 bila tambah satu": True, "Selang 95 %": True} if tried else {}), rows)


def _steps(record: CatatanSimulasi, kegiatan: Mapping[int, str], laporan: Laporan) -> None:
    laporan.table(
        {
            "No.": True,
            "Kegiatan": False,
            "Dilewati": True,
            "Menunggu": True,
            "Lamanya": True,
            "Waktu kerja": True,
        },
        (
            (
                str(step.urut),
                _clipped(kegiatan.get(step.urut, "")),
                f"{short_number(step.kunjungan, 2)}×",
                _brief(step.tunggu),
                _brief(step.lama),
                _brief(step.kerja)
                if step.kerja < record.menit_per_hari_kerja
                else working_time(step.kerja, record.menit_per_hari_kerja),
            )
            for step in record.langkah
        ),
    )


def _clipped(text: str, width: int = 44) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _sensitivity(record: CatatanSimulasi, laporan: Laporan) -> None:
    laporan.table(
        {"Asumsi": False, "Rendah": True, "Perubahan": True, "Tinggi": True, "Perubahan ": True},
        (
            (
                one.asumsi,
                one.rendah,
                _signed(one.selisih_rendah.nilai),
                one.tinggi,
                _signed(one.selisih_tinggi.nilai),
            )
            for one in record.kepekaan
        ),
    )


def comparison_report(found: PerbandinganSimulasi, nama: str, laporan: Laporan) -> str:
    """Return two scenarios side by side, with what the second changes."""
    laporan.say(f"{nama} ({found.sop})", "bold")
    laporan.say(f"A: {found.a} · B: {found.b} · {number(found.ulangan)} ulangan · benih {found.benih}")
    laporan.heading("Perbedaan waktu kalender (B dikurangi A, kasus demi kasus dengan keberuntungan yang sama)")
    rows = []
    for name, key in (("Rata-rata", "rata_rata"), ("P50", "p50"), ("P80", "p80"), ("P90", "p90"), ("P95", "p95")):
        a, b, change = (getattr(part, key) for part in (found.waktu_a, found.waktu_b, found.selisih))
        rows.append((name, _brief(a.nilai), _brief(b.nilai), _signed(change.nilai), _signed_range(change)))
    laporan.table({"": False, "A": True, "B": True, "Selisih": True, "Selang 95 %": True}, rows)
    laporan.say(
        f"Peluang selesai dalam waktu menurut dokumen: A {share_with_interval(found.tepat_a)}; "
        f"B {share_with_interval(found.tepat_b)}."
    )
    if found.asumsi_berbeda:
        laporan.heading("Asumsi yang berbeda")
        laporan.items(
            f"{one.bidang}: A {one.a or 'tidak dipakai'}; B {one.b or 'tidak dipakai'}." for one in found.asumsi_berbeda
        )
    else:
        laporan.say("Tidak ada asumsi yang berbeda.")
    return laporan.text()
