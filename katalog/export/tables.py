"""What the spreadsheets hold of a catalogue: its SOPs, legal bases, findings, positions and regulations.

The steps are in `step_table`. What the document does not have is an empty cell; words in place of a value would be in
the way of whoever filters and counts.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from katalog.conventions import KALENDER, KERJA, Konvensi, to_minutes
from katalog.durations import Durasi, format_parts
from katalog.export.columns import ID, NAMA, NAMA_OPD, STATUS, STATUS_SOP
from katalog.export.table import Jenis, Kolom, Sel, Tabel
from katalog.findings import Tingkat
from katalog.naming import slugify
from katalog.render.views import citing_sops, counts, office, portal, process, regulation_long_name, regulation_name
from katalog.rules import RULES_BY_CODE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from katalog.catalogue import Dokumen
    from katalog.checking import Telaah
    from katalog.findings import Temuan
    from katalog.simulation_record import CatatanSimulasi

TANPA_SIMULASI: Final[Mapping[str, CatatanSimulasi]] = MappingProxyType({})
BELUM_TERDAFTAR: Final = "belum ada di daftar acuan"
_HARI: Final = 24 * 60


def sop_table(
    telaah: Telaah, dokumen: Iterable[Dokumen], simulasi: Mapping[str, CatatanSimulasi] = TANPA_SIMULASI
) -> Tabel:
    """Return one row an SOP: identity, dates, counts, times in both conventions, realistic time, findings."""
    return Tabel(
        "SOP",
        "Satu baris satu SOP.",
        _SOP,
        tuple(_sop_row(telaah, document, simulasi.get(document.id)) for document in dokumen),
        beku=3,
    )


ARTI_KALENDER: Final = "Konvensi kalender: 1 hari = 24 jam, 1 minggu = 7 hari, 1 bulan = 30 hari."
ARTI_KERJA: Final = "Konvensi kerja: 1 hari = 7,5 jam kerja, 1 minggu = 5 hari kerja, 1 bulan = 20 hari kerja."
ARTI_RENTANG: Final = "Berbeda dari paling sedikit hanya bila waktunya berupa rentang."
_JUMLAH: Final = (
    ("menit kalender, paling sedikit", ARTI_KALENDER),
    ("menit kalender, paling banyak", ARTI_RENTANG),
    ("hari kalender, paling sedikit", "Menit kalender dibagi 1.440."),
    ("hari kalender, paling banyak", ARTI_RENTANG),
    ("menit kerja, paling sedikit", ARTI_KERJA),
    ("menit kerja, paling banyak", ARTI_RENTANG),
    ("hari kerja, paling sedikit", "Menit kerja dibagi 450."),
    ("hari kerja, paling banyak", ARTI_RENTANG),
)


def bounded(words: str) -> str:
    """Return a heading about one end of an amount as a name for programs, with the words of the API."""
    plain = words.replace("paling sedikit", "minimum").replace("paling banyak", "maksimum")
    return slugify(plain).replace("-", "_")


_SOP: Final = (
    ID,
    NAMA_OPD,
    NAMA,
    *STATUS,
    Kolom("OPD lengkap", "Nama lengkap OPD beserta daerahnya.", "nama_lengkap_opd", lebar=36),
    Kolom("Kunci OPD", "Kunci OPD pada alamat dan daftar acuan.", "opd", lebar=24),
    Kolom("Proses", "Proses yang membuat SOP ini dapat dibandingkan antar-OPD.", "nama_proses", lebar=28),
    Kolom("Kunci proses", "Kunci proses pada alamat dan daftar acuan.", "proses", lebar=24),
    Kolom("Nomor SOP", "Seperti tercetak.", "nomor", lebar=26),
    Kolom("Tanggal pembuatan", "Seperti tercetak.", jenis=Jenis.TANGGAL, lebar=13),
    Kolom("Tanggal revisi", "Seperti tercetak.", jenis=Jenis.TANGGAL, lebar=13),
    Kolom("Tanggal efektif", "Seperti tercetak.", jenis=Jenis.TANGGAL, lebar=13),
    Kolom("Tanggal pengesahan", "Seperti tercetak.", jenis=Jenis.TANGGAL, lebar=13),
    Kolom("Disahkan oleh", "Jabatan yang mengesahkan, seperti tercetak.", "disahkan_oleh_jabatan", lebar=28),
    Kolom("Nama pejabat", "Nama pejabat yang mengesahkan, seperti tercetak.", "disahkan_oleh_nama", lebar=28),
    Kolom("Banyak langkah", "Banyaknya langkah.", "jumlah_langkah", Jenis.BILANGAN, 10),
    Kolom("Banyak pelaksana", "Banyaknya kolom pelaksana.", "jumlah_pelaksana", Jenis.BILANGAN, 10),
    Kolom("Pelaksana", "Pelaksana menurut urutan cetak, dipisah titik koma.", lebar=36),
    Kolom("Jumlah waktu tertulis", "Kata demi kata; kosong bila dokumen tidak memuatnya.", "jumlah_waktu", lebar=18),
    Kolom("Jumlah langkah per satuan", "Waktu semua langkah dijumlahkan satuan demi satuan.", "jumlah_per_satuan"),
    *(
        Kolom(
            f"Jumlah langkah, {words}",
            f"Waktu semua langkah dijumlahkan. {meaning}",
            f"jumlah_{bounded(words)}",
            jenis=Jenis.BILANGAN if words.startswith("menit") else Jenis.DESIMAL,
            lebar=14,
        )
        for words, meaning in _JUMLAH
    ),
    Kolom("Cocok dengan yang tertulis", "Apakah jumlah langkah sama dengan jumlah waktu tertulis.", "kesesuaian"),
    Kolom(
        "P50 realistis (hari)",
        "Hasil simulasi: separuh kasus selesai dalam sekian hari kalender.",
        "p50_hari",
        Jenis.DESIMAL,
        12,
    ),
    Kolom(
        "P90 realistis (hari)",
        "Hasil simulasi: 9 dari 10 kasus selesai dalam sekian hari kalender.",
        "p90_hari",
        Jenis.DESIMAL,
        12,
    ),
    Kolom(
        "Peluang tepat waktu (%)",
        "Hasil simulasi: peluang selesai dalam jumlah waktu tertulis, atau dalam jumlah langkah bila tidak tertulis.",
        "tepat_persen",
        Jenis.DESIMAL,
        12,
    ),
    Kolom("Skenario simulasi", "Asumsi yang dipakai; kosong bila SOP tidak disimulasikan.", "skenario", lebar=14),
    *(
        Kolom(tingkat.value.capitalize(), f"Banyaknya {tingkat.value}, tanpa yang diterima.", "", Jenis.BILANGAN, 12)
        for tingkat in Tingkat
    ),
    Kolom("Temuan diterima", "Banyaknya temuan yang diterima dengan sadar.", "diterima", Jenis.BILANGAN, 12),
    Kolom("Disimpulkan", "Banyaknya hal yang disimpulkan penyalin.", "", Jenis.BILANGAN, 13),
    Kolom("Tidak terbaca", "Banyaknya hal yang tidak terbaca pada salinan.", "", Jenis.BILANGAN, 12),
    Kolom("Halaman", "Alamat halaman SOP, dihitung dari alamat utama situs.", lebar=40),
)


def _sop_row(telaah: Telaah, document: Dokumen, record: CatatanSimulasi | None) -> tuple[Sel, ...]:
    sop, derived = document.sop, telaah.turunan[document.id]
    opd, official = office(telaah, document.opd), document.sop.disahkan_oleh
    findings = telaah.temuan_sop[document.id]
    total = Durasi(None, derived.jumlah, ())
    return (
        document.id,
        opd.singkatan,
        sop.nama,
        sop.status,
        sop.status_sejak,
        sop.digantikan_oleh,
        opd.nama,
        document.opd,
        process(telaah, sop.proses).nama,
        sop.proses,
        sop.nomor,
        sop.tanggal_pembuatan,
        sop.tanggal_revisi,
        sop.tanggal_efektif,
        sop.tanggal_pengesahan,
        official.jabatan if official else None,
        official.nama if official else None,
        len(sop.langkah),
        len(sop.pelaksana),
        "; ".join(name for _, name in sop.pelaksana),
        sop.jumlah_waktu,
        format_parts(derived.jumlah) or None,
        *in_minutes_and_days(total, KALENDER),
        *in_minutes_and_days(total, KERJA),
        derived.cocok.phrase(),
        round(record.waktu.p50.nilai / _HARI, 2) if record and record.waktu else None,
        round(record.waktu.p90.nilai / _HARI, 2) if record and record.waktu else None,
        round(100 * record.tepat.nilai, 1) if record and record.tepat else None,
        record.nama_skenario if record else None,
        *counts(findings).values(),
        sum(temuan.diterima is not None for temuan in findings),
        len(sop.disimpulkan),
        len(sop.tidak_terbaca),
        page_of(document),
    )


def page_of(document: Dokumen) -> str:
    """Return the address of an SOP's page, counted from the site's root."""
    return f"sop/{document.id}/"


def in_minutes(durasi: Durasi, konvensi: Konvensi) -> tuple[Sel, Sel]:
    """Return a duration in minutes at both ends; nothing where no amount can be read."""
    if not durasi.terukur:
        return None, None
    low, high = to_minutes(durasi, konvensi)
    return _number(low), _number(high)


def in_minutes_and_days(durasi: Durasi, konvensi: Konvensi) -> tuple[Sel, Sel, Sel, Sel]:
    """Return a duration in minutes and in days of a convention, each at both ends."""
    if not durasi.terukur:
        return None, None, None, None
    low, high = to_minutes(durasi, konvensi)
    first, last = (round(float(end / konvensi.menit_per_hari), 2) for end in (low, high))
    return _number(low), _number(high), first, last


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else round(float(value), 4)


def legal_table(telaah: Telaah, dokumen: Iterable[Dokumen]) -> Tabel:
    """Return one row an item of the legal bases: its words, the regulation, its status and how sure that is."""
    return Tabel(
        "Dasar hukum",
        "Satu baris satu butir dasar hukum.",
        (
            ID,
            NAMA_OPD,
            NAMA,
            STATUS_SOP,
            Kolom("Butir", "Nomor butir, dari 1.", jenis=Jenis.BILANGAN, lebar=8),
            Kolom("Dasar hukum", "Kata demi kata.", "teks", lebar=60),
            Kolom("Peraturan", "Nama pendek peraturan yang dikenali; kosong bila tidak dikenali.", lebar=26),
            Kolom("Kunci peraturan", "Kunci pada alamat dan daftar acuan.", "kunci", lebar=24),
            Kolom("Status", "Status menurut daftar acuan.", lebar=22),
            Kolom("Keyakinan status", "Seberapa yakin status itu; yang belum diverifikasi jangan dipakai.", lebar=24),
            Kolom("Status dicocokkan", "Tanggal status dicocokkan.", "diperiksa", Jenis.TANGGAL, 13),
            Kolom("Daerah disimpulkan", "ya bila daerahnya tidak tercetak dan diambil dari OPD.", lebar=14),
            Kolom("Mengutip pula", "Peraturan pengubah yang disebut dalam butir itu.", lebar=30),
        ),
        tuple(row for document in dokumen for row in _legal_rows(telaah, document)),
        beku=3,
    )


def _legal_rows(telaah: Telaah, document: Dokumen) -> Iterable[tuple[Sel, ...]]:
    known = telaah.katalog.acuan.peraturan
    for basis in telaah.turunan[document.id].dasar_hukum:
        first = basis.utama
        key = first.kunci if first else None
        entry = known.get(key or "")
        others = [regulation_name(telaah, other.kunci) for other in basis.rujukan[1:] if other.kunci]
        yield (
            document.id,
            office(telaah, document.opd).singkatan,
            document.sop.nama,
            document.sop.status,
            basis.butir + 1,
            basis.teks,
            regulation_name(telaah, key) if key else None,
            key,
            entry.status.keterangan if entry else BELUM_TERDAFTAR if key else None,
            entry.keyakinan_status.keterangan if entry else None,
            entry.diperiksa if entry else None,
            yes(first.disimpulkan) if first else None,
            "; ".join(others) or None,
        )


def yes(value: bool) -> str:  # noqa: FBT001 - it is the whole question
    """Return a truth value as people filter by it."""
    return "ya" if value else "tidak"


def finding_table(telaah: Telaah, temuan: Iterable[Temuan]) -> Tabel:
    """Return one row a finding, those of the references included."""
    return Tabel(
        "Temuan",
        "Satu baris satu temuan.",
        (
            Kolom("Kode", "Kode aturan; tidak pernah dipakai ulang.", lebar=8),
            Kolom("Tingkat", "galat, peringatan, atau saran.", lebar=12),
            Kolom("ID SOP", "Kosong untuk temuan pada daftar acuan.", "sop", lebar=34),
            Kolom("OPD", "Nama pendek OPD.", "nama_opd", lebar=24),
            Kolom("Nama SOP", "Kata demi kata dari blok identitas.", "nama", lebar=34),
            STATUS_SOP,
            Kolom("Langkah", "Nomor langkah yang dimaksud, bila ada.", "urut", Jenis.BILANGAN, 9),
            Kolom("Aturan", "Judul aturan.", lebar=34),
            Kolom("Masalah", "Apa yang salah.", "pesan", lebar=60),
            Kolom("Perbaikan", "Cara memperbaikinya.", "bantuan", lebar=50),
            Kolom("Diterima karena", "Alasan bila temuan diterima dengan sadar.", "diterima", lebar=30),
            Kolom("Berkas", "Berkas data, dihitung dari folder katalog.", lebar=40),
            Kolom("Baris", "Baris di dalam berkas itu.", jenis=Jenis.BILANGAN, lebar=8),
            Kolom("Bidang", "Bidang data yang dimaksud.", lebar=26),
        ),
        tuple(_finding_row(telaah, one) for one in temuan),
    )


@cache
def _rule_title(kode: str) -> str | None:
    rule = RULES_BY_CODE.get(kode)
    return rule.page().judul if rule else None


def _finding_row(telaah: Telaah, temuan: Temuan) -> tuple[Sel, ...]:
    document = telaah.katalog.menurut_id.get(temuan.sop or "")
    return (
        temuan.kode,
        temuan.tingkat.value,
        temuan.sop,
        office(telaah, document.opd).singkatan if document else None,
        document.sop.nama if document else None,
        document.sop.status if document else None,
        temuan.urut,
        _rule_title(temuan.kode),
        temuan.pesan,
        temuan.bantuan,
        temuan.diterima,
        temuan.berkas,
        temuan.letak.baris,
        temuan.bidang or None,
    )


def position_table(telaah: Telaah) -> Tabel:
    """Return one row a registered position, with how much it does in the SOPs in force."""
    sops: dict[str, set[str]] = defaultdict(set)
    steps: dict[str, int] = defaultdict(int)
    for document in telaah.katalog.berlaku:
        positions = telaah.turunan[document.id].jabatan
        for position in positions.values():
            if position:
                sops[position].add(document.id)
        for step in document.sop.langkah:
            for position in {positions.get(key) for key in step.pelaksana} - {None}:
                steps[position or ""] += 1
    return Tabel(
        "Jabatan",
        "Satu baris satu jabatan pada daftar acuan.",
        (
            Kolom("Jabatan", "Nama jabatan untuk tampilan.", "nama", lebar=34),
            Kolom("Kunci jabatan", "Kunci pada alamat dan daftar acuan.", "kunci", lebar=28),
            Kolom("Sebutan", "Sebutan tercetak yang menunjuk jabatan ini, dipisah titik koma.", lebar=60),
            Kolom("Banyak OPD", "OPD yang SOP berlakunya memuat jabatan ini.", "jumlah_opd", Jenis.BILANGAN, 10),
            Kolom("Banyak SOP", "SOP berlaku yang memuat jabatan ini.", "jumlah_sop", Jenis.BILANGAN, 10),
            Kolom(
                "Banyak langkah",
                "Langkah SOP berlaku yang dikerjakan jabatan ini; yang pelaksananya tidak terbaca tidak terhitung.",
                "jumlah_langkah",
                Jenis.BILANGAN,
                10,
            ),
            Kolom("Keterangan", "Penjelasan singkat dari daftar acuan.", lebar=40),
        ),
        tuple(
            (
                jabatan.nama,
                key,
                "; ".join(sebutan.teks for sebutan in jabatan.sebutan),
                len({id_sop.partition("/")[0] for id_sop in sops[key]}),
                len(sops[key]),
                steps[key],
                jabatan.keterangan,
            )
            for key, jabatan in sorted(telaah.katalog.acuan.jabatan.items())
        ),
    )


def regulation_table(telaah: Telaah) -> Tabel:
    """Return one row a regulation that is registered or cited."""
    known, citing = telaah.katalog.acuan.peraturan, telaah.indeks.pengutip
    return Tabel(
        "Peraturan",
        "Satu baris satu peraturan yang terdaftar atau dikutip.",
        (
            Kolom("Peraturan", "Nama pendek.", "nama", lebar=28),
            Kolom("Kunci peraturan", "Kunci pada alamat dan daftar acuan.", "kunci", lebar=26),
            Kolom("Nama panjang", "Nama lengkap tanpa judul.", lebar=40),
            Kolom("Tentang", "Judul menurut daftar acuan.", "judul", lebar=60),
            Kolom("Terdaftar", "ya bila ada di daftar acuan.", lebar=11),
            Kolom("Status", "Status menurut daftar acuan.", lebar=22),
            Kolom("Keyakinan judul", "Seberapa yakin judul dan nomornya.", lebar=24),
            Kolom("Keyakinan status", "Seberapa yakin statusnya; yang belum diverifikasi jangan dipakai.", lebar=24),
            Kolom("Status dicocokkan", "Tanggal status dicocokkan.", "diperiksa", Jenis.TANGGAL, 13),
            Kolom("Sumber", "Asal keterangan status.", lebar=40),
            Kolom("Dikutip SOP", "Banyaknya SOP berlaku yang mengutipnya.", "jumlah_sop", Jenis.BILANGAN, 10),
            Kolom("Halaman resmi", "Alamat di luar jaringan kantor.", lebar=44),
        ),
        tuple(
            (
                regulation_name(telaah, key),
                key,
                regulation_long_name(telaah, key),
                entry.judul if entry else None,
                yes(entry is not None),
                entry.status.keterangan if entry else BELUM_TERDAFTAR,
                entry.keyakinan_judul.keterangan if entry else None,
                entry.keyakinan_status.keterangan if entry else None,
                entry.diperiksa if entry else None,
                entry.sumber if entry else None,
                len(citing_sops(telaah, key)[0]),
                portal(telaah, key),
            )
            for key in sorted({*known, *citing})
            for entry in (known.get(key),)
        ),
    )
