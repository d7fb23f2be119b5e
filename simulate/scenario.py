"""What a scenario file may say: every assumption of a simulation, with its reason.

The models validate the files, emit `schema/skenario.schema.json` for editors, and their field names are the keys of
the YAML. The descriptions are Indonesian because an editor shows them to the planner. What nobody may change without
giving a reason of their own is a section with `alasan` (see `simulate.scenario_file`).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Self, TypeAlias

from pydantic import (
    BeforeValidator,
    Field,
    PlainSerializer,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from katalog.fields import Beku, Tanggal, Teks
from simulate.scenario_fields import BagianWaktu, Jam, JamBuka, Lama, LamaNyata, NomorLangkah, Peluang, fault

if TYPE_CHECKING:
    from simulate.office_hours import Harian

SEBULAN: Final = 20
"""Working days beyond which a step counts as one that mostly waits."""
TANPA_BATAS: Final = 1_000_000
"""As many people as are ever needed (`tak-terbatas`): nobody waits for a person."""
MAKS_KASUS: Final = 100_000
"""Cases at known times in one run."""
TAHUN_PERTAMA: Final = 2000
TAHUN_TERAKHIR: Final = 2076
"""The last year whose holidays are known."""


class Unsur(StrEnum):
    """What a simulation counts beyond the printed durations; the rungs of the ladder add them one by one."""

    ALUR = "alur"
    JAM_KERJA = "jam-kerja"
    REVIU = "reviu"
    VARIASI = "variasi"
    ANTREAN = "antrean"
    KANTOR = "kantor"


PERLU: Final = {
    Unsur.JAM_KERJA: Unsur.ALUR,
    Unsur.REVIU: Unsur.ALUR,
    Unsur.ANTREAN: Unsur.JAM_KERJA,
    Unsur.KANTOR: Unsur.ANTREAN,
}
"""What a part needs another for."""


def _people(value: Any) -> Any:
    if value == "tak-terbatas":
        return TANPA_BATAS
    if isinstance(value, bool) or not isinstance(value, int):
        raise fault("Harus bilangan bulat atau tak-terbatas.", "Tulis misalnya 2, tanpa tanda kutip.")
    return value


BanyakOrang: TypeAlias = Annotated[
    int,
    BeforeValidator(_people),
    Field(ge=1, le=TANPA_BATAS),
    PlainSerializer(lambda people: "tak-terbatas" if people == TANPA_BATAS else people),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1}, {"const": "tak-terbatas"}]}),
]
"""A number of people, or "tak-terbatas"."""


class Beralasan(Beku):
    """A section of assumptions with the reason for them."""

    alasan: Teks = Field(description="Mengapa nilai ini dipakai; dapat diperiksa oleh orang lain.")


class Rancangan(Beralasan):
    """What one replication is."""

    bentuk: Literal["satu-kasus", "setahun"] = Field(
        description="satu-kasus: satu kasus diikuti per ulangan. setahun: semua kasus sepanjang rentang diukur."
    )
    pemanasan_hari: int = Field(
        ge=0, le=400, description="Hari kalender sebelum pengukuran, agar kantor sudah terisi pekerjaan."
    )


class Rentang(Beralasan):
    """The dates on which cases may begin, and how far the calendar is known."""

    mulai: Tanggal = Field(description='Tanggal pertama kasus dapat dimulai, misalnya "2026-01-01".')
    sampai: Tanggal = Field(description="Tanggal terakhir kasus dapat dimulai.")
    kalender_sampai: Tanggal = Field(
        description="Kalender dihitung sampai tanggal ini; kasus harus selesai sebelumnya."
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.mulai <= self.sampai < self.kalender_sampai:
            raise fault(
                "Tanggal rentang tidak berurutan.", "Urutannya: mulai, sampai, lalu kalender_sampai sesudahnya."
            )
        if self.kalender_sampai.year - self.mulai.year > 30:
            raise fault("Rentang lebih dari 30 tahun.", "Perpendek kalender_sampai.")
        if self.mulai.year < TAHUN_PERTAMA or self.kalender_sampai.year > TAHUN_TERAKHIR:
            raise fault(
                "Tahun rentang tidak didukung.",
                "Data hari libur mencakup tahun {pertama} sampai {terakhir}.",
                pertama=TAHUN_PERTAMA,
                terakhir=TAHUN_TERAKHIR,
            )
        return self


class KonvensiWaktu(Beralasan):
    """What a bare hari, minggu and bulan are."""

    nama: Literal["kalender", "kerja", "dokumen"] = Field(
        description=(
            "kerja: hari = hari kerja, minggu = 5, bulan = 20 hari kerja. kalender: minggu = 7, bulan = 30 hari "
            "kalender. dokumen: seperti kalender, dengan hari per minggu dan bulan yang menghasilkan jumlah tercetak."
        )
    )


class Istirahat(Beku):
    """When the breaks of the five-day week begin."""

    senin_kamis: Jam
    jumat: Jam
    senin_kamis_ramadan: Jam
    jumat_ramadan: Jam


class Mingguan(Beku):
    """The open hours of a week; a day that is not named is closed."""

    senin: JamBuka = ()
    selasa: JamBuka = ()
    rabu: JamBuka = ()
    kamis: JamBuka = ()
    jumat: JamBuka = ()
    sabtu: JamBuka = ()
    minggu: JamBuka = ()

    @property
    def days(self) -> tuple[Harian, Harian, Harian, Harian, Harian, Harian, Harian]:
        """Monday to Sunday."""
        return (self.senin, self.selasa, self.rabu, self.kamis, self.jumat, self.sabtu, self.minggu)


class JamKerja(Beralasan):
    """When the office, or one position, is open."""

    pola: Literal["asn-lima-hari", "mingguan", "selalu-buka"] = Field(
        description="asn-lima-hari: Perpres 21/2023. mingguan: jam sendiri. selalu-buka: siang malam tanpa libur."
    )
    istirahat: Istirahat | None = Field(None, description="Awal istirahat; wajib untuk asn-lima-hari.")
    mingguan: Mingguan | None = Field(None, description="Jam buka per hari; wajib untuk pola mingguan.")
    mingguan_ramadan: Mingguan | None = Field(None, description="Jam buka dalam Ramadan, untuk pola mingguan.")
    libur_nasional: bool = Field(default=True, description="Tutup pada hari libur nasional.")
    cuti_bersama: bool = Field(default=True, description="Tutup pada cuti bersama.")
    khusus: Mapping[Tanggal, JamBuka] = Field({}, description="Tanggal dengan jam buka sendiri.")
    tutup: tuple[Tanggal, ...] = Field((), description="Tanggal tutup lainnya, misalnya libur daerah.")
    hari_ramadan: Mapping[Tanggal, Annotated[int, Field(ge=29, le=30)]] = Field(
        {}, description="Lama Ramadan menurut tanggal Idul Fitri sesudahnya: 29 atau 30 hari; baku 30."
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.pola == "asn-lima-hari" and self.istirahat is None:
            raise fault(
                "Pola asn-lima-hari memerlukan istirahat.", "Tulis awal istirahat; peraturan tidak menyebutnya."
            )
        if self.pola == "mingguan" and (self.mingguan is None or not any(self.mingguan.days)):
            raise fault("Pola mingguan memerlukan jam buka.", 'Tulis misalnya mingguan: {senin: "08.00-16.00"}.')
        return self


class Cuti(Beku):
    """Days on which a position has nobody."""

    mulai: Tanggal
    sampai: Tanggal

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.mulai <= self.sampai or (self.sampai - self.mulai).days > 366:
            raise fault("Tanggal cuti tidak berurutan atau lebih dari setahun.", "Periksa mulai dan sampai.")
        return self


class KalenderJabatan(Beralasan):
    """Hours of a position's own."""

    jam_kerja: JamKerja | None = Field(None, description="Jam kerja sendiri; kosong berarti jam kantor.")
    cuti: tuple[Cuti, ...] = Field((), description="Cuti; selama itu tidak ada yang mengerjakan bagiannya.")


class WaktuKosong(Beralasan):
    """What a step takes for which the document states no readable time."""

    lama: Lama


class TanpaTujuan(Beralasan):
    """Where a branch leads whose arrow the document does not show."""

    ke: Literal["langkah-ini", "langkah-sebelumnya", "selesai"]


class Reviu(Beralasan):
    """What decisions that send back do, unless a step says otherwise."""

    peluang_kembali: Peluang = Field(description="Peluang dikembalikan tiap kali diputuskan, 0 sampai 1.")
    susut: Peluang = Field(1.0, description="Pengali peluang itu pada tiap putaran berikutnya.")
    batas: int | None = Field(None, ge=1, le=1000, description="Sesudah dilewati sekian kali, tidak dikembalikan lagi.")
    bagian_ulang: float = Field(1.0, ge=0, le=100, description="Pengerjaan ulang: bagian dari waktu semula.")
    ulang_terlama: Lama | None = Field(None, description='Pengerjaan ulang paling lama, misalnya "5 hari kerja".')


class Pilihan(Beralasan):
    """How decisions choose between branches that go on."""

    cara: Literal["merata", "cabang-pertama"]


class BentukVariasi(Beku):
    """How durations vary, as multiples of the printed time."""

    bentuk: Literal["tetap", "segitiga", "PERT", "lognormal", "eksponensial", "empiris"]
    terendah: float | None = Field(None, ge=0, description="Kali waktu tertulis (segitiga, PERT).")
    modus: float | None = Field(None, ge=0, description="Kali waktu tertulis, yang paling sering (segitiga, PERT).")
    tertinggi: float | None = Field(None, ge=0, le=1000, description="Kali waktu tertulis (segitiga, PERT).")
    rata_rata: float = Field(1.0, gt=0, le=1000, description="Kali waktu tertulis (tetap, lognormal, eksponensial).")
    koefisien_variasi: float | None = Field(
        None, ge=0, le=10, description="Simpangan baku dibagi rata-rata (lognormal)."
    )
    nilai: tuple[Annotated[float, Field(ge=0, le=1000)], ...] = Field(
        (), description="Kali waktu tertulis yang pernah diamati (empiris)."
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.bentuk in ("segitiga", "PERT"):
            ends = (self.terendah, self.modus, self.tertinggi)
            known = [end for end in ends if end is not None]
            if len(known) < 3 or known != sorted(known):
                raise fault(
                    "Variasi {bentuk} memerlukan terendah ≤ modus ≤ tertinggi.",
                    "Tulis ketiganya sebagai kali waktu tertulis, misalnya 0.75, 1, 2.",
                    bentuk=self.bentuk,
                )
        if self.bentuk == "lognormal" and self.koefisien_variasi is None:
            raise fault("Variasi lognormal memerlukan koefisien_variasi.", "Tulis misalnya koefisien_variasi: 0.5.")
        if self.bentuk == "empiris" and not self.nilai:
            raise fault(
                "Variasi empiris memerlukan nilai.", "Tulis daftar kali waktu tertulis, misalnya [0.8, 1, 1.4]."
            )
        return self


class Variasi(BentukVariasi, Beralasan):
    """How durations vary, and why."""


class Keterlibatan(Beralasan):
    """The share of their working time that a step takes from its people."""

    hingga_sehari: BagianWaktu = Field(description="Bagian yang tersita pada hari kerja pertama sebuah langkah.")
    lebih_sehari: BagianWaktu = Field(description="Bagian yang tersita pada hari kerja ke-2 sampai ke-20.")
    lebih_sebulan: BagianWaktu = Field(description="Bagian yang tersita sesudah hari kerja ke-20.")

    def of_days(self, hari: float) -> float:
        """Return the share for a whole step of so many working days: a longer step never takes less of them."""
        if hari <= 1:
            return self.hingga_sehari
        month, beyond = min(hari, SEBULAN) - 1, max(hari - SEBULAN, 0)
        return (self.hingga_sehari + self.lebih_sehari * month + self.lebih_sebulan * beyond) / hari


class Staf(Beralasan):
    """How many people hold a position; the most particular counts: office, position, then the default."""

    baku: BanyakOrang = Field(description="Orang per peran bila tidak disebut.")
    jabatan: Mapping[str, BanyakOrang] = Field({}, description="Orang menurut jabatan, di tiap OPD.")
    opd: Mapping[str, Mapping[str, BanyakOrang]] = Field({}, description="Orang menurut OPD dan jabatan.")

    def people(self, opd: str, jabatan: str) -> int:
        """Return how many people hold a position of an office."""
        return self.opd.get(opd, {}).get(jabatan) or self.jabatan.get(jabatan) or self.baku


class BebanLain(Beralasan):
    """Work beside the simulated SOPs, which the same people do."""

    bagian: Annotated[float, Field(ge=0, lt=1)] = Field(description="Bagian waktu kerja untuk pekerjaan lain.")
    lama: LamaNyata = Field(description="Rata-rata lama satu pekerjaan lain.")
    bentuk: Literal["eksponensial", "tetap"] = "eksponensial"
    jabatan: Mapping[str, Annotated[float, Field(ge=0, lt=1)]] = Field({}, description="Bagian menurut jabatan.")


class Kedatangan(Beralasan):
    """When cases of an SOP begin."""

    bentuk: Literal["sekali", "tanggal", "acak", "teratur", "csv"] = Field(
        description=(
            "sekali: satu kasus. tanggal: sekelompok kasus pada tanggal tertentu. acak: laju Poisson. teratur: jarak "
            "tetap. csv: dari berkas dengan kolom mulai dan, bila perlu, prioritas."
        )
    )
    per_tahun: float | None = Field(None, gt=0, le=100_000, description="Kasus setahun (acak, teratur).")
    tanggal: tuple[Tanggal, ...] = Field((), description="Tanggal mulai (sekali, tanggal).")
    banyak: int = Field(1, ge=1, le=10_000, description="Kasus pada tiap tanggal.")
    berkas: Teks | None = Field(None, description="Nama berkas CSV di samping berkas skenario.")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.bentuk in ("acak", "teratur") and self.per_tahun is None:
            raise fault(
                "Kedatangan {bentuk} memerlukan per_tahun.", "Tulis misalnya per_tahun: 12.", bentuk=self.bentuk
            )
        if self.bentuk in ("tanggal", "sekali") and not self.tanggal:
            raise fault("Kedatangan {bentuk} memerlukan tanggal.", 'Tulis tanggal: ["2026-01-05"].', bentuk=self.bentuk)
        if self.bentuk == "sekali" and (len(self.tanggal) > 1 or self.banyak > 1):
            raise fault("Kedatangan sekali berarti satu kasus saja.", "Pakai bentuk: tanggal untuk beberapa kasus.")
        if len(self.tanggal) * self.banyak > MAKS_KASUS:
            raise fault(
                "Kedatangan lebih dari {paling} kasus.",
                "Kurangi tanggal atau banyak.",
                paling=f"{MAKS_KASUS:,}".replace(",", "."),
            )
        if self.bentuk == "csv" and self.berkas is None:
            raise fault("Kedatangan csv memerlukan berkas.", "Tulis nama berkas di samping berkas skenario.")
        return self


class Kantor(Beralasan):
    """Which other SOPs run on the same people."""

    sop_lain: Literal["se-opd", "tidak"] | tuple[Teks, ...] = Field(
        description="se-opd: semua SOP OPD yang sama. tidak: tidak ada. Atau daftar id SOP."
    )


class AturanLangkah(Beralasan):
    """What is assumed of one step."""

    lama: Lama | None = Field(None, description="Menggantikan waktu tertulis.")
    variasi: BentukVariasi | None = None
    keterlibatan: BagianWaktu | None = None
    bagian_ulang: float | None = Field(None, ge=0, le=100)
    peluang: Mapping[str, Peluang] = Field({}, description="Peluang menurut label cabang, misalnya {Tidak: 0.2}.")
    tujuan: Mapping[str, int | Literal["selesai"]] = Field({}, description="Tujuan cabang yang tidak tampak.")
    susut: Peluang | None = None
    batas: int | None = Field(None, ge=1, le=1000)


class AturanSOP(Beku):
    """What is assumed of one SOP."""

    langkah: Mapping[NomorLangkah, AturanLangkah] = Field({}, description="Menurut nomor langkah.")
    kedatangan: Kedatangan | None = None
    prioritas: int | None = Field(None, ge=0, le=100, description="Lebih kecil didahulukan; tulis alasan.")
    alasan: Teks | None = Field(None, description="Mengapa SOP ini diberi prioritas sendiri.")

    @model_validator(mode="after")
    def _reasoned(self) -> Self:
        if self.prioritas is not None and self.alasan is None:
            raise fault("Prioritas memerlukan alasan.", "Tambahkan alasan: di samping prioritas.")
        return self


class Skenario(Beku):
    """Every assumption of a simulation."""

    nama: Teks = Field(description="Nama untuk dibaca.")
    keterangan: Teks = Field(description="Apa yang dijawab skenario ini.")
    unsur: tuple[Unsur, ...] = Field(
        description="Yang diperhitungkan di atas waktu tertulis.", json_schema_extra={"uniqueItems": True}
    )
    ulangan: int = Field(ge=2, le=1_000_000, description="Banyaknya ulangan.")
    benih: int = Field(ge=0, le=2**63 - 1, description="Benih bilangan acak.")
    rancangan: Rancangan
    rentang: Rentang
    konvensi: KonvensiWaktu
    jam_kerja: JamKerja
    kalender_jabatan: Mapping[str, KalenderJabatan] = Field({}, description="Jam dan cuti menurut jabatan.")
    waktu_kosong: WaktuKosong | None = None
    tanpa_tujuan: TanpaTujuan | None = None
    reviu: Reviu
    pilihan: Pilihan
    variasi: Variasi
    variasi_panjang: Variasi | None = Field(
        None, description="Menggantikan variasi bagi langkah di atas 20 hari kerja."
    )
    keterlibatan: Keterlibatan
    staf: Staf
    beban_lain: BebanLain
    kedatangan: Kedatangan
    kantor: Kantor
    prioritas: int = Field(5, ge=0, le=100, description="Prioritas baku; lebih kecil didahulukan.")
    sop: Mapping[str, AturanSOP] = Field({}, description="Pengecualian menurut id SOP.")

    @field_validator("unsur")
    @classmethod
    def _in_order(cls, unsur: tuple[Unsur, ...]) -> tuple[Unsur, ...]:
        if len(set(unsur)) < len(unsur):
            raise fault("Unsur yang sama disebut dua kali.", "Sebut tiap unsur sekali.")
        for one, other in PERLU.items():
            if one in unsur and other not in unsur:
                raise fault(
                    'Unsur "{unsur}" memerlukan "{lain}".',
                    'Tambahkan "{lain}" ke unsur.',
                    unsur=one.value,
                    lain=other.value,
                )
        return unsur
