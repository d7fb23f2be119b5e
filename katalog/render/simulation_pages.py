"""The page `/simulasi/`: how time is simulated, and all SOPs side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from katalog.render import charts
from katalog.render import simulation_words as words
from katalog.render.amounts import difference, duration, exact_duration, percent, percent_range
from katalog.render.simulation_panel import split
from katalog.render.templating import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from katalog.checking import Telaah
    from katalog.simulation_record import CatatanSimulasi


def simulation_page(
    telaah: Telaah, simulasi: Mapping[str, CatatanSimulasi], cards: Mapping[str, Mapping[str, Any]]
) -> str:
    """Return the Markdown of the page; SOPs without a record are listed as not simulated."""
    records = [simulasi[document.id] for document in telaah.katalog.dokumen if document.id in simulasi]
    axis = _shared_axis(records)
    rows = []
    for document in telaah.katalog.dokumen:
        record = simulasi.get(document.id)
        rows.append({"sop": cards[document.id], **(_row(record, axis) if record else {"ada": False})})
    return render(
        "simulasi.md.j2",
        {
            "akar": "../",
            "baris": rows,
            "ada": bool(records),
            "skala": f"0 sampai {duration(axis.akhir)}" if axis else None,
            "tidak_disimulasikan": words.TIDAK_DISIMULASIKAN,
        },
    )


def _shared_axis(records: list[CatatanSimulasi]) -> charts.Sumbu | None:
    def times() -> Iterator[float]:
        for record in records:
            if record.waktu is not None:
                yield record.waktu.p90.nilai
                yield words.reference(record) or 0.0

    known = list(charts.finite(times()))
    return charts.time_axis(known, from_zero=True) if known else None


def _row(record: CatatanSimulasi, axis: charts.Sumbu | None) -> dict[str, Any]:
    time, against = record.waktu, words.reference(record)
    rung = words.heaviest(record)
    most = None
    if rung is not None:
        before = record.tangga[record.tangga.index(rung) - 1]
        most = {"nama": rung.nama, "tambahan": difference(words.added(rung, before))}
    drawing = charts.time_span(axis, time.p50.nilai, time.p90.nilai, against) if axis and time else None
    return {
        "ada": True,
        "tertulis": record.acuan.teks,
        "terbaca": words.is_stated(record),
        "menit": exact_duration(against) if against is not None else None,
        "p50": duration(time.p50.nilai) if time else None,
        "p90": duration(time.p90.nilai) if time else None,
        "tepat": split(record.tepat if time else None, percent, percent_range),
        "terbesar": most,
        "lebih": [role.nama for role in words.overloaded(record)],
        "gambar": drawing,
        "uraian": f"Separuh kasus {duration(time.p50.nilai)}, 9 dari 10 kasus {duration(time.p90.nilai)}"
        + (f", {words.reference_name(record)} {exact_duration(against)}." if against is not None else ".")
        if time
        else "",
    }
