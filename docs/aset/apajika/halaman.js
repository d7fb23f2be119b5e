/* The page that tries assumptions out: it binds the form, the worker and the answer together. */

import { ringkas, tampilkan } from "./hasil.js";
import { Kendali } from "./kendali.js";

const JEDA = 120;
const TAHAP = ["", "Memuat Python", "Menyiapkan simulasi", "Membaca SOP"];

const akar = document.querySelector("[data-apajika]");
const form = akar.querySelector("form"), bagian = (nama) => form.querySelector(`[data-${nama}]`);
const kendali = new Kendali(form, akar.dataset.opd);
const alamatAwal = new URLSearchParams(location.search);
const status = bagian("status"), batang = bagian("kemajuan"), berhenti = bagian("berhenti");
let pekerja = null, nomor = 0, tunggu = 0, sejak = 0, sementara = "";
let naskah = null, catatan = null;  // the file of what was asked, and the whole answer to it

function utuh(nama) {
  return new URL(akar.dataset[nama], location.href).href;
}

function sibuk(ya) {
  berhenti.hidden = !ya;
  batang.hidden = !ya;
  akar.setAttribute("aria-busy", ya);
}

function mulai() {
  bagian("mulai").closest(".tl-aj-mulai").hidden = true;
  bagian("hasil").hidden = false;
  status.tabIndex = -1;
  status.focus({ preventScroll: true });  // the button that had the focus is gone
  batang.removeAttribute("value");
  pekerja = new Worker(new URL("pekerja.js", import.meta.url), { type: "module" });
  pekerja.addEventListener("message", (event) => terima(event.data));
  pekerja.addEventListener("error", () => gagal("pekerja tidak dapat dijalankan"));
  pekerja.postMessage({ jenis: "mulai", pustaka: utuh("pustaka"), kantor: utuh("kantor") });
}

function gagal(pesan) {
  sibuk(false);
  status.textContent = `Hitungan di peramban gagal: ${pesan}. Muat ulang halaman ini, atau pakai perintah sop simulasi.`;
}

function terima(pesan) {
  if (pesan.jenis === "muat") {
    status.textContent = TAHAP[pesan.tahap] + " …";
  } else if (pesan.jenis === "siap") {
    kendali.pilihDari(alamatAwal);
    pekerja.postMessage({ jenis: "biasa", nomor: 0, sop: kendali.sop });
  } else if (pesan.jenis === "biasa") {
    kendali.isi(JSON.parse(pesan.isi), kendali.biasa ? null : alamatAwal);
    form.querySelector(".tl-aj-kiri").hidden = bagian("kendali").disabled = bagian("bagikan").disabled = false;
    tanya();
  } else if (pesan.jenis === "rusak") {
    if (!pesan.nomor || pesan.nomor === nomor) gagal(pesan.pesan);
  } else if (pesan.jenis === "potong" && pesan.nomor === nomor) {
    potong(JSON.parse(pesan.isi));
  }
}

function tanya() {
  clearTimeout(tunggu);
  nomor += 1;
  sejak = performance.now();
  naskah = catatan = null;
  const alamat = kendali.alamat(), pertanyaan = kendali.pertanyaan();
  history.replaceState(null, "", `${location.pathname}?${alamat}${location.hash}`);
  bagian("perintah").textContent = `sop simulasi ${pertanyaan.sop} --skenario apa-jika.yaml --tangga`;
  sementara = "Menghitung …";
  status.textContent = sementara;
  batang.value = 0;
  sibuk(true);
  pekerja.postMessage({ jenis: "tanya", nomor, pertanyaan: JSON.stringify(pertanyaan) });
}

function potong(pesan) {
  if (pesan.jenis === "kemajuan") {
    batang.value = pesan.selesai / pesan.dari;
    return;
  }
  if (pesan.jenis === "galat") {
    sibuk(false);
    akar.dataset.keadaan = "galat";
    status.textContent = pesan.pesan;
    return;
  }
  naskah = pesan.naskah;
  tampilkan(bagian("isi"), pesan, kendali.sop);
  bagian("ringkas").textContent = ringkas(pesan.hasil);
  const detik = ((performance.now() - sejak) / 1000).toLocaleString("id", { maximumFractionDigits: 1 });
  if (!pesan.akhir) {
    const teks = pesan.utuh
      ? `Angka utama sudah lengkap (${pesan.hasil.ulangan} ulangan). Uraian sebabnya masih dihitung.`
      : `Jawaban sementara dari ${pesan.hasil.ulangan} ulangan; yang lain masih dihitung.`;
    if (teks !== sementara) status.textContent = sementara = teks;
    return;
  }
  sibuk(false);
  catatan = pesan.catatan;
  status.textContent = `Selesai: ${pesan.hasil.ulangan} ulangan, benih ${pesan.hasil.benih}, dalam ${detik} detik.`;
  akar.dispatchEvent(new CustomEvent("apajika:selesai", { detail: pesan }));
}

function simpan(nama, jenis, isi) {
  if (!isi) {
    status.textContent = "Tunggu sampai hitungan selesai, lalu unduh.";
    return;
  }
  const tautan = document.createElement("a");
  tautan.href = URL.createObjectURL(new Blob([isi], { type: jenis }));
  tautan.download = nama;
  tautan.click();
  setTimeout(() => URL.revokeObjectURL(tautan.href), 1000);
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", (event) => {
  if (!kendali.biasa || !event.target.dataset.kunci) return;
  clearTimeout(tunggu);
  const berganti = event.target.dataset.kunci === "sop";
  tunggu = setTimeout(berganti ? ganti : tanya, JEDA);
});

/** Another SOP: what is usual for it is asked first. */
function ganti() {
  nomor += 1;
  pekerja.postMessage({ jenis: "batal" });
  pekerja.postMessage({ jenis: "biasa", nomor, sop: kendali.sop });
}

bagian("mulai").addEventListener("click", mulai);
bagian("dasar").addEventListener("click", () => {
  kendali.kembalikan();
  tanya();
});
berhenti.addEventListener("click", () => {
  clearTimeout(tunggu);  // a change that was not asked about yet
  nomor += 1;
  pekerja.postMessage({ jenis: "batal" });
  sibuk(false);
  status.textContent = "Dihentikan. Angka di bawah dari ulangan yang sudah dihitung.";
});
bagian("salin").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(location.href);
    status.textContent = "Tautan disalin.";
  } catch {
    status.textContent = `Salin alamat ini: ${location.href}`;
  }
});
bagian("unduh").addEventListener("click", () => simpan("apa-jika.yaml", "application/yaml", naskah));
bagian("unduh-hasil").addEventListener("click", () => simpan("apa-jika.json", "application/json", catatan));

form.hidden = false;
akar.querySelector(".tl-aj-tanpa").hidden = true;
sibuk(false);
