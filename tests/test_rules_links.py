from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from katalog.findings import Tingkat
from katalog.rules.links import LINK_RULES
from tests.rule_cases import acuan_with, document, found, fragment, look
from tests.rule_support import references

if TYPE_CHECKING:
    from katalog.catalogue import Dokumen

CODES = ["T101", "T102", "T103", "T104", "T105", "T106", "T107", "T108", "T109", "T111", "T112"]


def step(kegiatan: str = "Menyusun dokumen", **more: Any) -> dict[str, Any]:
    return {"urut": 1, "kegiatan": kegiatan, "pelaksana": "a", "mulai": True, "selesai": True, **more}


def with_step(kode: str, opd: str = "dinkes-kota-tangerang", lane: str = "Sekretaris", **fields: Any) -> list[Any]:
    return found(kode, opd, pelaksana={"a": lane}, langkah=[step(**fields)])


def test_codes_are_in_order():
    assert [rule.kode for rule in LINK_RULES] == CODES


# --- T101, T102, T109 --------------------------------------------------------------------------------------------
def test_an_unregistered_office_is_an_error():
    (temuan,) = found("T101", "dinkes-tangerang")
    assert temuan.tingkat is Tingkat.GALAT
    assert '"dinkes-tangerang"' in temuan.pesan
    assert not found("T101")


def test_an_unregistered_office_silences_what_cannot_be_judged():
    telaah = look(document(fragment(pelaksana={"a": "Kepala Badan"}, langkah=[step("Unggah di website Bappeda")]), "x"))
    assert not {"T104", "T106", "T111"} & set(telaah.temuan_kode)


def test_an_unregistered_process_points_at_its_value():
    (temuan,) = found("T102", proses="tidak-ada")
    assert (temuan.tingkat, temuan.jalur) == (Tingkat.GALAT, ("proses",))


def test_a_source_must_be_there_where_one_is_named():
    dokumen = document(fragment(sumber={"berkas": "a.txt", "jenis": "ocr"}))
    assert "T109" in look(dokumen).temuan_kode
    assert "T109" not in look(dokumen, sumber=frozenset({"a.txt"})).temuan_kode


# --- T103 --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("nama", "judul"),
    [
        ("PENGUKURAN KINERJA", "URAIAN PROSEDUR PENGUKURAN KINERJA DINAS KESEHATAN"),
        ("Penjenjangan Kinerja", "SOP : PENJENJANGAN KINERJA"),
        ("SOP Penjenjangan Kinerja Tahun 2024", "Penjenjangan Kinerja"),
        ("Penjenjangan Kinerja", None),
        ("SOP", "SOP"),
    ],
)
def test_names_that_agree(nama, judul):
    assert not found("T103", nama=nama, judul=judul)


@pytest.mark.parametrize(
    ("nama", "judul", "words"),
    [
        ("Penjurangan Kinerja", "SOP PENJENJANGAN KINERJA", "salah eja"),
        ("Pengukuran Kinerj", "URAIAN PROSEDUR PENGUKURAN KINERJA DINAS KESEHATAN", None),
        ("Pengukurn Kinerja", "URAIAN PROSEDUR PENGUKURAN KINERJA DINAS KESEHATAN", "salah eja"),
        ("Surat Masuk", "SOP PENJENJANGAN KINERJA", "lain dari judulnya"),
    ],
)
def test_names_that_differ(nama, judul, words):
    (temuan,) = found("T103", nama=nama, judul=judul)
    assert temuan.jalur == ("nama",)
    assert (words or "") in temuan.pesan


def test_very_long_names_are_compared_to_their_end():
    assert found("T103", nama="ab " * 5000, judul="ba " * 5000)


def test_an_unreadable_name_is_a_suggestion():
    unread = [{"bidang": "nama", "alasan": "buram"}]
    (temuan,) = found("T103", nama="Penjurangan", judul="Penjenjangan", tidak_terbaca=unread)
    assert temuan.tingkat is Tingkat.SARAN
    assert "tidak terbaca pada salinan" in temuan.pesan


# --- T104, T105 --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("opd", "role"),
    [
        ("dinkes-kota-tangerang", "Kepala Badan"),
        ("dinkes-kota-tangerang", "KEPALA BADAN"),
        ("kecamatan-neglasari", "Kepala Dinas"),
        ("kecamatan-neglasari", "Sekretaris Dinas"),
    ],
)
def test_titles_of_another_kind_of_office(opd, role):
    (temuan,) = with_step("T104", opd, role)
    assert temuan.jalur == ("pelaksana", "a")
    assert role in temuan.pesan


@pytest.mark.parametrize(
    ("opd", "role"),
    [
        ("dinkes-kota-tangerang", "Kepala Dinas Kesehatan Kota Tangerang"),
        ("dinkes-kota-tangerang", "Kepala OPD"),
        ("kecamatan-neglasari", "Camat"),
        ("dinkes-kota-tangerang", "Jabatan yang belum terdaftar"),
    ],
)
def test_titles_that_fit(opd, role):
    assert not with_step("T104", opd, role)


def test_an_outsider_beside_the_own_head_is_fine():
    lanes = {"a": "Kepala Dinas", "b": "Sekretaris Daerah"}
    steps = [step(selesai=False), {"urut": 2, "kegiatan": "Menetapkan", "pelaksana": "b", "selesai": True}]
    assert not found("T104", pelaksana=lanes, langkah=steps)


def test_an_unmapped_role():
    (temuan,) = with_step("T105", lane="Penata Naskah Contoh")
    assert (temuan.tingkat, temuan.jalur) == (Tingkat.SARAN, ("pelaksana", "a"))


# --- T106 --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "Mengunggah pada website Dinkes",
        "Mengunggah pada website resmi Dinas Kesehatan Kota Tangerang",
        "Mengunggah di laman Dinkes dan media sosial",
        "MENGUNGGAH PADA WEBSITE DINAS KESEHATAN DAN MEDIA SOSIAL",
        "Mengunggah pada website OPD",
        "Mengunggah pada website dinas",
        "Mengunggah pada portal SAKIP",
        "Mengunggah pada website Pemerintah Kota Tangerang",
        "Mengirim dokumen ke Bappeda",
        "Menyusun halaman situs disertai gambar",
    ],
)
def test_own_and_neutral_websites(text):
    assert not with_step("T106", kegiatan=text)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Upload dokumen pada system ESR dan website Bappeda", "Bappeda"),
        ("UPLOAD PADA WEBSITE BAPPEDA DAN MEDIA SOSIAL", "BAPPEDA"),
        ("Upload pada situs web milik Diskominfo", "Diskominfo"),
        ("Upload pada laman Badan Kepegawaian Daerah kota", "Badan Kepegawaian Daerah"),
        ("Upload pada portal Kecamatan Neglasari", "Kecamatan Neglasari"),
        ("Upload pada website DP3AP2KB", "DP3AP2KB"),
        ("Upload pada website Dinas Kesehatan Kabupaten Mojokerto", "Dinas Kesehatan Kabupaten Mojokerto"),
        ("Upload pada website Dinkes lalu website Bappeda", "Bappeda"),
    ],
)
def test_websites_of_others(text, office):
    (temuan,) = with_step("T106", kegiatan=text)
    assert temuan.jalur == ("langkah", 0, "kegiatan")
    assert f"situs {office}," in temuan.pesan


@pytest.mark.parametrize("field", ["kelengkapan", "output"])
def test_websites_in_the_quality_standard(field):
    (temuan,) = with_step("T106", mutu_baku={field: "Dokumen pada website Bappeda"})
    assert temuan.jalur == ("langkah", 0, "mutu_baku", field)


def test_websites_in_the_notes():
    (temuan,) = with_step("T106", keterangan="Lihat website Bappeda")
    assert temuan.jalur == ("langkah", 0, "keterangan")


# --- T107, T108 --------------------------------------------------------------------------------------------------
def test_a_related_sop_in_the_same_office_is_found():
    here = document(fragment(keterkaitan=["SOP Surat Masuk"]))
    other = document(fragment(nama="Surat Masuk", judul=None), here.opd, "surat-masuk")
    assert "T107" not in look(here, other).temuan_kode


def test_a_related_sop_of_another_office_is_named():
    here = document(fragment(keterkaitan=["SOP Surat Masuk"]))
    other = document(fragment(nama="Surat Masuk", judul=None), "kecamatan-neglasari", "surat-masuk")
    (temuan,) = look(here, other).temuan_kode["T107"]
    assert "Kecamatan Neglasari" in temuan.pesan
    assert temuan.jalur == ("keterkaitan", 0)


def test_a_missing_sop_is_reported_once_and_notes_are_read_too():
    steps = [step(keterangan="SOP Surat Keluar"), step(keterangan="SOP Surat Masuk") | {"urut": 2}]
    findings = found("T107", keterkaitan=["SOP Surat Masuk"], pelaksana={"a": "Sekretaris"}, langkah=steps)
    assert [temuan.jalur for temuan in findings] == [("keterkaitan", 0), ("langkah", 0, "keterangan")]


def test_an_sop_may_name_itself():
    assert not found("T107", nama="Surat Masuk", judul=None, keterkaitan=["SOP Surat Masuk"])


def test_many_offices_are_counted():
    acuan = references()
    office = acuan.opd["kecamatan-neglasari"]
    names = [f"kecamatan-{n}" for n in range(5)]
    others = [document(fragment(nama="Surat Masuk", judul=None), name, "surat-masuk") for name in names]
    more = replace(acuan, opd={**acuan.opd, **dict.fromkeys(names, office)})
    here = document(fragment(keterkaitan=["SOP Surat Masuk"]))
    (temuan,) = look(here, *others, acuan=more).temuan_kode["T107"]
    assert "dan 2 lainnya" in temuan.pesan


@pytest.mark.parametrize("text", ["Dokumen Perencanaan", "Perwal SOTK", "Peraturan Presiden Nomor 990 Tahun 2014"])
def test_relations_that_lead_nowhere(text):
    (temuan,) = found("T108", keterkaitan=[text])
    assert temuan.jalur == ("keterkaitan", 0)


@pytest.mark.parametrize(
    "text", ["SOP Surat Masuk", "Peraturan Presiden Nomor 29 Tahun 2014", "-", "Tidak ada", "Nihil."]
)
def test_relations_that_need_no_link(text):
    assert not found("T108", keterkaitan=[text])


# --- T111 --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "Diajukan ke Kepala Badan",
        'Diajukan ke Kepala Badan Jika "tidak" dikembalikan',
        "diajukan ke kepala badan untuk ditandatangani",
        "DIAJUKAN KE KEPALA BADAN UNTUK DITANDATANGANI",
        "Diajukan ke Sekretaris  Badan, lalu disimpan",
        "Diajukan ke Kaban",
    ],
)
def test_heads_of_another_kind_in_running_text(text):
    (temuan,) = with_step("T111", kegiatan=text)
    assert temuan.jalur == ("langkah", 0, "kegiatan")
    (temuan,) = found("T111", pencatatan=["Arsip", text])
    assert temuan.jalur == ("pencatatan", 1)


@pytest.mark.parametrize(
    "text",
    [
        "Diajukan ke Kepala Dinas",
        "Diajukan ke Kepala Badan Kepegawaian Daerah",
        "Mengumpulkan data dari Camat dan Lurah",
        "Mengundang seluruh Kepala Badan",
        "Mengirim ke Kepala Dinas/Kepala Badan terkait",
        "Mengirim ke Kepala Badan terkait",
        "Diajukan ke Sekretaris Daerah",
        "Kepala Badanan",
    ],
)
def test_other_mentions_are_fine(text):
    assert not with_step("T111", kegiatan=text)


def test_one_finding_for_a_field_and_none_where_the_lane_says_it():
    text = "Diajukan ke Kepala Badan lalu ke Sekretaris Badan"
    assert len(with_step("T111", kegiatan=text)) == 1
    assert not with_step("T111", lane="Kepala Badan", kegiatan="Kepala Badan memberi arahan")
    assert with_step("T104", lane="Kepala Badan", kegiatan="Kepala Badan memberi arahan")


def test_without_positions_nothing_is_judged():
    acuan = replace(acuan_with(), jabatan={})
    assert not found("T111", acuan=acuan, pencatatan=["Diajukan ke Kepala Badan"])


# --- T112 --------------------------------------------------------------------------------------------------------
def numbered(nomor: str | None, slug: str, opd: str = "dinkes-kota-tangerang", **more: Any) -> Dokumen:
    return document(fragment(nomor=nomor, **more), opd, slug)


@pytest.mark.parametrize("other", ["800/1-Sekret/I/2024", "800/1-SEKRET/i/2024", "800 / 1 -  Sekret/I/2024 "])
def test_the_later_of_two_sops_with_one_number_is_reported(other):
    first, later = numbered("800/1-Sekret/I/2024", "a"), numbered(other, "b")
    (temuan,) = look(first, later).temuan_kode["T112"]
    assert (temuan.tingkat, temuan.sop, temuan.jalur) == (Tingkat.PERINGATAN, later.id, ("nomor",))
    assert f'"{first.id}"' in temuan.pesan


def test_the_first_by_id_is_named_whatever_the_order_of_reading():
    documents = [numbered("1/2024", slug) for slug in ("c", "a-b", "a", "b")]
    found_in = look(*documents).temuan_kode["T112"]
    assert sorted(temuan.sop or "" for temuan in found_in) == [
        f"{documents[0].opd}/{slug}" for slug in ("a-b", "b", "c")
    ]
    assert all(f'"{documents[0].opd}/a"' in temuan.pesan for temuan in found_in)


@pytest.mark.parametrize(("left", "right"), [("1/2024", "2/2024"), ("12/2024", "1 2/2024"), ("-", "-"), (None, None)])
def test_numbers_that_differ_or_are_missing(left, right):
    assert "T112" not in look(numbered(left, "a"), numbered(right, "b")).temuan_kode


def test_another_office_may_use_the_same_number():
    assert "T112" not in look(numbered("1/2024", "a"), numbered("1/2024", "b", "kecamatan-neglasari")).temuan_kode


def test_a_number_that_is_hard_to_read_is_a_suggestion():
    unread = [{"bidang": "nomor", "alasan": "buram"}]
    (temuan,) = look(numbered("1/2024", "a"), numbered("1/2024", "b", tidak_terbaca=unread)).temuan_kode["T112"]
    assert temuan.tingkat is Tingkat.SARAN
    assert "tidak terbaca" in temuan.pesan
