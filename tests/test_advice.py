"""What a finding of reading advises is accepted when it is done, and one mistake is said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from katalog.checking import analyse
from katalog.loading import load_catalogue
from katalog.model import SOP
from katalog.validation import read_model
from tests.catalogue_support import OPD, SOP_TEXT, make_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from katalog.findings import Temuan


def findings_of(text: str) -> tuple[Temuan, ...]:
    return read_model(text.encode(), SOP, "a.yaml")[2]


def replaced(old: str, new: str) -> str:
    assert old in SOP_TEXT
    return SOP_TEXT.replace(old, new)


NAMA, SUMBER, JUMLAH = "nama: Pengumpulan Data Kinerja", "sumber: {jenis: contoh}", "jumlah_waktu: null"
STEP = "{urut: 1, kegiatan: Mengumpulkan data"
ONE_MISTAKE = [
    # what stands, what is written in its place, the words of the message, the advice
    (NAMA, "# tanpa nama", 'Kunci wajib "nama" tidak ada.', 'Tambahkan "nama:" beserta isinya; null tidak diterima'),
    (NAMA, "nama: null", '"nama" harus berupa teks, bukan kosong.', 'Isi "nama:"; bagian ini tidak boleh kosong.'),
    (NAMA, "nama: ''", '"nama": Teks kosong.', 'Isi "nama:"; bagian ini tidak boleh kosong.'),
    (SUMBER, "", 'Kunci wajib "sumber" tidak ada.', "Wajib ada di dalamnya: jenis."),
    (SUMBER, "sumber: null", '"sumber" harus berupa pasangan', "Wajib ada di dalamnya: jenis."),
    (JUMLAH, "", 'Kunci wajib "jumlah_waktu" tidak ada.', "tulis null bila dokumen tidak memuatnya."),
    (JUMLAH, "jumlah_waktu: ''", '"jumlah_waktu": Teks kosong.', "Tulis null bila dokumen tidak memuatnya."),
    (JUMLAH, "jumlah_waktu: 5", '"jumlah_waktu" harus berupa teks', "Tulis satuannya, misalnya jumlah_waktu: 5 menit."),
    (JUMLAH, "jumlah waktu: null", 'Kunci "jumlah waktu" tidak dikenal.', 'Maksudnya "jumlah_waktu"?'),
    ("langkah:", "LANGKAH:", 'Kunci "LANGKAH" tidak dikenal.', 'Maksudnya "langkah"?'),
    (
        SUMBER,
        "sumber: {jenis:contoh}",
        'Kunci "jenis:contoh" tidak dikenal',
        'Kurang spasi sesudah titik dua: tulis "jenis: ',
    ),
    (SUMBER, f"{SUMBER}\nperingatan: • A", '"peringatan" harus berupa daftar', 'Ganti "•" dengan tanda hubung (-)'),
    (SUMBER, f"{SUMBER}\nperingatan: null", '"peringatan" harus berupa daftar', "atau hapus kunci ini bila dokumen"),
    (SUMBER, f"{SUMBER}\nperingatan: [' ']", '"peringatan": Teks kosong.', "Isi butir ini, atau hapus."),
    (
        STEP,
        f"{STEP}, lanjut: {{Ya:2,Tidak:1}}",
        '"lanjut": Kurang spasi sesudah titik dua pada cabang: tulis Ya: 2.',
        "",
    ),
    (STEP, f"{STEP}, lanjut: {{Ya 2, Tidak 1}}", '"lanjut": Kurang titik dua pada cabang: tulis Ya: 2.', ""),
]


@pytest.mark.parametrize(("old", "new", "pesan", "bantuan"), ONE_MISTAKE)
def test_one_mistake_is_said_once_with_its_cure(old: str, new: str, pesan: str, bantuan: str) -> None:
    (temuan,) = findings_of(replaced(old, new))
    assert temuan.pesan.startswith(pesan)
    assert bantuan in (temuan.bantuan or "")


def test_a_label_may_end_with_a_number() -> None:
    assert findings_of(replaced(STEP, f"{STEP}, lanjut: {{Lulus tahap 2: null, Tidak: 1}}")) == ()


@pytest.mark.parametrize("written", ["tim, kepala", "Tim Kinerja dan Kepala Dinas", "tim/kepala"])
def test_several_performers_written_as_one(written: str, tmp_path: Path) -> None:
    text = replaced("pelaksana: tim", f'pelaksana: "{written}"')
    found = analyse(load_catalogue(make_catalogue(tmp_path, {f"{OPD}/data.yaml": text}))).temuan
    (temuan,) = [one for one in found if one.kode == "A104"]
    assert temuan.bantuan == "Beberapa pelaksana ditulis di dalam kurung siku: [tim, kepala]."
