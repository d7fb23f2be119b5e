"""The official sheet as delivered: every field of the form, arrows as data, and no text that acts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings

from katalog.catalogue import Dokumen, Katalog
from katalog.checking import analyse
from katalog.flow import build_flow
from katalog.loading import load_catalogue
from katalog.render.sheet_flow import fits_at_arrow, sheet_flow
from katalog.render.sheet_page import SKRIP, merged_time_cells, sheet_page
from katalog.site import site_files
from tests.flow_support import SHAPES, flows, shape, sop_of
from tests.site_support import ROOT

if TYPE_CHECKING:
    from katalog.checking import Telaah
    from katalog.model import SOP

JAHAT = Path(__file__).parent / "fixtures" / "jahat" / "sops"


def sheet(sop: SOP) -> BeautifulSoup:
    document = Dokumen("uji", "lembar", "uji/lembar.yaml", sop)
    return BeautifulSoup(sheet_page(analyse(Katalog((document,))), document, "../../../"), "html.parser")


def words(tag: BeautifulSoup | Tag) -> str:
    return " ".join(tag.get_text().split())


def lines(page: BeautifulSoup) -> list[dict[str, Any]]:
    main = page.find(id="lembar")
    assert isinstance(main, Tag)
    result: list[dict[str, Any]] = json.loads(str(main["data-garis"]))
    return result


def identity(page: BeautifulSoup) -> dict[str, str]:
    rows = page.select(".lb-identitas tr")
    return {words(row.select("th")[0]): words(row.select("th + td")[0]) for row in rows}


def test_everything_the_document_says_is_on_its_sheet(telaah: Telaah):
    for document in telaah.katalog.dokumen:
        page = BeautifulSoup(sheet_page(telaah, document, "../../../"), "html.parser")
        for mark in page.select("sup"):
            mark.decompose()
        shown, sop = words(page), document.sop
        said = [sop.nama, sop.judul, sop.nomor, sop.alamat, sop.satuan_kerja, sop.jumlah_waktu, *sop.label.values()]
        said += [*sop.dasar_hukum, *sop.kualifikasi_pelaksana, *sop.keterkaitan, *sop.peralatan, *sop.peringatan]
        said += [*sop.pencatatan, *(name for _, name in sop.pelaksana)]
        said += [note.alasan for note in (*sop.disimpulkan, *sop.tidak_terbaca)]
        for official in (sop.disahkan_oleh, sop.mengetahui):
            if official:
                said += [official.jabatan, official.nama, official.pangkat, official.nip, official.tanda_tangan]
        for step in sop.langkah:
            quality = step.mutu_baku
            said += [step.kegiatan, quality.kelengkapan, quality.waktu, quality.output, step.keterangan]
        assert [text for text in said if text and text not in shown] == []
        assert document.id in str(page.find(id="lembar"))


def test_headings_stand_as_printed():
    printed = {"mutu_baku": "MUTU BUKU", "nomor": "No. SOP", "peralatan": "Peralatan/Perengkapan"}
    page = sheet(sop_of({}, label_tercetak=printed))
    shown = words(page)
    for text in printed.values():
        assert text in shown
    for text in ("Mutu Baku", "NOMOR SOP", "Peralatan/Perlengkapan"):
        assert text not in shown
    standard = words(sheet(sop_of({})))
    for text in ("NOMOR SOP", "NAMA SOP", "DISAHKAN OLEH", "Dasar Hukum", "Kualifikasi Pelaksana", "Keterkaitan"):
        assert text in standard
    for text in ("Peralatan/Perlengkapan", "Peringatan", "Pencatatan dan Pendataan", "Kegiatan", "Mutu Baku"):
        assert text in standard


def test_dates_follow_the_form():
    assert list(identity(sheet(sop_of({}))))[1:4] == ["TANGGAL PEMBUATAN", "TANGGAL REVISI", "TANGGAL EFEKTIF"]
    approved = identity(sheet(sop_of({}, tanggal_pengesahan="2023-11-28", tanggal_pembuatan="2023-01-02")))
    assert "TANGGAL EFEKTIF" not in approved
    assert approved["TANGGAL PENGESAHAN"] == "28 November 2023"
    assert approved["TANGGAL PEMBUATAN"] == "2 Januari 2023"
    assert approved["TANGGAL REVISI"] == ""
    both = identity(sheet(sop_of({}, tanggal_pengesahan="2023-11-28", tanggal_efektif="2023-12-01")))
    assert both["TANGGAL EFEKTIF"] == "1 Desember 2023"


def test_inferred_and_unread_things_carry_marks_and_notes():
    page = sheet(
        sop_of(
            {"pelaksana": "kepala", "mulai": True, "lanjut": {"Ya": 2, "Tidak": 1}},
            {"pelaksana": None},
            nomor="1/2024",
            disimpulkan=[
                {"bidang": "langkah.1.pelaksana", "alasan": "Alasan satu."},
                {"bidang": "langkah.1.lanjut", "alasan": "Alasan dua."},
                {"bidang": "nomor", "alasan": "Alasan tiga."},
            ],
            tidak_terbaca=[
                {"bidang": "langkah.2.pelaksana", "alasan": "Hilang satu."},
                {"bidang": "tanggal_revisi", "alasan": "Hilang dua."},
            ],
        )
    )
    shown = identity(page)
    assert shown["NOMOR SOP"] == "1/2024†3"
    assert shown["TANGGAL REVISI"] == "tidak terbaca‡2"
    assert [words(tag) for tag in page.select("[data-simpul=s0] .lb-tanda")] == ["†1"]
    assert [words(tag) for tag in page.select("[data-simpul=s1] .lb-tanda")] == ["‡1"]
    assert {line["tanda"] for line in lines(page)} == {"†2", ""}
    assert "(pelaksana tidak terbaca)" in words(page)
    notes = words(page.select(".lb-catatan")[0])
    for text in ("† Disimpulkan penyalin:", "†1 langkah 1, pelaksana: Alasan satu.", "‡2 tanggal revisi: Hilang dua."):
        assert text in notes


def test_officials_sign_as_printed():
    official = {"jabatan": "Kepala Dinas", "nama": "Siti", "pangkat": "Pembina", "nip": "1", "tanda_tangan": "TTD"}
    page = sheet(sop_of({}, disahkan_oleh=official, mengetahui={"jabatan": "Plt. Sekretaris"}))
    assert identity(page)["DISAHKAN OLEH"] == "Kepala Dinas TTD Siti Pembina NIP. 1"
    assert words(page.select(".lb-mengetahui")[0]) == "Mengetahui,Plt. Sekretaris"
    assert sheet(sop_of({})).select(".lb-mengetahui") == []


def test_total_stands_only_where_the_document_states_one():
    assert sheet(sop_of({})).select(".lb-jumlah") == []
    row = sheet(sop_of({}, jumlah_waktu="3 hari", label_tercetak={"jumlah_waktu": "Jumlah"})).select(".lb-jumlah")
    assert [words(tag) for tag in row] == ["Jumlah3 hari"]


def test_every_row_has_every_column():
    sop = sop_of({"pelaksana": ["kepala", "tim"]}, {"pelaksana": None, "mutu_baku": {"waktu_bersama": 1}}, {})
    for row in sheet(sop).select("tr[data-baris]"):
        spanned = row["data-baris"] == "1"
        assert len(row.select("td")) == 2 + 3 + 4 - spanned
    assert len(sheet(sop_of({}, pelaksana={})).select(".lb-bagan col")) == 7


def test_time_cells_span_rows_that_follow_one_another():
    def spans(*quality: dict[str, Any]) -> list[tuple[int, str | None, int | None]]:
        cells = merged_time_cells(sop_of(*({"mutu_baku": one} for one in quality)))
        return [(cell["rentang"], cell["teks"], cell["menyatu"]) for cell in cells]

    assert spans({"waktu": "1 hari"}, {"waktu_bersama": 1}, {"waktu_bersama": 1}) == [
        (3, "1 hari", None),
        (0, None, None),
        (0, None, None),
    ]
    assert spans({"waktu_bersama": 2}, {"waktu": "2 hari"}) == [(2, "2 hari", None), (0, None, None)]
    assert spans({"waktu": "1 hari"}, {}, {"waktu_bersama": 1}) == [(1, "1 hari", None), (1, None, None), (1, None, 1)]
    page = sheet(sop_of({"mutu_baku": {"waktu": "1 hari"}}, {}, {"mutu_baku": {"waktu_bersama": 1}}))
    assert "menyatu dengan langkah 1" in words(page)


@pytest.mark.parametrize("name", SHAPES)
def test_stored_shapes_have_an_arrow_each(name: str, tmp_path: Path):
    sop = shape(name, tmp_path)
    hold(sop)


@given(flows())
@settings(max_examples=200, deadline=None)
def test_any_flow_has_an_arrow_each(sop: SOP):
    hold(sop)


def hold(sop: SOP) -> None:
    alur = build_flow(sop)
    drawing = sheet_flow(sop, alur)
    names = [one.kunci for one in drawing.gambar]
    assert len(set(names)) == len(names)
    arrows = [line for line in drawing.garis if line.jenis == "alur"]
    assert len(arrows) == len(alur.panah) + len(alur.tanpa_tujuan) + len(alur.tujuan_hilang)
    assert {end for line in drawing.garis for end in (line.dari, line.ke)} <= set(names)
    rows = {one.kunci: one.baris for one in drawing.gambar}
    for line in drawing.garis:
        if line.jenis != "alur":
            assert rows[line.dari] == rows[line.ke]
    # every branch's words stand at exactly one line
    for index, step in enumerate(sop.langkah):
        if [other.urut for other in sop.langkah].index(step.urut) != index:
            continue  # a number that stands twice: the first one has the arrows
        said = {line.label for line in drawing.garis if rows[line.dari] == index and line.label is not None}
        assert said == {branch.label for branch in step.lanjut or () if branch.label is not None}
    # each performer has the step's symbol; a step without one stands in a column of its own
    for index, step in enumerate(sop.langkah):
        lanes = {one.lajur for one in drawing.gambar if one.baris == index}
        assert lanes == (
            {[key for key, _ in sop.pelaksana].index(key) for key in step.pelaksana} or {len(sop.pelaksana)}
        )
    page = sheet(sop)
    assert sorted(str(tag["data-simpul"]) for tag in page.select("[data-simpul]")) == sorted(names)
    assert len(lines(page)) == len(drawing.garis)


def test_second_symbol_of_a_row_takes_the_first_branch():
    sop = sop_of({"simbol": ["keputusan", "proses"], "lanjut": {"Ya": 2, "Tidak": 1}}, {"selesai": True})
    found = [(line.dari, line.ke, line.jenis, line.label) for line in sheet_flow(sop, build_flow(sop)).garis]
    assert found == [
        ("s0", "s0k0", "dalam", "Ya"),
        ("s0k0", "s1", "alur", None),
        ("s0", "s0", "alur", "Tidak"),
    ]


def test_long_labels_become_letters_with_a_note():
    long = "Disetujui dengan catatan yang harus dipenuhi lebih dahulu"
    page = sheet(sop_of({"lanjut": {long: 2, "Tidak": 1}}, {}))
    assert not fits_at_arrow(long)
    assert {line["label"] for line in lines(page)} == {"a)", "Tidak"}
    assert f"a) {long}" in words(page.select(".lb-catatan")[0])


def test_what_symbols_mean_is_said_where_they_occur():
    joint = words(sheet(sop_of({"pelaksana": ["kepala", "tim"]}, {})).select(".lb-catatan")[0])
    assert joint == "Simbol bergaris putus-putus: pelaksana lain yang ikut mengerjakan langkah itu."
    unknown = words(sheet(sop_of({"lanjut": {"Ya": 2, "Tidak": None}}, {})).select(".lb-catatan")[0])
    assert unknown == 'Tanda "?" dalam kotak: arah cabang itu tidak diketahui.'
    assert sheet(sop_of({}, {})).select(".lb-catatan") == []


def test_long_column_heading_is_said_in_full_in_a_note():
    name = "Kepala Bidang " + "Pengendalian Penduduk dan " * 5 + "Keluarga Berencana"
    page = sheet(sop_of({"pelaksana": "kepala"}, pelaksana={"kepala": name}))
    assert words(page.select(".lb-lajur")[0]).endswith("…")
    assert name in words(page.select(".lb-catatan")[0])


def test_direction_is_said_in_words_for_those_without_scripts():
    page = sheet(
        sop_of({"pelaksana": "tim", "lanjut": {"Ya": 2, "Tidak": 1}}, {"pelaksana": "kepala", "selesai": True})
    )
    said = [words(tag) for tag in page.select(".lb-arah")]
    assert said == ["Tim; arah: Ya → langkah 2; Tidak → mengulang langkah ini", "Kepala; arah: selesai"]


def test_attacks_stay_text():
    telaah = analyse(load_catalogue(JAHAT))
    document = telaah.katalog["dinas-contoh/serangan"]
    text = sheet_page(telaah, document, "../../../")
    page = BeautifulSoup(text, "html.parser")
    assert [str(tag["src"]) for tag in page.select("script")] == [f"../../../aset/lembar/{name}.js" for name in SKRIP]
    assert page.select("img, iframe, style, object, embed, base, meta[http-equiv]") == []
    assert [tag.name for tag in page.find_all(style=True)] == []
    assert [name for tag in page.select("*") for name in tag.attrs if name.lower().startswith("on")] == []
    assert {str(tag["href"]) for tag in page.select("a")} == {"./", "?kertas=a4", "?kertas=f4"}
    shown = words(page)
    sop = document.sop
    for said in (sop.nama, sop.nomor, *sop.dasar_hukum, *sop.peringatan, *sop.pencatatan, sop.langkah[0].kegiatan):
        assert said is not None
        assert said in shown
    assert "{{ 7*7 }}" in shown


def test_every_script_is_loaded_after_those_that_it_uses():
    folder = ROOT / "docs" / "aset" / "lembar"
    assert sorted(path.stem for path in folder.glob("*.js")) == sorted(SKRIP)
    for place, name in enumerate(SKRIP):
        used = set(re.findall(r"\blembar\.([a-z]+)\.", (folder / f"{name}.js").read_text(encoding="utf-8")))
        assert used <= set(SKRIP[:place])


def test_site_holds_one_sheet_each(telaah: Telaah):
    paths = {path for path, _ in site_files(telaah, lambda _: b"")}
    assert {f"sop/{document.id}/lembar.html" for document in telaah.katalog.dokumen} <= paths


def test_notes_call_a_column_by_its_printed_name(telaah: Telaah):
    text = sheet_page(telaah, telaah.katalog["dinkes-kab-mojokerto/pengukuran-kinerja"], "../../../")
    notes = [words(tag) for tag in BeautifulSoup(text, "html.parser").select(".lb-blok")]
    assert [note for note in notes if note.partition(" ")[2].startswith("kolom Kepala Dinas:")]
    assert not [note for note in notes if "pelaksana, kepala" in note]


def test_what_is_no_longer_in_force_says_so_beside_the_form():
    long = "Pengukuran <b>Kinerja</b> " + "yang panjang " * 20
    newer = sop_of({}, nama=long, nomor="800/2", tanggal_pengesahan="2024-07-04")
    ended = {"status": "digantikan", "status_sejak": "2024-07-04", "digantikan_oleh": "uji/baru"}
    documents = {
        name: Dokumen("uji", name, f"uji/{name}.yaml", sop)
        for name, sop in (
            ("baru", newer),
            ("ganti", sop_of({}, **ended)),
            ("cabut", sop_of({}, status="dicabut")),
        )
    }
    telaah = analyse(Katalog(tuple(documents.values())))
    pages = {
        name: BeautifulSoup(sheet_page(telaah, one, "../../../"), "html.parser") for name, one in documents.items()
    }
    assert not pages["baru"].select("[data-status], .lb-status, .lb-kaki-cetak strong")
    newest = "Pengukuran <b>Kinerja</b> yang panjang yang panjang yang… (nomor 800/2, disahkan 4 Juli 2024)"
    replaced = "DIGANTIKAN sejak 4 Juli 2024"
    for name, short, said in (
        ("cabut", "DICABUT", "DICABUT. Jangan dipakai sebagai pedoman."),
        ("ganti", replaced, f"{replaced} oleh {newest}."),
    ):
        main = pages[name].select("#lembar")[0]
        assert [words(tag) for tag in pages[name].select(".lb-status")] == [said]
        assert (main["data-status"], main["data-status-pendek"]) == (said, short)
        assert words(pages[name].select(".lb-kaki-cetak")[0]).startswith(f"{short} · ")
        # the form itself stays as it was printed
        assert identity(pages[name])["NAMA SOP"] == "Contoh"
