"""SOPs for tests of the flow: the stored shapes, and random ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from katalog.checking import analyse
from katalog.loading import load_catalogue
from katalog.model import SOP
from tests.catalogue_support import ALUR, OPD, grave_lines, make_catalogue

if TYPE_CHECKING:
    from pathlib import Path

SHAPES = sorted(path.stem for path in ALUR.glob("*.yaml"))


def shape(name: str, folder: Path) -> SOP:
    """Read one stored shape through a catalogue with the real references."""
    katalog = load_catalogue(make_catalogue(folder, {f"{OPD}/{name}.yaml": (ALUR / f"{name}.yaml").read_bytes()}))
    assert grave_lines(analyse(katalog).temuan) == []
    return katalog[f"{OPD}/{name}"].sop


def sop_of(*steps: dict[str, Any], **fields: Any) -> SOP:
    """Build an SOP of these steps; numbers and words are filled in."""
    return SOP.model_validate_json(
        json.dumps(
            {
                "nama": "Contoh",
                "proses": "contoh",
                "nomor": None,
                "pelaksana": {"kepala": "Kepala", "tim": "Tim"},
                "langkah": [
                    {"urut": index, "kegiatan": "Bekerja", **step} for index, step in enumerate(steps, start=1)
                ],
                "jumlah_waktu": None,
                "sumber": {"jenis": "contoh"},
                **fields,
            }
        )
    )


@st.composite
def flows(draw: st.DrawFn) -> SOP:
    """Any valid SOP: numbers out of order or twice, targets that do not exist, loops, dead ends, several starts."""
    numbers = draw(st.lists(st.integers(1, 9), min_size=1, max_size=8))
    target = st.sampled_from([*numbers, *numbers, 99, "selesai"])
    targets = target | st.lists(target, min_size=1, max_size=3, unique_by=str)
    onward = (
        st.none() | targets | st.dictionaries(st.sampled_from(["Ya", "Tidak", "Lain"]), st.none() | targets, min_size=1)
    )
    keys = st.none() | st.sampled_from(["kepala", "tim"]) | st.just(["kepala", "tim"])
    rare = st.sampled_from([False, False, False, True])
    steps = [
        {
            "urut": number,
            "lanjut": draw(onward),
            "pelaksana": draw(keys),
            "mulai": draw(rare),
            "selesai": draw(rare),
            "halaman_baru": draw(rare),
            "simbol": draw(st.none() | st.just(["proses", "keputusan"])),
        }
        for number in numbers
    ]
    return sop_of(*steps)
