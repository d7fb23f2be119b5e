"""Who hands over and who takes over, on the shapes that flows have: branches, loops, parallel ones, gaps."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog.flow import build_flow
from katalog.handover import tasks
from tests.flow_support import SHAPES, flows, shape, sop_of

if TYPE_CHECKING:
    from pathlib import Path

    from katalog.handover import Serah, Tugas
    from katalog.model import SOP, Langkah


def of(sop: SOP, *lajur: str) -> dict[int, Tugas]:
    return {tugas.langkah.urut: tugas for tugas in tasks(sop, build_flow(sop), lajur)}


def said(serah: Serah) -> tuple[int | None, str | None]:
    """The step at the other end, and the branch."""
    return serah.langkah.urut if serah.langkah else None, serah.panah.label


def test_a_straight_flow():
    sop = sop_of(
        {"pelaksana": "kepala", "mulai": True},
        {"pelaksana": "tim"},
        {"pelaksana": ["tim", "kepala"], "selesai": True},
    )
    tim = of(sop, "tim")
    assert list(tim) == [2, 3]
    assert not tim[2].awal
    assert [(said(one), one.sendiri, one.lain) for one in tim[2].dari] == [((1, None), False, ("kepala",))]
    assert [(said(one), one.sendiri, one.lain) for one in tim[2].kepada] == [((3, None), True, ("kepala",))]
    assert tim[3].bersama == ("kepala",)
    assert tim[3].kepada == ()
    kepala = of(sop, "kepala")
    assert kepala[1].awal
    assert kepala[1].dari == ()
    # Step 2 is done by the team alone, although the head does step 3 with it.
    assert [one.sendiri for one in kepala[3].dari] == [False]


def test_a_review_loop_is_seen_from_both_sides():
    sop = sop_of(
        {"pelaksana": "tim", "mulai": True},
        {"pelaksana": "kepala", "lanjut": {"Ya": 3, "Tidak": 1}},
        {"pelaksana": "tim", "selesai": True},
    )
    tim, kepala = of(sop, "tim"), of(sop, "kepala")
    assert [said(one) for one in kepala[2].kepada] == [(3, "Ya"), (1, "Tidak")]
    assert [one.panah.mundur for one in kepala[2].kepada] == [False, True]
    assert [said(one) for one in tim[1].dari] == [(2, "Tidak")]
    assert tim[1].awal  # it begins here, and comes back here
    assert [said(one) for one in tim[3].dari] == [(2, "Ya")]


def test_a_step_that_returns_to_itself_hands_over_to_itself():
    tugas = of(sop_of({"pelaksana": "tim", "lanjut": {"Ya": 2, "Tidak": 1}}, {"pelaksana": "kepala"}), "tim")[1]
    assert [(said(one), one.sendiri) for one in tugas.dari] == [((1, "Tidak"), True)]
    assert [(said(one), one.sendiri) for one in tugas.kepada] == [((2, "Ya"), False), ((1, "Tidak"), True)]


def test_parallel_branches_know_of_each_other_and_where_they_meet():
    sop = sop_of(
        {"pelaksana": "kepala", "mulai": True, "lanjut": [2, 3]},
        {"pelaksana": "tim", "lanjut": 4},
        {"pelaksana": "kepala"},
        {"pelaksana": "tim", "selesai": True},
    )
    kepala, tim = of(sop, "kepala"), of(sop, "tim")
    assert [(said(one), one.serentak) for one in kepala[1].kepada] == [((2, None), (3,)), ((3, None), (2,))]
    assert tim[4].menunggu == ((2, 3),)
    assert [said(one) for one in tim[4].dari] == [(2, None), (3, None)]
    assert tim[2].menunggu == ()
    assert [one.serentak for one in tim[2].kepada] == [()]


def test_several_starts_meet():
    sop = sop_of(
        {"pelaksana": "tim", "mulai": True, "lanjut": 3},
        {"pelaksana": "kepala", "mulai": True},
        {"pelaksana": "tim", "selesai": True},
    )
    tim = of(sop, "tim")
    assert tim[1].awal
    assert of(sop, "kepala")[2].awal
    assert not tim[3].awal
    assert tim[3].menunggu == ((1, 2),)


def test_without_a_marked_start_the_first_step_begins():
    sop = sop_of({"pelaksana": "tim"}, {"pelaksana": "tim"})
    assert [tugas.awal for tugas in of(sop, "tim").values()] == [True, False]


def test_the_end_an_unknown_way_and_a_step_that_is_not_there():
    sop = sop_of({"pelaksana": "tim", "lanjut": {"Ya": "selesai", "Tidak": None, "Lain": 99}})
    (tugas,) = of(sop, "tim").values()
    assert [said(one) for one in tugas.kepada] == [(None, "Ya")]
    assert tugas.tanpa_tujuan == ("Tidak",)
    assert tugas.tujuan_hilang == (("Lain", 99),)


def test_a_step_without_performer_stays_in_the_chain():
    sop = sop_of({"pelaksana": "tim"}, {"pelaksana": None}, {"pelaksana": "tim"})
    tim = of(sop, "tim")
    assert list(tim) == [1, 3]
    (onward,), (inward,) = tim[1].kepada, tim[3].dari
    for serah in (onward, inward):
        assert said(serah) == (2, None)
        assert not serah.sendiri
        assert serah.lain == ()


def test_two_columns_of_one_position_hand_over_to_each_other():
    columns = {"kasi_a": "Kepala Seksi A", "kasi_b": "Kepala Seksi B"}
    sop = sop_of(
        {"pelaksana": "kasi_a"},
        {"pelaksana": "kasi_b"},
        {"pelaksana": ["kasi_a", "kasi_b"]},
        {"pelaksana": "kasi_b"},
        pelaksana=columns,
    )
    both = of(sop, "kasi_a", "kasi_b")
    assert [tugas.sebagai for tugas in both.values()] == [
        ("kasi_a",),
        ("kasi_b",),
        ("kasi_a", "kasi_b"),
        ("kasi_b",),
    ]
    assert all(tugas.bersama == () for tugas in both.values())
    # Another person of the same position is not oneself.
    assert [(one.sendiri, one.lain) for one in both[1].kepada] == [(False, ("kasi_b",))]
    assert [(one.sendiri, one.lain) for one in both[2].kepada] == [(True, ("kasi_a",))]
    assert [(one.sendiri, one.lain) for one in both[3].kepada] == [(False, ("kasi_b",))]


@pytest.mark.parametrize("name", SHAPES)
def test_every_stored_shape_is_told_for_every_column(name: str, tmp_path: Path):
    sop = shape(name, tmp_path)
    flow = build_flow(sop)
    for key, _ in sop.pelaksana:
        for tugas in tasks(sop, flow, (key,)):
            urut = tugas.langkah.urut
            assert [one.panah for one in tugas.dari] == list(flow.masuk[urut])
            assert [one.panah for one in tugas.kepada] == list(flow.keluar[urut])


LAJUR = st.sampled_from([("kepala",), ("tim",), ("kepala", "tim"), ()])


@given(flows(), LAJUR)
def test_every_arrow_of_a_position_is_handed_over_exactly_once(sop: SOP, lajur: tuple[str, ...]):
    flow = build_flow(sop)
    found = tasks(sop, flow, lajur)
    first: dict[int, Langkah] = {}
    for step in sop.langkah:
        first.setdefault(step.urut, step)
    own = {urut for urut, step in first.items() if set(step.pelaksana) & set(lajur)}
    assert Counter(one.panah for tugas in found for one in tugas.dari) == Counter(
        panah for panah in flow.panah if panah.ke in own
    )
    assert Counter(one.panah for tugas in found for one in tugas.kepada) == Counter(
        panah for panah in flow.panah if panah.dari in own
    )
    for tugas in found:
        assert {*tugas.sebagai, *tugas.bersama} == set(tugas.langkah.pelaksana)
        for one in (*tugas.dari, *tugas.kepada):
            keys = set(one.langkah.pelaksana) if one.langkah else set()
            assert set(one.lain) == keys - (set(tugas.sebagai) if one.sendiri else set())
            assert one.sendiri == (bool(keys) and set(tugas.sebagai) <= keys)


@given(flows(), LAJUR)
def test_steps_stand_in_printed_order_and_beginnings_are_those_of_the_flow(sop: SOP, lajur: tuple[str, ...]):
    flow = build_flow(sop)
    found = tasks(sop, flow, lajur)
    assert [tugas.indeks for tugas in found] == [
        index for index, step in enumerate(sop.langkah) if set(step.pelaksana) & set(lajur)
    ]
    starts = [tugas.langkah.urut for tugas in found if tugas.awal]
    assert len(set(starts)) == len(starts)
    assert set(starts) <= set(flow.mulai or flow.langkah[:1])
    for tugas in found:
        for branches in tugas.menunggu:
            assert flow.join_of(branches) == tugas.langkah.urut
