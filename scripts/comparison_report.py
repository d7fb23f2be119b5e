"""Two SOPs side by side for people at a terminal, and as JSON: `sop banding A B`."""

from __future__ import annotations

import shutil
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from rich.text import Text

from katalog.comparison.alignment import Hubungan
from katalog.comparison.differences import compare
from katalog.comparison.phrases import capital, field_name, quoted, steps
from katalog.comparison.record import Jenis
from katalog.comparison.words import JenisKata
from katalog.report.values import to_json_text
from scripts.simulation_report import Laporan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.comparison.differences import Sisi
    from katalog.comparison.record import BedaIsi, BedaLangkah, Perbandingan
    from katalog.comparison.words import Potongan

_HAPUS: Final = "red"
_TAMBAH: Final = "green"


def answer(a: Sisi, b: Sisi, bentuk: str) -> str:
    """Return what `sop banding A B` prints, as wide as the terminal, and coloured where it is one."""
    found = compare(a, b)
    if bentuk == "json":
        return comparison_json(found)
    screen = sys.stdout.isatty()
    return comparison_text(found, Laporan(shutil.get_terminal_size().columns if screen else None, warna=screen))


def comparison_json(found: Perbandingan) -> str:
    """Return the record as JSON. Keys are the record's field names; a tuple is a list; minutes are [least, most]."""
    value: dict[str, Any] = {"versi": 1, **asdict(found)}
    return to_json_text(value)


def comparison_text(found: Perbandingan, laporan: Laporan) -> str:
    """Return the comparison in words: the sentence first, then only what differs; what is equal is named, not told."""
    laporan.say(f"A: {found.a.nama} – {found.a.nama_opd} ({found.a.id})", "bold")
    laporan.say(f"B: {found.b.nama} – {found.b.nama_opd} ({found.b.id})", "bold")
    laporan.say(f"Kemiripan langkah: {int(found.kemiripan * 100)} %")
    laporan.say(" ")
    for sentence in found.ringkasan:
        laporan.say(sentence)
    if found.berkas_sama:
        return laporan.text()
    laporan.say("\n[-kata-] hanya ada pada A, {+kata+} hanya ada pada B.")
    _identity(found, laporan)
    _steps(found, laporan)
    _law(found, laporan)
    _boxes(found, laporan)
    return laporan.text()


def marked(pieces: tuple[Potongan, ...]) -> Text:
    """Return one text of both: [-words of A alone-] and {+words of B alone+}, coloured where colour is shown."""
    text = Text()
    for piece in pieces:
        if piece.jenis in {JenisKata.SAMA, JenisKata.EJAAN}:
            text.append(piece.a)
            # Where A ends here and B goes on, only B has the space before its next word.
            if piece.b[-1:].isspace() and not piece.a[-1:].isspace():
                text.append(" ")
            continue
        for words, start, end, style in ((piece.a, "[-", "-]", _HAPUS), (piece.b, "{+", "+}", _TAMBAH)):
            bare = words.strip()
            if bare:
                before, _, after = words.partition(bare)
                text.append(before).append(f"{start}{bare}{end}", style=style).append(after)
    return text


def _value(isi: BedaIsi, name: str) -> Text:
    """Return one differing value on one line."""
    line = Text(f"{capital(name)}: ")
    if isi.a is not None and isi.b is not None:
        if isi.bidang in {"arah", "waktu", "jumlah_waktu", "jumlah_langkah", "pelaksana", "mulai_selesai"}:
            line.append(f"[-{isi.a}-]", style=_HAPUS).append(" ").append(f"{{+{isi.b}+}}", style=_TAMBAH)
        else:
            line.append_text(marked(isi.potongan))
    elif isi.a is not None:
        line.append(f"[-{isi.a}-]", style=_HAPUS).append(" hanya pada A")
    else:
        line.append(f"{{+{isi.b}+}}", style=_TAMBAH).append(" hanya pada B")
    return line.append(f" ({isi.catatan})") if isi.catatan else line


def _identity(found: Perbandingan, laporan: Laporan) -> None:
    differing = [isi for isi in (*found.identitas, found.jumlah_waktu) if isi.nyata]
    if differing:
        laporan.heading("Identitas dan waktu")
        laporan.lines(_value(isi, field_name(isi.bidang)) for isi in differing)


def _steps(found: Perbandingan, laporan: Laporan) -> None:
    laporan.heading("Langkah")
    same = [step for step in found.langkah if step.hubungan is Hubungan.SEJAJAR and not step.berbeda]
    if same:
        numbers = [f"{step.a[0]}" if step.a == step.b else f"{step.a[0]} (B: {step.b[0]})" for step in same]
        spelling = sum(1 for step in same if any(isi.jenis is Jenis.EJAAN for isi in step.isi))
        note = f"; {spelling} di antaranya lain ejaan atau tanda bacanya" if spelling else ""
        laporan.say(f"Sama: langkah {', '.join(numbers)}{note}.")
    for step in found.langkah:
        if step not in same:
            laporan.say(" ")
            laporan.say(_title(step), "bold")
            laporan.lines(_columns(step), indent=2)


def _title(step: BedaLangkah) -> str:
    match step.hubungan:
        case Hubungan.HANYA_A:
            return f"{capital(steps(step.a))}: hanya ada pada A"
        case Hubungan.HANYA_B:
            return f"{capital(steps(step.b))}: hanya ada pada B"
        case Hubungan.PINDAH:
            return f"{capital(steps(step.a))} pada A, {steps(step.b)} pada B: pindah"
        case Hubungan.DIPECAH:
            return f"{capital(steps(step.a))} pada A dipecah menjadi {steps(step.b)} pada B"
        case Hubungan.DIGABUNG:
            return f"{capital(steps(step.a))} pada A digabung menjadi {steps(step.b)} pada B"
        case _ if step.a == step.b:
            return capital(steps(step.a))
        case _:
            return f"{capital(steps(step.a))} pada A, {steps(step.b)} pada B"


def _columns(step: BedaLangkah) -> Iterator[Text]:
    if not step.a or not step.b:
        who, what = step.of("pelaksana"), step.of("kegiatan")
        yield Text(f"{who.a or who.b or 'tanpa pelaksana'}: {what.a or what.b}")
        return
    if not step.berbeda:
        yield Text(f"{step.of('kegiatan').a} (isinya sama)")
        return
    if not step.of("kegiatan").nyata:
        yield Text(quoted(step.of("kegiatan").a or "", 90))
    for isi in step.berbeda:
        yield _value(isi, field_name(isi.bidang))


def _law(found: Perbandingan, laporan: Laporan) -> None:
    law = found.dasar_hukum
    if not law.hanya_a and not law.hanya_b:
        return
    laporan.heading("Dasar hukum")
    laporan.say(f"Sama: {len(law.sama)} peraturan.")
    for items, start, end, style, who in (
        (law.hanya_a, "[-", "-]", _HAPUS, "A"),
        (law.hanya_b, "{+", "+}", _TAMBAH, "B"),
    ):
        laporan.lines(
            Text(f"{start}{item.nama}{end}", style=style).append(f" hanya pada {who}", style="none") for item in items
        )


def _boxes(found: Perbandingan, laporan: Laporan) -> None:
    for box in found.kotak:
        if box.berbeda:
            laporan.heading(capital(field_name(box.bidang)))
            laporan.lines(_value(isi, f"butir {number}") for number, isi in enumerate(box.butir, 1) if isi.nyata)
