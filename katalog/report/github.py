"""Findings as GitHub workflow commands, which annotate a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.findings import Tingkat

if TYPE_CHECKING:
    from katalog.findings import Temuan
    from katalog.report.excerpts import Kutip

_COMMAND = {Tingkat.GALAT: "error", Tingkat.PERINGATAN: "warning", Tingkat.SARAN: "notice"}


def to_github(findings: tuple[Temuan, ...], kutip: Kutip) -> str:  # noqa: ARG001 - GitHub shows the lines itself
    """Return one command a line for the findings that are not accepted."""
    return "".join(_command(temuan) + "\n" for temuan in findings if temuan.diterima is None)


def _command(temuan: Temuan) -> str:
    message = temuan.pesan if temuan.bantuan is None else f"{temuan.pesan}\nPerbaikan: {temuan.bantuan}"
    return (
        f"::{_COMMAND[temuan.tingkat]} file={_property(temuan.berkas)},line={temuan.letak.baris},"
        f"col={temuan.letak.kolom},title={_property(temuan.kode)}::{_data(message)}"
    )


def _data(text: str) -> str:
    """Escape a command's message, so that no text can begin a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a command's property."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
