"""The history of one SOP at a terminal: what changed, what was kept, and what git remembers: `sop riwayat ID`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from katalog.dates import long_date
from katalog.history import events
from katalog.model import SOP
from katalog.render.history_pages import NAMA_PERISTIWA
from katalog.report.text import to_text
from katalog.report.values import to_json_text
from katalog.validation import read_model
from scripts.git_versions import GitError, content_at, revisions
from scripts.named_sops import file_names

if TYPE_CHECKING:
    from pathlib import Path

    from katalog.checking import Telaah


class HistoryError(Exception):
    """A version could not be kept; the message is Indonesian."""


def history(telaah: Telaah, id_sop: str, akar: Path, bentuk: str) -> str:
    """Return the history of an SOP as text for people or as JSON."""
    document = telaah.katalog[id_sop]
    try:
        commits = revisions(akar, file_names(telaah.katalog, id_sop))
        said = None
    except GitError as error:
        commits, said = (), str(error)
    found = events(document, telaah.katalog.versi.get(id_sop, {}))
    if bentuk == "json":
        value: dict[str, Any] = {
            "versi": 1,
            "id": id_sop,
            "status": document.sop.status,
            "status_sejak": document.sop.status_sejak.isoformat() if document.sop.status_sejak else None,
            "digantikan_oleh": document.sop.digantikan_oleh,
            "id_lama": list(document.sop.id_lama),
            "peristiwa": [
                {
                    "tanggal": one.tanggal.isoformat(),
                    "jenis": one.jenis,
                    "uraian": one.uraian,
                    "alasan": one.alasan,
                    "versi_lama": _version(one.versi_lama),
                    "disimpulkan": one.disimpulkan,
                }
                for one in found
            ],
            "git": [{"revisi": one.nama, "tanggal": one.tanggal, "judul": one.judul} for one in commits],
        }
        return to_json_text(value)
    lines = [f"{document.sop.nama} ({id_sop})", f"Status: {document.sop.status or 'tidak dinyatakan'}"]
    if document.sop.digantikan_oleh:
        lines.append(f"Digantikan oleh: {document.sop.digantikan_oleh}")
    lines += ["", "Peristiwa:"]
    for one in found:
        text = f"  {long_date(one.tanggal)}  {NAMA_PERISTIWA[one.jenis]}"
        text += f": {one.uraian}" if one.uraian else ""
        text += f" (alasan: {one.alasan})" if one.alasan else ""
        text += " (tanggal disimpulkan penyalin)" if one.disimpulkan else ""
        lines.append(text)
        if one.versi_lama:
            lines.append(f"    bandingkan: sop banding {id_sop}@{_version(one.versi_lama)} {id_sop}")
    if not found:
        lines.append("  tidak ada tanggal maupun riwayat")
    lines += ["", "Perubahan data dalam git:"]
    lines += [f"  {one.nama}  {one.tanggal}  {one.judul}" for one in commits] or [f"  {said or 'belum ada'}"]
    return "\n".join(lines) + "\n"


def _version(id_versi: str | None) -> str | None:
    return id_versi.rpartition("/")[2] if id_versi else None


def keep_version(telaah: Telaah, id_sop: str, akar: Path, revisi: str, nama: str) -> Path:
    """Write an SOP as it was at a git revision to `_riwayat/<id>/<nama>.yaml`; returns where.

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
    return target
