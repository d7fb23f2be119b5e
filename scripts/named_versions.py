"""What a person names on the command line: an SOP, an old version of one, or a file outside the catalogue."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from katalog.catalogue import Dokumen
from katalog.comparison.differences import Sisi, side
from katalog.derivation import derive, role_index
from katalog.model import SOP
from katalog.report.text import to_text
from katalog.validation import read_model
from scripts.git_versions import GitError, content_at
from scripts.named_sops import current_id, file_names

if TYPE_CHECKING:
    from katalog.checking import Telaah


class VersionError(Exception):
    """What was named is not there, or cannot be read; the message is Indonesian and ends with a line."""


def is_version(teks: str) -> bool:
    """Tell whether the words name more than an SOP of the catalogue: `ID@VERSI`, or a file."""
    return "@" in teks or teks.endswith((".yaml", ".yml"))


def named_side(telaah: Telaah, akar: Path, teks: str) -> Sisi:
    """Return what `ID@VERSI` or a file's path names, ready to be compared.

    VERSI is the name of a file in `_riwayat/<ID>/`, with or without its suffix, or a revision of git.

    Raises:
        VersionError: If there is no such version or file, or it has a `galat`.
    """
    named, mark, version = teks.rpartition("@")
    if not mark:
        path = Path(teks)
        return _read(telaah, path.resolve().parent.name, path.name, teks, _bytes_of(path))
    id_sop = current_id(telaah.katalog, akar, named)
    kept = telaah.katalog.versi.get(id_sop, {})
    for name in (version, f"{version}.yaml"):
        if name in kept:
            return _side(telaah, kept[name], f"versi {version}")
    opd, _, slug = id_sop.partition("/")
    if not (opd and slug):
        raise VersionError(f'"{teks}": tulis <opd>/<nama>@<versi>.')
    try:
        raw = content_at(akar, file_names(telaah.katalog, id_sop), version)
    except GitError as error:
        stored = ", ".join(name.removesuffix(".yaml") for name in sorted(kept))
        raise VersionError(f"{error}{f' Versi yang disimpan: {stored}.' if stored else ''}") from error
    return _read(telaah, opd, f"{slug}@{version}", f"versi {version}", raw)


def current_side(telaah: Telaah, id_sop: str, *, sekarang: bool) -> Sisi:
    """Return an SOP of the catalogue; `sekarang` where it stands beside a version and has to be told from it."""
    found = side(telaah.katalog[id_sop], telaah.turunan, telaah.katalog.acuan, {})
    return replace(found, sebutan="versi sekarang") if sekarang else found


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise VersionError(f"Berkas {path} tidak dapat dibuka.") from error


def _read(telaah: Telaah, opd: str, slug: str, sebutan: str, raw: bytes) -> Sisi:
    lines = raw.decode("utf-8-sig", "replace").splitlines()

    def line(_: str, baris: int) -> str | None:
        return lines[baris - 1] if 0 < baris <= len(lines) else None

    sop, letak, faults = read_model(raw, SOP, f"{opd}/{slug}", f"{opd}/{slug}")
    if sop is None:
        raise VersionError(f"{sebutan} belum dapat dipakai.\n{to_text(faults, line).rstrip()}")
    return _side(telaah, Dokumen(opd, slug, f"{opd}/{slug}", sop, letak), sebutan)


def _side(telaah: Telaah, dokumen: Dokumen, sebutan: str) -> Sisi:
    acuan = telaah.katalog.acuan
    return Sisi(dokumen, derive(dokumen, acuan, role_index(acuan)), acuan.opd.get(dokumen.opd), None, sebutan)
