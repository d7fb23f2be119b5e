"""Small catalogues for tests: files in a temporary folder, with the real references."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from katalog.findings import Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from katalog.findings import Temuan

ROOT = Path(__file__).parents[1]
REFERENCES = ROOT / "sops" / "_acuan"
SALAH = Path(__file__).parent / "fixtures" / "salah"
ALUR = Path(__file__).parent / "fixtures" / "alur"
OPD = "dinkes-kota-tangerang"

SOP_TEXT = """\
nama: Pengumpulan Data Kinerja
proses: pengumpulan-data-kinerja
nomor: "800/1/2024"
pelaksana:
  kepala: Kepala Dinas
  tim: Tim Kinerja
langkah:
  - {urut: 1, kegiatan: Mengumpulkan data, pelaksana: tim, mulai: true}
  - {urut: 2, kegiatan: Menandatangani laporan, pelaksana: kepala, selesai: true}
jumlah_waktu: null
sumber: {jenis: contoh}
"""
"""An SOP without a galat."""


def make_catalogue(folder: Path, files: Mapping[str, bytes | str] | Path) -> Path:
    """Write a catalogue into `folder`: files by name, or a folder to copy; the real references where it has none."""
    akar = folder / "sops"
    if isinstance(files, Path):
        shutil.copytree(files, akar)
    else:
        for name, content in files.items():
            target = akar / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
    if not (akar / "_acuan").exists():
        shutil.copytree(REFERENCES, akar / "_acuan")
    return akar


def call_formerly(akar: Path, opd: str, lama: str) -> None:
    """Let an office of a catalogue have had another key."""
    file = akar / "_acuan" / "opd.yaml"
    text, changed = re.subn(f"(?m)^{opd}:\n", f"{opd}:\n  id_lama: [{lama}]\n", file.read_text("utf-8"))
    assert changed == 1
    file.write_text(text, "utf-8")


def grave_lines(findings: Iterable[Temuan]) -> list[str]:
    """Return the findings that stop a build, one a line, as the files `harapan.txt` hold them."""
    return [
        f"{temuan.berkas}:{temuan.letak.baris}:{temuan.letak.kolom} {temuan.kode} {temuan.pesan}"
        for temuan in findings
        if temuan.tingkat is Tingkat.GALAT
    ]
