"""From an SOP and a scenario to a plan: each open question is answered by the scenario, or is a fault."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import fsum
from typing import TYPE_CHECKING, Final

from katalog.conventions import KALENDER, KERJA
from katalog.durations import parse_duration
from katalog.model import SELESAI
from katalog.yaml_source import clip
from simulate.distributions import PERT, Eksponensial, Empiris, Lognormal, Segitiga
from simulate.plan import Cabang, JenisKerja, Keluar, Pekerjaan, RencanaError, RencanaLangkah, RencanaSOP
from simulate.scenario import SEBULAN, AturanLangkah, AturanSOP, Unsur
from simulate.work_amounts import Takaran, amount, elapsed, own_convention

if TYPE_CHECKING:
    from katalog.conventions import Konvensi
    from katalog.durations import Durasi
    from katalog.findings import Temuan
    from katalog.model import Langkah
    from katalog.positions import Jalur
    from simulate.distributions import Sebaran
    from simulate.procedures import Prosedur
    from simulate.scenario import BentukVariasi, Skenario
    from simulate.scenario_file import SkenarioTerbaca

_NO_TIME: Final = Takaran(JenisKerja.UPAYA, 0.0)
_SLACK: Final = 1e-9


@dataclass(frozen=True, slots=True)
class SOPTersusun:
    """A compiled SOP, with what had to be assumed for want of words in the document.

    Attributes:
        rencana: The plan.
        waktu_kosong: Steps whose time the scenario gives because the document does not.
        tanpa_tujuan: Branches whose target the scenario gives: step and label.
        tanpa_pelaksana: Steps whose performer is not known: nobody is kept busy by them.
        kembali: By step that decides, the targets of its branches that send back.
    """

    rencana: RencanaSOP
    waktu_kosong: tuple[int, ...]
    tanpa_tujuan: tuple[tuple[int, str], ...]
    tanpa_pelaksana: tuple[int, ...]
    kembali: dict[int, frozenset[int]]


def convention(prosedur: Prosedur, skenario: Skenario) -> Konvensi:
    """Return the convention by which a scenario reads an SOP's durations."""
    if skenario.konvensi.nama == "dokumen":
        return own_convention(prosedur.cocok)
    return KERJA if skenario.konvensi.nama == "kerja" else KALENDER


def compile_sop(prosedur: Prosedur, terbaca: SkenarioTerbaca) -> tuple[SOPTersusun | None, tuple[Temuan, ...]]:
    """Return the plan of an SOP under a scenario, or None and every fault, each naming the SOP and step."""
    return _Penyusun(prosedur, terbaca).compile()


@dataclass(slots=True)
class _Penyusun:
    """The work in progress on one SOP."""

    prosedur: Prosedur
    terbaca: SkenarioTerbaca
    faults: list[Temuan] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    aimless: list[tuple[int, str]] = field(default_factory=list)
    back: dict[int, frozenset[int]] = field(default_factory=dict)

    @property
    def skenario(self) -> Skenario:
        return self.terbaca.skenario

    @property
    def rules(self) -> AturanSOP:
        """The exceptions of this SOP; the document's own arithmetic knows none."""
        return self.written_rules if self.counts(Unsur.ALUR) else AturanSOP()

    @property
    def written_rules(self) -> AturanSOP:
        return self.skenario.sop.get(self.prosedur.id, AturanSOP())

    def counts(self, unsur: Unsur) -> bool:
        return unsur in self.skenario.unsur

    def fault(self, kode: str, jalur: Jalur, pesan: str, bantuan: str, *, kunci: bool = False) -> None:
        self.faults.append(self.terbaca.fault(kode, jalur, f"{self.prosedur.id}: {pesan}", bantuan, kunci=kunci))

    def compile(self) -> tuple[SOPTersusun | None, tuple[Temuan, ...]]:
        steps: dict[int, tuple[Langkah, Durasi]] = {}
        for step, durasi in zip(self.prosedur.sop.langkah, self.prosedur.durasi, strict=True):
            steps.setdefault(step.urut, (step, durasi))
        self._check_rules({urut: step for urut, (step, _) in steps.items()})
        order = tuple(steps)
        plans = {urut: self._step(step, durasi, order) for urut, (step, durasi) in steps.items()}
        flow = self.prosedur.alur
        start = (flow.mulai or order[:1]) if self.counts(Unsur.ALUR) else order[:1]
        if self.faults:
            return None, tuple(self.faults)
        parallel = {way for plan in plans.values() for way in plan.keluar.possible() if len(way) > 1}
        joins = {way: join for way in sorted({*parallel, start}) if (join := self._join(way)) is not None}
        try:
            rencana = RencanaSOP(self.prosedur.id, start, plans, joins)
        except RencanaError as error:
            self.faults.append(
                self.terbaca.fault(
                    "S006", ("reviu",), str(error), "Beri batas di bagian reviu, atau perkecil peluangnya."
                )
            )
            return None, tuple(self.faults)
        nobody = (
            tuple(urut for urut, (step, _) in steps.items() if not step.pelaksana) if self.counts(Unsur.ALUR) else ()
        )
        return SOPTersusun(rencana, tuple(self.blank), tuple(self.aimless), nobody, self.back), ()

    def _join(self, way: tuple[int, ...]) -> int | None:
        return self.prosedur.alur.join_of(way) if len(way) > 1 else None

    def _check_rules(self, steps: dict[int, Langkah]) -> None:
        """Refuse exceptions for steps and branches that the SOP does not have."""
        for key, rule in self.written_rules.langkah.items():
            place: Jalur = ("sop", self.prosedur.id, "langkah", key)
            step = steps.get(int(key))
            if step is None:
                known = f"Nomor langkahnya: {', '.join(map(str, steps))}."
                self.fault("S004", place, f"tidak ada langkah {key}.", known, kunci=True)
                continue
            labels = {branch.label: branch for branch in step.lanjut or () if branch.label is not None}
            known = f"Cabang langkah {key}: {', '.join(labels)}." if labels else f"Langkah {key} tidak bercabang."
            for section, named in (("peluang", rule.peluang), ("tujuan", rule.tujuan)):
                for label in named:
                    if label not in labels:
                        pesan = f'langkah {key} tidak punya cabang "{clip(label)}".'
                        self.fault("S004", (*place, section, label), pesan, known, kunci=True)
            for label, target in rule.tujuan.items():
                if label in labels and labels[label].ke:
                    self.fault(
                        "S004", (*place, "tujuan", label), f'tujuan cabang "{label}" tertulis di SOP.', "Hapus ini."
                    )
                if target != SELESAI and target not in steps:
                    self.fault(
                        "S004", (*place, "tujuan", label), f"tidak ada langkah {target}.", "Tulis nomor langkah."
                    )

    def _rule(self, urut: int) -> AturanLangkah | None:
        return self.rules.langkah.get(str(urut))

    def _step(self, step: Langkah, durasi: Durasi, order: tuple[int, ...]) -> RencanaLangkah:
        rule = self._rule(step.urut)
        takaran = self._amount(step, durasi, rule)
        keluar = self._exit(step, rule, order)
        if not self.counts(Unsur.ALUR):
            return RencanaLangkah(step.urut, (), Pekerjaan(takaran.jenis, self._spread(takaran, rule)), keluar)
        involved = self.skenario.keterlibatan.of_days(takaran.hari)
        if rule is not None and rule.keterlibatan is not None:
            involved = rule.keterlibatan
        work = Pekerjaan(
            takaran.jenis,
            self._spread(takaran, rule),
            involved if self.counts(Unsur.ANTREAN) and step.pelaksana else 1.0,
        )
        peran = tuple(self.prosedur.peran[key] for key in step.pelaksana if key in self.prosedur.peran)
        return RencanaLangkah(step.urut, peran, work, keluar, self._redo(takaran, rule))

    def _amount(self, step: Langkah, durasi: Durasi, rule: AturanLangkah | None) -> Takaran:
        konvensi = convention(self.prosedur, self.skenario)
        read = amount if self.counts(Unsur.JAM_KERJA) else elapsed
        if rule is not None and rule.lama is not None:
            return read(parse_duration(rule.lama), konvensi)
        if step.mutu_baku.waktu_bersama is not None:
            return _NO_TIME if self.counts(Unsur.JAM_KERJA) else Takaran(JenisKerja.BERLALU, 0.0)
        if durasi.terukur:
            return read(durasi, konvensi)
        if self.skenario.waktu_kosong is not None:
            self.blank.append(step.urut)
            return read(parse_duration(self.skenario.waktu_kosong.lama), konvensi)
        words = "kosong" if durasi.teks is None else f'"{durasi.teks}", yang tidak terbaca sebagai lama'
        self.fault(
            "S005",
            ("waktu_kosong",),
            f"waktu langkah {step.urut} {words}.",
            f'Tulis waktu_kosong, atau sop."{self.prosedur.id}".langkah."{step.urut}".lama dengan alasannya.',
        )
        return _NO_TIME

    def _spread(self, takaran: Takaran, rule: AturanLangkah | None) -> Sebaran | float:
        if not self.counts(Unsur.VARIASI) or not takaran.jumlah:
            return takaran.jumlah
        own = rule.variasi if rule is not None else None
        usual = self.skenario.variasi
        if self.skenario.variasi_panjang is not None and takaran.hari > SEBULAN:
            usual = self.skenario.variasi_panjang
        return spread(own or usual, takaran.jumlah)

    def _redo(self, takaran: Takaran, rule: AturanLangkah | None) -> float:
        if rule is not None and rule.bagian_ulang is not None:
            return rule.bagian_ulang
        reviu = self.skenario.reviu
        if reviu.ulang_terlama is None or not takaran.hari:
            return reviu.bagian_ulang
        longest = amount(parse_duration(reviu.ulang_terlama), convention(self.prosedur, self.skenario))
        return min(reviu.bagian_ulang, longest.hari / takaran.hari)

    def _exit(self, step: Langkah, rule: AturanLangkah | None, order: tuple[int, ...]) -> Keluar:
        if not self.counts(Unsur.ALUR):
            later = order[order.index(step.urut) + 1 :]
            return Keluar(later[:1])
        if step.lanjut is None:
            return Keluar(tuple(arrow.ke for arrow in self.prosedur.alur.keluar[step.urut] if arrow.ke is not None))
        known = set(order)
        ways: list[tuple[str, tuple[int, ...]]] = []
        for branch in step.lanjut:
            label = branch.label or ""
            if branch.ke:
                ways.append(
                    (label, tuple(int(target) for target in branch.ke if target != SELESAI and target in known))
                )
            else:
                ways.append((label, self._assumed_target(step.urut, label, rule, order)))
        if len(ways) == 1:
            return Keluar(ways[0][1])
        return self._decision(step.urut, ways, rule)

    def _assumed_target(
        self, urut: int, label: str, rule: AturanLangkah | None, order: tuple[int, ...]
    ) -> tuple[int, ...]:
        own = rule.tujuan.get(label) if rule is not None else None
        self.aimless.append((urut, label))
        if own is not None:
            return () if own == SELESAI else (int(own),)
        if self.skenario.tanpa_tujuan is None:
            self.fault(
                "S005",
                ("tanpa_tujuan",),
                f'arah cabang "{label}" langkah {urut} tidak tampak pada dokumen.',
                f'Tulis tanpa_tujuan, atau sop."{self.prosedur.id}".langkah."{urut}".tujuan dengan alasannya.',
            )
            return ()
        ke = self.skenario.tanpa_tujuan.ke
        if ke == "selesai":
            return ()
        return (urut if ke == "langkah-ini" else order[max(order.index(urut) - 1, 0)],)

    def _decision(self, urut: int, ways: list[tuple[str, tuple[int, ...]]], rule: AturanLangkah | None) -> Keluar:
        back = [any(target <= urut for target in ke) for _, ke in ways]
        place: Jalur = (
            ("sop", self.prosedur.id, "langkah", str(urut), "peluang") if rule and rule.peluang else ("reviu",)
        )
        if all(back):
            self.fault(
                "S006",
                place,
                f"semua cabang langkah {urut} kembali.",
                "Beri tahu penyusun SOP: alurnya tidak berakhir.",
            )
            return Keluar()
        self.back[urut] = frozenset(
            target for (_, ke), returns in zip(ways, back, strict=True) if returns for target in ke
        )
        chances = self._chances(urut, ways, back, rule, place)
        cabang = tuple(
            Cabang(label, ke, chance, returns) for (label, ke), chance, returns in zip(ways, chances, back, strict=True)
        )
        reviu = self.skenario.reviu
        susut = rule.susut if rule is not None and rule.susut is not None else reviu.susut
        batas = rule.batas if rule is not None and rule.batas is not None else reviu.batas
        return Keluar(cabang=cabang, susut=susut, batas=batas)

    def _chances(
        self,
        urut: int,
        ways: list[tuple[str, tuple[int, ...]]],
        back: list[bool],
        rule: AturanLangkah | None,
        place: Jalur,
    ) -> list[float]:
        """Return the probability of each branch; what nobody states is shared by the branches that go on.

        Where those are all stated, the rest is sent back. Where returns do not count, it is the probability among the
        cases that are not sent back.
        """
        stated = rule.peluang if rule is not None else {}
        onward = [label for (label, _), returns in zip(ways, back, strict=True) if not returns]
        unsaid = [label for (label, _), returns in zip(ways, back, strict=True) if returns and label not in stated]
        each = self.skenario.reviu.peluang_kembali / max(sum(back), 1)
        if unsaid and all(label in stated for label in onward):
            each = max(1 - fsum(stated.values()), 0.0) / len(unsaid)
        chances = [
            stated.get(label, each) if returns else stated.get(label)
            for (label, _), returns in zip(ways, back, strict=True)
        ]
        left = 1 - fsum(chance for chance in chances if chance is not None)
        free = [index for index, chance in enumerate(chances) if chance is None]
        if left < -_SLACK or (not free and abs(left) > _SLACK):
            pesan = f"jumlah peluang cabang langkah {urut} bukan 1."
            self.fault("S006", place, pesan, "Peluang semua cabang satu langkah berjumlah tepat 1.")
            return [1 / len(ways)] * len(ways)
        if self.skenario.pilihan.cara == "cabang-pertama":
            free = free[:1]
        shared = [
            max(left, 0.0) / len(free) if index in free else chance or 0.0 for index, chance in enumerate(chances)
        ]
        if not self.counts(Unsur.REVIU):
            shared = [0.0 if returns else chance for chance, returns in zip(shared, back, strict=True)]
        total = fsum(shared)
        return [chance / total if total else float(not returns) / back.count(False)
                for chance, returns in zip(shared, back, strict=True)]  # fmt: skip


def spread(bentuk: BentukVariasi, nominal: float) -> Sebaran | float:
    """Return how a positive amount varies, in the unit of that amount."""
    low, mode, high = (nominal * (end or 0.0) for end in (bentuk.terendah, bentuk.modus, bentuk.tertinggi))
    mean = nominal * bentuk.rata_rata
    if bentuk.bentuk == "tetap":
        return mean
    if bentuk.bentuk == "segitiga":
        return Segitiga(low, mode, high)
    if bentuk.bentuk == "PERT":
        return PERT(low, mode, high)
    if bentuk.bentuk == "lognormal":
        return Lognormal(mean, bentuk.koefisien_variasi or 0.0)
    if bentuk.bentuk == "eksponensial":
        return Eksponensial(mean)
    return Empiris(tuple(nominal * factor for factor in bentuk.nilai))
