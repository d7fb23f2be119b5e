"""Every page of the built site, read as a file: links lead somewhere, nothing is loaded from outside."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.situs

LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "use": "href"}


@cache
def parsed(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


@cache
def anchors(path: Path) -> frozenset[str]:
    return frozenset(str(tag["id"]) for tag in parsed(path).find_all(id=True))


def address(site: Path, page: Path) -> str:
    return "/" + page.relative_to(site).as_posix().removesuffix("index.html")


def target(site: Path, page: Path, link: str) -> tuple[Path, str]:
    parts = urlsplit(urljoin(address(site, page), link))
    path = site / unquote(parts.path).lstrip("/")
    return (path / "index.html" if path.is_dir() else path), unquote(parts.fragment)


def pages(site: Path) -> list[Path]:
    found = sorted(site.rglob("*.html"))
    assert len(found) > 100
    return found


def test_internal_links_and_anchors_exist(situs: Path):
    broken = []
    for page in pages(situs):
        if page.name == "404.html":
            continue  # served at any depth: its links start at the root
        for tag in parsed(page).find_all("a", href=True):
            link = str(tag["href"])
            if urlsplit(link).scheme or link.startswith("//"):
                continue
            path, fragment = target(situs, page, link)
            lost = fragment and path.suffix == ".html" and fragment not in {*anchors(path), "__skip"}
            if not path.is_file() or lost:
                broken.append((address(situs, page), link))
    assert broken == []


def test_nothing_is_loaded_from_outside(situs: Path):
    outside = []
    for page in pages(situs):
        for name, attribute in LOADED.items():
            for tag in parsed(page).find_all(name):
                value = str(tag.get(attribute, ""))
                if urlsplit(value).scheme in {"http", "https"} or value.startswith("//"):
                    outside.append((address(situs, page), value))
    for sheet in situs.rglob("*.css"):
        outside += [
            (sheet.name, url) for url in re.findall(r"url\(['\"]?((?:https?:)?//[^)]+)", sheet.read_text("utf-8"))
        ]
    assert outside == []


def test_outside_links_are_official_portals_only(situs: Path):
    hosts = {
        urlsplit(str(tag["href"])).hostname
        for page in pages(situs)
        for tag in parsed(page).find_all("a", href=True)
        if urlsplit(str(tag["href"])).scheme in {"http", "https"}
    }
    assert hosts <= {"peraturan.go.id", "peraturan.bpk.go.id"}


def test_every_page_kind_is_there(situs: Path, telaah):
    for document in telaah.katalog.dokumen:
        assert (situs / "sop" / document.id / "index.html").is_file()
        for suffix in ("yaml", "csv", "bpmn", "mmd"):
            assert (situs / "sop" / f"{document.id}.{suffix}").is_file()
        assert (situs / "api" / "v1" / "sop" / f"{document.id}.json").is_file()
        assert (situs / "opd" / document.opd / "index.html").is_file()
        assert (situs / "proses" / document.sop.proses / "index.html").is_file()
        assert (situs / "sumber" / (document.sop.sumber.berkas or "")).is_file()
    for name in ("katalog.xlsx", "sop.csv", "langkah.csv", "dasar-hukum.csv", "temuan.csv", "index.html"):
        assert (situs / "unduhan" / name).is_file()
    for key in {*telaah.katalog.acuan.peraturan, *telaah.indeks.pengutip}:
        assert (situs / "hukum" / key / "index.html").is_file()
    for key in telaah.katalog.acuan.jabatan:
        assert (situs / "jabatan" / key / "index.html").is_file()
    for code in telaah.temuan_kode:
        assert (situs / "temuan" / code.lower() / "index.html").is_file()


def test_everything_the_document_says_is_on_its_page(situs: Path, telaah):
    for document in telaah.katalog.dokumen:
        shown = " ".join(parsed(situs / "sop" / document.id / "index.html").get_text(" ").split())
        sop = document.sop
        said = [sop.nama, *sop.dasar_hukum, *sop.kualifikasi_pelaksana, *sop.keterkaitan, *sop.peralatan]
        said += [*sop.peringatan, *sop.pencatatan, *(name for _, name in sop.pelaksana), *sop.label.values()]
        said += [sop.judul, sop.nomor, sop.jumlah_waktu, sop.alamat]
        assert (sop.satuan_kerja or "").casefold() in shown.casefold()
        for official in (sop.disahkan_oleh, sop.mengetahui):
            if official:
                said += [official.jabatan, official.nama, official.pangkat, official.nip]
        for step in sop.langkah:
            quality = step.mutu_baku
            said += [step.kegiatan, quality.kelengkapan, quality.waktu, quality.output, step.keterangan]
        same_as_heading = {"Keterangan", "KET", "ket", "Kegiatan"}  # a label that differs by capitals alone
        missing = [text for text in said if text and text not in shown and text not in same_as_heading]
        assert missing == [], document.id
