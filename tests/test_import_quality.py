"""The five documents, imported, against their YAML made by hand: the figures of benchmarks/import_quality.py hold."""

from __future__ import annotations

import pytest

from benchmarks.import_quality import ROOT, compare_all, count

# Share of values exactly equal, a little below what was measured; the README of the benchmarks has the figures.
LEAST = {
    "nama": 1.0,
    "judul": 1.0,
    "proses": 1.0,
    "tahun": 1.0,
    "satuan_kerja": 1.0,
    "alamat": 1.0,
    "nomor": 1.0,
    "tanggal": 1.0,
    "disahkan_oleh": 0.9,
    "mengetahui": 1.0,
    "dasar_hukum": 1.0,
    "kualifikasi_pelaksana": 1.0,
    "keterkaitan": 1.0,
    "peralatan": 0.8,
    "peringatan": 1.0,
    "pencatatan": 0.7,
    "label_tercetak": 1.0,
    "kolom pelaksana": 0.75,
    "langkah": 1.0,
    "kegiatan": 0.75,
    "pelaksana, tampak": 1.0,
    "pelaksana, disimpulkan penyalin": 0.1,
    "kelengkapan": 0.75,
    "waktu": 1.0,
    "output": 0.75,
    "keterangan": 0.75,
    "mulai": 1.0,
    "selesai": 1.0,
    "simbol": 1.0,
    "halaman_baru": 1.0,
    "cabang": 0.6,
    "jumlah_waktu": 1.0,
}


@pytest.fixture(scope="module")
def compared():
    return compare_all()


def test_no_field_reproduces_less_than_it_did(compared):
    counted = count(compared)
    assert counted.keys() == LEAST.keys()
    assert {name: one.bagian_tepat for name, one in counted.items() if one.bagian_tepat < LEAST[name]} == {}


def test_whole_and_each_document(compared):
    shares = {name: round(one.bagian_tepat, 2) for name, one in count(compared, menurut="sop").items()}
    assert min(share for name, share in shares.items() if "mojokerto" not in name) >= 0.93
    # The table of this document was read across its columns: cells cannot be told apart.
    assert shares["dinkes-kab-mojokerto/pengukuran-kinerja"] >= 0.45
    exact = sum(one.hasil == "tepat" for one in compared)
    assert exact / len(compared) >= 0.85


def test_whatever_is_not_exactly_right_is_marked(compared):
    assert [one for one in compared if one.hasil != "tepat" and not one.ditandai] == []


def test_guide_and_readme_tell_these_figures(compared, telaah):
    guide, readme = ((ROOT / name).read_text("utf-8") for name in ("docs/panduan/penyusun.md", "benchmarks/README.md"))
    for id_sop, one in count(compared, menurut="sop").items():
        name = telaah.katalog.acuan.opd[id_sop.partition("/")[0]].singkatan
        values = (one.jumlah, *(one.hasil[verdict] for verdict in ("tepat", "kurang", "salah")), one.tanpa_tanda)
        assert f"| {name} | {' | '.join(map(str, values))} |\n" in guide
        assert not one.hasil["mirip"]
    for bidang, one in count(compared).items():
        values = (
            one.jumlah,
            *(one.hasil[verdict] for verdict in ("tepat", "mirip", "kurang", "salah")),
            one.tanpa_tanda,
        )
        assert f"| {bidang} | {' | '.join(map(str, values))} |\n" in readme
    exact = sum(one.hasil == "tepat" for one in compared)
    assert f"| Semua | {len(compared)} | {exact} | " in guide
