"""The site behind Debian's nginx with the configuration that is shipped: headers, types, and every page under them."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from scripts.inline_scripts import moved_out
from tests.site_support import KINDS, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Page

pytestmark = pytest.mark.situs

CONTOH = ROOT / "contoh" / "nginx" / "tatalaksana.conf"
SOP = "/sop/dinkes-kota-tangerang/penjenjangan-kinerja/"
POLICY = "Content-Security-Policy"


def settings(site: Path, folder: Path, port: int) -> str:
    """Return a whole configuration of nginx: the shipped one, with another port and folder, and no right of root."""
    shipped = CONTOH.read_text("utf-8")
    for old, new in (
        (r"listen 80;", f"listen 127.0.0.1:{port};"),
        (r"root /srv/tatalaksana/site;", f"root {site};"),
    ):
        shipped, count = re.subn(re.escape(old), new, shipped)
        assert count == 1, old
    temporary = "".join(
        f"  {kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    return (
        f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nworker_processes 1;\n"
        f"events {{}}\nhttp {{\n  access_log off;\n{temporary}{shipped}\n}}\n"
    )


@contextmanager
def nginx(site: Path, folder: Path) -> Iterator[int]:
    """Serve a folder by nginx on loopback; yields the port."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert program, "nginx is not installed: apt-get install nginx-light"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "nginx.conf"
    config.write_text(settings(site, folder, port), "utf-8")
    words = [program, "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(config)]
    tried = subprocess.run([*words, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "[warn]" not in tried.stderr
    running = subprocess.Popen(words)
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert running.poll() is None, (folder / "error.log").read_text("utf-8")
                try:
                    running.wait(0.1)
                except subprocess.TimeoutExpired:
                    continue
        yield port
    finally:
        running.terminate()
        running.wait(10)


@pytest.fixture(scope="module")
def porta(situs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with nginx(situs, tmp_path_factory.mktemp("nginx")) as port:
        yield port


def asked(porta: int, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", porta, timeout=30)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.title(): value for name, value in answer.getheaders()}, body


def test_every_answer_carries_the_policy(porta: int):
    for path in ("/", SOP, "/tidak-ada/", "/api/v1/katalog.json", "/aset/bagan.js"):
        _, headers, _ = asked(porta, path)
        policy = headers[POLICY.title()]
        assert "default-src 'none'" in policy
        (scripts,) = re.findall(r"script-src ([^;]+)", policy)
        assert scripts == "'self' 'wasm-unsafe-eval'"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Server" not in headers or "/" not in headers["Server"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/aset/bagan.js", "application/javascript; charset=utf-8"),
        ("/aset/pustaka/pyodide/pyodide.mjs", "application/javascript; charset=utf-8"),
        ("/aset/pustaka/pyodide/pyodide.asm.wasm", "application/wasm"),
        ("/api/v1/katalog.json", "application/json; charset=utf-8"),
        (f"{SOP.rstrip('/')}.bpmn", "application/xml"),
        (f"{SOP.rstrip('/')}.csv", "text/csv; charset=utf-8"),
        (f"{SOP.rstrip('/')}.yaml", "text/plain; charset=utf-8"),
        ("/perubahan/semua.atom", "application/atom+xml; charset=utf-8"),
        ("/penilaian/tinjauan.ics", "text/calendar; charset=utf-8"),
        ("/aset/ikon.svg", "image/svg+xml"),
    ],
)
def test_types(porta: int, path: str, kind: str):
    status, headers, _ = asked(porta, path)
    assert (status, headers["Content-Type"]) == (200, kind)


def test_every_kind_of_file_has_a_type(situs: Path):
    known = set(re.search(r"types \{(.*?)\}", CONTOH.read_text("utf-8"), re.DOTALL)[1].replace(";", " ").split())  # type: ignore[index]
    suffixes = {path.suffix.removeprefix(".") for path in situs.rglob("*") if path.is_file()}
    assert suffixes <= known


def test_answers_are_compressed_and_kept_only_as_long_as_they_are_true(porta: int, situs: Path):
    _, headers, body = asked(porta, "/", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == (situs / "index.html").read_bytes()
    assert headers["Cache-Control"] == "no-cache"
    status, _, body = asked(porta, "/", If_None_Match=headers["Etag"], Accept_Encoding="gzip")
    assert (status, body) == (304, b"")
    (script,) = [path.name for path in (situs / "assets" / "javascripts").glob("bundle.*.min.js")]
    _, headers, _ = asked(porta, f"/assets/javascripts/{script}")
    assert "immutable" in headers["Cache-Control"]
    moved = next((situs / "aset" / "sisip").iterdir()).name
    _, headers, _ = asked(porta, f"/aset/sisip/{moved}")
    assert "immutable" in headers["Cache-Control"]


def test_what_is_not_there_is_answered_by_the_sites_own_page(porta: int, situs: Path):
    for path in ("/.git/config", "/..%2f..%2fetc/passwd", "/%00", "/404.html/x"):
        status, _, body = asked(porta, path)
        assert status in {400, 404}, path
        assert b"root:" not in body
    for path in ("/tidak-ada/", "/aset/", SOP.rsplit("/", 2)[0] + "/", SOP.rsplit("/", 2)[0]):  # whole, or cut short
        status, headers, body = asked(porta, path)
        if status == 301:
            status, headers, body = asked(porta, headers["Location"])
        assert (status, body) == (404, (situs / "404.html").read_bytes()), path
        assert POLICY.title() in headers
    for method in ("POST", "PUT", "DELETE"):
        assert asked(porta, "/", method)[0] == 405
    assert asked(porta, SOP, "HEAD")[0] == 200
    status, headers, _ = asked(porta, SOP.rstrip("/"))
    assert (status, headers["Location"]) == (301, SOP)


def watched(page: Page) -> list[str]:
    """Return the list to which every fault of the page is added; that a page is missing is none."""
    faults: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "status of 404" not in message.text:
            faults.append(message.text)

    page.on("console", said)
    page.on("pageerror", lambda error: faults.append(str(error)))
    return faults


def test_every_kind_of_page_works_under_the_policy(browser: Browser, porta: int):
    page = browser.new_page()
    faults = watched(page)
    for path in (*KINDS, SOP, f"{SOP}lembar.html"):
        page.goto(f"http://127.0.0.1:{porta}{path}", wait_until="load")
        page.wait_for_function("[...document.querySelectorAll('.mermaid')].every(d => d.querySelector('svg'))")
        assert faults == [], path
        assert (
            page.evaluate("document.querySelectorAll('script:not([src]):not([type=\"application/json\"])').length") == 0
        )
    page.close()


def test_search_diagram_replay_and_simulation_work_under_the_policy(browser: Browser, porta: int):
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    page = context.new_page()
    faults = watched(page)
    base = f"http://127.0.0.1:{porta}"
    page.goto(base + SOP)
    page.locator("[data-bagan] svg .node").first.wait_for()
    page.get_by_role("button", name="Putar ulang", exact=True).click()
    page.locator(".tl-p-token").first.wait_for()
    page.goto(base + "/")
    page.locator("[data-cari]").click()
    page.keyboard.type("penjenjangan")
    page.locator(f'.md-search-result__item a[href*="{SOP}"]').first.wait_for()
    page.goto(f"{base}/apa-jika/dinkes-kota-tangerang/?sop=penjenjangan-kinerja&ulangan=20")
    page.set_default_timeout(240_000)
    page.get_by_role("button", name="Mulai menghitung").click()
    page.locator("[data-status]", has_text=re.compile("^Selesai")).wait_for()
    assert faults == []
    context.close()


def test_the_policy_would_refuse_a_script_in_the_text(browser: Browser, tmp_path: Path):
    copy = tmp_path / "situs"
    copy.mkdir()
    (copy / "index.html").write_text("<title>x</title><script>document.title = 'jalan'</script>", "utf-8")
    folder = tmp_path / "nginx"
    folder.mkdir()
    with nginx(copy, folder) as port:
        page = browser.new_page()
        faults = watched(page)
        page.goto(f"http://127.0.0.1:{port}/")
        assert page.title() == "x"
        assert "Content Security Policy" in faults[0]
        page.close()


def test_only_scripts_that_run_are_moved():
    html = (
        '<script>a()</script><script type="module">b()</script><script src="x.js"></script>'
        '<script type="application/json">{"c": 1}</script><script>a()</script>'
    )
    moved, files = moved_out(html, "../sisip/")
    names = {content: name for name, content in files.items()}
    first = f'<script src="../sisip/{names[b"a()"]}"></script>'
    second = f'<script type="module" src="../sisip/{names[b"b()"]}"></script>'
    assert moved == (
        f'{first}{second}<script src="x.js"></script><script type="application/json">{{"c": 1}}</script>{first}'
    )
    assert len(files) == 2
