"""The page of one SOP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from katalog.durations import format_parts
from katalog.naming import normalise
from katalog.references import Keyakinan
from katalog.render.directions import direction, symbol_name
from katalog.render.history_pages import history_values
from katalog.render.marks import Tanda
from katalog.render.simulation_panel import panel
from katalog.render.simulation_words import TIDAK_DISIMULASIKAN
from katalog.render.status_words import status_mark
from katalog.render.swimlane import pages, swimlane
from katalog.render.templating import render
from katalog.render.views import (
    counts,
    office,
    page_title,
    performed_by,
    process,
    regulation_name,
    show_findings,
)
from katalog.render.wording import CONVENTIONS, in_convention, time_conclusion
from katalog.scorecard import group_by_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.findings import Temuan
    from katalog.index import Tautan
    from katalog.model import SOP, Langkah
    from katalog.replay_record import CatatanPutar
    from katalog.simulation_record import CatatanSimulasi

TANGGAL = (
    ("tanggal_pembuatan", "Tanggal pembuatan"),
    ("tanggal_revisi", "Tanggal revisi"),
    ("tanggal_efektif", "Tanggal efektif"),
    ("tanggal_pengesahan", "Tanggal pengesahan"),
)
KOTAK = (
    ("kualifikasi_pelaksana", "Kualifikasi pelaksana"),
    ("keterkaitan", "Keterkaitan"),
    ("peralatan", "Peralatan/Perlengkapan"),
    ("peringatan", "Peringatan"),
    ("pencatatan", "Pencatatan dan Pendataan"),
)


def sop_page(
    telaah: Telaah,
    dokumen: Dokumen,
    akar: str,
    simulasi: CatatanSimulasi | None = None,
    *,
    putar: CatatanPutar | None = None,
) -> str:
    """Return the Markdown of an SOP's page.

    Args:
        telaah: the analysed catalogue.
        dokumen: the SOP.
        akar: leads from the page's address to the site's root.
        simulasi: its simulation, if there is one.
        putar: its cases to be played again, written beside the page as `putar.json`.
    """
    sop, turunan = dokumen.sop, telaah.turunan[dokumen.id]
    findings = show_findings(telaah.temuan_sop[dokumen.id])
    marks = Tanda(sop)
    printed = pages(sop)
    values: dict[str, Any] = {
        "akar": akar,
        "dokumen": dokumen,
        "sop": sop,
        "opd": office(telaah, dokumen.opd),
        "proses": process(telaah, sop.proses),
        "masih_berlaku": sop.masih_berlaku,
        "sop_lain": sum(other != dokumen.id for other in telaah.indeks.menurut_proses.get(sop.proses, ())),
        "judul_halaman": page_title(telaah, dokumen),
        "satuan_kerja_lain": sop.satuan_kerja is not None
        and normalise(sop.satuan_kerja) != normalise(office(telaah, dokumen.opd).nama),
        "tanggal": TANGGAL,
        "jumlah": format_parts(turunan.jumlah),
        "konvensi": [
            {
                "nama": konvensi.nama,
                "keterangan": konvensi.keterangan,
                "singkat": f"1 minggu = {konvensi.hari_per_minggu}, 1 bulan = {konvensi.hari_per_bulan} hari",
                "jumlah": in_convention(turunan.jumlah, konvensi),
            }
            for konvensi in CONVENTIONS
        ],
        "riwayat": history_values(telaah, dokumen),
        "simulasi": panel(simulasi, dokumen),
        "tidak_disimulasikan": TIDAK_DISIMULASIKAN,
        "kesimpulan_waktu": time_conclusion(turunan.total, turunan.cocok),
        "hitungan": counts(telaah.temuan_sop[dokumen.id]),
        "bagan": swimlane(sop, turunan.alur),
        "putar": putar,
        "bagan_halaman": [swimlane(sop, turunan.alur, number) for number in range(len(printed))]
        if len(printed) > 1
        else [],
        "langkah": [_step(telaah, dokumen, index, step, marks) for index, step in enumerate(sop.langkah)],
        # An SOP that is no longer in force is no position's task: the page of its part may not be there.
        "jabatan": turunan.jabatan if sop.masih_berlaku else dict.fromkeys(turunan.jabatan),
        "dasar_hukum": _legal_bases(telaah, dokumen, findings),
        "kotak": [(key, title, _box(telaah, dokumen, key)) for key, title in KOTAK],
        "temuan_bagian": group_by_part(findings),
        "ada_simpulan": bool(sop.disimpulkan),
        "ada_bersama": any(len(step.pelaksana) > 1 for step in sop.langkah),
        "ada_tak_terbaca": bool(sop.pelaksana_tidak_terbaca),
        "ada_tanpa_arah": bool(turunan.alur.tanpa_tujuan),
        "sumber_ada": sop.sumber.berkas is not None and sop.sumber.berkas in telaah.katalog.sumber,
        "tanda": marks.mark,
        "tiada": marks.missing,
        "isi": marks.value,
        "pejabat": marks.official,
        "label": _labeller(sop),
        "simbol": symbol,
        "nama_sop": lambda id_sop: telaah.katalog[id_sop].sop.nama,
    }
    return render("sop.md.j2", values)


_GAMBAR = {
    "terminator": '<rect x="1.5" y="4.5" width="25" height="11" rx="5.5"/>',
    "proses": '<rect x="3" y="4" width="22" height="12"/>',
    "keputusan": '<path d="M14 2 L25 10 L14 18 L3 10 Z"/>',
    "panah": '<path d="M2 10 H22 M17 5 L23 10 L17 15"/>',
    "panah-mundur": '<path class="tl-mundur" d="M26 10 H6 M11 5 L5 10 L11 15"/>',
    "penghubung": '<path d="M4 3 H24 V12 L14 18 L4 12 Z"/>',
    "bersama": '<rect x="3" y="4" width="22" height="12" stroke-dasharray="1.5 2"/>',
    "tak-terbaca": '<rect x="3" y="4" width="22" height="12" stroke-dasharray="1 2.5"/>',
    "tanpa-arah": '<rect x="3" y="4" width="22" height="12" stroke-dasharray="4 2"/><text x="14" y="14">?</text>',
    "disimpulkan": '<rect x="3" y="4" width="22" height="12" stroke-dasharray="4 2"/>',
}


def symbol(name: str) -> Markup:
    """Return a small drawing of one symbol of the form; the words beside it say what it means."""
    drawing = _GAMBAR[str(name)]
    return Markup(  # noqa: S704 - a fixed drawing
        f'<svg class="tl-simbol" viewBox="0 0 28 20" aria-hidden="true" focusable="false">{drawing}</svg>'
    )


def _labeller(sop: SOP) -> Callable[[str, str], Markup]:
    """Return a function that gives a heading as printed, with the form's own word where they differ."""
    printed = sop.label

    def label(key: str, standard: str) -> Markup:
        words = printed.get(key)
        if words is None or words.casefold() == standard.casefold():
            return Markup("{}").format(standard)
        return Markup('{} <small class="tl-tercetak">tercetak: {}</small>').format(standard, words)

    return label


def _step(telaah: Telaah, dokumen: Dokumen, index: int, step: Langkah, marks: Tanda) -> dict[str, Any]:
    arah, special = direction(telaah.turunan[dokumen.id].alur, step)
    quality = step.mutu_baku
    page = 1 + sum(1 for other in dokumen.sop.langkah[1 : index + 1] if other.halaman_baru)
    return {
        "urut": step.urut,
        "kegiatan": step.kegiatan,
        "pelaksana": step.pelaksana,
        "oleh": performed_by(dokumen, step),
        "mulai": step.mulai,
        "selesai": step.selesai,
        "simbol": [simbol.value for simbol in step.simbol_tergambar],
        "nama_simbol": " dan ".join(symbol_name(step, simbol) for simbol in step.simbol_tergambar),
        "arah": arah,
        "arah_khusus": special,
        "kelengkapan": quality.kelengkapan,
        "waktu": quality.waktu,
        "waktu_bersama": quality.waktu_bersama,
        "output": quality.output,
        "keterangan": step.keterangan,
        "tautan": telaah.indeks.keterangan[dokumen.id].get(index),
        "disimpulkan": marks.inferred(f"langkah.{step.urut}"),
        "halaman_baru": step.halaman_baru and index > 0,
        "halaman": page,
    }


def _legal_bases(telaah: Telaah, dokumen: Dokumen, findings: tuple[Temuan, ...]) -> list[dict[str, Any]]:
    known = telaah.katalog.acuan.peraturan
    result = []
    for basis in telaah.turunan[dokumen.id].dasar_hukum:
        references = []
        for rujukan in basis.rujukan:
            entry = known.get(rujukan.kunci or "")
            references.append(
                {
                    "nama": regulation_name(telaah, rujukan.kunci) if rujukan.kunci else rujukan.sitasi.jenis.upper(),
                    "alamat": f"hukum/{rujukan.kunci}/" if rujukan.kunci else None,
                    "status": entry.status if entry else None,
                    "ragu": entry is not None and entry.keyakinan_status is Keyakinan.BELUM_DIVERIFIKASI,
                    "keyakinan": entry.keyakinan_status.keterangan if entry else None,
                    "disimpulkan": rujukan.disimpulkan,
                }
            )
        here = [temuan for temuan in findings if temuan.jalur[:2] == ("dasar_hukum", basis.butir)]
        result.append({"teks": basis.teks, "rujukan": references, "temuan": here})
    return result


def _box(telaah: Telaah, dokumen: Dokumen, key: str) -> list[dict[str, Any]]:
    if key == "keterkaitan":
        return [_related(telaah, tautan) for tautan in telaah.indeks.keterkaitan[dokumen.id]]
    return [{"teks": text, "alamat": None, "catatan": None} for text in getattr(dokumen.sop, key)]


def _related(telaah: Telaah, tautan: Tautan) -> dict[str, Any]:
    if tautan.sop:
        ended = status_mark(telaah.katalog[tautan.sop].sop)
        return {"teks": tautan.teks, "alamat": f"sop/{tautan.sop}/", "catatan": f"sudah {ended}" if ended else None}
    if tautan.peraturan:
        name = regulation_name(telaah, tautan.peraturan)
        return {"teks": tautan.teks, "alamat": f"hukum/{tautan.peraturan}/", "catatan": f"yaitu {name}"}
    note = None
    if tautan.di_opd_lain:
        offices = ", ".join(office(telaah, other.partition("/")[0]).singkatan for other in tautan.di_opd_lain[:3])
        note = f"belum ada dari OPD ini; ada dari {offices}"
    elif tautan.menyebut_sop:
        note = "belum ada di katalog"
    return {"teks": tautan.teks, "alamat": None, "catatan": note}
