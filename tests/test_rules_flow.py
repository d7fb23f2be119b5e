from __future__ import annotations

import pytest

from katalog.findings import Tingkat
from katalog.rules.verbs import begins_with_verb, decides, first_word, without_prefix
from tests.rule_support import findings_of


def flow(*rest: str, names: str = "kepala: Kepala Dinas", more: str = "") -> str:
    """Write an SOP whose steps are numbered from 1; each is told by what it adds ("lanjut: 3", "selesai: true")."""
    lines = [f"pelaksana: {{{names}}}", "langkah:"]
    for number, extra in enumerate(rest, start=1):
        fields = {"urut": str(number), "kegiatan": "Menyusun data", "pelaksana": "kepala"}
        for part in filter(None, extra.split("; ")):
            key, _, value = part.partition(": ")
            fields[key] = value
        if number == 1:
            fields.setdefault("mulai", "true")
        lines.append("  - {" + ", ".join(f"{key}: {value}" for key, value in fields.items()) + "}")
    return "\n".join([*lines, more])


def said(kode: str, fragment: str) -> list[str]:
    return [temuan.pesan for temuan in findings_of(kode, fragment)]


NOTE = "tidak_terbaca: [{{bidang: {}, alasan: Sobek.}}]"


def test_numbers_that_repeat() -> None:
    found = findings_of("A101", flow("", "urut: 1", "urut: 1", "urut: 4; selesai: true"))
    assert [temuan.jalur for temuan in found] == [("langkah", 1, "urut"), ("langkah", 2, "urut")]
    assert said("A102", flow("", "urut: 1", "urut: 2; selesai: true")) == []


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((1, 2, 3), []),
        ((2, 3), ["Nomor langkah melompat ke 2: tidak ada langkah 1."]),
        ((1, 2, 6), ["Nomor langkah melompat ke 6: tidak ada langkah 3–5."]),
        ((1, 3, 2, 4), ["Langkah 2 tertulis sesudah langkah 3."]),
        ((1, 4, 2), ["Nomor langkah melompat ke 4: tidak ada langkah 3.", "Langkah 2 tertulis sesudah langkah 4."]),
        ((999,), ["Nomor langkah melompat ke 999: tidak ada langkah 1–998."]),
    ],
)
def test_order_of_numbers(numbers: tuple[int, ...], expected: list[str]) -> None:
    assert said("A102", flow(*(f"urut: {number}" for number in numbers))) == expected


@pytest.mark.parametrize(
    ("lanjut", "jalur"),
    [
        ("9", ("langkah", 0, "lanjut")),
        ("[2, 9]", ("langkah", 0, "lanjut", 1)),
        ("{Ya: 2, Tidak: 9}", ("langkah", 0, "lanjut", "Tidak")),
        ("{Ya: [2, 9], Tidak: selesai}", ("langkah", 0, "lanjut", "Ya", 1)),
        ("0", ("langkah", 0, "lanjut")),
    ],
)
def test_targets_that_do_not_exist(lanjut: str, jalur: tuple[str | int, ...]) -> None:
    (temuan,) = findings_of("A103", flow(f"lanjut: {lanjut}", "selesai: true"))
    assert temuan.jalur == jalur
    assert temuan.tingkat is Tingkat.GALAT
    assert temuan.bantuan == "Langkah yang ada: 1 dan 2."
    assert temuan.letak.baris > 1


@pytest.mark.parametrize("lanjut", ["2", "selesai", "[2, selesai]", "{Ya: 2, Tidak: null}"])
def test_targets_that_exist(lanjut: str) -> None:
    assert findings_of("A103", flow(f"lanjut: {lanjut}", "selesai: true")) == []


@pytest.mark.parametrize(
    ("key", "help_text"),
    [
        ("kepla", 'Maksudnya "kepala"?'),
        ("Kepala Dinas", 'Maksudnya "kepala"?'),
        ("KEPALA", 'Maksudnya "kepala"?'),
        ("xyz", "Kunci yang ada: kepala."),
    ],
)
def test_unknown_performers(key: str, help_text: str) -> None:
    (temuan,) = findings_of("A104", flow("", f"pelaksana: {key}; selesai: true"))
    assert temuan.bantuan == help_text
    assert temuan.jalur == ("langkah", 1, "pelaksana")


def test_unknown_performer_in_a_list() -> None:
    (temuan,) = findings_of("A104", flow("", "pelaksana: [kepala, kepla]; selesai: true"))
    assert temuan.jalur == ("langkah", 1, "pelaksana", 1)


def test_no_columns_at_all() -> None:
    (temuan,) = findings_of("A104", flow("", names=""))
    assert temuan.bantuan == "Daftar pelaksana masih kosong."


def test_step_without_performer() -> None:
    assert said("A105", flow("", "pelaksana: null")) == ["Langkah 2 tidak mempunyai pelaksana."]
    (temuan,) = findings_of("A105", flow("", "pelaksana: null", more=NOTE.format("langkah.2.pelaksana")))
    assert (temuan.tingkat, temuan.pesan) == (
        Tingkat.SARAN,
        "Pelaksana langkah 2 tidak terbaca pada salinan. Sobek.",
    )


def test_unused_columns() -> None:
    names = "kepala: Kepala Dinas, staf: Staf"
    (temuan,) = findings_of("A106", flow("", names=names))
    assert (temuan.jalur, temuan.letak.kolom) == (("pelaksana", "staf"), 35)
    assert temuan.pesan == 'Kolom pelaksana "Staf" tidak dipakai langkah mana pun.'
    assert said("A106", flow("", "pelaksana: null", names=names)) == [
        'Kolom pelaksana "Staf" tidak dipakai langkah mana pun; pelaksana langkah 2 belum diketahui.'
    ]
    assert said("A106", flow("pelaksana: [kepala, staf]", names=names)) == []


def test_starts_and_ends() -> None:
    assert said("A107", flow("mulai: false", "selesai: true")) == ["Tidak ada langkah yang bertanda mulai."]
    assert said("A107", flow("", "mulai: true; selesai: true")) == []
    assert said("A108", flow("", "")) == ["Tidak ada langkah yang bertanda selesai."]
    assert said("A108", flow("", "lanjut: {Ya: selesai, Tidak: 1}")) == []
    for kode, fragment, bidang in (
        ("A107", flow("mulai: false", "selesai: true", more=NOTE.format("langkah.1.mulai")), "mulai"),
        ("A108", flow("", "", more=NOTE.format("langkah.2")), "selesai"),
    ):
        (temuan,) = findings_of(kode, fragment)
        assert temuan.tingkat is Tingkat.SARAN
        assert temuan.pesan == f"Simbol {bidang} tidak terbaca pada salinan. Sobek."


def test_unreachable_stretch_is_told_once() -> None:
    fragment = flow("lanjut: 5", "", "", "", "selesai: true")
    assert said("A109", fragment) == [
        "Langkah 2 tidak dapat dicapai dari langkah mulai, begitu pula langkah 3 dan 4 sesudahnya."
    ]


def test_unreachable_stretches_and_loops() -> None:
    fragment = flow("lanjut: 6", "lanjut: 6", "lanjut: 4", "lanjut: 3", "lanjut: 6", "selesai: true")
    assert [temuan.jalur for temuan in findings_of("A109", fragment)] == [
        ("langkah", 1),
        ("langkah", 2),
        ("langkah", 4),
    ]


def test_second_start_and_unknown_branch_excuse() -> None:
    assert said("A109", flow("lanjut: 3", "mulai: true", "selesai: true")) == []
    (temuan,) = findings_of("A109", flow("lanjut: {Ya: 3, Tidak: null}", "", "selesai: true"))
    assert temuan.tingkat is Tingkat.SARAN
    assert "mungkin lewat cabang" in temuan.pesan


def test_loop_without_a_way_out_is_told_once() -> None:
    fragment = flow("lanjut: {A: 2, B: 5}", "", "", "lanjut: 2", "selesai: true")
    assert said("A110", fragment) == ["Langkah 2–4 berputar tanpa jalan keluar."]


def test_steps_that_lead_into_a_loop_are_not_the_loop() -> None:
    fragment = flow("lanjut: {A: 2, B: 5}", "", "", "lanjut: 3", "selesai: true")
    assert said("A110", fragment) == ["Langkah 3 dan 4 berputar tanpa jalan keluar."]


def test_step_that_returns_to_itself() -> None:
    assert said("A110", flow("lanjut: {A: 2, B: 3}", "lanjut: 2", "selesai: true")) == [
        "Langkah 2 berputar tanpa jalan keluar."
    ]


def test_dead_end() -> None:
    assert said("A110", flow("lanjut: [2, 3]", "selesai: true", "")) == [
        "Langkah 3 buntu: tidak ada langkah sesudahnya, dan bukan langkah selesai."
    ]


@pytest.mark.parametrize(
    "fragment",
    [
        flow("", "lanjut: {Ya: 3, Tidak: 1}", "selesai: true"),
        flow("", ""),  # no end at all is another finding
        flow("", "lanjut: {Ya: null, Tidak: 1}"),  # the unknown branch may be the way out
        flow("lanjut: {A: 2, B: 3}", "lanjut: 9", "selesai: true"),  # the missing target is the fault
        flow("selesai: true", "lanjut: 2"),  # cannot be reached: another finding
    ],
)
def test_no_trap(fragment: str) -> None:
    assert said("A110", fragment) == []


def test_decisions() -> None:
    assert said("A111", flow("lanjut: {Ya: 2}", "selesai: true")) == [
        'Keputusan pada langkah 1 hanya mempunyai satu cabang, "Ya".'
    ]
    assert said("A111", flow("simbol: [keputusan]", "selesai: true")) == [
        "Langkah 1 memakai simbol keputusan, tetapi tidak mempunyai cabang berlabel."
    ]
    assert said("A111", flow("lanjut: {Ya: 2, Tidak: null}", "selesai: true")) == [
        'Arah cabang "Tidak" pada langkah 1 tidak ditunjukkan.'
    ]
    assert said("A111", flow("lanjut: {Baru: 2, Lama: 3, Ganda: 2}", "", "selesai: true")) == []
    assert said("A111", flow("lanjut: [2, 3]", "", "selesai: true")) == []


def test_unreadable_decisions() -> None:
    for bidang in ("langkah.1.lanjut", "langkah.1.lanjut.Tidak"):
        (temuan,) = findings_of("A111", flow("lanjut: {Ya: 2, Tidak: null}", "", more=NOTE.format(bidang)))
        assert temuan.tingkat is Tingkat.SARAN
    (temuan,) = findings_of("A111", flow("lanjut: {Ya: 2}", "", more=NOTE.format("langkah.1.lanjut")))
    assert temuan.tingkat is Tingkat.SARAN


@pytest.mark.parametrize(
    "kegiatan",
    [
        'Memeriksa draft jika "Oke" diparaf dan diajukan ke Kepala Badan Jika "tidak" dikembalikan ke ketua tim',
        "Memeriksa berkas, bila tidak sesuai dikembalikan",
        "Memeriksa berkas. Apabila belum lengkap, dikembalikan kepada pemohon",
        "Memeriksa apakah berkas lengkap",
        "Menyetujui atau menolak permohonan",
        "Memeriksa usulan (disetujui/ditolak)",
        "Memeriksa kelengkapan: lengkap / tidak",
        "JIKA DITOLAK, mengembalikan berkas",
    ],
)
def test_activities_that_decide(kegiatan: str) -> None:
    assert decides(kegiatan) is not None


@pytest.mark.parametrize(
    "kegiatan",
    [
        "Mengembalikan berkas kepada pemohon",
        "Memeriksa berkas yang tidak lengkap",
        "Melengkapi data bila diperlukan",
        "Menerima berkas yang dikembalikan",
        "Menyerahkan dokumen yang telah disetujui",
        "Menerima disposisi apabila ada",
        "Menghadiri rapat jika diundang",
        "Membuat laporan bilamana perlu",
        "Menerima atau mengirim surat",
        "Bila diperlukan, " + "x" * 300 + " tidak",
    ],
)
def test_activities_that_do_not_decide(kegiatan: str) -> None:
    assert decides(kegiatan) is None


def test_hostile_activity_is_read_to_its_end() -> None:
    assert decides("jika " * 4000) is None


def test_hidden_decision() -> None:
    text = "kegiatan: Memeriksa data bila tidak sesuai dikembalikan"
    (temuan,) = findings_of("A112", flow(text, "selesai: true"))
    assert '"bila tidak"' in temuan.pesan
    assert temuan.jalur == ("langkah", 0, "kegiatan")
    assert findings_of("A112", flow(f"{text}; lanjut: {{Ya: 2, Tidak: 1}}", "selesai: true")) == []
    (temuan,) = findings_of("A112", flow(text, "selesai: true", more=NOTE.format("langkah.1.lanjut")))
    assert temuan.tingkat is Tingkat.SARAN


@pytest.mark.parametrize(
    "kegiatan",
    [
        "Memerintahkan menyusun", "Membentuk team", "Melaksanakan rapat", "Menghimpun bahan", "Memeriksa , data",
        "Memberi tanda tangan", "Mensosialisasikan laporan", "Menyosialisasikan laporan", "Merekap", "Mengolah data",
        "Mendokumentasikan", "Mengkoordinasikan", "MENYUSUN LAPORAN", "menilai", "Menerima", "Menyanyi", "Mewakili",
        "Meyakinkan", "Mereviu dokumen", "Me-review dokumen", "Meng-upload", "Me review dokumen", "Memohon", "Memotret",
        "Memungut", "Menugaskan", "Mengesahkan", "Mengetik", "Mengecek", "Mengunggah", "Menyimpan", "Melengkapi",
        "Berkoordinasi dengan bidang", "Berdiskusi", "Bermusyawarah", "Berkonsultasi", "Berangkat", "Bekerja sama",
        "1. Menyusun laporan", "a) Menyusun laporan", "(2) Menyusun", "- Menyusun", "• Menyusun", "dan menyusun",
        "Kemudian menyusun", "2) Selanjutnya, mencatat", "Setelah itu menyusun", "Buat laporan", "Susunlah laporan",
        "Tandatangani surat", "Verifikasi berkas", "Upload dokumen", "Datang ke loket",
        '"Menyusun" laporan', "“Menyusun” laporan",
    ],
)  # fmt: skip
def test_active_verbs(kegiatan: str) -> None:
    assert begins_with_verb(kegiatan)


@pytest.mark.parametrize(
    "kegiatan",
    [
        "Merupakan dokumen", "Berkas diterima", "Berdasarkan disposisi", "Berita acara", "Meja disiapkan",
        "Media dipasang", "Metode dipilih", "Menteri menandatangani", "Mekanisme", "Bersama tim menyusun",
        "Bersama-sama menyusun", "Penyusunan laporan", "Dilakukan pemeriksaan", "Rapat koordinasi", "Menurut disposisi",
        "Melalui sekretaris", "Mengenai laporan", "Mesin dinyalakan", "Memo dikirim", "Member baru", "Mereka menyusun",
        "Berbagai data", "Berkas-berkas", "Laporan", "Surat masuk", "Persetujuan", "Apakah lengkap", "Meeting",
        "Beras dibagi", "123", "…", "1.", "Me", "Bermeter",
    ],
)  # fmt: skip
def test_no_active_verbs(kegiatan: str) -> None:
    assert begins_with_verb(kegiatan) is (kegiatan in {"Me", "Bermeter"})


def test_prefixes() -> None:
    assert without_prefix("1. dan  Menyusun") == "Menyusun"
    assert without_prefix("A.Yani diundang") == "A.Yani diundang"
    assert without_prefix("Dana dicairkan") == "Dana dicairkan"
    assert first_word("  (1) menyusun") == "menyusun"


def test_passive_and_nominal_beginnings() -> None:
    fragment = flow("kegiatan: Dilakukan pemeriksaan", "kegiatan: Penyusunan laporan; selesai: true")
    first, second = findings_of("A113", fragment)
    assert first.pesan == 'Kegiatan langkah 1 diawali "Dilakukan", bukan kata kerja aktif.'
    assert "pasif" in (first.bantuan or "")
    assert "Menyusun" in (second.bantuan or "")


@pytest.mark.parametrize(
    ("kegiatan", "subject", "help_text"),
    [
        ("Sekretaris memfasilitasi rapat", "Sekretaris", 'Awali dengan kata kerja: "Memfasilitasi rapat".'),
        ("2. SEKRETARIS DINAS memeriksa", "SEKRETARIS DINAS", 'Awali dengan kata kerja: "Memeriksa".'),
        ("Juru Antar mengirim surat", "Juru Antar", 'Awali dengan kata kerja: "Mengirim surat".'),
        ("Tim, menyusun laporan", "Tim", 'Awali dengan kata kerja: "Menyusun laporan".'),
        ("Kasubag Program: menyusun", "Kasubag Program", 'Awali dengan kata kerja: "Menyusun".'),
        ("Staf", "Staf", "Awali dengan kata kerja; pelaku sudah ada di kolom Pelaksana."),
    ],
)
def test_activities_that_begin_with_their_subject(kegiatan: str, subject: str, help_text: str) -> None:
    names = "kepala: Kepala Dinas, juru: Juru Antar"
    fragment = flow(f'kegiatan: "{kegiatan}"', "selesai: true", names=names)
    (temuan,) = findings_of("A114", fragment)
    assert temuan.pesan == f'Kegiatan langkah 1 diawali pelakunya, "{subject}".'
    assert temuan.bantuan == help_text
    assert findings_of("A113", fragment) == []


@pytest.mark.parametrize(
    "kegiatan", ["Memerintahkan Sekretaris", "Timbang terima", "Perencanaan kegiatan", "Sekretariat"]
)
def test_activities_that_do_not_begin_with_a_subject(kegiatan: str) -> None:
    assert findings_of("A114", flow(f"kegiatan: {kegiatan}")) == []


@pytest.mark.parametrize(
    ("fragment", "count"),
    [
        (flow("lanjut: [2, 3]", "lanjut: 4", "lanjut: 4", "selesai: true"), 0),
        (flow("lanjut: [2, 3]", "", "", "selesai: true"), 0),  # one branch runs into the other
        (flow("lanjut: [2, 3]", "selesai: true", "selesai: true"), 1),
        (flow("lanjut: [2, 3]", "lanjut: {Ya: 4, Tidak: selesai}", "lanjut: 4", "selesai: true"), 1),
        (flow("lanjut: {Ya: [2, 3], Tidak: selesai}", "selesai: true", "selesai: true"), 1),
        (flow("lanjut: [2, selesai]", "selesai: true"), 0),
        (flow("lanjut: [2, 9]", "selesai: true"), 0),
        (flow("lanjut: {Ya: 2, Tidak: 3}", "selesai: true", "selesai: true"), 0),
    ],
)
def test_parallel_branches(fragment: str, count: int) -> None:
    assert len(findings_of("A115", fragment)) == count


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        (flow("lanjut: [2, 3]", "", "selesai: true"), [("langkah", 1)]),
        (flow("lanjut: [2, 3]", "", "", "selesai: true"), [("langkah", 1)]),
        (flow("lanjut: [2, 4]", "", "", "", "selesai: true"), [("langkah", 2)]),
        (flow("lanjut: [3, 2]", "", "", "selesai: true"), [("langkah", 1)]),
        (flow("lanjut: [2, 3, 4]", "", "", "selesai: true"), [("langkah", 1), ("langkah", 2)]),
        (flow("lanjut: [2, 3, 4]", "", "lanjut: 5", "lanjut: 5", "selesai: true"), [("langkah", 1)]),
        (flow("lanjut: [2, 3]", "lanjut: {Ya: 3, Tidak: 1}", "selesai: true"), [("langkah", 1, "lanjut")]),
        (flow("lanjut: {Ya: [2, 3], Tidak: 1}", "", "selesai: true"), [("langkah", 1)]),
        (flow("lanjut: [2, 3]", "lanjut: 4", "lanjut: 4", "selesai: true"), []),
        # a review before the branches, or of the other branch, returns to a sibling
        (flow("", "lanjut: [3, 4]", "lanjut: {Ya: 5, Tidak: 1}", "lanjut: 5", "selesai: true"), []),
        (flow("lanjut: [2, 3]", "lanjut: 4", "lanjut: {Ya: 4, Tidak: 2}", "selesai: true"), []),
        (flow("lanjut: [2, 3]", "lanjut: 4", "", "lanjut: {Ya: 5, Tidak: 2}", "selesai: true"), []),
        (flow("lanjut: [2, 3]", "selesai: true", "lanjut: 2"), []),
        (flow("lanjut: [2, 9]", "", "selesai: true"), []),
        (flow("lanjut: [2, selesai]", "selesai: true"), []),
        (flow("lanjut: {Ya: 2, Tidak: 3}", "", "selesai: true"), []),
    ],
)
def test_branches_that_run_into_each_other(fragment: str, expected: list[tuple[str | int, ...]]) -> None:
    assert [temuan.jalur for temuan in findings_of("A118", fragment)] == expected
    assert findings_of("A115", fragment) == []


def test_branch_that_runs_into_its_sibling_says_where_to_mend() -> None:
    (temuan,) = findings_of("A118", flow("lanjut: [2, 4]", "", "", "selesai: true"))
    assert temuan.tingkat is Tingkat.PERINGATAN
    assert temuan.pesan == (
        "Cabang ke langkah 2 lewat langkah 3 mengalir ke langkah 4, yang juga cabang sejajar dari langkah 1."
    )
    assert (temuan.bantuan or "").startswith("Tulis lanjut pada langkah 3")
    written = findings_of("A118", flow("lanjut: [2, 3]", "lanjut: 3", "selesai: true"))
    assert [temuan.tingkat for temuan in written] == [Tingkat.SARAN]
    unread = flow("lanjut: [2, 3]", "", "selesai: true", more=NOTE.format("langkah.2.lanjut"))
    (temuan,) = findings_of("A118", unread)
    assert temuan.tingkat is Tingkat.SARAN
    assert "tidak terbaca pada salinan" in temuan.pesan


def test_branches_may_run_into_each_other_and_never_meet() -> None:
    fragment = flow("lanjut: [2, 3, 4]", "", "selesai: true", "selesai: true")
    assert len(findings_of("A118", fragment)) == len(findings_of("A115", fragment)) == 1


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        (flow("", "selesai: true; lanjut: 3", "selesai: true"), ["3"]),
        (flow("", "selesai: true; lanjut: 1"), ["1"]),
        (flow("", "selesai: true; lanjut: [3, 4]", "", "selesai: true"), ["3 dan 4"]),
        (flow("", "selesai: true; lanjut: [selesai, 3]", "selesai: true"), ["3"]),
        (flow("", "selesai: true"), []),
        (flow("", "selesai: true; lanjut: selesai"), []),
        (flow("", "selesai: true; lanjut: null", "selesai: true"), []),
        (flow("", "selesai: true; lanjut: {Ya: 3, Tidak: 1}", "selesai: true"), []),
        (flow("", "lanjut: 3", "selesai: true"), []),
    ],
)
def test_ends_that_go_on(fragment: str, expected: list[str]) -> None:
    assert said("A117", fragment) == [
        f"Langkah 2 bertanda selesai, tetapi masih berlanjut ke langkah {numbers}." for numbers in expected
    ]


def test_end_that_goes_on_points_at_the_arrow_and_may_be_unreadable() -> None:
    (temuan,) = findings_of("A117", flow("", "selesai: true; lanjut: 1", more=NOTE.format("langkah.2.selesai")))
    assert temuan.jalur == ("langkah", 1, "lanjut")
    assert temuan.tingkat is Tingkat.SARAN
    assert "tidak terbaca pada salinan" in temuan.pesan


def test_labels() -> None:
    assert said("A116", flow('lanjut: {Ya: 2, "YA ": 3}', "", "selesai: true")) == [
        'Label cabang "YA" pada langkah 1 sama dengan "Ya".'
    ]
    assert said("A116", flow("lanjut: {Ya: 2, Tidak: 2}", "selesai: true")) == [
        "Semua cabang keputusan pada langkah 1 menuju langkah 2."
    ]
    assert said("A116", flow("lanjut: {Ya: selesai, Tidak: selesai}", "")) == [
        "Semua cabang keputusan pada langkah 1 menuju selesai."
    ]
    assert said("A116", flow("lanjut: {Ya: null, Tidak: null}", "")) == []
    assert said("A116", flow("lanjut: {Ya: 2}", "selesai: true")) == []
    assert said("A116", flow("lanjut: {≥ 10: 2, < 10: 3}", "", "selesai: true")) == []
    assert said("A116", flow("lanjut: {Baru: 2, Lama: 3, Ganda: 2}", "", "selesai: true")) == []
