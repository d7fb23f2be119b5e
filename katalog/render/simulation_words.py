"""What a simulation's record says, in sentences: what it claims, how sure it is, and what it does not answer."""

from __future__ import annotations

import math
import shlex
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from katalog.conventions import KERJA, express
from katalog.render.amounts import (
    difference_with_interval,
    duration,
    duration_range,
    duration_with_interval,
    exact_duration,
    interval,
    number,
    percent,
    percent_range,
    share_with_interval,
    short_number,
    working_time,
)
from katalog.render.escaping import shorten
from katalog.simulation_record import Selang

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katalog.simulation_record import AnakTangga, CatatanSimulasi, KinerjaJabatan, Putaran

MODEL: Final = (
    "Ini hasil hitungan model dengan asumsi, bukan hasil pengukuran. "
    "Satu kasus adalah satu kali menjalankan prosedur ini, dari masuk sampai langkah terakhir selesai."
)
TIDAK_DISIMULASIKAN: Final = "Waktu SOP ini tidak disimulasikan, jadi belum ada yang dapat dibandingkan."


def sentence(text: str) -> str:
    """End words with one full stop."""
    return text.rstrip(" .") + "."


def overloaded(record: CatatanSimulasi) -> tuple[KinerjaJabatan, ...]:
    """Return the roles of which as much work is asked as they have time, or more."""
    return tuple(role for role in record.peran if role.beban >= 1)


def joined(names: Iterable[str]) -> str:
    """Join names: "A", "A dan B", "A, B, dan C"."""
    known = list(names)
    if len(known) < 3:
        return " dan ".join(known)
    return f"{', '.join(known[:-1])}, dan {known[-1]}"


def stated(record: CatatanSimulasi) -> str:
    """Say what the document promises."""
    acuan = record.acuan
    steps = f"waktu langkah-langkahnya berjumlah {exact_duration(acuan.jumlah_langkah)}"
    if acuan.teks is None:
        if acuan.jumlah_langkah <= 0:
            return "Dokumen tidak mencantumkan jumlah waktu, dan tidak ada langkah yang waktunya terukur."
        return f"Dokumen tidak mencantumkan jumlah waktu; {steps}."
    words = shorten(acuan.teks, 120)
    if acuan.menit is None:
        said = f"Jumlah waktu pada dokumen, “{words}”, tidak dapat dibaca sebagai lama waktu"
        return f"{said}; {steps}." if acuan.jumlah_langkah > 0 else f"{said}."
    return sentence(f"Dokumen menjanjikan {words}")


def is_stated(record: CatatanSimulasi) -> bool:
    """Tell whether the document itself gives the time that chances are measured against."""
    return record.acuan.teks is not None and record.acuan.menit is not None


def reference(record: CatatanSimulasi) -> float | None:
    """Return the time that chances are measured against: the document's total, else the sum of its steps."""
    acuan = record.acuan
    if acuan.menit is not None:
        return acuan.menit
    return acuan.jumlah_langkah if acuan.jumlah_langkah > 0 else None


def reference_name(record: CatatanSimulasi) -> str:
    """Name that time."""
    return "waktu yang tertulis" if is_stated(record) else "jumlah waktu langkah-langkahnya"


def chance(record: CatatanSimulasi, tepat: Selang) -> str:
    """Say the chance to be done in time; where every case or none was, say that, and not a certainty."""
    goal = reference_name(record)
    if tepat.nilai in {0.0, 1.0}:
        who = "tidak satu pun" if tepat.nilai == 0 else "semuanya"
        words = f"dari {number(record.kasus)} kasus yang dihitung, {who} selesai dalam {goal}"
        ends = interval(tepat, percent, percent_range)
        if tepat.bawah == tepat.atas or ends is None:
            return words
        return f"{words} (selang 95\u00a0% peluangnya: {ends})"
    return f"peluang selesai dalam {goal} {share_with_interval(tepat)}"


def conclusion(record: CatatanSimulasi, asumsi: str = "asumsi di bawah") -> str:
    """Say in a few sentences what the document promises and what the model finds.

    Args:
        record: The record.
        asumsi: Where the reader finds what is assumed.
    """
    if record.waktu is None:
        return f"{stated(record)} {unanswered(record)}"
    half, nine = record.waktu.p50.nilai, record.waktu.p90.nilai
    first, last = duration(half), duration(nine)
    if first == last:
        said = f"separuh kasus, dan juga 9 dari 10 kasus, selesai dalam {first}"
    else:
        said = f"separuh kasus selesai dalam {first} dan 9 dari 10 kasus dalam {last}"
    if record.tepat is not None:
        said += f"; {chance(record, record.tepat)}"
    return f"{stated(record)} Dengan {asumsi}, {said}."


def unanswered(record: CatatanSimulasi) -> str:
    """Say why there is no answer."""
    full = overloaded(record)
    if not full:
        return "Lama satu kasus tidak dapat dijawab dengan asumsi di bawah; sebabnya ada pada peringatan."
    names = joined(f"{role.nama} ({percent(role.beban)} dari waktu kerjanya)" for role in full)
    return (
        f"Lama satu kasus tidak dapat dijawab: dengan asumsi di bawah, pekerjaan yang diminta dari {names} tidak "
        "tertampung, sehingga antreannya makin panjang dan tidak ada waktu yang wajar disebut."
    )


def working_conclusion(record: CatatanSimulasi) -> str | None:
    """Say the same in working days, where the document can be read so."""
    if record.waktu_kerja is None or record.acuan.hari_kerja is None:
        return None
    daily = record.menit_per_hari_kerja
    promised = _promised_days(record.acuan.hari_kerja)
    half = working_time(record.waktu_kerja.p50.nilai, daily)
    words = (
        f"Bila waktu langkah-langkahnya dibaca sebagai hari kerja (minggu 5, bulan 20), jumlahnya {promised}. "
        f"Separuh kasus memerlukan paling lama {half}"
    )
    if record.tepat_kerja is None:
        return f"{words}."
    return f"{words}; peluang selesai dalam jumlah itu {share_with_interval(record.tepat_kerja)}."


def _promised_days(menit: float) -> str:
    """Say what a document promises in working days as the convention counts them, to the minute."""
    return express(Fraction(round(menit)), KERJA) if math.isfinite(menit) and menit >= 0 else duration(menit)


def added(rung: AnakTangga, before: AnakTangga | None) -> float:
    """Return the minutes that a rung adds to the mean; the difference of means where no pair was taken."""
    if rung.tambahan is not None:
        return rung.tambahan.nilai
    return rung.rata_rata.nilai - before.rata_rata.nilai if before is not None else 0.0


def heaviest(record: CatatanSimulasi) -> AnakTangga | None:
    """Return the rung that adds most; None where none adds a minute or more."""
    pairs = list(zip(record.tangga[1:], record.tangga, strict=False))
    if not pairs:
        return None
    rung, before = max(pairs, key=lambda pair: added(*pair))
    return rung if added(rung, before) >= 1 else None


def ladder_sentence(record: CatatanSimulasi) -> str | None:
    """Say which rung adds most."""
    rung = heaviest(record)
    if rung is None:
        return "Tidak ada anak tangga yang menambah waktu rata-rata." if len(record.tangga) > 1 else None
    before = record.tangga[record.tangga.index(rung) - 1]
    amount = difference_with_interval(rung.tambahan) if rung.tambahan else f"+{duration(added(rung, before))}"
    return f"Penambah terbesar: {_lower(rung.nama)}, rata-rata {amount}."


def _lower(name: str) -> str:
    """Return a name as it stands within a sentence; a word in capitals stays."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def bottleneck(record: CatatanSimulasi) -> str | None:
    """Say where one more person helps most; None where that was not computed."""
    known = [(role, role.tambah_satu) for role in record.peran if role.tambah_satu is not None]
    if not known:
        return None
    role, effect = min(known, key=lambda pair: pair[1].nilai)
    if effect.atas is None or effect.atas >= 0 or effect.nilai > -1:
        return "Menambah satu orang pada peran mana pun tidak tampak mempercepat: selang perubahannya masih memuat nol."
    saved = Selang(nilai=-effect.nilai, bawah=-effect.atas, atas=None if effect.bawah is None else -effect.bawah)
    return (
        f"Paling menentukan: {role.nama}. Dengan satu orang lagi di sana, waktu yang cukup bagi 9 dari 10 kasus "
        f"lebih singkat {duration_with_interval(saved)}."
    )


def loop_words(loop: Putaran) -> str:
    """Say how often a decision sends cases back, after "Langkah N "."""
    if loop.terbanyak == 0:
        return "tidak mengembalikan satu kasus pun."
    return (
        f"mengembalikan {share_with_interval(loop.kasus_kembali)} kasus sekurang-kurangnya sekali; "
        f"rata-rata {short_number(loop.rata_rata, 2)} kali per kasus, paling banyak {number(loop.terbanyak)} kali."
    )


def histogram_description(record: CatatanSimulasi) -> str:
    """Describe the distribution to those who do not see it."""
    if record.histogram is None or record.waktu is None:
        return ""
    edges, counts = record.histogram.tepi, record.histogram.cacah
    most = max(range(len(counts)), key=counts.__getitem__)
    words = (
        f"{number(sum(counts))} kasus, dari {duration(edges[0])} sampai {duration(edges[-1])}; "
        f"kelas terbanyak {duration_range(edges[most], edges[most + 1])}. "
        f"Separuh kasus selesai dalam {duration(record.waktu.p50.nilai)}, "
        f"9 dari 10 dalam {duration(record.waktu.p90.nilai)}."
    )
    against = reference(record)
    if against is not None:
        words += f" {reference_name(record).capitalize()}: {exact_duration(against)}."
    return words


def ladder_description(record: CatatanSimulasi) -> str:
    """Describe the ladder to those who do not see it."""
    first, *rest = record.tangga
    words = [f"{first.nama}: {duration(first.rata_rata.nilai)}"]
    words += [
        f"{rung.nama}: menjadi {duration(rung.rata_rata.nilai)}" for rung in rest if math.isfinite(rung.rata_rata.nilai)
    ]
    return "Rata-rata waktu bila satu hal demi satu hal dihitung. " + "; ".join(words) + "."


def command(record: CatatanSimulasi) -> str:
    """Return the command that repeats the simulation."""
    parts = ["sop", "simulasi", record.sop, "--skenario", record.skenario]
    parts += ["--ulangan", str(record.ulangan), "--benih", str(record.benih)]
    return shlex.join(parts)
