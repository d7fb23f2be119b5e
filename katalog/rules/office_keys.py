"""T202: a rule about the keys that offices had before."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar

from katalog.findings import Temuan, Tingkat
from katalog.rules.base import AturanAcuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.catalogue import Katalog


class KunciLamaBentrok(AturanAcuan):
    """Kunci lama OPD masih dipakai.

    Alamat di bawah kunci lama dialihkan ke OPD yang menyebutnya. Kunci yang masih dipakai OPD lain, yang foldernya
    masih berisi SOP, atau yang disebut dua kali, tidak dapat dialihkan ke satu tempat.

    Perbaikan: Hapus entri OPD yang lama dan pindahkan SOP-nya ke folder OPD yang baru, atau hapus kunci itu dari
    id_lama. Bila satu OPD dipecah menjadi beberapa, sebut kunci lamanya hanya pada satu di antaranya.

    LULUS::

        dinas-contoh:
          nama: Dinas Contoh Kota Contoh
          singkatan: Dinas Contoh
          jenis: dinas
          daerah: {jenis: kota, nama: Contoh}
          id_lama: [kantor-contoh]

    GAGAL::

        dinas-contoh:
          nama: Dinas Contoh Kota Contoh
          singkatan: Dinas Contoh
          jenis: dinas
          daerah: {jenis: kota, nama: Contoh}
          id_lama: [dinas-contoh]
    """

    kode = "T202"
    tingkat = Tingkat.GALAT
    berkas: ClassVar[str] = "opd"

    def check(self, katalog: Katalog) -> Iterator[Temuan]:
        """Look for each former key among the offices, the folders, and the other former keys."""
        offices = katalog.acuan.opd
        claims: dict[str, list[str]] = defaultdict(list)
        for key, opd in offices.items():
            for old in opd.id_lama:
                claims[old].append(key)
        folders = {document.opd for document in katalog.dokumen}
        for key, opd in offices.items():
            for at, old in enumerate(opd.id_lama):
                if old in offices:
                    said = f'Kunci lama "{old}" masih dipakai OPD yang terdaftar.'
                    helped = "Hapus entri OPD yang lama dari daftar ini, atau hapus kuncinya dari id_lama."
                elif old in folders:
                    said = f'Folder "{old}" masih berisi SOP, padahal itu kunci lama "{key}".'
                    helped = f'Pindahkan berkasnya ke folder "{key}", dan tulis id yang lama pada id_lama tiap SOP.'
                elif len(claims[old]) > 1:
                    said = f'Kunci lama "{old}" disebut {len(claims[old])} kali: {", ".join(sorted(set(claims[old])))}.'
                    helped = "Satu kunci lama hanya milik satu OPD."
                else:
                    continue
                yield self.finding(katalog, "opd", (key, "id_lama", at), said, helped)
