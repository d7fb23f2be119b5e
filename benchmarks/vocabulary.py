"""Word lists of the synthetic catalogue: offices, regions, processes, activities. Nobody's real SOP is in here."""

from __future__ import annotations

from typing import Final, NamedTuple


class Kantor(NamedTuple):
    """A kind of office: key, printed name, short name, `jenis` of the registry, what its head is called."""

    kunci: str
    nama: str
    singkatan: str
    jenis: str
    kepala: str


class Wilayah(NamedTuple):
    """A region: kind and name."""

    jenis: str
    nama: str


KANTOR: Final = (
    Kantor("dinkes", "Dinas Kesehatan", "Dinkes", "dinas", "Kepala Dinas"),
    Kantor("disdikbud", "Dinas Pendidikan dan Kebudayaan", "Disdikbud", "dinas", "Kepala Dinas"),
    Kantor("dinsos", "Dinas Sosial", "Dinsos", "dinas", "Kadis"),
    Kantor("disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil", "dinas", "Kepala Dinas"),
    Kantor("dpmptsp", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "DPMPTSP", "dinas", "Kepala Dinas"),
    Kantor("dishub", "Dinas Perhubungan", "Dishub", "dinas", "Kadis"),
    Kantor("dlh", "Dinas Lingkungan Hidup", "DLH", "dinas", "Kepala Dinas"),
    Kantor("diskominfo", "Dinas Komunikasi dan Informatika", "Diskominfo", "dinas", "Kepala Dinas"),
    Kantor("dpupr", "Dinas Pekerjaan Umum dan Penataan Ruang", "DPUPR", "dinas", "Kepala Dinas"),
    Kantor("disperindag", "Dinas Perindustrian dan Perdagangan", "Disperindag", "dinas", "Kepala Dinas"),
    Kantor("disnaker", "Dinas Ketenagakerjaan", "Disnaker", "dinas", "Kadis"),
    Kantor("distan", "Dinas Pertanian", "Distan", "dinas", "Kepala Dinas"),
    Kantor("disporapar", "Dinas Pemuda, Olahraga dan Pariwisata", "Disporapar", "dinas", "Kepala Dinas"),
    Kantor("bappeda", "Badan Perencanaan Pembangunan Daerah", "Bappeda", "badan", "Kepala Badan"),
    Kantor("bpkad", "Badan Pengelolaan Keuangan dan Aset Daerah", "BPKAD", "badan", "Kaban"),
    Kantor("bkpsdm", "Badan Kepegawaian dan Pengembangan SDM", "BKPSDM", "badan", "Kepala Badan"),
    Kantor("bapenda", "Badan Pendapatan Daerah", "Bapenda", "badan", "Kepala Badan"),
    Kantor("bpbd", "Badan Penanggulangan Bencana Daerah", "BPBD", "badan", "Kepala Badan"),
    Kantor("inspektorat", "Inspektorat", "Inspektorat", "inspektorat", "Inspektur"),
    Kantor("setda", "Sekretariat Daerah", "Setda", "sekretariat", "Sekretaris Daerah"),
    Kantor("setwan", "Sekretariat DPRD", "Setwan", "sekretariat", "Sekretaris DPRD"),
    Kantor("kecamatan-utara", "Kecamatan Utara", "Kecamatan Utara", "kecamatan", "Camat"),
    Kantor("kecamatan-selatan", "Kecamatan Selatan", "Kecamatan Selatan", "kecamatan", "Camat"),
    Kantor("kecamatan-tengah", "Kecamatan Tengah", "Kecamatan Tengah", "kecamatan", "Camat"),
)

WILAYAH: Final = (
    Wilayah("kota", "Semarang"), Wilayah("kabupaten", "Sleman"), Wilayah("kota", "Makassar"),
    Wilayah("kabupaten", "Banyumas"), Wilayah("kota", "Padang"), Wilayah("provinsi", "Jawa Tengah"),
    Wilayah("kabupaten", "Kutai Timur"), Wilayah("kota", "Ambon"), Wilayah("kabupaten", "Gowa"),
    Wilayah("kota", "Banjarmasin"), Wilayah("kabupaten", "Lamongan"), Wilayah("provinsi", "Bali"),
    Wilayah("kabupaten", "Merauke"), Wilayah("kota", "Palembang"), Wilayah("kabupaten", "Deli Serdang"),
    Wilayah("kota", "Kupang"), Wilayah("kabupaten", "Bone"), Wilayah("kota", "Bandung"),
    Wilayah("kabupaten", "Ketapang"), Wilayah("kabupaten", "Jember"),
)  # fmt: skip

PEKERJAAN: Final = (
    "Penyusunan", "Pengumpulan", "Pengukuran", "Evaluasi", "Pelaporan", "Verifikasi", "Pengajuan", "Penetapan",
    "Pemutakhiran", "Pengendalian", "Penyampaian", "Pengarsipan",
)  # fmt: skip

URUSAN: Final = (
    "Rencana Kerja", "Rencana Strategis", "Perjanjian Kinerja", "Laporan Kinerja", "Data Kinerja",
    "Indikator Kinerja Utama", "Penjenjangan Kinerja", "Kenaikan Pangkat", "Cuti Pegawai", "Gaji Berkala",
    "Surat Masuk", "Surat Keluar", "Barang Milik Daerah", "Pengadaan Langsung", "Surat Pertanggungjawaban",
    "Anggaran Kas", "Dokumen Pelaksanaan Anggaran", "Pengaduan Masyarakat", "Survei Kepuasan Masyarakat",
    "Perjalanan Dinas", "Rapat Koordinasi", "Peta Proses Bisnis", "Standar Pelayanan", "Informasi Publik",
    "Perizinan", "Rekomendasi Teknis", "Hasil Pengawasan", "Tindak Lanjut Temuan", "Profil Daerah",
    "Data Terpadu", "Pelatihan Pegawai", "Bantuan Sosial",
)  # fmt: skip

MULAI: Final[tuple[str, ...]] = (
    "Memerintahkan {pekerjaan} {urusan}",
    "Mendisposisikan surat permintaan {urusan} kepada {bawahan}",
    "Memberi arahan kepada {bawahan} tentang {pekerjaan} {urusan} tahun berjalan",
)
KERJA: Final[tuple[str, ...]] = (
    "Menghimpun bahan {urusan} dari {asal}",
    "Menyusun konsep {urusan} berdasarkan {bahan}",
    "Mengolah data {urusan} dan menuangkannya ke dalam {wadah}",
    "Menyiapkan rapat pembahasan {urusan} bersama {asal}",
    "Melaksanakan rapat koordinasi {pekerjaan} {urusan} untuk menyepakati {pokok}",
    "Mengetik dan menggandakan {wadah} {urusan}",
    "Membuat surat pengantar {urusan} kepada {asal}",
    "Mencatat {wadah} {urusan} pada buku agenda dan aplikasi",
    "Menelaah {bahan} serta menandai {pokok} yang belum lengkap",
    "Memperbaiki konsep {urusan} sesuai dengan catatan pemeriksa",
    "Mengunggah {wadah} {urusan} ke dalam aplikasi dan memberitahukannya kepada {asal}",
    "Meneliti {wadah} {urusan}, mencocokkannya dengan {bahan}, dan mencatat {pokok} yang perlu dilengkapi {asal}",
)
PERIKSA: Final[tuple[str, ...]] = (
    "Memeriksa konsep {urusan}. Jika sesuai, diparaf dan diteruskan; jika tidak, dikembalikan untuk diperbaiki",
    "Meneliti {wadah} {urusan}; bila setuju diajukan kepada {atasan}, bila tidak dikembalikan",
    "Memverifikasi kelengkapan {urusan} yang diajukan oleh {asal}",
    "Menyetujui atau menolak {wadah} {urusan}",
)
AKHIR: Final[tuple[str, ...]] = (
    "Menandatangani {urusan} dan memerintahkan pendistribusiannya",
    "Mengarsipkan {wadah} {urusan} dan mendistribusikannya kepada {asal}",
    "Menetapkan {urusan} sebagai dokumen resmi",
    "Menyampaikan {urusan} kepada {asal} dengan tanda terima",
)
ISI: Final = {
    "asal": (
        "masing-masing bidang", "seluruh kepala seksi", "unit pelaksana teknis", "bagian organisasi", "tim penyusun",
        "OPD terkait", "pemohon", "kelurahan dan desa", "Bappeda", "Inspektorat",
    ),
    "bahan": (
        "Renstra dan Renja", "RPJMD", "dokumen anggaran tahun berjalan", "capaian triwulan sebelumnya",
        "hasil rapat koordinasi", "petunjuk teknis", "masukan dari bidang",
    ),
    "wadah": (
        "formulir", "berkas", "dokumen", "rekapitulasi", "naskah dinas", "laporan", "matriks", "daftar periksa",
    ),
    "pokok": (
        "indikator dan target", "jadwal pelaksanaan", "pembagian tugas", "besaran anggaran", "lampiran", "data dukung",
    ),
    "atasan": ("pimpinan", "sekretaris", "pejabat yang berwenang"),
    "bawahan": ("sekretaris", "kepala bidang", "tim kerja", "kepala subbagian"),
}  # fmt: skip

KELENGKAPAN: Final = (
    "Surat masuk", "Lembar disposisi", "Konsep {urusan}", "Data dukung, alat tulis kantor", "Komputer, ATK",
    "Formulir {urusan}", "Bahan {urusan}, Renstra, Renja", "Berkas permohonan lengkap beserta lampirannya",
)  # fmt: skip
OUTPUT: Final = (
    "Disposisi", "Konsep {urusan}", "Draf {urusan} yang sudah diperiksa", "Berita acara rapat", "Dokumen {urusan}",
    "Data {urusan} terolah", "Paraf persetujuan", "Surat pengantar", "Arsip {urusan}",
)  # fmt: skip

PELAKSANA: Final = (
    ("kabid", ("Kepala Bidang", "Kabid")),
    ("kasi", ("Kepala Seksi", "Kasi")),
    ("kasubag", ("Kasubag Program", "Kepala Sub Bagian Perencanaan", "Kasubbag Perencanaan dan Keuangan")),
    ("kasubag_umpeg", ("Kasubag Umpeg", "Kepala Sub Bagian Umum dan Kepegawaian")),
    ("tim", ("Tim", "Team Kerja", "Tim Penyusun")),
    ("perencana", ("Fungsional Perencana", "JF Perencana", "Perencana")),
    ("staf", ("Staf", "Staff", "Staf Perencanaan")),
    ("bendahara", ("Bendahara Pengeluaran", "Bendahara")),
    ("arsiparis", ("Arsiparis", "Petugas Arsip")),
    ("operator", ("Operator Aplikasi", "Operator")),
    ("loket", ("Petugas Loket", "Front Office")),
)
"""Performers below head and secretary, and how documents print them; the last one is registered nowhere."""

JABATAN_TAMBAHAN: Final = (
    ("bendahara", "Bendahara", ("Bendahara Pengeluaran", "Bendahara")),
    ("arsiparis", "Arsiparis", ("Arsiparis", "Petugas Arsip")),
    ("operator-aplikasi", "Operator aplikasi", ("Operator Aplikasi", "Operator")),
)
"""Positions that the synthetic registry adds to the real one."""

WAKTU: Final = (
    # unit as printed, amounts, weight
    ("Menit", (5, 10, 15, 20, 30, 45, 60), 34),
    ("Jam", (1, 2, 3, 4), 20),
    ("Hari", (1, 2, 3, 5, 7), 18),
    ("hari kerja", (1, 2, 3, 5, 10, 14), 12),
    ("hari kalender", (7, 14, 30), 2),
    ("Minggu", (1, 2), 6),
    ("bulan", (1, 2, 3), 3),
    ("triwulan", (1,), 1),
)

NAMA_DEPAN: Final = ("Siti", "Budi", "Dewi", "Agus", "Rina", "Ahmad", "Made", "Sri", "Hendra", "Yohana")
NAMA_BELAKANG: Final = ("Rahayu", "Santoso", "Wulandari", "Hidayat", "Siregar", "Pratama", "Lestari", "Tandilolo")
GELAR: Final = (", S.Sos, M.Si", ", SE, MM", ", S.STP", ", SKM, M.Kes", ", ST, MT", "")
KUALIFIKASI: Final = (
    "Memahami tugas dan fungsi jabatan",
    "Mampu mengoperasikan perangkat komputer",
    "Memiliki kemampuan menganalisis data dan menyusun laporan",
    "Memahami peraturan perundang-undangan tentang {urusan}",
    "Pendidikan paling rendah D-III segala jurusan",
)
PERALATAN: Final = ("Komputer", "Alat tulis kantor", "Jaringan internet", "Renstra", "Renja", "Buku agenda", "Pencetak")
PERINGATAN: Final = (
    "Jika tidak dilaksanakan sesuai SOP, maka {pekerjaan} {urusan} tidak akan berjalan lancar.",
    "Keterlambatan penyampaian data menghambat {pekerjaan} {urusan}.",
)
PENCATATAN: Final = (
    "Disimpan sebagai data elektronik dan manual",
    "Buku agenda, lembar disposisi",
    "Kepala OPD : lembar disposisi, tanda tangan",
    "Setiap tahap terdokumentasi dalam bentuk softcopy maupun hardcopy",
)
KATA_BIASA: Final = (
    "data", "kinerja", "laporan", "daerah", "pelayanan", "masyarakat", "rencana", "anggaran", "bidang", "pegawai",
    "kegiatan", "sasaran", "capaian", "dokumen", "tahun", "triwulan", "penyusunan", "evaluasi", "verifikasi", "dan",
    "yang", "untuk", "dengan", "dalam", "kepada", "oleh", "pada", "sesuai", "menurut", "terhadap",
)  # fmt: skip
"""Words of the plain pages that MkDocs is measured with."""
