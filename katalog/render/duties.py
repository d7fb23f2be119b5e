"""A position's own part of an SOP, row by row: what it does, with what, from whom it comes and to whom it goes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from katalog.handover import tasks
from katalog.render.marks import Tanda
from katalog.render.simulation_words import joined
from katalog.render.views import performers, process

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.handover import Serah, Tugas
    from katalog.model import SOP, Langkah
    from katalog.render.workload_words import BebanOPD

_NOTHING = Markup("")


@dataclass(frozen=True)
class BagianSOP:
    """The part that a position has in one SOP.

    Attributes:
        telaah: The analysed catalogue.
        dokumen: The SOP.
        lajur: Keys of the position's columns in it.
        tugas: Its steps.
    """

    telaah: Telaah
    dokumen: Dokumen
    lajur: tuple[str, ...]
    tugas: tuple[Tugas, ...]

    @property
    def jangkar(self) -> str:
        """The id of its heading; two hyphens cannot stand in a key, so that no two parts share one."""
        return f"{self.dokumen.opd}--{self.dokumen.slug}"

    def values(self, akar: str, beban: BebanOPD | None) -> dict[str, Any]:
        """Return what the page shows of it; `akar` leads to the site's root."""
        return _Baris(self, akar, beban).values()


def part(telaah: Telaah, dokumen: Dokumen, lajur: tuple[str, ...]) -> BagianSOP:
    """Return the part that some columns have in an SOP."""
    return BagianSOP(telaah, dokumen, lajur, tasks(dokumen.sop, telaah.turunan[dokumen.id].alur, lajur))


class _TandaTerpakai(Tanda):
    """Marks that remember which were shown: on paper their reasons stand below the table."""

    def __init__(self, sop: SOP) -> None:
        super().__init__(sop)
        self._used: set[int] = set()

    def mark(self, bidang: str, alamat: str = "") -> Markup:
        self._used.update(self.numbers.get(bidang, ()))
        return super().mark(bidang, alamat)

    def shown(self) -> list[tuple[int, str]]:
        """Return the numbers of the marks shown so far, each with its reason."""
        return [(number, self.reasons[number - 1]) for number in sorted(self._used)]


@dataclass(frozen=True)
class _Baris:
    """Rows under way."""

    bagian: BagianSOP
    akar: str
    beban: BebanOPD | None

    @cached_property
    def marks(self) -> _TandaTerpakai:
        return _TandaTerpakai(self.bagian.dokumen.sop)

    @property
    def dokumen(self) -> Dokumen:
        return self.bagian.dokumen

    @property
    def alamat(self) -> str:
        return f"{self.akar}sop/{self.dokumen.id}/"

    @cached_property
    def tautan(self) -> str:
        """The address of the SOP's page as an attribute holds it."""
        return str(escape(self.alamat))

    @cached_property
    def shared(self) -> dict[int, list[int]]:
        """Steps whose time stands in the cell of another, by that other's number."""
        result: dict[int, list[int]] = {}
        for step in self.dokumen.sop.langkah:
            if step.mutu_baku.waktu_bersama is not None:
                result.setdefault(step.mutu_baku.waktu_bersama, []).append(step.urut)
        return result

    def values(self) -> dict[str, Any]:
        sop, names = self.dokumen.sop, self.dokumen.sop.nama_pelaksana
        return {
            "sop": self.dokumen.id,
            "nama": sop.nama,
            "jangkar": self.bagian.jangkar,
            "proses": sop.proses,
            "nama_proses": process(self.bagian.telaah, sop.proses).nama,
            "di_opd_lain": any(
                self.bagian.telaah.katalog[other].opd != self.dokumen.opd
                for other in self.bagian.telaah.indeks.menurut_proses.get(sop.proses, ())
            ),
            "sebagai": _NOTHING.join(
                Markup("{}{}{}").format(", " if index else "", names[key], self.mark(f"pelaksana.{key}"))
                for index, key in enumerate(self.bagian.lajur)
            ),
            "langkah": [self.row(tugas) for tugas in self.bagian.tugas],
            "tidak_terbaca": sorted(sop.pelaksana_tidak_terbaca),
            "contoh": sop.sumber.jenis == "contoh",
            "beban": self.beban.of_sop(self.dokumen.id, self.bagian.lajur) if self.beban else None,
            "catatan": self.marks.shown(),
        }

    def mark(self, bidang: str) -> Markup:
        return self.marks.mark(bidang, self.alamat)

    def row(self, tugas: Tugas) -> dict[str, Any]:
        step, place = tugas.langkah, f"langkah.{tugas.langkah.urut}"
        quality = step.mutu_baku
        several = len(self.bagian.lajur) > 1
        return {
            "urut": step.urut,
            "tanda": self.mark(f"{place}.pelaksana"),
            "kegiatan": self.value(f"{place}.kegiatan", step.kegiatan),
            "sebagai": performers(self.dokumen, tugas.sebagai) if several else None,
            "bersama": joined(self.names(tugas.bersama)) if tugas.bersama else None,
            "kelengkapan": self.value(f"{place}.mutu_baku.kelengkapan", quality.kelengkapan),
            "waktu": self.time(step),
            "output": self.value(f"{place}.mutu_baku.output", quality.output),
            "keterangan": self.note(tugas),
            "dari": list(self.inward(tugas)),
            "kepada": list(self.onward(tugas)),
            "beban": self.beban.of_step(self.dokumen.id, step, tugas.sebagai) if self.beban else None,
        }

    def value(self, bidang: str, text: str | None) -> str:
        """Return a field's words with its marks; most have none, and are left to the template to escape."""
        if text is not None and bidang not in self.marks.numbers:
            return text
        return self.marks.value(bidang, text, self.alamat)

    def names(self, keys: tuple[str, ...]) -> list[str]:
        known = self.dokumen.sop.nama_pelaksana
        return [known.get(key, key) for key in keys]

    def time(self, step: Langkah) -> str:
        """Return the time verbatim; a cell printed over several steps says over which."""
        bersama = step.mutu_baku.waktu_bersama
        if bersama is not None:
            other = next((one for one in self.dokumen.sop.langkah if one.urut == bersama), None)
            words = Markup('<span class="tl-kosong">menyatu dengan langkah {}</span>').format(bersama)
            time = other.mutu_baku.waktu if other is not None else None
            return words if time is None else Markup("{} {}").format(time, words)
        value = self.value(f"langkah.{step.urut}.mutu_baku.waktu", step.mutu_baku.waktu)
        also = self.shared.get(step.urut)
        if not also:
            return value
        return Markup('{} <span class="tl-kosong">bersama langkah {}</span>').format(value, joined(map(str, also)))

    def note(self, tugas: Tugas) -> str:
        text = tugas.langkah.keterangan
        if text is None:
            return Markup("–") + self.mark(f"langkah.{tugas.langkah.urut}.keterangan")
        link = self.bagian.telaah.indeks.keterangan[self.dokumen.id].get(tugas.indeks)
        if link is not None and link.sop:
            words = Markup('<a href="{}sop/{}/">{}</a>').format(self.akar, link.sop, text)
            return words + self.mark(f"langkah.{tugas.langkah.urut}.keterangan")
        return self.value(f"langkah.{tugas.langkah.urut}.keterangan", text)

    # ---- who hands over, and who takes over

    def inward(self, tugas: Tugas) -> Iterator[Markup]:
        """Yield what starts the step: the beginning of the procedure, and every arrow that leads to it."""
        if tugas.awal:
            words = Markup("<strong>awal prosedur</strong>{}").format(self.mark(f"langkah.{tugas.langkah.urut}.mulai"))
            begun = tugas.langkah.mutu_baku.kelengkapan
            yield Markup("{}: {}").format(words, begun) if begun else words
        for serah in tugas.dari:
            yield self.arrow(serah, inward=True)
        for branches in tugas.menunggu:
            yield Markup(
                '<span class="tl-catatan-serah">menunggu semua cabang sejajar selesai (langkah {})</span>'
            ).format(joined(map(str, branches)))
        if not tugas.awal and not tugas.dari:
            yield Markup('<span class="tl-kosong">tidak ada panah menuju langkah ini</span>')

    def onward(self, tugas: Tugas) -> Iterator[Markup]:
        """Yield where the step leads: every arrow out of it, the end, and branches that lead nowhere known."""
        urut = tugas.langkah.urut
        if tugas.langkah.selesai and all(serah.langkah is not None for serah in tugas.kepada):
            yield Markup("<strong>selesai</strong>{}").format(self.mark(f"langkah.{urut}.selesai"))
        for serah in tugas.kepada:
            yield self.arrow(serah, inward=False)
        for label in tugas.tanpa_tujuan:
            yield Markup('<span class="tl-kosong">arah tidak tampak pada dokumen{}</span>{}').format(
                _condition(label, " ({})"), self.mark(f"langkah.{urut}.lanjut")
            )
        for label, target in tugas.tujuan_hilang:
            yield Markup('<span class="tl-kosong">langkah {} tidak ada pada dokumen{}</span>').format(
                target, _condition(label, " ({})")
            )
        if not (tugas.langkah.selesai or tugas.kepada or tugas.tanpa_tujuan or tugas.tujuan_hilang):
            yield Markup('<span class="tl-kosong">tidak berlanjut</span>')

    def arrow(self, serah: Serah, *, inward: bool) -> Markup:
        """Name who stands at the other end of an arrow, with the step, the branch, and what it means."""
        panah, other = serah.panah, serah.langkah
        drawn = self.mark(f"langkah.{panah.dari}.lanjut")
        if other is None:
            return Markup("<strong>selesai</strong>{}{}").format(_condition(panah.label, " ({})"), drawn)
        step = f'<a href="{self.tautan}#langkah-{other.urut}">langkah {other.urut}</a>'
        if panah.ke == panah.dari:
            step = "mengulang langkah ini"
        elif panah.mundur:
            step = f"kembali {'dari' if inward else 'ke'} {step}"
        words = [step]
        if panah.label is not None:
            words.append(escape(_condition(panah.label)))
        if serah.serentak and not inward:
            words.append(f"serentak dengan langkah {joined(map(str, serah.serentak))}")
        return Markup(f"{self.person(serah, other)} ({', '.join(words)}){drawn}")  # noqa: S704 - every part is escaped

    def person(self, serah: Serah, other: Langkah) -> Markup:
        """Name who performs the step at the other end; the reader goes by "sendiri"."""
        if not other.pelaksana:
            unread = other.urut in self.dokumen.sop.pelaksana_tidak_terbaca
            words = "pelaksana tidak terbaca pada salinan" if unread else "tanpa pelaksana"
            said = self.marks.missing(f"langkah.{other.urut}.pelaksana", words, self.alamat)
            return Markup('<span class="tl-kosong">{}</span>').format(said)
        names = self.names(serah.lain)
        oneself = ["sendiri"] if serah.sendiri else []
        text = ", bersama ".join([*oneself, *([joined(names)] if names else [])])
        return escape(text) + self.mark(f"langkah.{other.urut}.pelaksana")


def _condition(label: str | None, form: str = "{}") -> str:
    """Say when a branch is taken: "bila Tidak"."""
    return "" if label is None else form.format(f"bila {label}")
