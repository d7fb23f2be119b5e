"""Fixtures that several test files share: the two websites are built once a session."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from katalog import Telaah, analyse, load_catalogue
from tests.site_support import BUKU, HARI_INI, ROOT, build, chromium, served, watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def telaah() -> Telaah:
    """The real catalogue, analysed."""
    return analyse(load_catalogue(ROOT / "sops"))


@pytest.fixture(scope="session")
def situs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The website of the real catalogue."""
    return build(tmp_path_factory.mktemp("situs") / "proyek", ROOT / "sops", BUKU)


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


@pytest.fixture
def faults() -> list[str]:
    """What goes wrong on the pages of one test."""
    return []


@pytest.fixture
def open_page(browser: Browser, faults: list[str]) -> Iterator[Callable[..., Page]]:
    """Open an address on a given day; every fault, dialog and outside request is kept, and none may be left."""
    contexts = []

    def open_one(address: str, day: str = HARI_INI, **options: Any) -> Page:
        context = browser.new_context(
            **{"viewport": {"width": 1300, "height": 900}, "timezone_id": "Asia/Jakarta", **options}
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch(page, address, faults)
        page.clock.set_fixed_time(day)
        page.goto(address, wait_until="load")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert faults == []
