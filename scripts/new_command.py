"""The command `sop baru`: a commented skeleton of an SOP, from flags or from questions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from impor.performers import key_for
from impor.skeleton import Kerangka, skeleton
from katalog.fields import MAKS_SLUG, NAMA_BELUM_DIISI, collapse, is_slug
from katalog.naming import bare_name, normalise, slugify
from scripts.registers import office_now, references, require_office, require_process, slug_fault, split_id
from scripts.targets import make_folder, refuse_existing, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from katalog.catalogue import Acuan

MAKS_LANGKAH: Final = 99
_LANGKAH: Final = 3
_TAMPIL: Final = 40
"""Entries of a register that are listed at most."""


def create(id_sop: str | None, akar: Path, nama: str | None, proses: str | None, isi: Isi) -> int:
    """Write the skeleton; asks for what is missing where somebody sits at the terminal. Returns the exit code."""
    acuan = references(akar)
    asking = id_sop is None and sys.stdin.isatty()
    if id_sop is None and not asking:
        raise click.UsageError("OPD/NAMA belum ditulis, misalnya: sop baru dinkes-kota-tangerang/penjenjangan-kinerja.")
    if id_sop is None:
        opd, nama, slug = _asked_place(acuan, akar, nama)
    else:
        opd, slug = split_id(id_sop)
        opd = office_now(opd, acuan, akar)
    target = akar / opd / f"{slug}.yaml"
    refuse_existing(target, "Pakai nama berkas lain, atau sunting berkas itu.")
    nama = slug.replace("-", " ").title() if nama is None else nama
    if not collapse(nama):
        raise click.UsageError("--nama kosong.")
    known = slug if slug in acuan.proses else None
    if proses is None:
        proses = _asked_process(acuan, akar, known) if asking else known
    if proses is None:
        raise click.UsageError(
            f"--proses belum ditulis.{_those(acuan.proses)} Bila tidak ada yang cocok, daftarkan prosesnya dahulu di "
            f"{akar}/_acuan/proses.yaml (lihat panduan penyusun)."
        )
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
        if not key.isascii() or not key.replace("_", "").isalnum() or key != key.lower():
            raise click.UsageError(f'Kunci pelaksana "{key}": pakai huruf kecil, angka dan garis bawah.')
        if key[0].isdigit():
            raise click.UsageError(f'Kunci pelaksana "{key}": awali dengan huruf, misalnya pelaksana_{key}.')
        if key in names:
            raise click.UsageError(f'Kunci pelaksana "{key}" ditulis dua kali.')
        names[key] = name
    return names or {"pelaksana_1": NAMA_BELUM_DIISI}


def _asked_place(acuan: Acuan, akar: Path, nama: str | None) -> tuple[str, str, str]:
    """Ask for the office, the SOP's name where it is not known, and the name of the file."""
    offices = {key: one.nama for key, one in acuan.opd.items()}
    opd = _choose("OPD", offices, None, lambda key: require_office(key, acuan, akar))
    nama = nama or _ask("Nama SOP pada blok identitas", None, _filled)
    near = slugify(bare_name(nama))[:MAKS_SLUG].strip("-")
    return opd, nama, _ask("Nama berkas", near if is_slug(near) else None, lambda text: _free(opd, text, akar))


def _asked_process(acuan: Acuan, akar: Path, usual: str | None) -> str:
    processes = {key: one.nama for key, one in acuan.proses.items()}
    return _choose("Proses", processes, usual, lambda key: require_process(key, acuan, akar))


def _choose(what: str, known: Mapping[str, str], usual: str | None, check: Callable[[str], str]) -> str:
    """Ask for an entry of a register by its number in the list that is shown, its key, or its name.

    `check` returns the key of the entry, which may have another one now, or refuses.
    """
    keys = list(known)
    click.echo(f"{what} yang terdaftar:", err=True)
    for number, key in enumerate(keys[:_TAMPIL], 1):
        click.echo(f"{number:4}. {known[key]} ({key})", err=True)
    if len(keys) > _TAMPIL:
        click.echo(f"      dan {len(keys) - _TAMPIL} lagi; tulis kunci atau namanya", err=True)

    def key_of(text: str) -> str:
        if text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= len(keys):
            return keys[int(text) - 1]
        exact = [key for key in keys if normalise(known[key]) == normalise(text)]
        named = exact or [key for key in keys if f" {normalise(text)} " in f" {normalise(known[key])} "]
        return named[0] if len(named) == 1 and text not in known else text

    def checked(text: str) -> None:
        _filled(text)
        check(key_of(text))

    found = check(key_of(_ask(f"{what}, nomor atau kuncinya", usual, checked)))
    click.echo(f"  {known[found]} ({found})", err=True)
    return found


def _those(known: Iterable[str]) -> str:
    keys = list(known)
    rest = f", dan {len(keys) - _TAMPIL} lagi" if len(keys) > _TAMPIL else ""
    return f" Yang ada: {', '.join(keys[:_TAMPIL])}{rest}." if keys else " Belum ada proses yang terdaftar."


def _ask(question: str, usual: str | None, check: Callable[[str], None]) -> str:
    """Ask until the answer passes `check`, which refuses with click.UsageError."""
    while True:
        # With no default at all click asks again and again, without a word on why.
        answer: str = click.prompt(question, default=usual or "", show_default=usual is not None, err=True).strip()
        try:
            check(answer)
        except click.UsageError as error:
            click.echo(error.message, err=True)
        else:
            return answer


def _free(opd: str, slug: str, akar: Path) -> None:
    _filled(slug)
    if fault := slug_fault(slug):
        raise click.UsageError(f'"{slug}": {fault}')
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
