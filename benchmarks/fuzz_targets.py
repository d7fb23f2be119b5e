"""What reads untrusted input, each as a function of bytes that may raise nothing: the targets of fuzzing.

A target swallows only the faults that are made for people (`SkenarioError`, `CatatanError`); any other exception is a
find, and so is an input that takes long.
"""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.fuzz_values import Pilihan, sop_value, value
from katalog import Telaah, analyse, load_catalogue
from katalog.catalogue import Dokumen, Katalog
from katalog.citations import all_citations, format_citation, inner_citations, parse_citation
from katalog.durations import format_duration, parse_duration, sum_parts
from katalog.export.bpmn import bpmn_text
from katalog.export.files import sop_csv, sop_workbook
from katalog.findings import has_errors
from katalog.loading import load_references
from katalog.model import SOP
from katalog.report import FORMAT
from katalog.rules.nip import nip_faults
from katalog.schema import schemas
from katalog.site import site_files
from katalog.validation import read_model
from lab.case_log import CatatanError, parse_case_log
from simulate.arrivals_file import read_arrivals
from simulate.procedures import unchecked_procedures
from simulate.scenario_file import SkenarioError, load_scenario
from simulate.scenario_schema import scenario_schemas
from simulate.what_if_session import Kantor, Pertanyaan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from katalog.catalogue import Acuan

_AKAR: Final = Path(__file__).resolve().parent.parent
_TETAP: Final = "dinkes-kota-tangerang/penjenjangan-kinerja"
_SEMENTARA = tempfile.TemporaryDirectory(prefix="tatalaksana-")


@cache
def _real() -> Telaah:
    return analyse(load_catalogue(_AKAR / "sops"))


@cache
def _few_references() -> Acuan:
    """Return the references of the catalogue of attacks: few, so that the pages of one SOP cost little."""
    return load_references(_AKAR / "tests" / "fixtures" / "jahat" / "sops")[0]


@cache
def _schema(nama: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads({**schemas(), **scenario_schemas()}[f"{nama}.schema.json"])
    return found


def _scratch(nama: str, raw: bytes) -> Path:
    path = Path(_SEMENTARA.name) / nama
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(raw)
    return path


def _catalogue(raw: bytes) -> Telaah:
    """Return the catalogue of one file, and beside it the same SOP in a second office, for comparing."""
    sop, letak, findings = read_model(raw, SOP, "dinas-contoh/uji.yaml", "dinas-contoh/uji")
    documents = (
        *([Dokumen("dinas-contoh", "uji", "dinas-contoh/uji.yaml", sop, letak)] if sop else []),
        *([Dokumen("kantor-lain", "uji", "kantor-lain/uji.yaml", sop, letak)] if sop else []),
    )
    return analyse(Katalog(documents, _few_references(), findings))


def _whole_site(telaah: Telaah) -> int:
    """Make every file of the site, as a build does: not where there is a `galat`. Returns how many."""
    return 0 if has_errors(telaah.temuan) else sum(1 for _ in site_files(telaah, lambda _: b""))


def sop(raw: bytes) -> None:
    """Read a file as an SOP, check it, and say what was found in every format."""
    telaah = _catalogue(raw)
    lines = raw.decode("utf-8", "replace").splitlines()
    for report in FORMAT.values():
        report(telaah.temuan, lambda _, baris: lines[baris - 1] if baris <= len(lines) else None)
    for document in telaah.katalog.dokumen[:1]:
        bpmn_text(telaah, document)
        sop_workbook(telaah, document)
        sop_csv(telaah, document)


def halaman(raw: bytes) -> None:
    """Make an SOP of hostile values, and from it every page and file of the site."""
    content = json.dumps(sop_value(_schema("sop"), raw), ensure_ascii=False).encode()
    sop(content)
    _whole_site(_catalogue(content))


def acuan(raw: bytes) -> None:
    """Read a file as each of the references."""
    akar = Path(_SEMENTARA.name) / "acuan"
    (akar / "_acuan").mkdir(parents=True, exist_ok=True)
    for nama in ("opd", "peraturan", "proses", "jabatan", "istilah"):
        (akar / "_acuan" / f"{nama}.yaml").write_bytes(raw)
    found, faults = load_references(akar)
    _whole_site(analyse(Katalog(_real().katalog.dokumen[:1], found, faults)))


def isi_acuan(raw: bytes) -> None:
    """Make references of hostile values, and from them every page."""
    pilihan = Pilihan(raw)
    akar = Path(_SEMENTARA.name) / "isi"
    (akar / "_acuan").mkdir(parents=True, exist_ok=True)
    for nama in ("opd", "peraturan", "proses", "jabatan", "istilah"):
        schema = _schema(nama)
        content = value(schema, pilihan, schema.get("$defs", {}))
        (akar / "_acuan" / f"{nama}.yaml").write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    found, faults = load_references(akar)
    _whole_site(analyse(Katalog(_real().katalog.dokumen[:1], found, faults)))


def durasi(raw: bytes) -> None:
    """Read a duration; what can be read is written and read again."""
    found = parse_duration(raw.decode("utf-8", "replace"))
    if found.terukur:
        assert parse_duration(format_duration(found)).bagian == found.bagian  # noqa: S101 - a property is the target
    sum_parts([found, found])


def sitasi(raw: bytes) -> None:
    """Read a citation and those inside its title."""
    text = raw.decode("utf-8", "replace")
    found = parse_citation(text)
    if found is not None:
        format_citation(found)
        for one in all_citations(found):
            one.kunci()
    inner_citations(text)


def nip(raw: bytes) -> None:
    """Read a number of a civil servant."""
    nip_faults(raw.decode("utf-8", "replace"), None)


def skenario(raw: bytes) -> None:
    """Read a scenario file."""
    try:
        load_scenario(_scratch("skenario.yaml", raw))
    except SkenarioError as error:
        FORMAT["teks"](error.temuan, lambda *_: None)


def kedatangan(raw: bytes) -> None:
    """Read arrivals."""
    path = _scratch("kedatangan.csv", raw)
    read_arrivals(path.parent, path.name)


def log(raw: bytes) -> None:
    """Read a log of cases."""
    try:
        found = parse_case_log(raw, "log.csv", _TETAP, range(1, 10))
    except CatatanError as error:
        str(error)
    else:
        list(found.kunjungan)


@cache
def _kantor() -> Kantor:
    return Kantor(unchecked_procedures(_real().katalog), Path(_SEMENTARA.name))


def apa_jika(raw: bytes) -> None:
    """Ask what would be if, with hostile values in the shape of a scenario, as a shared link may hold them."""
    try:
        changed = json.loads(raw)
    except (ValueError, RecursionError):
        schema, pilihan = _schema("skenario"), Pilihan(raw)
        drawn = value(schema, pilihan, schema["$defs"])
        changed = {key: part for key, part in drawn.items() if key not in {"nama", "keterangan", "berdasar"}}
    asked = Pertanyaan(_TETAP, changed if isinstance(changed, dict) else {}, "Dicoba.", 2, 1)
    try:
        _kantor().read(asked)
    except SkenarioError as error:
        FORMAT["teks"](error.temuan, lambda *_: None)


def _texts(*texts: str) -> tuple[bytes, ...]:
    return tuple(text.encode() for text in texts)


def _files(*patterns: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for pattern in patterns for path in sorted(_AKAR.glob(pattern)) if path.is_file())


def _log_rows() -> str:
    return (
        "kasus,langkah,mulai,selesai,pelaksana,siap\n"
        "A-1,1,2026-01-05 08:30,2026-01-05 09:00,Kepala,\n"
        "A-1,2,05/01/2026 10.15,06/01/2026 08.00,Staf,2026-01-05T09:00\n"
    )


SASARAN: Final[Mapping[str, tuple[Callable[[bytes], None], Callable[[], tuple[bytes, ...]]]]] = {
    "sop": (
        sop,
        lambda: _files("sops/*/*.yaml", "tests/fixtures/jahat/sops/*/*.yaml", "tests/fixtures/salah/*/sops/*/*"),
    ),
    "halaman": (halaman, lambda: tuple(bytes((seed * step) % 256 for step in range(400)) for seed in range(1, 8))),
    "acuan": (acuan, lambda: _files("tests/fixtures/jahat/sops/_acuan/*.yaml")),
    "isi_acuan": (isi_acuan, lambda: tuple(bytes((seed * step) % 256 for step in range(200)) for seed in range(1, 8))),
    "durasi": (durasi, lambda: _texts("1-3 (satu sampai tiga) hari kerja", "maks. 2 jam 30 menit", "1 1/2 bulan")),
    "sitasi": (
        sitasi,
        lambda: tuple(item.encode() for one in _real().katalog.dokumen for item in one.sop.dasar_hukum),
    ),
    "nip": (nip, lambda: _texts("197705012005012010", "NIP. 19770501 200501 2 010")),
    "skenario": (skenario, lambda: _files("simulate/scenarios/*.yaml", "tests/fixtures/skenario/*/*.yaml")),
    "kedatangan": (kedatangan, lambda: _texts("mulai;prioritas\n2026-01-05;1\n2026-01-05T09:30;\n")),
    "log": (log, lambda: _texts(_log_rows())),
    "apa_jika": (
        apa_jika,
        lambda: (b'{"reviu": {"peluang_kembali": 0.1}}', *(bytes((s * i) % 256 for i in range(99)) for s in (3, 7))),
    ),
}
"""Targets by name, each with what mutation begins from."""
