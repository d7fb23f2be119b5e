"""T106: a step that publishes on the website of another office."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from katalog.findings import Temuan, Tingkat
from katalog.naming import words
from katalog.rules.base import AturanSOP, Konteks
from katalog.rules.offices import is_own

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.positions import Jalur
    from katalog.references import OPD

_SITE: Final = re.compile(
    r"\b(?:web\s?site|web|situs(?:\s+web)?|laman|portal)\s+(?:resmi\s+|milik\s+|dari\s+|pada\s+|di\s+){0,3}",
    re.IGNORECASE,
)
# The usual short names of local offices; each exists in every region.
_SHORT: Final = re.compile(
    r"(?:bap{1,2}e(?:da|dalitbang|litbang\w*|rida|ko)\w*|bapenda|bkd|bkpsdm\w*|bkpp\w*|bpkd|bpp?kad|bpbd|bkad"
    r"|(?:ba)?kesbangpol|dinkes\w*|dinsos\w*|dindik\w*|disdik\w*|dispendik|diskominfo\w*|dishub\w*|disnaker\w*"
    r"|disdukcapil|dukcapil|disperin\w*|disbudpar\w*|disparbud\w*|dispar|dispora\w*|disperkim\w*|diskop\w*|distan"
    r"|dlhk?|dpmptsp|dpmd|dpupr\w*|dputr|dp3ap2kb|dp3ak?b?|dppkb\w*|dpk[ap]?|satpol\s?pp|setda|setwan|rsud)\b",
    re.IGNORECASE,
)
_LONG: Final = re.compile(
    r"(?:Dinas|Badan|Kecamatan|Kelurahan|Inspektorat|Sekretariat|Kantor|Satuan|DINAS|BADAN|KECAMATAN|KELURAHAN"
    r"|INSPEKTORAT|SEKRETARIAT|KANTOR|SATUAN)(?:,?\s+(?:dan\s+)?[A-Z][\w-]*){1,14}"
)


class SitusOPDLain(AturanSOP):
    """Menyebut situs OPD lain.

    Dokumen yang dihasilkan SOP diumumkan di situs OPD sendiri. Bila langkahnya menyebut situs OPD lain, uraian itu
    biasanya terbawa dari SOP yang disalin; petugas akan mengunggah di tempat yang keliru atau tidak tahu ke mana.

    Perbaikan: Tulis situs OPD sendiri. Bila dokumen memang dikirim ke OPD lain, tulis langkah itu sebagai pengiriman.

    LULUS::

        pelaksana: {sekretaris: Sekretaris}
        langkah:
          - urut: 1
            kegiatan: Mengunggah dokumen pada website Dinkes
            pelaksana: sekretaris
            mulai: true
            selesai: true

    GAGAL::

        pelaksana: {sekretaris: Sekretaris}
        langkah:
          - urut: 1
            kegiatan: Mengunggah dokumen pada website Bappeda
            pelaksana: sekretaris
            mulai: true
            selesai: true
    """

    kode = "T106"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look behind every word for a website for the name of an office."""
        opd = konteks.opd
        if opd is None:
            return
        for jalur, other in foreign_websites(konteks, opd):
            yield self.finding(
                konteks,
                jalur,
                f"Menyebut situs {other}, bukan situs {opd.nama}.",
                "Tulis situs OPD sendiri, atau jelaskan bahwa dokumen dikirim ke OPD itu.",
            )


def foreign_websites(konteks: Konteks, opd: OPD) -> Iterator[tuple[Jalur, str]]:
    """Yield where the website of another office is named, and that office as printed."""
    for jalur, text in step_texts(konteks):
        other = _other_office(text, opd)
        if other:
            yield jalur, other


def step_texts(konteks: Konteks) -> Iterator[tuple[Jalur, str]]:
    """Yield every text of the steps with its path."""
    for at, step in enumerate(konteks.dokumen.sop.langkah):
        quality = step.mutu_baku
        fields: tuple[tuple[Jalur, str | None], ...] = (
            (("kegiatan",), step.kegiatan),
            (("mutu_baku", "kelengkapan"), quality.kelengkapan),
            (("mutu_baku", "output"), quality.output),
            (("keterangan",), step.keterangan),
        )
        for jalur, text in fields:
            if text:
                yield ("langkah", at, *jalur), text


def _other_office(text: str, opd: OPD) -> str | None:
    """Return the first office other than the SOP's own whose website the text names, as printed."""
    for site in _SITE.finditer(text):
        office = _LONG.match(text, site.end()) or _SHORT.match(text, site.end())
        if office and not is_own(words(office[0]), opd):
            return office[0]
    return None
