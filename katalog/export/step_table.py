"""The steps of SOPs as a table: the flowchart part of the form, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.conventions import KALENDER, KERJA
from katalog.export.columns import ID, NAMA, NAMA_OPD, STATUS_SOP
from katalog.export.table import Jenis, Kolom, Sel, Tabel
from katalog.export.tables import (
    ARTI_KALENDER,
    ARTI_KERJA,
    ARTI_RENTANG,
    bounded,
    in_minutes,
    yes,
)
from katalog.render.directions import direction, symbol_name
from katalog.render.views import office, performers, position_name
from katalog.render.wording import field_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.durations import Durasi
    from katalog.model import SOP, Catatan, Langkah

_KOLOM = (
    ID,
    NAMA_OPD,
    NAMA,
    STATUS_SOP,
    Kolom("No", "Nomor langkah seperti tercetak.", "urut", Jenis.BILANGAN, 6),
    Kolom("Kegiatan", "Kata demi kata.", lebar=60),
    Kolom("Pelaksana", "Seperti tercetak; beberapa pelaksana yang bekerja bersama dipisah koma.", lebar=30),
    Kolom("Jabatan", "Jabatan yang dikenali dari pelaksana, menurut daftar acuan.", lebar=28),
    Kolom("Simbol", "Simbol pada bagan alir.", lebar=14),
    Kolom("Arah", "Ke mana alur berlanjut.", lebar=28),
    Kolom("Kelengkapan", "Mutu baku, kata demi kata.", lebar=34),
    Kolom("Waktu", "Mutu baku, kata demi kata.", lebar=16),
    Kolom("Menyatu dengan langkah", "Langkah yang sel waktunya tergabung.", "waktu_bersama", Jenis.BILANGAN, 12),
    *(
        Kolom(words, meaning, bounded(words), Jenis.BILANGAN, 12)
        for words, meaning in (
            ("Menit kalender, paling sedikit", ARTI_KALENDER),
            ("Menit kalender, paling banyak", ARTI_RENTANG),
            ("Menit kerja, paling sedikit", ARTI_KERJA),
            ("Menit kerja, paling banyak", ARTI_RENTANG),
        )
    ),
    Kolom("Output", "Mutu baku, kata demi kata.", lebar=34),
    Kolom("Keterangan", "Kata demi kata.", lebar=30),
    Kolom("Disimpulkan", "ya bila ada isi baris ini yang disimpulkan penyalin, tidak tampak pada dokumen.", lebar=13),
    Kolom("Yang disimpulkan", "Apa yang disimpulkan, dan alasannya.", lebar=50),
    Kolom("Tidak terbaca", "Apa yang tidak terbaca pada salinan, dan alasannya.", lebar=40),
)


def step_table(telaah: Telaah, dokumen: Iterable[Dokumen]) -> Tabel:
    """Return one row a step of these SOPs, in printed order."""
    minutes: dict[str | None, tuple[Sel, ...]] = {}
    rows = tuple(row for document in dokumen for row in _rows(telaah, document, minutes))
    return Tabel("Langkah", "Satu baris satu langkah, menurut urutan cetak.", _KOLOM, rows, beku=5)


def _rows(telaah: Telaah, document: Dokumen, minutes: dict[str | None, tuple[Sel, ...]]) -> Iterator[tuple[Sel, ...]]:
    """Yield the rows of one SOP; `minutes` remembers what printed times are worth, as few are printed in few ways."""
    sop, derived = document.sop, telaah.turunan[document.id]
    opd = office(telaah, document.opd).singkatan
    for step, durasi in zip(sop.langkah, derived.durasi, strict=True):
        positions = dict.fromkeys(derived.jabatan.get(key) for key in step.pelaksana)
        inferred = step_notes(sop.disimpulkan, step.urut)
        yield (
            document.id,
            opd,
            sop.nama,
            sop.status,
            step.urut,
            step.kegiatan,
            performers(document, step.pelaksana) or None,
            ", ".join(position_name(telaah, position) for position in positions if position) or None,
            " dan ".join(symbol_name(step, simbol) for simbol in step.simbol_tergambar),
            direction(derived.alur, step)[0],
            step.mutu_baku.kelengkapan,
            step.mutu_baku.waktu,
            step.mutu_baku.waktu_bersama,
            *_minutes(step, durasi, minutes),
            step.mutu_baku.output,
            step.keterangan,
            yes(bool(inferred)),
            "; ".join(inferred) or None,
            "; ".join(step_notes(sop.tidak_terbaca, step.urut)) or None,
        )


def _minutes(step: Langkah, durasi: Durasi, minutes: dict[str | None, tuple[Sel, ...]]) -> tuple[Sel, ...]:
    """Return the step's own minutes; a cell printed over several steps counts at the first of them."""
    if step.mutu_baku.waktu_bersama is not None:
        return (None,) * 4
    known = minutes.get(durasi.teks)
    if known is None:
        known = minutes[durasi.teks] = (*in_minutes(durasi, KALENDER), *in_minutes(durasi, KERJA))
    return known


def step_notes(catatan: Iterable[Catatan], urut: int) -> list[str]:
    """Return what the transcriber notes about one step: "arah alur: …"."""
    begin = f"langkah.{urut}."
    return [
        f"{field_name(one.bidang.removeprefix(begin))}: {one.alasan}" for one in catatan if one.bidang.startswith(begin)
    ]


def other_notes(sop: SOP) -> list[str]:
    """Return what the transcriber inferred outside the steps: "nomor: …"."""
    return [
        f"{field_name(one.bidang, sop.nama_pelaksana)}: {one.alasan}"
        for one in sop.disimpulkan
        if not one.bidang.startswith("langkah.")
    ]
