"""BPMN: sound structure, a drawing in which nothing overlaps and no line crosses a shape, and a viewer that agrees."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from katalog.catalogue import Dokumen, Katalog
from katalog.checking import analyse
from katalog.export.bpmn import bpmn_text
from katalog.export.bpmn_model import TAK_BERLANJUT, TAK_TAMPAK, Jenis, Proses, build_process
from katalog.export.bpmn_routes import draw
from katalog.loading import load_catalogue
from scripts.npm_package import BPMN, kept
from tests.catalogue_support import ALUR, OPD, ROOT, make_catalogue
from tests.flow_support import SHAPES, flows, sop_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from katalog.export.bpmn_layout import Kotak
    from katalog.export.bpmn_routes import Gambar, Titik
    from katalog.model import SOP

B = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DD = "{http://www.omg.org/spec/DD/20100524/DI}"
FLOW_NODES = tuple(f"{B}{kind.value}" for kind in Jenis)
NCNAME = re.compile(r"[A-Za-z_][\w.\-]*", re.ASCII)


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text.encode())  # noqa: S314 - our own file


def of(sop: SOP) -> tuple[Proses, str]:
    """The process and the XML of one SOP without references."""
    document = Dokumen("opd", "contoh", "opd/contoh.yaml", sop)
    telaah = analyse(Katalog((document,)))
    return build_process(telaah, document), bpmn_text(telaah, document)


def process_of(*steps: dict[str, Any], **fields: Any) -> Proses:
    return of(sop_of(*steps, **fields))[0]


def edges(proses: Proses) -> set[tuple[str, str, str | None]]:
    return {(flow.dari, flow.ke, flow.nama) for flow in proses.arus}


# ---- what holds for every SOP


def hold_structure(sop: SOP, text: str) -> None:
    """Assert what every BPMN file must be, read from the XML itself."""
    root = parsed(text)
    process = root.find(f"{B}process")
    assert process is not None
    ids = [str(element.get("id")) for element in root.iter() if element.get("id")]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert all(NCNAME.fullmatch(name) for name in ids)
    nodes = {str(element.get("id")): element for element in process if element.tag in FLOW_NODES}
    flows_ = {str(flow.get("id")): flow for flow in process.findall(f"{B}sequenceFlow")}
    refs = [ref.text for lane in process.iter(f"{B}lane") for ref in lane.findall(f"{B}flowNodeRef")]
    assert sorted(map(str, refs)) == sorted(nodes)
    for name, flow in flows_.items():
        source, target = nodes[str(flow.get("sourceRef"))], nodes[str(flow.get("targetRef"))]
        assert [ref.text for ref in source.findall(f"{B}outgoing")].count(name) == 1
        assert [ref.text for ref in target.findall(f"{B}incoming")].count(name) == 1
    for node in nodes.values():
        into = [str(ref.text) for ref in node.findall(f"{B}incoming")]
        out = [str(ref.text) for ref in node.findall(f"{B}outgoing")]
        assert all(flows_[name].get("targetRef") == node.get("id") for name in into)
        assert all(flows_[name].get("sourceRef") == node.get("id") for name in out)
        kind = node.tag.removeprefix(B)
        if kind == "startEvent":
            assert (into, len(out)) == ([], 1)
        elif kind == "endEvent":
            assert (len(into), out) == (1, [])
        elif kind == "task":
            assert len(out) == 1
        else:
            assert len(into) > 1 or len(out) > 1
            assert into
            assert out
    notes = {str(note.get("id")) for note in process.findall(f"{B}textAnnotation")}
    for association in process.findall(f"{B}association"):
        assert association.get("sourceRef") in nodes
        assert association.get("targetRef") in notes
    drawn = [str(shape.get("bpmnElement")) for shape in root.iter() if shape.tag.startswith(f"{DI}BPMN")][2:]
    expected = ["OPD", *(str(lane.get("id")) for lane in process.iter(f"{B}lane")), *nodes, *notes, *flows_]
    expected += [str(association.get("id")) for association in process.findall(f"{B}association")]
    assert sorted(name for name in drawn if name != "None") == sorted(expected)
    tasks = {str(node.get("id")): str(node.get("name")) for node in nodes.values() if node.tag == f"{B}task"}
    assert list(tasks) == [f"Langkah_{urut}" for urut in dict.fromkeys(step.urut for step in sop.langkah)]


def inside(inner: Kotak, outer: Kotak) -> bool:
    return (
        outer.x <= inner.x
        and inner.kanan <= outer.kanan
        and outer.y <= inner.y
        and inner.bawah <= outer.bawah
    )  # fmt: skip


def apart(one: Kotak, other: Kotak) -> bool:
    return one.kanan <= other.x or other.kanan <= one.x or one.bawah <= other.y or other.bawah <= one.y


def on_border(point: Titik, box: Kotak) -> bool:
    x, y = point
    upright = x in {box.x, box.kanan} and box.y <= y <= box.bawah
    return upright or (y in {box.y, box.bawah} and box.x <= x <= box.kanan)


def cuts(first: Titik, second: Titik, box: Kotak) -> bool:
    """Whether a level or upright line runs through the inside of a box."""
    low_x, high_x = sorted((first[0], second[0]))
    low_y, high_y = sorted((first[1], second[1]))
    return low_x < box.kanan and high_x > box.x and low_y < box.bawah and high_y > box.y


def hold_drawing(proses: Proses) -> Gambar:
    """Assert what every drawing must be."""
    gambar = draw(proses)
    shapes = gambar.bentuk
    assert sum(lane.tinggi for lane in gambar.lajur) == gambar.kolam.tinggi
    for upper, lower in pairwise(gambar.lajur):
        assert upper.bawah == lower.y
    for node in proses.simpul:
        assert inside(shapes[node.id], gambar.lajur[node.lajur])
    names = list(shapes)
    for index, one in enumerate(names):
        assert all(apart(shapes[one], shapes[other]) for other in names[index + 1 :])
    assert all(apart(shapes[note.id], gambar.kolam) for note in proses.anotasi)
    ends = [(flow.id, flow.dari, flow.ke) for flow in proses.arus]
    ends += [(note.id, note.simpul, note.id) for note in proses.anotasi]
    for name, begin, end in ends:
        line = gambar.garis[name]
        assert on_border(line[0], shapes[begin])
        assert on_border(line[-1], shapes[end])
        for first, second in pairwise(line):
            assert (first[0] == second[0]) != (first[1] == second[1])
            assert [other for other, box in shapes.items() if cuts(first, second, box)] == []
    for flow in proses.arus:
        assert (flow.id in gambar.label) == bool(flow.nama)
        for x, y in gambar.garis[flow.id]:
            assert gambar.kolam.y < y < gambar.kolam.bawah
            assert gambar.lajur[0].x < x < gambar.kolam.kanan
    return gambar


def hold_labels(gambar: Gambar) -> None:
    """Assert that labels cover neither each other nor a shape: true of every flow but the wildest."""
    labels = list(gambar.label.values())
    for index, one in enumerate(labels):
        assert all(apart(one, other) for other in labels[index + 1 :])
        assert all(apart(one, shape) for shape in gambar.bentuk.values())


@settings(max_examples=150, deadline=None)
@given(flows())
def test_any_sop_becomes_a_sound_file_and_a_clean_drawing(sop: SOP) -> None:
    proses, text = of(sop)
    hold_structure(sop, text)
    hold_drawing(proses)
    assert of(sop)[1] == text


@pytest.mark.parametrize("name", SHAPES)
def test_each_shape(name: str, tmp_path: Path) -> None:
    katalog = load_catalogue(make_catalogue(tmp_path, {f"{OPD}/{name}.yaml": (ALUR / f"{name}.yaml").read_bytes()}))
    telaah = analyse(katalog)
    (document,) = katalog.dokumen
    hold_structure(document.sop, bpmn_text(telaah, document))
    hold_labels(hold_drawing(build_process(telaah, document)))


def test_every_real_sop_whole(telaah) -> None:
    for document in telaah.katalog.dokumen:
        text = bpmn_text(telaah, document)
        hold_structure(document.sop, text)
        hold_labels(hold_drawing(build_process(telaah, document)))
        root = parsed(text)
        lanes = [lane.get("name") for lane in root.iter(f"{B}lane")]
        names = [name for _, name in document.sop.pelaksana]
        assert lanes[: len(names)] == names
        assert lanes[len(names) :] in ([], ["Pelaksana tidak terbaca"])
        documented = {
            str(task.get("id")): str(task.findtext(f"{B}documentation")).split("\n") for task in root.iter(f"{B}task")
        }
        for step in document.sop.langkah:
            said = documented[f"Langkah_{step.urut}"]
            assert f"Kegiatan: {step.kegiatan}" in said
            for heading, words in (
                ("Kelengkapan", step.mutu_baku.kelengkapan),
                ("Waktu", step.mutu_baku.waktu),
                ("Output", step.mutu_baku.output),
                ("Keterangan", step.keterangan),
            ):
                assert words is None or f"{heading}: {words}" in said
        for note in document.sop.disimpulkan:
            assert note.alasan in "\n".join(element.text or "" for element in root.iter(f"{B}documentation"))


# ---- what each form of flow becomes


def test_terminator_stays_a_task_with_its_work() -> None:
    proses = process_of({"pelaksana": "kepala", "mulai": True}, {"pelaksana": "tim", "selesai": True})
    assert [(node.id, node.jenis) for node in proses.simpul] == [
        ("Mulai_1", Jenis.MULAI),
        ("Langkah_1", Jenis.TUGAS),
        ("Langkah_2", Jenis.TUGAS),
        ("Selesai_2", Jenis.SELESAI),
    ]
    assert edges(proses) == {
        ("Mulai_1", "Langkah_1", None),
        ("Langkah_1", "Langkah_2", None),
        ("Langkah_2", "Selesai_2", None),
    }


def test_decision_is_a_task_and_a_gateway_with_the_printed_labels() -> None:
    proses = process_of(
        {"mulai": True},
        {"lanjut": {"Lengkap": 3, "Kurang": 1, "Bukan wewenang": "selesai", "Ragu": None}},
        {"selesai": True},
    )
    assert edges(proses) >= {
        ("Langkah_2", "Keputusan_2", None),
        ("Keputusan_2", "Langkah_3", "Lengkap"),
        ("Keputusan_2", "Langkah_1", "Kurang"),
        ("Keputusan_2", "Selesai_2", "Bukan wewenang"),
        ("Keputusan_2", "Selesai_2_2", "Ragu"),
    }
    ends = {node.id: node.nama for node in proses.simpul if node.jenis is Jenis.SELESAI}
    assert ends == {"Selesai_2": "Selesai", "Selesai_2_2": TAK_TAMPAK, "Selesai_3": "Selesai"}


def test_parallel_branches_part_and_meet() -> None:
    proses = process_of(
        {"mulai": True, "lanjut": [2, 3]},
        {"lanjut": 4},
        {"lanjut": {"Ya": 4, "Tidak": 3, "Cepat": 4}},
        {"selesai": True},
    )
    assert edges(proses) >= {
        ("Langkah_1", "Sejajar_1", None),
        ("Sejajar_1", "Langkah_2", None),
        ("Sejajar_1", "Langkah_3", None),
        ("Langkah_2", "Temu_4", None),
        ("Keputusan_3", "Gabung_4", "Ya"),
        ("Keputusan_3", "Gabung_4", "Cepat"),
        ("Keputusan_3", "Langkah_3", "Tidak"),
        ("Gabung_4", "Temu_4", None),
        ("Temu_4", "Langkah_4", None),
    }
    assert proses.anotasi == ()


def test_inner_branches_meet_before_outer_ones() -> None:
    proses = process_of(
        {"mulai": True, "lanjut": [2, 5]},
        {"lanjut": [3, 4]},
        {"lanjut": 6},
        {"lanjut": 6},
        {"lanjut": 6},
        {"selesai": True},
    )
    assert edges(proses) >= {
        ("Langkah_3", "Temu_6", None),
        ("Langkah_4", "Temu_6", None),
        ("Temu_6", "Temu_6_2", None),
        ("Langkah_5", "Temu_6_2", None),
        ("Temu_6_2", "Langkah_6", None),
    }


@pytest.mark.parametrize(
    "steps",
    [
        # a branch can end on its own: a gateway would wait for ever
        [{"mulai": True, "lanjut": [2, 3]}, {"lanjut": {"Ya": 4, "Tidak": None}}, {"lanjut": 4}, {"selesai": True}],
        # something from outside leads into a branch
        [
            {"mulai": True, "lanjut": {"Ya": [2, 3], "Tidak": 3}},
            {"lanjut": 4},
            {"lanjut": 4},
            {"selesai": True},
        ],
        # a branch goes back to where it came from
        [{"mulai": True, "lanjut": [2, 3]}, {"lanjut": {"Ya": 4, "Tidak": 1}}, {"lanjut": 4}, {"selesai": True}],
    ],
)
def test_no_gateway_waits_where_tokens_may_not_come(steps: list[dict[str, Any]]) -> None:
    proses = process_of(*steps)
    waiting = [
        node.id
        for node in proses.simpul
        if node.jenis is Jenis.SEJAJAR and sum(flow.ke == node.id for flow in proses.arus) > 1
    ]
    assert waiting == []
    assert any("tidak jelas di mana cabang sejajar" in note.teks for note in proses.anotasi)


def test_branch_that_runs_into_its_sibling_is_waited_for_there() -> None:
    proses = process_of({"mulai": True, "lanjut": [2, 3]}, {"lanjut": 3}, {"selesai": True})
    assert edges(proses) >= {
        ("Sejajar_1", "Langkah_2", None),
        ("Sejajar_1", "Temu_3", None),
        ("Langkah_2", "Temu_3", None),
        ("Temu_3", "Langkah_3", None),
    }


def test_what_the_document_does_not_show_is_said() -> None:
    proses = process_of({"lanjut": 2}, {"lanjut": 99}, {}, pelaksana={"kepala": "Kepala"})
    names = {node.id: node.nama for node in proses.simpul}
    assert names["Selesai_2"] == "Langkah 99 tidak ada pada dokumen"
    assert names["Selesai_3"] == TAK_BERLANJUT
    assert [lane.nama for lane in proses.lajur] == ["Kepala", "Tanpa pelaksana"]
    remarks = {note.simpul: note.teks for note in proses.anotasi}
    assert remarks["Langkah_1"].startswith("Simbol mulai tidak tampak")
    assert remarks["Langkah_3"] == "Tidak ada arah menuju langkah ini pada dokumen."


def test_several_performers_and_inferences_are_annotated() -> None:
    reason = "Simbol hilang pada salinan. " + "Alasan yang panjang sekali. " * 12
    proses, text = of(
        sop_of(
            {"mulai": True, "pelaksana": ["tim", "kepala"]},
            {"selesai": True, "pelaksana": "kepala"},
            disimpulkan=[{"bidang": "langkah.1.pelaksana", "alasan": reason}, {"bidang": "nomor", "alasan": "Kop."}],
        )
    )
    assert proses.simpul[1].lajur == 1
    (note,) = proses.anotasi
    assert note.teks.startswith("Bersama: Kepala\nDisimpulkan, pelaksana: Simbol hilang")
    assert note.teks.endswith("…")
    assert reason.strip() in text
    assert "nomor: Kop." in proses.dokumentasi


def test_steps_with_a_number_that_was_before_are_left_out_and_counted() -> None:
    proses = process_of({"mulai": True}, {"selesai": True}, {"urut": 2, "kegiatan": "Lagi"})
    assert [node.id for node in proses.simpul if node.jenis is Jenis.TUGAS] == ["Langkah_1", "Langkah_2"]
    assert "1 langkah tidak digambar karena nomornya sama" in proses.dokumentasi


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=400))
def test_any_words_survive_the_xml(name: str, activity: str) -> None:
    step = sop_of({"mulai": True, "selesai": True}).langkah[0].model_copy(update={"kegiatan": activity})
    sop = sop_of({}).model_copy(update={"langkah": (step,), "nama": name})
    document = Dokumen("opd", "contoh", "opd/contoh.yaml", sop)
    telaah = analyse(Katalog((document,)))
    root = parsed(bpmn_text(telaah, document))
    process = root.find(f"{B}process")
    assert process is not None
    shown = str(process.get("name"))
    assert len(shown) == len(name)
    assert all(a in (b, "\ufffd") for a, b in zip(shown, name, strict=True))
    task = process.find(f"{B}task")
    assert task is not None
    assert str(task.findtext(f"{B}documentation")).startswith("Kegiatan: ")


# ---- a tool of the trade


@pytest.fixture(scope="module")
def viewer(browser: Browser):
    """A page with bpmn-js, cut off from every network."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.set_content("<!doctype html><div id='kanvas' style='width:1400px;height:900px'></div>")
    page.add_script_tag(content=kept(BPMN).read_text("utf-8"))
    page.evaluate("window.penampil = new BpmnJS({container: '#kanvas'})")
    yield page
    assert faults == []
    assert page.evaluate("window.jebol") is None
    context.close()


def opened(viewer, text: str) -> Any:
    """Open a file in the viewer; returns how many elements of each kind it drew."""
    found = viewer.evaluate(
        """async text => {
            const hasil = await penampil.importXML(text);
            const jenis = {};
            penampil.get('elementRegistry').forEach(e => {
                if (e.labelTarget) return;
                const kind = e.type.replace('bpmn:', '');
                jenis[kind] = (jenis[kind] || 0) + 1;
            });
            return [hasil.warnings.map(w => w.message), jenis];
        }""",
        text,
    )
    assert found[0] == []
    return found[1]


@pytest.mark.situs
@pytest.mark.parametrize("akar", [ROOT / "sops", ROOT / "tests" / "fixtures" / "jahat" / "sops"], ids=["sops", "jahat"])
def test_viewer_opens_every_sop_without_a_warning(viewer, akar: Path) -> None:
    telaah = analyse(load_catalogue(akar))
    for document in telaah.katalog.dokumen:
        proses = build_process(telaah, document)
        drawn = opened(viewer, bpmn_text(telaah, document))
        assert drawn["Task"] == len(document.sop.langkah)
        assert drawn["Lane"] == len(proses.lajur)
        assert drawn["SequenceFlow"] == len(proses.arus)
        assert drawn.get("TextAnnotation", 0) == len(proses.anotasi)
        assert drawn.get("ExclusiveGateway", 0) == sum(node.jenis is Jenis.KEPUTUSAN for node in proses.simpul)
        for step in document.sop.langkah:
            shown = viewer.evaluate(
                "id => document.querySelector(`[data-element-id='${id}']`).textContent", f"Langkah_{step.urut}"
            )
            assert "".join(step.kegiatan.split())[:40] in "".join(shown.split())


@pytest.mark.situs
def test_viewer_opens_every_shape_without_a_warning(viewer, tmp_path: Path) -> None:
    files = {f"{OPD}/{name}.yaml": (ALUR / f"{name}.yaml").read_bytes() for name in SHAPES}
    telaah = analyse(load_catalogue(make_catalogue(tmp_path, files)))
    assert len(telaah.katalog) == len(SHAPES)
    for document in telaah.katalog.dokumen:
        assert opened(viewer, bpmn_text(telaah, document))["Task"] == len(document.sop.langkah)
