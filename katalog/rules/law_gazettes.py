"""H107 and H108: rules about the gazette numbers that follow a regulation's title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from katalog.findings import Temuan, Tingkat
from katalog.naming import normalise
from katalog.references import Keyakinan
from katalog.rules.base import AturanSOP, Konteks, Tempat
from katalog.rules.law_common import (
    UNSURE,
    item_unreadable,
    name_of_citation,
    own_region,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.citations import Sitasi, Terbitan
    from katalog.references import TerbitanResmi


class NomorTerbitanBerbeda(AturanSOP):
    """Nomor lembaran atau berita berbeda dari daftar acuan.

    Nomor Lembaran Negara, Berita Negara, atau Berita Daerah yang tercetak tidak sama dengan yang dicatat daftar acuan.
    Biasanya nomor itu terbawa dari peraturan lain ketika kutipan disalin.

    Bila nomor pada daftar acuan sendiri belum diverifikasi, temuan ini hanya saran untuk memeriksa keduanya.

    Perbaikan: Cocokkan nomor dan tahunnya dengan halaman terakhir naskah peraturan. Bila daftar acuan yang keliru,
    perbaiki daftar acuan.

    LULUS::

        dasar_hukum:
          - >-
            Peraturan Pemerintah Nomor 12 Tahun 2019 tentang Pengelolaan Keuangan Daerah (Lembaran Negara Republik
            Indonesia Tahun 2019 Nomor 42, Tambahan Lembaran Negara Republik Indonesia Nomor 6322)

    GAGAL::

        dasar_hukum:
          - >-
            Peraturan Pemerintah Nomor 12 Tahun 2019 tentang Pengelolaan Keuangan Daerah (Lembaran Negara Republik
            Indonesia Tahun 2019 Nomor 187, Tambahan Lembaran Negara Republik Indonesia Nomor 6322)
    """

    kode = "H107"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Compare every printed gazette number with those of the same series in the registry."""
        for tempat in konteks.sitasi:
            if tempat.peraturan is None:
                continue
            for printed in tempat.sitasi.terbitan:
                known = [item for item in tempat.peraturan.terbitan if item.seri == printed.seri]
                if known and not any(same_gazette(printed, item) for item in known):
                    yield self._report(konteks, tempat, printed, known[0])

    def _report(self, konteks: Konteks, tempat: Tempat, printed: Terbitan, known: TerbitanResmi) -> Temuan:
        pesan = (
            f"{name_of_citation(tempat.sitasi)} tercetak dengan {printed}, sedangkan daftar acuan mencatat "
            f"{_written(known)} ({known.keyakinan.keterangan})."
        )
        doubtful = known.keyakinan in UNSURE
        if item_unreadable(konteks, tempat.butir):
            pesan += " Butir ini tidak terbaca seluruhnya pada salinan."
            doubtful = True
        bantuan = "Cocokkan dengan naskah peraturan."
        if known.keyakinan in UNSURE:
            bantuan += " Nomor pada daftar acuan sendiri belum pasti; perbaiki daftar acuan bila ternyata keliru."
        return self.finding(konteks, tempat.jalur, pesan, bantuan, tingkat=Tingkat.SARAN if doubtful else self.tingkat)


def same_gazette(printed: Terbitan, known: TerbitanResmi) -> bool:
    """Tell whether a printed gazette number is the registered one; a year that either leaves out does not count."""
    return (
        printed.seri == known.seri
        and printed.nomor.lstrip("0").casefold() == known.nomor.lstrip("0").casefold()
        and (printed.tahun is None or known.tahun is None or printed.tahun == known.tahun)
    )


def _written(known: TerbitanResmi) -> str:
    return f"{known.seri} {known.tahun}/{known.nomor}" if known.tahun else f"{known.seri} {known.nomor}"


Terbit: TypeAlias = "tuple[Tempat, Terbitan]"
_BY_REGION: Final = frozenset({"LD", "TLD", "BD"})


class NomorTerbitanGanda(AturanSOP):
    """Nomor lembaran yang sama pada dua peraturan.

    Satu nomor Lembaran Negara atau Berita Negara memuat satu peraturan. Bila nomor yang sama tercetak pada dua
    peraturan, salah satunya hampir pasti terbawa ketika kutipan disalin.

    Dua tahun terbit yang berbeda memang dapat memakai nomor yang sama; bila daftar acuan membenarkan keduanya, tidak
    ada temuan.

    Perbaikan: Cocokkan kedua nomor dengan naskah peraturannya, lalu perbaiki yang keliru.

    LULUS::

        dasar_hukum:
          - >-
            Peraturan Menteri Dalam Negeri Nomor 990 Tahun 2019 tentang Contoh Pertama (Berita Negara Republik Indonesia
            Tahun 2019 Nomor 1101)
          - >-
            Peraturan Menteri Dalam Negeri Nomor 991 Tahun 2019 tentang Contoh Kedua (Berita Negara Republik Indonesia
            Tahun 2019 Nomor 1102)

    GAGAL::

        dasar_hukum:
          - >-
            Peraturan Menteri Dalam Negeri Nomor 990 Tahun 2019 tentang Contoh Pertama (Berita Negara Republik Indonesia
            Tahun 2019 Nomor 1101)
          - >-
            Peraturan Menteri Dalam Negeri Nomor 991 Tahun 2019 tentang Contoh Kedua (Berita Negara Republik Indonesia
            Tahun 2019 Nomor 1101)
    """

    kode = "H108"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Group the printed gazette numbers, then judge each group of several regulations."""
        groups: dict[tuple[str, ...], list[Terbit]] = {}
        for tempat in konteks.sitasi:
            for terbitan in tempat.sitasi.terbitan:
                groups.setdefault(self._place(konteks, tempat.sitasi, terbitan), []).append((tempat, terbitan))
        for group in groups.values():
            # A regulation that is listed twice repeats its own number: that is H101.
            others = {_identity(entry[0]): entry for entry in group}
            yield from self._compare(konteks, tuple(others.values()))

    def _place(self, konteks: Konteks, sitasi: Sitasi, terbitan: Terbitan) -> tuple[str, ...]:
        """Return what must be the same: series and number; for a regional series also region and year."""
        nomor = terbitan.nomor.lstrip("0").casefold()
        if terbitan.seri not in _BY_REGION:
            return (terbitan.seri, nomor)
        daerah = sitasi.daerah or own_region(konteks)
        return (terbitan.seri, nomor, daerah.slug if daerah else "", str(terbitan.tahun))

    def _compare(self, konteks: Konteks, group: tuple[Terbit, ...]) -> Iterator[Temuan]:
        sure = [entry for entry in group if _confirmed(entry)]
        doubtful = [entry for entry in group if not _confirmed(entry)]
        if not doubtful or len(group) < 2:
            return
        reference, *rest = (*sure, *doubtful) if sure else doubtful
        same_year = len({terbitan.tahun for _, terbitan in group} - {None}) < 2
        for entry in rest:
            tempat, terbitan = entry
            if sure and entry in sure:
                continue
            nama, lain = name_of_citation(tempat.sitasi), name_of_citation(reference[0].sitasi)
            certain = same_year or _contradicted(entry)
            pesan = f"Nomor {terbitan.seri} {terbitan.nomor} tercetak pada dua peraturan: {lain} dan {nama}"
            pesan += "." if same_year else f" ({reference[1]} dan {terbitan})."
            bantuan = f"Cocokkan nomor {terbitan.seri} {nama} dengan naskah peraturannya."
            if not certain:
                bantuan += " Dua tahun terbit yang berbeda dapat saja memakai nomor yang sama."
            yield self.finding(
                konteks, tempat.jalur, pesan, bantuan, tingkat=self.tingkat if certain else Tingkat.SARAN
            )


def _identity(tempat: Tempat) -> str:
    return tempat.rujukan.kunci or normalise(name_of_citation(tempat.sitasi))


_CONFIRMING: Final = frozenset({Keyakinan.TERBACA, Keyakinan.DIKUTIP})


def _confirmed(entry: Terbit) -> bool:
    tempat, terbitan = entry
    known = tempat.peraturan.terbitan if tempat.peraturan else ()
    return any(item.keyakinan in _CONFIRMING and same_gazette(terbitan, item) for item in known)


def _contradicted(entry: Terbit) -> bool:
    tempat, terbitan = entry
    known = [
        item
        for item in (tempat.peraturan.terbitan if tempat.peraturan else ())
        if item.seri == terbitan.seri and item.keyakinan in _CONFIRMING
    ]
    return bool(known) and not any(same_gazette(terbitan, item) for item in known)


GAZETTE_RULES: tuple[type[AturanSOP], ...] = (NomorTerbitanBerbeda, NomorTerbitanGanda)
"""The rules of this module, by code."""
