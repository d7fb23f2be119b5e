"""Addresses from before an SOP was renamed: pages lead on to the same place, and data lies there as well."""

from __future__ import annotations

import posixpath
import shutil
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from katalog.checking import analyse
from katalog.loading import load_catalogue
from katalog.site import site_files
from tests.catalogue_support import OPD, ROOT, SOP_TEXT, grave_lines, make_catalogue
from tests.site_support import served
from tests.test_serving import nginx

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.sync_api import Browser, Page

ID = f"{OPD}/pengumpulan-data"
LAMA = f"{OPD}/kumpul-data"
BARU = f"""{SOP_TEXT}id_lama: [{LAMA}]
riwayat:
  - {{tanggal: "2022-03-01", perubahan: Nomor diganti, versi_lama: 2020.yaml}}
"""
FILES = {f"{ID}.yaml": BARU, f"_riwayat/{ID}/2020.yaml": SOP_TEXT}


def made(akar: Path) -> dict[str, bytes]:
    telaah = analyse(load_catalogue(akar))
    assert grave_lines(telaah.temuan) == []
    return dict(site_files(telaah, lambda name: (akar / name).read_bytes()))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return made(make_catalogue(tmp_path_factory.mktemp("alamat"), FILES))


def led_to(files: Mapping[str, bytes], place: str) -> str:
    """Return the file to which the page at a former address leads."""
    page = files[place].decode()
    link = BeautifulSoup(page, "html.parser").select_one("a[data-alih]")
    assert link is not None
    assert f'<noscript><meta http-equiv="refresh" content="0; url={link["href"]}"></noscript>' in page
    return posixpath.normpath(posixpath.join(posixpath.dirname(place), str(link["href"])))


def test_pages_of_a_renamed_sop_lead_on_and_its_data_lies_there_too(files: dict[str, bytes]):
    for page in ("index.html", "lembar.html", "riwayat/2020/index.html", "riwayat/2020/lembar.html"):
        assert led_to(files, f"sop/{LAMA}/{page}") == f"sop/{ID}/{page}"
    copies = {name for name in files if LAMA in name and not name.endswith(".html")}
    assert copies == {
        f"api/v1/sop/{LAMA}.json",
        *(f"sop/{LAMA}.{kind}" for kind in ("bpmn", "csv", "mmd", "yaml")),
        f"sop/{LAMA}/riwayat/2020.yaml",
    }
    assert all(files[name] == files[name.replace(LAMA, ID)] for name in copies)


@pytest.fixture(scope="module")
def situs(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page at a former address, its script, and an empty page where it leads to."""
    site = tmp_path_factory.mktemp("situs")
    old = f"sop/{LAMA}/index.html"
    for name, content in {old: files[old], f"sop/{ID}/index.html": b"<!doctype html><p id='langkah-5'>5"}.items():
        (site / name).parent.mkdir(parents=True)
        (site / name).write_bytes(content)
    shutil.copytree(ROOT / "docs" / "aset", site / "aset", ignore=shutil.ignore_patterns("pustaka"))
    return site


def opened(browser: Browser, address: str, *, skrip: bool = True) -> Page:
    """Return what a reader sees who opens an address that leads on."""
    page = browser.new_context(java_script_enabled=skrip).new_page()
    page.goto(address, wait_until="commit")
    page.locator("#langkah-5").wait_for()
    return page


@pytest.mark.situs
def test_a_former_address_leads_to_the_same_step(browser: Browser, situs: Path, tmp_path: Path):
    with nginx(situs, tmp_path) as port:  # under the strict policy
        root = f"http://127.0.0.1:{port}/sop"
        page = opened(browser, f"{root}/{LAMA}/?kertas=f4#langkah-5")
        assert page.url == f"{root}/{ID}/?kertas=f4#langkah-5"
        assert page.evaluate("history.length") == 2  # the empty page and this one: "back" does not lead here again
        page.context.close()
    with served(situs) as root:
        page = opened(browser, f"{root}/sop/{LAMA}/", skrip=False)
        assert page.url == f"{root}/sop/{ID}/index.html"
        page.context.close()
    page = opened(browser, f"{(situs / 'sop' / LAMA / 'index.html').as_uri()}#langkah-5")
    assert page.url == f"{(situs / 'sop' / ID / 'index.html').as_uri()}#langkah-5"
    page.context.close()
