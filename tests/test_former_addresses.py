"""Addresses from before an SOP or an office was renamed: pages lead on, and data, feeds and calendars lie there too."""

from __future__ import annotations

import posixpath
import shutil
from typing import TYPE_CHECKING

import pytest
import yaml
from bs4 import BeautifulSoup

from katalog.checking import analyse
from katalog.loading import load_catalogue
from katalog.site import site_files
from tests.catalogue_support import OPD, REFERENCES, ROOT, SOP_TEXT, grave_lines, make_catalogue
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


def test_a_comparison_of_renamed_sops_leads_on_in_either_order(tmp_path: Path):
    other = "kecamatan-neglasari/data"
    text = {ID: f"{SOP_TEXT}id_lama: [a/data, z/data]\n", other: f"{SOP_TEXT}id_lama: [camat/data]\n"}
    files = made(make_catalogue(tmp_path, {f"{key}.yaml": one for key, one in text.items()}))
    before = [
        ("a/data", other),
        ("camat/data", ID),
        ("a/data", "camat/data"),
        (other, "z/data"),
        ("camat/data", "z/data"),
    ]
    assert {name for name in files if name.startswith("banding/")} == {
        f"banding/{ID}/{other}.md",
        *(f"banding/{one}/{two}/index.html" for one, two in before),
    }
    for one, two in before:
        assert led_to(files, f"banding/{one}/{two}/index.html") == f"banding/{ID}/{other}/index.html"


def test_everything_below_a_former_key_of_an_office_goes_on(tmp_path: Path):
    """Two offices became one: their SOPs moved into a new folder, and one of them is no longer in force."""
    ours, theirs, now = OPD, "kecamatan-neglasari", "badan-baru"
    acuan = yaml.safe_load((REFERENCES / "opd.yaml").read_bytes())
    acuan[now] = {**acuan.pop(ours), "nama": "Badan Baru", "id_lama": [ours, theirs]}
    del acuan[theirs]
    dated = SOP_TEXT.replace("nomor:", 'tanggal_pengesahan: "2024-01-10"\nnomor:')
    akar = make_catalogue(
        tmp_path,
        {
            f"{now}/data.yaml": f"{dated}id_lama: [{ours}/data]\n",
            f"{now}/arsip.yaml": dated.replace("Kepala Dinas", "Sekretaris").replace("/1/", "/2/")
            + f"id_lama: [{theirs}/arsip]\nstatus: dicabut\n",
        },
    )
    (akar / "_acuan" / "opd.yaml").write_text(yaml.safe_dump(acuan), "utf-8")
    files = made(akar)
    assert f"<code>opd/{ours}/</code>, <code>opd/{theirs}/</code>" in files[f"opd/{now}.md"].decode()
    for old in (ours, theirs):
        for place in ("opd", "penilaian", "apa-jika", "jabatan/kepala-perangkat-daerah"):
            assert led_to(files, f"{place}/{old}/index.html") == f"{place}/{now}/index.html"
        for place in (f"jabatan/sekretaris/{old}", f"jabatan/sekretaris/{now}"):
            assert led_to(files, f"{place}/index.html") == f"opd/{now}/index.html"
        for place, kind in (("perubahan/opd", "atom"), ("penilaian", "ics")):
            assert files[f"{place}/{old}.{kind}"] == files[f"{place}/{now}.{kind}"]
    assert led_to(files, f"sop/{theirs}/arsip/index.html") == f"sop/{now}/arsip/index.html"


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
