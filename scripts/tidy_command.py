"""`sop rapi`: tidy files in place, or say what would change."""

from __future__ import annotations

import difflib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pydantic import create_model

from katalog.findings import Temuan, Tingkat, sort_findings
from katalog.report import FORMAT
from katalog.tidying import TakDapatDirapikan, model_of, tidy
from katalog.validation import Asal, source_findings
from katalog.yaml_source import MAKS_BITA_ACUAN
from scripts.named_sops import place
from scripts.reading_store import read_catalogue
from scripts.sources import SourceReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katalog.tidying.order import Bentuk

_YAML = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class _Hasil:
    """What became of one file: its text before and after, or why it was left alone."""

    berkas: Path
    semula: bytes = b""
    isi: bytes = b""
    temuan: tuple[Temuan, ...] = ()

    @property
    def berubah(self) -> bool:
        """Whether tidying makes another text of it."""
        return self.isi != self.semula


def tidy_files(paths: tuple[Path, ...], akar: Path, *, tulis: bool, beda: bool, gagal: bool) -> int:
    """Tidy files; with `tulis` in place. Returns 1 where a file has a fault, or with `gagal` where one is untidy."""
    models = _own_models()
    results = [_tidied(file, models) for file in _files(paths, akar)]
    faults = tuple(temuan for result in results for temuan in sort_findings(result.temuan))
    if faults:
        click.echo(FORMAT["teks"](faults, SourceReader(Path()).line), err=True, nl=False)
    changed = [result for result in results if result.berubah]
    for result in changed:
        if tulis:
            _replace(result.berkas, result.isi)
        elif beda:
            click.echo(_difference(result), nl=False)
        click.echo(f"{'dirapikan' if tulis else 'belum rapi'}: {result.berkas.as_posix()}", err=True)
    tidy_ones = len(results) - len(changed) - sum(1 for result in results if result.temuan)
    click.echo(f"{len(changed)} berkas {'dirapikan' if tulis else 'belum rapi'}, {tidy_ones} sudah rapi.", err=True)
    return int(bool(faults) or (gagal and bool(changed)))


def _own_models() -> Mapping[str, Bentuk]:
    """Return the models of files that are not the catalogue's own, where they are installed."""
    try:
        # An SOP is tidied without the simulation.
        from simulate.scenario import Skenario  # noqa: PLC0415
        from simulate.scenario_file import NAMA  # noqa: PLC0415
    except ModuleNotFoundError:
        return {}
    types = {name: (info.annotation, ...) for name, info in Skenario.model_fields.items()}
    named = {name: types.pop(name, (str, ...)) for name in (*NAMA, "berdasar")}
    return {"skenario": create_model("Skenario", **named, **types)}  # type: ignore[call-overload]


def _files(paths: tuple[Path, ...], akar: Path) -> list[Path]:
    """Return the files that were named, those of named folders, or all that the catalogue reads; each once."""
    found: dict[Path, None] = {}
    for path in paths or (akar,):
        target = next((one for one in (path, akar / path, akar / f"{path}.yaml") if one.exists()), None)
        if target is None:
            target = place(read_catalogue(akar), path, akar)
        if target.is_dir():
            inside = sorted(one for one in target.rglob("*") if one.suffix in _YAML and one.is_file())
            found.update(dict.fromkeys(one for one in inside if not one.is_symlink()))
        else:
            found[target] = None
    return list(found)


def _tidied(file: Path, models: Mapping[str, Bentuk]) -> _Hasil:
    def fault(kode: str, pesan: str, bantuan: str) -> _Hasil:
        return _Hasil(file, temuan=(Temuan(kode, Tingkat.GALAT, pesan, file.as_posix(), bantuan=bantuan),))

    if file.is_symlink():
        return fault("B012", "Tautan simbolik tidak diikuti.", "Rapikan berkas aslinya.")
    if file.suffix not in _YAML:
        return fault("B012", "Berkas ini bukan .yaml.", "Yang dirapikan hanya berkas .yaml.")
    raw = file.read_bytes()
    bentuk = model_of(file, raw[:4096].decode(errors="replace"), models)
    if bentuk is None:
        return fault(
            "B012",
            "Baris skema berkas ini menyebut skema yang tidak dikenal.",
            "Yang dirapikan: SOP, berkas _acuan, dan skenario.",
        )
    try:
        result = tidy(raw, bentuk, MAKS_BITA_ACUAN)
    except TakDapatDirapikan:
        return fault(
            "B001",
            "Berkas tidak diubah: sesudah dirapikan isinya tidak akan sama lagi.",
            "Sederhanakan penulisan YAML-nya: kunci yang pendek, dan teks panjang dengan >-.",
        )
    if result.isi is None:
        return _Hasil(file, temuan=source_findings(result.naskah, Asal(file.as_posix(), result.naskah.letak)))
    return _Hasil(file, raw, result.isi)


def _difference(result: _Hasil) -> str:
    name = result.berkas.as_posix()
    before, after = (text.decode("utf-8-sig").splitlines() for text in (result.semula, result.isi))
    lines = difflib.unified_diff(before, after, name, f"{name} (rapi)", lineterm="")
    return "".join(line + "\n" for line in lines)


def _replace(file: Path, content: bytes) -> None:
    """Write in one move beside the file, with the file's own permissions: a stopped run leaves no half of it."""
    mode = file.stat().st_mode
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        part.chmod(mode)
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
