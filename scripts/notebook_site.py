"""The notebooks on the site: run at build time, kept until notebook, program or catalogue change, or left out and said.

Environment variable TATALAKSANA_BUKU: 0 leaves them out, as TATALAKSANA_ULANGAN=0 leaves out all simulations.
"""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scripts.site_simulation import ULANGAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scripts.notebook_pages import Buku

BUKU: Final = "TATALAKSANA_BUKU"
"""Environment variable: 0 leaves the notebooks out of the site."""
TEMPAT: Final = "panduan/buku"
"""Where their pages lie, below `docs/`."""
PERANGKAT: Final = ("ipywidgets", "matplotlib", "nbclient", "nbconvert", "numpy", "pandas", "SALib", "scipy")
"""Packages of the extra `lab`, all of which a notebook may need; what an answer looks like hangs on their versions."""
_PROGRAM: Final = Path(__file__).resolve().parent.parent


def write_notebooks(proyek: Path, docs: Path, akar: Path, simpanan: Path) -> int:
    """Write the pages of `notebooks/` and their list below `docs/`; returns how many files changed.

    Args:
        proyek: The folder that holds `notebooks/`.
        docs: The folder of pages.
        akar: The catalogue of the site; the notebooks are written for the one beside them.
        simpanan: Folder in which finished pages are kept from build to build.
    """
    paths = sorted((proyek / "notebooks").glob("*.ipynb"))
    reason = _left_out(paths, akar, proyek)
    if reason:
        print(f"Buku catatan tidak disertakan dalam situs: {reason}", file=sys.stderr)
    files = dict(_list_alone(reason) if reason else _pages(paths, akar, simpanan))
    return _place(docs / TEMPAT, files)


def _left_out(paths: list[Path], akar: Path, proyek: Path) -> str:
    """Return why no notebook is shown; nothing where they are."""
    missing = [name for name in PERANGKAT if util.find_spec(name) is None]
    if not paths:
        return "folder notebooks tidak ada atau kosong."
    if os.environ.get(BUKU) == "0":
        return f"situs dibangun dengan {BUKU}=0."
    if os.environ.get(ULANGAN) == "0":
        return f"situs dibangun dengan {ULANGAN}=0."
    if missing:
        return f"paket {', '.join(missing)} belum dipasang (pip install -e '.[lab]')."
    if akar.resolve() != (proyek / "sops").resolve():
        return "buku ditulis untuk katalog dalam folder sops, sedangkan situs ini memuat katalog lain."
    return ""


def _list_alone(reason: str) -> Iterator[tuple[str, bytes]]:
    text = f'---\ntitle: "Buku catatan"\n---\n\n# Buku catatan perencana\n\nTidak disertakan: {reason}\n'
    yield "index.md", text.encode()


def _pages(paths: list[Path], akar: Path, simpanan: Path) -> Iterator[tuple[str, bytes]]:
    from scripts.notebook_pages import index_page, notebook_page  # noqa: PLC0415 - needs the extra `lab`

    program = _program(akar, paths[0].parent / "data")
    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:  # each waits for a kernel, a process of its own
        found = list(threads.map(lambda path: _answered(path, program, simpanan), paths))
    shown = [(path, one) for path, one in zip(paths, found, strict=True) if not isinstance(one, str)]
    stopped = [(path.name, one) for path, one in zip(paths, found, strict=True) if isinstance(one, str)]
    for _, fault in stopped:
        print(f"Buku catatan tidak disertakan: {fault}", file=sys.stderr)
    semua = [buku for _, (buku, _) in shown]
    yield "index.md", index_page(semua, [name for name, _ in stopped]).encode()
    for path, (buku, isi) in shown:
        yield f"{buku.nama}.md", notebook_page(buku, isi, semua).encode()
        yield path.name, path.read_bytes()


def _answered(path: Path, program: bytes, simpanan: Path) -> tuple[Buku, str] | str:
    """Return a notebook with its page's body, kept or run anew; the fault where it cannot be run."""
    from scripts.notebook_pages import Buku, body, described  # noqa: PLC0415 - needs the extra `lab`
    from scripts.notebook_run import NotebookError, executed  # noqa: PLC0415 - the same

    key = sha256(program + path.read_bytes()).hexdigest()[:32]
    kept = simpanan / f"{path.stem}-{key}.json"
    try:
        content = json.loads(kept.read_bytes())
        return Buku(path.stem, content["judul"], content["tanya"]), content["isi"]
    except (OSError, ValueError, KeyError):
        pass
    print(f"Buku catatan dijalankan: {path.name}", file=sys.stderr)
    try:
        notebook = executed(path)
    except NotebookError as error:
        return str(error)
    buku, isi = described(path.stem, notebook), body(notebook)
    _keep(kept, {"judul": buku.judul, "tanya": buku.tanya, "isi": isi})
    return buku, isi


def _program(akar: Path, data: Path) -> bytes:
    """Return a digest of all that an answer and its page are made from, the notebook itself apart."""
    digest = sha256(os.environ.get(ULANGAN, "").encode())
    for name in PERANGKAT:
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    sources = [path for package in ("katalog", "simulate", "lab") for path in (_PROGRAM / package).rglob("*")]
    sources += (_PROGRAM / "scripts").glob("notebook_*.py")
    for root, paths in ((_PROGRAM, sources), (akar, akar.rglob("*")), (data, data.rglob("*"))):
        for path in sorted(paths):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.digest()


def _keep(kept: Path, content: Mapping[str, str]) -> None:
    """Write a page in one move, so that a stopped build leaves no half of it."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(".part")
    part.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    part.replace(kept)


def _place(folder: Path, files: Mapping[str, bytes]) -> int:
    """Write what changed, and remove what is no longer made."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for name, content in files.items():
        target = folder / name
        if not target.is_file() or target.read_bytes() != content:
            target.write_bytes(content)
            written += 1
    for path in folder.iterdir():
        if path.name not in files:
            path.unlink()
    return written
