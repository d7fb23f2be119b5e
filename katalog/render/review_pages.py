"""When SOPs are due for review, and the calendars that remind of it.

Only dates are written: which of them has passed is for the reader's browser to tell (`docs/aset/tinjauan.js`), so
that a site built long ago still shows what is due today.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from katalog.render.calendar_file import calendar_file
from katalog.render.scorecard_parts import office_slug, review_cell
from katalog.render.templating import render
from katalog.render.views import office

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from katalog.checking import Telaah
    from katalog.scorecard import Rapor, RaporSOP

MAKS_SOP: Final = 300
"""Most SOPs that the page of all reviews lists one by one; a larger catalogue is shown by office."""


def review_rows(sop: Iterable[RaporSOP]) -> dict[str, Any]:
    """Return the review dates of some SOPs: `baris` by due date, and the dates alone for counting what is due."""
    dated = [(one.tinjauan, one) for one in sop if one.tinjauan]
    dated.sort(key=lambda pair: (pair[0].pemantauan, pair[1].id))
    return {
        "baris": [
            {"id": one.id, "nama": one.nama, "opd": one.opd, **review_cell(one, review)} for review, one in dated
        ],
        "bertanggal": len(dated),
        "pemantauan": " ".join(review.pemantauan.isoformat() for review, _ in dated),
        "evaluasi": " ".join(review.evaluasi.isoformat() for review, _ in dated),
        "pertama": dated[0][0] if dated else None,
    }


def review_page(telaah: Telaah, rapor: Rapor) -> str:
    """Return the Markdown of the page of all reviews."""
    few = len(rapor.sop) <= MAKS_SOP
    names = {key: office(telaah, key).singkatan for key in rapor.opd}
    offices = []
    for key, one in rapor.opd.items():
        rows = review_rows(one.sop)
        offices.append(
            {
                "slug": office_slug(key),
                "nama": names[key],
                "sop": len(one.sop),
                "tinjauan": rows,
                "tanpa": len(one.sop) - rows["bertanggal"],
            }
        )
    everything = review_rows(rapor.sop.values())
    values = {
        "akar": "../../",
        "opd": offices,
        "nama_opd": names,
        "semua": everything,
        "jumlah_sop": len(rapor.sop),
        "ringkas": not few,
        "maks": MAKS_SOP,
        "tanpa_tanggal": [
            {"id": one.id, "nama": one.nama, "nama_opd": names[one.opd]}
            for one in rapor.sop.values()
            if one.tinjauan is None and few
        ],
        "jumlah_tanpa": len(rapor.sop) - everything["bertanggal"],
    }
    return render("penilaian_tinjauan.md.j2", values)


def calendar_files(telaah: Telaah, rapor: Rapor) -> Iterator[tuple[str, bytes]]:
    """Yield the calendar of all reviews and one for each office; none where there is nothing to remind of."""
    whole = calendar_file(telaah, "Tinjauan SOP", rapor.sop.values())
    if whole:
        yield "penilaian/tinjauan.ics", whole
    for key, one in rapor.opd.items():
        own = calendar_file(telaah, f"Tinjauan SOP {office(telaah, key).singkatan}", one.sop)
        if own:
            yield f"penilaian/{office_slug(key)}.ics", own
