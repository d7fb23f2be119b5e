"""Files ready to be copied: hooks and CI name commands that exist, and those pass on this repository's catalogue."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.cli import sop
from scripts.indonesian import run

ROOT = Path(__file__).parents[1]
CONTOH = ROOT / "contoh"


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
    assert [words[:2] for words in own] == [["sop", "periksa"], ["sop", "rapi"]]
    for words in own:
        assert run(sop, "sop", words[1:]) == 0, words


def test_gitlab_reads_the_report_that_is_written():
    job = read(CONTOH / "gitlab" / "periksa-sop.gitlab-ci.yml")["periksa-sop"]
    assert job["script"][0].partition("> ")[2] == job["artifacts"]["reports"]["codequality"]
    assert job["artifacts"]["when"] == "always"


def test_github_workflow_is_one():
    workflow = read(CONTOH / "github" / "periksa-sop.yml")
    assert {"push", "pull_request"} == set(workflow["on"])
    assert workflow["permissions"] == {"contents": "read"}
    for step in workflow["jobs"]["periksa"]["steps"]:
        assert ("run" in step) != ("uses" in step)


def test_example_names_hooks_that_exist():
    (repo,) = read(CONTOH / "pre-commit-config.yaml")["repos"]
    assert [hook["id"] for hook in repo["hooks"]] == ["sop-rapi", "sop-periksa"]
    assert {hook["id"] for hook in repo["hooks"]} == set(HOOKS)


@pytest.mark.parametrize("name", sorted(HOOKS))
def test_hook_runs_on_staged_files(name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    hook = HOOKS[name]
    assert hook["language"] == "python"
    staged = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "sops").rglob("*"))]
    chosen = [path for path in staged if re.search(hook["files"], path)]
    assert len(chosen) == 10
    files = [] if hook.get("pass_filenames") == "false" else chosen
    before = {path: (ROOT / path).read_bytes() for path in chosen}
    assert run(sop, "sop", [*shlex.split(hook["entry"])[1:], *files]) == 0
    assert {path: (ROOT / path).read_bytes() for path in chosen} == before
