from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from katalog.citations import (
    Daerah,
    Kunci,
    Sitasi,
    Terbitan,
    all_citations,
    format_citation,
    inner_citations,
    parse_citation,
    portal_url,
    short_name,
)
from katalog.regulation_kinds import RAGAM, classify
from tests.citation_support import BALANGAN, MOJOKERTO, TANGERANG, bare, key, parsed

# --- kinds and their names --------------------------------------------------------------------------------

PANRB = "permenpanrb-2012-35"
ALIAS = [
    ("UU Nomor 23 Tahun 2014", "uu-2014-23"),
    ("Undang-Undang Nomor 23 Tahun 2014", "uu-2014-23"),
    ("Undang-undang Nomor 23 Tahun 2014", "uu-2014-23"),
    ("UNDANG-UNDANG NOMOR 23 TAHUN 2014", "uu-2014-23"),
    ("Undang - Undang RI No. 23 Tahun 2014", "uu-2014-23"),
    ("Undang Undang Nomor 23 Tahun 2014", "uu-2014-23"),
    ("Undang‑Undang Nomor 23 Tahun 2014", "uu-2014-23"),
    ("Undang-\nUndang  Nomor\t23 Tahun\n2014", "uu-2014-23"),
    ("UU Darurat Nomor 12 Tahun 1951", "uudrt-1951-12"),
    ("Perppu Nomor 2 Tahun 2014", "perppu-2014-2"),
    ("Perpu Nomor 2 Tahun 2014", "perppu-2014-2"),
    ("Peraturan Pemerintah Pengganti Undang-Undang Nomor 2 Tahun 2014", "perppu-2014-2"),
    ("Peraturan Pemerintah Pengganti Undang-undang Republik Indonesia Nomor 2 Tahun 2014", "perppu-2014-2"),
    ("PP Nomor 12 Tahun 2019", "pp-2019-12"),
    ("PP No 12 Tahun 2019", "pp-2019-12"),
    ("Perpres nomor 29 tahun 2014", "perpres-2014-29"),
    ("Keppres Nomor 1 Tahun 2000", "keppres-2000-1"),
    ("Keputusan Presiden Republik Indonesia Nomor 1 Tahun 2000", "keppres-2000-1"),
    ("Instruksi Presiden Nomor 7 Tahun 1999", "inpres-1999-7"),
    ("PermenPANRB Nomor 35 Tahun 2012", PANRB),
    ("Permenpan RB Nomor 35 Tahun 2012", PANRB),
    ("PermenPAN-RB Nomor 35 Tahun 2012", PANRB),
    ("PermenPAN & RB Nomor 35 Tahun 2012", PANRB),
    ("Permen PANRB Nomor 35 Tahun 2012", PANRB),
    ("Permen PAN dan RB No. 35 Tahun 2012", PANRB),
    ("Peraturan MenPANRB Nomor 35 Tahun 2012", PANRB),
    ("Peraturan Menteri PAN-RB Nomor 35 Tahun 2012", PANRB),
    ("Peraturan Menteri Pendayagunaan Aparatur Negara Nomor 35 Tahun 2012", PANRB),
    ("Peraturan Menteri Negara Pendayagunaan Aparatur Negara Nomor 35 Tahun 2012", PANRB),
    (
        "Peraturan Menteri Negara Pendayagunaan Aparatur Negara dan Reformasi Birokrasi RI No.35 Tahun 2012",
        PANRB,
    ),
    ("Permendagri Nomor 86 Tahun 2017", "permendagri-2017-86"),
    ("Permen Dagri Nomor 86 Tahun 2017", "permendagri-2017-86"),
    ("Peraturan Mendagri Nomor 86 Tahun 2017", "permendagri-2017-86"),
    ("Permenkeu Nomor 5 Tahun 2020", "permenkeu-2020-5"),
    ("Permen Kesehatan Nomor 5 Tahun 2020", "permenkes-2020-5"),
    (
        "Peraturan Menteri Riset, Teknologi, dan Pendidikan Tinggi Nomor 5 Tahun 2016",
        "permenristekdikti-2016-5",
    ),
    ("Permenkoperasi Nomor 5 Tahun 2020", "permen-koperasi-2020-5"),
    ("Peraturan Menteri Keuangan Syariah Nomor 5 Tahun 2020", "permen-keuangan-syariah-2020-5"),
    (
        "Peraturan Menteri Agraria dan Tata Ruang/Kepala Badan Pertanahan Nasional Nomor 5 Tahun 2020",
        "permen-agraria-dan-tata-ruang-kepala-badan-pertanahan-nasional-2020-5",
    ),
    (
        "Peraturan Kepala Badan Kepegawaian Negara Nomor 1 Tahun 2013",
        "per-kepala-badan-kepegawaian-negara-2013-1",
    ),
    ("Perka BKN Nomor 1 Tahun 2013", "per-kepala-bkn-2013-1"),
    ("Keputusan Menteri Dalam Negeri Nomor 050-5889 Tahun 2021", "kepmendagri-2021-050-5889"),
    ("Kepmenkes Nomor 5 Tahun 2021", "kepmenkes-2021-5"),
    ("Instruksi Menteri Dalam Negeri Nomor 5 Tahun 2021", "inmendagri-2021-5"),
    ("Surat Edaran Menteri PANRB Nomor 5 Tahun 2021", "se-menpanrb-2021-5"),
    ("SE Mendagri Nomor 061/1234/SJ tanggal 5 Mei 2020", "se-mendagri-2020-061-1234-sj"),
    ("SE Nomor 5 Tahun 2021", "se-2021-5"),
    ("Ketetapan MPR RI Nomor XI/MPR/1998", "tapmpr-1998-xi-mpr"),
    ("Perda Kota Tangerang Nomor 5 Tahun 2016", "perda-kota-tangerang-2016-5"),
    ("Peraturan Daerah Kota Tangerang Nomor 5 Tahun 2016", "perda-kota-tangerang-2016-5"),
    ("Peraturan Daerah Kabupaten Balangan Nomor 5 Tahun 2016", "perda-balangan-2016-5"),
    ("Perda Kab. Balangan No. 05 Tahun 2016", "perda-balangan-2016-5"),
    ("Peraturan Daerah Provinsi Kalimantan Selatan Nomor 5 Tahun 2016", "perda-kalimantan-selatan-2016-5"),
    ("Peraturan Daerah Jawa Timur Nomor 5 Tahun 2016", "perda-jawa-timur-2016-5"),
    ("Peraturan Daerah Istimewa Yogyakarta Nomor 5 Tahun 2016", "perda-daerah-istimewa-yogyakarta-2016-5"),
    ("Peraturan Gubernur Jawa Timur Nomor 5 Tahun 2016", "pergub-jawa-timur-2016-5"),
    ("Pergub Provinsi Jawa Timur Nomor 5 Tahun 2016", "pergub-jawa-timur-2016-5"),
    ("Peraturan Gubernur Daerah Khusus Ibukota Jakarta Nomor 5 Tahun 2016", "pergub-dki-jakarta-2016-5"),
    ("Peraturan Bupati Mojokerto Nomor 5 Tahun 2016", "perbup-mojokerto-2016-5"),
    ("PERATURAN BUPATI MOJOKERTO NOMOR 5 TAHUN 2016", "perbup-mojokerto-2016-5"),
    ("Perbup Kabupaten Mojokerto Nomor 5 Tahun 2016", "perbup-mojokerto-2016-5"),
    ("Peraturan Bupati Kota Baru Nomor 5 Tahun 2016", "perbup-kota-baru-2016-5"),
    ("Perwal Kota Tangerang Nomor 5 Tahun 2016", "perwal-kota-tangerang-2016-5"),
    ("Perwali Tangerang Nomor 5 Tahun 2016", "perwal-kota-tangerang-2016-5"),
    ("Perwako Tangerang Nomor 5 Tahun 2016", "perwal-kota-tangerang-2016-5"),
    ("Peraturan Walikota Tangerang Nomor 5 Tahun 2016", "perwal-kota-tangerang-2016-5"),
    ("Peraturan Wali Kota Tangerang Nomor 5 Tahun 2016", "perwal-kota-tangerang-2016-5"),
    ("Peraturan Walikota Kota Tangerang Selatan Nomor 5 Tahun 2016", "perwal-kota-tangerang-selatan-2016-5"),
    ("Keputusan Gubernur Jawa Timur Nomor 188/5/2016", "kepgub-jawa-timur-2016-188-5"),
    ("Keputusan Bupati Balangan Nomor 188.45/1/Kum Tahun 2021", "kepbup-balangan-2021-188-45-1-kum"),
    ("Surat Keputusan Wali Kota Tangerang Nomor 5 Tahun 2021", "kepwal-kota-tangerang-2021-5"),
    ("Surat Edaran Walikota Tangerang Nomor 5 Tahun 2021", "se-walikota-kota-tangerang-2021-5"),
    (
        "Keputusan Kepala Dinas Kesehatan Kota Tangerang Nomor 445/12-SK/2021",
        "kep-kepala-dinas-kesehatan-kota-tangerang-2021-445-12-sk",
    ),
]


@pytest.mark.parametrize(("teks", "kunci"), ALIAS)
def test_names_of_kinds(teks, kunci):
    for printed in (teks, f"{teks} tentang Hal Ini.", f"3. {teks} Tentang Hal Ini;"):
        sitasi = parsed(printed)
        assert sitasi.kunci() == Kunci(kunci)
        assert bare(parsed(format_citation(sitasi))) == bare(sitasi)


@pytest.mark.parametrize("jenis", sorted(RAGAM))
def test_every_kind_reads_its_own_names(jenis):
    assert classify(RAGAM[jenis].nama) == (jenis, None)
    assert classify(RAGAM[jenis].singkat) == (jenis, None)


@pytest.mark.parametrize(
    "teks",
    [
        "",
        "   ",
        "-",
        "SOP Surat Masuk",
        "SOP Dokumen Perencanaan",
        "Perwal SOTK",
        "Perda 2021",
        "PP",
        "UU Nomor",
        "Peraturan Bupati tentang SOTK Nomor 5 Tahun 2020",
        "Peraturan Pemerintah Daerah Nomor 5 Tahun 2020",
        "Peraturan Menteri Nomor 5 Tahun 2020",
        "Uuuu Nomor 5 Tahun 2020",
        "Nomor 5 Tahun 2020 tentang Sesuatu",
        "Perubahan atas Undang-Undang Nomor 5 Tahun 2020",
        "PP 10 orang",
        "Peraturan ini Nomor",
    ],
)
def test_other_texts_are_no_citation(teks):
    assert parse_citation(teks) is None


def test_longest_name_wins():
    assert parsed("Peraturan Pemerintah Pengganti Undang-Undang Nomor 2 Tahun 2014").jenis == "perppu"
    assert parsed("Peraturan Pemerintah Nomor 2 Tahun 2014").jenis == "pp"


def test_the_constitution_has_a_year_only():
    sitasi = parsed("Undang-Undang Dasar Negara Republik Indonesia Tahun 1945")
    assert (sitasi.jenis, sitasi.nomor, sitasi.tahun) == ("uud", None, 1945)
    assert sitasi.kunci() is None
    assert parsed("UUD 1945").jenis == "uud"
    assert bare(parsed(format_citation(sitasi))) == bare(sitasi)


# --- number and year --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("teks", "nomor", "tahun"),
    [
        ("UU Nomor 23 Tahun 2014", "23", 2014),
        ("UU No. 23 Tahun 2014", "23", 2014),
        ("UU No.23 Tahun 2014", "23", 2014),
        ("UU No 23 tahun 2014", "23", 2014),
        ("UU nomor : 23 Tahun 2014", "23", 2014),
        ("UU Nomor 23/2014", "23", 2014),
        ("UU 23/2014", "23", 2014),
        ("UU 23 Tahun 2014", "23", 2014),
        ("UU Nomor 23/2014 Tahun 2014", "23", 2014),
        ("UU Nomor 23", "23", None),
        ("UU Nomor 23 Tahun 20l4 tentang Sesuatu", "23", None),
        ("UU Nomor 23 tentang Sesuatu", "23", None),
        ("Perbup Nomor ... Tahun 2021 tentang Sesuatu", None, 2021),
        ("Perbup Nomor …… Tahun 2021 tentang Sesuatu", None, 2021),
        ("Perbup Nomor   Tahun 2021 tentang Sesuatu", None, 2021),
        ("Permenpan Nomor PER/15/M.PAN/7/2008", "PER/15/M.PAN/7/2008", 2008),
        ("Permenpan Nomor PER / 15 / M.PAN / 7 / 2008", "PER/15/M.PAN/7/2008", 2008),
        ("Permenpan Nomor PER/15/M.PAN/7/2008 Tahun 2008", "PER/15/M.PAN/7/2008", 2008),
        ("Permenkeu Nomor 168/PMK.06/2013", "168/PMK.06/2013", 2013),
        ("PMK No. 168/PMK.06/2013", "168/PMK.06/2013", 2013),
        ("Peraturan Menteri Perhubungan Nomor PM 68 Tahun 2012", "PM 68", 2012),
        ("Kepmendagri Nomor 050 - 3708 Tahun 2020", "050-3708", 2020),
        ("Perda Nomor 12 A Tahun 2020", "12 A", 2020),
        ("Perbup Nomor 12A Tahun 2020", "12A", 2020),
    ],
)
def test_numbers_and_years(teks, nomor, tahun):
    sitasi = parsed(teks)
    assert (sitasi.nomor, sitasi.tahun) == (nomor, tahun)
    assert bare(parsed(format_citation(sitasi))) == bare(sitasi)
    if "Sesuatu" in teks:
        assert sitasi.judul == "Sesuatu"
    if nomor is None or tahun is None:
        assert sitasi.kunci(MOJOKERTO) is None


def test_a_composite_number_has_one_key_with_and_without_tahun():
    assert key("Permenkeu Nomor 168/PMK.06/2013") == "permenkeu-2013-168-pmk-06"
    assert key("Permenkeu Nomor 168/PMK.06/2013 Tahun 2013") == "permenkeu-2013-168-pmk-06"
    assert key("Permenpan Nomor PER/15/M.PAN/7/2008") == "permenpanrb-2008-per-15-m-pan-7"
    assert key("Peraturan Menteri Perhubungan Nomor PM 68 Tahun 2012") == "permenhub-2012-pm-68"


# --- regions ----------------------------------------------------------------------------------------------


def test_region_slugs():
    assert TANGERANG.slug == "kota-tangerang"
    assert MOJOKERTO.slug == "mojokerto"
    assert Daerah("provinsi", "Jawa Timur").slug == "jawa-timur"
    assert Daerah("kota", "…").slug == ""


def test_a_region_left_out_is_taken_from_the_opd_and_marked():
    perwal = parsed("Peraturan Walikota Nomor 131 Tahun 2021")
    assert perwal.daerah is None
    assert perwal.kunci(TANGERANG) == Kunci("perwal-kota-tangerang-2021-131", disimpulkan=True)
    perbup = parsed("Peraturan Bupati Nomor 1 Tahun 2019")
    assert perbup.kunci(MOJOKERTO) == Kunci("perbup-mojokerto-2019-1", disimpulkan=True)
    assert parsed("Perda Nomor 1 Tahun 2019").kunci(TANGERANG) == Kunci("perda-kota-tangerang-2019-1", disimpulkan=True)
    camat = parsed("Keputusan Camat Neglasari Nomor 5 Tahun 2021").kunci(TANGERANG)
    assert camat == Kunci("kep-camat-neglasari-kota-tangerang-2021-5", disimpulkan=True)


def test_a_region_is_never_guessed():
    assert parsed("Peraturan Walikota Nomor 131 Tahun 2021").kunci() is None
    assert parsed("Peraturan Walikota Nomor 131 Tahun 2021").kunci(MOJOKERTO) is None
    assert parsed("Peraturan Gubernur Nomor 131 Tahun 2021").kunci(MOJOKERTO) is None
    assert parsed("Peraturan Walikota Nomor 131 Tahun 2021").kunci(Daerah("kota", "…")) is None


def test_a_printed_region_wins_and_national_kinds_take_none():
    assert parsed("Perbup Balangan Nomor 1 Tahun 2019").kunci(MOJOKERTO) == Kunci("perbup-balangan-2019-1")
    assert parsed("UU Nomor 23 Tahun 2014").kunci(MOJOKERTO) == Kunci("uu-2014-23")


# --- amendments -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("klausa", "beberapa_kali", "terakhir", "dengan"),
    [
        ("sebagaimana telah diubah dengan UU Nomor 9 Tahun 2015", False, False, ["9"]),
        ("sebagaimana diubah dengan UU Nomor 9 Tahun 2015", False, False, ["9"]),
        ("yang telah diubah dengan UU Nomor 9 Tahun 2015", False, False, ["9"]),
        ("telah dirubah oleh UU Nomor 9 Tahun 2015", False, False, ["9"]),
        ("(sebagaimana telah diubah dengan UU Nomor 9 Tahun 2015)", False, False, ["9"]),
        ("sebagaimana telah diubah terakhir dengan UU Nomor 9 Tahun 2015", False, True, ["9"]),
        ("sebagaimana telah beberapa kali diubah terakhir dengan UU Nomor 9 Tahun 2015", True, True, ["9"]),
        ("sebagaimana telah beberapa kali diubah, terakhir dengan UU Nomor 9 Tahun 2015", True, True, ["9"]),
        ("sebagaimana telah diubah beberapa kali, yang terakhir dengan UU 9/2015", True, True, ["9"]),
        (
            ("sebagaimana telah diubah dengan UU 2/2015 tentang B dan terakhir diubah dengan UU 9/2015 tentang C"),
            False,
            True,
            ["2", "9"],
        ),
        ("sebagaimana telah diubah dengan UU 2/2015 dan terakhir dengan UU 9/2015", False, True, ["2", "9"]),
        (
            "sebagaimana telah diubah dengan UU 2/2015, UU 9/2015, dan UU 11/2020",
            False,
            False,
            ["2", "9", "11"],
        ),
        ("jo. UU Nomor 9 Tahun 2015", False, False, ["9"]),
        ("juncto UU 2/2015 jo UU 9/2015", False, False, ["2", "9"]),
        ("sebagaimana telah beberapa kali diubah", True, False, []),
        ("sebagaimana telah diubah terakhir dengan peraturan yang tidak terbaca", False, True, []),
    ],
)
def test_amendment_clauses(klausa, beberapa_kali, terakhir, dengan):
    sitasi = parsed(f"UU Nomor 23 Tahun 2014 tentang Pemerintahan Daerah, {klausa};")
    assert sitasi.judul == "Pemerintahan Daerah"
    assert sitasi.perubahan is not None
    assert (sitasi.perubahan.beberapa_kali, sitasi.perubahan.terakhir) == (beberapa_kali, terakhir)
    assert [inner.nomor for inner in sitasi.perubahan.dengan] == dengan
    assert bare(parsed(format_citation(sitasi))) == bare(sitasi)


def test_amendments_nest():
    sitasi = parsed(
        "UU 1/2000 tentang A, sebagaimana telah diubah dengan UU 2/2001 tentang B (LN 2001/5), "
        "sebagaimana telah diubah dengan UU 3/2002 tentang C dan terakhir diubah dengan UU 4/2003 "
        "tentang D (LN 2003/7, TLN 4000)."
    )
    assert [(c.nomor, c.judul) for c in all_citations(sitasi)] == [
        ("1", "A"),
        ("2", "B"),
        ("3", "C"),
        ("4", "D"),
    ]
    assert sitasi.perubahan is not None
    (second,) = sitasi.perubahan.dengan
    assert second.perubahan is not None
    assert [inner.nomor for inner in second.perubahan.dengan] == ["3", "4"]
    assert second.terbitan == (Terbitan("LN", 2001, "5"),)
    assert second.perubahan.dengan[0].teks == "UU 3/2002 tentang C"
    assert second.perubahan.dengan[1].terbitan == (Terbitan("LN", 2003, "7"), Terbitan("TLN", None, "4000"))
    assert bare(parsed(format_citation(sitasi))) == bare(sitasi)


def test_words_of_a_title_are_no_clause():
    judul = "Perubahan yang Telah Diubah dengan Baik dan Terakhir (Jo) dengan Cara Lain, dan UU Lain"
    sitasi = parsed(f"UU Nomor 1 Tahun 2000 tentang {judul}")
    assert (sitasi.judul, sitasi.perubahan) == (judul, None)


# --- gazettes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("teks", "terbitan"),
    [
        ("(LN 1993/18, TLN 3518)", ["LN 1993/18", "TLN 3518"]),
        ("(LN Tahun 1993 No. 18, TLN No. 3518)", ["LN 1993/18", "TLN 3518"]),
        ("(LNRI 1993 Nomor 18; TLNRI Nomor 1989)", ["LN 1993/18", "TLN 1989"]),
        ("(Lembaran Negara RI Nomor 18 Tahun 1993)", ["LN 1993/18"]),
        (
            "(Lembaran Negara Tahun 1993 Nomor 18) (Tambahan Lembaran Negara Nomor 3518)",
            ["LN 1993/18", "TLN 3518"],
        ),
        ("(Lembaran Negara Republik Indonesia Tahun 1993 Nomor 18", ["LN 1993/18"]),
        (", Lembaran Negara Republik Indonesia Tahun 1993 Nomor 18, TLN 3518", ["LN 1993/18", "TLN 3518"]),
        ("(Berita Negara Tahun 2021 Nomor 1570, Tambahan Berita Negara Nomor 7)", ["BN 2021/1570", "TBN 7"]),
        (
            "(Lembaran Daerah Kota Tangerang Tahun 2014 Nomor 3, Tambahan Lembaran Daerah Nomor 4)",
            ["LD 2014/3", "TLD 4"],
        ),
        ("(BD Kota Tangerang Tahun 2014 Nomor 33)", []),
        ("(BD Tahun 2014 Nomor 33 Seri E)", ["BD 2014/33"]),
    ],
)
def test_gazettes(teks, terbitan):
    sitasi = parsed(f"UU Nomor 2 Tahun 1993 tentang Sesuatu (Baru) {teks};")
    assert list(map(str, sitasi.terbitan)) == terbitan
    if terbitan:
        assert sitasi.judul == "Sesuatu (Baru)"
    assert bare(parsed(format_citation(sitasi))) == bare(sitasi)


def test_a_gazette_without_a_number_stays_in_the_title():
    sitasi = parsed("Perda Nomor 1 Tahun 2010 tentang Penerbitan Lembaran Daerah (Berita Daerah) di Daerah")
    assert sitasi.judul == "Penerbitan Lembaran Daerah (Berita Daerah) di Daerah"
    assert sitasi.terbitan == ()


# --- citations in titles ----------------------------------------------------------------------------------


def test_inner_citations_of_an_amending_title():
    (inner,) = inner_citations("Perubahan atas Peraturan Pemerintah Nomor 18 Tahun 2016 tentang Perangkat Daerah")
    assert (inner.jenis, inner.nomor, inner.tahun, inner.judul) == ("pp", "18", 2016, "Perangkat Daerah")


def test_the_number_printed_in_the_title_of_uu_2_2015_is_seen():
    (inner,) = inner_citations(
        "Penetapan Peraturan Pemerintah Pengganti Undang-Undang Nomor 23 Tahun 2014 tentang "
        "Pemerintahan Daerah menjadi Undang-Undang"
    )
    assert (inner.jenis, inner.nomor, inner.tahun) == ("perppu", "23", 2014)
    assert inner.judul == "Pemerintahan Daerah"


def test_inner_citations_of_the_official_title_of_uu_2_2015():
    perppu, uu = inner_citations(
        "Penetapan Perppu Nomor 2 Tahun 2014 tentang Perubahan atas UU Nomor 23 Tahun 2014 tentang "
        "Pemerintahan Daerah menjadi Undang-Undang"
    )
    assert (perppu.jenis, perppu.nomor) == ("perppu", "2")
    assert perppu.judul == "Perubahan atas UU Nomor 23 Tahun 2014 tentang Pemerintahan Daerah"
    assert (uu.jenis, uu.nomor, uu.judul) == ("uu", "23", "Pemerintahan Daerah")


@pytest.mark.parametrize(
    "judul", ["", "Perangkat Daerah", "Tata Cara Evaluasi Rancangan Peraturan Daerah tentang RPJPD"]
)
def test_titles_without_citations(judul):
    assert inner_citations(judul) == ()


# --- names and addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jenis", "daerah", "nomor", "tahun", "nama"),
    [
        ("uu", None, "23", 2014, "UU 23/2014"),
        ("perppu", None, "2", 2014, "Perppu 2/2014"),
        ("permenpanrb", None, "35", 2012, "PermenPANRB 35/2012"),
        ("permendagri", None, "86", 2017, "Permendagri 86/2017"),
        ("perwal", TANGERANG, "131", 2021, "Perwal Kota Tangerang 131/2021"),
        ("perwal", None, "131", 2021, "Perwal 131/2021"),
        ("perbup", MOJOKERTO, "77", 2021, "Perbup Mojokerto 77/2021"),
        ("perbup", MOJOKERTO, "07", 2021, "Perbup Mojokerto 7/2021"),
        ("perda", BALANGAN, "5", 2016, "Perda Kabupaten Balangan 5/2016"),
        ("se-walikota", TANGERANG, "5", 2016, "SE Wali Kota Tangerang 5/2016"),
        ("permenkeu", None, "168/PMK.06/2013", 2013, "Permenkeu 168/PMK.06/2013"),
        ("se-mendagri", None, "061/1234/SJ", 2020, "SE Mendagri 061/1234/SJ Tahun 2020"),
        ("per-kepala-bkn", None, "1", 2013, "Peraturan Kepala BKN 1/2013"),
        ("uu", None, "23", None, "UU 23"),
        ("uu", None, None, 2014, "UU 2014"),
        ("uu", None, None, None, "UU"),
        ("uud", None, None, 1945, "UUD 1945"),
        ("entah", None, "1", 2000, "ENTAH 1/2000"),
    ],
)
def test_short_names(jenis, daerah, nomor, tahun, nama):
    assert short_name(jenis, daerah, nomor, tahun) == nama


@pytest.mark.parametrize(("teks", "kunci"), ALIAS)
def test_short_names_read_back(teks, kunci):
    sitasi = parsed(teks)
    if sitasi.nomor and sitasi.nomor[0].isdigit():
        assert key(short_name(sitasi.jenis, sitasi.daerah, sitasi.nomor, sitasi.tahun)) == kunci


@pytest.mark.parametrize(
    ("jenis", "nomor", "tahun", "url"),
    [
        ("uu", "23", 2014, "https://peraturan.go.id/id/uu-no-23-tahun-2014"),
        ("pp", "012", 2019, "https://peraturan.go.id/id/pp-no-12-tahun-2019"),
        ("permendagri", "86", 2017, "https://peraturan.go.id/id/permendagri-no-86-tahun-2017"),
        ("permenpanrb", "35", 2012, None),
        ("perwal", "131", 2021, None),
        ("permenkeu", "168/PMK.06/2013", 2013, None),
        ("uu", '1"><script>', 2014, None),
        ("uu", "٢٣", 2014, None),
        ("uu", "23\n", 2014, None),
        ("uu", None, 2014, None),
        ("uu", "23", None, None),
        ("uu", "23", 99999, None),
        ("../uu", "23", 2014, None),
    ],
)
def test_portal_addresses(jenis, nomor, tahun, url):
    assert portal_url(jenis, nomor, tahun) == url


def test_format_is_canonical():
    assert format_citation(parsed("perwali kota tangerang no.33/2014 tentang Pedoman (BD Tahun 2014 No 33);")) == (
        "Peraturan Wali Kota Tangerang Nomor 33 Tahun 2014 tentang Pedoman (Berita Daerah Tahun 2014 Nomor 33)"
    )


def test_values_are_frozen():
    sitasi = parsed("UU 1/2000")
    with pytest.raises(FrozenInstanceError):
        sitasi.nomor = "2"  # type: ignore[misc]
    assert hash(sitasi) == hash(parsed("UU 1/2000"))
    assert sitasi == Sitasi("UU 1/2000", "uu", None, "1", 2000)
