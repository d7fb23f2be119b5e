"""An SOP as BPMN 2.0 XML with its diagram, for any tool that reads the standard (ISO/IEC 19510)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from katalog.export.bpmn_model import Jenis, build_process
from katalog.export.bpmn_routes import draw
from katalog.export.safe_text import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.export.bpmn_layout import Kotak
    from katalog.export.bpmn_model import Proses
    from katalog.export.bpmn_routes import Gambar, Titik

_RUANG: Final = (
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
)
_SASARAN: Final = "urn:tatalaksana:sop"
"""The target namespace: a name, not an address."""


def bpmn_text(telaah: Telaah, dokumen: Dokumen) -> str:
    """Return the XML of an SOP: the same text for the same document, ids from step numbers."""
    proses = build_process(telaah, dokumen)
    gambar = draw(proses)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<bpmn:definitions {_RUANG} id="Definisi" targetNamespace="{_SASARAN}" exporter="Tatalaksana">',
        '  <bpmn:collaboration id="Kolaborasi">',
        f'    <bpmn:participant id="OPD" name="{escape(proses.peserta)}" processRef="{proses.id}" />',
        "  </bpmn:collaboration>",
        *_process(proses),
        *_diagram(proses, gambar),
        "</bpmn:definitions>",
    ]
    return "\n".join(lines) + "\n"


def _process(proses: Proses) -> Iterator[str]:
    yield f'  <bpmn:process id="{proses.id}" name="{escape(proses.nama)}" isExecutable="false">'
    yield _documentation(proses.dokumentasi, 4)
    yield '    <bpmn:laneSet id="Pelaksana">'
    for index, lane in enumerate(proses.lajur):
        yield f'      <bpmn:lane id="{lane.id}" name="{escape(lane.nama)}">'
        if lane.dokumentasi:
            yield _documentation(lane.dokumentasi, 8)
        for node in proses.simpul:
            if node.lajur == index:
                yield f"        <bpmn:flowNodeRef>{node.id}</bpmn:flowNodeRef>"
        yield "      </bpmn:lane>"
    yield "    </bpmn:laneSet>"
    yield from _nodes(proses)
    for flow in proses.arus:
        ends = f'sourceRef="{flow.dari}" targetRef="{flow.ke}"'
        yield f'    <bpmn:sequenceFlow id="{flow.id}"{_name(flow.nama)} {ends} />'
    for note in proses.anotasi:
        yield f'    <bpmn:textAnnotation id="{note.id}">'
        yield f"      <bpmn:text>{escape(note.teks)}</bpmn:text>"
        yield "    </bpmn:textAnnotation>"
        yield f'    <bpmn:association id="Kait_{note.id}" sourceRef="{note.simpul}" targetRef="{note.id}" />'
    yield "  </bpmn:process>"


def _nodes(proses: Proses) -> Iterator[str]:
    incoming: dict[str, list[str]] = defaultdict(list)
    outgoing: dict[str, list[str]] = defaultdict(list)
    for flow in proses.arus:
        outgoing[flow.dari].append(flow.id)
        incoming[flow.ke].append(flow.id)
    for node in proses.simpul:
        kind = node.jenis.value
        yield f'    <bpmn:{kind} id="{node.id}"{_name(node.nama)}>'
        if node.dokumentasi:
            yield _documentation(node.dokumentasi, 6)
        for flow_id in incoming[node.id]:
            yield f"      <bpmn:incoming>{flow_id}</bpmn:incoming>"
        for flow_id in outgoing[node.id]:
            yield f"      <bpmn:outgoing>{flow_id}</bpmn:outgoing>"
        yield f"    </bpmn:{kind}>"


def _documentation(text: str, indent: int) -> str:
    return f"{' ' * indent}<bpmn:documentation>{escape(text)}</bpmn:documentation>"


def _name(text: str | None) -> str:
    return f' name="{escape(text)}"' if text else ""


def _diagram(proses: Proses, gambar: Gambar) -> Iterator[str]:
    yield '  <bpmndi:BPMNDiagram id="Diagram">'
    yield '    <bpmndi:BPMNPlane id="Bidang" bpmnElement="Kolaborasi">'
    yield from _shape("OPD", gambar.kolam, ' isHorizontal="true"')
    for lane, box in zip(proses.lajur, gambar.lajur, strict=True):
        yield from _shape(lane.id, box, ' isHorizontal="true"')
    for node in proses.simpul:
        marker = ' isMarkerVisible="true"' if node.jenis is Jenis.KEPUTUSAN else ""
        yield from _shape(node.id, gambar.bentuk[node.id], marker, gambar.label.get(node.id))
    for note in proses.anotasi:
        yield from _shape(note.id, gambar.bentuk[note.id], "")
    for flow in proses.arus:
        yield from _edge(flow.id, gambar.garis[flow.id], gambar.label.get(flow.id))
    for note in proses.anotasi:
        yield from _edge(f"Kait_{note.id}", gambar.garis[note.id], None)
    yield "    </bpmndi:BPMNPlane>"
    yield "  </bpmndi:BPMNDiagram>"


def _shape(element: str, box: Kotak, attributes: str, label: Kotak | None = None) -> Iterator[str]:
    yield f'      <bpmndi:BPMNShape id="{element}_di" bpmnElement="{element}"{attributes}>'
    yield f"        {_bounds(box)}"
    if label is not None:
        yield from _label(label)
    yield "      </bpmndi:BPMNShape>"


def _edge(element: str, line: Sequence[Titik], label: Kotak | None) -> Iterator[str]:
    yield f'      <bpmndi:BPMNEdge id="{element}_di" bpmnElement="{element}">'
    for x, y in line:
        yield f'        <di:waypoint x="{x}" y="{y}" />'
    if label is not None:
        yield from _label(label)
    yield "      </bpmndi:BPMNEdge>"


def _label(box: Kotak) -> Iterator[str]:
    yield "        <bpmndi:BPMNLabel>"
    yield f"          {_bounds(box)}"
    yield "        </bpmndi:BPMNLabel>"


def _bounds(box: Kotak) -> str:
    return f'<dc:Bounds x="{box.x}" y="{box.y}" width="{box.lebar}" height="{box.tinggi}" />'
