"""The scorecard for reviewers: an overview of the offices, and a page for each of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from katalog.completeness import Keadaan
from katalog.legal_doubts import JenisKeraguan
from katalog.render.legal_scorecard_page import legal_page, only_cited_by
from katalog.render.regulation_pages import citing_places
from katalog.render.review_pages import review_page, review_rows
from katalog.render.scorecard_parts import (
    MAKS_TAUT,
    date_cell,
    doubt_groups,
    ended_rows,
    form_anchor,
    office_slug,
    rule_title,
)
from katalog.render.templating import render
from katalog.render.views import office, regulation_name
from katalog.scorecard import PARTS, Hitungan, part_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.checking import Telaah
    from katalog.scorecard import BagianRapor, Rapor, RaporOPD, RaporSOP


def scorecard_pages(telaah: Telaah, rapor: Rapor) -> Iterator[tuple[str, str]]:
    """Yield the overview, the page of each office, the page of legal bases, and the page of reviews."""
    yield "penilaian/index.md", _overview(telaah, rapor)
    only = only_cited_by(telaah)
    for key, one in rapor.opd.items():
        yield f"penilaian/{office_slug(key)}.md", _office_page(telaah, one, only.get(key, ()))
    yield "penilaian/dasar-hukum.md", legal_page(telaah, rapor)
    yield "penilaian/tinjauan.md", review_page(telaah, rapor)


def share(part: int, whole: int) -> str:
    """Say a share in per cent, in whole numbers; something is never rounded to nothing, nor to all."""
    percent = round(100 * part / whole) if whole else 0
    if part and not percent:
        return "< 1\u00a0%"
    return "> 99\u00a0%" if part < whole and percent == 100 else f"{percent}\u00a0%"


def _overview(telaah: Telaah, rapor: Rapor) -> str:
    offices: list[dict[str, Any]] = [
        {
            "slug": office_slug(key),
            "nama": office(telaah, key).singkatan,
            "sop": len(one.sop),
            "tidak_berlaku": len(one.tidak_berlaku),
            "bagian": _cells(one),
            "lengkap": sum(sop.terisi == len(sop.isian) for sop in one.sop),
            "tinjauan": review_rows(one.sop),
        }
        for key, one in rapor.opd.items()
    ]
    parts = {
        bagian: {
            "bagian": bagian,
            "sop": sum(one.bagian[bagian].sop for one in rapor.opd.values()),
            "temuan": sum((one.bagian[bagian].temuan for one in rapor.opd.values()), Hitungan()),
        }
        for bagian in PARTS
    }
    values = {
        "akar": "../",
        "bagian": PARTS,
        "opd": offices,
        "jumlah": list(parts.values()),
        "jumlah_sop": len(rapor.berlaku),
        "tidak_berlaku": len(rapor.tidak_berlaku),
        "jumlah_opd": sum(bool(one.sop) for one in rapor.opd.values()),
        "lengkap": sum(row["lengkap"] for row in offices),
        "tinjauan": review_rows(rapor.berlaku),
        "sebaran": [
            {
                "kode": sebaran.kode,
                "judul": rule_title(sebaran.kode),
                "bagian": part_of(sebaran.kode).nama,
                "sop": sebaran.sop,
                "persen": share(sebaran.sop, len(rapor.berlaku)),
                "opd": sebaran.opd,
                "temuan": sebaran.temuan,
            }
            for sebaran in rapor.sebaran
        ],
    }
    return render("penilaian.md.j2", values)


def _cells(one: RaporOPD) -> list[dict[str, Any]]:
    return [{"bagian": bagian, "sop": one.bagian[bagian].sop, "temuan": one.bagian[bagian].temuan} for bagian in PARTS]


def _office_page(telaah: Telaah, one: RaporOPD, only: tuple[str, ...]) -> str:
    values = {
        "akar": "../../",
        "kunci": one.opd,
        "slug": office_slug(one.opd),
        "opd": office(telaah, one.opd),
        "bagian": PARTS,
        "sop": [_sop_row(sop) for sop in one.sop],
        "tidak_berlaku": ended_rows(telaah, one.tidak_berlaku),
        "jumlah": _cells(one),
        "lengkap": sum(sop.terisi == len(sop.isian) for sop in one.sop),
        "temuan": _by_rule(telaah, one),
        "tinjauan": review_rows(one.sop),
        "tanpa_tanggal": [{"id": sop.id, "nama": sop.nama} for sop in one.sop if sop.tinjauan is None],
        "ragu": doubt_groups(telaah, one.sop),
        "sop_ragu": [(jenis.keterangan, one.sop_ragu(jenis)) for jenis in JenisKeraguan if one.sop_ragu(jenis)],
        "hanya": [(kunci, regulation_name(telaah, kunci)) for kunci in only],
        "maks": MAKS_TAUT,
        "tempat": lambda kunci: citing_places(telaah, kunci)[one.opd],
    }
    return render("penilaian_opd.md.j2", values)


def _sop_row(sop: RaporSOP) -> dict[str, Any]:
    lacking = [
        {
            "keadaan": keadaan.keterangan,
            "isian": [
                {"nama": isian.nama, "langkah": isian.langkah, "jangkar": form_anchor(isian)}
                for isian in sop.isian_menurut(keadaan)
            ],
        }
        for keadaan in (Keadaan.KOSONG, Keadaan.TIDAK_TERBACA, Keadaan.DISIMPULKAN)
    ]
    return {
        "id": sop.id,
        "nama": sop.nama,
        "bagian": [{"bagian": bagian, "temuan": sop.temuan[bagian]} for bagian in PARTS],
        "terisi": sop.terisi,
        "isian": len(sop.isian),
        "kurang": [row for row in lacking if row["isian"]],
        "tanggal": date_cell(sop),
    }


def _by_rule(telaah: Telaah, one: RaporOPD) -> list[dict[str, Any]]:
    """Return the findings of an office's SOPs, part by part and rule by rule, with the SOPs that have them."""
    found: dict[BagianRapor, dict[str, dict[str, int]]] = {bagian: defaultdict(dict) for bagian in PARTS}
    accepted: dict[str, int] = defaultdict(int)
    for sop in one.sop:
        for temuan in telaah.temuan_sop[sop.id]:
            rules = found[part_of(temuan.kode)]
            members = rules[temuan.kode]
            if temuan.diterima is None:
                members[sop.id] = members.get(sop.id, 0) + 1
            else:
                accepted[temuan.kode] += 1
    names = {sop.id: sop.nama for sop in one.sop}
    return [
        {
            "bagian": bagian,
            "aturan": [
                {
                    "kode": kode,
                    "judul": rule_title(kode),
                    "temuan": sum(members.values()),
                    "diterima": accepted[kode],
                    "sop": [{"id": key, "nama": names[key], "temuan": number} for key, number in members.items()],
                }
                for kode, members in sorted(rules.items(), key=lambda item: (-len(item[1]), item[0]))
            ],
        }
        for bagian, rules in found.items()
    ]
