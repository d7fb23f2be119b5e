/* What the player says. */

import { lama } from "./waktu.js";

export const MEJA_KOSONG = "pelaksana yang tidak tertulis";

/* Whose desk a step is on. */
export function pelaksana(catatan, urut) {
  const step = catatan.langkah.find((one) => one.urut === urut);
  const names = step ? step.lajur.map((place) => catatan.lajur[place]) : [];
  return names.length ? names.join(" dan ") : MEJA_KOSONG;
}

function doing(one, menit) {
  const again = one.lintasan.putaran > 1 ? ` (kali ke-${one.lintasan.putaran})` : "";
  const since = menit > one.sejak ? `, sudah ${lama(menit - one.sejak)}` : "";
  if (one.jenis === "menunggu") return `${again}: ${since ? "" : "baru tiba, "}menunggu giliran${since}`;
  if (one.jenis === "dikerjakan") return `${again}: ${since ? "sedang" : "mulai"} dikerjakan${since}`;
  return `${again}: kantor tutup; ${one.begun ? "pekerjaan terhenti sampai kantor buka" : "berkas menunggu giliran"}`;
}

/* "Di meja Sekretaris, langkah 5: menunggu giliran, sudah 2 hari 3 jam." */
export function kalimat(catatan, kasus, keadaan, menit) {
  const [first] = keadaan;
  if (!first) return "Berkas berpindah meja.";
  if (first.jenis === "belum") return "Belum mulai.";
  if (first.jenis === "selesai") return `Selesai dalam ${lama(kasus.selesai - kasus.mulai)}.`;
  return keadaan
    .map((one) => `Di meja ${pelaksana(catatan, one.lintasan.urut)}, langkah ${one.lintasan.urut}${doing(one, menit)}.`)
    .join(" ");
}

const JENIS = [["dikerjakan", "sedang dikerjakan"], ["menunggu", "menunggu giliran"], ["tutup", "terhenti karena kantor tutup"],
  ["belum", "belum mulai"], ["selesai", "selesai"]];

/* "3 sedang dikerjakan, 4 menunggu giliran, 1 selesai": a case is worked on where one of its branches is. */
export function ringkas(semua) {
  const each = semua.map((states) => (states.find((one) => one.jenis === "dikerjakan") ?? states[0])?.jenis);
  const counts = JENIS.map(([jenis, words]) => [each.filter((one) => one === jenis).length, words]);
  return counts.filter(([count]) => count).map(([count, words]) => `${count} ${words}`).join(", ");
}

/* What the document promises: in words and in calendar minutes, or null. */
export function janji(acuan) {
  if (acuan.menit !== null) return { kata: `waktu yang tertulis ${acuan.teks ?? lama(acuan.menit)}`, menit: acuan.menit };
  const sum = acuan.jumlah_langkah;
  return sum > 0 ? { kata: `jumlah waktu langkah-langkahnya ${lama(sum)}`, menit: sum } : null;
}

/* "Berjalan 60 hari; waktu yang tertulis 47 Hari 13 menit, lewat 13 hari.": the running total against the stated one. */
export function berjalan(kasus, menit, acuan) {
  const spent = Math.min(Math.max(menit, kasus.mulai), kasus.selesai) - kasus.mulai;
  const promised = janji(acuan);
  if (!promised) return `Berjalan ${lama(spent)}; dokumen tidak menyebut waktu.`;
  const over = spent - promised.menit;
  return `Berjalan ${lama(spent)}; ${promised.kata}` +
    (over > 0 ? `, lewat ${lama(over)}.` : ".");
}

export function uraian(kasus) {
  return `Seluruhnya ${lama(kasus.selesai - kasus.mulai)}: dikerjakan ${lama(kasus.dikerjakan)}, menunggu giliran ` +
    `${lama(kasus.menunggu)}, kantor tutup ${lama(kasus.tutup)}.`;
}
