"""Write the golden answers anew: `python -m tests.golden`, after a change that is meant to change them."""

from __future__ import annotations

from pathlib import Path

from katalog import analyse, load_catalogue
from simulate import simulate

SOP = (
    "dinkes-kab-balangan/pengumpulan-data-kinerja",
    "dinkes-kota-tangerang/penjenjangan-kinerja",
    "kecamatan-neglasari/penyusunan-perjanjian-kinerja",
)

if __name__ == "__main__":
    tests = Path(__file__).parent
    telaah = analyse(load_catalogue(tests.parent / "sops"))
    folder = tests / "fixtures" / "emas"
    folder.mkdir(exist_ok=True)
    for id_sop in SOP:
        record = simulate(telaah, id_sop, ulangan=50, benih=7)
        (folder / f"{id_sop.replace('/', '.')}.json").write_text(record.model_dump_json(indent=1) + "\n", "utf-8")
