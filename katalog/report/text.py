"""Findings for people at a terminal: place, words, source line with caret, help, and a count at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.findings import Tingkat, at_least, count_by_severity
from katalog.report.excerpts import excerpt

if TYPE_CHECKING:
    from katalog.findings import Temuan
    from katalog.report.excerpts import Kutip


def to_text(
    findings: tuple[Temuan, ...],
    kutip: Kutip,
    tingkat: Tingkat = Tingkat.SARAN,
    tidak_berlaku: frozenset[str] = frozenset(),
) -> str:
    """Return the report; every block is one finding, the last lines say what was not read and count all by severity.

    Findings below `tingkat` have no block of their own. How many of all are in the SOPs `tidak_berlaku` (ids), which
    figures elsewhere leave out, is said at the end.
    """
    shown = at_least(findings, tingkat)
    blocks = [_block(temuan, kutip) for temuan in shown if temuan.diterima is None]
    left = f" Temuan di bawah tingkat {tingkat} tidak ditampilkan." if len(shown) < len(findings) else ""
    return "\n".join([*blocks, *_unread(findings), summary(findings) + _ended(findings, tidak_berlaku) + left]) + "\n"


def _ended(findings: tuple[Temuan, ...], ids: frozenset[str]) -> str:
    many = sum(temuan.sop in ids and temuan.diterima is None for temuan in findings)
    return f" {many} di antaranya pada SOP yang sudah dicabut atau digantikan." if many else ""


def _unread(findings: tuple[Temuan, ...]) -> list[str]:
    """Say of how many files the contents were not looked at: what was found there need not be all."""
    unread = {temuan.berkas for temuan in findings if temuan.kode.startswith("B0")}
    if not unread:
        return []
    return [f"{len(unread)} berkas belum terbaca seluruhnya; sesudah diperbaiki mungkin masih ada temuan lain."]


def _block(temuan: Temuan, kutip: Kutip) -> str:
    lines = [
        f"{temuan.berkas}:{temuan.letak.baris}:{temuan.letak.kolom}: {temuan.tingkat} {temuan.kode}: {temuan.pesan}"
    ]
    source = kutip(temuan.berkas, temuan.letak.baris)
    if source is not None and source.strip():
        shown, caret = excerpt(source, temuan.letak.kolom)
        number = str(temuan.letak.baris)
        lines.append(f"  {number} | {shown}")
        lines.append(f"  {' ' * len(number)} | {caret}")
    if temuan.bantuan:
        lines.append(f"  = perbaikan: {temuan.bantuan}")
    return "\n".join(lines) + "\n"


def summary(findings: tuple[Temuan, ...]) -> str:
    """Return one line that counts the findings, accepted ones apart."""
    counts = count_by_severity(findings)
    accepted = sum(1 for temuan in findings if temuan.diterima is not None)
    if not findings:
        return "Tidak ada temuan."
    text = ", ".join(f"{counts[tingkat]} {tingkat}" for tingkat in Tingkat)
    return f"{text}{f', {accepted} diterima' if accepted else ''}."
