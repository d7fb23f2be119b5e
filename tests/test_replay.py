"""Cases to be played again: what is played is what was simulated, and its minutes add up."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import jsonschema
import pytest

from katalog.replay_record import CatatanPutar
from katalog.schema import schemas
from scripts.site_replay import site_replays
from simulate.asking import settle
from simulate.calendar import HorizonError
from simulate.experiment import replicate, simulated
from simulate.procedures import all_procedures
from simulate.replay import RAMAI, crowd, nearest, replay
from simulate.session import Sesi
from tests.site_support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from katalog import Telaah
    from katalog.simulation_record import CatatanSimulasi

PENJENJANGAN = "dinkes-kota-tangerang/penjenjangan-kinerja"
BALANGAN = "dinkes-kab-balangan/pengumpulan-data-kinerja"
ULANGAN = 31


@pytest.fixture(scope="module")
def answers(telaah: Telaah) -> Iterator[Mapping[str, tuple[Sesi, CatatanSimulasi, CatatanPutar]]]:
    result = {}
    semua, terbaca = all_procedures(telaah), settle("dasar", ULANGAN)
    with ThreadPoolExecutor(1) as executor:
        for id_sop in telaah.katalog.menurut_id:
            sesi = Sesi(semua, id_sop, executor, None)
            catatan = sesi.answer(terbaca, tangga=False, sumbatan=False, kepekaan=False)
            found = replay(sesi, terbaca, catatan)
            assert found is not None
            result[id_sop] = (sesi, catatan, found)
        yield result


def test_every_choice_is_there_and_follows_the_schema(answers):
    schema = json.loads(schemas()["putar.schema.json"])
    assert (ROOT / "schema/putar.schema.json").read_text("utf-8") == schemas()["putar.schema.json"]
    for _, _, record in answers.values():
        jsonschema.validate(json.loads(record.model_dump_json()), schema)
        assert CatatanPutar.model_validate_json(record.model_dump_json()) == record
        assert [one.kunci for one in record.pilihan] == ["biasa", "lambat", "ramai"]
        assert [len(one.kasus) for one in record.pilihan] == [1, 1, RAMAI]


def test_usual_and_slow_case_are_nearest_to_median_and_p90(answers):
    for sesi, catatan, record in answers.values():
        percobaan = sesi.build(settle("dasar", ULANGAN)).percobaan
        lama = [replicate(percobaan, number).kasus[0].lama for number in range(ULANGAN)]
        for one, goal in zip(record.pilihan, (catatan.waktu.p50.nilai, catatan.waktu.p90.nilai), strict=False):
            (kasus,) = one.kasus
            assert abs(lama[kasus.ulangan] - goal) == min(abs(time - goal) for time in lama)
            assert abs(kasus.lama - lama[kasus.ulangan]) < 1
        assert sorted(lama).index(lama[record.pilihan[0].kasus[0].ulangan]) in range(ULANGAN // 2 - 1, ULANGAN // 2 + 2)
    assert nearest([[5.0], [], [3.0, 4.0], [2.0]], 3.6) == (2, 1)
    assert nearest([[2.0], [4.0]], 3.0) == (0, 0)


def test_trail_is_the_engines_own(answers):
    sesi, _, record = answers[PENJENJANGAN]
    susunan = sesi.build(settle("dasar", ULANGAN))
    one = record.pilihan[1]
    hasil, _, numbers = simulated(susunan.percobaan, one.kasus[0].ulangan)
    shift = (datetime.fromisoformat(one.awal) - susunan.mulai).total_seconds() / 60
    expected = sorted(
        (
            visit.urut,
            visit.putaran,
            *(int(moment + 1e-6 - shift) for moment in (visit.siap, visit.mulai, visit.selesai)),
        )
        for visit in hasil.kunjungan
        if visit.kasus in numbers
    )
    shown = one.kasus[0].lintasan
    assert sorted((visit.urut, visit.putaran, visit.siap, visit.mulai, visit.selesai) for visit in shown) == expected
    assert all(before.selesai == after.siap for before, after in pairwise(shown))
    assert (shown[0].siap, shown[-1].selesai) == (one.kasus[0].mulai, one.kasus[0].selesai)
    steps = {step.urut: step for step in record.langkah}
    assert [record.lajur[lane] for lane in steps[5].lajur] == ["Sekretaris"]


def test_minutes_of_work_of_waiting_and_of_closed_hours_add_up(answers):
    for _, _, record in answers.values():
        for one in record.pilihan:
            open_minutes = {minute for start, end in one.buka for minute in range(start, end)}
            for kasus in one.kasus:
                assert kasus.dikerjakan + kasus.menunggu + kasus.tutup == kasus.lama
                closed = sum(minute not in open_minutes for minute in range(kasus.mulai, kasus.selesai))
                assert kasus.tutup == closed
                working = {
                    minute
                    for visit in kasus.lintasan
                    for minute in range(visit.mulai, visit.selesai)
                    if minute in open_minutes
                }
                assert kasus.dikerjakan == len(working)


def test_crowd_begins_on_one_working_day_and_changes_nothing_else(answers):
    sesi, _, record = answers[PENJENJANGAN]
    percobaan = sesi.build(settle("dasar", ULANGAN)).percobaan
    one = record.pilihan[2]
    starts = [kasus.mulai for kasus in one.kasus]
    assert one.awal == record.pilihan[0].awal
    assert len(set(starts)) == RAMAI
    assert starts[0] == one.buka[0][0]
    assert all(0 <= start < 1440 and any(a <= start < b for a, b in one.buka) for start in starts)
    crowded = crowd(percobaan, 5 * 1440.0)
    assert (crowded.arus, crowded.rutin, crowded.rencana) == (percobaan.arus, percobaan.rutin, percobaan.rencana)
    assert "Asumsi" in one.keterangan


def test_an_sop_has_no_crowd_where_its_calendar_ends_first(answers, monkeypatch):
    sesi, catatan, _ = answers[BALANGAN]

    def too_long(percobaan, ulangan):
        if percobaan.kasus is not None:
            raise HorizonError("kalender berakhir")
        return simulated(percobaan, ulangan)

    monkeypatch.setattr("simulate.replay.simulated", too_long)
    found = replay(sesi, settle("dasar", ULANGAN), catatan)
    assert found is not None
    assert [one.kunci for one in found.pilihan] == ["biasa", "lambat"]
    assert replay(sesi, settle("dasar", ULANGAN), catatan.model_copy(update={"waktu": None})) is None


def test_time_that_keeps_no_office_hours_is_never_closed(telaah):
    with ThreadPoolExecutor(1) as executor:
        sesi, terbaca = Sesi(all_procedures(telaah), PENJENJANGAN, executor, None), settle("tertulis", 2)
        catatan = sesi.answer(terbaca, tangga=False, sumbatan=False, kepekaan=False)
        found = replay(sesi, terbaca, catatan)
    assert found is not None
    (kasus,) = found.pilihan[0].kasus
    assert all(visit.terus for visit in kasus.lintasan)
    assert (kasus.dikerjakan, kasus.menunggu, kasus.tutup) == (kasus.lama, 0, 0)


def test_site_keeps_them_and_makes_the_same_bytes_again(answers, telaah, tmp_path: Path, monkeypatch):
    records = {id_sop: catatan for id_sop, (_, catatan, _) in answers.items()}
    first = site_replays(telaah, records, tmp_path)
    assert {key: one.model_dump_json() for key, one in first.items()} == {
        key: one.model_dump_json() for key, (_, _, one) in answers.items()
    }
    monkeypatch.setattr("scripts.site_replay.replay", lambda *_: pytest.fail("made again"))
    assert site_replays(telaah, records, tmp_path) == first
    assert not list(tmp_path.rglob("*.part"))
