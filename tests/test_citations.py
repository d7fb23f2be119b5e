from __future__ import annotations

import re
import time
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from katalog.citations import (
    MAX_KEDALAMAN,
    Daerah,
    Kunci,
    Perubahan,
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

SUMBER = Path(__file__).parents[1] / "sops" / "_sumber"
TANGERANG = Daerah("kota", "Tangerang")
BALANGAN = Daerah("kabupaten", "Balangan")
MOJOKERTO = Daerah("kabupaten", "Mojokerto")

UU_2_1993 = (
    "Undang-Undang Nomor 2 Tahun 1993 tentang Pembentukan Kotamadya Daerah Tingkat II Tangerang "
    "(Lembaran Negara Republik Indonesia Tahun 1993 Nomor 18, Tambahan Lembaran Negara Republik "
    "Indonesia Nomor 3518);"
)
UU_23_2000 = (
    "Undang-Undang Nomor 23 Tahun 2000 tentang Pembentukan Daerah-Daerah Kota dalam Lingkungan Provinsi Banten;"
)
UU_25_2004 = (
    "Undang-undang Nomor 25 Tahun 2004 tentang Sistem Perencanaan Pembangunan Nasional (Lembaran Negara "
    "Republik Indonesia Tahun 2004 Nomor 104, Tambahan Lembaran Negara Republik Indonesia Nomor 4421);"
)
UU_23_2014 = (
    "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah (Lembaran Negara Republik Indonesia "
    "Tahun 2014 Nomor 244, Tambahan Lembaran Negara Republik Indonesia Nomor 5587), sebagaimana telah "
    "diubah terakhir dengan Undang-undang Nomor 2 Tahun 2015 tentang Penetapan Peraturan Pemerintah "
    "Pengganti Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah menjadi Undang-Undang "
    "(Lembaran Negara Republik Indonesia Tahun 2015 Nomor 24, Tambahan Lembaran Negara Republik "
    "Indonesia Nomor 5657);"
)
PANRB_89_2021 = (
    "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 89 Tahun 2021 tentang "
    "Penjenjangan Kinerja (Berita Negara Republik Indonesia Tahun 2021 Nomor 1570)"
)
PANRB_53_2014 = (
    "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 53 Tahun 2014 "
    "tentang Petunjuk Teknis Perjanjian Kinerja, Pelaporan Kinerja, dan Tata Cara Reviu Atas Laporan "
    "Kinerja Instansi Pemerintah (Berita Negara Republik Indonesia Tahun 2014 Nomor 1312);"
)
PANRB_35_2012 = (
    "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Republik Indonesia Nomor "
    "35 Tahun 2012 tentang Pedoman Penyusunan Standar Operasional Prosedur (SOP) Administrasi "
    "Pemerintahan;"
)
PP_18_2016 = (
    "Peraturan Pemerintah Nomor 18 Tahun 2016 tentang Perangkat Daerah sebagaimana telah diubah dengan "
    "Peraturan Pemerintah Nomor 72 Tahun 2019 tentang Perubahan atas Peraturan Pemerintah Nomor 18 "
    "Tahun 2016 tentang Perangkat Daerah (Lembaran Negara Republik Indonesia Tahun 2019 Nomor 187);"
)
JUDUL_86_2017 = (
    "Tata Cara Perencanaan, Pengendalian Dan Evaluasi Pembangunan Daerah, Tata Cara Evaluasi Rancangan "
    "Peraturan Daerah Tentang Rencana Pembangunan Jangka Panjang Daerah Dan Rencana Pembangunan Jangka "
    "Menengah Daerah, Serta Tata Cara Perubahan Rencana Pembangunan Jangka Panjang Daerah, Rencana "
    "Pembangunan Jangka Menengah Daerah, dan Rencana Kerja Pemerintah Daerah"
)
DAGRI_86_2017 = (
    f"Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017 tentang {JUDUL_86_2017} (Berita Negara Republik "
    "Indonesia Tahun 2017 Nomor 1312);"
)
PERWAL_33_2014 = (
    "Peraturan Wali Kota Tangerang Nomor 33 Tahun 2014 tentang Pedoman Penyusunan Standar Operasional "
    "Prosedur Administrasi Pemerintahan (Berita Daerah Kota Tangerang Tahun 2014 Nomor 33)"
)
SUSUNAN = "Kedudukan, Susunan Organisasi, Tugas dan Fungsi Tata Kerja"
BERSAMA_AWAL = [
    (UU_2_1993, ["uu-1993-2"]),
    (UU_2_1993, ["uu-1993-2"]),
    (UU_23_2000, ["uu-2000-23"]),
    (UU_25_2004, ["uu-2004-25"]),
    (UU_23_2014, ["uu-2014-23", "uu-2015-2"]),
]
BERSAMA_AKHIR = [
    (PANRB_35_2012, ["permenpanrb-2012-35"]),
    (PP_18_2016, ["pp-2016-18", "pp-2019-72"]),
    (DAGRI_86_2017, ["permendagri-2017-86"]),
    (PERWAL_33_2014, ["perwal-kota-tangerang-2014-33"]),
]
DOKUMEN = {
    "000_31d7f442c73bdf39.txt": (
        TANGERANG,
        [
            *BERSAMA_AWAL,
            (PANRB_89_2021, ["permenpanrb-2021-89"]),
            *BERSAMA_AKHIR,
            (
                f"Peraturan Walikota Nomor 131 Tahun 2021 tentang {SUSUNAN} Dinas Kesehatan Kota Tangerang.",
                ["perwal-kota-tangerang-2021-131 *"],
            ),
        ],
    ),
    "001_e2ee5d93105279d8.txt": (
        TANGERANG,
        [
            *BERSAMA_AWAL,
            (PANRB_89_2021, ["permenpanrb-2021-89"]),
            *BERSAMA_AKHIR,
            (
                (
                    f"Peraturan Walikota Nomor 99 Tahun 2023 tentang {SUSUNAN} Dinas Pemberdayaan Perempuan "
                    "Perlindungan Anak Pengendalian Penduduk Dan Keluarga Berencana"
                ),
                ["perwal-kota-tangerang-2023-99 *"],
            ),
        ],
    ),
    "002_e736489f8f464928.txt": (
        TANGERANG,
        [
            *BERSAMA_AWAL,
            (PANRB_53_2014, ["permenpanrb-2014-53"]),
            *BERSAMA_AKHIR,
            (
                (f"Peraturan Walikota Nomor 148 Tahun 2021 tentang {SUSUNAN} Badan Perencanaan Pembangunan Daerah."),
                ["perwal-kota-tangerang-2021-148 *"],
            ),
        ],
    ),
    "003_a7f46b657f2cd8d2.txt": (
        BALANGAN,
        [
            (
                ("Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah"),
                ["perpres-2014-29"],
            ),
            (
                "Undang-Undang Republik Indonesia Nomor 23 Tahun 2014 tentang Pemerintahan Daerah.",
                ["uu-2014-23"],
            ),
            (
                (
                    "Peraturan Pemerintah Nomor 8 Tahun 2008 tentang Tahapan Tatacara Penyusunan, "
                    "Pengendalian, dan "
                    "Evaluasi Pelaksanaan Rencana Pembangunan Daerah"
                ),
                ["pp-2008-8"],
            ),
            (
                ("Peraturan Pemerintah Republik Indonesia Nomor 12 Tahun 2019 Tentang Pengelolaan Keuangan Daerah"),
                ["pp-2019-12"],
            ),
            (
                (
                    "Peraturan Menteri Dalam Negeri Nomor 52 Tahun 2011 tentang Standar Operasional "
                    "Prosedur Di "
                    "Lingkungan Pemerintah Provinsi dan Kabupaten/Kota;"
                ),
                ["permendagri-2011-52"],
            ),
            (
                (
                    "Peraturan Menteri Dalam Negeri Republik Indonesia Nomor 86 Tahun 2017 Tentang Tata Cara "
                    "Perencanaan, Pengendalian Dan Evaluasi Pembangunan Daerah, Tata Cara Evaluasi "
                    "Rancangan Peraturan Daerah Tentang Rencana Pembangunan Jangka Panjang Daerah Dan "
                    "Rencana Pembangunan Jangka Menengah "
                    "Daerah, Serta Tata Cara Perubahan Rencana Pembangunan"
                ),
                ["permendagri-2017-86"],
            ),
        ],
    ),
    "004_47d31998d1e462a1.txt": (
        MOJOKERTO,
        [
            (
                ("Peraturan Pemerintah Nomor 8 tahun 2006 tentang Pelaporan Keuangan dan Kinerja Instansi Pemerintah"),
                ["pp-2006-8"],
            ),
            (
                (
                    "Permenpan RB Nomor 29 Tahun 2010 tentang Pedoman Penyusunan Penetapan Kinerja "
                    "dan Pelaporan "
                    "Akuntabilitas Kinerja"
                ),
                ["permenpanrb-2010-29"],
            ),
            (
                (
                    "Peraturan Bupati Nomor 1 Tahun 2019 tentang Kebijakan Pengawasan Penyelenggaraan "
                    "Pemerintahan Daerah"
                ),
                ["perbup-mojokerto-2019-1 *"],
            ),
            (
                (
                    "Peraturan Bupati Kabupaten Mojokerto Nomor 77 Tahun 2021 tentang Kedudukan, "
                    "Susunan organisasi, "
                    "Tugas dan Fungsi serta Tata Kerja Dinas Kesehatan Kabupaten Mojokerto"
                ),
                ["perbup-mojokerto-2021-77"],
            ),
        ],
    ),
}
BUTIR = [
    pytest.param(berkas, daerah, teks, kunci, id=f"{berkas[:3]}-{urut}")
    for berkas, (daerah, isi) in DOKUMEN.items()
    for urut, (teks, kunci) in enumerate(isi, 1)
]


def parsed(teks: str) -> Sitasi:
    sitasi = parse_citation(teks)
    assert sitasi is not None, teks
    return sitasi


def bare(sitasi: Sitasi) -> Sitasi:
    """The citation without its printed text, at every depth."""
    perubahan = sitasi.perubahan
    if perubahan is not None:
        perubahan = replace(perubahan, dengan=tuple(bare(inner) for inner in perubahan.dengan))
    return replace(sitasi, teks="", perubahan=perubahan)


def key(teks: str, daerah: Daerah | None = None) -> str | None:
    kunci = parsed(teks).kunci(daerah)
    return kunci.nilai if kunci else None


# --- the five documents -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("berkas", "daerah", "teks", "kunci"), BUTIR)
def test_every_legal_basis_of_the_five_documents_resolves(berkas, daerah, teks, kunci):
    source = " ".join((SUMBER / berkas).read_text(encoding="utf-8").split())
    assert teks in source
    found = [citation.kunci(daerah) for citation in all_citations(parsed(teks))]
    assert [f"{k}{' *' if k.disimpulkan else ''}" for k in found if k] == kunci
    assert bare(parsed(format_citation(parsed(teks)))) == bare(parsed(teks))


def test_the_table_holds_every_numbered_item():
    assert [len(isi) for _, isi in DOKUMEN.values()] == [11, 11, 11, 6, 4]


def test_titles_and_gazettes_of_an_amended_law():
    sitasi = parsed(UU_23_2014)
    assert sitasi.teks == UU_23_2014
    assert sitasi.judul == "Pemerintahan Daerah"
    assert sitasi.terbitan == (Terbitan("LN", 2014, "244"), Terbitan("TLN", None, "5587"))
    assert sitasi.perubahan is not None
    assert (sitasi.perubahan.beberapa_kali, sitasi.perubahan.terakhir) == (False, True)
    (inner,) = sitasi.perubahan.dengan
    assert inner.teks.startswith("Undang-undang Nomor 2 Tahun 2015 tentang Penetapan")
    assert inner.judul == (
        "Penetapan Peraturan Pemerintah Pengganti Undang-Undang Nomor 23 Tahun 2014 tentang "
        "Pemerintahan Daerah menjadi Undang-Undang"
    )
    assert inner.terbitan == (Terbitan("LN", 2015, "24"), Terbitan("TLN", None, "5657"))
    assert inner.perubahan is None


def test_a_gazette_after_the_amendment_belongs_to_the_amendment():
    sitasi = parsed(PP_18_2016)
    assert (sitasi.judul, sitasi.terbitan) == ("Perangkat Daerah", ())
    assert sitasi.perubahan is not None
    (inner,) = sitasi.perubahan.dengan
    assert inner.judul == "Perubahan atas Peraturan Pemerintah Nomor 18 Tahun 2016 tentang Perangkat Daerah"
    assert inner.terbitan == (Terbitan("LN", 2019, "187"),)


def test_commas_parentheses_and_tentang_stay_in_the_title():
    assert parsed(DAGRI_86_2017).judul == JUDUL_86_2017
    assert parsed(DAGRI_86_2017).terbitan == (Terbitan("BN", 2017, "1312"),)
    assert parsed(PANRB_35_2012).judul == (
        "Pedoman Penyusunan Standar Operasional Prosedur (SOP) Administrasi Pemerintahan"
    )
    assert parsed(PERWAL_33_2014).terbitan == (Terbitan("BD", 2014, "33"),)


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


# --- any text ---------------------------------------------------------------------------------------------

POTONGAN = st.sampled_from(
    [
        "Undang-Undang", "UU", "PP", "Peraturan", "Peraturan Menteri", "Permen",
        "Peraturan Bupati", "Perwal", "SE", "Keputusan Kepala Dinas", "Kota", "Kabupaten",
        "Republik Indonesia", "RI", "Nomor", "No.", "23", "9/2015", "PER/15/M.PAN/7/2008", "Tahun",
        "2014", "tentang", "Pemerintahan", "Daerah", ",", "(", ")", ";", ".", "-", "/",
        "(LN 2014/244, TLN 5587)", "(Lembaran Negara", "Tambahan Lembaran Negara Nomor 5587)",
        "sebagaimana telah", "beberapa kali", "diubah", "terakhir", "dengan", "dan", "jo.",
        "juncto", "menjadi Undang-Undang", "…", "‑", "ſ",
    ]
)  # fmt: skip
SEMBARANG = st.one_of(st.text(max_size=200), st.lists(POTONGAN, max_size=40).map(" ".join))
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@given(SEMBARANG)
@example("UU Nomor 1 Tahun 2000 tentang (")
@example("SE 1/2000 tentang ) ) (")
def test_any_text_is_read_without_error(teks):
    sitasi = parse_citation(teks)
    for inner in inner_citations(teks):
        assert inner.kunci(TANGERANG) is None or inner.jenis
    if sitasi is None:
        return
    assert sitasi.teks == " ".join(teks.split())
    for citation in all_citations(sitasi):
        assert citation.teks in sitasi.teks
        assert format_citation(citation)
        assert short_name(citation.jenis, citation.daerah, citation.nomor, citation.tahun)
        for daerah in (None, TANGERANG, MOJOKERTO, Daerah("provinsi", "Banten")):
            kunci = citation.kunci(daerah)
            assert kunci is None or SLUG.fullmatch(kunci.nilai)


NAMA = st.sampled_from(
    ["Tangerang", "Mojokerto", "Kota Baru", "Hulu Sungai Utara", "Pangkajene dan Kepulauan", "Toli-Toli"]
)
KATA = st.sampled_from(
    [
        "Pedoman",
        "Tata Cara",
        "Perubahan",
        "dan",
        "Daerah",
        "(SOP)",
        "SOP,",
        "Kabupaten/Kota",
        "tentang",
        "atas UU 5/2014",
    ]
)
JUDUL = st.lists(KATA, min_size=1, max_size=8).map(lambda kata: " ".join([*kata, "Akhir"]))
TAHUN = st.integers(1945, 2099)
NOMOR = st.one_of(
    st.integers(1, 2000).map(str),
    st.sampled_from(["PM 68", "PER/15/M.PAN/7", "168/PMK.06", "188.45/12/KEP", "12A", "050-3708"]),
)
TERBITAN = st.builds(
    Terbitan,
    st.sampled_from(["LN", "TLN", "BN", "TBN", "LD", "TLD", "BD"]),
    st.none() | TAHUN,
    st.integers(1, 9999).map(str),
)


@st.composite
def sitasi_utuh(draw: st.DrawFn, kedalaman: int = 0) -> Sitasi:
    jenis = draw(st.sampled_from([*sorted(RAGAM), "permen-koperasi", "kep-kepala-dinas-kesehatan", "se"]))
    daerah = None
    if jenis in RAGAM and (wilayah := RAGAM[jenis].wilayah) != "nasional":
        pilihan = ["provinsi", "kabupaten", "kota"] if wilayah == "daerah" else [wilayah]
        daerah = draw(st.none() | st.builds(Daerah, st.sampled_from(pilihan), NAMA))
    perubahan = None
    if kedalaman < 3 and draw(st.booleans()):
        # Only the last of several amendments can be amended in turn without ambiguity, and only the outermost
        # clause prints a single last amendment.
        depan = draw(st.lists(sitasi_utuh(kedalaman=9), max_size=2))
        dengan = (*depan, draw(sitasi_utuh(kedalaman=kedalaman + 1)))
        terakhir = draw(st.booleans()) and (kedalaman == 0 or len(dengan) > 1)
        perubahan = Perubahan(draw(st.booleans()), terakhir, dengan)
    return Sitasi(
        "",
        jenis,
        daerah,
        draw(NOMOR),
        draw(TAHUN),
        draw(st.none() | JUDUL),
        tuple(draw(st.lists(TERBITAN, max_size=3))),
        perubahan,
    )


@given(sitasi_utuh())
def test_format_and_parse_are_inverse(sitasi):
    text = format_citation(sitasi)
    again = parsed(text)
    assert bare(again) == sitasi
    assert format_citation(again) == text


@given(st.lists(POTONGAN, max_size=25).map(lambda kata: " ".join(["UU 1/2000 tentang", *kata])))
def test_format_after_parse_is_stable(teks):
    once = format_citation(parsed(teks))
    assert format_citation(parsed(once)) == once


# --- pathological text ------------------------------------------------------------------------------------

KLAUSA = "sebagaimana telah diubah dengan "


@pytest.mark.parametrize(
    "teks",
    [
        KLAUSA * 3200,
        "UU 1/2000 tentang A " + KLAUSA * 3200,
        "UU 1/2000 tentang A " + (KLAUSA + "UU 2/2001 ") * 2500,
        "UU 1/2000 " + "jo. UU 2/2001 tentang B (LN 2001/5) " * 2700,
        "UU 1/2000 " + KLAUSA + "UU 2/2001, " * 9000,
        "UU 1/2000 tentang A " + "telah " * 17000,
        "UU 1/2000 tentang A " + "sebagaimana telah, " * 5500,
        "UU 1/2000 tentang " + "(LN " * 25000,
        "UU 1/2000 tentang " + "(Lembaran Negara " * 6000,
        "UU 1/2000 tentang " + "Lembaran Negara x " * 5500,
        "UU 1/2000 tentang " + ")" * 100_000,
        "UU 1/2000 tentang A" + "(" * 100_000,
        "UU Nomor " + "." * 100_000,
        "UU Nomor " + "1/" * 50_000,
        "UU Nomor " + "1" * 100_000,
        "UU " * 33_000,
        "Peraturan Menteri " * 5500,
        "Peraturan " + "x" * 100_000,
        "perper " * 14_000,
        "UU 1/2000 tentang A " + "UU 2/2001 " * 10_000,
        "UU Nomor 1 tahun " + " tahun" * 16_000,
    ],
)
def test_long_text_is_read_quickly(teks):
    begin = time.process_time()
    sitasi = parse_citation(teks)
    inner_citations(teks)
    if sitasi is not None:
        format_citation(sitasi)
        all_citations(sitasi)
    assert time.process_time() - begin < 3  # linear reading takes well under a second


def test_nesting_is_limited_and_loses_nothing():
    sitasi = parsed("UU 1/2000 " + " ".join(f"{KLAUSA}UU {n}/2001" for n in range(2, 42)))
    depth, inner = 0, sitasi
    while inner.perubahan is not None:
        depth, inner = depth + 1, inner.perubahan.dengan[-1]
    assert depth == MAX_KEDALAMAN
    assert [c.nomor for c in all_citations(sitasi)] == [str(n) for n in range(1, 42)]
    assert bare(parsed(format_citation(sitasi))) == bare(sitasi)
