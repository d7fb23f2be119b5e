"""H201 and H202: rules about the relations between the regulations of the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from katalog.findings import Temuan, Tingkat
from katalog.rules.base import AturanAcuan
from katalog.rules.law_common import name_of_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.catalogue import Katalog
    from katalog.references import Peraturan, Relasi

_INVERSE: Final = {
    "mengubah": "diubah_oleh",
    "diubah_oleh": "mengubah",
    "mencabut": "dicabut_oleh",
    "dicabut_oleh": "mencabut",
}
"""Relations between regulations, each with how the other side records it."""


def _relations(peraturan: Peraturan) -> Iterator[tuple[str, int, Relasi]]:
    for field in _INVERSE:
        relations: tuple[Relasi, ...] = getattr(peraturan, field)
        for at, relasi in enumerate(relations):
            yield field, at, relasi


class RelasiBuntu(AturanAcuan):
    """Relasi ke peraturan yang tidak ada.

    Daftar acuan menyebut bahwa peraturan ini mengubah, diubah, mencabut, atau dicabut oleh peraturan lain, tetapi
    peraturan lain itu tidak tercatat. Tautan pada halaman peraturan akan buntu.

    Perbaikan: Perbaiki kuncinya, atau tambahkan peraturan yang dimaksud ke _acuan/peraturan.yaml.

    LULUS::

        uu-1990-990: {diubah_oleh: [uu-1991-991], status: diubah}
        uu-1991-991: {mengubah: [uu-1990-990]}

    GAGAL::

        uu-1990-990: {diubah_oleh: [uu-1991-919], status: diubah}
        uu-1991-991: {mengubah: [uu-1990-990]}
    """

    kode = "H201"
    tingkat = Tingkat.GALAT
    berkas: ClassVar[str] = "peraturan"

    def check(self, katalog: Katalog) -> Iterator[Temuan]:
        """Look every relation up in the registry."""
        registry = katalog.acuan.peraturan
        for key, entry in registry.items():
            for field, at, relasi in _relations(entry):
                if relasi.kunci not in registry:
                    yield self.finding(
                        katalog,
                        "peraturan",
                        (key, field, at),
                        f'Peraturan "{relasi.kunci}" pada {field} tidak ada di daftar acuan.',
                        "Perbaiki kuncinya, atau tambahkan peraturan itu.",
                    )


class RelasiTidakTimbalBalik(AturanAcuan):
    """Relasi tidak timbal balik.

    Bila satu peraturan mengubah atau mencabut yang lain, keduanya mencatatnya. Bila hanya satu yang mencatat, halaman
    yang lain menampilkan keadaan yang sudah lama, dan pemeriksaan dasar hukum melewatkannya.

    Perbaikan: Tambahkan relasi yang sama pada peraturan di sisi lain, atau hapus yang keliru.

    LULUS::

        uu-1990-990: {diubah_oleh: [uu-1991-991], status: diubah}
        uu-1991-991: {mengubah: [uu-1990-990]}

    GAGAL::

        uu-1990-990: {diubah_oleh: [], status: berlaku}
        uu-1991-991: {mengubah: [uu-1990-990]}
    """

    kode = "H202"
    tingkat = Tingkat.PERINGATAN
    berkas: ClassVar[str] = "peraturan"

    def check(self, katalog: Katalog) -> Iterator[Temuan]:
        """Look for the inverse of every relation."""
        registry = katalog.acuan.peraturan
        recorded = {
            (key, field, relasi.kunci): relasi.sebagian
            for key, entry in registry.items()
            for field, _, relasi in _relations(entry)
        }
        for key, entry in registry.items():
            for field, at, relasi in _relations(entry):
                back = (relasi.kunci, _INVERSE[field], key)
                if relasi.kunci not in registry or recorded.get(back) is relasi.sebagian:
                    continue
                nama, lain = name_of_key(key, registry), name_of_key(relasi.kunci, registry)
                if back in recorded:
                    pesan = f"{nama} dan {lain} tidak sepakat apakah hanya sebagian isinya yang terkena."
                    bantuan = f"Samakan isian sebagian pada {field} dan {_INVERSE[field]}."
                else:
                    pesan = f"{nama} mencatat {lain} pada {field}, tetapi {lain} tidak mencatat sebaliknya."
                    bantuan = f"Tambahkan {key} pada {_INVERSE[field]} di {relasi.kunci}."
                yield self.finding(katalog, "peraturan", (key, field, at), pesan, bantuan)


RELATION_RULES: tuple[type[AturanAcuan], ...] = (RelasiBuntu, RelasiTidakTimbalBalik)
"""The rules of this module, by code."""
