"""The kinds of Indonesian regulations: their names, short forms and who issues them.

A kind (`jenis`) is a short stable slug: `uu`, `permendagri`, `perwal`, `permen-<ministry>`, `kep-<office>`.
Names are compared as slugs without hyphens, so that "PermenPAN-RB", "Permenpan RB" and "Permen PANRB" are one
name; the longest known name wins, so that a Perppu is never read as a PP.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from katalog.naming import slugify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

JenisDaerah = Literal["provinsi", "kabupaten", "kota"]
Wilayah = Literal["nasional", "daerah", "provinsi", "kabupaten", "kota"]


@dataclass(frozen=True, slots=True)
class Daerah:
    """A region: a province, a regency or a city."""

    jenis: JenisDaerah
    nama: str

    @property
    def slug(self) -> str:
        """The region in keys: `kota-tangerang`, `mojokerto`, `jawa-timur`."""
        nama = slugify(self.nama)
        return f"kota-{nama}" if nama and self.jenis == "kota" else nama

    @property
    def lengkap(self) -> str:
        """The name with its kind of region: "Kabupaten Mojokerto"."""
        return f"{self.jenis.capitalize()} {self.nama}"


@dataclass(frozen=True, slots=True)
class Ragam:
    """One kind of regulation.

    Attributes:
        jenis: The stable short kind.
        nama: The full name as a citation prints it.
        singkat: The short name for lists and links.
        wilayah: `nasional`, the kind of region that issues it, or `daerah` for any region.
    """

    jenis: str
    nama: str
    singkat: str
    wilayah: Wilayah = "nasional"


# Ministries: short form, full name, other names. A former ministry shares the kind of its successor only
# where documents treat them as one (PAN and PANRB).
_MINISTRIES: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    (
        "PANRB",
        "Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
        ("Pendayagunaan Aparatur Negara", "PAN", "PAN dan RB"),
    ),
    ("dagri", "Dalam Negeri", ()),
    ("keu", "Keuangan", ()),
    ("kes", "Kesehatan", ()),
    ("sos", "Sosial", ()),
    ("ag", "Agama", ()),
    ("hub", "Perhubungan", ()),
    ("tan", "Pertanian", ()),
    ("dag", "Perdagangan", ()),
    ("perin", "Perindustrian", ()),
    ("naker", "Ketenagakerjaan", ()),
    ("nakertrans", "Tenaga Kerja dan Transmigrasi", ()),
    ("kumham", "Hukum dan Hak Asasi Manusia", ("Hukum dan HAM",)),
    ("kominfo", "Komunikasi dan Informatika", ()),
    ("komdigi", "Komunikasi dan Digital", ()),
    ("diknas", "Pendidikan Nasional", ()),
    ("dikbud", "Pendidikan dan Kebudayaan", ()),
    ("dikbudristek", "Pendidikan, Kebudayaan, Riset, dan Teknologi", ()),
    ("ristekdikti", "Riset, Teknologi, dan Pendidikan Tinggi", ()),
    ("LHK", "Lingkungan Hidup dan Kehutanan", ()),
    ("PU", "Pekerjaan Umum", ()),
    ("PUPR", "Pekerjaan Umum dan Perumahan Rakyat", ()),
    ("ESDM", "Energi dan Sumber Daya Mineral", ()),
    ("KP", "Kelautan dan Perikanan", ()),
    ("PPPA", "Pemberdayaan Perempuan dan Perlindungan Anak", ("PP dan PA",)),
    (
        "PPN",
        "Perencanaan Pembangunan Nasional/Kepala Badan Perencanaan Pembangunan Nasional",
        ("PPN Bappenas",),
    ),
    ("desa", "Desa, Pembangunan Daerah Tertinggal, dan Transmigrasi", ("Desa PDTT",)),
    ("pora", "Pemuda dan Olahraga", ()),
    ("BUMN", "Badan Usaha Milik Negara", ()),
)

# What an office issues: prefix of the kind, full names, short form of the name.
_FORMS: Final = (
    ("per", "Peraturan", ("Peraturan",), "Per"),
    ("kep", "Keputusan", ("Keputusan", "Surat Keputusan", "SK"), "Kep"),
    ("in", "Instruksi", ("Instruksi",), "In"),
    ("se-", "Surat Edaran", ("Surat Edaran", "SE", "Edaran"), "SE "),
)
_HEADS: Final[tuple[tuple[str, str, Wilayah, tuple[str, ...]], ...]] = (
    ("gub", "Gubernur", "provinsi", ("gub",)),
    ("bup", "Bupati", "kabupaten", ("bup",)),
    ("wal", "Wali Kota", "kota", ("wal", "wali", "wako", "walkot")),
)
# Offices below a head of region; their decisions exist in every region.
_LOCAL_OFFICES: Final = (
    "kepala-dinas", "camat", "lurah", "sekretaris-daerah", "sekda", "kepala-desa", "kepala-bagian",
    "kepala-daerah",
    "direktur-rumah-sakit-umum-daerah", "direktur-rsud", "kepala-puskesmas", "kepala-upt", "inspektur-daerah",
    "dewan-perwakilan-rakyat-daerah", "pimpinan-dewan-perwakilan-rakyat-daerah", "dprd", "pimpinan-dprd",
    "kepala-badan-perencanaan-pembangunan-daerah",
)  # fmt: skip


def _compact(name: str) -> str:
    return slugify(name).replace("-", "")


def _build() -> tuple[dict[str, Ragam], dict[str, str]]:
    """Build the table of kinds and the table of compact names that stand for them."""
    kinds: dict[str, Ragam] = {}
    names: dict[str, str] = {}

    def add(ragam: Ragam, *aliases: str) -> None:
        kinds[ragam.jenis] = ragam
        for alias in (ragam.nama, ragam.singkat, *aliases):
            names.setdefault(_compact(alias), ragam.jenis)

    add(Ragam("uu", "Undang-Undang", "UU"))
    add(Ragam("uudrt", "Undang-Undang Darurat", "UU Drt"), "UU Darurat")
    perppu = "Peraturan Pemerintah Pengganti Undang-Undang"
    add(Ragam("perppu", perppu, "Perppu"), "Perpu", "Peraturan Pemerintah Pengganti UU", "PP Pengganti UU")
    add(Ragam("pp", "Peraturan Pemerintah", "PP"))
    add(Ragam("perpres", "Peraturan Presiden", "Perpres"))
    add(Ragam("keppres", "Keputusan Presiden", "Keppres"), "Kepres")
    add(Ragam("inpres", "Instruksi Presiden", "Inpres"))
    add(Ragam("tapmpr", "Ketetapan Majelis Permusyawaratan Rakyat", "TAP MPR"), "Ketetapan MPR", "TAP MPR RI")
    add(Ragam("perma", "Peraturan Mahkamah Agung", "Perma"))
    add(Ragam("perda", "Peraturan Daerah", "Perda", "daerah"))
    add(Ragam("qanun", "Qanun", "Qanun", "daerah"))
    for prefix, form, full_forms, short in _FORMS:
        for abbr, head, wilayah, shorts in _HEADS:
            edaran = prefix == "se-"
            jenis = prefix + (slugify(head.replace(" ", "")) if edaran else abbr)
            singkat = short + (head if edaran else abbr)
            aliases = [f"{other} {head}" for other in full_forms]
            add(
                Ragam(jenis, f"{form} {head}", singkat, wilayah),
                *aliases,
                *(short + other for other in shorts),
            )
        for abbr, ministry, others in _MINISTRIES:
            nama, singkat = f"{form} Menteri {ministry}", f"{short}{'Men' if edaran else 'men'}{abbr}"
            aliases = [
                f"{other_form} {menteri}{other}"
                for other_form in full_forms
                for menteri in ("Menteri ", "Menteri Negara ", "Men")
                for other in (ministry, abbr, *others)
            ]
            aliases += [f"{short}men{other}" for other in (ministry, abbr, *others)]
            add(Ragam(f"{prefix}men{abbr.lower()}", nama, singkat), *aliases)
    names.update({"pmk": "permenkeu", "kmk": "kepmenkeu"})
    return kinds, names


_KINDS, _NAMES = _build()
RAGAM: Final[Mapping[str, Ragam]] = MappingProxyType(_KINDS)
"""Every kind known by name; kinds of other offices are made by `classify`."""

# Kinds whose word on the official portal is the kind itself; it spells other ministries in several ways.
PORTAL_KINDS: Final = frozenset(
    {"uu", "perppu", "pp", "perpres", "keppres", "inpres", "permendagri", "permenkes"},
)

# First words of a citation whose office has no kind above, with the prefix of the kind made for it.
_GENERIC: Final = {
    **{_compact(form): prefix.rstrip("-") + "-" for prefix, _, forms, _ in _FORMS for form in forms},
    **{
        _compact(form + menteri): f"{prefix}men-"
        for prefix, _, forms, _ in _FORMS
        for form in forms
        for menteri in ("Menteri", "Menteri Negara")
    },
    "permen": "permen-",
    "kepmen": "kepmen-",
    "inmen": "inmen-",
    "perka": "per-kepala-",
    "perban": "per-badan-",
    "perlem": "per-lembaga-",
}
_GENERIC_LABELS: Final = (
    ("permen-", "Peraturan Menteri", "Permen"),
    ("kepmen-", "Keputusan Menteri", "Kepmen"),
    ("inmen-", "Instruksi Menteri", "Inmen"),
    ("se-men-", "Surat Edaran Menteri", "SE Menteri"),
    ("per-", "Peraturan", "Peraturan"),
    ("kep-", "Keputusan", "Keputusan"),
    ("in-", "Instruksi", "Instruksi"),
    ("se-", "Surat Edaran", "SE"),
    ("se", "Surat Edaran", "SE"),
)
# Words that never belong to the name of an office: the text is running prose or another citation begins.
_NOT_IN_OFFICE: Final = frozenset(
    (
        "peraturan", "keputusan", "undang", "undang-undang", "instruksi", "edaran", "sebagaimana",
        "dengan", "atas", "tentang", "bahwa", "yang", "sesuai", "untuk", "sop", "telah", "diubah",
        "pasal", "ayat", "menteri", "presiden", "pemerintah", "gubernur", "bupati", "walikota",
        "wali",
    ),
)  # fmt: skip
_NOT_IN_REGION: Final = _NOT_IN_OFFICE | {"bank", "kepala", "dinas", "badan"}
_UPPER: Final = frozenset(
    ("anri", "bkn", "bnpb", "bpk", "bpkp", "bpom", "bps", "dprd", "kpu", "lan", "lkpp", "ojk", "rsud", "upt"),
)
_REGION_WORDS: Final[Mapping[str, JenisDaerah]] = MappingProxyType(
    {
        **dict.fromkeys(("provinsi", "propinsi", "prov"), "provinsi"),
        **dict.fromkeys(("kabupaten", "kab"), "kabupaten"),
        **dict.fromkeys(("kota", "kotamadya", "kotamadia", "kodya"), "kota"),
    },
)
_ISSUER_REGION: Final[Mapping[Wilayah, JenisDaerah]] = MappingProxyType(
    {"provinsi": "provinsi", "kabupaten": "kabupaten", "kota": "kota"},
)
_REGION_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'.-]*")
_MAX_REGION_WORDS: Final = 6
_MAX_OFFICE_WORDS: Final = 18
_MAX_NAME_WORDS: Final = 16

_DIY: Final = "Daerah Istimewa Yogyakarta"
_DKI: Final = "DKI Jakarta"
_PROVINCE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        slugify(nama): nama
        for nama in (
            "Aceh", "Sumatera Utara", "Sumatera Barat", "Riau", "Kepulauan Riau", "Jambi",
            "Sumatera Selatan", "Kepulauan Bangka Belitung", "Bengkulu", "Lampung", "Banten",
            "Jawa Barat", "Jawa Tengah", "Jawa Timur", "Bali", "Nusa Tenggara Barat",
            "Nusa Tenggara Timur", "Kalimantan Barat", "Kalimantan Tengah", "Kalimantan Selatan",
            "Kalimantan Timur", "Kalimantan Utara", "Sulawesi Utara", "Gorontalo",
            "Sulawesi Tengah", "Sulawesi Barat", "Sulawesi Selatan", "Sulawesi Tenggara", "Maluku",
            "Maluku Utara", "Papua", "Papua Barat", "Papua Selatan", "Papua Tengah",
            "Papua Pegunungan", "Papua Barat Daya", _DIY, _DKI,
        )
    }
    | dict.fromkeys(("diy", "di-yogyakarta", "d-i-yogyakarta", "istimewa-yogyakarta"), _DIY)
    | dict.fromkeys(
        (
            "daerah-khusus-ibukota-jakarta", "daerah-khusus-ibu-kota-jakarta", "khusus-ibukota-jakarta",
            "khusus-ibu-kota-jakarta", "daerah-khusus-jakarta", "khusus-jakarta",
        ),
        _DKI,
    ),
)  # fmt: skip


def _strip_republic(slugs: Sequence[str]) -> tuple[int, int]:
    """Return the part of the words left after "Republik Indonesia" or "RI" at either end is taken away."""
    start, end = 0, len(slugs)
    while start < end:
        if tuple(slugs[start : start + 2]) == ("republik", "indonesia") and start + 2 <= end:
            start += 2
        elif tuple(slugs[max(start, end - 2) : end]) == ("republik", "indonesia"):
            end -= 2
        elif slugs[start] in {"ri", "r-i"}:
            start += 1
        elif slugs[end - 1] in {"ri", "r-i"}:
            end -= 1
        else:
            break
    return start, end


def _printed_name(words: Sequence[str]) -> str:
    nama = " ".join(words)
    return nama.title() if nama.isupper() or nama.islower() else nama


def _region(words: Sequence[str], wilayah: Wilayah) -> Daerah | None:
    """Read a region from the words after the name of a regional regulation; None if they name none."""
    slugs = [slugify(word) for word in words]
    jenis: JenisDaerah | None = _ISSUER_REGION.get(wilayah)
    if slugs[0] in {"pemerintah", "daerah"} and len(slugs) > 1 and slugs[1] in _REGION_WORDS:
        words, slugs = words[1:], slugs[1:]
    printed = _REGION_WORDS.get(slugs[0])
    # "Bupati Kota Baru" names a regency: no regent heads a city.
    if printed and len(slugs) > 1 and not (wilayah == "kabupaten" and printed == "kota"):
        jenis, words, slugs = printed, words[1:], slugs[1:]
        if slugs[:2] == ["daerah", "tingkat"] and len(slugs) > 3:
            words, slugs = words[3:], slugs[3:]
    nama = _PROVINCE_NAMES.get("-".join(slugs))
    if jenis is None:
        jenis = "provinsi" if nama else "kabupaten"
    if nama is None or jenis != "provinsi":
        nama = _printed_name(words)
        if wilayah == "provinsi" and slugify(nama) == "yogyakarta":
            nama = _DIY
    sound = all(_REGION_WORD.fullmatch(word) for word in words) and not _NOT_IN_REGION.intersection(slugs)
    return Daerah(jenis, nama) if sound and len(words) <= _MAX_REGION_WORDS else None


def _generic(words: Sequence[str], slugs: Sequence[str]) -> tuple[str, Daerah | None] | None:
    """Make a kind for an office that has none: `permen-<ministry>`, `kep-kepala-dinas-kesehatan`."""
    for count in range(min(4, len(slugs)), 0, -1):
        prefix = _GENERIC.get("".join(slugs[:count]).replace("-", ""))
        if prefix is not None:
            break
    else:
        glued = re.match(r"(per|kep|in)men(?=[a-z])", slugs[0])
        if glued is None:
            return None
        prefix, count = f"{glued[0]}-", 0
        slugs = [slugs[0][glued.end() :], *slugs[1:]]
    words, slugs = words[count:], slugs[count:]
    start, end = _strip_republic(slugs)
    words, slugs = words[start:end], slugs[start:end]
    if not slugs:
        return ("se", None) if prefix == "se-" else None
    if len(slugs) > _MAX_OFFICE_WORDS or _NOT_IN_OFFICE.intersection(slugs) or slugs[0] == "daerah":
        return None
    daerah = None
    if "-".join(slugs).startswith(_LOCAL_OFFICES):
        cut = next((i for i, slug in enumerate(slugs) if i and slug in _REGION_WORDS), None)
        daerah = _region(words[cut:], "daerah") if cut is not None and cut + 1 < len(slugs) else None
        slugs = slugs[:cut] if daerah else slugs
    jenis = prefix + "-".join(slugs)
    return _NAMES.get(_compact(full_label(jenis, None)), jenis), daerah


def classify(text: str) -> tuple[str, Daerah | None] | None:
    """Read the kind and the region from the words of a citation before its number.

    Args:
        text: For instance "Peraturan Wali Kota Tangerang" or "Undang-Undang Republik Indonesia".

    Returns:
        The kind and the region, where one is printed; None if the words name no kind of regulation.
    """
    words: list[str] = []
    slugs: list[str] = []
    for word in text.split():
        slug = slugify(word)
        if slug:
            words.append(word.strip(",.&/-'"))
            slugs.append(slug)
    for count in range(min(_MAX_NAME_WORDS, len(slugs)), 0, -1):
        jenis = _NAMES.get("".join(slugs[:count]).replace("-", ""))
        if jenis is None:
            continue
        wilayah = RAGAM[jenis].wilayah
        start, end = _strip_republic(slugs[count:])
        rest = words[count + start : count + end]
        if not rest:
            return jenis, None
        if wilayah != "nasional":
            daerah = _region(rest, wilayah)
            return (jenis, daerah) if daerah else None
        break
    return _generic(words, slugs) if slugs else None


def _generic_office(jenis: str) -> tuple[str, str, str] | None:
    """Split a made kind into full name, short name and the words of the office."""
    for prefix, nama, singkat in _GENERIC_LABELS:
        if jenis.startswith(prefix) and (prefix.endswith("-") or jenis == prefix):
            words = (w.upper() if w in _UPPER else w.capitalize() for w in jenis[len(prefix) :].split("-"))
            return nama, singkat, " ".join(words).replace(" Dan ", " dan ")
    return None


def region_of_kind(jenis: str) -> Wilayah:
    """Say who issues this kind: `nasional`, one kind of region, or `daerah` for any region."""
    if jenis in RAGAM:
        return RAGAM[jenis].wilayah
    local = any(
        jenis.startswith(f"{form}-{office}") for form in ("kep", "per", "in", "se") for office in _LOCAL_OFFICES
    )
    return "daerah" if local else "nasional"


def _region_label(jenis: str, daerah: Daerah | None) -> str:
    """The region as it follows the name of the regulation, with its kind where that is not implied."""
    if daerah is None:
        return ""
    implied = region_of_kind(jenis) == daerah.jenis and jenis in RAGAM
    first = slugify(daerah.nama).split("-")[0]
    return f" {daerah.nama}" if implied and first not in _REGION_WORDS else f" {daerah.lengkap}"


def full_label(jenis: str, daerah: Daerah | None) -> str:
    """The full name of a kind with its region: "Peraturan Wali Kota Tangerang"."""
    if jenis in RAGAM:
        return RAGAM[jenis].nama + _region_label(jenis, daerah)
    office = _generic_office(jenis)
    nama = f"{office[0]} {office[2]}".strip() if office else jenis
    return nama + _region_label(jenis, daerah)


def short_label(jenis: str, daerah: Daerah | None) -> str:
    """The short name of a kind with its region: "Perwal Kota Tangerang", "Perbup Mojokerto"."""
    if jenis in RAGAM:
        singkat, region = RAGAM[jenis].singkat, _region_label(jenis, daerah)
        if daerah is not None and daerah.jenis == "kota" and not singkat.endswith("Kota"):
            region = f" {daerah.lengkap}"
        return singkat + region
    office = _generic_office(jenis)
    nama = f"{office[1]} {office[2]}".strip() if office else jenis.upper()
    return nama + _region_label(jenis, daerah)
