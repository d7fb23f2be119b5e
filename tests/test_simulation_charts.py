"""The geometry of the charts: inside the drawing, in order, and true to the numbers."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog.render import charts
from katalog.render.charts import Anak, Ayunan, Beban, Gambar, Penanda

TIMES = st.floats(0, 1e7)
MARK = Penanda(67_693.0, "tertulis: 47 hari 13 menit", "tl-g-acuan")


def inside(drawing: Gambar) -> None:
    """Everything lies within the drawing, and is a number."""
    for bar in drawing.batang:
        assert bar.lebar > 0
        assert bar.tinggi >= 0
        assert bar.x >= 0
        assert bar.x + bar.lebar <= 100.001
        assert bar.y >= 0
        assert bar.y + bar.tinggi <= drawing.tinggi
    for line in drawing.garis:
        assert 0 <= line.x1 <= 100
        assert 0 <= line.x2 <= 100
        assert 0 <= line.y1 <= line.y2 <= drawing.tinggi
    for text in drawing.tulisan:
        assert -1 <= text.x <= 101
        assert 0 < text.y <= drawing.tinggi
        assert math.isfinite(text.x)


@given(st.lists(st.floats(-1e7, 1e7), min_size=1, max_size=8), st.booleans())
def test_axis_holds_all_values_in_order(values: list[float], from_zero: bool):  # noqa: FBT001
    axis = charts.time_axis(values, from_zero=from_zero)
    assert axis.awal < axis.akhir
    assert axis.awal <= min(values)
    assert max(values) <= axis.akhir
    places = [axis.at(value) for value in sorted(values)]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
    ticks = [value for value, _ in axis.tanda]
    assert ticks == sorted(set(ticks))
    assert len(ticks) <= 8
    assert len({name for _, name in axis.tanda}) == len(ticks)
    if from_zero:
        assert axis.awal <= 0 <= axis.akhir


@pytest.mark.parametrize(
    ("high", "unit"), [(30, "menit"), (110, "menit"), (300, "jam"), (5_000, "hari"), (1e6, "hari")]
)
def test_axis_counts_in_a_unit_that_people_use(high: float, unit: str):
    axis = charts.time_axis([0, high], from_zero=True)
    assert axis.satuan == unit
    assert len(axis.tanda) >= 3


def test_axis_refuses_what_is_no_number():
    for bad in ([math.nan], [1, math.inf], []):
        with pytest.raises(ValueError, match="finite"):
            charts.time_axis(bad, from_zero=True)


def say(low: float, high: float, count: int) -> str:
    return f"{low} {high} {count}"


@given(
    st.lists(st.tuples(st.floats(0, 1e5), st.integers(0, 5_000)), min_size=1, max_size=40),
    st.floats(0, 1e6),
    st.lists(TIMES, max_size=3),
)
def test_histogram(parts: list[tuple[float, int]], first: float, values: list[float]):
    edges = [first]
    for width, _ in parts:
        edges.append(edges[-1] + width)
    counts = [count for _, count in parts]
    marks = [Penanda(value, "tertulis: 47 hari", "tl-g-p50") for value in values]
    drawing = charts.histogram(edges, counts, marks, say)
    if not any(counts):
        assert drawing is None
        return
    assert drawing is not None
    inside(drawing)
    assert len(drawing.batang) == sum(count > 0 for count in counts)
    lefts = [bar.x for bar in drawing.batang]
    assert all(low <= high + charts.SETIPIS for low, high in pairwise(lefts))


def test_histogram_areas_are_cases():
    drawing = charts.histogram([0, 1440, 4320, 5760], [10, 20, 30], [], say)
    assert drawing is not None
    areas = [bar.lebar * bar.tinggi for bar in drawing.batang]
    assert areas[1] == pytest.approx(2 * areas[0], rel=1e-3)
    assert areas[2] == pytest.approx(3 * areas[0], rel=1e-3)
    assert drawing.batang[0].judul == "0 1440 10"


@pytest.mark.parametrize(
    ("edges", "counts"), [((0, 1), ()), ((), ()), ((0, 1, 2), (1,)), ((0, math.nan), (1,)), ((0, 1), (0,))]
)
def test_histogram_of_nothing_is_not_drawn(edges: tuple[float, ...], counts: tuple[int, ...]):
    assert charts.histogram(edges, counts, [MARK], say) is None


def test_histogram_of_one_value_is_drawn():
    drawing = charts.histogram([500.0, 500.0], [1000], [Penanda(500.0, "separuh", "tl-g-p50")], say)
    assert drawing is not None
    inside(drawing)


@given(st.lists(TIMES, min_size=1, max_size=9), TIMES)
def test_each_rung_begins_where_the_last_ended(totals: list[float], stated: float):
    rungs = [Anak(f"anak {index}", total, "") for index, total in enumerate(totals)]
    drawing = charts.waterfall(rungs, ("Semuanya", "1 hari"), Penanda(stated, "tertulis", "tl-g-acuan"))
    assert drawing is not None
    inside(drawing)
    axis = charts.time_axis([*totals, stated], from_zero=True)
    assert len(drawing.batang) == len(totals) + (len(totals) > 1)
    for bar, before, after in zip(drawing.batang[1:-1], totals, totals[1:], strict=False):
        low, high = sorted((axis.at(before), axis.at(after)))
        if high - low > charts.SETIPIS:
            assert bar.x == pytest.approx(low)
            assert bar.x + bar.lebar == pytest.approx(high)
            assert bar.kelas == ("tl-g-turun" if after < before else "tl-g-naik")
    whole = drawing.batang[-1]
    assert whole.x == 0
    assert whole.lebar == pytest.approx(max(axis.at(totals[-1]), charts.SETIPIS), abs=1e-6)


def test_waterfall_of_nothing_is_not_drawn():
    assert charts.waterfall([], ("", ""), MARK) is None
    assert charts.waterfall([Anak("a", math.nan, "")], ("", ""), MARK) is None


@given(st.lists(st.tuples(st.floats(0, 50), st.none() | st.floats(0, 2)), min_size=1, max_size=9))
def test_loads(values: list[tuple[float, float | None]]):
    drawing = charts.loads([Beban("Peran", load, used, "83 %") for load, used in values], "penuh")
    assert drawing is not None
    inside(drawing)
    full = [bar for bar in drawing.batang if bar.kelas == "tl-g-lebih"]
    assert len(full) == sum(load >= 1 for load, _ in values)


def test_load_without_bound_is_cut():
    drawing = charts.loads([Beban("Peran", math.inf, None, "tidak terbatas")], "penuh")
    assert drawing is not None
    inside(drawing)
    assert charts.loads([], "penuh") is None


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=1, max_size=12))
def test_tornado_swings_from_no_change(values: list[tuple[float, float]]):
    drawing = charts.tornado([Ayunan("Asumsi", low, high, "") for low, high in values])
    assert drawing is not None
    inside(drawing)
    zero = charts.time_axis([0.0, *(end for pair in values for end in pair)], from_zero=True).at(0.0)
    for bar in drawing.batang:
        assert bar.x <= zero + charts.SETIPIS
        assert bar.x + bar.lebar >= zero - charts.SETIPIS


def test_tornado_leaves_out_what_cannot_be_drawn():
    assert charts.tornado([Ayunan("a", math.nan, 1.0, "")]) is None


@given(TIMES, TIMES, st.none() | TIMES)
def test_time_span(p50: float, p90: float, stated: float | None):
    axis = charts.time_axis([p50, p90, *([] if stated is None else [stated])], from_zero=True)
    drawing = charts.time_span(axis, p50, p90, stated)
    assert drawing is not None
    inside(drawing)
    assert len(drawing.garis) == (1 if stated is None else 2)


@given(st.lists(TIMES, min_size=2, max_size=3, unique=True))
def test_marks_have_a_line_of_their_own(values: list[float]):
    drawing = charts.histogram(
        [0.0, 1e7], [5], [Penanda(value, "9 dari 10: 103 hari", "tl-g-p90") for value in values], say
    )
    assert drawing is not None
    rows = [text.y for text in drawing.tulisan if text.kelas == "tl-g-p90"]
    assert len(set(rows)) == len(values)
