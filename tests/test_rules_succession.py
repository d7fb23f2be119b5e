"""T117 and T118: what still leads to an SOP that is no longer in force, told from facts of the catalogue alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.checking import analyse
from katalog.findings import Tingkat
from katalog.loading import load_catalogue
from tests.catalogue_support import OPD, SOP_TEXT, make_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from katalog.findings import Temuan

TERKAIT = "keterkaitan: [SOP Surat Masuk, Renstra, SOP Surat Masuk]\n"
SURAT = SOP_TEXT.replace("nama: Pengumpulan Data Kinerja", "nama: Surat Masuk")


def replaced_by(slug: str) -> str:
    return f"status: digantikan\ndigantikan_oleh: {OPD}/{slug}\n"


def found(folder: Path, kode: str, **files: str) -> list[Temuan]:
    akar = make_catalogue(folder, {f"{OPD}/{slug}.yaml": text for slug, text in files.items()})
    return list(analyse(load_catalogue(akar)).temuan_kode.get(kode, ()))


def test_a_related_sop_that_was_revoked_is_told_once(tmp_path: Path):
    text = SOP_TEXT.replace("pelaksana: kepala, selesai", "pelaksana: kepala, keterangan: SOP Surat Masuk, selesai")
    revoked = SURAT + 'status: dicabut\nstatus_sejak: "2024-07-04"\n'
    (temuan,) = found(tmp_path, "T117", satu=text + TERKAIT, surat=revoked)
    assert (temuan.sop, temuan.jalur, temuan.tingkat) == (f"{OPD}/satu", ("keterkaitan", 0), Tingkat.SARAN)
    assert temuan.pesan == f'"SOP Surat Masuk" menunjuk SOP yang sudah dicabut sejak 4 Juli 2024: {OPD}/surat.'
    assert temuan.bantuan == "Periksa SOP mana yang kini dimaksud."
    (temuan,) = found(tmp_path / "keterangan", "T117", satu=text, surat=revoked)
    assert (temuan.jalur, temuan.urut) == (("langkah", 1, "keterangan"), 2)


def test_the_replacement_of_a_related_sop_is_named_by_its_id_of_now(tmp_path: Path):
    files = {"satu": SOP_TEXT + TERKAIT, "surat": SURAT + replaced_by("dahulu")}
    (temuan,) = found(tmp_path / "a", "T117", **files, baru=f"{SOP_TEXT}id_lama: [{OPD}/dahulu]\n")
    assert temuan.pesan.endswith(f"yang sudah digantikan: {OPD}/surat.")
    assert temuan.bantuan == f"Periksa apakah yang dimaksud kini penggantinya, {OPD}/baru."


def test_no_word_of_related_sops_where_nobody_is_misled(tmp_path: Path):
    ended = SURAT + "status: dicabut\n"
    assert not found(tmp_path / "a", "T117", satu=SOP_TEXT + TERKAIT, surat=ended, baru=SURAT)  # one is in force
    assert not found(tmp_path / "b", "T117", satu=SOP_TEXT + TERKAIT + "status: dicabut\n", surat=ended)


def test_a_replacement_that_was_revoked_is_told(tmp_path: Path):
    (temuan,) = found(
        tmp_path, "T118", a=SOP_TEXT + replaced_by("b"), b=SOP_TEXT + replaced_by("c"), c=SURAT + "status: dicabut\n"
    )
    assert (temuan.sop, temuan.tingkat) == (f"{OPD}/b", Tingkat.PERINGATAN)
    assert temuan.pesan == f"Penggantinya sendiri sudah dicabut: {OPD}/c."


def test_replacements_in_a_row_are_history_and_in_a_circle_a_fault(tmp_path: Path):
    row = {"a": SOP_TEXT + replaced_by("b"), "b": SOP_TEXT + replaced_by("c")}
    assert not found(tmp_path / "a", "T118", **row, c=SURAT)
    circle = found(tmp_path / "b", "T118", **row, c=SURAT + replaced_by("b"))
    assert [(one.sop, one.pesan) for one in circle] == [
        (f"{OPD}/b", f"Rangkaian penggantinya kembali ke SOP ini: {OPD}/b → {OPD}/c → {OPD}/b."),
        (f"{OPD}/c", f"Rangkaian penggantinya kembali ke SOP ini: {OPD}/c → {OPD}/b → {OPD}/c."),
    ]
