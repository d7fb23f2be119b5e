"""The printed labels of the form, found again in their variants and in what OCR makes of them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from impor.blocks import clean
from katalog.naming import normalise
from katalog.rules.headings import ACCEPTED, misprint_of

if TYPE_CHECKING:
    from collections.abc import Iterable

IDENTITAS: Final = (
    "nomor",
    "tanggal_pembuatan",
    "tanggal_revisi",
    "tanggal_efektif",
    "tanggal_pengesahan",
    "disahkan_oleh",
    "nama",
    "satuan_kerja",
)
DAFTAR: Final = (
    "dasar_hukum",
    "kualifikasi_pelaksana",
    "keterkaitan",
    "peralatan",
    "peringatan",
    "pencatatan",
)
KOLOM: Final = ("urut", "kegiatan", "pelaksana", "mutu_baku", "kelengkapan", "waktu", "output", "keterangan")

_LAIN: Final = {
    "kegiatan": ("Langkah", "Langkah-Langkah", "Tahapan", "Kegiatan/Uraian Prosedur", "Uraian Kegiatan/Prosedur"),
    "keterkaitan": ("Keterkaitan dengan SOP", "Keterkaitan dengan SOP yang Lain"),
    "kualifikasi_pelaksana": ("Kualifikasi Pelaksana SOP",),
    "pencatatan": ("Pencatatan dan Pendataaan",),
    "tanggal_efektif": ("Tanggal Diberlakukan",),
    "waktu": ("Lama", "Lama Waktu", "Durasi", "Lama Pengerjaan"),
    "disahkan_oleh": ("Disyahkan Oleh", "Disetujui Oleh"),
}
_SELALU_PANJANG: Final = frozenset({"nomor", "nama", "judul"})
"""Labels that are one common word in short: in running text they count only with the word SOP or Dokumen."""

_PADANAN: Final = {
    field: frozenset(normalise(heading) for heading in (*ACCEPTED[field], *_LAIN.get(field, ())))
    for field in {*IDENTITAS, *DAFTAR, *KOLOM, "jumlah_waktu", "mengetahui"}
}
_LABEL_END = re.compile(r"\s*[:：]\s*")
_LONGEST: Final = 60
_SATUAN = re.compile(
    r"\s*(?:/|\(|\[|dalam\b)\s*((?:detik|menit|mnt|jam|hari|hr|minggu|bulan)(?:\s+(?:kerja|kalender))?)\.?\s*[)\]]?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=16_384)
def is_label(text: str, field: str) -> bool:
    """Tell whether a text is a field's printed label, or a slip of the pen away from it."""
    text = clean(text)
    if not text or len(text) > _LONGEST:
        return False
    if field == "waktu":
        text = _SATUAN.sub("", text)
    said = normalise(text)
    if field == "nama" and said == "nama":
        return False
    return said in _PADANAN[field] or misprint_of(field, text) is not None


def unit_in(heading: str) -> str | None:
    """Return the unit of time that the heading of a column states for all its cells."""
    found = _SATUAN.search(clean(heading))
    return found[1] if found else None


def label_of(text: str, fields: Iterable[str]) -> tuple[str, str, str] | None:
    """Return (field, label as printed, what follows it) where a text begins with a label.

    A label is a whole line of the text, or what stands before a colon.
    """
    first, _, rest = text.strip().partition("\n")
    head, colon, tail = first, "", ""
    if match := _LABEL_END.search(first):
        head, colon, tail = first[: match.start()], match[0], first[match.end() :]
    for field in fields:
        if is_label(first.rstrip(" :："), field):
            return field, clean(first.rstrip(" :：")), rest.strip()
        if colon and is_label(head, field):
            return field, clean(head), f"{tail}\n{rest}".strip()
    return None


def label_before_value(text: str, fields: Iterable[str]) -> tuple[str, str, str] | None:
    """Return the same for a line of running text, where nothing but a space may stand after the label."""
    found = label_of(text, fields)
    if found is not None and (found[2] or found[0] not in _SELALU_PANJANG or len(found[1].split()) > 1):
        return found
    words = text.split()
    for field in fields:
        for heading in sorted(ACCEPTED[field], key=len, reverse=True):
            count = len(heading.split())
            if count > 1 and len(words) > count and normalise(" ".join(words[:count])) == normalise(heading):
                return field, " ".join(words[:count]), " ".join(words[count:]).lstrip(":： ")
    return None


def label_at_end(text: str, fields: Iterable[str]) -> tuple[str, str] | None:
    """Return (field, what stands before) where a line ends with a label of two words or more."""
    words = text.split()
    for field in fields:
        for heading in sorted(ACCEPTED[field], key=len, reverse=True):
            count = len(heading.split())
            if count > 1 and len(words) > count and normalise(" ".join(words[-count:])) == normalise(heading):
                return field, " ".join(words[:-count])
    return None


def value_text(text: str) -> str:
    """Return a value without the colon that the form prints before it."""
    return re.sub(r"^\s*[:：]\s*", "", text).strip()
