"""Python and the simulation for the browser: what `/apa-jika/` loads, put below the site's own address.

Pyodide comes from npm, the one compiled library (pydantic-core) as its wheel for Pyodide from PyPI, and everything
else is what this environment itself runs, compiled ahead for the browser's Python. So the numbers in the browser are
those of the command, by construction.
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

from scripts.browser_bytecode import compiled
from scripts.npm_package import PYODIDE, FetchError, kept, place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TANPA: Final = "TATALAKSANA_TANPA_APAJIKA"
"""Environment variable: 1 leaves Python in the browser out of the site."""
FOLDER: Final = "aset/pustaka/pyodide"
"""Where the files lie, below `docs/`."""
PAKET: Final = "paket.zip"
PUSTAKA: Final = "python_stdlib.zip"
"""Python's own library: Pyodide's, compiled."""
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
"""The modules of this project that the browser needs, but for those below."""
_NOT_ASKED: Final = (
    *(f"katalog/{name}.py" for name in ("checking", "completeness", "handover", "index", "legal_doubts")),
    *(f"katalog/{name}.py" for name in ("replay_record", "reviews", "schema", "scorecard", "site")),
    *(f"simulate/{name}.py" for name in ("asking", "event_log", "processes", "replay", "scenario_schema", "workload")),
)
"""What checks, judges, logs, plays again and shares work out: nobody asks for it there."""


_PLAIN_PUSTAKA: Final = f"package/{PUSTAKA}"
TAK_DIPAKAI: Final = (
    "_pydatetime.py",
    "_pydecimal.py",
    "_pyio.py",
    "_pyrepl/",
    "ctypes/",
    "doctest.py",
    "ftplib.py",
    "imaplib.py",
    "mailbox.py",
    "multiprocessing/",
    "optparse.py",
    "pdb.py",
    "pickletools.py",
    "plistlib.py",
    "pstats.py",
    "pydoc.py",
    "smtplib.py",
    "sqlite3/",
    "tomllib/",
    "turtle.py",
    "unittest/",
    "wsgiref/",
    "xml/",
    "xmlrpc/",
)
"""Of Python's own library: what is for testing, for mail, for other processes, or a copy of what is compiled in."""


def write_bundle(docs: Path) -> int | None:
    """Put everything below `docs`; returns how many bytes a reader loads, or None where it was to be left out.

    Raises:
        FetchError: If something cannot be fetched, or not be compiled.
    """
    folder = docs / FOLDER
    if os.environ.get(TANPA, "") not in {"", "0"}:
        shutil.rmtree(folder, ignore_errors=True)
        return None
    files = [place(one, folder / PurePosixPath(one.berkas).name) for one in PYODIDE if one.berkas != _PLAIN_PUSTAKA]
    for name, content in ((PAKET, archive()), (PUSTAKA, library())):
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
        files.append(path)
    return sum(file.stat().st_size for file in files)


def archive() -> bytes:
    """Return all packages as one archive; the same files give the same bytes."""
    return _zipped({**dict(libraries()), **dict(_compiled()), **dict(own())})


def library() -> bytes:
    """Return Python's own library as one archive."""
    (source,) = (kept(one) for one in PYODIDE if one.berkas == _PLAIN_PUSTAKA)
    with zipfile.ZipFile(source) as given:
        names = [name for name in given.namelist() if not name.endswith("/") and not name.startswith(TAK_DIPAKAI)]
        return _zipped({name: given.read(name) for name in names})


def _zipped(files: Mapping[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, raw in sorted(compiled(files).items()):
            archive.writestr(zipfile.ZipInfo(name), raw, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def libraries() -> Iterator[tuple[str, bytes]]:
    """Yield the files of the plain libraries."""
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
            if not name.endswith((".pyi", "/RECORD", "/WHEEL", ".cyclonedx.json")):
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


def own() -> Iterator[tuple[str, bytes]]:
    """Yield the files of this project."""
    for pattern in _OWN:
        for path in _ROOT.glob(pattern):
            if (name := path.relative_to(_ROOT).as_posix()) not in _NOT_ASKED:
                yield name, path.read_bytes()
