"""T104, T105, T111: rules about the roles that an SOP names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from katalog.fields import NAMA_BELUM_DIISI
from katalog.findings import Temuan, Tingkat
from katalog.naming import normalise, words
from katalog.rules.base import AturanSOP, Konteks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.positions import Jalur
    from katalog.references import OPD, Jabatan, Sebutan


def _title(printed: str, jabatan: Jabatan) -> Sebutan | None:
    """Return the registered title that a printed role stands for: the longest that it begins with."""
    name = f"{normalise(printed)} "
    found = [title for title in jabatan.sebutan if name.startswith(f"{normalise(title.teks)} ")]
    return max(found, key=lambda title: len(title.teks), default=None)


def _fits(title: Sebutan | None, opd: OPD) -> bool:
    return title is None or not title.hanya or opd.jenis in title.hanya


def _kinds(title: Sebutan) -> str:
    return " atau ".join(kind.replace("-", " ") for kind in title.hanya)


def _own_titles(jabatan: Jabatan, opd: OPD) -> str:
    titles = [title.teks for title in jabatan.sebutan if opd.jenis in title.hanya and len(words(title.teks)) < 3]
    return f", misalnya {titles[0]}" if titles else ""


class SebutanTidakCocok(AturanSOP):
    """Sebutan jabatan tidak cocok dengan jenis OPD.

    Dinas dipimpin oleh Kepala Dinas, badan oleh Kepala Badan, kecamatan oleh Camat. Sebutan dari jenis OPD lain pada
    kolom pelaksana biasanya terbawa ketika SOP disalin, dan membuat pembaca ragu siapa yang bertugas.

    Jabatan di luar OPD yang memang ikut bekerja tidak dilaporkan, asalkan jabatan yang setara di OPD sendiri juga ada
    di antara pelaksana.

    Perbaikan: Pakai sebutan yang dipakai OPD sendiri.

    LULUS::

        pelaksana: {kepala: Kepala Dinas, sekretaris: Sekretaris, tim: Tim}
        langkah:
          - {urut: 1, kegiatan: Menyusun rancangan, pelaksana: [sekretaris, tim], mulai: true}
          - {urut: 2, kegiatan: Menetapkan rancangan, pelaksana: kepala, selesai: true}

    GAGAL::

        pelaksana: {kepala: Kepala Badan, sekretaris: Sekretaris, tim: Tim}
        langkah:
          - {urut: 1, kegiatan: Menyusun rancangan, pelaksana: [sekretaris, tim], mulai: true}
          - {urut: 2, kegiatan: Menetapkan rancangan, pelaksana: kepala, selesai: true}
    """

    kode = "T104"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report titles of other kinds of office, unless an own role of the same position takes part too."""
        opd = konteks.opd
        if opd is None:
            return
        for key, name, jabatan, title in foreign_lanes(konteks, opd):
            yield self.finding(
                konteks,
                ("pelaksana", key),
                f'Pelaksana "{name}" adalah sebutan pada {_kinds(title)}, sedangkan {opd.nama} adalah {opd.jenis}.',
                f"Pakai sebutan yang dipakai OPD sendiri{_own_titles(jabatan, opd)}.",
            )


def foreign_lanes(konteks: Konteks, opd: OPD) -> Iterator[tuple[str, str, Jabatan, Sebutan]]:
    """Yield the lanes under a title of another kind of office: key, printed name, position and title."""
    wrong: list[tuple[str, str, Jabatan, Sebutan]] = []
    represented: set[str] = set()
    for key, name in konteks.dokumen.sop.pelaksana:
        position = konteks.turunan.jabatan.get(key)
        if position is None:
            continue
        jabatan = konteks.acuan.jabatan[position]
        title = _title(name, jabatan)
        if title is None or _fits(title, opd):
            represented.add(position)
        else:
            wrong.append((key, name, jabatan, title))
    yield from (one for one in wrong if konteks.turunan.jabatan[one[0]] not in represented)


class PelaksanaBelumDipetakan(AturanSOP):
    """Pelaksana belum dipetakan ke jabatan.

    Daftar jabatan mengumpulkan tugas satu jabatan dari semua SOP, apa pun sebutannya. Pelaksana dengan sebutan yang
    belum terdaftar tidak ikut terkumpul, dan bebannya tidak ikut terhitung.

    Perbaikan: Tambahkan sebutan itu pada jabatan yang sesuai di _acuan/jabatan.yaml.

    LULUS::

        pelaksana: {kepala: Kepala Dinas, sekretaris: Sekretaris, tim: Tim}
        langkah:
          - {urut: 1, kegiatan: Menyusun rancangan, pelaksana: [sekretaris, tim], mulai: true}
          - {urut: 2, kegiatan: Menetapkan rancangan, pelaksana: kepala, selesai: true}

    GAGAL::

        pelaksana: {kepala: Kepala Dinas, sekretaris: Sekretaris, tim: Penata Contoh Naskah}
        langkah:
          - {urut: 1, kegiatan: Menyusun rancangan, pelaksana: [sekretaris, tim], mulai: true}
          - {urut: 2, kegiatan: Menetapkan rancangan, pelaksana: kepala, selesai: true}
    """

    kode = "T105"
    tingkat = Tingkat.SARAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Report printed roles that no position knows."""
        for key, name in konteks.dokumen.sop.pelaksana:
            if name == NAMA_BELUM_DIISI:
                said = f'Nama pelaksana "{key}" belum diisi.'
                yield self.finding(konteks, ("pelaksana", key), said, "Salin nama kolom pelaksana dari dokumen.")
            elif konteks.turunan.jabatan.get(key) is None:
                yield self.finding(
                    konteks,
                    ("pelaksana", key),
                    f'Pelaksana "{name}" belum dipetakan ke jabatan.',
                    "Tambahkan sebutan itu pada jabatan yang sesuai di _acuan/jabatan.yaml.",
                )


_BARE_KINDS: Final = frozenset({"dinas", "badan"})
_NOT_A_NAME: Final = frozenset(
    {
        "jika", "bila", "apabila", "untuk", "dan", "atau", "yang", "serta", "dengan", "kemudian", "selanjutnya",
        "lalu", "setelah", "sesudah", "sebelum", "guna", "agar", "melalui", "sebagai", "dalam", "pada", "di", "ke",
        "dari", "oleh", "maka", "sehingga", "apakah", "ya", "tidak"
    }
)  # fmt: skip
_GROUP_BEFORE: Final = re.compile(r"\b(?:para|seluruh|semua|setiap|tiap|masing-masing)\s+$", re.IGNORECASE)
_OTHER_AFTER: Final = re.compile(r"\s+(?:lain|lainnya|terkait|masing-masing)\b", re.IGNORECASE)
_NEXT_WORD: Final = re.compile(r"\s+([A-Z][\w-]*)")


@lru_cache(maxsize=256)
def _pattern(titles: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(titles, key=len, reverse=True)
    alternatives = "|".join(r"\s+".join(map(re.escape, title.split())) for title in longest_first)
    return re.compile(rf"(?<![\w/-])(?:{alternatives})(?![\w/-])(?!\s+/)", re.IGNORECASE)


def _is_bare(title: Sebutan) -> bool:
    """Tell whether a title leaves out its office, of which a region has many, so that it can only mean one's own."""
    parts = words(title.teks)
    return set(title.hanya) <= _BARE_KINDS and bool(title.hanya) and (len(parts) == 1 or parts[-1] in _BARE_KINDS)


class JabatanOPDLain(AturanSOP):
    """Uraian menyebut jabatan dari jenis OPD lain.

    Sebutan seperti Kepala Badan atau Kepala Dinas tanpa nama OPD-nya hanya dapat berarti pimpinan OPD sendiri. Bila
    jenisnya tidak cocok, uraian itu terbawa dari SOP OPD lain.

    Sebutan yang diikuti nama OPD, misalnya Kepala Badan Kepegawaian, menunjuk pejabat di luar dan tidak dilaporkan.
    Langkah yang pelaksananya sendiri memakai sebutan itu dilaporkan pada kolom pelaksana, bukan di sini.

    Perbaikan: Ganti dengan sebutan pada OPD sendiri, atau lengkapi dengan nama OPD yang dimaksud.

    LULUS::

        pencatatan:
          - Rancangan yang sudah diparaf diajukan ke Kepala Dinas

    GAGAL::

        pencatatan:
          - Rancangan yang sudah diparaf diajukan ke Kepala Badan
    """

    kode = "T111"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look for titles that stand alone and that another kind of office uses."""
        opd = konteks.opd
        if opd is None:
            return
        for jalur, title, jabatan in foreign_titles(konteks, opd):
            yield self.finding(
                konteks,
                jalur,
                f'Uraian menyebut "{title.teks}", sebutan pada {_kinds(title)}; {opd.nama} adalah {opd.jenis}.',
                f"Pakai sebutan pada OPD sendiri{_own_titles(jabatan, opd)}, atau sebut nama OPD yang dimaksud.",
            )


def foreign_titles(konteks: Konteks, opd: OPD) -> Iterator[tuple[Jalur, Sebutan, Jabatan]]:
    """Yield where a text names the head of another kind of office as its own: path, title and position."""
    titles = {
        normalise(title.teks): (title, jabatan)
        for jabatan in konteks.acuan.jabatan.values()
        for title in jabatan.sebutan
        if not _fits(title, opd) and _is_bare(title)
    }
    if not titles:
        return
    pattern = _pattern(tuple(sorted(titles)))
    for jalur, text, lanes in _texts(konteks):
        found = next((name for name in _bare_titles(pattern, text) if name not in lanes), None)
        if found is not None:
            yield jalur, *titles[found]


def _texts(konteks: Konteks) -> Iterator[tuple[Jalur, str, frozenset[str]]]:
    """Yield the texts to look at, each with the printed roles of its own lanes."""
    sop = konteks.dokumen.sop
    printed = {key: normalise(name) for key, name in sop.pelaksana}
    for at, step in enumerate(sop.langkah):
        yield ("langkah", at, "kegiatan"), step.kegiatan, frozenset(printed.get(key, "") for key in step.pelaksana)
    for at, text in enumerate(sop.pencatatan):
        yield ("pencatatan", at), text, frozenset()


def _bare_titles(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """Yield the titles that stand alone: no office behind them, and no "every" or "other" around them."""
    shouted = text.isupper()
    for match in pattern.finditer(text):
        following = _NEXT_WORD.match(text, match.end())
        named = following is not None and following[1].casefold() not in _NOT_A_NAME and not shouted
        if named or _GROUP_BEFORE.search(text, 0, match.start()) or _OTHER_AFTER.match(text, match.end()):
            continue
        yield normalise(match[0])


ROLE_RULES: tuple[type[AturanSOP], ...] = (SebutanTidakCocok, PelaksanaBelumDipetakan, JabatanOPDLain)
"""The rules of this module, by code."""
