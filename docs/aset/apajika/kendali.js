/* The form: what stands in it, what of it differs from the default scenario, and how both stand in the address. */

import { buat } from "./gambar.js";

const HARI = ["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"];
const JAM = ["jam", "hari", "buka", "tutup"];
const BAKU = { jam: "asn-lima-hari", hari: "5", buka: "08:00", tutup: "16:00", alasan: "Dicoba di halaman apa-jika pada situs." };
/** Where a control's value stands in a scenario. */
const TEMPAT = {
  kembali: ["reviu", "peluang_kembali"], ulang: ["reviu", "bagian_ulang"], lain: ["beban_lain", "bagian"],
  lama: ["variasi", "tertinggi"], panjang: ["variasi_panjang", "tertinggi"],
  libur: ["jam_kerja", "libur_nasional"], cuti: ["jam_kerja", "cuti_bersama"]
};

const angka = new Intl.NumberFormat("id", { maximumFractionDigits: 2 });

function ucap(bentuk, nilai) {
  if (bentuk === "persen") return Math.round(nilai * 100) + "\u00a0%";
  return angka.format(nilai) + (bentuk === "kali" ? " kali" : " orang");
}

function taruh(ubahan, jalur, nilai) {
  const akhir = jalur.slice(0, -1).reduce((tempat, kunci) => (tempat[kunci] ??= {}), ubahan);
  akhir[jalur[jalur.length - 1]] = nilai;
}

function jamBuka(buka, tutup) {
  const [awal, akhir] = [buka, tutup].map((satu) => satu.replace(":", "."));
  return awal < "12.00" && akhir > "13.00" ? `${awal}-12.00, 13.00-${akhir}` : `${awal}-${akhir}`;
}

export class Kendali {
  constructor(form, opd) {
    this.form = form;
    this.opd = opd;
    this.biasa = null;
    this.perlu = {};
    form.addEventListener("input", (event) => this.susul(event.target));
  }

  unsur(kunci) {
    return [...this.form.querySelectorAll("[data-kunci]")].filter((satu) => satu.dataset.kunci === kunci);
  }

  get sop() {
    return this.unsur("sop")[0].value;
  }

  /** Choose the SOP that the address names, before anything is known of it. */
  pilihDari(alamat) {
    const [pilihan] = this.unsur("sop"), wanted = `${this.opd}/${alamat.get("sop")}`;
    if ([...pilihan.options].some((satu) => satu.value === wanted)) pilihan.value = wanted;
  }

  /** Take the usual values of an SOP; what was changed stays, or is taken from an address. */
  isi(biasa, alamat) {
    const lama = alamat || this.alamat();
    this.perlu = biasa.perlu;
    this.biasa = { ...BAKU };
    for (const kunci of [...Object.keys(TEMPAT), "ulangan", "benih"]) this.biasa[kunci] = biasa[kunci];
    this.biasa.unsur = biasa.unsur.join(",");
    for (const satu of biasa.staf) this.biasa["staf." + satu.kunci] = satu.orang;
    for (const satu of biasa.kasus) this.biasa["kasus." + satu.sop.split("/")[1]] = satu.setahun;
    this.baris(biasa);
    for (const [kunci, nilai] of Object.entries(this.biasa)) this.tulis(kunci, nilai);
    for (const [kunci, nilai] of lama) if (Object.hasOwn(this.biasa, kunci)) this.tulis(kunci, nilai, true);
    this.perbarui();
  }

  baris(biasa) {
    const staf = biasa.staf.map((satu) => [satu.ikut, this.geserOrang("staf." + satu.kunci, satu.nama, satu.orang)]);
    const [ikut, lain] = [true, false].map((arah) => staf.filter((satu) => satu[0] === arah).map((satu) => satu[1]));
    const lipat = lain.length ? buat("details", "", buat("summary", "", `Jabatan lain di OPD ini (${lain.length})`), ...lain) : null;
    this.form.querySelector("[data-staf]").replaceChildren(...[...ikut, lipat].filter(Boolean));
    const kasus = biasa.kasus.map((satu) => this.kotakKasus("kasus." + satu.sop.split("/")[1], satu.nama));
    this.form.querySelector("[data-kasus]").replaceChildren(...kasus);
  }

  kendali(kunci, nama, masukan, ...lain) {
    masukan.id = "aj-" + kunci;
    masukan.dataset.kunci = kunci;
    const label = buat("label", "", nama);
    label.htmlFor = masukan.id;
    return buat("div", "tl-aj-kendali", label, ...lain, masukan);
  }

  geserOrang(kunci, nama, orang) {
    const masukan = Object.assign(buat("input"), { type: "range", min: 1, max: Math.max(10, orang), step: 1 });
    masukan.dataset.bentuk = "orang";
    const keluaran = buat("output");
    keluaran.htmlFor = "aj-" + kunci;
    return this.kendali(kunci, nama, masukan, keluaran);
  }

  kotakKasus(kunci, nama) {
    return this.kendali(kunci, nama, Object.assign(buat("input"), { type: "number", min: 0.5, max: 5000, step: "any" }));
  }

  tulis(kunci, nilai, asing) {
    const unsur = this.unsur(kunci);
    if (kunci === "unsur") {
      const dipilih = String(nilai).split(",");
      for (const satu of unsur) satu.checked = dipilih.includes(satu.value);
    } else if (unsur[0].type === "checkbox") {
      unsur[0].checked = String(nilai) === "true";
    } else if (unsur[0].tagName === "SELECT") {
      if ([...unsur[0].options].some((satu) => satu.value === String(nilai))) unsur[0].value = String(nilai);
    } else if (!asing || unsur[0].type === "text" || unsur[0].type === "time" || Number.isFinite(Number(nilai || NaN))) {
      unsur[0].value = String(nilai);
    }
  }

  baca(kunci) {
    const unsur = this.unsur(kunci);
    if (kunci === "unsur") return unsur.filter((satu) => satu.checked).map((satu) => satu.value).join(",");
    if (unsur[0].type === "checkbox") return unsur[0].checked;
    return typeof this.biasa[kunci] === "number" ? Number(unsur[0].value) : unsur[0].value;
  }

  /** The keys that differ from the default scenario, with their values. */
  *berbeda() {
    for (const kunci of Object.keys(this.biasa)) {
      if (JAM.includes(kunci) && kunci !== "jam" && this.baca("jam") !== "mingguan") continue;
      const nilai = this.baca(kunci);
      if (nilai !== this.biasa[kunci]) yield [kunci, nilai];
    }
  }

  alamat() {
    const alamat = new URLSearchParams();
    if (!this.biasa) return alamat;
    alamat.set("sop", this.sop.split("/")[1]);
    for (const [kunci, nilai] of this.berbeda()) alamat.set(kunci, nilai);
    return alamat;
  }

  pertanyaan() {
    const ubahan = {};
    for (const [kunci, nilai] of this.berbeda()) {
      const [kepala, ...sisa] = kunci.split("."), ekor = sisa.join(".");
      if (kunci in TEMPAT) taruh(ubahan, TEMPAT[kunci], nilai);
      else if (kepala === "staf") taruh(ubahan, ["staf", "opd", this.opd, ekor], nilai);
      else if (kepala === "kasus") taruh(ubahan, ["sop", `${this.opd}/${ekor}`, "kedatangan"], { bentuk: "acak", per_tahun: nilai });
      else if (kunci === "unsur") ubahan.unsur = nilai ? nilai.split(",") : [];
      else if (kunci === "jam") taruh(ubahan, ["jam_kerja", "pola"], nilai);
    }
    if (this.baca("jam") === "mingguan") {
      const jam = jamBuka(this.baca("buka"), this.baca("tutup"));
      taruh(ubahan, ["jam_kerja", "mingguan"], Object.fromEntries(HARI.slice(0, Number(this.baca("hari"))).map((hari) => [hari, jam])));
    }
    const alasan = this.baca("alasan").trim() || BAKU.alasan;
    return { sop: this.sop, ubahan, alasan, ulangan: Number(this.baca("ulangan")), benih: this.baca("benih") };
  }

  kembalikan() {
    for (const [kunci, nilai] of Object.entries(this.biasa)) this.tulis(kunci, nilai);
    this.perbarui();
  }

  /** What needs another thing goes with it, and brings it along. */
  susul(masukan) {
    if (!this.biasa) return;
    if (masukan.dataset.kunci === "unsur") {
      const kotak = new Map(this.unsur("unsur").map((satu) => [satu.value, satu]));
      if (masukan.checked) for (let satu = this.perlu[masukan.value]; satu; satu = this.perlu[satu]) kotak.get(satu).checked = true;
      else for (const [satu, butuh] of Object.entries(this.perlu)) if (!kotak.get(butuh).checked) kotak.get(satu).checked = false;
    }
    this.perbarui();
  }

  perbarui() {
    this.form.querySelector("[data-jam-sendiri]").hidden = this.baca("jam") !== "mingguan";
    for (const masukan of this.form.querySelectorAll("input[data-bentuk]")) {
      const biasa = this.biasa[masukan.dataset.kunci], nilai = Number(masukan.value), bentuk = masukan.dataset.bentuk;
      const teks = ucap(bentuk, nilai), berubah = nilai !== biasa;
      masukan.setAttribute("aria-valuetext", teks);
      masukan.parentNode.classList.toggle("tl-aj-berubah", berubah);
      masukan.parentNode.querySelector("output").textContent = berubah ? `${teks} (dasar ${ucap(bentuk, biasa)})` : teks;
    }
  }
}
