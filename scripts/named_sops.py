"""Which SOPs a person means on the command line: by id, by an id of before, or by a file or folder."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from katalog.findings import Tingkat, at_least, has_errors
from katalog.report import FORMAT
from scripts.registers import say_former_office
from scripts.sources import SourceReader, from_here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.catalogue import Katalog
    from katalog.checking import Telaah


def current_id(katalog: Katalog, akar: Path, named: str) -> str:
    """Return the id of the SOP that is meant: by its id, its file, or an id of before, which is said.

    What is none of them is returned as it is.
    """
    below = _below(akar, Path(named)) if named.endswith(".yaml") else None
    id_sop = named if named in katalog.menurut_id else below or named
    return heir(katalog, id_sop) or id_sop


def heir(katalog: Katalog, id_lama: str) -> str | None:
    """Return the id of the SOP that had this id before, and say so; None where not exactly one did.

    Where none did, but its office had another key: the id below the office's key of now, whether it is there or not.
    """
    if id_lama in katalog.menurut_id:
        return None
    heirs = [document.id for document in katalog.dokumen if id_lama in document.sop.id_lama]
    if not heirs:
        return _below_office(katalog, id_lama)
    if len(heirs) > 1:
        return None
    click.echo(f'"{id_lama}" adalah id lama; SOP itu kini "{heirs[0]}".', err=True)
    return heirs[0]


def _below_office(katalog: Katalog, named: str) -> str | None:
    """Return an office's key, or an id below it, as it is now, and say so; None where the office had no other key."""
    opd, slash, slug = named.partition("/")
    now = katalog.acuan.present_office(opd)
    if now is None or now == opd:
        return None
    say_former_office(opd, now)
    return f"{now}{slash}{slug}"


def file_names(katalog: Katalog, id_sop: str) -> tuple[str, ...]:
    """Return the file of an SOP below the catalogue's folder, then those that it had under the ids of before."""
    document = katalog.menurut_id.get(id_sop)
    return tuple(f"{one}.yaml" for one in (id_sop, *(document.sop.id_lama if document else ())))


def _below(akar: Path, path: Path) -> str | None:
    """Return the id that a path below the catalogue's folder stands for, whether it is there or not."""
    root, file = akar.resolve(), path.resolve()
    return file.relative_to(root).as_posix().removesuffix(".yaml") if root in file.parents else None


def unusable(telaah: Telaah, id_sop: str) -> bool:
    """Tell whether there is no such SOP, or one with a `galat`: what is drawn or compared from it would be wrong."""
    return id_sop not in telaah.katalog.menurut_id or has_errors(telaah.temuan_sop[id_sop])


def unknown(telaah: Telaah, id_sop: str, akar: Path) -> int:
    """Say why there is no such SOP: its file has a fault, or no file has that id."""
    own = (temuan for temuan in telaah.temuan if temuan.sop == id_sop)
    faults = at_least(own, Tingkat.GALAT)
    if faults:
        click.echo(FORMAT["teks"](from_here(faults, akar), SourceReader(Path()).line), err=True, nl=False)
        return 1
    raise click.UsageError(f'Tidak ada SOP dengan id "{id_sop}" di {akar}.{meant(telaah.katalog, id_sop)}')


def meant(katalog: Katalog, named: str) -> str:
    """Return the question after the SOP or the office whose id comes nearest; nothing where none is near."""
    if "/" not in named:
        known = [*dict.fromkeys(document.opd for document in katalog.dokumen), *katalog.menurut_id]
    else:
        known = list(katalog.menurut_id)
    near = get_close_matches(named, [key for own in known for key in (own, own.partition("/")[2]) if key], 1)
    found = next((own for own in known if near and own.endswith(near[0])), None)
    return f' Maksudnya "{found}"?' if found else ""


def wanted(katalog: Katalog, paths: tuple[Path, ...], akar: Path) -> tuple[str, ...]:
    """Return the files and folders that are asked for, by their names below `akar`, "." for all of it.

    What is neither may be an SOP's id, of now or of before, or its office's key.
    """
    root = akar.resolve()
    found = []
    for path in paths:
        resolved = place(katalog, path, akar).resolve()
        if resolved != root and root not in resolved.parents:
            raise click.UsageError(f"{path} tidak berada di dalam folder katalog {akar}.")
        found.append(resolved.relative_to(root).as_posix())
    return tuple(found) if paths else (".",)


def place(katalog: Katalog, path: Path, akar: Path) -> Path:
    """Return the file or folder that is meant by its path, an SOP's id or an office's key, of now or of before."""
    named = _below(akar, path) or path.as_posix()
    if (there := _there(path, akar / path, akar / f"{path}.yaml")) is not None:
        return there
    found = heir(katalog, named)
    there = _there(akar / f"{found}.yaml", akar / found) if found else None
    if there is None:
        raise click.UsageError(f'"{path}" bukan berkas, folder, atau id SOP.{meant(katalog, found or named)}')
    return there


def _there(*paths: Path) -> Path | None:
    return next((path for path in paths if path.exists()), None)


def unread(katalog: Katalog, found: tuple[str, ...], akar: Path) -> Iterator[str]:
    """Yield a sentence for each text of `_sumber/` among the files that are asked for: nothing in it is checked."""
    for berkas in found:
        folder, _, name = berkas.partition("/")
        if folder != "_sumber" or name not in katalog.sumber:
            continue
        users = " ".join(document.id for document in katalog.dokumen if document.sop.sumber.berkas == name)
        instead = (
            f"Periksa SOP yang disalin darinya: sop periksa {users}" if users else "Belum ada SOP yang memakainya."
        )
        yield f"{akar / berkas} adalah naskah; isinya tidak diperiksa. {instead}"


def is_within(berkas: str, found: tuple[str, ...]) -> bool:
    """Tell whether a file lies within what `wanted` returned."""
    return any(name in {".", berkas} or berkas.startswith(name + "/") for name in found)
