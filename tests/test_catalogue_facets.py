"""What the catalogue page filters by: classes at their edges, choices against the catalogue itself, hostile words."""

from __future__ import annotations

import json
import re
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from katalog import Telaah, analyse, load_catalogue
from katalog.findings import Tingkat
from katalog.render.catalogue_facets import (
    RENTANG,
    catalogue_data,
    facets,
    length_class,
    name_key,
    realistic_minutes,
    stated_minutes,
)
from katalog.render.catalogue_page import BARIS_PERTAMA, catalogue_page
from katalog.render.escaping import json_in_html
from katalog.render.views import card
from katalog.reviews import review_dates
from tests.catalogue_support import OPD, SOP_TEXT, call_formerly, make_catalogue
from tests.simulation_support import PENJENJANGAN, catatan, catatan_semua, selang

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katalog.simulation_record import CatatanSimulasi

HARI = 24 * 60
JAHAT = Path(__file__).parent / "fixtures" / "jahat" / "sops"


def had(telaah: Telaah, kunci: str, simulasi: Mapping[str, CatatanSimulasi] | None = None) -> dict[str, set[str]]:
    """The choices that each SOP has of one filter, by their keys."""
    facet = next(one for one in facets(telaah, simulasi or {}) if one.kunci == kunci)
    assert len(facet.sop) == len(telaah.katalog)
    return {
        document.id: {facet.pilihan[index].kunci for index in indexes}
        for document, indexes in zip(telaah.katalog.dokumen, facet.sop, strict=True)
    }


def page(telaah: Telaah, simulasi: Mapping[str, CatatanSimulasi] | None = None) -> str:
    cards = {document.id: card(telaah, document) for document in telaah.katalog.dokumen}
    return catalogue_page(telaah, cards, simulasi or {})


def made(folder: Path, *texts: str) -> Telaah:
    files = {f"{OPD}/sop-{index:03}.yaml": text for index, text in enumerate(texts)}
    return analyse(load_catalogue(make_catalogue(folder, files)))


@pytest.mark.parametrize(
    ("minutes", "kunci"),
    [
        (0, "sampai-1-hari"),
        (HARI, "sampai-1-hari"),
        (HARI + Fraction(1, 60), "1-7-hari"),
        (7 * HARI, "1-7-hari"),
        (7 * HARI + 0.001, "1-4-minggu"),
        (28 * HARI, "1-4-minggu"),
        (28 * HARI + 1, "4-minggu-3-bulan"),
        (90 * HARI, "4-minggu-3-bulan"),
        (90 * HARI + 1, None),
        (1e300, None),
    ],
)
def test_length_classes_at_their_edges(minutes: Any, kunci: str | None):
    assert (*(key for key, *_ in RENTANG), None)[length_class(minutes)] == kunci


@given(st.fractions(min_value=0, max_value=10**6), st.fractions(min_value=0, max_value=10**6))
def test_a_longer_time_is_never_in_a_shorter_class(one: Fraction, other: Fraction):
    assert (length_class(min(one, other))) <= length_class(max(one, other))


def test_stated_time_is_the_total_else_the_steps_else_nothing(tmp_path: Path):
    step = "urut: 1, kegiatan: Mengumpulkan data,"
    with_step = SOP_TEXT.replace(step, f"{step} mutu_baku: {{waktu: 2-3 Hari}},")
    telaah = made(
        tmp_path,
        with_step.replace("jumlah_waktu: null", "jumlah_waktu: 1-2 minggu"),
        with_step,
        with_step.replace("jumlah_waktu: null", "jumlah_waktu: menyesuaikan"),
        SOP_TEXT,
    )
    found = [stated_minutes(telaah.turunan[document.id]) for document in telaah.katalog.dokumen]
    assert found == [14 * HARI, 3 * HARI, 3 * HARI, None]
    assert list(had(telaah, "tertulis").values()) == [{"1-4-minggu"}, {"1-7-hari"}, {"1-7-hari"}, {"tidak-terbaca"}]
    text = page(telaah)
    assert "<td>1-2 minggu</td>" in text
    assert "<td>tidak tercantum<small>jumlah langkah: 2 hari sampai 3 hari</small></td>" in text
    assert "<td>menyesuaikan<small>jumlah langkah: 2 hari sampai 3 hari</small></td>" in text
    assert "<td>tidak tercantum</td>" in text


def test_realistic_time_is_told_apart_from_none_and_from_no_answer(telaah: Telaah):
    record = catatan(PENJENJANGAN)
    assert record.waktu is not None
    endless = record.model_copy(update={"waktu": record.waktu.model_copy(update={"p90": selang(float("inf"))})})
    overloaded = record.model_copy(update={"waktu": None})
    assert realistic_minutes(record) == record.waktu.p90.nilai
    assert [realistic_minutes(one) for one in (endless, overloaded, None)] == [None] * 3
    for one in (endless, overloaded):
        found = had(telaah, "realistis", {PENJENJANGAN: one})
        assert found.pop(PENJENJANGAN) == {"tidak-terjawab"}
        assert set(map(frozenset, found.values())) == {frozenset({"tidak-disimulasikan"})}
        json.dumps(catalogue_data(telaah, {PENJENJANGAN: one}), allow_nan=False)


def test_choices_are_what_the_catalogue_says(telaah: Telaah):
    documents = {document.id: document for document in telaah.katalog.dokumen}
    assert had(telaah, "opd") == {key: {document.opd} for key, document in documents.items()}
    assert had(telaah, "proses") == {key: {document.sop.proses} for key, document in documents.items()}
    cited = had(telaah, "hukum")
    for kunci, citing in telaah.indeks.pengutip.items():
        assert {key for key, keys in cited.items() if kunci in keys} == {kutipan.sop for kutipan in citing}
    broken = had(telaah, "aturan")
    for kode, findings in telaah.temuan_kode.items():
        standing = {temuan.sop for temuan in findings if temuan.sop and temuan.diterima is None}
        assert {key for key, keys in broken.items() if kode.lower() in keys} == standing
    for key, positions in had(telaah, "jabatan").items():
        assert positions == {position for position in telaah.turunan[key].jabatan.values() if position}


def test_offices_are_known_by_their_former_keys(tmp_path: Path, telaah: Telaah):
    assert not any("dahulu" in one for one in catalogue_data(telaah, {})["saringan"])
    akar = make_catalogue(tmp_path, {f"{opd}/data.yaml": SOP_TEXT for opd in (OPD, "kecamatan-neglasari")})
    call_formerly(akar, "kecamatan-neglasari", "kecamatan-lama, camat")
    call_formerly(akar, "dinkes-kab-balangan", "tanpa-sop")  # nothing to filter by
    offices, *others = catalogue_data(analyse(load_catalogue(akar)), {})["saringan"]
    assert {old: offices["pilihan"][at][0] for old, at in offices["dahulu"]} == {
        "kecamatan-lama": "kecamatan-neglasari",
        "camat": "kecamatan-neglasari",
    }
    assert not any("dahulu" in one for one in others)


def test_a_position_with_a_column_and_no_step_is_a_choice(tmp_path: Path):
    idle = SOP_TEXT.replace("  tim: Tim Kinerja\n", "  tim: Tim Kinerja\n  sekretaris: Sekretaris\n")
    telaah = made(tmp_path, idle, SOP_TEXT)
    assert {key for key, positions in had(telaah, "jabatan").items() if "sekretaris" in positions} == {f"{OPD}/sop-000"}


def test_severity_means_at_least_and_accepted_findings_do_not_count(tmp_path: Path):
    telaah = made(tmp_path, SOP_TEXT)
    key = f"{OPD}/sop-000"
    standing = telaah.temuan_sop[key]
    grave = min(temuan.tingkat.urutan for temuan in standing)
    assert had(telaah, "temuan")[key] == {str(tingkat) for tingkat in Tingkat if tingkat.urutan >= grave}
    codes = {temuan.kode for temuan in standing}
    accepted = "".join(f"  {kode}: Diterima untuk uji.\n" for kode in sorted(codes))
    clean = made(tmp_path / "lain", SOP_TEXT + "kecuali:\n" + accepted)
    assert [temuan for temuan in clean.temuan_sop[key] if temuan.diterima]
    assert had(clean, "temuan")[key] == {"tanpa-temuan"}
    assert had(clean, "aturan")[key] == set()
    assert catalogue_data(clean, {})["urutan"]["temuan"] == [0]


def test_year_is_of_the_approval_else_of_the_cover(tmp_path: Path):
    telaah = made(
        tmp_path,
        SOP_TEXT + 'tanggal_pengesahan: "2023-02-01"\ntahun: 2020\n',
        SOP_TEXT + "tahun: 2020\n",
        SOP_TEXT,
    )
    assert list(had(telaah, "tahun").values()) == [{"2023"}, {"2020"}, {"tanpa-tahun"}]
    facet = next(one for one in facets(telaah, {}) if one.kunci == "tahun")
    assert [choice.kunci for choice in facet.pilihan] == ["2023", "2020", "tanpa-tahun"]
    assert catalogue_data(telaah, {})["urutan"]["disahkan"] == [20230201, None, None]


def test_review_dates_go_to_the_browser_and_not_the_verdict(telaah: Telaah):
    data = catalogue_data(telaah, {})
    for document, monitoring, evaluation in zip(
        telaah.katalog.dokumen, data["pemantauan"], data["evaluasi"], strict=True
    ):
        review = review_dates(document.sop)
        expected = (review.pemantauan, review.evaluasi) if review else (None, None)
        assert (
            tuple(day and date(day // 10000, day // 100 % 100, day % 100) for day in (monitoring, evaluation))
            == expected
        )
    assert next(one for one in data["saringan"] if one["kunci"] == "tinjauan")["sop"] == []


def test_numbers_in_names_sort_by_their_size():
    names = ["UU 23/2014", "uu 9/2015", "PP 2/2000", "UU 9/2004", "UU " + "9" * 5000]
    assert sorted(names, key=name_key)[:4] == ["PP 2/2000", "UU 9/2004", "uu 9/2015", "UU 23/2014"]


def test_choices_are_in_the_order_of_their_names_and_known_by_them(telaah: Telaah):
    for facet in facets(telaah, {}):
        assert len({choice.kunci for choice in facet.pilihan}) == len(facet.pilihan)
        assert all(re.fullmatch(r"[a-z0-9-]+", choice.kunci) for choice in facet.pilihan)
        if not facet.tetap:
            names = [name_key(choice.nama) for choice in facet.pilihan]
            assert names == sorted(names)
            assert {index for indexes in facet.sop for index in indexes} == set(range(len(facet.pilihan)))


@given(
    st.recursive(st.text() | st.integers() | st.none(), lambda part: st.lists(part) | st.dictionaries(st.text(), part))
)
def test_json_in_a_page_reads_back_and_cannot_end_its_element(value: Any):
    text = json_in_html(value)
    assert json.loads(text) == value
    assert not set(text) & set("<>&\u2028\u2029\n\r")


def test_hostile_words_stay_inside_their_element():
    telaah = analyse(load_catalogue(JAHAT))
    text = page(telaah)
    soup = BeautifulSoup(text, "html.parser")
    scripts = soup.find_all("script")
    assert len(scripts) == 1
    assert json.loads(scripts[0].get_text()) == catalogue_data(telaah, {})
    assert "window.jebol" in scripts[0].get_text()
    assert not soup.find_all(["img", "iframe", "svg", "style", "b"])
    assert "\n\n" not in text.partition('<div class="tl-katalog"')[2]


def test_later_rows_stand_where_only_a_browser_without_scripts_draws_them(tmp_path: Path):
    number = BARIS_PERTAMA + 7
    telaah = made(tmp_path, *(SOP_TEXT.replace("800/1/", f"800/{index}/") for index in range(number)))
    soup = BeautifulSoup(page(telaah), "html.parser")
    links = [str(link["href"]) for link in soup.select("tbody th > a")]
    assert links == [f"{document.id}/" for document in telaah.katalog.dokumen]
    assert len(soup.select("noscript tbody tr")) == 7
    assert len(catalogue_data(telaah, {})["teks"]) == number


def test_a_small_catalogue_needs_no_second_table(telaah: Telaah):
    assert "<noscript>" not in page(telaah)


def test_inferred_and_unreadable_cells_say_so(tmp_path: Path):
    notes = (
        "disimpulkan:\n  - {bidang: nomor, alasan: Dibaca dari nama berkas.}\n"
        "tidak_terbaca:\n  - {bidang: jumlah_waktu, alasan: Terpotong.}\n"
        "  - {bidang: tanggal_pengesahan, alasan: Terpotong.}\n"
    )
    telaah = made(tmp_path, SOP_TEXT + notes)
    row = BeautifulSoup(page(telaah), "html.parser").select_one("tbody tr")
    assert row is not None
    mark = row.select_one("small .tl-simpulan-tanda")
    assert mark is not None
    assert mark["href"] == f"{OPD}/sop-000/#simpulan-1"
    assert [cell.get_text() for cell in row.find_all("td")][2] == "tidak terbaca"
    assert [cell.get_text() for cell in row.find_all("td")][4] == "tidak terbaca"


def test_the_table_shows_the_realistic_time(telaah: Telaah):
    records = catatan_semua()
    soup = BeautifulSoup(page(telaah, records), "html.parser")
    links = [str(link["href"]) for link in soup.select("tbody th > a")]
    cells = dict(zip(links, [cell.get_text() for cell in soup.select("tbody td:nth-of-type(4)")], strict=True))
    for key, words in cells.items():
        minutes = realistic_minutes(records.get(key.rstrip("/")))
        assert bool(re.search(r"\d", words)) == (minutes is not None)
    assert "tidak dapat dijawab simulasi" in cells.values()
    assert "tidak disimulasikan" in cells.values()
