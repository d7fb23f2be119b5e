"""The flowchart as Mermaid text: steps in order before the lanes, an edge an arrow, loops in red, no text that acts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from katalog.flow import build_flow
from katalog.model import Simbol
from katalog.render.swimlane import pages, swimlane
from tests.flow_support import SHAPES, flows, shape, sop_of

if TYPE_CHECKING:
    from pathlib import Path

    from katalog.flow import Panah
    from katalog.model import SOP, Langkah

NODE = re.compile(
    r'(?P<id>[a-z]\d\w*)(?:\(\["(?P<terminator>[^"]+)"\]\)|\["(?P<proses>[^"]+)"\]|\{"(?P<keputusan>[^"]+)"\}'
    r'|@\{shape: notch-pent, label: "(?P<halaman>[^"]+)"\})'
)
LANE = re.compile(r'subgraph L(\d+)\["([^"]+)"\]')
EDGE = re.compile(r'(\w+) (?:-->|(~~~)|-- "([^"]+)" -->) (\w+)')
CLICK = re.compile(r'click (\w+) href "#langkah-(\d+)" "Ke langkah (\d+)"')


@dataclass
class Bagan:
    """A diagram, read back as strictly as it is written; what is not expected raises."""

    nodes: dict[str, tuple[str, str]] = field(default_factory=dict)
    lanes: list[tuple[str, list[str]]] = field(default_factory=list)
    edges: list[tuple[str, str, str | None]] = field(default_factory=list)
    unseen: list[tuple[str, str]] = field(default_factory=list)
    red: list[tuple[str, str]] = field(default_factory=list)
    wide: bool = False
    classes: dict[str, list[str]] = field(default_factory=dict)
    clicks: dict[str, str] = field(default_factory=dict)


def read(text: str) -> Bagan:
    assert text.endswith("\n")
    lines = text.removesuffix("\n").split("\n")
    wide = lines[0] == '%%{init: {"flowchart": {"nodeSpacing": 50}}}%%'
    lines = lines[wide:]
    assert lines[0] == "swimlane-beta TB"
    assert lines[1].startswith("accTitle: Bagan alir ")
    assert re.fullmatch(r"accDescr: \d+ langkah oleh \d+ pelaksana.*\.", lines[2])
    bagan, rest, links = Bagan(wide=wide), lines[3:], []
    while match := NODE.fullmatch(rest[0]):
        kind = str(match.lastgroup)
        assert match["id"] not in bagan.nodes, "declared twice"
        bagan.nodes[match["id"]] = (kind, match[kind])
        rest = rest[1:]
    while rest and (match := LANE.fullmatch(rest[0])):
        assert int(match[1]) == len(bagan.lanes)
        end = rest.index("end")
        assert all(name in bagan.nodes for name in rest[1:end]), "a lane lists nothing but ids"
        bagan.lanes.append((match[2], rest[1:end]))
        rest = rest[end + 1 :]
    while rest and (match := EDGE.fullmatch(rest[0])):
        links.append((match[1], match[4]))
        if match[2]:
            bagan.unseen.append(links[-1])
        else:
            bagan.edges.append((*links[-1], match[3]))
        rest = rest[1:]
    for line in rest:
        if match := CLICK.fullmatch(line):
            assert match[2] == match[3]
            bagan.clicks[match[1]] = match[2]
        elif line.startswith("linkStyle "):
            indexes, style = line.removeprefix("linkStyle ").split(" ")
            assert style.startswith("stroke:#b3261e")
            bagan.red.extend(links[int(index)] for index in indexes.split(","))
        elif line.startswith("class "):
            names, kelas = line.removeprefix("class ").split(" ")
            bagan.classes[kelas] = names.split(",")
        else:
            assert re.fullmatch(r"classDef \w+ [\w:#, -]+", line), f"not understood: {line}"
    return bagan


def exit_of(step: Langkah) -> str:
    """The node that a step's arrows leave: the decision, where that is its second symbol."""
    return f"s{step.urut}k" if Simbol.KEPUTUSAN in step.simbol_tergambar[1:2] else f"s{step.urut}"


def hold(sop: SOP, bagan: Bagan, shown: list[int]) -> None:
    """Assert what holds for every diagram of every SOP."""
    alur = build_flow(sop)
    steps = {step.urut: step for step in reversed(sop.langkah) if step.urut in shown}
    assert [name for name in bagan.nodes if re.fullmatch(r"s\d+", name)] == [f"s{urut}" for urut in shown]
    # every node is in one lane, every lane is a performer's column, in printed order
    assert sorted(name for _, names in bagan.lanes for name in names) == sorted(bagan.nodes)
    homeless = any(not step.pelaksana for step in steps.values())
    assert len(bagan.lanes) == len(sop.pelaksana) + homeless
    keys = [key for key, _ in sop.pelaksana]
    for urut, step in steps.items():
        home = keys.index(step.pelaksana[0]) if step.pelaksana else len(keys)
        assert f"s{urut}" in bagan.lanes[home][1]
        for index, other in enumerate(step.pelaksana[1:]):
            assert f"s{urut}b{index}" in bagan.lanes[keys.index(other)][1]
        assert bagan.nodes[f"s{urut}"][0] == step.simbol_tergambar[0].value
        assert bagan.nodes[f"s{urut}"][1].startswith(f"{urut}. ")
    # an edge for each arrow, and red ones for those that return
    inside = [panah for panah in alur.panah if panah.dari in steps and panah.ke in steps]
    drawn = [(dari, ke) for dari, ke, _ in bagan.edges if re.fullmatch(r"s\d+", ke)]
    for panah in inside:
        edge = (exit_of(steps[panah.dari]), f"s{panah.ke}")
        assert drawn.count(edge) == sum(is_same(panah, other) for other in inside)
    ends = [panah for panah in alur.panah if panah.dari in steps and panah.ke is None]
    ending = {panah.dari for panah in ends}
    closing = [urut for urut, step in steps.items() if step.selesai and step.keputusan and urut not in ending]
    assert sum(ke.startswith("e") for _, ke, _ in bagan.edges) == len(ends) + len(closing)
    assert sum(ke.startswith("q") for _, ke, _ in bagan.edges) == sum(urut in steps for urut, _ in alur.tanpa_tujuan)
    leaving = [panah for panah in alur.panah if panah.dari in steps and panah.ke is not None and panah.ke not in steps]
    entering = [panah for panah in alur.panah if panah.ke in steps and panah.dari not in steps]
    assert sum(ke.startswith("p") for _, ke, _ in bagan.edges) == len(leaving)
    assert sum(dari.startswith("m") for dari, _, _ in bagan.edges) == len(entering)
    returning = sorted((exit_of(steps[panah.dari]), f"s{panah.ke}") for panah in inside if panah.mundur)
    assert sorted(bagan.red) == returning
    assert all(name in bagan.nodes for edge in (*bagan.edges, *bagan.unseen) for name in edge[:2])
    # nothing but a place follows from an invisible link: companions and ends, each in a row below another node's
    assert all(re.fullmatch(r"s\d+b\d+|[eq]\d+x\d+", ke) for _, ke in bagan.unseen)
    assert bagan.wide == ("bersama" in bagan.classes)
    assert all(name in bagan.nodes for names in bagan.classes.values() for name in names)


def is_same(one: Panah, other: Panah) -> bool:
    return (one.dari, one.ke) == (other.dari, other.ke)


@pytest.mark.parametrize("name", SHAPES)
def test_each_shape_is_drawn_as_it_flows(name: str, tmp_path: Path) -> None:
    sop = shape(name, tmp_path)
    alur = build_flow(sop)
    bagan = read(swimlane(sop, alur))
    hold(sop, bagan, [step.urut for step in sop.langkah])
    assert [title for title, _ in bagan.lanes[:3]] == ["Kepala Dinas", "Sekretaris", "Tim Kinerja"]
    assert bagan.clicks == {
        name: re.findall(r"\d+", name)[0] for name in bagan.nodes if re.fullmatch(r"s\d+(b\d+)?", name)
    }
    for index in range(len(pages(sop))):
        page = read(swimlane(sop, alur, index))
        hold(sop, page, list(pages(sop)[index]))
        assert page.clicks == {}


def drawn(name: str, tmp_path: Path, halaman: int | None = None) -> Bagan:
    sop = shape(name, tmp_path)
    return read(swimlane(sop, build_flow(sop), halaman))


def test_several_performers(tmp_path: Path) -> None:
    bagan = drawn("rapat-semua", tmp_path)
    assert {name: words for name, (_, words) in bagan.nodes.items() if name.startswith("s2")} == {
        "s2": "2. Rapat",
        "s2b0": "2. bersama",
        "s2b1": "2. bersama",
    }
    assert bagan.classes["bersama"] == ["s2b0", "s2b1"]
    assert [edge[:2] for edge in bagan.edges] == [
        ("s1", "s2"),
        ("s2", "s3"),
        ("s2", "s1"),
    ]
    assert bagan.unseen == [("s1", "s2b0"), ("s1", "s2b1")]
    assert bagan.red == [("s2", "s1")]


def test_branches_carry_their_labels(tmp_path: Path) -> None:
    edges = drawn("cabang-lain", tmp_path).edges
    assert set(edges) >= {
        ("s2", "s3", "Lengkap"),
        ("s2", "s1", "Kurang lengkap"),
        ("s2", "e2x2", "Bukan wewenang"),
    }


def test_process_and_decision_in_one_row(tmp_path: Path) -> None:
    bagan = drawn("proses-dan-keputusan", tmp_path)
    assert bagan.nodes["s2"] == (Simbol.PROSES, "2. Memeriksa")
    assert bagan.nodes["s2k"] == (Simbol.KEPUTUSAN, "2")
    assert set(bagan.edges) >= {("s2", "s2k", None), ("s2k", "s3", "Ya"), ("s2k", "s1", "Tidak")}
    assert bagan.red == [("s2k", "s1")]


def test_decision_and_then_process_in_one_row() -> None:
    sop = sop_of({"lanjut": {"Ya": 2, "Tidak": 1}, "simbol": ["keputusan", "proses"]}, {"selesai": True})
    bagan = read(swimlane(sop, build_flow(sop)))
    assert bagan.edges == [("s1", "s1k", "Ya"), ("s1k", "s2", None), ("s1", "s1", "Tidak")]
    assert bagan.red == [("s1", "s1")]


def test_a_decision_that_also_ends_shows_its_end() -> None:
    sop = sop_of({}, {"lanjut": {"Revisi": 1}, "selesai": True})
    assert ("s2k", "e2", None) in read(swimlane(sop, build_flow(sop))).edges


def test_an_unknown_target_is_a_question_mark(tmp_path: Path) -> None:
    bagan = drawn("tujuan-tidak-diketahui", tmp_path)
    assert bagan.nodes["q2x0"] == ("proses", "?")
    assert ("s2", "q2x0", "Tidak") in bagan.edges
    assert "q2x0" in bagan.classes["disimpulkan"]


def test_ends_of_one_step_stand_one_below_the_other() -> None:
    sop = sop_of({}, {"lanjut": {"Ya": "selesai", "Tidak": None}})
    assert read(swimlane(sop, build_flow(sop))).unseen == [("e2x0", "q2x0")]


def test_a_loop_on_one_step(tmp_path: Path) -> None:
    bagan = drawn("putaran-sendiri", tmp_path)
    assert bagan.red == [("s2", "s2")]


def test_a_step_without_a_performer_has_a_lane_that_says_so(tmp_path: Path) -> None:
    assert drawn("tanpa-pelaksana", tmp_path).lanes[3] == ("Tanpa pelaksana", ["s2"])


def test_waktu_stands_below_the_words(tmp_path: Path) -> None:
    nodes = drawn("bentuk-waktu", tmp_path).nodes
    assert nodes["s8"][1] == "8. Menyusun<br/>(1 – 20 Hari Kerja)"
    assert nodes["s15"][1] == "15. Menyusun"
    assert nodes["s16"][1] == "16. Menyusun"


def test_page_connectors(tmp_path: Path) -> None:
    sop = shape("ganti-halaman", tmp_path)
    assert pages(sop) == ((1, 2), (3, 4))
    alur = build_flow(sop)
    whole, first, second = (read(swimlane(sop, alur, halaman)) for halaman in (None, 0, 1))
    assert not [name for name, (kind, _) in whole.nodes.items() if kind == "halaman"]
    assert {words for kind, words in first.nodes.values() if kind == "halaman"} == {
        "ke langkah 3, hal. 2",
        "dari langkah 3, hal. 2",
    }
    assert {words for kind, words in second.nodes.values() if kind == "halaman"} == {
        "dari langkah 2, hal. 1",
        "ke langkah 2, hal. 1",
    }
    assert ("s3", "p3x1", "Tidak") in second.edges
    assert "(halaman 2 dari 2)" in swimlane(sop, alur, 1)


def test_inferred_steps_look_different() -> None:
    sop = sop_of({}, {}, disimpulkan=[{"bidang": "langkah.2.pelaksana", "alasan": "simbol hilang"}])
    assert read(swimlane(sop, build_flow(sop))).classes["disimpulkan"] == ["s2"]


# ---- hostile words


HOSTILE = [
    'Kirim "surat"; lalu simpan',
    "a # b #quot; c; #35; &quot; &#34;",
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "`kode`",
    '%%{init: {"securityLevel": "loose"}}%%',
    "%% komentar",
    "end",
    'a\nend\nclick s1 href "javascript:alert(1)"',
    "[kurung] (bulat) {kurawal} |garis|",
    '"] --> s1["',
    '"])\nend\nsubgraph X["',
    "A --> B -.-> C",
    "subgraph X",
    "linkStyle 0 stroke:red",
    '\\n \\" \\',
    "'kutip'",
    "@{shape: circle}",
    "x" * 300,
]  # fmt: skip


def hostile(words: str) -> SOP:
    return sop_of(
        {"kegiatan": words, "mutu_baku": {"waktu": words}, "pelaksana": "kepala"},
        {"kegiatan": "b", "pelaksana": ["tim", "kepala"], "lanjut": {words: 3, "Tidak": 1, f"Lain {words}": "selesai"}},
        {"kegiatan": words, "halaman_baru": True, "lanjut": {words: None}},
        nama=words,
        pelaksana={"kepala": words, "tim": "Tim"},
    )


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("halaman", [None, 0, 1])
def test_hostile_words_stay_words(words: str, halaman: int | None) -> None:
    sop, plain = hostile(words), hostile("Kata")
    text = swimlane(sop, build_flow(sop), halaman)
    bagan = read(text)
    harmless = read(swimlane(plain, build_flow(plain), halaman))
    assert list(bagan.nodes) == list(harmless.nodes)
    assert [names for _, names in bagan.lanes] == [names for _, names in harmless.lanes]
    assert [edge[:2] for edge in bagan.edges] == [edge[:2] for edge in harmless.edges]
    assert (bagan.red, bagan.classes, bagan.clicks) == (harmless.red, harmless.classes, harmless.clicks)
    labels = [words for _, words in bagan.nodes.values()] + [title for title, _ in bagan.lanes]
    labels += [label for _, _, label in bagan.edges if label]
    for label in labels:
        bare = label.replace("<br/>", "")
        assert not re.search(r"[<>`\\]|%%|%\{", bare)
        assert not re.search(r"&|#(?!amp;|lt;|gt;)\w+;", bare), "an entity that the words did not mean"
    title = re.sub(r"#(?:amp|lt|gt);", "", text.split("\n")[1])
    assert not re.search(r"[<>`\\{}|;]|%%", title), "the title is free text to Mermaid"


@settings(deadline=None)
@given(flows(), st.sampled_from([None, 0, 1, 2]))
def test_any_flow_is_drawn(sop: SOP, halaman: int | None) -> None:
    parts = pages(sop)
    if len({step.urut for step in sop.langkah}) < len(sop.langkah) or (halaman is not None and halaman >= len(parts)):
        swimlane(sop, build_flow(sop), None)
        return
    shown = [urut for part in parts for urut in part] if halaman is None else list(parts[halaman])
    hold(sop, read(swimlane(sop, build_flow(sop), halaman)), shown)


@settings(deadline=None)
@given(st.text(min_size=1).filter(str.strip))
def test_any_words_can_be_drawn(words: str) -> None:
    try:
        sop = hostile(words)
    except ValueError:  # what the model refuses is never drawn
        return
    if len(dict.fromkeys((words, "Tidak"))) == 2:
        read(swimlane(sop, build_flow(sop)))
