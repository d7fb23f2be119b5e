"""The house stays in order: imports run one way, modules stay small, nothing local leaks into the text."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("katalog", "impor", "simulate", "lab", "scripts", "benchmarks", "tests")

# Layers of `katalog`, lowest first: a module imports from its own layer or from one below.
LAYERS = (
    {
        "positions",
        "yaml_causes",
        "yaml_faults",
        "numerals",
        "naming",
        "regulation_kinds",
        "fields",
        "dates",
        "doubts",
        "guessing",
        "model_fields",
    },
    {"findings", "yaml_source", "durations", "citation_parts", "citations", "model", "references"},
    {"conventions", "editor_schema", "validation", "flow", "handover", "reviews", "simulation_record", "replay_record"},
    {"catalogue"},
    {"loading", "derivation", "history", "tidying"},
    {"comparison"},
    {"index"},
    {"rules"},
    {"checking", "report", "schema", "completeness", "legal_doubts", "scorecard"},
    {"render"},
    {"export"},
    {"site"},
)


def modules(package: str) -> list[Path]:
    return sorted(path for path in (ROOT / package).rglob("*.py") if "__pycache__" not in path.parts)


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
    return found


def runtime_imports(path: Path) -> set[str]:
    """Imports that happen when the module runs, those for type checkers left out."""
    found: set[str] = set()

    def visit(nodes: list[ast.stmt]) -> None:
        for node in nodes:
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
                continue
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)

    visit(ast.parse(path.read_text("utf-8")).body)
    return found


# The core of the simulation: it also has to run in a browser, on the standard library and SimPy alone.
SIMULATION_CORE = {
    "arrivals",
    "calendar",
    "chance",
    "distributions",
    "engine",
    "estimates",
    "experiment",
    "load_check",
    "measures",
    "office_hours",
    "plan",
    "pool",
    "record",
    "routine",
    "special_functions",
    "walk",
}
# Around it stands what reads scenarios and catalogues, and what runs it elsewhere; each with its own libraries.
SIMULATION_LIBRARIES = {
    "what_if": {"yaml"},
    "executors": {"distributed"},
    "national_holidays": {"holidays"},
    "scenario": {"pydantic", "pydantic_core"},
    "scenario_fields": {"pydantic", "pydantic_core"},
}


def parts_of(name: str) -> str:
    return name.removeprefix("simulate.").split(".")[0]


@pytest.mark.parametrize("path", modules("simulate"), ids=lambda path: path.stem)
def test_simulation_core_stands_alone(path: Path):
    names = imports(path)
    if path.stem in SIMULATION_CORE:
        assert not {name for name in names if name.split(".")[0] not in {"simpy", "simulate", *sys.stdlib_module_names}}
        inner = {parts_of(name) for name in names if name.startswith("simulate")}
        assert inner <= SIMULATION_CORE
    else:
        allowed = {"simulate", "katalog", *sys.stdlib_module_names, *SIMULATION_LIBRARIES.get(path.stem, set())}
        assert not {name for name in names if name.split(".")[0] not in allowed}
        assert not {name for name in names if name.startswith(("katalog.render", "katalog.report"))}


# The importer reads files only through these; the rest of it is pure.
IMPORT_LIBRARIES = {"word_document": {"docx"}, "spreadsheet": {"openpyxl"}}


@pytest.mark.parametrize("path", modules("impor"), ids=lambda path: path.stem)
def test_importer_knows_the_domain_alone(path: Path):
    names = imports(path)
    allowed = {"impor", "katalog", *sys.stdlib_module_names, *IMPORT_LIBRARIES.get(path.stem, set())}
    assert not {name for name in names if name.split(".")[0] not in allowed}
    assert not {name for name in names if name.startswith(("katalog.render", "katalog.report", "katalog.export"))}
    assert not {name for name in names if name.split(".")[0] in {"socket", "http", "urllib", "subprocess", "pathlib"}}


@pytest.mark.parametrize(
    "path", [*modules("katalog"), *modules("simulate"), *modules("lab")], ids=lambda path: str(path.relative_to(ROOT))
)
def test_nothing_below_knows_the_importer(path: Path):
    assert not {name for name in imports(path) if name.split(".")[0] == "impor"}


@pytest.mark.parametrize(
    "path", [*modules("katalog"), *modules("simulate")], ids=lambda path: str(path.relative_to(ROOT))
)
def test_nothing_below_knows_the_laboratory(path: Path):
    assert not {name for name in imports(path) if name.split(".")[0] in {"lab", "scripts"}}


@pytest.mark.parametrize("path", modules("lab"), ids=lambda path: path.stem)
def test_laboratory_knows_no_command_and_no_site(path: Path):
    assert not {name for name in imports(path) if name.split(".")[0] in {"scripts", "mkdocs", "click", "rich"}}


def layer(module: str) -> int:
    name = module.split(".")[1]
    return next(index for index, names in enumerate(LAYERS) if name in names)


@pytest.mark.parametrize("path", modules("katalog"), ids=lambda path: str(path.relative_to(ROOT)))
def test_katalog_imports_no_engine_and_no_network(path: Path):
    forbidden = {"simpy", "mkdocs", "mermaid2", "requests", "urllib.request", "socket", "http", "simulate", "scripts"}
    assert not {name for name in imports(path) if name in forbidden or name.split(".")[0] in forbidden}


@pytest.mark.parametrize("path", modules("katalog"), ids=lambda path: str(path.relative_to(ROOT)))
def test_katalog_imports_run_downwards(path: Path):
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    if name == "katalog":
        return
    for other in runtime_imports(path):
        if other.startswith("katalog."):
            assert layer(other) <= layer(name), f"{name} imports {other}"


def test_what_is_kept_of_reading_hangs_on_four_modules():
    """`scripts.reading_store` takes their text for a fingerprint of all that reads YAML."""
    needed = {
        name
        for module in ("yaml_source", "yaml_faults", "yaml_causes", "positions")
        for name in runtime_imports(ROOT / f"katalog/{module}.py")
    }
    assert {name for name in needed if name.split(".")[0] not in sys.stdlib_module_names} == {
        "yaml",
        "katalog.positions",
        "katalog.yaml_causes",
        "katalog.yaml_faults",
    }


@pytest.mark.parametrize("package", ["katalog", "impor", "simulate", "lab"])
def test_no_import_circles(package: str):
    graph = {}
    for path in modules(package):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        graph[name] = {other for other in runtime_imports(path) if other.split(".")[0] == package}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name in done:
            return
        for other in graph.get(name, ()):
            visit(other, (*trail, name))
        done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("package", ["katalog", "impor", "simulate", "lab", "scripts"])
def test_core_reads_no_clock_and_no_global_chance(package: str):
    for path in modules(package):
        text = path.read_text("utf-8")
        assert not imports(path) & {"secrets", "time"}, path
        # Named streams are made of random.Random; the module's own hidden generator is never asked.
        assert not re.search(r"\brandom\.(?!Random\b)[a-z]+\(", text), path
        assert not re.search(r"\b(?:date|datetime)\.(?:now|today|utcnow)\(", text), path


@pytest.mark.parametrize("package", PACKAGES)
def test_modules_are_small_and_named_for_what_they_do(package: str):
    for path in modules(package):
        assert path.stem not in {"utils", "util", "helpers", "misc", "common"}, path
        assert len(path.read_text("utf-8").splitlines()) <= (1000 if package == "tests" else 450), path


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_lock_file_carries_no_addresses():
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "find-links" not in text
    assert all("==" in line for line in text.splitlines() if line.strip())
    for path in tracked():
        if path.name == "package-lock.json":
            assert "://" not in path.read_text("utf-8"), path


def test_nothing_generated_or_vendored_is_tracked():
    names = {path.relative_to(ROOT).as_posix() for path in tracked()}
    assert not [name for name in names if name.startswith(("site/", "docs/sop/", "docs/api/", "docs/aset/pustaka/"))]
    assert not [name for name in names if name.endswith((".min.js", ".whl", ".tgz"))]
