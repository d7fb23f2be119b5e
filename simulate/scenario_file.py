"""Reading scenario files: a file may extend another and change single values, each change with a reason of its own.

Every fault is a finding with the place in the file that caused it, also where that is a file further down the chain.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from katalog.fields import is_slug
from katalog.findings import Temuan, Tingkat, sort_findings
from katalog.validation import Asal, source_findings, validate
from katalog.yaml_source import MAKS_BITA, clip, read_yaml
from simulate.arrivals_file import Baris, read_arrivals
from simulate.scenario import Skenario

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from katalog.positions import Jalur, PetaLetak
    from simulate.scenario import Kedatangan

DASAR: Final = "dasar"
"""The default scenario."""
TANGGA: Final = ("tertulis", "jam-kerja", "reviu", "variasi", "antrean", "kantor")
"""The rungs of the ladder, lowest first."""
BAWAAN: Final = (DASAR, *TANGGA)
"""The scenarios that come with the program."""
MAKS_RANTAI: Final = 20
"""Files in one chain of `berdasar`."""


class SkenarioError(ValueError):
    """A scenario that cannot be used; `temuan` are all its faults, in the words of a report."""

    def __init__(self, temuan: Iterable[Temuan]) -> None:
        self.temuan = sort_findings(temuan)
        first = self.temuan[0]
        place = f"{first.berkas}:{first.letak.baris}:{first.letak.kolom}"
        more = f" (dan {len(self.temuan) - 1} lagi)" if len(self.temuan) > 1 else ""
        super().__init__(f"{place}: {first.pesan}{more}")


@dataclass(frozen=True, slots=True)
class Lapis:
    """What one file of a chain says."""

    berkas: str
    data: Mapping[str, Any]
    letak: PetaLetak
    bawaan: bool = False


@dataclass(frozen=True, slots=True)
class SkenarioTerbaca:
    """A scenario with the files that it came from, the nearest first.

    Attributes:
        kunci: The name of a shipped scenario, or of the file.
        skenario: What is assumed.
        lapis: The files, the one that was asked for first.
        kedatangan: Arrivals read from CSV files, by the name of the file.
    """

    kunci: str
    skenario: Skenario
    lapis: tuple[Lapis, ...]
    kedatangan: Mapping[str, tuple[Baris, ...]]

    def fault(self, kode: str, jalur: Jalur, pesan: str, bantuan: str, *, kunci: bool = False) -> Temuan:
        """Return a finding at the value that a path names, or at its key, in the file that set it."""
        layer = _owner(jalur, self.lapis)
        letak = layer.letak.of_key(jalur) if kunci else layer.letak.of_value(jalur)
        return Temuan(kode, Tingkat.GALAT, pesan, layer.berkas, letak, jalur, bantuan)

    def is_own(self, jalur: Jalur) -> bool:
        """Tell whether a file of the planner, not a shipped scenario, says something at a path."""
        return any(not layer.bawaan and _holds(layer.data, jalur) for layer in self.lapis)


def load_scenario(nama: str | Path) -> SkenarioTerbaca:
    """Read a scenario: the name of a shipped one, or the path of a YAML file.

    Raises:
        SkenarioError: With every fault of the file and of the files that it extends.
    """
    if _is_shipped(nama):
        return _assembled(str(nama), _chain(nama))
    path = Path(nama)
    # A file that is called like a shipped scenario must not be taken for it.
    return _assembled(path.name if path.stem in BAWAAN else path.stem, _chain(path))


def with_overlay(dasar: SkenarioTerbaca, kunci: str) -> SkenarioTerbaca:
    """Return a scenario with the own values of a shipped one laid over it; the file that it extends plays no part.

    This makes the rungs of the ladder for any scenario: each rung is the scenario with less counted.
    """
    return _assembled(kunci, (_shipped(kunci), *dasar.lapis), dasar.kedatangan)


def with_values(dasar: SkenarioTerbaca, perubahan: Mapping[str, Any], kunci: str = "ubahan") -> SkenarioTerbaca:
    """Return a scenario with some values replaced, in the shape of a scenario file; sections may leave out `alasan`.

    Raises:
        SkenarioError: If the values are not valid; they are named after `kunci`.
    """
    letak = read_yaml(b"{}").letak
    return _assembled(kunci, (Lapis(kunci, dict(perubahan), letak), *dasar.lapis), dasar.kedatangan)


def _is_shipped(nama: str | Path) -> bool:
    return isinstance(nama, str) and nama in BAWAAN


def _shipped(nama: str) -> Lapis:
    raw = (resources.files("simulate") / "scenarios" / f"{nama}.yaml").read_bytes()
    return replace(_layer(raw, f"skenario bawaan {nama}"), bawaan=True)


def _layer(raw: bytes, berkas: str) -> Lapis:
    if len(raw) > MAKS_BITA:
        pesan, bantuan = f"Berkas lebih dari {MAKS_BITA // 1024} KB.", "Tulis kedatangan yang banyak dalam berkas CSV."
        raise SkenarioError([Temuan("B010", Tingkat.GALAT, pesan, berkas, bantuan=bantuan)])
    naskah = read_yaml(raw)
    findings = source_findings(naskah, Asal(berkas, naskah.letak))
    if findings:
        raise SkenarioError(findings)
    if not isinstance(naskah.data, dict):
        pesan = "Berkas kosong." if naskah.data is None else "Berkas skenario harus berisi pasangan kunci: nilai."
        raise SkenarioError([Temuan("B001", Tingkat.GALAT, pesan, berkas, bantuan=_HELP_START)])
    return Lapis(berkas, naskah.data, naskah.letak)


_HELP_START = "Mulai dengan nama, keterangan, dan berdasar: dasar; lalu tulis yang berbeda saja."


def _chain(nama: str | Path) -> tuple[Lapis, ...]:
    """Return the file and those that it extends, the nearest first."""
    layers: list[Lapis] = []
    folder: Path | None = None
    if _is_shipped(nama):
        layers.append(_shipped(str(nama)))
    else:
        path = Path(nama)
        layers.append(_layer(_bytes(path), path.as_posix()))
        folder = path.parent
    while (wanted := layers[-1].data.get("berdasar")) is not None:
        base = _base(layers[-1], wanted, folder)
        if base.berkas in {layer.berkas for layer in layers} or len(layers) >= MAKS_RANTAI:
            raise SkenarioError([_at(layers[-1], ("berdasar",), "S001", "Rantai berdasar berputar.", _HELP_BASE)])
        layers.append(base)
    return tuple(layers)


NAMA = ("nama", "keterangan")
"""What every file says of itself: the words of its base are about another scenario."""
_HELP_BASE = f"Tulis nama skenario bawaan ({', '.join(BAWAAN)}) atau nama berkas .yaml di folder yang sama."


def _base(layer: Lapis, wanted: Any, folder: Path | None) -> Lapis:
    if isinstance(wanted, str) and wanted in BAWAAN:
        return _shipped(wanted)
    if isinstance(wanted, str) and folder is not None and is_slug(wanted.removesuffix(".yaml")):
        path = folder / f"{wanted.removesuffix('.yaml')}.yaml"
        if path.is_file():
            return _layer(_bytes(path), path.as_posix())
    said = f'Skenario dasar "{clip(wanted)}" tidak ada.' if isinstance(wanted, str) else '"berdasar" harus berupa teks.'
    raise SkenarioError([_at(layer, ("berdasar",), "S001", said, _HELP_BASE)])


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MAKS_BITA + 1)
    except OSError:
        bantuan = f"Periksa nama berkasnya, atau pakai skenario bawaan: {', '.join(BAWAAN)}."
        pesan = "Berkas skenario tidak ada atau tidak dapat dibuka."
        raise SkenarioError([Temuan("B001", Tingkat.GALAT, pesan, path.as_posix(), bantuan=bantuan)]) from None


def _assembled(
    kunci: str, layers: tuple[Lapis, ...], known: Mapping[str, tuple[Baris, ...]] | None = None
) -> SkenarioTerbaca:
    """Merge, validate, and read the CSV files that are named."""
    merged: dict[str, Any] = {}
    findings: list[Temuan] = []
    for layer in reversed(layers):
        if layer.letak.berisi:  # values given by a program carry their reason there
            findings.extend(_nameless(layer))
            findings.extend(_without_reason(layer, layer.data, merged, ()))
        merged = _merged(merged, layer.data)
    merged.pop("berdasar", None)
    skenario, faults = _validated(merged, layers)
    findings.extend(faults)
    if skenario is None or findings:
        raise SkenarioError(dict.fromkeys(findings))
    arrivals = dict(known or {})
    found: list[Temuan] = []
    for jalur, berkas in _csv_files(skenario):
        if berkas not in arrivals:
            owner = _owner(jalur, layers)
            arrivals[berkas], more = read_arrivals(Path(owner.berkas).parent, berkas)
            found.extend(
                one if one.berkas else replace(one, berkas=owner.berkas, letak=owner.letak.of_value(jalur), jalur=jalur)
                for one in more
            )
    if found:
        raise SkenarioError(found)
    return SkenarioTerbaca(kunci, skenario, layers, arrivals)


_HELP: Final = {
    "missing": 'Tambahkan "{kunci}:".',
    "teks_kosong": "Tulis sesuatu yang dapat diperiksa orang lain.",
    "teks_panjang": "Ringkas teksnya.",
    "tanggal": "Tulis dengan tanda kutip; tanggal itu harus ada pada kalender.",
    "date_type": 'Tulis tahun-bulan-hari dalam tanda kutip, misalnya "2026-01-05".',
}
"""Help where that for an SOP would not fit."""


def _validated(merged: Mapping[str, Any], layers: tuple[Lapis, ...]) -> tuple[Skenario | None, Iterator[Temuan]]:
    """Validate what all files say together; each fault is placed in the nearest file that says it."""
    skenario, faults = validate(merged, Skenario, Asal(layers[0].berkas, layers[0].letak), bantuan=_HELP)
    return skenario, _placed(faults, merged, layers)


def _placed(faults: tuple[Temuan, ...], merged: Mapping[str, Any], layers: tuple[Lapis, ...]) -> Iterator[Temuan]:
    alike = {id(layer): validate(merged, Skenario, Asal(layer.berkas, layer.letak), bantuan=_HELP)[1]
             for layer in layers if faults}  # fmt: skip
    absent: list[str] = []
    for index, temuan in enumerate(faults):
        missing = temuan.kode == "B007"
        if missing and len(temuan.jalur) == 1:
            absent += [str(key) for key in temuan.jalur if key not in NAMA]
            continue
        owner = _owner(temuan.jalur[:-1] if missing else temuan.jalur, layers)
        found = alike[id(owner)][index]
        if found.kode == "B006" and len(found.jalur) == 1 and get_close_matches(str(found.jalur[0]), ["berdasar"]):
            found = replace(found, bantuan='Maksudnya "berdasar"?')
        yield found
    if absent:
        last = layers[-1]
        pesan = f"Skenario yang tidak berdasar skenario lain harus lengkap; belum ada: {', '.join(absent)}."
        yield _at(last, (), "B007", pesan, 'Tambahkan "berdasar: dasar", lalu tulis yang berbeda saja.')


def _nameless(layer: Lapis) -> Iterator[Temuan]:
    for key in NAMA:
        if key not in layer.data:
            pesan = f'Kunci wajib "{key}" tidak ada.'
            yield _at(layer, (), "B007", pesan, "Skenario turunan perlu nama dan keterangannya sendiri.")


def _csv_files(skenario: Skenario) -> Iterator[tuple[Jalur, str]]:
    sections: list[tuple[Jalur, Kedatangan]] = [(("kedatangan",), skenario.kedatangan)]
    for key, rule in skenario.sop.items():
        if rule.kedatangan is not None:
            sections.append((("sop", key, "kedatangan"), rule.kedatangan))
    for jalur, section in sections:
        if section.bentuk == "csv" and section.berkas is not None:
            yield (*jalur, "berkas"), section.berkas


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in own.items():
        before = result.get(key)
        result[key] = _merged(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return result


def _without_reason(layer: Lapis, own: Mapping[str, Any], base: Mapping[str, Any], jalur: Jalur) -> Iterator[Temuan]:
    """Find sections that change what another file assumed and keep its reason, which is then no reason any more."""
    for key, value in own.items():
        before = base.get(key)
        if isinstance(value, dict) and isinstance(before, dict):
            place = (*jalur, key)
            if "alasan" in before and value and "alasan" not in value:
                pesan = f'"{".".join(map(str, place))}" diubah, tetapi alasannya masih alasan skenario dasarnya.'
                yield _at(layer, place, "S002", pesan, f"Tambahkan alasan: di dalam {key}.")
            yield from _without_reason(layer, value, before, place)


def _owner(jalur: Jalur, layers: tuple[Lapis, ...]) -> Lapis:
    """Return the nearest file that says something at a path, or at the longest part of it that any file names."""
    for length in range(len(jalur), 0, -1):
        for layer in layers:
            if _holds(layer.data, jalur[:length]):
                return layer
    return layers[0]


def _holds(data: Any, jalur: Jalur) -> bool:
    for part in jalur:
        if isinstance(data, dict):
            if part not in data:
                return False
            data = data[str(part)]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return False
    return True


def _at(layer: Lapis, jalur: Jalur, kode: str, pesan: str, bantuan: str) -> Temuan:
    return Temuan(kode, Tingkat.GALAT, pesan, layer.berkas, layer.letak.of_value(jalur), jalur, bantuan)
