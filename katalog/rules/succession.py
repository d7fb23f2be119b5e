"""T113, T117 and T118: what replaced an SOP, and what still leads to one that is no longer in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from katalog.dates import long_date
from katalog.findings import Temuan, Tingkat
from katalog.guessing import Tebakan
from katalog.model import Status
from katalog.rules.base import AturanSOP, Konteks
from katalog.rules.law_common import clipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.catalogue import Dokumen
    from katalog.index import Tautan
    from katalog.positions import Jalur

_NEAR: Final = 500
"""Most ids among which a misspelt one is looked for."""
_LONGEST: Final = 50
"""Most replacements that are followed."""


class PenggantiTidakAda(AturanSOP):
    """SOP pengganti tidak ada.

    Halaman SOP yang digantikan menunjuk penggantinya. Id yang tidak ada di katalog menunjuk halaman kosong. Id lama
    (id_lama) suatu SOP masih dikenali dan hanya diberi saran.

    Perbaikan: Periksa ejaan id-nya: folder OPD, garis miring, nama berkas tanpa .yaml. Bila penggantinya belum
    disalin, tulis status dicabut dan hapus digantikan_oleh.

    LULUS::

        # sops/dinkes-kota-tangerang/pengukuran-kinerja.yaml
        nomor: "800/0123-Sekret/I/2024"

        # sops/dinkes-kota-tangerang/penjenjangan-kinerja.yaml
        status: digantikan
        digantikan_oleh: dinkes-kota-tangerang/pengukuran-kinerja

    GAGAL::

        # sops/dinkes-kota-tangerang/penjenjangan-kinerja.yaml
        status: digantikan
        digantikan_oleh: dinkes-kota-tangerang/penjenjangan-kinerja-baru
    """

    kode = "T113"
    tingkat = Tingkat.GALAT

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look the id up among the SOPs."""
        other = konteks.dokumen.sop.digantikan_oleh
        if other is None:
            return
        now, path = konteks.indeks.present_id(other), ("digantikan_oleh",)
        if now == konteks.dokumen.id:
            yield self.finding(konteks, path, "SOP tidak dapat menggantikan dirinya sendiri.", _advice(konteks, other))
        elif now is None:
            said = f'SOP pengganti "{other}" tidak ada di katalog.'
            yield self.finding(konteks, path, said, _advice(konteks, other))
        elif now != other:
            said = f'"{other}" adalah id lama; SOP pengganti itu kini "{now}".'
            yield self.finding(konteks, path, said, f"Tulis digantikan_oleh: {now}.", tingkat=Tingkat.SARAN)


def _advice(konteks: Konteks, wrong: str) -> str:
    if claims := konteks.indeks.pewaris.get(wrong):
        named = ", ".join(dict.fromkeys(claims))
        return f"Id lama itu disebut oleh {named}. Tulis id yang dipakai sekarang."
    opd, _, slug = wrong.partition("/")
    now = konteks.acuan.present_office(opd)
    if now not in {None, opd}:
        moved = f"{now}/{slug}"
        written = f"Tulis digantikan_oleh: {moved}." if moved in konteks.indeks.semua else "Sebut SOP di OPD itu."
        return f'"{opd}" adalah kunci lama OPD "{now}". {written}'
    meant = _nearest(konteks, wrong)
    return f'Maksudnya "{meant}"?' if meant else "Tulis id SOP yang ada, misalnya <opd>/<nama>."


def _nearest(konteks: Konteks, wrong: str) -> str | None:
    """Return the id that was probably meant: one of the same office, or the same name elsewhere."""
    opd, _, slug = wrong.partition("/")
    near = [one for one in konteks.indeks.semua if one.startswith(f"{opd}/") or one.endswith(f"/{slug}")]
    return Tebakan().closest(wrong, [one for one in near if one != konteks.dokumen.id]) if len(near) <= _NEAR else None


class KeterkaitanTidakBerlaku(AturanSOP):
    """Keterkaitan menunjuk SOP yang tidak berlaku lagi.

    Kotak Keterkaitan atau kolom Keterangan menyebut SOP lain dari OPD ini, dan menurut katalog SOP itu sudah dicabut
    atau digantikan. Pembaca yang mengikuti tautannya sampai pada prosedur yang tidak dipakai lagi.

    Perbaikan: Periksa SOP mana yang kini dimaksud, dan apakah statusnya di katalog benar. Isi kotak disalin kata demi
    kata; bila dokumennya memang menyebut SOP itu, catat untuk revisi berikutnya.

    LULUS::

        # sops/dinkes-kota-tangerang/surat-masuk.yaml
        nama: Surat Masuk
        status: berlaku

        # sops/dinkes-kota-tangerang/penjenjangan-kinerja.yaml
        keterkaitan:
          - SOP Surat Masuk

    GAGAL::

        # sops/dinkes-kota-tangerang/surat-masuk.yaml
        nama: Surat Masuk
        status: dicabut
        status_sejak: "2024-07-04"

        # sops/dinkes-kota-tangerang/penjenjangan-kinerja.yaml
        keterkaitan:
          - SOP Surat Masuk
    """

    kode = "T117"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report each SOP that is related to one in force and is in force no longer, once."""
        id_sop, ended = konteks.dokumen.id, konteks.indeks.tidak_berlaku
        if id_sop in ended:
            return
        places: list[tuple[Jalur, Tautan]] = [
            *((("keterkaitan", at), link) for at, link in enumerate(konteks.indeks.keterkaitan[id_sop])),
            *((("langkah", at, "keterangan"), link) for at, link in sorted(konteks.indeks.keterangan[id_sop].items())),
        ]
        reported: set[str] = set()
        for jalur, tautan in places:
            if tautan.sop is None or tautan.sop not in ended or tautan.sop in reported:
                continue
            reported.add(tautan.sop)
            yield self.finding(
                konteks,
                jalur,
                f'"{clipped(tautan.teks)}" menunjuk SOP yang {_ended(ended[tautan.sop])}: {tautan.sop}.',
                _instead(konteks, ended[tautan.sop]),
            )


class PenggantiTidakBerlaku(AturanSOP):
    """Pengganti tidak berlaku lagi.

    SOP ini digantikan, tetapi menurut katalog penggantinya sendiri sudah dicabut, atau rangkaian penggantinya kembali
    ke SOP ini. Pembaca yang mencari prosedur yang berlaku tidak menemukannya.

    Perbaikan: Periksa id pengganti dan status keduanya. Bila penggantinya memang sudah dicabut dan belum ada yang lain,
    catat alasannya pada kecuali.

    LULUS::

        # sops/dinkes-kota-tangerang/penjenjangan-kinerja-baru.yaml
        status: berlaku

        # sops/dinkes-kota-tangerang/penjenjangan-kinerja.yaml
        status: digantikan
        digantikan_oleh: dinkes-kota-tangerang/penjenjangan-kinerja-baru

    GAGAL::

        # sops/dinkes-kota-tangerang/penjenjangan-kinerja-baru.yaml
        status: dicabut

        # sops/dinkes-kota-tangerang/penjenjangan-kinerja.yaml
        status: digantikan
        digantikan_oleh: dinkes-kota-tangerang/penjenjangan-kinerja-baru
    """

    kode = "T118"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look at the replacement, and along the replacements of replacements for a way back here."""
        chain = _replacements(konteks)
        if not chain:
            return
        first = konteks.indeks.tidak_berlaku.get(chain[0])
        if first is not None and first.sop.status is Status.DICABUT:
            said = f"Penggantinya sendiri {_ended(first)}: {first.id}."
        elif konteks.dokumen.id in chain[1:]:
            said = f"Rangkaian penggantinya kembali ke SOP ini: {' → '.join((konteks.dokumen.id, *chain))}."
        else:
            return
        helped = "Periksa id pengganti dan statusnya; sebut SOP yang kini berlaku."
        yield self.finding(konteks, ("digantikan_oleh",), said, helped)


def _replacements(konteks: Konteks) -> list[str]:
    """Return what replaced the SOP, what replaced that one, and so on, until one is in force or comes again."""
    chain: list[str] = []
    at = konteks.dokumen
    while len(chain) < _LONGEST:
        named = at.sop.digantikan_oleh
        now = konteks.indeks.present_id(named) if named else None
        if now is None or now in chain:
            break
        chain.append(now)
        if now == konteks.dokumen.id or now not in konteks.indeks.tidak_berlaku:
            break
        at = konteks.indeks.tidak_berlaku[now]
    return chain


def _ended(dokumen: Dokumen) -> str:
    """Return "sudah dicabut sejak 4 Juli 2024"."""
    since = dokumen.sop.status_sejak
    return f"sudah {dokumen.sop.status}" + (f" sejak {long_date(since)}" if since else "")


def _instead(konteks: Konteks, dokumen: Dokumen) -> str:
    """Ask whether what replaced an SOP is meant, where that is in force."""
    named = dokumen.sop.digantikan_oleh
    now = konteks.indeks.present_id(named) if named else None
    if now is None or now in konteks.indeks.tidak_berlaku or now == konteks.dokumen.id:
        return "Periksa SOP mana yang kini dimaksud."
    return f"Periksa apakah yang dimaksud kini penggantinya, {now}."


SUCCESSION_RULES: tuple[type[AturanSOP], ...] = (PenggantiTidakAda, KeterkaitanTidakBerlaku, PenggantiTidakBerlaku)
"""The rules about what replaced an SOP, by code."""
