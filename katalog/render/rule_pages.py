"""One page for each rule with what it found, and the summary of all findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from katalog.render.templating import render
from katalog.render.views import counts, office, show_findings
from katalog.rules import ALL_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.checking import Telaah


def rule_pages(telaah: Telaah, cards: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the page of each rule, and the summary."""

    def sop_name(id_sop: str) -> str:
        document = telaah.katalog[id_sop]
        return f"{document.sop.nama} ({office(telaah, document.opd).singkatan})"

    summary = []
    for rule in ALL_RULES:
        findings = telaah.temuan_kode.get(rule.kode, ())
        standing = [temuan for temuan in findings if temuan.diterima is None]
        page = rule.page()
        summary.append(
            {
                "kode": rule.kode,
                "judul": page.judul,
                "tingkat": rule.tingkat,
                "hitungan": counts(standing),
                "jumlah": len(standing),
                "diterima": len(findings) - len(standing),
                "ada": bool(findings),
                "jumlah_sop": len({temuan.sop for temuan in standing if temuan.sop}),
            }
        )
        yield (
            f"temuan/{rule.kode.lower()}.md",
            render(
                "aturan.md.j2",
                {
                    "akar": "../../",
                    "kode": rule.kode,
                    "tingkat": rule.tingkat,
                    "halaman": page,
                    "temuan": show_findings(findings),
                    "nama_sop": sop_name,
                },
            ),
        )
    yield (
        "temuan/index.md",
        render(
            "temuan.md.j2",
            {
                "akar": "../",
                "aturan": summary,
                "jumlah_sop": len(cards),
                "kartu": list(cards.values()),
                "hitungan": counts(telaah.temuan),
                "temuan_acuan": show_findings(temuan for temuan in telaah.temuan if temuan.sop is None),
                "nama_sop": sop_name,
            },
        ),
    )
