"""Legal bases for reviewers: what is revoked or doubtful, and which office cites which regulation."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from katalog.legal_doubts import JenisKeraguan
from katalog.references import Keyakinan
from katalog.regulation_kinds import region_of_kind
from katalog.render.regulation_pages import citing_places
from katalog.render.scorecard_parts import doubt_groups, office_slug
from katalog.render.templating import render
from katalog.render.views import office, regulation_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from katalog.checking import Telaah
    from katalog.scorecard import Rapor

MAKS_BARIS: Final = 200
"""Most regulations in the matrix."""
MAKS_SEL: Final = 12_000
"""Most cells of the matrix: with very many offices it has fewer rows."""
MAKS_BUTIR: Final = 300
"""Most doubtful items that the page leads to one by one; beyond it, it leads to the offices' pages."""
MAKS_RAGU: Final = 200
"""Most rows of doubtful regulations, of those that concern several offices."""

_RUMPUN: Final = (
    ("Undang-undang", ("uu", "uudrt", "perppu", "tapmpr")),
    ("Peraturan pemerintah", ("pp",)),
    ("Peraturan, keputusan, dan instruksi Presiden", ("perpres", "keppres", "inpres")),
)
_MENTERI: Final = "Peraturan menteri dan lembaga"
_DAERAH: Final = "Peraturan daerah dan kepala daerah"
_LAIN: Final = "Keputusan, instruksi, surat edaran, dan lainnya"
_URUTAN: Final = (*(nama for nama, _ in _RUMPUN), _MENTERI, _DAERAH, _LAIN)


def citations_by_office(telaah: Telaah) -> Mapping[str, Mapping[str, Mapping[str, int]]]:
    """Return who cites what: by regulation and office, the SOPs in force with the first item (from 1) that cites it."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for kunci, places in telaah.indeks.pengutip.items():
        offices: dict[str, dict[str, int]] = defaultdict(dict)
        for place in places:
            if place.sop not in telaah.katalog.tidak_berlaku:
                offices[place.sop.partition("/")[0]].setdefault(place.sop, place.butir + 1)
        if offices:
            found[kunci] = offices
    return found


def only_cited_by(telaah: Telaah) -> Mapping[str, tuple[str, ...]]:
    """Return, by office, the regulations that no other office cites, in order of their key."""
    found: dict[str, list[str]] = defaultdict(list)
    for kunci, offices in citations_by_office(telaah).items():
        if len(offices) == 1:
            found[next(iter(offices))].append(kunci)
    return {opd: tuple(keys) for opd, keys in found.items()}


def kind_group(telaah: Telaah, kunci: str) -> str:
    """Return the group of kinds that a cited regulation belongs to."""
    known = telaah.katalog.acuan.peraturan.get(kunci)
    jenis = known.jenis if known else _cited_kind(telaah, kunci)
    for nama, kinds in _RUMPUN:
        if jenis in kinds:
            return nama
    if jenis.startswith(("per", "qanun")):
        return _MENTERI if region_of_kind(jenis) == "nasional" else _DAERAH
    return _LAIN


def _cited_kind(telaah: Telaah, kunci: str) -> str:
    place = telaah.indeks.pengutip[kunci][0]
    cited = telaah.turunan[place.sop].dasar_hukum[place.butir].rujukan
    return next(rujukan.sitasi.jenis for rujukan in cited if rujukan.kunci == kunci)


def legal_page(telaah: Telaah, rapor: Rapor) -> str:
    """Return the Markdown of the page."""
    matrix = citations_by_office(telaah)
    shared = sorted(
        (kunci for kunci, offices in matrix.items() if len(offices) > 1),
        key=lambda kunci: (-len(matrix[kunci]), -sum(map(len, matrix[kunci].values())), kunci),
    )
    shown = shared[: min(MAKS_BARIS, max(1, MAKS_SEL // max(1, len(rapor.opd))))]
    doubts = doubt_groups(telaah, rapor.berlaku)
    items = sum(len(sop["butir"]) for row in doubts for sop in row["sop"])
    few = items <= MAKS_BUTIR
    wide = doubts if few else [row for row in doubts if row["opd"] > 1][:MAKS_RAGU]
    only = only_cited_by(telaah)
    values = {
        "akar": "../../",
        "opd": [
            {
                "kunci": key,
                "slug": office_slug(key),
                "nama": office(telaah, key).singkatan,
                "sop": len(one.sop),
                "ragu": [one.sop_ragu(jenis) for jenis in JenisKeraguan],
                "hanya": len(only.get(key, ())),
            }
            for key, one in rapor.opd.items()
        ],
        "jenis": list(JenisKeraguan),
        "jumlah_sop": len(rapor.berlaku),
        "tidak_berlaku": len(rapor.tidak_berlaku),
        "jumlah_ragu": [sum(one.sop_ragu(jenis) for one in rapor.opd.values()) for jenis in JenisKeraguan],
        "ragu": wide,
        "semua_butir": few,
        "butir": items,
        "baris_ragu": len(doubts),
        "per_opd": [] if few else [_by_office(row["sop"]) for row in wide],
        "rumpun": _groups(telaah, matrix, shown, tuple(rapor.opd)),
        "tampil": len(shown),
        "bersama": len(shared),
        "sendiri": len(matrix) - len(shared),
    }
    return render("penilaian_hukum.md.j2", values)


def _by_office(sop: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    counted: dict[str, dict[str, Any]] = {}
    for one in sop:
        row = counted.setdefault(one["opd"], {"slug": office_slug(one["opd"]), "nama": one["nama_opd"], "sop": 0})
        row["sop"] += 1
    return list(counted.values())


def _groups(
    telaah: Telaah,
    matrix: Mapping[str, Mapping[str, Mapping[str, int]]],
    shown: list[str],
    offices: tuple[str, ...],
) -> list[dict[str, Any]]:
    """Return the rows of the matrix by kind of regulation; within a kind those that most offices cite first."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for kunci in shown:
        entry = telaah.katalog.acuan.peraturan.get(kunci)
        cited = matrix[kunci]
        places = citing_places(telaah, kunci)
        groups[kind_group(telaah, kunci)].append(
            {
                "kunci": kunci,
                "nama": regulation_name(telaah, kunci),
                "judul": entry.judul if entry else None,
                "status": entry.status if entry else None,
                "ragu": entry is not None and entry.keyakinan_status is Keyakinan.BELUM_DIVERIFIKASI,
                "sop": sum(map(len, cited.values())),
                "opd": len(cited),
                "sel": [_cell(cited.get(opd), places.get(opd)) for opd in offices],
            }
        )
    return [{"nama": nama, "baris": groups[nama]} for nama in _URUTAN if nama in groups]


def _cell(sop: Mapping[str, int] | None, tempat: str | None) -> dict[str, Any] | None:
    """Return how many SOPs of an office cite a regulation, and where that can be seen."""
    if not sop:
        return None
    if len(sop) == 1:
        (id_sop, item), *_ = sop.items()
        return {"jumlah": 1, "alamat": f"sop/{id_sop}/#dasar-hukum-{item}"}
    return {"jumlah": len(sop), "alamat": tempat}
