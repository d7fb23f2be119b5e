/* The strip: for each case a row a desk, time from left to right. It is the slider as well. */

import { buat, unsur } from "./gambar.js";
import { MEJA_KOSONG, janji } from "./kata.js";
import { SEHARI, jam, jamPendek, lama } from "./waktu.js";

const TEPI = 8, SUMBU = 20, JUDUL = 15;
const BARIS = { satu: { tinggi: 27, balok: 11, nama: 13 }, banyak: { tinggi: 7, balok: 5, nama: 0 } };

/* Draw the strip of some cases as SVG of a width; returns the drawing and how to place the line of the moment. */
export function gambarJalur(catatan, pilihan, kasus, rentang, lebar) {
  const single = kasus.length === 1, row = single ? BARIS.satu : BARIS.banyak;
  const [first, last] = rentang, wide = lebar - 2 * TEPI;
  const x = (menit) => TEPI + (menit - first) / Math.max(1, last - first) * wide;
  const nobody = kasus.some((one) => one.lintasan.some((pass) => !lanes(pass.urut).length));
  const names = nobody ? [...catatan.lajur, MEJA_KOSONG] : catatan.lajur;
  const each = JUDUL + names.length * row.tinggi + (single ? 0 : 5);
  const height = SUMBU + kasus.length * each + 4;
  const svg = buat("svg", { class: "tl-p-jalur", width: lebar, height, viewBox: `0 0 ${lebar} ${height}` });

  function lanes(urut) {
    return catatan.langkah.find((one) => one.urut === urut)?.lajur ?? [];
  }

  function bar(from, until, y, kelas, tinggi) {
    if (until > from) {
      svg.append(buat("rect", {
        x: x(from).toFixed(1), y, width: Math.max(1, x(until) - x(from)).toFixed(1), height: tinggi, class: kelas,
      }));
    }
  }

  let end = first;
  for (const [from, until] of [...pilihan.buka, [last, last]]) {
    if (from > end && x(Math.min(from, last)) - x(end) >= 1.5) bar(end, Math.min(from, last), SUMBU, "tl-p-g-tutup", height - SUMBU);
    end = Math.max(end, until);
  }
  const days = Math.max(1, Math.ceil((last - first) / SEHARI / Math.max(1, Math.floor(wide / 62))));
  for (let day = Math.ceil(first / SEHARI); day * SEHARI <= last; day += days) {
    const at = x(day * SEHARI);
    svg.append(buat("line", { x1: at, x2: at, y1: SUMBU - 4, y2: height, class: "tl-p-g-kisi" }));
    if (at < lebar - 40) svg.append(buat("text", { x: at + 2, y: 12, class: "tl-p-g-angka" }, jamPendek(pilihan.awal, day * SEHARI, false)));
  }
  kasus.forEach((one, place) => {
    const top = SUMBU + place * each;
    svg.append(buat("text", { x: TEPI, y: top + 11, class: "tl-p-g-judul" },
      `Kasus ${one.nomor} · ${lama(one.selesai - one.mulai)}`));
    names.forEach((name, lane) => {
      const y = top + JUDUL + lane * row.tinggi;
      if (row.nama) svg.append(buat("text", { x: TEPI, y: y + 10, class: "tl-p-g-nama" }, name));
      svg.append(buat("line", { x1: TEPI, x2: lebar - TEPI, y1: y + row.tinggi - 1, y2: y + row.tinggi - 1, class: "tl-p-g-kisi" }));
    });
    for (const pass of one.lintasan) {
      const own = lanes(pass.urut);
      for (const lane of own.length ? own : [names.length - 1]) {
        const y = top + JUDUL + lane * row.tinggi + row.nama;
        bar(pass.siap, pass.mulai, y, "tl-p-g-tunggu", row.balok);
        bar(pass.mulai, pass.selesai, y, "tl-p-g-kerja", row.balok);
        if (row.nama && x(pass.selesai) - x(pass.mulai) > 18) {
          svg.append(buat("text", { x: (x(pass.mulai) + 3).toFixed(1), y: y + 9, class: "tl-p-g-langkah" }, String(pass.urut)));
        }
      }
    }
    const promised = janji(catatan.acuan), limit = promised ? one.mulai + promised.menit : Infinity;
    if (limit < last) {
      svg.append(buat("line", { x1: x(limit), x2: x(limit), y1: top + JUDUL, y2: top + each - 3, class: "tl-p-g-acuan" }));
    }
  });
  const line = buat("line", { y1: SUMBU - 4, y2: height, class: "tl-p-g-kini" });
  svg.append(line);
  return {
    svg,
    kini(menit) {
      line.setAttribute("x1", x(menit).toFixed(1));
      line.setAttribute("x2", x(menit).toFixed(1));
    },
    menit: (pixels) => Math.round(first + Math.min(1, Math.max(0, (pixels - TEPI) / wide)) * (last - first)),
  };
}

/* The slider around it. `pindah` is told of a wanted moment, `langkah` of a wish for the event before or after. */
export function penggeser({ pindah, langkah, putar }) {
  const element = unsur("div", { class: "tl-p-geser", role: "slider", tabindex: 0, "aria-label": "Waktu yang ditampilkan" });
  let drawing = null, span = [0, 1], now = 0, awal = "";

  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key;
    if (key === "ArrowRight" || key === "ArrowUp") langkah(1);
    else if (key === "ArrowLeft" || key === "ArrowDown") langkah(-1);
    else if (key === "PageUp") pindah(now + SEHARI);
    else if (key === "PageDown") pindah(now - SEHARI);
    else if (key === "Home") pindah(span[0]);
    else if (key === "End") pindah(span[1]);
    else if (key === " ") putar();
    else return;
    event.preventDefault();
  });

  function pointed(event) {
    const box = element.firstElementChild.getBoundingClientRect();
    pindah(drawing.menit(event.clientX - box.left));
  }

  element.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    element.setPointerCapture(event.pointerId);
    pointed(event);
  });
  element.addEventListener("pointermove", (event) => {
    if (element.hasPointerCapture(event.pointerId)) pointed(event);
  });

  return {
    element,
    isi(drawn, rentang, mulai) {
      drawing = drawn;
      span = rentang;
      awal = mulai;
      drawn.svg.setAttribute("aria-hidden", "true");
      element.replaceChildren(drawn.svg);
      element.setAttribute("aria-valuemin", String(span[0]));
      element.setAttribute("aria-valuemax", String(span[1]));
    },
    /* While playing, the words stay as they are: a reader would hear every minute. */
    kini(menit, bersuara) {
      now = menit;
      drawing.kini(menit);
      if (!bersuara) return;
      element.setAttribute("aria-valuenow", String(menit));
      element.setAttribute("aria-valuetext", jam(awal, menit));
    },
  };
}
