"""When a log of cases is enough to conclude from, and by what rule a shape is chosen."""

from __future__ import annotations

from typing import Final

CUKUP: Final = 20
"""Fewest observations from which anything is concluded."""
TARAF: Final = 0.05
"""Level at which a shape is refused."""
BANGKITAN: Final = 199
"""Most samples of the fitted shape that say how far a good fit may be off."""
CONTOH: Final = 2000
"""Observations of one step that are looked at; of more, as many drawn at random."""
TERJAUH: Final = 1000.0
"""The greatest multiple of the printed time that a scenario may assume."""
KRITERIA: Final = (
    f"Bentuk dipilih dari lognormal dan PERT menurut AICc terkecil; bila bentuk itu ditolak uji Cramér–von Mises pada "
    f"taraf 5 % (sampai {BANGKITAN} contoh bangkitan, masing-masing ditaksir ulang), dipakai nilai yang teramati "
    f"(empiris). Dengan kurang dari {CUKUP} pengamatan tidak ada yang ditaksir; dari lebih "
    f"dari {CONTOH} dipakai {CONTOH} yang diundi."
)
