"""Cases moving from desk to desk as one SVG file that moves by itself: no script, nothing asked for, for a slide.

Time is played as on the site: open hours evenly, closed ones shortened, a short halt at everything that happens.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from katalog.dates import long_date
from katalog.render.amounts import duration
from katalog.render.escaping import shorten
from lab.style import DASAR, GARIS, KATA, MUDA, NAIK, REDUP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from katalog.replay_record import CatatanPutar, KasusPutar, LangkahPutar, PilihanPutar

BUKA: Final = 25.0
TUTUP: Final = 8.0
HENTI: Final = 15.0
"""Seconds, at most, for all open hours, all closed ones, and all halts."""
TUTUP_TERLAMA: Final = 0.25
HENTI_TERLAMA: Final = 0.6
TANGGAL_TERBANYAK: Final = 250
"""Dates that the clock shows; of a longer time, every second or third day."""
LEBAR_LAJUR: Final = 170
TINGGI_LANGKAH: Final = 50
KEPALA: Final = 74
PINGGIR: Final = 16
BALOK: Final = 20
BESAR: Final = 11


@dataclass(frozen=True, slots=True)
class Tempo:
    """How moments become seconds: corners of a line that never falls, as (second, minute)."""

    sudut: tuple[tuple[float, float], ...]

    @property
    def panjang(self) -> float:
        """Seconds until the end."""
        return self.sudut[-1][0]

    def share(self, menit: float) -> float:
        """Return the part of the whole that is over when a moment is reached."""
        place = bisect_right(self.sudut, menit, key=lambda corner: corner[1])
        while place and self.sudut[place - 1][1] >= menit:
            place -= 1
        if place == 0 or place == len(self.sudut):
            return 0.0 if place == 0 else 1.0
        (a, first), (b, last) = self.sudut[place - 1], self.sudut[place]
        return (a + (b - a) * (menit - first) / (last - first)) / self.panjang


def tempo(buka: Sequence[tuple[int, int]], saat: Sequence[int]) -> Tempo:
    """Return how to play from the first of some moments to the last."""
    first, last = saat[0], saat[-1]
    blocks = [(max(a, first), min(b, last)) for a, b in buka if a < last and b > first]
    gaps = closed(blocks, first, last)
    rate = BUKA / (sum(b - a for a, b in blocks) or 1)
    shut = min(TUTUP_TERLAMA, TUTUP / (len(gaps) or 1))
    halt = min(HENTI_TERLAMA, HENTI / len(saat))
    happens = set(saat)
    corners = [(0.0, float(first)), (halt, float(first))]
    edges = sorted({*saat, *(edge for block in blocks for edge in block)})
    for start, end in pairwise(edges):
        gap = next((one for one in gaps if one[0] <= start and end <= one[1]), None)
        seconds = (end - start) * rate if gap is None else shut * (end - start) / (gap[1] - gap[0])
        corners.append((corners[-1][0] + seconds, float(end)))
        if end in happens:
            corners.append((corners[-1][0] + halt, float(end)))
    return Tempo(tuple(corners))


def closed(buka: Iterable[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """Return the closed time of a span, between the open blocks."""
    result, reached = [], first
    for start, end in buka:
        if start > reached:
            result.append((reached, min(start, last)))
        reached = max(reached, end)
        if reached >= last:
            return [gap for gap in result if gap[0] < gap[1]]
    return [gap for gap in [*result, (reached, last)] if gap[0] < gap[1]]


def moments(pilihan: PilihanPutar) -> list[int]:
    """Return every minute in which something happens, once, in order."""
    return sorted(
        {
            moment
            for kasus in pilihan.kasus
            for one in kasus.lintasan
            for moment in (kasus.mulai, one.siap, one.mulai, one.selesai, kasus.selesai)
        }
    )


def animation(catatan: CatatanPutar, pilihan: PilihanPutar) -> str:
    """Return the text of an SVG file in which the cases of a choice move; it begins again when it is over."""
    return _Film(catatan, pilihan).text()


class _Film:
    """One animation while it is being drawn."""

    def __init__(self, catatan: CatatanPutar, pilihan: PilihanPutar) -> None:
        self.catatan, self.pilihan = catatan, pilihan
        saat = moments(pilihan)
        self.first, self.last = saat[0], saat[-1]
        self.tempo = tempo(pilihan.buka, saat)
        self.lajur = [*catatan.lajur]
        if any(not step.lajur for step in catatan.langkah):
            self.lajur.append("Tanpa pelaksana")
        self.baris = {step.urut: place for place, step in enumerate(catatan.langkah)}
        self.langkah: dict[int, LangkahPutar] = {step.urut: step for step in catatan.langkah}
        self.lebar = 2 * PINGGIR + LEBAR_LAJUR * len(self.lajur)
        self.bawah = KEPALA + 24 + TINGGI_LANGKAH * len(catatan.langkah) + 14
        self.tinggi = self.bawah + BALOK * len(self.lajur) + 40

    def text(self) -> str:
        nama = escape(f"{self.catatan.nama}: {self.pilihan.nama.lower()}")
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.lebar}" height="{self.tinggi}" '
            f'viewBox="0 0 {self.lebar} {self.tinggi}" font-family="sans-serif" font-size="11" fill="{KATA}">'
        )
        source = (
            f"Hasil simulasi dengan asumsi, bukan pengukuran. {escape(self.catatan.sop)}, skenario "
            f"{escape(self.catatan.nama_skenario)}, benih {self.catatan.benih}."
        )
        parts = (
            head,
            f"<title>{nama}</title><desc>{escape(self.pilihan.keterangan)}</desc>",
            f'<rect width="{self.lebar}" height="{self.tinggi}" fill="#fff"/>',
            f'<text x="{PINGGIR}" y="24" font-size="15" font-weight="700">{nama}</text>',
            *self._clock(),
            *self._stage(),
            *self._strip(),
            *(token for kasus in self.pilihan.kasus for token in self._token(kasus)),
            f'<text x="{PINGGIR}" y="{self.tinggi - 10}" font-size="10" fill="{REDUP}">{source}</text>',
            "</svg>\n",
        )
        return "\n".join(parts)

    def _animate(self, sifat: str, keys: Sequence[tuple[float, str]], *, discrete: bool = True) -> str:
        """Return an attribute that changes at shares of the whole; equal shares keep the last of them."""
        kept = dict(sorted(((round(share, 5), value) for share, value in keys), key=lambda one: one[0]))
        if 0.0 not in kept:
            kept = {0.0: next(iter(kept.values())), **kept}
        if not discrete and 1.0 not in kept:
            kept[1.0] = list(kept.values())[-1]
        what = 'animateTransform type="translate"' if sifat == "transform" else "animate"
        return (
            f'<{what} attributeName="{sifat}" dur="{self.tempo.panjang:.2f}s" repeatCount="indefinite" '
            f'calcMode="{"discrete" if discrete else "linear"}" values="{";".join(kept.values())}" '
            f'keyTimes="{";".join(f"{share:g}" for share in kept)}"/>'
        )

    def _shown(self, spans: Iterable[tuple[float, float]]) -> str:
        """Return what makes an element visible in some spans of shares alone."""
        keys = [(0.0, "hidden")]
        for start, end in spans:
            keys += [(start, "visible"), (end, "hidden")]
        return self._animate("visibility", [key for key in keys if key[0] < 1])

    def _clock(self) -> Iterator[str]:
        awal = datetime.fromisoformat(self.pilihan.awal)
        days = range(self.first // 1440, self.last // 1440 + 1)
        days = days[:: len(days) // TANGGAL_TERBANYAK + 1]
        for place, day in enumerate(days):
            start = self.tempo.share(max(day * 1440, self.first)) if place else 0.0
            end = self.tempo.share(days[place + 1] * 1440) if place + 1 < len(days) else 1.0
            words = f"{long_date((awal + timedelta(days=day)).date())}, hari ke-{day - days[0] + 1}"
            shown = self._shown([(start, end)])
            yield f'<text x="{PINGGIR}" y="48" font-size="13" visibility="hidden">{words}{shown}</text>'
        gaps = closed(self.pilihan.buka, self.first, self.last)
        spans = [(self.tempo.share(start), self.tempo.share(end)) for start, end in gaps]
        yield (
            f'<text x="{self.lebar - PINGGIR}" y="48" font-size="13" font-weight="700" text-anchor="end" '
            f'fill="{REDUP}" visibility="hidden">kantor tutup{self._shown(spans)}</text>'
        )

    def _stage(self) -> Iterator[str]:
        height = 24 + TINGGI_LANGKAH * len(self.catatan.langkah)
        for lane, name in enumerate(self.lajur):
            x = PINGGIR + lane * LEBAR_LAJUR
            yield f'<rect x="{x}" y="{KEPALA}" width="{LEBAR_LAJUR}" height="{height}" fill="none" stroke="{GARIS}"/>'
            yield f'<text x="{x + 8}" y="{KEPALA + 16}" font-weight="700">{escape(shorten(name, 24))}</text>'
        for step in self.catatan.langkah:
            for place, lane in enumerate(step.lajur or (len(self.lajur) - 1,)):
                x, y = self._corner(step.urut, lane)
                words = f"{step.urut}. {shorten(step.kegiatan, 20)}" if not place else f"{step.urut}. bersama"
                dash = ' stroke-dasharray="3 3"' if place else ""
                yield (
                    f'<rect x="{x}" y="{y}" width="{LEBAR_LAJUR - 20}" height="28" rx="3" fill="#eaf3f5" '
                    f'stroke="{DASAR}"{dash}/><text x="{x + 8}" y="{y + 20}">{escape(words)}</text>'
                )

    def _corner(self, urut: int, lane: int) -> tuple[int, int]:
        return PINGGIR + lane * LEBAR_LAJUR + 10, KEPALA + 36 + self.baris[urut] * TINGGI_LANGKAH

    def _x(self, menit: float) -> float:
        wide = self.lebar - 2 * PINGGIR - 110
        return PINGGIR + 110 + (menit - self.first) / max(1, self.last - self.first) * wide

    def _strip(self) -> Iterator[str]:
        height = BALOK * len(self.lajur)
        thick = (BALOK - 4) / len(self.pilihan.kasus)
        for start, end in closed(self.pilihan.buka, self.first, self.last):
            if self._x(end) - self._x(start) >= 1:
                yield self._bar(start, end, self.bawah, height, f'fill="{GARIS}" fill-opacity="0.6"')
        for lane, name in enumerate(self.lajur):
            y = self.bawah + lane * BALOK
            yield f'<text x="{PINGGIR}" y="{y + 13}">{escape(shorten(name, 16))}</text>'
        for place, kasus in enumerate(self.pilihan.kasus):
            for one in kasus.lintasan:
                for lane in self.langkah[one.urut].lajur or (len(self.lajur) - 1,):
                    top = self.bawah + lane * BALOK + 2 + place * thick
                    yield self._bar(one.siap, one.mulai, top, thick, f'fill="#fff" stroke="{NAIK}" stroke-width="0.6"')
                    yield self._bar(
                        one.mulai, one.selesai, y, thick, f'fill="{DASAR}" stroke="#fff" stroke-width="0.3"'
                    )
        corners = [(second / self.tempo.panjang, f"{self._x(minute):.1f}") for second, minute in self.tempo.sudut]
        moving = "".join(self._animate(end, corners, discrete=False) for end in ("x1", "x2"))
        yield f'<line y1="{self.bawah - 4}" y2="{self.bawah + height}" stroke="{KATA}" stroke-width="2">{moving}</line>'

    def _bar(self, start: float, end: float, y: float, height: float, looks: str) -> str:
        if end <= start:
            return ""
        x, width = self._x(start), max(0.8, self._x(end) - self._x(start))
        return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" {looks}/>'

    def _token(self, kasus: KasusPutar) -> Iterator[str]:
        """Draw a case: it goes to the next desk while time halts, and is filled while it is worked on."""
        halt = (self.tempo.sudut[1][0] - self.tempo.sudut[0][0]) / self.tempo.panjang
        places: list[tuple[float, str]] = []
        looks: list[tuple[float, str]] = []
        spread = min(18.0, (LEBAR_LAJUR - 40) / max(1, len(self.pilihan.kasus) - 1))
        for one in kasus.lintasan:
            lane = (self.langkah[one.urut].lajur or (len(self.lajur) - 1,))[0]
            x, y = self._corner(one.urut, lane)
            here, came = f"{x + 6 + (kasus.nomor - 1) * spread:.1f} {y - 4}", self.tempo.share(one.siap)
            if places:
                places.append((came, places[-1][1]))
            places.append((came + halt * 0.9, here))
            looks += [(came, "#fff"), (self.tempo.share(one.mulai), DASAR)]
        over = self.tempo.share(kasus.selesai)
        looks.append((over, MUDA))
        begins = self.tempo.share(kasus.mulai)
        ink = [(share, KATA if fill != DASAR else "#fff") for share, fill in looks]
        yield (
            f'<g visibility="hidden">{self._animate("visibility", [(0.0, "hidden"), (begins, "visible")])}'
            f"{self._animate('transform', places, discrete=False)}"
            f"<title>Kasus {kasus.nomor}, {duration(kasus.lama)}</title>"
            f'<circle r="{BESAR}" stroke="{NAIK}" stroke-width="2">{self._animate("fill", looks)}</circle>'
            f'<text y="4" text-anchor="middle" font-weight="700">{kasus.nomor}{self._animate("fill", ink)}</text></g>'
        )
