"""Words of a comparison on a page: marks that do not rely on colour, and what readers call things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from katalog.comparison.alignment import Hubungan
from katalog.comparison.process import JenisBaris
from katalog.comparison.record import Jenis
from katalog.comparison.words import JenisKata

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from katalog.comparison.process import Kata
    from katalog.comparison.words import Potongan

NAMA_KOLOM: Final[Mapping[str, str]] = {
    "pelaksana": "Pelaksana",
    "kegiatan": "Kegiatan",
    "kelengkapan": "Kelengkapan",
    "waktu": "Waktu",
    "output": "Output",
    "keterangan": "Keterangan",
    "arah": "Arah alur",
    "mulai_selesai": "Mulai/selesai",
}
INFERRED: Final[Mapping[str, tuple[str, ...]]] = {
    "kelengkapan": ("mutu_baku.kelengkapan",),
    "waktu": ("mutu_baku.waktu",),
    "output": ("mutu_baku.output",),
    "keterangan": ("keterangan",),
    "arah": ("lanjut",),
    "mulai_selesai": ("mulai", "selesai"),
}
"""The fields of a step that a column shows, as the transcriber's notes name them."""
NAMA_KOTAK: Final[Mapping[str, str]] = {
    "kualifikasi_pelaksana": "Kualifikasi pelaksana",
    "keterkaitan": "Keterkaitan",
    "peralatan": "Peralatan/Perlengkapan",
    "peringatan": "Peringatan",
    "pencatatan": "Pencatatan dan Pendataan",
}
NAMA_BARIS: Final[Mapping[JenisBaris, str]] = {
    JenisBaris.SAMA: "sama",
    JenisBaris.EJAAN: "sama, ejaan lain",
    JenisBaris.BERBEDA: "berbeda",
    JenisBaris.SEBAGIAN: "hanya sebagian",
    JenisBaris.SATU: "hanya satu",
}
NAMA_HUBUNGAN: Final[Mapping[Hubungan, str]] = {
    Hubungan.SEJAJAR: "berbeda",
    Hubungan.PINDAH: "pindah",
    Hubungan.DIPECAH: "dipecah",
    Hubungan.DIGABUNG: "digabung",
    Hubungan.HANYA_A: "hanya satu",
    Hubungan.HANYA_B: "hanya satu",
}
SEPADAN: Final[Mapping[Hubungan, str]] = {
    **{one: one.value for one in Hubungan},
    Hubungan.HANYA_A: "hanya di A",
    Hubungan.HANYA_B: "hanya di B",
}
"""How steps correspond, where the two SOPs are called A and B."""
NAMA_JENIS: Final[Mapping[Jenis, str]] = {
    Jenis.SAMA: "sama",
    Jenis.EJAAN: "sama, ejaan lain",
    Jenis.SETARA: "setara",
    Jenis.BERBEDA: "berbeda",
    Jenis.HANYA_A: "hanya di A",
    Jenis.HANYA_B: "hanya di B",
    Jenis.TIDAK_TERBACA: "tidak terbaca pada salinan",
}
"""How one value relates to the other, where the two SOPs are called A and B."""
_SENDIRI: Final = {"a": (JenisKata.HAPUS, JenisKata.GANTI), "b": (JenisKata.TAMBAH, JenisKata.GANTI)}


def _wrapped(text: str, tag: str, spoken: str) -> str:
    """Put words into a tag, spaces around them outside, with what the tag means for those who do not see it."""
    bare = text.strip()
    if not bare:
        return str(escape(text))
    before, _, after = text.partition(bare)
    aloud = f'<span class="tl-samar">{escape(spoken)}: </span>'
    return f'{before}<{tag} class="tl-b-kata">{aloud}{escape(bare)}</{tag}>{after}'


def common_words(runs: Iterable[Kata]) -> Markup:
    """Return a cell's words, those marked that most others of the row do not have."""
    parts = [str(escape(run.teks)) if run.umum else _wrapped(run.teks, "mark", "tidak umum") for run in runs]
    return Markup("".join(parts))  # noqa: S704 - every part is escaped


def side_words(pieces: Sequence[Potongan], side: str, other: str) -> Markup:
    """Return one side's words, those marked that the other side does not have; spelling is marked lightly.

    Args:
        pieces: what both sides share and do not share.
        side: "a" or "b".
        other: what the other side is called.
    """
    parts = []
    for piece in pieces:
        text = piece.a if side == "a" else piece.b
        if piece.jenis in _SENDIRI[side]:
            parts.append(_wrapped(text, "del" if side == "a" else "ins", f"tidak ada pada {other}"))
        elif piece.jenis is JenisKata.EJAAN and text:
            title = "ejaan atau tanda bacanya lain"
            parts.append(f'<span class="tl-b-ejaan" title="{title}">{escape(text)}</span>')
        else:
            parts.append(str(escape(text)))
    return Markup("".join(parts))  # noqa: S704 - every part is escaped


def share(value: float) -> str:
    """Return a similarity as a whole percentage, rounded down: 100 % means equal."""
    return f"{int(value * 100)}\u00a0%"


def letters(number: int) -> str:
    """Name a variant: A to Z, then AA, AB and so on."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
