"""The command `sop baru`: a commented skeleton of an SOP, from flags or from questions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from impor.performers import key_for
from impor.skeleton import Kerangka, skeleton
from katalog.fields import collapse
from scripts.registers import references, require_office, require_process, split_id
from scripts.targets import make_folder, refuse_existing, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from katalog.catalogue import Acuan

MAKS_LANGKAH: Final = 99
_LANGKAH: Final = 3


def create(id_sop: str | None, akar: Path, nama: str | None, proses: str | None, isi: Isi) -> int:
    """Write the skeleton; asks for what is missing where somebody sits at the terminal. Returns the exit code."""
    acuan = references(akar)
    asking = id_sop is None and sys.stdin.isatty()
    if id_sop is None and not asking:
        raise click.UsageError("OPD/NAMA belum ditulis, misalnya: sop baru dinkes-kota-tangerang/penjenjangan-kinerja.")
    whole = id_sop or _ask("OPD dan nama berkas, <opd>/<nama>", None, lambda text: _free(text, acuan, akar))
    opd, slug = split_id(whole)
    require_office(opd, acuan, akar)
    target = akar / opd / f"{slug}.yaml"
    refuse_existing(target, "Pakai nama berkas lain, atau sunting berkas itu.")
    usual = slug.replace("-", " ").title()
    nama = nama or (_ask("Nama SOP pada blok identitas", usual, _filled) if asking else usual)
    if not collapse(nama):
        raise click.UsageError("--nama kosong.")
    known = slug if slug in acuan.proses else None
    if proses is None:
        if asking:
            proses = _ask("Proses", known, lambda text: require_process(text, acuan, akar))
        elif known is None:
            raise click.UsageError(f"--proses belum ditulis. Yang ada: {', '.join(acuan.proses)}.")
        else:
            proses = known
    require_process(proses, acuan, akar)
    langkah, pelaksana = isi
    if asking:
        langkah = langkah or int(_ask("Banyaknya langkah", str(_LANGKAH), _counted))
        pelaksana = pelaksana or _asked_performers()
    text = skeleton(Kerangka(collapse(nama), proses, performers(pelaksana), langkah or _LANGKAH))
    make_folder(target.parent, "Folder")
    write_whole(target, text.encode())
    click.echo(f"Ditulis: {target}\nIsi dari dokumen, lalu periksa: sop periksa {target}", err=True)
    return 0


Isi = tuple[int | None, tuple[str, ...]]
"""How many steps there are, and the performers as the command line names them."""


def performers(given: Sequence[str]) -> dict[str, str]:
    """Return printed names by key from words like "kepala=Kepala Dinas"; a name alone gets its own key."""
    names: dict[str, str] = {}
    for words in given:
        key, equals, name = words.partition("=")
        key, name = (key.strip(), collapse(name)) if equals else ("", collapse(words))
        if not name:
            raise click.UsageError(f'--pelaksana "{words}": tulis kunci=Nama, misalnya kepala=Kepala Dinas.')
        key = key or key_for(name, names)
        if not key.isascii() or not key.replace("_", "").isalnum() or key != key.lower() or key[0].isdigit():
            raise click.UsageError(f'Kunci pelaksana "{key}": pakai huruf kecil, angka dan garis bawah.')
        if key in names:
            raise click.UsageError(f'Kunci pelaksana "{key}" ditulis dua kali.')
        names[key] = name
    return names or {"pelaksana_1": "Pelaksana 1"}


def _ask(question: str, usual: str | None, check: Callable[[str], None]) -> str:
    """Ask until the answer passes `check`, which refuses with click.UsageError."""
    while True:
        answer: str = click.prompt(question, default=usual, err=True).strip()
        try:
            check(answer)
        except click.UsageError as error:
            click.echo(error.message, err=True)
        else:
            return answer


def _free(text: str, acuan: Acuan, akar: Path) -> None:
    opd, slug = split_id(text)
    require_office(opd, acuan, akar)
    refuse_existing(akar / opd / f"{slug}.yaml", "Pakai nama berkas lain.")


def _filled(text: str) -> None:
    if not text:
        raise click.UsageError("Belum diisi.")


def _counted(text: str) -> None:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= MAKS_LANGKAH):
        raise click.UsageError(f"Tulis bilangan dari 1 sampai {MAKS_LANGKAH}.")


def _asked_performers() -> tuple[str, ...]:
    names: list[str] = []
    click.echo("Pelaksana menurut urutan kolom, satu per satu; kosongkan bila sudah semua.", err=True)
    while name := click.prompt(f"Pelaksana {len(names) + 1}", default="", show_default=False, err=True).strip():
        try:
            performers((*names, name))
        except click.UsageError as error:
            click.echo(error.message, err=True)
        else:
            names.append(name)
    return tuple(names)
