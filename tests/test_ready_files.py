"""Files ready to be copied: hooks and CI name commands that exist, and those pass on this repository's catalogue."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.cli import sop
from scripts.indonesian import run
from tests.catalogue_support import make_catalogue

ROOT = Path(__file__).parents[1]
CONTOH = ROOT / "contoh"
LAMA, HAPUS = "dinkes-kota-tangerang/lama.yaml", "dinkes-kota-tangerang/hapus.yaml"
SALAH = "nama: Tanpa langkah\n"


def read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - `on` is a word, not true


HOOKS = {hook["id"]: hook for hook in read(ROOT / ".pre-commit-hooks.yaml")}


def github_commands() -> list[str]:
    job = read(CONTOH / "github" / "periksa-sop.yml")["jobs"]["periksa"]
    return [step["run"] for step in job["steps"] if "run" in step]


def gitlab_commands() -> list[str]:
    jobs = read(CONTOH / "gitlab" / "periksa-sop.gitlab-ci.yml")
    return [line for job in jobs.values() if "script" in job for line in job["script"]]


@pytest.mark.parametrize("commands", [github_commands, gitlab_commands])
def test_ci_runs_commands_that_pass_here(commands: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    own = [shlex.split(line.partition(">")[0]) for line in commands() if line.startswith("sop ")]
    assert ["sop", "periksa"] in own
    assert own[-1][:2] == ["sop", "rapi"]
    for words in own:
        assert run(sop, "sop", words[1:]) == 0, words


def test_gitlab_reads_the_report_that_is_written():
    job = read(CONTOH / "gitlab" / "periksa-sop.gitlab-ci.yml")["periksa-sop"]
    assert job["script"][0].partition("> ")[2].split()[0] == job["artifacts"]["reports"]["codequality"]
    assert job["artifacts"]["when"] == "always"


def test_github_workflow_is_one():
    workflow = read(CONTOH / "github" / "periksa-sop.yml")
    assert {"push", "pull_request"} == set(workflow["on"])
    assert workflow["permissions"] == {"contents": "read"}
    for step in workflow["jobs"]["periksa"]["steps"]:
        assert ("run" in step) != ("uses" in step)


def test_github_marks_lines_of_changed_files_alone(tmp_path: Path):
    akar = make_catalogue(tmp_path, dict.fromkeys((LAMA, HAPUS, "dinkes-kota-tangerang/baru.yaml"), SALAH))
    who = ("-c", "user.name=Uji", "-c", "user.email=uji@contoh.invalid", "-c", "commit.gpgsign=false")

    def git(*words: str) -> str:
        done = subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    git("init", "-q")
    git("add", f"sops/{LAMA}", f"sops/{HAPUS}", "sops/_acuan")
    git("commit", "-qm", "Awal")
    base = git("rev-parse", "HEAD")
    (akar / HAPUS).unlink()
    git("add", "-A")
    git("commit", "-qm", "Ubah")
    command = tmp_path / "bin" / "sop"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from scripts.cli import main; main()" "$@"\n')
    command.chmod(0o755)
    (script,) = [one for one in github_commands() if "git diff" in one]
    path = f"{command.parent}:{os.environ['PATH']}"
    known = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT), "DASAR": base, "RUNNER_TEMP": str(tmp_path)}
    words = ["bash", "-e", "-c", script]
    done = subprocess.run(words, cwd=tmp_path, env=known, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "::error file=sops/dinkes-kota-tangerang/baru.yaml,line=" in done.stdout
    assert LAMA not in done.stdout


def test_example_names_hooks_that_exist():
    (repo,) = read(CONTOH / "pre-commit-config.yaml")["repos"]
    assert [hook["id"] for hook in repo["hooks"]] == ["sop-rapi", "sop-periksa"]
    assert {hook["id"] for hook in repo["hooks"]} == set(HOOKS)


def test_example_without_downloads_names_the_same_hooks():
    lines = (CONTOH / "pre-commit-config.yaml").read_text("utf-8").splitlines()
    (repo,) = yaml.safe_load("\n".join(line[1:] for line in lines if re.match("# {2,}", line)))
    for hook in repo["hooks"]:
        own = HOOKS[hook["id"]]
        assert (hook["entry"], hook.get("always_run", False)) == (own["entry"], own.get("always_run") == "true")
        assert (hook["language"], hook.get("pass_filenames", True)) == ("system", own.get("pass_filenames") != "false")


def test_catalogue_is_checked_when_a_commit_only_deletes():
    assert HOOKS["sop-periksa"]["always_run"] == "true"
    assert "files" not in HOOKS["sop-periksa"]


@pytest.mark.parametrize("name", sorted(HOOKS))
def test_hook_runs_on_staged_files(name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    hook = HOOKS[name]
    assert hook["language"] == "python"
    staged = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "sops").rglob("*"))]
    chosen = [path for path in staged if re.search(HOOKS["sop-rapi"]["files"], path)]
    assert len(chosen) == 10
    files = [] if hook.get("pass_filenames") == "false" else chosen
    before = {path: (ROOT / path).read_bytes() for path in chosen}
    assert run(sop, "sop", [*shlex.split(hook["entry"])[1:], *files]) == 0
    assert {path: (ROOT / path).read_bytes() for path in chosen} == before
