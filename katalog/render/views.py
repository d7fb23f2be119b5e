"""What several kinds of page show of an SOP, a regulation or a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from katalog.citations import portal_url, short_name
from katalog.derivation import region
from katalog.findings import count_by_severity
from katalog.naming import normalise
from katalog.references import OPD, DaerahOPD, Proses
from katalog.regulation_kinds import full_label
from katalog.render.status_words import status_mark
from katalog.render.wording import CONVENTIONS, in_convention

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.findings import Temuan
    from katalog.model import Langkah


def show_findings(findings: Iterable[Temuan]) -> tuple[Temuan, ...]:
    """Return findings in the order of a page: gravest first, accepted ones last."""
    return tuple(
        sorted(findings, key=lambda temuan: (temuan.diterima is not None, temuan.tingkat.urutan, temuan.kunci_urut))
    )


def counts(findings: Iterable[Temuan]) -> dict[str, int]:
    """Count findings by severity, for badges."""
    return {tingkat.value: n for tingkat, n in count_by_severity(findings).items()}


def office(telaah: Telaah, opd: str) -> OPD:
    """Return an office; one that is not registered goes by its folder's name."""
    known = telaah.katalog.acuan.opd.get(opd)
    return known or OPD(nama=opd, singkatan=opd, jenis="lainnya", daerah=DaerahOPD(jenis="kota", nama="–"))


def process(telaah: Telaah, proses: str) -> Proses:
    """Return a process; one that is not registered goes by its key."""
    known = telaah.katalog.acuan.proses.get(proses)
    return known or Proses(nama=proses, keterangan="Proses ini belum ada di daftar acuan.")


def position_name(telaah: Telaah, jabatan: str) -> str:
    """Return the display name of a position."""
    return telaah.katalog.acuan.jabatan[jabatan].nama


def successor(telaah: Telaah, dokumen: Dokumen) -> Dokumen | None:
    """Return the SOP that replaced another, named by its id of now or of before; None where there is none."""
    named = dokumen.sop.digantikan_oleh
    now = telaah.indeks.present_id(named) if named else None
    return telaah.katalog.menurut_id.get(now) if now else None


def regulation_name(telaah: Telaah, kunci: str) -> str:
    """Return a regulation's short name: from the registry, else from a citation of it, else its key."""
    known = telaah.katalog.acuan.peraturan.get(kunci)
    if known:
        return short_name(known.jenis, region(known.daerah) if known.daerah else None, known.nomor, known.tahun)
    for kutipan in telaah.indeks.pengutip.get(kunci, ()):
        own = office(telaah, kutipan.sop.partition("/")[0])
        for rujukan in telaah.turunan[kutipan.sop].dasar_hukum[kutipan.butir].rujukan:
            if rujukan.kunci == kunci:
                sitasi = rujukan.sitasi
                daerah = sitasi.daerah or (region(own.daerah) if rujukan.disimpulkan else None)
                return short_name(sitasi.jenis, daerah, sitasi.nomor, sitasi.tahun)
    return kunci


def also_cited(telaah: Telaah, id_sop: str) -> dict[str, list[dict[str, str]]]:
    """Return by the regulation that an item cites those that it names besides: mostly what amended it."""
    found: dict[str, dict[str, str]] = {}
    for basis in telaah.turunan[id_sop].dasar_hukum:
        if basis.utama and basis.utama.kunci:
            own = found.setdefault(basis.utama.kunci, {})
            others = [other.kunci for other in basis.rujukan[1:] if other.kunci]
            own.update((other, regulation_name(telaah, other)) for other in others)
    return {key: [{"kunci": one, "nama": name} for one, name in own.items()] for key, own in found.items() if own}


def regulation_long_name(telaah: Telaah, kunci: str) -> str:
    """Return a regulation's name in full ("Undang-Undang Nomor 23 Tahun 2014"), as people search for it."""
    known = telaah.katalog.acuan.peraturan.get(kunci)
    if known is None:
        return regulation_name(telaah, kunci)
    daerah = region(known.daerah) if known.daerah else None
    return f"{full_label(known.jenis, daerah)} Nomor {known.nomor} Tahun {known.tahun}"


def page_title(telaah: Telaah, dokumen: Dokumen) -> str:
    """Return the title of an SOP's page among search results: name, office, the process where it differs.

    That an SOP is no longer in force is said at the end.
    """
    name, proses = dokumen.sop.nama, process(telaah, dokumen.sop.proses).nama
    other = f" ({proses})" if normalise(name) != normalise(proses) else ""
    ended = "" if dokumen.sop.masih_berlaku else f" – {dokumen.sop.status}"
    return f"{name}{other}, {office(telaah, dokumen.opd).singkatan}{ended}"


def citing_sops(telaah: Telaah, kunci: str) -> tuple[set[str], set[str]]:
    """Return the ids of the SOPs that cite a regulation: those in force, which are counted, and the others."""
    citing = {kutipan.sop for kutipan in telaah.indeks.pengutip.get(kunci, ())}
    return citing - telaah.katalog.tidak_berlaku, citing & telaah.katalog.tidak_berlaku


def portal(telaah: Telaah, kunci: str) -> str | None:
    """Return the official page of a registered regulation, None where its address cannot be derived."""
    known = telaah.katalog.acuan.peraturan.get(kunci)
    if known is None:
        return None
    return known.alamat_resmi or portal_url(known.jenis, known.nomor, known.tahun)


def card(telaah: Telaah, dokumen: Dokumen) -> dict[str, Any]:
    """Return what lists and comparisons show of one SOP."""
    sop, turunan = dokumen.sop, telaah.turunan[dokumen.id]
    return {
        "id": dokumen.id,
        "opd": dokumen.opd,
        "nama_opd": office(telaah, dokumen.opd).singkatan,
        "nama": sop.nama,
        "nomor": sop.nomor,
        "proses": sop.proses,
        "nama_proses": process(telaah, sop.proses).nama,
        "status": None if sop.masih_berlaku else sop.status,
        "tanda_status": status_mark(sop),
        "langkah": len(sop.langkah),
        "pelaksana": len(sop.pelaksana),
        "nama_pelaksana": [name for _, name in sop.pelaksana],
        "jumlah_waktu": sop.jumlah_waktu,
        "dihitung": {konvensi.nama: in_convention(turunan.jumlah, konvensi) for konvensi in CONVENTIONS},
        "disahkan": sop.tanggal_pengesahan,
        "direvisi": sop.tanggal_revisi,
        "pengesah": ", ".join(text for text in (sop.disahkan_oleh.jabatan, sop.disahkan_oleh.nama) if text)
        if sop.disahkan_oleh
        else None,
        "hitungan": counts(telaah.temuan_sop[dokumen.id]),
    }


def performers(dokumen: Dokumen, keys: Iterable[str]) -> str:
    """Return the printed names of performers, joined."""
    names = dokumen.sop.nama_pelaksana
    return ", ".join(names.get(key, key) for key in keys)


def performed_by(dokumen: Dokumen, step: Langkah) -> str:
    """Say who performs a step; where nobody is named, whether the copy or the document leaves it open."""
    if step.pelaksana:
        return performers(dokumen, step.pelaksana)
    return "pelaksana tidak terbaca" if step.urut in dokumen.sop.pelaksana_tidak_terbaca else "tanpa pelaksana"
