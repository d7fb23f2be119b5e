"""Python and the simulation for the browser: what `/apa-jika/` loads, put below the site's own address.

Pyodide comes from npm, the one compiled library (pydantic-core) as its wheel for Pyodide from PyPI, and everything
else is what this environment itself runs. So the numbers in the browser are those of the command, by construction.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from importlib import metadata
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from scripts.npm_package import PYODIDE, FetchError, place

if TYPE_CHECKING:
    from collections.abc import Iterator

TANPA: Final = "TATALAKSANA_TANPA_APAJIKA"
"""Environment variable: 1 leaves Python in the browser out of the site."""
FOLDER: Final = "aset/pustaka/pyodide"
"""Where the files lie, below `docs/`."""
PAKET: Final = "paket.zip"
_ROOT: Final = Path(__file__).resolve().parent.parent
SIMPANAN: Final = _ROOT / ".cache" / "roda"
"""Where the fetched wheel is kept."""
_PLATFORM: Final = ("--platform", "pyemscripten_2026_0_wasm32", "--python-version", "3.14", "--implementation", "cp")
"""What the Pyodide of `PYODIDE` runs."""
_COMPILED: Final = "pydantic_core"
DISTRIBUSI: Final = (
    "annotated-types",
    "holidays",
    "pydantic",
    "python-dateutil",
    "PyYAML",
    "simpy",
    "six",
    "tatalaksana",
    "typing-extensions",
    "typing-inspection",
)
"""What the simulation imports, in the versions that run here; all of it plain Python."""
_LEFT_OUT: Final = (
    "pydantic/v1/",
    "pydantic/mypy.py",
    "pydantic/_hypothesis_plugin.py",
    "dateutil/zoneinfo/",
    "_yaml/",
)
_COUNTRIES: Final = PurePosixPath("holidays/countries")
_OWN: Final = (
    "katalog/*.py",
    "katalog/render/__init__.py",
    "katalog/render/amounts.py",
    "katalog/render/charts.py",
    "katalog/render/escaping.py",
    "katalog/render/simulation_panel.py",
    "katalog/render/simulation_words.py",
    "katalog/render/what_if_words.py",
    "scripts/__init__.py",
    "scripts/browser_desk.py",
    "simulate/*.py",
    "simulate/scenarios/*.yaml",
)
"""The modules of this project that the browser needs."""


def write_bundle(docs: Path) -> int | None:
    """Put everything below `docs`; returns how many bytes a reader loads, or None where it was to be left out.

    Raises:
        FetchError: If something cannot be fetched.
    """
    folder = docs / FOLDER
    if os.environ.get(TANPA, "") not in {"", "0"}:
        shutil.rmtree(folder, ignore_errors=True)
        return None
    files = [place(berkas, folder / PurePosixPath(berkas.berkas).name) for berkas in PYODIDE]
    content, paket = archive(), folder / PAKET
    if not paket.is_file() or paket.read_bytes() != content:
        paket.write_bytes(content)
    return sum(file.stat().st_size for file in (*files, paket))


def archive() -> bytes:
    """Return all packages as one archive; the same files give the same bytes."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in sorted({**dict(_libraries()), **dict(_compiled()), **dict(_own())}.items()):
            archive.writestr(zipfile.ZipInfo(name), raw, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _libraries() -> Iterator[tuple[str, bytes]]:
    for name in DISTRIBUSI:
        found = metadata.distribution(name)
        for path in found.files or ():
            if _is_needed(path):
                yield path.as_posix(), path.read_binary()
    # The list of all countries imports each of them: one is needed, and it imports none.
    yield (_COUNTRIES / "__init__.py").as_posix(), b""


def _is_needed(path: PurePosixPath) -> bool:
    name = path.as_posix()
    if path.parts[0].endswith(".dist-info"):
        return path.name == "METADATA" or "LICENSE" in path.name.upper()
    if path.parts[0] == "holidays" and path.suffix == ".mo":
        return path.stem == "ID"
    if name.startswith(_LEFT_OUT) or path.is_absolute() or ".." in path.parts or path.suffix != ".py":
        return False
    if name.startswith("holidays/financial/"):
        return False
    return path.parent != _COUNTRIES or path.stem == "indonesia"


def _compiled() -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(_wheel()) as wheel:
        for name in wheel.namelist():
            if not name.endswith((".pyi", "/RECORD", "/WHEEL")):
                yield name, wheel.read(name)


def _wheel() -> Path:
    """Return the wheel in the version that runs here, fetched where it is not kept yet."""
    version = metadata.version(_COMPILED)
    pattern = f"{_COMPILED}-{version}-*wasm32.whl"
    if not (kept := sorted(SIMPANAN.glob(pattern))):
        SIMPANAN.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            _download(f"{_COMPILED}=={version}", Path(scratch))
            for path in Path(scratch).glob(pattern):
                part = SIMPANAN / f"{path.name}.part"
                shutil.copyfile(path, part)
                part.replace(SIMPANAN / path.name)
        kept = sorted(SIMPANAN.glob(pattern))
    if not kept:
        raise FetchError(f"{_COMPILED} {version} untuk peramban tidak ada. Bangun tanpa apa-jika: {TANPA}=1.")
    return kept[0]


def _download(what: str, folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--only-binary=:all:", "--no-deps", *_PLATFORM, "--dest", str(folder), what]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
    except subprocess.CalledProcessError as error:
        lines = (error.stderr or error.stdout or "").strip().splitlines()
        said = lines[-1] if lines else str(error)
        raise FetchError(f"Pengambilan {what} gagal: {said} Bangun tanpa apa-jika: {TANPA}=1.") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FetchError(f"Pengambilan {what} gagal: {error}") from error


def _own() -> Iterator[tuple[str, bytes]]:
    for pattern in _OWN:
        for path in _ROOT.glob(pattern):
            yield path.relative_to(_ROOT).as_posix(), path.read_bytes()
