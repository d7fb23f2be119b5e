"""How much working time all SOPs of an office together ask of its people, month by month, without simulating.

It is the load that the simulation computes before it runs (`simulate.load_check`), told step by step:
expected visits of a case × working minutes of a visit × cases a month, once for each role that takes part.
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, Final

from katalog.simulation_record import BebanKantor, BebanKerja, BebanLangkah, KasusSOP, SOPTanpaBeban
from simulate.assumptions import office_assumptions
from simulate.compiling import compile_sop
from simulate.office_plan import LAIN, build_experiment
from simulate.scenario import Unsur
from simulate.scenario_file import SkenarioError, with_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from simulate.load_check import BebanPeran, KerjaLangkah
    from simulate.office_plan import Susunan
    from simulate.procedures import Prosedur
    from simulate.scenario_file import SkenarioTerbaca

MENIT_SEJAM: Final = 60
BULAN_SETAHUN: Final = 12


def office_load(semua: Mapping[str, Prosedur], opd: str, terbaca: SkenarioTerbaca) -> BebanKantor:
    """Return the load of every role of an office, in working hours a month.

    All SOPs of the office count, whatever the scenario says of `kantor.sop_lain`, for they share the people. A step
    whose time nobody states is counted with no time; where the document states none, the time that the scenario
    assumes for the simulation is left out here. An SOP that the scenario cannot make sense of is left out and named.

    Args:
        semua: Every procedure of the catalogue by id.
        opd: The office.
        terbaca: The scenario; other work and queues must count in it.

    Raises:
        SkenarioError: With every fault of the scenario, or where it leaves out what a load is made of.
    """
    if Unsur.KANTOR not in terbaca.skenario.unsur:
        pesan = 'Beban kerja hanya dapat dihitung dengan unsur "kantor".'
        raise SkenarioError([terbaca.fault("S006", ("unsur",), pesan, "Tambahkan kantor ke unsur.")])
    if terbaca.skenario.kantor.sop_lain != "se-opd":
        terbaca = with_values(terbaca, {"kantor": {"sop_lain": "se-opd"}}, terbaca.kunci)
    blank: dict[str, frozenset[int]] = {}
    refused: dict[str, str] = {}
    for one in semua.values():
        if one.opd != opd:
            continue
        compiled, faults = compile_sop(one, terbaca)
        if compiled is None:
            refused[one.id] = faults[0].pesan.removeprefix(f"{one.id}: ")
        else:
            blank[one.id] = frozenset(compiled.waktu_kosong)
    susunan = _built(semua, terbaca, blank, refused)
    known = {key: semua[key] for key in blank}
    return BebanKantor(
        opd=opd,
        skenario=terbaca.kunci,
        nama_skenario=terbaca.skenario.nama,
        kasus=tuple(KasusSOP(sop=key, per_tahun=susunan.laju[key]) for key in known) if susunan else (),
        peran=tuple(_role(load, known, blank) for load in susunan.beban.values()) if susunan else (),
        tidak_dihitung=tuple(SOPTanpaBeban(sop=key, alasan=why) for key, why in refused.items()),
        asumsi=tuple(office_assumptions(tuple(known.values()), terbaca.skenario, susunan)) if susunan else (),
    )


def _built(
    semua: Mapping[str, Prosedur], terbaca: SkenarioTerbaca, blank: Mapping[str, object], refused: Mapping[str, str]
) -> Susunan | None:
    """Return the office at work, whichever of its SOPs is asked about; None where none can be counted."""
    first = next(iter(blank), None)
    if first is None:
        return None
    usable = {key: one for key, one in semua.items() if key not in refused} if refused else semua
    susunan, faults = build_experiment(semua[first], usable, terbaca)
    if susunan is None:
        raise SkenarioError(faults)
    return susunan


def _role(load: BebanPeran, known: Mapping[str, Prosedur], blank: Mapping[str, frozenset[int]]) -> BebanKerja:
    steps = [
        _step(load.peran, known[key], urut, work, timeless=urut in blank[key])
        for (key, urut), work in load.menurut_langkah.items()
        if key in known
    ]
    there = _monthly(load.tersedia)
    own = fsum(step.jam for step in steps if step.jam is not None)
    other = _monthly(load.menurut_sop.get(f"{LAIN}{load.peran}", 0.0) * load.tersedia)
    position, name = next(_names(load.peran, known))
    return BebanKerja(
        peran=load.peran,
        jabatan=position,
        nama=name,
        staf=load.staf,
        tersedia=there,
        dari_sop=own,
        lain=other,
        beban=(own + other) / there,
        tanpa_waktu=sum(step.jam is None for step in steps),
        langkah=tuple(steps),
    )


def _names(peran: str, known: Mapping[str, Prosedur]) -> Iterator[tuple[str, str]]:
    return ((one.jabatan[peran], one.nama_peran[peran]) for one in known.values() if peran in one.jabatan)


def _step(peran: str, one: Prosedur, urut: int, work: KerjaLangkah, *, timeless: bool) -> BebanLangkah:
    column = next(key for key, role in one.peran.items() if role == peran)
    return BebanLangkah(
        sop=one.id,
        urut=urut,
        pelaksana=column,
        kunjungan=work.kunjungan,
        menit_per_kasus=None if timeless else work.per_kasus,
        jam=None if timeless else _monthly(work.setahun),
    )


def _monthly(minutes: float) -> float:
    """Return working hours a month from working minutes a year."""
    return minutes / (MENIT_SEJAM * BULAN_SETAHUN)
