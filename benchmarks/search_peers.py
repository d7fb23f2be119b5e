"""Our search engine beside MiniSearch: how well both answer, and what their indexes cost.

`python -m benchmarks.search_peers [site] --sizes 0 2000` asks both, in Node, every question of the set that
`search_quality` puts to the box, on a built site, with the same grouping of results. It then fills both indexes with
the entries of synthetic catalogues (0 stands for the real site). MiniSearch is fetched from npm and kept in `.cache/`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.search_quality import BANYAK, Jawaban, questions, score
from benchmarks.synthetic import write_catalogue
from katalog import analyse, load_catalogue
from katalog.render.search_entries import search_entries
from scripts.npm_package import BerkasNpm, kept
from scripts.search_index import INDEKS, KATA, merge, vocabulary
from tests.site_support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MINISEARCH: Final = BerkasNpm(
    "minisearch@7.2.0",
    "package/dist/umd/index.js",
    "03c27931eb603af1d3358579e9885eafdb6a2f5fa9929557b3e77d7e99d06d03",
)
PENGUKUR: Final = Path(__file__).with_suffix(".js")


def synthetic_site(folder: Path, real: Path, sops: int) -> Path:
    """Write the search index of a synthetic catalogue beside the real site's other pages; returns the folder."""
    write_catalogue(folder / "katalog", sops, benih=1)
    entries = json.loads(search_entries(analyse(load_catalogue(folder / "katalog")))[1])
    index = json.loads((real / INDEKS).read_text("utf-8"))
    kept_docs = [
        {key: doc[key] for key in ("location", "title", "text")}
        for doc in index["docs"]
        if not doc["location"].startswith("sop/")
    ]
    merged = merge({**index, "docs": kept_docs}, entries)
    for name, value in ((INDEKS, merged), (KATA, vocabulary(merged, entries["istilah"]))):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), "utf-8")
    return folder


def measure(site: Path) -> dict[str, Any]:
    """Return what Node measured on one site: `build`, `serialised`, `answers`."""
    node = shutil.which("node")
    if node is None:
        sys.exit("Node is not installed: apt-get install nodejs")
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as asked:
        json.dump([question.tanya for question in questions()], asked)
        asked.flush()
        command = [node, "--expose-gc", str(PENGUKUR), str(kept(MINISEARCH)), str(site), asked.name]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    value: dict[str, Any] = json.loads(done.stdout)
    return value


def quality(answers: dict[str, list[list[str]]]) -> Iterator[str]:
    """Yield the lines of a Markdown table: how well each engine answers the questions of each part."""
    yield "| questions, level | engine | recall@1 | recall@5 | recall@10 | MRR |"
    yield "|---|---|--:|--:|--:|--:|"
    for part, held in (("semua", None), ("disetel", False), ("disimpan", True)):
        for tingkat in ("halaman", "langkah"):
            for engine, found in answers.items():
                chosen = [
                    Jawaban(question, tuple(places[:BANYAK]), None)
                    for question, places in zip(questions(), found, strict=True)
                    if held in {None, question.disimpan} and tingkat in {"halaman", question.tingkat}
                ]
                nilai = score(chosen, tingkat)
                shares = (nilai.recall_1, nilai.recall_5, nilai.recall_10, nilai.mrr)
                yield f"| {part}, {tingkat} | {engine} | " + " | ".join(f"{share:.3f}" for share in shares) + " |"


def cost(found: Sequence[tuple[int, dict[str, Any]]]) -> Iterator[str]:
    """Yield the lines of a Markdown table: what the indexes cost."""
    yield "| SOPs | engine | processor s to fill | MB in memory | MB as JSON |"
    yield "|--:|---|--:|--:|--:|"
    for sops, result in found:
        for one in result["build"]:
            saved = f"{result['serialised']:.1f}" if one["name"] == "MiniSearch" else "–"
            yield (
                f"| {sops or 'real (5)'} | {one['name']} | {one['seconds']:.2f} | {one['megabytes']:.0f} | {saved} |"
            )


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search_peers", description=__doc__)
    parser.add_argument("situs", nargs="?", type=Path, default=ROOT / "site", help="a built site (site/)")
    parser.add_argument("--sizes", nargs="*", type=int, default=[0, 2000], help="numbers of SOPs (0 2000)")
    options = parser.parse_args()
    real = measure(options.situs)
    found = []
    for sops in options.sizes:
        if sops == 0:
            found.append((0, real))
            continue
        with tempfile.TemporaryDirectory() as folder:
            found.append((sops, measure(synthetic_site(Path(folder), options.situs, sops))))
    print("\n".join([*quality(real["answers"]), "", *cost(found)]))


if __name__ == "__main__":
    main()
