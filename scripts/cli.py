"""The command `sop`: parse arguments, call, print. Data goes to stdout, messages to stderr."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import click

from katalog.checking import Telaah, analyse
from katalog.fields import is_slug
from katalog.findings import Tingkat, at_least, has_errors
from katalog.report import FORMAT
from katalog.report.text import to_text
from katalog.schema import schemas
from scripts.export_command import BENTUK, check_target, export_all, export_one, form
from scripts.import_command import Tujuan, import_files
from scripts.indonesian import Kelompok, run
from scripts.named_sops import current_id, is_within, unknown, unread, unusable, wanted
from scripts.new_command import MAKS_LANGKAH, create
from scripts.print_sheet import KERTAS
from scripts.rare_collection import collect_rarely
from scripts.reading_store import read_catalogue
from scripts.sources import SourceReader, from_here
from scripts.targets import make_folder, require_folder

_COLOUR = {"galat": "red", "peringatan": "yellow", "saran": "blue"}

_AKAR = click.option(
    "--akar",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    default=Path("sops"),
    show_default=True,
    help="Folder katalog.",
)


@click.group(name="sop", cls=Kelompok)
@click.version_option(package_name="tatalaksana", message="%(version)s", help="Tampilkan nomor versi.")
def sop() -> None:
    """Katalog SOP: periksa, bandingkan, ekspor, dan simulasikan."""


@sop.command()
@click.argument("path", nargs=-1, metavar="[PATH|ID]...", type=click.Path(path_type=Path))
@_AKAR
@click.option(
    "--format", "bentuk", type=click.Choice(list(FORMAT)), default="teks", show_default=True, help="Bentuk laporan."
)
@click.option(
    "--tingkat",
    type=click.Choice([one.value for one in Tingkat]),
    default=Tingkat.SARAN.value,
    show_default=True,
    help="Tampilkan temuan tingkat ini dan yang lebih berat.",
)
def periksa(path: tuple[Path, ...], akar: Path, bentuk: str, tingkat: str) -> int:
    """Periksa SOP dan laporkan semua temuan.

    PATH membatasi laporan pada berkas atau folder tertentu, ID (<opd>/<slug>) pada satu SOP; tanpa keduanya seluruh
    katalog dilaporkan. Kode keluar 1 bila ada galat, juga yang tidak ditampilkan.
    """
    katalog = read_catalogue(akar)
    asked = wanted(katalog, path, akar)
    for said in unread(katalog, asked, akar):
        click.echo(said, err=True)
    telaah = analyse(katalog, lambda document: is_within(document.berkas, asked))
    findings = tuple(temuan for temuan in telaah.temuan if is_within(temuan.berkas, asked))
    lowest = Tingkat(tingkat)
    named, line = from_here(findings, akar), SourceReader(Path()).line
    ended = katalog.tidak_berlaku
    text = to_text(named, line, lowest, ended) if bentuk == "teks" else FORMAT[bentuk](at_least(named, lowest), line)
    click.echo(_coloured(text) if bentuk == "teks" and sys.stdout.isatty() else text, nl=False)
    return int(has_errors(findings))


def _coloured(text: str) -> str:
    def colour(match: re.Match[str]) -> str:
        return click.style(match[0], fg=_COLOUR[match[1]], bold=True)

    return re.sub(rf"(?m)(?<=: )({'|'.join(_COLOUR)}) [A-Z]\d+(?=:)", colour, text)


@sop.command()
@click.argument("path", nargs=-1, metavar="[PATH|ID]...", type=click.Path(path_type=Path))
@click.option("--periksa", is_flag=True, help="Jangan menulis; kode keluar 1 bila ada yang belum rapi.")
@click.option("--beda", is_flag=True, help="Jangan menulis; tampilkan bedanya.")
@_AKAR
def rapi(path: tuple[Path, ...], akar: Path, *, periksa: bool, beda: bool) -> int:
    """Rapikan urutan kunci dan lebar baris berkas YAML tanpa mengubah isi dan tanpa menghilangkan komentar.

    PATH adalah berkas atau folder di mana pun, ID (<opd>/<slug>) satu SOP; tanpa keduanya seluruh katalog dirapikan.
    Berkas yang tidak dapat dibaca dilaporkan dan tidak diubah.
    """
    from scripts.tidy_command import tidy_files  # noqa: PLC0415 - the other commands need none of it

    return tidy_files(path, akar, tulis=not (periksa or beda), beda=beda, gagal=periksa)


@sop.command()
@click.argument("id_sop", metavar="[ID]", required=False)
@click.option("--ke", type=click.Choice(BENTUK), required=True, help="Bentuk keluaran.")
@click.option("--kertas", type=click.Choice(KERTAS), help=f"Kertas, hanya untuk pdf; baku {KERTAS[0]}.")
@click.option("--semua", is_flag=True, help="Seluruh katalog, bukan satu SOP.")
@click.option(
    "--keluaran",
    type=click.Path(path_type=Path),
    metavar="BERKAS|FOLDER",
    help="Tempat menulis, di dalam folder yang sudah ada; tanpa ini satu SOP ditulis ke keluaran standar.",
)
@_AKAR
def ekspor(id_sop: str | None, ke: str, akar: Path, *, kertas: str | None, semua: bool, keluaran: Path | None) -> int:
    """Tulis satu SOP atau seluruh katalog dalam bentuk yang dapat dibuka program lain.

    ID adalah <opd>/<slug>, misalnya dinkes-kota-tangerang/penjenjangan-kinerja.
    """
    if semua == (id_sop is not None):
        raise click.UsageError("Tulis ID satu SOP atau --semua, jangan keduanya." if semua else "ID belum ditulis.")
    if kertas is not None and ke != "pdf":
        raise click.UsageError(f"--kertas hanya untuk --ke pdf; bentuk {ke} tidak mengenal ukuran kertas.")
    bentuk = form(ke, kertas or KERTAS[0])
    check_target(bentuk, keluaran, semua=semua)
    telaah = analyse(read_catalogue(akar))
    if id_sop is None:
        return _whole(telaah, akar) or export_all(telaah, bentuk, keluaran)
    id_sop = current_id(telaah.katalog, akar, id_sop)
    if unusable(telaah, id_sop):
        return unknown(telaah, id_sop, akar)
    return export_one(telaah, id_sop, bentuk, keluaran)


def _whole(telaah: Telaah, akar: Path) -> int:
    """Say every `galat` of the catalogue; returns 1 where there are any."""
    faults = tuple(temuan for temuan in telaah.temuan if temuan.tingkat is Tingkat.GALAT)
    if not faults:
        return 0
    click.echo(FORMAT["teks"](from_here(faults, akar), SourceReader(Path()).line), err=True, nl=False)
    return 1


@sop.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option(
    "--format",
    "bentuk",
    type=click.Choice(["teks", "json"]),
    default="teks",
    show_default=True,
    help="Bentuk laporan.",
)
@_AKAR
def banding(a: str, b: str, bentuk: str, akar: Path) -> int:
    """Bandingkan dua SOP langkah demi langkah.

    A dan B adalah id SOP, <opd>/<slug>, dari proses yang sama atau bukan; atau versi lama, <opd>/<slug>@VERSI, dengan
    VERSI nama berkas dalam _riwayat/ atau revisi git; atau berkas .yaml. Tidak ada yang dijadikan patokan.
    """
    try:
        from scripts.comparison_report import answer  # noqa: PLC0415 - checking needs no tables
        from scripts.named_versions import (  # noqa: PLC0415 - the same
            VersionError,
            current_side,
            is_version,
            named_side,
        )
    except ModuleNotFoundError as error:
        raise click.ClickException('Perbandingan belum terpasang: pip install -e ".[simulasi]".') from error
    telaah = analyse(read_catalogue(akar))
    a, b = (name if is_version(name) else current_id(telaah.katalog, akar, name) for name in (a, b))
    for id_sop in (a, b):
        if not is_version(id_sop) and unusable(telaah, id_sop):
            return unknown(telaah, id_sop, akar)
    versions = is_version(a) or is_version(b)
    try:
        one, two = (
            named_side(telaah, akar, name) if is_version(name) else current_side(telaah, name, sekarang=versions)
            for name in (a, b)
        )
    except VersionError as error:
        raise click.ClickException(str(error)) from error
    click.echo(answer(one, two, bentuk), nl=False)
    return 0


@sop.command()
@click.argument("id_sop", metavar="ID")
@click.option("--simpan", metavar="REVISI", help="Simpan SOP seperti pada revisi git ini sebagai versi lama.")
@click.option("--nama", metavar="NAMA", help="Nama versi lama yang disimpan, misalnya 2022; wajib bersama --simpan.")
@click.option(
    "--format",
    "bentuk",
    type=click.Choice(["teks", "json"]),
    default="teks",
    show_default=True,
    help="Bentuk laporan.",
)
@_AKAR
def riwayat(id_sop: str, simpan: str | None, nama: str | None, bentuk: str, akar: Path) -> int:
    """Perlihatkan riwayat satu SOP: apa yang terjadi, versi lama yang disimpan, dan perubahan datanya dalam git.

    REVISI adalah satu keadaan dalam git: nomor commit dari daftar itu, tag, atau misalnya HEAD~1 (sebelum commit
    terakhir).
    """
    from scripts.history_command import HistoryError, history, keep_version  # noqa: PLC0415 - needs templates

    if (simpan is None) != (nama is None):
        raise click.UsageError("--simpan dan --nama ditulis bersama.")
    if nama is not None and not is_slug(nama):
        raise click.UsageError(f'--nama "{nama}": pakai huruf kecil, angka dan tanda hubung, misalnya 2022.')
    telaah = analyse(read_catalogue(akar))
    id_sop = current_id(telaah.katalog, akar, id_sop)
    if id_sop not in telaah.katalog.menurut_id:
        return unknown(telaah, id_sop, akar)
    if simpan is None or nama is None:
        click.echo(history(telaah, id_sop, akar, bentuk), nl=False)
        return 0
    try:
        target, same = keep_version(telaah, id_sop, akar, simpan, nama)
    except HistoryError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Disimpan: {target}. Sebut dalam riwayat SOP itu sebagai versi_lama: {target.name}", err=True)
    if same:
        click.echo(f"Perhatian: isinya sama dengan SOP yang sekarang. Versi lain: sop riwayat {id_sop}", err=True)
    return 0


@sop.command()
@click.argument("id_sop", metavar="ID")
@click.option(
    "--skenario",
    default="dasar",
    show_default=True,
    metavar="NAMA|BERKAS",
    help="Skenario bawaan (dasar, tertulis, jam-kerja, reviu, variasi, antrean, kantor) atau berkas .yaml.",
)
@click.option(
    "--ulangan", type=click.IntRange(2, 1_000_000), metavar="N", help="Banyaknya ulangan; baku menurut skenario."
)
@click.option(
    "--benih",
    type=click.IntRange(0, 2**63 - 1),
    metavar="S",
    help="Benih bilangan acak; benih yang sama memberi hasil yang sama.",
)
@click.option("--tangga", is_flag=True, help="Uraikan tangga waktu; tambahan satu orang tidak dicoba.")
@click.option("--kepekaan", is_flag=True, help="Coba tiap asumsi lebih rendah dan lebih tinggi.")
@click.option("--bandingkan", nargs=2, metavar="A B", help="Bandingkan dua skenario dengan keberuntungan yang sama.")
@click.option(
    "--log",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="BERKAS",
    help="Tulis catatan kejadian: .csv atau .xes.",
)
@click.option("--pekerja", metavar="N", help="Banyaknya proses, atau alamat klaster Dask (tcp://…).")
@click.option(
    "--format",
    "bentuk",
    type=click.Choice(["teks", "json"]),
    default="teks",
    show_default=True,
    help="Bentuk jawaban.",
)
@_AKAR
def simulasi(id_sop: str, akar: Path, **pilihan: Any) -> int:
    """Hitung berapa lama SOP sebenarnya, dan bandingkan dengan waktu tertulis.

    ID adalah <opd>/<slug>. Semua asumsi ada dalam skenario dan ditulis bersama jawabannya.
    """
    try:
        from scripts.simulation_command import answer  # noqa: PLC0415 - checking needs none of what simulating needs
    except ModuleNotFoundError as error:
        raise click.ClickException('Simulasi belum terpasang: pip install -e ".[simulasi]".') from error
    if pilihan["log"] is not None:
        require_folder(pilihan["log"], "--log")
    telaah = analyse(read_catalogue(akar))
    id_sop = current_id(telaah.katalog, akar, id_sop)
    if unusable(telaah, id_sop):
        return unknown(telaah, id_sop, akar)
    return answer(telaah, id_sop, pilihan)


@sop.command()
@click.argument("id_sop", metavar="[OPD/NAMA]", required=False)
@click.option("--nama", metavar="NAMA", help="Nama SOP pada blok identitas; baku dari nama berkas.")
@click.option("--proses", metavar="PROSES", help="Kunci dari _acuan/proses.yaml; baku nama berkas bila terdaftar.")
@click.option("--langkah", type=click.IntRange(1, MAKS_LANGKAH), metavar="N", help="Banyaknya langkah; baku 3.")
@click.option(
    "--pelaksana",
    multiple=True,
    metavar="KUNCI=NAMA",
    help='Satu kolom pelaksana, misalnya "kepala=Kepala Dinas"; dapat diulang.',
)
@_AKAR
def baru(id_sop: str | None, akar: Path, *, nama: str | None, proses: str | None, **isi: Any) -> int:
    """Tulis kerangka SOP baru yang diberi penjelasan pada setiap kunci.

    Berkasnya <opd>/<nama>.yaml di folder katalog; yang sudah ada tidak ditimpa. Tanpa OPD/NAMA, di terminal semuanya
    ditanyakan.
    """
    return create(id_sop, akar, nama, proses, (isi["langkah"], isi["pelaksana"]))


@sop.command()
@click.argument(
    "berkas", nargs=-1, required=True, metavar="BERKAS...", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--opd", metavar="OPD", help="Kunci dari _acuan/opd.yaml; tanpa ini dikenali dari naskah.")
@click.option("--slug", metavar="NAMA", help="Nama berkas tanpa .yaml; tanpa ini dari nama SOP.")
@click.option("--proses", metavar="PROSES", help="Kunci dari _acuan/proses.yaml; tanpa ini dikenali dari naskah.")
@click.option(
    "--ke",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="BERKAS",
    help="Tulis ke berkas ini, atau - untuk keluaran standar.",
)
@_AKAR
def impor(berkas: tuple[Path, ...], akar: Path, **tujuan: Any) -> int:
    """Ubah dokumen Word, Excel, Markdown, atau teks menjadi draf YAML.

    Satu BERKAS satu SOP. Setiap hal yang meragukan ditandai RAGU di dalam draf dan disebut di layar.
    """
    return import_files(berkas, akar, Tujuan(**tujuan))


@sop.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("schema"))
def skema(folder: Path) -> int:
    """Tulis ulang JSON Schema untuk penyunting teks ke FOLDER."""
    make_folder(folder, "FOLDER")
    try:
        from simulate.scenario_schema import scenario_schemas  # noqa: PLC0415 - the catalogue's own need no simulation
    except ModuleNotFoundError as error:
        raise click.ClickException('Simulasi belum terpasang: pip install -e ".[simulasi]".') from error
    for name, text in {**schemas(), **scenario_schemas()}.items():
        (folder / name).write_text(text, encoding="utf-8")
        click.echo(f"{folder / name}", err=True)
    return 0


@sop.command()
@_AKAR
def situs(akar: Path) -> int:
    """Bangun situs ke folder site/.

    Dijalankan di folder yang memuat mkdocs.yml.
    """
    try:
        from scripts.build_site import BuildError, build_site  # noqa: PLC0415 - checking needs none of what building needs
    except ModuleNotFoundError as error:
        raise click.ClickException('Pembangunan situs belum terpasang: pip install -e ".[situs]".') from error
    try:
        return build_site(Path.cwd(), akar)
    except BuildError as error:
        raise click.ClickException(str(error)) from error


def main() -> None:
    """Run the command line."""
    collect_rarely()
    sys.exit(run(sop, "sop"))
