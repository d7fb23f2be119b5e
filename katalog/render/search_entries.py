"""What the search box knows: an entry for every step, and by which other names a page is looked for.

The entries of an SOP take the place of those that the site's builder makes of its page, so that the text of a step
leads to the step. All text is HTML-escaped: results are shown as HTML.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from katalog.fields import collapse
from katalog.naming import normalise
from katalog.regulation_kinds import RAGAM, short_label
from katalog.render.escaping import shorten
from katalog.render.sop_page import KOTAK, TANGGAL
from katalog.render.templating import environment
from katalog.render.views import (
    office,
    page_title,
    performers,
    position_name,
    process,
    regulation_long_name,
    regulation_name,
)
from katalog.rules import ALL_RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.model import Langkah

BERKAS = "cari/entri.json"
"""Where the entries lie below `docs/`; the build merges them into the site's search index and does not publish them."""
_PANJANG_JUDUL = 90
_BOBOT_SOP = 3
"""How much more an SOP counts than other pages where the theme's own search answers."""


def search_entries(telaah: Telaah) -> tuple[str, str]:
    """Return the path of the entries' file and its JSON.

    `halaman` holds the entries of whole pages by the page's address; `nama` other names of the pages that the site's
    builder reads itself, by their address; `istilah` groups of words that mean the same. An entry has, beside what
    the theme reads (`location`, `title`, `text`, `boost`), `nama`: what else it is called, and `konteks`: words that
    are said with it.
    """
    value = {
        "halaman": {
            **{f"sop/{document.id}/": list(_sop(telaah, document)) for document in telaah.katalog.dokumen},
            **dict(_rules()),
        },
        "nama": dict(_names(telaah)),
        "istilah": [list(group) for group in _terms(telaah)],
    }
    return BERKAS, json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def _entry(location: str, title: str, text: Iterable[str | None], **more: Any) -> dict[str, Any]:
    words = " · ".join(collapse(part) for part in text if part)
    return {"location": location, "title": escape(collapse(title)), "text": escape(words), **more}


def _labelled(label: str, value: str | None) -> str | None:
    return f"{label}: {value}" if value and value.strip(" -–") else None


def _sop(telaah: Telaah, dokumen: Dokumen) -> Iterator[dict[str, Any]]:
    """Yield the entries of one SOP: its page, its steps, its legal bases, its boxes."""
    sop, page = dokumen.sop, f"sop/{dokumen.id}/"
    tanggal = environment().filters["tanggal"]
    own = office(telaah, dokumen.opd)
    facts = [
        sop.judul,
        _labelled("OPD", own.nama),
        _labelled("Proses", process(telaah, sop.proses).nama),
        _labelled("Nomor SOP", sop.nomor),
        *(_labelled(label, tanggal(getattr(sop, key)) if getattr(sop, key) else None) for key, label in TANGGAL),
        *(
            _labelled(label, ", ".join(part for part in (official.nama, official.jabatan) if part))
            for label, official in (("Disahkan oleh", sop.disahkan_oleh), ("Mengetahui", sop.mengetahui))
            if official
        ),
        _labelled("Jumlah waktu", sop.jumlah_waktu),
        _labelled("Pelaksana", ", ".join(name for _, name in sop.pelaksana)),
    ]
    proses = process(telaah, sop.proses)
    names = {"nama": _distinct((sop.nama, proses.nama, *proses.sebutan))}
    yield _entry(
        page,
        page_title(telaah, dokumen),
        facts,
        boost=_BOBOT_SOP,
        **names,
        konteks=_distinct((own.singkatan, *own.sebutan, own.nama)),
    )
    for step in sop.langkah:
        yield _step(telaah, dokumen, step, page)
    if sop.dasar_hukum:
        yield _entry(f"{page}#dasar-hukum", "Dasar hukum", _legal_bases(telaah, dokumen))
    for key, title in KOTAK:
        if items := getattr(sop, key):
            yield _entry(f"{page}#kotak-{key}", title, items)


def _step(telaah: Telaah, dokumen: Dokumen, step: Langkah, page: str) -> dict[str, Any]:
    quality = step.mutu_baku
    title = shorten(step.kegiatan, _PANJANG_JUDUL)
    text = (
        step.kegiatan if title != collapse(step.kegiatan) else None,
        _labelled("Pelaksana", performers(dokumen, step.pelaksana)),
        _labelled("Kelengkapan", quality.kelengkapan),
        _labelled("Waktu", quality.waktu),
        _labelled("Output", quality.output),
        _labelled("Keterangan", step.keterangan),
    )
    positions = telaah.turunan[dokumen.id].jabatan
    printed = {normalise(dokumen.sop.nama_pelaksana[key]) for key in step.pelaksana}
    names = {position_name(telaah, position) for key in step.pelaksana if (position := positions[key])}
    other = sorted(name for name in names if normalise(name) not in printed)
    location = f"{page}#langkah-{step.urut}"
    return _entry(location, f"Langkah {step.urut}: {title}", text, **({"konteks": other} if other else {}))


def _legal_bases(telaah: Telaah, dokumen: Dokumen) -> Iterator[str]:
    """Yield short names, where a regulation has a page of its own that holds its words; else the words."""
    for basis in telaah.turunan[dokumen.id].dasar_hukum:
        first = basis.utama
        yield regulation_name(telaah, first.kunci) if first and first.kunci else basis.teks


def _rules() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the entry of each rule's page; the examples on it would be found as if they were SOPs."""
    for rule in ALL_RULES:
        page, location = rule.page(), f"temuan/{rule.kode.lower()}/"
        yield location, [_entry(location, f"{rule.kode}: {page.judul}", (*page.uraian, page.perbaikan))]


def _names(telaah: Telaah) -> Iterator[tuple[str, list[str]]]:
    """Yield the other names of pages: what offices, processes, positions and regulations are called."""
    acuan = telaah.katalog.acuan
    for key, opd in acuan.opd.items():
        yield f"opd/{key}/", _distinct((opd.singkatan, *opd.sebutan))
    for key, proses in acuan.proses.items():
        yield f"proses/{key}/", _distinct((proses.nama, *proses.sebutan))
    for key, jabatan in acuan.jabatan.items():
        yield f"jabatan/{key}/", _distinct(sebutan.teks for sebutan in jabatan.sebutan)
    for key in sorted({*acuan.peraturan, *telaah.indeks.pengutip}):
        known = acuan.peraturan.get(key)
        yield f"hukum/{key}/", _distinct((regulation_long_name(telaah, key), *((known.judul,) if known else ())))


def _distinct(names: Iterable[str]) -> list[str]:
    return list({normalise(name): collapse(name) for name in names if normalise(name)}.values())


def _terms(telaah: Telaah) -> Iterator[tuple[str, ...]]:
    """Yield groups of words that mean the same: the registered terms, and the kinds of the regulations."""
    acuan = telaah.katalog.acuan
    for _, istilah in sorted(acuan.istilah.items()):
        yield (istilah.teks, *istilah.padanan)
    for jenis in sorted({peraturan.jenis for peraturan in acuan.peraturan.values()}):
        if jenis in RAGAM:
            yield short_label(jenis, None), RAGAM[jenis].nama
