"""The pages of the scorecard as text: the matrix equals the index, long lists are cut and say so."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import jsonschema
import pytest
from bs4 import BeautifulSoup

from benchmarks.synthetic import write_catalogue
from katalog import Telaah, analyse, load_catalogue
from katalog.export.files import catalogue_tables
from katalog.export.scorecard_table import scorecard_table
from katalog.render import legal_scorecard_page, review_pages, scorecard_pages
from katalog.render.api import catalogue_value, scorecard_value
from katalog.render.api_schema import api_schemas
from katalog.render.legal_scorecard_page import citations_by_office, kind_group, legal_page, only_cited_by
from katalog.render.regulation_pages import regulation_pages
from katalog.render.review_pages import calendar_files, review_page
from katalog.render.scorecard_parts import doubt_groups, form_anchor, office_slug
from katalog.render.sop_page import sop_page
from katalog.report.text import to_text
from katalog.scorecard import PARTS, score
from katalog.site import site_files
from tests.catalogue_support import SOP_TEXT, make_catalogue

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Telaah:
    """A catalogue of 120 made-up SOPs of several offices."""
    akar = tmp_path_factory.mktemp("buatan") / "sops"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("benchmarks.synthetic.SOP_TIAP_OPD", 30)
        write_catalogue(akar, 120, 3)
    return analyse(load_catalogue(akar))


@pytest.fixture(params=["telaah", "made_up"])
def any_telaah(request: pytest.FixtureRequest) -> Telaah:
    found: Telaah = request.getfixturevalue(request.param)
    return found


def html(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser")


def test_matrix_counts_equal_the_index(any_telaah: Telaah):
    matrix = citations_by_office(any_telaah)
    assert set(matrix) == set(any_telaah.indeks.pengutip)
    for kunci, offices in matrix.items():
        places = any_telaah.indeks.pengutip[kunci]
        for opd, sops in offices.items():
            assert set(sops) == {place.sop for place in places if place.sop.startswith(f"{opd}/")}
            for id_sop, item in sops.items():
                assert item == 1 + min(place.butir for place in places if place.sop == id_sop)
        assert sum(map(len, offices.values())) == len({place.sop for place in places})
    only = only_cited_by(any_telaah)
    assert sorted(key for keys in only.values() for key in keys) == sorted(k for k, v in matrix.items() if len(v) == 1)


def test_matrix_on_the_page_is_the_index(any_telaah: Telaah):
    rapor = score(any_telaah)
    table = html(legal_page(any_telaah, rapor)).select_one(".tl-matriks")
    assert table
    matrix = citations_by_office(any_telaah)
    shown = 0
    for row in table.select("tbody tr:not(.tl-rumpun)"):
        link = row.select_one("th a")
        assert link
        kunci = str(link["href"]).split("/")[-2]
        cells = row.select("td")
        assert int(cells[0].text) == sum(map(len, matrix[kunci].values()))
        assert int(cells[1].text) == len(matrix[kunci])
        counts = {opd: int(cell.text or 0) for opd, cell in zip(rapor.opd, cells[2:], strict=True)}
        assert counts == {opd: len(matrix[kunci].get(opd, {})) for opd in rapor.opd}
        shown += 1
    assert shown == sum(len(offices) > 1 for offices in matrix.values())


def test_matrix_stays_bounded_and_says_so(made_up: Telaah, monkeypatch: pytest.MonkeyPatch):
    rapor = score(made_up)
    monkeypatch.setattr(legal_scorecard_page, "MAKS_SEL", 3 * len(rapor.opd))
    page = html(legal_page(made_up, rapor))
    assert len(page.select(".tl-matriks tbody tr:not(.tl-rumpun)")) == 3
    assert re.search(r"Ditampilkan 3 peraturan yang dikutip paling banyak OPD, dari \d+ ", page.text)


def test_many_doubtful_items_lead_to_the_offices(made_up: Telaah, telaah: Telaah):
    rapor = score(made_up)
    items = sum(len(one.dasar_ragu) for one in rapor.sop.values())
    assert items > legal_scorecard_page.MAKS_BUTIR
    page = html(legal_page(made_up, rapor))
    assert f"Ada {items} butir yang diragukan" in page.text
    assert not page.select('a[href*="#dasar-hukum-"]:not(.tl-matriks a)')
    few = html(legal_page(telaah, score(telaah)))
    links = few.select('.tl-rapor a[href*="#dasar-hukum-"]')
    assert len(links) == sum(len(one.dasar_ragu) for one in score(telaah).sop.values())


def test_doubts_are_grouped_without_losing_one(any_telaah: Telaah):
    rapor = score(any_telaah)
    groups = doubt_groups(any_telaah, rapor.sop.values())
    listed = {(sop["id"], item) for row in groups for sop in row["sop"] for item in sop["butir"]}
    assert listed == {(one.id, dasar.butir + 1) for one in rapor.sop.values() for dasar in one.dasar_ragu}
    assert [row["berat"] for row in groups] == sorted(row["berat"] for row in groups)


def test_kinds_are_grouped(telaah: Telaah):
    groups = {key: kind_group(telaah, key) for key in telaah.indeks.pengutip}
    assert groups["uu-2014-23"] == "Undang-undang"
    assert groups["pp-2016-18"] == "Peraturan pemerintah"
    assert groups["perpres-2014-29"] == "Peraturan, keputusan, dan instruksi Presiden"
    assert groups["permendagri-2017-86"] == "Peraturan menteri dan lembaga"
    assert groups["perwal-kota-tangerang-2014-33"] == "Peraturan daerah dan kepala daerah"


def test_large_catalogue_is_reviewed_by_office(telaah: Telaah, monkeypatch: pytest.MonkeyPatch):
    rapor = score(telaah)
    assert 'id="tabel-tinjauan"' in review_page(telaah, rapor)
    monkeypatch.setattr(review_pages, "MAKS_SOP", 4)
    page = review_page(telaah, rapor)
    assert 'id="tabel-tinjauan"' not in page
    assert "Katalog memuat 5 SOP, lebih dari 4" in page
    assert len(html(page).select("table tbody tr")) == len(rapor.opd)


def test_long_lists_of_sops_are_cut(made_up: Telaah, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(scorecard_pages, "MAKS_TAUT", 2)
    pages = dict(scorecard_pages.scorecard_pages(made_up, score(made_up)))
    for path, text in pages.items():
        if path.count("/") == 1 and path.split("/")[1] not in {"index.md", "dasar-hukum.md", "tinjauan.md"}:
            cells = html(text).select("td.tl-sel-daftar:not(tr[id] td)")
            assert cells
            assert (
                max(len({str(a["href"]).split("#")[0] for a in cell.select("a[href*='/sop/']")}) for cell in cells) <= 2
            )
            assert re.search(r"dan \d+ lain pada", text)


def test_no_office_takes_the_place_of_another_page(tmp_path: Path):
    files: dict[str, bytes | str] = {
        f"{opd}/satu.yaml": SOP_TEXT + 'tanggal_revisi: "2024-01-01"\n' for opd in ("tinjauan", "dasar-hukum", "biasa")
    }
    telaah = analyse(load_catalogue(make_catalogue(tmp_path, files)))
    rapor = score(telaah)
    names = [path for path, _ in scorecard_pages.scorecard_pages(telaah, rapor)]
    names += [path for path, _ in calendar_files(telaah, rapor)]
    assert len(names) == len(set(names))
    assert office_slug("tinjauan") == "tinjauan_"
    assert office_slug("biasa") == "biasa"


def test_what_the_form_lacks_is_linked_to_a_place_that_exists(any_telaah: Telaah):
    rapor = score(any_telaah)
    lacking = 0
    for document in any_telaah.katalog.dokumen:
        page = sop_page(any_telaah, document, "../../../")
        anchors = {*re.findall(r'\bid="([^"]+)"', page), *re.findall(r"\{ #([\w-]+)", page)}
        for isian in rapor.sop[document.id].isian:
            if isian.keadaan != "terisi":
                assert form_anchor(isian) in anchors, (document.id, isian)
                lacking += 1
    assert lacking


def test_regulation_pages_have_one_anchor_an_office(any_telaah: Telaah):
    for path, text in regulation_pages(any_telaah):
        kunci = path.removeprefix("hukum/").removesuffix(".md")
        places = any_telaah.indeks.pengutip.get(kunci, ())
        assert re.findall(r'<tr id="opd-([^"]+)"', text) == list(
            dict.fromkeys(place.sop.partition("/")[0] for place in places)
        )


def test_empty_catalogue_has_pages_that_say_so(tmp_path: Path):
    telaah = analyse(load_catalogue(make_catalogue(tmp_path, {"catatan.txt": "kosong"})))
    pages = dict(scorecard_pages.scorecard_pages(telaah, score(telaah)))
    assert set(pages) == {"penilaian/index.md", "penilaian/dasar-hukum.md", "penilaian/tinjauan.md"}
    assert "Belum ada SOP dalam katalog." in pages["penilaian/index.md"]


@pytest.fixture
def ended(tmp_path: Path) -> Telaah:
    """Two offices: one has a revoked SOP alone, the other a replaced one and the one that followed it."""
    dated = SOP_TEXT + 'tanggal_pengesahan: "2024-01-10"\ndasar_hukum: [UU Nomor 25 Tahun 2004]\n'
    return analyse(
        load_catalogue(
            make_catalogue(
                tmp_path,
                {
                    "dinkes-kab-balangan/lama.yaml": dated + 'status: dicabut\nstatus_sejak: "2025-02-03"\n',
                    "kecamatan-neglasari/lama.yaml": dated
                    + "status: digantikan\ndigantikan_oleh: kecamatan-neglasari/baru\n",
                    "kecamatan-neglasari/baru.yaml": dated.replace("2024-01-10", "2025-03-04"),
                },
            )
        )
    )


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(tag.get_text(" ").split()) for tag in page.select(selector)]


def test_what_is_no_longer_in_force_is_named_apart_and_not_counted(ended: Telaah):
    rapor = score(ended)
    pages = {name: html(text) for name, text in scorecard_pages.scorecard_pages(ended, rapor)}
    assert [one.id for one in rapor.berlaku] == ["kecamatan-neglasari/baru"]
    overview = pages["penilaian/index.md"]
    balangan, neglasari = texts(overview, ".tl-rapor tbody tr")[:2]
    assert balangan.endswith("0 1 tidak berlaku lagi " + " ".join("–" * (len(PARTS) + 2)))
    assert neglasari.endswith("1 dari 1 bertanggal")
    assert "2 SOP yang sudah dicabut atau digantikan tidak ikut dihitung" in overview.get_text()
    own = pages["penilaian/dinkes-kab-balangan.md"]
    assert "Tidak ada SOP yang berlaku." in own.get_text()
    assert "Tanpa tanggal" not in own.get_text()
    (row,) = texts(own, "li:has(.tl-peringatan)")
    assert "dicabut sejak 3 Februari 2025 tanggal terakhir: 10 Januari 2024 (tanggal pengesahan)" in row
    review = pages["penilaian/tinjauan.md"]
    assert "Semua SOP yang berlaku mencantumkan tanggal." in review.get_text()
    assert "tidak berlaku lagi, tidak ditinjau" in review.get_text()
    assert texts(review, "li .tl-peringatan") == ["dicabut sejak 3 Februari 2025", "digantikan"]
    assert len(review.select("#tabel-tinjauan tbody tr")) == 1


def test_figures_of_findings_and_citations_count_what_is_in_force(ended: Telaah):
    rapor = score(ended)
    (valid,) = rapor.berlaku
    everywhere = Counter(temuan.kode for temuan in ended.temuan_berlaku if temuan.diterima is None and temuan.sop)
    assert {one.kode: one.temuan for one in rapor.sebaran} == everywhere
    assert sum(everywhere.values()) == sum(count.jumlah for count in valid.temuan.values()) > 0
    pages = {name: html(content.decode()) for name, content in site_files(ended, lambda _: b"") if name.endswith(".md")}
    marks = ["dicabut sejak 3 Februari 2025", "digantikan"]
    summary = pages["temuan/index.md"]
    assert texts(summary, "[aria-label='Temuan menurut SOP'] tbody a") == ["Pengumpulan Data Kinerja"]
    assert "2 SOP sudah dicabut atau digantikan." in summary.get_text()
    assert [text for text in texts(summary, "li .tl-peringatan") if text[0] == "d"] == marks
    for kode in {temuan.kode for temuan in ended.temuan_sop["dinkes-kab-balangan/lama"]}:
        names = texts(pages[f"temuan/{kode.lower()}.md"], ".tl-daftar-temuan a")
        assert any(name.endswith("– dicabut sejak 3 Februari 2025") for name in names)
    (kunci,) = set(ended.indeks.pengutip)
    assert citations_by_office(ended)[kunci].keys() == {"kecamatan-neglasari"}
    assert "1, dan 2 yang tidak berlaku lagi" in pages["hukum/index.md"].get_text()
    assert texts(pages[f"hukum/{kunci}.md"], "td .tl-peringatan") == marks
    counted = len([one for one in ended.temuan if one.sop in ended.katalog.tidak_berlaku])
    said = to_text(ended.temuan, lambda _berkas, _baris: None, tidak_berlaku=ended.katalog.tidak_berlaku)
    assert said.endswith(f"{counted} di antaranya pada SOP yang sudah dicabut atau digantikan.\n")
    assert texts(pages["index.md"], "h3 + p > .tl-peringatan") == marks


def test_data_of_the_scorecard_tell_a_missing_date_from_one_that_counts_no_more(ended: Telaah):
    rapor = score(ended)
    revoked, valid, _ = scorecard_value(rapor)["sop"]
    assert (revoked["status"], revoked["status_sejak"], revoked["tinjauan"]) == ("dicabut", "2025-02-03", None)
    assert revoked["terakhir"] == {"asal": "tanggal_pengesahan", "disimpulkan": False, "tanggal": "2024-01-10"}
    assert valid["terakhir"]["tanggal"] == valid["tinjauan"]["sejak"] == "2025-03-04"
    table = scorecard_table(ended, rapor)
    first = dict(zip((column.judul for column in table.kolom), table.baris[0], strict=True))
    assert (first["Status SOP"], first["Status sejak"]) == ("dicabut", date(2025, 2, 3))
    assert (first["Tanggal terakhir"], first["Pemantauan pertama"]) == (date(2024, 1, 10), None)


def test_data_of_the_catalogue_carry_the_status(ended: Telaah):
    value = catalogue_value(ended)
    fields = ("status", "status_sejak", "digantikan_oleh")
    said = [
        ("dicabut", "2025-02-03", None),
        (None, None, None),
        ("digantikan", None, "kecamatan-neglasari/baru"),
    ]
    assert [tuple(entry[field] for field in fields) for entry in value["sop"]] == said
    jsonschema.validate(json.loads(json.dumps(value)), json.loads(api_schemas()["api-katalog.schema.json"]))
    tables = catalogue_tables(ended)
    for name in ("sop", "langkah", "dasar-hukum", "temuan", "penilaian"):
        heads = [column.judul for column in tables[name].kolom]
        assert len({column.bidang for column in tables[name].kolom}) == len(heads)
        ids, status = heads.index("ID SOP"), heads.index("Status SOP")
        found = {row[ids]: row[status] for row in tables[name].baris if row[ids]}
        assert found == dict(zip((entry["id"] for entry in value["sop"]), (one[0] for one in said), strict=True))
