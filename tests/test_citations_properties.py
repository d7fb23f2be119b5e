from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from katalog.citations import (
    MAX_KEDALAMAN,
    Daerah,
    Perubahan,
    Sitasi,
    Terbitan,
    all_citations,
    format_citation,
    inner_citations,
    parse_citation,
    short_name,
)
from katalog.regulation_kinds import RAGAM
from tests.citation_support import MOJOKERTO, TANGERANG, bare, parsed

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
def test_long_text_is_read_to_its_end(teks):
    sitasi = parse_citation(teks)
    inner_citations(teks)
    if sitasi is not None:
        format_citation(sitasi)
        all_citations(sitasi)


def test_nesting_is_limited_and_loses_nothing():
    sitasi = parsed("UU 1/2000 " + " ".join(f"{KLAUSA}UU {n}/2001" for n in range(2, 42)))
    depth, inner = 0, sitasi
    while inner.perubahan is not None:
        depth, inner = depth + 1, inner.perubahan.dengan[-1]
    assert depth == MAX_KEDALAMAN
    assert [c.nomor for c in all_citations(sitasi)] == [str(n) for n in range(1, 42)]
    assert bare(parsed(format_citation(sitasi))) == bare(sitasi)
