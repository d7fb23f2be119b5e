"""What an answer was made from, as one short text: equal inputs give equal fingerprints on any machine."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib import metadata, resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulate.procedures import Prosedur
    from simulate.scenario import Skenario

PERANGKAT = ("tatalaksana", "simpy", "holidays")
"""What decides an answer beside its inputs."""


def versions() -> tuple[tuple[str, str], ...]:
    """Return the installed versions of what decides an answer."""
    return tuple((name, metadata.version(name)) for name in PERANGKAT)


def fingerprint(
    prosedur: Prosedur,
    semua: Iterable[Prosedur],
    skenario: Skenario,
    ulangan: int,
    pilihan: Mapping[str, object],
) -> str:
    """Return 16 hexadecimal digits over the SOPs that take part, the scenario, the seed and what was asked."""
    content = {
        "prosedur": _content(prosedur),
        "lain": sorted((one.id, _content(one)) for one in semua),
        "skenario": json.loads(skenario.model_dump_json()),
        "ulangan": ulangan,
        "pilihan": dict(pilihan),
        "perangkat": versions(),
    }
    return _digest(json.dumps(content, sort_keys=True, ensure_ascii=False).encode())


def program() -> str:
    """Return a fingerprint of the program itself, so that what an older one answered is not taken for its own."""
    digest = sha256()
    for package in ("simulate", "katalog"):
        for name, raw in sorted(_sources(package)):
            digest.update(name.encode() + b"\0" + raw + b"\0")
    return digest.hexdigest()[:16]


def _sources(package: str) -> Iterable[tuple[str, bytes]]:
    """Yield the modules directly in a package, and the scenarios: rendering plays no part in an answer."""
    root = resources.files(package)
    folders = [root, root / "scenarios"] if package == "simulate" else [root]
    for folder in folders:
        for entry in folder.iterdir():
            if entry.name.endswith((".py", ".yaml")):
                yield f"{package}/{entry.name}", entry.read_bytes()


def _content(prosedur: Prosedur) -> dict[str, object]:
    return {
        "sop": json.loads(prosedur.sop.model_dump_json()),
        "peran": dict(prosedur.peran),
        "jabatan": dict(prosedur.jabatan),
        "nama": dict(prosedur.nama_peran),
    }


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]
