"""The pages `/apa-jika/<opd>/`, where assumptions are tried out in the browser, and the data that they load."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from katalog.render.amounts import number
from katalog.render.templating import render
from katalog.render.views import office

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from katalog.checking import Telaah

ACUAN_DIPAKAI: Final = ("jabatan", "opd")
"""The references that decide a simulation: who is the same position."""
MEGA: Final = 1_000_000


def what_if_pages(
    telaah: Telaah, cards: Mapping[str, Mapping[str, Any]], read: Callable[[str], bytes], paket: int | None
) -> Iterator[tuple[str, str]]:
    """Yield the page of each office that has an SOP and, where Python for the browser is at hand, its data.

    Args:
        telaah: The catalogue.
        cards: The SOPs by id.
        read: Returns the bytes of a file of the catalogue folder.
        paket: Bytes of Python for the browser; None where the site is built without it.
    """
    for key, ids in sorted(telaah.indeks.menurut_opd.items()):
        values = {
            "akar": "../../",
            "kunci": key,
            "opd": office(telaah, key),
            "kartu": [cards[id_sop] for id_sop in ids],
            "ukuran": number(paket / MEGA) if paket is not None else None,
        }
        yield f"apa-jika/{key}.md", render("apa_jika.md.j2", values)
        if paket is not None:
            yield f"apa-jika/{key}.json", office_data(telaah, ids, read)


def office_data(telaah: Telaah, ids: tuple[str, ...], read: Callable[[str], bytes]) -> str:
    """Return the files from which an office's SOPs are read again, by their place in the catalogue."""
    names = [f"_acuan/{name}.yaml" for name in ACUAN_DIPAKAI if name in telaah.katalog.acuan.letak]
    names += [telaah.katalog[id_sop].berkas for id_sop in ids]
    return json.dumps({name: read(name).decode("utf-8-sig") for name in names}, ensure_ascii=False) + "\n"
