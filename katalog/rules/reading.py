"""B0xx: rules kept while a file is read. The findings come from `yaml_source`, `validation` and `loading`."""

from katalog.findings import Tingkat
from katalog.rules.base import AturanBaca


class YAMLTidakTerbaca(AturanBaca):
    """Berkas tidak dapat dibaca sebagai YAML.

    Satu tanda yang keliru, misalnya titik dua di dalam teks tanpa tanda kutip atau baris yang tidak lurus, membuat
    seluruh berkas tidak terbaca. Selama belum diperbaiki, SOP itu tidak ikut dibangun.

    Perbaikan: Periksa baris yang disebut dan baris sebelumnya: tanda kutip, titik dua, dan spasi di awal baris.

    LULUS::

        nama: "Penjenjangan Kinerja: tingkat OPD"

    GAGAL::

        nama: Penjenjangan Kinerja: tingkat OPD
    """

    kode = "B001"


class BukanUTF8(AturanBaca):
    r"""Berkas bukan UTF-8.

    Katalog hanya membaca teks UTF-8, supaya huruf dan tanda baca tampil sama di semua komputer.

    Perbaikan: Simpan ulang berkas dengan penyandian (encoding) UTF-8 pada penyunting teks.

    LULUS::

        nama: Pelayanan kafé

    GAGAL::

        nama: Pelayanan kaf\xe9
    """

    kode = "B002"


class KunciGanda(AturanBaca):
    """Kunci yang sama ditulis dua kali.

    Bila satu kunci muncul dua kali, salah satu isinya akan hilang tanpa peringatan; karena itu berkas ditolak.

    Perbaikan: Hapus salah satunya, atau gabungkan isinya.

    LULUS::

        nama: Penjenjangan Kinerja

    GAGAL::

        nama: Penjenjangan Kinerja
        nama: Pengukuran Kinerja
    """

    kode = "B003"


class JangkarDanAlias(AturanBaca):
    """Jangkar atau alias YAML dipakai.

    Jangkar (&) dan alias (*) menyulitkan pembaca dan dapat membengkak menjadi berkas raksasa; katalog tidak
    memakainya.

    Perbaikan: Tulis isinya langsung di kedua tempat.

    LULUS::

        peralatan: [Renstra, Renja]
        pencatatan: [Renstra, Renja]

    GAGAL::

        peralatan: &daftar [Renstra, Renja]
        pencatatan: *daftar
    """

    kode = "B004"


class TagYAML(AturanBaca):
    """Tag YAML dipakai.

    Tag (kata yang diawali tanda seru) dapat menyuruh program lain membuat sesuatu; katalog hanya menerima teks, angka
    dan daftar.

    Perbaikan: Hapus tag itu.

    LULUS::

        nama: Penjenjangan Kinerja

    GAGAL::

        nama: !!python/name:os.system Penjenjangan Kinerja
    """

    kode = "B005"


class KunciTidakDikenal(AturanBaca):
    """Kunci tidak dikenal.

    Kunci yang salah eja akan terbaca sebagai bagian yang kosong. Katalog menolaknya dan menyebutkan ejaan terdekat.

    Perbaikan: Perbaiki ejaan kunci, atau hapus bila bukan bagian dari formulir SOP.

    LULUS::

        keterkaitan: [SOP Surat Masuk]

    GAGAL::

        keterkaitann: [SOP Surat Masuk]
    """

    kode = "B006"


class KunciWajib(AturanBaca):
    """Kunci wajib tidak ada.

    Beberapa kunci harus selalu ditulis, juga bila dokumen tidak memuatnya (isi null), supaya yang kosong pada dokumen
    tidak tertukar dengan yang terlupa disalin.

    Perbaikan: Tambahkan kunci itu; tulis null bila dokumen memang tidak memuatnya.

    LULUS::

        sumber: {berkas: null, jenis: contoh}

    GAGAL::

        sumber: {berkas: null}
    """

    kode = "B007"


class JenisNilai(AturanBaca):
    """Jenis nilai tidak sesuai.

    Nomor SOP adalah teks, nomor langkah adalah angka, peralatan adalah daftar. Nilai dengan jenis lain ditolak, sebab
    program tidak boleh menebak maksudnya.

    Perbaikan: Apit teks dengan tanda kutip; tulis angka tanpa tanda kutip; awali tiap butir daftar dengan tanda hubung.

    LULUS::

        nomor: "445"

    GAGAL::

        nomor: 445
    """

    kode = "B008"


class IsiTidakSah(AturanBaca):
    """Isi nilai tidak sah.

    Jenisnya benar tetapi isinya tidak mungkin: tanggal 30 Februari, pilihan di luar daftar, arah panah yang bukan nomor
    langkah.

    Perbaikan: Ikuti contoh pada pesan temuan.

    LULUS::

        tanggal_pengesahan: "2024-02-29"

    GAGAL::

        tanggal_pengesahan: "2023-02-29"
    """

    kode = "B009"


class TerlaluBesar(AturanBaca):
    """Berkas terlalu besar atau susunannya terlalu dalam.

    Satu SOP yang panjang pun tidak sampai seperlima puluh dari batasnya. Berkas sebesar itu biasanya bukan SOP, dan
    dapat membuat komputer kehabisan ingatan.

    Perbaikan: Pisahkan menjadi satu berkas untuk tiap SOP; lampiran disimpan di luar katalog.

    LULUS::

        peralatan: [Renstra]

    GAGAL::

        peralatan: [[[[[[[[[[[[[[[[[[Renstra]]]]]]]]]]]]]]]]]]
    """

    kode = "B010"


class KarakterTersembunyi(AturanBaca):
    r"""Teks memuat karakter tersembunyi.

    Karakter tanpa lebar dan pengubah arah tulisan tidak terlihat, tetapi membuat pencarian meleset dan dapat dipakai
    untuk menampilkan teks yang lain dari isinya. Karena itu karakter ini ditolak di seluruh berkas, juga pada komentar.
    Huruf yang memang ditulis dari kanan ke kiri, misalnya huruf Arab, tidak termasuk.

    Perbaikan: Ketik ulang bagian itu tanpa menyalin-tempel dari dokumen lain. Letak yang disebut adalah letak
    karakternya; pada teks dengan tanda seperti \u200b, letak awal teksnya.

    LULUS::

        nama: Penjenjangan Kinerja

    GAGAL::

        nama: "Penjenjangan\u200b Kinerja"
    """

    kode = "B011"


class NamaBerkasTidakSah(AturanBaca):
    """Nama berkas atau folder tidak sah.

    Nama folder dan nama berkas menjadi alamat halaman. Huruf besar, spasi dan tanda lain membuat alamat berbeda di
    komputer yang berbeda.

    Perbaikan: Pakai huruf kecil, angka dan tanda hubung; taruh berkas langsung di folder OPD.

    LULUS::

        # sops/dinkes-kota-tangerang/penjenjangan-kinerja.yaml
        nama: Penjenjangan Kinerja

    GAGAL::

        # sops/dinkes-kota-tangerang/SOP Penjenjangan.yaml
        nama: Penjenjangan Kinerja
    """

    kode = "B012"


class TandaRaguTersisa(AturanBaca):
    """Draf impor masih bertanda RAGU.

    Perintah sop impor menandai setiap hal yang meragukan dengan komentar RAGU di atas barisnya. Selama tanda itu ada,
    belum ada orang yang mencocokkan hal itu dengan naskah; halaman SOP sudah menampilkannya seperti isi yang pasti.

    Perbaikan: Cocokkan tiap hal itu dengan naskah, perbaiki isinya, lalu hapus komentarnya. Yang tidak terbaca pada
    naskah dicatat pada tidak_terbaca, yang disimpulkan pada disimpulkan.

    LULUS::

        peralatan:
          - Perangkat komputer

    GAGAL::

        peralatan:
          # RAGU: Kotak ini tidak berjudul pada naskah.
          - Perangkat komputer
    """

    kode = "B013"
    tingkat = Tingkat.PERINGATAN


READING_RULES = (
    YAMLTidakTerbaca,
    BukanUTF8,
    KunciGanda,
    JangkarDanAlias,
    TagYAML,
    KunciTidakDikenal,
    KunciWajib,
    JenisNilai,
    IsiTidakSah,
    TerlaluBesar,
    KarakterTersembunyi,
    NamaBerkasTidakSah,
    TandaRaguTersisa,
)
