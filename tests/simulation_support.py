"""Records of simulations to show: a realistic one, and one for every edge that a page has to bear."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from katalog.simulation_record import (
    Acuan,
    AnakTangga,
    Asumsi,
    CatatanSimulasi,
    HasilLangkah,
    Histogram,
    Kepekaan,
    KinerjaJabatan,
    Putaran,
    Selang,
    Waktu,
)
from scripts.build_site import build_site
from scripts.generate import generate
from scripts.npm_package import MERMAID, place
from tests.site_support import project_copy

if TYPE_CHECKING:
    from pathlib import Path

HARI = 1440.0
KERJA = 450.0
PENJENJANGAN = "dinkes-kota-tangerang/penjenjangan-kinerja"
TANPA_TOTAL = "dp3ap2kb-kota-tangerang/penjenjangan-kinerja"
KELEBIHAN = "kecamatan-neglasari/penyusunan-perjanjian-kinerja"
TERLAMPAUI = "dinkes-kab-balangan/pengumpulan-data-kinerja"
JAHAT = "dinas-contoh/serangan"
SERANGAN = (
    "</text></svg></title></desc></p></details><script>window.jebol=1</script>\"' onload=alert(1) "
    "{{ 7*7 }} {% raw %} ]]> <!-- \n\n# judul\n```mermaid\nx\n``` javascript:alert(1) | * _ ` &lt;b&gt;"
)


def selang(nilai: float, lebar: float = 0.0) -> Selang:
    return Selang(nilai=nilai, bawah=nilai - lebar, atas=nilai + lebar)


def waktu(p50: float, p90: float, factor: float = 1.0) -> Waktu:
    """Times in days, as minutes."""
    day = HARI * factor
    return Waktu(
        rata_rata=selang((p50 + 2) * day, 0.9 * day),
        p50=selang(p50 * day, 1.2 * day),
        p80=selang((p50 + 0.6 * (p90 - p50)) * day, 1.8 * day),
        p90=selang(p90 * day, 2.6 * day),
        p95=Selang(nilai=(p90 + 9) * day, bawah=(p90 + 5) * day, atas=None),
    )


def _spread(first: float, width: float, bins: int, cases: int) -> Histogram:
    """A skewed hill, as durations have it."""
    shape = [((index + 0.5) / bins) ** 1.6 * math.exp(-7.5 * (index + 0.5) / bins) for index in range(bins)]
    counts = [round(cases * part / math.fsum(shape)) for part in shape]
    counts[counts.index(max(counts))] += cases - sum(counts)
    return Histogram(tepi=tuple(first + width * index for index in range(bins + 1)), cacah=tuple(counts))


TANGGA = (
    ("tertulis", "Tertulis", 67_693.0, 0.0),
    ("jam-kerja", "Jam kerja dan hari libur", 71_400.0, 260.0),
    ("reviu", "Pengembalian berkas", 83_900.0, 640.0),
    ("variasi", "Keragaman waktu", 97_200.0, 880.0),
    ("antrean", "Antrean kasus sendiri", 96_300.0, 900.0),
    ("kantor", "Pekerjaan lain di kantor", 112_300.0, 1_250.0),
)


def _ladder() -> tuple[AnakTangga, ...]:
    rungs = []
    before: float | None = None
    for kunci, nama, mean, width in TANGGA:
        plus = None if before is None else selang(mean - before, width)
        rungs.append(
            AnakTangga(
                kunci=kunci,
                nama=nama,
                rata_rata=selang(mean, width),
                p50=selang(mean * 0.97, width),
                p90=selang(mean * (1.0 if before is None else 1.22), width),
                tambahan=plus,
                tepat=selang(1.0) if before is None else Selang(nilai=0.12, bawah=0.10, atas=0.14),
            )
        )
        before = mean
    return tuple(rungs)


def catatan(sop: str = PENJENJANGAN, **changed: Any) -> CatatanSimulasi:
    """A realistic record; any field can be given instead."""
    fields: dict[str, Any] = {
        "versi": 1,
        "sop": sop,
        "skenario": "dasar",
        "nama_skenario": "Dasar",
        "benih": 2026,
        "ulangan": 1000,
        "kasus": 1000,
        "rancangan": "satu kasus per ulangan",
        "acuan": Acuan(
            teks="47 Hari 13 menit",
            menit=67_693.0,
            jumlah_langkah=67_693.0,
            konvensi="1 hari = 24 jam, 1 minggu = 7 hari, 1 bulan = 30 hari",
            hari_kerja=33 * KERJA + 13,
        ),
        "waktu": waktu(76, 103),
        "waktu_kerja": waktu(52, 70, KERJA / HARI),
        "tepat": Selang(nilai=0.021, bawah=0.013, atas=0.032),
        "tepat_kerja": Selang(nilai=0.034, bawah=0.024, atas=0.047),
        "histogram": _spread(42 * HARI, 4 * HARI, 28, 1000),
        "tangga": _ladder(),
        "peran": (
            KinerjaJabatan(
                peran="dinkes-kota-tangerang/kepala",
                nama="Kepala Badan",
                staf=1,
                beban=0.52,
                terpakai=0.5,
                tunggu=selang(310.0, 40.0),
                antrean_terpanjang=3,
                tambah_satu=selang(-420.0, 600.0),
            ),
            KinerjaJabatan(
                peran="dinkes-kota-tangerang/sekretaris",
                nama="Sekretaris",
                staf=1,
                beban=0.83,
                terpakai=0.79,
                tunggu=selang(4_900.0, 420.0),
                antrean_terpanjang=7,
                tambah_satu=selang(-8_700.0, 1_900.0),
            ),
            KinerjaJabatan(
                peran="dinkes-kota-tangerang/tim",
                nama="Team",
                staf=1,
                beban=0.55,
                terpakai=None,
                tunggu=None,
                antrean_terpanjang=2,
                tambah_satu=None,
            ),
            KinerjaJabatan(
                peran="dinkes-kota-tangerang/ketua-tim",
                nama="Ketua Tim Kerja Sekretariat",
                staf=2,
                beban=0.61,
                terpakai=0.58,
                tunggu=Selang(nilai=900.0, bawah=None, atas=1_100.0),
                antrean_terpanjang=4,
                tambah_satu=selang(-2_000.0, 900.0),
            ),
        ),
        "langkah": tuple(
            HasilLangkah(urut=urut, kunjungan=visits, tunggu=wait, lama=lama, kerja=work)
            for urut, visits, wait, lama, work in (
                (1, 1.0, 340.0, 4.0, 4.0),
                (2, 1.0, 1_900.0, 5_200.0, 1_600.0),
                (3, 1.0, 900.0, 11_800.0, 2_700.0),
                (4, 1.42, 2_100.0, 58_300.0, 12_800.0),
                (5, 1.42, 6_300.0, 15_100.0, 3_400.0),
                (6, 1.0, 410.0, 11.0, 11.0),
            )
        ),
        "putaran": (
            Putaran(dari=5, kasus_kembali=Selang(nilai=0.3, bawah=0.27, atas=0.33), rata_rata=0.42, terbanyak=4),
        ),
        "kepekaan": (
            _swing("Peluang berkas dikembalikan", "0,1", "0,5", (-9_400.0, 15_700.0)),
            _swing("Bagian waktu untuk pekerjaan lain", "0,25", "0,75", (-7_100.0, 21_900.0)),
            _swing("Keterlibatan pada langkah panjang", "0,1", "0,5", (-3_100.0, 6_600.0)),
            _swing("Waktu tertinggi dibanding yang tertulis", "1,5", "3", (-6_900.0, 14_000.0)),
            _swing("Kasus setahun", "2", "8", (-500.0, 900.0)),
        ),
        "menit_per_hari_kerja": KERJA,
        "peringatan": (
            "Peluang berkas dikembalikan adalah perkiraan; tidak ada dokumen yang menyebutnya.",
            "Data hari libur sesudah tahun 2027 belum ditetapkan.",
        ),
        "asumsi": (
            Asumsi(
                bidang="Arti hari, minggu, dan bulan",
                nilai="1 hari = 1 hari kerja, 1 minggu = 5, 1 bulan = 20",
                alasan="UU 23/2014 Pasal 1 angka 50 mengartikan hari sebagai hari kerja.",
            ),
            Asumsi(
                bidang="Peluang berkas dikembalikan",
                nilai="30 %, berkurang separuh setiap kali",
                alasan="Tidak ada dokumen yang menyebut seberapa sering berkas dikembalikan; ini perkiraan.",
            ),
            Asumsi(bidang="Staf per jabatan", nilai="1 orang", alasan="Jabatan struktural pada dasarnya satu."),
        ),
        "perangkat": {"tatalaksana": "0.1.0", "simpy": "4.1.1", "python": "3.11"},
        "sidik": "5f0c3a1d9e2b4c7786a1f0e3d5c2b9a8",
    }
    return CatatanSimulasi(**{**fields, **changed})


def _swing(asumsi: str, rendah: str, tinggi: str, selisih: tuple[float, float]) -> Kepekaan:
    return Kepekaan(
        asumsi=asumsi,
        rendah=rendah,
        tinggi=tinggi,
        selisih_rendah=selang(selisih[0], 500.0),
        selisih_tinggi=selang(selisih[1], 800.0),
    )


def kelebihan_beban() -> CatatanSimulasi:
    """A role of which too much is asked: no time can be told."""
    record = catatan(KELEBIHAN)
    role = record.peran[1].model_copy(update={"beban": 1.31, "terpakai": None, "tunggu": None, "tambah_satu": None})
    return catatan(
        KELEBIHAN,
        acuan=Acuan(teks="3 hari", menit=4_320.0, jumlah_langkah=4_320.0, konvensi="kalender", hari_kerja=None),
        waktu=None,
        waktu_kerja=None,
        tepat=None,
        tepat_kerja=None,
        histogram=None,
        tangga=record.tangga[:4],
        peran=(record.peran[0], role),
        langkah=(),
        putaran=(),
        kepekaan=(),
    )


def tanpa_total() -> CatatanSimulasi:
    """No printed total, open intervals, every chance at its edge."""
    return catatan(
        TANPA_TOTAL,
        acuan=Acuan(teks=None, menit=20_160.0, jumlah_langkah=20_160.0, konvensi="kalender", hari_kerja=None),
        waktu=Waktu(
            **dict.fromkeys(("rata_rata", "p50", "p80"), Selang(nilai=30_000.0, bawah=None, atas=None)),
            p90=Selang(nilai=41_000.0, bawah=33_000.0, atas=None),
            p95=Selang(nilai=44_000.0, bawah=None, atas=60_000.0),
        ),
        waktu_kerja=None,
        tepat=Selang(nilai=0.0, bawah=0.0, atas=0.0037),
        tepat_kerja=None,
        histogram=Histogram(tepi=(30_000.0, 30_000.0), cacah=(1000,)),
        tangga=(),
        peran=(),
        langkah=(),
        putaran=(),
        kepekaan=(),
        peringatan=(),
        asumsi=(),
        perangkat={},
    )


def tercapai() -> CatatanSimulasi:
    """Hours instead of weeks, and always in time."""
    return catatan(
        TERLAMPAUI,
        acuan=Acuan(teks="2 hari", menit=2_880.0, jumlah_langkah=600.0, konvensi="kalender", hari_kerja=900.0),
        waktu=waktu(0.2, 0.5),
        waktu_kerja=waktu(0.2, 0.5, KERJA / HARI),
        tepat=Selang(nilai=1.0, bawah=0.9963, atas=1.0),
        tepat_kerja=Selang(nilai=0.999, bawah=0.994, atas=1.0),
        histogram=_spread(60.0, 45.0, 20, 1000),
        tangga=(),
        peringatan=(),
    )


def serangan(sop: str = JAHAT) -> CatatanSimulasi:
    """Every text is an attack."""
    record = catatan(sop)
    evil = SERANGAN
    return catatan(
        sop,
        skenario=evil,
        nama_skenario=evil,
        rancangan=evil,
        sidik=evil,
        acuan=record.acuan.model_copy(update={"teks": evil, "konvensi": evil}),
        tangga=tuple(rung.model_copy(update={"nama": evil, "kunci": evil}) for rung in record.tangga),
        peran=tuple(role.model_copy(update={"nama": evil, "peran": evil, "beban": 1.4}) for role in record.peran),
        kepekaan=tuple(
            one.model_copy(update={"asumsi": evil, "rendah": evil, "tinggi": evil}) for one in record.kepekaan
        ),
        peringatan=(evil, evil),
        asumsi=(Asumsi(bidang=evil, nilai=evil, alasan=evil),),
        perangkat={evil: evil},
    )


def catatan_semua() -> dict[str, CatatanSimulasi]:
    """Records of four of the five SOPs; the fifth was not simulated."""
    return {record.sop: record for record in (catatan(), tanpa_total(), kelebihan_beban(), tercapai())}


def build_with(target: Path, sops: Path, records: dict[str, CatatanSimulasi]) -> Path:
    """Build a site that shows these records; returns the site's folder.

    The pages are generated here, and the copy's configuration has no hook that would generate them again.
    """
    project = project_copy(target, sops)
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8")
    head, found, tail = text.partition("hooks:\n")
    assert found
    config.write_text(head + "".join(tail.partition("\n\n")[1:]), "utf-8")
    place(MERMAID, project / "docs/aset/pustaka/mermaid.tiny.js")
    generate(project / "sops", project / "docs", simulasi=lambda _: records)
    assert build_site(project) == 0
    return project / "site"
