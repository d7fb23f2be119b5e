"""T113: what replaced an SOP that is no longer in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from katalog.findings import Temuan, Tingkat
from katalog.guessing import Tebakan
from katalog.rules.base import AturanSOP, Konteks

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEAR: Final = 500
"""Most ids among which a misspelt one is looked for."""


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
    meant = _nearest(konteks, wrong)
    return f'Maksudnya "{meant}"?' if meant else "Tulis id SOP yang ada, misalnya <opd>/<nama>."


def _nearest(konteks: Konteks, wrong: str) -> str | None:
    """Return the id that was probably meant: one of the same office, or the same name elsewhere."""
    opd, _, slug = wrong.partition("/")
    near = [one for one in konteks.indeks.semua if one.startswith(f"{opd}/") or one.endswith(f"/{slug}")]
    return Tebakan().closest(wrong, [one for one in near if one != konteks.dokumen.id]) if len(near) <= _NEAR else None


SUCCESSION_RULES: tuple[type[AturanSOP], ...] = (PenggantiTidakAda,)
"""The rules about what replaced an SOP, by code."""
