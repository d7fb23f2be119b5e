"""Asking what would be if: one office, one SOP of it, and what somebody changed against the default scenario.

The answer comes in stages: a first one from few replications, then the whole, then the ladder. The last record is to
the byte what `sop simulasi ID --skenario apa-jika.yaml --tangga --format json` prints for the file of the same text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from simulate.experiment import simulated
from simulate.piecemeal import Ingatan, piecemeal
from simulate.scenario import PERLU, Unsur
from simulate.scenario_file import DASAR, SkenarioError, load_scenario, with_values
from simulate.what_if import reasoned, scenario_text

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    from katalog.simulation_record import CatatanSimulasi, PerbandinganSimulasi
    from simulate.piecemeal import Kemajuan, SesiBertahap
    from simulate.procedures import Prosedur
    from simulate.scenario_file import SkenarioTerbaca

NAMA: Final = "Apa-jika"
BERKAS: Final = "apa-jika.yaml"
"""What the file is called: its stem stands in every answer."""
SEKILAS: Final = 100
"""Replications of the first answer."""


@dataclass(frozen=True, slots=True)
class Pertanyaan:
    """What is asked.

    Attributes:
        sop: Id of the SOP.
        ubahan: What differs from the default scenario, in its shape, without reasons.
        alasan: The reason for it.
        ulangan: Replications.
        benih: Seed.
    """

    sop: str
    ubahan: Mapping[str, Any]
    alasan: str
    ulangan: int
    benih: int

    @property
    def naskah(self) -> str:
        """The scenario file."""
        changed = reasoned({**self.ubahan, "ulangan": self.ulangan, "benih": self.benih}, self.alasan)
        return scenario_text(NAMA, f"Dicoba untuk SOP {self.sop}.", DASAR, changed)


@dataclass(frozen=True, slots=True)
class Tahap:
    """One stage of an answer.

    Attributes:
        catatan: The record.
        perbandingan: What changed against the default scenario; None where nothing was changed, or cannot be compared.
        akhir: Whether no further stage comes.
    """

    catatan: CatatanSimulasi
    perbandingan: PerbandinganSimulasi | None
    akhir: bool


@dataclass(frozen=True, slots=True)
class Jejak:
    """One case on its way: passes through steps, in the order in which they ended.

    Attributes:
        mulai: The wall-clock time of minute 0.
        kunjungan: Step, pass, roles, and the minutes at which the case came, work began, and it was over.
    """

    mulai: str
    kunjungan: tuple[tuple[int, int, tuple[str, ...], float, float, float], ...]


@dataclass(slots=True)
class Kantor:
    """One office with all its SOPs, and what was run for it before.

    Attributes:
        semua: Its SOPs.
        folder: Where the scenario file is written before it is read, as any command reads it.
    """

    semua: dict[str, Prosedur]
    folder: Path
    ingatan: Ingatan = field(default_factory=Ingatan)

    def ask(self, pertanyaan: Pertanyaan) -> Generator[Kemajuan | Tahap, None, None]:
        """Yield how far the answer is, and its stages.

        Raises:
            KeyError: If there is no such SOP.
            SkenarioError: With every fault of what was changed.
        """
        tanya, sesi = self.read(pertanyaan), piecemeal(self.semua, pertanyaan.sop, self.ingatan)
        ulangan, benih = pertanyaan.ulangan, pertanyaan.benih
        dasar = with_values(load_scenario(DASAR), {"benih": benih}, DASAR) if pertanyaan.ubahan else None
        perbandingan: PerbandinganSimulasi | None = None
        for banyak in (SEKILAS, ulangan) if ulangan >= 2 * SEKILAS else (ulangan,):
            now = tanya if banyak == ulangan else with_values(tanya, {"ulangan": banyak}, tanya.kunci)
            catatan = yield from sesi.streamed(partial(_record, sesi, now, tangga=False))
            yield Tahap(catatan, None, akhir=False)
            if dasar is not None and catatan.waktu is not None:
                base = with_values(dasar, {"ulangan": banyak}, DASAR)
                perbandingan = yield from sesi.streamed(partial(_difference, sesi, base, now))
                yield Tahap(catatan, perbandingan, akhir=False)
        catatan = yield from sesi.streamed(partial(_record, sesi, tanya, tangga=True))
        yield Tahap(catatan, perbandingan, akhir=True)

    def read(self, pertanyaan: Pertanyaan) -> SkenarioTerbaca:
        """Return the scenario of a question; raises SkenarioError with every fault."""
        berkas = self.folder / BERKAS
        berkas.write_text(pertanyaan.naskah, encoding="utf-8")
        return load_scenario(berkas)

    def trail(self, pertanyaan: Pertanyaan, nomor: int) -> Jejak:
        """Return the way of the case that one replication follows; raises as `ask`."""
        susunan = piecemeal(self.semua, pertanyaan.sop, self.ingatan).build(self.read(pertanyaan))
        hasil, _, measured = simulated(susunan.percobaan, nomor)
        return Jejak(
            susunan.mulai.isoformat(),
            tuple(
                (one.urut, one.putaran, one.peran, one.siap, one.mulai, one.selesai)
                for one in hasil.kunjungan
                if one.kasus in measured
            ),
        )

    def usual(self, id_sop: str) -> dict[str, Any]:
        """Return what the default scenario assumes for an SOP, in the words of a form."""
        one, skenario = self.semua[id_sop], load_scenario(DASAR).skenario
        office = [one, *(other for other in self.semua.values() if other.opd == one.opd and other is not one)]
        positions: dict[str, str] = {}
        for other in office:
            for peran, nama in other.nama_peran.items():
                positions.setdefault(other.jabatan[peran], nama)
        own = set(one.jabatan.values())
        return {
            "sop": id_sop,
            "kembali": skenario.reviu.peluang_kembali,
            "ulang": skenario.reviu.bagian_ulang,
            "lain": skenario.beban_lain.bagian,
            "lama": skenario.variasi.tertinggi,
            "panjang": skenario.variasi_panjang.tertinggi if skenario.variasi_panjang else None,
            "libur": skenario.jam_kerja.libur_nasional,
            "cuti": skenario.jam_kerja.cuti_bersama,
            "unsur": [unsur.value for unsur in Unsur if unsur in skenario.unsur],
            "perlu": {one.value: other.value for one, other in PERLU.items()},
            "ulangan": skenario.ulangan,
            "benih": skenario.benih,
            "staf": [
                {
                    "kunci": jabatan,
                    "nama": nama,
                    "orang": skenario.staf.people(one.opd, jabatan),
                    "ikut": jabatan in own,
                }
                for jabatan, nama in positions.items()
            ],
            "kasus": [
                {"sop": key, "nama": other.sop.nama, "setahun": skenario.kedatangan.per_tahun}
                for key, other in sorted((one.id, one) for one in office)
            ],
        }


def _record(sesi: SesiBertahap, terbaca: SkenarioTerbaca, *, tangga: bool) -> CatatanSimulasi:
    return sesi.answer(terbaca, tangga=tangga, sumbatan=False, kepekaan=False)


def _difference(sesi: SesiBertahap, dasar: SkenarioTerbaca, tanya: SkenarioTerbaca) -> PerbandinganSimulasi | None:
    """Compare; None where the default scenario itself asks more of somebody than there is time."""
    try:
        return sesi.difference(dasar, tanya)
    except SkenarioError:
        return None
