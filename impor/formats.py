"""What kind of document some bytes are, by their content, and whether it is safe to open."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from impor.blocks import ImporGagal
from impor.plain_text import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from impor.blocks import Naskah

MAKS_BITA: Final = 16_777_216
"""Largest accepted document, in bytes: a long SOP with its logo has about one million."""
MAKS_TEKS: Final = 2_097_152
"""Largest accepted text file, in bytes."""
_MAKS_BAGIAN: Final = 4_000
_MAKS_TERURAI: Final = 134_217_728
"""Bytes of all parts of an archive unpacked; pictures are stored nearly as they are."""
_MAKS_XML: Final = 33_554_432
"""Bytes of one XML part unpacked."""
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAIN: Final[Mapping[bytes, str]] = {
    b"%PDF": "PDF tidak dibaca. Buka di Word lalu simpan sebagai .docx, atau simpan teksnya sebagai .txt.",
    b"{\\rtf": "RTF tidak dibaca. Simpan ulang sebagai .docx.",
    b"\x89PNG": "gambar tidak dibaca. Ubah dahulu menjadi teks dengan OCR.",
    b"\xff\xd8\xff": "gambar tidak dibaca. Ubah dahulu menjadi teks dengan OCR.",
    b"II*\x00": "gambar tidak dibaca. Ubah dahulu menjadi teks dengan OCR.",
    b"MM\x00*": "gambar tidak dibaca. Ubah dahulu menjadi teks dengan OCR.",
    b"GIF8": "gambar tidak dibaca. Ubah dahulu menjadi teks dengan OCR.",
}
_WORD: Final = "word/document.xml"
_EXCEL: Final = "xl/workbook.xml"


def read_document(raw: bytes) -> Naskah:
    """Read a document from its bytes; raises ImporGagal, in the user's words, for what cannot be imported."""
    if len(raw) > MAKS_BITA:
        raise ImporGagal(f"terlalu besar: lebih dari {MAKS_BITA // 1_048_576} MB.")
    if not raw.strip():
        raise ImporGagal("berkas kosong.")
    if raw.startswith(_OLE):
        raise ImporGagal(_ole_words(raw))
    for magic, words in _LAIN.items():
        if raw.startswith(magic):
            raise ImporGagal(words)
    if raw.startswith(b"PK"):
        return _read_archive(raw)
    if len(raw) > MAKS_TEKS:
        raise ImporGagal(f"teks terlalu besar: lebih dari {MAKS_TEKS // 1_048_576} MB.")
    return read_text(_decoded(raw))


def _ole_words(raw: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return "dilindungi kata sandi. Buka dengan kata sandinya, lalu simpan tanpa kata sandi."
    return "bentuk Office lama (.doc atau .xls) tidak dibaca. Simpan ulang sebagai .docx atau .xlsx."


def _decoded(raw: bytes) -> str:
    """Return a text file's text: UTF-8, UTF-16 with its mark, or what Windows wrote before."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError as error:
            raise ImporGagal("bukan dokumen yang dikenal: teksnya tidak dapat dibaca.") from error
    if b"\x00" in raw:
        raise ImporGagal("bukan dokumen yang dikenal. Yang dibaca: .docx, .xlsx, dan teks (.txt, .md, .tsv).")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _read_archive(raw: bytes) -> Naskah:
    names = _checked(raw)
    try:
        if _WORD in names:
            from impor.word_document import read_word  # noqa: PLC0415 - a text needs no Word reader

            return read_word(raw)
        if _EXCEL in names:
            from impor.spreadsheet import read_workbook  # noqa: PLC0415 - a text needs no Excel reader

            return read_workbook(raw)
    except ImportError as error:
        raise ImporGagal('pembaca Word dan Excel belum terpasang: pip install -e ".[impor]".') from error
    if "mimetype" in names:
        raise ImporGagal("bentuk OpenDocument tidak dibaca. Simpan ulang sebagai .docx atau .xlsx.")
    raise ImporGagal("arsip zip ini bukan dokumen Word atau Excel.")


def _checked(raw: bytes) -> frozenset[str]:
    """Return the names of an archive's parts, after counting what it would unpack to."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            _check_sizes(parts)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_xml(archive, part)
            return frozenset(part.filename for part in parts)
    except ImporGagal:
        raise
    except Exception as error:  # a damaged archive fails in many ways
        raise ImporGagal("rusak: tidak dapat diurai.") from error


def _check_sizes(parts: Sequence[zipfile.ZipInfo]) -> None:
    if len(parts) > _MAKS_BAGIAN or sum(part.file_size for part in parts) > _MAKS_TERURAI:
        raise ImporGagal("isinya terlalu besar bila diurai.")
    if any(part.flag_bits & 1 for part in parts):
        raise ImporGagal("dilindungi kata sandi. Simpan tanpa kata sandi.")


def _check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a part that is larger than it says, or that declares entities: no office program writes them."""
    size = 0
    with archive.open(part) as stream:
        tail = b""
        while chunk := stream.read(1_048_576):
            size += len(chunk)
            if size > _MAKS_XML:
                raise ImporGagal("isinya terlalu besar bila diurai.")
            seen = (tail + chunk).replace(b"\x00", b"").upper()
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                raise ImporGagal("memuat deklarasi XML yang tidak dipakai Word atau Excel; tidak dibuka.")
            tail = chunk[-32:]
