"""The record of cases to be played again: where the file lay, minute by minute, for the page and for notebooks.

It is the contract between who simulates and who plays. The model emits `schema/putar.schema.json`; the field names are
the keys of the JSON. Moments are whole minutes from the `awal` of their choice, by the wall clock of the office.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from katalog.fields import Beku
from katalog.simulation_record import Acuan

VERSI: Literal[1] = 1
"""Version of the record's shape; a change that an old reader would misread raises it."""


class LintasanPutar(Beku):
    """One pass of a case through a step."""

    urut: int = Field(description="Nomor langkah.")
    putaran: int = Field(description="Kali ke berapa kasus ini melewati langkah itu.")
    siap: int = Field(description="Berkas tiba di meja pelaksana.")
    mulai: int = Field(description="Mulai dikerjakan.")
    selesai: int = Field(description="Selesai, lalu diteruskan.")
    terus: bool = Field(description="Waktunya tidak mengikuti jam kantor: berjalan juga ketika kantor tutup.")


class KasusPutar(Beku):
    """One case from its beginning to its end."""

    nomor: int = Field(description="Nomor kasus dalam pilihan ini, dari 1.")
    ulangan: int = Field(description="Ulangan simulasi asal kasus ini, dari 0.")
    mulai: int = Field(description="Kasus mulai.")
    selesai: int = Field(description="Langkah terakhir selesai.")
    dikerjakan: int = Field(description="Menit ketika ada yang mengerjakannya.")
    menunggu: int = Field(description="Menit menunggu giliran pada jam buka.")
    tutup: int = Field(description="Menit kantor tutup. Ketiganya berjumlah lama kasus.")
    lintasan: tuple[LintasanPutar, ...] = Field(description="Urut menurut siap, mulai, selesai.")

    @property
    def lama(self) -> int:
        """Calendar minutes from beginning to end."""
        return self.selesai - self.mulai


class PilihanPutar(Beku):
    """Cases that are played together."""

    kunci: Literal["biasa", "lambat", "ramai"] = Field(description="Kunci pilihan.")
    nama: str = Field(description="Nama pilihan.")
    keterangan: str = Field(description="Kasus mana ini, dan apa yang diasumsikan.")
    awal: str = Field(description="Jam dinding pada menit 0, tanpa zona waktu.")
    buka: tuple[tuple[int, int], ...] = Field(description="Jam buka kantor di antara awal dan akhir: dari, sampai.")
    kasus: tuple[KasusPutar, ...] = Field(description="Kasus-kasusnya.")


class LangkahPutar(Beku):
    """A step and whose desk it is."""

    urut: int = Field(description="Nomor langkah.")
    kegiatan: str = Field(description="Kegiatan seperti tercetak.")
    lajur: tuple[int, ...] = Field(description="Lajur para pelaksananya, dari 0; kosong bila tidak diketahui.")


class CatatanPutar(Beku):
    """Cases of one simulated SOP, to be played again."""

    versi: Literal[1] = Field(VERSI, description="Versi bentuk catatan ini.")
    sop: str = Field(description="Id SOP.")
    nama: str = Field(description="Nama SOP.")
    skenario: str = Field(description="Kunci atau nama berkas skenario.")
    nama_skenario: str = Field(description="Nama skenario.")
    benih: int = Field(description="Benih bilangan acak.")
    ulangan: int = Field(description="Banyaknya ulangan yang kasusnya dipilih.")
    sidik: str = Field(description="Sidik simulasi yang diputar ulang.")
    acuan: Acuan = Field(description="Waktu menurut dokumen.")
    lajur: tuple[str, ...] = Field(description="Pelaksana, menurut urutan tercetak.")
    langkah: tuple[LangkahPutar, ...] = Field(description="Langkah-langkahnya.")
    pilihan: tuple[PilihanPutar, ...] = Field(description="Kasus biasa, kasus lambat, minggu ramai.")
