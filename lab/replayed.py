"""Cases played again: where the file lay and for how long, as a table, a frame, a picture and a moving one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from katalog.render.amounts import duration, exact_duration
from lab.animation import animation, closed
from lab.faults import LabError
from lab.pictures import desks
from lab.showing import Gambar, sentence, table

if TYPE_CHECKING:
    import pandas as pd

    from katalog.replay_record import CatatanPutar, PilihanPutar

KEJADIAN: Final = (("siap", "tiba"), ("mulai", "mulai dikerjakan"), ("selesai", "selesai"))
TANPA_PELAKSANA: Final = "Tanpa pelaksana"


@dataclass(frozen=True, slots=True)
class PutarUlang:
    """A usual case, a slow one and a crowded week, from desk to desk.

    Attributes:
        catatan: The record, as it lies beside the page of the SOP; whole calendar minutes.
    """

    catatan: CatatanPutar

    @property
    def kalimat(self) -> str:
        """What the usual and the slow case spend their time on, in two sentences."""
        words = []
        for pilihan in self.catatan.pilihan[:2]:
            (kasus,) = pilihan.kasus
            words.append(
                f"{pilihan.nama}: {duration(kasus.lama)}, yaitu dikerjakan {duration(kasus.dikerjakan)}, "
                f"menunggu giliran {duration(kasus.menunggu)}, dan kantor tutup {duration(kasus.tutup)}."
            )
        return " ".join(words)

    def to_frame(self) -> pd.DataFrame:
        """Return one row an event: when a file came to a desk, when work began, when it was done."""
        import pandas as pd  # noqa: PLC0415 - slow to import

        rows = []
        for pilihan in self.catatan.pilihan:
            awal = datetime.fromisoformat(pilihan.awal)
            for kasus in pilihan.kasus:
                for one in kasus.lintasan:
                    for key, name in KEJADIAN:
                        moment = getattr(one, key)
                        rows.append(
                            {
                                "pilihan": pilihan.kunci,
                                "kasus": kasus.nomor,
                                "waktu": awal + timedelta(minutes=moment),
                                "menit": moment - kasus.mulai,
                                "kejadian": name,
                                "langkah": one.urut,
                                "putaran": one.putaran,
                                "pelaksana": self._desk(one.urut),
                            }
                        )
        return pd.DataFrame(rows)

    def plot(self, pilihan: str = "biasa") -> Gambar:
        """Return the strip of a choice ("biasa", "lambat" or "ramai"): a row a desk, and in it a line a case.

        Raises:
            LabError: If there is no such choice.
        """
        chosen = self._chosen(pilihan)
        lanes = [*self.catatan.lajur]
        if any(not step.lajur for step in self.catatan.langkah):
            lanes.append(TANPA_PELAKSANA)
        on = {step.urut: step.lajur or (len(lanes) - 1,) for step in self.catatan.langkah}
        begin = min(kasus.mulai for kasus in chosen.kasus)
        end = max(kasus.selesai for kasus in chosen.kasus)
        bars = [
            (lane, place, one.siap - begin, one.mulai - begin, one.selesai - begin)
            for place, kasus in enumerate(chosen.kasus)
            for one in kasus.lintasan
            for lane in on[one.urut]
        ]
        shut = [(start - begin, stop - begin) for start, stop in closed(chosen.buka, begin, end)]
        said = f"{chosen.nama}. {chosen.keterangan} " + " ".join(
            f"Kasus {kasus.nomor}: {duration(kasus.lama)}." for kasus in chosen.kasus
        )
        return Gambar(desks(lanes, len(chosen.kasus), bars, shut, end - begin), said)

    def save_animation(self, berkas: str | Path, pilihan: str = "biasa") -> None:
        """Write a choice as an SVG file that moves by itself, for a slide or a page; it holds no script.

        Raises:
            LabError: If there is no such choice, or the file is no .svg or cannot be written.
        """
        path = Path(berkas)
        if path.suffix.lower() != ".svg":
            raise LabError(f'gambar bergerak "{path.name}" harus berakhiran .svg.')
        text = animation(self.catatan, self._chosen(pilihan))
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise LabError(f'gambar "{path}" tidak dapat ditulis: {error.strerror}.') from error

    def _chosen(self, kunci: str) -> PilihanPutar:
        found = next((one for one in self.catatan.pilihan if one.kunci == kunci), None)
        if found is None:
            known = ", ".join(one.kunci for one in self.catatan.pilihan)
            raise LabError(f'pilihan "{kunci}" tidak ada; pilih {known}.')
        return found

    def _desk(self, urut: int) -> str:
        step = next(one for one in self.catatan.langkah if one.urut == urut)
        return ", ".join(self.catatan.lajur[lane] for lane in step.lajur) or TANPA_PELAKSANA

    def _repr_html_(self) -> str:
        rows = [
            (
                f"{pilihan.nama}, kasus {kasus.nomor}" if len(pilihan.kasus) > 1 else pilihan.nama,
                duration(kasus.lama),
                duration(kasus.dikerjakan),
                duration(kasus.menunggu),
                duration(kasus.tutup),
            )
            for pilihan in self.catatan.pilihan
            for kasus in pilihan.kasus
        ]
        acuan = self.catatan.acuan
        stated = acuan.teks or exact_duration(acuan.jumlah_langkah)
        said = f"{self.catatan.nama_skenario}; waktu menurut dokumen: {stated}."
        notes = [sentence(f"{one.nama}. {one.keterangan}") for one in self.catatan.pilihan]
        head = ("Kasus", "Lama", "Dikerjakan", "Menunggu giliran", "Kantor tutup")
        return "".join((sentence(self.kalimat), table(head, rows, said), *notes))
