"""The history of SOPs: old versions, status, old addresses, the list of changes and its feeds."""

from __future__ import annotations

import json
import re
import subprocess
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from katalog.checking import Telaah, analyse
from katalog.export.change_feeds import BUTIR, BUTIR_OPD
from katalog.history import JenisPeristiwa, all_events, events, version_pairs
from katalog.loading import load_catalogue
from katalog.render.catalogue_facets import facets
from katalog.render.history_pages import MAKS_LEMBAR, TERBARU
from katalog.reviews import review_dates
from katalog.site import site_files
from scripts.cli import sop
from scripts.indonesian import run
from tests.catalogue_support import OPD, grave_lines, make_catalogue

if TYPE_CHECKING:
    from pathlib import Path

ID = f"{OPD}/pengumpulan-data"
BARU = """\
nama: Pengumpulan Data Kinerja
proses: pengumpulan-data-kinerja
nomor: "800/3/2024"
tanggal_pengesahan: "2024-07-04"
pelaksana: {kepala: Kepala Dinas, tim: Tim Kinerja, sekretaris: Sekretaris}
langkah:
  - {urut: 1, kegiatan: Mengumpulkan data, pelaksana: tim, mulai: true, mutu_baku: {waktu: 2 Hari}}
  - {urut: 2, kegiatan: Memeriksa data, pelaksana: sekretaris}
  - {urut: 3, kegiatan: Menandatangani laporan, pelaksana: kepala, selesai: true}
jumlah_waktu: null
id_lama: [dinkes-kota-tangerang/kumpul-data]
riwayat:
  - {tanggal: "2022-03-01", perubahan: "Nomor <b>diganti</b>", versi_lama: 2020.yaml}
  - {tanggal: "2024-07-04", perubahan: Pemeriksaan ditambahkan, alasan: Temuan Inspektorat, versi_lama: 2022.yaml}
sumber: {jenis: contoh}
"""
LAMA = """\
nama: Pengumpulan Data Kinerja
proses: pengumpulan-data-kinerja
nomor: "800/1/NOMOR"
tanggal_pengesahan: "NOMOR-01-05"
pelaksana: {kepala: Kepala Dinas, tim: Tim Kinerja}
langkah:
  - {urut: 1, kegiatan: Mengumpulkan data, pelaksana: tim, mulai: true, mutu_baku: {waktu: 5 Hari}}
  - {urut: 2, kegiatan: Menandatangani laporan, pelaksana: kepala, selesai: true}
jumlah_waktu: null
sumber: {jenis: contoh}
"""
DICABUT = """\
nama: Pengukuran Kinerja
proses: pengumpulan-data-kinerja
nomor: "800/9/2019"
pelaksana: {kepala: Kepala Dinas, arsip: Arsiparis}
langkah:
  - {urut: 1, kegiatan: Mengukur, pelaksana: kepala, mulai: true, selesai: true}
jumlah_waktu: null
status: digantikan
status_sejak: "2021-02-03"
digantikan_oleh: dinkes-kota-tangerang/pengumpulan-data
tanggal_pengesahan: "2019-02-03"
sumber: {jenis: contoh}
"""
FILES = {
    f"{ID}.yaml": BARU,
    f"_riwayat/{ID}/2020.yaml": LAMA.replace("NOMOR", "2020"),
    f"_riwayat/{ID}/2022.yaml": LAMA.replace("NOMOR", "2022"),
    f"{OPD}/pengukuran.yaml": DICABUT,
}


@pytest.fixture(scope="module")
def akar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_catalogue(tmp_path_factory.mktemp("riwayat"), FILES)


@pytest.fixture(scope="module")
def telaah(akar: Path) -> Telaah:
    return analyse(load_catalogue(akar))


@pytest.fixture(scope="module")
def files(akar: Path) -> dict[str, bytes]:
    return site_of(akar)


def site_of(akar: Path) -> dict[str, bytes]:
    return dict(site_files(analyse(load_catalogue(akar)), lambda name: (akar / name).read_bytes()))


def test_old_versions_are_no_sops_of_the_catalogue(telaah: Telaah):
    assert grave_lines(telaah.temuan) == []
    assert set(telaah.katalog.menurut_id) == {ID, f"{OPD}/pengukuran"}
    assert sorted(telaah.katalog.versi[ID]) == ["2020.yaml", "2022.yaml"]


def test_each_version_stands_beside_the_next(telaah: Telaah):
    first, second = version_pairs(telaah.katalog, telaah.katalog[ID])
    assert (first.lama.sop.nomor, first.baru.sop.nomor) == ("800/1/2020", "800/1/2022")
    assert (second.lama.sop.nomor, second.baru.id) == ("800/1/2022", ID)
    assert [one.perubahan for one in second.perubahan] == ["Pemeriksaan ditambahkan"]


def test_changes_without_a_kept_version_belong_to_the_pair_around_them(tmp_path: Path):
    kept = FILES | {f"{ID}.yaml": BARU.replace(", versi_lama: 2022.yaml", "")}
    del kept[f"_riwayat/{ID}/2022.yaml"]
    katalog = load_catalogue(make_catalogue(tmp_path, kept))
    (pair,) = version_pairs(katalog, katalog[ID])
    assert (pair.lama.sop.nomor, pair.baru.id, len(pair.perubahan)) == ("800/1/2020", ID, 2)


def test_page_of_an_old_version_says_what_changed(files: dict[str, bytes]):
    page = files[f"sop/{ID}/riwayat/2022.md"].decode()
    assert "Pemeriksaan ditambahkan" in page
    assert "Alasan: Temuan Inspektorat" in page
    assert "langkah 2 (“Memeriksa data”) hanya ada pada versi sesudahnya" in page
    assert "“5 Hari” dibanding “2 Hari”" in page
    assert 'id="langkah-1"' in page  # where the links of the page before lead
    earlier = files[f"sop/{ID}/riwayat/2020.md"].decode()
    assert f"sop/{ID}/riwayat/2022/#langkah-1" in earlier
    assert "<b>diganti" not in earlier
    assert "Alasannya tidak dinyatakan" in earlier
    sheet = files[f"sop/{ID}/riwayat/2022/lembar.html"].decode()
    assert "800/1/2022" in sheet
    assert 'data-status="VERSI LAMA, berlaku sampai 4 Juli 2024."' in sheet
    assert "Dinkes Kota Tangerang – versi lama</title>" in sheet
    assert "berlaku sampai 1 Maret 2022." in files[f"sop/{ID}/riwayat/2020/lembar.html"].decode()
    assert files[f"sop/{ID}/riwayat/2022.yaml"] == FILES[f"_riwayat/{ID}/2022.yaml"].encode()


def test_page_of_an_sop_tells_its_history(files: dict[str, bytes]):
    assert b"tanpa-tanggal" not in files["perubahan/index.md"]
    page = files[f"sop/{ID}.md"].decode()
    assert page.index("Pemeriksaan ditambahkan") < page.index("&lt;b&gt;diganti")
    assert f"sop/{ID}/riwayat/2022/" in page
    assert "tl-status-sop" not in page
    old = files[f"sop/{OPD}/pengukuran.md"].decode()
    assert 'title: "Pengukuran Kinerja (Pengumpulan Data Kinerja), Dinkes Kota Tangerang – digantikan"' in old
    assert "sudah digantikan sejak 3 Februari 2021" in old
    assert f'href="../../../sop/{ID}/"' in old


def test_what_is_no_longer_in_force_counts_nowhere(telaah: Telaah, files: dict[str, bytes]):
    replaced = telaah.katalog[f"{OPD}/pengukuran"]
    assert telaah.indeks.menurut_proses["pengumpulan-data-kinerja"] == (ID,)
    assert review_dates(replaced.sop) is None
    assert not [name for name in files if name.startswith("banding/")]
    duties = files["jabatan/kepala-perangkat-daerah/dinkes-kota-tangerang.md"].decode()
    assert ID in duties
    assert "Mengukur" not in duties
    assert "jabatan/kepala-perangkat-daerah" not in files[f"sop/{OPD}/pengukuran.md"].decode()


def test_old_version_of_a_revoked_sop_says_both(tmp_path: Path):
    ended = 'status: dicabut\nstatus_sejak: "2025-01-02"\n'
    akar = make_catalogue(tmp_path, {**FILES, f"{ID}.yaml": BARU + ended})
    made = dict(site_files(analyse(load_catalogue(akar)), lambda name: (akar / name).read_bytes()))
    said = "VERSI LAMA, berlaku sampai 4 Juli 2024; SOP ini kini dicabut sejak 2 Januari 2025."
    assert said in made[f"sop/{ID}/riwayat/2022/lembar.html"].decode()
    bpmn = made[f"sop/{ID}.bpmn"].decode()
    assert "<bpmn:documentation>DICABUT sejak 2 Januari 2025. Jangan dipakai sebagai pedoman." in bpmn
    assert 'name="Dinas Kesehatan Kota Tangerang – DICABUT sejak 2 Januari 2025"' in bpmn


def test_catalogue_can_be_filtered_by_status_once_somebody_states_one(telaah: Telaah, tmp_path: Path):
    (status,) = [one for one in facets(telaah, {}) if one.kunci == "status"]
    assert [status.pilihan[index].kunci for (index,) in status.sop] == ["digantikan", "tidak-dinyatakan"]
    unstated = analyse(load_catalogue(make_catalogue(tmp_path, {f"{ID}.yaml": LAMA.replace("NOMOR", "2020")})))
    assert not [one for one in facets(unstated, {}) if one.kunci == "status"]


def test_events_are_told_once_and_in_order(telaah: Telaah):
    own = events(telaah.katalog[ID], telaah.katalog.versi[ID])
    assert [(one.tanggal.isoformat(), one.jenis, one.tertulis_pada) for one in own] == [
        ("2020-01-05", JenisPeristiwa.DISAHKAN, f"{ID}/riwayat/2020"),
        ("2022-01-05", JenisPeristiwa.DISAHKAN, f"{ID}/riwayat/2022"),
        ("2022-03-01", JenisPeristiwa.DIUBAH, None),
        ("2024-07-04", JenisPeristiwa.DISAHKAN, None),
        ("2024-07-04", JenisPeristiwa.DIUBAH, None),
    ]
    days = [one.tanggal for one in all_events(telaah.katalog)]
    assert days == sorted(days, reverse=True)
    assert len(days) == 7


def test_the_date_of_effect_stands_in_for_a_missing_approval(tmp_path: Path):
    text = LAMA.replace("NOMOR", "2020").replace("tanggal_pengesahan", "tanggal_efektif")
    files = {f"{ID}.yaml": text, f"{OPD}/lain.yaml": text + 'tanggal_pengesahan: "2020-01-02"\n'}
    akar = make_catalogue(tmp_path, files)
    katalog = load_catalogue(akar)
    found = [(one.sop, one.tanggal.isoformat(), one.jenis) for one in all_events(katalog)]
    assert found == [
        (ID, "2020-01-05", JenisPeristiwa.EFEKTIF),
        (f"{OPD}/lain", "2020-01-02", JenisPeristiwa.DISAHKAN),
    ]
    made = dict(site_files(analyse(katalog), lambda name: (akar / name).read_bytes()))
    assert b"<strong>Mulai berlaku</strong>" in made["perubahan/2020.md"]
    assert b"Mulai berlaku: Pengumpulan Data Kinerja" in made["perubahan/semua.atom"]


def test_a_revision_done_as_the_guide_says_loses_no_event(tmp_path: Path):
    before = LAMA.replace("NOMOR", "2023")
    katalog = load_catalogue(make_catalogue(tmp_path / "a", {f"{ID}.yaml": before}))
    told = [(one.tanggal, one.jenis) for one in events(katalog[ID], {})]
    text = before.replace('"2023-01-05"', '"2024-07-04"\ntanggal_revisi: "2024-07-04"') + (
        'riwayat: [{tanggal: "2024-07-04", perubahan: Verifikasi ditambahkan, versi_lama: 2023.yaml}]\n'
    )
    kept = before + 'status: digantikan\nstatus_sejak: "2024-07-04"\n'
    katalog = load_catalogue(make_catalogue(tmp_path / "b", {f"{ID}.yaml": text, f"_riwayat/{ID}/2023.yaml": kept}))
    now = [(one.tanggal, one.jenis) for one in events(katalog[ID], katalog.versi[ID])]
    assert now[: len(told)] == told
    assert [kind for _, kind in now[len(told) :]] == [JenisPeristiwa.DISAHKAN, JenisPeristiwa.DIUBAH]


def test_dates_of_old_versions_are_shown_with_where_they_stand(files: dict[str, bytes]):
    page = files[f"sop/{ID}.md"].decode()
    assert f'<small>menurut <a href="../../../sop/{ID}/riwayat/2020/">versi lama</a></small>' in page
    assert "perubahan/2020.md" in files


def test_marks_of_an_old_version_lead_to_its_own_reasons(tmp_path: Path):
    notes = (
        "disimpulkan:\n  - {bidang: tanggal_pengesahan, alasan: dari sampul}\n"
        '  - {bidang: langkah.1.mutu_baku.waktu, alasan: "dari <i>lampiran</i>"}\n'
        "tidak_terbaca: [{bidang: langkah.2.mutu_baku.waktu, alasan: tertutup cap}]\n"
    )
    made = site_of(
        make_catalogue(tmp_path, FILES | {f"_riwayat/{ID}/2020.yaml": LAMA.replace("NOMOR", "2020") + notes})
    )
    place = f"sop/{ID}/riwayat/2020/"
    assert b"#disimpulkan" not in made[f"sop/{ID}.md"].replace(place.encode() + b"#disimpulkan", b"")
    for name, up in ((f"sop/{ID}.md", "../../../"), ("perubahan/index.md", "../")):
        assert f'5 Januari 2020<a class="tl-simpulan" href="{up}{place}#disimpulkan"' in made[name].decode()
    page = made[f"sop/{ID}/riwayat/2020.md"].decode()
    assert "\n## Disimpulkan penyalin { #disimpulkan" in page
    assert "Tanda † pada versi lama menunjuk ke sini." in page
    assert "dari &lt;i&gt;lampiran" in page
    own = re.escape(f"{place}#")
    led = set(re.findall(own + r"((?:simpulan|tidak-terbaca)-\d+)", page))
    assert led <= set(re.findall(r'id="([^"]+)"', page))
    assert "simpulan-2" in led


def test_an_end_without_a_day_is_asked_for_and_still_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    text = DICABUT.replace('status_sejak: "2021-02-03"\n', "")
    akar = make_catalogue(tmp_path, FILES | {f"{OPD}/pengukuran.yaml": text})
    telaah = analyse(load_catalogue(akar))
    (asked,) = telaah.temuan_kode["B116"]
    assert (asked.sop, asked.pesan) == (f"{OPD}/pengukuran", "SOP ini digantikan, tetapi sejak kapan tidak ditulis.")
    made = dict(site_files(telaah, lambda name: (akar / name).read_bytes()))
    listed = made["perubahan/index.md"].decode().partition("{ #tanpa-tanggal data-search-exclude }")[2]
    assert f'<td>Tanggal tidak dinyatakan</td> <th scope="row"><a href="../sop/{OPD}/pengukuran/">' in listed
    assert f'<strong>Digantikan</strong> oleh <a href="../sop/{ID}/">' in listed
    assert "Tanggal tidak dinyatakan" not in made["perubahan/2019.md"].decode()
    own = made[f"sop/{OPD}/pengukuran.md"].decode()
    assert "<li>Tanggal tidak dinyatakan: <strong>Digantikan</strong> oleh" in own
    assert b"Digantikan: " not in made["perubahan/semua.atom"]
    code, out, _ = call(capsys, "riwayat", f"{OPD}/pengukuran", "--akar", str(akar))
    assert (code, "  Digantikan, tanggal tidak dinyatakan\n" in out) == (0, True)


def test_a_revision_that_the_history_tells_of_is_not_told_twice(tmp_path: Path):
    text = BARU.replace("pelaksana: {kepala", 'tanggal_revisi: "2024-07-04"\npelaksana: {kepala')
    katalog = load_catalogue(make_catalogue(tmp_path, FILES | {f"{ID}.yaml": text}))
    assert JenisPeristiwa.DIREVISI not in {one.jenis for one in events(katalog[ID], {})}


def test_feed_is_sound_and_its_links_lead_to_pages(files: dict[str, bytes]):
    atom = "{http://www.w3.org/2005/Atom}"
    for name in ("perubahan/semua.atom", f"perubahan/opd/{OPD}.atom"):
        feed = ET.fromstring(files[name])  # noqa: S314 - the same
        entries = feed.findall(f"{atom}entry")
        ids = [entry.findtext(f"{atom}id") for entry in entries]
        assert len(set(ids)) == len(ids) == 7
        assert feed.findtext(f"{atom}updated") == "2026-01-01T00:00:00+07:00"  # no feed is older
        assert {entry.findtext(f"{atom}updated") for entry in entries} >= {"2024-07-04T00:00:00+07:00"}
        for entry in entries:
            link = entry.find(f"{atom}link")
            assert link is not None
            up = name.count("/")
            assert link.attrib["href"].startswith("../" * up + "sop/")
            assert link.attrib["href"].removeprefix("../" * up).rstrip("/") + ".md" in files
    assert "Nomor <b>diganti</b>" in str([*ET.fromstring(files["perubahan/semua.atom"]).itertext()])  # noqa: S314


@pytest.mark.parametrize(("day", "updated"), [(None, "2026-01-01"), ("2027-02-03", "2027-02-03")])
def test_a_feed_is_of_its_newest_change_and_an_empty_one_not_of_1970(tmp_path: Path, day: str | None, updated: str):
    text = LAMA.replace('"NOMOR-01-05"', f'"{day}"' if day else "null").replace("NOMOR", "2020")
    made = site_of(make_catalogue(tmp_path, {f"{ID}.yaml": text}))
    for name in ("perubahan/semua.atom", f"perubahan/opd/{OPD}.atom"):
        assert f"</title>\n<updated>{updated}T00:00:00+07:00</updated>".encode() in made[name]
        assert (b"<entry>" in made[name]) is (day is not None)


def test_entries_outlast_a_new_name(tmp_path: Path):
    told = []
    for slug, more in (("satu", ""), ("tiga", f"id_lama: [{OPD}/satu, {OPD}/dua]\n")):
        akar = make_catalogue(tmp_path / slug, {f"{OPD}/{slug}.yaml": LAMA.replace("NOMOR", "2020") + more})
        made = site_of(akar)
        told.append(re.findall(rb"<id>([^<]*)</id>", made["perubahan/semua.atom"]))
    assert told[0] == told[1]
    assert told[0][1:] == [f"tag:tatalaksana,2026:{OPD}/satu:2020-01-05:disahkan".encode()]


def test_long_histories_are_cut_into_pages(tmp_path: Path):
    lines = "".join(f'  - {{tanggal: "2023-01-01", perubahan: "Ke-{one}"}}\n' for one in range(MAKS_LEMBAR + 20))
    text = LAMA.replace("NOMOR", "2020") + "riwayat:\n" + lines
    akar = make_catalogue(tmp_path, {f"{ID}.yaml": text})
    made = site_of(akar)
    assert made["perubahan/index.md"].count(b"<tr><td>") == TERBARU
    assert made["perubahan/semua.atom"].count(b"<entry>") == BUTIR
    assert made[f"perubahan/opd/{OPD}.atom"].count(b"<entry>") == BUTIR_OPD
    assert made["perubahan/2023.md"].count(b"<tr><td>") == MAKS_LEMBAR
    assert made["perubahan/2023/lembar-2.md"].count(b"<tr><td>") == 20
    assert b'href="../../perubahan/2023/lembar-2/"' in made["perubahan/2023.md"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (f"_riwayat/{OPD}/tidak-ada/2020.yaml", f'Tidak ada SOP "{OPD}/tidak-ada".'),
        (f"_riwayat/{OPD}/2020.yaml", "Tempat versi lama keliru."),
        ("_riwayat/2020.yaml", "Tempat versi lama keliru."),
        (f"_riwayat/{ID}/dua kata.yaml", "Nama berkas tidak sah."),
        (f"_riwayat/{ID}/2021.txt", "Berkas ini bukan .yaml."),
    ],
)
def test_misplaced_versions_are_reported(tmp_path: Path, name: str, said: str):
    telaah = analyse(load_catalogue(make_catalogue(tmp_path, FILES | {name: LAMA.replace("NOMOR", "2020")})))
    assert grave_lines(telaah.temuan) == [f"{name}:1:1 B012 {said}"]


def test_a_faulty_old_version_is_reported_at_its_place(tmp_path: Path):
    files = FILES | {f"_riwayat/{ID}/2020.yaml": LAMA.replace("NOMOR", "2020").replace("proses:", "prosez:")}
    lines = grave_lines(analyse(load_catalogue(make_catalogue(tmp_path, files))).temuan)
    assert f'_riwayat/{ID}/2020.yaml:2:1 B006 Kunci "prosez" tidak dikenal.' in lines
    assert any(line.startswith(f"{ID}.yaml:") and "T115" in line for line in lines)


def test_versions_left_behind_by_a_new_id_are_led_home(tmp_path: Path):
    new = f"{OPD}/data-kinerja"
    files = {name: text for name, text in FILES.items() if name.startswith("_riwayat/")}
    files[f"{new}.yaml"] = BARU.replace("[dinkes-kota-tangerang/kumpul-data]", f"[{ID}]")
    findings = analyse(load_catalogue(make_catalogue(tmp_path, files))).temuan
    helps = {one.kode: one.bantuan or "" for one in findings if one.kode in {"B012", "T115"}}
    moved = f"pindahkan folder _riwayat/{ID}/ menjadi _riwayat/{new}/."
    assert helps["B012"] == f"SOP itu kini {new}: {moved}"
    assert f"Bila masih ada di _riwayat/{ID}/, pindahkan folder itu menjadi _riwayat/{new}/." in helps["T115"]


def test_linked_versions_are_not_followed(tmp_path: Path):
    akar = make_catalogue(tmp_path, FILES)
    (akar / "_riwayat" / OPD / "pengukuran").symlink_to(akar / "_riwayat" / ID)
    (akar / "_riwayat" / ID / "tautan.yaml").symlink_to(akar / f"{ID}.yaml")
    assert grave_lines(analyse(load_catalogue(akar)).temuan) == [
        f"_riwayat/{OPD}/pengukuran:1:1 B012 Tautan simbolik tidak diikuti.",
        f"_riwayat/{ID}/tautan.yaml:1:1 B012 Tautan simbolik tidak diikuti.",
    ]


def call(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = run(sop, "sop", list(args))
    return (code, *capsys.readouterr())


@pytest.fixture
def kept_in_git(tmp_path: Path) -> Path:
    akar = make_catalogue(tmp_path, {f"{ID}.yaml": LAMA.replace("NOMOR", "2020")})

    def git(*words: str) -> None:
        who = ("-c", "user.name=Uji", "-c", "user.email=uji@contoh.invalid", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *words], cwd=akar, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "Salin SOP")
    (akar / f"{ID}.yaml").write_text(BARU.partition("id_lama")[0] + "sumber: {jenis: contoh}\n", "utf-8")
    git("commit", "-qam", "Revisi 2024")
    return akar


def test_versions_in_git_are_compared_and_kept(kept_in_git: Path, capsys: pytest.CaptureFixture[str]):
    akar = ("--akar", str(kept_in_git))
    code, told, _ = call(capsys, "riwayat", ID, *akar)
    assert code == 0
    assert "Revisi 2024" in told
    assert "Salin SOP" in told
    code, compared, _ = call(capsys, "banding", f"{ID}@HEAD~1", ID, *akar)
    assert code == 0
    assert "Langkah 2: hanya ada pada B" in compared
    code, _, said = call(capsys, "riwayat", ID, "--simpan", "HEAD~1", "--nama", "2020", *akar)
    assert code == 0
    assert "versi_lama: 2020.yaml" in said
    assert "sama dengan SOP yang sekarang" not in said
    assert (kept_in_git / "_riwayat" / ID / "2020.yaml").read_text("utf-8") == LAMA.replace("NOMOR", "2020")
    code, _, said = call(capsys, "riwayat", ID, "--simpan", "HEAD", "--nama", "2020", *akar)
    assert code == 1
    assert "sudah ada" in said
    _, _, said = call(capsys, "riwayat", ID, "--simpan", "HEAD", "--nama", "2024", *akar)
    assert "Perhatian: isinya sama dengan SOP yang sekarang." in said
    code, kept, _ = call(capsys, "banding", f"{ID}@2020", ID, "--format", "json", *akar)
    assert code == 0
    assert '"versi 2020"' in kept


def test_history_in_git_goes_on_under_a_new_id(kept_in_git: Path, capsys: pytest.CaptureFixture[str]):
    new = f"{OPD}/data-kinerja"
    (kept_in_git / f"{ID}.yaml").rename(kept_in_git / f"{new}.yaml")
    with (kept_in_git / f"{new}.yaml").open("a") as stream:
        stream.write(f"id_lama: [{ID}]\n")
    akar = ("--akar", str(kept_in_git))
    for named in (new, ID):
        code, told, said = call(capsys, "riwayat", named, *akar)
        assert (code, "Revisi 2024" in told, "Salin SOP" in told) == (0, True, True)
        assert (named == ID) == (f'"{ID}" adalah id lama; SOP itu kini "{new}".' in said)
    code, compared, _ = call(capsys, "banding", f"{ID}@HEAD~1", ID, *akar)
    assert (code, "Langkah 2: hanya ada pada B" in compared) == (0, True)
    for words in (["periksa", ID], ["rapi", ID, "--beda"], ["ekspor", ID, "--ke", "json"]):
        code, _, said = call(capsys, *words, *akar)
        assert (code, f'"{new}".' in said) == (0, True)
    code, _, said = call(capsys, "riwayat", ID, "--simpan", "HEAD~1", "--nama", "2020", *akar)
    assert code == 0
    assert (kept_in_git / "_riwayat" / new / "2020.yaml").read_text("utf-8") == LAMA.replace("NOMOR", "2020")


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (f"{ID}@--help", "bukan berkas versi lama dan bukan revisi git"),
        (f"{ID}@HEAD~9", "bukan berkas versi lama dan bukan revisi git"),
        ("tanpa-garis@HEAD", "tulis <opd>/<nama>@<versi>"),
        (f"{OPD}/lain@HEAD", "belum ada pada revisi HEAD"),
        ("tidak-ada.yaml", "tidak dapat dibuka"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(
    kept_in_git: Path, capsys: pytest.CaptureFixture[str], named: str, said: str
):
    code, out, err = call(capsys, "banding", named, ID, "--akar", str(kept_in_git))
    assert (code, out) == (1, "")
    assert said in err
    assert err.startswith("Galat: ")
    assert err.count("\n") == 1


def test_a_missing_version_is_answered_with_those_that_exist(
    akar: Path, kept_in_git: Path, capsys: pytest.CaptureFixture[str]
):
    _, _, err = call(capsys, "banding", f"{ID}@2024", ID, "--akar", str(akar))
    assert "Versi yang disimpan: 2020, 2022." in err
    _, _, err = call(capsys, "banding", f"{ID}@2024", ID, "--akar", str(kept_in_git))
    assert re.search(r"Revisi git SOP ini: [0-9a-f]+ \(\d{4}-\d\d-\d\d\), ", err)


def test_without_git_the_history_is_still_told(akar: Path, capsys: pytest.CaptureFixture[str]):
    code, out, _ = call(capsys, "riwayat", ID, "--akar", str(akar))
    assert code == 0
    assert "Pemeriksaan ditambahkan (alasan: Temuan Inspektorat)" in out
    assert f"sop banding {ID}@2022 {ID}" in out
    assert "  5 Januari 2020  Disahkan (menurut versi lama 2020)\n" in out
    assert "tidak disimpan dengan git" in out


def test_all_that_is_kept_and_dated_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    text = LAMA.replace("NOMOR", "2020").replace("tanggal_pengesahan", "tanggal_pembuatan")
    akar = make_catalogue(tmp_path, {f"{ID}.yaml": text, f"_riwayat/{ID}/2019.yaml": text})
    code, out, _ = call(capsys, "riwayat", ID, "--akar", str(akar))
    assert code == 0
    assert "Tanggal pada dokumen: pembuatan 5 Januari 2020\n" in out
    assert "belum ada yang bertanggal: tanggal pengesahan, efektif, dan revisi serta riwayat tidak ditulis" in out
    assert f"  2019  bandingkan: sop banding {ID}@2019 {ID}\n    belum disebut dalam riwayat; " in out
    _, out, _ = call(capsys, "riwayat", ID, "--format", "json", "--akar", str(akar))
    told = json.loads(out)
    assert told["versi_lama"] == [{"nama": "2019", "disebut": False}]
    assert told["tanggal"] == {"pembuatan": "2020-01-05", "revisi": None, "efektif": None, "pengesahan": None}


@pytest.mark.parametrize("words", [["--simpan", "HEAD"], ["--nama", "2020"], ["--simpan", "HEAD", "--nama", "../x"]])
def test_wrong_use_is_refused(akar: Path, capsys: pytest.CaptureFixture[str], words: list[str]):
    code, _, err = call(capsys, "riwayat", ID, *words, "--akar", str(akar))
    assert code == 2
    assert "Bantuan: sop riwayat --help" in err
