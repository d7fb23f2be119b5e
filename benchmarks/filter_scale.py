"""The catalogue page with many SOPs: its size, what it costs to build, and how quick it is in Chromium.

`python -m benchmarks.filter_scale 1000 4000` makes synthetic catalogues, renders the page, has MkDocs build it among
the site's own styles and scripts, and opens it at the machine's speed and with the processor four times slower.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

from benchmarks.synthetic import write_catalogue
from katalog import analyse, load_catalogue
from katalog.render.catalogue_facets import stated_minutes
from katalog.render.catalogue_page import catalogue_page
from katalog.render.views import card
from katalog.simulation_record import Acuan, CatatanSimulasi, Selang, Waktu
from scripts.npm_package import MERMAID, place
from tests.site_support import chromium, served

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser

    from katalog import Telaah

AKAR: Final = Path(__file__).resolve().parent.parent
HASIL: Final = Path(__file__).resolve().parent / "hasil"
KONFIGURASI: Final = "INHERIT: mkdocs.yml\nwatch: []\nhooks: []\nnav: [index.md, sop/index.md]\n"
UBAH: Final = """async unfolded => {
    const katalog = document.querySelector("[data-saringan]"), hasil = {};
    const frame = () => new Promise(done => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = done;
        channel.port2.postMessage(0);
    }));
    const measure = async (name, action) => {
        await frame();
        const begin = performance.now();
        action();
        await frame();
        (hasil[name] ||= []).push(performance.now() - begin);
    };
    const field = katalog.querySelector("input[type=search]");
    for (const title of ["OPD", "Proses", "Jabatan", "Dasar hukum", "Waktu tertulis", "Temuan", "Tahun"]) {
        const inside = katalog.querySelector(`[role=group][aria-label="${title}"]`), group = inside.parentNode;
        const before = group.open;
        group.open = true;
        await frame();
        await frame();
        for (let turn = 0; turn < 3; turn++) {
            const check = inside.querySelectorAll("input[type=checkbox]")[turn];
            await measure("choose", () => check.click());
        }
        await measure("clear all", () => katalog.querySelectorAll(".tl-saring-hasil button")[1].click());
        group.open = before || unfolded;
    }
    for (const text of ["p", "pe", "peng", "pengadaan", "pengadaan dinas", "800/", ""]) {
        await measure("type", () => { field.value = text; field.dispatchEvent(new Event("input")); });
    }
    for (const title of katalog.querySelectorAll("thead button")) {
        await measure("sort", () => title.click());
        await measure("sort", () => title.click());
    }
    return hasil;
}"""
"""Changes as a reader makes them: milliseconds until each is painted."""
LAGI: Final = """async () => {
    const more = document.querySelectorAll(".tl-saring-lagi button"), begin = performance.now();
    more[1].click();
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - begin;
}"""
"""The wish for 500 more rows."""
SEMUA: Final = 'document.querySelectorAll(".tl-saring-satu").forEach(group => { group.open = true; })'


def made_up_records(telaah: Telaah) -> dict[str, CatatanSimulasi]:
    """Return records in which only the times say something, as if nine in ten SOPs had been simulated."""
    found = {}
    for document in telaah.katalog.dokumen:
        acak = Random(document.id)
        minutes = float(stated_minutes(telaah.turunan[document.id]) or 0)
        if minutes and acak.random() < 0.9:
            found[document.id] = _record(document.id, minutes, minutes * acak.uniform(0.8, 3))
    return found


def _record(id_sop: str, stated: float, simulated: float) -> CatatanSimulasi:
    time_taken = Selang(nilai=simulated, bawah=None, atas=None)
    return CatatanSimulasi(
        sop=id_sop,
        skenario="dasar",
        nama_skenario="Buatan",
        benih=0,
        ulangan=1,
        kasus=1,
        rancangan="buatan",
        acuan=Acuan(teks=None, menit=stated, jumlah_langkah=stated, konvensi="kalender", hari_kerja=None),
        waktu=Waktu(rata_rata=time_taken, p50=time_taken, p80=time_taken, p90=time_taken, p95=time_taken),
        waktu_kerja=None,
        tepat=None,
        tepat_kerja=None,
        histogram=None,
        menit_per_hari_kerja=450,
        perangkat={},  # type: ignore[arg-type] # written as a mapping, held as frozen pairs
        sidik="",
    )


def project(folder: Path, sops: int) -> dict[str, float]:
    """Write a project with the page of a synthetic catalogue; returns what rendering took."""
    write_catalogue(folder / "sops", sops, 1)
    telaah = analyse(load_catalogue(folder / "sops"))
    simulasi = made_up_records(telaah)
    cards = {document.id: card(telaah, document) for document in telaah.katalog.dokumen}
    begin = time.perf_counter()
    page = catalogue_page(telaah, cards, simulasi)
    seconds = time.perf_counter() - begin
    for name in ("aset", "tema"):
        shutil.copytree(AKAR / "docs" / name, folder / "docs" / name)
    place(MERMAID, folder / "docs/aset/pustaka/mermaid.tiny.js")
    (folder / "docs/sop").mkdir()
    (folder / "docs/sop/index.md").write_text(page, encoding="utf-8")
    (folder / "docs/index.md").write_text("# Beranda\n", encoding="utf-8")
    shutil.copy(AKAR / "mkdocs.yml", folder)
    (folder / "saja.yml").write_text(KONFIGURASI, encoding="utf-8")
    return {"render s": seconds}


def build(folder: Path) -> float:
    """Build the site; returns the processor seconds of MkDocs."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", "saja.yml", "--site-dir", "site"]
    before = os.times()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(AKAR), "SOURCE_DATE_EPOCH": "0"}
    subprocess.run(command, cwd=folder, env=environment, check=True, stderr=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def build_cost(folder: Path) -> float:
    """Return the processor seconds that the page adds to a build: with it, less with an empty page in its place."""
    whole = build(folder)
    page = folder / "docs/sop/index.md"
    text = page.read_text("utf-8")
    page.write_text("# Semua SOP\n", encoding="utf-8")
    empty = build(folder)
    page.write_text(text, encoding="utf-8")
    build(folder)
    return whole - empty


def renderer_memory(browser: Browser) -> float:
    """Return the own memory of the largest renderer (Pss, Linux alone; NaN elsewhere), in megabytes."""
    session = browser.new_browser_cdp_session()
    sizes = []
    for process in session.send("SystemInfo.getProcessInfo")["processInfo"]:
        smaps = Path("/proc", str(process["id"]), "smaps_rollup")
        if process["type"] == "renderer" and smaps.is_file():
            sizes += [int(line.split()[1]) / 1000 for line in smaps.read_text().splitlines() if line.startswith("Pss:")]
    session.detach()
    return max(sizes, default=math.nan)


def opened(browser: Browser, address: str, slower: int) -> dict[str, float]:
    """Open the page in a fresh context and make changes; times in milliseconds, memory in megabytes."""
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def metric(name: str) -> float:
        return next(
            float(one["value"]) for one in session.send("Performance.getMetrics")["metrics"] if one["name"] == name
        )

    page.goto(address, wait_until="load")
    page.wait_for_selector(".tl-saring-aktif")
    found: dict[str, float] = page.evaluate(
        """() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done({
            "first paint": performance.getEntriesByName("first-contentful-paint")[0].startTime,
            "interactive": performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
        }))))"""
    )
    found["interactive, CPU"] = metric("TaskDuration") * 1000
    session.send("HeapProfiler.collectGarbage")
    found |= {
        "heap MB": metric("JSHeapUsedSize") / 1e6,
        "nodes": metric("Nodes"),
        "renderer MB": renderer_memory(browser),
    }
    for words, unfolded in (("", False), (", all unfolded", True)):
        if unfolded:
            page.evaluate(SEMUA)
            page.wait_for_timeout(500)
        before = metric("TaskDuration")
        timed: dict[str, list[float]] = page.evaluate(UBAH, unfolded)
        spent = (metric("TaskDuration") - before) * 1000
        for name, times in timed.items():
            found[f"{name}{words}"] = statistics.median(times)
        every = [time for times in timed.values() for time in times]
        found[f"longest of {len(every)}{words}"] = max(every)
        found[f"a change, CPU{words}"] = spent / len(every)
    found["500 more rows"] = page.evaluate(LAGI)
    context.close()
    return found


def measure(sops: int, runs: int) -> dict[str, Any]:
    """Return every figure of one size."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        found: dict[str, Any] = {"sops": sops, **project(folder, sops), "build CPU s": build_cost(folder)}
        html = (folder / "site/sop/index.html").read_bytes()
        data = html.partition(b'<script type="application/json">')[2].partition(b"</script>")[0]
        found |= {"html KB": len(html) / 1000, "gzipped KB": len(gzip.compress(html, 6)) / 1000}
        found |= {"data KB": len(data) / 1000, "data gzipped KB": len(gzip.compress(data, 6)) / 1000}
        with served(folder / "site") as address, chromium() as browser:
            for slower in (1, 4):
                lari = [opened(browser, f"{address}/sop/", slower) for _ in range(runs)]
                found[f"{slower}x"] = {key: statistics.median(one[key] for one in lari) for key in lari[0]}
        print(sops, json.dumps(found), file=sys.stderr, flush=True)
        return found


def table(found: Sequence[dict[str, Any]]) -> str:
    """Return the figures as a Markdown table, a column for each size and speed."""
    heads = [f"{one['sops']:,} SOPs" for one in found]
    lines = ["| | " + " | ".join(heads) + " |", "|---|" + "--:|" * len(found)]
    lines += [
        f"| {key} | " + " | ".join(f"{one[key]:,.1f}" for one in found) + " |"
        for key in ("html KB", "gzipped KB", "data KB", "data gzipped KB", "render s", "build CPU s")
    ]
    speeds = [(one, f"{slower}x") for one in found for slower in (1, 4)]
    lines += [
        "",
        "| | " + " | ".join(f"{one['sops']:,}, {speed}" for one, speed in speeds) + " |",
        "|---|" + "--:|" * len(speeds),
    ]
    for key in found[0]["1x"]:
        cells = [one[speed].get(key, math.nan) for one, speed in speeds]
        lines.append(f"| {key} | " + " | ".join(f"{cell:,.1f}" for cell in cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Read the arguments, measure, print, and write the JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.filter_scale", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 4000], help="numbers of SOPs (1000 4000)")
    parser.add_argument("--runs", type=int, default=3, help="times that the page is opened; the median counts")
    options = parser.parse_args()
    found = [measure(sops, options.runs) for sops in sorted(set(options.sizes))]
    HASIL.mkdir(exist_ok=True)
    (HASIL / "filter_scale.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(table(found))


if __name__ == "__main__":
    main()
