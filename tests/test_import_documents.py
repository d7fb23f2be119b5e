"""Documents in the layouts of offices, read back: the same steps, the same boxes, and what only Word or Excel knows."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from openpyxl import Workbook

from impor.assemble import import_draft
from impor.formats import read_document
from impor.yaml_text import draft_text
from katalog.export.files import sop_workbook
from katalog.model import SOP
from katalog.validation import read_model
from scripts.registers import office_in
from tests.import_support import FORMS, step_rows, told_steps
from tests.test_transcription import IDS

BOXES = ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan")


def drafted(raw: bytes, telaah) -> tuple[Any, SOP]:
    draf = import_draft(read_document(raw), telaah.katalog.acuan)
    text, _ = draft_text(draf, "naskah")
    sop, _, findings = read_model(text.encode(), SOP, "draf.yaml")
    assert findings == ()
    assert sop is not None
    return draf, sop


@pytest.mark.parametrize("id_sop", IDS)
def test_exported_workbook_comes_back_with_the_same_steps(id_sop: str, telaah):
    document = telaah.katalog[id_sop]
    draf, sop = drafted(sop_workbook(telaah, document), telaah)
    assert told_steps(sop, arah=True) == told_steps(document.sop, arah=True)
    for name in ("nama", "nomor", "dasar_hukum", "tanggal_pengesahan"):
        assert getattr(sop, name) == getattr(document.sop, name), name
    assert [step.simbol for step in sop.langkah] == [step.simbol for step in document.sop.langkah]
    assert draf.isi["sumber"] == {"jenis": "xlsx"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("id_sop", IDS)
def test_form_comes_back_from_every_kind_of_document(id_sop: str, form: str, telaah):
    wanted = telaah.katalog[id_sop].sop
    _, sop = drafted(FORMS[form](wanted), telaah)
    assert told_steps(sop, arah=False) == told_steps(wanted, arah=False)
    for name in (*BOXES, "nama", "nomor", "satuan_kerja", "jumlah_waktu", "disahkan_oleh"):
        assert getattr(sop, name) == getattr(wanted, name), name
    assert str(sop.tanggal_pengesahan) == "2024-01-10"


def isi(text: str, telaah) -> dict[str, Any]:
    return import_draft(read_document(text.encode()), telaah.katalog.acuan).isi


def ragu(text: str, telaah) -> list[tuple[Any, str]]:
    return import_draft(read_document(text.encode()), telaah.katalog.acuan).ragu


NAMES = """\
Nama SOP\tPelayanan Surat Masuk
No\tUraian Kegiatan\tPelaksana\tKelengkapan\tWaktu\tHasil\tKet.
1\tMenerima surat\tStaf\tSurat\t5 menit\tSurat diterima\t
2\tMencatat surat\tStaf; Kasubag Umum, Kepegawaian\tBuku agenda\t10 menit\tAgenda\t-
3\tMendisposisi surat\tKepala Dinas\tLembar disposisi\t1 hari\tDisposisi\tlihat SOP lain
Total Waktu\t\t\t\t1 hari 15 menit\t\t
"""


def test_one_column_with_the_performers_names(telaah):
    draf = isi(NAMES, telaah)
    assert list(draf["pelaksana"].values()) == ["Staf", "Kasubag Umum, Kepegawaian", "Kepala Dinas"]
    assert [step["pelaksana"] for step in draf["langkah"]] == [
        "staf",
        ["staf", "kasubag_umum_kepegawaian"],
        "kepala_dinas",
    ]
    assert draf["jumlah_waktu"] == "1 hari 15 menit"
    assert draf["label_tercetak"] == {"kegiatan": "Uraian Kegiatan", "output": "Hasil", "keterangan": "Ket."}
    assert any("dibaca sebagai satu pelaksana" in words for _, words in ragu(NAMES, telaah))


TICKS = """\
Dasar Hukum\t:\t1. UU Nomor 1 Tahun 2000 tentang Satu; 2. PP Nomor 2 Tahun 2001 tentang Dua
Peringatan\t:\tJangan lupa
Nama SOP\t:\tUji Coba

No.\tAktivitas\tPelaku\t\tBaku Mutu\t\t\tKeterangan
\t\tKadis\tSekdis\tPersyaratan\tJangka Waktu\tKeluaran\t
1\t2\t3\t4\t5\t6\t7\t8
1\tMenyusun\tv\t\tA\t1 jam\tB\t
\tkonsep\t\t\t\t\t\t
2\tMemeriksa; jika tidak sesuai dikembalikan ke Kadis\t\t<> Tidak\tB\t2 jam\tC\t
3\tMenetapkan\tx\tx\tC\t3 jam\tD\t
"""


def test_ticks_boxes_beside_their_labels_and_a_row_of_column_numbers(telaah):
    draf = isi(TICKS, telaah)
    assert draf["dasar_hukum"] == ["UU Nomor 1 Tahun 2000 tentang Satu;", "PP Nomor 2 Tahun 2001 tentang Dua"]
    assert draf["peringatan"] == ["Jangan lupa"]
    first, second, third = draf["langkah"]
    assert (first["kegiatan"], first["pelaksana"]) == ("Menyusun konsep", "kadis")
    assert second["lanjut"] == {"Ya": 3, "Tidak": 1}
    assert third["pelaksana"] == ["kadis", "sekdis"]
    assert [note["bidang"] for note in draf["disimpulkan"]] == ["langkah.2.lanjut"]


def test_cells_of_several_paragraphs_as_word_pastes_them(telaah):
    wanted = telaah.katalog[IDS[0]].sop
    rows = step_rows(wanted)
    for row in rows[2:-1]:
        for column in (1, -2):
            row[column] = row[column].replace(" ", "\n", 2)
    text = "\n".join("\t".join(row) for row in rows)
    got = import_draft(read_document(text.encode()), telaah.katalog.acuan).isi["langkah"]
    assert [step["kegiatan"] for step in got] == [step.kegiatan for step in wanted.langkah]
    assert [step["mutu_baku"]["output"] for step in got] == [step.mutu_baku.output for step in wanted.langkah]


PAGES = """\
SOP UJI

No\tKegiatan\tPelaksana\t\tWaktu\tOutput
\t\tA\tB\t\t
1\tSatu\t[ ]\t\t1 hari\tp
2\tDua\t\t[ ]\t2 hari\tq
\f
No\tKegiatan\tPelaksana\t\tWaktu\tOutput
\t\tA\tB\t\t
3\tTiga\tTidak\tYa\t3 hari\tr

4\tEmpat\t[]\t4 hari\ts\t
"""


def test_heading_repeated_on_each_page_and_a_row_that_lost_a_cell(telaah):
    draf = isi(PAGES, telaah)
    assert [step["urut"] for step in draf["langkah"]] == [1, 2, 3, 4]
    assert [step.get("halaman_baru") for step in draf["langkah"]] == [None, None, True, None]
    third, fourth = draf["langkah"][2:]
    assert (third["pelaksana"], third["lanjut"]) == (None, {"Ya": 4, "Tidak": None})
    assert fourth["mutu_baku"] == {"kelengkapan": None, "waktu": "4 hari", "output": "s"}
    assert fourth["pelaksana"] == "a"
    unread = [note["bidang"] for note in draf["tidak_terbaca"]]
    assert "langkah.3.pelaksana" in unread
    assert "langkah.3.lanjut" in unread
    assert "langkah.4.pelaksana" in [note["bidang"] for note in draf["disimpulkan"]]


def test_document_with_two_procedures_gives_the_first_and_says_so(telaah):
    second = "Nama SOP\tSOP Lain\nDasar Hukum\tPeringatan\nUU Lain\tAwas\n\n"
    draf = import_draft(read_document(f"{NAMES}\n{second}{NAMES}".encode()), telaah.katalog.acuan)
    assert (draf.isi["nama"], draf.isi["dasar_hukum"]) == ("Pelayanan Surat Masuk", [])
    assert [step["urut"] for step in draf.isi["langkah"]] == [1, 2, 3]
    assert any("hanya SOP yang pertama" in words for _, words in draf.ragu)


def test_first_heading_of_a_markdown_text_names_the_sop(telaah):
    table = NAMES.partition("\n")[2]
    draf = isi(f"# SOP Pelayanan Surat Masuk\n\n## SOP Terkait Lainnya\n\n{table}", telaah)
    assert (draf["nama"], draf["judul"]) == ("Pelayanan Surat Masuk", "SOP Pelayanan Surat Masuk")
    assert [note["bidang"] for note in draf["disimpulkan"]][:1] == ["nama"]


HTML = """\
<p>Nama SOP : Uji</p>
<table><tr><th rowspan=2>No</th><th rowspan="2">Kegiatan</th><th colspan="2">Pelaksana</th>
<th colspan="2">Mutu Buku</th><th rowspan="2">Ket</th></tr><tr><td>A</td><td>B</td><td>Waktu</td><td>Output</td></tr>
<tr><td>1</td><td>Menyusun <b>a</b> &lt; b</td><td>Mulai</td><td></td>
<td>1 hari</td><td>x &amp; y</td><td>-</td></tr></table>
"""


def test_table_that_ocr_wrote_as_html(telaah):
    draf = isi(HTML, telaah)
    assert draf["nama"] == "Uji"
    (step,) = draf["langkah"]
    assert (step["kegiatan"], step["pelaksana"]) == ("Menyusun a < b", "a")
    assert step["mutu_baku"] == {"kelengkapan": None, "waktu": "1 hari", "output": "x & y"}
    assert step["keterangan"] == "-"
    assert draf["label_tercetak"] == {"kegiatan": "Kegiatan", "mutu_baku": "Mutu Buku", "keterangan": "Ket"}


def test_letterhead_names_the_office_in_several_lines(telaah):
    head = "PEMERINTAH KOTA TANGERANG\nDINAS KESEHATAN\nJl. Contoh No. 1\n\nSOP PELAYANAN SURAT MASUK\n"
    draf = import_draft(read_document(f"{head}\n{NAMES}".encode()), telaah.katalog.acuan)
    assert draf.isi["satuan_kerja"] == "PEMERINTAH KOTA TANGERANG DINAS KESEHATAN"
    assert draf.isi["alamat"] == "Jl. Contoh No. 1"
    assert office_in(draf.isi["satuan_kerja"], telaah.katalog.acuan) == "dinkes-kota-tangerang"
    assert draf.sisa == []


def test_dates_and_what_cannot_be_read_as_one(telaah):
    head = (
        "Nama SOP\tUji\nTanggal Revisi\t: 04/07/2024\nTgl. Efektif\t: 1 Pebruari 2023\nTanggal Pengesahan\t: Juli\n\n"
    )
    draf = isi(head + NAMES, telaah)
    assert (draf["tanggal_revisi"], draf["tanggal_efektif"]) == ("2024-07-04", "2023-02-01")
    assert draf["tanggal_pengesahan"] is None
    assert {"bidang": "tanggal_pengesahan", "alasan": 'Tercetak "Juli"; tidak terbaca sebagai tanggal.'} in draf[
        "tidak_terbaca"
    ]


SHAPE = """\
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
 <mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:spPr><a:prstGeom prst="{shape}"/></wps:spPr>
 <wps:txbx><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></w:drawing>
 </mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></w:pict>
 </mc:Fallback></mc:AlternateContent></w:r>"""
NUMBERED = """\
<w:pPr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
 <w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>"""


def word_with_shapes() -> bytes:
    """A step table as Word users make it: automatic numbers, drawn symbols, one time for two steps, tracked changes."""
    document = Document()
    document.add_paragraph("Nama SOP : Uji Gambar")
    rows = [
        ("No", "Kegiatan", "Pelaksana", "", "Waktu", "Output"),
        ("", "", "Kepala", "Staf", "", ""),
        ("", "Memerintahkan", "", "", "1 hari", "perintah"),
        ("", "Menyusun", "", "", "", "konsep"),
        ("", "Memeriksa", "", "", "2 hari", "hasil"),
    ]
    table = document.add_table(len(rows), len(rows[0]))
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(2, 4).merge(table.cell(3, 4))
    for number in (2, 3, 4):
        table.cell(number, 0).paragraphs[0]._p.insert(0, parse_xml(NUMBERED))
    for line, column, shape, label in (
        (2, 2, "flowChartTerminator", "Mulai"),
        (3, 3, "flowChartProcess", ""),
        (4, 2, "flowChartDecision", "Ya"),
    ):
        table.cell(line, column).paragraphs[0]._p.append(parse_xml(SHAPE.format(shape=shape, words=label)))
    first = table.cell(2, 1).paragraphs[0]._p
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    first.append(parse_xml(f'<w:ins {space}><w:r><w:t xml:space="preserve"> penyusunan</w:t></w:r></w:ins>'))
    first.append(parse_xml(f"<w:del {space}><w:r><w:delText>dihapus</w:delText></w:r></w:del>"))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_word_with_automatic_numbers_drawn_symbols_and_a_shared_time(telaah):
    draf = import_draft(read_document(word_with_shapes()), telaah.katalog.acuan)
    first, second, third = draf.isi["langkah"]
    assert [step["urut"] for step in (first, second, third)] == [1, 2, 3]
    assert first["kegiatan"] == "Memerintahkan penyusunan"
    assert (first["pelaksana"], first["mulai"]) == ("kepala", True)
    assert second["pelaksana"] == "staf"
    assert second["mutu_baku"] == {"kelengkapan": None, "waktu_bersama": 1, "output": "konsep"}
    assert third["pelaksana"] == "kepala"
    assert third["lanjut"] == {"Ya": None, "Tidak": None}


def test_workbook_gives_stored_values_and_computes_nothing(telaah):
    book = Workbook()
    sheet: Any = book.active
    rows: tuple[list[Any], ...] = (
        ["Nama SOP", "Uji Rumus"],
        ["No", "Kegiatan", "Pelaksana", "Waktu", "Output"],
        [1, "Menghitung", "Staf", "=1+1", '=WEBSERVICE("http://contoh")'],
        [2.0, "Melapor", "Kepala", "2 hari", "Laporan"],
    )
    for row in rows:
        sheet.append(row)
    sheet["D3"] = "=1+1"
    stream = io.BytesIO()
    book.save(stream)
    first, second = import_draft(read_document(stream.getvalue()), telaah.katalog.acuan).isi["langkah"]
    assert first["mutu_baku"] == {"kelengkapan": None, "waktu": None, "output": None}
    assert (second["urut"], second["mutu_baku"]["waktu"]) == (2, "2 hari")


RETURNS = """\
No\tKegiatan\tPelaksana\t\tWaktu\tOutput\tKeterangan
\t\tLoket\tKasi\t\t\t
1\tMengajukan permohonan\tV\t\t1 jam\tberkas\t
2\tMemeriksa berkas. Jika tidak lengkap dikembalikan kpd pemohon\t\tV\t1 jam\thasil\t
3\tMeneliti konsep\t\t{symbol}\t1 jam\tkonsep\tTdk lengkap kembali ke no. 1
4\tMenyerahkan surat\tV\t\t1 jam\tsurat\t
"""


def test_words_of_a_return_are_a_doubt_or_the_way_of_a_decision(telaah):
    marked = [words for jalur, words in ragu(RETURNS.format(symbol="V"), telaah) if len(jalur) == 2]
    assert marked == [
        f'Tertulis "{words}", tetapi cabang tidak tampak; tulis lanjut-nya bila ini keputusan.'
        for words in ("Jika tidak lengkap dikembalikan kpd pemohon", "kembali ke no. 1")
    ]
    assert isi(RETURNS.format(symbol="◇"), telaah)["langkah"][2]["lanjut"] == {"Ya": 4, "Tidak": 1}
