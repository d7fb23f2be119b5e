"""What the catalogue page filters and sorts by: for each filter its choices, and which of them each SOP has.

What depends on the reader's day is left to the browser: of the reviews it gets the dates alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from katalog.conventions import KALENDER, to_minutes
from katalog.durations import Durasi
from katalog.findings import Tingkat, count_by_severity
from katalog.model import Status
from katalog.naming import words
from katalog.render.escaping import shorten
from katalog.render.views import office, position_name, process, regulation_name
from katalog.reviews import review_dates
from katalog.rules import RULES_BY_CODE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.derivation import Turunan
    from katalog.simulation_record import CatatanSimulasi

_HARI: Final = 24 * 60
RENTANG: Final = (
    ("sampai-1-hari", "sampai 1 hari", _HARI),
    ("1-7-hari", "1–7 hari", 7 * _HARI),
    ("1-4-minggu", "1–4 minggu", 28 * _HARI),
    ("4-minggu-3-bulan", "4 minggu–3 bulan", 90 * _HARI),
)
"""Classes of length: key, name, and the longest time in calendar minutes that still belongs to it."""
LEBIH: Final = ("lebih-dari-3-bulan", "lebih dari 3 bulan")
TANPA_WAKTU: Final = ("tidak-terbaca", "tidak tercantum atau tidak terbaca")
TIDAK_DISIMULASIKAN: Final = ("tidak-disimulasikan", "tidak disimulasikan")
TIDAK_TERJAWAB: Final = ("tidak-terjawab", "tidak dapat dijawab simulasi")
TANPA_TAHUN: Final = "tanpa-tahun"
TANPA_STATUS: Final = ("tidak-dinyatakan", "tidak dinyatakan")
TANPA_TEMUAN: Final = "tanpa-temuan"
_MAKS_KETERANGAN: Final = 120
_BATAS_IKUT: Final = "Batas atas termasuk: tepat 7 hari masuk 1–7 hari. Satu bulan dihitung 30 hari."


@dataclass(frozen=True, slots=True)
class Pilihan:
    """One choice of a filter; `keterangan` is said in small letters and found by the box that searches choices."""

    kunci: str
    nama: str
    keterangan: str = ""


@dataclass(frozen=True, slots=True)
class Saringan:
    """One filter. `sop` holds, in the order of the catalogue, the indexes of the choices that an SOP has.

    `tetap` tells that the choices have an order of their own, which no count changes. `sop` is empty where the
    browser has to work it out from the day. `dahulu` are keys that choices had before, with the index of the choice.
    """

    kunci: str
    judul: str
    bantuan: str
    pilihan: tuple[Pilihan, ...]
    sop: tuple[tuple[int, ...], ...]
    tetap: bool = False
    dahulu: tuple[tuple[str, int], ...] = ()


def length_class(minutes: float | Fraction) -> int:
    """Return the index of a time's class in `RENTANG`, its length for longer ones; the upper end belongs to a class."""
    return next((index for index, (*_, most) in enumerate(RENTANG) if minutes <= most), len(RENTANG))


def stated_minutes(turunan: Turunan) -> Fraction | None:
    """Return the printed total in calendar minutes, else the sum of the steps; of a range the longest.

    None where neither can be read as a time.
    """
    if turunan.total.terukur:
        return to_minutes(turunan.total, KALENDER)[1]
    if turunan.jumlah:
        return to_minutes(Durasi(None, turunan.jumlah, ()), KALENDER)[1]
    return None


def realistic_minutes(record: CatatanSimulasi | None) -> float | None:
    """Return the time within which 90 % of the simulated cases end, in calendar minutes; None where none is known."""
    if record is None or record.waktu is None or not math.isfinite(record.waktu.p90.nilai):
        return None
    return record.waktu.p90.nilai


def facets(telaah: Telaah, simulasi: Mapping[str, CatatanSimulasi]) -> tuple[Saringan, ...]:
    """Return every filter of the catalogue page, in the order of the page. Linear in the catalogue's size."""
    documents = telaah.katalog.dokumen
    derived = [telaah.turunan[document.id] for document in documents]
    ended = len(telaah.katalog.berlaku) < len(documents)
    return (
        _offices(telaah),
        _collected(
            ("proses", "Proses", "SOP dengan proses yang sama dapat dibandingkan antar-OPD."),
            [(document.sop.proses,) for document in documents],
            lambda key: (process(telaah, key).nama, ""),
        ),
        _collected(
            ("jabatan", "Jabatan", "Jabatan yang punya kolom pelaksana pada SOP itu."),
            [_positions(turunan) for turunan in derived],
            lambda key: (position_name(telaah, key), ""),
        ),
        _collected(
            ("hukum", "Dasar hukum", "Peraturan yang dikutip, juga yang hanya disebut sebagai pengubahnya."),
            [
                tuple(ref.kunci for basis in turunan.dasar_hukum for ref in basis.rujukan if ref.kunci)
                for turunan in derived
            ],
            lambda key: (regulation_name(telaah, key), _regulation_title(telaah, key)),
        ),
        _stated(derived),
        _realistic([simulasi.get(document.id) for document in documents]),
        _severities(telaah),
        _collected(
            ("aturan", "Aturan", "Aturan yang temuannya ada pada SOP; temuan yang diterima tidak dihitung."),
            [
                tuple(temuan.kode.lower() for temuan in telaah.temuan_sop[document.id] if temuan.diterima is None)
                for document in documents
            ],
            lambda key: (key.upper(), _rule_title(key.upper())),
        ),
        _years(documents),
        *_statuses(documents),
        Saringan(
            "tinjauan",
            "Pemantauan dan evaluasi",
            "Pemantauan setiap 6 bulan dan evaluasi setiap tahun (yang terakhir belum diverifikasi), dihitung dari "
            "tanggal terakhir yang tercantum. Dokumen tidak menyebut kapan keduanya sudah dilakukan. Yang evaluasinya "
            "jatuh tempo tidak dihitung lagi pada pemantauan.",
            (
                Pilihan("belum", "belum jatuh tempo"),
                Pilihan("pemantauan", "pemantauan jatuh tempo"),
                Pilihan("evaluasi", "evaluasi jatuh tempo"),
                Pilihan("tanpa-tanggal", "tanpa tanggal" + (", atau tidak berlaku lagi" if ended else "")),
            ),
            (),
            tetap=True,
        ),
    )


def catalogue_data(telaah: Telaah, simulasi: Mapping[str, CatatanSimulasi]) -> dict[str, Any]:
    """Return what the page's script works with; each list is in the order of the catalogue.

    `teks` is what the free words look in besides the office: name and number. `saringan` are the filters; the choices
    of an SOP are one index, or a list of them; `dahulu`, where there is any, leads links of before to them.
    `urutan` are numbers to sort by, null where there is nothing to compare.
    `pemantauan` and `evaluasi` are dates as numbers (20240528), null without.
    """
    documents = telaah.katalog.dokumen
    stated = [stated_minutes(telaah.turunan[document.id]) for document in documents]
    realistic = [realistic_minutes(simulasi.get(document.id)) for document in documents]
    reviews = [review_dates(document.sop) for document in documents]
    return {
        "teks": [f"{document.sop.nama} {document.sop.nomor or ''}".rstrip() for document in documents],
        "saringan": [_facet_value(saringan) for saringan in facets(telaah, simulasi)],
        "urutan": {
            "nama": _ranks([document.sop.nama for document in documents]),
            "tertulis": [None if value is None else round(value) for value in stated],
            "realistis": [None if value is None else round(value) for value in realistic],
            "disahkan": [_date_number(document.sop.tanggal_pengesahan) for document in documents],
            "temuan": [_weight(telaah, document) for document in documents],
        },
        "pemantauan": [_date_number(review.pemantauan if review else None) for review in reviews],
        "evaluasi": [_date_number(review.evaluasi if review else None) for review in reviews],
    }


def _facet_value(saringan: Saringan) -> dict[str, Any]:
    single = all(len(indexes) == 1 for indexes in saringan.sop)
    return {
        "kunci": saringan.kunci,
        "judul": saringan.judul,
        "bantuan": saringan.bantuan,
        "tetap": saringan.tetap,
        "pilihan": [
            [pilihan.kunci, pilihan.nama, *([pilihan.keterangan] if pilihan.keterangan else [])]
            for pilihan in saringan.pilihan
        ],
        "sop": [indexes[0] for indexes in saringan.sop] if single else [list(indexes) for indexes in saringan.sop],
        **({"dahulu": [list(pair) for pair in saringan.dahulu]} if saringan.dahulu else {}),
    }


def _offices(telaah: Telaah) -> Saringan:
    found = _collected(
        ("opd", "OPD", ""),
        [(document.opd,) for document in telaah.katalog.dokumen],
        lambda key: (office(telaah, key).singkatan, office(telaah, key).nama),
    )
    return replace(
        found,
        dahulu=tuple(
            (old, index) for index, pilihan in enumerate(found.pilihan) for old in office(telaah, pilihan.kunci).id_lama
        ),
    )


def _collected(
    kata: tuple[str, str, str], sop: Sequence[Iterable[str]], describe: Callable[[str], tuple[str, str]]
) -> Saringan:
    """Return a filter whose choices are the keys that SOPs have, by name; numbers in names by their size."""
    choices = [Pilihan(key, *describe(key)) for key in {key for keys in sop for key in keys}]
    choices.sort(key=lambda pilihan: (name_key(pilihan.nama), pilihan.kunci))
    place = {pilihan.kunci: index for index, pilihan in enumerate(choices)}
    return Saringan(*kata, tuple(choices), tuple(tuple(sorted({place[key] for key in keys})) for keys in sop))


def name_key(name: str) -> tuple[str, ...]:
    """Return a name as a key for sorting: case and punctuation aside, "UU 9" before "UU 23"."""
    return tuple(word.zfill(8) if word.isdecimal() else word for word in words(name))


def _ranks(names: Sequence[str]) -> list[int]:
    """Return the place of each name among all in alphabetical order; equal names share one."""
    keys = [name_key(name) for name in names]
    place = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    return [place[key] for key in keys]


def _positions(turunan: Turunan) -> tuple[str, ...]:
    """Return the registered positions that have a column, as on their own pages; a copy may hide who does a step."""
    return tuple(dict.fromkeys(position for position in turunan.jabatan.values() if position))


def _regulation_title(telaah: Telaah, kunci: str) -> str:
    known = telaah.katalog.acuan.peraturan.get(kunci)
    return shorten(known.judul, _MAKS_KETERANGAN) if known else ""


def _rule_title(kode: str) -> str:
    rule = RULES_BY_CODE.get(kode)
    return rule.page().judul if rule else ""


def _lengths(*unknown: tuple[str, str]) -> tuple[Pilihan, ...]:
    known = (*((kunci, nama) for kunci, nama, _ in RENTANG), LEBIH)
    return tuple(Pilihan(kunci, nama) for kunci, nama in (*known, *unknown))


def _stated(derived: Sequence[Turunan]) -> Saringan:
    minutes = [stated_minutes(turunan) for turunan in derived]
    return Saringan(
        "tertulis",
        "Jumlah waktu tertulis",
        f"Jumlah Waktu pada dokumen; bila tidak tercantum atau tidak terbaca, jumlah waktu langkahnya. {_BATAS_IKUT}",
        _lengths(TANPA_WAKTU),
        tuple((len(RENTANG) + 1 if value is None else length_class(value),) for value in minutes),
        tetap=True,
    )


def _realistic(records: Sequence[CatatanSimulasi | None]) -> Saringan:
    def place(record: CatatanSimulasi | None) -> int:
        minutes = realistic_minutes(record)
        if minutes is not None:
            return length_class(minutes)
        return len(RENTANG) + (2 if record is None else 1)

    return Saringan(
        "realistis",
        "Waktu realistis",
        f"Waktu yang cukup bagi 9 dari 10 kasus menurut simulasi. {_BATAS_IKUT}",
        _lengths(TIDAK_TERJAWAB, TIDAK_DISIMULASIKAN),
        tuple((place(record),) for record in records),
        tetap=True,
    )


def _severities(telaah: Telaah) -> Saringan:
    """Return the filter by gravity: whoever has a `peringatan` has at least a `saran` too."""
    found = []
    for document in telaah.katalog.dokumen:
        counted = count_by_severity(telaah.temuan_sop[document.id])
        gravest = next((tingkat.urutan for tingkat in Tingkat if counted[tingkat]), len(Tingkat))
        found.append(tuple(range(gravest, len(Tingkat))) or (len(Tingkat),))
    return Saringan(
        "temuan",
        "Temuan",
        "Temuan yang diterima dengan sadar tidak dihitung.",
        (
            Pilihan(Tingkat.GALAT, "ada galat"),
            Pilihan(Tingkat.PERINGATAN, "ada peringatan atau lebih berat"),
            Pilihan(Tingkat.SARAN, "ada saran atau lebih berat"),
            Pilihan(TANPA_TEMUAN, "tanpa temuan"),
        ),
        tuple(found),
        tetap=True,
    )


def _years(documents: Sequence[Dokumen]) -> Saringan:
    years = [_year(document) for document in documents]
    known = sorted({year for year in years if year is not None}, reverse=True)
    place: dict[int | None, int] = {year: index for index, year in enumerate(known)}
    return Saringan(
        "tahun",
        "Tahun",
        "Tahun pengesahan; bila tanggalnya tidak ada, tahun pada sampul.",
        (*(Pilihan(str(year), str(year)) for year in known), Pilihan(TANPA_TAHUN, "tanpa tahun")),
        tuple((place.get(year, len(known)),) for year in years),
        tetap=True,
    )


def _statuses(documents: Sequence[Dokumen]) -> tuple[Saringan, ...]:
    """Return the filter by status; none where no SOP states its status."""
    if all(document.sop.status is None for document in documents):
        return ()
    choices = (*((status.value, status.value) for status in Status), TANPA_STATUS)
    place = {kunci: index for index, (kunci, _) in enumerate(choices)}
    return (
        Saringan(
            "status",
            "Status",
            "Seperti dinyatakan OPD. SOP yang digantikan atau dicabut tidak ikut dibandingkan dan tidak dihitung "
            "sebagai beban jabatan.",
            tuple(Pilihan(*choice) for choice in choices),
            tuple((place[document.sop.status or TANPA_STATUS[0]],) for document in documents),
            tetap=True,
        ),
    )


def _year(document: Dokumen) -> int | None:
    approved = document.sop.tanggal_pengesahan
    return approved.year if approved else document.sop.tahun


def _weight(telaah: Telaah, document: Dokumen) -> int:
    """Return one number for sorting by findings: a graver one outweighs any number of lighter ones."""
    weight = 0
    for count in count_by_severity(telaah.temuan_sop[document.id]).values():
        weight = weight * 1000 + min(count, 999)
    return weight


def _date_number(value: date | None) -> int | None:
    return None if value is None else value.year * 10_000 + value.month * 100 + value.day
