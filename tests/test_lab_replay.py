"""The laboratory's cases played again: a frame of events, a picture, and an SVG file that moves without a script."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from lab import Lab, LabError, PutarUlang
from lab.animation import HENTI_TERLAMA, animation, closed, moments, tempo

ROOT = Path(__file__).parents[1]
PENJENJANGAN = "dinkes-kota-tangerang/penjenjangan-kinerja"


@pytest.fixture(scope="module")
def putar() -> PutarUlang:
    return Lab(ROOT / "sops", ulangan=20).replay(PENJENJANGAN)


def test_frame_has_a_row_an_event(putar: PutarUlang):
    frame = putar.to_frame()
    passes = sum(len(kasus.lintasan) for one in putar.catatan.pilihan for kasus in one.kasus)
    assert len(frame) == 3 * passes
    usual = frame[frame["pilihan"] == "biasa"]
    assert usual["menit"].iloc[0] == 0
    assert usual["menit"].iloc[-1] == putar.catatan.pilihan[0].kasus[0].lama
    assert usual["waktu"].is_monotonic_increasing
    assert set(frame["pelaksana"]) == set(putar.catatan.lajur)


def test_answer_says_what_the_time_was_spent_on(putar: PutarUlang):
    html = putar._repr_html_()
    assert putar.kalimat.startswith("Kasus biasa: ")
    assert "kantor tutup" in putar.kalimat
    assert "Minggu ramai, kasus 8" in html
    assert "47 Hari 13 menit" in html


def test_picture_and_animation_are_the_same_bytes(putar: PutarUlang, tmp_path: Path):
    for kunci in ("biasa", "ramai"):
        assert putar.plot(kunci).to_svg() == putar.plot(kunci).to_svg()
        putar.save_animation(tmp_path / f"{kunci}.svg", kunci)
    text = (tmp_path / "ramai.svg").read_text("utf-8")
    assert text == animation(putar.catatan, putar.catatan.pilihan[2])
    for berkas, said in (("a.gif", "berakhiran .svg"), (tmp_path / "tiada" / "a.svg", "tidak dapat ditulis")):
        with pytest.raises(LabError, match=said):
            putar.save_animation(berkas)
    with pytest.raises(LabError, match="pilih biasa, lambat, ramai"):
        putar.plot("cepat")


def test_animation_moves_without_script_and_in_order(putar: PutarUlang):
    root = ET.fromstring(animation(putar.catatan, putar.catatan.pilihan[2]))  # noqa: S314 - drawn here
    names = {element.tag.partition("}")[2] for element in root.iter()}
    assert "animateTransform" in names
    assert not names & {"script", "foreignObject", "image", "a", "use"}
    lengths = set()
    for element in root.iter():
        if "keyTimes" not in element.attrib:
            continue
        times = [float(one) for one in element.attrib["keyTimes"].split(";")]
        assert len(times) == len(element.attrib["values"].split(";"))
        assert times[0] == 0
        assert all(before < after for before, after in pairwise(times))
        assert times[-1] <= 1
        lengths.add(element.attrib["dur"])
    assert len(lengths) == 1


def test_words_of_documents_stay_text(putar: PutarUlang):
    evil = '"/><script>jebol()</script>'
    record = putar.catatan
    steps = tuple(step.model_copy(update={"kegiatan": evil}) for step in record.langkah)
    lanes = tuple(evil for _ in record.lajur)
    hostile = record.model_copy(update={"nama": evil, "nama_skenario": evil, "lajur": lanes, "langkah": steps})
    text = animation(hostile, hostile.pilihan[0])
    assert ET.fromstring(text).tag.endswith("svg")  # noqa: S314 - drawn here
    assert "<script" not in text
    assert "<script" not in PutarUlang(hostile)._repr_html_()


def test_closed_hours_are_short_and_every_event_halts():
    buka = [(0, 60), (1440, 1500)]
    played = tempo(buka, [0, 30, 1470])
    assert closed(buka, 0, 1470) == [(60, 1440)]
    assert closed(buka, 0, 2000) == [(60, 1440), (1500, 2000)]
    halts = [b[0] - a[0] for a, b in pairwise(played.sudut) if a[1] == b[1]]
    assert halts == pytest.approx([HENTI_TERLAMA] * 3)
    night = (played.share(1440) - played.share(60)) * played.panjang
    work = (played.share(60) - played.share(30)) * played.panjang
    assert night == pytest.approx(0.25)
    assert work > 20 * night
    assert (played.share(0), played.share(9999)) == (0, 1)


def test_moments_are_those_of_the_passes(putar: PutarUlang):
    one = putar.catatan.pilihan[0]
    found = moments(one)
    assert (found[0], found[-1]) == (one.kasus[0].mulai, one.kasus[0].selesai)
    assert found == sorted(set(found))
