"""A made-up catalogue of any size, in the project's YAML: the same seed gives the same bytes.

Its SOPs have what real ones have: review loops back and forward, parallel branches, shared regulations with and
without mistakes, every unit of time, totals that are right, wrong or missing. None of its faults is a `galat`,
so that a site can be built from it.
"""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

from benchmarks import vocabulary as kata
from katalog.citations import Sitasi, Terbitan, format_citation
from katalog.loading import load_references
from katalog.naming import slugify
from katalog.regulation_kinds import Daerah

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from katalog.references import Peraturan

ACUAN_ASLI: Final = Path(__file__).resolve().parent.parent / "sops"
"""The real catalogue, whose registers of regulations and positions are shared."""
SOP_TIAP_OPD: Final = 100
_SETEMPAT: Final = frozenset({"uu-1993-2", "uu-2000-23"})
"""Acts about one real region, which no other region's office cites."""
_BULAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True, slots=True)
class _Kantor:
    """An office of one region."""

    kunci: str
    jenis: kata.Kantor
    wilayah: kata.Wilayah

    @property
    def daerah(self) -> Daerah:
        return Daerah(self.wilayah.jenis, self.wilayah.nama)  # type: ignore[arg-type]  # the list holds the three kinds

    @property
    def nama(self) -> str:
        return f"{self.jenis.nama} {self.daerah.lengkap}"


@dataclass(frozen=True, slots=True)
class _Proses:
    """A process: key, what is done, and to what."""

    kunci: str
    pekerjaan: str
    urusan: str

    @property
    def nama(self) -> str:
        return f"{self.pekerjaan} {self.urusan}"


_PROSES: Final = tuple(
    _Proses(slugify(f"{work} {matter}"), work, matter) for work in kata.PEKERJAAN for matter in kata.URUSAN
)


def write_catalogue(akar: Path, jumlah: int, benih: int = 0) -> None:
    """Write a catalogue of `jumlah` SOPs to the new folder `akar`; raises ValueError where there are too many."""
    if jumlah < 1:
        raise ValueError("a catalogue has at least one SOP")
    acak = Random(benih)
    kantor = _offices(acak, max(1, round(jumlah / SOP_TIAP_OPD)))
    rencana = _plan(acak, kantor, jumlah)
    peraturan = load_references(ACUAN_ASLI)[0].peraturan
    used = {proses for _, processes in rencana for proses in processes}
    _write_references(akar / "_acuan", kantor, tuple(proses for proses in _PROSES if proses in used), peraturan)
    for office, processes in rencana:
        folder = akar / office.kunci
        folder.mkdir(parents=True)
        for proses in processes:
            own = Random(f"{benih}/{office.kunci}/{proses.kunci}")
            sop = _Naskah(own, office, proses, processes, peraturan).build()
            head = "# yaml-language-server: $schema=../../schema/sop.schema.json\n"
            (folder / f"{proses.kunci}.yaml").write_text(head + _mapping(sop), encoding="utf-8")


def _offices(acak: Random, jumlah: int) -> tuple[_Kantor, ...]:
    every = [(jenis, wilayah) for jenis in kata.KANTOR for wilayah in kata.WILAYAH]
    if jumlah > len(every):
        raise ValueError(f"at most {len(every) * SOP_TIAP_OPD} SOPs")
    short = {"kabupaten": "kab", "kota": "kota", "provinsi": "prov"}
    return tuple(
        _Kantor(f"{jenis.kunci}-{short[wilayah.jenis]}-{slugify(wilayah.nama)}", jenis, wilayah)
        for jenis, wilayah in acak.sample(every, jumlah)
    )


def _plan(acak: Random, kantor: Sequence[_Kantor], jumlah: int) -> tuple[tuple[_Kantor, tuple[_Proses, ...]], ...]:
    """Give every office about the same number of processes, each process once."""
    sizes = [jumlah // len(kantor)] * len(kantor)
    for index in range(jumlah % len(kantor)):
        sizes[index] += 1
    for index in range(0, len(kantor) - 1, 2):
        shift = acak.randint(0, sizes[index] // 2)
        sizes[index] -= shift
        sizes[index + 1] += shift
    return tuple((office, tuple(acak.sample(_PROSES, size))) for office, size in zip(kantor, sizes, strict=True))


def _sotk(office: _Kantor) -> Sitasi:
    """Return the head of region's regulation on the office's organisation."""
    kind = {"kota": "perwal", "kabupaten": "perbup", "provinsi": "pergub"}[office.wilayah.jenis]
    own = Random(f"sotk/{office.kunci}")
    judul = f"Kedudukan, Susunan Organisasi, Tugas dan Fungsi, serta Tata Kerja {office.nama}"
    return Sitasi("", kind, office.daerah, str(own.randint(10, 180)), own.randint(2016, 2022), judul)


def _perda(wilayah: kata.Wilayah) -> Sitasi:
    """Return the region's regulation on its offices, which the synthetic registry lists."""
    own = Random(f"perda/{wilayah.jenis}/{wilayah.nama}")
    daerah = Daerah(wilayah.jenis, wilayah.nama)  # type: ignore[arg-type]  # the list holds the three kinds
    judul = f"Pembentukan dan Susunan Perangkat Daerah {daerah.lengkap}"
    return Sitasi("", "perda", daerah, str(own.randint(3, 14)), 2016, judul)


class _Naskah:
    """One SOP in the making."""

    def __init__(
        self,
        acak: Random,
        kantor: _Kantor,
        proses: _Proses,
        tetangga: Sequence[_Proses],
        peraturan: Mapping[str, Peraturan],
    ) -> None:
        self.acak = acak
        self.kantor = kantor
        self.proses = proses
        self.tetangga = tetangga
        self.peraturan = peraturan

    def build(self) -> dict[str, Any]:
        acak = self.acak
        tahun = acak.randint(2019, 2025)
        lanes = self._performers()
        langkah = self._steps(tuple(lanes))
        busy = {key for step in langkah for key in _as_list(step["pelaksana"])}
        pelaksana = {key: name for key, name in lanes.items() if key in busy or acak.random() < 0.1}
        sah = f"{tahun}-{acak.randint(1, 12):02}-{acak.randint(1, 28):02}"
        return {
            "nama": self.proses.nama,
            "judul": acak.choice((f"SOP {self.proses.nama}".upper(), f"SOP {self.proses.nama}", None)),
            "proses": self.proses.kunci,
            "tahun": tahun,
            "satuan_kerja": self.kantor.nama,
            "nomor": _maybe(
                acak,
                0.95,
                f"{acak.choice((60, 65, 800))}/{acak.randint(1, 2999):05}-Sekret/{acak.choice(_BULAN)}/{tahun}",
            ),
            "tanggal_pembuatan": _maybe(acak, 0.6, sah),
            "tanggal_revisi": None,
            "tanggal_efektif": _maybe(acak, 0.6, sah),
            "tanggal_pengesahan": _maybe(acak, 0.85, sah),
            "disahkan_oleh": self._official(tahun),
            "dasar_hukum": self._legal_bases(),
            "kualifikasi_pelaksana": self._some(kata.KUALIFIKASI, 2, 4),
            "keterkaitan": self._related(),
            "peralatan": self._some(kata.PERALATAN, 2, 5),
            "peringatan": self._some(kata.PERINGATAN, 1, 2),
            "pencatatan": self._some(kata.PENCATATAN, 1, 3),
            "pelaksana": pelaksana,
            "langkah": langkah,
            "jumlah_waktu": self._total(langkah),
            "sumber": {"jenis": "contoh"},
        }

    def _fill(self, pola: str) -> str:
        words = {key: self.acak.choice(options) for key, options in kata.ISI.items()}
        return pola.format(pekerjaan=self.proses.pekerjaan.lower(), urusan=self.proses.urusan, **words)

    def _some(self, pola: Sequence[str], sedikit: int, banyak: int) -> list[str]:
        return [self._fill(text) for text in self.acak.sample(pola, self.acak.randint(sedikit, banyak))]

    def _official(self, tahun: int) -> dict[str, Any]:
        acak = self.acak
        born, appointed = acak.randint(1965, 1985), acak.randint(1990, 2012)
        appointed = max(appointed, born + 20)
        nip = (
            f"{born}{acak.randint(1, 12):02}{acak.randint(1, 28):02}{min(appointed, tahun)}{acak.randint(1, 12):02}"
            f"{acak.randint(1, 2)}{acak.randint(1, 20):03}"
        )
        name = f"{acak.choice(kata.NAMA_DEPAN)} {acak.choice(kata.NAMA_BELAKANG)}{acak.choice(kata.GELAR)}"
        wrong = acak.random() < 0.04
        return {"jabatan": self.kantor.jenis.kepala, "nama": name, "nip": nip[:-1] if wrong else nip}

    def _performers(self) -> dict[str, str]:
        acak = self.acak
        chosen = acak.sample(kata.PELAKSANA, acak.randint(2, 6))
        return {
            "kepala": self.kantor.jenis.kepala,
            "sekretaris": "Sekretaris",
            **{key: acak.choice(names) for key, names in chosen},
        }

    def _steps(self, kunci: tuple[str, ...]) -> list[dict[str, Any]]:
        acak = self.acak
        jumlah = acak.randint(5, 20)
        branches = self._branches(jumlah)
        steps: list[dict[str, Any]] = []
        for urut in range(1, jumlah + 1):
            lanjut = branches.get(urut)
            last = urut == jumlah
            if urut == 1:
                pola, oleh = kata.MULAI, "kepala"
            elif last:
                pola, oleh = kata.AKHIR, acak.choice(kunci)
            elif isinstance(lanjut, dict):
                pola, oleh = kata.PERIKSA, acak.choice(kunci[:3])
            else:
                pola, oleh = kata.KERJA, acak.choice(kunci[1:])
            together = oleh != kunci[-1] and not lanjut and acak.random() < 0.08
            step: dict[str, Any] = {
                "urut": urut,
                "kegiatan": self._fill(acak.choice(pola)),
                "pelaksana": [oleh, kunci[-1]] if together else _maybe(acak, 0.99, oleh),
                "mulai": urut == 1 or None,
                "selesai": last or None,
                "mutu_baku": {
                    "kelengkapan": self._fill(acak.choice(kata.KELENGKAPAN)),
                    "waktu": self._duration(),
                    "output": self._fill(acak.choice(kata.OUTPUT)),
                },
                "lanjut": lanjut,
                "halaman_baru": (urut > 1 and urut % 7 == 0) or None,
                "keterangan": self._note(),
            }
            steps.append({key: value for key, value in step.items() if value is not None or key == "pelaksana"})
        return steps

    def _branches(self, jumlah: int) -> dict[int, Any]:
        """Lay review loops, skips and parallel branches over the steps, so that none overlaps another."""
        acak = self.acak
        branches: dict[int, Any] = {}
        urut = 3
        while urut <= jumlah - 4:
            dice = acak.random()
            if dice < 0.30:  # review: back to an earlier step
                branches[urut] = {"Ya": urut + 1, "Tidak": acak.randint(max(2, urut - 3), urut - 1)}
                urut += 2
            elif dice < 0.40:  # skip a step that only some cases need
                branches[urut] = {"Lengkap": urut + 2, "Tidak lengkap": urut + 1}
                urut += 3
            elif dice < 0.48:  # two steps side by side, which meet again
                branches[urut] = [urut + 1, urut + 2]
                branches[urut + 1] = urut + 3
                urut += 4
            else:
                urut += 1
        if jumlah - 1 not in branches:
            branches[jumlah - 1] = {"Ya": jumlah, "Tidak": acak.randint(2, jumlah - 2)}
        return branches

    def _duration(self) -> str | None:
        acak = self.acak
        unit, amounts, _ = acak.choices(kata.WAKTU, [weight for *_, weight in kata.WAKTU])[0]
        amount = acak.choice(amounts)
        dice = acak.random()
        if dice < 0.02:
            return None
        if dice < 0.03:
            return "menyesuaikan"
        if dice < 0.05:
            return f"{amount}-{amount + 2} {unit}"
        return f"maksimal {amount} {unit}" if dice < 0.07 else f"{amount} {unit}"

    def _total(self, langkah: Sequence[dict[str, Any]]) -> str | None:
        """State the sum by unit: mostly right, now and then wrong or left out."""
        sums: dict[str, int] = {}
        for step in langkah:
            match = re.fullmatch(r"(?:maksimal )?(\d+)(?:-\d+)? (\D+)", step["mutu_baku"].get("waktu") or "")
            if match:
                sums[match[2]] = sums.get(match[2], 0) + int(match[1])
        dice = self.acak.random()
        if dice < 0.12 or not sums:
            return None
        if dice < 0.30:
            first = min(sums)
            sums[first] += self.acak.choice((1, 5, 10))
        order = [unit for unit, *_ in reversed(kata.WAKTU) if unit in sums]
        return " ".join(f"{sums[unit]} {unit}" for unit in order)

    def _note(self) -> str | None:
        dice = self.acak.random()
        if dice < 0.06:
            return f"SOP {self.acak.choice(self.tetangga).nama}"
        return "Bila diperlukan" if dice < 0.10 else None

    def _related(self) -> list[str]:
        acak = self.acak
        related = [f"SOP {acak.choice(self.tetangga).nama}" for _ in range(acak.randint(0, 2))]
        if acak.random() < 0.3:
            related.append(f"SOP {acak.choice(_PROSES).nama}")
        if acak.random() < 0.1:
            related.append("SOP Pelayanan Prima")
        return list(dict.fromkeys(related)) or ["SOP Surat Masuk"]

    def _legal_bases(self) -> list[str]:
        acak = self.acak
        national = [key for key, entry in self.peraturan.items() if entry.daerah is None and key not in _SETEMPAT]
        chosen = acak.sample(national, min(len(national), acak.randint(3, 7)))
        items = [self._cited(self.peraturan[key]) for key in chosen]
        if acak.random() < 0.6:
            items.append(format_citation(_perda(self.kantor.wilayah)))
        if acak.random() < 0.8:
            text = format_citation(_sotk(self.kantor))
            if acak.random() < 0.1:  # region left out
                text = text.replace(f" {self.kantor.wilayah.nama} Nomor", " Nomor")
            items.append(text)
        if acak.random() < 0.05:
            items.append(items[0])
        return [f"{text};" if acak.random() < 0.5 else text for text in items]

    def _cited(self, entry: Peraturan) -> str:
        """Cite a registered regulation: title as registered, mostly with gazettes, sometimes with a fault."""
        acak = self.acak
        judul, nomor = entry.judul, entry.nomor
        dice = acak.random()
        if dice < 0.04:
            judul = judul.rpartition(" ")[0] or judul
        elif dice < 0.06:
            judul = f"Pedoman {judul}"
        gazettes = tuple(
            Terbitan(item.seri, item.tahun, str(int(item.nomor) + (3 if acak.random() < 0.03 else 0)))
            for item in (entry.terbitan if acak.random() < 0.7 else ())
        )
        text = format_citation(Sitasi("", entry.jenis, None, nomor, entry.tahun, judul, gazettes))
        changed = [self.peraturan[relasi.kunci] for relasi in entry.diubah_oleh if relasi.kunci in self.peraturan]
        if changed and acak.random() < 0.6:
            last = acak.choice(changed)
            newer = format_citation(Sitasi("", last.jenis, None, last.nomor, last.tahun, last.judul))
            text += f" sebagaimana telah diubah dengan {newer}"
        return text


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _maybe(acak: Random, chance: float, value: str) -> str | None:
    return value if acak.random() < chance else None


def _write_references(
    folder: Path, kantor: Sequence[_Kantor], dipakai: Sequence[_Proses], peraturan: Mapping[str, Peraturan]
) -> None:
    folder.mkdir(parents=True)
    offices = {
        office.kunci: {
            "nama": office.nama,
            "singkatan": f"{office.jenis.singkatan} {office.daerah.lengkap}",
            "sebutan": [office.jenis.nama],
            "jenis": office.jenis.jenis,
            "daerah": {"jenis": office.wilayah.jenis, "nama": office.wilayah.nama},
        }
        for office in kantor
    }
    processes = {
        proses.kunci: {"nama": proses.nama, "keterangan": f"{proses.urusan} selesai dikerjakan dan ditetapkan."}
        for proses in dipakai
    }
    positions = {key: {"nama": nama, "sebutan": list(sebutan)} for key, nama, sebutan in kata.JABATAN_TAMBAHAN}
    local: dict[str, Any] = {}
    for wilayah in dict.fromkeys(office.wilayah for office in kantor):
        perda = _perda(wilayah)
        key = str(perda.kunci())
        if key not in peraturan:
            local[key] = {
                "judul": perda.judul, "jenis": perda.jenis, "daerah": {"jenis": wilayah.jenis, "nama": wilayah.nama},
                "nomor": perda.nomor, "tahun": perda.tahun, "status": "tidak-diketahui",
                "keyakinan_judul": "tercetak", "keyakinan_status": "belum-diverifikasi", "diperiksa": "2026-11-21",
                "sumber": "Katalog buatan untuk pengukuran.",
            }  # fmt: skip
    real = ACUAN_ASLI / "_acuan"
    texts = {
        "opd": _mapping(offices),
        "proses": _mapping(processes),
        "jabatan": (real / "jabatan.yaml").read_text(encoding="utf-8") + _mapping(positions),
        "istilah": (real / "istilah.yaml").read_text(encoding="utf-8"),
        "peraturan": (real / "peraturan.yaml").read_text(encoding="utf-8") + _mapping(local),
    }
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


# YAML as the project's authors write it: plain words where they are safe, long texts folded, the rest in quotes.
_PLAIN: Final = re.compile(r"(?!(?:true|false|null)$)[A-Za-z](?:[\w ()/.;-]|,(?= ))*", re.ASCII)


def _scalar(value: str | float | None, indent: str) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    if len(value) > 90:
        lines = textwrap.wrap(value, 100, break_long_words=False, break_on_hyphens=False)
        return ">-\n" + "\n".join(f"{indent}  {line}" for line in lines)
    return value if _PLAIN.fullmatch(value) and not value.endswith(" ") else json.dumps(value, ensure_ascii=False)


def _lines(value: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, item in value.items():
        if isinstance(item, dict) and all(isinstance(part, int) for part in item.values()):
            inside = ", ".join(f"{_scalar(label, '')}: {target}" for label, target in item.items())
            yield f"{indent}{key}: {{{inside}}}"
        elif isinstance(item, dict):
            yield f"{indent}{key}:"
            yield from _lines(item, indent + "  ")
        elif isinstance(item, list) and all(isinstance(part, int) for part in item):
            yield f"{indent}{key}: [{', '.join(map(str, item))}]"
        elif isinstance(item, list):
            yield f"{indent}{key}:"
            for part in item:
                if isinstance(part, dict):
                    first, *rest = _lines(part, indent + "    ")
                    yield f"{indent}  - {first.lstrip()}"
                    yield from rest
                else:
                    yield f"{indent}  - {_scalar(part, indent + '  ')}"
        else:
            yield f"{indent}{key}: {_scalar(item, indent)}"


def _mapping(value: Mapping[str, Any]) -> str:
    return "".join(f"{line}\n" for line in _lines(value, ""))
