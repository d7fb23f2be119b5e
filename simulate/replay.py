"""Cases to be played again: which replications to show, and the way of each case from desk to desk.

The engine is asked once more for the replications that are chosen, so that what is played is what was simulated.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import floor
from typing import TYPE_CHECKING, Final, Literal

from katalog.replay_record import CatatanPutar, KasusPutar, LangkahPutar, LintasanPutar, PilihanPutar
from simulate.arrivals import ArusTertentu
from simulate.calendar import KETELITIAN, MENIT_SEHARI, HorizonError
from simulate.experiment import simulated
from simulate.plan import JenisKerja
from simulate.session import ULANGAN_SAMPING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from katalog.simulation_record import CatatanSimulasi
    from simulate.calendar import Kalender
    from simulate.experiment import Percobaan
    from simulate.office_plan import Susunan
    from simulate.plan import RencanaSOP
    from simulate.procedures import Prosedur
    from simulate.record import Hasil, KunjunganLangkah
    from simulate.scenario_file import SkenarioTerbaca
    from simulate.session import Sesi

    Rentang = tuple[int, int]

RAMAI: Final = 8
"""Cases of the crowded week."""
Kunci = Literal["biasa", "lambat", "ramai"]


def replay(sesi: Sesi, terbaca: SkenarioTerbaca, catatan: CatatanSimulasi) -> CatatanPutar | None:
    """Return a usual case, a slow one and a crowded week of a simulated SOP; None where it has no time to show.

    Args:
        sesi: The SOP, and the means to ask about it.
        terbaca: The scenario.
        catatan: What the simulation answered under it.

    Raises:
        SkenarioError: As when it was simulated.
    """
    if catatan.waktu is None:
        return None
    susunan = sesi.build(terbaca)
    ulangan = min(terbaca.skenario.ulangan, ULANGAN_SAMPING)
    lama = [list(times) for times in sesi.ask(terbaca, susunan, ulangan, "Putar ulang").lama.replications()]
    usual = nearest(lama, catatan.waktu.p50.nilai)
    slow = nearest(lama, catatan.waktu.p90.nilai)
    prosedur = sesi.prosedur
    chosen = (
        _one("biasa", "Kasus biasa", _near("P50: separuh kasus lebih cepat", ulangan), prosedur, susunan, usual),
        _one("lambat", "Kasus lambat", _near("P90: 9 dari 10 kasus lebih cepat", ulangan), prosedur, susunan, slow),
        _crowded(prosedur, susunan, usual),
    )
    columns = [kolom for kolom, _ in prosedur.sop.pelaksana]
    return CatatanPutar(
        sop=prosedur.id,
        nama=prosedur.sop.nama,
        skenario=catatan.skenario,
        nama_skenario=catatan.nama_skenario,
        benih=catatan.benih,
        ulangan=ulangan,
        sidik=catatan.sidik,
        acuan=catatan.acuan,
        lajur=tuple(name for _, name in prosedur.sop.pelaksana),
        langkah=tuple(
            LangkahPutar(
                urut=step.urut,
                kegiatan=step.kegiatan,
                lajur=tuple(columns.index(kolom) for kolom in step.pelaksana if kolom in columns),
            )
            for step in prosedur.sop.langkah
        ),
        pilihan=tuple(one for one in chosen if one is not None),
    )


def nearest(lama: Sequence[Sequence[float]], sasaran: float) -> tuple[int, int]:
    """Return the replication, and the case in it, whose time is nearest to a wanted one; the first of equals."""
    return min(
        ((ulangan, place) for ulangan, times in enumerate(lama) for place in range(len(times))),
        key=lambda one: abs(lama[one[0]][one[1]] - sasaran),
    )


def crowd(percobaan: Percobaan, saat: float, banyak: int = RAMAI) -> Percobaan:
    """Return the experiment in which several cases begin on one working day, spread evenly over its open time.

    All else stays: the office's other work, its people, and the procedure's own other cases.
    """
    kantor = percobaan.kantor
    midnight = kantor.tengah_malam + floor((saat - kantor.tengah_malam) / MENIT_SEHARI) * MENIT_SEHARI
    first, last = (kantor.working_between(kantor.mulai, edge) for edge in (midnight, midnight + MENIT_SEHARI))
    before = kantor.working_between(kantor.mulai, 0)
    moments = (first - before + (last - first) * place / banyak for place in range(banyak))
    cases = tuple((float(floor(kantor.at_working_minute(at) + KETELITIAN)), percobaan.prioritas) for at in moments)
    return replace(percobaan, kasus=ArusTertentu(percobaan.utama, "ramai", cases), dari=cases[0][0])


def case_trail(
    hasil: Hasil, kasus: int, rencana: RencanaSOP, terus: frozenset[int], geser: int, blok: Sequence[Rentang]
) -> KasusPutar:
    """Return the way of one finished case; its number and replication are for whoever collects cases to say.

    Args:
        hasil: The record of the replication.
        kasus: The case's number in it.
        rencana: The procedure.
        terus: Steps whose time does not keep the office's hours.
        geser: The minute of the record that is minute 0 of the way.
        blok: The office's open blocks, from minute 0 of the way on.
    """
    one = next(case for case in hasil.kasus if case.kasus == kasus)
    if one.selesai is None:
        raise ValueError(f"kasus {kasus} pada {rencana.id} belum selesai")
    passes = sorted(
        (_pass(visit, terus, geser) for visit in hasil.kunjungan if visit.kasus == kasus),
        key=lambda visit: (visit.siap, visit.mulai, visit.selesai, visit.urut, visit.putaran),
    )
    begin, end = _minute(one.mulai) - geser, _minute(one.selesai) - geser
    worked, waited = _shares(passes, blok)
    return KasusPutar(
        nomor=1,
        ulangan=0,
        mulai=begin,
        selesai=end,
        dikerjakan=worked,
        menunggu=waited,
        tutup=end - begin - worked - waited,
        lintasan=tuple(passes),
    )


def _near(what: str, ulangan: int) -> str:
    return (
        f"Kasus yang lamanya paling dekat dengan {what}, dipilih dari {ulangan} ulangan simulasi. "
        "Di balik satu kasus ini kantor tetap mengerjakan pekerjaan lain menurut asumsi."
    )


def _one(
    kunci: Kunci, nama: str, keterangan: str, prosedur: Prosedur, susunan: Susunan, dipilih: tuple[int, int]
) -> PilihanPutar:
    ulangan, place = dipilih
    hasil, _, numbers = simulated(susunan.percobaan, ulangan)
    measured = [case.kasus for case in hasil.kasus if case.kasus in numbers and case.selesai is not None]
    return _choice(kunci, nama, keterangan, prosedur, susunan, (ulangan, hasil, [measured[place]]))


def _crowded(prosedur: Prosedur, susunan: Susunan, usual: tuple[int, int]) -> PilihanPutar | None:
    """Return the crowded week, begun on the day of the usual case; None where the calendar ends before its cases do."""
    ulangan, place = usual
    before, _, numbers = simulated(susunan.percobaan, ulangan)
    measured = [case.mulai for case in before.kasus if case.kasus in numbers and case.selesai is not None]
    try:
        hasil, _, numbers = simulated(crowd(susunan.percobaan, measured[place]), ulangan)
    except HorizonError:
        return None
    words = (
        f"Asumsi, bukan hasil hitungan kekerapan: {RAMAI} kasus SOP ini mulai pada hari kerja yang sama, tersebar "
        "merata sepanjang jam bukanya. Pegawai, pekerjaan lain, dan asumsi lainnya tetap."
    )
    return _choice("ramai", "Minggu ramai", words, prosedur, susunan, (ulangan, hasil, sorted(numbers)))


def _choice(
    kunci: Kunci,
    nama: str,
    keterangan: str,
    prosedur: Prosedur,
    susunan: Susunan,
    diputar: tuple[int, Hasil, list[int]],
) -> PilihanPutar:
    ulangan, hasil, numbers = diputar
    percobaan = susunan.percobaan
    shown = [case for case in hasil.kasus if case.kasus in numbers and case.selesai is not None]
    begin = min(_minute(case.mulai) for case in shown)
    end = max(_minute(case.selesai) for case in shown if case.selesai is not None)
    midnight = _minute(percobaan.kantor.tengah_malam)
    geser = midnight + (begin - midnight) // MENIT_SEHARI * MENIT_SEHARI
    rencana = next(one for one in percobaan.rencana.sop if one.id == prosedur.id)
    terus = frozenset(
        step.urut
        for step in rencana.langkah.values()
        if step.pekerjaan.jenis is JenisKerja.BERLALU or percobaan.rencana.calendar_of(step) != percobaan.kantor
    )
    blok = _blocks(percobaan.kantor, geser, end)
    return PilihanPutar(
        kunci=kunci,
        nama=nama,
        keterangan=keterangan,
        awal=(susunan.mulai + timedelta(minutes=geser)).isoformat(timespec="minutes"),
        buka=blok,
        kasus=tuple(
            case_trail(hasil, case.kasus, rencana, terus, geser, blok).model_copy(
                update={"nomor": nomor, "ulangan": ulangan}
            )
            for nomor, case in enumerate(shown, 1)
        ),
    )


def _minute(moment: float) -> int:
    """Return the whole minute in which a moment lies: what happens in an open block stays in it."""
    return floor(moment + KETELITIAN)


def _pass(visit: KunjunganLangkah, terus: frozenset[int], geser: int) -> LintasanPutar:
    return LintasanPutar(
        urut=visit.urut,
        putaran=visit.putaran,
        siap=_minute(visit.siap) - geser,
        mulai=_minute(visit.mulai) - geser,
        selesai=_minute(visit.selesai) - geser,
        terus=visit.urut in terus,
    )


def _blocks(kantor: Kalender, first: int, last: int) -> tuple[Rentang, ...]:
    """Return the open blocks of a span, moved to its beginning; blocks that touch are one."""
    result: list[Rentang] = []
    for opening, closing in kantor.blok:
        if closing <= first or opening >= last:
            continue
        start, end = int(max(opening, first)) - first, int(min(closing, last)) - first
        if result and result[-1][1] == start:
            start = result.pop()[0]
        result.append((start, end))
    return tuple(result)


def _shares(passes: Iterable[LintasanPutar], blok: Sequence[Rentang]) -> tuple[int, int]:
    """Return the minutes in which somebody works on the case, and those in which nobody does and it waits its turn."""
    work: list[Rentang] = []
    wait: list[Rentang] = []
    for one in passes:
        for target, span in ((wait, (one.siap, one.mulai)), (work, (one.mulai, one.selesai))):
            target.extend([span] if one.terus else _within(span, blok))
    worked = _length(work)
    return worked, _length([*work, *wait]) - worked


def _within(span: Rentang, blok: Sequence[Rentang]) -> Iterable[Rentang]:
    first, last = span
    return ((max(first, a), min(last, b)) for a, b in blok if a < last and b > first)


def _length(spans: Iterable[Rentang]) -> int:
    """Return how many minutes some spans cover together."""
    total, reached = 0, None
    for first, last in sorted(spans):
        start = first if reached is None else max(first, reached)
        if last > start:
            total += last - start
            reached = last
    return total
