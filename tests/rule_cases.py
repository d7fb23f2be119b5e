"""Trying one rule of law, links or references on any office and any references."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from katalog import references as acuan_model
from katalog.catalogue import Acuan, Dokumen, Katalog
from katalog.checking import Telaah, analyse
from katalog.model import SOP
from katalog.positions import TANPA_LETAK
from katalog.validation import read_model
from tests.rule_support import BASE, OPD, SLUG, merge, references

if TYPE_CHECKING:
    from katalog.findings import Temuan

MODELS: dict[str, type[Any]] = {
    "opd": acuan_model.OPD,
    "peraturan": acuan_model.Peraturan,
    "proses": acuan_model.Proses,
    "jabatan": acuan_model.Jabatan,
    "istilah": acuan_model.Istilah,
}
REGULATION: dict[str, Any] = {
    "status": "berlaku",
    "keyakinan_judul": "terbaca",
    "keyakinan_status": "terbaca",
    "diperiksa": "2024-01-02",
    "sumber": "Contoh",
}


def regulation(judul: str, jenis: str, nomor: str, tahun: int, **more: Any) -> dict[str, Any]:
    return {**REGULATION, "judul": judul, "jenis": jenis, "nomor": nomor, "tahun": tahun, **more}


def acuan_with(**files: dict[str, dict[str, Any]]) -> Acuan:
    """Return the real references with entries added or replaced."""
    acuan = references()
    changed: dict[str, Any] = {}
    for name, entries in files.items():
        model = MODELS[name]
        new = {key: model.model_validate(data, strict=False) for key, data in entries.items()}
        changed[name] = {**getattr(acuan, name), **new}
    return replace(acuan, **changed)


def only(**files: dict[str, dict[str, Any]]) -> Acuan:
    """Return references that hold nothing but these entries."""
    empty = Acuan({}, {}, {}, {}, {}, dict.fromkeys(MODELS, TANPA_LETAK))
    loaded = acuan_with(**files)
    return replace(empty, **{name: {key: getattr(loaded, name)[key] for key in new} for name, new in files.items()})


@lru_cache(maxsize=512)
def document(fragment: str, opd: str = OPD, slug: str = SLUG) -> Dokumen:
    berkas = f"{opd}/{slug}.yaml"
    text = merge(BASE.read_text("utf-8"), fragment)
    sop, letak, faults = read_model(text.encode(), SOP, berkas, f"{opd}/{slug}")
    assert sop is not None, faults
    return Dokumen(opd, slug, berkas, sop, letak)


def fragment(**fields: Any) -> str:
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=1000)


def look(*documents: Dokumen, acuan: Acuan | None = None, sumber: frozenset[str] = frozenset()) -> Telaah:
    return analyse(Katalog(documents, acuan or references(), sumber=sumber))


def found(kode: str, opd: str = OPD, acuan: Acuan | None = None, **fields: Any) -> list[Temuan]:
    """Return the findings of one rule in the faultless SOP with some fields replaced."""
    telaah = look(document(fragment(**fields), opd), acuan=acuan)
    return list(telaah.temuan_kode.get(kode, ()))


def law(kode: str, *items: str, opd: str = OPD, acuan: Acuan | None = None, **fields: Any) -> list[Temuan]:
    """Return the findings of one rule in an SOP with these legal bases."""
    return found(kode, opd, acuan, dasar_hukum=list(items), **fields)
