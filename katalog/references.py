"""The shared references under `sops/_acuan/`: offices, regulations, processes, positions and terms."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from katalog.fields import Beku, Slug, Tanggal, Teks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema

JenisOPD: TypeAlias = Literal[
    "dinas", "badan", "sekretariat", "inspektorat", "kecamatan", "kelurahan", "rumah-sakit", "lainnya"
]


class DaerahOPD(Beku):
    """The region that an office belongs to."""

    jenis: Literal["provinsi", "kabupaten", "kota"] = Field(description="provinsi, kabupaten atau kota.")
    nama: Teks = Field(description="Nama daerah tanpa kata kabupaten/kota/provinsi.")


class OPD(Beku):
    """An office (perangkat daerah)."""

    nama: Teks = Field(description="Nama lengkap beserta daerahnya.")
    singkatan: Teks = Field(description="Nama pendek untuk tampilan.")
    sebutan: tuple[Teks, ...] = Field((), description="Nama lain yang menunjuk OPD ini di dalam dokumen.")
    jenis: JenisOPD = Field(description="Jenis perangkat daerah.")
    daerah: DaerahOPD = Field(description="Daerah tempat OPD ini bernaung.")
    id_lama: tuple[Slug, ...] = Field(
        (), description="Kunci yang dahulu dipakai OPD ini atau OPD yang bergabung ke dalamnya; alamat lama dialihkan."
    )


class Keyakinan(StrEnum):
    """How sure a fact is; the order is that of `FACTS`: A, B, C, and what only an SOP itself states."""

    TERBACA = "terbaca"
    DIKUTIP = "dikutip"
    BELUM_DIVERIFIKASI = "belum-diverifikasi"
    TERCETAK = "tercetak"

    @property
    def keterangan(self) -> str:
        """What the word means, for readers."""
        return _KEYAKINAN[self]


_KEYAKINAN = {
    Keyakinan.TERBACA: "dibaca pada naskah peraturan",
    Keyakinan.DIKUTIP: "dikutip dari dokumen publik lain",
    Keyakinan.BELUM_DIVERIFIKASI: "belum diverifikasi",
    Keyakinan.TERCETAK: "hanya menurut SOP yang mengutipnya",
}


class Status(StrEnum):
    """Whether a regulation is in force, as far as known."""

    BERLAKU = "berlaku"
    DIUBAH = "diubah"
    DICABUT = "dicabut"
    TIDAK_DIKETAHUI = "tidak-diketahui"

    @property
    def keterangan(self) -> str:
        """The badge's words, for readers."""
        return _STATUS[self]


_STATUS = {
    Status.BERLAKU: "Berlaku",
    Status.DIUBAH: "Berlaku, telah diubah",
    Status.DICABUT: "Dicabut",
    Status.TIDAK_DIKETAHUI: "Status belum diketahui",
}


class TerbitanResmi(Beku):
    """A gazette number of the registry."""

    seri: Literal["LN", "TLN", "BN", "TBN", "LD", "TLD", "BD"] = Field(description="Singkatan lembaran/berita.")
    tahun: int | None = Field(None, description="Tahun terbit; TLN tidak memakainya.", ge=1945, le=2100)
    nomor: Teks = Field(description="Nomor dalam tanda kutip.")
    keyakinan: Keyakinan = Field(Keyakinan.TERBACA, description="Seberapa yakin.")


class Relasi(Beku):
    """A relation to another regulation."""

    kunci: Slug = Field(description="Kunci peraturan lain.")
    keyakinan: Keyakinan = Field(Keyakinan.TERBACA, description="Seberapa yakin.")
    sebagian: bool = Field(default=False, description="true bila hanya sebagian isi yang dicabut.")


def _relations(value: Any) -> Any:
    """Let authors write a bare key where the relation is plain."""
    if isinstance(value, list):
        return tuple({"kunci": item} if isinstance(item, str) else item for item in value)
    return value


class _OrText:
    """Marks a list whose items may be written as bare text: the schema says so too."""

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler(core_schema)
        return {**schema, "items": {"anyOf": [{"type": "string"}, schema["items"]]}}


DaftarRelasi: TypeAlias = Annotated[tuple[Relasi, ...], BeforeValidator(_relations), _OrText()]


class Peraturan(Beku):
    """A regulation of the registry."""

    judul: Teks = Field(description='Judul resmi sesudah kata "tentang".')
    judul_lengkap: bool = Field(
        default=True, description="false bila judul resmi selengkapnya belum diketahui; judul tidak dibandingkan."
    )
    jenis: Slug = Field(description="Jenis peraturan, misalnya uu, pp, permendagri, perwal.")
    daerah: DaerahOPD | None = Field(None, description="Daerah, untuk peraturan daerah.")
    nomor: Teks = Field(description="Nomor dalam tanda kutip.")
    tahun: int = Field(description="Tahun penetapan.", ge=1945, le=2100)
    terbitan: tuple[TerbitanResmi, ...] = Field((), description="Lembaran atau berita tempat diundangkan.")
    mengubah: DaftarRelasi = Field((), description="Peraturan yang diubahnya.")
    diubah_oleh: DaftarRelasi = Field((), description="Peraturan yang mengubahnya.")
    mencabut: DaftarRelasi = Field((), description="Peraturan yang dicabutnya.")
    dicabut_oleh: DaftarRelasi = Field((), description="Peraturan yang mencabutnya.")
    status: Status = Field(description="Status keberlakuan.")
    keyakinan_judul: Keyakinan = Field(description="Seberapa yakin akan judul dan nomornya.")
    keyakinan_status: Keyakinan = Field(description="Seberapa yakin akan statusnya.")
    diperiksa: Tanggal = Field(description="Tanggal status terakhir dicocokkan.")
    sumber: Teks = Field(description="Asal keterangan status.")
    alamat_resmi: Teks | None = Field(
        None,
        description="Alamat halaman resmi bila tidak dapat diturunkan dari nomor.",
        pattern=r"^https://[^\s\"'<>]+$",
    )
    catatan: Teks | None = Field(None, description="Catatan untuk pembaca.")


class Proses(Beku):
    """A process that several offices describe, each in its own SOP."""

    nama: Teks = Field(description="Nama proses.")
    keterangan: Teks = Field(description="Apa yang dihasilkan proses ini, satu kalimat.")
    sebutan: tuple[Teks, ...] = Field((), description="Nama SOP lain yang menunjuk proses ini.")


class Sebutan(Beku):
    """A printed role name that stands for a position."""

    teks: Teks = Field(description="Sebutan seperti tercetak.")
    hanya: tuple[JenisOPD, ...] = Field((), description="Jenis OPD yang memakai sebutan ini; kosong: semua.")


def _names(value: Any) -> Any:
    """Let authors write a bare name where every kind of office uses it."""
    if isinstance(value, list):
        return tuple({"teks": item} if isinstance(item, str) else _with_tuple(item, "hanya") for item in value)
    return value


def _with_tuple(item: Any, key: str) -> Any:
    """Turn one list of a mapping into a tuple: past a validator of ours, strict mode takes no list for one."""
    if isinstance(item, dict) and isinstance(item.get(key), list):
        return {**item, key: tuple(item[key])}
    return item


class Jabatan(Beku):
    """A kind of position, whatever the offices call it."""

    nama: Teks = Field(description="Nama jabatan untuk tampilan.")
    keterangan: Teks | None = Field(None, description="Penjelasan singkat.")
    sebutan: Annotated[tuple[Sebutan, ...], BeforeValidator(_names), _OrText()] = Field(
        description="Sebutan tercetak yang menunjuk jabatan ini."
    )


class Istilah(Beku):
    """A term or abbreviation with the words that mean the same, so that searching for one finds the other."""

    teks: Teks = Field(description="Singkatan atau istilah, misalnya PK.")
    padanan: tuple[Teks, ...] = Field(
        description="Kepanjangan dan sebutan lain yang artinya sama; yang pertama yang paling lazim.", min_length=1
    )
    keterangan: Teks | None = Field(None, description="Penjelasan singkat untuk pembaca.")


REFERENCES: Mapping[str, type[Beku]] = {
    "opd": OPD,
    "peraturan": Peraturan,
    "proses": Proses,
    "jabatan": Jabatan,
    "istilah": Istilah,
}
"""The model of each file of `_acuan/`, by its name without `.yaml`."""
