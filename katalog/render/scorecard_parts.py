"""What the pages of the scorecard share: addresses, and doubtful legal bases in words."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from katalog.completeness import Isian, Keadaan
from katalog.legal_doubts import JenisKeraguan
from katalog.references import Keyakinan
from katalog.render.status_words import status_mark
from katalog.render.views import office, regulation_name
from katalog.reviews import NAMA_TANGGAL
from katalog.rules import RULES_BY_CODE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katalog.checking import Telaah
    from katalog.legal_doubts import Keraguan
    from katalog.references import Relasi
    from katalog.scorecard import RaporSOP

HALAMAN_SENDIRI: Final = frozenset({"dasar-hukum", "tinjauan"})
"""Pages below `penilaian/` that are no office's."""


MAKS_TAUT: Final = 20
"""Most links to single SOPs in one cell; the page of the rule or regulation has all of them."""


def office_slug(opd: str) -> str:
    """Return the name of an office's page below `penilaian/`: its key, unless another page goes by it."""
    return f"{opd}_" if opd in HALAMAN_SENDIRI else opd


@cache
def rule_title(kode: str) -> str:
    """Return the title of a rule's page."""
    return RULES_BY_CODE[kode].page().judul


def date_cell(sop: RaporSOP) -> dict[str, Any] | None:
    """Return the latest date of one SOP for a page; None where it prints none."""
    if sop.terakhir is None:
        return None
    return {
        "disimpulkan": sop.tanggal_disimpulkan,
        "sejak": sop.terakhir.tanggal,
        "asal": NAMA_TANGGAL[sop.terakhir.bidang].lower(),
    }


def ended_rows(telaah: Telaah, sop: Iterable[RaporSOP]) -> list[dict[str, Any]]:
    """Return what pages name of SOPs that are no longer in force: they are counted in no figure."""
    return [
        {
            "id": one.id,
            "nama": one.nama,
            "nama_opd": office(telaah, one.opd).singkatan,
            "status": status_mark(telaah.katalog[one.id].sop),
            "tanggal": date_cell(one),
            "temuan": sum(count.jumlah for count in one.temuan.values()),
        }
        for one in sop
        if not one.masih_berlaku
    ]


_KOTAK: Final = frozenset({"kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan"})


def form_anchor(isian: Isian) -> str:
    """Return the anchor on the SOP's page that shows a part of the form, or why it is not there."""
    if isian.langkah:
        return f"langkah-{isian.langkah[0]}"
    if isian.keadaan is Keadaan.DISIMPULKAN:
        return "disimpulkan"
    first = isian.bidang.partition(".")[0]
    if first == "dasar_hukum":
        return "dasar-hukum"
    return f"kotak-{first}" if first in _KOTAK else f"isian-{first.replace('_', '-')}"


def doubt_groups(telaah: Telaah, sop: Iterable[RaporSOP]) -> list[dict[str, Any]]:
    """Return the doubtful legal bases of some SOPs, those of one regulation and for the same reasons together.

    The gravest come first, then those that most SOPs rest on. Each has `sop`: the SOPs in order of their id, with the
    items (from 1) that cite the regulation.
    """
    groups: dict[tuple[str | None, tuple[Keraguan, ...]], dict[str, tuple[RaporSOP, list[int]]]] = defaultdict(dict)
    for one in sop:
        for dasar in one.dasar_ragu:
            groups[dasar.kunci, dasar.sebab].setdefault(one.id, (one, []))[1].append(dasar.butir + 1)
    rows = [_group(telaah, kunci, sebab, list(members.values())) for (kunci, sebab), members in groups.items()]
    return sorted(rows, key=lambda row: (row["berat"], -len(row["sop"]), row["nama"] or "", str(row["sebab"])))


def _group(
    telaah: Telaah, kunci: str | None, sebab: tuple[Keraguan, ...], members: list[tuple[RaporSOP, list[int]]]
) -> dict[str, Any]:
    entry = telaah.katalog.acuan.peraturan.get(kunci or "")
    return {
        "kunci": kunci,
        "nama": regulation_name(telaah, kunci) if kunci else None,
        "judul": entry.judul if entry else None,
        "berat": list(JenisKeraguan).index(sebab[0].jenis),
        "sebab": [_reason(telaah, reason) for reason in sebab],
        "keyakinan": _sure(sebab[0].keyakinan),
        "sop": [
            {
                "id": one.id,
                "nama": one.nama,
                "opd": one.opd,
                "nama_opd": office(telaah, one.opd).singkatan,
                "butir": items,
            }
            for one, items in members
        ],
        "opd": len({one.opd for one, _ in members}),
    }


def _sure(keyakinan: Keyakinan | None) -> str:
    return (keyakinan or Keyakinan.BELUM_DIVERIFIKASI).keterangan


def _reason(telaah: Telaah, reason: Keraguan) -> dict[str, Any]:
    return {
        "jenis": reason.jenis.value.replace("_", "-"),
        "keterangan": reason.jenis.keterangan,
        "oleh": [_other(telaah, relasi) for relasi in reason.oleh],
    }


def _other(telaah: Telaah, relasi: Relasi) -> dict[str, Any]:
    return {
        "kunci": relasi.kunci,
        "nama": regulation_name(telaah, relasi.kunci),
        "ada": relasi.kunci in telaah.katalog.acuan.peraturan or relasi.kunci in telaah.indeks.pengutip,
        "keyakinan": relasi.keyakinan.keterangan if relasi.keyakinan is not Keyakinan.TERBACA else None,
    }
