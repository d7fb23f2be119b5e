"""Reading a catalogue folder from disk: the one place of `katalog` that opens the sources."""

from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from katalog.catalogue import Acuan, Dokumen, Katalog
from katalog.doubts import TANDA, marked_lines
from katalog.fields import is_file_name, is_slug
from katalog.findings import Temuan, Tingkat, sort_findings
from katalog.model import SOP
from katalog.positions import Letak
from katalog.references import OPD, Istilah, Jabatan, Peraturan, Proses
from katalog.validation import MAKS_CACAT, Asal, first_ones, read_model, source_findings, valid, validate
from katalog.yaml_source import MAKS_BITA, MAKS_BITA_ACUAN, clip, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from katalog.fields import Beku
    from katalog.positions import PetaLetak
    from katalog.yaml_source import Simpanan

_YAML = (".yaml", ".yml")
ACUAN = ("opd.yaml", "peraturan.yaml", "proses.yaml", "jabatan.yaml", "istilah.yaml")
"""The files of `_acuan/`."""
RIWAYAT = "_riwayat"
"""The folder of old versions."""
NASKAH = (".txt", ".pdf", ".docx", ".png", ".jpg")
"""Kinds of files in `_sumber/`: none that a browser runs or that becomes a page."""
_BARIS_RAGU = 10
"""Lines of open doubts that a finding names."""


def load_catalogue(akar: Path | str, simpanan: Simpanan | None = None) -> Katalog:
    """Read every SOP and reference under the catalogue folder `akar`; the SOPs that `simpanan` knows are not parsed.

    Faults never raise: they are in `temuan_baca`, all of them. Symbolic links are not followed. Raises
    NotADirectoryError where `akar` is no folder.
    """
    akar = Path(akar)
    if not akar.is_dir():
        raise NotADirectoryError(akar)
    documents: list[Dokumen] = []
    findings: list[Temuan] = []
    for path in sorted(akar.iterdir(), key=lambda entry: entry.name):
        if path.name.startswith(("_", ".")):
            continue
        folder_findings = tuple(_folder_faults(path))
        findings.extend(folder_findings)
        if folder_findings or not path.is_dir():
            continue
        for file in sorted(path.iterdir(), key=lambda entry: entry.name):
            if file.name.startswith("."):
                continue
            bad = tuple(_file_faults(file, akar))
            findings.extend(bad)
            if bad:
                continue
            document, more = load_document(file, akar, simpanan)
            findings.extend(more)
            if document is not None:
                documents.append(document)
    acuan, more = load_references(akar)
    findings.extend(more)
    findings.extend(_strange_files(akar))
    heirs = {old: document.id for document in documents for old in document.sop.id_lama}
    versions, more = load_versions(akar, simpanan, heirs)
    findings.extend(more)
    return Katalog(tuple(documents), acuan, sort_findings(findings), _sources(akar / "_sumber"), versions)


def _strange_files(akar: Path) -> Iterable[Temuan]:
    """Yield a finding for each file of `_acuan/` and `_sumber/` that does not belong there.

    Links; references that nobody reads; sources that a browser or the site's builder would take for a page.
    """
    for folder, fault in ((akar / "_acuan", _reference_fault), (akar / "_sumber", _source_fault)):
        if folder.is_symlink():
            yield _name_fault(folder.name, _NO_LINK, "Salin folder aslinya ke sini.")
        elif folder.is_dir():
            taken: set[str] = set()
            for entry in sorted(folder.iterdir(), key=lambda one: one.name):
                name = f"{folder.name}/{entry.name}"
                if entry.is_symlink():
                    yield _name_fault(name, _NO_LINK, "Salin berkas aslinya ke sini.")
                elif not entry.name.startswith("."):
                    yield from fault(entry, name)
                if entry.name.casefold() in taken:
                    yield _name_fault(name, "Nama ini hanya beda huruf besar dan kecil dengan nama lain.", _HELP_CASE)
                taken.add(entry.name.casefold())


def _reference_fault(entry: Path, name: str) -> Iterable[Temuan]:
    if entry.suffix in _YAML and entry.name not in ACUAN:
        yield _name_fault(name, "Berkas acuan ini tidak dikenal.", f"Yang dibaca: {', '.join(ACUAN)}.")


def _source_fault(entry: Path, name: str) -> Iterable[Temuan]:
    if not entry.is_file():
        yield _name_fault(name, "Ini bukan berkas biasa.", "Taruh berkas naskah langsung di _sumber/.")
    elif not is_file_name(entry.name):
        yield _name_fault(name, "Nama berkas naskah tidak sah.", "Pakai huruf, angka, titik, _ dan - tanpa spasi.")
    elif entry.suffix not in NASKAH:
        kinds = ", ".join(NASKAH)
        yield _name_fault(name, "Jenis berkas naskah ini tidak diterima.", f"Yang diterima: {kinds}.")


def _sources(folder: Path) -> frozenset[str]:
    if folder.is_symlink() or not folder.is_dir():
        return frozenset()
    return frozenset(
        entry.name
        for entry in folder.iterdir()
        if not entry.name.startswith(".") and not entry.is_symlink() and not tuple(_source_fault(entry, entry.name))
    )


def load_document(
    file: Path, akar: Path, simpanan: Simpanan | None = None
) -> tuple[Dokumen | None, tuple[Temuan, ...]]:
    """Read one SOP file below `akar`; returns no document where it has a `galat`."""
    opd, slug = file.parent.name, file.stem
    berkas = file.relative_to(akar).as_posix()
    raw = _read(file)
    if raw is None:
        return None, (_closed(berkas, f"{opd}/{slug}"),)
    sop, letak, findings = read_model(raw, SOP, berkas, f"{opd}/{slug}", simpanan)
    if sop is None:
        return None, findings
    return Dokumen(opd, slug, berkas, sop, letak), (*findings, *_open_doubts(raw, berkas, f"{opd}/{slug}"))


def _open_doubts(raw: bytes, berkas: str, sop: str) -> Iterable[Temuan]:
    lines = marked_lines(raw)
    if lines:
        named = ", ".join(map(str, lines[:_BARIS_RAGU])) + (", …" if len(lines) > _BARIS_RAGU else "")
        pesan = f"Masih ada {len(lines)} tanda {TANDA} dari draf impor, pada baris {named}."
        bantuan = "Cocokkan tiap hal itu dengan naskah, perbaiki isinya, lalu hapus komentarnya."
        yield Temuan("B013", Tingkat.PERINGATAN, pesan, berkas, Letak(lines[0], 1), (), bantuan, sop)


def load_versions(
    akar: Path, simpanan: Simpanan | None = None, pewaris: Mapping[str, str] = MappingProxyType({})
) -> tuple[Mapping[str, Mapping[str, Dokumen]], tuple[Temuan, ...]]:
    """Read the old versions, `_riwayat/<opd>/<slug>/<name>.yaml`, by the id of their SOP and the name of their file.

    A file with a fault is left out and reported; whether the SOP names it is for a rule to say. `pewaris` are the
    SOPs by the ids that they had before: versions under such an id were left behind.
    """
    found: dict[str, dict[str, Dokumen]] = {}
    findings: list[Temuan] = []
    for file in _version_files(akar, akar / RIWAYAT, findings, depth=0):
        opd, slug, berkas = file.parents[1].name, file.parent.name, file.relative_to(akar).as_posix()
        raw = _read(file)
        if raw is None:
            findings.append(_closed(berkas, f"{opd}/{slug}"))
            continue
        if not (akar / opd / f"{slug}.yaml").is_file():
            now = pewaris.get(f"{opd}/{slug}")
            moved = f"SOP itu kini {now}: pindahkan folder _riwayat/{opd}/{slug}/ menjadi _riwayat/{now}/."
            findings.append(_name_fault(berkas, f'Tidak ada SOP "{opd}/{slug}".', moved if now else _HELP_VERSION))
            continue
        sop, letak, more = read_model(raw, SOP, berkas, f"{opd}/{slug}", simpanan)
        findings.extend(more)
        if sop is not None:
            old = Dokumen(opd, f"{slug}/riwayat/{file.stem}", berkas, sop, letak)
            found.setdefault(f"{opd}/{slug}", {})[file.name] = old
    return MappingProxyType({key: MappingProxyType(own) for key, own in found.items()}), tuple(findings)


def _version_files(akar: Path, folder: Path, findings: list[Temuan], depth: int) -> Iterable[Path]:
    """Yield the files below a folder of `_riwayat/`, two folders deep, and report what does not belong there."""
    if depth == 0 and not (folder.is_symlink() or folder.is_dir()):
        return
    name = folder.relative_to(akar).as_posix()
    if folder.is_symlink():
        findings.append(_name_fault(name, _NO_LINK, "Salin folder aslinya ke sini."))
    elif not folder.is_dir() or (depth and not is_slug(folder.name)):
        findings.append(_name_fault(name, "Tempat versi lama keliru.", _HELP_VERSION))
    else:
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if entry.name.startswith("."):
                continue
            if depth < 2:
                yield from _version_files(akar, entry, findings, depth + 1)
            elif bad := tuple(_file_faults(entry, akar)):
                findings.extend(bad)
            else:
                yield entry


def _read(file: Path, batas: int = MAKS_BITA) -> bytes | None:
    """Read at most one byte more than is accepted: a huge file costs no memory. None where it cannot be opened."""
    try:
        with file.open("rb") as stream:
            return stream.read(batas + 1)
    except OSError:
        return None


def _closed(berkas: str, sop: str | None = None) -> Temuan:
    bantuan = "Periksa izin baca berkas itu."
    return Temuan("B001", Tingkat.GALAT, "Berkas tidak dapat dibuka.", berkas, bantuan=bantuan, sop=sop)


def _folder_faults(path: Path) -> Iterable[Temuan]:
    if path.is_symlink():
        yield _name_fault(path.name, _NO_LINK, "Salin folder aslinya ke sini.")
    elif path.is_file():
        if path.suffix in _YAML:
            yield _name_fault(
                path.name, "Berkas SOP harus berada di dalam folder OPD.", f"Pindahkan ke <opd>/{path.name}."
            )
    elif not is_slug(path.name):
        yield _name_fault(path.name, "Nama folder OPD tidak sah.", _HELP_SLUG)


def _file_faults(file: Path, akar: Path) -> Iterable[Temuan]:
    berkas = file.relative_to(akar).as_posix()
    if file.is_symlink():
        yield _name_fault(berkas, _NO_LINK, "Salin berkas aslinya ke sini.")
    elif file.is_dir():
        yield _name_fault(
            berkas, "Folder di dalam folder OPD tidak dibaca.", "Taruh berkas SOP langsung di folder OPD."
        )
    elif not file.is_file():
        yield _name_fault(berkas, "Bukan berkas biasa.", "Hapus; yang dibaca hanya berkas teks .yaml.")
    elif file.suffix != ".yaml":
        yield _name_fault(berkas, "Berkas ini bukan .yaml.", "Ganti akhiran menjadi .yaml, atau pindahkan ke _sumber/.")
    elif not is_slug(file.stem):
        yield _name_fault(berkas, "Nama berkas tidak sah.", _HELP_SLUG)


_NO_LINK = "Tautan simbolik tidak diikuti."
_HELP_VERSION = "Versi lama disimpan sebagai _riwayat/<opd>/<nama SOP>/<versi>.yaml."
_HELP_SLUG = (
    "Pakai huruf kecil, angka dan tanda hubung, misalnya penjenjangan-kinerja.yaml; con, nul dan aux milik Windows."
)
_HELP_CASE = "Ganti salah satu namanya: pada Windows dan macOS keduanya satu berkas."


def _name_fault(berkas: str, pesan: str, bantuan: str) -> Temuan:
    shown = re.sub(r"[^\x20-\x7e]", "?", berkas)
    return Temuan("B012", Tingkat.GALAT, pesan, shown, bantuan=bantuan)


Entri = TypeVar("Entri", bound="Beku")


def _key_fault(key: str, asal: Asal) -> Temuan:
    letak = asal.letak.of_key((key,))
    bantuan = "Pakai huruf kecil, angka dan tanda hubung."
    return Temuan("B009", Tingkat.GALAT, f'Kunci "{clip(key)}" tidak sah.', asal.berkas, letak, (key,), bantuan)


def load_references(akar: Path) -> tuple[Acuan, tuple[Temuan, ...]]:
    """Read `_acuan/`; a file that is not there is empty, an entry with a fault is left out and reported."""
    positions: dict[str, PetaLetak] = {}
    findings: list[Temuan] = []

    def read(name: str, model: type[Entri]) -> Mapping[str, Entri]:
        file = akar / "_acuan" / f"{name}.yaml"
        if not file.is_file() or file.is_symlink() or file.parent.is_symlink():
            return MappingProxyType({})
        berkas = f"_acuan/{name}.yaml"
        raw = _read(file, MAKS_BITA_ACUAN)
        if raw is None:
            findings.append(_closed(berkas))
            return MappingProxyType({})
        naskah = read_yaml(raw, MAKS_BITA_ACUAN)
        asal = Asal(berkas, naskah.letak)
        faults = [*source_findings(naskah, asal)]
        positions[name] = naskah.letak
        if naskah.data is not None and not isinstance(naskah.data, dict):
            faults.append(Temuan("B001", Tingkat.GALAT, "Berkas acuan harus berisi pasangan kunci: isi.", berkas))
        entries: dict[str, Entri] = {}
        for key, data in naskah.data.items() if isinstance(naskah.data, dict) else ():
            entry: Entri | None = None
            if not is_slug(key):
                faults.append(_key_fault(key, asal))
            elif len(faults) > MAKS_CACAT:  # what is wrong with the others is not said: wording it takes longest
                entry = valid(data, model)
            else:
                entry, more = validate(data, model, asal, (key,))
                faults.extend(more)
            if entry is not None:
                entries[key] = entry
        findings.extend(first_ones(tuple(faults), asal))
        return MappingProxyType(entries)

    acuan = Acuan(
        opd=read("opd", OPD),
        peraturan=read("peraturan", Peraturan),
        proses=read("proses", Proses),
        jabatan=read("jabatan", Jabatan),
        istilah=read("istilah", Istilah),
        letak=MappingProxyType(positions),
    )
    return acuan, tuple(findings)
