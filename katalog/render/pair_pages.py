"""One page for each pair of SOPs that is worth one: everything in which they differ, step by step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from markupsafe import escape

from katalog.comparison.alignment import Hubungan
from katalog.comparison.phrases import steps
from katalog.comparison.record import Jenis
from katalog.render.amounts import difference, duration
from katalog.render.comparison_words import (
    INFERRED,
    NAMA_HUBUNGAN,
    NAMA_JENIS,
    NAMA_KOLOM,
    NAMA_KOTAK,
    share,
    side_words,
)
from katalog.render.marks import Tanda
from katalog.render.templating import render
from katalog.render.views import also_cited
from katalog.render.wording import CONVENTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.comparison.record import BedaIsi, BedaLangkah, Perbandingan


_DICATAT: Final = (Jenis.EJAAN, Jenis.SETARA, Jenis.TIDAK_TERBACA)
"""Kinds of values that say in words how they relate: two texts, or their absence, do not show it."""


def pair_address(a: str, b: str) -> str:
    """Return the address of a pair's page below the site's root: one for both orders."""
    return f"banding/{min(a, b)}/{max(a, b)}/"


def pair_page(
    telaah: Telaah, found: Perbandingan, proses: tuple[str, str], cards: Mapping[str, Mapping[str, Any]]
) -> str:
    """Return the Markdown of a pair's page; `proses` is the key and name of their process."""
    return render("banding.md.j2", {**pair_values(telaah, found, cards), "proses": proses})


def pair_values(telaah: Telaah, found: Perbandingan, cards: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return what a page shows of two SOPs side by side, five folders below the site's root."""
    one, two = found.a, found.b
    marks = {side.id: Tanda(telaah.katalog[side.id].sop) for side in (one, two)}
    names = (one.nama_opd, two.nama_opd) if one.nama_opd != two.nama_opd else (one.nama, two.nama)
    return {
        "akar": "../../../../../",
        "versi": None,
        "nama": names,
        "kartu": (cards[one.id], cards[two.id]),
        "banding": found,
        "kemiripan": share(found.kemiripan),
        "identitas": [_row(isi, names) for isi in (*found.identitas, found.jumlah_waktu)],
        "judul_identitas": ("Nama SOP", "Judul", "Jumlah waktu tertulis"),
        "konvensi": CONVENTIONS,
        "realistis": _realistic(found),
        "langkah": [_step(telaah, found, step, names, marks) for step in found.langkah],
        "pelaksana": [_row(isi, names) for isi in found.pelaksana],
        "pelaksana_sama": all(isi.jenis is Jenis.SAMA for isi in found.pelaksana),
        "pula": _besides(telaah, found, names),
        "kotak": [
            (NAMA_KOTAK[box.bidang], [_row(isi, names) for isi in box.butir if isi.jenis is not Jenis.SAMA])
            for box in found.kotak
        ],
    }


def _besides(
    telaah: Telaah, found: Perbandingan, names: tuple[str, str]
) -> dict[str, list[tuple[str | None, list[dict[str, str]]]]]:
    """Return by regulation what its items cite besides, and on which side where both cite it, but not alike."""
    left, right = also_cited(telaah, found.a.id), also_cited(telaah, found.b.id)
    common = {item.kunci for item in found.dasar_hukum.sama}
    result: dict[str, list[tuple[str | None, list[dict[str, str]]]]] = {}
    for key in sorted({*left, *right}):
        sides = [(name, own[key]) for name, own in zip(names, (left, right), strict=True) if key in own]
        alike = key not in common or left.get(key) == right.get(key)
        result[key] = [(None, sides[0][1])] if alike else [*sides]
    return result


def _realistic(found: Perbandingan) -> list[tuple[str, list[str], str]] | None:
    """Return the simulated times of both and their difference; None where neither was simulated."""
    time = found.waktu_realistis
    if time is None:
        return None
    result = []
    for title, left, right in (
        ("Waktu realistis, separuh kasus", time.p50_a, time.p50_b),
        ("Waktu realistis, 9 dari 10 kasus", time.p90_a, time.p90_b),
    ):
        said = [duration(value) if value is not None else "tidak dapat dijawab" for value in (left, right)]
        gap = difference(right - left) if left is not None and right is not None and said[0] != said[1] else ""
        result.append((title, said, gap))
    return result


def _row(isi: BedaIsi, names: tuple[str, str]) -> dict[str, Any]:
    """Return one value of both sides with its words marked."""
    a, b = isi.a, isi.b
    if isi.potongan and isi.jenis not in {Jenis.SAMA, Jenis.SETARA}:
        left, right = (side_words(isi.potongan, side, other) for side, other in (("a", names[1]), ("b", names[0])))
    else:
        left, right = escape(a or ""), escape(b or "")
    return {
        "nama": NAMA_KOLOM.get(isi.bidang, isi.bidang),
        "bidang": isi.bidang,
        "jenis": isi.jenis.value,
        "beda": isi.nyata,
        "a": left if a else None,
        "b": right if b else None,
        "catatan": isi.catatan or (NAMA_JENIS[isi.jenis] if isi.jenis in _DICATAT else None),
    }


def _step(
    telaah: Telaah, found: Perbandingan, step: BedaLangkah, names: tuple[str, str], marks: Mapping[str, Tanda]
) -> dict[str, Any]:
    same = step.hubungan is Hubungan.SEJAJAR and not step.berbeda
    fields = [_row(isi, names) for isi in step.isi]
    spelling = any(isi.jenis is Jenis.EJAAN for isi in step.isi)
    said = NAMA_JENIS[Jenis.EJAAN if spelling else Jenis.SAMA] if same else NAMA_HUBUNGAN[step.hubungan]
    if step.hubungan in {Hubungan.HANYA_A, Hubungan.HANYA_B}:
        said = f"hanya di {names[0] if step.a else names[1]}"
    elif step.hubungan is not Hubungan.SEJAJAR:
        said = f"{said}: {steps(step.a)} → {steps(step.b).removeprefix('langkah ')}"
    return {
        "jenis": "sama" if same else step.hubungan.value,
        "sama": same,
        "satu_sel": same and all(isi.jenis is Jenis.SAMA for isi in step.isi if isi.bidang != "arah"),
        "kata": said,
        "berbeda": [NAMA_KOLOM[isi.bidang].casefold() for isi in step.berbeda] if step.a and step.b else [],
        "sisi": [
            _side(telaah.katalog[found.a.id], step.a, fields, "a", marks[found.a.id]) if step.a else None,
            _side(telaah.katalog[found.b.id], step.b, fields, "b", marks[found.b.id]) if step.b else None,
        ],
    }


def _side(
    dokumen: Dokumen, numbers: tuple[int, ...], fields: list[dict[str, Any]], side: str, marks: Tanda
) -> dict[str, Any]:
    address = f"../../../../../sop/{dokumen.id}/"
    inferred = partial(marks.of_steps, numbers, alamat=address)
    by_name = {field["bidang"]: field for field in fields}
    role = by_name["pelaksana"]
    unread = dokumen.sop.pelaksana_tidak_terbaca
    nobody = "pelaksana tidak terbaca" if any(urut in unread for urut in numbers) else "tanpa pelaksana"
    return {
        "sop": dokumen.id,
        "langkah": numbers,
        "oleh": role[side] or nobody,
        "oleh_beda": role["beda"],
        "tanda": inferred(("pelaksana",)),
        "kegiatan": by_name["kegiatan"][side],
        "isi": [
            {
                "nama": field["nama"],
                "teks": field[side],
                "beda": field["beda"],
                "catatan": field["catatan"],
                "tanda": inferred(INFERRED.get(field["bidang"], ())),
            }
            for field in fields
            if field["bidang"] not in {"pelaksana", "kegiatan"} and (field["a"] or field["b"])
        ],
    }
