"""A draft: values as they go into the YAML file, and the doubts that belong to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Jalur = tuple[str | int, ...]
"""The way to a value: keys, and indexes of lists."""

_HILANG = "Simbol langkah ini tidak terbaca pada naskah."


@dataclass(slots=True)
class Draf:
    """A draft under construction.

    Attributes:
        isi: The values by key, in the order in which they are written.
        ragu: Doubts: the way to a value, and what is doubtful about it.
        sisa: Words of the document that went nowhere.
    """

    isi: dict[str, Any] = field(default_factory=dict)
    ragu: list[tuple[Jalur, str]] = field(default_factory=list)
    disimpulkan: list[tuple[str, str]] = field(default_factory=list)
    tidak_terbaca: list[tuple[str, str]] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)
    sisa: list[str] = field(default_factory=list)

    def doubt(self, jalur: Jalur, pesan: str) -> None:
        """Say that a value is doubtful."""
        if (jalur, pesan) not in self.ragu:
            self.ragu.append((jalur, pesan))

    def infer(self, jalur: Jalur, bidang: str, alasan: str) -> None:
        """Say that a value is inferred: it is doubtful, and stands under `disimpulkan`."""
        self.disimpulkan.append((bidang, alasan))
        self.doubt(jalur, f"disimpulkan. {alasan}")

    def unreadable(self, jalur: Jalur, bidang: str, alasan: str) -> None:
        """Say that a value cannot be read: it is left open, and stands under `tidak_terbaca`."""
        self.tidak_terbaca.append((bidang, alasan))
        self.doubt(jalur, alasan)

    def infer_begin(self, place: int, urut: int) -> None:
        """Say that the first step begins the procedure, though no symbol is left to show it."""
        alasan = f"{_HILANG} Langkah ini yang pertama, jadi prosedur dimulai di sini."
        self.infer(("langkah", place, "mulai"), f"langkah.{urut}.mulai", alasan)

    def infer_end(self, place: int, urut: int) -> None:
        """Say that the last step ends the procedure, though no symbol is left to show it."""
        alasan = f"{_HILANG} Langkah ini yang terakhir, jadi prosedur berakhir di sini."
        self.infer(("langkah", place, "selesai"), f"langkah.{urut}.selesai", alasan)
