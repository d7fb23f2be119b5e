"""How much of each hand-made YAML does the import reproduce from the same document's text, field by field.

Run: python -m benchmarks.import_quality
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from impor.assemble import import_draft
from impor.formats import read_document
from impor.labels import DAFTAR
from katalog.loading import load_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from impor.draft import Draf
    from katalog.model import SOP, Langkah

ROOT: Final = Path(__file__).parents[1]
MIRIP: Final = 0.9
"""From here on two texts are nearly equal."""
_SEPERTINYA: Final = 0.5
TEPAT, MIRIP_SAJA, KURANG, SALAH = "tepat", "mirip", "kurang", "salah"
_IDENTITAS: Final = ("nama", "judul", "proses", "tahun", "satuan_kerja", "alamat", "nomor")
_TANGGAL: Final = ("tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif", "tanggal_pengesahan")
_PEJABAT: Final = ("jabatan", "nama", "pangkat", "nip", "tanda_tangan")

_Nilai: TypeAlias = tuple[str, Any, Any, tuple[str | int, ...]]
"""A field, its value by hand, its value by import, and the way to it."""


@dataclass(frozen=True, slots=True)
class Banding:
    """One value by hand beside the same value by import."""

    sop: str
    bidang: str
    hasil: str
    ditandai: bool


@dataclass(slots=True)
class Hitungan:
    """What became of a field over all documents."""

    hasil: Counter[str] = field(default_factory=Counter)
    tanpa_tanda: int = 0

    @property
    def jumlah(self) -> int:
        """How many values there are."""
        return sum(self.hasil.values())

    @property
    def bagian_tepat(self) -> float:
        """The share that is exactly equal."""
        return self.hasil[TEPAT] / self.jumlah if self.jumlah else 1.0


def compare_all(akar: Path = ROOT / "sops") -> list[Banding]:
    """Import the document of every SOP of a catalogue that has one, and compare."""
    katalog = load_catalogue(akar)
    found: list[Banding] = []
    for document in katalog.dokumen:
        if document.sop.sumber.berkas:
            raw = (akar / "_sumber" / document.sop.sumber.berkas).read_bytes()
            draf = import_draft(read_document(raw), katalog.acuan)
            found += _compare(document.id, document.sop, draf)
    return found


def _compare(id_sop: str, sop: SOP, draf: Draf) -> Iterator[Banding]:
    doubted = [jalur for jalur, _ in draf.ragu if jalur]
    for bidang, wanted, got, jalur in (*_scalars(sop, draf), *_steps(sop, draf)):
        if wanted is not None or got is not None:
            marked = any(jalur[: len(one)] == one or one[: len(jalur)] == jalur for one in doubted)
            yield Banding(id_sop, bidang, _verdict(wanted, got), marked)
    hand = sop.model_dump(mode="json")
    lists = {name: (hand[name], draf.isi[name]) for name in DAFTAR}
    lists["pelaksana"] = (list(sop.nama_pelaksana.values()), list(draf.isi["pelaksana"].values()))
    for name, (wanted, got) in lists.items():
        bidang = "kolom pelaksana" if name == "pelaksana" else name
        for verdict in _list_verdicts(wanted, got):
            yield Banding(id_sop, bidang, verdict, any(one[0] == name for one in doubted))


def _scalars(sop: SOP, draf: Draf) -> Iterator[_Nilai]:
    hand, isi = sop.model_dump(mode="json"), draf.isi
    for name in (*_IDENTITAS, *_TANGGAL, "jumlah_waktu"):
        yield "tanggal" if name in _TANGGAL else name, hand[name], isi.get(name), (name,)
    for name in ("disahkan_oleh", "mengetahui"):
        for key in _PEJABAT:
            wanted, got = ((one.get(name) or {}).get(key) for one in (hand, isi))
            yield name, wanted, got, (name, key)
    labels, more = (one.get("label_tercetak", {}) for one in (hand, isi))
    for label in sorted({*labels, *more}):
        yield "label_tercetak", labels.get(label), more.get(label), ("label_tercetak", label)


def _steps(sop: SOP, draf: Draf) -> Iterator[_Nilai]:
    steps = {step["urut"]: (place, step) for place, step in enumerate(draf.isi["langkah"])}
    by_hand = {step.urut: step for step in sop.langkah}
    for number in sorted({*steps, *by_hand}):
        yield "langkah", number if number in by_hand else None, number if number in steps else None, ("langkah",)
        if number in by_hand and number in steps:
            place, step = steps[number]
            for bidang, wanted, got, key in _step_values(sop, by_hand[number], step, draf.isi["pelaksana"]):
                yield bidang, wanted, got, ("langkah", place, *key)


def _step_values(sop: SOP, own: Langkah, step: dict[str, Any], names: dict[str, str]) -> Iterator[_Nilai]:
    inferred = any(note.bidang == f"langkah.{own.urut}.pelaksana" for note in sop.disimpulkan)
    chosen = step["pelaksana"] if isinstance(step["pelaksana"], list) else [step["pelaksana"]]
    got = sorted(names[key] for key in chosen if key) or None
    wanted = sorted(sop.nama_pelaksana[key] for key in own.pelaksana) or None
    bidang = "pelaksana, disimpulkan penyalin" if inferred else "pelaksana, tampak"
    yield bidang, wanted, got, ("pelaksana",)
    yield "kegiatan", own.kegiatan, step["kegiatan"], ("kegiatan",)
    for key in ("kelengkapan", "waktu", "output"):
        yield key, getattr(own.mutu_baku, key), step["mutu_baku"].get(key), ("mutu_baku", key)
    yield "keterangan", own.keterangan, step["keterangan"], ("keterangan",)
    for key in ("mulai", "selesai", "halaman_baru"):
        yield key, getattr(own, key) or None, step.get(key) or None, (key,)
    yield "simbol", own.model_dump(mode="json")["simbol"], step.get("simbol"), ("simbol",)
    by_hand = own.model_dump(mode="json")["lanjut"]
    branches, more = (one if isinstance(one, dict) else {"": one} for one in (by_hand, step.get("lanjut")))
    for label in sorted({*branches, *more}):
        yield "cabang", branches.get(label), more.get(label), ("lanjut",)


def _verdict(wanted: Any, got: Any) -> str:
    if wanted == got:
        return TEPAT
    if got is None:
        return KURANG
    return MIRIP_SAJA if wanted is not None and _alike(str(wanted), str(got)) >= MIRIP else SALAH


def _alike(left: str, right: str) -> float:
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def _list_verdicts(wanted: Sequence[str], got: Sequence[str]) -> Iterator[str]:
    """Yield a verdict for each item: equal ones find each other first, then the most alike."""
    left = list((Counter(got) - Counter(wanted)).elements())
    missing = list((Counter(wanted) - Counter(got)).elements())
    yield from [TEPAT] * (len(wanted) - len(missing))
    for item in missing:
        best = max(left, key=lambda one: _alike(item, one), default=None)
        score = _alike(item, best) if best is not None else 0.0
        if best is None or score < _SEPERTINYA:
            yield KURANG
            continue
        left.remove(best)
        yield MIRIP_SAJA if score >= MIRIP else SALAH
    yield from [SALAH] * len(left)


def count(compared: Sequence[Banding], *, menurut: str = "bidang") -> dict[str, Hitungan]:
    """Count verdicts by field, or by SOP."""
    result: dict[str, Hitungan] = {}
    for one in compared:
        counted = result.setdefault(getattr(one, menurut), Hitungan())
        counted.hasil[one.hasil] += 1
        counted.tanpa_tanda += one.hasil != TEPAT and not one.ditandai
    return result


def main() -> int:
    """Print both tables."""
    compared = compare_all()
    for menurut in ("bidang", "sop"):
        print(f"| {menurut} | nilai | tepat | mirip | kurang | salah | tidak tepat tanpa RAGU |")
        print("|---|--:|--:|--:|--:|--:|--:|")
        rows = {**count(compared, menurut=menurut), "semua": _whole(compared)}
        for name, counted in rows.items():
            shares = " | ".join(str(counted.hasil[verdict]) for verdict in (TEPAT, MIRIP_SAJA, KURANG, SALAH))
            print(f"| {name} | {counted.jumlah} | {shares} | {counted.tanpa_tanda} |")
        print()
    return 0


def _whole(compared: Sequence[Banding]) -> Hitungan:
    whole = Hitungan()
    for counted in count(compared).values():
        whole.hasil += counted.hasil
        whole.tanpa_tanda += counted.tanpa_tanda
    return whole


if __name__ == "__main__":
    sys.exit(main())
