"""P1xx: what gives a copied SOP away, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from katalog.findings import Tingkat
from tests.rule_cases import document, fragment, look

if TYPE_CHECKING:
    from katalog.findings import Temuan

DINKES, DP3 = "dinkes-kota-tangerang", "dp3ap2kb-kota-tangerang"
OWN: dict[str, Any] = {"kualifikasi_pelaksana": ["Mampu mengolah data"]}


def findings(*sops: tuple[str, dict[str, Any]]) -> dict[str, Temuan]:
    telaah = look(*(document(fragment(**fields), opd) for opd, fields in sops))
    return {temuan.sop or "": temuan for temuan in telaah.temuan_kode.get("P101", ())}


def test_equal_sops_are_no_finding():
    assert findings((DINKES, OWN), (DP3, OWN)) == {}


def test_words_of_the_other_office_give_a_copy_away():
    copied = {**OWN, "pencatatan": ["Disimpan pada Sub Bagian Program Dinas Kesehatan"]}
    found = findings((DINKES, copied), (DP3, copied))
    assert list(found) == [f"{DP3}/contoh"]  # the words are at home in the other one
    (temuan,) = found.values()
    assert temuan.tingkat is Tingkat.SARAN
    assert temuan.jalur == ("pencatatan", 0)
    assert "100 % sama dengan SOP Dinkes Kota Tangerang" in temuan.pesan
    assert '"Dinas Kesehatan" pada pencatatan butir 1' in temuan.pesan


def test_clues_of_other_rules_count_and_each_word_is_told_once():
    lanes = {"kepala": "Kepala Badan", "sekretaris": "Sekretaris", "kasubag": "Kasubag Program"}
    copied = {**OWN, "pelaksana": lanes, "pencatatan": ["Diajukan ke Kepala Badan", "Naskah Kepala Badan."]}
    found = findings((DINKES, copied), (DP3, copied))
    assert set(found) == {f"{DINKES}/contoh", f"{DP3}/contoh"}  # who copied from whom is not known
    for temuan in found.values():
        assert temuan.pesan.count("Kepala Badan") == 1
        assert '"Kepala Badan" pada kolom pelaksana, pencatatan butir 1, dan pencatatan butir 2' in temuan.pesan


def test_another_region_gives_a_copy_away():
    other = "dinkes-kab-balangan"
    copied = {**OWN, "pencatatan": ["Arsip pada Pemerintah Kabupaten Balangan."]}
    found = findings((other, copied), (DINKES, copied))
    assert list(found) == [f"{DINKES}/contoh"]
    assert '"Balangan"' in found[f"{DINKES}/contoh"].pesan


def test_the_same_words_without_a_twin_are_no_finding():
    steps = [{"urut": 1, "kegiatan": "Menggali sumur", "pelaksana": "kepala", "mulai": True, "selesai": True}]
    alone = {**OWN, "pencatatan": ["Disimpan pada Dinas Kesehatan"]}
    assert findings((DINKES, {**OWN, "langkah": steps}), (DP3, alone)) == {}
    assert findings((DP3, alone)) == {}


def test_twins_are_sought_in_one_process_and_other_offices_alone():
    copied = {**OWN, "pencatatan": ["Disimpan pada Dinas Kesehatan"]}
    assert findings((DINKES, {**OWN, "proses": "pengukuran-kinerja"}), (DP3, copied)) == {}
    telaah = look(document(fragment(**copied), DP3, "satu"), document(fragment(**copied), DP3, "dua"))
    assert "P101" not in telaah.temuan_kode


def test_an_unregistered_office_is_not_judged():
    copied = {**OWN, "pencatatan": ["Disimpan pada Dinas Kesehatan"]}
    assert findings((DINKES, copied), ("tidak-terdaftar", copied)) == {}


def test_many_clues_are_counted():
    notes = [
        f"Arsip {name}" for name in ("Dinkes", "Dinas Kesehatan", "website Bappeda", "website Disdik", "Kepala Badan")
    ]
    copied = {**OWN, "pencatatan": [*notes], "kualifikasi_pelaksana": ["Mengikuti Dinkes Kota Tangerang"]}
    steps = [
        {"urut": 1, "kegiatan": "Unggah pada website Bappeda", "pelaksana": "kepala", "mulai": True},
        {"urut": 2, "kegiatan": "Unggah pada website Disdik", "pelaksana": "kepala", "selesai": True},
    ]
    found = findings((DINKES, {**OWN, "langkah": steps}), (DP3, {**copied, "langkah": steps}))
    assert "lainnya." in found[f"{DP3}/contoh"].pesan
