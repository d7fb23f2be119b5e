"""The real catalogue: it loads without a galat, its citations resolve, its known faults are found by rule."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from katalog import load_catalogue
from katalog.conventions import KALENDER, KERJA, to_minutes
from katalog.durations import Durasi
from katalog.findings import Tingkat
from katalog.schema import schemas
from simulate.scenario_schema import scenario_schemas

ROOT = Path(__file__).parents[1]
TANGERANG, DP3 = "dinkes-kota-tangerang/penjenjangan-kinerja", "dp3ap2kb-kota-tangerang/penjenjangan-kinerja"
NEGLASARI = "kecamatan-neglasari/penyusunan-perjanjian-kinerja"
BALANGAN, MOJOKERTO = "dinkes-kab-balangan/pengumpulan-data-kinerja", "dinkes-kab-mojokerto/pengukuran-kinerja"


def test_five_sops_and_no_galat(telaah):
    assert {document.id for document in telaah.katalog.dokumen} == {TANGERANG, DP3, NEGLASARI, BALANGAN, MOJOKERTO}
    assert [temuan for temuan in telaah.temuan if temuan.tingkat is Tingkat.GALAT] == []


def test_catalogue_may_be_named_by_text():
    assert len(load_catalogue(str(ROOT / "sops"))) == 5


def test_missing_folder_is_refused(tmp_path: Path):
    with pytest.raises(NotADirectoryError):
        load_catalogue(tmp_path / "tidak-ada")


def test_every_citation_resolves_to_a_registered_regulation(telaah):
    for document in telaah.katalog.dokumen:
        for basis in telaah.turunan[document.id].dasar_hukum:
            assert basis.rujukan, (document.id, basis.teks)
            for rujukan in basis.rujukan:
                assert rujukan.kunci in telaah.katalog.acuan.peraturan, (document.id, rujukan)


# Each known fault of the documents: the rule that finds it, the SOP, and the field where it stands.
FAULTS = [
    ("H101", TANGERANG, "dasar_hukum.2"),
    ("H101", DP3, "dasar_hukum.2"),
    ("H101", NEGLASARI, "dasar_hukum.2"),
    ("H102", TANGERANG, "dasar_hukum.3"),
    ("H104", TANGERANG, "dasar_hukum.5"),
    ("H105", TANGERANG, "dasar_hukum.5"),
    ("H103", TANGERANG, "dasar_hukum.6"),
    ("H107", NEGLASARI, "dasar_hukum.6"),
    ("H108", NEGLASARI, "dasar_hukum.6"),
    ("H109", MOJOKERTO, "dasar_hukum.2"),
    ("H110", TANGERANG, "dasar_hukum.11"),
    ("H110", MOJOKERTO, "dasar_hukum.3"),
    ("H113", NEGLASARI, "dasar_hukum.11"),
    ("T103", DP3, "nama"),
    ("T104", TANGERANG, "pelaksana.kepala"),
    ("T104", DP3, "pelaksana.kepala"),
    ("T106", DP3, "langkah.6.kegiatan"),
    ("B101", MOJOKERTO, "nomor"),
    ("B105", TANGERANG, "label_tercetak.mutu_baku"),
    ("B105", BALANGAN, "label_tercetak.peralatan"),
    ("W101", BALANGAN, "jumlah_waktu"),
    ("W101", MOJOKERTO, "jumlah_waktu"),
    ("W102", NEGLASARI, "langkah.9.mutu_baku.waktu"),
    ("W107", BALANGAN, "langkah.3.mutu_baku.waktu"),
]


@pytest.mark.parametrize(("kode", "id_sop", "bidang"), FAULTS)
def test_known_fault_is_found(telaah, kode: str, id_sop: str, bidang: str):
    fields = {temuan.bidang for temuan in telaah.temuan_sop[id_sop] if temuan.kode == kode}
    assert any(field == bidang or field.startswith(bidang + ".") for field in fields), fields


def test_every_finding_points_into_its_file(telaah):
    for temuan in telaah.temuan:
        lines = (ROOT / "sops" / temuan.berkas).read_text("utf-8").split("\n")
        assert 1 <= temuan.letak.baris <= len(lines)
        assert 1 <= temuan.letak.kolom <= len(lines[temuan.letak.baris - 1]) + 1


@pytest.mark.parametrize("id_sop", [TANGERANG, DP3])
def test_stated_total_is_reproduced_by_one_convention_only(telaah, id_sop: str):
    derived = telaah.turunan[id_sop]
    assert derived.cocok.phrase() == "hanya dengan 1 minggu = 7 hari dan 1 bulan = 30 hari"
    steps = Durasi(None, derived.jumlah, ())
    assert to_minutes(steps, KALENDER) == to_minutes(derived.total, KALENDER) == (Fraction(67_693), Fraction(67_693))
    assert to_minutes(steps, KERJA) == (Fraction(33 * 450 + 13),) * 2


def test_committed_schemas_are_current():
    emitted = {**schemas(), **scenario_schemas()}
    for name, text in emitted.items():
        assert (ROOT / "schema" / name).read_text("utf-8") == text, f"{name}: run `sop skema`"
    assert {path.name for path in (ROOT / "schema").iterdir()} == set(emitted)
