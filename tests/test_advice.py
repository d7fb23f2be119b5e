"""What a finding of reading advises is accepted when it is done, and one mistake is said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from katalog.checking import analyse
from katalog.findings import Tingkat
from katalog.loading import load_catalogue
from katalog.model import SOP
from katalog.report.text import to_text
from katalog.site import site_files
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
    (JUMLAH, "jumlah_waktu: 5", '"jumlah_waktu" harus berupa teks', "Tulis satuannya, misalnya jumlah_waktu: 5 menit"),
    (JUMLAH, "jumlah waktu: null", 'Kunci "jumlah waktu" tidak dikenal.', 'Maksudnya "jumlah_waktu"?'),
    ("langkah:", "LANGKAH:", 'Kunci "LANGKAH" tidak dikenal.', 'Maksudnya "langkah"?'),
    (
        SUMBER,
        "sumber: {jenis:contoh}",
        'Kunci "jenis:contoh" tidak dikenal',
        'Kurang spasi sesudah titik dua: tulis "jenis: ',
    ),
    (SUMBER, f"{SUMBER}\nperingatan: • A", '"peringatan" harus berupa daftar', 'Ganti "•" dengan tanda hubung (-)'),
    (SUMBER, f"{SUMBER}\nperingatan:\n  -\u00a0A", '"peringatan" harus berupa daftar', "Spasi U+00A0 di sini bukan"),
    (SUMBER, "sumber:\n  jenis:\u00a0contoh", '"sumber" harus berupa pasangan', "Spasi U+00A0 di sini bukan"),
    (SUMBER, "sumber:\n  jenis:contoh", '"sumber" harus berupa pasangan', "Kurang spasi sesudah titik dua"),
    (SUMBER, f"{SUMBER}\nperingatan: null", '"peringatan" harus berupa daftar', "atau hapus kunci ini bila dokumen"),
    (SUMBER, f"{SUMBER}\nperingatan: [' ']", '"peringatan": Teks kosong.', "Isi butir ini, atau hapus."),
    (
        STEP,
        f"{STEP}, lanjut: {{Ya:2,Tidak:1}}",
        '"lanjut": Kurang spasi sesudah titik dua pada cabang: tulis Ya: 2.',
        "",
    ),
    (STEP, f"{STEP}, lanjut: {{Ya 2, Tidak 1}}", '"lanjut": Kurang titik dua pada cabang: tulis Ya: 2.', ""),
    (STEP, f"{STEP}, lanjut: {{Ya: 2, Tidak 1}}", '"lanjut": Kurang titik dua pada cabang: tulis Tidak: 1.', ""),
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
    (temuan,) = checked(replaced("pelaksana: tim", f'pelaksana: "{written}"'), "A104", tmp_path)
    assert temuan.bantuan == "Beberapa pelaksana ditulis di dalam kurung siku: [tim, kepala]."


def checked(text: str, kode: str, folder: Path) -> list[Temuan]:
    found = analyse(load_catalogue(make_catalogue(folder, {f"{OPD}/data.yaml": text}))).temuan
    return [temuan for temuan in found if temuan.kode == kode]


def test_a_misspelt_id_of_the_successor_is_guessed_at(tmp_path: Path) -> None:
    akar = make_catalogue(
        tmp_path,
        {f"{OPD}/data.yaml": SOP_TEXT, f"{OPD}/b.yaml": f"{SOP_TEXT}status: digantikan\ndigantikan_oleh: {OPD}/dat\n"},
    )
    (temuan,) = [one for one in analyse(load_catalogue(akar)).temuan if one.kode == "T113"]
    assert temuan.bantuan == f'Maksudnya "{OPD}/data"?'


def test_an_id_of_before_still_names_the_successor(tmp_path: Path) -> None:
    files = {
        f"{OPD}/data.yaml": f"{SOP_TEXT}id_lama: [{OPD}/dahulu]\n",
        f"{OPD}/b.yaml": f"{SOP_TEXT}status: digantikan\ndigantikan_oleh: {OPD}/dahulu\n",
        f"{OPD}/c.yaml": f"{SOP_TEXT}status: digantikan\ndigantikan_oleh: {OPD}/kami\nid_lama: [{OPD}/kami]\n",
        f"{OPD}/d.yaml": f"{SOP_TEXT}status: digantikan\ndigantikan_oleh: {OPD}/dua\nid_lama: [{OPD}/dua]\n",
        f"{OPD}/e.yaml": f"{SOP_TEXT}id_lama: [{OPD}/dua]\n",
    }
    akar = make_catalogue(tmp_path, files)
    telaah = analyse(load_catalogue(akar))
    told = {one.sop: (one.tingkat, one.pesan, one.bantuan) for one in telaah.temuan_kode["T113"]}
    now = f"{OPD}/data"
    assert told == {
        f"{OPD}/b": (
            Tingkat.SARAN,
            f'"{OPD}/dahulu" adalah id lama; SOP pengganti itu kini "{now}".',
            f"Tulis digantikan_oleh: {now}.",
        ),
        f"{OPD}/c": (
            Tingkat.GALAT,
            "SOP tidak dapat menggantikan dirinya sendiri.",
            f"Id lama itu disebut oleh {OPD}/c. Tulis id yang dipakai sekarang.",
        ),
        f"{OPD}/d": (
            Tingkat.GALAT,
            f'SOP pengganti "{OPD}/dua" tidak ada di katalog.',
            f"Id lama itu disebut oleh {OPD}/d, {OPD}/e. Tulis id yang dipakai sekarang.",
        ),
    }
    page = dict(site_files(telaah, lambda name: (akar / name).read_bytes()))[f"sop/{OPD}/b.md"]
    assert page.count(f'href="../../../sop/{now}/"'.encode()) == 2  # above the SOP, and in its history


def test_a_total_without_any_time_has_advice(tmp_path: Path) -> None:
    (temuan,) = checked(SOP_TEXT, "W101", tmp_path)
    assert (temuan.bantuan or "").startswith("Isi dahulu waktu tiap langkah")


@pytest.mark.parametrize(
    ("text", "count"),
    [("“5 menit”", 1), ("‘5 menit’", 1), ("„5 menit”", 1), ("“Ya” atau “Tidak”", 0), ("5 menit", 0), ("”", 0)],
)
def test_curved_quotation_marks_around_a_text(text: str, count: int, tmp_path: Path) -> None:
    found = checked(replaced(JUMLAH, f"jumlah_waktu: {text}"), "B115", tmp_path)
    assert [temuan.jalur for temuan in found] == [("jumlah_waktu",)] * count


def test_the_report_says_what_was_not_read_to_its_end(tmp_path: Path) -> None:
    akar = make_catalogue(tmp_path, {f"{OPD}/a.yaml": "nama\nproses: a\n", f"{OPD}/b.yaml": SOP_TEXT})
    lines = to_text(analyse(load_catalogue(akar)).temuan, lambda _berkas, _baris: None).splitlines()
    assert lines[-2] == "1 berkas belum terbaca seluruhnya; sesudah diperbaiki mungkin masih ada temuan lain."
    (akar / OPD / "a.yaml").unlink()
    assert "belum terbaca" not in to_text(analyse(load_catalogue(akar)).temuan, lambda _berkas, _baris: None)
