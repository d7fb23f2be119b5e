"""Sliders for a notebook: move an assumption, and see at once what it does, case by case and with the same luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from katalog.render.amounts import duration, percent
from lab.faults import LabError
from lab.showing import sentence, table
from simulate.scenario import TANPA_BATAS, Unsur

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lab.impact import Dampak
    from simulate.scenario import Skenario
    from simulate.scenario_file import SkenarioTerbaca
    from simulate.session import Sesi

SEKALI_GESER: Final = 100
"""Most replications of an answer to one movement: it should be there before the hand lets go."""
_LEBAR: Final = "36rem"
_KETERANGAN: Final = "17rem"
_BELUM: Final = "Belum ada yang digeser."
_MENGHITUNG: Final = "Menghitung …"


@dataclass(frozen=True, slots=True)
class Letak:
    """One thing that can be moved.

    Attributes:
        kunci: Its setting, as `Lab.what_if` takes it; people have their position behind a dot.
        judul: What people call it.
        nilai: Where it stands at first.
        ujung: Lowest and highest value, and the step; None for a choice between yes and no.
    """

    kunci: str
    judul: str
    nilai: float | bool
    ujung: tuple[float, float, float] | None

    def said(self, nilai: float | bool) -> str:  # noqa: FBT001 - a value, not a flag
        """Say a value as people read it."""
        if self.ujung is None:
            return "ya" if nilai else "tidak"
        return percent(nilai) if self.ujung[2] < 1 else str(int(nilai))


def start_of(sesi: Sesi, terbaca: SkenarioTerbaca) -> tuple[Letak, ...]:
    """Return what can be moved under a scenario, and where it stands; raises SkenarioError with every fault."""
    skenario, susunan = terbaca.skenario, sesi.build(terbaca)
    staf = susunan.percobaan.rencana.staf
    result = [
        Letak(f"staf.{sesi.prosedur.jabatan[role]}", f"Orang: {sesi.prosedur.nama_peran[role]}", staf[role], (1, 6, 1))
        for role in susunan.peran
        if staf[role] < TANPA_BATAS
    ]
    if Unsur.REVIU in skenario.unsur:
        result.append(Letak("peluang_kembali", "Peluang dikembalikan", skenario.reviu.peluang_kembali, (0, 0.9, 0.05)))
        result.append(Letak("bagian_ulang", "Bagian yang dikerjakan ulang", skenario.reviu.bagian_ulang, (0, 1, 0.05)))
    if Unsur.KANTOR in skenario.unsur:
        result.append(Letak("beban_lain", "Waktu untuk pekerjaan lain", skenario.beban_lain.bagian, (0, 0.9, 0.05)))
        result.extend(_cases(skenario, sesi.id_sop))
    if Unsur.JAM_KERJA in skenario.unsur:
        result.append(Letak("libur_nasional", "Tutup pada libur nasional", skenario.jam_kerja.libur_nasional, None))
        result.append(Letak("cuti_bersama", "Tutup pada cuti bersama", skenario.jam_kerja.cuti_bersama, None))
    return tuple(_within(one) for one in result)


def _cases(skenario: Skenario, id_sop: str) -> list[Letak]:
    own = skenario.sop.get(id_sop)
    arrivals = (own and own.kedatangan) or skenario.kedatangan
    if arrivals.per_tahun is None:
        return []
    return [Letak("kasus_per_tahun", "Kasus setahun", max(1, round(arrivals.per_tahun)), (1, 60, 1))]


def _within(letak: Letak) -> Letak:
    """Return the thing with ends that hold the value where it stands."""
    if letak.ujung is None:
        return letak
    low, high, step = letak.ujung
    return Letak(letak.kunci, letak.judul, letak.nilai, (min(low, letak.nilai), max(high, letak.nilai), step))


class Penggeser:
    """Sliders with the answer below them; it shows itself, and where nothing can be moved, as it stands.

    Attributes:
        papan: The widgets, by setting; `papan["peluang_kembali"].value = 0.1` moves one.
        kotak: All of it, as one widget.
        jawaban: The answer to where the sliders stand; None where there is none.
    """

    def __init__(self, letak: tuple[Letak, ...], tanya: Callable[[Mapping[str, Any]], Dampak]) -> None:
        """Lay the widgets out and answer for the first time.

        Args:
            letak: What can be moved.
            tanya: Answers changed settings; raises LabError.
        """
        import ipywidgets as widgets  # noqa: PLC0415 - slow to import; only a notebook has sliders

        self._letak = {one.kunci: one for one in letak}
        self._tanya = tanya
        self.jawaban: Dampak | None = None
        self.papan = {one.kunci: _widget(one) for one in letak}
        self._tampilan = widgets.HTML()
        reset = widgets.Button(description="Kembali ke semula", icon="undo")
        reset.on_click(lambda _: self.reset())
        self.kotak = widgets.VBox([*self.papan.values(), reset, self._tampilan])
        self._listen()
        self._answer()

    @property
    def pengaturan(self) -> dict[str, Any]:
        """What was moved, ready for `lab.what_if(sop, **geser.pengaturan)`."""
        result: dict[str, Any] = {}
        for kunci in self._moved():
            nilai = self._value(kunci)
            if kunci.startswith("staf."):
                result.setdefault("staf", {})[kunci.removeprefix("staf.")] = nilai
            else:
                result[kunci] = nilai
        return result

    def reset(self) -> None:
        """Put everything back where it stood, and answer once."""
        for kunci, letak in self._letak.items():
            self.papan[kunci].unobserve(self._moves, names="value")
            self.papan[kunci].value = letak.nilai
        self._listen()
        self._answer()

    @property
    def kalimat(self) -> str:
        """What the movements do, or why that cannot be said."""
        return self._kalimat

    def _listen(self) -> None:
        for widget in self.papan.values():
            widget.observe(self._moves, names="value")

    def _moves(self, _: object) -> None:
        self._answer()

    def _value(self, kunci: str) -> Any:
        """Return where a slider stands, free of the dust that a browser's steps leave."""
        value = self.papan[kunci].value
        return round(value, 4) if isinstance(value, float) else value

    def _moved(self) -> list[str]:
        return [kunci for kunci, letak in self._letak.items() if self._value(kunci) != letak.nilai]

    def _answer(self) -> None:
        self._tampilan.value = sentence(_MENGHITUNG) + self._tampilan.value
        self.jawaban = None
        try:
            self.jawaban = self._tanya(self.pengaturan)
        except LabError as error:
            self._kalimat = f"Tidak dapat dijawab: {error}"
            self._tampilan.value = sentence(self._kalimat)
            return
        self._kalimat = self.jawaban.kalimat if self._moved() else _as_it_is(self.jawaban)
        self._tampilan.value = sentence(self._kalimat) + self.jawaban.plot()._repr_html_()

    def _repr_mimebundle_(self, **how: Any) -> dict[str, Any]:
        """Return the widget for a notebook that is open, and what it shows for a page that only shows it."""
        rows = [
            (letak.judul, letak.said(letak.nilai), letak.said(self._value(kunci)))
            for kunci, letak in self._letak.items()
        ]
        shown = table(("Penggeser", "Semula", "Sekarang"), rows)
        return {**self.kotak._repr_mimebundle_(**how), "text/html": shown + self._tampilan.value}


def _widget(letak: Letak) -> Any:
    import ipywidgets as widgets  # noqa: PLC0415 - slow to import

    look = {
        "description": letak.judul,
        "style": {"description_width": _KETERANGAN},
        "layout": {"width": _LEBAR, "max_width": "100%"},
    }
    if letak.ujung is None:
        return widgets.Checkbox(value=letak.nilai, indent=False, **look)
    low, high, step = letak.ujung
    settings = {"min": low, "max": high, "step": step, "continuous_update": False, **look}
    if step < 1:
        return widgets.FloatSlider(value=letak.nilai, readout_format=".0%", **settings)
    return widgets.IntSlider(value=letak.nilai, **settings)


def _as_it_is(dampak: Dampak) -> str:
    time, chance = dampak.catatan.waktu_a.p90.nilai, dampak.catatan.tepat_a.nilai
    name = dampak.acuan[0] if dampak.acuan else "waktu yang tertulis"
    return (
        f"{_BELUM} Seperti adanya, 9 dari 10 kasus selesai dalam {duration(time)}; "
        f"peluang selesai dalam {name} {percent(chance)}."
    )
