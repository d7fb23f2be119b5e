"""What stands in a cell under a performer: symbols, ticks, arrows and the labels of branches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from katalog.model import Simbol
from katalog.naming import normalise

if TYPE_CHECKING:
    from impor.blocks import Sel

_GRAPH = re.compile(r"\bgraph\s+(?:LR|RL|TD|TB|BT)\b|\bflowchart\s+(?:LR|RL|TD|TB|BT)\b|\b[A-Z]\d?(?=\s*[\[({])")
_BEGIN = re.compile(r"\b(?:mulai|start)\b", re.IGNORECASE)
_END = re.compile(r"\b(?:selesai|finish|end)\b", re.IGNORECASE)
_DECISION = re.compile(r"\{\s*\}|<\s*>|[◇◆♦⬦◊⟡]")
_CAPSULE = re.compile(r"\(\s*\[?\s*\]?\s*\)|[⬭⬬]")
_BOX = re.compile(r"\[\s*\]|[□■▭▬☐▢▣⬜⬛█▯▮]")
_TICK = re.compile(r"(?<!\w)(?:[xv](?!\w)|[√✓✔☑☒✗✘×])|[●•○◉⚫⬤◦]", re.IGNORECASE)
_ARROW = re.compile(r"<?[-—=]{1,3}>|<[-—=]{1,3}|--+|[→←↑↓↔↕⇒⇐⇑⇓►◄▲▼➔➜↵↳↲⬇⬆⬅➡]")
_LABELS: Final = frozenset(
    """ya tidak iya yes no y t setuju lengkap sesuai ok oke valid layak benar salah diterima ditolak disetujui revisi
    perbaikan dikembalikan kurang memenuhi belum""".split()  # noqa: SIM905 - thirty words read better as text
)
TIDAK: Final = frozenset(
    {"tidak", "no", "t", "salah", "ditolak", "revisi", "perbaikan", "dikembalikan", "kurang", "belum"}
)


@dataclass(frozen=True, slots=True)
class Tanda:
    """The marks of one cell. `sisa` are words that are none of them."""

    mulai: bool = False
    selesai: bool = False
    kapsul: bool = False
    kotak: bool = False
    centang: bool = False
    keputusan: bool = False
    panah: bool = False
    label: tuple[str, ...] = ()
    sisa: str = ""
    keputusan_dahulu: bool = False

    @property
    def bersimbol(self) -> bool:
        """Whether the cell shows who performs: any symbol, not only arrows and labels."""
        return self.mulai or self.selesai or self.kapsul or self.kotak or self.centang or self.keputusan

    @property
    def kosong(self) -> bool:
        """Whether nothing stands in the cell."""
        return self == _NOTHING


_NOTHING = Tanda()


def read_marks(sel: Sel) -> Tanda:
    """Read the marks of a cell."""
    text = sel.kata
    if not text and not sel.simbol:
        return _NOTHING
    rest = _GRAPH.sub(" ", text)
    found = {}
    box, decision = _BOX.search(rest), _DECISION.search(rest)
    for name, pattern in (
        ("mulai", _BEGIN),
        ("selesai", _END),
        ("keputusan", _DECISION),
        ("kapsul", _CAPSULE),
        ("kotak", _BOX),
        ("panah", _ARROW),
        ("centang", _TICK),
    ):
        rest, count = pattern.subn(" ", rest)
        found[name] = count > 0
    labels, left = _labels(rest)
    if Simbol.TERMINATOR in sel.simbol:
        found["kapsul"] = True
    if Simbol.PROSES in sel.simbol:
        found["kotak"] = True
    if Simbol.KEPUTUSAN in sel.simbol:
        found["keputusan"] = True
    first = bool(box and decision and decision.start() < box.start())
    return Tanda(**found, label=labels, sisa=left, keputusan_dahulu=first)


def _labels(text: str) -> tuple[tuple[str, ...], str]:
    """Return the labels of branches in a cell as printed, and what is left."""
    words = text.split()
    labels: list[str] = []
    left: list[str] = []
    index = 0
    while index < len(words):
        word = words[index].strip("|.,:;/")
        said = normalise(word)
        if said in _LABELS:
            following = normalise(words[index + 1]) if index + 1 < len(words) else ""
            if said in ("tidak", "belum", "kurang") and following in _LABELS - TIDAK - {"ya", "iya", "yes", "y"}:
                word = f"{word} {words[index + 1].strip('|.,:;/')}"
                index += 1
            labels.append(word)
        elif said or not re.fullmatch(r"[\W_]*", word):
            left.append(words[index])
        index += 1
    return tuple(dict.fromkeys(labels)), " ".join(left)


def is_refusal(label: str) -> bool:
    """Tell whether a label is the answer that holds a matter up."""
    return any(word in TIDAK for word in normalise(label).split())
