"""How reading, checking, rendering and building grow with the catalogue.

`python -m benchmarks.catalogue_scale 500 2000` measures synthetic catalogues of these sizes, each stage in a
fresh process, prints a table, and writes the same as JSON to `benchmarks/hasil/`.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# This process stays small on purpose: on Linux a child's peak memory is never below its parent's at the fork.

AKAR: Final = Path(__file__).resolve().parent.parent
HASIL: Final = Path(__file__).resolve().parent / "hasil"
KATALOG: Final = ("load", "load-again", "check", "check-one", "renew-one", "render", "generate", "generate-again")
"""Stages of the catalogue, in order: the last one needs what the one before it wrote."""
SINGKAT: Final = 20.0
"""Seconds; what takes longer is measured once."""
DASAR: Final = "load"
POLOS: Final = "mkdocs-plain"
BANGUN: Final = {
    # stage: configuration on top of mkdocs.yml, without the hook that generates, which has done its work before
    "mkdocs": "hooks: [scripts/mkdocs_policy.py, scripts/mkdocs_search.py, scripts/mkdocs_quick.py]\n",
    "mkdocs-slow": "hooks: [scripts/mkdocs_policy.py, scripts/mkdocs_search.py]\n",
    POLOS: "hooks: []\nplugins:\n  - search:\n      lang: id\ndocs_dir: docs-plain\n",
}
"""Builds: the pages as configured, the same without shortcuts, and plain pages of the same size."""


@dataclass(frozen=True)
class Ukuran:
    """What was measured of one stage at one size: medians over the runs, and the highest peak of memory."""

    stage: str
    sops: int
    seconds: float
    cpu_seconds: float
    peak_megabytes: float
    runs: int
    noted: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class _Lari:
    """One run of a child process."""

    output: str
    seconds: float
    cpu: float
    peak: float


def _run(command: Sequence[str], folder: Path, errors: IO[bytes]) -> _Lari:
    """Run a child to its end; raises CalledProcessError. The peak is that of this child alone."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(AKAR), "SOURCE_DATE_EPOCH": "0"}
    begin = time.perf_counter()
    child = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True)
    output = child.stdout.read() if child.stdout else ""
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.stdout:
        child.stdout.close()
    if child.returncode:
        errors.seek(0)
        sys.stderr.write(errors.read().decode(errors="replace")[-4000:])
        raise subprocess.CalledProcessError(child.returncode, list(command))
    unit = 1 if sys.platform == "darwin" else 1024
    return _Lari(output, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


def _stage(name: str, sops: int, folder: Path, runs: int, *more: str) -> Ukuran:
    seconds, cpu, peaks, noted = [], [], [], {}
    for _ in range(runs):
        with tempfile.TemporaryFile() as errors:
            lari = _run([sys.executable, "-m", "benchmarks.stages", name, str(folder), *more], AKAR, errors)
        found = json.loads(lari.output)
        seconds.append(found["seconds"])
        cpu.append(found["cpu"])
        peaks.append(lari.peak)
        noted = found["noted"]
        if seconds[0] > SINGKAT:
            break
    return _told(Ukuran(name, sops, statistics.median(seconds), statistics.median(cpu), max(peaks), len(peaks), noted))


def _build(name: str, sops: int, folder: Path, runs: int) -> Ukuran:
    config, site = folder / f"bench-{name}.yml", folder / "site"
    config.write_text(f"INHERIT: mkdocs.yml\nwatch: []\n{BANGUN[name]}", encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config), "--site-dir", str(site)]
    found, warnings, noted = [], 0, {}
    for _ in range(runs):
        shutil.rmtree(site, ignore_errors=True)
        with tempfile.TemporaryFile() as errors:
            found.append(_run(command, folder, errors))
            errors.seek(0)
            warnings = errors.read().count(b"WARNING")
        noted = {
            "warnings": warnings,
            "pages": sum(1 for _ in site.rglob("*.html")),
            "html_megabytes": _megabytes(site.rglob("*.html")),
        }
        if name == "mkdocs":
            noted |= _in_browser(site)
    shutil.rmtree(site, ignore_errors=True)
    middle = statistics.median(lari.seconds for lari in found)
    cpu = statistics.median(lari.cpu for lari in found)
    return _told(Ukuran(name, sops, middle, cpu, max(lari.peak for lari in found), runs, noted))


def _in_browser(site: Path) -> dict[str, Any]:
    """Return the sizes of a site and how long its readers wait, measured by a child: this process stays small."""
    command = [sys.executable, "-m", "benchmarks.site_in_browser", str(site)]
    done = subprocess.run(command, cwd=AKAR, check=True, stdout=subprocess.PIPE)
    return dict(json.loads(done.stdout))


def _megabytes(files: Iterable[Path]) -> float:
    return round(sum(file.stat().st_size for file in files) / 1e6, 1)


def _told(ukuran: Ukuran) -> Ukuran:
    figures = f"{ukuran.seconds:8.2f} s {ukuran.cpu_seconds:8.2f} CPU s {ukuran.peak_megabytes:6.0f} MB"
    print(f"{ukuran.sops:>6} {ukuran.stage:<20} {figures}  {ukuran.noted}", file=sys.stderr, flush=True)
    return ukuran


def measure(sops: int, *, benih: int, runs: int, builds: Sequence[str], build_runs: int) -> list[Ukuran]:
    """Measure every stage and the named builds on a synthetic catalogue of `sops` SOPs."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _stage("prepare", sops, folder, 1, str(sops), str(benih))
        found = [_stage(name, sops, folder, runs) for name in KATALOG]
        if POLOS in builds:
            _stage("plain", sops, folder, 1)
        found += [_build(name, sops, folder, build_runs) for name in builds]
        return found


def growth(small: Ukuran, large: Ukuran) -> float:
    """Return the exponent of growth in processor time: 1 is linear, 2 quadratic."""
    return math.log(large.cpu_seconds / small.cpu_seconds) / math.log(large.sops / small.sops)


def table(found: Sequence[Ukuran]) -> str:
    """Return the figures as a Markdown table, ratios beside the absolute values."""
    by_key = {(ukuran.stage, ukuran.sops): ukuran for ukuran in found}
    sizes = sorted({ukuran.sops for ukuran in found})
    lines = [
        "| stage | SOPs | seconds | CPU s | ms per SOP | × load | × plain MkDocs | peak MB | growth |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name in dict.fromkeys(ukuran.stage for ukuran in found):
        for before, sops in zip([None, *sizes], sizes, strict=False):
            ukuran, base, polos = by_key[name, sops], by_key[DASAR, sops], by_key.get((POLOS, sops))
            grown = f"{growth(by_key[name, before], ukuran):.2f}" if before else ""
            share = f"{ukuran.cpu_seconds / polos.cpu_seconds:.2f}" if polos else ""
            lines.append(
                f"| {name} | {sops:,} | {ukuran.seconds:.2f} | {ukuran.cpu_seconds:.2f} "
                f"| {ukuran.cpu_seconds * 1000 / sops:.1f} | {ukuran.cpu_seconds / base.cpu_seconds:.2f} | {share} "
                f"| {ukuran.peak_megabytes:.0f} | {grown} |"
            )
    return "\n".join(lines)


def reader_table(found: Sequence[Ukuran]) -> str:
    """Return what was measured of built sites as a Markdown table."""
    lines = [
        "| SOPs | pages | files | MB | index MB | gzipped | KB an SOP's page | s to a result | s to a diagram |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    names = ("pages", "files", "megabytes", "index_megabytes", "index_megabytes_gzipped", "sop_page_kilobytes")
    lines += [
        f"| {one.sops:,} | {' | '.join(f'{one.noted[name]:,}' for name in (*names, 'first_result', 'diagram'))} |"
        for one in found
        if "first_result" in one.noted
    ]
    return "\n".join(lines) if len(lines) > 2 else ""


def main() -> None:
    """Read the arguments, measure, print, and write the JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.catalogue_scale", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[500, 2000], help="numbers of SOPs (500 2000)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the synthetic catalogue")
    parser.add_argument("--runs", type=int, default=3, help="runs of each short stage; the median counts")
    parser.add_argument("--builds", nargs="*", choices=BANGUN, default=[*BANGUN], help="builds with MkDocs (all)")
    parser.add_argument("--build-runs", type=int, default=1, help="runs of each MkDocs build")
    options = parser.parse_args()
    found: list[Ukuran] = []
    HASIL.mkdir(exist_ok=True)
    for sops in sorted(set(options.sizes)):
        found += measure(
            sops, benih=options.seed, runs=options.runs, builds=options.builds, build_runs=options.build_runs
        )
        # Written after every size: what was measured stays where a later size is interrupted.
        result = {"seed": options.seed, "python": sys.version.split()[0], "measured": [asdict(one) for one in found]}
        (HASIL / "catalogue_scale.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(table(found), reader_table(found), sep="\n\n")


if __name__ == "__main__":
    main()
