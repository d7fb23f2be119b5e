/* The player: one moment, shown on the diagram, in words and on the strip; played, stepped through, or set by hand. */

import { pilihan as choose, tombol, unsur } from "./gambar.js";
import { irama } from "./irama.js";
import { gambarJalur, penggeser } from "./jalur.js";
import { berjalan, kalimat, ringkas, uraian } from "./kata.js";
import { keadaan, peristiwa, tetangga } from "./keadaan.js";
import { tabelKejadian } from "./tabel.js";
import { panggung } from "./token.js";
import { berkasSvg, unduhPng, unduhSvg } from "./unduh.js";
import { jam } from "./waktu.js";

const KECEPATAN = [["0.25", "¼ kali"], ["0.5", "½ kali"], ["1", "biasa"], ["2", "2 kali"], ["4", "4 kali"]];
/* Seconds from event to event where nothing may move by itself. */
const PELAN = 1.2;
/* The height of the site's own bar, which stays on the screen, and some air. */
const KEPALA = 90;

function styled() {
  const link = unsur("link", { rel: "stylesheet", href: new URL("putar.css", import.meta.url).href });
  return new Promise((done, failed) => {
    link.addEventListener("load", done);
    link.addEventListener("error", failed);
    document.head.append(link);
  });
}

async function drawn() {
  const place = document.querySelector("[data-bagan] .mermaid");
  const found = () => place.querySelector("svg .node") && place.querySelector("svg");
  if (found()) return found();
  return new Promise((done) => {
    new MutationObserver((_, watcher) => {
      if (!found()) return;
      watcher.disconnect();
      done(found());
    }).observe(place, { childList: true, subtree: true });
  });
}

export async function pasang(alamat, pembuka) {
  const [catatan, svg] = await Promise.all([
    fetch(alamat).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }),
    drawn(),
    styled(),
  ]);
  return new Pemutar(catatan, svg, pembuka);
}

class Pemutar {
  constructor(catatan, svg, pembuka) {
    this.catatan = catatan;
    this.svg = svg;
    this.pembuka = pembuka;
    this.laju = 1;
    this.main = false;
    this.tenang = matchMedia("(prefers-reduced-motion: reduce)");
    this.susun();
    this.pilih(catatan.pilihan[0].kunci);
    this.alih(true);
    new ResizeObserver(() => this.lukisJalur()).observe(this.geser.element);
  }

  susun() {
    this.isi = unsur("div", { class: "tl-pemutar tl-layar-saja" });
    this.jam = unsur("p", { class: "tl-p-jam" });
    this.kini = unsur("p", { class: "tl-p-kini" });
    this.total = unsur("p", { class: "tl-p-total" });
    this.kabar = unsur("p", { class: "tl-samar", role: "status" });
    this.daftar = unsur("ol", { class: "tl-p-daftar" });
    this.tentang = unsur("p", { class: "tl-p-tentang" });
    this.tombolMain = tombol("Putar", () => this.putar(!this.main), { class: "tl-p-utama" });
    this.geser = penggeser({
      pindah: (menit) => this.pindah(menit),
      langkah: (arah) => this.langkah(arah),
      putar: () => this.putar(!this.main),
    });
    const bar = unsur("div", { class: "tl-p-alat", role: "group", "aria-label": "Kendali putar ulang" });
    this.ikuti = unsur("input", { type: "checkbox" });
    this.ikuti.checked = true;
    const follow = unsur("label");
    follow.append(this.ikuti, " Ikuti berkas");
    bar.append(
      tombol("◀ Kejadian", () => this.langkah(-1), { "aria-label": "Kejadian sebelumnya" }),
      this.tombolMain,
      tombol("Kejadian ▶", () => this.langkah(1), { "aria-label": "Kejadian berikutnya" }),
      choose("kasus", "Kasus", this.catatan.pilihan.map((one) => [one.kunci, one.nama]), this.catatan.pilihan[0].kunci,
        (kunci) => this.pilih(kunci)),
      choose("kecepatan", "Kecepatan", KECEPATAN, "1", (laju) => { this.laju = Number(laju); }),
      follow,
    );
    this.lekat = unsur("div", { class: "tl-pemutar tl-p-lekat tl-layar-saja" });
    this.lekat.append(this.jam, this.kini, this.total, bar);
    const legend = unsur("p", { class: "tl-legenda" });
    for (const [kind, words] of [["kerja", "dikerjakan"], ["tunggu", "menunggu giliran"], ["tutup", "kantor tutup"]]) {
      const item = unsur("span");
      item.append(unsur("i", { class: `tl-p-l-${kind}` }), ` ${words}`);
      legend.append(item, " ");
    }
    legend.append("Garis putus-putus: waktu menurut dokumen habis. Geser garis tegak, atau pakai tombol panah.");
    this.rincian = unsur("details", { class: "tl-kata" });
    this.rincian.append(unsur("summary", {}, "Kejadian sebagai tabel"));
    const files = unsur("p", { class: "tl-p-unduh" }, "Unduh untuk laporan: ");
    files.append(
      tombol("Gambar ini (SVG)", () => unduhSvg(this.potret(), this.nama("gambar", "svg"))), " ",
      tombol("Gambar ini (PNG)", () => this.unduhPng()), " ",
      tombol("Jalur waktu (SVG)", () => unduhSvg(this.potretJalur(), this.nama("jalur", "svg"))),
    );
    const tempo = unsur("p", { class: "tl-p-tentang" }, this.tenang.matches
      ? "Peramban Anda meminta sedikit gerak: pemutaran melompat dari kejadian ke kejadian."
      : "Malam, akhir pekan, dan hari libur diputar lebih cepat; setiap kejadian diberi jeda singkat.");
    this.isi.append(this.geser.element, legend, this.daftar, this.tentang, tempo, this.rincian, files, this.kabar);
    // The controls stay on the screen beside the diagram, so that both are in one frame.
    const diagram = document.querySelector("[data-bagan]");
    this.rangka = unsur("section", { class: "tl-p-rangka", "aria-label": "Putar ulang" });
    diagram.before(this.rangka);
    this.rangka.append(diagram, this.lekat, this.isi);
  }

  /* Open or close. */
  alih(buka = this.isi.hidden) {
    this.isi.hidden = this.lekat.hidden = !buka;
    this.pembuka.setAttribute("aria-expanded", String(buka));
    this.pembuka.textContent = buka ? "Tutup putar ulang" : "Putar ulang";
    this.putar(false);
    if (!buka) {
      this.panggung.lepas();
      this.panggung = null;
      return;
    }
    this.panggung = this.panggung ?? panggung(this.svg);
    this.lukisJalur();
    this.tampil(1);
    this.tombolMain.focus({ preventScroll: true });
    this.rangka.scrollIntoView({ behavior: this.tenang.matches ? "auto" : "smooth", block: "start" });
  }

  pilih(kunci) {
    this.putar(false);
    this.satu = this.catatan.pilihan.find((one) => one.kunci === kunci);
    this.saat = peristiwa(this.satu);
    this.rentang = [this.saat[0], this.saat[this.saat.length - 1]];
    this.irama = irama(this.satu.buka, this.saat);
    this.panggung?.lepas();
    this.panggung = panggung(this.svg);
    this.daftar.hidden = this.satu.kasus.length === 1;
    this.daftar.replaceChildren(...this.satu.kasus.map(() => unsur("li")));
    const [kasus] = this.satu.kasus;
    this.tentang.textContent = this.satu.keterangan + (this.satu.kasus.length === 1 ? ` ${uraian(kasus)}` : "");
    this.rincian.querySelector(".tl-tabel")?.remove();
    this.rincian.append(tabelKejadian(this.catatan, this.satu));
    this.menit = this.rentang[0];
    this.lukisJalur();
    this.tampil(1);
    this.umumkan();
  }

  lukisJalur() {
    const width = Math.floor(this.geser.element.clientWidth);
    if (!width || (this.dilukis === this.satu && this.lebar === width)) return;
    [this.dilukis, this.lebar] = [this.satu, width];
    this.geser.isi(gambarJalur(this.catatan, this.satu, this.satu.kasus, this.rentang, width), this.rentang, this.satu.awal);
    this.geser.kini(this.menit, !this.main);
  }

  /* Show the moment: words, strip, tokens. */
  tampil(bagian) {
    const { catatan, satu, menit } = this;
    this.semua = satu.kasus.map((kasus) => ({ nomor: kasus.nomor, keadaan: keadaan(kasus, menit, satu.buka) }));
    this.jam.textContent = jam(satu.awal, menit);
    const [kasus] = satu.kasus;
    if (satu.kasus.length === 1) {
      this.kini.textContent = kalimat(catatan, kasus, this.semua[0].keadaan, menit);
      this.total.textContent = berjalan(kasus, menit, catatan.acuan);
    } else {
      this.kini.textContent = `${satu.kasus.length} kasus: ${ringkas(this.semua.map((one) => one.keadaan))}.`;
      this.total.textContent = "Rincian tiap kasus ada di bawah jalur waktu.";
      satu.kasus.forEach((one, place) => {
        const words = `Kasus ${one.nomor}. ${kalimat(catatan, one, this.semua[place].keadaan, menit)} ` +
          (menit < one.mulai || menit >= one.selesai ? "" : berjalan(one, menit, catatan.acuan));
        if (this.daftar.children[place].textContent !== words) this.daftar.children[place].textContent = words;
      });
    }
    if (this.dilukis === satu) this.geser.kini(menit, !this.main);
    return this.panggung.gerak(this.semua, bagian);
  }

  umumkan() {
    this.kabar.textContent = `${this.jam.textContent}. ${this.kini.textContent} ${this.total.textContent}`;
  }

  pindah(menit) {
    this.putar(false);
    this.menit = Math.min(this.rentang[1], Math.max(this.rentang[0], menit));
    this.luncur();
    this.umumkan();
  }

  langkah(arah) {
    this.pindah(tetangga(this.saat, this.menit, arah));
    this.bawa();
  }

  putar(jalan) {
    if (jalan === this.main) return;
    this.main = jalan;
    this.tombolMain.textContent = jalan ? "Jeda" : "Putar";
    cancelAnimationFrame(this.bingkai);
    clearTimeout(this.nanti);
    if (!jalan) {
      this.geser.kini(this.menit, true);
      this.umumkan();
      return;
    }
    this.kabar.textContent = "";
    if (this.menit >= this.rentang[1]) this.menit = this.rentang[0];
    if (this.tenang.matches) {
      this.tampil(1);
      this.lompat();
      return;
    }
    this.detik = this.irama.detik(this.menit);
    this.lalu = undefined;
    this.bingkai = requestAnimationFrame((now) => this.maju(now));
  }

  maju(now) {
    const passed = this.lalu === undefined ? 0 : Math.min(0.1, (now - this.lalu) / 1000);
    this.lalu = now;
    this.detik += passed * this.laju;
    const before = this.menit;
    this.menit = Math.min(this.rentang[1], this.irama.menit(this.detik));
    const arrived = this.tampil(1 - Math.exp(-passed * 9 * Math.max(1, this.laju)));
    if (this.saat.some((one) => one > before && one <= this.menit)) this.bawa();
    if (this.detik >= this.irama.panjang && arrived) this.putar(false);
    else this.bingkai = requestAnimationFrame((next) => this.maju(next));
  }

  /* With little motion wanted: from event to event. */
  lompat() {
    this.nanti = setTimeout(() => {
      this.menit = tetangga(this.saat, this.menit, 1);
      this.tampil(1);
      this.bawa();
      if (this.menit >= this.rentang[1]) this.putar(false);
      else this.lompat();
    }, PELAN * 1000 / this.laju);
  }

  /* Let tokens glide to a moment that was chosen. */
  luncur() {
    cancelAnimationFrame(this.bingkai);
    let last;
    const frame = (now) => {
      const passed = last === undefined ? 0.016 : Math.min(0.1, (now - last) / 1000);
      last = now;
      if (!this.panggung.gerak(this.semua, 1 - Math.exp(-passed * 9))) this.bingkai = requestAnimationFrame(frame);
    };
    if (this.tampil(this.tenang.matches ? 1 : 0)) return;
    this.bingkai = requestAnimationFrame(frame);
  }

  /* Bring the file into sight where the reader wants it followed; of several, one that is worked on or waits. */
  bawa() {
    if (!this.ikuti.checked) return;
    const active = [...this.svg.querySelectorAll(".tl-p-aktif")].map((one) => one.getBoundingClientRect());
    if (!active.length) return;
    const frame = this.svg.closest(".tl-bagan-layar"), screen = frame.getBoundingClientRect();
    const highest = KEPALA, lowest = this.lekat.getBoundingClientRect().top;
    const seen = (box) => box.left >= screen.left && box.right <= screen.right && box.top >= highest && box.bottom <= lowest;
    if (active.some(seen)) return;
    const [box] = active, behavior = this.tenang.matches ? "auto" : "smooth";
    if (box.left < screen.left || box.right > screen.right) {
      frame.scrollBy({ left: box.left - screen.left - (screen.width - box.width) / 2, behavior });
    }
    if (box.top < highest || box.bottom > lowest) {
      window.scrollBy({ top: box.top - highest - Math.max(0, lowest - highest - box.height) / 2, behavior });
    }
  }

  kepala() {
    const { catatan, satu } = this;
    return [`${catatan.nama}: ${satu.nama.toLowerCase()}`, `${this.jam.textContent}. ${this.kini.textContent} ` +
      (satu.kasus.length === 1 ? this.total.textContent : ""),
    `Hasil simulasi dengan asumsi, bukan pengukuran. ${catatan.sop}, skenario ${catatan.nama_skenario}, benih ${catatan.benih}, sidik ${catatan.sidik}.`];
  }

  /* The diagram with the strip below it, drawn anew as wide as the diagram. */
  potret() {
    this.tampil(1);
    const strip = gambarJalur(this.catatan, this.satu, this.satu.kasus, this.rentang, this.svg.viewBox.baseVal.width);
    strip.kini(this.menit);
    const aside = unsur("div", { class: "tl-samar", "aria-hidden": "true" });
    aside.append(strip.svg);
    this.isi.append(aside);
    const file = berkasSvg([this.svg, strip.svg], this.kepala());
    aside.remove();
    return file;
  }

  potretJalur() {
    return berkasSvg([this.geser.element.firstElementChild], this.kepala());
  }

  async unduhPng() {
    try {
      await unduhPng(this.potret(), this.nama("gambar", "png"));
    } catch {
      this.kabar.textContent = "Gambar PNG tidak dapat dibuat di peramban ini; unduh SVG-nya.";
    }
  }

  nama(isi, akhiran) {
    return `${this.catatan.sop.replace("/", "-")}-${this.satu.kunci}-${isi}.${akhiran}`;
  }
}
