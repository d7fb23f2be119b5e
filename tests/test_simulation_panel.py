"""The panel "Waktu: tertulis dan realistis", the page /simulasi/ and the API: what the record says, escaped."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import markdown as python_markdown
import pytest
from bs4 import BeautifulSoup

from katalog.render.api import api_files
from katalog.schema import schemas
from katalog.site import FOLDER, site_files
from scripts.generate import CatalogueError, generate
from tests.simulation_support import (
    KELEBIHAN,
    PENJENJANGAN,
    SERANGAN,
    TANPA_TOTAL,
    TERLAMPAUI,
    catatan,
    catatan_semua,
    serangan,
)
from tests.site_support import GENERATED, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from katalog import Telaah
    from katalog.simulation_record import CatatanSimulasi

TIDAK = "dinkes-kab-mojokerto/pengukuran-kinerja"


def pages(telaah: Telaah, records: dict[str, CatatanSimulasi]) -> dict[str, str]:
    files = site_files(telaah, lambda _: b"", records)
    return {name: content.decode() for name, content in files if name.endswith(".md")}


def html(text: str) -> BeautifulSoup:
    body = text.split("---", 2)[2]
    extensions = ["attr_list", "md_in_html", "tables", "toc"]
    return BeautifulSoup(python_markdown.markdown(body, extensions=extensions), "html.parser")


def words(soup: Any) -> str:
    return " ".join(soup.get_text(" ").split())


@pytest.fixture(scope="module")
def halaman(telaah: Telaah) -> dict[str, str]:
    return pages(telaah, catatan_semua())


def test_panel_follows_the_table_of_steps_and_says_the_conclusion_first(halaman: dict[str, str]):
    soup = html(halaman[f"sop/{PENJENJANGAN}.md"])
    heading = soup.find(id="waktu-realistis")
    assert heading is not None
    assert heading.find_previous("table", class_="tl-langkah") is not None
    assert soup.find(id="dasar-hukum").find_previous(id="waktu-realistis") is heading  # type: ignore[union-attr]
    panel = soup.select_one(".tl-simulasi")
    assert panel is not None
    first = panel.find("p")
    assert words(first).startswith("Dokumen menjanjikan 47 Hari 13 menit. Dengan asumsi di bawah, separuh kasus")
    assert "bukan hasil pengukuran" in words(panel)


def test_panel_is_linked_from_the_box_and_from_the_total(halaman: dict[str, str]):
    soup = html(halaman[f"sop/{PENJENJANGAN}.md"])
    for place in (".tl-waktu", ".tl-langkah tfoot"):
        assert [link["href"] for link in soup.select(f'{place} a[href="#waktu-realistis"]')]
    assert "76 hari" in words(soup.select_one(".tl-waktu"))


def test_panel_shows_everything_of_the_record(halaman: dict[str, str]):
    record = catatan()
    said = words(html(halaman[f"sop/{PENJENJANGAN}.md"]).select_one(".tl-simulasi"))
    expected = [rung.nama for rung in record.tangga]
    expected += [role.nama for role in record.peran]
    expected += [one.asumsi for one in record.kepekaan]
    expected += [text for one in record.asumsi for text in (one.bidang, one.nilai, one.alasan)]
    expected += [*record.peringatan, record.sidik, record.rancangan, record.acuan.konvensi, "benih 2026", "simpy 4.1.1"]
    expected += ["1.000 ulangan", "--skenario dasar --ulangan 1000 --benih 2026", "0,42 kali per kasus", "1,42", "79 %"]
    missing = [text for text in expected if " ".join(text.split()) not in said]
    assert missing == []


@pytest.mark.parametrize("sop", [PENJENJANGAN, KELEBIHAN, TANPA_TOTAL, TERLAMPAUI])
def test_every_drawing_is_named_described_and_has_a_table(halaman: dict[str, str], sop: str):
    soup = html(halaman[f"sop/{sop}.md"])
    drawings = soup.select("svg.tl-grafik")
    assert drawings
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for drawing in drawings:
        assert drawing["role"] == "img"
        title, description = (soup.find(id=name) for name in str(drawing["aria-labelledby"]).split())
        assert title is not None
        assert title.name == "title"
        assert words(title)
        assert description is not None
        assert description.name == "desc"
        assert words(description)
        assert drawing.find_next("table") is not None
    for text in (str(drawing) for drawing in drawings):
        assert "nan" not in text.casefold()
        assert "style=" not in text


def test_page_without_an_answer_names_the_role_and_is_whole(halaman: dict[str, str]):
    soup = html(halaman[f"sop/{KELEBIHAN}.md"])
    assert "Lama satu kasus tidak dapat dijawab" in words(soup.select_one(".tl-simulasi-kesimpulan"))
    assert "kelebihan beban" in words(soup.select_one(".tl-simulasi"))
    assert "Tidak dapat dijawab" in words(soup.select_one(".tl-waktu"))
    assert soup.find(id="waktu-sebaran") is None
    assert soup.select("rect.tl-g-lebih")


def test_page_without_a_record_says_so(halaman: dict[str, str], telaah: Telaah):
    for text in (halaman[f"sop/{TIDAK}.md"], pages(telaah, {})[f"sop/{PENJENJANGAN}.md"]):
        soup = html(text)
        assert soup.select(".tl-simulasi") == []
        assert "tidak disimulasikan" in words(soup)
        assert soup.find(id="waktu-realistis") is not None
        assert soup.select('a[href="#waktu-realistis"]:not(.headerlink)') == []


def test_a_record_may_speak_of_a_step_that_the_document_has_no_more(telaah: Telaah):
    record = catatan()
    stale = record.langkah[0].model_copy(update={"urut": 77})
    text = pages(
        telaah, {PENJENJANGAN: catatan(langkah=(stale,), putaran=(record.putaran[0].model_copy(update={"dari": 77}),))}
    )
    assert "#langkah-77" not in text[f"sop/{PENJENJANGAN}.md"]
    assert "77" in words(html(text[f"sop/{PENJENJANGAN}.md"]).select_one(".tl-simulasi"))


def test_hostile_words_stay_words(telaah: Telaah):
    text = pages(telaah, {PENJENJANGAN: serangan(PENJENJANGAN)})
    plain = pages(telaah, {PENJENJANGAN: catatan()})
    allowed = {
        "class",
        "id",
        "role",
        "href",
        "aria-label",
        "aria-labelledby",
        "scope",
        "tabindex",
        "data-label",
        "value",
    }
    for name in (f"sop/{PENJENJANGAN}.md", "simulasi/index.md"):
        soup = html(text[name])
        assert soup.find("script") is None
        assert [tag.name for tag in soup.find_all(["h1", "h2"])] == [
            tag.name for tag in html(plain[name]).find_all(["h1", "h2"])
        ]
        for tag in soup.select(".tl-simulasi *, .tl-simulasi-semua *"):
            strange = {key for key in tag.attrs if key.startswith("on")}
            assert strange == set()
            if tag.find_parent("svg") is None and tag.name != "svg":
                assert set(tag.attrs) <= allowed | {"aria-hidden", "colspan"}
        assert "{{ 7*7 }}" in words(soup)
    said = words(html(text[f"sop/{PENJENJANGAN}.md"]).select_one(".tl-simulasi-awas"))
    assert " ".join(SERANGAN.split()) in said
    assert not [line for line in text[f"sop/{PENJENJANGAN}.md"].splitlines() if line.startswith("# judul")]


def test_same_record_gives_the_same_bytes(telaah: Telaah):
    assert pages(telaah, catatan_semua()) == pages(telaah, catatan_semua())


def test_overview_compares_all_sops_and_links_both_ways(halaman: dict[str, str], telaah: Telaah):
    soup = html(halaman["simulasi/index.md"])
    table = soup.select_one(".tl-simulasi-semua")
    assert table is not None
    rows = {str(row.find("a")["href"]): words(row) for row in table.select("tbody tr")}  # type: ignore[index]
    assert set(rows) == {f"../sop/{document.id}/#waktu-realistis" for document in telaah.katalog.dokumen}
    row = rows[f"../sop/{PENJENJANGAN}/#waktu-realistis"]
    for text in ("47 Hari 13 menit", "76 hari", "103 hari", "2 %", "Pekerjaan lain di kantor", "+11 hari"):
        assert text in row
    assert "tidak disimulasikan" in rows[f"../sop/{TIDAK}/#waktu-realistis"]
    assert "tidak dapat dijawab" in rows[f"../sop/{KELEBIHAN}/#waktu-realistis"]
    assert "Sekretaris" in rows[f"../sop/{KELEBIHAN}/#waktu-realistis"]
    assert "jumlah langkah" not in row
    assert "tidak tercantum" in rows[f"../sop/{TANPA_TOTAL}/#waktu-realistis"]
    assert 'href="../../../simulasi/"' in str(html(halaman[f"sop/{PENJENJANGAN}.md"]))


def test_overview_explains_the_method_where_nothing_was_simulated(telaah: Telaah):
    said = words(html(pages(telaah, {})["simulasi/index.md"]))
    assert "Belum ada SOP yang disimulasikan" in said
    for heading in ("Cara menghitung", "Tangga", "Yang tidak diketahui model", "Mengulang dan mengubah"):
        assert heading in said


def test_generated_folder_is_known_everywhere():
    assert "simulasi" in FOLDER
    assert "simulasi" in GENERATED


def test_api_follows_its_schema_with_and_without_a_record(telaah: Telaah):
    for records in (catatan_semua(), {}):
        files = {path: json.loads(content) for path, content in api_files(telaah, records)}
        schema = files["api/v1/skema/api-sop.schema.json"]
        jsonschema.validate(files["api/v1/katalog.json"], files["api/v1/skema/api-katalog.schema.json"])
        for document in telaah.katalog.dokumen:
            value = files[f"api/v1/sop/{document.id}.json"]
            jsonschema.validate(value, schema)
            assert (value["simulasi"] is None) == (document.id not in records)
            if value["simulasi"] is not None:
                jsonschema.validate(value["simulasi"], files["api/v1/skema/simulasi.schema.json"])
                assert (
                    type(records[document.id]).model_validate_json(json.dumps(value["simulasi"]))
                    == records[document.id]
                )


def test_api_lists_small_figures(telaah: Telaah):
    files = {path: json.loads(content) for path, content in api_files(telaah, catatan_semua())}
    brief = {one["id"]: one["simulasi"] for one in files["api/v1/katalog.json"]["sop"]}
    assert brief[PENJENJANGAN] == {"p50": 76 * 1440, "p90": 103 * 1440, "tepat": 0.021}
    assert brief[KELEBIHAN] == {"p50": None, "p90": None, "tepat": None}
    assert brief[TIDAK] is None


def test_schema_of_the_record_refuses_a_strange_key(telaah: Telaah):
    value = json.loads(dict(api_files(telaah, catatan_semua()))[f"api/v1/sop/{PENJENJANGAN}.json"])["simulasi"]
    schema = json.loads(schemas()["simulasi.schema.json"])
    jsonschema.validate(value, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**value, "asing": 1}, schema)


def test_generate_asks_for_simulations_once_and_only_of_a_sound_catalogue(tmp_path: Path):
    import shutil

    asked: list[Telaah] = []

    def answer(telaah: Telaah) -> dict[str, CatatanSimulasi]:
        asked.append(telaah)
        return catatan_semua()

    assert generate(ROOT / "sops", tmp_path / "docs", simulasi=answer) > 100
    assert len(asked) == 1
    assert "tl-grafik" in (tmp_path / "docs" / "sop" / f"{PENJENJANGAN}.md").read_text("utf-8")
    assert generate(ROOT / "sops", tmp_path / "docs", simulasi=answer) == 0
    shutil.copytree(ROOT / "sops", tmp_path / "sops")
    path = tmp_path / "sops" / f"{PENJENJANGAN}.yaml"
    path.write_text(path.read_text("utf-8").replace("lanjut:", "lanjutt:"), "utf-8")
    with pytest.raises(CatalogueError):
        generate(tmp_path / "sops", tmp_path / "docs", simulasi=answer)
    assert len(asked) == 2
