from __future__ import annotations

from datetime import date

import pytest

from katalog.findings import Tingkat
from katalog.model import SOP
from katalog.rules.fieldpaths import path_fault
from katalog.rules.headings import ACCEPTED, misprint_of
from katalog.rules.nip import needs_nip, nip_faults
from katalog.rules.phrases import enumerate_numbers, enumerate_words, is_blank, quote
from katalog.validation import read_model
from tests.rule_support import BASE, findings_of, merge

SIGNED = date(2024, 1, 10)


def test_number_that_only_holds_signs_is_missing() -> None:
    (temuan,) = findings_of("B101", 'nomor: "-"')
    assert temuan.tingkat is Tingkat.PERINGATAN
    assert temuan.jalur == ("nomor",)


def test_unreadable_number_does_not_blame_the_office() -> None:
    fragment = "nomor: null\ntidak_terbaca:\n  - {bidang: nomor, alasan: bagian atas hilang}"
    (temuan,) = findings_of("B101", fragment)
    assert temuan.tingkat is Tingkat.SARAN
    assert temuan.pesan == "Nomor SOP tidak terbaca pada salinan. Bagian atas hilang."


@pytest.mark.parametrize("only", ["tanggal_efektif", "tanggal_pengesahan"])
def test_one_of_the_two_dates_is_enough(only: str) -> None:
    other = {"tanggal_efektif": "tanggal_pengesahan", "tanggal_pengesahan": "tanggal_efektif"}[only]
    assert findings_of("B102", f'{only}: "2024-01-10"\n{other}: null') == []


def test_unreadable_dates() -> None:
    fragment = (
        "tanggal_efektif: null\ntanggal_pengesahan: null\n"
        "tidak_terbaca:\n  - {bidang: tanggal_pengesahan, alasan: Hilang.}"
    )
    (temuan,) = findings_of("B102", fragment)
    assert temuan.tingkat is Tingkat.SARAN
    assert "salinan" in temuan.pesan


OFFICIALS = [
    ("disahkan_oleh: null", ["Pejabat yang mengesahkan tidak disebutkan."]),
    ("disahkan_oleh: {jabatan: Kepala Dinas, nama: Siti}", ["NIP pejabat yang mengesahkan tidak disebutkan."]),
    ("disahkan_oleh: {jabatan: Bupati, nama: Siti}", []),
    ("disahkan_oleh: {jabatan: WALI KOTA TANGERANG, nama: Siti}", []),
    ("disahkan_oleh: {jabatan: Plt. Walikota, nama: Siti}", []),
    (
        'disahkan_oleh: {jabatan: Kepala}\nmengetahui: {jabatan: Plt. Kepala, nama: Ali, nip: "19731114 200604 1 006"}',
        [],
    ),
    (
        'disahkan_oleh: {jabatan: Kepala Dinas, nip: "197311142006041006"}\nmengetahui: {jabatan: Kepala, nama: Ahmad}',
        [],
    ),
    (
        "disahkan_oleh: {jabatan: Kepala Dinas}\ntidak_terbaca:\n  - {bidang: disahkan_oleh, alasan: Tertutup cap.}",
        [
            "NIP pejabat yang mengesahkan tidak terbaca pada salinan. Tertutup cap.",
            "Nama pejabat yang mengesahkan tidak terbaca pada salinan. Tertutup cap.",
        ],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), OFFICIALS)
def test_officials(fragment: str, expected: list[str]) -> None:
    assert [temuan.pesan for temuan in findings_of("B103", fragment)] == expected


def test_every_empty_box_is_a_finding_of_its_own() -> None:
    fragment = (
        'dasar_hukum: []\nkualifikasi_pelaksana: []\nketerkaitan: ["-"]\nperalatan: []\nperingatan: []\npencatatan: []'
    )
    found = findings_of("B104", fragment)
    assert {temuan.jalur[0] for temuan in found} == {
        "dasar_hukum",
        "kualifikasi_pelaksana",
        "keterkaitan",
        "peralatan",
        "peringatan",
        "pencatatan",
    }


def test_a_box_that_is_not_even_written_is_empty() -> None:
    assert len(findings_of("B104", "peringatan: []\npencatatan: [Tidak ada]")) == 1


@pytest.mark.parametrize(("field", "heading"), [(field, item) for field, items in ACCEPTED.items() for item in items])
def test_accepted_headings_are_no_misprints(field: str, heading: str) -> None:
    for printed in (heading, heading.upper(), heading.lower(), heading + ":", heading.replace("/", " / ")):
        assert misprint_of(field, printed) is None


@pytest.mark.parametrize(
    ("field", "printed", "wanted"),
    [
        ("mutu_baku", "MUTU BUKU", "Mutu Baku"),
        ("mutu_baku", "Mutu Bakku", "Mutu Baku"),
        ("langkah.mutu_baku", "MUTU BUKU", "Mutu Baku"),
        ("peralatan", "Peralatan/Perengkapan", "Peralatan/Perlengkapan"),
        ("kualifikasi_pelaksana", "Kualifikasi Pelaksanaan", "Kualifikasi Pelaksana"),
        ("disahkan_oleh", "Disyahkan Oleh", "Disahkan Oleh"),
        ("keterangan", "Keterengan", "Keterangan"),
        ("output", "Ouput", "Output"),
        ("pencatatan", "PENCATATAN DAN PENDATAN", "Pencatatan dan Pendataan"),
    ],
)
def test_misprinted_headings(field: str, printed: str, wanted: str) -> None:
    assert misprint_of(field, printed) == wanted


@pytest.mark.parametrize(
    ("field", "printed"),
    [
        ("kegiatan", "URAIAN PROSEDUR"),
        ("kelengkapan", "Kelengkapan dan Peralatan"),
        ("keterangan", "KET"),
        ("keterangan", "ket"),
        ("keterangan", "Kel"),
        ("kegiatan", "Uraian Tugas dan Kegiatan"),
        ("mutu_baku", "Standar Mutu"),
        ("waktu", "Durasi"),
        ("urut", "NO"),
        ("keterkaitan", "Keterangan"),
        ("bagan", "Bagan"),
        ("mutu_baku", "M" * 20_000),
    ],
)
def test_other_headings_are_left_alone(field: str, printed: str) -> None:
    assert misprint_of(field, printed) is None


def test_dates_on_the_same_day_and_a_planned_review_are_in_order() -> None:
    day = '"2024-01-10"'
    fragment = f"tanggal_pembuatan: {day}\ntanggal_pengesahan: {day}\ntanggal_efektif: {day}\ntanggal_revisi: {day}"
    assert findings_of("B106", fragment) == []
    assert findings_of("B106", 'tanggal_revisi: "2030-01-01"') == []


@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        (
            'tanggal_pembuatan: "2024-01-12"',
            ["Tanggal pengesahan (10 Januari 2024) mendahului tanggal pembuatan (12 Januari 2024)."],
        ),
        (
            'tanggal_efektif: "2023-12-31"',
            ["Tanggal efektif (31 Desember 2023) mendahului tanggal pengesahan (10 Januari 2024)."],
        ),
        (
            'tanggal_revisi: "2024-01-02"',
            ["Tanggal revisi (2 Januari 2024) mendahului tanggal pembuatan (3 Januari 2024)."],
        ),
        (
            'tanggal_pengesahan: null\ntanggal_efektif: "2024-01-01"',
            ["Tanggal efektif (1 Januari 2024) mendahului tanggal pembuatan (3 Januari 2024)."],
        ),
    ],
)
def test_dates_out_of_order(fragment: str, said: list[str]) -> None:
    assert [temuan.pesan for temuan in findings_of("B106", fragment)] == said


@pytest.mark.parametrize(
    "nip",
    [
        "197705012005012010",
        "19731114 200604 1 006",
        "19731114.200604.1.006",
        "NIP. 19731114 200604 1 006",
        "NIP:197311142006041006",
        "199205112022212011",  # a contract employee: 21 stands in the place of the month
        "200001012018121001",
        "198802292010121001",  # a leap day
        "NRP 12345678",
    ],
)
def test_possible_nip(nip: str) -> None:
    assert nip_faults(nip, SIGNED) == ()


@pytest.mark.parametrize(
    ("nip", "reason"),
    [
        ("19770501200501201", "terdiri atas 17 angka, seharusnya 18"),
        ("1977050120050120101", "terdiri atas 19 angka, seharusnya 18"),
        ("140123456", "terdiri atas 9 angka, seharusnya 18"),
        ("19770501200501201O", "memuat huruf atau tanda selain angka"),
        ("١٩٧٧٠٥٠١٢٠٠٥٠١٢٠١٠", "memuat huruf atau tanda selain angka"),
        ("197713012005012010", 'delapan angka pertama ("19771301") bukan tanggal lahir'),
        ("197702302005012010", 'delapan angka pertama ("19770230") bukan tanggal lahir'),
        ("000000002005012010", 'delapan angka pertama ("00000000") bukan tanggal lahir'),
        ("197705012005002010", 'angka ke-13 dan ke-14 ("00") bukan bulan pengangkatan'),
        ("197705012005132010", 'angka ke-13 dan ke-14 ("13") bukan bulan pengangkatan'),
        ("197705012005013010", 'angka ke-15 ("3") seharusnya 1 atau 2 (jenis kelamin)'),
        ("199505012005012010", "diangkat Januari 2005, padahal lahir 1 Mei 1995 (belum 15 tahun)"),
        ("193005012005012010", "diangkat Januari 2005, padahal lahir 1 Mei 1930 (lebih dari 60 tahun)"),
        ("197705012024022010", "diangkat Februari 2024, sesudah SOP disahkan pada 10 Januari 2024"),
    ],
)
def test_impossible_nip(nip: str, reason: str) -> None:
    assert nip_faults(nip, SIGNED) == (reason,)


def test_nip_of_someone_born_after_the_signing() -> None:
    assert "lahir 1 Mei 2025, sesudah SOP disahkan pada 10 Januari 2024" in nip_faults("202505012045012010", SIGNED)


def test_nip_without_a_signing_date() -> None:
    assert nip_faults("197705012024022010", None) == ()


def test_both_officials_are_checked() -> None:
    fragment = (
        'disahkan_oleh: {jabatan: Kepala Dinas, nama: Siti, nip: "123"}\n'
        'mengetahui: {jabatan: Kepala Dinas, nama: Siti, nip: "197713122005012004"}'
    )
    found = findings_of("B107", fragment)
    assert [temuan.jalur for temuan in found] == [("disahkan_oleh", "nip"), ("mengetahui", "nip")]
    assert found[0].pesan == 'NIP "123" tidak mungkin: terdiri atas 3 angka, seharusnya 18.'


def test_nip_that_was_hard_to_read() -> None:
    fragment = (
        'disahkan_oleh: {jabatan: Kepala Dinas, nama: Siti, nip: "123"}\n'
        "tidak_terbaca:\n  - {bidang: disahkan_oleh.nip, alasan: Kabur.}"
    )
    (temuan,) = findings_of("B107", fragment)
    assert temuan.tingkat is Tingkat.SARAN


@pytest.mark.parametrize(
    "jabatan", ["Kepala Dinas", "Camat", "Plt. Kepala Dinas", "Sekretaris Daerah", "Asisten Bupati"]
)
def test_officials_who_have_a_nip(jabatan: str) -> None:
    assert needs_nip(jabatan)


def test_exception_for_an_unknown_code() -> None:
    (temuan,) = findings_of("B108", "kecuali: {b104: Dokumen lama, B104: Dokumen lama}")
    assert temuan.jalur == ("kecuali", "b104")
    assert temuan.bantuan == 'Maksudnya "B104"?'
    assert temuan.letak.kolom == 11


FIXED = "peringatan: [Tidak ada]\n"
OPEN = "peringatan: []\n"


def test_an_accepted_finding_that_is_gone() -> None:
    (temuan,) = findings_of("B111", FIXED + "kecuali: {B104: Dokumen lama}")
    assert temuan.tingkat is Tingkat.SARAN
    assert temuan.jalur == ("kecuali", "B104")
    assert temuan.letak.kolom == 11


@pytest.mark.parametrize(
    "kecuali",
    [
        "kecuali: {B104: Dokumen lama}",
        "kecuali: {B1004: Dokumen lama}",  # B108 says so
        "kecuali: {B111: Dibiarkan}",
        "kecuali: {}",
    ],
)
def test_accepted_findings_that_are_left_alone(kecuali: str) -> None:
    assert findings_of("B111", OPEN + kecuali) == []


def test_the_finding_about_an_accepted_finding_can_be_accepted() -> None:
    (temuan,) = findings_of("B111", FIXED + "kecuali: {B104: Lama, B111: Dibiarkan sampai revisi}")
    assert temuan.diterima == "Dibiarkan sampai revisi"


def test_a_finding_elsewhere_does_not_count() -> None:
    # T201 is found in the references, never in an SOP
    assert len(findings_of("B111", "kecuali: {T201: Lama}")) == 1


def columns(*cells: str, more: str = "") -> str:
    lines = [f"  - {{urut: {number}, kegiatan: Menyusun, pelaksana: kepala, mutu_baku: {{{cell}}}}}"
             for number, cell in enumerate(cells, start=1)]  # fmt: skip
    return "\n".join(["langkah:", *lines, more])


FULL = "kelengkapan: a, output: b"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((FULL, FULL), []),
        ((FULL, "kelengkapan: '-', output: '-'"), []),
        ((FULL, "kelengkapan: a, output: null"), [(1, "Kolom Output kosong pada langkah 2.")]),
        ((FULL, "output: b", FULL, "output: b"), [(1, "Kolom Kelengkapan kosong pada langkah 2 dan 4.")]),
        (("waktu: 1 hari",) * 3, [(0, "Kolom Kelengkapan kosong pada semua langkah."),
                                  (0, "Kolom Output kosong pada semua langkah.")]),
        (("output: b",), [(0, "Kolom Kelengkapan kosong pada langkah 1.")]),
    ],
)  # fmt: skip
def test_empty_columns(cells: tuple[str, ...], expected: list[tuple[int, str]]) -> None:
    found = findings_of("B110", columns(*cells))
    assert [(temuan.jalur, temuan.pesan) for temuan in found] == [
        (("langkah", index, "mutu_baku", said.split()[1].lower()), said) for index, said in expected
    ]


def test_steps_without_any_quality_standard_are_empty() -> None:
    fragment = "langkah:\n  - {urut: 1, kegiatan: Menyusun, pelaksana: kepala}"
    assert len(findings_of("B110", fragment)) == 2


@pytest.mark.parametrize(
    ("note", "left"),
    [
        ("langkah.2.mutu_baku.output", []),
        ("langkah.2.mutu_baku", []),
        ("langkah.1.mutu_baku.output", [1]),
        ("langkah.2.mutu_baku.waktu", [1]),
    ],
)
def test_cells_that_cannot_be_read_are_not_blamed(note: str, left: list[int]) -> None:
    fragment = columns(FULL, "kelengkapan: a", more=f"tidak_terbaca: [{{bidang: {note}, alasan: Sobek.}}]")
    assert [temuan.jalur[1] for temuan in findings_of("B110", fragment)] == left


PATHS_THAT_LEAD = [
    "nomor",
    "disahkan_oleh",
    "disahkan_oleh.nip",
    "mengetahui.nama",
    "dasar_hukum.4",
    "pelaksana.kepala",
    "label_tercetak",
    "langkah",
    "langkah.3",
    "langkah.3.lanjut",
    "langkah.3.lanjut.Tidak",
    "langkah.3.pelaksana",
    "langkah.3.pelaksana.sekretaris",
    "langkah.4.mutu_baku.waktu",
    "sumber.berkas",
]
PATHS_THAT_DO_NOT = {
    "nomer": 'Maksudnya "nomor"?',
    "disahkan_oleh.nik": 'Maksudnya "nip"?',
    "dasar_hukum.0": "Butir dihitung dari 1 sampai 4.",
    "dasar_hukum.5": "Butir dihitung dari 1 sampai 4.",
    "dasar_hukum.²": "Butir dihitung dari 1 sampai 4.",
    "langkah.5.lanjut": "Langkah yang ada: 1–4.",
    "langkah.03.lanjut": "Langkah yang ada: 1–4.",
    "langkah.3.waktu": 'Tulis "langkah.3.mutu_baku.waktu".',
    "langkah.3.mutu_baku.wakt": 'Maksudnya "waktu"?',
    "langkah.3.lanjut.Mungkin": "Yang ada: Ya dan Tidak.",
    "langkah.3.kegiatan.1": "Hapus titik terakhir dan kata sesudahnya.",
    "pelaksana.kepla": 'Maksudnya "kepala"?',
    "nomor.1": "Hapus titik terakhir dan kata sesudahnya.",
    "label_tercetak.waktu": "Lihat contoh pada halaman aturan ini.",
}


@pytest.mark.parametrize("bidang", PATHS_THAT_LEAD)
def test_notes_on_fields_that_exist(bidang: str) -> None:
    assert findings_of("B109", f"tidak_terbaca:\n  - {{bidang: {bidang}, alasan: Kabur.}}") == []


@pytest.mark.parametrize(("bidang", "bantuan"), PATHS_THAT_DO_NOT.items())
def test_notes_on_fields_that_do_not_exist(bidang: str, bantuan: str) -> None:
    (temuan,) = findings_of("B109", f"disimpulkan:\n  - {{bidang: {bidang}, alasan: Kabur.}}")
    assert temuan.jalur == ("disimpulkan", 0, "bidang")
    assert temuan.bantuan == bantuan
    assert temuan.letak.kolom == 14


@pytest.mark.parametrize("bidang", ["", ".", "..", "langkah.", "langkah..", "dasar_hukum." + "9" * 5000, "a" * 20_000])
def test_strange_paths_never_raise(bidang: str) -> None:
    sop, _, _ = read_model(merge(BASE.read_text("utf-8"), "").encode(), SOP, "x.yaml")
    assert sop is not None
    assert path_fault(sop, bidang) is not None


def test_phrases() -> None:
    assert [enumerate_words(range(count)) for count in range(4)] == ["", "0", "0 dan 1", "0, 1, dan 2"]
    assert enumerate_numbers([2, 5, 6, 7, 8, 10]) == "2, 5–8, dan 10"
    assert enumerate_numbers([1, 2]) == "1 dan 2"
    assert quote("a" * 100, limit=5) == '"aaaa…"'
    assert is_blank(" - … ")
    assert not is_blank("0")
