"""From a text to a model, or to findings that an office worker can act on."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from katalog.findings import Temuan, Tingkat
from katalog.guessing import Tebakan
from katalog.model_fields import field_at, model_in, sibling_fields, takes_null
from katalog.naming import slugify
from katalog.positions import PetaLetak
from katalog.yaml_causes import sign_advice
from katalog.yaml_source import Naskah, clip, read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

    from katalog.positions import Jalur
    from katalog.yaml_source import Simpanan

Model = TypeVar("Model", bound=BaseModel)
MAKS_CACAT = 1_000
"""Most faults of one file that are said."""


@dataclass(frozen=True, slots=True)
class Asal:
    """The file that data came from: its name in reports, its positions, and the SOP that it is, if any."""

    berkas: str
    letak: PetaLetak
    sop: str | None = None


def read_model(
    raw: bytes, model: type[Model], berkas: str, sop: str | None = None, simpanan: Simpanan | None = None
) -> tuple[Model | None, PetaLetak, tuple[Temuan, ...]]:
    """Read bytes as one `model`.

    What `simpanan` knows of them spares reading them as YAML; it is validated all the same, and where that fails the
    bytes are read. Returns the model (None where any fault was found), the positions, and all findings of the file.
    """
    if simpanan is not None and (known := simpanan.get(raw)) is not None:
        try:
            return model.model_validate_json(known[0]), PetaLetak(known[1]), ()
        except ValidationError:
            pass  # the YAML tells what is wrong, and where
    naskah = read_yaml(raw)
    asal = Asal(berkas, naskah.letak, sop)
    findings = source_findings(naskah, asal)
    if naskah.data is None and findings:
        return None, naskah.letak, findings
    if not isinstance(naskah.data, dict):
        pesan = "Berkas kosong." if naskah.data is None else "Berkas harus berisi pasangan kunci: nilai."
        bantuan = "Salin kerangka dari panduan penyusun."
        finding = Temuan("B001", Tingkat.GALAT, pesan, berkas, bantuan=bantuan, sop=sop)
        return None, naskah.letak, (*findings, finding)
    result, more = validate(naskah.data, model, asal)
    findings += more
    if simpanan is not None and not findings:
        simpanan.put(raw, json.dumps(naskah.data), naskah.letak.teks)
    return (None if findings else result), naskah.letak, first_ones(findings, asal)


def first_ones(findings: tuple[Temuan, ...], asal: Asal) -> tuple[Temuan, ...]:
    """Return the faults of a file as a report can hold them: a damaged file of 250 kB has up to 100,000."""
    if len(findings) <= MAKS_CACAT:
        return findings
    pesan = f"Lebih dari {MAKS_CACAT:,} kesalahan dalam satu berkas; sisanya tidak ditampilkan.".replace(",", ".")
    bantuan = "Periksa apakah ini berkas yang benar; perbaiki dahulu yang ditampilkan."
    last = Temuan("B010", Tingkat.GALAT, pesan, asal.berkas, bantuan=bantuan, sop=asal.sop)
    return (*findings[:MAKS_CACAT], last)


def source_findings(naskah: Naskah, asal: Asal) -> tuple[Temuan, ...]:
    """Return the faults of a text that was read as YAML, as findings."""
    return tuple(
        Temuan(cacat.kode, Tingkat.GALAT, cacat.pesan, asal.berkas, cacat.letak, (), cacat.bantuan, asal.sop)
        for cacat in naskah.cacat
    )


def validate(
    data: Any, model: type[Model], asal: Asal, dasar: Jalur = (), bantuan: Mapping[str, str] | None = None
) -> tuple[Model | None, tuple[Temuan, ...]]:
    """Validate decoded YAML against `model`.

    Args:
        data: What the YAML says.
        model: What it should be.
        asal: The file that it comes from.
        dasar: The path of `data` inside its file.
        bantuan: Help of one's own by kind of fault, for files that are no SOP.
    """
    try:
        return _model(data, model), ()
    except ValidationError as error:
        details = error.errors(include_url=False)[: MAKS_CACAT + 1]
    deep = {tuple(detail["loc"]) for detail in details}
    findings: list[Temuan] = []
    either: dict[Jalur, list[ErrorDetails]] = {}
    meant = _meant_keys(details, model)
    misspelt = {(*loc[:-1], key) for loc, key in meant.items()}
    for detail in details:
        loc = tuple(detail["loc"])
        if detail["type"] == "missing" and loc in misspelt:
            continue  # it is there, misspelt
        if detail["type"] == "too_short" and any(len(other) > len(loc) and other[: len(loc)] == loc for other in deep):
            continue  # the list is only "short" because its items were refused
        jalur, one_of_several = _as_written(data, loc)
        if one_of_several:
            either.setdefault(jalur, []).append(detail)
        else:
            findings.append(_finding(detail, (*dasar, *jalur), model, asal, bantuan or {}, meant))
    for jalur, refusals in either.items():
        if not any(len(other) > len(jalur) and other[: len(jalur)] == jalur for other in either):
            findings.append(_finding(_joined(refusals), (*dasar, *jalur), model, asal, bantuan or {}, meant))
    return None, tuple(findings)


def valid(data: Any, model: type[Model]) -> Model | None:
    """Return decoded YAML as a `model`; None, without a word why, where it is none."""
    try:
        return _model(data, model)
    except ValidationError:
        return None


def _model(data: Any, model: type[Model]) -> Model:
    # JSON mode: strict about types, yet lists are tuples and ISO dates are dates.
    return model.model_validate_json(json.dumps(data))


def _as_written(data: Any, loc: Jalur) -> tuple[Jalur, bool]:
    """Return the path as the author sees it, and whether a value of several kinds was refused by one of them.

    Models hold some mappings as pairs, which pydantic counts; where a value may be of several kinds it names the kind
    that it tried, and after a key that was refused it puts a mark.
    """
    path: list[str | int] = []
    one_of_several = False
    parts = iter(loc)
    for part in parts:
        if isinstance(data, dict) and isinstance(part, int):
            path.append(list(data)[part])
            next(parts, None)
        elif part == _KEY and not (isinstance(data, dict) and part in data):
            continue
        elif isinstance(part, str) and not isinstance(data, dict):
            one_of_several = True
            continue
        else:
            path.append(part)
        if isinstance(data, dict):
            data = data.get(path[-1])
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
    return tuple(path), one_of_several


_KEY = "[key]"
"""What pydantic puts after a key of a mapping that it refuses."""


def _joined(refusals: list[ErrorDetails]) -> ErrorDetails:
    """Make one refusal of those by every kind that a value may be."""
    if len(refusals) == 1:
        return refusals[0]
    wanted: list[str] = []
    for detail in refusals:
        if detail["type"] in _TYPES:
            wanted.append(_TYPES[detail["type"]][0])
        elif detail["type"] in ("literal_error", "enum"):
            wanted.append(_choices(detail))
    return {**refusals[0], "type": "several_kinds", "ctx": {"boleh": ", atau ".join(wanted)}}


def _finding(
    detail: ErrorDetails,
    jalur: Jalur,
    model: type[BaseModel],
    asal: Asal,
    own_help: Mapping[str, str],
    meant: Mapping[Jalur, str],
) -> Temuan:
    kind = detail["type"]
    kunci = next((clip(part) for part in reversed(jalur) if isinstance(part, str)), "")
    place = asal.letak.of_value(jalur)
    if kind == "missing":
        kode, pesan = "B007", f'Kunci wajib "{jalur[-1]}" tidak ada{_within(jalur[:-1])}.'
        bantuan = _add(str(jalur[-1]), model, detail["loc"])
        place = asal.letak.of_value(jalur[:-1])
    elif kind == "extra_forbidden":
        kode, pesan = "B006", f'Kunci "{clip(str(jalur[-1]))}" tidak dikenal{_within(jalur[:-1])}.'
        bantuan = _suggest(str(jalur[-1]), tuple(sibling_fields(model, detail["loc"][:-1])), meant.get(detail["loc"]))
        place = asal.letak.of_key(jalur)
    elif detail["loc"][-1:] == (_KEY,):
        kode, (pesan, bantuan) = "B009", _content(detail, kunci)
        place = asal.letak.of_key(jalur)
    elif kind in _TYPES:
        harus, bantuan = _TYPES[kind]
        kode, pesan = "B008", f'"{kunci}" harus berupa {harus}, bukan {_said(detail["input"])}.'
        bantuan = _other_kind(detail, kunci, model) or bantuan
    else:
        kode, (pesan, bantuan) = "B009", _content(detail, kunci)
        if kind == "teks_kosong":
            bantuan = _fill(detail, kunci, model)
    if "bantuan" not in detail.get("ctx", {}):
        bantuan = own_help.get(kind, bantuan).replace("{kunci}", str(jalur[-1]) if jalur else "")
    return Temuan(kode, Tingkat.GALAT, pesan, asal.berkas, place, jalur, bantuan, asal.sop)


_TYPES = {
    "string_type": ("teks", "Apit dengan tanda kutip bila memang angka, tanggal, atau kata true/false/null."),
    "int_type": ("bilangan bulat", "Tulis angka saja, tanpa tanda kutip dan tanpa titik."),
    "int_from_float": ("bilangan bulat", "Tulis angka saja, tanpa tanda kutip dan tanpa titik."),
    "float_type": ("angka", "Tulis angka saja, tanpa tanda kutip; pecahan memakai titik."),
    "bool_type": ("true atau false", "Tulis true atau false tanpa tanda kutip."),
    "tuple_type": ("daftar", "Tulis tiap butir pada baris sendiri, diawali tanda hubung dan spasi."),
    "list_type": ("daftar", "Tulis tiap butir pada baris sendiri, diawali tanda hubung dan spasi."),
    "dict_type": ("pasangan kunci: nilai", "Tulis kunci, titik dua, spasi, lalu nilainya."),
    "model_type": ("pasangan kunci: nilai", "Tulis kunci, titik dua, spasi, lalu nilainya."),
    "model_attributes_type": ("pasangan kunci: nilai", "Tulis kunci, titik dua, spasi, lalu nilainya."),
    "date_type": ("tanggal", 'Tulis tahun-bulan-hari dalam tanda kutip, misalnya "2023-11-28".'),
}
_HOLDERS = frozenset({"tuple_type", "list_type", "dict_type", "model_type", "model_attributes_type"})


def _content(detail: ErrorDetails, kunci: str) -> tuple[str, str]:
    """Word a fault of content: what is wrong, how to mend it."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in ("literal_error", "enum"):
        return f'"{kunci}" tidak boleh berisi {_said(detail["input"])}.', f"Pilihan: {_choices(detail)}."
    if kind == "several_kinds":
        return f'"{kunci}" tidak boleh berisi {_said(detail["input"])}.', f"Boleh: {context['boleh']}."
    if kind == "too_short":
        return f'"{kunci}" tidak boleh kosong.', "Tulis paling sedikit satu butir."
    if kind == "greater_than_equal":
        return f'"{kunci}" terlalu kecil.', f"Paling kecil {_number(context['ge'])}."
    if kind == "less_than_equal":
        return f'"{kunci}" terlalu besar.', f"Paling besar {_number(context['le'])}."
    if kind == "greater_than":
        return f'"{kunci}" terlalu kecil.', f"Harus lebih dari {_number(context['gt'])}."
    if kind == "less_than":
        return f'"{kunci}" terlalu besar.', f"Harus kurang dari {_number(context['lt'])}."
    if kind == "string_pattern_mismatch":
        return f'"{kunci}" tidak sesuai bentuknya.', "Alamat diawali https:// dan tidak memuat spasi."
    help_text = {
        "teks_panjang": "Pindahkan lampiran ke luar berkas.",
        "slug": _slug_help(detail["input"]),
        "id_sop": "Id adalah folder OPD dan nama berkas tanpa .yaml, dipisah garis miring.",
        "tanggal": "Tulis null bila dokumen tidak memuat tanggal.",
        "nama_berkas": "Berkas sumber disimpan di sops/_sumber/.",
        "lanjut": "Contoh: lanjut: 6, lanjut: [3, 4], atau lanjut: {Ya: 6, Tidak: 4}.",
        "pelaksana": "Contoh: pelaksana: sekretaris, atau pelaksana: [sekretaris, tim].",
    }.get(kind) or context.get("bantuan", "Lihat contoh pada panduan penyusun.")
    return f'"{kunci}": {detail["msg"]}', help_text


def _choices(detail: ErrorDetails) -> str:
    return str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ").replace("'", "")


def _number(value: float) -> str:
    """Write a limit as an author would: 1, not 1.0."""
    return str(int(value)) if value == int(value) else str(value)


def _within(jalur: Jalur) -> str:
    """Name the part of the document that a key belongs to."""
    if not jalur:
        return ""
    return " di " + ".".join(str(part + 1) if isinstance(part, int) else clip(part) for part in jalur)


def _said(value: Any) -> str:
    """Name a value in an author's words."""
    if value is None:
        return "kosong"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"angka {value}"
    if isinstance(value, dict):
        return "pasangan kunci: nilai"
    if isinstance(value, (list, tuple)):
        return "daftar"
    return f'"{clip(str(value), 40)}"'


def _meant_keys(details: list[ErrorDetails], model: type[BaseModel]) -> dict[Jalur, str]:
    """Return, for each unknown key, the known one that it was probably meant to be."""
    meant: dict[Jalur, str] = {}
    tebakan = Tebakan()
    for detail in details:
        if detail["type"] != "extra_forbidden":
            continue
        loc = tuple(detail["loc"])
        key, known = str(loc[-1]).partition(":")[0], sibling_fields(model, loc[:-1])
        plain = re.sub(r"[ -]", "_", key.casefold()[:100])
        if guess := plain if plain in known else tebakan.closest(key, known):
            meant[loc] = guess
    return meant


def _suggest(kunci: str, known: tuple[str, ...], meant: str | None) -> str:
    key, colon, value = kunci.partition(":")
    if colon and key == meant:
        return f'Kurang spasi sesudah titik dua: tulis "{key}: {clip(value, 40)}".'
    if meant:
        return f'Maksudnya "{meant}"?'
    return f"Kunci yang dikenal: {', '.join(known)}." if known else "Hapus kunci ini."


def _add(kunci: str, model: type[BaseModel], loc: Jalur) -> str:
    """Say how a missing key is added; null only where it is accepted."""
    field = field_at(model, loc)
    if field is None or takes_null(field):
        return f'Tambahkan "{kunci}:"; tulis null bila dokumen tidak memuatnya.'
    return f'Tambahkan "{kunci}:" beserta isinya; null tidak diterima di sini.{_required_in(field)}'


def _required_in(field: FieldInfo) -> str:
    part = model_in(field.annotation)
    required = [key for key, one in part.model_fields.items() if one.is_required()] if part else []
    return f" Wajib ada di dalamnya: {', '.join(required)}." if required else ""


def _fill(detail: ErrorDetails, kunci: str, model: type[BaseModel]) -> str:
    """Say how an empty value is mended."""
    field = field_at(model, detail["loc"])
    if field is None:
        return "Isi butir ini, atau hapus."
    if takes_null(field):
        return "Tulis null bila dokumen tidak memuatnya."
    if field.is_required():
        return f'Isi "{kunci}:"; bagian ini tidak boleh kosong.{_required_in(field)}'
    return f'Isi "{kunci}:", atau hapus kunci ini bila dokumen tidak memuatnya.'


def _other_kind(detail: ErrorDetails, kunci: str, model: type[BaseModel]) -> str | None:
    """Return the help for a value of another kind where it can be more exact than by its kind alone."""
    kind, value = detail["type"], detail["input"]
    if value is None:
        return _fill(detail, kunci, model)
    if kunci in ("waktu", "jumlah_waktu") and isinstance(value, (int, float)) and not isinstance(value, bool):
        return f'Tulis satuannya, misalnya {kunci}: {value} menit; tanpa satuan pada dokumen: {kunci}: "{value}".'
    if isinstance(value, str):
        if value.isdecimal() and len(value) > 15:
            return "Paling banyak 15 angka."
        if kind in _HOLDERS and (advice := sign_advice(value)):
            return advice
        if kind in _HOLDERS and re.match(r"\w{1,60}:\S", value):
            return "Kurang spasi sesudah titik dua: tulis kunci, titik dua, spasi, lalu nilainya."
    return None


def _slug_help(value: Any) -> str:
    slug = slugify(value) if isinstance(value, str) else ""
    return f'Ganti menjadi "{clip(slug)}".' if slug else "Tulis kunci dari huruf kecil dan angka."
