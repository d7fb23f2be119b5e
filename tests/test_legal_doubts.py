"""Doubtful legal bases: what the registry holds against an item, as the SOP cites it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from katalog import Telaah, analyse, load_catalogue
from katalog.legal_doubts import DasarRagu, JenisKeraguan, doubtful_bases
from katalog.references import Keyakinan
from tests.catalogue_support import SOP_TEXT, make_catalogue

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = """\
{key}:
  judul: {title}
  jenis: pp
  nomor: "{number}"
  tahun: {year}
  status: {status}
  keyakinan_judul: terbaca
  keyakinan_status: {sure}
  diperiksa: "2026-01-01"
  sumber: Dibuat untuk pengujian.
"""


def entry(number: int, year: int, status: str = "berlaku", sure: str = "terbaca", more: str = "") -> str:
    key, title = f"pp-{year}-{number}", f"Hal {number}"
    return ENTRY.format(key=key, title=title, number=number, year=year, status=status, sure=sure) + more


REGISTRY = "".join(
    (
        entry(1, 2001),
        entry(2, 2002, "dicabut", "belum-diverifikasi", "  dicabut_oleh: [{kunci: pp-2010-10, keyakinan: dikutip}]\n"),
        entry(3, 2003, "diubah", more="  diubah_oleh: [pp-2011-11, pp-2015-15]\n"),
        entry(4, 2004, more="  dicabut_oleh: [{kunci: pp-2010-10, sebagian: true}]\n"),
        entry(5, 2005, "tidak-diketahui", "tercetak"),
        entry(6, 2006, "berlaku", "belum-diverifikasi"),
        entry(7, 2007, "diubah"),
        entry(8, 2008, "berlaku", more="  dicabut_oleh: [pp-2010-10]\n"),
        entry(10, 2010, more="  mencabut: [{kunci: pp-2002-2, keyakinan: dikutip}]\n"),
        entry(11, 2011),
        entry(15, 2015),
    )
)


def cite(number: int, year: int, amended: str = "") -> str:
    return f"Peraturan Pemerintah Nomor {number} Tahun {year} tentang Hal {number}{amended}"


def amended_by(number: int, year: int) -> str:
    return f" sebagaimana telah diubah dengan Peraturan Pemerintah Nomor {number} Tahun {year}"


def doubts(tmp_path: Path, *bases: str) -> tuple[DasarRagu, ...]:
    listed = "".join(f'  - "{text}"\n' for text in bases)
    akar = make_catalogue(tmp_path, {"dinkes-kota-tangerang/satu.yaml": f"{SOP_TEXT}dasar_hukum:\n{listed}"})
    (akar / "_acuan" / "peraturan.yaml").write_text(REGISTRY, "utf-8")
    telaah = analyse(load_catalogue(akar))
    (document,) = telaah.katalog.dokumen
    return doubtful_bases(telaah.turunan[document.id].dasar_hukum, telaah.katalog.acuan)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (cite(1, 2001), []),
        (cite(2, 2002), [("dicabut", ["pp-2010-10"], Keyakinan.BELUM_DIVERIFIKASI)]),
        (cite(8, 2008), [("dicabut", ["pp-2010-10"], Keyakinan.TERBACA)]),
        (cite(4, 2004), [("dicabut_sebagian", ["pp-2010-10"], Keyakinan.TERBACA)]),
        (cite(3, 2003), [("diubah", ["pp-2011-11", "pp-2015-15"], Keyakinan.TERBACA)]),
        (cite(3, 2003, amended_by(11, 2011)), [("diubah", ["pp-2015-15"], Keyakinan.TERBACA)]),
        (cite(3, 2003, amended_by(15, 2015)), []),  # an earlier amendment need not be named
        (cite(3, 2003, amended_by(99, 2020)), []),  # a later one than the registry knows
        (cite(7, 2007), [("diubah", [], Keyakinan.TERBACA)]),
        (cite(7, 2007, amended_by(99, 2020)), []),
        (cite(5, 2005), [("tidak_diketahui", [], Keyakinan.TERCETAK)]),
        (cite(6, 2006), [("belum_pasti", [], Keyakinan.BELUM_DIVERIFIKASI)]),
        (cite(99, 1999), [("tidak_terdaftar", [], None)]),
        ("Kebijakan pimpinan", [("tidak_dikenali", [], None)]),
    ],
)
def test_reasons(tmp_path: Path, text: str, expected: list[tuple[str, list[str], Keyakinan | None]]):
    found = doubts(tmp_path, text)
    reasons = [
        (reason.jenis.value, [relasi.kunci for relasi in reason.oleh], reason.keyakinan)
        for basis in found
        for reason in basis.sebab
    ]
    assert reasons == expected


def test_an_amendment_cited_as_an_item_of_its_own_is_named(tmp_path: Path):
    assert doubts(tmp_path, cite(3, 2003), cite(15, 2015)) == ()


def test_items_keep_their_place_and_nested_citations_are_no_bases(tmp_path: Path):
    found = doubts(tmp_path, cite(1, 2001, amended_by(2, 2002)), cite(5, 2005), cite(5, 2005))
    assert [(basis.butir, basis.kunci) for basis in found] == [(1, "pp-2005-5"), (2, "pp-2005-5")]


def test_every_reason_is_explained_and_they_come_gravest_first(telaah: Telaah):
    order = list(JenisKeraguan)
    for document in telaah.katalog.dokumen:
        for basis in doubtful_bases(telaah.turunan[document.id].dasar_hukum, telaah.katalog.acuan):
            ranks = [order.index(reason.jenis) for reason in basis.sebab]
            assert ranks == sorted(ranks)
    assert all(jenis.keterangan and jenis.arti.endswith(".") for jenis in order)


def test_real_revoked_basis_is_found_with_how_sure(telaah: Telaah):
    document = telaah.katalog["dinkes-kab-mojokerto/pengukuran-kinerja"]
    first = doubtful_bases(telaah.turunan[document.id].dasar_hukum, telaah.katalog.acuan)[0]
    assert first.kunci == "permenpanrb-2010-29"
    assert first.sebab[0].jenis is JenisKeraguan.DICABUT
    assert first.sebab[0].keyakinan is Keyakinan.BELUM_DIVERIFIKASI
    assert [relasi.kunci for relasi in first.sebab[0].oleh] == ["permenpanrb-2014-53"]
