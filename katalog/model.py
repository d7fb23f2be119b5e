"""The SOP as written: one frozen model per part of the form of PermenPANRB 35/2012.

The models are the one source of truth for the shape of a file under `sops/`: they validate it, they emit
`schema/sop.schema.json` for editors, and their field names are the keys of the YAML and the words on the page.
The descriptions are Indonesian because an editor shows them to the author.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from katalog.fields import Beku, IdSOP, NamaBerkas, Peta, Slug, Tanggal, Teks

SELESAI: Literal["selesai"] = "selesai"
"""The target of a branch with which the procedure ends."""

Tujuan: TypeAlias = int | Literal["selesai"]
"""Where an arrow leads: the printed number of a step, or the end."""


class Status(StrEnum):
    """Whether an SOP is in force."""

    BERLAKU = "berlaku"
    DIGANTIKAN = "digantikan"
    DICABUT = "dicabut"


class Simbol(StrEnum):
    """The symbols of the form that stand for a step; arrow and page connector join them."""

    TERMINATOR = "terminator"
    PROSES = "proses"
    KEPUTUSAN = "keputusan"


class Cabang(Beku):
    """One way out of a step.

    Several targets are parallel branches: all of them are taken. No target: the document shows the branch but
    not where it leads.
    """

    label: Teks | None
    ke: tuple[Tujuan, ...]


def _targets(value: Any) -> tuple[Tujuan, ...]:
    if value is None:
        return ()
    items = value if isinstance(value, list) else [value]
    if not items:
        raise PydanticCustomError("lanjut", "Cabang tanpa tujuan: tulis nomor langkah.")
    for item in items:
        if item != SELESAI and (isinstance(item, bool) or not isinstance(item, int)):
            raise PydanticCustomError("lanjut", 'Tujuan harus nomor langkah atau "selesai".')
    if len(set(items)) < len(items):
        raise PydanticCustomError("lanjut", "Tujuan yang sama ditulis dua kali.")
    return tuple(items)


_GLUED = re.compile(r"([^\W\d][\w ./-]{0,40}):(\d{1,3}|selesai)")
_SPACED = re.compile(r"([^\W\d][\w ./-]{0,40}) (\d{1,3}|selesai)")
_JAWABAN = frozenset({"ya", "tidak"})


def _refuse_glued(branches: dict[str, Any]) -> None:
    """Refuse `{Ya:3, Tidak:1}` and `{Ya 3, Tidak 1}`: to YAML these are two labels without a target.

    A single label that ends in a number may be one ("Tahap 2"), unless it answers yes or no.
    """
    glued = [_GLUED.fullmatch(label) for label, target in branches.items() if target is None]
    spaced = [_SPACED.fullmatch(label) if target is None else None for label, target in branches.items()]
    answers = (match for match in spaced if match and (all(spaced) or match[1].casefold() in _JAWABAN))
    match = next(filter(None, glued), None) or next(answers, None)
    if match:
        said = "Kurang {apa} pada cabang: tulis {label}: {ke}."
        what = "titik dua" if match[0][len(match[1])] == " " else "spasi sesudah titik dua"
        raise PydanticCustomError("lanjut", said, {"apa": what, "label": match[1], "ke": match[2]})


def _branches(value: Any) -> Any:
    """Turn what authors write (6, [3, 4], {Ya: 6, Tidak: 4}) into branches."""
    if value is None or isinstance(value, tuple):
        return value
    if isinstance(value, dict):
        if not value:
            raise PydanticCustomError("lanjut", "Keputusan tanpa cabang: tulis misalnya {Ya: 6, Tidak: 4}.")
        _refuse_glued(value)
        return tuple(Cabang(label=label, ke=_targets(target)) for label, target in value.items())
    return (Cabang(label=None, ke=_targets(value)),)


def _as_written(branches: tuple[Cabang, ...] | None) -> Any:
    """Turn branches back into what authors write."""

    def written(branch: Cabang) -> Any:
        return None if not branch.ke else branch.ke[0] if len(branch.ke) == 1 else list(branch.ke)

    if branches is None:
        return None
    if len(branches) == 1 and branches[0].label is None:
        return written(branches[0])
    return {branch.label: written(branch) for branch in branches}


_TARGET_SCHEMA: dict[str, Any] = {"anyOf": [{"type": "integer"}, {"const": SELESAI}]}
_TARGETS_SCHEMA: dict[str, Any] = {
    "anyOf": [*_TARGET_SCHEMA["anyOf"], {"type": "array", "items": _TARGET_SCHEMA, "minItems": 1}]
}
Lanjut: TypeAlias = Annotated[
    tuple[Cabang, ...] | None,
    BeforeValidator(_branches),
    PlainSerializer(_as_written),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "null"},
                *_TARGETS_SCHEMA["anyOf"],
                {
                    "type": "object",
                    "additionalProperties": {"anyOf": [{"type": "null"}, *_TARGETS_SCHEMA["anyOf"]]},
                    "minProperties": 1,
                },
            ]
        }
    ),
]


def _one_or_many(value: Any) -> Any:
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        if len(set(value)) < len(value):
            raise PydanticCustomError("pelaksana", "Pelaksana yang sama ditulis dua kali.")
        return tuple(value)
    raise PydanticCustomError("pelaksana", "Harus kunci pelaksana, atau daftar kunci pelaksana.")


def _one_if_single(keys: tuple[str, ...]) -> Any:
    return None if not keys else keys[0] if len(keys) == 1 else list(keys)


KunciPelaksana: TypeAlias = Annotated[
    tuple[str, ...],
    BeforeValidator(_one_or_many),
    PlainSerializer(_one_if_single),
    WithJsonSchema({"anyOf": [{"type": "null"}, {"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class Pejabat(Beku):
    """An official who signs."""

    jabatan: Teks = Field(description="Jabatan seperti tercetak, termasuk Plt.")
    nama: Teks | None = Field(None, description="Nama dan gelar seperti tercetak.")
    pangkat: Teks | None = Field(None, description="Pangkat dan golongan seperti tercetak.")
    nip: Teks | None = Field(None, description="NIP seperti tercetak, dalam tanda kutip.")
    tanda_tangan: Teks | None = Field(None, description='Tanda pengganti tanda tangan, misalnya "TTD".')


class MutuBaku(Beku):
    """The quality standard of a step: three columns of the form."""

    kelengkapan: Teks | None = Field(None, description="Kolom Kelengkapan, kata demi kata.")
    waktu: Teks | None = Field(None, description="Kolom Waktu, kata demi kata, misalnya 3 Hari.")
    output: Teks | None = Field(None, description="Kolom Output, kata demi kata.")
    waktu_bersama: int | None = Field(
        None, description="Nomor langkah yang sel waktunya tergabung dengan langkah ini pada cetakan."
    )


class Langkah(Beku):
    """One row of the flowchart part."""

    urut: int = Field(description="Nomor langkah seperti tercetak.", ge=1, le=999)
    kegiatan: Teks = Field(description="Uraian kegiatan, kata demi kata.")
    pelaksana: KunciPelaksana = Field(
        (), description="Kunci dari bagian pelaksana; daftar bila beberapa pelaksana bekerja bersama."
    )
    mulai: bool = Field(default=False, description="true bila langkah ini memakai simbol mulai.")
    selesai: bool = Field(default=False, description="true bila langkah ini memakai simbol selesai.")
    mutu_baku: MutuBaku = Field(default_factory=MutuBaku, description="Kolom Mutu Baku.")
    lanjut: Lanjut = Field(
        None,
        description=(
            "Arah panah. Kosong: langkah berikutnya. Nomor: melompat. Daftar nomor: cabang sejajar. "
            "Pasangan label dan nomor, misalnya {Ya: 6, Tidak: 4}: keputusan. Tujuan boleh selesai, "
            "atau null bila arah cabang tidak tampak pada dokumen."
        ),
    )
    simbol: tuple[Simbol, ...] | None = Field(
        None, description="Hanya bila satu baris memakai lebih dari satu simbol, misalnya [proses, keputusan]."
    )
    halaman_baru: bool = Field(
        default=False, description="true bila cetakan berganti halaman tepat sebelum langkah ini."
    )
    keterangan: Teks | None = Field(None, description="Kolom Keterangan, kata demi kata.")

    @property
    def keputusan(self) -> bool:
        """Whether the step decides: its ways out carry labels."""
        return self.lanjut is not None and any(cabang.label is not None for cabang in self.lanjut)

    @property
    def berakhir(self) -> bool:
        """Whether the procedure can end with this step."""
        return self.selesai or any(SELESAI in cabang.ke for cabang in self.lanjut or ())

    @property
    def simbol_tergambar(self) -> tuple[Simbol, ...]:
        """The symbols of this row: as written, else by the step's part in the flow."""
        if self.simbol:
            return self.simbol
        symbols = [Simbol.TERMINATOR] if self.mulai or self.selesai else []
        if self.keputusan:
            symbols.append(Simbol.KEPUTUSAN)
        return tuple(symbols) or (Simbol.PROSES,)


class Perubahan(Beku):
    """One revision of an SOP, as its office states it."""

    tanggal: Tanggal = Field(description='Tanggal perubahan berlaku, misalnya "2024-07-04".')
    perubahan: Teks = Field(description="Apa yang berubah, dengan kata OPD.")
    alasan: Teks | None = Field(None, description="Mengapa berubah; null bila tidak dinyatakan.")
    versi_lama: NamaBerkas | None = Field(
        None, description="Berkas versi sebelum perubahan ini, di sops/_riwayat/<opd>/<nama>/; null bila tidak ada."
    )


class Sumber(Beku):
    """The document that was transcribed."""

    berkas: NamaBerkas | None = Field(None, description="Nama berkas di sops/_sumber/.")
    jenis: Literal["ocr", "pdf", "docx", "xlsx", "teks", "kertas", "contoh"] = Field(description="Asal naskah.")


class Catatan(Beku):
    """What the transcriber says about one field."""

    bidang: Teks = Field(description="Bidang yang dimaksud, misalnya langkah.6.pelaksana (6 = nomor urut).")
    alasan: Teks = Field(description="Alasan, dapat diperiksa oleh orang lain.")


class SOP(Beku):
    """One SOP as printed. What is verbatim, what is inferred and what is missing stay apart."""

    nama: Teks = Field(description="Nama SOP pada blok identitas, salah cetak pun disalin.")
    judul: Teks | None = Field(None, description="Judul pada sampul atau di atas bagan alir, seperti tercetak.")
    proses: Slug = Field(description="Kunci proses di _acuan/proses.yaml; membuat SOP dapat dibandingkan.")
    tahun: int | None = Field(None, description="Tahun pada sampul.", ge=1945, le=2100)
    satuan_kerja: Teks | None = Field(None, description="Nama satuan kerja seperti tercetak.")
    alamat: Teks | None = Field(None, description="Alamat pada kop, seperti tercetak.")
    nomor: Teks | None = Field(description="Nomor SOP dalam tanda kutip; null bila tidak ada.")
    tanggal_pembuatan: Tanggal | None = Field(None, description='Misalnya "2024-01-10"; null bila tidak ada.')
    tanggal_revisi: Tanggal | None = Field(None, description='Misalnya "2024-07-04"; null bila tidak ada.')
    tanggal_efektif: Tanggal | None = Field(None, description='Misalnya "2024-01-10"; null bila tidak ada.')
    tanggal_pengesahan: Tanggal | None = Field(None, description='Misalnya "2023-11-28"; null bila tidak ada.')
    disahkan_oleh: Pejabat | None = Field(None, description="Pejabat pada blok identitas.")
    mengetahui: Pejabat | None = Field(None, description="Pejabat yang menandatangani di akhir dokumen, bila ada.")
    dasar_hukum: tuple[Teks, ...] = Field((), description="Tiap butir kata demi kata, tanpa nomor urut.")
    kualifikasi_pelaksana: tuple[Teks, ...] = Field((), description="Tiap butir kata demi kata.")
    keterkaitan: tuple[Teks, ...] = Field((), description="SOP atau peraturan yang terkait, kata demi kata.")
    peralatan: tuple[Teks, ...] = Field((), description="Peralatan/Perlengkapan, kata demi kata.")
    peringatan: tuple[Teks, ...] = Field((), description="Tiap butir kata demi kata.")
    pencatatan: tuple[Teks, ...] = Field((), description="Pencatatan dan Pendataan, kata demi kata.")
    label_tercetak: Peta = Field(
        (), description="Judul kolom atau kotak yang tercetak lain dari formulir, misalnya mutu_baku: MUTU BUKU."
    )
    pelaksana: Peta = Field(description="Kolom pelaksana menurut urutan cetak: kunci: Nama tercetak.")
    langkah: tuple[Langkah, ...] = Field(description="Langkah-langkah menurut urutan cetak.", min_length=1)
    jumlah_waktu: Teks | None = Field(description="Jumlah Waktu kata demi kata; null bila dokumen tidak memuatnya.")
    status: Status | None = Field(
        None, description="berlaku, digantikan, atau dicabut; null bila OPD tidak menyatakannya."
    )
    status_sejak: Tanggal | None = Field(None, description="Sejak kapan statusnya demikian; null bila tidak diketahui.")
    digantikan_oleh: IdSOP | None = Field(
        None, description="Id SOP penggantinya, <opd>/<nama>; hanya bila status digantikan."
    )
    id_lama: tuple[IdSOP, ...] = Field(
        (), description="Id yang dahulu dipakai SOP ini, dari yang paling lama; alamat lama dialihkan ke halaman ini."
    )
    riwayat: tuple[Perubahan, ...] = Field((), description="Perubahan SOP, dari yang paling lama.")
    sumber: Sumber = Field(description="Dokumen asal.")
    disimpulkan: tuple[Catatan, ...] = Field(
        (), description="Yang tidak tampak pada dokumen dan disimpulkan penyalin, dengan alasannya."
    )
    tidak_terbaca: tuple[Catatan, ...] = Field(
        (), description="Yang kemungkinan tercetak tetapi tidak terbaca pada salinan (misalnya hilang oleh OCR)."
    )
    catatan: tuple[Teks, ...] = Field((), description="Catatan penyalin tentang naskah sumber.")
    kecuali: Peta = Field((), description="Temuan yang diterima dengan sadar: {KODE: alasan}.")

    @property
    def masih_berlaku(self) -> bool:
        """Whether the SOP counts as in force: nobody said that it was replaced or revoked."""
        return self.status in {None, Status.BERLAKU}

    @property
    def nama_pelaksana(self) -> dict[str, str]:
        """Printed role names by key, in printed order."""
        return dict(self.pelaksana)

    @property
    def pelaksana_tidak_terbaca(self) -> frozenset[int]:
        """Printed numbers of the steps whose performer the copy does not show."""
        if not self.tidak_terbaca:
            return frozenset()
        noted = {catatan.bidang for catatan in self.tidak_terbaca}
        return frozenset(step.urut for step in self.langkah if f"langkah.{step.urut}.pelaksana" in noted)

    @property
    def label(self) -> dict[str, str]:
        """Headings that the document prints otherwise than the form, by field."""
        return dict(self.label_tercetak)
