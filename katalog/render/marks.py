"""Marks beside a value: what was inferred points to its reason, what is missing says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from katalog.model import SOP, Pejabat


_NOTHING = Markup("")
_ISI_AWAL, _ISI_AKHIR = Markup('<span class="tl-isi">'), Markup("</span>")


class Tanda:
    """Marks on a page: what was inferred points to its reason, what is missing says why."""

    def __init__(self, sop: SOP) -> None:
        self.numbers: dict[str, list[int]] = {}
        self.reasons = [catatan.alasan for catatan in sop.disimpulkan]
        for number, catatan in enumerate(sop.disimpulkan, start=1):
            self.numbers.setdefault(catatan.bidang, []).append(number)
        self.unreadable = {catatan.bidang: number for number, catatan in enumerate(sop.tidak_terbaca, start=1)}

    def inferred(self, bidang: str) -> bool:
        """Tell whether the field, or a part of it, was inferred."""
        return any(key == bidang or key.startswith(bidang + ".") for key in self.numbers)

    def mark(self, bidang: str, alamat: str = "") -> Markup:
        """Return the marks of an inferred field, each linked to its reason on the page `alamat`; else nothing."""
        numbers = self.numbers.get(bidang)
        if not numbers:
            return _NOTHING
        return _NOTHING.join(
            Markup(
                '<a class="tl-simpulan-tanda" href="{2}#simpulan-{0}" title="Disimpulkan: {1}" '
                'aria-label="disimpulkan, lihat alasan {0}">†{0}</a>'
            ).format(number, self.reasons[number - 1], alamat)
            for number in numbers
        )

    def of_steps(self, langkah: Iterable[int], kolom: Sequence[str], alamat: str = "") -> Markup:
        """Return the marks of some columns of some steps, by their printed numbers."""
        if not self.numbers:
            return _NOTHING
        return _NOTHING.join(self.mark(f"langkah.{urut}.{part}", alamat) for urut in langkah for part in kolom)

    def missing(self, bidang: str, text: str, alamat: str = "") -> Markup:
        """Return words for something that is not there, linked to the transcriber's note where there is one."""
        number = self.unreadable.get(bidang)
        if number is None:
            return Markup("{}").format(text)
        return Markup('<a href="{}#tidak-terbaca-{}">{}</a>').format(alamat, number, text)

    def value(self, bidang: str, text: str | None, alamat: str = "") -> Markup:
        """Return a field's words, or why there are none; its notes stand on the page `alamat`."""
        if text is not None:
            return _ISI_AWAL + text + _ISI_AKHIR + self.mark(bidang, alamat)
        number = self.unreadable.get(bidang)
        if number is not None:
            return Markup('<a class="tl-kosong" href="{}#tidak-terbaca-{}">tidak terbaca pada salinan</a>').format(
                alamat, number
            )
        return Markup('<span class="tl-kosong">tidak ada</span>') + self.mark(bidang, alamat)

    def official(self, bidang: str, pejabat: Pejabat) -> Markup:
        """Return an official: position, name, rank and NIP, one below the other."""
        lines = [Markup("{}{}").format(pejabat.jabatan, self.mark(f"{bidang}.jabatan"))]
        for key, text in (("nama", pejabat.nama), ("pangkat", pejabat.pangkat), ("nip", pejabat.nip)):
            if text:
                words = f"NIP {text}" if key == "nip" else text
                lines.append(Markup("{}{}").format(words, self.mark(f"{bidang}.{key}")))
            elif f"{bidang}.{key}" in self.unreadable:
                lines.append(self.value(f"{bidang}.{key}", None))
        if pejabat.tanda_tangan:
            lines.append(Markup("<small>tanda tangan: tercetak {}</small>").format(pejabat.tanda_tangan))
        return Markup("<br>").join(lines) + self.mark(bidang)
