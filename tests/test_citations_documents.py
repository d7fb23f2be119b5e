from __future__ import annotations

from pathlib import Path

import pytest

from katalog.citations import (
    Terbitan,
    all_citations,
    format_citation,
)
from tests.citation_support import BALANGAN, MOJOKERTO, TANGERANG, bare, parsed

SUMBER = Path(__file__).parents[1] / "sops" / "_sumber"

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
