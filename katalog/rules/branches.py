"""A111, A116, A117: decisions, and ends that go on; `parallel` holds the rules about parallel branches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog.findings import Temuan, Tingkat
from katalog.model import SELESAI, Simbol
from katalog.rules.base import AturanSOP, Konteks
from katalog.rules.phrases import HELP_UNREADABLE, enumerate_numbers, not_readable, quote
from katalog.rules.steps import branch_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog.model import Cabang, Langkah


class KeputusanTanpaCabang(AturanSOP):
    """Keputusan tanpa dua jalan keluar.

    Simbol keputusan mempunyai paling sedikit dua panah keluar, masing-masing dengan label. Bila hanya satu
    yang digambar, atau arah salah satunya tidak tampak, pembaca tidak tahu apa yang terjadi pada hasil yang
    lain.

    Perbaikan: Gambarkan kedua panah beserta labelnya, lalu tulis tujuannya, misalnya lanjut: {Ya: 6, Tidak:
    4}.

    LULUS::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - urut: 2
            kegiatan: Memeriksa data
            pelaksana: sekretaris
            mutu_baku: {waktu: 1 hari}
            lanjut: {Ya: selesai, Tidak: 1}

    GAGAL::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - urut: 2
            kegiatan: Memeriksa data
            pelaksana: sekretaris
            mutu_baku: {waktu: 1 hari}
            lanjut: {Ya: selesai, Tidak: null}
    """

    kode = "A111"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look at steps with labelled branches or the symbol of a decision."""
        for index, step in enumerate(konteks.dokumen.sop.langkah):
            if not step.keputusan and Simbol.KEPUTUSAN not in (step.simbol or ()):
                continue
            labelled = [branch for branch in step.lanjut or () if branch.label is not None]
            if len(labelled) < 2:
                yield from self._too_few(konteks, index, step, labelled)
            for branch in labelled:
                if not branch.ke:
                    yield self._open(konteks, index, step, branch)

    def _too_few(self, konteks: Konteks, index: int, step: Langkah, labelled: list[Cabang]) -> Iterator[Temuan]:
        reason = konteks.unreadable(f"langkah.{step.urut}.lanjut")
        if labelled:
            said = f"Keputusan pada langkah {step.urut} hanya mempunyai satu cabang, {quote(labelled[0].label or '')}"
        else:
            said = f"Langkah {step.urut} memakai simbol keputusan, tetapi tidak mempunyai cabang berlabel"
        yield self.finding(
            konteks,
            ("langkah", index, "lanjut") if step.lanjut else ("langkah", index),
            f"{said}{'; sisanya tidak terbaca pada salinan' if reason else ''}.",
            HELP_UNREADABLE if reason else "Tulis semua cabangnya, misalnya lanjut: {Ya: 6, Tidak: 4}.",
            tingkat=Tingkat.SARAN if reason else None,
        )

    def _open(self, konteks: Konteks, index: int, step: Langkah, branch: Cabang) -> Temuan:
        subject = f"Arah cabang {quote(branch.label or '')} pada langkah {step.urut}"
        path = branch_path(index, branch)
        if reason := konteks.unreadable(f"langkah.{step.urut}.lanjut.{branch.label}"):
            said = not_readable(subject, reason)
            return self.finding(konteks, path, said, HELP_UNREADABLE, tingkat=Tingkat.SARAN)
        help_text = "Tulis nomor langkah tujuannya, atau selesai."
        return self.finding(konteks, path, f"{subject} tidak ditunjukkan.", help_text)


class LabelCabangBertentangan(AturanSOP):
    """Label cabang ganda atau tidak membedakan.

    Label menentukan panah mana yang diikuti. Dua cabang dengan label yang sama tidak dapat dipilih, dan
    cabang-cabang yang semuanya menuju langkah yang sama tidak memutuskan apa pun.

    Perbaikan: Beri label yang berbeda dan tujuan yang berbeda, atau hapus keputusannya.

    LULUS::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - urut: 2
            kegiatan: Memeriksa data
            pelaksana: sekretaris
            mutu_baku: {waktu: 1 hari}
            lanjut: {Ya: selesai, Tidak: 1}

    GAGAL::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - urut: 2
            kegiatan: Memeriksa data
            pelaksana: sekretaris
            mutu_baku: {waktu: 1 hari}
            lanjut: {Ya: selesai, ya: 1}
    """

    kode = "A116"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Compare the labels up to case, and the targets of all branches."""
        for index, step in enumerate(konteks.dokumen.sop.langkah):
            branches = [branch for branch in step.lanjut or () if branch.label is not None]
            seen: dict[str, str] = {}
            for branch in branches:
                label = branch.label or ""
                words = label.casefold().rstrip(" .:;,")
                if words in seen:
                    yield self.finding(
                        konteks,
                        ("langkah", index, "lanjut", label),
                        f"Label cabang {quote(label)} pada langkah {step.urut} sama dengan {quote(seen[words])}.",
                        "Beri setiap cabang label yang berbeda.",
                        kunci=True,
                    )
                seen.setdefault(words, label)
            targets = {frozenset(branch.ke) for branch in branches}
            if len(branches) > 1 and len(targets) == 1 and branches[0].ke:
                yield self.finding(
                    konteks,
                    ("langkah", index, "lanjut"),
                    f"Semua cabang keputusan pada langkah {step.urut} menuju {_place(branches[0])}.",
                    "Betulkan tujuannya, atau hapus keputusannya.",
                )


class SelesaiBerlanjut(AturanSOP):
    """Langkah selesai masih berlanjut.

    Langkah yang bertanda selesai mengakhiri prosedur. Bila dari langkah itu masih keluar panah tanpa label, pembaca
    tidak tahu apakah prosedurnya berakhir di sana atau berlanjut. Keputusan yang pada salah satu cabangnya mengakhiri
    prosedur tidak termasuk, karena cabangnya berlabel.

    Perbaikan: Hapus tanda selesai atau hapus panahnya; bila keduanya benar, tulis sebagai keputusan, misalnya lanjut:
    {Ya: selesai, Tidak: 4}.

    LULUS::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - {urut: 2, kegiatan: Memeriksa data, pelaksana: sekretaris, mutu_baku: {waktu: 1 hari}, lanjut: 3}
          - {urut: 3, kegiatan: Menyimpan data, pelaksana: kasubag, selesai: true, mutu_baku: {waktu: 1 hari}}

    GAGAL::

        langkah:
          - {urut: 1, kegiatan: Menyusun data, pelaksana: kasubag, mulai: true, mutu_baku: {waktu: 3 hari}}
          - urut: 2
            kegiatan: Memeriksa data
            pelaksana: sekretaris
            selesai: true
            mutu_baku: {waktu: 1 hari}
            lanjut: 3
          - {urut: 3, kegiatan: Menyimpan data, pelaksana: kasubag, selesai: true, mutu_baku: {waktu: 1 hari}}
    """

    kode = "A117"
    tingkat = Tingkat.PERINGATAN

    def check(self, konteks: Konteks) -> Iterator[Temuan]:
        """Look at ends with an arrow without a label."""
        for index, step in enumerate(konteks.dokumen.sop.langkah):
            onward = {target for branch in step.lanjut or () if branch.label is None for target in branch.ke}
            numbers = sorted(target for target in onward if target != SELESAI)
            if not step.selesai or not numbers:
                continue
            doubt = any(konteks.unreadable(f"langkah.{step.urut}.{field}") for field in ("lanjut", "selesai"))
            yield self.finding(
                konteks,
                ("langkah", index, "lanjut"),
                f"Langkah {step.urut} bertanda selesai, tetapi masih berlanjut ke langkah {enumerate_numbers(numbers)}"
                + ("; salah satunya tidak terbaca pada salinan." if doubt else "."),
                HELP_UNREADABLE if doubt else "Hapus selesai: true, hapus lanjut, atau beri label pada cabangnya.",
                tingkat=Tingkat.SARAN if doubt else None,
            )


def _place(branch: Cabang) -> str:
    """Say where a branch leads."""
    numbers = sorted(target for target in branch.ke if target != SELESAI)
    return f"langkah {enumerate_numbers(numbers)}" if numbers else "selesai"


BRANCH_RULES: tuple[type[AturanSOP], ...] = (KeputusanTanpaCabang, LabelCabangBertentangan, SelesaiBerlanjut)
"""Rules about branches."""
