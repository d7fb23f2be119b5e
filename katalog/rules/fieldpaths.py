"""Following a transcriber's path ("langkah.6.mutu_baku.waktu", "dasar_hukum.3") through an SOP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from katalog.model import SOP, Langkah, MutuBaku, Pejabat, Sumber
from katalog.rules.phrases import enumerate_numbers, enumerate_words, quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from katalog.guessing import Tebakan

_LISTS: Final = (
    "dasar_hukum",
    "kualifikasi_pelaksana",
    "keterkaitan",
    "peralatan",
    "peringatan",
    "pencatatan",
    "catatan",
)
_MAPS: Final = ("label_tercetak", "pelaksana", "kecuali")
_MODELS: Final = {
    "disahkan_oleh": tuple(Pejabat.model_fields),
    "mengetahui": tuple(Pejabat.model_fields),
    "sumber": tuple(Sumber.model_fields),
}
_LISTED: Final = 12


@dataclass(frozen=True, slots=True)
class JalanPutus:
    """Where a path leads nowhere: what is wrong, and how to mend it.

    Where one word of it is not known, `kata` is that word, and `dikenal` is what could stand there instead.
    """

    pesan: str
    bantuan: str | None = None
    kata: str = ""
    dikenal: tuple[str, ...] = ()

    def advice(self, tebakan: Tebakan) -> str:
        """Say how to mend it, with a guess at what was meant."""
        if self.bantuan is not None:
            return self.bantuan
        meant = tebakan.closest(self.kata, self.dikenal)
        if meant:
            return f'Maksudnya "{meant}"?'
        if not 0 < len(self.dikenal) <= _LISTED:
            return "Lihat contoh pada halaman aturan ini."
        return f"Yang ada: {enumerate_words(self.dikenal)}."


def path_fault(sop: SOP, bidang: str) -> JalanPutus | None:
    """Return why a path leads to no field of this SOP; None where it does."""
    head, *rest = bidang.split(".")
    if head not in SOP.model_fields:
        return _unknown(head, SOP.model_fields)
    return _in_field(sop, head, rest) if rest else None


def _in_field(sop: SOP, head: str, rest: Sequence[str]) -> JalanPutus | None:
    if head == "langkah":
        return _in_steps(sop, rest)
    if head in _LISTS:
        return _in_list(len(getattr(sop, head)), rest)
    if head in _MAPS:
        return _in_names(".".join(rest), [key for key, _ in getattr(sop, head)])
    if head in _MODELS:
        return _in_names(".".join(rest), _MODELS[head])
    return _ends(head)


def _in_steps(sop: SOP, rest: Sequence[str]) -> JalanPutus | None:
    number, *fields = rest
    step = next((step for step in sop.langkah if str(step.urut) == number), None)
    if step is None:
        numbers = sorted({step.urut for step in sop.langkah})
        return JalanPutus(
            f"tidak ada langkah bernomor {quote(number)}", f"Langkah yang ada: {enumerate_numbers(numbers)}."
        )
    return _in_step(step, fields) if fields else None


def _in_step(step: Langkah, fields: Sequence[str]) -> JalanPutus | None:
    head, *rest = fields
    if head in Langkah.model_fields:
        return _in_cell(step, head, ".".join(rest)) if rest else None
    if head in MutuBaku.model_fields:
        return JalanPutus(f"{quote(head)} berada di dalam mutu_baku", f'Tulis "langkah.{step.urut}.mutu_baku.{head}".')
    return _unknown(head, Langkah.model_fields)


def _in_cell(step: Langkah, head: str, name: str) -> JalanPutus | None:
    if head == "mutu_baku":
        return _in_names(name, MutuBaku.model_fields)
    if head == "lanjut" and step.keputusan:
        return _in_names(name, [branch.label for branch in step.lanjut or () if branch.label])
    if head == "pelaksana":
        return _in_names(name, step.pelaksana)
    return _ends(head)


def _in_list(length: int, rest: Sequence[str]) -> JalanPutus | None:
    number, *more = rest
    if more:
        return _ends(number)
    if number in {str(item) for item in range(1, length + 1)}:
        return None
    return JalanPutus(
        f"tidak ada butir {quote(number)}",
        f"Butir dihitung dari 1 sampai {length}." if length else "Daftarnya kosong.",
    )


def _in_names(name: str, known: Iterable[str]) -> JalanPutus | None:
    names = tuple(known)
    return None if name in names else _unknown(name, names)


def _unknown(name: str, known: Iterable[str]) -> JalanPutus:
    return JalanPutus(f"{quote(name)} tidak dikenal", kata=name, dikenal=tuple(known))


def _ends(name: str) -> JalanPutus:
    return JalanPutus(f"{quote(name)} tidak mempunyai bagian", "Hapus titik terakhir dan kata sesudahnya.")
