"""What the project is made of: a bill of materials (CycloneDX 1.6), and the licences, `python -m scripts.inventory`.

Python packages come from the lock file and what is installed, the files that the site carries along from the pins of
their npm packages. The same lock and the same packages give the same bytes.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, uuid5

import click
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.npm_package import AXE, BPMN, MERMAID, PYODIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scripts.npm_package import BerkasNpm

KUNCI: Final = Path(__file__).resolve().parent.parent / "requirements.lock"
PROYEK: Final = "tatalaksana"
PEMAKAIAN: Final = ("situs", "simulasi", "klaster", "lab", "impor")
"""Extras that a user installs; all others build, test and measure."""
LISENSI_NPM: Final[Mapping[str, str]] = {
    "@mermaid-js/tiny": "MIT",
    "axe-core": "MPL-2.0",
    "bpmn-js": "LicenseRef-bpmn.io",
    "pyodide": "MPL-2.0",
}
"""As each package's own package.json or licence file says."""
_CLASSIFIER: Final = "License :: OSI Approved :: "
_LONG: Final = 60


@dataclass(frozen=True, slots=True)
class Bahan:
    """One package: `lisensi` None where it is not installed here and so cannot be asked."""

    jenis: str
    nama: str
    versi: str
    lisensi: str | None
    dipakai: bool
    """Whether a user gets it; else it only builds, tests or measures."""
    sha256: tuple[str, ...] = ()


def python_packages(kunci: str) -> tuple[Bahan, ...]:
    """Return the packages of a lock file, in its order."""
    used = _closure(PEMAKAIAN)
    pinned = [line.partition("==") for line in kunci.splitlines() if "==" in line]
    found = []
    for name, _, rest in pinned:
        version = rest.partition(";")[0].strip()
        found.append(Bahan("pypi", name.strip(), version, _licence(name.strip()), canonicalize_name(name) in used))
    return tuple(found)


def npm_packages() -> tuple[Bahan, ...]:
    """Return the npm packages of which files are fetched, each with the digests of its files."""
    files: dict[str, list[BerkasNpm]] = {}
    for one in (MERMAID, *PYODIDE, AXE, BPMN):
        files.setdefault(one.paket, []).append(one)
    carried = {MERMAID.paket, PYODIDE[0].paket}
    return tuple(
        Bahan(
            "npm",
            package.rpartition("@")[0],
            package.rpartition("@")[2],
            LISENSI_NPM[package.rpartition("@")[0]],
            package in carried,
            tuple(one.sha256 for one in own),
        )
        for package, own in sorted(files.items())
    )


def _closure(extras: Iterable[str]) -> frozenset[str]:
    """Return the normalised names of all that the project asks for with these extras, here on this system."""
    seen: set[tuple[str, str]] = set()
    waiting = deque([(PROYEK, extra) for extra in ("", *extras)])
    while waiting:
        name, extra = waiting.popleft()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            wanted = metadata.requires(name) or ()
        except metadata.PackageNotFoundError:
            continue
        for text in wanted:
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                other = canonicalize_name(requirement.name)
                waiting.extend((other, own) for own in ("", *requirement.extras))
    return frozenset(name for name, _ in seen)


def _licence(name: str) -> str | None:
    """Return what a package says of its licence, shortest first; None where it is not installed."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    if "License-Expression" in told:
        return told["License-Expression"]
    classifiers = [
        value.removeprefix(_CLASSIFIER) for value in told.get_all("Classifier", ()) if value.startswith(_CLASSIFIER)
    ]
    if classifiers:
        return " AND ".join(sorted(classifiers))
    text = told["License"].strip() if "License" in told else ""
    return text.splitlines()[0][:_LONG] if text else "tidak disebut"


def bill(bahan: Iterable[Bahan], kunci: str) -> str:
    """Return the bill of materials as JSON; its number is made from the lock file, and it carries no time."""
    licences = LicenseFactory()
    components = [
        Component(
            type=ComponentType.LIBRARY,
            name=one.nama,
            version=one.versi,
            scope=ComponentScope.REQUIRED if one.dipakai else ComponentScope.EXCLUDED,
            purl=_purl(one),
            bom_ref=_purl(one).to_string(),
            licenses=[licences.make_from_string(re.sub(r"\s+", " ", one.lisensi))] if one.lisensi else (),
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in one.sha256],
        )
        for one in bahan
    ]
    bom = Bom(components=components, serial_number=uuid5(NAMESPACE_URL, kunci))
    whole = Component(type=ComponentType.APPLICATION, name=PROYEK, version=metadata.version(PROYEK), bom_ref=PROYEK)
    bom.metadata.component = whole
    bom.register_dependency(whole, [one for one in components if one.scope is ComponentScope.REQUIRED])
    bom.metadata.timestamp = datetime.fromtimestamp(0, UTC)
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def _purl(one: Bahan) -> PackageURL:
    space, _, name = one.nama.rpartition("/")
    return PackageURL(type=one.jenis, namespace=space or None, name=name, version=one.versi)


@click.command()
@click.option("--lisensi", is_flag=True, help="Daftar paket dan lisensinya, bukan SBOM.")
def main(*, lisensi: bool) -> None:
    """Tulis daftar bahan (SBOM, CycloneDX 1.6) ke keluaran standar."""
    kunci = KUNCI.read_text("utf-8")
    bahan = (*python_packages(kunci), *npm_packages())
    if not lisensi:
        click.echo(bill(bahan, kunci), nl=False)
        return
    for one in bahan:
        use = "dipakai" if one.dipakai else "alat"
        click.echo(f"{use}\t{one.jenis}\t{one.nama}\t{one.versi}\t{one.lisensi or 'tidak dipasang di sini'}")


if __name__ == "__main__":
    main()
