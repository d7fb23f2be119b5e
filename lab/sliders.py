"""Sliders for a notebook: move an assumption, and see at once what it does, case by case and with the same luck."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from katalog.render.amounts import duration_with_interval, percent, share_with_interval, short_number
from katalog.yaml_source import clip
from lab.faults import LabError
from lab.promise import promised
from lab.showing import sentence, table
from simulate.scenario import TANPA_BATAS, Unsur

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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
_SEDIAKALA: Final = "seperti skenarionya"
_JAM_BUKA: Final = {
    _SEDIAKALA: None,
    "Senin–Jumat 08.00–12.00, 13.00–16.00": "08.00-12.00, 13.00-16.00",
    "Senin–Jumat 07.00–12.00, 13.00–18.00": "07.00-12.00, 13.00-18.00",
    "Senin–Sabtu 08.00–14.00": dict.fromkeys(("senin", "selasa", "rabu", "kamis", "jumat", "sabtu"), "08.00-14.00"),
}
"""Open hours to choose from: what people call them, and the setting `jam_buka`."""


@dataclass(frozen=True, slots=True)
class Letak:
    """One thing that can be moved.

    Attributes:
        kunci: Its setting, as `Lab.what_if` takes it; people have their position behind a dot.
        judul: What people call it.
        nilai: Where it stands at first.
        ujung: Lowest and highest value, and the step; None for a choice between yes and no, or between words.
        bagian: Whether it is a share, which people move and type in per cent.
        pilihan: The words to choose from, with the setting that each means; empty where there is nothing to choose.
    """

    kunci: str
    judul: str
    nilai: float | bool | str
    ujung: tuple[float, float, float] | None
    bagian: bool = False
    pilihan: Mapping[str, Any] = field(default_factory=dict)

    def said(self, nilai: Any) -> str:
        """Say a value as people read it."""
        if self.pilihan:
            return str(nilai)
        if self.ujung is None:
            return "ya" if nilai else "tidak"
        return percent(nilai) if self.bagian else short_number(nilai, 0)

    def shown(self, nilai: Any) -> Any:
        """Return a value as the widget holds it: shares in per cent."""
        return round(nilai * 100, 2) if self.bagian else nilai

    def meant(self, nilai: Any) -> Any:
        """Return what a widget's value means, free of the dust that a browser's steps leave."""
        return round(nilai / 100, 4) if self.bagian else nilai

    def checked(self, nilai: Any) -> Any:
        """Return a value that was asked for; raises LabError where the slider does not reach it."""
        if self.pilihan:
            words = next((word for word, meaning in self.pilihan.items() if nilai in (word, meaning)), None)
            if words is None:
                raise LabError(f'{self.judul}: pilih {"; ".join(self.pilihan)}, bukan "{clip(str(nilai))}".')
            return words
        if self.ujung is None:
            if not isinstance(nilai, bool):
                raise LabError(f'{self.judul}: tulis True (ya) atau False (tidak), bukan "{clip(str(nilai))}".')
            return nilai
        low, high, _ = self.ujung
        number = isinstance(nilai, (int, float) if self.bagian else int) and not isinstance(nilai, bool)
        if not number or not low <= nilai <= high:
            ends = " sampai ".join(short_number(one, 2) if self.bagian else str(one) for one in (low, high))
            ends = ends.replace(",", ".")  # as it is written in a command
            raise LabError(f'{self.judul} dapat digeser dari {ends}, bukan "{clip(str(nilai))}".')
        return nilai


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
        result.append(
            Letak(
                "peluang_kembali", "Peluang dikembalikan", skenario.reviu.peluang_kembali, (0, 0.9, 0.05), bagian=True
            )
        )
        result.append(
            Letak(
                "bagian_ulang", "Bagian yang dikerjakan ulang", skenario.reviu.bagian_ulang, (0, 1, 0.05), bagian=True
            )
        )
    if Unsur.KANTOR in skenario.unsur:
        result.append(
            Letak("beban_lain", "Waktu untuk pekerjaan lain", skenario.beban_lain.bagian, (0, 0.9, 0.05), bagian=True)
        )
        result.extend(_cases(skenario, sesi.id_sop))
    if Unsur.JAM_KERJA in skenario.unsur:
        result.append(Letak("jam_buka", "Jam kantor", _SEDIAKALA, None, pilihan=_JAM_BUKA))
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
    start = float(letak.nilai) if letak.bagian else int(letak.nilai)
    return replace(letak, ujung=(min(low, start), max(high, start), step))


class Penggeser:
    """Sliders with the answer below them; it shows itself, and where nothing can be moved, as it stands.

    Attributes:
        papan: The widgets, by setting; shares stand on them in per cent.
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
        reset = widgets.Button(description="Kembali ke semula", icon="undo", layout={"width": "14rem"})
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
            if pilihan := self._letak[kunci].pilihan:
                nilai = pilihan[nilai]
            if kunci.startswith("staf."):
                result.setdefault("staf", {})[kunci.removeprefix("staf.")] = nilai
            else:
                result[kunci] = nilai
        return result

    def reset(self) -> None:
        """Put everything back where it stood, and answer once."""
        self.move()

    def move(self, **pengaturan: Any) -> None:
        """Put everything back, then move what is named, as `lab.what_if` takes it, and answer once.

        Raises:
            LabError: If there is no such slider, or it does not reach so far; nothing is moved then.
        """
        wanted = dict(self._named(pengaturan))
        for kunci, letak in self._letak.items():
            self.papan[kunci].unobserve(self._moves, names="value")
            self.papan[kunci].value = letak.shown(wanted.get(kunci, letak.nilai))
        self._listen()
        self._answer()

    def _named(self, pengaturan: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for nama, nilai in pengaturan.items():
            parts = {f"staf.{key}": count for key, count in nilai.items()} if isinstance(nilai, dict) else {nama: nilai}
            for kunci, one in parts.items() if nama == "staf" else [(nama, nilai)]:
                if kunci not in self._letak:
                    raise LabError(f'penggeser "{clip(kunci)}" tidak ada; yang ada: {", ".join(self._letak)}.')
                yield kunci, self._letak[kunci].checked(one)

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
        return self._letak[kunci].meant(self.papan[kunci].value)

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
    if letak.pilihan:
        return widgets.Dropdown(options=list(letak.pilihan), value=letak.nilai, **look)
    if letak.ujung is None:
        return widgets.Checkbox(value=letak.nilai, indent=False, **look)
    low, high, step = map(letak.shown, letak.ujung)
    settings = {"min": low, "max": high, "step": step, "continuous_update": False, **look}
    if letak.bagian:  # in per cent, for whoever types a number beside the slider types it so
        settings["description"] = f"{letak.judul} (%)"
        return widgets.FloatSlider(value=letak.shown(letak.nilai), readout_format=".4g", **settings)
    return widgets.IntSlider(value=letak.nilai, **settings)


def _as_it_is(dampak: Dampak) -> str:
    time, chance = dampak.catatan.waktu_a.p90, dampak.catatan.tepat_a
    name = promised(dampak.acuan) if dampak.acuan else "waktu yang tertulis"
    return (
        f"{_BELUM} Seperti adanya, 9 dari 10 kasus selesai dalam {duration_with_interval(time)}; "
        f"peluang selesai dalam {name}: {share_with_interval(chance)}."
    )
