from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog.durations import (
    Bagian,
    Durasi,
    Satuan,
    Sifat,
    format_duration,
    format_parts,
    parse_duration,
    sum_parts,
)
from katalog.numerals import format_number, is_writable, read_number, spell

READABLE = {
    # the forms that FACTS.md counted
    "5 hari kerja": "5 hari kerja",
    "3 Hari": "3 hari",
    "1 minggu": "1 minggu",
    "10 MENIT": "10 menit",
    "1 bulan": "1 bulan",
    "2 Jam": "2 jam",
    "14 hari kalender": "14 hari kalender",
    "1 – 20 Hari Kerja": "1–20 hari kerja",
    "maksimal 3 hari kerja": "maksimal 3 hari kerja",
    "paling lama 7 hari": "maksimal 7 hari",
    "5 (lima) hari": "5 hari",
    "14 (empat belas) hari kerja": "14 hari kerja",
    "1 x 24 Jam": "24 jam",
    "satu triwulan": "1 triwulan",
    # white space, dots, abbreviations
    "  10\u00a0 menit \n": "10 menit",
    "5 hari.": "5 hari",
    "5hari": "5 hari",
    "30 mnt": "30 menit",
    "30 mnt.": "30 menit",
    "2 hr": "2 hari",
    "2 hr kerja": "2 hari kerja",
    "1 bln": "1 bulan",
    "1 thn.": "1 tahun",
    "1 pekan": "1 minggu",
    "1 semester": "1 semester",
    "20 detik": "20 detik",
    "0 hari": "0 hari",
    "05 menit": "5 menit",
    # ranges
    "1-3 hari": "1–3 hari",
    "1—3 hari": "1–3 hari",
    "1 s/d 3 hari": "1–3 hari",
    "1 s.d. 3 hari": "1–3 hari",
    "1 s.d 3 hari": "1–3 hari",
    "1 sd 3 hari": "1–3 hari",
    "1 sampai 3 hari": "1–3 hari",
    "1 sampai dengan 3 hari": "1–3 hari",
    "1 hingga 3 hari": "1–3 hari",
    "lima-enam hari": "5–6 hari",
    "1 hari - 3 hari": "1–3 hari",
    "3 - 3 hari": "3 hari",
    "30 menit - 1 jam": "30–60 menit",
    "1 jam 30 menit – 2 jam": "90–120 menit",
    "sebulan sampai satu triwulan": "1–3 bulan",
    "1 (satu) s.d. 3 (tiga) hari": "1–3 hari",
    "1 – 20 (satu sampai dua puluh) hari kerja": "1–20 hari kerja",
    # modifiers
    "maksimum 2 jam": "maksimal 2 jam",
    "maks. 2 jam": "maksimal 2 jam",
    "Max 2 jam": "maksimal 2 jam",
    "Maksimal: 2 jam": "maksimal 2 jam",
    "paling lambat 2 hari": "maksimal 2 hari",
    "selambat-lambatnya 2 hari": "maksimal 2 hari",
    "tidak lebih dari 2 hari": "maksimal 2 hari",
    "2 hari (maksimal)": "maksimal 2 hari",
    "2 hari paling lama": "maksimal 2 hari",
    "minimal 1 hari": "minimal 1 hari",
    "min. 1 hari": "minimal 1 hari",
    "paling cepat 1 hari": "minimal 1 hari",
    "paling sedikit 1 hari": "minimal 1 hari",
    "sekurang-kurangnya 1 hari": "minimal 1 hari",
    "± 30 menit": "kira-kira 30 menit",
    "±30 menit": "kira-kira 30 menit",
    "+/- 30 menit": "kira-kira 30 menit",
    "kurang lebih 30 menit": "kira-kira 30 menit",
    "sekitar 30 menit": "kira-kira 30 menit",
    "kira-kira 30 menit": "kira-kira 30 menit",
    "± maksimal 30 menit": "maksimal kira-kira 30 menit",
    "maksimal 1 – 20 hari kerja": "maksimal 1–20 hari kerja",
    # products
    "1x24 jam": "24 jam",
    "2 × 60 menit": "120 menit",
    "1 (satu) x 24 (dua puluh empat) jam": "24 jam",
    # numbers
    "dua hari": "2 hari",
    "sebelas hari": "11 hari",
    "dua puluh lima hari": "25 hari",
    "duapuluh lima hari": "25 hari",
    "seratus dua puluh hari": "120 hari",
    "sembilan ratus sembilan puluh sembilan hari": "999 hari",
    "14 (empatbelas) hari": "14 hari",
    "lima (5) hari": "5 hari",
    "setengah jam": "0,5 jam",
    "satu setengah jam": "1,5 jam",
    "1,5 jam": "1,5 jam",
    "1.5 jam": "1,5 jam",
    "1,25 jam": "1,25 jam",
    "0,125 jam": "1/8 jam",
    "½ jam": "0,5 jam",
    "1 ½ jam": "1,5 jam",
    "1½ jam": "1,5 jam",
    "1 1/2 jam": "1,5 jam",
    "1/2 hari": "0,5 hari",
    "1 1/3 jam": "1 1/3 jam",
    "1.000 menit": "1.000 menit",
    "1000 menit": "1.000 menit",
    "1.234.567,5 menit": "1.234.567,5 menit",
    # composites
    "5 Hari 6 Jam 35 Menit": "5 hari 6 jam 35 menit",
    "47 Hari 13 menit": "47 hari 13 menit",
    "1 jam, 30 menit": "1 jam 30 menit",
    "1 jam, dan 30 menit": "1 jam 30 menit",
    "1 hari dan 2 jam": "1 hari 2 jam",
    "1 hari + 2 jam": "1 hari 2 jam",
    "maksimal 1 hari 2 jam": "maksimal 1 hari 2 jam",
    "sehari": "1 hari",
    "seminggu": "1 minggu",
    "sebulan": "1 bulan",
    "sejam": "1 jam",
    "setahun": "1 tahun",
}

UNREADABLE = [
    # nothing said, or words
    "-",
    "–",
    ".",
    "menyesuaikan",
    "sesuai kebutuhan",
    "Sebelum periode revisi bulan berjalan",
    "hari",
    "5",
    "lima",
    "maksimal",
    # an amount and something more
    "30 menit per berkas",
    "2 hari setelah berkas lengkap",
    "5 hari sejak diterima",
    "3 hari/dokumen",
    "2 jam kerja",
    "5 hari kerjanya",
    "kurang dari 5 hari",
    "lebih dari 5 hari",
    "1 minggu sekali",
    "setiap 1 bulan",
    "1 tahun anggaran",
    "H-1",
    "(5 hari)",
    "5 hari..",
    # a document that contradicts itself
    "5 (enam) hari",
    "5 (lima puluh) hari",
    "1 – 20 (satu sampai dua belas) hari",
    "5 - 3 hari",
    "2 jam - 30 menit",
    "minimal 3 hari maksimal 5 hari",
    "minimal maksimal 3 hari",
    # two readings, or units whose relation needs a convention
    "5 HK",
    "1,000 menit",
    "1,500 menit",
    "1 atau 2 hari",
    "2 x 1 minggu",
    "1 x sehari",
    "3 kali 1 hari",
    "30 menit 1 jam",
    "1 hari 1 hari",
    "1 - 2 jam 30 menit",
    "1-2 hari 3 jam",
    "1 hari - 2 minggu",
    "1 hari - 2 jam",
    "1 hari - 3",
    "5 hari kerja - 10 hari",
    # not numbers
    "-5 hari",
    "1.00.000 menit",
    "1,5,5 hari",
    "1,5 ½ jam",
    "3/2 jam",
    "1/0 jam",
    "0/1 jam",
    "5 lima hari",
    "satu puluh hari",
    "lima dua hari",
    "tiga puluh sehari",
    "1234567890 menit",
    "999999999 x 999999999 menit",
    "1 detik - 999999999 jam",
    "0,1234567891 jam",
    "٥ hari",
]


@pytest.mark.parametrize(("printed", "canonical"), READABLE.items())
def test_reads(printed, canonical):
    durasi = parse_duration(printed)
    assert durasi.terukur
    assert durasi.teks == " ".join(printed.split())
    assert format_duration(durasi) == canonical


@pytest.mark.parametrize("printed", UNREADABLE)
def test_keeps_words_that_are_no_amount(printed):
    assert parse_duration(printed) == Durasi(printed)
    assert format_duration(Durasi(printed)) == printed


@pytest.mark.parametrize("blank", [None, "", "  ", "\t\n\u00a0"])
def test_blank_is_none(blank):
    assert parse_duration(blank) == Durasi(None)
    assert format_duration(Durasi(None)) == ""


def test_amount_range_and_modifier_as_data():
    assert parse_duration("± maks. 1 – 20 Hari Kerja") == Durasi(
        "± maks. 1 – 20 Hari Kerja",
        (Bagian(Fraction(1), Fraction(20), Satuan.HARI_KERJA),),
        (Sifat.MAKSIMAL, Sifat.KIRA_KIRA),
    )


@pytest.mark.parametrize(("lower", "upper"), [(2, 1), (-1, 1)])
def test_a_part_is_a_range(lower, upper):
    with pytest.raises(ValueError):
        Bagian(Fraction(lower), Fraction(upper), Satuan.HARI)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 10_000 + " hari",
        "1." * 5_000 + "0 hari",
        "(" * 10_000,
        "1 hari " * 5_000,
        "dua " * 5_000 + "hari",
        "maksimal " * 5_000 + "1 hari",
        "1" + " " * 100_000 + "x",
        "s/d" * 20_000,
    ],
)
def test_hostile_text_is_unquantified(text):
    assert not parse_duration(text).terukur


WORDS = """
1 2 24 1,5 1.000 ½ 1/2 / 9999999 x - – s/d sampai ( ) , dan . + ± maksimal min. kira-kira setengah
satu dua belas puluh ratus seratus sehari detik menit jam hari kerja kalender minggu bulan triwulan tahun hk
"""
VOCABULARY = st.sampled_from(WORDS.split())
TEXTS = st.text() | st.text("0123456789.,/-–x ()½menitjamhrsd") | st.lists(VOCABULARY, max_size=9).map(" ".join)


@given(TEXTS)
def test_any_text_parses_and_the_canonical_form_is_stable(text):
    first = parse_duration(text)
    canonical = format_duration(first)
    second = parse_duration(canonical)
    assert (second.bagian, second.sifat) == (first.bagian, first.sifat)
    assert format_duration(second) == canonical


AMOUNTS = st.fractions(0, 9_999_999, max_denominator=100).filter(is_writable)
UNITS = st.sampled_from(Satuan)
RANGES = st.tuples(AMOUNTS, AMOUNTS).map(sorted)
SINGLES = st.builds(lambda amount, unit: Bagian(amount, amount, unit), AMOUNTS, UNITS)
COMPOSITES = st.lists(SINGLES, min_size=1, max_size=5).map(
    lambda parts: sum_parts(Durasi(None, (part,)) for part in {part.satuan: part for part in parts}.values())
)
BAGIAN = COMPOSITES | st.builds(lambda ends, unit: (Bagian(ends[0], ends[1], unit),), RANGES, UNITS)
SIFAT = st.sampled_from(
    [(), (Sifat.MAKSIMAL,), (Sifat.MINIMAL,), (Sifat.KIRA_KIRA,), (Sifat.MAKSIMAL, Sifat.KIRA_KIRA)]
)
DURATIONS = st.builds(Durasi, st.none(), BAGIAN, SIFAT)


@given(DURATIONS)
def test_a_well_formed_duration_survives_writing_and_reading(durasi):
    read = parse_duration(format_duration(durasi))
    assert (read.bagian, read.sifat) == (durasi.bagian, durasi.sifat)


@given(st.lists(DURATIONS, max_size=6), st.randoms(use_true_random=False))
def test_the_sum_does_not_depend_on_the_order(durations, random):
    shuffled = random.sample(durations, len(durations))
    assert sum_parts(shuffled) == sum_parts(durations)


def test_the_sum_converts_nothing_and_skips_the_unquantified():
    steps = map(parse_duration, ["50 menit", "1-2 jam", "20 menit", None, "1 hari kerja", "2 hari", "menyesuaikan"])
    assert format_parts(sum_parts(steps)) == "1 hari kerja 2 hari 1–2 jam 70 menit"
    assert sum_parts([]) == ()
    assert format_parts(()) == ""


@given(st.integers(0, 999))
def test_spelled_numbers_are_read_and_must_agree(number):
    assert parse_duration(f"{number} ({spell(number)}) hari").bagian == (
        Bagian(Fraction(number), Fraction(number), Satuan.HARI),
    )
    assert not parse_duration(f"{number + 1} ({spell(number)}) hari").terukur


@pytest.mark.parametrize("number", [-1, 1000])
def test_spells_up_to_999_only(number):
    with pytest.raises(ValueError):
        spell(number)


@given(st.fractions(0, 9_999_999, max_denominator=100))
def test_hundredths_are_written_as_decimals(number):
    whole = Fraction(round(number * 100), 100)
    assert read_number(format_number(whole)) == whole
