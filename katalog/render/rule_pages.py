"""One page for each rule with what it found, and the summary of all findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

from katalog.render.scorecard_parts import office_slug
from katalog.render.sheets import sheets
from katalog.render.status_words import status_mark
from katalog.render.templating import render
from katalog.render.views import counts, office, show_findings
from katalog.rules import ALL_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.checking import Telaah

MAKS_TEMUAN: Final = 200
"""Most findings on one sheet of a rule's page."""
MAKS_SOP: Final = 300
"""Most SOPs that the summary names one by one; beyond it, it leads to the offices' pages."""


def rule_pages(telaah: Telaah, cards: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the page of each rule, and the summary."""

    def sop_name(id_sop: str) -> str:
        document = telaah.katalog[id_sop]
        mark = status_mark(document.sop)
        return f"{document.sop.nama} ({office(telaah, document.opd).singkatan})" + (f" – {mark}" if mark else "")

    ended = telaah.katalog.tidak_berlaku
    summary = []
    for rule in ALL_RULES:
        findings = telaah.temuan_kode.get(rule.kode, ())
        counted = [temuan for temuan in findings if temuan.sop not in ended]
        standing = [temuan for temuan in counted if temuan.diterima is None]
        page = rule.page()
        summary.append(
            {
                "kode": rule.kode,
                "judul": page.judul,
                "tingkat": rule.tingkat,
                "hitungan": counts(standing),
                "jumlah": len(standing),
                "diterima": len(counted) - len(standing),
                "tidak_berlaku": len(findings) - len(counted),
                "ada": bool(findings),
                "jumlah_sop": len({temuan.sop for temuan in standing if temuan.sop}),
            }
        )
        shown = show_findings(findings)
        filterable = any(temuan.sop and temuan.diterima is None for temuan in shown)
        for lembar in sheets(f"temuan/{rule.kode.lower()}/", shown, MAKS_TEMUAN):
            values = {
                "akar": lembar.akar,
                "kode": rule.kode,
                "tingkat": rule.tingkat,
                "halaman": page,
                "lembar": lembar,
                "temuan": lembar.isi,
                "banyak_temuan": len(shown),
                "dapat_disaring": filterable,
                "nama_sop": sop_name,
            }
            yield lembar.berkas, render("aturan.md.j2", values)
    valid = {key: card for key, card in cards.items() if key not in ended}
    many = len(telaah.temuan) - len(telaah.temuan_berlaku)
    yield (
        "temuan/index.md",
        render(
            "temuan.md.j2",
            {
                "akar": "../",
                "aturan": summary,
                "jumlah_sop": len(valid),
                "kartu": list(valid.values()) if len(cards) <= MAKS_SOP else [],
                "opd": _by_office(telaah, valid) if len(cards) > MAKS_SOP else [],
                "tidak_berlaku": [cards[key] for key in sorted(ended)] if len(cards) <= MAKS_SOP else [],
                "jumlah_tidak_berlaku": len(ended),
                "temuan_tidak_berlaku": many,
                "hitungan": counts(telaah.temuan_berlaku),
                "temuan_acuan": show_findings(temuan for temuan in telaah.temuan if temuan.sop is None),
                "nama_sop": sop_name,
            },
        ),
    )


def _by_office(telaah: Telaah, cards: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return, for each office, how many SOPs it has and the findings of all of them."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    many: Counter[str] = Counter()
    for card in cards.values():
        found[card["opd"]].update(card["hitungan"])
        many[card["opd"]] += 1
    return [
        {
            "kunci": office_slug(opd),
            "nama": office(telaah, opd).singkatan,
            "sop": many[opd],
            "hitungan": dict(found[opd]),
        }
        for opd in sorted(found)
    ]
