"""The catalogue page for tests: what its filters must find, worked out the long way; and a page of many SOPs."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

from markdown import Markdown

from benchmarks.filter_scale import made_up_records
from benchmarks.synthetic import write_catalogue
from katalog import analyse, load_catalogue
from katalog.loading import load_references
from katalog.render.catalogue_page import catalogue_page
from katalog.render.views import card
from tests.catalogue_support import call_formerly
from tests.site_support import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.sync_api import Page

DAHULU = "kantor-lama"
"""The key that an office of the page of many SOPs had before."""
TANGERANG = "dinkes-kota-tangerang"
# Addresses of the rows that the page shows.
BARIS = (
    "() => [...document.querySelectorAll('.tl-daftar-sop tbody th > a:first-child')].map(a => a.getAttribute('href'))"
)


def page_of_many(folder: Path, sops: int) -> dict[str, Any]:
    """Write `sop/index.html` of a synthetic catalogue, without the theme; returns the data that it holds."""
    from katalog.render.catalogue_facets import catalogue_data

    write_catalogue(folder / "katalog", sops, 3)
    call_formerly(folder / "katalog", min(load_references(folder / "katalog")[0].opd), DAHULU)
    telaah = analyse(load_catalogue(folder / "katalog"))
    records = made_up_records(telaah)
    text = catalogue_page(telaah, {document.id: card(telaah, document) for document in telaah.katalog.dokumen}, records)
    body = Markdown(extensions=["attr_list", "md_in_html"]).convert(text.partition("\n---\n")[2])
    (folder / "situs/sop").mkdir(parents=True)
    shutil.copytree(ROOT / "docs/aset", folder / "situs/aset", ignore=shutil.ignore_patterns("pustaka"))
    (folder / "situs/sop/index.html").write_text(
        '<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Semua SOP</title>'
        '<link rel="icon" href="../aset/ikon.svg">'
        '<link rel="stylesheet" href="../aset/tatalaksana.css"><link rel="stylesheet" href="../aset/saringan.css">'
        '<script defer src="../aset/cari-situs.js"></script><script defer src="../aset/saringan.js"></script></head>'
        f'<body data-md-color-scheme="default" class="md-typeset">{body}</body></html>',
        encoding="utf-8",
    )
    return catalogue_data(telaah, records)


def choices(data: Mapping[str, Any], today: int) -> dict[str, list[set[str]]]:
    """Return, for each filter, the keys that each SOP has; `today` as a number (20240528)."""
    found = {}
    for one in data["saringan"]:
        keys = [choice[0] for choice in one["pilihan"]]
        found[one["kunci"]] = [
            {keys[index] for index in ([value] if isinstance(value, int) else value)} for value in one["sop"]
        ]

    def due(monitoring: int | None, evaluation: int | None) -> str:
        if monitoring is None or evaluation is None:
            return "tanpa-tanggal"
        return "evaluasi" if today >= evaluation else "pemantauan" if today >= monitoring else "belum"

    found["tinjauan"] = [{due(*pair)} for pair in zip(data["pemantauan"], data["evaluasi"], strict=True)]
    return found


def matching(
    data: Mapping[str, Any], chosen: Mapping[str, set[str]], today: int, words: str = "", without: str = ""
) -> list[int]:
    """Return the SOPs that the words, and every filter but `without`, let through."""
    offices = data["saringan"][0]
    has = choices(data, today)
    texts = [
        " ".join([text, *offices["pilihan"][office][1:]]).lower()
        for text, office in zip(data["teks"], offices["sop"], strict=True)
    ]
    return [
        index
        for index in range(len(texts))
        if all(word in texts[index] for word in words.lower().split())
        and all(has[kunci][index] & keys for kunci, keys in chosen.items() if keys and kunci != without)
    ]


def expected_counts(
    data: Mapping[str, Any], chosen: Mapping[str, set[str]], today: int, words: str = ""
) -> dict[str, dict[str, int]]:
    """Return, for each choice of each filter, how many SOPs remain with it beside what the other filters hold."""
    has = choices(data, today)
    found = {}
    for one in data["saringan"]:
        kunci = one["kunci"]
        left = matching(data, chosen, today, words, without=kunci)
        found[kunci] = {choice[0]: sum(choice[0] in has[kunci][index] for index in left) for choice in one["pilihan"]}
    return found


# ---- what a reader sees and does


def rows(page: Page) -> list[str]:
    found: list[str] = page.evaluate(BARIS)
    return found


def status(page: Page) -> str:
    return page.locator(".tl-saring-jumlah").text_content() or ""


def chips(page: Page) -> list[str]:
    return [(text or "").removesuffix(" ×") for text in page.locator(".tl-saring-lencana button").all_text_contents()]


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.tl-saring-satu').forEach(group => { group.open = true; })")
    page.wait_for_timeout(50)


def check(page: Page, title: str, name: str) -> None:
    group = page.get_by_role("group", name=title, exact=True)
    group.get_by_role("checkbox", name=re.compile(rf"^{re.escape(name)}\b")).click()


def query(page: Page) -> str:
    return str(page.evaluate("location.search")).removeprefix("?")
