/* All that happens as a table, for readers of the words. */

import { unsur } from "./gambar.js";
import { pelaksana } from "./kata.js";
import { jamPendek, lama } from "./waktu.js";

const KOLOM = ["Kasus", "Langkah", "Kegiatan", "Di meja", "Tiba", "Mulai dikerjakan", "Selesai", "Sejak tiba sampai mulai",
  "Sejak mulai sampai selesai"];

export function tabelKejadian(catatan, pilihan) {
  const table = unsur("table"), head = unsur("tr"), body = unsur("tbody");
  KOLOM.forEach((name) => head.append(unsur("th", { scope: "col" }, name)));
  const thead = unsur("thead");
  thead.append(head);
  for (const kasus of pilihan.kasus) {
    for (const pass of kasus.lintasan) {
      const row = unsur("tr"), step = catatan.langkah.find((one) => one.urut === pass.urut);
      const again = pass.putaran > 1 ? ` (kali ke-${pass.putaran})` : "";
      row.append(unsur("th", { scope: "row" }, String(kasus.nomor)));
      [`${pass.urut}${again}`, step ? step.kegiatan : "", pelaksana(catatan, pass.urut),
        jamPendek(pilihan.awal, pass.siap), jamPendek(pilihan.awal, pass.mulai), jamPendek(pilihan.awal, pass.selesai),
        lama(pass.mulai - pass.siap), lama(pass.selesai - pass.mulai)].forEach((words) => row.append(unsur("td", {}, words)));
      body.append(row);
    }
  }
  table.append(unsur("caption", {}, `${pilihan.nama}. Waktu dibulatkan ke menit; lamanya menurut kalender, jam tutup termasuk.`),
    thead, body);
  const frame = unsur("div", { class: "tl-tabel", tabindex: 0, role: "region", "aria-label": "Kejadian sebagai tabel" });
  frame.append(table);
  return frame;
}
