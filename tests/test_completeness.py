"""What the form lacks: filled, inferred, unreadable and empty stay apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog.completeness import Isian, Keadaan, form_parts
from katalog.model import SOP
from katalog.validation import read_model
from tests.rule_support import BASE, merge

if TYPE_CHECKING:
    from katalog import Telaah


def parts(fragment: str = "") -> dict[str, Isian]:
    sop, _, faults = read_model(merge(BASE.read_text("utf-8"), fragment).encode(), SOP, "a/b.yaml", "a/b")
    assert sop is not None, faults
    return {isian.bidang: isian for isian in form_parts(sop)}


def states(fragment: str) -> dict[str, tuple[Keadaan, tuple[int, ...]]]:
    """Return what is anything but filled."""
    return {
        bidang: (isian.keadaan, isian.langkah)
        for bidang, isian in parts(fragment).items()
        if isian.keadaan is not Keadaan.TERISI
    }


def test_a_faultless_sop_fills_every_part():
    assert len(parts()) == 20
    assert states("") == {}


@pytest.mark.parametrize(
    ("fragment", "lacking"),
    [
        ("nomor: null\n", {"nomor": (Keadaan.KOSONG, ())}),
        ('nomor: "-"\n', {"nomor": (Keadaan.KOSONG, ())}),
        ("tanggal_efektif: null\n", {}),  # the date of approval is there
        ("tanggal_efektif: null\ntanggal_pengesahan: null\n", {"tanggal_pengesahan": (Keadaan.KOSONG, ())}),
        ("peringatan: []\n", {"peringatan": (Keadaan.KOSONG, ())}),
        ('peringatan: ["-"]\n', {"peringatan": (Keadaan.KOSONG, ())}),
        (
            "peringatan: []\ntidak_terbaca:\n  - {bidang: peringatan, alasan: tertutup stempel}\n",
            {"peringatan": (Keadaan.TIDAK_TERBACA, ())},
        ),
        (
            "disimpulkan:\n  - {bidang: nomor, alasan: dari sampul}\n",
            {"nomor": (Keadaan.DISIMPULKAN, ())},
        ),
        (
            "peringatan: [Satu, Dua]\ndisimpulkan:\n  - {bidang: peringatan.1, alasan: terpotong}\n",
            {},  # the other item is printed
        ),
        (
            "peringatan: [Satu]\ndisimpulkan:\n  - {bidang: peringatan.1, alasan: terpotong}\n",
            {"peringatan": (Keadaan.DISIMPULKAN, ())},
        ),
        ("disahkan_oleh: {jabatan: Bupati Contoh, nama: Siti Contoh}\n", {}),  # no rank and no NIP are asked for
        (
            "disahkan_oleh: {jabatan: Kepala Dinas}\nmengetahui: {jabatan: Kepala Dinas, nama: Siti}\n",
            {"disahkan_oleh.pangkat": (Keadaan.KOSONG, ()), "disahkan_oleh.nip": (Keadaan.KOSONG, ())},
        ),
        (
            "disahkan_oleh: null\n",
            {f"disahkan_oleh.{field}": (Keadaan.KOSONG, ()) for field in ("jabatan", "nama", "pangkat", "nip")},
        ),
        (
            "disahkan_oleh: null\ntidak_terbaca:\n  - {bidang: disahkan_oleh, alasan: tertutup stempel}\n",
            {f"disahkan_oleh.{field}": (Keadaan.TIDAK_TERBACA, ()) for field in ("jabatan", "nama", "pangkat", "nip")},
        ),
    ],
)
def test_parts_of_the_identity(fragment: str, lacking: dict[str, Any]):
    assert states(fragment) == lacking


STEPS = """\
langkah:
  - urut: 1
    kegiatan: Menyusun
    pelaksana: kepala
    mulai: true
    mutu_baku: {kelengkapan: "-", waktu: 1 hari, output: null}
  - urut: 2
    kegiatan: Memeriksa
    pelaksana: null
    mutu_baku: {kelengkapan: Data, waktu: "-", output: Data}
  - urut: 3
    kegiatan: Menetapkan
    pelaksana: kasubag
    selesai: true
    mutu_baku: {kelengkapan: Data, waktu_bersama: 1, output: Data}
"""


def test_columns_name_the_steps_that_lack():
    assert states(STEPS) == {
        "pelaksana": (Keadaan.KOSONG, (2,)),
        "mutu_baku.waktu": (Keadaan.KOSONG, (2,)),
        "mutu_baku.output": (Keadaan.KOSONG, (1,)),
    }
    notes = """\
disimpulkan:
  - {bidang: langkah.1.pelaksana, alasan: simbol hilang}
tidak_terbaca:
  - {bidang: langkah.2.pelaksana, alasan: simbol hilang}
  - {bidang: langkah.1.mutu_baku, alasan: sel terpotong}
"""
    assert states(STEPS + notes) == {
        "pelaksana": (Keadaan.TIDAK_TERBACA, (2,)),
        "mutu_baku.waktu": (Keadaan.KOSONG, (2,)),
        "mutu_baku.output": (Keadaan.TIDAK_TERBACA, (1,)),
    }
    read = STEPS.replace("pelaksana: null", "pelaksana: kepala")
    assert states(read + notes)["pelaksana"] == (Keadaan.DISIMPULKAN, (1,))


def test_a_column_names_every_kind_of_gap():
    notes = "disimpulkan:\n  - {bidang: langkah.1.pelaksana, alasan: simbol hilang}\n"
    lanes = parts(STEPS + notes)["pelaksana"]
    assert (lanes.keadaan, lanes.langkah) == (Keadaan.KOSONG, (2,))
    assert lanes.juga == ((Keadaan.DISIMPULKAN, (1,)),)


def test_a_value_of_which_a_part_is_lost_is_not_filled(telaah: Telaah):
    sop = telaah.katalog["dinkes-kab-mojokerto/pengukuran-kinerja"].sop
    known = {part.bidang: part.keadaan for part in form_parts(sop)}
    assert known["satuan_kerja"] is Keadaan.TIDAK_TERBACA


def test_what_may_rightly_be_empty_is_not_asked_for():
    assert not {"tanggal_revisi", "keterangan", "jumlah_waktu"} & set(parts())


@given(st.sets(st.sampled_from(["kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan"])))
def test_each_empty_box_counts_once(boxes: set[str]):
    fragment = "".join(f"{box}: []\n" for box in sorted(boxes))
    assert set(states(fragment)) == boxes
    assert len(parts(fragment)) == 20
