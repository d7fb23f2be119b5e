"""Python modules compiled ahead for the browser: its Python would otherwise compile all of them at every start.

Only the Pyodide that will load them can compile them, so it runs once in Node, for the modules that are not kept yet.
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scripts.npm_package import PYODIDE, FetchError, place, tool

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROOT: Final = Path(__file__).resolve().parent.parent
SIMPANAN: Final = _ROOT / ".cache" / "bytecode"
"""Where compiled modules are kept, by what they were compiled from."""
_PROGRAM: Final = Path(__file__).with_suffix(".mjs")
_PADA: Final = ".py"


def compiled(files: Mapping[str, bytes], simpanan: Path = SIMPANAN) -> dict[str, bytes]:
    """Return files by name with every module `x.py` as `x.pyc`; raises FetchError where they cannot be compiled."""
    kept = {name: simpanan / _key(name, raw) for name, raw in files.items() if name.endswith(_PADA)}
    if missing := {name: files[name] for name, path in kept.items() if not path.is_file()}:
        simpanan.mkdir(parents=True, exist_ok=True)
        for name, raw in _made(missing):
            part = kept[name].with_suffix(".part")
            part.write_bytes(raw)
            part.replace(kept[name])
    others = {name: raw for name, raw in files.items() if name not in kept}
    return others | {f"{name}c": path.read_bytes() for name, path in kept.items()}


def _key(name: str, raw: bytes) -> str:
    digest = hashlib.sha256(_PROGRAM.read_bytes())
    for part in (*(one.sha256.encode() for one in PYODIDE), name.encode(), raw):
        digest.update(part + b"\0")
    return f"{digest.hexdigest()}.pyc"


def _made(missing: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for berkas in PYODIDE:
            place(berkas, folder / Path(berkas.berkas).name)
        with zipfile.ZipFile(folder / "in.zip", "w") as given:
            for name, raw in sorted(missing.items()):
                given.writestr(zipfile.ZipInfo(name), raw)
        command = [*tool("node", folder), str(_PROGRAM), str(folder), str(folder / "in.zip"), str(folder / "out.zip")]
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
        except (OSError, subprocess.SubprocessError) as error:
            raise FetchError(f"Python untuk peramban tidak dapat disiapkan dengan Node: {error}") from error
        with zipfile.ZipFile(folder / "out.zip") as made:
            return [(name, made.read(name)) for name in made.namelist()]
