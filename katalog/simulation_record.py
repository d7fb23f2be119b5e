"""The record of one simulated SOP: what the simulation answers, in the words of the site, the command and the API.

It is the contract between who simulates and who shows. The models emit `schema/simulasi.schema.json`; the field names
are the keys of the JSON. All times are calendar minutes unless a field says working minutes.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from katalog.fields import Beku, Peta

VERSI: Literal[1] = 1
"""Version of the record's shape; a change that an old reader would misread raises it."""


class Selang(Beku):
    """An estimate with its 95 % interval; an end is None where the observations bound nothing."""

    nilai: float = Field(description="Taksiran.")
    bawah: float | None = Field(description="Batas bawah selang 95 %; null bila tidak terbatasi.")
    atas: float | None = Field(description="Batas atas selang 95 %; null bila tidak terbatasi.")


class Waktu(Beku):
    """How long cases take, from arrival to the end of the last step."""

    rata_rata: Selang = Field(description="Rata-rata, menit.")
    p50: Selang = Field(description="Separuh kasus selesai dalam waktu ini, menit.")
    p80: Selang = Field(description="80 % kasus selesai dalam waktu ini, menit.")
    p90: Selang = Field(description="90 % kasus selesai dalam waktu ini, menit.")
    p95: Selang = Field(description="95 % kasus selesai dalam waktu ini, menit.")


class Acuan(Beku):
    """What the document says: its printed total, or the sum of its steps where it prints none."""

    teks: str | None = Field(description="Jumlah Waktu seperti tercetak; null bila tidak tercetak.")
    menit: float | None = Field(description="Jumlah Waktu dalam menit kalender; null bila tak terbaca.")
    jumlah_langkah: float = Field(description="Jumlah waktu langkah dalam menit, menurut konvensi yang sama.")
    konvensi: str = Field(description="Konvensi hari, minggu dan bulan yang dipakai untuk angka-angka ini.")
    hari_kerja: float | None = Field(
        description="Jumlah langkah dalam menit kerja, bila hari, minggu dan bulan dibaca sebagai hari kerja."
    )


class Histogram(Beku):
    """How the cases spread over time: `cacah[i]` cases from `tepi[i]` to `tepi[i + 1]`."""

    tepi: tuple[float, ...] = Field(description="Tepi kelas, menit; satu lebih banyak daripada cacah.")
    cacah: tuple[int, ...] = Field(description="Banyaknya kasus per kelas.")


class AnakTangga(Beku):
    """One rung of the ladder: what time becomes when one more thing is counted."""

    kunci: str = Field(description="Kunci skenario anak tangga.")
    nama: str = Field(description="Apa yang ditambahkan.")
    rata_rata: Selang = Field(description="Rata-rata, menit.")
    p50: Selang = Field(description="Menit.")
    p90: Selang = Field(description="Menit.")
    tambahan: Selang | None = Field(
        description="Selisih berpasangan rata-rata terhadap anak tangga sebelumnya, menit; null pada yang pertama."
    )
    tepat: Selang | None = Field(description="Peluang selesai dalam total yang tertulis.")


class KinerjaJabatan(Beku):
    """What one role does in the office, and what one more person would change."""

    peran: str = Field(description="Kunci peran: <opd>/<jabatan>.")
    nama: str = Field(description="Nama jabatan.")
    staf: int = Field(description="Banyaknya orang.")
    beban: float = Field(description="Beban terhitung: waktu kerja yang diminta dibagi yang tersedia; 1 = penuh.")
    terpakai: float | None = Field(description="Bagian waktu kerja yang terpakai; null bila tak diukur.")
    tunggu: Selang | None = Field(description="Lama satu kasus menunggu peran ini, menit.")
    antrean_terpanjang: int = Field(description="Antrean terpanjang yang terlihat.")
    tambah_satu: Selang | None = Field(
        description="Perubahan P90 bila ditambah satu orang, menit; negatif = lebih cepat; null bila tidak dihitung."
    )


class HasilLangkah(Beku):
    """One step over all cases."""

    urut: int = Field(description="Nomor langkah.")
    kunjungan: float = Field(description="Rata-rata berapa kali satu kasus melewatinya.")
    tunggu: float = Field(description="Rata-rata menit menunggu orang atau jam buka, per kasus.")
    lama: float = Field(description="Rata-rata menit dari mulai dikerjakan sampai selesai, per kasus.")
    kerja: float = Field(description="Rata-rata menit kerja kantor di dalam lama itu, per kasus.")


class Putaran(Beku):
    """One review loop."""

    dari: int = Field(description="Langkah yang memutuskan.")
    kasus_kembali: Selang = Field(description="Bagian kasus yang dikembalikan sekurang-kurangnya sekali.")
    rata_rata: float = Field(description="Rata-rata berapa kali satu kasus dikembalikan.")
    terbanyak: int = Field(description="Paling banyak berapa kali satu kasus dikembalikan.")


class Kepekaan(Beku):
    """One assumption moved down and up, all others as they are: a bar of the tornado."""

    asumsi: str = Field(description="Asumsi yang diubah.")
    rendah: str = Field(description="Nilai rendah yang dicoba.")
    tinggi: str = Field(description="Nilai tinggi yang dicoba.")
    selisih_rendah: Selang = Field(description="Perubahan rata-rata pada nilai rendah, menit.")
    selisih_tinggi: Selang = Field(description="Perubahan rata-rata pada nilai tinggi, menit.")


class Asumsi(Beku):
    """One assumption behind the answer."""

    bidang: str = Field(description="Apa yang diasumsikan.")
    nilai: str = Field(description="Nilainya, untuk dibaca.")
    alasan: str = Field(description="Alasan seperti tertulis dalam skenario.")


class CatatanSimulasi(Beku):
    """Everything that one simulation of one SOP answers, and what is needed to do it again."""

    versi: Literal[1] = Field(VERSI, description="Versi bentuk catatan ini.")
    sop: str = Field(description="Id SOP.")
    skenario: str = Field(description="Kunci atau nama berkas skenario.")
    nama_skenario: str = Field(description="Nama skenario.")
    benih: int = Field(description="Benih bilangan acak.")
    ulangan: int = Field(description="Banyaknya ulangan.")
    kasus: int = Field(description="Banyaknya kasus yang diukur.")
    rancangan: str = Field(description="Satu kasus per ulangan, atau beban setahun.")
    acuan: Acuan = Field(description="Waktu menurut dokumen.")
    waktu: Waktu | None = Field(description="Waktu kalender; null bila tidak dapat dijawab (peran kelebihan beban).")
    waktu_kerja: Waktu | None = Field(
        description="Waktu yang sama dalam hari kerja kantor, tiap hari dihitung menit_per_hari_kerja."
    )
    tepat: Selang | None = Field(description="Peluang selesai dalam acuan.menit (kalender).")
    tepat_kerja: Selang | None = Field(description="Peluang selesai dalam acuan.hari_kerja (menit kerja).")
    histogram: Histogram | None = Field(description="Sebaran waktu kalender.")
    tangga: tuple[AnakTangga, ...] = Field((), description="Tangga: mengapa lebih lama.")
    peran: tuple[KinerjaJabatan, ...] = Field((), description="Peran dalam SOP ini.")
    langkah: tuple[HasilLangkah, ...] = Field((), description="Per langkah.")
    putaran: tuple[Putaran, ...] = Field((), description="Putaran reviu.")
    kepekaan: tuple[Kepekaan, ...] = Field((), description="Kepekaan terhadap asumsi; kosong bila tidak dihitung.")
    menit_per_hari_kerja: float = Field(
        description="Menit yang dihitung sebagai satu hari kerja; waktu_kerja dibagi ini adalah hari kerja."
    )
    peringatan: tuple[str, ...] = Field((), description="Yang perlu diketahui sebelum memakai hasil ini.")
    asumsi: tuple[Asumsi, ...] = Field((), description="Semua asumsi yang dipakai.")
    perangkat: Peta = Field(description="Versi program dan pustaka.")
    sidik: str = Field(description="Sidik isi: SOP, acuan, skenario, benih dan ulangan.")


class SelisihAsumsi(Beku):
    """One assumption in which two scenarios differ; None where it plays no part."""

    bidang: str = Field(description="Apa yang diasumsikan.")
    a: str | None = Field(description="Nilainya pada skenario A.")
    b: str | None = Field(description="Nilainya pada skenario B.")


class PerbandinganSimulasi(Beku):
    """Two scenarios of one SOP with the same luck: what B changes, case by case."""

    versi: Literal[1] = Field(VERSI, description="Versi bentuk catatan ini.")
    sop: str = Field(description="Id SOP.")
    a: str = Field(description="Nama skenario A.")
    b: str = Field(description="Nama skenario B.")
    benih: int = Field(description="Benih bilangan acak.")
    ulangan: int = Field(description="Banyaknya ulangan.")
    waktu_a: Waktu = Field(description="Waktu kalender pada A, menit.")
    waktu_b: Waktu = Field(description="Waktu kalender pada B, menit.")
    tepat_a: Selang = Field(description="Peluang selesai dalam total yang tertulis, A.")
    tepat_b: Selang = Field(description="Peluang selesai dalam total yang tertulis, B.")
    selisih: Waktu = Field(description="B dikurangi A, berpasangan, menit.")
    selisih_tepat: Selang = Field(description="Selisih peluang itu, B dikurangi A.")
    asumsi_berbeda: tuple[SelisihAsumsi, ...] = Field((), description="Asumsi yang berbeda.")
    histogram_a: Histogram | None = Field(None, description="Sebaran waktu kalender pada A.")
    histogram_b: Histogram | None = Field(None, description="Sebaran waktu kalender pada B.")


class BebanLangkah(Beku):
    """What one step asks of one role, month by month."""

    sop: str = Field(description="Id SOP.")
    urut: int = Field(description="Nomor langkah.")
    pelaksana: str = Field(description="Kunci kolom pelaksana pada SOP itu.")
    kunjungan: float = Field(description="Rata-rata berapa kali satu kasus melewati langkah ini.")
    menit_per_kasus: float | None = Field(
        description="Menit kerja yang diminta satu kasus, pengulangan termasuk; null bila waktunya tidak diketahui."
    )
    jam: float | None = Field(description="Jam kerja per bulan; null bila waktunya tidak diketahui: tidak dihitung.")


class BebanKerja(Beku):
    """The working time that is asked of one role of an office in a month, and the time that it has."""

    peran: str = Field(description="Kunci peran: <opd>/<jabatan>.")
    jabatan: str = Field(description="Kunci jabatan, atau kunci kolom pelaksana bila jabatannya belum dikenal.")
    nama: str = Field(description="Nama jabatan.")
    staf: int = Field(description="Banyaknya orang menurut skenario.")
    tersedia: float = Field(description="Jam kerja per bulan semua orangnya.")
    dari_sop: float = Field(description="Jam kerja per bulan yang diminta semua SOP OPD ini.")
    lain: float = Field(description="Jam kerja per bulan untuk pekerjaan lain, seperti diasumsikan skenario.")
    beban: float = Field(description="(dari_sop + lain) / tersedia; 1 = penuh.")
    tanpa_waktu: int = Field(description="Banyaknya langkah yang tidak dihitung karena waktunya tidak diketahui.")
    langkah: tuple[BebanLangkah, ...] = Field(description="Rincian dari_sop menurut langkah.")


class KasusSOP(Beku):
    """How often an SOP is assumed to be run."""

    sop: str = Field(description="Id SOP.")
    per_tahun: float = Field(description="Kasus setahun.")


class SOPTanpaBeban(Beku):
    """An SOP that could not be counted."""

    sop: str = Field(description="Id SOP.")
    alasan: str = Field(description="Mengapa tidak dihitung.")


class BebanKantor(Beku):
    """The load of every role of one office by all its SOPs together, computed without simulating."""

    versi: Literal[1] = Field(VERSI, description="Versi bentuk catatan ini.")
    opd: str = Field(description="Kunci OPD.")
    skenario: str = Field(description="Kunci atau nama berkas skenario.")
    nama_skenario: str = Field(description="Nama skenario.")
    kasus: tuple[KasusSOP, ...] = Field(description="Kasus setahun menurut SOP, untuk SOP yang dihitung.")
    peran: tuple[BebanKerja, ...] = Field(description="Beban menurut peran.")
    tidak_dihitung: tuple[SOPTanpaBeban, ...] = Field((), description="SOP yang tidak dapat dihitung.")
    asumsi: tuple[Asumsi, ...] = Field(description="Asumsi yang dipakai, dengan alasannya.")
