"""The bill of materials: whole, valid, the same each time, and nothing in it that a user may not take."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from scripts.inventory import KUNCI, bill, main, npm_packages, python_packages
from scripts.npm_package import MERMAID, PYODIDE

LOCK = KUNCI.read_text("utf-8")


@pytest.fixture(scope="module")
def text() -> str:
    return bill((*python_packages(LOCK), *npm_packages()), LOCK)


def test_valid_and_the_same_each_time(text: str):
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert bill((*python_packages(LOCK), *npm_packages()), LOCK) == text


def test_every_pinned_package_is_in_it(text: str):
    components = json.loads(text)["components"]
    listed = {(one["name"], one["version"]) for one in components if one["purl"].startswith("pkg:pypi/")}
    pinned = {tuple(re.split("==|;", line.replace(" ", ""))[:2]) for line in LOCK.splitlines() if "==" in line}
    assert listed == pinned
    digests = {one["content"] for part in components for one in part.get("hashes", ())}
    assert {MERMAID.sha256, *(one.sha256 for one in PYODIDE)} <= digests


def test_what_users_get_may_be_taken_by_them():
    used = [one for one in (*python_packages(LOCK), *npm_packages()) if one.dipakai]
    names = {one.nama for one in used}
    assert {"mkdocs", "simpy", "pyyaml", "python-docx", "@mermaid-js/tiny", "pyodide"} <= names
    assert not names & {"pytest", "pm4py", "ruff", "axe-core"}
    for one in used:
        assert one.lisensi not in {None, "tidak disebut"}, one
        assert not re.search(r"\b[AL]?GPL", one.lisensi or ""), one


def test_licences_as_a_list():
    done = CliRunner().invoke(main, ["--lisensi"])
    assert done.exit_code == 0
    assert "dipakai\tnpm\tpyodide\t" in done.output
    assert "alat\tpypi\tpytest\t" in done.output
