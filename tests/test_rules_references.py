from __future__ import annotations

from typing import Any

import pytest

from katalog.findings import Temuan, Tingkat
from katalog.rules.references import REFERENCE_RULES
from tests.rule_cases import document, look, only, regulation
from tests.rule_support import OPD


def findings(kode: str, **files: dict[str, dict[str, Any]]) -> list[Temuan]:
    return list(look(acuan=only(**files)).temuan_kode.get(kode, ()))


def pp(nomor: int, **more: Any) -> dict[str, Any]:
    return regulation("Contoh", "pp", str(nomor), 2001, **more)


def test_codes_and_files():
    assert [(rule.kode, vars(rule)["berkas"]) for rule in REFERENCE_RULES] == [
        ("H201", "peraturan"), ("H202", "peraturan"), ("H203", "peraturan"), ("H204", "peraturan"), ("T201", "jabatan"),
        ("T202", "opd"),
    ]  # fmt: skip


@pytest.mark.parametrize("field", ["mengubah", "diubah_oleh", "mencabut", "dicabut_oleh"])
def test_relations_that_lead_nowhere_and_only_those(field):
    registry = {"pp-2001-1": pp(1, **{field: ["pp-2001-2", "pp-2001-3"]}), "pp-2001-3": pp(3)}
    (temuan,) = findings("H201", peraturan=registry)
    assert temuan.tingkat is Tingkat.GALAT
    assert temuan.jalur == ("pp-2001-1", field, 0)
    assert temuan.berkas == "_acuan/peraturan.yaml"
    (temuan,) = findings("H202", peraturan=registry)
    assert temuan.jalur == ("pp-2001-1", field, 1)


@pytest.mark.parametrize(("field", "inverse"), [("mengubah", "diubah_oleh"), ("mencabut", "dicabut_oleh")])
def test_relations_that_answer_each_other(field, inverse):
    registry = {"pp-2001-1": pp(1, **{field: ["pp-2001-2"]}), "pp-2001-2": pp(2, **{inverse: ["pp-2001-1"]})}
    assert not findings("H202", peraturan=registry)
    assert not findings("H201", peraturan=registry)


def test_both_sides_must_agree_on_how_much_is_revoked():
    registry = {
        "pp-2001-1": pp(1, mencabut=[{"kunci": "pp-2001-2", "sebagian": True}]),
        "pp-2001-2": pp(2, dicabut_oleh=["pp-2001-1"]),
    }
    assert len(findings("H202", peraturan=registry)) == 2


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"status": "dicabut"}, True),
        ({"status": "dicabut", "dicabut_oleh": ["pp-2001-2"]}, False),
        ({"status": "dicabut", "dicabut_oleh": [{"kunci": "pp-2001-2", "sebagian": True}]}, True),
        ({"status": "berlaku", "dicabut_oleh": ["pp-2001-2"]}, True),
        ({"status": "tidak-diketahui", "dicabut_oleh": ["pp-2001-2"]}, True),
        ({"status": "berlaku", "dicabut_oleh": [{"kunci": "pp-2001-2", "sebagian": True}]}, False),
        ({"status": "berlaku", "diubah_oleh": ["pp-2001-2"]}, True),
        ({"status": "diubah", "diubah_oleh": ["pp-2001-2"]}, False),
        ({"status": "tidak-diketahui", "diubah_oleh": ["pp-2001-2"]}, False),
        ({"status": "diubah"}, True),
        ({"status": "dicabut", "diubah_oleh": ["pp-2001-2"], "dicabut_oleh": ["pp-2001-3"]}, False),
    ],
)
def test_status_and_relations(more, wrong):
    found = findings("H203", peraturan={"pp-2001-1": pp(1, **more)})
    assert [temuan.jalur for temuan in found] == ([("pp-2001-1", "status")] if wrong else [])


@pytest.mark.parametrize(
    ("key", "entry", "expected"),
    [
        ("pp-2001-1", pp(1), True),
        ("pp-2001-1", pp(1) | {"nomor": "01"}, True),
        ("pp-2001-01", pp(1), False),
        ("pp-2002-1", pp(1), False),
        (
            "perwal-kota-bogor-2001-1",
            regulation("X", "perwal", "1", 2001, daerah={"jenis": "kota", "nama": "Bogor"}),
            True,
        ),
        ("perwal-bogor-2001-1", regulation("X", "perwal", "1", 2001, daerah={"jenis": "kota", "nama": "Bogor"}), False),
        ("perwal-2001-1", regulation("X", "perwal", "1", 2001), False),
    ],
)
def test_keys(key, entry, expected):
    found = findings("H204", peraturan={key: entry})
    assert [temuan.jalur for temuan in found] == ([] if expected else [(key,)])


def test_number_that_makes_no_key_is_not_taken_for_a_region_left_out():
    (found,) = findings("H204", peraturan={"pp-2001-1": pp(1) | {"nomor": "1" * 200}})
    assert "nomornya tidak dapat menjadi kunci" in found.pesan
    assert found.bantuan == "Perbaiki nomornya."


def office(nama: str, singkatan: str, daerah: str = "Bogor", jenis: str = "kota", **more: Any) -> dict[str, Any]:
    return {"nama": nama, "singkatan": singkatan, "jenis": "dinas", "daerah": {"jenis": jenis, "nama": daerah}, **more}


def test_one_name_for_two_positions():
    found = findings("T201", jabatan={"a": {"nama": "A", "sebutan": ["Kasi", "Kepala Seksi"]},
                                      "b": {"nama": "B", "sebutan": ["Kepala  seksi"]}})  # fmt: skip
    assert [(temuan.berkas, temuan.jalur) for temuan in found] == [("_acuan/jabatan.yaml", ("b", "sebutan", 0))]
    assert '"a"' in found[0].pesan


def test_one_name_for_two_processes():
    proses = {
        "a": {"nama": "Pengumpulan Data", "keterangan": "x", "sebutan": ["Pengumpulan data"]},
        "b": {"nama": "Lain", "keterangan": "x", "sebutan": ["Pengumpulan Data"]},
    }
    (temuan,) = findings("T201", proses=proses)
    assert temuan.jalur == ("b", "sebutan", 0)


def test_one_name_for_two_offices_matters_only_in_one_region():
    opd = {
        "a": office("Dinas Kesehatan Kota Bogor", "Dinkes", sebutan=["Dinas Kesehatan"]),
        "b": office("Dinas Kesehatan Kabupaten Bogor", "Dinkes", jenis="kabupaten"),
        "c": office("Dinas Kesehatan Kota Depok", "Dinkes", daerah="Depok"),
    }
    assert not findings("T201", opd=opd)
    opd["d"] = office("Dinas Kebersihan Kota Bogor", "DINKES", sebutan=["Dinkes"])
    (temuan,) = findings("T201", opd=opd)
    assert temuan.jalur == ("d", "singkatan")


def test_a_sound_registry_is_silent():
    assert not [temuan for temuan in look().temuan if temuan.kode in {rule.kode for rule in REFERENCE_RULES}]


def opd(*id_lama: str) -> dict[str, Any]:
    daerah = {"jenis": "kota", "nama": "Contoh"}
    return {"nama": "Contoh", "singkatan": "Contoh", "jenis": "dinas", "daerah": daerah, "id_lama": list(id_lama)}


def test_a_former_key_belongs_to_one_office_and_to_nobody_now():
    offices = {"satu": opd("dahulu", "lain", OPD), "dua": opd("lain"), "tiga": opd("dua", "lama")}
    found = look(document(""), acuan=only(opd=offices)).temuan_kode["T202"]
    assert {temuan.jalur: temuan.pesan for temuan in found} == {
        ("satu", "id_lama", 1): 'Kunci lama "lain" disebut 2 kali: dua, satu.',
        ("satu", "id_lama", 2): f'Folder "{OPD}" masih berisi SOP, padahal itu kunci lama "satu".',
        ("dua", "id_lama", 0): 'Kunci lama "lain" disebut 2 kali: dua, satu.',
        ("tiga", "id_lama", 0): 'Kunci lama "dua" masih dipakai OPD yang terdaftar.',
    }
