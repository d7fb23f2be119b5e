"""What the panel "Waktu: tertulis dan realistis" of an SOP's page shows of its simulation."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from katalog.render import charts
from katalog.render import simulation_words as words
from katalog.render.amounts import (
    HARI,
    JAM,
    difference,
    difference_range,
    duration,
    duration_range,
    exact_duration,
    interval,
    number,
    percent,
    percent_range,
    short_number,
    working_range,
    working_time,
)
from katalog.render.escaping import shorten

if TYPE_CHECKING:
    from collections.abc import Callable

    from katalog.catalogue import Dokumen
    from katalog.simulation_record import CatatanSimulasi, Selang

LEBAR_KATA: Final = 50
"""Letters that fit side by side in a chart on a phone."""
MAKS_AYUNAN: Final = 12
"""Most assumptions that the tornado draws; its table has them all."""
BAGIAN_WAKTU: Final = (
    ("rata_rata", "Rata-rata"),
    ("p50", "Separuh kasus (P50)"),
    ("p80", "8 dari 10 kasus (P80)"),
    ("p90", "9 dari 10 kasus (P90)"),
    ("p95", "95 dari 100 kasus (P95)"),
)


def panel(record: CatatanSimulasi | None, dokumen: Dokumen) -> dict[str, Any] | None:
    """Return what the panel's template needs; None where the SOP was not simulated."""
    if record is None:
        return None
    steps = {step.urut: step.kegiatan for step in dokumen.sop.langkah}
    return {
        "kesimpulan": words.conclusion(record),
        "kesimpulan_kerja": words.working_conclusion(record),
        "ringkas": _brief(record),
        "nama_acuan": words.reference_name(record),
        "model": words.MODEL,
        "peringatan": record.peringatan,
        "waktu": _percentiles(record),
        "hari_kerja": duration(record.menit_per_hari_kerja),
        "sebaran": _distribution(record),
        "tangga": _ladder(record),
        "peran": _roles(record),
        "putaran": [
            {"dari": loop.dari, "ada": loop.dari in steps, "teks": words.loop_words(loop)} for loop in record.putaran
        ],
        "langkah": [
            {
                "urut": step.urut,
                "kegiatan": shorten(steps[step.urut], 90) if step.urut in steps else None,
                "kunjungan": short_number(step.kunjungan, 2),
                "tunggu": duration(step.tunggu),
                "lama": duration(step.lama),
                "kerja": working_time(step.kerja, record.menit_per_hari_kerja),
            }
            for step in record.langkah
        ],
        "kepekaan": _sensitivity(record),
        "asumsi": record.asumsi,
        "konvensi": words.sentence(record.acuan.konvensi),
        "jumlah_langkah": exact_duration(record.acuan.jumlah_langkah),
        "catatan": record,
        "kasus": number(record.kasus),
        "ulangan": number(record.ulangan),
        "perintah": words.command(record),
    }


def _brief(record: CatatanSimulasi) -> dict[str, str] | None:
    """Return the two figures for the box at the top; None where there is no answer."""
    if record.waktu is None:
        return None
    return {"p50": duration(record.waktu.p50.nilai), "p90": duration(record.waktu.p90.nilai)}


def split(
    selang: Selang | None,
    say: Callable[[float], str],
    say_range: Callable[[float, float], str],
    nothing: str = "–",
) -> dict[str, str | None]:
    """Return an estimate (`nilai`) and its interval (`selang`) apart, for a cell of a table."""
    if selang is None:
        return {"nilai": nothing, "selang": None}
    exact = selang.bawah == selang.nilai == selang.atas
    return {
        "nilai": say(selang.nilai),
        "selang": None if exact else interval(selang, say, say_range) or "selang tidak terbatas",
    }


def _percentiles(record: CatatanSimulasi) -> list[dict[str, Any]]:
    if record.waktu is None:
        return []
    daily = record.menit_per_hari_kerja

    def say(menit: float) -> str:
        return working_time(menit, daily)

    def say_range(low: float, high: float) -> str:
        return working_range(low, high, daily)

    return [
        {
            "nama": name,
            "waktu": split(getattr(record.waktu, key), duration, duration_range),
            "kerja": split(getattr(record.waktu_kerja, key), say, say_range) if record.waktu_kerja else None,
        }
        for key, name in BAGIAN_WAKTU
    ]


def stated_mark(record: CatatanSimulasi) -> charts.Penanda | None:
    """Return the mark of the document's own time on a chart."""
    menit = words.reference(record)
    if menit is None:
        return None
    name = "tertulis" if words.is_stated(record) else "jumlah langkah"
    return charts.Penanda(menit, f"{name}: {exact_duration(menit)}", "tl-g-acuan")


def _distribution(record: CatatanSimulasi) -> dict[str, Any] | None:
    if record.histogram is None or record.waktu is None:
        return None
    stated, time = stated_mark(record), record.waktu
    marks = [
        *([stated] if stated else []),
        charts.Penanda(time.p50.nilai, f"separuh: {duration(time.p50.nilai)}", "tl-g-p50"),
        charts.Penanda(time.p90.nilai, f"9 dari 10: {duration(time.p90.nilai)}", "tl-g-p90"),
    ]

    def say(low: float, high: float, count: int) -> str:
        return f"{duration_range(low, high)}: {number(count)} kasus"

    edges, counts = record.histogram.tepi, record.histogram.cacah
    drawing = charts.histogram(edges, counts, marks, say)
    if drawing is None:
        return None
    rows = [
        (duration_range(low, high), number(count)) for low, high, count in zip(edges, edges[1:], counts, strict=False)
    ]
    return {"gambar": drawing, "uraian": words.histogram_description(record), "baris": rows}


def _fit(name: str, value: str) -> str:
    """Shorten a name so that it stands beside its value on a phone."""
    return shorten(name, max(LEBAR_KATA - len(value), 16))


def _ladder(record: CatatanSimulasi) -> dict[str, Any] | None:
    if not record.tangga:
        return None
    rungs, rows = [], []
    for index, rung in enumerate(record.tangga):
        before = record.tangga[index - 1] if index else None
        plus = words.added(rung, before)
        text = difference(plus) if before else duration(rung.rata_rata.nilai)
        rungs.append(charts.Anak(_fit(rung.nama, text), rung.rata_rata.nilai, text))
        rows.append(
            {
                "nama": rung.nama,
                "rata_rata": split(rung.rata_rata, duration, duration_range),
                "tambahan": split(rung.tambahan, difference, difference_range),
                "p50": split(rung.p50, duration, duration_range),
                "p90": split(rung.p90, duration, duration_range),
                "tepat": split(rung.tepat, percent, percent_range),
            }
        )
    whole = duration(record.tangga[-1].rata_rata.nilai)
    total = "Semuanya" if record.waktu is not None else "Sejauh dapat dihitung"
    return {
        "gambar": charts.waterfall(rungs, (total, whole), stated_mark(record)),
        "uraian": words.ladder_description(record),
        "kalimat": words.ladder_sentence(record),
        "baris": rows,
    }


def _roles(record: CatatanSimulasi) -> dict[str, Any] | None:
    if not record.peran:
        return None
    drawn, rows = [], []
    for role in record.peran:
        full = role.beban >= 1
        load = percent(role.beban)
        text = f"{load}, kelebihan beban" if full else load
        drawn.append(
            charts.Beban(_fit(f"{role.nama} · {number(role.staf)} orang", text), role.beban, role.terpakai, text)
        )
        rows.append(
            {
                "nama": role.nama,
                "staf": number(role.staf),
                "beban": load,
                "lebih": full,
                "terpakai": percent(role.terpakai) if role.terpakai is not None else "–",
                "tunggu": split(role.tunggu, duration, duration_range),
                "antrean": number(role.antrean_terpanjang),
                "tambah": split(role.tambah_satu, difference, difference_range, "tidak dihitung"),
            }
        )
    return {
        "gambar": charts.loads(drawn, "penuh"),
        "uraian": "Beban tiap peran. "
        + "; ".join(
            f"{role.nama}: beban {percent(role.beban)}"
            + (f", terpakai {percent(role.terpakai)}" if role.terpakai is not None else "")
            for role in record.peran
        )
        + ".",
        "ada_terpakai": any(role.terpakai is not None for role in record.peran),
        "kalimat": words.bottleneck(record),
        "baris": rows,
    }


def _sensitivity(record: CatatanSimulasi) -> dict[str, Any] | None:
    if not record.kepekaan:
        return None

    def swing(value: float) -> float:
        return abs(value) if math.isfinite(value) else 0.0

    ordered = sorted(
        record.kepekaan,
        key=lambda one: -max(swing(one.selisih_rendah.nilai), swing(one.selisih_tinggi.nilai)),
    )
    drawn = []
    for one in ordered[:MAKS_AYUNAN]:
        low, high = one.selisih_rendah.nilai, one.selisih_tinggi.nilai
        text = swing_words(low, high)
        drawn.append(charts.Ayunan(_fit(one.asumsi, text), low, high, text))
    return {
        "gambar": charts.tornado(drawn),
        "uraian": "Perubahan rata-rata bila satu asumsi digeser. "
        + "; ".join(
            f"{one.asumsi}: {difference(one.selisih_rendah.nilai)} pada {one.rendah}, "
            f"{difference(one.selisih_tinggi.nilai)} pada {one.tinggi}"
            for one in ordered[:MAKS_AYUNAN]
        )
        + ".",
        "baris": [
            {
                "asumsi": one.asumsi,
                "rendah": one.rendah,
                "selisih_rendah": split(one.selisih_rendah, difference, difference_range),
                "tinggi": one.tinggi,
                "selisih_tinggi": split(one.selisih_tinggi, difference, difference_range),
            }
            for one in ordered
        ],
    }


def swing_words(low: float, high: float) -> str:
    """Return two differences briefly, in the unit of the larger one: "−4,9 / +15,2 hari"."""
    largest = max(abs(low), abs(high))
    size, unit = (HARI, "hari") if largest >= HARI else (JAM, "jam") if largest >= JAM else (1, "menit")
    first, last = (short_number(value / size, 1) for value in (low, high))
    return f"{first if low <= 0 else '+' + first} / {last if high <= 0 else '+' + last} {unit}"
