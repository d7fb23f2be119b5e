"""Builds that are killed at every kind of moment: run as a program of its own, because it forks.

`python -m tests.killed_build PROYEK BERKAS` builds the site of a project with two versions of an SOP in turn, and kills
each build at another of its writes. What each kill left behind is printed as JSON, a line each.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mkdocs.__main__ import cli

from katalog.site import Kelompok, site_groups
from scripts import build_site, generate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KALI: Final = 20
_TULIS: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_UBAH: Final = frozenset({"os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree", "shutil.copyfile"})


def manifest(folder: Path) -> str:
    """Return a digest of every file below a folder, by name and content; "" where there is none."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest() if folder.is_dir() else ""


def _here(command: list[str], *, cwd: Path, env: dict[str, str], **_: Any) -> subprocess.CompletedProcess[bytes]:
    """Run MkDocs in this process, so that one kill ends all."""
    os.chdir(cwd)
    os.environ.update(env)
    try:
        cli(command[command.index("build") :], prog_name="mkdocs")
    except SystemExit as ended:
        return subprocess.CompletedProcess(command, int(ended.code or 0))
    return subprocess.CompletedProcess(command, 0)


def _few(*args: Any) -> Iterator[Kelompok]:
    """Yield the files of the site but the pages of the rules, which are most of them and alike."""
    for group in site_groups(*args):
        yield replace(group, buat=partial(_without_rules, group.buat))


def _without_rules(make: Callable[[], Iterator[tuple[str, bytes]]]) -> Iterator[tuple[str, bytes]]:
    return (file for file in make() if not file[0].startswith("temuan/"))


def _watched(proyek: Path, act: Callable[[int], object]) -> None:
    """Call `act` with the number of each change below the project that this process is about to make."""
    count = 0
    root = str(proyek)

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal count
        writes = event == "open" and isinstance(args[2], int) and args[2] & _TULIS
        if (writes or event in _UBAH) and str(args[0]).startswith(root):
            count += 1
            act(count)

    sys.addaudithook(hook)


def _child(proyek: Path, act: Callable[[int], object]) -> int:
    """Build in a fork; returns how it ended."""
    pid = os.fork()
    if pid == 0:
        _watched(proyek, act)
        code = 1
        try:
            code = build_site.build_site(proyek)
        finally:
            os._exit(code)
    return os.waitpid(pid, 0)[1]


def main(proyek: Path, berkas: Path) -> None:
    """Build both versions whole, then kill."""
    setattr(subprocess, "run", _here)  # noqa: B010 - a plain assignment is refused by the type checker
    setattr(generate, "site_groups", _few)  # noqa: B010 - the same
    os.environ.update(NO_MKDOCS_2_WARNING="1", SOURCE_DATE_EPOCH="0")
    text = berkas.read_text("utf-8")
    versions = (text, text.replace("Mengumpulkan data", "Mengumpulkan data capaian"))
    whole: list[str] = []  # the second version, then the first
    counter = proyek.parent / "hitung"
    for version in reversed(versions):
        berkas.write_text(version, "utf-8")
        assert _child(proyek, lambda number: counter.write_text(str(number))) == 0
        whole.append(manifest(proyek / "site"))
    last, docs = int(counter.read_text()), manifest(proyek / "docs")
    chance = random.Random(20)  # noqa: S311 - moments, not secrets
    moments = [*sorted(chance.sample(range(1, last - 8), KALI - 8)), *range(last - 7, last + 1)]
    for index, moment in enumerate(moments):
        berkas.write_text(versions[(index + 1) % 2], "utf-8")

        def kill(number: int, moment: int = moment) -> None:
            if number == moment:
                os.kill(os.getpid(), signal.SIGKILL)

        ended = _child(proyek, kill)
        found = manifest(proyek / "site")
        print(json.dumps({"saat": moment, "akhir": ended, "utuh": found in whole}), flush=True)
    berkas.write_text(versions[0], "utf-8")
    ended = _child(proyek, lambda _: None)
    print(
        json.dumps(
            {
                "akhir": ended,
                "situs": manifest(proyek / "site") == whole[1],
                "docs": manifest(proyek / "docs") == docs,
                "sisa": sorted(path.name for path in proyek.glob("site.*")),
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
