"""What pages say of SOPs that were replaced or revoked, and of offices and processes that have no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Tag

from katalog import analyse, load_catalogue
from katalog.render.sop_page import sop_page
from katalog.site import site_files
from tests.catalogue_support import SOP_TEXT, grave_lines, make_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from katalog import Telaah

DATED = SOP_TEXT + 'tanggal_pengesahan: "2024-01-10"\n'
PENGUKURAN = DATED.replace("Pengumpulan Data Kinerja", "Pengukuran Kinerja").replace(
    "pengumpulan-data-kinerja", "pengukuran-kinerja"
)
FILES = {
    "dinkes-kab-balangan/lama.yaml": DATED + 'status: dicabut\nstatus_sejak: "2025-02-03"\n',
    "kecamatan-neglasari/lama.yaml": PENGUKURAN + "status: digantikan\ndigantikan_oleh: kecamatan-neglasari/baru\n",
    "kecamatan-neglasari/baru.yaml": PENGUKURAN.replace("2024-01-10", "2025-03-04"),
    "dinkes-kab-mojokerto/lama.yaml": DATED + "status: dicabut\n",
    "dinkes-kab-balangan/surat.yaml": DATED.replace("pengumpulan-data-kinerja", "penjenjangan-kinerja").replace(
        "nama: Pengumpulan Data Kinerja", "nama: Surat Masuk\nketerkaitan: [SOP Pengumpulan Data Kinerja]"
    ),
}


@pytest.fixture(scope="module")
def telaah(tmp_path_factory: pytest.TempPathFactory) -> Telaah:
    akar = make_catalogue(tmp_path_factory.mktemp("berakhir"), FILES)
    found = analyse(load_catalogue(akar))
    assert grave_lines(found.temuan) == []
    return found


@pytest.fixture(scope="module")
def pages(telaah: Telaah) -> dict[str, BeautifulSoup]:
    made = site_files(telaah, lambda _: b"")
    return {name: BeautifulSoup(content, "html.parser") for name, content in made if name.endswith(".md")}


def words(page: BeautifulSoup | Tag) -> str:
    return " ".join(page.get_text(" ").split())


def test_process_names_its_ended_sops(pages: dict[str, BeautifulSoup]):
    nobody = words(pages["proses/pengumpulan-data-kinerja.md"])
    assert "Tidak ada SOP yang berlaku untuk proses ini." in nobody
    assert "Pengumpulan Data Kinerja , Dinkes Kabupaten Balangan dicabut sejak 3 Februari 2025" in nobody
    some = words(pages["proses/pengukuran-kinerja.md"])
    assert "jadi tidak dibandingkan di atas" in some
    assert "Pengukuran Kinerja , Kecamatan Neglasari digantikan" in some
    never = words(pages["proses/penyusunan-perjanjian-kinerja.md"])
    assert "Belum ada SOP untuk proses ini." in never
    assert "tidak ada SOP yang berlaku" in words(pages["proses/index.md"])


def test_ended_sop_leads_to_those_in_force(pages: dict[str, BeautifulSoup]):
    ended = pages["sop/kecamatan-neglasari/lama.md"]
    assert "SOP yang berlaku untuk proses ini (1)" in words(ended)
    assert "Bandingkan" not in words(ended)
    assert "SOP yang berlaku untuk proses ini" not in words(pages["sop/dinkes-kab-balangan/lama.md"])


def test_related_sop_that_has_ended_says_so(pages: dict[str, BeautifulSoup]):
    assert "SOP Pengumpulan Data Kinerja sudah dicabut sejak 3 Februari 2025" in words(
        pages["sop/dinkes-kab-balangan/surat.md"]
    )


def test_offices_without_an_sop_in_force_are_not_called_faultless(pages: dict[str, BeautifulSoup]):
    rows = {
        str(row.a.text): [words(cell) for cell in row.select("td")[2:]]
        for row in pages["opd/index.md"].select("tbody tr")
        if row.a
    }
    assert rows["Dinas Kesehatan Kabupaten Mojokerto"] == ["0, dan 1 yang tidak berlaku lagi", "–"]
    assert rows["Dinas Kesehatan Kota Tangerang"] == ["0", "–"]
    assert rows["Kecamatan Neglasari Kota Tangerang"][0] == "1, dan 1 yang tidak berlaku lagi"
    own = words(pages["opd/dinkes-kab-mojokerto.md"])
    assert "tidak ada SOP yang berlaku" in own
    # positions have a page of an office only for what is in force
    assert not pages["opd/dinkes-kab-mojokerto.md"].select("a[href*='jabatan/']")
    assert pages["opd/dinkes-kab-balangan.md"].select("a[href*='jabatan/']")


def test_successor_of_the_same_name_is_told_apart(pages: dict[str, BeautifulSoup], tmp_path: Path):
    assert "Penggantinya: Pengukuran Kinerja (nomor 800/1/2024, disahkan 4 Maret 2025)." in words(
        pages["sop/kecamatan-neglasari/lama.md"]
    )
    assert "Digantikan oleh Pengukuran Kinerja (nomor 800/1/2024, disahkan 4 Maret 2025)" in words(
        pages["perubahan/index.md"]
    )
    elsewhere = "dinkes-kota-tangerang/baru"
    undated = PENGUKURAN.partition("tanggal_pengesahan")[0].replace('nomor: "800/1/2024"', "nomor: null")
    files = {
        "kecamatan-neglasari/lama.yaml": FILES["kecamatan-neglasari/lama.yaml"].replace(
            "kecamatan-neglasari/baru", elsewhere
        ),
        f"{elsewhere}.yaml": undated,
    }
    telaah = analyse(load_catalogue(make_catalogue(tmp_path, files)))
    text = sop_page(telaah, telaah.katalog["kecamatan-neglasari/lama"], "../../../")
    assert f"Pengukuran Kinerja</a> (Dinkes Kota Tangerang, id {elsewhere})." in text
