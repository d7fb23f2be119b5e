"""What the page that tries assumptions out says of a change, and that it shows all that the panel knows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from katalog.render.what_if_pages import what_if_pages
from katalog.render.what_if_words import change_sentence, changes, shown
from katalog.simulation_record import PerbandinganSimulasi, Selang, SelisihAsumsi
from tests.simulation_support import HARI, KELEBIHAN, PENJENJANGAN, catatan_semua, selang, waktu

if TYPE_CHECKING:
    from katalog import Telaah


def compared(p90: Selang, tepat: float = 0.3) -> PerbandinganSimulasi:
    times = waktu(40, 69)
    return PerbandinganSimulasi(
        sop=PENJENJANGAN,
        a="Dasar",
        b="Apa-jika",
        benih=1,
        ulangan=100,
        waktu_a=times,
        waktu_b=times,
        tepat_a=selang(0.3),
        tepat_b=selang(tepat),
        selisih=times.model_copy(update={"p90": p90}),
        selisih_tepat=selang(tepat - 0.3, 0.02),
        asumsi_berbeda=(SelisihAsumsi(bidang="Staf", a="1", b=None),),
    )


@pytest.mark.parametrize(
    ("p90", "said"),
    [
        (selang(-5 * HARI, HARI), "lebih singkat 5 hari (selang 95 %: 4–6 hari)."),
        (selang(5 * HARI, HARI), "lebih lama 5 hari (selang 95 %: 4–6 hari)."),
        (selang(HARI, 2 * HARI), "belum terbukti berubah: selang perubahannya memuat nol"),
        (Selang(nilai=-9.0, bawah=None, atas=-1.0), "lebih singkat 9 menit (selang 95 %: paling sedikit 1 menit)."),
        (Selang(nilai=-9.0, bawah=None, atas=None), "belum terbukti berubah."),
        (selang(0.0), "tidak berubah."),
    ],
)
def test_a_change_is_said_with_its_direction_and_no_more_surely_than_it_is_known(p90: Selang, said: str):
    text = change_sentence(compared(p90)).replace("\u00a0", " ")
    assert text.startswith("Dibandingkan dengan skenario Dasar untuk kasus yang sama, waktu yang cukup bagi 9 dari 10")
    assert said in text
    assert text.endswith("Peluang selesai dalam waktu dokumen tetap 30 %.")


def test_a_chance_that_changed_is_said_from_and_to():
    found = changes(compared(selang(-5 * HARI, HARI), 0.42))
    assert found["kalimat"].replace("\u00a0", " ").endswith("Peluang selesai dalam waktu dokumen: 30 % menjadi 42 %.")
    assert found["baris"][-1]["selisih"] == {
        "nilai": "+12,0 poin",
        "selang": "+10,0 poin sampai +14,0 poin",
    }
    assert found["asumsi"] == ["Staf: 1 → tidak dipakai"]


def test_what_is_shown_is_plain_data(telaah: Telaah):
    for record in catatan_semua().values():
        found = shown(record, telaah.katalog[record.sop])
        assert json.loads(json.dumps(found))["kesimpulan"] == found["kesimpulan"]
        assert (found["utama"] is None) == (record.waktu is None)
    assert shown(catatan_semua()[KELEBIHAN], telaah.katalog[KELEBIHAN])["utama"] is None


def test_a_page_without_python_for_the_browser_names_the_command(telaah: Telaah):
    cards = {one.id: {"id": one.id, "nama": one.sop.nama} for one in telaah.katalog.dokumen}
    files = dict(what_if_pages(telaah, cards, lambda name: name.encode(), None))
    assert all(name.endswith(".md") for name in files)
    page = files["apa-jika/dinkes-kota-tangerang.md"]
    assert f"sop simulasi {PENJENJANGAN} --skenario" in page
    assert "<script" not in page
    assert "data-apajika" not in page
    with_python = dict(what_if_pages(telaah, cards, lambda name: name.encode(), 16_000_000))
    assert json.loads(with_python["apa-jika/dinkes-kota-tangerang.json"]) == {
        name: name for name in ("_acuan/jabatan.yaml", "_acuan/opd.yaml", f"{PENJENJANGAN}.yaml")
    }
    assert "sekitar 16&nbsp;MB" in with_python["apa-jika/dinkes-kota-tangerang.md"]
