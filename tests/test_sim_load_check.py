"""How often steps are visited and what that asks of people, against closed forms and against long simulated runs."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulate.calendar import ALWAYS
from simulate.estimates import mean_interval
from simulate.experiment import Percobaan, replicate, simulated
from simulate.load_check import held_minutes, loads, visits, work_per_case
from simulate.plan import Cabang, JenisKerja, Keluar, Pekerjaan, Rencana, RencanaLangkah, RencanaSOP
from tests.queueing_theory import loop_mean, loop_passes
from tests.scenario_support import prepared, scenario, steps_changed, written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from simulate.experiment import UkuranUlangan

UPAYA, HARI, BERLALU = JenisKerja.UPAYA, JenisKerja.HARI_KERJA, JenisKerja.BERLALU


def step(urut: int, *to: int, out: Keluar | None = None, menit: float = 1.0, redo: float = 1.0) -> RencanaLangkah:
    return RencanaLangkah(urut, ("a",), Pekerjaan(UPAYA, menit), out or Keluar(to), redo)


def decide(*ways: tuple[float, tuple[int, ...], bool], susut: float = 1.0, batas: int | None = None) -> Keluar:
    """Branches as probability, targets, and whether they send back."""
    cabang = tuple(Cabang(str(index), ke, chance, back) for index, (chance, ke, back) in enumerate(ways))
    return Keluar(cabang=cabang, susut=susut, batas=batas)


def flow(
    *steps: RencanaLangkah, start: tuple[int, ...] = (1,), joins: Mapping[tuple[int, ...], int] | None = None
) -> RencanaSOP:
    return RencanaSOP("s", start, {one.urut: one for one in steps}, joins or {})


def loop(back: float, susut: float = 1.0, batas: int | None = None, redo: float = 1.0) -> RencanaSOP:
    return flow(
        step(1, 2, menit=10, redo=redo),
        step(2, out=decide((1 - back, (), False), (back, (1,), True), susut=susut, batas=batas), menit=3, redo=redo),
    )


def run(sop: RencanaSOP, ulangan: int) -> list[UkuranUlangan]:
    """Follow single cases through a flow in an office of one that never closes."""
    rencana = Rencana((sop,), {"a": 9}, {"a": ALWAYS}, ALWAYS)
    percobaan = Percobaan(rencana, "s", 5, 11, ALWAYS, 0.0, 1000.0, 0.0, (), (), None, {}, 450.0)
    return [replicate(percobaan, number) for number in range(ulangan)]


# ---- single loops


@pytest.mark.parametrize("back", [0.0, 0.1, 0.5, 0.9, 0.99])
def test_a_plain_loop_is_geometric(back: float):
    found = visits(loop(back))
    assert found[1].rata_rata == pytest.approx(1 / (1 - back), rel=1e-6)
    assert found[2].rata_rata == pytest.approx(1 / (1 - back), rel=1e-6)
    assert (found[1].pernah, found[2].pernah) == (1, 1)


@pytest.mark.parametrize("back", [0.1, 0.5, 1.0])
@pytest.mark.parametrize("susut", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("batas", [1, 2, 4, 50])
def test_decay_and_cap_by_hand(back: float, susut: float, batas: int):
    found = visits(loop(back, susut, batas))
    assert found[1].rata_rata == pytest.approx(loop_passes(back, susut, batas), abs=1e-6)


def test_a_loop_with_a_cap_of_three_written_out():
    # 1, and 0.5 for the second pass, and 0.5 * 0.25 for the third, after which nothing returns.
    assert visits(loop(0.5, 0.5, 3))[2].rata_rata == pytest.approx(1 + 0.5 + 0.5 * 0.25)


@pytest.mark.parametrize("redo", [0.0, 0.3, 1.0, 2.0])
@pytest.mark.parametrize(("susut", "batas"), [(1.0, None), (0.5, 4)])
def test_work_of_a_case_counts_what_is_done_again(redo: float, susut: float, batas: int | None):
    asked = work_per_case(loop(0.3, susut, batas, redo), {"a": (1.0, 1.0, 1.0)})
    assert asked["a"] == pytest.approx(loop_mean(13, 0.3, redo, susut, batas), rel=1e-6)


# ---- whole networks


def network(matrix: NDArray[np.float64]) -> RencanaSOP:
    """A flow whose decisions follow a matrix of transitions; the rest of each row ends the case."""
    steps = []
    for row, chances in enumerate(matrix):
        ways = [(float(chance), (column + 1,), column <= row) for column, chance in enumerate(chances) if chance]
        left = 1 - math.fsum(chance for chance, _, _ in ways)
        steps.append(step(row + 1, out=decide(*ways, (left, (), False))))
    return flow(*steps)


@st.composite
def matrices(draw: st.DrawFn) -> NDArray[np.float64]:
    size = draw(st.integers(1, 5))
    weights = draw(st.lists(st.lists(st.integers(0, 4), min_size=size, max_size=size), min_size=size, max_size=size))
    ends = draw(st.lists(st.integers(1, 6), min_size=size, max_size=size))
    table = np.array(weights, float)
    result: NDArray[np.float64] = table / (table.sum(axis=1) + np.array(ends, float))[:, None]
    return result


@settings(max_examples=60, deadline=None)
@given(matrix=matrices())
def test_visits_solve_the_linear_equations(matrix: NDArray[np.float64]):
    size = len(matrix)
    fundamental = np.linalg.inv(np.eye(size) - matrix)
    found = visits(network(matrix))
    for column in range(size):
        expected = fundamental[0, column]
        assert found[column + 1].rata_rata == pytest.approx(expected, abs=2e-6)
        # What is ever visited: the visits from the start over those of a case that stands there already.
        assert found[column + 1].pernah == pytest.approx(expected / fundamental[column, column], abs=2e-6)


def test_nested_loops_by_linear_equations():
    # Draft, check (back to the draft), approve (back to the draft or to the check), and a step that few cases need.
    matrix = np.array([[0, 1, 0, 0], [0.3, 0, 0.7, 0], [0.1, 0.2, 0, 0.4], [0, 0, 0.5, 0]])
    expected = np.linalg.solve((np.eye(4) - matrix).T, np.array([1.0, 0, 0, 0]))
    found = visits(network(matrix))
    assert [found[urut].rata_rata for urut in range(1, 5)] == pytest.approx(list(expected), rel=1e-6)
    assert found[4].pernah < 1 == found[3].pernah


def test_passes_of_two_decisions_are_counted_apart():
    # Both send back to the draft once at most; by hand: the first returns with 0.5, the second with 0.25, and a case
    # that the second sent back meets the first again, which is spent where it has returned before.
    sop = flow(
        step(1, 2),
        step(2, out=decide((0.5, (3,), False), (0.5, (1,), True), batas=2)),
        step(3, out=decide((0.75, (), False), (0.25, (1,), True), batas=2)),
    )
    found = visits(sop)
    # By the cap a decision is passed twice at most "because of this decision": on its second pass it returns nobody.
    second = 1 + 0.25
    first = 1 + 0.5 + 0.25
    assert found[3].rata_rata == pytest.approx(second)
    assert found[2].rata_rata == pytest.approx(first)
    assert found[1].rata_rata == pytest.approx(first)


def test_a_flow_with_many_limited_decisions_is_counted_well_enough():
    def chain(size: int, susut: float, batas: int | None) -> RencanaSOP:
        return flow(
            *(
                step(urut, out=decide((0.7, on, False), (0.3, (max(urut - 1, 1),), True), susut=susut, batas=batas))
                for urut in range(1, size + 1)
                for on in [(urut + 1,) if urut < size else ()]
            )
        )

    found = visits(chain(8, 0.5, 4))
    exact = visits(chain(6, 0.5, 4))
    assert found[1].rata_rata == pytest.approx(exact[1].rata_rata, rel=0.01)  # what lies far behind hardly counts
    assert all(one.pernah == 1 for one in found.values())


# ---- parallel branches


def test_parallel_branches_are_all_visited_and_go_on_as_one():
    sop = flow(step(1, 2, 3), step(2, 4), step(3, 4), step(4), joins={(2, 3): 4})
    assert visits(sop) == dict.fromkeys((1, 2, 3, 4), (1.0, 1.0))


def test_parallel_branches_that_never_meet():
    sop = flow(step(1, 2, 3), step(2), step(3, 4), step(4))
    assert visits(sop) == dict.fromkeys((1, 2, 3, 4), (1.0, 1.0))


def test_several_starts():
    sop = flow(step(1, 3), step(2, 3), step(3), start=(1, 2), joins={(1, 2): 3})
    assert visits(sop) == dict.fromkeys((1, 2, 3), (1.0, 1.0))


def test_a_loop_around_and_within_parallel_branches():
    sop = flow(
        step(1, 2, 3),
        step(2, out=decide((0.6, (4,), False), (0.4, (2,), True))),
        step(3, 4),
        step(4, out=decide((0.75, (), False), (0.25, (1,), True))),
        joins={(2, 3): 4},
    )
    found = visits(sop)
    rounds = 1 / 0.75
    assert [found[urut].rata_rata for urut in (1, 2, 3, 4)] == pytest.approx(
        [rounds, rounds / 0.6, rounds, rounds], rel=1e-6
    )
    assert all(one.pernah == 1 for one in found.values())


def test_what_no_case_reaches_is_never_visited():
    sop = flow(step(1, out=decide((1.0, (), False), (0.0, (2,), False))), step(2))
    assert visits(sop) == {1: (1.0, 1.0), 2: (0.0, 0.0)}


# ---- against the engine

FLOWS: dict[str, RencanaSOP] = {
    "loop": loop(0.4),
    "decay and cap": loop(0.8, 0.7, 3),
    "nested": network(np.array([[0, 1, 0, 0], [0.3, 0, 0.7, 0], [0.1, 0.2, 0, 0.4], [0, 0, 0.5, 0]])),
    "limited and nested": flow(
        step(1, 2),
        step(2, out=decide((0.5, (3,), False), (0.5, (1,), True), susut=0.6, batas=3)),
        step(3, out=decide((0.6, (4,), False), (0.1, (), False), (0.3, (2,), True), susut=0.5)),
        step(4),
    ),
    "parallel in a loop": flow(
        step(1, 2, 3),
        step(2, out=decide((0.6, (4,), False), (0.4, (2,), True), susut=0.5)),
        step(3, 4),
        step(4, out=decide((0.75, (), False), (0.25, (1,), True))),
        joins={(2, 3): 4},
    ),
}


@pytest.mark.parametrize("name", [name for name in FLOWS if name != "parallel in a loop"])
def test_simulated_visits_agree(name: str):
    sop, n = FLOWS[name], 3000
    cases = [case for ukuran in run(sop, n) for case in ukuran.kasus]
    for urut, expected in visits(sop).items():
        counts = [float(case.langkah.get(urut, (0, 0, 0, 0))[0]) for case in cases]
        found = mean_interval(counts, 0.9999)
        assert found.bawah - 1e-6 <= expected.rata_rata <= found.atas + 1e-6, urut
        ever = statistics.fmean(count > 0 for count in counts)
        slack = 4 * math.sqrt(expected.pernah * (1 - expected.pernah) / n) + 1e-6
        assert abs(ever - expected.pernah) <= slack, urut


def test_decay_within_a_branch_that_a_loop_goes_around_is_only_near():
    # Passes within a parallel branch are forgotten where the branches meet, so that a later round starts anew: the
    # load comes out a little too high, never too low.
    sop = FLOWS["parallel in a loop"]
    cases = [case for ukuran in run(sop, 3000) for case in ukuran.kasus]
    found = mean_interval([float(case.langkah[2][0]) for case in cases], 0.9999)
    assert found.bawah <= visits(sop)[2].rata_rata <= found.nilai * 1.1


# ---- minutes and loads


def test_minutes_held_by_the_kind_of_time():
    def held(jenis: JenisKerja, share: float = 1.0) -> float:
        return held_minutes(RencanaLangkah(1, ("a",), Pekerjaan(jenis, 10.0, share)), 450.0, 0.25)

    assert (held(UPAYA), held(HARI), held(BERLALU)) == (10, 4500, 2.5)
    assert held(HARI, 0.1) == 450


def test_loads_add_up_over_procedures_and_people():
    one = RencanaSOP("p", (1,), {1: RencanaLangkah(1, ("a", "b"), Pekerjaan(UPAYA, 60.0))})
    two = RencanaSOP("q", (1,), {1: RencanaLangkah(1, ("a",), Pekerjaan(HARI, 1.0, 0.5))})
    rencana = Rencana((one, two), {"a": 2, "b": 1}, {"a": ALWAYS, "b": ALWAYS}, ALWAYS)
    jam = {"a": (1000.0, 100.0, 1.0), "b": (1000.0, 100.0, 1.0)}
    found = loads(rencana, {"p": 10.0, "q": 4.0}, jam)
    assert found["a"].menurut_sop == {"p": 600 / 2000, "q": 200 / 2000}
    assert found["a"].beban == pytest.approx(0.4)
    assert found["a"].staf == 2
    assert found["b"].beban == 0.6
    assert loads(rencana, {}, jam)["a"].beban == 0


STEPS = (
    "urut: 1, pelaksana: kepala, mulai: true, mutu_baku: {waktu: 2 jam}",
    "urut: 2, pelaksana: tim, mutu_baku: {waktu: 3 hari kerja}",
    "urut: 3, pelaksana: [sekretaris, tim], mutu_baku: {waktu: 6 jam}, lanjut: {Setuju: 4, Tolak: 2, Alih: selesai}",
    "urut: 4, pelaksana: kepala, mutu_baku: {waktu: 30 menit}, lanjut: {Ya: 5, Tidak: 3}",
    "urut: 5, pelaksana: sekretaris, selesai: true, mutu_baku: {waktu: 14 hari kalender}",
)
YEARS = {"mulai": "2026-01-01", "sampai": "2029-12-31", "kalender_sampai": "2033-12-31", "alasan": "Uji."}


@dataclass
class Peran:
    """One role: the load that was foretold, and by replication what it was busy beyond what was to be expected."""

    beban: float
    sibuk: list[float]
    selisih: list[float]


def busy(tmp_path: Path, ulangan: int, **changes: Any) -> dict[str, Peran]:
    """Run four years and more, to the end of the last case.

    From the last arrival to that end the other work goes on while nothing more comes of the procedure itself, so that
    its part of the load is spread over a longer time.
    """
    prosedur = written(tmp_path, *STEPS)
    rules = steps_changed(prosedur, {3: {"peluang": {"Setuju": 0.6}}}).lapis[0].data
    terbaca = scenario(
        rentang=YEARS,
        rancangan={"bentuk": "setahun", "pemanasan_hari": 60, "alasan": "Uji."},
        kedatangan={"bentuk": "acak", "per_tahun": 60, "alasan": "Uji."},
        staf={"baku": 1, "jabatan": {"sekretaris": 2}, "alasan": "Uji."},
        **rules,
        **changes,
    )
    susunan = prepared(prosedur, terbaca)
    plan = susunan.percobaan.rencana
    found = {peran: Peran(load.beban, [], []) for peran, load in susunan.beban.items()}
    for number in range(ulangan):
        hasil, begins, _ = simulated(susunan.percobaan, number)
        for peran, role in found.items():
            hours = plan.kalender_peran[peran].working_between
            share = hasil.peran[peran].sibuk / (plan.staf[peran] * hours(begins, hasil.akhir))
            own = susunan.beban[peran].menurut_sop[prosedur.id]
            arriving = hours(begins, susunan.percobaan.sampai) / hours(begins, hasil.akhir)
            role.sibuk.append(share)
            role.selisih.append(share - (role.beban - own + own * arriving))
    return found


@pytest.mark.parametrize("bagian", [0.0, 0.3])
def test_foretold_loads_are_simulated(bagian: float, tmp_path: Path):
    found = busy(tmp_path, 40, beban_lain={"bagian": bagian, "lama": "3 jam", "alasan": "Uji."})
    assert len(found) == 3
    for peran, role in found.items():
        beyond = mean_interval(role.selisih, 0.9999)
        assert beyond.bawah <= 0 <= beyond.atas, peran
        assert beyond.atas - beyond.bawah < 0.1 * role.beban, peran  # so that a wrong load would show
    assert max(role.beban for role in found.values()) > 0.3 + bagian


def test_a_load_of_one_and_more_is_foretold_and_named(tmp_path: Path):
    prosedur = written(tmp_path, *STEPS)
    crowded = scenario(kedatangan={"bentuk": "acak", "per_tahun": 2000, "alasan": "Uji."})
    susunan = prepared(prosedur, crowded)
    assert [one.peran.rpartition("/")[2] for one in susunan.kelebihan] == [
        "tim",
        "sekretaris",
        "kepala-perangkat-daerah",
    ]
    assert [one.beban for one in susunan.kelebihan] == sorted((one.beban for one in susunan.kelebihan), reverse=True)
    assert prepared(prosedur, scenario("variasi")).beban == {}


def test_other_work_takes_its_share_of_all_people(tmp_path: Path):
    prosedur = written(tmp_path, *STEPS)
    quiet = {"bentuk": "teratur", "per_tahun": 0.001, "alasan": "Uji."}
    lain = {"bagian": 0.4, "lama": "1 hari", "bentuk": "tetap", "jabatan": {"sekretaris": 0.7}, "alasan": "Uji."}
    susunan = prepared(prosedur, scenario(kedatangan=quiet, beban_lain=lain, staf={"baku": 3, "alasan": "Uji."}))
    found = {peran.rpartition("/")[2]: load.beban for peran, load in susunan.beban.items()}
    assert found == pytest.approx({"kepala-perangkat-daerah": 0.4, "sekretaris": 0.7, "tim": 0.4}, abs=1e-3)
