"""Pages that grow with the catalogue come in sheets, and every link leads to the sheet that has its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from katalog.render.regulation_pages import citing_places, regulation_pages
from katalog.render.rule_pages import rule_pages
from katalog.render.sheets import sheet_address, sheets
from katalog.render.views import card

if TYPE_CHECKING:
    import pytest

    from katalog import Telaah

UU = "uu-2014-23"


def test_a_list_is_cut_into_sheets():
    found = list(sheets("temuan/x1/", range(5), 2))
    assert [one.isi for one in found] == [(0, 1), (2, 3), (4,)]
    assert [one.berkas for one in found] == ["temuan/x1.md", "temuan/x1/lembar-2.md", "temuan/x1/lembar-3.md"]
    assert [one.akar for one in found] == ["../../", "../../../", "../../../"]
    assert [sheet_address("temuan/x1/", index, 2) for index in (0, 1, 2, 4)] == [
        "temuan/x1/",
        "temuan/x1/",
        "temuan/x1/lembar-2/",
        "temuan/x1/lembar-3/",
    ]
    assert next(sheets("a/", range(0), 2)).isi == ()


def test_citations_of_a_regulation_are_on_sheets(telaah: Telaah, monkeypatch: pytest.MonkeyPatch):
    whole = dict(regulation_pages(telaah))[f"hukum/{UU}.md"]
    monkeypatch.setattr("katalog.render.regulation_pages.MAKS_KUTIPAN", 2)
    pages = {name: text for name, text in regulation_pages(telaah) if name.startswith(f"hukum/{UU}")}
    assert list(pages)[:2] == [f"hukum/{UU}.md", f"hukum/{UU}/lembar-2.md"]
    rows = re.compile(r"<tr.*?><td><a href=\"[./]*(sop/.*?/)\">.*?#dasar-hukum-(\d+)")
    assert [row for text in pages.values() for row in rows.findall(text)] == rows.findall(whole)
    for opd, place in citing_places(telaah, UU).items():
        address, _, anchor = place.partition("#")
        assert anchor == f"opd-{opd}"
        assert f'<tr id="{anchor}"' in pages[f"{address.removesuffix('/')}.md"]
    assert 'href="../../../hukum/uu-2014-23/lembar-2/"' not in pages[f"hukum/{UU}/lembar-2.md"]
    assert '<strong aria-current="page">2</strong>' in pages[f"hukum/{UU}/lembar-2.md"]


def test_findings_of_a_rule_are_on_sheets(telaah: Telaah, monkeypatch: pytest.MonkeyPatch):
    cards = {document.id: card(telaah, document) for document in telaah.katalog.dokumen}
    kode = max(telaah.temuan_kode, key=lambda key: len(telaah.temuan_kode[key])).lower()
    whole = dict(rule_pages(telaah, cards))
    monkeypatch.setattr("katalog.render.rule_pages.MAKS_TEMUAN", 2)
    monkeypatch.setattr("katalog.render.rule_pages.MAKS_SOP", 2)
    pages = dict(rule_pages(telaah, cards))
    own = [text for name, text in pages.items() if name.startswith((f"temuan/{kode}.", f"temuan/{kode}/"))]
    assert len(own) > 1
    told = re.compile(r"Untuk penyusun: (.*?)[,<]")
    assert [one for text in own for one in told.findall(text)] == told.findall(whole[f"temuan/{kode}.md"])
    assert [text.count("Perbaikan:</strong>") for text in own] == [1] + [0] * (len(own) - 1)
    summary = pages["temuan/index.md"]
    assert "## Menurut OPD" in summary
    assert "## Menurut SOP" not in summary
    for document in telaah.katalog.dokumen:
        assert f'href="../penilaian/{document.opd}/"' in summary
    assert "## Menurut SOP" in whole["temuan/index.md"]
