"""The command `sop impor`: documents of offices as drafts in the catalogue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from impor.assemble import import_draft
from impor.blocks import ImporGagal
from impor.formats import MAKS_BITA, read_document
from impor.yaml_text import draft_text
from katalog.fields import FILE_NAME, is_slug
from katalog.naming import bare_name, slugify
from katalog.yaml_source import MAKS_BITA as MAKS_BITA_YAML
from scripts.registers import office_in, office_now, references, require_process
from scripts.targets import make_folder, refuse_existing, require_folder, write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from impor.draft import Draf
    from katalog.catalogue import Acuan

LAYAR = Path("-")
"""The target that stands for standard output."""


@dataclass(frozen=True, slots=True)
class Tujuan:
    """Where drafts go, as the command line says it."""

    opd: str | None
    slug: str | None
    proses: str | None
    ke: Path | None


@dataclass(frozen=True, slots=True)
class Hasil:
    """A draft ready to be written; `tempat` is its place in the catalogue, where `sop periksa` finds it."""

    sasaran: Path
    teks: str
    ragu: tuple[tuple[int, str], ...]
    langkah: int
    tempat: Path


class ImporSalah(click.ClickException):
    """Documents that cannot be imported, a line each."""

    exit_code = 2


def import_files(berkas: Sequence[Path], akar: Path, tujuan: Tujuan) -> int:
    """Import each document as one SOP. Nothing is written unless all of them can be; returns the exit code."""
    if len(berkas) > 1 and (tujuan.ke or tujuan.slug):
        raise click.UsageError("--ke dan --slug hanya untuk satu berkas.")
    if tujuan.ke not in (None, LAYAR) and (tujuan.opd or tujuan.slug):
        raise click.UsageError("Tulis --ke, atau --opd dan --slug, jangan keduanya.")
    acuan = references(akar)
    if tujuan.opd is not None:
        tujuan = replace(tujuan, opd=office_now(tujuan.opd, acuan, akar))
    if tujuan.proses is not None:
        require_process(tujuan.proses, acuan, akar)
    if tujuan.slug is not None and not is_slug(tujuan.slug):
        raise click.UsageError(f'--slug "{tujuan.slug}": pakai huruf kecil, angka dan tanda hubung.')
    results: list[Hasil] = []
    faults = []
    for path in berkas:
        try:
            results.append(_one(path, akar, acuan, tujuan, {result.sasaran for result in results}))
        except ImporGagal as error:
            faults.append(f"{path}: {error}")
    if faults:
        raise ImporSalah("\n".join(faults))
    for result in results:
        _write(result, akar)
    return 0


def _one(path: Path, akar: Path, acuan: Acuan, tujuan: Tujuan, taken: set[Path]) -> Hasil:
    with path.open("rb") as stream:
        raw = stream.read(MAKS_BITA + 1)
    draf = import_draft(read_document(raw), acuan, berkas=_source_name(path, akar), proses=tujuan.proses)
    target = tujuan.ke or _target(draf, akar, acuan, tujuan)
    if target != LAYAR:
        if tujuan.ke is not None:
            require_folder(target, "--ke")
        refuse_existing(target, "Pakai --slug atau --ke lain, atau pindahkan berkas itu dahulu.")
    if target in taken:
        raise ImporGagal(f"tujuannya {target}, sama dengan berkas lain; impor satu per satu dengan --slug.")
    text, places = draft_text(draf, path.name)
    if len(text.encode()) > MAKS_BITA_YAML:
        raise ImporGagal("isinya terlalu panjang untuk satu SOP.")
    own = target if target.resolve().is_relative_to(akar.resolve()) else _place(draf, akar, acuan, tujuan)
    return Hasil(target, text, tuple(places), len(draf.isi["langkah"]), own)


def _source_name(path: Path, akar: Path) -> str | None:
    """Return the document's name where it is kept with the sources of the catalogue."""
    kept = path.resolve().parent == (akar / "_sumber").resolve()
    return path.name if kept and FILE_NAME.fullmatch(path.name) else None


def _place(draf: Draf, akar: Path, acuan: Acuan, tujuan: Tujuan) -> Path:
    """Return where in the catalogue a draft belongs, in words where that is not known."""
    opd = tujuan.opd or office_in(draf.isi.get("satuan_kerja") or "", acuan) or "<opd>"
    slug = tujuan.slug or slugify(bare_name(draf.isi["nama"] or ""))[:100].strip("-")
    return akar / opd / f"{slug if is_slug(slug) else '<nama>'}.yaml"


def _target(draf: Draf, akar: Path, acuan: Acuan, tujuan: Tujuan) -> Path:
    opd = tujuan.opd or office_in(draf.isi.get("satuan_kerja") or "", acuan)
    if opd is None:
        raise ImporGagal(f"OPD-nya tidak dikenali; tulis --opd. Yang terdaftar: {', '.join(acuan.opd) or 'belum ada'}.")
    slug = tujuan.slug or slugify(bare_name(draf.isi["nama"] or ""))[:100].strip("-")
    if not is_slug(slug):
        raise ImporGagal("nama SOP-nya tidak terbaca; tulis --slug.")
    return akar / opd / f"{slug}.yaml"


def _write(result: Hasil, akar: Path) -> None:
    name = "draf" if result.sasaran == LAYAR else str(result.sasaran)
    if result.sasaran == LAYAR:
        click.echo(result.teks, nl=False)
    else:
        if result.sasaran.parent.parent == akar:
            make_folder(result.sasaran.parent, "Folder")
        write_whole(result.sasaran, result.teks.encode())
    for baris, words in result.ragu:
        click.echo(f"{name}:{baris}: ragu: {words}", err=True)
    count = f"{result.langkah} langkah, {len(result.ragu)} hal ditandai RAGU"
    if result.sasaran == LAYAR:
        click.echo(count, err=True)
    else:
        move = "" if result.tempat == result.sasaran else f" pindahkan ke {result.tempat},"
        click.echo(
            f"Ditulis: {name} ({count})\nCocokkan dengan naskah,{move} lalu periksa: sop periksa {result.tempat}",
            err=True,
        )
