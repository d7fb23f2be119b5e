"""All SOPs of one process as a table of cells: what each office says in each row, and where they differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from katalog.comparison.alignment import Hubungan
from katalog.comparison.clones import Rangkaian, resemblance
from katalog.comparison.differences import (
    KOLOM,
    Sisi,
    arrow_words,
    ends,
    joined_time,
    role_words,
    ways_out,
    words_of,
)
from katalog.comparison.multiple import Jajaran, Sel, align_all
from katalog.comparison.similarity import role_keys
from katalog.comparison.words import compact, split
from katalog.conventions import KONVENSI, to_minutes
from katalog.naming import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from katalog.durations import Durasi

TIDAK_TERBACA: Final = "?"
"""Key of performers that a copy does not show: they differ from nobody's."""
BERTANDA: Final = ("kegiatan", "kelengkapan", "output", "keterangan")
"""Columns whose words are marked one by one."""


class JenisBaris(StrEnum):
    """How a row stands among the offices."""

    SAMA = "sama"
    EJAAN = "ejaan"
    """The same everywhere but for capitals, spacing and punctuation."""
    BERBEDA = "berbeda"
    SEBAGIAN = "sebagian"
    """Some offices do not have it."""
    SATU = "satu"
    """One office alone has it."""


@dataclass(frozen=True, slots=True)
class Kata:
    """A run of words of a cell; `umum` where most of the row's offices have them too."""

    teks: str
    umum: bool


@dataclass(frozen=True, slots=True)
class SelProses:
    """What one office does in one row.

    `langkah` are printed numbers; empty where the step stands in the row above (`bersama`). `isi` holds the printed
    words by column, `kunci` what they are compared by: equal keys say the same.
    """

    langkah: tuple[int, ...]
    hubungan: Hubungan
    bersama: bool
    isi: Mapping[str, str | None]
    kunci: Mapping[str, str]
    kata: Mapping[str, tuple[Kata, ...]]

    @property
    def tanda(self) -> tuple[str, ...]:
        """What makes two cells the same variant."""
        return (str(self.hubungan), str(self.bersama), *(self.kunci.get(column, "") for column in KOLOM))


@dataclass(frozen=True, slots=True)
class BarisProses:
    """One row: cells by id of the SOP, ids of those that lack it, columns in which the cells differ."""

    sel: Mapping[str, SelProses]
    tidak_ada: tuple[str, ...]
    berbeda: tuple[str, ...]
    jenis: JenisBaris

    @property
    def pindah(self) -> tuple[str, ...]:
        """SOPs in which this work stands elsewhere."""
        return tuple(id_sop for id_sop, sel in self.sel.items() if sel.hubungan is Hubungan.PINDAH)

    @property
    def ragam(self) -> tuple[tuple[str, ...], ...]:
        """SOPs whose cells say the same, the largest group first."""
        groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for id_sop, sel in self.sel.items():
            groups[sel.tanda].append(id_sop)
        return _largest_first(groups.values())


@dataclass(frozen=True, slots=True)
class TabelProses:
    """The SOPs of one process, by id, in rows."""

    sop: tuple[str, ...]
    baris: tuple[BarisProses, ...]
    rangkaian: Mapping[str, Rangkaian]

    @property
    def ragam(self) -> tuple[tuple[str, ...], ...]:
        """SOPs that say the same in every row, the largest group first."""
        groups: dict[tuple[tuple[str, ...] | None, ...], list[str]] = defaultdict(list)
        for id_sop in self.sop:
            groups[tuple(row.sel[id_sop].tanda if id_sop in row.sel else None for row in self.baris)].append(id_sop)
        return _largest_first(groups.values())

    def similarity(self, one: str, other: str) -> float:
        """Return how alike two of the SOPs are, 0 to 1."""
        return resemblance(self.rangkaian[one], self.rangkaian[other])


def _largest_first(groups: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(group) for group in groups), key=lambda group: (-len(group), group)))


def compare_process(sides: Sequence[Sisi]) -> TabelProses:
    """Return the SOPs of one process side by side; the order in which they are given changes nothing."""
    by_id = {side.dokumen.id: side for side in sorted(sides, key=lambda side: side.dokumen.id)}
    runs = {id_sop: side.rangkaian for id_sop, side in by_id.items()}
    aligned = align_all(
        {id_sop: side.ciri for id_sop, side in by_id.items()},
        lambda one, other: resemblance(runs[one], runs[other]),
    )
    places = _places(by_id, aligned)
    rows = tuple(
        _row({id_sop: _cell(by_id[id_sop], sel, places[id_sop]) for id_sop, sel in row.sel.items()}, aligned.sop)
        for row in aligned.baris
    )
    return TabelProses(aligned.sop, rows, runs)


def _places(by_id: Mapping[str, Sisi], aligned: Jajaran) -> dict[str, dict[int, int]]:
    """Return the row of every step, by printed number, for each SOP."""
    result: dict[str, dict[int, int]] = {id_sop: {} for id_sop in aligned.sop}
    for number, row in enumerate(aligned.baris):
        for id_sop, sel in row.sel.items():
            steps = by_id[id_sop].dokumen.sop.langkah
            for index in sel.langkah:
                result[id_sop].setdefault(steps[index].urut, number)
    return result


def _cell(side: Sisi, sel: Sel, places: Mapping[int, int]) -> SelProses:
    steps = [side.dokumen.sop.langkah[index] for index in sel.langkah]
    ways = ways_out(side, steps)
    time = joined_time(side, sel.langkah)
    said = {
        "pelaksana": role_words(side, steps),
        "waktu": time.teks,
        "arah": arrow_words(ways),
        "mulai_selesai": ends(steps),
        **{column: words_of(column, steps) for column in BERTANDA},
    }
    keys = {column: compact(said[column]) for column in (*BERTANDA, "mulai_selesai")}
    roles = frozenset().union(*(role_keys(side.dokumen, side.turunan, step.pelaksana) for step in steps))
    unread = not roles and any(step.urut in side.dokumen.sop.pelaksana_tidak_terbaca for step in steps)
    keys["pelaksana"] = TIDAK_TERBACA if unread else "|".join(sorted(roles))
    keys["waktu"] = _time_key(time)
    keys["arah"] = "|".join(
        sorted(f"{normalise(way.label or '')}>{places.get(way.ke, way.ke) if way.ke else way.tampak}" for way in ways)
    )
    return SelProses(tuple(step.urut for step in steps), sel.hubungan, sel.bersama, said, keys, {})


def _time_key(time: Durasi) -> str:
    if not time.terukur:
        return compact(time.teks)
    return "|".join([*time.sifat, *(f"{low}-{high}" for low, high in (to_minutes(time, one) for one in KONVENSI))])


def _row(cells: Mapping[str, SelProses], ids: Sequence[str]) -> BarisProses:
    shown = [cell for cell in cells.values() if not cell.bersama]
    differing = tuple(column for column in KOLOM if len({cell.kunci[column] for cell in shown} - {TIDAK_TERBACA}) > 1)
    missing = tuple(id_sop for id_sop in ids if id_sop not in cells)
    if len(cells) == 1 and len(ids) > 1:
        kind = JenisBaris.SATU
    elif missing:
        kind = JenisBaris.SEBAGIAN
    elif differing or any(cell.bersama or cell.hubungan is not Hubungan.SEJAJAR for cell in cells.values()):
        kind = JenisBaris.BERBEDA
    else:
        exact = all(len({cell.isi[column] for cell in shown}) == 1 for column in (*BERTANDA, "waktu", "pelaksana"))
        kind = JenisBaris.SAMA if exact else JenisBaris.EJAAN
    marked = {column: _marked({id_sop: cell.isi[column] for id_sop, cell in cells.items()}) for column in BERTANDA}
    return BarisProses(
        {
            id_sop: SelProses(
                cell.langkah,
                cell.hubungan,
                cell.bersama,
                cell.isi,
                cell.kunci,
                {column: marked[column][id_sop] for column in BERTANDA},
            )
            for id_sop, cell in cells.items()
        },
        missing,
        differing,
        kind,
    )


def _marked(texts: Mapping[str, str | None]) -> dict[str, tuple[Kata, ...]]:
    """Mark in each text the words that at most half of the texts have; the second of a word is a word of its own."""
    written = [text for text in texts.values() if text]
    if len(set(written)) < 2:
        return {id_sop: (Kata(text, umum=True),) if text else () for id_sop, text in texts.items()}
    cut = {id_sop: split(text) if text else () for id_sop, text in texts.items()}
    counted: dict[str, list[tuple[tuple[str, int], str]]] = {}
    users: Counter[tuple[str, int]] = Counter()
    for id_sop, pieces in cut.items():
        seen: Counter[str] = Counter()
        counted[id_sop] = []
        for key, piece in pieces:
            seen[key] += 1
            counted[id_sop].append(((key, seen[key]), piece))
        users.update({word for word, _ in counted[id_sop]})
    result: dict[str, tuple[Kata, ...]] = {}
    for id_sop, words in counted.items():
        runs: list[Kata] = []
        for word, piece in words:
            common = users[word] * 2 > len(written)
            if runs and runs[-1].umum is common:
                runs[-1] = Kata(runs[-1].teks + piece, common)
            else:
                runs.append(Kata(piece, common))
        result[id_sop] = tuple(runs)
    return result
