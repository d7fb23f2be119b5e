from __future__ import annotations

from typing import Any

import pytest

from katalog.findings import Tingkat
from katalog.rules.law import LAW_RULES
from katalog.rules.title_comparison import Banding, compare_titles, wrong_citations
from tests.rule_cases import acuan_with, document, found, fragment, law, look, regulation

UU_23 = "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah"
UU_2_1993 = "Undang-Undang Nomor 2 Tahun 1993 tentang Pembentukan Kotamadya Daerah Tingkat II Tangerang"
SETS_PERPPU = (
    "Undang-undang Nomor 2 Tahun 2015 tentang Penetapan Peraturan Pemerintah Pengganti Undang-Undang Nomor 23 Tahun "
    "2014 tentang Pemerintahan Daerah menjadi Undang-Undang"
)
PP_18 = "Peraturan Pemerintah Nomor 18 Tahun 2016 tentang Perangkat Daerah"
PP_72 = f"Peraturan Pemerintah Nomor 72 Tahun 2019 tentang Perubahan atas {PP_18}"
PERMENPANRB_53 = (
    "Peraturan Menteri PANRB Nomor 53 Tahun 2014 tentang Petunjuk Teknis Perjanjian Kinerja, Pelaporan Kinerja, dan "
    "Tata Cara Reviu atas Laporan Kinerja Instansi Pemerintah"
)
SOTK = "Peraturan Wali Kota Tangerang Nomor 148 Tahun 2021 tentang Kedudukan, Susunan Organisasi, Tata Kerja "


def test_codes_are_in_order():
    assert [rule.kode for rule in LAW_RULES] == [f"H{number}" for number in range(101, 115)]


# --- H101 --------------------------------------------------------------------------------------------------------
def test_the_second_of_two_is_reported_and_names_the_first():
    (temuan,) = law("H101", UU_2_1993, PP_18, f"{UU_2_1993};")
    assert temuan.jalur == ("dasar_hukum", 2)
    assert "UU 2/1993" in temuan.pesan
    assert "butir 1 dan butir 3" in temuan.pesan


def test_an_item_listed_three_times_is_reported_twice():
    assert [temuan.jalur[1] for temuan in law("H101", UU_2_1993, UU_2_1993, UU_2_1993)] == [1, 2]


def test_with_and_without_region_is_the_same_regulation():
    assert law("H101", "Peraturan Wali Kota Tangerang Nomor 33 Tahun 2014", "Perwal Nomor 33 Tahun 2014")


def test_the_same_words_without_a_number_are_double_too():
    assert law("H101", "Peraturan Presiden tentang Sesuatu", "Peraturan Presiden tentang sesuatu;")


def test_an_amendment_listed_again_on_its_own_is_not_double():
    assert not law("H101", f"{PP_18} sebagaimana telah diubah dengan {PP_72}", PP_72)


# --- H102, H103 --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("tercetak", "resmi", "banding"),
    [
        ("PENGELOLAAN KEUANGAN DAERAH", "Pengelolaan Keuangan Daerah", Banding.SAMA),
        ("Tahapan Tata Cara, Penyusunan", "Tahapan, Tata Cara Penyusunan", Banding.SAMA),
        ("Pedoman Standar Prosedur (SOP) Kantor", "Pedoman Standar Prosedur Kantor", Banding.SAMA),
        ("Perubahan atas PP 18/2016 tentang X", "Perubahan atas Peraturan Pemerintah Nomor 18 Tahun 2016 tentang X",
         Banding.SAMA),
        ("Anggaran Walikota", "Anggaran Wali Kota", Banding.SAMA),
        ("Arsip Negara Republik Indonesia", "Arsip Negara", Banding.SAMA),
        ("Tatacara Evaluasi", "Tata Cara Evaluasi", Banding.EJAAN),
        ("Pembentukan Provinsi Banten", "Pembentukan Propinsi Banten", Banding.EJAAN),
        ("Pengendalian Evaluasi Rencana", "Pengendalian dan Evaluasi Rencana", Banding.EJAAN),
        ("Penjenjangan Kinerja", "Penjenjangan Kinerja Instansi Pemerintah", Banding.SINGKAT),
        ("Penyusunan Penetapan Kinerja", "Pedoman Penyusunan Penetapan Kinerja", Banding.SINGKAT),
        ("Pedoman Kinerja", "Pedoman Penyusunan Penetapan Kinerja", Banding.SINGKAT),
        ("Tatacara Evaluasi", "Tata Cara Penyusunan dan Evaluasi", Banding.SINGKAT),
        ("Sistem Perencanaan Pembang", "Sistem Perencanaan Pembangunan Nasional", Banding.SINGKAT),
        ("Pembentukan Daerah-Daerah Kota dalam Lingkungan Provinsi Banten", "Pembentukan Propinsi Banten",
         Banding.BEDA),
        ("Pemerintahan Desa", "Pemerintahan Daerah", Banding.BEDA),
        ("Perangkat Daerah", "Perubahan atas Peraturan Pemerintah Nomor 18 Tahun 2016 tentang Perangkat Daerah",
         Banding.BEDA),
        ("Pengelolaan Keuangan Daerah dan Barang Milik Negara", "Pengelolaan Keuangan Daerah", Banding.BEDA),
        ("Anggaran Tahun 2015", "Anggaran Tahun 2016", Banding.BEDA),
    ],
)  # fmt: skip
def test_titles_are_weighed(tercetak, resmi, banding):
    assert compare_titles(tercetak, resmi) is banding


def test_the_region_of_a_regional_regulation_does_not_count():
    assert compare_titles("Pajak di Kota Tangerang", "Pajak di", ("kota", "tangerang")) is Banding.SAMA


def test_long_titles_are_compared_to_their_end():
    for size in (140, 3000):
        left, right = (" ".join(f"kata{n}{end}" for n in range(size)) for end in "xy")
        assert compare_titles(left, right) is not Banding.SAMA


SOP_AP = "Pedoman Penyusunan Standar Operasional Prosedur Administrasi Pemerintahan"
SAKIP = "Sistem Akuntabilitas Kinerja Instansi Pemerintah"


@pytest.mark.parametrize(
    ("tercetak", "resmi", "banding"),
    [
        ("Pedoman Penyusunan SOP AP", SOP_AP, Banding.SINGKAT),
        ("PEDOMAN PENYUSUNAN SOP-AP", SOP_AP, Banding.SINGKAT),
        ("Pedoman Penyusunan SOP Administrasi Pemerintahan", SOP_AP, Banding.SINGKAT),
        ("Pedoman Penyusunan Standar Operasional Prosedur AP", SOP_AP, Banding.SINGKAT),
        ("Pedoman Penyusunan SOP", SOP_AP, Banding.SINGKAT),
        ("Pedoman Penyusunan SOP Adminstrasi Pemerintahan", SOP_AP, Banding.SINGKAT),
        (f"{SOP_AP} (SOP AP)", SOP_AP, Banding.SAMA),
        ("Pedoman Penyusunan SOP (Standar Operasional Prosedur) Administrasi Pemerintahan", SOP_AP, Banding.SAMA),
        ("Pedoman Penyusunan Standar Operasional Prosedur SOP Administrasi Pemerintahan", SOP_AP, Banding.SAMA),
        ("SAKIP", SAKIP, Banding.SINGKAT),
        ("Pelaksanaan SAKIP", SAKIP, Banding.BEDA),
        ("LAKIP", SAKIP, Banding.BEDA),
        ("Pedoman RKPD", "Pedoman Rencana Kerja Pemerintah Daerah", Banding.SINGKAT),
        ("Pedoman RPJMD", "Pedoman Rencana Pembangunan Jangka Panjang Daerah", Banding.BEDA),
        ("Disiplin PNS", "Disiplin Pegawai Negeri Sipil", Banding.SINGKAT),
        ("Disiplin ASN", "Disiplin Pegawai Negeri Sipil", Banding.BEDA),
        ("Tata Tertib DPRD", "Tata Tertib DPRD", Banding.SAMA),
        ("Tata Tertib Dewan Perwakilan Rakyat Daerah", "Tata Tertib DPRD", Banding.EJAAN),
        ("Administrasi AP", "Administrasi Pemerintahan", Banding.BEDA),
    ],
)
def test_abbreviations_are_short_forms(tercetak, resmi, banding):
    assert compare_titles(tercetak, resmi) is banding


def test_an_abbreviated_title_is_short_not_wrong():
    item = "Peraturan Menteri PANRB Nomor 35 Tahun 2012 tentang Pedoman Penyusunan SOP AP"
    assert not law("H102", item)
    (temuan,) = law("H103", item)
    assert temuan.tingkat is Tingkat.SARAN
    assert 'disingkat menjadi "Pedoman Penyusunan SOP AP"' in temuan.pesan
    assert SOP_AP in (temuan.bantuan or "")


def test_a_wrong_title_shows_both():
    (temuan,) = law("H102", "Undang-Undang Nomor 25 Tahun 2004 tentang Keuangan Negara")
    assert temuan.tingkat is Tingkat.PERINGATAN
    assert '"Keuangan Negara"' in temuan.pesan
    assert '"Sistem Perencanaan Pembangunan Nasional"' in temuan.pesan


def test_a_title_is_never_both_wrong_and_short():
    for title in ("Keuangan Negara", "Sistem Perencanaan"):
        items = f"Undang-Undang Nomor 25 Tahun 2004 tentang {title}"
        assert len(law("H102", items)) + len(law("H103", items)) == 1


@pytest.mark.parametrize("belum", [{"judul_lengkap": False}, {"keyakinan_judul": "belum-diverifikasi"},
                                   {"keyakinan_judul": "tercetak"}])  # fmt: skip
def test_titles_that_are_not_sure_are_not_compared(belum):
    acuan = acuan_with(peraturan={"uu-2001-9": regulation("Judul Resmi yang Lain", "uu", "9", 2001, **belum)})
    text = "Undang-Undang Nomor 9 Tahun 2001 tentang Sesuatu"
    assert not law("H102", text, acuan=acuan)
    assert not law("H103", text, acuan=acuan)


def test_titles_inside_an_amendment_clause_are_compared():
    nested = "Peraturan Pemerintah Nomor 72 Tahun 2019 tentang Perangkat Daerah"
    (temuan,) = law("H102", f"{PP_18} sebagaimana telah diubah dengan {nested}")
    assert "PP 72/2019" in temuan.pesan


def test_a_title_cut_by_the_scan_is_not_the_fault_of_the_office():
    unread = [{"bidang": "dasar_hukum.1", "alasan": "terpotong"}]
    text = "Undang-Undang Nomor 25 Tahun 2004 tentang Sistem Perencanaan"
    (temuan,) = law("H103", text, tidak_terbaca=unread)
    assert "tidak terbaca pada salinan" in temuan.pesan
    (temuan,) = law("H102", "Undang-Undang Nomor 25 Tahun 2004 tentang Keuangan Negara", tidak_terbaca=unread)
    assert temuan.tingkat is Tingkat.SARAN
    assert "tidak terbaca" in temuan.pesan


def test_a_missing_title_is_a_suggestion_but_not_inside_an_amendment_clause():
    (temuan,) = law("H103", "Peraturan Presiden Nomor 29 Tahun 2014")
    assert "tidak dicantumkan" in temuan.pesan
    assert not law("H103", f"{PP_18} sebagaimana telah diubah dengan Peraturan Pemerintah Nomor 72 Tahun 2019")


# --- H104 --------------------------------------------------------------------------------------------------------
def test_a_wrong_number_inside_a_title_is_reported_once():
    text = f"{UU_23} sebagaimana telah diubah dengan {SETS_PERPPU}"
    (temuan,) = law("H104", text)
    assert "tercetak Perppu 23/2014, resminya Perppu 2/2014" in temuan.pesan
    assert not law("H102", text)
    assert not law("H103", text)


def test_the_abbreviated_citation_inside_a_title_is_right():
    text = "PP Nomor 72 Tahun 2019 tentang Perubahan atas PP No. 18 Tahun 2016 tentang Perangkat Daerah"
    assert not law("H104", text)
    assert not law("H102", text)
    assert not law("H103", text)


def test_another_kind_inside_a_title_is_another_title():
    text = "PP Nomor 72 Tahun 2019 tentang Perubahan atas Undang-Undang Nomor 18 Tahun 2016 tentang Perangkat Daerah"
    assert not law("H104", text)
    assert law("H102", text)


def test_of_several_only_the_one_that_is_not_printed_can_be_meant():
    official = "Perubahan UU Nomor 1 Tahun 2001 tentang A dan UU Nomor 2 Tahun 2002 tentang B"
    ((wrong, meant),) = wrong_citations(official.replace("Nomor 2 Tahun 2002", "Nomor 3 Tahun 2002"), official)
    assert (wrong.nomor, [sitasi.nomor for sitasi in meant]) == ("3", ["2"])


# --- H105, H106 --------------------------------------------------------------------------------------------------
def last_amended(with_: str) -> str:
    return f"{UU_23} sebagaimana telah diubah terakhir dengan {with_}"


def test_later_amendments_are_listed_with_how_sure_they_are():
    (temuan,) = law("H105", last_amended("Undang-Undang Nomor 2 Tahun 2015"))
    assert temuan.tingkat is Tingkat.PERINGATAN
    assert "UU 9/2015 (dibaca pada naskah peraturan), UU 6/2023 (dikutip dari dokumen publik lain)" in temuan.pesan


def test_an_unverified_amendment_is_marked():
    acuan = acuan_with(
        peraturan={
            "pp-2001-9": regulation(
                "Contoh", "pp", "9", 2001,
                diubah_oleh=["pp-2002-1", {"kunci": "pp-2003-1", "keyakinan": "belum-diverifikasi"}],
            ),
            "pp-2002-1": regulation("Perubahan", "pp", "1", 2002),
            "pp-2003-1": regulation("Perubahan Kedua", "pp", "1", 2003),
        }
    )  # fmt: skip
    text = "PP Nomor 9 Tahun 2001 tentang Contoh sebagaimana telah diubah terakhir dengan PP Nomor 1 Tahun 2002"
    (temuan,) = law("H105", text, acuan=acuan)
    assert "PP 1/2003 (belum diverifikasi)" in temuan.pesan


def test_the_last_amendment_is_last():
    assert not law("H105", last_amended("Undang-Undang Nomor 6 Tahun 2023"))


def test_without_the_word_last_nothing_is_claimed():
    assert not law("H105", f"{UU_23} sebagaimana telah diubah dengan Undang-Undang Nomor 2 Tahun 2015")


def test_what_came_after_the_sop_is_only_a_suggestion():
    dates: dict[str, Any] = {"tanggal_pembuatan": None, "tanggal_efektif": None, "tanggal_pengesahan": "2020-01-02"}
    (temuan,) = law("H105", last_amended("Undang-Undang Nomor 9 Tahun 2015"), **dates)
    assert temuan.tingkat is Tingkat.SARAN
    assert "sesudah SOP disahkan" in temuan.pesan


def test_an_amendment_of_unknown_year_is_not_judged():
    assert not law("H105", last_amended("Undang-Undang Nomor 2"))


@pytest.mark.parametrize("items", [(PP_18, PP_72), (f"{PP_18} sebagaimana telah diubah dengan {PP_72}",)])
def test_an_amendment_that_is_named_anywhere_is_named(items):
    assert not law("H106", *items)


def test_a_clause_without_a_regulation_names_no_amendment():
    (temuan,) = law("H106", f"{PP_18} sebagaimana telah diubah")
    assert "PP 72/2019" in temuan.pesan


# --- H107, H108 --------------------------------------------------------------------------------------------------
PP_12 = "Peraturan Pemerintah Nomor 12 Tahun 2019 tentang Pengelolaan Keuangan Daerah"


@pytest.mark.parametrize(
    ("printed", "count"),
    [
        ("(Lembaran Negara Republik Indonesia Tahun 2019 Nomor 42)", 0),
        ("(Lembaran Negara Tahun 2019 Nomor 042, Tambahan Lembaran Negara Nomor 6322)", 0),
        ("(Lembaran Negara Republik Indonesia Tahun 2018 Nomor 42)", 1),
        ("(Lembaran Negara Republik Indonesia Tahun 2019 Nomor 24, Tambahan Lembaran Negara Nomor 6323)", 2),
        ("(Berita Negara Republik Indonesia Tahun 2019 Nomor 7)", 0),
        ("", 0),
    ],
)
def test_gazette_numbers_are_compared(printed, count):
    findings = law("H107", f"{PP_12} {printed}".strip())
    assert len(findings) == count
    assert all(temuan.tingkat is Tingkat.PERINGATAN for temuan in findings)


def test_the_registry_may_be_wrong_itself():
    (temuan,) = law("H107", f"{PERMENPANRB_53} (Berita Negara Republik Indonesia Tahun 2014 Nomor 1312)")
    assert temuan.tingkat is Tingkat.SARAN
    assert "belum diverifikasi" in temuan.pesan


def gazetted(number: int, year: int, gazette: str) -> str:
    return f"Peraturan Menteri Kesehatan Nomor {number} Tahun {year} tentang Contoh {number} ({gazette})"


def test_one_number_on_two_regulations():
    bn = "Berita Negara Republik Indonesia Tahun 2019 Nomor 77"
    (temuan,) = law("H108", gazetted(901, 2019, bn), gazetted(902, 2019, bn))
    assert temuan.jalur == ("dasar_hukum", 1)
    assert temuan.tingkat is Tingkat.PERINGATAN


def test_the_doubtful_one_is_reported_wherever_it_stands():
    right = (
        "Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017 (Berita Negara Republik Indonesia Tahun 2017 Nomor 1312)"
    )
    wrong = f"{PERMENPANRB_53} (Berita Negara Republik Indonesia Tahun 2014 Nomor 1312)"
    for items, at in (((wrong, right), 0), ((right, wrong), 1)):
        (temuan,) = law("H108", *items)
        assert temuan.jalur == ("dasar_hukum", at)
        assert temuan.tingkat is Tingkat.SARAN, "the number that contradicts it is not verified itself"
        assert "Permendagri 86/2017" in temuan.pesan


def test_the_same_number_in_two_years_is_a_doubt():
    bn = "Berita Negara Republik Indonesia Tahun {} Nomor 77"
    (temuan,) = law("H108", gazetted(901, 2018, bn.format(2018)), gazetted(902, 2019, bn.format(2019)))
    assert temuan.tingkat is Tingkat.SARAN


def test_two_years_that_the_registry_confirms_are_right():
    entries = {
        f"permenkes-{year}-{number}": regulation(
            f"Contoh {number}", "permenkes", str(number), year, terbitan=[{"seri": "BN", "tahun": year, "nomor": "77"}]
        )
        for number, year in ((901, 2018), (902, 2019))
    }
    bn = "Berita Negara Republik Indonesia Tahun {} Nomor 77"
    items = (gazetted(901, 2018, bn.format(2018)), gazetted(902, 2019, bn.format(2019)))
    assert not law("H108", *items, acuan=acuan_with(peraturan=entries))


def test_series_and_regions_are_kept_apart_and_doubles_are_another_rule():
    assert not law("H108", gazetted(901, 2019, "Berita Negara Tahun 2019 Nomor 77"),
                   gazetted(902, 2019, "Lembaran Negara Tahun 2019 Nomor 77"))  # fmt: skip
    assert not law("H108", "Perwal Tangerang Nomor 33 Tahun 2014 (Berita Daerah Tahun 2014 Nomor 33)",
                   "Perwal Bogor Nomor 33 Tahun 2014 (Berita Daerah Tahun 2014 Nomor 33)")  # fmt: skip
    assert not law("H108", "Perwal Tangerang Nomor 33 Tahun 2014 (Berita Daerah Tahun 2014 Nomor 33)",
                   "Perwal Tangerang Nomor 33 Tahun 2016 (Berita Daerah Tahun 2016 Nomor 33)")  # fmt: skip
    double = gazetted(901, 2019, "Berita Negara Republik Indonesia Tahun 2019 Nomor 77")
    assert not law("H108", double, double)


# --- H109 --------------------------------------------------------------------------------------------------------
def test_a_revoked_regulation_says_by_which_and_how_sure():
    (temuan,) = law("H109", "Peraturan Menteri PANRB Nomor 29 Tahun 2010")
    assert "PermenPANRB 53/2014 (belum diverifikasi)" in temuan.pesan
    assert temuan.pesan.count("belum diverifikasi") == 1


def test_a_revoked_regulation_without_a_known_successor():
    entry = regulation("Contoh", "pp", "9", 2001, status="dicabut", keyakinan_status="belum-diverifikasi")
    (temuan,) = law("H109", "PP Nomor 9 Tahun 2001 tentang Contoh", acuan=acuan_with(peraturan={"pp-2001-9": entry}))
    assert "belum diverifikasi" in temuan.pesan


def test_a_partial_revocation_is_none():
    assert not law("H109", UU_23)


# --- H110 to H112 ------------------------------------------------------------------------------------------------
def test_the_inferred_region_is_named():
    (temuan,) = law("H110", "Peraturan Bupati Nomor 1 Tahun 2019 tentang Contoh", opd="dinkes-kab-mojokerto")
    assert "disimpulkan Kabupaten Mojokerto" in temuan.pesan


def test_a_region_of_another_kind_cannot_be_inferred():
    (temuan,) = law("H110", "Peraturan Bupati Nomor 1 Tahun 2019 tentang Contoh")
    assert "tidak dapat disimpulkan" in temuan.pesan


@pytest.mark.parametrize(
    "text",
    [
        UU_23,
        "Peraturan Bupati Kabupaten Mojokerto Nomor 77 Tahun 2021",
        "Peraturan Daerah Kota Tangerang Nomor 1 Tahun 2019 tentang X",
        "Perwal Tangerang Nomor 1 Tahun 2019 sebagaimana telah diubah dengan Peraturan Wali Kota Nomor 2 Tahun 2020",
    ],
)
def test_named_regions_are_fine(text):
    assert not law("H110", text)


def test_an_unknown_regulation_is_reported_once():
    unknown = "Peraturan Presiden Nomor 990 Tahun 2014 tentang Contoh"
    (temuan,) = law("H111", unknown, unknown)
    assert temuan.jalur == ("dasar_hukum", 0)
    assert '"perpres-2014-990"' in (temuan.bantuan or "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Renstra Dinas Kesehatan", "tidak dapat dibaca"),
        ("Peraturan Presiden Nomor … Tahun 2014 tentang X", "tidak memuat nomor"),
        ("Peraturan Presiden Nomor 29 tentang X", "tidak memuat tahun"),
        (f"{PP_18} sebagaimana telah diubah dengan Peraturan Pemerintah Nomor 72", "tidak memuat tahun"),
    ],
)
def test_items_that_cite_nothing_certain(text, words):
    (temuan,) = law("H112", text)
    assert words in temuan.pesan


def test_the_constitution_needs_no_number():
    text = "Undang-Undang Dasar Negara Republik Indonesia Tahun 1945"
    assert not law("H112", text)
    assert not law("H111", text)


def test_an_unreadable_item_is_a_suggestion():
    (temuan,) = law("H112", "Perat", tidak_terbaca=[{"bidang": "dasar_hukum", "alasan": "buram"}])
    assert temuan.tingkat is Tingkat.SARAN
    assert "tidak terbaca" in temuan.pesan


# --- H113 --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("opd", "office"),
    [
        ("dinkes-kota-tangerang", "Dinas Kesehatan"),
        ("dinkes-kota-tangerang", "DINAS KESEHATAN KOTA TANGERANG"),
        ("dinkes-kota-tangerang", "Dinas Kesehtan"),
        ("dinkes-kota-tangerang", "Unit Pelaksana Teknis Puskesmas pada Dinas Kesehatan"),
        ("dinkes-kota-tangerang", "Dinas Daerah"),
        ("dinkes-kota-tangerang", "Perangkat Daerah"),
        ("dinkes-kota-tangerang", "Dinas Sosial dan Dinas Kesehatan"),
        (
            "dp3ap2kb-kota-tangerang",
            "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk, dan Keluarga Berencana",
        ),
        ("kecamatan-neglasari", "Kecamatan"),
        ("kecamatan-neglasari", "Kecamatan dan Kelurahan di Lingkungan Pemerintah Kota Tangerang"),
        ("kecamatan-neglasari", "Kecamatan Neglasari"),
    ],
)
def test_the_own_organisation_is_fine(opd, office):
    assert not law("H113", SOTK + office, opd=opd)


@pytest.mark.parametrize(
    ("opd", "office"),
    [
        ("kecamatan-neglasari", "Badan Perencanaan Pembangunan Daerah"),
        ("kecamatan-neglasari", "Kecamatan Karawaci"),
        ("kecamatan-neglasari", "Dinas Kesehatan"),
        ("dinkes-kota-tangerang", "Dinas Kehutanan"),
        ("dinkes-kota-tangerang", "Dinas Kesehatan Kabupaten Mojokerto"),
        ("dinkes-kota-tangerang", "Dinas Kesehatan Kota Tangerang Selatan"),
        ("dinkes-kota-tangerang", "Kecamatan dan Kelurahan"),
        ("dinkes-kota-tangerang", "Inspektorat"),
    ],
)
def test_the_organisation_of_another_office(opd, office):
    (temuan,) = law("H113", SOTK + office + ".", opd=opd)
    assert f"organisasi {office}," in temuan.pesan


def test_another_title_about_an_office_is_no_organisation():
    assert not law("H113", "Perwal Tangerang Nomor 1 Tahun 2020 tentang Rencana Strategis Badan Kepegawaian")


# --- H114 --------------------------------------------------------------------------------------------------------
def test_a_nested_regulation_can_be_too_new():
    dates: dict[str, Any] = {"tanggal_pembuatan": None, "tanggal_efektif": None, "tanggal_pengesahan": "2018-01-02"}
    (temuan,) = law("H114", f"{PP_18} sebagaimana telah diubah dengan {PP_72}", **dates)
    assert "PP 72/2019" in temuan.pesan


def test_the_latest_date_counts_and_without_dates_nothing_does():
    dates: dict[str, Any] = {"tanggal_pembuatan": None, "tanggal_efektif": None, "tanggal_pengesahan": "2018-01-02"}
    assert not law("H114", PP_72, **dates, tanggal_revisi="2020-01-02")
    assert not law("H114", PP_72, **{**dates, "tanggal_pengesahan": None})


# --- all ---------------------------------------------------------------------------------------------------------
def test_an_unregistered_office_breaks_nothing():
    items = ["Peraturan Bupati Nomor 1 Tahun 2019", SOTK + "Dinas Kesehatan", "-", last_amended("UU 2 Tahun 2015")]
    telaah = look(document(fragment(dasar_hukum=items), "opd-tak-dikenal"))
    assert {"H105", "H110", "H112"} <= set(telaah.temuan_kode)


def test_no_legal_bases_no_findings():
    for rule in LAW_RULES:
        assert not found(rule.kode, dasar_hukum=[])
