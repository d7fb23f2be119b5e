"""Offices and processes that the command line names: looked up in `_acuan/`, with the nearest one for a slip."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

import click

from katalog.fields import MAKS_SLUG, SLUG, is_slug
from katalog.loading import load_references
from katalog.naming import normalise, slugify

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from katalog.catalogue import Acuan
    from katalog.references import OPD


_CONTOH: Final = "dinkes-kota-tangerang/penjenjangan-kinerja"


def references(akar: Path) -> Acuan:
    """Return the references of a catalogue folder; what is wrong in them is for `sop periksa` to say."""
    return load_references(akar)[0]


def split_id(text: str) -> tuple[str, str]:
    """Return office and slug of an id; raises click.UsageError for what is none."""
    opd, slash, slug = text.removesuffix(".yaml").removeprefix("sops/").partition("/")
    if not slash:
        raise click.UsageError(f'"{text}" bukan <opd>/<nama>: garis miringnya belum ada. Contoh: {_CONTOH}.')
    for part in (opd, slug):
        if fault := slug_fault(part):
            raise click.UsageError(f'"{text}" bukan <opd>/<nama>: {fault} Contoh: {_CONTOH}.')
    return opd, slug


def slug_fault(text: str) -> str | None:
    """Say why a text is no name of an office's folder or of a file; None where it may be one."""
    if is_slug(text):
        return None
    if SLUG.fullmatch(text) is None:
        near = slugify(text)
        example = f', misalnya "{near}"' if is_slug(near) else ""
        return f"pakai huruf kecil, angka dan tanda hubung{example}."
    if len(text) > MAKS_SLUG:
        return f"nama paling panjang {MAKS_SLUG} huruf."
    return f'"{text}" nama milik sistem, pakai nama lain.'


def require_office(opd: str, acuan: Acuan, akar: Path) -> str:
    """Return the key of an office by that key or one of before; refuse an office that is not registered."""
    found = acuan.present_office(opd)
    if found is None:
        raise click.UsageError(
            f'OPD "{opd}" belum terdaftar.{_nearest(opd, {key: one.nama for key, one in acuan.opd.items()})} '
            f"OPD baru didaftarkan di {akar}/_acuan/opd.yaml (lihat panduan penyusun)."
        )
    return found


def office_now(opd: str, acuan: Acuan, akar: Path) -> str:
    """Return the key of an office as `require_office` does, and say so where it was called by a key of before."""
    found = require_office(opd, acuan, akar)
    if found != opd:
        say_former_office(opd, found)
    return found


def say_former_office(opd: str, now: str) -> None:
    """Say that an office was called by a key of before."""
    click.echo(f'"{opd}" adalah kunci OPD yang lama; kini "{now}".', err=True)


def require_process(proses: str, acuan: Acuan, akar: Path) -> str:
    """Return the key of a process; refuse one that is not registered."""
    if proses not in acuan.proses:
        raise click.UsageError(
            f'Proses "{proses}" belum terdaftar.'
            f"{_nearest(proses, {key: one.nama for key, one in acuan.proses.items()})} "
            f"Proses baru didaftarkan di {akar}/_acuan/proses.yaml (lihat panduan penyusun)."
        )
    return proses


def _nearest(key: str, known: Mapping[str, str]) -> str:
    """Return the question after the nearest entry, else all of them where they are few."""
    near = get_close_matches(key, known, 1) or [
        other for other, name in known.items() if normalise(key) in (normalise(other), normalise(name))
    ]
    if near:
        return f' Maksudnya "{near[0]}"?'
    return f" Yang ada: {', '.join(known)}." if 0 < len(known) <= 12 else ""


def office_in(text: str, acuan: Acuan) -> str | None:
    """Return the registered office that a printed name means; None where none or more than one fits."""
    said = f" {normalise(text)} "
    exact = [key for key, opd in acuan.opd.items() if said.strip() == normalise(opd.nama)]
    found = exact or [key for key, opd in acuan.opd.items() if _means(said, opd)]
    return found[0] if len(found) == 1 else None


def _means(said: str, opd: OPD) -> bool:
    region = f" {normalise(opd.daerah.nama)} "
    names = (opd.nama, opd.singkatan, *(sebutan for sebutan in opd.sebutan if region in said))
    return any(f" {normalise(name)} " in said for name in names)
