"""The pages of positions as Markdown: what a row says, how much stands on one page, and what an attack may not do."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from katalog.checking import Telaah, analyse
from katalog.loading import load_catalogue
from katalog.render.api import load_files
from katalog.render.api_schema import api_schemas
from katalog.render.position_pages import (
    MAKS_BELUM_TERDAFTAR,
    MAKS_SATU_HALAMAN,
    MAKS_SOP_LEMBAR,
    position_pages,
)
from katalog.render.workload_words import load_words, monthly, severity
from katalog.simulation_record import BebanKantor, BebanKerja, BebanLangkah, KasusSOP, SOPTanpaBeban
from scripts.generate import generate
from scripts.site_workload import site_loads
from tests.catalogue_support import OPD, make_catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

SEKRETARIS = "jabatan/sekretaris/dinkes-kota-tangerang.md"
HEAD = """\
nama: {nama}
proses: pengumpulan-data-kinerja
nomor: null
pelaksana: {{kepala: Kepala Dinas, sekretaris: Sekretaris, kasi_a: Kepala Seksi, kasi_b: Kasi, juru: {juru}}}
langkah:
{langkah}
jumlah_waktu: null
sumber: {{jenis: contoh}}
"""
STEPS = """\
  - {urut: 1, kegiatan: Memerintahkan, pelaksana: kepala, mulai: true, lanjut: [2, 3], mutu_baku: {kelengkapan: Surat}}
  - {urut: 2, kegiatan: Menyusun A, pelaksana: kasi_a, lanjut: 4, mutu_baku: {waktu: 1 jam}}
  - {urut: 3, kegiatan: Menyusun B, pelaksana: [kasi_b, juru], mutu_baku: {waktu_bersama: 2}}
  - {urut: 4, kegiatan: Menghimpun, pelaksana: sekretaris}
  - {urut: 5, kegiatan: Memeriksa, pelaksana: sekretaris, lanjut: {Ya: 6, Tidak: 4, Lain: null}}
  - {urut: 6, kegiatan: Mengirim, pelaksana: null}
  - {urut: 7, kegiatan: Mengarsipkan, pelaksana: sekretaris, selesai: true}"""


def text_of(nama: str = "Contoh", langkah: str = STEPS, juru: str = "Juru Ketik") -> str:
    return HEAD.format(nama=nama, langkah=langkah, juru=juru)


def analysed(folder: Path, files: Mapping[str, str]) -> Telaah:
    return analyse(load_catalogue(make_catalogue(folder, files)))


def pages(telaah: Telaah, beban: Mapping[str, BebanKantor] | None = None) -> dict[str, str]:
    return dict(position_pages(telaah, beban or {}))


class Rows(HTMLParser):
    """The rows of the tables of steps: cells by their label, items of a list apart."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[dict[str, list[str]]] = []
        self.cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        label = dict(attrs).get("data-label")
        if label == "Langkah" and tag == "th":
            self.rows.append({})
        if label and self.rows:
            self.cell = self.rows[-1].setdefault(label, [""])
        elif tag == "li" and self.cell is not None:
            self.cell.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.cell = None

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell[-1] += data


class Attributes(HTMLParser):
    """The names of all attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as inherited
        self.names.update(name for name, _ in attrs)


def rows(markdown: str) -> dict[str, dict[str, list[str]]]:
    """Return the rows of a page's steps by printed number, marks left out."""
    parser = Rows()
    parser.feed(markdown)
    return {
        re.sub(r"†\d+", "", row["Langkah"][0]): {
            label: [re.sub(r"†\d+", "", item) for item in items if item] for label, items in row.items()
        }
        for row in parser.rows
    }


# ---- what a row says


def test_a_real_sheet_names_who_hands_over_and_who_takes_over(telaah: Telaah):
    page = pages(telaah)[SEKRETARIS]
    found = rows(page)
    assert list(found) == ["2", "5"]
    assert found["2"]["Diterima dari"] == ["Kepala Badan (langkah 1)"]
    assert found["2"]["Waktu"] == ["3 Hari"]
    assert found["2"]["Kelengkapan"] == ["Disposisi Surat Masuk"]
    assert found["5"]["Diserahkan kepada"] == [
        "Kepala Badan (langkah 6, bila Ya)",
        "Ketua Tim Kerja Sekretariat (kembali ke langkah 4, bila Tidak)",
    ]
    # Step 6 has an inferred performer, and the arrows of step 5 are inferred: each points to its reason.
    cell = page[page.index("Kepala Badan<") if "Kepala Badan<" in page else 0 :]
    assert '../../../sop/dinkes-kota-tangerang/penjenjangan-kinerja/#simpulan-2"' in cell
    assert '../../../sop/dinkes-kota-tangerang/penjenjangan-kinerja/#simpulan-1"' in cell


def test_the_first_step_says_what_starts_it_and_the_last_that_it_ends(telaah: Telaah):
    found = rows(pages(telaah)["jabatan/kepala-perangkat-daerah/dinkes-kota-tangerang.md"])
    assert found["1"]["Diterima dari"] == ["awal prosedur: Surat Masuk"]
    assert found["6"]["Diserahkan kepada"] == ["selesai"]


def test_gaps_parallel_branches_and_one_person_in_a_row(tmp_path: Path):
    made = pages(analysed(tmp_path, {f"{OPD}/contoh.yaml": text_of()}))
    sekretaris = rows(made[SEKRETARIS])
    assert sekretaris["4"]["Diterima dari"] == [
        "Kepala Seksi (langkah 2)",
        "Kasi dan Juru Ketik (langkah 3)",
        "sendiri (kembali dari langkah 5, bila Tidak)",
        "menunggu semua cabang sejajar selesai (langkah 2 dan 3)",
    ]
    assert sekretaris["4"]["Diserahkan kepada"] == ["sendiri (langkah 5)"]
    assert sekretaris["5"]["Diserahkan kepada"] == [
        "tanpa pelaksana (langkah 6, bila Ya)",
        "sendiri (kembali ke langkah 4, bila Tidak)",
        "arah tidak tampak pada dokumen (bila Lain)",
    ]
    assert sekretaris["7"]["Diterima dari"] == ["tanpa pelaksana (langkah 6)"]
    kepala = rows(made[f"jabatan/kepala-perangkat-daerah/{OPD}.md"])
    assert kepala["1"]["Diserahkan kepada"] == [
        "Kepala Seksi (langkah 2, serentak dengan langkah 3)",
        "Kasi dan Juru Ketik (langkah 3, serentak dengan langkah 2)",
    ]


def test_two_columns_of_one_position_stand_on_one_sheet_and_shared_time_is_said(tmp_path: Path):
    page = pages(analysed(tmp_path, {f"{OPD}/contoh.yaml": text_of()}))[f"jabatan/kepala-seksi/{OPD}.md"]
    found = rows(page)
    assert "Tercetak sebagai Kepala Seksi, Kasi." in page
    assert found["2"]["Kegiatan"] == ["Menyusun Asebagai Kepala Seksi"]
    assert found["3"]["Kegiatan"] == ["Menyusun Bsebagai Kasibersama Juru Ketik"]
    assert found["2"]["Waktu"] == ["1 jam bersama langkah 3"]
    assert found["3"]["Waktu"] == ["1 jam menyatu dengan langkah 2"]


def test_an_unread_performer_is_said_and_linked_to_its_note(telaah: Telaah):
    page = pages(telaah)["jabatan/sekretaris/dinkes-kab-balangan.md"]
    assert rows(page)["1"]["Diserahkan kepada"] == ["pelaksana tidak terbaca pada salinan (langkah 2)"]
    assert '<a href="../../../sop/dinkes-kab-balangan/pengumpulan-data-kinerja/#tidak-terbaca-' in page
    assert "Sekurang-kurangnya 2 langkah dalam 1 SOP" in page


# ---- how much stands where


def many(count: int) -> dict[str, str]:
    return {f"{OPD}/contoh-{number:03}.yaml": text_of(f"Contoh {number:03}") for number in range(count)}


def test_few_sops_stand_on_the_first_page_too_and_many_do_not(tmp_path: Path):
    few = pages(analysed(tmp_path / "a", many(MAKS_SATU_HALAMAN)))["jabatan/sekretaris.md"]
    assert few.count("<table") == 1 + MAKS_SATU_HALAMAN
    more = pages(analysed(tmp_path / "b", many(MAKS_SATU_HALAMAN + 1)))["jabatan/sekretaris.md"]
    assert more.count("<table") == 1
    for page in (few, more):
        assert f'href="../../jabatan/sekretaris/{OPD}/"' in page
        assert 'href="../../sop/?jabatan=sekretaris"' in page


def test_many_sops_are_split_over_sheets_and_the_first_lists_them_all(tmp_path: Path):
    count = 2 * MAKS_SOP_LEMBAR + 3
    made = pages(analysed(tmp_path, many(count)))
    base = f"jabatan/sekretaris/{OPD}"
    sheets = [made[f"{base}.md"], made[f"{base}/lembar-2.md"], made[f"{base}/lembar-3.md"]]
    assert f"{base}/lembar-4.md" not in made
    assert [sheet.count('class="tl-tugas"') for sheet in sheets] == [MAKS_SOP_LEMBAR, MAKS_SOP_LEMBAR, 3]
    links = re.findall(r'<th scope="row"><a href="((?:lembar-\d/)?#[^"]+)"', sheets[0])
    assert len(links) == count
    for link in links:
        place, _, anchor = link.partition("#")
        number = int(place.removeprefix("lembar-").rstrip("/") or 1)
        assert f"{{ #{anchor} data-search-exclude }}" in sheets[number - 1]
    assert "search: {exclude: true}" in sheets[1]
    assert "search: {exclude: true}" not in sheets[0]


def test_a_sheet_does_not_grow_with_the_catalogue_beyond_its_list(tmp_path: Path):
    small = pages(analysed(tmp_path / "a", many(MAKS_SOP_LEMBAR)))[SEKRETARIS]
    large = pages(analysed(tmp_path / "b", many(3 * MAKS_SOP_LEMBAR)))[SEKRETARIS]
    assert (len(large) - len(small)) / (2 * MAKS_SOP_LEMBAR) < 250  # one line of the list


def test_printed_performers_without_a_position_are_listed_up_to_a_limit(tmp_path: Path):
    files = {
        f"{OPD}/contoh-{number:03}.yaml": text_of(f"Contoh {number:03}", juru=f"Juru {number:03}")
        for number in range(MAKS_BELUM_TERDAFTAR + 2)
    }
    files[f"{OPD}/dua.yaml"] = text_of("Dua", juru="JURU 101")
    page = pages(analysed(tmp_path, files))["jabatan/index.md"]
    listed = page[page.index("{ #belum-terdaftar") :]
    assert listed.count("<li>") == MAKS_BELUM_TERDAFTAR
    assert "<li>Juru 101: 2 SOP, antara lain " in listed  # the most frequent comes first
    assert "dan 2 sebutan lain" in listed


def test_office_and_sop_pages_lead_to_the_office_part(tmp_path: Path):
    generate(Path(__file__).parents[1] / "sops", tmp_path)
    assert "jabatan/sekretaris/dinkes-kota-tangerang/" in (tmp_path / "opd/dinkes-kota-tangerang.md").read_text()
    sop = (tmp_path / "sop/dinkes-kota-tangerang/penjenjangan-kinerja.md").read_text()
    assert "jabatan/sekretaris/dinkes-kota-tangerang/" in sop


# ---- hours


def load(dari_sop: float, lain: float = 50.0, **more: object) -> BebanKantor:
    """A load of the secretary of one office: steps 4, 5 and 7 of the example."""
    id_sop = f"{OPD}/contoh"
    steps = tuple(
        BebanLangkah(
            sop=id_sop, urut=urut, pelaksana="sekretaris", kunjungan=visits, menit_per_kasus=minutes, jam=hours
        )
        for urut, visits, minutes, hours in ((4, 1.35, 60.0, dari_sop), (5, 1.35, None, None), (7, 1.0, 0.0, 0.0))
    )
    role = BebanKerja(
        peran=f"{OPD}/sekretaris", jabatan="sekretaris", nama="Sekretaris", staf=1, tersedia=100.0,
        dari_sop=dari_sop, lain=lain, beban=(dari_sop + lain) / 100, tanpa_waktu=1, langkah=steps,
    )  # fmt: skip
    return BebanKantor.model_validate(
        {
            "opd": OPD, "skenario": "dasar", "nama_skenario": "Dasar", "asumsi": (),
            "kasus": (KasusSOP(sop=id_sop, per_tahun=2.0),), "peran": (role,), **more,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("dari_sop", "words", "cell"),
    [
        (3.3, 'tl-bersih">beban 53', r'tl-bersih">53\S*\s% \(asumsi\)<'),
        (34.9, 'tl-bersih">beban 85', r'tl-bersih">8[45]\S*\s% \(asumsi\)<'),
        (35.0, 'tl-peringatan">hampir penuh: 85', r'tl-peringatan">85\S*\s%, hampir penuh<'),
        (49.9, 'tl-peringatan">hampir penuh: 99,9', r'tl-peringatan">99,9\s%, hampir penuh<'),
        (50.0, 'tl-galat">kelebihan beban: 100', r'tl-galat">100\s%, kelebihan beban<'),
        (266.0, 'tl-galat">kelebihan beban: 316', r'tl-galat">316\s%, kelebihan beban<'),
    ],
)
def test_a_load_is_marked_by_words_figure_and_colour(dari_sop: float, words: str, cell: str, tmp_path: Path):
    made = pages(analysed(tmp_path, {f"{OPD}/contoh.yaml": text_of()}), {OPD: load(dari_sop)})
    assert words in made[SEKRETARIS]
    for path in (SEKRETARIS, "jabatan/sekretaris.md"):
        assert re.search(rf'data-label="Beban"><span class="tl-lencana {cell}', made[path]), path


def test_hours_stand_apart_and_what_is_not_counted_is_said(tmp_path: Path):
    page = pages(analysed(tmp_path, {f"{OPD}/contoh.yaml": text_of()}), {OPD: load(3.3)})[SEKRETARIS]
    cells = dict(re.findall(r'<td data-label="([^"]+)">([^<]*)</td>', page[page.index("{ #beban") :]))
    assert cells["Dari SOP OPD ini"] == "3,3 jam"
    assert cells["Pekerjaan lain (asumsi)"] == "50 jam"
    assert cells["Tersedia"] == "100 jam"
    assert "<strong>1 langkah tidak dihitung</strong>" in page
    found = rows(page)
    assert found["4"]["Kerja per bulan"] == ["3,3 jamrata-rata 1,35 kali tiap kasus"]
    assert found["5"]["Kerja per bulan"] == ["waktu tidak diketahui, tidak dihitung"]
    assert found["7"]["Kerja per bulan"] == ["0 menit"]
    assert "<strong>3,3 jam per bulan</strong>, bila dijalankan 2 kali setahun (asumsi)" in page


def test_other_offices_are_offered_only_where_there_are_any(telaah, tmp_path: Path):
    alone = pages(analysed(tmp_path, {f"{OPD}/contoh.yaml": text_of()}))[SEKRETARIS]
    assert "di OPD lain</a>" not in alone
    assert "Penjenjangan Kinerja di OPD lain</a>" in pages(telaah)[SEKRETARIS]


def test_without_a_load_the_page_says_so(tmp_path: Path):
    telaah = analysed(tmp_path, {f"{OPD}/contoh.yaml": text_of()})
    assert "Beban kerja tidak dihitung pada situs ini." in pages(telaah)[SEKRETARIS]
    refused = SOPTanpaBeban(sop=f"{OPD}/contoh", alasan="semua cabang langkah 5 kembali.")
    page = pages(telaah, {OPD: load(1.0, peran=(), tidak_dihitung=(refused,))})[SEKRETARIS]
    assert "beban kerja tidak dihitung: semua cabang langkah 5 kembali." in page
    assert "Tidak ada langkah jabatan ini yang dapat dihitung." in page


@pytest.mark.parametrize(
    ("jam", "words"),
    [(0.0, "0 menit"), (0.001, "kurang dari 1 menit"), (0.4, "24 menit"), (1.0, "1 jam"), (5.16, "5,2 jam"),
     (148.5, "148 jam"), (1234.6, "1.235 jam")],
)  # fmt: skip
def test_hours_in_words(jam: float, words: str):
    assert monthly(jam) == words


def test_severity_and_words_agree():
    for beban in (0.0, 0.5, 0.8499, 0.85, 0.9999, 1.0, 3.8, 250.0):
        full, near = beban >= 1, 0.85 <= beban < 1
        assert severity(beban) == ("galat" if full else "peringatan" if near else "bersih")
        assert load_words(beban).startswith("kelebihan beban" if full else "hampir penuh" if near else "beban ")


# ---- the site's own loads, and the API


def test_loads_of_the_real_catalogue_follow_the_schema_and_are_kept(
    telaah: Telaah, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    first = site_loads(telaah, tmp_path)
    assert set(first) == set(telaah.indeks.menurut_opd)
    kept = sorted(tmp_path.rglob("beban-*.json"))
    assert len(kept) == len(first)
    assert site_loads(telaah, tmp_path) == first
    kept[0].write_text("{", "utf-8")
    assert site_loads(telaah, tmp_path) == first
    assert capsys.readouterr().err == ""
    schema = json.loads(api_schemas()["api-beban.schema.json"])
    files = dict(load_files(first))
    assert set(files) == {f"api/v1/beban/{opd}.json" for opd in first}
    for content in files.values():
        jsonschema.validate(json.loads(content), schema)


def test_what_cannot_be_counted_is_said_and_the_rest_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    never = "  - {urut: 1, kegiatan: Menyusun, pelaksana: kepala, lanjut: {Ya: 1, Tidak: 1}}"
    telaah = analysed(tmp_path, {f"{OPD}/contoh.yaml": text_of(), f"{OPD}/buntu.yaml": text_of("Buntu", never)})
    (beban,) = site_loads(telaah, tmp_path / "simpanan").values()
    assert [one.sop for one in beban.kasus] == [f"{OPD}/contoh"]
    assert f"{OPD}/buntu tidak ikut dalam beban kerja: semua cabang langkah 1 kembali." in capsys.readouterr().err


# ---- attacks


def test_attacks_stay_text(tmp_path: Path):
    folder = Path(__file__).parent / "fixtures" / "jahat" / "sops"
    telaah = analyse(load_catalogue(folder))
    made = pages(telaah, site_loads(telaah, tmp_path))
    sheets = [page for path, page in made.items() if path.count("/") == 2]
    assert sheets
    for page in made.values():
        assert not re.search(r"<(?:script|img|iframe|svg/|b>)", page)
        # Inside a line of HTML it is text; Markdown would make it a link.
        hidden = [line for line in page.splitlines() if "](javascript:" in line]
        assert all(line.startswith(("<", 'title: "')) for line in hidden)
        parser = Attributes()
        parser.feed(page)
        assert not {name for name in parser.names if name.startswith("on") or name == "style"}
        assert page.count("\n# ") == 1
    assert any("&lt;script&gt;window.jebol" in page for page in sheets)


def test_reasons_of_the_marks_shown_stand_below_the_table(telaah: Telaah):
    page = pages(telaah)["jabatan/sekretaris/dinkes-kota-tangerang.md"]
    (notes,) = re.findall(r'<p class="tl-tugas-catatan">(.*?)</p>', page)
    table = page.partition('<table class="tl-tugas">')[2].partition("</table>")[0]
    assert set(re.findall(r"<span>†(\d+) ", notes)) == set(re.findall(r">†(\d+)</a>", table)) == {"1", "2"}
    assert "Simbol langkah 6 hilang pada salinan" in notes
