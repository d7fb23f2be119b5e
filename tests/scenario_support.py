"""Scenarios for tests: the stored files, and procedures to ask about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from katalog.checking import analyse
from katalog.loading import load_catalogue
from simulate.experiment import replicate, simulated
from simulate.office_plan import build_experiment
from simulate.procedures import all_procedures, procedure
from simulate.scenario_file import SkenarioError, load_scenario, with_values
from tests.catalogue_support import ALUR, OPD, make_catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katalog.findings import Temuan
    from simulate.experiment import UkuranUlangan
    from simulate.office_plan import Susunan
    from simulate.procedures import Prosedur
    from simulate.record import Hasil
    from simulate.scenario_file import SkenarioTerbaca

SKENARIO = Path(__file__).parent / "fixtures" / "skenario"
SALAH = SKENARIO / "salah"
BAIK = SKENARIO / "baik"
NEGLASARI = "kecamatan-neglasari/penyusunan-perjanjian-kinerja"
KEPALA = "kepala-perangkat-daerah"


def lines(findings: tuple[Temuan, ...]) -> list[str]:
    """Say findings as the files `harapan.txt` hold them."""
    return [
        f"{one.berkas}:{one.letak.baris}:{one.letak.kolom} {one.kode} {one.pesan} | {one.bantuan}" for one in findings
    ]


def written(folder: Path, *steps: str, **fields: Any) -> Prosedur:
    """Return the procedure of these steps, each a YAML mapping; the rest is filled in."""
    text = [
        "nama: Pengumpulan Data Kinerja",
        "proses: pengumpulan-data-kinerja",
        'nomor: "800/1/2024"',
        "pelaksana: {kepala: Kepala Dinas, sekretaris: Sekretaris, tim: Tim Kinerja}",
        "langkah:",
        *(f"  - {{kegiatan: Bekerja, {step}}}" for step in steps),
        f"jumlah_waktu: {fields.get('jumlah_waktu', 'null')}",
        "sumber: {jenis: contoh}",
    ]
    if "pelaksana" in fields:
        text[3] = f"pelaksana: {fields['pelaksana']}"
    return _only(folder, "\n".join(text).encode())


def stored_flow(folder: Path, name: str) -> Prosedur:
    """Return the procedure of one stored shape of flow."""
    return _only(folder, (ALUR / f"{name}.yaml").read_bytes())


def _only(folder: Path, raw: bytes) -> Prosedur:
    return procedure(analyse(load_catalogue(make_catalogue(folder, {f"{OPD}/contoh.yaml": raw}))), f"{OPD}/contoh")


def scenario(kunci: str = "dasar", **changes: Any) -> SkenarioTerbaca:
    """Return a shipped scenario with sections changed."""
    return with_values(load_scenario(kunci), changes, kunci) if changes else load_scenario(kunci)


def steps_changed(prosedur: Prosedur, rules: Mapping[int, Mapping[str, Any]], kunci: str = "dasar") -> SkenarioTerbaca:
    """Return a shipped scenario with exceptions for steps of a procedure."""
    own = {str(urut): {"alasan": "Uji.", **rule} for urut, rule in rules.items()}
    return scenario(kunci, sop={prosedur.id: {"langkah": own}})


def prepared(prosedur: Prosedur, terbaca: SkenarioTerbaca, *beside: Prosedur) -> Susunan:
    """Return the experiment, or raise every fault."""
    susunan, faults = build_experiment(prosedur, {one.id: one for one in (prosedur, *beside)}, terbaca)
    if susunan is None:
        raise SkenarioError(faults)
    return susunan


def measured(susunan: Susunan, ulangan: int = 1) -> list[UkuranUlangan]:
    """Run some replications."""
    return [replicate(susunan.percobaan, number) for number in range(ulangan)]


def record(susunan: Susunan, ulangan: int = 0) -> Hasil:
    """Run one replication and return all of its record."""
    return simulated(susunan.percobaan, ulangan)[0]


def duration(prosedur: Prosedur, terbaca: SkenarioTerbaca) -> float:
    """Return how long the case of the first replication takes, in calendar minutes."""
    ((case,),) = (one.kasus for one in measured(prepared(prosedur, terbaca)))
    return case.lama


def procedures(folder: Path) -> dict[str, Prosedur]:
    """Return every procedure of a catalogue."""
    return all_procedures(analyse(load_catalogue(folder)))
