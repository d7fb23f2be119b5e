"""One measured stage, in a process of its own: `python -m benchmarks.stages STAGE FOLDER [MORE]` prints JSON.

What a stage needs is done before the clock starts; importing is not counted. The caller reads the peak memory.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Final

from benchmarks.synthetic import write_catalogue
from benchmarks.vocabulary import KATA_BIASA
from katalog.checking import analyse, renew
from katalog.loading import load_catalogue
from katalog.site import FOLDER, site_files
from scripts.generate import generate
from scripts.made_pages import CATATAN
from scripts.npm_package import MERMAID, place
from scripts.rare_collection import collect_rarely
from scripts.reading_store import read_catalogue
from scripts.sources import SourceReader

AKAR: Final = Path(__file__).resolve().parent.parent

Pekerjaan = Callable[[], dict[str, Any]]
"""What is timed; returns what else is worth noting."""


def prepare(folder: Path, jumlah: str, benih: str) -> Pekerjaan:
    """Make a project of its own: synthetic `sops/`, hand-written `docs/`, configuration, hooks, diagram library."""

    def work() -> dict[str, Any]:
        write_catalogue(folder / "sops", int(jumlah), int(benih))
        generated = {*FOLDER, "index.md", CATATAN}
        docs = AKAR / "docs"
        shutil.copytree(docs, folder / "docs", ignore=lambda at, _: generated if Path(at) == docs else set())
        place(MERMAID, folder / "docs/aset/pustaka/mermaid.tiny.js")
        (folder / "scripts").mkdir()
        for hook in (AKAR / "scripts").glob("mkdocs_*.py"):
            shutil.copy(hook, folder / "scripts")
        shutil.copy(AKAR / "mkdocs.yml", folder)
        return {"files": sum(1 for _ in (folder / "sops").rglob("*.yaml"))}

    return work


def load(folder: Path) -> Pekerjaan:
    """Read the catalogue."""
    return lambda: {"sops": len(load_catalogue(folder / "sops"))}


def load_again(folder: Path) -> Pekerjaan:
    """Read the catalogue as a command does, with all of it kept from the run before."""
    read_catalogue(folder / "sops")
    return lambda: {"sops": len(read_catalogue(folder / "sops"))}


def check_one(folder: Path) -> Pekerjaan:
    """Derive and relate the catalogue that was read, and check one SOP of it."""
    katalog = load_catalogue(folder / "sops")
    one = katalog.dokumen[0].id
    return lambda: {"findings": len(analyse(katalog, lambda document: document.id == one).temuan)}


def renew_one(folder: Path) -> Pekerjaan:
    """Analyse the catalogue anew after one SOP was edited, as while serving."""
    telaah = analyse(load_catalogue(folder / "sops"))
    one = telaah.katalog.dokumen[0]
    return lambda: {"findings": len(renew(telaah, {one.id: one}).temuan)}


def check(folder: Path) -> Pekerjaan:
    """Derive, relate and check the catalogue that was read."""
    katalog = load_catalogue(folder / "sops")
    return lambda: {"findings": len(analyse(katalog).temuan)}


def render(folder: Path) -> Pekerjaan:
    """Render every file of the analysed catalogue, and write none."""
    telaah = analyse(load_catalogue(folder / "sops"))
    read = SourceReader(folder / "sops").read

    def work() -> dict[str, Any]:
        sizes = [len(content) for _, content in site_files(telaah, read)]
        return {"files": len(sizes), "megabytes": round(sum(sizes) / 1e6, 1)}

    return work


def generate_fresh(folder: Path) -> Pekerjaan:
    """Read, check, render and write, with nothing written before."""
    for name in FOLDER:
        shutil.rmtree(folder / "docs" / name, ignore_errors=True)
    (folder / "docs" / CATATAN).unlink(missing_ok=True)
    return generate_again(folder)


def generate_again(folder: Path) -> Pekerjaan:
    """Read, check and render, with all of it already written and noted."""
    return lambda: {"written": generate(folder / "sops", folder / "docs")}


def plain(folder: Path) -> Pekerjaan:
    """Write `docs-plain/`: for each page one of the same size without tables, HTML or diagrams."""

    def work() -> dict[str, Any]:
        target, acak = folder / "docs-plain", Random(0)
        shutil.copytree(folder / "docs", target)
        pages = sorted(target.rglob("*.md"))
        for page in pages:
            page.write_text(_plain_page(acak, page.stem, page.stat().st_size), encoding="utf-8")
        return {"files": len(pages)}

    return work


def _plain_page(acak: Random, title: str, size: int) -> str:
    parts, length = [f"# {title}\n"], len(title) + 3
    while length < size:
        count = min(90, (size - length) // 7)
        if count < 3:
            break
        text = " ".join(acak.choices(KATA_BIASA, k=count))
        part = f"\n## {text[:30].strip()}\n\n{text}\n" if len(parts) % 4 == 0 else f"\n{text}\n"
        parts.append(part)
        length += len(part)
    return "".join(parts)


STAGE: Final[dict[str, Callable[..., Pekerjaan]]] = {
    "prepare": prepare,
    "load": load,
    "load-again": load_again,
    "check": check,
    "check-one": check_one,
    "renew-one": renew_one,
    "render": render,
    "generate": generate_fresh,
    "generate-again": generate_again,
    "plain": plain,
}


def _processor_seconds() -> float:
    """Return the processor time of this process and of the workers that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def main(arguments: list[str]) -> None:
    """Measure one stage and print what was measured as JSON."""
    collect_rarely()  # as every command does
    name, folder, *more = arguments
    work = STAGE[name](Path(folder), *more)
    begin, begin_cpu = time.perf_counter(), _processor_seconds()
    noted = work()
    seconds, cpu = time.perf_counter() - begin, _processor_seconds() - begin_cpu
    print(json.dumps({"seconds": seconds, "cpu": cpu, "noted": noted}))


if __name__ == "__main__":
    main(sys.argv[1:])
