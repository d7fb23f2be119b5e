"""Saying every assumption behind an answer: what is assumed, its value in words, and the scenario's reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.dates import long_date
from katalog.simulation_record import Asumsi
from simulate.compiling import convention, spread
from simulate.scenario import TANPA_BATAS, AturanSOP, Unsur

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simulate.office_plan import Susunan
    from simulate.procedures import Prosedur
    from simulate.scenario import AturanLangkah, BentukVariasi, JamKerja, KalenderJabatan, Kedatangan, Skenario


def assumptions(prosedur: Prosedur, skenario: Skenario, susunan: Susunan) -> tuple[Asumsi, ...]:
    """Return the assumptions that an answer rests on: those that play no part are left out."""
    return (*_document(prosedur, skenario, susunan), *_office(prosedur, skenario, susunan))


def office_assumptions(prosedur: tuple[Prosedur, ...], skenario: Skenario, susunan: Susunan) -> Iterator[Asumsi]:
    """Yield the assumptions that the load of an office rests on.

    Args:
        prosedur: The procedures that were counted, one or more.
        skenario: The scenario.
        susunan: The office at work.
    """
    plan = susunan.percobaan.rencana
    names = {peran: name for one in prosedur for peran, name in one.nama_peran.items()}
    yield Asumsi(bidang="Kasus tiap SOP", nilai=_arrivals(skenario.kedatangan), alasan=skenario.kedatangan.alasan)
    for one in prosedur:
        own = skenario.sop.get(one.id, AturanSOP()).kedatangan
        if own is not None:
            yield Asumsi(bidang=f"Kasus {one.id}", nilai=_arrivals(own), alasan=own.alasan)
    staff = "; ".join(
        f"{names[peran]} {'tak terbatas' if people == TANPA_BATAS else people}" for peran, people in plan.staf.items()
    )
    yield Asumsi(
        bidang="Banyaknya orang", nilai=staff or "tidak ada pelaksana yang diketahui", alasan=skenario.staf.alasan
    )
    lain = skenario.beban_lain
    positions = {peran: key for one in prosedur for peran, key in one.jabatan.items()}
    apart = [
        f"{names[peran]} {_percent(lain.jabatan[positions[peran]])}"
        for peran in plan.staf
        if positions[peran] in lain.jabatan
    ]
    yield Asumsi(bidang="Pekerjaan di luar SOP", nilai="; ".join((_other_share(skenario), *apart)), alasan=lain.alasan)
    yield Asumsi(bidang="Waktu orang yang tersita", nilai=_involved(skenario), alasan=skenario.keterlibatan.alasan)
    konvensi = dict.fromkeys(convention(one, skenario).keterangan for one in prosedur)
    yield Asumsi(bidang="Arti hari, minggu, dan bulan", nilai="; ".join(konvensi), alasan=skenario.konvensi.alasan)
    if Unsur.REVIU in skenario.unsur:
        yield Asumsi(bidang="Pengembalian berkas", nilai=_review(skenario), alasan=skenario.reviu.alasan)
    if Unsur.VARIASI in skenario.unsur:
        yield Asumsi(
            bidang="Keragaman waktu langkah", nilai=_variation(skenario.variasi), alasan=skenario.variasi.alasan
        )
    yield Asumsi(bidang="Jam kerja", nilai=_hours(skenario.jam_kerja), alasan=skenario.jam_kerja.alasan)


def _document(prosedur: Prosedur, skenario: Skenario, susunan: Susunan) -> Iterator[Asumsi]:
    """What is assumed about the document's own words."""
    konvensi, kosong, arah = skenario.konvensi, skenario.waktu_kosong, skenario.tanpa_tujuan
    yield Asumsi(
        bidang="Arti hari, minggu, dan bulan",
        nilai=convention(prosedur, skenario).keterangan,
        alasan=konvensi.alasan,
    )
    tersusun = susunan.tersusun
    if tersusun.waktu_kosong and kosong is not None:
        yield Asumsi(bidang=f"Waktu {_steps(tersusun.waktu_kosong)}", nilai=kosong.lama, alasan=kosong.alasan)
    if tersusun.tanpa_tujuan and Unsur.ALUR in skenario.unsur:
        for urut, label in tersusun.tanpa_tujuan:
            rule = _rule(prosedur, skenario, urut)
            if rule is not None and label in rule.tujuan:
                target = rule.tujuan[label]
                nilai = "prosedur selesai" if target == "selesai" else f"menuju langkah {target}"
                yield Asumsi(bidang=f'Arah cabang "{label}" langkah {urut}', nilai=nilai, alasan=rule.alasan)
            elif arah is not None:
                words = {
                    "langkah-ini": "mengulang langkah itu",
                    "langkah-sebelumnya": "kembali ke langkah sebelumnya",
                    "selesai": "prosedur selesai",
                }
                yield Asumsi(bidang=f'Arah cabang "{label}" langkah {urut}', nilai=words[arah.ke], alasan=arah.alasan)
    if tersusun.tanpa_pelaksana and Unsur.ANTREAN in skenario.unsur:
        yield Asumsi(
            bidang=f"Pelaksana {_steps(tersusun.tanpa_pelaksana)}",
            nilai="tidak diketahui: dikerjakan pada jam kantor tanpa menunggu giliran siapa pun",
            alasan="Pelaksananya tidak terbaca atau tidak tertulis pada dokumen, dan tidak ditebak.",
        )
    for nomor, own in _rules(prosedur, skenario):
        yield Asumsi(bidang=f"Langkah {nomor}", nilai=_of_step(own), alasan=own.alasan)


def _office(prosedur: Prosedur, skenario: Skenario, susunan: Susunan) -> Iterator[Asumsi]:
    """What is assumed about the office, its people and its work."""
    unsur = skenario.unsur
    if Unsur.JAM_KERJA in unsur:
        jam = skenario.jam_kerja
        yield Asumsi(bidang="Jam kerja", nilai=_hours(jam), alasan=jam.alasan)
        for position, own in skenario.kalender_jabatan.items():
            if position in prosedur.jabatan.values():
                yield Asumsi(bidang=f"Jam dan cuti {position}", nilai=_own_hours(own), alasan=own.alasan)
        yield Asumsi(
            bidang="Saat kasus dimulai",
            nilai=f"{long_date(skenario.rentang.mulai)} sampai {long_date(skenario.rentang.sampai)}",
            alasan=skenario.rentang.alasan,
        )
    yield from _chance(skenario, susunan)
    if Unsur.ANTREAN in unsur:
        yield from _order(prosedur, skenario, susunan)
        yield from _people(prosedur, skenario, susunan)
    if Unsur.KANTOR in unsur:
        lain, kantor = skenario.beban_lain, skenario.kantor
        yield Asumsi(bidang="Pekerjaan di luar SOP", nilai=_other_work(prosedur, skenario, susunan), alasan=lain.alasan)
        nilai = ", ".join(susunan.sop_lain) or "tidak ada SOP lain yang ikut"
        yield Asumsi(bidang="SOP lain pada orang yang sama", nilai=nilai, alasan=kantor.alasan)
    if Unsur.ANTREAN in unsur or susunan.setahun:
        design = skenario.rancangan
        nilai = (
            "semua kasus dalam rentang diukur"
            if susunan.setahun
            else f"satu kasus tiap ulangan, kantor sudah bekerja {design.pemanasan_hari} hari sebelumnya"
        )
        yield Asumsi(bidang="Cara mengukur", nilai=nilai, alasan=design.alasan)


def _chance(skenario: Skenario, susunan: Susunan) -> Iterator[Asumsi]:
    """What is left to chance: returns, branches, and how long steps take."""
    unsur = skenario.unsur
    if Unsur.REVIU in unsur and susunan.tersusun.kembali:
        yield Asumsi(bidang="Pengembalian berkas", nilai=_review(skenario), alasan=skenario.reviu.alasan)
    if Unsur.ALUR in unsur and _chooses(susunan):
        nilai = "semua sama sering" if skenario.pilihan.cara == "merata" else "selalu cabang yang pertama"
        yield Asumsi(bidang="Cabang yang tidak kembali", nilai=nilai, alasan=skenario.pilihan.alasan)
    if Unsur.VARIASI in unsur:
        yield Asumsi(
            bidang="Keragaman waktu langkah", nilai=_variation(skenario.variasi), alasan=skenario.variasi.alasan
        )
    if Unsur.VARIASI in unsur and skenario.variasi_panjang is not None:
        longer = skenario.variasi_panjang
        yield Asumsi(
            bidang="Keragaman waktu langkah di atas 20 hari kerja", nilai=_variation(longer), alasan=longer.alasan
        )
    if Unsur.VARIASI in unsur:
        yield Asumsi(
            bidang="Hubungan antar-langkah",
            nilai="tiap langkah beragam sendiri-sendiri",
            alasan="Tidak diketahui apakah kasus yang lambat di satu langkah juga lambat di langkah lain; bila ya, "
            "sebaran waktu seluruhnya lebih lebar daripada di sini.",
        )


def _order(prosedur: Prosedur, skenario: Skenario, susunan: Susunan) -> Iterator[Asumsi]:
    """Who is served first."""
    own = [
        (key, rule.prioritas, rule.alasan)
        for key in (prosedur.id, *susunan.sop_lain)
        if (rule := skenario.sop.get(key, AturanSOP())).prioritas is not None
    ]
    reasons = " ".join(alasan for *_, alasan in own if alasan is not None)
    yield Asumsi(
        bidang="Urutan melayani",
        nilai="; ".join(
            (
                "menurut prioritas, lalu siapa yang datang dulu; yang sedang dikerjakan tidak disela"
                if own
                else "siapa datang dulu dilayani dulu, pekerjaan lain pun; yang sedang dikerjakan tidak disela",
                *(
                    f"{key} berprioritas {nilai} (lainnya {skenario.prioritas}, lebih kecil didahulukan)"
                    for key, nilai, _ in own
                ),
            )
        ),
        alasan=reasons or "Dokumen tidak mendahulukan siapa pun.",
    )
    if any(len(step.peran) > 1 for step in susunan.tersusun.rencana.langkah.values()):
        yield Asumsi(
            bidang="Langkah bersama",
            nilai="pelaksananya dipesan satu demi satu; yang sudah dipesan menunggu yang lain",
            alasan="Dokumen hanya menyebut siapa yang terlibat, tidak cara menyepakati waktunya.",
        )


def _people(prosedur: Prosedur, skenario: Skenario, susunan: Susunan) -> Iterator[Asumsi]:
    staff = susunan.percobaan.rencana.staf
    yield Asumsi(
        bidang="Banyaknya orang",
        nilai="; ".join(
            f"{prosedur.nama_peran[peran]} {'tak terbatas' if staff[peran] == TANPA_BATAS else staff[peran]}"
            for peran in susunan.peran
        )
        or "tidak ada pelaksana yang diketahui",
        alasan=skenario.staf.alasan,
    )
    yield Asumsi(bidang="Waktu orang yang tersita", nilai=_involved(skenario), alasan=skenario.keterlibatan.alasan)
    for id_sop in (prosedur.id, *susunan.sop_lain):
        rule = skenario.sop.get(id_sop, AturanSOP())
        section = rule.kedatangan or skenario.kedatangan
        if id_sop == prosedur.id or rule.kedatangan is not None:
            bidang = "Kasus SOP ini" if id_sop == prosedur.id else f"Kasus {id_sop}"
            yield Asumsi(bidang=bidang, nilai=_arrivals(section), alasan=section.alasan)


def _involved(skenario: Skenario) -> str:
    share = skenario.keterlibatan
    return (
        f"{_percent(share.hingga_sehari)} pada hari kerja pertama sebuah langkah, "
        f"{_percent(share.lebih_sehari)} pada hari berikutnya, "
        f"{_percent(share.lebih_sebulan)} sesudah hari kerja ke-20"
    )


def _steps(urut: Iterable[int]) -> str:
    return "langkah " + ", ".join(map(str, urut))


def _rules(prosedur: Prosedur, skenario: Skenario) -> Iterator[tuple[str, AturanLangkah]]:
    yield from skenario.sop.get(prosedur.id, AturanSOP()).langkah.items()


def _rule(prosedur: Prosedur, skenario: Skenario, urut: int) -> AturanLangkah | None:
    return dict(_rules(prosedur, skenario)).get(str(urut))


def _chooses(susunan: Susunan) -> bool:
    """Tell whether some decision chooses between several branches that go on."""
    steps = susunan.tersusun.rencana.langkah.values()
    return any(sum(not branch.kembali for branch in step.keluar.cabang) > 1 for step in steps)


def _of_step(rule: AturanLangkah) -> str:
    parts = []
    if rule.lama is not None:
        parts.append(f"lama {rule.lama}")
    if rule.variasi is not None:
        parts.append(f"waktu {_variation(rule.variasi)}")
    if rule.keterlibatan is not None:
        parts.append(f"menyita {_percent(rule.keterlibatan)} waktu pelaksana")
    if rule.bagian_ulang is not None:
        parts.append(f"pengerjaan ulang {_percent(rule.bagian_ulang)} dari waktu semula")
    parts += [f'peluang "{label}" {_percent(chance)}' for label, chance in rule.peluang.items()]
    parts += [f'"{label}" menuju {target}' for label, target in rule.tujuan.items()]
    if rule.susut is not None:
        parts.append(f"susut {_number(rule.susut)}")
    if rule.batas is not None:
        parts.append(f"paling banyak {rule.batas} kali dilewati")
    return "; ".join(parts) or "tanpa perubahan"


def _hours(jam: JamKerja) -> str:
    if jam.pola == "selalu-buka":
        return "siang malam, tanpa libur"
    words = "lima hari kerja menurut Perpres 21/2023" if jam.pola == "asn-lima-hari" else "menurut jam sendiri"
    closed = [
        name for name, counts in (("libur nasional", jam.libur_nasional), ("cuti bersama", jam.cuti_bersama)) if counts
    ]
    return f"{words}; tutup pada {' dan '.join(closed)}" if closed else f"{words}; tetap buka pada hari libur"


def _own_hours(own: KalenderJabatan) -> str:
    parts = [_hours(own.jam_kerja) if own.jam_kerja is not None else "jam kantor"]
    parts += [f"cuti {long_date(span.mulai)} sampai {long_date(span.sampai)}" for span in own.cuti]
    if own.cuti:
        parts.append("selama cuti pekerjaan lainnya juga tidak bertambah")
    return "; ".join(parts)


def _review(skenario: Skenario) -> str:
    reviu = skenario.reviu
    parts = [f"peluang dikembalikan {_percent(reviu.peluang_kembali)}"]
    if reviu.susut < 1:
        parts.append(f"tiap putaran berikutnya dikalikan {_number(reviu.susut)}")
    if reviu.batas is not None:
        parts.append(f"tidak lagi sesudah {reviu.batas} kali diperiksa")
    redo = f"mengulang memakan {_percent(reviu.bagian_ulang)} dari waktu semula"
    parts.append(f"{redo}, paling lama {reviu.ulang_terlama}" if reviu.ulang_terlama is not None else redo)
    return "; ".join(parts)


def _variation(bentuk: BentukVariasi) -> str:
    ends = [_number(end) for end in (bentuk.terendah, bentuk.modus, bentuk.tertinggi) if end is not None]
    if bentuk.bentuk in ("segitiga", "PERT"):
        shape = spread(bentuk, 1.0)
        mean = _number(shape if isinstance(shape, float) else shape.mean)
        return (
            f"{ends[0]} sampai {ends[2]} kali waktu tertulis, paling sering {ends[1]} kali, rata-rata {mean} kali "
            f"(sebaran {bentuk.bentuk})"
        )
    if bentuk.bentuk == "empiris":
        return f"salah satu dari {len(bentuk.nilai)} nilai yang pernah diamati, sebagai kali waktu tertulis"
    words = f"rata-rata {_number(bentuk.rata_rata)} kali waktu tertulis"
    if bentuk.bentuk == "lognormal":
        return f"{words}, koefisien variasi {_number(bentuk.koefisien_variasi or 0)} (sebaran lognormal)"
    return words if bentuk.bentuk == "tetap" else f"{words} (sebaran eksponensial)"


def _other_work(prosedur: Prosedur, skenario: Skenario, susunan: Susunan) -> str:
    lain, words = skenario.beban_lain, _other_share(skenario)
    own = [
        f"{prosedur.nama_peran[peran]} {_percent(lain.jabatan[prosedur.jabatan[peran]])}"
        for peran in susunan.peran
        if prosedur.jabatan[peran] in lain.jabatan
    ]
    return f"{words}; {', '.join(own)}" if own else words


def _other_share(skenario: Skenario) -> str:
    lain = skenario.beban_lain
    return f"{_percent(lain.bagian)} waktu kerja tiap orang, tiap pekerjaan rata-rata {lain.lama}"


def _arrivals(section: Kedatangan) -> str:
    if section.bentuk in ("acak", "teratur"):
        words = "pada saat acak" if section.bentuk == "acak" else "dengan jarak tetap"
        return f"{_number(section.per_tahun or 0)} setahun, {words}"
    if section.bentuk == "csv":
        return f"menurut berkas {section.berkas}"
    dates = ", ".join(long_date(day) for day in section.tanggal)
    return f"satu kasus, {dates}" if section.bentuk == "sekali" else f"{section.banyak} kasus tiap tanggal: {dates}"


def _percent(share: float) -> str:
    return f"{_number(round(share * 100, 1))} %"


def _number(value: float) -> str:
    return f"{value:.4g}".replace(".", ",")
