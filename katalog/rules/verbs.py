"""How an activity begins: with an active verb, or with something else.

Indonesian marks active verbs by prefix (me-, ber-), but not every word that begins so is a verb.
"""

from __future__ import annotations

import re
from typing import Final


def _word_set(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_NUMBERING: Final = re.compile(r"^\s*(?:[-–—•*·]+|\(?(?:\d{1,3}|[a-zA-Z])[.)](?!\w))\s*")
_CONNECTIVE: Final = re.compile(
    r"^(?:dan|serta|lalu|kemudian|selanjutnya|setelah\s+itu|sesudah\s+itu)\b[\s,]*", re.IGNORECASE
)
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ME: Final = re.compile(r"me(?:[mnlrwy]|-)[a-z-]{2,}|me|mem|men|meng|meny|menge")
_BER: Final = re.compile(r"ber-?[a-z-]{3,}")

_NO_VERBS_ME: Final = _word_set(
    "melalui memang memar memo memorandum memori menara mendadak mendalam mendatang mendesak mendung",
    "menengah mengapa mengenai menit menjelang mental mentah menteri mentor mentoring menu menurut",
    "menyeluruh merah merata merdeka mereka merek meriam merk merger merupakan mewah member",
)
_NO_VERBS_BER: Final = _word_set(
    "beragam berapa beras berat berbagai berbasis berdasar berdasarkan berhak berhubung berikut",
    "berikutnya berita berkaitan berkala berkas berkas-berkas berkenaan berlebih bernama bersama",
    "bersama-sama bersangkutan bersifat bersih bertahap bertempat berupa berwenang",
)
_OTHER_VERBS: Final = _word_set(
    "ajukan ambil antar antarkan arsipkan bacakan bagi bagikan bahas bawa beri berikan bekerja belajar",
    "bentuk buat buka catat cek cetak cocokkan copy datang distribusikan download edit email entri",
    "evaluasi gandakan hadir hadiri hitung hubungi identifikasi ikut ikuti input inventarisasi isi",
    "jalankan jawab jelaskan kaji kelola kembalikan kirim kirimkan klik koordinasikan koreksi kumpulkan",
    "lakukan laksanakan lampirkan lanjutkan lapor laporkan lengkapi lihat login masuk masukkan minta",
    "mohon mulai naik olah olahkan panggil paraf pastikan pelajari periksa perbaiki pilih posting print",
    "pulang rapatkan rekap review sahkan sampaikan scan selesaikan serahkan setujui siapkan simpan",
    "sosialisasikan susun tandatangani tanyakan telaah teliti tempel tentukan terbitkan terima teruskan",
    "tetapkan tiba tindaklanjuti tulis tunjuk tutup ubah umumkan unduh unggah update upload usulkan",
    "validasi verifikasi",
)


def without_prefix(kegiatan: str) -> str:
    """Return an activity without its numbering ("1.", "a)", "-") and connective ("dan", "kemudian")."""
    text = _NUMBERING.sub("", kegiatan, count=1)
    return _CONNECTIVE.sub("", text, count=1)


def first_word(kegiatan: str) -> str:
    """Return the first word of an activity, "" where there is none."""
    match = _FIRST_WORD.search(without_prefix(kegiatan))
    return match[0] if match else ""


def begins_with_verb(kegiatan: str) -> bool:
    """Tell whether an activity begins with an active verb or an imperative."""
    word = first_word(kegiatan).casefold()
    if word in _OTHER_VERBS or word.removesuffix("lah") in _OTHER_VERBS:
        return True
    if _ME.fullmatch(word):
        return word not in _NO_VERBS_ME
    return _BER.fullmatch(word) is not None and word not in _NO_VERBS_BER


def is_passive(word: str) -> bool:
    """Tell whether a word looks like a passive verb ("dilakukan", "diserahkan")."""
    return re.fullmatch(r"di[a-z]{3,}(?:kan|i)", word.casefold()) is not None


_CONDITION: Final = re.compile(
    r"\b(?:jika|bila|apabila|kalau|jikalau)\b.{0,200}?"
    r"\b(?:tidak|belum|tdk|dikembalikan|ditolak|direvisi|diperbaiki|menolak|mengembalikan)\b"
    r"|\bapakah\b"
    r"|\b(?:ya|setuju|sesuai|lengkap|layak|memenuhi\s+syarat)\s*(?:/|atau)\s*(?:tidak|belum)\b"
    r"|\b(?:disetujui|diterima)\s*(?:/|atau)\s*(?:ditolak|dikembalikan|tidak)\b"
    r"|\b(?:menyetujui|menerima)\s*(?:/|atau)\s*(?:menolak|mengembalikan)\b",
    re.IGNORECASE,
)


def decides(kegiatan: str) -> str | None:
    """Return the words by which an activity decides between ways on, None where it does not."""
    match = _CONDITION.search(kegiatan)
    return match[0] if match else None
