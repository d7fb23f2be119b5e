"""The history of one SOP at a terminal: what changed, what was kept, and what git remembers: `sop riwayat ID`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from katalog.dates import long_date
from katalog.history import events, undated_end
from katalog.model import SOP
from katalog.render.history_pages import NAMA_PERISTIWA
from katalog.render.views import successor
from katalog.report.text import to_text
from katalog.report.values import to_json_text
from katalog.validation import read_model
from scripts.git_versions import GitError, content_at, revisions
from scripts.named_sops import file_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.history import Peristiwa
    from scripts.git_versions import Revisi


_TERCETAK: Final = ("pembuatan", "revisi", "efektif", "pengesahan")
_TENTANG_RIWAYAT: Final = {"riwayat", "id_lama", "status", "status_sejak", "digantikan_oleh"}
"""Keys about an SOP's history: what they say is no difference between two versions."""


class HistoryError(Exception):
    """A version could not be kept; the message is Indonesian."""


def history(telaah: Telaah, id_sop: str, akar: Path, bentuk: str) -> str:
    """Return the history of an SOP as text for people or as JSON."""
    try:
        commits = revisions(akar, file_names(telaah.katalog, id_sop))
        said = "belum ada"
    except GitError as error:
        commits, said = (), str(error)
    document, versions = telaah.katalog[id_sop], telaah.katalog.versi.get(id_sop, {})
    kept = [name.removesuffix(".yaml") for name in sorted(versions)]
    if bentuk == "json":
        return to_json_text(_value(telaah, document, kept, commits))
    lines = [*_head(telaah, document), "", "Peristiwa:", *_told(events(document, versions)), *_undated(document)]
    lines += ["", "Versi lama yang disimpan:", *_kept(document, kept), "", "Perubahan data dalam git:"]
    lines += [f"  {one.nama}  {one.tanggal}  {one.judul}" for one in commits] or [f"  {said}"]
    return "\n".join(lines) + "\n"


def _value(telaah: Telaah, document: Dokumen, kept: Sequence[str], commits: Sequence[Revisi]) -> dict[str, Any]:
    found, named = events(document, telaah.katalog.versi.get(document.id, {})), _named(document)
    return {
        "versi": 1,
        "id": document.id,
        "status": document.sop.status,
        "status_sejak": _iso(document.sop.status_sejak),
        "digantikan_oleh": _newer(telaah, document),
        "id_lama": list(document.sop.id_lama),
        "tanggal": {name: _iso(day) for name, day in _days(document).items()},
        "peristiwa": [
            {
                "tanggal": one.tanggal.isoformat(),
                "jenis": one.jenis,
                "uraian": one.uraian,
                "alasan": one.alasan,
                "versi_lama": _version(one.versi_lama),
                "tertulis_pada": _version(one.tertulis_pada),
                "disimpulkan": one.disimpulkan,
            }
            for one in found
        ],
        "versi_lama": [{"nama": one, "disebut": one in named} for one in kept],
        "git": [{"revisi": one.nama, "tanggal": one.tanggal, "judul": one.judul} for one in commits],
    }


def _newer(telaah: Telaah, document: Dokumen) -> str | None:
    """Return the id of the SOP that replaced this one, as it is now where an id of before is written."""
    newer = successor(telaah, document)
    return newer.id if newer else document.sop.digantikan_oleh


def _head(telaah: Telaah, document: Dokumen) -> Iterator[str]:
    yield f"{document.sop.nama} ({document.id})"
    yield f"Status: {document.sop.status or 'tidak dinyatakan'}"
    if newer := _newer(telaah, document):
        yield f"Digantikan oleh: {newer}"
    if told := [f"{name} {long_date(day)}" for name, day in _days(document).items() if day]:
        yield f"Tanggal pada dokumen: {', '.join(told)}"


def _told(found: Sequence[Peristiwa]) -> Iterator[str]:
    for one in found:
        text = f"  {long_date(one.tanggal)}  {NAMA_PERISTIWA[one.jenis]}"
        text += f": {one.uraian}" if one.uraian else ""
        text += f" (alasan: {one.alasan})" if one.alasan else ""
        text += f" (menurut versi lama {_version(one.tertulis_pada)})" if one.tertulis_pada else ""
        yield text + (" (tanggal disimpulkan penyalin)" if one.disimpulkan else "")
        if one.versi_lama:
            yield f"    versi sebelumnya: {_version(one.versi_lama)}"
    if not found:
        yield "  belum ada yang bertanggal: tanggal pengesahan, efektif, dan revisi serta riwayat tidak ditulis"


def _undated(document: Dokumen) -> Iterator[str]:
    if end := undated_end(document.sop):
        yield f"  {NAMA_PERISTIWA[end]}, tanggal tidak dinyatakan"


def _kept(document: Dokumen, kept: Sequence[str]) -> Iterator[str]:
    for name in kept:
        yield f"  {name}  bandingkan: sop banding {document.id}@{name} {document.id}"
        if name not in _named(document):
            yield f"    belum disebut dalam riwayat; tulis di sana versi_lama: {name}.yaml"
    if not kept:
        yield "  belum ada"


def _days(document: Dokumen) -> dict[str, date | None]:
    return {name: getattr(document.sop, f"tanggal_{name}") for name in _TERCETAK}


def _named(document: Dokumen) -> set[str]:
    return {one.versi_lama.removesuffix(".yaml") for one in document.sop.riwayat if one.versi_lama}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _version(id_versi: str | None) -> str | None:
    return id_versi.rpartition("/")[2] if id_versi else None


def keep_version(telaah: Telaah, id_sop: str, akar: Path, revisi: str, nama: str) -> tuple[Path, bool]:
    """Write an SOP as it was at a git revision to `_riwayat/<id>/<nama>.yaml`.

    Returns where, and whether it says what the SOP says now.

    Raises:
        HistoryError: If git has no such version, it has a `galat`, or the file is there already.
    """
    target = akar / "_riwayat" / id_sop / f"{nama}.yaml"
    try:
        raw = content_at(akar, file_names(telaah.katalog, id_sop), revisi)
    except GitError as error:
        raise HistoryError(str(error)) from error
    sop, _, faults = read_model(raw, SOP, f"{id_sop}@{revisi}", id_sop)
    if sop is None:
        raise HistoryError(to_text(faults, lambda _berkas, _baris: None).rstrip("\n"))
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as stream:
            stream.write(raw)
    except FileExistsError as error:
        raise HistoryError(f"{target} sudah ada; pilih nama lain dengan --nama.") from error
    now = telaah.katalog[id_sop].sop
    return target, sop.model_dump(exclude=_TENTANG_RIWAYAT) == now.model_dump(exclude=_TENTANG_RIWAYAT)
