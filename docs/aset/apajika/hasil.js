/* What an answer says, as sentences, drawings and tables. */

import { berkasSvg, unduhPng, unduhSvg } from "../putar/unduh.js";
import { buat, grafik, tabel, taksiran } from "./gambar.js";

const KOTAK = [["p50", "Separuh kasus"], ["p80", "8 dari 10 kasus"], ["p90", "9 dari 10 kasus"]];
const terbuka = new Set();

/** A fold that stays as the reader left it when a new answer comes. */
function lipat(kunci, judul, ...isi) {
  const details = buat("details", "", buat("summary", "", judul), ...isi);
  details.open = terbuka.has(kunci);
  details.addEventListener("toggle", () => (details.open ? terbuka.add(kunci) : terbuka.delete(kunci)));
  return details;
}

/** A drawing with what takes it along for a report, once `asal` says where its numbers come from: the answer is whole. */
function berunduh(kunci, judul, gambar, uraian, asal) {
  const svg = grafik(gambar, judul, uraian), berkas = () => berkasSvg([svg], [judul, asal]);
  const tombol = (jenis, ambil) => {
    const satu = buat("button", "", jenis);
    satu.type = "button";
    satu.setAttribute("aria-label", `${jenis}: unduh gambar ${judul}`);
    satu.addEventListener("click", () => ambil(berkas(), `apa-jika-${kunci}.${jenis.toLowerCase()}`));
    return satu;
  };
  return [svg, asal && buat("p", "tl-aj-tombol tl-keterangan", "Unduh gambar:", tombol("SVG", unduhSvg), tombol("PNG", unduhPng))].filter(Boolean);
}

function utama(hasil) {
  if (!hasil.utama) return null;
  const daftar = buat("dl", "tl-aj-utama");
  const kotak = [...KOTAK.map(([kunci, nama]) => [nama, hasil.utama[kunci]]),
    ["Peluang selesai dalam " + hasil.nama_acuan, hasil.utama.tepat]];
  for (const [nama, nilai] of kotak) daftar.append(buat("div", "", buat("dt", "", nama), buat("dd", "", taksiran(nilai))));
  return buat("div", "", daftar, buat("p", "tl-keterangan", "Huruf kecil: selang 95\u00a0%."));
}

function perubahan(isi) {
  if (!isi) return null;
  const baris = isi.baris.map((satu) => [satu.nama, satu.dasar, satu.coba, taksiran(satu.selisih)]);
  const daftar = buat("ul", "", ...isi.asumsi.map((satu) => buat("li", "", satu)));
  return buat("div", "tl-aj-perubahan", buat("p", "", isi.kalimat),
    lipat("perubahan", "Perubahan terhadap dasar sebagai tabel",
      tabel("Perubahan terhadap dasar", ["Selesai dalam", "Dasar", "Dicoba", "Selisih, kasus demi kasus"], baris), daftar));
}

function peringatan(hasil) {
  if (!hasil.peringatan.length) return null;
  const daftar = buat("ul", "", ...hasil.peringatan.map((satu) => buat("li", "", satu)));
  return buat("div", "tl-simulasi-awas", buat("p", "", buat("strong", "", "Perhatikan sebelum memakai angka ini")), daftar);
}

function sebaran(isi, asal) {
  if (!isi) return null;
  return buat("section", "", buat("h2", "", "Sebaran lama kasus"), ...berunduh("sebaran", "Sebaran lama kasus", isi.gambar, isi.uraian, asal),
    lipat("sebaran", "Sebaran sebagai tabel", tabel("Sebaran lama kasus", ["Lama", "Kasus"], isi.baris)));
}

function tangga(isi, akhir, asal) {
  const judul = buat("h2", "", "Apa yang menambah waktu");
  if (!isi) return buat("section", "", judul, buat("p", "tl-kosong", akhir ? "Tidak ada tangga untuk pilihan ini." : "Masih dihitung."));
  const baris = isi.baris.map((satu) => [satu.nama, taksiran(satu.rata_rata), taksiran(satu.tambahan), taksiran(satu.p50),
    taksiran(satu.p90), taksiran(satu.tepat)]);
  const kepala = ["Yang dihitung", "Rata-rata", "Tambahan", "Separuh kasus", "9 dari 10 kasus", "Peluang"];
  return buat("section", "", judul, isi.kalimat ? buat("p", "", isi.kalimat) : null,
    ...(isi.gambar ? berunduh("tangga", "Tangga: rata-rata waktu bila satu hal demi satu hal dihitung", isi.gambar, isi.uraian, asal) : []),
    lipat("tangga", "Tangga sebagai tabel", tabel("Tangga", kepala, baris)));
}

function peran(isi, asal) {
  if (!isi) return null;
  const baris = isi.baris.map((satu) => [satu.nama, satu.staf, satu.beban + (satu.lebih ? " (kelebihan beban)" : ""),
    satu.terpakai, taksiran(satu.tunggu), satu.antrean]);
  const kepala = ["Peran", "Orang", "Beban", "Terpakai selama kasus", "Satu kasus menunggu", "Antrean terpanjang"];
  return buat("section", "", buat("h2", "", "Siapa yang sibuk"), ...berunduh("beban", "Beban tiap peran", isi.gambar, isi.uraian, asal),
    lipat("peran", "Beban sebagai tabel", tabel("Beban tiap peran", kepala, baris)));
}

function asumsi(daftar) {
  const baris = daftar.map((satu) => [satu.bidang, satu.nilai, satu.alasan]);
  return lipat("asumsi", `Semua asumsi (${daftar.length})`, tabel("Semua asumsi", ["Yang diasumsikan", "Nilai", "Alasan"], baris));
}

export function tampilkan(tempat, pesan, sop) {
  const hasil = pesan.hasil;
  const diubah = pesan.perubahan?.asumsi.join("; ");
  const asal = pesan.akhir && `Hasil simulasi dengan asumsi, bukan pengukuran. SOP ${sop}, ${hasil.ulangan} ulangan, ` +
    `benih ${hasil.benih}. ` + (diubah ? `Yang diubah: ${diubah}.` : "");
  tempat.className = "tl-simulasi" + (pesan.akhir ? "" : " tl-aj-sementara");
  tempat.replaceChildren(...[
    buat("p", "tl-simulasi-kesimpulan", hasil.kesimpulan), utama(hasil), perubahan(pesan.perubahan), peringatan(hasil),
    sebaran(hasil.sebaran, asal), tangga(hasil.tangga, pesan.akhir, asal), peran(hasil.peran, asal), asumsi(hasil.asumsi)
  ].filter(Boolean));
}

/** The few figures that stay in sight while a hand is on a slider. */
export function ringkas(hasil) {
  if (!hasil.utama) return "Lama kasus tidak dapat dijawab: ada peran yang kelebihan beban.";
  const { p50, p90, tepat } = hasil.utama;
  return `Separuh ${p50.nilai} · 9 dari 10 ${p90.nilai} · dalam waktu dokumen ${tepat.nilai}`;
}
