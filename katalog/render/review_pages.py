"""When SOPs are due for review, and the calendars that remind of it.

Only dates are written: which of them has passed is for the reader's browser to tell (`docs/aset/tinjauan.js`), so
that a site built long ago still shows what is due today.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from katalog.render.calendar_file import calendar_file
from katalog.render.scorecard_parts import date_cell, ended_rows, office_slug
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
            {
                "id": one.id,
                "nama": one.nama,
                "opd": one.opd,
                **(date_cell(one) or {}),
                "pemantauan": review.pemantauan,
                "evaluasi": review.evaluasi,
            }
            for review, one in dated
        ],
        "bertanggal": len(dated),
        "pemantauan": " ".join(review.pemantauan.isoformat() for review, _ in dated),
        "evaluasi": " ".join(review.evaluasi.isoformat() for review, _ in dated),
        "pertama": dated[0][0] if dated else None,
    }


def review_page(telaah: Telaah, rapor: Rapor) -> str:
    """Return the Markdown of the page of all reviews."""
    valid, ended = rapor.berlaku, rapor.tidak_berlaku
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
                "tidak_berlaku": len(one.tidak_berlaku),
            }
        )
    everything = review_rows(valid)
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
            for one in valid
            if one.tinjauan is None and few
        ],
        "jumlah_tanpa": len(valid) - everything["bertanggal"],
        "tidak_berlaku": ended_rows(telaah, ended) if few else [],
        "jumlah_tidak_berlaku": len(ended),
    }
    return render("penilaian_tinjauan.md.j2", values)


def calendar_files(telaah: Telaah, rapor: Rapor) -> Iterator[tuple[str, bytes]]:
    """Yield the calendar of all reviews and one for each office that has SOPs, or had them.

    Who follows the calendar of an office gets an empty one when its last SOP has ended or went to another office.
    """
    yield "penilaian/tinjauan.ics", calendar_file(telaah, "Tinjauan SOP", rapor.sop.values())
    left = {old.partition("/")[0] for document in telaah.katalog.dokumen for old in document.sop.id_lama}
    for key in sorted({*rapor.opd, *(left & telaah.katalog.acuan.opd.keys())}):
        mine = rapor.opd[key].sop if key in rapor.opd else ()
        own = calendar_file(telaah, f"Tinjauan SOP {office(telaah, key).singkatan}", mine)
        yield f"penilaian/{office_slug(key)}.ics", own
