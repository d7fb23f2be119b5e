"""Fixtures that several test files share: the two websites are built once a session."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from katalog import Telaah, analyse, load_catalogue
from tests.site_support import ROOT, build, chromium, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def telaah() -> Telaah:
    """The real catalogue, analysed."""
    return analyse(load_catalogue(ROOT / "sops"))


@pytest.fixture(scope="session")
def situs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The website of the real catalogue."""
    return build(tmp_path_factory.mktemp("situs") / "proyek", ROOT / "sops")


@pytest.fixture(scope="session")
def situs_jahat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The website of a catalogue in which every text is an attack."""
    return build(tmp_path_factory.mktemp("jahat") / "proyek", Path(__file__).parent / "fixtures" / "jahat" / "sops")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def alamat(situs: Path) -> Iterator[str]:
    with served(situs) as address:
        yield address


@pytest.fixture(scope="session")
def alamat_jahat(situs_jahat: Path) -> Iterator[str]:
    with served(situs_jahat) as address:
        yield address
