"""A syntax fault is named where the mistake was made, not where the reader gave up, with the cure that mends it."""

from __future__ import annotations

import pytest

from katalog.yaml_source import read_yaml

TEXT = """\
nama: Contoh
nomor: "1"
pelaksana:
  tim: Tim
peralatan:
  - Komputer
  - Printer
langkah:
  - urut: 1
    kegiatan: Menyusun
    mutu_baku:
      waktu: "5 menit"
  - urut: 2
    kegiatan: Memeriksa
    keterangan: "-"
"""
assert read_yaml(TEXT.encode()).cacat == ()
NBSP = "\u00a0"
COLON, SPACE, STRANGE = "Kunci tanpa tanda titik dua", "Kurang spasi sesudah titik dua", "Ini bukan spasi biasa"
QUOTE, DASH, INDENT = "Tanda kutip dibuka tetapi tidak ditutup", "Butir daftar diawali tanda", "Indentasi tidak lurus."

MISTAKES = [
    # line, what it becomes, where the message stands, its beginning
    (1, "nama Contoh", "1:1", COLON),
    (3, "pelaksana", "3:1", COLON),
    (8, "langkah", "8:1", COLON),
    (9, "  - urut 1", "9:5", COLON),
    (10, "    kegiatan Menyusun", "10:5", COLON),
    (10, "    kegiatan:Menyusun", "10:14", SPACE),
    (9, "  - urut:1", "9:10", SPACE),
    (12, "      kelengkapan Berkas\n      waktu: 5 menit", "12:7", COLON),
    (14, "    kegiatan: Catatan: Memeriksa", "14:22", "Tanda titik dua (:) di tempat yang tidak semestinya."),
    (14, "      kegiatan: Memeriksa", "14:7", "Baris ini terbaca sebagai lanjutan teks pada baris 13"),
    (11, "      lalu\n    mutu_baku:", "", ""),
    (10, "    kegiatan: Menyusun\n      surat\n      keterangan: A", "12:7", "Baris ini terbaca sebagai lanjutan teks"),
    (4, f"  tim: Tim\n  ketua:{NBSP}Ketua", "5:9", STRANGE),
    (10, f"{NBSP}   kegiatan: Menyusun", "10:1", STRANGE),
    (10, f"   {NBSP}kegiatan: Menyusun", "10:4", STRANGE),
    (13, f"  -{NBSP}urut: 2", "13:4", STRANGE),
    (10, f"    kegiatan: {NBSP}Menyusun", "", ""),
    (10, "<<<<<<< HEAD\n    kegiatan: A\n=======\n    kegiatan: B\n>>>>>>> lain", "10:1", "Sisa penggabungan git"),
    (2, 'nomor: "1', "2:8", f"{QUOTE}; teksnya terbaca sampai baris 12."),
    (12, "      waktu: '5 menit", "12:14", QUOTE),
    (2, 'nomor: "1" lagi', "2:12", "Teks berlanjut sesudah tanda kutip penutup."),
    (13, "  \u2013 urut: 2", "13:3", f'{DASH} "\u2013" (U+2013)'),
    (9, "  \u2022 urut: 1", "9:3", DASH),
    (7, "  \u2022 Printer", "7:3", DASH),
    (14, "   kegiatan: Memeriksa", "14:4", INDENT),
]


@pytest.mark.parametrize(("baris", "becomes", "place", "words"), MISTAKES)
def test_a_mistake_is_named_where_it_was_made(baris: int, becomes: str, place: str, words: str) -> None:
    lines = TEXT.split("\n")
    lines[baris - 1] = becomes
    found = read_yaml("\n".join(lines).encode()).cacat
    if not place:
        assert found == ()
        return
    (cacat,) = found
    assert (cacat.kode, f"{cacat.letak.baris}:{cacat.letak.kolom}") == ("B001", place)
    assert cacat.pesan.startswith(words)
