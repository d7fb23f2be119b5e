"""The five SOPs against their sources: what claims to be verbatim stands there, and no word is left out."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from katalog.dates import BULAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.catalogue import Dokumen

SUMBER = Path(__file__).parents[1] / "sops" / "_sumber"
IDS = (
    "dinkes-kota-tangerang/penjenjangan-kinerja",
    "dp3ap2kb-kota-tangerang/penjenjangan-kinerja",
    "kecamatan-neglasari/penyusunan-perjanjian-kinerja",
    "dinkes-kab-balangan/pengumpulan-data-kinerja",
    "dinkes-kab-mojokerto/pengukuran-kinerja",
)
# The table of this one is read across its columns by the OCR: cells are interleaved, so words count, not phrases.
INTERLEAVED = "dinkes-kab-mojokerto/pengukuran-kinerja"


def source_words(document: Dokumen) -> str:
    """The source without tags, Markdown marks and numbers in front of items, on one line."""
    text = (SUMBER / (document.sop.sumber.berkas or "")).read_text("utf-8")
    text = re.sub(r"<pre>.*?</pre>", " ", text, flags=re.DOTALL)
    text = unescape(re.sub(r"<[^>]*>", " ", text))
    return " ".join(re.sub(r"[*#|]", " ", text).split())


def verbatim(document: Dokumen) -> Iterator[tuple[str, str]]:
    """Every field that holds the document's own words."""
    sop = document.sop
    inferred = {catatan.bidang for catatan in sop.disimpulkan}
    fields: list[tuple[str, str | None]] = [
        (name, getattr(sop, name)) for name in ("nama", "judul", "satuan_kerja", "alamat", "nomor", "jumlah_waktu")
    ]
    for name in (
        "dasar_hukum",
        "kualifikasi_pelaksana",
        "keterkaitan",
        "peralatan",
        "peringatan",
        "pencatatan",
    ):
        fields += [(f"{name}.{number}", text) for number, text in enumerate(getattr(sop, name), start=1)]
    for name, official in (("disahkan_oleh", sop.disahkan_oleh), ("mengetahui", sop.mengetahui)):
        if official:
            fields += [(f"{name}.{key}", value) for key, value in official.model_dump().items()]
    fields += [(f"label_tercetak.{key}", text) for key, text in sop.label_tercetak]
    fields += [(f"pelaksana.{key}", text) for key, text in sop.pelaksana]
    for step in sop.langkah:
        quality = step.mutu_baku
        fields.append((f"langkah.{step.urut}.kegiatan", step.kegiatan))
        fields.append((f"langkah.{step.urut}.keterangan", step.keterangan))
        fields += [
            (f"langkah.{step.urut}.mutu_baku.{key}", getattr(quality, key))
            for key in ("kelengkapan", "waktu", "output")
        ]
    for name, text in fields:
        if text is not None and name not in inferred:
            yield name, text


@pytest.mark.parametrize("id_sop", IDS)
def test_every_verbatim_text_stands_in_the_source(telaah, id_sop: str):
    document = telaah.katalog[id_sop]
    source = source_words(document)
    counted = Counter(source.split())
    missing = []
    for name, text in verbatim(document):
        if id_sop == INTERLEAVED and name.startswith("langkah."):
            found = not Counter(text.split()) - counted
        else:
            found = text in source
        if not found:
            missing.append((name, text))
    assert missing == []


# What may be left of a source once the transcription is taken out: headings of the form, symbols, OCR's own marks.
FORM = set(
    """
    standar operasional prosedur sop tahun nomor tanggal revisi pengesahan pembuatan efektif disahkan oleh nama nip
    dasar hukum kualifikasi pelaksana keterkaitan peralatan/perlengkapan peralatan perlengkapan peringatan pencatatan
    dan pendataan no uraian prosedur mutu baku waktu output keterangan mulai selesai ya tidak jumlah mengetahui user
    kegiatan kelengkapan ket graph lr td a b 2023 2024 januari juli november
""".split()  # noqa: SIM905 - eighty words read better as text
)
OCR_MARKS = {"e.pa", "kepal", "sekretari", "ans", "€", "fe", "s", "il", "¢", "<", "|", "↑", "↓", "{", "}"}


def date_words(document: Dokumen) -> set[str]:
    sop = document.sop
    dates = (sop.tanggal_pembuatan, sop.tanggal_revisi, sop.tanggal_efektif, sop.tanggal_pengesahan)
    return {
        word for date in dates if date for word in (str(date.day), BULAN[date.month - 1].casefold(), str(date.year))
    }


@pytest.mark.parametrize("id_sop", IDS)
def test_no_word_of_the_source_is_left_out(telaah, id_sop: str):
    document = telaah.katalog[id_sop]

    def bare(text: str) -> list[str]:
        return [word for raw in text.split() if (word := raw.strip(".,:;()[]{}*#|\"'“”<>-—_¢€").casefold())]

    said = Counter(word for _, text in verbatim(document) for word in bare(text))
    notes = Counter(word for text in document.sop.catatan for word in bare(text))
    unread = Counter(word for note in document.sop.tidak_terbaca for word in bare(note.alasan))
    # OCR glues list numbers to the words around them ("3518);2. Undang-Undang", "3.Ketua", "NIP.1983").
    apart = re.sub(
        r"(?<=[;)a-zA-Z])(\d{1,2}\.)(?=\s*[A-Z])|(?<!\S)(\d{1,2}\.|NIP\.)(?=\S)", r" \1\2 ", source_words(document)
    )
    left = Counter(bare(apart)) - said
    left -= notes
    left -= unread
    known = {*FORM, *OCR_MARKS, *date_words(document)}
    # Headings repeat on each page and in the table's second part; list numbers are dropped.
    headings = {word for _, text in [*document.sop.label_tercetak, *document.sop.pelaksana] for word in bare(text)}
    unexplained = {
        word: count
        for word, count in left.items()
        if word not in known and word not in headings and not re.fullmatch(r"\d{1,2}", word)
    }
    covered = {word for text in (document.sop.judul or "", document.sop.satuan_kerja or "") for word in bare(text)}
    opd_name = telaah.katalog.acuan.opd[document.opd].nama
    covered |= set(bare(opd_name))
    assert {word: count for word, count in unexplained.items() if word not in covered} == {}


def test_printed_misprints_are_kept(telaah):
    katalog = telaah.katalog
    for id_sop in (IDS[0], IDS[1], IDS[3]):
        assert katalog[id_sop].sop.label["mutu_baku"] == "MUTU BUKU"
    assert katalog[IDS[1]].sop.nama == "Penjurangan Kinerja"
    assert katalog[IDS[3]].sop.label["peralatan"] == "Peralatan/Perengkapan"
    assert katalog[IDS[4]].sop.nomor is None
    assert katalog[IDS[4]].sop.jumlah_waktu is None


@pytest.mark.parametrize("id_sop", IDS[:2])
def test_review_loop_returns_to_step_four(telaah, id_sop: str):
    arrows = {panah.label: panah.ke for panah in telaah.turunan[id_sop].alur.keluar[5]}
    assert arrows == {"Ya": 6, "Tidak": 4}
    inferred = {catatan.bidang for catatan in telaah.katalog[id_sop].sop.disimpulkan}
    assert "langkah.5.lanjut" in inferred


def test_every_inference_has_a_reason_and_a_field(telaah):
    for document in telaah.katalog.dokumen:
        for catatan in (*document.sop.disimpulkan, *document.sop.tidak_terbaca):
            assert len(catatan.alasan.split()) >= 4, (document.id, catatan)
    assert not [temuan for temuan in telaah.temuan if temuan.kode == "B109"]
