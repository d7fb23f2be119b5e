"""What would be if: asked in pieces, and yet to the byte what the commands answer."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from katalog.yaml_source import read_yaml
from simulate import SkenarioError, compare, simulate
from simulate.piecemeal import Kemajuan
from simulate.procedures import all_procedures, unchecked_procedures
from simulate.what_if_session import Kantor, Pertanyaan, Tahap

if TYPE_CHECKING:
    from pathlib import Path

    from katalog import Telaah

PENJENJANGAN = "dinkes-kota-tangerang/penjenjangan-kinerja"
STAF = {"staf": {"opd": {"dinkes-kota-tangerang": {"sekretaris": 2}}}}
UBAHAN = {
    "reviu": {"peluang_kembali": 0.1, "bagian_ulang": 0.5},
    "jam_kerja": {
        "pola": "mingguan",
        "mingguan": dict.fromkeys(("senin", "selasa", "rabu", "kamis", "jumat", "sabtu"), "08.00-12.00, 13.00-16.00"),
        "libur_nasional": False,
    },
    "sop": {PENJENJANGAN: {"kedatangan": {"bentuk": "acak", "per_tahun": 6}}},
    **STAF,
}


def question(ubahan: dict[str, Any], ulangan: int = 40, alasan: str = "Usul: dua orang, # bukan satu") -> Pertanyaan:
    return Pertanyaan(PENJENJANGAN, ubahan, alasan, ulangan, 7)


@pytest.fixture
def kantor(telaah: Telaah, tmp_path: Path) -> Kantor:
    return Kantor(all_procedures(telaah), tmp_path)


def heard(kantor: Kantor, asked: Pertanyaan) -> tuple[int, list[Tahap]]:
    """Return the replications that were run, and the stages."""
    done, stages = 0, []
    for piece in kantor.ask(asked):
        if isinstance(piece, Kemajuan):
            done += bool(piece.selesai)
        else:
            stages.append(piece)
    return done, stages


def test_the_answer_is_that_of_the_command_to_the_byte(kantor: Kantor, telaah: Telaah, tmp_path: Path):
    asked = question(UBAHAN)
    *_, last = heard(kantor, asked)[1]
    file = tmp_path / "unduhan" / "apa-jika.yaml"
    file.parent.mkdir()
    file.write_text(asked.naskah, "utf-8")
    assert last.akhir
    assert last.catatan.model_dump_json() == simulate(telaah, PENJENJANGAN, file, sumbatan=False).model_dump_json()
    assert last.perbandingan == compare(telaah, PENJENJANGAN, "dasar", file, ulangan=40, benih=7)


def test_few_replications_answer_first(kantor: Kantor, telaah: Telaah):
    stages = heard(kantor, question({}, ulangan=200))[1]
    assert [(one.catatan.ulangan, bool(one.catatan.tangga), one.akhir) for one in stages] == [
        (100, False, False),
        (200, False, False),
        (200, True, True),
    ]
    first = simulate(telaah, PENJENJANGAN, ulangan=100, benih=7, sumbatan=False, tangga=False)
    assert stages[0].catatan.waktu == first.waktu


def test_what_was_run_before_is_not_run_again(kantor: Kantor):
    fresh = heard(kantor, question({}))[0]
    assert heard(kantor, question({}))[0] == 0
    moved = heard(kantor, question(STAF))[0]
    assert 0 < moved < fresh / 2  # the rungs without a queue do not know how many people there are


def test_a_stream_that_was_closed_is_gone_on_with(kantor: Kantor):
    stream = kantor.ask(question(STAF))
    for piece in stream:
        if isinstance(piece, Kemajuan) and piece.selesai == 30:
            break
    stream.close()
    pieces = list(kantor.ask(question(STAF)))
    assert isinstance(pieces[0], Kemajuan)
    assert pieces[0].selesai == 30
    other = list(Kantor(kantor.semua, kantor.folder).ask(question(STAF)))
    assert pieces[-1] == other[-1]


def test_too_much_work_is_an_answer_without_a_time(kantor: Kantor):
    stages = heard(kantor, question({"beban_lain": {"bagian": 0.99}}))[1]
    assert stages[-1].catatan.waktu is None
    assert stages[-1].perbandingan is None
    assert "diminta bekerja" in stages[-1].catatan.peringatan[0]


def test_a_calendar_that_ends_too_soon_is_said(kantor: Kantor):
    short = {"rentang": {"mulai": "2026-01-01", "sampai": "2026-12-30", "kalender_sampai": "2026-12-31"}}
    with pytest.raises(SkenarioError, match="kalender berakhir 31 Desember 2026, sebelum kasus selesai"):
        list(kantor.ask(question(short)))


@pytest.mark.parametrize(
    ("ubahan", "pesan"),
    [
        ({"reviu": {"peluang_kembali": 1.5}}, '"peluang_kembali" terlalu besar'),
        ({"staf": {"opd": {"dinkes-kota-tangerang": {"tukang-sihir": 2}}}}, 'Tidak ada jabatan "tukang-sihir"'),
        ({"unsur": ["kantor"]}, 'Unsur "kantor" memerlukan "antrean"'),
        ({"reviu": 3}, "reviu"),
        ({"sop": 3}, "sop"),
        ({"sop": {PENJENJANGAN: 3}}, PENJENJANGAN),
        ({"asing": {"a": 1}}, "asing"),
    ],
)
def test_bad_settings_are_refused_in_words(kantor: Kantor, ubahan: dict[str, Any], pesan: str):
    with pytest.raises(SkenarioError, match=pesan):
        list(kantor.ask(question(ubahan)))


@pytest.mark.parametrize("alasan", ["", "- a: [b", "tanggal\nbaris: lain", "'\"", "true", "\u200b", "x" * 30_000])
def test_any_reason_is_kept_as_words_or_refused(kantor: Kantor, alasan: str):
    text = question(STAF, alasan=alasan).naskah
    with suppress(SkenarioError):
        assert kantor.read(question(STAF, alasan=alasan)).skenario.staf.alasan == " ".join(alasan.split())
    assert read_yaml(text.encode()).data["berdasar"] == "dasar"


def test_the_way_of_a_case_is_its_steps_in_order_of_time(kantor: Kantor):
    trail = kantor.trail(question(STAF), 0)
    ends = [visit[5] for visit in trail.kunjungan]
    assert ends == sorted(ends)
    assert {visit[0] for visit in trail.kunjungan} >= {1, 6}
    assert trail.mulai.startswith("2025-12-04")


def test_the_usual_values_are_those_of_the_default_scenario(kantor: Kantor):
    usual = kantor.usual(PENJENJANGAN)
    assert json.loads(json.dumps(usual)) == usual
    assert (usual["kembali"], usual["lain"], usual["ulangan"], usual["unsur"][-1]) == (0.3, 0.5, 1000, "kantor")
    assert {"kunci": "sekretaris", "nama": "Sekretaris", "orang": 1, "ikut": True} in usual["staf"]
    assert usual["kasus"] == [{"sop": PENJENJANGAN, "nama": "Penjenjangan Kinerja", "setahun": 2.0}]


def test_a_catalogue_read_without_checks_has_the_same_procedures(telaah: Telaah):
    assert unchecked_procedures(telaah.katalog) == all_procedures(telaah)
