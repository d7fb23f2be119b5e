"""From a document's rows to a whole draft, in the order of the keys in `sops/`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from impor.blocks import ImporGagal, clean
from impor.draft import Draf
from impor.form_parts import Bagian, read_parts
from impor.items import split_items
from impor.labels import DAFTAR, is_label
from impor.officials import bare_name_of, is_blank, read_date, read_official
from impor.running_steps import find_running, running_labels, write_running
from impor.step_rows import read_steps
from impor.step_values import write_steps
from impor.unused import write_unused
from katalog.naming import bare_name, normalise, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from impor.blocks import Naskah
    from katalog.catalogue import Acuan

_BAKU: Final[Mapping[str, frozenset[str]]] = {
    "nomor": frozenset({"nomor sop"}),
    "nama": frozenset({"nama sop"}),
    "disahkan_oleh": frozenset({"disahkan oleh"}),
    "tanggal_pembuatan": frozenset({"tanggal pembuatan"}),
    "tanggal_revisi": frozenset({"tanggal revisi"}),
    "tanggal_efektif": frozenset({"tanggal efektif"}),
    "tanggal_pengesahan": frozenset({"tanggal pengesahan"}),
    "dasar_hukum": frozenset({"dasar hukum"}),
    "kualifikasi_pelaksana": frozenset({"kualifikasi pelaksana"}),
    "keterkaitan": frozenset({"keterkaitan"}),
    "peralatan": frozenset({"peralatan perlengkapan"}),
    "peringatan": frozenset({"peringatan"}),
    "pencatatan": frozenset({"pencatatan dan pendataan"}),
    "kegiatan": frozenset(),
    "mutu_baku": frozenset({"mutu baku"}),
    "kelengkapan": frozenset({"kelengkapan"}),
    "waktu": frozenset({"waktu"}),
    "output": frozenset({"output"}),
    "keterangan": frozenset({"keterangan"}),
}
"""Headings as the form itself prints them; other ones are kept under `label_tercetak`."""
_TANGGAL: Final = ("pembuatan", "revisi", "efektif", "pengesahan")
_KANTOR = re.compile(
    r"(?:pemerintah|dinas|badan|kecamatan|kelurahan|inspektorat|sekretariat|rumah sakit|rsud|uptd?|puskesmas|kantor"
    r"|satuan|bagian)\b",
    re.IGNORECASE,
)
_PEMERINTAH = re.compile(r"pemerintah\s+(?:kota|kabupaten|provinsi)(?:\s+[^\W\d_]+){1,4}?", re.IGNORECASE)
_DAERAH = re.compile(r"(?:kota|kabupaten|kab\.?|provinsi|prov\.?)\s+\S", re.IGNORECASE)
_TAHUN = re.compile(r"tahun\s*:?\s*(\d{4})", re.IGNORECASE)
_ALAMAT = re.compile(r"(?:jl\.?|jln\.?|jalan)\s+\S.*", re.IGNORECASE)


def import_draft(naskah: Naskah, acuan: Acuan, *, berkas: str | None = None, proses: str | None = None) -> Draf:
    """Return the draft of the one SOP that a document holds.

    Args:
        naskah: The document.
        acuan: The references, to know offices, processes and positions.
        berkas: The document's name in `_sumber/`, if it is kept there.
        proses: The key of the process, where the user named it.

    Raises:
        ImporGagal: The document holds no step table.
    """
    draf = Draf()
    rows = naskah.baris
    table = read_steps(rows, susunan=naskah.susunan)
    running = None if table else find_running(rows)
    if table is None and running is None:
        raise ImporGagal(
            "tabel langkah tidak ditemukan. Tabel itu perlu baris judul dengan kolom Kegiatan dan Waktu, Output, atau "
            "Pelaksana, dan sedikitnya satu langkah di bawahnya."
        )
    taken = table.terpakai if table else set(range(*running)) if running else set()
    if table and table.ada_lain:
        rows = rows[: max(taken) + 1]
        draf.doubt(("langkah",), "Naskah memuat tabel langkah lain sesudah ini; hanya SOP yang pertama diimpor.")
    parts = read_parts(rows, taken)
    _names(parts, draf, acuan, proses)
    _identity(parts, draf, acuan)
    _signature(parts, draf, acuan, after=min(taken))
    _boxes(parts, draf)
    labels = {**parts.label, **(table.kepala.label if table else running_labels(rows, min(taken)))}
    printed = {
        name: label for name, usual in _BAKU.items() if (label := labels.get(name)) and normalise(label) not in usual
    }
    if printed:
        draf.isi["label_tercetak"] = printed
    known = [sebutan.teks for jabatan in acuan.jabatan.values() for sebutan in jabatan.sebutan]
    if table:
        write_steps(table, draf, known, susunan=naskah.susunan)
    elif running:
        write_running(rows, running[0], draf)
        draf.isi["jumlah_waktu"] = None
    source: dict[str, str] = {"berkas": berkas} if berkas else {}
    draf.isi["sumber"] = {**source, "jenis": naskah.jenis}
    for key, notes in (("disimpulkan", draf.disimpulkan), ("tidak_terbaca", draf.tidak_terbaca)):
        if notes:
            draf.isi[key] = [{"bidang": bidang, "alasan": alasan} for bidang, alasan in sorted(notes, key=_by_step)]
    if draf.catatan:
        draf.isi["catatan"] = list(draf.catatan)
    write_unused(table, parts, draf)
    return draf


def _by_step(note: tuple[str, str]) -> int:
    """Order notes as the form is read: what stands above the steps, then step by step."""
    parts = note[0].split(".")
    return int(parts[1]) if parts[0] == "langkah" else 0


def _names(parts: Bagian, draf: Draf, acuan: Acuan, proses: str | None) -> None:
    """Put nama, judul, proses, tahun, satuan_kerja and alamat into the draft."""
    titles = parts.judul
    judul = next((title for title in reversed(titles) if normalise(bare_name(title))), None)
    nama = clean(parts.identitas.get("nama", "")) or None
    isi = draf.isi
    isi["nama"], isi["judul"] = nama, judul
    if nama is None and judul is not None:
        isi["nama"], why = _name_by_title(parts, judul)
        draf.infer(("nama",), "nama", why)
    elif nama is None:
        draf.unreadable(("nama",), "nama", "Nama SOP tidak ditemukan pada naskah.")
    if judul is None:
        del isi["judul"]
    isi["proses"] = proses or _process(isi["nama"], judul, draf, acuan)
    whole = [words for _, words, _ in parts.sisa]
    if year := next((int(found[1]) for words in whole if (found := _TAHUN.fullmatch(words))), None):
        if 1945 <= year <= 2100:
            isi["tahun"] = year
        _drop(parts, lambda words: _TAHUN.fullmatch(words) is not None)
    if office := _office(parts):
        isi["satuan_kerja"] = office
    else:
        draf.doubt((), "satuan_kerja tidak ditemukan pada naskah; tulis bila tercetak.")
    address = next((words for words in whole if _ALAMAT.fullmatch(words)), None)
    if address:
        isi["alamat"] = address
        _drop(parts, lambda words: words == address)
    used = {normalise(title) for title in titles if judul and normalise(bare_name(title)) in normalise(judul)}
    used.add(normalise(bare_name(judul or isi["nama"] or "")))
    _drop(parts, lambda words: normalise(words) in used or words == isi["nama"])


def _name_by_title(parts: Bagian, judul: str) -> tuple[str, str]:
    bare = normalise(bare_name(judul))
    for _, said, _ in parts.sisa:
        if len(normalise(said).split()) > 1 and normalise(said) in bare and normalise(said) != normalise(judul):
            return said, f'Isi kotak Nama SOP tidak terbaca; baris "{said}" sama dengan bagian judul.'
    return bare_name(judul), "Isi kotak Nama SOP tidak terbaca; diambil dari judul."


def _process(nama: str | None, judul: str | None, draf: Draf, acuan: Acuan) -> str | None:
    """Return the process that name or title stand for; a key of its own where none is registered."""
    wanted = {normalise(bare_name(text)) for text in (nama, judul) if text}
    for key, process in acuan.proses.items():
        if wanted & {normalise(one) for one in (process.nama, *process.sebutan)}:
            return key
    own = slugify(bare_name(nama or judul or ""))[:100].strip("-") or None
    if own:
        draf.doubt(
            ("proses",), "Proses ini belum terdaftar; daftarkan di sops/_acuan/proses.yaml atau pakai kunci yang ada."
        )
    else:
        draf.doubt(("proses",), "Proses tidak diketahui; tulis kunci dari sops/_acuan/proses.yaml.")
    return own


def _drop(parts: Bagian, used: Any) -> None:
    parts.sisa = [one for one in parts.sisa if not used(one[1])]


def _office(parts: Bagian) -> str | None:
    """Return the office as printed: from the identity block, else the last line or lines that name one."""
    if said := clean(parts.identitas.get("satuan_kerja", "")):
        return said
    rest = parts.sisa
    found: list[tuple[str, bool, range]] = []
    place = 0
    while place < len(rest):
        end = _office_end(rest, place) if _KANTOR.match(rest[place][1]) else place
        if end > place:
            found.append((" ".join(words for _, words, _ in rest[place:end]), rest[place][2], range(place, end)))
        place = max(end, place + 1)
    if not found:
        return None
    best = next((one for one in found if one[1]), found[-1])
    dropped = {number for text, _, used in found if normalise(text) == normalise(best[0]) for number in used}
    parts.sisa = [one for number, one in enumerate(rest) if number not in dropped]
    return best[0]


def _office_end(rest: Sequence[tuple[int, str, bool]], place: int) -> int:
    """Return where the lines end that name the office beginning at a line; that line's place where they name none."""
    said, end = rest[place][1], place + 1
    government = _PEMERINTAH.fullmatch(said) is not None
    while end < len(rest) and rest[end][0] - rest[end - 1][0] <= (0 if rest[place][2] else 1):
        following = rest[end][1]
        under = government and end == place + 1 and _KANTOR.match(following)
        further = not _region_inside(said) and (_DAERAH.match(following) or (said.isupper() and following.isupper()))
        if not (under or further) or _ALAMAT.match(following):
            break
        said, end = f"{said} {following}", end + 1
    return place if len(said) > 200 or (government and end == place + 1) else end


def _region_inside(text: str) -> bool:
    return re.search(r"\b(?:kota|kabupaten|kab\.|provinsi)\s+\S", text, re.IGNORECASE) is not None


def _identity(parts: Bagian, draf: Draf, acuan: Acuan) -> None:
    """Put nomor, the dates and disahkan_oleh into the draft."""
    isi, said = draf.isi, parts.identitas
    number = clean(said.get("nomor", ""))
    isi["nomor"] = None if is_blank(number) else number
    if not number:
        draf.doubt(("nomor",), "Nomor SOP tidak ditemukan pada naskah.")
    for kind in _TANGGAL:
        name = f"tanggal_{kind}"
        printed = clean(said.get(name, ""))
        isi[name], readable = read_date(printed)
        if not readable:
            draf.unreadable((name,), name, f'Tercetak "{printed[:80]}"; tidak terbaca sebagai tanggal.')
        elif printed and isi[name] is None:
            draf.catatan.append(f'Tanggal {kind.capitalize()} tercetak "{printed}".')
    text = said.get("disahkan_oleh", "")
    positions = [sebutan.teks for jabatan in acuan.jabatan.values() for sebutan in jabatan.sebutan]
    if clean(text):
        _official("disahkan_oleh", text, positions, draf)
    else:
        loose = _loose_official(parts)
        if loose:
            _official("disahkan_oleh", loose, positions, draf, berjabatan=False)
            draf.doubt(("disahkan_oleh",), "Diambil dari baris ber-NIP; kotak Disahkan Oleh tidak terbaca.")
    for name, words in parts.ragu.items():
        draf.doubt((name,), words)


def _official(key: str, text: str, positions: Iterable[str], draf: Draf, *, berjabatan: bool = True) -> None:
    official, doubts = read_official(text, positions, berjabatan=berjabatan)
    draf.isi[key] = official
    for words in doubts:
        draf.doubt((key,), words)
    if official["jabatan"] is None:
        bidang = f"{key}.jabatan"
        draf.unreadable((key, "jabatan"), bidang, "Jabatan pejabat ini tidak terbaca pada naskah.")


def _loose_official(parts: Bagian) -> str | None:
    """Return the name and number of an official that stand outside any box, before the boxes begin."""
    for place, (_, words, _) in enumerate(parts.sisa):
        if re.match(r"NIP\b", words, re.IGNORECASE) and place:
            before = parts.sisa[place - 1][1]
            if is_label(before.rstrip(",:"), "mengetahui") or any(
                is_label(one[1].rstrip(",:"), "mengetahui") for one in parts.sisa[max(place - 4, 0) : place]
            ):
                return None
            other, name = bare_name_of(before)
            index, _, table = parts.sisa[place - 1]
            parts.sisa[place - 1 : place + 1] = [(index, other, table)] if other else []
            return f"{name}\n{words}"
    return None


def _signature(parts: Bagian, draf: Draf, acuan: Acuan, *, after: int) -> None:
    """Put mengetahui into the draft: the official who signs below the steps."""
    place = next((at for at, one in enumerate(parts.sisa) if is_label(one[1].rstrip(",:"), "mengetahui")), None)
    if place is None or parts.sisa[place][0] < after:
        return
    lines = [words for _, words, _ in parts.sisa[place + 1 : place + 6]]
    for end, words in enumerate(lines, start=1):
        if re.search(r"\bNIP\b", words, re.IGNORECASE):
            positions = [sebutan.teks for jabatan in acuan.jabatan.values() for sebutan in jabatan.sebutan]
            _official("mengetahui", "\n".join(lines[:end]), positions, draf)
            del parts.sisa[place : place + 1 + end]
            return


def _boxes(parts: Bagian, draf: Draf) -> None:
    """Put the six boxes into the draft."""
    for name in DAFTAR:
        box = parts.daftar.get(name)
        if box is None:
            draf.isi[name] = []
            draf.doubt((name,), "Kotak ini tidak ditemukan pada naskah, atau kosong.")
            continue
        items: list[str] = []
        for text in box.potongan:
            more, doubts = split_items(text, paragraf=box.paragraf)
            for place, words in doubts:
                draf.doubt((name,) if place is None else (name, len(items) + place), words)
            items += more
        draf.isi[name] = [item for item in items if item not in ("-", "–")] or items
        for words in box.ragu:
            draf.doubt((name,), words)
