"""Where a step leads and what its symbols mean, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.model import Simbol

if TYPE_CHECKING:
    from katalog.flow import Alur, Panah
    from katalog.model import Langkah


def symbol_name(step: Langkah, simbol: Simbol) -> str:
    """Say what a symbol stands for, to those who do not see it."""
    if simbol is Simbol.TERMINATOR:
        return "mulai" if step.mulai else "selesai"
    return "kegiatan" if simbol is Simbol.PROSES else "keputusan"


def direction(alur: Alur, step: Langkah) -> tuple[str, bool]:
    """Say where a step leads, and whether that is anything but the next step."""
    arrows = alur.keluar[step.urut]
    parts = [_arrow(panah, step.urut) for panah in arrows]
    parts += [f"{label or 'cabang'} → arah tidak tampak" for urut, label in alur.tanpa_tujuan if urut == step.urut]
    if step.selesai and not arrows:
        return "selesai", False
    if not parts:
        return "tidak berlanjut", True
    parallel = [panah for panah in arrows if panah.sejajar]
    if parallel and len(parallel) == len(arrows):
        return "serentak: " + " dan ".join(parts), True
    return "; ".join(parts), len(parts) > 1 or not arrows or not arrows[0].tersirat


def _arrow(panah: Panah, urut: int) -> str:
    if panah.ke is None:
        words = "selesai"
    elif panah.ke < urut:
        words = f"kembali ke langkah {panah.ke}"
    elif panah.ke == urut:
        words = "mengulang langkah ini"
    else:
        words = f"langkah {panah.ke}"
    return f"{panah.label} → {words}" if panah.label else words
