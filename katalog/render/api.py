"""The JSON that programs read: every field of the models under its own name, computed ones apart."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from katalog.conventions import KONVENSI, to_minutes
from katalog.durations import Durasi, format_parts
from katalog.render.api_schema import api_schemas
from katalog.render.views import counts, regulation_name
from katalog.render.wording import in_convention
from katalog.report.values import finding_value
from katalog.schema import schemas
from katalog.scorecard import PARTS, score

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.derivation import DasarHukum
    from katalog.scorecard import Rapor, RaporSOP
    from katalog.simulation_record import BebanKantor, CatatanSimulasi

ROOT = "api/v1"
_TANPA_SIMULASI: Mapping[str, CatatanSimulasi] = MappingProxyType({})


def api_files(
    telaah: Telaah, simulasi: Mapping[str, CatatanSimulasi] = _TANPA_SIMULASI, rapor: Rapor | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield every file below `api/v1/`; `simulasi` holds the records by SOP, `rapor` the scorecard if it is at hand."""
    for document in telaah.katalog.dokumen:
        yield sop_file(telaah, document, simulasi.get(document.id))
    yield from common_files(telaah, simulasi, rapor)


def common_files(
    telaah: Telaah, simulasi: Mapping[str, CatatanSimulasi], rapor: Rapor | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the whole catalogue."""
    yield f"{ROOT}/katalog.json", _json(catalogue_value(telaah, simulasi))
    yield f"{ROOT}/hukum.json", _json(law_value(telaah))
    yield f"{ROOT}/penilaian.json", _json(scorecard_value(rapor or score(telaah)))
    yield f"{ROOT}/temuan.json", _json({"temuan": [finding_value(temuan) for temuan in telaah.temuan]})
    for name, text in {**schemas(), **api_schemas()}.items():
        yield f"{ROOT}/skema/{name}", text.encode()


def sop_file(telaah: Telaah, document: Dokumen, simulasi: CatatanSimulasi | None = None) -> tuple[str, bytes]:
    """Return the path of one SOP's file below `docs/`, and its JSON."""
    return f"{ROOT}/sop/{document.id}.json", _json(sop_value(telaah, document, simulasi))


def load_files(beban: Mapping[str, BebanKantor]) -> Iterator[tuple[str, bytes]]:
    """Yield the load of each office, `api/v1/beban/<opd>.json`: one file an office, as a person asks of one."""
    for opd in sorted(beban):
        yield f"{ROOT}/beban/{opd}.json", _json(beban[opd].model_dump(mode="json"))


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode()


def catalogue_value(telaah: Telaah, simulasi: Mapping[str, CatatanSimulasi] = _TANPA_SIMULASI) -> dict[str, Any]:
    """Return the whole catalogue in short: one entry an SOP, with the addresses of its data and page."""
    return {
        "sop": [
            {
                "id": document.id,
                "opd": document.opd,
                "nama": document.sop.nama,
                "proses": document.sop.proses,
                "nomor": document.sop.nomor,
                "tanggal_pengesahan": _date(document.sop.tanggal_pengesahan),
                "status": document.sop.status,
                "status_sejak": _date(document.sop.status_sejak),
                "digantikan_oleh": document.sop.digantikan_oleh,
                "jumlah_langkah": len(document.sop.langkah),
                "jumlah_waktu": document.sop.jumlah_waktu,
                "temuan": counts(telaah.temuan_sop[document.id]),
                "simulasi": _brief_simulation(simulasi.get(document.id)),
                "data": f"sop/{document.id}.json",
                "halaman": f"../../sop/{document.id}/",
            }
            for document in telaah.katalog.dokumen
        ],
        "opd": {key: opd.model_dump(mode="json") for key, opd in telaah.katalog.acuan.opd.items()},
        "proses": {key: proses.model_dump(mode="json") for key, proses in telaah.katalog.acuan.proses.items()},
        "jabatan": {key: jabatan.model_dump(mode="json") for key, jabatan in telaah.katalog.acuan.jabatan.items()},
    }


def _date(value: Any) -> str | None:
    return None if value is None else value.isoformat()


def _brief_simulation(record: CatatanSimulasi | None) -> dict[str, float | None] | None:
    if record is None:
        return None
    return {
        "p50": record.waktu.p50.nilai if record.waktu else None,
        "p90": record.waktu.p90.nilai if record.waktu else None,
        "tepat": record.tepat.nilai if record.tepat else None,
    }


def sop_value(telaah: Telaah, document: Dokumen, simulasi: CatatanSimulasi | None = None) -> dict[str, Any]:
    """Return one SOP whole: what was computed under `turunan`, findings under `temuan`, its record `simulasi`."""
    derived = telaah.turunan[document.id]
    return {
        "id": document.id,
        "opd": document.opd,
        **document.sop.model_dump(mode="json"),
        "turunan": {
            "jumlah": {
                "tanpa_konversi": format_parts(derived.jumlah),
                "konvensi": [
                    {
                        "nama": konvensi.nama,
                        "keterangan": konvensi.keterangan,
                        "teks": in_convention(derived.jumlah, konvensi),
                        "menit": _minutes(Durasi(None, derived.jumlah, ()), konvensi),
                    }
                    for konvensi in KONVENSI
                ],
                "kesesuaian": {"status": derived.cocok.status.value, "uraian": derived.cocok.phrase()},
            },
            "langkah": [
                {
                    "urut": step.urut,
                    "berikut": [
                        {"ke": panah.ke, "label": panah.label, "mundur": panah.mundur, "sejajar": panah.sejajar}
                        for panah in derived.alur.keluar[step.urut]
                    ],
                    "terjangkau": step.urut in derived.alur.terjangkau,
                    "durasi": _duration(durasi),
                }
                for step, durasi in zip(document.sop.langkah, derived.durasi, strict=True)
            ],
            "jabatan": dict(derived.jabatan),
            "dasar_hukum": [_basis(telaah, basis) for basis in derived.dasar_hukum],
            "keterkaitan": [
                {
                    "teks": tautan.teks,
                    "sop": tautan.sop,
                    "peraturan": tautan.peraturan,
                    "di_opd_lain": list(tautan.di_opd_lain),
                }
                for tautan in telaah.indeks.keterkaitan[document.id]
            ],
        },
        "temuan": [finding_value(temuan) for temuan in telaah.temuan_sop[document.id]],
        "simulasi": simulasi.model_dump(mode="json") if simulasi else None,
    }


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def _minutes(durasi: Durasi, konvensi: Any) -> dict[str, int | float] | None:
    if not durasi.terukur:
        return None
    low, high = to_minutes(durasi, konvensi)
    return {"minimum": _number(low), "maksimum": _number(high)}


def _duration(durasi: Durasi) -> dict[str, Any]:
    return {
        "terukur": durasi.terukur,
        "sifat": [sifat.value for sifat in durasi.sifat],
        "bagian": [
            {"minimum": _number(part.minimum), "maksimum": _number(part.maksimum), "satuan": part.satuan.value}
            for part in durasi.bagian
        ],
        "menit": {konvensi.nama: _minutes(durasi, konvensi) for konvensi in KONVENSI},
    }


def _basis(telaah: Telaah, basis: DasarHukum) -> dict[str, Any]:
    return {
        "butir": basis.butir + 1,
        "rujukan": [
            {
                "kunci": rujukan.kunci,
                "nama": regulation_name(telaah, rujukan.kunci) if rujukan.kunci else None,
                "jenis": rujukan.sitasi.jenis,
                "nomor": rujukan.sitasi.nomor,
                "tahun": rujukan.sitasi.tahun,
                "judul": rujukan.sitasi.judul,
                "daerah_disimpulkan": rujukan.disimpulkan,
            }
            for rujukan in basis.rujukan
        ],
    }


def law_value(telaah: Telaah) -> dict[str, Any]:
    """Return the registry of regulations with who cites each."""
    known = telaah.katalog.acuan.peraturan
    return {
        "peraturan": {
            key: {
                **(known[key].model_dump(mode="json") if key in known else {}),
                "turunan": {
                    "nama": regulation_name(telaah, key),
                    "terdaftar": key in known,
                    "pengutip": [
                        {"sop": kutipan.sop, "butir": kutipan.butir + 1, "bersarang": kutipan.bersarang}
                        for kutipan in telaah.indeks.pengutip.get(key, ())
                    ],
                },
            }
            for key in sorted({*known, *telaah.indeks.pengutip})
        }
    }


def scorecard_value(rapor: Rapor) -> dict[str, Any]:
    """Return the scorecard: for each SOP the findings by part, what its form lacks, its reviews and doubtful bases."""
    return {
        "bagian": [
            {"kunci": bagian.value, "nama": bagian.nama, "keluarga": bagian.keluarga, "keterangan": bagian.keterangan}
            for bagian in PARTS
        ],
        "sop": [_scored(sop) for sop in rapor.sop.values()],
    }


def _scored(sop: RaporSOP) -> dict[str, Any]:
    review, last = sop.tinjauan, sop.terakhir
    return {
        "id": sop.id,
        "opd": sop.opd,
        "status": sop.status,
        "status_sejak": _date(sop.status_sejak),
        "digantikan_oleh": sop.digantikan_oleh,
        "temuan": {
            bagian.value: {**count.menurut_tingkat, "diterima": count.diterima} for bagian, count in sop.temuan.items()
        },
        "isian": [
            {"bidang": isian.bidang, "nama": isian.nama, "keadaan": isian.keadaan.value, "langkah": list(isian.langkah)}
            for isian in sop.isian
        ],
        "terakhir": {
            "asal": last.bidang,
            "disimpulkan": sop.tanggal_disimpulkan,
            "tanggal": _date(last.tanggal),
        }
        if last
        else None,
        "tinjauan": {
            "asal": review.bidang,
            "disimpulkan": sop.tanggal_disimpulkan,
            "sejak": _date(review.sejak),
            "pemantauan": _date(review.pemantauan),
            "evaluasi": _date(review.evaluasi),
        }
        if review
        else None,
        "dasar_ragu": [
            {
                "butir": dasar.butir + 1,
                "kunci": dasar.kunci,
                "sebab": [
                    {
                        "jenis": sebab.jenis.value,
                        "oleh": [relasi.model_dump(mode="json") for relasi in sebab.oleh],
                        "keyakinan": sebab.keyakinan.value if sebab.keyakinan else None,
                    }
                    for sebab in dasar.sebab
                ],
            }
            for dasar in sop.dasar_ragu
        ],
    }
