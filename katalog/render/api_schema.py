"""JSON Schemas of the files below `api/v1/`, built around the models' own schemas."""

from __future__ import annotations

import json
from typing import Any, Final

from katalog.completeness import Keadaan
from katalog.findings import Tingkat
from katalog.legal_doubts import JenisKeraguan
from katalog.model import SOP, Status
from katalog.references import OPD, Jabatan, Keyakinan, Peraturan, Proses
from katalog.rules import ALL_RULES
from katalog.scorecard import PARTS
from katalog.simulation_record import BebanKantor, CatatanSimulasi

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: dict[str, Any] = {"type": "string"}
_NUMBER: dict[str, Any] = {"type": "number"}
_WHOLE: dict[str, Any] = {"type": "integer"}
_BOOL: dict[str, Any] = {"type": "boolean"}


def _maybe(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _record(**properties: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object whose keys are all there, and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_COUNTS = _record(**dict.fromkeys((tingkat.value for tingkat in Tingkat), _WHOLE))
_RANGE = _record(minimum=_NUMBER, maksimum=_NUMBER)
_FINDING = _record(
    kode={"enum": [rule.kode for rule in ALL_RULES]},
    tingkat={"enum": [tingkat.value for tingkat in Tingkat]},
    pesan=_TEXT,
    bantuan=_maybe(_TEXT),
    sop=_maybe(_TEXT),
    berkas=_TEXT,
    baris=_WHOLE,
    kolom=_WHOLE,
    bidang=_TEXT,
    diterima=_maybe(_TEXT),
)
_STATUS: Final = {
    "status": _maybe({"enum": [status.value for status in Status]}),
    "status_sejak": _maybe(_TEXT),
    "digantikan_oleh": _maybe(_TEXT),
}
"""Whether an SOP is in force, with the words of its data."""
_RELATION = _record(kunci=_TEXT, keyakinan={"enum": [keyakinan.value for keyakinan in Keyakinan]}, sebagian=_BOOL)
_SCORECARD = _record(
    bagian=_list(_record(kunci=_TEXT, nama=_TEXT, keluarga=_TEXT, keterangan=_TEXT)),
    sop=_list(
        _record(
            id=_TEXT,
            opd=_TEXT,
            **_STATUS,
            temuan=_record(
                **{
                    bagian.value: _record(**{tingkat.value: _WHOLE for tingkat in Tingkat}, diterima=_WHOLE)
                    for bagian in PARTS
                }
            ),
            isian=_list(
                _record(
                    bidang=_TEXT,
                    nama=_TEXT,
                    keadaan={"enum": [keadaan.value for keadaan in Keadaan]},
                    langkah=_list(_WHOLE),
                )
            ),
            terakhir=_maybe(_record(asal=_TEXT, disimpulkan=_BOOL, tanggal=_TEXT)),
            tinjauan=_maybe(_record(asal=_TEXT, disimpulkan=_BOOL, sejak=_TEXT, pemantauan=_TEXT, evaluasi=_TEXT)),
            dasar_ragu=_list(
                _record(
                    butir=_WHOLE,
                    kunci=_maybe(_TEXT),
                    sebab=_list(
                        _record(
                            jenis={"enum": [jenis.value for jenis in JenisKeraguan]},
                            oleh=_list(_RELATION),
                            keyakinan=_maybe({"enum": [keyakinan.value for keyakinan in Keyakinan]}),
                        )
                    ),
                )
            ),
        )
    ),
)
_DURATION = _record(
    terukur=_BOOL,
    sifat=_list(_TEXT),
    bagian=_list(_record(minimum=_NUMBER, maksimum=_NUMBER, satuan=_TEXT)),
    menit={"type": "object", "additionalProperties": _maybe(_RANGE)},
)
_DERIVED = _record(
    jumlah=_record(
        tanpa_konversi=_TEXT,
        konvensi=_list(_record(nama=_TEXT, keterangan=_TEXT, teks=_TEXT, menit=_maybe(_RANGE))),
        kesesuaian=_record(status=_TEXT, uraian=_TEXT),
    ),
    langkah=_list(
        _record(
            urut=_WHOLE,
            berikut=_list(_record(ke=_maybe(_WHOLE), label=_maybe(_TEXT), mundur=_BOOL, sejajar=_BOOL)),
            terjangkau=_BOOL,
            durasi=_DURATION,
        )
    ),
    jabatan={"type": "object", "additionalProperties": _maybe(_TEXT)},
    dasar_hukum=_list(
        _record(
            butir=_WHOLE,
            rujukan=_list(
                _record(
                    kunci=_maybe(_TEXT),
                    nama=_maybe(_TEXT),
                    jenis=_TEXT,
                    nomor=_maybe(_TEXT),
                    tahun=_maybe(_WHOLE),
                    judul=_maybe(_TEXT),
                    daerah_disimpulkan=_BOOL,
                )
            ),
        )
    ),
    keterkaitan=_list(_record(teks=_TEXT, sop=_maybe(_TEXT), peraturan=_maybe(_TEXT), di_opd_lain=_list(_TEXT))),
)


def api_schemas() -> dict[str, str]:
    """Return the schemas as JSON text by file name (`api-sop.schema.json`, …)."""
    definitions: dict[str, Any] = {}

    def model(kind: Any) -> dict[str, Any]:
        schema = dict(kind.model_json_schema(mode="serialization", ref_template="#/$defs/{model}"))
        definitions.update(schema.pop("$defs", {}))
        return schema

    sop = model(SOP)
    sop["properties"] = {
        "id": _TEXT,
        "opd": _TEXT,
        **sop["properties"],
        "turunan": _DERIVED,
        "temuan": _list(_FINDING),
        "simulasi": _maybe(model(CatatanSimulasi)),
    }
    sop["required"] = ["id", "opd", *sop["required"], "turunan", "temuan", "simulasi"]
    regulation = model(Peraturan)
    regulation["properties"] = {
        **regulation["properties"],
        "turunan": _record(
            nama=_TEXT, terdaftar=_BOOL, pengutip=_list(_record(sop=_TEXT, butir=_WHOLE, bersarang=_BOOL))
        ),
    }
    regulation["required"] = ["turunan"]  # a regulation that is cited but not registered has nothing else
    catalogue = _record(
        sop=_list(
            _record(
                id=_TEXT,
                opd=_TEXT,
                nama=_TEXT,
                proses=_TEXT,
                nomor=_maybe(_TEXT),
                tanggal_pengesahan=_maybe(_TEXT),
                **_STATUS,
                jumlah_langkah=_WHOLE,
                jumlah_waktu=_maybe(_TEXT),
                temuan=_COUNTS,
                simulasi=_maybe(_record(p50=_maybe(_NUMBER), p90=_maybe(_NUMBER), tepat=_maybe(_NUMBER))),
                data=_TEXT,
                halaman=_TEXT,
            )
        ),
        opd={"type": "object", "additionalProperties": model(OPD)},
        proses={"type": "object", "additionalProperties": model(Proses)},
        jabatan={"type": "object", "additionalProperties": model(Jabatan)},
    )
    law = _record(peraturan={"type": "object", "additionalProperties": regulation})
    named = {
        "katalog": catalogue,
        "sop": sop,
        "hukum": law,
        "temuan": _record(temuan=_list(_FINDING)),
        "penilaian": _SCORECARD,
        "beban": model(BebanKantor),
    }
    return {
        f"api-{name}.schema.json": json.dumps(
            {"$schema": _DRAFT, **schema, "$defs": definitions}, ensure_ascii=False, indent=1
        )
        + "\n"
        for name, schema in named.items()
    }
