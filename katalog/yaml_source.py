"""Reading YAML as untrusted text: plain data, the place of every value, and every fault that was met.

Only PyYAML's event stream is used. No object is ever constructed from a tag, anchors and aliases are refused
(a few lines of them can unfold to gigabytes), and plain scalars are resolved by this module's own short list,
so that `no`, `012`, `2024-01-10` and `1:30` stay the words that the author wrote.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import yaml

from katalog.positions import AWAL, TANPA_LETAK, Letak, PetaLetak, Simpul
from katalog.yaml_faults import Cacat, place_after, syntax_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

MAKS_BITA = 262_144
"""Largest accepted SOP, in bytes; a long real one has about 20,000."""
MAKS_BITA_ACUAN = 8_388_608
"""Largest accepted reference file, in bytes: some 10,000 regulations."""
MAKS_KEDALAMAN = 16
"""Deepest accepted nesting; an SOP needs five."""

_BOOLEAN = {"true": True, "false": False}
_NULL = frozenset({"", "~", "null"})
_NUMERIC = frozenset("-0123456789")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
# What is no character at all, and what Unicode calls default-ignorable: zero-width and direction marks, fillers,
# variation selectors, tags; line and paragraph separators.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Besides these, what only an escape can bring into a text, since the reader refuses it as it is.
_HIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff{_UNSEEN}]")
_WRITTEN_HIDDEN = re.compile(f"[\x85{_UNSEEN}]")
_KINDS = (
    (re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"), "pengubah arah tulisan"),
    (re.compile("[\u200b-\u200d\u2060\ufeff]"), "karakter tanpa lebar"),
    (re.compile("[\x85\u2028\u2029]"), "pemisah baris"),
    (re.compile("\u00ad"), "tanda hubung yang tidak tampak"),
    (re.compile("[\U000e0000-\U000e007f]"), "karakter tag"),
)
# What YAML takes for a line's end and no editor does, and byte order marks inside the text.
_HIDDEN_BREAK = re.compile("[\x85\u2028\u2029\ufeff]")
_SPACE_INSIDE = re.compile(r"(?<=\S)[ \t]+")


@dataclass(frozen=True, slots=True)
class Naskah:
    """A text read as YAML. `data` is None where the text could not be read at all; then `cacat` says why."""

    data: Any
    letak: PetaLetak
    cacat: tuple[Cacat, ...]


class Simpanan(Protocol):
    """What remembers how faultless texts read: their data and places as JSON, by the bytes of the file alone."""

    def get(self, raw: bytes) -> tuple[str, str] | None:
        """Return data and places of these bytes, where they are known."""

    def put(self, raw: bytes, data: str, letak: str) -> None:
        """Remember data and places of these bytes."""


def read_yaml(raw: bytes, batas: int = MAKS_BITA) -> Naskah:
    """Read one YAML document from bytes.

    `batas` is the largest accepted size in bytes. Returns data of dict, list, str, int, float, bool and None alone,
    with string keys. Never raises for bad input: faults are returned, all that one pass can find. A text with a
    syntax fault has no data.
    """
    if len(raw) > batas:
        return _unreadable(
            Cacat(
                "B010",
                AWAL,
                f"Berkas terlalu besar: lebih dari {batas:,} bita.".replace(",", "."),
                "Satu berkas memuat satu SOP. Pindahkan lampiran ke luar berkas YAML.",
            )
        )
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _unreadable(Cacat("B002", AWAL, "Berkas tersimpan sebagai UTF-16, bukan UTF-8.", _HELP_ENCODING))
    try:
        text = decoded(raw)
    except UnicodeDecodeError as error:
        # The codec counts from behind a byte order mark, and so do the bytes that it hands over.
        before = _with_newlines(error.object[: error.start].decode())
        return _unreadable(
            Cacat(
                "B002",
                place_after(before),
                f"Berkas bukan UTF-8: bita 0x{error.object[error.start]:02x} tidak dapat dibaca.",
                _HELP_ENCODING,
            )
        )
    hidden = tuple(_hidden_places(text))
    if hidden:
        text = _HIDDEN_BREAK.sub(" ", text)
    naskah = _parse(spaced(text), frozenset(cacat.letak.baris for cacat in hidden))
    return Naskah(naskah.data, naskah.letak, (*hidden, *naskah.cacat))


_HELP_ENCODING = "Simpan ulang berkas dengan penyandian (encoding) UTF-8."


def decoded(raw: bytes) -> str:
    """Return a file's text with every line end as one newline; raises UnicodeDecodeError where it is not UTF-8."""
    return _with_newlines(raw.decode("utf-8-sig").lstrip("\ufeff"))


def spaced(text: str) -> str:
    """Return the text with tabs between words as spaces, place by place.

    To the fast reader such a tab is a space, to the pure one a fault.
    """
    return _SPACE_INSIDE.sub(lambda match: " " * len(match[0]), text) if "\t" in text else text


def visible(text: str) -> str:
    """Return the text without characters that nobody sees; a catalogue accepts none."""
    return _HIDDEN.sub("", text)


def clip(text: str, width: int = 60) -> str:
    """Return words of a file as a message may repeat them: on one line, nothing hidden, cut to `width`."""
    text = " ".join(visible(text).split())
    return f"{text[:width]}…" if len(text) > width else text


def _hidden_places(text: str) -> Iterator[Cacat]:
    """Yield the first hidden character of each line, comments included: who reviews a file reads them too."""
    if _WRITTEN_HIDDEN.search(text):
        for index, line in enumerate(text.split("\n")):
            if match := _WRITTEN_HIDDEN.search(line):
                yield _hidden_fault(match[0], Letak(index + 1, match.start() + 1))


def _hidden_fault(char: str, letak: Letak) -> Cacat:
    kind = next((f" ({words})" for pattern, words in _KINDS if pattern.match(char)), "")
    return Cacat(
        "B011",
        letak,
        f"Teks memuat karakter tersembunyi U+{ord(char):04X}{kind}.",
        "Hapus karakter itu: ketik ulang bagian teks tersebut tanpa menyalin-tempel.",
    )


def _parse(text: str, known: frozenset[int]) -> Naskah:
    """Read a text; `known` are the lines whose hidden characters were reported."""
    try:
        return _compose(text, _FAST_LOADER, _Penyusun(tersembunyi=known))
    except (yaml.YAMLError, ValueError):
        # The pure reader words every fault alike on every machine; the fast one is not always there.
        builder = _Penyusun(tersembunyi=known)
        try:
            return _compose(text, yaml.SafeLoader, builder)
        except (yaml.YAMLError, ValueError) as error:  # ValueError: a version in %YAML of thousands of digits
            return _unreadable(syntax_fault(error, text, builder.kutipan))


def _unreadable(*cacat: Cacat) -> Naskah:
    return Naskah(None, TANPA_LETAK, cacat)


def _with_newlines(text: str) -> str:
    """Return the text with every line end as one newline, so that all places are counted alike."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


_FAST_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CEPAT = _FAST_LOADER is not yaml.SafeLoader
"""Whether libyaml reads here, which takes a tenth of the time."""


@dataclass(slots=True)
class _Wadah:
    """A mapping or list that is still being filled."""

    data: Any
    """A dict or list, and `anak` the same, of places."""
    anak: Any
    kunci: str | None = None
    baris_kunci: int = 0
    kolom_kunci: int = 0
    ganda: bool = False


@dataclass(slots=True)
class _Penyusun:
    """Builds data and positions from events, iteratively: nesting cannot exhaust the stack."""

    cacat: list[Cacat] = field(default_factory=list)
    tumpukan: list[_Wadah] = field(default_factory=list)
    data: Any = None
    akar: Simpul | None = None
    dokumen: int = 0
    tersembunyi: frozenset[int] = frozenset()
    kutipan: Any = None
    """The last scalar, if it was written with quotes or as a block."""

    def fault(self, kode: str, letak: Letak, pesan: str, bantuan: str) -> None:
        self.cacat.append(Cacat(kode, letak, pesan, bantuan))

    def at_key(self) -> bool:
        """Tell whether the next node is a mapping's key."""
        top = self.tumpukan[-1] if self.tumpukan else None
        return top is not None and top.kunci is None and type(top.data) is dict

    def put(self, data: Any, simpul: Simpul) -> None:
        """Store a finished value, or the container that is about to be filled, where it belongs."""
        if not self.tumpukan:
            self.data, self.akar = data, simpul
            return
        top = self.tumpukan[-1]
        if type(top.data) is list:
            top.data.append(data)
            top.anak.append(simpul)
            return
        simpul[2], simpul[3] = top.baris_kunci, top.kolom_kunci
        if not top.ganda:
            top.data[top.kunci] = data
            top.anak[top.kunci] = simpul
        top.kunci, top.ganda = None, False

    def take_key(self, kunci: str, baris: int, kolom: int) -> None:
        top = self.tumpukan[-1]
        top.kunci, top.baris_kunci, top.kolom_kunci = kunci, baris, kolom
        if kunci in top.data:
            top.ganda = True
            first = top.anak[kunci][2]
            self.fault(
                "B003",
                Letak(baris, kolom),
                f'Kunci "{clip(kunci)}" ditulis dua kali dalam bagian yang sama (pertama di baris {first}).',
                "Hapus salah satunya, atau gabungkan isinya.",
            )


def _compose(text: str, loader: Any, builder: _Penyusun) -> Naskah:
    parser = loader(text)
    try:
        # The most frequent kind comes first, by its exact type: this loop is half of what reading a catalogue costs.
        while (event := parser.get_event()) is not None:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                _take_scalar(builder, event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if not _take_container(builder, event):
                    return _unreadable(*builder.cacat)  # half a document would only lack what stands further down
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                builder.tumpukan.pop()
            elif kind is yaml.AliasEvent:
                _take_alias(builder, event)
            elif kind is yaml.DocumentStartEvent:
                builder.dokumen += 1
                if builder.dokumen > 1:
                    builder.fault(
                        "B001",
                        _place(event),
                        "Berkas memuat lebih dari satu dokumen YAML.",
                        "Hapus garis --- kedua dan isinya.",
                    )
                    break
    finally:
        parser.dispose()
    letak = TANPA_LETAK if builder.akar is None else PetaLetak.of_tree(builder.akar)
    return Naskah(builder.data, letak, tuple(builder.cacat))


_HELP_ANCHOR = "Tulis isinya langsung; jangkar (&) dan alias (*) tidak dipakai dalam katalog."


def _place(event: Any) -> Letak:
    mark = event.start_mark
    return Letak(mark.line + 1, mark.column + 1)


def _take_alias(builder: _Penyusun, event: Any) -> None:
    letak = _place(event)
    builder.fault("B004", letak, f"Alias *{clip(event.anchor or '')} tidak diterima.", _HELP_ANCHOR)
    if builder.at_key():
        builder.take_key(f"*{event.anchor}", letak.baris, letak.kolom)
    else:
        builder.put(None, [letak.baris, letak.kolom, 0, 0])


def _refuse_properties(builder: _Penyusun, event: Any) -> None:
    if event.anchor is not None:
        builder.fault("B004", _place(event), f"Jangkar &{clip(event.anchor)} tidak diterima.", _HELP_ANCHOR)
    if event.tag is not None and event.tag != "!":
        builder.fault(
            "B005",
            _place(event),
            f"Tag YAML {clip(event.tag)} tidak diterima.",
            "Hapus tag itu; tulis teks biasa atau angka.",
        )


def _take_container(builder: _Penyusun, event: Any) -> bool:
    """Take the start of a container; False where reading must stop."""
    _refuse_properties(builder, event)
    if builder.at_key():
        builder.fault("B001", _place(event), "Kunci harus berupa teks sederhana.", "Tulis kunci sebagai satu kata.")
        return False
    if len(builder.tumpukan) >= MAKS_KEDALAMAN:
        builder.fault(
            "B010",
            _place(event),
            f"Susunan terlalu dalam: lebih dari {MAKS_KEDALAMAN} tingkat.",
            "Kurangi tingkat indentasi.",
        )
        return False
    mapping = type(event) is yaml.MappingStartEvent
    data: dict[str, Any] | list[Any] = {} if mapping else []
    anak: dict[str, Simpul] | list[Simpul] = {} if mapping else []
    mark = event.start_mark
    simpul: Simpul = [mark.line + 1, mark.column + 1, 0, 0, anak]
    builder.put(data, simpul)
    builder.tumpukan.append(_Wadah(data, anak))
    return True


def _take_scalar(builder: _Penyusun, event: Any) -> None:
    if event.anchor is not None or event.tag is not None:
        _refuse_properties(builder, event)
    value, mark, style = event.value, event.start_mark, event.style
    builder.kutipan = event if style else None
    if hidden := _HIDDEN.search(value):
        if builder.tersembunyi.isdisjoint(range(mark.line + 1, event.end_mark.line + 2)):
            builder.cacat.append(_hidden_fault(hidden[0], _place(event)))  # written as an escape
        value = _HIDDEN.sub("", value)
    if builder.at_key():
        builder.take_key(value, mark.line + 1, mark.column + 1)
        return
    # Quoted words are words; of plain ones only what may be a number is looked at closely.
    builder.put(value if style else _resolve(value), [mark.line + 1, mark.column + 1, 0, 0])


def _resolve(value: str) -> Any:
    """Return what a plain scalar means: only true, false, null, plain integers and decimals are no text."""
    if value in _NULL:
        return None
    if value in _BOOLEAN:
        return _BOOLEAN[value]
    if value[0] not in _NUMERIC:
        return value
    if _INTEGER.fullmatch(value):
        return int(value)
    if _DECIMAL.fullmatch(value):
        return float(value)
    return value
