"""H2xx and T2xx: rules about the shared references themselves; relations have a module of their own."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar

from katalog.citations import Daerah, Sitasi
from katalog.findings import Temuan, Tingkat
from katalog.naming import normalise
from katalog.references import Status
from katalog.rules.base import AturanAcuan
from katalog.rules.law_common import name_of_key
from katalog.rules.office_keys import KunciLamaBentrok
from katalog.rules.references_relations import RELATION_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.catalogue import Katalog
    from katalog.positions import Jalur
    from katalog.references import Peraturan


class StatusTidakCocok(AturanAcuan):
    """Status tidak cocok dengan relasi.

    Status dan relasi menceritakan hal yang sama: peraturan yang dicabut menyebut pencabutnya, peraturan yang diubah
    menyebut pengubahnya. Bila keduanya bertentangan, pembaca tidak tahu mana yang benar.

    Pencabutan yang hanya mengenai sebagian isi tidak mengubah status menjadi dicabut.

    Perbaikan: Sesuaikan status dengan relasinya, atau lengkapi relasinya.

    LULUS::

        uu-1990-990: {dicabut_oleh: [uu-1991-991], status: dicabut}
        uu-1991-991: {mencabut: [uu-1990-990], status: berlaku}

    GAGAL::

        uu-1990-990: {dicabut_oleh: [uu-1991-991], status: berlaku}
        uu-1991-991: {mencabut: [uu-1990-990], status: berlaku}
    """

    kode = "H203"
    tingkat = Tingkat.PERINGATAN
    berkas: ClassVar[str] = "peraturan"

    def check(self, katalog: Katalog) -> Iterator[Temuan]:
        """Compare status and relations of every regulation."""
        registry = katalog.acuan.peraturan
        for key, entry in registry.items():
            fault = _status_fault(entry)
            if fault:
                pesan, bantuan = fault
                nama = name_of_key(key, registry)
                yield self.finding(katalog, "peraturan", (key, "status"), f"{nama} {pesan}", bantuan)


def _status_fault(entry: Peraturan) -> tuple[str, str] | None:
    revoked = any(not relasi.sebagian for relasi in entry.dicabut_oleh)
    if revoked and entry.status is not Status.DICABUT:
        return f'dicabut seluruhnya menurut dicabut_oleh, tetapi statusnya "{entry.status}".', "Tulis status: dicabut."
    if entry.status is Status.DICABUT and not revoked:
        return (
            'berstatus "dicabut", tetapi tidak ada pencabutnya pada dicabut_oleh.',
            "Tambahkan peraturan pencabutnya.",
        )
    if entry.status is Status.BERLAKU and entry.diubah_oleh:
        return 'diubah menurut diubah_oleh, tetapi statusnya "berlaku".', "Tulis status: diubah."
    if entry.status is Status.DIUBAH and not entry.diubah_oleh:
        return 'berstatus "diubah", tetapi tidak ada pengubahnya pada diubah_oleh.', "Tambahkan peraturan pengubahnya."
    return None


class KunciTidakCocok(AturanAcuan):
    """Kunci peraturan tidak cocok dengan isinya.

    Kunci disusun dari jenis, daerah, tahun, dan nomor. Kutipan di dalam SOP dicocokkan dengan kunci itu; bila kuncinya
    lain, peraturannya tidak akan pernah ditemukan.

    Perbaikan: Ganti kuncinya dengan yang disebut pada pesan, atau perbaiki jenis, daerah, tahun, atau nomornya.

    LULUS::

        uu-1990-990: {jenis: uu, tahun: 1990, nomor: "990"}
        perwal-kota-tangerang-1991-991:
          jenis: perwal
          daerah: {jenis: kota, nama: Tangerang}
          tahun: 1991
          nomor: "991"

    GAGAL::

        uu-1990-990: {jenis: uu, tahun: 1991, nomor: "990"}
        perwal-kota-tangerang-1991-991:
          jenis: perwal
          daerah: {jenis: kota, nama: Bogor}
          tahun: 1991
          nomor: "991"
    """

    kode = "H204"
    tingkat = Tingkat.GALAT
    berkas: ClassVar[str] = "peraturan"

    def check(self, katalog: Katalog) -> Iterator[Temuan]:
        """Build the key anew and compare."""
        for key, entry in katalog.acuan.peraturan.items():
            expected = _expected_key(entry)
            if expected == key:
                continue
            if expected is None:
                lacks_region = _expected_key(entry, "1") is None
                sebab = "daerah peraturan ini belum ditulis" if lacks_region else "nomornya tidak dapat menjadi kunci"
                pesan = f'Kunci "{key}" tidak dapat diperiksa: {sebab}.'
                bantuan = "Tulis daerah: {jenis: …, nama: …}." if lacks_region else "Perbaiki nomornya."
            else:
                pesan = (
                    f'Kunci "{key}" tidak cocok dengan isinya; menurut jenis, daerah, tahun, dan nomor: "{expected}".'
                )
                bantuan = f'Ganti kuncinya menjadi "{expected}", atau perbaiki isinya.'
            yield self.finding(katalog, "peraturan", (key,), pesan, bantuan)


def _expected_key(entry: Peraturan, nomor: str | None = None) -> str | None:
    """Return the key that belongs to an entry, as it is or with another number."""
    daerah = Daerah(entry.daerah.jenis, entry.daerah.nama) if entry.daerah else None
    key = Sitasi("", entry.jenis, daerah, nomor or entry.nomor, entry.tahun).kunci()
    return key.nilai if key else None


class SebutanGanda(AturanAcuan):
    """Sebutan yang sama menunjuk dua hal.

    Sebutan dipakai untuk mengenali jabatan, proses, atau OPD di dalam dokumen. Bila satu sebutan tercatat pada dua
    jabatan, dua proses, atau dua OPD di daerah yang sama, katalog terpaksa memilih salah satu dan dapat keliru.

    Perbaikan: Hapus sebutan itu dari salah satunya, atau buat lebih rinci.

    LULUS::

        contoh-penata:
          nama: Penata contoh
          sebutan: [Penata Contoh]
        contoh-penelaah:
          nama: Penelaah contoh
          sebutan: [Penelaah Contoh]

    GAGAL::

        contoh-penata:
          nama: Penata contoh
          sebutan: [Penata Contoh]
        contoh-penelaah:
          nama: Penelaah contoh
          sebutan: [Penelaah Contoh, penata contoh]
    """

    kode = "T201"
    tingkat = Tingkat.PERINGATAN
    berkas: ClassVar[str] = "jabatan"

    def check(self, katalog: Katalog) -> Iterator[Temuan]:
        """Report each name at its second owner."""
        for file, entries in _names(katalog):
            first: dict[tuple[str, str], tuple[str, str]] = {}
            reported: defaultdict[str, set[str]] = defaultdict(set)
            for key, group, jalur, text in entries:
                name = normalise(text)
                owner, _ = first.setdefault((group, name), (key, text))
                if owner != key and name not in reported[key]:
                    reported[key].add(name)
                    yield self.finding(
                        katalog,
                        file,
                        jalur,
                        f'"{text}" menunjuk "{owner}" dan juga "{key}".',
                        "Hapus sebutan itu dari salah satunya, atau buat lebih rinci.",
                    )


def _names(katalog: Katalog) -> Iterator[tuple[str, Iterator[tuple[str, str, Jalur, str]]]]:
    """Yield each file with its names: the entry, the group in which names must differ, the place, the words."""
    acuan = katalog.acuan
    yield (
        "jabatan",
        (
            (key, "", (key, "sebutan", at), sebutan.teks)
            for key, jabatan in acuan.jabatan.items()
            for at, sebutan in enumerate(jabatan.sebutan)
        ),
    )
    yield (
        "proses",
        (
            (key, "", jalur, text)
            for key, proses in acuan.proses.items()
            for jalur, text in [((key, "nama"), proses.nama), *_listed(key, proses.sebutan)]
        ),
    )
    yield (
        "opd",
        (
            (key, normalise(f"{opd.daerah.jenis} {opd.daerah.nama}"), jalur, text)
            for key, opd in acuan.opd.items()
            for jalur, text in [
                ((key, "nama"), opd.nama),
                ((key, "singkatan"), opd.singkatan),
                *_listed(key, opd.sebutan),
            ]
        ),
    )


def _listed(key: str, sebutan: tuple[str, ...]) -> Iterator[tuple[Jalur, str]]:
    return (((key, "sebutan", at), text) for at, text in enumerate(sebutan))


REFERENCE_RULES: tuple[type[AturanAcuan], ...] = (
    *RELATION_RULES,
    StatusTidakCocok,
    KunciTidakCocok,
    SebutanGanda,
    KunciLamaBentrok,
)
"""The rules about the references, by code."""
