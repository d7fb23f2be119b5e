"""An empty SOP with a comment on every key: what it is for, and where on the printed form it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from impor.yaml_text import SKEMA, scalar
from katalog.fields import BELUM_DIISI

if TYPE_CHECKING:
    from collections.abc import Mapping

_LANJUT: Final = (
    "      # Panah tidak ke baris berikutnya? Tulis lanjut: 5 (melompat), lanjut: [3, 4] (sejajar),",
    "      # atau lanjut: {Ya: 3, Tidak: 1} (keputusan).",
)


@dataclass(frozen=True, slots=True)
class Kerangka:
    """What is known of a new SOP. `pelaksana` are printed names by key."""

    nama: str
    proses: str
    pelaksana: Mapping[str, str]
    langkah: int = 3


def skeleton(kerangka: Kerangka) -> str:
    """Return the text of a new SOP's file."""
    lines = [*_IDENTITAS.format(skema=SKEMA, nama=scalar(kerangka.nama), proses=kerangka.proses).splitlines()]
    lines.append("pelaksana:                              # kunci: Nama tercetak, menurut urutan kolom")
    lines += [f"  {key}: {scalar(name)}" for key, name in kerangka.pelaksana.items()]
    lines += ["", "# Tiap baris bagan alir satu langkah.", "langkah:"]
    for number in range(1, kerangka.langkah + 1):
        lines += _step(number, kerangka)
    return "\n".join([*lines, *_AKHIR.splitlines()]) + "\n"


def _step(number: int, kerangka: Kerangka) -> list[str]:
    first = number == 1
    says = {
        "urut": "kolom No, seperti tercetak",
        "kegiatan": "kolom Kegiatan atau Uraian Prosedur; diawali kata kerja",
        "pelaksana": "kunci dari pelaksana di atas; [a, b] bila bersama; null bila belum tahu",
        "mulai": "baris ini memakai simbol mulai",
        "selesai": "baris ini memakai simbol selesai",
        "mutu_baku": "tiga kolom Mutu Baku",
        "kelengkapan": "yang harus ada sebelum langkah ini dikerjakan",
        "waktu": 'kata demi kata, misalnya "30 menit"; null bila kosong',
        "output": "hasil langkah ini",
        "keterangan": "kolom Keterangan",
    }
    rows = [("  - ", "urut", str(number)), ("    ", "kegiatan", BELUM_DIISI), ("    ", "pelaksana", "null")]
    if first:
        rows.append(("    ", "mulai", "true"))
    if number == kerangka.langkah:
        rows.append(("    ", "selesai", "true"))
    rows += [("    ", "mutu_baku", ""), *(("      ", key, "null") for key in ("kelengkapan", "waktu", "output"))]
    rows.append(("    ", "keterangan", "null"))
    lines = []
    for lead, key, value in rows:
        text = f"{lead}{key}: {value}".rstrip()
        explained = first or key == "selesai"
        lines.append(f"{text:<40}# {says[key]}" if explained else text)
    if first and kerangka.langkah > 1:
        lines += [line[2:] for line in _LANJUT]
    return lines


_IDENTITAS: Final = """\
{skema}
# Salin kata demi kata dari dokumen, salah cetaknya juga. Yang tidak ada pada dokumen tetap null atau [].
# Teks sesudah tanda # adalah penjelasan; program tidak membacanya, dan boleh dihapus.

# Blok identitas: kotak kanan atas pada halaman pertama.
nama: {nama}
judul: null                             # judul pada sampul atau di atas bagan alir
proses: {proses}
tahun: null                             # tahun pada sampul, misalnya 2024
satuan_kerja: null                      # nama satuan kerja pada kop atau kotak kiri atas
nomor: null                             # Nomor SOP, selalu dalam tanda kutip: "800/0123/2024"
tanggal_pembuatan: null                 # tahun-bulan-hari dalam tanda kutip: "2024-01-10"
tanggal_revisi: null
tanggal_efektif: null
tanggal_pengesahan: null
# Disahkan Oleh: hapus tanda # di depan empat baris berikut, lalu isi.
# disahkan_oleh:
#   jabatan: Kepala Dinas
#   nama: "Nama, Gelar"
#   nip: "000000000000000000"

# Enam kotak formulir: satu butir satu baris, tanpa nomor urut:
#   dasar_hukum:
#     - Undang-Undang Nomor … Tahun … tentang …
dasar_hukum: []                         # kotak Dasar Hukum
kualifikasi_pelaksana: []               # kotak Kualifikasi Pelaksana
keterkaitan: []                         # kotak Keterkaitan
peralatan: []                           # kotak Peralatan/Perlengkapan
peringatan: []                          # kotak Peringatan
pencatatan: []                          # kotak Pencatatan dan Pendataan

# Bagan alir: kolom-kolom di bawah judul Pelaksana.
"""
_AKHIR: Final = """
# Baris terakhir bagan alir, dan asal dokumennya.
jumlah_waktu: null                      # Jumlah Waktu, kata demi kata; null bila dokumen tidak memuatnya
sumber: {jenis: kertas}                 # ocr, pdf, docx, xlsx, teks, atau kertas; dengan berkas bila ada di _sumber/
# Kunci lain, bila perlu; artinya ada di panduan penyusun:
#   alamat, mengetahui, label_tercetak
#   status, status_sejak, digantikan_oleh, id_lama, riwayat
#   disimpulkan, tidak_terbaca, catatan, kecuali
"""
