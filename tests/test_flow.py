"""The flow as a graph: every shape that real SOPs draw, and properties of random flows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from katalog.durations import parse_duration
from katalog.flow import Alur, Panah, build_flow
from katalog.model import Simbol
from tests.flow_support import SHAPES, flows, shape, sop_of

if TYPE_CHECKING:
    from pathlib import Path

    from katalog.model import SOP

# Shape -> arrows as "from>to label", starts, ends. Arrows that are not written but follow from the order end in "…",
# parallel ones in "||".
GRAPHS: dict[str, tuple[list[str], list[int], list[int]]] = {
    "beberapa-pelaksana": (["1>2…", "2>3…"], [1], [3]),
    "rapat-semua": (["1>2…", "2>3 Setuju", "2>1 Tidak setuju"], [1], [3]),
    "dua-mulai": (["1>3", "2>3…"], [1, 2], [3]),
    "tiga-akhir": (["1>2 Diterima", "1>3 Ditunda", "1>4 Ditolak"], [1], [2, 3, 4]),
    "cabang-lain": (["1>2…", "2>3 Lengkap", "2>1 Kurang lengkap", "2>. Bukan wewenang"], [1], [2, 3]),
    "tidak-maju": (["1>2…", "2>3 Ya", "2>4 Tidak", "3>4…"], [1], [4]),
    "proses-dan-keputusan": (["1>2…", "2>3 Ya", "2>1 Tidak"], [1], [3]),
    "waktu-tergabung": (["1>2…", "2>3…", "3>4…"], [1], [4]),
    "ganti-halaman": (["1>2…", "2>3…", "3>4 Ya", "3>2 Tidak"], [1], [4]),
    "sejajar": (["1>2||", "1>3||", "2>4", "3>4…"], [1], [4]),
    "tanpa-pelaksana": (["1>2…", "2>3…"], [1], [3]),
    "cabang-selesai": (["1>2…", "2>. Ya", "2>1 Tidak"], [1], [2]),
    "tujuan-tidak-diketahui": (["1>2…", "2>3 Ya"], [1], [3]),
    "putaran-sendiri": (["1>2…", "2>3 Berhasil", "2>2 Gagal"], [1], [3]),
    "bentuk-waktu": ([f"{urut}>{urut + 1}…" for urut in range(1, 16)], [1], [16]),
}
BACK = {name: ["2>1"] for name in ("rapat-semua", "cabang-lain", "proses-dan-keputusan", "cabang-selesai")}
BACK |= {"ganti-halaman": ["3>2"], "putaran-sendiri": ["2>2"]}


def said(panah: Panah) -> str:
    target = "." if panah.ke is None else panah.ke
    label = f" {panah.label}" if panah.label else ""
    return f"{panah.dari}>{target}{label}{'||' if panah.sejajar else ''}{'…' if panah.tersirat else ''}"


def test_every_shape_is_described() -> None:
    assert sorted(GRAPHS) == SHAPES


@pytest.mark.parametrize("name", SHAPES)
def test_graph_of_each_shape(name: str, tmp_path: Path) -> None:
    alur = build_flow(shape(name, tmp_path))
    arrows, starts, ends = GRAPHS[name]
    assert [said(panah) for panah in alur.panah] == arrows
    assert list(alur.mulai) == starts
    assert list(alur.akhir) == ends
    assert alur.tujuan_hilang == ()
    assert alur.tanpa_tujuan == (((2, "Tidak"),) if name == "tujuan-tidak-diketahui" else ())
    assert alur.terjangkau == alur.dapat_selesai == set(alur.langkah)
    assert [said(panah)[:3] for panah in alur.panah_mundur] == BACK.get(name, [])


def test_parallel_branches_join(tmp_path: Path) -> None:
    assert build_flow(shape("sejajar", tmp_path)).join_of((2, 3)) == 4
    assert build_flow(shape("tiga-akhir", tmp_path / "2")).join_of((2, 3, 4)) is None


def test_what_a_shape_says_besides_its_arrows(tmp_path: Path) -> None:
    row = shape("proses-dan-keputusan", tmp_path / "1").langkah[1]
    assert row.simbol_tergambar == (Simbol.PROSES, Simbol.KEPUTUSAN)
    assert shape("waktu-tergabung", tmp_path / "2").langkah[2].mutu_baku.waktu_bersama == 2
    assert [step.halaman_baru for step in shape("ganti-halaman", tmp_path / "3").langkah] == [False, False, True, False]
    assert shape("tanpa-pelaksana", tmp_path / "4").langkah[1].pelaksana == ()
    assert shape("rapat-semua", tmp_path / "5").langkah[1].pelaksana == ("kepala", "sekretaris", "tim")


def test_every_form_of_waktu_is_kept_and_read_where_it_can_be(tmp_path: Path) -> None:
    words = [step.mutu_baku.waktu for step in shape("bentuk-waktu", tmp_path).langkah]
    assert words[-4:] == ["satu triwulan", "Sebelum periode revisi bulan berjalan", "-", None]
    readable = [word for word in words if word and parse_duration(word).bagian]
    assert readable == words[:13]


@pytest.mark.parametrize(
    ("steps", "branches", "join"),
    [
        # the branches meet at 5, which may return to 2: the nearest join is not the one with the lowest number
        ([{"lanjut": 2}, {"lanjut": {"Lagi": 3, "Cukup": 6}}, {"lanjut": [4, 5]}, {"lanjut": 7}, {"lanjut": 7},
          {"selesai": True}, {"lanjut": 2}], (4, 5), 7),
        # one branch may end before they meet
        ([{"lanjut": [2, 3]}, {"lanjut": {"Ya": 4, "Tidak": "selesai"}}, {"lanjut": 4},
          {"selesai": True}], (2, 3), None),
        # a decision inside a branch
        ([{"lanjut": [2, 5]}, {"lanjut": {"A": 3, "B": 4}}, {"lanjut": 6}, {"lanjut": 6}, {"lanjut": 6},
          {"selesai": True}], (2, 5), 6),
        # one branch runs into the other: they meet there
        ([{"lanjut": [2, 3]}, {}, {}, {"selesai": True}], (2, 3), 3),
        ([{"lanjut": [2, 3]}, {}, {"selesai": True}], (2, 3), 3),
        ([{"lanjut": [2, 3]}, {"selesai": True}, {"lanjut": 2}], (2, 3), 2),
        ([{"lanjut": [2, 3]}, {"lanjut": {"Ya": 3, "Tidak": "selesai"}}, {"selesai": True}], (2, 3), None),
        # the steps after the join are no nearer
        ([{"lanjut": [2, 3]}, {"lanjut": 5}, {"lanjut": 5}, {"selesai": True}, {"lanjut": 4}], (2, 3), 5),
    ],
)  # fmt: skip
def test_join_is_the_nearest(steps: list[dict[str, Any]], branches: tuple[int, ...], join: int | None) -> None:
    assert build_flow(sop_of(*steps)).join_of(branches) == join


def test_targets_that_do_not_exist_are_set_apart() -> None:
    alur = build_flow(sop_of({"lanjut": {"Ya": [9, 2], "Tidak": 8}}, {"selesai": True}))
    assert alur.tujuan_hilang == ((1, "Ya", 9), (1, "Tidak", 8))
    assert [said(panah) for panah in alur.panah] == ["1>2 Ya||"]


def test_the_first_of_two_steps_with_one_number_counts() -> None:
    alur = build_flow(sop_of({"urut": 1, "lanjut": 1}, {"urut": 1, "lanjut": "selesai"}))
    assert alur.langkah == (1,)
    assert [said(panah) for panah in alur.panah] == ["1>1"]


# ---- properties of any flow


def naive_spread(alur: Alur, seeds: set[int], *, forward: bool) -> set[int]:
    """Return what can be reached, by adding neighbours until nothing changes."""
    pairs = {(panah.dari, panah.ke) for panah in alur.panah if panah.ke is not None}
    result, before = set(seeds), set[int]()
    while result != before:
        before = set(result)
        result |= (
            {ke for dari, ke in pairs if dari in before} if forward else {dari for dari, ke in pairs if ke in before}
        )
    return result


@settings(max_examples=150, deadline=None)
@given(flows())
def test_reachability_is_the_fixpoint(sop: SOP) -> None:
    alur = build_flow(sop)
    assert alur.terjangkau == naive_spread(alur, set(alur.mulai or alur.langkah[:1]), forward=True)
    ends = set(alur.akhir) | {urut for urut, _ in alur.tanpa_tujuan}
    assert alur.dapat_selesai == naive_spread(alur, ends, forward=False)
    for urut in alur.langkah:
        assert alur.reachable_from(urut) == naive_spread(alur, {urut}, forward=True)


@settings(max_examples=150, deadline=None)
@given(flows())
def test_every_arrow_is_somewhere_once(sop: SOP) -> None:
    alur = build_flow(sop)
    steps = {step.urut: step for step in reversed(sop.langkah)}
    assert set(alur.langkah) == set(steps)
    written = sum(len(branch.ke) or 1 for step in steps.values() for branch in step.lanjut or ())
    unwritten = [panah for panah in alur.panah if panah.tersirat]
    assert len(alur.panah) - len(unwritten) + len(alur.tanpa_tujuan) + len(alur.tujuan_hilang) == written
    assert all(steps[panah.dari].lanjut is None and not steps[panah.dari].selesai for panah in unwritten)
    assert [panah for arrows in alur.keluar.values() for panah in arrows] == list(alur.panah)
    assert sum(map(len, alur.masuk.values())) == sum(panah.ke is not None for panah in alur.panah)
    assert set(alur.panah_mundur) == {panah for panah in alur.panah if panah.ke is not None and panah.ke <= panah.dari}


@settings(max_examples=200, deadline=None)
@given(flows())
def test_a_join_lies_on_every_path_to_an_end(sop: SOP) -> None:
    alur = build_flow(sop)
    for dari, arrows in alur.keluar.items():
        branches = tuple(dict.fromkeys(panah.ke for panah in arrows if panah.ke is not None))
        if len(branches) < 2:
            continue
        gates = {
            gate
            for gate in alur.langkah
            if all(gate in alur.reachable_from(urut) for urut in branches)
            and all(closed(alur, urut, gate) for urut in branches)
        }
        join = alur.join_of(branches)
        assert (join is None) == (not gates), f"branches of {dari}"
        if join is not None:
            assert join in gates
            if all(set(alur.akhir) & alur.reachable_from(urut) for urut in branches):
                # no other gate can be met before it
                assert all(join in without(alur, urut, gate) for urut in branches for gate in gates - {join})


def without(alur: Alur, urut: int, gate: int) -> set[int]:
    """Return what can be reached from a step without passing the gate."""
    arrows = tuple(panah for panah in alur.panah if gate not in (panah.dari, panah.ke))
    return naive_spread(Alur(alur.langkah, arrows, (), (), (), ()), {urut}, forward=True)


def closed(alur: Alur, urut: int, gate: int) -> bool:
    """Tell whether no end can be reached without passing the gate."""
    return urut == gate or not without(alur, urut, gate) & set(alur.akhir)
