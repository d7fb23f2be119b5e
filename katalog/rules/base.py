"""What a rule is: a code, a severity, a docstring that is its page on the site, and a check."""

from __future__ import annotations

import inspect
import re
import textwrap
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from katalog.findings import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.catalogue import Acuan, Dokumen, Katalog
    from katalog.citations import Sitasi
    from katalog.derivation import Rujukan, Turunan
    from katalog.index import Indeks
    from katalog.positions import Jalur
    from katalog.references import OPD, Peraturan


@dataclass(frozen=True, slots=True)
class Tempat:
    """A citation in its place; `peraturan` is its entry in the registry, where it has one."""

    butir: int
    utama: bool
    rujukan: Rujukan
    peraturan: Peraturan | None

    @property
    def jalur(self) -> Jalur:
        """The path to the item."""
        return ("dasar_hukum", self.butir)

    @property
    def sitasi(self) -> Sitasi:
        """The citation as printed."""
        return self.rujukan.sitasi


@dataclass(frozen=True)
class Konteks:
    """Everything that a rule may look at for one SOP."""

    dokumen: Dokumen
    turunan: Turunan
    acuan: Acuan
    indeks: Indeks
    sumber: frozenset[str]
    versi: frozenset[str]
    """Names of the files that hold old versions of the SOP."""
    kode_dikenal: frozenset[str]
    """The codes of all rules."""
    kode_ditemukan: frozenset[str] = frozenset()
    """The codes that the other rules found in this SOP; only the closing rules know them."""

    @property
    def opd(self) -> OPD | None:
        """The SOP's office, where it is registered."""
        return self.acuan.opd.get(self.dokumen.opd)

    @cached_property
    def sitasi(self) -> tuple[Tempat, ...]:
        """Every citation of the legal bases in printed order, those nested in an amendment clause too."""
        known = self.acuan.peraturan
        return tuple(
            Tempat(basis.butir, depth == 0, reference, known.get(reference.kunci) if reference.kunci else None)
            for basis in self.turunan.dasar_hukum
            for depth, reference in enumerate(basis.rujukan)
        )

    def unreadable(self, bidang: str) -> str | None:
        """Return the transcriber's reason where `bidang` could not be read in the source, else None."""
        for catatan in self.dokumen.sop.tidak_terbaca:
            if catatan.bidang == bidang or bidang.startswith(catatan.bidang + "."):
                return catatan.alasan
        return None


@dataclass(frozen=True, slots=True)
class Halaman:
    """A rule's docstring, taken apart: title, paragraphs, and the two examples as YAML."""

    judul: str
    uraian: tuple[str, ...]
    perbaikan: str
    lulus: str
    gagal: str


class Aturan(ABC):
    """A rule. Its docstring is Indonesian: it is the rule's page on the site.

    The form: a title line; paragraphs (what and why); a paragraph that begins with "Perbaikan:"; then the
    blocks `LULUS::` and `GAGAL::`, indented YAML that replaces the same keys of a faultless SOP. Where the rule
    names a reference file (`berkas`), the YAML is of that file: a rule about references shows entries, whose keys
    replace those of faultless entries; a rule about an SOP shows the whole file. Lines `# sops/<path>` say which
    SOP the YAML below them is, where the path matters or there are several. The tests run both blocks.
    """

    kode: ClassVar[str]
    tingkat: ClassVar[Tingkat]
    berkas: ClassVar[str | None] = None

    @classmethod
    def page(cls) -> Halaman:
        """Return the docstring, taken apart; raises ValueError where a part is missing."""
        text = inspect.cleandoc(cls.__doc__ or "")
        match = re.fullmatch(r"(?P<kata>.*?)\n\nLULUS::\n\n(?P<lulus>.*?)\n\nGAGAL::\n\n(?P<gagal>.*)", text, re.DOTALL)
        if match is None:
            raise ValueError(f"{cls.__name__}: docstring without LULUS:: and GAGAL::")
        judul, *paragraphs = (re.sub(r"\s+", " ", part).strip() for part in match["kata"].split("\n\n"))
        fixes = [part for part in paragraphs if part.startswith("Perbaikan:")]
        if len(fixes) != 1:
            raise ValueError(f"{cls.__name__}: docstring needs one paragraph 'Perbaikan:'")
        return Halaman(
            judul=judul.rstrip("."),
            uraian=tuple(part for part in paragraphs if part != fixes[0]),
            perbaikan=fixes[0].removeprefix("Perbaikan:").strip(),
            lulus=textwrap.dedent(match["lulus"]).strip(),
            gagal=textwrap.dedent(match["gagal"]).strip(),
        )


class AturanBaca(Aturan):
    """A rule that is kept by reading a file: its findings come from there."""

    tingkat = Tingkat.GALAT


class AturanSOP(Aturan):
    """A rule about one SOP."""

    @abstractmethod
    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Yield every finding of this rule in one SOP."""

    def finding(
        self,
        konteks: Konteks,
        jalur: Jalur,
        pesan: str,
        bantuan: str | None = None,
        *,
        kunci: bool = False,
        tingkat: Tingkat | None = None,
    ) -> Temuan:
        """Return a finding at the value of `jalur`, or at its key where `kunci` is set."""
        document = konteks.dokumen
        place = document.letak.of_key(jalur) if kunci else document.letak.of_value(jalur)
        return Temuan(
            kode=self.kode,
            tingkat=tingkat or self.tingkat,
            pesan=pesan,
            berkas=document.berkas,
            letak=place,
            jalur=jalur,
            bantuan=bantuan,
            sop=document.id,
            urut=_step_number(document, jalur),
        )


def _step_number(document: Dokumen, jalur: Jalur) -> int | None:
    match jalur:
        case ("langkah", int(index), *_) if index < len(document.sop.langkah):
            return document.sop.langkah[index].urut
        case _:
            return None


class AturanAcuan(Aturan):
    """A rule about the shared references."""

    @abstractmethod
    def check(self, katalog: Katalog) -> Iterator[Temuan]:
        """Yield every finding of this rule in the references."""

    def finding(self, katalog: Katalog, nama: str, jalur: Jalur, pesan: str, bantuan: str | None = None) -> Temuan:
        """Return a finding in `_acuan/<nama>.yaml` at the value of `jalur`."""
        positions = katalog.acuan.letak[nama]
        return Temuan(self.kode, self.tingkat, pesan, f"_acuan/{nama}.yaml", positions.of_value(jalur), jalur, bantuan)
