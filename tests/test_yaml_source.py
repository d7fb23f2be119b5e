"""Reading YAML as untrusted text: nothing raises, nothing surprises, every place is exact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from katalog import yaml_source
from katalog.fields import is_file_name, is_slug
from katalog.positions import Letak
from katalog.yaml_source import MAKS_BITA, MAKS_KEDALAMAN, clip, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.positions import Jalur, Simpul
    from katalog.yaml_source import Naskah

BOM = "\ufeff"

# Pieces that YAML gives a meaning, so that random text is often nearly YAML.
PIECES = [*"ab:-[]{},'\"\n\t#&*!|>%?\\0 1\r~@`é🎉\x00\x07", ": ", "- ", "\n  ", "\n- ", "---\n", "...\n", "%YAML 1.1\n"]
PIECES += [
    "&a ",
    "*a",
    "!!int ",
    "!<x> ",
    "<<: ",
    "null",
    "true",
    "0x1F",
    "|\n  ",
    "\u2028",
    "\x85",
    BOM,
    "\u200b",
    "\u202e",
]
almost_yaml = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def values(data: Any) -> Iterator[Any]:
    yield data
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from values(value)
    elif isinstance(data, list):
        for value in data:
            yield from values(value)


def children(node: Simpul) -> dict[str | int, Simpul]:
    """Return what stands below a node, by key or index."""
    below = node[4] if len(node) > 4 else {}
    return dict(enumerate(below)) if isinstance(below, list) else below


def places(node: Simpul) -> Iterator[Letak]:
    yield Letak(node[0], node[1])
    if node[2]:
        yield Letak(node[2], node[3])
    for child in children(node).values():
        yield from places(child)


def mirrored(data: Any, node: Simpul) -> bool:
    """Tell whether the tree of places has exactly the branches that the data has."""
    if isinstance(data, (dict, list)):
        items = list(data.items() if isinstance(data, dict) else enumerate(data))
        below = children(node)
        return set(below) == {key for key, _ in items} and all(mirrored(value, below[key]) for key, value in items)
    return len(node) == 4


def lines_of(text: str) -> int:
    return len(re.split(r"\r\n|\r|\n", text))


def hold(naskah: Naskah, text: str) -> None:
    """Assert what holds for every text."""
    lines = re.split(r"\r\n|\r|\n", text)
    ends = [*map(len, lines), 0]  # an empty value at the end stands on the line that would follow
    for place in (*places(naskah.letak.akar), *(cacat.letak for cacat in naskah.cacat)):
        assert 1 <= place.baris <= len(ends)
        assert 1 <= place.kolom <= ends[place.baris - 1] + 1
    for value in values(naskah.data):
        assert type(value) in {dict, list, str, int, float, bool, type(None)}
        if isinstance(value, dict):
            assert all(type(key) is str for key in value)
        if isinstance(value, str):
            assert clip(value, len(value)) == " ".join(value.split()), "something hidden is left"
    assert mirrored(naskah.data, naskah.letak.akar)
    for cacat in naskah.cacat:
        assert re.fullmatch(r"B0(0[1-5]|1[01])", cacat.kode)
        for words in (cacat.pesan, cacat.bantuan):
            assert words
            assert words.isprintable()
            assert len(words) < 250


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(raw: bytes) -> None:
    naskah = read_yaml(raw)
    try:
        text = raw.decode("utf-8-sig").lstrip(BOM)
    except UnicodeDecodeError:
        assert naskah.data is None
        assert [cacat.kode for cacat in naskah.cacat] == ["B002"]
    else:
        hold(naskah, text)


@settings(deadline=None)
@given(almost_yaml, st.binary(min_size=1, max_size=4), st.booleans())
def test_no_damaged_bytes_raise(text: str, damage: bytes, bom: bool) -> None:  # noqa: FBT001
    raw = (BOM * bom + text).encode() + damage
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        (cacat,) = read_yaml(raw).cacat
        assert cacat.kode == "B002"
        assert lines_of(text) <= cacat.letak.baris <= lines_of(raw.decode("latin-1"))
    else:
        hold(read_yaml(raw), text.lstrip(BOM))


BIDI = ("\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)))
UNSEEN = ("\u200b", "\u200c", "\u200d", "\u2060", "\u00ad", "\U000e0000", "\U000e0041", "\U000e007f", BOM)


@pytest.mark.parametrize("char", [*BIDI, *UNSEEN], ids=lambda char: f"U+{ord(char):04X}")
def test_what_nobody_sees_is_named_where_it_stands(char: str) -> None:
    for text in (f"nama: Tim\nkegiatan: Menyu{char}sun\n", f"nama: Tim\n#kegiatan Menyu{char}sun\n"):
        (cacat,) = read_yaml(text.encode()).cacat
        assert (cacat.kode, cacat.letak) == ("B011", Letak(2, 16))
        assert f"U+{ord(char):04X} (" in cacat.pesan
        assert ("pengubah arah tulisan" in cacat.pesan) == (char in BIDI)
    assert not is_slug(f"tim{char}")
    assert not is_file_name(f"tim{char}.txt")
    assert read_yaml('a: "\u05e9\u05dc\u05d5\u05dd"\n'.encode()).cacat == ()


@settings(max_examples=500, deadline=None)
@given(almost_yaml)
def test_no_text_raises(text: str) -> None:
    hold(read_yaml(text.encode()), text.lstrip(BOM))


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_words_survive_in_quotes(words: str) -> None:
    quoted = "'" + words.replace("'", "''") + "'"
    naskah = read_yaml(f"a: {quoted}\n".encode())
    if words.isprintable() and not yaml_source._HIDDEN.search(words):
        assert naskah.cacat == ()
        assert naskah.data == {"a": words}


@settings(deadline=None)
@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(10**14), 10**14)
        | st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126)),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc_", min_size=1), inner, max_size=4),
        max_leaves=12,
    )
)
def test_what_yaml_writes_is_read_back(data: Any) -> None:
    naskah = read_yaml(yaml.safe_dump(data, default_flow_style=None, default_style=None).encode())
    hold(naskah, yaml.safe_dump(data, default_flow_style=None))
    assert naskah.cacat == ()
    assert naskah.data == data


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="only one reader is there")
@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([piece for piece in PIECES if piece not in {"\t", "|\n  ", "|", ">", "!", "!<x> ", "?"}])
    ).map("".join)
)
def test_both_readers_agree(text: str) -> None:
    """A machine without libyaml reads the same; tabs, `|#` and odd tags are the known exceptions."""
    fast = read_yaml(text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_source, "_FAST_LOADER", yaml.SafeLoader)
        pure = read_yaml(text.encode())
    assert (fast.data, fast.cacat) == (pure.data, pure.cacat)


# ---- what plain words mean


@pytest.mark.parametrize(
    ("words", "value"),
    [
        *(
            (word, word)
            for word in ["no", "yes", "on", "off", "y", "n", "No", "YES", "On", "True", "FALSE", "Null", "NULL", "None"]
        ),
        *(
            (word, word)
            for word in [
                "012",
                "0o14",
                "0x1F",
                "0b1",
                "1:30",
                "190:20:30",
                "1_000",
                "+1",
                "1.",
                ".5",
                "1e3",
                "1.5e3",
                "-.inf",
                ".inf",
                ".NaN",
                "1,5",
            ]
        ),
        *(
            (word, word)
            for word in ["2024-01-10", "2024-01-10 10:00:00", "10/01/2024", "=", "<<", "1.2.3", "-", "Infinity"]
        ),
        ("1234567890123456", "1234567890123456"),
        ("123456789012345", 123456789012345),
        ("197701012005011001", "197701012005011001"),
        ("1.1234567890123456", "1.1234567890123456"),
        ("٣", "٣"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-7", -7),
        ("10", 10),
        ("1.50", 1.5),
        ("-0.25", -0.25),
        ("'true'", "true"),
        ('"7"', "7"),
        ("''", ""),
        ("|\n  7\n", "7\n"),
        (">-\n  null\n", "null"),
    ],
)
def test_plain_words_mean_what_the_docstring_says(words: str, value: Any) -> None:
    naskah = read_yaml(f"a: {words}\n".encode()) if words != "-" else read_yaml(b"a: '-'\n")
    assert naskah.cacat == ()
    assert naskah.data == {"a": value}
    assert type(naskah.data["a"]) is type(value)


@pytest.mark.parametrize("key", ["no", "yes", "on", "012", "1", "true", "null", "~", "2024-01-10", "1:30"])
def test_keys_are_always_text(key: str) -> None:
    assert read_yaml(f"{key}: a\n".encode()).data == {key: "a"}


# ---- places


DOCUMENT = """\
# komentar
nama: Pengumpulan
nomor:   "800/1"
kosong:
disahkan_oleh: {jabatan: Kepala, nama: 'Síti 🎉 C', nip: "1"}
peralatan: [Renstra, [dalam, {a: b}],  Renja]
uraian: >-
  baris satu

  baris dua
catatan: |
    literal
"kunci kutip": 1
ключ 🎉: é
langkah:
  - urut: 1
    kegiatan: a
    # komentar
    lanjut: {Ya: 6,
      Tidak: [4, selesai]}
  -   urut: 2
  - - dalam
"""
PLACES: list[tuple[Jalur, tuple[int, int], tuple[int, int]]] = [
    # path, place of the key (of the value for list items), place of the value
    (("nama",), (2, 1), (2, 7)),
    (("nomor",), (3, 1), (3, 10)),
    (("kosong",), (4, 1), (4, 8)),
    (("disahkan_oleh",), (5, 1), (5, 16)),
    (("disahkan_oleh", "jabatan"), (5, 17), (5, 26)),
    (("disahkan_oleh", "nama"), (5, 34), (5, 40)),
    (("disahkan_oleh", "nip"), (5, 52), (5, 57)),
    (("peralatan",), (6, 1), (6, 12)),
    (("peralatan", 0), (6, 13), (6, 13)),
    (("peralatan", 1), (6, 22), (6, 22)),
    (("peralatan", 1, 1, "a"), (6, 31), (6, 34)),
    (("peralatan", 2), (6, 40), (6, 40)),
    (("uraian",), (7, 1), (7, 9)),
    (("catatan",), (11, 1), (11, 10)),
    (("kunci kutip",), (13, 1), (13, 16)),
    (("ключ 🎉",), (14, 1), (14, 9)),
    (("langkah",), (15, 1), (16, 3)),
    (("langkah", 0), (16, 5), (16, 5)),
    (("langkah", 0, "urut"), (16, 5), (16, 11)),
    (("langkah", 0, "kegiatan"), (17, 5), (17, 15)),
    (("langkah", 0, "lanjut", "Ya"), (19, 14), (19, 18)),
    (("langkah", 0, "lanjut", "Tidak"), (20, 7), (20, 14)),
    (("langkah", 0, "lanjut", "Tidak", 1), (20, 18), (20, 18)),
    (("langkah", 1, "urut"), (21, 7), (21, 13)),
    (("langkah", 2, 0), (22, 7), (22, 7)),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("bom", ["", BOM], ids=["polos", "BOM"])
@pytest.mark.parametrize(("jalur", "key", "value"), PLACES, ids=lambda part: ".".join(map(str, part)))
def test_places_are_exact(jalur: Jalur, key: tuple[int, int], value: tuple[int, int], bom: str, ending: str) -> None:
    naskah = read_yaml((bom + DOCUMENT).replace("\n", ending).encode())
    assert naskah.cacat == ()
    assert naskah.letak.of_key(jalur) == Letak(*key)
    assert naskah.letak.of_value(jalur) == Letak(*value)


def test_a_path_that_is_not_there_points_at_what_is_nearest() -> None:
    letak = read_yaml(DOCUMENT.encode()).letak
    assert letak.of_value(("disahkan_oleh", "pangkat")) == Letak(5, 1)
    assert letak.of_value(("langkah", 1, "kegiatan")) == Letak(21, 7)
    assert letak.of_value(("tidak ada",)) == Letak(2, 1)


# ---- faults


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a: 1\na: 2\na: {b: 1, b: 2}\n", ["B003 2:1", "B003 3:1", "B003 3:11"]),
        ("a: &x 1\n&y b: *x\n*x : 1\n", ["B004 1:4", "B004 2:1", "B004 2:7", "B004 3:1"]),
        ("a: !!str 1\nb: ! 2\nc: !x [!y 1]\n", ["B005 1:4", "B005 3:4", "B005 3:8"]),
        ("a: x\u2028b: 1\n", ["B011 1:5", "B001 1:7"]),
        ("a: b\x85c: 1\n\u2029\n", ["B011 1:5", "B011 2:1", "B001 1:7"]),
        (f"a: b{BOM}c\n", ["B011 1:5"]),
        ("a: b\u00adc\nd\u200be: '\u202e'\n", ["B011 1:5", "B011 2:2"]),
        ("a: b # \u202ec\n# \u2066\nd: |\n  e\n  f\u200bg\n", ["B011 1:8", "B011 2:3", "B011 5:4"]),
        ('a: "\\u202e"\nb: "c\n  \\u200b"\n', ["B011 1:4", "B011 2:4"]),
        ('a: "\\ud800 \\x07"\n', ["B011 1:4"]),
        ("? {a: 1}\n: {b: 2}\nc: *x\n", ["B001 1:3"]),
        ("a: 1\n--- !x\nb: *y\n", ["B001 2:1"]),
        ("a: [" + "[" * MAKS_KEDALAMAN + "\n", [f"B010 1:{4 + MAKS_KEDALAMAN - 1}"]),
        ("a: 'b\nc: 1\n", ["B001 1:4"]),
        ("a: [b,\n  c\nd: 1\n", ["B001 1:4"]),
        ("%YAML 2.0\n---\na: 1\n", ["B001 1:1"]),
        (f"%YAML 1.{'9' * 5000}\n---\na: 1\n", ["B001 1:1"]),
        ("a: b\ufe0f\nc: \u3164\n\u034fd: \U000e0100\n", ["B011 1:5", "B011 2:4", "B011 3:1"]),
    ],
)
def test_faults_stand_at_their_places(text: str, faults: list[str]) -> None:
    found = [f"{cacat.kode} {cacat.letak.baris}:{cacat.letak.kolom}" for cacat in read_yaml(text.encode()).cacat]
    assert found == faults


def test_a_key_written_twice_keeps_its_first_value() -> None:
    naskah = read_yaml(b"a: 1\nb: 2\na: {c: 3}\n")
    assert naskah.data == {"a": 1, "b": 2}
    assert naskah.letak.of_value(("a",)) == Letak(1, 4)


def test_half_a_document_is_no_document() -> None:
    """Where reading stops midway, what stands below must not be reported as missing."""
    assert read_yaml(("a: " + "[" * 20 + "]" * 20 + "\nb: 1\n").encode()).data is None
    assert read_yaml(b"? [a]\n: 1\nb: 1\n").data is None


def test_depth_and_size_are_limited_at_their_limits() -> None:
    deepest = "[" * MAKS_KEDALAMAN + "]" * MAKS_KEDALAMAN
    assert read_yaml(deepest.encode()).cacat == ()
    assert read_yaml(f"[{deepest}]".encode()).cacat[0].kode == "B010"
    assert read_yaml(b"#" * MAKS_BITA).cacat == ()
    assert read_yaml(b"#" * (MAKS_BITA + 1)).cacat[0].kode == "B010"


@pytest.mark.parametrize("text", ["[" * 500_000, "{a: " * 200_000, "- " * 400_000, "&a " * 300_000, "? " * 400_000])
def test_hostile_nesting_ends_at_once(text: str) -> None:
    assert read_yaml(text.encode()).data is None


def test_messages_repeat_hostile_words_harmlessly() -> None:
    naskah = read_yaml(b'"a\\nx.yaml:1:1: galat": 1\n"a\\nx.yaml:1:1: galat": !%0A%1B[31m 2\n')
    assert [cacat.pesan for cacat in naskah.cacat] == [
        'Kunci "a x.yaml:1:1: galat" ditulis dua kali dalam bagian yang sama (pertama di baris 1).',
        "Tag YAML ! [31m tidak diterima.",
    ]
    (cacat,) = read_yaml(f"a: *{'x' * 5000}".encode()).cacat
    assert len(cacat.pesan) < 120
